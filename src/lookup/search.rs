//! Entries by a query that a person types: any inflected, accentless or slightly misspelt form of a term, its beginning,
//! a pattern.
//!
//! A query is first read as a term in a text would be. Only where that finds nothing, and the query is no everyday word
//! that merely resembles a term, slips are corrected: one letter wrong in one word, a blank too many or too few, then
//! two letters. What remains of the difference is weighed as a typist's or a speller's mistakes weigh.

use super::base::TermBase;
use super::index::{self, State, TermIndex};
use super::keys::{self, Joint, Keys, Piece, pieces, text_keys};
use super::pack::TermHead;
use super::recognize::kind;
use super::{MatchKind, index::contract};
use crate::glossary::TermStatus;
use crate::morph;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use compact_str::CompactString;
use fst::raw::{Fst, Node};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use smallvec::SmallVec;

/// How a query is to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchMode {
    /// Any form; slips where nothing else is found; `*` and `?` stand for letters.
    #[default]
    Any,
    /// As it is written, but for case, accents, hyphens.
    Exact,
    /// The beginning of a term.
    Prefix,
    /// As `Any`, and near terms as well where there is an exact one.
    Fuzzy,
    /// A regular expression.
    Regex,
}

/// What is asked beside the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchOptions {
    /// Language of the query; either where none is given.
    pub from: Option<Language>,
    /// How the query is understood.
    pub mode: SearchMode,
    /// Only concepts of these domains; all where empty.
    pub domains: Vec<String>,
    /// At most so many answers; 0: the default of the mode.
    pub limit: usize,
}

/// How an answer was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AnswerKind {
    /// Letter for letter.
    Exact,
    /// But for case, accents, hyphens, spaces.
    Folded,
    /// In another form.
    Inflected,
    /// With a slip.
    Fuzzy,
    /// By its beginning.
    Prefix,
    /// By a pattern.
    Regex,
}

/// A concept that answers a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Number of the concept in the termbase.
    pub concept: u32,
    /// Language of the term.
    pub language: Language,
    /// The term that was found, as its glossary writes it.
    pub term: String,
    /// Its standing.
    pub status: TermStatus,
    /// How it was found.
    pub kind: AnswerKind,
    /// 1 for the very term, less the farther.
    pub score: f32,
}

/// A pattern that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// What the reader of regular expressions says.
    pub message: String,
}

/// Answers of patterns and beginnings, at most.
const MOST_LISTED: usize = 200;
/// Answers of a misspelt query, at most.
const MOST_FUZZY: usize = 10;
/// Keys of words that a query may leave out or exchange.
const SMALL_WORDS: [&[&str]; 2] = [
    &["le", "de", "du", "à", "au", "en", "et", "un", "par", "sur", "sous", "dans", "pour", "avec"],
    &["a", "the", "of", "and", "to", "in", "on", "for", "s", "by", "with", "from"],
];
/// Letters that a slip may put in.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyzéèêëàâîïôûùüç";

/// The concepts that answer a query, best first.
///
/// # Errors
/// When a regular expression cannot be read.
pub fn search(base: &TermBase, query: &str, options: &SearchOptions) -> Result<Vec<Answer>, PatternError> {
    let languages: &[Language] = match options.from {
        Some(Language::French) => &[Language::French],
        Some(Language::English) => &[Language::English],
        None => &Language::ALL,
    };
    let query = query.trim();
    let mut search = Search { base, options, answers: FxHashMap::default() };
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let wild = query.contains(['*', '?']) && !query.starts_with('?');
    let bare_query = unwrapped(query);
    match options.mode {
        SearchMode::Regex => search.pattern(&regex(query)?, languages, AnswerKind::Regex),
        SearchMode::Any if wild && query.ends_with('*') && query.matches(['*', '?']).count() == 1 => {
            languages.iter().for_each(|&language| search.prefix(query.trim_end_matches('*'), language));
        }
        SearchMode::Any if wild => search.pattern(&regex(&wildcard(query))?, languages, AnswerKind::Regex),
        SearchMode::Prefix => languages.iter().for_each(|&language| search.prefix(query, language)),
        SearchMode::Exact => languages.iter().for_each(|&language| search.forms(bare_query, language)),
        SearchMode::Any | SearchMode::Fuzzy => {
            languages.iter().for_each(|&language| search.forms(bare_query, language));
            if search.answers.is_empty() {
                search.rephrased(bare_query, languages);
            }
            if search.answers.is_empty() || options.mode == SearchMode::Fuzzy {
                languages.iter().for_each(|&language| search.small_words(bare_query, language));
            }
            if search.answers.is_empty() || options.mode == SearchMode::Fuzzy {
                let core =
                    languages.iter().map(|&l| without_determiner(bare_query, l)).min_by_key(|q| q.len());
                let core = core.unwrap_or(bare_query);
                let everyday = options.mode == SearchMode::Any && is_everyday(core, languages);
                if !everyday {
                    search.slips(core, languages);
                }
            }
        }
    }
    Ok(search.finish())
}

fn regex(pattern: &str) -> Result<regex::Regex, PatternError> {
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| PatternError { message: error.to_string() })
}

fn wildcard(query: &str) -> String {
    let escaped = regex::escape(query).replace(r"\*", ".*").replace(r"\?", ".");
    format!("^{escaped}$")
}

/// A query without the quotation marks and the punctuation that were copied with it.
fn unwrapped(query: &str) -> &str {
    let inner = query
        .trim_start_matches(|c: char| c.is_whitespace() || "«»“”„‘\"'([{–—•·".contains(c))
        .trim_end_matches(|c: char| c.is_whitespace() || "«»“”’\"',;:!)]}–—…".contains(c));
    // A bracket inside belongs to one at the end.
    if inner.is_empty() || inner.contains(['(', '[', '{']) { query } else { inner }
}

/// Words that people copy along with a term and that no glossary has before it.
const DETERMINERS: [&[&str]; 2] = [
    &[
        "le ", "la ", "les ", "l'", "l’", "un ", "une ", "des ", "du ", "de la ", "de l'", "de l’", "de ",
        "d'", "d’", "au ", "aux ", "à la ", "à l'", "à l’", "ce ", "cet ", "cette ", "ces ", "son ", "sa ",
        "ses ", "leur ", "leurs ", "notre ", "nos ", "votre ", "vos ", "se ", "s'", "s’",
    ],
    &["the ", "a ", "an ", "to ", "its ", "their ", "our ", "this ", "these ", "of "],
];

/// A query without the articles before it.
fn without_determiner(query: &str, language: Language) -> &str {
    let mut rest = query;
    for _ in 0..2 {
        let before = DETERMINERS[language as usize].iter().find_map(|one| {
            let head = rest.get(..one.len())?;
            (fold(head) == fold(one)).then(|| rest[one.len()..].trim_start())
        });
        match before.filter(|shorter| !shorter.is_empty()) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

/// What a query with a parenthesis says without it, and in it: intelligence artificielle (IA).
fn parenthesis(query: &str) -> Option<(String, String)> {
    let (before, rest) = query.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let outside = [before.trim(), after.trim()].join(" ");
    Some((outside.trim().to_owned(), inside.trim().to_owned()))
}

/// A single word that the lexicon knows is meant as it is written.
fn is_everyday(query: &str, languages: &[Language]) -> bool {
    pieces(query).len() == 1 && languages.iter().any(|&language| morph::is_known(query, language))
}

struct Search<'b> {
    base: &'b TermBase,
    options: &'b SearchOptions,
    /// The best answer of each concept.
    answers: FxHashMap<u32, Answer>,
}

/// A layer with its tables opened.
struct Tables<'b> {
    index: &'b TermIndex,
    vocabulary: Fst<&'b [u8]>,
    sequences: Fst<&'b [u8]>,
    first_concept: u32,
}

impl<'b> Search<'b> {
    fn tables(&self, language: Language) -> Vec<Tables<'b>> {
        let base = self.base;
        base.layers()
            .iter()
            .enumerate()
            .map(|(number, index)| Tables {
                index,
                vocabulary: index.vocabulary(language),
                sequences: index.sequences(language),
                first_concept: base.concepts_of(number).start,
            })
            .collect()
    }

    fn add(&mut self, tables: &Tables<'_>, offset: u32, language: Language, kind: AnswerKind, score: f32) {
        let concept = tables.first_concept + tables.index.concept_of(offset);
        let head = tables.index.head(offset);
        let better = |old: &Answer| (kind, -score) < (old.kind, -old.score) || old.kind > kind;
        if self.answers.get(&concept).is_none_or(better) {
            let answer =
                Answer { concept, language, term: head.text.to_owned(), status: head.status, kind, score };
            self.answers.insert(concept, answer);
        }
    }

    /// Terms that the query is a form of.
    fn forms(&mut self, query: &str, language: Language) {
        let tables = self.tables(language);
        let written = pieces(query);
        for layer in &tables {
            let mut found = FxHashSet::default();
            for variant in variants(&written) {
                let units: Vec<Keys> = variant
                    .iter()
                    .map(|piece| loose_keys(&piece.text, &layer.vocabulary, language))
                    .collect();
                layer.follow(&contract(units), language, &mut |offset| {
                    found.insert(offset);
                });
            }
            let mut found: Vec<u32> = found.into_iter().collect();
            found.sort_unstable();
            for offset in found {
                let head = layer.index.head(offset);
                let (kind, score) = closeness(&head, query);
                if self.options.mode == SearchMode::Exact && kind == AnswerKind::Inflected {
                    continue;
                }
                self.add(layer, offset, language, kind, score);
            }
        }
    }

    /// The query without its articles, its parenthesis or what stands in it.
    fn rephrased(&mut self, query: &str, languages: &[Language]) {
        for &language in languages {
            let core = without_determiner(query, language);
            if core != query {
                self.forms(core, language);
            }
        }
        if !self.answers.is_empty() {
            return;
        }
        if let Some((outside, inside)) = parenthesis(query) {
            for part in [outside, inside] {
                for &language in languages {
                    self.forms(without_determiner(&part, language), language);
                }
            }
        }
    }

    /// Terms that have all words of the query in order, and other articles and prepositions or none: fonds
    /// investissement.
    fn small_words(&mut self, query: &str, language: Language) {
        let written = pieces(query);
        let small = SMALL_WORDS[language as usize];
        for layer in &self.tables(language) {
            let units: Vec<Keys> = written
                .iter()
                .map(|piece| loose_keys(&piece.text, &layer.vocabulary, language))
                .filter(|keys| !keys.iter().all(|key| small.contains(&key.as_str())))
                .collect();
            if !(2..=8).contains(&units.len()) {
                continue;
            }
            let numbers: Vec<u32> = small.iter().filter_map(|key| number(&layer.vocabulary, key)).collect();
            let mut states = vec![layer.root()];
            for (at, unit) in units.iter().enumerate() {
                let between = if at == 0 { Vec::new() } else { layer.step_all(&states, &numbers) };
                let further = layer.step_all(&between, &numbers);
                states.extend(between);
                states.extend(further);
                let own: Vec<u32> = unit.iter().filter_map(|key| number(&layer.vocabulary, key)).collect();
                states = layer.step_all(&states, &own);
            }
            let mut found = Vec::new();
            for state in states {
                if let Some(first) = index::ending(&layer.sequences, state) {
                    found.extend(layer.index.postings(language, first));
                }
            }
            found.sort_unstable();
            found.dedup();
            for offset in found {
                let score = similarity(&fold(query), &fold(layer.index.head(offset).text)).max(0.7);
                self.add(layer, offset, language, AnswerKind::Fuzzy, score * 0.95);
            }
        }
    }

    /// Terms that begin with the query; its last word may be unfinished.
    fn prefix(&mut self, query: &str, language: Language) {
        let written = pieces(query);
        let Some((last, before)) = written.split_last() else { return };
        for layer in &self.tables(language) {
            let units: Vec<Keys> =
                before.iter().map(|piece| loose_keys(&piece.text, &layer.vocabulary, language)).collect();
            let mut states = layer.states(&contract(units));
            // « levée de » goes on with any word.
            let whole = query.ends_with(char::is_whitespace);
            let mut keys = Vec::new();
            near_letters(&layer.vocabulary, &bare(&last.text), !whole, &mut keys);
            let mut next = Vec::new();
            states.sort_unstable_by_key(|state| state.address);
            for state in states {
                for &(_, number) in &keys {
                    next.extend(index::step(&layer.sequences, state, &index::code(number)));
                }
            }
            let mut found = Vec::new();
            for state in next {
                let node = layer.sequences.node(state.address);
                layer.below(node, state.output, language, &mut found);
                if found.len() > 20 * MOST_LISTED {
                    break;
                }
            }
            found.sort_unstable();
            found.dedup();
            let wanted = bare(query);
            for offset in found {
                let head = layer.index.head(offset);
                let folded = bare(head.text);
                if folded.starts_with(&wanted) || bare_letters(&folded).starts_with(&bare_letters(&wanted)) {
                    let score = 0.5 + 0.5 * wanted.len() as f32 / folded.len().max(1) as f32;
                    self.add(layer, offset, language, AnswerKind::Prefix, score.min(1.0));
                }
            }
        }
    }

    /// Terms that a pattern fits.
    fn pattern(&mut self, pattern: &regex::Regex, languages: &[Language], kind: AnswerKind) {
        for &language in languages {
            for layer in &self.tables(language) {
                let mut offsets: Vec<u32> = layer.index.all_postings(language).collect();
                offsets.sort_unstable();
                offsets.dedup();
                for offset in offsets {
                    let head = layer.index.head(offset);
                    if let Some(found) = pattern.find(head.text) {
                        let score = found.len() as f32 / head.text.len().max(1) as f32;
                        self.add(layer, offset, language, kind, score);
                    }
                }
            }
        }
    }

    /// Terms that the query is a misspelt form of: the likeliest slips first, and no others where these explain it.
    fn slips(&mut self, query: &str, languages: &[Language]) {
        let letters = query.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < 4 {
            return;
        }
        let folded = fold(query);
        let before = self.answers.len();
        let mut near: Vec<Near> = languages.iter().map(|&language| Near::new(&folded, language)).collect();
        for (near, &language) in near.iter_mut().zip(languages) {
            let mut tried = FxHashSet::default();
            for other in blank_slips(&folded) {
                if tried.insert(other.clone()) {
                    self.corrected(&other, &folded, 0.9, language);
                }
            }
            self.letter_slips(&folded, near, Reach::Unknown, language);
        }
        for reach in [Reach::All, Reach::Far] {
            if self.answers.len() > before || (reach == Reach::Far && letters < 8) {
                return;
            }
            for (near, &language) in near.iter_mut().zip(languages) {
                self.letter_slips(&folded, near, reach, language);
            }
        }
    }

    /// Terms that a corrected query is a form of.
    fn corrected(&mut self, corrected: &str, query: &str, weight: f32, language: Language) {
        let written = pieces(corrected);
        for layer in &self.tables(language) {
            let units: Vec<Keys> = written.iter().map(|piece| text_keys(&piece.text, language)).collect();
            let mut found = Vec::new();
            layer.follow(&contract(units), language, &mut |offset| found.push(offset));
            for offset in found {
                let score = weight * similarity(query, corrected);
                self.add(layer, offset, language, AnswerKind::Fuzzy, score);
            }
        }
    }

    /// Words with another letter.
    fn letter_slips(&mut self, query: &str, near: &mut Near, reach: Reach, language: Language) {
        let total = query.chars().count().max(1) as f32;
        for layer in &self.tables(language) {
            // Per piece: its numbers, and those of the words that it may stand for, with how near they are.
            let plain: Vec<Weighted> = near
                .words
                .iter()
                .map(|word| {
                    let keys = loose_keys(&word.text, &layer.vocabulary, language);
                    keys.iter().filter_map(|key| number(&layer.vocabulary, key)).map(|n| (n, 1.0)).collect()
                })
                .collect();
            let other: Vec<Weighted> = (0..near.words.len())
                .map(|at| match reach {
                    Reach::Unknown if near.words[at].known => Weighted::new(),
                    Reach::Far if near.words[at].known => near.numbers(at, &layer.vocabulary),
                    Reach::Far => near.far_numbers(at, &layer.vocabulary),
                    _ => near.numbers(at, &layer.vocabulary),
                })
                .collect();
            let mut found: FxHashMap<u32, f32> = FxHashMap::default();
            layer.follow_weighted(&plain, &other, 2, language, &mut |offset, lost| {
                let score = 1.0 - lost / total;
                let old = found.entry(offset).or_insert(0.0);
                *old = old.max(score);
            });
            let mut found: Vec<(u32, f32)> = found.into_iter().collect();
            found.sort_unstable_by_key(|&(offset, _)| offset);
            for (offset, score) in found {
                if score >= least_score(query) {
                    self.add(layer, offset, language, AnswerKind::Fuzzy, score * 0.95);
                }
            }
        }
    }

    fn finish(self) -> Vec<Answer> {
        let base = self.base;
        let mut answers: Vec<Answer> = self.answers.into_values().collect();
        if !self.options.domains.is_empty() {
            let wanted = |domain: &String| self.options.domains.iter().any(|d| fold(d) == fold(domain));
            answers.retain(|answer| self.base.concept(answer.concept).domains.iter().any(wanted));
        }
        // A concept that is called so first, then those that may be called so too.
        let places: FxHashMap<u32, usize> =
            answers.iter().map(|answer| (answer.concept, place(base, answer))).collect();
        answers.sort_by(|a, b| {
            a.kind
                .cmp(&b.kind)
                .then(b.score.total_cmp(&a.score))
                .then(a.status.cmp(&b.status))
                .then(a.language.cmp(&b.language))
                .then(places[&a.concept].cmp(&places[&b.concept]))
                .then_with(|| a.term.chars().count().cmp(&b.term.chars().count()))
                .then(a.concept.cmp(&b.concept))
        });
        let fuzzy = answers.first().is_some_and(|best| best.kind == AnswerKind::Fuzzy);
        if fuzzy && self.options.mode == SearchMode::Any {
            // Far below the best, a guess is noise.
            let best = answers[0].score;
            answers.retain(|answer| answer.score >= best - 0.08);
        }
        let most = match self.options.limit {
            0 if fuzzy => MOST_FUZZY,
            0 => MOST_LISTED,
            limit => limit,
        };
        answers.truncate(most);
        answers
    }
}

/// How many terms of its language stand before the one that was found.
fn place(base: &TermBase, answer: &Answer) -> usize {
    if answer.kind > AnswerKind::Inflected {
        return 0;
    }
    let concept = base.concept(answer.concept);
    let place = concept.terms(answer.language).position(|term| term.term == answer.term);
    place.unwrap_or_default()
}

type Weighted = Vec<(u32, f32)>;

fn number(vocabulary: &Fst<&[u8]>, key: &str) -> Option<u32> {
    vocabulary.get(key.as_bytes()).map(|number| number.value() as u32)
}

impl Tables<'_> {
    fn root(&self) -> State {
        State { address: self.sequences.root().addr(), output: 0 }
    }

    /// The states after all of the units.
    fn states(&self, units: &[Keys]) -> Vec<State> {
        let mut states = vec![self.root()];
        for unit in units {
            let mut next = Vec::new();
            for key in unit {
                let Some(number) = number(&self.vocabulary, key) else { continue };
                let code = index::code(number);
                next.extend(states.iter().filter_map(|&state| index::step(&self.sequences, state, &code)));
            }
            states = next;
        }
        states
    }

    fn step_all(&self, states: &[State], numbers: &[u32]) -> Vec<State> {
        let step = |&state: &State| {
            numbers
                .iter()
                .filter_map(move |&number| index::step(&self.sequences, state, &index::code(number)))
        };
        states.iter().flat_map(step).collect()
    }

    fn follow(&self, units: &[Keys], language: Language, found: &mut dyn FnMut(u32)) {
        for state in self.states(units) {
            if let Some(first) = index::ending(&self.sequences, state) {
                self.index.postings(language, first).for_each(&mut *found);
            }
        }
    }

    /// As `follow`, over numbers that cost something, at most `most` of them from `near`.
    fn follow_weighted(
        &self,
        plain: &[Weighted],
        near: &[Weighted],
        most: usize,
        language: Language,
        found: &mut dyn FnMut(u32, f32),
    ) {
        let mut states: Vec<(State, usize, f32)> = vec![(self.root(), 0, 0.0)];
        for (plain, near) in plain.iter().zip(near) {
            let mut next = Vec::new();
            for &(state, used, lost) in &states {
                for &(number, _) in plain {
                    next.extend(
                        index::step(&self.sequences, state, &index::code(number)).map(|s| (s, used, lost)),
                    );
                }
                if used < most {
                    for &(number, cost) in near {
                        next.extend(
                            index::step(&self.sequences, state, &index::code(number))
                                .map(|s| (s, used + 1, lost + cost)),
                        );
                    }
                }
            }
            states = next;
        }
        for (state, used, lost) in states {
            if used > 0
                && let Some(first) = index::ending(&self.sequences, state)
            {
                self.index.postings(language, first).for_each(|offset| found(offset, lost));
            }
        }
    }

    /// All terms below a node.
    fn below(&self, node: Node<'_>, output: u64, language: Language, found: &mut Vec<u32>) {
        if found.len() > 20 * MOST_LISTED {
            return;
        }
        if node.is_final() {
            found.extend(self.index.postings(language, output + node.final_output().value()));
        }
        for transition in node.transitions() {
            let next = self.sequences.node(transition.addr);
            self.below(next, output + transition.out.value(), language, found);
        }
    }
}

/// Which words of a query may be misspelt, and how badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// One letter, in words that the lexicon does not know.
    Unknown,
    /// One letter, in any word.
    All,
    /// Two letters in unknown words, accents left out beside.
    Far,
}

/// The words that those of a query may be misspelt forms of. Each list is made when it is first asked for.
struct Near {
    words: Vec<NearWord>,
    language: Language,
}

struct NearWord {
    text: String,
    known: bool,
    slips: Option<Slips>,
}

/// What is one slip away from a word.
struct Slips {
    /// Keys of words that the lexicon knows.
    known: Vec<(CompactString, f32)>,
    /// Anything else: the vocabulary of a glossary may know it.
    other: Vec<(CompactString, f32)>,
}

impl Near {
    fn new(query: &str, language: Language) -> Self {
        let words = pieces(query)
            .iter()
            .map(|piece| NearWord {
                text: piece.text.to_string(),
                known: morph::is_known(&piece.text, language),
                slips: None,
            })
            .collect();
        Self { words, language }
    }

    fn slips(&mut self, at: usize) -> &Slips {
        let language = self.language;
        let word = &mut self.words[at];
        let text = &word.text;
        word.slips.get_or_insert_with(|| {
            let mut slips = Slips { known: Vec::new(), other: Vec::new() };
            if text.chars().count() < 3 || !text.chars().any(char::is_alphabetic) {
                return slips;
            }
            each_slip(text, &mut |other| {
                let cost = || distance(text, other).min(1.5);
                if morph::is_known(other, language) {
                    let cost = cost();
                    slips.known.extend(text_keys(other, language).into_iter().map(|key| (key, cost)));
                } else {
                    slips.other.push((keys::respell(other, language), 1.0));
                    // The plural of a word that only a glossary knows.
                    if let Some(singular) = other.strip_suffix('s') {
                        slips.other.push((keys::respell(singular, language), 1.0));
                    }
                }
            });
            slips
        })
    }

    /// Numbers of words that differ by one letter.
    fn numbers(&mut self, at: usize, vocabulary: &Fst<&[u8]>) -> Weighted {
        let slips = self.slips(at);
        let mut out: FxHashMap<u32, f32> = FxHashMap::default();
        for (key, cost) in slips.known.iter().chain(&slips.other) {
            if let Some(number) = number(vocabulary, key) {
                let old = out.entry(number).or_insert(*cost);
                *old = old.min(*cost);
            }
        }
        let mut out: Weighted = out.into_iter().collect();
        out.sort_unstable_by_key(|&(number, _)| number);
        out
    }

    /// The same, and numbers of keys that differ by two letters, or by one and accents.
    fn far_numbers(&mut self, at: usize, vocabulary: &Fst<&[u8]>) -> Weighted {
        let mut out = self.numbers(at, vocabulary);
        let text = self.words[at].text.as_str();
        let length = text.chars().count();
        if length < 5 {
            return out;
        }
        let most = if length >= 6 { 2.0 } else { 1.4 };
        let mut near: FxHashMap<u32, f32> = FxHashMap::default();
        for key in text_keys(text, self.language) {
            keys_within(vocabulary, &key, most, &mut |number, cost| {
                let old = near.entry(number).or_insert(cost);
                *old = old.min(cost);
            });
        }
        let mut near: Weighted = near.into_iter().collect();
        near.sort_unstable_by_key(|&(number, _)| number);
        out.extend(near);
        out
    }
}

/// Numbers of the keys that are at most `most` from a word by [`distance`], with their distance. The vocabulary is walked
/// letter by letter, and left where nothing below can be near: a hundred thousand words cost little more than a thousand.
fn keys_within(vocabulary: &Fst<&[u8]>, word: &str, most: f32, found: &mut dyn FnMut(u32, f32)) {
    let word: SmallVec<[char; 24]> = word.chars().collect();
    let mut first = vec![0.0; word.len() + 1];
    for at in 0..word.len() {
        first[at + 1] = first[at] + extra(&word, at);
    }
    let mut walk = NearWalk { vocabulary, word, most, key: Vec::new(), rows: vec![first], found };
    walk.go(vocabulary.root(), 0, &mut SmallVec::new());
}

struct NearWalk<'v, 'f> {
    vocabulary: &'v Fst<&'v [u8]>,
    word: SmallVec<[char; 24]>,
    most: f32,
    /// The letters that led here.
    key: Vec<char>,
    /// Distances of the beginnings of the key and of the word.
    rows: Vec<Vec<f32>>,
    found: &'f mut dyn FnMut(u32, f32),
}

impl NearWalk<'_, '_> {
    fn go(&mut self, node: Node<'_>, output: u64, bytes: &mut SmallVec<[u8; 4]>) {
        if bytes.is_empty()
            && node.is_final()
            && let Some(&cost) = self.rows.last().and_then(|row| row.last())
            && cost <= self.most
        {
            (self.found)((output + node.final_output().value()) as u32, cost);
        }
        for transition in node.transitions() {
            let next = self.vocabulary.node(transition.addr);
            let output = output + transition.out.value();
            bytes.push(transition.inp);
            match std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
                Some(letter) => {
                    let whole = std::mem::take(bytes);
                    if self.push(letter) {
                        self.go(next, output, &mut SmallVec::new());
                    }
                    self.key.pop();
                    self.rows.pop();
                    *bytes = whole;
                }
                None if bytes.len() < 4 => self.go(next, output, bytes),
                None => {}
            }
            bytes.pop();
        }
    }

    /// Adds a letter to the key; whether anything below may be near enough.
    fn push(&mut self, letter: char) -> bool {
        self.key.push(letter);
        let above = &self.rows[self.rows.len() - 1];
        let two_above = self.rows.len().checked_sub(2).map(|at| &self.rows[at]);
        let row = next_row(&self.key, &self.word, above, two_above);
        let least = |row: &[f32]| row.iter().copied().fold(f32::INFINITY, f32::min);
        let near = least(&row) <= self.most || least(above) + 0.8 <= self.most;
        self.rows.push(row);
        near
    }
}

/// The ways to part a query into words: as written, hyphens closed, all in one word.
fn variants(written: &[Piece]) -> SmallVec<[SmallVec<[Piece; 4]>; 3]> {
    let mut out: SmallVec<[SmallVec<[Piece; 4]>; 3]> = SmallVec::new();
    out.push(written.iter().cloned().collect());
    for close in [|joint: Joint| joint == Joint::Hyphen, |joint: Joint| joint != Joint::None] {
        let mut closed: SmallVec<[Piece; 4]> = SmallVec::new();
        for piece in written {
            match closed.last_mut() {
                Some(last) if close(piece.joint) => last.text.push_str(&piece.text),
                _ => closed.push(piece.clone()),
            }
        }
        if !closed.is_empty() && closed.len() < 3 && !out.contains(&closed) {
            out.push(closed);
        }
    }
    // plates-formes → plateformes
    let parts: Vec<&str> = written.iter().map(|piece| piece.text.as_str()).collect();
    for at in 1..written.len() {
        if written[at].joint == Joint::Hyphen
            && let Some(whole) = keys::closed_plural(&parts[at - 1..=at])
        {
            let mut closed: SmallVec<[Piece; 4]> = written.iter().cloned().collect();
            closed[at - 1].text = whole.into();
            closed.remove(at);
            out.push(closed);
        }
    }
    out
}

/// The keys of a word of a query: accents may be missing.
fn loose_keys(piece: &str, vocabulary: &Fst<&[u8]>, language: Language) -> Keys {
    let mut keys = text_keys(piece, language);
    // An article is itself, not a word that an accent makes of it: la, là.
    if keys[..] == [keys::LE] || keys[..] == [keys::DE] || keys[..] == [keys::DU] {
        return keys;
    }
    let mut push = |key: CompactString| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    if piece.is_ascii() || !morph::is_known(piece, language) {
        for reading in morph::readings_bare(piece, language) {
            push(keys::respell(&fold(&reading.lemma), language));
        }
        let mut near = Vec::new();
        near_letters(vocabulary, &bare(piece), false, &mut near);
        near.into_iter().for_each(|(key, _)| push(key.into()));
    }
    keys
}

/// Keys of the vocabulary that are `letters` but for diacritics (`open`: that begin so), with their numbers.
fn near_letters(vocabulary: &Fst<&[u8]>, letters: &str, open: bool, out: &mut Vec<(String, u32)>) {
    fn go(
        fst: &Fst<&[u8]>,
        node: Node<'_>,
        output: u64,
        rest: &str,
        open: bool,
        key: &mut Vec<u8>,
        out: &mut Vec<(String, u32)>,
    ) {
        let Some(next) = rest.chars().next() else {
            if node.is_final()
                && let Ok(text) = std::str::from_utf8(key)
            {
                out.push((text.to_owned(), (output + node.final_output().value()) as u32));
            }
            if open && out.len() < 5000 {
                for transition in node.transitions() {
                    key.push(transition.inp);
                    go(fst, fst.node(transition.addr), output + transition.out.value(), rest, open, key, out);
                    key.pop();
                }
            }
            return;
        };
        let variants = match next {
            'a' => "àâä",
            'c' => "ç",
            'e' => "éèêë",
            'i' => "îï",
            'n' => "ñ",
            'o' => "ôö",
            'u' => "ùûü",
            _ => "",
        };
        let mut buffer = [0; 4];
        for letter in std::iter::once(next).chain(variants.chars()) {
            let (mut at, mut sum, mut reached) = (node, output, true);
            for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
                let Some(found) = at.find_input(byte) else {
                    reached = false;
                    break;
                };
                let transition = at.transition(found);
                sum += transition.out.value();
                at = fst.node(transition.addr);
            }
            if reached {
                key.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
                go(fst, at, sum, &rest[next.len_utf8()..], open, key, out);
                key.truncate(key.len() - letter.len_utf8());
            }
        }
    }
    go(vocabulary, vocabulary.root(), 0, letters, open, &mut Vec::new(), out);
}

/// Every word that is one slip away: a letter left out, put in, changed, or two exchanged.
fn each_slip(word: &str, each: &mut dyn FnMut(&str)) {
    let letters: Vec<char> = word.chars().collect();
    let mut other = String::with_capacity(word.len() + 4);
    let mut emit = |parts: [&[char]; 3]| {
        other.clear();
        parts.iter().for_each(|part| other.extend(part.iter()));
        each(&other);
    };
    for at in 0..letters.len() {
        emit([&letters[..at], &[], &letters[at + 1..]]);
        if at + 1 < letters.len() && letters[at] != letters[at + 1] {
            emit([&letters[..at], &[letters[at + 1], letters[at]], &letters[at + 2..]]);
        }
    }
    for letter in ALPHABET.chars() {
        for at in 0..=letters.len() {
            emit([&letters[..at], &[letter], &letters[at..]]);
            if at < letters.len() && letters[at] != letter {
                emit([&letters[..at], &[letter], &letters[at + 1..]]);
            }
        }
    }
}

/// The query with a blank put in, left out or moved by one.
fn blank_slips(query: &str) -> Vec<String> {
    let letters: Vec<char> = query.chars().collect();
    let is_blank = |c: char| c == ' ' || c == '-' || c == '\'';
    let mut out = Vec::new();
    for at in 1..letters.len() {
        let (head, tail) = letters.split_at(at);
        if !is_blank(head[at - 1]) && !is_blank(tail[0]) {
            out.push(head.iter().chain(&[' ']).chain(tail).collect());
        }
        if is_blank(letters[at]) {
            out.push(head.iter().chain(&tail[1..]).collect());
            let mut moved = letters.clone();
            moved.swap(at - 1, at);
            out.push(moved.iter().collect());
            if at + 1 < letters.len() {
                let mut moved = letters.clone();
                moved.swap(at, at + 1);
                out.push(moved.iter().collect());
            }
        }
    }
    out
}

/// Whether a term is the query itself, and how near it is.
fn closeness(head: &TermHead<'_>, query: &str) -> (AnswerKind, f32) {
    match kind(head.text, query) {
        MatchKind::Exact => (AnswerKind::Exact, 1.0),
        _ if bare_letters(&bare(head.text)) == bare_letters(&bare(query)) => {
            // `cote` is nearer to cote than to côté.
            (AnswerKind::Folded, if fold(head.text) == fold(query) { 0.99 } else { 0.97 })
        }
        _ => (AnswerKind::Inflected, 0.95),
    }
}

fn bare_letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How much of a misspelt query must be right, by its length.
fn least_score(query: &str) -> f32 {
    match query.chars().filter(|c| c.is_alphanumeric()).count() {
        0..=4 => 0.74,
        5..=7 => 0.79,
        _ => 0.82,
    }
}

fn similarity(a: &str, b: &str) -> f32 {
    1.0 - distance(a, b) / a.chars().count().max(b.chars().count()).max(1) as f32
}

/// Damerau–Levenshtein distance (optimal string alignment) with weights: an accent 0.2, a blank or hyphen 0.5, a double
/// letter 0.5, two letters exchanged 0.8; the first letter half as much again.
pub(crate) fn distance(a: &str, b: &str) -> f32 {
    let a: SmallVec<[char; 24]> = a.chars().collect();
    let b: SmallVec<[char; 24]> = b.chars().collect();
    let mut above: Vec<f32> = Vec::new();
    let mut row = vec![0.0; b.len() + 1];
    for at in 0..b.len() {
        row[at + 1] = row[at] + extra(&b, at);
    }
    for i in 1..=a.len() {
        let next = next_row(&a[..i], &b, &row, Some(&above).filter(|_| i > 1));
        above = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

/// The row of the last letter of `a` from the rows of the letters before it.
fn next_row(a: &[char], b: &[char], above: &[f32], two_above: Option<&Vec<f32>>) -> Vec<f32> {
    let i = a.len();
    let mut row = Vec::with_capacity(b.len() + 1);
    row.push(above[0] + extra(a, i - 1));
    let more = extra(a, i - 1);
    for j in 1..=b.len() {
        let mut best = above[j - 1] + change(a[i - 1], b[j - 1], i.min(j) - 1);
        best = best.min(above[j] + more);
        best = best.min(row[j - 1] + extra(b, j - 1));
        if let Some(two_above) = two_above
            && j > 1
            && a[i - 1] == b[j - 2]
            && a[i - 2] == b[j - 1]
        {
            best = best.min(two_above[j - 2] + 0.8);
        }
        row.push(best);
    }
    row
}

/// What a letter too many or too few costs, by the one before it.
fn extra(word: &[char], at: usize) -> f32 {
    let c = word[at];
    if matches!(c, ' ' | '-' | '\'') || (at > 0 && word[at - 1] == c) {
        0.5
    } else if at == 0 {
        1.5
    } else {
        1.0
    }
}

/// What another letter costs.
fn change(x: char, y: char, at: usize) -> f32 {
    if x == y {
        0.0
    } else if plain_letter(x) == plain_letter(y) {
        0.2
    } else if at == 0 {
        1.5
    } else {
        1.0
    }
}

fn plain_letter(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut first = None;
    unicode_normalization::char::decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native::read;

    fn base() -> TermBase {
        let text = include_str!("../../tests/gold/lookup/terms.toml");
        TermBase::build(&[read(text, "terms").unwrap().glossary])
    }

    fn ask(query: &str, options: &SearchOptions) -> Vec<(String, AnswerKind)> {
        let base = base();
        let answers = search(&base, query, options).unwrap();
        answers.iter().map(|a| (base.concept(a.concept).id, a.kind)).collect()
    }

    fn first(query: &str) -> Option<(String, AnswerKind)> {
        ask(query, &SearchOptions::default()).into_iter().next()
    }

    #[test]
    fn any_form_is_found() {
        let of = |id: &str, kind| Some((id.to_owned(), kind));
        assert_eq!(first("levée de fonds"), of("fundraising", AnswerKind::Exact));
        assert_eq!(first("Levee de fonds"), of("fundraising", AnswerKind::Folded));
        assert_eq!(first("levées de fonds"), of("fundraising", AnswerKind::Inflected));
        assert_eq!(first("levees de fonds"), of("fundraising", AnswerKind::Inflected));
        assert_eq!(first("capital risque"), of("venture-capital", AnswerKind::Folded));
        assert_eq!(first("startup"), of("start-up", AnswerKind::Folded));
        assert_eq!(first("ia"), of("ai", AnswerKind::Folded));
        assert_eq!(first("venture capitalists"), of("venture-capitalist", AnswerKind::Inflected));
    }

    #[test]
    fn slips_are_forgiven() {
        for (query, id) in [
            ("levé de fnds", "fundraising"),
            ("levées de fnods", "fundraising"),
            ("levéesde fonds", "fundraising"),
            ("levée d efonds", "fundraising"),
            ("capitl-risque", "venture-capital"),
            ("venture captal", "venture-capital"),
            ("inteligence artificiele", "ai"),
            ("pratique anticoncurentielle", "anticompetitive-practices"),
            ("puec", "chip"),
        ] {
            assert_eq!(first(query), Some((id.to_owned(), AnswerKind::Fuzzy)), "{query}");
        }
    }

    #[test]
    fn articles_quotation_marks_and_small_words_do_not_matter() {
        for (query, id) in [
            ("la levée de fonds", "fundraising"),
            ("des levées de fonds", "fundraising"),
            ("« levée de fonds »", "fundraising"),
            ("levée de fonds,", "fundraising"),
            ("levée fonds", "fundraising"),
            ("l’intelligence artificielle", "ai"),
            ("intelligence artificielle (IA)", "ai"),
            ("d'une start-up", "start-up"),
            ("les PME", "sme"),
            ("droit concurrence", "competition-law"),
            ("droits de concurrence", "competition-law"),
            ("plates-formes numériques", "platform"),
            ("réglementation prudentiele", "regulation"),
            ("to go public", "go-public"),
            ("the labor markets", "labour-market"),
        ] {
            assert_eq!(first(query).map(|(id, _)| id).as_deref(), Some(id), "{query}");
        }
        assert_eq!(first("la"), None);
        assert_eq!(first("de la"), None);
        assert_eq!(first("«»"), None);
    }

    #[test]
    fn everyday_words_find_nothing() {
        for word in ["table", "pure", "poche", "duce", "crible", "IBM", "xyzzy", "le", "target practice"] {
            assert_eq!(first(word), None, "{word}");
        }
    }

    #[test]
    fn beginnings_and_patterns() {
        let prefix = SearchOptions { mode: SearchMode::Prefix, ..Default::default() };
        let found: Vec<_> = ask("capital", &prefix).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, ["venture-capital", "venture-capitalist", "private-equity"]);
        assert_eq!(ask("levee d", &prefix), [("fundraising".to_owned(), AnswerKind::Prefix)]);
        assert_eq!(first("levée*"), Some(("fundraising".to_owned(), AnswerKind::Prefix)));
        assert_eq!(first("*capital"), Some(("venture-capital".to_owned(), AnswerKind::Regex)));
        let regex = SearchOptions { mode: SearchMode::Regex, ..Default::default() };
        assert_eq!(ask("^intel.*ive$", &regex), [("generative-ai".to_owned(), AnswerKind::Regex)]);
        assert!(search(&base(), "(", &regex).is_err());
    }

    #[test]
    fn a_vocabulary_is_searched_as_if_every_key_were_compared() {
        let mut words: Vec<String> = include_str!("../../tests/gold/lookup/terms.toml")
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(fold)
            .collect();
        words.sort();
        words.dedup();
        let mut builder = fst::raw::Builder::memory();
        for (number, word) in words.iter().enumerate() {
            builder.insert(word, number as u64).unwrap();
        }
        let bytes = builder.into_inner().unwrap();
        let vocabulary = Fst::new(&bytes[..]).unwrap();
        for query in ["intelignece", "capitale", "evenement", "levé", "amining", "ée", ""] {
            let mut found = Vec::new();
            keys_within(&vocabulary, query, 2.0, &mut |number, cost| found.push((number, cost)));
            found.sort_unstable_by_key(|&(number, _)| number);
            let all: Vec<(u32, f32)> = (0..)
                .zip(&words)
                .map(|(number, word)| (number, distance(word, query)))
                .filter(|&(_, cost)| cost <= 2.0)
                .collect();
            assert_eq!(found, all, "{query}");
        }
    }

    #[test]
    fn distance_weighs_mistakes() {
        assert_eq!(distance("levee", "levée"), 0.2);
        assert_eq!(distance("anuler", "annuler"), 0.5);
        assert_eq!(distance("fnods", "fonds"), 0.8);
        assert_eq!(distance("a b", "ab"), 0.5);
        assert_eq!(distance("", "ab"), 2.5);
    }
}
