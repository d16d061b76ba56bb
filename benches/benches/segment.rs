//! Segmentation in bytes a second, next to other segmenters and to a bare search for the marks.
//!
//! `cargo bench -p glose-benches --bench segment`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use glose::document::{Document, Newlines};
use glose::segment::{Segmenter, segment};
use glose::text::Language;
use unicode_segmentation::UnicodeSegmentation;

const ARTICLE: &str = include_str!("../../tests/gold/segment/article.fr.txt");

/// The article repeated to one mebibyte.
fn text() -> String {
    ARTICLE.repeat((1 << 20) / ARTICLE.len())
}

fn bench<T>(bencher: Bencher<'_, '_>, run: impl Fn(&str) -> T + Sync) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| run(black_box(&text)));
}

/// The ceiling: only the search for `. ! ?`.
#[divan::bench]
fn memchr3(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).count());
}

/// Sentences of one block, no allocation.
#[divan::bench]
fn glose_sentences(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| Segmenter::new(Language::French).segments(text).count());
}

/// Sentences of one block in English.
#[divan::bench]
fn glose_sentences_english(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| Segmenter::new(Language::English).segments(text).count());
}

/// Lines into blocks.
#[divan::bench]
fn glose_blocks(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| Document::plain(text, Newlines::Auto).blocks.len());
}

/// Lines into blocks, blocks into sentences.
#[divan::bench]
fn glose_document(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| segment(&Document::plain(text, Newlines::Auto), Language::French).len());
}

#[divan::bench]
fn icu_segmenter(bencher: Bencher<'_, '_>) {
    let segmenter = icu_segmenter::SentenceSegmenter::new(
        icu_segmenter::options::SentenceBreakInvariantOptions::default(),
    );
    bench(bencher, |text| segmenter.segment_str(text).count());
}

#[divan::bench]
fn unicode_segmentation(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| text.unicode_sentences().count());
}

#[divan::bench(sample_count = 20)]
fn sentencex(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| sentencex::segment("fr", text).len());
}

fn main() {
    divan::main();
}
