//! The concepts that a text speaks of, as the rules need them.

use crate::glossary::{ConceptEntry, TermSection, TermStatus};
use crate::lookup::TermBase;
use crate::text::Language;
use rustc_hash::FxHashMap;

/// A term of a concept.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) status: TermStatus,
    pub(crate) regions: Vec<String>,
    pub(crate) is_acronym: bool,
}

/// A concept.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    pub(crate) french: Vec<Term>,
    pub(crate) english: Vec<Term>,
    pub(crate) domains: Vec<String>,
    pub(crate) do_not_translate: bool,
    pub(crate) free_variation: bool,
}

impl Concept {
    fn new(entry: &ConceptEntry) -> Self {
        let terms = |language| entry.terms(language).map(term).collect();
        Self {
            french: terms(Language::French),
            english: terms(Language::English),
            domains: entry.domains.clone(),
            do_not_translate: entry.do_not_translate,
            free_variation: entry.free_variation,
        }
    }

    /// The English that satisfies, the preferred first.
    pub(crate) fn accepted(&self) -> impl Iterator<Item = &Term> {
        let preferred = |term: &&Term| term.status == TermStatus::Preferred;
        let accepted = self.english.iter().filter(|term| term.status.is_accepted());
        accepted.clone().filter(preferred).chain(accepted.filter(move |term| !preferred(term)))
    }

    /// What is put forward in messages: the approved terms, acronyms after full forms.
    pub(crate) fn expected(&self) -> Vec<String> {
        let approved = |term: &&Term| term.status != TermStatus::Proposed;
        let mut out: Vec<&Term> = self.accepted().filter(approved).collect();
        out.sort_by_key(|term| term.is_acronym);
        let mut texts: Vec<String> = Vec::new();
        for term in out {
            if !texts.contains(&term.text) {
                texts.push(term.text.clone());
            }
        }
        texts
    }

    /// Whether a person has approved its English.
    pub(crate) fn is_approved(&self) -> bool {
        self.english.iter().any(|term| matches!(term.status, TermStatus::Preferred | TermStatus::Admitted))
    }
}

fn term(section: &TermSection) -> Term {
    use crate::glossary::TermType;
    let capitals = section.term.chars().filter(|c| c.is_uppercase()).count();
    let small = section.term.chars().filter(|c| c.is_lowercase()).count();
    let kind = section.term_type;
    Term {
        text: section.term.clone(),
        status: section.status,
        regions: section.regions.clone(),
        is_acronym: matches!(kind, Some(TermType::Acronym | TermType::Abbreviation))
            || (kind.is_none() && capitals > 1 && capitals > small),
    }
}

/// Concepts by their number, each unpacked once.
#[derive(Debug, Default)]
pub(crate) struct Concepts {
    known: FxHashMap<u32, Concept>,
}

impl Concepts {
    /// Unpacks the concepts of these numbers.
    pub(crate) fn load(base: &TermBase, numbers: impl Iterator<Item = u32>) -> Self {
        let mut known = FxHashMap::default();
        for number in numbers {
            known.entry(number).or_insert_with(|| Concept::new(&base.concept(number)));
        }
        Self { known }
    }

    /// A concept.
    pub(crate) fn get(&self, number: u32) -> &Concept {
        &self.known[&number]
    }
}
