//! Definitions of a text and of its translation, matched.
//!
//! Each language puts a list of definitions into its own alphabetical order, so that sentence alignment, which goes
//! forward only, cannot follow. What tells: the places of the two lists; how near the two definitions are, by their
//! vectors; the dictionary; and above all whether the two terms are met in the same beads elsewhere.

use super::bitext::Resources;
use super::cognates;
use super::sentence::Bead;
use crate::analysis::Analysis;
use crate::definition::{Cue, Definition};
use crate::text::normalize::{bare, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A definition of the source and the one that translates it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DefinitionPair {
    /// Index among the definitions of the source.
    pub source: usize,
    /// Index among the definitions of the target.
    pub target: usize,
    /// 0–1: how likely the two define the same.
    pub confidence: f32,
}

/// Definitions of a side past this number are left alone.
const MOST: usize = 1500;
/// Sentences that a list may begin or end too early on the other side.
const SLACK: usize = 4;
/// Sentences between two entries of one list, at most.
const BETWEEN: usize = 8;
/// Weights of the kinds of evidence, and the least sum.
const VECTORS: f32 = 1.2;
const WORDS: f32 = 0.8;
const TOGETHER: f32 = 1.2;
const PLACE: f32 = 0.3;
const HINT: f32 = 1.5;
const LEAST: f32 = 0.7;
/// What it costs that one side may be no definition at all.
const UNSURE: f32 = 0.3;

/// Matches the definitions of both sides one to one.
pub(super) fn pair(
    (source, target): (&Analysis, &Analysis),
    (from, to): (&[Definition], &[Definition]),
    beads: &[Bead],
    resources: &Resources<'_>,
) -> Vec<DefinitionPair> {
    let (from, to) = (&from[..from.len().min(MOST)], &to[..to.len().min(MOST)]);
    let sure = |definitions: &[Definition]| definitions.iter().any(|d| d.cue != Cue::Possible);
    if from.is_empty() || to.is_empty() || !sure(from) && !sure(to) {
        return Vec::new();
    }
    let (left, right) = (Side::new(source, from), Side::new(target, to));
    let together = Together::new(&left, &right, beads);
    let windows = windows(&left, beads, right.analysis.sentences.len());
    let vectors = resources.encoder.map(|encoder| {
        let texts = |side: &Side<'_>| {
            let texts: Vec<Vec<&str>> = side.definitions.iter().map(|d| side.words(d)).collect();
            encoder.encode_texts(&texts).1
        };
        (texts(&left), texts(&right))
    });
    let mut bases = (vec![0.0; from.len()], vec![0.0; to.len()]);
    if let Some((s, t)) = &vectors {
        let mean = |a: &[Vec<f32>], b: &[Vec<f32>]| -> Vec<f32> {
            let step = b.len().div_ceil(60);
            let sample: Vec<&Vec<f32>> = b.iter().step_by(step).collect();
            a.iter().map(|a| sample.iter().map(|b| dot(a, b)).sum::<f32>() / sample.len() as f32).collect()
        };
        bases = (mean(s, t), mean(t, s));
    }
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    for i in 0..from.len() {
        for j in 0..to.len() {
            let at = to[j].sentence;
            let near = windows[i].start <= at && at < windows[i].end;
            let joint = together.of(i, j);
            if !near && joint == 0.0 {
                continue;
            }
            let mut score = if near { PLACE } else { -PLACE } + TOGETHER * joint;
            if let Some((s, t)) = &vectors {
                let base = ((bases.0[i] + bases.1[j]) / 2.0).min(0.9);
                score += VECTORS * ((dot(&s[i], &t[j]) - base) / (1.0 - base)).max(0.0);
            }
            score += WORDS * likeness(&left.keys[i], &right.keys[j], resources);
            if left.hints[i].as_ref().is_some_and(|h| *h == right.folded[j])
                || right.hints[j].as_ref().is_some_and(|h| *h == left.folded[i])
            {
                score += HINT;
            }
            score -= match (from[i].cue, to[j].cue) {
                (Cue::Possible, Cue::Possible) => continue,
                (Cue::Possible, _) | (_, Cue::Possible) => UNSURE,
                (Cue::Entry, Cue::Entry) => 0.0,
                (Cue::Entry, _) | (_, Cue::Entry) => 0.2,
                _ => 0.0,
            };
            if score >= LEAST {
                scored.push((score, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut taken) = (vec![false; from.len()], vec![false; to.len()]);
    let mut pairs = Vec::new();
    for (score, i, j) in scored {
        if !used[i] && !taken[j] {
            (used[i], taken[j]) = (true, true);
            // Half at the least score, nearly sure a unit above it.
            let confidence = 1.0 / (1.0 + (-3.0 * (score - LEAST)).exp());
            pairs.push(DefinitionPair { source: i, target: j, confidence });
        }
    }
    pairs.sort_by_key(|p| p.source);
    pairs
}

struct Side<'a> {
    analysis: &'a Analysis,
    definitions: &'a [Definition],
    /// Folded lemmas of each headword, and the headword folded.
    keys: Vec<Vec<String>>,
    folded: Vec<String>,
    /// A word in the other language that the definition gives in brackets.
    hints: Vec<Option<String>>,
}

impl<'a> Side<'a> {
    fn new(analysis: &'a Analysis, definitions: &'a [Definition]) -> Self {
        let text = &analysis.document.text;
        let words = |d: &Definition| &analysis.sentences[d.sentence].words[d.words.clone()];
        let keys = definitions.iter().map(|d| words(d).iter().map(|w| fold(&w.lemma)).collect()).collect();
        let folded = definitions.iter().map(|d| fold(d.span.text(text))).collect();
        let hints = definitions
            .iter()
            .map(|d| {
                let all = &analysis.sentences[d.sentence].words;
                let open = d.words.end;
                let bracketed = |open: usize| -> Option<String> {
                    let is = |at: usize, sign: &str| all.get(at).is_some_and(|w| w.span.text(text) == sign);
                    let close = (open + 1..all.len().min(open + 10)).find(|&at| is(at, ")"))?;
                    (is(open, "(") && close > open + 1)
                        .then(|| fold(all[open + 1].span.cover(all[close - 1].span).text(text)))
                };
                // loyer (rent) : …, or … (rent) at the end.
                bracketed(open).or_else(|| {
                    let open = all.iter().rposition(|w| w.span.text(text) == "(")?;
                    (open + 12 > all.len()).then(|| bracketed(open)).flatten()
                })
            })
            .collect();
        Self { analysis, definitions, keys, folded, hints }
    }

    fn words(&self, definition: &Definition) -> Vec<&'a str> {
        let sentence = &self.analysis.sentences[definition.sentence];
        sentence.words.iter().take(120).map(|w| w.span.text(&self.analysis.document.text)).collect()
    }

    /// The sentences of lists of definitions, which beads cannot be trusted in.
    fn listed(&self) -> FxHashSet<usize> {
        let entries = self.definitions.iter().filter(|d| d.cue == Cue::Entry);
        entries.flat_map(|d| d.body.clone()).collect()
    }

    /// For each sentence the different headwords in it, longest matches only, by the number of their keys.
    fn occurrences(&self, ids: &FxHashMap<&[String], usize>) -> FxHashMap<usize, Vec<usize>> {
        let mut by_first: FxHashMap<&str, Vec<(&[String], usize)>> = FxHashMap::default();
        // The order of the map does not matter: each list is sorted below.
        ids.iter().for_each(|(&keys, &id)| {
            if let Some(first) = keys.first() {
                by_first.entry(first).or_default().push((keys, id));
            }
        });
        by_first
            .values_mut()
            .for_each(|all| all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0))));
        let listed = self.listed();
        let mut out = FxHashMap::default();
        for (number, sentence) in self.analysis.sentences.iter().enumerate() {
            if listed.contains(&number) {
                continue;
            }
            let lemmas: Vec<String> = sentence.words.iter().map(|w| fold(&w.lemma)).collect();
            let mut found: Vec<usize> = Vec::new();
            let mut at = 0;
            while at < lemmas.len() {
                let here = by_first
                    .get(lemmas[at].as_str())
                    .and_then(|all| all.iter().find(|(keys, _)| lemmas[at..].starts_with(keys)));
                match here {
                    Some((keys, id)) => {
                        found.push(*id);
                        at += keys.len();
                    }
                    None => at += 1,
                }
            }
            if !found.is_empty() {
                found.sort_unstable();
                found.dedup();
                out.insert(number, found);
            }
        }
        out
    }

    fn ids(&self) -> (FxHashMap<&[String], usize>, Vec<usize>) {
        let mut ids: FxHashMap<&[String], usize> = FxHashMap::default();
        let of = self
            .keys
            .iter()
            .map(|keys| {
                let next = ids.len();
                *ids.entry(keys.as_slice()).or_insert(next)
            })
            .collect();
        (ids, of)
    }
}

/// In how many beads headwords are met, one by one and together.
struct Together {
    of: (Vec<usize>, Vec<usize>),
    counts: (Vec<u32>, Vec<u32>),
    joint: FxHashMap<(usize, usize), u32>,
}

impl Together {
    fn new(left: &Side<'_>, right: &Side<'_>, beads: &[Bead]) -> Self {
        let ((ids_left, of_left), (ids_right, of_right)) = (left.ids(), right.ids());
        let (in_left, in_right) = (left.occurrences(&ids_left), right.occurrences(&ids_right));
        let mut counts = (vec![0; ids_left.len()], vec![0; ids_right.len()]);
        let mut joint: FxHashMap<(usize, usize), u32> = FxHashMap::default();
        let all = |range: &Range<usize>, by: &FxHashMap<usize, Vec<usize>>| {
            let mut ids: Vec<usize> = range.clone().filter_map(|s| by.get(&s)).flatten().copied().collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        for bead in beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty()) {
            let (s, t) = (all(&bead.source, &in_left), all(&bead.target, &in_right));
            s.iter().for_each(|&s| counts.0[s] += 1);
            t.iter().for_each(|&t| counts.1[t] += 1);
            for &s in &s {
                for &t in &t {
                    *joint.entry((s, t)).or_default() += 1;
                }
            }
        }
        Self { of: (of_left, of_right), counts, joint }
    }

    /// 0–1: how often the two are met together, less where that is seldom.
    fn of(&self, i: usize, j: usize) -> f32 {
        let (s, t) = (self.of.0[i], self.of.1[j]);
        let joint = self.joint.get(&(s, t)).copied().unwrap_or(0) as f32;
        let dice = 2.0 * joint / ((self.counts.0[s] + self.counts.1[t]) as f32).max(1.0);
        dice * joint / (joint + 1.0)
    }
}

/// For each definition of the source, the sentences of the target among which its own should stand.
fn windows(left: &Side<'_>, beads: &[Bead], sentences: usize) -> Vec<Range<usize>> {
    let listed = left.listed();
    // The nearest sure targets before and after each bead, lists left out.
    let sure = |bead: &Bead| {
        !bead.source.is_empty()
            && !bead.target.is_empty()
            && !bead.source.clone().any(|s| listed.contains(&s))
    };
    let mut before = vec![0; left.analysis.sentences.len()];
    let mut after = vec![sentences; left.analysis.sentences.len()];
    let mut last = 0;
    for bead in beads {
        let is_sure = sure(bead);
        for s in bead.source.clone() {
            before[s] = if is_sure { bead.target.start } else { last };
        }
        if is_sure {
            last = bead.target.end;
        }
    }
    let mut next = sentences;
    for bead in beads.iter().rev() {
        let is_sure = sure(bead);
        for s in bead.source.clone() {
            after[s] = if is_sure { bead.target.end } else { next };
        }
        if is_sure {
            next = bead.target.start;
        }
    }
    let mut windows: Vec<Range<usize>> =
        left.definitions.iter().map(|d| before[d.sentence]..after[d.sentence]).collect();
    // What stands between the entries of one list may be aligned wrongly as well: its widest bounds hold for all of it.
    let entries: Vec<usize> = (0..windows.len()).filter(|&i| left.definitions[i].cue == Cue::Entry).collect();
    let next_to =
        |&a: &usize, &b: &usize| left.definitions[b].sentence <= left.definitions[a].body.end + BETWEEN;
    for list in entries.chunk_by(next_to) {
        let start = list.iter().map(|&i| windows[i].start).min().unwrap_or(0);
        let end = list.iter().map(|&i| windows[i].end).max().unwrap_or(sentences);
        list.iter().for_each(|&i| windows[i] = start..end);
    }
    windows.into_iter().map(|w| w.start.saturating_sub(SLACK)..(w.end + SLACK).max(w.start + 1)).collect()
}

/// 0–1: how far the dictionary and the look of the words make one headword a translation of the other.
fn likeness(french: &[String], english: &[String], resources: &Resources<'_>) -> f32 {
    let content = |keys: &[String]| -> Vec<String> {
        let long: Vec<String> = keys.iter().filter(|k| k.chars().count() > 2).cloned().collect();
        if long.is_empty() { keys.to_vec() } else { long }
    };
    let (french, english) = (content(french), content(english));
    if french.is_empty() || english.is_empty() {
        return 0.0;
    }
    let mut best = (vec![0f32; french.len()], vec![0f32; english.len()]);
    for (i, f) in french.iter().enumerate() {
        let translations: Vec<(&str, f32)> = resources
            .lexicon
            .into_iter()
            .flat_map(|lexicon| lexicon.translations(f))
            .map(|t| (t.key, (t.probability * t.reverse).sqrt().sqrt()))
            .collect();
        for (j, e) in english.iter().enumerate() {
            let known = translations.iter().find(|t| t.0 == e).map_or(0.0, |t| t.1);
            let alike = cognates::similarity(&bare(f), &bare(e));
            let likeness = known.max(if alike >= 0.6 { alike } else { 0.0 });
            best.0[i] = best.0[i].max(likeness);
            best.1[j] = best.1[j].max(likeness);
        }
    }
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    (mean(&best.0) + mean(&best.1)) / 2.0
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    crate::encode::similarity(a, b)
}

/// Beads in which the definitions that were matched stand for each other, whatever their order. `align` aligns the
/// sentences of two definitions.
pub(super) fn rebead(
    beads: Vec<Bead>,
    (from, to): (&[Definition], &[Definition]),
    pairs: &[DefinitionPair],
    align: impl Fn(&Range<usize>, &Range<usize>) -> Vec<Bead>,
) -> Vec<Bead> {
    let entry = |d: &Definition| matches!(d.cue, Cue::Entry | Cue::Possible);
    let pairs: Vec<&DefinitionPair> =
        pairs.iter().filter(|p| entry(&from[p.source]) && entry(&to[p.target])).collect();
    let mut owner: (FxHashMap<usize, usize>, FxHashSet<usize>) = Default::default();
    for (number, pair) in pairs.iter().enumerate() {
        owner.0.extend(from[pair.source].body.clone().map(|s| (s, number)));
        owner.1.extend(to[pair.target].body.clone());
    }
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads {
        let moved = bead.source.clone().any(|s| owner.0.contains_key(&s))
            || bead.target.clone().any(|t| owner.1.contains(&t));
        if !moved {
            out.push(bead);
            continue;
        }
        let mut rest_source: Vec<usize> = Vec::new();
        for s in bead.source.clone() {
            match owner.0.get(&s) {
                Some(&number) => {
                    let pair = pairs[number];
                    let (source, target) = (&from[pair.source].body, &to[pair.target].body);
                    if source.start == s {
                        let beads = align(source, target).into_iter();
                        out.extend(
                            beads.map(|b| Bead { confidence: b.confidence.min(pair.confidence), ..b }),
                        );
                    }
                }
                None => rest_source.push(s),
            }
        }
        let rest_target: Vec<usize> = bead.target.clone().filter(|t| !owner.1.contains(t)).collect();
        let runs = |rest: &[usize]| -> Vec<Range<usize>> {
            rest.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[run.len() - 1] + 1).collect()
        };
        let (sources, targets) = (runs(&rest_source), runs(&rest_target));
        match (sources.as_slice(), targets.as_slice()) {
            ([s], [t]) => {
                out.push(Bead { source: s.clone(), target: t.clone(), confidence: bead.confidence * 0.6 });
            }
            _ => {
                let end = bead.target.end;
                let alone = |source, target| Bead { source, target, confidence: bead.confidence };
                out.extend(sources.into_iter().map(|s| alone(s, end..end)));
                let start = bead.source.end;
                out.extend(targets.into_iter().map(|t| alone(start..start, t)));
            }
        }
    }
    out
}
