//! How a model file is laid out: for those who build one (`cargo xtask build-encoder`) and for [`super::Encoder`].
//!
//! All numbers are little-endian, without padding. The file is `GLOSENC1`, the SHA-256 of everything after it, then:
//!
//! 1. u32 length and text of the provenance (UTF-8);
//! 2. u32 × 6: hidden size, layers, heads, feed-forward size, positions, pieces; f32 epsilon of the normalisations,
//!    f32 score of a character that no piece covers;
//! 3. u32 number of normalisation entries, each u32 code point, u8 length, UTF-8 replacement; ascending;
//! 4. u8 × pieces lengths, f32 × pieces scores, the pieces themselves; in ascending byte order;
//! 5. Q4_0 embedding rows: `<s>`, `</s>`, unknown, then one per piece; f16 position rows; f32 weight and bias of the
//!    first normalisation;
//! 6. for each layer: query, key and value rows as one matrix, attention output, first normalisation, feed-forward in,
//!    feed-forward out, second normalisation; matrices are Q4_0, row-major, outputs × inputs, followed by an f32 bias.
//!
//! *Q4_0* keeps 32 weights in 18 bytes: an f16 scale, then 16 bytes whose low halves are the weights 0–15 and whose high
//! halves are the weights 16–31, as (half − 8) × scale.

use sha2::{Digest, Sha256};
use std::ops::Range;
use thiserror::Error;

/// Row of the embedding that opens a sequence.
pub const BEGIN: u32 = 0;
/// Row of the embedding that closes a sequence.
pub const END: u32 = 1;
/// Row of the embedding for characters that no piece covers.
pub const UNKNOWN: u32 = 2;
/// Row of the embedding for the first piece.
pub const FIRST_PIECE: u32 = 3;

/// Weights in a Q4_0 block.
pub const BLOCK: usize = 32;
/// Bytes of a Q4_0 block.
pub const BLOCK_BYTES: usize = 18;
/// Size of an attention head: the only one that the kernels know.
pub const HEAD: usize = 32;

const MAGIC: &[u8; 8] = b"GLOSENC1";
const BODY: usize = MAGIC.len() + 32;

/// Why a model could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are no model file.
    #[error("this is not an encoder model")]
    NotAModel,
    /// The bytes end too early, or go on after the end.
    #[error("the encoder model has the wrong length ({found} bytes)")]
    Length {
        /// Bytes that were given.
        found: usize,
    },
    /// The checksum does not match.
    #[error("the encoder model is damaged: its checksum does not match")]
    Checksum,
    /// A section holds what it must not.
    #[error("the encoder model is malformed: {what}")]
    Malformed {
        /// The section and what is wrong with it.
        what: &'static str,
    },
    /// The binary was built without a model.
    #[error("this build of glose holds no encoder model")]
    NotEmbedded,
}

/// The sizes of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Numbers in a vector.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Attention heads of a layer.
    pub heads: usize,
    /// Numbers in the wide middle of a layer.
    pub feed_forward: usize,
    /// Longest sequence, `<s>` and `</s>` included.
    pub positions: usize,
    /// Pieces of the vocabulary.
    pub pieces: usize,
}

impl Shape {
    fn check(&self) -> Result<(), ModelError> {
        let sized = |n: usize, most: usize| n > 0 && n <= most;
        let fits = sized(self.hidden, 4096)
            && self.hidden.is_multiple_of(64)
            && self.heads.checked_mul(HEAD) == Some(self.hidden)
            && sized(self.layers, 64)
            && sized(self.feed_forward, 16_384)
            && self.feed_forward.is_multiple_of(64)
            && (3..=4096).contains(&self.positions)
            && sized(self.pieces, 1 << 20);
        if fits { Ok(()) } else { Err(ModelError::Malformed { what: "sizes that are not supported" }) }
    }
}

/// A matrix with its bias, as a file holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Rows.
    pub outputs: usize,
    /// Columns.
    pub inputs: usize,
    /// Where the Q4_0 blocks stand in the file.
    pub blocks: Range<usize>,
    /// One number per row.
    pub bias: Vec<f32>,
}

/// Weight and bias of a layer normalisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalisation {
    /// Factors.
    pub weight: Vec<f32>,
    /// Summands.
    pub bias: Vec<f32>,
}

/// The weights of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Query, key and value rows, one after the other.
    pub attention_in: Matrix,
    /// From the heads back to the hidden size.
    pub attention_out: Matrix,
    /// After the attention.
    pub attention_norm: Normalisation,
    /// From the hidden size to the wide middle.
    pub feed_in: Matrix,
    /// Back to the hidden size.
    pub feed_out: Matrix,
    /// After the feed-forward part.
    pub feed_norm: Normalisation,
}

/// A model file that has been read; big sections stay in the file and are given as ranges of bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    /// Where the weights come from, for people.
    pub provenance: String,
    /// The sizes.
    pub shape: Shape,
    /// Epsilon of the normalisations.
    pub epsilon: f32,
    /// Score of a character that no piece covers.
    pub unknown_score: f32,
    /// Replacements of characters, ascending.
    pub replacements: Vec<(char, String)>,
    /// The pieces with their scores, in ascending byte order.
    pub pieces: Vec<(String, f32)>,
    /// Where the embedding rows stand.
    pub embeddings: Range<usize>,
    /// `positions` × `hidden` numbers.
    pub positions: Vec<f32>,
    /// After the embedding.
    pub embedding_norm: Normalisation,
    /// The layers, first to last.
    pub layers: Vec<Layer>,
    /// Where the model ends and a [`Projection`](super::projection::Projection) may follow.
    pub end: usize,
}

impl ModelFile {
    /// Reads a model file and verifies its checksum.
    ///
    /// # Errors
    /// When the bytes are no undamaged model file of a supported size.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        if bytes.len() < BODY {
            return Err(ModelError::Length { found: bytes.len() });
        }
        let file = Self::parse_trusted(bytes)?;
        if Sha256::digest(&bytes[BODY..file.end])[..] != bytes[MAGIC.len()..BODY] {
            return Err(ModelError::Checksum);
        }
        Ok(file)
    }

    /// The same without the checksum: for a model that came with the programme.
    pub(super) fn parse_trusted(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut r = Reader { bytes, at: BODY };
        let length = r.size()?;
        let provenance = text(r.take(length)?)?;
        let [hidden, layers, heads, feed_forward, positions, pieces] = [(); 6].map(|()| r.size());
        let shape = Shape {
            hidden: hidden?,
            layers: layers?,
            heads: heads?,
            feed_forward: feed_forward?,
            positions: positions?,
            pieces: pieces?,
        };
        shape.check()?;
        let epsilon = r.float()?;
        let unknown_score = r.float()?;
        if !(epsilon >= 0.0 && epsilon.is_finite() && unknown_score.is_finite()) {
            return Err(ModelError::Malformed { what: "constants that are no numbers" });
        }
        let replacements = read_replacements(&mut r)?;
        let pieces = read_pieces(&mut r, shape.pieces)?;
        let h = shape.hidden;
        let embeddings = r.skip((FIRST_PIECE as usize + shape.pieces) * h / BLOCK * BLOCK_BYTES)?;
        let positions = r.take(2 * shape.positions * h)?.chunks_exact(2).map(|b| half(b[0], b[1])).collect();
        let embedding_norm = r.normalisation(h)?;
        let layers = (0..shape.layers)
            .map(|_| {
                Ok(Layer {
                    attention_in: r.matrix(3 * h, h)?,
                    attention_out: r.matrix(h, h)?,
                    attention_norm: r.normalisation(h)?,
                    feed_in: r.matrix(shape.feed_forward, h)?,
                    feed_out: r.matrix(h, shape.feed_forward)?,
                    feed_norm: r.normalisation(h)?,
                })
            })
            .collect::<Result<_, ModelError>>()?;
        Ok(Self {
            provenance,
            shape,
            epsilon,
            unknown_score,
            replacements,
            pieces,
            embeddings,
            positions,
            embedding_norm,
            layers,
            end: r.at,
        })
    }

    /// The bytes of a model file. `source` is what the ranges of `self` refer to.
    pub fn to_bytes(&self, source: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        put_size(&mut body, self.provenance.len());
        body.extend(self.provenance.as_bytes());
        let s = self.shape;
        for n in [s.hidden, s.layers, s.heads, s.feed_forward, s.positions, s.pieces] {
            put_size(&mut body, n);
        }
        put_floats(&mut body, &[self.epsilon, self.unknown_score]);
        put_size(&mut body, self.replacements.len());
        for (from, to) in &self.replacements {
            body.extend((*from as u32).to_le_bytes());
            body.push(to.len() as u8);
            body.extend(to.as_bytes());
        }
        body.extend(self.pieces.iter().map(|(piece, _)| piece.len() as u8));
        self.pieces.iter().for_each(|&(_, score)| put_floats(&mut body, &[score]));
        self.pieces.iter().for_each(|(piece, _)| body.extend(piece.as_bytes()));
        body.extend(&source[self.embeddings.clone()]);
        self.positions.iter().for_each(|&n| body.extend(to_half(n)));
        put_normalisation(&mut body, &self.embedding_norm);
        for layer in &self.layers {
            put_matrix(&mut body, &layer.attention_in, source);
            put_matrix(&mut body, &layer.attention_out, source);
            put_normalisation(&mut body, &layer.attention_norm);
            put_matrix(&mut body, &layer.feed_in, source);
            put_matrix(&mut body, &layer.feed_out, source);
            put_normalisation(&mut body, &layer.feed_norm);
        }
        let mut file = MAGIC.to_vec();
        file.extend(&Sha256::digest(&body)[..]);
        file.extend(body);
        file
    }
}

/// The weights of a Q4_0 block.
pub fn unpack(block: &[u8; BLOCK_BYTES]) -> [f32; BLOCK] {
    let scale = half(block[0], block[1]);
    let mut out = [0.0; BLOCK];
    for (i, &byte) in block[2..].iter().enumerate() {
        out[i] = (f32::from(byte & 15) - 8.0) * scale;
        out[i + BLOCK / 2] = (f32::from(byte >> 4) - 8.0) * scale;
    }
    out
}

/// The number that an IEEE half-precision number, given by its low and its high byte, stands for.
fn half(low: u8, high: u8) -> f32 {
    let bits = u32::from(u16::from_le_bytes([low, high]));
    let sign = (bits & 0x8000) << 16;
    let rest = bits & 0x7fff;
    let magnitude = match rest >> 10 {
        0 => rest as f32 * f32::from_bits(0x3380_0000), // 2⁻²⁴
        31 => f32::from_bits(0x7f80_0000 | (rest << 13)),
        _ => f32::from_bits((rest << 13) + (112 << 23)),
    };
    f32::from_bits(sign | magnitude.to_bits())
}

/// The nearest half-precision number, for what lies in its normal range; smaller numbers become 0.
fn to_half(number: f32) -> [u8; 2] {
    let bits = number.to_bits();
    let sign = (bits >> 16) & 0x8000;
    let magnitude = bits & 0x7fff_ffff;
    let rounded = magnitude + 0xfff + ((magnitude >> 13) & 1);
    let exponent = (rounded >> 23) as i32 - 112;
    let half = match exponent {
        ..=0 => sign,
        31.. => sign | 0x7bff,
        _ => sign | ((rounded - (112 << 23)) >> 13),
    };
    (half as u16).to_le_bytes()
}

pub(super) fn text(bytes: &[u8]) -> Result<String, ModelError> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| ModelError::Malformed { what: "text that is not UTF-8" })?;
    Ok(text.to_owned())
}

fn read_replacements(r: &mut Reader) -> Result<Vec<(char, String)>, ModelError> {
    let count = r.size()?;
    let mut replacements: Vec<(char, String)> = Vec::new();
    for _ in 0..count {
        let from = char::from_u32(r.size()? as u32);
        let length = usize::from(r.take(1)?[0]);
        let to = text(r.take(length)?)?;
        match from {
            Some(from) if replacements.last().is_none_or(|&(last, _)| last < from) => {
                replacements.push((from, to));
            }
            _ => return Err(ModelError::Malformed { what: "replacements out of order" }),
        }
    }
    Ok(replacements)
}

fn read_pieces(r: &mut Reader, count: usize) -> Result<Vec<(String, f32)>, ModelError> {
    let lengths = r.take(count)?;
    let scores = r.floats(count)?;
    let mut pieces: Vec<(String, f32)> = Vec::with_capacity(count);
    for (&length, &score) in lengths.iter().zip(&scores) {
        let piece = text(r.take(usize::from(length))?)?;
        let ordered = pieces.last().is_none_or(|(last, _)| *last < piece) && !piece.is_empty();
        if !ordered || !score.is_finite() {
            return Err(ModelError::Malformed { what: "pieces out of order" });
        }
        pieces.push((piece, score));
    }
    Ok(pieces)
}

pub(super) fn put_size(out: &mut Vec<u8>, n: usize) {
    out.extend((n as u32).to_le_bytes());
}

pub(super) fn put_floats(out: &mut Vec<u8>, numbers: &[f32]) {
    numbers.iter().for_each(|n| out.extend(n.to_le_bytes()));
}

fn put_normalisation(out: &mut Vec<u8>, norm: &Normalisation) {
    put_floats(out, &norm.weight);
    put_floats(out, &norm.bias);
}

fn put_matrix(out: &mut Vec<u8>, matrix: &Matrix, source: &[u8]) {
    out.extend(&source[matrix.blocks.clone()]);
    put_floats(out, &matrix.bias);
}

pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, n: usize) -> Result<Range<usize>, ModelError> {
        let end = self.at.checked_add(n).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or(ModelError::Length { found: self.bytes.len() })?;
        let range = self.at..end;
        self.at = end;
        Ok(range)
    }

    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        Ok(&self.bytes[self.skip(n)?])
    }

    fn word(&mut self) -> Result<[u8; 4], ModelError> {
        let b = self.take(4)?;
        Ok([b[0], b[1], b[2], b[3]])
    }

    pub(super) fn size(&mut self) -> Result<usize, ModelError> {
        Ok(u32::from_le_bytes(self.word()?) as usize)
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.word()?))
    }

    pub(super) fn floats(&mut self, n: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.take(4 * n)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn normalisation(&mut self, n: usize) -> Result<Normalisation, ModelError> {
        Ok(Normalisation { weight: self.floats(n)?, bias: self.floats(n)? })
    }

    fn matrix(&mut self, outputs: usize, inputs: usize) -> Result<Matrix, ModelError> {
        let blocks = self.skip(outputs * inputs / BLOCK * BLOCK_BYTES)?;
        Ok(Matrix { outputs, inputs, blocks, bias: self.floats(outputs)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_numbers_survive_a_round_trip() {
        for bits in 0..=u16::MAX {
            let [low, high] = bits.to_le_bytes();
            let number = half(low, high);
            if number.is_finite() && (number == 0.0 || number.abs() >= 6.2e-5) {
                assert_eq!(to_half(number), [low, high], "{number}");
            }
        }
        assert_eq!(half(0x00, 0x3c), 1.0);
        assert_eq!(half(0x01, 0x00), 2f32.powi(-24));
        assert_eq!(half(0xff, 0x7b), 65504.0);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        assert_eq!(ModelFile::parse(b""), Err(ModelError::NotAModel));
        assert_eq!(ModelFile::parse(b"GLOSENC1"), Err(ModelError::Length { found: 8 }));
        let mut damaged = b"GLOSENC1".to_vec();
        damaged.extend([0; 64]);
        assert!(matches!(ModelFile::parse(&damaged), Err(ModelError::Malformed { .. })));
    }
}
