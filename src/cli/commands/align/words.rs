//! `--level word`: which words belong together.

use super::sentences::Aligned;
use super::{AlignArgs, AlignFormat, Languages, Model, page, sample};
use crate::align::lexicon::Lexicon;
use crate::align::links::WordLink;
use crate::align::pairs::{self, StatisticalLinks};
use crate::align::word::{self, Corpus, Symmetrization, WordOptions, align_words, symmetrize, word_key};
use crate::cli::context::Context;
use crate::cli::encoder::EncoderUse;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::error::Error;
use crate::format::FormatError;
use crate::store;
use crate::text::{Language, Span, normalize};
use crate::token::{TokenKind, tokenize};
use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Pairs up to which their words are encoded without being asked for: some minutes.
const ENCODED_AT_MOST: usize = 20_000;
/// Pairs that are encoded and printed at a time.
const STEP: usize = 4096;
/// The count of a pair of a file of priors that gives none.
const PRIOR_COUNT: f32 = 2.0;

/// One side of many sentence pairs.
pub(super) struct Side<'t> {
    text: Cow<'t, str>,
    sentences: Vec<Range<usize>>,
    language: Option<Language>,
    /// Its words are parted by spaces already.
    spaced: bool,
}

impl<'t> Side<'t> {
    /// Running text.
    pub(super) fn of_texts<'s>(texts: impl Iterator<Item = &'s str>, language: Option<Language>) -> Self {
        let mut all = String::new();
        let mut sentences = Vec::new();
        for text in texts {
            sentences.push(all.len()..all.len() + text.len());
            all.push_str(text);
            all.push('\n');
        }
        Self { text: Cow::Owned(all), sentences, language, spaced: false }
    }

    pub(super) fn len(&self) -> usize {
        self.sentences.len()
    }

    pub(super) fn text(&self, sentence: usize) -> &str {
        &self.text[self.sentences[sentence].clone()]
    }

    /// The words of a sentence, as places in it.
    pub(super) fn words(&self, sentence: usize) -> Vec<Range<usize>> {
        let text = self.text(sentence);
        if self.spaced {
            let start = text.as_ptr() as usize;
            let place = |word: &str| {
                let at = word.as_ptr() as usize - start;
                at..at + word.len()
            };
            return text.split_whitespace().map(place).collect();
        }
        let language = self.language.unwrap_or(Language::English);
        let tokens = tokenize(text, Span::new(0, text.len()), &[], language);
        let words = tokens.into_iter().filter(|token| token.kind != TokenKind::Space);
        words.map(|token| token.span.start..token.span.end).collect()
    }

    fn forms(&self, sentence: usize) -> Vec<&str> {
        let text = self.text(sentence);
        self.words(sentence).into_iter().map(|word| &text[word]).collect()
    }
}

/// Links the words of sentence pairs.
pub(super) struct Linker<'a, 't> {
    /// French first where the texts are French and English.
    sides: [&'a Side<'t>; 2],
    swapped: bool,
    corpus: Corpus,
    statistical: word::Aligned,
    lexicon: Option<&'static Lexicon>,
    encoder: Option<&'a crate::encode::Encoder>,
    symmetrization: Option<Symmetrization>,
}

impl<'a, 't> Linker<'a, 't> {
    /// `direction` is the language of the first side, where one is French and the other English.
    pub(super) fn new(
        sides: &'a [Side<'t>; 2],
        direction: Option<Language>,
        model: &'a Model,
        args: &AlignArgs,
    ) -> Result<Self, Failure> {
        // The aligners work from French to English.
        let swapped = direction == Some(Language::English);
        let sides = if swapped { [&sides[1], &sides[0]] } else { [&sides[0], &sides[1]] };
        let languages = direction.map(|_| Language::ALL);
        let mut corpus = Corpus::new();
        let mut known: [FxHashMap<CompactString, CompactString>; 2] = Default::default();
        for sentence in 0..sides[0].len() {
            let mut keys = [Vec::new(), Vec::new()];
            for side in 0..2 {
                for form in sides[side].forms(sentence) {
                    let key = match known[side].get(form) {
                        Some(key) => key.clone(),
                        None => {
                            let key = key(form, languages.map(|l| l[side]));
                            known[side].insert(form.into(), key.clone());
                            key
                        }
                    };
                    keys[side].push(key);
                }
            }
            let [from, to] = keys;
            corpus.push(from, to);
        }
        drop(known);
        let lexicon = direction.map(|_| Lexicon::embedded());
        let mut priors = pairs::priors(&corpus, lexicon);
        for path in &args.priors {
            add_priors(path, &corpus, swapped, languages, &mut priors)?;
        }
        // What the dictionary knows need not be found out: a few passes do.
        let (samplers, most_passes) = match corpus.len() {
            _ if lexicon.is_none() => (3, usize::MAX),
            0..1_000 => (3, 40),
            1_000..20_000 => (3, 6),
            _ => (2, 8),
        };
        let options = WordOptions {
            seed: args.seed,
            samplers,
            lexicon: args.save_lexicon.is_some(),
            most_passes: args.passes.unwrap_or(most_passes),
        };
        let statistical = align_words(&corpus, &priors, &options);
        if let Some(path) = &args.save_lexicon {
            save_lexicon(path, &corpus, swapped, &statistical.lexicon)?;
        }
        let encoder = match args.encoder {
            EncoderUse::Auto if corpus.len() > ENCODED_AT_MOST || args.symmetrize.is_some() => None,
            _ => direction.and_then(|_| model.encoder()),
        };
        let symmetrization = args.symmetrize.map(Symmetrization::from).map(|how| match how {
            Symmetrization::Forward if swapped => Symmetrization::Backward,
            Symmetrization::Backward if swapped => Symmetrization::Forward,
            how => how,
        });
        Ok(Self { sides, swapped, corpus, statistical, lexicon, encoder, symmetrization })
    }

    /// Hands out the links of each pair, in order.
    pub(super) fn each(
        &self,
        mut see: impl FnMut(usize, Vec<WordLink>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for start in (0..self.corpus.len()).step_by(STEP) {
            let range = start..(start + STEP).min(self.corpus.len());
            let links: Vec<Vec<WordLink>> = match self.encoder {
                Some(encoder) => self.encoded(encoder, range.clone()),
                None => {
                    let how = self.symmetrization.unwrap_or_default();
                    let own = |pair| symmetrize(&self.statistical.sentence(pair), how);
                    range.clone().into_par_iter().map(own).collect()
                }
            };
            for (pair, mut links) in range.zip(links) {
                if self.swapped {
                    links.iter_mut().for_each(|link| *link = (link.1, link.0));
                    links.sort_unstable();
                }
                see(pair, links)?;
            }
        }
        Ok(())
    }

    /// The links of some pairs by vectors and statistics.
    fn encoded(&self, encoder: &crate::encode::Encoder, range: Range<usize>) -> Vec<Vec<WordLink>> {
        let forms = [0, 1].map(|side: usize| -> Vec<Vec<&str>> {
            range.clone().into_par_iter().map(|pair| self.sides[side].forms(pair)).collect()
        });
        let vectors = [0, 1].map(|side: usize| encoder.encode_words(&forms[side]));
        range
            .clone()
            .into_par_iter()
            .map(|pair| {
                let at = pair - range.start;
                let keys = [0, 1].map(|side: usize| -> Vec<(CompactString, CompactString)> {
                    let ids = self.corpus.sentence(side, pair);
                    let key = |id: &u32| self.corpus.vocabulary(side)[*id as usize].clone();
                    let folded = |form: &&str| CompactString::from(normalize::fold(form));
                    ids.iter().map(key).zip(forms[side][at].iter().map(folded)).collect()
                });
                let cosines = vectors[0][at].similarities(&vectors[1][at]);
                let similarities = pairs::similarities(cosines, &keys[0], &keys[1], self.lexicon);
                let directions = self.statistical.sentence(pair);
                match self.symmetrization {
                    Some(how) => similarities.join(&symmetrize(&directions, how)),
                    None => similarities.join(&StatisticalLinks::new(&directions).grown),
                }
            })
            .collect()
    }
}

/// Words are counted under their dictionary forms, or as they are in a language without dictionary.
fn key(form: &str, language: Option<Language>) -> CompactString {
    language.map_or_else(|| normalize::fold(form).into(), |language| word_key(form, language))
}

/// Adds the pairs of a file: `source TAB target [TAB count]`, or the `LEX` lines of eflomal's priors.
fn add_priors(
    path: &Path,
    corpus: &Corpus,
    swapped: bool,
    languages: Option<[Language; 2]>,
    priors: &mut Vec<(u32, u32, f32)>,
) -> Result<(), Failure> {
    let text = store::read_text(path)?.text;
    let mut added: Vec<(u32, u32, f32)> = Vec::new();
    let mut totals: [FxHashMap<CompactString, f32>; 2] = Default::default();
    for (number, line) in text.lines().enumerate() {
        let mut cells: Vec<&str> = line.split('\t').collect();
        match cells[0] {
            "LEX" if cells.len() == 4 => drop(cells.remove(0)),
            "HMMF" | "HMMR" | "FERF" | "FERR" => continue,
            _ => {}
        }
        let count = cells.get(2).map_or(Some(PRIOR_COUNT), |count| count.trim().parse().ok());
        let (2..=3, Some(count)) = (cells.len(), count.filter(|c| c.is_finite() && *c >= 0.0)) else {
            if line.trim().is_empty() {
                continue;
            }
            return Err(problem(path, number, "priors"));
        };
        let words = if swapped { [cells[1], cells[0]] } else { [cells[0], cells[1]] };
        let keys = [0, 1].map(|side: usize| key(words[side].trim(), languages.map(|l| l[side])));
        let ids = [0, 1].map(|side: usize| corpus.id(side, &keys[side]));
        for (totals, key) in totals.iter_mut().zip(keys) {
            *totals.entry(key).or_default() += count;
        }
        if let [Some(source), Some(target)] = ids {
            added.push((source, target, count));
        }
    }
    // Several forms of a pair add up; what the dictionary knows already is not counted twice.
    added.sort_by_key(|a| (a.0, a.1));
    added.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    // What counts is how a word is usually rendered, not how often it was met: thousands of old links would drown the text.
    for (source, target, count) in &mut added {
        let total = |side: usize, id: u32| {
            totals[side].get(&corpus.vocabulary(side)[id as usize]).copied().unwrap_or_default()
        };
        *count = pairs::prior_count(*count / (total(0, *source) + 1.0), *count / (total(1, *target) + 1.0));
    }
    priors.extend(added);
    priors.sort_by_key(|a| (a.0, a.1));
    priors.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 = kept.2.max(next.2);
        }
        same
    });
    Ok(())
}

/// Writes what was learnt as lines that eflomal reads as priors too.
fn save_lexicon(
    path: &Path,
    corpus: &Corpus,
    swapped: bool,
    lexicon: &[(u32, u32, f32)],
) -> Result<(), Failure> {
    let mut rows: Vec<(&str, &str, f32)> = lexicon
        .iter()
        .filter(|pair| pair.2 >= 0.5)
        .map(|&(source, target, count)| {
            let [source, target] = [(0, source), (1, target)]
                .map(|(side, id): (usize, u32)| corpus.vocabulary(side)[id as usize].as_str());
            if swapped { (target, source, count) } else { (source, target, count) }
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(b.1)));
    let io = |source| Failure::from(Error::Io { path: path.to_owned(), source });
    let mut file = std::io::BufWriter::new(store::AtomicFile::create(path)?);
    for (source, target, count) in rows {
        writeln!(file, "LEX\t{source}\t{target}\t{count:.2}").map_err(io)?;
    }
    let file = file.into_inner().map_err(|error| io(error.into_error()))?;
    Ok(file.commit()?)
}

fn problem(path: &Path, line: usize, problem: &'static str) -> Failure {
    let source = FormatError::Problem { line: line + 1, column: 1, problem, arguments: Vec::new() };
    Error::Format { path: path.to_owned(), source }.into()
}

pub(super) fn run(args: &AlignArgs, format: Option<AlignFormat>, context: &Context) -> Result<Exit, Failure> {
    let model = Model::open(args)?;
    // Two files are a text and its translation, unless their lines are pairs already.
    let first = store::read_text(&args.source[0])?.text;
    if first.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.contains("|||")) {
        return parted(first, args, format.unwrap_or(AlignFormat::Pharaoh), &model, context);
    }
    if args.source.len() == 1 && args.source[0] != Path::new("-") {
        let bitext = store::read_bitext(&args.source[0])?.bitext;
        let sides = [&bitext.source, &bitext.target].map(|document| {
            let blocks: Vec<&str> = document.blocks.iter().map(|b| b.span.text(&document.text)).collect();
            blocks
        });
        let direction = Languages::of(&sample(sides[0].iter()), &sample(sides[1].iter())).source();
        let sides = [
            Side::of_texts(sides[0].iter().copied(), direction),
            Side::of_texts(sides[1].iter().copied(), direction.map(Language::other)),
        ];
        let linker = Linker::new(&sides, direction, &model, args)?;
        return write(&sides, &linker, None, format, args, context);
    }
    let aligned = Aligned::new(args, &model)?;
    let texts: Vec<(String, String)> = aligned.beads.iter().map(|bead| aligned.texts(bead)).collect();
    let direction = aligned.languages.source();
    let sides = [
        Side::of_texts(texts.iter().map(|t| t.0.as_str()), direction),
        Side::of_texts(texts.iter().map(|t| t.1.as_str()), direction.map(Language::other)),
    ];
    let linker = Linker::new(&sides, direction, &model, args)?;
    write(&sides, &linker, Some(&aligned), format, args, context)
}

/// One pair a line, tokens separated by spaces, `source ||| target`: the format of fast_align and eflomal.
fn parted(
    first: String,
    args: &AlignArgs,
    format: AlignFormat,
    model: &Model,
    context: &Context,
) -> Result<Exit, Failure> {
    let mut text = first;
    let mut ends: Vec<(usize, &PathBuf)> = vec![(text.len(), &args.source[0])];
    for path in &args.source[1..] {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&store::read_text(path)?.text);
        ends.push((text.len(), path));
    }
    let mut sentences: [Vec<Range<usize>>; 2] = [Vec::new(), Vec::new()];
    let (mut at, mut file, mut line_in_file) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        if at >= ends[file].0 {
            (file, line_in_file) = (file + 1, 0);
        }
        let bars = line.find("|||").ok_or_else(|| problem(ends[file].1, line_in_file, "no-bars"))?;
        sentences[0].push(at..at + bars);
        sentences[1].push(at + bars + 3..at + line.len());
        at += line.len();
        line_in_file += 1;
    }
    let known = [0, 1].map(|side: usize| sample(sentences[side].iter().map(|range| &text[range.clone()])));
    let direction = Languages::of(&known[0], &known[1]).source();
    let [source, target] = sentences;
    let side =
        |sentences, language| Side { text: Cow::Borrowed(text.as_str()), sentences, language, spaced: true };
    let sides = [side(source, direction), side(target, direction.map(Language::other))];
    let linker = Linker::new(&sides, direction, model, args)?;
    write(&sides, &linker, None, Some(format), args, context)
}

#[derive(Serialize)]
struct Row<'a> {
    segment: usize,
    source_text: &'a str,
    target_text: &'a str,
    /// Places of the words in their texts, in bytes.
    source_words: Vec<Range<usize>>,
    target_words: Vec<Range<usize>>,
    /// Numbers of words that belong together.
    links: Vec<WordLink>,
}

fn write(
    sides: &[Side<'_>; 2],
    linker: &Linker<'_, '_>,
    aligned: Option<&Aligned>,
    format: Option<AlignFormat>,
    args: &AlignArgs,
    context: &Context,
) -> Result<Exit, Failure> {
    let mut out = context.output(args.output.as_deref())?;
    match format.unwrap_or(AlignFormat::Tsv) {
        AlignFormat::Pharaoh => linker.each(|_, links| {
            let mut line = String::new();
            for (n, (i, j)) in links.iter().enumerate() {
                use std::fmt::Write as _;
                let _ = write!(line, "{}{i}-{j}", if n == 0 { "" } else { " " });
            }
            Ok(writeln!(out, "{line}")?)
        })?,
        AlignFormat::Json => {
            write!(out, "[")?;
            linker.each(|segment, links| {
                let [source, target] = sides;
                let row = Row {
                    segment,
                    source_text: source.text(segment),
                    target_text: target.text(segment),
                    source_words: source.words(segment),
                    target_words: target.words(segment),
                    links,
                };
                writeln!(out, "{}", if segment == 0 { "" } else { "," })?;
                Ok(serde_json::to_writer(&mut out, &row).map_err(std::io::Error::from)?)
            })?;
            writeln!(out, "\n]")?;
        }
        AlignFormat::Html => page::write(aligned, sides, linker, args, context, &mut out)?,
        _ => {
            writeln!(out, "segment\tsource_start\tsource_end\ttarget_start\ttarget_end\tsource\ttarget")?;
            linker.each(|segment, links| {
                let words = [0, 1].map(|side: usize| sides[side].words(segment));
                for (i, j) in links {
                    let (from, to) = (&words[0][usize::from(i)], &words[1][usize::from(j)]);
                    let cell = |side: usize, word: &Range<usize>| {
                        sides[side].text(segment)[word.clone()].replace(['\t', '\r', '\n'], " ")
                    };
                    writeln!(
                        out,
                        "{segment}\t{}\t{}\t{}\t{}\t{}\t{}",
                        from.start,
                        from.end,
                        to.start,
                        to.end,
                        cell(0, from),
                        cell(1, to)
                    )?;
                }
                Ok(())
            })?;
        }
    }
    out.finish()?;
    Ok(Exit::Done)
}
