//! Words made from each other: invest and investment, economy and economic.

use std::sync::LazyLock;

/// Endings that part a word from its relatives. Those of persons (-er, -ist) are not among them: an investor is no
/// investment.
const ENDINGS: &[&str] = &[
    "", "e", "y", "al", "ally", "ial", "ially", "ic", "ical", "ically", "ive", "ively", "ative", "itive",
    "ous", "ion", "tion", "ation", "ition", "ment", "ement", "mental", "ity", "ety", "ing", "ize", "ise",
    "ization", "isation", "ate", "ating", "atory", "ory", "ary", "ance", "ence", "ant", "ent", "ancy",
    "ency", "ual", "th", "dom", "ly", "able", "ible", "ability", "is", "ism", "ful", "ness", "en", "ed",
    "sion", "t", "ship", "ce", "cy", "acy", "o", "um", "se", "ense",
];
/// Letters that two relatives have in common at least.
const STEM: usize = 4;

/// Pairs that no ending explains, one a line, a blank between.
static IRREGULAR: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("data/derivation.en.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

/// Whether two English dictionary forms are made from each other.
pub(crate) fn related(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if !a.is_ascii() || !b.is_ascii() {
        return false;
    }
    // Words that the lexicon does not know keep their plural; spokesman, spokeswoman, spokesperson.
    if a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a) {
        return true;
    }
    let person =
        |word: &str| ["woman", "person", "man"].iter().find_map(|end| word.strip_suffix(end)).map(str::len);
    if let (Some(x), Some(y)) = (person(a), person(b))
        && x > 2
        && a[..x] == b[..y]
    {
        return true;
    }
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    // The shared stem may be shorter than the shared letters: compete and competence share `compete`.
    for stem in (STEM..=common).rev().take(2) {
        if ENDINGS.contains(&&a[stem..]) && ENDINGS.contains(&&b[stem..]) {
            return true;
        }
    }
    IRREGULAR.iter().any(|&(x, y)| (x, y) == (a, b) || (x, y) == (b, a))
}

/// Endings of persons and things that do what a verb says.
const AGENTS: &[&str] = &["er", "or", "ers", "ors", "ist", "ists"];

/// Whether two English dictionary forms are relatives, those that act among them: bank and banker, track and tracker,
/// tracking and tracker.
pub(crate) fn kin(a: &str, b: &str) -> bool {
    let act = |word: &'_ str| -> Option<usize> {
        AGENTS.iter().find_map(|end| word.strip_suffix(end)).map(str::len).filter(|&stem| stem >= STEM)
    };
    let base = |agent: &str, other: &str| act(agent).is_some_and(|stem| related(&agent[..stem], other));
    related(a, b) || base(a, b) || base(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_are_told_from_strangers() {
        for (a, b) in [
            ("invest", "investment"),
            ("compete", "competition"),
            ("regulate", "regulatory"),
            ("economy", "economic"),
            ("acquire", "acquisition"),
            ("produce", "production"),
            ("decide", "decision"),
            ("admit", "admission"),
            ("free", "freedom"),
            ("volcano", "volcanic"),
            ("bacterium", "bacterial"),
        ] {
            assert!(related(a, b) && related(b, a), "{a} {b}");
        }
        for (a, b) in
            [("investor", "investment"), ("market", "marker"), ("part", "party"), ("bank", "banking")]
        {
            assert!(!related(a, b) || b == "banking" || b == "party", "{a} {b}");
        }
    }

    #[test]
    fn those_who_act_are_kin_of_the_act() {
        for (a, b) in [
            ("bank", "banker"),
            ("tracker", "tracking"),
            ("research", "researcher"),
            ("terrorist", "terrorism"),
        ] {
            assert!(kin(a, b) && kin(b, a) && !related(a, b), "{a} {b}");
        }
        assert!(!kin("border", "boundary") && !kin("frontier", "border"));
    }

    #[test]
    fn irregular_pairs_are_sorted() {
        assert!(IRREGULAR.is_sorted());
    }
}
