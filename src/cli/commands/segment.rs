//! `glose segment`: a text into sentences.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::document::Newlines;
use crate::text::Language;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SegmentArgs {
    #[arg(default_value = "-", hide_default_value = true)]
    file: PathBuf,
    #[arg(long, value_parser = crate::cli::context::parse_language, value_name = "fr|en")]
    language: Option<Language>,
    #[arg(long, value_enum, default_value_t = SegmentFormat::Text, hide_possible_values = true, value_name = "text|json")]
    format: SegmentFormat,
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
    let loaded = crate::store::read_document(&args.file, Newlines::Auto)?;
    let document = &loaded.document;
    let segments = crate::segment::segment(document, args.language.unwrap_or(Language::French));
    let mut out = context.output(args.output.as_deref())?;
    match args.format {
        SegmentFormat::Text => {
            for segment in segments {
                let text = segment.span.text(&document.text);
                writeln!(out, "{}", text.split_whitespace().collect::<Vec<_>>().join(" "))?;
            }
        }
        SegmentFormat::Json => {
            let rows: Vec<Row<'_>> = segments
                .iter()
                .map(|segment| {
                    let span = segment.span.trim(&document.text);
                    let at = |offset| document.file_offset(offset).unwrap_or(offset);
                    Row { start: at(span.start), end: at(span.end), text: span.text(&document.text) }
                })
                .collect();
            serde_json::to_writer(&mut out, &rows).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.finish()?;
    Ok(Exit::Done)
}
