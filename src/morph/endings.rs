//! Words that no lexicon holds, by their ending (`data/endings/`).

use super::{Gender, Number, Reading, Readings, Upos, VerbForm};
use crate::text::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Letters that a word keeps before its ending.
const MIN_STEM: usize = 2;

struct Rule {
    lemma: &'static str,
    upos: Upos,
    gender: Option<Gender>,
    number: Option<Number>,
    verb_form: Option<VerbForm>,
}

struct Rules {
    by_ending: FxHashMap<&'static str, Vec<Rule>>,
    longest: usize,
}

static FRENCH: LazyLock<Rules> = LazyLock::new(|| Rules::parse(include_str!("data/endings/fr.tsv")));
static ENGLISH: LazyLock<Rules> = LazyLock::new(|| Rules::parse(include_str!("data/endings/en.tsv")));

impl Rules {
    fn parse(text: &'static str) -> Self {
        let mut rules = Self { by_ending: FxHashMap::default(), longest: 0 };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or("-");
            let (ending, lemma, upos, gender, number, form) =
                (next(), next(), next(), next(), next(), next());
            rules.longest = rules.longest.max(ending.len());
            rules.by_ending.entry(ending).or_default().push(Rule {
                lemma: if lemma == "-" { "" } else { lemma },
                upos: match upos {
                    "noun" => Upos::Noun,
                    "adj" => Upos::Adj,
                    "adv" => Upos::Adv,
                    _ => Upos::Verb,
                },
                gender: match gender {
                    "m" => Some(Gender::Masculine),
                    "f" => Some(Gender::Feminine),
                    "c" => Some(Gender::Common),
                    _ => None,
                },
                number: match number {
                    "sg" => Some(Number::Singular),
                    "pl" => Some(Number::Plural),
                    _ => None,
                },
                verb_form: match form {
                    "fin" => Some(VerbForm::Finite),
                    "inf" => Some(VerbForm::Infinitive),
                    "ger" => Some(VerbForm::PresentParticiple),
                    "part" => Some(VerbForm::PastParticiple),
                    _ => None,
                },
            });
        }
        rules
    }
}

/// Guesses the readings of a folded word. Never empty.
pub(super) fn guess(key: &str, language: Language) -> Readings {
    let rules: &Rules = match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    };
    let is_word = key.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'');
    let least = key.char_indices().nth(MIN_STEM).map_or(key.len(), |(at, _)| at);
    let first = key.len().saturating_sub(rules.longest).max(least);
    let endings = key[least..].char_indices().map(|(at, _)| least + at).filter(|&at| at >= first);
    let found =
        endings.filter(|_| is_word).find_map(|at| Some((&key[..at], rules.by_ending.get(&key[at..])?)));
    if let Some((stem, rules)) = found {
        return rules
            .iter()
            .map(|rule| Reading {
                lemma: compact_str::format_compact!("{stem}{}", rule.lemma),
                upos: rule.upos,
                gender: rule.gender,
                number: rule.number,
                verb_form: rule.verb_form,
                certain: false,
            })
            .collect();
    }
    let upos = if is_word && !key.is_empty() { Upos::Noun } else { Upos::X };
    smallvec::smallvec![Reading {
        lemma: key.into(),
        upos,
        gender: None,
        number: None,
        verb_form: None,
        certain: false,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_sorted() {
        for text in [include_str!("data/endings/fr.tsv"), include_str!("data/endings/en.tsv")] {
            let endings: Vec<&str> = text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').next().unwrap())
                .collect();
            assert!(endings.is_sorted());
        }
    }

    #[test]
    fn the_longest_ending_decides() {
        let lemma = |key, language| guess(key, language)[0].lemma.to_string();
        assert_eq!(lemma("kryptonaux", Language::French), "kryptonal");
        assert_eq!(lemma("chatbotisations", Language::French), "chatbotisation");
        assert_eq!(lemma("pricebots", Language::French), "pricebot");
        assert_eq!(lemma("hypercabs", Language::English), "hypercab");
        assert_eq!(lemma("", Language::English), "");
    }
}
