//! A text and its translation, aligned down to words.
//!
//! Sentences first ([`super::sentence`]), then the words of each bead: by the encoder's vectors ([`super::links`]) joined
//! with the statistics of the whole text ([`super::pairs`]).

use super::definitions::{self, DefinitionPair};
use super::lexicon::Lexicon;
use super::links::{Similarities, WordLink};
use super::pairs::{self, StatisticalLinks};
use super::sentence::{Bead, Evidence, SentenceInfo, Unrelated, align_related, align_sentences};
use super::word::{Corpus, WordOptions};
use crate::analysis::{Analysis, Sentence};
use crate::definition::{Definition, possible_definitions};
use crate::document::BlockKind;
use crate::encode::{Encoder, WordVectors};
use crate::tag::Word;
use crate::text::normalize::fold;
use compact_str::CompactString;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;

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
///
/// The words of a bead are linked when they are first asked for; [`Bitext::prepare`] does that for many at once.
#[derive(Debug)]
pub struct Bitext<'a> {
    /// The French side.
    pub source: &'a Analysis,
    /// The English side.
    pub target: &'a Analysis,
    /// Groups of sentences that belong together, in the order of the source.
    pub beads: Vec<Bead>,
    /// What the source and the target define.
    pub definitions: [Vec<Definition>; 2],
    /// Which definitions of the two sides are the same.
    pub pairs: Vec<DefinitionPair>,
    words: Vec<OnceLock<BeadWords>>,
    /// Folded form and folded lemma of the target's words, by sentence, once they are asked for.
    target_keys: OnceLock<Vec<Vec<(CompactString, CompactString)>>>,
    statistics: Vec<StatisticalLinks>,
    resources: Resources<'a>,
    /// The bead of each source sentence.
    bead_of: Vec<Option<usize>>,
}

/// Sentences of a side up to which all are encoded before they are aligned. In a longer text, words and lengths align
/// sentences well enough, and only what is asked for is encoded.
const SHORT: usize = 250;

/// The vectors of the words and of the sentences of a text.
type Vectors = (Vec<WordVectors>, Vec<Vec<f32>>);

impl<'a> Bitext<'a> {
    /// Aligns two texts.
    ///
    /// # Errors
    /// When they do not look like translations of each other.
    pub fn align(
        source: &'a Analysis,
        target: &'a Analysis,
        resources: &Resources<'a>,
    ) -> Result<Self, Unrelated> {
        let short = source.sentences.len().min(target.sentences.len()) <= SHORT;
        let encoder = resources.encoder.filter(|_| short);
        let vectors = encoder.map(|e| [encoded(e, source), encoded(e, target)]);
        let evidence = Evidence {
            lexicon: resources.lexicon,
            reversed: false,
            vectors: vectors.as_ref().map(|[s, t]| (s.1.as_slice(), t.1.as_slice())),
        };
        let sides = [infos(source), infos(target)];
        let beads = align_related(&sides[0], &sides[1], &evidence)?;
        let found = [possible_definitions(source), possible_definitions(target)];
        let pairs = definitions::pair((source, target), (&found[0], &found[1]), &beads, resources);
        let within = |s: &Range<usize>, t: &Range<usize>| {
            let part = |v: &'_ Vectors, range: &Range<usize>| v.1[range.clone()].to_vec();
            let vectors = vectors.as_ref().map(|[from, to]| (part(from, s), part(to, t)));
            let vectors = vectors.as_ref().map(|(s, t)| (s.as_slice(), t.as_slice()));
            let beads = align_sentences(
                &sides[0][s.clone()],
                &sides[1][t.clone()],
                &Evidence { vectors, ..evidence },
            );
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            beads
                .into_iter()
                .map(|b| Bead { source: shift(b.source, s.start), target: shift(b.target, t.start), ..b })
                .collect()
        };
        let beads = definitions::rebead(beads, (&found[0], &found[1]), &pairs, within);
        Ok(Self::with_beads(source, target, beads, vectors.as_ref(), resources, (found, pairs)))
    }

    /// Takes block `i` of one text for the translation of block `i` of the other: a translation file.
    pub fn of_blocks(source: &'a Analysis, target: &'a Analysis, resources: &Resources<'a>) -> Self {
        let blocks = source.document.blocks.len().max(target.document.blocks.len());
        let (mut from, mut to) = (0, 0);
        let beads: Vec<Bead> = (0..blocks)
            .map(|block| Bead {
                source: run(&source.sentences, &mut from, block),
                target: run(&target.sentences, &mut to, block),
                confidence: 1.0,
            })
            .collect();
        let found = [possible_definitions(source), possible_definitions(target)];
        let pairs = definitions::pair((source, target), (&found[0], &found[1]), &beads, resources);
        Self::with_beads(source, target, beads, None, resources, (found, pairs))
    }

    fn with_beads(
        source: &'a Analysis,
        target: &'a Analysis,
        beads: Vec<Bead>,
        vectors: Option<&[Vectors; 2]>,
        resources: &Resources<'a>,
        (definitions, pairs): ([Vec<Definition>; 2], Vec<DefinitionPair>),
    ) -> Self {
        let mut bead_of = vec![None; source.sentences.len()];
        for (number, bead) in beads.iter().enumerate() {
            for sentence in bead.source.clone() {
                bead_of[sentence] = Some(number);
            }
        }
        let statistics = statistics(source, target, &beads, resources);
        let words = beads.iter().map(|_| OnceLock::new()).collect();
        let bitext = Self {
            source,
            target,
            beads,
            definitions,
            pairs,
            words,
            target_keys: OnceLock::new(),
            statistics,
            resources: *resources,
            bead_of,
        };
        if let Some([from, to]) = vectors {
            (0..bitext.beads.len()).into_par_iter().for_each(|bead| {
                let Bead { source, target, .. } = &bitext.beads[bead];
                let linked = bitext.link(bead, &from.0[source.clone()], &to.0[target.clone()]);
                let _ = bitext.words[bead].set(linked);
            });
        }
        bitext
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
        let words = self.words(bead);
        words.links.iter().map(|&(s, t)| (words.source[usize::from(s)], words.target[usize::from(t)]))
    }

    /// Links the words of beads that will be asked for, on all cores.
    pub fn prepare(&self, beads: impl IntoIterator<Item = usize>) {
        let mut missing: Vec<usize> =
            beads.into_iter().filter(|&bead| self.words[bead].get().is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.par_iter().for_each(|&bead| {
            self.words(bead);
        });
    }

    /// Folded form and folded lemma of the words of a target sentence.
    pub(crate) fn target_keys(&self, sentence: usize) -> &[(CompactString, CompactString)] {
        let keys = self.target_keys.get_or_init(|| {
            let text = &self.target.document.text;
            let keys = |w: &Word| (fold(w.span.text(text)).into(), fold(&w.lemma).into());
            self.target.sentences.iter().map(|s| s.words.iter().map(keys).collect()).collect()
        });
        keys.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// The linked words of a bead.
    pub(crate) fn words(&self, bead: usize) -> &BeadWords {
        // Not inside the lock: encoding runs on all cores, and a core that waits may be given a task that asks for this bead.
        if let Some(words) = self.words[bead].get() {
            return words;
        }
        let Bead { source, target, .. } = &self.beads[bead];
        let encoded = |encoder: &Encoder, analysis: &Analysis, range: &Range<usize>| {
            encoder.encode_words(&texts(analysis, range.clone()))
        };
        let linked = match self.resources.encoder.filter(|_| !source.is_empty() && !target.is_empty()) {
            Some(e) => self.link(bead, &encoded(e, self.source, source), &encoded(e, self.target, target)),
            None => self.link(bead, &[], &[]),
        };
        self.words[bead].get_or_init(|| linked)
    }

    /// Links the words of a bead: by the statistics of the whole text, and by the vectors of its sentences where there
    /// are some.
    fn link(&self, bead: usize, from: &[WordVectors], to: &[WordVectors]) -> BeadWords {
        let Bead { source, target, .. } = &self.beads[bead];
        let (rows, columns) = (side(self.source, source), side(self.target, target));
        let encoded = !from.is_empty() && !to.is_empty();
        let cosines = if encoded {
            let vectors: Vec<&[f32]> =
                columns.iter().map(|&((n, w), _)| to[n - target.start].get(w).unwrap_or_default()).collect();
            rows.iter()
                .map(|&((n, w), _)| from[n - source.start].get(w).unwrap_or_default())
                .flat_map(|row| vectors.iter().map(move |c| crate::encode::similarity(row, c)))
                .collect::<Vec<f32>>()
        } else {
            vec![0.0; rows.len() * columns.len()]
        };
        let (source, source_keys): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let (target, target_keys): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let similarities = pairs::similarities(cosines, &source_keys, &target_keys, self.resources.lexicon);
        let statistical = &self.statistics[bead];
        let (links, weak) = if encoded {
            (similarities.join(&statistical.grown), similarities.itermax())
        } else {
            (statistical.sure.clone(), statistical.grown.clone())
        };
        BeadWords { source, target, similarities, links, weak }
    }
}

fn run(sentences: &[Sentence], at: &mut usize, block: usize) -> Range<usize> {
    let start = *at;
    while sentences.get(*at).is_some_and(|sentence| sentence.segment.block == block) {
        *at += 1;
    }
    start..*at
}

/// The words of sentences, as written.
fn texts(analysis: &Analysis, range: Range<usize>) -> Vec<Vec<&str>> {
    let text = &analysis.document.text;
    analysis.sentences[range].iter().map(|s| s.words.iter().map(|w| w.span.text(text)).collect()).collect()
}

fn encoded(encoder: &Encoder, analysis: &Analysis) -> Vectors {
    encoder.encode_texts(&texts(analysis, 0..analysis.sentences.len()))
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

/// Passes of the statistical aligner over a text, at most, where the encoder's vectors do most of the work.
const PASSES: usize = 12;

/// Links the words of all beads by the statistics of the whole text, with the dictionary as prior.
fn statistics(
    source: &Analysis,
    target: &Analysis,
    beads: &[Bead],
    resources: &Resources<'_>,
) -> Vec<StatisticalLinks> {
    let mut corpus = Corpus::new();
    for bead in beads {
        let keys = |analysis: &Analysis, range: &Range<usize>| -> Vec<String> {
            let words = range.clone().flat_map(|s| &analysis.sentences[s].words);
            words.take(LONGEST).map(|w| fold(&w.lemma)).collect()
        };
        corpus.push(keys(source, &bead.source), keys(target, &bead.target));
    }
    let priors = pairs::priors(&corpus, resources.lexicon);
    let options = match resources.encoder {
        Some(_) => WordOptions { samplers: 1, most_passes: PASSES, ..WordOptions::default() },
        None => WordOptions::default(),
    };
    pairs::statistical_links(&corpus, &priors, &options)
}
