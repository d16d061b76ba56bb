//! A bilingual dictionary with counts, learnt from aligned texts: what the aligners start from, and what gives general
//! words an English rendering.
//!
//! Keys are folded dictionary forms, single words or phrases of a few words joined by spaces. A pair carries the expected
//! number of times that the two were linked; both conditional probabilities follow from it.

use compact_str::CompactString;
use std::collections::BTreeMap;

const MAGIC: &[u8; 4] = b"GLX1";
/// Steps an octave in which counts are stored: an error of 3 % at most.
const STEPS: f32 = 12.0;

/// Why bytes are no lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// They do not begin as a lexicon does.
    #[error("not a translation lexicon")]
    Magic,
    /// They end, or say impossible things, at this byte.
    #[error("translation lexicon damaged at byte {0}")]
    Damaged(usize),
}

/// One translation of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Translation<'a> {
    /// The other language's key.
    pub key: &'a str,
    /// How often the asked key is rendered so, 0–1.
    pub probability: f32,
    /// How often `key` renders back as the asked one, 0–1.
    pub reverse: f32,
    /// Expected number of times the two were linked.
    pub count: f32,
}

/// Strings, sorted, found by bisection.
#[derive(Clone, Debug, Default)]
struct Keys {
    text: String,
    ends: Vec<u32>,
}

impl Keys {
    fn push(&mut self, key: &str) {
        self.text.push_str(key);
        self.ends.push(self.text.len() as u32);
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    fn find(&self, key: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.get(middle).cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

/// Pairs of keys with counts, found from either side.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    sides: [Keys; 2],
    totals: [Vec<f32>; 2],
    /// For each key of a side, the range of its pairs.
    starts: [Vec<u32>; 2],
    /// (other key, count), in order of the other key.
    pairs: [Vec<(u32, f32)>; 2],
}

impl Lexicon {
    /// A lexicon from (French, English, count) and each key's own total. Totals that are missing or too small are the
    /// sum of the key's pairs.
    pub fn new(
        pairs: impl IntoIterator<Item = (CompactString, CompactString, f32)>,
        totals: [&BTreeMap<CompactString, f32>; 2],
    ) -> Self {
        let mut joint: BTreeMap<(CompactString, CompactString), f32> = BTreeMap::new();
        for (fr, en, count) in pairs {
            *joint.entry((fr, en)).or_default() += count;
        }
        let mut lexicon = Self::default();
        let mut english: Vec<&CompactString> = joint.keys().map(|(_, en)| en).collect();
        english.sort_unstable();
        english.dedup();
        for key in &english {
            lexicon.sides[1].push(key);
            lexicon.totals[1].push(totals[1].get(*key).copied().unwrap_or(0.0));
        }
        let mut last: Option<&CompactString> = None;
        for ((fr, en), &count) in &joint {
            if last != Some(fr) {
                lexicon.sides[0].push(fr);
                lexicon.totals[0].push(totals[0].get(fr).copied().unwrap_or(0.0));
                lexicon.starts[0].push(lexicon.pairs[0].len() as u32);
                last = Some(fr);
            }
            let id = english.binary_search(&en).expect("collected above") as u32;
            lexicon.pairs[0].push((id, count));
        }
        lexicon.starts[0].push(lexicon.pairs[0].len() as u32);
        lexicon.finish();
        lexicon
    }

    /// Derives the English side from the French one and lifts totals to the sums of the pairs.
    fn finish(&mut self) {
        let mut starts = vec![0u32; self.sides[1].len() + 1];
        for &(en, _) in &self.pairs[0] {
            starts[en as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut reverse = vec![(0u32, 0f32); self.pairs[0].len()];
        for fr in 0..self.sides[0].len() {
            for &(en, count) in &self.pairs[0][self.range(0, fr)] {
                reverse[next[en as usize] as usize] = (fr as u32, count);
                next[en as usize] += 1;
            }
        }
        self.starts[1] = starts;
        self.pairs[1] = reverse;
        for side in 0..2 {
            for id in 0..self.sides[side].len() {
                let sum: f32 = self.pairs[side][self.range(side, id)].iter().map(|p| p.1).sum();
                self.totals[side][id] = self.totals[side][id].max(sum);
            }
        }
    }

    fn range(&self, side: usize, id: usize) -> std::ops::Range<usize> {
        self.starts[side][id] as usize..self.starts[side][id + 1] as usize
    }

    /// The lexicon that comes with the program: French and English general words and phrases, learnt from free bitexts.
    pub fn embedded() -> &'static Self {
        static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| {
            Lexicon::parse(include_bytes!("data/lexicon.fr-en.bin")).unwrap_or_default()
        });
        &LEXICON
    }

    /// Number of French keys, English keys and pairs.
    pub fn size(&self) -> (usize, usize, usize) {
        (self.sides[0].len(), self.sides[1].len(), self.pairs[0].len())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.pairs[0].is_empty()
    }

    fn side(&self, side: usize, key: &str) -> impl Iterator<Item = Translation<'_>> + '_ {
        let id = self.sides[side].find(key);
        let range = id.map_or(0..0, |id| self.range(side, id));
        let total = id.map_or(1.0, |id| self.totals[side][id]);
        self.pairs[side][range].iter().map(move |&(other, count)| Translation {
            key: self.sides[1 - side].get(other as usize),
            probability: count / total,
            reverse: count / self.totals[1 - side][other as usize],
            count,
        })
    }

    /// The English renderings of a French key (a folded lemma, or lemmas joined by spaces), in alphabetical order.
    pub fn translations(&self, french: &str) -> impl Iterator<Item = Translation<'_>> + '_ {
        self.side(0, french)
    }

    /// The French words that an English key renders, in alphabetical order.
    pub fn sources(&self, english: &str) -> impl Iterator<Item = Translation<'_>> + '_ {
        self.side(1, english)
    }

    /// All pairs: French key, English key, count.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, f32)> + '_ {
        (0..self.sides[0].len()).flat_map(move |fr| {
            self.pairs[0][self.range(0, fr)]
                .iter()
                .map(move |&(en, count)| (self.sides[0].get(fr), self.sides[1].get(en as usize), count))
        })
    }

    /// How often a key was met: French (`false`) or English (`true`).
    pub fn total(&self, key: &str, english: bool) -> f32 {
        let side = usize::from(english);
        self.sides[side].find(key).map_or(0.0, |id| self.totals[side][id])
    }

    /// Writes the lexicon: keys front-coded, counts in 256 logarithmic steps.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for side in 0..2 {
            varint(&mut out, self.sides[side].len() as u32);
            let mut last = "";
            for id in 0..self.sides[side].len() {
                let key = self.sides[side].get(id);
                let shared = key.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count().min(255);
                varint(&mut out, shared as u32);
                varint(&mut out, (key.len() - shared) as u32);
                out.extend_from_slice(&key.as_bytes()[shared..]);
                out.push(quantise(self.totals[side][id]));
                last = key;
            }
        }
        for fr in 0..self.sides[0].len() {
            let range = self.range(0, fr);
            varint(&mut out, range.len() as u32);
            let mut last = 0;
            for &(en, count) in &self.pairs[0][range] {
                varint(&mut out, en - last);
                out.push(quantise(count));
                last = en;
            }
        }
        out
    }

    /// Reads what [`Lexicon::to_bytes`] wrote.
    pub fn parse(bytes: &[u8]) -> Result<Self, LexiconError> {
        if !bytes.starts_with(MAGIC) {
            return Err(LexiconError::Magic);
        }
        let mut reader = Reader { bytes, at: MAGIC.len() };
        let mut lexicon = Self::default();
        for side in 0..2 {
            let count = reader.varint()?;
            let mut key: Vec<u8> = Vec::new();
            for _ in 0..count {
                let shared = reader.varint()? as usize;
                let length = reader.varint()? as usize;
                if shared > key.len() {
                    return Err(LexiconError::Damaged(reader.at));
                }
                key.truncate(shared);
                key.extend_from_slice(reader.take(length)?);
                let text = std::str::from_utf8(&key).map_err(|_| LexiconError::Damaged(reader.at))?;
                lexicon.sides[side].push(text);
                lexicon.totals[side].push(expand(reader.take(1)?[0]));
            }
        }
        for _ in 0..lexicon.sides[0].len() {
            lexicon.starts[0].push(lexicon.pairs[0].len() as u32);
            let mut en = 0u32;
            for _ in 0..reader.varint()? {
                en = en.wrapping_add(reader.varint()?);
                if en as usize >= lexicon.sides[1].len() {
                    return Err(LexiconError::Damaged(reader.at));
                }
                let count = expand(reader.take(1)?[0]);
                lexicon.pairs[0].push((en, count));
            }
        }
        lexicon.starts[0].push(lexicon.pairs[0].len() as u32);
        if reader.at != bytes.len() {
            return Err(LexiconError::Damaged(reader.at));
        }
        lexicon.finish();
        Ok(lexicon)
    }
}

/// Counts from 0.5 to about 10⁶.
fn quantise(count: f32) -> u8 {
    ((count.max(0.5).log2() + 1.0) * STEPS).round().clamp(0.0, 255.0) as u8
}

fn expand(step: u8) -> f32 {
    (f32::from(step) / STEPS - 1.0).exp2()
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], LexiconError> {
        let end = self.at.checked_add(length).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or(LexiconError::Damaged(self.at))?;
        let slice = &self.bytes[self.at..end];
        self.at = end;
        Ok(slice)
    }

    fn varint(&mut self) -> Result<u32, LexiconError> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(LexiconError::Damaged(self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Lexicon {
        let pairs = [
            ("eau", "water", 40.0),
            ("eau potable", "drinking water", 5.0),
            ("eaux", "water", 2.0),
            ("loi", "law", 9.0),
        ];
        Lexicon::new(
            pairs.map(|(f, e, c)| (f.into(), e.into(), c)),
            [&BTreeMap::from([("loi".into(), 12.0)]), &BTreeMap::new()],
        )
    }

    #[test]
    fn both_sides_are_found() {
        let lexicon = sample();
        let water: Vec<_> = lexicon.translations("eau").collect();
        assert_eq!((water.len(), water[0].key, water[0].probability), (1, "water", 1.0));
        assert_eq!(lexicon.sources("water").map(|t| t.key).collect::<Vec<_>>(), ["eau", "eaux"]);
        assert_eq!(lexicon.translations("loi").next().unwrap().probability, 0.75);
        assert_eq!(lexicon.translations("feu").count(), 0);
    }

    #[test]
    fn bytes_lead_back() {
        let bytes = sample().to_bytes();
        let again = Lexicon::parse(&bytes).unwrap();
        assert_eq!(again.size(), sample().size());
        assert_eq!(again.to_bytes(), bytes);
        assert!((again.total("loi", false) - 12.0).abs() < 0.4);
        for cut in 0..bytes.len() {
            assert!(Lexicon::parse(&bytes[..cut]).is_err());
        }
    }
}
