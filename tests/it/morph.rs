//! Inflection: what a form may be, and the forms that a term takes.

use glose::morph::{Gender, Number, Upos, lemma_keys, readings, readings_bare};
use glose::text::Language::{English, French};

fn lemmas(form: &str, upos: Upos, language: glose::text::Language) -> Vec<String> {
    readings(form, language).into_iter().filter(|r| r.upos == upos).map(|r| r.lemma.to_string()).collect()
}

#[test]
fn french_forms_have_their_lemmas() {
    for (form, upos, lemma) in [
        ("levées", Upos::Noun, "levée"),
        ("salariées", Upos::Noun, "salarié"),
        ("dérivées", Upos::Adj, "dérivé"),
        ("dérivées", Upos::Verb, "dériver"),
        ("capitaux-risques", Upos::Noun, "capital-risque"),
        ("fusions-acquisitions", Upos::Noun, "fusion-acquisition"),
        ("yeux", Upos::Noun, "œil"),
        ("coeurs", Upos::Noun, "cœur"),
        ("fonds", Upos::Noun, "fonds"),
        ("anticoncurrentielles", Upos::Adj, "anticoncurrentiel"),
        ("rançongiciels", Upos::Noun, "rançongiciel"),
        ("kilogrammes", Upos::Noun, "kilogramme"),
        ("résolue", Upos::Adj, "résolu"),
        ("Paris", Upos::Propn, "Paris"),
        ("ÉTATS", Upos::Noun, "état"),
        ("ETATS", Upos::Noun, "état"),
        ("Economie", Upos::Noun, "économie"),
        ("aujourd’hui", Upos::Adv, "aujourd'hui"),
    ] {
        assert!(
            lemmas(form, upos, French).iter().any(|l| l == lemma),
            "{form}: {:?}",
            readings(form, French)
        );
    }
}

#[test]
fn english_forms_have_their_lemmas() {
    for (form, upos, lemma) in [
        ("matrices", Upos::Noun, "matrix"),
        ("theses", Upos::Noun, "thesis"),
        ("breaches", Upos::Noun, "breach"),
        ("cryptocurrencies", Upos::Noun, "cryptocurrency"),
        ("people", Upos::Noun, "person"),
        ("Women", Upos::Noun, "woman"),
        ("lenses", Upos::Noun, "lens"),
        ("gases", Upos::Noun, "gas"),
        ("viruses", Upos::Noun, "virus"),
        ("chatbots", Upos::Noun, "chatbot"),
        ("went", Upos::Verb, "go"),
        ("stopped", Upos::Verb, "stop"),
        ("bigger", Upos::Adj, "big"),
        ("is", Upos::Aux, "be"),
    ] {
        assert!(
            lemmas(form, upos, English).iter().any(|l| l == lemma),
            "{form}: {:?}",
            readings(form, English)
        );
    }
}

#[test]
fn gender_and_number_are_kept() {
    let reading = &readings("plateformes", French)[0];
    assert_eq!((reading.gender, reading.number), (Some(Gender::Feminine), Some(Number::Plural)));
    let reading = &readings("journaliste", French)[0];
    assert_eq!((reading.gender, reading.number), (Some(Gender::Common), Some(Number::Singular)));
    assert_eq!(readings("fonds", French).iter().find(|r| r.lemma == "fonds").unwrap().number, None);
}

#[test]
fn certain_means_from_the_lexicon() {
    assert!(readings("levée", French).iter().all(|r| r.certain));
    assert!(readings("ETAT", French).iter().all(|r| !r.certain));
    assert!(readings("zorglubisations", French).iter().all(|r| !r.certain));
}

#[test]
fn bare_words_find_all_their_accented_forms() {
    let found: Vec<_> = readings_bare("cote", French).into_iter().map(|r| r.lemma.to_string()).collect();
    for lemma in ["cote", "côte", "coté", "côté"] {
        assert!(found.iter().any(|l| l == lemma), "{lemma} in {found:?}");
    }
    assert!(readings_bare("zorglub", French).is_empty());
}

#[test]
fn keys_join_the_forms_of_a_word() {
    let joined = |a: &str, b: &str, language| {
        let b = lemma_keys(b, language);
        lemma_keys(a, language).iter().any(|key| b.contains(key))
    };
    assert!(joined("neuves", "neuf", French));
    assert!(joined("jeunes", "jeune", French));
    assert!(joined("chatbots", "chatbot", English));
    assert!(!joined("pâte", "pâté", French));
    assert!(!joined("graine", "grain", French));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_string_has_a_reading(form in "\\PC{0,24}") {
        for language in glose::text::Language::ALL {
            proptest::prop_assert!(!readings(&form, language).is_empty());
            readings_bare(&form, language);
            lemma_keys(&form, language);
        }
    }
}

#[test]
fn the_english_lists_are_sorted() {
    for text in [
        include_str!("../../src/morph/data/english/exceptions.tsv"),
        include_str!("../../src/morph/data/english/function.tsv"),
        include_str!("../../src/morph/data/english/lexicon.tsv"),
    ] {
        assert!(text.lines().filter(|line| !line.starts_with('#')).is_sorted());
    }
}
