//! Rows as concept entries that a person accepts, edits or rejects.

use super::{Origin, Row};
use crate::glossary::{ConceptEntry, Glossary, LangSection, Localized, TermSection, TermStatus, TermType};
use crate::text::normalize::bare;
use std::collections::BTreeSet;

/// A glossary of the rows, in their order. What a glossary listed keeps its standing; everything else is proposed.
pub fn to_glossary(rows: &[Row], name: &str) -> Glossary {
    let mut ids = BTreeSet::new();
    let concepts = rows.iter().map(|row| entry(row, &mut ids)).collect();
    Glossary { name: name.to_owned(), concepts, ..Glossary::default() }
}

fn entry(row: &Row, ids: &mut BTreeSet<String>) -> ConceptEntry {
    let known = row.concept.is_some();
    let standing = |first: bool, own: bool| match (own, first) {
        (false, _) => TermStatus::Proposed,
        (true, true) => TermStatus::Preferred,
        (true, false) => TermStatus::Admitted,
    };
    let context = |text: Option<&String>, language: &str| {
        text.map(|text| Localized { language: Some(language.to_owned()), text: text.clone(), source: None })
            .into_iter()
            .collect::<Vec<_>>()
    };
    let french = TermSection {
        term: row.french.clone(),
        status: standing(true, known),
        part_of_speech: row.part_of_speech,
        gender: row.gender,
        number: row.number,
        term_type: row.see.as_ref().filter(|see| see.len() > row.french.len()).map(|_| TermType::Acronym),
        contexts: context(row.context.as_ref().map(|c| &c.fr), "fr"),
        ..TermSection::default()
    };
    let variants = row.variants.iter().map(|variant| TermSection {
        term: variant.french.clone(),
        status: standing(false, known),
        part_of_speech: row.part_of_speech,
        gender: variant.gender,
        number: variant.number,
        term_type: variant
            .see
            .as_ref()
            .filter(|see| see.len() > variant.french.len())
            .map(|_| TermType::Acronym),
        ..TermSection::default()
    });
    let french: Vec<TermSection> = std::iter::once(french).chain(variants).collect();
    let english = row
        .english
        .iter()
        .enumerate()
        .map(|(at, rendering)| TermSection {
            term: rendering.text.clone(),
            status: standing(at == 0, rendering.origin == Origin::Glossary),
            contexts: if at == 0 {
                context(row.context.as_ref().and_then(|c| c.en.as_ref()), "en")
            } else {
                Vec::new()
            },
            ..TermSection::default()
        })
        .collect::<Vec<_>>();
    let mut languages =
        vec![LangSection { language: "fr".to_owned(), terms: french, ..LangSection::default() }];
    if !english.is_empty() {
        languages.push(LangSection { language: "en".to_owned(), terms: english, ..LangSection::default() });
    }
    ConceptEntry {
        id: unique_id(row.concept.as_deref().unwrap_or(&row.french), ids),
        domains: row.domains.clone(),
        languages,
        definitions: row
            .definition
            .iter()
            .map(|text| Localized { language: Some("en".to_owned()), text: text.clone(), source: None })
            .collect(),
        ..ConceptEntry::default()
    }
}

/// A kebab-case id that no other row has.
fn unique_id(text: &str, ids: &mut BTreeSet<String>) -> String {
    let plain: String = bare(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let base = plain.split_whitespace().collect::<Vec<_>>().join("-");
    let base = if base.is_empty() { "term".to_owned() } else { base };
    let id =
        (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") }).find(|id| !ids.contains(id));
    let id = id.unwrap_or(base);
    ids.insert(id.clone());
    id
}
