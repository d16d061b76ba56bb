//! English renderings of French words and of stretches that go in whole.

use super::{Renderings, Sources, TermWord, best};
use crate::glossary::TermType;
use crate::lookup::TermBase;
use crate::morph::{self, Upos, VerbForm};
use crate::text::Language;
use crate::text::normalize::{bare, fold};
use std::sync::LazyLock;

/// What an English word has to be at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// A noun.
    Noun,
    /// What may stand before a noun.
    Modifier,
    /// An -ing form.
    Gerund,
    /// Anything.
    Any,
}

/// Renderings of one word that are tried.
const PER_WORD: usize = 12;
/// Words of an English rendering, at most.
const LONGEST: usize = 3;

/// The text of words, for look-ups that know of inflection.
fn text(terms: &[TermWord]) -> String {
    terms.iter().map(|word| word.form.as_str()).collect::<Vec<_>>().join(" ")
}

/// The lexicon's keys for a stretch: folded lemmas, with and without articles.
fn keys(terms: &[TermWord]) -> Vec<String> {
    let all: Vec<String> = terms.iter().map(|w| fold(&w.lemma)).collect();
    let content: Vec<String> = terms.iter().filter(|w| w.upos != Upos::Det).map(|w| fold(&w.lemma)).collect();
    let mut keys = vec![all.join(" ")];
    let without = content.join(" ");
    if !keys.contains(&without) {
        keys.push(without);
    }
    keys
}

/// The English of the concepts that have a French term, the preferred first.
fn listed(base: Option<&TermBase>, terms: &[TermWord]) -> Vec<String> {
    let Some(base) = base else { return Vec::new() };
    let french = text(terms);
    let acronym = french.split(' ').any(is_acronym);
    let mut out: Vec<String> = Vec::new();
    for concept in base.concepts_with_term(&french, Language::French).into_iter().take(4) {
        let entry = base.concept(concept);
        let short = |t: &crate::glossary::TermSection| {
            matches!(t.term_type, Some(TermType::Acronym | TermType::Abbreviation))
                || t.term.split(' ').any(is_acronym)
        };
        let mut english: Vec<_> = entry.accepted(Language::English).collect();
        // An acronym goes in as one, a word as one.
        english.sort_by_key(|t| short(t) != acronym);
        // Explanations are no renderings.
        let plain = |text: &str| {
            text.split(' ').count() <= LONGEST
                && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
        };
        for term in english.into_iter().filter(|t| plain(&t.term)) {
            if !out.contains(&term.term) {
                out.push(term.term.clone());
            }
        }
    }
    out
}

pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(' ')
}

/// Whether a stretch of several words has English of its own that is to be trusted.
pub(super) fn is_unit(terms: &[TermWord], sources: &Sources<'_>) -> bool {
    let has = |base: Option<&TermBase>| {
        base.is_some_and(|base| !base.concepts_with_term(&text(terms), Language::French).is_empty())
    };
    has(sources.glossaries)
        || has(sources.dictionaries)
        || keys(terms).iter().any(|key| {
            sources.lexicon.translations(key).any(|t| t.count >= 5.0 && t.probability.max(t.reverse) >= 0.35)
        })
}

/// Renderings of a whole stretch, by dictionaries and the lexicon; of one inside a term also by glossaries.
pub(super) fn whole(terms: &[TermWord], want: Want, sources: &Sources<'_>) -> Renderings {
    let mut out: Renderings = Vec::new();
    let mut add = |text: String, weight: f32| match out.iter_mut().find(|(t, _)| *t == text) {
        Some(same) => same.1 = (same.1 + 0.3 * weight).min(0.95),
        None => out.push((text, weight)),
    };
    let several = terms.len() > 1;
    for (rank, english) in listed(sources.dictionaries, terms).into_iter().enumerate() {
        let sure = if several { 0.85 } else { 0.7 };
        let fits = fits(&english, want);
        add(english, fits * sure / (1.0 + 0.35 * rank as f32));
    }
    for key in keys(terms) {
        for entry in sources.lexicon.translations(&key) {
            // A pair counts by both directions: "of" renders many words, few of them render "of".
            let both = (entry.probability * entry.reverse).sqrt();
            let seen = entry.count / (entry.count + 2.0);
            let fits = fits(entry.key, want);
            if fits > 0.5 {
                add(
                    entry.key.to_owned(),
                    ((0.25 + 0.7 * entry.probability.max(both)) * seen * fits).min(0.9),
                );
            }
        }
    }
    best(&mut out, PER_WORD);
    out
}

/// English renderings of a word, or of a stretch that goes in whole, at its place in a term.
pub(super) fn renderings(terms: &[TermWord], want: Want, sources: &Sources<'_>) -> Renderings {
    let glossary = listed(sources.glossaries, terms);
    let [word] = terms else {
        let mut out = whole(terms, want, sources);
        for (rank, english) in glossary.into_iter().enumerate() {
            let weight = 0.95 / (1.0 + 0.3 * rank as f32);
            match out.iter_mut().find(|(t, _)| *t == english) {
                Some(same) => same.1 = same.1.max(weight),
                None => out.push((english, weight)),
            }
        }
        best(&mut out, PER_WORD);
        return out;
    };
    let mut found: Vec<(String, f32, f32)> = Vec::new(); // text, by the lexicon, by lists
    let place = |found: &mut Vec<(String, f32, f32)>, text: &str| {
        found.iter().position(|(t, ..)| t == text).unwrap_or_else(|| {
            found.push((text.to_owned(), 0.0, 0.0));
            found.len() - 1
        })
    };
    let mut keys = vec![fold(&word.lemma)];
    let form = fold(&word.form);
    if !keys.contains(&form) && word.upos != Upos::Noun {
        keys.push(form);
    }
    let mut known = false;
    for (rank, key) in keys.iter().enumerate() {
        let share = if rank == 0 { 1.0 } else { 0.8 };
        for t in sources.lexicon.translations(key).filter(|t| t.probability >= 0.01) {
            if t.key.split(' ').count() > 2 {
                continue;
            }
            known |= t.count >= 5.0;
            let weight = (0.6 * t.probability + 0.4 * (t.probability * t.reverse).sqrt()) * t.count
                / (t.count + 1.0)
                * share;
            let at = place(&mut found, t.key);
            found[at].1 = found[at].1.max(weight);
        }
    }
    // What a glossary says of a single word is said of one domain only, unless general language agrees.
    let trust = if is_acronym(&word.form) || !known { 0.9 } else { 0.35 };
    for (rank, english) in glossary.iter().enumerate() {
        let at = place(&mut found, english);
        found[at].2 = found[at].2.max(trust / (1.0 + 0.5 * rank as f32));
    }
    for (rank, english) in listed(sources.dictionaries, terms).iter().enumerate() {
        let at = place(&mut found, english);
        found[at].2 = found[at].2.max(0.75 / (1.0 + 0.3 * rank as f32));
    }
    if let Some((text, confidence)) = cognate(&word.lemma, want).filter(|_| !is_acronym(&word.form)) {
        let at = place(&mut found, &text);
        let alone = found[at].1 == 0.0 && found[at].2 == 0.0;
        found[at].2 += if alone { 0.35 * confidence } else { 0.1 };
    }
    if found.is_empty() {
        found.extend(
            derived(&word.lemma, want, sources).into_iter().map(|(text, weight)| (text, 0.0, weight)),
        );
    }
    let participle = word.upos == Upos::Verb;
    let lower = word.form.starts_with(char::is_lowercase);
    let mut out: Renderings = Vec::new();
    for (text, learnt, said) in found {
        let both = if learnt > 0.0 && said > 0.0 { 0.15 } else { 0.0 };
        // Everyday words are likelier than rare ones; a capital is that of a name.
        let common = frequency(&text);
        let capital = if text.starts_with(char::is_uppercase) && lower { 0.5 } else { 1.0 };
        let weight = (learnt.max(said) + both).min(1.0) * common * capital;
        let (text, fits) = match want {
            Want::Gerund => (gerund(&text).unwrap_or_default(), 1.0),
            Want::Modifier if participle => match as_participle(&text, &word.form) {
                Some(form) => (form, 1.0),
                None => {
                    let fits = fits(&text, want);
                    (text, fits)
                }
            },
            _ => {
                let fits = fits(&text, want);
                (text, fits)
            }
        };
        let length = if text.contains(' ') { 0.85 } else { 1.0 };
        if !text.is_empty() && weight * fits >= 0.01 {
            match out.iter_mut().find(|(t, _)| *t == text) {
                Some(same) => same.1 = same.1.max(weight * fits * length),
                None => out.push((text, weight * fits * length)),
            }
        }
    }
    best(&mut out, PER_WORD);
    out
}

/// A weight for how common an English word is, 0.5–1: of several words the rarest.
fn frequency(text: &str) -> f32 {
    let zipf = |word: &str| {
        let key = crate::extract::frequency::key(word, Language::English);
        crate::extract::frequency::zipf(&key, Language::English).unwrap_or(1.5)
    };
    let rarest = text.split([' ', '-']).map(zipf).fold(f64::MAX, f64::min);
    (0.5 + 0.1 * rarest.clamp(0.0, 5.0)) as f32
}

/// How well an English rendering fills a place, 0–1, by the parts of speech of its last word.
pub(super) fn fits(text: &str, want: Want) -> f32 {
    let last = text.rsplit(' ').next().unwrap_or(text);
    if want == Want::Any {
        return 1.0;
    }
    // What the lexicon does not hold is judged by nothing.
    if !morph::is_known(last, Language::English) {
        return 0.8;
    }
    let readings = morph::readings(last, Language::English);
    let has = |upos: Upos| readings.iter().any(|r| r.upos == upos);
    match want {
        Want::Noun if has(Upos::Noun) || has(Upos::Propn) => 1.0,
        Want::Modifier if has(Upos::Adj) => 1.0,
        Want::Modifier if readings.iter().any(|r| r.upos == Upos::Verb && form_of(r.verb_form)) => 0.9,
        Want::Modifier if has(Upos::Noun) || has(Upos::Propn) => 0.75,
        Want::Noun | Want::Gerund => 0.1,
        _ => 0.2,
    }
}

fn form_of(form: Option<VerbForm>) -> bool {
    matches!(form, Some(VerbForm::PresentParticiple | VerbForm::PastParticiple))
}

/// An English verb in the participle that renders a French one: assisté → assisted, flottant → floating.
fn as_participle(verb: &str, french: &str) -> Option<String> {
    let readings = morph::readings(verb, Language::English);
    let is_verb = readings.iter().any(|r| r.upos == Upos::Verb && r.lemma == verb);
    if !is_verb || verb.contains(' ') {
        return None;
    }
    let ing = french.trim_end_matches(['e', 's']).ends_with("ant");
    if ing { gerund(verb) } else { past(verb) }
}

/// English participles that do not end in -ed.
const IRREGULAR: &[(&str, &str)] = &[
    ("break", "broken"),
    ("build", "built"),
    ("buy", "bought"),
    ("choose", "chosen"),
    ("cut", "cut"),
    ("draw", "drawn"),
    ("drive", "driven"),
    ("forbid", "forbidden"),
    ("freeze", "frozen"),
    ("give", "given"),
    ("grow", "grown"),
    ("hide", "hidden"),
    ("hold", "held"),
    ("know", "known"),
    ("lead", "led"),
    ("leave", "left"),
    ("lend", "lent"),
    ("lose", "lost"),
    ("make", "made"),
    ("pay", "paid"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("shut", "shut"),
    ("speak", "spoken"),
    ("spend", "spent"),
    ("split", "split"),
    ("spread", "spread"),
    ("take", "taken"),
    ("teach", "taught"),
    ("withdraw", "withdrawn"),
    ("write", "written"),
];

fn past(verb: &str) -> Option<String> {
    if let Some((_, form)) = IRREGULAR.iter().find(|(v, _)| *v == verb) {
        return Some((*form).to_owned());
    }
    endings(verb, "ed").into_iter().find(|form| morph::is_known(form, Language::English))
}

fn gerund(verb: &str) -> Option<String> {
    if verb.ends_with("ing") {
        return Some(verb.to_owned());
    }
    endings(verb, "ing").into_iter().find(|form| morph::is_known(form, Language::English))
}

/// A verb with an ending in the spellings that are possible, the likeliest first.
fn endings(verb: &str, ending: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(stem) = verb.strip_suffix('e') {
        out.push(format!("{stem}{ending}"));
    }
    if let Some(stem) = verb.strip_suffix('y').filter(|_| ending == "ed") {
        out.push(format!("{stem}ied"));
    }
    out.push(format!("{verb}{ending}"));
    if let Some(last) = verb.chars().last() {
        out.push(format!("{verb}{last}{ending}"));
    }
    out
}

/// The rows of a list of two columns.
fn columns(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).collect()
}

/// Endings of learned words, for words that no list has.
static LEARNED: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| columns(include_str!("../data/learned.fr-en.tsv")));

/// Prefixes of learned words.
static PREFIXES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| columns(include_str!("../data/prefixes.fr-en.tsv")));

/// English for a word that no list has, by what it is made of: a prefix before a known word, or a learned ending
/// (géostationnaire → geostationary). Guesses, for use inside longer terms.
fn derived(lemma: &str, want: Want, sources: &Sources<'_>) -> Renderings {
    let plain = fold(lemma);
    let mut out: Renderings = Vec::new();
    for (french, english) in PREFIXES.iter() {
        let stem = plain.char_indices().nth(french.chars().count()).map_or("", |(at, _)| &plain[at..]);
        let start = &plain[..plain.len() - stem.len()];
        let stem = stem.strip_prefix('-').unwrap_or(stem);
        if bare(start) != *french || stem.chars().count() < 4 {
            continue;
        }
        let mut bases: Renderings = sources
            .lexicon
            .translations(stem)
            .filter(|t| !t.key.contains(' ') && fits(t.key, want) > 0.5)
            .map(|t| (t.key.to_owned(), t.probability))
            .collect();
        bases.extend(cognate(stem, want));
        best(&mut bases, 3);
        out.extend(bases.into_iter().map(|(base, weight)| {
            let text = format!("{english}{base}");
            let known = if morph::is_known(&text, Language::English) { 0.6 } else { 0.35 };
            (text, known * weight.max(0.3))
        }));
    }
    let plain = bare(lemma);
    let learned = LEARNED.iter().find_map(|(french, english)| {
        let stem = plain.strip_suffix(french).filter(|stem| stem.chars().count() >= 4)?;
        Some(format!("{stem}{english}"))
    });
    out.extend(learned.map(|text| (text, 0.3)));
    out
}

/// French endings with their English: `ending ⇥ English`, longest first.
static COGNATES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| columns(include_str!("../data/cognates.fr-en.tsv")));

/// The English word that looks like a French one, is in the English lexicon, and is what is wanted.
pub(super) fn cognate(lemma: &str, want: Want) -> Option<(String, f32)> {
    let plain = bare(lemma);
    if plain.chars().count() < 4 || plain.contains(' ') {
        return None;
    }
    let english = |word: &str| morph::is_known(word, Language::English) && fits(word, want) > 0.7;
    for (french, ending) in COGNATES.iter() {
        if let Some(stem) = plain.strip_suffix(french)
            && stem.len() >= 3
        {
            let candidate = format!("{stem}{ending}");
            if english(&candidate) {
                return Some((candidate, 0.5));
            }
        }
    }
    english(&plain).then_some((plain, 0.4))
}

/// English words that always have a capital, folded, sorted.
static CAPITALS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../data/capitals.en.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// Whether an English word, folded, always has a capital, in whatever number.
pub(in crate::generate) fn has_capital(word: &str) -> bool {
    [word, word.strip_suffix('s').unwrap_or(word)].iter().any(|w| CAPITALS.binary_search(w).is_ok())
}

/// Gives capitals to the English words that always have them, and to all words of weight in a name.
pub(in crate::generate) fn capitalised(text: &str, name: bool) -> String {
    const SMALL: &[&str] = &["of", "the", "for", "and", "in", "on", "to", "with", "by"];
    let word = |word: &str| {
        let always = has_capital(word);
        let weighty = name && !SMALL.contains(&word);
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if always || weighty => first.to_uppercase().collect::<String>() + chars.as_str(),
            _ => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cognates_are_words_of_english() {
        assert_eq!(cognate("bénévolat", Want::Noun), None);
        assert_eq!(cognate("polarisation", Want::Noun).map(|c| c.0).as_deref(), Some("polarisation"));
    }

    #[test]
    fn words_that_no_list_has_are_taken_apart() {
        let lexicon = crate::align::lexicon::Lexicon::default();
        let sources = Sources { lexicon: &lexicon, glossaries: None, dictionaries: None };
        let first = |word: &str, want| derived(word, want, &sources).into_iter().map(|r| r.0).next();
        assert_eq!(first("configurationnel", Want::Modifier).as_deref(), Some("configurational"));
        assert_eq!(first("stéréosélectif", Want::Modifier).as_deref(), Some("stereoselective"));
        assert_eq!(first("agouti", Want::Noun), None);
    }

    #[test]
    fn participles_follow_the_french() {
        assert_eq!(as_participle("assist", "assistée").as_deref(), Some("assisted"));
        assert_eq!(as_participle("float", "flottantes").as_deref(), Some("floating"));
        assert_eq!(as_participle("build", "construits").as_deref(), Some("built"));
        assert_eq!(as_participle("table", "mis"), Some("tabled".to_owned()));
        assert_eq!(as_participle("blue", "bleui").as_deref().map(|_| ()), past("blue").map(|_| ()));
    }

    #[test]
    fn lists_are_sorted() {
        let longest_first = |list: &[(&str, &str)]| list.windows(2).all(|w| w[0].0.len() >= w[1].0.len());
        assert!(longest_first(&COGNATES), "sort data/cognates.fr-en.tsv");
        assert!(longest_first(&LEARNED), "sort data/learned.fr-en.tsv");
        assert!(longest_first(&PREFIXES), "sort data/prefixes.fr-en.tsv");
        assert!(CAPITALS.is_sorted(), "sort data/capitals.en.txt");
        assert!(IRREGULAR.is_sorted());
    }
}
