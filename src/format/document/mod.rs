//! Readers of single documents.

mod builder;
mod html;
mod markdown;
mod office;
mod pdf;
mod subtitles;

pub use markdown::read_markdown;
pub use pdf::read_laid_out;

use super::{Decoded, FileKind, FormatError, TextEncoding, detect};
#[cfg(feature = "office")]
use crate::document::BlockKind;
use crate::document::{Document, Newlines, Origin};

/// Reads a document of any format that is known, by its content and the ending of `name`; of a translation file, the
/// source side. PDF needs a converter: see [`read_laid_out`].
///
/// # Errors
/// When the format is none that holds text, or the file breaks its rules.
pub fn read_document(
    bytes: Vec<u8>,
    name: &str,
    newlines: Newlines,
) -> Result<(Document, TextEncoding), FormatError> {
    let kind = detect(&bytes, name);
    let packed = |document: Document| Ok((document, TextEncoding::Utf8));
    match kind {
        FileKind::Docx => return packed(office::read_docx(&bytes)?),
        FileKind::Odt => return packed(office::read_odt(&bytes)?),
        FileKind::Epub => return packed(office::read_epub(&bytes)?),
        #[cfg(feature = "office")]
        FileKind::Xlsx => return packed(read_workbook(&bytes)?),
        FileKind::Binary => return Err(FormatError::Binary),
        #[cfg(not(feature = "office"))]
        FileKind::Xlsx => return Err(FormatError::Unsupported { name: "xlsx".to_owned() }),
        FileKind::Pdf | FileKind::Tbx | FileKind::MultiTerm | FileKind::StarDict => {
            let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
            return Err(FormatError::Unsupported { name: ending.to_ascii_lowercase() });
        }
        FileKind::Tmx | FileKind::Xliff | FileKind::Po => {
            let (read, encoding) = super::bitext::read_bitext(bytes, name)?;
            return Ok((read.source, encoding));
        }
        _ => {}
    }
    let Decoded { text, encoding, mark } = match kind {
        FileKind::Html | FileKind::Xml => decode_html(bytes)?,
        _ => super::decode(bytes)?,
    };
    let mut file_lines = Vec::new();
    let mut document = match kind {
        FileKind::Html => {
            let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1 + mark);
            file_lines.extend(std::iter::once(0).chain(breaks));
            html::read_html(&text, false)
        }
        FileKind::Markdown => read_markdown(text),
        FileKind::Srt | FileKind::WebVtt => subtitles::read_subtitles(text),
        _ => Document::plain(text, newlines),
    };
    document.file_lines = file_lines;
    match &mut document.origin {
        Origin::Identity if mark > 0 => document.origin = Origin::Map(vec![(0, mark)]),
        Origin::Map(runs) => runs.iter_mut().for_each(|(_, there)| *there += mark),
        _ => {}
    }
    Ok((document, encoding))
}

/// Every cell a block.
#[cfg(feature = "office")]
fn read_workbook(bytes: &[u8]) -> Result<Document, FormatError> {
    let mut builder = builder::Builder::default();
    for sheet in super::sheet::read_sheets(bytes)? {
        for cell in sheet.rows.iter().flat_map(|(_, cells)| cells) {
            builder.begin(BlockKind::Cell);
            builder.push(cell, None);
        }
    }
    Ok(builder.finish())
}

/// HTML names its encoding in an element of its own, where it does not in an XML declaration.
fn decode_html(bytes: Vec<u8>) -> Result<Decoded, FormatError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let label = head.split_once("charset=").map(|(_, rest)| {
        rest.trim_start_matches(['"', '\'', ' '])
            .split(['"', '\'', '>', ';', ' ', '/'])
            .next()
            .unwrap_or_default()
    });
    match label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding)
            if std::str::from_utf8(&bytes).is_err() && encoding.name().starts_with(['w', 'I', 'K', 'm']) =>
        {
            super::encoding::decode_with(&bytes, encoding)
        }
        _ => super::encoding::decode_xml(bytes),
    }
}
