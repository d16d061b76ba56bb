//! Layer 1: segments into tokens, after Universal Dependencies' surface tokens.
//!
//! French elisions (`l’`, `qu’`) and inverted pronouns (`-t-il`) are tokens, hyphenated compounds are whole, `du` is one
//! token. English contractions are parted (`do` + `n't`, `it` + `'s`). The word lists are under `data/`.

mod lists;
mod scanner;

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

/// Whether English hyphenated compounds are one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compounds {
    /// `state-of-the-art` is one token: what terms are made of.
    #[default]
    Whole,
    /// `well-known` is three tokens, `pre-owned` one, as in the English treebanks of Universal Dependencies. French
    /// compounds are whole there too.
    Parted,
}

/// Cuts `span` of `text` into tokens that tile it. `protected` are the protected stretches of its block. Total.
pub fn tokenize(text: &str, span: Span, protected: &[Protected], language: Language) -> Vec<Token> {
    tokenize_with(text, span, protected, language, Compounds::Whole)
}

/// [`tokenize`] with a choice of how English compounds are cut.
pub fn tokenize_with(
    text: &str,
    span: Span,
    protected: &[Protected],
    language: Language,
    compounds: Compounds,
) -> Vec<Token> {
    scanner::scan(text, span, protected, language, compounds)
}
