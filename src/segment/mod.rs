//! Layer 1: blocks into sentences.

use crate::document::Document;
use crate::text::{Language, Span};
use serde::Serialize;

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
    let _ = language;
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        let text = b.span.text(&document.text);
        let mut start = 0;
        for (at, _) in text.match_indices(". ") {
            if text[at + 2..].starts_with(char::is_uppercase) {
                out.push(Segment { block, span: Span::new(start, at + 2).shift(b.span.start) });
                start = at + 2;
            }
        }
        out.push(Segment { block, span: Span::new(start, text.len()).shift(b.span.start) });
    }
    out
}
