//! How often an adjective is graded: one that is often *very* or *more* something judges, one that never is classifies, as those
//! of terms do.
//!
//! Counted by `cargo xtask count-degrees` from open corpora (NOTICE).

use super::word_values::WordValues;
use crate::text::Language;
use std::sync::LazyLock;

static SHARES: LazyLock<WordValues> = LazyLock::new(|| {
    WordValues::new(include_bytes!("data/degree.fr.fst"), include_bytes!("data/degree.en.fst"), STEPS)
});

/// Steps in which the square root of a share is stored.
pub const STEPS: f64 = 100.0;

/// The square root of the share of an adjective's occurrences that follow a word of degree, 0–1. `None` for a word
/// ([`super::frequency::key`]) that the list does not hold.
pub fn share(key: &str, language: Language) -> Option<f64> {
    SHARES.get(key, language)
}
