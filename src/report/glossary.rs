//! The glossary of an article as TSV, CSV, JSON and Markdown. Never localised: programs read them.

use crate::generate::{Context, Row, RowStatus};
use crate::morph::Gender;
use serde::Serialize;
use std::io::{self, Write};

/// The columns of the tabular forms, in order; the first two are fixed, new ones are added at the end.
pub const COLUMNS: &[&str] = &[
    "fr",
    "en",
    "status",
    "origin",
    "score",
    "frequency",
    "domain",
    "pos",
    "gender",
    "definition",
    "context_fr",
    "context_en",
    "forms",
    "name",
    "files",
];

/// A row's cells in the order of [`COLUMNS`]. `files` are the names of the sources.
pub fn cells(row: &Row, files: &[String]) -> Vec<String> {
    let english: Vec<&str> = row.english.iter().map(|e| e.text.as_str()).collect();
    let forms: Vec<String> = row.forms.iter().map(|(form, n)| format!("{form} ({n})")).collect();
    let places: Vec<String> = row
        .files
        .iter()
        .map(|&(file, n)| format!("{} ({n})", files.get(file).map_or("", String::as_str)))
        .collect();
    let context = row.context.as_ref();
    vec![
        row.french.clone(),
        english.join(" | "),
        row.status.code().to_owned(),
        row.origin.code().to_owned(),
        format!("{:.2}", row.score),
        row.frequency.to_string(),
        row.domains.join(", "),
        row.part_of_speech.map_or_else(String::new, |pos| code(&pos)),
        row.gender.map_or_else(String::new, |gender| gender_code(gender).to_owned()),
        row.definition.clone().unwrap_or_default(),
        context.map_or_else(String::new, |c| c.fr.clone()),
        context.and_then(|c: &Context| c.en.clone()).unwrap_or_default(),
        forms.join(" | "),
        if row.name { "name".to_owned() } else { String::new() },
        if files.len() > 1 { places.join(" | ") } else { String::new() },
    ]
}

/// The kebab-case word that an enumeration is written with.
fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

const fn gender_code(gender: Gender) -> &'static str {
    match gender {
        Gender::Masculine => "m",
        Gender::Feminine => "f",
        Gender::Common => "mf",
    }
}

/// TSV: a header row, no quoting; tabs and line breaks inside a cell become spaces.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_tsv(rows: &[Row], files: &[String], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    for row in rows {
        let cells: Vec<String> =
            cells(row, files).iter().map(|c| c.replace(['\t', '\r', '\n'], " ")).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// CSV: as TSV, quoted where needed (RFC 4180), behind a byte-order mark, without which Excel takes it for Windows-1252.
/// A cell that a spreadsheet would take for a formula is made text by an apostrophe.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_csv(rows: &[Row], files: &[String], out: &mut impl Write) -> io::Result<()> {
    let quote = |cell: &str| {
        let safe = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() };
        if safe.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", safe.replace('"', "\"\""))
        } else {
            safe
        }
    };
    write!(out, "\u{feff}{}\r\n", COLUMNS.join(","))?;
    for row in rows {
        let cells: Vec<String> = cells(row, files).iter().map(|c| quote(c)).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// JSON: the rows as they are.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_json(rows: &[Row], files: &[String], out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Glossary<'a> {
        sources: &'a [String],
        terms: &'a [Row],
    }
    serde_json::to_writer_pretty(&mut *out, &Glossary { sources: files, terms: rows })?;
    writeln!(out)
}

/// English terms of a row, at most, where people read it in passing.
pub(super) const ENGLISH: usize = 4;

/// Markdown: a table for a pull request.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_markdown(rows: &[Row], titles: &[String; 4], out: &mut impl Write) -> io::Result<()> {
    let escape = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace(['\r', '\n'], " ");
    writeln!(out, "| {} |", titles.join(" | "))?;
    writeln!(out, "|---|---|--:|---|")?;
    for row in rows {
        // A guess is marked as one.
        let guess = row.status == RowStatus::Suggested;
        let shown = |text: &str| if guess { format!("*{}*?", escape(text)) } else { escape(text) };
        let english: Vec<String> = row.shown(ENGLISH).iter().map(|e| shown(&e.text)).collect();
        let terms = std::iter::once(&row.french).chain(row.variants.iter().map(|v| &v.french));
        let french: Vec<String> = terms.map(|term| escape(term)).collect();
        let context = row.context.as_ref().map_or_else(String::new, |c| {
            let (before, term, after) = c.split();
            format!("{}**{}**{}", escape(before), escape(term), escape(after))
        });
        writeln!(out, "| {} | {} | {} | {context} |", french.join(", "), english.join(", "), row.frequency)?;
    }
    Ok(())
}
