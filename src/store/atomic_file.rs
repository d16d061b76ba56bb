//! Writing that leaves either the old file or the whole new one.

use crate::error::Error;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that replaces its target only once it is complete.
///
/// A link is followed and stays a link, and a file that is replaced keeps its permissions. What is no file (a
/// device, a pipe, a socket) is written to as it stands: putting a file in its place would destroy it.
#[derive(Debug)]
pub struct AtomicFile {
    sink: Sink,
    target: PathBuf,
}

#[derive(Debug)]
enum Sink {
    Beside(tempfile::NamedTempFile),
    Special(File),
}

impl AtomicFile {
    /// Opens a temporary file beside `target`, or `target` itself where that is no file.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written to, or `target` is a folder.
    pub fn create(target: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { path: target.to_owned(), source };
        let old = fs::metadata(target).ok();
        if old.as_ref().is_some_and(Metadata::is_dir) {
            return Err(Error::Directory { path: target.to_owned() });
        }
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let file = File::options().write(true).open(target).map_err(io)?;
            return Ok(Self { sink: Sink::Special(file), target: target.to_owned() });
        }
        let target = if target.is_symlink() { behind(target).map_err(io)? } else { target.to_owned() };
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Error::NoFolder { folder: folder.to_owned(), path: target });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".glose-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
        let file = builder.tempfile_in(folder).map_err(io)?;
        if let Some(old) = old {
            file.as_file().set_permissions(old.permissions()).map_err(io)?;
        }
        Ok(Self { sink: Sink::Beside(file), target })
    }

    /// Puts the finished file in place.
    ///
    /// # Errors
    /// When the disk is full or the target cannot be replaced; the old file is then untouched.
    pub fn commit(self) -> Result<(), Error> {
        let target = self.target;
        let io = |source| Error::Io { path: target.clone(), source };
        match self.sink {
            Sink::Beside(mut file) => {
                file.flush().map_err(io)?;
                file.as_file().sync_all().map_err(io)?;
                file.persist(&target).map_err(|e| io(e.error))?;
            }
            Sink::Special(mut file) => file.flush().map_err(io)?,
        }
        Ok(())
    }
}

/// The path that a link leads to, which need not exist.
fn behind(link: &Path) -> io::Result<PathBuf> {
    let target = fs::read_link(link)?;
    let target = link.parent().unwrap_or(Path::new("")).join(target);
    match fs::canonicalize(&target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(target),
        found => found,
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Beside(file) => file.write(bytes),
            Sink::Special(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Beside(file) => file.flush(),
            Sink::Special(file) => file.flush(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    fn write(target: &Path, text: &str) {
        let mut file = AtomicFile::create(target).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.commit().unwrap();
    }

    #[test]
    fn a_pipe_is_written_to_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || {
                let mut text = String::new();
                File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
                text
            }
        });
        write(&pipe, "term");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(reader.join().unwrap(), "term");
    }

    #[test]
    fn a_link_stays_a_link_and_a_file_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        symlink("file", &link).unwrap();
        write(&link, "first");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        write(&link, "second");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "second");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }
}
