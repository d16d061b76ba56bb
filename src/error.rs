//! The error of the library as a whole: where a file is concerned, with its path.

use std::path::PathBuf;

/// Anything that can go wrong between a path and the engine. The engine itself does not fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder stands where a file is wanted.
    #[error("{}: is a directory", path.display())]
    Directory {
        /// The folder.
        path: PathBuf,
    },
    /// The folder that a file is to be written to does not exist.
    #[error("{}: there is no folder {}", path.display(), folder.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
        /// Its folder.
        folder: PathBuf,
    },
    /// The content cannot be read.
    #[cfg(feature = "formats")]
    #[error("{}: {source}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::format::FormatError,
    },
    /// A file over the size that is read whole.
    #[error("{}: larger than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
}
