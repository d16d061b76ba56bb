//! `glose explain`: why a term was found in a sentence, or was not.

use crate::analysis::analyze;
use crate::cli::context::{Context, parse_language};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::termbase::TermbaseArgs;
use crate::document::{Document, Newlines};
use crate::l10n::Message;
use crate::lookup::{MatchKind, Step, explain};
use crate::text::Language;
use clap::{Args, ValueEnum};
use std::io::{self, Write};

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[arg(value_name = "TERM")]
    term: String,
    #[arg(value_name = "SENTENCE")]
    sentence: String,
    #[arg(long, value_parser = parse_language, value_name = "fr|en")]
    language: Option<Language>,
    #[command(flatten)]
    termbase: TermbaseArgs,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text, hide_possible_values = true, value_name = "text|json")]
    format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    Text,
    Json,
}

pub(crate) fn run(args: &ExplainArgs, context: &Context) -> Result<Exit, Failure> {
    let opened = args.termbase.open(context)?;
    let language = args.language.or_else(|| Language::of_text(&args.sentence)).unwrap_or(Language::French);
    let analysis = analyze(Document::plain(args.sentence.clone(), Newlines::Block), language);
    let text = &analysis.document.text;
    let mut steps: Vec<Step> = Vec::new();
    for sentence in &analysis.sentences {
        for step in explain(&opened.base, &args.term, text, &sentence.words, language) {
            // What is said of the term itself is the same for each sentence.
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
    }
    let found = steps.iter().any(|step| matches!(step, Step::Found { .. }));
    let mut out = context.stdout();
    if args.format == ExplainFormat::Json {
        serde_json::to_writer_pretty(&mut out, &steps).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for step in &steps {
            let mark = match step {
                Step::Found { .. } => "✓",
                Step::Listed { .. } | Step::Words { .. } => "·",
                _ => "✗",
            };
            writeln!(out, "{mark} {}", context.l10n.say(&message(step)))?;
            if let Step::Words { words } = step {
                for word in words {
                    let keys: Vec<String> = word.keys.iter().map(|keys| keys.join("/")).collect();
                    let upos = format!("{:?}", word.upos).to_uppercase();
                    writeln!(out, "    {:<20} {upos:<6} {:<20} {}", word.form, word.lemma, keys.join(" + "))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(if found { Exit::Done } else { Exit::Findings })
}

fn message(step: &Step) -> Message {
    match step {
        Step::NotListed { near } if near.is_empty() => Message::new("explain-not-listed"),
        Step::NotListed { near } => Message::new("explain-not-listed-near").with("near", near.join(", ")),
        Step::Listed { term, concept, domains, sequences } => {
            let sequences: Vec<String> = sequences.iter().map(|keys| keys.join(" ")).collect();
            Message::new("explain-listed")
                .with("term", term.as_str())
                .with("concept", concept.as_str())
                .with("domain", domains.join(", "))
                .with("keys", sequences.join(" | "))
        }
        Step::Words { .. } => Message::new("explain-words"),
        Step::NoBeginning { wanted } => {
            Message::new("explain-no-beginning").with("wanted", wanted.join(", "))
        }
        Step::InsideWord { word } => Message::new("explain-inside-word").with("word", word.as_str()),
        Step::BrokenOff { text, wanted, found: Some(found), keys } => Message::new("explain-broken-off")
            .with("text", text.as_str())
            .with("wanted", wanted.join(", "))
            .with("found", found.as_str())
            .with("keys", keys.join(", ")),
        Step::BrokenOff { text, wanted, .. } => {
            Message::new("explain-cut-short").with("text", text.as_str()).with("wanted", wanted.join(", "))
        }
        Step::Capitals { text, term } => {
            Message::new("explain-capitals").with("text", text.as_str()).with("term", term.as_str())
        }
        Step::Form { text, term } => {
            Message::new("explain-form").with("text", text.as_str()).with("term", term.as_str())
        }
        Step::Reading { text, upos, lemma, part_of_speech } => Message::new("explain-reading")
            .with("text", text.as_str())
            .with("upos", format!("{upos:?}").to_uppercase())
            .with("lemma", lemma.as_str())
            .with("pos", part_of_speech.map(|pos| format!("{pos:?}").to_lowercase()).unwrap_or_default()),
        Step::Covered { text, by, by_text } => Message::new("explain-covered")
            .with("text", text.as_str())
            .with("by", by.as_str())
            .with("by-text", by_text.as_str()),
        Step::Found { text, kind, confidence } => {
            let id = match kind {
                MatchKind::Exact => "explain-found-exact",
                MatchKind::Folded => "explain-found-folded",
                MatchKind::Discontinuous => "explain-found-discontinuous",
                _ => "explain-found-inflected",
            };
            Message::new(id).with("text", text.as_str()).with("confidence", format!("{confidence:.2}"))
        }
    }
}
