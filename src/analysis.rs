//! Layer 1, its top: a document segmented, tokenised and tagged in one language. What every later stage works on.

use crate::document::Document;
use crate::segment::{Segment, segment};
use crate::tag::{Word, tag};
use crate::text::Language;
use crate::token::{Token, tokenize};

/// A sentence with everything that the analysis of one language tells.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub segment: Segment,
    /// Its tokens, spaces included: they tile the segment.
    pub tokens: Vec<Token>,
    /// Its words, analysed.
    pub words: Vec<Word>,
}

/// A document analysed in one language.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The document.
    pub document: Document,
    /// Its language.
    pub language: Language,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// Segments, tokenises and tags a document. Total.
pub fn analyze(document: Document, language: Language) -> Analysis {
    let sentences = segment(&document, language)
        .into_iter()
        .map(|segment| {
            let block = &document.blocks[segment.block];
            let tokens = tokenize(&document.text, segment.span, &block.protected, language);
            let words = tag(&document.text, &tokens, language);
            Sentence { segment, tokens, words }
        })
        .collect();
    Analysis { document, language, sentences }
}
