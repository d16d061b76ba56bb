//! What a person who types a query means by it: what was copied along, patterns, missing accents and hyphens.

use super::keys::{self, Joint, Keys, Piece, pieces, text_keys};
use super::search::PatternError;
use super::tables::near_letters;
use crate::morph;
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use compact_str::CompactString;
use fst::raw::Fst;
use smallvec::SmallVec;

/// Keys of words that a query may leave out or exchange.
pub(super) const SMALL_WORDS: [&[&str]; 2] = [
    &["le", "de", "du", "à", "au", "en", "et", "un", "par", "sur", "sous", "dans", "pour", "avec"],
    &["a", "the", "of", "and", "to", "in", "on", "for", "s", "by", "with", "from"],
];

pub(super) fn regex(pattern: &str) -> Result<regex::Regex, PatternError> {
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| PatternError { message: error.to_string() })
}

pub(super) fn wildcard(query: &str) -> String {
    let escaped = regex::escape(query).replace(r"\*", ".*").replace(r"\?", ".");
    format!("^{escaped}$")
}

/// A query without the quotation marks and the punctuation that were copied with it.
pub(super) fn unwrapped(query: &str) -> &str {
    let inner = query
        .trim_start_matches(|c: char| c.is_whitespace() || "«»“”„‘\"'([{–—•·".contains(c))
        .trim_end_matches(|c: char| c.is_whitespace() || "«»“”’\"',;:!)]}–—…".contains(c));
    // A bracket inside belongs to one at the end.
    if inner.is_empty() || inner.contains(['(', '[', '{']) { query } else { inner }
}

/// Words that people copy along with a term and that no glossary has before it.
const DETERMINERS: [&[&str]; 2] = [
    &[
        "le ", "la ", "les ", "l'", "l’", "un ", "une ", "des ", "du ", "de la ", "de l'", "de l’", "de ",
        "d'", "d’", "au ", "aux ", "à la ", "à l'", "à l’", "ce ", "cet ", "cette ", "ces ", "son ", "sa ",
        "ses ", "leur ", "leurs ", "notre ", "nos ", "votre ", "vos ", "se ", "s'", "s’",
    ],
    &["the ", "a ", "an ", "to ", "its ", "their ", "our ", "this ", "these ", "of "],
];

/// A query without the articles before it.
pub(super) fn without_determiner(query: &str, language: Language) -> &str {
    let mut rest = query;
    for _ in 0..2 {
        let before = DETERMINERS[language as usize].iter().find_map(|one| {
            let head = rest.get(..one.len())?;
            (fold(head) == fold(one)).then(|| rest[one.len()..].trim_start())
        });
        match before.filter(|shorter| !shorter.is_empty()) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

/// What a query with a parenthesis says without it, and in it: intelligence artificielle (IA).
pub(super) fn parenthesis(query: &str) -> Option<(String, String)> {
    let (before, rest) = query.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let outside = [before.trim(), after.trim()].join(" ");
    Some((outside.trim().to_owned(), inside.trim().to_owned()))
}

/// A single word that the lexicon knows is meant as it is written.
pub(super) fn is_everyday(query: &str, languages: &[Language]) -> bool {
    pieces(query).len() == 1 && languages.iter().any(|&language| morph::is_known(query, language))
}

/// The ways to part a query into words: as written, hyphens closed, all in one word.
pub(super) fn variants(written: &[Piece]) -> SmallVec<[SmallVec<[Piece; 4]>; 3]> {
    let mut out: SmallVec<[SmallVec<[Piece; 4]>; 3]> = SmallVec::new();
    out.push(written.iter().cloned().collect());
    for close in [|joint: Joint| joint == Joint::Hyphen, |joint: Joint| joint != Joint::None] {
        let mut closed: SmallVec<[Piece; 4]> = SmallVec::new();
        for piece in written {
            match closed.last_mut() {
                Some(last) if close(piece.joint) => last.text.push_str(&piece.text),
                _ => closed.push(piece.clone()),
            }
        }
        if !closed.is_empty() && closed.len() < 3 && !out.contains(&closed) {
            out.push(closed);
        }
    }
    // plates-formes → plateformes
    let parts: Vec<&str> = written.iter().map(|piece| piece.text.as_str()).collect();
    for at in 1..written.len() {
        if written[at].joint == Joint::Hyphen
            && let Some(whole) = keys::closed_plural(&parts[at - 1..=at])
        {
            let mut closed: SmallVec<[Piece; 4]> = written.iter().cloned().collect();
            closed[at - 1].text = whole.into();
            closed.remove(at);
            out.push(closed);
        }
    }
    out
}

/// The keys of a word of a query: accents may be missing.
pub(super) fn loose_keys(piece: &str, vocabulary: &Fst<&[u8]>, language: Language) -> Keys {
    let mut keys = text_keys(piece, language);
    // An article is itself, not a word that an accent makes of it: la, là.
    if keys[..] == [keys::LE] || keys[..] == [keys::DE] || keys[..] == [keys::DU] {
        return keys;
    }
    let mut push = |key: CompactString| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    if piece.is_ascii() || !morph::is_known(piece, language) {
        for reading in morph::readings_bare(piece, language) {
            push(keys::respell(&fold(&reading.lemma), language));
        }
        let mut near = Vec::new();
        near_letters(vocabulary, &bare(piece), false, &mut near);
        near.into_iter().for_each(|(key, _)| push(key.into()));
    }
    keys
}
