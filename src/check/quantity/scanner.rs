//! Numbers in digits: where one begins and ends, its groups and its decimals.

use super::value::Value;
use super::{Foreign, Kind, Quantity, Unit, Written};
use crate::text::{Language, Span};
use smallvec::{SmallVec, smallvec};

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) end: usize,
    pub(super) language: Language,
    pub(super) out: Vec<Quantity>,
}

/// The blanks that part a number from its unit, and thousands from each other.
pub(crate) const BLANKS: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// Signs without width that web pages put into numbers, to say where a line may end: `137.\u{200d}1`.
const INVISIBLE: [char; 4] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}'];

impl Scanner<'_> {
    pub(super) fn rest(&self, at: usize) -> &str {
        self.text.get(at.min(self.end)..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    pub(super) fn before(&self, at: usize, start: usize) -> Option<char> {
        self.text[start..at].chars().next_back()
    }

    pub(super) fn digits(&self, at: usize) -> usize {
        self.rest(at).bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Reads one token at `at`; returns where the next begins.
    pub(super) fn step(&mut self, at: usize, start: usize) -> usize {
        let Some(c) = self.peek(at) else { return self.end };
        if c.is_ascii_digit() {
            return self.number(at, start);
        }
        if c.is_alphabetic() {
            return self.word(at, start);
        }
        at + c.len_utf8()
    }

    pub(super) fn word_end(&self, at: usize) -> usize {
        let length = self.rest(at).char_indices().find(|(_, c)| !c.is_alphanumeric()).map(|(i, _)| i);
        at + length.unwrap_or(self.rest(at).len())
    }

    /// Skips a run of letters, hyphens and digits that is an identifier: COVID-19, A380, B2B.
    pub(super) fn identifier_end(&self, at: usize) -> usize {
        let mut end = self.word_end(at);
        while matches!(self.peek(end), Some('-' | '\u{2011}' | '_'))
            && self.peek(end + self.peek(end).map_or(1, char::len_utf8)).is_some_and(char::is_alphanumeric)
        {
            end = self.word_end(end + self.peek(end).map_or(1, char::len_utf8));
        }
        end
    }

    pub(super) fn blanks(&self, at: usize) -> usize {
        self.rest(at)
            .chars()
            .take_while(|c| BLANKS.contains(c) || *c == '-')
            .take(2)
            .map(char::len_utf8)
            .sum()
    }

    pub(super) fn letters_end(&self, at: usize) -> usize {
        let length = self.rest(at).char_indices().find(|(_, c)| !c.is_alphabetic()).map(|(i, _)| i);
        at + length.unwrap_or(self.rest(at).len())
    }

    fn number(&mut self, at: usize, start: usize) -> usize {
        let before = self.before(at, start);
        // The rest of an identifier: v2.0.
        // … of the item c.02).
        let item = self.peek(at + self.digits(at)) == Some(')');
        let comma = self.language == Language::French && before == Some(',');
        let goes_on = (before == Some('.') || comma)
            && self.text[start..at - 1].rsplit(|c: char| !c.is_alphanumeric()).next().is_some_and(|head| {
                head.starts_with(char::is_alphabetic)
                    && (head.ends_with(|c: char| c.is_ascii_digit())
                        || !comma && head.len() == 1 && !matches!(head, "n" | "p") && item)
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
                matches!(word, "mid" | "post" | "pre" | "pré" | "late" | "early" | "après" | "avant" | "non");
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
            let next = end + 1;
            let from = next
                + self.peek(next).filter(|c| INVISIBLE.contains(c) && mark == '.').map_or(0, char::len_utf8);
            let count = self.digits(from);
            let after = from + count;
            let again = matches!(self.peek(after), Some('.' | ',')) && self.digits(after + 1) > 0;
            // 2,4,6-trinitro, 4,4′-diphenol, [1,2]
            // (0,0) is a point in both languages.
            let is_list = mark == ','
                && (self.peek(after) == Some('′')
                    || before == Some('(') && self.peek(after) == Some(')') && whole == "0" && count == 1
                    || self.language == Language::English
                        && (matches!(before, Some(',' | '['))
                            || before == Some('(') && self.is_tuple(at, start, after)
                            || matches!(self.peek(after), Some(',' | '-' | '\'' | '’' | ']' | '\u{2011}'))));
            if count > 0 && again && mark == '.' {
                label = true;
                end = after;
                while self.peek(end) == Some('.') && self.digits(end + 1) > 0 {
                    end += 1 + self.digits(end + 1);
                }
            } else if count > 0 && !again && !is_list {
                part = self.text[from..after].to_owned();
                end = after;
                // 350.000, as on the Continent: nobody else writes thousands so.
                if mark == '.' && decimal == '.' && count == 3 && first <= 3 && !whole.starts_with('0') {
                    foreign = Some(Foreign::Point);
                }
                if mark == ',' && decimal != ',' {
                    // A comma that parts no thousands is a decimal comma left from the French.
                    foreign = Some(Foreign::DecimalComma);
                }
            }
        }
        let Some(mut bare) = parse(&whole, &part) else { return self.identifier_end(end) };
        if let Some((power, stop)) = self.exponent(end) {
            bare = bare.scaled(power);
            end = stop;
        } else if part.is_empty()
            && let Some((fraction, stop)) = self.fraction(end)
            && let Some(sum) = bare.add(fraction)
        {
            bare = sum;
            end = stop;
        }
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
            foreign: foreign
                .map(|f| (if f == Foreign::Point { bare.scaled(3) } else { bare }, f))
                .or(foreign_groups.then_some((bare, Foreign::Blank))),
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
        // The 1990s, written 1990’s too, are the années 90 or 1990.
        let mark = self.peek(end).filter(|c| matches!(c, '\'' | '’')).map_or(0, char::len_utf8);
        let plural = end + mark;
        if self.language == Language::English
            && self.rest(plural).starts_with('s')
            && self.word_end(plural) == plural + 1
        {
            if let Some(decade) = bare.as_whole().filter(|decade| decade % 10 == 0) {
                quantity.values.push(Value::whole(decade % 100));
                quantity.values.push(Value::whole(1900 + decade % 100));
            }
            quantity.span.end = plural + 1;
            self.out.push(quantity);
            return plural + 1;
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
        // 3,158 in French, as English writes it: what is counted has no decimals, and nobody writes three of money.
        let decimal = matches!(quantity.unit, Unit::Percent)
            || matches!(quantity.unit, Unit::Measure(_, symbol) if !matches!(symbol, "ft" | "in" | "mi" | "ac"))
            || quantity.scale != 0
            || whole.starts_with('0');
        if self.language == Language::French
            && part.len() == 3
            && (part == "000" || !decimal)
            && self.text[at..end].contains(',')
        {
            quantity.values.extend(parse(&format!("{whole}{part}"), ""));
        }
        self.range_years(&mut quantity, start);
        self.out.push(quantity);
        self.join_month();
        next
    }

    /// A fraction after a whole number, in halves, quarters or eighths (1 1/2, 1½), and where it ends.
    fn fraction(&self, end: usize) -> Option<(Value, usize)> {
        let from = end
            + self.rest(end).chars().take_while(|c| BLANKS.contains(c)).map(char::len_utf8).sum::<usize>();
        let of = |over: u64, under: u64| Some(Value::new(over * (1_000 / under), -3));
        if let Some(sign) = self.peek(from) {
            let value = match sign {
                '½' => of(1, 2),
                '¼' => of(1, 4),
                '¾' => of(3, 4),
                _ => None,
            };
            if value.is_some() {
                return value.map(|value| (value, from + sign.len_utf8()));
            }
        }
        let (over, under, stop) = (self.rest(from).get(..1)?, self.rest(from).get(2..3)?, from + 3);
        if from == end || self.rest(from).get(1..2) != Some("/") || self.digits(stop) > 0 {
            return None;
        }
        let (over, under) = (over.parse().ok()?, under.parse().ok()?);
        (matches!(under, 2 | 4 | 8) && over < under).then(|| of(over, under).map(|value| (value, stop)))?
    }

    /// Whether numbers in brackets are a pair, as of code and mathematics: `func(1,2)`, `[(1,2), (3,4)]`.
    fn is_tuple(&self, at: usize, start: usize, after: usize) -> bool {
        let before = &self.text[start..at - 1];
        let outside = before.trim_end().chars().next_back();
        let glued = !before.ends_with(' ') && outside.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.peek(after) == Some(')') && (glued || matches!(outside, Some('[' | '(' | ',' | '=')))
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

    /// The power of ten of a number in scientific writing, and where it ends: 6.1e-05.
    fn exponent(&self, end: usize) -> Option<(i32, usize)> {
        if !matches!(self.peek(end), Some('e' | 'E')) {
            return None;
        }
        let sign = end + 1;
        let digits = sign + usize::from(matches!(self.peek(sign), Some('-' | '+')));
        let stop = digits + self.digits(digits);
        let power = self.text[sign..stop].trim_start_matches('+').parse().ok()?;
        let whole = self.word_end(stop) == stop && (-40..=40).contains(&power);
        whole.then_some((power, stop))
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
}

fn parse(whole: &str, part: &str) -> Option<Value> {
    let digits = whole.len() + part.len();
    if digits > 18 {
        return None;
    }
    let mantissa = format!("{whole}{part}").parse().ok()?;
    Some(Value::new(mantissa, -(part.len() as i32)))
}
