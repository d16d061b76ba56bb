//! Whether two sentences belong together at all.
//!
//! Translation memories, tables and pages put side by side by position have rows that do not: one was left out above, or a
//! list is in another order. What such a row lacks is no fault of its translation, so nothing that is found in it is sure.

use super::case::{Case, Draft};
use super::derivation;
use super::rule::RuleId;
use crate::align::lexicon::Lexicon;
use crate::analysis::Analysis;
use crate::morph::Upos;
use crate::text::normalize::fold;
use std::ops::Range;

/// Least share of its renderings for one to count as such.
pub(super) const PLAUSIBLE: f32 = 0.01;
/// Number of times the dictionary must have met a word before what it does not say counts.
pub(super) const KNOWN: f32 = 20.0;
/// Content words from which on a share of them says something.
const LEAST_WORDS: usize = 6;
/// Share of the content words of both sides that the other must have in its language, and the one up to which a
/// neighbour may have so many more of them. Of rows shifted by one, 75 in 100 stay below the first, of rows as they are 2,
/// most of which are shifted.
const LEAST_FIT: f32 = 0.3;
const POOR_FIT: f32 = 0.6;
const BETTER: f32 = 0.15;
/// Pairs before and after one that show whether rows are shifted, how many of them must disagree in their numbers, where
/// their words do not fit well and where they do, and the share of those that have any.
const AROUND: usize = 4;
const LEAST_SHIFTED: [usize; 2] = [3, 4];
const SHIFTED: f32 = 0.6;
/// What is left of the confidence of what is found in a pair that does not belong together.
const STRANGE: f32 = 0.45;

/// Whether an English word is a known translation of a French one.
pub(super) fn translates(french: &str, english: &str) -> bool {
    Lexicon::embedded()
        .translations(french)
        .any(|found| found.probability >= PLAUSIBLE && derivation::related(found.key, english))
}

/// Makes unsure what was found in pairs that do not belong together.
pub(super) fn doubt(case: &Case<'_>, drafts: &mut [Draft]) {
    let about_pair = |draft: &Draft| {
        matches!(draft.rule.family(), "NUM" | "KEEP")
            && !matches!(draft.rule, RuleId::Num003 | RuleId::Num004 | RuleId::Keep002)
    };
    let mut missing: Vec<usize> = drafts
        .iter()
        .filter(|d| matches!(d.rule, RuleId::Num001 | RuleId::Num002 | RuleId::Num005))
        .map(|d| d.segment)
        .collect();
    missing.sort_unstable();
    missing.dedup();
    let mut last: Option<(usize, bool)> = None;
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&at| about_pair(&drafts[at])).collect();
    order.sort_by_key(|&at| drafts[at].segment);
    for at in order {
        let pair = drafts[at].segment;
        let strange = match last {
            Some((of, strange)) if of == pair => strange,
            _ => is_strange(case, pair) || is_shifted(case, pair, &missing),
        };
        last = Some((pair, strange));
        if strange {
            drafts[at].confidence *= STRANGE;
        }
    }
}

/// Whether so few words of the two sides are known to render each other that they say something else, or so many more of a
/// neighbour's that the rows are shifted.
fn is_strange(case: &Case<'_>, pair: usize) -> bool {
    let of_source = |pair: usize| content(case.subject.source, &case.subject.pairs[pair].source);
    let of_target = |pair: usize| content(case.subject.target, &case.subject.pairs[pair].target);
    let (french, english) = (of_source(pair), of_target(pair));
    let Some(own) = fit(&french, &english) else { return false };
    let better = |other: Option<f32>| other.is_some_and(|other| other > own + BETTER);
    own < LEAST_FIT
        || own < POOR_FIT
            && case.neighbours(pair).any(|other| {
                better(fit(&french, &of_target(other))) || better(fit(&of_source(other), &english))
            })
}

/// The share of the words of both sides that the other side has in its language; `None` where they are too few to tell.
fn fit(french: &[String], english: &[String]) -> Option<f32> {
    let renders = |a: &str, b: &str| a == b || translates(a, b);
    let covered = french.iter().filter(|a| english.iter().any(|b| renders(a, b))).count();
    let covers = english.iter().filter(|b| french.iter().any(|a| renders(a, b))).count();
    let enough = french.len().min(english.len()) >= LEAST_WORDS;
    enough.then(|| (covered + covers) as f32 / (french.len() + english.len()) as f32)
}

/// Whether most of the pairs around, of those with numbers, disagree in them, this one among them.
fn is_shifted(case: &Case<'_>, pair: usize, missing: &[usize]) -> bool {
    let around = pair.saturating_sub(AROUND)..(pair + AROUND + 1).min(case.subject.pairs.len());
    let disagree = around.clone().filter(|at| missing.binary_search(at).is_ok()).count();
    let with_numbers = |at: &usize| case.subject.source_text(*at).contains(|c: char| c.is_ascii_digit());
    let own = fit(
        &content(case.subject.source, &case.subject.pairs[pair].source),
        &content(case.subject.target, &case.subject.pairs[pair].target),
    );
    let fits = own.is_none_or(|own| own >= POOR_FIT);
    disagree >= LEAST_SHIFTED[usize::from(fits)]
        && missing.binary_search(&pair).is_ok()
        && disagree as f32 >= SHIFTED * around.filter(with_numbers).count() as f32
}

/// The dictionary forms of the words that carry the meaning.
fn content(side: &Analysis, sentences: &Range<usize>) -> Vec<String> {
    let words = sentences.clone().flat_map(|sentence| &side.sentences[sentence].words);
    words
        .filter(|word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::X))
        .map(|word| fold(&word.lemma))
        .filter(|word| word.contains(char::is_alphabetic))
        .collect()
}
