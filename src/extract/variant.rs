//! Which candidates say the same with other words: written apart, with a hyphen or as one word; with a word of degree or of
//! kind put in (*énergie d'origine éolienne*); turned round with *of* in English. After the families of Daille (2003).

use super::facts::coded;
use super::{Candidate, Kind, sort_forms, sort_places};
use crate::text::{Language, normalize::fold};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::LazyLock;

/// Words that may be put in, as keys have them: adverbs and nouns.
static INSERTED: LazyLock<(Vec<&str>, Vec<&str>)> = LazyLock::new(|| {
    let of = |kind: &str| {
        include_str!("data/variants.fr.txt").lines().filter_map(|line| line.strip_prefix(kind)).collect()
    };
    (of("adverb "), of("noun "))
});

/// Joins the candidates that say the same: the commonest stands for all, with the best score, the others are its variants.
/// The order is that of the first of each.
pub(super) fn join(candidates: Vec<Candidate>, language: Language) -> Vec<Candidate> {
    join_by(candidates, |candidate| (candidate.kind == Kind::Term).then(|| signature(candidate, language)))
}

/// Joins each acronym with its expansion where both are listed: the expansion stands for both, at the place of the first.
pub fn join_acronyms(candidates: Vec<Candidate>) -> Vec<Candidate> {
    join_by(candidates, |candidate| {
        let short = candidate.expansion.as_ref().map(|long| (fold(&candidate.canonical), fold(long)));
        let long = candidate.acronym.as_ref().map(|short| {
            let written = candidate.forms.first().map_or(&candidate.canonical, |form| &form.text);
            (fold(short), fold(written))
        });
        short.or(long)
    })
}

/// Joins the candidates that have something in common; those that have nothing to compare stay alone.
fn join_by<K: Eq + Hash>(
    candidates: Vec<Candidate>,
    common: impl Fn(&Candidate) -> Option<K>,
) -> Vec<Candidate> {
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    let mut joined: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let place = common(&candidate).map(|common| *places.entry(common).or_insert(joined.len()));
        match place.and_then(|place| joined.get_mut(place)) {
            Some(known) => absorb(known, candidate),
            None => joined.push(candidate),
        }
    }
    joined
}

/// Adds another candidate to one that says the same.
fn absorb(known: &mut Candidate, mut other: Candidate) {
    let better = match (&known.expansion, &other.expansion) {
        // The full form says more than its acronym.
        (Some(_), None) => true,
        (None, Some(_)) => false,
        _ => other.frequency > known.frequency,
    };
    if better {
        std::mem::swap(known, &mut other);
    }
    known.score = known.score.max(other.score);
    known.frequency += other.frequency;
    known.documents = known.documents.max(other.documents);
    known.variants.push(other.canonical);
    known.variants.append(&mut other.variants);
    known.forms.append(&mut other.forms);
    sort_forms(&mut known.forms);
    known.acronym = known.acronym.take().or(other.acronym);
    known.occurrences.append(&mut other.occurrences);
    sort_places(&mut known.occurrences);
}

/// What candidates that say the same have in common.
fn signature(candidate: &Candidate, language: Language) -> String {
    let words: Vec<(&str, char)> = coded(&candidate.key, &candidate.pattern).collect();
    let kept = match language {
        Language::French => without_inserted(&words),
        Language::English => turned_round(&words),
    };
    // Prepositions tell terms apart; spaces and hyphens do not.
    let pieces = kept.iter().map(|&(word, code)| match code {
        'D' => format!(" {word} "),
        _ => word.replace('-', ""),
    });
    pieces.collect()
}

fn without_inserted<'a>(words: &[(&'a str, char)]) -> Vec<(&'a str, char)> {
    let (adverbs, nouns) = &*INSERTED;
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        match words[at..] {
            [(adverb, 'R'), (_, 'A'), ..] if at > 0 && adverbs.contains(&adverb) => at += 1,
            [("de", 'D'), (noun, 'N'), (_, 'A'), ..] if at > 0 && nouns.contains(&noun) => at += 2,
            _ => {
                kept.push(words[at]);
                at += 1;
            }
        }
    }
    kept
}

/// *efficiency of energy* as *energy efficiency*.
fn turned_round<'a>(words: &[(&'a str, char)]) -> Vec<(&'a str, char)> {
    let mut places = words.iter().enumerate().filter(|(_, (_, code))| *code == 'D').map(|(at, _)| at);
    match (places.next(), places.next()) {
        (Some(at), None) if words[at].0 == "of" => [&words[at + 1..], &words[..at]].concat(),
        _ => words.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Facts, SurfaceForm};

    fn candidate(key: &str, pattern: &str, frequency: u32) -> Candidate {
        Candidate {
            canonical: key.to_owned(),
            key: key.to_owned(),
            gender: None,
            number: None,
            pattern: pattern.to_owned(),
            kind: Kind::Term,
            score: 0.5,
            frequency,
            documents: 1,
            forms: vec![SurfaceForm { text: key.to_owned(), count: frequency }],
            acronym: None,
            expansion: None,
            variants: Vec::new(),
            occurrences: Vec::new(),
            facts: Facts::default(),
        }
    }

    fn joined(language: Language, rows: &[(&str, &str, u32)]) -> Vec<String> {
        let rows = rows.iter().map(|&(key, pattern, n)| candidate(key, pattern, n)).collect();
        let line = |c: &Candidate| format!("{} {} {:?}", c.canonical, c.frequency, c.variants);
        join(rows, language).iter().map(line).collect()
    }

    #[test]
    fn the_commonest_stands_for_those_that_say_the_same() {
        let rows = [("énergie de origine éolien", "NDNA", 1), ("énergie éolien", "NA", 3)];
        assert_eq!(joined(Language::French, &rows), ["énergie éolien 4 [\"énergie de origine éolien\"]"]);
        let rows = [("rotation relativement lent", "NRA", 2), ("rotation lent", "NA", 1)];
        assert_eq!(joined(Language::French, &rows).len(), 1);
        let rows = [("système très complexe", "NRA", 1), ("système complexe", "NA", 3)];
        assert_eq!(joined(Language::French, &rows).len(), 1);
        let rows = [("micro-entreprise", "N", 2), ("microentreprise", "N", 1)];
        assert_eq!(joined(Language::French, &rows), ["micro-entreprise 3 [\"microentreprise\"]"]);
        let rows = [("efficiency of energy", "NDTN", 1), ("energy efficiency", "NN", 2)];
        assert_eq!(joined(Language::English, &rows).len(), 1);
    }

    #[test]
    fn other_prepositions_and_adverbs_make_other_terms() {
        let apart = [
            [("droit a education", "NDTN", 1), ("droit de education", "NDTN", 1)],
            [("produit genetiquement modifier", "NRA", 1), ("produit modifier", "NA", 1)],
            [("contrat de cadre", "NDN", 1), ("contrat cadre", "NN", 1)],
            [("origine", "N", 1), ("nature", "N", 1)],
        ];
        for rows in apart {
            assert_eq!(joined(Language::French, &rows).len(), 2, "{rows:?}");
        }
    }

    #[test]
    fn an_acronym_goes_with_its_expansion() {
        let short = Candidate { expansion: Some("Banque centrale".to_owned()), ..candidate("BC", "X", 5) };
        let long = Candidate { acronym: Some("BC".to_owned()), ..candidate("banque centrale", "NA", 1) };
        let rows = join_acronyms(vec![short, candidate("taux", "N", 2), long]);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].canonical.as_str(), rows[0].frequency), ("banque centrale", 6));
        assert_eq!(rows[0].variants, ["BC"]);
    }
}
