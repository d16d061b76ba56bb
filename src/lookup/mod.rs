//! Layer 3: terms of glossaries found in text, and entries found by a query.

mod agree;
mod base;
mod distance;
mod explain;
mod index;
pub(crate) mod keys;
mod pack;
mod query;
mod recognize;
mod search;
mod slips;
mod tables;
mod walk;

pub use base::TermBase;
pub use explain::{Step, WordStep, explain};
pub use index::{IMAGE_VERSION, IndexBuilder, IndexError, TermIndex};
pub use recognize::TermFinder;
pub use search::{Answer, AnswerKind, PatternError, SearchMode, SearchOptions, search};

use crate::glossary::TermStatus;
use crate::text::Span;
use serde::Serialize;
use std::ops::Range;

/// How a term and a stretch of text agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MatchKind {
    /// Letter for letter.
    Exact,
    /// But for case, accents on capitals, apostrophes, hyphens, spaces, ligatures.
    Folded,
    /// In another inflected form, or a spelling variant.
    Inflected,
    /// With a word put in, or shared with a coordinated term.
    Discontinuous,
}

/// A term of a glossary found in a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermMatch {
    /// The concepts that have this term, in the order of the index (several for homographs): indices of its concepts.
    pub concepts: Vec<u32>,
    /// The standing of the term in each of them.
    pub statuses: Vec<TermStatus>,
    /// The term as the glossary writes it.
    pub term: String,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its first to last word in the sentence.
    pub words: Range<usize>,
    /// How well it agrees.
    pub kind: MatchKind,
    /// 0–1: less where words were put in or rules guessed the lemma.
    pub confidence: f32,
}

/// What a finder looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindOptions {
    /// Also terms inside longer terms, and those that overlap.
    pub nested: bool,
    /// Also terms with a word put in or shared with a coordinated one.
    pub discontinuous: bool,
    /// Every concept that the words may mean, not only those of the nearest form and the likeliest reading.
    pub any_reading: bool,
}

impl Default for FindOptions {
    fn default() -> Self {
        Self { nested: false, discontinuous: true, any_reading: false }
    }
}
