//! What the trainer of the tagger (`cargo xtask train-tagger`) needs of it: the same features, the same lemmas to choose from.

use super::features::{FEATURES, Item, OUTSIDE, features};
use super::lemma;
use super::model::{TAGS, Tag};
use crate::morph::{self, Reading};
use crate::text::Language;
use crate::token::{Token, TokenKind};

/// A sentence ready to be tagged.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its tokens but for spaces.
    pub tokens: Vec<Token>,
    /// What each looks like, between two empty items at either end.
    pub(crate) items: Vec<Item>,
}

impl Sentence {
    /// Prepares the tokens of one sentence.
    pub fn new(text: &str, tokens: &[Token], language: Language) -> Self {
        let tokens: Vec<Token> =
            tokens.iter().filter(|token| token.kind != TokenKind::Space).copied().collect();
        let mut items = Vec::with_capacity(tokens.len() + 4);
        items.resize(2, Item::default());
        let mut key = String::new();
        // The first word is the first that is no quotation mark or dash.
        let mut first = true;
        for token in &tokens {
            items.push(Item::new(token.span.text(text), token, first, language, &mut key));
            first &= matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol);
        }
        items.resize(tokens.len() + 4, Item::default());
        Self { tokens, items }
    }

    /// The features of the word at `at`, given the numbers of the two tags before it (the nearer one first).
    pub fn features(&self, at: usize, previous: Option<u8>, before: Option<u8>) -> [u32; FEATURES] {
        features(&self.items, at + 2, previous.unwrap_or(OUTSIDE), before.unwrap_or(OUTSIDE))
    }

    /// The tag of a word that needs no weights.
    pub fn forced(&self, text: &str, at: usize) -> Option<u8> {
        super::forced(self.tokens[at].span.text(text), self.tokens[at].kind)
    }

    /// The lemmas to choose from for the word at `at` under a tag, each with the hashes of its features. Fewer than two
    /// leave no choice.
    pub fn lemmas(&self, text: &str, at: usize, tag: u8, language: Language) -> Vec<(Reading, [u32; 4])> {
        let mut key = String::new();
        morph::fold_word(self.tokens[at].span.text(text), &mut key);
        let tag: Tag = TAGS[usize::from(tag)];
        if lemma::function_word(&key, tag.upos, language).is_some() {
            return Vec::new();
        }
        let previous = self.items[at + 1].word;
        lemma::candidates(&key, self.items[at + 2].set, tag, language)
            .into_iter()
            .map(|reading| {
                let features = lemma::features(&key, &reading, tag, previous);
                (reading, features)
            })
            .collect()
    }
}
