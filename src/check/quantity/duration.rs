//! Lengths of time that the other language counts in another unit: seventy years are seven decades, *quinze jours* two
//! weeks, 2 h 40 160 minutes.

use super::{Kind, Quantity};

/// A French unit, its English one, and larger English units with the number of French ones in them.
type Units = (&'static str, &'static str, &'static [(&'static str, u64)]);

const UNITS: &[Units] = &[
    ("an", "year", &[("decade", 10), ("centenar", 100), ("centur", 100), ("millenni", 1000)]),
    ("année", "year", &[("decade", 10), ("centur", 100), ("millenni", 1000)]),
    ("heure", "hour", &[("day", 24)]),
    ("jour", "day", &[("week", 7), ("fortnight", 14)]),
    ("minute", "minute", &[("hour", 60)]),
    ("mois", "month", &[("quarter", 3), ("year", 12)]),
    ("semaine", "week", &[("fortnight", 2)]),
];

/// Whether English says a length of time in its own way. `after` is what follows the number in French, `english` the
/// translation, `counts` whether it has a number of things whose name begins so.
pub(crate) fn is_said(
    quantity: &Quantity,
    after: &str,
    english: &str,
    counts: impl Fn(u64, &str) -> bool,
) -> bool {
    if let Kind::Time { minutes } = quantity.kind {
        let (hours, rest) = (u64::from(minutes / 60), u64::from(minutes % 60));
        return counts(u64::from(minutes), "min")
            || hours > 0 && counts(hours, "hour") && (rest == 0 || counts(rest, "min"));
    }
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let word = word.to_lowercase();
    let unit = |name: &str| word == name || word.strip_suffix('s') == Some(name);
    let (Some(&(_, own, larger)), Some(value)) =
        (UNITS.iter().find(|units| unit(units.0)), quantity.value().as_whole())
    else {
        return false;
    };
    // A week of French counts both its ends.
    let value = match (own, value) {
        ("day", 8) => 7,
        ("day", 15) => 14,
        _ => value,
    };
    larger.iter().any(|&(name, of)| {
        let (whole, rest) = (value / of, value % of);
        let remainder = rest == 0 || counts(rest, own) || rest * 2 == of && english.contains("half");
        whole > 0 && remainder && counts(whole, name)
    })
}
