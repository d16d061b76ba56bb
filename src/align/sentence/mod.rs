//! Sentence alignment: which sentences of a text and of its translation say the same.
//!
//! The likeliest path of beads (1–0 … 3–3), found by dynamic programming inside a band. What speaks for a bead is of three
//! kinds: lengths (Gale & Church 1993); words, by dictionary, look and what the text itself teaches (Moore 2002); and
//! sentence vectors where an encoder made them (Thompson & Koehn 2019). The weights of this evidence are those of a
//! conditional random field fitted on texts whose beads are known ([`super::lattice`]); its posterior probabilities are
//! the confidences. The band follows a path found on a coarser text, in which neighbours are joined two by two
//! (vecalign's scheme), so that time and memory grow with the length of the text, not its square.

mod band;
mod search;
mod texts;

use self::band::coarse_band;
use self::search::{Move, finish, lattice, search};
use self::texts::Texts;
use super::lattice::Lattice;
use super::lexicon::Lexicon;
use super::word::word_key;
use crate::text::{Language, Span};
use crate::token::{TokenKind, tokenize};
use compact_str::CompactString;
use std::ops::Range;

/// A sentence as the aligner sees it.
#[derive(Clone, Debug, Default)]
pub struct SentenceInfo<'a> {
    /// Its text.
    pub text: &'a str,
    /// Dictionary forms of its words, folded. Where none are given, the words of the text as they are.
    pub keys: Vec<CompactString>,
    /// Whether it is the first of a block.
    pub starts_block: bool,
    /// Whether it is a title.
    pub heading: bool,
}

impl<'a> SentenceInfo<'a> {
    /// A sentence of which nothing but the text is known.
    pub fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// A sentence in a language whose dictionary forms are known.
    pub fn keyed(text: &'a str, language: Language) -> Self {
        let tokens = tokenize(text, Span::new(0, text.len()), &[], language);
        let words = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Clitic));
        let keys = words.map(|t| word_key(t.span.text(text), language)).collect();
        Self { text, keys, ..Self::default() }
    }
}

/// The vectors of the source's and of the target's sentences.
pub type Vectors<'a> = (&'a [Vec<f32>], &'a [Vec<f32>]);

/// What is known beside the texts themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// A dictionary from the source's language to the target's.
    pub lexicon: Option<&'a Lexicon>,
    /// The source is the lexicon's English, the target its French.
    pub reversed: bool,
    /// Unit vectors of the sentences of both sides, if an encoder made them.
    pub vectors: Option<Vectors<'a>>,
}

/// Sentences of both sides that say the same. One side may be empty.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Bead {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
    /// 0–1: how sure it is that this is right. Below [`DOUBTFUL`] a person should look.
    pub confidence: f32,
}

/// Confidence below which a bead is marked as doubtful.
pub const DOUBTFUL: f32 = 0.5;

/// The two texts are no translations of each other.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the texts do not look like translations of each other (mean score {score:.2})")]
pub struct Unrelated {
    /// Mean nearness of the beads: about 0.1 for unrelated texts, 0.5 and more for translations.
    pub score: f32,
}

/// (source sentences, target sentences) of the beads that there may be.
pub(super) const MOVES: &[(usize, usize)] =
    &[(1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 4), (4, 1)];
/// Most sentences on a side of a bead.
pub(super) const MAX_SIDE: usize = 4;
/// Variance of the target's length for each character of the source (Gale & Church 1993).
const LENGTH_VARIANCE: f32 = 6.8;
/// Texts whose vectors are less near than this, and whose words say no more than [`LEAST_WORDS_TOO`], are unrelated:
/// unrelated news have 0.1 to 0.2, translations 0.5 to 0.7.
const LEAST_NEARNESS: f32 = 0.25;
const LEAST_WORDS_TOO: f32 = 0.6;
/// Without vectors: evidence of words a word in nats; unrelated news have 0.1 to 0.35, translations 0.8 to 1.2.
const LEAST_WORDS: f32 = 0.45;

/// Aligns two texts, sentence by sentence. The beads cover both sides without gaps, in order.
///
/// Total: whatever the texts, some path is the best. [`align_related`] tells whether it means anything.
pub fn align_sentences(source: &[SentenceInfo], target: &[SentenceInfo], evidence: &Evidence) -> Vec<Bead> {
    align_scored(source, target, evidence).0
}

/// Aligns two texts, and refuses where they are not each other's translation.
pub fn align_related(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
) -> Result<Vec<Bead>, Unrelated> {
    let (beads, relation) = align_scored(source, target, evidence);
    // A handful of sentences proves nothing.
    let units = source.len().min(target.len());
    let score = relation.near.unwrap_or(relation.words);
    let unrelated = match relation.near {
        Some(near) => near < LEAST_NEARNESS && relation.words < LEAST_WORDS_TOO,
        None => relation.words < if units >= 12 { LEAST_WORDS } else { LEAST_WORDS / 2.0 },
    };
    if units >= 4 && unrelated { Err(Unrelated { score }) } else { Ok(beads) }
}

/// How much two texts have to do with each other.
#[derive(Clone, Copy, Debug, Default)]
struct Relation {
    /// Evidence of words a word, in nats.
    words: f32,
    /// Mean nearness of the vectors of the beads that have both sides.
    near: Option<f32>,
}

/// The beads, and how much the texts have to do with each other.
fn align_scored(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
) -> (Vec<Bead>, Relation) {
    if source.is_empty() || target.is_empty() {
        let bead = |source, target| Bead { source, target, confidence: 1.0 };
        let beads = (0..source.len()).map(|i| bead(i..i + 1, 0..0));
        return (beads.chain((0..target.len()).map(|j| bead(0..0, j..j + 1))).collect(), Relation::default());
    }
    let mut texts = Texts::new(source, target, evidence.lexicon.is_some());
    let mut table = texts.prior_table(evidence);
    let band = coarse_band(&texts, &table, evidence);
    let mut path = search(&texts, &table, &band, evidence);
    texts.learn(&path, &mut table);
    // How long a translation is and how much it leaves out differs from text to text: the first path tells.
    texts.measure(&path);
    path = search(&texts, &table, &band, evidence);
    finish(&texts, &table, &path, evidence)
}

/// The evidence for every bead near the right ones, to fit weights on. `gold` covers both sides in order, with beads of
/// the kinds that there are.
pub fn evidence_near(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
    gold: &[(Range<usize>, Range<usize>)],
) -> Lattice {
    let texts = Texts::new(source, target, evidence.lexicon.is_some());
    let mut table = texts.prior_table(evidence);
    let path: Vec<Move> = gold
        .iter()
        .map(|(s, t)| Move { i: s.start, j: t.start, a: s.len(), b: t.len(), gain: 0.0, nearness: 0.0 })
        .collect();
    texts.learn(&path, &mut table);
    lattice(&texts, &table, &path, evidence, |scorer, i, a, j, b| scorer.features(i, a, j, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn align(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        let source: Vec<SentenceInfo> = source.iter().map(|t| SentenceInfo::new(t)).collect();
        let target: Vec<SentenceInfo> = target.iter().map(|t| SentenceInfo::new(t)).collect();
        align_sentences(&source, &target, &Evidence::default())
            .into_iter()
            .map(|b| (b.source, b.target))
            .collect()
    }

    #[test]
    fn a_merged_sentence_is_found() {
        let fr = [
            "Le parlement de Paris a voté la loi 42.",
            "Elle entrera en vigueur en 2025.",
            "Les députés protestent toujours contre ce texte.",
        ];
        let en = [
            "The parliament of Paris passed law 42, and it will come into force in 2025.",
            "Members of parliament still protest against this text.",
        ];
        assert_eq!(align(&fr, &en), [(0..2, 0..1), (2..3, 1..2)]);
    }

    #[test]
    fn empty_sides_are_no_problem() {
        assert!(align(&[], &[]).is_empty());
        assert_eq!(align(&["Un."], &[]), [(0..1, 0..0)]);
        assert_eq!(align(&[], &["One.", "Two."]), [(0..0, 0..1), (0..0, 1..2)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn beads_tile_both_sides(
            source in proptest::collection::vec("[a-d ]{0,12}[.?]?", 0..40),
            target in proptest::collection::vec("[a-d ]{0,12}[.?]?", 0..40),
        ) {
            let s: Vec<SentenceInfo> = source.iter().map(|t| SentenceInfo::new(t)).collect();
            let t: Vec<SentenceInfo> = target.iter().map(|t| SentenceInfo::new(t)).collect();
            let (mut i, mut j) = (0, 0);
            for bead in align_sentences(&s, &t, &Evidence::default()) {
                prop_assert_eq!((bead.source.start, bead.target.start), (i, j));
                prop_assert!((0.0..=1.0).contains(&bead.confidence));
                (i, j) = (bead.source.end, bead.target.end);
            }
            prop_assert_eq!((i, j), (source.len(), target.len()));
        }

        #[test]
        fn the_band_follows_its_path(n in 260usize..300, m in 260usize..400) {
            let text = ["a.", "b?"];
            let s: Vec<SentenceInfo> = (0..n).map(|k| SentenceInfo::new(text[k % 2])).collect();
            let t: Vec<SentenceInfo> = (0..m).map(|k| SentenceInfo::new(text[k % 2])).collect();
            let beads = align_sentences(&s, &t, &Evidence::default());
            prop_assert_eq!(beads.last().map(|b| (b.source.end, b.target.end)), Some((n, m)));
        }
    }
}
