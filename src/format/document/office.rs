//! Documents in zip archives: DOCX, ODT, EPUB.

use super::builder::Builder;
use super::html::read_html;
use crate::document::{BlockKind, Document, Origin};
use crate::format::FormatError;
use crate::format::archive::Archive;
use crate::format::xml::{Element, XmlEvent, XmlReader};
use crate::text::Span;
use rustc_hash::FxHashMap;

fn missing(name: &str) -> FormatError {
    let arguments = vec![("name", name.to_owned())];
    FormatError::Problem { line: 0, column: 0, problem: "archive-part", arguments }
}

/// Reads a text of Word: paragraphs, headings, items, cells, then footnotes. Deleted text, field codes, headers and
/// footers are left out.
pub(super) fn read_docx(bytes: &[u8]) -> Result<Document, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let styles = match archive.read_text("word/styles.xml")? {
        Some(text) => docx_styles(&text)?,
        None => FxHashMap::default(),
    };
    let text = archive.read_text("word/document.xml")?.ok_or_else(|| missing("word/document.xml"))?;
    let mut builder = Builder::default();
    docx_text(&text, &styles, &mut builder)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = archive.read_text(notes)? {
            docx_text(&text, &styles, &mut builder)?;
        }
    }
    Ok(builder.finish())
}

/// What the styles of a document mean, by their ids.
fn docx_styles(text: &str) -> Result<FxHashMap<String, BlockKind>, FormatError> {
    let mut out = FxHashMap::default();
    let mut reader = XmlReader::new(text)?;
    let mut id = String::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else { continue };
        match element.name {
            "style" => id = element.attribute("styleId").unwrap_or_default().to_owned(),
            "name" => {
                if let Some(kind) = element.attribute("val").and_then(style_kind) {
                    out.insert(id.clone(), kind);
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// What a style is called, in English (as files store built-in ones) or French.
fn style_kind(name: &str) -> Option<BlockKind> {
    let name = crate::text::normalize::bare(name);
    let level = name.chars().next_back().and_then(|c| c.to_digit(10)).filter(|n| (1..=9).contains(n));
    match (name.as_str(), level) {
        (n, Some(level)) if n.starts_with("heading") || n.starts_with("titre") => {
            Some(BlockKind::Heading(level.min(6) as u8))
        }
        ("title" | "titre", _) => Some(BlockKind::Heading(1)),
        ("subtitle" | "sous-titre", _) => Some(BlockKind::Heading(2)),
        ("caption" | "legende", _) => Some(BlockKind::Caption),
        (n, _) if n.contains("quote") || n == "citation" => Some(BlockKind::Quote),
        (n, _) if n.starts_with("list") && n != "list paragraph" => Some(BlockKind::ListItem),
        _ => None,
    }
}

fn docx_text(
    text: &str,
    styles: &FxHashMap<String, BlockKind>,
    builder: &mut Builder,
) -> Result<(), FormatError> {
    let mut reader = XmlReader::new(text)?;
    // Kinds of the open paragraphs: text boxes put paragraphs into paragraphs.
    let mut paragraphs: Vec<BlockKind> = Vec::new();
    let mut cells = 0_usize;
    let mut in_text = false;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "p" => {
                    let kind = if cells > 0 { BlockKind::Cell } else { BlockKind::Paragraph };
                    paragraphs.push(kind);
                    builder.begin(kind);
                }
                "pStyle" => {
                    if let Some(kind) = element.attribute("val").and_then(|id| styles.get(id))
                        && cells == 0
                    {
                        set_kind(&mut paragraphs, *kind, builder);
                    }
                }
                "numPr" if cells == 0 && paragraphs.last() == Some(&BlockKind::Paragraph) => {
                    set_kind(&mut paragraphs, BlockKind::ListItem, builder);
                }
                "tc" => cells += 1,
                "t" => in_text = true,
                "tab" | "br" | "cr" => builder.push(" ", None),
                "noBreakHyphen" => builder.push("\u{2011}", None),
                // Text that was deleted or moved away, field codes, alternatives for old programs, notes' own numbers.
                "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "pPrChange" | "rPrChange" => {
                    reader.skip_element()?;
                }
                "footnote" | "endnote" if element.attribute("type").is_some() => reader.skip_element()?,
                _ => {}
            },
            XmlEvent::End(name) => match name {
                "p" => {
                    builder.end();
                    paragraphs.pop();
                    if let Some(outer) = paragraphs.last() {
                        builder.begin(*outer);
                    }
                }
                "tc" => cells = cells.saturating_sub(1),
                "t" => in_text = false,
                _ => {}
            },
            XmlEvent::Text { text, .. } if in_text => builder.push(&text, None),
            XmlEvent::Text { .. } => {}
        }
    }
    Ok(())
}

fn set_kind(paragraphs: &mut [BlockKind], kind: BlockKind, builder: &mut Builder) {
    if let Some(last) = paragraphs.last_mut() {
        *last = kind;
        builder.begin(kind);
    }
}

/// Reads a text of LibreOffice.
pub(super) fn read_odt(bytes: &[u8]) -> Result<Document, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.read_text("content.xml")?.ok_or_else(|| missing("content.xml"))?;
    let mut builder = Builder::default();
    let mut reader = XmlReader::new(&text)?;
    let mut paragraphs: Vec<BlockKind> = Vec::new();
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "h" => {
                    let level =
                        element.attribute("outline-level").and_then(|l| l.parse().ok()).unwrap_or(1_u8);
                    paragraphs.push(BlockKind::Heading(level.clamp(1, 6)));
                    builder.begin(BlockKind::Heading(level.clamp(1, 6)));
                }
                "p" => {
                    let kind = odt_kind(reader.path(), &element);
                    paragraphs.push(kind);
                    builder.begin(kind);
                }
                "s" | "tab" | "line-break" => builder.push(" ", None),
                "note-citation" | "tracked-changes" | "annotation" | "automatic-styles" | "scripts"
                | "forms" | "sequence-decls" | "script" => reader.skip_element()?,
                _ => {}
            },
            XmlEvent::End("p" | "h") => {
                builder.end();
                paragraphs.pop();
                if let Some(outer) = paragraphs.last() {
                    builder.begin(*outer);
                }
            }
            XmlEvent::Text { text, .. } if !paragraphs.is_empty() => builder.push(&text, None),
            _ => {}
        }
    }
    Ok(builder.finish())
}

fn odt_kind(path: &[&str], element: &Element<'_>) -> BlockKind {
    let style = element.attribute("style-name").map(|s| s.replace("_20_", " "));
    let kind = style.as_deref().and_then(style_kind);
    match kind {
        Some(kind) => kind,
        None if path.contains(&"table-cell") => BlockKind::Cell,
        None if path.contains(&"list-item") => BlockKind::ListItem,
        None => BlockKind::Paragraph,
    }
}

/// Reads a book: its chapters in reading order, its table of contents left out.
pub(super) fn read_epub(bytes: &[u8]) -> Result<Document, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let container = "META-INF/container.xml";
    let text = archive.read_text(container)?.ok_or_else(|| missing(container))?;
    let package = attribute_of(&text, "rootfile", "full-path")?.ok_or_else(|| missing("rootfile"))?;
    let text = archive.read_text(&package)?.ok_or_else(|| missing(&package))?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = Document { origin: Origin::None, ..Document::default() };
    for part in epub_spine(&text)? {
        let Some(page) = archive.read_text(&resolve(folder, &part))? else { continue };
        append(&mut out, read_html(&page, true));
    }
    Ok(out)
}

fn attribute_of(text: &str, element: &str, attribute: &str) -> Result<Option<String>, FormatError> {
    let mut reader = XmlReader::new(text)?;
    while let Some(event) = reader.next()? {
        if let XmlEvent::Start(found) = event
            && found.name == element
        {
            return Ok(found.attribute(attribute).map(str::to_owned));
        }
    }
    Ok(None)
}

/// Addresses of the chapters.
fn epub_spine(text: &str) -> Result<Vec<String>, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut items: FxHashMap<String, String> = FxHashMap::default();
    let mut spine = Vec::new();
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else { continue };
        let own = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        match element.name {
            "item"
                if !own("properties").split(' ').any(|p| p == "nav")
                    && own("media-type").contains("html") =>
            {
                items.insert(own("id"), own("href"));
            }
            "itemref" => spine.push(own("idref")),
            _ => {}
        }
    }
    Ok(spine.iter().filter_map(|id| items.get(id).cloned()).collect())
}

/// An address relative to a folder of the archive.
fn resolve(folder: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default().replace("%20", " ");
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn append(out: &mut Document, other: Document) {
    let start = out.text.len();
    out.text.push_str(&other.text);
    out.blocks.extend(other.blocks.into_iter().map(|mut block| {
        block.span = Span::shift(block.span, start);
        block.protected.iter_mut().for_each(|p| p.span = p.span.shift(start));
        block
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|b| (b.kind, b.span.text(&document.text))).collect()
    }

    #[test]
    fn word_documents() {
        let styles = "<w:styles xmlns:w='w'><w:style w:styleId='Titre1'><w:name w:val='heading 1'/></w:style></w:styles>";
        let text = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Titre1'/></w:pPr><w:r><w:t>Un titre</w:t></w:r></w:p><w:p><w:r><w:t xml:space='preserve'>La </w:t></w:r><w:del><w:r><w:delText>vieille </w:delText></w:r></w:del><w:r><w:t>puce</w:t><w:tab/><w:t>neuve.</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Point.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Case</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        let bytes = archive(&[("word/document.xml", text), ("word/styles.xml", styles)]);
        let document = read_docx(&bytes).unwrap();
        assert_eq!(
            blocks(&document),
            [
                (BlockKind::Heading(1), "Un titre"),
                (BlockKind::Paragraph, "La puce neuve."),
                (BlockKind::ListItem, "Point."),
                (BlockKind::Cell, "Case"),
            ]
        );
        assert!(matches!(read_docx(&archive(&[("word/x", "")])), Err(FormatError::Problem { .. })));
    }

    #[test]
    fn open_documents() {
        let text = "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text><text:h text:outline-level='2'>Titre</text:h><text:p>Un<text:s/>mot<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Une note.</text:p></text:note-body></text:note> de plus.</text:p><text:list><text:list-item><text:p>Point.</text:p></text:list-item></text:list></office:text></office:body></office:document-content>";
        let document = read_odt(&archive(&[("content.xml", text)])).unwrap();
        assert_eq!(
            blocks(&document),
            [
                (BlockKind::Heading(2), "Titre"),
                (BlockKind::Paragraph, "Un mot"),
                (BlockKind::Paragraph, "Une note."),
                (BlockKind::Paragraph, "de plus."),
                (BlockKind::ListItem, "Point."),
            ]
        );
    }

    #[test]
    fn books() {
        let document = read_epub(&archive(&[
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>"),
            ("O/p.opf", "<package><manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/><item id='b' href='t/b.xhtml' media-type='application/xhtml+xml'/><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>"),
            ("O/nav.xhtml", "<html><body><p>Table</p></body></html>"),
            ("O/a.xhtml", "<?xml version='1.0'?><html><head><title>x</title></head><body><h1>Un</h1><p>Texte.</p></body></html>"),
            ("O/t/b.xhtml", "<html><body><p>Deux &amp; trois.</p></body></html>"),
        ]))
        .unwrap();
        assert_eq!(
            blocks(&document),
            [
                (BlockKind::Heading(1), "Un"),
                (BlockKind::Paragraph, "Texte."),
                (BlockKind::Paragraph, "Deux & trois.")
            ]
        );
    }
}
