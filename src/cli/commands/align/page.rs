//! The page that shows which words belong together.

use super::AlignArgs;
use super::sentences::Aligned;
use super::words::{Linker, Side};
use crate::align::sentence::DOUBTFUL;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::l10n::Message;
use crate::report::alignment_html::{PageBead, Pages};
use std::io::Write;

/// Writes the page of sentence pairs. `aligned` knows how sure they are, where they were not given.
pub(super) fn write(
    aligned: Option<&Aligned>,
    sides: &[Side<'_>; 2],
    linker: &Linker<'_, '_>,
    args: &AlignArgs,
    context: &Context,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let names: Vec<String> =
        args.source.iter().filter_map(|p| Some(p.file_name()?.to_str()?.to_owned())).collect();
    let title = context.l10n.say(&Message::new("report-alignment-title").with("files", names.join(", ")));
    let codes = aligned.map_or(["fr", "en"], Aligned::codes);
    let mut page = Pages::open(&title, sides[0].len(), codes, context.l10n, out)?;
    linker.each(|segment, links| {
        let confidence = aligned.and_then(|aligned| Some(aligned.beads.get(segment)?.confidence));
        let texts = [0, 1].map(|side: usize| sides[side].text(segment));
        let words = [0, 1].map(|side: usize| sides[side].words(segment));
        let doubtful = confidence.is_some_and(|confidence| confidence < DOUBTFUL);
        Ok(page.bead(&PageBead { texts, words, links: &links, confidence, doubtful })?)
    })?;
    Ok(page.close()?)
}
