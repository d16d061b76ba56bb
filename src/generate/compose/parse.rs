//! French terms read as nouns with adjectives, linked by prepositions.

use super::words::{self, Want};
use super::{Sources, TermWord};
use crate::morph::{Gender, Number, Upos, readings};
use crate::text::Language;
use crate::text::normalize::fold;
use std::ops::Range;

/// A noun, or a stretch that goes in as one, with its adjectives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    /// The preposition before it; none where nouns stand side by side, or at the start.
    pub(super) link: Option<String>,
    /// The words of its head.
    pub(super) head: Range<usize>,
    /// What the head has to be in English.
    pub(super) want: Want,
    /// Adjectives before it, in order.
    pub(super) before: Vec<Range<usize>>,
    /// Adjectives after it, in order.
    pub(super) after: Vec<Range<usize>>,
}

/// One way to read a term.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parse {
    /// The first is the head, each of the others complements the one before it.
    pub(super) phrases: Vec<Phrase>,
    /// Adjectives of the whole: taux d'intérêt *directeur*.
    pub(super) outer: Vec<Range<usize>>,
    /// 0–1: how likely this reading is beside the others.
    pub(super) weight: f32,
}

/// The readings of a term: with known stretches as one word, and word by word. Empty where it is built otherwise.
pub(super) fn parses(terms: &[TermWord], sources: &Sources<'_>) -> Vec<Parse> {
    let retagged = retag(terms);
    let terms = retagged.as_deref().unwrap_or(terms);
    let found = read(terms, sources);
    if found.is_empty() { read(&as_noun_group(terms), sources) } else { found }
}

/// The words as those of a noun group, where the tagger, without a sentence about them, saw something else.
fn as_noun_group(terms: &[TermWord]) -> Vec<TermWord> {
    let mut out = terms.to_vec();
    let mut open = false;
    for (at, word) in out.iter_mut().enumerate() {
        match word.upos {
            Upos::Noun | Upos::Propn | Upos::X => open = true,
            Upos::Adp => open = false,
            Upos::Det if at > 0 => {}
            Upos::Adj | Upos::Verb | Upos::Num if at > 0 => {}
            _ if open => word.upos = Upos::Adj,
            _ => {
                word.upos = Upos::Noun;
                open = true;
            }
        }
    }
    out
}

fn read(terms: &[TermWord], sources: &Sources<'_>) -> Vec<Parse> {
    let single: Vec<Range<usize>> = (0..terms.len()).map(|at| at..at + 1).collect();
    let units = [known_units(terms, sources, false), known_units(terms, sources, true)];
    let mut out = Vec::new();
    let mut add = |units: &[Range<usize>], weight: f32| {
        let Some(phrases) = parse(terms, units) else { return };
        for (parse, share) in attachments(terms, phrases) {
            out.push(Parse { weight: weight * share, ..parse });
        }
    };
    let [left, right] = &units;
    if *left != single {
        add(left, 1.0);
    }
    if right != left && *right != single {
        add(right, 1.0);
    }
    add(&single, if *left == single && *right == single { 1.0 } else { 0.75 });
    out
}

/// The words with a noun at their head, where the tagger saw none: mercatique directe is no pair of adjectives. A
/// preposition at the end modifies: face avant.
fn retag(terms: &[TermWord]) -> Option<Vec<TermWord>> {
    let noun = |word: &TermWord| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X);
    let end = terms.iter().position(|w| w.upos == Upos::Adp).unwrap_or(terms.len());
    let mut out = terms.to_vec();
    let mut changed = false;
    if !terms[..end].iter().any(noun) {
        let first = out.first_mut().filter(|w| matches!(w.upos, Upos::Adj | Upos::Verb))?;
        first.upos = Upos::Noun;
        changed = true;
    }
    if let Some(last) = out.last_mut().filter(|w| w.upos == Upos::Adp) {
        last.upos = Upos::Adj;
        changed = true;
    }
    changed.then_some(out)
}

/// The term cut into the longest stretches that have English of their own, from the left or from the right.
fn known_units(terms: &[TermWord], sources: &Sources<'_>, from_right: bool) -> Vec<Range<usize>> {
    let noun = |word: &TermWord| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X);
    let full = |word: &TermWord| noun(word) || matches!(word.upos, Upos::Adj | Upos::Verb);
    let is_unit = |unit: &Range<usize>| {
        let words = &terms[unit.clone()];
        unit.len() > 1
            && unit.len() < terms.len()
            && full(&words[0])
            && full(&words[words.len() - 1])
            && words.iter().any(noun)
            && words::is_unit(words, sources)
    };
    let mut out = Vec::new();
    let (mut start, mut end) = (0, terms.len());
    while start < end {
        let unit = if from_right {
            (end.saturating_sub(5).max(start)..end).map(|at| at..end).find(is_unit).unwrap_or(end - 1..end)
        } else {
            (start + 1..=end.min(start + 5))
                .rev()
                .map(|at| start..at)
                .find(is_unit)
                .unwrap_or(start..start + 1)
        };
        if from_right {
            end = unit.start
        } else {
            start = unit.end
        }
        out.push(unit);
    }
    if from_right {
        out.reverse();
    }
    out
}

fn parse(terms: &[TermWord], units: &[Range<usize>]) -> Option<Vec<Phrase>> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut before: Vec<Range<usize>> = Vec::new();
    let mut link: Option<String> = None;
    // Whether a noun is open to adjectives.
    let mut open = false;
    for unit in units {
        let word = &terms[unit.start];
        let upos = if unit.len() > 1 { Upos::Noun } else { word.upos };
        let infinitive = upos == Upos::Verb && fold(&word.lemma) == fold(&word.form);
        match upos {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Verb if upos != Upos::Verb || infinitive => {
                phrases.push(Phrase {
                    link: link.take(),
                    head: unit.clone(),
                    want: if infinitive { Want::Gerund } else { Want::Noun },
                    before: std::mem::take(&mut before),
                    after: Vec::new(),
                });
                open = true;
            }
            Upos::Adj | Upos::Verb | Upos::Num => match phrases.last_mut() {
                Some(phrase) if open => phrase.after.push(unit.clone()),
                _ => before.push(unit.clone()),
            },
            Upos::Adp => {
                if phrases.is_empty() || !open {
                    return None;
                }
                let lemma = fold(&word.lemma);
                link = Some(match lemma.as_str() {
                    "au" | "aux" => "à".to_owned(),
                    _ => lemma,
                });
                open = false;
            }
            Upos::Det => {}
            _ => return None,
        }
    }
    (open && before.is_empty() && !phrases.is_empty() && phrases.len() <= 4).then_some(phrases)
}

/// The adjectives at the end go with the last noun or with the first, as agreement allows.
fn attachments(terms: &[TermWord], phrases: Vec<Phrase>) -> Vec<(Parse, f32)> {
    let plain = Parse { phrases, outer: Vec::new(), weight: 1.0 };
    let [first, .., last] = plain.phrases.as_slice() else { return vec![(plain, 1.0)] };
    let Some(adjective) = last.after.first() else { return vec![(plain, 1.0)] };
    let word = |range: &Range<usize>| terms[range.start].form.as_str();
    let near = agree(word(&last.head), word(adjective));
    let far = agree(word(&first.head), word(adjective));
    let mut moved = plain.clone();
    moved.outer = moved.phrases.last_mut().map(|p| std::mem::take(&mut p.after)).unwrap_or_default();
    match (near, far) {
        (false, true) => vec![(moved, 1.0)],
        (true, true) => vec![(plain, 1.0), (moved, 0.85)],
        _ => vec![(plain, 1.0)],
    }
}

/// Whether an adjective or participle may go with a noun, by gender and number.
fn agree(noun: &str, adjective: &str) -> bool {
    let nouns = readings(noun, Language::French);
    let adjectives = readings(adjective, Language::French);
    let gender = |a: Option<Gender>, b: Option<Gender>| {
        let open = |g: Option<Gender>| matches!(g, None | Some(Gender::Common));
        open(a) || open(b) || a == b
    };
    let number = |a: Option<Number>, b: Option<Number>| a.is_none() || b.is_none() || a == b;
    nouns.iter().filter(|n| n.upos == Upos::Noun).any(|n| {
        let mut fitting = adjectives.iter().filter(|a| matches!(a.upos, Upos::Adj | Upos::Verb));
        fitting.any(|a| gender(n.gender, a.gender) && number(n.number, a.number))
    }) || !nouns.iter().any(|n| n.upos == Upos::Noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::lexicon::Lexicon;

    fn parsed(term: &[(&str, Upos)]) -> Vec<Parse> {
        let lexicon = Lexicon::default();
        let sources = Sources { lexicon: &lexicon, glossaries: None, dictionaries: None };
        let words: Vec<TermWord> = term
            .iter()
            .map(|&(form, upos)| TermWord { lemma: form.into(), form: form.into(), upos })
            .collect();
        parses(&words, &sources)
    }

    #[test]
    fn agreement_tells_which_noun_an_adjective_goes_with() {
        use Upos::{Adj, Adp, Noun};
        let only = parsed(&[("durée", Noun), ("de", Adp), ("travail", Noun), ("hebdomadaires", Adj)]);
        assert!(only.iter().all(|p| p.outer.is_empty()));
        let first = parsed(&[("marché", Noun), ("de", Adp), ("capitaux", Noun), ("mondial", Adj)]);
        assert!(!first[0].outer.is_empty());
        let both = parsed(&[("taux", Noun), ("de", Adp), ("change", Noun), ("fixe", Adj)]);
        assert_eq!(both.len(), 2);
    }

    #[test]
    fn what_is_no_noun_group_is_not_read() {
        assert_eq!(parsed(&[("de", Upos::Adp), ("grand", Upos::Adj)]), []);
    }
}
