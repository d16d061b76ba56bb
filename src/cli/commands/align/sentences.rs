//! `--level sentence`: which sentences belong together.

use super::words::{Linker, Side};
use super::{AlignArgs, AlignFormat, Languages, Model, page, sample, unrelated};
use crate::align::lexicon::Lexicon;
use crate::align::sentence::{
    Bead, DOUBTFUL, Evidence, SentenceInfo, Vectors, align_related, align_sentences,
};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::document::Newlines;
use crate::encode::Encoder;
use crate::format::bitext::{TranslationUnit, write_tmx};
use crate::l10n::Message;
use crate::store;
use crate::text::{Identified, Language, identify};
use serde::Serialize;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// Two texts, sentence by sentence, and their beads.
pub(super) struct Aligned {
    pub(super) source: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) beads: Vec<Bead>,
    pub(super) languages: Languages,
}

impl Aligned {
    /// Reads and aligns the two files that are asked for.
    pub(super) fn new(args: &AlignArgs, model: &Model) -> Result<Self, Failure> {
        let [source, target] = args.source.as_slice() else {
            return Err(Message::new("align-two-files").into());
        };
        let (source, target) = if args.pre_segmented {
            (lines(source)?, lines(target)?)
        } else {
            (segments(source)?, segments(target)?)
        };
        let [from, to] =
            [&source, &target].map(|side| side.iter().map(|s| s.text.as_str()).collect::<Vec<_>>());
        let languages = Languages::of(&sample(from.iter()), &sample(to.iter()));
        if let Languages::Same(language) = languages
            && !args.force
            && !args.pre_segmented
        {
            return Err(Message::new("align-same-language").with("language", language.code()).into());
        }
        // Vectors and dictionary know French and English only.
        let direction = languages.source();
        let vectors = direction.and_then(|_| encoded(model.encoder()?, &from, &to));
        let evidence = Evidence {
            lexicon: direction.map(|_| Lexicon::embedded()),
            reversed: direction == Some(Language::English),
            vectors: vectors.as_ref().map(|(a, b)| -> Vectors<'_> { (a.as_slice(), b.as_slice()) }),
        };
        let from = infos(&source, direction);
        let to = infos(&target, direction.map(Language::other));
        // Of two unknown languages nothing but lengths and names is known: too little to refuse them.
        let beads = if args.force || direction.is_none() {
            align_sentences(&from, &to, &evidence)
        } else {
            align_related(&from, &to, &evidence).map_err(unrelated)?
        };
        let own = |side: Vec<Sentence>| side.into_iter().map(|s| s.text).collect();
        Ok(Self { source: own(source), target: own(target), beads, languages })
    }

    /// The texts of a bead.
    pub(super) fn texts(&self, bead: &Bead) -> (String, String) {
        (self.source[bead.source.clone()].join(" "), self.target[bead.target.clone()].join(" "))
    }

    /// The languages' codes; `und` where they are not known.
    pub(super) fn codes(&self) -> [&'static str; 2] {
        match self.languages {
            Languages::Pair(source) => [source.code(), source.other().code()],
            Languages::Same(language) => [language.code(); 2],
            Languages::Unknown => ["und"; 2],
        }
    }
}

pub(super) fn run(args: &AlignArgs, format: Option<AlignFormat>, context: &Context) -> Result<Exit, Failure> {
    let model = Model::open(args)?;
    let aligned = Aligned::new(args, &model)?;
    let format = format.unwrap_or(AlignFormat::Tsv);
    let doubtful = aligned.beads.iter().filter(|bead| bead.confidence < DOUBTFUL).count();
    if doubtful > 0 && format != AlignFormat::Beads {
        context.warn(&Message::new("warning-doubtful-beads").with("count", doubtful));
    }
    let mut out = context.output(args.output.as_deref())?;
    match format {
        AlignFormat::Html => {
            let texts: Vec<(String, String)> = aligned.beads.iter().map(|bead| aligned.texts(bead)).collect();
            let direction = aligned.languages.source();
            let sides = [
                Side::of_texts(texts.iter().map(|t| t.0.as_str()), direction),
                Side::of_texts(texts.iter().map(|t| t.1.as_str()), direction.map(Language::other)),
            ];
            let linker = Linker::new(&sides, direction, &model, args)?;
            page::write(Some(&aligned), &sides, &linker, args, context, &mut out)?;
        }
        AlignFormat::Tmx => {
            let units = aligned.beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
            let units = units.map(|bead| {
                let (source, target) = aligned.texts(bead);
                TranslationUnit {
                    source,
                    target,
                    confidence: Some(bead.confidence),
                    doubtful: bead.confidence < DOUBTFUL,
                }
            });
            write_tmx(units, aligned.codes(), &mut out)?;
            let alone = aligned.beads.iter().filter(|b| b.source.is_empty() || b.target.is_empty()).count();
            if alone > 0 {
                context.warn(&Message::new("align-left-out").with("count", alone));
            }
        }
        _ => print(&aligned, format, &mut out)?,
    }
    out.finish()?;
    Ok(Exit::Done)
}

/// A sentence of a file.
struct Sentence {
    text: String,
    starts_block: bool,
    heading: bool,
}

fn infos(side: &[Sentence], language: Option<Language>) -> Vec<SentenceInfo<'_>> {
    side.iter()
        .map(|sentence| SentenceInfo {
            starts_block: sentence.starts_block,
            heading: sentence.heading,
            ..match language {
                Some(language) => SentenceInfo::keyed(&sentence.text, language),
                None => SentenceInfo::new(&sentence.text),
            }
        })
        .collect()
}

fn lines(path: &Path) -> Result<Vec<Sentence>, Failure> {
    let text = store::read_text(path)?.text;
    let sentence = |line: &str| Sentence { text: line.to_owned(), starts_block: false, heading: false };
    Ok(text.lines().map(sentence).collect())
}

/// The sentences of a document.
fn segments(path: &Path) -> Result<Vec<Sentence>, Failure> {
    let document = store::read_document(path, Newlines::Auto)?.document;
    let language = match identify(&document.text) {
        Identified::Language(language) => language,
        _ => Language::French,
    };
    let mut block = None;
    let mut out = Vec::new();
    for segment in crate::segment::segment(&document, language) {
        let text = segment.span.text(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let starts_block = block.replace(segment.block) != Some(segment.block);
            let heading =
                matches!(document.blocks[segment.block].kind, crate::document::BlockKind::Heading(_));
            out.push(Sentence { text, starts_block, heading });
        }
    }
    Ok(out)
}

type SentenceVectors = (Vec<Vec<f32>>, Vec<Vec<f32>>);

/// The encoder's vectors of both sides.
fn encoded(encoder: &Encoder, source: &[&str], target: &[&str]) -> Option<SentenceVectors> {
    Some((encoder.encode_sentences(source), encoder.encode_sentences(target)))
}

#[derive(Serialize)]
struct Row {
    source: Range<usize>,
    target: Range<usize>,
    source_text: String,
    target_text: String,
    confidence: f32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
}

fn print(aligned: &Aligned, format: AlignFormat, out: &mut impl Write) -> Result<(), Failure> {
    let list = |range: &Range<usize>| range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    if format == AlignFormat::Tsv {
        writeln!(out, "source\ttarget\tconfidence\tdoubtful")?;
    }
    let mut rows = Vec::new();
    for bead in &aligned.beads {
        if format == AlignFormat::Beads {
            writeln!(out, "[{}]:[{}]", list(&bead.source), list(&bead.target))?;
            continue;
        }
        let (source, target) = aligned.texts(bead);
        let doubtful = bead.confidence < DOUBTFUL;
        if format == AlignFormat::Tsv {
            let cell = |t: String| t.replace(['\t', '\r', '\n'], " ");
            let mark = if doubtful { "?" } else { "" };
            writeln!(out, "{}\t{}\t{:.2}\t{mark}", cell(source), cell(target), bead.confidence)?;
        } else {
            rows.push(Row {
                source: bead.source.clone(),
                target: bead.target.clone(),
                source_text: source,
                target_text: target,
                confidence: (bead.confidence * 1000.0).round() / 1000.0,
                doubtful,
            });
        }
    }
    if format == AlignFormat::Json {
        serde_json::to_writer_pretty(&mut *out, &rows).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}
