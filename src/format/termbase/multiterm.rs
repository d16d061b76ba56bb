//! Trados MultiTerm's XML. Its fields are labels that users choose: the usual ones in French and English are understood,
//! the others kept.

use super::draft::{Draft, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses, status_key};
use super::{Import, values};
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::native::{GENDERS, NUMBERS, PARTS_OF_SPEECH, POLICIES, TERM_TYPES, name_of};
use crate::glossary::{
    ConceptEntry, Glossary, LangSection, Localized, MatchingPolicy, Relation, RelationKind, TermSection,
    Transaction,
};
use crate::text::Language;
use crate::text::normalize::bare;
use std::io::{self, Write};

const HOLDS: Holds = Holds(&[
    Field::Id,
    Field::Domain,
    Field::OtherLanguage,
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
    Field::Reliability,
    Field::Relation,
    Field::DoNotTranslate,
    Field::FreeVariation,
    Field::Definition,
    Field::Note,
    Field::TermNote,
    Field::Context,
    Field::Source,
    Field::TextSource,
    Field::Transaction,
    Field::Extra,
]);

/// Reads an export.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_multiterm(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut draft = Draft::new(name);
    let mut concept = ConceptEntry::default();
    let mut language = String::new();
    // The term that fields belong to, if they stand in its group.
    let mut term: Option<TermSection> = None;
    let mut transaction: Option<Transaction> = None;
    // Groups inside groups document the field of the outer one.
    let mut depth = 0;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "conceptGrp" => concept = ConceptEntry::default(),
                "descripGrp" => depth += 1,
                "concept" => concept.id = reader.text_of_element()?.trim().to_owned(),
                "languageGrp" => language.clear(),
                "language" => {
                    let tag = element.attribute("lang").filter(|l| !l.is_empty());
                    language = match (tag, element.attribute("type")) {
                        (Some(tag), _) => values::language_tag(tag),
                        (None, Some(label)) => language_of_label(label),
                        (None, None) => "und".to_owned(),
                    };
                    section(&mut concept, &language);
                }
                "termGrp" => term = Some(TermSection::default()),
                "term" => {
                    let text = reader.text_of_element()?;
                    if let Some(term) = &mut term {
                        term.term = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    }
                }
                "transacGrp" => transaction = Some(Transaction::default()),
                "transac" => {
                    let kind = element.attribute("type").unwrap_or("modification").to_owned();
                    let person = reader.text_of_element()?.trim().to_owned();
                    if let Some(transaction) = &mut transaction {
                        transaction.kind = kind;
                        transaction.responsibility = Some(person).filter(|p| !p.is_empty());
                    }
                }
                "date" => {
                    let date = reader.text_of_element()?.trim().to_owned();
                    if let Some(transaction) = &mut transaction {
                        transaction.date = Some(date);
                    }
                }
                "descrip" | "system" | "admin" => {
                    let label = element.attribute("type").unwrap_or_default().to_owned();
                    let text = reader.text_of_element()?;
                    if depth > 1 && bare(&label) == "source" {
                        let last = match (&mut term, language.is_empty()) {
                            (Some(term), _) => last_text(&mut term.contexts, &mut term.notes),
                            (None, true) => last_text(&mut concept.definitions, &mut concept.notes),
                            (None, false) => {
                                let section = section(&mut concept, &language);
                                last_text(&mut section.definitions, &mut section.notes)
                            }
                        };
                        if let Some(last) = last.filter(|last| last.source.is_none()) {
                            last.source = Some(text.trim().to_owned());
                            continue;
                        }
                    }
                    match (&mut term, language.is_empty()) {
                        (Some(term), _) => term_field(term, &label, &text),
                        (None, true) => concept_field(&mut concept, &label, &text),
                        (None, false) => language_field(&mut concept, &language, &label, &text),
                    }
                }
                _ => {}
            },
            XmlEvent::End("descripGrp") => depth -= 1,
            XmlEvent::End("transacGrp") => {
                if let Some(done) = transaction.take() {
                    match &mut term {
                        Some(term) => term.transactions.push(done),
                        None => concept.transactions.push(done),
                    }
                }
            }
            XmlEvent::End("termGrp") => {
                if let Some(done) = term.take().filter(|t| !t.term.is_empty()) {
                    section(&mut concept, &language).terms.push(done);
                }
            }
            XmlEvent::End("languageGrp") => language.clear(),
            XmlEvent::End("conceptGrp") => draft.push(std::mem::take(&mut concept)),
            _ => {}
        }
    }
    Ok(draft.glossary.into())
}

/// The text that was read last; of one group there are contexts or definitions first, notes after them.
fn last_text<'t>(first: &'t mut [Localized], second: &'t mut [Localized]) -> Option<&'t mut Localized> {
    second.last_mut().or(first.last_mut())
}

fn language_of_label(label: &str) -> String {
    let label = bare(label);
    let known = [
        ("english", "en"),
        ("anglais", "en"),
        ("french", "fr"),
        ("francais", "fr"),
        ("german", "de"),
        ("allemand", "de"),
        ("spanish", "es"),
        ("espagnol", "es"),
        ("italian", "it"),
        ("italien", "it"),
        ("dutch", "nl"),
        ("neerlandais", "nl"),
    ];
    let found = known.iter().find(|(name, _)| label.starts_with(name));
    found.map_or_else(|| "und".to_owned(), |(_, tag)| (*tag).to_owned())
}

fn concept_field(concept: &mut ConceptEntry, label: &str, text: &str) {
    match bare(label).as_str() {
        "subject" | "subject field" | "subjectfield" | "domain" | "domaine" => {
            concept.domains.push(text.trim().to_owned());
        }
        "definition" => concept.definitions.push(localized(None, text)),
        "note" | "notes" | "comment" | "commentaire" | "remarque" => {
            concept.notes.push(localized(None, text))
        }
        "source" if concept.source.is_none() => concept.source = Some(text.trim().to_owned()),
        "broader" | "see" => {
            let kind = if bare(label) == "see" { RelationKind::See } else { RelationKind::Broader };
            concept.relations.push(Relation { kind, target: text.trim().to_owned() });
        }
        "do not translate" => concept.do_not_translate = text.trim() == "true",
        "free variation" => concept.free_variation = text.trim() == "true",
        _ => concept.extra.push(extra("descrip", label, text.trim())),
    }
}

fn language_field(concept: &mut ConceptEntry, language: &str, label: &str, text: &str) {
    let section = section(concept, language);
    match bare(label).as_str() {
        "definition" => section.definitions.push(localized(None, text)),
        "note" | "notes" | "comment" | "commentaire" | "remarque" => {
            section.notes.push(localized(None, text))
        }
        _ => section.extra.push(extra("descrip", label, text.trim())),
    }
}

fn term_field(term: &mut TermSection, label: &str, text: &str) {
    let value = text.trim();
    let mut exact = true;
    match bare(label).as_str() {
        "status" | "statut" | "usage status" | "usage" => match values::status(value) {
            Some(found) => (term.status, exact) = (found.value, found.exact),
            None => exact = false,
        },
        "part of speech" | "partofspeech" | "pos" | "categorie grammaticale" => {
            match values::part_of_speech(value) {
                Some(found) => term.part_of_speech = Some(found.value),
                None => exact = false,
            }
        }
        "gender" | "genre" => match values::gender(value) {
            Some(found) => term.gender = Some(found.value),
            None => exact = false,
        },
        "context" | "contexte" | "example" | "exemple" => term.contexts.push(localized(None, text)),
        "note" | "notes" | "comment" | "commentaire" | "remarque" => term.notes.push(localized(None, text)),
        "source" if term.source.is_none() => term.source = Some(value.to_owned()),
        "number" | "nombre" => match values::number(value) {
            Some(found) => (term.number, exact) = (Some(found.value), found.exact),
            None => exact = false,
        },
        "term type" | "type" => match values::term_type(value) {
            Some(found) => (term.term_type, exact) = (Some(found.value), found.exact),
            None => exact = false,
        },
        "expands" if term.expands.is_none() => term.expands = Some(value.to_owned()),
        "use instead" if term.use_instead.is_none() => term.use_instead = Some(value.to_owned()),
        "register" | "registre" if term.register.is_none() => term.register = Some(value.to_owned()),
        "reliability" | "fiabilite" if term.reliability.is_none() => {
            term.reliability = Some(value.to_owned())
        }
        "region" if value.len() == 2 => term.regions.push(value.to_owned()),
        "matching" => match POLICIES.iter().find(|(name, _)| *name == value) {
            Some((_, policy)) => term.matching = *policy,
            None => exact = false,
        },
        _ => exact = false,
    }
    if !exact {
        term.extra.push(extra("descrip", label, value));
    }
}

/// Writes an import file.
pub(super) fn write_multiterm(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut xml = XmlWriter::new(out)?;
    xml.open("mtf", &[])?;
    for concept in &glossary.concepts {
        write_concept(&mut xml, concept, glossary.domain.as_ref())?;
    }
    xml.close()?;
    all_losses(glossary)
}

/// What labels do not hold: what is said of the whole, and where references lead.
fn all_losses(glossary: &Glossary) -> io::Result<LossReport> {
    let mut report = losses(glossary, HOLDS)?;
    for kept in &glossary.extra {
        report.add("", None, Field::Extra, kept.value.clone());
    }
    for concept in &glossary.concepts {
        let terms = concept.languages.iter().flat_map(|s| &s.terms);
        let of_terms = terms.flat_map(|t| t.extra.iter().map(move |kept| (Some(t.term.as_str()), kept)));
        let of_sections = concept.languages.iter().flat_map(|s| &s.extra).chain(&concept.extra);
        for (term, kept) in of_sections.map(|kept| (None, kept)).chain(of_terms) {
            if let Some(target) = &kept.target {
                report.add(&concept.id, term, Field::Extra, format!("{}: {target}", kept.category));
            }
        }
    }
    Ok(report)
}

fn write_concept<W: Write>(
    xml: &mut XmlWriter<'_, W>,
    concept: &ConceptEntry,
    domain: Option<&String>,
) -> io::Result<()> {
    xml.open("conceptGrp", &[])?;
    xml.text("concept", &[], &concept.id)?;
    transactions(xml, &concept.transactions)?;
    for domain in concept.domains.iter().chain(domain.filter(|_| concept.domains.is_empty())) {
        field(xml, "Subject", domain)?;
    }
    // A definition stands with the terms of its language, where there are some.
    let homeless = |d: &&Localized| !concept.languages.iter().any(|section| is_of(d, section));
    for definition in concept.definitions.iter().filter(homeless) {
        documented(xml, "Definition", definition)?;
    }
    for note in &concept.notes {
        documented(xml, "Note", note)?;
    }
    for relation in &concept.relations {
        let label = if relation.kind == RelationKind::See { "See" } else { "Broader" };
        field(xml, label, &relation.target)?;
    }
    let flags = [("Do not translate", concept.do_not_translate), ("Free variation", concept.free_variation)];
    for (label, _) in flags.iter().filter(|(_, set)| *set) {
        field(xml, label, "true")?;
    }
    if let Some(source) = &concept.source {
        field(xml, "Source", source)?;
    }
    for kept in &concept.extra {
        field(xml, &kept.category, &kept.value)?;
    }
    for section in &concept.languages {
        write_section(xml, section, concept.definitions.iter().filter(|d| is_of(d, section)))?;
    }
    xml.close()
}

/// Whether a text is in the language of a section, whatever its region.
fn is_of(text: &Localized, section: &LangSection) -> bool {
    text.language.as_deref().is_some_and(|tag| section.language.starts_with(tag))
}

fn write_section<'c, W: Write>(
    xml: &mut XmlWriter<'_, W>,
    section: &'c LangSection,
    of_concept: impl Iterator<Item = &'c Localized>,
) -> io::Result<()> {
    xml.open("languageGrp", &[])?;
    let label = match Language::from_tag(&section.language) {
        Some(Language::French) => "French",
        Some(Language::English) => "English",
        None => &section.language,
    };
    let lang = section.language.to_uppercase();
    xml.text("language", &[("lang", Some(&lang)), ("type", Some(label))], "")?;
    for definition in section.definitions.iter().chain(of_concept) {
        documented(xml, "Definition", definition)?;
    }
    for note in &section.notes {
        documented(xml, "Note", note)?;
    }
    for kept in &section.extra {
        field(xml, &kept.category, &kept.value)?;
    }
    for term in &section.terms {
        write_term(xml, term)?;
    }
    xml.close()
}

fn write_term<W: Write>(xml: &mut XmlWriter<'_, W>, term: &TermSection) -> io::Result<()> {
    xml.open("termGrp", &[])?;
    xml.text("term", &[], &term.term)?;
    transactions(xml, &term.transactions)?;
    field(xml, "Status", status_key(term.status))?;
    if let Some(pos) = term.part_of_speech {
        field(xml, "Part of speech", name_of(PARTS_OF_SPEECH, pos))?;
    }
    if let Some(gender) = term.gender {
        field(xml, "Gender", name_of(GENDERS, gender))?;
    }
    if let Some(number) = term.number {
        field(xml, "Number", name_of(NUMBERS, number))?;
    }
    if let Some(kind) = term.term_type {
        field(xml, "Term type", name_of(TERM_TYPES, kind))?;
    }
    if term.matching != MatchingPolicy::default() {
        field(xml, "Matching", name_of(POLICIES, term.matching))?;
    }
    let texts = [
        ("Expands", &term.expands),
        ("Use instead", &term.use_instead),
        ("Register", &term.register),
        ("Reliability", &term.reliability),
    ];
    for (label, value) in texts {
        if let Some(value) = value {
            field(xml, label, value)?;
        }
    }
    for region in &term.regions {
        field(xml, "Region", region)?;
    }
    for context in &term.contexts {
        documented(xml, "Context", context)?;
    }
    for note in &term.notes {
        documented(xml, "Note", note)?;
    }
    if let Some(source) = &term.source {
        field(xml, "Source", source)?;
    }
    for kept in &term.extra {
        field(xml, &kept.category, &kept.value)?;
    }
    xml.close()
}

fn field<W: Write>(xml: &mut XmlWriter<'_, W>, label: &str, value: &str) -> io::Result<()> {
    xml.open("descripGrp", &[])?;
    xml.text("descrip", &[("type", Some(label))], value)?;
    xml.close()
}

/// A text with its source in a group of its own inside.
fn documented<W: Write>(xml: &mut XmlWriter<'_, W>, label: &str, text: &Localized) -> io::Result<()> {
    xml.open("descripGrp", &[])?;
    xml.text("descrip", &[("type", Some(label))], &text.text)?;
    if let Some(source) = &text.source {
        field(xml, "Source", source)?;
    }
    xml.close()
}

fn transactions<W: Write>(xml: &mut XmlWriter<'_, W>, all: &[Transaction]) -> io::Result<()> {
    for one in all {
        xml.open("transacGrp", &[])?;
        xml.text("transac", &[("type", Some(&one.kind))], one.responsibility.as_deref().unwrap_or_default())?;
        if let Some(date) = &one.date {
            xml.text("date", &[], date)?;
        }
        xml.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SAMPLE, back_and_forth};
    use super::super::{ImportOptions, TermbaseFormat, import, write};
    use crate::glossary::native;

    #[test]
    fn entries_come_back() {
        back_and_forth(TermbaseFormat::MultiTerm);
    }

    #[test]
    fn labels_hold_what_the_model_holds() {
        let glossary = native::read(SAMPLE, "x").unwrap().glossary;
        let mut out = Vec::new();
        let report = write(&glossary, TermbaseFormat::MultiTerm, &mut out).unwrap();
        let lost: Vec<&str> = report.losses.iter().map(|loss| loss.field.key()).collect();
        assert!(lost.iter().all(|key| *key == "title"), "{lost:?}");
        let text = String::from_utf8(out.clone()).unwrap();
        let back = import(out, "x.xml", &ImportOptions::default()).unwrap().glossary;
        for (mut back, mut concept) in back.concepts.into_iter().zip(glossary.concepts) {
            assert_eq!(back.relations, concept.relations);
            let flags = |c: &crate::glossary::ConceptEntry| (c.do_not_translate, c.free_variation);
            assert_eq!(flags(&back), flags(&concept));
            let terms = |c: &mut crate::glossary::ConceptEntry| -> Vec<_> {
                let mut all: Vec<_> =
                    c.languages.iter_mut().flat_map(|s| std::mem::take(&mut s.terms)).collect();
                // Kept categories are labels like any other here.
                all.iter_mut().for_each(|term| term.extra.clear());
                // A label names no language of its text.
                all.iter_mut().flat_map(|t| t.notes.iter_mut().chain(&mut t.contexts)).for_each(|text| {
                    text.language = None;
                });
                all
            };
            assert_eq!(terms(&mut back), terms(&mut concept), "{text}");
        }
    }
}
