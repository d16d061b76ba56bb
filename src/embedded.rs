//! What the build script compiled, as bytes. The build script has a module of this name too: it gives the modules that
//! both share the tables that it has just made.

use crate::text::Language;

/// The table of forms of a language and the rules that make lemmas of them.
pub(crate) const fn lexicon(language: Language) -> (&'static [u8], &'static [u8]) {
    match language {
        Language::French => (
            include_bytes!(concat!(env!("OUT_DIR"), "/french.fst")),
            include_bytes!(concat!(env!("OUT_DIR"), "/french.rules")),
        ),
        Language::English => (
            include_bytes!(concat!(env!("OUT_DIR"), "/english.fst")),
            include_bytes!(concat!(env!("OUT_DIR"), "/english.rules")),
        ),
    }
}

/// The index of the glossaries under `glossaries/`.
pub(crate) const TERM_INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossaries.index"));
