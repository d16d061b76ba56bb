//! `glose segment`: a text into sentences.

use super::windows::for_each_window;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::document::{Block, Newlines};
use crate::l10n::Message;
use crate::segment::Segmenter;
use crate::segment::srx::{PatternProblem, SrxSegmenter, own_rules};
use crate::text::{Language, Span};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Rules that are named one by one before the rest is only counted.
const NAMED_RULES: usize = 5;

#[derive(Debug, Args)]
pub(crate) struct SegmentArgs {
    #[arg(default_value = "-", hide_default_value = true)]
    file: PathBuf,
    #[arg(long, value_parser = crate::cli::context::parse_language, value_name = "fr|en")]
    language: Option<Language>,
    #[arg(long, value_enum, default_value_t = SegmentFormat::Text, hide_possible_values = true, value_name = "text|json")]
    format: SegmentFormat,
    #[arg(long, value_parser = crate::cli::context::parse_newlines, value_name = "auto|block|wrap")]
    newlines: Option<Newlines>,
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["srx", "file"])]
    print_srx: bool,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SegmentFormat {
    Text,
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

pub(crate) fn run(args: &SegmentArgs, context: &Context) -> Result<Exit, Failure> {
    if args.print_srx {
        let mut out = context.output(args.output.as_deref())?;
        out.write_all(crate::format::srx::write(&own_rules()).as_bytes())?;
        out.finish()?;
        return Ok(Exit::Done);
    }
    let language = args.language.unwrap_or(Language::French);
    let newlines = context.newlines(args.newlines);
    let rules = args.srx.as_deref().map(|path| read_rules(path, language, context)).transpose()?;
    let source = crate::store::open_document(&args.file, newlines)?;
    let mut printer =
        Printer { out: context.output(args.output.as_deref())?, format: args.format, rows: 0, failure: None };
    printer.begin()?;
    let mut cutter = rules.map(Cutter::Rules);
    for_each_window(source, &args.file, newlines, context, |window| {
        let cutter =
            cutter.get_or_insert_with(|| Cutter::Language(Segmenter::for_sample(language, window.texts())));
        for block in window.blocks {
            cutter.cut(window.text, block, |span| {
                let span = span.trim(window.text);
                let at = |offset| window.file_offset(offset);
                printer.print(at(span.start), at(span.end), span.text(window.text));
            });
            printer.check()?;
        }
        Ok(())
    })?;
    printer.end()?;
    Ok(Exit::Done)
}

/// What cuts: the segmenter of the language, or the user's rules.
enum Cutter {
    Language(Segmenter),
    Rules(SrxSegmenter),
}

impl Cutter {
    fn cut(&self, text: &str, block: &Block, each: impl FnMut(Span)) {
        match self {
            Self::Language(segmenter) => segmenter.segment_block(text, block, each),
            Self::Rules(rules) => rules.segment_block(text, block, each),
        }
    }
}

fn read_rules(path: &Path, language: Language, context: &Context) -> Result<SrxSegmenter, Failure> {
    let srx = crate::store::read_srx(path)?;
    let (segmenter, diagnostics) = srx.compile(language.code());
    for diagnostic in diagnostics.iter().take(NAMED_RULES) {
        let id = if diagnostic.is_inexact() { "warning-srx-inexact" } else { "warning-srx-rule" };
        context.warn(
            &Message::new(id)
                .with("path", path.display().to_string())
                .with("language", diagnostic.language.as_str())
                .with("line", diagnostic.line)
                .with("rule", diagnostic.rule)
                .with("pattern", diagnostic.pattern.as_str())
                .with("reason", context.l10n.say(&reason(&diagnostic.problem))),
        );
    }
    if let Some(more) = diagnostics.len().checked_sub(NAMED_RULES).filter(|&more| more > 0) {
        context.warn(&Message::new("warning-srx-more").with("count", more));
    }
    if segmenter.is_empty() {
        context.warn(
            &Message::new("warning-srx-language")
                .with("path", path.display().to_string())
                .with("language", language.code()),
        );
    }
    Ok(segmenter)
}

/// Why a rule is not used as it is written. What the library for regular expressions says of a broken one stays in English.
fn reason(problem: &PatternProblem) -> Message {
    match problem {
        PatternProblem::LookAround => Message::new("srx-look-around"),
        PatternProblem::BackReference => Message::new("srx-back-reference"),
        PatternProblem::Unsupported(sign) => Message::new("srx-unsupported").with("sign", sign.as_str()),
        PatternProblem::Possessive(sign) => Message::new("srx-possessive").with("sign", sign.as_str()),
        PatternProblem::LanguagePattern => Message::new("srx-language-pattern"),
        PatternProblem::NoRules => Message::new("srx-no-rules"),
        PatternProblem::Broken(detail) => Message::new("srx-broken").with("detail", detail.as_str()),
    }
}

/// Whether a text holds a line end of any kind.
fn is_broken(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'\n', b'\r', 0x0C, bytes).is_some()
        || memchr::memchr(0x0B, bytes).is_some()
        || ["\u{85}", "\u{2028}", "\u{2029}"]
            .iter()
            .any(|mark| memchr::memmem::find(bytes, mark.as_bytes()).is_some())
}

/// Writes segments one by one. The first failure is kept for [`Printer::check`].
struct Printer {
    out: Output,
    format: SegmentFormat,
    rows: usize,
    failure: Option<io::Error>,
}

impl Printer {
    fn begin(&mut self) -> Result<(), Failure> {
        if self.format == SegmentFormat::Json {
            self.out.write_all(b"[")?;
        }
        Ok(())
    }

    fn print(&mut self, start: usize, end: usize, text: &str) {
        if text.is_empty() || self.failure.is_some() {
            return;
        }
        let written = match self.format {
            SegmentFormat::Text => self.print_line(text),
            SegmentFormat::Json => self.print_row(&Row { start, end, text }),
        };
        self.failure = written.err();
        self.rows += 1;
    }

    /// Line ends inside the segment become spaces, with the blanks beside them.
    fn print_line(&mut self, text: &str) -> io::Result<()> {
        if !is_broken(text) {
            self.out.write_all(text.as_bytes())?;
        } else {
            let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
            let mut first = true;
            for line in lines.map(|line| line.trim_matches([' ', '\t'])).filter(|line| !line.is_empty()) {
                if !std::mem::take(&mut first) {
                    self.out.write_all(b" ")?;
                }
                self.out.write_all(line.as_bytes())?;
            }
        }
        self.out.write_all(b"\n")
    }

    fn print_row(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.rows > 0 {
            self.out.write_all(b",")?;
        }
        serde_json::to_writer(&mut self.out, row).map_err(io::Error::from)
    }

    fn check(&mut self) -> Result<(), Failure> {
        self.failure.take().map_or(Ok(()), |failure| Err(failure.into()))
    }

    fn end(mut self) -> Result<(), Failure> {
        if self.format == SegmentFormat::Json {
            self.out.write_all(b"]\n")?;
        }
        self.out.finish()
    }
}
