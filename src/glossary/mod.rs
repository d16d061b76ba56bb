//! Layer 2: the termbase, in the vocabulary of TBX (ISO 30042).
//!
//! A [`Glossary`] holds concept entries; a concept has language sections; a section has terms. The native form is TOML
//! ([`native`] reads it, [`mod@write`] writes it, [`validate`] judges it).

pub mod merge;
mod model;
pub mod native;
pub mod schema;
pub mod validate;
pub mod write;

pub use model::*;
