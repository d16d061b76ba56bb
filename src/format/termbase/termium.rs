//! TERMIUM Plus, the termbase of Canada's government: its XML extracts and its tables by domain.

use super::Import;
use super::draft::{Draft, add_term, extra, localized, section};
use crate::format::FormatError;
use crate::format::rows::{Rows, sniff};
use crate::format::xml::{XmlEvent, XmlReader};
use crate::glossary::{
    ConceptEntry, Glossary, GrammaticalNumber, PartOfSpeech, TermSection, TermStatus, TermType,
};
use crate::morph::Gender;
use crate::text::normalize::bare;

/// What a parameter says of a term; false where the model has no field for it.
fn parameter(term: &mut TermSection, code: &str) -> bool {
    match code {
        "COR" | "NORM" | "OFF" | "UNIF" => {}
        "AE" | "PEJ" => term.status = TermStatus::Deprecated,
        "M" => term.gender = Some(Gender::Masculine),
        "F" => term.gender = Some(Gender::Feminine),
        "EPI" => term.gender = Some(Gender::Common),
        "N" => term.part_of_speech = Some(PartOfSpeech::Noun),
        "ADJ" => term.part_of_speech = Some(PartOfSpeech::Adjective),
        "V" => term.part_of_speech = Some(PartOfSpeech::Verb),
        "ADV" => term.part_of_speech = Some(PartOfSpeech::Adverb),
        "PL" | "PLU" => term.number = Some(GrammaticalNumber::Plural),
        "CAN" => term.regions.push("CA".to_owned()),
        "USA" => term.regions.push("US".to_owned()),
        "GB" => term.regions.push("GB".to_owned()),
        "AUS" => term.regions.push("AU".to_owned()),
        "FRA" => term.regions.push("FR".to_owned()),
        "BEL" => term.regions.push("BE".to_owned()),
        "CHE" => term.regions.push("CH".to_owned()),
        _ => return false,
    }
    true
}

/// Reads an XML extract: the first term of a language is preferred, the others are admitted.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_termium_xml(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut draft = Draft::new(name);
    let mut concept = ConceptEntry::default();
    let mut language = String::new();
    let mut support = String::new();
    let mut term: Option<usize> = None;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => {
                let own = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
                match element.name {
                    "core" => {
                        concept = ConceptEntry { id: own("identificationNumber"), ..ConceptEntry::default() };
                        concept.source = Some("TERMIUM Plus".to_owned());
                    }
                    "languageModule" => language = own("language").to_lowercase(),
                    "entryTerm" => {
                        let first = section(&mut concept, &language).terms.is_empty();
                        let status = if first { TermStatus::Preferred } else { TermStatus::Admitted };
                        add_term(&mut concept, &language, &own("value"), status);
                        term = section(&mut concept, &language).terms.len().checked_sub(1);
                    }
                    "parameter" if term.is_some() => {
                        let code = own("abbreviation");
                        if let Some(term) =
                            term.and_then(|at| section(&mut concept, &language).terms.get_mut(at))
                            && !parameter(term, &code)
                        {
                            term.extra.push(extra("admin", "parameter", &code));
                        }
                    }
                    "abbreviation" if term.is_some() => {
                        let full = section(&mut concept, &language).terms.last().map(|t| t.term.clone());
                        if let Some(short) =
                            add_term(&mut concept, &language, &own("value"), TermStatus::Admitted)
                        {
                            short.term_type = Some(TermType::Abbreviation);
                            short.expands = full;
                        }
                    }
                    "textualSupport" => support = own("type"),
                    "value" if reader.path().contains(&"textualSupport") => {
                        let text = localized(None, &reader.text_of_element()?);
                        let section = section(&mut concept, &language);
                        match support.as_str() {
                            "DEF" => section.definitions.push(text),
                            "CONT" | "EX" | "PHR" => match section.terms.last_mut() {
                                Some(term) if support == "CONT" => term.contexts.push(text),
                                _ => section.notes.push(text),
                            },
                            _ => section.notes.push(text),
                        }
                    }
                    "subject" => concept.domains.push(own("details")),
                    "universalEntry" => {
                        let text = reader.text_of_element()?;
                        concept.extra.push(extra("admin", "universalEntry", text.trim()));
                    }
                    "source" => concept.extra.push(extra("admin", "sourceDetails", own("details").trim())),
                    _ => {}
                }
            }
            XmlEvent::End("entryTerm") => term = None,
            XmlEvent::End("core") => draft.push(std::mem::take(&mut concept)),
            _ => {}
        }
    }
    Ok(draft.glossary.into())
}

/// Whether a header is that of a TERMIUM table.
pub(super) fn is_header(first_line: &str) -> bool {
    first_line.contains("TERM_EN") && first_line.contains("TERME_FR")
}

/// Reads a table: an entry a row.
///
/// # Errors
/// When a quoted cell is not closed.
pub(super) fn read_termium_table(text: &str, name: &str) -> Result<Glossary, FormatError> {
    let mut rows = Rows::new(text, sniff(text));
    let mut draft = Draft::new(name);
    let mut head: Vec<String> = Vec::new();
    while let Some((_, cells)) = rows.next_row()? {
        if head.is_empty() {
            head =
                cells.iter().map(|cell| cell.trim().trim_start_matches('\u{feff}').to_uppercase()).collect();
            continue;
        }
        let cell = |names: &[&str]| {
            let at = head.iter().position(|title| names.contains(&title.as_str()))?;
            cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let mut concept = ConceptEntry { source: Some("TERMIUM Plus".to_owned()), ..ConceptEntry::default() };
        for (language, s) in [("en", "EN"), ("fr", "FR")] {
            let title = |name: &str| format!("{name}_{s}");
            let of = |names: &[&str]| {
                let titles: Vec<String> = names.iter().map(|name| title(name)).collect();
                cell(&titles.iter().map(String::as_str).collect::<Vec<_>>())
            };
            concept
                .domains
                .extend(of(&["SUBJECT", "DOMAINE"]).filter(|_| language == "fr").map(str::to_owned));
            let parameters = if language == "en" {
                [cell(&["TERM_EN_PARAMETER"]), cell(&["SYNONYMS_EN_PARAMETERS", "SYNONYMS_EN_PARAMETER"])]
            } else {
                [cell(&["TERME_FR_PARAMETRE"]), cell(&["SYNONYMES_FR_PARAMETRE", "SYNONYMES_FR_PARAMETRES"])]
            };
            let full = of(&["TERM", "TERME"]).unwrap_or_default();
            if let Some(term) = add_term(&mut concept, language, full, TermStatus::Preferred) {
                words(term, parameters[0].unwrap_or_default());
            }
            let synonyms = of(&["SYNONYMS", "SYNONYMES"]).unwrap_or_default();
            let said: Vec<&str> = parameters[1].unwrap_or_default().split(';').collect();
            for (n, synonym) in synonyms.split(';').enumerate() {
                if let Some(term) = add_term(&mut concept, language, synonym, TermStatus::Admitted) {
                    words(term, said.get(n).copied().unwrap_or_default());
                }
            }
            for short in of(&["ABBREVIATION"]).unwrap_or_default().split(';') {
                if let Some(term) = add_term(&mut concept, language, short, TermStatus::Admitted) {
                    term.term_type = Some(TermType::Abbreviation);
                    term.expands = Some(full.to_owned()).filter(|full| !full.is_empty());
                }
            }
            for n in ["1", "2", "3"] {
                let names = [format!("TEXTUAL_SUPPORT_{n}"), format!("JUSTIFICATION_{n}")];
                if let Some(text) = of(&names.iter().map(String::as_str).collect::<Vec<_>>()) {
                    let definition =
                        ["DEF:", "DÉF:", "DEF :", "DÉF :"].iter().find_map(|p| text.strip_prefix(p));
                    let section = section(&mut concept, language);
                    match definition {
                        Some(text) => section.definitions.push(localized(None, text)),
                        None => section.notes.push(localized(None, text)),
                    }
                }
            }
        }
        if concept.domains.is_empty() {
            concept.domains.extend(cell(&["SUBJECT_EN"]).map(str::to_owned));
        }
        draft.push(concept);
    }
    Ok(draft.glossary)
}

/// Parameters in words: “correct, nom masculin”, “to avoid, noun”.
fn words(term: &mut TermSection, said: &str) {
    let said = bare(said);
    for word in said.split(|c: char| !c.is_alphanumeric()) {
        match word {
            "masculin" | "masculine" | "masc" | "m" => term.gender = Some(Gender::Masculine),
            "feminin" | "feminine" | "fem" | "f" => term.gender = Some(Gender::Feminine),
            "noun" | "nom" => term.part_of_speech = Some(PartOfSpeech::Noun),
            "verb" | "verbe" => term.part_of_speech = Some(PartOfSpeech::Verb),
            "adj" | "adjective" | "adjectif" => term.part_of_speech = Some(PartOfSpeech::Adjective),
            "avoid" | "eviter" | "ae" => term.status = TermStatus::Deprecated,
            "plural" | "pluriel" => term.number = Some(GrammaticalNumber::Plural),
            "canada" | "can" => term.regions.push("CA".to_owned()),
            "france" => term.regions.push("FR".to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, import};
    use crate::glossary::TermStatus;
    use crate::morph::Gender;
    use crate::text::Language;

    #[test]
    fn extracts_are_read() {
        let text = "<ns2:termium_extract xmlns:ns2='t' language='EN'><core identificationNumber='7'><languageModule language='EN'><entryTerm order='1' value='access time'><parameter abbreviation='COR'/></entryTerm><textualSupport type='DEF'><value>A time.</value></textualSupport></languageModule><languageModule language='FR'><entryTerm order='1' value=\"temps d'accès\"><parameter abbreviation='M'/></entryTerm><entryTerm order='2' value='vieux'><parameter abbreviation='AE'/></entryTerm></languageModule><subject abbreviation='Y' details='Informatique'/></core></ns2:termium_extract>";
        let glossary = import(text.into(), "a.xml", &ImportOptions::default()).unwrap().glossary;
        let concept = &glossary.concepts[0];
        let french: Vec<_> = concept.terms(Language::French).collect();
        assert_eq!(french[0].gender, Some(Gender::Masculine));
        assert_eq!(french[1].status, TermStatus::Deprecated);
        assert_eq!(concept.definition(Language::English), Some("A time."));
    }

    #[test]
    fn tables_are_read() {
        let text = "SUBJECT_EN,TERM_EN,TERM_EN_PARAMETER,ABBREVIATION_EN,SYNONYMS_EN,TEXTUAL_SUPPORT_1_EN,DOMAINE_FR,TERME_FR,TERME_FR_PARAMETRE,SYNONYMES_FR\nLaw,loan,\"(1) CORRECT, NOUN\",LN,credit; advance,DEF: Money.,Droit,prêt,\"CORRECT, MASC\",emprunt\n";
        let glossary = import(text.into(), "a.csv", &ImportOptions::default()).unwrap().glossary;
        let concept = &glossary.concepts[0];
        let english: Vec<_> = concept.terms(Language::English).map(|t| t.term.as_str()).collect();
        assert_eq!(english, ["loan", "credit", "advance", "LN"]);
        assert_eq!(concept.preferred(Language::French).unwrap().gender, Some(Gender::Masculine));
        assert_eq!(concept.domains, ["Droit"]);
        assert_eq!(concept.definition(Language::English), Some("Money."));
    }
}
