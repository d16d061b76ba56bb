//! What importers share: concepts put together piece by piece.

use crate::glossary::native::language_rank;
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, DataCategory, Glossary, LangSection, Localized, TermSection, TermStatus,
};
use rustc_hash::FxHashSet;

/// Takes concepts one by one as they are read, each with what is known by then of its glossary.
pub type ConceptSink<'s> = dyn FnMut(&Glossary, ConceptEntry) + 's;

/// A glossary while concepts come in; it gives them ids.
#[derive(Default)]
pub(super) struct Draft<'s> {
    pub(super) glossary: Glossary,
    ids: FxHashSet<String>,
    /// Where the concepts go; into the glossary where there is none.
    sink: Option<&'s mut ConceptSink<'s>>,
}

impl<'s> Draft<'s> {
    pub(super) fn new(name: &str) -> Self {
        let glossary = Glossary { name: name.to_owned(), ..Glossary::default() };
        Self { glossary, ..Self::default() }
    }

    /// One that hands its concepts over.
    pub(super) fn streaming(name: &str, sink: &'s mut ConceptSink<'s>) -> Self {
        Self { sink: Some(sink), ..Self::new(name) }
    }

    /// Adds a concept, unless it has no term. One without id is called by its English, else its French.
    pub(super) fn push(&mut self, mut concept: ConceptEntry) {
        concept.languages.retain(|section| !section.terms.is_empty() || !section.definitions.is_empty());
        if concept.languages.iter().all(|section| section.terms.is_empty()) {
            return;
        }
        concept.languages.sort_by_key(|section| language_rank(&section.language));
        let term = |of: &str| concept.languages.iter().find(|s| s.language.starts_with(of))?.terms.first();
        let base = if concept.id.is_empty() {
            let named = term("en").or_else(|| term("fr")).map(|t| kebab(&t.term));
            named.filter(|id| !id.is_empty()).unwrap_or_else(|| "concept".to_owned())
        } else {
            std::mem::take(&mut concept.id)
        };
        concept.id = super::unique_id(base, &mut self.ids);
        match &mut self.sink {
            Some(sink) => sink(&self.glossary, concept),
            None => self.glossary.concepts.push(concept),
        }
    }
}

/// A section with room for one term: most have no more, and a large termbase has millions of them.
pub(super) fn new_section(language: &str) -> LangSection {
    LangSection { language: language.to_owned(), terms: Vec::with_capacity(1), ..LangSection::default() }
}

/// The section of a language, made where it is missing.
pub(super) fn section<'c>(concept: &'c mut ConceptEntry, language: &str) -> &'c mut LangSection {
    let at = concept.languages.iter().position(|s| s.language == language).unwrap_or_else(|| {
        concept.languages.push(new_section(language));
        concept.languages.len() - 1
    });
    &mut concept.languages[at]
}

/// Adds a term with a standing, unless the section has it; its place there.
pub(super) fn add_term<'c>(
    concept: &'c mut ConceptEntry,
    language: &str,
    term: &str,
    status: TermStatus,
) -> Option<&'c mut TermSection> {
    let term = term.split_whitespace().collect::<Vec<_>>().join(" ");
    if term.is_empty() {
        return None;
    }
    let terms = &mut section(concept, language).terms;
    let at = terms.iter().position(|known| known.term == term).unwrap_or_else(|| {
        terms.push(TermSection { term, status, ..TermSection::default() });
        terms.len() - 1
    });
    terms.get_mut(at)
}

/// A text in a language.
pub(super) fn localized(language: Option<&str>, text: &str) -> Localized {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Localized { language: language.map(str::to_owned), text, source: None }
}

/// Something without a field in the model.
pub(super) fn extra(element: &str, category: &str, value: &str) -> DataCategory {
    DataCategory {
        element: element.to_owned(),
        category: category.to_owned(),
        value: value.to_owned(),
        ..DataCategory::default()
    }
}
