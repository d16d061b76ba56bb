//! NUM…: numbers, units, dates and hours say the same on both sides.

use crate::analysis::Analysis;
use crate::check::case::{Case, Draft};
use crate::check::finding::{Edit, Fix, Reason};
use crate::check::quantity::{BLANKS, Foreign, Kind, Quantity, Unit, Value, Written, quantities};
use crate::check::rule::RuleId;
use crate::check::subject::extent;
use crate::text::{Language, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Confidence of a finding about a number of two digits or more; of one digit; in words.
const MANY_DIGITS: f32 = 0.9;
const ONE_DIGIT: f32 = 0.65;
const IN_WORDS: f32 = 0.65;

/// Words by the number that they say.
static WORDS: LazyLock<FxHashMap<Value, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/number-words.en.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (whole, part) = words.next().map(|number| number.split_once('.').unwrap_or((number, "")))?;
            let mantissa = format!("{whole}{part}").parse().ok()?;
            Some((Value::new(mantissa, -(part.len() as i32)), words.collect()))
        })
        .collect()
});

pub(super) fn check(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    let subject = case.subject;
    // The same sentence twice is not translated at all: its numbers are those of its own language.
    if subject.source_text(pair) == subject.target_text(pair) {
        return;
    }
    let numbers = |side: &Analysis, sentences: &Range<usize>, language| {
        let extent = extent(side, sentences);
        let blocks = sentences.clone().map(|sentence| side.sentences[sentence].segment.block);
        let mut skip: Vec<Span> = Vec::new();
        let mut last = usize::MAX;
        for block in blocks {
            if std::mem::replace(&mut last, block) != block {
                skip.extend(side.document.blocks[block].protected.iter().map(|p| p.span));
            }
        }
        quantities(&side.document.text, extent, &skip, language)
    };
    let of_source = |pair: usize| numbers(subject.source, &subject.pairs[pair].source, Language::French);
    let of_target = |pair: usize| numbers(subject.target, &subject.pairs[pair].target, Language::English);
    let english = subject.target_text(pair);
    if english.is_empty() {
        return;
    }
    let source = of_source(pair);
    let target = of_target(pair);
    let mut judge = Judge { case, pair, english, taken: vec![false; target.len()], target, out };
    judge.formats();
    let mut missing: Vec<&Quantity> = Vec::new();
    for quantity in &source {
        match judge.find(quantity) {
            Some(at) => judge.unit(quantity, at),
            None if judge.is_checked(quantity) => missing.push(quantity),
            None => {}
        }
    }
    missing.retain(|quantity| !judge.explained(quantity));
    let around: Vec<(Vec<Quantity>, Vec<Quantity>)> = if missing.is_empty() {
        Vec::new()
    } else {
        case.neighbours(pair).map(|other| (of_source(other), of_target(other))).collect()
    };
    missing.retain(|quantity| {
        !around.iter().any(|(french, english)| {
            english.iter().any(|other| agrees(quantity, other))
                && !french.iter().any(|other| agrees_alike(quantity, other))
        })
    });
    judge.report(&missing);
    judge.added(&source);
}

struct Judge<'j> {
    case: &'j Case<'j>,
    pair: usize,
    english: &'j str,
    target: Vec<Quantity>,
    taken: Vec<bool>,
    out: &'j mut Vec<Draft>,
}

impl Judge<'_> {
    /// The number of the translation that says the same, one not yet taken first.
    fn find(&mut self, quantity: &Quantity) -> Option<usize> {
        let mut best: Option<(u8, usize)> = None;
        for (at, other) in self.target.iter().enumerate() {
            if agrees(quantity, other) {
                let year = is_year_of(quantity, other);
                let unit = !same_unit(quantity.unit, other.unit);
                let rank = u8::from(year) * 4 + u8::from(self.taken[at]) * 2 + u8::from(unit);
                if best.is_none_or(|(least, _)| rank < least) {
                    best = Some((rank, at));
                }
            }
        }
        let (_, at) = best?;
        // The year of a date says nothing of its day.
        if !is_year_of(quantity, &self.target[at]) {
            self.taken[at] = true;
        }
        Some(at)
    }

    fn is_checked(&self, quantity: &Quantity) -> bool {
        let text = self.case.french(quantity.core);
        match quantity.written {
            Written::Roman => true,
            Written::Words => {
                let value = quantity.value().as_f64();
                let idiom = [20.0, 36.0, 100.0, 1000.0].contains(&value);
                // `des millions` is no number.
                let vague = ["million", "millions", "milliard", "milliards", "mille"]
                    .contains(&text.to_lowercase().as_str());
                // `six heures trente` is half past six.
                let before = &self.case.subject.source.document.text[..quantity.span.start];
                let minutes = before.trim_end().ends_with("heures") || before.trim_end().ends_with("heure");
                quantity.kind == Kind::Cardinal && value >= 13.0 && !idiom && !vague && !minutes
            }
            Written::Digits => {
                let extent = self.case.subject.source_extent(self.pair);
                let after = &self.case.subject.source.document.text[quantity.span.end..extent.end];
                let enumerates = quantity.span.start == extent.start
                    && (after.starts_with(['.', ')', '°']) || after.is_empty())
                    && text.len() <= 3;
                let telephone = text.len() == 2 && text.starts_with('0');
                let first = quantity.kind == Kind::Ordinal && quantity.value() == Value::whole(1);
                let before = &self.case.subject.source.document.text[extent.start..quantity.span.start];
                let note = before.ends_with('[') && after.starts_with(']');
                !enumerates && !telephone && !note && !first
            }
        }
    }

    /// Whether the translation says it in a word that is no number.
    fn explained(&self, quantity: &Quantity) -> bool {
        let lower = self.english.to_lowercase();
        let has = |word: &str| {
            lower
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .any(|w| w == word || w.split('-').any(|p| p == word))
        };
        let value = quantity.value();
        if WORDS.get(&value).is_some_and(|words| words.iter().any(|word| has(word))) {
            return true;
        }
        // `EU-27` has the number of `l’Union à 27`; the name of a thing is no number of its own.
        let digits = self.case.french(quantity.core);
        if digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit()) && self.in_a_name(digits) {
            return true;
        }
        // Quoted on both sides, it is no hour: the format '4h'.
        let as_written = self.case.french(quantity.span);
        if ['\'', '"', '`'].iter().any(|mark| self.english.contains(&format!("{mark}{as_written}{mark}"))) {
            return true;
        }
        // Un milliard: billions.
        if quantity.bare == Value::whole(1) || quantity.written == Written::Words && value.mantissa == 1 {
            let plural = [(3, "thousands"), (6, "millions"), (9, "billions"), (12, "trillions")];
            if plural.iter().any(|(power, word)| value.exponent == *power && has(word)) {
                return true;
            }
        }
        // 2,5 millions: two and a half million.
        if has("half") && value.mantissa % 10 == 5 && quantity.scale > 0 {
            return true;
        }
        if let Kind::Time { minutes } = quantity.kind {
            return matches!(minutes % 1440, 720) && (has("noon") || has("midday"))
                || minutes % 1440 == 0 && has("midnight");
        }
        if quantity.written == Written::Words {
            return false;
        }
        // Converted: another unit of the same dimension, another currency.
        self.target.iter().zip(&self.taken).any(|(other, taken)| {
            !taken
                && match (quantity.unit, other.unit) {
                    (Unit::Measure(a, x), Unit::Measure(b, y)) => a == b && x != y,
                    (Unit::Currency(_), Unit::Currency(_)) => {
                        !same_unit(quantity.unit, other.unit) && other.value() != quantity.value()
                    }
                    _ => false,
                }
        })
    }

    /// Whether digits stand in the translation inside a name: EU-27.
    fn in_a_name(&self, digits: &str) -> bool {
        let start = self.case.subject.target_extent(self.pair).start;
        self.english.match_indices(digits).any(|(at, _)| {
            let span = Span::new(start + at, start + at + digits.len());
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !digit(self.english[..at].chars().next_back())
                && !digit(self.english[at + digits.len()..].chars().next())
                && !self.target.iter().any(|quantity| quantity.span.overlaps(span))
        })
    }

    /// French marks in English numbers.
    fn formats(&mut self) {
        for quantity in &self.target {
            let Some((value, foreign)) = quantity.foreign else { continue };
            if value != quantity.value() {
                continue;
            }
            self.out.push(format_draft(self.case, self.pair, quantity, value, foreign, None));
        }
    }

    fn unit(&mut self, quantity: &Quantity, at: usize) {
        let other = &self.target[at];
        if let (Kind::Date { year: a, .. }, Kind::Date { year: b, .. }) = (quantity.kind, other.kind)
            && a != b
            && a > 0
            && b > 0
        {
            return;
        }
        let lower = self.english.to_lowercase();
        let wrong = match (quantity.unit, other.unit) {
            (Unit::Percent, Unit::Percent) => false,
            (Unit::Percent, _) => !["%", "percent", "per cent", "percentage", "point", "pc ", "pct"]
                .iter()
                .any(|sign| lower.contains(sign)),
            (Unit::Currency(a), Unit::Currency(b)) => {
                !same_unit(Unit::Currency(a), Unit::Currency(b))
                    && !self.target.iter().any(|t| agrees(quantity, t) && same_unit(quantity.unit, t.unit))
            }
            (Unit::Measure(a, x), Unit::Measure(b, y)) => {
                a == b && x != y && !self.target.iter().any(|t| same_unit(quantity.unit, t.unit))
            }
            _ => false,
        };
        if wrong {
            let expected = expected(self.case, quantity);
            let reason = Reason::new("finding-number-unit")
                .with("number", self.case.french(quantity.span))
                .with("used", self.case.english(other.span))
                .list("expected", [expected.clone()]);
            let draft = Draft::new(RuleId::Num004, self.pair, 0.85, reason)
                .source(self.case.french(quantity.span), quantity.span)
                .target(self.case.english(other.span), other.span)
                .expected(vec![expected]);
            self.out.push(draft);
        }
    }

    fn report(&mut self, missing: &[&Quantity]) {
        for quantity in missing {
            let draft = self.judge(quantity, missing.len());
            let doubt = if self.case.subject.pairs[self.pair].confidence < 0.5 { 0.5 } else { 1.0 };
            self.out.push(Draft { confidence: draft.confidence * doubt, ..draft });
        }
    }

    fn judge(&mut self, quantity: &Quantity, missing: usize) -> Draft {
        let case = self.case;
        let free: Vec<usize> = (0..self.target.len())
            .filter(|&at| !self.taken[at] && !is_article(case, &self.target[at]))
            .collect();
        // The decimal comma of the French: 1,500 for 1.5.
        let foreign = free.iter().find_map(|&at| {
            let (value, foreign) = self.target[at].foreign?;
            quantity.values.contains(&value).then_some((at, value, foreign))
        });
        if let Some((at, value, foreign)) = foreign {
            self.taken[at] = true;
            return format_draft(case, self.pair, &self.target[at], value, foreign, Some(quantity));
        }
        let text = case.french(quantity.span).to_owned();
        let expected = expected(case, quantity);
        let draft = |rule, confidence, reason: Reason| {
            Draft::new(
                rule,
                self.pair,
                confidence,
                reason.with("number", text.clone()).list("expected", [expected.clone()]),
            )
            .source(text.clone(), quantity.span)
            .expected(vec![expected.clone()])
        };
        let with_target = |draft: Draft, at: usize| {
            let span = self.target[at].span;
            draft.target(case.english(span), span)
        };
        let named =
            |id: &'static str, at: usize| Reason::new(id).with("used", case.english(self.target[at].span));
        // Another order of magnitude.
        let scaled = free.iter().copied().find(|&at| {
            let other = &self.target[at];
            other.bare.mantissa == quantity.bare.mantissa
                && (other.scale >= 3 || quantity.scale >= 3)
                && other.value() != quantity.value()
        });
        if let Some(at) = scaled {
            let other = &self.target[at];
            let fix =
                Fix { edits: vec![Edit { span: other.span, replacement: expected.clone() }], safe: false };
            let found = with_target(draft(RuleId::Num002, 0.95, named("finding-number-scale", at)), at)
                .fix(Some(fix));
            self.taken[at] = true;
            return found;
        }
        let dated = |kind: Kind| matches!(kind, Kind::Date { .. } | Kind::Time { .. });
        if dated(quantity.kind) {
            let other = free.iter().copied().find(|&at| {
                matches!(
                    (quantity.kind, self.target[at].kind),
                    (Kind::Date { .. }, Kind::Date { .. }) | (Kind::Time { .. }, Kind::Time { .. })
                )
            });
            if let Some(at) = other {
                let confidence = if is_eve(quantity.kind, self.target[at].kind) { 0.45 } else { 0.9 };
                let found = with_target(draft(RuleId::Num005, confidence, named("finding-date", at)), at);
                self.taken[at] = true;
                return found;
            }
            return draft(RuleId::Num005, 0.7, Reason::new("finding-date-missing"));
        }
        let confidence = match quantity.written {
            Written::Words => IN_WORDS,
            Written::Roman => 0.7,
            // References inside brackets are renumbered, or left out.
            Written::Digits if in_brackets(case, quantity) => 0.45,
            // `à 100 %` is an adverb, nought is said in many ways.
            Written::Digits if free.is_empty() && is_idiom(quantity) => 0.45,
            Written::Digits if case.french(quantity.core).len() > 1 => MANY_DIGITS,
            Written::Digits => ONE_DIGIT,
        };
        // One is missing, one is too many: the one stands for the other.
        if let ([at], 1) = (&free[..], missing) {
            let at = *at;
            let found =
                with_target(draft(RuleId::Num001, confidence, named("finding-number-changed", at)), at);
            self.taken[at] = true;
            return found;
        }
        draft(RuleId::Num001, confidence, Reason::new("finding-number-missing"))
    }

    /// Numbers that only the translation has.
    fn added(&mut self, source: &[Quantity]) {
        for (at, other) in self.target.iter().enumerate() {
            let trivial = other.written != Written::Digits || other.value() == Value::whole(1);
            if self.taken[at] || trivial || source.iter().any(|quantity| agrees(quantity, other)) {
                continue;
            }
            let reason = Reason::new("finding-number-added").with("number", self.case.english(other.span));
            let draft = Draft::new(RuleId::Num006, self.pair, 0.6, reason)
                .target(self.case.english(other.span), other.span);
            self.out.push(draft);
        }
    }
}

fn in_brackets(case: &Case<'_>, quantity: &Quantity) -> bool {
    let text = &case.subject.source.document.text;
    text[..quantity.core.start].ends_with('(') && text[quantity.core.end..].starts_with(')')
}

/// Whether a number without any in its place may be a manner of speaking: `à 100 %`, `0 à 0`.
fn is_idiom(quantity: &Quantity) -> bool {
    quantity.value() == Value::whole(0)
        || quantity.value() == Value::whole(100) && quantity.unit == Unit::Percent
}

/// Whether two dates are the last day of a month and the first of the next: `après le 31 mars`, on or after 1 April.
fn is_eve(a: Kind, b: Kind) -> bool {
    let (Kind::Date { day: a, month: m, .. }, Kind::Date { day: b, month: n, .. }) = (a, b) else {
        return false;
    };
    let eve = |last: u8, month: u8, first: u8, next: u8| first == 1 && last >= 28 && next == month % 12 + 1;
    eve(a, m, b, n) || eve(b, n, a, m)
}

fn is_article(case: &Case<'_>, quantity: &Quantity) -> bool {
    quantity.written == Written::Words
        && matches!(case.english(quantity.core), "one" | "One" | "first" | "First")
}

fn format_draft(
    case: &Case<'_>,
    pair: usize,
    quantity: &Quantity,
    value: Value,
    foreign: Foreign,
    source: Option<&Quantity>,
) -> Draft {
    let text = case.english(quantity.core);
    let replacement = match foreign {
        Foreign::DecimalComma => text.replace(BLANKS, ",").replace(',', "."),
        Foreign::Blank => text.replace(BLANKS, ","),
    };
    let _ = value;
    let (id, confidence) = match foreign {
        Foreign::DecimalComma => ("finding-decimal-comma", 0.95),
        Foreign::Blank => ("finding-thousands", 0.7),
    };
    let fix = Fix { edits: vec![Edit { span: quantity.core, replacement: replacement.clone() }], safe: true };
    let reason = Reason::new(id).with("used", text).list("expected", [replacement.clone()]);
    let mut draft = Draft::new(RuleId::Num003, pair, confidence, reason)
        .target(text, quantity.core)
        .expected(vec![replacement])
        .fix(Some(fix));
    if let Some(source) = source {
        draft = draft.source(case.french(source.span), source.span);
    }
    draft
}

/// Blanks between thousands are the style of some English texts (the European Union's, physics'): a text without commas
/// between thousands, and without other French marks in its numbers, is likely to follow it. Once alone tells nothing,
/// unless the number is long.
#[expect(clippy::ptr_arg, reason = "all rules of the text have one signature")]
pub(super) fn style(case: &Case<'_>, out: &mut Vec<Draft>) {
    let count = |id: &str| out.iter().filter(|draft| draft.reason.id == id).count();
    let blanks = count("finding-thousands");
    if blanks == 0 {
        return;
    }
    let other_marks = count("finding-decimal-comma") > 0;
    let text = case.subject.target.document.text.as_bytes();
    let commas = text
        .windows(5)
        .filter(|w| w[0].is_ascii_digit() && w[1] == b',' && w[2..].iter().all(u8::is_ascii_digit))
        .count();
    let is_style = if commas > 0 { blanks > 2 && blanks > commas } else { !other_marks };
    if !is_style {
        return;
    }
    for draft in out.iter_mut().filter(|draft| draft.reason.id == "finding-thousands") {
        let long = draft.target.as_ref().is_some_and(|place| place.term.split(BLANKS).count() > 2);
        if blanks > 1 || !long {
            draft.confidence = 0.3;
        }
    }
}

fn is_year_of(number: &Quantity, date: &Quantity) -> bool {
    // The 13 of `du 13 au 15 septembre` is its day.
    matches!((number.kind, date.kind), (Kind::Cardinal, Kind::Date { .. })) && number.value() != date.value()
}

/// Whether two numbers of different languages say the same.
fn agrees(french: &Quantity, english: &Quantity) -> bool {
    match (french.kind, english.kind) {
        (Kind::Date { day: a, month: m, year: y }, Kind::Date { day: b, month: n, year: z }) => {
            ((a, m) == (b, n) || (a, m) == (n, b)) && (y == 0 || z == 0 || y == z)
        }
        (Kind::Time { minutes: a }, Kind::Time { minutes: b }) => {
            a % 1440 == b % 1440 || a % 720 == b % 720 && a.min(b) < 780
        }
        (Kind::Time { minutes }, _) if minutes % 60 != 0 => false,
        (Kind::Date { .. }, _) => false,
        // The year of a date in digits.
        (Kind::Cardinal, Kind::Date { year, .. })
            if year > 0 && french.value() == Value::whole(u64::from(year)) =>
        {
            true
        }
        _ => french.values.iter().any(|value| english.values.contains(value)),
    }
}

/// Whether two numbers of the same language say the same.
fn agrees_alike(a: &Quantity, b: &Quantity) -> bool {
    a.value() == b.value() && a.kind == b.kind
}

fn same_unit(a: Unit, b: Unit) -> bool {
    let dollar = |code| matches!(code, "$" | "USD" | "CAD" | "AUD" | "HKD");
    let yen = |code| matches!(code, "¥" | "JPY" | "CNY");
    match (a, b) {
        (Unit::Currency(x), Unit::Currency(y)) => {
            x == y
                || ((x == "$" || y == "$") && dollar(x) && dollar(y))
                || ((x == "¥" || y == "¥") && yen(x) && yen(y))
        }
        _ => a == b,
    }
}

/// How English would write a French number.
fn expected(case: &Case<'_>, quantity: &Quantity) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match quantity.kind {
        Kind::Date { day, month, year } => {
            let name = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
            return if year > 0 { format!("{day} {name} {year}") } else { format!("{day} {name}") };
        }
        Kind::Time { minutes } => {
            let (hour, minute) = (minutes / 60 % 24, minutes % 60);
            let half = if hour < 12 { "a.m." } else { "p.m." };
            let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
            return if minute == 0 {
                format!("{twelve} {half}")
            } else {
                format!("{twelve}:{minute:02} {half}")
            };
        }
        _ => {}
    }
    let text = case.french(quantity.core);
    let plain = quantity.written == Written::Digits
        && quantity.scale == 0
        && text.bytes().all(|b| b.is_ascii_digit());
    let number = if plain && text.len() <= 4 { text.to_owned() } else { quantity.value().english() };
    match (quantity.unit, quantity.kind) {
        (Unit::Percent, _) => format!("{number}%"),
        (Unit::Currency("EUR"), _) => format!("€{number}"),
        (Unit::Currency("$"), _) => format!("${number}"),
        (Unit::Currency("USD"), _) => format!("US${number}"),
        (Unit::Currency("GBP"), _) => format!("£{number}"),
        (Unit::Currency(code), _) if code.len() == 3 => format!("{code} {number}"),
        (Unit::Measure(_, symbol), _) => format!("{number} {symbol}"),
        (_, Kind::Ordinal) => ordinal(&number),
        _ => number,
    }
}

fn ordinal(number: &str) -> String {
    let ending = match number.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_a_sorted_list() {
        assert!(WORDS.len() > 30);
        assert_eq!(ordinal("21"), "21st");
        assert_eq!(ordinal("12"), "12th");
    }
}
