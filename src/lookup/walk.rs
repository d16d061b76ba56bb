//! How the words of a term are followed through a sentence: one after the other, past what a writer puts between them,
//! and through coordinations that name a word once for several terms.

use super::FindOptions;
use super::index::{self, State};
use super::recognize::{Form, PieceNumbers, TermFinder};
use crate::morph::{Upos, VerbForm};
use crate::tag::Word;
use crate::token::TokenKind;
use std::ops::Range;

/// Words that a parenthesis inside a term may have: intelligence artificielle (IA) générative.
const PARENTHESIS: usize = 3;
/// Words of the other half of a coordination: aides d’État et européennes.
const COORDINATED: usize = 3;
/// Words of all the other parts of an enumeration: centrales thermiques, hydrauliques et nucléaires.
const ENUMERATED: usize = 5;
/// Words from the first word of a coordination to its conjunction, at most.
const COORDINATION: u32 = 2 * (COORDINATED + ENUMERATED) as u32;
/// Adjectives and adverbs put in: levée très importante et rapide de fonds.
const QUALIFIERS: usize = 3;
/// Auxiliaries and adverbs between an object and its participle: les mesures ont été rapidement prises.
const AUXILIARIES: usize = 4;
/// Words of an object between a verb and the rest of its term: prendre ces coûts en compte.
const OBJECT: usize = 6;

/// What a word does in a sentence beside being itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    None,
    Article,
    De,
    A,
    Open,
    Close,
    Quote,
    Hyphen,
    Comma,
    Conjunction,
    /// dite, dits: énergies dites renouvelables.
    Called,
}

/// A piece of a word of the sentence.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub(super) form: u32,
    pub(super) word: u32,
    pub(super) piece: u16,
    /// Whether it is the last piece of its word.
    pub(super) last: bool,
    /// The first unit of the next word.
    pub(super) next: u32,
    /// The next conjunction, itself or after it; the number of units where there is none.
    pub(super) conjunction: u32,
}

/// Words left out of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    #[default]
    None,
    /// Adjectives or adverbs put in: levée importante de fonds.
    Inserted,
    /// The object of a verb put in: prendre ces coûts en compte.
    Object,
    /// The object before its participle: fonds levés, mesures ont été prises.
    Passive,
    /// The half of a coordination; the number of the first word after it: aides d’État et européennes.
    Coordinated(u32),
    /// The other half of a coordination that shares its end; the number of the first word left out: monetary and fiscal
    /// policy.
    Shared(u32),
}

/// A stretch of a sentence that has the keys of a term.
pub(super) struct Raw {
    pub(super) layer: usize,
    pub(super) words: Range<u32>,
    pub(super) matched: u32,
    pub(super) gap: Gap,
    pub(super) posting: u64,
}

/// Follows the terms of one layer from one unit on.
pub(super) struct Walk<'w, 'b> {
    pub(super) finder: &'w TermFinder<'b>,
    pub(super) layer: usize,
    pub(super) units: &'w [Unit],
    pub(super) words: &'w [Word],
    pub(super) options: &'w FindOptions,
    pub(super) start: usize,
    pub(super) out: &'w mut Vec<Raw>,
}

impl<'w> Walk<'w, '_> {
    /// Every term that begins with the first unit.
    pub(super) fn begin(&mut self) {
        let form = self.form(self.start);
        if let Some(piece) = form.pieces.first() {
            for &state in &piece.starts[self.layer] {
                self.go(state, self.start + 1, 1, Gap::None);
            }
        }
        if let Some(closed) = &form.closed {
            for &state in &closed.starts[self.layer] {
                self.go(state, self.start + form.pieces.len(), 1, Gap::None);
            }
        }
        if let Some(opened) = &form.opened {
            for &state in &opened[0].starts[self.layer] {
                self.take(state, &opened[1], self.start + 1, 2, Gap::None);
            }
        }
        if self.options.discontinuous {
            self.passive();
        }
    }

    /// The terms `verb + object` whose object is the first unit and whose verb follows as a participle: fonds levés for
    /// lever des fonds, funds raised for raise funds.
    fn passive(&mut self) {
        let noun = &self.words[self.units[self.start].word as usize];
        if noun.upos != Upos::Noun || !self.units[self.start].last {
            return;
        }
        let (mut at, mut auxiliary) = (self.start + 1, false);
        for _ in 0..AUXILIARIES {
            match self.upos(at) {
                Some(Upos::Aux) => auxiliary = true,
                Some(Upos::Adv) if auxiliary => {}
                _ => break,
            }
            at = self.after_word(at);
        }
        let participle = |verb: &&Word| {
            let read = match verb.upos {
                Upos::Verb => verb.verb_form == Some(VerbForm::PastParticiple),
                upos => upos == Upos::Adj,
            };
            read && self.units[at].last && self.form(at).participle
        };
        let Some(verb) = self.word(at).filter(participle) else { return };
        if noun.number.is_some() && verb.number.is_some() && noun.number != verb.number {
            return;
        }
        let finder = self.finder;
        let (Some(object), Some(participle)) =
            (self.form(self.start).pieces.first(), self.form(at).pieces.first())
        else {
            return;
        };
        let sequences = finder.sequences(self.layer);
        let step = |state: State, number: &u32| index::step(sequences, state, &index::code(*number));
        let words = self.units[self.start].word..self.units[at].word + 1;
        for &state in &participle.starts[self.layer] {
            let determined = finder.determiners.numbers[self.layer].iter().filter_map(|d| step(state, d));
            for (state, matched) in std::iter::once((state, 2)).chain(determined.map(|state| (state, 3))) {
                let ends = object.numbers[self.layer].iter().filter_map(|number| step(state, number));
                for posting in ends.filter_map(|end| index::ending(sequences, end)) {
                    let (layer, words) = (self.layer, words.clone());
                    self.out.push(Raw { layer, words, matched, gap: Gap::Passive, posting });
                }
            }
        }
    }

    fn form(&self, at: usize) -> &'w Form {
        self.finder.form_of(self.units[at].form)
    }

    fn role(&self, at: usize) -> Option<Role> {
        (at < self.units.len()).then(|| self.form(at).role)
    }

    fn word(&self, at: usize) -> Option<&'w Word> {
        self.units.get(at).map(|unit| &self.words[unit.word as usize])
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        self.word(at).map(|word| word.upos)
    }

    /// The first unit of the next word.
    fn after_word(&self, at: usize) -> usize {
        self.units[at].next as usize
    }

    /// All terms that begin with what led to `state` and go on at unit `at`.
    fn go(&mut self, state: State, at: usize, matched: u32, gap: Gap) {
        let before = self.units[at - 1];
        let node = self.finder.sequences(self.layer).node(state.address);
        if before.last && node.is_final() {
            let words = self.units[self.start].word..before.word + 1;
            let posting = state.output + node.final_output().value();
            self.out.push(Raw { layer: self.layer, words, matched, gap, posting });
        }
        // Most terms are one word, and few go on.
        if at >= self.units.len() || node.is_empty() {
            return;
        }
        self.unit(state, at, matched, gap);
        let form = self.form(at);
        if self.units[at].piece == 0
            && let Some(closed) = &form.closed
        {
            self.take(state, closed, at + form.pieces.len(), matched + 1, gap);
        }
        if let Some(opened) = &form.opened {
            for &number in &opened[0].numbers[self.layer] {
                if let Some(state) =
                    index::step(self.finder.sequences(self.layer), state, &index::code(number))
                {
                    self.take(state, &opened[1], at + 1, matched + 2, gap);
                }
            }
        }
        match form.role {
            Role::Quote => self.skip(state, at + 1, matched, gap),
            Role::Open => {
                let end = (at + 2..self.units.len().min(at + 2 + PARENTHESIS))
                    .find(|&end| self.role(end) == Some(Role::Close));
                if let Some(end) = end {
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
        for &number in &piece.numbers[self.layer] {
            if let Some(state) = index::step(self.finder.sequences(self.layer), state, &index::code(number)) {
                self.go(state, next, matched, gap);
            }
        }
    }

    /// Goes on with the unit at `at`; de + article is one unit, as in `du`.
    fn unit(&mut self, state: State, at: usize, matched: u32, gap: Gap) {
        let form = self.form(at);
        if let Some(piece) = form.pieces.get(self.units[at].piece as usize) {
            self.take(state, piece, at + 1, matched + 1, gap);
        }
        if !matches!(form.role, Role::De | Role::A) {
            return;
        }
        let finder = self.finder;
        if self.role(at + 1) == Some(Role::Article) {
            let joined = if form.role == Role::De { &finder.du } else { &finder.au };
            self.take(state, joined, at + 2, matched + 1, gap);
        } else if form.role == Role::De && self.starts_with_verb() {
            // The article of an object after a negation or before an adjective: n’a pas levé de fonds.
            self.take(state, &finder.du, at + 1, matched + 1, gap);
        }
    }

    fn starts_with_verb(&self) -> bool {
        matches!(self.upos(self.start), Some(Upos::Verb | Upos::Aux))
    }

    /// Goes on at `at`, which must be taken: a match does not end with words left out.
    fn skip(&mut self, state: State, at: usize, matched: u32, gap: Gap) {
        match self.role(at) {
            Some(Role::Quote) if at + 1 < self.units.len() => self.unit(state, at + 1, matched, gap),
            Some(_) => self.unit(state, at, matched, gap),
            None => {}
        }
    }

    /// Goes on behind words that were put in, or behind the other half of a coordination.
    fn bridge(&mut self, state: State, at: usize, matched: u32) {
        if self.units[at].piece > 0 {
            // capital-risque et -investissement
            let conjunction = self.after_word(at);
            let hyphen = conjunction + 1;
            if self.role(conjunction) == Some(Role::Conjunction) && self.role(hyphen) == Some(Role::Hyphen) {
                self.skip(state, hyphen + 1, matched, Gap::Coordinated(self.units[hyphen].word));
            }
            return;
        }
        self.qualified(state, at, matched);
        if matched == 1 && self.starts_with_verb() {
            self.object(state, at);
        }
        let conjunction = self.units[at].conjunction as usize;
        let near =
            self.units.get(conjunction).is_some_and(|unit| unit.word - self.units[at].word <= COORDINATION);
        if !near {
            return;
        }
        match self.role(at) {
            Some(Role::Conjunction | Role::Comma) => self.shared_end(state, at, matched),
            _ => self.shared_beginning(state, at, matched),
        }
    }

    /// Behind adjectives and adverbs: levée très importante de fonds; énergies dites renouvelables.
    fn qualified(&mut self, state: State, at: usize, matched: u32) {
        let mut end = at;
        for _ in 0..QUALIFIERS {
            let qualifies = self.word(end).is_some_and(|word| {
                matches!(word.upos, Upos::Adj | Upos::Adv) && word.kind == TokenKind::Word
            });
            if !qualifies && self.role(end) != Some(Role::Called) {
                break;
            }
            end = self.after_word(end);
            self.skip(state, end, matched, Gap::Inserted);
            // levée massive et rapide de fonds
            if self.role(end) == Some(Role::Conjunction) && self.upos(end + 1) == Some(Upos::Adj) {
                end += 1;
            }
        }
    }

    /// Behind the object of a verb: prendre ces coûts en compte; take these costs into account.
    fn object(&mut self, state: State, at: usize) {
        let mut end = at;
        for number in 0..=OBJECT {
            match self.upos(end) {
                Some(Upos::Adp) => {
                    if number > 0 {
                        self.skip(state, end, 1, Gap::Object);
                    }
                    if number == 0 || !matches!(self.role(end), Some(Role::De)) {
                        break;
                    }
                }
                Some(
                    Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num | Upos::Adv,
                ) => {}
                _ => break,
            }
            end = self.after_word(end);
        }
    }

    /// The end is named once, after all: monetary, fiscal and trade policies; fusions et acquisitions d’entreprises.
    fn shared_end(&mut self, state: State, at: usize, matched: u32) {
        let mut end = at;
        for _ in 0..COORDINATED {
            let last = self.role(end) == Some(Role::Conjunction);
            if !last && self.role(end) != Some(Role::Comma) {
                return;
            }
            let part = end + 1;
            // Any open class: the tagger takes a bare noun of an enumeration for a verb now and then.
            let plain =
                matches!(self.upos(part), Some(Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb | Upos::X));
            if part >= self.units.len() || (end != at || !last) && !plain {
                return;
            }
            end = self.after_word(part);
            if last {
                if self.upos(end).is_some_and(|upos| upos != Upos::Det) {
                    self.skip(state, end, matched, Gap::Shared(self.units[at].word));
                }
                return;
            }
        }
    }

    /// The beginning is named once, before all: aides d’État et européennes; centrales à charbon, à gaz et nucléaires.
    fn shared_beginning(&mut self, state: State, at: usize, matched: u32) {
        let (mut end, mut words, mut listed) = (at, 0, false);
        let complement = |upos: Option<Upos>| matches!(upos, Some(Upos::Adj | Upos::Adp));
        while words <= if listed { ENUMERATED } else { COORDINATED } {
            match self.role(end) {
                Some(Role::Conjunction) => {
                    let second = end + 1;
                    let fits = if listed {
                        complement(self.upos(second))
                    } else {
                        self.upos(second).is_some_and(|upos| upos != Upos::Det)
                    };
                    if fits {
                        self.skip(state, second, matched, Gap::Coordinated(self.units[second].word));
                    }
                    return;
                }
                Some(Role::Comma) => {
                    listed = true;
                    let second = end + 1;
                    if !complement(self.upos(second)) {
                        return;
                    }
                    // A comma alone is no coordination: the enumeration must end with one.
                    let ends = (second..self.units.len().min(second + ENUMERATED))
                        .find(|&at| self.role(at) == Some(Role::Conjunction));
                    if ends.is_some_and(|at| complement(self.upos(at + 1))) {
                        self.skip(state, second, matched, Gap::Coordinated(self.units[second].word));
                    }
                    end = second;
                    continue;
                }
                Some(Role::Open | Role::Close | Role::Quote) | None => return,
                Some(_) => {}
            }
            let apart = matches!(
                self.upos(end),
                Some(Upos::Punct | Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj) | None
            );
            if apart || listed && self.upos(end) == Some(Upos::Det) {
                return;
            }
            end = self.after_word(end);
            words += 1;
        }
    }
}
