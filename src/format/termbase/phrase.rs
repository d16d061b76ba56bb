//! Phrase Strings' CSV: `term, case sensitive, translatable, description`, then a column a locale.

use super::draft::{Draft, add_term, localized};
use super::loss::{Field, Holds, LossReport, losses};
use super::table::truth;
use super::values::language_tag;
use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::glossary::{ConceptEntry, Glossary, MatchingPolicy, TermStatus};
use crate::text::Language;
use std::io::{self, Write};

const HOLDS: Holds =
    Holds(&[Field::NoEquivalent, Field::DoNotTranslate, Field::Matching, Field::Definition, Field::Note]);

/// Whether a header is that of Phrase.
pub(super) fn is_header(first_line: &str) -> bool {
    let line = first_line.to_lowercase().replace('_', " ");
    line.contains("case sensitive") && line.contains("translatable")
}

/// Reads a term base. The term itself is French, unless a column is.
///
/// # Errors
/// When a quoted cell is not closed.
pub(super) fn read_phrase(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut draft = Draft::new(name);
    let mut head: Vec<String> = Vec::new();
    while let Some((_, cells)) = rows.next_row()? {
        if head.is_empty() {
            head = cells.iter().map(|cell| cell.trim().to_lowercase().replace('_', " ")).collect();
            continue;
        }
        let cell = |name: &str| {
            let at = head.iter().position(|title| title == name);
            at.and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default()
        };
        let french = |title: &String| title.split(['-', ' ']).next() == Some("fr");
        let own = if head.iter().any(french) { "en" } else { "fr" };
        let mut concept = ConceptEntry::default();
        if !cell("description").is_empty() {
            concept.definitions.push(localized(None, cell("description")));
        }
        concept.do_not_translate = head.iter().any(|t| t == "translatable") && !truth(cell("translatable"));
        let matching =
            if truth(cell("case sensitive")) { MatchingPolicy::Case } else { MatchingPolicy::default() };
        if let Some(term) = add_term(&mut concept, own, cell("term"), TermStatus::Preferred) {
            term.matching = matching;
        }
        for (title, text) in head.iter().zip(&cells) {
            let locale = title.replace(' ', "-");
            let is_locale = locale.split('-').next().is_some_and(|p| p.len() == 2);
            if is_locale && locale.len() <= 7 {
                add_term(&mut concept, &language_tag(&locale), text, TermStatus::Preferred);
            }
        }
        draft.push(concept);
    }
    Ok(draft.glossary)
}

/// Writes an import file.
pub(super) fn write_phrase(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, HOLDS)?;
    writeln!(out, "term,case sensitive,translatable,description,en")?;
    for concept in &glossary.concepts {
        let Some(french) = concept.preferred(Language::French).filter(|t| t.status.is_accepted()) else {
            if let Some(english) = concept.preferred(Language::English) {
                report.add(&concept.id, Some(&english.term), Field::NoEquivalent, "");
            }
            continue;
        };
        let english = concept.preferred(Language::English).filter(|t| t.status.is_accepted());
        let notes = concept.notes.iter().map(|n| n.text.as_str());
        let description: Vec<&str> = concept.definition(Language::French).into_iter().chain(notes).collect();
        let flags =
            [french.matching != MatchingPolicy::Inflected, !concept.do_not_translate].map(|f| f.to_string());
        let description = description.join(" ");
        let english = english.map_or("", |t| t.term.as_str());
        let cells = [french.term.as_str(), &flags[0], &flags[1], &description, english];
        let quoted = cells.map(|cell| {
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        });
        writeln!(out, "{}", quoted.join(","))?;
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, TermbaseFormat, import, write};
    use super::*;

    #[test]
    fn booleans_are_read_in_any_language() {
        let text = "term;case_sensitive;translatable;description;en-GB\npuce;VRAI;VRAI;Un circuit.;chip\nMoonshot;FAUX;FAUX;;\n";
        let glossary = import(text.into(), "a.csv", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(glossary.concepts[0].languages[0].terms[0].matching, MatchingPolicy::Case);
        assert_eq!(glossary.concepts[0].languages[1].language, "en-GB");
        assert!(glossary.concepts[1].do_not_translate);
        let mut out = Vec::new();
        write(&glossary, TermbaseFormat::Phrase, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("\nMoonshot,false,false,,\n"));
    }
}
