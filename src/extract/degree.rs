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

/// Words that say in what degree an adjective holds.
static WORDS: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    [include_str!("data/degree-words.fr.txt"), include_str!("data/degree-words.en.txt")]
        .map(|list| list.lines().filter(|line| !line.starts_with('#')).collect())
});

/// Steps in which the square root of a share is stored.
pub const STEPS: f64 = 100.0;

/// The square root of the share of an adjective's occurrences that follow a word of degree, 0–1. `None` for a word
/// ([`super::frequency::key`]) that the list does not hold.
pub fn share(key: &str, language: Language) -> Option<f64> {
    SHARES.get(key, language)
}

/// Whether a word in lower case says in what degree the adjective after it holds: *very*, *plus*.
pub fn is_degree(word: &str, language: Language) -> bool {
    let [french, english] = &*WORDS;
    match language {
        Language::French => french,
        Language::English => english,
    }
    .binary_search(&word)
    .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_degree_are_sorted() {
        assert!(WORDS.iter().all(|words| words.is_sorted()));
        assert!(is_degree("très", Language::French) && is_degree("very", Language::English));
        assert!(!is_degree("very", Language::French));
    }
}
