//! Layer 5: results as people and programs read them. Data in, text out.

pub mod glossary;
