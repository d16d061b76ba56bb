//! Glossaries as tables: TSV or CSV, with a header that names the languages, or none (French, English).
//!
//! Rows with the same French are one concept, whose English terms are synonyms. An empty English is a term without
//! equivalent. Without a status column every term is preferred.

use super::draft::{add_term, extra, new_section};
use super::franceterme::split_endings;
use super::values;
use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::glossary::native::{self, nearest_value};
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, Glossary, Localized, PartOfSpeech, Relation, RelationKind, TermSection, TermStatus,
    TermType,
};
use crate::morph::Gender;
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
    /// Another form of the French term: its kind stands in `Type`.
    Variant,
    /// A column without a meaning here, kept under its title.
    Other(String),
}

/// Reads a table. `name` is the glossary's name for messages.
///
/// # Errors
/// When a quoted cell is not closed, or a status is none of the five.
pub fn read_table(text: &str, name: &str) -> Result<Glossary, FormatError> {
    read_mapped(text, name, &[])
}

/// Reads a table whose titles mean something else: each pair is a title of the file and the one to read it as.
pub(super) fn read_mapped(
    text: &str,
    name: &str,
    mapping: &[(String, String)],
) -> Result<Glossary, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut table = Table::new(name, mapping);
    while let Some((line, cells)) = rows.next_row()? {
        table.row(&cells, line)?;
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
    let mut out: Option<Table<'_>> = None;
    for sheet in crate::format::sheet::read_sheets(bytes)? {
        let mut table = out.take().unwrap_or_else(|| Table::new(name, mapping));
        table.columns = None;
        // A title or two may stand above the header.
        let head =
            sheet.rows.iter().take(5).position(|(_, cells)| table.header(cells).is_some()).unwrap_or(0);
        for (line, cells) in &sheet.rows[head..] {
            table.row(cells, *line)?;
        }
        out = Some(table);
    }
    Ok(out.map_or_else(|| Table::new(name, mapping).glossary, |table| table.glossary))
}

/// Makes a glossary of pairs with a note, each with its line.
pub(super) fn read_pairs(
    rows: impl Iterator<Item = ([String; 3], usize)>,
    languages: &[String; 2],
    name: &str,
) -> Result<Glossary, FormatError> {
    let mut table = Table::new(name, &[]);
    let [source, target] = languages.clone().map(Column::Term);
    table.columns = Some(vec![source, target, Column::Note]);
    for (cells, line) in rows {
        table.row(&cells, line)?;
    }
    Ok(table.glossary)
}

/// A glossary while its rows are read.
struct Table<'m> {
    glossary: Glossary,
    mapping: &'m [(String, String)],
    columns: Option<Vec<Column>>,
    by_french: FxHashMap<String, usize>,
    ids: FxHashSet<String>,
}

impl<'m> Table<'m> {
    fn new(name: &str, mapping: &'m [(String, String)]) -> Self {
        Self {
            glossary: Glossary { name: name.to_owned(), ..Glossary::default() },
            mapping,
            columns: None,
            by_french: FxHashMap::default(),
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

    fn row(&mut self, cells: &[impl AsRef<str>], line: usize) -> Result<(), FormatError> {
        let columns = match self.columns.take() {
            Some(columns) => columns,
            None => {
                if let Some(found) = self.header(cells) {
                    self.columns = Some(found);
                    return Ok(());
                }
                vec![Column::Term("fr".into()), Column::Term("en".into()), Column::PosOrNote]
            }
        };
        let added = self.add(&columns, cells, line);
        self.columns = Some(columns);
        added
    }

    fn add(&mut self, columns: &[Column], cells: &[impl AsRef<str>], line: usize) -> Result<(), FormatError> {
        let filled = || {
            columns
                .iter()
                .zip(cells)
                .map(|(c, cell)| (c, plain(cell.as_ref())))
                .filter(|(_, cell)| !cell.is_empty())
        };
        // Rows with the same id are one concept; without one, rows with the same French.
        let mut key = String::new();
        let mut id = None;
        for (column, cell) in filled() {
            match column {
                Column::Term(language) if language.starts_with("fr") => {
                    key = cell.replace('\u{2019}', "'");
                }
                Column::Id => id = Some(cell),
                _ => {}
            }
        }
        if let Some(id) = id {
            key = format!("\0{id}");
        }
        if !filled().any(|(column, _)| matches!(column, Column::Term(_))) {
            return Ok(());
        }
        let index = match self.by_french.get(&key) {
            Some(&index) if !key.is_empty() => index,
            _ => {
                // Most have two languages: room for no more keeps a million of them small.
                let languages = Vec::with_capacity(2);
                self.glossary.concepts.push(ConceptEntry { languages, ..ConceptEntry::default() });
                self.by_french.insert(key, self.glossary.concepts.len() - 1);
                self.glossary.concepts.len() - 1
            }
        };
        let concept = &mut self.glossary.concepts[index];
        let mut status = None;
        let (mut pos, mut gender) = (None, None);
        let mut like = TermSection::default();
        let variants = filled().any(|(column, _)| *column == Column::Variant);
        let mut kind = None;
        let english =
            filled().any(|(c, _)| matches!(c, Column::Term(language) if !language.starts_with("fr")));
        for (column, cell) in filled() {
            let text = || Some(cell.to_owned());
            match column {
                Column::Status => status = Some(parse_status(cell, line)?),
                Column::Pos => (pos, gender) = parse_pos(cell, gender),
                Column::PosOrNote if cell.len() <= 12 => (pos, gender) = parse_pos(cell, gender),
                Column::Gender => gender = parse_gender(cell),
                Column::Number => like.number = values::number(cell).map(|u| u.value),
                Column::Type if variants => kind = values::term_type(cell).map(|u| u.value),
                Column::Type => like.term_type = values::term_type(cell).map(|u| u.value),
                Column::Expands => like.expands = text(),
                Column::Region => like.regions = several(cell).map(str::to_owned).collect(),
                Column::Register => like.register = text(),
                Column::Use => like.use_instead = text(),
                Column::Match => {
                    let policy = native::POLICIES.iter().find(|(name, _)| *name == cell);
                    like.matching = policy.map(|(_, policy)| *policy).unwrap_or_default();
                }
                Column::TermNote => {
                    like.notes = several(cell)
                        .map(|note| Localized { text: note.to_owned(), ..Localized::default() })
                        .collect();
                }
                Column::TermSource => like.source = text(),
                Column::Reliability => like.reliability = text(),
                _ => {}
            }
        }
        for (column, cell) in filled() {
            let localized = |language: &Option<String>, text: &str| Localized {
                language: language.clone(),
                text: text.to_owned(),
                source: None,
            };
            match column {
                Column::Term(language) => {
                    let french = language.starts_with("fr");
                    let section = match concept.languages.iter().position(|s| s.language == *language) {
                        Some(at) => &mut concept.languages[at],
                        None => {
                            let section = new_section(language);
                            let at = if french { 0 } else { concept.languages.len() };
                            concept.languages.insert(at, section);
                            &mut concept.languages[at]
                        }
                    };
                    // What a row says of its terms, it says of the English; of the French where there is none.
                    let described = !french || !english;
                    for (number, term) in several(cell).enumerate() {
                        // ablatif, -ive: the feminine ending is no part of the term.
                        let (term, endings) = if french { split_endings(term) } else { (term, None) };
                        let known = section.terms.iter().position(|known| known.term == term);
                        if known.is_some() && !(french && described && id.is_some()) {
                            continue;
                        }
                        let standing = match (french, status) {
                            (false, status) => status.unwrap_or_default(),
                            (true, Some(status)) if described && id.is_some() => {
                                // Of several French terms in a cell the first is preferred.
                                if number > 0 && status == TermStatus::Preferred {
                                    TermStatus::Admitted
                                } else {
                                    status
                                }
                            }
                            (true, _) if number > 0 => TermStatus::Admitted,
                            (true, _) => TermStatus::Preferred,
                        };
                        let mut new = if described { like.clone() } else { TermSection::default() };
                        term.clone_into(&mut new.term);
                        (new.status, new.part_of_speech) = (standing, pos);
                        new.gender = gender.filter(|_| french);
                        new.extra.extend(endings.map(|endings| extra("admin", "feminine", endings)));
                        match known {
                            Some(at) => {
                                new.contexts = std::mem::take(&mut section.terms[at].contexts);
                                section.terms[at] = new;
                            }
                            None => section.terms.push(new),
                        }
                    }
                }
                Column::Domain => {
                    for domain in several(cell) {
                        if !concept.domains.iter().any(|d| d == domain) {
                            concept.domains.push(domain.to_owned());
                        }
                    }
                }
                Column::Definition(language) => {
                    several(cell)
                        .for_each(|text| push_new(&mut concept.definitions, localized(language, text)));
                }
                Column::PosOrNote if pos.is_some() || gender.is_some() => {}
                Column::Note | Column::PosOrNote => {
                    several(cell).for_each(|text| push_new(&mut concept.notes, localized(&None, text)))
                }
                Column::Context(language) => {
                    let of = language.as_deref().unwrap_or("fr");
                    let section = concept.languages.iter_mut().find(|s| s.language.starts_with(of));
                    if let Some(term) = section.and_then(|s| s.terms.last_mut()) {
                        several(cell)
                            .for_each(|text| push_new(&mut term.contexts, localized(language, text)));
                    }
                }
                Column::Variant => {
                    let full = concept.languages.iter().find(|s| s.language.starts_with("fr"));
                    let full = full.and_then(|s| s.terms.first()).map(|t| t.term.clone());
                    let short = !matches!(kind, None | Some(TermType::Variant | TermType::FullForm));
                    for term in several(cell) {
                        if let Some(term) = add_term(concept, "fr", term, TermStatus::Admitted) {
                            term.term_type = kind.or(Some(TermType::Variant));
                            term.expands = full.clone().filter(|_| short);
                        }
                    }
                }
                Column::Other(title) if !title.is_empty() => {
                    let kept = extra("admin", title, cell);
                    if !concept.extra.contains(&kept) {
                        concept.extra.push(kept);
                    }
                }
                Column::Source => concept.source = Some(cell.to_owned()),
                Column::Broader | Column::See => {
                    let kind = if *column == Column::See { RelationKind::See } else { RelationKind::Broader };
                    let targets = several(cell).map(|target| Relation { kind, target: target.to_owned() });
                    concept.relations.extend(targets);
                }
                Column::Flags => {
                    concept.do_not_translate |= several(cell).any(|flag| flag == "do-not-translate");
                    concept.free_variation |= several(cell).any(|flag| flag == "free-variation");
                }
                Column::Id if concept.id.is_empty() && self.ids.insert(cell.to_owned()) => {
                    concept.id = cell.to_owned()
                }
                _ => {}
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

/// The text of a cell, without the apostrophe that keeps spreadsheets from taking it for a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// The several values of a cell.
fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" | ").map(str::trim).filter(|value| !value.is_empty())
}

fn push_new(list: &mut Vec<Localized>, one: Localized) {
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
        "definition" => Column::Definition(language),
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
        "id" | "concept id" | "core_id" | "identifiant" => Column::Id,
        other => {
            let mut parts = other.split(['-', '_']);
            let (primary, region) = (parts.next().unwrap_or_default(), parts.next());
            match (primary, region) {
                ("fr" | "en", Some(region)) if region.len() == 2 => {
                    Column::Term(format!("{primary}-{}", region.to_uppercase()))
                }
                ("de" | "es" | "it" | "nl" | "pt" | "pl" | "sv" | "da" | "ar" | "zh" | "ja" | "ru", None) => {
                    Column::Term(primary.to_owned())
                }
                _ => Column::Other(String::new()),
            }
        }
    }
}

fn parse_status(cell: &str, line: usize) -> Result<TermStatus, FormatError> {
    values::status(cell).map(|understood| understood.value).ok_or_else(|| {
        let names: Vec<&str> = native::STATUSES.iter().map(|(name, _)| *name).collect();
        let near = nearest_value(&crate::text::normalize::bare(cell), names.iter().copied());
        let arguments =
            vec![("value", cell.to_owned()), ("allowed", near.unwrap_or_else(|| names.join(", ")))];
        FormatError::Problem { line, column: 0, problem: "table-status", arguments }
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
    fn a_broken_table_says_where() {
        let error = read_table("fr;en\n\"a;b\n", "t").unwrap_err();
        assert!(matches!(error, FormatError::Problem { line: 2, .. }), "{error}");
        let error = read_table("fr\ten\tstatus\na\tb\tforbiden\n", "t").unwrap_err();
        assert!(
            matches!(error, FormatError::Problem { line: 2, arguments, .. } if arguments[1].1 == "forbidden")
        );
    }
}
