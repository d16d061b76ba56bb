//! Entries by a query that a person types: any inflected, accentless or slightly misspelt form of a term, its beginning,
//! a pattern.
//!
//! A query is first read as a term in a text would be. Only where that finds nothing, and the query is no everyday word
//! that merely resembles a term, slips are corrected: one letter wrong in one word, a blank too many or too few, then
//! two letters. What remains of the difference is weighed as a typist's or a speller's mistakes weigh.

use super::MatchKind;
use super::agree::kind;
use super::base::TermBase;
use super::distance::similarity;
use super::index::{self, contract};
use super::keys::{self, Keys, pieces, text_keys};
use super::pack::TermHead;
use super::query::{
    SMALL_WORDS, is_everyday, loose_keys, parenthesis, regex, unwrapped, variants, wildcard,
    without_determiner,
};
use super::slips::{Near, Reach, blank_slips};
use super::tables::{MOST_BELOW, Tables, Weighted, near_letters, number};
use crate::glossary::TermStatus;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

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

struct Search<'b> {
    base: &'b TermBase,
    options: &'b SearchOptions,
    /// The best answer of each concept.
    answers: FxHashMap<u32, Answer>,
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
                if found.len() > MOST_BELOW {
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
            let mut keys = FxHashMap::default();
            for other in blank_slips(&folded) {
                if tried.insert(other.clone()) {
                    self.corrected(&other, &folded, 0.9, language, &mut keys);
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

    /// Terms that a corrected query is a form of. `known` remembers the keys of words: corrections share most of theirs.
    fn corrected(
        &mut self,
        corrected: &str,
        query: &str,
        weight: f32,
        language: Language,
        known: &mut FxHashMap<CompactString, Keys>,
    ) {
        let written = pieces(corrected);
        for layer in &self.tables(language) {
            let mut units: Vec<Keys> = Vec::with_capacity(written.len());
            for piece in &written {
                let keys = known
                    .entry(piece.text.clone())
                    .or_insert_with(|| text_keys(&piece.text, language))
                    .clone();
                // No term has a word that the vocabulary lacks; an article may be in it with its preposition only.
                let in_contraction =
                    keys.iter().any(|key| [keys::LE, keys::DE, keys::A].contains(&key.as_str()));
                if !in_contraction && keys.iter().all(|key| number(&layer.vocabulary, key).is_none()) {
                    break;
                }
                units.push(keys);
            }
            if units.len() < written.len() {
                continue;
            }
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
        for (number_of_layer, layer) in self.tables(language).iter().enumerate() {
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
                    Reach::Far if near.words[at].known => {
                        near.numbers(at, number_of_layer, &layer.vocabulary)
                    }
                    Reach::Far => near.far_numbers(at, number_of_layer, &layer.vocabulary),
                    _ => near.numbers(at, number_of_layer, &layer.vocabulary),
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
}
