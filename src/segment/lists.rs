//! The word lists that decide what a full stop means, read once from `data/`.

use crate::text::Language;
use std::sync::LazyLock;

/// The sections of the data files that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u32);

macro_rules! kinds {
    ($($name:ident = $bit:literal, $section:literal;)*) => {
        impl Kinds {
            $(pub(super) const $name: Self = Self(1 << $bit);)*

            fn of_section(name: &str) -> Option<Self> {
                match name {
                    $($section => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    TITLE = 0, "title";
    NEVER = 1, "never";
    NUMBER = 2, "number";
    INNER = 3, "inner";
    EITHER = 4, "either";
    UNIT = 5, "unit";
    STRONG = 6, "strong";
    WEAK = 7, "weak";
    CLASSIFIER = 8, "classifier";
    EXCLAMATORY = 9, "exclamatory";
    LOWER = 10, "lower";
    UNPUNCTUATED = 11, "unpunctuated";
    BRIDGE = 12, "bridge";
    HEADED = 13, "headed";
    VERB = 14, "verb";
    DIGIT = 15, "digit";
    TIME = 16, "time";
}

impl Kinds {
    /// Whether the two share a section.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The sections of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a word is in its two forms: begun in lower case, begun with a capital.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    lower: Kinds,
    upper: Kinds,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Lists {
    words: Table,
    /// The words as they are written, in the order of the files.
    written: Vec<(Kinds, &'static str)>,
    /// How the words of the sections `unpunctuated` and `headed` begin: for each first and second letter from `A` on, what
    /// may come third, a bit each.
    beginnings: Beginnings,
    /// The lengths of the words with a first and a last letter, a bit each: most words need no further look.
    lengths: Vec<u32>,
}

/// Longest key; longer words stand in no list.
const KEY_LENGTH: usize = 24;

/// A word folded on the stack: lower case, no diacritics, ligatures spelt out, `'` for every apostrophe. Zeros follow it.
pub(super) struct Key {
    bytes: [u8; KEY_LENGTH],
    length: u8,
    /// Whether the word begins with a capital.
    pub(super) capital: bool,
}

impl Key {
    /// Folds a word. `None` where it is too long or holds letters of another script.
    pub(super) fn new(word: &str) -> Option<Self> {
        let mut key = Self { bytes: [0; KEY_LENGTH], length: 0, capital: false };
        if word.len() > 2 * KEY_LENGTH {
            return None;
        }
        key.capital = word.chars().next().is_some_and(char::is_uppercase);
        for c in word.chars() {
            let c = match c {
                '\x01'..='\x7f' => {
                    key.push_byte(c.to_ascii_lowercase() as u8)?;
                    continue;
                }
                'à'..='å' | 'À'..='Å' => 'a',
                'è'..='ë' | 'È'..='Ë' => 'e',
                'ì'..='ï' | 'Ì'..='Ï' => 'i',
                'ò'..='ö' | 'Ò'..='Ö' => 'o',
                'ù'..='ü' | 'Ù'..='Ü' => 'u',
                '§' | 'º' | '°' | 'ç' => c,
                'Ç' => 'ç',
                '\u{2019}' => '\'',
                '\u{2010}' | '\u{2011}' => '-',
                // Kept apart: `ça` is no `ca`.
                '\u{327}' if key.ends_with(b"c") => {
                    key.length -= 1;
                    'ç'
                }
                // As in the composed letters above.
                '\u{300}'..='\u{302}' | '\u{308}' if key.ends_with(b"aeiou") => continue,
                '\u{303}' if key.ends_with(b"ao") => continue,
                '\u{30a}' if key.ends_with(b"a") => continue,
                '\u{ad}' => continue,
                'œ' | 'Œ' => {
                    key.push_byte(b'o')?;
                    'e'
                }
                'æ' | 'Æ' => {
                    key.push_byte(b'a')?;
                    'e'
                }
                _ => return None,
            };
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().try_for_each(|byte| key.push_byte(byte))?;
        }
        (key.length > 0).then_some(key)
    }

    fn push_byte(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(usize::from(self.length))? = byte;
        self.length += 1;
        Some(())
    }

    /// Whether the last letter is one of `letters`.
    fn ends_with(&self, letters: &[u8]) -> bool {
        self.as_bytes().last().is_some_and(|last| letters.contains(last))
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    /// The place of the key in a table of [`SLOTS`]: multiplication spreads each third (Fibonacci hashing).
    fn slot(&self) -> usize {
        let third = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&self.bytes[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        let mixed = third(0)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(third(8).wrapping_mul(0xc2b2_ae3d_27d4_eb4f))
            .wrapping_add(third(16).wrapping_mul(0x1656_67b1_9e37_79f9));
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS.trailing_zeros())) as usize
    }
}

/// Places in the table of words: many more than words, so that nearly every word of a text that stands in no list meets an
/// empty one.
const SLOTS: usize = 1 << 13;

/// Words and what they are: found by one look at a small array, and one at the word itself where that has an entry.
#[derive(Debug)]
struct Table {
    /// For each place the number of its entry, plus one; the next ones where it is taken (linear probing).
    slots: Box<[u16]>,
    entries: Vec<([u8; KEY_LENGTH], Entry)>,
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![0; SLOTS].into(), entries: Vec::new() }
    }
}

impl Table {
    fn entry(&mut self, key: &Key) -> &mut Entry {
        let mut slot = key.slot();
        loop {
            match self.slots[slot] {
                0 => {
                    assert!(self.entries.len() < SLOTS / 2, "the lists outgrow their table");
                    self.entries.push((key.bytes, Entry::default()));
                    self.slots[slot] = self.entries.len() as u16;
                }
                number if self.entries[usize::from(number) - 1].0 == key.bytes => {
                    return &mut self.entries[usize::from(number) - 1].1;
                }
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }

    fn get(&self, key: &Key) -> Entry {
        let mut slot = key.slot();
        loop {
            match self.slots[slot] {
                0 => return Entry::default(),
                number => {
                    let (word, entry) = &self.entries[usize::from(number) - 1];
                    if *word == key.bytes {
                        return *entry;
                    }
                }
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// The first three letters that the words of some sections may have, so that most words need not be read.
#[derive(Debug)]
struct Beginnings(Box<[[u32; 32]; 26]>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(Box::new([[0; 32]; 26]))
    }
}

impl Beginnings {
    /// The place of the apostrophe among the second letters.
    const APOSTROPHE: usize = 31;

    /// The bit of a third letter; whatever is none ends the word or joins it to another.
    fn third(byte: u8) -> u32 {
        if byte.is_ascii_alphabetic() { 1 << (byte & 31) } else { 1 }
    }

    /// Enters a word by its folded form.
    fn insert(&mut self, key: &[u8]) {
        let [first @ b'a'..=b'z', second, ref rest @ ..] = *key else { return };
        let letters = &mut self.0[usize::from(first - b'a')];
        match (second, rest.first().copied().unwrap_or_default()) {
            (b'\'', _) => letters[Self::APOSTROPHE] = u32::MAX,
            // `ç` may also be a letter and a mark.
            (b'a'..=b'z', 0x80..) => letters[usize::from(second - b'a')] |= Self::third(b'c'),
            (b'a'..=b'z', third) => letters[usize::from(second - b'a')] |= Self::third(third),
            _ => {}
        }
    }

    /// Whether a word that begins with a capital and these bytes may be one of them. Second letters beyond ASCII are `e` with
    /// an accent or an apostrophe.
    fn may_begin(&self, first: u8, second: u8, third: u8) -> bool {
        let Some(letters) = self.0.get(usize::from(first.wrapping_sub(b'A'))) else { return false };
        match second {
            b'a'..=b'z' => {
                let thirds = letters[usize::from(second - b'a')];
                thirds & Self::third(third) != 0 || third >= 0x80 && thirds != 0
            }
            b'\'' => letters[Self::APOSTROPHE] != 0,
            0x80.. => letters[Self::APOSTROPHE] | letters[usize::from(b'e' - b'a')] != 0,
            _ => false,
        }
    }
}

/// The first and the last letter of a word as an index, and its length. `None` where it begins or ends otherwise.
fn outline(word: &[u8]) -> Option<(usize, usize)> {
    let (first, last) = (*word.first()?, *word.last()?);
    let letter = |byte: u8| usize::from(byte & 31);
    (first.is_ascii_alphabetic() && last.is_ascii_alphabetic() && word.len() < 32)
        .then(|| (32 * letter(first) + letter(last), word.len()))
}

impl Lists {
    /// Reads data files: `# comment`, `[section]`, one word a line.
    fn read(files: &[&'static str]) -> Self {
        let mut lists = Self { lengths: vec![0; 32 * 32], ..Self::default() };
        for file in files {
            let mut kind = Kinds::default();
            for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                if let Some(section) = line.strip_prefix('[') {
                    kind = Kinds::of_section(section.trim_end_matches(']')).unwrap_or_default();
                } else if let Some(key) = Key::new(line) {
                    lists.written.push((kind, line));
                    if kind.has(Kinds::UNPUNCTUATED.or(Kinds::HEADED)) {
                        lists.beginnings.insert(key.as_bytes());
                    }
                    if let Some((letters, length)) = outline(key.as_bytes()) {
                        lists.lengths[letters] |= 1 << length;
                    }
                    let entry = lists.words.entry(&key);
                    if !key.capital {
                        entry.lower = entry.lower.or(kind);
                    }
                    // A single letter in lower case is never meant to match an initial.
                    if key.capital || line.chars().nth(1).is_some() {
                        entry.upper = entry.upper.or(kind);
                    }
                }
            }
        }
        lists
    }

    /// Whether a word that begins with these bytes may stand in the sections `unpunctuated` or `headed`.
    pub(super) fn may_begin(&self, first: u8, second: u8, third: u8) -> bool {
        self.beginnings.may_begin(first, second, third)
    }

    /// The lists of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static FRENCH: LazyLock<Lists> = LazyLock::new(|| {
            Lists::read(&[
                include_str!("data/abbreviations.fr.txt"),
                include_str!("data/starters.fr.txt"),
                include_str!("data/classifiers.fr.txt"),
                include_str!("data/unpunctuated.fr.txt"),
            ])
        });
        static ENGLISH: LazyLock<Lists> = LazyLock::new(|| {
            Lists::read(&[
                include_str!("data/abbreviations.en.txt"),
                include_str!("data/starters.en.txt"),
                include_str!("data/classifiers.en.txt"),
            ])
        });
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    /// The words of some sections as they are written in the data files, as alternatives of a regular expression.
    pub(super) fn alternatives(&self, kinds: Kinds) -> String {
        let mut words: Vec<&str> =
            self.written.iter().filter(|(kind, _)| kind.has(kinds)).map(|(_, w)| *w).collect();
        // Longer ones first: the first alternative that matches is taken.
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        words.dedup();
        let words: Vec<String> = words
            .into_iter()
            .map(|word| {
                // As in the lists: lower case matches a capital as well, other than in a single letter.
                let word = word.trim_end_matches('\'');
                let mut rest = word.chars();
                match rest.next().filter(|c| c.is_lowercase() && !rest.as_str().is_empty()) {
                    Some(first) => {
                        let capital: String = first.to_uppercase().collect();
                        format!("[{first}{capital}]{}", regex::escape(rest.as_str()))
                    }
                    None => regex::escape(word),
                }
            })
            .collect();
        words.join("|")
    }

    /// The sections that a word stands in.
    pub(super) fn kinds(&self, word: &str) -> Kinds {
        let unknown = outline(word.as_bytes())
            .is_some_and(|(letters, length)| self.lengths[letters] & 1 << length == 0 && word.is_ascii());
        if unknown {
            return Kinds::default();
        }
        Key::new(word).map_or(Kinds::default(), |key| {
            let entry = self.words.get(&key);
            if key.capital { entry.upper } else { entry.lower }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::bare;

    /// A linguist adds a word where it belongs: sections known, words sorted without accents and case, none twice.
    #[test]
    fn data_files_are_in_order() {
        let files = [
            include_str!("data/abbreviations.fr.txt"),
            include_str!("data/abbreviations.en.txt"),
            include_str!("data/starters.fr.txt"),
            include_str!("data/starters.en.txt"),
            include_str!("data/classifiers.fr.txt"),
            include_str!("data/classifiers.en.txt"),
            include_str!("data/unpunctuated.fr.txt"),
        ];
        for file in files {
            assert!(file.contains("Own compilation"), "no source: {file}");
            let mut last = String::new();
            for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                if let Some(section) = line.strip_prefix('[') {
                    assert!(Kinds::of_section(section.trim_end_matches(']')).is_some(), "{line}");
                    last.clear();
                    continue;
                }
                assert_eq!(line, line.trim());
                assert!(Key::new(line).is_some(), "too long or in another script: {line}");
                let key = format!("{} {line}", bare(line));
                assert!(last < key, "{last} before {line}");
                last = key;
            }
        }
    }

    #[test]
    fn case_and_accents_decide_as_written() {
        let lists = Lists::of(Language::French);
        assert!(lists.kinds("Éd").has(Kinds::TITLE));
        assert!(lists.kinds("e\u{301}d").has(Kinds::INNER));
        assert!(lists.kinds("ETC").has(Kinds::EITHER));
        assert!(!lists.kinds("m").has(Kinds::TITLE));
        assert_eq!(lists.kinds("ça"), Kinds::default());
    }
}
