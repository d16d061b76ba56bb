//! Termbases as writers take them: gone through concept by concept, as often as is needed.

use super::draft::ConceptSink;
use super::{Import, ImportOptions, Notice, TermbaseFormat, recognise};
use super::{
    franceterme, iate, memoq, memory, multiterm, phrase, skos, table, tbx, termium, utx, wiktionary,
};
use crate::format::{self, FormatError};
use crate::glossary::{ConceptEntry, Glossary, native};
use std::borrow::Cow;
use std::io;

/// A termbase that can be gone through several times.
pub trait Concepts {
    /// What is said of the whole. Its own list of concepts counts for nothing: [`Self::each`] hands them over.
    fn head(&self) -> &Glossary;

    /// Hands over the concepts in order.
    ///
    /// # Errors
    /// The first one of `visit`.
    fn each(&self, visit: &mut dyn FnMut(&ConceptEntry) -> io::Result<()>) -> io::Result<()>;

    /// The termbase with all its concepts at once.
    ///
    /// # Errors
    /// As [`Self::each`].
    fn whole(&self) -> io::Result<Cow<'_, Glossary>> {
        let mut concepts = Vec::new();
        self.each(&mut |concept| {
            concepts.push(concept.clone());
            Ok(())
        })?;
        Ok(Cow::Owned(Glossary { concepts, ..self.head().clone() }))
    }
}

impl Concepts for Glossary {
    fn head(&self) -> &Glossary {
        self
    }

    fn each(&self, visit: &mut dyn FnMut(&ConceptEntry) -> io::Result<()>) -> io::Result<()> {
        self.concepts.iter().try_for_each(visit)
    }

    fn whole(&self) -> io::Result<Cow<'_, Glossary>> {
        Ok(Cow::Borrowed(self))
    }
}

/// A termbase out of a file. Its concepts are not kept: they are read anew whenever somebody goes through them, so that a
/// file of a gigabyte takes little more memory than its bytes.
#[derive(Debug)]
pub struct TermbaseFile {
    /// What is said of the whole.
    pub head: Glossary,
    /// What breaks the rules of the format without keeping the file from being read.
    pub notices: Vec<Notice>,
    /// How many concepts there are.
    pub concepts: usize,
    /// How many terms they have.
    pub terms: usize,
    /// None where the concepts are in the head.
    content: Option<Content>,
}

impl TermbaseFile {
    /// Opens a termbase of any format that is known, packed by gzip or not, reading it once.
    ///
    /// # Errors
    /// When the bytes are no text, or break the rules of the format.
    pub fn open(bytes: Vec<u8>, file_name: &str, options: &ImportOptions) -> Result<Self, FormatError> {
        let content = Content::new(bytes, file_name, options)?;
        let (mut concepts, mut terms) = (0, 0);
        let import = content.read(&mut |_, concept| {
            concepts += 1;
            terms += term_count(&concept);
        })?;
        Ok(Self { head: import.glossary, notices: import.notices, concepts, terms, content: Some(content) })
    }
}

fn term_count(concept: &ConceptEntry) -> usize {
    concept.languages.iter().map(|section| section.terms.len()).sum()
}

impl From<Import> for TermbaseFile {
    fn from(import: Import) -> Self {
        let Import { glossary, notices } = import;
        let (concepts, terms) = (glossary.concepts.len(), glossary.concepts.iter().map(term_count).sum());
        Self { head: glossary, notices, concepts, terms, content: None }
    }
}

impl Concepts for TermbaseFile {
    fn head(&self) -> &Glossary {
        &self.head
    }

    fn each(&self, visit: &mut dyn FnMut(&ConceptEntry) -> io::Result<()>) -> io::Result<()> {
        let Some(content) = &self.content else { return self.head.each(visit) };
        let mut done = Ok(());
        let read = content.read(&mut |_, concept| {
            if done.is_ok() {
                done = visit(&concept);
            }
        });
        read.map_err(io::Error::other)?;
        done
    }
}

/// A file whose format is known, decoded.
#[derive(Debug)]
pub(super) struct Content {
    format: TermbaseFormat,
    /// The name of its glossary, for messages.
    stem: String,
    columns: Vec<(String, String)>,
    text: String,
    /// A workbook.
    #[cfg(feature = "office")]
    bytes: Vec<u8>,
}

impl Content {
    pub(super) fn new(bytes: Vec<u8>, file_name: &str, options: &ImportOptions) -> Result<Self, FormatError> {
        let bytes = format::inflate(bytes)?;
        if bytes.starts_with(b"SQLite format 3") {
            return Err(FormatError::Problem {
                line: 0,
                column: 0,
                problem: "sqlite",
                arguments: Vec::new(),
            });
        }
        let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
        let base = base.strip_suffix(".gz").unwrap_or(base);
        let (stem, ending) = base.rsplit_once('.').unwrap_or((base, ""));
        let format = match options.format {
            Some(format) => format,
            None => recognise(&bytes, base)?
                .ok_or_else(|| FormatError::Unsupported { name: ending.to_ascii_lowercase() })?,
        };
        #[cfg(not(feature = "office"))]
        if format == TermbaseFormat::Xlsx {
            return Err(FormatError::Unsupported { name: format.name().to_owned() });
        }
        let (stem, columns) = (stem.to_owned(), options.columns.clone());
        #[cfg(feature = "office")]
        if format == TermbaseFormat::Xlsx {
            return Ok(Self { format, stem, columns, text: String::new(), bytes });
        }
        let is_xml = bytes.trim_ascii_start().starts_with(b"<");
        let decoded =
            if is_xml { format::encoding::decode_xml(bytes)? } else { format::encoding::decode(bytes)? };
        Ok(Self {
            format,
            stem,
            columns,
            text: decoded.text,
            #[cfg(feature = "office")]
            bytes: Vec::new(),
        })
    }

    /// Reads it, handing the concepts over one by one.
    pub(super) fn read(&self, each: &mut ConceptSink<'_>) -> Result<Import, FormatError> {
        let (text, stem) = (self.text.as_str(), self.stem.as_str());
        let mut whole: Import = match self.format {
            TermbaseFormat::Tbx | TermbaseFormat::Tbx3 | TermbaseFormat::Tbx3Dct => {
                return tbx::read_tbx(text, stem, each);
            }
            TermbaseFormat::Csv | TermbaseFormat::Tsv | TermbaseFormat::OmegaT => {
                return Ok(table::read_mapped(text, stem, &self.columns, each)?.into());
            }
            TermbaseFormat::Iate => return Ok(iate::read_iate(text, stem, each)?.into()),
            TermbaseFormat::Wiktionary => return wiktionary::read_kaikki(text, stem, each),
            TermbaseFormat::Toml => native::read(text, stem).map_err(FormatError::Glossary)?.glossary.into(),
            #[cfg(feature = "office")]
            TermbaseFormat::Xlsx => table::read_workbook(&self.bytes, stem, &self.columns)?.into(),
            TermbaseFormat::MemoQ => memoq::read_memoq(text, stem)?.into(),
            TermbaseFormat::Phrase => phrase::read_phrase(text, stem)?.into(),
            TermbaseFormat::Termium if text.trim_ascii_start().starts_with('<') => {
                termium::read_termium_xml(text, stem)?
            }
            TermbaseFormat::Termium => termium::read_termium_table(text, stem)?.into(),
            TermbaseFormat::MultiTerm => multiterm::read_multiterm(text, stem)?,
            TermbaseFormat::FranceTerme => franceterme::read_franceterme(text, stem)?,
            TermbaseFormat::Skos => skos::read_skos(text, stem)?,
            TermbaseFormat::Turtle => skos::read_turtle(text, stem)?,
            TermbaseFormat::Utx => utx::read_utx(text, stem)?.into(),
            TermbaseFormat::Xliff => memory::read_xliff_glossary(text, stem)?,
            TermbaseFormat::Tmx => memory::read_tmx(text, stem)?,
            format => return Err(FormatError::Unsupported { name: format.name().to_owned() }),
        };
        for concept in std::mem::take(&mut whole.glossary.concepts) {
            each(&whole.glossary, concept);
        }
        Ok(whole)
    }
}
