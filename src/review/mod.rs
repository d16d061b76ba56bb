//! Layer 4: proposed entries of a glossary, decided one by one by a person.
//!
//! A [`Review`] holds the glossary and walks through the entries that have a proposed term. Every decision changes the
//! glossary at once, so that it can be saved after each, and a later review goes on with what is left. What is rejected
//! leaves the glossary but for its French term, which is remembered ([`Glossary::rejected`]).

use crate::glossary::{ConceptEntry, Glossary, LangSection, TermSection, TermStatus};
use crate::text::Language;
use crate::text::normalize::fold;
use std::collections::BTreeSet;

/// A glossary under review.
#[derive(Clone, Debug, Default)]
pub struct Review {
    glossary: Glossary,
    /// Ids of entries that were put off.
    skipped: BTreeSet<String>,
    /// Earlier states, the last one at the end.
    history: Vec<(Glossary, BTreeSet<String>)>,
    /// Entries that waited at the start.
    at_start: usize,
}

/// Decisions that can be taken back.
const REMEMBERED: usize = 50;

/// Whether an entry waits for a decision: it has a proposed term.
pub fn is_proposed(entry: &ConceptEntry) -> bool {
    entry.languages.iter().flat_map(|l| &l.terms).any(|t| t.status == TermStatus::Proposed)
}

impl Review {
    /// A review of the entries of a glossary that wait for a decision.
    pub fn new(glossary: Glossary) -> Self {
        let at_start = glossary.concepts.iter().filter(|c| is_proposed(c)).count();
        Self { glossary, at_start, ..Self::default() }
    }

    /// The glossary as decided so far.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// Entries that wait for a decision, skipped ones included.
    pub fn waiting(&self) -> usize {
        self.glossary.concepts.iter().filter(|c| is_proposed(c)).count()
    }

    /// Which entry is at hand, from 1, of how many that waited at the start.
    pub fn progress(&self) -> (usize, usize) {
        let decided = self.at_start.saturating_sub(self.waiting());
        ((decided + self.skipped.len() + 1).min(self.at_start), self.at_start)
    }

    /// The number of the entry at hand in the glossary.
    pub fn position(&self) -> Option<usize> {
        let concepts = self.glossary.concepts.iter();
        concepts.enumerate().find(|(_, c)| is_proposed(c) && !self.skipped.contains(&c.id)).map(|(at, _)| at)
    }

    /// The entry at hand; none where all is decided or put off.
    pub fn current(&self) -> Option<&ConceptEntry> {
        self.position().map(|at| &self.glossary.concepts[at])
    }

    /// Other entries that the one at hand could be merged with: those that share English or a French word of weight,
    /// nearest first, at most nine.
    pub fn neighbours(&self) -> Vec<&ConceptEntry> {
        let Some(at) = self.position() else { return Vec::new() };
        let words = |entry: &ConceptEntry, language| -> BTreeSet<String> {
            let terms = entry.terms(language).map(|t| fold(&t.term));
            terms
                .flat_map(|t| {
                    t.split([' ', '-', '\''])
                        .filter(|w| w.chars().count() > 3)
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                })
                .collect()
        };
        let whole = |entry: &ConceptEntry| -> BTreeSet<String> {
            entry.terms(Language::English).map(|t| fold(&t.term)).collect()
        };
        let own = &self.glossary.concepts[at];
        let (french, english) = (words(own, Language::French), whole(own));
        let mut near: Vec<(usize, usize)> = self
            .glossary
            .concepts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(other, c)| {
                let shared = words(c, Language::French).intersection(&french).count();
                (3 * whole(c).intersection(&english).count() + shared, other)
            })
            .filter(|(score, _)| *score > 0)
            .collect();
        near.sort_by_key(|&(score, other)| (std::cmp::Reverse(score), other));
        near.into_iter().take(9).map(|(_, other)| &self.glossary.concepts[other]).collect()
    }

    fn change(&mut self, decide: impl FnOnce(&mut Glossary, usize)) -> bool {
        let Some(at) = self.position() else { return false };
        self.remember();
        decide(&mut self.glossary, at);
        true
    }

    fn remember(&mut self) {
        if self.history.len() == REMEMBERED {
            self.history.remove(0);
        }
        self.history.push((self.glossary.clone(), self.skipped.clone()));
    }

    /// Accepts the entry as it stands: the first term of each language is preferred, the others are admitted.
    pub fn accept(&mut self) -> bool {
        self.change(|glossary, at| settle(&mut glossary.concepts[at]))
    }

    /// Accepts the entry with other English. What is said of an English term that stays is kept.
    pub fn edit(&mut self, english: &[String]) -> bool {
        self.change(|glossary, at| {
            let entry = &mut glossary.concepts[at];
            let code = Language::English.code();
            let old = entry.languages.iter_mut().find(|l| l.language == code);
            let mut known = old.map(|l| std::mem::take(&mut l.terms)).unwrap_or_default();
            let terms: Vec<TermSection> = english
                .iter()
                .map(|text| match known.iter().position(|t| t.term == *text) {
                    Some(same) => known.swap_remove(same),
                    None => TermSection {
                        term: text.clone(),
                        status: TermStatus::Proposed,
                        ..TermSection::default()
                    },
                })
                .collect();
            match entry.languages.iter_mut().find(|l| l.language == code) {
                Some(section) => section.terms = terms,
                None => entry.languages.push(LangSection {
                    language: code.to_owned(),
                    terms,
                    ..LangSection::default()
                }),
            }
            entry.languages.retain(|l| !l.terms.is_empty());
            settle(entry);
        })
    }

    /// Takes the entry out and remembers its French terms.
    pub fn reject(&mut self) -> bool {
        self.change(|glossary, at| {
            let entry = glossary.concepts.remove(at);
            for term in entry.terms(Language::French) {
                if !glossary.rejected.contains(&term.term) {
                    glossary.rejected.push(term.term.clone());
                }
            }
            glossary.rejected.sort();
        })
    }

    /// Moves the terms of the entry into another one, where they are admitted. False where there is no such entry.
    pub fn merge(&mut self, id: &str) -> bool {
        let at = self.position();
        if !self.glossary.concepts.iter().enumerate().any(|(n, c)| c.id == id && Some(n) != at) {
            return false;
        }
        self.change(|glossary, at| {
            let entry = glossary.concepts.remove(at);
            let Some(into) = glossary.concepts.iter_mut().find(|c| c.id == id) else { return };
            for section in entry.languages {
                let place = into.languages.iter().position(|l| l.language == section.language);
                let place = place.unwrap_or_else(|| {
                    into.languages
                        .push(LangSection { language: section.language.clone(), ..LangSection::default() });
                    into.languages.len() - 1
                });
                let terms = &mut into.languages[place].terms;
                for mut term in section.terms {
                    if !terms.iter().any(|t| fold(&t.term) == fold(&term.term)) {
                        term.status =
                            if terms.is_empty() { TermStatus::Preferred } else { TermStatus::Admitted };
                        terms.push(term);
                    }
                }
            }
            settle(into);
        })
    }

    /// Puts the entry off: it waits for a later review.
    pub fn skip(&mut self) -> bool {
        let Some(id) = self.current().map(|c| c.id.clone()) else { return false };
        self.remember();
        self.skipped.insert(id)
    }

    /// Takes the last decision back.
    pub fn undo(&mut self) -> bool {
        let Some((glossary, skipped)) = self.history.pop() else { return false };
        (self.glossary, self.skipped) = (glossary, skipped);
        true
    }
}

/// Gives proposed terms the standing that their place says.
fn settle(entry: &mut ConceptEntry) {
    for section in &mut entry.languages {
        let mut preferred = section.terms.iter().any(|t| t.status == TermStatus::Preferred);
        for term in &mut section.terms {
            if term.status == TermStatus::Proposed {
                term.status = if preferred { TermStatus::Admitted } else { TermStatus::Preferred };
                preferred = true;
            }
        }
    }
}

/// Joins a new run with a glossary under review: what was decided stays as it is, what was rejected does not come back,
/// what was only proposed is replaced. Returns how many of the new run were left out because they were rejected.
pub fn renew(old: &Glossary, new: Glossary) -> (Glossary, usize) {
    let decided: Vec<&ConceptEntry> = old.concepts.iter().filter(|c| !is_proposed(c)).collect();
    let french = |entry: &ConceptEntry| -> Vec<String> {
        entry.terms(Language::French).map(|t| fold(&t.term)).collect()
    };
    let rejected: BTreeSet<String> = old.rejected.iter().map(|t| fold(t)).collect();
    let mut taken: BTreeSet<String> = decided.iter().flat_map(|c| french(c)).collect();
    let mut ids: BTreeSet<String> = decided.iter().map(|c| c.id.clone()).collect();
    let mut left_out = 0;
    let mut concepts: Vec<ConceptEntry> = decided.into_iter().cloned().collect();
    for mut entry in new.concepts {
        let terms = french(&entry);
        if terms.iter().any(|t| rejected.contains(t)) {
            left_out += 1;
            continue;
        }
        if terms.iter().any(|t| taken.contains(t)) {
            continue;
        }
        taken.extend(terms);
        let base = entry.id.clone();
        let mut number = 2;
        while !ids.insert(entry.id.clone()) {
            entry.id = format!("{base}-{number}");
            number += 1;
        }
        concepts.push(entry);
    }
    (Glossary { concepts, ..old.clone() }, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{native, write};

    const PROPOSED: &str = r#"[[concept]]
id = "capital-risque"
fr = [
  { term = "capital-risque", status = "proposed" },
]
en = [
  { term = "venture capital", status = "proposed" },
  { term = "VC", status = "proposed" },
]

[[concept]]
id = "oubliette"
fr = [
  { term = "oubliette", status = "proposed" },
]

[[concept]]
id = "capital-de-risque"
fr = [
  { term = "capital de risque", status = "proposed" },
]
en = [
  { term = "venture capital", status = "proposed" },
]
"#;

    fn glossary(text: &str) -> Glossary {
        native::read(text, "x").unwrap().glossary
    }

    fn text(glossary: &Glossary) -> String {
        write::write(glossary, &native::Comments::default())
    }

    #[test]
    fn decisions_are_in_the_glossary_at_once() {
        let mut review = Review::new(glossary(PROPOSED));
        assert_eq!(review.progress(), (1, 3));
        assert!(review.accept());
        assert!(review.reject());
        assert_eq!(review.progress(), (3, 3));
        assert_eq!(review.neighbours()[0].id, "capital-risque");
        assert!(review.merge("capital-risque"));
        assert_eq!(review.waiting(), 0);
        let expected = r#"[glossary]
rejected = [
  "oubliette",
]

[[concept]]
id = "capital-risque"
fr = [
  { term = "capital-risque" },
  { term = "capital de risque" },
]
en = [
  { term = "venture capital" },
  { term = "VC" },
]
"#;
        assert_eq!(text(review.glossary()), expected);
        assert_eq!(text(&glossary(expected)), expected);
    }

    #[test]
    fn decisions_can_be_taken_back_and_put_off() {
        let mut review = Review::new(glossary(PROPOSED));
        assert!(review.edit(&["VC".into(), "risk capital".into()]));
        assert!(review.skip());
        assert_eq!(review.current().unwrap().id, "capital-de-risque");
        assert!(review.undo() && review.undo());
        assert!(!review.undo());
        assert_eq!(text(review.glossary()), PROPOSED);
    }

    #[test]
    fn what_was_decided_outlives_a_new_run() {
        let mut review = Review::new(glossary(PROPOSED));
        review.edit(&["venture capital".into()]);
        review.reject();
        let (joined, left_out) = renew(review.glossary(), glossary(PROPOSED));
        assert_eq!(left_out, 1);
        let ids: Vec<&str> = joined.concepts.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["capital-risque", "capital-de-risque"]);
        assert_eq!(joined.concepts[0].terms(Language::English).count(), 1);
        assert_eq!(joined.rejected, ["oubliette"]);
    }
}
