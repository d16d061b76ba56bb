//! The shapes that terms have: patterns over part-of-speech codes (`data/patterns.*.txt`).

use crate::morph::{self, Upos, VerbForm};
use crate::text::Language;
use crate::token::TokenKind;
use compact_str::CompactString;
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
            let readings = morph::readings(form, language);
            let is_verb = |reading: &morph::Reading| reading.upos == Upos::Verb;
            let finite = |form: Option<VerbForm>| matches!(form, None | Some(VerbForm::Finite));
            if !readings.iter().filter(|r| is_verb(r)).all(|r| finite(r.verb_form)) {
                return b'V';
            }
            // *tension continue*, *rotor loads*: the tagger saw a verb where another reading makes a term.
            let other = |upos| match language {
                Language::French => upos == Upos::Adj,
                Language::English => matches!(upos, Upos::Adj | Upos::Noun),
            };
            if readings.iter().any(|r| r.certain && other(r.upos)) { b'F' } else { OUTSIDE }
        }
        // *inside rein*, *offshore winds*.
        Upos::Adv | Upos::Adp if language == Language::English && is_adjective(form) => b'A',
        Upos::Adv => b'R',
        Upos::Adp => b'D',
        Upos::Det => b'T',
        Upos::Num => b'M',
        Upos::X => b'X',
        Upos::Part if language == Language::English && form.ends_with(['s', '\'', '’']) => b'S',
        _ => OUTSIDE,
    }
}

fn is_adjective(form: &str) -> bool {
    let readings = morph::readings(form, Language::English);
    readings.iter().any(|reading| reading.certain && reading.upos == Upos::Adj)
}

/// Whether a word that is coded as an adjective can be a noun by its readings: *éolienne*.
pub(crate) fn can_be_noun(readings: &[morph::Reading]) -> bool {
    readings.iter().any(|reading| reading.certain && reading.upos == Upos::Noun)
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

    /// The shape of a run of at most [`LONGEST`] codes that may be a term: with a noun at its head where `nominal` says
    /// that the first word, an adjective, can be one.
    pub(crate) fn shape(&mut self, codes: &[u8], nominal: bool) -> Option<CompactString> {
        let text = |codes: &[u8]| codes.iter().map(|&code| char::from(code)).collect();
        if self.fits(codes) {
            return Some(text(codes));
        }
        if !nominal || codes.len() < 2 || codes[0] != b'A' {
            return None;
        }
        let mut other = [0; LONGEST];
        other[..codes.len()].copy_from_slice(codes);
        other[0] = b'N';
        let other = &other[..codes.len()];
        self.fits(other).then(|| text(other))
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
        for shape in ["N", "NA", "NDN", "NDTN", "NADNA", "ANDN", "NRA", "NDNDN", "NN", "NV", "NF"] {
            assert!(fits(shape, Language::French), "{shape}");
        }
        for shape in ["ND", "DN", "T", "R", "NDT", "NTN", "O", "F", "FN"] {
            assert!(!fits(shape, Language::French), "{shape}");
        }
    }

    #[test]
    fn english_terms_end_in_a_noun() {
        for shape in ["N", "AN", "NN", "ANN", "NDN", "VN", "PSN", "RVN", "NDTN", "NF", "FN"] {
            assert!(fits(shape, Language::English), "{shape}");
        }
        for shape in ["NA", "DN", "TN", "NDT", "R", "NS", "F"] {
            assert!(!fits(shape, Language::English), "{shape}");
        }
    }
}
