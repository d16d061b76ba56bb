//! Readers and writers of termbases.

mod dictionary;
mod draft;
mod engines;
mod franceterme;
mod iate;
mod loss;
mod memoq;
mod memory;
mod multiterm;
mod omegat;
mod phrase;
mod skos;
mod source;
mod table;
mod table_write;
mod tbx;
mod termium;
mod turtle;
mod utx;
mod values;
mod wiktionary;

pub use dictionary::{read_dictd, read_stardict};
pub use draft::ConceptSink;
pub use loss::{Field, Loss, LossReport};
pub use source::{Concepts, TermbaseFile};
pub use table::read_table;

use super::{FileKind, FormatError, detect};
use crate::glossary::{ConceptEntry, Glossary, native, write as native_write};
use engines::Engine;
use rustc_hash::{FxHashMap, FxHashSet};
use source::Content;
use std::io::{self, Write};
use tbx::Style;

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident = $key:literal $endings:tt),* $(,)?) => {
        /// A format of termbases.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TermbaseFormat { $($(#[$doc])* $name),* }

        impl TermbaseFormat {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name on the command line.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The endings of file names that mean it, lower case.
            pub const fn endings(self) -> &'static [&'static str] {
                match self { $(Self::$name => &$endings),* }
            }
        }
    };
}

formats! {
    /// The native form.
    Toml = "toml" ["toml"],
    /// TBX version 2, TBX-Basic with `tig`: what most tools read.
    Tbx = "tbx" ["tbx"],
    /// TBX version 3, style DCA.
    Tbx3 = "tbx3" [],
    /// TBX version 3, style DCT.
    Tbx3Dct = "tbx3-dct" [],
    /// A table with a header, fields between commas.
    Csv = "csv" ["csv"],
    /// A table with a header, fields between tabs.
    Tsv = "tsv" ["tsv", "tab"],
    /// A workbook.
    Xlsx = "xlsx" ["xlsx"],
    /// OmegaT's glossary.
    OmegaT = "omegat" ["txt", "utf8"],
    /// memoQ's CSV.
    MemoQ = "memoq" [],
    /// Trados MultiTerm's XML.
    MultiTerm = "multiterm" ["mtf"],
    /// Phrase Strings' CSV.
    Phrase = "phrase" [],
    /// UTX 1.11.
    Utx = "utx" ["utx"],
    /// SKOS as RDF/XML.
    Skos = "skos" ["rdf"],
    /// SKOS as Turtle.
    Turtle = "turtle" ["ttl"],
    /// A translation memory of terms.
    Tmx = "tmx" ["tmx"],
    /// The glossary module of XLIFF 2.
    Xliff = "xliff" ["xlf", "xliff"],
    /// DeepL's glossary; only written.
    DeepL = "deepl" [],
    /// Google Cloud Translation's glossary; only written.
    Google = "google" [],
    /// Google Cloud Translation's equivalent term sets; written, and read as a table.
    GoogleSets = "google-sets" [],
    /// Amazon Translate's terminology; only written.
    Aws = "aws" [],
    /// Azure Document Translation's glossary; only written.
    Azure = "azure" [],
    /// FranceTerme's XML; only read.
    FranceTerme = "franceterme" [],
    /// IATE's CSV; only read.
    Iate = "iate" [],
    /// TERMIUM Plus's XML and tables; only read.
    Termium = "termium" [],
    /// Wiktionary as kaikki.org publishes it; only read.
    Wiktionary = "wiktionary" ["jsonl", "ndjson"],
}

impl TermbaseFormat {
    /// The format of this name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether [`fn@write`] writes it.
    pub const fn is_written(self) -> bool {
        !matches!(self, Self::FranceTerme | Self::Iate | Self::Termium | Self::Wiktionary)
    }

    /// The format that a file name means by its ending.
    pub fn from_file_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|format| format.endings().contains(&ending.as_str()))
    }
}

/// Something worth telling about a file that was read nonetheless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The message: `problem-…` in the message files.
    pub problem: &'static str,
    /// Values of the message's variables.
    pub arguments: Vec<(&'static str, String)>,
}

impl Notice {
    /// The rule of its format that the file breaks, by a stable id; none where the file is sound and something is told all
    /// the same.
    pub fn rule(&self) -> Option<&'static str> {
        Some(match self.problem {
            "tbx-place" => "TBX001",
            "tbx-paragraph" => "TBX002",
            "tbx-term-first" => "TBX003",
            "tbx-two-terms" => "TBX004",
            "tbx-two-in-group" => "TBX005",
            "tbx-no-type" => "TBX006",
            "tbx-category" => "TBX007",
            "tbx-level" => "TBX008",
            "tbx-value" => "TBX009",
            _ => return None,
        })
    }
}

/// A termbase as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The termbase.
    pub glossary: Glossary,
    /// What breaks the rules of the format without keeping it from being read, or could not be kept.
    pub notices: Vec<Notice>,
}

impl From<Glossary> for Import {
    fn from(glossary: Glossary) -> Self {
        Self { glossary, notices: Vec::new() }
    }
}

impl Import {
    /// Adds the concepts of another termbase. By id, those of the same id become one: files that hold one language each
    /// share the ids of their entries. Otherwise a taken id gets a number.
    pub fn append(&mut self, other: Glossary, by_id: bool) {
        let mut places: FxHashMap<String, usize> =
            self.glossary.concepts.iter().enumerate().map(|(n, c)| (c.id.clone(), n)).collect();
        let mut ids: FxHashSet<String> = places.keys().cloned().collect();
        for mut concept in other.concepts {
            match places.get(&concept.id) {
                Some(&at) if by_id => join(&mut self.glossary.concepts[at], concept),
                _ => {
                    concept.id = unique_id(concept.id, &mut ids);
                    places.insert(concept.id.clone(), self.glossary.concepts.len());
                    self.glossary.concepts.push(concept);
                }
            }
        }
    }
}

/// Adds what one entry says to another of the same concept.
fn join(into: &mut ConceptEntry, from: ConceptEntry) {
    fn extend<T: PartialEq>(into: &mut Vec<T>, from: Vec<T>) {
        for one in from {
            if !into.contains(&one) {
                into.push(one);
            }
        }
    }
    for section in from.languages {
        match into.languages.iter_mut().find(|s| s.language == section.language) {
            Some(known) => {
                for term in section.terms {
                    if !known.terms.iter().any(|t| t.term == term.term) {
                        known.terms.push(term);
                    }
                }
                extend(&mut known.definitions, section.definitions);
                extend(&mut known.notes, section.notes);
                extend(&mut known.extra, section.extra);
            }
            None => into.languages.push(section),
        }
    }
    into.languages.sort_by_key(|section| native::language_rank(&section.language));
    extend(&mut into.domains, from.domains);
    extend(&mut into.definitions, from.definitions);
    extend(&mut into.notes, from.notes);
    extend(&mut into.relations, from.relations);
    extend(&mut into.transactions, from.transactions);
    extend(&mut into.extra, from.extra);
    into.do_not_translate |= from.do_not_translate;
    into.free_variation |= from.free_variation;
    into.source = into.source.take().or(from.source);
}

/// Reads a termbase of any format that is known; the content tells which, else the ending of `file_name`.
///
/// # Errors
/// When the bytes are no text, or break the rules of the format.
pub fn read_termbase(bytes: Vec<u8>, file_name: &str) -> Result<Glossary, FormatError> {
    Ok(import(bytes, file_name, &ImportOptions::default())?.glossary)
}

/// What the user says of a file that its content does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Its format; else content and ending tell.
    pub format: Option<TermbaseFormat>,
    /// Titles of a table's columns, each with the title to read it as: `("Terme préféré", "fr")`.
    pub columns: Vec<(String, String)>,
}

/// Reads a termbase, packed by gzip or not, and tells what is odd in it.
///
/// # Errors
/// As [`read_termbase`].
pub fn import(bytes: Vec<u8>, file_name: &str, options: &ImportOptions) -> Result<Import, FormatError> {
    let mut concepts = Vec::new();
    let mut import = import_each(bytes, file_name, options, &mut |_, concept| concepts.push(concept))?;
    import.glossary.concepts = concepts;
    Ok(import)
}

/// Reads a termbase as [`import`] does, but hands its concepts over one by one instead of keeping them. TBX, tables, IATE
/// and Wiktionary, which can be large, are never held as a model.
///
/// # Errors
/// As [`read_termbase`]. Concepts before the place of the error have been handed over.
pub fn import_each(
    bytes: Vec<u8>,
    file_name: &str,
    options: &ImportOptions,
    each: &mut ConceptSink<'_>,
) -> Result<Import, FormatError> {
    Content::new(bytes, file_name, options)?.read(each)
}

/// The format of a termbase by its content, else by the ending of its name.
fn recognise(bytes: &[u8], name: &str) -> Result<Option<TermbaseFormat>, FormatError> {
    Ok(Some(match detect(bytes, name) {
        FileKind::Toml => TermbaseFormat::Toml,
        FileKind::Tbx => TermbaseFormat::Tbx,
        FileKind::Xlsx => TermbaseFormat::Xlsx,
        FileKind::MultiTerm => TermbaseFormat::MultiTerm,
        FileKind::FranceTerme => TermbaseFormat::FranceTerme,
        FileKind::Termium => TermbaseFormat::Termium,
        FileKind::Skos => TermbaseFormat::Skos,
        FileKind::Turtle => TermbaseFormat::Turtle,
        FileKind::Utx => TermbaseFormat::Utx,
        FileKind::JsonLines => TermbaseFormat::Wiktionary,
        FileKind::Xliff => TermbaseFormat::Xliff,
        FileKind::Tmx => TermbaseFormat::Tmx,
        FileKind::Csv | FileKind::Tsv | FileKind::PlainText => {
            let head =
                super::decode(bytes[..bytes.len().min(8192)].to_vec()).map(|d| d.text).unwrap_or_default();
            let first = head.lines().next().unwrap_or_default();
            if memoq::is_header(first) {
                TermbaseFormat::MemoQ
            } else if iate::is_header(first) {
                TermbaseFormat::Iate
            } else if termium::is_header(first) {
                TermbaseFormat::Termium
            } else if phrase::is_header(first) {
                TermbaseFormat::Phrase
            } else {
                TermbaseFormat::Csv
            }
        }
        FileKind::Binary => return Err(FormatError::Binary),
        _ => return Ok(None),
    }))
}

/// Writes a termbase and tells what the format cannot hold. TOML, TBX, text tables, OmegaT's glossary and those of
/// translation services are written concept by concept.
///
/// # Errors
/// When `out` cannot be written; [`io::ErrorKind::Unsupported`] for a format that is only read.
pub fn write(from: &dyn Concepts, format: TermbaseFormat, out: &mut impl Write) -> io::Result<LossReport> {
    let whole = || from.whole();
    match format {
        TermbaseFormat::Toml => write_native(from, out).map(|()| LossReport::default()),
        TermbaseFormat::Tbx => tbx::write_tbx(from, Style::Version2, out).map(|()| LossReport::default()),
        TermbaseFormat::Tbx3 => tbx::write_tbx(from, Style::Dca, out).map(|()| LossReport::default()),
        TermbaseFormat::Tbx3Dct => tbx::write_tbx(from, Style::Dct, out).map(|()| LossReport::default()),
        TermbaseFormat::Csv => table_write::write_text(from, b',', out),
        TermbaseFormat::Tsv => table_write::write_text(from, b'\t', out),
        #[cfg(feature = "office")]
        TermbaseFormat::Xlsx => table_write::write_workbook(from, out),
        #[cfg(not(feature = "office"))]
        TermbaseFormat::Xlsx => Err(io::ErrorKind::Unsupported.into()),
        TermbaseFormat::OmegaT => omegat::write_omegat(from, out),
        TermbaseFormat::MemoQ => memoq::write_memoq(&*whole()?, out),
        TermbaseFormat::MultiTerm => multiterm::write_multiterm(&*whole()?, out),
        TermbaseFormat::Phrase => phrase::write_phrase(&*whole()?, out),
        TermbaseFormat::Utx => utx::write_utx(&*whole()?, out),
        TermbaseFormat::Skos => skos::write_skos(&*whole()?, out),
        TermbaseFormat::Turtle => skos::write_turtle(&*whole()?, out),
        TermbaseFormat::Tmx => memory::write_tmx(&*whole()?, out),
        TermbaseFormat::Xliff => memory::write_xliff_glossary(&*whole()?, out),
        TermbaseFormat::DeepL => engines::write_pairs(from, Engine::DeepL, out),
        TermbaseFormat::Google => engines::write_pairs(from, Engine::Google, out),
        TermbaseFormat::GoogleSets => engines::write_sets(&*whole()?, out),
        TermbaseFormat::Aws => engines::write_pairs(from, Engine::Aws, out),
        TermbaseFormat::Azure => engines::write_pairs(from, Engine::Azure, out),
        TermbaseFormat::FranceTerme
        | TermbaseFormat::Iate
        | TermbaseFormat::Termium
        | TermbaseFormat::Wiktionary => Err(io::ErrorKind::Unsupported.into()),
    }
}

fn write_native(from: &dyn Concepts, out: &mut impl Write) -> io::Result<()> {
    let head = Glossary { concepts: Vec::new(), ..from.head().clone() };
    let head = native_write::write(&head, &native::Comments::default());
    out.write_all(head.as_bytes())?;
    let mut first = head.is_empty();
    from.each(&mut |concept| {
        if !std::mem::take(&mut first) {
            out.write_all(b"\n")?;
        }
        out.write_all(native_write::write_concept(concept).as_bytes())
    })
}

/// `base`, or `base-2` … where it is taken.
fn unique_id(base: String, ids: &mut FxHashSet<String>) -> String {
    if ids.insert(base.clone()) {
        return base;
    }
    // Counting from the number of ids keeps a file of a million equal terms linear.
    let mut number = 2;
    loop {
        let id = format!("{base}-{number}");
        if ids.insert(id.clone()) {
            return id;
        }
        number = if number < 9 { number + 1 } else { number.max(ids.len()) + 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const SAMPLE: &str = "[glossary]\ndomain = \"finance\"\nname = { fr = \"Finance\", en = \"Finance\" }\n\n[[concept]]\nid = \"5g\"\nfr = [\n  { term = \"capital-risque\", gender = \"masculine\", region = [\"FR\", \"CA\"], note = { fr = \"Une note.\" } },\n  { term = \"CR\", gender = \"masculine\", type = \"acronym\", expands = \"capital-risque\", match = \"exact\" },\n]\nen = [\n  { term = \"venture capital\", source = \"x\", context = [{ text = \"A < B & C.\", source = \"s\" }] },\n  { term = \"VC\", number = \"mass\", status = \"proposed\", register = \"colloquial\", match = \"case\" },\n  { term = \"risk capital\", status = \"forbidden\", use = \"venture capital\", note = \"Calque.\", reliability = \"3\" },\n  { term = \"old\", pos = \"phrase\", status = \"deprecated\", transaction = [{ kind = \"origination\", date = \"2020\", by = \"me\" }] },\n]\ndefinition = { fr = \"Déf.\", en = \"Def.\" }\nnote = [{ text = \"n\", source = \"s\" }]\nbroader = [\"a b\"]\nsee = [\"other\"]\ndo-not-translate = true\nfree-variation = true\nsource = \"s\"\nsection = { fr = { note = \"N.\" } }\nextra = [{ element = \"admin\", category = \"Entry status\", value = \"done\" }]\n\n[[concept]]\nid = \"other\"\nfr = [\n  { term = \"aller\", pos = \"verb\" },\n]\ndomains = [\"general\"]\n";

    /// Writes the sample and reads it back: ids, terms, and the standings that the format can tell apart stay.
    pub(super) fn back_and_forth(format: TermbaseFormat) {
        let glossary = native::read(SAMPLE, "x").unwrap().glossary;
        let mut out = Vec::new();
        write(&glossary, format, &mut out).unwrap();
        let text = String::from_utf8(out.clone()).unwrap();
        let back = import(out, "x", &ImportOptions::default()).unwrap().glossary;
        let terms = |g: &Glossary| -> Vec<_> {
            let of = |c: &crate::glossary::ConceptEntry| {
                let terms = c.languages.iter().flat_map(|s| &s.terms);
                let mut terms: Vec<_> = terms.map(|t| (t.term.clone(), t.status.is_accepted())).collect();
                terms.sort();
                (c.id.clone(), terms)
            };
            g.concepts.iter().filter(|c| c.languages.len() > 1).map(of).collect()
        };
        assert_eq!(terms(&back), terms(&glossary), "{text}");
    }

    /// A glossary that says everything that the model can say.
    const RICH: &str = "[glossary]\ndomain = \"finance\"\nname = { fr = \"Finance\", en = \"Finance (en)\" }\nrejected = [\n  \"bruit\",\n]\n\n[[concept]]\nid = \"c-1\"\nfr = [\n  { term = \"capital-risque\", gender = \"masculine\", region = [\"FR\", \"CA\"], note = { fr = \"Note fr.\" }, source = \"JO\" },\n  { term = \"capital à risque\", gender = \"masculine\", status = \"deprecated\" },\n  { term = \"CR\", gender = \"masculine\", type = \"acronym\", expands = \"capital-risque\", match = \"exact\" },\n]\nen = [\n  { term = \"venture capital\", note = \"Note en.\", source = \"x\", context = [{ text = \"A < B & C.\", source = \"s\" }] },\n  { term = \"VC\", number = \"mass\", status = \"proposed\", register = \"colloquial\", match = \"case\" },\n  { term = \"risk capital\", status = \"forbidden\", use = \"venture capital\", note = \"Calque.\", reliability = \"3\" },\n  { term = \"old\", pos = \"phrase\", status = \"deprecated\", transaction = [{ kind = \"origination\", date = \"2020\", by = \"me\" }], extra = [{ element = \"admin\", category = \"client\", value = \"ACME\" }] },\n]\nde = [\n  { term = \"Wagniskapital\", pos = \"noun\", gender = \"common\" },\n]\ndefinition = { fr = \"Déf.\", en = \"Def.\" }\nnote = [{ text = \"n\", source = \"s\" }, { text = \"m\", language = \"en\" }]\nbroader = [\"a b\"]\nsee = [\"other\"]\ndo-not-translate = true\nfree-variation = true\nsource = \"GL\"\ndomains = [\"banking\", \"law\"]\nsection = { fr = { note = \"N.\", extra = [{ element = \"admin\", category = \"checked\", value = \"yes\" }] } }\ntransaction = [{ kind = \"modification\", date = \"2021-01-02\", by = \"you\" }]\nextra = [{ element = \"admin\", category = \"Entry status\", value = \"done\" }, { element = \"xref\", category = \"externalCrossReference\", value = \"site\", target = \"https://example.org\" }]\n\n[[concept]]\nid = \"c-2\"\nfr = [\n  { term = \"aller\", pos = \"verb\", number = \"plural\" },\n]\n\n[[concept]]\nid = \"c-3\"\nfr = [\n  { term = \"prêt\", pos = \"adjective\", gender = \"feminine\" },\n]\nen = [\n  { term = \"ready\", pos = \"adjective\", number = \"singular\", gender = \"common\" },\n]\n";

    /// What a format does not tell as lost is there again when its file is read.
    #[test]
    fn what_is_not_told_comes_back() {
        let glossary = native::read(RICH, "x").unwrap().glossary;
        let mut wrong = Vec::new();
        for &format in TermbaseFormat::ALL {
            let mut out = Vec::new();
            let only_written = matches!(
                format,
                TermbaseFormat::DeepL
                    | TermbaseFormat::Google
                    | TermbaseFormat::GoogleSets
                    | TermbaseFormat::Aws
                    | TermbaseFormat::Azure
                    | TermbaseFormat::Phrase
                    | TermbaseFormat::OmegaT
            );
            if only_written || !format.is_written() {
                continue;
            }
            let Ok(report) = write(&glossary, format, &mut out) else { continue };
            let options = ImportOptions { format: Some(format), ..ImportOptions::default() };
            let back = import(out, &format!("x.{}", format.name()), &options).unwrap().glossary;
            let again = loss::inventory(&back);
            // A label of MultiTerm says nothing of the element that the category stood in.
            let value = |loss: &Loss| match (loss.field, loss.value.split_once(' ')) {
                (Field::Extra, Some((_, rest))) if format == TermbaseFormat::MultiTerm => rest.to_owned(),
                _ => loss.value.clone(),
            };
            let texts = [Field::Definition, Field::Note, Field::TermNote, Field::Context];
            let of_the_term = [
                Field::Synonym,
                Field::RejectedTerm,
                Field::OtherLanguage,
                Field::NoEquivalent,
                Field::Unfit,
            ];
            for said in loss::inventory(&glossary) {
                let told = report.losses.iter().any(|lost| {
                    lost.concept == said.concept
                        && ((lost.field == said.field && lost.term == said.term)
                            || (matches!(said.field, Field::TextSource | Field::TextLanguage)
                                && texts.contains(&lost.field)
                                && lost.term == said.term)
                            || (of_the_term.contains(&lost.field) && lost.term == said.term))
                });
                let whole = !back.concepts.iter().any(|concept| concept.id == said.concept);
                let gone = whole
                    && report
                        .losses
                        .iter()
                        .any(|lost| lost.concept == said.concept && lost.field == Field::NoEquivalent);
                // The domain of the glossary is that of its concepts.
                let moved = said.concept.is_empty() && said.field == Field::Domain;
                let found = again.iter().any(|one| {
                    let same =
                        (&one.concept, &one.term, one.field) == (&said.concept, &said.term, said.field);
                    (same && value(one) == value(&said)) || (moved && one.field == Field::Domain)
                });
                if !told && !gone && !found {
                    wrong.push(format!("{}: {said:?}", format.name()));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn every_style_of_tbx_brings_the_native_form_back() {
        let mut glossary = native::read(SAMPLE, "x").unwrap().glossary;
        for format in [TermbaseFormat::Tbx3, TermbaseFormat::Tbx, TermbaseFormat::Tbx3Dct] {
            let mut out = Vec::new();
            assert!(write(&glossary, format, &mut out).unwrap().is_empty());
            let text = String::from_utf8(out.clone()).unwrap();
            let back = import(out, "x.xml", &ImportOptions::default()).unwrap();
            assert_eq!(back.notices, [], "{text}");
            let mut toml = Vec::new();
            write(&back.glossary, TermbaseFormat::Toml, &mut toml).unwrap();
            assert_eq!(String::from_utf8(toml).unwrap(), SAMPLE, "{text}");
            assert_eq!(back.glossary, glossary);
            glossary = back.glossary;
        }
    }

    #[test]
    fn names_and_endings_are_unique() {
        let mut names: Vec<&str> = TermbaseFormat::ALL.iter().map(|f| f.name()).collect();
        names.extend(
            TermbaseFormat::ALL
                .iter()
                .flat_map(|f| f.endings())
                .filter(|e| TermbaseFormat::from_name(e).is_none()),
        );
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(TermbaseFormat::from_file_name("a/b.TBX"), Some(TermbaseFormat::Tbx));
    }
}
