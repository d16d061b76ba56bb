//! Glossaries in the formats of translations: TMX, and the glossary module of XLIFF 2.

use super::Import;
use super::draft::{Draft, add_term, localized};
use super::loss::{Field, Holds, LossReport, losses};
use super::omegat::pairs;
use super::table::read_pairs;
use super::values::language_tag;
use crate::document::Bilingual;
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::{ConceptEntry, Glossary, TermStatus};
use crate::text::Language;
use std::io::{self, Write};

/// The units of a translation memory as terms; equal sources are one concept.
pub(super) fn from_bitext(bitext: &Bilingual, name: &str) -> Result<Import, FormatError> {
    let tag =
        |tag: &Option<String>, otherwise: &str| tag.as_deref().map_or(otherwise.to_owned(), language_tag);
    let languages = [tag(&bitext.source_language, "fr"), tag(&bitext.target_language, "en")];
    let rows = bitext.units.iter().enumerate().map(|(n, unit)| {
        let cell = |document: &crate::document::Document| {
            let text = document.blocks[n].span.text(&document.text);
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        ([cell(&bitext.source), cell(&bitext.target), unit.notes.join(" | ")], unit.line)
    });
    Ok(read_pairs(rows, &languages, name)?.into())
}

const TMX: Holds = Holds(&[Field::Synonym, Field::Note, Field::DoNotTranslate, Field::Domain]);

/// Writes TMX 1.4: a unit for every pair of accepted terms.
pub(super) fn write_tmx(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, TMX);
    let mut xml = XmlWriter::new(out)?;
    xml.open("tmx", &[("version", Some("1.4"))])?;
    xml.text(
        "header",
        &[
            ("creationtool", Some("glose")),
            ("creationtoolversion", Some(env!("CARGO_PKG_VERSION"))),
            ("segtype", Some("phrase")),
            ("o-tmf", Some("glose")),
            ("adminlang", Some("en")),
            ("srclang", Some("fr")),
            ("datatype", Some("plaintext")),
        ],
        "",
    )?;
    xml.open("body", &[])?;
    for concept in &glossary.concepts {
        for (source, target) in pairs(concept, &mut report) {
            xml.open("tu", &[])?;
            for note in &concept.notes {
                xml.text("note", &[], &note.text)?;
            }
            for domain in
                concept.domains.iter().chain(glossary.domain.iter().filter(|_| concept.domains.is_empty()))
            {
                xml.text("prop", &[("type", Some("domain"))], domain)?;
            }
            for (language, text) in [("fr", source), ("en", target)] {
                xml.open("tuv", &[("xml:lang", Some(language))])?;
                xml.text("seg", &[], text)?;
                xml.close()?;
            }
            xml.close()?;
        }
    }
    xml.close()?;
    xml.close()?;
    Ok(report)
}

/// Reads the glossaries of an XLIFF 2 file.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_xliff_glossary(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut draft = Draft::new(name);
    let mut languages = ["fr".to_owned(), "en".to_owned()];
    let mut concept = ConceptEntry::default();
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "xliff" => {
                    for (slot, name) in languages.iter_mut().zip(["srcLang", "trgLang"]) {
                        if let Some(tag) = element.attribute(name) {
                            *slot = language_tag(tag);
                        }
                    }
                }
                "glossEntry" => {
                    let id = element.attribute("id").unwrap_or_default().to_owned();
                    concept = ConceptEntry { id, ..ConceptEntry::default() };
                }
                "term" | "translation" | "definition" if reader.path().contains(&"glossEntry") => {
                    let (name, source) = (element.name, element.attribute("source").map(str::to_owned));
                    let text = reader.text_of_element()?;
                    if name == "definition" {
                        let mut definition = localized(None, &text);
                        definition.source = source;
                        concept.definitions.push(definition);
                        continue;
                    }
                    let language = &languages[usize::from(name == "translation")];
                    let count = concept
                        .languages
                        .iter()
                        .find(|s| s.language == *language)
                        .map_or(0, |s| s.terms.len());
                    let status = if count == 0 { TermStatus::Preferred } else { TermStatus::Admitted };
                    if let Some(term) = add_term(&mut concept, language, &text, status) {
                        term.source = source;
                    }
                }
                _ => {}
            },
            XmlEvent::End("glossEntry") => draft.push(std::mem::take(&mut concept)),
            _ => {}
        }
    }
    Ok(draft.glossary.into())
}

const XLIFF: Holds = Holds(&[Field::Id, Field::Synonym, Field::Source, Field::Definition]);

/// Writes an XLIFF 2.1 file that holds a glossary: a unit for every concept, its preferred terms as the segment.
pub(super) fn write_xliff_glossary(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, XLIFF);
    let mut xml = XmlWriter::new(out)?;
    xml.open(
        "xliff",
        &[
            ("version", Some("2.1")),
            ("srcLang", Some("fr")),
            ("trgLang", Some("en")),
            ("xmlns", Some("urn:oasis:names:tc:xliff:document:2.0")),
            ("xmlns:gls", Some("urn:oasis:names:tc:xliff:glossary:2.0")),
        ],
    )?;
    xml.open("file", &[("id", Some("glossary"))])?;
    for (number, concept) in glossary.concepts.iter().enumerate() {
        // An entry has one definition, and its source is none of the entry.
        for text in
            concept.definitions.iter().chain(concept.languages.iter().flat_map(|s| &s.definitions)).skip(1)
        {
            report.add(&concept.id, None, Field::Definition, text.text.clone());
        }
        if let Some(source) = &concept.source {
            report.add(&concept.id, None, Field::Source, source.clone());
        }
        let mut french = concept.accepted(Language::French);
        let Some(term) = french.next() else {
            if let Some(english) = concept.preferred(Language::English) {
                report.add(&concept.id, Some(&english.term), Field::NoEquivalent, "");
            }
            continue;
        };
        for synonym in french {
            report.add(&concept.id, Some(&synonym.term), Field::Synonym, synonym.term.clone());
        }
        let english: Vec<_> = concept.accepted(Language::English).collect();
        let definition =
            concept.definitions.iter().chain(concept.languages.iter().flat_map(|s| &s.definitions)).next();
        if english.is_empty() && definition.is_none() {
            report.add(&concept.id, Some(&term.term), Field::NoEquivalent, "");
            continue;
        }
        let id = format!("u{}", number + 1);
        // Ids are NMTOKENs.
        let token: String = concept
            .id
            .chars()
            .map(|c| if c.is_alphanumeric() || "-._:".contains(c) { c } else { '_' })
            .collect();
        xml.open("unit", &[("id", Some(&id))])?;
        xml.open("gls:glossary", &[])?;
        xml.open("gls:glossEntry", &[("id", Some(&token))])?;
        xml.text("gls:term", &[("source", term.source.as_deref())], &term.term)?;
        for translation in &english {
            xml.text("gls:translation", &[("source", translation.source.as_deref())], &translation.term)?;
        }
        if let Some(definition) = definition {
            xml.text("gls:definition", &[("source", definition.source.as_deref())], &definition.text)?;
        }
        xml.close()?;
        xml.close()?;
        xml.open("segment", &[])?;
        xml.text("source", &[], &term.term)?;
        if let Some(first) = english.first() {
            xml.text("target", &[], &first.term)?;
        }
        xml.close()?;
        xml.close()?;
    }
    xml.close()?;
    xml.close()?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, TermbaseFormat, import, write};
    use crate::glossary::native;
    use crate::text::Language;

    #[test]
    fn memories_and_modules_come_back() {
        let text = "[[concept]]\nid = \"loan\"\nfr = [\n  { term = \"prêt\", gender = \"masculine\" },\n]\nen = [\n  { term = \"loan\", source = \"s\" },\n  { term = \"credit\" },\n]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        for format in [TermbaseFormat::Tmx, TermbaseFormat::Xliff] {
            let mut out = Vec::new();
            write(&glossary, format, &mut out).unwrap();
            let back = import(out, "x", &ImportOptions::default()).unwrap().glossary;
            let terms: Vec<&str> =
                back.concepts[0].terms(Language::English).map(|t| t.term.as_str()).collect();
            assert_eq!(terms, ["loan", "credit"], "{format:?}");
            assert_eq!((back.concepts.len(), back.concepts[0].id.as_str()), (1, "loan"));
        }
    }
}
