//! What is known about a candidate in its corpus: the numbers that a score is made of.

use super::scan::{Counts, Group, Mark, is_stop};
use super::{degree, frequency, termhood};
use crate::morph;
use crate::text::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::sync::LazyLock;

/// Words of general language that are added to the corpus when its frequencies are estimated: in a short text a single
/// occurrence says little.
const PRIOR_WORDS: f64 = 20_000.0;

/// Zipf frequencies below this tell nothing.
const LEAST_ZIPF: f64 = 0.8;

/// The numbers of one candidate. Keyness is in powers of ten: how much commoner the word is here than in general.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// Mean, least and greatest keyness of its words of weight; that of its first and of its last one.
    pub key_mean: f64,
    #[allow(missing_docs)]
    pub key_min: f64,
    #[allow(missing_docs)]
    pub key_max: f64,
    #[allow(missing_docs)]
    pub key_first: f64,
    #[allow(missing_docs)]
    pub key_last: f64,
    /// Mean, greatest and least Zipf frequency of its words of weight in general language; that of the first and last.
    pub zipf_mean: f64,
    #[allow(missing_docs)]
    pub zipf_max: f64,
    #[allow(missing_docs)]
    pub zipf_min: f64,
    #[allow(missing_docs)]
    pub zipf_first: f64,
    #[allow(missing_docs)]
    pub zipf_last: f64,
    /// Share of words of weight that the frequency list does not hold.
    pub unlisted: f64,
    /// Share of words of weight that the lexicon does not hold.
    pub unknown: f64,
    /// Share of words of weight made with a combining form of learned words (*cardio-*, *-logie*).
    pub learned: f64,
    /// Natural logarithm of its occurrences.
    pub log_count: f64,
    /// Natural logarithm of its documents.
    pub log_documents: f64,
    /// Natural logarithm of the words of the corpus.
    pub log_corpus: f64,
    /// C-value (Frantzi and Ananiadou 2000), as ln(1 + value).
    pub c_value: f64,
    /// Natural logarithm of 1 + the number of longer candidates that hold it.
    pub log_containers: f64,
    /// Share of occurrences outside longer candidates.
    pub independence: f64,
    /// Whether it is met several times, always in the same longer candidate.
    pub engulfed: f64,
    /// Least normalised pointwise mutual information of neighbouring words of weight; 0 for a single word.
    pub cohesion: f64,
    /// Words, articles and all; words of weight.
    pub words: f64,
    #[allow(missing_docs)]
    pub content: f64,
    /// Letters of the whole and of the longest word.
    pub letters: f64,
    #[allow(missing_docs)]
    pub longest: f64,
    /// Letters of its shortest word of weight.
    pub shortest: f64,
    /// Whether a digit, a hyphen is in it.
    pub digit: f64,
    #[allow(missing_docs)]
    pub hyphen: f64,
    /// Written forms, case aside.
    pub forms: f64,
    /// Share of occurrences: inside sentences with a capital, with all capitals first letters, in capitals.
    pub capital: f64,
    #[allow(missing_docs)]
    pub all_capital: f64,
    #[allow(missing_docs)]
    pub capitals: f64,
    /// Share of occurrences at the start of a sentence.
    pub initial: f64,
    /// Share of occurrences tagged as a proper noun.
    pub proper: f64,
    /// Share of occurrences after a determiner, in quotation marks, in a heading, before and inside brackets.
    pub determined: f64,
    #[allow(missing_docs)]
    pub quoted: f64,
    #[allow(missing_docs)]
    pub heading: f64,
    #[allow(missing_docs)]
    pub glossed: f64,
    #[allow(missing_docs)]
    pub bracketed: f64,
    /// Share of occurrences early in their document.
    pub early: f64,
    /// Whether the text explains it as an acronym, or by one.
    pub defined: f64,
    /// How often its adjectives are graded ([`super::degree`]): the greatest share; −1 without an adjective, −0.5 where
    /// none is listed.
    pub graded: f64,
    /// Prepositions with a stop word inside.
    pub stops: f64,
    /// What its meaning says: the mean of what its words of weight say ([`super::termhood`]) or, where the encoder was
    /// asked, what its vector says ([`super::ranker::Meaning`]).
    pub termhood: f64,
    /// Its commonest shape, by part-of-speech codes.
    pub shape: String,
    /// Ending of its head.
    pub head: String,
}

impl Facts {
    /// How many of its words have this code.
    pub(crate) fn codes(&self, code: char) -> f64 {
        self.shape.chars().filter(|&c| c == code).count() as f64
    }
}

/// What is known about a word of a key, worked out once.
#[derive(Clone, Copy)]
struct KeyWord {
    /// Says something: no stop word, with a letter.
    weighty: bool,
    /// How much commoner it is here than in general, in powers of ten.
    keyness: f64,
    /// Zipf frequency; `None` where it is not listed.
    zipf: Option<f64>,
    known: bool,
    learned: bool,
    termhood: f64,
    letters: usize,
}

/// Looks up what candidates have in common: words, containers, definitions.
pub(crate) struct Corpus<'a> {
    counts: &'a Counts,
    words: f64,
    key_words: FxHashMap<&'a str, KeyWord>,
    /// Per key: occurrences in longer candidates, their number, and those of the commonest of them.
    nested: FxHashMap<&'a str, (u64, u32, u32)>,
    defined: FxHashSet<String>,
}

impl<'a> Corpus<'a> {
    /// `groups` are the candidates by key.
    pub(crate) fn new(counts: &'a Counts, groups: &[(&'a str, &'a Group)]) -> Self {
        let mut nested: FxHashMap<&str, (u64, u32, u32)> = FxHashMap::default();
        let mut starts = Vec::new();
        for &(key, group) in groups {
            starts.clear();
            starts.push(0);
            starts.extend(memchr::memchr_iter(b' ', key.as_bytes()).map(|at| at + 1));
            for (i, &from) in starts.iter().enumerate() {
                for j in i..starts.len() {
                    let to = starts.get(j + 1).map_or(key.len(), |next| next - 1);
                    if to - from == key.len() {
                        continue;
                    }
                    if let Some((part, _)) = counts.groups.get_key_value(&key[from..to]) {
                        let entry = nested.entry(part.as_str()).or_default();
                        entry.0 += u64::from(group.count);
                        entry.1 += 1;
                        entry.2 = entry.2.max(group.count);
                    }
                }
            }
        }
        let defined = counts
            .definitions
            .keys()
            .flat_map(|definition| [definition.acronym.as_str(), definition.expansion.as_str()])
            .map(crate::text::normalize::fold)
            .collect();
        let words = (counts.tokens as f64).max(1.0);
        let mut corpus = Self { counts, words, key_words: FxHashMap::default(), nested, defined };
        for word in groups.iter().flat_map(|(key, _)| words_of(key)) {
            if !corpus.key_words.contains_key(word) {
                let known = corpus.key_word(word);
                corpus.key_words.insert(word, known);
            }
        }
        corpus
    }

    fn count(&self, word: &str) -> f64 {
        f64::from(self.counts.words.get(word).copied().unwrap_or(0).max(1))
    }

    fn key_word(&self, word: &str) -> KeyWord {
        let language = self.counts.language;
        let listed = zipf(word, language);
        let general = listed.unwrap_or(0.0).max(LEAST_ZIPF);
        let expected = 10f64.powf(general - 9.0);
        let share = (self.count(word) + PRIOR_WORDS * expected) / (self.words + PRIOR_WORDS);
        KeyWord {
            weighty: is_weighty(word, language),
            keyness: (share * 1e9).log10() - general,
            zipf: listed,
            known: morph::is_known(word, language),
            learned: is_learned(word),
            termhood: termhood::weight(word, language),
            letters: word.chars().count(),
        }
    }

    /// The numbers of a candidate.
    pub(crate) fn facts(&self, key: &str, group: &Group) -> Facts {
        let language = self.counts.language;
        let words: Vec<(&str, KeyWord)> = words_of(key).map(|word| (word, self.key_words[word])).collect();
        let mut content: Vec<(&str, KeyWord)> =
            words.iter().copied().filter(|(_, word)| word.weighty).collect();
        if content.is_empty() {
            content.clone_from(&words);
        }
        let number = content.len().max(1) as f64;
        let share = |holds: fn(&KeyWord) -> bool| {
            content.iter().filter(|(_, word)| holds(word)).count() as f64 / number
        };
        let (first, last) = (content[0], content[content.len() - 1]);
        let zipfs = || content.iter().map(|(_, word)| word.zipf.unwrap_or(0.0));
        let keys = || content.iter().map(|(_, word)| word.keyness);
        let letters = || content.iter().map(|(_, word)| word.letters);
        let count = f64::from(group.count);
        let (inside, containers, commonest_container) = self.nested.get(key).copied().unwrap_or_default();
        let alone = if containers == 0 { count } else { count - inside as f64 / f64::from(containers) };
        let text = group.commonest_form();
        let mut folded: Vec<String> =
            group.forms.iter().map(|form| crate::text::normalize::fold(&form.text)).collect();
        folded.sort();
        folded.dedup();
        let defined = folded.iter().any(|form| self.defined.contains(form));
        let shape = group.shape().to_owned();
        let head = match language {
            Language::French => first.0,
            Language::English => last.0,
        };
        Facts {
            key_mean: keys().sum::<f64>() / number,
            key_min: keys().fold(f64::INFINITY, f64::min),
            key_max: keys().fold(f64::NEG_INFINITY, f64::max),
            key_first: first.1.keyness,
            key_last: last.1.keyness,
            zipf_mean: zipfs().sum::<f64>() / number,
            zipf_max: zipfs().fold(0.0, f64::max),
            zipf_min: zipfs().fold(9.0, f64::min),
            zipf_first: first.1.zipf.unwrap_or(0.0),
            zipf_last: last.1.zipf.unwrap_or(0.0),
            unlisted: share(|word| word.zipf.is_none()),
            unknown: share(|word| !word.known),
            learned: share(|word| word.learned),
            log_count: count.ln(),
            log_documents: f64::from(group.documents.max(1)).ln(),
            log_corpus: self.words.ln(),
            c_value: ((words.len() as f64 + 1.0).log2() * alone.max(0.0)).ln_1p(),
            log_containers: f64::from(containers).ln_1p(),
            independence: group.share(Mark::Maximal),
            engulfed: f64::from(group.count > 1 && commonest_container >= group.count),
            cohesion: self.cohesion(&content, key, count),
            words: shape.len() as f64,
            content: content.len() as f64,
            letters: text.chars().filter(|c| c.is_alphabetic()).count() as f64,
            longest: letters().max().unwrap_or(0) as f64,
            shortest: letters().min().unwrap_or(0) as f64,
            digit: f64::from(key.contains(|c: char| c.is_numeric())),
            hyphen: f64::from(key.contains('-')),
            forms: folded.len() as f64,
            capital: group.inner_share(Mark::Capital).unwrap_or(0.0),
            all_capital: group.inner_share(Mark::AllCapital).unwrap_or(0.0),
            capitals: group.inner_share(Mark::Capitals).unwrap_or(0.0),
            initial: 1.0 - group.share(Mark::Inner),
            proper: group.share(Mark::Proper),
            determined: group.share(Mark::Determined),
            quoted: group.share(Mark::Quoted),
            heading: group.share(Mark::Heading),
            glossed: group.share(Mark::Glossed),
            bracketed: group.share(Mark::Bracketed),
            early: group.share(Mark::Early),
            defined: f64::from(defined),
            graded: graded(key, &shape, language),
            termhood: content.iter().map(|(_, word)| word.termhood).sum::<f64>() / number,
            stops: (words.len() - content.len().min(words.len())) as f64,
            shape,
            head: head.to_owned(),
        }
    }

    /// The least normalised pointwise mutual information of neighbouring words of weight, by the count of the candidate
    /// that joins the two, or else of the whole.
    fn cohesion(&self, content: &[(&str, KeyWord)], key: &str, count: f64) -> f64 {
        if content.len() < 2 {
            return 0.0;
        }
        let at = |word: &str| word.as_ptr() as usize - key.as_ptr() as usize;
        content
            .windows(2)
            .map(|pair| {
                let (left, right) = (pair[0].0, pair[1].0);
                let joined = &key[at(left)..at(right) + right.len()];
                let joined = self.counts.groups.get(joined).map_or(count, |group| f64::from(group.count));
                let p = joined / self.words;
                let pmi = (p * self.words * self.words / (self.count(left) * self.count(right))).ln();
                (pmi / -p.ln()).clamp(-1.0, 1.0)
            })
            .fold(f64::INFINITY, f64::min)
    }
}

/// The greatest share of its adjectives, participles aside: see [`Facts::graded`].
fn graded(key: &str, shape: &str, language: Language) -> f64 {
    let adjectives = coded(key, shape).filter(|(_, code)| *code == 'A');
    adjectives.map(|(word, _)| degree::share(word, language).unwrap_or(-0.5)).fold(-1.0, f64::max)
}

fn is_weighty(word: &str, language: Language) -> bool {
    !is_stop(word, language) && word.chars().any(char::is_alphabetic)
}

/// The words of weight of a candidate's key; all of its words if none has weight.
pub fn content_words(key: &str, language: Language) -> Vec<&str> {
    let content: Vec<&str> = words_of(key).filter(|word| is_weighty(word, language)).collect();
    if content.is_empty() { words_of(key).collect() } else { content }
}

fn words_of(key: &str) -> impl Iterator<Item = &str> {
    key.split(' ').filter(|word| !word.is_empty())
}

/// The words of a key with their codes; determiners and possessives have a code but no word.
pub(crate) fn coded<'a>(key: &'a str, shape: &'a str) -> impl Iterator<Item = (&'a str, char)> {
    key.split(' ').zip(shape.chars().filter(|code| !"TS".contains(*code)))
}

/// The Zipf frequency of a word; that of an unlisted hyphenated one from its parts.
fn zipf(word: &str, language: Language) -> Option<f64> {
    frequency::zipf(word, language).or_else(|| {
        if !word.contains('-') {
            return None;
        }
        let parts = word.split('-').filter(|part| !part.is_empty());
        let least = parts.map(|part| {
            frequency::zipf(part, language)
                .or_else(|| frequency::zipf(&frequency::key(part, language), language))
        });
        let least = least.collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min)?;
        Some((least - 1.5).max(0.0))
    })
}

/// Beginnings and endings of learned words.
static COMBINING: LazyLock<(FxHashSet<&str>, FxHashSet<&str>)> = LazyLock::new(|| {
    let lines = || include_str!("data/combining.txt").lines().filter(|line| !line.starts_with('#'));
    (
        lines().filter_map(|line| line.strip_suffix('-')).collect(),
        lines().filter_map(|line| line.strip_prefix('-')).collect(),
    )
});

/// Letters that a learned word has beside its combining form.
const REST: usize = 3;

fn is_learned(word: &str) -> bool {
    let (starts, ends) = &*COMBINING;
    // Where a beginning may end, and an ending begin: REST letters stay.
    let mut after = word.char_indices().rev().skip(REST - 1).map(|(at, _)| at);
    let mut before = word.char_indices().skip(REST).map(|(at, _)| at);
    after.any(|at| starts.contains(&word[..at])) || before.any(|at| ends.contains(&word[at..]))
}
