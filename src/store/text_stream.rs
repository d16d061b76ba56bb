//! Text files of any size, read through a window.

use super::{Loaded, SIZE_LIMIT, load, read_bytes};
use crate::document::{Newlines, PlainReader};
use crate::error::Error;
use crate::format::{self, FileKind, FormatError};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 22;
/// What is read before anything is decided, in bytes: a file that ends within is no stream.
const HEAD: usize = PlainReader::WINDOW + CHUNK;

/// A document, or the beginning of one that is too large to be held.
#[derive(Debug)]
pub enum Source {
    /// The whole document.
    Whole(Loaded),
    /// A large plain text.
    Stream(TextStream),
}

/// A large plain text in UTF-8 or Windows-1252, seen through a window that moves forward.
pub struct TextStream {
    path: PathBuf,
    reader: Box<dyn Read>,
    /// Bytes that are read but not yet decoded.
    bytes: Vec<u8>,
    utf8: bool,
    window: String,
    /// Where the window begins in the file.
    offset: usize,
    complete: bool,
    size: Option<u64>,
}

/// Opens a document of any format. Plain text is streamed where it is large.
///
/// # Errors
/// As [`super::read_document`].
pub fn open_document(path: &Path, newlines: Newlines) -> Result<Source, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let (mut reader, size): (Box<dyn Read>, _) = if path == Path::new("-") {
        (Box::new(io::stdin().lock()), None)
    } else if path.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    } else {
        let file = File::open(path).map_err(io)?;
        let size = file.metadata().ok().map(|data| data.len());
        (Box::new(file), size)
    };
    let mut bytes = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() < HEAD {
        return load(path, bytes, newlines).map(Source::Whole);
    }
    let plain = format::detect(&bytes, &path.to_string_lossy()) == FileKind::PlainText;
    let two_bytes =
        bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes[..4096].contains(&0);
    if !plain || two_bytes {
        reader.take(SIZE_LIMIT + 1 - HEAD as u64).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > SIZE_LIMIT {
            return Err(Error::TooLarge { path: path.to_owned(), limit: SIZE_LIMIT });
        }
        return load(path, bytes, newlines).map(Source::Whole);
    }
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    bytes.drain(..mark);
    let utf8 = std::str::from_utf8(&bytes).map_or_else(|error| error.error_len().is_none(), |_| true);
    let mut stream = TextStream {
        path: path.to_owned(),
        reader,
        bytes,
        utf8,
        window: String::new(),
        offset: mark,
        complete: false,
        size,
    };
    stream.decode();
    Ok(Source::Stream(stream))
}

impl TextStream {
    /// The text in the window.
    pub fn window(&self) -> &str {
        &self.window
    }

    /// Whether the window reaches the end of the file.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where the window begins: in the file, or in the decoded text where it is not UTF-8.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The size of the file, where it has one.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Drops the first `bytes` of the window and reads on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advance(&mut self, bytes: usize) -> Result<(), Error> {
        self.window.drain(..bytes);
        self.offset += bytes;
        while self.window.len() < HEAD && !self.complete {
            let read = self.reader.by_ref().take(CHUNK as u64).read_to_end(&mut self.bytes);
            let read = read.map_err(|source| Error::Io { path: self.path.clone(), source })?;
            self.complete = read == 0;
            self.decode();
        }
        Ok(())
    }

    fn decode(&mut self) {
        if !self.utf8 {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&self.bytes);
            self.window.push_str(&text);
            self.bytes.clear();
            return;
        }
        let mut rest = self.bytes.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.window.push_str(text);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.window.push_str(&String::from_utf8_lossy(valid));
                    // A damaged byte becomes U+001A (substitute), one byte as well: offsets stay true.
                    let damaged = match error.error_len() {
                        Some(length) => length,
                        None if self.complete => after.len(),
                        None => {
                            rest = after;
                            break;
                        }
                    };
                    self.window.extend(std::iter::repeat_n('\u{1a}', damaged));
                    rest = &after[damaged..];
                }
            }
        }
        let kept = self.bytes.len() - rest.len();
        self.bytes.drain(..kept);
    }
}

impl std::fmt::Debug for TextStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextStream")
            .field("path", &self.path)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

/// Reads segmentation rules.
///
/// # Errors
/// As [`super::read_text`], and when the file is no SRX.
pub fn read_srx(path: &Path) -> Result<crate::format::srx::Srx, Error> {
    let format = |source| Error::Format { path: path.to_owned(), source };
    let text = format::decode(read_bytes(path)?).map_err(format)?.text;
    if text.trim().is_empty() {
        return Err(format(FormatError::Empty));
    }
    format::srx::read(&text).map_err(format)
}
