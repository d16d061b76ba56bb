//! Parts of speech and lemmas in context.

use glose::morph::{Gender, Number, Upos};
use glose::tag::{ModelError, Tagger, Word, tag};
use glose::text::{Language, Span};
use glose::token::{TokenKind, tokenize};
use proptest::prelude::*;

fn words(text: &str, language: Language) -> Vec<Word> {
    tag(text, &tokenize(text, Span::new(0, text.len()), &[], language), language)
}

fn analysis(text: &str, language: Language) -> String {
    let show = |word: &Word| format!("{}/{:?}/{}", word.span.text(text), word.upos, word.lemma);
    words(text, language).iter().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn french_sentences_are_analysed() {
    assert_eq!(
        analysis("Les levées de fonds ont doublé l’an dernier.", Language::French),
        "Les/Det/le levées/Noun/levée de/Adp/de fonds/Noun/fonds ont/Aux/avoir doublé/Verb/doubler l’/Det/le an/Noun/an \
         dernier/Adj/dernier ./Punct/."
    );
    assert_eq!(
        analysis("Il pense que les jeunes pousses séduisent les investisseurs.", Language::French),
        "Il/Pron/lui pense/Verb/penser que/Sconj/que les/Det/le jeunes/Adj/jeune pousses/Noun/pousse séduisent/Verb/séduire \
         les/Det/le investisseurs/Noun/investisseur ./Punct/."
    );
}

#[test]
fn english_sentences_are_analysed() {
    assert_eq!(
        analysis("The company hasn't raised its own funds.", Language::English),
        "The/Det/the company/Noun/company has/Aux/have n't/Part/not raised/Verb/raise its/Pron/its own/Adj/own funds/Noun/fund ./Punct/."
    );
}

#[test]
fn contractions_of_preposition_and_article_are_told_from_articles() {
    let french = words("Des élus votent la fin des aides du pays aux maires.", Language::French);
    let contracted: Vec<bool> = french.iter().map(|word| word.contracted).collect();
    assert_eq!(contracted, [false, false, false, false, false, true, false, true, false, true, false, false]);
    assert_eq!(french[0].upos, Upos::Det);
    assert_eq!((french[5].upos, french[5].lemma.as_str()), (Upos::Adp, "de"));
    assert_eq!(french[9].lemma, "à");
}

#[test]
fn nouns_have_gender_and_number() {
    let found = words("Une journaliste rencontre les directrices générales.", Language::French);
    assert_eq!((found[1].gender, found[1].number), (Some(Gender::Feminine), Some(Number::Singular)));
    assert_eq!((found[4].gender, found[4].number), (Some(Gender::Feminine), Some(Number::Plural)));
    assert_eq!((found[5].gender, found[5].number), (Some(Gender::Feminine), Some(Number::Plural)));
}

#[test]
fn what_is_no_model_is_refused() {
    assert_eq!(Tagger::from_bytes(Vec::new()).unwrap_err(), ModelError::Magic);
    assert_eq!(
        Tagger::from_bytes(b"glosetg2\x00\x01\x02\x10\x10".to_vec()).unwrap_err(),
        ModelError::Version
    );
    let whole = include_bytes!("../../src/tag/data/french.bin");
    let cut = whole[..whole.len() - 1].to_vec();
    let expected = ModelError::Length { expected: whole.len(), found: whole.len() - 1 };
    assert_eq!(Tagger::from_bytes(cut).unwrap_err(), expected);
    assert_eq!(Tagger::from_bytes(whole.to_vec()).unwrap().language(), Language::French);
}

#[test]
fn the_lists_of_function_words_are_sorted() {
    for text in [
        include_str!("../../src/tag/data/function.en.tsv"),
        include_str!("../../src/tag/data/function.fr.tsv"),
    ] {
        assert!(text.lines().filter(|line| !line.starts_with('#')).is_sorted_by(|a, b| a < b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_one_word_a_token(text in "\\PC{0,40}|[a-zéà'’ -]{0,40}") {
        for language in Language::ALL {
            let tokens = tokenize(&text, Span::new(0, text.len()), &[], language);
            let visible = tokens.iter().filter(|token| token.kind != TokenKind::Space);
            let spans: Vec<Span> = tag(&text, &tokens, language).iter().map(|word| word.span).collect();
            prop_assert_eq!(spans, visible.map(|token| token.span).collect::<Vec<_>>());
        }
    }
}
