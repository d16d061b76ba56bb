//! The row of a term that a glossary lists: its English, and whether the translation uses it.

use super::aligned::{Rendered, is_nominal, is_reworded, singular};
use super::{Builder, ByPlace, by_count, files, is_acronym};
use crate::align::cognates;
use crate::generate::known::{self, Known, Place};
use crate::generate::{Origin, Rendering, Row, RowStatus, Strictness, Translation, compose};
use crate::glossary::{ConceptEntry, GrammaticalNumber, PartOfSpeech, TermSection, TermType};
use crate::lookup::{FindOptions, TermBase, TermMatch};
use crate::morph::{self, Upos};
use crate::text::normalize::{bare, fold};
use crate::text::{Language, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A rendering that is met once and differs from the glossary's is shown from this confidence.
const LONELY: f64 = 0.75;
/// One that is met several times, from this.
const OFTEN: f64 = 0.55;
/// A rendering of fewer than one in so many places is no news.
const SELDOM: usize = 10;
/// A single word that is met less often than this is an everyday one where its termhood is below the second number.
const REPEATED: usize = 3;
const ORDINARY: f64 = 0.19;
/// The same where only what is nearly certain is wanted.
const REPEATED_STRICT: usize = 8;
const ORDINARY_STRICT: f64 = 0.3;
/// How alike a name is in both languages.
const ALIKE: f32 = 0.5;
/// What a glossary's term counts whose English the translation never has.
const SILENT: f64 = 0.8;

impl Builder<'_> {
    pub(super) fn known_row(&self, known: &Known, candidates: &ByPlace<'_>) -> Row {
        let translated = |p: &Place| self.inputs.sources[p.source].translation.is_some();
        let places = known.all_places();
        let sense = places.iter().any(translated).then(|| self.in_sense(known)).flatten();
        let known = sense.as_ref().unwrap_or(known);
        let entry = &known.entry;
        let french = known.term.clone();
        let section = entry.terms(Language::French).find(|t| t.term == french);
        let accepted: Vec<&TermSection> = self.accepted_english(entry, section);
        let mut english = self.listed_english(known, &accepted);
        let part_of_speech = section.and_then(|t| t.part_of_speech).unwrap_or(PartOfSpeech::Noun);
        let noun = matches!(part_of_speech, PartOfSpeech::Noun | PartOfSpeech::ProperNoun);
        let (mut status, mut en_span) = (RowStatus::Known, None);
        let mut translated = self.translations(&places, noun);
        if translated.asked > 0 {
            let (confirmed, spans) = self.confirm(known, &accepted, &mut english, &translated.each);
            if section.is_none_or(|t| t.number != Some(GrammaticalNumber::Plural)) {
                in_one_number(&mut english);
            }
            for rendering in &english {
                translated.renderings.remove(&singular(&rendering.text));
            }
            // A part of an accepted term that stands there, or one with words about it, says nothing new.
            translated.forget(&spans);
            let mut others = translated.listed();
            en_span = others.first().map(|(_, _, _, place, span)| (place.clone(), *span));
            // An acronym beside its full form is one rendering, not two.
            let full = |text: &str| {
                let term = accepted.iter().find(|t| t.term == text);
                term.and_then(|t| t.expands.clone()).unwrap_or_else(|| text.to_owned())
            };
            let used: BTreeSet<String> =
                english.iter().filter(|e| e.count > 0).map(|e| full(&e.text)).collect();
            let used = used.len();
            // What is met once must be sure to be news, and a part of the term is none. Verbs, adjectives and phrases are
            // turned in too many ways for a difference to say anything.
            others.retain(|o| noun && o.2 >= if o.1 > 1 { OFTEN } else { LONELY });
            others.retain(|o| !self.is_half(&o.0, &places) && self.is_supported(&o.0, &places, o.2));
            others.retain(|o| is_nominal(&o.0, self.inputs.lexicon));
            // A piece of a name: the national Revenue of a department.
            others.retain(|o| french.contains(char::is_uppercase) || !has_name(&o.0));
            let mut confirmed = confirmed;
            for other in &others {
                if let Some(same) = english.iter_mut().find(|e| is_reworded(&e.text, &other.0)) {
                    (same.count, confirmed) = (same.count + other.1, confirmed + other.1);
                }
            }
            // What is seldom said of what is said often is a slip.
            others.retain(|o| {
                o.1 * SELDOM >= places.len() && !english.iter().any(|e| is_reworded(&e.text, &o.0))
            });
            let other = others.iter().map(|o| o.1).sum::<usize>();
            status = match (confirmed, other) {
                (0, 0) => RowStatus::Known,
                (0, _) => RowStatus::Differs,
                (_, o) if used > 1 || o > 1 => RowStatus::Varies,
                _ => RowStatus::Confirmed,
            };
            if matches!(status, RowStatus::Differs | RowStatus::Varies) {
                english.extend(others.iter().take(2).map(|o| Rendering {
                    text: o.0.clone(),
                    origin: Origin::Aligned,
                    confidence: o.2,
                    count: o.1,
                }));
            }
            // What the translation uses comes first, the glossary's order otherwise; the user's own terms stand before
            // what a translation makes of them.
            let second = |e: &Rendering| known.own && e.origin != Origin::Glossary;
            english.sort_by_key(|e| (second(e), std::cmp::Reverse(e.count)));
        }
        if entry.do_not_translate && english.is_empty() {
            english.push(Rendering {
                text: french.clone(),
                origin: Origin::Glossary,
                confidence: 0.99,
                count: 0,
            });
        }
        let origin = english.first().map_or(Origin::None, |e| e.origin);
        // A term that only stands inside longer ones says less.
        let alone = match part_of_speech {
            PartOfSpeech::Phrase | PartOfSpeech::Adverb | PartOfSpeech::Other => 0.5,
            _ if known.places.is_empty() || !noun || known.whole == 0 => 0.8,
            _ => 1.0,
        };
        let termhood = alone * self.termhood(&places, &french, candidates);
        // What the translation says nothing of may be meant in another sense.
        let silent = if translated.asked > 0 && status == RowStatus::Known { SILENT } else { 1.0 };
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for place in &places {
            *forms.entry(self.surface(place)).or_default() += 1;
        }
        let full = section.and_then(|t| t.expands.clone());
        Row {
            french,
            status: if english.is_empty() { RowStatus::Open } else { status },
            origin,
            score: if known.own { 0.9 + 0.09 * termhood } else { silent * (0.55 + 0.42 * termhood) },
            frequency: places.len(),
            domains: entry.domains.clone(),
            part_of_speech: Some(part_of_speech),
            gender: section.and_then(|t| t.gender),
            number: section.and_then(|t| t.number),
            definition: entry.definition(Language::English).map(str::to_owned),
            context: self.context(&places, &english, en_span),
            forms: by_count(forms),
            see: full,
            variants: Vec::new(),
            name: false,
            files: files(&places),
            concept: Some(entry.id.clone()).filter(|id| !id.is_empty()),
            reasons: vec![("glossary".to_owned(), 1.0), ("termhood".to_owned(), termhood)],
            english,
        }
    }

    /// Whether a translation that never has a term's English shows that something else is meant: words inside a longer
    /// term or with others between, a phrase, a single word that is met once or twice.
    pub(super) fn is_contradicted(&self, known: &Known, row: &Row) -> bool {
        let translated = |p: &Place| {
            self.inputs.sources[p.source].translation.is_some_and(|t| !t.sentences(p.sentence).is_empty())
        };
        let loose = known.places.is_empty() || known.whole == 0;
        let phrase = is_phrase(row.part_of_speech);
        // An acronym that stays as it is stands for something else: CVS, the software.
        let stays = is_acronym(&known.term)
            && row.status == RowStatus::Known
            && self.translation_has(&known.term, &known.all_places());
        let lone = !known.term.contains([' ', '-']) && known.places.len() < 3;
        (loose || row.status == RowStatus::Known && (phrase || lone) || stays)
            && !known.own
            && known.places.iter().chain(&known.nested).all(translated)
    }

    /// Whether a single word that a glossary lists is an everyday one here: it is met once or twice, and extraction takes it
    /// for no term (action, condamner, parlementaire).
    pub(super) fn is_plain(&self, known: &Known, row: &Row) -> bool {
        let termhood = row.reasons.iter().find(|r| r.0 == "termhood").map_or(1.0, |r| r.1);
        let (repeated, ordinary) = match self.options.strictness {
            Strictness::Strict => (REPEATED_STRICT, ORDINARY_STRICT),
            _ => (REPEATED, ORDINARY),
        };
        !known.term.contains([' ', '-', '\'', '’'])
            && known.all_places().len() < repeated
            && termhood < ordinary
    }

    /// Whether a glossary's term is no more than likely: an adjective, a verb or a phrase, or one that the translation renders
    /// otherwise, or never.
    pub(super) fn is_unsure(&self, known: &Known, row: &Row) -> bool {
        let noun = matches!(row.part_of_speech, None | Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun));
        let translated = |p: &Place| self.inputs.sources[p.source].translation.is_some();
        let silent = row.status == RowStatus::Known && known.all_places().iter().any(translated);
        !noun || silent || row.status == RowStatus::Differs
    }

    /// Whether a phrase only joins what stands before it and after it: en conformité avec.
    pub(super) fn is_connective(&self, known: &Known, row: &Row) -> bool {
        let joins = |word: &str| matches!(word, "avec" | "de" | "à" | "par" | "pour" | "sur" | "d’");
        is_phrase(row.part_of_speech) && known.term.rsplit(' ').next().is_some_and(joins)
    }

    /// Whether a proper noun names a place or a person, in English as in French: it has no article, and its English looks
    /// like it (Bruxelles, but not le Sénat, nor Bercy for the ministry).
    pub(super) fn is_plain_name(&self, known: &Known, row: &Row) -> bool {
        let article = |place: &Place| {
            let words = &self.inputs.sources[place.source].analysis.sentences[place.sentence].words;
            let before = place.words.start.checked_sub(1).and_then(|at| words.get(at));
            before.is_some_and(|w| w.upos == Upos::Det || w.contracted)
        };
        let alike = |english: &str| {
            english.starts_with(char::is_uppercase)
                && !english.contains(' ')
                && cognates::similarity(&bare(&row.french), &bare(english)) >= ALIKE
        };
        row.part_of_speech == Some(PartOfSpeech::ProperNoun)
            && !known.own
            && !row.french.contains(' ')
            && !is_acronym(&row.french)
            && row.english.first().is_some_and(|e| alike(&e.text))
            && !known.all_places().iter().any(article)
    }

    /// The English terms of an entry that may be used, the variety that is wanted first.
    fn accepted_english<'e>(
        &self,
        entry: &'e ConceptEntry,
        french: Option<&TermSection>,
    ) -> Vec<&'e TermSection> {
        let mut terms: Vec<&TermSection> = entry.accepted(Language::English).collect();
        if let Some(region) = &self.options.region {
            let other = |t: &&TermSection| !t.regions.is_empty() && !t.regions.contains(region);
            terms.sort_by_key(|t| (other(t), !t.regions.contains(region)));
            if terms.iter().any(|t| !other(t)) {
                terms.retain(|t| !other(t));
            }
        }
        // An acronym is rendered by one, unless it stays as it is; that of a full form comes second, others last.
        let short = |t: &TermSection| matches!(t.term_type, Some(TermType::Acronym | TermType::Abbreviation));
        let acronym = french.is_some_and(|t| short(t) || is_acronym(&t.term));
        let stays = french.is_some_and(|f| terms.iter().any(|t| known::same(&t.term, &f.term)));
        let full = terms.iter().find(|t| !short(t)).map(|t| t.term.clone());
        let shortens = |t: &TermSection| {
            full.as_ref().is_some_and(|full| t.expands.as_ref() == Some(full) || abbreviates(&t.term, full))
        };
        terms.sort_by_key(|t| match short(t) {
            true if acronym && !stays => 0,
            true if shortens(t) => 2,
            true => 4,
            false if full.as_ref() == Some(&t.term) => 1,
            false => 3,
        });
        terms
    }

    /// The term with the sense that the translation shows: of several concepts the one whose English it has most often. A
    /// plural may be that of another entry: soldes, of solde.
    fn in_sense(&self, known: &Known) -> Option<Known> {
        let mut others = known.others.clone();
        if !known.own && !known.term.contains([' ', '-']) {
            let readings = morph::readings(&known.term, Language::French);
            let one = readings.iter().find(|r| r.upos == Upos::Noun && r.certain && r.lemma != known.term);
            let concepts = one.map(|r| self.inputs.base.concepts_with_term(&r.lemma, Language::French));
            others.extend(concepts.into_iter().flatten().map(|concept| self.inputs.base.concept(concept)));
        }
        if others.is_empty() {
            return None;
        }
        let count = |known: &Known| {
            let accepted: Vec<&TermSection> = known.entry.accepted(Language::English).collect();
            self.confirm(known, &accepted, &mut self.listed_english(known, &accepted), &[]).0
        };
        let mut best = (count(known), None);
        for entry in others {
            let has = |term: &str| entry.terms(Language::French).any(|t| t.term == term);
            let readings = morph::readings(&known.term, Language::French);
            let lemma = readings.iter().map(|r| r.lemma.to_string()).find(|lemma| has(lemma));
            let term = if has(&known.term) { Some(known.term.clone()) } else { lemma };
            let Some(term) = term else { continue };
            let other = Known { term, entry, ..known.clone() };
            let confirmed = count(&other);
            if confirmed > best.0 {
                best = (confirmed, Some(other));
            }
        }
        best.1
    }

    fn listed_english(&self, known: &Known, accepted: &[&TermSection]) -> Vec<Rendering> {
        let rendering = |term: &&TermSection| Rendering {
            text: term.term.clone(),
            origin: Origin::Glossary,
            confidence: if known.own { 0.99 } else { 0.95 },
            count: 0,
        };
        accepted.iter().map(rendering).collect()
    }

    /// Counts the sentences whose translation has an accepted English term, by term. Returns how many have one, and where
    /// these terms stand. `rendered` is what alignment says of the places.
    fn confirm(
        &self,
        known: &Known,
        accepted: &[&TermSection],
        english: &mut [Rendering],
        rendered: &[Rendered],
    ) -> (usize, Vec<Span>) {
        let mut spans = Vec::new();
        let glossary =
            crate::glossary::Glossary { concepts: vec![known.entry.clone()], ..Default::default() };
        let base = TermBase::build(&[glossary]);
        let mut finder = base.finder(Language::English);
        let options = FindOptions { nested: true, ..FindOptions::default() };
        let mut confirmed = 0;
        let mut sentences: BTreeMap<(usize, usize), Vec<(&Place, bool)>> = BTreeMap::new();
        let places = known.places.iter().map(|p| (p, false)).chain(known.nested.iter().map(|p| (p, true)));
        for (place, nested) in places {
            sentences.entry((place.source, place.sentence)).or_default().push((place, nested));
        }
        for ((source, sentence), places) in sentences {
            let Some(translation) = self.inputs.sources[source].translation else { continue };
            let target = translation.analysis();
            let mut found: Vec<(usize, TermMatch)> = Vec::new();
            for s in translation.sentences(sentence).filter_map(|s| target.sentences.get(s)) {
                let met = finder.find(&target.document.text, &s.words, &options).into_iter();
                found.extend(
                    met.filter_map(|f| {
                        Some((accepted.iter().position(|t| known::same(&t.term, &f.term))?, f))
                    }),
                );
            }
            let mut here = false;
            let halves = |span: Span| {
                // Words put in, or shared with another term, are no part of it: tissu économique et social.
                let whole = |p: &Place| p.words.len() <= count_words(&known.term);
                let here = |r: &&Rendered| places.iter().any(|(p, _)| **p == r.place && whole(p));
                let mut rendered = rendered.iter().filter(here);
                !known.own && rendered.any(|r| is_half_of(translation, r, span))
            };
            for (at, found) in used(translation, &places, &found) {
                if halves(found.span) {
                    continue;
                }
                if let Some(e) = english.iter_mut().find(|e| e.text == accepted[at].term) {
                    e.count += 1;
                    here = true;
                    spans.push(found.span);
                }
            }
            // Whatever the capitals of several words: western Balkans.
            if !here
                && found.is_empty()
                && let Some((at, span)) = self.stands_in_small(places[0].0, accepted)
            {
                if let Some(e) = english.iter_mut().find(|e| e.text == accepted[at].term) {
                    e.count += 1;
                }
                spans.push(span);
                here = true;
            }
            confirmed += usize::from(here);
        }
        (confirmed, spans)
    }

    /// The accepted term of several words that the translation of a place has, but for capitals.
    fn stands_in_small(&self, place: &Place, accepted: &[&TermSection]) -> Option<(usize, Span)> {
        let translation = self.inputs.sources[place.source].translation?;
        let target = translation.analysis();
        for sentence in translation.sentences(place.sentence) {
            let Some(s) = target.sentences.get(sentence) else { continue };
            let forms: Vec<String> =
                s.words.iter().map(|w| fold(w.span.text(&target.document.text))).collect();
            for (at, term) in accepted.iter().enumerate().filter(|(_, t)| t.term.contains(' ')) {
                let wanted: Vec<String> = term.term.split(' ').map(fold).collect();
                if let Some(from) = forms.windows(wanted.len()).position(|w| w == wanted) {
                    return Some((at, s.words[from].span.cover(s.words[from + wanted.len() - 1].span)));
                }
            }
        }
        None
    }

    /// How much a known term looks like one here: the score of the candidate that it is, else by its shape.
    fn termhood(&self, places: &[Place], french: &str, candidates: &ByPlace<'_>) -> f64 {
        let words = french.split([' ', '-', '’', '\'']).filter(|w| w.chars().count() > 2).count();
        let shape = match words {
            0 | 1 if french.chars().filter(|c| c.is_uppercase()).count() > 1 => 0.8,
            0 | 1 => 0.35,
            2 => 0.75,
            _ => 0.85,
        };
        let Some(first) = places.first() else { return shape };
        let same = candidates.first(&places[..1]);
        let upos = &self.inputs.sources[first.source].analysis.sentences[first.sentence].words
            [first.words.start]
            .upos;
        let slight = first.words.len() == 1 && known::is_slight(*upos);
        let score = same.map_or(shape, |c| 0.5 * shape + 0.5 * c.score);
        if slight { score * 0.5 } else { score }
    }
}

/// The accepted terms that stand for the places of a term in one sentence: those whose words are linked to the term's and
/// to nothing else. Where alignment says nothing, or there is no choice, the longest: board of directors, not board; inside a
/// longer French term the shortest: growth of economic growth.
fn used<'f>(
    translation: &dyn Translation,
    places: &[(&Place, bool)],
    found: &'f [(usize, TermMatch)],
) -> Vec<(usize, &'f TermMatch)> {
    let choice = found.iter().any(|f| f.0 != found[0].0);
    let mut best: Vec<usize> = Vec::new();
    for (place, _) in places.iter().filter(|_| choice) {
        let linked = found.iter().enumerate().filter_map(|(number, (_, f))| {
            let (own, strangers) = translation.links_to(place.sentence, &place.words, f.span);
            let rank = (Reverse(strangers), own.len(), f.words.len(), Reverse(number));
            (!own.is_empty()).then_some((rank, number))
        });
        best.extend(linked.max().map(|(_, number)| number));
    }
    best.sort_unstable();
    best.dedup();
    if !best.is_empty() {
        return best.into_iter().map(|number| (found[number].0, &found[number].1)).collect();
    }
    let nested = places.iter().all(|(_, nested)| *nested);
    let kept = found.iter().filter(|(_, f)| {
        !found.iter().any(|(_, o)| {
            let (outer, inner) = if nested { (f, o) } else { (o, f) };
            outer.words.len() > inner.words.len() && outer.span.contains(inner.span)
        })
    });
    kept.map(|(at, f)| (*at, f)).collect()
}

/// Whether an accepted term is a part of what alignment finds for a place, the rest of which renders the rest of the term:
/// deadlock of political deadlock, for blocage politique.
fn is_half_of(translation: &dyn Translation, rendered: &Rendered, accepted: Span) -> bool {
    if !rendered.whole
        || rendered.confidence < LONELY
        || rendered.span == accepted
        || !rendered.span.contains(accepted)
    {
        return false;
    }
    let place = &rendered.place;
    let words = |span: Span| -> (BTreeSet<usize>, usize) {
        let (own, strangers) = translation.links_to(place.sentence, &place.words, span);
        (own.into_iter().collect(), strangers)
    };
    let (part, (all, strangers)) = (words(accepted).0, words(rendered.span));
    strangers == 0 && !part.is_empty() && all.len() > part.len()
}

fn is_phrase(part: Option<PartOfSpeech>) -> bool {
    part.is_some_and(|pos| matches!(pos, PartOfSpeech::Phrase | PartOfSpeech::Adverb | PartOfSpeech::Other))
}

/// The words of a French term, elided ones apart.
fn count_words(term: &str) -> usize {
    term.split([' ', '\'', '’']).filter(|word| !word.is_empty()).count()
}

/// Counts a plural that a glossary lists beside its singular with that one: SME, SMEs.
fn in_one_number(english: &mut [Rendering]) {
    for at in 0..english.len() {
        let one = english[at].text.strip_suffix('s').map(str::to_owned);
        if let Some(other) = one.and_then(|one| english.iter().position(|e| e.text == one)) {
            english[other].count += std::mem::take(&mut english[at].count);
        }
    }
}

/// Whether English has a capital that is neither an acronym's nor one that the word always has.
fn has_name(english: &str) -> bool {
    english.split([' ', '-']).any(|word| {
        word.starts_with(char::is_uppercase) && !is_acronym(word) && !compose::has_capital(&fold(word))
    })
}

/// Whether an acronym has the initials of a full form: EU of European Union.
fn abbreviates(acronym: &str, full: &str) -> bool {
    let initials = |small: bool| -> String {
        let words = full.split([' ', '-']).filter(|w| small || !matches!(*w, "and" | "for" | "of" | "the"));
        words.filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let letters: String = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
    letters == initials(false) || letters == initials(true)
}

#[cfg(test)]
mod tests {
    use super::{abbreviates, has_name};

    #[test]
    fn pieces_of_names_have_capitals() {
        assert!(has_name("national Revenue") && has_name("Customs-Excise"));
        assert!(!has_name("European MP") && !has_name("directive"));
    }

    #[test]
    fn an_acronym_has_the_initials_of_its_full_form() {
        assert!(abbreviates("EU", "European Union") && abbreviates("MP", "member of parliament"));
        assert!(!abbreviates("CEO", "executive"));
    }
}
