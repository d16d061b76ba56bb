//! Two termbases into one, and what differs between two.
//!
//! Concepts are the same where their ids are, or where they share an accepted term in both languages.

use super::{ConceptEntry, Glossary, LangSection, Localized, TermSection, TermStatus};
use crate::text::Language;
use crate::text::normalize::fold;
use rustc_hash::FxHashMap;

/// What a merge did, or left for a person to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MergeEvent {
    /// A concept is new.
    Added {
        /// Its id, changed where it was taken.
        id: String,
    },
    /// A concept got terms or texts.
    Completed {
        /// Its id.
        id: String,
        /// Terms and fields that it got.
        what: Vec<String>,
    },
    /// Both say something else: the first one's is kept.
    Conflict {
        /// The concept's id.
        id: String,
        /// The field, with its term where it is a term's.
        field: String,
        /// What is kept.
        ours: String,
        /// What is not taken over.
        theirs: String,
    },
}

/// Puts the concepts of `other` into `glossary`. What both have keeps the form of `glossary`.
pub fn merge(glossary: &mut Glossary, other: &Glossary) -> Vec<MergeEvent> {
    let mut events = Vec::new();
    let mut ids: FxHashMap<String, usize> = FxHashMap::default();
    let mut pairs: FxHashMap<(String, String), usize> = FxHashMap::default();
    for (at, concept) in glossary.concepts.iter().enumerate() {
        ids.insert(concept.id.clone(), at);
        for pair in term_pairs(concept) {
            pairs.entry(pair).or_insert(at);
        }
    }
    for theirs in &other.concepts {
        let by_pair = || term_pairs(theirs).find_map(|pair| pairs.get(&pair).copied());
        let by_id = ids.get(&theirs.id).copied().filter(|&at| related(&glossary.concepts[at], theirs));
        if let Some(at) = by_id.or_else(by_pair) {
            complete(&mut glossary.concepts[at], theirs, &mut events);
            continue;
        }
        let mut added = theirs.clone();
        let mut number = 1;
        while ids.contains_key(&added.id) {
            number += 1;
            added.id = format!("{}-{number}", theirs.id);
        }
        if added.domains.is_empty()
            && let Some(domain) =
                other.domain.as_ref().filter(|&domain| Some(domain) != glossary.domain.as_ref())
        {
            added.domains.push(domain.clone());
        }
        events.push(MergeEvent::Added { id: added.id.clone() });
        let at = glossary.concepts.len();
        ids.insert(added.id.clone(), at);
        for pair in term_pairs(&added) {
            pairs.entry(pair).or_insert(at);
        }
        glossary.concepts.push(added);
    }
    events
}

fn term_pairs(concept: &ConceptEntry) -> impl Iterator<Item = (String, String)> {
    let english: Vec<String> = concept.accepted(Language::English).map(|term| fold(&term.term)).collect();
    let french: Vec<String> = concept.accepted(Language::French).map(|term| fold(&term.term)).collect();
    french.into_iter().flat_map(move |fr| english.clone().into_iter().map(move |en| (fr.clone(), en)))
}

/// Whether two concepts of one id have a term in common: an id may be chance.
fn related(a: &ConceptEntry, b: &ConceptEntry) -> bool {
    let has = |concept: &ConceptEntry, term: &str| {
        concept.languages.iter().flat_map(|section| &section.terms).any(|one| fold(&one.term) == fold(term))
    };
    b.languages.iter().flat_map(|section| &section.terms).any(|term| has(a, &term.term))
}

fn complete(ours: &mut ConceptEntry, theirs: &ConceptEntry, events: &mut Vec<MergeEvent>) {
    let id = ours.id.clone();
    let mut what = Vec::new();
    let mut conflict = |field: String, ours: String, theirs: String| {
        events.push(MergeEvent::Conflict { id: id.clone(), field, ours, theirs });
    };
    for section in &theirs.languages {
        let at =
            ours.languages.iter().position(|own| own.language == section.language).unwrap_or_else(|| {
                ours.languages
                    .push(LangSection { language: section.language.clone(), ..LangSection::default() });
                ours.languages.len() - 1
            });
        let own = &mut ours.languages[at];
        for term in &section.terms {
            let same = |one: &&mut TermSection| fold(&one.term) == fold(&term.term);
            if let Some(known) = own.terms.iter_mut().find(same) {
                if known.status.is_accepted() != term.status.is_accepted() {
                    conflict(
                        format!("status ({})", known.term),
                        format!("{:?}", known.status).to_lowercase(),
                        format!("{:?}", term.status).to_lowercase(),
                    );
                }
                match (known.gender, term.gender) {
                    (Some(a), Some(b)) if a != b => conflict(
                        format!("gender ({})", known.term),
                        format!("{a:?}").to_lowercase(),
                        format!("{b:?}").to_lowercase(),
                    ),
                    (None, gender) => known.gender = gender,
                    _ => {}
                }
                continue;
            }
            let mut added = term.clone();
            if added.status == TermStatus::Preferred
                && own.terms.iter().any(|t| t.status == TermStatus::Preferred)
            {
                added.status = TermStatus::Admitted;
            }
            what.push(added.term.clone());
            own.terms.push(added);
        }
    }
    for (name, mine, others) in
        [("definition", &mut ours.definitions, &theirs.definitions), ("note", &mut ours.notes, &theirs.notes)]
    {
        for text in others {
            let same = |one: &&Localized| one.language == text.language;
            match mine.iter().find(same) {
                None => {
                    what.push(name.to_owned());
                    mine.push(text.clone());
                }
                Some(known) if known.text != text.text => {
                    conflict(name.to_owned(), known.text.clone(), text.text.clone());
                }
                Some(_) => {}
            }
        }
    }
    for relation in &theirs.relations {
        if !ours.relations.contains(relation) {
            what.push(relation.target.clone());
            ours.relations.push(relation.clone());
        }
    }
    if !what.is_empty() {
        events.push(MergeEvent::Completed { id, what });
    }
}

/// What changed in a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The concept is new.
    Added(ConceptSummary),
    /// The concept is gone.
    Removed(ConceptSummary),
    /// The concept has other terms or texts.
    Changed {
        /// The concept as it is now.
        concept: ConceptSummary,
        /// What is other, in the order of the entry.
        fields: Vec<FieldChange>,
    },
}

/// Enough of a concept to know it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptSummary {
    /// Its id.
    pub id: String,
    /// Its French term.
    pub french: String,
    /// Its English term.
    pub english: String,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// `fr`, `en`, `definition` …; with the term and its field where it is a term's.
    pub field: String,
    /// Before; none where it is new.
    pub before: Option<String>,
    /// After; none where it is gone.
    pub after: Option<String>,
}

/// The differences between two termbases, by concept, in the order of the second, what is gone last.
pub fn diff(before: &Glossary, after: &Glossary) -> Vec<Change> {
    let old: FxHashMap<&str, &ConceptEntry> = before.concepts.iter().map(|c| (c.id.as_str(), c)).collect();
    let new: FxHashMap<&str, &ConceptEntry> = after.concepts.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut out = Vec::new();
    for concept in &after.concepts {
        match old.get(concept.id.as_str()) {
            None => out.push(Change::Added(summary(concept))),
            Some(was) if *was != concept => {
                out.push(Change::Changed { concept: summary(concept), fields: fields(was, concept) });
            }
            Some(_) => {}
        }
    }
    for concept in &before.concepts {
        if !new.contains_key(concept.id.as_str()) {
            out.push(Change::Removed(summary(concept)));
        }
    }
    out
}

fn summary(concept: &ConceptEntry) -> ConceptSummary {
    let term = |language| concept.preferred(language).map(|term| term.term.clone()).unwrap_or_default();
    ConceptSummary {
        id: concept.id.clone(),
        french: term(Language::French),
        english: term(Language::English),
    }
}

fn fields(before: &ConceptEntry, after: &ConceptEntry) -> Vec<FieldChange> {
    let mut out = Vec::new();
    // Both are written line by line; what the canonical form shows as different is different.
    let lines = |concept: &ConceptEntry| -> Vec<(String, String)> {
        let text = super::write::write_concept(concept);
        let mut section = String::new();
        let mut out = Vec::new();
        for line in text.lines().skip(1) {
            if let Some(term) = line.strip_prefix("  { ") {
                let body = term.trim_end_matches(" },");
                let name = body.strip_prefix("term = ").and_then(quoted).unwrap_or_default();
                let rest = body.strip_prefix(&format!("term = \"{name}\"")).unwrap_or(body);
                out.push((format!("{section} “{name}”"), format!("“{name}”{}", rest.replacen(", ", " ", 1))));
            } else if let Some((key, value)) = line.split_once(" = ") {
                key.clone_into(&mut section);
                if value != "[" {
                    out.push((key.to_owned(), value.to_owned()));
                }
            }
        }
        out
    };
    let (old, new) = (lines(before), lines(after));
    for (field, value) in &new {
        match old.iter().find(|(name, _)| name == field) {
            Some((_, was)) if was != value => {
                out.push(FieldChange {
                    field: field.clone(),
                    before: Some(was.clone()),
                    after: Some(value.clone()),
                });
            }
            Some(_) => {}
            None => out.push(FieldChange { field: field.clone(), before: None, after: Some(value.clone()) }),
        }
    }
    for (field, was) in &old {
        if !new.iter().any(|(name, _)| name == field) {
            out.push(FieldChange { field: field.clone(), before: Some(was.clone()), after: None });
        }
    }
    out
}

/// The content of the TOML string that a text begins with, as long as it has no escapes.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native::read;

    fn glossary(body: &str) -> Glossary {
        read(body, "x").unwrap().glossary
    }

    fn concept(id: &str, fr: &str, en: &str, more: &str) -> String {
        format!(
            "[[concept]]\nid = \"{id}\"\nfr = [\n  {{ term = \"{fr}\", gender = \"masculine\" }},\n]\nen = [\n  {{ term = \"{en}\" }},\n]\n{more}\n"
        )
    }

    #[test]
    fn concepts_are_joined_by_id_or_by_pair() {
        let mut ours =
            glossary(&(concept("loan", "prêt", "loan", "") + &concept("share", "titre", "share", "")));
        let theirs = glossary(
            &(concept("other", "prêt", "loan", "definition = \"Money lent.\"")
                + &concept("share", "partage", "sharing", "")
                + &concept("new", "neuf", "new", "")),
        );
        let events = merge(&mut ours, &theirs);
        let ids: Vec<_> = ours.concepts.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["loan", "share", "share-2", "new"]);
        assert_eq!(events[0], MergeEvent::Completed { id: "loan".into(), what: vec!["definition".into()] });
    }

    #[test]
    fn conflicts_are_shown_and_ours_is_kept() {
        let mut ours = glossary(&concept("loan", "prêt", "loan", "definition = \"A\""));
        let theirs =
            glossary(&concept("loan", "prêt", "loan", "definition = \"B\"").replace("masculine", "feminine"));
        let events = merge(&mut ours, &theirs);
        assert_eq!(events.len(), 2, "{events:?}");
        assert!(events.iter().all(|event| matches!(event, MergeEvent::Conflict { .. })));
        assert_eq!(ours.concepts[0].definitions[0].text, "A");
    }

    #[test]
    fn a_merge_with_itself_changes_nothing() {
        let ours = glossary(&(concept("a", "à", "to", "") + &concept("b", "b", "be", "note = \"n\"")));
        let mut merged = ours.clone();
        assert!(merge(&mut merged, &ours).is_empty());
        assert_eq!(merged, ours);
    }

    #[test]
    fn a_difference_is_told_by_concept() {
        let before = glossary(&(concept("a", "un", "one", "") + &concept("b", "deux", "two", "")));
        let after = glossary(
            &(concept("a", "un", "one", "note = \"n\"").replace("masculine", "feminine")
                + &concept("c", "trois", "three", "")),
        );
        let changes = diff(&before, &after);
        let Change::Changed { fields, .. } = &changes[0] else { panic!("{changes:?}") };
        assert_eq!(fields.len(), 2);
        assert_eq!(fields[0].after.as_deref(), Some("“un” gender = \"feminine\""));
        assert!(matches!(&changes[1], Change::Added(c) if c.id == "c"));
        assert!(matches!(&changes[2], Change::Removed(c) if c.id == "b"));
    }
}
