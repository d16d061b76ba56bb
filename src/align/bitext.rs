//! A text and its translation, aligned down to words.
//!
//! Sentences first ([`super::sentence`]), then the words of each bead: by the encoder's vectors ([`super::links`]) joined
//! with the statistics of the whole text ([`super::pairs`]).

use super::lexicon::Lexicon;
use super::links::{Similarities, WordLink};
use super::pairs;
use super::sentence::{Bead, Evidence, SentenceInfo, Unrelated, align_related};
use super::word::{Corpus, WordOptions};
use crate::analysis::{Analysis, Sentence};
use crate::document::BlockKind;
use crate::encode::{Encoder, WordVectors};
use crate::morph;
use crate::tag::Word;
use crate::text::normalize::fold;
use compact_str::CompactString;
use rayon::prelude::*;
use std::ops::Range;

/// What alignment may lean on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resources<'a> {
    /// Vectors of words and sentences.
    pub encoder: Option<&'a Encoder>,
    /// General French–English words.
    pub lexicon: Option<&'a Lexicon>,
}

/// The words of a bead on both sides and how they are linked.
#[derive(Clone, Debug, Default)]
pub(crate) struct BeadWords {
    /// Places of the source's words: (sentence, word).
    pub(crate) source: Vec<(usize, usize)>,
    /// Places of the target's words.
    pub(crate) target: Vec<(usize, usize)>,
    /// Similarities of the words, by the vectors and the lexicon.
    pub(crate) similarities: Similarities,
    /// Links that are sure.
    pub(crate) links: Vec<WordLink>,
    /// Links that are weaker, the sure ones among them.
    pub(crate) weak: Vec<WordLink>,
}

/// A French text and its English translation, aligned.
#[derive(Debug)]
pub struct Bitext<'a> {
    /// The French side.
    pub source: &'a Analysis,
    /// The English side.
    pub target: &'a Analysis,
    /// Groups of sentences that belong together, in order.
    pub beads: Vec<Bead>,
    pub(crate) words: Vec<BeadWords>,
    /// The bead of each source sentence.
    bead_of: Vec<Option<usize>>,
}

impl<'a> Bitext<'a> {
    /// Aligns two texts.
    ///
    /// # Errors
    /// When they do not look like translations of each other.
    pub fn align(
        source: &'a Analysis,
        target: &'a Analysis,
        resources: &Resources<'_>,
    ) -> Result<Self, Unrelated> {
        let vectors = resources.encoder.map(|e| (word_vectors(e, source), word_vectors(e, target)));
        let sums = resources.encoder.map(|e| (sentence_vectors(e, source), sentence_vectors(e, target)));
        let evidence = Evidence {
            lexicon: resources.lexicon,
            reversed: false,
            vectors: sums.as_ref().map(|(s, t)| (s.as_slice(), t.as_slice())),
        };
        let beads = align_related(&infos(source), &infos(target), &evidence)?;
        Ok(Self::with_beads(source, target, beads, vectors.as_ref(), resources))
    }

    /// Takes block `i` of one text for the translation of block `i` of the other: a translation file.
    pub fn of_blocks(source: &'a Analysis, target: &'a Analysis, resources: &Resources<'_>) -> Self {
        let vectors = resources.encoder.map(|e| (word_vectors(e, source), word_vectors(e, target)));
        let blocks = source.document.blocks.len().max(target.document.blocks.len());
        let (mut from, mut to) = (0, 0);
        let beads = (0..blocks)
            .map(|block| Bead {
                source: run(&source.sentences, &mut from, block),
                target: run(&target.sentences, &mut to, block),
                confidence: 1.0,
            })
            .collect();
        Self::with_beads(source, target, beads, vectors.as_ref(), resources)
    }

    fn with_beads(
        source: &'a Analysis,
        target: &'a Analysis,
        beads: Vec<Bead>,
        vectors: Option<&(Vec<WordVectors>, Vec<WordVectors>)>,
        resources: &Resources<'_>,
    ) -> Self {
        let mut bead_of = vec![None; source.sentences.len()];
        for (number, bead) in beads.iter().enumerate() {
            for sentence in bead.source.clone() {
                bead_of[sentence] = Some(number);
            }
        }
        let words = link(source, target, &beads, vectors, resources);
        Self { source, target, beads, words, bead_of }
    }

    /// The number of the bead that a source sentence is in.
    pub fn bead_of(&self, sentence: usize) -> Option<usize> {
        self.bead_of.get(sentence).copied().flatten()
    }

    /// The target sentences that stand for a source sentence; empty where none do.
    pub fn target_sentences(&self, sentence: usize) -> Range<usize> {
        self.bead_of(sentence).map_or(0..0, |bead| self.beads[bead].target.clone())
    }

    /// The sure word links of a bead: (source sentence, word) and (target sentence, word).
    pub fn links(&self, bead: usize) -> impl Iterator<Item = ((usize, usize), (usize, usize))> + '_ {
        let words = &self.words[bead];
        words.links.iter().map(|&(s, t)| (words.source[usize::from(s)], words.target[usize::from(t)]))
    }
}

fn run(sentences: &[Sentence], at: &mut usize, block: usize) -> Range<usize> {
    let start = *at;
    while sentences.get(*at).is_some_and(|sentence| sentence.segment.block == block) {
        *at += 1;
    }
    start..*at
}

fn word_vectors(encoder: &Encoder, analysis: &Analysis) -> Vec<WordVectors> {
    let text = &analysis.document.text;
    let sentences: Vec<Vec<&str>> =
        analysis.sentences.iter().map(|s| s.words.iter().map(|w| w.span.text(text)).collect()).collect();
    encoder.encode_words(&sentences)
}

fn sentence_vectors(encoder: &Encoder, analysis: &Analysis) -> Vec<Vec<f32>> {
    let text = &analysis.document.text;
    let sentences: Vec<&str> =
        analysis.sentences.iter().map(|s| s.segment.span.trim(text).text(text)).collect();
    encoder.encode_sentences(&sentences)
}

fn infos(analysis: &Analysis) -> Vec<SentenceInfo<'_>> {
    let mut last = None;
    analysis
        .sentences
        .iter()
        .map(|sentence| {
            let block = sentence.segment.block;
            let starts_block = last != Some(block);
            last = Some(block);
            SentenceInfo {
                text: sentence.segment.span.trim(&analysis.document.text).text(&analysis.document.text),
                keys: sentence.words.iter().map(|w| CompactString::from(fold(&w.lemma))).collect(),
                starts_block,
                heading: matches!(analysis.document.blocks[block].kind, BlockKind::Heading(_)),
            }
        })
        .collect()
}

/// Words past this number in a bead are not linked: a bead of that length is no sentence.
const LONGEST: usize = 600;

/// The words of a side of a bead: place, folded lemma, folded form.
type BeadSide = Vec<((usize, usize), (String, String))>;

fn side(analysis: &Analysis, range: &Range<usize>) -> BeadSide {
    let words = range
        .clone()
        .flat_map(|s| analysis.sentences[s].words.iter().enumerate().map(move |(w, word)| ((s, w), word)));
    let keys = |word: &Word| (fold(&word.lemma), fold(word.span.text(&analysis.document.text)));
    words.take(LONGEST).map(|(place, word)| (place, keys(word))).collect()
}

/// Links the words of all beads: by the statistics of the whole text with the dictionary as prior, and by the vectors
/// where there are some.
fn link(
    source: &Analysis,
    target: &Analysis,
    beads: &[Bead],
    vectors: Option<&(Vec<WordVectors>, Vec<WordVectors>)>,
    resources: &Resources<'_>,
) -> Vec<BeadWords> {
    let sides: Vec<(BeadSide, BeadSide)> =
        beads.iter().map(|bead| (side(source, &bead.source), side(target, &bead.target))).collect();
    let mut corpus = Corpus::new();
    for (from, to) in &sides {
        corpus.push(from.iter().map(|w| &w.1.0), to.iter().map(|w| &w.1.0));
    }
    let priors = pairs::priors(&corpus, resources.lexicon);
    let statistical = pairs::statistical_links(&corpus, &priors, &WordOptions::default());
    sides
        .into_par_iter()
        .zip(statistical)
        .map(|((from, to), statistical)| {
            let cosines = match vectors {
                Some((s, t)) => {
                    let columns: Vec<&[f32]> =
                        to.iter().map(|&((n, w), _)| t[n].get(w).unwrap_or_default()).collect();
                    from.iter()
                        .map(|&((n, w), _)| s[n].get(w).unwrap_or_default())
                        .flat_map(|row| columns.iter().map(move |c| crate::encode::similarity(row, c)))
                        .collect::<Vec<f32>>()
                }
                None => vec![0.0; from.len() * to.len()],
            };
            let (source, source_keys): (Vec<_>, Vec<_>) = from.into_iter().unzip();
            let (target, target_keys): (Vec<_>, Vec<_>) = to.into_iter().unzip();
            let similarities = pairs::similarities(cosines, &source_keys, &target_keys, resources.lexicon);
            let (links, weak) = if vectors.is_some() {
                (similarities.join(&statistical.grown), similarities.itermax())
            } else {
                (statistical.sure, statistical.grown)
            };
            BeadWords { source, target, similarities, links, weak }
        })
        .collect()
}

/// Whether two English or French words are forms of one.
pub(crate) fn same_word(a: &str, b: &str, language: crate::text::Language) -> bool {
    fold(a) == fold(b)
        || morph::lemma_keys(a, language).iter().any(|k| morph::lemma_keys(b, language).contains(k))
}
