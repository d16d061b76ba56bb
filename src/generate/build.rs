//! Rows from what was found: known concepts, then candidates that no known term covers.

use super::compose::{self, TermWord, Way};
use super::defined::{self, Defined};
use super::gate::{Gate, Senses};
use super::known::{self, Known, Place};
use super::{Context, Inputs, Options, Origin, Projected, Rendering, Row, RowStatus, Strictness};
use crate::document::BlockKind;
use crate::extract::{self, Candidate, Kind};
use crate::glossary::{ConceptEntry, PartOfSpeech, TermSection, TermType};
use crate::lookup::{FindOptions, TermBase};
use crate::morph::{self, Upos};
use crate::text::normalize::{bare, fold};
use crate::text::{Language, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Alignments less sure than this are no evidence.
const SURE: f64 = 0.3;
/// A rendering that is met once and differs from the glossary's is shown from this confidence.
const LONELY: f64 = 0.75;
/// Suggestions less likely than this are not shown.
const SHOWN: f32 = 0.2;
/// Compounds that were never met are shown from this confidence on.
const PLAIN: f64 = 0.6;
/// Compounds about a glossary's term, and single words, are shown from these on.
const LISTED: f64 = 0.35;
const LONE: f64 = 0.5;
/// Aligned English below this confidence needs a word that is known to render one of the French.
const SUPPORTED: f64 = 0.65;
/// From this score on a phrase is a term even where it is met once and nowhere else.
const CERTAIN: f64 = 0.85;

/// The glossary of the sources: terms by usefulness, then names. Total; the same rows for the same input.
pub fn generate(inputs: &Inputs<'_>, options: &Options) -> Vec<Row> {
    let known = known::find(inputs.sources, inputs.base, &options.domains, options.own_layers);
    let defined = defined::find(inputs.sources);
    let covered = Covered::new(&known, &defined);
    let analyses: Vec<_> = inputs.sources.iter().map(|s| s.analysis).collect();
    let strictness = match options.strictness {
        Strictness::Strict => extract::Strictness::Strict,
        Strictness::Balanced => extract::Strictness::Balanced,
        Strictness::Broad => extract::Strictness::Broad,
    };
    // All candidates are wanted, for the score of known terms too; the cut comes later.
    let extraction = extract::Options {
        names: extract::Names::Include,
        strictness,
        min_score: Some(0.0),
        ..extract::Options::default()
    };
    let candidates = extract::extract(&analyses, &extraction);
    let builder = Builder::new(inputs, options);
    let cut_off = strictness.cut_off();
    let gate = Gate::new(inputs, options.strictness);
    let senses = Senses::new(&known, inputs.lexicon);
    let free: Vec<(&Candidate, Vec<Place>)> = candidates
        .iter()
        .filter(|candidate| builder.is_listed(candidate, cut_off))
        .filter_map(|candidate| Some((candidate, covered.free_places(candidate)?)))
        .filter(|(candidate, places)| !builder.is_bare(candidate, places))
        .filter(|(candidate, places)| {
            candidate.kind == Kind::Name || gate.refusal(candidate, places).is_none()
        })
        .collect();
    builder.prepare(known.iter().map(Known::all_places).chain(free.iter().map(|f| f.1.clone())));
    let mut rows = Vec::new();
    let mut told = vec![false; defined.len()];
    for known in &known {
        let mut row = builder.known_row(known, &candidates);
        let confirmed = matches!(row.status, RowStatus::Confirmed | RowStatus::Varies);
        if !confirmed {
            senses.put_usual_first(known, &mut row, inputs.lexicon);
        }
        let at = defined.iter().position(|d| known.places.iter().any(|p| d.defined.contains(p)));
        if let Some(at) = at {
            told[at] = true;
            rows.push(builder.define(row, &defined[at]));
        } else if confirmed || options.strictness == Strictness::Broad || senses.fits(known, inputs.lexicon) {
            rows.push(row);
        }
    }
    for (defined, _) in defined.iter().zip(told).filter(|(_, told)| !told) {
        let same = |c: &&Candidate| {
            c.occurrences.iter().any(|o| {
                defined
                    .defined
                    .iter()
                    .any(|p| (p.source, p.sentence, &p.words) == (o.document, o.sentence, &o.words))
            })
        };
        let row = builder.defined_row(defined, candidates.iter().find(same));
        rows.push(builder.define(row, defined));
    }
    let found = free
        .iter()
        .filter_map(|(candidate, places)| Some((builder.candidate_row(candidate, places)?, places.clone())));
    rows.extend(without_nested(found.collect()));
    link_acronyms(&mut rows);
    drop_repeats(&mut rows);
    rows.sort_by(|a, b| {
        let rank = |row: &Row| row.score + 0.03 * (row.frequency as f64).ln();
        a.name.cmp(&b.name).then_with(|| rank(b).total_cmp(&rank(a))).then_with(|| a.french.cmp(&b.french))
    });
    rows
}

/// Words of the sources that known terms cover.
struct Covered {
    words: BTreeMap<(usize, usize), Vec<Range<usize>>>,
}

impl Covered {
    fn new(known: &[Known], defined: &[Defined]) -> Self {
        let mut words: BTreeMap<(usize, usize), Vec<Range<usize>>> = BTreeMap::new();
        for place in known.iter().flat_map(|k| &k.places).chain(defined.iter().flat_map(|d| &d.places)) {
            words.entry((place.source, place.sentence)).or_default().push(place.words.clone());
        }
        Self { words }
    }

    /// The places of a candidate that no known term holds; `None` where it is not worth a row of its own: most of it is
    /// known already, or it is a known term with an ordinary word about it.
    fn free_places(&self, candidate: &Candidate) -> Option<Vec<Place>> {
        let mut free = Vec::new();
        let mut inside = 0;
        let mut wider = 0;
        for o in &candidate.occurrences {
            let known = self.words.get(&(o.document, o.sentence)).map_or(&[][..], Vec::as_slice);
            let overlaps = |k: &Range<usize>| k.start < o.words.end && o.words.start < k.end;
            // Inside a known term, or across its border.
            if known
                .iter()
                .any(|k| overlaps(k) && !(o.words.start <= k.start && k.end <= o.words.end && *k != o.words))
            {
                inside += 1;
                continue;
            }
            if known.iter().any(overlaps) {
                wider += 1;
            }
            free.push(Place {
                source: o.document,
                sentence: o.sentence,
                words: o.words.clone(),
                span: o.span,
            });
        }
        let all = candidate.occurrences.len();
        if free.is_empty() || inside * 2 > all {
            return None;
        }
        // A longer term about a known one has to stand on its own feet.
        if wider * 2 > all && (candidate.score < 0.5 || all < 2) && candidate.score < 0.75 {
            return None;
        }
        Some(free)
    }
}

struct Builder<'a> {
    inputs: &'a Inputs<'a>,
    options: &'a Options,
}

/// A possible English rendering and what speaks for it.
struct Suggested {
    rendering: Rendering,
    /// The English was met as a whole.
    attested: bool,
    /// A term of a glossary is a part of the French.
    listed: bool,
}

/// What the translation says of a term.
#[derive(Default)]
struct Translated {
    /// By folded English: (dictionary form, count, sum of confidences, first span with its place).
    renderings: BTreeMap<String, (String, usize, f64, Place, Span)>,
    /// Places that have a translated sentence.
    asked: usize,
    /// Each place in the translation: (folded English, confidence, where).
    each: Vec<(String, f64, Span)>,
}

impl<'a> Builder<'a> {
    fn new(inputs: &'a Inputs<'a>, options: &'a Options) -> Self {
        Self { inputs, options }
    }

    fn known_row(&self, known: &Known, candidates: &[Candidate]) -> Row {
        let entry = &known.entry;
        let french = known.term.clone();
        let places = known.all_places();
        let section = entry.terms(Language::French).find(|t| t.term == french);
        let accepted: Vec<&TermSection> = self.accepted_english(entry);
        let mut english: Vec<Rendering> = accepted
            .iter()
            .map(|term| Rendering {
                text: term.term.clone(),
                origin: Origin::Glossary,
                confidence: if known.own { 0.99 } else { 0.95 },
                count: 0,
            })
            .collect();
        let verb = section.and_then(|t| t.part_of_speech) == Some(PartOfSpeech::Verb);
        let (mut status, mut en_span) = (RowStatus::Known, None);
        let mut translated = self.translations(&places);
        if translated.asked > 0 {
            let (confirmed, spans) = self.confirm(known, &places, &accepted, &mut english);
            for rendering in &english {
                translated.renderings.remove(&fold(&rendering.text));
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
            // What is met once must be sure to be news.
            others.retain(|o| o.2 >= if o.1 > 1 { 0.5 } else { LONELY });
            let other = others.iter().map(|o| o.1).sum::<usize>();
            status = match (confirmed, other) {
                (0, 0) => RowStatus::Known,
                // Verbs are turned in too many ways for a difference to be news.
                (0, _) if verb => RowStatus::Known,
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
            // What the translation uses comes first, the glossary's order otherwise.
            english.sort_by_key(|e| (e.origin != Origin::Glossary, std::cmp::Reverse(e.count)));
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
        let alone = if known.places.is_empty() || verb { 0.8 } else { 1.0 };
        let termhood = alone * self.termhood(&places, &french, candidates);
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for place in &places {
            *forms.entry(self.surface(place)).or_default() += 1;
        }
        let full = section.and_then(|t| t.expands.clone());
        Row {
            french,
            status: if english.is_empty() { RowStatus::Open } else { status },
            origin,
            score: if known.own { 0.9 + 0.09 * termhood } else { 0.55 + 0.42 * termhood },
            frequency: places.len(),
            domains: entry.domains.clone(),
            part_of_speech: section.and_then(|t| t.part_of_speech).or(Some(PartOfSpeech::Noun)),
            gender: section.and_then(|t| t.gender),
            number: section.and_then(|t| t.number),
            definition: entry.definition(Language::English).map(str::to_owned),
            context: self.context(&places, &english, en_span),
            forms: by_count(forms),
            see: full,
            name: false,
            files: files(&places),
            concept: Some(entry.id.clone()).filter(|id| !id.is_empty()),
            reasons: vec![("glossary".to_owned(), 1.0), ("termhood".to_owned(), termhood)],
            english,
        }
    }

    /// The English terms of an entry that may be used, the variety that is wanted first.
    fn accepted_english<'e>(&self, entry: &'e ConceptEntry) -> Vec<&'e TermSection> {
        let mut terms: Vec<&TermSection> = entry.accepted(Language::English).collect();
        if let Some(region) = &self.options.region {
            let other = |t: &&TermSection| !t.regions.is_empty() && !t.regions.contains(region);
            terms.sort_by_key(|t| (other(t), !t.regions.contains(region)));
            if terms.iter().any(|t| !other(t)) {
                terms.retain(|t| !other(t));
            }
        }
        // The short forms of what is listed already say nothing new at the head of a list.
        terms.sort_by_key(|t| matches!(t.term_type, Some(TermType::Acronym | TermType::Abbreviation)));
        terms
    }

    /// Counts the sentences whose translation has an accepted English term, by term. Returns how many have one, and where
    /// these terms stand.
    fn confirm(
        &self,
        known: &Known,
        places: &[Place],
        accepted: &[&TermSection],
        english: &mut [Rendering],
    ) -> (usize, Vec<Span>) {
        let mut spans = Vec::new();
        let glossary =
            crate::glossary::Glossary { concepts: vec![known.entry.clone()], ..Default::default() };
        let base = TermBase::build(&[glossary]);
        let mut finder = base.finder(Language::English);
        let options = FindOptions { nested: true, ..FindOptions::default() };
        let mut confirmed = 0;
        let mut seen = BTreeSet::new();
        for place in places {
            let Some(translation) = self.inputs.sources[place.source].translation else { continue };
            if !seen.insert((place.source, place.sentence)) {
                continue;
            }
            let target = translation.analysis();
            let mut here = false;
            for sentence in translation.sentences(place.sentence) {
                let Some(s) = target.sentences.get(sentence) else { continue };
                let found = finder.find(&target.document.text, &s.words, &options);
                // The longest accepted term is the one that is used: board of directors, not board.
                let longest = found.iter().filter(|f| {
                    !found.iter().any(|o| o.words.len() > f.words.len() && o.span.contains(f.span))
                });
                for found in longest {
                    if let Some(at) = accepted.iter().position(|t| known::same(&t.term, &found.term))
                        && let Some(e) = english.iter_mut().find(|e| e.text == accepted[at].term)
                    {
                        e.count += 1;
                        here = true;
                        spans.push(found.span);
                    }
                }
            }
            confirmed += usize::from(here);
        }
        (confirmed, spans)
    }

    /// How much a known term looks like one here: the score of the candidate that it is, else by its shape.
    fn termhood(&self, places: &[Place], french: &str, candidates: &[Candidate]) -> f64 {
        let words = french.split([' ', '-', '’', '\'']).filter(|w| w.chars().count() > 2).count();
        let shape = match words {
            0 | 1 if french.chars().filter(|c| c.is_uppercase()).count() > 1 => 0.8,
            0 | 1 => 0.35,
            2 => 0.75,
            _ => 0.85,
        };
        let Some(first) = places.first() else { return shape };
        let same = candidates.iter().find(|c| {
            c.occurrences
                .iter()
                .any(|o| o.document == first.source && o.sentence == first.sentence && o.words == first.words)
        });
        let upos = &self.inputs.sources[first.source].analysis.sentences[first.sentence].words
            [first.words.start]
            .upos;
        let slight = first.words.len() == 1 && known::is_slight(*upos);
        let score = same.map_or(shape, |c| 0.5 * shape + 0.5 * c.score);
        if slight { score * 0.5 } else { score }
    }

    /// Whether a candidate is sure enough, and of the kind that is wanted.
    fn is_listed(&self, candidate: &Candidate, cut_off: f64) -> bool {
        candidate.score >= cut_off && (candidate.kind != Kind::Name || self.options.names)
    }

    /// A glossary of nouns: single adjectives and verbs that no glossary lists say little, parts of names nothing.
    fn is_bare(&self, candidate: &Candidate, places: &[Place]) -> bool {
        let bare = matches!(candidate.pattern.as_str(), "A" | "V" | "R" | "M");
        candidate.kind != Kind::Name
            && self.options.strictness != Strictness::Broad
            && (bare || self.is_part_of_names(places))
    }

    /// Makes the translations ready for the terms at these places.
    fn prepare(&self, terms: impl Iterator<Item = Vec<Place>>) {
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
    fn rendered(
        &self,
        translated: &Translated,
        canonical: &str,
    ) -> (Vec<Rendering>, RowStatus, Option<(Place, Span)>) {
        let found = translated.listed();
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

    /// A term that the text defines and no glossary knows. `candidate` is what extraction found at the same place.
    fn defined_row(&self, defined: &Defined, candidate: Option<&Candidate>) -> Row {
        let places = &defined.places;
        let translated = self.translations(places);
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
        let first = &defined.defined[0];
        let words = &self.inputs.sources[first.source].analysis.sentences[first.sentence].words;
        let head = words[first.words.clone()].iter().find(|w| matches!(w.upos, Upos::Noun | Upos::Propn));
        let verb = matches!(words[first.words.start].upos, Upos::Verb | Upos::Aux);
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
            name: false,
            files: files(places),
            concept: None,
            reasons: candidate.map_or_else(Vec::new, |c| vec![("termhood".to_owned(), c.score)]),
            english,
        }
    }

    /// Puts what the text defines before what else is known of a row.
    fn define(&self, mut row: Row, defined: &Defined) -> Row {
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

    fn candidate_row(&self, candidate: &Candidate, places: &[Place]) -> Option<Row> {
        let name = candidate.kind == Kind::Name;
        let translated = self.translations(places);
        let (mut english, mut status, en_span) = self.rendered(&translated, &candidate.canonical);
        english.retain(|e| name || e.confidence >= SUPPORTED || self.is_supported(&e.text, places));
        // Titles write words with capitals that are no names.
        if !name && !candidate.canonical.contains(char::is_uppercase) {
            english.iter_mut().for_each(|e| e.text = compose::in_small(&e.text));
        }
        if english.is_empty() && status != RowStatus::Open {
            status = RowStatus::Open;
        }
        // A phrase met once is a term where it, or its English, is one elsewhere.
        let balanced = self.options.strictness != Strictness::Broad;
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
            if !english.is_empty() {
                status = RowStatus::Suggested;
            }
        }
        // An acronym that nothing explains is a name: a party, a company.
        let unexplained = candidate.pattern.len() == 1
            && is_acronym(&candidate.canonical)
            && candidate.expansion.is_none()
            && matches!(status, RowStatus::Open | RowStatus::Untranslated);
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
        Some(Row {
            french: self.with_capitals(&candidate.canonical, places),
            status,
            origin,
            score: candidate.score * weight,
            frequency: places.len(),
            domains: Vec::new(),
            part_of_speech: Some(part_of_speech(&candidate.pattern, name)),
            gender: candidate.gender,
            number: None,
            definition: None,
            context: self.context(places, &english, en_span),
            forms: by_count(forms),
            see: candidate.expansion.clone().or_else(|| candidate.acronym.clone()),
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

    fn suggestions(&self, candidate: &Candidate, places: &[Place]) -> Vec<Suggested> {
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
                && !text.split(' ').all(|w| morph::is_known(w, Language::English))
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
    fn shown(&self, suggested: Vec<Suggested>, candidate: &Candidate) -> Vec<Rendering> {
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

    /// Whether a word of the English is known to render a word of the French, or looks like one.
    fn is_supported(&self, english: &str, places: &[Place]) -> bool {
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

    /// Whether a phrase was met often enough in the bitexts to have English of its own.
    fn phrase_is_met(&self, places: &[Place]) -> bool {
        let Some(place) = places.first() else { return false };
        let words =
            &self.inputs.sources[place.source].analysis.sentences[place.sentence].words[place.words.clone()];
        let key = |with: bool| {
            let words = words.iter().filter(|w| with || w.upos != Upos::Det);
            words.map(|w| fold(&w.lemma)).collect::<Vec<_>>().join(" ")
        };
        [true, false].iter().any(|&with| self.inputs.lexicon.translations(&key(with)).next().is_some())
    }

    fn translations(&self, places: &[Place]) -> Translated {
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
                let Some(Projected { term, span, confidence }) = projected else { continue };
                out.each.push((fold(&term), confidence, span));
                let entry =
                    out.renderings.entry(fold(&term)).or_insert_with(|| (term, 0, 0.0, place.clone(), span));
                entry.1 += 1;
                entry.2 += confidence;
            }
        }
        out
    }

    fn surface(&self, place: &Place) -> String {
        let text = place.span.text(&self.inputs.sources[place.source].analysis.document.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The sentence that explains best: one that defines, else an early one of middling length.
    fn context(
        &self,
        places: &[Place],
        english: &[Rendering],
        aligned: Option<(Place, Span)>,
    ) -> Option<Context> {
        let place = places
            .iter()
            .enumerate()
            .max_by(|(i, a), (j, b)| self.explains(a, *i).total_cmp(&self.explains(b, *j)).then(j.cmp(i)))
            .map(|(_, place)| place)?;
        let source = &self.inputs.sources[place.source];
        let document = &source.analysis.document;
        let sentence = source.analysis.sentences[place.sentence].segment.span.trim(&document.text);
        let (fr, fr_span) = one_line(sentence.text(&document.text), place.span, sentence.start);
        let mut context = Context {
            file: place.source,
            line: document.file_line(place.span.start).unwrap_or(0),
            fr,
            fr_span,
            en: None,
            en_span: None,
        };
        if let Some(translation) = source.translation {
            let target = translation.analysis();
            let sentences = translation.sentences(place.sentence);
            let spans = target.sentences.get(sentences).unwrap_or_default().iter().map(|s| s.segment.span);
            if let Some(span) = spans.reduce(Span::cover) {
                let span = span.trim(&target.document.text);
                let whole = span.text(&target.document.text);
                let projected =
                    aligned.filter(|(p, _)| p == place).map(|(_, s)| s).filter(|s| span.contains(*s));
                let found = projected.or_else(|| {
                    let folded = fold(whole);
                    let term = english.iter().map(|e| fold(&e.text)).find(|t| folded.contains(t.as_str()))?;
                    let at = whole.to_lowercase().find(&term)?;
                    (whole.get(at..at + term.len()).is_some())
                        .then(|| Span::new(at, at + term.len()).shift(span.start))
                });
                let (en, en_span) =
                    one_line(whole, found.unwrap_or(Span::new(span.start, span.start)), span.start);
                context.en = Some(en);
                context.en_span = found.map(|_| en_span);
            }
        }
        Some(context)
    }

    fn explains(&self, place: &Place, order: usize) -> f64 {
        let analysis = self.inputs.sources[place.source].analysis;
        let sentence = &analysis.sentences[place.sentence];
        let text = sentence.segment.span.text(&analysis.document.text);
        let after: Vec<&str> = sentence.words[place.words.end.min(sentence.words.len())..]
            .iter()
            .take(3)
            .map(|w| w.lemma.as_str())
            .collect();
        let defines =
            matches!(after.as_slice(), ["être", "un" | "une" | "le", ..] | ["désigner" | "consister", ..])
                || matches!(
                    after.as_slice(),
                    [",", "qui" | "c'" | "un" | "une" | "par", ..] | ["(", ..] | [",", "ce" | "ces", ..]
                );
        let length = text.chars().count() as f64;
        let heading = matches!(analysis.document.blocks[sentence.segment.block].kind, BlockKind::Heading(_));
        f64::from(u8::from(defines)) * 2.0
            - f64::from(u8::from(heading)) * 2.0
            - (length - 150.0).abs() / 200.0
            - (order as f64) * 0.05
    }
}

impl Translated {
    /// Leaves out what stands at these places.
    fn forget(&mut self, spans: &[Span]) {
        for (key, confidence, _) in
            self.each.iter().filter(|(_, _, at)| spans.iter().any(|s| s.overlaps(*at)))
        {
            if let Some(entry) = self.renderings.get_mut(key) {
                (entry.1, entry.2) = (entry.1.saturating_sub(1), entry.2 - confidence);
            }
        }
        self.renderings.retain(|_, entry| entry.1 > 0);
    }

    /// Renderings by weight: (text, count, mean confidence, place, span).
    fn listed(&self) -> Vec<(String, usize, f64, Place, Span)> {
        let mut out: Vec<_> = self
            .renderings
            .values()
            .map(|(text, n, sum, place, span)| (text.clone(), *n, sum / *n as f64, place.clone(), *span))
            .collect();
        out.sort_by(|a, b| (b.1 as f64 * b.2).total_cmp(&(a.1 as f64 * a.2)).then_with(|| a.0.cmp(&b.0)));
        out
    }
}

/// A stretch of text on one line, with the place of a span in it.
fn one_line(text: &str, span: Span, offset: usize) -> (String, Span) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (0, 0);
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if at + offset == span.start {
            if blank && !out.is_empty() {
                out.push(' ');
                blank = false;
            }
            start = out.len();
        }
        if at + offset == span.end {
            end = out.len();
        }
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            blank = true;
        } else {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if span.end >= offset + text.len() {
        end = out.len();
    }
    (out, Span::new(start, end.max(start)))
}

fn is_acronym(form: &str) -> bool {
    form.chars().filter(|c| c.is_uppercase()).count() > 1
}

fn by_count(forms: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut forms: Vec<_> = forms.into_iter().collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    forms
}

fn files(places: &[Place]) -> Vec<(usize, usize)> {
    let mut out: BTreeMap<usize, usize> = BTreeMap::new();
    for place in places {
        *out.entry(place.source).or_default() += 1;
    }
    out.into_iter().collect()
}

fn part_of_speech(pattern: &str, name: bool) -> PartOfSpeech {
    match pattern {
        _ if name => PartOfSpeech::ProperNoun,
        "A" => PartOfSpeech::Adjective,
        "V" => PartOfSpeech::Verb,
        _ => PartOfSpeech::Noun,
    }
}

/// An acronym without English takes that of its expansion.
fn link_acronyms(rows: &mut [Row]) {
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
fn without_nested(mut found: Vec<(Row, Vec<Place>)>) -> Vec<Row> {
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
fn drop_repeats(rows: &mut Vec<Row>) {
    let mut seen = BTreeSet::new();
    let known: BTreeSet<String> = rows
        .iter()
        .filter(|r| r.concept.is_some())
        .flat_map(|r| r.forms.iter().map(|f| fold(&f.0)).chain([fold(&r.french)]))
        .collect();
    rows.retain(|row| {
        let key = fold(&row.french);
        (row.concept.is_some() || !known.contains(&key)) && seen.insert((key, row.concept.clone()))
    });
}
