//! The ranker: boosted trees (Friedman 2001) that say how likely a candidate is a term, from its numbers ([`Facts`]). They
//! mend what a formula set by hand says. Where the encoder is at hand, a logistic regression on the vector of the whole
//! candidate ([`Meaning`]) takes the place of what is known of its words by themselves.
//!
//! `cargo xtask train-ranker` fits them; a file of another set of features than [`FEATURES`] is refused.

use super::facts::Facts;
use super::formula;
use crate::encode::Encoder;
use crate::text::Language;
use std::sync::LazyLock;

/// First bytes of a ranker's file.
const MAGIC: &[u8; 8] = b"GLRANK03";

/// Words of a corpus above which its size tells no more: what is learnt must not depend on which corpora there were.
const MOST_WORDS: f64 = 8000.0;

/// What a unit of the formula adds to the sum of the trees, in the scale of logits.
const FORMULA_WEIGHT: f64 = 0.7;

/// The shapes that have a number of their own, by part-of-speech codes; all others share one.
const SHAPES: [&str; 18] = [
    "N", "A", "V", "P", "X", "NA", "AN", "NN", "NDN", "NDTN", "NAA", "AAN", "ANN", "NNN", "NV", "VN", "NDNA",
    "NADN",
];

/// Part-of-speech codes that are counted.
const CODES: [(&str, char); 9] = [
    ("nouns", 'N'),
    ("proper_nouns", 'P'),
    ("adjectives", 'A'),
    ("verbs", 'V'),
    ("finite_verbs", 'F'),
    ("adverbs", 'R'),
    ("prepositions", 'D'),
    ("determiners", 'T'),
    ("numbers", 'M'),
];

/// What a ranker sees of a candidate, in this order.
pub const FEATURES: [&str; 55] = [
    "key_mean",
    "key_min",
    "key_max",
    "key_first",
    "key_last",
    "zipf_mean",
    "zipf_max",
    "zipf_min",
    "zipf_first",
    "zipf_last",
    "unlisted",
    "unknown",
    "learned",
    "log_count",
    "log_corpus",
    "c_value",
    "log_containers",
    "independence",
    "cohesion",
    "words",
    "content",
    "letters",
    "longest",
    "digit",
    "hyphen",
    "forms",
    "capital",
    "all_capital",
    "capitals",
    "initial",
    "proper",
    "determined",
    "quoted",
    "heading",
    "glossed",
    "bracketed",
    "early",
    "defined",
    "graded",
    "stops",
    "english",
    "first_code",
    "last_code",
    "shape",
    "nouns",
    "proper_nouns",
    "adjectives",
    "verbs",
    "finite_verbs",
    "adverbs",
    "prepositions",
    "determiners",
    "numbers",
    "short_inside",
    "key_gap",
];

/// The values of [`FEATURES`] for a candidate.
pub fn features(facts: &Facts, language: Language) -> [f32; FEATURES.len()] {
    let f = facts;
    let place = |code: Option<char>| code.and_then(|c| "NPAVFRDTMXS".find(c)).map_or(-1.0, |at| at as f64);
    let shape = SHAPES.iter().position(|shape| *shape == f.shape).unwrap_or(SHAPES.len()) as f64;
    let mut values = [0.0; FEATURES.len()];
    let own = [
        f.key_mean,
        f.key_min,
        f.key_max,
        f.key_first,
        f.key_last,
        f.zipf_mean,
        f.zipf_max,
        f.zipf_min,
        f.zipf_first,
        f.zipf_last,
        f.unlisted,
        f.unknown,
        f.learned,
        f.log_count,
        f.log_corpus.min(MOST_WORDS.ln()),
        f.c_value,
        f.log_containers,
        f.independence,
        f.cohesion,
        f.words,
        f.content,
        f.letters,
        f.longest,
        f.digit,
        f.hyphen,
        f.forms,
        f.capital,
        f.all_capital,
        f.capitals,
        f.initial,
        f.proper,
        f.determined,
        f.quoted,
        f.heading,
        f.glossed,
        f.bracketed,
        f.early,
        f.defined,
        f.graded,
        f.stops,
        f64::from(language == Language::English),
        place(f.shape.chars().next()),
        place(f.shape.chars().last()),
        shape,
    ];
    for (value, own) in values.iter_mut().zip(own) {
        *value = own as f32;
    }
    for (value, (_, code)) in values[own.len()..].iter_mut().zip(CODES) {
        *value = f.codes(code) as f32;
    }
    values[own.len() + CODES.len()] = f.shortest as f32;
    values[own.len() + CODES.len() + 1] = (f.key_max - f.key_min) as f32;
    values
}

/// Which way a term's likelihood goes as the feature grows, all else equal: 1 up, −1 down, 0 either. Trees that keep to it
/// carry over better to corpora unlike those they were fitted on.
pub fn direction(feature: usize) -> i8 {
    match FEATURES[feature] {
        "key_mean" | "key_min" | "key_max" | "key_first" | "key_last" | "learned" | "log_count"
        | "c_value" | "log_containers" | "independence" | "cohesion" | "quoted" | "heading" | "defined" => 1,
        "zipf_mean" | "zipf_max" | "zipf_min" | "zipf_first" | "zipf_last" | "stops" => -1,
        _ => 0,
    }
}

/// What the sum of the trees is added to.
pub fn offset(facts: &Facts) -> f64 {
    FORMULA_WEIGHT * formula::weight(facts)
}

/// What [`Facts::termhood`] counts for in a text of so many words (their natural logarithm): less in a longer one, where
/// frequencies say more.
pub fn meaning(log_words: f64) -> f64 {
    1.0 - super::length(log_words) / 3.0
}

/// Why bytes are no ranker.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RankerError {
    /// They do not begin as a ranker does, or were made for other features.
    #[error("not a ranker, or one for other features")]
    Magic,
    /// They end, or say impossible things, at this byte.
    #[error("ranker damaged at byte {0}")]
    Damaged(usize),
}

/// A node of a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Goes on at the next node where the feature is at most the threshold, else at `right`.
    Split {
        /// Index into [`FEATURES`].
        feature: u8,
        /// The greatest value that goes on at the next node.
        threshold: f32,
        /// Index of the other child in the tree; greater than that of this node.
        right: u16,
    },
    /// Adds this to the sum.
    Leaf(f32),
}

/// A sum of trees and what makes a probability of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranker {
    /// Nodes of each tree, parents before children.
    pub trees: Vec<Vec<Node>>,
    /// Slope and intercept (Platt 1999): the probability is the logistic of slope × (offset + sum + meaning × termhood) + intercept.
    pub calibration: (f32, f32),
    /// What the vector of a candidate says.
    pub meaning: Meaning,
}

/// A logistic regression on the vector of a whole candidate, as [`Encoder::encode_means`] makes it of its commonest form in
/// lower case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning {
    /// One for each number of a vector; none where the ranker knows no vectors.
    pub weights: Vec<f32>,
    /// Added to their product with the vector.
    pub shift: f32,
    /// As [`Ranker::calibration`], with this in the place of [`Facts::termhood`].
    pub calibration: (f32, f32),
}

impl Meaning {
    /// Whether vectors of this encoder can be judged.
    pub fn fits(&self, encoder: &Encoder) -> bool {
        self.weights.len() == encoder.width()
    }

    /// What a vector says: log odds that the candidate is a term, beside what else is known of it.
    pub fn of(&self, vector: &[f32]) -> f64 {
        let product: f32 = self.weights.iter().zip(vector).map(|(weight, x)| weight * x).sum();
        f64::from(product + self.shift)
    }
}

static EMBEDDED: LazyLock<Ranker> = LazyLock::new(|| {
    Ranker::parse(include_bytes!("data/ranker.bin")).expect("written by `cargo xtask train-ranker`")
});

impl Ranker {
    /// The ranker that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads what [`Self::to_bytes`] writes.
    ///
    /// # Errors
    /// Where the bytes are no ranker, were made for other features or are damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, RankerError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(RankerError::Magic)?;
        let mut reader = Reader { bytes: rest, at: 0, offset: MAGIC.len() };
        if reader.take()? != fingerprint().to_le_bytes() {
            return Err(RankerError::Magic);
        }
        let calibration = (f32::from_le_bytes(reader.take()?), f32::from_le_bytes(reader.take()?));
        let number = u16::from_le_bytes(reader.take()?);
        let mut trees = Vec::new();
        for _ in 0..number {
            let size = u16::from_le_bytes(reader.take()?);
            let mut nodes = Vec::new();
            for at in 0..size {
                let [feature] = reader.take()?;
                let value = f32::from_le_bytes(reader.take()?);
                if !value.is_finite() {
                    return Err(reader.damaged());
                }
                if feature == u8::MAX {
                    nodes.push(Node::Leaf(value));
                    continue;
                }
                let right = u16::from_le_bytes(reader.take()?);
                if usize::from(feature) >= FEATURES.len() || right <= at + 1 || right >= size {
                    return Err(reader.damaged());
                }
                nodes.push(Node::Split { feature, threshold: value, right });
            }
            // A walk only goes forward; it must end on a leaf.
            if !matches!(nodes.last(), Some(Node::Leaf(_))) {
                return Err(reader.damaged());
            }
            trees.push(nodes);
        }
        let width = u16::from_le_bytes(reader.take()?);
        let mut weights = Vec::new();
        for _ in 0..width {
            weights.push(f32::from_le_bytes(reader.take()?));
        }
        let [shift, slope, intercept] =
            [reader.take()?, reader.take()?, reader.take()?].map(f32::from_le_bytes);
        let meaning = Meaning { weights, shift, calibration: (slope, intercept) };
        if reader.at != rest.len() {
            return Err(reader.damaged());
        }
        Ok(Self { trees, calibration, meaning })
    }

    /// The file of a ranker.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(fingerprint().to_le_bytes());
        out.extend(self.calibration.0.to_le_bytes());
        out.extend(self.calibration.1.to_le_bytes());
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            out.extend((tree.len() as u16).to_le_bytes());
            for node in tree {
                match *node {
                    Node::Leaf(value) => {
                        out.push(u8::MAX);
                        out.extend(value.to_le_bytes());
                    }
                    Node::Split { feature, threshold, right } => {
                        out.push(feature);
                        out.extend(threshold.to_le_bytes());
                        out.extend(right.to_le_bytes());
                    }
                }
            }
        }
        let meaning = &self.meaning;
        out.extend((meaning.weights.len() as u16).to_le_bytes());
        let numbers = [meaning.shift, meaning.calibration.0, meaning.calibration.1];
        out.extend(meaning.weights.iter().chain(&numbers).flat_map(|number| number.to_le_bytes()));
        out
    }

    /// The sum of the trees.
    pub fn sum(&self, features: &[f32; FEATURES.len()]) -> f64 {
        self.trees.iter().map(|tree| f64::from(walk(tree, features))).sum()
    }

    /// How likely a candidate is a term, 0–1, by its numbers alone.
    pub fn score(&self, facts: &Facts, language: Language) -> f64 {
        self.probability(facts, language, facts.termhood, self.calibration)
    }

    /// The same where it is known what its vector says ([`Meaning::of`]).
    pub fn score_with_meaning(&self, facts: &Facts, language: Language, said: f64) -> f64 {
        self.probability(facts, language, said, self.meaning.calibration)
    }

    fn probability(
        &self,
        facts: &Facts,
        language: Language,
        said: f64,
        (slope, intercept): (f32, f32),
    ) -> f64 {
        let sum = offset(facts) + self.sum(&features(facts, language)) + meaning(facts.log_corpus) * said;
        1.0 / (1.0 + (-(f64::from(slope) * sum + f64::from(intercept))).exp())
    }
}

fn walk(tree: &[Node], features: &[f32; FEATURES.len()]) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split { feature, threshold, right } => {
                at = if features[usize::from(feature)] <= threshold { at + 1 } else { usize::from(right) };
            }
        }
    }
}

/// Tells sets of features apart (FNV-1a).
fn fingerprint() -> u32 {
    let bytes = FEATURES.iter().flat_map(|name| name.bytes().chain([b' ']));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Of the first of `bytes` in the file.
    offset: usize,
}

impl Reader<'_> {
    fn damaged(&self) -> RankerError {
        RankerError::Damaged(self.offset + self.at)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], RankerError> {
        let bytes = self.bytes.get(self.at..self.at + N).ok_or_else(|| self.damaged())?;
        self.at += N;
        Ok(bytes.try_into().expect("of this length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Ranker {
        let tree =
            vec![Node::Split { feature: 0, threshold: 2.0, right: 2 }, Node::Leaf(-1.0), Node::Leaf(1.0)];
        let meaning = Meaning { weights: vec![0.5, -1.0], shift: 0.25, calibration: (2.0, 0.5) };
        Ranker { trees: vec![tree], calibration: (1.0, 0.0), meaning }
    }

    #[test]
    fn files_come_back_the_same() {
        let ranker = small();
        assert_eq!(Ranker::parse(&ranker.to_bytes()), Ok(ranker));
    }

    #[test]
    fn a_split_sends_small_values_on_and_great_ones_to_the_right() {
        let ranker = small();
        let mut features = [0.0; FEATURES.len()];
        assert_eq!(ranker.sum(&features), -1.0);
        features[0] = 2.5;
        assert_eq!(ranker.sum(&features), 1.0);
    }

    #[test]
    fn the_vector_of_a_candidate_takes_the_place_of_what_its_words_say() {
        let ranker = small();
        let facts = Facts { termhood: 9.0, ..Facts::default() };
        let said = ranker.meaning.of(&[1.0, 0.25]);
        assert_eq!(said, 0.5);
        let same = Ranker { calibration: (2.0, 0.5), ..ranker.clone() };
        let facts_of_it = Facts { termhood: said, ..Facts::default() };
        let expected = same.score(&facts_of_it, Language::French);
        assert_eq!(ranker.score_with_meaning(&facts, Language::French, said), expected);
    }

    #[test]
    fn damaged_files_are_refused() {
        let bytes = small().to_bytes();
        assert_eq!(Ranker::parse(b"nothing"), Err(RankerError::Magic));
        for cut in 12..bytes.len() {
            assert!(Ranker::parse(&bytes[..cut]).is_err(), "{cut}");
        }
        let mut broken = bytes;
        let node = 8 + 4 + 8 + 2 + 2;
        broken[node] = 200;
        assert!(matches!(Ranker::parse(&broken), Err(RankerError::Damaged(_))));
    }

    #[test]
    fn the_embedded_ranker_prefers_words_of_the_trade() {
        let everyday =
            Facts { zipf_max: 6.0, zipf_mean: 6.0, words: 1.0, shape: "N".to_owned(), ..Facts::default() };
        let keen = Facts {
            key_mean: 4.0,
            key_min: 4.0,
            key_max: 4.0,
            key_first: 4.0,
            key_last: 4.0,
            ..everyday.clone()
        };
        let keen =
            Facts { zipf_max: 2.0, zipf_mean: 2.0, zipf_min: 2.0, letters: 10.0, longest: 10.0, ..keen };
        let score = |facts| Ranker::embedded().score(facts, Language::French);
        assert!(score(&keen) > score(&everyday));
    }
}
