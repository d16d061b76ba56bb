//! `--level term`: where the known terms of a text stand, and their English.

use super::{AlignArgs, AlignFormat, Model, unrelated};
use crate::align::bitext::{Bitext, Resources};
use crate::align::lexicon::Lexicon;
use crate::analysis::{Analysis, analyze};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::document::Newlines;
use crate::l10n::Message;
use crate::lookup::{FindOptions, TermBase};
use crate::store;
use crate::text::{Identified, Language, Span, identify};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// A row for every occurrence of a known term: its place and that of its English in their row or bead.
pub(super) fn run(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
    let opened = args.termbase.open(context)?;
    // Given terms alone are asked for; the embedded ones where none are given.
    let base =
        if opened.own > 0 { TermBase::new(opened.base.layers()[..opened.own].to_vec()) } else { opened.base };
    let (source, target, side_by_side) = match args.source.as_slice() {
        [bitext] => {
            let bitext = store::read_bitext(bitext)?.bitext;
            (bitext.source, bitext.target, true)
        }
        [source, target] => {
            let read = |path: &Path| store::read_document(path, Newlines::Auto);
            (read(source)?.document, read(target)?.document, false)
        }
        _ => return Err(Message::new("align-two-files").into()),
    };
    let (mut source, mut target) = (source, target);
    if !side_by_side && identify(&source.text) == Identified::Language(Language::English) {
        std::mem::swap(&mut source, &mut target);
    }
    let (source, target) = (analyze(source, Language::French), analyze(target, Language::English));
    let model = Model::open(args)?;
    let resources = Resources { encoder: model.encoder(), lexicon: Some(Lexicon::embedded()) };
    let bitext = if side_by_side {
        Bitext::of_blocks(&source, &target, &resources)
    } else {
        Bitext::align(&source, &target, &resources).map_err(unrelated)?
    };
    let mut finder = base.finder(Language::French);
    let find = FindOptions { nested: true, ..FindOptions::default() };
    // Occurrences of a term are projected together: they vote.
    let mut places: Vec<(String, usize, std::ops::Range<usize>, Span)> = Vec::new();
    let mut by_term: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, sentence) in source.sentences.iter().enumerate() {
        for found in finder.find(&source.document.text, &sentence.words, &find) {
            by_term.entry(found.term.clone()).or_default().push(places.len());
            places.push((found.term, number, found.words, found.span));
        }
    }
    bitext.prepare(places.iter().filter_map(|place| bitext.bead_of(place.1)));
    let mut projections = vec![None; places.len()];
    for numbers in by_term.values() {
        let asked: Vec<_> = numbers.iter().map(|&n| (places[n].1, places[n].2.clone())).collect();
        for (&n, projection) in numbers.iter().zip(bitext.project_all(&asked)) {
            projections[n] = projection;
        }
    }
    // Offsets count from the start of the row, or of the bead's first sentence.
    let start = |side: &Analysis, sentences: &std::ops::Range<usize>| {
        let sentence = side.sentences.get(sentences.start)?;
        let block = side.document.blocks[sentence.segment.block].span.start;
        Some(if side_by_side { block } else { sentence.segment.span.start })
    };
    let mut out = context.output(args.output.as_deref())?;
    let rows = places.iter().zip(&projections).filter_map(|((term, sentence, _, span), projection)| {
        let bead = bitext.bead_of(*sentence)?;
        let from = start(&source, &bitext.beads[bead].source)?;
        let to = start(&target, &bitext.beads[bead].target);
        Some(TermRow {
            segment: bead,
            fr_start: span.start - from,
            fr_end: span.end - from,
            en_start: projection.as_ref().zip(to).map(|(p, to)| p.span.start - to),
            en_end: projection.as_ref().zip(to).map(|(p, to)| p.span.end - to),
            fr: term.clone(),
            en: projection.as_ref().map_or_else(String::new, |p| p.term.clone()),
            score: projection.as_ref().map_or(0.0, |p| p.confidence),
        })
    });
    if args.format == Some(AlignFormat::Json) {
        let rows: Vec<TermRow> = rows.collect();
        serde_json::to_writer_pretty(&mut out, &rows).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        writeln!(out, "segment\tfr_start\tfr_end\ten_start\ten_end\tfr\ten\tscore")?;
        for row in rows {
            let cell = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.2}",
                row.segment,
                row.fr_start,
                row.fr_end,
                cell(row.en_start),
                cell(row.en_end),
                row.fr.replace('\t', " "),
                row.en.replace('\t', " "),
                row.score
            )?;
        }
    }
    out.finish()?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct TermRow {
    segment: usize,
    fr_start: usize,
    fr_end: usize,
    en_start: Option<usize>,
    en_end: Option<usize>,
    fr: String,
    en: String,
    score: f32,
}
