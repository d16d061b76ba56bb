//! Normal forms used for comparison, each with a map back to the original.
//!
//! *Folding* is what makes two spellings of a word one key: NFC, lower case, `’` as `'`, any space as U+0020, ligatures
//! spelt out, soft hyphens and zero-width characters dropped, the hyphens U+2010 and U+2011 as `-`. *Bare* text has its
//! diacritics removed as well.

use super::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text that remembers where each of its bytes came from.
#[derive(Clone, Debug)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte of the original character (cluster) it came from; one more entry for the end.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `original`, keeping diacritics.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        let mut rest = original.char_indices().peekable();
        let mut cluster = String::new();
        while let Some((at, first)) = rest.next() {
            cluster.clear();
            cluster.push(first);
            while let Some(&(_, next)) = rest.peek() {
                if !is_combining_mark(next) {
                    break;
                }
                cluster.push(next);
                rest.next();
            }
            let before = text.len();
            for c in cluster.nfc() {
                fold_char(c, &mut text);
            }
            origins.resize(origins.len() + text.len() - before, at as u32);
        }
        origins.push(original.len() as u32);
        Self { text, origins }
    }

    /// The span of the original text that a span of the folded text came from.
    pub fn original(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.origins[span.start] as usize;
            return Span::new(at, at);
        }
        let start = self.origins[span.start] as usize;
        let last = self.origins[span.end - 1];
        let end = self.origins[span.end - 1..].iter().copied().find(|&o| o > last);
        Span::new(start, end.unwrap_or(*self.origins.last().expect("one entry for the end")) as usize)
    }
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | ' ' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' => out.push('\''),
        '\u{2010}' | '\u{2011}' => out.push('-'),
        '\u{00AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{FEFF}' | '\u{2060}' => {}
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        c if c.is_whitespace() => out.push(' '),
        c => out.extend(c.to_lowercase()),
    }
}

/// Folds a word or a term: the key under which spellings are compared. Runs of spaces become one, the ends are trimmed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| fold_char(c, &mut out));
    } else {
        text.nfc().for_each(|c| fold_char(c, &mut out));
    }
    if out.contains("  ") || out.starts_with(' ') || out.ends_with(' ') {
        out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
}

/// Folds and removes diacritics: `ÉTAT`, `État`, `etat` are one.
pub fn bare(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() { folded } else { folded.nfd().filter(|&c| !is_combining_mark(c)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_spellings() {
        assert_eq!(fold("L\u{2019}ÉTAT"), "l'état");
        assert_eq!(fold("e\u{301}tat"), "état");
        assert_eq!(fold(" cœur\u{a0} net "), "coeur net");
        assert_eq!(bare("Préférée"), "preferee");
    }

    #[test]
    fn folded_text_maps_back() {
        let original = "Le cœur de l\u{2019}e\u{301}tat";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "le coeur de l'état");
        let at = folded.text.find("état").unwrap();
        assert_eq!(folded.original(Span::new(at, at + "état".len())).text(original), "e\u{301}tat");
        let at = folded.text.find("coeur").unwrap();
        assert_eq!(folded.original(Span::new(at, at + 5)).text(original), "cœur");
    }
}
