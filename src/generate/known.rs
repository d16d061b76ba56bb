//! Terms that the glossaries know, met in the sources.

use super::Source;
use crate::glossary::{ConceptEntry, PartOfSpeech};
use crate::lookup::{FindOptions, MatchKind, TermBase, TermFinder, TermMatch};
use crate::morph::Upos;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the source.
    pub(crate) source: usize,
    /// Sentence in it.
    pub(crate) sentence: usize,
    /// First to last word of the term in the sentence.
    pub(crate) words: Range<usize>,
    /// Where it stands in the source's text.
    pub(crate) span: Span,
}

/// A French term of a concept, met in the sources.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The term as the glossary writes it.
    pub(crate) term: String,
    /// The entry of its concept.
    pub(crate) entry: ConceptEntry,
    /// Whether it comes from the user's own glossaries, which come before the embedded ones.
    pub(crate) own: bool,
    /// Where it stands by itself.
    pub(crate) places: Vec<Place>,
    /// Where it stands inside a longer known term.
    pub(crate) nested: Vec<Place>,
    /// The number of places where its words stand together, in their order.
    pub(crate) whole: usize,
}

/// Finds the terms of a termbase in the sources, in the order of their first place. Where a term has several concepts,
/// the one whose domain the sources speak of most is meant.
pub(crate) fn find(
    sources: &[Source<'_>],
    base: &TermBase,
    domains: &[String],
    own_layers: usize,
) -> Vec<Known> {
    // (match, place, inside a longer one), the sources side by side and their matches in order
    let in_source = |finder: &mut TermFinder<'_>, (source, input): (usize, &Source<'_>)| {
        let mut met: Vec<(TermMatch, Place, bool)> = Vec::new();
        let text = &input.analysis.document.text;
        for (sentence, s) in input.analysis.sentences.iter().enumerate() {
            let place =
                |found: &TermMatch| Place { source, sentence, words: found.words.clone(), span: found.span };
            let outer = finder.find(text, &s.words, &FindOptions::default());
            if !outer.is_empty() {
                let all =
                    finder.find(text, &s.words, &FindOptions { nested: true, ..FindOptions::default() });
                let inner = all.into_iter().filter(|found| {
                    !found.words.is_empty()
                        && !outer.iter().any(|o| o.words == found.words)
                        && outer
                            .iter()
                            .any(|o| o.words.start <= found.words.start && found.words.end <= o.words.end)
                });
                met.extend(inner.map(|found| (found.clone(), place(&found), true)));
            }
            met.extend(outer.into_iter().map(|found| (found.clone(), place(&found), false)));
        }
        met
    };
    let met: Vec<Vec<(TermMatch, Place, bool)>> =
        sources.par_iter().enumerate().map_init(|| base.finder(Language::French), in_source).collect();
    let met: Vec<(TermMatch, Place, bool)> = met.into_iter().flatten().collect();
    let mut entries: BTreeMap<u32, ConceptEntry> = BTreeMap::new();
    for (found, ..) in &met {
        for &concept in &found.concepts {
            entries.entry(concept).or_insert_with(|| base.concept(concept));
        }
    }
    let weights = domain_weights(met.iter().map(|(found, ..)| found.concepts.as_slice()), &entries, domains);
    let mut order: Vec<(u32, String)> = Vec::new();
    let mut known: BTreeMap<(u32, String), Known> = BTreeMap::new();
    for (found, place, nested) in met {
        let best = found.concepts.iter().copied().max_by(|a, b| {
            let weight = |c: &u32| {
                entries[c].domains.iter().map(|d| weights.get(d).copied().unwrap_or(0.0)).sum::<f64>()
            };
            // The first of equals: own glossaries come first.
            weight(a).total_cmp(&weight(b)).then(b.cmp(a))
        });
        let Some(concept) = best else { continue };
        let key = (concept, found.term.clone());
        let known = known.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Known {
                term: found.term,
                entry: entries[&concept].clone(),
                own: base.locate(concept).is_some_and(|(layer, _)| layer < own_layers),
                places: Vec::new(),
                nested: Vec::new(),
                whole: 0,
            }
        });
        known.whole += usize::from(found.kind != MatchKind::Discontinuous);
        if nested { &mut known.nested } else { &mut known.places }.push(place);
    }
    order
        .into_iter()
        .filter_map(|key| known.remove(&key))
        .filter(|k| !k.places.is_empty() || k.worth_a_row())
        .collect()
}

impl Known {
    /// Whether a term that only stands inside longer ones is listed: nouns are (tour de table in mener un tour de table),
    /// words that are no more than a part of the longer term are not.
    fn worth_a_row(&self) -> bool {
        let section = self.entry.terms(Language::French).find(|t| t.term == self.term);
        section.is_some_and(|t| {
            matches!(t.part_of_speech, None | Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun))
                && t.status.is_accepted()
        })
    }

    /// All places, those inside longer terms last.
    pub(crate) fn all_places(&self) -> Vec<Place> {
        self.places.iter().chain(&self.nested).cloned().collect()
    }
}

/// How much the sources speak of each domain: its share of the matches that have one meaning only. Wanted domains count
/// as if half the text were theirs.
fn domain_weights<'a>(
    matches: impl Iterator<Item = &'a [u32]>,
    entries: &BTreeMap<u32, ConceptEntry>,
    wanted: &[String],
) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let mut all = 0.0;
    for concepts in matches {
        if let [concept] = concepts {
            for domain in &entries[concept].domains {
                *weights.entry(domain.clone()).or_default() += 1.0;
            }
            all += 1.0;
        }
    }
    for domain in wanted {
        *weights.entry(domain.clone()).or_default() += all + 1.0;
    }
    weights
}

/// Whether a stretch of words is no more than an ordinary word: a single adverb, verb or number that a glossary lists.
pub(crate) fn is_slight(upos: Upos) -> bool {
    matches!(upos, Upos::Adv | Upos::Num | Upos::Pron | Upos::Det | Upos::Adp)
}

/// Whether two terms are the same but for case and spacing.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
