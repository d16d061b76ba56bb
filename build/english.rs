//! Compiles the English lexicon (`src/morph/data/english/`): lemmas with their irregular forms, the rules for the rest.

use crate::normalize::fold;
use crate::source;
use crate::table::{self, Row};
use std::collections::HashSet;
use std::path::Path;

/// Writes `english.fst` and `english.rules`.
pub fn lexicon(root: &Path, out: &Path) {
    let folder = root.join("src/morph/data/english");
    let mut rows = Vec::new();
    let exceptions = source(&folder.join("exceptions.tsv"));
    let mut own = HashSet::new();
    for (lemma, part, forms) in entries(&exceptions) {
        own.insert((lemma, part));
        inflect(lemma, part, forms, &mut rows);
    }
    let lexicon = source(&folder.join("lexicon.tsv"));
    for (lemma, part, forms) in entries(&lexicon).filter(|&(lemma, part, _)| !own.contains(&(lemma, part))) {
        inflect(lemma, part, forms, &mut rows);
    }
    for (form, lemma, upos) in entries(&source(&folder.join("function.tsv"))) {
        let upos = crate::record::UPOS.into_iter().find(|&u| u == upos).expect("a tag of UD");
        push(&mut rows, form, lemma, upos, 0, 0);
    }
    table::write(out, "english", rows);
}

fn entries(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        (next(), next(), next())
    })
}

fn push(rows: &mut Vec<Row>, form: &str, lemma: &str, upos: &'static str, number: u8, verb_form: u8) {
    rows.push(Row { key: fold(form), lemma: lemma.to_owned(), upos, gender: 0, number, verb_form });
}

fn inflect(lemma: &str, part: &str, forms: &str, rows: &mut Vec<Row>) {
    match part {
        "noun" => {
            push(rows, lemma, lemma, "NOUN", if forms == "-" { 0 } else { 1 }, 0);
            let regular = plural(lemma);
            let plurals = match forms {
                "" => regular.as_str(),
                "-" => "",
                irregular => irregular,
            };
            plurals.split_whitespace().for_each(|form| push(rows, form, lemma, "NOUN", 2, 0));
        }
        "verb" => {
            push(rows, lemma, lemma, "VERB", 0, 2);
            let regular = [past(lemma), past(lemma), gerund(lemma), plural(lemma)].join(" ");
            let forms = if forms.is_empty() { &regular } else { forms };
            for (form, (verb_form, number)) in forms.split_whitespace().zip([(1, 0), (4, 0), (3, 0), (1, 1)])
            {
                form.split('/').for_each(|form| push(rows, form, lemma, "VERB", number, verb_form));
            }
        }
        "adj" | "adv" => {
            let upos = if part == "adj" { "ADJ" } else { "ADV" };
            push(rows, lemma, lemma, upos, 0, 0);
            forms.split_whitespace().for_each(|form| push(rows, form, lemma, upos, 0, 0));
        }
        "propn" => push(rows, lemma, lemma, "PROPN", 1, 0),
        part => panic!("{lemma}: unknown part of speech {part:?}"),
    }
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.ends_with('y') && {
        let stem = &word[..word.len() - 1];
        !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty()
    }
}

/// The regular plural, also the regular third person.
fn plural(word: &str) -> String {
    if ends_in_consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending));
    format!("{word}{}", if sibilant { "es" } else { "s" })
}

fn past(word: &str) -> String {
    if word.ends_with('e') {
        format!("{word}d")
    } else if ends_in_consonant_y(word) {
        format!("{}ied", &word[..word.len() - 1])
    } else {
        format!("{word}ed")
    }
}

fn gerund(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        format!("{stem}ying")
    } else if word.ends_with('e') && !["ee", "ye", "oe"].iter().any(|ending| word.ends_with(ending)) {
        format!("{}ing", &word[..word.len() - 1])
    } else {
        format!("{word}ing")
    }
}
