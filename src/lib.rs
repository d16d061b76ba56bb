//! Terminology for people who translate French into English: glossaries made from articles, terms looked up in any form,
//! translations checked for consistent terminology.
//!
//! Modules only look down; `ARCHITECTURE.md` shows the layers, and a test holds them.

pub mod analysis;
pub mod document;
pub mod glossary;
pub mod lookup;
pub mod morph;
pub mod segment;
pub mod tag;
pub mod text;
pub mod token;
