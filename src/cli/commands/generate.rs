//! `glose generate`: the glossary of an article, with or without its translation.

use crate::align::bitext::{Bitext, Resources};
use crate::align::lexicon::Lexicon;
use crate::align::sentence::DOUBTFUL;
use crate::analysis::{Analysis, analyze};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::{self, Cell, Column};
use crate::cli::termbase::TermbaseArgs;
use crate::document::Newlines;
use crate::encode::Encoder;
use crate::format::termbase::{self, TermbaseFormat};
use crate::generate::{Inputs, Options, Row, RowStatus, Source, Strictness, generate, to_glossary};
use crate::l10n::Message;
use crate::morph::Gender;
use crate::report::{glossary, write_glossary_html};
use crate::store;
use crate::text::{Identified, Language, identify};
use clap::{ArgGroup, Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("strictness").args(["strict", "balanced", "broad"]))]
pub(crate) struct GenerateArgs {
    #[arg(required = true, value_name = "SOURCE")]
    source: Vec<PathBuf>,
    #[command(flatten)]
    termbase: TermbaseArgs,
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
}

/// The texts that terms are taken from, with their translation where there is one.
struct Texts {
    /// Names of the sources, as the user named them.
    names: Vec<String>,
    sources: Vec<Analysis>,
    translation: Option<Analysis>,
    /// Whether block `i` of the translation stands for block `i` of the source.
    side_by_side: bool,
}

pub(crate) fn run(args: &GenerateArgs, context: &Context) -> Result<Exit, Failure> {
    let format = args
        .format
        .or_else(|| args.output.as_deref().and_then(GenerateFormat::of))
        .unwrap_or(GenerateFormat::Table);
    let opened = args.termbase.open(context)?;
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
    let inputs = Inputs { sources: &sources, base: &opened.base, lexicon: Lexicon::embedded() };
    let mut rows = generate(&inputs, &options);
    if let Some(old) = &args.against {
        let old = store::read_glossary(old)?;
        let known: std::collections::BTreeSet<String> = old
            .concepts
            .iter()
            .flat_map(|c| c.terms(Language::French))
            .map(|t| crate::text::normalize::fold(&t.term))
            .collect();
        rows.retain(|row| !known.contains(&crate::text::normalize::fold(&row.french)));
    }
    if let Some(max) = args.max {
        rows.truncate(max);
    }
    write(&rows, &texts, format, args, context)
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

/// Reads the sources, and tells which one is the translation.
fn read(args: &GenerateArgs, context: &Context) -> Result<Texts, Failure> {
    let mut texts = Texts { names: Vec::new(), sources: Vec::new(), translation: None, side_by_side: false };
    if let [path] = args.source.as_slice()
        && store::file_kind(path)?.is_bitext()
    {
        let loaded = store::read_bitext(path)?;
        texts.names.push(path.display().to_string());
        texts.sources.push(analyze(loaded.bitext.source, Language::French));
        texts.translation = Some(analyze(loaded.bitext.target, Language::English));
        texts.side_by_side = true;
        return Ok(texts);
    }
    let mut english = Vec::new();
    for path in &store::files(&args.source)? {
        let loaded = store::read_document(path, args.newlines)?;
        let name = path.display().to_string();
        if loaded.encoding == crate::format::TextEncoding::Windows1252 {
            context.warn(&Message::new("warning-windows-1252").with("path", name.as_str()));
        }
        match identify(&loaded.document.text) {
            Identified::Language(Language::English) => english.push((name, loaded.document)),
            Identified::Other(language) => {
                return Err(Message::new("error-other-language")
                    .with("path", name)
                    .with("language", context.l10n.text(&format!("language-{language}")))
                    .into());
            }
            _ => {
                texts.names.push(name);
                texts.sources.push(analyze(loaded.document, Language::French));
            }
        }
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
        .map_err(|error| Message::new("error-unrelated").with("score", format!("{:.2}", error.score)))?;
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
    let mut out = context.output(args.output.as_deref())?;
    let files = &texts.names;
    let l10n = context.l10n;
    match format {
        GenerateFormat::Table => table(rows, args.explain, args.output.is_none(), context, &mut out)?,
        GenerateFormat::Tsv => glossary::write_tsv(rows, files, &mut out)?,
        GenerateFormat::Json => glossary::write_json(rows, files, &mut out)?,
        GenerateFormat::Md => {
            let titles = ["column-french", "column-english", "column-frequency", "column-context"]
                .map(|id| l10n.text(id));
            glossary::write_markdown(rows, &titles, &mut out)?;
        }
        GenerateFormat::Html => {
            let title = l10n.say(&Message::new("report-glossary-title").with("files", files.join(", ")));
            write_glossary_html(rows, files, &title, l10n, &mut out)?;
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
            termbase::write(&to_glossary(rows, &name), format, &mut out)?;
        }
    }
    out.finish()?;
    Ok(Exit::Done)
}

/// The table for a terminal: what is certain plain, what is guessed marked, the sentence where there is room.
fn table(
    rows: &[Row],
    explain: bool,
    to_terminal: bool,
    context: &Context,
    out: &mut impl Write,
) -> Result<(), Failure> {
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
        let shown = row.english.iter().take(if wide { 4 } else { 3 });
        let mut english: Vec<String> = shown
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
        let mut cells = vec![
            Cell::styled(format!("{}{gender}", row.french), bold),
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
    let body: Vec<Vec<Cell>> = terms.iter().map(|row| cells(row)).collect();
    table::print(out, &columns, &body, width, color)?;
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
