//! The English of a French term in its translation.
//!
//! The words that the term's content words are linked to make a span; it is cleaned at its edges by part of speech, and
//! grown over neighbours that belong to the term rather than to anything else. Occurrences of one term vote.

use super::bitext::{BeadWords, Bitext};
use super::links::WordLink;
use crate::morph::{self, PhraseWord, Upos, VerbForm, citation_form};
use crate::tag::Word;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of the translation that stands for a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Its English in dictionary form.
    pub term: String,
    /// Target sentence.
    pub sentence: usize,
    /// Its words in that sentence.
    pub words: Range<usize>,
    /// Where it stands in the target's text.
    pub span: Span,
    /// 0–1: how likely it is the whole term and nothing else.
    pub confidence: f32,
}

/// How well a stretch of the translation stands for a noun phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// It renders all that is linked, and nothing else.
    #[default]
    Whole,
    /// It holds words that render something else, or a word of the term is rendered elsewhere.
    Torn,
    /// It is no noun phrase: a verb, an adjective, a clause.
    Clause,
}

/// Occurrences of a term that show its renderings.
const SAMPLE: usize = 5;
/// Confidence from which a rendering is looked for elsewhere.
const RENDERING: f32 = 0.35;
/// Words between two linked words of one rendering, at most.
const GAP: usize = 3;
/// Similarity below which a word's best partner is no partner.
const LEAST: f32 = 0.25;

/// Particles that make one verb with the word before them.
const PARTICLES: &[&str] = &["away", "back", "down", "off", "out", "over", "up"];

fn is_content(word: &Word) -> bool {
    matches!(
        word.upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Num | Upos::Adv | Upos::X | Upos::Sym
    )
}

/// Whether a word cannot stand at the edge of an English term.
fn is_edge_noise(word: &Word) -> bool {
    matches!(
        word.upos,
        Upos::Det | Upos::Adp | Upos::Punct | Upos::Pron | Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Part
    )
}

/// The forms and lemmas that each word of an English term may have.
struct Wanted(Vec<Vec<CompactString>>);

impl Wanted {
    fn new(term: &str) -> Self {
        let any = |word: &str| {
            let mut keys = morph::lemma_keys(word, Language::English).to_vec();
            keys.push(fold(word).into());
            keys
        };
        Self(term.split(' ').map(any).collect())
    }
}

/// Occurrences taken from all over a text.
fn sample(count: usize) -> Vec<usize> {
    (0..SAMPLE).map(|k| k * count / SAMPLE).collect()
}

impl Bitext<'_> {
    /// The English of words `words` of source sentence `sentence`.
    pub fn project(&self, sentence: usize, words: &Range<usize>) -> Option<Projection> {
        let bead = self.bead_of(sentence)?;
        let linked = self.words(bead);
        let rows: Vec<usize> = (0..linked.source.len())
            .filter(|&row| linked.source[row].0 == sentence && words.contains(&linked.source[row].1))
            .collect();
        let word = |row: usize| &self.source.sentences[linked.source[row].0].words[linked.source[row].1];
        let mut content: Vec<usize> = rows.iter().copied().filter(|&row| is_content(word(row))).collect();
        if content.is_empty() {
            content = rows.clone();
        }
        let (columns, covered) = partners(linked, &content);
        let cluster = densest(&columns)?;
        let range = self.clean(linked, &rows, cluster)?;
        self.projection(bead, range, covered)
    }

    /// The links between the words of a term and those of its projection, as (source word, place of the target word), and
    /// the places of the words in it that are linked to other source words only.
    pub fn links_within(
        &self,
        sentence: usize,
        words: &Range<usize>,
        found: &Projection,
    ) -> (Vec<(usize, Span)>, Vec<Span>) {
        let (mut inner, mut strangers) = (Vec::new(), Vec::new());
        let Some(bead) = self.bead_of(sentence) else { return (inner, strangers) };
        let linked = self.words(bead);
        let of_term = |row: u16| {
            let (of, word) = linked.source[usize::from(row)];
            (of == sentence && words.contains(&word)).then_some(word)
        };
        for (column, &(of, word)) in linked.target.iter().enumerate() {
            if of != found.sentence || !found.words.contains(&word) {
                continue;
            }
            let span = self.target.sentences[of].words[word].span;
            let rows = |links: &[WordLink]| -> Vec<u16> {
                links.iter().filter(|link| usize::from(link.1) == column).map(|link| link.0).collect()
            };
            let sure = rows(&linked.links);
            let before = inner.len();
            inner.extend(sure.iter().filter_map(|&row| of_term(row)).map(|word| (word, span)));
            if inner.len() == before && sure.is_empty() {
                inner.extend(rows(&linked.weak).iter().filter_map(|&row| of_term(row)).map(|w| (w, span)));
            } else if inner.len() == before {
                strangers.push(span);
            }
        }
        (inner, strangers)
    }

    /// The content words of a stretch of the target that are linked to words of a term, as (source word, place of the target
    /// word), and the number of those that are linked to other source words only.
    pub fn links_to(&self, sentence: usize, words: &Range<usize>, span: Span) -> (Vec<(usize, Span)>, usize) {
        let found = self.target_sentences(sentence).find_map(|of| {
            let all = &self.target.sentences[of].words;
            let first = all.iter().position(|w| span.contains(w.span))?;
            let count = all[first..].iter().take_while(|w| span.contains(w.span)).count();
            let (term, confidence) = (String::new(), 1.0);
            Some(Projection { term, sentence: of, words: first..first + count, span, confidence })
        });
        let Some(found) = found else { return (Vec::new(), 0) };
        let content = |at: &Span| {
            let inside = &self.target.sentences[found.sentence].words[found.words.clone()];
            inside.iter().any(|w| w.span == *at && is_content(w))
        };
        let (mut inner, strangers) = self.links_within(sentence, words, &found);
        inner.retain(|(_, at)| content(at));
        (inner, strangers.iter().filter(|at| content(at)).count())
    }

    /// The English of a projection without the words before its head that render something else, where the others render
    /// all of the term: fichier binaire *source* → binary *source* file.
    pub fn without_strangers(
        &self,
        sentence: usize,
        words: &Range<usize>,
        found: &Projection,
    ) -> Option<String> {
        let (links, strangers) = self.links_within(sentence, words, found);
        let all = &self.target.sentences[found.sentence].words[found.words.clone()];
        let strange = |w: &Word| is_content(w) && strangers.contains(&w.span);
        let kept: Vec<&Word> = all.iter().filter(|w| !strange(w)).collect();
        let whole = self.source.sentences[sentence].words[words.clone()]
            .iter()
            .zip(words.clone())
            .filter(|(w, _)| is_content(w))
            .all(|(_, at)| links.iter().any(|link| link.0 == at));
        let simple = kept.iter().all(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb));
        if kept.len() == all.len() || kept.is_empty() || all.last().is_some_and(strange) || !whole || !simple
        {
            return None;
        }
        let text = &self.target.document.text;
        let phrase: Vec<PhraseWord<'_>> = kept
            .iter()
            .map(|w| PhraseWord { form: w.span.text(text), upos: w.upos, lemma: &w.lemma, gender: w.gender })
            .collect();
        Some(citation_form(&phrase, Language::English).0)
    }

    /// How well a projection stands for a noun phrase of the source.
    pub fn fit(&self, sentence: usize, words: &Range<usize>, found: &Projection) -> Fit {
        let inside = &self.target.sentences[found.sentence].words[found.words.clone()];
        let text = &self.target.document.text;
        let joined = inside.iter().position(|w| w.upos == Upos::Adp).unwrap_or(inside.len());
        let nominal = |w: &Word| match w.upos {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Sym | Upos::Num => true,
            // Fishing, rewriting: what happens, as a noun.
            Upos::Verb => w.span.text(text).ends_with("ing"),
            _ => false,
        };
        // Still: a word that may be a noun, for all that the tagger says.
        let may_be = |w: &Word| {
            let readings = morph::readings(w.span.text(text), Language::English);
            readings.iter().any(|r| r.certain && r.upos == Upos::Noun)
        };
        let Some(head) = inside[..joined].last().filter(|w| nominal(w) || may_be(w)) else {
            return Fit::Clause;
        };
        let clause = |w: &Word| {
            matches!(w.upos, Upos::Pron | Upos::Aux | Upos::Sconj)
                || (w.upos == Upos::Verb && w.verb_form == Some(VerbForm::Finite))
        };
        // A participle with a complement of its own: network working in illegal immigration.
        let complement = |pair: &[Word]| {
            pair[0].upos == Upos::Verb && matches!(pair[1].upos, Upos::Adp | Upos::Det | Upos::Part)
        };
        if inside.iter().any(clause) || inside.windows(2).any(complement) {
            return Fit::Clause;
        }
        let after = self.target.sentences[found.sentence].words.get(found.words.end);
        // Bailing of bailing out: half a verb.
        let particle = |w: &Word| PARTICLES.contains(&w.span.text(text));
        if head.upos == Upos::Verb && after.is_some_and(particle) {
            return Fit::Clause;
        }
        // Head of head of the police, compliance of assurance of compliance, where the French is one word without complement
        // that is no complement itself.
        let french = &self.source.sentences[sentence].words;
        let target = &self.target.sentences[found.sentence].words;
        let of = |w: Option<&Word>| w.is_some_and(|w| w.lemma == "of");
        let before = |back: usize| found.words.start.checked_sub(back).and_then(|at| target.get(at));
        let free = |w: Option<&Word>| w.is_none_or(|w| !matches!(w.upos, Upos::Adp | Upos::Det | Upos::Adj));
        let preceding = french[..words.start].iter().rev().find(|w| w.upos != Upos::Det || w.contracted);
        let complement = preceding.is_some_and(|w| w.upos == Upos::Adp || w.contracted);
        let head_of = of(after) && free(french.get(words.end));
        let of_head = of(before(1)) && before(2).is_some_and(|w| w.upos == Upos::Noun) && !complement;
        if words.len() == 1 && (head_of || of_head) {
            return Fit::Torn;
        }
        // Notice of estimated: half a complement.
        if joined < inside.len() && inside.last().is_some_and(|w| !nominal(w) && !may_be(w)) {
            return Fit::Clause;
        }
        // Tax of tax money is a part of a compound.
        if !nominal(head) || after.is_some_and(|w| w.upos == Upos::Noun) {
            return Fit::Torn;
        }
        let (links, strangers) = self.links_within(sentence, words, found);
        let elsewhere = |at: usize| {
            matches!(self.source.sentences[sentence].words[at].upos, Upos::Noun | Upos::Adj | Upos::Verb)
                && self.is_elsewhere(sentence, at, &links)
        };
        // A determiner or preposition inside may be linked to anything.
        let content = |span: &Span| inside.iter().any(|w| w.span == *span && is_content(w));
        if strangers.iter().any(content) || words.clone().any(elsewhere) { Fit::Torn } else { Fit::Whole }
    }

    /// Whether a word of a term is said, but outside its projection, whose `links` are those of [`Self::links_within`].
    pub fn is_elsewhere(&self, sentence: usize, word: usize, links: &[(usize, Span)]) -> bool {
        !links.iter().any(|link| link.0 == word) && self.is_linked(sentence, word)
    }

    /// Whether a word of the source has a sure link.
    fn is_linked(&self, sentence: usize, word: usize) -> bool {
        let Some(linked) = self.bead_of(sentence).map(|bead| self.words(bead)) else { return false };
        let place = (sentence, word);
        linked.links.iter().any(|&(row, _)| linked.source[usize::from(row)] == place)
    }

    /// The English of several occurrences of one term. Where most of them agree, the others follow if they can.
    pub fn project_all(&self, places: &[(usize, Range<usize>)]) -> Vec<Option<Projection>> {
        self.prepare(places.iter().filter_map(|p| self.bead_of(p.0)));
        let found = places.iter().map(|(sentence, words)| self.project(*sentence, words)).collect();
        self.agree(places, found)
    }

    /// The same for a text with many occurrences: some of them show the renderings, which are then looked for in the
    /// translations of the others; only where none of them stands, words are linked.
    pub fn project_many(&self, places: &[(usize, Range<usize>)]) -> Vec<Option<Projection>> {
        if places.len() <= SAMPLE {
            return self.project_all(places);
        }
        let mut found = vec![None; places.len()];
        let sample = sample(places.len());
        self.prepare(sample.iter().filter_map(|&k| self.bead_of(places[k].0)));
        let mut renderings: BTreeMap<String, (f32, f32, String)> = BTreeMap::new();
        for k in sample {
            found[k] = self.project(places[k].0, &places[k].1);
            if let Some(p) = found[k].as_ref().filter(|p| p.confidence >= RENDERING) {
                let entry = renderings.entry(fold(&p.term)).or_insert((0.0, 0.0, p.term.clone()));
                (entry.0, entry.1) = (entry.0 + p.confidence, entry.1 + 1.0);
            }
        }
        let mut renderings: Vec<(f32, f32, String)> = renderings.into_values().collect();
        renderings.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let forms: Vec<_> = renderings.iter().map(|r| Wanted::new(&r.2)).collect();
        for (place, found) in places.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let here = renderings.iter().zip(&forms).find_map(|((weight, count, term), wanted)| {
                let found = self.find_in(place.0, term, wanted)?;
                Some(Projection { confidence: weight / count, ..found })
            });
            *found = here;
        }
        let open: Vec<usize> = (0..places.len()).filter(|&k| found[k].is_none()).collect();
        self.prepare(open.iter().filter_map(|&k| self.bead_of(places[k].0)));
        for k in open {
            found[k] = self.project(places[k].0, &places[k].1);
        }
        self.agree(places, found)
    }

    /// Links the words that [`Self::project_many`] will ask for first, for many terms at once.
    pub fn prepare_many(&self, terms: &[Vec<(usize, Range<usize>)>]) {
        let beads = terms.iter().flat_map(|places| {
            let picked =
                if places.len() <= SAMPLE { (0..places.len()).collect() } else { sample(places.len()) };
            picked.into_iter().filter_map(|k| self.bead_of(places[k].0))
        });
        self.prepare(beads);
    }

    /// Lets occurrences that are unsure follow what most of the others say.
    fn agree(
        &self,
        places: &[(usize, Range<usize>)],
        mut found: Vec<Option<Projection>>,
    ) -> Vec<Option<Projection>> {
        let mut votes: BTreeMap<String, (f32, String)> = BTreeMap::new();
        for projection in found.iter().flatten() {
            let vote = votes.entry(fold(&projection.term)).or_insert_with(|| (0.0, projection.term.clone()));
            vote.0 += projection.confidence;
        }
        let best = votes.values().max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1))).cloned();
        let Some((weight, term)) = best.filter(|b| b.0 > 1.0) else { return found };
        let all: f32 = votes.values().map(|v| v.0).sum();
        if weight * 2.0 < all {
            return found;
        }
        let wanted = Wanted::new(&term);
        for ((sentence, _), projection) in places.iter().zip(&mut found) {
            let unsure =
                projection.as_ref().is_none_or(|p| p.confidence < 0.6 && fold(&p.term) != fold(&term));
            if unsure
                && let Some(better) = self.find_in(*sentence, &term, &wanted)
                && projection.as_ref().is_none_or(|p| p.span.overlaps(better.span) || p.confidence < 0.3)
            {
                *projection = Some(better);
            }
        }
        found
    }

    /// An English term in the sentences that translate a source sentence, in any form.
    fn find_in(&self, sentence: usize, term: &str, wanted: &Wanted) -> Option<Projection> {
        for target in self.target_sentences(sentence) {
            let keys = self.target_keys(target);
            for start in 0..(keys.len() + 1).saturating_sub(wanted.0.len()) {
                let range = start..start + wanted.0.len();
                let same = keys[range.clone()].iter().zip(&wanted.0);
                let mut same = same.map(|((form, lemma), any)| any.contains(form) || any.contains(lemma));
                if same.all(|same| same) {
                    let words = &self.target.sentences[target].words[range.clone()];
                    let span = words[0].span.cover(words[words.len() - 1].span);
                    let term = term.to_owned();
                    return Some(Projection { term, sentence: target, words: range, span, confidence: 0.6 });
                }
            }
        }
        None
    }

    /// Cleans the edges of a range of target words, and grows it over what belongs to it.
    fn clean(&self, linked: &BeadWords, rows: &[usize], range: Range<usize>) -> Option<Range<usize>> {
        let word =
            |column: usize| &self.target.sentences[linked.target[column].0].words[linked.target[column].1];
        let same_sentence = |a: usize, b: usize| linked.target[a].0 == linked.target[b].0;
        let (mut start, mut end) = (range.start, range.end);
        let inside = |column: usize| {
            let best = (0..linked.similarities.rows()).max_by(|&a, &b| {
                linked.similarities.get(a, column).total_cmp(&linked.similarities.get(b, column))
            });
            best.is_some_and(|row| rows.contains(&row))
        };
        let taken = |column: usize| {
            linked.links.iter().any(|&(row, c)| usize::from(c) == column && !rows.contains(&usize::from(row)))
        };
        let joins = |column: usize| {
            matches!(word(column).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X)
                && !taken(column)
                && inside(column)
        };
        while start > 0 && same_sentence(start - 1, start) && joins(start - 1) {
            start -= 1;
        }
        while end < linked.target.len() && same_sentence(end, end - 1) && joins(end) {
            end += 1;
        }
        // Leave of absence: what stands before "of" and renders nothing else.
        if start >= 2
            && same_sentence(start - 2, start)
            && word(start - 1).lemma == "of"
            && word(start - 2).upos == Upos::Noun
            && joins(start - 2)
        {
            start -= 2;
        }
        // A hyphen or an opening mark between two words of a compound is no edge.
        while start < end && is_edge_noise(word(start)) {
            start += 1;
        }
        while end > start && is_edge_noise(word(end - 1)) {
            end -= 1;
        }
        (start < end && same_sentence(start, end - 1)).then_some(start..end)
    }

    fn projection(&self, bead: usize, range: Range<usize>, confidence: f32) -> Option<Projection> {
        let linked = self.words(bead);
        let (sentence, first) = linked.target[range.start];
        let (last_sentence, last) = linked.target[range.end - 1];
        if sentence != last_sentence {
            return None;
        }
        let words = &self.target.sentences[sentence].words[first..=last];
        let text = &self.target.document.text;
        let phrase: Vec<PhraseWord<'_>> = words
            .iter()
            .map(|w| PhraseWord { form: w.span.text(text), upos: w.upos, lemma: &w.lemma, gender: w.gender })
            .collect();
        let (term, _, _) = citation_form(&phrase, Language::English);
        let span = words[0].span.cover(words[words.len() - 1].span);
        Some(Projection {
            term,
            sentence,
            words: first..last + 1,
            span,
            confidence: confidence * self.beads[bead].confidence.max(0.3),
        })
    }
}

/// The target words that the rows are linked to, and the share of the rows that have one, by how sure the links are.
fn partners(linked: &BeadWords, content: &[usize]) -> (Vec<(usize, f32)>, f32) {
    let mut columns: Vec<(usize, f32)> = Vec::new();
    let mut covered = 0.0;
    for &row in content {
        let sure: Vec<usize> =
            linked.links.iter().filter(|l| usize::from(l.0) == row).map(|l| usize::from(l.1)).collect();
        for &column in &sure {
            columns.push((column, linked.similarities.get(row, column)));
        }
        let best = sure.iter().map(|&c| linked.similarities.get(row, c)).fold(0.0, f32::max);
        covered += likelihood(best);
    }
    let sure: Vec<usize> = columns.iter().map(|c| c.0).collect();
    for &row in content {
        if linked.links.iter().any(|l| usize::from(l.0) == row) {
            continue;
        }
        for &(_, column) in linked.weak.iter().filter(|l| usize::from(l.0) == row) {
            let column = usize::from(column);
            let similarity = linked.similarities.get(row, column);
            let taken = linked
                .links
                .iter()
                .any(|l| usize::from(l.1) == column && !content.contains(&usize::from(l.0)));
            let near = sure.is_empty() || sure.iter().any(|&c| c.abs_diff(column) <= GAP);
            if similarity >= LEAST && !taken && near {
                columns.push((column, similarity * 0.5));
                covered += 0.5 * likelihood(similarity);
            }
        }
    }
    columns.sort_by_key(|c| c.0);
    (columns, covered / content.len().max(1) as f32)
}

/// How likely a link of this similarity is right.
fn likelihood(similarity: f32) -> f32 {
    ((similarity - 0.2) / 0.5).clamp(0.0, 1.0).sqrt()
}

/// The run of target words, without wide gaps, that holds most of the links.
fn densest(columns: &[(usize, f32)]) -> Option<Range<usize>> {
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut start = 0;
    while start < columns.len() {
        let mut end = start + 1;
        while end < columns.len() && columns[end].0 - columns[end - 1].0 <= GAP {
            end += 1;
        }
        let weight: f32 = columns[start..end].iter().map(|c| c.1).sum();
        if best.as_ref().is_none_or(|(w, _)| weight > *w) {
            best = Some((weight, columns[start].0..columns[end - 1].0 + 1));
        }
        start = end;
    }
    best.map(|(_, range)| range)
}
