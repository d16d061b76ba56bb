//! What the meanings of words and of whole candidates say about terms: logistic regressions on their vectors, for `train-ranker`.

use super::Outcome;
use super::train_ranker::logistic;
use super::word_values;
use glose::encode::Encoder;
use glose::extract::ranker::Meaning;
use glose::extract::{frequency, termhood};
use glose::text::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// What a squared weight costs beside the loss of a row of mean weight.
const RIDGE: f64 = 100.0;
/// Steps of the fit; it stands still long before.
const STEPS: usize = 40;
/// How much of what the regression says is added to the sum of the trees in a short text: it was fitted without knowing what
/// they know. In cross-validation on the labels 0.6–0.7 are best for 550 words, 0.4 for 8,000 (`ranker::meaning`).
const BLEND: f64 = 0.6;
/// The same for whole candidates, whose vectors say more.
const WHOLE_BLEND: f64 = 0.8;

/// Centres vectors and scales them to a mean square of 1. Returns what was taken away, and the factor.
fn normalise(values: &mut [f32], width: usize) -> (Vec<f32>, f32) {
    let number = (values.len() / width) as f64;
    let mut mean = vec![0.0f64; width];
    for vector in values.chunks_exact(width) {
        mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += f64::from(*x) / number);
    }
    let mean: Vec<f32> = mean.into_iter().map(|x| x as f32).collect();
    let mut square = 0.0;
    for vector in values.chunks_exact_mut(width) {
        for (x, mean) in vector.iter_mut().zip(&mean) {
            *x -= mean;
            square += f64::from(*x * *x);
        }
    }
    let scale = (values.len() as f64 / square).sqrt() as f32;
    values.iter_mut().for_each(|x| *x *= scale);
    (mean, scale)
}

/// Vectors of words, centred and scaled to a mean square of 1.
pub(crate) struct Vectors {
    places: HashMap<String, usize>,
    values: Vec<f32>,
    width: usize,
    /// The words of the frequency lists: French, English.
    listed: [BTreeSet<String>; 2],
}

impl Vectors {
    /// Those of the listed words of both languages and of `others`, each encoded by itself.
    pub(crate) fn new(others: impl Iterator<Item = String>) -> Result<Self, Box<dyn std::error::Error>> {
        let mut words: BTreeSet<String> = others.collect();
        let listed: [BTreeSet<String>; 2] =
            [Language::French, Language::English].map(|l| frequency::words(l).into_iter().collect());
        words.extend(listed.iter().flatten().cloned());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let encoder = Encoder::embedded()?;
        let width = encoder.width();
        let mut values: Vec<f32> = encoder.encode_means(&words).into_iter().flatten().collect();
        normalise(&mut values, width);
        let places = words.into_iter().enumerate().map(|(at, word)| (word.to_owned(), at)).collect();
        Ok(Self { places, values, width, listed })
    }

    fn lists(&self, word: &str, language: Language) -> bool {
        self.listed[usize::from(language == Language::English)].contains(word)
    }

    fn get(&self, word: &str) -> &[f32] {
        let at = self.places[word] * self.width;
        &self.values[at..at + self.width]
    }

    /// The mean of the vectors of words that were among `others`.
    pub(crate) fn mean(&self, words: &[String]) -> Vec<f32> {
        let mut mean = vec![0.0; self.width];
        for word in words {
            mean.iter_mut().zip(self.get(word)).for_each(|(sum, x)| *sum += x / words.len() as f32);
        }
        mean
    }
}

/// Vectors of whole candidates, centred and scaled to a mean square of 1.
pub(crate) struct Candidates {
    values: Vec<f32>,
    width: usize,
    mean: Vec<f32>,
    scale: f32,
}

impl Candidates {
    /// Those of these forms.
    pub(crate) fn new(forms: &[&str]) -> Result<Self, Box<dyn std::error::Error>> {
        let encoder = Encoder::embedded()?;
        let width = encoder.width();
        let mut values: Vec<f32> = encoder.encode_means(forms).into_iter().flatten().collect();
        let (mean, scale) = normalise(&mut values, width);
        Ok(Self { values, width, mean, scale })
    }

    /// The vector of a form, by its place.
    pub(crate) fn get(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..][..self.width]
    }

    /// What a regression fitted on some of them says, in terms of the encoder's own vectors.
    pub(crate) fn fit(&self, examples: &[Example<'_>]) -> Meaning {
        let scale = WHOLE_BLEND * f64::from(self.scale);
        let weights: Vec<f64> = regression(examples, self.width).into_iter().map(|w| w * scale).collect();
        let shift = -dot(&weights, &self.mean) as f32;
        Meaning { weights: weights.into_iter().map(|w| w as f32).collect(), shift, calibration: (1.0, 0.0) }
    }

    /// What it says of one of them.
    pub(crate) fn said(&self, meaning: &Meaning, at: usize) -> f64 {
        let vector: Vec<f32> =
            self.get(at).iter().zip(&self.mean).map(|(x, mean)| x / self.scale + mean).collect();
        meaning.of(&vector)
    }
}

/// A candidate for the fit.
pub(crate) struct Example<'a> {
    pub(crate) vector: &'a [f32],
    pub(crate) right: bool,
    pub(crate) weight: f64,
}

/// Fits by Newton's method with an upper bound of the curvature (Böhning 1992), so that it is factored once.
fn regression(examples: &[Example<'_>], width: usize) -> Vec<f64> {
    let mean = examples.iter().map(|e| e.weight).sum::<f64>() / examples.len() as f64;
    let mut bound = vec![0.0; width * width];
    for example in examples {
        let weight = (0.25 * example.weight / mean) as f32;
        for (row, x) in bound.chunks_exact_mut(width).zip(example.vector) {
            let x = weight * x;
            row.iter_mut().zip(example.vector).for_each(|(cell, y)| *cell += x * y);
        }
    }
    let mut bound: Vec<f64> = bound.into_iter().map(f64::from).collect();
    (0..width).for_each(|at| bound[at * width + at] += RIDGE);
    factor(&mut bound, width);
    let (mut weights, mut intercept) = (vec![0.0; width], 0.0);
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|w| RIDGE * w).collect();
        let (mut error, mut curvature) = (0.0, 1e-9);
        for example in examples {
            let p = logistic(intercept + dot(&weights, example.vector));
            let miss = example.weight / mean * (p - f64::from(example.right));
            slope.iter_mut().zip(example.vector).for_each(|(sum, x)| *sum += miss * f64::from(*x));
            error += miss;
            curvature += example.weight / mean * p * (1.0 - p);
        }
        solve(&bound, &mut slope);
        weights.iter_mut().zip(slope).for_each(|(w, step)| *w -= step);
        intercept -= error / curvature;
    }
    weights
}

/// The regression on words.
pub(crate) struct Model {
    weights: Vec<f64>,
    /// What stands for a word that is not listed.
    unlisted: f64,
}

impl Model {
    /// Fits on candidates, each with its words and their language.
    pub(crate) fn fit(examples: &[Example<'_>], words: &[(&[String], Language)], vectors: &Vectors) -> Self {
        let mut weights = regression(examples, vectors.width);
        weights.iter_mut().for_each(|w| *w *= BLEND);
        let (mut sum, mut number) = (0.0, 0.0);
        for (words, language) in words {
            for word in words.iter().filter(|word| !vectors.lists(word, *language)) {
                sum += dot(&weights, vectors.get(word));
                number += 1.0;
            }
        }
        Self { weights, unlisted: if number > 0.0 { sum / number } else { 0.0 } }
    }

    /// What the program will add to the sum of the trees for a candidate of these words.
    pub(crate) fn sum(&self, words: &[String], language: Language, vectors: &Vectors) -> f64 {
        let weight = |word: &String| match vectors.lists(word, language) {
            true => dot(&self.weights, vectors.get(word)),
            false => self.unlisted,
        };
        words.iter().map(weight).sum::<f64>() / words.len() as f64
    }

    /// Writes the list of each language into a folder.
    pub(crate) fn write(&self, folder: &Path, vectors: &Vectors) -> Outcome {
        for (listed, tag) in vectors.listed.iter().zip(["fr", "en"]) {
            let mut values: BTreeMap<&str, f64> =
                listed.iter().map(|word| (word.as_str(), dot(&self.weights, vectors.get(word)))).collect();
            values.insert(termhood::UNLISTED, self.unlisted);
            let shift = termhood::SHIFT;
            let values = values.iter().map(|(word, value)| (*word, value.clamp(-shift, shift) + shift));
            let file = folder.join(format!("termhood.{tag}.fst"));
            word_values::write(file.to_str().ok_or("a path that is no text")?, values, termhood::STEPS)?;
        }
        Ok(())
    }
}

fn dot(weights: &[f64], vector: &[f32]) -> f64 {
    weights.iter().zip(vector).map(|(w, x)| w * f64::from(*x)).sum()
}

/// Cholesky's factor of a symmetric positive matrix, in its lower half.
fn factor(matrix: &mut [f64], width: usize) {
    for row in 0..width {
        for column in 0..=row {
            let (above, below) = (&matrix[column * width..][..column], &matrix[row * width..][..column]);
            let sum: f64 = above.iter().zip(below).map(|(a, b)| a * b).sum();
            let rest = matrix[row * width + column] - sum;
            matrix[row * width + column] =
                if row == column { rest.sqrt() } else { rest / matrix[column * width + column] };
        }
    }
}

/// Solves for the matrix that [`factor`] has factored, in place.
fn solve(factor: &[f64], side: &mut [f64]) {
    let width = side.len();
    for row in 0..width {
        let sum: f64 = (0..row).map(|at| factor[row * width + at] * side[at]).sum();
        side[row] = (side[row] - sum) / factor[row * width + row];
    }
    for row in (0..width).rev() {
        let sum: f64 = (row + 1..width).map(|at| factor[at * width + row] * side[at]).sum();
        side[row] = (side[row] - sum) / factor[row * width + row];
    }
}
