//! Days and hours.

use super::scanner::{BLANKS, Scanner};
use super::value::Value;
use super::{Kind, Quantity, Unit, Written};
use crate::text::{Language, Span};
use smallvec::smallvec;

impl Scanner<'_> {
    /// Dates in digits: 15/03/2024, 2024-03-15, 15.03.2024.
    pub(super) fn date(&mut self, at: usize, end: usize, first: &str) -> Option<usize> {
        let mark = self.peek(end).filter(|c| matches!(c, '/' | '-' | '.'))?;
        let second = self.digits(end + 1);
        let middle = end + 1 + second;
        if !(1..=2).contains(&second) || self.peek(middle) != Some(mark) {
            return None;
        }
        let third = self.digits(middle + 1);
        let stop = middle + 1 + third;
        let number = |a: usize, b: usize| self.text[a..b].parse::<u16>().unwrap_or(0);
        let (a, b, c) =
            (first.parse::<u16>().unwrap_or(0), number(end + 1, middle), number(middle + 1, stop));
        let (day, month, year) = match (first.len(), third) {
            (4, 1 | 2) => (c, b, a),
            (1 | 2, 4) if self.language == Language::English && a <= 12 && b > 12 => (b, a, c),
            (1 | 2, 4) => (a, b, c),
            _ => return None,
        };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return None;
        }
        self.push_date(Span::new(at, stop), day as u8, month as u8, year);
        Some(stop)
    }

    fn push_date(&mut self, span: Span, day: u8, month: u8, year: u16) {
        let kind = Kind::Date { day, month, year };
        self.push_plain(span, Value::whole(u64::from(day)), kind, Written::Digits);
    }

    /// Hours: 18 h, 18 heures 30, 18:30, 6 p.m., 6.30pm, 6 o’clock.
    pub(super) fn hour(&mut self, at: usize, end: usize, whole: &str, part: &str) -> Option<usize> {
        let hour: u16 = whole.parse().ok().filter(|h| *h <= 24)?;
        let mut stop = end;
        let mut minutes = 0;
        let mut said = false;
        // 5.20 p.m.
        if part.len() == 2 {
            minutes = part.parse().ok().filter(|m| *m < 60)?;
        } else if !part.is_empty() {
            return None;
        }
        // French may have a blank before the colon, as before others: 4 :10.
        let colon = if self.language == Language::French { end + self.blanks(end) } else { end };
        if self.peek(colon) == Some(':') && self.digits(colon + 1) == 2 {
            minutes = self.text[colon + 1..colon + 3].parse().ok().filter(|m| *m < 60)?;
            stop = colon + 3;
            said = true;
        }
        let from = stop + self.blanks(stop);
        let rest = self.rest(from);
        match self.language {
            Language::French if !part.is_empty() => {
                let word_end = self.letters_end(from);
                if !matches!(&self.text[from..word_end], "h" | "heures") || from == end && word_end > end + 1
                {
                    return None;
                }
                stop = word_end;
                said = true;
            }
            Language::French if !said => {
                let word_end = self.letters_end(from);
                match &self.text[from..word_end] {
                    // `alinéa 1h)` is no hour.
                    "h" | "H" | "heure" | "heures" if self.peek(word_end) != Some(')') || from > end => {
                        stop = word_end;
                        said = true;
                        let next = stop + self.blanks(stop);
                        if self.digits(next) == 2 && (next == stop || !self.is_unit_after(next + 2)) {
                            minutes = self.text[next..next + 2].parse().ok().filter(|m| *m < 60)?;
                            stop = next + 2;
                        }
                    }
                    _ => return None,
                }
            }
            Language::French => {}
            Language::English => {
                // `p.m.`, `pm`, `P. M.`; not the article of `in Python 3.10 a more …`.
                let dotted_first = rest.get(1..2) == Some(".");
                let compact: String = rest
                    .chars()
                    .take(5)
                    .filter(|c| !matches!(c, '.' | ' ') || *c == ' ' && !dotted_first)
                    .collect();
                let compact = compact.to_lowercase();
                let half = if compact.starts_with("pm") {
                    Some(12)
                } else if compact.starts_with("am") {
                    Some(0)
                } else {
                    None
                };
                if let Some(add) = half {
                    let word_end = self.word_end(from);
                    let dotted = rest.get(1..2) == Some(".");
                    let spelled_out = !dotted && word_end - from > 2;
                    if spelled_out {
                        return None;
                    }
                    stop = if dotted {
                        from + rest
                            .find(['m', 'M'])
                            .map_or(1, |i| i + 1 + usize::from(rest[i + 1..].starts_with('.')))
                    } else {
                        word_end
                    };
                    // 20.30 p.m. says it twice.
                    let hours = if hour > 12 { hour } else { hour % 12 + add };
                    let total = hours * 60 + minutes;
                    return Some(self.push_time(at, end, stop, hour, total));
                }
                if rest.starts_with("o'clock") || rest.starts_with("o’clock") {
                    stop = from + 7;
                    said = true;
                }
            }
        }
        said.then(|| self.push_time(at, end, stop, hour, hour * 60 + minutes))
    }

    fn push_time(&mut self, at: usize, end: usize, stop: usize, hour: u16, minutes: u16) -> usize {
        let value = Value::whole(u64::from(hour));
        self.out.push(Quantity {
            span: Span::new(at, stop),
            core: Span::new(at, end),
            values: smallvec![value],
            bare: value,
            scale: 0,
            unit: Unit::None,
            kind: Kind::Time { minutes },
            written: Written::Digits,
            foreign: None,
        });
        stop
    }

    /// Joins a day with the month that stands beside it.
    pub(super) fn join_month(&mut self) {
        let Some(last) = self.out.last() else { return };
        let Some(day) = last.value().as_whole().filter(|d| (1..=31).contains(d)) else { return };
        if last.unit != Unit::None || last.scale != 0 || !matches!(last.kind, Kind::Cardinal | Kind::Ordinal)
        {
            return;
        }
        let span = last.span;
        // After: 15 mars, 15th of March.
        let mut from = span.end + self.blanks(span.end);
        // `the 31st day of March`, as contracts write it.
        for link in ["day of ", "days of ", "of "] {
            if self.rest(from).starts_with(link) {
                from += link.len();
                break;
            }
        }
        let stop = self.letters_end(from);
        if let Some(month) = month(&self.text[from..stop], self.language).filter(|_| from > span.end) {
            let year_at = stop + self.blanks(stop);
            let year_at = if self.rest(stop).starts_with(", ") { stop + 2 } else { year_at };
            let year = self.year(year_at);
            self.out.pop();
            self.push_date(Span::new(span.start, stop), day as u8, month, year);
            return;
        }
        // Before, in English: March 15.
        if self.language == Language::English {
            let head = self.text[..span.start].trim_end_matches(BLANKS).trim_end_matches('.');
            let word_start = head
                .rfind(|c: char| !c.is_alphabetic())
                .map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
            if head.len() < span.start
                && head[word_start..].starts_with(char::is_uppercase)
                && let Some(month) = month(&head[word_start..], self.language)
            {
                let year_at = if self.rest(span.end).starts_with(", ") {
                    span.end + 2
                } else {
                    span.end + self.blanks(span.end)
                };
                let year = self.year(year_at);
                self.out.pop();
                self.push_date(Span::new(word_start, span.end), day as u8, month, year);
                return;
            }
            // A range takes the month of its first day: September 13 to 15.
            let [.., before, _] = &self.out[..] else { return };
            let Kind::Date { month, year, .. } = before.kind else { return };
            let link = self.text.get(before.span.end..span.start).unwrap_or_default();
            let named_first = before.span.text(self.text).starts_with(char::is_uppercase);
            if named_first && matches!(link.trim(), "to" | "and" | "or" | "through" | "-" | "–") {
                let year_at = span.end + if self.rest(span.end).starts_with(", ") { 2 } else { 0 };
                let year = if year > 0 { year } else { self.year(year_at) };
                self.out.pop();
                self.push_date(span, day as u8, month, year);
            }
        }
    }

    /// The year that is written at a place in four digits, or 0.
    fn year(&self, at: usize) -> u16 {
        if self.digits(at) == 4 { self.text[at..at + 4].parse().unwrap_or(0) } else { 0 }
    }
}

/// The month of a name, from 1.
fn month(word: &str, language: Language) -> Option<u8> {
    let french: [&[&str]; 12] = [
        &["janvier", "janv"],
        &["février", "fevrier", "févr"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil"],
        &["août", "aout"],
        &["septembre", "sept"],
        &["octobre", "oct"],
        &["novembre", "nov"],
        &["décembre", "decembre", "déc"],
    ];
    let english: [&[&str]; 12] = [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let lower = word.to_lowercase();
    let names = if language == Language::French { french } else { english };
    names.iter().position(|names| names.contains(&lower.as_str())).map(|i| i as u8 + 1)
}
