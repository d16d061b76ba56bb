//! Layer 3: which stretches of a text are terms.
//!
//! Words whose parts of speech fit a pattern (`pattern`) are candidates; the inflected and spelling forms of one are
//! grouped (`scan`). From a candidate's numbers (`facts`) — above all how much commoner its words are here than in
//! general language ([`frequency`]) — a formula (`formula`) and boosted trees ([`ranker`]) make its score, the
//! probability that it is a term. The list is cut where its expected F measure is greatest. Counts merge exactly, so that
//! a corpus can be counted in parts.

mod acronym;
mod counts_file;
pub mod degree;
mod facts;
mod formula;
pub mod frequency;
mod junk;
mod name;
mod pattern;
pub mod ranker;
mod scan;
pub mod termhood;
mod variant;
mod word_values;

pub use acronym::Definition;
pub use counts_file::CountsError;
pub use facts::{Facts, content_words};
pub use ranker::Ranker;
pub use scan::{Counts, DropReason, Dropped, Occurrence, Scanner};
pub use variant::join_acronyms;

use crate::analysis::Analysis;
use crate::encode::Encoder;
use crate::morph::{self, Gender, Number, PhraseWord};
use crate::text::{Language, normalize};
use rustc_hash::FxHashMap;
use scan::{Group, Mark};
use serde::Serialize;
use std::sync::Arc;

/// Whether names (of people, places, organisations) are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Terms only.
    #[default]
    Exclude,
    /// Both.
    Include,
    /// Names only.
    Only,
}

/// How much is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Few and right.
    Strict,
    /// Neither.
    #[default]
    Balanced,
    /// All that may be a term.
    Broad,
}

impl Strictness {
    /// The least score that is worth a look in a single article, whatever else is in it.
    pub const fn cut_off(self) -> f64 {
        match self {
            Self::Strict => 0.6,
            Self::Balanced => 0.3,
            Self::Broad => 0.12,
        }
    }

    /// How many times more a term found counts than one listed wrongly: the β of the F measure that is greatest at the cut.
    const fn beta(self) -> f64 {
        match self {
            Self::Strict => 0.5,
            Self::Balanced => 1.0,
            Self::Broad => 2.0,
        }
    }
}

/// What is wanted of an extraction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether names are wanted.
    pub names: Names,
    /// How much is listed.
    pub strictness: Strictness,
    /// The least score that is listed, in place of the one of the strictness.
    pub min_score: Option<f64>,
    /// The most candidates that are listed.
    pub max: Option<usize>,
    /// Whether what was left out is told.
    pub show_dropped: bool,
    /// The ranker in place of the embedded one.
    pub ranker: Option<Arc<Ranker>>,
}

/// What a candidate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A concept.
    Term,
    /// One thing: a person, a place, an organisation, a product.
    Name,
}

/// A written form with the number of times it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SurfaceForm {
    /// As written, white space as single spaces.
    pub text: String,
    /// How often.
    pub count: u32,
}

/// A reason for a score: what it is and how much it adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// Name of the number.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
}

/// A stretch of text that may be a term, with all its forms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// As a dictionary prints it.
    pub canonical: String,
    /// The key that its forms share.
    pub key: String,
    /// Gender of its head.
    pub gender: Option<Gender>,
    /// Number of the canonical form.
    pub number: Option<Number>,
    /// Its commonest shape, by the part-of-speech codes of the pattern files.
    pub pattern: String,
    /// What it names.
    pub kind: Kind,
    /// How likely it is a term, 0–1: of those with 0.8, four in five are (docs/extraction.md says on which texts).
    pub score: f64,
    /// Occurrences.
    pub frequency: u32,
    /// Documents it is in; those of its commonest variant, where it has several.
    pub documents: u32,
    /// Its forms, the commonest first.
    pub forms: Vec<SurfaceForm>,
    /// Its acronym, where the text gives one.
    pub acronym: Option<String>,
    /// What it stands for, where it is an acronym that the text explains.
    pub expansion: Option<String>,
    /// Canonical forms of the candidates joined with it because they say the same with other words.
    pub variants: Vec<String>,
    /// Where it stands, in order; empty where places were not kept.
    pub occurrences: Vec<Occurrence>,
    /// What the score is made of.
    pub facts: Facts,
}

/// The result of an extraction.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Extraction {
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// What was left out and why, where it was asked for.
    pub dropped: Vec<Dropped>,
}

/// The candidates of documents in one language, best first. Documents in another language than the first are left out. The
/// encoder, where it is given, says what candidates mean.
pub fn extract(documents: &[&Analysis], options: &Options, encoder: Option<&Encoder>) -> Vec<Candidate> {
    let Some(language) = documents.first().map(|document| document.language) else { return Vec::new() };
    let mut scanner = Scanner::new(language, true);
    let mut counts = Counts::new(language);
    for (index, document) in documents.iter().enumerate() {
        if document.language == language {
            scanner.scan(document, index, &mut counts);
        }
    }
    rank(counts, options, encoder).candidates
}

/// Candidates that the encoder is asked about, at most: it takes about half a millisecond for each.
const MOST_ENCODED: usize = 20_000;
/// Candidates below this score are not worth the encoder's time.
const LEAST_ENCODED: f64 = 0.07;

/// A candidate with its score.
struct Scored<'a> {
    score: f64,
    key: &'a str,
    group: &'a Group,
    facts: Facts,
    kind: Kind,
}

/// Scores what was counted, the best once more with the encoder where it is given, and cuts the list.
pub fn rank(counts: Counts, options: &Options, encoder: Option<&Encoder>) -> Extraction {
    let ranker = options.ranker.as_deref().unwrap_or_else(|| Ranker::embedded());
    let mut dropped = if options.show_dropped { counts.dropped.clone() } else { Vec::new() };
    let links = Links::new(&counts);
    let mut scored = Vec::new();
    for (key, group, facts) in assess(&counts) {
        let kind = kind(group, &facts);
        let unwanted = match options.names {
            Names::Exclude => kind == Kind::Name,
            Names::Include => false,
            Names::Only => kind == Kind::Term,
        };
        if unwanted {
            if options.show_dropped {
                dropped.push(Dropped { text: key.to_owned(), reason: DropReason::Name });
            }
            continue;
        }
        let score = match kind {
            Kind::Name => name::score(&facts),
            Kind::Term => ranker.score(&facts, counts.language) * whole(&facts),
        };
        scored.push(Scored { score, key, group, facts, kind });
    }
    if let Some(encoder) = encoder.filter(|encoder| ranker.meaning.fits(encoder)) {
        weigh_meanings(&mut scored, ranker, encoder, counts.language);
    }
    let cut_off = options
        .min_score
        .unwrap_or_else(|| cut(scored.iter().map(|s| s.score).collect(), options.strictness.beta()));
    let mut candidates: Vec<Candidate> = Vec::new();
    for Scored { score, key, group, facts, kind } in scored {
        if score < cut_off {
            if options.show_dropped {
                dropped.push(Dropped { text: key.to_owned(), reason: DropReason::Score });
            }
            continue;
        }
        candidates.push(candidate(key, group, facts, score, kind, &links, counts.language));
    }
    candidates.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| b.frequency.cmp(&a.frequency))
            .then_with(|| a.canonical.cmp(&b.canonical))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut candidates = variant::join(candidates, counts.language);
    candidates.truncate(options.max.unwrap_or(usize::MAX));
    dropped.sort();
    Extraction { candidates, dropped }
}

/// Scores the best terms anew, with what the encoder makes of each.
fn weigh_meanings(scored: &mut [Scored<'_>], ranker: &Ranker, encoder: &Encoder, language: Language) {
    let mut worth: Vec<&mut Scored<'_>> =
        scored.iter_mut().filter(|s| s.kind == Kind::Term && s.score >= LEAST_ENCODED).collect();
    worth.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(b.key)));
    worth.truncate(MOST_ENCODED);
    let texts: Vec<String> = worth.iter().map(|s| s.group.commonest_form().to_lowercase()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (scored, vector) in worth.into_iter().zip(encoder.encode_means(&texts)) {
        let said = ranker.meaning.of(&vector);
        scored.score = ranker.score_with_meaning(&scored.facts, language, said) * whole(&scored.facts);
        scored.facts.termhood = said;
    }
}

/// Words up to which a text is short, and from which it is not.
const SHORT: (f64, f64) = (2_000.0, 8_000.0);

/// How far a text of so many words (their natural logarithm) is from a short one, 0–1.
fn length(log_words: f64) -> f64 {
    let (short, long) = (SHORT.0.ln(), SHORT.1.ln());
    ((log_words - short) / (long - short)).clamp(0.0, 1.0)
}

/// What is left of the score of a word that never stands outside a longer candidate, and of a phrase that always stands in
/// the same one. In a short text it is most often a piece of that one (*glomérulaire* of *filtration glomérulaire*); a corpus
/// has room to show it elsewhere.
fn whole(facts: &Facts) -> f64 {
    if facts.independence > 0.0 || (facts.words > 1.0 && facts.engulfed == 0.0) {
        return 1.0;
    }
    0.5 + 0.5 * length(facts.log_corpus)
}

/// The score at which the expected F measure of the list is greatest, if scores are probabilities: with the n best listed,
/// (1 + β²) × their sum / (n + β² × the sum of all).
fn cut(mut scores: Vec<f64>, beta: f64) -> f64 {
    scores.sort_by(|a, b| b.total_cmp(a));
    let weight = beta * beta;
    let all: f64 = scores.iter().sum();
    let (mut sum, mut best) = (0.0, (0.0, 1.0));
    for (at, &score) in scores.iter().enumerate() {
        sum += score;
        let measure = (1.0 + weight) * sum / ((at + 1) as f64 + weight * all);
        if measure > best.0 {
            best = (measure, score);
        }
    }
    best.1
}

/// Every candidate of the counts with its numbers, by key.
pub(crate) fn assess(counts: &Counts) -> Vec<(&str, &Group, Facts)> {
    let mut groups: Vec<(&str, &Group)> =
        counts.groups.iter().map(|(key, group)| (key.as_str(), group)).collect();
    groups.sort_by_key(|&(key, _)| key);
    let corpus = facts::Corpus::new(counts, &groups);
    groups.into_iter().map(|(key, group)| (key, group, corpus.facts(key, group))).collect()
}

/// A name has capitals inside sentences, or is tagged as one where it only starts sentences.
fn kind(group: &Group, facts: &Facts) -> Kind {
    let acronym = facts.shape.len() == 1 && facts.capitals > 0.5;
    let named = match group.inner_share(Mark::AllCapital) {
        Some(share) => share > 0.6,
        None => facts.proper > 0.5,
    };
    if named && !acronym { Kind::Name } else { Kind::Term }
}

/// The definitions of acronyms, by folded form, each way.
struct Links {
    expansions: FxHashMap<String, String>,
    acronyms: FxHashMap<String, String>,
}

impl Links {
    fn new(counts: &Counts) -> Self {
        let mut links = Self { expansions: FxHashMap::default(), acronyms: FxHashMap::default() };
        let mut definitions: Vec<(&Definition, u32)> =
            counts.definitions.iter().map(|(d, &n)| (d, n)).collect();
        // The commonest definition wins; the map is in alphabetical order.
        definitions.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        for (definition, _) in definitions {
            let acronym = normalize::fold(&definition.acronym);
            let expansion = normalize::fold(&definition.expansion);
            links.expansions.entry(acronym).or_insert_with(|| definition.expansion.to_string());
            links.acronyms.entry(expansion).or_insert_with(|| definition.acronym.to_string());
        }
        links
    }

    fn find(map: &FxHashMap<String, String>, forms: &[SurfaceForm]) -> Option<String> {
        forms.iter().find_map(|form| map.get(&normalize::fold(&form.text)).cloned())
    }
}

fn candidate(
    key: &str,
    group: &Group,
    facts: Facts,
    score: f64,
    kind: Kind,
    links: &Links,
    language: Language,
) -> Candidate {
    let mut forms: Vec<SurfaceForm> = group
        .forms
        .iter()
        .map(|form| SurfaceForm { text: form.text.to_string(), count: form.count })
        .collect();
    sort_forms(&mut forms);
    let words: Vec<PhraseWord<'_>> = group
        .sample
        .iter()
        .flat_map(|sample| &sample.words)
        .map(|word| PhraseWord { form: &word.form, upos: word.upos, lemma: &word.lemma, gender: word.gender })
        .collect();
    let (canonical, gender, number) = morph::citation_form(&words, language);
    let canonical = if kind == Kind::Name { forms[0].text.clone() } else { canonical };
    let mut occurrences = group.places.clone();
    sort_places(&mut occurrences);
    let is_acronym = facts.shape.len() == 1;
    Candidate {
        acronym: Links::find(&links.acronyms, &forms),
        expansion: Links::find(&links.expansions, &forms).filter(|_| is_acronym),
        canonical,
        key: key.to_owned(),
        gender,
        number,
        pattern: facts.shape.clone(),
        kind,
        score,
        frequency: group.count,
        documents: group.documents,
        forms,
        variants: Vec::new(),
        occurrences,
        facts,
    }
}

/// The commonest first, then by the alphabet.
fn sort_forms(forms: &mut [SurfaceForm]) {
    forms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
}

/// In the order of the texts.
fn sort_places(places: &mut [Occurrence]) {
    places.sort_by_key(|place| (place.document, place.sentence, place.words.start, place.words.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_met_only_inside_longer_candidates_says_less_in_a_short_text() {
        let facts = |words: f64, log_corpus: f64| Facts { words, log_corpus, ..Facts::default() };
        assert_eq!(whole(&facts(1.0, 500f64.ln())), 0.5);
        assert_eq!(whole(&facts(1.0, 50_000f64.ln())), 1.0);
        assert_eq!(whole(&facts(2.0, 500f64.ln())), 1.0);
        assert_eq!(whole(&Facts { engulfed: 1.0, ..facts(2.0, 500f64.ln()) }), 0.5);
        assert_eq!(whole(&Facts { independence: 0.5, ..facts(1.0, 500f64.ln()) }), 1.0);
    }

    #[test]
    fn the_cut_is_where_the_expected_f_measure_is_greatest() {
        let scores = vec![0.9, 0.9, 0.8, 0.1, 0.1, 0.1, 0.05];
        assert_eq!(cut(scores.clone(), 1.0), 0.8);
        assert_eq!(cut(scores.clone(), 0.2), 0.9);
        assert_eq!(cut(scores, 4.0), 0.1);
        assert_eq!(cut(Vec::new(), 1.0), 1.0);
    }
}
