//! Reads TBX, one concept at a time.

use super::super::draft::ConceptSink;
use super::super::values::{self, Understood};
use super::super::{Import, Notice};
use super::judge::Judge;
use super::{HEADER, HEADER_PARTS, OWN_SOURCE, category, decode_id};
use crate::format::FormatError;
use crate::format::xml::{Element, XmlEvent, XmlReader};
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, DataCategory, Glossary, GrammaticalNumber, LangSection, Localized, MatchingPolicy,
    PartOfSpeech, Relation, RelationKind, TermSection, TermStatus, Transaction,
};
use crate::text::LineIndex;
use rustc_hash::FxHashSet;

/// An element of one concept, its names and categories as in version 3, style DCA.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    /// Its `type`, or its own name in style DCT.
    pub(super) category: Option<String>,
    pub(super) id: Option<String>,
    pub(super) language: Option<String>,
    pub(super) target: Option<String>,
    pub(super) children: Vec<Node>,
    /// All the text in it, blanks collapsed.
    pub(super) text: String,
    /// Whether text stands in it directly.
    pub(super) bare_text: bool,
    pub(super) at: usize,
}

/// Reads a termbase, handing over its concepts one by one. Unknown categories are kept; what breaks the rules of the file's dialect is told in notices.
///
/// # Errors
/// When it is no well-formed XML, or its root is none of TBX's.
pub(in crate::format::termbase) fn read_tbx(
    text: &str,
    name: &str,
    each: &mut ConceptSink<'_>,
) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let lines = LineIndex::new(text);
    let mut glossary = Glossary { name: name.to_owned(), ..Glossary::default() };
    let mut judge = Judge::default();
    let mut ids = FxHashSet::default();
    let mut root = true;
    let mut nameless = 0;
    while let Some(event) = reader.next()? {
        let at = reader.span().start;
        let XmlEvent::Start(element) = event else { continue };
        if root {
            if !matches!(element.name, "martif" | "tbx" | "TBX") {
                let found = element.name.to_owned();
                return Err(reader.problem("root", vec![("expected", "tbx".into()), ("found", found)]));
            }
            let dialect =
                element.attribute("type").or_else(|| element.attribute("dialect")).unwrap_or_default();
            judge.root(element.name, dialect);
            root = false;
            continue;
        }
        match element.name {
            "text" | "body" => {}
            "conceptEntry" | "termEntry" | "entry" => {
                let node = read_node(&mut reader, &element, at)?;
                judge.concept(&node);
                let mut entry = concept(&node, &mut ids, &mut nameless);
                // What the header says of all is not said of each.
                if glossary.domain.is_some()
                    && entry.domains.len() == 1
                    && entry.domains.first() == glossary.domain.as_ref()
                {
                    entry.domains.clear();
                }
                each(&glossary, entry);
            }
            "tbxHeader" | "martifHeader" | "header" => {
                let node = read_node(&mut reader, &element, at)?;
                judge.header(&node);
                header(&node, &mut glossary);
                drop_own_header(&mut glossary.extra);
            }
            "back" => {
                let node = read_node(&mut reader, &element, at)?;
                back_matter(&node, "", &mut glossary.extra);
            }
            other => {
                judge.stray(other, at);
                reader.skip_element()?;
            }
        }
    }
    let mut notices: Vec<Notice> = judge
        .found
        .into_iter()
        .map(|(at, problem, arguments)| Notice { line: lines.locate(text, at).line, problem, arguments })
        .collect();
    notices.sort_by_key(|notice| notice.line);
    if nameless > 0 {
        let arguments = vec![("count", nameless.to_string())];
        notices.push(Notice { line: 0, problem: "tbx-empty-term", arguments });
    }
    Ok(Import { glossary, notices })
}

/// Reads an entry that stands in a document of another kind and has just begun.
///
/// # Errors
/// When it is no well-formed XML.
pub(in crate::format::termbase) fn read_entry(
    reader: &mut XmlReader<'_>,
    element: &Element<'_>,
) -> Result<ConceptEntry, FormatError> {
    let node = read_node(reader, element, 0)?;
    Ok(concept(&node, &mut FxHashSet::default(), &mut 0))
}

/// Reads the element that has just begun into a tree.
fn read_node(reader: &mut XmlReader<'_>, element: &Element<'_>, at: usize) -> Result<Node, FormatError> {
    let own = |name: &str| element.attribute(name).map(str::to_owned);
    let mut node = Node {
        name: element.name.to_owned(),
        category: own("type"),
        id: own("id"),
        language: own("lang").map(|tag| values::language_tag(&tag)),
        target: own("target"),
        at,
        ..Node::default()
    };
    rename(&mut node, element);
    let outside = reader.path().len() - 1;
    let mut text = String::new();
    let mut lifted: Vec<Node> = Vec::new();
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        match event {
            XmlEvent::Start(child) => {
                let place = reader.span().start;
                let child = read_node(reader, &child, place)?;
                match child.name.as_str() {
                    // Inline mark-up of a text.
                    "hi" | "foreign" | "bpt" | "ept" | "sc" | "ec" | "ph" | "it" => {
                        text.push_str(&child.text);
                    }
                    // `ntig` wraps the term and its notes once more: lift them, they come first.
                    "termGrp" => lifted.extend(child.children),
                    _ => node.children.push(child),
                }
            }
            XmlEvent::Text { text: piece, .. } => text.push_str(&piece),
            XmlEvent::End(_) => {}
        }
    }
    if !lifted.is_empty() {
        lifted.append(&mut node.children);
        node.children = lifted;
    }
    node.text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    node.bare_text = !node.text.is_empty();
    Ok(node)
}

/// Names of version 2 and of old TBX-Min become those of version 3; elements of style DCT become those of DCA.
fn rename(node: &mut Node, element: &Element<'_>) {
    let name = match node.name.as_str() {
        "termEntry" | "entry" => "conceptEntry",
        "langSet" | "langGroup" => "langSec",
        "tig" | "ntig" | "termGroup" => "termSec",
        "refObjectList" => "refObjectSec",
        "termCompList" => "termCompSec",
        "termStatus" => "administrativeStatus",
        "customer" => "customerSubset",
        "noteGroup" => "noteGrp",
        name => name,
    };
    let is_core = matches!(
        name,
        "conceptEntry"
            | "langSec"
            | "termSec"
            | "term"
            | "termNote"
            | "termGrp"
            | "descrip"
            | "descripGrp"
            | "admin"
            | "adminGrp"
            | "transac"
            | "transacGrp"
            | "transacNote"
            | "adminNote"
            | "descripNote"
            | "termNoteGrp"
            | "note"
            | "noteGrp"
            | "date"
            | "ref"
            | "xref"
            | "hi"
            | "foreign"
            | "bpt"
            | "ept"
            | "sc"
            | "ec"
            | "ph"
            | "it"
            | "refObjectSec"
            | "refObject"
            | "item"
            | "itemSet"
            | "itemGrp"
            | "termCompSec"
            | "termComp"
            | "termCompGrp"
            | "tbxHeader"
            | "martifHeader"
            | "header"
            | "fileDesc"
            | "titleStmt"
            | "title"
            | "publicationStmt"
            | "sourceDesc"
            | "encodingDesc"
            | "revisionDesc"
            | "change"
            | "p"
            | "back"
    );
    if is_core {
        node.name = name.to_owned();
    } else if name == "category" {
        // Our own way to write categories that no module has in style DCT.
        node.name = element.attribute("element").unwrap_or("descrip").to_owned();
    } else {
        node.category = Some(name.to_owned());
        node.name = category(name).map_or("descrip", |(element, _)| element).to_owned();
    }
}

/// Domain and names of the domain; what else stands there is kept, but for the names of schema files, which belong to one
/// version.
fn header(node: &Node, glossary: &mut Glossary) {
    for child in &node.children {
        match (child.name.as_str(), child.category.as_deref()) {
            ("p", Some("x-domain")) => glossary.domain = Some(child.text.clone()),
            ("p", Some("x-name")) => glossary.titles.push(Localized {
                language: child.language.clone(),
                text: child.text.clone(),
                source: None,
            }),
            ("p", Some("x-rejected")) => glossary.rejected.push(child.text.clone()),
            ("p", Some("XCSURI")) => {}
            _ if child.children.is_empty() => {
                let inside = matches!(child.name.as_str(), "p" | "title" | "note");
                let part = if inside { node.name.as_str() } else { child.name.as_str() };
                // What old dialects say elsewhere is said of the source.
                let part = HEADER_PARTS.iter().find(|known| **known == part).unwrap_or(&"sourceDesc");
                if !child.text.is_empty() {
                    glossary.extra.push(DataCategory {
                        element: [HEADER, part].concat(),
                        category: child.category.clone().unwrap_or_default(),
                        value: child.text.clone(),
                        language: child.language.clone(),
                        ..DataCategory::default()
                    });
                }
            }
            _ => header(child, glossary),
        }
    }
}

/// Takes out the title and the source that our own writer puts where there are none.
fn drop_own_header(extra: &mut Vec<DataCategory>) {
    let of = |line: &DataCategory, part| line.element.strip_prefix(HEADER) == Some(part);
    if extra.iter().any(|line| of(line, "sourceDesc") && line.value == OWN_SOURCE) {
        extra.retain(|line| !(of(line, "titleStmt") || of(line, "sourceDesc") && line.value == OWN_SOURCE));
    }
}

/// Persons and sources that entries may refer to, a line a piece.
fn back_matter(node: &Node, list: &str, out: &mut Vec<DataCategory>) {
    for child in &node.children {
        if child.name == "refObject" {
            lines_of(child, list, child.id.as_deref().unwrap_or_default(), out);
        } else {
            back_matter(child, child.category.as_deref().unwrap_or(list), out);
        }
    }
}

fn lines_of(node: &Node, list: &str, id: &str, out: &mut Vec<DataCategory>) {
    for child in &node.children {
        if child.children.is_empty() {
            out.push(DataCategory {
                element: list.to_owned(),
                category: child.category.clone().unwrap_or_default(),
                value: child.text.clone(),
                target: Some(id.to_owned()),
                language: child.language.clone(),
            });
        } else {
            lines_of(child, list, id, out);
        }
    }
}

/// A piece of information with what documents it, out of its group.
struct Item<'n> {
    main: &'n Node,
    under: Vec<&'n Node>,
}

/// The pieces of a level; groups are opened.
fn items(node: &Node) -> Vec<Item<'_>> {
    let mut out = Vec::new();
    for child in &node.children {
        let main = match child.name.as_str() {
            "descripGrp" => "descrip",
            "adminGrp" => "admin",
            "transacGrp" => "transac",
            "termNoteGrp" => "termNote",
            "noteGrp" => "note",
            _ => {
                out.push(Item { main: child, under: Vec::new() });
                continue;
            }
        };
        let mut mains = child.children.iter().filter(|c| c.name == main);
        let under: Vec<&Node> = child.children.iter().filter(|c| c.name != main).collect();
        match mains.next() {
            Some(first) => out.push(Item { main: first, under }),
            None => out.extend(under.into_iter().map(|main| Item { main, under: Vec::new() })),
        }
        out.extend(mains.map(|main| Item { main, under: Vec::new() }));
    }
    out
}

impl Item<'_> {
    fn category(&self) -> &str {
        self.main.category.as_deref().unwrap_or_default()
    }

    fn is(&self, element: &str, category: &str) -> bool {
        self.main.name == element && self.category() == category
    }

    /// A note; one with a source is written in a group.
    fn is_note(&self) -> bool {
        let plain = self.main.name == "note" && self.main.category.is_none() && self.under.is_empty();
        plain || self.is("descrip", "x-note")
    }

    /// A text with its source; what else documents it is handed back.
    fn localized(&self) -> (Localized, Vec<&Node>) {
        let mut rest = self.under.clone();
        let source = rest
            .iter()
            .position(|n| n.name == "admin" && n.category.as_deref() == Some("source"))
            .map(|at| rest.remove(at).text.clone());
        let text = Localized { language: self.main.language.clone(), text: self.main.text.clone(), source };
        (text, rest)
    }

    /// Kept as it is.
    fn keep(&self, extra: &mut Vec<DataCategory>) {
        extra.push(data(self.main, None));
        extra.extend(self.under.iter().map(|n| data(n, Some(&self.main.name))));
        // Deeper structure is rare (component lists): its text is kept under its parent.
        for child in &self.main.children {
            extra.push(data(child, Some(&self.main.name)));
        }
    }

    /// The person that a transaction names, where the file says which of its persons that is.
    fn keep_person(&self, extra: &mut Vec<DataCategory>) {
        for node in self.under.iter().filter(|n| n.name == "transacNote" && n.target.is_some()) {
            let person = data(node, None);
            if !extra.contains(&person) {
                extra.push(person);
            }
        }
    }

    /// A transaction, if it says no more than the model holds.
    fn transaction(&self) -> Option<Transaction> {
        if !self.is("transac", "transactionType") {
            return None;
        }
        let mut out = Transaction { kind: self.main.text.clone(), ..Transaction::default() };
        for node in &self.under {
            let slot = match (node.name.as_str(), node.category.as_deref()) {
                ("date", _) => &mut out.date,
                ("transacNote", Some("responsibility")) => &mut out.responsibility,
                _ => return None,
            };
            if slot.replace(node.text.clone()).is_some() {
                return None;
            }
        }
        Some(out)
    }
}

fn data(node: &Node, under: Option<&str>) -> DataCategory {
    DataCategory {
        element: under.map_or_else(|| node.name.clone(), |group| format!("{group}/{}", node.name)),
        category: node.category.clone().unwrap_or_default(),
        value: node.text.clone(),
        target: node.target.clone(),
        language: node.language.clone(),
    }
}

fn keep_rest(rest: &[&Node], element: &str, extra: &mut Vec<DataCategory>) {
    extra.extend(rest.iter().map(|node| data(node, Some(element))));
}

fn concept(node: &Node, ids: &mut FxHashSet<String>, nameless: &mut usize) -> ConceptEntry {
    let mut out = ConceptEntry::default();
    for item in items(node) {
        let main = item.main;
        if main.name == "langSec" {
            language_section(main, &mut out, nameless);
        } else if let Some(transaction) = item.transaction() {
            out.transactions.push(transaction);
            item.keep_person(&mut out.extra);
        } else if item.is("descrip", "definition") {
            let (text, rest) = item.localized();
            out.definitions.push(text);
            keep_rest(&rest, "descrip", &mut out.extra);
        } else if item.is("descrip", "subjectField") && item.under.is_empty() {
            out.domains.push(main.text.clone());
        } else if item.is_note() {
            out.notes.push(item.localized().0);
        } else if item.is("admin", "source") && item.under.is_empty() && out.source.is_none() {
            out.source = Some(main.text.clone());
        } else if item.is("admin", "x-doNotTranslate") {
            out.do_not_translate = true;
        } else if item.is("admin", "x-freeVariation") {
            out.free_variation = true;
        } else if let (Some(kind), Some(target)) = (relation(&item), &main.target) {
            let target = decode_id(target);
            // A text that says more than the id is kept beside the relation.
            if !main.text.is_empty() && main.text != target {
                item.keep(&mut out.extra);
            }
            out.relations.push(Relation { kind, target });
        } else {
            item.keep(&mut out.extra);
        }
    }
    out.languages.sort_by_key(|section| crate::glossary::native::language_rank(&section.language));
    let own = node.id.as_deref().map(decode_id).filter(|id| !id.is_empty());
    let base = own.unwrap_or_else(|| {
        let term = |of: &str| out.languages.iter().find(|s| s.language.starts_with(of))?.terms.first();
        let term = term("en").or_else(|| term("fr")).or_else(|| out.languages.first()?.terms.first());
        term.map(|term| kebab(&term.term)).filter(|id| !id.is_empty()).unwrap_or_else(|| "concept".to_owned())
    });
    out.id = super::super::unique_id(base, ids);
    out.relations.sort_by_key(|relation| relation.kind);
    out
}

fn relation(item: &Item<'_>) -> Option<RelationKind> {
    if !item.under.is_empty() {
        return None;
    }
    match (item.main.name.as_str(), item.category()) {
        ("ref", "crossReference") => Some(RelationKind::See),
        ("descrip", "broaderConceptGeneric") => Some(RelationKind::Broader),
        _ => None,
    }
}

fn language_section(node: &Node, concept: &mut ConceptEntry, nameless: &mut usize) {
    let language = node.language.clone().unwrap_or_else(|| "und".to_owned());
    // Several sections of one language are one (each synonym has its own in some files).
    let at = concept.languages.iter().position(|s| s.language == language).unwrap_or_else(|| {
        concept.languages.push(LangSection { language, ..LangSection::default() });
        concept.languages.len() - 1
    });
    let section = &mut concept.languages[at];
    for item in items(node) {
        if item.main.name == "termSec" {
            let term = term(item.main);
            if term.term.is_empty() {
                *nameless += 1;
            } else {
                section.terms.push(term);
            }
        } else if item.is("descrip", "definition") {
            let (text, rest) = item.localized();
            section.definitions.push(text);
            keep_rest(&rest, "descrip", &mut section.extra);
        } else if item.is_note() {
            section.notes.push(item.localized().0);
        } else {
            item.keep(&mut section.extra);
        }
    }
}

fn term(node: &Node) -> TermSection {
    let mut out = TermSection::default();
    let mut private: Vec<(String, String)> = Vec::new();
    let mut synonym = false;
    let mut stated = false;
    let keep_id = |id: &Option<String>, element: &str, extra: &mut Vec<DataCategory>| {
        if let Some(id) = id {
            let (element, category) = (element.to_owned(), "id".to_owned());
            extra.push(DataCategory { element, category, value: id.clone(), ..DataCategory::default() });
        }
    };
    keep_id(&node.id, "termSec", &mut out.extra);
    for item in items(node) {
        let (main, value) = (item.main, item.main.text.as_str());
        let alone = item.under.is_empty();
        let extra = &mut out.extra;
        let mut keep = |exact: bool| {
            if !exact {
                item.keep(extra);
            }
        };
        match (main.name.as_str(), item.category()) {
            ("term", _) => {
                if out.term.is_empty() {
                    out.term = main.text.clone();
                    keep_id(&main.id, "term", &mut out.extra);
                } else {
                    item.keep(&mut out.extra);
                }
            }
            (_, "partOfSpeech") if alone && out.part_of_speech.is_none() => {
                keep(set(values::part_of_speech(value), &mut out.part_of_speech));
            }
            (_, "grammaticalGender") if alone && out.gender.is_none() => {
                keep(set(values::gender(value), &mut out.gender));
            }
            (_, "grammaticalNumber") if alone && out.number.is_none() => {
                keep(set(values::number(value), &mut out.number));
            }
            (_, "termType") if alone && out.term_type.is_none() => {
                synonym |= value == "synonym";
                keep(set(values::term_type(value), &mut out.term_type));
            }
            (_, "administrativeStatus" | "usageStatus" | "normativeAuthorization") if alone && !stated => {
                let understood = values::status(value);
                stated = understood.is_some();
                out.status = understood.map_or(out.status, |u| u.value);
                keep(understood.is_some_and(|u| u.exact));
            }
            (_, "processStatus") if alone && !stated && value == "provisionallyProcessed" => {
                (out.status, stated) = (TermStatus::Proposed, true);
            }
            (_, "geographicalUsage")
                if alone && value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase()) =>
            {
                out.regions.push(value.to_owned());
            }
            (_, "register") if alone && out.register.is_none() => {
                out.register = Some(value.strip_suffix("Register").unwrap_or(value).to_owned());
            }
            (_, "abbreviatedFormFor") if alone && out.expands.is_none() => {
                out.expands = Some(value.to_owned())
            }
            (_, "reliabilityCode") if alone && out.reliability.is_none() => {
                out.reliability = Some(value.to_owned())
            }
            (_, "context") if main.name == "descrip" => {
                let (text, rest) = item.localized();
                out.contexts.push(text);
                keep_rest(&rest, "descrip", &mut out.extra);
            }
            ("admin", "source") if alone && out.source.is_none() => out.source = Some(value.to_owned()),
            ("note", "") if alone => out.notes.push(item.localized().0),
            ("descrip", "x-note") => out.notes.push(item.localized().0),
            ("admin", category) if category.starts_with("x-") && alone => {
                private.push((category.to_owned(), value.to_owned()));
            }
            _ => match item.transaction() {
                Some(transaction) => {
                    out.transactions.push(transaction);
                    item.keep_person(&mut out.extra);
                }
                None => item.keep(&mut out.extra),
            },
        }
    }
    if synonym && !stated {
        out.status = TermStatus::Admitted;
    }
    for (category, value) in private {
        match (category.as_str(), value.as_str()) {
            ("x-status", "forbidden") => out.status = TermStatus::Forbidden,
            ("x-partOfSpeech", "phrase") => out.part_of_speech = Some(PartOfSpeech::Phrase),
            ("x-partOfSpeech", "none") => out.part_of_speech = None,
            ("x-matching", "case") => out.matching = MatchingPolicy::Case,
            ("x-matching", "exact") => out.matching = MatchingPolicy::Exact,
            ("x-useInstead", _) => out.use_instead = Some(value),
            ("x-grammaticalNumber", "mass") => out.number = Some(GrammaticalNumber::Mass),
            _ => out.extra.push(DataCategory {
                element: "admin".to_owned(),
                category,
                value,
                ..DataCategory::default()
            }),
        }
    }
    out
}

/// Sets a field from a word that was understood, and says whether the field says all of it.
fn set<T>(understood: Option<Understood<T>>, field: &mut Option<T>) -> bool {
    match understood {
        Some(Understood { value, exact }) => {
            *field = Some(value);
            exact
        }
        None => false,
    }
}
