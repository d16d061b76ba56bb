//! A text and its translation in one file: TMX, XLIFF, PO, a table.

use super::{Block, BlockKind, Document, Protected};
use crate::text::Span;
use serde::Serialize;

/// A translation file. Block `i` of the source is translated by block `i` of the target; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// The source side: one block a unit.
    pub source: Document,
    /// The target side: one block a unit.
    pub target: Document,
    /// What the file says of each unit.
    pub units: Vec<Unit>,
    /// BCP 47 tag of the source as the file states it.
    pub source_language: Option<String>,
    /// BCP 47 tag of the target as the file states it.
    pub target_language: Option<String>,
}

/// What a translation file says of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// The file's own id: `tuid`, `unit/segment`, `msgctxt` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Line of the unit in the file, from 1; 0 where the file has no lines.
    pub line: usize,
    /// State of the translation as the file states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Comments for translators.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Bilingual {
    /// Adds a unit; the protected stretches count from the start of their text.
    pub fn push(&mut self, source: (&str, &[Protected]), target: (&str, &[Protected]), unit: Unit) {
        push_block(&mut self.source, source.0, source.1);
        push_block(&mut self.target, target.0, target.1);
        self.units.push(unit);
    }
}

fn push_block(document: &mut Document, text: &str, protected: &[Protected]) {
    let start = document.text.len();
    document.text.push_str(text);
    let protected = protected.iter().map(|p| Protected { span: p.span.shift(start), kind: p.kind }).collect();
    document.blocks.push(Block {
        kind: BlockKind::Unit,
        span: Span::new(start, start + text.len()),
        protected,
    });
    document.text.push('\n');
}
