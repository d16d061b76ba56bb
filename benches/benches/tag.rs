//! Tokens and tagged words a second, on one thread.
//!
//! `cargo bench -p glose-benches --bench tag`

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use glose::document::{Document, Newlines};
use glose::segment::segment;
use glose::tag::Tagger;
use glose::text::Language;
use glose::token::{Token, tokenize};

const FRENCH: &str = include_str!("../../tests/gold/segment/article.fr.txt");
const ENGLISH: &str = include_str!("../../LICENSE-APACHE");

/// A text with the tokens of its sentences.
struct Sample {
    document: Document,
    sentences: Vec<Vec<Token>>,
    language: Language,
}

impl Sample {
    fn new(language: Language) -> Self {
        let text = if language == Language::French { FRENCH.repeat(20) } else { ENGLISH.repeat(5) };
        let document = Document::plain(text, Newlines::Auto);
        let segments = segment(&document, language);
        let sentences = segments.iter().map(|s| tokenize(&document.text, s.span, &[], language)).collect();
        Self { document, sentences, language }
    }

    fn tokens(&self) -> ItemsCount {
        ItemsCount::new(self.sentences.iter().map(Vec::len).sum::<usize>())
    }
}

/// Sentences into tokens.
#[divan::bench(args = [Language::French, Language::English])]
fn tokens(bencher: Bencher<'_, '_>, language: Language) {
    let sample = Sample::new(language);
    let segments = segment(&sample.document, language);
    bencher.counter(sample.tokens()).bench_local(|| {
        let text = black_box(&sample.document.text);
        segments.iter().map(|s| tokenize(text, s.span, &[], language).len()).sum::<usize>()
    });
}

/// Tokens into words with part of speech and lemma.
#[divan::bench(args = [Language::French, Language::English])]
fn words(bencher: Bencher<'_, '_>, language: Language) {
    let sample = Sample::new(language);
    let tagger = Tagger::of(sample.language);
    bencher.counter(sample.tokens()).bench_local(|| {
        let text = black_box(&sample.document.text);
        sample.sentences.iter().map(|tokens| tagger.tag(text, tokens).len()).sum::<usize>()
    });
}

fn main() {
    divan::main();
}
