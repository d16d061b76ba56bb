//! Writes TBX in version 2 or 3.

use super::super::source::Concepts;
use super::super::values;
use super::{HEADER, Module, OWN_SOURCE, Style, category, encode_id};
use crate::format::xml_write::XmlWriter;
use crate::glossary::{
    ConceptEntry, DataCategory, Glossary, LangSection, Localized, MatchingPolicy, PartOfSpeech, RelationKind,
    TermSection, TermStatus, Transaction,
};
use std::io::{self, Write};

/// Writes a termbase. Everything that the model holds is written.
pub(in crate::format::termbase) fn write_tbx(
    from: &dyn Concepts,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let glossary = from.head();
    // The dialect stands in the first line, so it must be known: a dry run finds the largest module in use.
    let mut nowhere = io::sink();
    let mut dry = Writer { xml: XmlWriter::new(&mut nowhere)?, style, module: Module::Core, embedded: false };
    dry.body(from)?;
    let module = dry.module;
    let mut writer = Writer { xml: XmlWriter::new(out)?, style, module: Module::Core, embedded: false };
    writer.head(glossary, module)?;
    writer.xml.open("text", &[])?;
    writer.xml.open("body", &[])?;
    writer.body(from)?;
    writer.xml.close()?;
    writer.back(glossary)?;
    for _ in 0..2 {
        writer.xml.close()?;
    }
    Ok(())
}

/// Writes one entry into a document of another kind, in version 3, style DCA.
pub(in crate::format::termbase) fn write_entry<'w, W: Write>(
    xml: XmlWriter<'w, W>,
    concept: &ConceptEntry,
    domain: Option<&str>,
) -> io::Result<XmlWriter<'w, W>> {
    let mut writer = Writer { xml, style: Style::Dca, module: Module::Core, embedded: true };
    writer.concept(concept, domain)?;
    Ok(writer.xml)
}

/// Which of a file's persons a name in the transactions means: written with them.
fn is_person(extra: &DataCategory) -> bool {
    extra.element == "transacNote" && extra.category == "responsibility" && extra.target.is_some()
}

/// An id of a term, written as an attribute.
fn is_id(extra: &DataCategory) -> bool {
    matches!(extra.element.as_str(), "termSec" | "term") && extra.category == "id"
}

struct Writer<'w, W> {
    xml: XmlWriter<'w, W>,
    style: Style,
    /// The largest module that was needed so far.
    module: Module,
    /// Whether its entries stand in a document of another kind.
    embedded: bool,
}

impl<W: Write> Writer<'_, W> {
    fn head(&mut self, glossary: &Glossary, module: Module) -> io::Result<()> {
        let version2 = self.style == Style::Version2;
        let dialect = match module {
            Module::Core | Module::Min | Module::Basic => "TBX-Basic",
            Module::Linguist if !version2 => "TBX-Linguist",
            _ if version2 => "TBX",
            _ => "TBX-Glose",
        };
        if version2 {
            self.xml.open("martif", &[("type", Some(dialect)), ("xml:lang", Some("en"))])?;
            self.xml.open("martifHeader", &[])?;
        } else {
            let style = if self.style == Style::Dct { "dct" } else { "dca" };
            let mut attributes = vec![
                ("type", Some(dialect)),
                ("style", Some(style)),
                ("xml:lang", Some("en")),
                ("xmlns", Some(Module::Core.namespace())),
            ];
            if self.style == Style::Dct {
                attributes.push(("xmlns:min", Some(Module::Min.namespace())));
                attributes.push(("xmlns:basic", Some(Module::Basic.namespace())));
                attributes.push(("xmlns:ling", Some(Module::Linguist.namespace())));
                attributes.push(("xmlns:x", Some(Module::Private.namespace())));
            }
            self.xml.open("tbx", &attributes)?;
            self.xml.open("tbxHeader", &[])?;
        }
        let kept =
            |part| glossary.extra.iter().filter(move |line| line.element.strip_prefix(HEADER) == Some(part));
        self.xml.open("fileDesc", &[])?;
        // A header that came without a title stays without.
        let own = glossary.extra.iter().all(|line| !line.element.starts_with(HEADER));
        if let Some(title) =
            kept("titleStmt").next().map(|line| &line.value).or_else(|| own.then_some(&glossary.name))
            && !title.is_empty()
        {
            self.xml.open("titleStmt", &[])?;
            self.xml.text("title", &[], title)?;
            for note in kept("titleStmt").skip(1) {
                self.xml.text("note", &[], &note.value)?;
            }
            self.xml.close()?;
        }
        if kept("publicationStmt").next().is_some() {
            self.xml.open("publicationStmt", &[])?;
            self.paragraphs(kept("publicationStmt"))?;
            self.xml.close()?;
        }
        self.xml.open("sourceDesc", &[])?;
        self.paragraphs(kept("sourceDesc"))?;
        if kept("sourceDesc").next().is_none() {
            self.xml.text("p", &[], OWN_SOURCE)?;
        }
        self.xml.close()?;
        self.xml.close()?;
        let basic = version2 && dialect == "TBX-Basic";
        if basic
            || glossary.domain.is_some()
            || !glossary.titles.is_empty()
            || !glossary.rejected.is_empty()
            || kept("encodingDesc").next().is_some()
        {
            self.xml.open("encodingDesc", &[])?;
            if basic {
                self.xml.text("p", &[("type", Some("XCSURI"))], "TBXBasicXCSV02.xcs")?;
            }
            if let Some(domain) = &glossary.domain {
                self.xml.text("p", &[("type", Some("x-domain"))], domain)?;
            }
            for term in &glossary.rejected {
                self.xml.text("p", &[("type", Some("x-rejected"))], term)?;
            }
            for title in &glossary.titles {
                let attributes = [("type", Some("x-name")), ("xml:lang", title.language.as_deref())];
                self.xml.text("p", &attributes, &title.text)?;
            }
            self.paragraphs(kept("encodingDesc"))?;
            self.xml.close()?;
        }
        if kept("change").next().is_some() {
            self.xml.open("revisionDesc", &[])?;
            for change in kept("change") {
                self.xml.open("change", &[])?;
                self.xml.text("p", &[], &change.value)?;
                self.xml.close()?;
            }
            self.xml.close()?;
        }
        self.xml.close()
    }

    fn paragraphs<'d>(&mut self, lines: impl Iterator<Item = &'d DataCategory>) -> io::Result<()> {
        for line in lines {
            let kind = Some(line.category.as_str()).filter(|kind| !kind.is_empty());
            self.xml.text("p", &[("type", kind), ("xml:lang", line.language.as_deref())], &line.value)?;
        }
        Ok(())
    }

    fn body(&mut self, from: &dyn Concepts) -> io::Result<()> {
        from.each(&mut |concept| self.concept(concept, from.head().domain.as_deref()))
    }

    /// Persons and sources that entries refer to.
    fn back(&mut self, glossary: &Glossary) -> io::Result<()> {
        let extra: Vec<&DataCategory> =
            glossary.extra.iter().filter(|line| !line.element.starts_with(HEADER)).collect();
        if extra.is_empty() {
            return Ok(());
        }
        let lists = if self.style == Style::Version2 { "refObjectList" } else { "refObjectSec" };
        self.xml.open("back", &[])?;
        for list in extra.chunk_by(|a, b| a.element == b.element) {
            self.xml.open(lists, &[("type", Some(&list[0].element))])?;
            for one in list.chunk_by(|a, b| a.target == b.target) {
                let id = one[0].target.as_deref().filter(|id| !id.is_empty());
                self.xml.open("refObject", &[("id", id)])?;
                for line in one {
                    let kind = Some(line.category.as_str()).filter(|kind| !kind.is_empty());
                    self.xml.text(
                        "item",
                        &[("type", kind), ("xml:lang", line.language.as_deref())],
                        &line.value,
                    )?;
                }
                self.xml.close()?;
            }
            self.xml.close()?;
        }
        self.xml.close()
    }

    fn concept(&mut self, concept: &ConceptEntry, domain: Option<&str>) -> io::Result<()> {
        let name = if self.style == Style::Version2 { "termEntry" } else { "conceptEntry" };
        let namespace = self.embedded.then_some(Module::Core.namespace());
        self.xml.open(name, &[("xmlns", namespace), ("id", Some(&encode_id(&concept.id)))])?;
        for domain in
            concept.domains.iter().map(String::as_str).chain(domain.filter(|_| concept.domains.is_empty()))
        {
            self.one("descrip", "subjectField", domain)?;
        }
        for definition in &concept.definitions {
            self.documented("definition", definition)?;
        }
        if let Some(source) = &concept.source {
            // TBX-Basic wants every source beside what it documents.
            self.module = self.module.max(Module::Private);
            self.one("admin", "source", source)?;
        }
        if concept.do_not_translate {
            self.one("admin", "x-doNotTranslate", "true")?;
        }
        if concept.free_variation {
            self.one("admin", "x-freeVariation", "true")?;
        }
        self.transactions(&concept.transactions, &concept.extra)?;
        for relation in &concept.relations {
            let (element, kind) = match relation.kind {
                RelationKind::See => ("ref", "crossReference"),
                RelationKind::Broader => ("descrip", "broaderConceptGeneric"),
            };
            let target = encode_id(&relation.target);
            let kept = |extra: &DataCategory| {
                extra.element == element
                    && extra.category == kind
                    && extra.target.as_deref().is_some_and(|t| t == target || t == relation.target)
            };
            if !concept.extra.iter().any(kept) {
                self.category(element, kind, &[("target", Some(&target))], &relation.target)?;
            }
        }
        self.extra(&concept.extra)?;
        self.notes(&concept.notes)?;
        for section in &concept.languages {
            self.section(section)?;
        }
        self.xml.close()
    }

    fn section(&mut self, section: &LangSection) -> io::Result<()> {
        let name = if self.style == Style::Version2 { "langSet" } else { "langSec" };
        self.xml.open(name, &[("xml:lang", Some(&section.language))])?;
        for definition in &section.definitions {
            self.documented("definition", definition)?;
        }
        self.extra(&section.extra)?;
        self.notes(&section.notes)?;
        for term in &section.terms {
            self.term(term)?;
        }
        self.xml.close()
    }

    fn term(&mut self, term: &TermSection) -> io::Result<()> {
        let id = |element: &str| {
            let found = term.extra.iter().find(|e| e.element == element && is_id(e));
            found.map(|e| e.value.as_str())
        };
        let name = if self.style == Style::Version2 { "tig" } else { "termSec" };
        self.xml.open(name, &[("id", id("termSec"))])?;
        self.xml.text("term", &[("id", id("term"))], &term.term)?;
        // A value kept from another file goes before the one that we made of it.
        let kept = |names: &[&str]| term.extra.iter().any(|e| names.contains(&e.category.as_str()));
        if let Some(pos) = term.part_of_speech.filter(|_| !kept(&["partOfSpeech"])) {
            self.one("termNote", "partOfSpeech", values::tbx_part_of_speech(pos))?;
        }
        if let Some(gender) = term.gender.filter(|_| !kept(&["grammaticalGender"])) {
            self.one("termNote", "grammaticalGender", values::tbx_gender(gender))?;
        }
        if let Some(number) = term.number.filter(|_| !kept(&["grammaticalNumber"])) {
            self.one("termNote", "grammaticalNumber", values::tbx_number(number))?;
        }
        if let Some(kind) = term.term_type.filter(|_| !kept(&["termType"])) {
            self.one("termNote", "termType", values::tbx_term_type(kind))?;
        }
        if !kept(&["administrativeStatus", "usageStatus", "normativeAuthorization"]) {
            match values::tbx_status(term.status) {
                Some(status) => self.one("termNote", "administrativeStatus", status)?,
                None => self.one("termNote", "processStatus", "provisionallyProcessed")?,
            }
        }
        for region in &term.regions {
            self.one("termNote", "geographicalUsage", region)?;
        }
        if let Some(register) = &term.register {
            let standard =
                matches!(register.as_str(), "colloquial" | "technical" | "neutral" | "slang" | "vulgar");
            let value = if standard { format!("{register}Register") } else { register.clone() };
            self.one("termNote", "register", &value)?;
        }
        if let Some(full) = &term.expands {
            self.one("termNote", "abbreviatedFormFor", full)?;
        }
        let (notes, others): (Vec<&DataCategory>, Vec<&DataCategory>) = term
            .extra
            .iter()
            .filter(|e| !is_person(e) && !is_id(e))
            .partition(|e| e.element.starts_with("termNote"));
        self.extra_of(&notes)?;
        for context in &term.contexts {
            self.documented("context", context)?;
        }
        if let Some(reliability) = &term.reliability {
            self.one("descrip", "reliabilityCode", reliability)?;
        }
        if let Some(source) = &term.source {
            self.one("admin", "source", source)?;
        }
        if term.status == TermStatus::Forbidden {
            self.one("admin", "x-status", "forbidden")?;
        }
        if term.part_of_speech == Some(PartOfSpeech::Phrase) {
            self.one("admin", "x-partOfSpeech", "phrase")?;
        }
        match term.matching {
            MatchingPolicy::Inflected => {}
            MatchingPolicy::Case => self.one("admin", "x-matching", "case")?,
            MatchingPolicy::Exact => self.one("admin", "x-matching", "exact")?,
        }
        if let Some(other) = &term.use_instead {
            self.one("admin", "x-useInstead", other)?;
        }
        self.transactions(&term.transactions, &term.extra)?;
        self.extra_of(&others)?;
        self.notes(&term.notes)?;
        self.xml.close()
    }

    /// A text, in a group where it has a source.
    fn documented(&mut self, kind: &str, text: &Localized) -> io::Result<()> {
        let attributes = [("xml:lang", text.language.as_deref())];
        match &text.source {
            None => self.category("descrip", kind, &attributes, &text.text),
            Some(source) => {
                self.xml.open("descripGrp", &[])?;
                self.category("descrip", kind, &attributes, &text.text)?;
                self.one("admin", "source", source)?;
                self.xml.close()
            }
        }
    }

    fn notes(&mut self, notes: &[Localized]) -> io::Result<()> {
        for note in notes {
            if note.source.is_some() {
                self.documented("x-note", note)?;
            } else {
                self.xml.text("note", &[("xml:lang", note.language.as_deref())], &note.text)?;
            }
        }
        Ok(())
    }

    fn transactions(&mut self, all: &[Transaction], extra: &[DataCategory]) -> io::Result<()> {
        for one in all {
            self.xml.open("transacGrp", &[])?;
            self.one("transac", "transactionType", &one.kind)?;
            if let Some(date) = &one.date {
                self.xml.text("date", &[], date)?;
            }
            if let Some(person) = &one.responsibility {
                let known = extra.iter().find(|e| is_person(e) && e.value == *person);
                let target = [("target", known.and_then(|e| e.target.as_deref()))];
                self.category("transacNote", "responsibility", &target, person)?;
            }
            self.xml.close()?;
        }
        Ok(())
    }

    fn extra(&mut self, all: &[DataCategory]) -> io::Result<()> {
        self.extra_of(&all.iter().filter(|e| !is_person(e)).collect::<Vec<_>>())
    }

    /// What was kept from another file, in its groups again.
    fn extra_of(&mut self, all: &[&DataCategory]) -> io::Result<()> {
        let mut rest = all;
        while let Some((first, after)) = rest.split_first() {
            let element = first.element.rsplit('/').next().unwrap_or_default();
            let prefix = format!("{}/", first.element);
            let under = after.iter().take_while(|e| e.element.starts_with(&prefix)).count();
            let group = match element {
                "descrip" => "descripGrp",
                "admin" => "adminGrp",
                "transac" => "transacGrp",
                "termNote" => "termNoteGrp",
                _ => "",
            };
            let grouped = under > 0 && !group.is_empty();
            if grouped {
                self.xml.open(group, &[])?;
            }
            self.kept(first, element)?;
            for inner in &after[..under] {
                self.kept(inner, inner.element.rsplit('/').next().unwrap_or_default())?;
            }
            if grouped {
                self.xml.close()?;
            }
            rest = &after[under..];
        }
        Ok(())
    }

    fn kept(&mut self, one: &DataCategory, element: &str) -> io::Result<()> {
        let attributes = [("target", one.target.as_deref()), ("xml:lang", one.language.as_deref())];
        match element {
            "date" | "note" | "term" if one.category.is_empty() => {
                self.xml.text(element, &attributes, &one.value)
            }
            "descrip" | "admin" | "termNote" | "transac" | "transacNote" | "ref" | "xref" | "note" => {
                self.category(element, &one.category, &attributes, &one.value)
            }
            // A column of a table, a field of another format.
            _ => {
                let name = if one.category.is_empty() { &one.element } else { &one.category };
                self.category("admin", name, &attributes, &one.value)
            }
        }
    }

    fn one(&mut self, element: &'static str, kind: &str, value: &str) -> io::Result<()> {
        self.category(element, kind, &[], value)
    }

    /// One data category in the style of the file.
    fn category(
        &mut self,
        element: &str,
        kind: &str,
        attributes: &[(&str, Option<&str>)],
        value: &str,
    ) -> io::Result<()> {
        let known = category(kind).filter(|&(of, _)| of == element);
        let module = known.map_or(Module::Private, |(_, module)| module);
        self.module = self.module.max(module);
        let mut all: Vec<(&str, Option<&str>)> = Vec::with_capacity(attributes.len() + 2);
        if self.style != Style::Dct {
            all.push(("type", Some(kind)));
            all.extend(attributes);
            return self.xml.text(element, &all, value);
        }
        if known.is_some() && module != Module::Private {
            all.extend(attributes);
            return self.xml.text(&format!("{}:{kind}", module.prefix()), &all, value);
        }
        all.push(("element", Some(element)));
        all.push(("type", Some(kind)));
        all.extend(attributes);
        self.xml.text(&format!("{}:category", Module::Private.prefix()), &all, value)
    }
}
