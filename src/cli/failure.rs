//! Why a command could not do its work, said in the language of the user.

use crate::error::Error;
use crate::format::FormatError;
use crate::glossary::native::{NativeError, NativeErrorKind};
use crate::l10n::{Localizer, Message};
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) enum Failure {
    /// A message of the command's own.
    Message(Message),
    /// An error of the library.
    Library(Error),
    /// Standard output could not be written.
    Output(io::Error),
    /// The reader of the output went away: no error.
    ClosedPipe,
}

/// The error of an output file whose ending names no format that the command writes; `known` are those that do.
pub(crate) fn unknown_ending(path: &std::path::Path, known: &str) -> Failure {
    let endings: Vec<String> = known.split(' ').map(|ending| format!(".{ending}")).collect();
    let path = path.display().to_string();
    Message::new("error-output-ending").with("path", path).with("endings", endings.join(", ")).into()
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Output(error) }
    }
}

impl Failure {
    /// Prints `error: …`, and a hint where there is one, on standard error.
    pub(crate) fn show(&self, l10n: Localizer) {
        let (message, hint) = match self {
            Self::Message(message) => (l10n.say(message), None),
            Self::Library(error) => {
                (l10n.say(&library(error, l10n)), hint(error).filter(|hint| l10n.has(&hint.id)))
            }
            Self::Output(error) => {
                (l10n.say(&Message::new("error-output").with("reason", reason(error, l10n))), None)
            }
            Self::ClosedPipe => return,
        };
        let mut err = anstream::stderr().lock();
        let style = anstyle::AnsiColor::Red.on_default().bold();
        // Nothing can be done where standard error is closed.
        let _ = writeln!(err, "{style}{}{style:#} {message}", l10n.text("label-error"));
        if let Some(hint) = hint {
            let style = anstyle::AnsiColor::Cyan.on_default().bold();
            let _ = writeln!(err, "{style}{}{style:#} {}", l10n.text("label-hint"), l10n.say(&hint));
        }
    }
}

/// What the system said, in the language of the user where the case is common.
fn reason(error: &io::Error, l10n: Localizer) -> String {
    let id = match error.kind() {
        io::ErrorKind::NotFound => "reason-not-found",
        io::ErrorKind::PermissionDenied => "reason-permission",
        io::ErrorKind::StorageFull => "reason-full",
        io::ErrorKind::ReadOnlyFilesystem => "reason-read-only",
        _ => return error.to_string(),
    };
    l10n.text(id)
}

fn library(error: &Error, l10n: Localizer) -> Message {
    match error {
        Error::Io { path, source } => Message::new("error-io")
            .with("path", path.display().to_string())
            .with("reason", reason(source, l10n)),
        Error::Directory { path } => Message::new("error-directory").with("path", path.display().to_string()),
        Error::NoFolder { path, folder } => Message::new("error-no-folder")
            .with("path", path.display().to_string())
            .with("folder", folder.display().to_string()),
        Error::TooLarge { path, limit } => Message::new("error-too-large")
            .with("path", path.display().to_string())
            .with("limit", (*limit >> 20) as usize),
        Error::Format { path, source } => {
            let path = path.display().to_string();
            match source {
                FormatError::Binary => Message::new("error-binary").with("path", path),
                FormatError::Empty => Message::new("error-empty").with("path", path),
                FormatError::Unknown { name } => {
                    Message::new("error-unknown-format").with("path", path).with("name", name.as_str())
                }
                FormatError::Unsupported { name } => {
                    Message::new("error-unsupported-format").with("path", path).with("name", name.as_str())
                }
                FormatError::Syntax { line: 0, message, .. } => {
                    Message::new("error-syntax").with("path", path).with("message", message.as_str())
                }
                FormatError::Syntax { line, column, message, .. } => Message::new("error-syntax-at")
                    .with("place", place(&path, *line, *column))
                    .with("message", message.as_str()),
                FormatError::Problem { line, column, problem, arguments } => {
                    let problem = arguments
                        .iter()
                        .fold(Message::new(format!("problem-{problem}")), |m, (k, v)| m.with(k, v.as_str()));
                    let text = l10n.say(&problem);
                    if *line == 0 {
                        return Message::new("error-syntax").with("path", path).with("message", text);
                    }
                    Message::new("error-syntax-at")
                        .with("place", place(&path, *line, *column))
                        .with("message", text)
                }
                FormatError::Glossary(errors) => {
                    let lines: Vec<String> =
                        errors.0.iter().map(|error| l10n.say(&native(&path, error))).collect();
                    Message::new("error-verbatim").with("text", lines.join("\n"))
                }
                FormatError::Limit { what, limit } => {
                    Message::new("error-limit").with("path", path).with("what", *what).with("limit", *limit)
                }
            }
        }
    }
}

/// File, line and column, as editors take them; a cell of a table has its line only.
fn place(path: &str, line: usize, column: usize) -> String {
    if column == 0 { format!("{path}:{line}") } else { format!("{path}:{line}:{column}") }
}

/// What the TOML reader says, by what is to be mended.
fn syntax(message: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["comma"]) {
        "glossary-syntax-comma"
    } else if has(&["duplicate"]) {
        "glossary-syntax-duplicate"
    } else if has(&["quote", "string", "escape"]) {
        "glossary-syntax-quote"
    } else if has(&["unclosed", "opening", "extra"]) {
        "glossary-syntax-bracket"
    } else if has(&["assignment", "missing value", "with no value", "`=`"]) {
        "glossary-syntax-value"
    } else {
        "glossary-syntax"
    }
}

/// What is wrong in a native glossary, and what to write instead.
pub(crate) fn native(path: &str, error: &NativeError) -> Message {
    let at = |id: &'static str| {
        Message::new(id)
            .with("path", path)
            .with("line", error.place.line.to_string())
            .with("column", error.place.column.to_string())
    };
    match &error.kind {
        NativeErrorKind::Syntax { message } => at(syntax(message)),
        NativeErrorKind::UnknownKey { key, suggestion: Some(meant), .. } => {
            at("glossary-unknown-key-near").with("key", key.as_str()).with("suggestion", *meant)
        }
        NativeErrorKind::UnknownKey { key, allowed, .. } => {
            at("glossary-unknown-key").with("key", key.as_str()).with("allowed", allowed.join(", "))
        }
        NativeErrorKind::UnknownValue { key, value, suggestion: Some(meant), .. } => {
            at("glossary-unknown-value-near")
                .with("key", key.as_str())
                .with("value", value.as_str())
                .with("suggestion", *meant)
        }
        NativeErrorKind::UnknownValue { key, value, allowed, .. } => at("glossary-unknown-value")
            .with("key", key.as_str())
            .with("value", value.as_str())
            .with("allowed", allowed.join(", ")),
        NativeErrorKind::WrongType { key, expected, found } => at("glossary-wrong-type")
            .with("key", key.as_str())
            .with("expected", *expected)
            .with("found", *found),
        NativeErrorKind::MissingKey { key, example } => {
            at("glossary-missing-key").with("key", *key).with("example", *example)
        }
        NativeErrorKind::Empty { key } => at("glossary-empty").with("key", key.as_str()),
    }
}

fn hint(error: &Error) -> Option<Message> {
    match error {
        Error::Format { source: FormatError::Syntax { hint: Some(hint), .. }, .. } => {
            Some(Message::new("hint-verbatim").with("hint", hint.as_str()))
        }
        Error::Format { source: FormatError::Problem { problem, arguments, .. }, .. } => {
            let hint = Message::new(format!("hint-problem-{problem}"));
            Some(arguments.iter().fold(hint, |hint, (name, value)| hint.with(name, value.as_str())))
        }
        Error::Format { source: FormatError::Binary, .. } => Some(Message::new("hint-binary")),
        Error::NoFolder { .. } => Some(Message::new("hint-no-folder")),
        Error::Directory { .. } => Some(Message::new("hint-directory")),
        _ => None,
    }
}
