//! Zip archives (DOCX, ODT, EPUB, XLSX) from anywhere: entry count, inflated size and ratio are limited.

use super::FormatError;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More entries than any document has.
const ENTRIES: usize = 20_000;
/// Inflated bytes of all that is read of one archive.
const INFLATED: u64 = 1 << 30;
/// Below this size the ratio is not looked at: short repetitive sheets shrink well.
const SMALL: u64 = 64 << 20;
/// Inflated to packed size.
const RATIO: u64 = 200;

/// An opened archive with what may still be inflated.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    packed: u64,
    inflated: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is none, or has too many entries.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if zip.len() > ENTRIES {
            return Err(FormatError::Limit { what: "entries", limit: ENTRIES });
        }
        Ok(Self { zip, packed: bytes.len() as u64, inflated: 0 })
    }

    /// The names of its entries, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// The content of an entry, if there is one of this name.
    ///
    /// # Errors
    /// When it is damaged, encrypted, or a bomb.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, FormatError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut out = Vec::new();
        self.inflate(index, &mut out)?;
        Ok(Some(out))
    }

    /// The content of an entry as text.
    ///
    /// # Errors
    /// As [`Self::read`]; when it is no text.
    pub(crate) fn read_text(&mut self, name: &str) -> Result<Option<String>, FormatError> {
        self.read(name)?.map(|bytes| Ok(super::encoding::decode_xml(bytes)?.text)).transpose()
    }

    /// Inflates everything once, so that other readers may be trusted with it.
    ///
    /// # Errors
    /// As [`Self::read`].
    #[cfg(any(feature = "office", test))]
    pub(crate) fn verify(&mut self) -> Result<(), FormatError> {
        let mut buffer = Vec::new();
        for index in 0..self.zip.len() {
            buffer.clear();
            self.inflate(index, &mut buffer)?;
        }
        Ok(())
    }

    fn inflate(&mut self, index: usize, out: &mut Vec<u8>) -> Result<(), FormatError> {
        let allowed = INFLATED.min((self.packed * RATIO).max(SMALL));
        let left = allowed.saturating_sub(self.inflated);
        let entry = self.zip.by_index(index).map_err(|_| broken())?;
        entry.take(left + 1).read_to_end(out).map_err(|_| broken())?;
        self.inflated += out.len() as u64;
        if self.inflated > allowed {
            return Err(FormatError::Limit {
                what: "inflated",
                limit: usize::try_from(allowed).unwrap_or(usize::MAX),
            });
        }
        Ok(())
    }
}

fn broken() -> FormatError {
    FormatError::Problem { line: 0, column: 0, problem: "archive", arguments: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn entries_are_read_by_name() {
        let bytes = archive(&[("a.xml", b"<a/>"), ("b", b"x")]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.names(), ["a.xml", "b"]);
        assert_eq!(archive.read("b").unwrap(), Some(b"x".to_vec()));
        assert_eq!(archive.read("c").unwrap(), None);
        assert!(Archive::open(b"PK nothing").is_err());
    }

    #[test]
    fn bombs_are_refused() {
        let bytes = archive(&[("bomb", &vec![0; (SMALL + 1024) as usize])]);
        let mut bomb = Archive::open(&bytes).unwrap();
        assert!(matches!(bomb.verify(), Err(FormatError::Limit { what: "inflated", .. })));
    }
}
