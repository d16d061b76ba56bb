//! Sentences and words of texts and their translations against gold.

use glose::align::bitext::{Bitext, Resources};
use glose::align::lexicon::Lexicon;
use glose::align::links::WordLink;
use glose::align::pairs::{self, StatisticalLinks};
use glose::align::sentence::{Bead, DOUBTFUL, Evidence, SentenceInfo, align_related, align_sentences};
use glose::align::word::{Corpus, WordOptions, align_words, word_key};
use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::encode::Encoder;
use glose::text::{Language, normalize::fold};
use std::collections::BTreeSet;
use std::fs::read_to_string;

fn gold(name: &str) -> String {
    read_to_string(format!("{}/tests/gold/align/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn beads(source: &str, target: &str, encoder: Option<&Encoder>) -> Vec<Bead> {
    let infos = |text: &'_ str, language| -> Vec<SentenceInfo<'static>> {
        text.lines().map(|line| SentenceInfo::keyed(line.to_owned().leak(), language)).collect()
    };
    let of = |text: &str| encoder.map(|e| e.encode_sentences(&text.lines().collect::<Vec<_>>()));
    let vectors = of(source).zip(of(target));
    let evidence = Evidence {
        lexicon: Some(Lexicon::embedded()),
        reversed: false,
        vectors: vectors.as_ref().map(|(s, t)| (s.as_slice(), t.as_slice())),
    };
    align_sentences(&infos(source, Language::French), &infos(target, Language::English), &evidence)
}

fn printed(beads: &[Bead]) -> String {
    let list =
        |range: &std::ops::Range<usize>| range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    beads.iter().map(|bead| format!("[{}]:[{}]\n", list(&bead.source), list(&bead.target))).collect()
}

#[test]
fn sentences_are_aligned_as_by_hand() {
    for name in ["pont", "ruche"] {
        let (source, target) = (gold(&format!("{name}.fr")), gold(&format!("{name}.en")));
        let wanted = gold(&format!("{name}.beads"));
        if let Ok(encoder) = Encoder::embedded() {
            assert_eq!(printed(&beads(&source, &target, Some(encoder))), wanted, "{name}");
        }
        // Without vectors the dictionary does it, or nearly.
        let found = printed(&beads(&source, &target, None));
        let right = wanted.lines().filter(|bead| found.lines().any(|own| own == *bead)).count();
        assert!(right + 2 >= wanted.lines().count(), "{name}\n{found}");
    }
}

#[test]
fn a_wrong_bead_is_doubted() {
    let source = gold("pont.fr");
    // The translation of another text in the middle of this one.
    let mut target: Vec<String> = gold("pont.en").lines().map(str::to_owned).collect();
    target[8] = gold("ruche.en").lines().nth(3).unwrap().to_owned();
    let found = beads(&source, &target.join("\n"), Encoder::embedded().ok());
    for bead in &found {
        assert!((0.0..=1.0).contains(&bead.confidence));
        if bead.target.contains(&8) && !bead.source.is_empty() {
            assert!(bead.confidence < 0.9, "{bead:?}");
        }
    }
    assert!(found.iter().filter(|bead| bead.confidence < DOUBTFUL).count() < 4);
}

#[test]
fn a_stretch_that_was_replaced_is_doubted() {
    let source = gold("pont.fr");
    let (own, other) = (gold("pont.en"), gold("ruche.en"));
    let (own, other): (Vec<&str>, Vec<&str>) = (own.lines().collect(), other.lines().collect());
    let target = [&own[..4], &other[1..7], &own[10..]].concat().join("\n");
    let Ok(encoder) = Encoder::embedded() else { return };
    for bead in beads(&source, &target, Some(encoder)) {
        let wrong = bead.target.start >= 4 && bead.target.end <= 10 && !bead.source.is_empty();
        let right = bead.target.end <= 4 || bead.target.start > 10;
        assert!(!wrong || bead.target.is_empty() || bead.confidence < DOUBTFUL, "{bead:?}");
        assert!(!right || bead.confidence > 0.9, "{bead:?}");
    }
}

#[test]
fn a_translation_that_leaves_most_out_merges_nothing() {
    let source = gold("pont.fr");
    let english = gold("pont.en");
    let english: Vec<&str> = english.lines().collect();
    let target = [0, 3, 7, 8, 12].map(|line| english[line]).join("\n");
    for encoder in [None, Encoder::embedded().ok()] {
        let found = beads(&source, &target, encoder);
        let paired = found.iter().filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
        let paired: Vec<(usize, usize, usize)> =
            paired.map(|b| (b.source.start, b.source.len(), b.target.start)).collect();
        assert_eq!(paired, [(0, 1, 0), (4, 1, 1), (8, 1, 2), (9, 1, 3), (13, 1, 4)]);
    }
}

#[test]
fn unrelated_texts_are_refused() {
    let (french, english) = (gold("pont.fr"), gold("ruche.en"));
    let infos = |text: &'static str, language| -> Vec<SentenceInfo<'static>> {
        text.lines().map(|line| SentenceInfo::keyed(line, language)).collect()
    };
    let (french, english): (&'static str, &'static str) = (french.leak(), english.leak());
    for encoder in [None, Encoder::embedded().ok()] {
        let of = |text: &str| encoder.map(|e| e.encode_sentences(&text.lines().collect::<Vec<_>>()));
        let vectors = of(french).zip(of(english));
        let evidence = Evidence {
            lexicon: Some(Lexicon::embedded()),
            reversed: false,
            vectors: vectors.as_ref().map(|(s, t)| (s.as_slice(), t.as_slice())),
        };
        let (s, t) = (infos(french, Language::French), infos(english, Language::English));
        assert!(align_related(&s, &t, &evidence).is_err());
    }
}

/// Alignment error rate in % (Och & Ney 2003).
fn error_rate(found: &[Vec<WordLink>], gold: &[(BTreeSet<WordLink>, BTreeSet<WordLink>)]) -> f64 {
    let (mut links, mut sure, mut right) = (0, 0, 0);
    for (found, (wanted, possible)) in found.iter().zip(gold) {
        links += found.len();
        sure += wanted.len();
        right += found.iter().filter(|link| wanted.contains(link)).count();
        right += found.iter().filter(|link| wanted.contains(link) || possible.contains(link)).count();
    }
    100.0 * (1.0 - right as f64 / (links + sure) as f64)
}

#[test]
fn words_are_linked_as_by_hand() {
    let text = gold("words.txt");
    let mut corpus = Corpus::new();
    let (mut forms, mut wanted) = ([Vec::new(), Vec::new()], Vec::new());
    for line in text.lines() {
        let mut parts = line.split(" ||| ");
        let mut side = || parts.next().unwrap().split(' ').collect::<Vec<_>>();
        let (source, target, links) = (side(), side(), side());
        corpus.push(
            source.iter().map(|w| word_key(w, Language::French)),
            target.iter().map(|w| word_key(w, Language::English)),
        );
        let kind = |mark: char| -> BTreeSet<WordLink> {
            let pairs = links.iter().filter_map(|link| link.split_once(mark));
            pairs.map(|(i, j)| (i.parse().unwrap(), j.parse().unwrap())).collect()
        };
        wanted.push((kind('-'), kind('p')));
        forms[0].push(source);
        forms[1].push(target);
    }
    let lexicon = Some(Lexicon::embedded());
    let aligned = align_words(&corpus, &pairs::priors(&corpus, lexicon), &WordOptions::default());
    let statistical: Vec<StatisticalLinks> =
        (0..corpus.len()).map(|n| StatisticalLinks::new(&aligned.sentence(n))).collect();
    let sure: Vec<Vec<WordLink>> = statistical.iter().map(|links| links.sure.clone()).collect();
    let alone = error_rate(&sure, &wanted);
    assert!(alone < 12.0, "statistics with a dictionary: {alone:.1}");
    let Ok(encoder) = Encoder::embedded() else { return };
    let vectors = [encoder.encode_words(&forms[0]), encoder.encode_words(&forms[1])];
    let joined: Vec<Vec<WordLink>> = (0..corpus.len())
        .map(|n| {
            let keys = |side: usize, language| -> Vec<(String, String)> {
                forms[side][n].iter().map(|w| (word_key(w, language).to_string(), fold(w))).collect()
            };
            let cosines = vectors[0][n].similarities(&vectors[1][n]);
            let (source, target) = (keys(0, Language::French), keys(1, Language::English));
            pairs::similarities(cosines, &source, &target, lexicon).join(&statistical[n].grown)
        })
        .collect();
    let joined = error_rate(&joined, &wanted);
    assert!(joined < 6.0, "joined: {joined:.1}");
}

#[test]
fn a_bitext_links_its_words() {
    let read = |text: &str| Document::plain(text, Newlines::Block);
    let source = analyze(read(&gold("ruche.fr")), Language::French);
    let target = analyze(read(&gold("ruche.en")), Language::English);
    let resources = Resources { encoder: Encoder::embedded().ok(), lexicon: Some(Lexicon::embedded()) };
    let bitext = Bitext::align(&source, &target, &resources).unwrap();
    let word = |side: &glose::analysis::Analysis, (sentence, word): (usize, usize)| {
        side.sentences[sentence].words[word].span.text(&side.document.text).to_owned()
    };
    let links: BTreeSet<(String, String)> = (0..bitext.beads.len())
        .flat_map(|bead| bitext.links(bead).collect::<Vec<_>>())
        .map(|(s, t)| (word(&source, s), word(&target, t)))
        .collect();
    for (french, english) in
        [("ruches", "hives"), ("abeilles", "bees"), ("capteurs", "sensors"), ("reine", "queen")]
    {
        assert!(links.contains(&(french.to_owned(), english.to_owned())), "{french} {english} {links:?}");
    }
}
