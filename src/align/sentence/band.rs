//! The band: which cells of the grid of sentences are worth a look, found on coarser and coarser texts.

use super::texts::{Side, Table, Texts};
use super::{Evidence, LENGTH_VARIANCE, MAX_SIDE};
use std::ops::Range;

/// Cells up to which the whole grid is searched.
const FULL_GRID: usize = 250 * 250;
/// Half width of the band at every level of coarseness.
const BAND: usize = 24;
/// Dimensions of the vectors that guide the coarse search where no encoder made better ones.
const HASHED_DIMENSIONS: usize = 128;

/// Columns that are searched for each row of the grid (rows 0…n, columns 0…m), neither bound ever falling.
pub(super) struct Band {
    pub(super) columns: Vec<Range<usize>>,
}

impl Band {
    fn full(n: usize, m: usize) -> Self {
        Self { columns: vec![0..m + 1; n + 1] }
    }

    /// All cells that are at most `width` rows or columns away from a path of cells.
    pub(super) fn around(path: &[(usize, usize)], n: usize, m: usize, width: usize) -> Self {
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
    pub(super) vectors: [Vec<Vec<f32>>; 2],
    pub(super) lengths: [Vec<f32>; 2],
}

pub(super) fn coarse_band(texts: &Texts, table: &Table, evidence: &Evidence) -> Band {
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
    pub(super) fn search(&self, band: &Band, ratio: f32) -> Vec<(usize, usize)> {
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
pub(super) struct Grid<'a> {
    pub(super) band: &'a Band,
    pub(super) offsets: Vec<usize>,
    choices: Vec<u8>,
    /// Rows of costs, in a ring.
    costs: [Vec<f32>; MAX_SIDE + 1],
}

impl<'a> Grid<'a> {
    pub(super) fn new(band: &'a Band) -> Self {
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

    pub(super) fn cost(&self, i: usize, j: usize) -> Option<f32> {
        let columns = &self.band.columns[i];
        if !columns.contains(&j) {
            return None;
        }
        Some(self.costs[i % (MAX_SIDE + 1)][j - columns.start]).filter(|c| c.is_finite())
    }

    pub(super) fn set(&mut self, i: usize, j: usize, cost: f32, choice: u8) {
        let columns = &self.band.columns[i];
        if j == columns.start && i > 0 {
            self.start_row(i);
        }
        let columns = &self.band.columns[i];
        self.costs[i % (MAX_SIDE + 1)][j - columns.start] = cost;
        self.choices[self.offsets[i] + j - columns.start] = choice;
    }

    pub(super) fn choice(&self, i: usize, j: usize) -> u8 {
        self.choices[self.offsets[i] + j - self.band.columns[i].start]
    }
}

pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
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
