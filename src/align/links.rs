//! Word links from encoder vectors, joined with those of a statistical aligner.
//!
//! Two words are linked where each is the other's best (Jalili Sabet et al. 2020, "argmax"); a second round among what is
//! left gives weaker links ("itermax"). The statistical aligner's links count where the encoder finds them at least
//! weakly.

/// A source word and a target word that stand for each other.
pub type WordLink = (u16, u16);

/// How much a link costs that leads from one end of a sentence to the other.
const POSITION_PENALTY: f32 = 0.05;
/// Rounds of the weaker links.
const ROUNDS: usize = 2;
/// What a word that has a link keeps of its similarities in the next round.
const LINKED: f32 = 0.9;

/// Similarities of the words of a pair, row by row: each source word with each target word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Similarities {
    values: Vec<f32>,
    columns: usize,
}

impl Similarities {
    /// Cosines, row after row of `columns`, less a little the further apart the words stand in their sentences.
    pub fn new(cosines: Vec<f32>, columns: usize) -> Self {
        let mut values = cosines;
        let rows = values.len().checked_div(columns).unwrap_or(0);
        for (at, value) in values.iter_mut().enumerate() {
            let (row, column) = (at / columns, at % columns);
            let here = (row as f32 + 0.5) / rows as f32 - (column as f32 + 0.5) / columns as f32;
            *value -= POSITION_PENALTY * here.abs();
        }
        Self { values, columns }
    }

    /// Number of source words.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Number of target words.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The similarity of a source word and a target word.
    pub fn get(&self, row: usize, column: usize) -> f32 {
        self.values.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// Links between words that are each other's best.
    pub fn mutual(&self) -> Vec<WordLink> {
        mutual(&self.values, self.columns)
    }

    /// The mutual links, and those of a second round among what they leave.
    pub fn itermax(&self) -> Vec<WordLink> {
        let mut values: Vec<f32> = self.values.iter().map(|v| (v + 1.0) / 2.0).collect();
        let mut links: Vec<WordLink> = Vec::new();
        for _ in 0..ROUNDS {
            let new: Vec<WordLink> = mutual(&values, self.columns);
            links.extend(new.into_iter().filter(|l| !links.contains(l)).collect::<Vec<_>>());
            let mut row_linked = vec![false; self.rows()];
            let mut column_linked = vec![false; self.columns];
            for &(row, column) in &links {
                row_linked[usize::from(row)] = true;
                column_linked[usize::from(column)] = true;
            }
            for (at, value) in values.iter_mut().enumerate() {
                *value = match (row_linked[at / self.columns], column_linked[at % self.columns]) {
                    (true, true) => 0.0,
                    (false, false) => *value,
                    _ => *value * LINKED,
                };
            }
        }
        links.sort_unstable();
        links
    }

    /// The mutual links, and of the statistical aligner's those that the weaker links have too.
    pub fn join(&self, statistical: &[WordLink]) -> Vec<WordLink> {
        let weak = self.itermax();
        let mut links = self.mutual();
        links.extend(statistical.iter().filter(|l| weak.binary_search(l).is_ok()));
        links.sort_unstable();
        links.dedup();
        links
    }
}

fn mutual(values: &[f32], columns: usize) -> Vec<WordLink> {
    let rows = values.len().checked_div(columns).unwrap_or(0);
    let mut best_row = vec![(0usize, f32::MIN); columns];
    let mut best_column = vec![(0usize, f32::MIN); rows];
    for (at, &value) in values.iter().enumerate() {
        let (row, column) = (at / columns, at % columns);
        if value > best_row[column].1 {
            best_row[column] = (row, value);
        }
        if value > best_column[row].1 {
            best_column[row] = (column, value);
        }
    }
    let link = |(row, &(column, value)): (usize, &(usize, f32))| {
        (best_row[column].0 == row && value > 0.0).then_some((row as u16, column as u16))
    };
    best_column.iter().enumerate().filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_linked_to_each_others_best() {
        // le chat noir / the black cat
        let cosines = vec![0.9, 0.5, 0.5, 0.4, 0.6, 0.9, 0.4, 0.9, 0.6];
        let similarities = Similarities::new(cosines, 3);
        assert_eq!(similarities.mutual(), [(0, 0), (1, 2), (2, 1)]);
        assert_eq!(similarities.join(&[(1, 1)]), [(0, 0), (1, 2), (2, 1)]);
    }

    #[test]
    fn nothing_is_linked_to_nothing() {
        assert!(Similarities::new(Vec::new(), 0).itermax().is_empty());
    }
}
