//! `glose check`: the terminology of a translation, judged.

mod cache;
mod living;
mod reading;

use crate::check::{Level, Levels, MIN_CONFIDENCE, RuleId, Settings, Severity, Subject, check};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::{self, Cell, Column};
use crate::cli::termbase;
use crate::document::Newlines;
use crate::l10n::Message;
use crate::lookup::TermBase;
use crate::report::findings::{Checked, Row, Summary, write_concise};
use crate::report::{self, Frame};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[arg(required = true, num_args = 1.., value_name = "SOURCE")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    #[arg(long)]
    no_builtin: bool,
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        value_name = "text|concise|json|jsonl|sarif|github|gitlab|junit|html|xlsx"
    )]
    format: Option<CheckFormat>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "note|warning|error|never")]
    fail_on: Option<String>,
    #[arg(long)]
    exit_zero: bool,
    #[arg(long, value_name = "0-1")]
    min_confidence: Option<f32>,
    #[arg(long, value_name = "RULE=LEVEL")]
    rule: Vec<String>,
    #[arg(long, value_name = "en-GB|en-US")]
    target: Option<String>,
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    #[arg(long, value_name = "FILE")]
    ignore_file: Option<PathBuf>,
    #[arg(long, value_name = "REASON", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    add_ignore: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", requires = "add_ignore")]
    expires: Option<String>,
    #[arg(long)]
    report_unused_ignores: bool,
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[arg(long)]
    write_baseline: bool,
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    #[arg(long)]
    diff: bool,
    #[arg(long)]
    unsafe_fixes: bool,
    #[arg(long, value_name = "FOLDER")]
    cache: Option<PathBuf>,
    #[arg(long)]
    statistics: bool,
    #[arg(long, value_parser = crate::cli::context::parse_newlines, default_value = "auto", value_name = "auto|block|wrap")]
    newlines: Newlines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Text,
    Concise,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Html,
    Xlsx,
}

impl CheckFormat {
    /// The form that a file's ending asks for.
    fn of(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Self::Json,
            "jsonl" => Self::Jsonl,
            "sarif" => Self::Sarif,
            "xml" => Self::Junit,
            "html" | "htm" => Self::Html,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
    }
}

pub(crate) fn run(args: &CheckArgs, context: &Context) -> Result<Exit, Failure> {
    let mut layers = termbase::own_layers(&args.glossary, context)?;
    let own = !layers.is_empty();
    // Given glossaries alone are enforced; the embedded ones where there are none, and then they only warn.
    if !own && !args.no_builtin && context.settings.builtin != Some(false) {
        layers.push(TermBase::embedded());
    }
    let base = TermBase::new(layers);
    let mut settings = settings(args, context, own)?;
    let threshold = threshold(args, context)?;
    let mut living = living::Living::open(args, context)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut pairs = 0;
    let mut files = Vec::new();
    let folder = args
        .cache
        .clone()
        .or_else(|| context.settings.check.cache.as_deref().map(|path| context.settings_path(path)));
    let cache =
        folder.map(|folder| cache::Cache::new(&folder, &base, &settings, &format!("{:?}", args.newlines)));
    // One text at a time is in memory.
    for plan in reading::plan(args)? {
        let place = cache.as_ref().and_then(|cache| cache.place(&plan.files()));
        if let Some(known) = place.as_deref().and_then(cache::Cache::get) {
            pairs += known.pairs;
            files.push(known.file);
            rows.extend(known.rows);
            continue;
        }
        let material = plan.read(args, context)?;
        let bitext = material.align(context)?;
        let of_blocks = bitext.is_none().then(|| material.pairs());
        let found = bitext.as_ref().map(|bitext| crate::check::pairs_of_bitext(bitext));
        let all = found.or(of_blocks).unwrap_or_default();
        let subject = Subject {
            source: &material.source.analysis,
            target: &material.target.analysis,
            pairs: &all,
            projection: bitext.as_ref().map(|bitext| bitext as &dyn crate::check::Projection),
        };
        settings.running = !material.side_by_side;
        let findings = check(&subject, &base, &settings);
        let checked = Checked {
            subject: &subject,
            source: material.source.side(),
            target: material.target.side(),
            units: &material.units,
        };
        let mut found: Vec<Row> = findings.iter().map(|finding| Row::new(&checked, finding)).collect();
        living::inline(&mut found, &material);
        let checked = cache::Checked { pairs: all.len(), file: material.target.path.clone(), rows: found };
        if let Some(place) = &place {
            cache::Cache::put(place, &checked);
        }
        pairs += checked.pairs;
        files.push(checked.file);
        rows.extend(checked.rows);
    }
    living.mark(&mut rows);
    if living.finish(args, &rows, context)? {
        return Ok(Exit::Done);
    }
    if args.fix || args.diff {
        let changes = living::fix(args, &mut rows, context)?;
        if args.diff {
            return Ok(if changes > 0 && !args.exit_zero { Exit::Findings } else { Exit::Done });
        }
    }
    write(args, &rows, pairs, &files, context)?;
    let failed = rows.iter().any(|row| row.is_live() && threshold.is_some_and(|least| row.severity >= least));
    Ok(if failed && !args.exit_zero { Exit::Findings } else { Exit::Done })
}

fn settings(args: &CheckArgs, context: &Context, own: bool) -> Result<Settings, Failure> {
    let mut levels = Levels::default();
    if !own {
        levels.cap("TERM", Severity::Warning);
    }
    for (name, level) in &context.settings.check.rules {
        set_level(&mut levels, name, level)?;
    }
    for setting in &args.rule {
        let (name, level) = setting.split_once('=').unwrap_or((setting, "on"));
        set_level(&mut levels, name, level)?;
    }
    let set = context.settings.check.min_confidence.map(|c| c as f32);
    let region = args.target.as_deref().or(context.settings.target.as_deref());
    Ok(Settings {
        levels,
        min_confidence: args.min_confidence.or(set).unwrap_or(MIN_CONFIDENCE),
        region: region.and_then(|tag| tag.split_once(['-', '_'])).map(|(_, region)| region.to_uppercase()),
        own,
        running: true,
    })
}

fn threshold(args: &CheckArgs, context: &Context) -> Result<Option<Severity>, Failure> {
    let name = args.fail_on.as_deref().or(context.settings.check.fail_on.as_deref()).unwrap_or("error");
    if name == "never" {
        return Ok(None);
    }
    let severity = Severity::from_name(name).ok_or_else(|| {
        Message::new("usage-invalid-value").with("argument", "--fail-on").with("value", name)
    })?;
    Ok(Some(severity))
}

fn set_level(levels: &mut Levels, name: &str, level: &str) -> Result<(), Failure> {
    let parsed = Level::from_name(level)
        .ok_or_else(|| Message::new("check-unknown-level").with("level", level).with("rule", name))?;
    if levels.set(name, parsed) {
        Ok(())
    } else {
        Err(Message::new("check-unknown-rule").with("rule", name).into())
    }
}

fn write(
    args: &CheckArgs,
    rows: &[Row],
    pairs: usize,
    files: &[String],
    context: &Context,
) -> Result<(), Failure> {
    let l10n = context.l10n;
    let counts = Summary::new(rows, pairs);
    let format =
        args.format.or_else(|| args.output.as_deref().and_then(CheckFormat::of)).unwrap_or(CheckFormat::Text);
    let mut out = context.output(args.output.as_deref())?;
    if args.statistics {
        statistics(rows, context, &mut out)?;
        return out.finish();
    }
    match format {
        CheckFormat::Text => {
            let color = args.output.is_none() && context.colored();
            report::write_text(&mut out, rows, l10n, Frame { width: context.width(), color })?;
        }
        CheckFormat::Concise => write_concise(&mut out, rows, l10n)?,
        CheckFormat::Json => report::write_json(&mut out, rows, counts)?,
        CheckFormat::Jsonl => report::write_json_lines(&mut out, rows)?,
        CheckFormat::Sarif => report::write_sarif(&mut out, rows)?,
        CheckFormat::Github => report::write_github(&mut out, rows)?,
        CheckFormat::Gitlab => report::write_gitlab(&mut out, rows)?,
        CheckFormat::Junit => report::write_junit(&mut out, rows, files)?,
        CheckFormat::Html => report::write_findings_html(&mut out, rows, counts, l10n)?,
        CheckFormat::Xlsx => {
            #[cfg(feature = "office")]
            out.write_all(
                &report::findings_xlsx(rows, l10n).map_err(|e| std::io::Error::other(e.to_string()))?,
            )?;
            #[cfg(not(feature = "office"))]
            return Err(Message::new("usage-invalid-value")
                .with("argument", "--format")
                .with("value", "xlsx")
                .into());
        }
    }
    out.finish()?;
    if matches!(format, CheckFormat::Text | CheckFormat::Concise) && !context.quiet {
        let _ = writeln!(anstream::stderr().lock(), "{}", report::summary(counts, l10n));
        if counts.ignored + counts.baseline > 0 {
            context.tell(
                &Message::new("check-hidden")
                    .with("ignored", counts.ignored)
                    .with("baseline", counts.baseline),
            );
        }
    }
    Ok(())
}

/// How many findings each rule has.
fn statistics(rows: &[Row], context: &Context, out: &mut impl Write) -> Result<(), Failure> {
    let mut counts: BTreeMap<RuleId, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_live()) {
        *counts.entry(row.rule).or_default() += 1;
    }
    let l10n = context.l10n;
    let columns = [
        Column::number(l10n.text("check-column-count")),
        Column::text(l10n.text("check-column-rule"), 7),
        Column::text(l10n.text("check-column-message"), 20),
    ];
    let cells: Vec<Vec<Cell>> = counts
        .iter()
        .map(|(rule, count)| {
            let title = l10n.text(&format!("rule-{}", rule.name().to_lowercase()));
            vec![Cell::new(count.to_string()), Cell::new(rule.name()), Cell::new(title)]
        })
        .collect();
    table::print(out, &columns, &cells, context.width(), context.colored())?;
    Ok(())
}
