//! `glose convert IN OUT`: a termbase in another format, and what it lost on the way.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::format::termbase::{
    self, Concepts, Import, ImportOptions, LossReport, Notice, TermbaseFile, TermbaseFormat,
};
use crate::l10n::{Localizer, Message};
use crate::store;
use clap::Args;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    #[arg(value_name = "FILE")]
    input: PathBuf,
    #[arg(value_name = "FILE")]
    target: PathBuf,
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    from: Option<TermbaseFormat>,
    #[arg(long, value_name = "FORMAT", value_parser = parse_target)]
    to: Option<TermbaseFormat>,
    #[arg(long, value_name = "MAPPING", value_delimiter = ',', value_parser = parse_column)]
    columns: Vec<(String, String)>,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[arg(long)]
    strict: bool,
}

/// `glose glossary import`: termbases of any format into one native file.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    from: Option<TermbaseFormat>,
    #[arg(long, value_name = "MAPPING", value_delimiter = ',', value_parser = parse_column)]
    columns: Vec<(String, String)>,
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    #[arg(long)]
    merge_by_id: bool,
}

pub(crate) fn import(args: &ImportArgs, context: &Context) -> Result<Exit, Failure> {
    let options = ImportOptions { format: args.from, columns: args.columns.clone() };
    let mut files = Vec::new();
    for input in &args.inputs {
        let file = store::open_termbase(input, &options)?;
        tell(input, &file.notices, &LossReport::default(), context);
        files.push(file);
    }
    // One file need not be held to be written; several are joined.
    let mut file = if files.len() == 1 { files.remove(0) } else { joined(&files, args.merge_by_id)?.into() };
    if args.domain.is_some() {
        file.head.domain.clone_from(&args.domain);
    }
    let mut out = context.output(args.output.as_deref())?;
    termbase::write(&file, TermbaseFormat::Toml, &mut out)?;
    out.finish()?;
    tell_done(&file, context);
    Ok(Exit::Done)
}

fn joined(files: &[TermbaseFile], by_id: bool) -> io::Result<Import> {
    let mut all = Import::default();
    for (number, file) in files.iter().enumerate() {
        let glossary = file.whole()?.into_owned();
        if number == 0 {
            all.glossary = glossary;
        } else {
            all.append(glossary, by_id);
        }
    }
    Ok(all)
}

fn tell_done(file: &TermbaseFile, context: &Context) {
    context.tell(&Message::new("convert-done").with("concepts", file.concepts).with("terms", file.terms));
}

fn parse_format(name: &str) -> Result<TermbaseFormat, String> {
    TermbaseFormat::from_name(name).ok_or_else(|| name.to_owned())
}

fn parse_target(name: &str) -> Result<TermbaseFormat, String> {
    parse_format(name).and_then(|format| if format.is_written() { Ok(format) } else { Err(name.to_owned()) })
}

fn parse_column(text: &str) -> Result<(String, String), String> {
    let (title, column) = text.split_once('=').ok_or_else(|| text.to_owned())?;
    Ok((title.trim().to_owned(), column.trim().to_owned()))
}

/// How many losses of one kind are told one by one.
const SHOWN: usize = 10;

pub(crate) fn run(args: &ConvertArgs, context: &Context) -> Result<Exit, Failure> {
    let format = match args.to.or_else(|| TermbaseFormat::from_file_name(&args.target.to_string_lossy())) {
        Some(format) => format,
        None => {
            let formats = TermbaseFormat::ALL.iter().filter(|f| f.is_written()).map(|f| f.name());
            let message = Message::new("convert-no-format")
                .with("path", args.target.display().to_string())
                .with("formats", formats.collect::<Vec<_>>().join(", "));
            return Err(message.into());
        }
    };
    let options = ImportOptions { format: args.from, columns: args.columns.clone() };
    let file = store::open_termbase(&args.input, &options)?;
    let notices = &file.notices;
    // With --strict nothing may come out before it is known that nothing is lost.
    if args.strict {
        let report = termbase::write(&file, format, &mut io::sink())?;
        if !notices.is_empty() || !report.is_empty() {
            tell(&args.input, notices, &report, context);
            report_to(args.report.as_deref(), notices, &report, context)?;
            return Err(Message::new("convert-strict")
                .with("path", args.target.display().to_string())
                .into());
        }
    }
    let mut out = context.output(Some(&args.target))?;
    let report = termbase::write(&file, format, &mut out)?;
    tell(&args.input, notices, &report, context);
    report_to(args.report.as_deref(), notices, &report, context)?;
    out.finish()?;
    tell_done(&file, context);
    Ok(Exit::Done)
}

fn report_to(
    path: Option<&Path>,
    notices: &[Notice],
    report: &LossReport,
    context: &Context,
) -> Result<(), Failure> {
    if let Some(path) = path {
        let mut file = context.output(Some(path))?;
        write_report(notices, report, context.l10n, path, &mut file)?;
        file.finish()?;
    }
    Ok(())
}

fn tell(input: &Path, notices: &[Notice], report: &LossReport, context: &Context) {
    for notice in notices {
        let text = context.l10n.say(&message(notice));
        let id = if notice.line == 0 { "error-syntax" } else { "convert-notice" };
        let said = Message::new(id)
            .with("path", input.display().to_string())
            .with("line", notice.line.to_string())
            .with("message", text);
        context.warn(&said);
    }
    for (field, count) in report.counts() {
        let name = context.l10n.text(&format!("field-{}", field.key()));
        context.warn(&Message::new("convert-loss").with("field", name).with("count", count));
        if context.quiet {
            continue;
        }
        let shown = if context.verbose > 0 { usize::MAX } else { SHOWN };
        let mut err = anstream::stderr().lock();
        for loss in report.losses.iter().filter(|loss| loss.field == field).take(shown) {
            // Nothing can be done where standard error is closed.
            let _ = writeln!(err, "  {}", line(&loss.concept, loss.term.as_deref(), &loss.value));
        }
        if count > shown {
            let more = Message::new("convert-more").with("count", count - shown);
            let _ = writeln!(err, "  {}", context.l10n.say(&more));
        }
    }
}

/// What a notice says.
pub(super) fn message(notice: &Notice) -> Message {
    let message = Message::new(format!("problem-{}", notice.problem));
    notice.arguments.iter().fold(message, |message, (name, value)| message.with(name, value.as_str()))
}

fn line(concept: &str, term: Option<&str>, value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match term {
        None if concept.is_empty() => value,
        Some(term) if term != value && !value.is_empty() => format!("{concept}: {term}: {value}"),
        Some(term) => format!("{concept}: {term}"),
        None => format!("{concept}: {value}"),
    }
}

/// JSON where the file is called so, else a table.
fn write_report(
    notices: &[Notice],
    report: &LossReport,
    l10n: Localizer,
    path: &Path,
    out: &mut impl Write,
) -> Result<(), Failure> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let counts: Vec<_> = report
            .counts()
            .into_iter()
            .map(|(field, count)| json!({ "field": field, "count": count }))
            .collect();
        let notices: Vec<_> = notices
            .iter()
            .map(|n| json!({ "line": n.line, "problem": n.problem, "message": l10n.say(&message(n)) }))
            .collect();
        let all = json!({ "counts": counts, "losses": report.losses, "notices": notices });
        serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(out, "field\tconcept\tterm\tvalue")?;
    for loss in &report.losses {
        let flat = |text: &str| text.replace(['\t', '\r', '\n'], " ");
        let term = loss.term.as_deref().unwrap_or_default();
        writeln!(
            out,
            "{}\t{}\t{}\t{}",
            loss.field.key(),
            flat(&loss.concept),
            flat(term),
            flat(&loss.value)
        )?;
    }
    for notice in notices {
        writeln!(out, "notice\t\t{}\t{}", notice.line, l10n.say(&message(notice)))?;
    }
    Ok(())
}
