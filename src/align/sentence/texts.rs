//! Texts as numbers: words, lengths, and the dictionary that a text and its translation teach.

use super::search::Move;
use super::{Evidence, LEAST_NEARNESS, LEAST_WORDS_TOO, SentenceInfo};
use crate::text::normalize;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Dictionary knowledge counts as much as so many observations.
const PRIOR_STRENGTH: f32 = 4.0;
/// Share of beads without counterpart that the weights suppose; it counts as much as so many beads; and the most that is
/// taken for possible.
const USUAL_ALONE: f32 = 0.01;
const USUAL_WEIGHT: f32 = 100.0;
const MOST_ALONE: f32 = 0.4;
/// Sentences from which the text may teach its own dictionary.
const LEARN_AT_MOST: usize = 12_000;

#[derive(Default)]
pub(super) struct Side {
    /// Key of each word id.
    vocabulary: Vec<CompactString>,
    /// Whether the word is a number, a mark or a capitalised word: compared by identity.
    exact: Vec<bool>,
    /// Word ids of all sentences, and where each sentence ends.
    pub(super) words: Vec<u32>,
    ends: Vec<usize>,
    /// Characters of each sentence, and their sum up to it.
    pub(super) lengths: Vec<f32>,
    /// Relative frequency of each word.
    pub(super) background: Vec<f32>,
    /// Mean and deviation of the logarithm of the lengths.
    pub(super) log_length: (f32, f32),
    pub(super) starts_block: Vec<bool>,
    pub(super) heading: Vec<bool>,
}

impl Side {
    pub(super) fn new(sentences: &[SentenceInfo]) -> Self {
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

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn words(&self, sentence: usize) -> &[u32] {
        let start = if sentence == 0 { 0 } else { self.ends[sentence - 1] };
        &self.words[start..self.ends[sentence]]
    }
}

/// The words, numbers and telling marks of a sentence.
pub(super) fn features(sentence: &SentenceInfo, out: &mut Vec<(CompactString, bool)>) {
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

pub(super) struct Texts {
    pub(super) source: Side,
    pub(super) target: Side,
    /// Characters of the target for one of the source.
    pub(super) ratio: f32,
    /// How much likelier than usual it is that a sentence has no counterpart, in nats.
    pub(super) omission: f32,
}

/// (other word, probability of the other word given this one, of this one given the other).
pub(super) type Entries = SmallVec<[(u32, f32, f32); 4]>;

/// Sparse word translation probabilities both ways.
#[derive(Default)]
pub(super) struct Table {
    /// For each source word: (target word, p(target|source), p(source|target)), in order of the target word.
    pub(super) rows: Vec<Entries>,
    /// For each word of a side, the share of its occurrences that nothing is known about.
    pub(super) unknown: [Vec<f32>; 2],
}

impl Texts {
    /// `kin`: the languages are such as take about the same room.
    pub(super) fn new(source: &[SentenceInfo], target: &[SentenceInfo], kin: bool) -> Self {
        let (source, target) = (Side::new(source), Side::new(target));
        let sums = (source.lengths.iter().sum::<f32>(), target.lengths.iter().sum::<f32>());
        // A translation of half the length leaves out, it is not twice as short in every sentence.
        let ratio = if kin { (sums.1 / sums.0).clamp(0.8, 1.25) } else { (sums.1 / sums.0).clamp(0.4, 2.5) };
        Self { source, target, ratio, omission: 0.0 }
    }

    /// Takes from a first path how long the translations of single sentences are and how many sentences have none.
    pub(super) fn measure(&mut self, path: &[Move]) {
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
    pub(super) fn prior_table(&self, evidence: &Evidence) -> Table {
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
                let add = |t: crate::align::lexicon::Translation, row: &mut Entries| {
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
                    let alike = crate::align::cognates::similarity(&bare[0][id], &bare[1][other as usize]);
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
    pub(super) fn learn(&self, path: &[Move], table: &mut Table) {
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

pub(super) fn pair(s: u32, t: u32) -> u64 {
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
    pub(super) fn get(&self, s: u32, t: u32) -> (f32, f32) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
