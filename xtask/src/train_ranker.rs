//! `cargo xtask train-ranker --labels DIR --output DIR TEXTS…`: the trees and the word values that score term candidates.
//!
//! The first folder holds files of labels, one for each corpus: candidates of open texts that a terminologist has judged. Their heads
//! say where the text comes from; `TEXTS` are the folders where those files lie. The whole corpus, two longer pieces and five of an
//! article's length are read, so that the trees see what little a short text tells. Gradient boosting with logistic loss
//! (Friedman 2001) that starts from a formula; trees grown leaf by leaf on binned values, monotone in what has a known
//! direction. To their sum comes what the meanings of the words say (`termhood`). What is printed is measured with every corpus scored by what has not seen it, in neither language; the
//! calibration (Platt 1999) is fitted on those scores.

use super::Outcome;
use super::termhood::{Candidates, Example, Model, Vectors};
use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::extract::ranker::{FEATURES, Meaning, Node, Ranker, direction, features, meaning, offset};
use glose::extract::{self, Counts, Kind, Names, Options, Scanner};
use glose::text::Language;
use glose::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ROUNDS: usize = 200;
const RATE: f64 = 0.05;
const LEAVES: usize = 12;
/// Rows in a leaf, at least.
const LEAST: usize = 40;
/// Added to the curvature of a leaf: shrinks what few rows say.
const RIDGE: f64 = 2.0;
const BINS: usize = 48;
/// Share of features that a tree may use, and of rows that it sees.
const COLUMNS: f64 = 0.5;
const ROWS: f64 = 0.8;
const FOLDS: usize = 8;
/// Pieces of a corpus: how many, of how many words, and what a row of theirs weighs beside one of the whole.
const PIECES: [(usize, usize, f64); 2] = [(5, 550, 0.5), (2, 4000, 0.7)];

type Values = [f32; FEATURES.len()];

struct Row {
    values: Values,
    /// What the trees start from.
    offset: f64,
    right: bool,
    /// What it weighs in fitting: the square root of `stands_for`, times the weight of its piece.
    weight: f64,
    /// Candidates of its corpus that it stands for: labels are drawn more densely among likely terms.
    stands_for: f64,
    corpus: usize,
    /// 0 for the whole corpus, else the kind of piece, from 1.
    piece: usize,
    language: Language,
    /// What their meanings count for.
    meaning: f64,
    /// Its words of weight.
    words: Vec<String>,
    /// Its commonest form, in lower case.
    form: String,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let usage = "usage: train-ranker --labels DIR --output DIR TEXTS…";
    let [flag, labels, flag2, output, texts @ ..] = arguments else { return Err(usage.into()) };
    if flag != "--labels" || flag2 != "--output" {
        return Err(usage.into());
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(labels)?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "tsv"));
    files.sort();
    let mut rows = Vec::new();
    let mut corpora: Vec<String> = Vec::new();
    for file in &files {
        // `fishery.fr` and `fishery.en` are one corpus: one must not teach what the other tests.
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(name, _)| name).to_owned();
        let corpus = corpora.iter().position(|known| *known == name).unwrap_or(corpora.len());
        if corpus == corpora.len() {
            corpora.push(name);
        }
        let before = rows.len();
        read(file, texts, corpus, &mut rows)?;
        println!("{}: {} rows", file.display(), rows.len() - before);
    }
    let vectors = Vectors::new(rows.iter().flat_map(|row| row.words.clone()))?;
    let means: Vec<Vec<f32>> = rows.iter().map(|row| vectors.mean(&row.words)).collect();
    let forms: Vec<&str> = rows.iter().map(|row| row.form.as_str()).collect();
    let candidates = Candidates::new(&forms)?;
    let trainer = Trainer { rows: &rows, means: &means, vectors: &vectors, candidates: &candidates };
    let [calibration, calibration_of_meaning] = trainer.validate(&corpora);
    let Learnt { trees, words, mut meaning } = trainer.learn(|_| true);
    meaning.calibration = calibration_of_meaning;
    let ranker = Ranker { trees, calibration, meaning };
    let bytes = ranker.to_bytes();
    println!("{} trees, {} bytes", ranker.trees.len(), bytes.len());
    let folder = Path::new(output);
    std::fs::write(folder.join("ranker.bin"), bytes)?;
    words.write(folder, &vectors)
}

/// What is fitted on some of the rows.
struct Learnt {
    trees: Vec<Vec<Node>>,
    words: Model,
    meaning: Meaning,
}

/// The judged candidates, with the vectors that are known of them.
struct Trainer<'a> {
    rows: &'a [Row],
    /// The mean vector of the words of each row.
    means: &'a [Vec<f32>],
    vectors: &'a Vectors,
    candidates: &'a Candidates,
}

impl Trainer<'_> {
    /// Fits on the rows that `teach` chooses.
    fn learn(&self, teach: impl Fn(&Row) -> bool) -> Learnt {
        let teach: Vec<usize> = (0..self.rows.len()).filter(|&at| teach(&self.rows[at])).collect();
        let taught: Vec<&Row> = teach.iter().map(|&at| &self.rows[at]).collect();
        let of_words: Vec<Example<'_>> =
            teach.iter().map(|&at| example(&self.rows[at], &self.means[at])).collect();
        let of_candidates: Vec<Example<'_>> =
            teach.iter().map(|&at| example(&self.rows[at], self.candidates.get(at))).collect();
        let words: Vec<(&[String], Language)> =
            taught.iter().map(|row| (row.words.as_slice(), row.language)).collect();
        Learnt {
            trees: fit(&taught),
            words: Model::fit(&of_words, &words, self.vectors),
            meaning: self.candidates.fit(&of_candidates),
        }
    }

    /// Scores each corpus with what was fitted on others, prints how good that is without and with the encoder, returns slope and
    /// intercept that make probabilities of each.
    fn validate(&self, corpora: &[String]) -> [(f32, f32); 2] {
        let rows = self.rows;
        let (mut by_words, mut by_candidates) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
        for fold in 0..FOLDS.min(corpora.len()) {
            let Learnt { trees, words, meaning } = self.learn(|row| row.corpus % FOLDS != fold);
            let trees = Ranker { trees, ..Ranker::default() };
            for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.corpus % FOLDS == fold) {
                let sum = row.offset + trees.sum(&row.values);
                by_words[at] = sum + row.meaning * words.sum(&row.words, row.language, self.vectors);
                by_candidates[at] = sum + row.meaning * self.candidates.said(&meaning, at);
            }
        }
        [("words", by_words), ("candidates", by_candidates)].map(|(name, sums)| {
            println!("With the meanings of {name}:");
            report(rows, &sums, corpora)
        })
    }
}

fn example<'a>(row: &Row, vector: &'a [f32]) -> Example<'a> {
    Example { vector, right: row.right, weight: row.weight }
}

// Reading.

/// How a form stands in the labels of a text whose words may not be copied: FNV-1a (Fowler, Noll and Vo 1991) of its
/// folded bytes.
fn hashed(form: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("@{:016x}", form.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

fn read(file: &Path, folders: &[String], corpus: usize, rows: &mut Vec<Row>) -> Outcome {
    let text = std::fs::read_to_string(file)?;
    let mut language = Language::French;
    let mut lines: Vec<String> = Vec::new();
    // By a form of the candidate, folded; then by its key.
    let mut labels: HashMap<String, (bool, f64)> = HashMap::new();
    for line in text.lines() {
        if let Some(tag) = line.strip_prefix("# language ") {
            language = Language::from_tag(tag).ok_or("fr or en")?;
        } else if let Some(source) = line.strip_prefix("# source ") {
            lines.extend(select(source, folders).map_err(|e| format!("{}: {source}: {e}", file.display()))?);
        } else if !line.starts_with('#') && !line.is_empty() {
            let mut cells = line.split('\t');
            let (mark, weight, form) = (cells.next(), cells.next(), cells.next());
            let weight = weight.ok_or("weight")?.parse()?;
            let form = form.ok_or("form")?;
            let form = if form.starts_with('@') { form.to_owned() } else { fold(form) };
            labels.insert(form, (mark == Some("+"), weight));
        }
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    let lengths: Vec<usize> = lines.iter().map(|line| line.split_whitespace().count()).collect();
    let total: usize = lengths.iter().sum();
    let piece = |start: usize, size: usize| {
        let (mut before, mut taken, mut out) = (0, 0, String::new());
        for (line, length) in lines.iter().zip(&lengths) {
            if before >= start && taken < size {
                out.push_str(line);
                out.push('\n');
                taken += length;
            }
            before += length;
        }
        out
    };
    let mut pieces = vec![(piece(0, usize::MAX), 1.0, 0)];
    for (kind, (number, size, weight)) in PIECES.into_iter().enumerate() {
        for at in 0..number {
            let start = total * (2 * at + 1) / (2 * number + 1);
            pieces.push((piece(start, size.min(total / 2)), weight, kind + 1));
        }
    }
    let mut judged: HashMap<String, (bool, f64)> = HashMap::new();
    for (text, weight, kind) in pieces {
        let mut counts = Counts::new(language);
        let document = Document::plain(text, Newlines::Block);
        Scanner::new(language, false).scan(&analyze(document, language), 0, &mut counts);
        // Any ranker will do, the embedded one may be of former features.
        let ranker = Some(Arc::new(Ranker::default()));
        let options = Options { names: Names::Include, min_score: Some(0.0), ranker, ..Options::default() };
        let mut found = extract::rank(counts, &options, None).candidates;
        found.sort_by(|a, b| a.key.cmp(&b.key));
        if kind == 0 {
            for candidate in &found {
                let label = candidate.forms.iter().find_map(|form| {
                    let form = fold(&form.text);
                    labels.get(&form).or_else(|| labels.get(&hashed(&form)))
                });
                if let Some(&label) = label {
                    judged.insert(candidate.key.clone(), label);
                }
            }
        }
        for candidate in found.iter().filter(|candidate| candidate.kind == Kind::Term) {
            let Some(&(right, stands_for)) = judged.get(&candidate.key) else { continue };
            rows.push(Row {
                values: features(&candidate.facts, language),
                offset: offset(&candidate.facts),
                right,
                weight: stands_for.sqrt() * weight,
                stands_for,
                corpus,
                piece: kind,
                language,
                meaning: meaning(candidate.facts.log_corpus),
                words: extract::content_words(&candidate.key, language)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
                form: candidate.forms[0].text.to_lowercase(),
            });
        }
    }
    Ok(())
}

/// `FILE rows A-B column N`, `FILE column N where M=WORD|WORD`, `FILE sentences PREFIX`, `FILE definitions LANGUAGE`: lines of
/// text from a table (columns from 1), a treebank, a glossary of the project.
fn select(source: &str, folders: &[String]) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    // A condition may hold spaces: it is the last.
    let (source, wanted) = source.split_once(" where ").map_or((source, None), |(s, w)| (s, Some(w)));
    let mut words = source.split(' ');
    let name = words.next().unwrap_or_default();
    let path = folders.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.exists());
    let bytes = std::fs::read(path.ok_or("in none of the folders")?)?;
    let mut text = String::new();
    if name.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let condition = wanted.map(|wanted| -> Result<_, Box<dyn std::error::Error>> {
        let (column, words) = wanted.split_once('=').ok_or("where N=WORD|WORD")?;
        Ok((column.parse::<usize>()?, words.split('|').collect::<Vec<_>>()))
    });
    let condition = condition.transpose()?;
    let (mut rows, mut column) = (0..usize::MAX, 1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or("a value after each word")?;
        match word {
            "rows" => {
                let (a, b) = value.split_once('-').ok_or("rows A-B")?;
                rows = a.parse()?..b.parse()?;
            }
            "column" => column = value.parse::<usize>()?,
            "sentences" => return Ok(sentences(&text, value)),
            "definitions" => {
                let start = format!("{value} = \"");
                let definitions = text.lines().filter_map(|line| line.strip_prefix("definition = {"));
                let definitions =
                    definitions.filter_map(|line| line.split_once(&start)).map(|(_, rest)| rest);
                return Ok(definitions
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned)
                    .collect());
            }
            _ => return Err("rows, column, sentences, definitions or where".into()),
        }
    }
    let lines = text.lines().skip(rows.start).take(rows.end - rows.start);
    Ok(lines
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| {
            condition.as_ref().is_none_or(|(at, words)| {
                cells.get(at - 1).is_some_and(|cell| words.iter().any(|word| cell.contains(word)))
            })
        })
        .filter_map(|cells| cells.get(column - 1).map(|cell| (*cell).to_owned()))
        .collect())
}

/// Sentences of a treebank whose number begins so.
fn sentences(text: &str, prefix: &str) -> Vec<String> {
    let mut wanted = false;
    let mut out = Vec::new();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("# sent_id = ") {
            wanted = id.starts_with(prefix);
        } else if let Some(sentence) = line.strip_prefix("# text = ").filter(|_| wanted) {
            out.push(sentence.trim().to_owned());
        }
    }
    out
}

// Boosting.

/// A small generator of numbers, the same everywhere (splitmix64, Steele and others 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The probability that log odds say.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Upper bounds of the bins of each feature: at most [`BINS`] values apart, as many rows in each as can be.
fn bounds(rows: &[&Row]) -> Vec<Vec<f32>> {
    (0..FEATURES.len())
        .map(|feature| {
            let mut values: Vec<f32> = rows.iter().map(|row| row.values[feature]).collect();
            values.sort_by(f32::total_cmp);
            let mut bounds: Vec<f32> = (1..BINS).map(|at| values[at * (values.len() - 1) / BINS]).collect();
            bounds.dedup();
            bounds.pop_if(|last| *last >= values[values.len() - 1]);
            bounds
        })
        .collect()
}

/// A leaf that may be split.
struct Leaf {
    rows: Vec<usize>,
    value: f64,
    /// Least and greatest value that keeps the tree monotone.
    range: (f64, f64),
    /// Gain, feature and bin of its best split.
    best: Option<(f64, usize, usize)>,
    children: Option<(usize, usize)>,
}

struct Grower<'a> {
    bins: &'a [Vec<u8>],
    bounds: &'a [Vec<f32>],
    gradients: &'a [f64],
    curvatures: &'a [f64],
    columns: Vec<usize>,
}

impl Grower<'_> {
    /// The value of a leaf with these sums of gradients and curvatures, within its range.
    fn value((g, h): (f64, f64), range: (f64, f64)) -> f64 {
        (-g / (h + RIDGE)).clamp(range.0, range.1)
    }

    /// How much loss a leaf with these sums takes away.
    fn gain((g, h): (f64, f64), value: f64) -> f64 {
        -(2.0 * g * value + (h + RIDGE) * value * value)
    }

    /// Sums of the gradients and curvatures of rows.
    fn sums(&self, rows: &[usize]) -> (f64, f64) {
        rows.iter().fold((0.0, 0.0), |(g, h), &r| (g + self.gradients[r], h + self.curvatures[r]))
    }

    fn leaf(&self, rows: Vec<usize>, range: (f64, f64)) -> Leaf {
        let sums = self.sums(&rows);
        let value = Self::value(sums, range);
        let mut best: Option<(f64, usize, usize)> = None;
        for &feature in &self.columns {
            let mut cells = vec![(0.0, 0.0, 0usize); self.bounds[feature].len() + 1];
            for &row in &rows {
                let cell = &mut cells[usize::from(self.bins[feature][row])];
                *cell = (cell.0 + self.gradients[row], cell.1 + self.curvatures[row], cell.2 + 1);
            }
            let mut left = (0.0, 0.0, 0);
            for (bin, cell) in cells[..cells.len() - 1].iter().enumerate() {
                left = (left.0 + cell.0, left.1 + cell.1, left.2 + cell.2);
                if left.2 < LEAST || rows.len() - left.2 < LEAST {
                    continue;
                }
                let parts = [(left.0, left.1), (sums.0 - left.0, sums.1 - left.1)];
                let values = parts.map(|part| Self::value(part, range));
                if f64::from(direction(feature)) * (values[1] - values[0]) < 0.0 {
                    continue;
                }
                let gain = Self::gain(parts[0], values[0]) + Self::gain(parts[1], values[1])
                    - Self::gain(sums, value);
                if gain > best.map_or(1e-9, |best| best.0) {
                    best = Some((gain, feature, bin));
                }
            }
        }
        Leaf { rows, value, range, best, children: None }
    }

    fn grow(&self, rows: Vec<usize>) -> Vec<Leaf> {
        let mut leaves = vec![self.leaf(rows, (f64::NEG_INFINITY, f64::INFINITY))];
        for _ in 1..LEAVES {
            let open = |leaf: &Leaf| leaf.best.filter(|_| leaf.children.is_none()).map_or(0.0, |best| best.0);
            let Some(at) = (0..leaves.len())
                .max_by(|&a, &b| open(&leaves[a]).total_cmp(&open(&leaves[b])).then(b.cmp(&a)))
            else {
                break;
            };
            let Some((_, feature, bin)) = leaves[at].best.filter(|_| leaves[at].children.is_none()) else {
                break;
            };
            let range = leaves[at].range;
            let (left, right): (Vec<usize>, Vec<usize>) =
                leaves[at].rows.iter().partition(|&&row| usize::from(self.bins[feature][row]) <= bin);
            leaves[at].children = Some((leaves.len(), leaves.len() + 1));
            // What grows below must stay on its side of the middle.
            let [low, high] = [&left, &right].map(|rows| Self::value(self.sums(rows), range));
            let middle = f64::midpoint(low, high);
            let (of_left, of_right) = match direction(feature) {
                1 => ((range.0, middle), (middle, range.1)),
                -1 => ((middle, range.1), (range.0, middle)),
                _ => (range, range),
            };
            leaves.push(self.leaf(left, of_left));
            leaves.push(self.leaf(right, of_right));
        }
        leaves
    }

    fn nodes(&self, leaves: &[Leaf], at: usize, out: &mut Vec<Node>) {
        let leaf = &leaves[at];
        let (Some((left, right)), Some((_, feature, bin))) = (leaf.children, leaf.best) else {
            out.push(Node::Leaf((RATE * leaf.value) as f32));
            return;
        };
        let place = out.len();
        let threshold = self.bounds[feature][bin];
        out.push(Node::Split { feature: feature as u8, threshold, right: 0 });
        self.nodes(leaves, left, out);
        out[place] = Node::Split { feature: feature as u8, threshold, right: out.len() as u16 };
        self.nodes(leaves, right, out);
    }
}

fn fit(rows: &[&Row]) -> Vec<Vec<Node>> {
    let bounds = bounds(rows);
    let bins: Vec<Vec<u8>> = (0..FEATURES.len())
        .map(|f| {
            rows.iter().map(|row| bounds[f].partition_point(|&bound| bound < row.values[f]) as u8).collect()
        })
        .collect();
    let mut numbers = Numbers(1);
    let mut trees: Vec<Vec<Node>> = Vec::new();
    // The first tree makes the offsets tell the share of terms (Newton's method).
    let all: f64 = rows.iter().map(|row| row.weight).sum();
    let mut start = 0.0;
    for _ in 0..20 {
        let (mut error, mut curvature) = (0.0, 1e-9);
        for row in rows {
            let p = logistic(row.offset + start);
            error += row.weight * (p - f64::from(row.right));
            curvature += row.weight * p * (1.0 - p);
        }
        start -= error / curvature;
    }
    trees.push(vec![Node::Leaf(start as f32)]);
    let mut sums: Vec<f64> = rows.iter().map(|row| row.offset + start).collect();
    let mean = all / rows.len() as f64;
    for _ in 0..ROUNDS {
        let mut gradients = Vec::with_capacity(rows.len());
        let mut curvatures = Vec::with_capacity(rows.len());
        for (row, &sum) in rows.iter().zip(&sums) {
            let p = logistic(sum);
            let weight = row.weight / mean;
            gradients.push(weight * (p - f64::from(row.right)));
            curvatures.push(weight * p * (1.0 - p));
        }
        let columns = (0..FEATURES.len()).filter(|_| numbers.next() < COLUMNS).collect();
        let sample = (0..rows.len()).filter(|_| numbers.next() < ROWS).collect();
        let grower =
            Grower { bins: &bins, bounds: &bounds, gradients: &gradients, curvatures: &curvatures, columns };
        let leaves = grower.grow(sample);
        let mut nodes = Vec::new();
        grower.nodes(&leaves, 0, &mut nodes);
        let tree = Ranker { trees: vec![nodes], ..Ranker::default() };
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += tree.sum(&row.values);
        }
        trees.extend(tree.trees);
    }
    trees
}

// Measuring.

/// Prints how good sums are, and how well the probabilities made of them hold; returns their slope and intercept.
fn report(rows: &[Row], sums: &[f64], corpora: &[String]) -> (f32, f32) {
    for (piece, name) in ["whole corpora", "550 words", "4000 words"].into_iter().enumerate() {
        let of = |row: &Row| row.piece == piece;
        println!("{name}: average precision {:.3}", precision(rows, sums, of));
    }
    let each: Vec<f64> = (0..corpora.len())
        .map(|number| precision(rows, sums, |row| row.corpus == number && row.piece == 0))
        .collect();
    for (name, precision) in corpora.iter().zip(&each) {
        println!("  {name}: {precision:.3}");
    }
    println!("  mean: {:.3}", each.iter().sum::<f64>() / each.len() as f64);
    let calibration = calibrate(rows, sums);
    let mut cells: BTreeMap<usize, (f64, f64, f64, usize)> = BTreeMap::new();
    for (row, sum) in rows.iter().zip(sums) {
        let p = logistic(f64::from(calibration.0) * sum + f64::from(calibration.1));
        let cell = cells.entry((p * 10.0) as usize).or_default();
        cell.0 += row.stands_for * p;
        cell.1 += row.stands_for * f64::from(row.right);
        cell.2 += row.stands_for;
        cell.3 += 1;
    }
    println!("mean score\tterms\tlabels");
    for (scores, right, all, number) in cells.values() {
        println!("{:.2}\t{:.2}\t{number}", scores / all, right / all);
    }
    calibration
}

/// Average precision of the rows that `of` chooses.
fn precision(rows: &[Row], sums: &[f64], of: impl Fn(&Row) -> bool) -> f64 {
    let mut order: Vec<usize> = (0..rows.len()).filter(|&at| of(&rows[at])).collect();
    order.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
    let (mut all, mut right, mut sum) = (0.0, 0.0, 0.0);
    for at in order {
        all += rows[at].weight;
        if rows[at].right {
            right += rows[at].weight;
            sum += rows[at].weight * right / all;
        }
    }
    if right > 0.0 { sum / right } else { 0.0 }
}

/// Logistic regression on one variable, by Newton's method.
fn calibrate(rows: &[Row], sums: &[f64]) -> (f32, f32) {
    let (mut slope, mut intercept) = (1.0, 0.0);
    for _ in 0..50 {
        let (mut g, mut h) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for (row, x) in rows.iter().zip(sums) {
            let p = logistic(slope * x + intercept);
            let (error, curvature) =
                (row.stands_for * (p - f64::from(row.right)), row.stands_for * p * (1.0 - p));
            g = [g[0] + error * x, g[1] + error];
            h = [h[0] + curvature * x * x, h[1] + curvature * x, h[2] + curvature];
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        slope -= (h[2] * g[0] - h[1] * g[1]) / determinant;
        intercept -= (h[0] * g[1] - h[1] * g[0]) / determinant;
    }
    (slope as f32, intercept as f32)
}
