//! Rows from what was found: known concepts, then candidates that no known term covers.

mod aligned;
mod candidate_row;
mod context;
mod defined_row;
mod glossary_row;
mod nested;
mod suggest;

use super::defined::{self, Defined};
use super::gate::{Gate, Senses};
use super::known::{self, Known, Place};
use super::{Inputs, Options, Row, RowStatus, Strictness};
use crate::extract::{self, Candidate, Kind};
use nested::{drop_repeats, link_acronyms, without_nested};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The glossary of the sources: terms by usefulness, then names. Total; the same rows for the same input.
pub fn generate(inputs: &Inputs<'_>, options: &Options) -> Vec<Row> {
    let known = known::find(inputs, &options.domains, options.own_layers);
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
    let candidates = extract::extract(&analyses, &extraction, inputs.encoder);
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
    let by_place = ByPlace::new(&candidates);
    let definitions = defined.iter().enumerate();
    let definitions: HashMap<Key, usize> =
        definitions.rev().flat_map(|(at, d)| d.defined.iter().map(move |p| (key(p), at))).collect();
    // Where an acronym stands alone, so does its full form.
    let standing: BTreeSet<&str> = known
        .iter()
        .filter(|k| is_acronym(&k.term) && k.stands_alone())
        .map(|k| k.entry.id.as_str())
        .collect();
    let mut rows = Vec::new();
    let mut told = vec![false; defined.len()];
    let listed: Vec<Row> = known.par_iter().map(|known| builder.known_row(known, &by_place)).collect();
    for (known, mut row) in known.iter().zip(listed) {
        let confirmed = matches!(row.status, RowStatus::Confirmed | RowStatus::Varies);
        let broad = options.strictness == Strictness::Broad;
        let part = !known.stands_alone() && !standing.contains(known.entry.id.as_str());
        let everyday = builder.is_plain(known, &row) || builder.is_connective(known, &row);
        let unsure = options.strictness == Strictness::Strict && builder.is_unsure(known, &row);
        if row.status == RowStatus::Known {
            senses.put_usual_first(known, &mut row, inputs.lexicon);
        }
        let at = known.places.iter().filter_map(|p| definitions.get(&key(p)).copied()).min();
        if let Some(at) = at {
            told[at] = true;
            rows.push(builder.define(row, &defined[at]));
        } else if !broad && !known.own && (part || everyday || unsure) {
            // Another row says it, or it says nothing.
        } else if !broad && builder.is_plain_name(known, &row) {
            row.name = true;
            rows.extend(Some(row).filter(|_| options.names));
        } else if confirmed
            || broad
            || (senses.fits(known, inputs.lexicon) && !builder.is_contradicted(known, &row))
        {
            rows.push(row);
        }
    }
    for (defined, _) in defined.iter().zip(told).filter(|(_, told)| !told) {
        if defined.defined.iter().all(|place| gate.is_code(place)) {
            continue;
        }
        let row = builder.defined_row(defined, by_place.first(&defined.defined));
        rows.push(builder.define(row, defined));
    }
    let found = free
        .par_iter()
        .filter_map(|(candidate, places)| Some((builder.candidate_row(candidate, places)?, places.clone())));
    rows.extend(without_nested(found.collect()));
    link_acronyms(&mut rows);
    drop_repeats(&mut rows);
    let subject = Subject::of(&rows);
    let ranks: BTreeMap<(String, Option<String>), f64> =
        rows.iter().map(|row| ((row.french.clone(), row.concept.clone()), subject.rank(row))).collect();
    let rank = |row: &Row| ranks.get(&(row.french.clone(), row.concept.clone())).copied().unwrap_or(0.0);
    rows.sort_by(|a, b| {
        a.name.cmp(&b.name).then_with(|| rank(b).total_cmp(&rank(a))).then_with(|| a.french.cmp(&b.french))
    });
    rows
}

/// A place as a key: source, sentence, first and last word.
type Key = (usize, usize, usize, usize);

fn key(place: &Place) -> Key {
    (place.source, place.sentence, place.words.start, place.words.end)
}

/// The candidates by where they stand.
struct ByPlace<'c> {
    candidates: &'c [Candidate],
    at: HashMap<Key, usize>,
}

impl<'c> ByPlace<'c> {
    fn new(candidates: &'c [Candidate]) -> Self {
        let mut at = HashMap::new();
        for (number, candidate) in candidates.iter().enumerate() {
            for o in &candidate.occurrences {
                at.entry((o.document, o.sentence, o.words.start, o.words.end)).or_insert(number);
            }
        }
        Self { candidates, at }
    }

    /// The best candidate that stands at one of these places.
    fn first(&self, places: &[Place]) -> Option<&'c Candidate> {
        let best = places.iter().filter_map(|p| self.at.get(&key(p))).min()?;
        self.candidates.get(*best)
    }
}

/// How much more a term of the domain that the sources speak of most counts in the order.
const OF_THE_SUBJECT: f64 = 0.08;
/// What ten times as many occurrences count for.
const REPEATED: f64 = 0.07;

/// What the sources are about: how much they say in the terms of each domain, as a share of the fullest one.
struct Subject(BTreeMap<String, f64>);

impl Subject {
    fn of(rows: &[Row]) -> Self {
        let mut said: BTreeMap<String, f64> = BTreeMap::new();
        for row in rows {
            for domain in &row.domains {
                *said.entry(domain.clone()).or_default() += (1.0 + row.frequency as f64).ln();
            }
        }
        let most = said.values().copied().fold(f64::MIN_POSITIVE, f64::max);
        Self(said.into_iter().map(|(domain, n)| (domain, n / most)).collect())
    }

    /// Usefulness: how sure a row is, how often it is met, and whether it belongs to the subject.
    fn rank(&self, row: &Row) -> f64 {
        let share = row.domains.iter().filter_map(|d| self.0.get(d)).copied().fold(0.0, f64::max);
        row.score + REPEATED * (row.frequency as f64).log10() + OF_THE_SUBJECT * share
    }
}

/// Words of the sources that known terms cover.
struct Covered {
    words: BTreeMap<(usize, usize), Vec<Range<usize>>>,
    /// The places where terms are defined: what is said of them begins behind.
    defined: BTreeSet<(usize, usize, usize, usize)>,
}

impl Covered {
    fn new(known: &[Known], defined: &[Defined]) -> Self {
        let mut words: BTreeMap<(usize, usize), Vec<Range<usize>>> = BTreeMap::new();
        for place in known.iter().flat_map(|k| &k.places).chain(defined.iter().flat_map(|d| &d.places)) {
            words.entry((place.source, place.sentence)).or_default().push(place.words.clone());
        }
        let places = defined.iter().flat_map(|d| &d.defined);
        let defined = places.map(|p| (p.source, p.sentence, p.words.start, p.words.end)).collect();
        Self { words, defined }
    }

    /// Whether a stretch goes on behind a term that is defined there: *inspecteur* Personne désignée …
    fn runs_on(&self, source: usize, sentence: usize, words: &Range<usize>) -> bool {
        let from = (source, sentence, words.start, 0);
        self.defined.range(from..(source, sentence, words.start, words.end)).next().is_some()
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
            if self.runs_on(o.document, o.sentence, &o.words)
                || known.iter().any(|k| {
                    overlaps(k) && !(o.words.start <= k.start && k.end <= o.words.end && *k != o.words)
                })
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

impl<'a> Builder<'a> {
    fn new(inputs: &'a Inputs<'a>, options: &'a Options) -> Self {
        Self { inputs, options }
    }

    fn surface(&self, place: &Place) -> String {
        let text = place.span.text(&self.inputs.sources[place.source].analysis.document.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
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
