//! Puts a document together from runs of text that stand somewhere else in the file: blanks collapsed, places kept.

use crate::document::{Block, BlockKind, Document, Origin, Protected, ProtectedKind};
use crate::text::Span;

/// A document while it is read.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    places: Vec<(usize, usize)>,
    open: Option<(BlockKind, usize)>,
    protected: Vec<Protected>,
    /// A blank is due before the next word.
    blank: bool,
    /// Where the next byte of the file is expected; a jump begins a new run.
    expected: Option<usize>,
}

impl Builder {
    /// Begins a block; the one that is open ends.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((kind, self.text.len()));
    }

    /// Kind of the open block.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(kind, _)| kind)
    }

    /// Adds text, in a paragraph where no block is open. `at` is where it stands in the file, if it stands there as it is.
    pub(super) fn push(&mut self, text: &str, at: Option<usize>) {
        let mut rest = text;
        while !rest.is_empty() {
            let blank = rest.len() - rest.trim_start_matches(collapses).len();
            if blank > 0 {
                self.blank = true;
                rest = &rest[blank..];
                continue;
            }
            let word = rest.find(collapses).unwrap_or(rest.len());
            self.word(&rest[..word], at.map(|at| at + (text.len() - rest.len())));
            rest = &rest[word..];
        }
    }

    fn word(&mut self, word: &str, at: Option<usize>) {
        let (_, start) = *self.open.get_or_insert((BlockKind::Paragraph, self.text.len()));
        if std::mem::take(&mut self.blank) && self.text.len() > start {
            // One blank of the file, kept: the run goes on.
            let follows = at.is_some() && self.expected.map(|e| e + 1) == at;
            self.text.push(' ');
            if follows {
                self.expected = at;
            }
        }
        if let Some(at) = at {
            if self.expected != Some(at) {
                self.places.push((self.text.len(), at));
            }
            self.expected = Some(at + word.len());
        }
        self.text.push_str(word);
    }

    /// Offset of what is added next.
    pub(super) fn position(&self) -> usize {
        self.text.len()
    }

    /// Protects what was added since `start`.
    pub(super) fn protect_from(&mut self, start: usize, kind: ProtectedKind) {
        let Some((_, block)) = self.open else { return };
        let start = start.max(block);
        let blanks = self.text[start..].len() - self.text[start..].trim_start().len();
        let span = Span::new(start + blanks, self.text.len());
        if !span.is_empty() && !self.protected.last().is_some_and(|last| last.span.overlaps(span)) {
            self.protected.push(Protected { span, kind });
        }
    }

    /// Ends the open block; an empty one leaves no trace.
    pub(super) fn end(&mut self) {
        self.blank = false;
        let Some((kind, start)) = self.open.take() else { return };
        let span = Span::new(start, self.text.len());
        if span.is_empty() {
            self.protected.clear();
            return;
        }
        self.blocks.push(Block { kind, span, protected: std::mem::take(&mut self.protected) });
        self.text.push('\n');
        self.expected = None;
    }

    /// The document; with a way back to the file where places are known.
    pub(super) fn finish(mut self) -> Document {
        self.end();
        let origin = if self.places.is_empty() { Origin::None } else { Origin::Map(self.places) };
        Document { text: self.text, blocks: self.blocks, origin, ..Document::default() }
    }
}

/// Blanks that mark-up collapses; no-break spaces stay.
fn collapses(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_collapse_and_places_stay() {
        let file = "<p>Une   puce\n et <b>deux</b> .</p>";
        let mut builder = Builder::default();
        builder.begin(BlockKind::Paragraph);
        builder.push(&file[3..18], Some(3));
        let start = builder.position();
        builder.push("deux", file.find("deux"));
        builder.protect_from(start, ProtectedKind::Code);
        builder.push(" .", file.find(" ."));
        let document = builder.finish();
        assert_eq!(document.text, "Une puce et deux .\n");
        for word in ["Une", "puce", "et", "deux", "."] {
            let at = document.text.find(word).unwrap();
            assert_eq!(document.file_offset(at), file.rfind(word), "{word}");
        }
        assert_eq!(document.blocks[0].protected[0].span.text(&document.text), "deux");
    }
}
