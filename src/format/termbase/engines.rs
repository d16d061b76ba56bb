//! Glossaries of machine-translation services: one preferred pair a concept, each service with its limits.
//!
//! None of them knows synonyms or forbidden terms; a term that must not be translated is its own translation.

use super::loss::{Field, Holds, LossReport, losses};
use super::source::Concepts;
use super::values;
use crate::glossary::Glossary;
use crate::glossary::native::language_rank;
use crate::text::Language;
use rustc_hash::FxHashSet;
use std::io::{self, Write};

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    /// DeepL: TSV; no source twice, sides without blanks at their ends and controls, 1,024 bytes a side, 10 MiB.
    DeepL,
    /// Google Cloud Translation: CSV without header.
    Google,
    /// Amazon Translate: CSV with a header of language codes, 10 MB; matches case by case.
    Aws,
    /// Azure Document Translation: TSV without header.
    Azure,
}

impl Engine {
    const fn delimiter(self) -> u8 {
        match self {
            Self::DeepL | Self::Azure => b'\t',
            Self::Google | Self::Aws => b',',
        }
    }

    /// Bytes of one side.
    const fn side_limit(self) -> usize {
        match self {
            Self::DeepL => 1024,
            _ => usize::MAX,
        }
    }

    /// Bytes of the file.
    const fn file_limit(self) -> usize {
        match self {
            Self::DeepL => 10 << 20,
            Self::Aws => 10_000_000,
            _ => usize::MAX,
        }
    }
}

const HOLDS: Holds = Holds(&[Field::DoNotTranslate]);

/// Writes the pairs that a service takes.
pub(super) fn write_pairs(
    from: &dyn Concepts,
    engine: Engine,
    out: &mut impl Write,
) -> io::Result<LossReport> {
    let mut report = losses(from, HOLDS)?;
    let mut seen = FxHashSet::default();
    let mut size = 0;
    if engine == Engine::Aws {
        out.write_all(b"fr,en\n")?;
        size += 6;
    }
    from.each(&mut |concept| {
        let Some(french) = concept.preferred(Language::French).filter(|t| t.status.is_accepted()) else {
            if let Some(english) = concept.preferred(Language::English) {
                report.add(&concept.id, Some(&english.term), Field::NoEquivalent, "");
            }
            return Ok(());
        };
        let english = concept.preferred(Language::English).filter(|t| t.status.is_accepted());
        let source = french.term.trim();
        let target = match english {
            Some(english) => english.term.trim(),
            None if concept.do_not_translate => source,
            None => {
                report.add(&concept.id, Some(source), Field::NoEquivalent, "");
                return Ok(());
            }
        };
        // Services compare sources as they are written, DeepL and Amazon with their capitals.
        if !seen.insert(source.to_owned()) {
            report.add(&concept.id, Some(source), Field::Homograph, target);
            return Ok(());
        }
        let line = [cell(source, engine), cell(target, engine)].join(if engine.delimiter() == b'\t' {
            "\t"
        } else {
            ","
        });
        let unfit = [source, target].iter().any(|side| {
            side.is_empty() || side.len() > engine.side_limit() || side.chars().any(char::is_control)
        });
        if unfit || size + line.len() + 1 > engine.file_limit() {
            report.add(&concept.id, Some(source), Field::Unfit, target);
            return Ok(());
        }
        size += line.len() + 1;
        writeln!(out, "{line}")
    })?;
    Ok(report)
}

/// Part of speech and description of a set are for people: the service passes over them.
const SETS: Holds = Holds(&[
    Field::DoNotTranslate,
    Field::OtherLanguage,
    Field::PartOfSpeech,
    Field::Definition,
    Field::TextLanguage,
]);

/// Writes Google's equivalent term sets: a header of language codes, a row a concept, the preferred term of each language.
pub(super) fn write_sets(glossary: &Glossary, out: &mut impl Write) -> io::Result<LossReport> {
    let mut report = losses(glossary, SETS)?;
    let sections = glossary.concepts.iter().flat_map(|concept| &concept.languages);
    let mut languages: Vec<&str> = sections.map(|section| section.language.as_str()).collect();
    languages.sort_by_key(|tag| language_rank(tag));
    languages.dedup();
    let mut row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|text| cell(text, Engine::Google)).collect();
        writeln!(out, "{}", cells.join(","))
    };
    let titles: Vec<&str> = languages.iter().copied().chain(["pos", "description"]).collect();
    row(&titles)?;
    for concept in &glossary.concepts {
        let french = concept.accepted(Language::French).next();
        let mut cells: Vec<&str> = Vec::with_capacity(titles.len());
        for tag in &languages {
            let section = concept.languages.iter().find(|section| section.language == *tag);
            let own = section.and_then(|s| s.terms.iter().find(|term| term.status.is_accepted()));
            let kept = french.filter(|_| concept.do_not_translate && matches!(*tag, "fr" | "en"));
            cells.push(own.or(kept).map_or("", |term| term.term.trim()));
        }
        let mut filled = cells.iter().filter(|cell| !cell.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            report.add(&concept.id, Some(only), Field::NoEquivalent, "");
            continue;
        }
        let pos = french.or_else(|| concept.preferred(Language::English)).and_then(|t| t.part_of_speech);
        cells.push(pos.map_or("", values::tbx_part_of_speech));
        let definitions =
            concept.definitions.iter().chain(concept.languages.iter().flat_map(|s| &s.definitions));
        let description = definitions.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" | ");
        cells.push(&description);
        row(&cells)?;
    }
    Ok(report)
}

fn cell(text: &str, engine: Engine) -> String {
    let special = text.contains([char::from(engine.delimiter()), '"', '\n', '\r']);
    let quoted = if engine == Engine::Azure { false } else { special };
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native;

    #[test]
    fn limits_are_kept_and_told() {
        let long = "x".repeat(1025);
        let text = format!(
            "[[concept]]\nid = \"a\"\nfr = [\n  {{ term = \"prêt\" }},\n  {{ term = \"emprunt\" }},\n]\nen = [\n  {{ term = \"loan, credit\" }},\n]\n\n[[concept]]\nid = \"b\"\nfr = [\n  {{ term = \"prêt\" }},\n]\nen = [\n  {{ term = \"ready\" }},\n]\n\n[[concept]]\nid = \"c\"\nfr = [\n  {{ term = \"{long}\" }},\n]\nen = [\n  {{ term = \"y\" }},\n]\n\n[[concept]]\nid = \"d\"\nfr = [\n  {{ term = \"Moonshot AI\" }},\n]\ndo-not-translate = true\n"
        );
        let glossary = native::read(&text, "x").unwrap().glossary;
        let mut out = Vec::new();
        let report = write_pairs(&glossary, Engine::DeepL, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "prêt\tloan, credit\nMoonshot AI\tMoonshot AI\n");
        let fields: Vec<Field> =
            report.losses.iter().map(|l| l.field).filter(|&field| field != Field::Id).collect();
        assert_eq!(fields, [Field::Synonym, Field::Homograph, Field::Unfit]);
        let mut out = Vec::new();
        write_sets(&glossary, &mut out).unwrap();
        let expected = "fr,en,pos,description\nprêt,\"loan, credit\",noun,\nprêt,ready,noun,\n";
        assert!(String::from_utf8(out).unwrap().starts_with(expected));
        let mut out = Vec::new();
        write_pairs(&glossary, Engine::Aws, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().starts_with("fr,en\nprêt,\"loan, credit\"\n"));
    }
}
