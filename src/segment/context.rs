//! What stands before and after a mark that may end a sentence.

use super::lists::{Kinds, Lists};

/// Longest look back for a word, in bytes; a longer one is a word like any other.
const WORD_REACH: usize = 64;

/// White space and the invisible characters that typography puts beside it.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
        || !c.is_ascii() && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'))
}

/// As [`char::is_alphanumeric`], without its tables for the letters of the languages of Europe.
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{d7}' | '\u{f7}' => false,
        '\u{c0}'..='\u{24f}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The character that starts at `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// The character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at.checked_sub(1)?) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        _ => text[..at].chars().next_back(),
    }
}

/// The first place from `at` on that is no blank.
pub(super) fn skip_blanks(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at).filter(|&c| is_blank(c)) {
        at += c.len_utf8();
    }
    at
}

/// The last place up to `at`, not before `floor`, that follows no blank.
fn skip_blanks_back(text: &str, mut at: usize, floor: usize) -> usize {
    while at > floor {
        match char_before(text, at).filter(|&c| is_blank(c)) {
            Some(c) => at -= c.len_utf8(),
            None => break,
        }
    }
    at
}

/// Where the word that ends at `end` begins: after a blank, an apostrophe or a mark that no abbreviation holds.
fn word_start(text: &str, end: usize, floor: usize) -> usize {
    let floor = floor.max(end.saturating_sub(WORD_REACH));
    let mut at = end;
    while at > floor {
        let Some(c) = char_before(text, at) else { break };
        let inside = is_alphanumeric(c)
            || matches!(c, '.' | '-' | '&' | '_' | '@' | '%' | '+' | '°' | '§' | '\u{ad}' | '\u{fffc}')
            || matches!(c, '\u{2010}' | '\u{2011}' | '\u{300}'..='\u{36f}' | '€' | '$');
        if !inside || at < floor + c.len_utf8() {
            break;
        }
        at -= c.len_utf8();
    }
    at
}

/// What kind of word a mark follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// No word: another mark or a blank.
    Nothing,
    /// A word like any other.
    Word,
    /// Digits, with inner stops or signs.
    Number,
    /// One capital.
    Initial,
    /// Capitals with stops: how many, and whether a hyphen joins them (`J.-P`).
    Initials { count: u8, hyphen: bool },
    /// Small letters with stops.
    Dotted,
    /// Two or more letters that are a Roman numeral.
    Roman,
}

/// The word before a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    floor: usize,
    pub(super) form: Form,
    pub(super) kinds: Kinds,
}

impl<'t> Before<'t> {
    /// Reads the word that ends at `end`, looking no further back than `floor`.
    pub(super) fn read(text: &'t str, end: usize, floor: usize, lists: &Lists) -> Self {
        let start = word_start(text, end, floor);
        let word = &text[start..end];
        Self { text, start, end, floor, form: form(word), kinds: lists.kinds(word) }
    }

    /// The word itself.
    pub(super) fn word(&self) -> &'t str {
        &self.text[self.start..self.end]
    }

    /// The end of what stands before the word, blanks skipped.
    pub(super) fn previous_end(&self) -> usize {
        skip_blanks_back(self.text, self.start, self.floor)
    }

    /// The word before the word, full stop or not. Empty where another mark stands there.
    pub(super) fn previous(&self, lists: &Lists) -> Self {
        let mut end = self.previous_end();
        if end > self.floor && self.text.as_bytes()[end - 1] == b'.' {
            end -= 1;
        }
        Self::read(self.text, end, self.floor, lists)
    }

    /// Whether nothing but opening marks stands between the beginning of the segment and the word.
    pub(super) fn begins_segment(&self) -> bool {
        self.text[self.floor..self.start].chars().all(|c| !c.is_alphanumeric())
    }

    /// Whether it looks like a full word rather than an unknown abbreviation: two letters, one of them a vowel.
    pub(super) fn is_plain_word(&self) -> bool {
        let word = self.word();
        let vowel =
            |c: char| !c.is_ascii() || matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        let ordinal = word.starts_with(|c: char| c.is_ascii_digit());
        self.form == Form::Word
            && !word.contains('.')
            && (ordinal || self.letters() >= 2 && word.contains(vowel))
    }

    /// Number of letters.
    pub(super) fn letters(&self) -> usize {
        self.word().chars().filter(|c| c.is_alphabetic()).count()
    }
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

fn form(word: &str) -> Form {
    // Nearly all words, in one glance.
    if word.len() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Form::Word;
    }
    let mut chars = word.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let Some(first) = chars.next() else { return Form::Nothing };
    let second = chars.next();
    if first.is_ascii_digit() {
        let number = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'%' | b'+'));
        return if number { Form::Number } else { Form::Word };
    }
    let Some(second) = second else {
        return match first {
            c if c.is_uppercase() => Form::Initial,
            '.' | '-' | '&' | '_' => Form::Nothing,
            _ => Form::Word,
        };
    };
    if is_roman(word) {
        return Form::Roman;
    }
    if second != '.' && !word.contains(".-") {
        return Form::Word;
    }
    let (mut count, mut hyphen, mut capitals) = (0u8, false, true);
    for part in word.split('.').take(12) {
        let letters = part.strip_prefix('-').inspect(|_| hyphen = true).unwrap_or(part);
        let mut letters = letters.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
        match letters.next() {
            Some(c) if c.is_alphabetic() => capitals &= c.is_uppercase(),
            _ => return Form::Word,
        }
        // `Ch.-L`, `Ph.-A`: a digraph counts as one initial.
        let second = letters.next();
        if letters.next().is_some() || second.is_some_and(|c| !(hyphen || count == 0) || !c.is_lowercase()) {
            return Form::Word;
        }
        count += 1;
    }
    if capitals { Form::Initials { count, hyphen } } else { Form::Dotted }
}

/// How the text after a mark begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// With a capital.
    Upper,
    /// With a small letter.
    Lower,
    /// With a digit.
    Digit,
    /// With a sign, or with protected text.
    Other,
    /// With a mark that only stands inside a sentence: `, ; :`
    Inside,
}

/// What an opening mark before the first word was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    None,
    Quote,
    Bracket,
    Dash,
    Bullet,
}

/// What follows a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct After<'t> {
    /// The first opening mark, if any.
    pub(super) opening: Opening,
    pub(super) start: Start,
    /// The first word, with an elided apostrophe but without what that elides (`L'`).
    pub(super) word: &'t str,
    pub(super) kinds: Kinds,
    end: usize,
    text: &'t str,
}

impl<'t> After<'t> {
    /// Reads what begins at `at`, no blank.
    pub(super) fn read(text: &'t str, at: usize, lists: &Lists) -> Self {
        let mut opening = Opening::None;
        let mut begin = at;
        // A few opening marks may stand together: `— « (`.
        for _ in 0..4 {
            let Some(c) = char_at(text, begin) else { break };
            let mark = match c {
                '«' | '‹' | '“' | '„' | '"' | '‘' | '\'' | '\u{2019}' | '»' | '”' => {
                    Opening::Quote
                }
                '(' | '[' | '{' => Opening::Bracket,
                '—' | '–' | '-' | '―' | '−' => Opening::Dash,
                '•' | '*' | '·' | '▪' | '◦' | '‣' | '■' | '●' | '→' | '^' | '✓' => {
                    Opening::Bullet
                }
                '¿' | '¡' => opening,
                _ => break,
            };
            if opening == Opening::None {
                opening = mark;
            }
            begin = skip_blanks(text, begin + c.len_utf8());
        }
        let mut end = begin;
        let mut second = None;
        let mut first = None;
        let mut apostrophe = false;
        while let Some(c) = char_at(text, end) {
            let inner = matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{300}'..='\u{36f}');
            if !(is_alphanumeric(c) || inner && first.is_some()) || end - begin > WORD_REACH {
                if matches!(c, '\'' | '\u{2019}') && first.is_some() {
                    apostrophe = true;
                    end += c.len_utf8();
                }
                break;
            }
            if first.is_none() {
                first = Some(c);
            } else if second.is_none() && !inner {
                second = Some(c);
            }
            end += c.len_utf8();
        }
        let start = match first.or_else(|| char_at(text, begin)) {
            Some(c) if c.is_lowercase() => match second {
                // iPhone, eBay
                Some(s) if s.is_uppercase() => Start::Upper,
                _ => Start::Lower,
            },
            Some(c) if c.is_alphabetic() => Start::Upper,
            // `18 U.S.C. § 1030`: a number follows.
            Some(c) if c.is_numeric() || c == '§' => Start::Digit,
            Some(',' | ';' | ':' | ')' | ']' | '}') => Start::Inside,
            _ => Start::Other,
        };
        let word = &text[begin..end];
        let mut kinds = lists.kinds(word);
        if kinds == Kinds::default() && !apostrophe && word.contains('-') {
            // Est-ce, Était-il, Faut-il: an inverted verb begins a question.
            let tail = word.rsplit('-').next().unwrap_or_default();
            if matches!(tail, "il" | "elle" | "on" | "ils" | "elles" | "je" | "tu" | "nous" | "vous" | "ce") {
                kinds = Kinds::STRONG;
            }
        }
        Self { opening, start, word, kinds, end, text }
    }

    /// Whether the first word begins a sentence rather than goes on with a name. Articles count where a word in lower
    /// case follows them (`Le film`, not `Le Goff`).
    pub(super) fn begins_sentence(&self) -> bool {
        if self.kinds.has(Kinds::STRONG) {
            return true;
        }
        self.kinds.has(Kinds::WEAK) && self.goes_on_lower()
    }

    /// Whether a small letter or a digit follows the first word.
    pub(super) fn goes_on_lower(&self) -> bool {
        let at = skip_blanks(self.text, self.end);
        char_at(self.text, at).is_some_and(|c| c.is_lowercase() || c.is_numeric())
    }

    /// Whether the first word is a Roman numeral or a letter that codes use: `XVII`, `L. 121-3`, `A-2`, `B et C`.
    pub(super) fn is_code(&self) -> bool {
        let plain = self.word.split('-').next().unwrap_or_default();
        is_roman(plain) && !matches!(self.word, "D" | "C" | "L" | "M")
            || plain.len() == 1
                && plain.as_bytes()[0].is_ascii_uppercase()
                && (plain.len() < self.word.len()
                    || matches!(char_at(self.text, self.end), Some('.' | ',' | ';' | ')' | '*'))
                    || char_at(self.text, skip_blanks(self.text, self.end)).is_some_and(|c| {
                        c.is_numeric() || c.is_lowercase() && !matches!(plain, "A" | "I" | "O" | "Y")
                    }))
    }
}
