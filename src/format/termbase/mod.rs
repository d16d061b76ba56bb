//! Readers and writers of termbases.

mod table;

pub use table::read_table;

use super::FormatError;
use crate::glossary::{Glossary, native};

/// Reads a termbase of any format that is known; `file_name` tells the format by its ending.
///
/// # Errors
/// When the bytes are no text, or break the rules of the format.
pub fn read_termbase(bytes: Vec<u8>, file_name: &str) -> Result<Glossary, FormatError> {
    let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let stem = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    match ending.to_ascii_lowercase().as_str() {
        "toml" => {
            let text = super::decode(bytes)?.text;
            Ok(native::read(&text, stem).map_err(FormatError::Glossary)?.glossary)
        }
        "tsv" | "tab" | "csv" | "txt" | "utf8" | "" => read_table(&super::decode(bytes)?.text, stem),
        other => Err(FormatError::Unknown { name: other.to_owned() }),
    }
}
