//! The search: what speaks for each bead, the best path through the band, and how sure its beads are.

use super::band::{Band, Grid, dot};
use super::texts::{Entries, Side, Table, Texts};
use super::{
    Bead, Evidence, LEAST_NEARNESS, LEAST_WORDS, LEAST_WORDS_TOO, LENGTH_VARIANCE, MAX_SIDE, MOVES, Relation,
    Vectors,
};
use crate::align::lattice::{self, FEATURES, Features, Lattice, Weights};
use crate::encode;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Half width of the band in which other paths than the best are weighed.
const RIVALS: usize = 6;

/// A bead of a path: `a` sentences from `i`, `b` sentences from `j`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) i: usize,
    pub(super) j: usize,
    pub(super) a: usize,
    pub(super) b: usize,
    /// Evidence of words a word, in nats.
    pub(super) gain: f32,
    /// Nearness of the vectors: 1 the same, 0 as far as sentences of other places.
    pub(super) nearness: f32,
}

impl Move {
    /// 0–1: how likely its sides have anything to do with each other at all. The best of all paths may still lead through
    /// stretches that were replaced or written anew.
    pub(super) fn related(&self, vectors: bool) -> f32 {
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
    pub(super) first: usize,
    /// For each target sentence from `first`: where its cells begin in `to_target`.
    pub(super) offsets: Vec<u32>,
    /// For each word of each target sentence: Σ p(word | source words) / p(word).
    to_target: Vec<f32>,
    /// For each target sentence, for each word of the source sentence: Σ p(word | target words) / p(word).
    to_source: Vec<f32>,
    /// Words of the source sentence.
    pub(super) width: usize,
    /// The cosine with each target sentence.
    cosines: Vec<f32>,
}

pub(super) struct Scorer<'a> {
    pub(super) texts: &'a Texts,
    pub(super) table: &'a Table,
    pub(super) weights: &'static Weights,
    pub(super) vectors: Option<Vectors<'a>>,
    /// Mean cosine of each source and target sentence with sentences elsewhere.
    pub(super) base: [Vec<f32>; 2],
    /// For each sentence of a side: the length of its vector, times its characters, joined with 0 … 3 that follow.
    norms: [Vec<[f32; MAX_SIDE]>; 2],
    rows: [Row; MAX_SIDE],
    /// For each target word: the words of the current source sentence that may translate it.
    heads: FxHashMap<u32, Entries>,
    pub(super) unknown: [Vec<f32>; 2],
}

impl<'a> Scorer<'a> {
    pub(super) fn new(texts: &'a Texts, table: &'a Table, evidence: &Evidence<'a>) -> Self {
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
    pub(super) fn words(&self, i: usize, a: usize, j: usize, b: usize) -> (f32, f32) {
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

    pub(super) fn length(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
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

    pub(super) fn features(&self, i: usize, a: usize, j: usize, b: usize) -> Features {
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
    pub(super) fn gain(&self, i: usize, a: usize, j: usize, b: usize) -> f32 {
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
    pub(super) logarithm: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self { value: 1.0, logarithm: 0.0 }
    }
}

impl Product {
    pub(super) fn push(&mut self, factor: f32) {
        self.value *= f64::from(factor);
        if !(1e-200..1e200).contains(&self.value) {
            self.logarithm += self.value.ln();
            self.value = 1.0;
        }
    }

    pub(super) fn ln(self) -> f32 {
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

pub(super) fn search(texts: &Texts, table: &Table, band: &Band, evidence: &Evidence) -> Vec<Move> {
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
pub(super) fn lattice<T: Copy + Default>(
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

pub(super) fn finish(
    texts: &Texts,
    table: &Table,
    path: &[Move],
    evidence: &Evidence,
) -> (Vec<Bead>, Relation) {
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
