//! What a file is: by its content where that tells, by its ending where not.

use super::archive::Archive;
use super::encoding::decode_xml;

/// A kind of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "names of formats")]
pub enum FileKind {
    PlainText,
    Markdown,
    Html,
    Docx,
    Odt,
    Epub,
    Pdf,
    Srt,
    WebVtt,
    Tmx,
    Xliff,
    Po,
    Tsv,
    Csv,
    Xlsx,
    Toml,
    Tbx,
    MultiTerm,
    Skos,
    Turtle,
    FranceTerme,
    Termium,
    Utx,
    StarDict,
    Dictd,
    JsonLines,
    Srx,
    /// XML of no known kind.
    Xml,
    /// Something else that is no text: a picture, a program.
    Binary,
}

impl FileKind {
    /// Whether a source and its translation stand in it side by side.
    pub const fn is_bitext(self) -> bool {
        matches!(self, Self::Tmx | Self::Xliff | Self::Po | Self::Tsv | Self::Csv | Self::Xlsx)
    }
}

/// Tells what a file is. `name` may be empty; only its ending counts, and only where the content does not tell.
pub fn detect(bytes: &[u8], name: &str) -> FileKind {
    let ending = name.rsplit(['/', '\\']).next().and_then(|n| n.rsplit_once('.')).map_or("", |(_, e)| e);
    let ending = ending.to_ascii_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return FileKind::Pdf;
    }
    if bytes.starts_with(b"StarDict's dict ifo file") {
        return FileKind::StarDict;
    }
    let head = match decode_xml(bytes[..bytes.len().min(16384)].to_vec()) {
        Ok(decoded) => decoded.text,
        // A multi-byte character cut in two at the end of the head does no harm; anything else is no text.
        Err(_) => return FileKind::Binary,
    };
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.starts_with('<')
        && let Some(kind) = marked_up(start)
    {
        return kind;
    }
    by_lines(start, &ending).unwrap_or(match ending.as_str() {
        "md" | "markdown" => FileKind::Markdown,
        "html" | "htm" | "xhtml" => FileKind::Html,
        "tsv" | "tab" => FileKind::Tsv,
        "csv" => FileKind::Csv,
        "po" | "pot" => FileKind::Po,
        "srt" => FileKind::Srt,
        "vtt" => FileKind::WebVtt,
        "toml" => FileKind::Toml,
        "utx" => FileKind::Utx,
        "ttl" => FileKind::Turtle,
        "jsonl" | "ndjson" => FileKind::JsonLines,
        "index" => FileKind::Dictd,
        _ => FileKind::PlainText,
    })
}

/// A zip archive by what is in it.
fn packed(bytes: &[u8]) -> FileKind {
    let Ok(mut archive) = Archive::open(bytes) else { return FileKind::Binary };
    let names = archive.names();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("word/") {
        return FileKind::Docx;
    }
    if has("xl/") {
        return FileKind::Xlsx;
    }
    match archive.read("mimetype").ok().flatten().as_deref() {
        Some(mime) if mime.starts_with(b"application/epub+zip") => FileKind::Epub,
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.text") => FileKind::Odt,
        _ => FileKind::Binary,
    }
}

/// Mark-up by its root element.
fn marked_up(start: &str) -> Option<FileKind> {
    let mut rest = start;
    let xml = start.starts_with("<?xml");
    let root = loop {
        rest = &rest[rest.find('<')?..];
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1;
        } else if rest.starts_with("<?") {
            rest = rest.split_once("?>")?.1;
        } else if rest.starts_with("<!") {
            if rest.get(..14).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype html")) && !xml {
                return Some(FileKind::Html);
            }
            rest = rest.split_once('>')?.1;
        } else {
            let name = rest[1..].split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
            break name.rsplit(':').next().unwrap_or(name);
        }
    };
    Some(match root {
        "tmx" => FileKind::Tmx,
        "xliff" => FileKind::Xliff,
        "martif" | "tbx" | "TBX" => FileKind::Tbx,
        "srx" => FileKind::Srx,
        "RDF" => FileKind::Skos,
        "mtf" => FileKind::MultiTerm,
        "CRITER" => FileKind::FranceTerme,
        "termium_extract" => FileKind::Termium,
        _ if ["html", "head", "body", "div", "p", "article", "main", "title", "meta", "h1", "section"]
            .iter()
            .any(|name| root.eq_ignore_ascii_case(name)) =>
        {
            FileKind::Html
        }
        _ if xml => FileKind::Xml,
        _ => return None,
    })
}

/// Formats of lines that say what they are.
fn by_lines(start: &str, ending: &str) -> Option<FileKind> {
    if start.starts_with("WEBVTT") {
        return Some(FileKind::WebVtt);
    }
    if start.starts_with("#UTX") {
        return Some(FileKind::Utx);
    }
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().find(|line| !line.starts_with('#'))?;
    if first.starts_with("msgid \"") || first.starts_with("msgctxt \"") {
        return Some(FileKind::Po);
    }
    if first.starts_with("@prefix ") || first.starts_with("PREFIX ") {
        return Some(FileKind::Turtle);
    }
    let mut two = lines.by_ref().take(2);
    if two.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
        && two.next().is_some_and(|times| times.contains(" --> "))
    {
        return Some(FileKind::Srt);
    }
    if first.starts_with("{\"") && first.ends_with('}') && ending != "txt" {
        return Some(FileKind::JsonLines);
    }
    if (first == "[glossary]" || first == "[[concept]]") && ending != "md" {
        return Some(FileKind::Toml);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_ending() {
        for (content, name, kind) in [
            (
                "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM 'x.dtd'>\n<martif type='TBX'/>",
                "a.xml",
                FileKind::Tbx,
            ),
            ("<tmx version='1.4'>", "a.txt", FileKind::Tmx),
            ("<?xml version='1.0'?><!-- <tmx> --><x:xliff/>", "", FileKind::Xliff),
            ("<!DOCTYPE html><html>", "a", FileKind::Html),
            ("<?xml version='1.0'?><!DOCTYPE html><html/>", "a.xhtml", FileKind::Html),
            ("# fr\n#, fuzzy\nmsgid \"\"\n", "messages", FileKind::Po),
            ("1\n00:00:01,000 --> 00:00:02,000\nOui.\n", "", FileKind::Srt),
            ("WEBVTT\n\n", "", FileKind::WebVtt),
            ("Un texte.\n", "a.md", FileKind::Markdown),
            ("Un < deux.\n", "a", FileKind::PlainText),
            ("a\tb\n", "a.tsv", FileKind::Tsv),
            ("%PDF-1.7\n", "a.txt", FileKind::Pdf),
            ("[[concept]]\nid = \"a\"\n", "-", FileKind::Toml),
        ] {
            assert_eq!(detect(content.as_bytes(), name), kind, "{name}: {content}");
        }
        assert_eq!(detect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt"), FileKind::Binary);
    }
}
