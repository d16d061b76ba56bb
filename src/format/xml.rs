//! The one reader of XML: pulls events from a text that may come from anywhere.
//!
//! No document type is read (an external one is ignored, an internal subset refused), no entity but the five of XML and
//! character references is known, depth and size are limited, and nothing is ever fetched. Names are local: prefixes are
//! cut off. An empty element is a start and an end.

use super::FormatError;
use crate::text::{LineIndex, Span};
use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// How much is taken of a file that nobody has looked at yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct XmlLimits {
    /// Elements within elements.
    pub(crate) depth: usize,
    /// Bytes of the whole text.
    pub(crate) size: usize,
    /// Attributes of one element.
    pub(crate) attributes: usize,
}

impl Default for XmlLimits {
    fn default() -> Self {
        Self { depth: 256, size: 1 << 30, attributes: 256 }
    }
}

/// A start tag.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    /// The name without its prefix.
    pub(crate) name: &'a str,
    /// Names (without prefixes) and values, in the order of the file.
    pub(crate) attributes: Vec<(&'a str, Cow<'a, str>)>,
}

impl Element<'_> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_ref())
    }
}

/// What the reader meets.
#[derive(Clone, Debug)]
pub(crate) enum XmlEvent<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element of this name ends.
    End(&'a str),
    /// Text, references resolved. One text may come in several pieces; `span` is where the piece stands.
    Text {
        /// The text; borrowed where it is the file's own, byte for byte.
        text: Cow<'a, str>,
        /// Where it stands.
        span: Span,
    },
}

/// Pulls events from the text of an XML file.
pub(crate) struct XmlReader<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    limits: XmlLimits,
    /// Names of the open elements, outermost first.
    open: Vec<&'a str>,
    /// The element whose end follows at once, because it was written empty.
    empty: Option<&'a str>,
    /// Where the event read last stands.
    span: Span,
    root: bool,
}

impl<'a> XmlReader<'a> {
    /// A reader with the usual limits.
    ///
    /// # Errors
    /// [`FormatError::Limit`] where the text is too large.
    pub(crate) fn new(source: &'a str) -> Result<Self, FormatError> {
        Self::with_limits(source, XmlLimits::default())
    }

    /// A reader with other limits.
    ///
    /// # Errors
    /// [`FormatError::Limit`] where the text is too large.
    pub(crate) fn with_limits(source: &'a str, limits: XmlLimits) -> Result<Self, FormatError> {
        if source.len() > limits.size {
            return Err(FormatError::Limit { what: "size", limit: limits.size });
        }
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.check_comments = false;
        Ok(Self { source, reader, limits, open: Vec::new(), empty: None, span: Span::default(), root: false })
    }

    /// The next event, `None` after the last.
    ///
    /// # Errors
    /// [`FormatError::Problem`] where the text is no well-formed XML, declares entities or uses unknown ones;
    /// [`FormatError::Limit`] where it goes too deep.
    pub(crate) fn next(&mut self) -> Result<Option<XmlEvent<'a>>, FormatError> {
        if let Some(name) = self.empty.take() {
            self.open.pop();
            return Ok(Some(XmlEvent::End(name)));
        }
        loop {
            let start = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(&error)),
            };
            self.span = Span::new(start, self.position());
            match event {
                Event::Start(tag) => return self.start(&tag, false),
                Event::Empty(tag) => return self.start(&tag, true),
                Event::End(_) => {
                    let name = self.open.pop().unwrap_or_default();
                    return Ok(Some(XmlEvent::End(name)));
                }
                // Text outside the root element is white space, or nothing that a document holds.
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if self.open.is_empty() => {}
                Event::Text(text) => return Ok(Some(self.text(text.xml10_content()))),
                Event::CData(text) => {
                    let text = text.xml10_content();
                    let inner = Span::new(self.span.start + "<![CDATA[".len(), self.span.end - "]]>".len());
                    self.span = inner;
                    return Ok(Some(self.text(text)));
                }
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        Ok(None) => match quick_xml::escape::resolve_xml_entity(&name) {
                            Some(text) => text.to_owned(),
                            None => return Err(self.problem("xml-entity", vec![("name", name.into_owned())])),
                        },
                        Err(_) => return Err(self.problem("xml-entity", vec![("name", name.into_owned())])),
                    };
                    return Ok(Some(XmlEvent::Text { text: Cow::Owned(resolved), span: self.span }));
                }
                Event::DocType(declaration) if declaration.contains('[') => {
                    return Err(self.problem("xml-dtd", Vec::new()));
                }
                Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => {
                    return match self.open.last() {
                        Some(name) => Err(self.problem("xml-no-end", vec![("name", (*name).to_owned())])),
                        None if !self.root => Err(self.problem("xml-none", Vec::new())),
                        None => Ok(None),
                    };
                }
            }
        }
    }

    /// All the text up to the end of the element that has just begun, tags inside left out.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(crate) fn text_of_element(&mut self) -> Result<String, FormatError> {
        let mut out = String::new();
        self.read_element(|event| {
            if let XmlEvent::Text { text, .. } = event {
                out.push_str(text);
            }
        })?;
        Ok(out)
    }

    /// Reads over the element that has just begun.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(crate) fn skip_element(&mut self) -> Result<(), FormatError> {
        self.read_element(|_| {})
    }

    /// Hands every event up to the end of the element that has just begun to `each`, its end left out.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(crate) fn read_element(&mut self, mut each: impl FnMut(&XmlEvent<'a>)) -> Result<(), FormatError> {
        let outside = self.open.len().saturating_sub(1);
        while let Some(event) = self.next()? {
            if self.open.len() <= outside {
                break;
            }
            each(&event);
        }
        Ok(())
    }

    /// Names of the open elements, outermost first; after a start its own is the last.
    pub(crate) fn path(&self) -> &[&'a str] {
        &self.open
    }

    /// Where the last event stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// An error at the last event: `problem-…` in the message files with the variables that it names.
    pub(crate) fn problem(
        &self,
        problem: &'static str,
        arguments: Vec<(&'static str, String)>,
    ) -> FormatError {
        self.problem_at(self.span.start, problem, arguments)
    }

    /// An error at a place of the text.
    pub(crate) fn problem_at(
        &self,
        at: usize,
        problem: &'static str,
        arguments: Vec<(&'static str, String)>,
    ) -> FormatError {
        let at = LineIndex::new(self.source).locate(self.source, at);
        FormatError::Problem { line: at.line, column: at.column, problem, arguments }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position())
            .map_or(self.source.len(), |at| at.min(self.source.len()))
    }

    fn text(&self, text: Cow<'a, str>) -> XmlEvent<'a> {
        XmlEvent::Text { text, span: self.span }
    }

    fn start(&mut self, tag: &BytesStart<'a>, empty: bool) -> Result<Option<XmlEvent<'a>>, FormatError> {
        if self.open.len() >= self.limits.depth {
            return Err(FormatError::Limit { what: "depth", limit: self.limits.depth });
        }
        // Names are taken from the source: the event itself does not live as long.
        let raw = &self.source[self.span.start..self.span.end];
        let name = local(&raw[1..1 + tag.name().as_ref().len()]);
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else { return Err(self.problem("xml-attribute", Vec::new())) };
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                let name = attribute.value.into_owned();
                return Err(self.problem("xml-entity", vec![("name", name)]));
            };
            if attributes.len() >= self.limits.attributes {
                return Err(FormatError::Limit { what: "attributes", limit: self.limits.attributes });
            }
            let key = attribute.key.as_ref();
            let key = raw.find(key).map_or("", |at| &raw[at..at + key.len()]);
            attributes.push((local(key), Cow::Owned(value.into_owned())));
        }
        self.root = true;
        self.open.push(name);
        self.empty = empty.then_some(name);
        Ok(Some(XmlEvent::Start(Element { name, attributes })))
    }

    fn broken(&self, error: &Error) -> FormatError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or_default().min(self.source.len());
        let name = |text: &str| vec![("name", text.to_owned())];
        let (problem, arguments) = match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                ("xml-end-tag", vec![("name", found.clone()), ("expected", expected.clone())])
            }
            Error::IllFormed(IllFormedError::MissingEndTag(tag)) => ("xml-no-end", name(tag)),
            Error::IllFormed(IllFormedError::UnmatchedEndTag(tag)) => ("xml-no-start", name(tag)),
            Error::IllFormed(IllFormedError::UnclosedReference) => ("xml-ampersand", Vec::new()),
            Error::InvalidAttr(_) => ("xml-attribute", Vec::new()),
            Error::Escape(_) => ("xml-entity", name("")),
            _ => ("xml-broken", Vec::new()),
        };
        self.problem_at(at, problem, arguments)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Vec<String>, FormatError> {
        let mut reader = XmlReader::new(source)?;
        let mut out = Vec::new();
        while let Some(event) = reader.next()? {
            out.push(match event {
                XmlEvent::Start(element) => {
                    let mut tag = element.name.to_owned();
                    for (name, value) in &element.attributes {
                        tag.push_str(&format!(" {name}={value}"));
                    }
                    format!("<{tag}>")
                }
                XmlEvent::End(name) => format!("</{name}>"),
                XmlEvent::Text { text, .. } => text.into_owned(),
            });
        }
        Ok(out)
    }

    fn problem(source: &str) -> &'static str {
        match read(source) {
            Err(FormatError::Problem { problem, .. }) => problem,
            Err(FormatError::Limit { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn events_come_in_order_and_without_prefixes() {
        let source = "<?xml version='1.0'?><!-- c --><x:a xml:lang=\"fr\" n='1 &amp; 2'>t&amp;<b/><![CDATA[<i>]]>&#xE9;</x:a>";
        assert_eq!(read(source).unwrap().concat(), "<a lang=fr n=1 & 2>t&<b></b><i>é</a>");
    }

    #[test]
    fn text_tells_where_it_stands() {
        let source = "<a>un <b>deux</b><![CDATA[trois]]></a>";
        let mut reader = XmlReader::new(source).unwrap();
        while let Some(event) = reader.next().unwrap() {
            if let XmlEvent::Text { text, span } = event {
                assert_eq!(span.text(source), text);
            }
        }
    }

    #[test]
    fn an_element_is_read_as_text_or_skipped() {
        let mut reader = XmlReader::new("<a><b>un <i>deux</i></b><c><c/></c><d/>fin</a>").unwrap();
        let mut seen = Vec::new();
        while let Some(event) = reader.next().unwrap() {
            match event {
                XmlEvent::Start(element) if element.name == "b" => {
                    seen.push(reader.text_of_element().unwrap())
                }
                XmlEvent::Start(element) if element.name != "a" => reader.skip_element().unwrap(),
                XmlEvent::Text { text, .. } => seen.push(text.into_owned()),
                _ => {}
            }
        }
        assert_eq!(seen, ["un deux", "fin"]);
    }

    #[test]
    fn what_is_no_xml_is_told_apart() {
        assert_eq!(problem("<a><b></a>"), "xml-end-tag");
        assert_eq!(problem("<a><b>"), "xml-no-end");
        assert_eq!(problem("<a></a></b>"), "xml-no-start");
        assert_eq!(problem("<a b></a>"), "xml-attribute");
        assert_eq!(problem("<a>&euro;</a>"), "xml-entity");
        assert_eq!(problem("<a>a & b</a>"), "xml-ampersand");
        assert_eq!(problem("<a"), "xml-broken");
        assert_eq!(problem("texte"), "xml-none");
    }

    #[test]
    fn bombs_are_refused() {
        assert_eq!(problem("<!DOCTYPE a [<!ENTITY e 'eeee'>]><a>&e;</a>"), "xml-dtd");
        assert_eq!(problem(&"<a>".repeat(300)), "depth");
        let large = XmlReader::with_limits("<a/>", XmlLimits { size: 3, ..XmlLimits::default() });
        assert!(matches!(large, Err(FormatError::Limit { what: "size", .. })));
        assert_eq!(read("<!DOCTYPE a SYSTEM \"a.dtd\"><a/>").unwrap().concat(), "<a></a>");
    }
}
