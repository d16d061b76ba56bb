//! SKOS: thesauri as RDF/XML (read and written) and Turtle (written).
//!
//! Preferred terms are `prefLabel` (one a language), accepted ones `altLabel`, deprecated and forbidden ones
//! `hiddenLabel`.

use super::Import;
use super::draft::{Draft, add_term, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses};
use super::values::language_tag;
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::{ConceptEntry, Glossary, LangSection, Relation, RelationKind, TermSection, TermStatus};
use std::io::{self, Write};

const HOLDS: Holds = Holds(&[
    Field::Id,
    Field::OtherLanguage,
    Field::Synonym,
    Field::NoEquivalent,
    Field::RejectedTerm,
    Field::Definition,
    Field::Note,
    Field::Relation,
]);

/// Concepts without an address of their own get one under this.
const BASE: &str = "urn:glose:concept:";

/// Reads RDF/XML.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_skos(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut draft = Draft::new(name);
    let mut open: Option<(ConceptEntry, bool)> = None;
    let mut depth = 0;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => {
                let language = element.attribute("lang").map(language_tag);
                let resource = element.attribute("resource").map(str::to_owned);
                if open.is_none() {
                    if matches!(element.name, "Concept" | "Description") {
                        let id = local_id(element.attribute("about").unwrap_or_default());
                        open =
                            Some((ConceptEntry { id, ..ConceptEntry::default() }, element.name == "Concept"));
                        depth = reader.path().len();
                    }
                    continue;
                }
                let Some((concept, is_concept)) = &mut open else { continue };
                let name = element.name;
                match name {
                    "prefLabel" | "altLabel" | "hiddenLabel" => {
                        let status = match name {
                            "prefLabel" => TermStatus::Preferred,
                            "altLabel" => TermStatus::Admitted,
                            _ => TermStatus::Deprecated,
                        };
                        let label = reader.text_of_element()?;
                        add_term(concept, language.as_deref().unwrap_or("und"), &label, status);
                        *is_concept = true;
                    }
                    "definition" => {
                        let text = localized(language.as_deref(), &reader.text_of_element()?);
                        concept.definitions.push(text);
                    }
                    "scopeNote" | "note" | "editorialNote" | "historyNote" | "example" => {
                        concept.notes.push(localized(language.as_deref(), &reader.text_of_element()?));
                    }
                    "broader" | "related" => {
                        let kind = if name == "broader" { RelationKind::Broader } else { RelationKind::See };
                        if let Some(resource) = resource {
                            concept.relations.push(Relation { kind, target: local_id(&resource) });
                        }
                        reader.skip_element()?;
                    }
                    "notation" | "exactMatch" | "closeMatch" | "topConceptOf" | "inScheme" | "narrower" => {
                        let value = reader.text_of_element()?;
                        let value = resource.unwrap_or_else(|| value.trim().to_owned());
                        if !matches!(name, "narrower" | "inScheme" | "topConceptOf") {
                            concept.extra.push(extra("skos", name, &value));
                        }
                    }
                    _ => reader.skip_element()?,
                }
            }
            XmlEvent::End(_) => {
                if reader.path().len() < depth
                    && let Some((mut concept, true)) = open.take()
                {
                    concept.relations.sort_by_key(|relation| relation.kind);
                    order(&mut concept);
                    draft.push(concept);
                }
            }
            XmlEvent::Text { .. } => {}
        }
    }
    Ok(draft.glossary.into())
}

/// Preferred terms first.
fn order(concept: &mut ConceptEntry) {
    for LangSection { terms, .. } in &mut concept.languages {
        terms.sort_by_key(|term| term.status);
    }
    // A definition of one language belongs to its section, where there is one.
    let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut concept.definitions).into_iter().partition(|d| {
        d.language.as_ref().is_some_and(|l| concept.languages.iter().any(|s| s.language == *l))
    });
    concept.definitions = rest;
    for mut definition in own {
        let language = definition.language.take().unwrap_or_default();
        section(concept, &language).definitions.push(definition);
    }
}

fn local_id(address: &str) -> String {
    let address = address.strip_prefix(BASE).unwrap_or(address);
    address.rsplit(['/', '#']).next().unwrap_or(address).to_owned()
}

fn address(id: &str) -> String {
    let mut out = BASE.to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The labels of a section: property and term. SKOS allows one `prefLabel` a language.
fn labels(section: &LangSection) -> impl Iterator<Item = (&'static str, &TermSection)> {
    let preferred = section.terms.iter().position(|t| t.status == TermStatus::Preferred);
    let preferred = preferred.or_else(|| section.terms.iter().position(|t| t.status.is_accepted()));
    section.terms.iter().enumerate().map(move |(n, term)| {
        let property = if Some(n) == preferred {
            "prefLabel"
        } else if term.status.is_accepted() {
            "altLabel"
        } else {
            "hiddenLabel"
        };
        (property, term)
    })
}

/// One property of a concept: name, language, value, whether the value is an address.
type Property<'c> = (&'static str, Option<&'c str>, String, bool);

fn properties(concept: &ConceptEntry) -> Vec<Property<'_>> {
    let mut out: Vec<Property<'_>> = Vec::new();
    for section in &concept.languages {
        let language = Some(section.language.as_str());
        out.extend(labels(section).map(|(property, term)| (property, language, term.term.clone(), false)));
        out.extend(section.definitions.iter().map(|d| ("definition", language, d.text.clone(), false)));
        out.extend(section.notes.iter().map(|n| ("scopeNote", language, n.text.clone(), false)));
    }
    out.extend(
        concept.definitions.iter().map(|d| ("definition", d.language.as_deref(), d.text.clone(), false)),
    );
    out.extend(concept.notes.iter().map(|n| ("scopeNote", n.language.as_deref(), n.text.clone(), false)));
    out.extend(concept.relations.iter().map(|relation| {
        let property = if relation.kind == RelationKind::Broader { "broader" } else { "related" };
        (property, None, address(&relation.target), true)
    }));
    out
}

/// Writes RDF/XML.
pub(super) fn write_skos(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let report = losses(glossary, HOLDS);
    let mut xml = XmlWriter::new(out)?;
    xml.open(
        "rdf:RDF",
        &[
            ("xmlns:rdf", Some("http://www.w3.org/1999/02/22-rdf-syntax-ns#")),
            ("xmlns:skos", Some("http://www.w3.org/2004/02/skos/core#")),
        ],
    )?;
    for concept in &glossary.concepts {
        xml.open("skos:Concept", &[("rdf:about", Some(&address(&concept.id)))])?;
        for (property, language, value, is_address) in properties(concept) {
            let name = format!("skos:{property}");
            if is_address {
                xml.text(&name, &[("rdf:resource", Some(&value))], "")?;
            } else {
                xml.text(&name, &[("xml:lang", language)], &value)?;
            }
        }
        xml.close()?;
    }
    xml.close()?;
    Ok(report)
}

/// Writes Turtle.
pub(super) fn write_turtle(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let report = losses(glossary, HOLDS);
    writeln!(out, "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .")?;
    for concept in &glossary.concepts {
        write!(out, "\n<{}> a skos:Concept", address(&concept.id))?;
        for (property, language, value, is_address) in properties(concept) {
            if is_address {
                write!(out, " ;\n    skos:{property} <{value}>")?;
            } else {
                let escaped = value
                    .replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n")
                    .replace('\r', "\\r");
                write!(out, " ;\n    skos:{property} \"{escaped}\"")?;
                if let Some(language) = language {
                    write!(out, "@{language}")?;
                }
            }
        }
        writeln!(out, " .")?;
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SAMPLE, back_and_forth};
    use super::super::{ImportOptions, TermbaseFormat, import, write};
    use crate::glossary::native;
    use crate::text::Language;

    #[test]
    fn labels_come_back() {
        back_and_forth(TermbaseFormat::Skos);
        let text = "<rdf:RDF xmlns:rdf='r' xmlns:s='s'><rdf:Description rdf:about='http://eurovoc.europa.eu/10'><rdf:type rdf:resource='x'/><s:prefLabel xml:lang='fr'>taux</s:prefLabel><s:prefLabel xml:lang='en'>rate</s:prefLabel><s:broader rdf:resource='http://eurovoc.europa.eu/7'/></rdf:Description><rdf:Description rdf:about='scheme'/></rdf:RDF>";
        let glossary = import(text.into(), "eurovoc.rdf", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(glossary.concepts.len(), 1);
        let concept = &glossary.concepts[0];
        assert_eq!((concept.id.as_str(), concept.relations[0].target.as_str()), ("10", "7"));
        assert_eq!(concept.preferred(Language::English).unwrap().term, "rate");
    }

    #[test]
    fn turtle_is_written() {
        let glossary = native::read(SAMPLE, "x").unwrap().glossary;
        let mut out = Vec::new();
        write(&glossary, TermbaseFormat::Turtle, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains(
                "<urn:glose:concept:5g> a skos:Concept ;\n    skos:prefLabel \"capital-risque\"@fr"
            )
        );
        assert!(text.contains("skos:hiddenLabel \"risk capital\"@en"));
    }
}
