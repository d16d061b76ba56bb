use crate::morph::{Gender, Number};
use crate::text::Language;
use serde::{Deserialize, Serialize};

/// A termbase: concepts of one or several domains from one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Glossary {
    /// A short name for messages: the file's stem, or the domain.
    pub name: String,
    /// The domain that concepts without one of their own belong to, in kebab-case.
    pub domain: Option<String>,
    /// The domain's name for people, by language code.
    pub titles: Vec<Localized>,
    /// The concepts, in file order.
    pub concepts: Vec<ConceptEntry>,
    /// French terms that a person turned down: they are not proposed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<String>,
    /// Persons and sources that entries refer to, kept for the way back: `element` is the list (`respPerson`), `target`
    /// the id, `category` the kind of the line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<DataCategory>,
}

/// A text with its language, where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized {
    /// BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The text.
    pub text: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One meaning and its terms (TBX `conceptEntry`, formerly `termEntry`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConceptEntry {
    /// Identifier, unique in its glossary.
    pub id: String,
    /// Domains (`subjectField`), most specific last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// Terms by language, French first. At most one section a language.
    pub languages: Vec<LangSection>,
    /// Definitions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Localized>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Localized>,
    /// Relations to other concepts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Must stay as it is in translation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub do_not_translate: bool,
    /// Accepted synonyms may alternate inside a text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub free_variation: bool,
    /// Where the entry comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who did what when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transactions: Vec<Transaction>,
    /// Data categories without a field here, kept for the way back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<DataCategory>,
}

/// The terms of a concept in one language (TBX `langSec`, formerly `langSet`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LangSection {
    /// BCP 47 tag: `fr`, `en`, `en-GB`, …
    pub language: String,
    /// Its terms, preferred first.
    pub terms: Vec<TermSection>,
    /// Definitions given at this level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Localized>,
    /// Notes given at this level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Localized>,
    /// Data categories without a field here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<DataCategory>,
}

/// One term (TBX `termSec`, formerly `tig` or `ntig`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TermSection {
    /// The term in its dictionary form.
    pub term: String,
    /// Standing of the term (`administrativeStatus`).
    #[serde(default)]
    pub status: TermStatus,
    /// Part of speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of_speech: Option<PartOfSpeech>,
    /// Gender of the head noun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Number, where the term has only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<GrammaticalNumber>,
    /// Kind of form (`termType`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_type: Option<TermType>,
    /// The full form that an acronym or short form stands for, a term of the same section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expands: Option<String>,
    /// Regions where it is used, ISO 3166 codes (`geographicalUsage`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// The term to use instead of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_instead: Option<String>,
    /// How it is recognised in text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub matching: MatchingPolicy,
    /// Sentences that show its use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<Localized>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Localized>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Reliability as its source states it (IATE's code, a score …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<String>,
    /// Who did what when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transactions: Vec<Transaction>,
    /// Data categories without a field here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<DataCategory>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Standing of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermStatus {
    /// The one to use.
    #[default]
    Preferred,
    /// As good.
    Admitted,
    /// To be avoided, outdated.
    Deprecated,
    /// Wrong.
    Forbidden,
    /// Not yet approved by a person.
    Proposed,
}

/// Part of speech of a term, as TBX-Basic lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "self-explanatory")]
pub enum PartOfSpeech {
    Noun,
    Verb,
    Adjective,
    Adverb,
    ProperNoun,
    Phrase,
    Other,
}

/// Grammatical number of a term that has only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrammaticalNumber {
    /// Used in the singular.
    Singular,
    /// Used in the plural.
    Plural,
    /// Uncountable.
    Mass,
}

impl From<Number> for GrammaticalNumber {
    fn from(number: Number) -> Self {
        match number {
            Number::Singular => Self::Singular,
            Number::Plural => Self::Plural,
        }
    }
}

/// Kind of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the values of TBX-Basic")]
pub enum TermType {
    FullForm,
    Acronym,
    Abbreviation,
    ShortForm,
    Variant,
    Phrase,
}

/// How a term is recognised in text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchingPolicy {
    /// In any inflected form, whatever the case (acronyms: capitals kept, plural allowed).
    #[default]
    Inflected,
    /// In any inflected form, but the capitals must be those of the entry.
    Case,
    /// Only as written, but for case.
    Exact,
}

/// A relation to another concept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// What the other concept is to this one.
    pub kind: RelationKind,
    /// Its id.
    pub target: String,
}

/// What a related concept is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// More general.
    Broader,
    /// Worth knowing beside it.
    See,
}

/// A step in the life of an entry (TBX `transacGrp`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// `origination`, `modification`, or as its source says.
    pub kind: String,
    /// Date as its source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsibility: Option<String>,
}

/// A data category kept as its source wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataCategory {
    /// Element (`descrip`, `admin`, `termNote`, `ref`, `xref`, `transac` … or a column of a table).
    pub element: String,
    /// Its `type`.
    pub category: String,
    /// Its content.
    pub value: String,
    /// `target` of a reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// `xml:lang`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl ConceptEntry {
    /// The section of a language, whatever its region.
    pub fn section(&self, language: Language) -> Option<&LangSection> {
        self.languages.iter().find(|section| Language::from_tag(&section.language) == Some(language))
    }

    /// The terms of a language in order.
    pub fn terms(&self, language: Language) -> impl Iterator<Item = &TermSection> {
        self.languages
            .iter()
            .filter(move |section| Language::from_tag(&section.language) == Some(language))
            .flat_map(|section| &section.terms)
    }

    /// The terms that may be used: neither forbidden nor deprecated.
    pub fn accepted(&self, language: Language) -> impl Iterator<Item = &TermSection> {
        self.terms(language).filter(|term| term.status.is_accepted())
    }

    /// The term that stands for the concept: the first preferred one, else the first accepted, else the first.
    pub fn preferred(&self, language: Language) -> Option<&TermSection> {
        self.terms(language)
            .find(|term| term.status == TermStatus::Preferred)
            .or_else(|| self.accepted(language).next())
            .or_else(|| self.terms(language).next())
    }

    /// The definition in a language, else in any.
    pub fn definition(&self, language: Language) -> Option<&str> {
        let own = self.section(language).into_iter().flat_map(|section| &section.definitions);
        let tagged = self
            .definitions
            .iter()
            .filter(|d| d.language.as_deref().and_then(Language::from_tag).is_none_or(|of| of == language));
        own.chain(tagged).chain(&self.definitions).next().map(|d| d.text.as_str())
    }
}

impl TermStatus {
    /// Whether a translator may use a term of this standing.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Preferred | Self::Admitted | Self::Proposed)
    }
}
