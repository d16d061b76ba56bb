//! Layer 7: the command line. Arguments into plans, plans into calls of the library, results onto the terminal.

mod args;
mod commands;
mod context;
mod encoder;
mod exit;
mod failure;
mod help;
mod output;
mod table;
mod termbase;

use args::Cli;
use clap::FromArgMatches;
use context::Context;
use exit::Exit;
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;

/// Runs the command line on the process's arguments.
pub fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = context::arguments();
    ExitCode::from(run(&arguments) as u8)
}

/// The `clap` command in the language of the user, for completions, manual pages and tests.
fn command(l10n: crate::l10n::Localizer) -> clap::Command {
    help::localize(args::command(), l10n)
}

fn run(arguments: &[std::ffi::OsString]) -> Exit {
    let l10n = context::interface_language(arguments);
    let parsed = command(l10n).try_get_matches_from(arguments);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => match asks_for_settings_alone(&error, arguments, l10n) {
            Some(cli) => cli,
            None => return help::show_error(&error, l10n),
        },
    };
    let result = Context::new(&cli.global, l10n).and_then(|context| {
        if cli.global.show_settings {
            return context.show_settings();
        }
        let Some(verb) = cli.verb else {
            let mut out = context.stdout();
            write!(out, "{}", command(l10n).render_help())?;
            return Ok(Exit::Done);
        };
        commands::run(verb, &context)
    });
    match result {
        Ok(exit) => exit,
        Err(Failure::ClosedPipe) => Exit::Done,
        Err(failure) => {
            failure.show(l10n);
            Exit::Error
        }
    }
}

/// `glose generate --show-settings` names no article: what is missing does not matter then.
fn asks_for_settings_alone(
    error: &clap::Error,
    arguments: &[std::ffi::OsString],
    l10n: crate::l10n::Localizer,
) -> Option<Cli> {
    use clap::error::ErrorKind::MissingRequiredArgument;
    if error.kind() != MissingRequiredArgument || !arguments.iter().any(|a| a == "--show-settings") {
        return None;
    }
    let matches = command(l10n).ignore_errors(true).try_get_matches_from(arguments).ok()?;
    let global = args::Global::from_arg_matches(&matches).ok()?;
    Some(Cli { global, verb: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Localizer;
    use crate::text::Language;

    #[test]
    fn arguments_are_consistent() {
        command(Localizer::new(Language::French)).debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for language in Language::ALL {
            let missing = help::missing(args::command(), Localizer::new(language));
            assert!(missing.is_empty(), "no help in {}: {missing:?}", language.code());
        }
    }
}
