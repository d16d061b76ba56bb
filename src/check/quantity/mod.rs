//! Numbers as a reader understands them: value, unit, date or hour, in French and in English writing.

mod dates;
mod duration;
mod scanner;
mod units;
mod value;
mod words;

pub(crate) use duration::is_said;
pub(crate) use scanner::BLANKS;
pub(crate) use value::Value;
pub(crate) use words::roman_rank;

use crate::text::{Language, Span};
use scanner::Scanner;
use smallvec::SmallVec;

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
    /// A point between thousands in English.
    Point,
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
    join_thousands(&mut scanner.out, text);
    share_scales(&mut scanner.out, text);
    scanner.out
}

/// `5 mille 352 pesos` is one number.
fn join_thousands(numbers: &mut Vec<Quantity>, text: &str) {
    for at in (1..numbers.len()).rev() {
        let (thousands, rest) = (&numbers[at - 1], &numbers[at]);
        let between = text.get(thousands.span.end..rest.span.start).unwrap_or_default();
        let small = rest.scale == 0 && rest.bare.as_whole().is_some_and(|rest| rest < 1000);
        let digits = thousands.written == Written::Digits && rest.written == Written::Digits;
        let joined = !between.is_empty() && between.trim_start_matches(BLANKS).is_empty();
        if let Some(sum) = thousands.value().add(rest.bare)
            && (thousands.scale == 3 && thousands.unit == Unit::None && small && digits && joined)
        {
            let mut whole = numbers.remove(at);
            (whole.span.start, whole.core.start) = (numbers[at - 1].span.start, numbers[at - 1].core.start);
            (whole.bare, whole.values) = (sum, smallvec::smallvec![sum]);
            numbers[at - 1] = whole;
        }
    }
}

/// In `50 à 100 mille euros` the first number may be thousands, too.
fn share_scales(numbers: &mut [Quantity], text: &str) {
    for at in (1..numbers.len()).rev() {
        let (left, right) = numbers.split_at_mut(at);
        let (Some(first), Some(second)) = (left.last_mut(), right.first()) else { continue };
        let between = text.get(first.span.end..second.span.start).unwrap_or_default().trim();
        let joined = matches!(between, "à" | "et" | "ou" | "to" | "and" | "or" | "-" | "–");
        if joined && first.scale == 0 && second.scale > 0 && first.kind == Kind::Cardinal {
            first.values.push(first.bare.scaled(second.scale));
        }
    }
}

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
        assert_eq!(french("entre 6.1e-05 et 6,5e+04"), [6.1e-5, 65_000.0]);
        assert_eq!(english("between 6.1e-05 and 6.5E4"), [6.1e-5, 65_000.0]);
        assert_eq!(french("le 2e et le 3e"), [2.0, 3.0]);
        assert_eq!(english("4 thousands million Euros"), [4e9]);
        assert_eq!(french("le groupe G0,7"), Vec::<f64>::new());
        assert_eq!(french("5 mille 352 pesos et 55 mille 053 personnes"), [5_352.0, 55_053.0]);
        assert_eq!(
            scan("de 50 à 100 mille euros", Language::French)[0].values.to_vec(),
            [Value::whole(50), Value::whole(50_000)]
        );
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
        assert_eq!(french("soixante-quatorze millions cent quatre-vingt-huit mille"), [74_188_000.0]);
        assert_eq!(french("deux mille cent"), [2_100.0]);
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
        assert_eq!(kinds("le train de 4 :10", Language::French), [Kind::Time { minutes: 250 }]);
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
        assert_eq!(foreign("55.053 people"), Some((55_053.0, Foreign::Point)));
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
