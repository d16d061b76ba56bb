//! The score of a name. The trees have seen terms only, so that names are weighed by hand.

use super::facts::Facts;

/// How likely a name belongs in the list, 0–1: keyness, frequency, length and cohesion. In a long text frequency speaks
/// for it, so that more is asked for.
pub(crate) fn score(facts: &Facts) -> f64 {
    let asked = 2.6 + 0.35 * (facts.log_corpus - 500f64.ln()).max(0.0);
    1.0 / (1.0 + (-(weight(facts) - asked) * 1.1).exp())
}

fn weight(facts: &Facts) -> f64 {
    let single = facts.words == 1.0;
    let mut sum = facts.key_mean.min(4.5) + 0.35 * facts.key_min.min(4.5) + facts.defined;
    sum += 0.45 * facts.log_count.min(4.0) * if single { 1.0 } else { 0.8 };
    if single {
        sum += 0.4 * f64::from(facts.unlisted > 0.0);
        sum -= f64::from(facts.digit > 0.0 && facts.capitals < 0.5);
        return sum;
    }
    sum += match facts.words as usize {
        2 => 0.6,
        3 | 4 => 0.35,
        _ => -0.3,
    };
    sum += 0.8 * facts.cohesion.max(-0.2);
    sum -= 0.35 * f64::from(facts.log_count == 0.0) + 0.5 * f64::from(facts.independence == 0.0);
    let has = |code| f64::from(facts.codes(code) > 0.0);
    sum - 0.7 * has('V') - 0.8 * has('M') - 0.5 * has('R') - 0.4 * has('T')
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
