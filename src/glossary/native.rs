//! The native form of a termbase: TOML, one domain a file, one concept a block. Text in, model out; no I/O.
//!
//! Unknown keys and values are errors that say where they stand and what was probably meant. `glossaries/README.md`
//! describes the format for the people who write it; [`super::write`] has the canonical form.

use super::{
    ConceptEntry, DataCategory, Glossary, GrammaticalNumber, LangSection, Localized, MatchingPolicy,
    PartOfSpeech, Relation, RelationKind, TermSection, TermStatus, TermType, Transaction,
};
use crate::morph::Gender;
use crate::text::{LineColumn, LineIndex, Span};
use std::borrow::Cow;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A glossary with the places and the comments of its source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NativeFile {
    /// The termbase.
    pub glossary: Glossary,
    /// Where each concept stands, in the order of [`Glossary::concepts`].
    pub places: Vec<ConceptPlace>,
    /// Its comment lines.
    pub comments: Comments,
}

/// Where a concept and its terms stand in the source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConceptPlace {
    /// The whole entry, or its `[[concept]]` header.
    pub span: Span,
    /// The value of its id.
    pub id: Span,
    /// The terms, section by section as in [`ConceptEntry::languages`].
    pub terms: Vec<Vec<Span>>,
}

/// Comment lines by the block that they precede, `#` included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Before `[glossary]`.
    pub head: Vec<String>,
    /// Before or in each concept.
    pub concepts: Vec<Vec<String>>,
    /// After the last concept.
    pub tail: Vec<String>,
}

/// Everything that keeps a text from being a glossary. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct NativeErrors(pub Vec<NativeError>);

/// One thing that is wrong in a native file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeError {
    /// The offending bytes.
    pub span: Span,
    /// Where they begin.
    pub place: LineColumn,
    /// What is wrong.
    pub kind: NativeErrorKind,
}

/// What is wrong in a native file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NativeErrorKind {
    /// No TOML.
    Syntax {
        /// What the TOML reader says.
        message: String,
    },
    /// A key that the format does not have.
    UnknownKey {
        /// As written.
        key: String,
        /// The known key nearest to it.
        suggestion: Option<&'static str>,
        /// All keys that may stand here.
        allowed: &'static [&'static str],
    },
    /// A value that is none of the listed ones.
    UnknownValue {
        /// The key.
        key: String,
        /// As written.
        value: String,
        /// The known value nearest to it.
        suggestion: Option<&'static str>,
        /// All values that may stand here.
        allowed: &'static [&'static str],
    },
    /// A value of another type.
    WrongType {
        /// The key.
        key: String,
        /// What to write instead, as an example.
        expected: &'static str,
        /// What was found: `string`, `integer`, `array` …
        found: &'static str,
    },
    /// A key that must be there.
    MissingKey {
        /// The key.
        key: &'static str,
        /// What to write, as an example.
        example: &'static str,
    },
    /// A value that must not be empty.
    Empty {
        /// The key.
        key: String,
    },
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.place.line, self.place.column)?;
        match &self.kind {
            NativeErrorKind::Syntax { message } => f.write_str(message),
            NativeErrorKind::UnknownKey { key, suggestion: Some(meant), .. } => {
                write!(f, "unknown key `{key}`: did you mean `{meant}`?")
            }
            NativeErrorKind::UnknownKey { key, allowed, .. } => {
                write!(f, "unknown key `{key}`: write one of {}", allowed.join(", "))
            }
            NativeErrorKind::UnknownValue { key, value, suggestion: Some(meant), .. } => {
                write!(f, "`{value}` is no value of `{key}`: did you mean \"{meant}\"?")
            }
            NativeErrorKind::UnknownValue { key, value, allowed, .. } => {
                write!(f, "`{value}` is no value of `{key}`: write one of {}", allowed.join(", "))
            }
            NativeErrorKind::WrongType { key, expected, found } => {
                write!(f, "`{key}` is of type {found}: write {expected}")
            }
            NativeErrorKind::MissingKey { key, example } => write!(f, "`{key}` is missing: write {example}"),
            NativeErrorKind::Empty { key } => {
                write!(f, "`{key}` is empty: write its text, or leave the key out")
            }
        }
    }
}

pub(super) const TOP_KEYS: &[&str] = &["glossary", "concept"];
pub(super) const GLOSSARY_KEYS: &[&str] = &["domain", "name", "rejected", "extra"];
pub(super) const CONCEPT_KEYS: &[&str] = &[
    "id",
    "fr",
    "en",
    "definition",
    "note",
    "broader",
    "see",
    "do-not-translate",
    "free-variation",
    "source",
    "domains",
    "section",
    "transaction",
    "extra",
];
pub(super) const SECTION_KEYS: &[&str] = &["definition", "note", "extra"];
pub(super) const TERM_KEYS: &[&str] = &[
    "term",
    "pos",
    "gender",
    "number",
    "type",
    "expands",
    "status",
    "region",
    "register",
    "use",
    "note",
    "source",
    "match",
    "context",
    "reliability",
    "transaction",
    "extra",
];
const LOCALIZED_KEYS: &[&str] = &["text", "source", "language"];
pub(super) const TRANSACTION_KEYS: &[&str] = &["kind", "date", "by"];
pub(super) const EXTRA_KEYS: &[&str] = &["element", "category", "value", "target", "language"];

/// The name of a value in one of the tables below; empty where the table has none.
pub(crate) fn name_of<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Values of `pos`, the default first.
pub const PARTS_OF_SPEECH: &[(&str, PartOfSpeech)] = &[
    ("noun", PartOfSpeech::Noun),
    ("verb", PartOfSpeech::Verb),
    ("adjective", PartOfSpeech::Adjective),
    ("adverb", PartOfSpeech::Adverb),
    ("proper-noun", PartOfSpeech::ProperNoun),
    ("phrase", PartOfSpeech::Phrase),
    ("other", PartOfSpeech::Other),
];
/// Values of `gender`.
pub const GENDERS: &[(&str, Gender)] =
    &[("masculine", Gender::Masculine), ("feminine", Gender::Feminine), ("common", Gender::Common)];
/// Values of `number`.
pub const NUMBERS: &[(&str, GrammaticalNumber)] = &[
    ("singular", GrammaticalNumber::Singular),
    ("plural", GrammaticalNumber::Plural),
    ("mass", GrammaticalNumber::Mass),
];
/// Values of `type`.
pub const TERM_TYPES: &[(&str, TermType)] = &[
    ("full-form", TermType::FullForm),
    ("acronym", TermType::Acronym),
    ("abbreviation", TermType::Abbreviation),
    ("short-form", TermType::ShortForm),
    ("variant", TermType::Variant),
    ("phrase", TermType::Phrase),
];
/// Values of `status`.
pub const STATUSES: &[(&str, TermStatus)] = &[
    ("preferred", TermStatus::Preferred),
    ("admitted", TermStatus::Admitted),
    ("deprecated", TermStatus::Deprecated),
    ("forbidden", TermStatus::Forbidden),
    ("proposed", TermStatus::Proposed),
];
/// Values of `match`, the default first.
pub const POLICIES: &[(&str, MatchingPolicy)] = &[
    ("inflected", MatchingPolicy::Inflected),
    ("case", MatchingPolicy::Case),
    ("exact", MatchingPolicy::Exact),
];
/// Values of `register`.
pub const REGISTERS: &[&str] = &["colloquial", "formal", "technical", "press"];

/// Reads a native file. `name` is the glossary's name for messages (the file's stem).
pub fn read(text: &str, name: &str) -> Result<NativeFile, NativeErrors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, lines: LineIndex::new(text), errors: Vec::new() };
    let (root, syntax) = DeTable::parse_recoverable(text);
    for error in syntax {
        let span = error.span().map_or(Span::new(0, 0), Span::from);
        reader.fail(span, NativeErrorKind::Syntax { message: error.message().to_owned() });
    }
    if reader.errors.is_empty() {
        let file = reader.file(&root, name);
        if reader.errors.is_empty() {
            return Ok(file);
        }
    }
    reader.errors.sort_by_key(|error| error.span.start);
    Err(NativeErrors(reader.errors))
}

/// The candidate nearest to a misspelt word, if one is near.
fn nearest<'c>(word: &str, among: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    among
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|&(distance, candidate)| {
            distance <= 1 + candidate.len() / 4 || (word.len() > 2 && candidate.starts_with(&word))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// The value nearest to a misspelt one, if one is near.
pub fn nearest_value<'c>(word: &str, among: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, among).map(str::to_owned)
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Reader<'t> {
    text: &'t str,
    lines: LineIndex,
    errors: Vec<NativeError>,
}

impl Reader<'_> {
    fn fail(&mut self, span: Span, kind: NativeErrorKind) {
        let place = self.lines.locate(self.text, span.start);
        self.errors.push(NativeError { span, place, kind });
    }

    fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &'static str) {
        let found = value.get_ref().type_str();
        let kind = NativeErrorKind::WrongType { key: key.to_owned(), expected, found };
        self.fail(value.span().into(), kind);
    }

    fn unknown_key(&mut self, key: &Spanned<Cow<'_, str>>, allowed: &'static [&'static str]) {
        let written = key.get_ref().to_string();
        let suggestion = nearest(&written, allowed.iter().copied());
        self.fail(key.span().into(), NativeErrorKind::UnknownKey { key: written, suggestion, allowed });
    }

    fn string(&mut self, key: &str, value: &Value<'_>) -> String {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.fail(value.span().into(), NativeErrorKind::Empty { key: key.to_owned() });
                String::new()
            }
            DeValue::String(text) => text.to_string(),
            _ => {
                self.wrong_type(key, value, "\"…\"");
                String::new()
            }
        }
    }

    fn flag(&mut self, key: &str, value: &Value<'_>) -> bool {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(key, value, "true / false");
        false
    }

    fn strings(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.string(key, item)).collect(),
            DeValue::String(_) => vec![self.string(key, value)],
            _ => {
                self.wrong_type(key, value, "[\"…\"]");
                Vec::new()
            }
        }
    }

    fn one_of<T: Copy>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        table: &'static [(&'static str, T)],
    ) -> Option<T> {
        let written = self.string(key, value);
        let found = table.iter().find(|(name, _)| *name == written).map(|&(_, value)| value);
        if found.is_none() && !written.is_empty() {
            let allowed: &'static [&'static str] = allowed_values(key);
            let suggestion = nearest(&written, allowed.iter().copied());
            let kind =
                NativeErrorKind::UnknownValue { key: key.to_owned(), value: written, suggestion, allowed };
            self.fail(value.span().into(), kind);
        }
        found
    }

    fn table<'v, 'i>(
        &mut self,
        key: &str,
        value: &'v Value<'i>,
        expected: &'static str,
    ) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong_type(key, value, expected);
        None
    }

    fn file(&mut self, root: &Spanned<DeTable<'_>>, name: &str) -> NativeFile {
        let mut file = NativeFile::default();
        name.clone_into(&mut file.glossary.name);
        for (key, value) in root.get_ref() {
            match key.get_ref().as_ref() {
                "glossary" => self.header(value, &mut file.glossary),
                "concept" => match value.get_ref() {
                    DeValue::Array(items) => {
                        for item in items {
                            self.concept(item, &mut file);
                        }
                    }
                    _ => self.wrong_type("concept", value, "[[concept]]"),
                },
                _ => self.unknown_key(key, TOP_KEYS),
            }
        }
        file.comments = comments(self.text);
        file.comments.concepts.resize(file.glossary.concepts.len(), Vec::new());
        file
    }

    fn header(&mut self, value: &Value<'_>, glossary: &mut Glossary) {
        let Some(table) = self.table("glossary", value, "[glossary]") else { return };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "domain" => glossary.domain = Some(self.string("domain", value)),
                "name" => glossary.titles = self.localized("name", value),
                "rejected" => glossary.rejected = self.strings("rejected", value),
                "extra" => glossary.extra = self.extra(value),
                _ => self.unknown_key(key, GLOSSARY_KEYS),
            }
        }
    }

    fn concept(&mut self, value: &Value<'_>, file: &mut NativeFile) {
        let Some(table) = self.table("concept", value, "[[concept]]") else { return };
        let mut entry = ConceptEntry::default();
        let mut place =
            ConceptPlace { span: value.span().into(), id: value.span().into(), terms: Vec::new() };
        let mut sections: Vec<(String, Vec<TermSection>, Vec<Span>)> = Vec::new();
        let mut levels: Vec<LangSection> = Vec::new();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => {
                    entry.id = self.string("id", value);
                    place.id = value.span().into();
                }
                "definition" => entry.definitions = self.localized("definition", value),
                "note" => entry.notes = self.localized("note", value),
                "broader" | "see" => {
                    let kind = if key.get_ref() == "see" { RelationKind::See } else { RelationKind::Broader };
                    let targets = self.strings(key.get_ref(), value);
                    entry.relations.extend(targets.into_iter().map(|target| Relation { kind, target }));
                }
                "do-not-translate" => entry.do_not_translate = self.flag("do-not-translate", value),
                "free-variation" => entry.free_variation = self.flag("free-variation", value),
                "source" => entry.source = Some(self.string("source", value)),
                "domains" => entry.domains = self.strings("domains", value),
                "section" => levels = self.levels(value),
                "transaction" => entry.transactions = self.transactions(value),
                "extra" => entry.extra = self.extra(value),
                language if is_language_tag(language) => {
                    let (terms, spans) = self.terms(language, value);
                    sections.push((language.to_owned(), terms, spans));
                }
                _ => self.unknown_key(key, CONCEPT_KEYS),
            }
        }
        if entry.id.is_empty() && !self.errors.iter().any(|error| error.span == place.id) {
            let kind = NativeErrorKind::MissingKey { key: "id", example: "id = \"venture-capital\"" };
            self.fail(place.span, kind);
        }
        sections.sort_by_key(|(language, ..)| language_rank(language));
        for (language, terms, spans) in sections {
            entry.languages.push(LangSection { language, terms, ..LangSection::default() });
            place.terms.push(spans);
        }
        for level in levels {
            match entry.languages.iter_mut().find(|section| section.language == level.language) {
                Some(section) => {
                    (section.definitions, section.notes, section.extra) =
                        (level.definitions, level.notes, level.extra);
                }
                None => {
                    entry.languages.push(level);
                    place.terms.push(Vec::new());
                }
            }
        }
        entry.relations.sort_by_key(|relation| relation.kind);
        file.glossary.concepts.push(entry);
        file.places.push(place);
    }

    fn levels(&mut self, value: &Value<'_>) -> Vec<LangSection> {
        let Some(table) = self.table("section", value, "section = { fr = { note = \"…\" } }") else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (language, value) in table {
            let mut section =
                LangSection { language: language.get_ref().to_string(), ..LangSection::default() };
            let Some(table) = self.table("section", value, "{ note = \"…\" }") else { continue };
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "definition" => section.definitions = self.localized("definition", value),
                    "note" => section.notes = self.localized("note", value),
                    "extra" => section.extra = self.extra(value),
                    _ => self.unknown_key(key, SECTION_KEYS),
                }
            }
            out.push(section);
        }
        out
    }

    fn terms(&mut self, language: &str, value: &Value<'_>) -> (Vec<TermSection>, Vec<Span>) {
        let mut out = (Vec::new(), Vec::new());
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(language, value, "[ { term = \"…\" }, ]");
            return out;
        };
        for item in items {
            let mut term = TermSection {
                status: if out.0.is_empty() { TermStatus::Preferred } else { TermStatus::Admitted },
                part_of_speech: Some(PartOfSpeech::Noun),
                ..TermSection::default()
            };
            let expected = "{ term = \"…\" }";
            let Some(table) = self.table(language, item, expected) else { continue };
            for (key, value) in table {
                self.term_key(key, value, &mut term);
            }
            if term.term.is_empty() && !table.contains_key("term") {
                let kind = NativeErrorKind::MissingKey { key: "term", example: "term = \"capital-risque\"" };
                self.fail(item.span().into(), kind);
            }
            out.0.push(term);
            out.1.push(item.span().into());
        }
        out
    }

    fn term_key(&mut self, key: &Spanned<Cow<'_, str>>, value: &Value<'_>, term: &mut TermSection) {
        match key.get_ref().as_ref() {
            "term" => term.term = self.string("term", value),
            "pos" => term.part_of_speech = self.one_of("pos", value, PARTS_OF_SPEECH),
            "gender" => term.gender = self.one_of("gender", value, GENDERS),
            "number" => term.number = self.one_of("number", value, NUMBERS),
            "type" => term.term_type = self.one_of("type", value, TERM_TYPES),
            "expands" => term.expands = Some(self.string("expands", value)),
            "status" => term.status = self.one_of("status", value, STATUSES).unwrap_or_default(),
            "region" => term.regions = self.strings("region", value),
            "register" => term.register = Some(self.string("register", value)),
            "use" => term.use_instead = Some(self.string("use", value)),
            "note" => term.notes = self.localized("note", value),
            "source" => term.source = Some(self.string("source", value)),
            "match" => term.matching = self.one_of("match", value, POLICIES).unwrap_or_default(),
            "context" => term.contexts = self.localized("context", value),
            "reliability" => term.reliability = Some(self.string("reliability", value)),
            "transaction" => term.transactions = self.transactions(value),
            "extra" => term.extra = self.extra(value),
            _ => self.unknown_key(key, TERM_KEYS),
        }
    }

    /// `"…"`, `{ fr = "…", en = "…" }`, `{ text = "…", source = "…" }`, or a list of these.
    fn localized(&mut self, key: &str, value: &Value<'_>) -> Vec<Localized> {
        match value.get_ref() {
            DeValue::String(_) => vec![Localized { text: self.string(key, value), ..Localized::default() }],
            DeValue::Array(items) => items.iter().flat_map(|item| self.localized(key, item)).collect(),
            DeValue::Table(table) if table.contains_key("text") => {
                let mut out = Localized::default();
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        "text" => out.text = self.string("text", value),
                        "source" => out.source = Some(self.string("source", value)),
                        "language" => out.language = Some(self.string("language", value)),
                        _ => self.unknown_key(key, LOCALIZED_KEYS),
                    }
                }
                vec![out]
            }
            DeValue::Table(table) => {
                let mut out = Vec::new();
                for (language, value) in table {
                    if !is_language_tag(language.get_ref()) {
                        self.unknown_key(language, &["fr", "en", "text"]);
                        continue;
                    }
                    for mut one in self.localized(key, value) {
                        one.language.get_or_insert_with(|| language.get_ref().to_string());
                        out.push(one);
                    }
                }
                out.sort_by_key(|one| one.language.as_deref().map(language_rank));
                out
            }
            _ => {
                self.wrong_type(key, value, "\"…\" / { fr = \"…\", en = \"…\" }");
                Vec::new()
            }
        }
    }

    fn transactions(&mut self, value: &Value<'_>) -> Vec<Transaction> {
        let mut out = Vec::new();
        for table in self.tables("transaction", value, "[{ kind = \"origination\", date = \"2026-01-31\" }]")
        {
            let mut one = Transaction::default();
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "kind" => one.kind = self.string("kind", value),
                    "date" => one.date = Some(self.string("date", value)),
                    "by" => one.responsibility = Some(self.string("by", value)),
                    _ => self.unknown_key(key, TRANSACTION_KEYS),
                }
            }
            out.push(one);
        }
        out
    }

    fn extra(&mut self, value: &Value<'_>) -> Vec<DataCategory> {
        let mut out = Vec::new();
        for table in self.tables("extra", value, "[{ element = \"admin\", category = \"…\", value = \"…\" }]")
        {
            let mut one = DataCategory::default();
            for (key, value) in table {
                let text = match value.get_ref() {
                    DeValue::String(text) => text.to_string(),
                    _ => self.string(key.get_ref(), value),
                };
                match key.get_ref().as_ref() {
                    "element" => one.element = text,
                    "category" => one.category = text,
                    "value" => one.value = text,
                    "target" => one.target = Some(text),
                    "language" => one.language = Some(text),
                    _ => self.unknown_key(key, EXTRA_KEYS),
                }
            }
            out.push(one);
        }
        out
    }

    fn tables<'v, 'i>(
        &mut self,
        key: &str,
        value: &'v Value<'i>,
        expected: &'static str,
    ) -> Vec<&'v DeTable<'i>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, expected);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.table(key, item, expected)).collect()
    }
}

fn allowed_values(key: &str) -> &'static [&'static str] {
    match key {
        "pos" => &["noun", "verb", "adjective", "adverb", "proper-noun", "phrase", "other"],
        "gender" => &["masculine", "feminine", "common"],
        "number" => &["singular", "plural", "mass"],
        "type" => &["full-form", "acronym", "abbreviation", "short-form", "variant", "phrase"],
        "status" => &["preferred", "admitted", "deprecated", "forbidden", "proposed"],
        "match" => &["inflected", "case", "exact"],
        _ => &[],
    }
}

/// `fr`, `en-GB`, `zh-Hant-TW`: two or three letters, then subtags.
pub(crate) fn is_language_tag(key: &str) -> bool {
    let mut parts = key.split('-');
    let primary = parts.next().unwrap_or_default();
    // `see` is a key, not the Seneca language.
    (2..=3).contains(&primary.len())
        && key != "see"
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// French first, English second, the rest by code.
pub(crate) fn language_rank(language: &str) -> (u8, String) {
    let primary = language.split('-').next().unwrap_or_default();
    let rank = match primary {
        "fr" => 0,
        "en" => 1,
        _ => 2,
    };
    (rank, language.to_owned())
}

/// The comment lines of a native file. Comments inside a block go to its head.
fn comments(text: &str) -> Comments {
    let mut out = Comments::default();
    let mut pending: Vec<String> = Vec::new();
    let mut line_start = true;
    let mut started = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if line_start && rest.trim_start_matches([' ', '\t']).starts_with('[') {
            let line = rest.lines().next().unwrap_or_default().trim();
            let header = line.split('#').next().unwrap_or_default().trim();
            if header == "[glossary]" {
                out.head.append(&mut pending);
                started = true;
            } else if header.replace(' ', "") == "[[concept]]" {
                if !started {
                    out.head.append(&mut pending);
                    started = true;
                }
                out.concepts.push(std::mem::take(&mut pending));
            }
        }
        line_start = false;
        match c {
            '#' => {
                let line = rest.lines().next().unwrap_or_default();
                let owner =
                    if is_trailing(text, text.len() - rest.len()) { out.concepts.last_mut() } else { None };
                owner.unwrap_or(&mut pending).push(line.trim_end().to_owned());
                rest = &rest[line.len()..];
            }
            '"' | '\'' => rest = &rest[string_len(rest, c)..],
            _ => {
                line_start = c == '\n';
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    if started {
        out.tail = pending;
    } else {
        out.head.append(&mut pending);
    }
    out
}

/// Whether something other than blanks stands before the offset on its line, or the block goes on after the comment.
fn is_trailing(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
    if !text[line..at].trim().is_empty() {
        return true;
    }
    let next =
        text[at..].lines().skip(1).map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    next.is_some_and(|line| !line.starts_with('['))
}

/// Length of the TOML string that begins at `text`.
fn string_len(text: &str, quote: char) -> usize {
    let triple = [quote; 3].iter().collect::<String>();
    let (open, close) = if text.starts_with(&triple) { (3, triple) } else { (1, quote.to_string()) };
    let mut at = open;
    while at < text.len() {
        if quote == '"' && text[at..].starts_with('\\') {
            at += 1;
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        } else if text[at..].starts_with(&close) {
            return at + open;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    const SAMPLE: &str = "# Head.\n[glossary]\ndomain = \"finance\"\n\n# About it.\n[[concept]]\nid = \"venture-capital\"\nfr = [\n  { term = \"capital-risque\", gender = \"masculine\" },\n]\nen = [\n  { term = \"venture capital\" }, # usual\n  { term = \"risk capital\", status = \"forbidden\", use = \"venture capital\", note = \"Calque.\" },\n]\n";

    #[test]
    fn a_concept_is_read_with_its_defaults() {
        let file = read(SAMPLE, "finance").unwrap();
        let concept = &file.glossary.concepts[0];
        let french: Vec<_> = concept.terms(Language::French).collect();
        assert_eq!(french[0].term, "capital-risque");
        assert_eq!(french[0].status, TermStatus::Preferred);
        assert_eq!(french[0].part_of_speech, Some(PartOfSpeech::Noun));
        let english: Vec<_> = concept.terms(Language::English).collect();
        assert_eq!(english[1].status, TermStatus::Forbidden);
        assert_eq!(english[1].use_instead.as_deref(), Some("venture capital"));
        assert_eq!(file.comments.head, ["# Head."]);
        assert_eq!(file.comments.concepts, [["# About it.", "# usual"]]);
    }

    #[test]
    fn errors_say_where_and_what_to_write() {
        let text = SAMPLE.replace("gender = \"masculine\"", "gendre = \"masculine\"");
        let errors = read(&text, "x").unwrap_err();
        assert_eq!(errors.to_string(), "9:30: unknown key `gendre`: did you mean `gender`?");
        let text = SAMPLE.replace("\"forbidden\"", "\"forbiden\"");
        let errors = read(&text, "x").unwrap_err();
        assert_eq!(
            errors.to_string(),
            "13:37: `forbiden` is no value of `status`: did you mean \"forbidden\"?"
        );
        let errors = read("[[concept]]\nfr = [ { term = 3 } ]\n", "x").unwrap_err();
        assert_eq!(errors.0.len(), 2, "{errors}");
        let errors = read("[[concept]\n", "x").unwrap_err();
        assert!(matches!(errors.0[0].kind, NativeErrorKind::Syntax { .. }));
    }

    #[test]
    fn comments_in_strings_are_none() {
        let text = "[[concept]]\nid = \"a\"\nnote = \"C# is no # comment\"\n# tail\n";
        let file = read(text, "x").unwrap();
        assert!(file.comments.concepts[0].is_empty());
        assert_eq!(file.comments.tail, ["# tail"]);
    }
}
