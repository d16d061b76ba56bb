//! The shapes that terms have: patterns over part-of-speech codes (`data/patterns.*.txt`).

use crate::morph::{self, Upos, VerbForm};
use crate::text::Language;
use crate::token::TokenKind;
use regex::bytes::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words that a candidate may have.
pub(crate) const LONGEST: usize = 8;

/// The code of a word that no candidate holds: punctuation, finite verbs, pronouns.
pub(crate) const OUTSIDE: u8 = b'O';

static FRENCH: LazyLock<Regex> = LazyLock::new(|| compile(include_str!("data/patterns.fr.txt")));
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| compile(include_str!("data/patterns.en.txt")));

fn compile(lines: &str) -> Regex {
    let patterns: Vec<&str> = lines.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    Regex::new(&format!("^(?:{})$", patterns.join("|"))).expect("the patterns are regular expressions")
}

/// The code of a word: see the head of the pattern files.
pub(crate) fn code(upos: Upos, kind: TokenKind, form: &str, language: Language) -> u8 {
    match kind {
        TokenKind::Number => return b'M',
        TokenKind::Word | TokenKind::Clitic => {}
        _ => return OUTSIDE,
    }
    match upos {
        Upos::Noun => b'N',
        Upos::Propn => b'P',
        Upos::Adj => b'A',
        Upos::Verb => {
            let finite = |form: Option<VerbForm>| matches!(form, None | Some(VerbForm::Finite));
            let only_finite = morph::readings(form, language)
                .iter()
                .filter(|reading| reading.upos == Upos::Verb)
                .all(|reading| finite(reading.verb_form));
            if only_finite { OUTSIDE } else { b'V' }
        }
        Upos::Adv => b'R',
        Upos::Adp => b'D',
        Upos::Det => b'T',
        Upos::Num => b'M',
        Upos::X => b'X',
        Upos::Part if language == Language::English && form.ends_with(['s', '\'', '’']) => b'S',
        _ => OUTSIDE,
    }
}

/// Tells which runs of codes are candidates; remembers what it has told.
#[derive(Debug)]
pub(crate) struct Matcher {
    regex: &'static Regex,
    told: FxHashMap<u64, bool>,
}

impl Matcher {
    pub(crate) fn new(language: Language) -> Self {
        let regex: &Regex = match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        };
        Self { regex, told: FxHashMap::default() }
    }

    /// Whether a run of at most [`LONGEST`] codes is the shape of a term.
    pub(crate) fn fits(&mut self, codes: &[u8]) -> bool {
        let mut packed = [0; LONGEST];
        packed[..codes.len()].copy_from_slice(codes);
        *self.told.entry(u64::from_le_bytes(packed)).or_insert_with(|| self.regex.is_match(codes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(codes: &str, language: Language) -> bool {
        Matcher::new(language).fits(codes.as_bytes())
    }

    #[test]
    fn french_terms_have_a_noun_and_its_complements() {
        for shape in ["N", "NA", "NDN", "NDTN", "NADNA", "ANDN", "NRA", "NDNDN", "NN", "NV"] {
            assert!(fits(shape, Language::French), "{shape}");
        }
        for shape in ["ND", "DN", "T", "R", "NDT", "NTN", "O"] {
            assert!(!fits(shape, Language::French), "{shape}");
        }
    }

    #[test]
    fn english_terms_end_in_a_noun() {
        for shape in ["N", "AN", "NN", "ANN", "NDN", "VN", "PSN", "RVN", "NDTN"] {
            assert!(fits(shape, Language::English), "{shape}");
        }
        for shape in ["NA", "DN", "TN", "NDT", "R", "NS"] {
            assert!(!fits(shape, Language::English), "{shape}");
        }
    }
}
