//! The row of a term that the text defines.

use super::{Builder, by_count, files};
use crate::extract::{Candidate, Kind};
use crate::generate::defined::Defined;
use crate::generate::{Origin, Rendering, Row, RowStatus};
use crate::glossary::PartOfSpeech;
use crate::morph::Upos;
use crate::text::normalize::fold;
use std::collections::BTreeMap;

impl Builder<'_> {
    /// A term that the text defines and no glossary knows. `candidate` is what extraction found at the same place.
    pub(super) fn defined_row(&self, defined: &Defined, candidate: Option<&Candidate>) -> Row {
        let places = &defined.places;
        let first = &defined.defined[0];
        let words = &self.inputs.sources[first.source].analysis.sentences[first.sentence].words;
        let verb = matches!(words[first.words.start].upos, Upos::Verb | Upos::Aux);
        let translated = self.translations(places, !verb);
        let (mut english, mut status, mut en_span) = self.rendered(&translated, &defined.term);
        if let Some((_, _, place, span)) = defined.english.first() {
            en_span = Some((place.clone(), *span));
        } else if english.is_empty()
            && let Some(candidate) = candidate
        {
            english = self.shown(self.suggestions(candidate, places), candidate);
            status = if english.is_empty() { RowStatus::Open } else { RowStatus::Suggested };
        }
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for place in places {
            *forms.entry(self.surface(place)).or_default() += 1;
        }
        let head = words[first.words.clone()].iter().find(|w| matches!(w.upos, Upos::Noun | Upos::Propn));
        let french = match candidate {
            Some(c)
                if c.kind == Kind::Term
                    && c.canonical.split(' ').count() == defined.term.split(' ').count() =>
            {
                c.canonical.clone()
            }
            _ => defined.term.clone(),
        };
        Row {
            french,
            status,
            origin: english.first().map_or(Origin::None, |e| e.origin),
            score: candidate.map_or(0.5, |c| c.score),
            frequency: places.len(),
            domains: Vec::new(),
            part_of_speech: Some(if verb { PartOfSpeech::Verb } else { PartOfSpeech::Noun }),
            gender: candidate.and_then(|c| c.gender).or_else(|| head.and_then(|w| w.gender)),
            number: None,
            definition: None,
            context: self.context(&defined.defined, &english, en_span),
            forms: by_count(forms),
            see: candidate.and_then(|c| c.expansion.clone().or_else(|| c.acronym.clone())),
            variants: Vec::new(),
            name: false,
            files: files(places),
            concept: None,
            reasons: candidate.map_or_else(Vec::new, |c| vec![("termhood".to_owned(), c.score)]),
            english,
        }
    }

    /// Puts what the text defines before what else is known of a row.
    pub(super) fn define(&self, mut row: Row, defined: &Defined) -> Row {
        let glossary = row.concept.is_some();
        let mut english: Vec<Rendering> = Vec::new();
        for (text, confidence, ..) in &defined.english {
            let old = row.english.iter().find(|e| fold(&e.text) == fold(text));
            let accepted = old.filter(|e| e.origin == Origin::Glossary);
            english.push(Rendering {
                text: accepted.map_or_else(|| text.clone(), |e| e.text.clone()),
                origin: accepted.map_or(Origin::Aligned, |e| e.origin),
                confidence: accepted.map_or(*confidence, |e| e.confidence.max(*confidence)),
                count: old.map_or(1, |e| e.count.max(1)),
            });
        }
        english.sort_by(|a, b| b.count.cmp(&a.count).then(b.confidence.total_cmp(&a.confidence)));
        if !english.is_empty() {
            let agrees = english.iter().all(|e| e.origin == Origin::Glossary);
            let varies = english.len() > 1
                || row.english.iter().any(|e| {
                    e.count > 1
                        && e.origin == Origin::Aligned
                        && !english.iter().any(|d| fold(&d.text) == fold(&e.text))
                });
            row.status = match (glossary, agrees, varies) {
                (_, _, true) if !glossary || agrees => RowStatus::Varies,
                (true, true, _) => RowStatus::Confirmed,
                (true, false, _) => RowStatus::Differs,
                (false, ..) => RowStatus::Translated,
            };
            let sure = english[0].confidence;
            // The parts of what is defined are no renderings of their own.
            let part = |e: &Rendering| {
                let (e, all) = (fold(&e.text), english.iter().map(|d| fold(&d.text)));
                all.clone().any(|d| d == e) || all.into_iter().any(|d| d.split(' ').any(|w| w == e))
            };
            let rest: Vec<Rendering> = row.english.iter().filter(|e| !part(e)).cloned().collect();
            english.extend(rest);
            row.english = english;
            row.origin = row.english[0].origin;
            row.score = row.score.max(0.88 + 0.1 * sure);
        } else {
            row.score = row.score.max(0.5 + 0.4 * row.score);
        }
        row.definition = row.definition.or_else(|| defined.definition.clone());
        row.reasons.push(("defined".to_owned(), 1.0));
        row
    }
}
