//! Layer 3: a text and its translation, aligned: sentences, words, terms.

pub mod bitext;
pub(crate) mod cognates;
pub mod definitions;
mod gibbs;
pub mod lattice;
pub mod lexicon;
pub mod links;
pub mod pairs;
pub mod sentence;
pub mod term;
pub mod word;

pub use term::Projection;
