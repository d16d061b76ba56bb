//! Terms in text: gold cases and properties.

use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::glossary::native;
use glose::lookup::{FindOptions, MatchKind, TermBase};
use glose::text::Language;

fn termbase() -> TermBase {
    let text = include_str!("../gold/lookup/terms.toml");
    TermBase::build(&[native::read(text, "terms").unwrap().glossary])
}

/// The terms of a sentence, written as the gold files write them.
fn marked(base: &TermBase, sentence: &str, language: Language) -> String {
    let analysis = analyze(Document::plain(sentence.to_owned(), Newlines::Block), language);
    let mut finder = base.finder(language);
    let mut out = String::new();
    let mut at = 0;
    for sentence in &analysis.sentences {
        for found in finder.find(&analysis.document.text, &sentence.words, &FindOptions::default()) {
            let text = &analysis.document.text;
            let gap = if found.kind == MatchKind::Discontinuous { "~" } else { "" };
            let concepts: Vec<String> = found.concepts.iter().map(|&c| base.concept(c).id).collect();
            out.push_str(&text[at..found.span.start]);
            out.push_str(&format!("[{}|{gap}{}]", found.span.text(text), concepts.join(",")));
            at = found.span.end;
        }
    }
    out + &analysis.document.text[at..]
}

/// A marked line without its marks.
fn plain(line: &str) -> String {
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

#[test]
#[ignore = "needs the tokenizer and the tagger"]
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
