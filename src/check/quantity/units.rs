//! What follows or precedes a number: scale words, units, currencies.

use super::scanner::{BLANKS, Scanner};
use super::value::Value;
use super::{Dimension, Quantity, Unit};
use crate::text::Language;

impl Scanner<'_> {
    /// Scale word, unit and currency after a number, currency before it. `None`: the letters make it an identifier.
    pub(super) fn tail(&self, quantity: &mut Quantity, end: usize, start: usize) -> Option<usize> {
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
        // `600 milles` are miles, or thousands misspelt.
        let next = at + self.blanks(at);
        if quantity.scale == 0
            && self.language == Language::French
            && &self.text[next..self.letters_end(next)] == "milles"
        {
            quantity.values.push(quantity.bare.scaled(3));
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
                let short = word.len() < 4 && word != "bit";
                if short || word.contains(char::is_uppercase) {
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

    fn currency_at(&self, at: usize) -> Option<(Unit, usize)> {
        let from = at + self.blanks(at);
        let rest = self.rest(from);
        SIGNS
            .iter()
            .find(|(sign, _)| rest.starts_with(sign) && !sign.ends_with(char::is_alphanumeric))
            .map(|(sign, code)| (Unit::Currency(code), from + sign.len()))
    }

    pub(super) fn unit(&self, at: usize, glued: bool) -> Option<(Unit, usize)> {
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
        // The s’ of a verb is no second.
        if matches!(self.peek(stop), Some('\'' | '’')) && word.len() == 1 && word != "d" {
            return None;
        }
        let lower = word.to_lowercase();
        let two =
            |second: &str| self.rest(stop).trim_start_matches(BLANKS).to_lowercase().starts_with(second);
        match (lower.as_str(), self.language) {
            ("percent" | "pc" | "pct", _) if word != "PC" => return Some((Unit::Percent, stop)),
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

    pub(super) fn is_unit_after(&self, at: usize) -> bool {
        let from = at + self.blanks(at);
        self.unit(from, false).is_some()
            || self.peek(at).is_some_and(|c| c.is_alphanumeric() || c == ',' && self.digits(at + 1) > 0)
    }
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
    ("CZK", "CZK"),
    ("DKK", "DKK"),
    ("HUF", "HUF"),
    ("NOK", "NOK"),
    ("PLN", "PLN"),
    ("SEK", "SEK"),
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
        "couronne" | "couronnes" | "crown" | "crowns" | "krona" | "kronor" | "krone" | "kroner"
        | "koruna" => "kr",
        "czk" => "CZK",
        "dkk" => "DKK",
        "nok" => "NOK",
        "sek" => "SEK",
        "franc" | "francs" => "franc",
        "forint" | "forints" | "huf" => "HUF",
        "peso" | "pesos" => "peso",
        "zloty" | "zlotys" | "pln" => "PLN",
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
