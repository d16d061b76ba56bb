//! Writes XML, indented by elements.

use std::borrow::Cow;
use std::io::{self, Write};

/// A writer of one document.
pub(crate) struct XmlWriter<'w, W> {
    out: &'w mut W,
    open: Vec<Cow<'static, str>>,
}

/// Names and values of attributes; those without value are left out.
pub(crate) type Attributes<'a> = &'a [(&'a str, Option<&'a str>)];

impl<'w, W: Write> XmlWriter<'w, W> {
    /// Begins a document with its declaration.
    pub(crate) fn new(out: &'w mut W) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, open: Vec::new() })
    }

    /// The type of the document, after its declaration.
    pub(crate) fn doctype(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "<!DOCTYPE {what}>")
    }

    /// Opens an element on a line of its own.
    pub(crate) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b">\n")?;
        self.open.push(name.into());
        Ok(())
    }

    /// The same for a name that is put together.
    pub(crate) fn open_named(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b">\n")?;
        self.open.push(Cow::Owned(name.to_owned()));
        Ok(())
    }

    /// Closes the innermost open element.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        if let Some(name) = self.open.pop() {
            self.indent()?;
            writeln!(self.out, "</{name}>")?;
        }
        Ok(())
    }

    /// An element with text in one line; without text it is empty.
    pub(crate) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.tag(name, attributes)?;
        if text.is_empty() {
            return self.out.write_all(b"/>\n");
        }
        self.out.write_all(b">")?;
        self.escaped(text, false)?;
        writeln!(self.out, "</{name}>")
    }

    fn indent(&mut self) -> io::Result<()> {
        for _ in &self.open {
            self.out.write_all(b"  ")?;
        }
        Ok(())
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.indent()?;
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            if let Some(value) = value {
                write!(self.out, " {name}=\"")?;
                self.escaped(value, true)?;
                self.out.write_all(b"\"")?;
            }
        }
        Ok(())
    }

    /// Characters that XML 1.0 does not allow are left out.
    fn escaped(&mut self, text: &str, quoted: bool) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let with = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' if quoted => "&quot;",
                '\n' if quoted => "&#10;",
                '\t' if quoted => "&#9;",
                '\r' => "&#13;",
                '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "",
                _ => continue,
            };
            self.out.write_all(&text.as_bytes()[from..at])?;
            self.out.write_all(with.as_bytes())?;
            from = at + c.len_utf8();
        }
        self.out.write_all(&text.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_indented_and_text_is_escaped() {
        let mut out = Vec::new();
        let mut xml = XmlWriter::new(&mut out).unwrap();
        xml.open("a", &[("b", Some("\"1\" & 2")), ("c", None)]).unwrap();
        xml.text("d", &[], "x < y\u{1}").unwrap();
        xml.text("e", &[], "").unwrap();
        xml.close().unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;1&quot; &amp; 2\">\n  <d>x &lt; y</d>\n  <e/>\n</a>\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
