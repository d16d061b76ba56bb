//! A fitted linear map after the mean over a sentence: what differs between a text and its translation counts less.
//!
//! A projection stands after a model in the same file, or in a file of its own: `GLOSPRJ1`, the SHA-256 of everything
//! after it, u32 length and text of the provenance, u32 width, f32 × width mean, f32 × width scales, i8 × width × width
//! rows of outputs. All numbers are little-endian.

use super::file::{ModelError, Reader, put_floats, put_size, text};
use super::kernel::{self, Isa};
use sha2::{Digest, Sha256};

const MAGIC: &[u8; 8] = b"GLOSPRJ1";
const BODY: usize = MAGIC.len() + 32;

/// A linear map from vectors to vectors of the same width.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// What it was fitted on, for people.
    pub provenance: String,
    mean: Vec<f32>,
    /// Row after row, one for each output.
    rows: Vec<f32>,
}

impl Projection {
    /// Reads a projection.
    ///
    /// # Errors
    /// When the bytes are no undamaged projection of vectors of `width` numbers.
    pub fn parse(bytes: &[u8], width: usize) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) || bytes.len() < BODY {
            return Err(ModelError::Length { found: bytes.len() });
        }
        if Sha256::digest(&bytes[BODY..])[..] != bytes[MAGIC.len()..BODY] {
            return Err(ModelError::Checksum);
        }
        let mut r = Reader { bytes, at: BODY };
        let length = r.size()?;
        let provenance = text(r.take(length)?)?;
        if r.size()? != width {
            return Err(ModelError::Malformed { what: "a projection for another model" });
        }
        let (mean, scales) = (r.floats(width)?, r.floats(width)?);
        let weights = r.take(width * width)?;
        if r.at != bytes.len() {
            return Err(ModelError::Length { found: bytes.len() });
        }
        let rows = weights.chunks_exact(width.max(1)).zip(scales);
        let rows =
            rows.flat_map(|(row, scale)| row.iter().map(move |&w| f32::from(w as i8) * scale)).collect();
        Ok(Self { provenance, mean, rows })
    }

    /// The bytes of a projection: `rows` has one row for each output and is rounded to 8 bits.
    pub fn to_bytes(provenance: &str, mean: &[f32], rows: &[f32]) -> Vec<u8> {
        let width = mean.len();
        let mut body = Vec::new();
        put_size(&mut body, provenance.len());
        body.extend(provenance.as_bytes());
        put_size(&mut body, width);
        put_floats(&mut body, mean);
        let largest = |row: &[f32]| row.iter().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs()));
        let scales: Vec<f32> = rows.chunks_exact(width).map(|row| largest(row) / 127.0).collect();
        put_floats(&mut body, &scales);
        for (row, scale) in rows.chunks_exact(width).zip(scales) {
            body.extend(row.iter().map(|w| (w / scale).round() as i8 as u8));
        }
        let mut out = MAGIC.to_vec();
        out.extend(&Sha256::digest(&body)[..]);
        out.extend(body);
        out
    }

    /// The projection of a vector; of 0, 0.
    pub(super) fn apply(&self, isa: Isa, vector: &mut [f32]) {
        if vector.iter().all(|&x| x == 0.0) {
            return;
        }
        let centred: Vec<f32> = vector.iter().zip(&self.mean).map(|(x, mean)| x - mean).collect();
        kernel::products(isa, &centred, &self.rows, centred.len(), vector);
        kernel::make_unit(isa, vector);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projection_survives_a_round_trip() {
        let rows = [1.0, 0.0, 0.0, -2.0];
        let bytes = Projection::to_bytes("own", &[0.5, 0.0], &rows);
        let read = Projection::parse(&bytes, 2).unwrap();
        assert_eq!(read.provenance, "own");
        let mut vector = [3.5, 2.0];
        read.apply(Isa::detect(), &mut vector);
        assert!((vector[0] - 0.6).abs() < 1e-6 && (vector[1] + 0.8).abs() < 1e-6, "{vector:?}");
        let mut zero = [0.0, 0.0];
        read.apply(Isa::detect(), &mut zero);
        assert_eq!(zero, [0.0, 0.0]);
    }

    #[test]
    fn damaged_projections_are_refused() {
        let mut bytes = Projection::to_bytes("own", &[0.5, 0.0], &[1.0, 0.0, 0.0, 1.0]);
        assert_eq!(
            Projection::parse(&bytes, 3),
            Err(ModelError::Malformed { what: "a projection for another model" })
        );
        assert!(Projection::parse(&bytes[..20], 2).is_err());
        bytes[60] ^= 1;
        assert_eq!(Projection::parse(&bytes, 2), Err(ModelError::Checksum));
    }
}
