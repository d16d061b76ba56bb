//! FranceTerme's XML: the terms that the French state recommends, with domain, definition and equivalents.

use super::Import;
use super::draft::{Draft, add_term, extra, localized, section};
use super::table::parse_pos;
use crate::format::FormatError;
use crate::format::xml::{XmlEvent, XmlReader};
use crate::glossary::{ConceptEntry, TermStatus, TermType};

/// Reads the file. Articles that are withdrawn or not published are left out.
///
/// # Errors
/// When it is no well-formed XML.
pub(super) fn read_franceterme(text: &str, name: &str) -> Result<Import, FormatError> {
    let mut reader = XmlReader::new(text)?;
    let mut draft = Draft::new(name);
    let mut concept = ConceptEntry::default();
    let mut skipped = false;
    let mut language = String::new();
    let mut origin = None;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => match element.name {
                "Article" => {
                    let own = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
                    skipped = own("annule") == "1" || own("publie") == "0";
                    concept = ConceptEntry { id: own("numero").to_lowercase(), ..ConceptEntry::default() };
                    concept.source = Some("FranceTerme".to_owned());
                    if !own("commission").is_empty() {
                        concept.extra.push(extra("admin", "commission", &own("commission")));
                    }
                }
                "Dom" | "S-dom" => concept.domains.push(reader.text_of_element()?.trim().to_owned()),
                "DatePub" => {
                    let date = reader.text_of_element()?.trim().to_owned();
                    concept.extra.push(extra("admin", "DatePub", &date));
                }
                "Definition" => {
                    let text = reader.text_of_element()?;
                    if !text.trim().is_empty() {
                        section(&mut concept, "fr").definitions.push(localized(None, &text));
                    }
                }
                "Notes" | "Note" => {
                    let text = reader.text_of_element()?;
                    if !text.trim().is_empty() {
                        concept.notes.push(localized(Some("fr"), &text));
                    }
                }
                "Terme" => {
                    let status = match element.attribute("statut") {
                        Some("privilegie") | None => TermStatus::Preferred,
                        Some("antonyme" | "voir aussi") => {
                            reader.skip_element()?;
                            continue;
                        }
                        Some(_) => TermStatus::Admitted,
                    };
                    let written = element.attribute("Terme").unwrap_or_default();
                    let (headword, endings) = split_endings(written);
                    let category = element.attribute("categorie").unwrap_or_default().to_owned();
                    if let Some(term) = add_term(&mut concept, "fr", headword, status) {
                        (term.part_of_speech, term.gender) = parse_pos(&category, None);
                        if let Some(endings) = endings {
                            term.extra.push(extra("admin", "feminine", endings));
                        }
                    }
                }
                "variante" => {
                    let kind = element.attribute("type").unwrap_or_default().to_owned();
                    let text = reader.text_of_element()?;
                    // “absorbeur, n.m.”: the grammar follows the last comma.
                    let text = text.trim();
                    let (word, grammar) = match text.rsplit_once(", ") {
                        Some((word, grammar)) if grammar.len() < 10 && grammar.contains('.') => {
                            (word, grammar)
                        }
                        _ => (text, ""),
                    };
                    let full = section(&mut concept, "fr").terms.last().map(|t| t.term.clone());
                    if let Some(term) =
                        add_term(&mut concept, "fr", split_endings(word).0, TermStatus::Admitted)
                    {
                        (term.part_of_speech, term.gender) = parse_pos(grammar, None);
                        term.term_type = match crate::text::normalize::bare(&kind).as_str() {
                            "forme abregee" => Some(TermType::ShortForm),
                            "abreviation" => Some(TermType::Abbreviation),
                            "sigle" | "acronyme" => Some(TermType::Acronym),
                            _ => Some(TermType::Variant),
                        };
                        if term.term_type != Some(TermType::Variant) {
                            term.expands = full;
                        }
                    }
                }
                "Equivalent" => {
                    language = element.attribute("langue").unwrap_or("en").to_lowercase();
                    // Here EU means the United States.
                    origin = match element.attribute("origine") {
                        Some("EU") => Some("US"),
                        Some("GB") => Some("GB"),
                        _ => None,
                    };
                }
                "Equi_prop" => {
                    let text = reader.text_of_element()?;
                    if let Some(term) = add_term(&mut concept, &language, &text, TermStatus::Preferred) {
                        term.regions.extend(origin.map(str::to_owned));
                    }
                }
                "A-interroger" | "Terme_balise" | "Terme_exergue" | "Terme_prop" | "Mentions-legales" => {
                    reader.skip_element()?;
                }
                "A" => {
                    let text = reader.text_of_element()?;
                    concept.extra.push(extra("admin", "Voir", text.trim()));
                }
                _ => {}
            },
            XmlEvent::End("Article") if !skipped => draft.push(std::mem::take(&mut concept)),
            _ => {}
        }
    }
    draft.glossary.name = name.to_owned();
    Ok(draft.glossary.into())
}

/// `ablatif, -ive`: the headword and its feminine ending.
pub(super) fn split_endings(written: &str) -> (&str, Option<&str>) {
    match written.split_once(", -") {
        Some((word, _)) if !word.contains(',') => (word.trim(), written.get(word.len() + 2..)),
        _ => (written.trim(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, import};
    use crate::glossary::TermType;
    use crate::text::Language;

    #[test]
    fn articles_become_concepts() {
        let text = "<?xml version='1.0'?><CRITER><Mentions-legales>x</Mentions-legales><Article numero='EQUI1' commission='C' publie='1' annule='0'><Domaine><Dom numero='1'><![CDATA[Transports]]></Dom></Domaine><Definition>\nUn dispositif.</Definition><Notes>\n</Notes><Terme statut='privilegie' categorie='n.m.' Terme=\"absorbeur de vapeur\"><variantes><variante type='Forme abrégée'>\nabsorbeur, n.m.</variante></variantes>absorbeur de vapeur</Terme><Terme_balise>x</Terme_balise><Equivalent langue='en' origine='EU'><Equi_prop>\nvapor canister</Equi_prop></Equivalent></Article><Article numero='X' annule='1'><Terme Terme='non'>non</Terme></Article></CRITER>";
        let glossary = import(text.into(), "a.xml", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(glossary.concepts.len(), 1);
        let concept = &glossary.concepts[0];
        assert_eq!(concept.domains, ["Transports"]);
        let french: Vec<_> = concept.terms(Language::French).collect();
        assert_eq!((french[0].term.as_str(), french[1].term.as_str()), ("absorbeur de vapeur", "absorbeur"));
        assert_eq!(french[1].term_type, Some(TermType::ShortForm));
        assert_eq!(concept.terms(Language::English).next().unwrap().regions, ["US"]);
        assert_eq!(concept.definition(Language::French), Some("Un dispositif."));
    }
}
