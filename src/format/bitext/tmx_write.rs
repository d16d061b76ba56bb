//! Writes translation memories: TMX 1.4b.

use crate::format::xml_write::XmlWriter;
use std::io::{self, Write};

/// A source and its translation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TranslationUnit {
    /// The source's text.
    pub source: String,
    /// The target's.
    pub target: String,
    /// How sure it is that they belong together, 0–1, where that was not given.
    pub confidence: Option<f32>,
    /// Whether a person should look.
    pub doubtful: bool,
}

/// Writes a translation memory. `languages` are the codes of source and target.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_tmx(
    units: impl IntoIterator<Item = TranslationUnit>,
    languages: [&str; 2],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut xml = XmlWriter::new(out)?;
    xml.doctype("tmx SYSTEM \"tmx14.dtd\"")?;
    xml.open("tmx", &[("version", Some("1.4"))])?;
    xml.text(
        "header",
        &[
            ("creationtool", Some("glose")),
            ("creationtoolversion", Some(env!("CARGO_PKG_VERSION"))),
            ("segtype", Some("sentence")),
            ("o-tmf", Some("glose")),
            ("adminlang", Some("en")),
            ("srclang", Some(languages[0])),
            ("datatype", Some("plaintext")),
        ],
        "",
    )?;
    xml.open("body", &[])?;
    for unit in units {
        xml.open("tu", &[])?;
        if let Some(confidence) = unit.confidence {
            xml.text("prop", &[("type", Some("x-confidence"))], &format!("{confidence:.2}"))?;
        }
        if unit.doubtful {
            xml.text("prop", &[("type", Some("x-doubtful"))], "yes")?;
        }
        for (language, text) in languages.iter().zip([&unit.source, &unit.target]) {
            xml.open("tuv", &[("xml:lang", Some(language))])?;
            xml.text("seg", &[], text)?;
            xml.close()?;
        }
        xml.close()?;
    }
    xml.close()?;
    xml.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let unit = TranslationUnit {
            source: "L’eau & le feu < 3".into(),
            target: "Water & fire < 3".into(),
            confidence: Some(0.25),
            doubtful: true,
        };
        let mut out = Vec::new();
        write_tmx([unit], ["fr", "en"], &mut out).unwrap();
        let (bitext, _) = crate::format::bitext::read_bitext(out, "a.tmx").unwrap();
        assert_eq!(bitext.source.text.trim(), "L’eau & le feu < 3");
        assert_eq!(bitext.target.text.trim(), "Water & fire < 3");
    }
}
