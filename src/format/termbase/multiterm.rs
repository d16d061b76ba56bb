//! Trados MultiTerm's XML. Its fields are labels that users choose: the usual ones in French and English are understood,
//! the others kept.

use super::draft::{Draft, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses, status_key};
use super::{Import, values};
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::native::{GENDERS, PARTS_OF_SPEECH};
use crate::glossary::{ConceptEntry, Glossary, TermSection, Transaction};
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
    Field::Definition,
    Field::Note,
    Field::TermNote,
    Field::Context,
    Field::Source,
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
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "conceptGrp" => concept = ConceptEntry::default(),
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
                    match (&mut term, language.is_empty()) {
                        (Some(term), _) => term_field(term, &label, &text),
                        (None, true) => concept_field(&mut concept, &label, &text),
                        (None, false) => language_field(&mut concept, &language, &label, &text),
                    }
                }
                _ => {}
            },
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
        _ => exact = false,
    }
    if !exact {
        term.extra.push(extra("descrip", label, value));
    }
}

/// Writes an import file.
pub(super) fn write_multiterm(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let report = losses(glossary, HOLDS);
    let mut xml = XmlWriter::new(out)?;
    xml.open("mtf", &[])?;
    for concept in &glossary.concepts {
        xml.open("conceptGrp", &[])?;
        xml.text("concept", &[], &concept.id)?;
        transactions(&mut xml, &concept.transactions)?;
        let domains =
            concept.domains.iter().chain(glossary.domain.iter().filter(|_| concept.domains.is_empty()));
        for domain in domains {
            field(&mut xml, "Subject", domain)?;
        }
        for definition in concept.definitions.iter().filter(|d| d.language.is_none()) {
            field(&mut xml, "Definition", &definition.text)?;
        }
        for note in &concept.notes {
            field(&mut xml, "Note", &note.text)?;
        }
        if let Some(source) = &concept.source {
            field(&mut xml, "Source", source)?;
        }
        for kept in &concept.extra {
            field(&mut xml, &kept.category, &kept.value)?;
        }
        for section in &concept.languages {
            xml.open("languageGrp", &[])?;
            let label = match Language::from_tag(&section.language) {
                Some(Language::French) => "French",
                Some(Language::English) => "English",
                None => &section.language,
            };
            let lang = section.language.to_uppercase();
            xml.text("language", &[("lang", Some(&lang)), ("type", Some(label))], "")?;
            let of_language = concept.definitions.iter().filter(|d| {
                d.language
                    .as_deref()
                    .is_some_and(|l| l == section.language || section.language.starts_with(l))
            });
            for definition in section.definitions.iter().chain(of_language) {
                field(&mut xml, "Definition", &definition.text)?;
            }
            for note in &section.notes {
                field(&mut xml, "Note", &note.text)?;
            }
            for kept in &section.extra {
                field(&mut xml, &kept.category, &kept.value)?;
            }
            for term in &section.terms {
                write_term(&mut xml, term)?;
            }
            xml.close()?;
        }
        xml.close()?;
    }
    xml.close()?;
    Ok(report)
}

fn write_term<W: Write>(xml: &mut XmlWriter<'_, W>, term: &TermSection) -> io::Result<()> {
    xml.open("termGrp", &[])?;
    xml.text("term", &[], &term.term)?;
    transactions(xml, &term.transactions)?;
    field(xml, "Status", status_key(term.status))?;
    if let Some(pos) = term.part_of_speech {
        field(xml, "Part of speech", PARTS_OF_SPEECH.iter().find(|(_, p)| *p == pos).map_or("", |(n, _)| n))?;
    }
    if let Some(gender) = term.gender {
        field(xml, "Gender", GENDERS.iter().find(|(_, g)| *g == gender).map_or("", |(n, _)| n))?;
    }
    for context in &term.contexts {
        field(xml, "Context", &context.text)?;
    }
    for note in &term.notes {
        field(xml, "Note", &note.text)?;
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
    use super::super::TermbaseFormat;
    use super::super::tests::back_and_forth;

    #[test]
    fn entries_come_back() {
        back_and_forth(TermbaseFormat::MultiTerm);
    }
}
