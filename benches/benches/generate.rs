//! A glossary of an article, without and with its translation, and of many articles; its candidates and findings alone.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use glose::align::bitext::{Bitext, Resources};
use glose::align::lexicon::Lexicon;
use glose::analysis::{Analysis, analyze};
use glose::check::{Settings, Subject, check, pairs_of_bitext};
use glose::document::{Document, Newlines};
use glose::encode::Encoder;
use glose::extract::{self, extract};
use glose::generate::{Inputs, Options, Source, generate};
use glose::glossary::Glossary;
use glose::lookup::TermBase;
use glose::text::Language;
use rayon::prelude::*;

const FRENCH: &str = include_str!("../../seeds/reseau-electrique.fr.txt");
const ENGLISH: &str = include_str!("../../tests/translations/reseau-electrique.en.txt");

fn main() {
    divan::main();
}

fn read(text: &str, language: Language) -> Analysis {
    analyze(Document::plain(text, Newlines::Auto), language)
}

fn base() -> TermBase {
    TermBase::build(&[Glossary::default()])
}

fn alone(base: &TermBase) -> usize {
    let analysis = read(black_box(FRENCH), Language::French);
    let sources = [Source { analysis: &analysis, translation: None }];
    let inputs =
        Inputs { sources: &sources, base, lexicon: Lexicon::embedded(), dictionaries: None, encoder: None };
    generate(&inputs, &Options::default()).len()
}

fn with_translation(base: &TermBase, encoder: Option<&'static Encoder>) -> usize {
    let (french, english) =
        (read(black_box(FRENCH), Language::French), read(black_box(ENGLISH), Language::English));
    let resources = Resources { encoder, lexicon: Some(Lexicon::embedded()) };
    let bitext = Bitext::align(&french, &english, &resources).expect("translations of each other");
    let sources = [Source { analysis: &french, translation: Some(&bitext) }];
    let inputs =
        Inputs { sources: &sources, base, lexicon: Lexicon::embedded(), dictionaries: None, encoder: None };
    generate(&inputs, &Options::default()).len()
}

/// An article of 400 words.
#[divan::bench]
fn article(bencher: Bencher) {
    let base = base();
    bencher.bench_local(|| alone(&base));
}

/// The same with its translation, on one core.
#[divan::bench(sample_count = 10)]
fn article_with_translation(bencher: Bencher) {
    let base = base();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let encoder = Encoder::embedded().ok();
    bencher.bench_local(|| pool.install(|| with_translation(&base, encoder)));
}

/// The same without the encoder.
#[divan::bench(sample_count = 10)]
fn article_with_translation_without_encoder(bencher: Bencher) {
    let base = base();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    bencher.bench_local(|| pool.install(|| with_translation(&base, None)));
}

/// The term candidates of an analysed article.
#[divan::bench]
fn candidates(bencher: Bencher) {
    let analysis = read(FRENCH, Language::French);
    bencher
        .counter(BytesCount::of_str(FRENCH))
        .bench_local(|| extract(&[black_box(&analysis)], &extract::Options::default(), None).len());
}

/// The findings of an aligned article, by the embedded glossaries; bytes of both sides.
#[divan::bench]
fn findings(bencher: Bencher) {
    let base = base();
    let (french, english) = (read(FRENCH, Language::French), read(ENGLISH, Language::English));
    let resources = Resources { encoder: None, lexicon: Some(Lexicon::embedded()) };
    let bitext = Bitext::align(&french, &english, &resources).expect("translations of each other");
    let pairs = pairs_of_bitext(&bitext);
    let subject = Subject { source: &french, target: &english, pairs: &pairs, projection: Some(&bitext) };
    bencher
        .counter(BytesCount::new(FRENCH.len() + ENGLISH.len()))
        .bench_local(|| check(black_box(&subject), &base, &Settings::default()).len());
}

/// A hundred articles on so many threads.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn hundred_articles(bencher: Bencher, threads: usize) {
    let base = base();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    bencher.bench_local(|| pool.install(|| (0..100).into_par_iter().map(|_| alone(&base)).sum::<usize>()));
}
