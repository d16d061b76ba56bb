//! All ways in which two texts may fall into beads near a given one, and how likely each bead is.
//!
//! A conditional random field (Lafferty, McCallum & Pereira 2001; its segments are beads, Sarawagi & Cohen 2004): a path's
//! weight is the product of its beads', and the forward–backward algorithm sums over all paths. That gives each bead its
//! probability, and the weights of the evidence their gradient, which `cargo xtask fit-beads` follows.

use super::sentence::MOVES;
use std::ops::Range;
use std::sync::LazyLock;

/// Number of features of a bead.
pub const FEATURES: usize = 15;
/// What is known of a bead: see [`NAMES`].
pub type Features = [f32; FEATURES];

/// The features' names, as in the file of the weights.
pub const NAMES: [&str; FEATURES] = [
    "length",
    "words",
    "words-root",
    "one-distance",
    "two-distance",
    "more-distance",
    "group-gain",
    "weakest",
    "one-one",
    "one-two",
    "two-two",
    "one-three",
    "more",
    "alone",
    "alone-length",
];
/// How much likelier the lengths are together than apart, in nats (Gale & Church 1993).
pub(super) const LENGTH: usize = 0;
/// The same of the words, and that over the square root of their number: words hang together.
pub(super) const WORDS: usize = 1;
pub(super) const WORDS_ROOT: usize = 2;
/// Distance of the vectors: 1–1, 1–2, larger beads.
pub(super) const ONE_DISTANCE: usize = 3;
pub(super) const TWO_DISTANCE: usize = 4;
pub(super) const MORE_DISTANCE: usize = 5;
/// How much nearer the vector of the whole bead is than of the bead without its first or last sentence, tenfold.
pub(super) const GROUP_GAIN: usize = 6;
/// How much nearer the farthest sentence of the bead is than any sentence, tenfold.
pub(super) const WEAKEST: usize = 7;
/// The kinds of beads.
pub(super) const ONE_ONE: usize = 8;
pub(super) const ONE_TWO: usize = 9;
pub(super) const TWO_TWO: usize = 10;
pub(super) const ONE_THREE: usize = 11;
pub(super) const MORE: usize = 12;
pub(super) const ALONE: usize = 13;
/// Logarithm of the characters of a sentence without counterpart, less 4.
pub(super) const ALONE_LENGTH: usize = 14;

/// How much each feature counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights(pub Features);

impl Weights {
    /// The weight of a bead, in nats.
    pub fn of(&self, features: &Features) -> f32 {
        self.0.iter().zip(features).map(|(w, f)| w * f).sum()
    }
}

/// The fitted weights, where sentence vectors are at hand and where none are.
pub fn weights(vectors: bool) -> &'static Weights {
    static FITTED: LazyLock<[Weights; 2]> = LazyLock::new(|| parse(include_str!("data/bead-weights.tsv")));
    &FITTED[usize::from(vectors)]
}

/// `name TAB without vectors TAB with vectors` on each line; comments after `#`.
fn parse(table: &str) -> [Weights; 2] {
    let mut out = [Weights::default(); 2];
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let feature = cells.next().and_then(|name| NAMES.iter().position(|known| *known == name));
        if let Some(feature) = feature {
            for (weights, cell) in out.iter_mut().zip(cells) {
                weights.0[feature] = cell.parse().unwrap_or(0.0);
            }
        }
    }
    out
}

/// The beads that end in the cells of a band (rows: source sentences done; columns: target sentences done), each with
/// what is known of it.
#[derive(Clone, Debug)]
pub struct Lattice<T = Features> {
    columns: Vec<Range<usize>>,
    /// Where the cells of each row begin.
    offsets: Vec<usize>,
    /// For each cell, a bead for each kind; only those count that begin inside the band.
    beads: Vec<T>,
    /// The path that the band follows: first sentences and numbers of sentences.
    path: Vec<(usize, usize, usize, usize)>,
}

impl<T: Copy + Default> Lattice<T> {
    pub(super) fn new(columns: Vec<Range<usize>>, path: Vec<(usize, usize, usize, usize)>) -> Self {
        let mut offsets = Vec::with_capacity(columns.len());
        let mut cells = 0;
        for range in &columns {
            offsets.push(cells);
            cells += range.len();
        }
        Self { columns, offsets, beads: vec![T::default(); cells * MOVES.len()], path }
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let columns = self.columns.get(i)?;
        columns.contains(&j).then(|| self.offsets[i] + j - columns.start)
    }

    /// Fills in the beads that end in a cell.
    pub(super) fn push(&mut self, i: usize, j: usize, weigh: impl Fn(usize, usize) -> T) {
        let Some(cell) = self.cell(i, j) else { return };
        for (which, &(a, b)) in MOVES.iter().enumerate() {
            if a <= i && b <= j && self.cell(i - a, j - b).is_some() {
                self.beads[cell * MOVES.len() + which] = weigh(a, b);
            }
        }
    }

    /// Cells with the beads that end there: (cell, cell where the bead begins, number of the bead).
    fn visit(&self, i: usize, j: usize, mut see: impl FnMut(usize, usize, usize)) {
        let Some(cell) = self.cell(i, j) else { return };
        for (which, &(a, b)) in MOVES.iter().enumerate() {
            if a <= i
                && b <= j
                && let Some(before) = self.cell(i - a, j - b)
            {
                see(cell, before, cell * MOVES.len() + which);
            }
        }
    }

    /// The logarithm of the weight of all paths, and the probability of each bead.
    fn probabilities(&self, weigh: impl Fn(&T) -> f32) -> (f64, Vec<f32>) {
        let cells = self.beads.len() / MOVES.len();
        let gains: Vec<f32> = self.beads.iter().map(weigh).collect();
        let mut forward = vec![f64::NEG_INFINITY; cells];
        let mut backward = vec![f64::NEG_INFINITY; cells];
        let (Some(first), Some(last)) = (forward.first_mut(), backward.last_mut()) else {
            return (0.0, Vec::new());
        };
        (*first, *last) = (0.0, 0.0);
        for (i, columns) in self.columns.iter().enumerate() {
            for j in columns.clone() {
                self.visit(i, j, |cell, before, bead| {
                    forward[cell] = add(forward[cell], forward[before] + f64::from(gains[bead]));
                });
            }
        }
        for (i, columns) in self.columns.iter().enumerate().rev() {
            for j in columns.clone().rev() {
                self.visit(i, j, |cell, before, bead| {
                    backward[before] = add(backward[before], backward[cell] + f64::from(gains[bead]));
                });
            }
        }
        let all = forward[cells - 1];
        let mut out = vec![0.0; gains.len()];
        for (i, columns) in self.columns.iter().enumerate() {
            for j in columns.clone() {
                self.visit(i, j, |cell, before, bead| {
                    let path = forward[before] + f64::from(gains[bead]) + backward[cell];
                    out[bead] = (path - all).exp().min(1.0) as f32;
                });
            }
        }
        (all, out)
    }

    /// The numbers of the beads of the path that the band follows.
    fn on_path(&self) -> impl Iterator<Item = Option<usize>> + '_ {
        self.path.iter().map(|&(i, j, a, b)| {
            let which = MOVES.iter().position(|&kind| kind == (a, b))?;
            Some(self.cell(i + a, j + b)? * MOVES.len() + which)
        })
    }

    /// The probability of each bead of the path that the band follows.
    pub fn confidences(&self, weigh: impl Fn(&T) -> f32) -> Vec<f32> {
        let (_, probabilities) = self.probabilities(weigh);
        self.on_path().map(|bead| bead.map_or(0.0, |bead| probabilities[bead])).collect()
    }
}

impl Lattice<Features> {
    /// The logarithm of the probability of the path that the band follows, and its gradient by the weights.
    pub fn gradient(&self, weights: &Weights) -> (f64, [f64; FEATURES]) {
        let (all, probabilities) = self.probabilities(|features| weights.of(features));
        let mut gradient = [0.0; FEATURES];
        let mut add = |features: &Features, factor: f32| {
            for (sum, feature) in gradient.iter_mut().zip(features) {
                *sum += f64::from(factor * feature);
            }
        };
        for (features, &p) in self.beads.iter().zip(&probabilities).filter(|bead| *bead.1 > 0.0) {
            add(features, -p);
        }
        let mut likelihood = -all;
        for bead in self.on_path().flatten() {
            add(&self.beads[bead], 1.0);
            likelihood += f64::from(weights.of(&self.beads[bead]));
        }
        (likelihood, gradient)
    }
}

/// ln(eᵃ + eᵇ).
fn add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sentences on both sides: 1–1 1–1 against all else.
    fn square(gain: f32) -> Lattice<f32> {
        let mut lattice = Lattice::new(vec![0..3; 3], vec![(0, 0, 1, 1), (1, 1, 1, 1)]);
        for i in 0..3 {
            for j in 0..3 {
                lattice.push(i, j, |a, b| if (a, b) == (1, 1) { gain } else { 0.0 });
            }
        }
        lattice
    }

    #[test]
    fn probabilities_are_shares_of_the_paths() {
        // 1–1 1–1; 1–1 and both orders of 1–0 0–1, before or after or around it; 1–2, 2–1 with what is left; 2–2; none.
        let even = square(0.0).confidences(|gain| *gain);
        assert!(even[0] > 0.1 && even[0] < 0.5, "{even:?}");
        assert!((even[0] - even[1]).abs() < 1e-6);
        let sure = square(20.0).confidences(|gain| *gain);
        assert!(sure.iter().all(|p| *p > 0.999), "{sure:?}");
    }

    #[test]
    fn the_gradient_is_that_of_the_likelihood() {
        let mut lattice = Lattice::new(vec![0..3; 3], vec![(0, 0, 1, 1), (1, 1, 1, 1)]);
        for i in 0..3usize {
            for j in 0..3usize {
                lattice
                    .push(i, j, |a, b| std::array::from_fn(|k| ((i + 2 * j + a * k + b) % 5) as f32 / 5.0));
            }
        }
        let weights = Weights([0.1; FEATURES]);
        let (before, gradient) = lattice.gradient(&weights);
        for k in [0, 7, 14] {
            let mut moved = weights;
            moved.0[k] += 0.01;
            let slope = (lattice.gradient(&moved).0 - before) / 0.01;
            assert!((slope - gradient[k]).abs() < 0.02, "{k}: {slope} {}", gradient[k]);
        }
    }

    #[test]
    fn every_feature_has_weights() {
        let table = include_str!("data/bead-weights.tsv");
        for name in NAMES {
            let line = table.lines().find(|line| line.split('\t').next() == Some(name)).unwrap_or_default();
            assert_eq!(line.split('\t').skip(1).filter(|w| w.parse::<f32>().is_ok()).count(), 2, "{name}");
        }
    }
}
