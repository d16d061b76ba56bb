//! What a check has to say, and the key under which it is remembered.

use super::rule::RuleId;
use crate::text::{Span, normalize};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably to be changed.
    Warning,
    /// To be changed.
    Error,
}

impl Severity {
    /// All of them, mildest first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// Its name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// A term or another stretch of text that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The term as the glossary writes it, or the stretch in its canonical form; empty where no term is meant.
    pub term: String,
    /// Where it stands in the text of its side.
    pub span: Span,
}

/// Why something was found: a message's id with the values of its variables. Who shows it says it in a language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Id in the message files: `finding-…`.
    pub id: Cow<'static, str>,
    /// Values of its variables.
    pub arguments: Vec<(Cow<'static, str>, Argument)>,
}

/// A value of a variable of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Argument {
    /// Text, as it is.
    Text(String),
    /// Several texts, quoted and joined as the language does.
    List(Vec<String>),
    /// A count.
    Count(usize),
}

impl Reason {
    /// A reason without variables.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), arguments: Vec::new() }
    }

    /// Adds a text.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.arguments.push((name.into(), Argument::Text(text.into())));
        self
    }

    /// Adds a list of texts.
    #[must_use]
    pub fn list(mut self, name: &'static str, texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.arguments.push((name.into(), Argument::List(texts.into_iter().map(Into::into).collect())));
        self
    }

    /// Adds a count.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: usize) -> Self {
        self.arguments.push((name.into(), Argument::Count(count)));
        self
    }
}

/// Another place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Index of its pair.
    pub segment: usize,
    /// Where in the source.
    pub source: Option<Span>,
    /// Where in the target.
    pub target: Option<Span>,
    /// What it shows.
    pub reason: Reason,
}

/// A stretch of the target to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// A change of the target that settles a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace, in order, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether it may be made without a person looking at it.
    pub safe: bool,
}

/// Something a check has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// Index of the pair it was found in.
    pub segment: usize,
    /// Where in the source.
    pub source: Option<Place>,
    /// Where in the target.
    pub target: Option<Place>,
    /// What should stand there, best first.
    pub expected: Vec<String>,
    /// 0–1: the share of such findings that are right.
    pub confidence: f32,
    /// The key under which it is remembered: see [`fingerprint`].
    pub fingerprint: String,
    /// Why.
    pub reason: Reason,
    /// Other places worth seeing.
    pub related: Vec<Related>,
    /// How to settle it.
    pub fix: Option<Fix>,
}

/// The key of a finding: of its rule, its term, what it says was used, and the two contexts. It does not change when
/// other parts of the files do, and changes when any of these does. `nth` tells apart equal findings of one pair.
pub fn fingerprint(rule: RuleId, term: &str, used: &str, source: &str, target: &str, nth: usize) -> String {
    let mut hash = Sha256::new();
    for part in [rule.name(), term, used, source, target] {
        hash.update(normalize::fold(part));
        hash.update([0]);
    }
    if nth > 0 {
        hash.update(nth.to_le_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_depends_on_what_it_is_about_and_on_nothing_else() {
        let of = |source, target, nth| fingerprint(RuleId::Term001, "puce", "", source, target, nth);
        assert_eq!(of("Une puce.", "A part.", 0), of("Une  puce.", "A part.", 0));
        assert_ne!(of("Une puce.", "A part.", 0), of("Une puce.", "A bit.", 0));
        assert_ne!(of("Une puce.", "A part.", 0), of("Une puce.", "A part.", 1));
        assert_eq!(of("a", "b", 0).len(), 16);
    }
}
