//! `glose man [VERB]`: a manual page in roff.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::l10n::Message;
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    verb: Option<String>,
}

pub(crate) fn run(args: &ManArgs, context: &Context) -> Result<Exit, Failure> {
    let mut command = crate::cli::command(context.l10n);
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => command
            .find_subcommand(verb)
            .cloned()
            .ok_or_else(|| Failure::Message(Message::new("error-no-verb").with("verb", verb.as_str())))?
            .display_name(format!("glose-{verb}")),
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    context.stdout().write_all(&roff)?;
    Ok(Exit::Done)
}
