//! Numbers in words, Roman centuries, quarters.

use super::scanner::{BLANKS, Scanner};
use super::value::Value;
use super::{Kind, Quantity, Unit, Written};
use crate::text::{Language, Span};
use smallvec::smallvec;

impl Scanner<'_> {
    /// Numbers in words, Roman centuries, quarters (T1, Q1, S1, H1).
    pub(super) fn word(&mut self, at: usize, start: usize) -> usize {
        let end = self.word_end(at);
        let word = &self.text[at..end];
        let before = self.before(at, start);
        if let Some(value) = period(word, self.language) {
            self.push_plain(Span::new(at, end), Value::whole(value), Kind::Ordinal, Written::Digits);
            return end;
        }
        if self.language == Language::French
            && let Some(value) = roman_ordinal(word)
            && (word.ends_with(char::is_lowercase)
                && self.rest(end).trim_start_matches(BLANKS).starts_with("siècle"))
        {
            self.push_plain(Span::new(at, end), Value::whole(value), Kind::Ordinal, Written::Roman);
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
                // `quinze heures` is three o’clock, where it is not fifteen hours.
                if self.language == Language::French
                    && let Some(hour) = value.as_whole().filter(|hour| (13..24).contains(hour))
                    && self.rest(stop).trim_start_matches(BLANKS).starts_with("heure")
                {
                    quantity.values.push(Value::whole(hour - 12));
                }
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

    /// A quantity without unit or scale.
    pub(super) fn push_plain(&mut self, span: Span, value: Value, kind: Kind, written: Written) {
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
                100 => count == 0 || last >= 1_000 || (last < 100 && last != 0),
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

/// The rank that an English word says in Roman numerals: `XXth`, `XX`.
pub(crate) fn roman_rank(word: &str) -> Option<u64> {
    let letters = word.trim_end_matches(|c: char| c.is_lowercase());
    let suffix = &word[letters.len()..];
    (!letters.is_empty() && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then(|| roman(letters))?
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
    ("mil", 1_000, false),
    ("mille", 1_000, false),
    ("milliard", 1_000_000_000, false),
    ("milliards", 1_000_000_000, false),
    ("million", 1_000_000, false),
    ("millionième", 1_000_000, true),
    ("millions", 1_000_000, false),
    ("millième", 1_000, true),
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
    ("quarantième", 40, true),
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
    ("soixantième", 60, true),
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
    ("millionth", 1_000_000, true),
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
    ("thousandth", 1_000, true),
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

    #[test]
    fn number_words_are_sorted() {
        assert!(FRENCH.is_sorted_by_key(|(w, _, _)| w));
        assert!(ENGLISH.is_sorted_by_key(|(w, _, _)| w));
    }
}
