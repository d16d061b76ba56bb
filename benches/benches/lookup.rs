//! Opening an index, finding terms in text, answering queries, by size of the termbase; and plain string search on
//! surface forms for comparison (aho-corasick, daachorse), which finds fewer.
//!
//! `cargo bench -p glose-benches --bench lookup`; sizes and what is missed are printed first.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use glose::analysis::{Analysis, analyze};
use glose::document::{Document, Newlines};
use glose::lookup::{FindOptions, SearchOptions, TermBase, TermIndex, search};
use glose::store::term_indexes;
use glose::text::Language;
use glose_benches::termbase::{entries, image};
use std::sync::{Arc, LazyLock, OnceLock};

const SIZES: [usize; 3] = [3_500, 100_000, 1_400_000];
const SEED: u64 = 20_261_124;

fn images(size: usize) -> &'static [u8] {
    static IMAGES: [OnceLock<Vec<u8>>; 3] = [const { OnceLock::new() }; 3];
    let at = SIZES.iter().position(|&s| s == size).expect("one of the sizes");
    IMAGES[at].get_or_init(|| image(size, SEED))
}

fn base(size: usize) -> TermBase {
    TermBase::new(vec![Arc::new(TermIndex::from_static(images(size)).expect("just built"))])
}

/// The seed articles, over and over.
static TEXT: LazyLock<Analysis> = LazyLock::new(|| {
    let text = [
        include_str!("../../seeds/alibaba-moonshot.fr.txt"),
        include_str!("../../seeds/reseau-electrique.fr.txt"),
    ]
    .join("\n")
    .repeat(40);
    analyze(Document::plain(text, Newlines::Block), Language::French)
});

fn found(base: &TermBase) -> usize {
    let mut finder = base.finder(Language::French);
    let options = FindOptions::default();
    TEXT.sentences.iter().map(|s| finder.find(&TEXT.document.text, &s.words, &options).len()).sum()
}

fn surface_forms(size: usize) -> Vec<String> {
    let mut terms: Vec<String> =
        entries(size, SEED).map(|entry| entry.languages[0].terms[0].term.clone()).collect();
    terms.sort();
    terms.dedup();
    terms
}

fn main() {
    for size in SIZES {
        let bytes = images(size).len();
        println!("{size} entries: {bytes} bytes, {:.1} an entry", bytes as f64 / size as f64);
    }
    let embedded = TermBase::new(vec![TermBase::embedded()]);
    let forms: Vec<String> = (0..embedded.len() as u32)
        .flat_map(|c| embedded.concept(c).terms(Language::French).map(|t| t.term.clone()).collect::<Vec<_>>())
        .collect();
    let automaton = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&forms)
        .expect("a small automaton");
    let text = &TEXT.document.text;
    let letter = |at: Option<char>| at.is_some_and(char::is_alphanumeric);
    let whole = automaton
        .find_iter(text.as_str())
        .filter(|m| !letter(text[..m.start()].chars().next_back()) && !letter(text[m.end()..].chars().next()))
        .count();
    println!("embedded terms in the text: {} with inflection, {whole} as surface forms", found(&embedded));
    divan::main();
}

/// A compiled file, as every command opens it.
#[expect(clippy::disallowed_methods, reason = "the bench makes its own input")]
#[divan::bench(args = SIZES)]
fn open(bencher: Bencher, size: usize) {
    let file = std::env::temp_dir().join(format!("glose-bench-{}-{size}.glose-index", std::process::id()));
    std::fs::write(&file, images(size)).expect("room for a compiled glossary");
    let files = [file];
    bencher.bench(|| term_indexes(black_box(&files), None).expect("just built")[0].len());
    let _ = std::fs::remove_file(&files[0]);
}

#[divan::bench(args = SIZES, max_time = 5)]
fn find_terms(bencher: Bencher, size: usize) {
    let base = base(size);
    let bytes = TEXT.document.text.len();
    bencher.counter(BytesCount::new(bytes)).bench(|| found(&base));
}

#[divan::bench(max_time = 5)]
fn find_terms_embedded(bencher: Bencher) {
    let base = TermBase::new(vec![TermBase::embedded()]);
    bencher.counter(BytesCount::new(TEXT.document.text.len())).bench(|| found(&base));
}

#[divan::bench(args = SIZES, max_time = 5)]
fn surface_aho_corasick(bencher: Bencher, size: usize) {
    let automaton = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(surface_forms(size))
        .expect("memory");
    let text = TEXT.document.text.as_str();
    bencher.counter(BytesCount::new(text.len())).bench(|| automaton.find_iter(text).count());
}

#[divan::bench(args = SIZES, max_time = 5)]
fn surface_daachorse(bencher: Bencher, size: usize) {
    let automaton = daachorse::DoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build::<_, _, u32>(surface_forms(size))
        .expect("memory");
    let text = TEXT.document.text.as_str();
    bencher.counter(BytesCount::new(text.len())).bench(|| automaton.leftmost_find_iter(text).count());
}

#[divan::bench(args = SIZES)]
fn look_up_inflected(bencher: Bencher, size: usize) {
    let base = base(size);
    bencher.bench(|| search(&base, black_box("levées de fonds"), &SearchOptions::default()));
}

#[divan::bench(args = SIZES)]
fn look_up_misspelt(bencher: Bencher, size: usize) {
    let base = base(size);
    bencher.bench(|| search(&base, black_box("infrastrcture de marché"), &SearchOptions::default()));
}
