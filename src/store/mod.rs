//! The only place that touches files: reading with limits, atomic writing, finding the configuration.
#![expect(clippy::disallowed_methods, reason = "the one module that opens files")]

mod atomic_file;
mod index_cache;
mod text_stream;

pub use atomic_file::AtomicFile;
pub use index_cache::{compile_glossaries, glossary_files, term_indexes};
pub use text_stream::{Source, TextStream, open_document, read_srx};

use crate::document::{Bilingual, Document, Newlines};
use crate::error::Error;
use crate::format::termbase::{Concepts, Import, ImportOptions, TermbaseFile};
use crate::format::{self, Decoded, FileKind, FormatError, TextEncoding};
use crate::glossary::Glossary;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Files that are read whole may not be larger: 1 GiB.
pub const SIZE_LIMIT: u64 = 1 << 30;

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// When it does not exist, is a folder, cannot be read or is larger than [`SIZE_LIMIT`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(io)?;
    } else {
        if path.is_dir() {
            return Err(Error::Directory { path: path.to_owned() });
        }
        fs::File::open(path).map_err(io)?.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(io)?;
    }
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Error::TooLarge { path: path.to_owned(), limit: SIZE_LIMIT });
    }
    Ok(bytes)
}

/// Reads a text file in any of the encodings that [`format::decode`] knows.
///
/// # Errors
/// As [`read_bytes`], and when the file is no text.
pub fn read_text(path: &Path) -> Result<Decoded, Error> {
    format::decode(read_bytes(path)?).map_err(|source| Error::Format { path: path.to_owned(), source })
}

/// A document as it was found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Where it came from, as the user named it.
    pub path: PathBuf,
    /// Its content.
    pub document: Document,
    /// Its encoding.
    pub encoding: TextEncoding,
}

/// Reads a document of any format that is known, by content and ending.
///
/// # Errors
/// As [`read_text`]; [`FormatError::Empty`] when there is not a word in it.
pub fn read_document(path: &Path, newlines: Newlines) -> Result<Loaded, Error> {
    load(path, read_bytes(path)?, newlines)
}

fn load(path: &Path, bytes: Vec<u8>, newlines: Newlines) -> Result<Loaded, Error> {
    let format = |source| Error::Format { path: path.to_owned(), source };
    let name = path.to_string_lossy();
    let (document, encoding) = if format::detect(&bytes, &name) == FileKind::Pdf {
        (format::document::read_laid_out(&pdf_text(path, &bytes)?), TextEncoding::Utf8)
    } else {
        format::document::read_document(bytes, &name, newlines).map_err(format)?
    };
    if document.blocks.iter().all(|block| block.span.text(&document.text).trim().is_empty()) {
        return Err(format(FormatError::Empty));
    }
    Ok(Loaded { path: path.to_owned(), document, encoding })
}

/// The text of a PDF as `pdftotext`, of the Poppler or Xpdf tools, lays it out.
fn pdf_text(path: &Path, bytes: &[u8]) -> Result<String, Error> {
    use std::process::{Command, Stdio};
    let io = |source| Error::Io { path: path.to_owned(), source };
    let problem = |problem| Error::Format {
        path: path.to_owned(),
        source: FormatError::Problem { line: 0, column: 0, problem, arguments: Vec::new() },
    };
    // A copy has a name that no tool takes for an option, and standard input has none.
    let mut copy = tempfile::NamedTempFile::new().map_err(io)?;
    copy.write_all(bytes).map_err(io)?;
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-q", "-enc", "UTF-8"])
        .arg(copy.path())
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| problem("pdf-tool"))?;
    let mut text = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(SIZE_LIMIT).read_to_end(&mut text).map_err(io)?;
    }
    if !child.wait().map_err(io)?.success() {
        return Err(problem("pdf-broken"));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A translation file as it was found.
#[derive(Clone, Debug)]
pub struct LoadedBitext {
    /// Where it came from, as the user named it.
    pub path: PathBuf,
    /// What kind of file it is.
    pub kind: FileKind,
    /// Its content, French first where the file names its languages.
    pub bitext: Bilingual,
    /// Its encoding.
    pub encoding: TextEncoding,
}

/// Reads a file that holds a text and its translation: TMX, XLIFF, PO, TSV, CSV or XLSX, by content and ending.
///
/// # Errors
/// As [`read_bytes`]; when the format is none of these, or the file breaks its rules; [`FormatError::Empty`] when there
/// is no unit in it.
pub fn read_bitext(path: &Path) -> Result<LoadedBitext, Error> {
    let format = |source| Error::Format { path: path.to_owned(), source };
    let bytes = read_bytes(path)?;
    let name = path.to_string_lossy();
    let kind = format::detect(&bytes, &name);
    let (bitext, encoding) = format::bitext::read_bitext(bytes, &name).map_err(format)?;
    if bitext.units.is_empty() {
        return Err(format(FormatError::Empty));
    }
    Ok(LoadedBitext { path: path.to_owned(), kind, bitext, encoding })
}

/// What kind of file it is, by content and ending. For `-` nothing is read: standard input can only be read once.
///
/// # Errors
/// As [`read_bytes`].
pub fn file_kind(path: &Path) -> Result<FileKind, Error> {
    let name = path.to_string_lossy();
    if path == Path::new("-") {
        return Ok(FileKind::PlainText);
    }
    Ok(format::detect(&read_bytes(path)?, &name))
}

/// Reads a termbase of any format that is known.
///
/// # Errors
/// As [`read_bytes`], and when the file breaks the rules of its format.
pub fn read_glossary(path: &Path) -> Result<Glossary, Error> {
    Ok(import_termbase(path, &ImportOptions::default())?.glossary)
}

/// Reads a termbase with all that is worth telling about it. The parts of a StarDict or dictd dictionary that stand
/// beside the file are read with it.
///
/// # Errors
/// As [`read_bytes`]; when a part is missing or the file breaks the rules of its format.
pub fn import_termbase(path: &Path, options: &ImportOptions) -> Result<Import, Error> {
    let file = open_termbase(path, options)?;
    let glossary = file.whole().map_err(|source| Error::Io { path: path.to_owned(), source })?.into_owned();
    Ok(Import { glossary, notices: file.notices })
}

/// Opens a termbase to go through it concept by concept, as [`import_termbase`] reads it.
///
/// # Errors
/// As [`import_termbase`].
pub fn open_termbase(path: &Path, options: &ImportOptions) -> Result<TermbaseFile, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = |source| Error::Format { path: path.to_owned(), source };
    let bytes = read_bytes(path)?;
    let beside = |endings: &[&str]| {
        let found = endings.iter().map(|ending| path.with_extension(ending)).find(|part| part.is_file());
        let missing = || {
            let name = path
                .with_extension(endings[0])
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            format(FormatError::Problem {
                line: 0,
                column: 0,
                problem: "dictionary-part",
                arguments: vec![("name", name)],
            })
        };
        read_bytes(&found.ok_or_else(missing)?)
    };
    match options.format {
        None => match format::detect(&bytes, &name) {
            FileKind::StarDict => {
                let (index, dictionary) = (beside(&["idx", "idx.gz"])?, beside(&["dict", "dict.dz"])?);
                format::termbase::read_stardict(bytes, index, dictionary).map(Into::into).map_err(format)
            }
            FileKind::Dictd => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                format::termbase::read_dictd(bytes, beside(&["dict", "dict.dz"])?, &stem)
                    .map(Into::into)
                    .map_err(format)
            }
            _ => TermbaseFile::open(bytes, &name, options).map_err(format),
        },
        Some(_) => TermbaseFile::open(bytes, &name, options).map_err(format),
    }
}

/// The files that `paths` name: folders stand for the files in them, at any depth and in alphabetical order, but for
/// hidden and ignored ones.
///
/// # Errors
/// When a path does not exist or a folder cannot be read.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut out = Vec::new();
    for path in paths {
        let pattern = if path.exists() { None } else { glob(path) };
        if path == Path::new("-") || (!path.is_dir() && pattern.is_none()) {
            out.push(path.clone());
            continue;
        }
        let mut walk = ignore::WalkBuilder::new(pattern.as_ref().map_or(path.as_path(), |(base, _)| base));
        if let Some((_, wanted)) = pattern {
            walk.overrides(wanted);
        }
        let walk = walk.sort_by_file_path(Path::cmp).build();
        for entry in walk {
            let entry = entry.map_err(|error| Error::Io {
                path: path.clone(),
                source: error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()),
            })?;
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                out.push(entry.into_path());
            }
        }
    }
    Ok(out)
}

/// The folder of a pattern of file names and what it asks for, for shells that leave patterns as they are.
fn glob(path: &Path) -> Option<(PathBuf, ignore::overrides::Override)> {
    let text = path.to_str().filter(|text| text.contains(['*', '?']))?;
    let base: PathBuf =
        path.components().take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?'])).collect();
    let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
    let mut builder = ignore::overrides::OverrideBuilder::new(&base);
    let pattern = text.strip_prefix(base.to_str()?).unwrap_or(text).trim_start_matches(['/', '\\']);
    builder.add(&format!("/{pattern}")).ok()?;
    Some((base, builder.build().ok()?))
}

/// Makes a folder with those above it, where there is none.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}

/// The nearest `name` in `folder` or above it.
pub fn find_upward(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|f| f.join(name)).find(|p| p.is_file())
}
