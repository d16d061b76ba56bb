//! Why a term was found in a sentence, or was not: each step that recognition takes, as data.

use super::base::{TermBase, terms_of};
use super::index;
use super::keys::{self, Keys, pieces, text_keys};
use super::recognize::{TermFinder, Verdict};
use super::search::{SearchMode, SearchOptions, search};
use super::{FindOptions, MatchKind};
use crate::glossary::PartOfSpeech;
use crate::morph::Upos;
use crate::tag::Word;
use crate::text::Language;
use serde::Serialize;

/// A step of recognition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Step {
    /// No glossary has the term.
    NotListed {
        /// Terms that resemble it.
        near: Vec<String>,
    },
    /// A glossary has it.
    Listed {
        /// The term as it is written there.
        term: String,
        /// Its concept.
        concept: String,
        /// Its domains.
        domains: Vec<String>,
        /// Its sequences of keys.
        sequences: Vec<Vec<String>>,
    },
    /// The words of the sentence, with what they may be.
    Words {
        /// One for each word.
        words: Vec<WordStep>,
    },
    /// No word of the sentence is the first word of the term.
    NoBeginning {
        /// The keys that were looked for.
        wanted: Vec<String>,
    },
    /// It stands in the sentence, but begins or ends inside a longer word.
    InsideWord {
        /// That word.
        word: String,
    },
    /// The term begins, and is not gone on with.
    BrokenOff {
        /// The words that agree.
        text: String,
        /// The keys that would have to follow.
        wanted: Vec<String>,
        /// The word that follows instead, if one does.
        found: Option<String>,
        /// Its keys.
        keys: Vec<String>,
    },
    /// The words agree, the capitals do not.
    Capitals {
        /// The words.
        text: String,
        /// The term.
        term: String,
    },
    /// The words agree, but in this sentence they are read as something else.
    Reading {
        /// The words.
        text: String,
        /// How the tagger reads the first one.
        upos: Upos,
        /// The lemma that it gives.
        lemma: String,
        /// What the term is.
        part_of_speech: Option<PartOfSpeech>,
    },
    /// The words agree, but the term is only found in the form of its entry.
    Form {
        /// The words.
        text: String,
        /// The term.
        term: String,
    },
    /// It agrees, but another term covers the words or agrees better.
    Covered {
        /// The words.
        text: String,
        /// The other term.
        by: String,
        /// The words of the other term.
        by_text: String,
    },
    /// It is found.
    Found {
        /// The words.
        text: String,
        /// How well they agree.
        kind: MatchKind,
        /// How sure that is, 0–1.
        confidence: f32,
    },
}

/// A word as recognition sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordStep {
    /// As written.
    pub form: String,
    /// Its part of speech.
    pub upos: Upos,
    /// Its lemma.
    pub lemma: String,
    /// The keys of its pieces.
    pub keys: Vec<Vec<String>>,
}

/// Explains why `term` was found in a sentence or was not, step by step.
pub fn explain(base: &TermBase, term: &str, text: &str, words: &[Word], language: Language) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut targets = Vec::new();
    for (number, layer) in base.layers().iter().enumerate() {
        for offset in terms_of(layer, term, language) {
            targets.push((number, offset));
        }
    }
    if targets.is_empty() {
        let options = SearchOptions {
            from: Some(language),
            mode: SearchMode::Fuzzy,
            limit: 5,
            ..SearchOptions::default()
        };
        let near = search(base, term, &options).unwrap_or_default();
        steps.push(Step::NotListed { near: near.into_iter().map(|answer| answer.term).collect() });
    }
    for &(layer, offset) in &targets {
        let index = &base.layers()[layer];
        let head = index.head(offset);
        let entry = index.concept(index.concept_of(offset));
        let verbal = head.part_of_speech == Some(PartOfSpeech::Verb);
        let sequences = index::sequences(head.text, verbal, language);
        steps.push(Step::Listed {
            term: head.text.to_owned(),
            concept: entry.id,
            domains: entry.domains,
            sequences: sequences.iter().map(|keys| strings(keys)).collect(),
        });
    }
    let explained = words.iter().map(|word| {
        let parts = pieces(word.span.text(text));
        WordStep {
            form: word.span.text(text).to_owned(),
            upos: word.upos,
            lemma: word.lemma.to_string(),
            keys: parts.iter().map(|part| strings(&text_keys(&part.text, language))).collect(),
        }
    });
    steps.push(Step::Words { words: explained.collect() });
    let mut finder = base.finder(language);
    for (layer, offset) in targets {
        match_steps(&mut finder, base, (layer, offset), text, words, language, &mut steps);
    }
    steps
}

fn strings<T: ToString>(keys: &[T]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn match_steps(
    finder: &mut TermFinder<'_>,
    base: &TermBase,
    (layer, offset): (usize, u32),
    text: &str,
    words: &[Word],
    language: Language,
    steps: &mut Vec<Step>,
) {
    let index = &base.layers()[layer];
    let head = index.head(offset);
    let concept = base.concepts_of(layer).start + index.concept_of(offset);
    let verdicts = finder.verdicts(text, words, layer, offset);
    if verdicts.is_empty() {
        let verbal = head.part_of_speech == Some(PartOfSpeech::Verb);
        steps.push(nearest_run(&index::sequences(head.text, verbal, language), text, words, language));
        return;
    }
    let kept = finder.find(text, words, &FindOptions::default());
    for (range, verdict) in verdicts {
        let span = words[range.start].span.cover(words[range.end - 1].span);
        let surface = span.text(text).to_owned();
        let first = &words[range.start];
        steps.push(match verdict {
            Verdict::Capitals => Step::Capitals { text: surface, term: head.text.to_owned() },
            Verdict::Form => Step::Form { text: surface, term: head.text.to_owned() },
            Verdict::Reading => Step::Reading {
                text: surface,
                upos: first.upos,
                lemma: first.lemma.to_string(),
                part_of_speech: head.part_of_speech,
            },
            Verdict::Agrees => {
                let own = kept.iter().find(|found| found.words == range && found.concepts.contains(&concept));
                let over =
                    kept.iter().find(|found| found.words.start < range.end && range.start < found.words.end);
                match (own, over) {
                    (Some(found), _) => {
                        Step::Found { text: surface, kind: found.kind, confidence: found.confidence }
                    }
                    (None, Some(other)) => Step::Covered {
                        text: surface,
                        by: other.term.clone(),
                        by_text: other.span.text(text).to_owned(),
                    },
                    (None, None) => continue,
                }
            }
        });
    }
}

/// A piece of a word of the sentence.
struct Part {
    keys: Keys,
    text: String,
    word: usize,
    /// Whether a word begins with it.
    first: bool,
}

/// The pieces of the words; an article after a preposition is one with it, as in the index.
fn parts_of(text: &str, words: &[Word], language: Language) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for (number, part) in pieces(word.span.text(text)).iter().enumerate() {
            let keys = text_keys(&part.text, language);
            if keys[..] == [keys::LE]
                && let Some(last) = out.last_mut()
                && (last.keys[..] == [keys::DE] || last.keys[..] == [keys::A])
            {
                let joined = if last.keys[..] == [keys::DE] { keys::DU } else { keys::AU };
                last.keys[0] = joined.into();
                last.text = words[last.word].span.cover(word.span).text(text).to_owned();
                continue;
            }
            out.push(Part { keys, text: part.text.to_string(), word: at, first: number == 0 });
        }
    }
    out
}

/// Where the term comes nearest to being in the sentence.
fn nearest_run(
    sequences: &[smallvec::SmallVec<[compact_str::CompactString; 6]>],
    text: &str,
    words: &[Word],
    language: Language,
) -> Step {
    let parts = parts_of(text, words, language);
    let mut best: (usize, usize, Vec<String>) = (0, 0, Vec::new());
    for sequence in sequences {
        for start in 0..parts.len() {
            let run = sequence
                .iter()
                .zip(&parts[start..])
                .take_while(|(key, part)| part.keys.contains(key))
                .count();
            if run == sequence.len() {
                let word = if parts[start].first { &parts[start + run - 1] } else { &parts[start] };
                return Step::InsideWord { word: words[word.word].span.text(text).to_owned() };
            }
            if run > best.0 && parts[start].first {
                best = (run, start, vec![sequence[run].to_string()]);
            }
        }
    }
    let (run, start, wanted) = best;
    if run == 0 {
        let mut wanted: Vec<String> =
            sequences.iter().filter_map(|keys| keys.first()).map(ToString::to_string).collect();
        wanted.dedup();
        return Step::NoBeginning { wanted };
    }
    let next = parts.get(start + run);
    let last = &parts[start + run - 1];
    // Where the term leaves off inside a word, that piece is meant, not the word.
    let agrees = if next.is_some_and(|next| next.word == last.word) {
        parts[start..start + run].iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
    } else {
        words[parts[start].word].span.cover(words[last.word].span).text(text).to_owned()
    };
    Step::BrokenOff {
        text: agrees,
        wanted,
        found: next.map(|part| part.text.clone()),
        keys: next.map(|part| strings(&part.keys)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::document::{Document, Newlines};
    use crate::glossary::native::read;

    fn steps(term: &str, sentence: &str) -> Vec<Step> {
        let source = include_str!("../../tests/gold/lookup/terms.toml");
        let base = TermBase::build(&[read(source, "terms").unwrap().glossary]);
        let analysis = analyze(Document::plain(sentence.to_owned(), Newlines::Block), Language::French);
        let words = &analysis.sentences[0].words;
        explain(&base, term, &analysis.document.text, words, Language::French)
    }

    fn last(term: &str, sentence: &str) -> Step {
        steps(term, sentence).pop().unwrap()
    }

    #[test]
    fn each_reason_is_told() {
        assert!(matches!(last("levée de fonds", "Deux levées de fonds suivent."), Step::Found { .. }));
        assert!(matches!(
            last("levée de fonds", "Une levée de boucliers suit."),
            Step::BrokenOff { text, found: Some(found), .. } if text == "levée de" && found == "boucliers"
        ));
        assert!(matches!(last("levée de fonds", "Rien de tel."), Step::NoBeginning { .. }));
        assert!(matches!(
            last("aide d’État", "Les aides de l’État suivent."),
            Step::BrokenOff { text, found: Some(found), .. } if text == "aides" && found == "de l’"
        ));
        assert!(matches!(
            last("capital-investissement", "Le capital-risque suit."),
            Step::BrokenOff { text, found: Some(found), .. } if text == "capital" && found == "risque"
        ));
        assert!(matches!(
            last("aide d’État", "Une aide d’état-major suit."),
            Step::InsideWord { word } if word == "état-major"
        ));
        assert!(matches!(last("Commission", "Il touche une commission."), Step::Capitals { .. }));
        assert!(matches!(last("cible", "Cette campagne cible les jeunes."), Step::Reading { .. }));
        assert!(matches!(
            last("intelligence artificielle", "L’intelligence artificielle générative avance."),
            Step::Covered { by, .. } if by == "intelligence artificielle générative"
        ));
        assert!(
            matches!(&steps("levée de fonts", "Rien.")[0], Step::NotListed { near } if near == &["levée de fonds"])
        );
    }
}
