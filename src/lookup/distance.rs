//! How far two spellings are apart, by the mistakes of those who type and spell.

use smallvec::SmallVec;

pub(super) fn similarity(a: &str, b: &str) -> f32 {
    1.0 - distance(a, b) / a.chars().count().max(b.chars().count()).max(1) as f32
}

/// Damerau–Levenshtein distance (optimal string alignment) with weights: an accent 0.2, a blank or hyphen 0.5, a double
/// letter 0.5, two letters exchanged 0.8; the first letter half as much again.
pub(super) fn distance(a: &str, b: &str) -> f32 {
    let a: SmallVec<[char; 24]> = a.chars().collect();
    let b: SmallVec<[char; 24]> = b.chars().collect();
    let mut above: Vec<f32> = Vec::new();
    let mut row = vec![0.0; b.len() + 1];
    for at in 0..b.len() {
        row[at + 1] = row[at] + extra(&b, at);
    }
    for i in 1..=a.len() {
        let next = next_row(&a[..i], &b, &row, Some(&above).filter(|_| i > 1));
        above = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

/// The row of the last letter of `a` from the rows of the letters before it.
pub(super) fn next_row(a: &[char], b: &[char], above: &[f32], two_above: Option<&Vec<f32>>) -> Vec<f32> {
    let i = a.len();
    let mut row = Vec::with_capacity(b.len() + 1);
    row.push(above[0] + extra(a, i - 1));
    let more = extra(a, i - 1);
    for j in 1..=b.len() {
        let mut best = above[j - 1] + change(a[i - 1], b[j - 1], i.min(j) - 1);
        best = best.min(above[j] + more);
        best = best.min(row[j - 1] + extra(b, j - 1));
        if let Some(two_above) = two_above
            && j > 1
            && a[i - 1] == b[j - 2]
            && a[i - 2] == b[j - 1]
        {
            best = best.min(two_above[j - 2] + 0.8);
        }
        row.push(best);
    }
    row
}

/// What a letter too many or too few costs, by the one before it.
pub(super) fn extra(word: &[char], at: usize) -> f32 {
    let c = word[at];
    if matches!(c, ' ' | '-' | '\'') || (at > 0 && word[at - 1] == c) {
        0.5
    } else if at == 0 {
        1.5
    } else {
        1.0
    }
}

/// What another letter costs.
fn change(x: char, y: char, at: usize) -> f32 {
    if x == y {
        0.0
    } else if plain_letter(x) == plain_letter(y) {
        0.2
    } else if at == 0 {
        1.5
    } else {
        1.0
    }
}

fn plain_letter(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut first = None;
    unicode_normalization::char::decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_weighs_mistakes() {
        assert_eq!(distance("levee", "levée"), 0.2);
        assert_eq!(distance("anuler", "annuler"), 0.5);
        assert_eq!(distance("fnods", "fonds"), 0.8);
        assert_eq!(distance("a b", "ab"), 0.5);
        assert_eq!(distance("", "ab"), 2.5);
    }
}
