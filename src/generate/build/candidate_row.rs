//! The row of a term that was found by its shape and use alone.

use super::aligned::{in_singular, is_nominal};
use super::{Builder, by_count, files, is_acronym};
use crate::extract::{Candidate, Kind};
use crate::generate::gate::knows_acronym;
use crate::generate::known::Place;
use crate::generate::{Origin, Rendering, Row, RowStatus, Strictness, compose};
use crate::glossary::PartOfSpeech;
use crate::morph::{self, Gender, Upos};
use crate::tag::Word;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Places that agree on a rendering.
const STEADY: usize = 4;
/// From this score on a term is listed that the translation has no English for.
const RENDERED: f64 = 0.6;
/// Below this score a word that is met less often than this is an everyday one, and so is a phrase met once.
const EVERYDAY: f64 = 0.5;
const MANY: usize = 10;
/// The same for a word that is met less than four times, where a translation shows what it is.
const PLAIN: f64 = 0.66;
/// Places from which a phrase about a people may be a term.
const OF_PEOPLES: usize = 12;
/// Determiners and adjectives that all show a gender other than the lexicon's prove it wrong.
const SHOWN: usize = 3;
/// From this score on a phrase is a term even where it is met once and nowhere else.
const CERTAIN: f64 = 0.85;

impl Builder<'_> {
    /// Whether a candidate is sure enough, and of the kind that is wanted.
    pub(super) fn is_listed(&self, candidate: &Candidate, cut_off: f64) -> bool {
        candidate.score >= cut_off && (candidate.kind != Kind::Name || self.options.names)
    }

    /// A glossary of nouns: single adjectives and verbs that no glossary lists say little, parts of names nothing.
    pub(super) fn is_bare(&self, candidate: &Candidate, places: &[Place]) -> bool {
        let bare = matches!(candidate.pattern.as_str(), "A" | "V" | "R" | "M");
        candidate.kind != Kind::Name
            && self.options.strictness != Strictness::Broad
            && (bare || self.is_part_of_names(places))
    }

    pub(super) fn candidate_row(&self, candidate: &Candidate, places: &[Place]) -> Option<Row> {
        let name = candidate.kind == Kind::Name;
        let noun = !matches!(candidate.pattern.as_str(), "A" | "V" | "R" | "M");
        let translated = self.translations(places, noun);
        let (mut english, mut status, en_span) = self.rendered(&translated, &candidate.canonical);
        // A French dictionary form has an English one: fundamentalist, not fundamentalists.
        let plural = candidate.canonical.split(' ').next().is_some_and(|head| head.ends_with(['s', 'x']));
        if !name && !plural {
            english.iter_mut().for_each(|e| e.text = in_singular(&e.text));
        }
        if !name && places.len() < 3 {
            english.iter_mut().for_each(|e| e.text = self.trimmed(&e.text, places));
        }
        english.retain(|e| {
            let nominal = !noun || is_nominal(&e.text, self.inputs.lexicon);
            let whole = nominal && !self.is_half(&e.text, places);
            // What most of many places have needs no dictionary.
            let steady = e.count >= STEADY && 2 * e.count >= translated.asked;
            name || (whole && (steady || self.is_supported(&e.text, places, e.confidence)))
        });
        // Titles write words with capitals that are no names.
        if !name && !candidate.canonical.contains(char::is_uppercase) {
            english.iter_mut().for_each(|e| e.text = compose::in_small(&e.text));
        }
        if english.is_empty() && status != RowStatus::Open {
            status = RowStatus::Open;
        }
        let balanced = self.options.strictness != Strictness::Broad;
        if balanced
            && !name
            && candidate.facts.defined <= 0.0
            && is_everyday(candidate, places.len(), &english)
        {
            return None;
        }
        // What is nearly certain is met twice, and has English where a translation is given.
        let sure = places.len() > 1 && (translated.asked == 0 || !english.is_empty());
        if self.options.strictness == Strictness::Strict && !name && candidate.facts.defined <= 0.0 && !sure {
            return None;
        }
        // What the translation renders otherwise each time is a phrase of the moment.
        if balanced
            && !name
            && english.is_empty()
            && translated.asked > 0
            && candidate.facts.defined <= 0.0
            && candidate.expansion.is_none()
            && candidate.score < RENDERED
        {
            return None;
        }
        // A phrase met once is a term where it, or its English, is one elsewhere.
        let seldom = places.len() < 3 && candidate.pattern.len() > 1 && candidate.facts.defined <= 0.0;
        let aligned = english.first().is_some_and(|e| e.confidence >= 0.5);
        let least = match (places.len(), aligned) {
            (1, true) => CERTAIN,
            (1, false) => 1.0,
            (_, true) => 0.0,
            (_, false) => 0.5,
        };
        let doubtful = balanced && !name && seldom && candidate.score < least;
        let wanted = !name && (english.is_empty() || doubtful);
        let suggested = if wanted { self.suggestions(candidate, places) } else { Vec::new() };
        if doubtful {
            let phrase = self.phrase_is_met(places) || suggested.iter().any(|s| s.attested || s.listed);
            if !phrase {
                return None;
            }
        }
        if english.is_empty() {
            english = self.shown(suggested, candidate);
            if translated.asked > 0 {
                // A word that the translation never has is not what is meant.
                english.retain(|e| e.text.contains(' ') || self.translation_has(&e.text, places));
            }
            if !english.is_empty() {
                status = RowStatus::Suggested;
            }
        }
        // A word that is met once and that nobody knows is a slip or a name.
        let alone = candidate.pattern.len() == 1 && places.len() == 1 && candidate.facts.defined <= 0.0;
        if balanced && !name && alone && english.is_empty() && candidate.expansion.is_none() {
            return None;
        }
        // An acronym that nothing explains is a name: a party, a company.
        let unexplained = candidate.pattern.len() == 1
            && is_acronym(&candidate.canonical)
            && candidate.expansion.is_none()
            && (matches!(status, RowStatus::Open | RowStatus::Untranslated)
                || !knows_acronym(self.inputs, &candidate.canonical));
        let name = name || (balanced && unexplained);
        if name && !self.options.names {
            return None;
        }
        let origin = english.first().map_or(Origin::None, |e| e.origin);
        let sure = english.first().map_or(0.0, |e| e.confidence);
        let weight = if english.is_empty() { 0.75 } else { 0.8 + 0.2 * sure };
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for place in places {
            *forms.entry(self.surface(place)).or_default() += 1;
        }
        let spelt =
            if name { candidate.canonical.clone() } else { as_met_most(&candidate.canonical, &forms) };
        Some(Row {
            french: self.with_capitals(&spelt, places),
            status,
            origin,
            score: candidate.score * weight,
            frequency: places.len(),
            domains: Vec::new(),
            part_of_speech: Some(part_of_speech(&candidate.pattern, name)),
            gender: self.gender(candidate, places),
            number: None,
            definition: None,
            context: self.context(places, &english, en_span),
            forms: by_count(forms),
            see: candidate.expansion.clone().or_else(|| candidate.acronym.clone()),
            variants: Vec::new(),
            name,
            files: files(places),
            concept: None,
            reasons: vec![
                ("termhood".to_owned(), candidate.score),
                ("keyness".to_owned(), candidate.facts.key_mean),
                ("english".to_owned(), sure),
            ],
            english,
        })
    }

    /// The gender of a candidate: that of the lexicon; of a noun that the lexicon does not have, or has in both (le tour, la
    /// tour), the one that its adjectives or the sources' determiners show.
    fn gender(&self, candidate: &Candidate, places: &[Place]) -> Option<Gender> {
        let head = |place: &Place| {
            let words = &self.inputs.sources[place.source].analysis.sentences[place.sentence].words;
            let at = place.words.clone().find(|&at| words[at].upos == Upos::Noun)?;
            Some((words, at))
        };
        let Some((words, at)) = places.first().and_then(head) else { return candidate.gender };
        let lemma = words[at].lemma.clone();
        let readings = morph::readings(&lemma, Language::French);
        let nouns = readings.iter().filter(|r| r.certain && r.upos == Upos::Noun);
        let listed: Vec<Option<Gender>> = nouns.map(|r| r.gender).collect();
        let two = [Gender::Masculine, Gender::Feminine].iter().all(|g| listed.contains(&Some(*g)));
        let shown = |words: &[Word], at: usize| {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).filter(|w| w.upos == Upos::Det);
            let after = words.get(at + 1).filter(|w| w.upos == Upos::Adj);
            [before, after].into_iter().flatten().filter_map(|w| w.gender).collect::<Vec<_>>()
        };
        let mut votes: Vec<Gender> =
            places.iter().filter_map(head).flat_map(|(words, at)| shown(words, at)).collect();
        let count = |votes: &[Gender], gender: Gender| votes.iter().filter(|vote| **vote == gender).count();
        if !listed.is_empty() && !two {
            // The lexicon may err (un pipe), but an epicene word has both.
            let sure = votes.len() >= SHOWN && candidate.gender != Some(Gender::Common);
            let mut genders = [Gender::Masculine, Gender::Feminine].into_iter();
            let shown = genders.find(|gender| sure && count(&votes, *gender) == votes.len());
            return shown.or(candidate.gender);
        }
        if votes.is_empty() {
            let sentences = self.inputs.sources.iter().flat_map(|s| &s.analysis.sentences);
            let nouns = sentences.flat_map(|s| (0..s.words.len()).map(move |at| (&s.words, at)));
            let same = nouns.filter(|(words, at)| words[*at].upos == Upos::Noun && words[*at].lemma == lemma);
            votes = same.flat_map(|(words, at)| shown(words, at)).collect();
        }
        match count(&votes, Gender::Masculine).cmp(&count(&votes, Gender::Feminine)) {
            Ordering::Greater => Some(Gender::Masculine),
            Ordering::Less => Some(Gender::Feminine),
            // Of two the lexicon's first.
            Ordering::Equal => listed.first().copied().flatten().filter(|_| two).or(candidate.gender),
        }
    }

    /// A dictionary form with the capitals that its words have wherever they stand inside a sentence: Union européenne.
    fn with_capitals(&self, canonical: &str, places: &[Place]) -> String {
        let surfaces: Vec<(bool, String)> =
            places.iter().map(|p| (p.words.start == 0, self.surface(p))).collect();
        let words: Vec<&str> = canonical.split(' ').collect();
        let cased = words.iter().enumerate().map(|(at, word)| {
            let met: Vec<&str> = surfaces
                .iter()
                .filter(|(initial, _)| !(*initial && at == 0))
                .filter(|(_, text)| text.split(' ').count() == words.len())
                .filter_map(|(_, text)| text.split(' ').nth(at))
                .collect();
            let Some(first) = met.first() else { return (*word).to_owned() };
            // The same word everywhere, as it is written: d'Orient.
            if met.iter().all(|w| w == first) && fold(first) == fold(word) {
                return (*first).to_owned();
            }
            let mut chars = word.chars();
            match chars.next() {
                Some(initial) if met.iter().all(|w| w.starts_with(char::is_uppercase)) => {
                    initial.to_uppercase().collect::<String>() + chars.as_str()
                }
                _ => (*word).to_owned(),
            }
        });
        cased.collect::<Vec<_>>().join(" ")
    }

    /// Whether a single word only stands beside other names: the AI of Moonshot AI.
    fn is_part_of_names(&self, places: &[Place]) -> bool {
        places.iter().all(|place| {
            let words = &self.inputs.sources[place.source].analysis.sentences[place.sentence].words;
            let name =
                |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.upos == Upos::Propn);
            place.words.len() == 1 && (name(place.words.start.checked_sub(1)) || name(Some(place.words.end)))
        })
    }
}

/// A dictionary form in the spelling that the sources have most: accents, and the number of complements (chaîne de
/// caractères).
fn as_met_most(canonical: &str, forms: &BTreeMap<String, usize>) -> String {
    let of = |word: &str| matches!(word, "de" | "d'" | "d’" | "à" | "en");
    let words: Vec<&str> = canonical.split(' ').collect();
    let same = |form: &str| {
        let others: Vec<&str> = form.split(' ').collect();
        others.len() == words.len()
            && words.iter().zip(&others).enumerate().all(|(at, (word, other))| {
                let (word, other) = (bare(word), bare(other));
                let complement = at > 0 && (of(words[at - 1]) || word.starts_with("d'"));
                word == other || complement && word.trim_end_matches('s') == other.trim_end_matches('s')
            })
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (form, n) in forms.iter().filter(|(form, _)| same(form)) {
        *counts.entry(form.to_lowercase()).or_default() += n;
    }
    let own = counts.get(&canonical.to_lowercase()).copied().unwrap_or(0);
    let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    best.filter(|(_, n)| *n > own).map_or_else(|| canonical.to_owned(), |best| best.0)
}

/// Whether a candidate is one that people speak of every day: a weak word, a weak phrase met once, or the people, level
/// or side of a country.
fn is_everyday(candidate: &Candidate, count: usize, english: &[Rendering]) -> bool {
    let single = candidate.pattern.len() == 1;
    let plain = single && !english.is_empty() && count < 4 && candidate.score < PLAIN;
    let weak = plain || candidate.score < EVERYDAY && count < if single { MANY } else { 2 };
    let small = candidate.canonical.chars().all(|c| !c.is_uppercase());
    let of_people = || {
        let words = |e: &Rendering| e.text.split(' ').any(|w| compose::has_capital(&fold(w)));
        small && !single && count < OF_PEOPLES && english.first().is_some_and(words)
    };
    weak || of_people()
}

fn part_of_speech(pattern: &str, name: bool) -> PartOfSpeech {
    match pattern {
        _ if name => PartOfSpeech::ProperNoun,
        "A" => PartOfSpeech::Adjective,
        "V" => PartOfSpeech::Verb,
        _ => PartOfSpeech::Noun,
    }
}

#[cfg(test)]
mod tests {
    use super::as_met_most;

    #[test]
    fn spellings_are_those_of_most_places() {
        let most = |canonical: &str, forms: &[(&str, usize)]| {
            as_met_most(canonical, &forms.iter().map(|(form, n)| ((*form).to_owned(), *n)).collect())
        };
        let strings = [("chaîne de caractère", 1), ("chaîne de caractères", 2), ("chaînes de caractères", 2)];
        assert_eq!(most("chaîne de caractère", &strings), "chaîne de caractères");
        assert_eq!(
            most("implementation", &[("implementation", 4), ("implémentation", 10)]),
            "implémentation"
        );
        assert_eq!(
            most("dissolution volontaire", &[("dissolution volontaires", 3)]),
            "dissolution volontaire"
        );
        assert_eq!(most("levée de fonds", &[("levées de fonds", 2)]), "levée de fonds");
    }
}
