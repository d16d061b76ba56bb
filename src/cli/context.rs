//! What every command is given: settings in force, the interface language, the terminal.
#![expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]

use super::args::{Color, Global};
use super::exit::Exit;
use super::failure::Failure;
use super::output::Output;
use crate::config::Settings;
use crate::format::FormatError;
use crate::l10n::{Localizer, Message, negotiate};
use crate::store::{self, AtomicFile};
use crate::text::{Language, LineIndex};
use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The state that commands share.
#[derive(Debug)]
pub(crate) struct Context {
    /// Speaks to the user.
    pub(crate) l10n: Localizer,
    /// The project's settings.
    pub(crate) settings: Settings,
    /// The folder that the settings' paths are relative to.
    pub(crate) settings_folder: Option<PathBuf>,
    /// No progress, no summary.
    pub(crate) quiet: bool,
    /// How much is told, from 0.
    pub(crate) verbose: u8,
}

/// The process's arguments.
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The language to speak, known before the arguments are parsed because their errors need it:
/// `--ui-language`, `GLOSE_LANG`, then the locale.
pub(crate) fn interface_language(arguments: &[OsString]) -> Localizer {
    let mut flag = None;
    let mut rest = arguments.iter().filter_map(|a| a.to_str());
    while let Some(argument) = rest.next() {
        if argument == "--" {
            break;
        }
        if argument == "--ui-language" {
            flag = rest.next();
        } else if let Some(value) = argument.strip_prefix("--ui-language=") {
            flag = Some(value);
        }
    }
    if let Some(language) = flag.and_then(Language::from_tag) {
        return Localizer::new(language);
    }
    // As gettext does: the first variable that is set and not empty decides.
    let set = ["GLOSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = set.or_else(sys_locale::get_locale).unwrap_or_default();
    Localizer::new(negotiate([locale.as_str()]))
}

/// Reads `fr` or `en` as an argument.
pub(crate) fn parse_language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| text.to_owned())
}

/// Reads `auto`, `block` or `wrap` as an argument.
pub(crate) fn parse_newlines(text: &str) -> Result<crate::document::Newlines, String> {
    match text {
        "auto" => Ok(crate::document::Newlines::Auto),
        "block" => Ok(crate::document::Newlines::Block),
        "wrap" => Ok(crate::document::Newlines::Wrap),
        _ => Err(text.to_owned()),
    }
}

impl Context {
    /// Finds and reads the settings, sets colours, log and threads.
    pub(crate) fn new(global: &Global, l10n: Localizer) -> Result<Self, Failure> {
        if let Some(language) = &global.ui_language
            && Language::from_tag(language).is_none()
        {
            return Err(Message::new("error-ui-language").with("language", language.as_str()).into());
        }
        match global.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        let level = match (global.quiet, global.verbose) {
            (true, _) => log::LevelFilter::Error,
            (_, 0) => log::LevelFilter::Warn,
            (_, 1) => log::LevelFilter::Info,
            _ => log::LevelFilter::Debug,
        };
        let _ = env_logger::Builder::new().filter_level(level).format_timestamp(None).try_init();
        if let Some(threads) = global.threads {
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        }
        let mut context = Self {
            l10n,
            settings: Settings::default(),
            settings_folder: None,
            quiet: global.quiet,
            verbose: global.verbose,
        };
        let file = match &global.config {
            Some(file) => Some(file.clone()),
            None if global.isolated => None,
            None => std::env::current_dir().ok().and_then(|folder| store::find_upward(&folder, "glose.toml")),
        };
        if let Some(file) = file {
            context.settings = read_settings(&file)?;
            context.settings_folder = Some(file.parent().unwrap_or(Path::new("")).to_owned());
            let asked =
                global.ui_language.is_some() || std::env::var("GLOSE_LANG").is_ok_and(|v| !v.is_empty());
            if let Some(language) = context.settings.ui_language.as_deref().and_then(Language::from_tag)
                && !asked
            {
                context.l10n = Localizer::new(language);
            }
        }
        Ok(context)
    }

    /// Standard output, buffered, plain.
    pub(crate) fn stdout(&self) -> BufWriter<std::io::StdoutLock<'static>> {
        BufWriter::new(std::io::stdout().lock())
    }

    /// Standard output, or a file that appears once it is complete. `-` is standard output.
    pub(crate) fn output(&self, file: Option<&Path>) -> Result<Output, Failure> {
        Ok(match file.filter(|f| *f != Path::new("-")) {
            None => Output::Stdout(self.stdout()),
            Some(file) => Output::File(BufWriter::new(AtomicFile::create(file)?)),
        })
    }

    /// Whether a person reads standard output.
    pub(crate) fn on_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether progress may be shown on standard error.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// How line ends are read: as the option says, else as the configuration does.
    pub(crate) fn newlines(&self, option: Option<crate::document::Newlines>) -> crate::document::Newlines {
        let configured = || parse_newlines(self.settings.newlines.as_deref()?).ok();
        option.or_else(configured).unwrap_or_default()
    }

    /// Whether standard output is coloured.
    pub(crate) fn colored(&self) -> bool {
        anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
    }

    /// Columns of the terminal; 100 where there is none. `COLUMNS` wins.
    pub(crate) fn width(&self) -> usize {
        let set = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        set.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)))
            .unwrap_or(100)
            .clamp(40, 400)
    }

    /// Tells the user something on standard error, unless quiet.
    pub(crate) fn tell(&self, message: &Message) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr().lock(), "{}", self.l10n.say(message));
        }
    }

    /// Warns the user on standard error, unless quiet.
    pub(crate) fn warn(&self, message: &Message) {
        if !self.quiet {
            let style = anstyle::AnsiColor::Yellow.on_default().bold();
            let label = self.l10n.text("label-warning");
            let _ = writeln!(anstream::stderr().lock(), "{style}{label}{style:#} {}", self.l10n.say(message));
        }
    }

    /// A path of the settings, from the folder of the settings.
    pub(crate) fn settings_path(&self, path: &str) -> PathBuf {
        self.settings_folder.as_deref().unwrap_or(Path::new("")).join(path)
    }

    /// The folder where the user's own glossaries are found without a flag.
    pub(crate) fn personal_glossaries(&self) -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        Some(etcetera::choose_base_strategy().ok()?.config_dir().join("glose").join("glossaries"))
    }

    /// The folder for what can be made anew.
    pub(crate) fn cache_folder(&self) -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("glose"))
    }

    /// Prints what is in force, as TOML.
    pub(crate) fn show_settings(&self) -> Result<Exit, Failure> {
        let mut settings = self.settings.clone();
        settings.ui_language = Some(self.l10n.language().code().to_owned());
        settings.builtin.get_or_insert(true);
        settings.newlines.get_or_insert_with(|| "auto".to_owned());
        settings.generate.strictness.get_or_insert_with(|| "balanced".to_owned());
        settings.check.fail_on.get_or_insert_with(|| "error".to_owned());
        let text = toml::to_string(&settings).map_err(|e| std::io::Error::other(e.to_string()))?;
        self.stdout().write_all(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

fn read_settings(file: &Path) -> Result<Settings, Failure> {
    let text = store::read_text(file)?.text;
    toml::from_str(&text).map_err(|error| {
        let at = LineIndex::new(&text).locate(&text, error.span().map_or(0, |s| s.start));
        // serde says in English which key it does not know; the key is all that is needed to say it here.
        let key = error.message().strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        let source = match key {
            Some(key) => FormatError::Problem {
                line: at.line,
                column: at.column,
                problem: "unknown-setting",
                arguments: vec![("key", key.to_owned())],
            },
            None => FormatError::Syntax {
                line: at.line,
                column: at.column,
                message: error.message().to_owned(),
                hint: None,
            },
        };
        crate::error::Error::Format { path: file.to_owned(), source }.into()
    })
}
