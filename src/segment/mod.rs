//! Layer 1: blocks into sentences.
//!
//! A mark (`. ! ? …`) is found by a vector scan and judged by the word before it and the text after it. The decisions
//! that suites of test cases disagree on are taken so: sentences inside a quotation are sentences (`« Viens. Vite. »` is
//! two), a quotation that ends with a mark goes with the sentence that goes on in lower case (`« Où ? » dit-elle.`), a
//! closing mark stays with what it closes, `:` never ends a sentence, nor do `(…)` and `(!)`; `;` does in French before a
//! capital that only a new item explains.

mod context;
mod lists;
mod split;
pub mod srx;

use crate::document::{Block, Document, ProtectedKind};
use crate::text::{Language, Span};
use serde::Serialize;

pub use split::{MAX_SEGMENT, SAMPLE, Segmenter, Segments};

/// One sentence, heading or item. The segments of a block tile it: nothing of the block is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Index of its block in the document.
    pub block: usize,
    /// Where it stands in the document's text, trailing blanks included.
    pub span: Span,
}

/// Cuts a document into segments. Total: every text has segments.
pub fn segment(document: &Document, language: Language) -> Vec<Segment> {
    let texts = document.blocks.iter().map(|block| block.span.text(&document.text));
    let segmenter = Segmenter::for_sample(language, texts);
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        segmenter.segment_block(&document.text, b, |span| out.push(Segment { block, span }));
    }
    out
}

impl Segmenter {
    /// Hands the segments of a block to `each`, in order; spans are of `text`, the text of the block's document.
    pub fn segment_block(&self, text: &str, block: &Block, each: impl FnMut(Span)) {
        cut_block(text, block, each, |text, each| self.segments(text).for_each(each));
    }
}

/// Cuts a block into the pieces that `cut` finds in its text, mark-up taken out.
fn cut_block(
    text: &str,
    block: &Block,
    mut each: impl FnMut(Span),
    cut: impl FnOnce(&str, &mut dyn FnMut(Span)),
) {
    if block.protected.is_empty() {
        cut(block.span.text(text), &mut |span| each(span.shift(block.span.start)));
        return;
    }
    let read = ReadBlock::new(text, block);
    let mut start = block.span.start;
    cut(&read.text, &mut |span| {
        let end = if span.end == read.text.len() { block.span.end } else { read.original(span.end) };
        if end > start {
            each(Span::new(start, end));
            start = end;
        }
    });
    if start < block.span.end {
        each(Span::new(start, block.span.end));
    }
}

/// A block as it is read: without mark-up, and with one sign (U+FFFC) in place of code, links and placeholders.
struct ReadBlock {
    text: String,
    /// `(offset in text, offset in the document)` at the start of each run that was copied, ascending.
    runs: Vec<(usize, usize)>,
}

impl ReadBlock {
    fn new(document: &str, block: &Block) -> Self {
        let mut read = Self { text: String::with_capacity(block.span.len()), runs: Vec::new() };
        let mut from = block.span.start;
        for protected in &block.protected {
            let span = protected.span;
            read.copy(document, from, span.start.max(from));
            from = from.max(span.end);
            if protected.kind != ProtectedKind::Markup {
                // Ends where the stretch ends, wherever it began.
                read.text.push('\u{fffc}');
                read.runs.push((read.text.len(), from));
            }
        }
        read.copy(document, from, block.span.end);
        read
    }

    fn copy(&mut self, document: &str, from: usize, to: usize) {
        if from < to {
            self.runs.push((self.text.len(), from));
            self.text.push_str(&document[from..to]);
        }
    }

    /// The place in the document right after what stands before `end`: mark-up that follows a blank opens what comes.
    fn original(&self, end: usize) -> usize {
        let run = self.runs.partition_point(|&(at, _)| at < end);
        run.checked_sub(1).map_or(0, |run| {
            let (at, original) = self.runs[run];
            // A stretch that was replaced has a run of its own at its end.
            match self.runs.get(run + 1) {
                Some(&(next, original)) if next == end && self.text[..end].ends_with('\u{fffc}') => original,
                _ => original + (end - at),
            }
        })
    }
}
