//! The lemma of a word whose part of speech is known: function words from a list, the others from the lexicon or by their
//! ending; where several lemmas are possible, fitted weights choose.

use super::features::{hash, mix};
use super::model::{Model, Tag};
use crate::morph::{self, Reading, Readings, Upos, VerbForm};
use crate::text::Language;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

type List = FxHashMap<(&'static str, &'static str), &'static str>;

static FRENCH: LazyLock<List> = LazyLock::new(|| list(include_str!("data/function.fr.tsv")));
static ENGLISH: LazyLock<List> = LazyLock::new(|| list(include_str!("data/function.en.tsv")));

fn list(text: &'static str) -> List {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect()
}

/// How well a reading agrees with a tag: the lower the better, none not at all.
fn grade(tag: Tag, upos: Upos, form: Option<VerbForm>) -> Option<u8> {
    match (tag.upos, upos) {
        (Upos::Noun, Upos::Noun) | (Upos::Adj, Upos::Adj) | (Upos::Adv, Upos::Adv) => Some(0),
        (Upos::Verb | Upos::Aux, Upos::Aux) => Some(0),
        (Upos::Verb | Upos::Aux, Upos::Verb) => Some(u8::from(form != tag.verb_form)),
        (Upos::Noun, Upos::Adj) | (Upos::Adj, Upos::Noun) => Some(1),
        (Upos::Noun, Upos::Propn) => Some(2),
        (Upos::Adj, Upos::Verb) => {
            matches!(form, Some(VerbForm::PastParticiple | VerbForm::PresentParticiple)).then_some(2)
        }
        _ => None,
    }
}

/// The readings of a word that agree with its tag: what its lemma, gender and number are chosen from. Where none agrees,
/// the nearest; `set` is where the lexicon has the word.
pub(crate) fn candidates(key: &str, set: Option<u32>, tag: Tag, language: Language) -> Readings {
    if let Some(set) = set {
        let found = morph::graded(key, set, language, |upos, form| grade(tag, upos, form));
        if !found.is_empty() {
            return found;
        }
    } else {
        let found = nearest(morph::readings(key, language), tag);
        if !found.is_empty() {
            return found;
        }
    }
    if tag.upos == Upos::Adv { Readings::new() } else { nearest(morph::guess(key, language), tag) }
}

fn nearest(mut readings: Readings, tag: Tag) -> Readings {
    let best = readings.iter().filter_map(|r| grade(tag, r.upos, r.verb_form)).min();
    readings.retain(|r| best.is_some() && grade(tag, r.upos, r.verb_form) == best);
    readings
}

/// The hashes of what speaks for a lemma. Their weights are added up; the first of the greatest sums wins.
pub(crate) fn features(key: &str, reading: &Reading, tag: Tag, previous: u32) -> [u32; 4] {
    let lemma = reading.lemma.as_str();
    let shared = key
        .char_indices()
        .zip(lemma.chars())
        .find(|((_, a), b)| a != b)
        .map_or_else(|| key.len().min(lemma.len()), |((at, _), _)| at);
    let added = lemma.get(shared..).unwrap_or_default();
    let rule = mix(tag.upos as u32, hash(&key.as_bytes()[shared..]), hash(added.as_bytes()));
    let ending = key.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    let word = mix(2, rule, hash(key.as_bytes()));
    [mix(1, rule, 0), word, mix(3, rule, hash(&key.as_bytes()[ending..])), mix(4, word, previous)]
}

/// The lemma from the list of function words.
pub(crate) fn function_word(key: &str, upos: Upos, language: Language) -> Option<CompactString> {
    let list = if language == Language::French { &FRENCH } else { &ENGLISH };
    list.get(&(key, upos.name())).map(|&lemma| lemma.into())
}

/// The reading whose lemma the weights prefer.
pub(crate) fn choose(
    key: &str,
    mut candidates: Readings,
    tag: Tag,
    previous: u32,
    model: &Model,
) -> Option<Reading> {
    if candidates.is_empty() {
        return None;
    }
    let mut best = (0, i32::MIN);
    if candidates[1..].iter().any(|reading| reading.lemma != candidates[0].lemma) {
        for (at, reading) in candidates.iter().enumerate() {
            let score = features(key, reading, tag, previous).iter().map(|&f| model.lemma_weight(f)).sum();
            if score > best.1 {
                best = (at, score);
            }
        }
    }
    Some(candidates.swap_remove(best.0))
}
