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
        let (mut start, mut score) = (0, 0.0);
        for end in normal.match_indices(SPACE).map(|(at, _)| at).skip(1).chain([normal.len()]) {
            score = self.best_path(&normal[start..end], score, &mut scratch.best, rows);
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

    /// Viterbi search for the pieces whose scores have the greatest sum; of equals, the first found. Returns that sum,
    /// counted from `before`, because in rare cases rounding decides between equals.
    fn best_path(
        &self,
        word: &str,
        before: f32,
        best: &mut Vec<(f32, u32, u32)>,
        rows: &mut Vec<u32>,
    ) -> f32 {
        let bytes = word.as_bytes();
        best.clear();
        best.resize(bytes.len() + 1, (f32::NEG_INFINITY, UNKNOWN, 0));
        best[0].0 = before;
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
        best[bytes.len()].0
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

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Subwords {
        let mut pieces: Vec<(String, f32)> = [
            ("▁", -4.0),
            ("▁ab", -5.0),
            ("a", -6.0),
            ("b", -6.0),
            ("ab", -7.0),
            ("abb", -9.0),
            ("▁a", -3.0),
            ("é", -6.0),
        ]
        .map(|(piece, score)| (piece.to_owned(), score))
        .to_vec();
        pieces.sort_by(|a, b| a.0.cmp(&b.0));
        let replacements = vec![
            ('\t', " ".to_owned()),
            ('\u{7f}', String::new()),
            ('\u{a0}', " ".to_owned()),
            ('½', "a⁄b".to_owned()),
        ];
        Subwords::new(&pieces, -20.0, replacements)
    }

    fn cut(text: &str) -> String {
        let (vocabulary, mut rows) = (vocabulary(), Vec::new());
        vocabulary.cut(text, &mut Scratch::default(), &mut rows);
        rows.iter().map(|&row| vocabulary.name(row)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_best_path_wins() {
        assert_eq!(cut("ab"), "▁ab");
        assert_eq!(cut("aab"), "▁a|ab");
        assert_eq!(cut("abb"), "▁ab|b");
        assert_eq!(cut("babb"), "▁|b|abb");
    }

    #[test]
    fn words_are_cut_one_by_one() {
        assert_eq!(cut("  ab\u{a0}\tb "), "▁ab|▁|b");
        assert_eq!(cut(""), "");
        assert_eq!(cut(" \u{7f}"), "");
    }

    #[test]
    fn characters_are_normalised_first() {
        assert_eq!(cut("e\u{301}"), "▁|é");
        assert_eq!(cut("½"), "▁a|�|b");
    }

    #[test]
    fn a_run_of_unknown_characters_is_one_piece() {
        assert_eq!(cut("a漢字b"), "▁a|�|b");
        assert_eq!(cut("漢 字"), "▁|�|▁|�");
    }

    #[cfg(feature = "encoder")]
    #[test]
    fn the_embedded_vocabulary_cuts_as_sentencepiece_does() {
        // Cut by SentencePiece 0.2.3 with the same pieces.
        let cases = [
            ("Le chat noir, l'eau", "▁Le|▁chat|▁noir|,|▁l|'|eau"),
            ("jusqu’à 250\u{a0}%", "▁jusqu|’|à|▁250|▁%"),
            ("(1)(b)(i), (ii) or (iii).", "▁(1)|(|b|)(|i|),|▁(|ii|)|▁or|▁(|i|ii|)."),
            ("l’ﬁn", "▁l|’|fin"),
        ];
        let vocabulary = &crate::encode::Encoder::embedded().unwrap().subwords;
        for (text, wanted) in cases {
            let mut rows = Vec::new();
            vocabulary.cut(text, &mut Scratch::default(), &mut rows);
            let found: Vec<_> = rows.iter().map(|&row| vocabulary.name(row)).collect();
            assert_eq!(found.join("|"), wanted);
        }
    }
}
