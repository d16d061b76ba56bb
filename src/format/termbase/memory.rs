//! Glossaries in the formats of translations: TMX, and the glossary module of XLIFF 2.

use super::Import;
use super::draft::{Draft, add_term, localized};
use super::loss::{Field, Holds, LossReport, losses};
use super::omegat::pairs;
use super::table::{TitledRows, read_pairs};
use super::table_write::{concept_cells, term_cells};
use super::tbx;
use super::values::language_tag;
use crate::format::FormatError;
use crate::format::bitext::read_bitext;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::{ConceptEntry, Glossary, TermStatus};
use crate::text::Language;
use std::io::{self, Write};

/// Says in the header that the properties are ours.
const FORMAT: &str = "glose";
/// Before the name of a property: what follows is a column of our tables.
const OWN: &str = "x-";

/// Reads a translation memory of terms. Units of one concept have the same id where the file is ours; elsewhere equal
/// sources are one concept.
///
/// # Errors
/// When it is no well-formed XML, or its root is not `tmx`.
pub(super) fn read_tmx(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    while let Some(event) = reader.next()? {
        if let XmlEvent::Start(element) = event
            && element.name == "header"
        {
            if element.attribute("o-tmf") == Some(FORMAT) && element.attribute("segtype") == Some("phrase") {
                return read_own_tmx(reader, name);
            }
            break;
        }
    }
    let (bitext, _) = read_bitext(text.as_bytes().to_vec(), "memory.tmx")?;
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

/// Reads on after the header of a file that we wrote: a variant of a unit is a row of a table, its properties columns.
fn read_own_tmx(mut reader: XmlReader<'_>, name: &str) -> Result<Import, FormatError> {
    let mut rows = TitledRows::new(name);
    let mut unit: Vec<(String, String)> = Vec::new();
    let mut variant: Vec<(String, String)> = Vec::new();
    let mut language = String::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else { continue };
        match element.name {
            "tu" => {
                let id = element.attribute("tuid").map(|id| ("id".to_owned(), id.to_owned()));
                unit = id.into_iter().collect();
            }
            "tuv" => {
                language = element.attribute("lang").map(language_tag).unwrap_or_default();
                variant.clear();
            }
            "prop" | "note" => {
                let kind = element.attribute("type").map(|kind| kind.trim_start_matches(OWN).to_owned());
                let inside = reader.path().contains(&"tuv");
                let header = reader.path().contains(&"header");
                let note = if inside { "term_note" } else { "note" };
                let tag = element.attribute("lang").map(language_tag);
                let pair = (kind.unwrap_or_else(|| note.to_owned()), reader.text_of_element()?);
                match (header, inside) {
                    (true, _) => rows.head(&pair.0, tag, pair.1),
                    (_, true) => variant.push(pair),
                    _ => unit.push(pair),
                }
            }
            "seg" => {
                let term = (language.clone(), reader.text_of_element()?);
                // The concept is told with each variant: what is there already does not come twice.
                let row = std::iter::once(term).chain(std::mem::take(&mut variant)).chain(unit.clone());
                rows.row(&row.collect::<Vec<_>>(), &reader)?;
            }
            _ => {}
        }
    }
    Ok(rows.finish().into())
}

const TMX: Holds = Holds(&[
    Field::Id,
    Field::Domain,
    Field::Title,
    Field::Synonym,
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

/// Writes TMX 1.4: a unit for every pair of accepted terms. Everything else about them stands in properties, which other
/// programs show or pass over.
pub(super) fn write_tmx(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, TMX)?;
    let mut xml = XmlWriter::new(out)?;
    xml.open("tmx", &[("version", Some("1.4"))])?;
    xml.open(
        "header",
        &[
            ("creationtool", Some("glose")),
            ("creationtoolversion", Some(env!("CARGO_PKG_VERSION"))),
            ("segtype", Some("phrase")),
            ("o-tmf", Some(FORMAT)),
            ("adminlang", Some("en")),
            ("srclang", Some("fr")),
            ("datatype", Some("plaintext")),
        ],
    )?;
    for title in &glossary.titles {
        xml.text("prop", &[("type", Some("x-name")), ("xml:lang", title.language.as_deref())], &title.text)?;
    }
    xml.close()?;
    xml.open("body", &[])?;
    for concept in &glossary.concepts {
        for (source, target) in pairs(concept, &mut report) {
            xml.open("tu", &[("tuid", Some(&concept.id))])?;
            for (title, value) in concept_cells(glossary, concept) {
                property(&mut xml, title, &value)?;
            }
            for (language, of, text) in [("fr", Language::French, source), ("en", Language::English, target)]
            {
                let section = concept.languages.iter().find(|s| {
                    s.terms.iter().any(|t| t.term == text) && Language::from_tag(&s.language) == Some(of)
                });
                let tag = section.map_or(language, |s| s.language.as_str());
                xml.open("tuv", &[("xml:lang", Some(tag))])?;
                if let Some(term) = section.and_then(|s| s.terms.iter().find(|t| t.term == text)) {
                    for (title, value) in term_cells(term, of) {
                        property(&mut xml, title, &value)?;
                    }
                }
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

/// A column of a table as a property; notes have an element of their own.
fn property<W: Write>(xml: &mut XmlWriter<'_, W>, title: &str, value: &str) -> io::Result<()> {
    match title {
        "note" | "term_note" => value.split(" | ").try_for_each(|note| xml.text("note", &[], note)),
        title => xml.text("prop", &[("type", Some(&[OWN, title].concat()))], value),
    }
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
    let mut entry: Option<ConceptEntry> = None;
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
                "conceptEntry" if reader.path().contains(&"glossEntry") => {
                    entry = Some(tbx::read_entry(&mut reader, &element)?);
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
            XmlEvent::End("glossEntry") => {
                let shown = std::mem::take(&mut concept);
                draft.push(match entry.take() {
                    Some(entry) => completed(entry, shown),
                    None => shown,
                });
            }
            _ => {}
        }
    }
    Ok(draft.glossary.into())
}

/// An entry with the terms that were added to the module beside it.
fn completed(mut entry: ConceptEntry, shown: ConceptEntry) -> ConceptEntry {
    for section in shown.languages {
        let of = Language::from_tag(&section.language);
        for term in section.terms {
            let known = entry.languages.iter().filter(|s| Language::from_tag(&s.language) == of);
            if !known.flat_map(|s| &s.terms).any(|t| t.term == term.term) {
                add_term(&mut entry, &section.language, &term.term, TermStatus::Admitted);
            }
        }
    }
    entry
}

/// What the module has no place for stands in a TBX entry after it.
const XLIFF: Holds = Holds(Field::ALL);

/// Writes an XLIFF 2.1 file that holds a glossary: a unit for every concept, its preferred terms as the segment.
pub(super) fn write_xliff_glossary(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, XLIFF)?;
    let of_all = glossary.titles.iter().map(|title| (Field::Title, &title.text));
    let of_all = of_all.chain(glossary.extra.iter().map(|kept| (Field::Extra, &kept.value)));
    for (field, value) in of_all.chain(glossary.rejected.iter().map(|term| (Field::TurnedDown, term))) {
        report.add("", None, field, value.clone());
    }
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
        let Some(term) = concept.accepted(Language::French).next() else {
            if let Some(english) = concept.preferred(Language::English) {
                report.add(&concept.id, Some(&english.term), Field::NoEquivalent, "");
            }
            continue;
        };
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
        xml = tbx::write_entry(xml, concept, glossary.domain.as_deref())?;
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

    #[test]
    fn what_is_added_to_the_module_joins_its_entry() {
        let text = "[[concept]]\nid = \"loan\"\nfr = [\n  { term = \"prêt\", gender = \"masculine\" },\n]\nen = [\n  { term = \"loan\", register = \"press\" },\n]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let mut out = Vec::new();
        assert!(write(&glossary, TermbaseFormat::Xliff, &mut out).unwrap().is_empty());
        let file = String::from_utf8(out).unwrap();
        let edited = file.replacen(
            "</gls:translation>",
            "</gls:translation><gls:translation>credit</gls:translation>",
            1,
        );
        for (file, expected) in [(file, vec!["loan"]), (edited, vec!["loan", "credit"])] {
            let back = import(file.into(), "x.xlf", &ImportOptions::default()).unwrap().glossary;
            let terms: Vec<&str> =
                back.concepts[0].terms(Language::English).map(|t| t.term.as_str()).collect();
            assert_eq!(terms, expected);
            assert_eq!(back.concepts[0].languages[1].terms[0].register.as_deref(), Some("press"));
        }
    }
}
