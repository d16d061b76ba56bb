//! The word lists of the tokenizer, parsed once.

use crate::text::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

type Words = FxHashSet<&'static str>;

fn words(text: &'static str) -> Words {
    rows(text).collect()
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

pub(super) static ELISIONS: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/elisions.fr.txt")));
pub(super) static CLITICS: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/clitics.fr.txt")));
pub(super) static WHOLE: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/whole.fr.txt")));
pub(super) static UNITS: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/units.txt")));
pub(super) static ORDINALS: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/ordinals.txt")));
pub(super) static PREFIXES: LazyLock<Words> = LazyLock::new(|| words(include_str!("data/prefixes.en.txt")));

/// English words of two tokens with the length of the first.
pub(super) static SPLITS: LazyLock<FxHashMap<&'static str, usize>> = LazyLock::new(|| {
    rows(include_str!("data/splits.en.txt"))
        .filter_map(|row| row.split_once(' '))
        .filter_map(|(word, length)| Some((word, length.parse().ok()?)))
        .collect()
});

/// Abbreviations without their point; `true` where they keep it at the end of a sentence.
pub(super) type Abbreviations = FxHashMap<&'static str, bool>;

fn abbreviations(text: &'static str) -> Abbreviations {
    rows(text)
        .map(|row| row.strip_suffix('*').map_or((row, false), |row| (row, true)))
        .map(|(row, always)| (row.strip_suffix('.').unwrap_or(row), always))
        .collect()
}

static FRENCH: LazyLock<Abbreviations> =
    LazyLock::new(|| abbreviations(include_str!("data/abbreviations.fr.txt")));
static ENGLISH: LazyLock<Abbreviations> =
    LazyLock::new(|| abbreviations(include_str!("data/abbreviations.en.txt")));

pub(super) fn abbreviations_of(language: Language) -> &'static Abbreviations {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_hold_nothing_twice() {
        for text in [
            include_str!("data/abbreviations.en.txt"),
            include_str!("data/abbreviations.fr.txt"),
            include_str!("data/clitics.fr.txt"),
            include_str!("data/elisions.fr.txt"),
            include_str!("data/ordinals.txt"),
            include_str!("data/prefixes.en.txt"),
            include_str!("data/splits.en.txt"),
            include_str!("data/units.txt"),
            include_str!("data/whole.fr.txt"),
        ] {
            assert!(rows(text).is_sorted_by(|a, b| a < b), "{text}");
        }
    }
}
