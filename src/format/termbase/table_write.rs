//! Writes a glossary as a table.
//!
//! A row has the French terms of a concept and those of its English terms that are alike; what the columns from `status`
//! to `reliability` say is said of the English, but for the gender. A row without English says it of its French. Rows of
//! one concept share its id.

use super::loss::{Field, Holds, LossReport, losses_and, status_key};
use super::source::Concepts;
use crate::glossary::native::{GENDERS, NUMBERS, PARTS_OF_SPEECH, POLICIES, TERM_TYPES, name_of};
use crate::glossary::{
    ConceptEntry, DataCategory, Glossary, Localized, MatchingPolicy, RelationKind, TermSection, TermStatus,
};
use crate::text::Language;
use std::io::{self, Write};

const COLUMNS: [&str; 26] = [
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
    "number",
    "type",
    "expands",
    "region",
    "register",
    "use",
    "match",
    "term_note",
    "term_source",
    "reliability",
    "source",
    "broader",
    "see",
    "flags",
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
    Field::Number,
    Field::TermType,
    Field::Expands,
    Field::Region,
    Field::Register,
    Field::UseInstead,
    Field::Matching,
    Field::Definition,
    Field::Note,
    Field::TermNote,
    Field::Context,
    Field::Source,
    Field::Reliability,
    Field::Relation,
    Field::DoNotTranslate,
    Field::FreeVariation,
]);

/// The cells of a row.
type Cells = [String; COLUMNS.len()];

/// Writes TSV or CSV.
pub(super) fn write_text(from: &dyn Concepts, delimiter: u8, out: &mut impl Write) -> io::Result<LossReport> {
    if delimiter == b',' {
        // Excel takes a table without it for Windows-1252.
        out.write_all("\u{feff}".as_bytes())?;
    }
    let (titles, report) = titles(from)?;
    row(&titles, delimiter, out)?;
    from.each(&mut |concept| {
        rows(from.head(), concept, &titles).iter().try_for_each(|cells| row(cells, delimiter, out))
    })?;
    Ok(report)
}

/// Writes a workbook with a filter and a fixed header.
#[cfg(feature = "office")]
pub(super) fn write_workbook(from: &dyn Concepts, out: &mut impl Write) -> io::Result<LossReport> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
    let (titles, report) = titles(from)?;
    let fill = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // The same glossary gives the same file: no clock.
        book.set_properties(
            &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
        );
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let mut widths = vec![16; titles.len()];
        widths[..11].copy_from_slice(&[32, 32, 12, 10, 10, 20, 50, 50, 40, 50, 50]);
        for (column, (title, width)) in (0..).zip(titles.iter().zip(widths)) {
            sheet.write_string_with_format(0, column, title, &bold)?;
            sheet.set_column_width(column, width)?;
        }
        let mut number = 0;
        from.each(&mut |concept| {
            for cells in rows(from.head(), concept, &titles) {
                number += 1;
                for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    // As text: a cell that looks like a formula is none.
                    let cell: String = cell.chars().take(32_767).collect();
                    sheet.write_string_with_format(number, column, cell, &wrap).map_err(io::Error::other)?;
                }
            }
            Ok(())
        })
        .map_err(XlsxError::IoError)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, number.max(1), titles.len() as u16 - 1)?;
        book.save_to_buffer()
    };
    out.write_all(&fill().map_err(io::Error::other)?)?;
    Ok(report)
}

/// Titles, with the columns of the table that the concepts came from; what the table does not hold.
fn titles(from: &dyn Concepts) -> io::Result<(Vec<String>, LossReport)> {
    let mut titles = COLUMNS.map(str::to_owned).to_vec();
    let report = losses_and(from, HOLDS, is_column, &mut |concept, report| {
        for kept in kept_columns(concept) {
            if !titles.contains(&kept.category) {
                titles.push(kept.category.clone());
            }
        }
        // The gender of a row is that of its French.
        if concept.terms(Language::French).next().is_some() {
            for term in concept.terms(Language::English) {
                if let Some(gender) = term.gender {
                    report.add(&concept.id, Some(&term.term), Field::Gender, name_of(GENDERS, gender));
                }
            }
        }
    })?;
    Ok((titles, report))
}

/// The rows of a concept.
fn rows(glossary: &Glossary, concept: &ConceptEntry, titles: &[String]) -> Vec<Vec<String>> {
    let mut own: Vec<Vec<String>> = concept_rows(glossary, concept).into_iter().map(Vec::from).collect();
    own.iter_mut().for_each(|cells| cells.resize(titles.len(), String::new()));
    if let Some(cells) = own.first_mut() {
        for kept in kept_columns(concept) {
            let at = titles.iter().position(|title| *title == kept.category).unwrap_or_default();
            let before = if cells[at].is_empty() { "" } else { " | " };
            let more = [before, &kept.value].concat();
            cells[at].push_str(&more);
        }
    }
    own
}

fn kept_columns(concept: &ConceptEntry) -> impl Iterator<Item = &DataCategory> {
    concept.extra.iter().filter(|kept| is_column(kept))
}

/// Whether a category is written as a column of its own.
fn is_column(kept: &DataCategory) -> bool {
    let plain = kept.element == "admin" && kept.target.is_none() && kept.language.is_none();
    plain && !COLUMNS.contains(&kept.category.as_str())
}

fn concept_rows(glossary: &Glossary, concept: &ConceptEntry) -> Vec<Cells> {
    let mut out: Vec<Cells> = Vec::new();
    let french: Vec<&TermSection> = concept.terms(Language::French).collect();
    let english: Vec<&TermSection> = concept.terms(Language::English).collect();
    // The French of the first row: what runs on like the first term, which is preferred, the others admitted.
    let alike = |number: usize, term: &TermSection| {
        let usual = if number == 0 { TermStatus::Preferred } else { TermStatus::Admitted };
        term.status == usual
            && term.gender == french[0].gender
            && term.part_of_speech == french[0].part_of_speech
    };
    let plain = |term: &TermSection| attributes(term, false).iter().all(String::is_empty);
    let together = french
        .iter()
        .enumerate()
        .take_while(|(n, term)| alike(*n, term) && (*n == 0 || (plain(term) && plain(french[0]))))
        .count();
    let head = join(&french[..together]);
    let pos = french.first().or(english.first()).and_then(|t| t.part_of_speech);
    let mut groups: Vec<&[&TermSection]> = english
        .chunk_by(|a, b| attributes(a, true) == attributes(b, true) && a.part_of_speech == b.part_of_speech)
        .collect();
    if groups.is_empty() && together > 0 {
        groups.push(&[]);
    }
    for group in groups {
        let mut cells = Cells::default();
        cells[0].clone_from(&head);
        cells[1] = join(group);
        if let Some(term) = group.first() {
            describe(&mut cells, term);
        } else if let Some(term) = french.first() {
            describe(&mut cells, term);
        }
        cells[4] = french
            .first()
            .filter(|_| together > 0)
            .and_then(|t| t.gender)
            .map_or("", |g| name_of(GENDERS, g))
            .to_owned();
        out.push(cells);
    }
    // French terms that differ from the first one in something, and that one, if a row with English cannot describe it.
    let described = english.is_empty()
        || french.first().is_none_or(|t| plain(t) && (t.part_of_speech == english[0].part_of_speech));
    let rest = if described { together } else { 0 };
    for term in &french[rest.min(french.len())..] {
        let mut cells = Cells::default();
        cells[0].clone_from(&term.term);
        describe(&mut cells, term);
        cells[4] = term.gender.map_or("", |g| name_of(GENDERS, g)).to_owned();
        out.push(cells);
    }
    for cells in &mut out {
        cells[25].clone_from(&concept.id);
    }
    let Some(cells) = out.first_mut() else { return out };
    if cells[3].is_empty() {
        cells[3] = pos.map_or("", |pos| name_of(PARTS_OF_SPEECH, pos)).to_owned();
    }
    of_concept(cells, glossary, concept, [&french, &english]);
    out
}

/// What a table says of a concept, column by column, but for its terms, notes being one cell.
pub(super) fn concept_cells(glossary: &Glossary, concept: &ConceptEntry) -> Vec<(&'static str, String)> {
    let mut cells = Cells::default();
    of_concept(&mut cells, glossary, concept, [&[], &[]]);
    named(cells)
}

/// What a table says of a term, column by column.
pub(super) fn term_cells(term: &TermSection, language: Language) -> Vec<(&'static str, String)> {
    let mut cells = Cells::default();
    describe(&mut cells, term);
    cells[4] = term.gender.map_or("", |g| name_of(GENDERS, g)).to_owned();
    cells[if language == Language::French { 9 } else { 10 }] = texts(term.contexts.iter());
    named(cells)
}

fn named(cells: Cells) -> Vec<(&'static str, String)> {
    COLUMNS.into_iter().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect()
}

/// What a row says of a concept: only its first one does.
fn of_concept(cells: &mut Cells, glossary: &Glossary, concept: &ConceptEntry, terms: [&[&TermSection]; 2]) {
    cells[5] = match (concept.domains.as_slice(), &glossary.domain) {
        ([], Some(domain)) => domain.clone(),
        (own, _) => own.join(" | "),
    };
    for ((column, language), terms) in [(6, Language::French), (7, Language::English)].into_iter().zip(terms)
    {
        let own = concept.section(language).into_iter().flat_map(|s| &s.definitions);
        // A definition in no language stands in the French column.
        let tagged = concept.definitions.iter().filter(|d| {
            let of = d.language.as_deref().map_or(Some(Language::French), Language::from_tag);
            of == Some(language)
        });
        cells[column] = texts(own.chain(tagged));
        cells[column + 3] = texts(terms.iter().flat_map(|t| &t.contexts));
    }
    cells[8] = texts(concept.notes.iter().chain(concept.languages.iter().flat_map(|s| &s.notes)));
    cells[21] = concept.source.clone().unwrap_or_default();
    for (column, kind) in [(22, RelationKind::Broader), (23, RelationKind::See)] {
        let targets = concept.relations.iter().filter(|r| r.kind == kind).map(|r| r.target.as_str());
        cells[column] = targets.collect::<Vec<_>>().join(" | ");
    }
    let flags = [("do-not-translate", concept.do_not_translate), ("free-variation", concept.free_variation)];
    cells[24] = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect::<Vec<_>>().join(" | ");
}

/// What a row says of its terms.
fn describe(cells: &mut Cells, term: &TermSection) {
    cells[2] = status_key(term.status).to_owned();
    cells[3] = term.part_of_speech.map_or("", |pos| name_of(PARTS_OF_SPEECH, pos)).to_owned();
    for (cell, value) in cells[11..21].iter_mut().zip(attributes(term, false)) {
        *cell = value;
    }
}

/// Number, kind, expansion, regions, register, replacement, policy, notes, source, reliability; the status before them
/// where it counts.
fn attributes(term: &TermSection, with_status: bool) -> Vec<String> {
    let mut out = Vec::with_capacity(11);
    if with_status {
        out.push(status_key(term.status).to_owned());
    }
    let policy = Some(term.matching).filter(|&m| m != MatchingPolicy::default());
    out.extend([
        term.number.map_or("", |n| name_of(NUMBERS, n)).to_owned(),
        term.term_type.map_or("", |t| name_of(TERM_TYPES, t)).to_owned(),
        term.expands.clone().unwrap_or_default(),
        term.regions.join(" | "),
        term.register.clone().unwrap_or_default(),
        term.use_instead.clone().unwrap_or_default(),
        policy.map_or("", |m| name_of(POLICIES, m)).to_owned(),
        texts(term.notes.iter()),
        term.source.clone().unwrap_or_default(),
        term.reliability.clone().unwrap_or_default(),
    ]);
    out
}

fn join(terms: &[&TermSection]) -> String {
    terms.iter().map(|t| t.term.as_str()).collect::<Vec<_>>().join(" | ")
}

fn texts<'t>(texts: impl Iterator<Item = &'t Localized>) -> String {
    texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" | ")
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
    fn a_table_is_read_back() {
        let text = "[glossary]\ndomain = \"x\"\n\n[[concept]]\nid = \"a\"\nfr = [\n  { term = \"=prêt\", gender = \"masculine\" },\n  { term = \"emprunt\", gender = \"masculine\" },\n  { term = \"avance\", gender = \"feminine\", region = [\"CA\"] },\n]\nen = [\n  { term = \"loan\", source = \"s\", note = \"N.\" },\n  { term = \"credit, say\" },\n  { term = \"LN\", type = \"acronym\", expands = \"loan\", match = \"case\" },\n  { term = \"lend\", status = \"forbidden\", use = \"loan\" },\n]\ndefinition = { fr = \"Un \\\"prêt\\\".\" }\nsee = [\"b\"]\nfree-variation = true\nsource = \"y\"\n\n[[concept]]\nid = \"b\"\nfr = [\n  { term = \"=prêt\", pos = \"adjective\", number = \"plural\" },\n]\nen = [\n  { term = \"ready\", pos = \"adjective\", status = \"proposed\" },\n]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        for format in [TermbaseFormat::Csv, TermbaseFormat::Tsv, TermbaseFormat::Xlsx] {
            let mut out = Vec::new();
            let report = write(&glossary, format, &mut out).unwrap();
            assert!(report.is_empty(), "{format:?} {report:?}");
            let table = String::from_utf8_lossy(&out).into_owned();
            let mut back =
                import(out, &format!("x.{}", format.name()), &ImportOptions::default()).unwrap().glossary;
            // The domain of the glossary is that of its concepts.
            back.concepts.iter_mut().for_each(|concept| concept.domains.clear());
            assert_eq!(back.concepts, glossary.concepts, "{format:?}\n{table}");
        }
    }

    #[test]
    fn what_no_column_holds_is_told() {
        let text = "[[concept]]\nid = \"a\"\nfr = [\n  { term = \"prêt\" },\n]\nde = [\n  { term = \"Darlehen\" },\n]\ntransaction = [{ kind = \"origination\" }]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let report = write(&glossary, TermbaseFormat::Csv, &mut Vec::new()).unwrap();
        let fields: Vec<Field> = report.losses.iter().map(|l| l.field).collect();
        assert_eq!(fields, [Field::Transaction, Field::OtherLanguage]);
    }
}
