//! Sentences of files that have a term in any form: what `glose lookup --in` shows below an entry.

use crate::analysis::{Analysis, analyze};
use crate::cli::failure::Failure;
use crate::document::{Document, Newlines};
use crate::glossary::{ConceptEntry, Glossary, LangSection, TermSection};
use crate::lookup::{FindOptions, TermBase};
use crate::store;
use crate::text::{Language, LineIndex, Span};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A sentence with the term.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Occurrence {
    /// The file, as the user named it.
    pub(super) file: String,
    /// Line in the file, from 1; 0 where the file has no lines.
    pub(super) line: usize,
    /// Language of the sentence.
    pub(super) language: Language,
    /// The sentence.
    pub(super) text: String,
    /// First byte of the term in the sentence.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// The other side of a bitext.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) translation: Option<String>,
}

/// What a sentence was found for: the concepts of a termbase.
pub(super) type Occurrences = BTreeMap<u32, Vec<Occurrence>>;

/// The sentences of files that have terms of the wanted concepts, by concept, in the order of the files.
pub(super) fn concordance(
    paths: &[PathBuf],
    base: &TermBase,
    wanted: &BTreeSet<u32>,
) -> Result<Occurrences, Failure> {
    let files = store::files(paths)?;
    let found: Vec<Vec<(u32, Occurrence)>> =
        files.par_iter().map(|file| in_file(file, base, wanted)).collect::<Result<_, _>>()?;
    let mut out = Occurrences::new();
    for (concept, occurrence) in found.into_iter().flatten() {
        out.entry(concept).or_default().push(occurrence);
    }
    Ok(out)
}

/// A termbase of the query alone: for words that no glossary has.
pub(super) fn base_of(query: &str) -> TermBase {
    let section = |language: Language| LangSection {
        language: language.code().to_owned(),
        terms: vec![TermSection { term: query.to_owned(), ..TermSection::default() }],
        ..LangSection::default()
    };
    let concept = ConceptEntry {
        id: query.to_owned(),
        languages: Language::ALL.into_iter().map(section).collect(),
        ..ConceptEntry::default()
    };
    TermBase::build(&[Glossary { concepts: vec![concept], ..Glossary::default() }])
}

fn in_file(path: &Path, base: &TermBase, wanted: &BTreeSet<u32>) -> Result<Vec<(u32, Occurrence)>, Failure> {
    let mut out = Vec::new();
    if store::file_kind(path)?.is_bitext() {
        let bitext = store::read_bitext(path)?.bitext;
        let other = |document: &Document, block: usize| {
            let text = document.blocks[block].span.text(&document.text).trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        };
        let line = |block: usize| bitext.units.get(block).map_or(0, |unit| unit.line);
        let french = analyze(bitext.source.clone(), Language::French);
        in_text(
            path,
            &french,
            base,
            wanted,
            |_, block| (line(block), other(&bitext.target, block)),
            &mut out,
        );
        let english = analyze(bitext.target.clone(), Language::English);
        in_text(
            path,
            &english,
            base,
            wanted,
            |_, block| (line(block), other(&bitext.source, block)),
            &mut out,
        );
        return Ok(out);
    }
    let document = store::read_document(path, Newlines::Auto)?.document;
    let language = Language::of_text(&document.text).unwrap_or(Language::French);
    let analysis = analyze(document, language);
    let file = (path != Path::new("-")).then(|| store::read_text(path).ok()).flatten().map(|file| file.text);
    let lines = file.as_ref().map(|text| LineIndex::new(text));
    let line = |at: usize| match (&file, &lines, analysis.document.file_offset(at)) {
        (Some(text), Some(lines), Some(at)) => lines.locate(text, at).line,
        _ => 0,
    };
    in_text(path, &analysis, base, wanted, |at, _| (line(at), None), &mut out);
    Ok(out)
}

fn in_text(
    path: &Path,
    analysis: &Analysis,
    base: &TermBase,
    wanted: &BTreeSet<u32>,
    place: impl Fn(usize, usize) -> (usize, Option<String>),
    out: &mut Vec<(u32, Occurrence)>,
) {
    let text = &analysis.document.text;
    let mut finder = base.finder(analysis.language);
    for sentence in &analysis.sentences {
        let whole: Span = sentence.segment.span.trim(text);
        for found in
            finder.find(text, &sentence.words, &FindOptions { nested: true, ..FindOptions::default() })
        {
            for &concept in found.concepts.iter().filter(|concept| wanted.contains(concept)) {
                let (line, translation) = place(found.span.start, sentence.segment.block);
                let occurrence = Occurrence {
                    file: path.display().to_string(),
                    line,
                    language: analysis.language,
                    text: whole.text(text).to_owned(),
                    start: found.span.start - whole.start,
                    end: found.span.end - whole.start,
                    translation,
                };
                out.push((concept, occurrence));
            }
        }
    }
}
