//! Makes the fitted files of the project anew: `cargo xtask COMMAND …`, one file per command.

#![allow(clippy::disallowed_methods, reason = "a tool of the developers reads and writes files itself")]

mod build_encoder;
mod conllu;
mod count_degrees;
mod count_frequencies;
mod fit_beads;
mod fit_projection;
mod measure_composition;
mod sample_concepts;
mod termhood;
mod train_lexicon;
mod train_ranker;
mod train_tagger;
mod word_values;

use std::process::ExitCode;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Name, what it makes, what runs it.
type Command = (&'static str, &'static str, fn(&[String]) -> Outcome);

const COMMANDS: &[Command] = &[
    ("build-encoder", "the French–English encoder from multilingual-e5-small", build_encoder::run),
    ("count-degrees", "how often adjectives are graded in open corpora", count_degrees::run),
    ("count-frequencies", "the general-language frequency lists from open corpora", count_frequencies::run),
    ("fit-beads", "the weights of the evidence for sentences that belong together", fit_beads::run),
    ("fit-projection", "the map that brings sentences nearer to their translations", fit_projection::run),
    (
        "measure-composition",
        "how often composition finds the English of a table's terms",
        measure_composition::run,
    ),
    ("sample-concepts", "concepts drawn at random, held against other termbases", sample_concepts::run),
    ("train-lexicon", "the French–English translation lexicon from bitexts", train_lexicon::run),
    ("train-ranker", "the ranker of term candidates from judged candidates of open texts", train_ranker::run),
    ("train-tagger", "the tagger of a language from treebanks of Universal Dependencies", train_tagger::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments.first().and_then(|name| COMMANDS.iter().find(|(known, ..)| known == name));
    let Some((_, _, run)) = command else {
        eprintln!("usage: cargo xtask COMMAND …");
        for (name, what, _) in COMMANDS {
            eprintln!("  {name:<20} {what}");
        }
        return ExitCode::from(2);
    };
    match run(&arguments[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
