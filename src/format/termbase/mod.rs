//! Readers and writers of termbases.

mod loss;
mod omegat;
mod table;
mod table_write;
mod tbx;
mod values;

pub use loss::{Field, Loss, LossReport};
pub use table::read_table;

use super::{FileKind, FormatError, detect};
use crate::glossary::{Glossary, native, write as native_write};
use loss::{Holds, losses};
use rustc_hash::FxHashSet;
use std::io::{self, Write};
use tbx::Style;

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident = $key:literal $endings:tt),* $(,)?) => {
        /// A format of termbases.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TermbaseFormat { $($(#[$doc])* $name),* }

        impl TermbaseFormat {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name on the command line.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The endings of file names that mean it, lower case.
            pub const fn endings(self) -> &'static [&'static str] {
                match self { $(Self::$name => &$endings),* }
            }
        }
    };
}

formats! {
    /// The native form.
    Toml = "toml" ["toml"],
    /// TBX version 2, TBX-Basic with `tig`: what most tools read.
    Tbx = "tbx" ["tbx"],
    /// TBX version 3, style DCA.
    Tbx3 = "tbx3" [],
    /// TBX version 3, style DCT.
    Tbx3Dct = "tbx3-dct" [],
    /// A table with a header, fields between commas.
    Csv = "csv" ["csv"],
    /// A table with a header, fields between tabs.
    Tsv = "tsv" ["tsv", "tab"],
    /// A workbook.
    Xlsx = "xlsx" ["xlsx"],
    /// OmegaT's glossary.
    OmegaT = "omegat" ["txt", "utf8"],
}

impl TermbaseFormat {
    /// The format of this name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a file name means by its ending.
    pub fn from_file_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.endings().contains(&ending.as_str()))
    }
}

/// Something worth telling about a file that was read nonetheless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The message: `problem-…` in the message files.
    pub problem: &'static str,
    /// Values of the message's variables.
    pub arguments: Vec<(&'static str, String)>,
}

/// A termbase as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The termbase.
    pub glossary: Glossary,
    /// What breaks the rules of the format without keeping it from being read, or could not be kept.
    pub notices: Vec<Notice>,
}

impl From<Glossary> for Import {
    fn from(glossary: Glossary) -> Self {
        Self { glossary, notices: Vec::new() }
    }
}

/// Reads a termbase of any format that is known; the content tells which, else the ending of `file_name`.
///
/// # Errors
/// When the bytes are no text, or break the rules of the format.
pub fn read_termbase(bytes: Vec<u8>, file_name: &str) -> Result<Glossary, FormatError> {
    Ok(import(bytes, file_name, None)?.glossary)
}

/// Reads a termbase and tells what is odd in it. `format` goes before content and ending.
///
/// # Errors
/// As [`read_termbase`].
pub fn import(
    bytes: Vec<u8>,
    file_name: &str,
    format: Option<TermbaseFormat>,
) -> Result<Import, FormatError> {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let (stem, ending) = base.rsplit_once('.').unwrap_or((base, ""));
    let kind = match format {
        None => detect(&bytes, file_name),
        Some(format) => match format {
            TermbaseFormat::Toml => FileKind::Toml,
            TermbaseFormat::Tbx | TermbaseFormat::Tbx3 | TermbaseFormat::Tbx3Dct => FileKind::Tbx,
            TermbaseFormat::Xlsx => FileKind::Xlsx,
            TermbaseFormat::Csv => FileKind::Csv,
            TermbaseFormat::Tsv | TermbaseFormat::OmegaT => FileKind::Tsv,
        },
    };
    let text = |bytes: Vec<u8>| Ok::<_, FormatError>(super::decode(bytes)?.text);
    match kind {
        FileKind::Toml => {
            Ok(native::read(&text(bytes)?, stem).map_err(FormatError::Glossary)?.glossary.into())
        }
        FileKind::Tbx => tbx::read_tbx(&super::encoding::decode_xml(bytes)?.text, stem),
        #[cfg(feature = "office")]
        FileKind::Xlsx => Ok(table::read_workbook(&bytes, stem, &[])?.into()),
        FileKind::Csv | FileKind::Tsv | FileKind::PlainText => Ok(read_table(&text(bytes)?, stem)?.into()),
        FileKind::Binary => Err(FormatError::Binary),
        _ => Err(FormatError::Unsupported { name: ending.to_ascii_lowercase() }),
    }
}

/// Writes a termbase and tells what the format cannot hold.
///
/// # Errors
/// When `out` cannot be written; [`io::ErrorKind::Unsupported`] for a format that is only read.
pub fn write(glossary: &Glossary, format: TermbaseFormat, out: &mut impl Write) -> io::Result<LossReport> {
    match format {
        TermbaseFormat::Toml => {
            out.write_all(native_write::write(glossary, &native::Comments::default()).as_bytes())?;
            Ok(LossReport::default())
        }
        TermbaseFormat::Tbx => tbx::write_tbx(glossary, Style::Version2, out).map(|()| losses(glossary, TBX)),
        TermbaseFormat::Tbx3 => tbx::write_tbx(glossary, Style::Dca, out).map(|()| losses(glossary, TBX)),
        TermbaseFormat::Tbx3Dct => tbx::write_tbx(glossary, Style::Dct, out).map(|()| losses(glossary, TBX)),
        TermbaseFormat::Csv => table_write::write_text(glossary, b',', out),
        TermbaseFormat::Tsv => table_write::write_text(glossary, b'\t', out),
        #[cfg(feature = "office")]
        TermbaseFormat::Xlsx => table_write::write_workbook(glossary, out),
        #[cfg(not(feature = "office"))]
        TermbaseFormat::Xlsx => Err(io::ErrorKind::Unsupported.into()),
        TermbaseFormat::OmegaT => omegat::write_omegat(glossary, out),
    }
}

const TBX: Holds = Holds(Field::ALL);

/// `base`, or `base-2` … where it is taken.
fn unique_id(base: String, ids: &mut FxHashSet<String>) -> String {
    if ids.insert(base.clone()) {
        return base;
    }
    // Counting from the number of ids keeps a file of a million equal terms linear.
    let mut number = 2;
    loop {
        let id = format!("{base}-{number}");
        if ids.insert(id.clone()) {
            return id;
        }
        number = if number < 9 { number + 1 } else { number.max(ids.len()) + 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "[glossary]\ndomain = \"finance\"\nname = { fr = \"Finance\", en = \"Finance\" }\n\n[[concept]]\nid = \"5g\"\nfr = [\n  { term = \"capital-risque\", gender = \"masculine\", region = [\"FR\", \"CA\"], note = { fr = \"Une note.\" } },\n  { term = \"CR\", gender = \"masculine\", type = \"acronym\", expands = \"capital-risque\", match = \"exact\" },\n]\nen = [\n  { term = \"venture capital\", source = \"x\", context = [{ text = \"A < B & C.\", source = \"s\" }] },\n  { term = \"VC\", number = \"mass\", status = \"proposed\", register = \"colloquial\", match = \"case\" },\n  { term = \"risk capital\", status = \"forbidden\", use = \"venture capital\", note = \"Calque.\", reliability = \"3\" },\n  { term = \"old\", pos = \"phrase\", status = \"deprecated\", transaction = [{ kind = \"origination\", date = \"2020\", by = \"me\" }] },\n]\ndefinition = { fr = \"Déf.\", en = \"Def.\" }\nnote = [{ text = \"n\", source = \"s\" }]\nbroader = [\"a b\"]\nsee = [\"other\"]\ndo-not-translate = true\nfree-variation = true\nsource = \"s\"\nsection = { fr = { note = \"N.\" } }\nextra = [{ element = \"admin\", category = \"Entry status\", value = \"done\" }]\n\n[[concept]]\nid = \"other\"\nfr = [\n  { term = \"aller\", pos = \"verb\" },\n]\ndomains = [\"general\"]\n";

    #[test]
    fn every_style_of_tbx_brings_the_native_form_back() {
        let mut glossary = native::read(SAMPLE, "x").unwrap().glossary;
        for format in [TermbaseFormat::Tbx3, TermbaseFormat::Tbx, TermbaseFormat::Tbx3Dct] {
            let mut out = Vec::new();
            assert!(write(&glossary, format, &mut out).unwrap().is_empty());
            let text = String::from_utf8(out.clone()).unwrap();
            let back = import(out, "x.xml", None).unwrap();
            assert_eq!(back.notices, [], "{text}");
            let mut toml = Vec::new();
            write(&back.glossary, TermbaseFormat::Toml, &mut toml).unwrap();
            assert_eq!(String::from_utf8(toml).unwrap(), SAMPLE, "{text}");
            assert_eq!(back.glossary, glossary);
            glossary = back.glossary;
        }
    }

    #[test]
    fn names_and_endings_are_unique() {
        let mut names: Vec<&str> = TermbaseFormat::ALL.iter().map(|f| f.name()).collect();
        names.extend(
            TermbaseFormat::ALL
                .iter()
                .flat_map(|f| f.endings())
                .filter(|e| TermbaseFormat::from_name(e).is_none()),
        );
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(TermbaseFormat::from_file_name("a/b.TBX"), Some(TermbaseFormat::Tbx));
    }
}
