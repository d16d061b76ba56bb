//! Where results go: standard output, or a file that appears only once it is complete.

use super::failure::Failure;
use crate::store::AtomicFile;
use std::io::{self, BufWriter, StdoutLock, Write};

pub(crate) enum Output {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(BufWriter<AtomicFile>),
}

impl Output {
    /// Writes what is left, and puts a file in place. Without this call a file does not appear.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::File(out) => out.into_inner().map_err(|e| Failure::from(e.into_error()))?.commit()?,
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }
}
