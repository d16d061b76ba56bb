//! Two columns, French and English, separated by a tab: a pair a line, no header, no quoting.

use crate::document::{Bilingual, Origin, Unit};
use crate::format::FormatError;

/// Reads a table of pairs. Further columns are left alone; an empty line is an empty pair, so that rows keep their number.
///
/// # Errors
/// [`FormatError::Problem`] at the first line that holds text but no tab.
pub fn read_tab_separated(text: &str) -> Result<Bilingual, FormatError> {
    let mut out = Bilingual::default();
    let mut origins = [Vec::new(), Vec::new()];
    let mut at = 0;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        let (source, rest) = match line.split_once('\t') {
            Some(pair) => pair,
            None if line.trim().is_empty() => ("", ""),
            None => {
                return Err(FormatError::Problem {
                    line: number + 1,
                    column: line.chars().count() + 1,
                    problem: "one-column",
                    arguments: Vec::new(),
                });
            }
        };
        let target = rest.split('\t').next().unwrap_or_default();
        let target_at = if rest.is_empty() { at + line.len() } else { at + source.len() + 1 };
        origins[0].push((out.source.text.len(), at));
        origins[1].push((out.target.text.len(), target_at));
        out.push((source, &[]), (target, &[]), Unit { line: number + 1, ..Unit::default() });
        at += raw.len();
    }
    let [source, target] = origins;
    out.source.origin = Origin::Map(source);
    out.target.origin = Origin::Map(target);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_places() {
        let text = "Une puce.\tA chip.\r\n\nDeux.\tTwo.\tnote\n";
        let read = read_tab_separated(text).unwrap();
        assert_eq!(read.units.len(), 3);
        let english = read.target.blocks[2].span;
        assert_eq!(english.text(&read.target.text), "Two.");
        assert_eq!(read.target.file_offset(english.start), text.find("Two."));
        assert!(matches!(read_tab_separated("x\ty\nz\n"), Err(FormatError::Problem { line: 2, .. })));
    }
}
