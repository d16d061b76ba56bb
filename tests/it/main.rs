//! All integration tests, one binary.
#![allow(clippy::disallowed_methods, reason = "tests read their own files")]

mod align;
mod architecture;
mod browser;
mod check;
mod cli;
mod definition;
mod extract;
mod formats;
mod generate;
mod glossary;
mod lookup;
mod morph;
mod segment;
mod tag;
mod token;
