//! `cargo xtask sample-concepts SEED COUNT GLOSSARIES TABLE…`: concepts drawn at random, held against other termbases.
//!
//! For each concept the tables that have one of its French terms are shown with their English: `=` where a term of
//! theirs is one of ours, `≠` where none is. Whoever reads the list judges; the same seed draws the same concepts.

use crate::Outcome;
use glose::glossary::{ConceptEntry, Glossary};
use glose::lookup::TermBase;
use glose::text::Language;
use std::fs;
use std::path::Path;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [seed, count, glossaries, tables @ ..] = arguments else {
        return Err("usage: sample-concepts SEED COUNT GLOSSARIES TABLE…".into());
    };
    let (seed, count): (u64, usize) = (seed.parse()?, count.parse()?);
    let mut concepts: Vec<ConceptEntry> = read_folder(Path::new(glossaries))?;
    let tables: Vec<(String, TermBase)> = tables
        .iter()
        .map(|path| {
            let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
            let glossary = glose::format::termbase::read_termbase(fs::read(path)?, &name)?;
            Ok((name, TermBase::build(&[glossary])))
        })
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    // Fisher and Yates with xorshift (Marsaglia 2003).
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let count = count.min(concepts.len());
    for at in 0..count {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let other = at + (state >> 11) as usize % (concepts.len() - at);
        concepts.swap(at, other);
    }
    println!("seed {seed}: {count} of {} concepts", concepts.len());
    let mut tally = [0usize; 3];
    for entry in &concepts[..count] {
        println!("\n{} ({})", entry.id, entry.domains.join(", "));
        for language in Language::ALL {
            let terms: Vec<&str> = entry.accepted(language).map(|term| term.term.as_str()).collect();
            println!("  {}  {}", language.code(), terms.join(" | "));
        }
        let mut seen = [false; 2];
        for (name, table) in &tables {
            for (verdict, line) in held_against(entry, table) {
                seen[usize::from(verdict)] = true;
                println!("  {} {name}: {line}", if verdict { '=' } else { '≠' });
            }
        }
        tally[match seen {
            [_, true] => 0,
            [true, false] => 1,
            [false, false] => 2,
        }] += 1;
    }
    println!(
        "\n{} agree with a table, {} with none that has the French term, {} in none",
        tally[0], tally[1], tally[2]
    );
    Ok(())
}

/// What a table has for the French terms of a concept, and whether one of its English terms is one of the concept's.
fn held_against(entry: &ConceptEntry, table: &TermBase) -> Vec<(bool, String)> {
    let mut found: Vec<u32> = Vec::new();
    let mut english: Vec<u32> = Vec::new();
    for term in entry.accepted(Language::French) {
        found.extend(table.concepts_with_term(&term.term, Language::French));
    }
    for term in entry.accepted(Language::English) {
        english.extend(table.concepts_with_term(&term.term, Language::English));
    }
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .map(|concept| {
            let other = table.concept(concept);
            let texts = |language| {
                let terms: Vec<&str> = other.terms(language).map(|term| term.term.as_str()).collect();
                terms.join(" | ")
            };
            let line = format!("{} → {}", texts(Language::French), texts(Language::English));
            (english.contains(&concept), line)
        })
        .collect()
}

fn read_folder(folder: &Path) -> Result<Vec<ConceptEntry>, Box<dyn std::error::Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Glossary { domain, concepts, .. } =
            glose::format::termbase::read_termbase(fs::read(&path)?, &name)?;
        out.extend(concepts.into_iter().map(|mut entry| {
            if entry.domains.is_empty() {
                entry.domains.extend(domain.clone());
            }
            entry
        }));
    }
    Ok(out)
}
