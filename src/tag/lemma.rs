//! The lemma of a word whose part of speech is known: function words from a list, the others from the lexicon or by their
//! ending; where several lemmas are possible, fitted weights choose.

use super::features::mix;
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

/// The readings of a word that agree with its tag: what its lemma, gender and number are chosen from. Where none agrees,
/// the nearest; never empty for nouns, adjectives and verbs.
pub(crate) fn candidates(key: &str, tag: Tag, language: Language) -> Readings {
    let mut all = morph::readings(key, language);
    let grades: [&dyn Fn(&Reading) -> bool; 3] = match tag.upos {
        Upos::Noun => [&|r| r.upos == Upos::Noun, &|r| r.upos == Upos::Adj, &|r| r.upos == Upos::Propn],
        Upos::Adj => [&|r| r.upos == Upos::Adj, &|r| r.upos == Upos::Noun, &|r| {
            matches!(r.verb_form, Some(VerbForm::PastParticiple | VerbForm::PresentParticiple))
        }],
        Upos::Verb | Upos::Aux => [
            &|r| {
                matches!(r.upos, Upos::Verb | Upos::Aux)
                    && (r.verb_form == tag.verb_form || r.upos == Upos::Aux)
            },
            &|r| matches!(r.upos, Upos::Verb | Upos::Aux),
            &|_| false,
        ],
        Upos::Adv => [&|r| r.upos == Upos::Adv, &|_| false, &|_| false],
        _ => return Readings::new(),
    };
    for fits in grades {
        if all.iter().any(fits) {
            all.retain(|reading| fits(reading));
            return all;
        }
    }
    if tag.upos == Upos::Adv {
        return Readings::new();
    }
    let guessed = morph::guess(key, language);
    for fits in grades {
        if guessed.iter().any(fits) {
            return guessed.into_iter().filter(fits).collect();
        }
    }
    Readings::new()
}

/// The hashes of what speaks for a lemma. Their weights are added up; the first of the greatest sums wins.
pub(crate) fn features(key: &str, reading: &Reading, tag: Tag, previous: u32) -> [u32; 4] {
    let lemma = reading.lemma.as_str();
    let shared = key
        .char_indices()
        .zip(lemma.chars())
        .find(|((_, a), b)| a != b)
        .map_or_else(|| key.len().min(lemma.len()), |((at, _), _)| at);
    let hash = |text: &str| text.bytes().fold(7, |state, byte| mix(state, u32::from(byte)));
    let rule = mix(hash(&key[shared..]), hash(lemma.get(shared..).unwrap_or_default()));
    let rule = mix(rule, tag.upos as u32);
    let ending = key.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    [rule, mix(rule, hash(key)), mix(rule, hash(&key[ending..])), mix(mix(rule, hash(key)), previous)]
}

/// The lemma from the list of function words.
pub(crate) fn function_word(key: &str, upos: Upos, language: Language) -> Option<CompactString> {
    let list = if language == Language::French { &FRENCH } else { &ENGLISH };
    list.get(&(key, upos.name())).map(|&lemma| lemma.into())
}

/// The reading whose lemma the weights prefer.
pub(crate) fn choose<'a>(
    key: &str,
    candidates: &'a [Reading],
    tag: Tag,
    previous: u32,
    model: &Model,
) -> Option<&'a Reading> {
    let mut best: Option<(i32, &Reading)> = None;
    if candidates.iter().all(|reading| reading.lemma == candidates[0].lemma) {
        return candidates.first();
    }
    for reading in candidates {
        let score = features(key, reading, tag, previous).iter().map(|&f| model.lemma_weight(f)).sum();
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, reading));
        }
    }
    best.map(|(_, reading)| reading)
}
