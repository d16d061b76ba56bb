//! Embedded lists with a number for each word, of both languages: `cargo xtask count-frequencies`, `count-degrees`
//! and `train-ranker` write them.

use crate::text::Language;

type Map = fst::Map<&'static [u8]>;

/// The numbers of the words of each language.
pub(super) struct WordValues {
    french: Map,
    english: Map,
    steps: f64,
}

impl WordValues {
    /// Numbers that are stored as multiples of 1 / `steps`.
    pub(super) fn new(french: &'static [u8], english: &'static [u8], steps: f64) -> Self {
        let open = |bytes| Map::new(bytes).expect("written by `cargo xtask`");
        Self { french: open(french), english: open(english), steps }
    }

    /// The number of a word key ([`super::frequency::key`]). `None` for a word that the list does not hold.
    pub(super) fn get(&self, key: &str, language: Language) -> Option<f64> {
        self.map(language).get(key).map(|value| value as f64 / self.steps)
    }

    /// The words of a language, in alphabetical order.
    pub(super) fn words(&self, language: Language) -> Vec<String> {
        self.map(language).stream().into_str_keys().expect("words are text")
    }

    fn map(&self, language: Language) -> &Map {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }
}
