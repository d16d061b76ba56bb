//! `glose generate`: the glossary of an article, with or without its translation.

use crate::analysis::{Analysis, analyze};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::{self, Cell, Column};
use crate::cli::termbase::TermbaseArgs;
use crate::document::Newlines;
use crate::generate::{Inputs, Options, Row, RowStatus, Source, Strictness, generate};
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
    #[arg(long, value_enum, default_value_t = Newlines::Auto, hide_possible_values = true, value_name = "auto|block|wrap")]
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
