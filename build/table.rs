//! Packs (form, lemma, part of speech) rows into an FST and a list of sets of readings (`src/morph/record.rs`).

use crate::normalize::fold;
use crate::record::{self, Record, UPOS};
use std::collections::HashMap;
use std::path::Path;

/// A row of the expanded lexicon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Folded form.
    pub key: String,
    /// The dictionary form as it is written.
    pub lemma: String,
    /// Tag of Universal Dependencies.
    pub upos: &'static str,
    /// As in [`Record`].
    pub gender: u8,
    pub number: u8,
    pub verb_form: u8,
}

/// Which readings come first where nothing tells them apart.
const ORDER: [&str; 17] = [
    "DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "NOUN", "ADJ", "VERB", "ADV", "NUM", "PROPN",
    "INTJ", "SYM", "PUNCT", "X",
];

fn rank(row: &Row) -> impl Ord {
    let order = ORDER.iter().position(|&upos| upos == row.upos);
    // `actrice` before `acteur`: the lemma of the form's own gender is the nearer one.
    (
        order,
        std::cmp::Reverse(shared_prefix(&row.key, &fold(&row.lemma))),
        row.lemma.clone(),
        row.verb_form,
        row.gender,
    )
}

/// Bytes that two strings have in common at their start.
pub fn shared_prefix(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

/// Writes `name.fst` and `name.rules`.
pub fn write(out: &Path, name: &str, mut rows: Vec<Row>) {
    rows.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| rank(a).cmp(&rank(b))));
    let mut pool = String::new();
    let mut pooled: HashMap<String, u16> = HashMap::new();
    let mut sets: HashMap<Vec<Record>, usize> = HashMap::new();
    let mut counts: Vec<(usize, Vec<Record>)> = Vec::new();
    let mut keys: Vec<(&str, usize)> = Vec::new();
    for group in rows.chunk_by(|a, b| a.key == b.key) {
        let mut set: Vec<Record> = Vec::new();
        for row in merge(group) {
            let recipe = recipe(&row, &mut pool, &mut pooled);
            if !set.contains(&recipe) {
                set.push(recipe);
            }
        }
        let id = *sets.entry(set).or_insert_with_key(|set| {
            counts.push((0, set.clone()));
            counts.len() - 1
        });
        counts[id].0 += 1;
        keys.push((&group[0].key, id));
    }
    // Frequent sets get small numbers, which the FST stores in fewer bytes.
    let mut by_count: Vec<usize> = (0..counts.len()).collect();
    by_count.sort_by_key(|&id| (std::cmp::Reverse(counts[id].0), id));
    let mut number = vec![0; counts.len()];
    by_count.iter().enumerate().for_each(|(new, &old)| number[old] = new as u64);

    let mut builder = fst::MapBuilder::memory();
    for (key, id) in keys {
        builder.insert(key, number[id]).expect("keys are sorted and distinct");
    }
    std::fs::write(out.join(format!("{name}.fst")), builder.into_inner().expect("in memory"))
        .expect("writable");

    let mut rules = (counts.len() as u32).to_le_bytes().to_vec();
    let mut records = Vec::new();
    for &id in &by_count {
        rules.extend((records.len() as u32 / record::SIZE as u32).to_le_bytes());
        records.extend(counts[id].1.iter().flat_map(|record| record.pack()));
    }
    rules.extend((records.len() as u32 / record::SIZE as u32).to_le_bytes());
    rules.extend(records);
    rules.extend(pool.as_bytes());
    std::fs::write(out.join(format!("{name}.rules")), rules).expect("writable");
}

/// Joins rows that differ only in number into one that is open for both.
fn merge(group: &[Row]) -> Vec<Row> {
    let mut merged: Vec<Row> = Vec::new();
    for row in group {
        let same = |other: &&mut Row| {
            (&other.lemma, other.upos, other.verb_form, other.gender)
                == (&row.lemma, row.upos, row.verb_form, row.gender)
        };
        match merged.iter_mut().find(same) {
            Some(other) => {
                other.gender =
                    if other.gender == 0 || row.gender == 0 { 0 } else { other.gender | row.gender };
                other.number = if other.number == row.number { row.number } else { 0 };
            }
            None => merged.push(row.clone()),
        }
    }
    merged
}

fn recipe(row: &Row, pool: &mut String, pooled: &mut HashMap<String, u16>) -> Record {
    let folded = fold(&row.lemma);
    let case = [record::LOWER, record::CAPITALISED, record::CAPITALS];
    let ligatures = [0, record::OE, record::AE];
    let spelling = case
        .iter()
        .flat_map(|case| ligatures.map(|ligature| case | ligature))
        .find(|&spelling| record::respell(&folded, spelling) == row.lemma);
    let target = if spelling.is_some() { folded } else { row.lemma.clone() };
    let shared = shared_prefix(&row.key, &target);
    let suffix = &target[shared..];
    let start = *pooled.entry(suffix.to_owned()).or_insert_with(|| {
        let start = pool.find(suffix).unwrap_or(pool.len());
        if start == pool.len() {
            pool.push_str(suffix);
        }
        u16::try_from(start).expect("the pool of suffixes is small")
    });
    Record {
        cut: (row.key.len() - shared) as u8,
        upos: UPOS.iter().position(|&upos| upos == row.upos).expect("a tag of UD") as u8,
        gender: row.gender,
        number: row.number,
        verb_form: row.verb_form,
        spelling: spelling.unwrap_or(record::LOWER),
        suffix: start,
        suffix_len: suffix.len() as u8,
    }
}
