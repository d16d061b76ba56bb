//! Layer 1: what a file holds once its format is read.
//!
//! A [`Document`] is a text cut into [`Block`]s: runs that a sentence never crosses. Readers of formats make documents
//! ([`crate::format`]); everything after them only sees documents.

mod bilingual;
mod plain;

use crate::text::Span;
use serde::Serialize;

pub use bilingual::{Bilingual, Unit};
pub use plain::{Newlines, PlainReader};

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A title, of level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A quotation set apart.
    Quote,
    /// An item of a list.
    ListItem,
    /// A caption or label.
    Caption,
    /// A cell of a table.
    Cell,
    /// A subtitle or a segment of a translation file.
    Unit,
}

/// Why a stretch of a block is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProtectedKind {
    /// Code: never a word, never a sentence end.
    Code,
    /// A link or an address.
    Url,
    /// Mark-up that readers do not see (`**`, tags): treated as if it were not there.
    Markup,
    /// A placeholder of a software string (`%1$s`, `{name}`).
    Placeholder,
}

/// A stretch of a block that no word analysis may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Protected {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it is.
    pub kind: ProtectedKind,
}

/// A run of text that sentences do not cross.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Stretches that are no prose, in order, not overlapping.
    pub protected: Vec<Protected>,
}

/// How offsets in [`Document::text`] lead back to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The text is the file's own (after decoding): offsets are the same.
    #[default]
    Identity,
    /// The text was extracted: `(offset in text, offset in the decoded file)` at the start of each run, ascending.
    Map(Vec<(usize, usize)>),
    /// The file has no text positions to lead back to (a zip archive).
    None,
}

/// A text in blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text that every span refers to.
    pub text: String,
    /// Its blocks, in order, not overlapping. What lies between them is blank or mark-up.
    pub blocks: Vec<Block>,
    /// The way back to the file.
    pub origin: Origin,
    /// Where the lines of the (decoded) file begin; empty where they are those of the text, or where it has none.
    pub file_lines: Vec<usize>,
}

impl Document {
    /// The offset in the (decoded) file of an offset in the text, if the file has such positions.
    pub fn file_offset(&self, offset: usize) -> Option<usize> {
        match &self.origin {
            Origin::Identity => Some(offset),
            Origin::Map(runs) => {
                let run = runs.partition_point(|&(text, _)| text <= offset).checked_sub(1)?;
                Some(runs[run].1 + (offset - runs[run].0))
            }
            Origin::None => None,
        }
    }

    /// The line in the file, from 1, of an offset in the text, if the file has lines.
    pub fn file_line(&self, offset: usize) -> Option<usize> {
        if !self.file_lines.is_empty() {
            let there = self.file_offset(offset)?;
            return Some(self.file_lines.partition_point(|&start| start <= there).max(1));
        }
        let before = self.text.as_bytes().get(..offset.min(self.text.len()))?;
        (self.origin != Origin::None).then(|| memchr::memchr_iter(b'\n', before).count() + 1)
    }
}
