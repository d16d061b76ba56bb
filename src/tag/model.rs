//! The fitted weights of a tagger: an averaged perceptron (Collins 2002; greedy, as in Honnibal 2013) over hashed features.

use super::features::FEATURES;
use crate::morph::{Upos, VerbForm};
use crate::text::Language;
use std::borrow::Cow;

/// What the first bytes of a model say.
const MAGIC: &[u8; 8] = b"glosetg2";

/// Why bytes are no model of a tagger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not start as a model does.
    #[error("not a tagger model")]
    Magic,
    /// It was made for other features or tags than this version has.
    #[error("a tagger model of another version")]
    Version,
    /// It ends too early or goes on too long.
    #[error("a tagger model of {found} bytes where {expected} were expected")]
    Length {
        /// Bytes that its head announces.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
}

/// A part of speech, for verbs with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// Part of speech.
    pub upos: Upos,
    /// Form of a verb or auxiliary.
    pub verb_form: Option<VerbForm>,
}

/// The tags, by their number in a model.
pub const TAGS: [Tag; 24] = {
    const fn plain(upos: Upos) -> Tag {
        Tag { upos, verb_form: None }
    }
    const fn verb(upos: Upos, form: VerbForm) -> Tag {
        Tag { upos, verb_form: Some(form) }
    }
    [
        plain(Upos::Adj),
        plain(Upos::Adp),
        plain(Upos::Adv),
        plain(Upos::Cconj),
        plain(Upos::Det),
        plain(Upos::Intj),
        plain(Upos::Noun),
        plain(Upos::Num),
        plain(Upos::Part),
        plain(Upos::Pron),
        plain(Upos::Propn),
        plain(Upos::Punct),
        plain(Upos::Sconj),
        plain(Upos::Sym),
        plain(Upos::X),
        verb(Upos::Verb, VerbForm::Finite),
        verb(Upos::Verb, VerbForm::Infinitive),
        verb(Upos::Verb, VerbForm::PresentParticiple),
        verb(Upos::Verb, VerbForm::PastParticiple),
        verb(Upos::Aux, VerbForm::Finite),
        verb(Upos::Aux, VerbForm::Infinitive),
        verb(Upos::Aux, VerbForm::PresentParticiple),
        verb(Upos::Aux, VerbForm::PastParticiple),
        // French du, des, au, aux: a preposition and an article in one.
        Tag { upos: Upos::Adp, verb_form: Some(VerbForm::Finite) },
    ]
};

/// The number of the tag of du, des, au, aux.
pub const CONTRACTED: u8 = 23;

/// The number of the tag of punctuation.
pub const PUNCTUATION: u8 = 11;

/// The fitted weights.
#[derive(Clone, Debug)]
pub struct Model {
    language: Language,
    /// Rows are picked by the top bits of a hash.
    shift: u32,
    /// A row of one weight a tag for every value of the hash.
    rows: Cow<'static, [u8]>,
    lemma_shift: u32,
    /// A weight for every value of the hash of (feature, lemma rule).
    lemmas: Cow<'static, [u8]>,
}

/// What is added to a weight to store it as a byte.
const OFFSET: i32 = 128;

const HEAD: usize = MAGIC.len() + 5;

impl Model {
    /// Reads a model. Borrows the embedded ones.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        if bytes.len() < HEAD || &bytes[..MAGIC.len()] != MAGIC {
            return Err(ModelError::Magic);
        }
        let &[language, tags, features, bits, lemma_bits] = &bytes[MAGIC.len()..HEAD] else {
            return Err(ModelError::Magic);
        };
        let known = usize::from(tags) == TAGS.len() && usize::from(features) == FEATURES && language < 2;
        if !known || !(8..=20).contains(&bits) || !(8..=20).contains(&lemma_bits) {
            return Err(ModelError::Version);
        }
        let rows = (1 << bits) * TAGS.len();
        let expected = HEAD + rows + (1 << lemma_bits);
        if bytes.len() != expected {
            return Err(ModelError::Length { expected, found: bytes.len() });
        }
        let (rows, lemmas) = match bytes {
            Cow::Borrowed(bytes) => {
                let (rows, lemmas) = bytes[HEAD..].split_at(rows);
                (Cow::Borrowed(rows), Cow::Borrowed(lemmas))
            }
            Cow::Owned(mut bytes) => {
                let lemmas = bytes.split_off(HEAD + rows);
                (Cow::Owned(bytes.split_off(HEAD)), Cow::Owned(lemmas))
            }
        };
        let language = if language == 0 { Language::French } else { Language::English };
        Ok(Self {
            language,
            shift: 32 - u32::from(bits),
            rows,
            lemma_shift: 32 - u32::from(lemma_bits),
            lemmas,
        })
    }

    /// As [`Self::from_bytes`] reads it. `rows` holds [`TAGS`]`.len()` weights a row; both lengths are powers of two (times that).
    pub fn to_bytes(language: Language, rows: &[i8], lemmas: &[i8]) -> Vec<u8> {
        let bits = (rows.len() / TAGS.len()).trailing_zeros() as u8;
        let mut bytes = MAGIC.to_vec();
        bytes.extend([
            language as u8,
            TAGS.len() as u8,
            FEATURES as u8,
            bits,
            lemmas.len().trailing_zeros() as u8,
        ]);
        bytes.extend(rows.iter().chain(lemmas).map(|&weight| (i32::from(weight) + OFFSET) as u8));
        bytes
    }

    /// The language that it was fitted on.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The number of the best tag, of an open class only where `open` says so.
    pub(crate) fn best(&self, features: &[u32; FEATURES], open: bool) -> u8 {
        // Weights are stored with an offset, which adds the same to every tag; so eight bytes can be added up at once, as
        // two times four lanes of sixteen bits. FEATURES * 255 fits a lane.
        const LANES: u64 = 0x00FF_00FF_00FF_00FF;
        let mut sums = [[0_u64; 2]; TAGS.len() / 8];
        for &feature in features {
            let at = (feature >> self.shift) as usize * TAGS.len();
            let row: &[u8; TAGS.len()] = self.rows[at..at + TAGS.len()].try_into().expect("a row");
            for (sum, eight) in sums.iter_mut().zip(row.as_chunks::<8>().0) {
                let eight = u64::from_le_bytes(*eight);
                sum[0] += eight & LANES;
                sum[1] += eight >> 8 & LANES;
            }
        }
        let mut scores = [0_u16; TAGS.len()];
        for (eight, sum) in scores.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
            for (pair, lane) in eight.as_chunks_mut::<2>().0.iter_mut().zip([0, 16, 32, 48]) {
                *pair = [(sum[0] >> lane) as u16, (sum[1] >> lane) as u16];
            }
        }
        if !open {
            for (score, tag) in scores.iter_mut().zip(TAGS) {
                if matches!(tag.upos, Upos::Adj | Upos::Noun | Upos::Num | Upos::Verb | Upos::X) {
                    *score = 0;
                }
            }
        }
        best(&scores)
    }

    /// The weight of a feature of a lemma.
    pub(crate) fn lemma_weight(&self, feature: u32) -> i32 {
        i32::from(self.lemmas[(feature >> self.lemma_shift) as usize]) - OFFSET
    }
}

/// The first of the greatest scores.
pub(crate) fn best<T: PartialOrd + Copy>(scores: &[T]) -> u8 {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best as u8
}
