//! Words of two languages that look alike because they are the same word.

/// How alike two folded words are, 0–1: the longest common subsequence over the longer word (Melamed 1999), counted on
/// words brought nearer by the commonest correspondences of French and English endings.
pub(crate) fn similarity(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (a, b) = (skeleton(a), skeleton(b));
    let longer = a.len().max(b.len());
    if longer == 0 || a.len().min(b.len()) * 2 < longer {
        return 0.0;
    }
    common(&a, &b) as f32 / longer as f32
}

/// Letters without double consonants, `k`, `qu` and `ph` as `c` and `f`, `y` as `i`, and without a mute final `e` or `s`.
fn skeleton(word: &str) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (letter, width) = match &bytes[at..] {
            [b'p', b'h', ..] => (b'f', 2),
            [b'q', b'u', ..] => (b'c', 2),
            [b'k', ..] => (b'c', 1),
            [b'y', ..] => (b'i', 1),
            [other, ..] => (*other, 1),
            [] => break,
        };
        if out.last() != Some(&letter) {
            out.push(letter);
        }
        at += width;
    }
    while out.len() > 3 && matches!(out.last(), Some(b'e' | b's')) {
        out.pop();
    }
    out
}

fn common(a: &[u8], b: &[u8]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for &x in a {
        let mut diagonal = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::similarity;

    #[test]
    fn cognates_are_alike_and_others_are_not() {
        for (fr, en) in
            [("thermodynamique", "thermodynamics"), ("gouvernement", "government"), ("pharmacie", "pharmacy")]
        {
            assert!(similarity(fr, en) > 0.75, "{fr} {en} {}", similarity(fr, en));
        }
        assert!(similarity("maison", "house") < 0.5);
        assert!(similarity("", "a") == 0.0);
    }
}
