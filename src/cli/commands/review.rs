//! `glose glossary review`: proposed entries decided one by one, with single keys in a terminal and with lines where
//! there is none. Every decision is saved at once, so that leaving at any time loses nothing.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::wrap;
use crate::error::Error;
use crate::format::FormatError;
use crate::glossary::native::{self, Comments};
use crate::glossary::{ConceptEntry, write};
use crate::l10n::Message;
use crate::morph::Gender;
use crate::review::Review;
use crate::store::{self, AtomicFile};
use crate::text::Language;
use anstyle::{AnsiColor, Style};
use clap::Args;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What a person wants done with the entry at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Decision {
    Accept,
    Edit(Vec<String>),
    Reject,
    Merge(Option<String>),
    Skip,
    Undo,
    Help,
    Quit,
}

/// Where decisions come from.
enum Keys {
    /// A terminal: one key, without Enter; what is typed is shown for the text of an edit only.
    Terminal(console::Term),
    /// Lines: a letter, and behind it the text that it asks for.
    Lines(io::Lines<io::StdinLock<'static>>),
}

/// The English of an edit, or the number or id of a merge.
fn list(text: &str) -> Vec<String> {
    text.split(['|', ';']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// The decision that a letter stands for; those of both languages are understood. `rest` is what follows it on its line.
fn decision(letter: char, rest: Option<&str>) -> Option<Decision> {
    Some(match letter.to_ascii_lowercase() {
        'a' | 'o' | 'y' => Decision::Accept,
        'e' => Decision::Edit(rest.map(list).unwrap_or_default()),
        'r' | 'n' => Decision::Reject,
        'm' | 'f' => Decision::Merge(rest.map(str::to_owned).filter(|r| !r.is_empty())),
        's' | 'p' => Decision::Skip,
        'u' => Decision::Undo,
        'q' => Decision::Quit,
        '?' | 'h' => Decision::Help,
        _ => return None,
    })
}

impl Keys {
    fn open() -> Self {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Self::Terminal(console::Term::stdout())
        } else {
            Self::Lines(io::stdin().lock().lines())
        }
    }

    /// The next decision; `Quit` at the end of the input.
    fn next(&mut self, entry: &ConceptEntry, context: &Context) -> io::Result<Decision> {
        match self {
            Self::Terminal(terminal) => loop {
                let letter = match terminal.read_key() {
                    Ok(console::Key::Char(c)) => c,
                    Ok(console::Key::Enter | console::Key::ArrowRight) => 'a',
                    Ok(console::Key::ArrowDown) => 's',
                    Ok(console::Key::ArrowUp | console::Key::Backspace) => 'u',
                    Ok(console::Key::Del) => 'r',
                    Ok(console::Key::Escape | console::Key::CtrlC) => 'q',
                    Ok(_) => continue,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => 'q',
                    Err(error) => return Err(error),
                };
                match decision(letter, None) {
                    Some(Decision::Edit(_)) => {
                        terminal.write_str(&format!("  {} ", context.l10n.text("review-edit").trim()))?;
                        let english = list(&terminal.read_line_initial_text(&english(entry))?);
                        if !english.is_empty() {
                            return Ok(Decision::Edit(english));
                        }
                    }
                    Some(other) => return Ok(other),
                    None => {}
                }
            },
            Self::Lines(lines) => loop {
                let Some(line) = lines.next().transpose()? else { return Ok(Decision::Quit) };
                let line = line.trim();
                let mut chars = line.chars();
                let Some(letter) = chars.next() else { continue };
                match decision(letter, Some(chars.as_str().trim())) {
                    Some(Decision::Edit(english)) if english.is_empty() => return Ok(Decision::Help),
                    Some(decision) => return Ok(decision),
                    None => return Ok(Decision::Help),
                }
            },
        }
    }

    /// Which of the neighbours an entry goes into: a number in a terminal.
    fn choose(&mut self, neighbours: &[String]) -> io::Result<Option<String>> {
        let Self::Terminal(terminal) = self else { return Ok(None) };
        match terminal.read_key()? {
            console::Key::Char(c) => {
                let number = c.to_digit(10).and_then(|n| (n as usize).checked_sub(1));
                Ok(number.and_then(|n| neighbours.get(n)).cloned())
            }
            _ => Ok(None),
        }
    }
}

fn english(entry: &ConceptEntry) -> String {
    entry.terms(Language::English).map(|t| t.term.as_str()).collect::<Vec<_>>().join(" | ")
}

pub(crate) fn run(args: &ReviewArgs, context: &Context) -> Result<Exit, Failure> {
    let path = &args.file;
    let name = path.display().to_string();
    if path.extension().is_none_or(|ending| ending != "toml") {
        return Err(Message::new("glossary-not-native").with("path", name).into());
    }
    let text = store::read_text(path)?.text;
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let file = native::read(&text, stem).map_err(|errors| {
        Failure::from(Error::Format { path: path.clone(), source: FormatError::Glossary(errors) })
    })?;
    let comments: Vec<(String, Vec<String>)> = file
        .glossary
        .concepts
        .iter()
        .map(|c| c.id.clone())
        .zip(file.comments.concepts.iter().cloned())
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    let save = |review: &Review| -> Result<(), Failure> {
        // The comments of a concept stay with it.
        let of =
            |id: &str| comments.iter().find(|(c, _)| c == id).map(|(_, l)| l.clone()).unwrap_or_default();
        let comments = Comments {
            concepts: review.glossary().concepts.iter().map(|c| of(&c.id)).collect(),
            ..file.comments.clone()
        };
        let mut out = AtomicFile::create(path)?;
        out.write_all(write::write(review.glossary(), &comments).as_bytes())
            .map_err(|source| Error::Io { path: path.clone(), source })?;
        Ok(out.commit()?)
    };
    let mut review = Review::new(file.glossary);
    let mut keys = Keys::open();
    let mut out = context.stdout();
    let mut shown_help = false;
    while let Some(entry) = review.current().cloned() {
        show(&mut out, &entry, &review, context)?;
        if !shown_help {
            writeln!(out, "  {}", context.l10n.text("review-keys"))?;
            shown_help = true;
        }
        out.flush()?;
        let changed = match keys.next(&entry, context)? {
            Decision::Accept => review.accept(),
            Decision::Edit(english) => review.edit(&english),
            Decision::Reject => review.reject(),
            Decision::Skip => {
                review.skip();
                false
            }
            Decision::Undo => review.undo(),
            Decision::Merge(asked) => {
                let near: Vec<(String, String, String)> =
                    review.neighbours().into_iter().map(|c| (c.id.clone(), french(c), english(c))).collect();
                let ids: Vec<String> = near.iter().map(|n| n.0.clone()).collect();
                let id = match asked {
                    // A number stands for a neighbour, everything else is an id.
                    Some(asked) => match asked.parse::<usize>() {
                        Ok(number) => number.checked_sub(1).and_then(|n| ids.get(n)).cloned(),
                        Err(_) => Some(asked),
                    },
                    None => {
                        for (number, (id, french, english)) in near.iter().enumerate() {
                            writeln!(out, "  {} {french} = {english} ({id})", number + 1)?;
                        }
                        if near.is_empty() {
                            writeln!(out, "  {}", context.l10n.text("review-alone"))?;
                        }
                        out.flush()?;
                        if near.is_empty() { None } else { keys.choose(&ids)? }
                    }
                };
                let merged = id.as_deref().is_some_and(|id| review.merge(id));
                if let (Some(id), false) = (&id, merged) {
                    writeln!(
                        out,
                        "  {}",
                        context.l10n.say(&Message::new("review-no-entry").with("id", id.as_str()))
                    )?;
                }
                merged
            }
            Decision::Help => {
                writeln!(out, "  {}", context.l10n.text("review-keys"))?;
                false
            }
            Decision::Quit => break,
        };
        if changed {
            save(&review)?;
        }
    }
    out.flush()?;
    context.tell(
        &Message::new("review-done")
            .with("waiting", review.waiting())
            .with("rejected", review.glossary().rejected.len())
            .with("path", name),
    );
    Ok(Exit::Done)
}

fn french(entry: &ConceptEntry) -> String {
    entry.terms(Language::French).map(|t| t.term.as_str()).collect::<Vec<_>>().join(" | ")
}

/// The entry at hand: its terms, what is known of them, the sentences.
fn show(out: &mut impl Write, entry: &ConceptEntry, review: &Review, context: &Context) -> io::Result<()> {
    let paint = |style: Style| if context.colored() { style } else { Style::new() };
    let bold = paint(Style::new().bold());
    let green = paint(AnsiColor::Green.on_default());
    let dim = paint(Style::new().dimmed());
    let (number, all) = review.progress();
    let gender = entry.terms(Language::French).next().and_then(|t| t.gender).map_or("", |g| match g {
        Gender::Masculine => " (m)",
        Gender::Feminine => " (f)",
        Gender::Common => " (m/f)",
    });
    let domains =
        if entry.domains.is_empty() { String::new() } else { format!(" · {}", entry.domains.join(", ")) };
    let english = english(entry);
    let english = if english.is_empty() { context.l10n.text("review-no-english") } else { english };
    writeln!(out, "\n[{number}/{all}] {bold}{}{bold:#}{gender}{dim}{domains}{dim:#}", french(entry))?;
    writeln!(out, "  {green}{english}{green:#}")?;
    for definition in &entry.definitions {
        writeln!(out, "  {dim}{}{dim:#}", definition.text)?;
    }
    for term in entry.languages.iter().flat_map(|l| &l.terms) {
        for sentence in &term.contexts {
            let quoted = format!("«\u{a0}{}\u{a0}»", sentence.text);
            for line in wrap(&quoted, context.width().saturating_sub(2)) {
                writeln!(out, "  {dim}{line}{dim:#}")?;
            }
        }
    }
    Ok(())
}

/// Whether a path is a glossary that a run may be joined with.
pub(crate) fn is_review_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml") && path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_both_languages_are_understood() {
        assert_eq!(decision('a', None), Some(Decision::Accept));
        assert_eq!(
            decision('E', Some("risk capital | VC")),
            Some(Decision::Edit(vec!["risk capital".into(), "VC".into()]))
        );
        assert_eq!(decision('m', Some("2")), Some(Decision::Merge(Some("2".into()))));
        assert_eq!(decision('f', Some("")), Some(Decision::Merge(None)));
        assert_eq!(decision('x', None), None);
    }
}
