//! Layer 1: words and sentences to vectors that are alike across French and English.
//!
//! The encoder is the lower layers of multilingual-e5-small (Wang et al. 2024), a transformer of the BERT kind, with the
//! vocabulary of French and English text only. Nothing is learnt: a word and its translation in the same sentence have
//! near vectors (Jalili Sabet et al. 2020). Weights are rounded to 7 bits when the model is loaded, activations to 8 bits
//! for each token; the results are the same bits on every processor, at any number of threads, whatever else is encoded.
//!
//! The feature `encoder` embeds a model ([`Encoder::embedded`]); without it one can still be loaded from a file
//! ([`Encoder::from_bytes`]).

pub mod file;
#[allow(unsafe_code, reason = "vector instructions; the module says what keeps it safe")]
mod kernel;
pub mod projection;
pub mod subword;

use file::{BEGIN, BLOCK_BYTES, END, Matrix, ModelFile, Normalisation};
use kernel::{Isa, Weights};
use projection::Projection;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use subword::{Scratch, Subwords};

pub use file::ModelError;

#[cfg(feature = "encoder")]
static EMBEDDED: &[u8] = include_bytes!("data/e5-small-fr-en.bin");
#[cfg(feature = "encoder")]
static EMBEDDED_PROJECTION: &[u8] = include_bytes!("data/projection-fr-en.bin");

/// Sentences that one thread takes at a time.
const SENTENCES: usize = 8;
/// Tokens that go through the layers together: enough to use weights often, few enough for the caches.
const TOKENS: usize = 128;
/// Tokens that go through the wide middle of a layer together.
const WIDE_TOKENS: usize = 48;

/// A model that is ready to encode.
#[derive(Debug)]
pub struct Encoder {
    bytes: Cow<'static, [u8]>,
    provenance: String,
    subwords: Subwords,
    /// Where the embedding rows stand in `bytes`.
    embeddings: Range<usize>,
    positions: Vec<f32>,
    embedding_norm: Normalisation,
    layers: Vec<Layer>,
    projection: Option<Projection>,
    epsilon: f32,
    width: usize,
    wide: usize,
    isa: Isa,
}

#[derive(Debug)]
struct Layer {
    attention_in: Weights,
    attention_out: Weights,
    attention_norm: Normalisation,
    feed_in: Weights,
    feed_out: Weights,
    feed_norm: Normalisation,
}

/// The vectors of the words of a sentence, each of length 1 (or 0 for a word that is nothing but spaces).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordVectors {
    width: usize,
    values: Vec<f32>,
}

impl WordVectors {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The vector of a word, if there is one.
    pub fn get(&self, word: usize) -> Option<&[f32]> {
        self.values.chunks_exact(self.width.max(1)).nth(word)
    }

    /// The vectors in the order of the words.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.values.chunks_exact(self.width.max(1))
    }

    /// The cosine of each word (row) with each word of `other` (column), row after row.
    pub fn similarities(&self, other: &Self) -> Vec<f32> {
        let mut out = vec![0.0; self.len() * other.len()];
        if self.width == other.width {
            kernel::products(Isa::detect(), &self.values, &other.values, self.width.max(1), &mut out);
        }
        out
    }
}

/// The cosine of two vectors of length 1: how alike what they stand for is, at most 1.
pub fn similarity(a: &[f32], b: &[f32]) -> f32 {
    let mut out = [0.0];
    if a.len() == b.len() && !a.is_empty() {
        kernel::products(Isa::detect(), a, b, a.len(), &mut out);
    }
    out[0]
}

impl Encoder {
    /// The model that came with the programme, made ready on the first call.
    ///
    /// # Errors
    /// When the programme was built without the feature `encoder`.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        static READY: OnceLock<Result<Encoder, ModelError>> = OnceLock::new();
        #[cfg(feature = "encoder")]
        let load = || {
            let file = ModelFile::parse_trusted(EMBEDDED)?;
            let projection = Projection::parse(EMBEDDED_PROJECTION, file.shape.hidden)?;
            Ok(Encoder::load(Cow::Borrowed(EMBEDDED), file, Some(projection)))
        };
        #[cfg(not(feature = "encoder"))]
        let load = || Err(ModelError::NotEmbedded);
        READY.get_or_init(load).as_ref().map_err(Clone::clone)
    }

    /// A model from the bytes of a model file ([`mod@file`]), which a projection for sentences may follow ([`projection`]).
    ///
    /// # Errors
    /// When the bytes are no undamaged model.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        let file = ModelFile::parse(&bytes)?;
        let projection = match &bytes[file.end..] {
            [] => None,
            rest => Some(Projection::parse(rest, file.shape.hidden)?),
        };
        Ok(Self::load(Cow::Owned(bytes), file, projection))
    }

    fn load(bytes: Cow<'static, [u8]>, file: ModelFile, projection: Option<Projection>) -> Self {
        let layers = file
            .layers
            .into_par_iter()
            .map(|layer| Layer {
                attention_in: pack(&bytes, layer.attention_in),
                attention_out: pack(&bytes, layer.attention_out),
                attention_norm: layer.attention_norm,
                feed_in: pack(&bytes, layer.feed_in),
                feed_out: pack(&bytes, layer.feed_out),
                feed_norm: layer.feed_norm,
            })
            .collect();
        Self {
            subwords: Subwords::new(&file.pieces, file.unknown_score, file.replacements),
            provenance: file.provenance,
            embeddings: file.embeddings,
            positions: file.positions,
            embedding_norm: file.embedding_norm,
            layers,
            epsilon: file.epsilon,
            width: file.shape.hidden,
            wide: file.shape.feed_forward,
            isa: Isa::detect(),
            projection,
            bytes,
        }
    }

    /// Numbers in a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Where the weights come from, for people.
    pub fn provenance(&self) -> &str {
        &self.provenance
    }

    /// The vectors of the words of each sentence. A word's vector is the mean over its pieces.
    pub fn encode_words(&self, sentences: &[Vec<&str>]) -> Vec<WordVectors> {
        self.encode(sentences, |sentence, cut| {
            for (i, word) in sentence.iter().enumerate() {
                cut(word, i as u32);
            }
            sentence.len()
        })
        .into_iter()
        .map(|(words, _)| words)
        .collect()
    }

    /// The vectors of the words of each sentence, and the vector of each sentence as [`Self::encode_sentences`] makes it,
    /// in one pass: words are cut up one by one, so that sentences differ a little from those of the running text.
    pub fn encode_texts(&self, sentences: &[Vec<&str>]) -> (Vec<WordVectors>, Vec<Vec<f32>>) {
        let encoded = self.encode(sentences, |sentence, cut| {
            for (i, word) in sentence.iter().enumerate() {
                cut(word, i as u32);
            }
            sentence.len()
        });
        let (words, mut vectors): (Vec<_>, Vec<_>) = encoded.into_iter().unzip();
        if let Some(projection) = &self.projection {
            vectors.par_iter_mut().for_each(|vector| projection.apply(self.isa, vector));
        }
        (words, vectors)
    }

    /// The vector of each sentence (or term): the mean over its pieces, projected if the model has a projection, of
    /// length 1; 0 for an empty one.
    pub fn encode_sentences(&self, sentences: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = self.encode_means(sentences);
        if let Some(projection) = &self.projection {
            vectors.par_iter_mut().for_each(|vector| projection.apply(self.isa, vector));
        }
        vectors
    }

    /// The same without the projection, as `cargo xtask fit-projection` needs them.
    pub fn encode_means(&self, sentences: &[&str]) -> Vec<Vec<f32>> {
        let encoded = self.encode(sentences, |sentence, cut| {
            cut(sentence, NO_WORD);
            0
        });
        encoded.into_iter().map(|(_, sentence)| sentence).collect()
    }

    /// For each item the vectors of its words and of the whole. `cut_up` hands the words of an item to its second
    /// argument, each with its number, and returns how many there are.
    fn encode<T: Sync>(
        &self,
        items: &[T],
        cut_up: impl Fn(&T, &mut dyn FnMut(&str, u32)) -> usize + Sync,
    ) -> Vec<(WordVectors, Vec<f32>)> {
        let chunks: Vec<Vec<_>> = items
            .par_chunks(SENTENCES)
            .map_init(Work::default, |work, items| {
                let mut out = Vec::with_capacity(items.len());
                let mut batch = Batch::default();
                for (i, item) in items.iter().enumerate() {
                    let (mut pieces, mut owners) = (Vec::new(), Vec::new());
                    let words = cut_up(item, &mut |word, number| {
                        self.subwords.cut(word, &mut work.scratch, &mut pieces);
                        owners.resize(pieces.len(), number);
                    });
                    let words = WordVectors { width: self.width, values: vec![0.0; words * self.width] };
                    out.push((words, vec![0.0; self.width]));
                    for window in windows(&owners, self.longest() - 2) {
                        if batch.rows.len() + window.len() + 2 > TOKENS {
                            self.run(&mut batch, work, &mut out);
                        }
                        batch.push(i, &pieces[window.clone()], &owners[window]);
                    }
                }
                self.run(&mut batch, work, &mut out);
                for (words, sentence) in &mut out {
                    words.values.chunks_exact_mut(self.width).for_each(|v| kernel::make_unit(self.isa, v));
                    kernel::make_unit(self.isa, sentence);
                }
                out
            })
            .collect();
        chunks.into_iter().flatten().collect()
    }

    /// The longest sequence, `<s>` and `</s>` included.
    fn longest(&self) -> usize {
        self.positions.len() / self.width
    }

    /// Encodes a batch, adds its vectors to those of the words and sentences, and empties it.
    fn run(&self, batch: &mut Batch, work: &mut Work, out: &mut [(WordVectors, Vec<f32>)]) {
        self.forward(batch, work);
        let mut rows = work.x.chunks_exact(self.width);
        let mut start = 0;
        for &(end, item) in &batch.ends {
            let (words, sentence) = &mut out[item];
            for (&owner, row) in batch.owners[start..end].iter().zip(&mut rows) {
                add(sentence, row);
                if owner != NO_WORD {
                    add(&mut words.values[owner as usize * self.width..][..self.width], row);
                }
            }
            start = end;
        }
        batch.rows.clear();
        batch.owners.clear();
        batch.ends.clear();
    }

    /// The hidden states of the last layer for the tokens of a batch, in `work.x`.
    fn forward(&self, batch: &Batch, work: &mut Work) {
        let (n, h) = (batch.rows.len(), self.width);
        work.resize(n, h, self.wide, self.longest());
        let Work { x, y, qkv, wide, bytes, scales, attention, .. } = work;
        let row_bytes = h / file::BLOCK * BLOCK_BYTES;
        let (embedded, _) = self.bytes[self.embeddings.clone()].as_chunks::<BLOCK_BYTES>();
        for (&row, x) in batch.rows.iter().zip(x.chunks_exact_mut(h)) {
            let first = row as usize * (row_bytes / BLOCK_BYTES);
            for (block, x) in embedded[first..].iter().zip(x.chunks_exact_mut(file::BLOCK)) {
                x.copy_from_slice(&file::unpack(block));
            }
        }
        let mut start = 0;
        for &(end, _) in &batch.ends {
            y[start * h..end * h].copy_from_slice(&self.positions[..(end - start) * h]);
            start = end;
        }
        kernel::add_and_normalise(
            self.isa,
            x,
            y,
            &self.embedding_norm.weight,
            &self.embedding_norm.bias,
            self.epsilon,
        );
        for layer in &self.layers {
            let mut product = |weights: &Weights, input: &[f32], width: usize, out: &mut [f32]| {
                let scales = &mut scales[..input.len() / width];
                let bytes = &mut bytes[..input.len()];
                kernel::quantise(self.isa, input, width, bytes, scales);
                kernel::multiply(self.isa, weights, bytes, scales, out);
            };
            let norm = |x: &mut [f32], y: &[f32], norm: &Normalisation| {
                kernel::add_and_normalise(self.isa, x, y, &norm.weight, &norm.bias, self.epsilon);
            };
            product(&layer.attention_in, x, h, qkv);
            let mut start = 0;
            for &(end, _) in &batch.ends {
                let (qkv, context) = (&qkv[start * 3 * h..end * 3 * h], &mut y[start * h..end * h]);
                kernel::attention(self.isa, qkv, h, attention, context);
                start = end;
            }
            let out = &mut qkv[..n * h];
            product(&layer.attention_out, y, h, out);
            norm(x, out, &layer.attention_norm);
            for (x, y) in x.chunks_mut(WIDE_TOKENS * h).zip(y.chunks_mut(WIDE_TOKENS * h)) {
                let wide = &mut wide[..x.len() / h * self.wide];
                product(&layer.feed_in, x, h, wide);
                kernel::gelu(self.isa, wide);
                product(&layer.feed_out, wide, self.wide, y);
                norm(x, y, &layer.feed_norm);
            }
        }
    }
}

/// The word of a token that belongs to none.
const NO_WORD: u32 = u32::MAX;

/// Sequences that are encoded together, one after the other.
#[derive(Default)]
struct Batch {
    /// Embedding rows.
    rows: Vec<u32>,
    /// The word that each token belongs to.
    owners: Vec<u32>,
    /// Where each sequence ends, and the item that it belongs to.
    ends: Vec<(usize, usize)>,
}

impl Batch {
    fn push(&mut self, item: usize, pieces: &[u32], owners: &[u32]) {
        self.rows.push(BEGIN);
        self.rows.extend(pieces);
        self.rows.push(END);
        self.owners.push(NO_WORD);
        self.owners.extend(owners);
        self.owners.push(NO_WORD);
        self.ends.push((self.rows.len(), item));
    }
}

/// Memory that a thread keeps from batch to batch.
#[derive(Default)]
struct Work {
    scratch: Scratch,
    x: Vec<f32>,
    y: Vec<f32>,
    qkv: Vec<f32>,
    wide: Vec<f32>,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    attention: Vec<f32>,
}

impl Work {
    fn resize(&mut self, tokens: usize, width: usize, wide: usize, longest: usize) {
        self.x.resize(tokens * width, 0.0);
        self.y.resize(tokens * width, 0.0);
        self.qkv.resize(tokens * 3 * width, 0.0);
        self.wide.resize(WIDE_TOKENS * wide, 0.0);
        self.bytes.resize((tokens * width).max(WIDE_TOKENS * wide), 0);
        self.scales.resize(tokens.max(WIDE_TOKENS), 0.0);
        self.attention.resize(kernel::attention_scratch(longest), 0.0);
    }
}

/// Cuts a sentence into windows of about the same size, at most `longest` pieces, between words where it can.
fn windows(owners: &[u32], longest: usize) -> Vec<Range<usize>> {
    let count = owners.len().div_ceil(longest);
    let mut windows = Vec::with_capacity(count);
    let mut start = 0;
    while start < owners.len() {
        let goal = start + owners.len().div_ceil(count);
        let mut end = goal.min(owners.len());
        if end < owners.len() {
            let between = (start + 1..=end).rev().find(|&i| owners[i] != owners[i - 1]);
            end = between.unwrap_or(end);
        }
        windows.push(start..end);
        start = end;
    }
    windows
}

fn add(sum: &mut [f32], row: &[f32]) {
    sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
}

/// Rounds and packs a matrix.
fn pack(bytes: &[u8], matrix: Matrix) -> Weights {
    let (blocks, _) = bytes[matrix.blocks].as_chunks::<BLOCK_BYTES>();
    let row_blocks = matrix.inputs / file::BLOCK;
    let mut weights = Weights::new(matrix.outputs, matrix.inputs, matrix.bias);
    let tiles = weights.tiles().into_par_iter();
    tiles.zip(blocks.par_chunks_exact(row_blocks * kernel::TILE_OUTPUTS)).for_each(|(mut tile, blocks)| {
        let mut row = vec![0.0; matrix.inputs];
        for (i, blocks) in blocks.chunks_exact(row_blocks).enumerate() {
            for (block, row) in blocks.iter().zip(row.chunks_exact_mut(file::BLOCK)) {
                row.copy_from_slice(&file::unpack(block));
            }
            tile.set_row(i, &row);
        }
    });
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_everything_and_cut_between_words() {
        let owners = [0, 0, 0, 1, 1, 2, 3, 3, 3, 3];
        assert_eq!(windows(&owners, 10), vec![0..10]);
        assert_eq!(windows(&owners, 6), [0..5, 5..10]);
        assert_eq!(windows(&owners, 2), [0..2, 2..3, 3..5, 5..6, 6..8, 8..10]);
        assert!(windows(&[], 6).is_empty());
    }

    #[cfg(feature = "encoder")]
    mod embedded {
        use super::super::*;

        fn words(sentence: &str) -> Vec<&str> {
            sentence.split(' ').collect()
        }

        #[test]
        fn the_embedded_model_is_undamaged_and_says_where_it_comes_from() {
            assert!(ModelFile::parse(EMBEDDED).is_ok());
            assert!(Encoder::embedded().unwrap().provenance().contains("multilingual-e5-small"));
        }

        #[test]
        fn a_file_may_hold_a_projection_after_the_model() {
            let sentence = ["Le chat dort."];
            let embedded = Encoder::embedded().unwrap();
            let both = Encoder::from_bytes([EMBEDDED, EMBEDDED_PROJECTION].concat()).unwrap();
            assert_eq!(both.encode_sentences(&sentence), embedded.encode_sentences(&sentence));
            let alone = Encoder::from_bytes(EMBEDDED.to_vec()).unwrap();
            assert_eq!(alone.encode_sentences(&sentence), embedded.encode_means(&sentence));
            assert!(Encoder::from_bytes([EMBEDDED, b"more"].concat()).is_err());
        }

        #[test]
        fn words_are_nearest_to_their_translations() {
            let sentences =
                [words("le chat noir dort sous la table ."), words("the black cat sleeps under the table .")];
            let vectors = Encoder::embedded().unwrap().encode_words(&sentences);
            let similar = vectors[0].similarities(&vectors[1]);
            let best: Vec<usize> = similar
                .chunks_exact(vectors[1].len())
                .map(|row| (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap())
                .collect();
            assert_eq!(best, [0, 2, 1, 3, 4, 5, 6, 7]);
        }

        #[test]
        fn sentences_are_nearest_to_their_translations() {
            let french = ["Il pleut.", "Le parlement a voté la loi.", "capital-risque", ""];
            let english = ["Parliament passed the act.", "venture capital", "It is raining."];
            let encoder = Encoder::embedded().unwrap();
            let (f, e) = (encoder.encode_sentences(&french), encoder.encode_sentences(&english));
            let best =
                |x: &Vec<f32>| (0..3).max_by(|&a, &b| similarity(x, &e[a]).total_cmp(&similarity(x, &e[b])));
            assert_eq!([best(&f[0]), best(&f[1]), best(&f[2])], [Some(2), Some(0), Some(1)]);
            assert!(f[3].iter().all(|&x| x == 0.0));
        }

        #[test]
        fn what_else_is_encoded_makes_no_difference() {
            // Two layers and sixteen positions are enough to see it, and quick.
            let mut encoder = Encoder::from_bytes(EMBEDDED.to_vec()).unwrap();
            encoder.layers.truncate(2);
            encoder.positions.truncate(16 * encoder.width);
            let long = "mot ".repeat(40);
            let sentences: Vec<Vec<&str>> = vec![
                words("un essai"),
                vec![],
                words(long.trim()),
                vec!["", " ", "\u{ad}漢字"],
                words("l' eau"),
            ];
            let together = encoder.encode_words(&sentences);
            for (sentence, together) in sentences.iter().zip(&together) {
                assert_eq!(together.len(), sentence.len());
                assert_eq!(encoder.encode_words(std::slice::from_ref(sentence))[0], *together);
            }
            let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
            assert_eq!(one.install(|| encoder.encode_words(&sentences)), together);
            for vector in together.iter().flat_map(WordVectors::iter) {
                let length = similarity(vector, vector);
                assert!(length == 0.0 || (length - 1.0).abs() < 1e-5);
            }
        }
    }
}
