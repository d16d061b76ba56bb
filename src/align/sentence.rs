//! Sentence alignment: which sentences of a text and of its translation say the same.
//!
//! The likeliest path of beads (1–0 … 3–3), found by dynamic programming inside a band. What speaks for a bead is of three
//! kinds: lengths (Gale & Church 1993); words, by dictionary, look and what the text itself teaches (Moore 2002); and
//! sentence vectors where an encoder made them (Thompson & Koehn 2019). The weights of this evidence are those of a
//! conditional random field fitted on texts whose beads are known ([`super::lattice`]); its posterior probabilities are
//! the confidences. The band follows a path found on a coarser text, in which neighbours are joined two by two
//! (vecalign's scheme), so that time and memory grow with the length of the text, not its square.

use super::lattice::{self, FEATURES, Features, Lattice, Weights};
use super::lexicon::Lexicon;
use super::word::word_key;
use crate::encode;
use crate::text::{Language, Span, normalize};
use crate::token::{TokenKind, tokenize};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// A sentence as the aligner sees it.
#[derive(Clone, Debug, Default)]
pub struct SentenceInfo<'a> {
    /// Its text.
    pub text: &'a str,
    /// Dictionary forms of its words, folded. Where none are given, the words of the text as they are.
    pub keys: Vec<CompactString>,
    /// Whether it is the first of a block.
    pub starts_block: bool,
    /// Whether it is a title.
    pub heading: bool,
}

impl<'a> SentenceInfo<'a> {
    /// A sentence of which nothing but the text is known.
    pub fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// A sentence in a language whose dictionary forms are known.
    pub fn keyed(text: &'a str, language: Language) -> Self {
        let tokens = tokenize(text, Span::new(0, text.len()), &[], language);
        let words = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Clitic));
        let keys = words.map(|t| word_key(t.span.text(text), language)).collect();
        Self { text, keys, ..Self::default() }
    }
}

/// The vectors of the source's and of the target's sentences.
pub type Vectors<'a> = (&'a [Vec<f32>], &'a [Vec<f32>]);

/// What is known beside the texts themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// A dictionary from the source's language to the target's.
    pub lexicon: Option<&'a Lexicon>,
    /// The source is the lexicon's English, the target its French.
    pub reversed: bool,
    /// Unit vectors of the sentences of both sides, if an encoder made them.
    pub vectors: Option<Vectors<'a>>,
}

/// Sentences of both sides that say the same. One side may be empty.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Bead {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
    /// 0–1: how sure it is that this is right. Below [`DOUBTFUL`] a person should look.
    pub confidence: f32,
}

/// Confidence below which a bead is marked as doubtful.
pub const DOUBTFUL: f32 = 0.5;

/// The two texts are no translations of each other.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the texts do not look like translations of each other (mean score {score:.2})")]
pub struct Unrelated {
    /// Mean nearness of the beads: about 0.1 for unrelated texts, 0.5 and more for translations.
    pub score: f32,
}

/// (source sentences, target sentences) of the beads that there may be.
pub(super) const MOVES: &[(usize, usize)] =
    &[(1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (1, 4), (4, 1)];
/// Most sentences on a side of a bead.
pub(super) const MAX_SIDE: usize = 4;
/// Cells up to which the whole grid is searched.
const FULL_GRID: usize = 250 * 250;
/// Half width of the band at every level of coarseness.
const BAND: usize = 24;
/// Half width of the band in which other paths than the best are weighed.
const RIVALS: usize = 6;
/// Variance of the target's length for each character of the source (Gale & Church 1993).
const LENGTH_VARIANCE: f32 = 6.8;
/// Texts whose vectors are less near than this, and whose words say no more than [`LEAST_WORDS_TOO`], are unrelated:
/// unrelated news have 0.1 to 0.2, translations 0.5 to 0.7.
const LEAST_NEARNESS: f32 = 0.25;
const LEAST_WORDS_TOO: f32 = 0.6;
/// Without vectors: evidence of words a word in nats; unrelated news have 0.1 to 0.35, translations 0.8 to 1.2.
const LEAST_WORDS: f32 = 0.45;
/// Dimensions of the vectors that guide the coarse search where no encoder made better ones.
const HASHED_DIMENSIONS: usize = 128;
/// Dictionary knowledge counts as much as so many observations.
const PRIOR_STRENGTH: f32 = 4.0;
/// Share of beads without counterpart that the weights suppose; it counts as much as so many beads; and the most that is
/// taken for possible.
const USUAL_ALONE: f32 = 0.01;
const USUAL_WEIGHT: f32 = 100.0;
const MOST_ALONE: f32 = 0.4;
/// Sentences from which the text may teach its own dictionary.
const LEARN_AT_MOST: usize = 12_000;

/// Aligns two texts, sentence by sentence. The beads cover both sides without gaps, in order.
///
/// Total: whatever the texts, some path is the best. [`align_related`] tells whether it means anything.
pub fn align_sentences(source: &[SentenceInfo], target: &[SentenceInfo], evidence: &Evidence) -> Vec<Bead> {
    align_scored(source, target, evidence).0
}

/// Aligns two texts, and refuses where they are not each other's translation.
pub fn align_related(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
) -> Result<Vec<Bead>, Unrelated> {
    let (beads, relation) = align_scored(source, target, evidence);
    // A handful of sentences proves nothing.
    let units = source.len().min(target.len());
    let score = relation.near.unwrap_or(relation.words);
    let unrelated = match relation.near {
        Some(near) => near < LEAST_NEARNESS && relation.words < LEAST_WORDS_TOO,
        None => relation.words < if units >= 12 { LEAST_WORDS } else { LEAST_WORDS / 2.0 },
    };
    if units >= 4 && unrelated { Err(Unrelated { score }) } else { Ok(beads) }
}

/// How much two texts have to do with each other.
#[derive(Clone, Copy, Debug, Default)]
struct Relation {
    /// Evidence of words a word, in nats.
    words: f32,
    /// Mean nearness of the vectors of the beads that have both sides.
    near: Option<f32>,
}

/// The beads, and how much the texts have to do with each other.
fn align_scored(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
) -> (Vec<Bead>, Relation) {
    if source.is_empty() || target.is_empty() {
        let bead = |source, target| Bead { source, target, confidence: 1.0 };
        let beads = (0..source.len()).map(|i| bead(i..i + 1, 0..0));
        return (beads.chain((0..target.len()).map(|j| bead(0..0, j..j + 1))).collect(), Relation::default());
    }
    let mut texts = Texts::new(source, target, evidence.lexicon.is_some());
    let mut table = texts.prior_table(evidence);
    let band = coarse_band(&texts, &table, evidence);
    let mut path = search(&texts, &table, &band, evidence);
    texts.learn(&path, &mut table);
    // How long a translation is and how much it leaves out differs from text to text: the first path tells.
    texts.measure(&path);
    path = search(&texts, &table, &band, evidence);
    finish(&texts, &table, &path, evidence)
}

/// The evidence for every bead near the right ones, to fit weights on. `gold` covers both sides in order, with beads of
/// the kinds that there are.
pub fn evidence_near(
    source: &[SentenceInfo],
    target: &[SentenceInfo],
    evidence: &Evidence,
    gold: &[(Range<usize>, Range<usize>)],
) -> Lattice {
    let texts = Texts::new(source, target, evidence.lexicon.is_some());
    let mut table = texts.prior_table(evidence);
    let path: Vec<Move> = gold
        .iter()
        .map(|(s, t)| Move { i: s.start, j: t.start, a: s.len(), b: t.len(), gain: 0.0, nearness: 0.0 })
        .collect();
    texts.learn(&path, &mut table);
    lattice(&texts, &table, &path, evidence, |scorer, i, a, j, b| scorer.features(i, a, j, b))
}

// ---------------------------------------------------------------------------------------------------------------------
// Texts as numbers

#[derive(Default)]
struct Side {
    /// Key of each word id.
    vocabulary: Vec<CompactString>,
    /// Whether the word is a number, a mark or a capitalised word: compared by identity.
    exact: Vec<bool>,
    /// Word ids of all sentences, and where each sentence ends.
    words: Vec<u32>,
    ends: Vec<usize>,
    /// Characters of each sentence, and their sum up to it.
    lengths: Vec<f32>,
    /// Relative frequency of each word.
    background: Vec<f32>,
    /// Mean and deviation of the logarithm of the lengths.
    log_length: (f32, f32),
    starts_block: Vec<bool>,
    heading: Vec<bool>,
}

impl Side {
    fn new(sentences: &[SentenceInfo]) -> Self {
        let mut side = Self::default();
        let mut ids: FxHashMap<CompactString, u32> = FxHashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut tokens = Vec::new();
        for sentence in sentences {
            tokens.clear();
            features(sentence, &mut tokens);
            for (key, exact) in tokens.drain(..) {
                let next = side.vocabulary.len() as u32;
                let id = *ids.entry(key).or_insert_with_key(|key| {
                    side.vocabulary.push(key.clone());
                    side.exact.push(exact);
                    counts.push(0);
                    next
                });
                counts[id as usize] += 1;
                side.words.push(id);
            }
            side.ends.push(side.words.len());
            let length = sentence.text.chars().filter(|c| !c.is_whitespace()).count();
            side.lengths.push(length.max(1) as f32);
            side.starts_block.push(sentence.starts_block);
            side.heading.push(sentence.heading);
        }
        let total = side.words.len() as f32;
        // Rare words are taken for a little less rare than they seem in a short text.
        side.background = counts
            .iter()
            .map(|&n| (n as f32 + 1.0) / (total + side.vocabulary.len() as f32 + 200.0))
            .collect();
        let n = side.lengths.len() as f32;
        let mean = side.lengths.iter().map(|l| l.ln()).sum::<f32>() / n;
        let variance = side.lengths.iter().map(|l| (l.ln() - mean).powi(2)).sum::<f32>() / n;
        side.log_length = (mean, variance.sqrt().max(0.3));
        side
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn words(&self, sentence: usize) -> &[u32] {
        let start = if sentence == 0 { 0 } else { self.ends[sentence - 1] };
        &self.words[start..self.ends[sentence]]
    }
}

/// The words, numbers and telling marks of a sentence.
fn features(sentence: &SentenceInfo, out: &mut Vec<(CompactString, bool)>) {
    let text = sentence.text;
    let given = !sentence.keys.is_empty();
    out.extend(sentence.keys.iter().map(|key| (key.clone(), false)));
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_numeric() {
            let mut number = CompactString::default();
            number.push(c);
            let mut end = at + c.len_utf8();
            while let Some(&(next, d)) = rest.peek() {
                if d.is_numeric() {
                    number.push(d);
                } else if !(matches!(d, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}')
                    && groups_digits(&text[next + d.len_utf8()..], d))
                {
                    break;
                }
                end = next + d.len_utf8();
                rest.next();
            }
            let _ = end;
            out.push((number, true));
        } else if c.is_alphabetic() {
            let mut end = at + c.len_utf8();
            while let Some(&(next, d)) = rest.peek() {
                if !d.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(d) {
                    break;
                }
                end = next + d.len_utf8();
                rest.next();
            }
            let word = &text[at..end];
            if !given {
                out.push((CompactString::from(normalize::fold(word)), c.is_uppercase() && word.len() > 3));
            }
        } else if matches!(c, '?' | '!' | ':' | ';' | '(' | '%' | '€' | '$' | '£' | '/' | '@' | '=' | '…')
        {
            let mut mark = CompactString::default();
            mark.push(c);
            out.push((mark, true));
        } else if matches!(c, '"' | '«' | '“' | '„') {
            out.push((CompactString::const_new("\""), true));
        }
    }
}

/// Whether a mark inside a number parts groups of three digits, or decimals: `1 000`, `2,5`, but not `3, 4`.
fn groups_digits(after: &str, mark: char) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(mark, '.' | ',') { digits > 0 } else { digits == 3 }
}

struct Texts {
    source: Side,
    target: Side,
    /// Characters of the target for one of the source.
    ratio: f32,
    /// How much likelier than usual it is that a sentence has no counterpart, in nats.
    omission: f32,
}

/// (other word, probability of the other word given this one, of this one given the other).
type Entries = SmallVec<[(u32, f32, f32); 4]>;

/// Sparse word translation probabilities both ways.
#[derive(Default)]
struct Table {
    /// For each source word: (target word, p(target|source), p(source|target)), in order of the target word.
    rows: Vec<Entries>,
    /// For each word of a side, the share of its occurrences that nothing is known about.
    unknown: [Vec<f32>; 2],
}

impl Texts {
    /// `kin`: the languages are such as take about the same room.
    fn new(source: &[SentenceInfo], target: &[SentenceInfo], kin: bool) -> Self {
        let (source, target) = (Side::new(source), Side::new(target));
        let sums = (source.lengths.iter().sum::<f32>(), target.lengths.iter().sum::<f32>());
        // A translation of half the length leaves out, it is not twice as short in every sentence.
        let ratio = if kin { (sums.1 / sums.0).clamp(0.8, 1.25) } else { (sums.1 / sums.0).clamp(0.4, 2.5) };
        Self { source, target, ratio, omission: 0.0 }
    }

    /// Takes from a first path how long the translations of single sentences are and how many sentences have none.
    fn measure(&mut self, path: &[Move]) {
        let related = |m: &&Move| m.gain >= LEAST_WORDS_TOO || m.nearness >= LEAST_NEARNESS;
        let single = path.iter().filter(|m| (m.a, m.b) == (1, 1)).filter(related);
        let mut ratios: Vec<f32> =
            single.map(|m| self.target.lengths[m.j] / self.source.lengths[m.i]).collect();
        if ratios.len() >= 12 {
            let middle = ratios.len() / 2;
            self.ratio = ratios.select_nth_unstable_by(middle, f32::total_cmp).1.clamp(0.4, 2.5);
        }
        let alone = |m: &&Move| m.a == 0 || m.b == 0 || !related(m);
        let alone: usize = path.iter().filter(alone).map(|m| m.a + m.b).sum();
        let rate = (alone as f32 + USUAL_ALONE * USUAL_WEIGHT) / (path.len() as f32 + USUAL_WEIGHT);
        self.omission = (rate.min(MOST_ALONE) / USUAL_ALONE).ln().max(0.0);
    }

    /// What dictionary and look tell before the text is read.
    fn prior_table(&self, evidence: &Evidence) -> Table {
        let (n, m) = (self.source.vocabulary.len(), self.target.vocabulary.len());
        let ids: FxHashMap<&str, u32> =
            self.target.vocabulary.iter().enumerate().map(|(id, key)| (key.as_str(), id as u32)).collect();
        let bare: [Vec<String>; 2] = [&self.source, &self.target]
            .map(|side| side.vocabulary.iter().map(|key| normalize::bare(key)).collect());
        let mut by_prefix: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (id, word) in bare[1].iter().enumerate() {
            if let Some(prefix) = prefix(word) {
                by_prefix.entry(prefix).or_default().push(id as u32);
            }
        }
        let mut table = Table { rows: vec![SmallVec::new(); n], unknown: [vec![1.0; n], vec![1.0; m]] };
        for (id, key) in self.source.vocabulary.iter().enumerate() {
            let row = &mut table.rows[id];
            if let Some(lexicon) = evidence.lexicon {
                let add = |t: super::lexicon::Translation, row: &mut Entries| {
                    if let Some(&other) = ids.get(t.key) {
                        row.push((other, t.probability * 0.9, t.reverse * 0.9));
                    }
                };
                if evidence.reversed {
                    lexicon.sources(key).for_each(|t| add(t, row));
                } else {
                    lexicon.translations(key).for_each(|t| add(t, row));
                }
            }
            let exact = self.source.exact[id] || key.chars().all(|c| !c.is_alphabetic());
            if let Some(&same) = ids.get(key.as_str()) {
                let p = if exact {
                    0.8
                } else if key.len() > 3 {
                    0.5
                } else {
                    0.1
                };
                raise(row, same, p);
            }
            if let Some(candidates) = prefix(&bare[0][id]).and_then(|p| by_prefix.get(p)) {
                for &other in candidates.iter().take(200) {
                    let alike = super::cognates::similarity(&bare[0][id], &bare[1][other as usize]);
                    if alike >= 0.6 {
                        raise(row, other, 0.5 * (alike - 0.4) / 0.6);
                    }
                }
            }
        }
        table.normalise();
        table
    }

    /// Learns word translations from the beads of a first path, by expectation maximisation (IBM model 1 with the
    /// dictionary as prior). Only pairs met in two beads count: a bead must not confirm itself.
    fn learn(&self, path: &[Move], table: &mut Table) {
        let sure: Vec<&Move> =
            path.iter().filter(|m| m.a >= 1 && m.b >= 1 && m.a + m.b <= 3 && m.gain > -1.0).collect();
        if sure.len() < 12 {
            return;
        }
        let step = sure.len().div_ceil(LEARN_AT_MOST);
        let beads: Vec<&Move> = sure.into_iter().step_by(step).collect();
        let side = |side: &Side, from: usize, count: usize| -> Vec<u32> {
            let mut words: Vec<u32> = (from..from + count).flat_map(|s| side.words(s)).copied().collect();
            words.truncate(120);
            words
        };
        let texts: Vec<(Vec<u32>, Vec<u32>)> =
            beads.iter().map(|m| (side(&self.source, m.i, m.a), side(&self.target, m.j, m.b))).collect();
        // Pairs met in at least two beads.
        let mut met: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        for (bead, (s, t)) in texts.iter().enumerate() {
            for &s in s {
                for &t in t {
                    let entry = met.entry(pair(s, t)).or_insert((u32::MAX, 0));
                    if entry.0 != bead as u32 {
                        *entry = (bead as u32, entry.1 + 1);
                    }
                }
            }
        }
        met.retain(|_, (_, count)| *count >= 2);
        let mut pairs: Vec<u64> = met.into_keys().collect();
        pairs.sort_unstable();
        let index: FxHashMap<u64, u32> = pairs.iter().enumerate().map(|(i, &p)| (p, i as u32)).collect();
        let prior: Vec<(f32, f32)> = pairs.iter().map(|&p| table.get((p >> 32) as u32, p as u32)).collect();
        let mut probability: Vec<(f32, f32)> = pairs
            .iter()
            .zip(&prior)
            .map(|(&p, prior)| {
                let (s, t) = ((p >> 32) as usize, p as u32 as usize);
                (prior.0 + 0.1 * self.target.background[t], prior.1 + 0.1 * self.source.background[s])
            })
            .collect();
        let (mut total_s, mut total_t) =
            (vec![0f32; self.source.vocabulary.len()], vec![0f32; self.target.vocabulary.len()]);
        for (s, t) in &texts {
            s.iter().for_each(|&s| total_s[s as usize] += 1.0);
            t.iter().for_each(|&t| total_t[t as usize] += 1.0);
        }
        let mut counts = vec![(0f32, 0f32); pairs.len()];
        for _ in 0..5 {
            counts.fill((0.0, 0.0));
            for (s, t) in &texts {
                let cells: Vec<Option<u32>> = s
                    .iter()
                    .flat_map(|&s| t.iter().map(move |&t| (s, t)))
                    .map(|(s, t)| index.get(&pair(s, t)).copied())
                    .collect();
                for (y, &word) in t.iter().enumerate() {
                    let column = || cells.iter().skip(y).step_by(t.len()).flatten();
                    let sum: f32 = column().map(|&c| probability[c as usize].0).sum::<f32>()
                        + self.target.background[word as usize] * s.len() as f32 * 0.3;
                    column().for_each(|&c| counts[c as usize].0 += probability[c as usize].0 / sum);
                }
                for (x, &word) in s.iter().enumerate() {
                    let row = || cells[x * t.len()..(x + 1) * t.len()].iter().flatten();
                    let sum: f32 = row().map(|&c| probability[c as usize].1).sum::<f32>()
                        + self.source.background[word as usize] * t.len() as f32 * 0.3;
                    row().for_each(|&c| counts[c as usize].1 += probability[c as usize].1 / sum);
                }
            }
            for (k, &p) in pairs.iter().enumerate() {
                let (s, t) = ((p >> 32) as usize, p as u32 as usize);
                probability[k].0 =
                    (counts[k].0 + PRIOR_STRENGTH * prior[k].0) / (total_s[s] + PRIOR_STRENGTH);
                probability[k].1 =
                    (counts[k].1 + PRIOR_STRENGTH * prior[k].1) / (total_t[t] + PRIOR_STRENGTH);
            }
        }
        // Prior pairs that the beads did not show keep what the prior gives them.
        for (s, row) in table.rows.iter_mut().enumerate() {
            for entry in row.iter_mut() {
                let known = index.contains_key(&pair(s as u32, entry.0));
                if !known {
                    entry.1 *= PRIOR_STRENGTH / (total_s[s].min(20.0) + PRIOR_STRENGTH);
                    entry.2 *= PRIOR_STRENGTH / (total_t[entry.0 as usize].min(20.0) + PRIOR_STRENGTH);
                }
            }
        }
        for (k, &p) in pairs.iter().enumerate() {
            let (s, t) = ((p >> 32) as usize, p as u32);
            if probability[k].0.max(probability[k].1) >= 0.02 {
                match table.rows[s].iter_mut().find(|e| e.0 == t) {
                    Some(entry) => *entry = (t, probability[k].0, probability[k].1),
                    None => table.rows[s].push((t, probability[k].0, probability[k].1)),
                }
            }
        }
        table.normalise();
    }
}

fn pair(s: u32, t: u32) -> u64 {
    u64::from(s) << 32 | u64::from(t)
}

fn prefix(word: &str) -> Option<&str> {
    let mut marks = word.char_indices().skip(3);
    marks.next()?;
    Some(&word[..marks.next().map_or(word.len(), |(at, _)| at)])
}

fn raise(row: &mut Entries, other: u32, p: f32) {
    match row.iter_mut().find(|e| e.0 == other) {
        Some(entry) => (entry.1, entry.2) = (entry.1.max(p), entry.2.max(p)),
        None => row.push((other, p, p)),
    }
}

impl Table {
    fn get(&self, s: u32, t: u32) -> (f32, f32) {
        self.rows[s as usize].iter().find(|e| e.0 == t).map_or((0.0, 0.0), |e| (e.1, e.2))
    }

    /// Sorts the rows, scales sums above 0.9 down to it and takes what is left for the unknown.
    fn normalise(&mut self) {
        let mut sums = [vec![0f32; self.rows.len()], vec![0f32; self.unknown[1].len()]];
        for (s, row) in self.rows.iter_mut().enumerate() {
            row.sort_unstable_by_key(|e| e.0);
            for &(t, p, q) in row.iter() {
                sums[0][s] += p;
                sums[1][t as usize] += q;
            }
        }
        for (s, row) in self.rows.iter_mut().enumerate() {
            for (t, p, q) in row.iter_mut() {
                *p *= (0.9 / sums[0][s]).min(1.0);
                *q *= (0.9 / sums[1][*t as usize]).min(1.0);
            }
        }
        for (unknown, sums) in self.unknown.iter_mut().zip(&sums) {
            for (unknown, sum) in unknown.iter_mut().zip(sums) {
                *unknown = 1.0 - sum.min(0.9);
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The band

/// Columns that are searched for each row of the grid (rows 0…n, columns 0…m), neither bound ever falling.
struct Band {
    columns: Vec<Range<usize>>,
}

impl Band {
    fn full(n: usize, m: usize) -> Self {
        Self { columns: vec![0..m + 1; n + 1] }
    }

    /// All cells that are at most `width` rows or columns away from a path of cells.
    fn around(path: &[(usize, usize)], n: usize, m: usize, width: usize) -> Self {
        let mut low = vec![usize::MAX; n + 1];
        let mut high = vec![0; n + 1];
        for &(i, j) in path {
            let (i, j) = (i.min(n), j.min(m));
            low[i] = low[i].min(j);
            high[i] = high[i].max(j);
        }
        // Rows that the path jumps over take the bounds of their neighbours.
        for i in 1..=n {
            if low[i] == usize::MAX {
                low[i] = high[i - 1];
            }
            high[i] = high[i].max(low[i]).max(high[i - 1]);
        }
        let columns = (0..=n)
            .map(|i| {
                let from = low[i.saturating_sub(width)].saturating_sub(width);
                let to = (high[(i + width).min(n)] + width).min(m);
                from..to + 1
            })
            .collect();
        Self { columns }
    }
}

/// Sentence vectors of a side joined over 2^level sentences.
struct Level {
    vectors: [Vec<Vec<f32>>; 2],
    lengths: [Vec<f32>; 2],
}

fn coarse_band(texts: &Texts, table: &Table, evidence: &Evidence) -> Band {
    let (n, m) = (texts.source.len(), texts.target.len());
    if n * m <= FULL_GRID {
        return Band::full(n, m);
    }
    let vectors = match evidence.vectors {
        Some((s, t)) if s.len() == n && t.len() == m => [s.to_vec(), t.to_vec()],
        _ => hashed_vectors(texts, table),
    };
    let mut levels =
        vec![Level { vectors, lengths: [texts.source.lengths.clone(), texts.target.lengths.clone()] }];
    while let Some(last) = levels.last()
        && last.lengths[0].len() * last.lengths[1].len() > FULL_GRID
    {
        let join = |side: usize| -> Vec<Vec<f32>> {
            last.vectors[side]
                .chunks(2)
                .map(|pair| {
                    let mut sum = pair[0].clone();
                    if let Some(second) = pair.get(1) {
                        sum.iter_mut().zip(second).for_each(|(a, b)| *a += b);
                    }
                    unit(&mut sum);
                    sum
                })
                .collect()
        };
        let lengths =
            [0, 1].map(|side: usize| last.lengths[side].chunks(2).map(|pair| pair.iter().sum()).collect());
        let next = Level { vectors: [join(0), join(1)], lengths };
        levels.push(next);
    }
    let top = levels.last().expect("one at least");
    let mut band = Band::full(top.lengths[0].len(), top.lengths[1].len());
    // The finest level is searched with everything, not here.
    for depth in (1..levels.len()).rev() {
        let path = levels[depth].search(&band, texts.ratio);
        let finer = &levels[depth - 1];
        let doubled: Vec<(usize, usize)> = path.iter().map(|&(i, j)| (2 * i, 2 * j)).collect();
        band = Band::around(&doubled, finer.lengths[0].len(), finer.lengths[1].len(), BAND);
    }
    band
}

impl Level {
    /// The cells of the cheapest path with moves 1–1, 1–0, 0–1.
    fn search(&self, band: &Band, ratio: f32) -> Vec<(usize, usize)> {
        let [sources, targets] = &self.vectors;
        // What unrelated neighbours have in common, from a regular sample.
        let step = (sources.len() / 200).max(1);
        let (mut sum, mut samples) = (0.0, 0.0f32);
        for (k, s) in sources.iter().step_by(step).enumerate() {
            for t in targets.iter().skip(k % 7).step_by((targets.len() / 20).max(1)) {
                sum += dot(s, t);
                samples += 1.0;
            }
        }
        let base = (sum / samples.max(1.0)).clamp(-0.5, 0.9);
        let cost = |i: usize, j: usize| {
            let (a, b) = (self.lengths[0][i] * ratio, self.lengths[1][j]);
            let z2 = (a - b).powi(2) / (LENGTH_VARIANCE * ((a + b) / 2.0).max(1.0));
            (1.0 - dot(&sources[i], &targets[j])) / (1.0 - base) + 0.05 * z2.min(16.0)
        };
        let mut grid = Grid::new(band);
        for i in 0..band.columns.len() {
            for j in band.columns[i].clone() {
                if i == 0 && j == 0 {
                    continue;
                }
                let mut best = (f32::INFINITY, 0);
                let mut offer = |from: Option<f32>, cost: f32, which: u8| {
                    if let Some(before) = from
                        && before + cost < best.0
                    {
                        best = (before + cost, which);
                    }
                };
                if i > 0 && j > 0 {
                    let before = grid.cost(i - 1, j - 1);
                    offer(before, if before.is_some() { cost(i - 1, j - 1) } else { 0.0 }, 0);
                }
                if i > 0 {
                    offer(grid.cost(i - 1, j), 0.65, 1);
                }
                if j > 0 {
                    offer(grid.cost(i, j - 1), 0.65, 2);
                }
                grid.set(i, j, best.0, best.1);
            }
        }
        let (mut i, mut j) = (sources.len(), targets.len());
        let mut path = vec![(i, j)];
        while i > 0 || j > 0 {
            match grid.choice(i, j) {
                0 => (i, j) = (i - 1, j - 1),
                1 => i -= 1,
                _ => j -= 1,
            }
            path.push((i, j));
        }
        path.reverse();
        path
    }
}

/// Costs of the last rows and choices of all cells of a band.
struct Grid<'a> {
    band: &'a Band,
    offsets: Vec<usize>,
    choices: Vec<u8>,
    /// Rows of costs, in a ring.
    costs: [Vec<f32>; MAX_SIDE + 1],
}

impl<'a> Grid<'a> {
    fn new(band: &'a Band) -> Self {
        let mut offsets = Vec::with_capacity(band.columns.len());
        let mut total = 0;
        for columns in &band.columns {
            offsets.push(total);
            total += columns.len();
        }
        let mut grid = Self { band, offsets, choices: vec![u8::MAX; total], costs: Default::default() };
        grid.start_row(0);
        grid.set(0, 0, 0.0, u8::MAX);
        grid
    }

    fn start_row(&mut self, i: usize) {
        let row = &mut self.costs[i % (MAX_SIDE + 1)];
        row.clear();
        row.resize(self.band.columns[i].len(), f32::INFINITY);
    }

    fn cost(&self, i: usize, j: usize) -> Option<f32> {
        let columns = &self.band.columns[i];
        if !columns.contains(&j) {
            return None;
        }
        Some(self.costs[i % (MAX_SIDE + 1)][j - columns.start]).filter(|c| c.is_finite())
    }

    fn set(&mut self, i: usize, j: usize, cost: f32, choice: u8) {
        let columns = &self.band.columns[i];
        if j == columns.start && i > 0 {
            self.start_row(i);
        }
        let columns = &self.band.columns[i];
        self.costs[i % (MAX_SIDE + 1)][j - columns.start] = cost;
        self.choices[self.offsets[i] + j - columns.start] = choice;
    }

    fn choice(&self, i: usize, j: usize) -> u8 {
        self.choices[self.offsets[i] + j - self.band.columns[i].start]
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(vector: &mut [f32]) {
    let norm = dot(vector, vector).sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|v| *v /= norm);
    }
}

/// Vectors in which a word and its likely translations point the same way: each target word is a few random axes.
fn hashed_vectors(texts: &Texts, table: &Table) -> [Vec<Vec<f32>>; 2] {
    let add = |vector: &mut [f32], word: u32, weight: f32| {
        let mut state = u64::from(word).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for _ in 0..4 {
            state ^= state >> 29;
            state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state ^= state >> 32;
            let sign = if state & 0x8000 == 0 { weight } else { -weight };
            vector[state as usize % HASHED_DIMENSIONS] += sign;
        }
    };
    let rarity: Vec<f32> = texts.target.background.iter().map(|p| -p.ln()).collect();
    let make = |side: &Side, source: bool| {
        (0..side.len())
            .map(|sentence| {
                let mut vector = vec![0.0; HASHED_DIMENSIONS];
                for &word in side.words(sentence) {
                    if source {
                        for &(other, p, q) in &table.rows[word as usize] {
                            add(&mut vector, other, (p * q).sqrt() * (rarity[other as usize] - 4.0).max(0.0));
                        }
                    } else {
                        let known = 1.0 - table.unknown[1][word as usize];
                        add(&mut vector, word, known * (rarity[word as usize] - 4.0).max(0.0));
                    }
                }
                unit(&mut vector);
                vector
            })
            .collect()
    };
    [make(&texts.source, true), make(&texts.target, false)]
}

// ---------------------------------------------------------------------------------------------------------------------
// The search

/// A bead of a path: `a` sentences from `i`, `b` sentences from `j`.
#[derive(Clone, Copy, Debug)]
struct Move {
    i: usize,
    j: usize,
    a: usize,
    b: usize,
    /// Evidence of words a word, in nats.
    gain: f32,
    /// Nearness of the vectors: 1 the same, 0 as far as sentences of other places.
    nearness: f32,
}

impl Move {
    /// 0–1: how likely its sides have anything to do with each other at all. The best of all paths may still lead through
    /// stretches that were replaced or written anew.
    fn related(&self, vectors: bool) -> f32 {
        if self.a == 0 || self.b == 0 {
            return 1.0;
        }
        let logistic = |x: f32| 1.0 / (1.0 + (-x).exp());
        if vectors {
            let (near, words) = (self.nearness - LEAST_NEARNESS, self.gain - LEAST_WORDS_TOO);
            logistic(f32::max(30.0 * near, 10.0 * words))
        } else {
            logistic(10.0 * (self.gain - LEAST_WORDS / 2.0))
        }
    }
}

/// Evidence of words for each pair of one source sentence and the target sentences of its part of the band.
#[derive(Default)]
struct Row {
    first: usize,
    /// For each target sentence from `first`: where its cells begin in `to_target`.
    offsets: Vec<u32>,
    /// For each word of each target sentence: Σ p(word | source words) / p(word).
    to_target: Vec<f32>,
    /// For each target sentence, for each word of the source sentence: Σ p(word | target words) / p(word).
    to_source: Vec<f32>,
    /// Words of the source sentence.
    width: usize,
    /// The cosine with each target sentence.
    cosines: Vec<f32>,
}

struct Scorer<'a> {
    texts: &'a Texts,
    table: &'a Table,
    weights: &'static Weights,
    vectors: Option<Vectors<'a>>,
    /// Mean cosine of each source and target sentence with sentences elsewhere.
    base: [Vec<f32>; 2],
    /// For each sentence of a side: the length of its vector, times its characters, joined with 0 … 3 that follow.
    norms: [Vec<[f32; MAX_SIDE]>; 2],
    rows: [Row; MAX_SIDE],
    /// For each target word: the words of the current source sentence that may translate it.
    heads: FxHashMap<u32, Entries>,
    unknown: [Vec<f32>; 2],
}

impl<'a> Scorer<'a> {
    fn new(texts: &'a Texts, table: &'a Table, evidence: &Evidence<'a>) -> Self {
        let (n, m) = (texts.source.len(), texts.target.len());
        let vectors = evidence.vectors.filter(|(s, t)| s.len() == n && t.len() == m);
        let base = vectors.map_or([Vec::new(), Vec::new()], |(s, t)| {
            let mean = |from: &[Vec<f32>], to: &[Vec<f32>]| -> Vec<f32> {
                let step = (to.len() / 48).max(1);
                from.iter()
                    .enumerate()
                    .map(|(i, v)| {
                        let sample = to.iter().skip(i % step).step_by(step);
                        let count = sample.clone().count().max(1) as f32;
                        sample.map(|t| dot(v, t)).sum::<f32>() / count
                    })
                    .collect()
            };
            [mean(s, t), mean(t, s)]
        });
        let unknown = [(&texts.source, 0), (&texts.target, 1)].map(|(side, which)| {
            (0..side.len())
                .map(|k| side.words(k).iter().map(|&w| table.unknown[which][w as usize]).sum())
                .collect::<Vec<f32>>()
        });
        let norms = vectors.map_or([Vec::new(), Vec::new()], |(s, t)| {
            [norms(s, &texts.source.lengths), norms(t, &texts.target.lengths)]
        });
        let weights = lattice::weights(vectors.is_some());
        let (rows, heads) = (Default::default(), FxHashMap::default());
        Self { texts, table, weights, vectors, base, norms, rows, heads, unknown }
    }

    /// Computes the evidence of words of a source sentence with the target sentences `columns`.
    fn load(&mut self, i: usize, columns: Range<usize>) {
        let words = self.texts.source.words(i);
        self.heads.clear();
        for (k, &word) in words.iter().enumerate() {
            let own = self.texts.source.background[word as usize];
            for &(t, p, q) in &self.table.rows[word as usize] {
                let ratio = (k as u32, p / self.texts.target.background[t as usize], q / own);
                self.heads.entry(t).or_default().push(ratio);
            }
        }
        let row = &mut self.rows[i % MAX_SIDE];
        row.first = columns.start;
        row.width = words.len();
        row.cosines.clear();
        if let Some((s, t)) = self.vectors {
            row.cosines.extend(t[columns.clone()].iter().map(|t| encode::similarity(&s[i], t)));
        }
        row.offsets.clear();
        row.to_target.clear();
        row.to_source.clear();
        row.to_source.resize(columns.len() * words.len(), 0.0);
        for (c, j) in columns.enumerate() {
            row.offsets.push(row.to_target.len() as u32);
            let cells = &mut row.to_source[c * words.len()..(c + 1) * words.len()];
            for t in self.texts.target.words(j) {
                let mut sum = 0.0;
                if let Some(sources) = self.heads.get(t) {
                    for &(k, p, q) in sources {
                        sum += p;
                        cells[k as usize] += q;
                    }
                }
                row.to_target.push(sum);
            }
        }
        row.offsets.push(row.to_target.len() as u32);
    }

    /// Evidence of words that sentences `i..i + a` and `j..j + b` belong together, in nats: mean of both directions, and
    /// the number of words that it rests on.
    fn words(&self, i: usize, a: usize, j: usize, b: usize) -> (f32, f32) {
        let (source, target) = (&self.texts.source, &self.texts.target);
        let count_s: usize = (i..i + a).map(|s| source.words(s).len()).sum();
        let count_t: usize = (j..j + b).map(|t| target.words(t).len()).sum();
        if count_s == 0 || count_t == 0 {
            return (0.0, 0.0);
        }
        let unknown_s: f32 = self.unknown[0][i..i + a].iter().sum();
        let unknown_t: f32 = self.unknown[1][j..j + b].iter().sum();
        let mut product = Product::default();
        for t in j..j + b {
            for k in 0..target.words(t).len() {
                let mut sum = unknown_s;
                for s in i..i + a {
                    let row = &self.rows[s % MAX_SIDE];
                    sum += row.to_target[row.offsets[t - row.first] as usize + k];
                }
                product.push(sum);
            }
        }
        let forward = product.ln() - count_t as f32 * (count_s as f32).ln();
        let mut product = Product::default();
        for s in i..i + a {
            let row = &self.rows[s % MAX_SIDE];
            for k in 0..row.width {
                let mut sum = unknown_t;
                for t in j..j + b {
                    sum += row.to_source[(t - row.first) * row.width + k];
                }
                product.push(sum);
            }
        }
        let backward = product.ln() - count_s as f32 * (count_t as f32).ln();
        ((forward + backward) / 2.0, (count_s + count_t) as f32 / 2.0)
    }

    fn length(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
        let sum =
            |side: &Side, from: usize, count: usize| side.lengths[from..from + count].iter().sum::<f32>();
        let expected = sum(&self.texts.source, i, a) * self.texts.ratio;
        let target = sum(&self.texts.target, j, b);
        let variance = LENGTH_VARIANCE * ((expected + target) / 2.0).max(6.0);
        // Heavier tails than the normal distribution: a translator may explain or leave out.
        let z2 = (expected - target).powi(2) / variance;
        let together = -0.5 * z2.min(12.0 + z2.sqrt()) - 0.5 * (std::f32::consts::TAU * variance).ln();
        let (mean, deviation) = self.texts.target.log_length;
        let apart: f32 = self.texts.target.lengths[j..j + b]
            .iter()
            .map(|l| -0.5 * ((l.ln() - mean) / deviation).powi(2) - (l * deviation * 2.5066).ln())
            .sum();
        together - (b as f32 - 1.0) * target.ln() - apart
    }

    /// The cosine of two groups of sentences: a group's vector is the sum of its sentences', each times its characters.
    fn cosine(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
        let (source, target) = (&self.texts.source.lengths, &self.texts.target.lengths);
        let mut sum = 0.0;
        for (s, length) in source.iter().enumerate().skip(i).take(a) {
            let row = &self.rows[s % MAX_SIDE];
            let cosines = &row.cosines[j - row.first..j - row.first + b];
            let part: f32 = cosines.iter().zip(&target[j..]).map(|(cosine, length)| cosine * length).sum();
            sum += part * length;
        }
        sum / (self.norms[0][i][a - 1] * self.norms[1][j][b - 1]).max(f32::MIN_POSITIVE)
    }

    /// What the vectors say: distance (0 the same, 1 as far as sentences of other places), and for groups how much the
    /// whole is nearer than it is without its first or last sentence, and how near its farthest sentence is.
    fn distances(&self, i: usize, a: usize, j: usize, b: usize) -> (f32, f32, f32) {
        let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
        let base = (mean(&self.base[0][i..i + a]) + mean(&self.base[1][j..j + b])) / 2.0;
        let cosine = self.cosine(i, a, j, b);
        let distance = (1.0 - cosine) / (1.0 - base.min(0.95));
        let (mut gain, mut weakest) = (f32::MAX, f32::MAX);
        if a > 1 {
            gain = cosine - self.cosine(i, a - 1, j, b).max(self.cosine(i + 1, a - 1, j, b));
            let parts = (i..i + a).map(|s| self.cosine(s, 1, j, b) - self.base[0][s]);
            weakest = parts.fold(f32::MAX, f32::min);
        }
        if b > 1 {
            gain = gain.min(cosine - self.cosine(i, a, j, b - 1).max(self.cosine(i, a, j + 1, b - 1)));
            let parts = (j..j + b).map(|t| self.cosine(i, a, t, 1) - self.base[1][t]);
            weakest = weakest.min(parts.fold(f32::MAX, f32::min));
        }
        if a + b == 2 { (distance, 0.0, 0.0) } else { (distance, gain * 10.0, weakest * 10.0) }
    }

    fn features(&self, i: usize, a: usize, j: usize, b: usize) -> Features {
        let mut out = [0.0; FEATURES];
        if a == 0 || b == 0 {
            let length = if b == 0 { self.texts.source.lengths[i] } else { self.texts.target.lengths[j] };
            (out[lattice::ALONE], out[lattice::ALONE_LENGTH]) = (1.0, length.ln() - 4.0);
            return out;
        }
        let (words, count) = self.words(i, a, j, b);
        out[lattice::LENGTH] = self.length(i, a, j, b);
        out[lattice::WORDS] = words;
        out[lattice::WORDS_ROOT] = words / count.max(1.0).sqrt();
        let (kind, distance) = match (a + b, a.min(b)) {
            (2, _) => (lattice::ONE_ONE, lattice::ONE_DISTANCE),
            (3, _) => (lattice::ONE_TWO, lattice::TWO_DISTANCE),
            (4, 2) => (lattice::TWO_TWO, lattice::MORE_DISTANCE),
            (4, _) => (lattice::ONE_THREE, lattice::MORE_DISTANCE),
            _ => (lattice::MORE, lattice::MORE_DISTANCE),
        };
        out[kind] = 1.0;
        if self.vectors.is_some() {
            (out[distance], out[lattice::GROUP_GAIN], out[lattice::WEAKEST]) = self.distances(i, a, j, b);
        }
        out
    }

    /// What speaks for a bead, in nats.
    fn gain(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
        let gain = self.weights.of(&self.features(i, a, j, b));
        if a == 0 || b == 0 {
            return gain + self.texts.omission;
        }
        let (source, target) = (&self.texts.source, &self.texts.target);
        let starts = if source.starts_block[i] == target.starts_block[j] {
            if source.starts_block[i] { 0.7 } else { 0.05 }
        } else {
            -0.4
        };
        let headings = if source.heading[i] == target.heading[j] { 0.0 } else { -2.0 };
        // A bead that runs over a paragraph break is rare.
        let breaks = source.starts_block[i + 1..i + a].iter().filter(|&&x| x).count()
            + target.starts_block[j + 1..j + b].iter().filter(|&&x| x).count();
        gain + starts + headings - 1.5 * breaks as f32
    }
}

/// The lengths of the vectors of groups: each sentence's vector times its characters, joined with 0 … 3 that follow.
fn norms(vectors: &[Vec<f32>], lengths: &[f32]) -> Vec<[f32; MAX_SIDE]> {
    (0..vectors.len())
        .map(|from| {
            let mut out = [0.0; MAX_SIDE];
            let mut square = 0.0;
            for (more, norm) in out.iter_mut().enumerate() {
                let Some(last) = vectors.get(from + more) else { break };
                for other in from..=from + more {
                    let product = lengths[other] * lengths[from + more];
                    let twice = if other == from + more { 1.0 } else { 2.0 };
                    square += twice * product * encode::similarity(&vectors[other], last);
                }
                *norm = square.max(0.0).sqrt();
            }
            out
        })
        .collect()
}

/// A product of positive numbers whose logarithm is wanted: one logarithm for many factors.
struct Product {
    value: f64,
    logarithm: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self { value: 1.0, logarithm: 0.0 }
    }
}

impl Product {
    fn push(&mut self, factor: f32) {
        self.value *= f64::from(factor);
        if !(1e-200..1e200).contains(&self.value) {
            self.logarithm += self.value.ln();
            self.value = 1.0;
        }
    }

    fn ln(self) -> f32 {
        (self.logarithm + self.value.ln()) as f32
    }
}

/// Visits the cells of a band, row by row, with a scorer that has what it needs for the beads that end there.
fn sweep<'a>(scorer: &mut Scorer<'a>, band: &Band, mut visit: impl FnMut(&Scorer<'a>, usize, usize)) {
    let (n, m) = (scorer.texts.source.len(), scorer.texts.target.len());
    for i in 0..=n {
        if i > 0 {
            // Every target sentence that a bead ending in the next rows may touch.
            let last = band.columns[(i + MAX_SIDE - 1).min(n)].end - 1;
            let first = band.columns[i - 1].start.saturating_sub(MAX_SIDE);
            scorer.load(i - 1, first..last.min(m));
        }
        for j in band.columns[i].clone() {
            visit(scorer, i, j);
        }
    }
}

fn search(texts: &Texts, table: &Table, band: &Band, evidence: &Evidence) -> Vec<Move> {
    let (n, m) = (texts.source.len(), texts.target.len());
    let mut scorer = Scorer::new(texts, table, evidence);
    let mut grid = Grid::new(band);
    sweep(&mut scorer, band, |scorer, i, j| {
        if i == 0 && j == 0 {
            return;
        }
        let mut best = (f32::INFINITY, u8::MAX);
        for (which, &(a, b)) in MOVES.iter().enumerate() {
            if a > i || b > j {
                continue;
            }
            let Some(before) = grid.cost(i - a, j - b) else { continue };
            let cost = before - scorer.gain(i - a, a, j - b, b);
            if cost < best.0 {
                best = (cost, which as u8);
            }
        }
        grid.set(i, j, best.0, best.1);
    });
    let (mut i, mut j) = (n, m);
    let mut path = Vec::new();
    while i > 0 || j > 0 {
        let (a, b) = MOVES[grid.choice(i, j) as usize];
        (i, j) = (i - a, j - b);
        path.push(Move { i, j, a, b, gain: 0.0, nearness: 0.0 });
    }
    path.reverse();
    weigh(&mut scorer, &mut path);
    path
}

/// Fills in the evidence of words of each bead of a path.
fn weigh(scorer: &mut Scorer, path: &mut [Move]) {
    for step in path {
        if step.a == 0 || step.b == 0 {
            continue;
        }
        for s in step.i..step.i + step.a {
            scorer.load(s, step.j..step.j + step.b);
        }
        let (words, count) = scorer.words(step.i, step.a, step.j, step.b);
        step.gain = words / count.max(1.0);
        if scorer.vectors.is_some() {
            step.nearness = 1.0 - scorer.distances(step.i, step.a, step.j, step.b).0;
        }
    }
}

/// The beads near a path, each with what `weigh` says of it.
fn lattice<T: Copy + Default>(
    texts: &Texts,
    table: &Table,
    path: &[Move],
    evidence: &Evidence,
    weigh: impl Fn(&Scorer, usize, usize, usize, usize) -> T,
) -> Lattice<T> {
    let (n, m) = (texts.source.len(), texts.target.len());
    let mut cells = vec![(n, m)];
    cells.extend(path.iter().map(|step| (step.i, step.j)));
    let band = Band::around(&cells, n, m, RIVALS);
    let mut lattice = Lattice::new(band.columns.clone(), path.iter().map(|s| (s.i, s.j, s.a, s.b)).collect());
    sweep(&mut Scorer::new(texts, table, evidence), &band, |scorer, i, j| {
        lattice.push(i, j, |a, b| weigh(scorer, i - a, a, j - b, b));
    });
    lattice
}

fn finish(texts: &Texts, table: &Table, path: &[Move], evidence: &Evidence) -> (Vec<Bead>, Relation) {
    let (mut words, mut near, mut all, mut paired) = (0.0, 0.0, 0.0, 0.0);
    for step in path {
        let count = (step.i..step.i + step.a).map(|s| texts.source.words(s).len()).sum::<usize>() as f32;
        all += count.max(1.0);
        words += step.gain * count;
        if step.a > 0 && step.b > 0 {
            paired += count;
            near += step.nearness * count;
        }
    }
    let relation = Relation {
        words: words / f32::max(all, 1.0),
        near: evidence.vectors.map(|_| near / f32::max(paired, 1.0)),
    };
    let lattice = lattice(texts, table, path, evidence, |scorer, i, a, j, b| scorer.gain(i, a, j, b));
    let confidences = lattice.confidences(|gain| *gain);
    let vectors = evidence.vectors.is_some();
    let beads = path.iter().zip(confidences).map(|(step, confidence)| Bead {
        source: step.i..step.i + step.a,
        target: step.j..step.j + step.b,
        confidence: confidence * step.related(vectors),
    });
    (beads.collect(), relation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn align(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        let source: Vec<SentenceInfo> = source.iter().map(|t| SentenceInfo::new(t)).collect();
        let target: Vec<SentenceInfo> = target.iter().map(|t| SentenceInfo::new(t)).collect();
        align_sentences(&source, &target, &Evidence::default())
            .into_iter()
            .map(|b| (b.source, b.target))
            .collect()
    }

    #[test]
    fn a_merged_sentence_is_found() {
        let fr = [
            "Le parlement de Paris a voté la loi 42.",
            "Elle entrera en vigueur en 2025.",
            "Les députés protestent toujours contre ce texte.",
        ];
        let en = [
            "The parliament of Paris passed law 42, and it will come into force in 2025.",
            "Members of parliament still protest against this text.",
        ];
        assert_eq!(align(&fr, &en), [(0..2, 0..1), (2..3, 1..2)]);
    }

    #[test]
    fn empty_sides_are_no_problem() {
        assert!(align(&[], &[]).is_empty());
        assert_eq!(align(&["Un."], &[]), [(0..1, 0..0)]);
        assert_eq!(align(&[], &["One.", "Two."]), [(0..0, 0..1), (0..0, 1..2)]);
    }

    #[test]
    fn digits_are_grouped_as_either_language_does() {
        let numbers = |text: &str| {
            let mut out = Vec::new();
            features(&SentenceInfo::new(text), &mut out);
            out.into_iter()
                .map(|(key, _)| key.to_string())
                .filter(|k| k.starts_with(char::is_numeric))
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers("1\u{a0}000 000 euros"), numbers("1,000,000 euros"));
        assert_eq!(numbers("2,5 %"), numbers("2.5%"));
        assert_eq!(numbers("3, 4"), ["3", "4"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn beads_tile_both_sides(
            source in proptest::collection::vec("[a-d ]{0,12}[.?]?", 0..40),
            target in proptest::collection::vec("[a-d ]{0,12}[.?]?", 0..40),
        ) {
            let s: Vec<SentenceInfo> = source.iter().map(|t| SentenceInfo::new(t)).collect();
            let t: Vec<SentenceInfo> = target.iter().map(|t| SentenceInfo::new(t)).collect();
            let (mut i, mut j) = (0, 0);
            for bead in align_sentences(&s, &t, &Evidence::default()) {
                prop_assert_eq!((bead.source.start, bead.target.start), (i, j));
                prop_assert!((0.0..=1.0).contains(&bead.confidence));
                (i, j) = (bead.source.end, bead.target.end);
            }
            prop_assert_eq!((i, j), (source.len(), target.len()));
        }

        #[test]
        fn the_band_follows_its_path(n in 260usize..300, m in 260usize..400) {
            let text = ["a.", "b?"];
            let s: Vec<SentenceInfo> = (0..n).map(|k| SentenceInfo::new(text[k % 2])).collect();
            let t: Vec<SentenceInfo> = (0..m).map(|k| SentenceInfo::new(text[k % 2])).collect();
            let beads = align_sentences(&s, &t, &Evidence::default());
            prop_assert_eq!(beads.last().map(|b| (b.source.end, b.target.end)), Some((n, m)));
        }
    }
}
