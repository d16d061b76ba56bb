//! Whether words that have the keys of a term are that term here: their form, their capitals, their reading.

use super::MatchKind;
use super::keys::{Shape, pieces};
use super::pack::TermHead;
use crate::glossary::{MatchingPolicy, PartOfSpeech};
use crate::morph::{self, Upos};
use crate::tag::Word;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use std::ops::Range;

/// How the text agrees with a term but for its inflection.
pub(super) fn kind(term: &str, surface: &str) -> MatchKind {
    fn typographic(text: &str) -> impl Iterator<Item = char> {
        text.chars().map(|c| match c {
            '\u{2019}' | '\u{2bc}' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
    }
    if surface == term || typographic(surface).eq(typographic(term)) {
        return MatchKind::Exact;
    }
    let closed = |text: String| text.replace(['-', ' ', '\'', '.'], "");
    let capitals = surface.chars().any(char::is_uppercase);
    let same = closed(fold(surface)) == closed(fold(term))
        || (capitals && closed(bare(surface)) == closed(bare(term)));
    if same { MatchKind::Folded } else { MatchKind::Inflected }
}

/// Whether most words of a sentence are in capitals: their capitals then say nothing.
pub(super) fn is_headline(text: &str, words: &[Word]) -> bool {
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
pub(super) fn case_agrees(
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
pub(super) fn reading_agrees(
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
