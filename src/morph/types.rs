use compact_str::CompactString;
use serde::{Deserialize, Serialize};

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

impl Upos {
    /// The tag as Universal Dependencies write it: `NOUN`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }
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

/// Which kind of verb form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerbForm {
    /// With a person: vend, sold.
    Finite,
    /// The infinitive: vendre, sell.
    Infinitive,
    /// The present participle or gerund: vendant, selling.
    PresentParticiple,
    /// The past participle: vendu, sold.
    PastParticiple,
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
    /// Form of a verb.
    pub verb_form: Option<VerbForm>,
    /// From the lexicon (true) or from suffix rules (false).
    pub certain: bool,
}
