//! IATE's CSV export: a row a term, rows of one concept by `E_ID`. (Its TBX is read as any other.)

use super::draft::{ConceptSink, Draft, add_term, extra, section};
use super::values;
use crate::format::FormatError;
use crate::format::rows::Rows;
use crate::glossary::{ConceptEntry, Glossary, TermStatus};

/// Whether a header is IATE's.
pub(super) fn is_header(first_line: &str) -> bool {
    first_line.contains("E_ID") && first_line.contains("T_TERM")
}

/// Reads an export. Reliability and everything without a field are kept as they are.
///
/// # Errors
/// When a quoted cell is not closed.
pub(super) fn read_iate<'s>(
    text: &str,
    name: &str,
    each: &'s mut ConceptSink<'s>,
) -> Result<Glossary, FormatError> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b'|', b'\t', b';', b','].into_iter().find(|&d| first.contains(char::from(d))).unwrap_or(b'|');
    let mut rows = Rows::new(text, delimiter);
    let mut draft = Draft::streaming(name, each);
    let mut head: Vec<String> = Vec::new();
    let mut concept = ConceptEntry::default();
    while let Some((_, cells)) = rows.next_row()? {
        if head.is_empty() {
            head = cells.iter().map(|cell| cell.trim().trim_matches('"').to_uppercase()).collect();
            continue;
        }
        let cell = |name: &str| {
            let at = head.iter().position(|title| title == name);
            at.and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default()
        };
        if cell("E_ID") != concept.id {
            draft.push(std::mem::take(&mut concept));
            cell("E_ID").clone_into(&mut concept.id);
            let domains = cell("E_DOMAINS").split(';').map(str::trim).filter(|d| !d.is_empty());
            concept.domains.extend(domains.map(str::to_owned));
            concept.source = Some("IATE".to_owned());
        }
        let language = values::language_tag(cell("L_CODE"));
        if language.is_empty() {
            continue;
        }
        let count = section(&mut concept, &language).terms.len();
        let evaluation = cell("T_EVALUATION");
        let stated = values::status(evaluation);
        let status =
            stated.map_or(if count == 0 { TermStatus::Preferred } else { TermStatus::Admitted }, |s| s.value);
        let Some(term) = add_term(&mut concept, &language, cell("T_TERM"), status) else { continue };
        term.reliability = Some(cell("T_RELIABILITY").to_owned()).filter(|r| !r.is_empty());
        let kind = values::term_type(cell("T_TYPE"));
        term.term_type = kind.map(|kind| kind.value);
        let kept = [
            ("T_TYPE", kind.is_none() && cell("T_TYPE") != "Term"),
            ("T_EVALUATION", stated.is_none_or(|s| !s.exact)),
            ("T_INSTITUTION", true),
            ("T_MODIFICATION", true),
        ];
        for (name, keep) in kept {
            if keep && !cell(name).is_empty() {
                term.extra.push(extra("admin", name, cell(name)));
            }
        }
    }
    draft.push(concept);
    Ok(draft.glossary)
}

#[cfg(test)]
mod tests {
    use super::super::{ImportOptions, import};
    use crate::glossary::{TermStatus, TermType};
    use crate::text::Language;

    #[test]
    fn rows_of_one_entry_are_one_concept() {
        let text = "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY|T_EVALUATION\n33032|FINANCE;LAW|fr|prêt|Term|3|\n33032|FINANCE;LAW|en|loan|Term|4|Preferred\n33032|FINANCE;LAW|en|LN|Abbreviation|9|Obsolete\n7|X|fr|puce|Term|2|\n";
        let glossary = import(text.into(), "iate.csv", &ImportOptions::default()).unwrap().glossary;
        assert_eq!(glossary.concepts.len(), 2);
        let concept = &glossary.concepts[0];
        assert_eq!((concept.id.as_str(), concept.domains.len()), ("33032", 2));
        let english: Vec<_> = concept.terms(Language::English).collect();
        assert_eq!(english[1].status, TermStatus::Deprecated);
        assert_eq!(english[1].term_type, Some(TermType::Abbreviation));
        assert_eq!(english[1].reliability.as_deref(), Some("9"));
    }
}
