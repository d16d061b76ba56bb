//! The text of a `seg`, `source` or `target`: TMX and both generations of XLIFF share their inline elements.

use super::side::Side;
use crate::document::ProtectedKind;
use crate::format::FormatError;
use crate::format::xml::{Element, XmlEvent, XmlReader};

/// The content of an element with mixed content.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// All of its text.
    pub(super) whole: Side,
    /// Its segments by `mid`, where `<mrk mtype="seg">` cuts it.
    pub(super) segments: Vec<(String, Side)>,
}

/// What an open inline element does to the text inside.
enum Mode {
    /// It is read.
    Text,
    /// Native code: dropped, but looked at for a placeholder.
    Code { native: String, at: usize, alone: bool },
    /// Dropped without a trace (text that was deleted).
    Gone,
    /// Read, but not to be translated: protected from here on.
    Kept { from: usize },
    /// A segment.
    Segment,
}

/// Reads up to the end of the element that has just begun.
pub(super) fn read_flow(reader: &mut XmlReader<'_>) -> Result<Flow, FormatError> {
    let outside = reader.path().len().saturating_sub(1);
    let mut flow = Flow::default();
    let mut modes: Vec<Mode> = Vec::new();
    let mut in_segment = false;
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        let place = reader.span().start;
        let readable = !modes.iter().rev().any(|m| matches!(m, Mode::Code { .. } | Mode::Gone))
            || in_subflow(reader, &modes);
        match event {
            XmlEvent::Start(element) => {
                let side = current(&mut flow, in_segment);
                let mode = open(&element, side, place);
                if matches!(mode, Mode::Segment) && !in_segment {
                    let mid = element.attribute("mid").unwrap_or_default().to_owned();
                    flow.segments.push((mid, Side::default()));
                    in_segment = true;
                }
                modes.push(mode);
            }
            XmlEvent::End(name) => {
                let side = current(&mut flow, in_segment);
                match modes.pop() {
                    Some(Mode::Code { native, at, alone }) => close_code(side, &native, at, alone),
                    Some(Mode::Kept { from }) => {
                        side.protect_from(from.min(side.text.len()), ProtectedKind::Code)
                    }
                    Some(Mode::Segment) => in_segment = modes.iter().any(|m| matches!(m, Mode::Segment)),
                    // A subflow is a text of its own.
                    Some(Mode::Text) if name == "sub" => side.push(" ", place),
                    _ => {}
                }
            }
            XmlEvent::Text { text, span } => {
                if readable {
                    current(&mut flow, in_segment).push(&text, span.start);
                } else if let Some(Mode::Code { native, .. }) = modes.last_mut()
                    && native.len() < 256
                {
                    native.push_str(&text);
                }
            }
        }
    }
    flow.whole.protect_strings();
    flow.segments.iter_mut().for_each(|(_, side)| side.protect_strings());
    Ok(flow)
}

fn current(flow: &mut Flow, in_segment: bool) -> &mut Side {
    match flow.segments.last_mut() {
        Some((_, side)) if in_segment => side,
        _ => &mut flow.whole,
    }
}

/// Inside `sub`, which is translated though code surrounds it.
fn in_subflow(reader: &XmlReader<'_>, modes: &[Mode]) -> bool {
    let open = reader.path();
    let base = open.len().saturating_sub(modes.len());
    let code = modes.iter().rposition(|m| matches!(m, Mode::Code { .. } | Mode::Gone));
    let sub = open.get(base..).and_then(|inner| inner.iter().rposition(|name| *name == "sub"));
    sub.is_some_and(|sub| code.is_none_or(|code| sub > code))
}

fn open(element: &Element<'_>, side: &mut Side, place: usize) -> Mode {
    match element.name {
        "bpt" | "ept" | "it" | "ut" => Mode::Code { native: String::new(), at: place, alone: false },
        "ph" | "x" => {
            let said = ["equiv-text", "equiv", "disp", "ctype", "type"];
            let native = said.iter().filter_map(|name| element.attribute(name)).collect::<Vec<_>>().join(" ");
            Mode::Code { native, at: place, alone: true }
        }
        "cp" => {
            let code = element.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            // Characters that XML does not allow are controls: none belongs to a word.
            if code.is_some() {
                side.gap(place);
            }
            Mode::Text
        }
        "sub" => {
            side.push(" ", place);
            Mode::Text
        }
        "mrk" => match element.attribute("mtype") {
            Some("seg") => Mode::Segment,
            Some("protected") => Mode::Kept { from: side.text.len() },
            Some("x-sdl-deleted") => Mode::Gone,
            _ => keep_or_read(element, side),
        },
        _ => keep_or_read(element, side),
    }
}

fn keep_or_read(element: &Element<'_>, side: &Side) -> Mode {
    match element.attribute("translate") {
        Some("no") => Mode::Kept { from: side.text.len() },
        _ => Mode::Text,
    }
}

fn close_code(side: &mut Side, native: &str, at: usize, alone: bool) {
    let said = native.trim_start();
    if !alone {
        // One half of a pair: words touch across it.
    } else if said == "lb" || said.starts_with("<br") || said.ends_with(" lb") {
        side.push("\n", at);
    } else if !said.starts_with('<') && said.contains(['%', '{', '$', '[']) {
        side.placeholder(at);
    } else {
        side.gap(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(xml: &str) -> Flow {
        let mut reader = XmlReader::new(xml).unwrap();
        reader.next().unwrap();
        read_flow(&mut reader).unwrap()
    }

    #[test]
    fn native_code_is_dropped_and_subflows_are_kept() {
        let read = flow(
            "<seg>Le <bpt i=\"1\">&lt;b&gt;</bpt>gros<ept i=\"1\">&lt;/b&gt;</ept> <hi>chat</hi> noir<ph>&lt;fn <sub>une note</sub>&gt;</ph>.</seg>",
        );
        assert_eq!(
            read.whole.text.split_whitespace().collect::<Vec<_>>().join(" "),
            "Le gros chat noir une note ."
        );
    }

    #[test]
    fn placeholders_stay_in_their_place() {
        let read =
            flow("<source>Il y a <x id=\"1\" equiv-text=\"{0}\"/> puces<x ctype=\"lb\"/>ici.</source>");
        assert_eq!(read.whole.text, "Il y a \u{fffc} puces\nici.");
        assert_eq!(read.whole.protected[0].kind, ProtectedKind::Placeholder);
    }

    #[test]
    fn segments_are_cut_and_protected_text_is_marked() {
        let read = flow(
            "<t><mrk mtype=\"seg\" mid=\"0\">Un <mrk mtype=\"protected\">Moonshot AI</mrk>.</mrk> <mrk mtype=\"seg\" mid=\"1\">Deux<mrk mtype=\"x-sdl-deleted\"> trois</mrk>.</mrk></t>",
        );
        let texts: Vec<_> =
            read.segments.iter().map(|(mid, side)| (mid.as_str(), side.text.as_str())).collect();
        assert_eq!(texts, [("0", "Un Moonshot AI."), ("1", "Deux.")]);
        let kept = read.segments[0].1.protected[0];
        assert_eq!(
            (kept.kind, kept.span.text(&read.segments[0].1.text)),
            (ProtectedKind::Code, "Moonshot AI")
        );
    }
}
