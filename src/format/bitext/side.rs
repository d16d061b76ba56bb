//! One side of a translation unit while it is read: its text, what is protected in it, where it stood in the file.

use crate::document::{Bilingual, Origin, Protected, ProtectedKind, Unit};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Stands for an inline code that takes the place of words (U+FFFC, the object replacement character).
const OBJECT: char = '\u{fffc}';

/// Text, protected stretches and places, all counted from the start of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) text: String,
    pub(super) protected: Vec<Protected>,
    /// `(offset here, offset in the file)` at the start of each run.
    places: Vec<(usize, usize)>,
    /// An inline code stood here: if words touch it on both sides it keeps them apart.
    gap: Option<usize>,
}

impl Side {
    /// Adds text that stands at `at` in the file.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let Some(first) = text.chars().next() else { return };
        if let Some(place) = self.gap.take()
            && first.is_alphanumeric()
            && self.text.ends_with(char::is_alphanumeric)
        {
            self.object(place, ProtectedKind::Placeholder);
        }
        self.places.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// An inline code without text of its own.
    pub(super) fn gap(&mut self, at: usize) {
        self.gap = Some(at);
    }

    /// An inline code that stands for text which is filled in later.
    pub(super) fn placeholder(&mut self, at: usize) {
        self.gap = None;
        self.object(at, ProtectedKind::Placeholder);
    }

    fn object(&mut self, at: usize, kind: ProtectedKind) {
        let start = self.text.len();
        self.places.push((start, at));
        self.text.push(OBJECT);
        self.protected.push(Protected { span: Span::new(start, self.text.len()), kind });
    }

    /// Protects what was added since `start`.
    pub(super) fn protect_from(&mut self, start: usize, kind: ProtectedKind) {
        let span = Span::new(start, self.text.len());
        if !span.is_empty() {
            self.protected.retain(|p| !span.contains(p.span));
            self.protected.push(Protected { span, kind });
        }
    }

    /// Adds another side after this one.
    pub(super) fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.places.extend(other.places.iter().map(|&(here, there)| (start + here, there)));
        self.protected.extend(other.protected.iter().map(|p| Protected { span: p.span.shift(start), ..*p }));
        self.text.push_str(&other.text);
    }

    /// Finds placeholders and tags that stand in the text itself, as software strings have them.
    pub(super) fn protect_strings(&mut self) {
        static STRINGS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(concat!(
                r"(?P<tag></?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]{0,400})?/?>)",
                // A numbered one may touch the word that follows: `%1$sport`.
                r"|%\d+\$[sdiufx@]",
                r"|%(?:\d+\$)?(?:\([\w.-]{1,40}\))?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[Lzjt])?[sdiuxXfFgGeEcpn@]\b",
                r"|%\([\w.-]{1,40}\)[a-z]|%\d+\b|%[A-Z_]{3,40}%",
                r"|\$?\{\{?\s?[\w.$#:-]{0,60}(?:,\s?[\w.:-]{1,20}){0,3}\s?\}\}?",
            ))
            .expect("a fixed expression")
        });
        // The frame of a message with plural forms or variants (ICU MessageFormat): the words inside are text, and another
        // language has other cases.
        static FRAME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\{\s?\w+,\s?(?:plural|select|selectordinal),|(?:\b(?:zero|one|two|few|many|other)|=\d+)\s?\{")
                .expect("a fixed expression")
        });
        if !self.text.bytes().any(|b| matches!(b, b'%' | b'{' | b'<')) {
            return;
        }
        if self.text.contains("plural,") || self.text.contains("select,") {
            let frames = FRAME.find_iter(&self.text).map(|found| Span::new(found.start(), found.end()));
            self.protected.extend(frames.map(|span| Protected { span, kind: ProtectedKind::Markup }));
        }
        let mut at = 0;
        while let Some(found) = STRINGS.captures_at(&self.text, at) {
            let whole = found.get_match();
            let span = Span::new(whole.start(), whole.end());
            let before = self.text[..span.start].chars().next_back();
            // “100%d’euros”: a percentage, no placeholder.
            let number = whole.as_str().starts_with('%') && before.is_some_and(char::is_numeric);
            // “between { and }”: two braces and a word between them.
            let inner = whole.as_str().trim_matches(['{', '}']);
            let joins =
                inner.starts_with(' ') && matches!(inner.trim(), "and" | "et" | "or" | "ou" | "to" | "à");
            let taken = self.protected.iter().filter(|p| p.span.overlaps(span)).map(|p| p.span.end).max();
            if !number && !joins && taken.is_none() {
                let tag = found.name("tag").is_some();
                let kind = if tag { ProtectedKind::Markup } else { ProtectedKind::Placeholder };
                self.protected.push(Protected { span, kind });
            }
            // What begins in the frame of a message may end in a placeholder: `other {{n} comptes}`.
            at = taken.unwrap_or(span.end).max(span.start + 1);
        }
        self.protected.sort_by_key(|p| p.span);
    }
}

/// Puts units together into a [`Bilingual`] with a way back to the file.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) out: Bilingual,
    origins: [Vec<(usize, usize)>; 2],
}

impl Builder {
    /// Adds a unit that begins at `at` in the file.
    pub(super) fn push(&mut self, source: &Side, target: &Side, unit: Unit, at: usize) {
        for (side, origin, length) in
            [(source, 0, self.out.source.text.len()), (target, 1, self.out.target.text.len())]
        {
            if side.places.first().is_none_or(|&(offset, _)| offset > 0) {
                self.origins[origin].push((length, at));
            }
            self.origins[origin].extend(side.places.iter().map(|&(here, there)| (length + here, there)));
        }
        self.out.push((&source.text, &source.protected), (&target.text, &target.protected), unit);
    }

    /// The finished bitext.
    pub(super) fn finish(mut self) -> Bilingual {
        let [source, target] = self.origins;
        self.out.source.origin = Origin::Map(source);
        self.out.target.origin = Origin::Map(target);
        self.out
    }
}

/// Counts lines up to offsets that only grow.
#[derive(Debug)]
pub(super) struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&mut self, offset: usize) -> usize {
        if offset > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text[self.at..offset]).count();
            self.at = offset;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_that_are_spoken_of_are_no_placeholder() {
        let mut side = Side::default();
        side.push("encadrée par { et }, { nom }", 0);
        side.protect_strings();
        let found: Vec<&str> = side.protected.iter().map(|p| p.span.text(&side.text)).collect();
        assert_eq!(found, ["{ nom }"]);
    }

    #[test]
    fn placeholders_and_tags_in_strings_are_protected() {
        let found = |text: &str| {
            let mut side = Side::default();
            side.push(text, 0);
            side.protect_strings();
            side.protected.iter().map(|p| p.span.text(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("%1$sport du casque%2$s"), ["%1$s", "%2$s"]);
        assert_eq!(
            found("{n, plural, one {# compte} other {{n} comptes}}"),
            ["{n, plural,", "one {", "other {", "{n}"]
        );
        assert_eq!(found("{0,date,short} {count, number} {un mot}"), ["{0,date,short}", "{count, number}"]);
        let text = "<b>%1$s</b> a levé {0} à 100 %des %(nom)s, 50 % de {{ total }}, %d fois, 20%d’un";
        let mut side = Side::default();
        side.push(text, 0);
        side.protect_strings();
        let found: Vec<&str> = side.protected.iter().map(|p| p.span.text(text)).collect();
        assert_eq!(found, ["<b>", "%1$s", "</b>", "{0}", "%(nom)s", "{{ total }}", "%d"]);
    }

    #[test]
    fn codes_keep_words_apart_only_where_they_touch() {
        let mut side = Side::default();
        side.push("un ", 0);
        side.gap(3);
        side.push("mot", 7);
        side.gap(10);
        side.push("autre", 14);
        assert_eq!(side.text, "un mot\u{fffc}autre");
        assert_eq!(side.protected.len(), 1);
    }
}
