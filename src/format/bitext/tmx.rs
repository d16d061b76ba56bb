//! TMX 1.4b and its elders: translation memories.

use super::inline::read_flow;
use super::side::{Builder, LineCounter, Side};
use crate::document::{Bilingual, Unit};
use crate::format::FormatError;
use crate::format::xml::{Element, XmlEvent, XmlReader};
use crate::text::Language;

/// One translation unit with all its variants.
#[derive(Debug, Default)]
struct TranslationUnit {
    unit: Unit,
    at: usize,
    variants: Vec<(String, Side)>,
}

/// Reads a translation memory. Where French and English are both there, French is the source; otherwise the header's
/// source language is, and the first other one the target. Several translations of one source are several units; a unit
/// without source is left out.
///
/// # Errors
/// When it is no well-formed XML, or its root is not `tmx`.
pub(super) fn read_tmx(text: &str) -> Result<Bilingual, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut lines = LineCounter::new(text);
    let mut builder = Builder::default();
    let mut stated = String::new();
    let mut open: Option<TranslationUnit> = None;
    let mut language = String::new();
    let mut root = true;
    while let Some(event) = reader.next()? {
        let at = reader.span().start;
        match event {
            XmlEvent::Start(element) if root => {
                if element.name != "tmx" {
                    let found = element.name.to_owned();
                    return Err(reader.problem("root", vec![("expected", "tmx".into()), ("found", found)]));
                }
                root = false;
            }
            XmlEvent::Start(element) => match element.name {
                "header" => stated = element.attribute("srclang").unwrap_or_default().to_owned(),
                "tu" => {
                    let id = element.attribute("tuid").map(str::to_owned);
                    let unit = Unit { id, line: lines.line(at), ..Unit::default() };
                    if let Some(own) = element.attribute("srclang") {
                        own.clone_into(&mut stated);
                    }
                    open = Some(TranslationUnit { unit, at, variants: Vec::new() });
                }
                "tuv" => language = variant_language(&element),
                "seg" => {
                    let side = read_flow(&mut reader)?.whole;
                    if let Some(unit) = &mut open {
                        unit.variants.push((language.clone(), side));
                    }
                }
                "note" => {
                    let note = reader.text_of_element()?;
                    if let Some(unit) = &mut open
                        && !note.trim().is_empty()
                    {
                        unit.unit.notes.push(note.trim().to_owned());
                    }
                }
                "prop" => {
                    let status =
                        element.attribute("type").is_some_and(|t| t.to_lowercase().ends_with("status"));
                    let value = reader.text_of_element()?;
                    if let Some(unit) = &mut open
                        && status
                    {
                        unit.unit.state = Some(value.trim().to_owned());
                    }
                }
                _ => {}
            },
            XmlEvent::End("tu") => {
                if let Some(unit) = open.take() {
                    add(&mut builder, unit, &stated);
                }
            }
            _ => {}
        }
    }
    Ok(builder.finish())
}

fn variant_language(element: &Element<'_>) -> String {
    element.attribute("lang").unwrap_or_default().trim().to_owned()
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn add(builder: &mut Builder, unit: TranslationUnit, stated: &str) {
    let of = |language| unit.variants.iter().position(|(tag, _)| Language::from_tag(tag) == Some(language));
    let source = match (of(Language::French), of(Language::English)) {
        (Some(french), Some(_)) => Some(french),
        _ => unit
            .variants
            .iter()
            .position(|(tag, _)| tag.eq_ignore_ascii_case(stated))
            .or_else(|| unit.variants.iter().position(|(tag, _)| primary(tag) == primary(stated)))
            .or_else(|| (!unit.variants.is_empty() && matches!(stated, "*all*" | "")).then_some(0)),
    };
    let Some(source) = source else { return };
    let (tag, side) = &unit.variants[source];
    let others = || unit.variants.iter().enumerate().filter(|(n, _)| *n != source).map(|(_, v)| v);
    let wanted = match Language::from_tag(tag) {
        Some(Language::French) => others().find(|(t, _)| Language::from_tag(t) == Some(Language::English)),
        _ => None,
    };
    let wanted = wanted
        .or_else(|| others().find(|(t, _)| primary(t) != primary(tag)))
        .or_else(|| others().find(|(t, _)| !t.eq_ignore_ascii_case(tag)));
    let Some((target_tag, _)) = wanted else {
        if Language::from_tag(tag) == Some(Language::English) {
            // English that was never translated is no source of ours.
            return;
        }
        builder.out.source_language.get_or_insert_with(|| tag.clone());
        builder.push(side, &Side::default(), unit.unit, unit.at);
        return;
    };
    builder.out.source_language.get_or_insert_with(|| tag.clone());
    builder.out.target_language.get_or_insert_with(|| target_tag.clone());
    for (_, target) in others().filter(|(t, _)| t == target_tag) {
        builder.push(side, target, unit.unit.clone(), unit.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_the_source_whatever_the_header_says() {
        let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header srclang=\"EN-US\"/><body>\n<tu tuid=\"7\"><note>À revoir.</note><tuv xml:lang=\"EN-US\"><seg>The chip.</seg></tuv>\n<tuv xml:lang=\"fr-ca\"><seg>La puce.</seg></tuv></tu>\n<tu><tuv lang=\"fr\"><seg>Seul.</seg></tuv></tu></body></tmx>";
        let read = read_tmx(text).unwrap();
        assert_eq!(read.source_language.as_deref(), Some("fr-ca"));
        assert_eq!(read.source.text, "La puce.\n");
        assert_eq!(read.target.text, "The chip.\n");
        let unit = &read.units[0];
        assert_eq!(
            (unit.id.as_deref(), unit.line, unit.notes.as_slice()),
            (Some("7"), 4, &["À revoir.".to_owned()][..])
        );
        assert_eq!(read.source.file_offset(3), text.find("puce"));
    }

    #[test]
    fn several_translations_are_several_units() {
        let text = "<tmx version=\"1.4\"><header srclang=\"fr\"/><body><tu><tuv xml:lang=\"fr\"><seg>a</seg></tuv><tuv xml:lang=\"en\"><seg>b</seg></tuv><tuv xml:lang=\"en\"><seg>c</seg></tuv></tu></body></tmx>";
        assert_eq!(read_tmx(text).unwrap().units.len(), 2);
        assert!(matches!(read_tmx("<xliff/>"), Err(FormatError::Problem { problem: "root", .. })));
    }
}
