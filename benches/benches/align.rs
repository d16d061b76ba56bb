//! Alignment: sentence pairs a second, for sentences and for words, at several sizes.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use glose::align::lexicon::Lexicon;
use glose::align::pairs;
use glose::align::sentence::{Evidence, SentenceInfo, align_sentences};
use glose::align::word::{Corpus, WordOptions, align_words};
use glose::encode::Encoder;
use glose::text::Language;

fn main() {
    Lexicon::embedded();
    divan::main();
}

const SUBJECTS: [(&str, &str); 6] = [
    ("le maire", "the mayor"),
    ("la banque", "the bank"),
    ("notre voisin", "our neighbour"),
    ("cette entreprise", "this company"),
    ("un ingénieur", "an engineer"),
    ("le tribunal", "the court"),
];
const VERBS: [(&str, &str); 5] = [
    ("a refusé", "has refused"),
    ("achètera", "will buy"),
    ("critique", "criticises"),
    ("doit payer", "must pay for"),
    ("a construit", "has built"),
];
const OBJECTS: [(&str, &str); 7] = [
    ("le nouveau pont", "the new bridge"),
    ("trois machines coûteuses", "three expensive machines"),
    ("la vieille maison", "the old house"),
    ("un projet de loi", "a bill"),
    ("les médicaments", "the medicines"),
    ("une usine de voitures", "a car factory"),
    ("la réponse du gouvernement", "the government's answer"),
];

/// Own sentences, of which every hundredth stands without counterpart.
fn texts(count: usize) -> (Vec<String>, Vec<String>) {
    let (mut french, mut english) = (Vec::new(), Vec::new());
    for n in 0..count {
        let (s, v, o) = (SUBJECTS[n % 6], VERBS[n / 6 % 5], OBJECTS[n / 30 % 7]);
        let number = n * 37 % 1009;
        french.push(format!("{} {} {} en {number} jours .", s.0, v.0, o.0));
        if n % 100 != 99 {
            english.push(format!("{} {} {} in {number} days .", s.1, v.1, o.1));
        }
    }
    (french, english)
}

fn infos(side: &[String], language: Language) -> Vec<SentenceInfo<'_>> {
    side.iter().map(|text| SentenceInfo::keyed(text, language)).collect()
}

/// Sentences by lengths and words.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn sentence(bencher: Bencher<'_, '_>, count: usize) {
    let (french, english) = texts(count);
    let (source, target) = (infos(&french, Language::French), infos(&english, Language::English));
    let evidence = Evidence { lexicon: Some(Lexicon::embedded()), reversed: false, vectors: None };
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| align_sentences(black_box(&source), &target, &evidence));
}

/// Sentences by vectors too, their encoding counted in.
#[divan::bench(args = [100, 1_000], sample_count = 3, sample_size = 1)]
fn sentence_with_vectors(bencher: Bencher<'_, '_>, count: usize) {
    let Ok(encoder) = Encoder::embedded() else { return };
    let (french, english) = texts(count);
    let (source, target) = (infos(&french, Language::French), infos(&english, Language::English));
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let of =
            |side: &[String]| encoder.encode_sentences(&side.iter().map(String::as_str).collect::<Vec<_>>());
        let (s, t) = (of(&french), of(&english));
        let vectors = Some((s.as_slice(), t.as_slice()));
        let evidence = Evidence { lexicon: Some(Lexicon::embedded()), reversed: false, vectors };
        align_sentences(black_box(&source), &target, &evidence)
    });
}

/// Words by statistics, with the dictionary as prior.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn word(bencher: Bencher<'_, '_>, count: usize) {
    let (french, english) = texts(count);
    let mut corpus = Corpus::new();
    for (fr, en) in french.iter().zip(&english) {
        corpus.push(fr.split(' '), en.split(' '));
    }
    let priors = pairs::priors(&corpus, Some(Lexicon::embedded()));
    bencher
        .counter(ItemsCount::new(corpus.len()))
        .bench_local(|| align_words(black_box(&corpus), &priors, &WordOptions::default()));
}
