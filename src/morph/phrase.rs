//! Multiword terms: the citation form of what stands in a text, and inflected forms of a citation form.

use super::{Gender, Number, Reading, Upos, inflect, readings};
use crate::text::Language;

/// A word of a term as a text has it.
#[derive(Clone, Copy, Debug)]
pub struct PhraseWord<'a> {
    /// As written.
    pub form: &'a str,
    /// Its part of speech there.
    pub upos: Upos,
    /// Its lemma there; empty if not known.
    pub lemma: &'a str,
    /// Its gender there, if known.
    pub gender: Option<Gender>,
}

/// The form under which a glossary lists a term, with the gender and number of its head.
///
/// French: the head noun and the adjectives that agree with it become singular, complements stay (levées de fonds →
/// levée de fonds, jeunes pousses → jeune pousse). English: the head noun becomes singular (venture capitalists →
/// venture capitalist). The number is plural where there is no singular.
pub fn citation_form(
    words: &[PhraseWord<'_>],
    language: Language,
) -> (String, Option<Gender>, Option<Number>) {
    // Littéraux, handicapés: an adjective that is a noun by itself.
    let alone = || {
        let noun = |r: &Reading| r.upos == Upos::Noun && r.certain;
        let only = words.len() == 1 && language == Language::French && words[0].upos == Upos::Adj;
        (only && readings(words[0].form, language).iter().any(noun)).then_some(0)
    };
    let Some(head) = head(words.iter().map(|word| word.upos), language).or_else(alone) else {
        return (join(words.iter().map(citation_case)), None, None);
    };
    let noun = noun(&words[head], language);
    let plural = noun.number == Some(Number::Plural);
    // Liquidation et dissolution volontaires: the plural of a coordination.
    let shared = |at: usize| {
        at == head + 1
            && words[at].upos == Upos::Adj
            && noun.number == Some(Number::Singular)
            && readings(words[at].form, language)
                .iter()
                .any(|r| r.upos == Upos::Adj && r.number == Some(Number::Plural))
    };
    let agrees = |at: usize| {
        language == Language::French
            && at != head
            && (noun.number != Some(Number::Singular) || shared(at))
            && agrees(words, head, at)
    };
    let forms = (0..words.len()).map(|at| match words[at].upos {
        _ if at == head && plural => singular_noun(&words[head], &noun, language),
        Upos::Adj | Upos::Verb if agrees(at) => singular_adjective(&words[at], noun.gender),
        Upos::Noun if agrees(at) => {
            let reading = self::noun(&words[at], language);
            if reading.number == Some(Number::Plural) {
                reading.lemma.to_string()
            } else {
                citation_case(&words[at])
            }
        }
        _ => citation_case(&words[at]),
    });
    let text = join(forms);
    let gender = gender(words, head, &noun, language);
    (text, gender, if plural { Some(Number::Singular) } else { noun.number })
}

/// A noun phrase in its citation form, set in the plural (or in the singular again).
pub fn inflect_phrase(phrase: &str, number: Number, language: Language) -> String {
    let read: Vec<(&str, Reading)> = pieces(phrase)
        .map(|form| {
            let mut all = readings(form, language);
            if is_acronym(form) {
                // The gender is what the adjective shows, not what the letters look like.
                return (
                    form,
                    Reading { lemma: form.into(), upos: Upos::Noun, gender: None, ..all.swap_remove(0) },
                );
            }
            // The noun reading is the right one for the first noun; prepositions are prepositions.
            let best = all.iter().position(|r| matches!(r.upos, Upos::Adp | Upos::Det)).unwrap_or(0);
            (form, all.swap_remove(best))
        })
        .collect();
    let head = match language {
        Language::French => read.iter().position(|(_, r)| r.upos == Upos::Noun).map(|first| {
            // jeune pousse: a word that may be an adjective goes with one that may not.
            let may_be = |at: usize, upos: Upos| {
                read.get(at).is_some_and(|(form, _)| readings(form, language).iter().any(|r| r.upos == upos))
            };
            let next_is_head =
                may_be(first, Upos::Adj) && may_be(first + 1, Upos::Noun) && !may_be(first + 1, Upos::Adj);
            first + usize::from(next_is_head)
        }),
        Language::English => {
            let end = read.iter().position(|(_, r)| r.upos == Upos::Adp).unwrap_or(read.len());
            end.checked_sub(1)
        }
    };
    let Some(head) = head else { return phrase.to_owned() };
    let gender = read[head].1.gender.filter(|&gender| gender != Gender::Common);
    let agreeing = |at: usize| {
        let between = &read[at.min(head)..=at.max(head)];
        language == Language::French
            && between.iter().all(|(_, r)| matches!(r.upos, Upos::Noun | Upos::Adj | Upos::Verb))
    };
    join(read.iter().enumerate().map(|(at, (form, reading))| {
        let adjective = readings(form, language).into_iter().find(|r| r.upos == Upos::Adj);
        match adjective {
            // Acronyms keep their capitals: CPUs; in French they keep their form as well.
            _ if is_acronym(form) => match (language, number) {
                (Language::English, Number::Plural) if at == head && !form.ends_with('s') => {
                    format!("{form}s")
                }
                (Language::English, Number::Singular) if at == head => form.trim_end_matches('s').to_owned(),
                _ => (*form).to_owned(),
            },
            _ if at == head => like(form, inflect(&reading.lemma, Upos::Noun, None, number, language)),
            Some(adjective) if agreeing(at) => {
                let gender = gender.or(adjective.gender).or(reading.gender);
                like(form, inflect(&adjective.lemma, Upos::Adj, gender, number, language))
            }
            _ => (*form).to_owned(),
        }
    }))
}

/// `word` with a capital where `form` has one.
fn like(form: &str, word: String) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if form.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => word,
    }
}

/// IA, G20, PhD, LLMs: two capitals or more, or one and a digit.
fn is_acronym(form: &str) -> bool {
    let count = |is: fn(char) -> bool| form.chars().filter(|&c| is(c)).count();
    let capitals = count(char::is_uppercase);
    let name = form.contains(['-', '.']) && form.chars().any(char::is_lowercase);
    !name && (capitals >= 2 || capitals == 1 && count(char::is_numeric) > 0)
}

/// The gender of the head: the one that the lexicon knows; of two (the lexicon has *tour* as both), the one that an
/// adjective or the text shows.
fn gender(words: &[PhraseWord<'_>], head: usize, noun: &Reading, language: Language) -> Option<Gender> {
    let nominal =
        |reading: &Reading| matches!(reading.upos, Upos::Noun | Upos::Propn) && reading.lemma == noun.lemma;
    let mut genders: Vec<Gender> = readings(&noun.lemma, language)
        .into_iter()
        .filter(nominal)
        .filter_map(|reading| reading.gender)
        .collect();
    genders.dedup();
    match genders.as_slice() {
        [] if noun.gender != Some(Gender::Common) => noun.gender,
        &[gender] if gender != Gender::Common => Some(gender),
        _ => {
            let shown = |at: &usize| *at != head && words[*at].upos == Upos::Adj && agrees(words, head, *at);
            let adjective = (0..words.len()).filter(shown).find_map(|at| {
                let own = readings(words[at].form, language)
                    .into_iter()
                    .find(|reading| reading.upos == Upos::Adj)?;
                own.gender.filter(|&gender| gender != Gender::Common)
            });
            adjective.or(words[head].gender).or(genders.first().copied())
        }
    }
}

/// The word that the others depend on: the first noun in French, the last before a preposition in English.
fn head(parts: impl Iterator<Item = Upos> + Clone, language: Language) -> Option<usize> {
    let is_noun = |upos: Upos| matches!(upos, Upos::Noun | Upos::Propn);
    match language {
        Language::French => {
            let common = parts.clone().position(|upos| upos == Upos::Noun);
            common.or_else(|| parts.clone().position(is_noun))
        }
        Language::English => {
            let before = parts.take_while(|&upos| upos != Upos::Adp).enumerate();
            before.filter(|&(_, upos)| is_noun(upos)).last().map(|(at, _)| at)
        }
    }
}

/// Whether the word at `at` takes its number from the head: an adjective or a noun in apposition with only such words
/// between, or a plural adjective after a complement that is singular.
fn agrees(words: &[PhraseWord<'_>], head: usize, at: usize) -> bool {
    let nominal =
        |word: &PhraseWord<'_>| matches!(word.upos, Upos::Adj | Upos::Verb | Upos::Noun | Upos::Adv);
    let between = &words[at.min(head)..=at.max(head)];
    if between.iter().all(nominal) {
        return true;
    }
    let complement = words[..at].iter().rfind(|word| word.upos == Upos::Noun);
    let is_singular = |word: &PhraseWord<'_>| {
        let reading = noun(word, Language::French);
        reading.number == Some(Number::Singular)
    };
    at > head && words[at].upos == Upos::Adj && complement.is_some_and(is_singular)
}

/// The noun reading of a word: the one with the lemma that is given, else the lexicon's first.
fn noun(word: &PhraseWord<'_>, language: Language) -> Reading {
    let mut all = readings(word.form, language);
    let nominal = |reading: &Reading| matches!(reading.upos, Upos::Noun | Upos::Propn);
    let given = all.iter().position(|r| nominal(r) && r.upos == word.upos && r.lemma == word.lemma);
    let best = given.or_else(|| all.iter().position(nominal)).unwrap_or(0);
    all.swap_remove(best)
}

fn singular_noun(word: &PhraseWord<'_>, reading: &Reading, language: Language) -> String {
    // Names and acronyms keep their form: Big Tech, CEOs → CEO.
    let acronym = word.form.chars().filter(|c| c.is_uppercase()).count() >= 2;
    match word.form.strip_suffix('s') {
        Some(stem) if acronym && stem.chars().all(|c| c.is_uppercase() || c.is_numeric()) => stem.to_owned(),
        _ if acronym && !word.form.chars().all(|c| !c.is_lowercase()) => word.form.to_owned(),
        _ if word.upos == Upos::Propn => word.form.to_owned(),
        _ => {
            let _ = language;
            reading.lemma.to_string()
        }
    }
}

fn singular_adjective(word: &PhraseWord<'_>, gender: Option<Gender>) -> String {
    let found = readings(word.form, Language::French);
    let adjective = found
        .iter()
        .find(|reading| reading.upos == Upos::Adj)
        .or_else(|| found.iter().find(|reading| reading.upos == Upos::Noun));
    match adjective {
        Some(reading) if reading.number == Some(Number::Plural) => {
            let own = reading.gender.filter(|&gender| gender != Gender::Common);
            inflect(&reading.lemma, reading.upos, own.or(gender), Number::Singular, Language::French)
        }
        _ => citation_case(word),
    }
}

/// The word in the case of a glossary: capitals only where it is a name or an acronym.
fn citation_case(word: &PhraseWord<'_>) -> String {
    let mut chars = word.form.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let rest_lower = chars.clone().all(|c| !c.is_uppercase());
    let shouted = word.form.chars().count() >= 4 && word.form.chars().all(|c| !c.is_lowercase());
    let is_name = word.upos == Upos::Propn;
    if capital && !is_name && (rest_lower && word.form.chars().count() > 1 || shouted && in_lower_case(word))
    {
        word.form.to_lowercase()
    } else {
        word.form.to_owned()
    }
}

fn in_lower_case(word: &PhraseWord<'_>) -> bool {
    !word.lemma.is_empty() && word.lemma.chars().all(|c| !c.is_uppercase())
}

fn join(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut out = String::new();
    for word in words {
        let word = word.as_ref();
        let glued = out.is_empty()
            || out.ends_with(['\'', '’', '/'])
            || word.starts_with('/')
            || word == "'s"
            || word == "’s";
        if !glued {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The words of a phrase, elisions apart.
fn pieces(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split_whitespace().flat_map(|word| {
        let elided = word
            .find(['\'', '’'])
            .filter(|&at| at <= 2)
            .map(|at| at + word[at..].chars().next().map_or(1, char::len_utf8));
        let (first, rest) = word.split_at(elided.unwrap_or(word.len()));
        [first, rest].into_iter().filter(|piece| !piece.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(tagged: &'a str) -> Vec<PhraseWord<'a>> {
        let part = |tag: &str| match tag {
            "N" => Upos::Noun,
            "A" => Upos::Adj,
            "P" => Upos::Adp,
            "D" => Upos::Det,
            "X" => Upos::Propn,
            _ => Upos::Verb,
        };
        tagged
            .split(' ')
            .map(|word| word.split_once('/').unwrap())
            .map(|(form, tag)| PhraseWord { form, upos: part(tag), lemma: "", gender: None })
            .collect()
    }

    #[test]
    fn french_terms_have_a_citation_form() {
        for (tagged, expected, gender) in [
            ("levées/N de/P fonds/N", "levée de fonds", Gender::Feminine),
            ("jeunes/A pousses/N", "jeune pousse", Gender::Feminine),
            ("Pratiques/N anticoncurrentielles/A", "pratique anticoncurrentielle", Gender::Feminine),
            ("agents/N conversationnels/A", "agent conversationnel", Gender::Masculine),
            ("jeux/N de/P données/N", "jeu de données", Gender::Masculine),
            ("tours/N indécis/A", "tour indécis", Gender::Masculine),
            ("entreprises/N dérivées/A", "entreprise dérivée", Gender::Feminine),
            ("introductions/N en/P bourse/N", "introduction en bourse", Gender::Feminine),
            ("taux/N directeurs/A", "taux directeur", Gender::Masculine),
            ("offres/N publiques/A d’/P achat/N", "offre publique d’achat", Gender::Feminine),
            ("fusions-acquisitions/N", "fusion-acquisition", Gender::Feminine),
            ("modèles/N de/P langage/N massifs/A", "modèle de langage massif", Gender::Masculine),
            ("dissolution/N volontaires/A", "dissolution volontaire", Gender::Feminine),
            ("handicapés/A", "handicapé", Gender::Masculine),
        ] {
            let (text, its_gender, number) = citation_form(&words(tagged), Language::French);
            assert_eq!(text, expected);
            assert_eq!(its_gender, Some(gender), "{expected}");
            assert_ne!(number, Some(Number::Plural), "{expected}");
        }
    }

    #[test]
    fn english_terms_have_a_citation_form() {
        for (tagged, expected) in [
            ("venture/N capitalists/N", "venture capitalist"),
            ("Funding/N rounds/N", "funding round"),
            ("rounds/N of/P funding/N", "round of funding"),
            ("data/N centres/N", "data centre"),
            ("CEOs/N", "CEO"),
            ("holding/N companies/N", "holding company"),
        ] {
            assert_eq!(citation_form(&words(tagged), Language::English).0, expected);
        }
    }

    #[test]
    fn phrases_go_into_the_plural() {
        for (singular, plural) in [
            ("levée de fonds", "levées de fonds"),
            ("jeune pousse", "jeunes pousses"),
            ("pratique anticoncurrentielle", "pratiques anticoncurrentielles"),
            ("prise de participation", "prises de participation"),
            ("droit d’auteur", "droits d’auteur"),
            ("agent conversationnel", "agents conversationnels"),
        ] {
            assert_eq!(inflect_phrase(singular, Number::Plural, Language::French), plural);
        }
        for (singular, plural) in [
            ("IA générative", "IA génératives"),
            ("logiciel d’IA générative", "logiciels d’IA générative"),
            ("ONG internationale", "ONG internationales"),
            ("puce 5G", "puces 5G"),
        ] {
            assert_eq!(inflect_phrase(singular, Number::Plural, Language::French), plural);
        }
        for (singular, plural) in [("large LLM", "large LLMs"), ("Big Tech", "Big Techs"), ("G20", "G20s")] {
            assert_eq!(inflect_phrase(singular, Number::Plural, Language::English), plural);
            assert_eq!(inflect_phrase(plural, Number::Singular, Language::English), singular);
        }
        assert_eq!(inflect_phrase("joint venture", Number::Plural, Language::English), "joint ventures");
        assert_eq!(inflect_phrase("cost of capital", Number::Plural, Language::English), "costs of capital");
    }
}
