//! Words for statuses, parts of speech, genders … as termbases in the wild write them, and as TBX does.

use crate::glossary::{GrammaticalNumber, PartOfSpeech, TermStatus, TermType};
use crate::morph::Gender;
use crate::text::normalize::bare;

/// A value that was understood. `exact` is false where the word says more than the model keeps: then it is kept, too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Understood<T> {
    pub(super) value: T,
    pub(super) exact: bool,
}

fn exactly<T>(value: T) -> Option<Understood<T>> {
    Some(Understood { value, exact: true })
}

fn roughly<T>(value: T) -> Option<Understood<T>> {
    Some(Understood { value, exact: false })
}

/// The standing of a term. `standardizedTerm` of the standard counts as preferred, like everything that begins so.
pub(super) fn status(word: &str) -> Option<Understood<TermStatus>> {
    use TermStatus::{Admitted, Deprecated, Forbidden, Preferred, Proposed};
    let word = bare(word.trim());
    let word = word.strip_suffix("-admn-sts").unwrap_or(&word);
    match word.strip_suffix("term").unwrap_or(word).trim_end() {
        "preferred" | "prefere" => exactly(Preferred),
        "privilegie" | "ok" | "1" | "correct" => roughly(Preferred),
        word if word.starts_with("standardized") => roughly(Preferred),
        "admitted" | "admis" => exactly(Admitted),
        "approved" | "allowed" | "legal" | "regulated" | "accepted" | "synonym" | "synonyme" | "approuve" => {
            roughly(Admitted)
        }
        "deprecated" => exactly(Deprecated),
        "superseded" | "obsolete" | "notrecommended" | "not recommended" | "deconseille" | "a eviter" => {
            roughly(Deprecated)
        }
        "forbidden" => exactly(Forbidden),
        "do not use" | "unwort" | "non" | "nonterm" | "interdit" | "prohibited" | "no" => roughly(Forbidden),
        "proposed" => exactly(Proposed),
        "draft" | "new" | "propose" | "candidate" | "suggestion" | "suggested" | "provisionallyprocessed" => {
            roughly(Proposed)
        }
        // What `generate` says of its rows.
        "known" | "confirmed" | "varies" | "differs" => roughly(Preferred),
        "translated" | "untranslated" | "open" => roughly(Proposed),
        _ => None,
    }
}

/// A part of speech.
pub(super) fn part_of_speech(word: &str) -> Option<Understood<PartOfSpeech>> {
    let found = match word.trim() {
        "noun" => return exactly(PartOfSpeech::Noun),
        "verb" => return exactly(PartOfSpeech::Verb),
        "adjective" => return exactly(PartOfSpeech::Adjective),
        "adverb" => return exactly(PartOfSpeech::Adverb),
        "properNoun" => return exactly(PartOfSpeech::ProperNoun),
        "other" => return exactly(PartOfSpeech::Other),
        word => bare(word),
    };
    let found = match found.trim_end_matches('.') {
        "noun" | "n" | "nom" | "s" | "subst" | "substantif" | "substantive" | "n.m" | "n.f" | "n. m"
        | "n. f" | "nm" | "nf" | "noun phrase" | "noun group" | "commonnoun" | "common noun" => {
            PartOfSpeech::Noun
        }
        "verb" | "v" | "verbe" | "vb" | "v.t" | "v.i" | "v. tr" | "verb phrase" => PartOfSpeech::Verb,
        "adj" | "adjective" | "adjectif" | "a" => PartOfSpeech::Adjective,
        "adv" | "adverb" | "adverbe" => PartOfSpeech::Adverb,
        "propernoun" | "proper noun" | "proper-noun" | "name" | "nom propre" | "npr" | "propn" => {
            PartOfSpeech::ProperNoun
        }
        "phrase" | "locution" | "loc" | "expression" => PartOfSpeech::Phrase,
        "other" | "autre" => PartOfSpeech::Other,
        _ => return None,
    };
    roughly(found)
}

/// A gender.
pub(super) fn gender(word: &str) -> Option<Understood<Gender>> {
    match word.trim() {
        "masculine" => exactly(Gender::Masculine),
        "feminine" => exactly(Gender::Feminine),
        "other" | "otherGender" => exactly(Gender::Common),
        word => match bare(word).trim_end_matches('.') {
            "m" | "masc" | "masculin" | "masculine" => roughly(Gender::Masculine),
            "f" | "fem" | "feminin" | "feminine" => roughly(Gender::Feminine),
            "mf" | "m/f" | "c" | "common" | "epicene" | "epi" => roughly(Gender::Common),
            _ => None,
        },
    }
}

/// A number.
pub(super) fn number(word: &str) -> Option<Understood<GrammaticalNumber>> {
    match bare(word.trim()).trim_end_matches('.') {
        "singular" => exactly(GrammaticalNumber::Singular),
        "plural" => exactly(GrammaticalNumber::Plural),
        "mass" => exactly(GrammaticalNumber::Mass),
        "sg" | "singulier" | "sing" => roughly(GrammaticalNumber::Singular),
        "pl" | "pluriel" | "plur" => roughly(GrammaticalNumber::Plural),
        "uncountable" | "massnoun" => roughly(GrammaticalNumber::Mass),
        _ => None,
    }
}

/// A kind of form.
pub(super) fn term_type(word: &str) -> Option<Understood<TermType>> {
    match word.trim() {
        "fullForm" => exactly(TermType::FullForm),
        "acronym" => exactly(TermType::Acronym),
        "abbreviation" => exactly(TermType::Abbreviation),
        "shortForm" => exactly(TermType::ShortForm),
        "variant" => exactly(TermType::Variant),
        "phrase" => exactly(TermType::Phrase),
        word => match bare(word).as_str() {
            "initialism" | "sigle" | "acronyme" => roughly(TermType::Acronym),
            "full form" | "full-form" | "fullform" | "forme developpee" => roughly(TermType::FullForm),
            "short form" | "short-form" | "shortform" | "forme abregee" => roughly(TermType::ShortForm),
            "abbreviation" | "abreviation" | "abrev" | "abbr" => roughly(TermType::Abbreviation),
            "acronym" => roughly(TermType::Acronym),
            "variant" | "variante" | "spelling variant" | "variante orthographique" => {
                roughly(TermType::Variant)
            }
            "phrase" | "phraseologicalunit" => roughly(TermType::Phrase),
            _ => None,
        },
    }
}

/// What TBX writes for a status; a forbidden term is deprecated there, a proposed one has none.
pub(super) const fn tbx_status(status: TermStatus) -> Option<&'static str> {
    match status {
        TermStatus::Preferred => Some("preferredTerm-admn-sts"),
        TermStatus::Admitted => Some("admittedTerm-admn-sts"),
        TermStatus::Deprecated | TermStatus::Forbidden => Some("deprecatedTerm-admn-sts"),
        TermStatus::Proposed => None,
    }
}

/// What TBX writes for a part of speech.
pub(super) const fn tbx_part_of_speech(pos: PartOfSpeech) -> &'static str {
    match pos {
        PartOfSpeech::Noun => "noun",
        PartOfSpeech::Verb => "verb",
        PartOfSpeech::Adjective => "adjective",
        PartOfSpeech::Adverb => "adverb",
        PartOfSpeech::ProperNoun => "properNoun",
        PartOfSpeech::Phrase | PartOfSpeech::Other => "other",
    }
}

/// What TBX writes for a gender.
pub(super) const fn tbx_gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Masculine => "masculine",
        Gender::Feminine => "feminine",
        Gender::Common => "other",
    }
}

/// What TBX writes for a number.
pub(super) const fn tbx_number(number: GrammaticalNumber) -> &'static str {
    match number {
        GrammaticalNumber::Singular => "singular",
        GrammaticalNumber::Plural => "plural",
        GrammaticalNumber::Mass => "mass",
    }
}

/// What TBX writes for a kind of form.
pub(super) const fn tbx_term_type(kind: TermType) -> &'static str {
    match kind {
        TermType::FullForm => "fullForm",
        TermType::Acronym => "acronym",
        TermType::Abbreviation => "abbreviation",
        TermType::ShortForm => "shortForm",
        TermType::Variant => "variant",
        TermType::Phrase => "phrase",
    }
}

/// A language tag in the usual case, with hyphens: `EN` → `en`, `fr_ca` → `fr-CA`.
pub(super) fn language_tag(tag: &str) -> String {
    let mut out = String::new();
    for (n, part) in tag.trim().split(['-', '_']).filter(|part| !part.is_empty()).enumerate() {
        if n > 0 {
            out.push('-');
        }
        match (n, part.len()) {
            (0, _) => out.push_str(&part.to_ascii_lowercase()),
            (_, 2) => out.push_str(&part.to_ascii_uppercase()),
            (_, 4) => {
                out.push_str(&part[..part.ceil_char_boundary(1)].to_ascii_uppercase());
                out.push_str(&part[part.ceil_char_boundary(1)..].to_ascii_lowercase());
            }
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_of_all_tools_are_understood() {
        for (word, expected) in [
            ("preferredTerm-admn-sts", TermStatus::Preferred),
            ("preferred", TermStatus::Preferred),
            ("standardizedTerm-admn-sts", TermStatus::Preferred),
            ("standardized by the committee", TermStatus::Preferred),
            ("admittedTerm", TermStatus::Admitted),
            ("legalTerm-admn-sts", TermStatus::Admitted),
            ("Approved", TermStatus::Admitted),
            ("supersededTerm-admn-sts", TermStatus::Deprecated),
            ("notRecommended", TermStatus::Deprecated),
            ("Obsolete", TermStatus::Deprecated),
            ("NonTerm", TermStatus::Forbidden),
            ("Unwort", TermStatus::Forbidden),
            ("Draft", TermStatus::Proposed),
        ] {
            assert_eq!(status(word).map(|s| s.value), Some(expected), "{word}");
        }
        assert_eq!(status("not an allowed value"), None);
        assert!(!status("supersededTerm-admn-sts").unwrap().exact);
    }

    #[test]
    fn tags_get_their_usual_case() {
        for (tag, expected) in
            [("EN", "en"), ("fr_ca", "fr-CA"), ("zh-hant-tw", "zh-Hant-TW"), ("é-éé", "é-éé")]
        {
            assert_eq!(language_tag(tag), expected);
        }
    }
}
