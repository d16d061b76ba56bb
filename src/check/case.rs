//! What is known of a translation before any rule judges it: the terms of both sides.

use super::concepts::{Concept, Concepts};
use super::finding::{Fix, Place, Reason, Related, Severity};
use super::rule::RuleId;
use super::subject::Subject;
use super::{CHUNK, Settings};
use crate::analysis::Analysis;
use crate::glossary::TermStatus;
use crate::lookup::{FindOptions, TermBase, TermFinder, TermMatch};
use crate::morph::Upos;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use rayon::prelude::*;
use smallvec::SmallVec;
use std::ops::Range;

/// A term found on one side of a pair.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) concepts: SmallVec<[u32; 2]>,
    pub(crate) statuses: SmallVec<[TermStatus; 2]>,
    pub(crate) term: String,
    pub(crate) span: Span,
    /// Index of its sentence in the analysis.
    pub(crate) sentence: usize,
    /// Its words in the sentence.
    pub(crate) words: Range<usize>,
    pub(crate) confidence: f32,
}

impl Hit {
    /// The standing of the term in a concept.
    pub(crate) fn status_in(&self, concept: u32) -> Option<TermStatus> {
        self.concepts.iter().position(|&c| c == concept).map(|at| self.statuses[at])
    }

    /// Whether both may mean the same concept.
    pub(crate) fn shares(&self, other: &Self) -> bool {
        self.concepts.iter().any(|concept| other.concepts.contains(concept))
    }
}

/// The terms of a pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// In French, the longest only.
    pub(crate) source: Vec<Hit>,
    /// In English, those inside longer ones too.
    pub(crate) target: Vec<Hit>,
}

/// A translation with its terms.
pub(crate) struct Case<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) settings: &'a Settings,
    pub(crate) terms: Vec<Terms>,
    concepts: Concepts,
}

/// A finding in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: RuleId,
    /// Whatever the rule's level, it is no graver than this.
    pub(crate) at_most: Option<Severity>,
    pub(crate) segment: usize,
    pub(crate) source: Option<Place>,
    pub(crate) target: Option<Place>,
    pub(crate) expected: Vec<String>,
    pub(crate) confidence: f32,
    pub(crate) reason: Reason,
    pub(crate) related: Vec<Related>,
    pub(crate) fix: Option<Fix>,
}

impl Draft {
    pub(crate) fn new(rule: RuleId, segment: usize, confidence: f32, reason: Reason) -> Self {
        Self {
            rule,
            at_most: None,
            segment,
            source: None,
            target: None,
            expected: Vec::new(),
            confidence,
            reason,
            related: Vec::new(),
            fix: None,
        }
    }

    pub(crate) fn source(mut self, term: impl Into<String>, span: Span) -> Self {
        self.source = Some(Place { term: term.into(), span });
        self
    }

    pub(crate) fn target(mut self, term: impl Into<String>, span: Span) -> Self {
        self.target = Some(Place { term: term.into(), span });
        self
    }

    pub(crate) fn expected(mut self, expected: Vec<String>) -> Self {
        self.expected = expected;
        self
    }

    pub(crate) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

impl<'a> Case<'a> {
    pub(crate) fn new(subject: &'a Subject<'a>, base: &TermBase, settings: &'a Settings) -> Self {
        let terms: Vec<Terms> = if base.is_empty() {
            vec![Terms::default(); subject.pairs.len()]
        } else {
            subject
                .pairs
                .par_chunks(CHUNK)
                .flat_map_iter(|pairs| {
                    let mut french = base.finder(Language::French);
                    let mut english = base.finder(Language::English);
                    // `competitors` may be the plural of one entry and the only form of another: either satisfies.
                    let longest = FindOptions { any_reading: true, ..FindOptions::default() };
                    let nested = FindOptions { nested: true, ..longest };
                    pairs
                        .iter()
                        .map(|pair| Terms {
                            source: hits(subject.source, &pair.source, &mut french, &longest),
                            target: hits(subject.target, &pair.target, &mut english, &nested),
                        })
                        .collect::<Vec<_>>()
                })
                .collect()
        };
        let all = terms.iter().flat_map(|terms| terms.source.iter().chain(&terms.target));
        let mut numbers: Vec<u32> = all.flat_map(|hit| hit.concepts.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let concepts = Concepts::load(base, numbers.into_iter());
        Self { subject, settings, terms, concepts }
    }

    pub(crate) fn concept(&self, number: u32) -> &Concept {
        self.concepts.get(number)
    }

    /// The French that stands at a span.
    pub(crate) fn french(&self, span: Span) -> &str {
        span.text(&self.subject.source.document.text)
    }

    /// The English that stands at a span.
    pub(crate) fn english(&self, span: Span) -> &str {
        span.text(&self.subject.target.document.text)
    }

    /// The pairs around one that may hold what it misses: its neighbours in running text.
    pub(crate) fn neighbours(&self, pair: usize) -> impl Iterator<Item = usize> + use<> {
        let range = if self.settings.running {
            pair.saturating_sub(1)..(pair + 2).min(self.terms.len())
        } else {
            0..0
        };
        range.filter(move |other| *other != pair)
    }
}

fn hits(
    side: &Analysis,
    sentences: &Range<usize>,
    finder: &mut TermFinder<'_>,
    options: &FindOptions,
) -> Vec<Hit> {
    let mut out = Vec::new();
    for sentence in sentences.clone() {
        let words = &side.sentences[sentence].words;
        let text = side.sentences[sentence].segment.span.text(&side.document.text);
        // A headline in capitals has no acronyms: `ce n’est PAS`.
        let shouted = words.len() > 2 && !text.contains(char::is_lowercase);
        for found in finder.find(&side.document.text, words, options) {
            let one = found.words.len() == 1 && found.term.chars().all(char::is_uppercase);
            if shouted && one && crate::morph::is_known(&found.term.to_lowercase(), side.language) {
                continue;
            }
            // `c’est` is no east.
            let [word] = &words[found.words.clone()] else {
                out.push(hit(found, sentence));
                continue;
            };
            let is_tool = matches!(word.upos, Upos::Aux | Upos::Det | Upos::Adp | Upos::Pron);
            if side.language == Language::French && is_tool && fold(&word.lemma) != fold(&found.term) {
                continue;
            }
            out.push(hit(found, sentence));
        }
    }
    out
}

fn hit(found: TermMatch, sentence: usize) -> Hit {
    Hit {
        concepts: SmallVec::from_vec(found.concepts),
        statuses: SmallVec::from_vec(found.statuses),
        term: found.term,
        span: found.span,
        sentence,
        words: found.words,
        confidence: found.confidence,
    }
}
