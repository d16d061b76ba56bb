//! Counts as lines of JSON, so that the parts of a corpus can be counted apart and joined: a head, then words, definitions
//! of acronyms and candidates, each sorted. The same counts give the same lines.

use super::Definition;
use super::scan::{Counts, Group};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Of the form of the lines; others are refused.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Head { version: u32, language: crate::text::Language, documents: u32, tokens: u64 },
    Word(CompactString, u32),
    Definition(Definition, u32),
    Candidate(CompactString, Group),
}

/// Why lines are no counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is none of counts")]
pub struct CountsError {
    /// Number of the first line that cannot be read, from 1.
    pub line: usize,
}

impl Counts {
    /// The counts as lines of JSON. What was left out of the texts is not in them.
    pub fn to_lines(&self) -> impl Iterator<Item = String> {
        let head = Line::Head {
            version: VERSION,
            language: self.language,
            documents: self.documents,
            tokens: self.tokens,
        };
        let mut words: Vec<_> = self.words.iter().collect();
        words.sort();
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|&(key, _)| key);
        let words = words.into_iter().map(|(word, &count)| Line::Word(word.clone(), count));
        let definitions = self.definitions.iter().map(|(d, &count)| Line::Definition(d.clone(), count));
        let groups = groups.into_iter().map(|(key, group)| {
            let mut group = group.clone();
            group.forms.sort_by(|a, b| a.text.cmp(&b.text));
            group.shapes.sort_by(|a, b| a.text.cmp(&b.text));
            Line::Candidate(key.clone(), group)
        });
        let lines = std::iter::once(head).chain(words).chain(definitions).chain(groups);
        lines.map(|line| serde_json::to_string(&line).expect("plain data"))
    }

    /// Reads what [`Self::to_lines`] gives.
    ///
    /// # Errors
    /// Where a line is none of counts, or of another version.
    pub fn from_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Self, CountsError> {
        let mut counts: Option<Self> = None;
        for (at, line) in lines.enumerate() {
            let error = CountsError { line: at + 1 };
            let line = serde_json::from_str(line).map_err(|_| error.clone())?;
            match (line, &mut counts) {
                (Line::Head { version: VERSION, language, documents, tokens }, none @ None) => {
                    *none = Some(Self { documents, tokens, ..Self::new(language) });
                }
                (Line::Word(word, count), Some(counts)) => {
                    counts.words.insert(word, count);
                }
                (Line::Definition(definition, count), Some(counts)) => {
                    counts.definitions.insert(definition, count);
                }
                (Line::Candidate(key, group), Some(counts)) => {
                    counts.groups.insert(key, group);
                }
                _ => return Err(error),
            }
        }
        counts.ok_or(CountsError { line: 1 })
    }
}
