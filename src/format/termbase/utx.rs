//! UTX 1.1, the glossary format of the Asia-Pacific Association for Machine Translation: tabs, CR LF, no byte-order mark.

use super::draft::{Draft, add_term, localized};
use super::loss::{Field, Holds, LossReport, losses, status_key};
use super::omegat::{flat, pairs};
use super::table::several;
use super::values;
use crate::format::FormatError;
use crate::glossary::{ConceptEntry, Glossary, PartOfSpeech, TermSection, TermStatus};
use crate::text::Language;
use rustc_hash::FxHashMap;
use std::io::{self, Write};

const HOLDS: Holds = Holds(&[
    Field::Id,
    Field::Synonym,
    Field::RejectedTerm,
    Field::Status,
    Field::PartOfSpeech,
    Field::DoNotTranslate,
    Field::Note,
]);

/// Reads a UTX file.
///
/// # Errors
/// When its first line does not begin with `#UTX`.
pub(super) fn read_utx(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let mut draft = Draft::new(name);
    let mut columns: Vec<String> = Vec::new();
    let mut languages = ("fr".to_owned(), "en".to_owned());
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut concepts: Vec<ConceptEntry> = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if number == 0 {
            let Some(head) = line.strip_prefix("#UTX") else {
                let (problem, arguments) = ("utx-head", Vec::new());
                return Err(FormatError::Problem { line: 1, column: 1, problem, arguments });
            };
            let pair = head.split(';').map(str::trim).find_map(|part| part.split_once('/'));
            if let Some((source, target)) = pair.filter(|(s, _)| s.len() <= 5 && s.is_ascii()) {
                languages = (values::language_tag(source), values::language_tag(target));
            }
            continue;
        }
        if let Some(head) = line.strip_prefix('#') {
            if columns.is_empty() && head.contains('\t') {
                columns = head.split('\t').map(|c| c.trim().to_lowercase()).collect();
            }
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |names: &[&str]| {
            let at = columns.iter().position(|c| names.contains(&c.as_str()))?;
            cells.get(at).copied().filter(|c| !c.is_empty() && *c != "-")
        };
        let source = cell(&["src"]).or_else(|| cells.first().copied()).unwrap_or_default();
        let target = cell(&["tgt"])
            .or_else(|| cells.get(1).copied().filter(|_| columns.is_empty()))
            .unwrap_or_default();
        if source.is_empty() {
            continue;
        }
        let key = cell(&["concept id"]).unwrap_or(source).to_owned();
        let index = *at.entry(key).or_insert_with(|| {
            concepts.push(ConceptEntry::default());
            concepts.len() - 1
        });
        let concept = &mut concepts[index];
        if let Some(id) = cell(&["concept id"]) {
            id.clone_into(&mut concept.id);
        }
        let status = cell(&["term status"]).and_then(values::status).map(|u| u.value).unwrap_or_default();
        let pos = cell(&["src:pos"]).and_then(values::part_of_speech).map(|u| u.value);
        if let Some(term) = add_term(concept, &languages.0, source, TermStatus::Preferred) {
            term.part_of_speech = pos;
        }
        if let Some(term) = add_term(concept, &languages.1, target, status) {
            term.part_of_speech = pos;
        }
        if let Some(comment) = cell(&["comment", "comments", "note"]) {
            for note in several(comment).map(|note| localized(None, note)) {
                if !concept.notes.contains(&note) {
                    concept.notes.push(note);
                }
            }
        }
    }
    concepts.into_iter().for_each(|concept| draft.push(concept));
    Ok(draft.glossary)
}

/// Writes a UTX file; without a date, so that the same glossary gives the same file.
pub(super) fn write_utx(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, HOLDS)?;
    write!(out, "#UTX 1.11; fr/en; copyright: -; license: -\r\n")?;
    write!(out, "#src\ttgt\tsrc:pos\tterm status\tconcept ID\tcomment\r\n")?;
    for concept in &glossary.concepts {
        let notes = concept.notes.iter().chain(concept.languages.iter().flat_map(|s| &s.notes));
        let notes: Vec<String> = notes.map(|n| flat(&n.text)).collect();
        let mut rows: Vec<(&str, &str, TermStatus)> = Vec::new();
        let pos = |source: &str| {
            let found = concept.terms(Language::French).find(|t| t.term == source);
            found.and_then(|t| t.part_of_speech).map_or("noun", values::tbx_part_of_speech)
        };
        let status = |target: &str| {
            let found = concept.terms(Language::English).find(|t| t.term == target);
            found.map_or(TermStatus::Preferred, |t| t.status)
        };
        for (source, target) in pairs(concept, &mut report) {
            rows.push((source, target, status(target)));
        }
        // Beside English terms the mention would have no place, and a row has the part of speech of its French.
        if concept.do_not_translate && concept.accepted(Language::English).next().is_some() {
            report.add(&concept.id, None, Field::DoNotTranslate, "true");
        }
        let french = concept.preferred(Language::French);
        let of_row = french.and_then(|term| term.part_of_speech).filter(|&pos| pos != PartOfSpeech::Noun);
        for term in concept.terms(Language::French).chain(concept.terms(Language::English)) {
            let own = term.part_of_speech.filter(|&pos| pos != PartOfSpeech::Noun);
            if let Some(pos) = own.filter(|&pos| own != of_row || pos == PartOfSpeech::Phrase) {
                report.add(
                    &concept.id,
                    Some(&term.term),
                    Field::PartOfSpeech,
                    format!("{pos:?}").to_lowercase(),
                );
            }
        }
        let rejected = |of| concept.terms(of).filter(|t: &&TermSection| !t.status.is_accepted());
        if let Some(french) = french.filter(|t| t.status.is_accepted()) {
            rows.extend(
                rejected(Language::English).map(|t| (french.term.as_str(), t.term.as_str(), t.status)),
            );
        }
        for term in rejected(Language::French) {
            report.add(&concept.id, Some(&term.term), Field::RejectedTerm, status_key(term.status));
        }
        for (number, (source, target, status)) in rows.into_iter().enumerate() {
            let note = if number == 0 { notes.join(" | ") } else { String::new() };
            write!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{note}\r\n",
                flat(source),
                flat(target),
                pos(source),
                status_key(status),
                concept.id
            )?;
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::tests::back_and_forth;
    use super::super::{ImportOptions, TermbaseFormat, import, write};

    #[test]
    fn terms_and_statuses_come_back() {
        back_and_forth(TermbaseFormat::Utx);
        let text = "#UTX 1.20; fr/en; 2020-01-01\n#src\ttgt\tsrc:pos\nprêt\tloan\tnoun\n";
        let read = import(text.into(), "a.txt", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(read.concepts[0].id, "loan");
        let mut out = Vec::new();
        write(&read, TermbaseFormat::Utx, &mut out).unwrap();
        assert!(out.windows(2).any(|w| w == b"\r\n"));
    }
}
