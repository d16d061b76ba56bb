//! What the translation makes of a term.

use super::{Builder, is_acronym};
use crate::align::lexicon::Lexicon;
use crate::align::term::Fit;
use crate::generate::known::Place;
use crate::generate::{Origin, Projected, Rendering, RowStatus, compose};
use crate::morph::{self, Upos};
use crate::text::normalize::{bare, fold};
use crate::text::{Language, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Alignments less sure than this are no evidence.
const SURE: f64 = 0.3;
/// Below this confidence a word has to be known to render one of the French.
const SUPPORTED: f64 = 0.65;
/// What an alignment counts that holds words of something else, or lacks some of the term's.
const TORN: f64 = 0.6;

/// What the translation says of a term.
#[derive(Default)]
pub(super) struct Translated {
    /// By English as [`singular`] gives it: (dictionary form, count, sum of confidences, first span with its place).
    pub(super) renderings: BTreeMap<String, (String, usize, f64, Place, Span)>,
    /// Places that have a translated sentence.
    pub(super) asked: usize,
    /// Each place in the translation.
    pub(super) each: Vec<Rendered>,
}

/// What stands for one place of a term in the translation.
pub(super) struct Rendered {
    /// The English as [`singular`] gives it.
    key: String,
    /// How sure it is.
    pub(super) confidence: f64,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it is all of the term's English and nothing else.
    pub(super) whole: bool,
    /// The place.
    pub(super) place: Place,
}

impl Builder<'_> {
    /// Makes the translations ready for the terms at these places.
    pub(super) fn prepare(&self, terms: impl Iterator<Item = Vec<Place>>) {
        let terms: Vec<Vec<Place>> = terms.collect();
        for (number, source) in self.inputs.sources.iter().enumerate() {
            if let Some(translation) = source.translation {
                let here = |places: &Vec<Place>| -> Vec<(usize, Range<usize>)> {
                    let places = places.iter().filter(|p| p.source == number);
                    let places = places.filter(|p| !translation.sentences(p.sentence).is_empty());
                    places.map(|p| (p.sentence, p.words.clone())).collect()
                };
                translation.prepare(&terms.iter().map(here).collect::<Vec<_>>());
            }
        }
    }

    /// What the translation makes of a term that no glossary knows.
    pub(super) fn rendered(
        &self,
        translated: &Translated,
        canonical: &str,
    ) -> (Vec<Rendering>, RowStatus, Option<(Place, Span)>) {
        let mut found = translated.listed();
        // Statement import beside import statement is a slip.
        if let Some(best) = found.first().map(|f| f.0.clone()) {
            let mut first = true;
            found.retain(|f| std::mem::take(&mut first) || !is_reworded(&f.0, &best));
        }
        let Some(best) = found.first().filter(|f| f.2 >= SURE) else {
            return (Vec::new(), RowStatus::Open, None);
        };
        let untranslated = fold(&best.0) == fold(canonical)
            && !canonical.split(' ').all(|w| morph::is_known(w, Language::English));
        let status = match found.get(1) {
            _ if untranslated => RowStatus::Untranslated,
            Some(second) if second.1 > 1 && second.1 * 4 >= best.1 && second.2 >= 0.5 => RowStatus::Varies,
            _ => RowStatus::Translated,
        };
        let english = found
            .iter()
            .enumerate()
            .filter(|(at, f)| *at == 0 || (f.2 >= 0.5 && f.1 * 4 >= best.1 && f.1 > 1))
            .take(3)
            .map(|(_, f)| Rendering {
                text: f.0.clone(),
                origin: Origin::Aligned,
                confidence: f.2,
                count: f.1,
            })
            .collect();
        (english, status, Some((best.3.clone(), best.4)))
    }

    /// Whether alignment is sure of some English, or a word of it is known to render a word of the French or looks like one.
    pub(super) fn is_supported(&self, english: &str, places: &[Place], confidence: f64) -> bool {
        confidence >= SUPPORTED || self.renders(english, places)
    }

    /// Whether a word of the English is known to render a word of the French, or looks like one.
    fn renders(&self, english: &str, places: &[Place]) -> bool {
        let Some(place) = places.first() else { return false };
        let words =
            &self.inputs.sources[place.source].analysis.sentences[place.sentence].words[place.words.clone()];
        let targets: Vec<String> = english
            .split([' ', '-'])
            .flat_map(|w| morph::lemma_keys(w, Language::English).into_iter().map(|k| k.to_string()))
            .collect();
        let content = words.iter().filter(|w| !matches!(w.upos, Upos::Adp | Upos::Det));
        content.map(|w| fold(&w.lemma)).any(|lemma| {
            let alike = |t: &String| t.len() > 3 && bare(&lemma).get(..4) == t.get(..4);
            targets.iter().any(alike)
                || self
                    .inputs
                    .lexicon
                    .translations(&lemma)
                    .any(|t| t.probability >= 0.03 && targets.iter().any(|w| w == t.key))
        })
    }

    /// Aligned English of more words than the French without the words at its start that render none of it:
    /// vol long-courrier → (fuel-intensive) long-range flight.
    pub(super) fn trimmed(&self, english: &str, places: &[Place]) -> String {
        let Some(place) = places.first() else { return english.to_owned() };
        let words =
            &self.inputs.sources[place.source].analysis.sentences[place.sentence].words[place.words.clone()];
        let content = words.iter().filter(|w| !matches!(w.upos, Upos::Adp | Upos::Det)).count();
        let mut rest = english;
        while rest.split(' ').count() > content.max(1)
            && let Some((first, after)) = rest.split_once(' ')
            && !self.renders(first, places)
        {
            rest = after;
        }
        rest.to_owned()
    }

    /// Whether a word stands in the translations of these places, in any form.
    pub(super) fn translation_has(&self, english: &str, places: &[Place]) -> bool {
        let wanted = morph::lemma_keys(english, Language::English);
        places.iter().any(|place| {
            let Some(translation) = self.inputs.sources[place.source].translation else { return false };
            let target = translation.analysis();
            translation.sentences(place.sentence).filter_map(|s| target.sentences.get(s)).any(|s| {
                s.words.iter().any(|w| {
                    morph::lemma_keys(w.span.text(&target.document.text), Language::English)
                        .iter()
                        .any(|key| wanted.contains(key))
                })
            })
        })
    }

    /// Whether English renders no more than one word of several: négociation sur la sécession → secession. What the bitexts render so is one word in English.
    pub(super) fn is_half(&self, english: &str, places: &[Place]) -> bool {
        let Some(place) = places.first() else { return false };
        let words =
            &self.inputs.sources[place.source].analysis.sentences[place.sentence].words[place.words.clone()];
        let content: Vec<String> = words
            .iter()
            .filter(|w| !matches!(w.upos, Upos::Adp | Upos::Det))
            .flat_map(|w| {
                let lemma = fold(&w.lemma);
                // The words of a compound: life of assurance-vie.
                let parts = lemma.split('-').filter(|part| part.len() > 2).map(str::to_owned);
                let parts = parts.collect::<Vec<_>>();
                if parts.len() > 1 { parts } else { vec![lemma.clone()] }
            })
            .collect();
        if content.len() < 2 {
            return false;
        }
        let target = singular(english);
        let renders = |key: &str, least: f32| {
            self.inputs.lexicon.translations(key).any(|t| t.key == target && t.probability >= least)
        };
        let phrase: String = words.iter().map(|w| fold(&w.lemma)).collect::<Vec<_>>().join(" ");
        let alike = |word: &str| {
            target.len() > 3
                && target.len().abs_diff(word.len()) < 2
                && bare(word).get(..5) == target.get(..5)
        };
        let word = !english.contains([' ', '-']);
        let alike = |other: &str| word && alike(other);
        !renders(&phrase, 0.1)
            && !renders(&content.join(" "), 0.1)
            && content.iter().any(|word| renders(word, 0.12) || alike(word))
    }

    /// What the translations make of a term at these places; `noun` where it is one, so that its English is one, too.
    pub(super) fn translations(&self, places: &[Place], noun: bool) -> Translated {
        let mut out = Translated::default();
        for (number, source) in self.inputs.sources.iter().enumerate() {
            let Some(translation) = source.translation else { continue };
            let here: Vec<&Place> = places
                .iter()
                .filter(|p| p.source == number && !translation.sentences(p.sentence).is_empty())
                .collect();
            out.asked += here.len();
            let asked: Vec<(usize, Range<usize>)> =
                here.iter().map(|p| (p.sentence, p.words.clone())).collect();
            for (place, projected) in here.into_iter().zip(translation.project(&asked)) {
                let Some(Projected { term, span, confidence, fit }) = projected else { continue };
                let french = place.span.text(&source.analysis.document.text);
                if !is_term_like(&term, french) || (noun && fit == Fit::Clause) {
                    continue;
                }
                let target = &translation.analysis().document.text;
                let met = span.text(target);
                let acronym = is_acronym(met) && !met.contains(|c: char| c.is_lowercase() || c == ' ');
                let term = if acronym { met.to_owned() } else { with_capitals(&term, french, met) };
                let confidence = if fit == Fit::Torn { TORN * confidence } else { confidence };
                let key = singular(&term);
                let whole = fit == Fit::Whole;
                out.each.push(Rendered { key: key.clone(), confidence, span, whole, place: place.clone() });
                let lemma = key == fold(&term);
                let entry =
                    out.renderings.entry(key).or_insert_with(|| (term.clone(), 0, 0.0, place.clone(), span));
                // The dictionary form, small where one of the places has it so.
                let small = |text: &str| text.starts_with(char::is_lowercase);
                if lemma && (singular(&entry.0) != fold(&entry.0) || small(&term)) {
                    entry.0 = term;
                }
                entry.1 += 1;
                entry.2 += confidence;
            }
        }
        out
    }
}

/// English with the capitals of the acronyms that the French or the English of the text has, and of words that always have
/// one: ASCII character, PPE-DE, European Council.
fn with_capitals(english: &str, french: &str, met: &str) -> String {
    let french = french.split(|c: char| !c.is_alphanumeric());
    let acronyms: Vec<&str> = french.chain(met.split(' ')).filter(|w| is_acronym(w)).collect();
    let word = |word: &str| {
        let acronym = acronyms.iter().find(|a| a.to_lowercase() == word);
        acronym.map_or_else(|| word.to_owned(), |a| (*a).to_owned())
    };
    compose::capitalised(&english.split(' ').map(word).collect::<Vec<_>>().join(" "), false)
}

impl Translated {
    /// Leaves out what stands at these places.
    pub(super) fn forget(&mut self, spans: &[Span]) {
        for at in self.each.iter().filter(|at| spans.iter().any(|s| s.overlaps(at.span))) {
            if let Some(entry) = self.renderings.get_mut(&at.key) {
                (entry.1, entry.2) = (entry.1.saturating_sub(1), entry.2 - at.confidence);
            }
        }
        self.renderings.retain(|_, entry| entry.1 > 0);
    }

    /// Renderings by weight: (text, count, mean confidence, place, span).
    pub(super) fn listed(&self) -> Vec<(String, usize, f64, Place, Span)> {
        let mut out: Vec<_> = Vec::new();
        for (key, (text, n, sum, place, span)) in &self.renderings {
            // The plural of a word that no list has is no second rendering.
            let plural = key.strip_suffix('s').is_some_and(|one| self.renderings.contains_key(one));
            if plural {
                continue;
            }
            let (mut n, mut sum) = (*n, *sum);
            if let Some(more) = self.renderings.get(&format!("{key}s")) {
                (n, sum) = (n + more.1, sum + more.2);
            }
            out.push((text.clone(), n, sum / n as f64, place.clone(), *span));
        }
        out.sort_by(|a, b| (b.1 as f64 * b.2).total_cmp(&(a.1 as f64 * a.2)).then_with(|| a.0.cmp(&b.0)));
        out
    }
}

/// English folded, its last word as a dictionary lists the noun: one key for both numbers.
pub(super) fn singular(text: &str) -> String {
    let folded = fold(text);
    let (start, last) = folded.rsplit_once(' ').map_or(("", folded.as_str()), |(start, last)| (start, last));
    let readings = morph::readings(last, Language::English);
    let noun = readings.iter().find(|r| r.upos == Upos::Noun && r.certain).map(|r| fold(&r.lemma));
    match noun {
        Some(lemma) if start.is_empty() => lemma,
        Some(lemma) => format!("{start} {lemma}"),
        None => folded,
    }
}

/// English with its last word in the singular, where that is a noun in small letters.
pub(super) fn in_singular(text: &str) -> String {
    let key = singular(text);
    // The head stands before its complement, and is in the singular already: meeting of creditors.
    if text.split(' ').any(|w| COMPLEMENT.contains(&w)) {
        return text.to_owned();
    }
    let (start, last) = text.rsplit_once(' ').map_or(("", text), |(start, last)| (start, last));
    let lemma = key.rsplit(' ').next().unwrap_or(&key);
    match start {
        // Muslims, which no list of words has.
        _ if fold(last) == lemma && lemma.strip_suffix('s').is_some_and(compose::has_capital) => {
            text.strip_suffix('s').unwrap_or(text).to_owned()
        }
        _ if !last.starts_with(char::is_lowercase) || fold(last) == lemma => text.to_owned(),
        "" => lemma.to_owned(),
        start => format!("{start} {lemma}"),
    }
}

/// Words that join a complement to its noun.
const COMPLEMENT: &[&str] = &["against", "at", "by", "for", "from", "in", "of", "on", "to", "with"];

/// Whether two English terms have the same words, in whatever order and number: negotiations of accession, accession
/// negotiation.
pub(super) fn is_reworded(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        let folded = fold(text);
        let slight = |w: &str| COMPLEMENT.contains(&w) || matches!(w, "" | "a" | "an" | "the");
        let words = folded.split([' ', '-']).filter(|w| !slight(w));
        let mut words: Vec<String> = words.map(singular).collect();
        words.sort_unstable();
        words
    };
    words(a) == words(b)
}

/// Whether aligned English may be a term: it does not cross a comma or a bracket, has no possessive of a name, and
/// neither a figure nor a conjunction that the French lacks.
fn is_term_like(english: &str, french: &str) -> bool {
    let joins = |text: &str, words: [&str; 3]| text.split([' ', '/', '\u{a0}']).any(|w| words.contains(&w));
    if joins(english, ["and", "or", "but"]) && !joins(french, ["et", "ou", "ni"]) {
        return false;
    }
    // Small- and medium-sized.
    if english.split(' ').any(|word| word == "-") {
        return false;
    }
    let crosses = english.contains([',', ';', ':', '(', ')', '"', '“', '”', '«', '»']);
    let possessive = english
        .split(' ')
        .any(|w| w.starts_with(char::is_uppercase) && (w.ends_with("’s") || w.ends_with("'s")));
    let digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    !crosses && !possessive && (!digit(english) || digit(french))
}

/// Whether English can be a noun phrase: it was met as a term, or its last word is not known as something else only.
pub(super) fn is_nominal(text: &str, lexicon: &Lexicon) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    if text.contains(' ') && lexicon.total(&fold(text), true) > 0.0 {
        return true;
    }
    let readings = morph::readings(last, Language::English);
    let noun = |upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::X);
    !morph::is_known(last, Language::English) || readings.iter().any(|r| noun(r.upos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_a_border_is_no_term() {
        assert!(is_term_like("driver’s licence", "permis de conduire"));
        assert!(!is_term_like("property apply , usufruct", "usufruit des biens"));
        assert!(!is_term_like("Europe’s port", "port européen"));
        assert!(!is_term_like("chapter 2 aeroplane", "avion relevant du chapitre"));
        assert!(!is_term_like("illegal entry or stay", "séjour irrégulier"));
        assert!(!is_term_like("small - and medium enterprise", "petite et moyenne entreprise"));
        assert!(is_term_like("terms and conditions", "clauses et conditions"));
    }

    #[test]
    fn acronyms_and_names_keep_their_capitals() {
        assert_eq!(with_capitals("ascii letter", "lettres ASCII", "ascii letters"), "ASCII letter");
        let council = with_capitals("european Council", "Conseil européen", "European Council");
        assert_eq!(council, "European Council");
        assert_eq!(with_capitals("ppe-de", "PPE", "PPE-DE"), "PPE-DE");
    }

    #[test]
    fn both_numbers_have_one_key() {
        assert_eq!(singular("contracting states"), singular("contracting state"));
        assert_eq!(in_singular("Islamic fundamentalists"), "Islamic fundamentalist");
        assert_eq!(in_singular("Contracting States"), "Contracting States");
        assert_eq!(in_singular("meeting of creditors"), "meeting of creditors");
        assert_eq!((in_singular("Muslims").as_str(), in_singular("Swiss").as_str()), ("Muslim", "Swiss"));
        assert!(is_reworded("cessation of the payment", "cessation of payments"));
        assert!(!is_reworded("area of application", "scope of application"));
    }
}
