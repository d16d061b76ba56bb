//! Concept entries as bytes, and back: one at a time, without reading the others.
//!
//! The form is private to the index image; nothing outside it is written in this form. Numbers are LEB128, texts have
//! their length before them, rare fields are announced by bits.

use crate::glossary::{
    ConceptEntry, DataCategory, GrammaticalNumber, LangSection, Localized, MatchingPolicy, PartOfSpeech,
    Relation, RelationKind, TermSection, TermStatus, TermType, Transaction, validate::kebab,
};
use crate::morph::Gender;

/// Appends to an image.
#[derive(Debug, Default)]
pub(crate) struct Packer {
    pub(crate) bytes: Vec<u8>,
}

const STATUSES: [TermStatus; 5] = [
    TermStatus::Preferred,
    TermStatus::Admitted,
    TermStatus::Deprecated,
    TermStatus::Forbidden,
    TermStatus::Proposed,
];
const PARTS: [Option<PartOfSpeech>; 8] = [
    None,
    Some(PartOfSpeech::Noun),
    Some(PartOfSpeech::Verb),
    Some(PartOfSpeech::Adjective),
    Some(PartOfSpeech::Adverb),
    Some(PartOfSpeech::ProperNoun),
    Some(PartOfSpeech::Phrase),
    Some(PartOfSpeech::Other),
];
const GENDERS: [Option<Gender>; 4] =
    [None, Some(Gender::Masculine), Some(Gender::Feminine), Some(Gender::Common)];
const NUMBERS: [Option<GrammaticalNumber>; 4] =
    [None, Some(GrammaticalNumber::Singular), Some(GrammaticalNumber::Plural), Some(GrammaticalNumber::Mass)];
const TYPES: [Option<TermType>; 7] = [
    None,
    Some(TermType::FullForm),
    Some(TermType::Acronym),
    Some(TermType::Abbreviation),
    Some(TermType::ShortForm),
    Some(TermType::Variant),
    Some(TermType::Phrase),
];
const POLICIES: [MatchingPolicy; 3] =
    [MatchingPolicy::Inflected, MatchingPolicy::Case, MatchingPolicy::Exact];

fn code<T: PartialEq>(table: &[T], value: &T) -> u64 {
    table.iter().position(|one| one == value).unwrap_or_default() as u64
}

impl Packer {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn option(&mut self, text: Option<&String>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        if !items.is_empty() {
            self.number(items.len() as u64);
            items.iter().for_each(|item| each(self, item));
        }
    }

    fn localized(&mut self, items: &[Localized]) {
        self.list(items, |packer, one| {
            packer.number(bits(&[one.language.is_some(), one.source.is_some()]));
            packer.option(one.language.as_ref());
            packer.text(&one.text);
            packer.option(one.source.as_ref());
        });
    }

    fn transactions(&mut self, items: &[Transaction]) {
        self.list(items, |packer, one| {
            packer.number(bits(&[one.date.is_some(), one.responsibility.is_some()]));
            packer.text(&one.kind);
            packer.option(one.date.as_ref());
            packer.option(one.responsibility.as_ref());
        });
    }

    fn extra(&mut self, items: &[DataCategory]) {
        self.list(items, |packer, one| {
            packer.number(bits(&[one.target.is_some(), one.language.is_some()]));
            packer.text(&one.element);
            packer.text(&one.category);
            packer.text(&one.value);
            packer.option(one.target.as_ref());
            packer.option(one.language.as_ref());
        });
    }

    /// Appends a concept; `term` is told the section, the term and the offset of each term.
    pub(crate) fn concept(
        &mut self,
        entry: &ConceptEntry,
        glossary: usize,
        mut term: impl FnMut(&LangSection, &TermSection, usize),
    ) {
        let first = |prefix: &str| {
            entry.languages.iter().find(|s| s.language.starts_with(prefix)).and_then(|s| s.terms.first())
        };
        let is_made_of = |prefix| first(prefix).is_some_and(|term| kebab(&term.term) == entry.id);
        let (from_english, from_french) = (is_made_of("en"), is_made_of("fr"));
        let own_id = !from_english && !from_french;
        self.number(bits(&[
            own_id,
            from_english,
            entry.do_not_translate,
            entry.free_variation,
            !entry.definitions.is_empty(),
            !entry.notes.is_empty(),
            !entry.domains.is_empty(),
            !entry.relations.is_empty(),
            entry.source.is_some(),
            !entry.transactions.is_empty(),
            !entry.extra.is_empty(),
        ]));
        self.number(glossary as u64);
        if own_id {
            self.text(&entry.id);
        }
        self.number(entry.languages.len() as u64);
        for section in &entry.languages {
            let tag = match section.language.as_str() {
                "fr" => 0,
                "en" => 1,
                _ => 2,
            };
            let more = bits(&[
                !section.definitions.is_empty(),
                !section.notes.is_empty(),
                !section.extra.is_empty(),
            ]);
            self.number(tag | more << 2);
            if tag == 2 {
                self.text(&section.language);
            }
            self.number(section.terms.len() as u64);
            for one in &section.terms {
                term(section, one, self.bytes.len());
                self.term(one);
            }
            self.localized(&section.definitions);
            self.localized(&section.notes);
            self.extra(&section.extra);
        }
        self.localized(&entry.definitions);
        self.localized(&entry.notes);
        self.list(&entry.domains, |packer, domain| packer.text(domain));
        self.list(&entry.relations, |packer, relation| {
            packer.number(u64::from(relation.kind == RelationKind::See));
            packer.text(&relation.target);
        });
        self.option(entry.source.as_ref());
        self.transactions(&entry.transactions);
        self.extra(&entry.extra);
    }

    fn term(&mut self, term: &TermSection) {
        self.text(&term.term);
        let rare = bits(&[
            term.expands.is_some(),
            !term.regions.is_empty(),
            term.register.is_some(),
            term.use_instead.is_some(),
            !term.contexts.is_empty(),
            !term.notes.is_empty(),
            term.source.is_some(),
            term.reliability.is_some(),
            !term.transactions.is_empty(),
            !term.extra.is_empty(),
        ]);
        let common = code(&STATUSES, &term.status) | code(&PARTS, &term.part_of_speech) << 3;
        let grammar = code(&GENDERS, &term.gender)
            | code(&NUMBERS, &term.number) << 2
            | code(&POLICIES, &term.matching) << 4
            | code(&TYPES, &term.term_type) << 6;
        self.number(common | u64::from(grammar | rare != 0) << 6);
        if grammar | rare == 0 {
            return;
        }
        self.number(grammar | rare << 9);
        self.option(term.expands.as_ref());
        self.list(&term.regions, |packer, region| packer.text(region));
        self.option(term.register.as_ref());
        self.option(term.use_instead.as_ref());
        self.localized(&term.contexts);
        self.localized(&term.notes);
        self.option(term.source.as_ref());
        self.option(term.reliability.as_ref());
        self.transactions(&term.transactions);
        self.extra(&term.extra);
    }
}

fn bits(flags: &[bool]) -> u64 {
    flags.iter().enumerate().map(|(at, &flag)| u64::from(flag) << at).sum()
}

/// Reads what [`Packer`] wrote. Damaged bytes give empty values, never a panic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpacker<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// What recognition asks of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TermHead<'b> {
    pub(crate) text: &'b str,
    pub(crate) status: TermStatus,
    pub(crate) part_of_speech: Option<PartOfSpeech>,
    pub(crate) matching: MatchingPolicy,
    pub(crate) term_type: Option<TermType>,
}

impl<'b> Unpacker<'b> {
    pub(crate) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn number(&mut self) -> u64 {
        let mut out = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.bytes.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            out |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        out
    }

    fn str(&mut self) -> &'b str {
        let length = self.number() as usize;
        let end = self.at.saturating_add(length);
        let text = self.bytes.get(self.at..end).and_then(|bytes| std::str::from_utf8(bytes).ok());
        self.at = end.min(self.bytes.len());
        text.unwrap_or_default()
    }

    fn text(&mut self) -> String {
        self.str().to_owned()
    }

    fn option(&mut self, present: bool) -> Option<String> {
        present.then(|| self.text())
    }

    fn list<T>(&mut self, present: bool, mut each: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = if present { self.number() as usize } else { 0 };
        // No item is shorter than a byte: a damaged count cannot ask for more memory than there are bytes.
        (0..count.min(self.bytes.len() - self.at.min(self.bytes.len()))).map(|_| each(self)).collect()
    }

    fn localized(&mut self, present: bool) -> Vec<Localized> {
        self.list(present, |from| {
            let has = from.number();
            Localized {
                language: from.option(has & 1 != 0),
                text: from.text(),
                source: from.option(has & 2 != 0),
            }
        })
    }

    fn transactions(&mut self, present: bool) -> Vec<Transaction> {
        self.list(present, |from| {
            let has = from.number();
            let kind = from.text();
            Transaction { kind, date: from.option(has & 1 != 0), responsibility: from.option(has & 2 != 0) }
        })
    }

    fn extra(&mut self, present: bool) -> Vec<DataCategory> {
        self.list(present, |from| {
            let has = from.number();
            DataCategory {
                element: from.text(),
                category: from.text(),
                value: from.text(),
                target: from.option(has & 1 != 0),
                language: from.option(has & 2 != 0),
            }
        })
    }

    /// Reads a concept and the number of its glossary.
    pub(crate) fn concept(&mut self) -> (ConceptEntry, usize) {
        let has = self.number();
        let flag = |at: u32| has >> at & 1 != 0;
        let glossary = self.number() as usize;
        let mut entry =
            ConceptEntry { do_not_translate: flag(2), free_variation: flag(3), ..Default::default() };
        if flag(0) {
            entry.id = self.text();
        }
        entry.languages = self.list(true, Self::section);
        if !flag(0) {
            let prefix = if flag(1) { "en" } else { "fr" };
            let section = entry.languages.iter().find(|s| s.language.starts_with(prefix));
            entry.id = section.and_then(|s| s.terms.first()).map(|t| kebab(&t.term)).unwrap_or_default();
        }
        entry.definitions = self.localized(flag(4));
        entry.notes = self.localized(flag(5));
        entry.domains = self.list(flag(6), Self::text);
        entry.relations = self.list(flag(7), |from| {
            let kind = if from.number() == 1 { RelationKind::See } else { RelationKind::Broader };
            Relation { kind, target: from.text() }
        });
        entry.source = self.option(flag(8));
        entry.transactions = self.transactions(flag(9));
        entry.extra = self.extra(flag(10));
        (entry, glossary)
    }

    fn section(&mut self) -> LangSection {
        let head = self.number();
        let language = match head & 3 {
            0 => "fr".to_owned(),
            1 => "en".to_owned(),
            _ => self.text(),
        };
        let terms = self.list(true, Self::term);
        LangSection {
            language,
            terms,
            definitions: self.localized(head >> 2 & 1 != 0),
            notes: self.localized(head >> 3 & 1 != 0),
            extra: self.extra(head >> 4 & 1 != 0),
        }
    }

    /// Reads the beginning of a term.
    pub(crate) fn head(&mut self) -> TermHead<'b> {
        self.grammar().0
    }

    /// The head of a term, its codes of grammar and its bits of rare fields.
    fn grammar(&mut self) -> (TermHead<'b>, u64, u64) {
        let text = self.str();
        let common = self.number();
        let more = if common >> 6 & 1 != 0 { self.number() } else { 0 };
        let head = TermHead {
            text,
            status: STATUSES[(common & 7).min(4) as usize],
            part_of_speech: PARTS[(common >> 3 & 7) as usize],
            matching: POLICIES[(more >> 4 & 3).min(2) as usize],
            term_type: TYPES[(more >> 6 & 7).min(6) as usize],
        };
        (head, more & 0x1ff, more >> 9)
    }

    fn term(&mut self) -> TermSection {
        let (head, grammar, rare) = self.grammar();
        let flag = |at: u32| rare >> at & 1 != 0;
        TermSection {
            term: head.text.to_owned(),
            status: head.status,
            part_of_speech: head.part_of_speech,
            gender: GENDERS[(grammar & 3) as usize],
            number: NUMBERS[(grammar >> 2 & 3) as usize],
            term_type: head.term_type,
            matching: head.matching,
            expands: self.option(flag(0)),
            regions: self.list(flag(1), Self::text),
            register: self.option(flag(2)),
            use_instead: self.option(flag(3)),
            contexts: self.localized(flag(4)),
            notes: self.localized(flag(5)),
            source: self.option(flag(6)),
            reliability: self.option(flag(7)),
            transactions: self.transactions(flag(8)),
            extra: self.extra(flag(9)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native::read;

    #[test]
    fn a_concept_comes_back_whole() {
        let text = "[[concept]]\nid = \"b\"\nfr = [\n  { term = \"à\", pos = \"verb\", type = \"acronym\", expands = \"x\", status = \"forbidden\", region = [\"CA\"], register = \"press\", use = \"y\", note = [{ text = \"n\", source = \"s\", language = \"fr\" }], source = \"s\", match = \"exact\", context = [{ text = \"c\" }], reliability = \"3\", transaction = [{ kind = \"origination\", date = \"2020\", by = \"me\" }], extra = [{ element = \"admin\", category = \"x\", value = \"v\", target = \"t\", language = \"l\" }] },\n  { term = \"z\", gender = \"common\", number = \"mass\" },\n]\nen = [\n  { term = \"b\" },\n]\nde-AT = [\n  { term = \"d\" },\n]\ndefinition = { fr = \"f\", en = \"e\" }\nnote = \"n\"\nbroader = [\"o\"]\nsee = [\"p\"]\ndo-not-translate = true\nfree-variation = true\nsource = \"s\"\ndomains = [\"one\"]\nsection = { fr = { note = \"n\", extra = [{ element = \"e\", category = \"c\", value = \"v\" }] } }\ntransaction = [{ kind = \"k\" }]\nextra = [{ element = \"e\", category = \"c\", value = \"v\" }]\n";
        let entry = read(text, "").unwrap().glossary.concepts.remove(0);
        let mut packer = Packer::default();
        packer.bytes.push(7);
        let mut offsets = Vec::new();
        packer.concept(&entry, 300, |_, term, at| offsets.push((term.term.clone(), at)));
        assert_eq!(Unpacker::new(&packer.bytes, 1).concept(), (entry, 300));
        for (term, at) in offsets {
            assert_eq!(Unpacker::new(&packer.bytes, at).head().text, term);
        }
    }

    #[test]
    fn damage_is_no_panic() {
        let entry = ConceptEntry { id: "x".into(), ..Default::default() };
        let mut packer = Packer::default();
        packer.concept(&entry, 0, |_, _, _| {});
        for end in 0..packer.bytes.len() {
            Unpacker::new(&packer.bytes[..end], 0).concept();
        }
        Unpacker::new(&[0xff; 64], 0).concept();
        Unpacker::new(&[0x01, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], 0).concept();
    }
}
