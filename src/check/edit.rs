//! Replacements in a text.

use crate::text::Span;

/// Makes replacements in a text. Of those that overlap, the first is made. Returns the text and how many were made.
pub fn apply(text: &str, edits: &[(Span, String)]) -> (String, usize) {
    let mut sorted: Vec<&(Span, String)> = edits.iter().collect();
    sorted.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut made) = (0, 0);
    for (span, replacement) in sorted {
        let fits = span.start >= at && span.start <= span.end;
        let Some(before) = text.get(at..span.start).filter(|_| fits && text.is_char_boundary(span.end))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(replacement);
        at = span.end;
        made += 1;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_do_not_disturb_each_other() {
        let edits = [
            (Span::new(4, 5), "xx".to_owned()),
            (Span::new(0, 1), "1".to_owned()),
            (Span::new(4, 7), "y".to_owned()),
        ];
        assert_eq!(apply("abcdefg", &edits), ("1bcdxxfg".to_owned(), 2));
    }
}
