//! Layer 0: positions, languages and normal forms of text.
//!
//! Everything above speaks of text through [`Span`]s, byte ranges in the original text. Whatever is normalised keeps a
//! map back to the original ([`normalize::Folded`]).

mod identify;
mod language;
mod line_index;
pub mod normalize;
mod span;

pub use identify::{Identified, identify};
pub use language::Language;
pub use line_index::{LineColumn, LineIndex};
pub use span::Span;
