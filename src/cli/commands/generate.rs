//! `glose generate`: the glossary of an article, with or without its translation.

use super::review::is_review_file;
use crate::align::bitext::{Bitext, Resources};
use crate::align::lexicon::Lexicon;
use crate::align::sentence::DOUBTFUL;
use crate::analysis::{Analysis, analyze};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, unknown_ending};
use crate::cli::table::{self, Cell, Column};
use crate::cli::termbase::{TermbaseArgs, dictionaries};
use crate::document::{Document, Newlines};
use crate::encode::Encoder;
use crate::format::termbase::{self, TermbaseFormat};
use crate::generate::{
    Inputs, Options, Row, RowStatus, Source, Strictness, by_concept, generate, to_glossary,
};
use crate::l10n::{Localizer, Message};
use crate::morph::Gender;
use crate::report::{glossary, write_glossary_html};
use crate::review;
use crate::store;
use crate::text::normalize::fold;
use crate::text::{Identified, Language, identify};
use clap::{ArgGroup, Args, ValueEnum};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("strictness").args(["strict", "balanced", "broad"]))]
pub(crate) struct GenerateArgs {
    #[arg(required = true, value_name = "SOURCE")]
    source: Vec<PathBuf>,
    #[command(flatten)]
    termbase: TermbaseArgs,
    #[arg(long, value_name = "FILE")]
    dictionary: Vec<PathBuf>,
    #[arg(long, value_name = "en-GB|en-US")]
    target: Option<String>,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    balanced: bool,
    #[arg(long)]
    broad: bool,
    #[arg(long)]
    names: bool,
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    #[arg(long)]
    explain: bool,
    #[arg(long)]
    by_domain: bool,
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    #[arg(long, value_parser = crate::cli::context::parse_newlines, default_value = "auto", value_name = "auto|block|wrap")]
    newlines: Newlines,
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        value_name = "table|tsv|csv|json|md|html|xlsx|tbx|toml|omegat"
    )]
    format: Option<GenerateFormat>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GenerateFormat {
    Table,
    Tsv,
    Csv,
    Json,
    Md,
    Html,
    Xlsx,
    Tbx,
    Toml,
    Omegat,
}

impl GenerateFormat {
    /// The form that a file's ending asks for.
    fn of(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tsv" | "tab" => Self::Tsv,
            "csv" => Self::Csv,
            "json" => Self::Json,
            "md" | "markdown" => Self::Md,
            "html" | "htm" => Self::Html,
            "xlsx" => Self::Xlsx,
            "tbx" | "xml" => Self::Tbx,
            "toml" => Self::Toml,
            "txt" | "utf8" => Self::Omegat,
            _ => return None,
        })
    }

    /// Whether the form has one row a concept, for people and termbases; programs look up a row for each French term.
    const fn is_by_concept(self) -> bool {
        !matches!(self, Self::Tsv | Self::Csv | Self::Json | Self::Omegat)
    }
}

/// The texts that terms are taken from, with their translation where there is one.
struct Texts {
    /// Names of the sources, as the user named them.
    names: Vec<String>,
    sources: Vec<Analysis>,
    translation: Option<Analysis>,
    /// Whether block `i` of the translation stands for block `i` of the source.
    side_by_side: bool,
    /// Whether the user stopped the reading.
    interrupted: bool,
}

pub(crate) fn run(args: &GenerateArgs, context: &Context) -> Result<Exit, Failure> {
    let format = match (args.format, args.output.as_deref()) {
        (Some(format), _) => format,
        (None, None) => GenerateFormat::Table,
        (None, Some(path)) if path == Path::new("-") => GenerateFormat::Table,
        (None, Some(path)) if is_project(path) => GenerateFormat::Omegat,
        (None, Some(path)) if path.is_dir() => GenerateFormat::Table,
        (None, Some(path)) => GenerateFormat::of(path)
            .ok_or_else(|| unknown_ending(path, "tsv csv json md html xlsx tbx toml txt utf8"))?,
    };
    let opened = args.termbase.open(context)?;
    let dictionaries = dictionaries(&args.dictionary, context)?;
    let texts = read(args, context)?;
    let bitext = align(&texts, context)?;
    let sources: Vec<Source<'_>> = texts
        .sources
        .iter()
        .map(|analysis| Source {
            analysis,
            translation: bitext.as_ref().map(|b| b as &dyn crate::generate::Translation),
        })
        .collect();
    let options = options(args, context, opened.domains.clone(), opened.own);
    let inputs = Inputs {
        sources: &sources,
        base: &opened.base,
        lexicon: Lexicon::embedded(),
        dictionaries: dictionaries.as_ref(),
        // It has been made ready for the alignment, or would take longer than all the rest.
        encoder: bitext.as_ref().and_then(|_| Encoder::embedded().ok()),
    };
    let mut rows = generate(&inputs, &options);
    let mut unwanted: BTreeSet<String> = BTreeSet::new();
    if let Some(old) = &args.against {
        let old = store::read_glossary(old)?;
        let terms = old.concepts.iter().flat_map(|c| c.terms(Language::French)).map(|t| t.term.as_str());
        unwanted.extend(terms.chain(old.rejected.iter().map(String::as_str)).map(fold));
    }
    // What was turned down in a review of a project's glossary stays so.
    for path in args.termbase.glossary.iter().filter(|path| is_review_file(path)) {
        unwanted.extend(store::read_glossary(path)?.rejected.iter().map(|term| fold(term)));
    }
    rows.retain(|row| !unwanted.contains(&fold(&row.french)));
    if format.is_by_concept() {
        rows = by_concept(rows);
    }
    if args.by_domain {
        group(&mut rows);
    }
    if rows.is_empty() {
        let nothing = if args.against.is_some() { "generate-nothing-new" } else { "generate-nothing" };
        context.tell(&Message::new(nothing));
    }
    if let Some(max) = args.max {
        rows.truncate(max);
    }
    write(&rows, &texts, format, args, context)
}

/// Rows by domain, the one with the most first, those without one last; their order stays otherwise.
fn group(rows: &mut [Row]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for domain in rows.iter().filter_map(|row| row.domains.first()) {
        *counts.entry(domain.clone()).or_default() += 1;
    }
    rows.sort_by_key(|row| {
        let domain = row.domains.first();
        let count = domain.and_then(|d| counts.get(d)).copied().unwrap_or(0);
        (row.name, std::cmp::Reverse(count), domain.cloned())
    });
}

fn options(args: &GenerateArgs, context: &Context, domains: Vec<String>, own_layers: usize) -> Options {
    let settings = context.settings.generate.strictness.as_deref();
    let strictness = match (args.strict, args.balanced, args.broad, settings) {
        (true, ..) | (_, false, false, Some("strict")) => Strictness::Strict,
        (.., true, _) | (_, false, _, Some("broad")) => Strictness::Broad,
        _ => Strictness::Balanced,
    };
    let target = args.target.as_ref().or(context.settings.target.as_ref());
    Options {
        strictness,
        domains,
        own_layers,
        region: target.and_then(|t| t.split(['-', '_']).nth(1)).map(str::to_ascii_uppercase),
        names: args.names,
    }
}

/// A file that was read.
enum Read {
    French {
        name: String,
        analysis: Box<Analysis>,
        windows: bool,
    },
    English {
        name: String,
        document: Document,
        windows: bool,
    },
    /// A file of a folder that holds no text.
    Unread(PathBuf, Failure),
}

fn read_one(path: &Path, args: &GenerateArgs, l10n: Localizer) -> Result<Read, Failure> {
    let loaded = store::read_document(path, args.newlines)?;
    let name = path.display().to_string();
    let windows = loaded.encoding == crate::format::TextEncoding::Windows1252;
    match identify(&loaded.document.text) {
        Identified::Language(Language::English) => {
            Ok(Read::English { name, document: loaded.document, windows })
        }
        Identified::Other(language) => {
            let language = l10n.text(&format!("language-{language}"));
            Err(Message::new("error-other-language").with("path", name).with("language", language).into())
        }
        _ => {
            let analysis = Box::new(analyze(loaded.document, Language::French));
            Ok(Read::French { name, analysis, windows })
        }
    }
}

/// Names of files as results have them: absolute ones from their common folder on.
fn shown(names: &[String]) -> Vec<String> {
    let folders: Vec<&Path> = names.iter().filter_map(|name| Path::new(name).parent()).collect();
    let Some(first) = folders.first().filter(|_| names.iter().any(|name| Path::new(name).is_absolute()))
    else {
        return names.to_vec();
    };
    let common = first.ancestors().find(|folder| folders.iter().all(|other| other.starts_with(folder)));
    let short = |name: &String| {
        let short = common.and_then(|folder| Path::new(name).strip_prefix(folder).ok());
        short.map_or_else(|| name.clone(), |path| path.display().to_string())
    };
    names.iter().map(short).collect()
}

fn warn_of_encoding(name: &str, windows: bool, context: &Context) {
    if windows {
        context.warn(&Message::new("warning-windows-1252").with("path", name));
    }
}

fn progress(files: usize) -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(files as u64);
    bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    let style = indicatif::ProgressStyle::with_template("{wide_bar} {pos}/{len}  {eta}");
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

/// Set once the user asks to stop: no further file is begun, what is finished becomes the glossary. Asked twice, the
/// program ends at once.
fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            end_at_once();
        }
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        log::info!("interruptions are not caught: {error}");
    }
    stop
}

#[expect(clippy::exit, reason = "the user asked twice")]
#[allow(clippy::disallowed_methods, reason = "the user asked twice")]
fn end_at_once() {
    std::process::exit(130);
}

/// The sides of a bitext, French first: a table that names no languages may have them the other way round.
fn french_and_english(
    source: Document,
    target: Document,
    name: &str,
    context: &Context,
) -> Result<(Document, Document), Failure> {
    use Identified::{Language as Known, Other};
    let other = |language: &str| {
        let language = context.l10n.text(&format!("language-{language}"));
        let message = Message::new("error-bitext-language").with("path", name);
        Err(message.with("language", language).into())
    };
    match (identify(&source.text), identify(&target.text)) {
        (Known(Language::English), Known(Language::French)) => Ok((target, source)),
        (Other(language), _) | (_, Other(language)) => other(language),
        (Known(a), Known(b)) if a == b => other(a.code()),
        _ => Ok((source, target)),
    }
}

/// Reads the sources, and tells which one is the translation.
fn read(args: &GenerateArgs, context: &Context) -> Result<Texts, Failure> {
    let mut texts = Texts {
        names: Vec::new(),
        sources: Vec::new(),
        translation: None,
        side_by_side: false,
        interrupted: false,
    };
    if let [path] = args.source.as_slice()
        && (path == Path::new("-") || path.is_file())
        && store::file_kind(path)?.is_bitext()
    {
        let bitext = store::read_bitext(path)?.bitext;
        let name = path.display().to_string();
        let (source, target) = french_and_english(bitext.source, bitext.target, &name, context)?;
        texts.names = shown(&[name]);
        texts.sources.push(analyze(source, Language::French));
        texts.translation = Some(analyze(target, Language::English));
        texts.side_by_side = true;
        return Ok(texts);
    }
    let files = store::files(&args.source)?;
    let stop = stop_flag();
    let bar = (files.len() > 4 && context.shows_progress()).then(|| progress(files.len()));
    let one = |path: &PathBuf| -> Result<Option<Read>, Failure> {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let read = read_one(path, args, context.l10n);
        if let Some(bar) = &bar {
            bar.inc(1);
        }
        match read {
            // What a folder holds beside texts is no error.
            Err(failure) if !args.source.contains(path) => Ok(Some(Read::Unread(path.clone(), failure))),
            other => other.map(Some),
        }
    };
    // In the order of the files, whatever thread was first.
    let read: Vec<Option<Read>> = files.par_iter().map(one).collect::<Result<_, _>>()?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let finished = read.iter().flatten().count();
    if finished < files.len() {
        let message = Message::new("warning-interrupted").with("done", finished).with("files", files.len());
        context.warn(&message);
        texts.interrupted = true;
    }
    let mut english = Vec::new();
    for read in read.into_iter().flatten() {
        match read {
            Read::Unread(path, failure) => {
                log::debug!("{failure:?}");
                let path = path.display().to_string();
                context.warn(&Message::new("warning-unread").with("path", path));
            }
            Read::English { name, document, windows } => {
                warn_of_encoding(&name, windows, context);
                english.push((name, document));
            }
            Read::French { name, analysis, windows } => {
                warn_of_encoding(&name, windows, context);
                texts.names.push(name);
                texts.sources.push(*analysis);
            }
        }
    }
    texts.names = shown(&texts.names);
    if texts.interrupted && texts.sources.is_empty() {
        return Err(Message::new("error-interrupted").into());
    }
    match (texts.sources.len(), english.len()) {
        (_, 0) => {}
        (0, _) => return Err(Message::new("error-no-french").with("path", english.remove(0).0).into()),
        (1, 1) => texts.translation = english.pop().map(|(_, document)| analyze(document, Language::English)),
        _ => return Err(Message::new("error-which-translation").with("path", english.remove(0).0).into()),
    }
    Ok(texts)
}

/// Aligns the source with its translation.
fn align<'t>(texts: &'t Texts, context: &Context) -> Result<Option<Bitext<'t>>, Failure> {
    let Some(translation) = &texts.translation else { return Ok(None) };
    let resources = Resources { encoder: Encoder::embedded().ok(), lexicon: Some(Lexicon::embedded()) };
    if texts.side_by_side {
        return Ok(Some(Bitext::of_blocks(&texts.sources[0], translation, &resources)));
    }
    let bitext = Bitext::align(&texts.sources[0], translation, &resources)
        .map_err(|error| Message::new("error-unrelated").with("score", error.score))?;
    let doubtful = bitext.beads.iter().filter(|b| b.confidence < DOUBTFUL).count();
    if doubtful > 0 {
        context.warn(&Message::new("warning-doubtful-beads").with("count", doubtful));
    }
    Ok(Some(bitext))
}

fn write(
    rows: &[Row],
    texts: &Texts,
    format: GenerateFormat,
    args: &GenerateArgs,
    context: &Context,
) -> Result<Exit, Failure> {
    let target = args.output.as_deref().map(project_file);
    let mut out = context.output(target.as_deref())?;
    let files = &texts.names;
    let l10n = context.l10n;
    match format {
        GenerateFormat::Table => table(rows, args, context, &mut out)?,
        GenerateFormat::Tsv => glossary::write_tsv(rows, files, &mut out)?,
        GenerateFormat::Json => glossary::write_json(rows, files, &mut out)?,
        GenerateFormat::Md => {
            let titles = ["column-french", "column-english", "column-frequency", "column-context"]
                .map(|id| l10n.text(id));
            glossary::write_markdown(rows, &titles, &mut out)?;
        }
        GenerateFormat::Html => {
            write_glossary_html(rows, files, l10n, &mut out)?;
        }
        GenerateFormat::Csv => glossary::write_csv(rows, files, &mut out)?,
        GenerateFormat::Xlsx | GenerateFormat::Tbx | GenerateFormat::Toml | GenerateFormat::Omegat => {
            let format = match format {
                GenerateFormat::Xlsx => TermbaseFormat::Xlsx,
                GenerateFormat::Tbx => TermbaseFormat::Tbx,
                GenerateFormat::Toml => TermbaseFormat::Toml,
                _ => TermbaseFormat::OmegaT,
            };
            let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned());
            let name = args.output.as_deref().and_then(stem).unwrap_or_else(|| "glossary".to_owned());
            let mut glossary = to_glossary(rows, &name);
            // What was decided in an earlier run stays.
            if let Some(path) = args.output.as_deref().filter(|path| is_review_file(path))
                && format == TermbaseFormat::Toml
            {
                let (joined, rejected) = review::renew(&store::read_glossary(path)?, glossary);
                glossary = joined;
                let path = path.display().to_string();
                context.tell(&Message::new("generate-renewed").with("path", path).with("rejected", rejected));
            }
            termbase::write(&glossary, format, &mut out)?;
        }
    }
    out.finish()?;
    Ok(if texts.interrupted { Exit::Error } else { Exit::Done })
}

/// The file to write: in a project folder of OmegaT the glossary that OmegaT reads anew whenever it changes.
fn project_file(path: &Path) -> PathBuf {
    if is_project(path) { path.join("glossary").join("glose.utf8") } else { path.to_owned() }
}

fn is_project(path: &Path) -> bool {
    path.join("omegat.project").is_file()
}

/// The table for a terminal: what is certain plain, what is guessed marked, the sentence where there is room; nothing
/// where there are no rows.
fn table(rows: &[Row], args: &GenerateArgs, context: &Context, out: &mut impl Write) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let (explain, by_domain, to_terminal) = (args.explain, args.by_domain, args.output.is_none());
    let l10n = context.l10n;
    let width = context.width();
    let color = to_terminal && context.colored();
    let wide = width >= 120;
    let mut columns = vec![
        Column::text(l10n.text("column-french"), 18),
        Column::text(l10n.text("column-english"), 18),
        Column::number(l10n.text("column-frequency")),
        Column::text(l10n.text("column-status"), 10),
    ];
    if wide {
        columns.push(Column::text(l10n.text("column-context"), 30));
    }
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    let cells = |row: &Row| {
        let shown = row.shown(if wide { 4 } else { 3 });
        let mut english: Vec<String> = shown
            .into_iter()
            .map(|e| if e.count > 1 { format!("{} ×{}", e.text, e.count) } else { e.text.clone() })
            .collect();
        if row.status == RowStatus::Suggested {
            english.iter_mut().for_each(|e| e.push('?'));
        }
        let status_style = match row.status {
            RowStatus::Known | RowStatus::Confirmed | RowStatus::Translated => {
                anstyle::AnsiColor::Green.on_default()
            }
            RowStatus::Varies | RowStatus::Suggested => anstyle::AnsiColor::Yellow.on_default(),
            _ => anstyle::AnsiColor::Red.on_default(),
        };
        let gender = row.gender.map_or("", |g| match g {
            Gender::Masculine => " (m)",
            Gender::Feminine => " (f)",
            Gender::Common => " (m/f)",
        });
        let variants = row.variants.iter().map(|v| format!(", {}", v.french)).collect::<String>();
        let french = format!("{}{gender}{variants}", row.french);
        let mut cells = vec![
            Cell::styled(french, bold),
            Cell::new(english.join(", ")),
            Cell::new(row.frequency.to_string()),
            Cell::styled(l10n.text(&format!("status-short-{}", row.status.code())), status_style),
        ];
        if wide {
            cells.push(Cell::styled(row.context.as_ref().map_or_else(String::new, |c| excerpt(c, 90)), dim));
        }
        cells
    };
    let (names, terms): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.name);
    if by_domain {
        for group in terms.chunk_by(|a, b| a.domains.first() == b.domains.first()) {
            let domain = group[0].domains.first();
            let title = domain.map_or_else(|| l10n.text("generate-no-domain"), |d| d.replace('-', " "));
            let heading = if color { bold } else { anstyle::Style::new() };
            writeln!(out, "{heading}{title}{heading:#}")?;
            let body: Vec<Vec<Cell>> = group.iter().map(|row| cells(row)).collect();
            table::print(out, &columns, &body, width, color)?;
            writeln!(out)?;
        }
    } else {
        let body: Vec<Vec<Cell>> = terms.iter().map(|row| cells(row)).collect();
        table::print(out, &columns, &body, width, color)?;
    }
    if !names.is_empty() {
        writeln!(out)?;
        columns[0].title = l10n.text("column-names");
        let body: Vec<Vec<Cell>> = names.iter().map(|row| cells(row)).collect();
        table::print(out, &columns, &body, width, color)?;
    }
    if explain {
        writeln!(out)?;
        for row in rows {
            let reasons: Vec<String> =
                row.reasons.iter().map(|(name, value)| format!("{name} {value:.2}")).collect();
            writeln!(out, "{}  {:.2}  {}", row.french, row.score, reasons.join(", "))?;
        }
    }
    if to_terminal {
        context.tell(
            &Message::new("generate-summary")
                .with("terms", terms.len())
                .with("known", terms.iter().filter(|r| r.concept.is_some()).count()),
        );
    }
    Ok(())
}

/// The words about a term, on one line.
fn excerpt(context: &crate::generate::Context, length: usize) -> String {
    let (before, term, after) = context.split();
    let room = length.saturating_sub(term.chars().count());
    let tail: String = {
        let chars: Vec<char> = before.chars().collect();
        let from = chars.len().saturating_sub(room / 2);
        let start = (from..chars.len()).find(|&i| i == 0 || chars[i - 1] == ' ').unwrap_or(from);
        let text: String = chars[start..].iter().collect();
        if start > 0 { format!("…{text}") } else { text }
    };
    let rest = room.saturating_sub(tail.chars().count());
    let head: String = {
        let chars: Vec<char> = after.chars().collect();
        let end = if chars.len() <= rest {
            chars.len()
        } else {
            (0..=rest).rev().find(|&i| chars[i] == ' ').unwrap_or(rest)
        };
        let text: String = chars[..end].iter().collect();
        if end < chars.len() { format!("{text}…") } else { text }
    };
    format!("{tail}{term}{head}")
}
