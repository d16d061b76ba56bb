//! Readers of single documents.

mod markdown;

pub use markdown::read_markdown;
