//! Several indexes as one: own glossaries before the embedded ones.

use super::index::{self, State, TermIndex};
use super::recognize::TermFinder;
use super::{FindOptions, TermMatch};
use crate::glossary::{ConceptEntry, Glossary};
use crate::tag::Word;
use crate::text::Language;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Indexes in order of authority. Where two of them have a term, the first one's concepts are meant.
///
/// Concepts are numbered over all layers: those of the first, then those of the second, …
#[derive(Clone, Debug, Default)]
pub struct TermBase {
    layers: Vec<Arc<TermIndex>>,
}

impl TermBase {
    /// A termbase of compiled layers, the one with most authority first.
    pub fn new(layers: Vec<Arc<TermIndex>>) -> Self {
        Self { layers }
    }

    /// A termbase of one set of glossaries.
    pub fn build(glossaries: &[Glossary]) -> Self {
        Self::new(vec![Arc::new(TermIndex::build(glossaries))])
    }

    /// The index of the embedded glossaries.
    pub fn embedded() -> Arc<TermIndex> {
        static INDEX: LazyLock<Arc<TermIndex>> = LazyLock::new(|| {
            Arc::new(
                TermIndex::from_static(crate::embedded::TERM_INDEX).expect("written by the build script"),
            )
        });
        Arc::clone(&INDEX)
    }

    /// The layers.
    pub fn layers(&self) -> &[Arc<TermIndex>] {
        &self.layers
    }

    /// Number of concepts of all layers.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.len()).sum()
    }

    /// Whether it has no concept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The layer of a concept and its number there.
    pub fn locate(&self, concept: u32) -> Option<(usize, u32)> {
        let mut rest = concept;
        for (number, layer) in self.layers.iter().enumerate() {
            if (rest as usize) < layer.len() {
                return Some((number, rest));
            }
            rest -= layer.len() as u32;
        }
        None
    }

    /// A concept by its number; an empty one where there is none.
    pub fn concept(&self, concept: u32) -> ConceptEntry {
        self.locate(concept).map(|(layer, number)| self.layers[layer].concept(number)).unwrap_or_default()
    }

    /// The numbers of a layer's concepts.
    pub fn concepts_of(&self, layer: usize) -> Range<u32> {
        let start = self.layers[..layer].iter().map(|layer| layer.len() as u32).sum();
        start..start + self.layers[layer].len() as u32
    }

    /// A finder, to be used for many sentences of one language: it remembers the words that it has met.
    pub fn finder(&self, language: Language) -> TermFinder<'_> {
        TermFinder::new(self, language)
    }

    /// The terms of one sentence. For many sentences make a [`TermBase::finder`].
    pub fn find_terms(&self, text: &str, words: &[Word], language: Language) -> Vec<TermMatch> {
        self.finder(language).find(text, words, &FindOptions::default())
    }

    /// The concepts that have a term, written in any inflected form, nothing before or after it. The sequence of words
    /// must be whole; see [`fn@super::search`] for queries by people.
    pub fn concepts_with_term(&self, term: &str, language: Language) -> Vec<u32> {
        let mut out = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            for offset in terms_of(layer, term, language) {
                let concept = self.concepts_of(number).start + layer.concept_of(offset);
                if !out.contains(&concept) {
                    out.push(concept);
                }
            }
        }
        out
    }
}

/// The terms of an index that are entered under one of the sequences of `term`.
pub(crate) fn terms_of(index: &TermIndex, term: &str, language: Language) -> Vec<u32> {
    let (vocabulary, sequences) = (index.vocabulary(language), index.sequences(language));
    let mut out = Vec::new();
    for sequence in index::sequences(term, true, language) {
        let mut state = Some(State { address: sequences.root().addr(), output: 0 });
        for key in &sequence {
            let number = vocabulary.get(key.as_bytes());
            state = state.zip(number).and_then(|(state, number)| {
                index::step(&sequences, state, &index::code(number.value() as u32))
            });
        }
        if let Some(first) = state.and_then(|state| index::ending(&sequences, state)) {
            out.extend(
                index.postings(language, first).filter(|offset| !out.contains(offset)).collect::<Vec<_>>(),
            );
        }
    }
    out
}
