//! Glossaries from files, compiled; what is large is kept compiled in the user's cache folder.
//!
//! A compiled glossary is named by a hash of what it was made of: the bytes of the files, and everything of this
//! program that the keys depend on. So that the bytes need not be read each time, a second small file remembers the hash
//! for a list of paths, sizes and times; files younger than two seconds are never remembered so, for they could change
//! again without showing it.

use super::{AtomicFile, read_bytes};
use crate::error::Error;
use crate::format::FormatError;
use crate::format::termbase::{ImportOptions, import_each};
use crate::lookup::{IMAGE_VERSION, IndexBuilder, IndexError, TermIndex};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Glossaries that are smaller together are compiled each time.
const WORTH_KEEPING: u64 = 1 << 20;
/// A file that was changed less long ago could change again without showing it.
const SETTLED: Duration = Duration::from_secs(2);
/// Compiled glossaries in the cache, at most; the oldest go first.
const MOST_KEPT: usize = 16;
/// Endings of files that a folder is searched for.
const ENDINGS: &[&str] = &["toml", "tsv", "csv", "tbx", "xlsx", "utf8", "skos", "ttl", "glose-index"];

/// The glossary files that a path stands for: itself, or those in the folder, by name.
///
/// # Errors
/// When a folder cannot be read.
pub fn glossary_files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let io = |source| Error::Io { path: path.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(io)? {
        let file = entry.map_err(io)?.path();
        let ending = file.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        if file.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Compiles the glossaries of files into one index, or takes it from the cache. Files that are compiled already are
/// indexes of their own. No index where there are no files.
///
/// # Errors
/// As [`super::read_glossary`]. A cache that cannot be read or written is no error.
pub fn term_indexes(files: &[PathBuf], cache: Option<&Path>) -> Result<Vec<TermIndex>, Error> {
    let (compiled, sources): (Vec<&PathBuf>, Vec<&PathBuf>) =
        files.iter().partition(|file| file.extension().is_some_and(|e| e == "glose-index"));
    let mut out = Vec::new();
    if !sources.is_empty() {
        out.push(compile_cached(&sources, cache)?);
    }
    for file in compiled {
        out.push(read_index(file)?.map_err(|error| foreign(file, &error))?);
    }
    Ok(out)
}

/// Compiles glossaries into the bytes of an index.
///
/// # Errors
/// As [`super::read_glossary`].
pub fn compile_glossaries(files: &[PathBuf]) -> Result<Vec<u8>, Error> {
    let contents = files.iter().map(|file| read_bytes(file)).collect::<Result<Vec<_>, _>>()?;
    compile(&files.iter().collect::<Vec<_>>(), contents)
}

fn foreign(path: &Path, error: &IndexError) -> Error {
    let source = FormatError::Syntax { line: 0, column: 0, message: error.to_string(), hint: None };
    Error::Format { path: path.to_owned(), source }
}

fn compile(files: &[&PathBuf], contents: Vec<Vec<u8>>) -> Result<Vec<u8>, Error> {
    let mut builder = IndexBuilder::new();
    for (file, bytes) in files.iter().zip(contents) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let mut first = true;
        // Each concept is given up once it is entered: no termbase is held as a model.
        let read = import_each(bytes, name, &ImportOptions::default(), &mut |glossary, concept| {
            if std::mem::take(&mut first) {
                builder.glossary(&glossary.name, glossary.domain.as_deref());
            }
            builder.concept(&concept);
        });
        read.map_err(|source| Error::Format { path: (*file).clone(), source })?;
    }
    Ok(builder.finish())
}

fn compile_cached(files: &[&PathBuf], cache: Option<&Path>) -> Result<TermIndex, Error> {
    let open = |bytes| TermIndex::from_bytes(bytes).map_err(|error| foreign(files[0], &error));
    let size: u64 = files.iter().filter_map(|file| fs::metadata(file).ok()).map(|data| data.len()).sum();
    let cache = cache.filter(|_| size >= WORTH_KEEPING);
    let remembered = cache.and_then(|folder| Some(folder.join(state_name(files)?)));
    if let (Some(folder), Some(remembered)) = (cache, &remembered)
        && let Ok(name) = fs::read_to_string(remembered)
        && let Some(index) = load(folder, name.trim())
    {
        return Ok(index);
    }
    let contents = files.iter().map(|file| read_bytes(file)).collect::<Result<Vec<_>, _>>()?;
    let Some(folder) = cache else { return open(compile(files, contents)?) };
    let name = content_name(files, &contents);
    let index = match load(folder, &name) {
        Some(index) => index,
        None => {
            let image = compile(files, contents)?;
            if let Err(error) = save(folder, &name, &image) {
                log::info!("the compiled glossary is not kept: {error}");
            }
            open(image)?
        }
    };
    if let Some(remembered) = remembered
        && let Err(error) = write(&remembered, name.as_bytes())
    {
        log::info!("the compiled glossary is not remembered: {error}");
    }
    Ok(index)
}

fn load(folder: &Path, name: &str) -> Option<TermIndex> {
    // A name comes from a file: it must not lead elsewhere.
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') {
        return None;
    }
    read_index(&folder.join(name)).ok()?.ok()
}

/// Opens a compiled glossary. Large ones are mapped: the system reads only what is asked for, and all processes that use
/// one share it.
fn read_index(path: &Path) -> Result<Result<TermIndex, IndexError>, Error> {
    let io = |source: std::io::Error| Error::Io { path: path.to_owned(), source };
    let file = fs::File::open(path).map_err(io)?;
    if file.metadata().map_err(io)?.len() < WORTH_KEEPING {
        return Ok(TermIndex::from_bytes(read_bytes(path)?));
    }
    #[expect(unsafe_code, reason = "a file can only be mapped so")]
    // SAFETY: the bytes may not change while they are mapped. This program writes such a file beside its place and then
    // moves it there, which leaves a mapped one as it is.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(io)?;
    Ok(TermIndex::from_shared(Arc::new(map)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    file.commit()
}

fn save(folder: &Path, name: &str, image: &[u8]) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|source| Error::Io { path: folder.to_owned(), source })?;
    write(&folder.join(name), image)?;
    let mut kept: Vec<(SystemTime, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "index" || e == "state"))
        .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    kept.sort();
    let surplus = kept.len().saturating_sub(2 * MOST_KEPT);
    for (_, path) in &kept[..surplus] {
        let _ = fs::remove_file(path);
    }
    Ok(())
}

/// What the keys of an index depend on beside the glossaries.
fn program(hash: &mut Sha256) {
    hash.update(IMAGE_VERSION.to_le_bytes());
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(env!("GLOSE_TABLES"));
}

/// The name of the compiled form of these contents.
fn content_name(files: &[&PathBuf], contents: &[Vec<u8>]) -> String {
    let mut hash = Sha256::new();
    program(&mut hash);
    for (file, bytes) in files.iter().zip(contents) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        for part in [name.as_bytes(), bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    format!("{}.index", hex(&hash.finalize()))
}

/// The name under which the state of these files is remembered; none where one was changed just now.
fn state_name(files: &[&PathBuf]) -> Option<String> {
    let mut hash = Sha256::new();
    program(&mut hash);
    for file in files {
        let data = fs::metadata(file).ok()?;
        let modified = data.modified().ok()?;
        let young = |time| SystemTime::now().duration_since(time).is_ok_and(|age| age < SETTLED);
        if young(modified) {
            return None;
        }
        let path = fs::canonicalize(file).ok()?;
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update(data.len().to_le_bytes());
        hash.update(since.as_nanos().to_le_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // The time of modification can be set, as unpacking an archive does; that of the last change cannot.
            if young(SystemTime::UNIX_EPOCH + Duration::from_secs(data.ctime().max(0) as u64)) {
                return None;
            }
            for number in [data.ino() as i64, data.ctime(), data.ctime_nsec()] {
                hash.update(number.to_le_bytes());
            }
        }
    }
    Some(format!("{}.state", hex(&hash.finalize())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// A table that is worth keeping, whose first French term is `term`.
    fn table(term: &str) -> String {
        let rows: String = (0..60_000).map(|n| format!("terme numéro {n}\tterm number {n}\n")).collect();
        format!("fr\ten\n{term}\tfirst\n{rows}")
    }

    fn write_with_time(path: &Path, text: &str, time: SystemTime) {
        fs::write(path, text).unwrap();
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    /// A glossary changed under the same name, size and time gives the new answer, not the one that was kept.
    #[test]
    fn what_is_kept_is_never_stale() {
        let folder = tempfile::tempdir().unwrap();
        let (file, cache) = (folder.path().join("g.tsv"), folder.path().join("cache"));
        let time = SystemTime::now() - Duration::from_secs(3600);
        let files = [file.clone()];
        let has = |term: &str| {
            let indexes = term_indexes(&files, Some(&cache)).unwrap();
            crate::lookup::TermBase::new(indexes.into_iter().map(Arc::new).collect())
                .concepts_with_term(term, Language::French)
                .len()
        };
        let kept = |ending: &str| {
            let files = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path());
            files.filter(|path| path.extension().is_some_and(|e| e == ending)).count()
        };
        write_with_time(&file, &table("zibeline"), time);
        assert_eq!((has("zibeline"), has("zibelune")), (1, 0));
        // A file that was changed just now is not known by its time.
        std::thread::sleep(SETTLED + Duration::from_secs(1));
        assert_eq!((has("zibeline"), has("zibelune")), (1, 0));
        assert_eq!((kept("index"), kept("state")), (1, 1));
        write_with_time(&file, &table("zibelune"), time);
        assert_eq!((has("zibeline"), has("zibelune")), (0, 1));
        // As it was before: the first compiled table is found again by its content.
        write_with_time(&file, &table("zibeline"), time);
        assert_eq!((has("zibeline"), has("zibelune")), (1, 0));
        assert_eq!(kept("index"), 2);
    }
}
