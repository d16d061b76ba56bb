//! `glose analyze`: part of speech and lemma of every word of a text.

use super::windows::{Window, for_each_window};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::document::{Newlines, Protected, ProtectedKind};
use crate::l10n::Message;
use crate::morph::{Gender, Number, Upos, VerbForm};
use crate::report::write_conllu;
use crate::segment::{Segment, Segmenter};
use crate::tag::{Tagger, Word};
use crate::text::Language;
use crate::token::{Compounds, tokenize_with};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use std::path::PathBuf;

/// Sentences that are analysed at a time: enough for every core, little memory.
const BATCH: usize = 4096;

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    #[arg(default_value = "-", hide_default_value = true)]
    file: PathBuf,
    #[arg(long, value_parser = crate::cli::context::parse_language, value_name = "fr|en")]
    language: Option<Language>,
    #[arg(long, value_enum, default_value_t = AnalyzeFormat::Conllu, hide_possible_values = true, value_name = "conllu|json")]
    format: AnalyzeFormat,
    #[arg(long, value_parser = crate::cli::context::parse_newlines, value_name = "auto|block|wrap")]
    newlines: Option<Newlines>,
    #[arg(long, value_name = "FILE")]
    tagger: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AnalyzeFormat {
    Conllu,
    Json,
}

#[derive(Serialize)]
struct SentenceRow<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    words: Vec<WordRow<'a>>,
}

#[derive(Serialize)]
struct WordRow<'a> {
    start: usize,
    end: usize,
    form: &'a str,
    lemma: &'a str,
    upos: Upos,
    #[serde(skip_serializing_if = "Option::is_none")]
    verb_form: Option<VerbForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Number>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    contracted: bool,
}

pub(crate) fn run(args: &AnalyzeArgs, context: &Context) -> Result<Exit, Failure> {
    let language = args.language.unwrap_or(Language::French);
    let own = args.tagger.as_deref().map(|path| read_tagger(path, language)).transpose()?;
    let tagger = own.as_ref().unwrap_or_else(|| Tagger::of(language));
    let newlines = context.newlines(args.newlines);
    let source = crate::store::open_document(&args.file, newlines)?;
    let mut out = context.output(args.output.as_deref())?;
    let mut printer = Printer { format: args.format, language, sentences: 0 };
    printer.start(&mut out)?;
    let mut segmenter = None;
    let mut segments = Vec::new();
    for_each_window(source, &args.file, newlines, context, |window| {
        let segmenter = segmenter.get_or_insert_with(|| Segmenter::for_sample(language, window.texts()));
        segments.clear();
        for (block, b) in window.blocks.iter().enumerate() {
            segmenter.segment_block(window.text, b, |span| segments.push(Segment { block, span }));
        }
        for batch in segments.chunks(BATCH) {
            printer.print(&mut out, window, batch, tagger)?;
            if let Some(last) = batch.last() {
                window.reached(last.span.end);
            }
        }
        Ok(())
    })?;
    printer.finish(&mut out)?;
    out.finish()?;
    Ok(Exit::Done)
}

fn read_tagger(path: &std::path::Path, language: Language) -> Result<Tagger, Failure> {
    let refused = |id| Failure::from(Message::new(id).with("path", path.display().to_string()));
    let tagger = Tagger::from_bytes(crate::store::read_bytes(path)?).map_err(|_| refused("error-tagger"))?;
    if tagger.language() == language { Ok(tagger) } else { Err(refused("error-tagger-language")) }
}

struct Printer {
    format: AnalyzeFormat,
    language: Language,
    sentences: usize,
}

impl Printer {
    fn start(&self, out: &mut Output) -> Result<(), Failure> {
        if self.format == AnalyzeFormat::Json {
            write!(out, "[")?;
        }
        Ok(())
    }

    fn finish(&self, out: &mut Output) -> Result<(), Failure> {
        if self.format == AnalyzeFormat::Json {
            writeln!(out, "]")?;
        }
        Ok(())
    }

    fn print(
        &mut self,
        out: &mut Output,
        window: &Window<'_>,
        segments: &[Segment],
        tagger: &Tagger,
    ) -> Result<(), Failure> {
        // Terms need English compounds whole; the treebanks part them.
        let compounds =
            if self.format == AnalyzeFormat::Conllu { Compounds::Parted } else { Compounds::Whole };
        let analyse = |segment: &Segment| {
            // The mark of a quotation (>) is a sign of the text in a treebank.
            let is_sign = |stretch: &Protected| {
                let marker = stretch.span.text(window.text);
                stretch.kind == ProtectedKind::Markup && marker.bytes().all(|b| matches!(b, b'>' | b' '))
            };
            let mut protected = Cow::Borrowed(&window.blocks[segment.block].protected);
            if self.format == AnalyzeFormat::Conllu && protected.iter().any(is_sign) {
                protected.to_mut().retain(|stretch| !is_sign(stretch));
            }
            let tokens = tokenize_with(window.text, segment.span, &protected, self.language, compounds);
            tagger.tag(window.text, &tokens)
        };
        let analysed: Vec<Vec<Word>> = segments.par_iter().map(analyse).collect();
        for (segment, words) in segments.iter().zip(&analysed).filter(|(_, words)| !words.is_empty()) {
            let span = segment.span.trim(window.text);
            let sentence = span.text(window.text);
            match self.format {
                AnalyzeFormat::Conllu => {
                    let number = self.sentences + 1;
                    write_conllu(out, number, sentence, window.text, words, self.language)?;
                }
                AnalyzeFormat::Json => {
                    let at = |offset| window.file_offset(offset);
                    let words = words.iter().map(|word| WordRow {
                        start: at(word.span.start),
                        end: at(word.span.end),
                        form: word.span.text(window.text),
                        lemma: &word.lemma,
                        upos: word.upos,
                        verb_form: word.verb_form,
                        gender: word.gender,
                        number: word.number,
                        contracted: word.contracted,
                    });
                    let row = SentenceRow {
                        start: at(span.start),
                        end: at(span.end),
                        text: sentence,
                        words: words.collect(),
                    };
                    writeln!(out, "{}", if self.sentences == 0 { "" } else { "," })?;
                    serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
                }
            }
            self.sentences += 1;
        }
        Ok(())
    }
}
