//! One file for each verb: its arguments and what it does.

pub(crate) mod align;
pub(crate) mod analyze;
pub(crate) mod check;
pub(crate) mod completions;
mod concordance;
pub(crate) mod convert;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod generate;
pub(crate) mod glossary;
pub(crate) mod lookup;
pub(crate) mod man;
pub(crate) mod review;
pub(crate) mod rule;
pub(crate) mod segment;
mod windows;

use super::args::Verb;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

pub(crate) fn run(verb: Verb, context: &Context) -> Result<Exit, Failure> {
    match verb {
        Verb::Explain(args) => explain::run(&args, context),
        Verb::Glossary(args) => glossary::run(&args, context),
        Verb::Align(args) => align::run(&args, context),
        Verb::Lookup(args) => lookup::run(&args, context),
        Verb::Generate(args) => generate::run(&args, context),
        Verb::Analyze(args) => analyze::run(&args, context),
        Verb::Convert(args) => convert::run(&args, context),
        Verb::Rule(args) => rule::run(&args, context),
        Verb::Segment(args) => segment::run(&args, context),
        Verb::Check(args) => check::run(&args, context),
        Verb::Extract(args) => extract::run(&args, context),
        Verb::Completions(args) => completions::run(&args, context),
        Verb::Man(args) => man::run(&args, context),
    }
}
