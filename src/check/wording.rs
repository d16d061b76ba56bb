//! Whether a stretch of English says a term in other words than the finder looks for: parted, turned round, abbreviated,
//! by its head alone, by a word derived from it.

use super::derivation;
use crate::lookup::keys::{Keys, pieces, term_keys, text_keys};
use crate::text::{Language, Span};
use compact_str::CompactString;

/// The words of an English text with all that they may be forms of.
pub(crate) struct Wording {
    units: Vec<Unit>,
}

struct Unit {
    text: CompactString,
    keys: Keys,
    span: Span,
}

/// How a term is said in other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    /// All its words, close to each other: control of exports.
    Parted,
    /// By its initials.
    Initials,
    /// By a word derived from it: invested for investment.
    Derived,
    /// By its last word alone: the platform.
    Head,
}

/// Words of a term that say nothing alone.
const EMPTY: &[&str] =
    &["a", "the", "of", "and", "to", "in", "on", "for", "s", "by", "with", "at", "from", "or", "&"];
/// Words that may stand between the words of a term.
const GAP: usize = 4;

impl Wording {
    /// Reads the English of a pair. Spans are those of `text`.
    pub(crate) fn new(text: &str, within: Span) -> Self {
        let mut units = Vec::new();
        let mut start = within.start;
        for chunk in
            within.text(text).split_inclusive(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        {
            let mut at = start;
            for piece in pieces(chunk) {
                let from = text[at..].find(piece.text.as_str()).map_or(at, |offset| at + offset);
                let span = Span::new(from, (from + piece.text.len()).min(text.len()));
                at = span.end;
                if piece.text.chars().any(char::is_alphanumeric) {
                    units.push(Unit {
                        keys: text_keys(&piece.text, Language::English),
                        text: piece.text,
                        span,
                    });
                }
            }
            start += chunk.len();
        }
        Self { units }
    }

    /// How the text says a term, and where; the best way first.
    pub(crate) fn says(&self, term: &str) -> Option<(Said, Span)> {
        let words: Vec<(CompactString, Keys)> = pieces(term)
            .iter()
            .map(|piece| (piece.text.clone(), term_keys(&piece.text, false, Language::English)))
            .filter(|(_, keys)| !keys.iter().all(|key| EMPTY.contains(&key.as_str())))
            .collect();
        if words.len() > 1 {
            if let Some(span) = self.parted(&words) {
                return Some((Said::Parted, span));
            }
            if let Some(span) = self.initials(&words) {
                return Some((Said::Initials, span));
            }
        }
        if let [(_, keys)] = &words[..]
            && let Some(unit) = self.units.iter().find(|unit| derived(&unit.keys, keys))
        {
            return Some((Said::Derived, unit.span));
        }
        if words.len() > 1
            && let Some((_, head)) = words.last()
            && let Some(unit) =
                self.units.iter().rev().find(|unit| unit.keys.iter().any(|key| head.contains(key)))
        {
            return Some((Said::Head, unit.span));
        }
        None
    }

    /// Whether the word at a span is a term of one word.
    pub(crate) fn is_at(&self, span: Span, term: &str) -> bool {
        let pieces = pieces(term);
        let [piece] = &pieces[..] else { return false };
        let keys = term_keys(&piece.text, false, Language::English);
        self.units.iter().any(|unit| {
            unit.span == span
                && (unit.text.eq_ignore_ascii_case(&piece.text)
                    || unit.keys.iter().any(|key| keys.contains(key)))
        })
    }

    fn parted(&self, words: &[(CompactString, Keys)]) -> Option<Span> {
        let reach = words.len() + GAP;
        for start in 0..self.units.len() {
            let window = &self.units[start..(start + reach).min(self.units.len())];
            let first = &window[0];
            if !words.iter().any(|(_, keys)| keys.iter().any(|key| first.keys.contains(key))) {
                continue;
            }
            let mut span = first.span;
            let all = words.iter().all(|(_, keys)| {
                let found = window
                    .iter()
                    .find(|unit| unit.keys.iter().any(|key| keys.contains(key)) || derived(&unit.keys, keys));
                if let Some(unit) = found {
                    span = span.cover(unit.span);
                }
                found.is_some()
            });
            if all {
                return Some(span);
            }
        }
        None
    }

    fn initials(&self, words: &[(CompactString, Keys)]) -> Option<Span> {
        let initials: String =
            words.iter().filter_map(|(text, _)| text.chars().next()).flat_map(char::to_uppercase).collect();
        let found = self.units.iter().find(|unit| unit.text.trim_end_matches('s') == initials);
        found.filter(|_| initials.len() > 1).map(|unit| unit.span)
    }
}

fn derived(of_text: &Keys, of_term: &Keys) -> bool {
    of_text.iter().any(|a| of_term.iter().any(|b| derivation::related(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, term: &str) -> Option<(Said, String)> {
        let wording = Wording::new(text, Span::new(0, text.len()));
        wording.says(term).map(|(said, span)| (said, span.text(text).to_owned()))
    }

    #[test]
    fn terms_are_known_in_other_words() {
        let parted = |span: &str| Some((Said::Parted, span.to_owned()));
        assert_eq!(
            says("the control of their exports", "export control"),
            parted("control of their exports")
        );
        assert_eq!(says("AI is here", "artificial intelligence"), Some((Said::Initials, "AI".into())));
        assert_eq!(says("they invested a lot", "investment"), Some((Said::Derived, "invested".into())));
        assert_eq!(says("the platform grows", "e-commerce platform"), Some((Said::Head, "platform".into())));
        assert_eq!(says("risk capital", "start-up"), None);
    }
}
