//! Terms that the glossaries know, met in the sources.

use super::Source;
use crate::glossary::ConceptEntry;
use crate::lookup::{FindOptions, TermBase};
use crate::morph::Upos;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
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

/// A concept met in the sources.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Its entry.
    pub(crate) entry: ConceptEntry,
    /// Whether it comes from the user's own glossaries, which come before the embedded ones.
    pub(crate) own: bool,
    /// The French terms of the entry that were met, with their counts.
    pub(crate) terms: BTreeMap<String, usize>,
    /// Where.
    pub(crate) places: Vec<Place>,
}

/// Finds the concepts of a termbase in the sources, in the order of their first place. Where a term has several
/// concepts, the one whose domain the sources speak of most is meant.
pub(crate) fn find(sources: &[Source<'_>], base: &TermBase, domains: &[String], own_layers: usize) -> Vec<Known> {
    let options = FindOptions::default();
    let mut finder = base.finder(Language::French);
    let mut met = Vec::new();
    for (source, input) in sources.iter().enumerate() {
        let text = &input.analysis.document.text;
        for (sentence, s) in input.analysis.sentences.iter().enumerate() {
            for found in finder.find(text, &s.words, &options) {
                let place = Place { source, sentence, words: found.words.clone(), span: found.span };
                met.push((found, place));
            }
        }
    }
    let mut entries: BTreeMap<u32, ConceptEntry> = BTreeMap::new();
    for (found, _) in &met {
        for &concept in &found.concepts {
            entries.entry(concept).or_insert_with(|| base.concept(concept));
        }
    }
    let weights = domain_weights(met.iter().map(|(found, _)| found.concepts.as_slice()), &entries, domains);
    let mut order: Vec<u32> = Vec::new();
    let mut known: BTreeMap<u32, Known> = BTreeMap::new();
    for (found, place) in met {
        let best = found.concepts.iter().copied().max_by(|a, b| {
            let weight = |c: &u32| entries[c].domains.iter().map(|d| weights.get(d).copied().unwrap_or(0.0)).sum::<f64>();
            // The first of equals: own glossaries come first.
            weight(a).total_cmp(&weight(b)).then(b.cmp(a))
        });
        let Some(concept) = best else { continue };
        let entry = &entries[&concept];
        if entry.terms(Language::English).next().is_none() && !entry.do_not_translate && entry.languages.is_empty() {
            continue;
        }
        let known = known.entry(concept).or_insert_with(|| {
            order.push(concept);
            let own = base.locate(concept).is_some_and(|(layer, _)| layer < own_layers);
            Known { entry: entry.clone(), own, terms: BTreeMap::new(), places: Vec::new() }
        });
        *known.terms.entry(found.term).or_default() += 1;
        known.places.push(place);
    }
    order.into_iter().filter_map(|concept| known.remove(&concept)).collect()
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

/// The French term of an entry that its row is listed under: the one met most, forms of acronyms giving way to the full
/// form where both are met.
pub(crate) fn listed(known: &Known) -> &str {
    let preferred = known.entry.preferred(Language::French).map(|t| t.term.as_str()).unwrap_or_default();
    let most = known.terms.iter().max_by(|a, b| {
        a.1.cmp(b.1).then_with(|| (a.0 == preferred).cmp(&(b.0 == preferred))).then_with(|| b.0.cmp(a.0))
    });
    most.map_or(preferred, |(term, _)| term.as_str())
}

/// Whether a stretch of words is no more than an ordinary word: a single adverb, verb or number that a glossary lists.
pub(crate) fn is_slight(upos: Upos) -> bool {
    matches!(upos, Upos::Adv | Upos::Num | Upos::Pron | Upos::Det | Upos::Adp)
}

/// Whether two terms are the same but for case and spacing.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
