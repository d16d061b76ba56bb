//! Terms in text: gold cases and properties.

use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::glossary::{GrammaticalNumber, MatchingPolicy, PartOfSpeech, native};
use glose::lookup::{FindOptions, MatchKind, SearchMode, SearchOptions, TermBase, search};
use glose::morph::{Number, inflect_phrase};
use glose::text::Language;
use proptest::prelude::*;

fn termbase() -> TermBase {
    let text = include_str!("../gold/lookup/terms.toml");
    TermBase::build(&[native::read(text, "terms").unwrap().glossary])
}

/// The terms of a sentence, written as the gold files write them.
fn marked(base: &TermBase, sentence: &str, language: Language) -> String {
    let analysis = analyze(Document::plain(sentence.to_owned(), Newlines::Block), language);
    let mut finder = base.finder(language);
    let mut out = String::new();
    let mut shared = String::new();
    let mut at = 0;
    let mut all: Vec<_> = analysis
        .sentences
        .iter()
        .flat_map(|s| finder.find(&analysis.document.text, &s.words, &FindOptions::default()))
        .collect();
    // Terms that share words with another one go to the end.
    all.sort_by_key(|found| found.kind == MatchKind::Discontinuous);
    let mut whole: Vec<_> = Vec::new();
    for found in all {
        let text = &analysis.document.text;
        if whole.iter().any(|other: &glose::lookup::TermMatch| {
            other.span.start < found.span.end && found.span.start < other.span.end
        }) || [" et ", " and "].iter().any(|and| found.span.text(text).contains(and))
        {
            let concepts: Vec<String> = found.concepts.iter().map(|&c| base.concept(c).id).collect();
            shared.push_str(&format!(" + {{{}|~{}}}", found.span.text(text), concepts.join(",")));
        } else {
            whole.push(found);
        }
    }
    whole.sort_by_key(|found| found.span.start);
    {
        for found in whole {
            let text = &analysis.document.text;
            let gap = if found.kind == MatchKind::Discontinuous { "~" } else { "" };
            let concepts: Vec<String> = found.concepts.iter().map(|&c| base.concept(c).id).collect();
            out.push_str(&text[at..found.span.start]);
            out.push_str(&format!("[{}|{gap}{}]", found.span.text(text), concepts.join(",")));
            at = found.span.end;
        }
    }
    out + &analysis.document.text[at..] + &shared
}

/// A marked line without its marks.
fn plain(line: &str) -> String {
    let line = line.split(" + {").next().unwrap();
    let mut out = String::new();
    for piece in line.split('[') {
        match piece.split_once(']') {
            Some((marked, rest)) => {
                out.push_str(marked.split('|').next().unwrap());
                out.push_str(rest);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// Forms that a term is listed in: its dictionary form, and what the inflection tables make of it.
fn forms(term: &glose::glossary::TermSection) -> Vec<String> {
    let mut out = vec![term.term.clone()];
    let nominal = matches!(term.part_of_speech, Some(PartOfSpeech::Noun | PartOfSpeech::Adjective));
    let small = !term.term.chars().any(char::is_uppercase) && term.matching == MatchingPolicy::Inflected;
    if nominal && small && term.number.is_none() {
        out.push(inflect_phrase(&term.term, Number::Plural, Language::French));
    }
    out.dedup();
    out
}

#[test]
fn every_embedded_french_term_is_recognised_in_its_forms() {
    let base = TermBase::new(vec![TermBase::embedded()]);
    let mut finder = base.finder(Language::French);
    let (mut all, mut missed) = (0, Vec::new());
    for concept in 0..base.len() as u32 {
        for term in base.concept(concept).terms(Language::French) {
            for (number, form) in forms(term).into_iter().enumerate() {
                all += 1;
                let before = match term.part_of_speech {
                    Some(PartOfSpeech::Noun)
                        if number > 0 || term.number == Some(GrammaticalNumber::Plural) =>
                    {
                        "Voici leurs"
                    }
                    Some(PartOfSpeech::Noun) => "Voici leur",
                    Some(PartOfSpeech::Adjective) => "Il est",
                    Some(PartOfSpeech::Verb) => "Ils veulent",
                    _ => "On dit",
                };
                let text = format!("{before} {form}.");
                let analysis = analyze(Document::plain(text.clone(), Newlines::Block), Language::French);
                let options = FindOptions { nested: true, ..FindOptions::default() };
                let found = analysis.sentences.iter().any(|sentence| {
                    finder
                        .find(&text, &sentence.words, &options)
                        .iter()
                        .any(|found| found.concepts.contains(&concept))
                });
                if !found {
                    missed.push(form);
                }
            }
        }
    }
    // A tagger may take a word for another one, and rules may inflect a rare one badly.
    let rate = missed.len() as f64 / f64::from(all);
    assert!(rate < 0.01, "{} of {all} missed: {missed:?}", missed.len());
}

#[test]
fn gold_sentences_are_recognised() {
    let base = termbase();
    let mut wrong = Vec::new();
    for (language, text) in [
        (Language::French, include_str!("../gold/lookup/recognition.fr.txt")),
        (Language::English, include_str!("../gold/lookup/recognition.en.txt")),
    ] {
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let found = marked(&base, &plain(line), language);
            if found != line {
                wrong.push(format!("expected {line}\n   found {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn planted_terms_are_found_and_matches_do_not_overlap(picks in prop::collection::vec((0usize..100, 0usize..4), 1..8)) {
        let base = termbase();
        let nouns: Vec<String> = (0..base.len() as u32)
            .filter_map(|concept| base.concept(concept).preferred(Language::French).cloned())
            .filter(|term| term.part_of_speech == Some(PartOfSpeech::Noun))
            .map(|term| term.term)
            .collect();
        let filler = ["Voici leur", "Ils parlent de leur", "C’est leur", "Nul ne voit leur"];
        let text: String = picks
            .iter()
            .map(|&(term, before)| format!("{} {}. ", filler[before], nouns[term % nouns.len()]))
            .collect();
        let analysis = analyze(Document::plain(text.clone(), Newlines::Block), Language::French);
        let mut finder = base.finder(Language::French);
        let mut found = Vec::new();
        for sentence in &analysis.sentences {
            found.extend(finder.find(&text, &sentence.words, &FindOptions::default()));
        }
        let whole: Vec<_> = found.iter().filter(|one| one.kind != MatchKind::Discontinuous).collect();
        for pair in whole.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{text}: {pair:?}");
        }
        for &(term, _) in &picks {
            let term = &nouns[term % nouns.len()];
            prop_assert!(found.iter().any(|one| one.span.text(&text) == term), "{term} in {text}");
        }
    }

    #[test]
    fn no_query_and_no_text_is_too_odd(text in "\\PC{0,40}") {
        let base = termbase();
        for mode in [SearchMode::Any, SearchMode::Prefix, SearchMode::Fuzzy] {
            let options = SearchOptions { mode, ..SearchOptions::default() };
            prop_assert!(search(&base, &text, &options).is_ok());
        }
        for language in Language::ALL {
            let analysis = analyze(Document::plain(text.clone(), Newlines::Block), language);
            for sentence in &analysis.sentences {
                base.find_terms(&analysis.document.text, &sentence.words, language);
            }
        }
    }
}
