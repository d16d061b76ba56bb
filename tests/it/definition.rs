//! Terms that texts define (`tests/gold/definition`), alone and with a translation.

use glose::align::bitext::{Bitext, Resources};
use glose::align::lexicon::Lexicon;
use glose::analysis::{Analysis, analyze};
use glose::definition::definitions;
use glose::document::{Document, Newlines};
use glose::encode::Encoder;
use glose::generate::{Inputs, Options, Source, generate};
use glose::glossary::Glossary;
use glose::lookup::TermBase;
use glose::text::{Language, normalize::fold};
use std::path::{Path, PathBuf};

fn gold(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/definition").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(gold(name)).unwrap()
}

fn analysis(text: &str, language: Language) -> Analysis {
    analyze(Document::plain(text, Newlines::Block), language)
}

#[test]
fn what_a_text_defines_is_found_and_nothing_else() {
    for (name, language) in [
        ("fr-reglement.txt", Language::French),
        ("fr-presse.txt", Language::French),
        ("en-lease.txt", Language::English),
    ] {
        let marked = read(name);
        let wanted: Vec<&str> =
            marked.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(term, _)| term).collect();
        let analysis = analysis(&marked.replace(['[', ']'], ""), language);
        let found: Vec<&str> =
            definitions(&analysis).iter().map(|d| d.span.text(&analysis.document.text)).collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn definitions_of_two_languages_find_each_other_whatever_their_order() {
    let (french, english) =
        (analysis(&read("bail.fr.txt"), Language::French), analysis(&read("bail.en.txt"), Language::English));
    let resources = Resources { encoder: Encoder::embedded().ok(), lexicon: Some(Lexicon::embedded()) };
    let bitext = Bitext::align(&french, &english, &resources).unwrap();
    let sources = [Source { analysis: &french, translation: Some(&bitext) }];
    let base = TermBase::build(&[Glossary::default()]);
    let inputs = Inputs {
        sources: &sources,
        base: &base,
        lexicon: Lexicon::embedded(),
        dictionaries: None,
        encoder: None,
    };
    let rows = generate(&inputs, &Options::default());
    for line in read("bail.tsv").lines() {
        let (fr, en) = line.split_once('\t').unwrap();
        let singular = |term: &str| fold(term).trim_end_matches('s').to_owned();
        let row = rows.iter().find(|row| singular(&row.french) == singular(fr));
        let row = row.unwrap_or_else(|| panic!("{fr} is not listed"));
        assert_eq!(row.english.first().map(|e| singular(&e.text)), Some(singular(en)), "{fr}");
        assert!(row.score > 0.85, "{fr}: {}", row.score);
    }
    // The sentences of the lists stand beside their translations.
    let rent = french
        .sentences
        .iter()
        .position(|s| s.segment.span.text(&french.document.text).starts_with("loyer :"));
    let there = bitext.target_sentences(rent.unwrap());
    let text = english.sentences[there.start].segment.span.text(&english.document.text);
    assert!(text.starts_with("rent :"), "{text}");
}
