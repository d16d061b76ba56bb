//! TBX (ISO 30042): version 2 (`martif`, with `tig` and `ntig`) and version 3 in both styles, old TBX-Min, and the
//! dialects Core, Min, Basic and Linguist.
//!
//! What the standard has no category for is written under categories that begin with `x-`, and the file is then labelled
//! as a dialect of its own; what a file holds and the model does not is kept as [`crate::glossary::DataCategory`].

mod judge;
mod read;
mod write;

pub(super) use read::{read_entry, read_tbx};
pub(super) use write::{write_entry, write_tbx};

/// Version and style of a TBX file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `martif` with `tig`, which OmegaT, Weblate and Okapi read.
    Version2,
    /// Version 3, the category in `type`.
    Dca,
    /// Version 3, the category as the element.
    Dct,
}

/// The modules of TBX, each a namespace in style DCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Module {
    Core,
    Min,
    Basic,
    Linguist,
    Private,
}

impl Module {
    /// Prefix of its elements.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Core => "",
            Self::Min => "min",
            Self::Basic => "basic",
            Self::Linguist => "ling",
            Self::Private => "x",
        }
    }

    /// Namespace of its elements.
    const fn namespace(self) -> &'static str {
        match self {
            Self::Core => "urn:iso:std:iso:30042:ed-2",
            Self::Min => "http://www.tbxinfo.net/ns/min",
            Self::Basic => "http://www.tbxinfo.net/ns/basic",
            Self::Linguist => "http://www.tbxinfo.net/ns/linguist",
            Self::Private => "urn:glose:tbx",
        }
    }
}

/// Data categories: name, element that carries it in style DCA, module.
const CATEGORIES: &[(&str, &str, Module)] = &[
    ("abbreviatedFormFor", "termNote", Module::Private),
    ("administrativeStatus", "termNote", Module::Min),
    ("broaderConceptGeneric", "descrip", Module::Private),
    ("context", "descrip", Module::Basic),
    ("crossReference", "ref", Module::Basic),
    ("customerSubset", "admin", Module::Min),
    ("definition", "descrip", Module::Basic),
    ("example", "descrip", Module::Private),
    ("externalCrossReference", "xref", Module::Min),
    ("geographicalUsage", "termNote", Module::Basic),
    ("grammaticalGender", "termNote", Module::Basic),
    ("grammaticalNumber", "termNote", Module::Linguist),
    ("partOfSpeech", "termNote", Module::Min),
    ("processStatus", "termNote", Module::Private),
    ("projectSubset", "admin", Module::Basic),
    ("reading", "admin", Module::Linguist),
    ("register", "termNote", Module::Linguist),
    ("reliabilityCode", "descrip", Module::Private),
    ("responsibility", "transacNote", Module::Basic),
    ("source", "admin", Module::Basic),
    ("subjectField", "descrip", Module::Min),
    ("termLocation", "termNote", Module::Basic),
    ("termType", "termNote", Module::Basic),
    ("transactionType", "transac", Module::Basic),
    ("transferComment", "termNote", Module::Linguist),
    ("usageStatus", "termNote", Module::Min),
    ("xGraphic", "xref", Module::Basic),
];

fn category(name: &str) -> Option<(&'static str, Module)> {
    let at = CATEGORIES.binary_search_by_key(&name, |(name, ..)| name).ok()?;
    Some((CATEGORIES[at].1, CATEGORIES[at].2))
}

/// Picklists of TBX-Basic and below; the values of both the editions of 2019 and of 2025.
const PICKLISTS: &[(&str, &[&str])] = &[
    (
        "administrativeStatus",
        &[
            "preferredTerm-admn-sts",
            "admittedTerm-admn-sts",
            "deprecatedTerm-admn-sts",
            "supersededTerm-admn-sts",
        ],
    ),
    ("grammaticalGender", &["masculine", "feminine", "neuter", "other"]),
    ("partOfSpeech", &["adjective", "noun", "verb", "adverb", "properNoun", "other"]),
    ("termType", &["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"]),
    ("transactionType", &["origination", "modification", "creation"]),
    ("usageStatus", &["preferred", "admitted", "deprecated"]),
];

/// Before the name of a part of the header, in what is kept of it.
const HEADER: &str = "header/";
/// The parts of the header that lines are kept of.
const HEADER_PARTS: [&str; 5] = ["titleStmt", "publicationStmt", "sourceDesc", "encodingDesc", "change"];
/// The source of a file that names no other.
const OWN_SOURCE: &str = "glose";

/// An id that XML takes as a name: other characters are written as `_x20_`.
fn encode_id(id: &str) -> String {
    let mut out = String::new();
    for (n, c) in id.chars().enumerate() {
        let plain = c.is_alphanumeric() || matches!(c, '-' | '.') || (c == '_' && !id.contains("_x"));
        if n == 0 && !c.is_alphabetic() && c != '_' {
            out.push('_');
        }
        if plain {
            out.push(c);
        } else {
            out.push_str(&format!("_x{:x}_", c as u32));
        }
    }
    out
}

/// The id that [`encode_id`] was given.
fn decode_id(id: &str) -> String {
    let id = match id.strip_prefix('_') {
        Some(rest) if rest.starts_with(|c: char| c.is_numeric() || matches!(c, '-' | '.' | '_')) => rest,
        _ => id,
    };
    let mut out = String::new();
    let mut rest = id;
    while let Some(at) = rest.find("_x") {
        let code = rest[at + 2..]
            .split_once('_')
            .and_then(|(hex, after)| Some((char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, after)));
        out.push_str(&rest[..at]);
        rest = match code {
            Some((c, after)) => {
                out.push(c);
                after
            }
            None => {
                out.push_str("_x");
                &rest[at + 2..]
            }
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_sorted() {
        assert!(CATEGORIES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(PICKLISTS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn ids_come_back() {
        for id in ["venture-capital", "5g", "a b", "été", "_x", "IATE-33032", "-a", "c_1", "a_x20_b"] {
            let written = encode_id(id);
            assert!(written.starts_with(|c: char| c.is_alphabetic() || c == '_'), "{written}");
            assert!(!written.contains(' '));
            assert_eq!(decode_id(&written), id, "{written}");
        }
    }
}
