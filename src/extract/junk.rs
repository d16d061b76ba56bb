//! Sentences that are no prose: formulas, tables, references, addresses, scanning debris, foreign passages, repetitions.
//!
//! They are judged by what their words look like, one by one; a sentence between two foreign ones is foreign where it
//! might be.

use super::scan::{DropReason, is_acronym, is_stop};
use crate::analysis::{Analysis, Sentence};
use crate::morph;
use crate::text::Language;
use crate::token::TokenKind;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::hash::{BuildHasher, BuildHasherDefault};

/// Times that the same short line is read in one document: running heads say nothing new.
const REPEATS: u32 = 3;

/// Words up to which a line can be a running head.
const SHORT: usize = 12;

/// Words of references, folded: pages, volumes, publishers.
const REFERENCE_WORDS: [&str; 25] = [
    "al",
    "chap",
    "cit",
    "dissertation",
    "doi",
    "ed",
    "eds",
    "edition",
    "editor",
    "editors",
    "fig",
    "ibid",
    "isbn",
    "issn",
    "journal",
    "no",
    "op",
    "p",
    "pp",
    "press",
    "proceedings",
    "springer",
    "univ",
    "vol",
    "wiley",
];

/// Judges the sentences of documents; remembers what it knows of words.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    words: FxHashMap<CompactString, WordLook>,
}

/// What a word is wherever it stands.
#[derive(Clone, Copy, Debug)]
struct WordLook {
    /// A function word of the text's language, of the other one.
    own: bool,
    other: bool,
    known: bool,
    known_other: bool,
    single: bool,
    capital: bool,
    acronym: bool,
    reference: bool,
    broken: bool,
}

impl WordLook {
    fn new(form: &str, language: Language) -> Self {
        let folded = crate::text::normalize::fold(form);
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let (own, other) = (is_stop(&folded, language), is_stop(&folded, language.other()));
        let known = own || morph::is_known(&folded, language);
        Self {
            own,
            other,
            known,
            known_other: other || morph::is_known(&folded, language.other()),
            single: letters == 1 && form.chars().count() <= 2,
            capital: form.starts_with(char::is_uppercase),
            acronym: is_acronym(form),
            reference: REFERENCE_WORDS.contains(&folded.trim_end_matches('.')) && folded != "no",
            broken: !known && is_broken(form),
        }
    }
}

impl Judge {
    /// For each sentence, why it is left out; `None` for prose.
    pub(crate) fn judge(&mut self, analysis: &Analysis) -> Vec<Option<DropReason>> {
        let text = &analysis.document.text;
        let hasher = BuildHasherDefault::<rustc_hash::FxHasher>::default();
        let mut lines: FxHashMap<u64, u32> = FxHashMap::default();
        let looks: Vec<Look> =
            analysis.sentences.iter().map(|s| self.look(text, s, analysis.language)).collect();
        let clearly_foreign = |at: usize| looks.get(at).is_none_or(|look: &Look| look.is_foreign(false));
        (0..looks.len())
            .map(|at| {
                let look = &looks[at];
                let words = &analysis.sentences[at].words;
                if words.len() <= SHORT && look.words > 0 {
                    let line = words.iter().filter(|word| word.kind != TokenKind::Number);
                    let line: Vec<&str> = line.map(|word| word.span.text(text)).collect();
                    let times = lines.entry(hasher.hash_one(line)).or_default();
                    *times += 1;
                    if *times > REPEATS {
                        return Some(DropReason::Boilerplate);
                    }
                }
                let between = at > 0 && clearly_foreign(at - 1) && clearly_foreign(at + 1);
                look.verdict(between)
            })
            .collect()
    }

    fn look(&mut self, text: &str, sentence: &Sentence, language: Language) -> Look {
        let mut look = Look::default();
        let words = &sentence.words;
        for (at, word) in words.iter().enumerate() {
            let form = word.span.text(text);
            match word.kind {
                TokenKind::Punctuation => {
                    look.punctuation += 1;
                    continue;
                }
                TokenKind::Url => look.urls += 1,
                TokenKind::Number => {
                    look.numbers += 1;
                    let year =
                        form.len() == 4 && form.parse::<u32>().is_ok_and(|y| (1850..2100).contains(&y));
                    look.years += usize::from(year);
                }
                TokenKind::Symbol => {
                    look.signs += 1;
                    look.equals += usize::from(matches!(form, "=" | "≤" | "≥" | "≈" | "∑" | "∫"));
                }
                TokenKind::Protected => {}
                _ => {
                    let stopped = words.get(at + 1).is_some_and(|next| next.span.text(text) == ".");
                    look.add_word(self.word(form, language), form, stopped);
                }
            }
            look.tokens += 1;
        }
        look
    }

    fn word(&mut self, form: &str, language: Language) -> WordLook {
        if let Some(known) = self.words.get(form) {
            return *known;
        }
        let look = WordLook::new(form, language);
        self.words.insert(form.into(), look);
        look
    }
}

/// What the words of a sentence look like, counted.
#[derive(Default)]
struct Look {
    /// Tokens that are no punctuation.
    tokens: usize,
    /// Words of two letters and more.
    words: usize,
    /// Function words of the text's language and of the other one, where only one of the two has them.
    own: usize,
    other: usize,
    /// Words that the lexicon of the text's language, of the other one holds.
    known: usize,
    known_other: usize,
    numbers: usize,
    /// Single letters that are no words, mathematical signs, Greek letters.
    signs: usize,
    equals: usize,
    /// Words that start with a capital.
    capitals: usize,
    /// Single capital letters with a full stop.
    initials: usize,
    /// Years: 1850–2099.
    years: usize,
    references: usize,
    urls: usize,
    /// Words that no language writes so.
    broken: usize,
    punctuation: usize,
}

impl Look {
    fn add_word(&mut self, word: WordLook, form: &str, stopped: bool) {
        self.own += usize::from(word.own && !word.other);
        self.other += usize::from(word.other && !word.own);
        if word.single {
            self.initials += usize::from(word.capital && (stopped || form.ends_with('.')));
            self.signs += usize::from(!word.own && !form.ends_with('\'') && !form.ends_with('’'));
            return;
        }
        self.words += 1;
        self.capitals += usize::from(word.capital && !word.acronym);
        self.references += usize::from(word.reference);
        self.known += usize::from(word.known);
        self.known_other += usize::from(word.known_other);
        self.broken += usize::from(word.broken);
    }

    /// Words of the other language, or of none. `weakly` asks for less evidence.
    fn is_foreign(&self, weakly: bool) -> bool {
        if self.words == 0 {
            return weakly;
        }
        let more = if weakly { 0 } else { 2 };
        if self.other > 2 * self.own + more && self.known_other > self.known {
            return true;
        }
        // A third language: hardly a function word, hardly a word that is known.
        let least = if weakly { 3 } else { 8 };
        self.words >= least && 12 * self.own < self.words && 5 * self.known < 2 * self.words
    }

    fn verdict(&self, between_foreign: bool) -> Option<DropReason> {
        let tokens = self.tokens;
        if tokens == 0 {
            return None;
        }
        if self.urls > 0 && 2 * (self.urls + self.numbers) >= tokens {
            return Some(DropReason::Address);
        }
        if self.equals > 0 && 3 * (self.signs + self.numbers) >= tokens || 2 * self.signs > tokens {
            return Some(DropReason::Formula);
        }
        if 2 * (self.numbers + self.signs) > tokens && tokens >= 3 {
            return Some(DropReason::Table);
        }
        let prose = 5 * self.own >= tokens;
        let cues = self.references
            + usize::from(self.years > 0)
            + usize::from(self.initials > 1)
            + usize::from(self.urls > 0)
            + usize::from(self.punctuation * 3 > tokens);
        if !prose && tokens >= 5 && cues >= 2 && 2 * self.capitals > self.words {
            return Some(DropReason::Reference);
        }
        if !prose && tokens >= 6 && cues >= 3 {
            return Some(DropReason::Reference);
        }
        if self.words >= 3 && 3 * self.broken > self.words {
            return Some(DropReason::Debris);
        }
        if self.is_foreign(between_foreign) {
            return Some(DropReason::Foreign);
        }
        None
    }
}

/// No vowel in four letters and more, a capital in the midst of small letters, signs or digits between letters, three
/// times the same letter.
fn is_broken(form: &str) -> bool {
    if is_acronym(form) {
        return false;
    }
    let chars: Vec<char> = form.chars().collect();
    let vowel = |c: &char| "aeiouyàâäéèêëîïôöùûüœæAEIOUYÉÈÊÀÂÎÔ".contains(*c);
    let consonants = chars.len() >= 4 && chars.iter().all(|c| c.is_alphabetic()) && !chars.iter().any(vowel);
    let odd = chars.windows(2).filter(|w| w[0].is_lowercase() && w[1].is_uppercase()).count() > 1;
    let mixed = chars.windows(3).any(|w| {
        w[0].is_alphabetic() && w[2].is_alphabetic() && !w[1].is_alphabetic() && !"-'’./·&".contains(w[1])
    });
    let same = chars.windows(3).any(|w| w[0] == w[1] && w[1] == w[2] && w[0].is_alphabetic() && w[0] != 'w');
    consonants || odd || mixed || same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::document::{Document, Newlines};

    fn verdict(line: &str, language: Language) -> Option<DropReason> {
        Judge::default().judge(&analyze(Document::plain(line, Newlines::Block), language))[0]
    }

    #[test]
    fn prose_is_kept() {
        for line in [
            "La Commission a ouvert une enquête sur les pratiques de l’entreprise en 2023 (voir p. 12).",
            "Le rotor",
            "Efficacité énergétique des bâtiments",
            "Selon J. Dupont et M. Martin, le moteur tourne à 3 000 tr/min.",
            "COMMUNIQUÉ DE PRESSE",
        ] {
            assert_eq!(verdict(line, Language::French), None, "{line}");
        }
        for line in
            ["The blade pitch angle is 3 degrees at rated power.", "Wind turbine", "Heart failure (HF)"]
        {
            assert_eq!(verdict(line, Language::English), None, "{line}");
        }
    }

    #[test]
    fn what_is_no_prose_is_named() {
        use DropReason::*;
        for (line, reason) in [
            ("P = 1/2 ρ A v³ Cp", Formula),
            ("12,5 13,8 14,2 9,7 kW", Table),
            ("https://www.exemple.fr/page", Address),
            (
                "Betz, A., Wind-Energie und ihre Ausnutzung durch Windmühlen, Göttingen, 1926, pp. 64.",
                Reference,
            ),
            ("The power coefficient is the ratio of the power to that of the wind.", Foreign),
            ("Die Leistung des Windes hängt von der Geschwindigkeit und von der Fläche ab.", Foreign),
        ] {
            assert_eq!(verdict(line, Language::French), Some(reason), "{line}");
        }
    }

    #[test]
    fn running_heads_are_read_a_few_times() {
        let analysis =
            analyze(Document::plain("Chapitre premier\n".repeat(9), Newlines::Block), Language::French);
        let kept = Judge::default().judge(&analysis).iter().filter(|verdict| verdict.is_none()).count();
        assert_eq!(kept, REPEATS as usize);
    }
}
