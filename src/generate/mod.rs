//! Layer 4: the glossary of an article, with or without its translation.
//!
//! Known terms ([`crate::lookup`]), unknown ones ([`crate::extract`]) and what the translation says
//! ([`crate::align`]) become one list of [`Row`]s, each with its English, where that comes from, and how sure it is.

mod build;
pub mod compose;
mod concepts;
mod defined;
mod entries;
mod gate;
mod known;
mod row;

use crate::align::bitext::Bitext;
use crate::align::term::Fit;
use crate::analysis::Analysis;
use crate::definition::{Cue, Definition};
use crate::lookup::TermBase;

pub use build::generate;
pub use concepts::by_concept;
pub use entries::to_glossary;
pub use row::{Context, Origin, Rendering, Row, RowStatus, Variant};

/// A French text that terms are taken from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// Its translation, if there is one.
    pub translation: Option<&'a dyn Translation>,
}

/// What stands for a stretch of the source in its translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Projected {
    /// The English in dictionary form.
    pub term: String,
    /// Where it stands in the translation's text.
    pub span: crate::text::Span,
    /// 0–1: how sure the alignment is.
    pub confidence: f64,
    /// How well it stands for a noun phrase.
    pub fit: Fit,
}

/// What the translation defines where the source defines something.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinedThere {
    /// Index of the source's definition.
    pub definition: usize,
    /// The English term.
    pub term: String,
    /// Where it stands in the translation's text.
    pub span: crate::text::Span,
    /// 0–1: how sure it is that the two are the same.
    pub confidence: f64,
    /// What the translation says of it.
    pub text: Option<String>,
}

/// A translation that can be asked for the rendering of a stretch of the source.
pub trait Translation: std::fmt::Debug + Sync {
    /// The English text.
    fn analysis(&self) -> &Analysis;
    /// The English sentences that stand for a sentence of the source; empty where none do.
    fn sentences(&self, sentence: usize) -> std::ops::Range<usize>;
    /// The English of the occurrences of one term: (sentence of the source, its words).
    fn project(&self, places: &[(usize, std::ops::Range<usize>)]) -> Vec<Option<Projected>>;
    /// The words of a term that words of a stretch of English are linked to, one for each link, and the number of those
    /// that are linked to other words only.
    fn links_to(
        &self,
        sentence: usize,
        words: &std::ops::Range<usize>,
        span: crate::text::Span,
    ) -> (Vec<usize>, usize);
    /// Makes ready for being asked for these terms, each with its occurrences.
    fn prepare(&self, terms: &[Vec<(usize, std::ops::Range<usize>)>]);
    /// What the source defines, and what of it the translation defines as well.
    fn definitions(&self) -> (&[Definition], Vec<DefinedThere>);
}

impl Translation for Bitext<'_> {
    fn analysis(&self) -> &Analysis {
        self.target
    }

    fn sentences(&self, sentence: usize) -> std::ops::Range<usize> {
        self.target_sentences(sentence)
    }

    fn project(&self, places: &[(usize, std::ops::Range<usize>)]) -> Vec<Option<Projected>> {
        let found = self.project_many(places).into_iter().zip(places);
        found
            .map(|(found, (sentence, words))| {
                let found = found?;
                let fit = self.fit(*sentence, words, &found);
                let confidence = f64::from(found.confidence);
                let rest = || self.without_strangers(*sentence, words, &found);
                let (term, fit) = match (fit == Fit::Torn).then(rest).flatten() {
                    Some(rest) => (rest, Fit::Whole),
                    None => (found.term.clone(), fit),
                };
                Some(Projected { term, span: found.span, confidence, fit })
            })
            .collect()
    }

    fn links_to(
        &self,
        sentence: usize,
        words: &std::ops::Range<usize>,
        span: crate::text::Span,
    ) -> (Vec<usize>, usize) {
        let (links, strangers) = self.links_to(sentence, words, span);
        (links.into_iter().map(|link| link.0).collect(), strangers)
    }

    fn prepare(&self, terms: &[Vec<(usize, std::ops::Range<usize>)>]) {
        self.prepare_many(terms);
    }

    fn definitions(&self) -> (&[Definition], Vec<DefinedThere>) {
        let text = &self.target.document.text;
        let there = self.pairs.iter().map(|pair| {
            let there = &self.definitions[1][pair.target];
            let words = &self.target.sentences[there.sentence].words;
            let last = words.last().map_or(there.span.end, |w| w.span.end);
            let body =
                text.get(there.span.end..last).unwrap_or_default().trim_start_matches([' ', ':', '\u{a0}']);
            let body = body.strip_prefix("means ").unwrap_or(body).trim_end_matches([';', '.', ',']).trim();
            let entry = there.cue == Cue::Entry && body.split(' ').count() > 2;
            DefinedThere {
                definition: pair.source,
                term: there.span.text(text).split_whitespace().collect::<Vec<_>>().join(" "),
                span: there.span,
                confidence: f64::from(pair.confidence),
                text: entry.then(|| body.split_whitespace().collect::<Vec<_>>().join(" ")),
            }
        });
        (&self.definitions[0], there.collect())
    }
}

/// How much is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Only what is nearly certain.
    Strict,
    /// What a translator would keep.
    #[default]
    Balanced,
    /// Also what may be a term.
    Broad,
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much is listed.
    pub strictness: Strictness,
    /// Domains that are preferred where a term has several meanings, and to which known terms are limited.
    pub domains: Vec<String>,
    /// The number of layers of the termbase that are the user's own.
    pub own_layers: usize,
    /// Variety of English wanted, as a region code (`GB`, `US`).
    pub region: Option<String>,
    /// Whether names and titles are listed, after the terms.
    pub names: bool,
}

/// Everything that terms are taken from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The French texts.
    pub sources: &'a [Source<'a>],
    /// The glossaries.
    pub base: &'a TermBase,
    /// General French–English words, for suggestions.
    pub lexicon: &'a crate::align::lexicon::Lexicon,
    /// Dictionaries: they give English, but do not make a word a term.
    pub dictionaries: Option<&'a TermBase>,
    /// Says what candidates mean: better lists, for some more time.
    pub encoder: Option<&'a crate::encode::Encoder>,
}
