//! Layer 3: a text and its translation, aligned: sentences, words, terms.

pub mod bitext;
mod cognates;
pub mod lexicon;
pub mod links;
pub mod sentence;
mod term;

pub use term::Projection;
