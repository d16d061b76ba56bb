//! Glossaries as tables: TSV or CSV, with a header that names the languages, or none (French, English).
//!
//! Rows with the same French are one concept, whose English terms are synonyms. An empty English is a term without
//! equivalent. Without a status column every term is preferred.

use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::glossary::native::{self, nearest_value};
use crate::glossary::validate::kebab;
use crate::glossary::{
    ConceptEntry, Glossary, LangSection, Localized, PartOfSpeech, TermSection, TermStatus,
};
use crate::morph::Gender;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

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
    Context(Option<String>),
    Source,
    Id,
    Other,
}

/// Reads a table. `name` is the glossary's name for messages.
///
/// # Errors
/// When a quoted cell is not closed, or a status is none of the five.
pub fn read_table(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let delimiter = sniff(text);
    let mut rows = Rows::new(text, delimiter);
    let mut glossary = Glossary { name: name.to_owned(), ..Glossary::default() };
    let mut columns: Option<Vec<Column>> = None;
    let mut by_french: FxHashMap<String, usize> = FxHashMap::default();
    let mut ids: FxHashSet<String> = FxHashSet::default();
    while let Some((line, cells)) = rows.next_row()? {
        let Some(columns) = &columns else {
            match header(&cells) {
                Some(found) => columns = Some(found),
                None => {
                    let plain = vec![Column::Term("fr".into()), Column::Term("en".into()), Column::Note];
                    add(&mut glossary, &mut by_french, &mut ids, &plain, &cells, line)?;
                    columns = Some(plain);
                }
            }
            continue;
        };
        add(&mut glossary, &mut by_french, &mut ids, columns, &cells, line)?;
    }
    Ok(glossary)
}

fn add(
    glossary: &mut Glossary,
    by_french: &mut FxHashMap<String, usize>,
    ids: &mut FxHashSet<String>,
    columns: &[Column],
    cells: &[Cow<'_, str>],
    line: usize,
) -> Result<(), FormatError> {
    let filled =
        || columns.iter().zip(cells).map(|(c, cell)| (c, cell.trim())).filter(|(_, cell)| !cell.is_empty());
    let mut key = String::new();
    for (column, cell) in filled() {
        if matches!(column, Column::Term(language) if language.starts_with("fr")) {
            key = cell.replace('\u{2019}', "'");
        }
    }
    if !filled().any(|(column, _)| matches!(column, Column::Term(_))) {
        return Ok(());
    }
    let index = match by_french.get(&key) {
        Some(&index) if !key.is_empty() => index,
        _ => {
            glossary.concepts.push(ConceptEntry::default());
            by_french.insert(key, glossary.concepts.len() - 1);
            glossary.concepts.len() - 1
        }
    };
    let concept = &mut glossary.concepts[index];
    let mut status = None;
    let (mut pos, mut gender) = (None, None);
    for (column, cell) in filled() {
        match column {
            Column::Status => status = Some(parse_status(cell, line)?),
            Column::Pos => (pos, gender) = parse_pos(cell, gender),
            Column::Gender => gender = parse_gender(cell),
            _ => {}
        }
    }
    for (column, cell) in filled() {
        let localized = |language: &Option<String>| Localized {
            language: language.clone(),
            text: cell.to_owned(),
            source: None,
        };
        match column {
            Column::Term(language) => {
                let french = language.starts_with("fr");
                let section = match concept.languages.iter().position(|s| s.language == *language) {
                    Some(at) => &mut concept.languages[at],
                    None => {
                        let section = LangSection { language: language.clone(), ..LangSection::default() };
                        let at = if french { 0 } else { concept.languages.len() };
                        concept.languages.insert(at, section);
                        &mut concept.languages[at]
                    }
                };
                for term in cell.split(" | ").map(str::trim).filter(|term| !term.is_empty()) {
                    if section.terms.iter().any(|known| known.term == term) {
                        continue;
                    }
                    section.terms.push(TermSection {
                        term: term.to_owned(),
                        part_of_speech: pos,
                        gender: gender.filter(|_| french),
                        // A row's status is about its translation; a row without one forbids its only term.
                        status: status.filter(|_| !french).unwrap_or_default(),
                        ..TermSection::default()
                    });
                }
            }
            Column::Domain if !concept.domains.iter().any(|d| d == cell) => {
                concept.domains.push(cell.to_owned())
            }
            Column::Definition(language) => push_new(&mut concept.definitions, localized(language)),
            Column::Note => push_new(&mut concept.notes, localized(&None)),
            Column::Context(language) => {
                let of = language.as_deref().unwrap_or("fr");
                let section = concept.languages.iter_mut().find(|s| s.language.starts_with(of));
                if let Some(term) = section.and_then(|s| s.terms.last_mut()) {
                    push_new(&mut term.contexts, localized(language));
                }
            }
            Column::Source => concept.source = Some(cell.to_owned()),
            Column::Id if concept.id.is_empty() && ids.insert(cell.to_owned()) => {
                concept.id = cell.to_owned()
            }
            _ => {}
        }
    }
    if concept.id.is_empty() {
        let term = |prefix| concept.languages.iter().find(|s| s.language.starts_with(prefix))?.terms.first();
        let base = term("en").or_else(|| term("fr")).map(|t| kebab(&t.term)).unwrap_or_default();
        let base = if base.is_empty() { "concept".to_owned() } else { base };
        let mut id = base.clone();
        let mut number = 1;
        while !ids.insert(id.clone()) {
            number += 1;
            // Many concepts with one English: the line is as good a number as any, and found at once.
            id = if number > 9 { format!("{base}-{line}") } else { format!("{base}-{number}") };
        }
        concept.id = id;
    }
    Ok(())
}

fn push_new(list: &mut Vec<Localized>, one: Localized) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// The columns of a header, if the row is one: it must name French or English.
fn header(cells: &[Cow<'_, str>]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells.iter().map(|cell| column(cell)).collect();
    let terms = columns.iter().filter(|c| matches!(c, Column::Term(_))).count();
    // Two words that happen to be names of languages ("anglais", "English") would be two terms of *one* language each.
    (terms >= 2 || (terms == 1 && columns.len() > 1 && columns.iter().any(|c| *c != Column::Other)))
        .then_some(columns)
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
        "status" | "statut" => Column::Status,
        "pos" | "part of speech" | "categorie" => Column::Pos,
        "gender" | "genre" => Column::Gender,
        "domain" | "domaine" | "subject" => Column::Domain,
        "definition" => Column::Definition(language),
        "note" | "notes" | "comment" | "commentaire" => Column::Note,
        "context" | "contexte" | "example" | "exemple" => Column::Context(language),
        "source" => Column::Source,
        "id" => Column::Id,
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
                _ => Column::Other,
            }
        }
    }
}

fn parse_status(cell: &str, line: usize) -> Result<TermStatus, FormatError> {
    let folded = crate::text::normalize::bare(cell);
    let known = match folded.as_str() {
        "preferred" | "prefere" | "privilegie" | "approved" | "standardized" | "ok" => {
            Some(TermStatus::Preferred)
        }
        "admitted" | "admis" | "accepted" | "synonym" | "synonyme" => Some(TermStatus::Admitted),
        "deprecated" | "deconseille" | "obsolete" | "superseded" | "a eviter" => Some(TermStatus::Deprecated),
        "forbidden" | "interdit" | "not recommended" | "no" => Some(TermStatus::Forbidden),
        "proposed" | "propose" | "candidate" | "new" | "suggestion" => Some(TermStatus::Proposed),
        _ => None,
    };
    known.ok_or_else(|| {
        let names = native::STATUSES.iter().map(|(name, _)| *name);
        let near = nearest_value(&folded, names.clone());
        FormatError::Syntax {
            line,
            column: 0,
            message: format!("unknown status `{cell}`"),
            hint: Some(near.unwrap_or_else(|| names.collect::<Vec<_>>().join(", "))),
        }
    })
}

/// `noun`, `n.`, `n. m.`, `nom féminin`, `verbe` …, with the gender that some tables put there.
fn parse_pos(cell: &str, gender: Option<Gender>) -> (Option<PartOfSpeech>, Option<Gender>) {
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
            matches!(error, FormatError::Syntax { line: 2, hint: Some(hint), .. } if hint == "forbidden")
        );
    }
}
