//! Terms in running text.
//!
//! A sentence is read as a lattice of units, the pieces of its words ([`super::keys`]); from each unit that may begin a
//! term, the sequences of each index are walked as far as the text goes along. What is found is then judged: capitals,
//! part of speech. Of matches that overlap, the one with most words stays.

use super::agree::{case_agrees, is_headline, kind, reading_agrees};
use super::base::TermBase;
use super::index::{self, State, TermIndex};
use super::keys::{self, Joint, Keys, Shape, pieces, text_keys};
use super::walk::{Gap, Raw, Role, Unit, Walk};
use super::{FindOptions, MatchKind, TermMatch};
use crate::glossary::{MatchingPolicy, PartOfSpeech};
use crate::morph::{Upos, VerbForm};
use crate::tag::Word;
use crate::text::Language;
use crate::text::normalize::fold;
use compact_str::CompactString;
use fst::raw::Fst;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Words remembered before a finder starts afresh.
const MOST_FORMS: usize = 1 << 20;
/// Words after a coordination among which the second part of a compound is looked for: micro- et petites entreprises.
const SHARED: usize = 3;

/// Finds terms in sentences of one language.
pub struct TermFinder<'b> {
    base: &'b TermBase,
    language: Language,
    layers: Vec<Layer<'b>>,
    known: FxHashMap<CompactString, u32>,
    forms: Vec<Form>,
    pub(super) du: PieceNumbers,
    pub(super) au: PieceNumbers,
    /// What may stand between a verb and its object in a term: lever des fonds, prendre une mesure.
    pub(super) determiners: PieceNumbers,
}

impl std::fmt::Debug for TermFinder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TermFinder").field("language", &self.language).finish_non_exhaustive()
    }
}

struct Layer<'b> {
    index: &'b TermIndex,
    vocabulary: Fst<&'b [u8]>,
    sequences: Fst<&'b [u8]>,
    first_concept: u32,
}

/// What is known of a word as it is written.
pub(super) struct Form {
    pub(super) pieces: SmallVec<[PieceNumbers; 1]>,
    /// The word without its hyphens, where it has some.
    pub(super) closed: Option<Box<PieceNumbers>>,
    /// The two words that an unknown one is made of: datacenters.
    pub(super) opened: Option<Box<[PieceNumbers; 2]>>,
    pub(super) role: Role,
    /// Whether it may be a past participle.
    pub(super) participle: bool,
}

/// Per layer: the numbers of a piece's keys, and the states after those that begin a term.
#[derive(Default)]
pub(super) struct PieceNumbers {
    pub(super) numbers: SmallVec<[SmallVec<[u32; 4]>; 2]>,
    pub(super) starts: SmallVec<[SmallVec<[State; 2]>; 2]>,
}

/// What is thought of words that agree with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Capitals,
    Reading,
    Form,
    Agrees,
}

/// A term that passed every test.
#[derive(Clone, Debug)]
struct Candidate {
    words: Range<u32>,
    matched: u32,
    gap: Gap,
    layer: usize,
    concept: u32,
    offset: u32,
    kind: MatchKind,
    confidence: f32,
    /// 0 where the reading of the tagger is the term's own.
    disagreement: u8,
}

impl<'b> TermFinder<'b> {
    pub(crate) fn new(base: &'b TermBase, language: Language) -> Self {
        let layers = base
            .layers()
            .iter()
            .enumerate()
            .map(|(number, index)| Layer {
                index,
                vocabulary: index.vocabulary(language),
                sequences: index.sequences(language),
                first_concept: base.concepts_of(number).start,
            })
            .collect();
        let (known, forms) = (FxHashMap::default(), Vec::new());
        let (du, au) = (PieceNumbers::default(), PieceNumbers::default());
        let determiners = PieceNumbers::default();
        let mut finder = Self { base, language, layers, known, forms, du, au, determiners };
        finder.du = finder.numbers(&std::iter::once(keys::DU.into()).collect());
        finder.au = finder.numbers(&std::iter::once(keys::AU.into()).collect());
        let determiners: &[&str] = match language {
            Language::French => &[keys::DU, keys::LE, "un"],
            Language::English => &["a", "the"],
        };
        finder.determiners = finder.numbers(&determiners.iter().map(|&key| key.into()).collect());
        finder
    }

    /// The termbase that is searched.
    pub fn base(&self) -> &'b TermBase {
        self.base
    }

    /// The terms of a sentence in order. `words` are its words; their spans are spans of `text`.
    pub fn find(&mut self, text: &str, words: &[Word], options: &FindOptions) -> Vec<TermMatch> {
        let units = self.units(text, words);
        let mut raw = Vec::new();
        for at in 0..units.len() {
            self.start(&units, at, words, options, &mut raw);
        }
        if options.discontinuous {
            self.prefixes(text, words, &mut raw);
        }
        if raw.is_empty() {
            return Vec::new();
        }
        let mut headline = None;
        let mut candidates = Vec::new();
        for hit in &raw {
            self.judge(hit, text, words, &mut headline, &mut candidates);
        }
        let matches = self.group(candidates, words, options);
        if options.nested { matches.into_iter().map(|(found, _)| found).collect() } else { longest(matches) }
    }

    fn units(&mut self, text: &str, words: &[Word]) -> Vec<Unit> {
        if self.forms.len() > MOST_FORMS {
            self.known.clear();
            self.forms.clear();
        }
        let mut units = Vec::with_capacity(words.len() + 8);
        for (word, at) in words.iter().zip(0..) {
            let form = self.form(word.span.text(text));
            let count = self.forms[form as usize].pieces.len().max(1);
            for piece in 0..count {
                let (next, conjunction) = ((units.len() + count - piece) as u32, 0);
                units.push(Unit {
                    form,
                    word: at,
                    piece: piece as u16,
                    last: piece + 1 == count,
                    next,
                    conjunction,
                });
            }
        }
        let mut conjunction = units.len() as u32;
        for (at, unit) in units.iter_mut().enumerate().rev() {
            if self.forms[unit.form as usize].role == Role::Conjunction {
                conjunction = at as u32;
            }
            unit.conjunction = conjunction;
        }
        units
    }

    /// Compounds whose second part is named once, after a coordination: micro- et petites entreprises.
    fn prefixes(&mut self, text: &str, words: &[Word], out: &mut Vec<Raw>) {
        let written = |at: usize| words[at].span.text(text);
        for at in 0..words.len().saturating_sub(3) {
            let hanging = matches!(written(at + 1), "-" | "\u{2010}" | "\u{2011}")
                && words[at].span.end == words[at + 1].span.start
                && words[at + 1].span.end < words[at + 2].span.start
                && matches!(written(at + 2), "et" | "ou" | "and" | "or");
            if !hanging {
                continue;
            }
            for end in at + 3..words.len().min(at + 3 + SHARED) {
                if matches!(words[end].upos, Upos::Punct | Upos::Det | Upos::Adp | Upos::Cconj | Upos::Pron) {
                    break;
                }
                let form = self.form(&format!("{}-{}", written(at), written(end)));
                let found = out.len();
                for layer in 0..self.layers.len() {
                    for posting in self.whole(form, layer) {
                        let words = at as u32..end as u32 + 1;
                        out.push(Raw { layer, words, matched: 2, gap: Gap::Shared(at as u32 + 2), posting });
                    }
                }
                if out.len() > found {
                    break;
                }
            }
        }
    }

    /// The terms that a form of two parts is, in one word or with a hyphen.
    fn whole(&self, form: u32, layer: usize) -> SmallVec<[u64; 2]> {
        let form = &self.forms[form as usize];
        let sequences = &self.layers[layer].sequences;
        let mut ends: SmallVec<[State; 4]> = SmallVec::new();
        if let [first, second] = &form.pieces[..] {
            for &state in &first.starts[layer] {
                let step = |&number: &u32| index::step(sequences, state, &index::code(number));
                ends.extend(second.numbers[layer].iter().filter_map(step));
            }
        }
        if let Some(closed) = &form.closed {
            ends.extend(closed.starts[layer].iter().copied());
        }
        ends.into_iter().filter_map(|state| index::ending(sequences, state)).collect()
    }

    fn form(&mut self, written: &str) -> u32 {
        if let Some(&form) = self.known.get(written) {
            return form;
        }
        let parts = pieces(written);
        let role = match written {
            "(" | "[" => Role::Open,
            ")" | "]" => Role::Close,
            "«" | "»" | "\"" | "“" | "”" | "‘" => Role::Quote,
            "-" | "‐" | "‑" => Role::Hyphen,
            "," => Role::Comma,
            "et" | "ou" | "and" | "or" => Role::Conjunction,
            _ => match (self.language, &parts[..]) {
                (Language::French, [one]) => match fold(&one.text).as_str() {
                    "le" | "la" | "les" | "l" => Role::Article,
                    "de" | "d" => Role::De,
                    "à" => Role::A,
                    "dit" | "dite" | "dits" | "dites" => Role::Called,
                    _ => Role::None,
                },
                _ => Role::None,
            },
        };
        let pieces = parts.iter().map(|part| self.numbers(&text_keys(&part.text, self.language))).collect();
        let hyphenated = parts.len() > 1 && parts[1..].iter().all(|part| part.joint == Joint::Hyphen);
        let closed = hyphenated.then(|| {
            let texts: SmallVec<[&str; 4]> = parts.iter().map(|part| part.text.as_str()).collect();
            let mut keys = text_keys(&texts.concat(), self.language);
            if let Some(singular) = keys::closed_plural(&texts) {
                keys.extend(text_keys(&singular, self.language));
            }
            Box::new(self.numbers(&keys))
        });
        let opened = match &parts[..] {
            [one] if Shape::of(&one.text) == Shape::Other => {
                let folded = fold(&one.text);
                index::open_form(&folded, self.language).map(|(head, tail)| {
                    Box::new([head, tail].map(|part| self.numbers(&text_keys(part, self.language))))
                })
            }
            _ => None,
        };
        let number = self.forms.len() as u32;
        let participle = crate::morph::readings(written, self.language)
            .iter()
            .any(|reading| reading.verb_form == Some(VerbForm::PastParticiple));
        self.forms.push(Form { pieces, closed, opened, role, participle });
        self.known.insert(written.into(), number);
        number
    }

    fn numbers(&self, keys: &Keys) -> PieceNumbers {
        let mut out = PieceNumbers::default();
        for layer in &self.layers {
            let numbers: SmallVec<[u32; 4]> = keys
                .iter()
                .filter_map(|key| layer.vocabulary.get(key.as_bytes()))
                .map(|n| n.value() as u32)
                .collect();
            let root = State { address: layer.sequences.root().addr(), output: 0 };
            let starts = numbers
                .iter()
                .filter_map(|&number| index::step(&layer.sequences, root, &index::code(number)))
                .collect();
            out.numbers.push(numbers);
            out.starts.push(starts);
        }
        out
    }

    fn start(&self, units: &[Unit], at: usize, words: &[Word], options: &FindOptions, out: &mut Vec<Raw>) {
        let unit = units[at];
        if unit.piece != 0 {
            return;
        }
        for layer in 0..self.layers.len() {
            Walk { finder: self, layer, units, words, options, start: at, out: &mut *out }.begin();
        }
    }

    pub(super) fn form_of(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }

    pub(super) fn sequences(&self, layer: usize) -> &Fst<&'b [u8]> {
        &self.layers[layer].sequences
    }

    /// Every place where the words of a term agree with the sentence, with what is thought of it.
    pub(crate) fn verdicts(
        &mut self,
        text: &str,
        words: &[Word],
        layer: usize,
        offset: u32,
    ) -> Vec<(Range<usize>, Verdict)> {
        let units = self.units(text, words);
        let mut raw = Vec::new();
        for at in 0..units.len() {
            self.start(&units, at, words, &FindOptions::default(), &mut raw);
        }
        let head = self.layers[layer].index.head(offset);
        let mut out: Vec<(Range<usize>, Verdict)> = Vec::new();
        for hit in raw.iter().filter(|hit| hit.layer == layer) {
            let mut postings = self.layers[layer].index.postings(self.language, hit.posting);
            if !postings.any(|posting| posting == offset) {
                continue;
            }
            let range = hit.words.start as usize..hit.words.end as usize;
            let surface = words[range.start].span.cover(words[range.end - 1].span).text(text);
            let capitals =
                case_agrees(&head, surface, self.language, range.start == 0, || is_headline(text, words));
            let verdict = if capitals.is_none() {
                Verdict::Capitals
            } else if reading_agrees(&head, text, words, range.clone(), self.language).is_none() {
                Verdict::Reading
            } else if head.matching == MatchingPolicy::Exact
                && kind(head.text, surface) == MatchKind::Inflected
            {
                Verdict::Form
            } else {
                Verdict::Agrees
            };
            if !out.contains(&(range.clone(), verdict)) {
                out.push((range, verdict));
            }
        }
        out
    }

    /// Holds a hit against the terms behind it.
    fn judge(
        &self,
        hit: &Raw,
        text: &str,
        words: &[Word],
        headline: &mut Option<bool>,
        out: &mut Vec<Candidate>,
    ) {
        let layer = &self.layers[hit.layer];
        let range = hit.words.start as usize..hit.words.end as usize;
        let span = words[range.start].span.cover(words[range.end - 1].span);
        let surface = span.text(text);
        for offset in layer.index.postings(self.language, hit.posting) {
            let head = layer.index.head(offset);
            let Some(case) = case_agrees(&head, surface, self.language, range.start == 0, || {
                *headline.get_or_insert_with(|| is_headline(text, words))
            }) else {
                continue;
            };
            let passive = hit.gap == Gap::Passive;
            let agrees = || reading_agrees(&head, text, words, range.clone(), self.language);
            // Before a participle, the first word is the object, not the verb.
            let Some((pos, disagreement)) = (if passive { Some((1.0, 0)) } else { agrees() }) else {
                continue;
            };
            // Only a verb has an object between its words, and with words left out a noun is no verb: levée de boucliers et des
            // fonds.
            let verb = head.part_of_speech == Some(PartOfSpeech::Verb);
            if (matches!(hit.gap, Gap::Object | Gap::Passive) && !verb)
                || (hit.gap != Gap::None && verb && disagreement > 0)
            {
                continue;
            }
            let kind = if hit.gap == Gap::None { kind(head.text, surface) } else { MatchKind::Discontinuous };
            if head.matching == MatchingPolicy::Exact && !matches!(kind, MatchKind::Exact | MatchKind::Folded)
            {
                continue;
            }
            let closeness = match kind {
                MatchKind::Exact | MatchKind::Folded => 1.0,
                MatchKind::Inflected => 0.97,
                MatchKind::Discontinuous => 0.6,
            };
            out.push(Candidate {
                words: hit.words.clone(),
                matched: hit.matched,
                gap: hit.gap,
                layer: hit.layer,
                concept: layer.first_concept + layer.index.concept_of(offset),
                offset,
                kind,
                confidence: case * pos * closeness,
                disagreement,
            });
        }
    }

    /// Joins the candidates of one place into one match: the first layer, the best reading, the nearest form.
    fn group(
        &self,
        mut candidates: Vec<Candidate>,
        words: &[Word],
        options: &FindOptions,
    ) -> Vec<(TermMatch, Claim)> {
        let place = |c: &Candidate| (c.words.start, c.words.end, c.gap != Gap::None);
        let rank = |c: &Candidate| (c.layer, c.disagreement, c.kind.max(MatchKind::Folded));
        candidates.sort_by(|a, b| {
            place(a)
                .cmp(&place(b))
                .then(rank(a).cmp(&rank(b)))
                .then(a.kind.cmp(&b.kind))
                .then((a.concept, a.offset, b.matched).cmp(&(b.concept, b.offset, a.matched)))
        });
        let mut out = Vec::new();
        for group in candidates.chunk_by(|a, b| place(a) == place(b)) {
            let best = &group[0];
            let same = group.iter().take_while(|one| {
                if options.any_reading { one.layer == best.layer } else { rank(one) == rank(best) }
            });
            let mut concepts = Vec::new();
            let mut statuses = Vec::new();
            let mut confidence: f32 = 0.0;
            for one in same {
                if !concepts.contains(&one.concept) {
                    concepts.push(one.concept);
                    statuses.push(self.layers[one.layer].index.head(one.offset).status);
                }
                confidence = confidence.max(one.confidence);
            }
            let range = best.words.start as usize..best.words.end as usize;
            let found = TermMatch {
                concepts,
                statuses,
                term: self.layers[best.layer].index.head(best.offset).text.to_owned(),
                span: words[range.start].span.cover(words[range.end - 1].span),
                words: range,
                kind: best.kind,
                confidence,
            };
            let claimed = match best.gap {
                Gap::Coordinated(from) => from..best.words.end,
                Gap::Shared(to) => best.words.start..to,
                _ => best.words.clone(),
            };
            out.push((found, Claim { words: claimed, matched: best.matched, gap: best.gap != Gap::None }));
        }
        out
    }
}

/// What a match keeps others from.
struct Claim {
    words: Range<u32>,
    matched: u32,
    gap: bool,
}

/// Of matches that overlap, the one with most words; then the whole one, the one that holds the other in a parenthesis, the
/// surer one, the first.
fn longest(mut matches: Vec<(TermMatch, Claim)>) -> Vec<TermMatch> {
    matches.sort_by(|(a, of_a), (b, of_b)| {
        of_b.matched
            .cmp(&of_a.matched)
            .then(of_a.gap.cmp(&of_b.gap))
            .then(b.words.len().cmp(&a.words.len()))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.words.start.cmp(&b.words.start))
    });
    // Claims are kept sorted: each new one is held against its neighbours only.
    let mut claims: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    let mut kept: Vec<TermMatch> = Vec::new();
    for (found, claim) in matches {
        let before = claims.range(..claim.words.end).next_back();
        if before.is_none_or(|(_, &end)| end <= claim.words.start) {
            claims.insert(claim.words.start, claim.words.end);
            kept.push(found);
        }
    }
    kept.sort_by_key(|found| (found.words.start, found.words.end));
    kept
}
