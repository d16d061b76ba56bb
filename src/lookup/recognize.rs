//! Terms in running text.
//!
//! A sentence is read as a lattice of units, the pieces of its words ([`super::keys`]); from each unit that may begin a
//! term, the sequences of each index are walked as far as the text goes along. What is found is then judged: capitals,
//! part of speech. Of matches that overlap, the one with most words stays.

use super::base::TermBase;
use super::index::{self, State, TermIndex};
use super::keys::{self, Joint, Keys, Shape, pieces, text_keys};
use super::pack::TermHead;
use super::{FindOptions, MatchKind, TermMatch};
use crate::glossary::{MatchingPolicy, PartOfSpeech};
use crate::morph::{self, Upos};
use crate::tag::Word;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use compact_str::CompactString;
use fst::raw::Fst;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Words remembered before a finder starts afresh.
const MOST_FORMS: usize = 1 << 20;
/// Words that a parenthesis inside a term may have: intelligence artificielle (IA) générative.
const PARENTHESIS: usize = 3;
/// Words of the other half of a coordination: aides d’État et européennes.
const COORDINATED: usize = 3;

/// Finds terms in sentences of one language.
pub struct TermFinder<'b> {
    base: &'b TermBase,
    language: Language,
    layers: Vec<Layer<'b>>,
    known: FxHashMap<CompactString, u32>,
    forms: Vec<Form>,
    du: PieceNumbers,
    au: PieceNumbers,
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
struct Form {
    pieces: SmallVec<[PieceNumbers; 1]>,
    /// The word without its hyphens, where it has some.
    closed: Option<Box<PieceNumbers>>,
    role: Role,
}

/// Per layer: the numbers of a piece's keys, and the states after those that begin a term.
#[derive(Default)]
struct PieceNumbers {
    numbers: SmallVec<[SmallVec<[u32; 4]>; 2]>,
    starts: SmallVec<[SmallVec<[State; 2]>; 2]>,
}

/// What a word does in the lattice beside being itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    None,
    Article,
    De,
    A,
    Open,
    Close,
    Quote,
    Hyphen,
    Conjunction,
}

#[derive(Clone, Copy)]
struct Unit {
    form: u32,
    word: u32,
    piece: u16,
    last: bool,
}

/// Words left out of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    /// A word put in: levée importante de fonds.
    Inserted,
    /// The half of a coordination; the number of the first word after it: aides d’État et européennes.
    Coordinated(u32),
    /// The other half of a coordination that shares its end; the number of the conjunction: monetary and fiscal policy.
    Shared(u32),
}

/// What is thought of words that agree with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Capitals,
    Reading,
    Form,
    Agrees,
}

struct Raw {
    layer: usize,
    words: Range<u32>,
    matched: u32,
    gap: Gap,
    posting: u64,
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
        let mut finder = Self { base, language, layers, known, forms, du, au };
        finder.du = finder.numbers(&std::iter::once(keys::DU.into()).collect());
        finder.au = finder.numbers(&std::iter::once(keys::AU.into()).collect());
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
        if raw.is_empty() {
            return Vec::new();
        }
        let mut headline = None;
        let mut candidates = Vec::new();
        for hit in &raw {
            self.judge(hit, text, words, &mut headline, &mut candidates);
        }
        let matches = self.group(candidates, text, words, options);
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
                units.push(Unit { form, word: at, piece: piece as u16, last: piece + 1 == count });
            }
        }
        units
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
            "et" | "ou" | "and" | "or" => Role::Conjunction,
            _ => match (self.language, &parts[..]) {
                (Language::French, [one]) => match fold(&one.text).as_str() {
                    "le" | "la" | "les" | "l" => Role::Article,
                    "de" | "d" => Role::De,
                    "à" => Role::A,
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
        let number = self.forms.len() as u32;
        self.forms.push(Form { pieces, closed, role });
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
        let form = &self.forms[unit.form as usize];
        for layer in 0..self.layers.len() {
            let mut walk = Walk { finder: self, layer, units, words, options, start: at, out };
            if let Some(piece) = form.pieces.first() {
                for &state in &piece.starts[layer] {
                    walk.go(state, at + 1, 1, Gap::None);
                }
            }
            if let Some(closed) = &form.closed {
                for &state in &closed.starts[layer] {
                    walk.go(state, at + form.pieces.len(), 1, Gap::None);
                }
            }
        }
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
            let Some((pos, disagreement)) = reading_agrees(&head, text, words, range.clone(), self.language)
            else {
                continue;
            };
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
        text: &str,
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
            let _ = text;
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

/// Of matches that overlap, the one with most words; then the whole one, the surer one, the first.
fn longest(mut matches: Vec<(TermMatch, Claim)>) -> Vec<TermMatch> {
    matches.sort_by(|(a, of_a), (b, of_b)| {
        of_b.matched
            .cmp(&of_a.matched)
            .then(of_a.gap.cmp(&of_b.gap))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.words.start.cmp(&b.words.start))
            .then(b.words.end.cmp(&a.words.end))
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

struct Walk<'w, 'b> {
    finder: &'w TermFinder<'b>,
    layer: usize,
    units: &'w [Unit],
    words: &'w [Word],
    options: &'w FindOptions,
    start: usize,
    out: &'w mut Vec<Raw>,
}

impl Walk<'_, '_> {
    /// All terms that begin with what led to `state` and go on at unit `at`.
    fn go(&mut self, state: State, at: usize, matched: u32, gap: Gap) {
        let layer = &self.finder.layers[self.layer];
        let before = self.units[at - 1];
        if before.last
            && let Some(posting) = index::ending(&layer.sequences, state)
        {
            let words = self.units[self.start].word..before.word + 1;
            // A term that ends where the coordination is joined again has nothing of its second half.
            self.out.push(Raw { layer: self.layer, words, matched, gap, posting });
        }
        let Some(&unit) = self.units.get(at) else { return };
        let form = &self.finder.forms[unit.form as usize];
        if let Some(piece) = form.pieces.get(unit.piece as usize) {
            self.take(state, piece, at + 1, matched + 1, gap);
        }
        if unit.piece == 0
            && let Some(closed) = &form.closed
        {
            self.take(state, closed, at + form.pieces.len(), matched + 1, gap);
        }
        match form.role {
            Role::De | Role::A => {
                let next = self.units.get(at + 1).map(|next| self.finder.forms[next.form as usize].role);
                if next == Some(Role::Article) {
                    let joined = if form.role == Role::De { &self.finder.du } else { &self.finder.au };
                    self.take(state, joined, at + 2, matched + 1, gap);
                }
            }
            Role::Quote if at + 1 < self.units.len() => self.skip(state, at + 1, matched, gap),
            Role::Open => {
                let end = (at + 2..self.units.len().min(at + 2 + PARENTHESIS))
                    .find(|&end| self.finder.forms[self.units[end].form as usize].role == Role::Close);
                if let Some(end) = end.filter(|&end| end + 1 < self.units.len()) {
                    self.skip(state, end + 1, matched, gap);
                }
            }
            _ => {}
        }
        if self.options.discontinuous && gap == Gap::None {
            self.bridge(state, at, matched);
        }
    }

    fn take(&mut self, state: State, piece: &PieceNumbers, next: usize, matched: u32, gap: Gap) {
        let sequences = &self.finder.layers[self.layer].sequences;
        for &number in &piece.numbers[self.layer] {
            if let Some(state) = index::step(sequences, state, &index::code(number)) {
                self.go(state, next, matched, gap);
            }
        }
    }

    /// Goes on at `at`, which must be taken: a match does not end with words left out.
    fn skip(&mut self, state: State, at: usize, matched: u32, gap: Gap) {
        let unit = self.units[at];
        let form = &self.finder.forms[unit.form as usize];
        if let Some(piece) = form.pieces.get(unit.piece as usize) {
            self.take(state, piece, at + 1, matched + 1, gap);
        }
        if unit.piece == 0 && matches!(form.role, Role::De | Role::A) {
            let next = self.units.get(at + 1).map(|next| self.finder.forms[next.form as usize].role);
            if next == Some(Role::Article) {
                let joined = if form.role == Role::De { &self.finder.du } else { &self.finder.au };
                self.take(state, joined, at + 2, matched + 1, gap);
            }
        }
    }

    /// Goes on behind an inserted adjective or adverb, or behind the other half of a coordination.
    fn bridge(&mut self, state: State, at: usize, matched: u32) {
        let unit = self.units[at];
        let role = |at: usize| self.units.get(at).map(|unit| self.finder.forms[unit.form as usize].role);
        let word = |at: usize| self.units.get(at).map(|unit| &self.words[unit.word as usize]);
        let begins_word = |at: usize| self.units.get(at).is_some_and(|unit| unit.piece == 0);
        // capital-risque et -investissement
        if unit.piece > 0 {
            let rest = (at..self.units.len()).find(|&at| self.units[at].word != unit.word);
            if let Some(conjunction) = rest.filter(|&at| role(at) == Some(Role::Conjunction)) {
                let hyphen = conjunction + 1;
                if role(hyphen) == Some(Role::Hyphen) && begins_word(hyphen + 1) {
                    self.skip(state, hyphen + 1, matched, Gap::Coordinated(self.units[hyphen].word));
                }
            }
            return;
        }
        let inserted = |at: usize| {
            word(at).is_some_and(|word| {
                matches!(word.upos, Upos::Adj | Upos::Adv) && word.kind == crate::token::TokenKind::Word
            })
        };
        let after_word = |at: usize| {
            let word = self.units[at].word;
            (at..self.units.len()).find(|&at| self.units[at].word != word)
        };
        if inserted(at) {
            let mut next = after_word(at);
            if next.is_some_and(inserted) && word(at).is_some_and(|word| word.upos == Upos::Adv) {
                next = next.and_then(after_word);
            }
            if let Some(next) = next {
                self.skip(state, next, matched, Gap::Inserted);
            }
        }
        // aides d’État et européennes; fusions et acquisitions d’entreprises
        for length in 0..=COORDINATED {
            let conjunction = at + length;
            match role(conjunction) {
                Some(Role::Conjunction) => {
                    let second = conjunction + if length == 0 { 2 } else { 1 };
                    if begins_word(second) && word(second).is_some_and(|word| word.upos != Upos::Det) {
                        let gap = if length == 0 {
                            Gap::Shared(self.units[conjunction].word)
                        } else {
                            Gap::Coordinated(self.units[second].word)
                        };
                        self.skip(state, second, matched, gap);
                    }
                    break;
                }
                Some(Role::Open | Role::Close | Role::Quote) | None => break,
                Some(_) => {
                    let stop = |word: &Word| {
                        matches!(word.upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj)
                    };
                    if word(conjunction).is_none_or(stop) {
                        break;
                    }
                }
            }
        }
    }
}

/// How the text agrees with a term but for its inflection.
pub(crate) fn kind(term: &str, surface: &str) -> MatchKind {
    let typographic =
        |text: &str| text.replace(['\u{2019}', '\u{2bc}'], "'").replace(['\u{a0}', '\u{202f}'], " ");
    if surface == term || typographic(surface) == typographic(term) {
        return MatchKind::Exact;
    }
    let closed = |text: String| text.replace(['-', ' ', '\'', '.'], "");
    let capitals = surface.chars().any(char::is_uppercase);
    let same = closed(fold(surface)) == closed(fold(term))
        || (capitals && closed(bare(surface)) == closed(bare(term)));
    if same { MatchKind::Folded } else { MatchKind::Inflected }
}

/// Whether most words of a sentence are in capitals: their capitals then say nothing.
fn is_headline(text: &str, words: &[Word]) -> bool {
    let (mut capitals, mut small) = (0, 0);
    for word in words {
        match Shape::of(word.span.text(text)) {
            Shape::Capitals => capitals += 1,
            _ if word.span.text(text).chars().any(char::is_lowercase) => small += 1,
            _ => {}
        }
    }
    capitals > 2 && capitals > 2 * small
}

/// Whether a word in small letters is one that a dictionary lists: oms is none, being the plural of om.
fn is_dictionary_form(word: &str, language: Language) -> bool {
    let folded = fold(word);
    morph::readings(word, language).iter().any(|reading| reading.certain && reading.lemma == folded.as_str())
}

/// Whether a word is also an adverb, a verb form, a preposition: pas, est, or.
fn is_everyday(word: &str, language: Language) -> bool {
    let nominal = |upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X);
    morph::readings(word, language).iter().any(|reading| reading.certain && !nominal(reading.upos))
}

/// Whether the capitals of the text are those of the term, as far as its policy asks; how sure that is.
fn case_agrees(
    head: &TermHead<'_>,
    surface: &str,
    language: Language,
    sentence_start: bool,
    is_headline: impl FnOnce() -> bool,
) -> Option<f32> {
    let strict =
        head.matching == MatchingPolicy::Case || head.part_of_speech == Some(PartOfSpeech::ProperNoun);
    let has_capital = head.text.contains(char::is_uppercase);
    if !has_capital && !strict && !surface.contains(char::is_uppercase) {
        return Some(1.0);
    }
    let (of_term, of_text) = (pieces(head.text), pieces(surface));
    let aligned = of_term.len() == of_text.len();
    let mut headline = None;
    let mut is_headline = Some(is_headline);
    let mut in_headline = || *headline.get_or_insert_with(|| is_headline.take().is_some_and(|ask| ask()));
    for (at, piece) in of_term.iter().enumerate() {
        let written = if aligned {
            Some(&of_text[at])
        } else {
            // Closed forms, contractions, parentheses: the piece is looked for by its letters.
            of_text.iter().find(|other| bare(&other.text).starts_with(&bare(&piece.text)))
        };
        let Some(written) = written else { continue };
        let starts_big = |text: &str| text.starts_with(char::is_uppercase);
        match Shape::of(&piece.text) {
            // An acronym stands in capitals.
            Shape::Capitals | Shape::PluralAcronym => {
                if Shape::of(&written.text) == Shape::Other {
                    return None;
                }
                // N’EST PAS: among capitals only, an everyday word is that word.
                if of_term.len() == 1 && is_everyday(&piece.text, language) && in_headline() {
                    return None;
                }
            }
            Shape::Other if starts_big(&piece.text) && strict => {
                if !starts_big(&written.text) {
                    return None;
                }
            }
            Shape::Other if !starts_big(&piece.text) => {
                // A short word in capitals among small letters is an acronym of its own; but a glossary all in small
                // letters has acronyms too, which are no words otherwise.
                let acronym = (strict || is_dictionary_form(&piece.text, language))
                    && Shape::of(&written.text) != Shape::Other
                    && piece.text.starts_with(char::is_alphabetic)
                    && (strict || (of_term.len() == 1 && written.text.chars().count() <= 5));
                if acronym && !in_headline() {
                    return None;
                }
                if strict && starts_big(&written.text) && !(sentence_start && at == 0) && !in_headline() {
                    return None;
                }
            }
            Shape::Other => {}
        }
    }
    Some(1.0)
}

/// Whether the tagger's reading allows the term; how sure that makes the match, and how far the two are apart (0–2).
fn reading_agrees(
    head: &TermHead<'_>,
    text: &str,
    words: &[Word],
    range: Range<usize>,
    language: Language,
) -> Option<(f32, u8)> {
    let word = &words[range.start];
    let written = word.span.text(text);
    let reads_as = |upos: &dyn Fn(Upos) -> bool| {
        morph::readings(written, language).iter().any(|reading| reading.certain && upos(reading.upos))
    };
    let is_verb = |upos: Upos| matches!(upos, Upos::Verb | Upos::Aux);
    let is_noun = |upos: Upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Num | Upos::Sym);
    let pos = head.part_of_speech;
    if range.len() > 1 {
        // Several words are evidence enough; the reading only settles which of two terms is meant.
        return Some(match pos {
            Some(PartOfSpeech::Noun) if is_verb(word.upos) => (0.9, 1),
            Some(PartOfSpeech::Verb) if is_noun(word.upos) => (0.8, 1),
            _ => (1.0, 0),
        });
    }
    if Shape::of(head.text) != Shape::Other {
        return Some((1.0, 0));
    }
    match pos.unwrap_or(PartOfSpeech::Other) {
        PartOfSpeech::Noun | PartOfSpeech::Other if is_noun(word.upos) => Some((1.0, 0)),
        PartOfSpeech::ProperNoun | PartOfSpeech::Phrase => Some((1.0, 0)),
        PartOfSpeech::Noun | PartOfSpeech::Other => match word.upos {
            Upos::Verb | Upos::Aux if pos.is_none() || pos == Some(PartOfSpeech::Other) => Some((0.8, 1)),
            Upos::Verb | Upos::Aux if !reads_as(&is_verb) => Some((0.8, 1)),
            Upos::Adj if pos.is_none() || pos == Some(PartOfSpeech::Other) => Some((0.9, 1)),
            Upos::Adj if !reads_as(&|upos| upos == Upos::Adj) => Some((0.8, 1)),
            Upos::Adj if stands_as_noun(words, range.start) => Some((0.6, 1)),
            Upos::Verb | Upos::Aux | Upos::Adj => None,
            Upos::Intj | Upos::Punct => Some((0.7, 1)),
            // A closed class or an adverb: or, car, bien.
            closed => (!reads_as(&|upos| upos == closed || upos == Upos::X)).then_some((0.7, 1)),
        },
        PartOfSpeech::Adjective => match word.upos {
            Upos::Adj => Some((1.0, 0)),
            Upos::Verb if fold(head.text) == fold(written) || !reads_as(&is_verb) => Some((0.8, 1)),
            Upos::Noun | Upos::Propn if !reads_as(&is_noun) => Some((0.8, 1)),
            Upos::X => Some((0.9, 1)),
            _ => None,
        },
        PartOfSpeech::Verb => match word.upos {
            Upos::Verb | Upos::Aux => Some((1.0, 0)),
            Upos::Adj if reads_as(&is_verb) => Some((0.7, 1)),
            Upos::X => Some((0.8, 1)),
            _ if !reads_as(&is_noun) && reads_as(&is_verb) => Some((0.6, 1)),
            _ => None,
        },
        PartOfSpeech::Adverb => match word.upos {
            Upos::Adv | Upos::X => Some((1.0, 0)),
            _ if !reads_as(&|upos| upos == word.upos) => Some((0.8, 1)),
            _ => None,
        },
    }
}

/// An adjective beside no noun and after no verb is a noun: les salariés du groupe; logiciels : la relance.
fn stands_as_noun(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| words[at].upos);
    let after = words.get(at + 1).map(|word| word.upos);
    let determined = matches!(before, Some(Upos::Det | Upos::Num | Upos::Adp));
    !matches!(before, Some(Upos::Noun | Upos::Propn | Upos::Verb | Upos::Aux | Upos::Adv | Upos::Pron))
        && !matches!(after, Some(Upos::Noun | Upos::Propn))
        && (determined || after != Some(Upos::Adj))
}
