//! Acronyms that the text itself explains: `Banque centrale européenne (BCE)`, `BCE (Banque centrale européenne)`.
//!
//! After Schwartz and Hearst (2003), with two changes: letters are looked for at the starts of words first, so that the
//! head of the long form is not cut off, and the long form begins with a word of weight.

use super::scan::{is_acronym, is_stop, squeeze};
use crate::tag::Word;
use crate::text::{Language, Span, normalize};
use crate::token::TokenKind;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// An acronym with its long form, both as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Definition {
    /// The short form.
    pub acronym: CompactString,
    /// What it stands for.
    pub expansion: CompactString,
}

/// The definitions in the words of one sentence.
pub(crate) fn definitions(text: &str, words: &[Word], language: Language) -> Vec<Definition> {
    let form = |at: usize| words[at].span.text(text);
    let mut found = Vec::new();
    for open in 1..words.len() {
        if form(open) != "(" {
            continue;
        }
        let Some(close) = (open + 1..words.len().min(open + 14)).find(|&at| form(at) == ")") else {
            continue;
        };
        let inside = open + 1..close;
        if inside.is_empty() {
            continue;
        }
        // Within brackets the acronym may come first, with a remark behind it: (BCE, Francfort).
        let first = form(inside.start);
        let alone = inside.len() == 1 || matches!(form(inside.start + 1), "," | ";");
        let definition = if alone && is_short_form(first) {
            let reach = (first.chars().count() * 2).min(first.chars().count() + 5) + 3;
            let start = (open.saturating_sub(reach)..open)
                .rev()
                .take_while(|&at| is_inside(&words[at]) && form(at) != first)
                .last();
            start.and_then(|start| expansion(text, &words[start..open], first, false, language))
        } else if is_short_form(form(open - 1)) && inside.len() > 1 {
            let acronym = form(open - 1);
            let end = inside.clone().find(|&at| !is_inside(&words[at])).unwrap_or(close);
            expansion(text, &words[inside.start..end], acronym, true, language)
                .map(|expansion| (acronym, expansion))
                .map(|(_, expansion)| expansion)
        } else {
            None
        };
        if let Some(expansion) = definition {
            let acronym = if alone && is_short_form(first) { first } else { form(open - 1) };
            found.push(Definition { acronym: acronym.into(), expansion });
        }
    }
    found
}

fn is_inside(word: &Word) -> bool {
    matches!(word.kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number)
}

/// Two to ten characters, two capitals at least: BCE, PMEs, COVID-19, mTORC1.
fn is_short_form(form: &str) -> bool {
    let length = form.chars().count();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&length)
        && capitals >= 2
        && (is_acronym(form) || capitals * 2 >= form.chars().filter(|c| c.is_alphabetic()).count())
        && !form.contains(char::is_whitespace)
}

/// The part of `words` that the letters of `acronym` stand for: up to the last word, or (`whole`) from the first.
fn expansion(
    text: &str,
    words: &[Word],
    acronym: &str,
    whole: bool,
    language: Language,
) -> Option<CompactString> {
    let stem = acronym.strip_suffix('s').filter(|_| is_acronym(acronym)).unwrap_or(acronym);
    let letters: Vec<char> = normalize::bare(stem).chars().filter(|c| c.is_alphanumeric()).collect();
    let bare: Vec<String> = words.iter().map(|word| normalize::bare(word.span.text(text))).collect();
    let weighty: Vec<bool> = bare.iter().map(|form| !is_stop(form, language) && form.len() > 1).collect();
    let starts = 0..if whole { 1.min(words.len()) } else { words.len() };
    let (_, start) = starts
        .rev()
        .filter(|&start| weighty[start] && bare[start].starts_with(letters[0]))
        .filter_map(|start| Some((fit(&bare[start..], &weighty[start..], &letters)?, start)))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
    let span: Span = words[start].span.cover(words[words.len() - 1].span);
    let long = squeeze(span.text(text));
    let weight = weighty[start..].iter().filter(|&&weighty| weighty).count();
    (long.chars().count() > stem.chars().count() + 2
        && (weight >= 2 || long.chars().count() >= 2 * letters.len()))
    .then_some(long)
}

/// How well the letters fit the words: letters at word starts count, words of weight without a letter cost. `None`
/// where a letter is not found.
fn fit(words: &[String], weighty: &[bool], letters: &[char]) -> Option<f64> {
    // best[i]: the best score with the first i letters placed in the words so far.
    let mut best: Vec<Option<f64>> = vec![None; letters.len() + 1];
    best[0] = Some(0.0);
    for (word, &weighty) in words.iter().zip(weighty) {
        let mut next: Vec<Option<f64>> = vec![None; letters.len() + 1];
        let raise = |slot: &mut Option<f64>, score: f64| {
            if slot.is_none_or(|old| score > old) {
                *slot = Some(score);
            }
        };
        for placed in 0..=letters.len() {
            let Some(score) = best[placed] else { continue };
            raise(&mut next[placed], score - if weighty { 1.0 } else { 0.0 });
            // Letters in this word: the first at its start, or none; then any that follow in order.
            let mut chars = word.chars();
            if placed < letters.len() && chars.next() == Some(letters[placed]) {
                let mut taken = placed + 1;
                raise(&mut next[taken], score + 1.0);
                for c in chars {
                    if taken < letters.len() && c == letters[taken] {
                        taken += 1;
                        raise(&mut next[taken], score + 1.0 + 0.3 * (taken - placed - 1) as f64);
                    }
                }
            }
        }
        best = next;
    }
    let score = best[letters.len()]?;
    // A fit that leaves out as many words as it has letters is chance.
    (score >= letters.len() as f64 * 0.4).then_some(score)
}
