//! File formats: bytes to documents, termbases and bitexts, and back. No file is opened here.

mod archive;
pub mod bitext;
mod detect;
pub mod document;
mod encoding;
mod rows;
#[cfg(feature = "office")]
mod sheet;
pub mod srx;
pub mod termbase;
mod xml;
mod xml_write;

pub use detect::{FileKind, detect};
pub use encoding::{Decoded, TextEncoding, decode};

/// Unpacks gzip, which some dictionaries and tables come in; anything else is handed back as it is.
///
/// # Errors
/// When it is damaged, or a bomb.
pub(crate) fn inflate(bytes: Vec<u8>) -> Result<Vec<u8>, FormatError> {
    use std::io::Read;
    const LIMIT: u64 = 1 << 30;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(LIMIT + 1).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() as u64 > LIMIT => {
            Err(FormatError::Limit { what: "inflated", limit: usize::try_from(LIMIT).unwrap_or(usize::MAX) })
        }
        Ok(_) => Ok(out),
        Err(_) => Err(FormatError::Problem { line: 0, column: 0, problem: "archive", arguments: Vec::new() }),
    }
}

/// Why a file could not be read. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The bytes are no text (a picture, an archive, a program).
    #[error("not a text file")]
    Binary,
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// No reader for this format.
    #[error("unknown format `{name}`")]
    Unknown {
        /// What was asked for, or the file's ending.
        name: String,
    },
    /// A known format that is only read, or only written.
    #[error("`{name}` cannot be used here")]
    Unsupported {
        /// Its name.
        name: String,
    },
    /// The file breaks the rules of its format.
    #[error("{line}:{column}: {message}")]
    Syntax {
        /// Line, from 1; 0 where unknown.
        line: usize,
        /// Column in characters, from 1; 0 where unknown.
        column: usize,
        /// What is wrong, in the reader's words.
        message: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// A glossary in the native form is wrong in one or several places.
    #[error(transparent)]
    Glossary(crate::glossary::native::NativeErrors),
    /// The file breaks the rules of its format in a way that has a message of its own in both languages.
    #[error("{line}:{column}: {problem}")]
    Problem {
        /// Line, from 1; 0 where unknown.
        line: usize,
        /// Column in characters, from 1; 0 where unknown.
        column: usize,
        /// The message: `problem-…` in the message files; `hint-problem-…` says what to write instead.
        problem: &'static str,
        /// Values of the message's variables.
        arguments: Vec<(&'static str, String)>,
    },
    /// Too deep, too large or too many parts: a bomb, not a document.
    #[error("{what} over the limit of {limit}")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much is taken.
        limit: usize,
    },
}
