//! All integration tests, one binary.

mod architecture;
mod check;
mod formats;
mod cli;
mod glossary;
mod lookup;
mod morph;
mod segment;
mod tag;
mod token;
