//! SKOS: thesauri as RDF/XML and Turtle.
//!
//! Preferred terms are `prefLabel` (one a language), accepted ones `altLabel`, deprecated and forbidden ones
//! `hiddenLabel`.

use super::Import;
use super::draft::{Draft, add_term, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses};
use super::turtle::{Object, TurtleReader};
use super::values::language_tag;
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::{ConceptEntry, Glossary, LangSection, Relation, RelationKind, TermSection, TermStatus};
use rustc_hash::{FxHashMap, FxHashSet};
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
    let mut thesaurus = Thesaurus::default();
    let mut open: Option<(usize, usize)> = None;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => {
                let language = element.attribute("lang").map(language_tag);
                let resource = element.attribute("resource").map(str::to_owned);
                let name = element.name.to_owned();
                let Some((concept, _)) = open else {
                    if matches!(element.name, "Concept" | "Description") {
                        let concept = thesaurus.concept(element.attribute("about").unwrap_or_default());
                        thesaurus.concepts[concept].1 |= name == "Concept";
                        open = Some((concept, reader.path().len()));
                    }
                    continue;
                };
                if !PROPERTIES.contains(&name.as_str()) {
                    reader.skip_element()?;
                    continue;
                }
                let text = reader.text_of_element()?;
                match resource {
                    Some(resource) => thesaurus.say(concept, &name, &Object::Address(resource)),
                    None => thesaurus.say(concept, &name, &Object::Text(text, language)),
                }
            }
            XmlEvent::End(_) => {
                if open.is_some_and(|(_, depth)| reader.path().len() < depth) {
                    open = None;
                }
            }
            XmlEvent::Text { .. } => {}
        }
    }
    Ok(thesaurus.finish(name))
}

/// Reads Turtle.
///
/// # Errors
/// When it breaks the rules of Turtle, with the place.
pub(super) fn read_turtle(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut thesaurus = Thesaurus::default();
    TurtleReader::new(text).read(&mut |subject, property, object| {
        let name = property.strip_prefix(NAMESPACE).unwrap_or(property);
        if PROPERTIES.contains(&name) {
            let concept = thesaurus.concept(subject);
            thesaurus.say(concept, name, &object);
        }
    })?;
    Ok(thesaurus.finish(name))
}

/// The namespace of SKOS.
const NAMESPACE: &str = "http://www.w3.org/2004/02/skos/core#";

/// The properties that are kept, and the one that tells what something is.
const PROPERTIES: &[&str] = &[
    "prefLabel",
    "altLabel",
    "hiddenLabel",
    "definition",
    "scopeNote",
    "note",
    "editorialNote",
    "historyNote",
    "example",
    "broader",
    "related",
    "notation",
    "exactMatch",
    "closeMatch",
    "type",
];

/// Concepts while statements about them come in, in any order.
#[derive(Default)]
struct Thesaurus {
    /// Each with whether it is known to be a concept.
    concepts: Vec<(ConceptEntry, bool)>,
    /// Numbers of what is no concept, but a scheme or a collection.
    others: FxHashSet<usize>,
    places: FxHashMap<String, usize>,
}

impl Thesaurus {
    /// The number of what has this address.
    fn concept(&mut self, address: &str) -> usize {
        if let Some(&at) = self.places.get(address) {
            return at;
        }
        let at = self.concepts.len();
        if !address.is_empty() {
            self.places.insert(address.to_owned(), at);
        }
        self.concepts.push((ConceptEntry { id: local_id(address), ..ConceptEntry::default() }, false));
        at
    }

    fn say(&mut self, at: usize, property: &str, object: &Object) {
        let (concept, is_concept) = &mut self.concepts[at];
        match (property, object) {
            ("prefLabel" | "altLabel" | "hiddenLabel", Object::Text(label, language)) => {
                let status = match property {
                    "prefLabel" => TermStatus::Preferred,
                    "altLabel" => TermStatus::Admitted,
                    _ => TermStatus::Deprecated,
                };
                let language = language.as_deref().map(language_tag);
                add_term(concept, language.as_deref().unwrap_or("und"), label, status);
                *is_concept = true;
            }
            ("definition", Object::Text(text, language)) => {
                let language = language.as_deref().map(language_tag);
                concept.definitions.push(localized(language.as_deref(), text));
            }
            (
                "scopeNote" | "note" | "editorialNote" | "historyNote" | "example",
                Object::Text(text, language),
            ) => {
                let language = language.as_deref().map(language_tag);
                concept.notes.push(localized(language.as_deref(), text));
            }
            ("broader" | "related", Object::Address(address)) => {
                let kind = if property == "broader" { RelationKind::Broader } else { RelationKind::See };
                concept.relations.push(Relation { kind, target: local_id(address) });
            }
            ("type", Object::Address(address))
                if address.ends_with("ConceptScheme") || address.ends_with("Collection") =>
            {
                self.others.insert(at);
            }
            ("notation" | "exactMatch" | "closeMatch", Object::Address(value) | Object::Text(value, _)) => {
                concept.extra.push(extra("admin", property, value.trim()));
            }
            _ => {}
        }
    }

    fn finish(self, name: &str) -> Import {
        let mut draft = Draft::new(name);
        for (at, (mut concept, is_concept)) in self.concepts.into_iter().enumerate() {
            if is_concept && !self.others.contains(&at) {
                concept.relations.sort_by_key(|relation| relation.kind);
                order(&mut concept);
                draft.push(concept);
            }
        }
        draft.glossary.into()
    }
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
    match address.strip_prefix(BASE) {
        Some(own) => percent_decoded(own),
        None => address.rsplit(['/', '#']).next().unwrap_or(address).to_owned(),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.filter(|_| first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
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
    fn turtle_is_written_and_read() {
        back_and_forth(TermbaseFormat::Turtle);
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
