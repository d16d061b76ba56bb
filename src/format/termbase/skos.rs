//! SKOS: thesauri as RDF/XML and Turtle.
//!
//! Preferred terms are `prefLabel` (one a language), accepted ones `altLabel`, deprecated and forbidden ones
//! `hiddenLabel`: what every reader of SKOS understands. What else is known of a term stands with the label as SKOS-XL
//! has it, in the words of Dublin Core and LexInfo where they have one. A text with a source is a node of its own, as
//! SKOS says of documentation.

use super::Import;
use super::draft::{Draft, add_term, extra, localized, section};
use super::loss::{Field, Holds, LossReport, losses, status_key};
use super::turtle::{Object, TurtleReader};
use super::values::{self, language_tag};
use crate::format::FormatError;
use crate::format::xml::{Element, XmlEvent, XmlReader};
use crate::format::xml_write::XmlWriter;
use crate::glossary::native::{GENDERS, NUMBERS, PARTS_OF_SPEECH, POLICIES, TERM_TYPES, name_of};
use crate::glossary::{
    ConceptEntry, DataCategory, Glossary, LangSection, Localized, MatchingPolicy, PartOfSpeech, Relation,
    RelationKind, TermSection, TermStatus, Transaction,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Write};

const HOLDS: Holds = Holds(Field::ALL);

/// Concepts without an address of their own get one under this.
const BASE: &str = "urn:glose:concept:";
/// The address of the glossary itself.
const SCHEME: &str = "urn:glose:glossary";

/// Prefixes and namespaces that are written.
const NAMESPACES: [(&str, &str); 6] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("lexinfo", LEXINFO),
    ("glose", "urn:glose:"),
];
const LEXINFO: &str = "http://www.lexinfo.net/ontology/3.0/lexinfo#";

/// Reads RDF/XML.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_skos(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut thesaurus = Thesaurus::default();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else { continue };
        if !NODES.contains(&element.name) {
            continue;
        }
        let at = thesaurus.concept(element.attribute("about").unwrap_or_default());
        let kind = Object::Address(element.name.to_owned());
        thesaurus.say(at, "type", &kind);
        for (property, value) in read_properties(&mut reader)? {
            thesaurus.say(at, &property, &value);
        }
    }
    Ok(thesaurus.finish(name))
}

/// Elements that are the subject of statements.
const NODES: [&str; 6] =
    ["Collection", "Concept", "ConceptScheme", "Description", "Label", "OrderedCollection"];

/// The properties of the node that has just begun, up to its end.
fn read_properties(reader: &mut XmlReader<'_>) -> Result<Vec<(String, Object)>, FormatError> {
    let outside = reader.path().len().saturating_sub(1);
    let mut out = Vec::new();
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        if let XmlEvent::Start(element) = event {
            let value = read_value(reader, &element)?;
            out.push((element.name.to_owned(), value));
        }
    }
    Ok(out)
}

/// The value of the property that has just begun: an address, a node inside, or a text.
fn read_value(reader: &mut XmlReader<'_>, element: &Element<'_>) -> Result<Object, FormatError> {
    if let Some(resource) = element.attribute("resource") {
        reader.skip_element()?;
        return Ok(Object::Address(resource.to_owned()));
    }
    if element.attribute("parseType") == Some("Resource") {
        return Ok(Object::Node(read_properties(reader)?));
    }
    let outside = reader.path().len().saturating_sub(1);
    let mut text = String::new();
    let mut node = None;
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        match event {
            XmlEvent::Start(inner) if node.is_none() => {
                let address = inner.attribute("about").map(|about| Object::Address(about.to_owned()));
                let said = Object::Node(read_properties(reader)?);
                node = Some(address.unwrap_or(said));
            }
            XmlEvent::Start(_) => reader.skip_element()?,
            XmlEvent::Text { text: piece, .. } => text.push_str(&piece),
            XmlEvent::End(_) => {}
        }
    }
    let language = element.attribute("lang").map(str::to_owned);
    Ok(node.unwrap_or(Object::Text(text, language)))
}

/// Reads Turtle.
///
/// # Errors
/// When it breaks the rules of Turtle, with the place.
pub(super) fn read_turtle(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut thesaurus = Thesaurus::default();
    TurtleReader::new(text).read(&mut |subject, property, object| {
        let at = thesaurus.concept(subject);
        thesaurus.say(at, local_name(property), &object);
    })?;
    Ok(thesaurus.finish(name))
}

/// A property without its namespace.
fn local_name(property: &str) -> &str {
    property.rsplit(['#', '/', ':']).next().unwrap_or(property)
}

/// Concepts while statements about them come in, in any order.
#[derive(Default)]
struct Thesaurus {
    /// Each with whether it is known to be a concept.
    concepts: Vec<(ConceptEntry, bool)>,
    /// Numbers of what is no concept, but a scheme, a collection or a label.
    others: FxHashSet<usize>,
    places: FxHashMap<String, usize>,
    /// Number of the glossary itself, and what is said of it.
    own: Option<usize>,
    head: Glossary,
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
        if address == SCHEME {
            self.own = Some(at);
        }
        self.concepts.push((ConceptEntry { id: local_id(address), ..ConceptEntry::default() }, false));
        at
    }

    fn say(&mut self, at: usize, property: &str, object: &Object) {
        if self.own == Some(at) {
            say_of_all(&mut self.head, property, object);
            return;
        }
        let (concept, is_concept) = &mut self.concepts[at];
        match (property, object) {
            ("prefLabel" | "altLabel" | "hiddenLabel", object) => {
                *is_concept |= label(concept, property, object);
            }
            ("broader" | "related", Object::Address(address)) => {
                let kind = if property == "broader" { RelationKind::Broader } else { RelationKind::See };
                concept.relations.push(Relation { kind, target: local_id(address) });
            }
            ("type", Object::Address(address)) => {
                *is_concept |= local_name(address) == "Concept";
                if NODES.contains(&local_name(address))
                    && !matches!(local_name(address), "Concept" | "Description")
                {
                    self.others.insert(at);
                }
            }
            ("notation" | "exactMatch" | "closeMatch", Object::Address(value) | Object::Text(value, _)) => {
                concept.extra.push(extra("admin", property, value.trim()));
            }
            ("subject", Object::Text(domain, _)) => concept.domains.push(domain.clone()),
            ("source", Object::Text(source, _)) => concept.source = Some(source.clone()),
            ("doNotTranslate", _) => concept.do_not_translate = true,
            ("freeVariation", _) => concept.free_variation = true,
            ("changeNote", Object::Node(_)) => concept.transactions.extend(transaction(object)),
            ("created" | "modified", Object::Text(date, _)) => {
                let kind = if property == "created" { "origination" } else { "modification" };
                let date = Some(date.clone());
                concept.transactions.push(Transaction { kind: kind.into(), date, responsibility: None });
            }
            ("category", Object::Node(said)) => {
                let kept = category(said);
                match text_of(said, "section") {
                    Some(language) => section(concept, &language).extra.push(kept),
                    None => concept.extra.push(kept),
                }
            }
            ("definition", object) => concept.definitions.extend(documented(object)),
            ("scopeNote" | "note" | "editorialNote" | "historyNote" | "changeNote" | "example", object) => {
                concept.notes.extend(documented(object));
            }
            _ => {}
        }
    }

    fn finish(self, name: &str) -> Import {
        let mut draft = Draft::new(name);
        draft.glossary = Glossary { name: name.to_owned(), ..self.head };
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

/// Takes in what is said of the glossary itself.
fn say_of_all(glossary: &mut Glossary, property: &str, object: &Object) {
    match (property, object) {
        ("prefLabel", object) => glossary.titles.extend(documented(object)),
        ("subject", Object::Text(domain, _)) => glossary.domain = Some(domain.clone()),
        ("rejected", Object::Text(term, _)) => glossary.rejected.push(term.clone()),
        ("category", Object::Node(said)) => glossary.extra.push(category(said)),
        _ => {}
    }
}

/// Adds a label; whether it is one.
fn label(concept: &mut ConceptEntry, property: &str, object: &Object) -> bool {
    let status = match property {
        "prefLabel" => TermStatus::Preferred,
        "altLabel" => TermStatus::Admitted,
        _ => TermStatus::Deprecated,
    };
    let (form, said) = match object {
        Object::Node(said) => {
            (said.iter().find(|(name, _)| local_name(name) == "literalForm").map(|(_, o)| o), said.as_slice())
        }
        object => (Some(object), &[][..]),
    };
    let Some(Object::Text(text, language)) = form else { return false };
    let language = language.as_deref().map_or_else(|| "und".to_owned(), language_tag);
    if let Some(term) = add_term(concept, &language, text, status) {
        for (name, object) in said {
            say_of_term(term, local_name(name), object);
        }
    }
    true
}

/// Takes in what a label says of its term.
fn say_of_term(term: &mut TermSection, property: &str, object: &Object) {
    let word = match object {
        Object::Address(address) => local_name(address).to_owned(),
        Object::Text(text, _) => text.clone(),
        _ => String::new(),
    };
    match property {
        "partOfSpeech" => term.part_of_speech = values::part_of_speech(&word).map(|u| u.value),
        "gender" => term.gender = values::gender(&word).map(|u| u.value),
        "number" => term.number = values::number(&word).map(|u| u.value),
        "termType" => term.term_type = values::term_type(&word).map(|u| u.value),
        "status" => term.status = values::status(&word).map_or(term.status, |u| u.value),
        "matching" => {
            let policy = POLICIES.iter().find(|(name, _)| *name == word);
            term.matching = policy.map_or(term.matching, |(_, policy)| *policy);
        }
        "region" => term.regions.push(word),
        "expands" => term.expands = Some(word),
        "register" => term.register = Some(word),
        "useInstead" => term.use_instead = Some(word),
        "reliability" => term.reliability = Some(word),
        "source" => term.source = Some(word),
        "example" => term.contexts.extend(documented(object)),
        "note" => term.notes.extend(documented(object)),
        "changeNote" => term.transactions.extend(transaction(object)),
        "category" => {
            if let Object::Node(said) = object {
                term.extra.push(category(said));
            }
        }
        _ => {}
    }
}

/// A text, alone or as a node with its source.
fn documented(object: &Object) -> Option<Localized> {
    let (value, source) = match object {
        Object::Node(said) => (
            said.iter().find(|(name, _)| local_name(name) == "value").map(|(_, o)| o)?,
            text_of(said, "source"),
        ),
        object => (object, None),
    };
    let Object::Text(text, language) = value else { return None };
    let language = language.as_deref().map(language_tag);
    Some(Localized { source, ..localized(language.as_deref(), text) })
}

/// The text of one of a node's properties.
fn text_of(said: &[(String, Object)], property: &str) -> Option<String> {
    said.iter().find(|(name, _)| local_name(name) == property).and_then(|(_, object)| match object {
        Object::Text(text, _) => Some(text.clone()),
        _ => None,
    })
}

fn transaction(object: &Object) -> Option<Transaction> {
    let Object::Node(said) = object else { return None };
    let kind = text_of(said, "value")?;
    Some(Transaction { kind, date: text_of(said, "date"), responsibility: text_of(said, "creator") })
}

fn category(said: &[(String, Object)]) -> DataCategory {
    let text = |property| text_of(said, property).unwrap_or_default();
    DataCategory {
        element: text("element"),
        category: text("type"),
        value: text("value"),
        target: text_of(said, "target"),
        language: text_of(said, "language"),
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

/// What is said of something: names with their prefix, and values.
type Said = Vec<(String, Object)>;

fn text(name: &str, value: &str) -> (String, Object) {
    (name.to_owned(), Object::Text(value.to_owned(), None))
}

/// A text of its own or its section's language; as a node where it has a source.
fn text_node(one: &Localized, otherwise: Option<&str>) -> Object {
    let language = one.language.as_deref().or(otherwise).map(str::to_owned);
    let value = Object::Text(one.text.clone(), language);
    match &one.source {
        Some(source) => Object::Node(vec![("rdf:value".into(), value), text("dct:source", source)]),
        None => value,
    }
}

fn transaction_node(one: &Transaction) -> (String, Object) {
    let mut said = vec![text("rdf:value", &one.kind)];
    said.extend(one.date.as_ref().map(|date| text("dct:date", date)));
    said.extend(one.responsibility.as_ref().map(|person| text("dct:creator", person)));
    ("skos:changeNote".into(), Object::Node(said))
}

fn category_node(one: &DataCategory, of_section: Option<&str>) -> (String, Object) {
    let name = one.category.as_str();
    if one.element == "admin"
        && matches!(name, "notation" | "exactMatch" | "closeMatch")
        && of_section.is_none()
    {
        let is_address =
            name != "notation" && one.value.contains(':') && !one.value.contains([' ', '<', '>', '"']);
        let value = one.value.clone();
        let object = if is_address { Object::Address(value) } else { Object::Text(value, None) };
        return (format!("skos:{name}"), object);
    }
    let mut said =
        vec![text("glose:element", &one.element), text("glose:type", name), text("rdf:value", &one.value)];
    let rest = [
        ("glose:target", one.target.as_deref()),
        ("glose:language", one.language.as_deref()),
        ("glose:section", of_section),
    ];
    said.extend(rest.into_iter().filter_map(|(name, value)| Some(text(name, value?))));
    ("glose:category".into(), Object::Node(said))
}

/// What a label alone does not say of its term.
fn details(term: &TermSection, property: &str) -> Said {
    let mut out = Said::new();
    let lexinfo = |word: &str| Object::Address([LEXINFO, word].concat());
    match term.part_of_speech {
        Some(pos @ (PartOfSpeech::Phrase | PartOfSpeech::Other)) => {
            out.push(text("glose:partOfSpeech", name_of(PARTS_OF_SPEECH, pos)));
        }
        Some(pos) => out.push(("lexinfo:partOfSpeech".into(), lexinfo(values::tbx_part_of_speech(pos)))),
        None => {}
    }
    if let Some(gender) = term.gender {
        let name = name_of(GENDERS, gender);
        out.push(if name == "common" {
            text("glose:gender", name)
        } else {
            ("lexinfo:gender".into(), lexinfo(name))
        });
    }
    if let Some(number) = term.number {
        let name = name_of(NUMBERS, number);
        out.push(if name == "mass" {
            text("glose:number", name)
        } else {
            ("lexinfo:number".into(), lexinfo(name))
        });
    }
    let implied = match property {
        "prefLabel" => TermStatus::Preferred,
        "altLabel" => TermStatus::Admitted,
        _ => TermStatus::Deprecated,
    };
    if term.status != implied {
        out.push(text("glose:status", status_key(term.status)));
    }
    if let Some(kind) = term.term_type {
        out.push(text("glose:termType", name_of(TERM_TYPES, kind)));
    }
    if term.matching != MatchingPolicy::default() {
        out.push(text("glose:matching", name_of(POLICIES, term.matching)));
    }
    out.extend(term.regions.iter().map(|region| text("glose:region", region)));
    let texts = [
        ("glose:expands", &term.expands),
        ("glose:register", &term.register),
        ("glose:useInstead", &term.use_instead),
        ("glose:reliability", &term.reliability),
        ("dct:source", &term.source),
    ];
    out.extend(texts.into_iter().filter_map(|(name, value)| Some(text(name, value.as_ref()?))));
    out.extend(term.contexts.iter().map(|context| ("skos:example".to_owned(), text_node(context, None))));
    out.extend(term.notes.iter().map(|note| ("skos:note".to_owned(), text_node(note, None))));
    out.extend(term.transactions.iter().map(transaction_node));
    out.extend(term.extra.iter().map(|kept| category_node(kept, Some("")).clone()).map(without_section));
    out
}

/// Of a term there is no section to name.
fn without_section((name, object): (String, Object)) -> (String, Object) {
    match object {
        Object::Node(mut said) => {
            said.retain(|(name, _)| name != "glose:section");
            (name, Object::Node(said))
        }
        object => (name, object),
    }
}

fn properties(concept: &ConceptEntry) -> Said {
    let mut out = Said::new();
    for section in &concept.languages {
        let language = Some(section.language.as_str());
        for (property, term) in labels(section) {
            let form = Object::Text(term.term.clone(), language.map(str::to_owned));
            out.push((format!("skos:{property}"), form.clone()));
            let details = details(term, property);
            if !details.is_empty() {
                let said = std::iter::once(("skosxl:literalForm".to_owned(), form)).chain(details);
                out.push((format!("skosxl:{property}"), Object::Node(said.collect())));
            }
        }
        out.extend(
            section.definitions.iter().map(|d| ("skos:definition".to_owned(), text_node(d, language))),
        );
        out.extend(section.notes.iter().map(|n| ("skos:scopeNote".to_owned(), text_node(n, language))));
        out.extend(section.extra.iter().map(|kept| category_node(kept, language)));
    }
    out.extend(concept.definitions.iter().map(|d| ("skos:definition".to_owned(), text_node(d, None))));
    out.extend(concept.notes.iter().map(|n| ("skos:scopeNote".to_owned(), text_node(n, None))));
    out.extend(concept.relations.iter().map(|relation| {
        let property = if relation.kind == RelationKind::Broader { "skos:broader" } else { "skos:related" };
        (property.to_owned(), Object::Address(address(&relation.target)))
    }));
    out.extend(concept.domains.iter().map(|domain| text("dct:subject", domain)));
    out.extend(concept.source.iter().map(|source| text("dct:source", source)));
    let flags =
        [("glose:doNotTranslate", concept.do_not_translate), ("glose:freeVariation", concept.free_variation)];
    out.extend(flags.into_iter().filter(|(_, set)| *set).map(|(name, _)| text(name, "true")));
    out.extend(concept.transactions.iter().map(transaction_node));
    out.extend(concept.extra.iter().map(|kept| category_node(kept, None)));
    out
}

/// What is said of the glossary itself.
fn of_all(glossary: &Glossary) -> Said {
    let mut out: Said =
        glossary.titles.iter().map(|title| ("skos:prefLabel".to_owned(), text_node(title, None))).collect();
    out.extend(glossary.domain.iter().map(|domain| text("dct:subject", domain)));
    out.extend(glossary.rejected.iter().map(|term| text("glose:rejected", term)));
    out.extend(glossary.extra.iter().map(|kept| category_node(kept, Some(""))).map(without_section));
    out
}

/// Writes RDF/XML.
pub(super) fn write_skos(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let report = losses(glossary, HOLDS)?;
    let mut xml = XmlWriter::new(out)?;
    let names: Vec<String> = NAMESPACES.iter().map(|(prefix, _)| format!("xmlns:{prefix}")).collect();
    let spaces: Vec<_> =
        names.iter().zip(NAMESPACES).map(|(name, (_, of))| (name.as_str(), Some(of))).collect();
    xml.open("rdf:RDF", &spaces)?;
    let head = of_all(glossary);
    if !head.is_empty() {
        xml.open("skos:ConceptScheme", &[("rdf:about", Some(SCHEME))])?;
        write_xml(&mut xml, &head)?;
        xml.close()?;
    }
    for concept in &glossary.concepts {
        xml.open("skos:Concept", &[("rdf:about", Some(&address(&concept.id)))])?;
        write_xml(&mut xml, &properties(concept))?;
        xml.close()?;
    }
    xml.close()?;
    Ok(report)
}

fn write_xml<W: Write>(xml: &mut XmlWriter<'_, W>, said: &[(String, Object)]) -> io::Result<()> {
    for (name, object) in said {
        match object {
            Object::Address(address) => xml.text(name, &[("rdf:resource", Some(address))], "")?,
            Object::Text(text, language) => xml.text(name, &[("xml:lang", language.as_deref())], text)?,
            Object::Node(inner) => {
                xml.open_named(name, &[("rdf:parseType", Some("Resource"))])?;
                write_xml(xml, inner)?;
                xml.close()?;
            }
            Object::Other => {}
        }
    }
    Ok(())
}

/// Writes Turtle.
pub(super) fn write_turtle(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let report = losses(glossary, HOLDS)?;
    for (prefix, namespace) in NAMESPACES {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    let head = of_all(glossary);
    if !head.is_empty() {
        write!(out, "\n<{SCHEME}> a skos:ConceptScheme ;\n    ")?;
        write_statements(out, &head, 1)?;
        writeln!(out, " .")?;
    }
    for concept in &glossary.concepts {
        write!(out, "\n<{}> a skos:Concept", address(&concept.id))?;
        let said = properties(concept);
        if !said.is_empty() {
            write!(out, " ;\n    ")?;
            write_statements(out, &said, 1)?;
        }
        writeln!(out, " .")?;
    }
    Ok(report)
}

/// Properties and values, each on a line.
fn write_statements(out: &mut impl Write, said: &[(String, Object)], depth: usize) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    for (number, (name, object)) in said.iter().enumerate() {
        if number > 0 {
            write!(out, " ;\n{indent}")?;
        }
        write!(out, "{name} ")?;
        match object {
            Object::Address(address) => write!(out, "<{address}>")?,
            Object::Text(text, language) => {
                let escaped =
                    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
                write!(out, "\"{escaped}\"")?;
                if let Some(language) = language {
                    write!(out, "@{language}")?;
                }
            }
            Object::Node(inner) => {
                write!(out, "[\n{indent}    ")?;
                write_statements(out, inner, depth + 1)?;
                write!(out, "\n{indent}]")?;
            }
            Object::Other => write!(out, "[]")?,
        }
    }
    Ok(())
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
