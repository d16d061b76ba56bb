//! What a misspelt query may stand for: the slips of those who type, and the words of a vocabulary that are near.

use super::distance::{distance, extra, next_row};
use super::keys::{self, pieces, text_keys};
use super::tables::{Weighted, number};
use crate::morph;
use crate::text::Language;
use compact_str::CompactString;
use fst::raw::{Fst, Node};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Letters that a slip may put in.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyzéèêëàâîïôûùüç";

/// Which words of a query may be misspelt, and how badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// One letter, in words that the lexicon does not know.
    Unknown,
    /// One letter, in any word.
    All,
    /// Two letters in unknown words, accents left out beside.
    Far,
}

/// The words that those of a query may be misspelt forms of. Each list is made when it is first asked for.
pub(super) struct Near {
    pub(super) words: Vec<NearWord>,
    language: Language,
}

pub(super) struct NearWord {
    pub(super) text: String,
    pub(super) known: bool,
    slips: Option<Slips>,
    /// What [`Near::numbers`] found in each vocabulary: every reach asks anew.
    numbers: Vec<(usize, Weighted)>,
}

/// What is one slip away from a word.
struct Slips {
    /// Keys of words that the lexicon knows.
    known: Vec<(CompactString, f32)>,
    /// Anything else: the vocabulary of a glossary may know it.
    other: Vec<(CompactString, f32)>,
}

impl Near {
    pub(super) fn new(query: &str, language: Language) -> Self {
        let words = pieces(query)
            .iter()
            .map(|piece| NearWord {
                text: piece.text.to_string(),
                known: morph::is_known(&piece.text, language),
                slips: None,
                numbers: Vec::new(),
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

    /// Numbers of words that differ by one letter, in the vocabulary of a layer.
    pub(super) fn numbers(&mut self, at: usize, layer: usize, vocabulary: &Fst<&[u8]>) -> Weighted {
        if let Some((_, known)) = self.words[at].numbers.iter().find(|(of, _)| *of == layer) {
            return known.clone();
        }
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
        self.words[at].numbers.push((layer, out.clone()));
        out
    }

    /// The same, and numbers of keys that differ by two letters, or by one and accents.
    pub(super) fn far_numbers(&mut self, at: usize, layer: usize, vocabulary: &Fst<&[u8]>) -> Weighted {
        let mut out = self.numbers(at, layer, vocabulary);
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
pub(super) fn keys_within(vocabulary: &Fst<&[u8]>, word: &str, most: f32, found: &mut dyn FnMut(u32, f32)) {
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
pub(super) fn blank_slips(query: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::fold;

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
}
