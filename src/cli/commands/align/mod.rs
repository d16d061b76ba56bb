//! `glose align`: the sentences, words and terms of a text and its translation that belong together.

mod page;
mod sentences;
mod terms;
mod words;

use crate::align::sentence::Unrelated;
use crate::align::word::Symmetrization;
use crate::cli::context::Context;
use crate::cli::encoder::EncoderUse;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::termbase::TermbaseArgs;
use crate::encode::{Encoder, ModelError};
use crate::error::Error;
use crate::format::FormatError;
use crate::l10n::Message;
use crate::store;
use crate::text::{Identified, Language, identify};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct AlignArgs {
    #[arg(required = true, num_args = 1.., value_name = "SOURCE")]
    source: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Level::Sentence, hide_possible_values = true, value_name = "sentence|word|term")]
    level: Level,
    #[command(flatten)]
    termbase: TermbaseArgs,
    #[arg(long)]
    pre_segmented: bool,
    #[arg(long)]
    force: bool,
    #[arg(long, value_enum, default_value_t = EncoderUse::Auto, hide_possible_values = true, value_name = "auto|always|never")]
    encoder: EncoderUse,
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    priors: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    save_lexicon: Option<PathBuf>,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "HOW")]
    symmetrize: Option<Symmetrize>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "tsv|json|tmx|html|beads|pharaoh")]
    format: Option<AlignFormat>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Sentence,
    Word,
    Term,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AlignFormat {
    Tsv,
    Json,
    Tmx,
    Html,
    Beads,
    Pharaoh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Symmetrize {
    Intersection,
    Union,
    GrowDiag,
    GrowDiagFinalAnd,
    Forward,
    Reverse,
}

impl From<Symmetrize> for Symmetrization {
    fn from(how: Symmetrize) -> Self {
        match how {
            Symmetrize::Intersection => Self::Intersection,
            Symmetrize::Union => Self::Union,
            Symmetrize::GrowDiag => Self::GrowDiag,
            Symmetrize::GrowDiagFinalAnd => Self::GrowDiagFinalAnd,
            Symmetrize::Forward => Self::Forward,
            Symmetrize::Reverse => Self::Backward,
        }
    }
}

pub(crate) fn run(args: &AlignArgs, context: &Context) -> Result<Exit, Failure> {
    let format = args.format();
    let possible: &[AlignFormat] = match args.level {
        Level::Sentence => {
            &[AlignFormat::Tsv, AlignFormat::Json, AlignFormat::Tmx, AlignFormat::Html, AlignFormat::Beads]
        }
        Level::Word => &[AlignFormat::Tsv, AlignFormat::Json, AlignFormat::Html, AlignFormat::Pharaoh],
        Level::Term => &[AlignFormat::Tsv, AlignFormat::Json],
    };
    if let Some(format) = format
        && !possible.contains(&format)
    {
        let names = |formats: &[AlignFormat]| {
            let name =
                |f: &AlignFormat| f.to_possible_value().map_or_else(String::new, |v| v.get_name().into());
            formats.iter().map(name).collect::<Vec<String>>().join(", ")
        };
        let message = Message::new("align-format").with("format", names(&[format]));
        return Err(message.with("formats", names(possible)).into());
    }
    if let Some(option) = args.idle() {
        let level = args.level.to_possible_value().map_or_else(String::new, |v| v.get_name().into());
        return Err(Message::new("align-idle-option").with("option", option).with("level", level).into());
    }
    match args.level {
        Level::Sentence => sentences::run(args, format, context),
        Level::Word => words::run(args, format, context),
        Level::Term => terms::run(args, context),
    }
}

impl AlignArgs {
    /// An option that was given and has nothing to say at this level: better refused than silently without effect.
    fn idle(&self) -> Option<&'static str> {
        let words = self.level == Level::Word || self.format() == Some(AlignFormat::Html);
        let term = self.level == Level::Term;
        let given = [
            ("--priors", !self.priors.is_empty() && !words),
            ("--save-lexicon", self.save_lexicon.is_some() && !words),
            ("--symmetrize", self.symmetrize.is_some() && !words),
            ("--passes", self.passes.is_some() && !words),
            ("--pre-segmented", self.pre_segmented && term),
            ("--force", self.force && term),
            ("--glossary", !self.termbase.glossary.is_empty() && !term),
        ];
        given.into_iter().find(|option| option.1).map(|option| option.0)
    }

    /// The format asked for, or the one of the output's ending.
    fn format(&self) -> Option<AlignFormat> {
        let ending = || match self.output.as_ref()?.extension()?.to_str()? {
            "json" => Some(AlignFormat::Json),
            "tmx" => Some(AlignFormat::Tmx),
            "html" | "htm" => Some(AlignFormat::Html),
            _ => None,
        };
        self.format.or_else(ending)
    }
}

/// The encoder that is asked for.
enum Model {
    None,
    Embedded(&'static Encoder),
    Own(Box<Encoder>),
}

impl Model {
    fn open(args: &AlignArgs) -> Result<Self, Failure> {
        if args.encoder == EncoderUse::Never {
            return Ok(Self::None);
        }
        if let Some(path) = &args.model {
            let encoder = Encoder::from_bytes(store::read_bytes(path)?).map_err(|error| Error::Format {
                path: path.clone(),
                source: FormatError::Problem {
                    line: 0,
                    column: 0,
                    problem: match error {
                        ModelError::NotAModel | ModelError::NotEmbedded => "encoder-model",
                        _ => "encoder-damaged",
                    },
                    arguments: Vec::new(),
                },
            })?;
            return Ok(Self::Own(Box::new(encoder)));
        }
        Ok(args.encoder.embedded()?.map_or(Self::None, Self::Embedded))
    }

    fn encoder(&self) -> Option<&Encoder> {
        match self {
            Self::None => None,
            Self::Embedded(encoder) => Some(encoder),
            Self::Own(encoder) => Some(encoder),
        }
    }
}

fn unrelated(error: Unrelated) -> Failure {
    Message::new("error-unrelated").with("score", error.score).into()
}

/// The languages of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Languages {
    /// One French, the other English; here the source's.
    Pair(Language),
    /// Both are in this language.
    Same(Language),
    /// Others, or nothing can be said.
    Unknown,
}

impl Languages {
    /// By samples of both texts. A side too short to tell does not object.
    fn of(source: &str, target: &str) -> Self {
        match (identify(source), identify(target)) {
            (Identified::Other(_), _) | (_, Identified::Other(_)) => Self::Unknown,
            (Identified::Language(a), Identified::Language(b)) if a == b => Self::Same(a),
            (Identified::Language(source), _) => Self::Pair(source),
            (_, Identified::Language(target)) => Self::Pair(target.other()),
            (Identified::Unknown, Identified::Unknown) => Self::Pair(Language::French),
        }
    }

    /// The source's language, where one text is French and the other English.
    fn source(self) -> Option<Language> {
        match self {
            Self::Pair(source) => Some(source),
            _ => None,
        }
    }
}

/// The first sentences of a text, enough to tell its language.
fn sample<S: AsRef<str>>(sentences: impl Iterator<Item = S>) -> String {
    sentences.take(400).fold(String::new(), |sample, sentence| sample + sentence.as_ref() + " ")
}
