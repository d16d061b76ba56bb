//! `cargo xtask train-lexicon --bitext FILE[:PAIRS]… -o OUT`: the French–English translation lexicon, learnt with the
//! statistical word aligner from tab-separated pairs of sentences (gzip), French first.
//!
//! Words are counted under their folded lemmas. Pairs are the links that both directions agree on; phrases are French
//! noun phrases of two to four words whose English is a run of words that links to nothing outside.

use crate::Outcome;
use glose::align::lexicon::Lexicon;
use glose::align::word::{Corpus, Symmetrization, WordOptions, align_words, symmetrize, word_key};
use glose::morph::{Upos, readings};
use glose::text::{Language, Span, normalize::fold};
use glose::token::{TokenKind, tokenize};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};

/// Longest sentence learnt from, in tokens.
const LONGEST: usize = 60;
/// Least count of a pair, of a phrase.
const LEAST: (f32, f32) = (2.0, 3.0);
/// Least share of a pair in either direction.
const LEAST_SHARE: f32 = 0.015;
/// Most translations of a key.
const MOST: usize = 12;

struct Word {
    form: String,
    key: String,
    upos: Upos,
}

fn words(text: &str, language: Language) -> Vec<Word> {
    tokenize(text, Span::new(0, text.len()), &[], language)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Space)
        .map(|token| {
            let form = token.span.text(text);
            let key = word_key(form, language).to_string();
            let upos = if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) {
                readings(form, language)[0].upos
            } else {
                Upos::Punct
            };
            Word { form: fold(form), key, upos }
        })
        .collect()
}

/// Runs the command.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (mut files, mut out) = (Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--bitext" => {}
            "-o" => out = rest.next(),
            file => files.push(file),
        }
    }
    let out = out.ok_or("no -o OUT")?;
    let mut corpus = Corpus::new();
    let mut texts: Vec<(Vec<Word>, Vec<Word>)> = Vec::new();
    for file in files {
        let (path, most) = match file.rsplit_once(':') {
            Some((path, most)) => (path, most.parse()?),
            None => (file, usize::MAX),
        };
        let reader = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?));
        let mut taken = 0;
        for line in reader.lines() {
            let line = line?;
            let Some((fr, en)) = line.split_once('\t') else { continue };
            let (fr, en) = (words(fr, Language::French), words(en, Language::English));
            let long = fr.len().max(en.len()) > LONGEST;
            if long
                || fr.is_empty()
                || en.is_empty()
                || fr.len() > 3 * en.len() + 3
                || en.len() > 3 * fr.len() + 3
            {
                continue;
            }
            corpus.push(fr.iter().map(|w| &w.key), en.iter().map(|w| &w.key));
            texts.push((fr, en));
            taken += 1;
            if taken == most {
                break;
            }
        }
        eprintln!("{path}: {taken} pairs");
    }
    let aligned = align_words(&corpus, &[], &WordOptions { samplers: 2, ..WordOptions::default() });
    eprintln!("aligned");
    let mut pairs: HashMap<(&str, &str), f32> = HashMap::new();
    let mut phrases: HashMap<(String, String), f32> = HashMap::new();
    let mut totals: [BTreeMap<compact_str::CompactString, f32>; 2] = Default::default();
    for (number, (fr, en)) in texts.iter().enumerate() {
        let directions = &aligned.sentence(number);
        let links = symmetrize(directions, Symmetrization::Intersection);
        for &(i, j) in &links {
            let (f, e) = (&fr[i as usize], &en[j as usize]);
            if is_word(&f.key) && is_word(&e.key) {
                *pairs.entry((&f.key, &e.key)).or_default() += 1.0;
            }
        }
        for word in fr {
            *totals[0].entry(word.key.as_str().into()).or_default() += 1.0;
        }
        for word in en {
            *totals[1].entry(word.key.as_str().into()).or_default() += 1.0;
        }
        let mut grown: Vec<Vec<u16>> = vec![Vec::new(); fr.len()];
        let mut back: Vec<Vec<u16>> = vec![Vec::new(); en.len()];
        for (i, j) in symmetrize(directions, Symmetrization::GrowDiag) {
            grown[i as usize].push(j);
            back[j as usize].push(i);
        }
        for start in 0..fr.len() {
            for length in 2..=4.min(fr.len() - start) {
                if let Some((key, english)) = phrase(fr, en, start..start + length, &grown, &back) {
                    *totals[0].entry(key.as_str().into()).or_default() += 1.0;
                    if let Some(english) = english {
                        *totals[1].entry(english.as_str().into()).or_default() += 1.0;
                        *phrases.entry((key, english)).or_default() += 1.0;
                    }
                }
            }
        }
    }
    let share = |f: &str, e: &str, count: f32| {
        let (p, q) = (count / totals[0].get(f).unwrap_or(&count), count / totals[1].get(e).unwrap_or(&count));
        (p, q)
    };
    let mut kept: Vec<(String, String, f32)> = Vec::new();
    for (&(f, e), &count) in &pairs {
        let (p, q) = share(f, e, count);
        if count >= LEAST.0 && p.max(q) >= LEAST_SHARE && !(f == e && count < 5.0) {
            kept.push((f.into(), e.into(), count));
        }
    }
    for ((f, e), &count) in &phrases {
        let (p, q) = share(f, e, count);
        if count >= LEAST.1 && p >= 0.15 && q >= 0.05 {
            kept.push((f.clone(), e.clone(), count));
        }
    }
    kept.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    let mut seen: HashMap<String, usize> = HashMap::new();
    kept.retain(|(f, _, _)| {
        let count = seen.entry(f.clone()).or_default();
        *count += 1;
        *count <= MOST
    });
    let lexicon =
        Lexicon::new(kept.into_iter().map(|(f, e, c)| (f.into(), e.into(), c)), [&totals[0], &totals[1]]);
    let bytes = lexicon.to_bytes();
    std::fs::write(out, &bytes)?;
    eprintln!("{:?} keys and pairs, {} bytes", lexicon.size(), bytes.len());
    Ok(())
}

fn is_word(key: &str) -> bool {
    key.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | ' '))
        && key.starts_with(char::is_alphabetic)
}

/// The key of a French noun phrase and, where it has one, the English run that translates it.
fn phrase(
    fr: &[Word],
    en: &[Word],
    range: std::ops::Range<usize>,
    links: &[Vec<u16>],
    back: &[Vec<u16>],
) -> Option<(String, Option<String>)> {
    let inside = &fr[range.clone()];
    let content = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Adj) && w.key.len() > 2;
    let inner = |w: &Word| {
        content(w) || matches!(w.key.as_str(), "de" | "d'" | "à" | "du" | "des" | "au" | "aux" | "en")
    };
    if !inside.iter().all(|w| is_word(&w.key) && inner(w))
        || !content(&inside[0])
        || !content(&inside[inside.len() - 1])
        || !inside.iter().any(|w| w.upos == Upos::Noun)
    {
        return None;
    }
    let key = glose::align::word::phrase_key(inside.iter().map(|w| w.key.as_str()));
    let linked: Vec<u16> = range.clone().flat_map(|i| links[i].iter().copied()).collect();
    let (Some(&low), Some(&high)) = (linked.iter().min(), linked.iter().max()) else {
        return Some((key, None));
    };
    let (low, high) = (low as usize, high as usize);
    let consistent = (low..=high).all(|j| back[j].iter().all(|&i| range.contains(&(i as usize))))
        && range.clone().all(|i| !content(&fr[i]) || !links[i].is_empty())
        && high - low < 4;
    let english = &en[low..=high];
    let noun = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb);
    let small =
        |w: &Word| matches!(w.upos, Upos::Det | Upos::Pron | Upos::Punct | Upos::Aux | Upos::Adp | Upos::X);
    if !consistent
        || !english.iter().all(|w| is_word(&w.key) && w.form.len() > 1)
        || !noun(&english[english.len() - 1])
        || small(&english[0])
    {
        return Some((key, None));
    }
    let last = english.len() - 1;
    let plain: Vec<&str> = english
        .iter()
        .enumerate()
        .map(|(k, w)| if k == last && w.upos == Upos::Noun { w.key.as_str() } else { w.form.as_str() })
        .collect();
    Some((key, Some(plain.join(" "))))
}
