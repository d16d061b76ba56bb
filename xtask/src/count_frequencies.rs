//! `cargo xtask count-frequencies LANGUAGE OUT SIZE REGISTER=FILE…`: the frequency list of one language.
//!
//! `FILE` is a French–English bitext (`.tsv.gz`: French, English), plain text (`.txt`), a treebank (`.conllu.gz`) or a list of
//! counts (`.counts.tsv`: word, count). An `OUT` in `.tsv` gets the counts themselves, a column a register. Files of one register are added up. Registers are joined by the power mean
//! with exponent ½ of the relative frequencies, each weighted by the square root of its size: a word of one register
//! only, however frequent there, is less general than one that all know (as Juilland's dispersion has it).

use super::{Outcome, word_values};
use glose::extract::frequency;
use glose::text::{Language, Span};
use glose::token::{TokenKind, tokenize};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};

/// Occurrences that are taken off every count: what was met once by chance is not worth a whole occurrence.
const DISCOUNT: f64 = 0.5;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [language, out, size, sources @ ..] = arguments else {
        return Err("usage: count-frequencies fr|en OUT SIZE REGISTER=FILE…".into());
    };
    let language = Language::from_tag(language).ok_or("fr or en")?;
    let mut registers: BTreeMap<&str, HashMap<String, f64>> = BTreeMap::new();
    for source in sources {
        let (register, file) = source.split_once('=').ok_or("REGISTER=FILE")?;
        count(file, language, registers.entry(register).or_default())?;
    }
    if out.ends_with(".tsv") {
        return table(&registers, language, out);
    }
    let list = combine(&registers, size.parse()?, language);
    word_values::write(out, list.iter().map(|(key, zipf)| (key.as_str(), *zipf)), frequency::STEPS)
}

/// Writes the counts of every key, a column a register, for people to look at.
fn table(registers: &BTreeMap<&str, HashMap<String, f64>>, language: Language, out: &str) -> Outcome {
    let mut keys: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (column, counts) in registers.values().enumerate() {
        for (form, count) in counts {
            let row = keys
                .entry(frequency::key(form, language).into())
                .or_insert_with(|| vec![0.0; registers.len()]);
            row[column] += count;
        }
    }
    let mut text = format!("key\t{}\n", registers.keys().copied().collect::<Vec<_>>().join("\t"));
    for (key, row) in keys {
        let cells: Vec<String> = row.iter().map(f64::to_string).collect();
        text.push_str(&format!("{key}\t{}\n", cells.join("\t")));
    }
    Ok(std::fs::write(out, text)?)
}

fn combine(
    registers: &BTreeMap<&str, HashMap<String, f64>>,
    size: usize,
    language: Language,
) -> Vec<(String, f64)> {
    let mut roots: HashMap<String, f64> = HashMap::new();
    let totals: Vec<f64> = registers.values().map(|counts| counts.values().sum()).collect();
    let weights: f64 = totals.iter().map(|total| total.sqrt()).sum();
    for ((register, counts), total) in registers.iter().zip(totals) {
        println!("{register}: {total} words, {} keys", counts.len());
        // The forms are joined under their key only here: a form is analysed once, not once an occurrence.
        let mut keys: HashMap<String, f64> = HashMap::new();
        for (form, count) in counts {
            *keys.entry(frequency::key(form, language).into()).or_default() += count;
        }
        for (key, count) in keys {
            let share = (count - DISCOUNT).max(0.0) / total;
            *roots.entry(key).or_default() += total.sqrt() / weights * share.sqrt();
        }
    }
    let mut list: Vec<(String, f64)> = roots
        .into_iter()
        .filter(|(key, root)| *root > 0.0 && key.chars().all(|c| c.is_alphabetic() || "-'".contains(c)))
        .map(|(key, root)| (key, (2.0 * root.log10() + 9.0).max(0.0)))
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.truncate(size);
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn count(file: &str, language: Language, counts: &mut HashMap<String, f64>) -> Outcome {
    let raw = std::fs::File::open(file).map_err(|error| format!("{file}: {error}"))?;
    let reader: Box<dyn BufRead> = if file.ends_with(".gz") {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(raw)))
    } else {
        Box::new(BufReader::new(raw))
    };
    let side = usize::from(language == Language::English);
    for line in reader.lines() {
        let line = line?;
        if file.ends_with(".counts.tsv") {
            let (word, number) = line.split_once('\t').ok_or("word TAB count")?;
            *counts.entry(glose::text::normalize::fold(word)).or_default() += number.parse::<f64>()?;
        } else if file.ends_with(".tsv.gz") {
            add(line.split('\t').nth(side).unwrap_or_default(), language, counts);
        } else if file.ends_with(".conllu.gz") {
            if let Some(text) = line.strip_prefix("# text = ") {
                add(text, language, counts);
            }
        } else {
            add(&line, language, counts);
        }
    }
    Ok(())
}

fn add(text: &str, language: Language, counts: &mut HashMap<String, f64>) {
    for token in tokenize(text, Span::new(0, text.len()), &[], language) {
        if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
            *counts.entry(glose::text::normalize::fold(token.span.text(text))).or_default() += 1.0;
        }
    }
}
