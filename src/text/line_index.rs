use serde::Serialize;

/// A place for people: both numbers count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Converts byte offsets of one text into lines and columns.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text` (`\n`, `\r\n`).
    pub fn new(text: &str) -> Self {
        let starts =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
        Self { starts }
    }

    /// Line and column of a byte offset; an offset past the end counts as the end.
    pub fn locate(&self, text: &str, offset: usize) -> LineColumn {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        LineColumn { line, column: text[start..offset].chars().count() + 1 }
    }

    /// The column in UTF-16 code units, from 1, as SARIF and LSP count.
    pub fn utf16_column(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        text[self.starts[line - 1]..offset].encode_utf16().count() + 1
    }

    /// Byte range of a line (from 1) without its line break.
    pub fn line_span(&self, text: &str, line: usize) -> Option<super::Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(text.len(), |&next| next - 1);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        Some(super::Span::new(start, end))
    }
}
