//! Words to pieces of the model's vocabulary: a unigram language model (Kudo 2018), as SentencePiece applies it.

use super::file::{FIRST_PIECE, UNKNOWN};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What stands for the space before a word.
const SPACE: char = '▁';

/// A vocabulary of pieces with the characters' normal forms.
#[derive(Clone, Debug)]
pub struct Subwords {
    /// The pieces one after the other, in ascending byte order.
    pieces: Vec<u8>,
    /// Where each piece starts; one more for the end.
    starts: Vec<u32>,
    scores: Vec<f32>,
    unknown_score: f32,
    replacements: Vec<(char, String)>,
}

/// Space that cutting a word needs, kept from word to word.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    normal: String,
    /// For each byte of the word: score of the best path to it, and the piece and start of its last step.
    best: Vec<(f32, u32, u32)>,
}

impl Subwords {
    /// A vocabulary. `pieces` and `replacements` are in ascending order; `unknown_score` is what a character costs that
    /// no piece covers.
    pub fn new(pieces: &[(String, f32)], unknown_score: f32, replacements: Vec<(char, String)>) -> Self {
        let mut blob = Vec::new();
        let mut starts = vec![0];
        for (piece, _) in pieces {
            blob.extend(piece.as_bytes());
            starts.push(blob.len() as u32);
        }
        let scores = pieces.iter().map(|&(_, score)| score).collect();
        Self { pieces: blob, starts, scores, unknown_score, replacements }
    }

    /// The rows of the pieces of `word` (or of several words between spaces) are added to `rows`. A word that is nothing
    /// but spaces and control characters has none.
    ///
    /// No piece has a space inside, so cutting word by word is the same as cutting a whole sentence.
    pub fn cut(&self, text: &str, scratch: &mut Scratch, rows: &mut Vec<u32>) {
        let mut normal = std::mem::take(&mut scratch.normal);
        self.normalise(text, &mut normal);
        let mut start = 0;
        for end in normal.match_indices(SPACE).map(|(at, _)| at).skip(1).chain([normal.len()]) {
            self.best_path(&normal[start..end], &mut scratch.best, rows);
            start = end;
        }
        scratch.normal = normal;
    }

    /// `text` with each word after a ▁.
    fn normalise(&self, text: &str, out: &mut String) {
        out.clear();
        let mut at_start = true;
        let mut push = |c: char| {
            if c == ' ' || c == SPACE {
                at_start = true;
            } else {
                if std::mem::take(&mut at_start) {
                    out.push(SPACE);
                }
                out.push(c);
            }
        };
        let mut each = |c: char| {
            // Printable ASCII is its own normal form.
            if (' '..='~').contains(&c) {
                return push(c);
            }
            match self.replacements.binary_search_by_key(&c, |&(from, _)| from) {
                Ok(i) => self.replacements[i].1.chars().for_each(&mut push),
                Err(_) => push(c),
            }
        };
        if is_nfc_quick(text.chars()) == IsNormalized::Yes {
            text.chars().for_each(&mut each);
        } else {
            text.nfc().for_each(&mut each);
        }
    }

    fn piece(&self, i: usize) -> &[u8] {
        &self.pieces[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// Viterbi search for the pieces whose scores have the greatest sum; of equals, the first found.
    fn best_path(&self, word: &str, best: &mut Vec<(f32, u32, u32)>, rows: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        best.clear();
        best.resize(bytes.len() + 1, (f32::NEG_INFINITY, UNKNOWN, 0));
        best[0].0 = 0.0;
        for (start, c) in word.char_indices() {
            let so_far = best[start].0;
            let after = start + c.len_utf8();
            let mut covered = false;
            // The pieces that begin with the bytes read so far are neighbours.
            let (mut low, mut high) = (0, self.scores.len());
            for (depth, &byte) in bytes[start..].iter().enumerate() {
                let key = |i: usize| self.piece(i).get(depth).map_or(-1, |&b| i32::from(b));
                low = partition(low, high, |i| key(i) < i32::from(byte));
                high = partition(low, high, |i| key(i) <= i32::from(byte));
                if low == high {
                    break;
                }
                let end = start + depth + 1;
                if self.piece(low).len() == depth + 1 {
                    covered |= end == after;
                    let score = so_far + self.scores[low];
                    if score > best[end].0 {
                        best[end] = (score, FIRST_PIECE + low as u32, start as u32);
                    }
                }
            }
            let score = so_far + self.unknown_score;
            if !covered && score > best[after].0 {
                best[after] = (score, UNKNOWN, start as u32);
            }
        }
        let first = rows.len();
        let mut at = bytes.len();
        while at > 0 {
            let (_, row, start) = best[at];
            // A run of unknown characters is one unknown piece.
            if row != UNKNOWN || rows.len() == first || rows.last() != Some(&UNKNOWN) {
                rows.push(row);
            }
            at = start as usize;
        }
        rows[first..].reverse();
    }

    /// The piece of a row, for people.
    pub fn name(&self, row: u32) -> &str {
        let i = row.wrapping_sub(FIRST_PIECE) as usize;
        if i < self.scores.len() { std::str::from_utf8(self.piece(i)).unwrap_or_default() } else { "�" }
    }
}

/// The first index of `low..high` for which `before` is false.
fn partition(mut low: usize, mut high: usize, before: impl Fn(usize) -> bool) -> usize {
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
