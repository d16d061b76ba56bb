//! The iterator over the sentences of a text: marks are found by a vector scan, each is then judged in its context.

use super::context::{After, Before, Form, Opening, Start, char_at, char_before, is_blank, skip_blanks};
use super::lists::{Kinds, Lists};
use crate::text::{Language, Span};

/// A segment never grows beyond this many bytes: text without any sentence end is cut at a blank.
pub const MAX_SEGMENT: usize = 1 << 20;

/// How much of a document is read to decide how its sentences begin, in bytes.
pub const SAMPLE: usize = 1 << 16;

/// How far back a quotation is looked for, in bytes.
const QUOTE_REACH: usize = 512;

/// Up to this many letters and digits, what ends in a bracket labels the sentence that follows.
const LONGEST_LABEL: usize = 9;

/// Up to this many bytes may a heading have that runs into the text.
const LONGEST_HEADING: usize = 160;

/// Marks that part a clause from others.
const PARTS: [char; 9] = [',', ';', ':', '(', '.', '!', '?', '…', '\n'];

/// How far ahead a verb is looked for, in bytes.
const CLAUSE_REACH: usize = 160;

/// How far ahead the next item of a list is looked for, in bytes.
const ITEM_REACH: usize = 200;

/// How far ahead a closing bracket is looked for, in bytes.
const BRACKET_REACH: usize = 256;

/// Cuts text into sentences after the rules of one language.
#[derive(Clone, Copy, Debug)]
pub struct Segmenter {
    language: Language,
    lists: &'static Lists,
    lower_case: bool,
}

impl Segmenter {
    /// A segmenter for text whose sentences begin with capitals.
    pub fn new(language: Language) -> Self {
        Self { language, lists: Lists::of(language), lower_case: false }
    }

    /// A segmenter for a document that begins with `sample`: where most of its sentences begin in lower case, as in
    /// transcribed speech, a small letter after a full stop begins one. Only the first [`SAMPLE`] bytes count.
    pub fn for_sample<'t>(language: Language, sample: impl IntoIterator<Item = &'t str>) -> Self {
        let mut segmenter = Self::new(language);
        let (mut lower, mut upper, mut left) = (0usize, 0usize, SAMPLE);
        for text in sample {
            let text = &text[..floor_char_boundary(text, left)];
            for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
                if !char_at(text, at + 1).is_some_and(is_blank) || char_before(text, at) == Some('.') {
                    continue;
                }
                let before = Before::read(text, at, 0, segmenter.lists);
                if before.form == Form::Word && before.letters() >= 3 && before.kinds == Kinds::default() {
                    match char_at(text, skip_blanks(text, at + 1)) {
                        Some(c) if c.is_lowercase() => lower += 1,
                        Some(c) if c.is_uppercase() => upper += 1,
                        _ => {}
                    }
                }
            }
            left -= text.len();
            if left == 0 {
                break;
            }
        }
        segmenter.lower_case = lower >= 4 && lower > upper;
        segmenter
    }

    /// The segments of a text that holds no block end: they tile it.
    pub fn segments<'t>(&self, text: &'t str) -> Segments<'t> {
        let bytes = text.as_bytes();
        Segments {
            text,
            segmenter: *self,
            start: 0,
            scan: 0,
            marks: memchr::memchr3_iter(b'.', b'!', b'?', bytes),
            ellipses: memchr::memchr_iter(0xA6, bytes),
            next_mark: None,
            next_ellipsis: None,
            next_starter: None,
        }
    }
}

/// The largest character boundary that is no greater than `at`.
pub(super) fn floor_char_boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// The segments of a text, in order; no allocation.
#[derive(Debug)]
pub struct Segments<'t> {
    text: &'t str,
    segmenter: Segmenter,
    /// Where the next segment begins.
    start: usize,
    /// Where to look for marks from.
    scan: usize,
    marks: memchr::Memchr3<'t>,
    /// The last byte of `…` (E2 80 A6): its first byte is the apostrophe's as well, which is far more frequent.
    ellipses: memchr::Memchr<'t>,
    next_mark: Option<usize>,
    next_ellipsis: Option<usize>,
    /// The blank before a word that may begin a sentence after one without a mark.
    next_starter: Option<usize>,
}

impl Iterator for Segments<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let length = self.text.len();
        if self.start >= length {
            return None;
        }
        if let Some(end) = capitals_end(self.text, self.start, self.segmenter.lists) {
            return Some(self.cut(end));
        }
        loop {
            let at = self.next_candidate().unwrap_or(length);
            if at - self.start > MAX_SEGMENT {
                return Some(self.cut(self.forced_cut()));
            }
            if at == length {
                return Some(self.cut(length));
            }
            let verdict = Judge { text: self.text, floor: self.start, segmenter: self.segmenter }.judge(at);
            self.scan = verdict.resume;
            if let Some(end) = verdict.end.filter(|&end| end < length) {
                return Some(self.cut(end));
            }
        }
    }
}

impl Segments<'_> {
    fn cut(&mut self, end: usize) -> Span {
        let span = Span::new(self.start, end);
        self.start = end;
        self.scan = self.scan.max(end);
        span
    }

    /// The next mark from `scan` on.
    fn next_candidate(&mut self) -> Option<usize> {
        while self.next_mark.is_none_or(|at| at < self.scan) {
            self.next_mark = Some(self.marks.next().unwrap_or(usize::MAX));
        }
        while self.next_ellipsis.is_none_or(|at| at < self.scan) {
            self.next_ellipsis = Some(loop {
                match self.ellipses.next() {
                    Some(at) if at >= 2 && self.text.as_bytes()[at - 2..at] == [0xE2, 0x80] => break at - 2,
                    Some(_) => {}
                    None => break usize::MAX,
                }
            });
        }
        if self.next_starter.is_none_or(|at| at < self.scan) {
            let from = self.next_starter.map_or(0, |at| at + 1).max(self.scan);
            self.next_starter = Some(self.find_starter(from).unwrap_or(usize::MAX));
        }
        self.next_mark.min(self.next_ellipsis).min(self.next_starter).filter(|&at| at < usize::MAX)
    }

    /// The first blank from `from` on that stands between a letter and a capital with which such a word may begin, or
    /// before the dash of an item.
    fn find_starter(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from.max(1);
        while let Some(piece) = bytes.get(at..at + 33) {
            if has_blank_before_capital(piece) {
                for piece in (0..32).step_by(8) {
                    let mut found = blanks_before_capitals(&bytes[at + piece..][..9]);
                    while found != 0 {
                        let place = at + piece + found.trailing_zeros() as usize / 8;
                        if self.is_starter(place) {
                            return Some(place);
                        }
                        found &= found - 1;
                    }
                }
            }
            at += 32;
        }
        (at..bytes.len().saturating_sub(1)).find(|&i| {
            bytes[i] == b' '
                && (bytes[i + 1].is_ascii_uppercase() || bytes[i + 1] == b'-')
                && self.is_starter(i)
        })
    }

    fn is_starter(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before = bytes[at - 1];
        let ends =
            !(before.is_ascii_punctuation() || before.is_ascii_whitespace()) || matches!(before, b')' | b'%');
        let next = bytes.get(at + 2).copied().unwrap_or_default();
        if bytes[at + 1] == b'-' {
            next == b' ' && (ends || matches!(before, b']' | b'"' | b';'))
        } else {
            // A capital with a mark after it is a letter beyond ASCII, as in composed text.
            if matches!(next, 0xcc | 0xcd) {
                return false;
            }
            if before == b';' {
                return self.segmenter.language == Language::French;
            }
            let third = bytes.get(at + 3).copied().unwrap_or_default();
            ends && self.segmenter.lists.may_begin(bytes[at + 1], next, third)
        }
    }

    /// Where a segment without end is cut.
    fn forced_cut(&self) -> usize {
        let end = floor_char_boundary(self.text, self.start + MAX_SEGMENT);
        let piece = &self.text[self.start..end];
        piece.rfind(is_blank).filter(|&at| at > 0).map_or(end, |at| {
            let blank = char_at(piece, at).map_or(1, char::len_utf8);
            self.start + at + blank
        })
    }
}

/// The kind of mark that may end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Stop,
    Ellipsis,
    /// `!` or `?`, in any number.
    Exclamation,
}

/// Whether there is any among the first 32 of 33 bytes. Without an early end, so that they are compared side by side.
fn has_blank_before_capital(piece: &[u8]) -> bool {
    piece[..32].iter().zip(&piece[1..33]).fold(false, |found, (&byte, &next)| {
        found | ((byte == b' ') & ((next.wrapping_sub(b'A') < 26) | (next == b'-')))
    })
}

/// The blanks among the first eight of nine bytes that a capital or a dash follows: the highest bit of each byte, the
/// first byte lowest. All eight are compared at once, in a word.
fn blanks_before_capitals(piece: &[u8]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let word = |at: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&piece[at..at + 8]);
        u64::from_le_bytes(bytes)
    };
    let equal = |word: u64, byte: u8| {
        let difference = word ^ (u64::from(byte) * EACH);
        !(((difference & !HIGH) + !HIGH) | difference) & HIGH
    };
    let from = |word: u64, byte: u8| (word & !HIGH) + u64::from(0x80 - byte) * EACH;
    let next = word(1);
    let capital = from(next, b'A') & !from(next, b'Z' + 1) & !next & HIGH;
    equal(word(0), b' ') & (capital | equal(next, b'-'))
}

/// The words of a text, elided ones with their apostrophe.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '\'' | '\u{2019}'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}')))
        .filter(|word| !word.is_empty())
}

/// Whether a word is seen to be a finite verb.
fn is_verb(word: &str, lists: &Lists) -> bool {
    let ending = ["ait", "aient", "eront", "èrent", "irent", "urent"].iter().any(|e| word.ends_with(e));
    word.starts_with(char::is_lowercase)
        && (ending && !["fait", "lait", "trait", "souhait"].iter().any(|noun| word.ends_with(noun))
            || lists.kinds(word).has(Kinds::VERB))
}

/// Where a heading in capitals that the text begins with at `start` ends, and a sentence in small letters begins.
fn capitals_end(text: &str, start: usize, lists: &Lists) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes.get(start + 1).is_some_and(|&b| b.is_ascii_uppercase() || b >= 0x80) {
        return None;
    }
    let (mut count, mut letters, mut at) = (0, 0, start);
    let end = floor_char_boundary(text, start + LONGEST_HEADING);
    while at < end {
        let word = &text[at..][..text[at..].find(is_blank)?];
        if word.chars().any(char::is_lowercase) {
            break;
        }
        // What a stop or a comma follows goes on in its own way.
        if word.ends_with(is_mark) || word.ends_with([',', ';', ':']) {
            return None;
        }
        letters += word.chars().filter(|c| c.is_uppercase()).count();
        count += 1;
        at = skip_blanks(text, at + word.len());
    }
    if count == 0 || at >= end || letters < 4 || text[start..at].contains(['\n', '\r']) {
        return None;
    }
    let before = Before::read(text, text[..at].trim_end().len(), start, lists);
    let after = After::read(text, at, lists);
    if before.kinds.has(Kinds::BRIDGE) || after.start != Start::Upper || after.opening != Opening::None {
        return None;
    }
    let starts = after.kinds.has(Kinds::STRONG.or(Kinds::WEAK)) && after.goes_on_lower();
    // Names are shorter: `BNP PARIBAS Cardif`.
    (starts || count >= 2 && letters >= 16).then_some(at)
}

struct Verdict {
    /// The end of the segment, blanks included, if there is one.
    end: Option<usize>,
    /// Where to go on scanning.
    resume: usize,
}

/// One mark in its context.
#[derive(Clone, Copy)]
struct Judge<'t> {
    text: &'t str,
    /// Beginning of the segment.
    floor: usize,
    segmenter: Segmenter,
}

/// The length of a smiley that stands free: `:)`, `;-)`, `:D`.
fn smiley(bytes: &[u8]) -> Option<usize> {
    let nose = usize::from(bytes.get(1) == Some(&b'-'));
    let mouth = matches!(bytes.get(1 + nose), Some(b')' | b'(' | b'D' | b'P' | b'p' | b'/'));
    let free = bytes.get(2 + nose).is_none_or(u8::is_ascii_whitespace);
    (mouth && free).then_some(2 + nose)
}

const fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

impl Judge<'_> {
    fn judge(self, at: usize) -> Verdict {
        if self.text.as_bytes()[at] == b' ' {
            let is_end = self.unpunctuated(at);
            return Verdict { end: is_end.then_some(at + 1), resume: at + 1 };
        }
        self.judge_mark(at)
    }

    /// A blank before a word that begins a sentence, as where a heading runs into the text: the word before must be one
    /// that a sentence can end with, and a word in lower case must follow.
    fn unpunctuated(self, at: usize) -> bool {
        let text = self.text;
        if text.as_bytes()[at + 1] == b'-' {
            return self.dash_item(at);
        }
        if text.as_bytes()[at - 1] == b';' {
            return self.after_semicolon(at);
        }
        let ends = match char_before(text, at) {
            // `(EN) Je vous remercie`: a label, no sentence.
            Some(')') => {
                let letters = text[self.floor..at].chars().filter(|c| c.is_alphanumeric());
                letters.count() > LONGEST_LABEL
            }
            Some(c) => c.is_alphanumeric() || matches!(c, '%' | '\u{300}'..='\u{36f}'),
            None => false,
        };
        if !ends {
            return false;
        }
        let lists = self.segmenter.lists;
        let after = After::read(text, at + 1, lists);
        if !after.kinds.has(Kinds::UNPUNCTUATED.or(Kinds::HEADED)) {
            return false;
        }
        let before = Before::read(text, at, self.floor, lists);
        let quote = memchr::memrchr2_iter(0xAB, 0xBB, &text.as_bytes()[self.floor..at])
            .find(|&i| i > 0 && text.as_bytes()[self.floor + i - 1] == 0xC2);
        !before.kinds.has(Kinds::BRIDGE.or(Kinds::TITLE))
            && after.goes_on_lower()
            && quote.is_none_or(|i| text.as_bytes()[self.floor + i] == 0xBB)
            && (after.kinds.has(Kinds::UNPUNCTUATED)
                || after.kinds.has(Kinds::HEADED) && self.is_heading(at) && self.says_something(at + 1))
    }

    /// After a semicolon French goes on in small letters: a word that begins sentences, with a capital, begins one, as
    /// where the items of a list or the lines of a page were joined.
    fn after_semicolon(self, at: usize) -> bool {
        let after = After::read(self.text, at + 1, self.segmenter.lists);
        after.opening == Opening::None && after.begins_sentence() && !self.in_brackets(at, at)
    }

    /// Whether the segment up to `at` may be a heading: short, one phrase, no verb.
    fn is_heading(self, at: usize) -> bool {
        let segment = &self.text[self.floor..at];
        let mut first = words(segment);
        // `Le 5 mai` dates what follows.
        let dated =
            first.next().is_some_and(|word| matches!(word, "Le" | "En" | "Au" | "Du" | "Dès" | "Depuis"))
                && first.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        !dated
            && segment.len() <= LONGEST_HEADING
            && segment.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
            && !segment.contains([',', ';', ':'])
            && !words(segment).any(|word| is_verb(word, self.segmenter.lists))
    }

    /// Whether what begins at `at` has a verb before anything parts it, other than in a relative clause.
    fn says_something(self, at: usize) -> bool {
        let text = &self.text[at..floor_char_boundary(self.text, at + CLAUSE_REACH)];
        let mut end = text.find(PARTS).unwrap_or(text.len());
        // `Le 1er décembre 2000, le juge a ordonné`
        let mut first = words(&text[..end]);
        let adverbial = match first.next() {
            Some("Le" | "La") => {
                first.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            }
            Some(word) => !matches!(word, "Les" | "L'" | "L\u{2019}" | "Un" | "Une" | "Des"),
            None => false,
        };
        if adverbial && text[end..].starts_with(',') {
            end += 1 + text[end + 1..].find(PARTS).unwrap_or(text.len() - end - 1);
        }
        for word in words(&text[..end]) {
            if matches!(word, "qui" | "que" | "qu" | "dont" | "où") {
                return false;
            }
            if is_verb(word, self.segmenter.lists) {
                return true;
            }
        }
        false
    }

    /// A dash between blanks before a capital: an item where the segment is one, or where more items follow a heading.
    fn dash_item(self, at: usize) -> bool {
        let text = self.text;
        let begins = |dash: usize| {
            let next =
                text[skip_blanks(text, dash + 1)..].chars().find(|c| !matches!(c, '(' | '"' | '^' | ' '));
            next.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        };
        if !begins(at + 1) {
            return false;
        }
        let segment = &text[self.floor..at];
        // Not in brackets (`[COM(2001) 121 - C5]`), nor where dashes set something off (`- quel euphémisme - "Conseil"`).
        let opened = segment.bytes().fold(0i32, |depth, byte| match byte {
            b'(' | b'[' => depth + 1,
            b')' | b']' => (depth - 1).max(0),
            _ => depth,
        }) > 0;
        let aside = segment.rfind(" - ").is_some_and(|dash| !begins(self.floor + dash + 1));
        if opened || aside {
            return false;
        }
        if segment.starts_with("- ") {
            return true;
        }
        let next = text.as_bytes()[at + 2..].windows(3).take(ITEM_REACH).position(|w| w == b" - ");
        next.is_some_and(|next| begins(at + 3 + next)) && self.is_heading(at)
    }

    fn judge_mark(self, at: usize) -> Verdict {
        let text = self.text;
        // The run of marks, with blanks between them as in `! ! !` or `. . .`.
        let mut end = at;
        let (mut stops, mut mark) = (0, Mark::Stop);
        while let Some(c) = char_at(text, end).filter(|&c| is_mark(c)) {
            match c {
                '.' => stops += 1,
                '…' => stops += 3,
                _ => mark = Mark::Exclamation,
            }
            end += c.len_utf8();
            let next = skip_blanks(text, end);
            if next > end && char_at(text, next).is_some_and(is_mark) {
                let after = next + char_at(text, next).map_or(0, char::len_utf8);
                let detached = char_at(text, after).is_none_or(|c| !c.is_alphanumeric());
                // `R.E.M. ?` goes on, `fin. .NET` does not.
                if detached {
                    end = next;
                }
            }
        }
        if mark == Mark::Stop && stops > 1 {
            mark = Mark::Ellipsis;
        }
        let run = end;
        let (end, closed) = self.closers(run);
        let next = skip_blanks(text, end);
        if next >= text.len() {
            return Verdict { end: None, resume: text.len() };
        }
        let before = Before::read(text, at, self.floor, self.segmenter.lists);
        let after = After::read(text, next, self.segmenter.lists);
        let is_end = if after.start == Start::Inside {
            false
        } else if next == end {
            self.glued(mark, run, end, &before, &after)
        } else {
            match mark {
                Mark::Stop => self.stop(&before, &after, closed),
                Mark::Ellipsis => self.ellipsis(&before, &after, closed),
                Mark::Exclamation => self.exclamation(at, &before, &after, closed),
            }
        };
        let is_end = is_end && !self.in_brackets(at, end);
        Verdict { end: is_end.then_some(next), resume: end.max(at + 1) }
    }

    /// Where the closing marks after a run end, and whether there are any.
    fn closers(self, run: usize) -> (usize, bool) {
        let text = self.text;
        let mut end = run;
        while let Some(c) = char_at(text, end) {
            let next = end + c.len_utf8();
            let closes = match c {
                '»' | '›' | '”' | ')' | ']' | '}' => true,
                // “ closes what „ opens.
                '"' | '“' | '\u{2019}' | '\'' => {
                    char_at(text, next).is_none_or(|n| is_blank(n) || !n.is_alphanumeric() && n != '«')
                }
                '¹' | '²' | '³' | '⁴'..='⁹' => true,
                // A reference: `[12]`.
                '[' => {
                    let digits = text.as_bytes()[next..].iter().take_while(|b| b.is_ascii_digit()).count();
                    if digits == 0 || digits > 3 || text.as_bytes().get(next + digits) != Some(&b']') {
                        break;
                    }
                    end = next + digits + 1;
                    continue;
                }
                c if is_blank(c) => {
                    // `. »`, and `. "` where a quotation is open.
                    let at = skip_blanks(text, end);
                    match char_at(text, at) {
                        Some('»') if self.closes_guillemet(at) => end = at + 2,
                        Some(q @ '›') => end = at + q.len_utf8(),
                        Some(')') if char_at(text, at + 1).is_none_or(is_blank) => end = at + 1,
                        Some(':' | ';') => match smiley(&text.as_bytes()[at..]) {
                            Some(length) => end = at + length,
                            None => break,
                        },
                        Some('"') if self.closes_quote(at) => end = at + 1,
                        _ => break,
                    }
                    continue;
                }
                _ => false,
            };
            if !closes {
                break;
            }
            end = next;
        }
        (end, end > run)
    }

    /// Whether a `"` that stands free at `at` closes a quotation.
    fn closes_quote(self, at: usize) -> bool {
        let text = self.text;
        if char_at(text, at + 1).is_some_and(|c| !is_blank(c) && !matches!(c, ',' | '.' | ';' | ')')) {
            return false;
        }
        let from = floor_char_boundary(text, at.saturating_sub(QUOTE_REACH));
        let Some(last) = memchr::memrchr(b'"', &text.as_bytes()[from..at]).map(|i| from + i) else {
            return false;
        };
        let blank_before =
            char_before(text, last).is_none_or(|c| is_blank(c) || matches!(c, '(' | '[' | '\'' | '\u{2019}'));
        let blank_after = char_at(text, last + 1).is_none_or(is_blank);
        match (blank_before, blank_after) {
            (true, false) => true,
            (false, true) => false,
            _ => memchr::memchr_iter(b'"', &text.as_bytes()[from..at]).count() % 2 == 1,
        }
    }

    /// Whether a `»` that stands free at `at` closes a quotation: none is open where it is left over from a cut text.
    fn closes_guillemet(self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let from = at.saturating_sub(8 * QUOTE_REACH);
        // « is C2 AB, » is C2 BB.
        let last = memchr::memrchr2_iter(0xAB, 0xBB, &bytes[from..at])
            .map(|i| from + i)
            .find(|&i| i > 0 && bytes[i - 1] == 0xC2);
        last.is_some_and(|i| bytes[i] == 0xAB)
            || from > 0
            || skip_blanks(self.text, at + 2) == self.text.len()
    }

    /// A mark without a blank after it: only a forgotten space makes it an end.
    fn glued(self, mark: Mark, run: usize, end: usize, before: &Before, after: &After) -> bool {
        if after.start != Start::Upper || char_at(self.text, end).is_some_and(is_mark) {
            return false;
        }
        if end > run {
            // `fin.»Il`
            return matches!(char_before(self.text, end), Some('»' | '”' | ')'))
                && after.opening == Opening::None;
        }
        // Not in addresses or names of code: `exemple.Com`, `System.Out.println`.
        let tail = &self.text[run..];
        let tail = &tail[..tail.find(is_blank).unwrap_or(tail.len())];
        let tail = tail.trim_end_matches(|c: char| !c.is_alphanumeric());
        if tail.contains(['.', '/', '@', '_', '=', '('])
            || after.word.chars().skip(1).any(char::is_uppercase)
            || after.word.len() == 1
        {
            return false;
        }
        let word = before.word();
        let plain = before.letters() >= 2
            && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '\u{300}'..='\u{36f}'))
            && !before.kinds.has(Kinds::TITLE.or(Kinds::NEVER));
        let capital = word.starts_with(char::is_uppercase);
        match mark {
            Mark::Exclamation => plain || before.form == Form::Nothing,
            // `Node.Js` is a name, `Paris.Il` is not.
            _ => {
                plain && (!capital || before.letters() >= 4 || after.kinds.has(Kinds::STRONG.or(Kinds::WEAK)))
            }
        }
    }

    /// Whether a bracket opened inside the segment before `at` closes soon after `end`.
    fn in_brackets(self, at: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let opened =
            memchr::memrchr2(b'(', b')', &bytes[self.floor..at]).filter(|&i| bytes[self.floor + i] == b'(');
        let inside = opened.is_some_and(|i| !self.text[self.floor..self.floor + i].trim().is_empty());
        inside && {
            let tail = &bytes[end..bytes.len().min(end + BRACKET_REACH)];
            memchr::memchr2(b'(', b')', tail).is_some_and(|i| tail[i] == b')')
        }
    }

    /// A single full stop with a blank after it.
    fn stop(self, before: &Before, after: &After, closed: bool) -> bool {
        let lists = self.segmenter.lists;
        let kinds = before.kinds;
        if closed {
            return after.start != Start::Lower || matches!(after.opening, Opening::Quote | Opening::Dash);
        }
        if kinds.has(Kinds::NEVER) || kinds.has(Kinds::DIGIT) && after.start == Start::Digit {
            return false;
        }
        let starts = match after.start {
            Start::Lower if after.opening != Opening::None => Start::Other,
            start => start,
        };
        // A unit is one only after a number: `15 h.`, `25 °C.`
        let unit =
            kinds.has(Kinds::UNIT) && before.previous(lists).word().ends_with(|c: char| c.is_ascii_digit());
        let hyphened = matches!(before.form, Form::Initials { hyphen: true, .. });
        let era =
            !hyphened || matches!(before.previous(lists).word(), "av" | "apr" | "avant" | "après" | "ap");
        if unit || kinds.has(Kinds::EITHER) && era {
            // `P.S. Il pleut.`
            if before.form != Form::Word && before.begins_segment() {
                return false;
            }
            return match starts {
                Start::Upper if after.kinds.has(Kinds::TIME) && before.word().ends_with('m') => false,
                Start::Upper => after.opening != Opening::Bracket || before.form == Form::Word,
                Start::Lower => self.segmenter.lower_case,
                Start::Digit => !unit,
                Start::Other => after.opening != Opening::Bracket,
                Start::Inside => false,
            };
        }
        if matches!(before.form, Form::Number | Form::Word) && self.is_enumerator(before) {
            return false;
        }
        if matches!(before.form, Form::Initial | Form::Roman)
            && before.letters() <= 5
            && !kinds.has(Kinds::TITLE)
            && !(self.segmenter.lower_case && starts == Start::Lower)
            && before.begins_segment()
        {
            // `A. Introduction`, `XIV. De la vertu`, `E. Macron`
            return false;
        }
        if kinds.has(Kinds::TITLE.or(Kinds::INNER)) {
            // `M. Le maire`, `M. Un tel`: an article is no sign after a title.
            let begins = if kinds.has(Kinds::TITLE) {
                after.kinds.has(Kinds::STRONG)
            } else {
                after.begins_sentence()
            };
            return starts == Start::Upper && after.opening == Opening::None && begins;
        }
        if kinds.has(Kinds::NUMBER) {
            return match starts {
                // `The answer is no. I left.`
                Start::Upper => !after.is_code() || before.word() == "no" && after.word == "I",
                Start::Digit | Start::Lower | Start::Inside => false,
                Start::Other => after.opening == Opening::Dash,
            };
        }
        match before.form {
            Form::Initial => self.initial(before, after, starts),
            Form::Initials { count, hyphen } => match starts {
                Start::Upper if after.opening != Opening::None => after.opening != Opening::Bracket,
                Start::Upper => after.begins_sentence() || count >= 3 && !hyphen && self.has_article(before),
                Start::Other => after.opening != Opening::Bracket,
                Start::Lower => self.segmenter.lower_case,
                Start::Digit | Start::Inside => false,
            },
            Form::Dotted => starts == Start::Upper && after.begins_sentence(),
            Form::Number => match starts {
                Start::Lower => {
                    self.segmenter.lower_case || before.word().len() >= 4 && !before.word().contains('.')
                }
                _ => true,
            },
            Form::Nothing | Form::Word | Form::Roman => match starts {
                Start::Lower => {
                    self.segmenter.lower_case
                        || before.form == Form::Nothing
                        || before.is_plain_word() && !kinds.has(Kinds::LOWER)
                }
                _ => true,
            },
        }
    }

    /// One capital and a full stop: an initial, or the name of a thing (`plan B.`).
    fn initial(self, before: &Before, after: &After, starts: Start) -> bool {
        let previous = before.previous(self.segmenter.lists);
        let named = previous.kinds.has(Kinds::CLASSIFIER);
        match starts {
            Start::Upper => named || after.begins_sentence() || after.opening == Opening::Quote,
            Start::Lower => self.segmenter.lower_case,
            Start::Digit | Start::Inside => false,
            Start::Other => named || after.opening == Opening::Dash,
        }
    }

    /// Whether a determiner stands before the word: `l'O.N.U.`, `les U.S.A.`
    fn has_article(self, before: &Before) -> bool {
        match char_before(self.text, before.start) {
            Some('\'' | '\u{2019}') => true,
            _ => matches!(
                before.previous(self.segmenter.lists).word().to_ascii_lowercase().as_str(),
                "la" | "le" | "les" | "des" | "aux" | "du" | "au" | "un" | "une" | "the"
            ),
        }
    }

    /// `1.` or `a.` at the beginning of a segment or after `;`, `:`: the number of an item.
    fn is_enumerator(self, before: &Before) -> bool {
        let word = before.word();
        let short = match before.form {
            Form::Number => word.len() <= 3 || word.contains('.'),
            _ => word.len() == 1 && word.as_bytes()[0].is_ascii_lowercase(),
        };
        short
            && (before.begins_segment()
                || before.previous_end() < before.start
                    && matches!(char_before(self.text, before.previous_end()), Some(';' | ':' | ','))
                    && before.word().len() <= 2)
    }

    fn ellipsis(self, before: &Before, after: &After, closed: bool) -> bool {
        let bracketed = closed
            && before.form == Form::Nothing
            && matches!(char_before(self.text, before.start), Some('(' | '['));
        if bracketed {
            return after.start == Start::Upper && !before.begins_segment() && after.begins_sentence();
        }
        match after.start {
            Start::Upper => true,
            Start::Lower => self.segmenter.lower_case && !closed,
            Start::Digit => after.opening == Opening::Dash,
            Start::Other | Start::Inside => false,
        }
    }

    /// Whether a sentence may begin with a small letter after `!` or `?`: where sentences do so in this document, where this
    /// one did, and in English where it is no interjection (`Oh! what a day.`).
    fn takes_small_letters(self, at: usize) -> bool {
        let segment = &self.text[self.floor..at];
        self.segmenter.lower_case
            || segment.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
            || self.segmenter.language == Language::English && segment.split_whitespace().nth(2).is_some()
    }

    fn exclamation(self, at: usize, before: &Before, after: &After, closed: bool) -> bool {
        let alone = before.form == Form::Nothing && matches!(char_before(self.text, at), Some('(' | '['));
        if alone && closed {
            return after.start == Start::Upper && after.begins_sentence();
        }
        if before.kinds.has(Kinds::EXCLAMATORY) && before.end == at && !after.begins_sentence() {
            return false;
        }
        match after.start {
            Start::Upper | Start::Digit => true,
            Start::Lower => !closed && after.opening == Opening::None && self.takes_small_letters(at),
            Start::Other => true,
            Start::Inside => false,
        }
    }
}
