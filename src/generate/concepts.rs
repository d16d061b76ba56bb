//! One row a concept, as people read a glossary: the acronym beside its full form, synonyms in one place. Programs that
//! look terms up want a row for each French term instead, which is what [`super::generate`] gives.

use super::{Origin, Row, RowStatus, Variant};
use crate::glossary::PartOfSpeech;
use crate::text::normalize::fold;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Puts the rows of one concept together, where the best of them stood. Total.
pub fn by_concept(rows: Vec<Row>) -> Vec<Row> {
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|group| group.iter().any(|other| is_same_concept(other, &row))) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.into_iter().filter_map(joined).collect()
}

fn is_same_concept(a: &Row, b: &Row) -> bool {
    let verb = |row: &Row| row.part_of_speech == Some(PartOfSpeech::Verb);
    if a.name != b.name || verb(a) != verb(b) {
        return false;
    }
    match (&a.concept, &b.concept) {
        // Two glossaries may give one id to two concepts.
        (Some(x), Some(y)) => {
            let english = |row: &Row| row.english.iter().map(|e| fold(&e.text)).collect::<BTreeSet<_>>();
            x == y && a.domains == b.domains && !english(a).is_disjoint(&english(b))
        }
        (None, None) => {
            let expands = |short: &Row, full: &Row| {
                short.french.len() < full.french.len()
                    && short.see.as_deref().is_some_and(|see| fold(see) == fold(&full.french))
            };
            expands(a, b) || expands(b, a)
        }
        _ => false,
    }
}

/// The full form before its acronym, then what is met most.
fn joined(mut group: Vec<Row>) -> Option<Row> {
    let short = |row: &Row| row.see.as_ref().is_some_and(|see| see.len() > row.french.len());
    let score = group.iter().map(|row| row.score).fold(0.0, f64::max);
    // The user's own terms stand before what a translation makes of them, the embedded ones do not.
    let own = !group.iter().any(|row| row.origin == Origin::Aligned);
    group.sort_by_key(|row| (short(row), Reverse(row.frequency)));
    let mut rest = group.into_iter();
    let mut head = rest.next()?;
    head.score = score;
    for row in rest {
        let short = short(&row);
        head.frequency += row.frequency;
        head.status = together(head.status, row.status);
        for rendering in row.english {
            match head.english.iter_mut().find(|e| fold(&e.text) == fold(&rendering.text)) {
                // An acronym beside its full form is one use, not two.
                Some(same) if short => same.count = same.count.max(rendering.count),
                Some(same) => same.count += rendering.count,
                None => head.english.push(rendering),
            }
        }
        for (file, n) in row.files {
            match head.files.iter_mut().find(|(f, _)| *f == file) {
                Some(same) => same.1 += n,
                None => head.files.push((file, n)),
            }
        }
        head.files.sort_unstable();
        head.forms.extend(row.forms);
        head.definition = head.definition.or(row.definition);
        head.context = head.context.or(row.context);
        head.variants.push(Variant {
            french: row.french,
            frequency: row.frequency,
            gender: row.gender,
            number: row.number,
            see: row.see,
        });
    }
    if head.english.iter().any(|e| e.count > 0) {
        head.english.sort_by_key(|e| (own && e.origin != Origin::Glossary, Reverse(e.count)));
    }
    Some(head)
}

/// What is known of a concept, by what is known of two of its terms: what needs a look comes before what is in order.
fn together(a: RowStatus, b: RowStatus) -> RowStatus {
    use RowStatus::{Confirmed, Differs, Known, Open, Suggested, Translated, Untranslated, Varies};
    let order = [Varies, Differs, Untranslated, Confirmed, Translated, Known, Suggested, Open];
    order.into_iter().find(|status| *status == a || *status == b).unwrap_or(a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Rendering;

    fn row(french: &str, frequency: usize, concept: Option<&str>, see: Option<&str>) -> Row {
        let rendering = |text: &str| Rendering {
            text: text.to_owned(),
            origin: Origin::Glossary,
            confidence: 0.9,
            count: 0,
        };
        Row {
            french: french.to_owned(),
            english: vec![rendering("artificial intelligence"), rendering("AI")],
            status: RowStatus::Known,
            origin: Origin::Glossary,
            score: 0.5 + frequency as f64 / 100.0,
            frequency,
            domains: Vec::new(),
            part_of_speech: Some(PartOfSpeech::Noun),
            gender: None,
            number: None,
            definition: None,
            context: None,
            forms: vec![(french.to_owned(), frequency)],
            see: see.map(str::to_owned),
            variants: Vec::new(),
            name: false,
            files: vec![(0, frequency)],
            concept: concept.map(str::to_owned),
            reasons: Vec::new(),
        }
    }

    #[test]
    fn an_acronym_stands_beside_its_full_form() {
        let full = "intelligence artificielle";
        let rows = vec![
            row("IA", 10, Some("ai"), Some(full)),
            row("puce", 3, Some("chip"), None),
            row(full, 2, Some("ai"), None),
        ];
        let out = by_concept(rows);
        let heads: Vec<&str> = out.iter().map(|r| r.french.as_str()).collect();
        assert_eq!(heads, [full, "puce"]);
        assert_eq!((out[0].frequency, out[0].files.as_slice()), (12, [(0, 12)].as_slice()));
        assert_eq!(out[0].variants[0].french, "IA");
        assert_eq!(out[0].english.len(), 2);
        assert!(out[0].score > 0.59);
    }

    #[test]
    fn an_acronym_that_only_the_text_explains_joins_its_full_form() {
        let out = by_concept(vec![
            row("ZAN", 4, None, Some("zéro artificialisation nette")),
            row("zéro artificialisation nette", 1, None, None),
        ]);
        assert_eq!(out.len(), 1);
    }

    #[test]
    fn what_needs_a_look_wins() {
        assert_eq!(together(RowStatus::Confirmed, RowStatus::Differs), RowStatus::Differs);
        assert_eq!(together(RowStatus::Known, RowStatus::Confirmed), RowStatus::Confirmed);
    }
}
