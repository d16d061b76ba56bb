//! What the meaning of a word says about the terms that it makes: *turbine* and *créance* make terms, *semaine* and *façon*
//! hardly do, however rare they are.
//!
//! A logistic regression on the vectors of the words (`crate::encode`), fitted by `cargo xtask train-ranker` on judged
//! candidates, says it; the list holds what it says of each word of the frequency lists, so that no model is run here.

use super::word_values::WordValues;
use crate::text::Language;
use std::sync::LazyLock;

static WORDS: LazyLock<WordValues> = LazyLock::new(|| {
    WordValues::new(include_bytes!("data/termhood.fr.fst"), include_bytes!("data/termhood.en.fst"), STEPS)
});

/// Steps in which a value is stored.
pub const STEPS: f64 = 20.0;

/// What is added to a value that is stored, so that none is below 0.
pub const SHIFT: f64 = 6.0;

/// The key of the value of words that the list does not hold.
pub const UNLISTED: &str = "";

/// What a word key ([`super::frequency::key`]) adds to the log odds that a candidate is a term, if it is the candidate's only
/// word of weight: −6 to 6.
pub(super) fn weight(key: &str, language: Language) -> f64 {
    WORDS.get(key, language).or_else(|| WORDS.get(UNLISTED, language)).map_or(0.0, |value| value - SHIFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_trade_weigh_more_than_those_of_every_day() {
        let pairs = [("turbine", "semaine"), ("fréquence", "façon"), ("protéine", "envie")];
        for (trade, everyday) in pairs {
            assert!(
                weight(trade, Language::French) > weight(everyday, Language::French),
                "{trade} {everyday}"
            );
        }
        let pairs = [("turbine", "week"), ("frequency", "manner"), ("protein", "wish")];
        for (trade, everyday) in pairs {
            assert!(
                weight(trade, Language::English) > weight(everyday, Language::English),
                "{trade} {everyday}"
            );
        }
    }

    #[test]
    fn a_word_that_is_not_listed_has_the_value_of_those_like_it() {
        let unlisted = weight("zzyzxique", Language::French);
        assert_eq!(unlisted, weight("qqxyzation", Language::French));
        assert!(unlisted > weight("semaine", Language::French));
    }
}
