//! Layer 1: part of speech, lemma, gender and number of the words of a sentence.

use crate::morph::{Gender, Number, Upos};
use crate::text::{Language, Span};
use crate::token::{Token, TokenKind};
use compact_str::CompactString;
use serde::Serialize;

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
    /// Dictionary form, lower case but for names.
    pub lemma: CompactString,
    /// Gender, where it has one.
    pub gender: Option<Gender>,
    /// Number, where it has one.
    pub number: Option<Number>,
    /// Whether it stands for a preposition and an article: du, des, au, aux.
    pub contracted: bool,
}

/// Analyses the tokens of one sentence. Total; one word a token that is no space.
pub fn tag(text: &str, tokens: &[Token], language: Language) -> Vec<Word> {
    tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Space)
        .map(|token| {
            let reading = crate::morph::readings(token.span.text(text), language).remove(0);
            Word {
                span: token.span,
                kind: token.kind,
                upos: reading.upos,
                lemma: reading.lemma,
                gender: reading.gender,
                number: reading.number,
                contracted: false,
            }
        })
        .collect()
}
