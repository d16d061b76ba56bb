//! Numbers as a reader understands them: value, unit, date or hour, in French and in English writing.

use crate::text::{Language, Span};
use smallvec::{SmallVec, smallvec};

/// An exact decimal number: `mantissa × 10^exponent`, the mantissa not divisible by ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Value {
    pub(crate) mantissa: u64,
    pub(crate) exponent: i32,
}

impl Value {
    pub(crate) fn new(mut mantissa: u64, mut exponent: i32) -> Self {
        if mantissa == 0 {
            return Self { mantissa, exponent: 0 };
        }
        while mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent += 1;
        }
        Self { mantissa, exponent }
    }

    pub(crate) fn whole(number: u64) -> Self {
        Self::new(number, 0)
    }

    fn scaled(self, exponent: i32) -> Self {
        Self::new(self.mantissa, self.exponent + exponent)
    }

    fn add(self, other: Self) -> Option<Self> {
        let least = self.exponent.min(other.exponent);
        let at = |v: Self| v.mantissa.checked_mul(10u64.checked_pow((v.exponent - least).try_into().ok()?)?);
        Some(Self::new(at(self)?.checked_add(at(other)?)?, least))
    }

    /// As a whole number, if it is one that fits.
    pub(crate) fn as_whole(self) -> Option<u64> {
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10u64.checked_pow(power)?)
    }

    pub(crate) fn as_f64(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(self.exponent)
    }

    /// As English writes it: `2,500`, `2.5`, from a million on with its scale word.
    pub(crate) fn english(self) -> String {
        let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
        let digits = self.mantissa.ilog10_or_zero() as i32 + 1 + self.exponent;
        if let Some((power, word)) = scales.iter().find(|(power, _)| digits > *power)
            && self.exponent >= power - 3
        {
            return format!("{} {word}", self.scaled(-power).plain());
        }
        self.plain()
    }

    fn plain(self) -> String {
        let digits = self.mantissa.to_string();
        let point = digits.len() as i32 + self.exponent;
        let (whole, part) = if self.exponent >= 0 {
            (digits + &"0".repeat(self.exponent as usize), String::new())
        } else if point > 0 {
            let (whole, part) = digits.split_at(point as usize);
            (whole.to_owned(), part.to_owned())
        } else {
            ("0".to_owned(), "0".repeat(-point as usize) + &digits)
        };
        let mut out = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 && whole.len() > 3 {
                out.push(',');
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push('.');
            out.push_str(&part);
        }
        out
    }
}

trait Log10 {
    fn ilog10_or_zero(self) -> u32;
}

impl Log10 for u64 {
    fn ilog10_or_zero(self) -> u32 {
        self.checked_ilog10().unwrap_or(0)
    }
}

/// What a number counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    None,
    Percent,
    /// An ISO 4217 code, or `$` where a country is not told.
    Currency(&'static str),
    /// Its dimension and its symbol.
    Measure(Dimension, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    Length,
    Mass,
    Area,
    Volume,
    Temperature,
    Power,
    Energy,
    Data,
    Duration,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A count or a measure.
    Cardinal,
    /// A rank: 1er, third, XXe.
    Ordinal,
    /// A day of a month; months from 1; the year is 0 where it is not told.
    Date { day: u8, month: u8, year: u16 },
    /// An hour of the day, in minutes from midnight.
    Time { minutes: u16 },
    /// A numbered part of a text, a version, a label: only the letters count.
    Label,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Written {
    Digits,
    Words,
    Roman,
}

/// Marks inside a number that belong to the other language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Foreign {
    /// A decimal comma in English.
    DecimalComma,
    /// A blank between thousands in English.
    Blank,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    /// With its unit and scale word.
    pub(crate) span: Span,
    /// Digits or number words only, without scale and unit.
    pub(crate) core: Span,
    /// What it may be worth, likeliest first.
    pub(crate) values: SmallVec<[Value; 2]>,
    /// Its value without the scale word.
    pub(crate) bare: Value,
    /// Power of ten of its scale word (million: 6), 0 without one.
    pub(crate) scale: i32,
    pub(crate) unit: Unit,
    pub(crate) kind: Kind,
    pub(crate) written: Written,
    /// The value that it has in the other language's writing.
    pub(crate) foreign: Option<(Value, Foreign)>,
}

impl Quantity {
    pub(crate) fn value(&self) -> Value {
        self.values[0]
    }
}

/// Finds the numbers of a stretch of text. `skip` are stretches that are no prose. Spans are those of `text`.
pub(crate) fn quantities(text: &str, within: Span, skip: &[Span], language: Language) -> Vec<Quantity> {
    let mut scanner = Scanner { text, end: within.end, language, out: Vec::new() };
    let mut at = within.start;
    let mut skips = skip.iter().filter(|s| s.overlaps(within)).peekable();
    while at < within.end {
        while skips.peek().is_some_and(|s| s.end <= at) {
            skips.next();
        }
        if let Some(s) = skips.peek().filter(|s| s.start <= at) {
            at = s.end.min(within.end);
            continue;
        }
        at = scanner.step(at, within.start);
    }
    scanner.out
}

struct Scanner<'a> {
    text: &'a str,
    end: usize,
    language: Language,
    out: Vec<Quantity>,
}

const BLANKS: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

impl Scanner<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at.min(self.end)..self.end).unwrap_or_default()
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn before(&self, at: usize, start: usize) -> Option<char> {
        self.text[start..at].chars().next_back()
    }

    fn digits(&self, at: usize) -> usize {
        self.rest(at).bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Reads one token at `at`; returns where the next begins.
    fn step(&mut self, at: usize, start: usize) -> usize {
        let Some(c) = self.peek(at) else { return self.end };
        if c.is_ascii_digit() {
            return self.number(at, start);
        }
        if c.is_alphabetic() {
            return self.word(at, start);
        }
        at + c.len_utf8()
    }

    fn word_end(&self, at: usize) -> usize {
        let length = self.rest(at).char_indices().find(|(_, c)| !c.is_alphanumeric()).map(|(i, _)| i);
        at + length.unwrap_or(self.rest(at).len())
    }

    /// Skips a run of letters, hyphens and digits that is an identifier: COVID-19, A380, B2B.
    fn identifier_end(&self, at: usize) -> usize {
        let mut end = self.word_end(at);
        while matches!(self.peek(end), Some('-' | '\u{2011}' | '_'))
            && self.peek(end + self.peek(end).map_or(1, char::len_utf8)).is_some_and(char::is_alphanumeric)
        {
            end = self.word_end(end + self.peek(end).map_or(1, char::len_utf8));
        }
        end
    }

    fn number(&mut self, at: usize, start: usize) -> usize {
        let before = self.before(at, start);
        // The rest of an identifier: v2.0.
        let goes_on = before == Some('.')
            && self.text[start..at - 1].rsplit(|c: char| !c.is_alphanumeric()).next().is_some_and(|head| {
                head.starts_with(char::is_alphabetic) && head.ends_with(|c: char| c.is_ascii_digit())
            });
        if goes_on
            || before.is_some_and(|c| c.is_alphabetic() || c == '_' || c == '#')
                && !self.currency_letters(at, start)
        {
            return self.identifier_end(at);
        }
        if matches!(before, Some('-' | '\u{2011}')) {
            let head = self.text[start..at].trim_end_matches(['-', '\u{2011}']);
            let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            // mid-1990s, post-2012
            let prefix =
                matches!(word, "mid" | "post" | "pre" | "late" | "early" | "après" | "avant" | "non");
            if head.chars().next_back().is_some_and(char::is_alphabetic) && !prefix {
                return self.identifier_end(at);
            }
        }
        let first = self.digits(at);
        let mut end = at + first;
        let mut whole = self.text[at..end].to_owned();
        if let Some(next) = self.date(at, end, &whole) {
            return next;
        }
        let mut part = String::new();
        let mut foreign = None;
        let mut label = false;
        // Groups of three.
        let separator = self.group_separator(end, first);
        let mut foreign_groups = false;
        if let Some(mark) = separator {
            while self.peek(end) == Some(mark) && self.digits(end + mark.len_utf8()) == 3 {
                whole.push_str(&self.text[end + mark.len_utf8()..end + mark.len_utf8() + 3]);
                end += mark.len_utf8() + 3;
            }
            foreign_groups = BLANKS.contains(&mark) && self.language == Language::English;
        }
        // Decimals, labels such as 3.10.2, lists such as 1,2,3.
        let mut alternatives: SmallVec<[Value; 2]> = SmallVec::new();
        let decimal = if self.language == Language::French { ',' } else { '.' };
        let other = if self.language == Language::French { '.' } else { ',' };
        if let Some(mark) = self.peek(end).filter(|c| (*c == decimal || *c == other) && separator != Some(*c))
        {
            let count = self.digits(end + 1);
            let after = end + 1 + count;
            let again = matches!(self.peek(after), Some('.' | ',')) && self.digits(after + 1) > 0;
            if count > 0 && again && mark == '.' {
                label = true;
                end = after;
                while self.peek(end) == Some('.') && self.digits(end + 1) > 0 {
                    end += 1 + self.digits(end + 1);
                }
            } else if count > 0 && !again {
                if mark == decimal {
                    part = self.text[end + 1..after].to_owned();
                    end = after;
                } else if mark == ','
                    && (before == Some(',')
                        || before == Some('[')
                        || matches!(self.peek(after), Some(',' | '-' | '\'' | '’' | ']' | '\u{2011}')))
                {
                    // A list: 2,4,6-trinitro.
                } else if mark == ',' {
                    // English: a comma that parts no thousands is a decimal comma left from the French.
                    part = self.text[end + 1..after].to_owned();
                    end = after;
                    foreign = Some(Foreign::DecimalComma);
                } else {
                    // French with a point: a label or a decimal point.
                    part = self.text[end + 1..after].to_owned();
                    end = after;
                }
            }
        }
        let Some(bare) = parse(&whole, &part) else { return self.identifier_end(end) };
        if separator == Some('.') && self.language == Language::French && whole.len() - first == 3 {
            // 1.500 in French: thousands, or a label.
            alternatives.extend(parse(&whole[..first], &whole[first..]));
        }
        let mut quantity = Quantity {
            span: Span::new(at, end),
            core: Span::new(at, end),
            values: smallvec![bare],
            bare,
            scale: 0,
            unit: Unit::None,
            kind: if label { Kind::Label } else { Kind::Cardinal },
            written: Written::Digits,
            foreign: foreign.map(|f| (bare, f)).or(foreign_groups.then_some((bare, Foreign::Blank))),
        };
        if separator == Some(',')
            && self.language == Language::English
            && whole.len() - first == 3
            && part.is_empty()
        {
            // 1,500 in English may be the French 1,5 left as it was.
            let french = parse(&whole[..first], &whole[first..]);
            quantity.foreign = french.map(|v| (v, Foreign::DecimalComma));
        }
        quantity.values.extend(alternatives);
        if label {
            self.out.push(quantity);
            return end;
        }
        // What is glued to the digits.
        if let Some(next) = self.hour(at, end, &whole, &part) {
            return next;
        }
        // The 1990s are the années 90 or 1990.
        if self.language == Language::English
            && self.rest(end).starts_with('s')
            && self.word_end(end) == end + 1
        {
            if let Some(decade) = bare.as_whole().filter(|decade| decade % 10 == 0) {
                quantity.values.push(Value::whole(decade % 100));
                quantity.values.push(Value::whole(1900 + decade % 100));
            }
            quantity.span.end = end + 1;
            self.out.push(quantity);
            return end + 1;
        }
        if let Some(length) = self.ordinal_suffix(end) {
            quantity.kind = Kind::Ordinal;
            quantity.span.end = end + length;
            let next = quantity.span.end;
            self.out.push(quantity);
            self.join_month();
            return next;
        }
        let next = self.tail(&mut quantity, end, start);
        let Some(next) = next else { return self.identifier_end(end) };
        self.range_years(&mut quantity, start);
        self.out.push(quantity);
        self.join_month();
        next
    }

    /// Whether the letters right before a number are a currency: US$ is a sign, EUR5 and C$5 too.
    fn currency_letters(&self, at: usize, start: usize) -> bool {
        ["EUR", "USD", "CHF", "GBP", "JPY", "CNY"].iter().any(|code| self.text[start..at].ends_with(code))
    }

    fn group_separator(&self, end: usize, first: usize) -> Option<char> {
        if first > 3 {
            return None;
        }
        let mark = self.peek(end)?;
        let fits = match self.language {
            Language::French => mark == '.' || BLANKS.contains(&mark),
            Language::English => mark == ',' || BLANKS.contains(&mark),
        };
        let after = end + mark.len_utf8();
        if !fits || self.digits(after) != 3 || self.text[end - first..end].starts_with('0') {
            return None;
        }
        // 12.345.6 is a label.
        let beyond = after + 3;
        if mark == '.' && self.peek(beyond) == Some('.') && !matches!(self.digits(beyond + 1), 0 | 3) {
            return None;
        }
        Some(mark)
    }

    fn ordinal_suffix(&self, end: usize) -> Option<usize> {
        let stop = self.word_end(end);
        let suffix = self.text[end..stop].to_lowercase();
        let known: &[&str] = match self.language {
            Language::French => {
                &["er", "ers", "re", "res", "ère", "e", "es", "ème", "èmes", "eme", "nd", "nde", "ᵉ"]
            }
            Language::English => &["st", "nd", "rd", "th"],
        };
        known.contains(&suffix.as_str()).then_some(stop - end)
    }

    /// Scale word, unit and currency after a number, currency before it. `None`: the letters make it an identifier.
    fn tail(&self, quantity: &mut Quantity, end: usize, start: usize) -> Option<usize> {
        let mut at = end;
        let mut glued = self.peek(end).is_some_and(char::is_alphabetic);
        let mut short = false;
        // Scales: 2,5 milliards; 300 M€; 2.5bn; mille milliards.
        for _ in 0..2 {
            let word_at = at + if glued { 0 } else { self.blanks(at) };
            let stop = self.letters_end(word_at);
            let word = &self.text[word_at..stop];
            let Some((power, unit)) = scale(word, self.language, glued) else { break };
            // ECU 360 m
            if !glued && word == "m" && self.language == Language::English {
                quantity.values.push(quantity.bare.scaled(6));
            }
            // A lone m or k after a blank is a unit; M is a scale before a currency.
            if !glued && word.len() == 1 && !(word == "M" && self.currency_at(stop).is_some()) {
                break;
            }
            quantity.scale += power;
            short |= glued && word.len() == 1;
            at = stop;
            if let Some(unit) = unit {
                quantity.unit = unit;
            }
            glued = false;
            if unit.is_some() {
                break;
            }
        }
        if quantity.scale != 0 {
            for value in &mut quantity.values {
                *value = value.scaled(quantity.scale);
            }
            if let Some((value, _)) = &mut quantity.foreign {
                *value = value.scaled(quantity.scale);
            }
            // 300m: million or metre.
            if short {
                quantity.values.push(quantity.bare);
            }
            if self.rest(at).starts_with(" et demi") || self.rest(at).starts_with(" and a half") {
                let half = Value::new(5, quantity.scale - 1);
                if let Some(sum) = quantity.values[0].add(half) {
                    quantity.values[0] = sum;
                }
            }
        }
        if quantity.unit == Unit::None {
            if let Some((unit, stop)) = self.unit(at, glued) {
                quantity.unit = unit;
                at = stop;
            } else if glued {
                // `18month`: a blank is missing; `A4` and `5G` are names.
                let word = &self.text[at..self.letters_end(at)];
                if word.len() < 4 || word.contains(char::is_uppercase) {
                    return None;
                }
            }
        }
        quantity.span.end = at;
        // Signs before: $2.5 billion, € 5, US$300.
        let before = &self.text[start..quantity.core.start];
        let trimmed = before.trim_end_matches(BLANKS);
        for (sign, code) in SIGNS {
            if trimmed.ends_with(sign) && (before.len() - trimmed.len() <= 2) {
                if quantity.unit == Unit::None {
                    quantity.unit = Unit::Currency(code);
                    quantity.span.start = start + trimmed.len() - sign.len();
                }
                break;
            }
        }
        Some(at)
    }

    fn blanks(&self, at: usize) -> usize {
        self.rest(at)
            .chars()
            .take_while(|c| BLANKS.contains(c) || *c == '-')
            .take(2)
            .map(char::len_utf8)
            .sum()
    }

    fn letters_end(&self, at: usize) -> usize {
        let length = self.rest(at).char_indices().find(|(_, c)| !c.is_alphabetic()).map(|(i, _)| i);
        at + length.unwrap_or(self.rest(at).len())
    }

    fn currency_at(&self, at: usize) -> Option<(Unit, usize)> {
        let from = at + self.blanks(at);
        let rest = self.rest(from);
        SIGNS
            .iter()
            .find(|(sign, _)| rest.starts_with(sign) && !sign.ends_with(char::is_alphanumeric))
            .map(|(sign, code)| (Unit::Currency(code), from + sign.len()))
    }

    fn unit(&self, at: usize, glued: bool) -> Option<(Unit, usize)> {
        let from = at + if glued { 0 } else { self.blanks(at) };
        let rest = self.rest(from);
        if let Some(sign) = ['%', '‰'].into_iter().find(|c| rest.starts_with(*c)) {
            return Some((Unit::Percent, from + sign.len_utf8()));
        }
        if let Some(found) = self.currency_at(at) {
            return Some(found);
        }
        if rest.starts_with("°C") || rest.starts_with("° C") {
            return Some((Unit::Measure(Dimension::Temperature, "°C"), from + rest.find('C')? + 1));
        }
        if rest.starts_with("°F") || rest.starts_with("° F") {
            return Some((Unit::Measure(Dimension::Temperature, "°F"), from + rest.find('F')? + 1));
        }
        let stop = self.letters_end(from);
        let word = &self.text[from..stop];
        let lower = word.to_lowercase();
        let two =
            |second: &str| self.rest(stop).trim_start_matches(BLANKS).to_lowercase().starts_with(second);
        match (lower.as_str(), self.language) {
            ("percent" | "pc" | "pct", _) => return Some((Unit::Percent, stop)),
            ("p", Language::French)
                if self
                    .rest(stop)
                    .trim_start_matches(['.', ' ', '\u{a0}', '\u{202f}'])
                    .starts_with("100") =>
            {
                let hundred = self.rest(stop).find("100").unwrap_or(0);
                return Some((Unit::Percent, stop + hundred + 3));
            }
            ("per" | "pour", _) if two("cent") => {
                return Some((Unit::Percent, self.letters_end(stop + self.blanks(stop))));
            }
            ("percentage", Language::English) => return Some((Unit::Percent, stop)),
            _ => {}
        }
        if let Some(code) = currency_word(&lower) {
            return Some((Unit::Currency(code), stop));
        }
        // `300 millions de dollars`, `d’euros`.
        if self.language == Language::French && matches!(lower.as_str(), "de" | "d") {
            let next = stop
                + self
                    .rest(stop)
                    .chars()
                    .take_while(|c| BLANKS.contains(c) || matches!(c, '\'' | '’'))
                    .map(char::len_utf8)
                    .sum::<usize>();
            let end = self.letters_end(next);
            let word = self.text[next..end].to_lowercase();
            return currency_word(&word).map(|code| (Unit::Currency(code), end));
        }
        if self.language == Language::English
            && (lower == "us" || lower == "u")
            && self.rest(stop).contains("dollar")
        {
            return self
                .rest(stop)
                .find("dollar")
                .filter(|i| *i < 6)
                .map(|i| (Unit::Currency("USD"), self.letters_end(stop + i)));
        }
        measure(word, &lower, glued).map(|unit| {
            let squared = self.peek(stop).filter(|c| matches!(c, '²' | '³'));
            match (unit, squared) {
                (Unit::Measure(Dimension::Length, symbol), Some('²')) => {
                    (Unit::Measure(Dimension::Area, symbol), stop + '²'.len_utf8())
                }
                (Unit::Measure(Dimension::Length, symbol), Some(c)) => {
                    (Unit::Measure(Dimension::Volume, symbol), stop + c.len_utf8())
                }
                _ => (unit, stop),
            }
        })
    }

    /// Dates in digits: 15/03/2024, 2024-03-15, 15.03.2024.
    fn date(&mut self, at: usize, end: usize, first: &str) -> Option<usize> {
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
        let value = Value::whole(u64::from(day));
        self.out.push(Quantity {
            span,
            core: span,
            values: smallvec![value],
            bare: value,
            scale: 0,
            unit: Unit::None,
            kind: Kind::Date { day, month, year },
            written: Written::Digits,
            foreign: None,
        });
    }

    /// Hours: 18 h, 18h30, 18:30, 6 p.m., 6.30pm, 6 o’clock.
    fn hour(&mut self, at: usize, end: usize, whole: &str, part: &str) -> Option<usize> {
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
        if matches!(self.peek(end), Some(':')) && self.digits(end + 1) == 2 {
            minutes = self.text[end + 1..end + 3].parse().ok().filter(|m| *m < 60)?;
            stop = end + 3;
            said = true;
        }
        let from = stop + self.blanks(stop);
        let rest = self.rest(from);
        match self.language {
            Language::French if !part.is_empty() => return None,
            Language::French if !said => {
                let word_end = self.letters_end(from);
                match &self.text[from..word_end] {
                    // `alinéa 1h)` is no hour.
                    "h" | "H" if self.peek(word_end) != Some(')') || from > end => {
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
                let compact: String = rest.chars().take(5).filter(|c| !matches!(c, '.' | ' ')).collect();
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
                    if hour > 12 || spelled_out {
                        return None;
                    }
                    stop = if dotted {
                        from + rest
                            .find(['m', 'M'])
                            .map_or(1, |i| i + 1 + usize::from(rest[i + 1..].starts_with('.')))
                    } else {
                        word_end
                    };
                    let total = (hour % 12 + add) * 60 + minutes;
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

    fn is_unit_after(&self, at: usize) -> bool {
        let from = at + self.blanks(at);
        self.unit(from, false).is_some()
            || self.peek(at).is_some_and(|c| c.is_alphanumeric() || c == ',' && self.digits(at + 1) > 0)
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

    /// 2010-11 and 2010/11 mean 2011 as well.
    fn range_years(&self, quantity: &mut Quantity, start: usize) {
        let Some(last) = self.out.last() else { return };
        let between = self.text.get(last.span.end.max(start)..quantity.core.start);
        let joined = between.is_some_and(|b| matches!(b, "-" | "–" | "/" | "\u{2011}"));
        let (Some(year), Some(short)) = (last.value().as_whole(), quantity.value().as_whole()) else {
            return;
        };
        if joined && (1000..2200).contains(&year) && short < 100 {
            quantity.values.push(Value::whole(year / 100 * 100 + short));
        }
    }

    /// Joins a day with the month that stands beside it.
    fn join_month(&mut self) {
        let Some(last) = self.out.last() else { return };
        let Some(day) = last.value().as_whole().filter(|d| (1..=31).contains(d)) else { return };
        if last.unit != Unit::None || last.scale != 0 || !matches!(last.kind, Kind::Cardinal | Kind::Ordinal)
        {
            return;
        }
        let span = last.span;
        // After: 15 mars, 15th of March.
        let mut from = span.end + self.blanks(span.end);
        if self.rest(from).starts_with("of ") {
            from += 3;
        }
        let stop = self.letters_end(from);
        if let Some(month) = month(&self.text[from..stop], self.language).filter(|_| from > span.end) {
            let year_at = stop + self.blanks(stop);
            let year_at = if self.rest(stop).starts_with(", ") { stop + 2 } else { year_at };
            let year = if self.digits(year_at) == 4 {
                self.text[year_at..year_at + 4].parse().unwrap_or(0)
            } else {
                0
            };
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
                let year = if self.digits(year_at) == 4 {
                    self.text[year_at..year_at + 4].parse().unwrap_or(0)
                } else {
                    0
                };
                self.out.pop();
                self.push_date(Span::new(word_start, span.end), day as u8, month, year);
            }
        }
    }

    /// Numbers in words, Roman centuries, quarters (T1, Q1, S1, H1).
    fn word(&mut self, at: usize, start: usize) -> usize {
        let end = self.word_end(at);
        let word = &self.text[at..end];
        let before = self.before(at, start);
        if let Some(value) = period(word, self.language) {
            self.push_words(Span::new(at, end), Value::whole(value), Kind::Ordinal, Written::Digits);
            return end;
        }
        if self.language == Language::French
            && let Some(value) = roman_ordinal(word)
            && (word.ends_with(char::is_lowercase)
                && self.rest(end).trim_start_matches(BLANKS).starts_with("siècle"))
        {
            self.push_words(Span::new(at, end), Value::whole(value), Kind::Ordinal, Written::Roman);
            return end;
        }
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return self.identifier_end(at);
        }
        if matches!(before, Some('-' | '\'' | '’'))
            && self.language == Language::English
            && before != Some('-')
        {
            return end;
        }
        match self.spelled(at) {
            Some((value, kind, stop, words)) => {
                let trivial = words == 1 && value == Value::whole(1) && kind == Kind::Cardinal;
                let quantity = Quantity {
                    span: Span::new(at, stop),
                    core: Span::new(at, stop),
                    values: smallvec![value],
                    bare: value,
                    scale: if value.exponent >= 6 { value.exponent } else { 0 },
                    unit: Unit::None,
                    kind,
                    written: Written::Words,
                    foreign: None,
                };
                let mut quantity = quantity;
                if !trivial && let Some((unit, stop)) = self.unit(stop, false) {
                    quantity.unit = unit;
                    quantity.span.end = stop;
                }
                self.out.push(quantity);
                self.join_month();
                stop
            }
            None => end,
        }
    }

    fn push_words(&mut self, span: Span, value: Value, kind: Kind, written: Written) {
        self.out.push(Quantity {
            span,
            core: span,
            values: smallvec![value],
            bare: value,
            scale: 0,
            unit: Unit::None,
            kind,
            written,
            foreign: None,
        });
    }

    /// Reads number words from `at`: value, kind, end, number of words.
    fn spelled(&self, at: usize) -> Option<(Value, Kind, usize, usize)> {
        let mut total: u64 = 0;
        let mut group: u64 = 0;
        let mut kind = Kind::Cardinal;
        let mut position = at;
        let mut end = at;
        let mut count = 0;
        let mut last = u64::MAX;
        loop {
            let stop = self.letters_end(position);
            let word = self.text[position..stop].to_lowercase();
            let Some((number, ordinal)) = number_word(&word, self.language) else {
                let joins = count > 0
                    && matches!(
                        (word.as_str(), self.language),
                        ("et", Language::French) | ("and", Language::English)
                    );
                if !joins {
                    break;
                }
                // `vingt et un`, `two hundred and five`; not `deux et trois`.
                let next = stop + self.blanks(stop);
                let next_end = self.letters_end(next);
                let following = number_word(&self.text[next..next_end].to_lowercase(), self.language);
                let tens = group % 100 >= 20 && group.is_multiple_of(10);
                let fits = match self.language {
                    Language::French => tens && following.is_some_and(|(n, _)| matches!(n, 1 | 11)),
                    Language::English => last == 100 || last >= 1000,
                };
                if next == stop || !fits || following.is_none_or(|(n, _)| n >= 100) {
                    break;
                }
                position = next;
                continue;
            };
            let fits = match number {
                100 => count == 0 || (last < 100 && last != 0),
                1_000 | 1_000_000 | 1_000_000_000 | 1_000_000_000_000 => true,
                20 if last == 4 && self.language == Language::French => true,
                n if n < 10 => {
                    let teens = self.language == Language::French && last == 10 && n >= 7;
                    count == 0 || last >= 100 || teens || (last >= 20 && last % 10 == 0)
                }
                n if n < 20 => {
                    count == 0
                        || last >= 100
                        || (self.language == Language::French && (last == 60 || last == 20 || last == 10))
                }
                _ => count == 0 || last >= 100,
            };
            if !fits {
                break;
            }
            match number {
                20 if last == 4 && self.language == Language::French => group += 76,
                100 => group = group.max(1).checked_mul(100)?,
                n if n >= 1_000 => {
                    let base = if group == 0 && total > 0 && last >= 1000 {
                        std::mem::take(&mut total)
                    } else {
                        group.max(1)
                    };
                    total = total.checked_add(base.checked_mul(n)?)?;
                    group = 0;
                }
                n => group += n,
            }
            count += 1;
            last = number;
            end = stop;
            if ordinal {
                kind = Kind::Ordinal;
                break;
            }
            let mut gap = self.blanks(stop);
            // Thirteen million, five hundred thousand.
            if number >= 1_000 && self.language == Language::English && self.rest(stop).starts_with(", ") {
                let next = stop + 2;
                let word = self.text[next..self.letters_end(next)].to_lowercase();
                if number_word(&word, self.language).is_some_and(|(n, _)| n < number) {
                    gap = 2;
                }
            }
            if gap == 0 {
                break;
            }
            position = stop + gap;
        }
        (count > 0).then(|| (Value::whole(total + group), kind, end, count))
    }
}

fn parse(whole: &str, part: &str) -> Option<Value> {
    let digits = whole.len() + part.len();
    if digits > 18 {
        return None;
    }
    let mantissa = format!("{whole}{part}").parse().ok()?;
    Some(Value::new(mantissa, -(part.len() as i32)))
}

/// Currency signs, the longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("U.S.$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("HK$", "HKD"),
    ("EUR", "EUR"),
    ("USD", "USD"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("JPY", "JPY"),
    ("CNY", "CNY"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥"),
];

fn currency_word(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollar" | "dollars" => "$",
        "usd" => "USD",
        "euro" | "euros" | "eur" => "EUR",
        "yuan" | "yuans" | "renminbi" | "rmb" | "cny" => "CNY",
        "yen" | "yens" | "jpy" => "JPY",
        "gbp" | "pound" | "pounds" => "GBP",
        "chf" => "CHF",
        "rouble" | "roubles" | "ruble" | "rubles" => "RUB",
        "roupie" | "roupies" | "rupee" | "rupees" => "INR",
        _ => return None,
    })
}

/// A scale word or abbreviation: its power of ten, and the currency that is written with it.
fn scale(word: &str, language: Language, glued: bool) -> Option<(i32, Option<Unit>)> {
    let lower = word.to_lowercase();
    let power = match (lower.as_str(), language) {
        ("mille" | "milliers", Language::French) => 3,
        ("million" | "millions", _) => 6,
        ("milliard" | "milliards", Language::French) => 9,
        ("billion" | "billions", Language::French) => 12,
        ("thousand" | "thousands", Language::English) => 3,
        ("hundred", Language::English) => 2,
        ("billion" | "billions", Language::English) => 9,
        ("trillion" | "trillions", Language::English) => 12,
        ("mds" | "md" | "mrd" | "mrds", Language::French) => 9,
        ("bn", Language::English) => 9,
        ("tn", Language::English) => 12,
        ("mn", Language::English) => 6,
        ("mio", _) => 6,
        ("k", _) if word == "k" || (word == "K" && glued) => 3,
        ("m", Language::French) if word == "M" => 6,
        ("m", Language::English) if glued => 6,
        ("meur", _) => return Some((6, Some(Unit::Currency("EUR")))),
        ("mdeur" | "mdseur", _) => return Some((9, Some(Unit::Currency("EUR")))),
        ("keur", _) => return Some((3, Some(Unit::Currency("EUR")))),
        _ => return None,
    };
    Some((power, None))
}

fn measure(word: &str, lower: &str, glued: bool) -> Option<Unit> {
    use Dimension::*;
    let _ = glued;
    let of = |dimension, symbol| Some(Unit::Measure(dimension, symbol));
    // Symbols are case-sensitive.
    match word {
        "km" => return of(Length, "km"),
        "m" => return of(Length, "m"),
        "cm" => return of(Length, "cm"),
        "mm" => return of(Length, "mm"),
        "nm" => return of(Length, "nm"),
        "kg" => return of(Mass, "kg"),
        "g" => return of(Mass, "g"),
        "mg" => return of(Mass, "mg"),
        "t" => return of(Mass, "t"),
        "ha" => return of(Area, "ha"),
        "l" | "L" => return of(Volume, "l"),
        "ml" | "mL" => return of(Volume, "ml"),
        "W" => return of(Power, "W"),
        "kW" => return of(Power, "kW"),
        "MW" => return of(Power, "MW"),
        "GW" => return of(Power, "GW"),
        "TW" => return of(Power, "TW"),
        "Wh" => return of(Energy, "Wh"),
        "kWh" => return of(Energy, "kWh"),
        "MWh" => return of(Energy, "MWh"),
        "GWh" => return of(Energy, "GWh"),
        "TWh" => return of(Energy, "TWh"),
        "Ko" | "ko" | "KB" | "kB" => return of(Data, "kB"),
        "Mo" | "MB" => return of(Data, "MB"),
        "Go" | "GB" => return of(Data, "GB"),
        "To" | "TB" => return of(Data, "TB"),
        "mph" => return of(Length, "mi"),
        "s" | "min" => return of(Duration, "s"),
        "V" | "A" | "Hz" | "kHz" | "MHz" | "GHz" | "kV" | "bar" | "dB" | "K" | "N" | "J" | "kJ" | "pp"
        | "x" | "px" | "pt" | "bp" => return Some(Unit::None),
        _ => {}
    }
    match lower {
        "kilomètre" | "kilomètres" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => {
            of(Length, "km")
        }
        "mètre" | "mètres" | "metre" | "metres" | "meter" | "meters" => of(Length, "m"),
        "centimètre" | "centimètres" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => {
            of(Length, "cm")
        }
        "millimètre" | "millimètres" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => {
            of(Length, "mm")
        }
        "mile" | "miles" => of(Length, "mi"),
        "foot" | "feet" | "pied" | "pieds" | "ft" => of(Length, "ft"),
        "inch" | "inches" | "pouce" | "pouces" => of(Length, "in"),
        "yard" | "yards" => of(Length, "yd"),
        "kilogramme" | "kilogrammes" | "kilogram" | "kilograms" | "kilo" | "kilos" => of(Mass, "kg"),
        "gramme" | "grammes" | "gram" | "grams" => of(Mass, "g"),
        "tonne" | "tonnes" | "ton" | "tons" => of(Mass, "t"),
        "lb" | "lbs" => of(Mass, "lb"),
        "hectare" | "hectares" => of(Area, "ha"),
        "acre" | "acres" => of(Area, "ac"),
        "litre" | "litres" | "liter" | "liters" => of(Volume, "l"),
        "gallon" | "gallons" => of(Volume, "gal"),
        "mégawatt" | "mégawatts" | "megawatt" | "megawatts" => of(Power, "MW"),
        "gigawatt" | "gigawatts" => of(Power, "GW"),
        "kilowatt" | "kilowatts" => of(Power, "kW"),
        "térawattheure" | "térawattheures" | "terawatt" => of(Energy, "TWh"),
        _ => None,
    }
}

/// The month of a name, from 1.
pub(crate) fn month(word: &str, language: Language) -> Option<u8> {
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

/// T1, S2 in French; Q1, H2 in English.
fn period(word: &str, language: Language) -> Option<u64> {
    let mut chars = word.chars();
    let letter = chars.next()?;
    let number = chars.next()?.to_digit(10)?;
    let most = match (letter, language) {
        ('T', Language::French) | ('Q', Language::English) => 4,
        ('S', Language::French) | ('H', Language::English) => 2,
        _ => return None,
    };
    (chars.next().is_none() && (1..=most).contains(&number)).then_some(u64::from(number))
}

fn roman_ordinal(word: &str) -> Option<u64> {
    let letters = word.trim_end_matches(|c: char| c.is_lowercase());
    let suffix = &word[letters.len()..];
    if letters.is_empty() || letters.contains(['L', 'C']) || !matches!(suffix, "e" | "er" | "ème" | "es") {
        return None;
    }
    roman(letters)
}

fn roman(letters: &str) -> Option<u64> {
    let mut total = 0;
    let mut last = 0;
    for c in letters.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    u64::try_from(total).ok()
}

/// The value of a number word, and whether it is a rank.
fn number_word(word: &str, language: Language) -> Option<(u64, bool)> {
    let table = match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    };
    if let Ok(found) = table.binary_search_by(|(w, _, _)| (*w).cmp(word)) {
        return Some((table[found].1, table[found].2));
    }
    None
}

/// Sorted by word: value, whether a rank.
const FRENCH: &[(&str, u64, bool)] = &[
    ("cent", 100, false),
    ("centième", 100, true),
    ("cents", 100, false),
    ("cinq", 5, false),
    ("cinquante", 50, false),
    ("cinquantième", 50, true),
    ("cinquième", 5, true),
    ("cinquièmes", 5, true),
    ("deux", 2, false),
    ("deuxième", 2, true),
    ("deuxièmes", 2, true),
    ("dix", 10, false),
    ("dixième", 10, true),
    ("dixièmes", 10, true),
    ("douze", 12, false),
    ("douzième", 12, true),
    ("huit", 8, false),
    ("huitante", 80, false),
    ("huitième", 8, true),
    ("mille", 1_000, false),
    ("milliard", 1_000_000_000, false),
    ("milliards", 1_000_000_000, false),
    ("million", 1_000_000, false),
    ("millions", 1_000_000, false),
    ("neuf", 9, false),
    ("neuvième", 9, true),
    ("nonante", 90, false),
    ("octante", 80, false),
    ("onze", 11, false),
    ("onzième", 11, true),
    ("premier", 1, true),
    ("premiers", 1, true),
    ("première", 1, true),
    ("premières", 1, true),
    ("quarante", 40, false),
    ("quatorze", 14, false),
    ("quatorzième", 14, true),
    ("quatre", 4, false),
    ("quatrième", 4, true),
    ("quinze", 15, false),
    ("quinzième", 15, true),
    ("second", 2, true),
    ("seconde", 2, true),
    ("seconds", 2, true),
    ("seize", 16, false),
    ("seizième", 16, true),
    ("sept", 7, false),
    ("septante", 70, false),
    ("septième", 7, true),
    ("six", 6, false),
    ("sixième", 6, true),
    ("soixante", 60, false),
    ("treize", 13, false),
    ("treizième", 13, true),
    ("trente", 30, false),
    ("trentième", 30, true),
    ("trois", 3, false),
    ("troisième", 3, true),
    ("troisièmes", 3, true),
    ("un", 1, false),
    ("une", 1, false),
    ("unième", 1, true),
    ("vingt", 20, false),
    ("vingtième", 20, true),
    ("vingts", 20, false),
    ("zéro", 0, false),
];

/// Sorted by word: value, whether a rank.
const ENGLISH: &[(&str, u64, bool)] = &[
    ("billion", 1_000_000_000, false),
    ("eight", 8, false),
    ("eighteen", 18, false),
    ("eighteenth", 18, true),
    ("eighth", 8, true),
    ("eightieth", 80, true),
    ("eighty", 80, false),
    ("eleven", 11, false),
    ("eleventh", 11, true),
    ("fifteen", 15, false),
    ("fifteenth", 15, true),
    ("fifth", 5, true),
    ("fifths", 5, true),
    ("fiftieth", 50, true),
    ("fifty", 50, false),
    ("first", 1, true),
    ("five", 5, false),
    ("fortieth", 40, true),
    ("forty", 40, false),
    ("four", 4, false),
    ("fourteen", 14, false),
    ("fourteenth", 14, true),
    ("fourth", 4, true),
    ("fourths", 4, true),
    ("hundred", 100, false),
    ("hundredth", 100, true),
    ("million", 1_000_000, false),
    ("nine", 9, false),
    ("nineteen", 19, false),
    ("nineteenth", 19, true),
    ("ninetieth", 90, true),
    ("ninety", 90, false),
    ("ninth", 9, true),
    ("one", 1, false),
    ("second", 2, true),
    ("seven", 7, false),
    ("seventeen", 17, false),
    ("seventeenth", 17, true),
    ("seventh", 7, true),
    ("seventieth", 70, true),
    ("seventy", 70, false),
    ("six", 6, false),
    ("sixteen", 16, false),
    ("sixteenth", 16, true),
    ("sixth", 6, true),
    ("sixtieth", 60, true),
    ("sixty", 60, false),
    ("ten", 10, false),
    ("tenth", 10, true),
    ("tenths", 10, true),
    ("third", 3, true),
    ("thirds", 3, true),
    ("thirteen", 13, false),
    ("thirteenth", 13, true),
    ("thirtieth", 30, true),
    ("thirty", 30, false),
    ("thousand", 1_000, false),
    ("three", 3, false),
    ("trillion", 1_000_000_000_000, false),
    ("twelfth", 12, true),
    ("twelve", 12, false),
    ("twentieth", 20, true),
    ("twenty", 20, false),
    ("two", 2, false),
    ("zero", 0, false),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str, language: Language) -> Vec<Quantity> {
        quantities(text, Span::new(0, text.len()), &[], language)
    }

    fn french(text: &str) -> Vec<f64> {
        scan(text, Language::French).iter().map(|q| q.value().as_f64()).collect()
    }

    fn english(text: &str) -> Vec<f64> {
        scan(text, Language::English).iter().map(|q| q.value().as_f64()).collect()
    }

    #[test]
    fn number_words_are_sorted() {
        assert!(FRENCH.is_sorted_by_key(|(w, _, _)| w));
        assert!(ENGLISH.is_sorted_by_key(|(w, _, _)| w));
    }

    #[test]
    fn digits_are_read_in_the_writing_of_their_language() {
        assert_eq!(french("2,5 milliards de dollars"), [2.5e9]);
        assert_eq!(english("$2.5 billion"), [2.5e9]);
        assert_eq!(
            french("1 500 000 habitants, 12\u{202f}300 €, 300 M€, 2,5 Md€"),
            [1.5e6, 12_300.0, 3e8, 2.5e9]
        );
        assert_eq!(english("1,500,000 people, €12,300, €300m, €2.5bn"), [1.5e6, 12_300.0, 3e8, 2.5e9]);
        assert_eq!(french("2 500 milliards"), [2.5e12]);
        assert_eq!(english("2.5 trillion"), [2.5e12]);
        assert_eq!(french("COVID-19, le G20, l’A380, la 5G et 20 %"), [20.0]);
        assert_eq!(french("10 km et 3 kg"), [10.0, 3.0]);
    }

    #[test]
    fn units_are_told() {
        let units = |text, language| scan(text, language).iter().map(|q| q.unit).collect::<Vec<_>>();
        assert_eq!(
            units("20 % de 300 millions de dollars", Language::French),
            [Unit::Percent, Unit::Currency("$")]
        );
        assert_eq!(
            units("20 per cent of US$300 million", Language::English),
            [Unit::Percent, Unit::Currency("USD")]
        );
        assert_eq!(units("un million d’euros", Language::French).last(), Some(&Unit::Currency("EUR")));
        assert_eq!(units("5 km", Language::French), [Unit::Measure(Dimension::Length, "km")]);
    }

    #[test]
    fn words_are_numbers() {
        assert_eq!(french("quatre-vingt-dix-sept"), [97.0]);
        assert_eq!(french("deux cent cinquante et un mille"), [251_000.0]);
        assert_eq!(french("soixante et onze"), [71.0]);
        assert_eq!(french("deux millions trois cent mille"), [2_300_000.0]);
        assert_eq!(english("two hundred and fifty-one thousand"), [251_000.0]);
        assert_eq!(english("ninety-seven"), [97.0]);
        assert_eq!(english("one and two"), [1.0, 2.0]);
        assert_eq!(french("mille milliards"), [1e12]);
        assert_eq!(french("vingt-deux"), [22.0]);
        assert_eq!(french("la trente-et-unième minute"), [31.0]);
        assert_eq!(english("thirteen million, five hundred thousand dollars"), [13.5e6]);
        assert_eq!(english("PKCS v2.0"), Vec::<f64>::new());
    }

    #[test]
    fn dates_and_hours_are_read() {
        let kinds = |text, language| scan(text, language).iter().map(|q| q.kind).collect::<Vec<_>>();
        let date = Kind::Date { day: 15, month: 3, year: 2024 };
        assert_eq!(kinds("le 15 mars 2024", Language::French)[0], date);
        assert_eq!(kinds("15/03/2024", Language::French), [date]);
        assert_eq!(kinds("on March 15, 2024", Language::English)[0], date);
        assert_eq!(kinds("03/15/2024", Language::English), [date]);
        assert_eq!(kinds("the 15th of March 2024", Language::English)[0], date);
        assert_eq!(kinds("le 1er mai", Language::French)[0], Kind::Date { day: 1, month: 5, year: 0 });
        assert_eq!(kinds("à 18 h", Language::French), [Kind::Time { minutes: 1080 }]);
        assert_eq!(kinds("à 18h30", Language::French), [Kind::Time { minutes: 1110 }]);
        assert_eq!(kinds("at 6 p.m.", Language::English), [Kind::Time { minutes: 1080 }]);
        assert_eq!(kinds("at 6:30pm", Language::English), [Kind::Time { minutes: 1110 }]);
        assert_eq!(kinds("au XXe siècle", Language::French), [Kind::Ordinal]);
        assert_eq!(kinds("au T1", Language::French), [Kind::Ordinal]);
    }

    #[test]
    fn french_marks_in_english_are_seen() {
        let foreign = |text| scan(text, Language::English)[0].foreign.map(|(v, f)| (v.as_f64(), f));
        assert_eq!(foreign("2,5 billion"), Some((2.5e9, Foreign::DecimalComma)));
        assert_eq!(foreign("1 500 people"), Some((1500.0, Foreign::Blank)));
        assert_eq!(foreign("1,500 people"), Some((1.5, Foreign::DecimalComma)));
        assert_eq!(foreign("2.5 billion"), None);
    }

    #[test]
    fn values_are_written_as_english_does() {
        assert_eq!(Value::new(25, 8).english(), "2.5 billion");
        assert_eq!(Value::new(3, 8).english(), "300 million");
        assert_eq!(Value::new(15, 2).english(), "1,500");
        assert_eq!(Value::new(25, -1).english(), "2.5");
        assert_eq!(Value::new(1_234_567, 0).english(), "1,234,567");
    }
}
