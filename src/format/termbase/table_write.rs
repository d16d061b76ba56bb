//! Writes a glossary as a table: a row for every standing of the English terms of a concept.

use super::loss::{Field, Holds, LossReport, losses, status_key};
use crate::glossary::native::{GENDERS, PARTS_OF_SPEECH};
use crate::glossary::{ConceptEntry, Glossary, TermSection};
use crate::text::Language;
use std::io::{self, Write};

const COLUMNS: [&str; 12] = [
    "fr",
    "en",
    "status",
    "pos",
    "gender",
    "domain",
    "definition_fr",
    "definition_en",
    "note",
    "context_fr",
    "context_en",
    "id",
];

const HOLDS: Holds = Holds(&[
    Field::Id,
    Field::Domain,
    Field::Synonym,
    Field::NoEquivalent,
    Field::RejectedTerm,
    Field::Status,
    Field::PartOfSpeech,
    Field::Gender,
    Field::Definition,
    Field::Note,
    Field::Context,
]);

/// Writes TSV or CSV.
pub(super) fn write_text(glossary: &Glossary, delimiter: u8, out: &mut impl Write) -> io::Result<LossReport> {
    if delimiter == b',' {
        // Excel takes a table without it for Windows-1252.
        out.write_all("\u{feff}".as_bytes())?;
    }
    row(&COLUMNS.map(str::to_owned), delimiter, out)?;
    let (rows, report) = rows(glossary);
    for cells in rows {
        row(&cells, delimiter, out)?;
    }
    Ok(report)
}

/// Writes a workbook with a filter and a fixed header.
#[cfg(feature = "office")]
pub(super) fn write_workbook(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
    let (rows, report) = rows(glossary);
    let fill = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // The same glossary gives the same file: no clock.
        book.set_properties(
            &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
        );
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let widths = [32, 32, 12, 10, 10, 20, 50, 50, 40, 50, 50, 24];
        for (column, (title, width)) in (0..).zip(COLUMNS.iter().zip(widths)) {
            sheet.write_string_with_format(0, column, *title, &bold)?;
            sheet.set_column_width(column, width)?;
        }
        for (number, cells) in (1..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                if !cell.is_empty() {
                    // As text: a cell that looks like a formula is none.
                    let cell: String = cell.chars().take(32_767).collect();
                    sheet.write_string_with_format(number, column, cell, &wrap)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, rows.len().max(1) as u32, COLUMNS.len() as u16 - 1)?;
        book.save_to_buffer()
    };
    out.write_all(&fill().map_err(io::Error::other)?)?;
    Ok(report)
}

fn rows(glossary: &Glossary) -> (Vec<[String; 12]>, LossReport) {
    let mut report = losses(glossary, HOLDS);
    let mut out = Vec::new();
    for concept in &glossary.concepts {
        let french: Vec<&TermSection> = concept.accepted(Language::French).collect();
        for term in concept.terms(Language::French).filter(|t| !t.status.is_accepted()) {
            report.add(&concept.id, Some(&term.term), Field::RejectedTerm, status_key(term.status));
        }
        for term in french.iter().skip(1) {
            if term.gender != french[0].gender && term.gender.is_some() {
                report.add(
                    &concept.id,
                    Some(&term.term),
                    Field::Gender,
                    format!("{:?}", term.gender).to_lowercase(),
                );
            }
        }
        let english: Vec<&TermSection> = concept.terms(Language::English).collect();
        let mut groups: Vec<&[&TermSection]> = english.chunk_by(|a, b| a.status == b.status).collect();
        if groups.is_empty() {
            groups.push(&[]);
        }
        for (number, group) in groups.into_iter().enumerate() {
            out.push(cells(glossary, concept, &french, group, number == 0));
        }
    }
    (out, report)
}

fn cells(
    glossary: &Glossary,
    concept: &ConceptEntry,
    french: &[&TermSection],
    english: &[&TermSection],
    first: bool,
) -> [String; 12] {
    let join = |terms: &[&TermSection]| terms.iter().map(|t| t.term.as_str()).collect::<Vec<_>>().join(" | ");
    let mut out: [String; 12] = Default::default();
    out[0] = join(french);
    out[1] = join(english);
    out[2] = english.first().map_or("", |t| status_key(t.status)).to_owned();
    out[11].clone_from(&concept.id);
    if !first {
        return out;
    }
    let head = french.first().or(english.first());
    if let Some(pos) = head.and_then(|t| t.part_of_speech) {
        out[3] = PARTS_OF_SPEECH.iter().find(|(_, p)| *p == pos).map_or("", |(name, _)| name).to_owned();
    }
    if let Some(gender) = french.first().and_then(|t| t.gender) {
        out[4] = GENDERS.iter().find(|(_, g)| *g == gender).map_or("", |(name, _)| name).to_owned();
    }
    out[5] = match (concept.domains.as_slice(), &glossary.domain) {
        ([], Some(domain)) => domain.clone(),
        (own, _) => own.join(" | "),
    };
    for (column, language) in [(6, Language::French), (7, Language::English)] {
        let own = concept.section(language).into_iter().flat_map(|s| &s.definitions);
        // A definition in no language stands in the French column.
        let tagged = concept.definitions.iter().filter(|d| {
            d.language
                .as_deref()
                .map_or(language == Language::French, |tag| Language::from_tag(tag) == Some(language))
        });
        out[column] = own.chain(tagged).map(|d| d.text.as_str()).collect::<Vec<_>>().join(" | ");
        let terms = if language == Language::French { french } else { english };
        let contexts: Vec<&str> = terms.iter().flat_map(|t| &t.contexts).map(|c| c.text.as_str()).collect();
        out[column + 3] = contexts.join(" | ");
    }
    let notes = concept.languages.iter().flat_map(|s| &s.notes);
    out[8] = concept.notes.iter().chain(notes).map(|n| n.text.as_str()).collect::<Vec<_>>().join(" | ");
    out
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
fn harmless(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

fn row(cells: &[String], delimiter: u8, out: &mut impl Write) -> io::Result<()> {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.write_all(&[delimiter])?;
        }
        let cell = harmless(cell);
        if delimiter == b'\t' {
            out.write_all(cell.replace(['\t', '\r', '\n'], " ").as_bytes())?;
        } else if cell.contains([char::from(delimiter), '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, TermbaseFormat, import, write};
    use super::*;
    use crate::glossary::native;

    #[test]
    fn a_table_is_read_back_and_names_what_it_lost() {
        let text = "[glossary]\ndomain = \"x\"\n\n[[concept]]\nid = \"a\"\nfr = [\n  { term = \"=prêt\", gender = \"masculine\" },\n]\nen = [\n  { term = \"loan\", source = \"s\" },\n  { term = \"credit, say\" },\n  { term = \"lend\", status = \"forbidden\", use = \"loan\" },\n]\ndefinition = { fr = \"Un \\\"prêt\\\".\" }\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let formats = [TermbaseFormat::Csv, TermbaseFormat::Tsv, TermbaseFormat::Xlsx];
        for format in formats {
            let mut out = Vec::new();
            let report = write(&glossary, format, &mut out).unwrap();
            let fields: Vec<Field> = report.losses.iter().map(|l| l.field).collect();
            assert_eq!(fields, [Field::Source, Field::UseInstead], "{format:?}");
            let back =
                import(out, &format!("x.{}", format.name()), &ImportOptions::default()).unwrap().glossary;
            let terms = |g: &Glossary| -> Vec<_> {
                let all = g.concepts[0].languages.iter().flat_map(|s| &s.terms);
                all.map(|t| (t.term.clone(), t.status)).collect()
            };
            assert_eq!(terms(&back), terms(&glossary), "{format:?}");
            assert_eq!(back.concepts[0].definitions, glossary.concepts[0].definitions, "{format:?}");
            assert_eq!(back.concepts[0].id, "a");
        }
    }
}
