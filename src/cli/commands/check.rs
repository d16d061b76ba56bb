//! `glose check`: the terminology of a translation, judged.

use crate::align::sentence::{Evidence, SentenceInfo, align_sentences};
use crate::analysis::{Analysis, analyze};
use crate::check::{
    Level, Levels, MIN_CONFIDENCE, Pair, Settings, Severity, Subject, check, pairs_of_blocks,
};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::termbase;
use crate::document::{Bilingual, BlockKind, Document, Newlines, Unit};
use crate::l10n::Message;
use crate::lookup::TermBase;
use crate::report::findings::{Checked, Row, Side, Summary, write_concise};
use crate::text::{Language, LineIndex, normalize};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[arg(required = true, num_args = 1.., value_name = "SOURCE")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    #[arg(long)]
    no_builtin: bool,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "text|concise|json|jsonl")]
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
    #[arg(long, value_enum, default_value_t = NewlinesArg::Auto, hide_possible_values = true, value_name = "auto|block|wrap")]
    newlines: NewlinesArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Text,
    Concise,
    Json,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NewlinesArg {
    Auto,
    Block,
    Wrap,
}

/// A text and its translation, read and paired.
struct Material {
    source: Input,
    target: Input,
    pairs: Vec<Pair>,
    units: Vec<Unit>,
    running: bool,
}

/// One side, as it was read.
struct Input {
    path: String,
    analysis: Analysis,
    file: Option<(String, LineIndex)>,
}

pub(crate) fn run(args: &CheckArgs, context: &Context) -> Result<Exit, Failure> {
    let mut layers = termbase::own_layers(&args.glossary, context)?;
    let given = !layers.is_empty();
    // Given glossaries alone are enforced; the embedded ones where there are none, and then they only warn.
    if !given && !args.no_builtin && context.settings.builtin != Some(false) {
        layers.push(TermBase::embedded());
    }
    let base = TermBase::new(layers);
    let mut levels = Levels::default();
    if !given {
        levels.cap("TERM", Severity::Warning);
    }
    for (name, level) in &context.settings.check.rules {
        set_level(&mut levels, name, level)?;
    }
    for setting in &args.rule {
        let (name, level) = setting.split_once('=').unwrap_or((setting, "on"));
        set_level(&mut levels, name, level)?;
    }
    let fail_on = args.fail_on.as_deref().or(context.settings.check.fail_on.as_deref()).unwrap_or("error");
    let threshold = match fail_on {
        "never" => None,
        name => Some(Severity::from_name(name).ok_or_else(|| {
            Message::new("usage-invalid-value").with("argument", "--fail-on").with("value", name)
        })?),
    };
    let min_confidence = args
        .min_confidence
        .or(context.settings.check.min_confidence.map(|c| c as f32))
        .unwrap_or(MIN_CONFIDENCE);
    let region = args.target.as_deref().or(context.settings.target.as_deref());
    let region = region.and_then(|tag| tag.split_once('-')).map(|(_, region)| region.to_uppercase());

    let mut rows = Vec::new();
    let mut pairs = 0;
    for material in read(&args.inputs, args)? {
        let subject = Subject {
            source: &material.source.analysis,
            target: &material.target.analysis,
            pairs: &material.pairs,
            projection: None,
        };
        let settings = Settings {
            levels: levels.clone(),
            min_confidence,
            region: region.clone(),
            running: material.running,
        };
        let findings = check(&subject, &base, &settings);
        let checked = Checked {
            subject: &subject,
            source: side(&material.source),
            target: side(&material.target),
            units: &material.units,
        };
        pairs += material.pairs.len();
        rows.extend(findings.iter().map(|finding| Row::new(&checked, finding)));
    }
    let summary = Summary::new(&rows, pairs);
    let format = args.format.unwrap_or_else(|| format_of(args.output.as_deref()));
    let mut out = context.output(args.output.as_deref())?;
    match format {
        CheckFormat::Text | CheckFormat::Concise => write_concise(&mut out, &rows, context.l10n)?,
        CheckFormat::Json => crate::report::write_json(&mut out, &rows, summary)?,
        CheckFormat::Jsonl => crate::report::write_json_lines(&mut out, &rows)?,
    }
    out.finish()?;
    let failed = rows.iter().any(|row| row.is_live() && threshold.is_some_and(|least| row.severity >= least));
    Ok(if failed && !args.exit_zero { Exit::Findings } else { Exit::Done })
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

fn format_of(output: Option<&Path>) -> CheckFormat {
    match output.and_then(|path| path.extension()).and_then(|e| e.to_str()) {
        Some("json") => CheckFormat::Json,
        Some("jsonl") => CheckFormat::Jsonl,
        _ => CheckFormat::Text,
    }
}

fn side(input: &Input) -> Side<'_> {
    Side {
        path: &input.path,
        document: &input.analysis.document,
        file: input.file.as_ref().map(|(text, lines)| (text.as_str(), lines)),
    }
}

/// Two files are a text and its translation, unless the first is a translation file.
fn read(inputs: &[PathBuf], args: &CheckArgs) -> Result<Vec<Material>, Failure> {
    if let [source, target] = inputs
        && !is_bitext(source)?
    {
        return Ok(vec![read_two(source, target, args)?]);
    }
    inputs.iter().map(|path| read_bitext(path)).collect()
}

fn is_bitext(path: &Path) -> Result<bool, Failure> {
    Ok(crate::store::file_kind(path)?.is_bitext())
}

fn read_bitext(path: &Path) -> Result<Material, Failure> {
    let loaded = crate::store::read_bitext(path)?;
    let file = text_of(path);
    let Bilingual { source, target, units, .. } = loaded.bitext;
    let input = |document, language| Input {
        path: path.display().to_string(),
        analysis: analyze(document, language),
        file: file.clone(),
    };
    let (source, target) =
        rayon::join(|| input(source, Language::French), || input(target, Language::English));
    let pairs = pairs_of_blocks(&source.analysis, &target.analysis);
    Ok(Material { source, target, pairs, units, running: false })
}

/// The text of a file with its lines, where it is a text file that can be read twice.
fn text_of(path: &Path) -> Option<(String, LineIndex)> {
    if path == Path::new("-") {
        return None;
    }
    let text = crate::store::read_text(path).ok()?.text;
    let lines = LineIndex::new(&text);
    Some((text, lines))
}

fn read_two(source: &Path, target: &Path, args: &CheckArgs) -> Result<Material, Failure> {
    let newlines = match args.newlines {
        NewlinesArg::Auto => Newlines::Auto,
        NewlinesArg::Block => Newlines::Block,
        NewlinesArg::Wrap => Newlines::Wrap,
    };
    let input = |path: &Path, language| -> Result<Input, Failure> {
        let loaded = crate::store::read_document(path, newlines)?;
        let file = text_of(path);
        Ok(Input { path: path.display().to_string(), analysis: analyze(loaded.document, language), file })
    };
    let (source, target) = (input(source, Language::French)?, input(target, Language::English)?);
    let beads = {
        let (s, t) = (sentences(&source.analysis), sentences(&target.analysis));
        align_sentences(&s, &t, &Evidence::default())
    };
    let pairs = beads
        .into_iter()
        .map(|bead| Pair { source: bead.source, target: bead.target, confidence: bead.confidence })
        .collect();
    Ok(Material { source, target, pairs, units: Vec::new(), running: true })
}

/// The sentences of a text as the aligner wants them.
fn sentences(analysis: &Analysis) -> Vec<SentenceInfo<'_>> {
    let document: &Document = &analysis.document;
    let mut block = usize::MAX;
    analysis
        .sentences
        .iter()
        .map(|sentence| {
            let starts_block =
                std::mem::replace(&mut block, sentence.segment.block) != sentence.segment.block;
            let heading = matches!(document.blocks[sentence.segment.block].kind, BlockKind::Heading(_));
            let keys = sentence.words.iter().map(|word| normalize::fold(&word.lemma).into()).collect();
            SentenceInfo {
                text: sentence.segment.span.trim(&document.text).text(&document.text),
                keys,
                starts_block,
                heading,
            }
        })
        .collect()
}
