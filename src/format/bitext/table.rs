//! Tables of pairs: TSV without quoting, CSV, and what spreadsheets share with them.

use super::side::{Builder, Side};
use crate::document::{Bilingual, Unit};
use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::text::normalize::bare;

/// Reads lines of French, a tab, English. Further columns are left alone; an empty line is an empty pair, so that rows
/// keep their number. A first line that names two languages is a header.
///
/// # Errors
/// [`FormatError::Problem`] at the first line that holds text but no tab.
pub fn read_tab_separated(text: &str) -> Result<Bilingual, FormatError> {
    let mut builder = Builder::default();
    let mut columns = Columns::default();
    let mut at = 0;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        if number == 0
            && let Some(named) = Columns::of_header(line.split('\t'))
        {
            builder.out.source_language = named.languages[0].clone();
            builder.out.target_language = named.languages[1].clone();
            columns = named;
            at += raw.len();
            continue;
        }
        if !line.contains('\t') && !line.trim().is_empty() {
            return Err(FormatError::Problem {
                line: number + 1,
                column: line.chars().count() + 1,
                problem: "one-column",
                arguments: Vec::new(),
            });
        }
        let mut sides = [Side::default(), Side::default()];
        let mut cell_at = at;
        for (column, cell) in line.split('\t').enumerate() {
            for (side, wanted) in sides.iter_mut().zip([columns.source, columns.target]) {
                if column == wanted {
                    side.push(cell, cell_at);
                }
            }
            cell_at += cell.len() + 1;
        }
        let unit = Unit { line: number + 1, ..Unit::default() };
        sides.iter_mut().for_each(Side::protect_strings);
        builder.push(&sides[0], &sides[1], unit, at);
        at += raw.len();
    }
    Ok(builder.finish())
}

/// Reads pairs from CSV; the delimiter is found by itself, a header is used where there is one.
///
/// # Errors
/// [`FormatError::Problem`] at a quoted cell that is not closed, or a row of one column.
pub(super) fn read_csv(text: &str) -> Result<Bilingual, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut builder = Builder::default();
    let mut columns = None;
    loop {
        let at = rows.position();
        let Some((line, cells)) = rows.next_row()? else { break };
        if columns.is_none() {
            let named = Columns::of_header(cells.iter().map(AsRef::as_ref));
            let header = named.is_some();
            columns = Some(named.unwrap_or_default());
            if header {
                continue;
            }
        }
        let columns = columns.get_or_insert_default();
        add_row(&mut builder, columns, &cells, line, at)?;
    }
    if let Some(columns) = columns {
        [builder.out.source_language, builder.out.target_language] = columns.languages;
    }
    Ok(builder.finish())
}

/// Adds a row of cells.
pub(super) fn add_row(
    builder: &mut Builder,
    columns: &Columns,
    cells: &[impl AsRef<str>],
    line: usize,
    at: usize,
) -> Result<(), FormatError> {
    let cell = |column: usize| cells.get(column).map_or("", |cell| cell.as_ref().trim());
    if cells.len() < 2 && !cell(0).is_empty() {
        let (problem, arguments) = ("one-column", Vec::new());
        return Err(FormatError::Problem { line, column: 1, problem, arguments });
    }
    let side = |column: usize| {
        let mut side = Side::default();
        side.push(cell(column), at);
        side
    };
    let text = |column: Option<usize>| column.map(cell).filter(|text| !text.is_empty()).map(str::to_owned);
    let unit = Unit {
        id: text(columns.id),
        line,
        state: text(columns.state),
        notes: text(columns.note).into_iter().collect(),
    };
    let (mut source, mut target) = (side(columns.source), side(columns.target));
    source.protect_strings();
    target.protect_strings();
    builder.push(&source, &target, unit, at);
    Ok(())
}

/// Which column holds what.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    source: usize,
    target: usize,
    id: Option<usize>,
    state: Option<usize>,
    note: Option<usize>,
    /// Of source and target, as the header names them.
    pub(super) languages: [Option<String>; 2],
}

impl Default for Columns {
    fn default() -> Self {
        Self { source: 0, target: 1, id: None, state: None, note: None, languages: [None, None] }
    }
}

impl Columns {
    /// The columns of a header; none where the row does not name two sides.
    pub(super) fn of_header<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Self> {
        let titles: Vec<String> =
            cells.map(|cell| bare(cell.trim_start_matches('\u{feff}').trim())).collect();
        let find = |names: &[&str]| titles.iter().position(|title| names.contains(&title.as_str()));
        let language = |names: &[&str], code: &str| {
            let regional = |title: &String| {
                title.strip_prefix(code).is_some_and(|rest| rest.len() == 3 && rest.starts_with(['-', '_']))
            };
            find(names).or_else(|| titles.iter().position(regional))
        };
        let french = language(&["fr", "fra", "fre", "french", "francais"], "fr");
        let english = language(&["en", "eng", "english", "anglais"], "en");
        let source = french.or_else(|| find(&["source", "source text", "texte source", "original", "src"]));
        let target = english.or_else(|| {
            find(&[
                "target",
                "target text",
                "cible",
                "texte cible",
                "translation",
                "traduction",
                "tgt",
                "tgt text",
            ])
        });
        let (source, target) = (source?, target?);
        let said = |found: Option<usize>, code: &str| found.map(|_| code.to_owned());
        Some(Self {
            source,
            target,
            id: find(&["id", "key", "cle", "segment", "segment id", "no", "n°", "#"]),
            state: find(&["state", "status", "statut", "etat"]),
            note: find(&["note", "notes", "comment", "comments", "commentaire", "commentaires"]),
            languages: [said(french, "fr"), said(english, "en")],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_places() {
        let text = "Une puce.\tA chip.\r\n\nDeux.\tTwo.\tnote\n";
        let read = read_tab_separated(text).unwrap();
        assert_eq!(read.units.len(), 3);
        let english = read.target.blocks[2].span;
        assert_eq!(english.text(&read.target.text), "Two.");
        assert_eq!(read.target.file_offset(english.start), text.find("Two."));
        assert!(matches!(read_tab_separated("x\ty\nz\n"), Err(FormatError::Problem { line: 2, .. })));
    }

    #[test]
    fn a_header_tells_the_columns() {
        let text = "ID,Source,Target,Comment\n7,\"Un, deux.\",One two.,vu\n";
        let read = read_csv(text).unwrap();
        assert_eq!((read.source.text.as_str(), read.target.text.as_str()), ("Un, deux.\n", "One two.\n"));
        assert_eq!((read.units[0].id.as_deref(), read.units[0].line), (Some("7"), 2));
        assert_eq!(read.units[0].notes, ["vu"]);
        assert!(matches!(read_csv("a;b\nseul\n"), Err(FormatError::Problem { line: 2, .. })));
    }
}
