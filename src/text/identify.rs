//! Telling French from English, and both from everything else, by function words.

use super::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Which language a text is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Identified {
    /// One of the two.
    Language(Language),
    /// Another language, by its two-letter code.
    Other(&'static str),
    /// Too little text to tell.
    Unknown,
}

/// Words that are looked at: enough to be sure, the same cost for any length.
const WORDS: usize = 4000;

static LISTS: LazyLock<(Vec<&'static str>, HashMap<&'static str, u32>)> = LazyLock::new(|| {
    let mut languages = Vec::new();
    let mut words: HashMap<&'static str, u32> = HashMap::new();
    for line in include_str!("data/function-words.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((language, list)) = line.split_once('\t') else { continue };
        for word in list.split(' ') {
            *words.entry(word).or_default() |= 1 << languages.len();
        }
        languages.push(language);
    }
    (languages, words)
});

/// Tells the language of a text by the function words among its first few thousand words. Total.
pub fn identify(text: &str) -> Identified {
    let (languages, lists) = &*LISTS;
    let mut counts = vec![0u32; languages.len()];
    let mut all = 0u32;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(WORDS) {
        all += 1;
        let Some(&mask) = lists.get(word.to_lowercase().as_str()) else { continue };
        for (at, count) in counts.iter_mut().enumerate() {
            *count += mask >> at & 1;
        }
    }
    let best = (0..counts.len()).max_by_key(|&at| (counts[at], std::cmp::Reverse(at))).unwrap_or(0);
    let second = (0..counts.len()).filter(|&at| at != best).map(|at| counts[at]).max().unwrap_or(0);
    // A text of any of these languages has a function word among five words, and clearly more of its own.
    let clear = counts[best] >= 2 && counts[best] * 8 >= all && counts[best] > second;
    match (clear, Language::from_tag(languages[best])) {
        (false, _) => Identified::Unknown,
        (true, Some(language)) => Identified::Language(language),
        (true, None) => Identified::Other(languages[best]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            (
                "Le géant chinois a mené un tour de table dans la jeune pousse.",
                Identified::Language(Language::French),
            ),
            ("The giant has led a funding round in the start-up.", Identified::Language(Language::English)),
            (
                "Der Konzern hat eine Finanzierungsrunde mit dem Startup und der Bank abgeschlossen.",
                Identified::Other("de"),
            ),
            ("Kimi 2024", Identified::Unknown),
            ("", Identified::Unknown),
        ];
        for (text, expected) in cases {
            assert_eq!(identify(text), expected, "{text}");
        }
    }
}
