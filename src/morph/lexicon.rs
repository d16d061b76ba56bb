use super::record::{self, Record};
use super::{Gender, Number, Reading, Readings, Upos, VerbForm};
use crate::text::{Language, normalize};
use compact_str::CompactString;
use fst::raw::{Fst, Node};
use std::sync::LazyLock;

/// An embedded table: folded form → set of readings.
pub(crate) struct Lexicon {
    map: fst::Map<&'static [u8]>,
    /// Per set the number of its first record, then one more for the end.
    starts: &'static [u8],
    records: &'static [u8],
    suffixes: &'static str,
    /// What [`Lexicon::classes`] returns, by set.
    classes: Vec<(u32, u32)>,
}

/// The number of a set of readings in its [`Lexicon`].
pub(crate) type SetId = u32;

static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::open(crate::embedded::lexicon(Language::French)));
static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::open(crate::embedded::lexicon(Language::English)));

/// The embedded table of a language.
pub(crate) fn lexicon(language: Language) -> &'static Lexicon {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

fn u32_at(bytes: &[u8], index: usize) -> usize {
    u32::from_le_bytes(bytes[index * 4..index * 4 + 4].try_into().expect("four bytes")) as usize
}

impl Lexicon {
    fn open((map, rules): (&'static [u8], &'static [u8])) -> Self {
        let sets = u32_at(rules, 0);
        let (starts, rest) = rules[4..].split_at((sets + 1) * 4);
        let (records, suffixes) = rest.split_at(u32_at(starts, sets) * record::SIZE);
        let mut lexicon = Self {
            map: fst::Map::new(map).expect("written by the build script"),
            starts,
            records,
            suffixes: std::str::from_utf8(suffixes).expect("written by the build script"),
            classes: Vec::new(),
        };
        lexicon.classes = (0..sets as SetId).map(|set| lexicon.class(set)).collect();
        lexicon
    }

    /// Numbers for what the records of a set say, whatever the lemmas: the same in every table.
    fn class(&self, set: SetId) -> (u32, u32) {
        let (mut readings, mut parts) = (0_u64, 0_u32);
        for record in self.records(set) {
            let code =
                u64::from(record.upos) | u64::from(record.number) << 5 | u64::from(record.verb_form) << 7;
            // A sum does not depend on the order.
            readings = readings
                .wrapping_add((code + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(code as u32 % 64));
            parts |= 1 << record.upos;
        }
        ((readings >> 32) as u32 | 1, parts)
    }

    /// Numbers for the readings of a set and for their parts of speech.
    pub(crate) fn classes(&self, set: SetId) -> (u32, u32) {
        self.classes[set as usize]
    }

    /// Those readings of a set that get the lowest grade; no grade leaves a reading out.
    pub(crate) fn graded(&self, key: &str, set: SetId, grade: impl Fn(&Record) -> Option<u8>) -> Readings {
        let Some(best) = self.records(set).filter_map(|record| grade(&record)).min() else {
            return Readings::new();
        };
        self.records(set)
            .filter(|record| grade(record) == Some(best))
            .map(|record| self.reading(key, record))
            .collect()
    }

    /// The set of readings of a folded form.
    pub(crate) fn set(&self, key: &str) -> Option<SetId> {
        self.map.get(key).map(|id| id as SetId)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The records of a set.
    pub(crate) fn records(&self, set: SetId) -> impl Iterator<Item = Record> + '_ {
        let (start, end) = (u32_at(self.starts, set as usize), u32_at(self.starts, set as usize + 1));
        self.records[start * record::SIZE..end * record::SIZE].chunks_exact(record::SIZE).map(Record::unpack)
    }

    /// The lemma that a record makes of a folded form.
    pub(crate) fn lemma(&self, key: &str, record: Record) -> CompactString {
        let mut lemma = CompactString::from(&key[..key.len() - record.cut as usize]);
        let start = record.suffix as usize;
        lemma.push_str(&self.suffixes[start..start + record.suffix_len as usize]);
        if record.spelling == record::LOWER { lemma } else { record::respell(&lemma, record.spelling).into() }
    }

    fn reading(&self, key: &str, record: Record) -> Reading {
        Reading {
            lemma: self.lemma(key, record),
            upos: UPOS[record.upos as usize],
            gender: gender(record.gender),
            number: number(record.number),
            verb_form: verb_form(record.verb_form),
            certain: true,
        }
    }

    /// The readings of a folded form; empty if the table does not hold it.
    pub(crate) fn readings(&self, key: &str) -> Readings {
        let Some(set) = self.set(key) else { return Readings::new() };
        self.records(set).map(|record| self.reading(key, record)).collect()
    }

    /// The folded forms that start with `prefix`, sorted.
    pub(crate) fn starting_with(&self, prefix: &str) -> Vec<String> {
        use fst::{Automaton, IntoStreamer, Streamer, automaton::Str};
        let mut stream = self.map.search(Str::new(prefix).starts_with()).into_stream();
        let mut found = Vec::new();
        while let Some((key, _)) = stream.next() {
            found.extend(std::str::from_utf8(key).map(str::to_owned));
        }
        found
    }

    /// The readings of all forms that lose their diacritics to be `bare`, in the order of the forms.
    pub(crate) fn readings_bare(&self, bare: &str) -> Readings {
        let mut found = Readings::new();
        let fst = self.map.as_fst();
        let mut form = String::with_capacity(bare.len() + 8);
        self.walk(fst, fst.root(), 0, bare, &mut form, &mut found);
        found
    }

    /// Depth first through the transitions whose letter is the next one of `rest` but for a diacritic.
    fn walk(
        &self,
        fst: &Fst<&'static [u8]>,
        node: Node<'_>,
        output: u64,
        rest: &str,
        form: &mut String,
        found: &mut Readings,
    ) {
        let Some(next) = rest.chars().next() else {
            if node.is_final() {
                let set = (output + node.final_output().value()) as SetId;
                for record in self.records(set) {
                    let reading = self.reading(form, record);
                    if !found.contains(&reading) {
                        found.push(reading);
                    }
                }
            }
            return;
        };
        let mut buffer = [0; 4];
        let variants =
            VARIANTS.iter().find(|(letter, _)| *letter == next).map_or("", |(_, accented)| accented);
        for letter in std::iter::once(next).chain(variants.chars()) {
            let mut at = node;
            let mut sum = output;
            let mut reached = true;
            for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
                match at.find_input(byte) {
                    Some(index) => {
                        let transition = at.transition(index);
                        sum += transition.out.value();
                        at = fst.node(transition.addr);
                    }
                    None => {
                        reached = false;
                        break;
                    }
                }
            }
            if reached {
                form.push(letter);
                self.walk(fst, at, sum, &rest[next.len_utf8()..], form, found);
                form.pop();
            }
        }
    }
}

/// The letters with diacritics that French words are written with, by their bare letter.
const VARIANTS: [(char, &str); 7] =
    [('a', "àâä"), ('c', "ç"), ('e', "éèêë"), ('i', "îï"), ('n', "ñ"), ('o', "ôö"), ('u', "ùûü")];

/// [`Upos`] in the order of [`record::UPOS`].
pub(crate) const UPOS: [Upos; 17] = [
    Upos::Adj,
    Upos::Adp,
    Upos::Adv,
    Upos::Aux,
    Upos::Cconj,
    Upos::Det,
    Upos::Intj,
    Upos::Noun,
    Upos::Num,
    Upos::Part,
    Upos::Pron,
    Upos::Propn,
    Upos::Punct,
    Upos::Sconj,
    Upos::Sym,
    Upos::Verb,
    Upos::X,
];

fn gender(code: u8) -> Option<Gender> {
    [None, Some(Gender::Masculine), Some(Gender::Feminine), Some(Gender::Common)][code as usize & 3]
}

fn number(code: u8) -> Option<Number> {
    [None, Some(Number::Singular), Some(Number::Plural), None][code as usize & 3]
}

pub(crate) fn verb_form(code: u8) -> Option<VerbForm> {
    match code {
        1 => Some(VerbForm::Finite),
        2 => Some(VerbForm::Infinitive),
        3 => Some(VerbForm::PresentParticiple),
        4 => Some(VerbForm::PastParticiple),
        _ => None,
    }
}

/// Folds a word as [`normalize::fold`] does, into a buffer that is used again and again.
pub(crate) fn fold_word(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '\'' | 'ß'..='å' | 'ç'..='ö' | 'ø'..='ÿ' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'À'..='Å' | 'Ç'..='Ö' | 'Ø'..='Þ' => out.extend(c.to_lowercase()),
            '\u{2019}' => out.push('\''),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            _ => {
                out.clear();
                out.push_str(&normalize::fold(form));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_agree_with_the_build_script() {
        for (upos, name) in UPOS.iter().zip(record::UPOS) {
            assert_eq!(serde_json::to_string(upos).unwrap(), format!("{name:?}"));
        }
    }

    #[test]
    fn folding_a_word_is_folding() {
        let mut out = String::new();
        for word in [
            "ÉTAT",
            "L’État",
            "cœur",
            "e\u{301}tat",
            "Straße",
            "jusqu'à",
            "naïveté",
            "İstanbul",
            "A\u{AD}B",
            "×÷",
        ] {
            fold_word(word, &mut out);
            assert_eq!(out, normalize::fold(word), "{word}");
        }
    }
}
