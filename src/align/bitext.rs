//! A text and its translation, aligned down to words.
//!
//! Sentences first ([`super::sentence`]), then the words of each bead, by the encoder's vectors ([`super::links`]).

use super::lexicon::Lexicon;
use super::links::{Similarities, WordLink};
use super::sentence::{Bead, Evidence, SentenceInfo, Unrelated, align_related};
use crate::analysis::{Analysis, Sentence};
use crate::document::BlockKind;
use crate::encode::{Encoder, WordVectors};
use crate::morph;
use crate::tag::Word;
use crate::text::normalize::fold;
use compact_str::CompactString;
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
        let words = beads.iter().map(|bead| link(source, target, bead, vectors, resources)).collect();
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
/// What the lexicon adds to the similarity of words that it knows to translate each other.
const LEXICON_WEIGHT: f32 = 0.25;

fn link(
    source: &Analysis,
    target: &Analysis,
    bead: &Bead,
    vectors: Option<&(Vec<WordVectors>, Vec<WordVectors>)>,
    resources: &Resources<'_>,
) -> BeadWords {
    let places = |analysis: &Analysis, range: &Range<usize>| -> Vec<(usize, usize)> {
        let words = range.clone().flat_map(|s| (0..analysis.sentences[s].words.len()).map(move |w| (s, w)));
        words.take(LONGEST).collect()
    };
    let (from, to) = (places(source, &bead.source), places(target, &bead.target));
    if from.is_empty() || to.is_empty() {
        return BeadWords { source: from, target: to, ..BeadWords::default() };
    }
    let mut cosines = match vectors {
        Some((s, t)) => {
            let rows: Vec<&[f32]> = from.iter().map(|&(n, w)| s[n].get(w).unwrap_or_default()).collect();
            let columns: Vec<&[f32]> = to.iter().map(|&(n, w)| t[n].get(w).unwrap_or_default()).collect();
            rows.iter()
                .flat_map(|r| columns.iter().map(move |c| crate::encode::similarity(r, c)))
                .collect::<Vec<f32>>()
        }
        None => vec![0.0; from.len() * to.len()],
    };
    let word =
        |analysis: &'_ Analysis, (n, w): (usize, usize)| -> Word { analysis.sentences[n].words[w].clone() };
    let keys = |analysis: &Analysis, places: &[(usize, usize)]| -> Vec<(String, String)> {
        places
            .iter()
            .map(|&place| {
                let word = word(analysis, place);
                (fold(&word.lemma), fold(word.span.text(&analysis.document.text)))
            })
            .collect()
    };
    let (source_keys, target_keys) = (keys(source, &from), keys(target, &to));
    for (row, (lemma, form)) in source_keys.iter().enumerate() {
        for (column, (english, english_form)) in target_keys.iter().enumerate() {
            let same = form == english_form && form.chars().any(char::is_alphanumeric);
            if same {
                cosines[row * to.len() + column] += LEXICON_WEIGHT;
            }
            let _ = (lemma, english);
        }
        if let Some(lexicon) = resources.lexicon {
            for translation in lexicon.translations(lemma) {
                let weight = LEXICON_WEIGHT * (translation.probability * translation.reverse).sqrt().sqrt();
                for (column, (english, _)) in target_keys.iter().enumerate() {
                    if english == translation.key {
                        cosines[row * to.len() + column] += weight;
                    }
                }
            }
        }
    }
    let similarities = Similarities::new(cosines, to.len());
    let (links, weak) = (similarities.mutual(), similarities.itermax());
    BeadWords { source: from, target: to, similarities, links, weak }
}

/// Whether two English or French words are forms of one.
pub(crate) fn same_word(a: &str, b: &str, language: crate::text::Language) -> bool {
    fold(a) == fold(b)
        || morph::lemma_keys(a, language).iter().any(|k| morph::lemma_keys(b, language).contains(k))
}
