//! What a format cannot hold, found before anything is written, so that nothing is lost in silence.

use super::source::Concepts;
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, DataCategory, Localized, MatchingPolicy, PartOfSpeech, RelationKind, TermSection,
    TermStatus, Transaction,
};
use crate::text::Language;
use serde::Serialize;
use std::io;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// A kind of information in a termbase.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Field { $($(#[$doc])* $name),* }

        impl Field {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in reports, which `field-…` translates.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

fields! {
    /// Id of a concept.
    Id = "id",
    /// Domain of a concept.
    Domain = "domain",
    /// Name of the glossary.
    Title = "title",
    /// A term that is neither French nor English.
    OtherLanguage = "other-language",
    /// A second accepted term of a language.
    Synonym = "synonym",
    /// A concept without a term in the other language.
    NoEquivalent = "no-equivalent",
    /// A forbidden or deprecated term.
    RejectedTerm = "rejected-term",
    /// A second entry for the same source term.
    Homograph = "homograph",
    /// A term that breaks a limit of the format.
    Unfit = "unfit",
    /// Standing of a term.
    Status = "status",
    /// Part of speech.
    PartOfSpeech = "part-of-speech",
    /// Gender.
    Gender = "gender",
    /// Number.
    Number = "number",
    /// Kind of form.
    TermType = "term-type",
    /// What an acronym stands for.
    Expands = "expands",
    /// Regions.
    Region = "region",
    /// Register.
    Register = "register",
    /// The term to use instead.
    UseInstead = "use-instead",
    /// How a term is recognised.
    Matching = "matching",
    /// Definition.
    Definition = "definition",
    /// Note on a concept or language.
    Note = "note",
    /// Note on a term.
    TermNote = "term-note",
    /// Sentence that shows the use of a term.
    Context = "context",
    /// Source of a concept or term.
    Source = "source",
    /// Reliability of a term.
    Reliability = "reliability",
    /// Who did what when.
    Transaction = "transaction",
    /// Relation to another concept.
    Relation = "relation",
    /// Must stay as it is in translation.
    DoNotTranslate = "do-not-translate",
    /// Synonyms may alternate.
    FreeVariation = "free-variation",
    /// Source of a definition, note or context.
    TextSource = "text-source",
    /// Language of a definition, note or context, where it is not that of its term or section.
    TextLanguage = "text-language",
    /// French terms that were turned down.
    TurnedDown = "turned-down",
    /// Data categories kept from another format.
    Extra = "extra",
}

/// One piece of information that the target does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Id of the concept; empty for the glossary itself.
    pub concept: String,
    /// The term that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// What is lost.
    pub field: Field,
    /// Its value.
    pub value: String,
}

/// Everything that a conversion loses, in the order of the glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LossReport {
    /// The losses.
    pub losses: Vec<Loss>,
}

impl LossReport {
    /// How much is lost of each field, most first.
    pub fn counts(&self) -> Vec<(Field, usize)> {
        let mut counts: Vec<(Field, usize)> = Vec::new();
        let mut fields: Vec<Field> = self.losses.iter().map(|loss| loss.field).collect();
        fields.sort();
        for run in fields.chunk_by(|a, b| a == b) {
            counts.push((run[0], run.len()));
        }
        counts.sort_by_key(|&(field, count)| (std::cmp::Reverse(count), field));
        counts
    }

    /// Whether nothing is lost.
    pub fn is_empty(&self) -> bool {
        self.losses.is_empty()
    }

    pub(super) fn add(&mut self, concept: &str, term: Option<&str>, field: Field, value: impl Into<String>) {
        let (concept, term) = (concept.to_owned(), term.map(str::to_owned));
        self.losses.push(Loss { concept, term, field, value: value.into() });
    }
}

/// The fields that a format holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holds(pub(super) &'static [Field]);

/// Lists everything in a glossary that is not among the fields of the target.
///
/// # Errors
/// When the termbase cannot be gone through.
pub(super) fn losses(from: &dyn Concepts, holds: Holds) -> io::Result<LossReport> {
    losses_and(from, holds, |_| false, &mut |_, _| {})
}

/// Everything that a glossary says, as if all of it were lost.
#[cfg(test)]
pub(super) fn inventory(glossary: &crate::glossary::Glossary) -> Vec<Loss> {
    let (report, concept, sections) = Default::default();
    let mut walk = Walk { report, holds: Holds(Field::ALL), keeps: |_| false, all: true, concept, sections };
    walk.whole(glossary, &mut |_, _| {}).unwrap();
    walk.report.losses
}

/// The same where the target keeps some of the categories of a concept from other formats; `also` sees every concept, too.
///
/// # Errors
/// As [`losses`].
pub(super) fn losses_and(
    from: &dyn Concepts,
    holds: Holds,
    keeps: fn(&DataCategory) -> bool,
    also: &mut dyn FnMut(&ConceptEntry, &mut LossReport),
) -> io::Result<LossReport> {
    let (report, concept, sections) = Default::default();
    let mut walk = Walk { report, holds, keeps, all: false, concept, sections };
    walk.whole(from, also)?;
    Ok(walk.report)
}

struct Walk {
    report: LossReport,
    holds: Holds,
    keeps: fn(&DataCategory) -> bool,
    /// Whether what is held is listed, too.
    all: bool,
    concept: String,
    /// The languages whose texts need not name them: those of the concept, or that of the section.
    sections: Vec<String>,
}

impl Walk {
    fn whole(
        &mut self,
        from: &dyn Concepts,
        also: &mut dyn FnMut(&ConceptEntry, &mut LossReport),
    ) -> io::Result<()> {
        let glossary = from.head();
        if let Some(domain) = &glossary.domain {
            self.field(None, Field::Domain, domain);
        }
        for title in &glossary.titles {
            self.field(None, Field::Title, &title.text);
        }
        for kept in &glossary.extra {
            self.field(None, Field::Extra, &kept.value);
        }
        for term in &glossary.rejected {
            self.field(None, Field::TurnedDown, term);
        }
        from.each(&mut |concept| {
            self.concept(concept);
            also(concept, &mut self.report);
            Ok(())
        })
    }

    fn field(&mut self, term: Option<&TermSection>, field: Field, value: &str) {
        if self.all || !self.holds.0.contains(&field) {
            self.report.add(&self.concept, term.map(|t| t.term.as_str()), field, value);
        }
    }

    fn texts(&mut self, term: Option<&TermSection>, field: Field, texts: &[Localized]) {
        for text in texts {
            if self.all {
                self.field(term, field, &text.text);
            }
            if self.holds.0.contains(&field) {
                if let Some(source) = &text.source {
                    self.field(term, Field::TextSource, source);
                }
                // A definition stands with the terms of its language.
                let known = |tag: &String| {
                    (term.is_some() || field == Field::Definition) && self.sections.contains(tag)
                };
                if let Some(tag) = text.language.as_ref().filter(|tag| !known(tag)) {
                    self.field(term, Field::TextLanguage, &format!("{tag}: {}", text.text));
                }
            } else {
                self.field(term, field, &text.text);
            }
        }
    }

    fn concept(&mut self, concept: &ConceptEntry) {
        self.concept.clone_from(&concept.id);
        // An id that follows from a term comes back by itself.
        let follows = |of| concept.terms(of).next().is_some_and(|term| kebab(&term.term) == concept.id);
        if !follows(Language::English) && !follows(Language::French) {
            self.field(None, Field::Id, &concept.id);
        }
        self.sections = concept.languages.iter().map(|section| section.language.clone()).collect();
        concept.domains.iter().for_each(|domain| self.field(None, Field::Domain, domain));
        self.texts(None, Field::Definition, &concept.definitions);
        self.texts(None, Field::Note, &concept.notes);
        for relation in &concept.relations {
            let kind = if relation.kind == RelationKind::Broader { "broader" } else { "see" };
            self.field(None, Field::Relation, &format!("{kind} {}", relation.target));
        }
        if concept.do_not_translate {
            self.field(None, Field::DoNotTranslate, "true");
        }
        if concept.free_variation {
            self.field(None, Field::FreeVariation, "true");
        }
        if let Some(source) = &concept.source {
            self.field(None, Field::Source, source);
        }
        self.transactions(None, &concept.transactions);
        let keeps = self.keeps;
        for kept in concept.extra.iter().filter(|kept| !keeps(kept)) {
            self.extra(None, kept);
        }
        for section in &concept.languages {
            self.sections = vec![section.language.clone()];
            self.texts(None, Field::Definition, &section.definitions);
            self.texts(None, Field::Note, &section.notes);
            section.extra.iter().for_each(|kept| self.extra(None, kept));
            let other = Language::from_tag(&section.language).is_none();
            let mut accepted = 0;
            for term in &section.terms {
                if other && !self.holds.0.contains(&Field::OtherLanguage) {
                    self.field(Some(term), Field::OtherLanguage, &section.language);
                    continue;
                }
                if !term.status.is_accepted() && !self.holds.0.contains(&Field::RejectedTerm) {
                    self.field(Some(term), Field::RejectedTerm, status_key(term.status));
                    continue;
                }
                accepted += usize::from(term.status.is_accepted());
                if accepted > 1 && term.status.is_accepted() && !self.holds.0.contains(&Field::Synonym) {
                    self.field(Some(term), Field::Synonym, &term.term);
                    continue;
                }
                self.term(term, accepted > 1);
            }
        }
    }

    fn term(&mut self, term: &TermSection, synonym: bool) {
        let of = Some(term);
        let usual = if synonym {
            matches!(term.status, TermStatus::Admitted | TermStatus::Preferred)
        } else {
            term.status == TermStatus::Preferred
        };
        if !usual {
            self.field(of, Field::Status, status_key(term.status));
        }
        if let Some(pos) = term.part_of_speech.filter(|&pos| pos != PartOfSpeech::Noun) {
            self.field(of, Field::PartOfSpeech, &format!("{pos:?}").to_lowercase());
        }
        if let Some(gender) = term.gender {
            self.field(of, Field::Gender, &format!("{gender:?}").to_lowercase());
        }
        if let Some(number) = term.number {
            self.field(of, Field::Number, &format!("{number:?}").to_lowercase());
        }
        if let Some(kind) = term.term_type {
            self.field(of, Field::TermType, &format!("{kind:?}").to_lowercase());
        }
        let texts = [
            (Field::Expands, &term.expands),
            (Field::Register, &term.register),
            (Field::UseInstead, &term.use_instead),
            (Field::Source, &term.source),
            (Field::Reliability, &term.reliability),
        ];
        for (field, value) in texts {
            if let Some(value) = value {
                self.field(of, field, value);
            }
        }
        if !term.regions.is_empty() {
            self.field(of, Field::Region, &term.regions.join(", "));
        }
        if term.matching != MatchingPolicy::default() {
            self.field(of, Field::Matching, &format!("{:?}", term.matching).to_lowercase());
        }
        self.texts(of, Field::Context, &term.contexts);
        self.texts(of, Field::TermNote, &term.notes);
        self.transactions(of, &term.transactions);
        term.extra.iter().for_each(|kept| self.extra(of, kept));
    }

    fn transactions(&mut self, term: Option<&TermSection>, all: &[Transaction]) {
        for one in all {
            self.field(term, Field::Transaction, &transaction_value(one));
        }
    }

    fn extra(&mut self, term: Option<&TermSection>, one: &DataCategory) {
        self.field(term, Field::Extra, &format!("{} {}: {}", one.element, one.category, one.value));
    }
}

/// A transaction as reports name it.
pub(super) fn transaction_value(one: &Transaction) -> String {
    let parts = [Some(one.kind.as_str()), one.date.as_deref(), one.responsibility.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(super) fn status_key(status: TermStatus) -> &'static str {
    match status {
        TermStatus::Preferred => "preferred",
        TermStatus::Admitted => "admitted",
        TermStatus::Deprecated => "deprecated",
        TermStatus::Forbidden => "forbidden",
        TermStatus::Proposed => "proposed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native;

    #[test]
    fn everything_that_is_not_held_is_named() {
        let text = "[[concept]]\nid = \"a\"\nfr = [\n  { term = \"a\", gender = \"feminine\", note = \"n\" },\n  { term = \"b\" },\n]\nen = [\n  { term = \"c\" },\n  { term = \"d\", status = \"forbidden\" },\n]\nde = [\n  { term = \"e\" },\n]\nsee = [\"z\"]\n";
        let glossary = native::read(text, "x").unwrap().glossary;
        let report = losses(&glossary, Holds(&[Field::Gender])).unwrap();
        let fields: Vec<Field> = report.losses.iter().map(|loss| loss.field).collect();
        assert_eq!(
            fields,
            [Field::Relation, Field::TermNote, Field::Synonym, Field::RejectedTerm, Field::OtherLanguage]
        );
        assert!(losses(&glossary, Holds(Field::ALL)).unwrap().is_empty());
        assert_eq!(report.counts().len(), 5);
    }
}
