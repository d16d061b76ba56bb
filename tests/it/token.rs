//! Tokens: gold cases by category, and what holds for any text.

use glose::document::{Protected, ProtectedKind};
use glose::text::{Language, Span};
use glose::token::{Compounds, TokenKind, tokenize, tokenize_with};
use proptest::prelude::*;

fn words(text: &str, language: Language, compounds: Compounds) -> Vec<&str> {
    tokenize_with(text, Span::new(0, text.len()), &[], language, compounds)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Space)
        .map(|token| token.span.text(text))
        .collect()
}

fn gold(file: &str, language: Language) {
    let mut lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let mut wrong = Vec::new();
    while let (Some(text), Some(expected)) = (lines.next(), lines.next()) {
        let found = words(text, language, Compounds::Whole).join(" ¦ ");
        if found != expected {
            wrong.push(format!("expected {expected}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french_gold() {
    gold(include_str!("../gold/token/fr.txt"), Language::French);
}

#[test]
fn english_gold() {
    gold(include_str!("../gold/token/en.txt"), Language::English);
}

#[test]
fn english_compounds_part_on_demand() {
    let parted = words("well-known pre-owned 1990-1995", Language::English, Compounds::Parted);
    assert_eq!(parted, ["well", "-", "known", "pre-owned", "1990", "-", "1995"]);
}

#[test]
fn protected_stretches_are_one_token() {
    let text = "Voir `a.b c` et **l’IA** ici";
    let protect = |part: &str, kind| {
        let at = text.find(part).unwrap();
        Protected { span: Span::new(at, at + part.len()), kind }
    };
    let mut second = protect("**", ProtectedKind::Markup);
    let end = text.rfind("**").unwrap();
    second.span = Span::new(end, end + 2);
    let protected = [protect("`a.b c`", ProtectedKind::Code), protect("**", ProtectedKind::Markup), second];
    let found: Vec<_> = tokenize(text, Span::new(0, text.len()), &protected, Language::French)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Space)
        .map(|token| (token.span.text(text), token.kind))
        .collect();
    assert_eq!(found[1], ("`a.b c`", TokenKind::Protected));
    assert_eq!(found[3..5], [("l’", TokenKind::Clitic), ("IA", TokenKind::Word)]);
}

/// Text with the characters that rules look at.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zéèêàçœA-ZÉ]{1,6}",
        "[0-9]{1,4}",
        prop::sample::select(vec![
            "'", "’", "-", "-t-il", "l'", " ", "  ", "\u{a0}", "\u{202f}", ".", "...", "…", ",", "@", "://",
            "/", "%", "°", "²", "(e)", "(", ")", "«", "»", "\u{301}", "\u{ad}", "\u{200d}", "👍", "€", "&",
            "n't", "'s", "−", "_", "中", "\n",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_tile_the_segment(text in text(), cut in 0usize..8) {
        let start = text.char_indices().nth(cut).map_or(0, |(at, _)| at);
        for language in Language::ALL {
            for compounds in [Compounds::Whole, Compounds::Parted] {
                let mut at = start;
                for token in tokenize_with(&text, Span::new(start, text.len()), &[], language, compounds) {
                    prop_assert_eq!(token.span.start, at);
                    prop_assert!(!token.span.is_empty());
                    prop_assert!(text.is_char_boundary(token.span.end));
                    at = token.span.end;
                }
                prop_assert_eq!(at, text.len());
            }
        }
    }

    #[test]
    fn any_string_is_tiled(text in "\\PC{0,40}") {
        let tokens = tokenize(&text, Span::new(0, text.len()), &[], Language::French);
        prop_assert_eq!(tokens.iter().map(|token| token.span.len()).sum::<usize>(), text.len());
    }
}
