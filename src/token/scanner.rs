//! One pass over a segment; every step takes at least one character, so that it is total and linear.

use super::lists::{self, CLITICS, ELISIONS, ORDINALS, PREFIXES, SPLITS, UNITS, WHOLE};
use super::{Compounds, Token, TokenKind};
use crate::document::{Protected, ProtectedKind};
use crate::text::{Language, Span};
use unicode_normalization::char::is_combining_mark;

pub(super) fn scan(
    text: &str,
    span: Span,
    protected: &[Protected],
    language: Language,
    compounds: Compounds,
) -> Vec<Token> {
    let mut scanner = Scanner {
        text: span.text(text),
        base: span.start,
        at: 0,
        end: span.len(),
        language,
        compounds,
        quoted: false,
        tokens: Vec::with_capacity(span.len() / 3 + 2),
    };
    let first = protected.partition_point(|stretch| stretch.span.end <= span.start);
    for stretch in &protected[first..] {
        if stretch.span.start >= span.end {
            break;
        }
        let start = stretch.span.start.max(span.start) - span.start;
        let end = stretch.span.end.min(span.end) - span.start;
        if start < scanner.at || end <= start {
            continue;
        }
        scanner.run(start);
        let kind = match stretch.kind {
            ProtectedKind::Url => TokenKind::Url,
            ProtectedKind::Markup => TokenKind::Space,
            _ => TokenKind::Protected,
        };
        scanner.push(end, kind);
    }
    scanner.run(span.len());
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    base: usize,
    at: usize,
    /// Where the next protected stretch or the segment ends.
    end: usize,
    language: Language,
    compounds: Compounds,
    /// Inside English single quotes.
    quoted: bool,
    tokens: Vec<Token>,
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Letters and what sticks to them.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_combining_mark(c) || c == '\u{AD}'))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && (is_letter(c) || c.is_numeric()))
}

impl<'a> Scanner<'a> {
    fn run(&mut self, end: usize) {
        self.end = end;
        while self.at < end {
            let before = self.at;
            self.step();
            if self.at == before {
                let next = self.char_at(before).map_or(end, |c| before + c.len_utf8());
                self.push(next, TokenKind::Symbol);
            }
        }
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        if end > self.at {
            let span = Span::new(self.base + self.at, self.base + end);
            self.tokens.push(Token { span, kind });
            self.at = end;
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The end of the run of characters from `at` that `accept` takes.
    fn run_of(&self, at: usize, accept: impl Fn(char) -> bool) -> usize {
        self.text[at..self.end].char_indices().find(|&(_, c)| !accept(c)).map_or(self.end, |(i, _)| at + i)
    }

    fn step(&mut self) {
        let Some(first) = self.char_at(self.at) else { return };
        if is_space(first) {
            let end = self.run_of(self.at, is_space);
            return self.push(end, TokenKind::Space);
        }
        if first.is_ascii_digit() {
            return self.number(self.at);
        }
        if is_word(first) {
            return self.word();
        }
        self.sign(first);
    }

    // Numbers ------------------------------------------------------------------------------------------------------

    /// A number whose digits start at `digits` (a sign may stand before).
    fn number(&mut self, digits: usize) {
        let mut end = self.run_of(digits, |c| c.is_ascii_digit());
        let first_group = end - digits;
        let mut grouped = false;
        while let Some(mark) = self.char_at(end) {
            let next = end + mark.len_utf8();
            let digits_after = self.run_of(next, |c| c.is_ascii_digit()) - next;
            let after = self.char_at(next + digits_after);
            let continues = match mark {
                '.' | ',' => digits_after > 0,
                ':' => digits_after == 2,
                '/' => digits_after > 0,
                ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => {
                    let french = self.language == Language::French || mark != ' ';
                    let fits = french && digits_after == 3 && !after.is_some_and(is_word);
                    fits && (first_group <= 3 || grouped) && !self.text[digits..end].contains([',', '/', ':'])
                }
                c if is_apostrophe(c) => digits_after == 3 && first_group <= 3,
                c if is_hyphen(c) || c == '–' => {
                    digits_after > 0 && self.joins_digits(digits, next + digits_after)
                }
                _ => false,
            };
            if !continues {
                break;
            }
            grouped |= is_space(mark);
            end = next + digits_after;
        }
        let letters = self.run_of(end, is_word);
        let whole = self.language == Language::French || self.compounds == Compounds::Whole;
        let hyphen = self.char_at(end).filter(|&c| is_hyphen(c)).map_or(0, char::len_utf8);
        if whole && hyphen > 0 && self.char_at(end + hyphen).is_some_and(is_letter) {
            // 4-temps, 50-page
            return self.word();
        }
        if letters == end {
            if let Some(stop) = self.address(end) {
                return self.push(stop, TokenKind::Url);
            }
            return self.push(end, TokenKind::Number);
        }
        let suffix = &self.text[end..letters];
        if ORDINALS.contains(suffix) && !(suffix == "s" && self.language == Language::French) {
            return self.push(letters, TokenKind::Word);
        }
        let unit = self.run_of(end, is_letter);
        let glued_unit = UNITS.contains(&self.text[end..unit]);
        if glued_unit && (unit == letters || self.text[unit..letters].bytes().all(|b| b.is_ascii_digit())) {
            // 20km, 19h30: the number ends here, the unit is the next word.
            self.push(end, TokenKind::Number);
            let whole = UNITS.contains(suffix);
            return self.push(if whole { letters } else { unit }, TokenKind::Word);
        }
        // 4SA, 10-11e, 3D-Druck: a mixed word.
        self.word()
    }

    /// Whether digits before and after a hyphen are one token: dates and telephone numbers anywhere, spans of years and
    /// scores too unless English compounds are parted.
    fn joins_digits(&self, start: usize, end: usize) -> bool {
        if self.compounds == Compounds::Whole || self.language == Language::French {
            return true;
        }
        let rest = self.run_of(end, |c| c.is_ascii_digit() || is_hyphen(c));
        if self.text[start..rest].split(is_hyphen).map(str::len).eq([3, 4]) {
            return true;
        }
        self.text[start..rest].chars().filter(|&c| is_hyphen(c)).count() >= 2
    }

    // Words --------------------------------------------------------------------------------------------------------

    fn word(&mut self) {
        let start = self.at;
        let mut end = self.run_of(start, is_word);
        while let Some(mark) = self.char_at(end) {
            let next = end + mark.len_utf8();
            let after = self.char_at(next);
            let word_after = after.is_some_and(is_word);
            if is_apostrophe(mark) {
                if self.language == Language::French {
                    if self.elides(start, end, next) {
                        return self.push(next, TokenKind::Clitic);
                    }
                } else if let Some(host) = self.english_contraction(start, end, next) {
                    self.english_word(host);
                    let clitic = self.run_of(next, is_word);
                    return self.push(clitic, TokenKind::Clitic);
                }
                if !word_after {
                    break;
                }
                end = self.run_of(next, is_word);
                continue;
            }
            if is_hyphen(mark) && word_after {
                end = self.run_of(next, is_word);
                continue;
            }
            if mark == '.' {
                if let Some(stop) = self.address(end) {
                    return self.push(stop, TokenKind::Url);
                }
                if let Some(stop) = self.dotted(start, end) {
                    end = stop;
                    if self.char_at(end).is_some_and(is_hyphen) && self.char_at(end + 1).is_some_and(is_word)
                    {
                        continue;
                    }
                    return self.push(end, TokenKind::Word);
                }
                break;
            }
            if mark == '@' || mark == ':' {
                if let Some(stop) = self.address(end) {
                    return self.push(stop, TokenKind::Url);
                }
                break;
            }
            if mark == '/' && word_after && self.joins_slash(start, end, next) {
                end = self.run_of(next, is_word);
                continue;
            }
            if mark == '&' && word_after {
                let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
                let stop = self.run_of(next, is_word);
                if capital(self.char_before(end)) && capital(after) || end - start == 1 && stop - next == 1 {
                    end = self.run_of(next, is_word);
                    continue;
                }
                break;
            }
            if mark == '(' && self.language == Language::French {
                // traité(e), membre(s)
                let inside = self.run_of(next, is_letter);
                let optional = matches!(&self.text[next..inside], "e" | "s" | "es" | "x");
                if optional && self.char_at(inside) == Some(')') {
                    end = self.run_of(inside + 1, is_word);
                    continue;
                }
                break;
            }
            // n°, N°
            if mark == '°' && end - start == 1 && matches!(self.text.as_bytes()[start], b'n' | b'N') {
                end = next;
            }
            break;
        }
        match self.language {
            Language::French => self.french_word(end),
            Language::English => self.english_word(end),
        }
    }

    /// Whether the letters before an apostrophe are an elided word.
    fn elides(&self, start: usize, end: usize, next: usize) -> bool {
        let mut buffer = Lower::default();
        let Some(before) = buffer.fold(&self.text[start..end]) else { return false };
        if !ELISIONS.contains(before) {
            return false;
        }
        // aujourd'hui, l'on, c'est-à-dire …
        let stop = self.run_of(next, |c| is_word(c) || is_hyphen(c));
        let mut buffer = Lower::default();
        !buffer.fold(&self.text[start..stop]).is_some_and(|whole| WHOLE.contains(whole))
    }

    /// Pushes a French word that ends at `end`, its attached clitics apart.
    fn french_word(&mut self, end: usize) {
        let word = &self.text[self.at..end];
        let cut = if word.bytes().any(|b| !b.is_ascii_alphabetic()) { self.clitics(word) } else { None };
        let Some(cut) = cut else { return self.push(end, TokenKind::Word) };
        let start = self.at;
        self.push(start + cut, TokenKind::Word);
        // -le-moi: one token each, -t-il: one.
        while self.at < end {
            let rest = &self.text[self.at..end];
            let mut stop = end;
            if !is_clitic(rest) {
                let inner = rest.char_indices().skip(1).filter(|&(_, c)| is_hyphen(c)).map(|(at, _)| at);
                stop = inner.into_iter().find(|&at| is_clitic(&rest[..at])).map_or(end, |at| self.at + at);
            }
            self.push(stop, TokenKind::Clitic);
        }
    }

    /// Where the attached clitics of a French word start.
    fn clitics(&self, word: &str) -> Option<usize> {
        if !word.contains(is_hyphen) {
            return None;
        }
        let mut buffer = Lower::default();
        if buffer.fold(word).is_some_and(|whole| WHOLE.contains(whole)) {
            return None;
        }
        let shouted = !word.contains(char::is_lowercase);
        let mut cut = word.len();
        loop {
            let hyphens = word[..cut].char_indices().rev().filter(|&(at, c)| at > 0 && is_hyphen(c));
            // The longest clitic first: -t-il before -il.
            let found = hyphens.map(|(at, _)| at).take(2).filter(|&at| is_clitic(&word[at..cut])).last();
            let Some(at) = found else { break };
            let lower = word[at..cut].chars().all(|c| !c.is_uppercase());
            if !lower && !shouted {
                break;
            }
            cut = at;
        }
        (cut < word.len() && !word[..cut].contains(|c: char| c.is_ascii_digit())).then_some(cut)
    }

    /// The end of the host if an English contraction stands at the apostrophe at `end`.
    fn english_contraction(&self, start: usize, end: usize, next: usize) -> Option<usize> {
        let letters = self.run_of(next, is_word);
        let after = &self.text[next..letters];
        let is = |words: &[&str]| words.iter().any(|word| after.eq_ignore_ascii_case(word));
        if is(&["s", "m", "d", "ll", "re", "ve"]) {
            return Some(end);
        }
        let before = &self.text[start..end];
        if is(&["t"]) && before.ends_with(['n', 'N']) && before.len() > 1 {
            return Some(end - 1);
        }
        // The companies' shares: an apostrophe after s that closes no quotation.
        let plural = before.ends_with(['s', 'S']) && before.len() > 2 && after.is_empty() && !self.quoted;
        (plural && self.char_at(next).is_none_or(is_space)).then_some(end)
    }

    /// Pushes an English word that ends at `end`, in its parts.
    fn english_word(&mut self, end: usize) {
        let word = &self.text[self.at..end];
        let mut buffer = Lower::default();
        if let Some(&first) = buffer.fold(word).and_then(|lower| SPLITS.get(lower)) {
            self.push(self.at + first, TokenKind::Word);
            return self.push(end, TokenKind::Clitic);
        }
        if self.compounds == Compounds::Parted {
            while let Some((cut, hyphen)) = self.compound_cut(end) {
                self.push(cut, TokenKind::Word);
                self.push(cut + hyphen, TokenKind::Punctuation);
            }
        }
        self.push(end, TokenKind::Word);
    }

    /// The first hyphen of a compound that parts it, with its length.
    fn compound_cut(&self, end: usize) -> Option<(usize, usize)> {
        let word = &self.text[self.at..end];
        let (cut, hyphen) = word.char_indices().find(|&(at, c)| at > 0 && is_hyphen(c))?;
        let mut buffer = Lower::default();
        if buffer.fold(&word[..cut]).is_some_and(|first| PREFIXES.contains(first)) {
            return None;
        }
        Some((self.at + cut, hyphen.len_utf8()))
    }

    /// Whether a slash is inside a word: TCP/IP, IIb/IIIa, km/h, but not et/ou.
    fn joins_slash(&self, start: usize, end: usize, next: usize) -> bool {
        let stop = self.run_of(next, is_word);
        let parts = [&self.text[start..end], &self.text[next..stop]];
        if parts == ["km", "h"] {
            return true;
        }
        parts.iter().all(|part| {
            part.chars().all(|c| c.is_numeric() || c.is_uppercase())
                || part.chars().any(|c| c.is_ascii_digit())
                || part.chars().filter(|c| c.is_uppercase()).count() > 1
        })
    }

    /// The end of a word that takes the point at `end`: an abbreviation, an initial, an acronym.
    fn dotted(&self, start: usize, end: usize) -> Option<usize> {
        let next = end + 1;
        let word = &self.text[start..end];
        let after = self.char_at(next);
        let last_of_segment =
            self.text[next..].chars().all(|c| is_space(c) || matches!(c, '"' | '»' | '”' | ')' | '’'));
        let single = word.chars().count() == 1 && word.chars().all(is_letter);
        if single {
            // U.S., J.A., p.m.
            let mut stop = next;
            let mut letters = 1;
            loop {
                let one = self.char_at(stop).filter(|&c| is_letter(c)).map(|c| stop + c.len_utf8());
                match one {
                    Some(at) if self.char_at(at) == Some('.') => {
                        stop = at + 1;
                        letters += 1;
                    }
                    // G.P.S without a last point
                    Some(at) if letters > 1 && !self.char_at(at).is_some_and(is_word) => {
                        stop = at;
                        letters += 1;
                        break;
                    }
                    _ => break,
                }
            }
            if letters > 1 {
                return Some(stop);
            }
            let initial = word.chars().all(char::is_uppercase) && !last_of_segment;
            if initial && after.is_none_or(|c| is_space(c) || is_hyphen(c) || c == ',' || is_letter(c)) {
                return Some(next);
            }
        }
        // J.-C., P.-D.G.
        let last = word.rsplit(is_hyphen).next().unwrap_or_default();
        if word.contains('.') && last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
            let mut stop = next;
            while let Some(initial) = self.char_at(stop).filter(|c| c.is_uppercase()) {
                let point = stop + initial.len_utf8();
                if self.char_at(point) != Some('.') {
                    break;
                }
                stop = point + 1;
            }
            return Some(stop);
        }
        if word == "Ph" && self.text[next..self.end].starts_with("D.") {
            return Some(next + 2);
        }
        let mut buffer = Lower::default();
        let known = buffer.fold(word).and_then(|lower| lists::abbreviations_of(self.language).get(lower));
        match known {
            Some(_) if after == Some('.') => None,
            Some(&always) if always || !last_of_segment => Some(next),
            _ => None,
        }
    }

    /// The end of an address that the mark at `at` is part of: `://`, `@`, a domain or file name.
    fn address(&self, at: usize) -> Option<usize> {
        let mark = self.char_at(at)?;
        let rest = &self.text[at..self.end];
        let start = self.at;
        let is_break = |c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '|');
        let stop = rest.find(is_break).map_or(self.end, |i| at + i);
        let trimmed = |stop: usize| {
            let kept = self.text[start..stop]
                .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '…', '*']);
            let kept = if kept.contains('(') { kept } else { kept.trim_end_matches(')') };
            start + kept.len()
        };
        let before = &self.text[start..at];
        match mark {
            ':' => {
                let scheme = before.len() >= 3 && before.bytes().all(|b| b.is_ascii_alphabetic());
                let web = scheme && (rest.starts_with("://") || (before == "mailto" && rest.len() > 1));
                web.then(|| trimmed(stop)).filter(|&stop| stop > at + 3)
            }
            '@' => {
                let stop = trimmed(stop);
                let domain = &self.text[(at + 1).min(stop)..stop];
                let fits = domain.contains('.')
                    && !before.is_empty()
                    && domain.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
                fits.then_some(stop)
            }
            '.' => {
                let stop = trimmed(stop);
                if stop <= at + 1 {
                    return None;
                }
                let whole = &self.text[start..stop];
                if whole.len() > 8 && whole.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
                    return Some(stop);
                }
                // name.surname@site.fr
                if let Some((local, domain)) = whole.split_once('@') {
                    let plain = |text: &str| {
                        text.bytes()
                            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
                    };
                    return (plain(local) && plain(domain) && domain.contains('.')).then_some(stop);
                }
                let site = whole.split('/').next().unwrap_or(whole);
                let dotted =
                    site.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
                let last = site.rsplit('.').next().unwrap_or_default();
                let is_site = dotted && site.len() > last.len() + 2 && DOMAINS.contains(&last);
                let is_file = is_site || dotted && FILES.contains(&last) && site.len() > last.len() + 2;
                (is_site || is_file && site.len() == whole.len()).then_some(if is_site {
                    stop
                } else {
                    start + site.len()
                })
            }
            _ => None,
        }
    }

    // Signs --------------------------------------------------------------------------------------------------------

    fn sign(&mut self, first: char) {
        let next = self.at + first.len_utf8();
        let before = self.char_before(self.at);
        let after = self.char_at(next);
        if let Some(end) = self.emoticon() {
            return self.push(end, TokenKind::Symbol);
        }
        // Doubled and repeated marks are one token.
        let repeated = self.run_of(self.at, |c| c == first);
        match first {
            '-' | '−'
                if after.is_some_and(|c| c.is_ascii_digit())
                    && before.is_none_or(|c| is_space(c) || c == '(') =>
            {
                return self.number(next);
            }
            '!' | '?' => {
                let end = self.run_of(self.at, |c| matches!(c, '!' | '?'));
                return self.push(end, TokenKind::Punctuation);
            }
            '.' | '-' | '\'' | '’' | '‘' | '`' | '"' | '…' if repeated > next => {
                return self.push(repeated, TokenKind::Punctuation);
            }
            '*' | '=' | '_' | '#' | '~' | '<' | '>' | '+' | '|' if repeated > next => {
                return self.push(repeated, TokenKind::Symbol);
            }
            '°' if matches!(after, Some('C' | 'F')) && !self.char_at(next + 1).is_some_and(is_word) => {
                return self.push(next + 1, TokenKind::Symbol);
            }
            // .NET, .doc
            '.' if before.is_none_or(is_space) && after.is_some_and(is_letter) => {
                let end = self.run_of(next, is_word);
                return self.push(end, TokenKind::Word);
            }
            _ => {}
        }
        let ends = |at: usize| !self.char_at(at).is_some_and(|c| is_word(c) || is_apostrophe(c));
        if is_apostrophe(first) && after == Some('s') && before.is_none_or(is_space) && ends(next + 1) {
            return self.push(next + 1, TokenKind::Word);
        }
        if self.language == Language::English && matches!(first, '\'' | '‘' | '’') {
            // 's, 'll after a closing mark or a number; '90s; else a quotation mark.
            let letters = self.run_of(next, is_word);
            let word = &self.text[next..letters];
            let glued = before.is_some_and(|c| !is_space(c));
            let clitic =
                ["s", "ll", "re", "ve", "d", "m"].iter().any(|clitic| word.eq_ignore_ascii_case(clitic));
            if glued && clitic {
                return self.push(letters, TokenKind::Clitic);
            }
            let decade = word.len() == 3 && word.ends_with('s') && word.as_bytes()[0].is_ascii_digit();
            if decade {
                return self.push(letters, TokenKind::Word);
            }
            self.quoted = !glued;
        }
        let punctuation = match first {
            '%' | '$' | '&' | '+' | '<' | '=' | '>' | '@' | '#' | '*' | '~' | '^' | '|' | '`' => false,
            c if c.is_ascii() => c.is_ascii_punctuation(),
            '«'
            | '»'
            | '¡'
            | '¿'
            | '·'
            | '…'
            | '‹'
            | '›'
            | '\u{2010}'..='\u{201F}'
            | '•'
            | '‣'
            | '′'
            | '″' => true,
            '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' => true,
            _ => false,
        };
        // A mark takes the combining characters and joiners that follow it (emoji).
        let end =
            self.run_of(next, |c| is_combining_mark(c) || matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}'));
        self.push(end, if punctuation { TokenKind::Punctuation } else { TokenKind::Symbol });
    }

    fn emoticon(&self) -> Option<usize> {
        const FACES: [&str; 12] =
            [":-)", ":-(", ";-)", ":-D", ":)", ":(", ";)", ":D", ":P", ":-P", "^_^", "<3"];
        let rest = &self.text[self.at..self.end];
        let face = FACES.iter().find(|face| rest.starts_with(**face))?;
        let end = self.at + face.len();
        let free = self.char_before(self.at).is_none_or(is_space);
        (free && self.char_at(end).is_none_or(|c| is_space(c) || matches!(c, '.' | ',' | '!'))).then_some(end)
    }
}

/// Whether `text` is a hyphen and a clitic.
fn is_clitic(text: &str) -> bool {
    let mut chars = text.chars();
    let mut buffer = Lower::default();
    chars.next().is_some_and(is_hyphen)
        && buffer.fold(chars.as_str()).is_some_and(|clitic| CLITICS.contains(clitic))
}

/// A short word in lower case with straight apostrophes, on the stack.
#[derive(Default)]
struct Lower {
    bytes: [u8; 24],
    len: usize,
}

impl Lower {
    fn fold(&mut self, word: &str) -> Option<&str> {
        if word.len() > 24 {
            return None;
        }
        for c in word.chars() {
            let c = match c {
                c if c.is_ascii() => c.to_ascii_lowercase(),
                c if is_apostrophe(c) => '\'',
                c if is_hyphen(c) => '-',
                c => c.to_lowercase().next().unwrap_or(c),
            };
            let end = self.len + c.len_utf8();
            c.encode_utf8(self.bytes.get_mut(self.len..end)?);
            self.len = end;
        }
        std::str::from_utf8(&self.bytes[..self.len]).ok()
    }
}

/// Endings of site names that are read as an address without `www.`.
const DOMAINS: [&str; 34] = [
    "ai", "app", "be", "biz", "ca", "ch", "co", "com", "de", "dev", "edu", "es", "eu", "fr", "gouv", "gov",
    "info", "int", "io", "it", "jp", "lu", "me", "mil", "net", "nl", "org", "ru", "tech", "tv", "uk", "us",
    "COM", "NET",
];

/// Endings of file names.
const FILES: [&str; 22] = [
    "JPG", "PDF", "XLS", "csv", "doc", "docx", "exe", "gif", "html", "jpg", "js", "json", "mp3", "odt",
    "pdf", "png", "ppt", "py", "txt", "xls", "xlsx", "zip",
];
