//! Layer 2: the termbase, in the vocabulary of TBX (ISO 30042).
//!
//! A [`Glossary`] holds concept entries; a concept has language sections; a section has terms.

mod model;

pub use model::*;
