//! Compiled glossaries: an immutable image of bytes that is opened without reading it.
//!
//! For each language the image has a vocabulary (a finite-state map from key to number), the sequences of numbers that
//! are terms (a second one, from coded numbers to a posting), and postings (places of terms among the entries). The
//! entries lie packed one after the other; one is unpacked only when it is asked for. Frequent keys have short codes, so
//! that the 1.4 million entries of a large termbase take about as many bytes as their letters.

use super::keys::{self, Joint, Keys, pieces, term_keys};
use super::pack::{Packer, TermHead, Unpacker};
use crate::glossary::{ConceptEntry, Glossary, PartOfSpeech};
use crate::text::Language;
use compact_str::CompactString;
use fst::raw::{CompiledAddr, Fst};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"GLOSETB\0";
/// Raised whenever the image or what it is computed from changes: an old image is then made anew.
pub const IMAGE_VERSION: u32 = 1;
const SECTIONS: usize = 9;
const VOCABULARY: [usize; 2] = [0, 3];
const SEQUENCES: [usize; 2] = [1, 4];
const POSTINGS: [usize; 2] = [2, 5];
const OFFSETS: usize = 6;
const ENTRIES: usize = 7;
const GLOSSARIES: usize = 8;
const HEADER: usize = MAGIC.len() + 4 + SECTIONS * 8;
/// Set in a posting that another one of the same sequence follows.
const MORE: u32 = 1 << 31;
/// A term with more readings than this is entered under the first ones only.
const MOST_SEQUENCES: usize = 24;
/// A term of more words is no term.
const MOST_UNITS: usize = 32;

/// Why bytes are no index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// They were not written by this module.
    #[error("not a compiled glossary")]
    Foreign,
    /// They were written by another version of it.
    #[error("compiled by another version ({found}, not {IMAGE_VERSION})")]
    Version {
        /// The version that they say.
        found: u32,
    },
    /// Something is missing or does not fit.
    #[error("damaged compiled glossary")]
    Damaged,
}

/// A set of glossaries, compiled.
#[derive(Clone)]
pub struct TermIndex {
    image: Image,
    sections: [Range<usize>; SECTIONS],
}

#[derive(Clone)]
enum Image {
    Embedded(&'static [u8]),
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
}

impl std::fmt::Debug for TermIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TermIndex").field("concepts", &self.len()).finish_non_exhaustive()
    }
}

/// A state of the sequences of a language: some words of a term read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) address: CompiledAddr,
    pub(crate) output: u64,
}

impl TermIndex {
    /// Compiles glossaries in memory.
    pub fn build(glossaries: &[Glossary]) -> Self {
        let mut builder = IndexBuilder::new();
        for glossary in glossaries {
            builder.glossary(&glossary.name, glossary.domain.as_deref());
            glossary.concepts.iter().for_each(|concept| builder.concept(concept));
        }
        Self::from_bytes(builder.finish()).expect("what the builder writes can be opened")
    }

    /// Opens an image that [`IndexBuilder::finish`] made.
    ///
    /// # Errors
    /// When the bytes are none, are of another version, or are cut off.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, IndexError> {
        Self::open(Image::Shared(Arc::new(bytes)))
    }

    /// Opens an image that something else holds, as a mapped file does.
    ///
    /// # Errors
    /// As [`TermIndex::from_bytes`].
    pub fn from_shared(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Result<Self, IndexError> {
        Self::open(Image::Shared(bytes))
    }

    /// Opens an embedded image.
    ///
    /// # Errors
    /// As [`TermIndex::from_bytes`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, IndexError> {
        Self::open(Image::Embedded(bytes))
    }

    /// The image, as it is stored.
    pub fn bytes(&self) -> &[u8] {
        match &self.image {
            Image::Embedded(bytes) => bytes,
            Image::Shared(bytes) => (**bytes).as_ref(),
        }
    }

    fn open(image: Image) -> Result<Self, IndexError> {
        let bytes: &[u8] = match &image {
            Image::Embedded(bytes) => bytes,
            Image::Shared(bytes) => (**bytes).as_ref(),
        };
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(IndexError::Foreign);
        }
        let found = u32_at(bytes, 2);
        if found != IMAGE_VERSION {
            return Err(IndexError::Version { found });
        }
        let mut at = HEADER;
        let sections = std::array::from_fn(|section| {
            let start = MAGIC.len() + 4 + section * 8;
            let length = u64::from_le_bytes(bytes[start..start + 8].try_into().expect("eight bytes"));
            let begin = at;
            at = at.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
            begin..at
        });
        if at != bytes.len() {
            return Err(IndexError::Damaged);
        }
        let index = Self { image, sections };
        for section in VOCABULARY.into_iter().chain(SEQUENCES) {
            Fst::new(index.section(section)).map_err(|_| IndexError::Damaged)?;
        }
        if index.section(OFFSETS).is_empty() {
            return Err(IndexError::Damaged);
        }
        Ok(index)
    }

    fn section(&self, section: usize) -> &[u8] {
        let range = self.sections[section].clone();
        match &self.image {
            Image::Embedded(bytes) => &bytes[range],
            Image::Shared(bytes) => &(**bytes).as_ref()[range],
        }
    }

    /// Number of concepts.
    pub fn len(&self) -> usize {
        self.section(OFFSETS).len() / 4 - 1
    }

    /// Whether it has no concept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Size of the image in bytes.
    pub fn image_len(&self) -> usize {
        self.sections[GLOSSARIES].end
    }

    /// A concept, its glossary's domain put in where it has none of its own.
    pub fn concept(&self, index: u32) -> ConceptEntry {
        if index as usize >= self.len() {
            return ConceptEntry::default();
        }
        let at = u32_at(self.section(OFFSETS), index as usize);
        let (mut entry, glossary) = Unpacker::new(self.section(ENTRIES), at as usize).concept();
        if entry.domains.is_empty()
            && let Some(domain) = self.glossaries().nth(glossary).and_then(|(_, domain)| domain)
        {
            entry.domains.push(domain.to_owned());
        }
        entry
    }

    /// Name and domain of the glossaries that it was made of.
    pub fn glossaries(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let text = std::str::from_utf8(self.section(GLOSSARIES)).unwrap_or_default();
        text.lines().map(|line| {
            let (name, domain) = line.split_once('\t').unwrap_or((line, ""));
            (name, Some(domain).filter(|domain| !domain.is_empty()))
        })
    }

    pub(crate) fn vocabulary(&self, language: Language) -> Fst<&[u8]> {
        Fst::new(self.section(VOCABULARY[language as usize])).expect("checked when it was opened")
    }

    pub(crate) fn sequences(&self, language: Language) -> Fst<&[u8]> {
        Fst::new(self.section(SEQUENCES[language as usize])).expect("checked when it was opened")
    }

    /// The terms of a sequence: offsets of their heads.
    pub(crate) fn postings(&self, language: Language, first: u64) -> impl Iterator<Item = u32> {
        let bytes = self.section(POSTINGS[language as usize]);
        let mut next = Some(first as usize);
        std::iter::from_fn(move || {
            let at = next.take().filter(|at| at * 4 < bytes.len())?;
            let posting = u32_at(bytes, at);
            if posting & MORE != 0 {
                next = Some(at + 1);
            }
            Some(posting & !MORE)
        })
    }

    /// The head of a term.
    pub(crate) fn head(&self, offset: u32) -> TermHead<'_> {
        Unpacker::new(self.section(ENTRIES), offset as usize).head()
    }

    /// The concept that a term belongs to.
    pub(crate) fn concept_of(&self, offset: u32) -> u32 {
        let offsets = self.section(OFFSETS);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if u32_at(offsets, middle) <= offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1) as u32
    }

    /// All terms of a language by the first of their postings, for scans of the whole index.
    pub(crate) fn all_postings(&self, language: Language) -> impl Iterator<Item = u32> {
        let bytes = self.section(POSTINGS[language as usize]);
        (0..bytes.len() / 4).map(|at| u32_at(bytes, at) & !MORE)
    }
}

fn u32_at(bytes: &[u8], index: usize) -> u32 {
    bytes
        .get(index * 4..index * 4 + 4)
        .map_or(0, |four| u32::from_le_bytes(four.try_into().expect("four bytes")))
}

/// The code of a key's number in the sequences: one to three bytes, none the beginning of another.
pub(crate) fn code(number: u32) -> SmallVec<[u8; 4]> {
    match number {
        0..0x80 => SmallVec::from_slice(&[number as u8]),
        0x80..0x4080 => {
            let rest = number - 0x80;
            SmallVec::from_slice(&[0x80 | (rest >> 8) as u8, rest as u8])
        }
        _ => {
            let rest = number - 0x4080;
            SmallVec::from_slice(&[0xc0 | (rest >> 16) as u8, (rest >> 8) as u8, rest as u8])
        }
    }
}

/// Reads one more word of a term.
pub(crate) fn step(sequences: &Fst<&[u8]>, from: State, code: &[u8]) -> Option<State> {
    let mut state = from;
    for &byte in code {
        let node = sequences.node(state.address);
        let transition = node.transition(node.find_input(byte)?);
        state.address = transition.addr;
        state.output += transition.out.value();
    }
    Some(state)
}

/// The posting of the term that ends here, if one does.
pub(crate) fn ending(sequences: &Fst<&[u8]>, state: State) -> Option<u64> {
    let node = sequences.node(state.address);
    node.is_final().then(|| state.output + node.final_output().value())
}

/// Compiles concepts one by one, so that a large termbase need not be held as a model.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    packer: Packer,
    offsets: Vec<u32>,
    glossaries: String,
    count: usize,
    languages: [LanguageBuilder; 2],
}

#[derive(Debug, Default)]
struct LanguageBuilder {
    numbers: FxHashMap<CompactString, u32>,
    uses: Vec<u32>,
    /// Key numbers of all sequences, one after the other.
    units: Vec<u32>,
    /// First unit, number of units, offset of the term.
    sequences: Vec<(u32, u8, u32)>,
}

impl IndexBuilder {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a glossary: the concepts that follow are of it.
    pub fn glossary(&mut self, name: &str, domain: Option<&str>) {
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        self.glossaries.push_str(&format!("{}\t{}\n", clean(name), clean(domain.unwrap_or_default())));
        self.count += 1;
    }

    /// Adds a concept. Concepts past the first 2 GiB of entries are left out.
    pub fn concept(&mut self, entry: &ConceptEntry) {
        let at = self.packer.bytes.len();
        if at >= (MORE - (1 << 20)) as usize {
            return;
        }
        self.offsets.push(at as u32);
        let languages = &mut self.languages;
        self.packer.concept(entry, self.count.saturating_sub(1), |section, term, offset| {
            if let Some(language) = Language::from_tag(&section.language) {
                let verbal = term.part_of_speech == Some(PartOfSpeech::Verb);
                for sequence in sequences(&term.term, verbal, language) {
                    languages[language as usize].add(&sequence, offset as u32);
                }
            }
        });
    }

    /// The image.
    pub fn finish(mut self) -> Vec<u8> {
        self.offsets.push(self.packer.bytes.len() as u32);
        let mut sections: [Vec<u8>; SECTIONS] = Default::default();
        for (number, language) in self.languages.into_iter().enumerate() {
            let (vocabulary, sequences, postings) = language.finish();
            sections[VOCABULARY[number]] = vocabulary;
            sections[SEQUENCES[number]] = sequences;
            sections[POSTINGS[number]] = postings;
        }
        sections[OFFSETS] = self.offsets.iter().flat_map(|offset| offset.to_le_bytes()).collect();
        sections[ENTRIES] = self.packer.bytes;
        sections[GLOSSARIES] = self.glossaries.into_bytes();
        let mut image = Vec::with_capacity(HEADER + sections.iter().map(Vec::len).sum::<usize>());
        image.extend_from_slice(MAGIC);
        image.extend_from_slice(&IMAGE_VERSION.to_le_bytes());
        for section in &sections {
            image.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        sections.into_iter().for_each(|section| image.extend_from_slice(&section));
        image
    }
}

impl LanguageBuilder {
    fn add(&mut self, sequence: &[CompactString], offset: u32) {
        let first = self.units.len() as u32;
        for key in sequence {
            let number = match self.numbers.get(key) {
                Some(&number) => number,
                None => {
                    let number = self.uses.len() as u32;
                    self.numbers.insert(key.clone(), number);
                    self.uses.push(0);
                    number
                }
            };
            self.uses[number as usize] += 1;
            self.units.push(number);
        }
        self.sequences.push((first, sequence.len() as u8, offset));
    }

    fn finish(self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut by_key: Vec<(CompactString, u32)> = self.numbers.into_iter().collect();
        by_key.sort_unstable();
        // Rank by use, then by key: the same glossaries always give the same image.
        let mut by_use: Vec<usize> = (0..by_key.len()).collect();
        by_use.sort_by_key(|&at| (std::cmp::Reverse(self.uses[by_key[at].1 as usize]), at));
        let mut rank = vec![0u32; by_key.len()];
        let mut rank_of_key = vec![0u32; by_key.len()];
        for (place, &at) in by_use.iter().enumerate() {
            rank[by_key[at].1 as usize] = place as u32;
            rank_of_key[at] = place as u32;
        }
        let vocabulary = map(by_key.iter().zip(&rank_of_key).map(|((key, _), &rank)| (key, u64::from(rank))));
        let mut coded: Vec<(SmallVec<[u8; 16]>, u32)> = self
            .sequences
            .iter()
            .map(|&(first, length, offset)| {
                let units = &self.units[first as usize..first as usize + length as usize];
                (units.iter().flat_map(|&unit| code(rank[unit as usize])).collect(), offset)
            })
            .collect();
        coded.sort_unstable();
        coded.dedup();
        let mut postings = Vec::with_capacity(coded.len() * 4);
        let mut keyed = Vec::new();
        for group in coded.chunk_by(|a, b| a.0 == b.0) {
            keyed.push((&group[0].0, (postings.len() / 4) as u64));
            for (number, (_, offset)) in group.iter().enumerate() {
                let more = if number + 1 < group.len() { MORE } else { 0 };
                postings.extend_from_slice(&(offset | more).to_le_bytes());
            }
        }
        (vocabulary, map(keyed.into_iter()), postings)
    }
}

fn map<K: AsRef<[u8]>>(pairs: impl Iterator<Item = (K, u64)>) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in pairs {
        builder.insert(key, value).expect("the keys are sorted and memory does not fail");
    }
    builder.into_inner().expect("memory does not fail")
}

/// The sequences of keys under which a term is entered: every reading of its words, its closed and its open form.
pub(crate) fn sequences(term: &str, verbal: bool, language: Language) -> Vec<SmallVec<[CompactString; 6]>> {
    let parts = pieces(term);
    if parts.is_empty() || parts.len() > MOST_UNITS {
        return Vec::new();
    }
    let mut variants: Vec<Vec<Keys>> = Vec::new();
    let plain: Vec<Keys> = parts.iter().map(|part| term_keys(&part.text, verbal, language)).collect();
    // e-commerce → ecommerce, start-up → startup; not capital-risque: nobody writes it in one word.
    let closes = |at: usize| {
        parts[at].joint == Joint::Hyphen
            && (language == Language::English || parts[at - 1].text.chars().count() <= 5)
            && parts[at].text.starts_with(char::is_alphabetic)
    };
    if (1..parts.len()).any(closes) {
        let mut closed: Vec<CompactString> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            match closed.last_mut() {
                Some(last) if at > 0 && closes(at) => last.push_str(&part.text),
                _ => closed.push(part.text.clone()),
            }
        }
        variants.push(closed.iter().map(|word| term_keys(word, verbal, language)).collect());
    }
    // startup → start up: a word that the lexicon does not know, made of two that it does.
    if let Some((at, head, tail)) = parts
        .iter()
        .enumerate()
        .find_map(|(at, part)| open_form(&part.text, language).map(|(head, tail)| (at, head, tail)))
    {
        let mut open = plain.clone();
        open.splice(at..=at, [term_keys(head, verbal, language), term_keys(tail, verbal, language)]);
        variants.push(open);
    }
    variants.insert(0, plain);
    let mut out = Vec::new();
    for variant in variants {
        expand(&contract(variant), &mut out);
    }
    out
}

/// de + article is one unit, as in `du`; so is à + article.
pub(crate) fn contract(units: Vec<Keys>) -> Vec<Keys> {
    let mut out: Vec<Keys> = Vec::with_capacity(units.len());
    for unit in units {
        if unit[..] == [keys::LE]
            && let Some(last) = out.last_mut()
        {
            if last[..] == [keys::DE] {
                last[0] = keys::DU.into();
                continue;
            }
            if last[..] == [keys::A] {
                last[0] = keys::AU.into();
                continue;
            }
            // A query without accents: droit a l’oubli.
            if last.iter().any(|key| key == keys::A) {
                last.push(keys::AU.into());
                continue;
            }
        }
        out.push(unit);
    }
    out
}

/// The two words that an unknown one is made of.
pub(super) fn open_form(word: &str, language: Language) -> Option<(&str, &str)> {
    let length = word.chars().count();
    if !(6..=20).contains(&length)
        || !word.chars().all(char::is_lowercase)
        || crate::morph::is_known(word, language)
    {
        return None;
    }
    let whole = |part: &str| crate::morph::is_known(part, language);
    word.char_indices()
        .map(|(at, _)| word.split_at(at))
        .filter(|(head, tail)| head.len() >= 3 && tail.len() >= 2)
        .find(|(head, tail)| whole(head) && whole(tail))
}

fn expand(units: &[Keys], out: &mut Vec<SmallVec<[CompactString; 6]>>) {
    let mut all: Vec<SmallVec<[CompactString; 6]>> = vec![SmallVec::new()];
    for unit in units {
        let mut longer = Vec::with_capacity(all.len() * unit.len());
        for key in unit {
            for sequence in &all {
                let mut next = sequence.clone();
                next.push(key.clone());
                longer.push(next);
            }
        }
        // Later readings are the less likely ones.
        longer.truncate(MOST_SEQUENCES);
        all = longer;
    }
    for sequence in all {
        if !sequence.is_empty() && !out.contains(&sequence) {
            out.push(sequence);
        }
    }
}
