//! What is checked: two analysed texts and which sentences of them belong together.

use crate::align::bitext::Bitext;
use crate::analysis::{Analysis, Sentence};
use crate::text::Span;
use std::ops::Range;

/// Sentences of both sides that say the same: a row of a table, a unit of a translation file, a bead.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
    /// 0–1: how sure it is that they belong together.
    pub confidence: f32,
}

/// Where the translation says a stretch of the source, as far as that is known.
pub trait Projection: std::fmt::Debug + Sync {
    /// The English of words `words` of sentence `sentence` of the source: where it stands in the translation's text, and
    /// how sure that is (0–1).
    fn project(&self, sentence: usize, words: Range<usize>) -> Option<(Span, f32)>;

    /// The same with the links of its words.
    fn project_words(&self, sentence: usize, words: Range<usize>) -> Option<Projected>;
}

/// A stretch of the translation that stands for words of the source, word by word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projected {
    /// Where it stands in the translation's text.
    pub span: Span,
    /// 0–1: how sure that is.
    pub confidence: f32,
    /// Which of its words stand for which: word of the source's sentence, place of the English word.
    pub links: Vec<(usize, Span)>,
    /// Words in it that stand for other words of the source.
    pub strangers: Vec<Span>,
    /// Words of the source that are said, but elsewhere.
    pub elsewhere: Vec<usize>,
}

impl Projection for Bitext<'_> {
    fn project(&self, sentence: usize, words: Range<usize>) -> Option<(Span, f32)> {
        Bitext::project(self, sentence, &words).map(|found| (found.span, found.confidence))
    }

    fn project_words(&self, sentence: usize, words: Range<usize>) -> Option<Projected> {
        let found = Bitext::project(self, sentence, &words)?;
        let (links, strangers) = self.links_within(sentence, &words, &found);
        let elsewhere = words.filter(|&word| self.is_elsewhere(sentence, word, &links)).collect();
        Some(Projected { span: found.span, confidence: found.confidence, links, strangers, elsewhere })
    }
}

/// A French text and its English translation.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The French text.
    pub source: &'a Analysis,
    /// The English one.
    pub target: &'a Analysis,
    /// Which sentences belong together, in the order of the source.
    pub pairs: &'a [Pair],
    /// Word alignment, if there is one.
    pub projection: Option<&'a dyn Projection>,
}

/// Pairs the sentences of two texts by blocks: those of block `i` with those of block `i`.
pub fn pairs_of_blocks(source: &Analysis, target: &Analysis) -> Vec<Pair> {
    let blocks = source.document.blocks.len().max(target.document.blocks.len());
    let (mut from, mut to) = (0, 0);
    (0..blocks)
        .map(|block| Pair {
            source: run(&source.sentences, &mut from, block),
            target: run(&target.sentences, &mut to, block),
            confidence: 1.0,
        })
        .collect()
}

/// The pairs of an aligned text: its beads.
pub fn pairs_of_bitext(bitext: &Bitext<'_>) -> Vec<Pair> {
    let pair = |bead: &crate::align::sentence::Bead| Pair {
        source: bead.source.clone(),
        target: bead.target.clone(),
        confidence: bead.confidence,
    };
    bitext.beads.iter().map(pair).collect()
}

fn run(sentences: &[Sentence], at: &mut usize, block: usize) -> Range<usize> {
    let start = *at;
    while sentences.get(*at).is_some_and(|sentence| sentence.segment.block == block) {
        *at += 1;
    }
    start..*at
}

/// The stretch of text that some sentences of one side cover, without blanks at its ends.
pub(crate) fn extent(side: &Analysis, sentences: &Range<usize>) -> Span {
    match (
        side.sentences.get(sentences.start),
        sentences.end.checked_sub(1).and_then(|n| side.sentences.get(n)),
    ) {
        (Some(first), Some(last)) if sentences.start < sentences.end => {
            first.segment.span.cover(last.segment.span).trim(&side.document.text)
        }
        (Some(next), _) => Span::new(next.segment.span.start, next.segment.span.start),
        _ => Span::new(side.document.text.len(), side.document.text.len()),
    }
}

impl Subject<'_> {
    /// Where a pair stands in the source.
    pub fn source_extent(&self, pair: usize) -> Span {
        extent(self.source, &self.pairs[pair].source)
    }

    /// Where a pair stands in the target.
    pub fn target_extent(&self, pair: usize) -> Span {
        extent(self.target, &self.pairs[pair].target)
    }

    /// The French of a pair.
    pub fn source_text(&self, pair: usize) -> &str {
        self.source_extent(pair).text(&self.source.document.text)
    }

    /// The English of a pair.
    pub fn target_text(&self, pair: usize) -> &str {
        self.target_extent(pair).text(&self.target.document.text)
    }
}
