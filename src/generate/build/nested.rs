//! Which of overlapping rows stay.

use crate::generate::known::Place;
use crate::generate::{Origin, Rendering, Row, RowStatus};
use crate::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An acronym without English takes that of its expansion.
pub(super) fn link_acronyms(rows: &mut [Row]) {
    let full: BTreeMap<String, Vec<Rendering>> =
        rows.iter().filter(|r| !r.english.is_empty()).map(|r| (fold(&r.french), r.english.clone())).collect();
    for row in rows.iter_mut() {
        let weak = matches!(row.status, RowStatus::Open | RowStatus::Suggested);
        if weak
            && let Some(english) = row.see.as_deref().and_then(|see| full.get(&fold(see)))
            && row.french.len() < row.see.as_deref().map_or(0, str::len)
        {
            row.english =
                english.iter().take(1).map(|e| Rendering { origin: Origin::Acronym, ..e.clone() }).collect();
            row.origin = Origin::Acronym;
            row.status = RowStatus::Suggested;
        }
    }
}

/// By source and sentence: words of a candidate with its count.
type BySentence = BTreeMap<(usize, usize), Vec<(Range<usize>, usize)>>;

/// Of candidates that only stand inside each other, the best: the longer one of equals.
pub(super) fn without_nested(mut found: Vec<(Row, Vec<Place>)>) -> Vec<Row> {
    let length = |places: &[Place]| places.first().map_or(0, |p| p.words.len());
    // What is repeated only as a part of something that is repeated as often is a part of it.
    let mut repeated: BySentence = BTreeMap::new();
    for (row, places) in found.iter().filter(|(row, p)| !row.name && p.len() > 1 && length(p) <= 5) {
        for p in places {
            repeated.entry((p.source, p.sentence)).or_default().push((p.words.clone(), row.frequency));
        }
    }
    found.retain(|(_, places)| {
        let part = |p: &Place| {
            repeated.get(&(p.source, p.sentence)).is_some_and(|all| {
                all.iter().any(|(k, n)| {
                    *n == places.len() && *k != p.words && k.start <= p.words.start && p.words.end <= k.end
                })
            })
        };
        places.len() < 2 || !places.iter().all(part)
    });
    found.sort_by(|(a, pa), (b, pb)| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| length(pb).cmp(&length(pa)))
            .then_with(|| a.french.cmp(&b.french))
    });
    // By sentence: the words of what is kept, and how often it is met in all.
    let mut taken: BySentence = BTreeMap::new();
    let mut out = Vec::new();
    for (row, places) in found {
        let count = places.len();
        let free = places.iter().filter(|p| {
            let here = taken.get(&(p.source, p.sentence)).map_or(&[][..], Vec::as_slice);
            !here.iter().any(|(k, n)| {
                let inside = k.start <= p.words.start && p.words.end <= k.end;
                let overlaps = k.start < p.words.end && p.words.start < k.end;
                inside || (overlaps && *n == count)
            })
        });
        let free = free.count();
        if free == 0 || (free == 1 && count > 2) {
            continue;
        }
        for p in &places {
            taken.entry((p.source, p.sentence)).or_default().push((p.words.clone(), count));
        }
        out.push(row);
    }
    out
}

/// One row a French term: what a glossary says stands before what was guessed.
pub(super) fn drop_repeats(rows: &mut Vec<Row>) {
    let mut seen = BTreeSet::new();
    let known: BTreeSet<String> = rows
        .iter()
        .filter(|r| r.concept.is_some())
        .flat_map(|r| r.forms.iter().map(|f| fold(&f.0)).chain([fold(&r.french)]))
        .collect();
    // A plural that turned out to be another entry's joins it: soldes, solde.
    let mut again: Vec<(String, Option<String>, Row)> = Vec::new();
    rows.retain(|row| {
        let key = fold(&row.french);
        let first = seen.insert((key.clone(), row.concept.clone()));
        if !first && row.concept.is_some() {
            again.push((key.clone(), row.concept.clone(), row.clone()));
        }
        (row.concept.is_some() || !known.contains(&key)) && first
    });
    for (key, concept, row) in again {
        let same = rows.iter_mut().find(|other| fold(&other.french) == key && other.concept == concept);
        if let Some(same) = same.filter(|other| other.forms != row.forms) {
            same.frequency += row.frequency;
            same.forms.extend(row.forms);
        }
    }
}
