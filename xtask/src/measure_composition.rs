//! `cargo xtask measure-composition TABLE [--dictionary FILE]… [--seed N] [--count N] [--show]`: how often composition
//! finds the English of multiword French terms of a table (tab-separated, gzip or not, with columns `fr` and `en`),
//! drawn at random. No glossary is used, so that only general words tell.

use crate::Outcome;
use glose::align::lexicon::Lexicon;
use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::format::termbase::read_termbase;
use glose::generate::compose::{Sources, TermWord, suggest};
use glose::lookup::TermBase;
use glose::text::{Language, normalize::fold};
use std::collections::BTreeMap;
use std::io::Read;

/// English as it is compared: no article, hyphen, blank or plural.
fn key(english: &str) -> String {
    let folded = fold(english);
    let plain = folded.strip_prefix("the ").unwrap_or(&folded).replace(['-', '\''], " ");
    let words = plain.split(' ').map(|w| w.strip_suffix('s').filter(|s| s.len() > 2).unwrap_or(w));
    words.collect::<String>().replace("isation", "ization").replace("our", "or")
}

/// A generator of numbers that needs no crate (Steele, Lea & Flood 2014, SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Runs the command.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (mut table, mut dictionaries, mut seed, mut count, mut show) = (None, Vec::new(), 1u64, 300, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or("a value is missing");
        match argument.as_str() {
            "--dictionary" => dictionaries.push(value()?),
            "--seed" => seed = value()?.parse()?,
            "--count" => count = value()?.parse()?,
            "--show" => show = true,
            _ => table = Some(argument),
        }
    }
    let path = table.ok_or("no TABLE")?;
    let mut bytes = std::fs::read(path)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut out)?;
        bytes = out;
    }
    let text = String::from_utf8(bytes)?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().ok_or("an empty table")?.split('\t').collect();
    let column = |name: &str| head.iter().position(|h| *h == name).ok_or(format!("no column {name}"));
    let (fr, en) = (column("fr")?, column("en")?);
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(french), Some(english)) = (cells.get(fr), cells.get(en)) else { continue };
        if french.contains(' ') && !french.contains([',', '(']) && !english.is_empty() {
            let english = english.split([',', ';', '|']).map(|e| e.trim().to_owned());
            terms.entry((*french).to_owned()).or_default().extend(english);
        }
    }
    let mut order: Vec<&String> = terms.keys().collect();
    let mut state = seed;
    for at in (1..order.len()).rev() {
        order.swap(at, (next(&mut state) % (at as u64 + 1)) as usize);
    }
    let mut glossaries = Vec::new();
    for path in &dictionaries {
        glossaries.push(read_termbase(std::fs::read(path)?, path)?);
    }
    let base = (!glossaries.is_empty()).then(|| TermBase::build(&glossaries));
    let sources = Sources { lexicon: Lexicon::embedded(), glossaries: None, dictionaries: base.as_ref() };
    let drawn: Vec<&&String> = order.iter().take(count).collect();
    let (mut first, mut five, mut reached, mut some) = (0, 0, 0, 0);
    // By tenths of confidence: shown, right.
    let mut bins = [(0, 0); 10];
    for french in &drawn {
        let document = Document::plain(french.as_str(), Newlines::Block);
        let analysis = analyze(document, Language::French);
        let words: Vec<TermWord> = analysis
            .sentences
            .iter()
            .flat_map(|s| &s.words)
            .map(|w| TermWord {
                lemma: w.lemma.clone(),
                form: w.span.text(&analysis.document.text).into(),
                upos: w.upos,
            })
            .collect();
        let found = suggest(&words, &sources, 20);
        let right: Vec<String> = terms[**french].iter().map(|e| key(e)).collect();
        let at = found.iter().position(|s| right.contains(&key(&s.text)));
        some += usize::from(!found.is_empty());
        first += usize::from(at == Some(0));
        five += usize::from(at.is_some_and(|at| at < 5));
        reached += usize::from(at.is_some());
        if let Some(best) = found.first() {
            let bin = ((best.confidence * 10.0) as usize).min(9);
            bins[bin].0 += 1;
            bins[bin].1 += usize::from(at == Some(0));
        }
        if show {
            let tried: Vec<String> =
                found.iter().take(3).map(|s| format!("{} {:.2}", s.text, s.confidence)).collect();
            let tags: Vec<String> = words.iter().map(|w| format!("{:?}", w.upos)).collect();
            let mark = at.map_or("-".to_owned(), |at| (at + 1).to_string());
            println!(
                "{mark}\t{french}\t{}\t{}\t{}",
                terms[**french].join(", "),
                tried.join(" | "),
                tags.join(" ")
            );
        }
    }
    let share = |n: usize| format!("{:.1} %", 100.0 * n as f64 / drawn.len() as f64);
    println!("{} terms of {path}, seed {seed}, {} dictionaries", drawn.len(), dictionaries.len());
    println!(
        "any {}  first {}  first five {}  first twenty {}",
        share(some),
        share(first),
        share(five),
        share(reached)
    );
    for (tenth, (shown, right)) in bins.iter().enumerate().filter(|(_, b)| b.0 > 0) {
        println!("  confidence from {:.1}: {right} of {shown} right", tenth as f64 / 10.0);
    }
    Ok(())
}
