//! The sentence that shows a term best.

use super::Builder;
use crate::document::BlockKind;
use crate::generate::known::Place;
use crate::generate::{Context, Rendering};
use crate::text::Span;
use crate::text::normalize::fold;

impl Builder<'_> {
    /// The sentence that explains best: one that defines, else an early one of middling length.
    pub(super) fn context(
        &self,
        places: &[Place],
        english: &[Rendering],
        aligned: Option<(Place, Span)>,
    ) -> Option<Context> {
        let place = places
            .iter()
            .enumerate()
            .max_by(|(i, a), (j, b)| self.explains(a, *i).total_cmp(&self.explains(b, *j)).then(j.cmp(i)))
            .map(|(_, place)| place)?;
        let source = &self.inputs.sources[place.source];
        let document = &source.analysis.document;
        let segment = &source.analysis.sentences[place.sentence].segment;
        let (sentence, sentence_block) = (segment.span.trim(&document.text), segment.block);
        let (fr, fr_span) = one_line(sentence.text(&document.text), place.span, sentence.start);
        let mut context = Context {
            file: place.source,
            line: document.file_line(place.span.start).unwrap_or(sentence_block + 1),
            fr,
            fr_span,
            en: None,
            en_span: None,
        };
        if let Some(translation) = source.translation {
            let target = translation.analysis();
            let sentences = translation.sentences(place.sentence);
            let spans = target.sentences.get(sentences).unwrap_or_default().iter().map(|s| s.segment.span);
            if let Some(span) = spans.reduce(Span::cover) {
                let span = span.trim(&target.document.text);
                let whole = span.text(&target.document.text);
                let projected =
                    aligned.filter(|(p, _)| p == place).map(|(_, s)| s).filter(|s| span.contains(*s));
                let found = projected.or_else(|| {
                    let folded = fold(whole);
                    let term = english.iter().map(|e| fold(&e.text)).find(|t| folded.contains(t.as_str()))?;
                    let at = word_start(&whole.to_lowercase(), &term)?;
                    // To the end of the word: charging points.
                    let rest = whole.get(at..)?.get(term.len()..)?;
                    let ending = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                    Some(Span::new(at, at + term.len() + ending).shift(span.start))
                });
                let (en, en_span) =
                    one_line(whole, found.unwrap_or(Span::new(span.start, span.start)), span.start);
                context.en = Some(en);
                context.en_span = found.map(|_| en_span);
            }
        }
        Some(context)
    }

    fn explains(&self, place: &Place, order: usize) -> f64 {
        let analysis = self.inputs.sources[place.source].analysis;
        let sentence = &analysis.sentences[place.sentence];
        let text = sentence.segment.span.text(&analysis.document.text);
        let after: Vec<&str> = sentence.words[place.words.end.min(sentence.words.len())..]
            .iter()
            .take(3)
            .map(|w| w.lemma.as_str())
            .collect();
        let defines =
            matches!(after.as_slice(), ["être", "un" | "une" | "le", ..] | ["désigner" | "consister", ..])
                || matches!(
                    after.as_slice(),
                    [",", "qui" | "c'" | "un" | "une" | "par", ..] | ["(", ..] | [",", "ce" | "ces", ..]
                );
        let length = text.chars().count() as f64;
        let heading = matches!(analysis.document.blocks[sentence.segment.block].kind, BlockKind::Heading(_));
        f64::from(u8::from(defines)) * 2.0
            - f64::from(u8::from(heading)) * 2.0
            - (length - 150.0).abs() / 200.0
            - (order as f64) * 0.05
    }
}

/// Where a term stands in a text at the start of a word.
fn word_start(text: &str, term: &str) -> Option<usize> {
    let mut found = text.match_indices(term).map(|(at, _)| at);
    found.find(|&at| !text[..at].ends_with(char::is_alphanumeric))
}

/// A stretch of text on one line, with the place of a span in it.
fn one_line(text: &str, span: Span, offset: usize) -> (String, Span) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (0, 0);
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if at + offset == span.start {
            if blank && !out.is_empty() {
                out.push(' ');
                blank = false;
            }
            start = out.len();
        }
        if at + offset == span.end {
            end = out.len();
        }
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            blank = true;
        } else {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if span.end >= offset + text.len() {
        end = out.len();
    }
    (out, Span::new(start, end.max(start)))
}
