//! What a candidate is worth by a formula set by hand: keyness, frequency, length, cohesion and shape.
//!
//! It grows with the corpus in a known way, which trees fitted on small texts cannot learn: they start from it.

use super::facts::Facts;

/// Keyness above which a word is no more of a term, and the logarithm of a count above which more says no more.
const MOST_KEYNESS: f64 = 4.5;
const MOST_COUNT: f64 = 4.0;

/// Share of graded occurrences (square root) above which an adjective judges rather than classifies.
const JUDGING: f64 = 0.2;

/// The worth of a candidate: about 1 for a phrase of everyday words, 6 for an unmistakable term.
pub(crate) fn weight(facts: &Facts) -> f64 {
    let first = facts.shape.chars().next();
    let single = facts.words == 1.0;
    let mut sum = facts.key_mean.min(MOST_KEYNESS) + 0.35 * facts.key_min.min(MOST_KEYNESS) + facts.defined;
    sum -= 3.0 * (facts.graded - JUDGING).max(0.0);
    sum += 0.45 * facts.log_count.min(MOST_COUNT) * if single { 1.0 } else { 0.8 };
    if single {
        sum -= match first {
            Some('N' | 'P') | None => 0.0,
            Some('A') => 0.4,
            Some('X') => 0.5,
            Some('V' | 'F') => 1.2,
            Some(_) => 1.0,
        };
        sum += 0.4 * f64::from(facts.unlisted > 0.0);
        return sum - f64::from(facts.digit > 0.0 && facts.capitals < 0.5);
    }
    sum += match facts.words as usize {
        2 => 0.6,
        3 | 4 => 0.35,
        _ => -0.3,
    };
    sum += 0.8 * facts.cohesion.max(-0.2);
    sum -= 0.35 * f64::from(facts.log_count == 0.0) + 0.5 * f64::from(facts.independence == 0.0);
    let has = |code| facts.codes(code) > 0.0;
    sum -= 0.7 * f64::from(has('V') || has('F')) + 0.8 * f64::from(has('M')) + 0.5 * f64::from(has('R'));
    sum -= 0.6 * f64::from(first.is_some_and(|code| "VFMR".contains(code))) + 0.4 * f64::from(has('T'));
    sum - 0.4 * f64::from(facts.stops > 0.0 && facts.codes('D') >= 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keyness_and_frequency_add_and_verbs_take_away() {
        let facts = |shape: &str, key: f64, log_count: f64| Facts {
            words: shape.len() as f64,
            shape: shape.to_owned(),
            key_mean: key,
            key_min: key,
            log_count,
            independence: 1.0,
            ..Facts::default()
        };
        let weight = |shape, key, count| weight(&facts(shape, key, count));
        assert!(weight("N", 3.0, 1.0) > weight("N", 2.0, 1.0));
        assert!(weight("NA", 3.0, 2.0) > weight("NA", 3.0, 1.0));
        assert!(
            weight("N", 3.0, 1.0) > weight("A", 3.0, 1.0) && weight("A", 3.0, 1.0) > weight("V", 3.0, 1.0)
        );
        assert!(weight("NA", 3.0, 1.0) > weight("NV", 3.0, 1.0));
        assert!(weight("N", 3.0, 9.0) == weight("N", 3.0, 5.0));
    }

    #[test]
    fn an_adjective_that_judges_takes_away() {
        let facts = |graded| Facts { words: 2.0, shape: "NA".to_owned(), graded, ..Facts::default() };
        assert!(weight(&facts(0.5)) < weight(&facts(0.1)));
        assert!(weight(&facts(0.1)) == weight(&facts(-1.0)));
    }
}
