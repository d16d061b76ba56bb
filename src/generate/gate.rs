//! Which candidates and known words deserve a row. The ranker says how much a stretch looks like a term; here stand the
//! reasons for which a translator would strike one out at once: half a name, an ordinary word met once, a word of
//! another sense than the glossary's.

use super::known::{Known, Place};
use super::{Inputs, Row, Strictness};
use crate::align::lexicon::Lexicon;
use crate::extract::{self, Candidate};
use crate::glossary::{ConceptEntry, PartOfSpeech};
use crate::morph::{self, Upos};
use crate::tag::Word;
use crate::text::Language;
use crate::text::normalize::fold;
use crate::token::TokenKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words that make no term by their presence at its start: `src/generate/data/slight.fr.txt`.
static SLIGHT: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("data/slight.fr.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// English words that show a stretch of English in a French text.
const ENGLISH: &[&str] = &["and", "by", "for", "from", "of", "or", "the", "to", "with"];

/// Words of dates.
const DATES: &[&str] = &[
    "août",
    "avril",
    "dimanche",
    "décembre",
    "février",
    "janvier",
    "jeudi",
    "juillet",
    "juin",
    "lundi",
    "mai",
    "mardi",
    "mars",
    "mercredi",
    "novembre",
    "octobre",
    "samedi",
    "septembre",
    "vendredi",
];

/// Prepositions that join the words of a sentence rather than those of a term.
const LOOSE: &[&str] = &[
    "après", "avant", "chez", "comme", "dans", "depuis", "durant", "dès", "entre", "jusque", "lors",
    "malgré", "parmi", "pendant", "selon", "vers", "voici", "voilà",
];

/// Why a candidate gets no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A name is a part of it.
    Name,
    /// It holds words of another language, an abbreviation, a reference.
    Foreign,
    /// It is joined by words that join clauses, not terms.
    Loose,
    /// It begins with, or is, a word that says too little.
    Slight,
    /// An ordinary word that is met too seldom.
    Lone,
}

/// Judges candidates by their words.
pub(super) struct Gate<'a> {
    inputs: &'a Inputs<'a>,
    strictness: Strictness,
    /// Words that are pieces of code.
    codes: BTreeSet<&'a str>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(inputs: &'a Inputs<'a>, strictness: Strictness) -> Self {
        Self { inputs, strictness, codes: codes(inputs) }
    }

    fn words(&self, place: &Place) -> (&'a [Word], &'a str) {
        let analysis = self.inputs.sources[place.source].analysis;
        (&analysis.sentences[place.sentence].words[place.words.clone()], &analysis.document.text)
    }

    /// Whether the adjective of a noun and adjective goes with the noun before both: secteur de l'IA chinois, where IA
    /// has no gender that could tell.
    fn goes_with_the_noun_before(&self, place: &Place) -> bool {
        let analysis = self.inputs.sources[place.source].analysis;
        let all = &analysis.sentences[place.sentence].words;
        let form = |word: &Word| word.span.text(&analysis.document.text);
        let [noun, adjective] = &all[place.words.clone()] else { return false };
        if adjective.upos != Upos::Adj || !is_acronym(form(noun)) {
            return false;
        }
        let mut before = all[..place.words.start].iter().rev().skip_while(|w| w.upos == Upos::Det);
        before.next().is_some_and(|w| w.upos == Upos::Adp)
            && before.next().is_some_and(|w| {
                let genders = w.gender.zip(adjective.gender).is_none_or(|(a, b)| a == b);
                let numbers = w.number.zip(adjective.number).is_none_or(|(a, b)| a == b);
                w.upos == Upos::Noun && genders && numbers
            })
    }

    /// Whether a word that French does not know stands beside another one, both being English.
    fn stands_in_english(&self, place: &Place) -> bool {
        let analysis = self.inputs.sources[place.source].analysis;
        let all = &analysis.sentences[place.sentence].words;
        let english = |at: Option<usize>| {
            at.and_then(|at| all.get(at)).is_some_and(|w| {
                let form = w.span.text(&analysis.document.text);
                ENGLISH.contains(&form)
                    || (form.starts_with(char::is_lowercase)
                        && !morph::is_known(form, Language::French)
                        && morph::is_known(form, Language::English))
            })
        };
        english(Some(place.words.start))
            && (english(place.words.start.checked_sub(1)) || english(Some(place.words.end)))
    }

    /// Whether a word stands alone in brackets.
    fn is_bracketed(&self, place: &Place) -> bool {
        let analysis = self.inputs.sources[place.source].analysis;
        let all = &analysis.sentences[place.sentence].words;
        let is = |at: Option<usize>, marks: [&str; 2]| {
            let word = at.and_then(|at| all.get(at));
            word.is_some_and(|w| marks.contains(&w.span.text(&analysis.document.text)))
        };
        is(place.words.start.checked_sub(1), ["(", "["]) && is(Some(place.words.end), [")", "]"])
    }

    /// Whether a place holds a piece of code: c_call, .pth.
    pub(super) fn is_code(&self, place: &Place) -> bool {
        let (words, text) = self.words(place);
        let code = |form: &str| form.contains('_') || form.starts_with('.') || self.codes.contains(form);
        self.strictness != Strictness::Broad && words.iter().any(|w| code(w.span.text(text)))
    }

    /// Whether a small word that French does not have mostly stands without a determiner, as nouns do not: a parameter (si
    /// *sep* est vide, but un *token*).
    fn is_bare(&self, places: &[Place]) -> bool {
        let bare = |place: &&Place| {
            let analysis = self.inputs.sources[place.source].analysis;
            let all = &analysis.sentences[place.sentence].words;
            let before = all[..place.words.start].iter().rev().find(|w| w.upos != Upos::Adj);
            !before.is_some_and(|w| {
                matches!(w.upos, Upos::Det | Upos::Num | Upos::Adp | Upos::Cconj | Upos::Noun) || w.contracted
            })
        };
        2 * places.iter().filter(bare).count() > places.len()
    }

    /// Whether an adjective does not agree in number with the noun that it follows, so that it belongs to one before that:
    /// opérations de *paiement transfrontalières*; but liquidation et *dissolution volontaires* is a coordination.
    fn disagrees(&self, place: &Place) -> bool {
        let analysis = self.inputs.sources[place.source].analysis;
        let all = &analysis.sentences[place.sentence].words;
        let torn = all[place.words.clone()].windows(2).any(|pair| {
            pair[0].upos == Upos::Noun
                && pair[1].upos == Upos::Adj
                && pair[0].number == Some(morph::Number::Singular)
                && pair[1].number == Some(morph::Number::Plural)
        });
        let before = place.words.start.checked_sub(1).and_then(|at| all.get(at));
        let before = match before.filter(|w| matches!(w.upos, Upos::Det | Upos::Adp)) {
            Some(_) => place.words.start.checked_sub(2).and_then(|at| all.get(at)),
            None => before,
        };
        torn && before.is_none_or(|w| w.upos != Upos::Cconj)
    }

    /// Why a candidate at these places gets no row, if so. Where much is wanted, only what cannot be a term is refused.
    pub(super) fn refusal(&self, candidate: &Candidate, places: &[Place]) -> Option<Refusal> {
        let place = places.first()?;
        let (words, text) = self.words(place);
        let form = |word: &Word| word.span.text(text);
        let count = places.len();
        let broad = self.strictness == Strictness::Broad;
        if words.iter().any(|w| is_foreign(form(w))) {
            return Some(Refusal::Foreign);
        }
        let single = words.len() == 1;
        if self.is_code(place) {
            return Some(Refusal::Foreign);
        }
        if single && places.iter().all(|place| self.stands_in_english(place)) {
            return Some(Refusal::Foreign);
        }
        if single && form(&words[0]).chars().any(|c| c.is_ascii_digit()) && count < 2 {
            return Some(Refusal::Foreign);
        }
        if words.iter().any(|w| w.kind == TokenKind::Number) && (count < 2 || !single) && !broad {
            return Some(Refusal::Foreign);
        }
        if (!single || !broad) && words.iter().any(|w| DATES.contains(&fold(&w.lemma).as_str())) {
            return Some(Refusal::Slight);
        }
        // A mark of reference, an English hint, a word of another language: (COD), (owner), Musik.
        let unknown = |w: &Word| !morph::is_known(form(w), Language::French);
        let bracketed = || places.iter().all(|place| self.is_bracketed(place));
        if single && !broad && unknown(&words[0]) && candidate.expansion.is_none() && bracketed() {
            return Some(Refusal::Foreign);
        }
        let capital = form(&words[0]).starts_with(char::is_uppercase) && !is_acronym(form(&words[0]));
        if single && !broad && capital && count < 3 && unknown(&words[0]) {
            return Some(Refusal::Name);
        }
        let small = form(&words[0]).starts_with(char::is_lowercase);
        if single && !broad && small && unknown(&words[0]) && self.is_bare(places) {
            return Some(Refusal::Foreign);
        }
        if !broad && words.iter().any(|w| NUMERALS.contains(&fold(&w.lemma).as_str())) {
            return Some(Refusal::Slight);
        }
        let demonstrative = |w: &Word| w.upos == Upos::Det && !matches!(fold(&w.lemma).as_str(), "le" | "l'");
        let loose = |w: &Word| w.upos == Upos::Adp && LOOSE.contains(&fold(&w.lemma).as_str());
        let other = |w: &Word| fold(&w.lemma) == "autre";
        let hanging = !single && words.last().is_some_and(|w| w.upos == Upos::Adv);
        if hanging || words.iter().any(|w| demonstrative(w) || loose(w) || other(w)) {
            return Some(Refusal::Loose);
        }
        if places.iter().all(|place| self.disagrees(place)) {
            return Some(Refusal::Loose);
        }
        if broad {
            return None;
        }
        let defined = candidate.facts.defined > 0.0;
        // What is met once and is no French word has to look like a term all the more.
        let strange = || unknown(&words[0]) && !is_acronym(form(&words[0])) && candidate.expansion.is_none();
        if single && count == 1 && !defined && candidate.score < STRANGE && strange() {
            return Some(Refusal::Lone);
        }
        if !single && words.iter().enumerate().any(|(at, w)| is_name(w, form(w), at)) {
            return Some(Refusal::Name);
        }
        // A club, a party: physiothérapeute du HSV.
        let unexplained = |w: &Word| is_acronym(form(w)) && !knows_acronym(self.inputs, form(w));
        if !single && count < 3 && candidate.expansion.is_none() && words.iter().any(unexplained) {
            return Some(Refusal::Name);
        }
        if !single && places.iter().all(|place| self.goes_with_the_noun_before(place)) {
            return Some(Refusal::Loose);
        }
        let first = fold(&words[0].lemma);
        let slight = |word: &str| SLIGHT.binary_search(&word).is_ok();
        if slight(&first) || words.last().is_some_and(|w| w.upos == Upos::Adj && slight(&fold(&w.lemma))) {
            return Some(Refusal::Slight);
        }
        let ordinary = || {
            let plain = form(&words[0]);
            morph::is_known(plain, Language::French) && !is_acronym(plain)
        };
        let keen = self.strictness != Strictness::Strict && candidate.score >= KEEN;
        let least = if keen { 2 } else { 3 };
        if single && count < least && candidate.acronym.is_none() && !defined && ordinary() {
            return Some(Refusal::Lone);
        }
        None
    }
}

/// Small words that are no French, that the translation has as well, and that mostly stand without a determiner, as nouns
/// do not: parameters, functions (la chaîne *string*, but un *token*).
fn codes<'a>(inputs: &Inputs<'a>) -> BTreeSet<&'a str> {
    let mut met: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for source in inputs.sources {
        let Some(translation) = source.translation else { continue };
        let there = translation.analysis();
        let words = there.sentences.iter().flat_map(|s| &s.words);
        let there: BTreeSet<&str> = words.map(|w| w.span.text(&there.document.text)).collect();
        let text = &source.analysis.document.text;
        for sentence in &source.analysis.sentences {
            let form = |at: usize| sentence.words.get(at).map_or("", |w| w.span.text(text));
            let foreign = |at: usize| form(at).starts_with(char::is_lowercase) && is_english(form(at));
            for at in (0..sentence.words.len()).filter(|&at| foreign(at) && there.contains(form(at))) {
                // Several foreign words side by side are a loan: private equity.
                if foreign(at + 1) || at > 0 && foreign(at - 1) {
                    continue;
                }
                let before = sentence.words[..at].iter().rev().find(|w| w.upos != Upos::Adj);
                let determined =
                    before.is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Num) || w.contracted);
                let counts = met.entry(form(at)).or_default();
                *counts = (counts.0 + 1, counts.1 + usize::from(determined));
            }
        }
    }
    met.into_iter().filter(|(_, (all, determined))| 2 * determined < *all).map(|(word, _)| word).collect()
}

/// How much commoner a word is in English than in French that is English, on Zipf's scale.
const ENGLISH_BY: f64 = 1.2;

/// Whether a word is English rather than French.
fn is_english(form: &str) -> bool {
    let zipf = |language| extract::frequency::zipf(&fold(form), language).unwrap_or(0.0);
    !morph::is_known(form, Language::French)
        || morph::is_known(form, Language::English)
            && zipf(Language::English) > zipf(Language::French) + ENGLISH_BY
}

/// Ordinary words of this score are listed where they are met twice.
const KEEN: f64 = 0.6;
/// Words that no list has, met once, are listed from this score on.
const STRANGE: f64 = 0.8;

fn is_acronym(form: &str) -> bool {
    form.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Whether an acronym is one of a glossary or of the language.
pub(super) fn knows_acronym(inputs: &Inputs<'_>, form: &str) -> bool {
    !inputs.base.concepts_with_term(form, Language::French).is_empty()
        || morph::is_known(form, Language::French)
}

fn is_foreign(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    ENGLISH.contains(&form)
        || (form.ends_with('.') && letters < 5)
        || (form.contains('/') && form.chars().any(|c| c.is_ascii_digit()))
}

/// Whether a word of a longer candidate belongs to a name: cofondateur d'*Alibaba*, historienne israélienne *Bat*. The
/// first word may have the capital of a title: *Union* européenne.
fn is_name(word: &Word, form: &str, at: usize) -> bool {
    let capital = form.starts_with(char::is_uppercase);
    if !capital || is_acronym(form) {
        return false;
    }
    let common = morph::readings(form, Language::French)
        .iter()
        .any(|r| r.certain && matches!(r.upos, Upos::Noun | Upos::Adj));
    match at {
        0 => word.upos == Upos::Propn && !common,
        _ => word.upos == Upos::Propn || !common,
    }
}

/// Known words whose sense in the glossary is not the one of the text, by what else the text speaks of.
pub(super) struct Senses {
    /// Terms met by domain that can mean nothing else.
    support: BTreeMap<String, BTreeSet<String>>,
}

/// Words for numbers, which glossaries list for their pitfalls.
const NUMERALS: &[&str] = &["billion", "milliard", "millier", "million", "trillion"];
/// Times that the lexicon has to have met a word to tell its usual English.
const MET: f32 = 25.0;
/// The share of a word's English that a glossary has to have for its sense to be the usual one.
const USUAL: f32 = 0.2;
/// Other terms of the domain that make a special sense likely.
const SUPPORT: usize = 3;

impl Senses {
    pub(super) fn new(known: &[Known], lexicon: &Lexicon) -> Self {
        let mut support: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for known in known.iter().filter(|k| !is_special(k, lexicon)) {
            for domain in &known.entry.domains {
                support.entry(domain.clone()).or_default().insert(known.term.clone());
            }
        }
        Self { support }
    }

    /// Whether the glossary's sense of a word is likely here: it is the usual one, or the text speaks of the domain.
    pub(super) fn fits(&self, known: &Known, lexicon: &Lexicon) -> bool {
        if !known.own && NUMERALS.contains(&known.term.as_str()) {
            return false;
        }
        self.support(known) >= SUPPORT || !is_special(known, lexicon)
    }

    /// How many terms speak for the domain of one.
    fn support(&self, known: &Known) -> usize {
        let sets = known.entry.domains.iter().filter_map(|d| self.support.get(d));
        sets.map(BTreeSet::len).max().unwrap_or(0)
    }

    /// Puts the usual English of a word first where the text does not speak of the glossary's domain: crime → crime
    /// before serious crime.
    pub(super) fn put_usual_first(&self, known: &Known, row: &mut Row, lexicon: &Lexicon) {
        if known.own || known.term.contains([' ', '-']) || self.support(known) > SUPPORT {
            return;
        }
        let usual = lexicon
            .translations(&fold(&known.term))
            .filter(|t| t.probability >= 0.4)
            .max_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| b.key.cmp(a.key)));
        if let Some(usual) = usual
            && let Some(at) = row.english.iter().position(|e| fold(&e.text) == usual.key)
        {
            row.english[..=at].rotate_right(1);
        }
    }
}

/// Whether a glossary gives an everyday word a sense that it seldom has: action → share.
fn is_special(known: &Known, lexicon: &Lexicon) -> bool {
    if known.own || known.term.contains([' ', '-']) {
        return false;
    }
    let section = known.entry.terms(Language::French).find(|t| t.term == known.term);
    let verb = section.and_then(|t| t.part_of_speech) == Some(PartOfSpeech::Verb);
    let key = fold(&known.term);
    if is_acronym(&known.term) || verb || lexicon.total(&key, false) < MET {
        return false;
    }
    let (share, other) = shares(&known.entry, &known.term, lexicon);
    share < USUAL || other > 1.3 * share
}

/// The share of a term's English in the bitexts that an entry accepts.
pub(super) fn usual_share(entry: &ConceptEntry, term: &str, lexicon: &Lexicon) -> f32 {
    shares(entry, term, lexicon).0
}

/// That share, and the greatest of one English that the entry does not have.
fn shares(entry: &ConceptEntry, term: &str, lexicon: &Lexicon) -> (f32, f32) {
    let english: BTreeSet<String> =
        entry.accepted(Language::English).flat_map(|t| head_keys(&t.term)).collect();
    let (mut share, mut other) = (0.0, 0f32);
    for t in lexicon.translations(&fold(term)) {
        if english.contains(t.key) {
            share += t.probability;
        } else {
            other = other.max(t.probability);
        }
    }
    (share, other)
}

/// An English term as the lexicon lists it; a single word in its dictionary form, too. The words of a longer term say
/// nothing of the sense: an anti-competitive agreement is no agreement.
fn head_keys(term: &str) -> Vec<String> {
    let mut keys = vec![fold(term)];
    if !term.contains([' ', '-']) {
        // Programming is no programme: where a word is a noun, its verb says nothing.
        let mut readings = morph::readings(term, Language::English);
        if readings.iter().any(|r| r.upos == Upos::Noun) {
            readings.retain(|r| r.upos == Upos::Noun);
        }
        keys.extend(readings.into_iter().map(|r| fold(&r.lemma)));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SLIGHT.is_sorted(), "sort data/slight.fr.txt");
        assert!(ENGLISH.is_sorted());
        assert!(LOOSE.is_sorted());
    }

    #[test]
    fn what_is_foreign() {
        assert!(is_foreign("of") && is_foreign("cf.") && is_foreign("DORS/2024-267"));
        assert!(!is_foreign("office") && !is_foreign("e-commerce") && !is_foreign("et/ou"));
    }
}
