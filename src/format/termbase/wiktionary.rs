//! Wiktionary as kaikki.org publishes it: a JSON object a line, a word with its senses and translations.

use super::Import;
use super::Notice;
use super::draft::{ConceptSink, Draft, add_term, localized};
use super::values;
use crate::format::FormatError;
use crate::glossary::{ConceptEntry, TermStatus};
use serde::Deserialize;

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    word: String,
    #[serde(default)]
    lang_code: String,
    #[serde(default)]
    pos: String,
    #[serde(default)]
    senses: Vec<Sense>,
    #[serde(default)]
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Sense {
    #[serde(default)]
    glosses: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    form_of: Vec<serde_json::Value>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    #[serde(default)]
    word: Option<String>,
    #[serde(default, alias = "lang_code")]
    code: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    sense: Option<String>,
}

/// Reads a dump. French words take the translations into English that are given; where none are, short glosses, which
/// the English edition writes in English. English words take translations into French.
///
/// # Errors
/// At the first line when it is no JSON object with a word; later lines that are none are told in notices.
pub(super) fn read_kaikki<'s>(
    text: &str,
    name: &str,
    each: &'s mut ConceptSink<'s>,
) -> Result<Import, FormatError> {
    let mut draft = Draft::streaming(name, each);
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Entry>(line) {
            Ok(entry) if !entry.word.is_empty() => match entry.lang_code.as_str() {
                "fr" => french(entry, &mut draft),
                "en" => english(entry, &mut draft),
                _ => {}
            },
            _ if number == 0 => {
                let (problem, arguments) = ("json-entry", Vec::new());
                return Err(FormatError::Problem { line: 1, column: 1, problem, arguments });
            }
            _ => broken.push(Notice { line: number + 1, problem: "json-entry", arguments: Vec::new() }),
        }
    }
    Ok(Import { glossary: draft.glossary, notices: broken })
}

fn french(entry: Entry, draft: &mut Draft<'_>) {
    let pos = values::part_of_speech(&entry.pos).map(|p| p.value);
    let of_senses = entry.senses.iter().flat_map(|s| &s.translations);
    let translated: Vec<&Translation> =
        entry.translations.iter().chain(of_senses).filter(|t| t.code.as_deref() == Some("en")).collect();
    for (number, sense) in entry.senses.iter().enumerate() {
        if !sense.form_of.is_empty() || sense.tags.iter().any(|t| t == "form-of" || t == "misspelling") {
            continue;
        }
        let mut concept = ConceptEntry::default();
        if let Some(term) = add_term(&mut concept, "fr", &entry.word, TermStatus::Preferred) {
            term.part_of_speech = pos;
            let tags = &sense.tags;
            term.gender = tags.iter().find_map(|t| values::gender(t)).map(|g| g.value);
        }
        concept.domains.extend(sense.topics.iter().take(1).cloned());
        let gloss = sense.glosses.last().map(String::as_str).unwrap_or_default();
        if translated.is_empty() {
            let words = equivalents(gloss);
            for word in &words {
                if let Some(term) = add_term(&mut concept, "en", word, TermStatus::Admitted) {
                    term.part_of_speech = pos;
                }
            }
            if words.is_empty() && !gloss.is_empty() {
                concept.definitions.push(localized(Some("en"), gloss));
            }
        } else if number == 0 {
            for translation in &translated {
                let word = translation.word.as_deref().unwrap_or_default();
                if let Some(term) = add_term(&mut concept, "en", word, TermStatus::Admitted) {
                    term.part_of_speech = pos;
                }
            }
            concept.definitions.push(localized(Some("fr"), gloss));
        } else {
            continue;
        }
        promote(&mut concept);
        draft.push(concept);
    }
}

fn english(entry: Entry, draft: &mut Draft<'_>) {
    let pos = values::part_of_speech(&entry.pos).map(|p| p.value);
    let all = entry.translations.iter().chain(entry.senses.iter().flat_map(|s| &s.translations));
    let french: Vec<&Translation> = all.filter(|t| t.code.as_deref() == Some("fr")).collect();
    for same in french.chunk_by(|a, b| a.sense == b.sense) {
        let mut concept = ConceptEntry::default();
        for translation in same {
            let word = translation.word.as_deref().unwrap_or_default();
            if let Some(term) = add_term(&mut concept, "fr", word, TermStatus::Admitted) {
                term.part_of_speech = pos;
                term.gender = translation.tags.iter().find_map(|t| values::gender(t)).map(|g| g.value);
            }
        }
        if let Some(term) = add_term(&mut concept, "en", &entry.word, TermStatus::Preferred) {
            term.part_of_speech = pos;
        }
        if let Some(sense) = &same[0].sense {
            concept.definitions.push(localized(Some("en"), sense));
        }
        if concept.languages.iter().any(|s| s.language == "fr") {
            promote(&mut concept);
            draft.push(concept);
        }
    }
}

/// The first term of each language stands for the concept.
fn promote(concept: &mut ConceptEntry) {
    for section in &mut concept.languages {
        if let Some(first) = section.terms.first_mut() {
            first.status = TermStatus::Preferred;
        }
    }
}

/// The words of a gloss that lists translations: short, without brackets, between commas and semicolons.
pub(super) fn equivalents(gloss: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let words: Vec<String> = plain
        .trim_end_matches('.')
        .split([',', ';'])
        .map(|word| {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            ["to ", "a ", "an ", "the "].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(&word).to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect();
    // A sentence is a definition, not a list.
    let list = words.iter().all(|word| word.split(' ').count() <= 4 && !word.contains(['.', ':']));
    if list && words.len() <= 12 { words } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, import};
    use crate::glossary::PartOfSpeech;
    use crate::morph::Gender;
    use crate::text::Language;

    #[test]
    fn both_editions_are_read() {
        let text = "{\"word\": \"puce\", \"lang_code\": \"fr\", \"pos\": \"noun\", \"senses\": [{\"glosses\": [\"flea\"], \"tags\": [\"feminine\"]}, {\"glosses\": [\"chip, microchip (electronics)\"], \"tags\": [\"feminine\"]}, {\"glosses\": [\"A long explanation of what this word may mean to people.\"]}]}\n{\"word\": \"puces\", \"lang_code\": \"fr\", \"pos\": \"noun\", \"senses\": [{\"glosses\": [\"plural of puce\"], \"form_of\": [{\"word\": \"puce\"}]}]}\n{\"word\": \"prêt\", \"lang_code\": \"fr\", \"pos\": \"noun\", \"senses\": [{\"glosses\": [\"Action de prêter.\"]}], \"translations\": [{\"lang_code\": \"en\", \"word\": \"loan\"}, {\"lang_code\": \"de\", \"word\": \"Darlehen\"}]}\n{\"word\": \"chip\", \"lang_code\": \"en\", \"pos\": \"noun\", \"translations\": [{\"code\": \"fr\", \"word\": \"puce\", \"tags\": [\"feminine\"], \"sense\": \"circuit\"}]}\nnon\n";
        let read = import(text.into(), "kaikki.jsonl", &ImportOptions::default()).unwrap();
        let rows: Vec<(String, Vec<String>)> = read
            .glossary
            .concepts
            .iter()
            .map(|c| {
                let english = c.terms(Language::English).map(|t| t.term.clone()).collect();
                (c.terms(Language::French).next().unwrap().term.clone(), english)
            })
            .collect();
        let row =
            |fr: &str, en: &[&str]| (fr.to_owned(), en.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            rows,
            [
                row("puce", &["flea"]),
                row("puce", &["chip", "microchip"]),
                row("puce", &[]),
                row("prêt", &["loan"]),
                row("puce", &["chip"]),
            ]
        );
        let french = read.glossary.concepts[4].preferred(Language::French).unwrap();
        assert_eq!(
            (french.gender, french.part_of_speech),
            (Some(Gender::Feminine), Some(PartOfSpeech::Noun))
        );
        assert_eq!(read.notices[0].line, 5);
    }
}
