//! What the tagger looks at: the word, its ending, its look and its readings in the lexicon, and the same of its
//! neighbours. Features are hashed; no word is stored in a model.

use crate::morph::{self, Upos};
use crate::text::Language;
use crate::token::{Token, TokenKind};

/// Features of a word: how many rows of weights are added up for it.
pub const FEATURES: usize = 27;

/// Tags before and after the words that have one.
pub(crate) const OUTSIDE: u8 = 63;

/// What is known of a word before it is tagged; everything is a hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Item {
    /// The folded form.
    pub(crate) word: u32,
    /// Its last two, three and four letters.
    pub(crate) endings: [u32; 3],
    /// Its first three letters.
    pub(crate) start: u32,
    /// Capitals, digits, hyphens, kind of token.
    pub(crate) shape: u32,
    /// The set of its readings in the lexicon: parts of speech with verb form and number; 0 = unknown.
    pub(crate) readings: u32,
    /// The set of parts of speech alone.
    pub(crate) parts: u32,
    /// Where its readings are in the lexicon.
    pub(crate) set: Option<u32>,
}

impl Item {
    /// Whether it may be a noun, an adjective or a verb: not if the lexicon has it as a function word alone.
    pub(crate) fn is_open(&self) -> bool {
        const CLOSED: [Upos; 7] =
            [Upos::Adp, Upos::Aux, Upos::Cconj, Upos::Det, Upos::Part, Upos::Pron, Upos::Sconj];
        const MASK: u32 = {
            let (mut mask, mut at) = (0, 0);
            while at < CLOSED.len() {
                mask |= 1 << CLOSED[at] as u32;
                at += 1;
            }
            mask
        };
        self.parts == 0 || self.parts & !MASK != 0
    }
}

/// Mixes two numbers into one, differently for every kind of feature (after the finaliser of SplitMix64, Steele 2014).
pub(crate) fn mix(kind: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(kind).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x >> 32) as u32
}

/// A hash of a word or a part of one.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    let mut state = 0xCBF2_9CE4_8422_2325_u64;
    let mut chunks = bytes.chunks_exact(4);
    for chunk in &mut chunks {
        let word = u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
        state = (state.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    for &byte in chunks.remainder() {
        state = (state.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    (state >> 32) as u32
}

impl Item {
    /// What the token at `at` looks like. `key` is a buffer for the folded form, which is left in it.
    pub(crate) fn new(form: &str, token: &Token, first: bool, language: Language, key: &mut String) -> Self {
        morph::fold_word(form, key);
        let known = morph::known(key, language);
        let bytes = key.as_bytes();
        let ending = |letters: usize| {
            let at = key.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
            hash(&bytes[at..])
        };
        let start = key.char_indices().nth(3).map_or(bytes.len(), |(at, _)| at);
        Self {
            word: hash(bytes),
            endings: [ending(2), ending(3), ending(4)],
            start: hash(&bytes[..start]),
            shape: shape(form, token.kind, first),
            readings: known.readings,
            parts: known.parts,
            set: known.set,
        }
    }
}

fn shape(form: &str, kind: TokenKind, first: bool) -> u32 {
    let (mut upper, mut lower, mut digit, mut other) = (0, 0, 0, 0);
    let mut hyphen = false;
    for c in form.chars() {
        if c.is_ascii_lowercase() || c.is_lowercase() {
            lower += 1;
        } else if c.is_uppercase() {
            upper += 1;
        } else if c.is_numeric() {
            digit += 1;
        } else {
            hyphen |= c == '-';
            other += 1;
        }
    }
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let letters = match (capital, upper, lower) {
        (_, 0, 0) => 0,
        (_, 0, _) => 1,
        (true, 1, 1..) => 2,
        (true, 1, 0) => 3,
        (_, _, 0) => 4,
        (true, ..) => 5,
        (false, ..) => 6,
    };
    letters
        | u32::from(digit > 0) << 3
        | u32::from(hyphen) << 4
        | u32::from(other > 0) << 5
        | u32::from(first) << 6
        | (kind as u32) << 7
}

/// The hashes of the features of the word at `at`. `items` has two empty items before the first and after the last word.
pub(crate) fn features(items: &[Item], at: usize, previous: u8, before: u8) -> [u32; FEATURES] {
    let [b, a, here, c, d] = [items[at - 2], items[at - 1], items[at], items[at + 1], items[at + 2]];
    let (t1, t2) = (u32::from(previous), u32::from(before));
    let tags = t1 << 6 | t2;
    let capital = here.shape & 7 | (here.shape >> 6 & 1) << 3;
    let shape = here.shape;
    [
        mix(1, here.word, 0),
        mix(2, here.readings, 0),
        mix(3, here.readings, shape),
        mix(4, here.endings[0], 0),
        mix(5, here.endings[1], 0),
        mix(6, here.endings[2], 0),
        mix(7, here.start, capital),
        mix(8, shape, 0),
        mix(9, here.endings[1], capital),
        mix(10, t1, 0),
        mix(11, tags, 0),
        mix(12, here.readings, tags),
        mix(13, here.word, t1),
        mix(14, a.word, 0),
        mix(15, a.word, here.readings),
        mix(16, c.word, 0),
        mix(17, c.word, here.readings),
        mix(18, c.readings, here.readings),
        mix(19, c.parts, d.parts),
        mix(20, a.word, here.word),
        mix(21, here.word, c.word),
        mix(22, here.parts | t1 << 20, c.parts),
        mix(23, a.endings[1], 0),
        mix(24, c.endings[1], 0),
        mix(25, b.word, 0),
        mix(26, d.word, 0),
        mix(27, here.endings[0] ^ t1, c.readings),
    ]
}
