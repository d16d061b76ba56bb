//! `cargo xtask count-degrees fr|en OUT BITEXT…`: how often the adjectives of a language are graded.
//!
//! `BITEXT` is a French–English bitext (`.tsv.gz`: French, English). An adjective that is often *very* or *more* something
//! judges (*insatiable*); one that never is classifies (*boursier*), as those of terms do.

use super::{Outcome, word_values};
use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::extract::{degree, frequency};
use glose::morph::Upos;
use glose::text::Language;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

/// Occurrences below which nothing is said.
const LEAST: u32 = 8;
/// Lines that are analysed at once.
const BATCH: usize = 4096;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [language, out, files @ ..] = arguments else {
        return Err("usage: count-degrees fr|en OUT BITEXT…".into());
    };
    let language = Language::from_tag(language).ok_or("fr or en")?;
    let side = usize::from(language == Language::English);
    // Occurrences, and those after a word of degree.
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for file in files {
        let raw = std::fs::File::open(file).map_err(|error| format!("{file}: {error}"))?;
        let lines: Vec<String> =
            BufReader::new(flate2::read::MultiGzDecoder::new(raw)).lines().collect::<std::io::Result<_>>()?;
        for batch in lines.chunks(BATCH) {
            let text: String = batch
                .iter()
                .flat_map(|line| [line.split('\t').nth(side).unwrap_or_default(), "\n"])
                .collect();
            count(text, language, &mut counts);
        }
    }
    counts.retain(|key, (all, _)| *all >= LEAST && key.chars().all(|c| c.is_alphabetic() || c == '-'));
    let shares = counts.iter().map(|(key, (all, graded))| {
        let share = (f64::from(*graded) + 0.5) / (f64::from(*all) + 20.0);
        (key.as_str(), share.sqrt())
    });
    word_values::write(out, shares, degree::STEPS)
}

fn count(text: String, language: Language, counts: &mut BTreeMap<String, (u32, u32)>) {
    let analysis = analyze(Document::plain(text, Newlines::Block), language);
    let text = &analysis.document.text;
    for sentence in &analysis.sentences {
        for (at, word) in sentence.words.iter().enumerate() {
            if word.upos != Upos::Adj {
                continue;
            }
            let key = frequency::key(word.span.text(text), language);
            let cell = counts.entry(key.into()).or_default();
            cell.0 += 1;
            let before = at.checked_sub(1).map(|at| sentence.words[at].span.text(text).to_lowercase());
            cell.1 += u32::from(before.is_some_and(|word| degree::is_degree(&word, language)));
        }
    }
}
