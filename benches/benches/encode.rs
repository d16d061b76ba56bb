//! The encoder: sentence pairs and tokens a second on one core, and the time until it is ready.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use glose::encode::Encoder;
use glose::encode::file::ModelFile;
use glose::encode::subword::{Scratch, Subwords};
use rayon::ThreadPool;

/// Pairs of about twenty words a side.
const PAIRS: [(&str, &str); 6] = [
    (
        "Le comité a demandé que le rapport annuel soit remis aux députés avant la fin du mois de juin .",
        "The committee asked that the annual report be sent to the members before the end of the month of June .",
    ),
    (
        "La jeune pousse prévoit une levée de fonds pour payer ses nouveaux serveurs et embaucher dix ingénieurs en Europe .",
        "The start-up is planning a funding round to pay for its new servers and hire ten engineers in Europe .",
    ),
    (
        "Les pêcheurs de la côte craignent que la hausse du prix du carburant ne les oblige à rester au port .",
        "Fishermen along the coast fear that the rise in the price of fuel may force them to stay in port .",
    ),
    (
        "Si la pression de l' huile baisse pendant la marche , arrêtez le moteur et vérifiez aussitôt le niveau .",
        "If the oil pressure drops while the engine is running , stop it and check the level at once .",
    ),
    (
        "Monsieur le président , je voudrais savoir pourquoi le gouvernement n' a pas encore répondu à notre question .",
        "Mr. Speaker , I would like to know why the government has not yet given an answer to our question .",
    ),
    (
        "On a mesuré la teneur en sel de l' eau à trois profondeurs différentes , chaque jour à la même heure .",
        "The salt content of the water was measured at three different depths , every day at the same time .",
    ),
];

fn main() {
    divan::main();
}

fn one_core() -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread")
}

fn sides(pairs: usize) -> Vec<Vec<&'static str>> {
    let pairs = PAIRS.iter().cycle().take(pairs);
    pairs.flat_map(|(f, e)| [f.split(' ').collect(), e.split(' ').collect()]).collect()
}

fn tokens(sentences: &[Vec<&str>]) -> usize {
    let file = ModelFile::parse(include_bytes!("../../src/encode/data/e5-small-fr-en.bin")).expect("a model");
    let vocabulary = Subwords::new(&file.pieces, file.unknown_score, file.replacements);
    let (mut scratch, mut rows) = (Scratch::default(), Vec::new());
    sentences.iter().flatten().for_each(|word| vocabulary.cut(word, &mut scratch, &mut rows));
    rows.len() + 2 * sentences.len()
}

/// Items are sentence pairs.
#[divan::bench(sample_count = 5)]
fn word_vectors_pairs(bencher: Bencher) {
    let (pool, encoder, sentences) = (one_core(), Encoder::embedded().expect("a model"), sides(96));
    bencher
        .counter(ItemsCount::new(96usize))
        .bench(|| pool.install(|| encoder.encode_words(black_box(&sentences))));
}

/// Items are tokens.
#[divan::bench(sample_count = 5)]
fn word_vectors_tokens(bencher: Bencher) {
    let (pool, encoder, sentences) = (one_core(), Encoder::embedded().expect("a model"), sides(96));
    let count = ItemsCount::new(tokens(&sentences));
    bencher.counter(count).bench(|| pool.install(|| encoder.encode_words(black_box(&sentences))));
}

/// Items are sentences.
#[divan::bench(sample_count = 5)]
fn sentence_vectors(bencher: Bencher) {
    let (pool, encoder) = (one_core(), Encoder::embedded().expect("a model"));
    let sentences: Vec<&str> = PAIRS.iter().flat_map(|&(f, e)| [f, e]).cycle().take(192).collect();
    bencher
        .counter(ItemsCount::new(sentences.len()))
        .bench(|| pool.install(|| encoder.encode_sentences(black_box(&sentences))));
}

/// Reading a model file, checksum included, and packing its weights.
#[divan::bench(sample_count = 10)]
fn load(bencher: Bencher) {
    let bytes = include_bytes!("../../src/encode/data/e5-small-fr-en.bin").to_vec();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| Encoder::from_bytes(bytes).expect("a model"));
}
