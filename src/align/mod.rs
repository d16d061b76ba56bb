//! Layer 3: a text and its translation, aligned: sentences, words, terms.

mod cognates;
pub mod lexicon;
pub mod links;
pub mod sentence;
