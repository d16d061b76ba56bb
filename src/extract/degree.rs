//! How often an adjective is graded: one that is often *very* or *more* something judges, one that never is classifies, as those
//! of terms do.
//!
//! Counted by `cargo xtask count-degrees` from open corpora (NOTICE).

use crate::text::Language;
use std::sync::LazyLock;

static FRENCH: LazyLock<fst::Map<&'static [u8]>> =
    LazyLock::new(|| open(include_bytes!("data/degree.fr.fst")));
static ENGLISH: LazyLock<fst::Map<&'static [u8]>> =
    LazyLock::new(|| open(include_bytes!("data/degree.en.fst")));

fn open(bytes: &'static [u8]) -> fst::Map<&'static [u8]> {
    fst::Map::new(bytes).expect("written by `cargo xtask count-degrees`")
}

/// Steps in which the square root of a share is stored.
pub const STEPS: f64 = 100.0;

/// The square root of the share of an adjective's occurrences that follow a word of degree, 0–1. `None` for a word
/// ([`super::frequency::key`]) that the list does not hold.
pub fn share(key: &str, language: Language) -> Option<f64> {
    let map: &fst::Map<_> = match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    };
    map.get(key).map(|value| value as f64 / STEPS)
}

/// Whether a word in lower case says in what degree the adjective after it holds.
pub fn is_degree(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::French => &[
            "absolument",
            "assez",
            "aussi",
            "bien",
            "extrêmement",
            "fort",
            "moins",
            "particulièrement",
            "peu",
            "plus",
            "plutôt",
            "relativement",
            "si",
            "tellement",
            "tout",
            "trop",
            "très",
            "vraiment",
        ],
        Language::English => &[
            "absolutely",
            "as",
            "extremely",
            "fairly",
            "how",
            "increasingly",
            "less",
            "more",
            "most",
            "particularly",
            "pretty",
            "quite",
            "rather",
            "really",
            "relatively",
            "so",
            "too",
            "truly",
            "very",
        ],
    };
    words.contains(&word)
}
