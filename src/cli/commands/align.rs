//! `glose align`: the sentences and words of a text and its translation that belong together.

use crate::align::bitext::{Bitext, Resources};
use crate::align::lexicon::Lexicon;
use crate::align::pairs;
use crate::align::sentence::{Bead, Evidence, SentenceInfo, align_sentences};
use crate::align::word::{Corpus, WordOptions, word_key};
use crate::analysis::{Analysis, analyze};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::termbase::TermbaseArgs;
use crate::document::Newlines;
use crate::encode::Encoder;
use crate::error::Error;
use crate::format::FormatError;
use crate::l10n::Message;
use crate::lookup::{FindOptions, TermBase};
use crate::store;
use crate::text::{Identified, Language, Span, identify, normalize};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct AlignArgs {
    #[arg(required = true, num_args = 1..=2, value_name = "SOURCE")]
    source: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Level::Sentence, hide_possible_values = true, value_name = "sentence|word|term")]
    level: Level,
    #[command(flatten)]
    termbase: TermbaseArgs,
    #[arg(long)]
    pre_segmented: bool,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_enum, default_value_t = EncoderUse::Auto, hide_possible_values = true, value_name = "auto|always|never")]
    encoder: EncoderUse,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "tsv|json|beads|pharaoh")]
    format: Option<AlignFormat>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Sentence,
    Word,
    Term,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AlignFormat {
    Tsv,
    Json,
    Beads,
    Pharaoh,
}

/// Pairs up to which their words are encoded without being asked for: some minutes.
const ENCODED_AT_MOST: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EncoderUse {
    Auto,
    Always,
    Never,
}

pub(crate) fn run(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
    match args.level {
        Level::Sentence => sentences(args, context),
        Level::Word => words(args, context),
        Level::Term => terms(args, context),
    }
}

fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    let text = store::read_text(path)?.text;
    Ok(text.lines().map(str::to_owned).collect())
}

fn sentences(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
    let [source, target] = args.source.as_slice() else {
        return Err(Message::new("align-two-files").into());
    };
    let (source, target) = if args.pre_segmented {
        (lines(source)?, lines(target)?)
    } else {
        (segments(source)?, segments(target)?)
    };
    let from: Vec<SentenceInfo<'_>> = source.iter().map(|text| SentenceInfo::new(text)).collect();
    let to: Vec<SentenceInfo<'_>> = target.iter().map(|text| SentenceInfo::new(text)).collect();
    let direction = direction(&source, &target);
    // Vectors and dictionary know French and English only.
    let vectors = direction.and_then(|_| encoded(&source, &target));
    let evidence = Evidence {
        lexicon: direction.map(|_| Lexicon::embedded()),
        reversed: direction == Some(Language::English),
        vectors: vectors.as_ref().map(|(a, b)| (a.as_slice(), b.as_slice())),
    };
    let beads = align_sentences(&from, &to, &evidence);
    let mut out = context.output(args.output.as_deref())?;
    print(&beads, &source, &target, args.format.unwrap_or(AlignFormat::Tsv), &mut out)?;
    out.finish()?;
    Ok(Exit::Done)
}

/// The source's language, where one side is French and the other English. A side too short to tell does not object.
fn direction<S: AsRef<str>, T: AsRef<str>>(source: &[S], target: &[T]) -> Option<Language> {
    let of = |text: String| match identify(&text) {
        Identified::Language(language) => Ok(Some(language)),
        Identified::Unknown => Ok(None),
        Identified::Other(_) => Err(()),
    };
    let sample = |side: &mut dyn Iterator<Item = &str>| side.take(400).collect::<Vec<_>>().join(" ");
    let source = of(sample(&mut source.iter().map(AsRef::as_ref))).ok()?;
    let target = of(sample(&mut target.iter().map(AsRef::as_ref))).ok()?;
    match (source, target) {
        (Some(source), Some(target)) => (source != target).then_some(source),
        (Some(source), None) => Some(source),
        (None, target) => Some(target.map_or(Language::French, Language::other)),
    }
}

type SentenceVectors = (Vec<Vec<f32>>, Vec<Vec<f32>>);

/// The encoder's vectors of both sides, where the program has an encoder.
fn encoded(source: &[String], target: &[String]) -> Option<SentenceVectors> {
    let encoder = Encoder::embedded().ok()?;
    let of = |side: &[String]| encoder.encode_sentences(&side.iter().map(String::as_str).collect::<Vec<_>>());
    Some((of(source), of(target)))
}

/// The sentences of a document, each on one line.
fn segments(path: &Path) -> Result<Vec<String>, Failure> {
    let document = store::read_document(path, crate::document::Newlines::Auto)?.document;
    let language = match crate::text::identify(&document.text) {
        crate::text::Identified::Language(language) => language,
        _ => crate::text::Language::French,
    };
    Ok(crate::segment::segment(&document, language)
        .into_iter()
        .map(|s| s.span.text(&document.text).split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|s| !s.is_empty())
        .collect())
}

/// One pair a line, tokens separated by spaces, `source ||| target`; links as fast_align and eflomal print them.
fn words(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
    let [file] = args.source.as_slice() else {
        return Err(Message::new("align-one-file").into());
    };
    let text = store::read_text(file)?.text;
    let mut pairs: [Vec<Vec<&str>>; 2] = [Vec::new(), Vec::new()];
    for (number, line) in text.lines().enumerate() {
        let (source, target) = line.split_once("|||").ok_or_else(|| Error::Format {
            path: file.clone(),
            source: FormatError::Problem {
                line: number + 1,
                column: 1,
                problem: "no-bars",
                arguments: Vec::new(),
            },
        })?;
        pairs[0].push(source.split_whitespace().collect());
        pairs[1].push(target.split_whitespace().collect());
    }
    let [source, target] = pairs;
    let known: [Vec<String>; 2] =
        [&source, &target].map(|side| side.iter().take(400).map(|words| words.join(" ")).collect());
    let direction = direction(&known[0], &known[1]);
    // The aligners work from French to English.
    let swapped = direction == Some(Language::English);
    let (source, target) = if swapped { (target, source) } else { (source, target) };
    let [from, to] = [(&source, Language::French), (&target, Language::English)].map(|(side, language)| {
        let mut known: HashMap<&str, (String, String)> = HashMap::new();
        side.iter()
            .map(|words| {
                let keys = words.iter().map(|&form| {
                    let keys = known.entry(form).or_insert_with(|| {
                        let folded = normalize::fold(form);
                        let key = direction.map(|_| word_key(form, language).to_string());
                        (key.unwrap_or_else(|| folded.clone()), folded)
                    });
                    keys.clone()
                });
                keys.collect()
            })
            .collect::<Vec<Vec<(String, String)>>>()
    });
    let mut corpus = Corpus::new();
    for (from, to) in from.iter().zip(&to) {
        corpus.push(from.iter().map(|w| &w.0), to.iter().map(|w| &w.0));
    }
    let lexicon = direction.map(|_| Lexicon::embedded());
    let priors = pairs::priors(&corpus, lexicon);
    let options = WordOptions { seed: args.seed, ..WordOptions::default() };
    let statistical = pairs::statistical_links(&corpus, &priors, &options);
    let encoder = match args.encoder {
        EncoderUse::Never => None,
        EncoderUse::Auto if corpus.len() > ENCODED_AT_MOST => None,
        _ => direction.and_then(|_| Encoder::embedded().ok()),
    };
    let mut out = context.output(args.output.as_deref())?;
    let step = 4096;
    for start in (0..from.len()).step_by(step) {
        let range = start..(start + step).min(from.len());
        let vectors =
            encoder.map(|e| (e.encode_words(&source[range.clone()]), e.encode_words(&target[range.clone()])));
        for pair in range {
            let statistical = &statistical[pair];
            let mut links = match &vectors {
                Some((s, t)) => {
                    let cosines = s[pair - start].similarities(&t[pair - start]);
                    pairs::similarities(cosines, &from[pair], &to[pair], lexicon).join(&statistical.grown)
                }
                None => statistical.sure.clone(),
            };
            if swapped {
                links.iter_mut().for_each(|link| *link = (link.1, link.0));
                links.sort_unstable();
            }
            let links: Vec<String> = links.iter().map(|(i, j)| format!("{i}-{j}")).collect();
            writeln!(out, "{}", links.join(" "))?;
        }
    }
    out.finish()?;
    Ok(Exit::Done)
}

/// A row for every occurrence of a known term: its place and that of its English in their row or bead.
fn terms(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
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
    let resources = Resources { encoder: Encoder::embedded().ok(), lexicon: Some(Lexicon::embedded()) };
    let bitext = if side_by_side {
        Bitext::of_blocks(&source, &target, &resources)
    } else {
        Bitext::align(&source, &target, &resources)
            .map_err(|error| Message::new("error-unrelated").with("score", format!("{:.2}", error.score)))?
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

#[derive(Serialize)]
struct Row {
    source: std::ops::Range<usize>,
    target: std::ops::Range<usize>,
    source_text: String,
    target_text: String,
    confidence: f32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
}

fn print(
    beads: &[Bead],
    source: &[String],
    target: &[String],
    format: AlignFormat,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let list =
        |range: &std::ops::Range<usize>| range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    if format == AlignFormat::Tsv {
        writeln!(out, "source\ttarget\tconfidence\tdoubtful")?;
    }
    let mut rows = Vec::new();
    for bead in beads {
        match format {
            AlignFormat::Beads | AlignFormat::Pharaoh => {
                writeln!(out, "[{}]:[{}]", list(&bead.source), list(&bead.target))?;
            }
            AlignFormat::Tsv => {
                let cell = |t: String| t.replace(['\t', '\r', '\n'], " ");
                let doubtful = if bead.confidence < crate::align::sentence::DOUBTFUL { "?" } else { "" };
                writeln!(
                    out,
                    "{}\t{}\t{:.2}\t{doubtful}",
                    cell(source[bead.source.clone()].join(" ")),
                    cell(target[bead.target.clone()].join(" ")),
                    bead.confidence
                )?;
            }
            AlignFormat::Json => rows.push(Row {
                source: bead.source.clone(),
                target: bead.target.clone(),
                source_text: source[bead.source.clone()].join(" "),
                target_text: target[bead.target.clone()].join(" "),
                confidence: bead.confidence,
                doubtful: bead.confidence < crate::align::sentence::DOUBTFUL,
            }),
        }
    }
    if format == AlignFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &rows).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}
