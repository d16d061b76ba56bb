//! Holds a file of version 3 against the rules of its dialect: the core structure, which categories there are, on which
//! level, with which values.

use super::read::Node;
use super::{Module, PICKLISTS, category};

/// Place, message, variables.
pub(super) type Finding = (usize, &'static str, Vec<(&'static str, String)>);

/// Collects what breaks the rules: place, message, variables.
#[derive(Debug, Default)]
pub(super) struct Judge {
    pub(super) found: Vec<Finding>,
    /// The largest module of the dialect; none where only the core structure is known.
    dialect: Option<Module>,
    /// Version 2 is left alone: its files follow a schema of their own each.
    version3: bool,
}

impl Judge {
    pub(super) fn root(&mut self, name: &str, dialect: &str) {
        self.version3 = name == "tbx";
        self.dialect = match dialect {
            "TBX-Core" => Some(Module::Core),
            "TBX-Min" => Some(Module::Min),
            "TBX-Basic" => Some(Module::Basic),
            "TBX-Linguist" => Some(Module::Linguist),
            _ => None,
        };
    }

    fn add(&mut self, at: usize, problem: &'static str, arguments: &[(&'static str, &str)]) {
        if self.version3 {
            let arguments = arguments.iter().map(|&(name, value)| (name, value.to_owned())).collect();
            self.found.push((at, problem, arguments));
        }
    }

    /// An element that stands outside header, body and back.
    pub(super) fn stray(&mut self, name: &str, at: usize) {
        self.add(at, "tbx-place", &[("element", name)]);
    }

    pub(super) fn header(&mut self, node: &Node) {
        for child in &node.children {
            if matches!(child.name.as_str(), "p" | "title") {
                continue;
            }
            if child.bare_text {
                self.add(child.at, "tbx-paragraph", &[("element", &child.name)]);
            }
            self.header(child);
        }
    }

    pub(super) fn concept(&mut self, node: &Node) {
        if self.version3 {
            self.level(node, "conceptEntry");
        }
    }

    fn level(&mut self, node: &Node, level: &str) {
        if level == "termSec" {
            let terms: Vec<&Node> = node.children.iter().filter(|c| c.name == "term").collect();
            if node.children.first().is_some_and(|first| first.name != "term") || terms.is_empty() {
                self.add(node.at, "tbx-term-first", &[]);
            }
            if let Some(second) = terms.get(1) {
                self.add(second.at, "tbx-two-terms", &[("term", &second.text)]);
            }
        }
        for child in &node.children {
            match child.name.as_str() {
                "langSec" | "termSec" => self.level(child, &child.name),
                "descripGrp" | "adminGrp" | "transacGrp" | "termNoteGrp" => {
                    let main = child.name.trim_end_matches("Grp");
                    if let Some(second) = child.children.iter().filter(|c| c.name == main).nth(1) {
                        self.add(second.at, "tbx-two-in-group", &[("element", main)]);
                    }
                    for inner in &child.children {
                        self.category(inner, level, true);
                    }
                }
                _ => self.category(child, level, false),
            }
        }
    }

    fn category(&mut self, node: &Node, level: &str, grouped: bool) {
        let element = node.name.as_str();
        if !matches!(element, "descrip" | "admin" | "termNote" | "transac" | "transacNote" | "ref" | "xref") {
            return;
        }
        let Some(name) = node.category.as_deref() else {
            self.add(node.at, "tbx-no-type", &[("element", element)]);
            return;
        };
        // The core has no categories of its own and takes any.
        let Some(dialect) = self.dialect.filter(|&dialect| dialect > Module::Core) else { return };
        let known = category(name).filter(|&(of, _)| of == element);
        if known.is_none_or(|(_, module)| module > dialect) {
            self.add(node.at, "tbx-category", &[("category", name), ("element", element)]);
            return;
        }
        let wrong_level = match name {
            "subjectField" => level != "conceptEntry",
            "definition" => level == "termSec",
            "context" => level != "termSec",
            "source" => !grouped && level == "conceptEntry",
            _ => element == "termNote" && level != "termSec",
        };
        if wrong_level {
            self.add(node.at, "tbx-level", &[("category", name), ("element", level)]);
        }
        if let Ok(list) = PICKLISTS.binary_search_by_key(&name, |(name, _)| name)
            && !PICKLISTS[list].1.contains(&node.text.as_str())
        {
            let allowed = PICKLISTS[list].1.join(", ");
            self.add(
                node.at,
                "tbx-value",
                &[("category", name), ("value", &node.text), ("allowed", &allowed)],
            );
        }
    }
}
