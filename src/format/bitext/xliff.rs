//! XLIFF 1.2 and 2.x, with the additions of SDL (`.sdlxliff`), memoQ (`.mqxliff`) and Phrase (`.mxliff`).

use super::inline::{Flow, read_flow};
use super::side::{Builder, LineCounter, Side};
use crate::document::{Bilingual, Unit};
use crate::format::FormatError;
use crate::format::xml::{Element, XmlEvent, XmlReader};

/// Reads a localisation file. Units that are not to be translated are left out; what tools propose (`alt-trans`,
/// matches) is no content.
///
/// # Errors
/// When it is no well-formed XML, its root is not `xliff`, or a unit has no source.
pub(super) fn read_xliff(text: &str) -> Result<Bilingual, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut lines = LineCounter::new(text);
    let mut builder = Builder::default();
    // `translate` of each open element, inherited.
    let mut translate = vec![true];
    let mut root = true;
    while let Some(event) = reader.next()? {
        let at = reader.span().start;
        match event {
            XmlEvent::Start(element) if root => {
                if element.name != "xliff" {
                    let found = element.name.to_owned();
                    return Err(reader.problem("root", vec![("expected", "xliff".into()), ("found", found)]));
                }
                builder.out.source_language = element.attribute("srcLang").map(str::to_owned);
                builder.out.target_language = element.attribute("trgLang").map(str::to_owned);
                root = false;
                translate.push(true);
            }
            XmlEvent::Start(element) => {
                let inherited = translate.last().copied().unwrap_or(true);
                let own = match element.attribute("translate") {
                    Some("no") => false,
                    Some("yes") => true,
                    _ => inherited,
                };
                match element.name {
                    "file" => {
                        let languages = [
                            (&mut builder.out.source_language, "source-language"),
                            (&mut builder.out.target_language, "target-language"),
                        ];
                        for (slot, name) in languages {
                            if slot.is_none() {
                                *slot = element.attribute(name).map(str::to_owned);
                            }
                        }
                        translate.push(own);
                    }
                    "trans-unit" => {
                        let id = element.attribute("id").map(str::to_owned);
                        let unit =
                            Unit { id, line: lines.line(at), state: state(&element), ..Unit::default() };
                        let read = read_trans_unit(&mut reader)?;
                        if own {
                            read.add(&mut builder, unit, at, &mut lines);
                        }
                    }
                    "unit" => {
                        let id = element.attribute("id").unwrap_or_default().to_owned();
                        read_unit(&mut reader, &mut builder, &mut lines, &id, own)?;
                    }
                    "body" | "group" => translate.push(own),
                    // Skeletons, glossaries, tool settings: nothing of the text.
                    _ => reader.skip_element()?,
                }
            }
            XmlEvent::End(_) => {
                translate.pop();
            }
            XmlEvent::Text { .. } => {}
        }
    }
    Ok(builder.finish())
}

/// State as the unit's own attributes say it: SDL and Phrase, memoQ, the standard.
fn state(element: &Element<'_>) -> Option<String> {
    match (element.attribute("approved"), element.attribute("confirmed"), element.attribute("status")) {
        (Some("yes"), ..) => Some("approved".to_owned()),
        (_, Some("1"), _) => Some("confirmed".to_owned()),
        (_, _, Some(status)) => Some(status.to_owned()),
        _ => None,
    }
}

/// A `trans-unit` of XLIFF 1.2.
#[derive(Default)]
struct TransUnit {
    source: Flow,
    segmented: Option<Flow>,
    target: Option<Flow>,
    notes: Vec<String>,
    state: Option<String>,
    /// SDL's confirmation by segment.
    confirmed: Vec<(String, String)>,
}

fn read_trans_unit(reader: &mut XmlReader<'_>) -> Result<TransUnit, FormatError> {
    let outside = reader.path().len() - 1;
    let mut out = TransUnit::default();
    let mut sourced = false;
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        let XmlEvent::Start(element) = event else { continue };
        match element.name {
            "source" => {
                out.source = read_flow(reader)?;
                sourced = true;
            }
            "seg-source" => out.segmented = Some(read_flow(reader)?),
            "target" => {
                out.state = element.attribute("state").map(str::to_owned);
                out.target = Some(read_flow(reader)?);
            }
            "note" => {
                let note = reader.text_of_element()?.trim().to_owned();
                if !note.is_empty() {
                    out.notes.push(note);
                }
            }
            "seg-defs" => {}
            "seg" => {
                if let (Some(id), Some(level)) = (element.attribute("id"), element.attribute("conf")) {
                    out.confirmed.push((id.to_owned(), level.to_owned()));
                }
                reader.skip_element()?;
            }
            _ => reader.skip_element()?,
        }
    }
    if sourced { Ok(out) } else { Err(reader.problem("xliff-no-source", Vec::new())) }
}

impl TransUnit {
    fn add(mut self, builder: &mut Builder, mut unit: Unit, at: usize, lines: &mut LineCounter<'_>) {
        unit.notes = std::mem::take(&mut self.notes);
        unit.state = self.state.take().or(unit.state);
        let target = self.target.unwrap_or_default();
        let segments = self.segmented.map(|flow| flow.segments).unwrap_or_default();
        if segments.is_empty() || (target.segments.is_empty() && !target.whole.text.trim().is_empty()) {
            let whole = joined(&target);
            builder.push(&joined(&self.source), &whole, unit, at);
            return;
        }
        for (mid, source) in segments {
            let side = target.segments.iter().find(|(id, _)| *id == mid).map(|(_, side)| side.clone());
            let confirmed = self.confirmed.iter().find(|(id, _)| *id == mid).map(|(_, level)| level.clone());
            let own = Unit {
                id: Some(format!("{}/{mid}", unit.id.as_deref().unwrap_or_default())),
                state: confirmed.or_else(|| unit.state.clone()),
                line: lines.line(at),
                notes: unit.notes.clone(),
            };
            builder.push(&source, &side.unwrap_or_default(), own, at);
        }
    }
}

/// A side in one piece, even where the file marks segments in it.
fn joined(flow: &Flow) -> Side {
    if flow.segments.is_empty() {
        return flow.whole.clone();
    }
    let mut out = Side::default();
    for (_, side) in &flow.segments {
        out.append(side);
    }
    out
}

/// A `unit` of XLIFF 2: each segment is one of ours, with the id `unit/segment`.
fn read_unit(
    reader: &mut XmlReader<'_>,
    builder: &mut Builder,
    lines: &mut LineCounter<'_>,
    id: &str,
    translate: bool,
) -> Result<(), FormatError> {
    let outside = reader.path().len() - 1;
    let mut notes = Vec::new();
    let mut number = 0;
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        let XmlEvent::Start(element) = event else { continue };
        let at = reader.span().start;
        match element.name {
            "notes" => {}
            "note" => {
                let note = reader.text_of_element()?.trim().to_owned();
                if !note.is_empty() {
                    notes.push(note);
                }
            }
            "segment" => {
                number += 1;
                let own = element.attribute("id").map_or_else(|| number.to_string(), str::to_owned);
                let unit = Unit {
                    id: Some(format!("{id}/{own}")),
                    line: lines.line(at),
                    state: element.attribute("state").map(str::to_owned),
                    notes: notes.clone(),
                };
                let (source, target) = read_segment(reader)?;
                if translate {
                    builder.push(&source, &target, unit, at);
                }
            }
            _ => reader.skip_element()?,
        }
    }
    Ok(())
}

fn read_segment(reader: &mut XmlReader<'_>) -> Result<(Side, Side), FormatError> {
    let outside = reader.path().len() - 1;
    let (mut source, mut target) = (None, None);
    while let Some(event) = reader.next()? {
        if reader.path().len() <= outside {
            break;
        }
        let XmlEvent::Start(element) = event else { continue };
        match element.name {
            "source" => source = Some(read_flow(reader)?.whole),
            "target" => target = Some(read_flow(reader)?.whole),
            _ => reader.skip_element()?,
        }
    }
    match source {
        Some(source) => Ok((source, target.unwrap_or_default())),
        None => Err(reader.problem("xliff-no-source", Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, String, String)> {
        let read = read_xliff(text).unwrap();
        let at = |d: &crate::document::Document, n: usize| d.blocks[n].span.text(&d.text).to_owned();
        (0..read.units.len())
            .map(|n| (read.units[n].id.clone().unwrap_or_default(), at(&read.source, n), at(&read.target, n)))
            .collect()
    }

    #[test]
    fn segments_pair_by_their_mark() {
        let text = "<xliff version=\"1.2\" xmlns:sdl=\"s\"><file source-language=\"fr\" target-language=\"en\"><header><note>x</note></header><body><trans-unit id=\"a\"><source>Un. Deux.</source><seg-source><mrk mtype=\"seg\" mid=\"1\">Un.</mrk> <mrk mtype=\"seg\" mid=\"2\">Deux.</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"2\">Two.</mrk><mrk mtype=\"seg\" mid=\"1\">One.</mrk></target><alt-trans><source>no</source><target>no</target></alt-trans><sdl:seg-defs><sdl:seg id=\"2\" conf=\"Translated\"/></sdl:seg-defs></trans-unit><trans-unit id=\"b\" translate=\"no\"><source>code</source></trans-unit><group><trans-unit id=\"c\"><source>Fin.</source></trans-unit></group></body></file></xliff>";
        let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(
            rows(text),
            [row("a/1", "Un.", "One."), row("a/2", "Deux.", "Two."), row("c", "Fin.", "")]
        );
        assert_eq!(read_xliff(text).unwrap().units[1].state.as_deref(), Some("Translated"));
    }

    #[test]
    fn version_two_has_units_and_segments() {
        let text = "<xliff version=\"2.1\" srcLang=\"fr\" trgLang=\"en\" xmlns:gls=\"g\"><file id=\"f\"><group id=\"g\"><unit id=\"u\"><gls:glossary><gls:glossEntry><gls:term>x</gls:term></gls:glossEntry></gls:glossary><notes><note>N.</note></notes><segment state=\"final\"><source>Un <pc id=\"1\">bon</pc> mot.</source><target>A <pc id=\"1\">good</pc> word.</target></segment><ignorable><source> </source></ignorable><segment id=\"s2\"><source>Deux.</source></segment></unit><unit id=\"v\" translate=\"no\"><segment><source>k</source></segment></unit></group></file></xliff>";
        let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(rows(text), [row("u/1", "Un bon mot.", "A good word."), row("u/s2", "Deux.", "")]);
        assert!(matches!(
            read_xliff("<xliff><file><body><trans-unit id='1'/></body></file></xliff>"),
            Err(FormatError::Problem { problem: "xliff-no-source", .. })
        ));
    }
}
