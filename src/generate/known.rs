//! Terms that the glossaries know, met in the sources.

use super::{Inputs, Source, gate};
use crate::analysis::Analysis;
use crate::glossary::{ConceptEntry, PartOfSpeech};
use crate::lookup::{FindOptions, MatchKind, TermFinder, TermMatch};
use crate::morph::{self, Upos};
use crate::text::normalize::{bare, fold};
use crate::text::{Language, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the source.
    pub(crate) source: usize,
    /// Sentence in it.
    pub(crate) sentence: usize,
    /// First to last word of the term in the sentence.
    pub(crate) words: Range<usize>,
    /// Where it stands in the source's text.
    pub(crate) span: Span,
}

/// A French term of a concept, met in the sources.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The term as the glossary writes it.
    pub(crate) term: String,
    /// The entry of its concept.
    pub(crate) entry: ConceptEntry,
    /// Whether it comes from the user's own glossaries, which come before the embedded ones.
    pub(crate) own: bool,
    /// Where it stands by itself.
    pub(crate) places: Vec<Place>,
    /// Where it stands inside a longer known term.
    pub(crate) nested: Vec<Place>,
    /// These longer terms; of each whether it is a verb.
    pub(crate) inside: BTreeMap<String, bool>,
    /// The entries of other concepts that have the same term.
    pub(crate) others: Vec<ConceptEntry>,
    /// The number of places where its words stand together, in their order.
    pub(crate) whole: usize,
}

/// Finds the terms of a termbase in the sources, in the order of their first place. Where a term has several concepts,
/// the likeliest is meant.
pub(crate) fn find(inputs: &Inputs<'_>, domains: &[String], own_layers: usize) -> Vec<Known> {
    let (sources, base) = (inputs.sources, inputs.base);
    // (match, place, the longer ones that it stands in), the sources side by side and their matches in order
    let in_source = |finder: &mut TermFinder<'_>, (source, input): (usize, &Source<'_>)| {
        let mut met: Vec<Met> = Vec::new();
        let text = &input.analysis.document.text;
        for (sentence, s) in input.analysis.sentences.iter().enumerate() {
            let place =
                |found: &TermMatch| Place { source, sentence, words: found.words.clone(), span: found.span };
            let outer = finder.find(text, &s.words, &FindOptions::default());
            if !outer.is_empty() {
                let all =
                    finder.find(text, &s.words, &FindOptions { nested: true, ..FindOptions::default() });
                for found in all {
                    let holds =
                        |o: &&TermMatch| o.words.start <= found.words.start && found.words.end <= o.words.end;
                    let about: Vec<(u32, String)> = outer
                        .iter()
                        .filter(holds)
                        .filter_map(|o| Some((*o.concepts.first()?, o.term.clone())))
                        .collect();
                    let inner = !found.words.is_empty()
                        && !outer.iter().any(|o| o.words == found.words)
                        && !about.is_empty();
                    if inner {
                        let place = place(&found);
                        met.push((found, place, about));
                    }
                }
            }
            met.extend(outer.into_iter().map(|found| (found.clone(), place(&found), Vec::new())));
        }
        met
    };
    let met: Vec<Vec<Met>> =
        sources.par_iter().enumerate().map_init(|| base.finder(Language::French), in_source).collect();
    let met: Vec<Met> = met.into_iter().flatten().collect();
    let mut entries: BTreeMap<u32, ConceptEntry> = BTreeMap::new();
    for (found, ..) in &met {
        for &concept in &found.concepts {
            entries.entry(concept).or_insert_with(|| base.concept(concept));
        }
    }
    let weights = domain_weights(met.iter().map(|(found, ..)| found.concepts.as_slice()), &entries, domains);
    let mut order: Vec<(u32, String)> = Vec::new();
    let mut known: BTreeMap<(u32, String), Known> = BTreeMap::new();
    let all: f64 = 1.0 + weights.values().sum::<f64>();
    for (found, place, about) in met {
        // How likely a sense is: by how much the sources speak of its domain, and how usual its English is.
        let likely = |c: &u32| {
            let entry = &entries[c];
            let weight = entry.domains.iter().map(|d| weights.get(d).copied().unwrap_or(0.0)).sum::<f64>();
            let usual = f64::from(gate::usual_share(entry, &found.term, inputs.lexicon));
            (weight / all + UNSPOKEN) * (usual + UNUSUAL)
        };
        // The first of equals: own glossaries come first.
        let best =
            found.concepts.iter().copied().max_by(|a, b| likely(a).total_cmp(&likely(b)).then(b.cmp(a)));
        let Some(concept) = best else { continue };
        let own = base.locate(concept).is_some_and(|(layer, _)| layer < own_layers);
        let part = part_of_speech(&entries[&concept], &found.term);
        let noun = matches!(part, None | Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun));
        if !own && noun && !stands_as_noun(&found.term, sources[place.source].analysis, &place) {
            continue;
        }
        let key = (concept, found.term.clone());
        let known = known.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Known {
                term: found.term,
                entry: entries[&concept].clone(),
                own,
                places: Vec::new(),
                nested: Vec::new(),
                inside: BTreeMap::new(),
                others: found
                    .concepts
                    .iter()
                    .filter(|c| **c != concept)
                    .map(|c| entries[c].clone())
                    .collect(),
                whole: 0,
            }
        });
        known.whole += usize::from(found.kind != MatchKind::Discontinuous);
        if about.is_empty() { &mut known.places } else { &mut known.nested }.push(place);
        for (concept, term) in about {
            let part = entries.get(&concept).and_then(|entry| part_of_speech(entry, &term));
            known.inside.insert(term, part == Some(PartOfSpeech::Verb));
        }
    }
    let mut out: Vec<(u32, Known)> = Vec::new();
    for (concept, term) in order {
        let Some(next) = known.remove(&(concept, term)) else { continue };
        match out.iter_mut().find(|(c, k)| *c == concept && but_for_number(&k.term, &next.term)) {
            Some((_, same)) => same.take_in(next),
            None => out.push((concept, next)),
        }
    }
    out.into_iter().map(|(_, known)| known).filter(|k| !k.places.is_empty() || k.worth_a_row()).collect()
}

/// What a domain counts that the sources do not speak of, and a sense that the lexicon does not know, as shares.
const UNSPOKEN: f64 = 0.05;
const UNUSUAL: f64 = 0.1;

/// A match, its place, and the longer matches that it stands in: (concept, term).
type Met = (TermMatch, Place, Vec<(u32, String)>);

/// The part of speech of a French term of an entry, as the entry says.
fn part_of_speech(entry: &ConceptEntry, term: &str) -> Option<PartOfSpeech> {
    entry.terms(Language::French).find(|t| t.term == term).and_then(|t| t.part_of_speech)
}

/// Whether two terms are the same but for their number: droit d'auteur, droits d'auteur.
fn but_for_number(a: &str, b: &str) -> bool {
    let one = |word: &str| {
        let word = bare(word);
        let stem = word.strip_suffix("aux").map(|stem| format!("{stem}al"));
        stem.unwrap_or_else(|| word.trim_end_matches(['s', 'x']).to_owned())
    };
    a.split(' ').map(one).eq(b.split(' ').map(one))
}

/// Whether the words of a match are those of a noun term: its first word is no adjective or participle of a noun before it
/// (la situation *politique régionale*, une personne *ayant droit* à …), and it does not go on as a longer name (les
/// *Statuts de la Société* Financière).
fn stands_as_noun(term: &str, analysis: &Analysis, place: &Place) -> bool {
    let (words, text) = (&analysis.sentences[place.sentence].words, &analysis.document.text);
    let form = |at: usize| words.get(at).map_or("", |w| w.span.text(text));
    let first = place.words.start;
    let before = first.checked_sub(1).map(|at| words[at].upos);
    let noun = || morph::readings(form(first), Language::French).iter().any(|r| r.upos == Upos::Noun);
    let belongs = match words[first].upos {
        Upos::Adj => noun(),
        Upos::Verb | Upos::Aux => true,
        _ => false,
    };
    if place.words.len() > 1 && belongs && before == Some(Upos::Noun) {
        return false;
    }
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let small = |word: &str| word.starts_with(char::is_lowercase);
    !(capital(form(place.words.end - 1))
        && capital(form(place.words.end))
        && term.rsplit(' ').next().is_some_and(small))
}

impl Known {
    /// Takes in the places of the same term in the other number; the number that is met more stays.
    fn take_in(&mut self, other: Self) {
        if other.places.len() > self.places.len() {
            self.term = other.term;
        }
        self.places.extend(other.places);
        self.nested.extend(other.nested);
        self.inside.extend(other.inside);
        self.whole += other.whole;
        for places in [&mut self.places, &mut self.nested] {
            places.sort_by_key(|p| (p.source, p.sentence, p.words.start, p.words.end));
        }
    }

    /// Whether a term says more than the longer one that it stands in: it stands elsewhere, too, or in several longer
    /// ones, or in a verb (tour de table in mener un tour de table).
    pub(crate) fn stands_alone(&self) -> bool {
        !self.places.is_empty() || self.inside.len() > 1 || self.inside.values().any(|verb| *verb)
    }

    /// Whether a term that only stands inside longer ones is listed: nouns are (tour de table in mener un tour de table),
    /// words that are no more than a part of the longer term are not.
    fn worth_a_row(&self) -> bool {
        let section = self.entry.terms(Language::French).find(|t| t.term == self.term);
        section.is_some_and(|t| {
            matches!(t.part_of_speech, None | Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun))
                && t.status.is_accepted()
        })
    }

    /// All places, those inside longer terms last.
    pub(crate) fn all_places(&self) -> Vec<Place> {
        self.places.iter().chain(&self.nested).cloned().collect()
    }
}

/// How much the sources speak of each domain: its share of the matches that have one meaning only. Wanted domains count
/// as if half the text were theirs.
fn domain_weights<'a>(
    matches: impl Iterator<Item = &'a [u32]>,
    entries: &BTreeMap<u32, ConceptEntry>,
    wanted: &[String],
) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let mut all = 0.0;
    for concepts in matches {
        if let [concept] = concepts {
            for domain in &entries[concept].domains {
                *weights.entry(domain.clone()).or_default() += 1.0;
            }
            all += 1.0;
        }
    }
    for domain in wanted {
        *weights.entry(domain.clone()).or_default() += all + 1.0;
    }
    weights
}

/// Whether a stretch of words is no more than an ordinary word: a single adverb, verb or number that a glossary lists.
pub(crate) fn is_slight(upos: Upos) -> bool {
    matches!(upos, Upos::Adv | Upos::Num | Upos::Pron | Upos::Det | Upos::Adp)
}

/// Whether two terms are the same but for case and spacing.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

#[cfg(test)]
mod tests {
    use super::but_for_number;

    #[test]
    fn both_numbers_are_one_term() {
        assert!(but_for_number("droits d’auteur", "droit d’auteur"));
        assert!(but_for_number("perspective financière", "perspectives financières"));
        assert!(!but_for_number("budget de l’UE", "budget de l’Union européenne"));
    }
}
