//! From a lemma to its forms: the lexicon first, rules for what it does not hold.

use super::lexicon::lexicon;
use super::{Gender, Number, Upos, fold_word};
use crate::text::Language;

const FRENCH: &str = include_str!("data/irregular/fr.tsv");
const ENGLISH: &str = include_str!("data/irregular/en.tsv");

/// The form of a noun or adjective in a gender and number; `gender: None` leaves it as it is. English nouns have no
/// gender, English adjectives no number: those come back unchanged.
pub fn inflect(
    lemma: &str,
    upos: Upos,
    gender: Option<Gender>,
    number: Number,
    language: Language,
) -> String {
    if language == Language::English && upos == Upos::Adj {
        return lemma.to_owned();
    }
    let gender = if language == Language::French { gender } else { None };
    irregular(lemma, upos, gender, number, language)
        .or_else(|| from_lexicon(lemma, upos, gender, number, language))
        .unwrap_or_else(|| by_rule(lemma, gender, number, language))
}

fn irregular(
    lemma: &str,
    upos: Upos,
    gender: Option<Gender>,
    number: Number,
    language: Language,
) -> Option<String> {
    let list = if language == Language::French { FRENCH } else { ENGLISH };
    let wanted = format!("{lemma}\t{}\t", if upos == Upos::Noun { "noun" } else { "adj" });
    list.lines().filter_map(|line| line.strip_prefix(&wanted)).find_map(|rest| {
        let mut cells = rest.split('\t');
        let (its_gender, its_number, form) = (cells.next()?, cells.next()?, cells.next()?);
        let gender_fits = match gender {
            Some(Gender::Feminine) => its_gender != "m",
            _ => its_gender != "f",
        };
        let number_fits = its_number == if number == Number::Plural { "pl" } else { "sg" };
        (gender_fits && number_fits).then(|| form.to_owned())
    })
}

/// The nearest form of the lexicon that is read as asked.
fn from_lexicon(
    lemma: &str,
    upos: Upos,
    gender: Option<Gender>,
    number: Number,
    language: Language,
) -> Option<String> {
    let mut key = String::new();
    fold_word(lemma, &mut key);
    let lexicon = lexicon(language);
    let fits = |form: &str| {
        lexicon.readings(form).into_iter().any(|reading| {
            reading.upos == upos
                && reading.lemma == lemma
                && reading.number.is_none_or(|n| n == number)
                && match (gender, reading.gender) {
                    (None | Some(Gender::Common), _) | (_, None | Some(Gender::Common)) => true,
                    (Some(wanted), Some(its)) => wanted == its,
                }
        })
    };
    let guess = by_rule(&key, gender, number, language);
    let found = if fits(&guess) {
        guess
    } else {
        // The forms of a lemma share its beginning but for the last letters (of its first part: arcs-en-ciel). The longer the
        // beginning, the fewer words share it.
        let first = key.split('-').next().unwrap_or_default();
        let stems = first.char_indices().rev().map(|(at, _)| &key[..at]).filter(|stem| !stem.is_empty());
        stems.take(3).find_map(|stem| {
            // A compound inflects to a compound; the look at the letters spares a reading.
            let alike = |form: &String| form.contains('-') == key.contains('-');
            let forms = lexicon.starting_with(stem).into_iter().filter(alike);
            forms.filter(|form| fits(form)).min_by_key(|form| form.len())
        })?
    };
    // Folding parted the ligatures: the lemma tells where they stand.
    Some(if lemma.contains('œ') { found.replacen("oe", "œ", 1) } else { found })
}

fn by_rule(lemma: &str, gender: Option<Gender>, number: Number, language: Language) -> String {
    match language {
        Language::English if number == Number::Plural => english_plural(lemma),
        Language::English => lemma.to_owned(),
        Language::French => {
            let feminine = gender == Some(Gender::Feminine);
            let form = if feminine { french_feminine(lemma) } else { lemma.to_owned() };
            if number == Number::Plural { french_plural(&form) } else { form }
        }
    }
}

fn french_plural(word: &str) -> String {
    match word {
        _ if word.ends_with(['s', 'x', 'z']) || word.is_empty() => word.to_owned(),
        _ if word.ends_with("al") => format!("{}ux", &word[..word.len() - 1]),
        _ if word.ends_with("eau") || word.ends_with("eu") => format!("{word}x"),
        _ => format!("{word}s"),
    }
}

fn french_feminine(word: &str) -> String {
    const ENDINGS: [(&str, &str); 16] = [
        ("ateur", "atrice"),
        ("cteur", "ctrice"),
        ("iteur", "itrice"),
        ("eur", "euse"),
        ("eux", "euse"),
        ("oux", "ouse"),
        ("eau", "elle"),
        ("er", "ère"),
        ("el", "elle"),
        ("eil", "eille"),
        ("en", "enne"),
        ("on", "onne"),
        ("et", "ette"),
        ("f", "ve"),
        ("ic", "ique"),
        ("e", "e"),
    ];
    let found = ENDINGS.iter().find_map(|(masculine, feminine)| {
        word.strip_suffix(masculine).map(|stem| format!("{stem}{feminine}"))
    });
    found.unwrap_or_else(|| format!("{word}e"))
}

fn english_plural(word: &str) -> String {
    let before = word.chars().rev().nth(1);
    if word.ends_with('y') && before.is_some_and(|c| c.is_alphabetic() && !"aeiou".contains(c)) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["tech", "stomach", "epoch", "onarch", "triarch"].iter().any(|hard| word.ends_with(hard)) {
        // The ch is a k.
        format!("{word}s")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [FRENCH, ENGLISH] {
            let rows: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(rows.is_sorted(), "{rows:?}");
        }
    }

    #[test]
    fn french_words_are_inflected() {
        let f = Some(Gender::Feminine);
        for (lemma, upos, gender, number, form) in [
            ("travail", Upos::Noun, None, Number::Plural, "travaux"),
            ("arc-en-ciel", Upos::Noun, None, Number::Plural, "arcs-en-ciel"),
            ("fonds", Upos::Noun, None, Number::Plural, "fonds"),
            ("œil", Upos::Noun, None, Number::Plural, "yeux"),
            ("œuvre", Upos::Noun, None, Number::Plural, "œuvres"),
            ("directeur", Upos::Noun, f, Number::Singular, "directrice"),
            ("anticoncurrentiel", Upos::Adj, f, Number::Plural, "anticoncurrentielles"),
            ("neuf", Upos::Adj, f, Number::Singular, "neuve"),
            ("nouveau", Upos::Adj, f, Number::Plural, "nouvelles"),
            ("génératif", Upos::Adj, f, Number::Singular, "générative"),
            ("sec", Upos::Adj, f, Number::Singular, "sèche"),
            ("zorglub", Upos::Noun, None, Number::Plural, "zorglubs"),
        ] {
            assert_eq!(inflect(lemma, upos, gender, number, Language::French), form);
        }
    }

    #[test]
    fn english_nouns_are_inflected() {
        for (lemma, form) in [
            ("company", "companies"),
            ("matrix", "matrices"),
            ("analysis", "analyses"),
            ("person", "people"),
            ("chatbot", "chatbots"),
            ("fintech", "fintechs"),
            ("woman", "women"),
            ("mouse", "mice"),
            ("hypercab", "hypercabs"),
        ] {
            assert_eq!(inflect(lemma, Upos::Noun, None, Number::Plural, Language::English), form);
        }
    }
}
