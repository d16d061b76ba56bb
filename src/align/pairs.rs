//! The words of many sentence pairs at once: statistics of all of them, a dictionary, and the encoder's vectors.

use super::cognates;
use super::lexicon::Lexicon;
use super::links::{Similarities, WordLink};
use super::word::{Corpus, Directions, Symmetrization, WordOptions, align_words, symmetrize};
use crate::text::normalize::bare;
use rustc_hash::FxHashMap;

/// Prior count of a pair that the dictionary always translates so, both ways.
const DICTIONARY_COUNT: f32 = 3.0;
/// Prior count of two words that are the same, and of two that look alike.
const SAME_COUNT: f32 = 2.0;
const ALIKE_COUNT: f32 = 1.0;
/// How alike two words must be.
const ALIKE: f32 = 0.7;
/// What the dictionary adds to the similarity of words that it knows to translate each other.
const LEXICON_WEIGHT: f32 = 0.25;

/// The prior count of two words: how likely each is translated by the other.
pub fn prior_count(probability: f32, reverse: f32) -> f32 {
    DICTIONARY_COUNT * (probability * reverse).sqrt()
}

/// Prior counts for the words of a corpus: from the dictionary (French to English), and by their look.
pub fn priors(corpus: &Corpus, lexicon: Option<&Lexicon>) -> Vec<(u32, u32, f32)> {
    let english: FxHashMap<&str, u32> =
        corpus.vocabulary(1).iter().enumerate().map(|(id, key)| (key.as_str(), id as u32)).collect();
    let plain: Vec<String> = corpus.vocabulary(1).iter().map(|key| bare(key)).collect();
    let mut by_beginning: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (id, word) in plain.iter().enumerate() {
        if let Some(beginning) = beginning(word) {
            by_beginning.entry(beginning).or_default().push(id as u32);
        }
    }
    let mut out = Vec::new();
    for (id, key) in corpus.vocabulary(0).iter().enumerate() {
        let mut row: Vec<(u32, f32)> = Vec::new();
        let mut raise = |other: u32, count: f32| match row.iter_mut().find(|r| r.0 == other) {
            Some(entry) => entry.1 = entry.1.max(count),
            None => row.push((other, count)),
        };
        if let Some(lexicon) = lexicon {
            for translation in lexicon.translations(key) {
                if let Some(&other) = english.get(translation.key) {
                    raise(other, prior_count(translation.probability, translation.reverse));
                }
            }
        }
        if let Some(&same) = english.get(key.as_str())
            && (key.len() > 3 || !key.chars().all(char::is_alphabetic))
        {
            raise(same, SAME_COUNT);
        }
        let word = bare(key);
        for &other in beginning(&word).and_then(|b| by_beginning.get(b)).into_iter().flatten().take(200) {
            if cognates::similarity(&word, &plain[other as usize]) >= ALIKE {
                raise(other, ALIKE_COUNT);
            }
        }
        row.sort_unstable_by_key(|r| r.0);
        out.extend(row.into_iter().map(|(other, count)| (id as u32, other, count)));
    }
    out
}

/// The first three letters of a word of at least four.
fn beginning(word: &str) -> Option<&str> {
    let at = word.char_indices().nth(3)?.0;
    Some(&word[..at])
}

/// The links that the statistics of all pairs find: sure ones, which both directions have, and more beside them.
#[derive(Clone, Debug, Default)]
pub struct StatisticalLinks {
    /// Links of both directions.
    pub sure: Vec<WordLink>,
    /// The same, grown by neighbours that one direction has.
    pub grown: Vec<WordLink>,
}

impl StatisticalLinks {
    /// Those of a sentence pair.
    pub fn new(directions: &Directions) -> Self {
        Self {
            sure: symmetrize(directions, Symmetrization::Intersection),
            grown: symmetrize(directions, Symmetrization::GrowDiag),
        }
    }
}

/// Aligns a corpus by statistics and dictionary.
pub fn statistical_links(
    corpus: &Corpus,
    priors: &[(u32, u32, f32)],
    options: &WordOptions,
) -> Vec<StatisticalLinks> {
    let aligned = align_words(corpus, priors, options);
    (0..aligned.len()).map(|pair| StatisticalLinks::new(&aligned.sentence(pair))).collect()
}

/// Similarities of the words of a pair: cosines, raised where the words are the same or the dictionary joins them.
/// `keys` are the words' lemmas and their folded forms.
pub fn similarities<S: AsRef<str>>(
    cosines: Vec<f32>,
    source: &[(S, S)],
    target: &[(S, S)],
    lexicon: Option<&Lexicon>,
) -> Similarities {
    let mut cosines = cosines;
    let columns = target.len();
    for (row, (lemma, form)) in source.iter().enumerate() {
        let row = &mut cosines[row * columns..(row + 1) * columns];
        for (cell, (_, other)) in row.iter_mut().zip(target) {
            if form.as_ref() == other.as_ref() && form.as_ref().chars().any(char::is_alphanumeric) {
                *cell += LEXICON_WEIGHT;
            }
        }
        for translation in lexicon.into_iter().flat_map(|l| l.translations(lemma.as_ref())) {
            let weight = LEXICON_WEIGHT * (translation.probability * translation.reverse).sqrt().sqrt();
            for (cell, (other, _)) in row.iter_mut().zip(target) {
                if other.as_ref() == translation.key {
                    *cell += weight;
                }
            }
        }
    }
    Similarities::new(cosines, columns)
}
