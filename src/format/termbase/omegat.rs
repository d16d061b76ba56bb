//! OmegaT's glossary: source, tab, target, tab, comment, without quoting; alternatives are rows of their own.

use super::loss::{Field, Holds, LossReport, losses};
use super::source::Concepts;
use crate::glossary::{ConceptEntry, Glossary, TermStatus};
use crate::text::Language;
use std::io::{self, Write};

/// Definitions, notes and domains go into the comment.
const HOLDS: Holds = Holds(&[
    Field::Domain,
    Field::Synonym,
    Field::Definition,
    Field::Note,
    Field::TermNote,
    Field::DoNotTranslate,
]);

/// Writes a glossary for the `glossary` folder of a project (`.txt` or `.utf8`).
pub(super) fn write_omegat(from: &dyn Concepts, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(from, HOLDS)?;
    out.write_all(b"# -*- coding: utf-8 -*-\n")?;
    from.each(&mut |concept| {
        let rows = pairs(concept, &mut report);
        if concept.do_not_translate && concept.accepted(Language::English).next().is_some() {
            report.add(&concept.id, None, Field::DoNotTranslate, "true");
        }
        let comment = comment(from.head(), concept);
        for (source, target) in rows {
            writeln!(out, "{}\t{}\t{comment}", flat(source), flat(target))?;
        }
        Ok(())
    })?;
    Ok(report)
}

/// Every accepted French term with every accepted English one; itself where it must not be translated.
pub(super) fn pairs<'c>(concept: &'c ConceptEntry, report: &mut LossReport) -> Vec<(&'c str, &'c str)> {
    let mut out = Vec::new();
    for french in concept.accepted(Language::French) {
        let mut any = false;
        for english in concept.accepted(Language::English) {
            out.push((french.term.as_str(), english.term.as_str()));
            any = true;
        }
        if !any && concept.do_not_translate {
            out.push((french.term.as_str(), french.term.as_str()));
        } else if !any {
            report.add(&concept.id, Some(&french.term), Field::NoEquivalent, "");
        }
    }
    if concept.accepted(Language::French).next().is_none()
        && let Some(english) = concept.preferred(Language::English)
    {
        report.add(&concept.id, Some(&english.term), Field::NoEquivalent, "");
    }
    out
}

fn comment(glossary: &Glossary, concept: &ConceptEntry) -> String {
    let sections = &concept.languages;
    let texts = concept.definitions.iter().chain(sections.iter().flat_map(|s| &s.definitions));
    let notes = concept.notes.iter().chain(sections.iter().flat_map(|s| &s.notes));
    let term_notes = sections.iter().flat_map(|s| &s.terms).flat_map(|t| &t.notes);
    let mut parts: Vec<String> = texts.chain(notes).chain(term_notes).map(|text| flat(&text.text)).collect();
    let domains: Vec<&str> = match (concept.domains.as_slice(), &glossary.domain) {
        ([], Some(domain)) => vec![domain],
        (own, _) => own.iter().map(String::as_str).collect(),
    };
    if !domains.is_empty() {
        parts.push(format!("[{}]", flat(&domains.join(", "))));
    }
    // What nobody decided on is not shown as certain.
    let mut english = concept.terms(Language::English);
    if english.any(|t| t.status == TermStatus::Proposed) {
        parts.push("[proposed]".to_owned());
    }
    parts.join(" ")
}

/// Blanks for everything that would end a cell.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native;

    #[test]
    fn what_is_proposed_says_so() {
        let text = "[[concept]]\nid = \"a\"\nfr = [\n  { term = \"seul\" },\n]\nen = [\n  { term = \"alone\", status = \"proposed\" },\n]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let mut out = Vec::new();
        write_omegat(&glossary, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("seul\talone\t[proposed]\n"));
    }

    #[test]
    fn alternatives_are_rows() {
        let text = "[[concept]]\nid = \"fundraising\"\nfr = [\n  { term = \"levée de fonds\", gender = \"feminine\" },\n]\nen = [\n  { term = \"fundraising\" },\n  { term = \"funding round\" },\n  { term = \"lifting\", status = \"forbidden\" },\n]\nnote = \"Une\\tnote.\"\n\n[[concept]]\nid = \"seul\"\nfr = [\n  { term = \"seul\" },\n]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let mut out = Vec::new();
        let report = write_omegat(&glossary, &mut out).unwrap();
        let expected = "# -*- coding: utf-8 -*-\nlevée de fonds\tfundraising\tUne note.\nlevée de fonds\tfunding round\tUne note.\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        let fields: Vec<Field> = report.losses.iter().map(|l| l.field).collect();
        assert_eq!(fields, [Field::Gender, Field::RejectedTerm, Field::NoEquivalent]);
    }
}
