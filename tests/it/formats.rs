//! File formats: what is read of each gold file, round trips without loss, and that no bytes do harm.
#![expect(clippy::disallowed_methods, reason = "gold files are read")]

use glose::document::{Document, Newlines, Origin, ProtectedKind};
use glose::format::bitext::read_bitext;
use glose::format::document::read_document;
use glose::format::termbase::{ImportOptions, TermbaseFormat, import, write};
use glose::glossary::native;
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn gold(area: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/formats").join(area);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "expected"));
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn compare(path: &Path, found: &str) {
    let expected = PathBuf::from(format!("{}.expected", path.display()));
    let expected = fs::read_to_string(&expected).unwrap_or_default();
    assert_eq!(found, expected, "\n{}:\n{found}", path.display());
}

/// A block with what is protected in it between brackets: code, {placeholder}, <mark-up>.
fn shown(document: &Document, block: usize) -> String {
    let block = &document.blocks[block];
    let mut out = String::new();
    let mut at = block.span.start;
    for p in &block.protected {
        out.push_str(&document.text[at..p.span.start]);
        let inner = p.span.text(&document.text);
        let _ = match p.kind {
            ProtectedKind::Markup => write!(out, "‹{inner}›"),
            ProtectedKind::Placeholder => write!(out, "⟨{inner}⟩"),
            _ => write!(out, "⟦{inner}⟧"),
        };
        at = p.span.end;
    }
    out.push_str(&document.text[at..block.span.end]);
    out.replace('\r', "").replace('\n', "⏎")
}

/// Every word leads back to where it stands in the file.
fn places_hold(document: &Document, file: &str, path: &Path) {
    if document.origin == Origin::None {
        return;
    }
    for block in &document.blocks {
        let text = block.span.text(&document.text);
        for (at, word) in
            text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        {
            let head: String = word.chars().take_while(|c| c.is_alphanumeric()).take(3).collect();
            let there = document.file_offset(block.span.start + at).unwrap();
            assert!(file[there..].starts_with(&head), "{}: {word} at {there}", path.display());
        }
    }
}

#[test]
fn bitexts() {
    for (path, bytes) in gold("bitext") {
        let file = String::from_utf8(bytes.clone()).unwrap();
        let (read, _) = read_bitext(bytes, &path.to_string_lossy()).unwrap();
        let language = |tag: &Option<String>| tag.clone().unwrap_or_else(|| "?".to_owned());
        let mut out = format!("{} → {}\n", language(&read.source_language), language(&read.target_language));
        for (number, unit) in read.units.iter().enumerate() {
            let id = unit.id.as_deref().unwrap_or("-");
            let state = unit.state.as_deref().unwrap_or("-");
            let _ = writeln!(out, "line {} | {id} | {state} | {}", unit.line, unit.notes.join("; "));
            let _ = writeln!(out, "  {}\n  {}", shown(&read.source, number), shown(&read.target, number));
        }
        compare(&path, &out);
        if !file.contains("\"\"") {
            places_hold(&read.source, &file, &path);
            places_hold(&read.target, &file, &path);
        }
    }
}

#[test]
fn documents() {
    for (path, bytes) in gold("documents") {
        let file = String::from_utf8(bytes.clone()).unwrap();
        let (document, _) = read_document(bytes, &path.to_string_lossy(), Newlines::Auto).unwrap();
        let mut out = String::new();
        for number in 0..document.blocks.len() {
            let _ = writeln!(out, "{:?}: {}", document.blocks[number].kind, shown(&document, number));
        }
        compare(&path, &out);
        if !file.contains('&') {
            places_hold(&document, &file, &path);
        }
    }
}

#[test]
fn termbases() {
    for (path, bytes) in gold("termbases") {
        let read = import(bytes, &path.to_string_lossy(), &ImportOptions::default()).unwrap();
        let mut out = String::new();
        for notice in &read.notices {
            let arguments: Vec<&str> = notice.arguments.iter().map(|(_, value)| value.as_str()).collect();
            let _ = writeln!(out, "# {}: {} {}", notice.line, notice.problem, arguments.join(" | "));
        }
        let mut toml = Vec::new();
        write(&read.glossary, TermbaseFormat::Toml, &mut toml).unwrap();
        out.push_str(&String::from_utf8(toml).unwrap());
        compare(&path, &out);
        // Whatever was read goes into TBX and comes back.
        for format in [TermbaseFormat::Tbx, TermbaseFormat::Tbx3, TermbaseFormat::Tbx3Dct] {
            let mut tbx = Vec::new();
            assert!(write(&read.glossary, format, &mut tbx).unwrap().is_empty());
            let back = import(tbx, &path.to_string_lossy(), &ImportOptions::default()).unwrap();
            assert_eq!(back.glossary.concepts, read.glossary.concepts, "{} {format:?}", path.display());
            assert_eq!(back.glossary.extra, read.glossary.extra, "{} {format:?}", path.display());
        }
    }
}

#[test]
fn embedded_glossaries_survive_tbx() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let glossary = native::read(&fs::read_to_string(&path).unwrap(), &stem).unwrap().glossary;
        let mut step = glossary.clone();
        for format in
            [TermbaseFormat::Tbx3, TermbaseFormat::Tbx, TermbaseFormat::Tbx3Dct, TermbaseFormat::Toml]
        {
            let mut out = Vec::new();
            let report = write(&step, format, &mut out).unwrap();
            assert!(report.is_empty(), "{stem} {format:?}");
            let read = import(out, &format!("{stem}.x"), &ImportOptions::default()).unwrap();
            assert_eq!(read.notices, [], "{stem} {format:?}");
            step = read.glossary;
        }
        assert_eq!(step, glossary, "{stem}");
        count += glossary.concepts.len();
    }
    assert!(count > 0);
}

#[test]
fn every_format_that_is_written_and_read_keeps_the_pairs() {
    let text = "[[concept]]\nid = \"loan\"\nfr = [\n  { term = \"prêt; à intérêt\", gender = \"masculine\" },\n]\nen = [\n  { term = \"loan, \\\"good\\\"\" },\n]\n";
    let glossary = native::read(text, "x").unwrap().glossary;
    for &format in TermbaseFormat::ALL {
        let mut out = Vec::new();
        if !format.is_written() {
            assert!(write(&glossary, format, &mut out).is_err());
            continue;
        }
        write(&glossary, format, &mut out).unwrap();
        let ending = format.endings().first().copied().unwrap_or("csv");
        let back = import(out, &format!("x.{ending}"), &ImportOptions::default()).unwrap();
        let terms: Vec<&str> = back.glossary.concepts[0]
            .languages
            .iter()
            .flat_map(|s| &s.terms)
            .map(|t| t.term.as_str())
            .collect();
        assert_eq!(terms, ["prêt; à intérêt", "loan, \"good\""], "{format:?}");
    }
}

#[test]
fn bombs_and_entities_are_refused() {
    let laughs = "<?xml version='1.0'?><!DOCTYPE tmx [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><tmx><body><tu><tuv xml:lang='fr'><seg>&b;</seg></tuv></tu></body></tmx>";
    assert!(read_bitext(laughs.into(), "a.tmx").is_err());
    let outside = "<?xml version='1.0'?><!DOCTYPE martif SYSTEM 'file:///etc/passwd'><martif><text><body><termEntry><langSet xml:lang='fr'><tig><term>&x;</term></tig></langSet></termEntry></body></text></martif>";
    assert!(import(outside.into(), "a.tbx", &ImportOptions::default()).is_err());
    let deep = format!("<xliff>{}", "<group>".repeat(100_000));
    assert!(read_bitext(deep.into(), "a.xlf").is_err());
}

/// A file with a stretch taken out, doubled or overwritten.
fn damaged(bytes: &[u8], at: usize, length: usize, with: &[u8], double: bool) -> Vec<u8> {
    let at = at % (bytes.len() + 1);
    let end = (at + length).min(bytes.len());
    let mut out = bytes[..if double { end } else { at }].to_vec();
    out.extend_from_slice(with);
    out.extend_from_slice(&bytes[if double { at } else { end }..]);
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn damaged_files_do_no_harm(
        at in 0_usize..10_000, length in 0_usize..40, with in proptest::collection::vec(any::<u8>(), 0..6), double: bool,
    ) {
        for area in ["bitext", "documents", "termbases"] {
            for (path, bytes) in gold(area) {
                let bytes = damaged(&bytes, at, length, &with, double);
                let name = path.to_string_lossy();
                if let Ok((read, _)) = read_bitext(bytes.clone(), &name) {
                    prop_assert_eq!(read.units.len(), read.source.blocks.len());
                    prop_assert_eq!(read.units.len(), read.target.blocks.len());
                    for document in [&read.source, &read.target] {
                        sound(document)?;
                    }
                }
                if let Ok((document, _)) = read_document(bytes.clone(), &name, Newlines::Auto) {
                    sound(&document)?;
                }
                let _ = import(bytes, &name, &ImportOptions::default());
            }
        }
    }
}

/// Blocks ascend and do not overlap; protected stretches are inside, in order, on character boundaries.
fn sound(document: &Document) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(block.span.start >= end && document.text.is_char_boundary(block.span.end));
        end = block.span.end;
        let mut inner = block.span.start;
        for p in &block.protected {
            prop_assert!(p.span.start >= inner && block.span.contains(p.span), "{:?} in {:?}", p, block);
            prop_assert!(
                document.text.is_char_boundary(p.span.start) && document.text.is_char_boundary(p.span.end)
            );
            inner = p.span.end;
        }
    }
    Ok(())
}
