//! Plain text: where its blocks begin and end.
//!
//! A newline ends a block unless the text is evidently wrapped: its lines have a common width, no line would have had
//! room for the first word of the next, and breaks fall inside sentences. That is decided once for a document from its
//! beginning, and for a document that is not wrapped once more for each run of lines without a blank line, so that a
//! wrapped quotation among unwrapped paragraphs is found.

use super::{Block, BlockKind, Document, Protected, ProtectedKind};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What a newline means in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Newlines {
    /// A block end, unless the text is evidently wrapped.
    #[default]
    Auto,
    /// A block end.
    Block,
    /// A blank: only empty lines end blocks.
    Wrap,
}

/// How much of a document decides whether it is wrapped, in bytes.
const SAMPLE: usize = 1 << 16;
/// How far a decision looks ahead, in bytes.
const AHEAD: usize = 1 << 14;
/// Lines that are looked at together to decide whether a part is wrapped.
const RUN_LINES: usize = 200;
/// Longest line, in characters, that a wrapped text may have.
const WIDEST: usize = 160;
/// Longest heading, in characters.
const LONGEST_HEADING: usize = 120;
/// A block never grows beyond this many bytes.
const MAX_BLOCK: usize = 1 << 23;

impl Document {
    /// Reads plain text. Never fails.
    pub fn plain(text: impl Into<String>, newlines: Newlines) -> Self {
        let text = text.into();
        let mut reader = PlainReader::new(&text, newlines);
        let blocks = std::iter::from_fn(|| reader.next_block(&text, true)).collect();
        Self { text, blocks, ..Self::default() }
    }
}

/// Reads the blocks of a plain text piece by piece: the caller keeps a window of the text and moves it forward.
///
/// The blocks do not depend on how the text is cut into windows.
#[derive(Clone, Debug)]
pub struct PlainReader {
    newlines: Newlines,
    /// The width to which the whole document is wrapped.
    wrap: Option<Width>,
    /// Where to read on.
    at: usize,
    /// The end of the run of lines that was looked at last, and its width if it is wrapped.
    run: (usize, Option<Width>),
    first: bool,
}

/// Lines that a tool evens out fall short of the width by up to this part of it.
const EVENED: usize = 6;

/// The width of wrapped lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Width {
    width: usize,
    /// Counted in bytes, as some tools wrap, rather than in characters.
    bytes: bool,
    /// By how much a full line may fall short, as where a tool evens the lines of a paragraph out.
    slack: usize,
}

impl Width {
    fn of(self, text: &str) -> usize {
        if self.bytes { text.len() } else { text.chars().count() }
    }

    /// Whether `line` would have had room for the first word of `next`.
    fn had_room(self, line: &str, next: &str) -> bool {
        let word = next.split_whitespace().next().unwrap_or_default();
        self.of(line) + 1 + self.of(word) + self.slack <= self.width
    }
}

impl PlainReader {
    /// How many bytes a window must hold beyond the reading position, unless the text ends before.
    pub const WINDOW: usize = MAX_BLOCK + 2 * AHEAD;

    /// A reader for a text that begins with `beginning` (at least [`Self::WINDOW`] bytes of it, or all).
    pub fn new(beginning: &str, newlines: Newlines) -> Self {
        let sample = &beginning[..floor_char_boundary(beginning, SAMPLE)];
        let wrap = (newlines == Newlines::Auto).then(|| Stats::of_sample(sample).document_width()).flatten();
        Self { newlines, wrap, at: 0, run: (0, None), first: true }
    }

    /// Where the next block will be looked for.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Tells that the window has moved forward by `bytes`, no more than [`Self::position`].
    pub fn advance(&mut self, bytes: usize) {
        self.at -= bytes;
        self.run.0 = self.run.0.saturating_sub(bytes);
    }

    /// The next block. `None` at the end of the text, or where the window is too short to tell and not `complete`.
    pub fn next_block(&mut self, text: &str, complete: bool) -> Option<Block> {
        // Blank lines, and the indentation of the first line.
        let skipped = text[self.at..].find(|c: char| !c.is_whitespace() && c != '\u{feff}');
        let start = skipped.map_or(text.len(), |at| self.at + at);
        if !complete && text.len() - start < Self::WINDOW {
            self.at = floor_char_boundary(text, start);
            return None;
        }
        if start == text.len() {
            self.at = start;
            return None;
        }
        let mut line = Line::read(text, start);
        if self.newlines == Newlines::Auto && self.wrap.is_none() && line.next > self.run.0 {
            self.run = self.read_run(text, start);
        }
        let width = self.wrap.or(self.run.1);
        let mut protected = Vec::new();
        let quoted = quote_marker(text, line.start, &mut protected);
        let first = line;
        let mut last = line;
        let mut fresh = true;
        while last.newline && last.end - start < MAX_BLOCK {
            line = Line::read(text, last.next);
            if line.is_blank(text) || !self.joins(text, first, (last, fresh), line, width) {
                break;
            }
            if self.wrap.is_none() && self.newlines == Newlines::Auto && line.end > self.run.0 {
                break;
            }
            if quoted {
                quote_marker(text, line.start, &mut protected);
            }
            fresh = ends_sentence(last.text(text));
            last = line;
        }
        let span = Span::new(start, last.end.max(start));
        self.at = last.next.max(span.end);
        let kind = if quoted {
            BlockKind::Quote
        } else if list_marker(span.text(text)).is_some() {
            BlockKind::ListItem
        } else if first.start == last.start && is_heading(text, first) {
            BlockKind::Heading(if self.first { 1 } else { 2 })
        } else {
            BlockKind::Paragraph
        };
        self.first = false;
        Some(Block { kind, span, protected })
    }

    /// Whether `next` goes on the block that began with `first` and ends with `last`, which is `fresh` where a sentence
    /// may begin with it.
    fn joins(
        &self,
        text: &str,
        first: Line,
        (last, fresh): (Line, bool),
        next: Line,
        width: Option<Width>,
    ) -> bool {
        if last.page_break {
            return false;
        }
        match self.newlines {
            Newlines::Block => return false,
            Newlines::Wrap => return true,
            Newlines::Auto => {}
        }
        let Some(width) = width else { return false };
        let (before, after) = (last.text(text), next.text(text));
        let quoted = before.starts_with('>');
        if quoted != after.starts_with('>') {
            return false;
        }
        let (before, after) = (unquoted(before), unquoted(after));
        if list_marker(after).is_some() && !(starts_lower(after) || is_open(before)) {
            return false;
        }
        // A line wider than the rest is a paragraph of its own.
        if width.of(before) > width.width {
            return false;
        }
        // A heading as wide as the text: an article after it begins a sentence.
        if fresh && looks_like_heading(before) && starts_with_article(after) {
            return false;
        }
        let item = first.start == last.start && list_marker(unquoted(first.text(text))).is_some();
        starts_lower(after) && (!ends_sentence(before) || !width.had_room(before, after))
            || !width.had_room(before, after)
            || item && next.indented && !ends_sentence(before)
    }

    /// Looks at the lines from `start` up to a blank line: where they end, and their width if they are wrapped.
    fn read_run(&self, text: &str, start: usize) -> (usize, Option<Width>) {
        let limit = floor_char_boundary(text, start + AHEAD);
        let mut stats = Stats::default();
        let mut at = start;
        for _ in 0..RUN_LINES {
            let line = Line::read(text, at);
            if line.end > limit && at > start || line.is_blank(text) {
                break;
            }
            stats.add(line.text(text));
            at = line.next.max(line.end);
            if !line.newline {
                break;
            }
        }
        (at, stats.run_width())
    }
}

/// A line of the text: `end` is before trailing blanks, `next` after the newline.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    end: usize,
    next: usize,
    newline: bool,
    page_break: bool,
    indented: bool,
}

impl Line {
    fn read(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let limit = floor_char_boundary(text, at + MAX_BLOCK);
        let found = memchr::memchr3(b'\n', b'\r', 0x0C, &bytes[at..limit]);
        let (end, next) = match found {
            Some(i) if bytes[at + i] == b'\r' && bytes.get(at + i + 1) == Some(&b'\n') => {
                (at + i, at + i + 2)
            }
            Some(i) => (at + i, at + i + 1),
            None if limit < text.len() => {
                let cut = at + cut_of_long_line(&text[at..limit]);
                (cut, cut)
            }
            None => (text.len(), text.len()),
        };
        let span = Span::new(at, end).trim(text);
        let page_break = bytes.get(end) == Some(&0x0C) || bytes.get(next) == Some(&0x0C);
        Self {
            start: span.start,
            end: span.end,
            next,
            newline: found.is_some(),
            page_break,
            indented: span.start > at,
        }
    }

    fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    fn is_blank(self, _: &str) -> bool {
        self.start >= self.end
    }
}

/// Where a line that is too long for a block is cut: after a sentence if there is one near the end.
fn cut_of_long_line(line: &str) -> usize {
    let from = floor_char_boundary(line, line.len().saturating_sub(AHEAD));
    line[from..]
        .rfind(". ")
        .map(|at| from + at + 2)
        .or_else(|| line.rfind(' ').map(|at| at + 1))
        .unwrap_or(line.len())
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn starts_lower(line: &str) -> bool {
    line.chars()
        .find(|c| c.is_alphanumeric() || matches!(c, '-' | '•' | '–' | '—' | '*'))
        .is_some_and(char::is_lowercase)
}

/// Whether a line begins with an article or a demonstrative and a word in lower case: `Le secteur`, not `Le Monde`.
fn starts_with_article(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(first) = words.next() else { return false };
    let next = words.next().unwrap_or_default();
    let (article, next) = match first.split_once(['\'', '\u{2019}']) {
        Some((article, noun)) => (article, noun),
        None => (first, next),
    };
    let articles = [
        "Le", "La", "Les", "L", "Un", "Une", "Des", "Du", "Ce", "Cet", "Cette", "Ces", "Il", "Elle", "Ils",
        "Elles", "C", "On", "Nous", "Dans", "En", "Pour", "Selon", "The", "A", "An", "This", "These", "It",
        "In", "He", "She", "They", "We",
    ];
    articles.contains(&article) && next.starts_with(char::is_lowercase)
}

/// Whether a line ends as sentences do, closing marks aside.
fn ends_sentence(line: &str) -> bool {
    let closing = |c: char| {
        matches!(c, '»' | '”' | '"' | ')' | ']' | '\u{2019}' | '\'' | '*' | '_') || c.is_whitespace()
    };
    line.trim_end_matches(closing).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether a line cannot be the end of anything: it ends in a comma or an opening mark.
fn is_open(line: &str) -> bool {
    line.ends_with([',', '(', '«', '“', '\u{2019}', '\''])
}

/// The length of the marker of a list item, blank included: `- `, `• `, `1. `, `1) `, `a) `, `(iv) `.
///
/// A dash `—` begins a speech in a dialogue, not an item.
fn list_marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let mark = match first {
        '-' | '–' | '•' | '*' | '·' | '▪' | '▫' | '◦' | '‣' | '■' | '□' | '●' | '○' | '➢' | '➤' | '✓'
        | '✔' | '→' | '+' => first.len_utf8(),
        '(' | '0'..='9' | 'a'..='z' | 'A'..='Z' => {
            let open = usize::from(first == '(');
            let label = line[open..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            let name = &line[open..open + label];
            let numeric = name.bytes().all(|b| b.is_ascii_digit());
            let roman = name.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
            if label == 0
                || label
                    > if numeric {
                        3
                    } else if roman {
                        5
                    } else {
                        1
                    }
            {
                return None;
            }
            let close = line[open + label..].chars().next()?;
            match close {
                ')' => {}
                '°' if numeric => {}
                '.' if open == 0 && (numeric || roman || first.is_ascii_lowercase()) => {}
                _ => return None,
            }
            open + label + close.len_utf8()
        }
        _ => return None,
    };
    let blanks = line[mark..].len() - line[mark..].trim_start().len();
    (blanks > 0 && line.len() > mark + blanks).then_some(mark + blanks)
}

/// Protects the `>` of a quoted line; whether there is one.
fn quote_marker(text: &str, start: usize, protected: &mut Vec<Protected>) -> bool {
    let marker = text[start..].bytes().take_while(|&b| b == b'>' || b == b' ').count();
    let quoted = text.as_bytes().get(start) == Some(&b'>');
    if quoted {
        protected.push(Protected { span: Span::new(start, start + marker), kind: ProtectedKind::Markup });
    }
    quoted
}

fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' '])
}

/// Whether a line looks like a title: short, begun like a sentence but not ended like one.
fn looks_like_heading(line: &str) -> bool {
    let mut chars = line.chars().filter(|c| c.is_alphanumeric());
    chars.next().is_some_and(|c| !c.is_lowercase())
        && !ends_sentence(line)
        && !is_open(line)
        && !line.ends_with(['-', '–', '—'])
        && line.chars().any(char::is_alphabetic)
        && line.chars().nth(LONGEST_HEADING).is_none()
}

/// Whether a line is a heading: it looks like one, and running text follows at once or after other headings.
fn is_heading(text: &str, line: Line) -> bool {
    if line.end - line.start > 4 * LONGEST_HEADING || !looks_like_heading(line.text(text)) {
        return false;
    }
    let limit = floor_char_boundary(text, line.end + AHEAD);
    let ahead = &text[line.next.min(limit)..limit];
    for next in ahead.split(['\n', '\r', '\x0c']).map(str::trim).filter(|next| !next.is_empty()).take(3) {
        if next.len() > 4 * LONGEST_HEADING || !looks_like_heading(next) {
            return list_marker(next).is_some() || next.chars().any(char::is_alphabetic);
        }
    }
    false
}

/// What the line breaks of a text tell.
#[derive(Debug, Default)]
struct Stats<'t> {
    /// Line and next line, neither of them blank nor the latter an item.
    breaks: Vec<(&'t str, &'t str)>,
    last: Option<&'t str>,
}

impl<'t> Stats<'t> {
    fn of_sample(sample: &'t str) -> Self {
        let mut stats = Self::default();
        for line in sample.split(['\n', '\r']) {
            let line = line.trim();
            if line.is_empty() { stats.last = None } else { stats.add(line) }
        }
        stats
    }

    fn add(&mut self, line: &'t str) {
        let line = unquoted(line);
        let short = line.chars().nth(WIDEST).is_none();
        if let Some(last) = self.last.filter(|_| short && list_marker(line).is_none()) {
            self.breaks.push((last, line));
        }
        self.last = short.then_some(line);
    }

    /// The number of breaks inside a sentence, of those a wrapped line explains, and the width that explains most.
    fn explain(&self) -> (usize, usize, Width) {
        let inside: Vec<_> =
            self.breaks.iter().filter(|(line, next)| starts_lower(next) && !ends_sentence(line)).collect();
        let explained = |bytes: bool, evened: bool| {
            let mut width = Width { width: 0, bytes, slack: 0 };
            width.width =
                self.breaks.iter().flat_map(|(a, b)| [a, b]).map(|line| width.of(line)).max().unwrap_or(0);
            width.slack = if evened { width.width / EVENED } else { 0 };
            let full = inside.iter().filter(|(line, next)| !width.had_room(line, next)).count();
            (inside.len(), full, width)
        };
        let best = |evened| {
            let [bytes, chars] = [true, false].map(|bytes| explained(bytes, evened));
            if bytes.1 > chars.1 { bytes } else { chars }
        };
        let (greedy, evened) = (best(false), best(true));
        if greedy.1 * 10 >= evened.1 * 9 { greedy } else { evened }
    }

    /// The width of a document that is wrapped throughout.
    fn document_width(&self) -> Option<Width> {
        let (inside, full, width) = self.explain();
        (self.breaks.len() >= 4
            && inside * 10 >= self.breaks.len() * 3
            && full * 10 >= inside * 6
            && width.width >= 25)
            .then_some(width)
    }

    /// The width of a run of lines that is wrapped.
    fn run_width(&self) -> Option<Width> {
        let (inside, full, width) = self.explain();
        let enough = if self.breaks.len() == 1 { 40 } else { 30 };
        (inside * 10 >= self.breaks.len() * 3
            && full * 10 >= inside * 8
            && inside > 0
            && width.width >= enough)
            .then_some(width)
    }
}
