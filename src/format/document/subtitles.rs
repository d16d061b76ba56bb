//! Subtitles: SubRip (SRT) and WebVTT. A sentence that goes on in the next cue is one block.

use crate::document::{Block, BlockKind, Document, Protected, ProtectedKind};
use crate::text::Span;

/// Reads subtitles; spans are those of the file. Total.
pub(super) fn read_subtitles(text: String) -> Document {
    let mut blocks: Vec<Block> = Vec::new();
    for cue in cues(&text) {
        let words = cue.text(&text);
        let joined = blocks.last_mut().filter(|block| goes_on(block.span.text(&text), words));
        let block = match joined {
            Some(block) => {
                // Number and times stand between; the line break before them parts the words.
                let line =
                    text[block.span.end..].find('\n').map_or(block.span.end, |n| block.span.end + n + 1);
                let between = Span::new(line, cue.start);
                block.protected.push(Protected { span: between, kind: ProtectedKind::Markup });
                block.span.end = cue.end;
                block
            }
            None => {
                blocks.push(Block { kind: BlockKind::Unit, span: cue, protected: Vec::new() });
                blocks.last_mut().expect("just pushed")
            }
        };
        block.protected.extend(
            tags(words).map(|span| Protected { span: span.shift(cue.start), kind: ProtectedKind::Markup }),
        );
    }
    Document { text, blocks, ..Document::default() }
}

/// Where the words of each cue stand: the lines after a line of times, up to an empty one.
fn cues(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut open: Option<Span> = None;
    let mut timed = false;
    for raw in text.split_inclusive('\n') {
        let line = Span::new(at, at + raw.len()).trim(text);
        at += raw.len();
        if line.is_empty() {
            out.extend(open.take());
            timed = false;
        } else if line.text(text).contains("-->") {
            out.extend(open.take());
            timed = true;
        } else if timed {
            open = Some(open.map_or(line, |o| o.cover(line)));
        }
    }
    out.extend(open);
    out
}

/// Whether a sentence goes on from one cue to the next.
fn goes_on(before: &str, after: &str) -> bool {
    let visible =
        |c: char| c.is_alphanumeric() || c.is_ascii_punctuation() || matches!(c, '»' | '«' | '…' | '”');
    let plain_before = before.trim_end_matches("</i>").trim_end_matches("</b>").trim_end();
    let ended = plain_before.ends_with(['.', '!', '?', '…', '»', '"', '”', ':', ')', ']', '♪']);
    let ellipsis = plain_before.ends_with("...") || plain_before.ends_with('…');
    let start =
        after.trim_start_matches("<i>").trim_start_matches("<b>").trim_start_matches(['.', '…']).trim_start();
    let first = start.chars().find(|&c| visible(c)).unwrap_or(' ');
    if matches!(first, '-' | '–' | '—') || before.trim_start().starts_with(['-', '–', '—']) {
        return false;
    }
    first.is_lowercase() && (!ended || ellipsis) || (!ended && plain_before.ends_with(','))
}

/// `<i>`, `<c.yellow>`, `{\an8}`.
fn tags(words: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = words[at..].find(['<', '{']) {
            let start = at + found;
            let close = if words[start..].starts_with('<') { '>' } else { '}' };
            let tag = words[start + 1..]
                .chars()
                .next()
                .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '\\'));
            match words[start..].find(close) {
                Some(length) if tag && length < 80 => {
                    at = start + length + 1;
                    return Some(Span::new(start, at));
                }
                _ => at = start + 1,
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_cross_cues_and_times_are_hidden() {
        let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>La jeune pousse a levé</i>\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\ndes fonds.\r\nElle recrute.\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n- Oui ?\r\n- Non.\r\n";
        let document = read_subtitles(text.to_owned());
        assert_eq!(document.blocks.len(), 2);
        let block = &document.blocks[0];
        let mut visible = String::new();
        let mut at = block.span.start;
        for p in &block.protected {
            visible.push_str(&text[at..p.span.start]);
            at = p.span.end;
        }
        visible.push_str(&text[at..block.span.end]);
        assert_eq!(
            visible.split_whitespace().collect::<Vec<_>>().join(" "),
            "La jeune pousse a levé des fonds. Elle recrute."
        );
        assert_eq!(
            read_subtitles("WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\nBonjour.\n".into())
                .blocks
                .len(),
            1
        );
        assert_eq!(read_subtitles(String::new()).blocks.len(), 0);
    }
}
