//! Translation files: readers, and a writer of translation memories.

mod inline;
mod po;
#[cfg(feature = "office")]
mod sheet;
mod side;
mod table;
mod tmx;
mod tmx_write;
mod xliff;

pub use table::read_tab_separated;
pub use tmx_write::{TranslationUnit, write_tmx};

use super::{Decoded, FileKind, FormatError, TextEncoding, detect};
use crate::document::{Bilingual, Origin};
use crate::text::Language;

/// Reads a translation file; French becomes its source side where the file says that its target is French and its source
/// English. `name` tells the format by its ending where the content does not.
///
/// # Errors
/// When the format is none of TMX, XLIFF, PO, TSV, CSV or XLSX, or the file breaks its rules.
pub fn read_bitext(bytes: Vec<u8>, name: &str) -> Result<(Bilingual, TextEncoding), FormatError> {
    let kind = detect(&bytes, name);
    #[cfg(feature = "office")]
    if kind == FileKind::Xlsx {
        return Ok((oriented(sheet::read_workbook(&bytes)?), TextEncoding::Utf8));
    }
    let text = match kind {
        FileKind::Tmx | FileKind::Xliff => super::encoding::decode_xml(bytes)?,
        FileKind::Binary => return Err(FormatError::Binary),
        FileKind::Docx | FileKind::Odt | FileKind::Epub | FileKind::Pdf | FileKind::Xlsx => {
            return Err(not_a_bitext(name));
        }
        _ => super::decode(bytes)?,
    };
    let Decoded { text, encoding, mark } = text;
    let mut read = match kind {
        FileKind::Tmx => tmx::read_tmx(&text)?,
        FileKind::Xliff => xliff::read_xliff(&text)?,
        FileKind::Po => po::read_po(&text)?,
        FileKind::Csv => table::read_csv(&text)?,
        FileKind::Tsv | FileKind::PlainText => read_tab_separated(&text)?,
        _ => return Err(not_a_bitext(name)),
    };
    if mark > 0 {
        for document in [&mut read.source, &mut read.target] {
            if let Origin::Map(runs) = &mut document.origin {
                runs.iter_mut().for_each(|(_, there)| *there += mark);
            }
        }
    }
    Ok((oriented(read), encoding))
}

fn not_a_bitext(name: &str) -> FormatError {
    let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
    FormatError::Unsupported { name: ending.to_ascii_lowercase() }
}

/// French first, where the file states that it is the other way round.
fn oriented(mut read: Bilingual) -> Bilingual {
    let of = |tag: &Option<String>| tag.as_deref().and_then(Language::from_tag);
    let french_target = of(&read.target_language) == Some(Language::French);
    if french_target && matches!(of(&read.source_language), Some(Language::English) | None) {
        std::mem::swap(&mut read.source, &mut read.target);
        std::mem::swap(&mut read.source_language, &mut read.target_language);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_found_and_french_comes_first() {
        let po = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgid \"chip\"\nmsgstr \"puce\"\n";
        let xliff = "<xliff version='1.2'><file source-language='en-US' target-language='fr-FR'><body><trans-unit id='1'><source>chip</source><target>puce</target></trans-unit></body></file></xliff>";
        for text in [po, xliff, "puce\tchip\n", "fr\ten\npuce\tchip\n"] {
            let (read, _) = read_bitext(text.as_bytes().to_vec(), "-").unwrap();
            assert_eq!(
                (read.source.text.as_str(), read.target.text.as_str()),
                ("puce\n", "chip\n"),
                "{text}"
            );
        }
        let (read, _) = read_bitext("\u{feff}English;French\n\"a; b\";c\n".into(), "x.csv").unwrap();
        assert_eq!((read.source.text.as_str(), read.target.text.as_str()), ("c\n", "a; b\n"));
        assert!(matches!(read_bitext(b"%PDF-1.4".to_vec(), "a.pdf"), Err(FormatError::Unsupported { .. })));
    }

    #[test]
    fn places_lead_back_behind_a_byte_order_mark() {
        let text = "\u{feff}<tmx version='1.4'><header srclang='fr'/><body><tu><tuv xml:lang='fr'><seg>puce</seg></tuv></tu></body></tmx>";
        let (read, _) = read_bitext(text.into(), "").unwrap();
        assert_eq!(read.source.file_offset(0), text.find("puce"));
    }
}
