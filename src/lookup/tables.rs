//! The tables of a compiled glossary as queries walk them: words that are near, sequences that go on.

use super::index::{self, State, TermIndex};
use super::keys::Keys;
use crate::text::Language;
use fst::raw::{Fst, Node};

/// Terms below a node that are looked at, at most.
pub(super) const MOST_BELOW: usize = 4000;

/// Numbers of keys, each with what it costs.
pub(super) type Weighted = Vec<(u32, f32)>;

pub(super) fn number(vocabulary: &Fst<&[u8]>, key: &str) -> Option<u32> {
    vocabulary.get(key.as_bytes()).map(|number| number.value() as u32)
}

/// A layer with its tables opened.
pub(super) struct Tables<'b> {
    pub(super) index: &'b TermIndex,
    pub(super) vocabulary: Fst<&'b [u8]>,
    pub(super) sequences: Fst<&'b [u8]>,
    pub(super) first_concept: u32,
}

impl Tables<'_> {
    pub(super) fn root(&self) -> State {
        State { address: self.sequences.root().addr(), output: 0 }
    }

    /// The states after all of the units.
    pub(super) fn states(&self, units: &[Keys]) -> Vec<State> {
        let mut states = vec![self.root()];
        for unit in units {
            let mut next = Vec::new();
            for key in unit {
                let Some(number) = number(&self.vocabulary, key) else { continue };
                let code = index::code(number);
                next.extend(states.iter().filter_map(|&state| index::step(&self.sequences, state, &code)));
            }
            states = next;
        }
        states
    }

    pub(super) fn step_all(&self, states: &[State], numbers: &[u32]) -> Vec<State> {
        let step = |&state: &State| {
            numbers
                .iter()
                .filter_map(move |&number| index::step(&self.sequences, state, &index::code(number)))
        };
        states.iter().flat_map(step).collect()
    }

    pub(super) fn follow(&self, units: &[Keys], language: Language, found: &mut dyn FnMut(u32)) {
        for state in self.states(units) {
            if let Some(first) = index::ending(&self.sequences, state) {
                self.index.postings(language, first).for_each(&mut *found);
            }
        }
    }

    /// As `follow`, over numbers that cost something, at most `most` of them from `near`.
    pub(super) fn follow_weighted(
        &self,
        plain: &[Weighted],
        near: &[Weighted],
        most: usize,
        language: Language,
        found: &mut dyn FnMut(u32, f32),
    ) {
        let mut states: Vec<(State, usize, f32)> = vec![(self.root(), 0, 0.0)];
        for (plain, near) in plain.iter().zip(near) {
            let mut next = Vec::new();
            for &(state, used, lost) in &states {
                for &(number, _) in plain {
                    next.extend(
                        index::step(&self.sequences, state, &index::code(number)).map(|s| (s, used, lost)),
                    );
                }
                if used < most {
                    for &(number, cost) in near {
                        next.extend(
                            index::step(&self.sequences, state, &index::code(number))
                                .map(|s| (s, used + 1, lost + cost)),
                        );
                    }
                }
            }
            states = next;
        }
        for (state, used, lost) in states {
            if used > 0
                && let Some(first) = index::ending(&self.sequences, state)
            {
                self.index.postings(language, first).for_each(|offset| found(offset, lost));
            }
        }
    }

    /// All terms below a node.
    pub(super) fn below(&self, node: Node<'_>, output: u64, language: Language, found: &mut Vec<u32>) {
        if found.len() > MOST_BELOW {
            return;
        }
        if node.is_final() {
            found.extend(self.index.postings(language, output + node.final_output().value()));
        }
        for transition in node.transitions() {
            let next = self.sequences.node(transition.addr);
            self.below(next, output + transition.out.value(), language, found);
        }
    }
}

/// Keys of the vocabulary that are `letters` but for diacritics (`open`: that begin so), with their numbers.
pub(super) fn near_letters(vocabulary: &Fst<&[u8]>, letters: &str, open: bool, out: &mut Vec<(String, u32)>) {
    fn go(
        fst: &Fst<&[u8]>,
        node: Node<'_>,
        output: u64,
        rest: &str,
        open: bool,
        key: &mut Vec<u8>,
        out: &mut Vec<(String, u32)>,
    ) {
        let Some(next) = rest.chars().next() else {
            if node.is_final()
                && let Ok(text) = std::str::from_utf8(key)
            {
                out.push((text.to_owned(), (output + node.final_output().value()) as u32));
            }
            if open && out.len() < 5000 {
                for transition in node.transitions() {
                    key.push(transition.inp);
                    go(fst, fst.node(transition.addr), output + transition.out.value(), rest, open, key, out);
                    key.pop();
                }
            }
            return;
        };
        let variants = match next {
            'a' => "àâä",
            'c' => "ç",
            'e' => "éèêë",
            'i' => "îï",
            'n' => "ñ",
            'o' => "ôö",
            'u' => "ùûü",
            _ => "",
        };
        let mut buffer = [0; 4];
        for letter in std::iter::once(next).chain(variants.chars()) {
            let (mut at, mut sum, mut reached) = (node, output, true);
            for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
                let Some(found) = at.find_input(byte) else {
                    reached = false;
                    break;
                };
                let transition = at.transition(found);
                sum += transition.out.value();
                at = fst.node(transition.addr);
            }
            if reached {
                key.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
                go(fst, at, sum, &rest[next.len_utf8()..], open, key, out);
                key.truncate(key.len() - letter.len_utf8());
            }
        }
    }
    go(vocabulary, vocabulary.root(), 0, letters, open, &mut Vec::new(), out);
}
