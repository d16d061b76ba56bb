//! Findings kept between runs: a file that is as it was, checked as it was, is not checked again.

use crate::check::Settings;
use crate::lookup::TermBase;
use crate::report::findings::Row;
use crate::store::{self, AtomicFile};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What was found in one text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Checked {
    pub(super) pairs: usize,
    /// The translation's file.
    pub(super) file: String,
    pub(super) rows: Vec<Row>,
}

/// A folder of findings by what they depend on.
pub(super) struct Cache {
    folder: PathBuf,
    /// Of the program, the glossaries and the settings.
    circumstances: Vec<u8>,
}

impl Cache {
    pub(super) fn new(folder: &Path, base: &TermBase, settings: &Settings, more: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        for layer in base.layers() {
            hash.update(layer.bytes());
        }
        hash.update(format!("{settings:?}{more}"));
        Self { folder: folder.to_owned(), circumstances: hash.finalize().to_vec() }
    }

    /// Where the findings of some files are kept; none for what cannot be read twice.
    pub(super) fn place(&self, files: &[&Path]) -> Option<PathBuf> {
        let mut hash = Sha256::new_with_prefix(&self.circumstances);
        for file in files {
            if *file == Path::new("-") {
                return None;
            }
            hash.update(file.display().to_string());
            let bytes = store::read_bytes(file).ok()?;
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
        let key: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Some(self.folder.join(format!("{key}.json")))
    }

    pub(super) fn get(place: &Path) -> Option<Checked> {
        if !place.is_file() {
            return None;
        }
        serde_json::from_slice(&store::read_bytes(place).ok()?).ok()
    }

    /// Keeps findings. A cache that cannot be written costs time, nothing else.
    pub(super) fn put(place: &Path, checked: &Checked) {
        let write = || -> Option<()> {
            store::make_folder(place.parent()?).ok()?;
            let mut file = AtomicFile::create(place).ok()?;
            file.write_all(&serde_json::to_vec(checked).ok()?).ok()?;
            file.commit().ok()
        };
        let _ = write();
    }
}
