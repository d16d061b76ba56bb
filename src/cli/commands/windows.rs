//! Documents read window by window, so that a text of any size needs little memory.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::document::{Block, Document, Newlines, PlainReader};
use crate::error::Error;
use crate::format::FormatError;
use crate::store::{Source, TextStream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;

/// A part of a document: a small one is one window.
pub(super) struct Window<'a> {
    /// The text that the blocks are of.
    pub(super) text: &'a str,
    pub(super) blocks: &'a [Block],
    place: Place<'a>,
    progress: Option<&'a ProgressBar>,
}

/// Where the text of a window stands in the file.
enum Place<'a> {
    Document(&'a Document),
    From(usize),
}

impl Window<'_> {
    /// The texts of the blocks.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|block| block.span.text(self.text))
    }

    /// The place in the file of a place in the text.
    pub(super) fn file_offset(&self, at: usize) -> usize {
        match self.place {
            Place::Document(document) => document.file_offset(at).unwrap_or(at),
            Place::From(offset) => offset + at,
        }
    }

    /// Shows that the text has been dealt with up to `at`.
    pub(super) fn reached(&self, at: usize) {
        if let Some(progress) = self.progress {
            let from = if let Place::From(offset) = self.place { offset } else { 0 };
            progress.set_position((from + at) as u64);
        }
    }
}

/// Hands the windows of a source to `each`, with a progress bar on a terminal.
pub(super) fn for_each_window(
    source: Source,
    path: &Path,
    newlines: Newlines,
    context: &Context,
    mut each: impl FnMut(&Window<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let size = match &source {
        Source::Whole(loaded) => Some(loaded.document.text.len() as u64),
        Source::Stream(stream) => stream.size(),
    };
    let progress = size.filter(|_| context.shows_progress()).map(bar);
    let done = match source {
        Source::Whole(loaded) => {
            let document = &loaded.document;
            each(&Window {
                text: &document.text,
                blocks: &document.blocks,
                place: Place::Document(document),
                progress: progress.as_ref(),
            })
        }
        Source::Stream(stream) => run_stream(stream, path, newlines, progress.as_ref(), each),
    };
    if let Some(progress) = progress {
        progress.finish_and_clear();
    }
    done
}

fn run_stream(
    mut stream: TextStream,
    path: &Path,
    newlines: Newlines,
    progress: Option<&ProgressBar>,
    mut each: impl FnMut(&Window<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = PlainReader::new(stream.window(), newlines);
    let (mut blocks, mut empty) = (Vec::new(), true);
    loop {
        blocks.clear();
        blocks.extend(std::iter::from_fn(|| reader.next_block(stream.window(), stream.is_complete())));
        if !blocks.is_empty() {
            empty = false;
            let place = Place::From(stream.offset());
            each(&Window { text: stream.window(), blocks: &blocks, place, progress })?;
        }
        if stream.is_complete() {
            break;
        }
        let done = reader.position();
        reader.advance(done);
        stream.advance(done)?;
        if let Some(progress) = progress {
            progress.set_position(stream.offset() as u64);
        }
    }
    if empty {
        return Err(Error::Format { path: path.to_owned(), source: FormatError::Empty }.into());
    }
    Ok(())
}

/// Shows how far a text of so many bytes is read.
fn bar(bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {percent:>3} %  {bytes_per_sec}  {eta}");
    let bar = ProgressBar::new(bytes);
    bar.set_draw_target(ProgressDrawTarget::stderr());
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
