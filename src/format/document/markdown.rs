//! Markdown, as CommonMark: blocks with their place in the file; code, links and mark-up protected.

use crate::document::{Block, BlockKind, Document, Protected, ProtectedKind};
use crate::text::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads Markdown. Total: every text is Markdown. Front matter and code blocks are left out.
pub fn read_markdown(text: String) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader { blocks: Vec::new(), kinds: vec![BlockKind::Paragraph], open: None, skip: 0 };
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        reader.event(&event, range.into());
    }
    reader.close();
    let mut blocks = reader.blocks;
    for block in &mut blocks {
        protect_the_rest(block);
    }
    Document { text, blocks, ..Document::default() }
}

/// A block being read: the stretches that are text, and those that are protected for a reason.
struct Open {
    kind: BlockKind,
    visible: Vec<Span>,
    protected: Vec<Protected>,
}

struct Reader {
    blocks: Vec<Block>,
    kinds: Vec<BlockKind>,
    open: Option<Open>,
    /// Depth inside code blocks, metadata and images' addresses.
    skip: usize,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.skip == 0 => self.visible(span),
            Event::SoftBreak | Event::HardBreak if self.skip == 0 => self.visible(span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.protect(span, ProtectedKind::Code)
            }
            Event::FootnoteReference(_) | Event::InlineHtml(_) => self.protect(span, ProtectedKind::Markup),
            Event::Rule | Event::Html(_) => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock => {
                self.close();
                self.skip += 1;
            }
            Tag::Heading { level, .. } => self.enter(BlockKind::Heading(depth(*level))),
            Tag::BlockQuote(_) => self.enter(BlockKind::Quote),
            Tag::Item => self.enter(BlockKind::ListItem),
            Tag::TableCell => self.enter(BlockKind::Cell),
            Tag::Paragraph => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.skip = self.skip.saturating_sub(1)
            }
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::TableCell => {
                self.close();
                if self.kinds.len() > 1 {
                    self.kinds.pop();
                }
            }
            TagEnd::Paragraph => self.close(),
            _ => {}
        }
    }

    fn enter(&mut self, kind: BlockKind) {
        self.close();
        self.kinds.push(kind);
    }

    fn current(&mut self) -> &mut Open {
        let kind = *self.kinds.last().unwrap_or(&BlockKind::Paragraph);
        self.open.get_or_insert_with(|| Open { kind, visible: Vec::new(), protected: Vec::new() })
    }

    fn visible(&mut self, span: Span) {
        self.current().visible.push(span);
    }

    fn protect(&mut self, span: Span, kind: ProtectedKind) {
        self.current().protected.push(Protected { span, kind });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let all = open.visible.iter().copied().chain(open.protected.iter().map(|p| p.span));
        let Some(span) = all.reduce(Span::cover) else { return };
        // What is neither text nor code between the first and the last of them is mark-up.
        let mut protected = open.protected;
        let mut known: Vec<Span> = open.visible.into_iter().chain(protected.iter().map(|p| p.span)).collect();
        known.sort();
        let mut at = span.start;
        for piece in known {
            if piece.start > at {
                protected.push(Protected { span: Span::new(at, piece.start), kind: ProtectedKind::Markup });
            }
            at = at.max(piece.end);
        }
        protected.sort_by_key(|p| p.span);
        self.blocks.push(Block { kind: open.kind, span, protected });
    }
}

const fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

/// Protected stretches neither overlap nor leave the block.
fn protect_the_rest(block: &mut Block) {
    let mut at = block.span.start;
    block.protected.retain_mut(|p| {
        p.span.start = p.span.start.max(at);
        at = at.max(p.span.end);
        !p.span.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(document: &Document) -> Vec<(BlockKind, String)> {
        let read = |block: &Block| {
            let mut out = String::new();
            let mut at = block.span.start;
            for p in &block.protected {
                out.push_str(&document.text[at..p.span.start]);
                if p.kind == ProtectedKind::Code {
                    out.push('□');
                }
                at = p.span.end;
            }
            out.push_str(&document.text[at..block.span.end]);
            (block.kind, out)
        };
        document.blocks.iter().map(read).collect()
    }

    #[test]
    fn blocks_and_protection() {
        let source = "---\ntitle: x\n---\n# Un *titre*\n\nUne [levée de fonds](https://e.org/a_b) avec `code`.\n\n- un\n- deux **gras**\n\n> Citation.\n\n```\nlet x;\n```\n";
        let document = read_markdown(source.to_owned());
        assert_eq!(
            visible(&document),
            [
                (BlockKind::Heading(1), "Un titre".to_owned()),
                (BlockKind::Paragraph, "Une levée de fonds avec □.".to_owned()),
                (BlockKind::ListItem, "un".to_owned()),
                (BlockKind::ListItem, "deux gras".to_owned()),
                (BlockKind::Quote, "Citation.".to_owned()),
            ]
        );
    }
}
