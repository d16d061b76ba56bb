//! `fit-beads --bitext FILE… --mixed FILE… -o FILE`
//!
//! Fits the weights of the evidence for a bead ([`glose::align::lattice`]). Bitexts have French in the first and English in
//! the second column; the pairs of a mixed one are no running text and are shuffled first, for their neighbours are too
//! much alike. Runs of neighbouring pairs become texts in which neighbours are joined, cut elsewhere or left out on
//! one side at rates that differ from text to text; the weights are those that make the known beads likeliest (gradient
//! ascent, Kingma & Ba 2015), once with the encoder's vectors and once without. Everything is reproducible.

use flate2::read::MultiGzDecoder;
use glose::align::lattice::{FEATURES, Lattice, NAMES, Weights};
use glose::align::lexicon::Lexicon;
use glose::align::sentence::{Evidence, SentenceInfo, evidence_near};
use glose::encode::Encoder;
use glose::text::Language;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};

type Failure = Box<dyn std::error::Error>;

/// Texts made from each bitext, and pairs in a text.
const TEXTS: usize = 60;
const PAIRS: [usize; 3] = [14, 30, 46];
/// One text among so many is left for measuring.
const HELD_OUT: usize = 5;
const STEPS: usize = 150;
/// Share of the pairs of a run, and of the texts, that fit worst and are left out: bitexts have pairs that are none.
const WORST: f64 = 0.08;
/// How dear it is to leave the first guess.
const RIDGE: f64 = 0.004;

/// Where the weights begin: without vectors, with vectors.
const FIRST: [[f32; FEATURES]; 2] = [
    [1.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -3.3, -6.0, -6.0, -8.0, -4.6, 0.0],
    [1.0, 0.6, 0.0, -9.0, -12.0, -20.0, 1.0, 0.3, 4.5, 1.2, -1.5, -1.0, -3.0, -4.6, 0.0],
];

#[derive(Default)]
struct Text {
    source: Vec<String>,
    target: Vec<String>,
    beads: Vec<(Range<usize>, Range<usize>)>,
}

pub(crate) fn run(given: &[String]) -> Result<(), Failure> {
    let (mut bitexts, mut output) = (Vec::new(), None);
    let mut given = given.iter();
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--bitext" => bitexts.push((PathBuf::from(value), false)),
            "--mixed" => bitexts.push((PathBuf::from(value), true)),
            "-o" | "--output" => output = Some(PathBuf::from(value)),
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    let output = output.ok_or("-o is missing")?;
    let encoder = Encoder::embedded()?;
    let mut random = Random(1);
    let mut texts = Vec::new();
    for (path, mixed) in &bitexts {
        let mut pairs = read(path)?;
        if *mixed {
            for at in (1..pairs.len()).rev() {
                pairs.swap(at, random.below(at + 1));
            }
        }
        for number in 0..TEXTS {
            let wanted = PAIRS[number % PAIRS.len()];
            let from = random.below(pairs.len().saturating_sub(wanted));
            let run = related(&pairs[from..(from + wanted).min(pairs.len())], encoder);
            texts.push(text(&run, &mut random));
        }
    }
    let texts: &'static [Text] = texts.leak();
    let mut lattices: [Vec<Lattice>; 2] = [Vec::new(), Vec::new()];
    for text in texts {
        let of =
            |side: &[String]| encoder.encode_sentences(&side.iter().map(String::as_str).collect::<Vec<_>>());
        let vectors = (of(&text.source), of(&text.target));
        let infos = |side: &'static [String], language| -> Vec<SentenceInfo<'static>> {
            side.iter().map(|text| SentenceInfo::keyed(text, language)).collect()
        };
        let (source, target) =
            (infos(&text.source, Language::French), infos(&text.target, Language::English));
        for (with, lattices) in lattices.iter_mut().enumerate() {
            let vectors = (with == 1).then_some((vectors.0.as_slice(), vectors.1.as_slice()));
            let evidence = Evidence { lexicon: Some(Lexicon::embedded()), reversed: false, vectors };
            lattices.push(evidence_near(&source, &target, &evidence, &text.beads));
        }
    }
    let mut fitted = Vec::new();
    for (lattices, first) in lattices.iter().zip(FIRST) {
        fitted.push(fit(lattices, first));
    }
    let names =
        bitexts.iter().filter_map(|(p, _)| Some(p.file_name()?.to_str()?.split('.').next()?.to_owned()));
    let mut out = format!(
        "# Weights of the evidence for a bead: without and with sentence vectors. Fitted by `cargo xtask fit-beads` on \
         runs of sentence\n# pairs ({}) whose neighbours were joined, cut elsewhere or left out. Own work.\n",
        names.collect::<Vec<_>>().join(", ")
    );
    for (feature, name) in NAMES.iter().enumerate() {
        writeln!(out, "{name}\t{:.3}\t{:.3}", fitted[0].0[feature], fitted[1].0[feature])?;
    }
    std::fs::write(output, out)?;
    Ok(())
}

fn fit(lattices: &[Lattice], first: [f32; FEATURES]) -> Weights {
    let (held, used): (Vec<_>, Vec<_>) = lattices.iter().enumerate().partition(|(n, _)| n % HELD_OUT == 0);
    let mut weights = Weights(first);
    let (mut mean, mut square) = ([0f64; FEATURES], [0f64; FEATURES]);
    for step in 1..=STEPS {
        let mut gradient = [0f64; FEATURES];
        let mut likelihood = 0.0;
        let mut slopes: Vec<_> = used.iter().map(|(_, lattice)| lattice.gradient(&weights)).collect();
        slopes.sort_by(|a, b| b.0.total_cmp(&a.0));
        slopes.truncate(slopes.len() - (slopes.len() as f64 * WORST) as usize);
        for (one, slope) in &slopes {
            likelihood += one;
            gradient.iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope / slopes.len() as f64);
        }
        let rate = 0.1 * (1.0 - step as f64 / (STEPS + 1) as f64);
        for k in 0..FEATURES {
            let slope = gradient[k] - RIDGE * f64::from(weights.0[k] - first[k]);
            mean[k] = 0.9 * mean[k] + 0.1 * slope;
            square[k] = 0.999 * square[k] + 0.001 * slope * slope;
            let unbiased = mean[k] / (1.0 - 0.9f64.powi(step as i32));
            let spread = (square[k] / (1.0 - 0.999f64.powi(step as i32))).sqrt();
            weights.0[k] += (rate * unbiased / (spread + 1e-8)) as f32;
        }
        if step % 50 == 0 || step == 1 {
            let (mut beads, mut right, mut sum) = (0, 0, 0.0);
            for (_, lattice) in &held {
                let own = lattice.confidences(|features| weights.of(features));
                right += own.iter().filter(|p| **p > 0.5).count();
                beads += own.len();
                sum += lattice.gradient(&weights).0;
            }
            eprintln!(
                "step {step}: log-likelihood {:.4} a text, held out {:.4}, beads found {:.2} %",
                likelihood / used.len() as f64,
                sum / held.len() as f64,
                100.0 * right as f64 / beads as f64
            );
            eprintln!("{:?}", weights.0);
        }
    }
    weights
}

/// The pairs without those whose vectors are farthest from each other.
fn related(pairs: &[(String, String)], encoder: &Encoder) -> Vec<(String, String)> {
    let of = |side: fn(&(String, String)) -> &String| {
        encoder.encode_sentences(&pairs.iter().map(|pair| side(pair).as_str()).collect::<Vec<_>>())
    };
    let (french, english) = (of(|p| &p.0), of(|p| &p.1));
    let near: Vec<f32> = french.iter().zip(&english).map(|(f, e)| glose::encode::similarity(f, e)).collect();
    let mut sorted = near.clone();
    sorted.sort_by(f32::total_cmp);
    let least = sorted.get((pairs.len() as f64 * WORST) as usize).copied().unwrap_or(0.0);
    pairs.iter().zip(near).filter(|(_, near)| *near >= least).map(|(pair, _)| pair.clone()).collect()
}

/// A text with known beads from neighbouring pairs.
fn text(pairs: &[(String, String)], random: &mut Random) -> Text {
    let mut out = Text::default();
    let (joined, alone, cut) = (0.14 * random.unit(), 0.06 * random.unit(), 0.02 * random.unit());
    let mut at = 0;
    while at < pairs.len() {
        let start = (out.source.len(), out.target.len());
        let (french, english) = &pairs[at];
        let draw = random.unit();
        let which = random.unit();
        if draw < joined && at + 2 < pairs.len() {
            let count = if which < 0.06 { 3 } else { 2 };
            let run = &pairs[at..at + count];
            let whole = |side: fn(&(String, String)) -> &String| {
                run.iter().map(side).map(String::as_str).collect::<Vec<_>>().join(" ")
            };
            if random.unit() < 0.5 {
                out.source.push(whole(|p| &p.0));
                out.target.extend(run.iter().map(|p| p.1.clone()));
            } else {
                out.source.extend(run.iter().map(|p| p.0.clone()));
                out.target.push(whole(|p| &p.1));
            }
            at += count;
        } else if draw < joined + alone {
            if which < 0.5 {
                out.source.push(french.clone());
            } else {
                out.target.push(english.clone());
            }
            at += 1;
        } else if draw < joined + alone + cut
            && at + 1 < pairs.len()
            && let Some((left, right)) = pairs[at + 1].0.split_once(", ")
        {
            // The first part of the next sentence stands with this one.
            out.source.extend([format!("{french} {left},"), right.to_owned()]);
            out.target.extend([english.clone(), pairs[at + 1].1.clone()]);
            at += 2;
        } else {
            out.source.push(french.clone());
            out.target.push(english.clone());
            at += 1;
        }
        out.beads.push((start.0..out.source.len(), start.1..out.target.len()));
    }
    out
}

fn read(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut out = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(std::fs::File::open(path)?)).lines() {
        let line = line?;
        let Some((french, english)) = line.split_once('\t') else { continue };
        // What a bitext repeats or leaves untranslated teaches nothing.
        let long = french.chars().count().min(english.chars().count()) >= 12;
        if long && french != english && out.last().is_none_or(|last: &(String, String)| last.0 != french) {
            out.push((french.to_owned(), english.to_owned()));
        }
    }
    Ok(out)
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
