use crate::glossary::{GrammaticalNumber, PartOfSpeech};
use crate::morph::Gender;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A term of the article with its English.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The French term as a dictionary lists it.
    #[serde(rename = "fr")]
    pub french: String,
    /// Its English, the one to use first; empty where none is known.
    #[serde(rename = "en")]
    pub english: Vec<Rendering>,
    /// What is known of the pair.
    pub status: RowStatus,
    /// Where the first English term comes from.
    pub origin: Origin,
    /// 0–1: how likely it is that this is a term and, where English is given, that the English is right.
    pub score: f64,
    /// Occurrences in the sources, all forms together.
    pub frequency: usize,
    /// Domains, most specific last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// Part of speech.
    #[serde(rename = "pos", skip_serializing_if = "Option::is_none")]
    pub part_of_speech: Option<PartOfSpeech>,
    /// Gender of the French head noun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Number, where the French term has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<GrammaticalNumber>,
    /// A definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The sentence that explains it best, and its translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
    /// The forms met, the commonest first, with their counts.
    pub forms: Vec<(String, usize)>,
    /// The acronym of this term, or the full form of this acronym, as the article ties them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    /// Other French terms of the same concept, where rows were put together by concept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// A name or title, listed apart.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub name: bool,
    /// The files it stands in, by number, with its count in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<(usize, usize)>,
    /// Id of its concept in the glossary it was found in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    /// Why it is listed and scored so, for `--explain`: `(reason, value)`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<(String, f64)>,
}

/// Another French term of a row's concept that the sources use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    /// The term as a dictionary lists it.
    #[serde(rename = "fr")]
    pub french: String,
    /// Occurrences in the sources.
    pub frequency: usize,
    /// Gender of its head noun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Number, where it has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<GrammaticalNumber>,
    /// The full form, where it is an acronym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
}

/// An English term of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rendering {
    /// The English term.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
    /// 0–1: how likely it is right.
    pub confidence: f64,
    /// Times the translation uses it; 0 without a translation.
    pub count: usize,
}

/// What is known of a row's pair of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowStatus {
    /// A glossary lists it.
    Known,
    /// A glossary lists it and the translation uses it.
    Confirmed,
    /// A glossary lists it and the translation says something else: both are shown.
    Differs,
    /// The translation renders it in several ways.
    Varies,
    /// The translation gives its English.
    Translated,
    /// The translation leaves it in French.
    Untranslated,
    /// Its English is a guess.
    Suggested,
    /// No English is known.
    Open,
}

/// Where English comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A glossary.
    Glossary,
    /// The translation, by alignment.
    Aligned,
    /// The expansion of the acronym.
    Acronym,
    /// A whole entry of a dictionary.
    Dictionary,
    /// Its words, put together.
    Composed,
    /// The same word in both languages.
    Cognate,
    /// Nowhere.
    None,
}

/// A sentence that shows a term in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context {
    /// Number of the source.
    pub file: usize,
    /// Line in that file, from 1; its paragraph where the file has no lines, as DOCX.
    pub line: usize,
    /// The French sentence.
    pub fr: String,
    /// Where the term stands in it.
    pub fr_span: Span,
    /// Its translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Where the English term stands in that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en_span: Option<Span>,
}

impl Row {
    /// The English that a person looks for first: where the translation uses some, that, and the glossary's beside it
    /// where they differ; else the first terms. At most `most`.
    pub fn shown(&self, most: usize) -> Vec<&Rendering> {
        let used = self.english.iter().any(|e| e.count > 0);
        let mut listed = usize::from(self.status == RowStatus::Differs);
        let shown = self.english.iter().filter(|e| {
            let beside = e.count == 0 && e.origin == Origin::Glossary && listed > 0;
            listed -= usize::from(beside);
            !used || e.count > 0 || beside
        });
        shown.take(most).collect()
    }
}

impl RowStatus {
    /// The word of the machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Confirmed => "confirmed",
            Self::Differs => "differs",
            Self::Varies => "varies",
            Self::Translated => "translated",
            Self::Untranslated => "untranslated",
            Self::Suggested => "suggested",
            Self::Open => "open",
        }
    }
}

impl Origin {
    /// The word of the machine formats.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Glossary => "glossary",
            Self::Aligned => "aligned",
            Self::Acronym => "acronym",
            Self::Dictionary => "dictionary",
            Self::Composed => "composed",
            Self::Cognate => "cognate",
            Self::None => "none",
        }
    }
}

impl Context {
    /// The French sentence around its term.
    pub fn split(&self) -> (&str, &str, &str) {
        let text = self.fr.as_str();
        let (start, end) = (self.fr_span.start.min(text.len()), self.fr_span.end.min(text.len()));
        match (text.get(..start), text.get(start..end), text.get(end..)) {
            (Some(before), Some(term), Some(after)) => (before, term, after),
            _ => (text, "", ""),
        }
    }
}
