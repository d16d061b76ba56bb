//! `glose extract`: the terms of a text or a corpus.

use crate::analysis::analyze;
use crate::cli::context::Context;
use crate::cli::encoder::EncoderUse;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::{self, Cell, Column};
use crate::document::Newlines;
use crate::extract::{
    self, Candidate, Counts, Extraction, Kind, Names, Options, Ranker, Scanner, Strictness,
};
use crate::l10n::Message;
use crate::store;
use crate::text::Language;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[arg(default_value = "-", hide_default_value = true)]
    file: Vec<PathBuf>,
    #[arg(long, value_parser = crate::cli::context::parse_language, value_name = "fr|en")]
    language: Option<Language>,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "tsv|json|table")]
    format: Option<ExtractFormat>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = NamesArg::Exclude, hide_possible_values = true, value_name = "exclude|include|only")]
    names: NamesArg,
    #[arg(long)]
    surface_forms: bool,
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    #[arg(long, value_name = "S")]
    min_score: Option<f64>,
    #[arg(long, conflicts_with_all = ["balanced", "broad"])]
    strict: bool,
    #[arg(long, conflicts_with = "broad")]
    balanced: bool,
    #[arg(long)]
    broad: bool,
    #[arg(long)]
    show_dropped: bool,
    #[arg(long)]
    explain: bool,
    #[arg(long, value_enum, default_value_t = EncoderUse::Auto, hide_possible_values = true, value_name = "auto|always|never")]
    encoder: EncoderUse,
    #[arg(long, value_name = "FILE")]
    ranker: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    counts_out: Option<PathBuf>,
    #[arg(long, value_name = "FILE", num_args = 1..)]
    counts_in: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExtractFormat {
    Tsv,
    Json,
    Table,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NamesArg {
    Exclude,
    Include,
    Only,
}

pub(crate) fn run(args: &ExtractArgs, context: &Context) -> Result<Exit, Failure> {
    let joined = join(&args.counts_in, args.language)?;
    // Nothing is read from standard input where counts are given.
    let none = joined.is_some() && args.file == [PathBuf::from("-")];
    let files = if none { Vec::new() } else { store::files(&args.file)? };
    let language = match args.language.or(joined.as_ref().map(Counts::language)) {
        Some(language) => language,
        None => detect(&files)?,
    };
    let mut counts = count(&files, language)?;
    if let Some(joined) = joined {
        counts.merge(joined);
    }
    if let Some(path) = &args.counts_out {
        let mut out = context.output(Some(path))?;
        for line in counts.to_lines() {
            writeln!(out, "{line}")?;
        }
        out.finish()?;
        return Ok(Exit::Done);
    }
    let options = Options {
        names: match args.names {
            NamesArg::Exclude => Names::Exclude,
            NamesArg::Include => Names::Include,
            NamesArg::Only => Names::Only,
        },
        strictness: match (args.strict, args.broad) {
            (true, _) => Strictness::Strict,
            (_, true) => Strictness::Broad,
            _ => Strictness::Balanced,
        },
        min_score: args.min_score,
        max: args.max,
        show_dropped: args.show_dropped,
        ranker: args.ranker.as_deref().map(read_ranker).transpose()?,
    };
    let mut extraction = extract::rank(counts, &options, args.encoder.embedded()?);
    extraction.candidates = extract::join_acronyms(extraction.candidates);
    if args.show_dropped {
        show_dropped(&extraction, context);
    }
    write(args, context, &extraction.candidates)?;
    Ok(Exit::Done)
}

/// The sum of the counts in files; none where there are no files. They must be of one language, `wanted` if it is given.
fn join(paths: &[PathBuf], wanted: Option<Language>) -> Result<Option<Counts>, Failure> {
    let mut sum: Option<Counts> = None;
    for path in paths {
        let name = path.display().to_string();
        let bytes = store::read_bytes(path)?;
        let text = String::from_utf8_lossy(&bytes);
        let counts = Counts::from_lines(text.lines()).map_err(|error| {
            Message::new("error-counts").with("path", name.as_str()).with("line", error.line.to_string())
        })?;
        let language = sum.as_ref().map(Counts::language).or(wanted);
        if language.is_some_and(|language| language != counts.language()) {
            return Err(Message::new("error-counts-language").with("path", name).into());
        }
        match &mut sum {
            Some(sum) => sum.merge(counts),
            None => sum = Some(counts),
        }
    }
    Ok(sum)
}

fn read_ranker(path: &Path) -> Result<Arc<Ranker>, Failure> {
    let refused = |_| Message::new("error-ranker").with("path", path.display().to_string());
    Ok(Arc::new(Ranker::parse(&store::read_bytes(path)?).map_err(refused)?))
}

/// The language of the files by their function words: the first that tells decides.
fn detect(files: &[PathBuf]) -> Result<Language, Failure> {
    for file in files {
        if file == Path::new("-") {
            continue;
        }
        if let Some(language) = Language::of_text(&store::read_document(file, Newlines::Auto)?.document.text)
        {
            return Ok(language);
        }
    }
    Ok(Language::French)
}

/// Counts the files, each on a thread of its own. What is counted does not depend on the order.
fn count(files: &[PathBuf], language: Language) -> Result<Counts, Failure> {
    let none = || (Scanner::new(language, false), Counts::new(language));
    let counted = files.par_iter().enumerate().try_fold(none, |(mut scanner, mut counts), (number, file)| {
        let document = store::read_document(file, Newlines::Auto)?.document;
        scanner.scan(&analyze(document, language), number, &mut counts);
        Ok::<_, Failure>((scanner, counts))
    });
    counted.map(|done| done.map(|(_, counts)| counts)).try_reduce(
        || Counts::new(language),
        |mut sum, counts| {
            sum.merge(counts);
            Ok(sum)
        },
    )
}

#[derive(Serialize)]
struct Row<'a> {
    term: &'a str,
    score: f64,
    frequency: u32,
    documents: u32,
    kind: Kind,
    gender: Option<crate::morph::Gender>,
    number: Option<crate::morph::Number>,
    pattern: &'a str,
    acronym: Option<&'a str>,
    expansion: Option<&'a str>,
    variants: &'a [String],
    forms: &'a [extract::SurfaceForm],
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<&'a extract::Facts>,
}

fn write(args: &ExtractArgs, context: &Context, candidates: &[Candidate]) -> Result<(), Failure> {
    let by_ending = || match args.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str()) {
        Some("json") => ExtractFormat::Json,
        Some(_) => ExtractFormat::Tsv,
        None if args.output.is_none() && context.on_terminal() => ExtractFormat::Table,
        None => ExtractFormat::Tsv,
    };
    let format = args.format.unwrap_or_else(by_ending);
    let mut out = context.output(args.output.as_deref())?;
    if args.surface_forms {
        for (form, score, count, canonical) in surface_forms(candidates, args.max) {
            writeln!(out, "{}\t{score:.4}\t{count}\t{}", cell(&form), cell(canonical))?;
        }
        return out.finish();
    }
    match format {
        ExtractFormat::Tsv => {
            for c in candidates {
                writeln!(
                    out,
                    "{}\t{:.4}\t{}\t{}\t{}\t{}\t{}",
                    cell(&c.canonical),
                    c.score,
                    c.frequency,
                    c.documents,
                    if c.kind == Kind::Term { "term" } else { "name" },
                    c.pattern,
                    cell(c.acronym.as_deref().or(c.expansion.as_deref()).unwrap_or_default()),
                )?;
            }
        }
        ExtractFormat::Json => {
            let rows: Vec<Row<'_>> = candidates.iter().map(|c| row(c, args.explain)).collect();
            serde_json::to_writer(&mut out, &rows).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ExtractFormat::Table => {
            let l10n = context.l10n;
            let columns = [
                Column::text(l10n.text("extract-column-term"), 20),
                Column::number(l10n.text("extract-column-score")),
                Column::number(l10n.text("extract-column-frequency")),
                Column::text(l10n.text("extract-column-forms"), 20),
            ];
            let rows: Vec<Vec<Cell>> = candidates
                .iter()
                .map(|c| {
                    let forms: Vec<&str> = c.forms.iter().map(|form| form.text.as_str()).collect();
                    vec![
                        Cell::new(c.canonical.as_str()),
                        Cell::new(format!("{:.2}", c.score)),
                        Cell::new(l10n.count(c.frequency as usize)),
                        Cell::new(forms.join(", ")),
                    ]
                })
                .collect();
            table::print(&mut out, &columns, &rows, context.width(), context.colored())?;
        }
    }
    out.finish()
}

fn row(candidate: &Candidate, explain: bool) -> Row<'_> {
    Row {
        term: &candidate.canonical,
        score: (candidate.score * 1e4).round() / 1e4,
        frequency: candidate.frequency,
        documents: candidate.documents,
        kind: candidate.kind,
        gender: candidate.gender,
        number: candidate.number,
        pattern: &candidate.pattern,
        acronym: candidate.acronym.as_deref(),
        expansion: candidate.expansion.as_deref(),
        variants: &candidate.variants,
        forms: &candidate.forms,
        facts: explain.then_some(&candidate.facts),
    }
}

/// Every lower-cased form with the best score of its candidates, in the order of the candidates.
fn surface_forms(candidates: &[Candidate], max: Option<usize>) -> Vec<(String, f64, u32, &str)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: Vec<(String, f64, u32, &str)> = Vec::new();
    for candidate in candidates {
        for form in &candidate.forms {
            let text = form.text.replace('’', "'").to_lowercase();
            match places.get(&text) {
                Some(&place) => rows[place].2 += form.count,
                None => {
                    places.insert(text.clone(), rows.len());
                    rows.push((text, candidate.score, form.count, &candidate.canonical));
                }
            }
        }
    }
    rows.truncate(max.unwrap_or(usize::MAX));
    rows
}

fn cell(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}

fn show_dropped(extraction: &Extraction, context: &Context) {
    for dropped in &extraction.dropped {
        let id = format!("extract-dropped-{}", dropped.reason.name());
        context.tell(&Message::new(id).with("text", dropped.text.as_str()));
    }
}
