//! Layer 1: inflection. Form → lemmas with part of speech, gender and number; and back.
//!
//! Terms are matched on any lemma that two words share, never on a stem.
//!
//! The lexicons are embedded as finite-state tables that `build.rs` makes from the readable sources under `data/`.
//! Words that they do not hold are analysed by rules: without diacritics, hyphenated parts one by one, endings.

mod endings;
mod inflect;
mod lexicon;
mod phrase;
pub(crate) mod record;
mod types;

pub use inflect::inflect;
pub(crate) use lexicon::fold_word;
pub use phrase::{PhraseWord, citation_form, inflect_phrase};
pub use types::{Gender, Number, Reading, Upos, VerbForm};

use crate::text::Language;
use compact_str::CompactString;
use lexicon::lexicon;
use smallvec::SmallVec;

/// The readings of one form.
pub type Readings = SmallVec<[Reading; 4]>;

/// The readings of a form: from the lexicon, or from the rules where the lexicon has none. Case and apostrophe do not
/// matter. Never empty: at worst the folded form itself.
pub fn readings(form: &str, language: Language) -> Readings {
    let mut key = String::new();
    fold_word(form, &mut key);
    let known = lexicon(language).readings(&key);
    if !known.is_empty() {
        return known;
    }
    let mut guessed = if key.is_ascii() { lexicon(language).readings_bare(&key) } else { Readings::new() };
    if guessed.is_empty() {
        guessed = hyphenated(&key, language);
    }
    if guessed.is_empty() {
        guessed = endings::guess(&key, language);
    }
    for reading in &mut guessed {
        reading.certain = false;
    }
    guessed
}

/// The readings of every form of the lexicon that is `form` but for diacritics: ETAT, Etat, etat → état. Empty where
/// there is none. A walk through the table in place of a look-up: about 1 µs.
pub fn readings_bare(form: &str, language: Language) -> Readings {
    lexicon(language).readings_bare(&crate::text::normalize::bare(form))
}

/// Whether the lexicon holds a form.
pub fn is_known(form: &str, language: Language) -> bool {
    let mut key = String::new();
    fold_word(form, &mut key);
    lexicon(language).contains(&key)
}

/// What the lexicon says of a folded form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// The set of its readings, if it holds the form.
    pub(crate) set: Option<u32>,
    /// A hash of the set of its readings: part of speech, verb form, number. 0 where there are none.
    pub(crate) readings: u32,
    /// A hash of the set of its parts of speech.
    pub(crate) parts: u32,
}

/// Looks a folded form up.
pub(crate) fn known(key: &str, language: Language) -> Known {
    let lexicon = lexicon(language);
    lexicon.set(key).map_or(Known::default(), |set| {
        let (readings, parts) = lexicon.classes(set);
        Known { set: Some(set), readings, parts }
    })
}

/// Those readings of a form that [`known`] found which get the lowest grade by part of speech and verb form.
pub(crate) fn graded(
    key: &str,
    set: u32,
    language: Language,
    grade: impl Fn(Upos, Option<VerbForm>) -> Option<u8>,
) -> Readings {
    lexicon(language).graded(key, set, |record| {
        grade(lexicon::UPOS[record.upos as usize], lexicon::verb_form(record.verb_form))
    })
}

/// The keys under which a word of a term is matched: folded noun, adjective and verb lemmas of `form`, without repeats.
pub fn lemma_keys(form: &str, language: Language) -> SmallVec<[CompactString; 4]> {
    let mut keys: SmallVec<[CompactString; 4]> = SmallVec::new();
    for reading in readings(form, language) {
        let mut key = String::new();
        fold_word(&reading.lemma, &mut key);
        let key = CompactString::from(key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// What the ending of a folded form makes of it. Never empty.
pub(crate) fn guess(key: &str, language: Language) -> Readings {
    endings::guess(key, language)
}

/// Inflects each part of a hyphenated word: fusions-acquisitions → fusion-acquisition.
fn hyphenated(key: &str, language: Language) -> Readings {
    let Some((head, tail)) = key.split_once('-') else { return Readings::new() };
    if head.is_empty() || tail.is_empty() {
        return Readings::new();
    }
    let is_nominal = |reading: &Reading| matches!(reading.upos, Upos::Noun | Upos::Adj | Upos::Propn);
    let tails = readings(tail, language);
    match language {
        Language::French => {
            let first = readings(head, language).into_iter().find(is_nominal);
            let invariable = || Reading {
                lemma: head.into(),
                upos: Upos::X,
                gender: None,
                number: None,
                verb_form: None,
                certain: false,
            };
            let first = first.unwrap_or_else(invariable);
            tails
                .into_iter()
                .filter(|last| is_nominal(last))
                .map(|last| {
                    // Both parts agree in number (fusions-acquisitions), or the first is a prefix (cyber-attaques).
                    let agrees = first.number == last.number && first.upos != Upos::X;
                    let start = if agrees { first.lemma.as_str() } else { head };
                    Reading {
                        lemma: compact_str::format_compact!("{start}-{}", last.lemma),
                        gender: if agrees && first.upos == Upos::Noun { first.gender } else { last.gender },
                        ..last
                    }
                })
                .collect()
        }
        Language::English => tails
            .into_iter()
            .filter(is_nominal)
            .map(|last| Reading { lemma: compact_str::format_compact!("{head}-{}", last.lemma), ..last })
            .collect(),
    }
}
