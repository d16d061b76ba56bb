//! The score of a candidate.

use super::facts::Facts;

/// How likely a candidate is a term, 0–1. In a long text frequency speaks for a term, so that more is asked for.
pub(crate) fn score(facts: &Facts) -> f64 {
    let asked = 2.6 + 0.35 * (facts.log_corpus - 500f64.ln()).max(0.0);
    1.0 / (1.0 + (-(termhood(facts) - asked) * 1.1).exp())
}

/// A weighing by hand of keyness, frequency, shape and cohesion.
fn termhood(facts: &Facts) -> f64 {
    let single = facts.words == 1.0;
    let mut sum = facts.key_mean.min(4.5) + 0.35 * facts.key_min.min(4.5);
    sum += 0.45 * facts.log_count.min(4.0) * if single { 1.0 } else { 0.8 };
    if single {
        sum += match facts.shape.as_str() {
            "N" | "P" => 0.0,
            "A" => -0.4,
            "V" => -1.2,
            "X" => -0.5,
            _ => -1.0,
        };
        if facts.unlisted > 0.0 {
            sum += 0.4;
        }
        if facts.digit > 0.0 && facts.capitals < 0.5 {
            sum -= 1.0;
        }
        return sum + facts.defined;
    }
    sum += match facts.words as usize {
        2 => 0.6,
        3 | 4 => 0.35,
        _ => -0.3,
    };
    sum += 0.8 * facts.cohesion.max(-0.2);
    if facts.log_count == 0.0 {
        sum -= 0.35;
    }
    if facts.independence == 0.0 {
        sum -= 0.5;
    }
    let has = |code| facts.codes(code) > 0.0;
    sum -= 0.7 * f64::from(has('V')) + 0.8 * f64::from(has('M')) + 0.5 * f64::from(has('R'));
    if facts.shape.starts_with(['V', 'M', 'R']) {
        sum -= 0.6;
    }
    sum -= 0.4 * f64::from(has('T'));
    if facts.stops > 0.0 && facts.codes('D') >= 2.0 {
        sum -= 0.4;
    }
    sum + facts.defined
}
