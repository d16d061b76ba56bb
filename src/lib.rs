//! Terminology for people who translate French into English: glossaries made from articles, terms looked up in any form,
//! translations checked for consistent terminology.
//!
//! Modules only look down; `ARCHITECTURE.md` shows the layers, and a test holds them.

pub mod align;
pub mod analysis;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod definition;
pub mod document;
mod embedded;
pub mod encode;
#[cfg(feature = "formats")]
mod error;
pub mod extract;
#[cfg(feature = "formats")]
pub mod format;
pub mod generate;
pub mod glossary;
pub mod l10n;
pub mod lookup;
pub mod morph;
pub mod report;
pub mod review;
pub mod segment;
#[cfg(feature = "formats")]
pub mod store;
pub mod tag;
pub mod text;
pub mod token;

#[cfg(feature = "formats")]
pub use error::Error;
