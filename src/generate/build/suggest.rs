//! English for a term that neither a glossary nor the translation gives any.

use super::{Builder, is_acronym};
use crate::extract::Candidate;
use crate::generate::compose::{self, TermWord, Way};
use crate::generate::known::Place;
use crate::generate::{Origin, Rendering, Strictness};
use crate::morph::{self, Upos};
use crate::text::Language;
use crate::text::normalize::fold;

/// Suggestions less likely than this are not shown.
const SHOWN: f32 = 0.2;
/// Compounds that were never met are shown from this confidence on.
const PLAIN: f64 = 0.6;
/// Compounds about a glossary's term, and single words, are shown from these on.
const LISTED: f64 = 0.35;
const LONE: f64 = 0.5;

/// A possible English rendering and what speaks for it.
pub(super) struct Suggested {
    pub(super) rendering: Rendering,
    /// The English was met as a whole.
    pub(super) attested: bool,
    /// A term of a glossary is a part of the French.
    pub(super) listed: bool,
}

impl Builder<'_> {
    pub(super) fn suggestions(&self, candidate: &Candidate, places: &[Place]) -> Vec<Suggested> {
        // Inside a sentence, where capitals say something.
        let inner = places.iter().find(|p| p.words.start > 0);
        let Some(place) = inner.or(places.first()) else { return Vec::new() };
        let analysis = self.inputs.sources[place.source].analysis;
        let words = &analysis.sentences[place.sentence].words[place.words.clone()];
        let read: Vec<TermWord> = words
            .iter()
            .enumerate()
            .map(|(at, w)| {
                let form = w.span.text(&analysis.document.text);
                let initial = at == 0 && place.words.start == 0 && w.upos != Upos::Propn && !is_acronym(form);
                let form = if initial { form.to_lowercase().into() } else { form.into() };
                TermWord { lemma: w.lemma.clone(), form, upos: w.upos }
            })
            .collect();
        let sources = compose::Sources {
            lexicon: self.inputs.lexicon,
            glossaries: Some(self.inputs.base),
            dictionaries: self.inputs.dictionaries,
        };
        let least = if self.options.strictness == Strictness::Broad { SHOWN / 2.0 } else { SHOWN };
        // A glossary's term inside is what makes the whole one.
        let listed = words.len() > 2
            && (0..words.len()).any(|from| {
                let longest = words.len() - usize::from(from == 0);
                (from + 2..=longest).any(|to| {
                    let inside = words[from].span.cover(words[to - 1].span).text(&analysis.document.text);
                    !self.inputs.base.concepts_with_term(inside, Language::French).is_empty()
                })
            })
            || words.iter().any(|w| {
                let form = w.span.text(&analysis.document.text);
                is_acronym(form) && !self.inputs.base.concepts_with_term(form, Language::French).is_empty()
            });
        let noun = candidate.pattern == "N";
        let read: Vec<TermWord> =
            read.into_iter().map(|w| if noun { TermWord { upos: Upos::Noun, ..w } } else { w }).collect();
        // The French word itself is no suggestion unless it is English too.
        let same = |text: &str| {
            fold(text) == fold(&candidate.canonical)
                && (is_acronym(&candidate.canonical)
                    || !text.split(' ').all(|w| morph::is_known(w, Language::English)))
        };
        compose::suggest(&read, &sources, 5)
            .into_iter()
            .filter(|s| s.confidence >= least && !same(&s.text))
            .map(|s| Suggested {
                attested: s.attested,
                listed,
                rendering: Rendering {
                    text: s.text,
                    origin: match s.way {
                        Way::Whole => Origin::Dictionary,
                        Way::Composed => Origin::Composed,
                        Way::Cognate => Origin::Cognate,
                    },
                    confidence: f64::from(s.confidence),
                    count: 0,
                },
            })
            .collect()
    }

    /// The suggestions that are sure enough to be shown.
    pub(super) fn shown(&self, suggested: Vec<Suggested>, candidate: &Candidate) -> Vec<Rendering> {
        let balanced = self.options.strictness != Strictness::Broad;
        let single = candidate.pattern.len() == 1;
        let sure = suggested.into_iter().filter(|s| {
            !balanced
                || s.rendering.confidence >= PLAIN
                || (s.attested && (!single || s.rendering.confidence >= LONE))
                || (s.listed && s.rendering.confidence >= LISTED)
        });
        sure.take(if balanced { 1 } else { 3 }).map(|s| s.rendering).collect()
    }

    /// Whether a phrase was met often enough in the bitexts to have English of its own.
    pub(super) fn phrase_is_met(&self, places: &[Place]) -> bool {
        let Some(place) = places.first() else { return false };
        let words =
            &self.inputs.sources[place.source].analysis.sentences[place.sentence].words[place.words.clone()];
        let key = |with: bool| {
            let words = words.iter().filter(|w| with || w.upos != Upos::Det);
            words.map(|w| fold(&w.lemma)).collect::<Vec<_>>().join(" ")
        };
        [true, false].iter().any(|&with| self.inputs.lexicon.translations(&key(with)).next().is_some())
    }
}
