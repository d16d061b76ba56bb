//! English for French terms that no glossary lists: whole entries of the translation lexicon, composition word by word
//! in English order, and cognates. Always suggestions, never certain.
//!
//! Composition turns N A into A N, N de N into N N or "N of N", and ranks the results by how likely each word's rendering
//! is and by whether the English compound was ever met (after Baldwin & Tanaka 2004).

use crate::align::lexicon::Lexicon;
use crate::morph::{self, Upos};
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use compact_str::CompactString;
use std::sync::LazyLock;

/// Where a suggestion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The whole term stands in the lexicon.
    Whole,
    /// Put together from its words.
    Composed,
    /// The same word in both languages but for its ending.
    Cognate,
}

/// A possible English rendering.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The English term, singular.
    pub text: String,
    /// 0–1: about the share of such suggestions that are right.
    pub confidence: f32,
    /// Where it comes from.
    pub way: Way,
}

/// A word of the French term.
#[derive(Clone, Debug)]
pub struct TermWord {
    /// Dictionary form.
    pub lemma: CompactString,
    /// As it stands in the term.
    pub form: CompactString,
    /// Part of speech.
    pub upos: Upos,
}

/// Renderings of one word that are tried.
const PER_WORD: usize = 6;
/// Suggestions kept.
const KEPT: usize = 5;

/// Suggests English renderings of a French term, best first. `known` tells whether an English term is in a glossary.
pub fn suggest(words: &[TermWord], lexicon: &Lexicon, known: &dyn Fn(&str) -> bool) -> Vec<Suggestion> {
    let mut out: Vec<Suggestion> = Vec::new();
    let mut add = |text: String, confidence: f32, way: Way| {
        if text.is_empty() {
            return;
        }
        match out.iter_mut().find(|s| s.text == text) {
            Some(same) if same.confidence >= confidence => {}
            Some(same) => *same = Suggestion { text, confidence, way },
            None => out.push(Suggestion { text, confidence, way }),
        }
    };
    for key in whole_keys(words) {
        for entry in lexicon.translations(&key) {
            // A pair counts by both directions: "of" renders many words, few of them render "of".
            let both = (entry.probability * entry.reverse).sqrt();
            let seen = entry.count / (entry.count + 2.0);
            let confidence = (0.25 + 0.7 * entry.probability.max(both)) * seen;
            add(entry.key.to_owned(), confidence.min(0.9), Way::Whole);
        }
    }
    if words.len() > 1 {
        for (text, confidence) in compose(words, lexicon, known) {
            add(text, confidence, Way::Composed);
        }
    } else if let [word] = words
        && let Some((text, confidence)) = cognate(&word.lemma)
    {
        add(text, confidence, Way::Cognate);
    }
    out.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.text.cmp(&b.text)));
    out.truncate(KEPT);
    out
}

/// The lexicon's keys for a whole term: folded lemmas, with and without articles.
fn whole_keys(words: &[TermWord]) -> Vec<String> {
    let all: Vec<String> = words.iter().map(|w| fold(&w.lemma)).collect();
    let content: Vec<String> = words.iter().filter(|w| w.upos != Upos::Det).map(|w| fold(&w.lemma)).collect();
    let mut keys = vec![all.join(" ")];
    let without = content.join(" ");
    if !keys.contains(&without) {
        keys.push(without);
    }
    keys
}

/// A noun group: a head with its adjectives, complements after it.
#[derive(Clone, Debug, Default)]
struct Group {
    head: usize,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// English renderings of one word as a noun, or as a modifier.
fn renderings(word: &TermWord, lexicon: &Lexicon, want: Upos) -> Vec<(String, f32)> {
    let key = fold(&word.lemma);
    let mut found: Vec<(String, f32)> = lexicon
        .translations(&key)
        .filter(|t| t.probability >= 0.02 && !t.key.contains(' '))
        .map(|t| {
            let readings = morph::readings(t.key, Language::English);
            let fits = readings.iter().any(|r| r.upos == want)
                || (want == Upos::Adj && readings.iter().any(|r| matches!(r.upos, Upos::Noun | Upos::Verb)));
            let exact = readings.iter().any(|r| r.upos == want);
            let part = if exact {
                1.0
            } else if fits {
                0.6
            } else {
                0.15
            };
            (t.key.to_owned(), (0.6 * t.probability + 0.4 * (t.probability * t.reverse).sqrt()) * part)
        })
        .collect();
    if let Some((text, confidence)) = cognate(&word.lemma)
        && !found.iter().any(|(t, _)| *t == text)
    {
        found.push((text, 0.3 * confidence));
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(PER_WORD);
    found
}

fn compose(words: &[TermWord], lexicon: &Lexicon, known: &dyn Fn(&str) -> bool) -> Vec<(String, f32)> {
    let Some(groups) = parse(words) else { return Vec::new() };
    // Each group becomes a list of (text, score); then groups are joined right to left.
    let mut parts: Vec<Vec<(String, f32)>> = Vec::new();
    for group in &groups {
        let mut texts: Vec<(String, f32)> = renderings(&words[group.head], lexicon, Upos::Noun);
        // The adjective nearest the noun in French is nearest in English.
        for &modifier in group.after.iter().chain(group.before.iter().rev()) {
            let adjectives = renderings(&words[modifier], lexicon, Upos::Adj);
            texts = product(&adjectives, &texts, |a, n| format!("{a} {n}"));
        }
        if texts.is_empty() {
            return Vec::new();
        }
        parts.push(texts);
    }
    let mut joined = parts.pop().expect("a parse has a group");
    while let Some(head) = parts.pop() {
        let mut compound = product(&joined, &head, |complement, head| format!("{complement} {head}"));
        let of = product(&head, &joined, |head, complement| format!("{head} of {complement}"));
        compound.extend(of.into_iter().map(|(text, score)| (text, score * 0.55)));
        compound.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        compound.truncate(40);
        joined = compound;
    }
    for (text, score) in &mut joined {
        let met = lexicon.total(text, true);
        if known(text) {
            *score = (*score * 4.0).min(0.85);
        } else if met > 0.0 {
            *score = (*score * (2.0 + (1.0 + met).ln() * 0.5)).min(0.75);
        }
        *score = score.min(0.75);
    }
    joined
}

fn product(
    left: &[(String, f32)],
    right: &[(String, f32)],
    join: impl Fn(&str, &str) -> String,
) -> Vec<(String, f32)> {
    let mut out: Vec<(String, f32)> = left
        .iter()
        .flat_map(|(a, p)| right.iter().map(move |(b, q)| (a, b, (p * q).sqrt() * p.min(*q).sqrt())))
        .filter(|(a, b, _)| a != b)
        .map(|(a, b, score)| (join(a, b), score))
        .collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out.truncate(40);
    out
}

/// Noun groups parted by de, du, des, à, en …; `None` where the term is built otherwise.
fn parse(words: &[TermWord]) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Option<Group> = None;
    let mut before: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.upos {
            Upos::Noun | Upos::Propn | Upos::X => {
                if let Some(group) = open.take() {
                    groups.push(group);
                }
                open = Some(Group { head: at, before: std::mem::take(&mut before), after: Vec::new() });
            }
            Upos::Adj | Upos::Verb | Upos::Num => match &mut open {
                Some(group) => group.after.push(at),
                None => before.push(at),
            },
            Upos::Adp => {
                if !LINKING.contains(&word.lemma.as_str()) {
                    return None;
                }
                groups.push(open.take()?);
            }
            Upos::Det => {}
            _ => return None,
        }
    }
    groups.push(open?);
    (before.is_empty() && groups.len() <= 3).then_some(groups)
}

/// Prepositions that link the nouns of a term.
const LINKING: &[&str] = &["de", "à", "en", "d'", "du", "des"];

/// French endings with their English: `ending ⇥ English`, longest first.
static COGNATES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("data/cognates.fr-en.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The English word that looks like a French one and is in the English lexicon.
fn cognate(lemma: &str) -> Option<(String, f32)> {
    let plain = bare(lemma);
    if plain.chars().count() < 4 || plain.contains(' ') {
        return None;
    }
    let english = |word: &str| morph::is_known(word, Language::English);
    for (french, ending) in COGNATES.iter() {
        if let Some(stem) = plain.strip_suffix(french)
            && stem.len() >= 3
        {
            let candidate = format!("{stem}{ending}");
            if english(&candidate) {
                return Some((candidate, 0.5));
            }
        }
    }
    english(&plain).then_some((plain, 0.4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(lemma: &str, upos: Upos) -> TermWord {
        TermWord { lemma: lemma.into(), form: lemma.into(), upos }
    }

    fn lexicon() -> Lexicon {
        let pair = |fr: &str, en: &str, n: f32| (fr.into(), en.into(), n);
        Lexicon::new(
            [
                pair("politique", "policy", 60.0),
                pair("politique", "political", 30.0),
                pair("monétaire", "monetary", 50.0),
                pair("taux", "rate", 90.0),
                pair("croissance", "growth", 80.0),
            ],
            [&Default::default(), &Default::default()],
        )
    }

    #[test]
    fn words_are_put_in_english_order() {
        let best = |words: &[TermWord]| suggest(words, &lexicon(), &|_| false)[0].text.clone();
        assert_eq!(best(&[word("politique", Upos::Noun), word("monétaire", Upos::Adj)]), "monetary policy");
        let terms = [word("taux", Upos::Noun), word("de", Upos::Adp), word("croissance", Upos::Noun)];
        assert_eq!(best(&terms), "growth rate");
    }

    #[test]
    fn cognates_are_words_of_english() {
        assert_eq!(cognate("bénévolat"), None);
        assert_eq!(cognate("polarisation").map(|c| c.0).as_deref(), Some("polarisation"));
    }

    #[test]
    fn endings_are_sorted_longest_first() {
        assert!(COGNATES.windows(2).all(|w| w[0].0.len() >= w[1].0.len()), "sort data/cognates.fr-en.tsv");
    }
}
