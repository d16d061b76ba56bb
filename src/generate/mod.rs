//! Layer 4: the glossary of an article, with or without its translation.
//!
//! Known terms ([`crate::lookup`]), unknown ones ([`crate::extract`]) and what the translation says
//! ([`crate::align`]) become one list of [`Row`]s, each with its English, where that comes from, and how sure it is.

pub mod compose;
mod row;

pub use row::{Context, Origin, Rendering, Row, RowStatus};
