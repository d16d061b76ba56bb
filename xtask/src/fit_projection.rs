//! `fit-projection --bitext FILE… --terms FILE… [--steps N] -o FILE`
//!
//! Fits the linear map that [`glose::encode`] applies to the mean vectors of sentences. Bitexts have French in the first
//! and English in the second column; term lists name their columns `fr` and `en` in the first line. The same number of
//! pairs is drawn from each bitext. The map begins as the whitening of what differs between a sentence and its
//! translation (linear discriminant analysis) and is then fitted by gradient descent so that each text picks out its
//! translation among a batch (InfoNCE, van den Oord et al. 2018). Everything is reproducible.

use flate2::read::MultiGzDecoder;
use glose::encode::Encoder;
use glose::encode::projection::Projection;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

type Failure = Box<dyn std::error::Error>;
type Pair = (String, String);

/// Pairs taken from a bitext.
const PAIRS: usize = 5_000;
/// Texts that compete.
const BATCH: usize = 384;
/// One batch of terms among so many.
const TERMS_EVERY: usize = 4;
const TEMPERATURE: f32 = 0.05;
/// Share of the mean variance that is added to every direction before whitening.
const RIDGE: f32 = 0.3;
/// Pairs that are left for measuring.
const HELD_OUT: usize = 1_000;

pub(crate) fn run(given: &[String]) -> Result<(), Failure> {
    let (mut bitexts, mut terms, mut output, mut steps) = (Vec::new(), Vec::new(), None, 1500);
    let mut given = given.iter();
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--bitext" => bitexts.push(PathBuf::from(value)),
            "--terms" => terms.push(PathBuf::from(value)),
            "--steps" => steps = value.parse()?,
            "-o" | "--output" => output = Some(PathBuf::from(value)),
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    let output = output.ok_or("-o is missing")?;
    let mut random = Random(1);
    let mut sentences = Vec::new();
    for path in &bitexts {
        let mut pairs = distinct(read(path, Some((0, 1)))?, 12..=400);
        random.shuffle(&mut pairs);
        pairs.truncate(PAIRS);
        sentences.extend(pairs);
    }
    random.shuffle(&mut sentences);
    let mut named = Vec::new();
    for path in &terms {
        named.extend(read(path, None)?);
    }
    let named = distinct(named, 2..=100);
    eprintln!("{} pairs of sentences, {} of terms", sentences.len(), named.len());
    let (mut sentences, mut named) = (Vectors::new(&sentences)?, Vectors::new(&named)?);
    let held_out = sentences.split_off(sentences.len().saturating_sub(HELD_OUT));
    if sentences.len() < BATCH || named.len() < BATCH {
        return Err(format!("at least {BATCH} pairs of each kind are needed").into());
    }
    let mean = sentences.mean();
    let mut held_out = held_out;
    [&mut sentences, &mut named, &mut held_out].into_iter().for_each(|v| v.centre(&mean));
    eprintln!("found among {HELD_OUT}: {:.4}", held_out.found(None));
    let mut map = whitening(&sentences, &named);
    eprintln!("whitened: {:.4}", held_out.found(Some(&map)));
    fit(&mut map, &sentences, &named, steps, &mut random);
    eprintln!("fitted: {:.4}", held_out.found(Some(&map)));
    let names = |paths: &[PathBuf]| {
        let names = paths.iter().filter_map(|p| Some(p.file_name()?.to_str()?.split('.').next()?.to_owned()));
        names.collect::<Vec<_>>().join(", ")
    };
    let provenance =
        format!("fitted on pairs of sentences ({}) and of terms ({})", names(&bitexts), names(&terms));
    std::fs::write(output, Projection::to_bytes(&provenance, &mean, &map.transposed().numbers))?;
    Ok(())
}

fn read(path: &Path, columns: Option<(usize, usize)>) -> Result<Vec<Pair>, Failure> {
    let file = std::fs::File::open(path)?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let text: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut lines = BufReader::new(text).lines();
    let (french, english) = match columns {
        Some(columns) => columns,
        None => {
            let head = lines.next().ok_or("an empty list of terms")??;
            let column =
                |name| head.split('\t').position(|c| c == name).ok_or("columns fr and en are missing");
            (column("fr")?, column("en")?)
        }
    };
    let mut pairs = Vec::new();
    for line in lines {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        if let (Some(f), Some(e)) = (cells.get(french), cells.get(english)) {
            // Of several variants, the first.
            let first = |cell: &str| cell.split(';').next().unwrap_or_default().trim().to_owned();
            let whole = |cell: &str| cell.trim().to_owned();
            pairs.push(if columns.is_some() { (whole(f), whole(e)) } else { (first(f), first(e)) });
        }
    }
    Ok(pairs)
}

/// Pairs of a sensible length, none of whose sides came before and whose sides differ.
fn distinct(pairs: Vec<Pair>, length: std::ops::RangeInclusive<usize>) -> Vec<Pair> {
    let (mut french, mut english) = (HashSet::new(), HashSet::new());
    let mut kept = Vec::new();
    for (f, e) in pairs {
        if length.contains(&f.len()) && length.contains(&e.len()) && f != e {
            let new = [french.insert(f.to_lowercase()), english.insert(e.to_lowercase())];
            if new == [true, true] {
                kept.push((f, e));
            }
        }
    }
    kept
}

/// A matrix, row after row.
#[derive(Clone)]
struct Matrix {
    width: usize,
    numbers: Vec<f32>,
}

impl Matrix {
    fn zero(rows: usize, width: usize) -> Self {
        Self { width, numbers: vec![0.0; rows * width] }
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.numbers.chunks_exact(self.width)
    }

    fn transposed(&self) -> Self {
        let height = self.numbers.len() / self.width;
        let mut out = Self::zero(self.width, height);
        for (i, row) in self.rows().enumerate() {
            row.iter().enumerate().for_each(|(j, &x)| out.numbers[j * height + i] = x);
        }
        out
    }

    fn times(&self, other: &Self) -> Self {
        let mut out = Self::zero(self.numbers.len() / self.width, other.width);
        for (row, out) in self.rows().zip(out.numbers.chunks_exact_mut(other.width)) {
            for (&x, other) in row.iter().zip(other.rows()) {
                out.iter_mut().zip(other).for_each(|(out, y)| *out += x * y);
            }
        }
        out
    }

    fn scaled(mut self, factor: f32) -> Self {
        self.numbers.iter_mut().for_each(|x| *x *= factor);
        self
    }

    fn picked(&self, rows: &[usize]) -> Self {
        let numbers = rows.iter().flat_map(|&i| &self.numbers[i * self.width..(i + 1) * self.width]);
        Self { width: self.width, numbers: numbers.copied().collect() }
    }

    /// Makes each row as long as 1 and returns how long they were.
    fn make_unit(&mut self) -> Vec<f32> {
        let mut lengths = Vec::new();
        for row in self.numbers.chunks_exact_mut(self.width) {
            let length = dot(row, row).sqrt().max(1e-9);
            row.iter_mut().for_each(|x| *x /= length);
            lengths.push(length);
        }
        lengths
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The vectors of the two sides of pairs.
struct Vectors {
    french: Matrix,
    english: Matrix,
}

impl Vectors {
    fn new(pairs: &[Pair]) -> Result<Self, Failure> {
        let encoder = Encoder::embedded()?;
        let side = |texts: Vec<&str>| {
            let numbers = encoder.encode_means(&texts).concat();
            Matrix { width: encoder.width(), numbers }
        };
        Ok(Self {
            french: side(pairs.iter().map(|(f, _)| f.as_str()).collect()),
            english: side(pairs.iter().map(|(_, e)| e.as_str()).collect()),
        })
    }

    fn len(&self) -> usize {
        self.french.rows().len()
    }

    fn split_off(&mut self, at: usize) -> Self {
        let width = self.french.width;
        let off = |m: &mut Matrix| Matrix { width, numbers: m.numbers.split_off(at * width) };
        Self { french: off(&mut self.french), english: off(&mut self.english) }
    }

    fn mean(&self) -> Vec<f32> {
        let mut sum = vec![0f64; self.french.width];
        for row in self.french.rows().chain(self.english.rows()) {
            sum.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x));
        }
        sum.iter().map(|sum| (sum / (2 * self.len()) as f64) as f32).collect()
    }

    fn centre(&mut self, mean: &[f32]) {
        for row in [&mut self.french, &mut self.english]
            .map(|m| m.numbers.chunks_exact_mut(mean.len()))
            .into_iter()
            .flatten()
        {
            row.iter_mut().zip(mean).for_each(|(x, mean)| *x -= mean);
        }
    }

    /// The share of English texts that are nearest to their French text.
    fn found(&self, map: Option<&Matrix>) -> f64 {
        let mapped = |m: &Matrix| map.map_or_else(|| m.clone(), |map| m.times(map));
        let (mut f, mut e) = (mapped(&self.french), mapped(&self.english));
        f.make_unit();
        e.make_unit();
        let near = f.times(&e.transposed());
        let best = |row: &[f32]| (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b]));
        near.rows().enumerate().filter(|(i, row)| best(row) == Some(*i)).count() as f64 / self.len() as f64
    }
}

/// The inverse square root of the covariance of the differences within pairs, by coupled Newton iteration.
fn whitening(sentences: &Vectors, terms: &Vectors) -> Matrix {
    let width = sentences.french.width;
    let mut covariance = Matrix::zero(width, width);
    for pairs in [sentences, terms] {
        let mut differences = pairs.french.clone();
        differences.numbers.iter_mut().zip(&pairs.english.numbers).for_each(|(f, e)| *f -= e);
        let part = differences.transposed().times(&differences);
        covariance.numbers.iter_mut().zip(part.numbers).for_each(|(sum, x)| *sum += x);
    }
    let diagonal = |m: &Matrix| (0..width).map(|i| m.numbers[i * (width + 1)]).sum::<f32>();
    let ridge = RIDGE * diagonal(&covariance) / width as f32;
    (0..width).for_each(|i| covariance.numbers[i * (width + 1)] += ridge);
    let mut root = covariance.clone().scaled(1.0 / dot(&covariance.numbers, &covariance.numbers).sqrt());
    let mut inverse = Matrix::zero(width, width);
    (0..width).for_each(|i| inverse.numbers[i * (width + 1)] = 1.0);
    for _ in 0..30 {
        let mut step = inverse.times(&root).scaled(-0.5);
        (0..width).for_each(|i| step.numbers[i * (width + 1)] += 1.5);
        root = root.times(&step);
        inverse = step.times(&inverse);
    }
    inverse
}

/// Adam (Kingma & Ba 2015); the result is the mean over the last three tenths of the steps.
fn fit(map: &mut Matrix, sentences: &Vectors, terms: &Vectors, steps: usize, random: &mut Random) {
    let count = map.numbers.len();
    let size = map.numbers.iter().map(|x| x.abs()).sum::<f32>() / count as f32;
    let (mut first, mut second, mut sum) = (vec![0f32; count], vec![0f32; count], vec![0f32; count]);
    let (mut decay_1, mut decay_2, mut summed) = (1.0, 1.0, 0);
    for step in 1..=steps {
        let pairs = if step % TERMS_EVERY == 0 { terms } else { sentences };
        let picked = random.distinct(BATCH, pairs.len());
        let (f, e) = (pairs.french.picked(&picked), pairs.english.picked(&picked));
        let gradient = gradient(map, &f, &e);
        (decay_1, decay_2) = (decay_1 * 0.9, decay_2 * 0.999);
        let rate =
            2e-3 * size * (step as f32 / 100.0).min(1.0) * if step * 10 < steps * 6 { 1.0 } else { 0.3 };
        for i in 0..count {
            first[i] = 0.9 * first[i] + 0.1 * gradient[i];
            second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
            let (mean, square) = (first[i] / (1.0 - decay_1), second[i] / (1.0 - decay_2));
            map.numbers[i] -= rate * mean / (square.sqrt() + 1e-12);
        }
        if step * 10 > steps * 7 {
            sum.iter_mut().zip(&map.numbers).for_each(|(sum, x)| *sum += x);
            summed += 1;
        }
    }
    if summed > 0 {
        map.numbers.iter_mut().zip(sum).for_each(|(x, sum)| *x = sum / summed as f32);
    }
}

/// How the loss of a batch changes with each number of the map.
fn gradient(map: &Matrix, french: &Matrix, english: &Matrix) -> Vec<f32> {
    let n = french.rows().len();
    let (mut f, mut e) = (french.times(map), english.times(map));
    let (f_lengths, e_lengths) = (f.make_unit(), e.make_unit());
    let near = f.times(&e.transposed()).scaled(1.0 / TEMPERATURE);
    let (by_row, by_column) = (shares(&near), shares(&near.transposed()).transposed());
    let mut pull = by_row;
    pull.numbers.iter_mut().zip(&by_column.numbers).for_each(|(a, b)| *a += b);
    (0..n).for_each(|i| pull.numbers[i * (n + 1)] -= 2.0);
    let pull = pull.scaled(1.0 / (2.0 * n as f32 * TEMPERATURE));
    let through = |unit: &Matrix, mut pulled: Matrix, lengths: &[f32]| {
        for ((unit, pulled), length) in
            unit.rows().zip(pulled.numbers.chunks_exact_mut(unit.width)).zip(lengths)
        {
            let along = dot(unit, pulled);
            pulled.iter_mut().zip(unit).for_each(|(p, u)| *p = (*p - along * u) / length);
        }
        pulled
    };
    let f_pulled = through(&f, pull.times(&e), &f_lengths);
    let e_pulled = through(&e, pull.transposed().times(&f), &e_lengths);
    let (a, b) = (french.transposed().times(&f_pulled), english.transposed().times(&e_pulled));
    a.numbers.iter().zip(&b.numbers).map(|(a, b)| a + b).collect()
}

/// Softmax of each row.
fn shares(near: &Matrix) -> Matrix {
    let mut out = near.clone();
    for row in out.numbers.chunks_exact_mut(near.width) {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        row.iter_mut().for_each(|x| *x = (*x - most).exp());
        let total: f32 = row.iter().sum();
        row.iter_mut().for_each(|x| *x /= total);
    }
    out
}

/// A small generator (SplitMix64), so that the same files always give the same map.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    fn distinct(&mut self, count: usize, below: usize) -> Vec<usize> {
        let (mut seen, mut picked) = (HashSet::new(), Vec::with_capacity(count));
        while picked.len() < count {
            let i = self.below(below);
            if seen.insert(i) {
                picked.push(i);
            }
        }
        picked
    }
}
