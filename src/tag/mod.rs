//! Layer 1: part of speech, lemma, gender and number of the words of a sentence.
//!
//! A greedy averaged perceptron over hashed features tags from left to right; the lexicon gives the lemma that agrees with
//! the tag. The models under `data/` are made by `cargo xtask train-tagger`.

pub mod features;
mod lemma;
pub mod model;
pub mod training;

pub use model::{Model, ModelError};

use crate::morph::{self, Gender, Number, Reading, Upos, VerbForm};
use crate::text::{Language, Span};
use crate::token::{Token, TokenKind};
use compact_str::CompactString;
use features::{OUTSIDE, features};
use model::{CONTRACTED, PUNCTUATION, TAGS};
use serde::Serialize;
use std::sync::LazyLock;

/// A word in its sentence: a token that is no space, with its analysis. French `du` is one word (`Adp`, lemma `de`,
/// `contracted`); printing in CoNLL-U parts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it is by its look.
    pub kind: TokenKind,
    /// Part of speech.
    pub upos: Upos,
    /// Form of a verb or auxiliary.
    pub verb_form: Option<VerbForm>,
    /// Dictionary form, lower case but for names.
    pub lemma: CompactString,
    /// Gender, where it has one.
    pub gender: Option<Gender>,
    /// Number, where it has one.
    pub number: Option<Number>,
    /// Whether it stands for a preposition and an article: du, des, au, aux.
    pub contracted: bool,
}

/// A tagger and lemmatiser for one language.
#[derive(Clone, Debug)]
pub struct Tagger {
    model: Model,
}

static FRENCH: LazyLock<Tagger> = LazyLock::new(|| Tagger::embedded(include_bytes!("data/french.bin")));
static ENGLISH: LazyLock<Tagger> = LazyLock::new(|| Tagger::embedded(include_bytes!("data/english.bin")));

/// Analyses the tokens of one sentence with the embedded model. Total; one word a token that is no space.
pub fn tag(text: &str, tokens: &[Token], language: Language) -> Vec<Word> {
    Tagger::of(language).tag(text, tokens)
}

impl Tagger {
    /// The embedded one of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn embedded(bytes: &'static [u8]) -> Self {
        Self { model: Model::from_bytes(bytes).expect("checked by a test") }
    }

    /// One with the weights of a file that `cargo xtask train-tagger` wrote.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Model::from_bytes(bytes).map(|model| Self { model })
    }

    /// The language that it knows.
    pub fn language(&self) -> Language {
        self.model.language()
    }

    /// Analyses the tokens of one sentence. Total; one word a token that is no space.
    pub fn tag(&self, text: &str, tokens: &[Token]) -> Vec<Word> {
        let language = self.model.language();
        let sentence = training::Sentence::new(text, tokens, language);
        let mut words = Vec::with_capacity(sentence.tokens.len());
        let (mut previous, mut before) = (OUTSIDE, OUTSIDE);
        let mut key = String::new();
        for (at, token) in sentence.tokens.iter().enumerate() {
            let form = token.span.text(text);
            let number = match forced(form, token.kind) {
                Some(tag) => tag,
                None => {
                    // Treebanks read French function words as parts of foreign names too often for this.
                    let open = language == Language::French || sentence.items[at + 2].is_open();
                    self.model.best(&features(&sentence.items, at + 2, previous, before), open)
                }
            };
            before = previous;
            previous = number;
            morph::fold_word(form, &mut key);
            let [last, here] = [&sentence.items[at + 1], &sentence.items[at + 2]];
            words.push(self.word(form, &key, token, number, here.set, last.word));
        }
        if language == Language::French {
            agree(&mut words);
        }
        words
    }

    /// The word that a tag makes of a token.
    fn word(
        &self,
        form: &str,
        key: &str,
        token: &Token,
        number: u8,
        set: Option<u32>,
        previous: u32,
    ) -> Word {
        let language = self.model.language();
        let mut tag = TAGS[usize::from(number)];
        let contracted = number == CONTRACTED || language == Language::French && is_contracted_pronoun(key);
        if contracted {
            tag.verb_form = None;
        }
        let mut word = Word {
            span: token.span,
            kind: token.kind,
            upos: tag.upos,
            verb_form: tag.verb_form,
            lemma: CompactString::default(),
            gender: None,
            number: None,
            contracted,
        };
        let listed = lemma::function_word(key, tag.upos, language);
        let reading = match tag.upos {
            Upos::Aux | Upos::Adv if listed.is_some() => None,
            Upos::Noun | Upos::Adj | Upos::Verb | Upos::Aux | Upos::Adv => {
                let candidates = lemma::candidates(key, set, tag, language);
                lemma::choose(key, candidates, tag, previous, &self.model)
            }
            _ => None,
        };
        if let Some(reading) = &reading {
            (word.gender, word.number) = (reading.gender, reading.number);
        }
        word.lemma = match (listed, reading) {
            (Some(lemma), _) | (None, Some(Reading { lemma, .. })) => lemma,
            _ if matches!(tag.upos, Upos::Propn | Upos::X | Upos::Sym | Upos::Punct) => form.into(),
            _ => key.into(),
        };
        if matches!(tag.upos, Upos::Det | Upos::Pron | Upos::Adp) && language == Language::French {
            (word.gender, word.number) = closed_class(key, tag.upos);
        }
        word
    }
}

/// The tag of what needs no model.
fn forced(form: &str, kind: TokenKind) -> Option<u8> {
    match kind {
        TokenKind::Punctuation if !matches!(form, "-" | "/" | "'" | "’") => Some(PUNCTUATION),
        _ => None,
    }
}

fn is_contracted_pronoun(key: &str) -> bool {
    matches!(key, "auquel" | "auxquels" | "auxquelles" | "duquel" | "desquels" | "desquelles")
}

/// Gender and number of French articles and pronouns.
fn closed_class(key: &str, upos: Upos) -> (Option<Gender>, Option<Number>) {
    let (m, f) = (Some(Gender::Masculine), Some(Gender::Feminine));
    let (sg, pl) = (Some(Number::Singular), Some(Number::Plural));
    match (key, upos) {
        (
            "le" | "un" | "du" | "au" | "ce" | "cet" | "il" | "celui" | "lequel" | "auquel" | "duquel"
            | "-il" | "-t-il",
            _,
        )
        | ("aucun" | "chacun" | "quel" | "tel" | "tout" | "certain", _) => (m, sg),
        (
            "la" | "une" | "cette" | "ma" | "ta" | "sa" | "elle" | "celle" | "laquelle" | "-elle" | "-t-elle",
            _,
        )
        | ("aucune" | "chacune" | "quelle" | "telle" | "toute" | "certaine", _) => (f, sg),
        (
            "ils" | "ceux" | "lesquels" | "auxquels" | "desquels" | "tous" | "quels" | "tels" | "certains"
            | "-ils" | "eux",
            _,
        ) => (m, pl),
        (
            "elles" | "celles" | "lesquelles" | "auxquelles" | "desquelles" | "toutes" | "quelles" | "telles",
            _,
        )
        | ("certaines" | "-elles", _) => (f, pl),
        (
            "les" | "des" | "aux" | "ces" | "mes" | "tes" | "ses" | "nos" | "vos" | "leurs" | "quelques"
            | "plusieurs",
            _,
        ) => (None, pl),
        ("l'" | "mon" | "ton" | "son" | "notre" | "votre" | "leur" | "chaque", Upos::Det) => (None, sg),
        _ => (None, None),
    }
}

/// Settles gender and number of French nouns and adjectives that have several, by the words before and after.
fn agree(words: &mut [Word]) {
    let open = |gender: Option<Gender>| matches!(gender, None | Some(Gender::Common));
    for at in 0..words.len() {
        if words[at].upos != Upos::Noun || !(open(words[at].gender) || words[at].number.is_none()) {
            continue;
        }
        let near = |word: &Word| matches!(word.upos, Upos::Adj | Upos::Det | Upos::Num) || word.contracted;
        let left = words[..at].iter().rev().take(3).take_while(|word| near(word));
        let right = words[at + 1..].iter().take(2).take_while(|word| word.upos == Upos::Adj);
        let mut gender = words[at].gender;
        let mut number = words[at].number;
        for word in left.chain(right) {
            if open(gender) && !open(word.gender) {
                gender = word.gender;
            }
            number = number.or(word.number);
        }
        (words[at].gender, words[at].number) = (gender, number);
    }
    for at in 1..words.len() {
        let (before, here) = words.split_at_mut(at);
        let (last, word) = (&before[at - 1], &mut here[0]);
        let follows = word.upos == Upos::Adj && matches!(last.upos, Upos::Noun | Upos::Adj);
        if follows && open(word.gender) && !open(last.gender) {
            word.gender = last.gender;
        }
        if follows && word.number.is_none() {
            word.number = last.number;
        }
    }
}
