//! How common words are in general language: the reference that makes a text's own words stand out.
//!
//! The lists are counted by `cargo xtask count-frequencies` from open corpora of several registers (NOTICE), so that
//! neither law nor parliament looks like everyday language.

use super::word_values::WordValues;
use crate::morph::{self, Reading, Upos};
use crate::text::{Language, normalize};
use compact_str::CompactString;
use std::sync::LazyLock;

static FREQUENCIES: LazyLock<WordValues> = LazyLock::new(|| {
    WordValues::new(include_bytes!("data/frequency.fr.fst"), include_bytes!("data/frequency.en.fst"), STEPS)
});

/// Frequencies are stored in steps of this part of a Zipf unit.
pub const STEPS: f64 = 10.0;

/// The Zipf frequency of a word key ([`key`]): log10 of its occurrences in a billion words of general language. `None`
/// for a word that the list does not hold.
pub fn zipf(key: &str, language: Language) -> Option<f64> {
    FREQUENCIES.get(key, language)
}

/// The words that the list of a language holds, in alphabetical order.
pub fn words(language: Language) -> Vec<String> {
    FREQUENCIES.words(language)
}

/// The key under which a word is counted: the folded lemma of its first nominal reading, whatever its part of speech in
/// the sentence is, so that what the tagger gets wrong cannot part the forms of a word.
pub fn key(form: &str, language: Language) -> CompactString {
    key_of(&morph::readings(form, language))
}

/// The key of a word with these readings, at least one.
pub(crate) fn key_of(readings: &[Reading]) -> CompactString {
    let nominal = |upos| matches!(upos, Upos::Noun | Upos::Adj);
    let reading = readings.iter().find(|r| nominal(r.upos)).unwrap_or(&readings[0]);
    CompactString::from(normalize::fold(&reading.lemma))
}
