//! `clap` in two languages: every help text is set from the messages by the argument's id, and errors are said from
//! their kind and context, never from clap's English.

use super::exit::Exit;
use crate::l10n::{Localizer, Message};
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::io::Write;

/// The message id of a command's description.
fn about_id(path: &[String]) -> String {
    if path.is_empty() { "help-about".to_owned() } else { format!("help-{}", path.join("-")) }
}

/// The message id of an argument: that of its command where there is one, else the one shared by all commands.
fn argument_id(path: &[String], argument: &str, l10n: Localizer) -> String {
    let argument = argument.replace('_', "-");
    let own = format!("arg-{}-{argument}", path.join("-"));
    if l10n.has(&own) { own } else { format!("arg-{argument}") }
}

/// Sets every text of a command and its subcommands.
pub(crate) fn localize(command: Command, l10n: Localizer) -> Command {
    walk(command, &[], l10n)
}

fn walk(command: Command, path: &[String], l10n: Localizer) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n",
        usage = l10n.text("help-heading-usage"),
    );
    let mut command = command
        .about(l10n.text(&about_id(path)))
        .version(env!("CARGO_PKG_VERSION"))
        .help_template(template)
        .subcommand_help_heading(l10n.text("help-heading-commands"))
        .subcommand_value_name(l10n.text("help-value-command"));
    let after = format!("after-{}", about_id(path));
    if l10n.has(&after) {
        command = command.after_help(l10n.text(&after));
    }
    let names: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    for name in names {
        let text = l10n.text(&argument_id(path, &name, l10n));
        command = command.mut_arg(&name, |argument| {
            let global = [
                "ui_language",
                "color",
                "quiet",
                "verbose",
                "config",
                "isolated",
                "show_settings",
                "threads",
                "help",
                "version",
            ];
            let heading = if argument.is_positional() {
                "help-heading-arguments"
            } else if global.contains(&name.as_str()) {
                "help-heading-global"
            } else {
                "help-heading-options"
            };
            let takes_values = argument.get_action().takes_values();
            let mut argument = argument.help(text).help_heading(l10n.text(heading));
            if takes_values {
                argument = argument.hide_default_value(true);
            }
            let values: Vec<String> =
                argument.get_value_names().unwrap_or_default().iter().map(|v| value_name(v, l10n)).collect();
            if values.is_empty() { argument } else { argument.value_names(values) }
        });
    }
    let verbs: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for verb in verbs {
        let inner: Vec<String> = path.iter().cloned().chain([verb.clone()]).collect();
        command = command.mut_subcommand(verb, |sub| walk(sub, &inner, l10n));
    }
    command
}

/// The name of a value in the language of the user: `FILE` is said, `fr|en` stays.
fn value_name(name: &str, l10n: Localizer) -> String {
    let id = format!("value-{}", name.to_ascii_lowercase().replace('_', "-"));
    if l10n.has(&id) { l10n.text(&id) } else { name.to_owned() }
}

/// The ids that have no message, for a test.
#[cfg(test)]
pub(crate) fn missing(command: Command, l10n: Localizer) -> Vec<String> {
    fn collect(command: &Command, path: &[String], l10n: Localizer, out: &mut Vec<String>) {
        let about = about_id(path);
        let arguments =
            command.get_arguments().map(|a: &clap::Arg| argument_id(path, a.get_id().as_str(), l10n));
        out.extend(std::iter::once(about).chain(arguments).filter(|id| !l10n.has(id)));
        for sub in command.get_subcommands() {
            let inner: Vec<String> = path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
            collect(sub, &inner, l10n, out);
        }
    }
    let mut out = Vec::new();
    collect(&command, &[], l10n, &mut out);
    out
}

/// Prints the help or version that was asked for, or says what is wrong with the arguments.
pub(crate) fn show_error(error: &clap::Error, l10n: Localizer) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe is no error.
        let _ = error.print();
        return Exit::Done;
    }
    let text = |kind| error.get(kind).map(value_text).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            Message::new("usage-value-missing").with("argument", argument)
        }
        ErrorKind::InvalidValue => {
            Message::new("usage-invalid-value").with("argument", argument).with("value", value)
        }
        ErrorKind::ValueValidation => {
            Message::new("usage-invalid-value").with("argument", argument).with("value", value)
        }
        ErrorKind::UnknownArgument => Message::new("usage-unknown-argument").with("argument", argument),
        ErrorKind::InvalidSubcommand => {
            Message::new("usage-unknown-command").with("command", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => Message::new("usage-missing").with("argument", argument),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("usage-missing-command")
        }
        ErrorKind::ArgumentConflict => Message::new("usage-conflict")
            .with("argument", argument)
            .with("other", text(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            Message::new("usage-value-count").with("argument", argument)
        }
        ErrorKind::NoEquals => Message::new("usage-value-missing").with("argument", argument),
        ErrorKind::InvalidUtf8 => Message::new("usage-not-utf8"),
        _ => Message::new("usage-other").with("reason", error.kind().to_string()),
    };
    let mut err = anstream::stderr().lock();
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let cyan = anstyle::AnsiColor::Cyan.on_default().bold();
    let _ = writeln!(err, "{red}{}{red:#} {}", l10n.text("label-error"), l10n.say(&message));
    let mut hints = Vec::new();
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        if let Some(suggested) = error.get(kind) {
            hints.push(Message::new("usage-did-you-mean").with("suggestion", value_text(suggested)));
        }
    }
    if let Some(values) = error.get(ContextKind::ValidValue) {
        let values = value_text(values);
        if !values.is_empty() {
            hints.push(Message::new("usage-valid-values").with("values", values));
        }
    }
    hints.push(Message::new("usage-see-help"));
    for hint in hints {
        let _ = writeln!(err, "{cyan}{}{cyan:#} {}", l10n.text("label-hint"), l10n.say(&hint));
    }
    Exit::Error
}

fn value_text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}
