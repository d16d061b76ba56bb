//! A termbase of any size, made by a seeded generator from the words of the embedded glossaries.

use glose::glossary::{ConceptEntry, LangSection, PartOfSpeech, TermSection};
use glose::lookup::{IndexBuilder, TermBase};
use glose::text::Language;

/// Xorshift (Marsaglia 2003): the same numbers everywhere.
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// The words of the embedded glossaries' terms, each once, sorted.
pub fn words(language: Language) -> Vec<String> {
    let index = TermBase::embedded();
    let mut words: Vec<String> = (0..index.len() as u32)
        .flat_map(|concept| {
            index.concept(concept).terms(language).map(|t| t.term.clone()).collect::<Vec<_>>()
        })
        .flat_map(|term| term.split([' ', '’', '\'']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| word.chars().count() > 3 && word.chars().all(|c| c.is_lowercase() || c == '-'))
        .collect();
    words.sort();
    words.dedup();
    words
}

/// One French and one English term of two to four words an entry; every tenth is a single made-up word.
pub fn entries(count: usize, seed: u64) -> impl Iterator<Item = ConceptEntry> {
    let (french, english) = (words(Language::French), words(Language::English));
    let mut random = Random::new(seed);
    (0..count).map(move |number| {
        let mut pick = |from: &[String]| from[random.below(from.len())].clone();
        let (a, b, c, d) = (pick(&french), pick(&french), pick(&french), pick(&french));
        let (x, y, z) = (pick(&english), pick(&english), pick(&english));
        let (fr, en) = match number % 10 {
            0 => (
                format!("{}{b}", &a[..a.floor_char_boundary(4)]),
                format!("{}{y}", &x[..x.floor_char_boundary(4)]),
            ),
            1..=4 => (format!("{a} {b}"), format!("{x} {y}")),
            5..=7 => (format!("{a} de {b}"), format!("{x} {y} {z}")),
            8 => (format!("{a} {b} {c}"), format!("{x} of {y}")),
            _ => (format!("{a} de la {b} {c} {d}"), format!("{x} {y} of the {z}")),
        };
        let section = |language: &str, term: String| LangSection {
            language: language.to_owned(),
            terms: vec![TermSection {
                term,
                part_of_speech: Some(PartOfSpeech::Noun),
                ..TermSection::default()
            }],
            ..LangSection::default()
        };
        ConceptEntry {
            id: format!("g{number}"),
            languages: vec![section("fr", fr), section("en", en)],
            ..ConceptEntry::default()
        }
    })
}

/// The image of such a termbase.
pub fn image(count: usize, seed: u64) -> Vec<u8> {
    let mut builder = IndexBuilder::new();
    builder.glossary("generated", None);
    for entry in entries(count, seed) {
        builder.concept(&entry);
    }
    builder.finish()
}
