//! memoQ's CSV export: columns by position, `Term_Info` and `Term_Example` after each term.

use super::draft::{Draft, add_term, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses, transaction_value};
use super::table::several;
use super::values;
use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::glossary::native::language_rank;
use crate::glossary::{
    ConceptEntry, Glossary, GrammaticalNumber, Localized, MatchingPolicy, PartOfSpeech, TermSection,
    TermStatus, Transaction,
};
use crate::morph::Gender;
use crate::text::Language;
use rustc_hash::FxHashSet;
use std::io::{self, Write};

const HOLDS: Holds = Holds(&[
    Field::Id,
    Field::Domain,
    Field::OtherLanguage,
    Field::Synonym,
    Field::NoEquivalent,
    Field::RejectedTerm,
    Field::PartOfSpeech,
    Field::Gender,
    Field::Number,
    Field::Matching,
    Field::Definition,
    Field::Note,
    Field::Context,
]);

const HEAD: [&str; 10] = [
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
];

/// Names of languages as memoQ writes them, with their tags.
const LANGUAGES: &[(&str, &str)] = &[
    ("Dutch", "nl"),
    ("English", "en"),
    ("English_Australia", "en-AU"),
    ("English_Canada", "en-CA"),
    ("English_United_Kingdom", "en-GB"),
    ("English_United_States", "en-US"),
    ("French", "fr"),
    ("French_Belgium", "fr-BE"),
    ("French_Canada", "fr-CA"),
    ("French_France", "fr-FR"),
    ("French_Switzerland", "fr-CH"),
    ("German", "de"),
    ("German_Germany", "de-DE"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Polish", "pl"),
    ("Portuguese", "pt"),
    ("Spanish", "es"),
    ("Spanish_Spain", "es-ES"),
];

/// What a column holds.
enum Column {
    Entry(String),
    Definition(String),
    Term(String),
    Info,
    Example,
    Other(String),
}

fn tag(name: &str) -> Option<String> {
    LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned())
}

/// Whether a header is memoQ's.
pub(super) fn is_header(first_line: &str) -> bool {
    first_line.contains("Entry_ID") && first_line.contains("Term_Info")
}

/// Reads an export.
///
/// # Errors
/// When a quoted cell is not closed.
pub(super) fn read_memoq(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut draft = Draft::new(name);
    let mut columns: Vec<Column> = Vec::new();
    while let Some((_, cells)) = rows.next_row()? {
        if columns.is_empty() {
            columns = cells.iter().map(|cell| column(cell.trim())).collect();
            continue;
        }
        let mut concept = ConceptEntry::default();
        let mut last: Option<(String, usize)> = None;
        let mut steps = [Transaction::default(), Transaction::default()];
        steps[0].kind = "origination".to_owned();
        steps[1].kind = "modification".to_owned();
        for (column, cell) in columns.iter().zip(&cells) {
            let cell = cell.trim();
            if cell.is_empty() {
                if matches!(column, Column::Term(_)) {
                    last = None;
                }
                continue;
            }
            match column {
                Column::Entry(field) => match field.as_str() {
                    "Entry_ID" => cell.clone_into(&mut concept.id),
                    "Entry_Subject" | "Entry_Domain" => {
                        concept.domains.extend(several(cell).map(str::to_owned));
                    }
                    "Entry_Created" => steps[0].date = Some(iso_date(cell)),
                    "Entry_Creator" => steps[0].responsibility = Some(cell.to_owned()),
                    "Entry_LastModified" => steps[1].date = Some(iso_date(cell)),
                    "Entry_Modifier" => steps[1].responsibility = Some(cell.to_owned()),
                    "Entry_Note" => concept.notes.extend(several(cell).map(|note| localized(None, note))),
                    field => concept.extra.push(extra("admin", field, cell)),
                },
                Column::Definition(language) => {
                    let definitions = &mut section(&mut concept, language).definitions;
                    definitions.extend(several(cell).map(|definition| localized(None, definition)));
                }
                Column::Term(language) => {
                    let count = section(&mut concept, language).terms.len();
                    add_term(&mut concept, language, cell, TermStatus::Preferred);
                    last = Some((language.clone(), count));
                }
                Column::Info | Column::Example => {
                    let Some((language, at)) = &last else { continue };
                    if let Some(term) = section(&mut concept, language).terms.get_mut(*at) {
                        if matches!(column, Column::Info) {
                            info(term, cell);
                        } else {
                            term.contexts.extend(several(cell).map(|context| localized(None, context)));
                        }
                    }
                }
                Column::Other(title) => concept.extra.push(extra("admin", title, cell)),
            }
        }
        let done = |step: &Transaction| step.date.is_some() || step.responsibility.is_some();
        concept.transactions.extend(steps.into_iter().filter(done));
        draft.push(concept);
    }
    Ok(draft.glossary)
}

fn column(title: &str) -> Column {
    if title.starts_with("Entry_") {
        return Column::Entry(title.to_owned());
    }
    if title.starts_with("Term_Info") {
        return Column::Info;
    }
    if title.starts_with("Term_Example") {
        return Column::Example;
    }
    if let Some(language) = title.strip_suffix("_Def").and_then(tag) {
        return Column::Definition(language);
    }
    tag(title).map_or_else(|| Column::Other(title.to_owned()), Column::Term)
}

/// `CasePermissive;HalfPrefix;Noun;Masc;Sg`. What the model cannot say is kept.
fn info(term: &mut TermSection, tokens: &str) {
    let mut unknown = Vec::new();
    for token in tokens.split(';').map(str::trim).filter(|t| !t.is_empty()) {
        match token {
            "CaseSense" | "CaseSensitive" => {
                if term.matching == MatchingPolicy::default() {
                    term.matching = MatchingPolicy::Case;
                }
            }
            "CasePermissive" | "CaseInsense" | "HalfPrefix" => {}
            "NoPrefix" | "Exact" => term.matching = MatchingPolicy::Exact,
            "NonTerm" => term.status = TermStatus::Forbidden,
            "Noun" => term.part_of_speech = Some(PartOfSpeech::Noun),
            "Verb" => term.part_of_speech = Some(PartOfSpeech::Verb),
            "Adj" | "Adjective" => term.part_of_speech = Some(PartOfSpeech::Adjective),
            "Adv" | "Adverb" => term.part_of_speech = Some(PartOfSpeech::Adverb),
            "Masc" | "Masculine" => term.gender = Some(Gender::Masculine),
            "Fem" | "Feminine" => term.gender = Some(Gender::Feminine),
            "Sg" | "Pl" => term.number = values::number(token).map(|u| u.value),
            token => unknown.push(token),
        }
    }
    if !unknown.is_empty() {
        term.extra.push(extra("admin", "Term_Info", &unknown.join(";")));
    }
}

/// Writes an import file: semicolons, a column group for every term of the entry that has most.
pub(super) fn write_memoq(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let sides = sides(glossary);
    let mut head: Vec<String> = HEAD.map(str::to_owned).to_vec();
    for (_, name, count) in &sides {
        head.push(format!("{name}_Def"));
        for _ in 0..*count {
            head.extend([(*name).to_owned(), "Term_Info".to_owned(), "Term_Example".to_owned()]);
        }
    }
    out.write_all("\u{feff}".as_bytes())?;
    row(&head, out)?;
    for concept in &glossary.concepts {
        let mut cells = entry_cells(concept, glossary.domain.as_ref());
        sides.iter().for_each(|side| cells.extend(side_cells(concept, side)));
        row(&cells, out)?;
    }
    all_losses(glossary, &sides)
}

/// What memoQ does not hold: fields that it lacks, and values that it has no token for.
fn all_losses(glossary: &Glossary, sides: &[Side]) -> io::Result<LossReport> {
    let mut report = losses(glossary, HOLDS)?;
    let mut held: FxHashSet<(String, String)> = FxHashSet::default();
    let named = |tag: &str| sides.iter().any(|(known, ..)| *known == tag);
    for concept in &glossary.concepts {
        for section in &concept.languages {
            for term in &section.terms {
                let mut lost = |field, value: &str| report.add(&concept.id, Some(&term.term), field, value);
                if !named(&section.language) {
                    lost(Field::OtherLanguage, &section.language);
                    continue;
                }
                if let Some(pos @ (PartOfSpeech::ProperNoun | PartOfSpeech::Phrase | PartOfSpeech::Other)) =
                    term.part_of_speech
                {
                    lost(Field::PartOfSpeech, &format!("{pos:?}").to_lowercase());
                }
                if term.number == Some(GrammaticalNumber::Mass) {
                    lost(Field::Number, "mass");
                }
                if term.gender == Some(Gender::Common) {
                    lost(Field::Gender, "common");
                }
            }
        }
        for homeless in
            concept.definitions.iter().filter(|d| !home(concept, d).is_some_and(|tag| named(&tag)))
        {
            report.add(&concept.id, None, Field::Definition, homeless.text.clone());
        }
        held.extend(
            steps(concept).into_iter().flatten().map(|step| (concept.id.clone(), transaction_value(step))),
        );
    }
    report.losses.retain(|loss| {
        loss.field != Field::Transaction
            || loss.term.is_some()
            || !held.contains(&(loss.concept.clone(), loss.value.clone()))
    });
    Ok(report)
}

fn texts(all: &[Localized]) -> String {
    all.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// The cells of an entry before its languages.
fn entry_cells(concept: &ConceptEntry, domain: Option<&String>) -> Vec<String> {
    let mut cells = vec![String::new(); HEAD.len()];
    cells[0].clone_from(&concept.id);
    cells[2] = match (concept.domains.as_slice(), domain) {
        ([], Some(domain)) => domain.clone(),
        (own, _) => own.join(" | "),
    };
    let mut notes = concept.notes.clone();
    notes.extend(concept.languages.iter().flat_map(|s| s.notes.clone()));
    cells[9] = texts(&notes);
    for (step, at) in steps(concept).into_iter().zip([5, 7]) {
        if let Some(step) = step {
            cells[at] = step.date.as_deref().map(memoq_date).unwrap_or_default();
            cells[at + 1] = step.responsibility.clone().unwrap_or_default();
        }
    }
    cells
}

/// The language whose columns a definition of the concept stands in: the first section of its own, French where it names
/// none.
fn home(concept: &ConceptEntry, definition: &Localized) -> Option<String> {
    let tag = definition.language.as_deref();
    match tag.map_or(Some(Language::French), Language::from_tag) {
        None => tag.map(str::to_owned),
        Some(of) => {
            let section = concept.section(of).or(concept.languages.first());
            section.map(|section| section.language.clone())
        }
    }
}

/// The cells of an entry for one language.
fn side_cells(concept: &ConceptEntry, (tag, _, count): &Side) -> Vec<String> {
    let own = concept.languages.iter().filter(|s| s.language == *tag);
    let tagged = concept.definitions.iter().filter(|d| home(concept, d).as_deref() == Some(*tag));
    let definitions: Vec<Localized> =
        own.clone().flat_map(|s| &s.definitions).chain(tagged).cloned().collect();
    let mut cells = vec![texts(&definitions)];
    for term in own.flat_map(|s| &s.terms) {
        cells.extend([term.term.clone(), term_info(term), texts(&term.contexts)]);
    }
    cells.resize(1 + count * 3, String::new());
    cells
}

/// A language: tag, name, most terms of an entry.
type Side = (&'static str, &'static str, usize);

/// The languages of a glossary that memoQ has a name for.
fn sides(glossary: &Glossary) -> Vec<Side> {
    let mut out: Vec<Side> = Vec::new();
    for section in glossary.concepts.iter().flat_map(|concept| &concept.languages) {
        let Some(&(name, tag)) = LANGUAGES.iter().find(|(_, tag)| *tag == section.language) else { continue };
        match out.iter_mut().find(|(known, ..)| *known == tag) {
            Some((.., most)) => *most = (*most).max(section.terms.len()),
            None => out.push((tag, name, section.terms.len().max(1))),
        }
    }
    out.sort_by_key(|(tag, ..)| language_rank(tag));
    out
}

/// The steps in the life of an entry that there are columns for: its making and its last change.
fn steps(concept: &ConceptEntry) -> [Option<&Transaction>; 2] {
    let made = |step: &&Transaction| matches!(step.kind.as_str(), "origination" | "creation");
    let all = &concept.transactions;
    [all.iter().find(made), all.iter().rev().find(|step| step.kind == "modification")]
}

/// `2024-03-14T09:05:00` as memoQ writes it, `3/14/2024 9:05:00 AM`; another form stays as it is.
fn memoq_date(iso: &str) -> String {
    let (date, time) = iso.trim_end_matches('Z').split_once('T').unwrap_or((iso, "00:00:00"));
    let numbers = |text: &str, by: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = text.split(by).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    match (numbers(date, '-'), numbers(time, ':')) {
        (Some([year, month, day]), Some([hour, minute, second])) if hour < 24 => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{month}/{day}/{year} {hour}:{minute:02}:{second:02} {half}")
        }
        _ => iso.to_owned(),
    }
}

/// A date of memoQ's in the form of ISO 8601; midnight is a date without time.
fn iso_date(written: &str) -> String {
    let read = || -> Option<String> {
        let (date, time) = written.split_once(' ')?;
        let (clock, half) = time.split_once(' ')?;
        let mut date = date.split('/').map(|part| part.parse::<u32>().ok());
        let mut clock = clock.split(':').map(|part| part.parse::<u32>().ok());
        let (month, day, year) = (date.next()??, date.next()??, date.next()??);
        let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
        let hour = hour % 12 + if half == "PM" { 12 } else { 0 };
        let day = format!("{year:04}-{month:02}-{day:02}");
        let midnight = (hour, minute, second) == (0, 0, 0);
        Some(if midnight { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") })
    };
    read().unwrap_or_else(|| written.to_owned())
}

fn term_info(term: &TermSection) -> String {
    let mut tokens = match term.matching {
        MatchingPolicy::Inflected => vec!["CasePermissive", "HalfPrefix"],
        MatchingPolicy::Case => vec!["CaseSense", "HalfPrefix"],
        MatchingPolicy::Exact => vec!["CasePermissive", "NoPrefix"],
    };
    if !term.status.is_accepted() {
        tokens.push("NonTerm");
    }
    tokens.extend(match term.part_of_speech {
        Some(PartOfSpeech::Noun) => Some("Noun"),
        Some(PartOfSpeech::Verb) => Some("Verb"),
        Some(PartOfSpeech::Adjective) => Some("Adj"),
        Some(PartOfSpeech::Adverb) => Some("Adv"),
        _ => None,
    });
    tokens.extend(match term.gender {
        Some(Gender::Masculine) => Some("Masc"),
        Some(Gender::Feminine) => Some("Fem"),
        _ => None,
    });
    tokens.extend(match term.number {
        Some(GrammaticalNumber::Singular) => Some("Sg"),
        Some(GrammaticalNumber::Plural) => Some("Pl"),
        _ => None,
    });
    tokens.join(";")
}

fn row(cells: &[String], out: &mut impl Write) -> io::Result<()> {
    let quoted = |cell: &String| {
        if cell.contains([';', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    writeln!(out, "{}", cells.iter().map(quoted).collect::<Vec<_>>().join(";"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::back_and_forth;
    use super::super::{ImportOptions, TermbaseFormat, import};
    use super::*;

    #[test]
    fn dates_people_and_other_languages_come_back() {
        let text = "[[concept]]\nid = \"a\"\nfr = [\n  { term = \"prêt\" },\n]\nen-GB = [\n  { term = \"loan\" },\n]\nde = [\n  { term = \"Darlehen\" },\n]\ndefinition = { fr = \"Un.\", de = \"Ein.\" }\ntransaction = [{ kind = \"origination\", date = \"2024-03-14\", by = \"ana\" }, { kind = \"modification\", date = \"2024-03-15T21:05:09\" }]\n";
        let glossary = crate::glossary::native::read(text, "x").unwrap().glossary;
        let mut out = Vec::new();
        let report = write_memoq(&glossary, &mut out).unwrap();
        assert!(report.is_empty(), "{report:?}");
        let back = import(out, "x.csv", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(back.concepts[0].transactions, glossary.concepts[0].transactions);
        let terms = |glossary: &Glossary| -> Vec<String> {
            let sections = glossary.concepts[0].languages.iter();
            sections.flat_map(|s| s.terms.iter().map(|t| [&s.language, &*t.term].join(" "))).collect()
        };
        assert_eq!(terms(&back), terms(&glossary));
        assert_eq!(memoq_date("2024-03-14T00:05:00Z"), "3/14/2024 12:05:00 AM");
        assert_eq!(iso_date("3/14/2024 12:05:00 PM"), "2024-03-14T12:05:00");
        assert_eq!(iso_date("jadis"), "jadis");
    }

    #[test]
    fn repeated_columns_are_read_by_position() {
        back_and_forth(TermbaseFormat::MemoQ);
        let text = "Entry_ID;Entry_Note;French_France_Def;French_France;Term_Info;Term_Example;French_France;Term_Info;Term_Example;English_United_States;Term_Info\n7;Vu.;Déf.;puce;CaseSense;Une puce.;micropuce;\"CasePermissive;Custom\";;flea;\"NonTerm;Noun\"\n";
        let glossary = import(text.into(), "a.csv", &ImportOptions::default()).unwrap().glossary;
        let concept = &glossary.concepts[0];
        assert_eq!((concept.id.as_str(), concept.notes.len()), ("7", 1));
        let french = &concept.languages[0];
        assert_eq!((french.language.as_str(), french.terms[0].matching), ("fr-FR", MatchingPolicy::Case));
        assert_eq!(french.terms[0].contexts[0].text, "Une puce.");
        assert_eq!(french.terms[1].extra[0].value, "Custom");
        assert_eq!(concept.languages[1].terms[0].status, TermStatus::Forbidden);
    }
}
