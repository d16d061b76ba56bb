//! `glose glossary …`: termbases as files: canonical form, validation, merge, differences, counts, new entries.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, native};
use crate::error::Error;
use crate::format::FormatError;
use crate::format::termbase::{Import, ImportOptions, Notice};
use crate::glossary::merge::{Change, MergeEvent, diff, merge};
use crate::glossary::native::{self as toml_form, NativeFile};
use crate::glossary::validate::{Problem, Severity, kebab, validate};
use crate::glossary::write;
use crate::glossary::{
    ConceptEntry, Glossary, LangSection, Localized, PartOfSpeech, TermSection, TermStatus,
};
use crate::l10n::Message;
use crate::store::{self, AtomicFile};
use crate::text::{Language, LineIndex};
use anstyle::{AnsiColor, Style};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct GlossaryArgs {
    #[command(subcommand)]
    verb: GlossaryVerb,
}

#[derive(Debug, Subcommand)]
enum GlossaryVerb {
    Validate(ValidateArgs),
    Fmt(FmtArgs),
    Add(Box<AddArgs>),
    Import(super::convert::ImportArgs),
    Review(super::review::ReviewArgs),
    Merge(MergeArgs),
    Diff(DiffArgs),
    Stats(StatsArgs),
    Compile(CompileArgs),
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
struct ValidateArgs {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = ValidateFormat::Text, hide_possible_values = true, value_name = "text|json")]
    format: ValidateFormat,
    #[arg(long, value_enum, default_value_t = Level::Warning, hide_possible_values = true, value_name = "note|warning|error")]
    level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ValidateFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Note,
    Warning,
    Error,
}

#[derive(Debug, Args)]
struct FmtArgs {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Args)]
struct AddArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, required = true, value_name = "TERM")]
    fr: Vec<String>,
    #[arg(long, value_name = "TERM")]
    en: Vec<String>,
    #[arg(long, value_name = "TERM")]
    forbidden: Vec<String>,
    #[arg(long, value_name = "m|f|c")]
    gender: Option<String>,
    #[arg(long, value_name = "POS")]
    pos: Option<String>,
    #[arg(long, value_name = "TEXT")]
    definition: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

#[derive(Debug, Args)]
struct MergeArgs {
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct DiffArgs {
    #[arg(value_name = "FILE")]
    before: PathBuf,
    #[arg(value_name = "FILE")]
    after: PathBuf,
}

#[derive(Debug, Args)]
struct StatsArgs {
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = ValidateFormat::Text, hide_possible_values = true, value_name = "text|json")]
    format: ValidateFormat,
}

#[derive(Debug, Args)]
struct CompileArgs {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(short, long, required = true, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &GlossaryArgs, context: &Context) -> Result<Exit, Failure> {
    match &args.verb {
        GlossaryVerb::Validate(args) => run_validate(args, context),
        GlossaryVerb::Fmt(args) => run_fmt(args, context),
        GlossaryVerb::Add(args) => run_add(args, context),
        GlossaryVerb::Import(args) => super::convert::import(args, context),
        GlossaryVerb::Review(args) => super::review::run(args, context),
        GlossaryVerb::Merge(args) => run_merge(args, context),
        GlossaryVerb::Diff(args) => run_diff(args, context),
        GlossaryVerb::Stats(args) => run_stats(args, context),
        GlossaryVerb::Compile(args) => run_compile(args, context),
        GlossaryVerb::Schema(args) => {
            let mut out = context.output(args.output.as_deref())?;
            out.write_all(crate::glossary::schema::json_schema().as_bytes())?;
            out.finish()?;
            Ok(Exit::Done)
        }
    }
}

/// A glossary with its places, where its format has some.
struct Read {
    path: PathBuf,
    text: String,
    file: NativeFile,
    /// What another format than the native one gave to remark.
    notices: Vec<Notice>,
}

fn is_native(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

fn all_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut out = Vec::new();
    for path in paths {
        out.extend(store::glossary_files(path)?);
    }
    Ok(out)
}

fn read(path: &Path) -> Result<Read, Failure> {
    if !is_native(path) {
        let Import { glossary, notices } = store::import_termbase(path, &ImportOptions::default())?;
        let file = NativeFile { glossary, ..NativeFile::default() };
        return Ok(Read { path: path.to_owned(), text: String::new(), file, notices });
    }
    let text = store::read_text(path)?.text;
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let file = toml_form::read(&text, name).map_err(|errors| {
        Failure::from(Error::Format { path: path.to_owned(), source: FormatError::Glossary(errors) })
    })?;
    Ok(Read { path: path.to_owned(), text, file, notices: Vec::new() })
}

#[derive(Serialize)]
struct ProblemRow<'a> {
    rule: &'static str,
    severity: &'static str,
    file: String,
    line: usize,
    column: usize,
    concept: &'a str,
    value: &'a str,
    suggestion: Option<&'a str>,
    message: String,
}

fn run_validate(args: &ValidateArgs, context: &Context) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    let mut broken = false;
    let mut rows_text: Vec<String> = Vec::new();
    for path in all_files(&args.files)? {
        match read(&path) {
            Ok(file) => files.push(file),
            // A file that cannot be read is a finding here, and the others are judged all the same.
            Err(Failure::Library(Error::Format { path, source: FormatError::Glossary(errors) })) => {
                broken = true;
                let path = path.display().to_string();
                rows_text.extend(errors.0.iter().map(|error| context.l10n.say(&native(&path, error))));
            }
            Err(other) => return Err(other),
        }
    }
    let glossaries: Vec<Glossary> = files.iter().map(|file| file.file.glossary.clone()).collect();
    let least = match args.level {
        Level::Note => Severity::Note,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    };
    let problems: Vec<Problem> =
        validate(&glossaries).into_iter().filter(|problem| problem.rule.severity() >= least).collect();
    let breaches = files.iter().flat_map(|read| read.notices.iter().map(move |notice| (read, notice)));
    let mut rows: Vec<ProblemRow<'_>> =
        breaches.filter_map(|(read, notice)| breach(read, notice, context)).collect();
    let worst = problems
        .iter()
        .map(|problem| problem.rule.severity())
        .chain((!rows.is_empty()).then_some(Severity::Error))
        .max();
    rows.extend(problems.iter().map(|problem| row(problem, &files, context)));
    let mut out = context.stdout();
    match args.format {
        ValidateFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ValidateFormat::Text => {
            for line in &rows_text {
                writeln!(out, "{line}")?;
            }
            for row in &rows {
                let place = match (row.line, row.column) {
                    (0, _) => String::new(),
                    (line, 0) => format!("{line}: "),
                    (line, column) => format!("{line}:{column}: "),
                };
                let severity = context.l10n.text(&format!("severity-{}", row.severity));
                let style = if context.colored() { severity_style(row.severity) } else { Style::new() };
                writeln!(
                    out,
                    "{}:{place}{style}{severity}[{}]{style:#} {}",
                    row.file, row.rule, row.message
                )?;
            }
        }
    }
    out.flush()?;
    if args.format == ValidateFormat::Text {
        context.tell(
            &Message::new("glossary-validated")
                .with("files", files.len())
                .with("concepts", glossaries.iter().map(|g| g.concepts.len()).sum::<usize>())
                .with("problems", rows.len() + rows_text.len()),
        );
    }
    Ok(if broken {
        Exit::Error
    } else if worst == Some(Severity::Error) {
        Exit::Findings
    } else {
        Exit::Done
    })
}

fn severity_style(severity: &str) -> Style {
    match severity {
        "error" => AnsiColor::Red.on_default().bold(),
        "warning" => AnsiColor::Yellow.on_default().bold(),
        _ => AnsiColor::Blue.on_default().bold(),
    }
}

fn row<'a>(problem: &'a Problem, files: &'a [Read], context: &Context) -> ProblemRow<'a> {
    let read = &files[problem.glossary];
    let concept = problem.concept.map(|at| &read.file.glossary.concepts[at]);
    let place = problem.concept.and_then(|at| read.file.places.get(at)).map(|place| {
        let term = problem.term.and_then(|(section, term)| place.terms.get(section)?.get(term).copied());
        let span = term.unwrap_or(place.id);
        LineIndex::new(&read.text).locate(&read.text, span.start)
    });
    let id = concept.map_or("", |concept| concept.id.as_str());
    let base = problem.rule.id().to_lowercase();
    let other = problem.other.as_deref();
    let with = format!("{base}-with");
    let message = match other.filter(|_| context.l10n.has(&with)) {
        Some(other) => Message::new(with).with("other", other),
        None => Message::new(base),
    };
    let message = context.l10n.say(&message.with("id", id).with("value", problem.value.as_str()));
    ProblemRow {
        rule: problem.rule.id(),
        severity: match problem.rule.severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        file: read.path.display().to_string(),
        line: place.map_or(0, |at| at.line),
        column: place.map_or(0, |at| at.column),
        concept: id,
        value: &problem.value,
        suggestion: other,
        message,
    }
}

/// A breach of the rules of a format: the file is read nonetheless, and told to be wrong.
fn breach<'a>(read: &Read, notice: &Notice, context: &Context) -> Option<ProblemRow<'a>> {
    Some(ProblemRow {
        rule: notice.rule()?,
        severity: "error",
        file: read.path.display().to_string(),
        line: notice.line,
        column: 0,
        concept: "",
        value: "",
        suggestion: None,
        message: context.l10n.say(&super::convert::message(notice)),
    })
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes()).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    Ok(file.commit()?)
}

fn run_fmt(args: &FmtArgs, context: &Context) -> Result<Exit, Failure> {
    let mut changed = 0;
    for path in all_files(&args.files)?.into_iter().filter(|path| is_native(path) || path == Path::new("-")) {
        let text = store::read_text(&path)?.text;
        let canonical = write::format_text(&text).map_err(|errors| {
            Failure::from(Error::Format { path: path.clone(), source: FormatError::Glossary(errors) })
        })?;
        if path == Path::new("-") {
            let mut out = context.stdout();
            out.write_all(canonical.as_bytes())?;
            out.flush()?;
            continue;
        }
        if canonical != text {
            changed += 1;
            if args.check {
                let mut out = context.stdout();
                writeln!(out, "{}", path.display())?;
                out.flush()?;
            } else {
                save(&path, &canonical)?;
            }
        }
    }
    let id = if args.check { "glossary-fmt-check" } else { "glossary-fmt" };
    context.tell(&Message::new(id).with("files", changed));
    Ok(if args.check && changed > 0 { Exit::Findings } else { Exit::Done })
}

fn run_add(args: &AddArgs, context: &Context) -> Result<Exit, Failure> {
    let exists = args.file.exists();
    let (text, existing) = if exists {
        let read = read(&args.file)?;
        (read.text, read.file.glossary)
    } else {
        let domain = args.file.file_stem().and_then(|stem| stem.to_str()).map(kebab).unwrap_or_default();
        (format!("[glossary]\ndomain = \"{domain}\"\n"), Glossary::default())
    };
    if !is_native(&args.file) {
        return Err(Message::new("glossary-not-native").with("path", args.file.display().to_string()).into());
    }
    let unknown = |argument: &str, value: &str| {
        Failure::from(Message::new("usage-invalid-value").with("argument", argument).with("value", value))
    };
    let pos = match args.pos.as_deref() {
        None => PartOfSpeech::Noun,
        Some(name) => {
            let known = toml_form::PARTS_OF_SPEECH.iter().find(|(known, _)| *known == name);
            known.ok_or_else(|| unknown("--pos", name))?.1
        }
    };
    let gender = match args.gender.as_deref() {
        None if pos == PartOfSpeech::Noun => guess_gender(&args.fr[0]),
        None => None,
        Some(name) => {
            let known = toml_form::GENDERS.iter().find(|(known, _)| known.starts_with(name));
            Some(known.ok_or_else(|| unknown("--gender", name))?.1)
        }
    };
    let first_english = args.en.first().map_or(args.fr[0].as_str(), String::as_str);
    let id = args.id.clone().unwrap_or_else(|| kebab(first_english));
    if let Some(known) = existing.concepts.iter().find(|concept| concept.id == id) {
        return Err(Message::new("glossary-add-exists").with("id", known.id.as_str()).into());
    }
    let section = |language: Language, terms: &[String]| {
        let mut section = LangSection { language: language.code().to_owned(), ..LangSection::default() };
        for (at, term) in terms.iter().enumerate() {
            let term =
                if language == Language::French { term.replace('\'', "\u{2019}") } else { term.clone() };
            section.terms.push(TermSection {
                term,
                part_of_speech: Some(pos),
                gender: gender.filter(|_| language == Language::French),
                status: if at == 0 { TermStatus::Preferred } else { TermStatus::Admitted },
                ..TermSection::default()
            });
        }
        section
    };
    let mut concept = ConceptEntry { id, ..ConceptEntry::default() };
    concept.languages.push(section(Language::French, &args.fr));
    let mut english = section(Language::English, &args.en);
    english.terms.extend(args.forbidden.iter().map(|term| TermSection {
        term: term.clone(),
        part_of_speech: Some(pos),
        status: TermStatus::Forbidden,
        use_instead: args.en.first().cloned(),
        ..TermSection::default()
    }));
    concept.languages.push(english);
    let localized = |text: &Option<String>, language: Option<Language>| {
        let text = text.clone()?;
        Some(Localized { language: language.map(|l| l.code().to_owned()), text, source: None })
    };
    concept.definitions.extend(localized(&args.definition, Some(context.l10n.language())));
    concept.notes.extend(localized(&args.note, None));
    let mut joined = text.trim_end().to_owned();
    joined.push_str("\n\n");
    joined.push_str(&write::write_concept(&concept));
    save(&args.file, &joined)?;
    context.tell(
        &Message::new("glossary-added")
            .with("id", concept.id.as_str())
            .with("path", args.file.display().to_string()),
    );
    Ok(Exit::Done)
}

/// The gender that the lexicon gives the first noun of a term.
fn guess_gender(term: &str) -> Option<crate::morph::Gender> {
    let first = term.split([' ', '\'', '\u{2019}']).find(|word| word.chars().count() > 1)?;
    let all = crate::morph::readings(first, Language::French);
    all.iter().find(|reading| reading.upos == crate::morph::Upos::Noun).and_then(|reading| reading.gender)
}

fn run_merge(args: &MergeArgs, context: &Context) -> Result<Exit, Failure> {
    let mut files = args.files.iter();
    let Some(first) = files.next() else { return Ok(Exit::Done) };
    let read_first = read(first)?;
    let mut merged = read_first.file.glossary;
    let mut conflicts = 0;
    for path in files {
        let other = read(path)?.file.glossary;
        for event in merge(&mut merged, &other) {
            let message = match &event {
                MergeEvent::Conflict { id, field, ours, theirs } => {
                    conflicts += 1;
                    Message::new("glossary-merge-conflict")
                        .with("id", id.as_str())
                        .with("field", field.as_str())
                        .with("ours", ours.as_str())
                        .with("theirs", theirs.as_str())
                }
                MergeEvent::Added { id } if context.verbose > 0 => {
                    Message::new("glossary-merge-added").with("id", id.as_str())
                }
                MergeEvent::Completed { id, what } if context.verbose > 0 => {
                    Message::new("glossary-merge-completed")
                        .with("id", id.as_str())
                        .with("what", what.join(", "))
                }
                _ => continue,
            };
            context.tell(&message);
        }
    }
    let text = write::write(&merged, &read_first.file.comments);
    let mut out = context.output(args.output.as_deref())?;
    out.write_all(text.as_bytes())?;
    out.finish()?;
    context.tell(
        &Message::new("glossary-merged")
            .with("concepts", merged.concepts.len())
            .with("conflicts", conflicts as usize),
    );
    Ok(Exit::Done)
}

fn run_diff(args: &DiffArgs, context: &Context) -> Result<Exit, Failure> {
    let gather = |path: &Path| -> Result<Glossary, Failure> {
        let mut all = Glossary::default();
        for file in store::glossary_files(path)? {
            all.concepts.extend(read(&file)?.file.glossary.concepts);
        }
        Ok(all)
    };
    let (before, after) = (gather(&args.before)?, gather(&args.after)?);
    let changes = diff(&before, &after);
    let color = context.colored();
    let paint = |color_of: AnsiColor| if color { color_of.on_default() } else { Style::new() };
    let (plus, minus, other) = (paint(AnsiColor::Green), paint(AnsiColor::Red), paint(AnsiColor::Yellow));
    let mut out = context.stdout();
    for change in &changes {
        match change {
            Change::Added(c) => writeln!(out, "{plus}+ {}: {} = {}{plus:#}", c.id, c.french, c.english)?,
            Change::Removed(c) => writeln!(out, "{minus}- {}: {} = {}{minus:#}", c.id, c.french, c.english)?,
            Change::Changed { concept, fields } => {
                writeln!(out, "{other}~ {}{other:#}: {} = {}", concept.id, concept.french, concept.english)?;
                for field in fields {
                    let name = field.field.split(' ').next().unwrap_or_default();
                    if let Some(before) = &field.before {
                        writeln!(out, "    {minus}- {name} {before}{minus:#}")?;
                    }
                    if let Some(after) = &field.after {
                        writeln!(out, "    {plus}+ {name} {after}{plus:#}")?;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(if changes.is_empty() { Exit::Done } else { Exit::Findings })
}

#[derive(Default, Serialize)]
struct Counts {
    file: String,
    concepts: usize,
    fr: usize,
    en: usize,
    acronyms: usize,
    forbidden: usize,
    definitions: usize,
    without_equivalent: usize,
}

fn run_stats(args: &StatsArgs, context: &Context) -> Result<Exit, Failure> {
    let mut rows: Vec<Counts> = Vec::new();
    let mut count = |file: String, concepts: &mut dyn Iterator<Item = ConceptEntry>| {
        let mut row = Counts { file, ..Counts::default() };
        for concept in concepts {
            row.concepts += 1;
            row.fr += concept.terms(Language::French).count();
            row.en += concept.terms(Language::English).count();
            let terms = || concept.languages.iter().flat_map(|section| &section.terms);
            row.acronyms +=
                terms().filter(|t| t.term_type == Some(crate::glossary::TermType::Acronym)).count();
            row.forbidden += terms().filter(|t| !t.status.is_accepted()).count();
            row.definitions += usize::from(concept.definition(Language::English).is_some());
            row.without_equivalent += usize::from(concept.accepted(Language::English).next().is_none());
        }
        rows.push(row);
    };
    if args.files.is_empty() {
        let index = crate::lookup::TermBase::embedded();
        let names: Vec<String> = index.glossaries().map(|(name, _)| name.to_owned()).collect();
        let all: Vec<ConceptEntry> = (0..index.len() as u32).map(|at| index.concept(at)).collect();
        for name in names {
            count(name.clone(), &mut all.iter().filter(|c| c.domains.first() == Some(&name)).cloned());
        }
    }
    for path in all_files(&args.files)? {
        let glossary = read(&path)?.file.glossary;
        count(path.display().to_string(), &mut glossary.concepts.into_iter());
    }
    let mut out = context.stdout();
    if args.format == ValidateFormat::Json {
        serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut total = Counts { file: context.l10n.text("glossary-stats-total"), ..Counts::default() };
    for row in &rows {
        total.concepts += row.concepts;
        total.fr += row.fr;
        total.en += row.en;
        total.acronyms += row.acronyms;
        total.forbidden += row.forbidden;
        total.definitions += row.definitions;
        total.without_equivalent += row.without_equivalent;
    }
    if rows.len() > 1 {
        rows.push(total);
    }
    use crate::cli::table::{Cell, Column, print};
    let title = |name: &str| context.l10n.text(&format!("glossary-stats-{name}"));
    let columns: Vec<Column> = std::iter::once(Column::text(title("file"), 16))
        .chain(
            ["concepts", "fr", "en", "acronyms", "forbidden", "definitions"]
                .map(|name| Column::number(title(name))),
        )
        .collect();
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| {
            let numbers = [row.concepts, row.fr, row.en, row.acronyms, row.forbidden, row.definitions];
            std::iter::once(Cell::new(row.file.clone()))
                .chain(numbers.map(|number| Cell::new(context.l10n.count(number))))
                .collect()
        })
        .collect();
    print(&mut out, &columns, &cells, context.width(), context.colored())?;
    out.flush()?;
    Ok(Exit::Done)
}

fn run_compile(args: &CompileArgs, context: &Context) -> Result<Exit, Failure> {
    let files = all_files(&args.files)?;
    let image = store::compile_glossaries(&files)?;
    let mut out = context.output(args.output.as_deref())?;
    out.write_all(&image)?;
    out.finish()?;
    context.tell(&Message::new("glossary-compiled").with("files", files.len()).with("bytes", image.len()));
    Ok(Exit::Done)
}
