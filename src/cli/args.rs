//! What may be typed. Every text for people is set by [`super::help`] from the message files.

use super::commands;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "glose",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Option<Verb>,
}

#[derive(Debug, Args)]
pub(crate) struct Global {
    #[arg(long, global = true, value_name = "fr|en")]
    pub(crate) ui_language: Option<String>,
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_possible_values = true, value_name = "auto|always|never")]
    pub(crate) color: Color,
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true)]
    pub(crate) isolated: bool,
    #[arg(long, global = true)]
    pub(crate) show_settings: bool,
    #[arg(short = 'j', long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// One verb of the command line each, in the order of the help page.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Lookup(commands::lookup::LookupArgs),
    Generate(commands::generate::GenerateArgs),
    Align(commands::align::AlignArgs),
    Check(Box<commands::check::CheckArgs>),
    Convert(commands::convert::ConvertArgs),
    Explain(commands::explain::ExplainArgs),
    Glossary(commands::glossary::GlossaryArgs),
    Rule(commands::rule::RuleArgs),
    Segment(commands::segment::SegmentArgs),
    Analyze(commands::analyze::AnalyzeArgs),
    Extract(commands::extract::ExtractArgs),
    Completions(commands::completions::CompletionsArgs),
    Man(commands::man::ManArgs),
}

pub(crate) fn command() -> clap::Command {
    Cli::command()
}
