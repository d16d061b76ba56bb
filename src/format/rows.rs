//! Rows of a text table: TSV, or CSV by RFC 4180 with any of the usual delimiters.

use super::FormatError;
use std::borrow::Cow;

/// The delimiter: what a first line `sep=…` says; a tab if the first line has one; else the mark that parts the first
/// lines most evenly into columns.
pub(crate) fn sniff(text: &str) -> u8 {
    if let Some(said) = separator_line(text) {
        return said;
    }
    let head: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(20).collect();
    if head.iter().any(|line| line.contains('\t')) {
        return b'\t';
    }
    let count = |line: &str, mark: u8| {
        let mut quoted = false;
        line.bytes()
            .filter(|&b| {
                quoted ^= b == b'"';
                b == mark && !quoted
            })
            .count()
    };
    let even = |mark: u8| {
        let first = head.first().map_or(0, |line| count(line, mark));
        let same = head.iter().filter(|line| first > 0 && count(line, mark) == first).count();
        // A mark beside a quoted cell is one for certain.
        let quoted = [[mark, b'"'], [b'"', mark]];
        let beside =
            |line: &&&str| quoted.iter().any(|pair| memchr::memmem::find(line.as_bytes(), pair).is_some());
        let certain = head.iter().filter(beside).count();
        (same, certain, head.iter().filter(|line| count(line, mark) > 0).count())
    };
    // The later of equals wins: French spreadsheets write semicolons.
    let best = [b'|', b',', b';'].into_iter().max_by_key(|&mark| even(mark));
    best.filter(|&mark| even(mark) > (0, 0, 0)).unwrap_or(b'\t')
}

/// Excel's own first line.
fn separator_line(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?.trim_matches('"');
    match line.strip_prefix("sep=")?.as_bytes() {
        [] => Some(b'\t'),
        [mark] if mark.is_ascii() => Some(*mark),
        _ => None,
    }
}

/// A row: its line and its cells.
type Row<'t> = (usize, Vec<Cow<'t, str>>);

/// A place in a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    at: usize,
    line: usize,
}

/// The rows of a table with the lines they begin on. Blank rows and `#` comments are left out.
pub(crate) struct Rows<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    delimiter: u8,
}

impl<'t> Rows<'t> {
    /// The rows of `text`.
    pub(crate) fn new(text: &'t str, delimiter: u8) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut rows = Self { text, at: 0, line: 1, delimiter };
        if separator_line(text).is_some() {
            rows.at = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1);
            rows.line = 2;
        }
        rows
    }

    /// Where the rest of the table begins in the text (without its byte-order mark).
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Where the next row is looked for.
    pub(crate) fn place(&self) -> Place {
        Place { at: self.at, line: self.line }
    }

    /// Goes on at a place that [`Self::place`] gave.
    pub(crate) fn go_to(&mut self, place: Place) {
        (self.at, self.line) = (place.at, place.line);
    }

    /// The next row and its line.
    ///
    /// # Errors
    /// When a quoted cell is not closed.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row<'t>>, FormatError> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let row = rest[..end].trim_end_matches('\r');
            if row.trim().is_empty() || (row.starts_with('#') && !row.contains(char::from(self.delimiter))) {
                self.at += (end + 1).min(rest.len());
                self.line += 1;
                continue;
            }
            let line = self.line;
            if self.delimiter == b'\t' {
                self.at += (end + 1).min(rest.len());
                self.line += 1;
                return Ok(Some((line, row.split('\t').map(unquote).collect())));
            }
            let cells = self.quoted_row()?;
            return Ok(Some((line, cells)));
        }
        Ok(None)
    }

    /// A row of CSV (RFC 4180): cells may be quoted and then hold delimiters and line breaks.
    fn quoted_row(&mut self) -> Result<Vec<Cow<'t, str>>, FormatError> {
        let (text, start_line) = (self.text, self.line);
        let bytes = text.as_bytes();
        let mut cells = Vec::new();
        loop {
            if bytes.get(self.at) == Some(&b'"') {
                let mut cell = String::new();
                self.at += 1;
                loop {
                    let Some(length) = memchr::memchr(b'"', &bytes[self.at..]) else {
                        return Err(FormatError::Problem {
                            line: start_line,
                            column: 1,
                            problem: "csv-quote",
                            arguments: Vec::new(),
                        });
                    };
                    let piece = &text[self.at..self.at + length];
                    self.line += memchr::memchr_iter(b'\n', piece.as_bytes()).count();
                    cell.push_str(piece);
                    self.at += length + 1;
                    if bytes.get(self.at) != Some(&b'"') {
                        break;
                    }
                    cell.push('"');
                    self.at += 1;
                }
                let rest = memchr::memchr2(self.delimiter, b'\n', &bytes[self.at..]);
                let end = rest.map_or(text.len(), |length| self.at + length);
                cell.push_str(text[self.at..end].trim());
                self.at = end;
                cells.push(Cow::Owned(cell));
            } else {
                let rest = memchr::memchr2(self.delimiter, b'\n', &bytes[self.at..]);
                let end = rest.map_or(text.len(), |length| self.at + length);
                cells.push(Cow::Borrowed(text[self.at..end].trim_end_matches('\r')));
                self.at = end;
            }
            match bytes.get(self.at) {
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                    return Ok(cells);
                }
                Some(_) => self.at += 1,
                None => return Ok(cells),
            }
        }
    }
}

/// Spreadsheets quote cells that hold quotes even in TSV.
fn unquote(cell: &str) -> Cow<'_, str> {
    match cell.trim().strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) if inner.replace("\"\"", "").find('"').is_none() => {
            Cow::Owned(inner.replace("\"\"", "\""))
        }
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_recognised() {
        for (text, mark) in [
            ("a,b\n\"c, d\",e\n", b','),
            ("fr;en\nun, deux;one, two\n", b';'),
            ("fr|en\na|b\n", b'|'),
            ("a\tb, c\n", b'\t'),
            ("sep=;\na;b\n", b';'),
            ("mot\n", b'\t'),
        ] {
            assert_eq!(sniff(text), mark, "{text}");
        }
        let mut rows = Rows::new("sep=;\r\na;\"b\nc\"\r\n", b';');
        let (line, cells) = rows.next_row().unwrap().unwrap();
        assert_eq!((line, cells.as_slice()), (2, &["a".into(), "b\nc".into()][..]));
        assert_eq!(rows.next_row().unwrap(), None);
    }
}
