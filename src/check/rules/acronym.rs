//! ACRO…: acronyms come over in English, and are explained where they first stand.

use crate::check::case::{Case, Draft};
use crate::check::finding::{Edit, Fix, Reason};
use crate::check::rule::RuleId;
use crate::tag::Word;
use crate::text::normalize::bare;
use crate::token::TokenKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What stands in English for a French acronym, and whether English has the same letters for something else.
struct Known {
    english: Vec<&'static str>,
    shared: bool,
}

/// French acronyms with the English that stands for them.
static KNOWN: LazyLock<FxHashMap<&'static str, Known>> = LazyLock::new(|| {
    let lines = include_str!("../data/acronyms.tsv").lines().filter(|line| !line.starts_with('#'));
    let known = |english: &'static str| {
        let letters = english.strip_suffix('*');
        Known { english: letters.unwrap_or(english).split('|').collect(), shared: letters.is_some() }
    };
    lines.filter_map(|line| line.split_once('\t')).map(|(f, e)| (f, known(e))).collect()
});

/// Acronyms that every reader of a paper knows.
const COMMON: &[&str] = &[
    "AI", "AIDS", "BBC", "CD", "CEO", "CFO", "CIA", "CNN", "DNA", "DVD", "EU", "FBI", "GDP", "HIV", "IBM",
    "ID", "IMF", "IT", "NASA", "NATO", "NGO", "OK", "PC", "PDF", "PR", "SMS", "TV", "UK", "UN", "US", "USA",
    "USB", "VAT", "VIP", "WHO", "WTO",
];

/// ACRO001: an acronym left in French.
pub(super) fn check(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    let subject = case.subject;
    let acronyms = |words: &mut dyn Iterator<Item = &Word>, text: &str| -> Vec<(crate::text::Span, String)> {
        words
            .filter(|word| word.kind == TokenKind::Word)
            .filter_map(|word| {
                let written = word.span.text(text);
                is_acronym(written).then(|| (word.span, written.trim_end_matches('s').to_owned()))
            })
            .collect()
    };
    let french = &subject.source.document.text;
    let english = &subject.target.document.text;
    let sentences = &subject.source.sentences[subject.pairs[pair].source.clone()];
    let source = acronyms(&mut sentences.iter().flat_map(|s| &s.words), french);
    if source.is_empty() {
        return;
    }
    let sentences = &subject.target.sentences[subject.pairs[pair].target.clone()];
    let target = acronyms(&mut sentences.iter().flat_map(|s| &s.words), english);
    let mut done: FxHashSet<&str> = FxHashSet::default();
    for (span, acronym) in &source {
        let Some((used, _)) = target.iter().find(|(_, other)| other == acronym) else { continue };
        if !done.insert(acronym) {
            continue;
        }
        // A term of the client's glossary is judged as such.
        if case.settings.own && case.terms[pair].source.iter().any(|hit| hit.span.contains(*span)) {
            continue;
        }
        let Some(Known { english: expected, shared }) = KNOWN.get(acronym.as_str()) else { continue };
        // Both stand there: the French one is being explained.
        if target.iter().any(|(_, other)| expected.contains(&other.as_str())) {
            continue;
        }
        let expected: Vec<String> = expected.iter().map(|e| (*e).to_owned()).collect();
        let plural = if case.english(*used).ends_with('s') && expected[0].ends_with(char::is_uppercase) {
            "s"
        } else {
            ""
        };
        let fix = Fix {
            edits: vec![Edit { span: *used, replacement: format!("{}{plural}", expected[0]) }],
            safe: expected.len() == 1,
        };
        let reason = Reason::new("finding-acronym")
            .with("used", case.english(*used))
            .list("expected", expected.clone());
        let confidence = if *shared || is_own(french, acronym) { 0.45 } else { 0.93 };
        out.push(
            Draft::new(RuleId::Acro001, pair, confidence, reason)
                .source(acronym.clone(), *span)
                .target(acronym.clone(), *used)
                .expected(expected)
                .fix(Some(fix)),
        );
    }
}

fn is_acronym(written: &str) -> bool {
    let letters = written.trim_end_matches('s');
    let count = letters.chars().count();
    (2..=6).contains(&count) && letters.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '&'))
}

/// Whether a text explains an acronym as something else than what it usually stands for, by words of which few begin with its
/// letters: the *Conseil national de la justice (OIT)* of Hungary.
fn is_own(text: &str, acronym: &str) -> bool {
    let bracketed = format!("({acronym})");
    let Some(at) = text.find(&bracketed) else { return false };
    let sentence = text[..at].rsplit(['.', ';', '\n', '(']).next().unwrap_or_default();
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials: Vec<char> = words.filter_map(|word| bare(word).chars().next()).collect();
    // Half of them in order is enough: the D of SIDA stands inside a word.
    let (mut rest, mut matched, mut letters) = (&initials[..], 0, 0);
    for letter in acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        letters += 1;
        if let Some(at) = rest.iter().position(|&initial| initial == letter) {
            matched += 1;
            rest = &rest[at + 1..];
        }
    }
    !initials.is_empty() && matched * 2 < letters
}

/// ACRO002: an acronym that is not explained where it first stands in the translation.
pub(super) fn first_use(case: &Case<'_>, out: &mut Vec<Draft>) {
    if !case.settings.levels.is_on(RuleId::Acro002) {
        return;
    }
    let text = &case.subject.target.document.text;
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (number, pair) in case.subject.pairs.iter().enumerate() {
        for sentence in &case.subject.target.sentences[pair.target.clone()] {
            for (at, word) in sentence.words.iter().enumerate() {
                let written = word.span.text(text).trim_end_matches('s');
                if word.kind != TokenKind::Word
                    || !is_acronym(written)
                    || COMMON.contains(&written)
                    || !seen.insert(written)
                {
                    continue;
                }
                let next = sentence.words.get(at + 1).map(|word| word.span.text(text));
                let before = at.checked_sub(1).map(|at| sentence.words[at].span.text(text));
                if next == Some("(") || before == Some("(") {
                    continue;
                }
                let reason = Reason::new("finding-acronym-unexpanded").with("used", written);
                out.push(Draft::new(RuleId::Acro002, number, 0.7, reason).target(written, word.span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_says_something() {
        let lines: Vec<&str> =
            include_str!("../data/acronyms.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.is_sorted());
        for line in lines {
            let (french, english) = line.split_once('\t').expect(line);
            assert!(!english.is_empty() && french != english, "{line}");
        }
        assert!(COMMON.is_sorted());
    }
}
