//! The score of a name. The trees have seen terms only, so that names have the formula alone.

use super::facts::Facts;
use super::formula::weight;

/// How likely a name belongs in the list, 0–1: keyness, frequency, length and cohesion. In a long text frequency speaks
/// for it, so that more is asked for.
pub(crate) fn score(facts: &Facts) -> f64 {
    let asked = 2.6 + 0.35 * (facts.log_corpus - 500f64.ln()).max(0.0);
    1.0 / (1.0 + (-(weight(facts) - asked) * 1.1).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_met_often_counts_more_and_in_a_long_text_less() {
        let facts = |log_count: f64, log_corpus: f64| Facts {
            words: 1.0,
            key_mean: 3.0,
            key_min: 3.0,
            log_count,
            log_corpus,
            ..Facts::default()
        };
        let once = score(&facts(0.0, 500f64.ln()));
        assert!(score(&facts(2.0, 500f64.ln())) > once);
        assert!(score(&facts(0.0, 50_000f64.ln())) < once);
    }
}
