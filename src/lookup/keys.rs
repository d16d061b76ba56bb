//! The words of terms and texts as keys: what two words must share to be the same word of a term.
//!
//! A word is cut into *pieces* at hyphens, apostrophes and dots, so that `capital-risque` and `capital risque` are one
//! sequence. The keys of a piece are the folded lemmas of all its readings, respelt in one way (the French orthography
//! of 1990, American English); articles and prepositions have one key whatever their form. No stems: a stem joins words
//! that have nothing in common.

use crate::morph::{Reading, Upos, readings};
use crate::text::Language;
use crate::text::normalize::fold;
use compact_str::CompactString;
use smallvec::SmallVec;

/// The keys of one piece.
pub(crate) type Keys = SmallVec<[CompactString; 4]>;

/// What parts a piece from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// Nothing, or it is the first.
    None,
    /// A blank.
    Space,
    /// A hyphen.
    Hyphen,
    /// An apostrophe or a dot.
    Mark,
}

/// A part of a word, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: CompactString,
    pub(crate) joint: Joint,
}

/// Cuts a word or a term into pieces. `U.E.` is one piece, `R&D` three.
pub(crate) fn pieces(text: &str) -> SmallVec<[Piece; 4]> {
    let mut out: SmallVec<[Piece; 4]> = SmallVec::new();
    let mut joint = Joint::None;
    let mut start = None;
    let mut push = |from: usize, to: usize, joint: &mut Joint| {
        out.push(Piece { text: text[from..to].into(), joint: std::mem::replace(joint, Joint::None) });
    };
    for (at, c) in text.char_indices() {
        if is_part(c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(from, at, &mut joint);
        }
        let seen = match c {
            '-' | '\u{2010}' | '\u{2011}' => Joint::Hyphen,
            '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '.' | '·' => Joint::Mark,
            c if c.is_whitespace() => Joint::Space,
            c => {
                push(at, at + c.len_utf8(), &mut joint);
                Joint::None
            }
        };
        // `P. D.-G.`: a blank or a hyphen says more than the dot before it.
        if joint == Joint::None || joint == Joint::Mark {
            joint = seen;
        }
    }
    if let Some(from) = start {
        push(from, text.len(), &mut joint);
    }
    join_initials(&mut out, text);
    out
}

/// Letters with dots between them are one acronym: `U.E.` is UE.
fn join_initials(pieces: &mut SmallVec<[Piece; 4]>, text: &str) {
    if !text.contains('.') {
        return;
    }
    let mut at = 0;
    while at < pieces.len() {
        let single =
            |piece: &Piece| piece.text.chars().count() == 1 && piece.text.starts_with(char::is_uppercase);
        let mut end = at + 1;
        while single(&pieces[at])
            && end < pieces.len()
            && pieces[end].joint == Joint::Mark
            && single(&pieces[end])
        {
            end += 1;
        }
        if end - at > 1 {
            let joined: CompactString = pieces[at..end].iter().map(|piece| piece.text.as_str()).collect();
            pieces[at].text = joined;
            pieces.drain(at + 1..end);
        }
        at += 1;
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '_')
        || unicode_normalization::char::is_combining_mark(c)
}

/// The keys of a piece of running text: every lemma that it may have.
pub(crate) fn text_keys(piece: &str, language: Language) -> Keys {
    let folded = fold(piece);
    let mut keys = Keys::new();
    let shape = Shape::of(piece);
    if shape != Shape::Capitals
        && let Some(key) = function_word(&folded, language)
    {
        keys.push(key.into());
        return keys;
    }
    match shape {
        Shape::PluralAcronym => push(&mut keys, &folded[..folded.len() - 1], language),
        Shape::Capitals => {
            push(&mut keys, &folded, language);
            if let Some(key) =
                function_word(&folded, language).or_else(|| bare_function_word(&folded, language))
            {
                push(&mut keys, key, language);
            }

            for reading in crate::morph::readings_bare(piece, language) {
                push(&mut keys, &fold(&reading.lemma), language);
            }
        }
        Shape::Other => {}
    }
    let all = readings(piece, language);
    if all.iter().any(|reading| !reading.certain) {
        push(&mut keys, &folded, language);
    }
    for reading in &all {
        push(&mut keys, &fold(&reading.lemma), language);
    }
    keys
}

/// The keys of a piece of a term. A term stands in its dictionary form, so that a piece that is a lemma has no other
/// key; else its nominal lemmas (`verbal`: all).
pub(crate) fn term_keys(piece: &str, verbal: bool, language: Language) -> Keys {
    let folded = fold(piece);
    let mut keys = Keys::new();
    match Shape::of(piece) {
        Shape::PluralAcronym => {
            push(&mut keys, &folded[..folded.len() - 1], language);
            return keys;
        }
        Shape::Capitals => {
            push(&mut keys, &folded, language);
            return keys;
        }
        Shape::Other => {}
    }
    if let Some(key) = function_word(&folded, language) {
        keys.push(key.into());
        return keys;
    }
    let all = readings(piece, language);
    let certain = all.iter().all(|reading| reading.certain);
    let is_own = |reading: &Reading| fold(&reading.lemma) == folded;
    let nominal = |reading: &Reading| !matches!(reading.upos, Upos::Verb | Upos::Aux);
    if all.iter().any(|reading| is_own(reading) && (verbal || nominal(reading))) {
        push(&mut keys, &folded, language);
        return keys;
    }
    if !certain {
        push(&mut keys, &folded, language);
    }
    let any_nominal = all.iter().any(nominal);
    for reading in all.iter().filter(|reading| verbal || !any_nominal || nominal(reading)) {
        push(&mut keys, &fold(&reading.lemma), language);
    }
    keys
}

fn push(keys: &mut Keys, key: &str, language: Language) {
    let key = respell(key, language);
    if !keys.contains(&key) {
        keys.push(key);
    }
}

/// A hyphenated word in one, its first part in the singular: plates-formes → plateformes.
pub(crate) fn closed_plural(parts: &[&str]) -> Option<String> {
    let [first, second] = parts else { return None };
    let plural = second.ends_with(['s', 'x']) && first.chars().count() > 3;
    let first = first.strip_suffix(['s', 'x']).filter(|_| plural)?;
    Some([first, second].concat())
}

/// What the capitals of a word tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Two capitals or more and no small letter: an acronym, or a word of a heading.
    Capitals,
    /// Two capitals or more and a final s: PMEs.
    PluralAcronym,
    /// Anything else.
    Other,
}

impl Shape {
    pub(crate) fn of(word: &str) -> Self {
        let (mut capitals, mut small) = (0, 0);
        for c in word.chars() {
            if c.is_uppercase() {
                capitals += 1;
            } else if c.is_lowercase() {
                small += 1;
            }
        }
        match (capitals, small) {
            (2.., 0) => Self::Capitals,
            (2.., 1) if word.ends_with('s') => Self::PluralAcronym,
            _ => Self::Other,
        }
    }
}

/// Articles and prepositions that change their form: the key of all their forms.
fn function_word(folded: &str, language: Language) -> Option<&'static str> {
    if language == Language::English {
        return match folded {
            "a" | "an" => Some("a"),
            "the" => Some("the"),
            "of" => Some("of"),
            "and" | "&" => Some("and"),
            "to" => Some("to"),
            "in" => Some("in"),
            "on" => Some("on"),
            "for" => Some("for"),
            "s" => Some("s"),
            _ => None,
        };
    }
    match folded {
        "le" | "la" | "les" | "l" => Some(LE),
        "de" | "d" => Some(DE),
        "du" | "des" => Some(DU),
        "à" => Some(A),
        "au" | "aux" => Some(AU),
        "en" => Some("en"),
        "et" | "&" => Some("et"),
        "qu" | "que" => Some("que"),
        "un" | "une" => Some("un"),
        "par" => Some("par"),
        "sur" => Some("sur"),
        "sous" => Some("sous"),
        "dans" => Some("dans"),
        "hors" => Some("hors"),
        "non" => Some("non"),
        "s" | "se" => Some("se"),
        _ => None,
    }
}

fn bare_function_word(folded: &str, language: Language) -> Option<&'static str> {
    (language == Language::French && folded == "a").then_some(A)
}

/// The definite article.
pub(crate) const LE: &str = "le";
/// The preposition.
pub(crate) const DE: &str = "de";
/// The preposition with the article: du, des, de la, de l’.
pub(crate) const DU: &str = "du";
/// The preposition.
pub(crate) const A: &str = "à";
/// The preposition with the article: au, aux, à la, à l’.
pub(crate) const AU: &str = "au";

/// One spelling of a lemma for all: American English, the French orthography of 1990. It may join no two words of the
/// language, but need not give one.
pub(crate) fn respell(key: &str, language: Language) -> CompactString {
    match language {
        Language::French => respell_french(key),
        Language::English => respell_english(key),
    }
}

fn respell_french(key: &str) -> CompactString {
    let listed = match key {
        "clef" => "clé",
        "événement" => "évènement",
        "événementiel" => "évènementiel",
        "réglementation" => "règlementation",
        "réglementaire" => "règlementaire",
        "réglementer" => "règlementer",
        "réglementé" => "règlementé",
        "allégement" => "allègement",
        "abrégement" => "abrègement",
        "sécheresse" => "sècheresse",
        "oignon" => "ognon",
        "relai" => "relais",
        "e-mail" | "émail" => key,
        "jeûne" | "jeûner" | "mûre" | "mûrir" | "fût" | "piqûre" => key,
        _ if key.len() > 4 && key.contains(['î', 'û']) => {
            return key
                .chars()
                .map(|c| {
                    if c == 'î' {
                        'i'
                    } else if c == 'û' {
                        'u'
                    } else {
                        c
                    }
                })
                .collect();
        }
        _ => key,
    };
    listed.into()
}

/// Endings of British English with the American ones, and the shortest word that they are changed in.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("isation", "ization", 8),
    ("isational", "izational", 10),
    ("ise", "ize", 6),
    ("ised", "ized", 7),
    ("iser", "izer", 7),
    ("ising", "izing", 8),
    ("yse", "yze", 6),
    ("our", "or", 5),
    ("oured", "ored", 7),
    ("ourable", "orable", 9),
    ("ouring", "oring", 8),
    ("tre", "ter", 5),
    ("bre", "ber", 5),
    ("ence", "ense", 6),
    ("ogue", "og", 7),
    ("lling", "ling", 8),
    ("lled", "led", 7),
    ("ller", "ler", 7),
    ("ement", "ment", 8),
];

fn respell_english(key: &str) -> CompactString {
    let listed = match key {
        "programme" => "program",
        "practise" => "practice",
        "grey" => "gray",
        "ageing" => "aging",
        "aluminium" => "aluminum",
        "fulfil" => "fulfill",
        "enrol" => "enroll",
        "enrolment" => "enrollment",
        "instalment" => "installment",
        "tyre" => "tire",
        "mould" => "mold",
        "plough" => "plow",
        "sceptic" => "skeptic",
        "licence" | "license" => "license",
        _ => "",
    };
    if !listed.is_empty() {
        return listed.into();
    }
    let mut out = CompactString::from(key);
    for (british, american, least) in ENDINGS {
        if key.len() >= *least
            && let Some(stem) = key.strip_suffix(british)
        {
            // `ement` → `ment` only where the e is British: judgement, not management.
            if *british == "ement" && !stem.ends_with("dg") {
                continue;
            }
            out = CompactString::from(stem);
            out.push_str(american);
            break;
        }
    }
    for (british, american) in [("labour", "labor"), ("paed", "ped"), ("haem", "hem"), ("anaes", "anes")] {
        if let Some(at) = out.find(british) {
            let replaced = [&out[..at], american, &out[at + british.len()..]].concat();
            out = replaced.into();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        pieces(text).iter().map(|piece| piece.text.to_string()).collect()
    }

    #[test]
    fn words_are_cut_at_hyphens_and_apostrophes() {
        assert_eq!(cut("levée de fonds"), ["levée", "de", "fonds"]);
        assert_eq!(cut("capital-risque"), ["capital", "risque"]);
        assert_eq!(cut("l\u{2019}e-commerce"), ["l", "e", "commerce"]);
        assert_eq!(cut("R&D"), ["R", "&", "D"]);
        assert_eq!(cut("l’U.E. et les U.S.A"), ["l", "UE", "et", "les", "USA"]);
        assert_eq!(cut("Covid-19"), ["Covid", "19"]);
        assert_eq!(cut(""), <[&str; 0]>::default());
    }

    #[test]
    fn spellings_are_joined() {
        let english = |word| respell(word, Language::English);
        assert_eq!(english("organisation"), english("organization"));
        assert_eq!(english("labour"), english("labor"));
        assert_eq!(english("centre"), english("center"));
        assert_eq!(english("defence"), english("defense"));
        assert_eq!(english("judgement"), english("judgment"));
        assert_eq!(english("management"), "management");
        let french = |word| respell(word, Language::French);
        assert_eq!(french("clef"), french("clé"));
        assert_eq!(french("coût"), french("cout"));
        assert_ne!(french("jeûne"), french("jeune"));
    }
}
