//! Terms that the sources define, with the English of the translation's own definitions.

use super::Source;
use super::known::Place;
use crate::definition::{self, Cue, Definition};
use crate::glossary::{ConceptEntry, Glossary, LangSection, TermSection};
use crate::lookup::{FindOptions, TermBase, TermFinder};
use crate::morph::{self, Upos};
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A term with the places of its definitions and all others.
#[derive(Clone, Debug)]
pub(crate) struct Defined {
    /// As the definition writes it, small where the text does.
    pub(crate) term: String,
    /// Where it is defined.
    pub(crate) defined: Vec<Place>,
    /// All its places, in order.
    pub(crate) places: Vec<Place>,
    /// What the translation defines in its stead: (term, confidence, place here, span there).
    pub(crate) english: Vec<(String, f64, Place, Span)>,
    /// The translation's own definition.
    pub(crate) definition: Option<String>,
}

/// The terms that the sources define, in the order of their first definition. Where a translation defines terms as well,
/// those of an entry that it does not define are left to the ordinary ways.
pub(crate) fn find(sources: &[Source<'_>]) -> Vec<Defined> {
    let mut order: Vec<String> = Vec::new();
    let mut found: BTreeMap<String, Defined> = BTreeMap::new();
    let alone = |source: &Source<'_>| match source.translation {
        Some(_) => Vec::new(),
        None => definition::definitions(source.analysis),
    };
    let own: Vec<Vec<Definition>> = sources.par_iter().map(alone).collect();
    for (number, source) in sources.iter().enumerate() {
        let text = &source.analysis.document.text;
        let (definitions, pairs) = match source.translation {
            Some(translation) => translation.definitions(),
            None => (own[number].as_slice(), Vec::new()),
        };
        for (at, definition) in definitions.iter().enumerate() {
            let pair = pairs.iter().find(|p| p.definition == at);
            let unsure = definition.cue == Cue::Possible || definition.cue == Cue::Entry && !pairs.is_empty();
            if pair.is_none() && unsure {
                continue;
            }
            let place = term_of(definition, source, number);
            let written = place.span.text(text).split_whitespace().collect::<Vec<_>>().join(" ");
            let key = fold(&written);
            let entry = found.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Defined {
                    term: written,
                    defined: Vec::new(),
                    places: Vec::new(),
                    english: Vec::new(),
                    definition: None,
                }
            });
            entry.defined.push(place.clone());
            if let Some(pair) = pair {
                let same = |e: &&mut (String, f64, Place, Span)| fold(&e.0) == fold(&pair.term);
                match entry.english.iter_mut().find(same) {
                    Some(old) => old.1 = old.1.max(pair.confidence),
                    None => entry.english.push((pair.term.clone(), pair.confidence, place, pair.span)),
                }
                entry.definition = entry.definition.take().or_else(|| pair.text.clone());
            }
        }
    }
    let mut all: Vec<Defined> = order.into_iter().filter_map(|key| found.remove(&key)).collect();
    place(&mut all, sources);
    all
}

/// Where the term of a definition stands: up to a word with the capital of a sentence, which begins what is said of it
/// (*convention collective* S’agissant d’une personne insolvable …, *inspecteur* Personne désignée …).
fn term_of(definition: &Definition, source: &Source<'_>, number: usize) -> Place {
    let text = &source.analysis.document.text;
    let all = &source.analysis.sentences[definition.sentence].words;
    let form = |at: usize| all[at].span.text(text);
    let begins = |at: &usize| {
        let capital = form(*at).starts_with(char::is_uppercase);
        let common = || {
            let readings = morph::readings(&form(*at).to_lowercase(), Language::French);
            readings.iter().any(|r| r.certain && r.upos == Upos::Noun)
        };
        let beside = matches!(all[*at].upos, Upos::Noun | Upos::Propn)
            && definition.words.start == 0
            && !matches!(all[*at - 1].upos, Upos::Adp | Upos::Det)
            && form(*at).chars().skip(1).all(char::is_lowercase)
            && form(0).starts_with(char::is_lowercase)
            && common();
        let small = matches!(
            all[*at].upos,
            Upos::Det | Upos::Adp | Upos::Pron | Upos::Verb | Upos::Aux | Upos::Adv | Upos::Sconj
        );
        capital && (small || beside)
    };
    let (sentence, mut words, mut span) = (definition.sentence, definition.words.clone(), definition.span);
    if let Some(end) = words.clone().skip(1).find(begins) {
        words.end = end;
        span = all[words.start].span.cover(all[end - 1].span);
    }
    Place { source: number, sentence, words, span }
}

/// Finds the other places of the terms, in any form.
fn place(all: &mut [Defined], sources: &[Source<'_>]) {
    if all.is_empty() {
        return;
    }
    let concept = |d: &Defined| ConceptEntry {
        languages: vec![LangSection {
            language: "fr".to_owned(),
            terms: vec![TermSection { term: d.term.clone(), ..TermSection::default() }],
            ..LangSection::default()
        }],
        ..ConceptEntry::default()
    };
    let glossary = Glossary { concepts: all.iter().map(concept).collect(), ..Glossary::default() };
    let base = TermBase::build(&[glossary]);
    let by_term: BTreeMap<String, usize> = all.iter().enumerate().map(|(n, d)| (d.term.clone(), n)).collect();
    let in_source = |finder: &mut TermFinder<'_>, (number, source): (usize, &Source<'_>)| {
        let text = &source.analysis.document.text;
        let mut met: Vec<(usize, Place)> = Vec::new();
        for (sentence, s) in source.analysis.sentences.iter().enumerate() {
            for found in finder.find(text, &s.words, &FindOptions::default()) {
                if let Some(&at) = by_term.get(&found.term) {
                    let (words, span) = (found.words.clone(), found.span);
                    met.push((at, Place { source: number, sentence, words, span }));
                }
            }
        }
        met
    };
    let met: Vec<Vec<(usize, Place)>> =
        sources.par_iter().enumerate().map_init(|| base.finder(Language::French), in_source).collect();
    for (at, place) in met.into_iter().flatten() {
        all[at].places.push(place);
    }
    for d in all.iter_mut() {
        let missing = d.defined.iter().filter(|p| !d.places.contains(p)).cloned().collect::<Vec<_>>();
        d.places.extend(missing);
        d.places.sort_by_key(|p| (p.source, p.sentence, p.words.start, p.words.end));
        let text = |p: &Place| p.span.text(&sources[p.source].analysis.document.text);
        if d.term.starts_with(char::is_uppercase)
            && let Some(small) = d.places.iter().map(text).find(|t| t.starts_with(char::is_lowercase))
            && fold(small) == fold(&d.term)
        {
            d.term = small.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}
