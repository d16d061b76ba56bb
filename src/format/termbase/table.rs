//! Glossaries as tables: TSV or CSV, with a header that names the languages, or none (French, English).
//!
//! Rows with the same French are one concept, whose English terms are synonyms. An empty English is a term without
//! equivalent. Without a status column every term is preferred.

use super::draft::{ConceptSink, add_term, extra, new_section};
use super::franceterme::split_endings;
use super::values;
use crate::format::FormatError;
use crate::format::rows::{Place, Rows, sniff};
use crate::format::xml::XmlReader;
use crate::glossary::native::{self, nearest_value};
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, Glossary, Localized, MatchingPolicy, PartOfSpeech, Relation, RelationKind, TermSection,
    TermStatus, TermType,
};
use crate::morph::Gender;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
enum Column {
    /// Terms of a language; several are parted by ` | `.
    Term(String),
    Status,
    Pos,
    Gender,
    Domain,
    Definition(Option<String>),
    Note,
    /// The third column of a table without header: `N`, `adj.`, or a comment.
    PosOrNote,
    Context(Option<String>),
    Source,
    Id,
    Number,
    Type,
    Expands,
    Region,
    Register,
    Use,
    Match,
    TermNote,
    TermSource,
    Reliability,
    Broader,
    See,
    Flags,
    /// What is said of the terms of one language: `fr forbidden`, `en_case sensitive`.
    Own(String, Attribute),
    /// Another form of the French term: its kind stands in `Type`.
    Variant,
    /// A column without a meaning here, kept under its title.
    Other(String),
}

/// What sheets of translation tools (Phrase, Lokalise) say of the terms of one language in columns of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Attribute {
    Forbidden,
    Preferred,
    Case,
    Exact,
    Status,
    Pos,
    Gender,
    Number,
    Type,
    Note,
}

impl Attribute {
    fn of(title: &str) -> Option<Self> {
        Some(match title {
            "forbidden" | "interdit" => Self::Forbidden,
            "preferred" | "prefere" => Self::Preferred,
            "case" | "case sensitive" | "casesensitive" => Self::Case,
            "exact" | "exact match" => Self::Exact,
            "status" | "statut" => Self::Status,
            "pos" | "part of speech" => Self::Pos,
            "gender" | "genre" => Self::Gender,
            "number" | "nombre" => Self::Number,
            "type" | "term type" => Self::Type,
            "note" | "usage" => Self::Note,
            _ => return None,
        })
    }
}

/// The attributes that a row gives the terms of one language.
#[derive(Default)]
struct Own {
    like: TermSection,
    status: Option<TermStatus>,
}

impl Own {
    fn say(&mut self, attribute: Attribute, cell: &str) {
        let like = &mut self.like;
        match attribute {
            Attribute::Forbidden if truth(cell) => self.status = Some(TermStatus::Forbidden),
            // A forbidden term stays so, whatever else is said of it.
            Attribute::Preferred if self.status != Some(TermStatus::Forbidden) => {
                let new = if truth(cell) { TermStatus::Preferred } else { TermStatus::Admitted };
                self.status = self.status.filter(|&status| status == TermStatus::Proposed).or(Some(new));
            }
            Attribute::Status if self.status != Some(TermStatus::Forbidden) => {
                let said = values::status(cell).map(|understood| understood.value);
                self.status = said.filter(|&status| status == TermStatus::Proposed).or(self.status);
            }
            Attribute::Case if truth(cell) && like.matching != MatchingPolicy::Exact => {
                like.matching = MatchingPolicy::Case;
            }
            Attribute::Exact if truth(cell) => like.matching = MatchingPolicy::Exact,
            Attribute::Pos => like.part_of_speech = values::part_of_speech(cell).map(|u| u.value),
            Attribute::Gender => like.gender = values::gender(cell).map(|u| u.value),
            Attribute::Number => like.number = values::number(cell).map(|u| u.value),
            Attribute::Type => like.term_type = values::term_type(cell).map(|u| u.value),
            Attribute::Note => like.notes.push(verbatim(None, cell)),
            _ => {}
        }
    }

    fn add_to(&self, term: &mut TermSection) {
        let like = self.like.clone();
        term.status = self.status.unwrap_or(term.status);
        term.part_of_speech = like.part_of_speech.or(term.part_of_speech);
        term.gender = like.gender.or(term.gender);
        term.number = like.number.or(term.number);
        term.term_type = like.term_type.or(term.term_type);
        term.matching = like.matching;
        term.notes.extend(like.notes);
    }
}

/// A yes in the language of the spreadsheet that wrote it.
pub(super) fn truth(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "true" | "1" | "yes" | "vrai" | "oui" | "wahr" | "x")
}

/// Reads a table. `name` is the glossary's name for messages.
///
/// # Errors
/// When a quoted cell is not closed, or a status is none of the five.
pub fn read_table(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let mut concepts = Vec::new();
    let mut glossary = read_mapped(text, name, &[], &mut |_, concept| concepts.push(concept))?;
    glossary.concepts = concepts;
    Ok(glossary)
}

/// Reads a table whose titles mean something else: each pair is a title of the file and the one to read it as. Hands
/// over the concepts one by one: first it is found out which rows belong together, then they are read.
pub(super) fn read_mapped(
    text: &str,
    name: &str,
    mapping: &[(String, String)],
    each: &mut ConceptSink<'_>,
) -> Result<Glossary, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut table = Table::new(name, mapping);
    let mut columns: Option<Vec<Column>> = None;
    let mut places: Vec<(usize, Place)> = Vec::new();
    loop {
        let place = rows.place();
        let Some((_, cells)) = rows.next_row()? else { break };
        match &columns {
            None => match table.header(&cells) {
                Some(header) => columns = Some(header),
                None => {
                    let header = columns.insert(headless());
                    places.extend(table.number_of(&filled(header, &cells)).map(|number| (number, place)));
                }
            },
            Some(columns) => {
                places.extend(table.number_of(&filled(columns, &cells)).map(|number| (number, place)));
            }
        }
    }
    table.by_key = FxHashMap::default();
    places.sort_by_key(|&(number, _)| number);
    let columns = columns.unwrap_or_default();
    for group in places.chunk_by(|a, b| a.0 == b.0) {
        let mut concept = new_concept();
        for &(_, place) in group {
            rows.go_to(place);
            if let Some((line, cells)) = rows.next_row()? {
                table.fill(&mut concept, &filled(&columns, &cells)).map_err(|wrong| wrong.at_line(line))?;
            }
        }
        each(&table.glossary, concept);
    }
    Ok(table.glossary)
}

/// Reads the sheets of a workbook that have columns for terms.
///
/// # Errors
/// When it is no workbook, or a status is none of the five.
#[cfg(feature = "office")]
pub(super) fn read_workbook(
    bytes: &[u8],
    name: &str,
    mapping: &[(String, String)],
) -> Result<Glossary, FormatError> {
    let sheets = crate::format::sheet::read_sheets(bytes)?;
    let mut table = Table::new(name, mapping);
    for sheet in &sheets {
        // A title or two may stand above the header.
        let header = sheet
            .rows
            .iter()
            .take(5)
            .enumerate()
            .find_map(|(n, (_, cells))| Some((n + 1, table.header(cells)?)));
        let (first, columns) = header.unwrap_or_else(|| (0, headless()));
        for (line, cells) in &sheet.rows[first..] {
            table.row(&columns, cells).map_err(|wrong| {
                let column = columns.iter().position(|column| *column == Column::Status).unwrap_or_default();
                let cell = crate::format::sheet::cell_name(*line, column);
                // One sheet needs no name.
                wrong.in_cell(if sheets.len() > 1 { format!("{}!{cell}", sheet.name) } else { cell })
            })?;
        }
    }
    Ok(table.glossary)
}

/// Makes a glossary of pairs with a note, each with its line.
pub(super) fn read_pairs(
    rows: impl Iterator<Item = ([String; 3], usize)>,
    languages: &[String; 2],
    name: &str,
) -> Result<Glossary, FormatError> {
    let mut table = Table::new(name, &[]);
    let [source, target] = languages.clone().map(Column::Term);
    let columns = [source, target, Column::Note];
    for (cells, line) in rows {
        table.row(&columns, &cells).map_err(|wrong| wrong.at_line(line))?;
    }
    Ok(table.glossary)
}

/// Rows of which each says itself what its columns are.
pub(super) struct TitledRows {
    table: Table<'static>,
}

impl TitledRows {
    pub(super) fn new(name: &str) -> Self {
        Self { table: Table::new(name, &[]) }
    }

    /// Something that is said of the whole.
    pub(super) fn head(&mut self, title: &str, language: Option<String>, value: String) {
        if title == "name" {
            self.table.glossary.titles.push(Localized { language, text: value, source: None });
        }
    }

    /// A row: the language of a term and the term, then titles of columns and cells.
    ///
    /// # Errors
    /// When its status is none of the five.
    pub(super) fn row(
        &mut self,
        cells: &[(String, String)],
        reader: &XmlReader<'_>,
    ) -> Result<(), FormatError> {
        let columns: Vec<Column> = cells
            .iter()
            .enumerate()
            .map(|(n, (title, _))| if n == 0 { Column::Term(title.clone()) } else { column(title) })
            .collect();
        let texts: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
        self.table.row(&columns, &texts).map_err(|wrong| reader.problem("table-status", wrong.arguments()))
    }

    pub(super) fn finish(self) -> Glossary {
        self.table.glossary
    }
}

/// The columns of a table without header.
fn headless() -> Vec<Column> {
    vec![Column::Term("fr".into()), Column::Term("en".into()), Column::PosOrNote]
}

/// The cells of a row that are not empty, with their columns.
type Filled<'r> = Vec<(&'r Column, &'r str)>;

fn filled<'r>(columns: &'r [Column], cells: &'r [impl AsRef<str>]) -> Filled<'r> {
    let plain = columns.iter().zip(cells).map(|(column, cell)| (column, plain(cell.as_ref())));
    plain.filter(|(_, cell)| !cell.is_empty()).collect()
}

/// Most concepts have two languages: room for no more keeps a million of them small.
fn new_concept() -> ConceptEntry {
    ConceptEntry { languages: Vec::with_capacity(2), ..ConceptEntry::default() }
}

/// A word in the status column that is no status.
struct NoStatus {
    value: String,
    allowed: String,
}

impl NoStatus {
    fn arguments(self) -> Vec<(&'static str, String)> {
        vec![("value", self.value), ("allowed", self.allowed)]
    }

    fn at_line(self, line: usize) -> FormatError {
        FormatError::Problem { line, column: 0, problem: "table-status", arguments: self.arguments() }
    }

    #[cfg(feature = "office")]
    fn in_cell(self, cell: String) -> FormatError {
        let arguments = vec![("value", self.value), ("allowed", self.allowed), ("cell", cell)];
        FormatError::Problem { line: 0, column: 0, problem: "sheet-status", arguments }
    }
}

/// A glossary while its rows are read.
struct Table<'m> {
    glossary: Glossary,
    mapping: &'m [(String, String)],
    /// Numbers of the concepts by their id or their French.
    by_key: FxHashMap<CompactString, usize>,
    count: usize,
    ids: FxHashSet<String>,
}

impl<'m> Table<'m> {
    fn new(name: &str, mapping: &'m [(String, String)]) -> Self {
        Self {
            glossary: Glossary { name: name.to_owned(), ..Glossary::default() },
            mapping,
            by_key: FxHashMap::default(),
            count: 0,
            ids: FxHashSet::default(),
        }
    }

    /// The columns of a header, if the row is one: it must name French or English.
    fn header(&self, cells: &[impl AsRef<str>]) -> Option<Vec<Column>> {
        let columns: Vec<Column> = cells
            .iter()
            .map(|cell| {
                let title = cell.as_ref().trim().trim_start_matches('\u{feff}');
                let mapped = self.mapping.iter().find(|(from, _)| from.eq_ignore_ascii_case(title));
                match column(mapped.map_or(title, |(_, to)| to)) {
                    Column::Other(_) => Column::Other(title.to_owned()),
                    known => known,
                }
            })
            .collect();
        let terms = columns.iter().filter(|c| matches!(c, Column::Term(_))).count();
        // Two words that happen to be names of languages ("anglais", "English") would be two terms of *one* language each.
        (terms >= 2
            || (terms == 1 && columns.len() > 1 && columns.iter().any(|c| !matches!(c, Column::Other(_)))))
        .then_some(columns)
    }

    /// The number of the concept that a row belongs to: rows with the same id are one, else rows with the same French.
    /// None for a row without terms.
    fn number_of(&mut self, row: &Filled<'_>) -> Option<usize> {
        if !row.iter().any(|(column, _)| matches!(column, Column::Term(_))) {
            return None;
        }
        let mut key = CompactString::default();
        for (column, cell) in row {
            match column {
                Column::Term(language) if language.starts_with("fr") && !key.starts_with('\0') => {
                    key = cell.replace('\u{2019}', "'").into();
                }
                Column::Id => key = ["\0", cell].concat().into(),
                _ => {}
            }
        }
        let next = self.count;
        // A row with neither is a concept of its own.
        let number = if key.is_empty() { next } else { *self.by_key.entry(key).or_insert(next) };
        self.count += usize::from(number == next);
        Some(number)
    }

    /// Reads a row into the glossary.
    fn row(&mut self, columns: &[Column], cells: &[impl AsRef<str>]) -> Result<(), NoStatus> {
        let row = filled(columns, cells);
        let Some(number) = self.number_of(&row) else { return Ok(()) };
        let known = self.glossary.concepts.get_mut(number).map(std::mem::take);
        let mut concept = known.unwrap_or_else(|| {
            self.glossary.concepts.push(ConceptEntry::default());
            new_concept()
        });
        let done = self.fill(&mut concept, &row);
        self.glossary.concepts[number] = concept;
        done
    }

    /// Adds what a row says to its concept.
    fn fill(&mut self, concept: &mut ConceptEntry, row: &Filled<'_>) -> Result<(), NoStatus> {
        let said = Said::of(row)?;
        for (column, cell) in row {
            match column {
                Column::Term(language) => said.add_terms(concept, language, cell),
                Column::Variant => said.add_variants(concept, cell),
                Column::PosOrNote if said.pos.is_some() || said.gender.is_some() => {}
                Column::Id if concept.id.is_empty() && self.ids.insert((*cell).to_owned()) => {
                    (*cell).clone_into(&mut concept.id);
                }
                column => add_field(concept, column, cell),
            }
        }
        if concept.id.is_empty() {
            let term =
                |prefix| concept.languages.iter().find(|s| s.language.starts_with(prefix))?.terms.first();
            let base = term("en").or_else(|| term("fr")).map(|t| kebab(&t.term)).unwrap_or_default();
            let base = if base.is_empty() { "concept".to_owned() } else { base };
            concept.id = super::unique_id(base, &mut self.ids);
        }
        Ok(())
    }
}

/// What a row says of its terms: of the English, of the French where there is none.
#[derive(Default)]
struct Said {
    status: Option<TermStatus>,
    pos: Option<PartOfSpeech>,
    gender: Option<Gender>,
    /// The kind of the variants in the row.
    kind: Option<TermType>,
    /// A term with everything else.
    like: TermSection,
    french: bool,
    english: bool,
    /// What it says of the terms of one language alone.
    own: Vec<(String, Own)>,
    /// Whether the row names its concept by id.
    by_id: bool,
}

impl Said {
    fn of(row: &Filled<'_>) -> Result<Self, NoStatus> {
        let variants = row.iter().any(|(column, _)| **column == Column::Variant);
        let mut said = Self::default();
        for &(column, cell) in row {
            let text = || Some(cell.to_owned());
            let like = &mut said.like;
            match column {
                Column::Term(language) if language.starts_with("fr") => said.french = true,
                Column::Term(_) => said.english = true,
                Column::Id => said.by_id = true,
                Column::Status => said.status = Some(parse_status(cell)?),
                Column::Pos => (said.pos, said.gender) = parse_pos(cell, said.gender),
                Column::PosOrNote if cell.len() <= 12 => {
                    (said.pos, said.gender) = parse_pos(cell, said.gender);
                }
                Column::Gender => said.gender = parse_gender(cell),
                Column::Number => like.number = values::number(cell).map(|u| u.value),
                Column::Type if variants => said.kind = values::term_type(cell).map(|u| u.value),
                Column::Type => like.term_type = values::term_type(cell).map(|u| u.value),
                Column::Expands => like.expands = text(),
                Column::Region => like.regions = several(cell).map(str::to_owned).collect(),
                Column::Register => like.register = text(),
                Column::Use => like.use_instead = text(),
                Column::Match => {
                    let policy = native::POLICIES.iter().find(|(name, _)| *name == cell);
                    like.matching = policy.map(|(_, policy)| *policy).unwrap_or_default();
                }
                Column::TermNote => like.notes = several(cell).map(|note| verbatim(None, note)).collect(),
                Column::Own(language, attribute) => {
                    let at = said.own.iter().position(|(of, _)| of == language).unwrap_or_else(|| {
                        said.own.push((language.clone(), Own::default()));
                        said.own.len() - 1
                    });
                    said.own[at].1.say(*attribute, cell);
                }
                Column::TermSource => like.source = text(),
                Column::Reliability => like.reliability = text(),
                _ => {}
            }
        }
        Ok(said)
    }

    /// Adds the terms of a cell.
    fn add_terms(&self, concept: &mut ConceptEntry, language: &str, cell: &str) {
        let french = language.starts_with("fr");
        let at = concept.languages.iter().position(|s| s.language == language).unwrap_or_else(|| {
            let at = if french { 0 } else { concept.languages.len() };
            concept.languages.insert(at, new_section(language));
            at
        });
        let terms = &mut concept.languages[at].terms;
        let described = !french || !self.english;
        for (number, term) in several(cell).enumerate() {
            // ablatif, -ive: the feminine ending is no part of the term.
            let (term, endings) = if french { split_endings(term) } else { (term, None) };
            let known = terms.iter().position(|known| known.term == term);
            if known.is_some() && !(french && described && self.by_id) {
                continue;
            }
            let mut new = if described { self.like.clone() } else { TermSection::default() };
            term.clone_into(&mut new.term);
            (new.status, new.part_of_speech) = (self.standing(french, number), self.pos);
            // Of a row with both the gender is that of the French.
            new.gender = self.gender.filter(|_| french || !self.french);
            if let Some((_, own)) = self.own.iter().find(|(of, _)| of == language) {
                own.add_to(&mut new);
            }
            new.extra.extend(endings.map(|endings| extra("admin", "feminine", endings)));
            match known {
                Some(at) => {
                    new.contexts = std::mem::take(&mut terms[at].contexts);
                    terms[at] = new;
                }
                None => terms.push(new),
            }
        }
    }

    /// The standing of a term, the `number`th of its cell. Of several French terms in a cell the first is preferred.
    fn standing(&self, french: bool, number: usize) -> TermStatus {
        let first = if number > 0 { TermStatus::Admitted } else { TermStatus::Preferred };
        match self.status {
            status if !french => status.unwrap_or_default(),
            Some(TermStatus::Preferred) | None => first,
            Some(status) if !self.english && self.by_id => status,
            Some(_) => first,
        }
    }

    /// Adds other forms of the French term.
    fn add_variants(&self, concept: &mut ConceptEntry, cell: &str) {
        let full = concept.languages.iter().find(|s| s.language.starts_with("fr"));
        let full = full.and_then(|s| s.terms.first()).map(|t| t.term.clone());
        let short = !matches!(self.kind, None | Some(TermType::Variant | TermType::FullForm));
        for term in several(cell) {
            if let Some(term) = add_term(concept, "fr", term, TermStatus::Admitted) {
                term.term_type = self.kind.or(Some(TermType::Variant));
                term.expands = full.clone().filter(|_| short);
            }
        }
    }
}

/// A text as the cell has it, line breaks and all.
fn verbatim(language: Option<&String>, text: &str) -> Localized {
    Localized { language: language.cloned(), text: text.to_owned(), source: None }
}

/// Adds what a cell says of the concept, or of its last term.
fn add_field(concept: &mut ConceptEntry, column: &Column, cell: &str) {
    match column {
        Column::Domain => several(cell).for_each(|domain| push_new(&mut concept.domains, domain.to_owned())),
        Column::Definition(language) => several(cell)
            .for_each(|text| push_new(&mut concept.definitions, verbatim(language.as_ref(), text))),
        Column::Note | Column::PosOrNote => {
            several(cell).for_each(|text| push_new(&mut concept.notes, verbatim(None, text)));
        }
        Column::Context(language) => {
            let of = language.as_deref().unwrap_or("fr");
            let section = concept.languages.iter_mut().find(|s| s.language.starts_with(of));
            if let Some(term) = section.and_then(|s| s.terms.last_mut()) {
                several(cell)
                    .for_each(|text| push_new(&mut term.contexts, verbatim(language.as_ref(), text)));
            }
        }
        Column::Other(title) if !title.is_empty() => {
            push_new(&mut concept.extra, extra("admin", title, cell));
        }
        Column::Source => concept.source = Some(cell.to_owned()),
        Column::Broader | Column::See => {
            let kind = if *column == Column::See { RelationKind::See } else { RelationKind::Broader };
            several(cell).for_each(|target| {
                push_new(&mut concept.relations, Relation { kind, target: target.to_owned() })
            });
        }
        Column::Flags => {
            concept.do_not_translate |= several(cell).any(|flag| flag == "do-not-translate");
            concept.free_variation |= several(cell).any(|flag| flag == "free-variation");
        }
        _ => {}
    }
}

/// The text of a cell, without the apostrophe that keeps spreadsheets from taking it for a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// The several values of a cell.
pub(super) fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" | ").map(str::trim).filter(|value| !value.is_empty())
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

fn column(title: &str) -> Column {
    let title = crate::text::normalize::bare(title.trim().trim_start_matches('\u{feff}'));
    let (head, language) = match title.rsplit_once(['_', ' ', '-']) {
        Some((head, "fr" | "en")) => (head, title.rsplit(['_', ' ', '-']).next().map(str::to_owned)),
        _ => (title.as_str(), None),
    };
    match head {
        "fr" | "french" | "francais" | "fra" | "fre" | "terme" | "terme francais" | "french term" => {
            Column::Term("fr".into())
        }
        "en" | "english" | "anglais" | "eng" | "equivalent" | "terme anglais" | "english term" => {
            Column::Term("en".into())
        }
        "term" if language.is_some() => Column::Term(language.unwrap_or_default()),
        "status" | "statut" | "term status" => Column::Status,
        "pos" | "part of speech" | "categorie" | "category" | "cat" => Column::Pos,
        "gender" | "genre" => Column::Gender,
        "domain" | "domains" | "domaine" | "domaines" | "subject" | "sujet" => Column::Domain,
        "definition" | "description" => Column::Definition(language),
        "note" | "notes" | "comment" | "commentaire" => Column::Note,
        "context" | "contexte" | "example" | "exemple" => Column::Context(language),
        "source" => Column::Source,
        "number" | "nombre" => Column::Number,
        "type" | "term type" | "term_type" => Column::Type,
        "expands" | "forme longue" => Column::Expands,
        "region" | "regions" => Column::Region,
        "register" | "registre" => Column::Register,
        "use" | "use instead" => Column::Use,
        "match" => Column::Match,
        "term_note" | "term note" => Column::TermNote,
        "term_source" | "term source" => Column::TermSource,
        "reliability" | "fiabilite" => Column::Reliability,
        "broader" => Column::Broader,
        "see" => Column::See,
        "flags" => Column::Flags,
        "variant" | "variante" | "variants" | "variantes" => Column::Variant,
        "id" | "cid" | "concept id" | "core_id" | "identifiant" => Column::Id,
        other => language_column(other).unwrap_or_else(|| Column::Other(String::new())),
    }
}

/// Languages that a column may hold terms of by their code alone.
const LANGUAGES: [&str; 14] =
    ["ar", "da", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv", "zh"];

/// `de`, `en-GB`, `fr-ca forbidden`.
fn language_column(title: &str) -> Option<Column> {
    let mut parts = title.split([' ', '-', '_', ':']).filter(|part| !part.is_empty()).peekable();
    let mut language = parts.next().filter(|primary| LANGUAGES.contains(primary))?.to_owned();
    let region = parts.next_if(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase()));
    if let Some(region) = region {
        language = format!("{language}-{}", region.to_uppercase());
    }
    let rest = parts.collect::<Vec<_>>().join(" ");
    match rest.as_str() {
        "" => Some(Column::Term(language)),
        "definition" | "description" => Some(Column::Definition(Some(language))),
        attribute => Attribute::of(attribute).map(|attribute| Column::Own(language, attribute)),
    }
}

fn parse_status(cell: &str) -> Result<TermStatus, NoStatus> {
    values::status(cell).map(|understood| understood.value).ok_or_else(|| {
        let names: Vec<&str> = native::STATUSES.iter().map(|(name, _)| *name).collect();
        let near = nearest_value(&crate::text::normalize::bare(cell), names.iter().copied());
        NoStatus { value: cell.to_owned(), allowed: near.unwrap_or_else(|| names.join(", ")) }
    })
}

/// `noun`, `n.`, `n. m.`, `nom féminin`, `verbe` …, with the gender that some tables put there.
pub(super) fn parse_pos(cell: &str, gender: Option<Gender>) -> (Option<PartOfSpeech>, Option<Gender>) {
    let folded = crate::text::normalize::bare(cell);
    let words: Vec<&str> = folded.split([' ', '.', ',', '_']).filter(|w| !w.is_empty()).collect();
    let pos = match words.first().copied().unwrap_or_default() {
        "noun" | "n" | "nom" | "s" | "subst" | "nf" | "nm" => Some(PartOfSpeech::Noun),
        "proper" | "propn" | "proper-noun" | "npr" => Some(PartOfSpeech::ProperNoun),
        "verb" | "verbe" | "v" => Some(PartOfSpeech::Verb),
        "adjective" | "adjectif" | "adj" => Some(PartOfSpeech::Adjective),
        "adverb" | "adverbe" | "adv" => Some(PartOfSpeech::Adverb),
        "phrase" | "locution" | "loc" => Some(PartOfSpeech::Phrase),
        "other" | "autre" => Some(PartOfSpeech::Other),
        _ => None,
    };
    let named = words.iter().find_map(|word| match *word {
        "nf" => Some(Gender::Feminine),
        "nm" => Some(Gender::Masculine),
        word => parse_gender(word),
    });
    (pos, gender.or(named))
}

fn parse_gender(cell: &str) -> Option<Gender> {
    match crate::text::normalize::bare(cell).trim_end_matches('.') {
        "m" | "masc" | "masculine" | "masculin" => Some(Gender::Masculine),
        "f" | "fem" | "feminine" | "feminin" => Some(Gender::Feminine),
        "mf" | "m/f" | "c" | "common" | "epicene" => Some(Gender::Common),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{English, French};

    fn rows(text: &str) -> Vec<(String, Vec<String>)> {
        let glossary = read_table(text, "t").unwrap();
        let terms = |c: &ConceptEntry, l| c.terms(l).map(|t| t.term.clone()).collect::<Vec<_>>();
        glossary.concepts.iter().map(|c| (terms(c, French).join("|"), terms(c, English))).collect()
    }

    #[test]
    fn same_french_is_one_concept() {
        let text = "fr\ten\nprêt\tloan\nprêt\tcredit\nseul\t\n";
        let expected = [("prêt".into(), vec!["loan".into(), "credit".into()]), ("seul".into(), vec![])];
        assert_eq!(rows(text), expected);
        let glossary = read_table(text, "t").unwrap();
        assert!(glossary.concepts[0].terms(English).all(|t| t.status == TermStatus::Preferred));
        assert_eq!(glossary.concepts[0].id, "loan");
    }

    #[test]
    fn header_is_optional_and_may_swap_the_languages() {
        assert_eq!(rows("prêt\tloan\n"), [("prêt".into(), vec!["loan".into()])]);
        assert_eq!(
            rows("English,Français\n\"a, b\",\"c \"\"d\"\"\"\n"),
            [("c \"d\"".into(), vec!["a, b".into()])]
        );
        assert_eq!(rows("\u{feff}fr;en\r\nun;one\r\n"), [("un".into(), vec!["one".into()])]);
    }

    #[test]
    fn generated_glossaries_are_read_back() {
        let text = "fr\ten\tstatus\tpos\tgender\tdefinition\tcontext_fr\nlevée de fonds\tfundraising | funding round\tproposed\tnoun\tfeminine\tRaising money.\tUne levée.\n";
        let glossary = read_table(text, "t").unwrap();
        let concept = &glossary.concepts[0];
        let french = concept.preferred(French).unwrap();
        assert_eq!(french.gender, Some(Gender::Feminine));
        assert_eq!(french.contexts[0].text, "Une levée.");
        assert_eq!(concept.terms(English).map(|t| t.status).collect::<Vec<_>>(), [TermStatus::Proposed; 2]);
        assert_eq!(concept.definitions[0].text, "Raising money.");
    }

    #[test]
    fn rows_that_stand_apart_are_one_concept() {
        let text = "id\tfr\ten\na\tprêt\tloan\nb\tpuce\tchip\na\temprunt\tcredit\n";
        let expected = [
            ("prêt|emprunt".into(), vec!["loan".into(), "credit".into()]),
            ("puce".into(), vec!["chip".into()]),
        ];
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn sheets_of_translation_tools_say_things_of_one_language() {
        let text = "CID;FR;FR_Forbidden;FR Case sensitive;EN-GB;EN-GB Preferred;EN-GB Exact match;EN-GB Status\n7;Puce;FAUX;VRAI;chip;WAHR;TRUE;New\n7;puçon;VRAI;FAUX;microchip;FALSE;;Approved\n";
        let glossary = read_table(text, "t").unwrap();
        assert_eq!((glossary.concepts.len(), glossary.concepts[0].id.as_str()), (1, "7"));
        let terms = |language| -> Vec<_> {
            glossary.concepts[0].terms(language).map(|t| (t.term.as_str(), t.status, t.matching)).collect()
        };
        let (case, any, exact) = (MatchingPolicy::Case, MatchingPolicy::Inflected, MatchingPolicy::Exact);
        assert_eq!(
            terms(French),
            [("Puce", TermStatus::Preferred, case), ("puçon", TermStatus::Forbidden, any)]
        );
        assert_eq!(
            terms(English),
            [("chip", TermStatus::Proposed, exact), ("microchip", TermStatus::Admitted, any)]
        );
        assert_eq!(glossary.concepts[0].languages[1].language, "en-GB");
    }

    #[cfg(feature = "office")]
    #[test]
    fn a_wrong_status_in_a_workbook_is_told_with_its_cell() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [["fr", "en", "status"], ["prêt", "loan", "preferred"], ["puce", "chip", "bof"]]
            .iter()
            .enumerate()
        {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
        let error = read_workbook(&book.save_to_buffer().unwrap(), "t", &[]).unwrap_err();
        assert!(
            matches!(error, FormatError::Problem { problem: "sheet-status", arguments, .. } if arguments[2].1 == "C3")
        );
    }

    #[test]
    fn a_broken_table_says_where() {
        let error = read_table("fr;en\n\"a;b\n", "t").unwrap_err();
        assert!(matches!(error, FormatError::Problem { line: 2, .. }), "{error}");
        let error = read_table("fr\ten\tstatus\na\tb\tforbiden\n", "t").unwrap_err();
        assert!(
            matches!(error, FormatError::Problem { line: 2, arguments, .. } if arguments[1].1 == "forbidden")
        );
    }
}
