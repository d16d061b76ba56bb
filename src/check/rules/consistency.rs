//! CONS…: one French term, one English; several French terms, several English ones.
//!
//! With a glossary the terms are its own and their renderings those that it accepts. Without, the terms are what looks
//! like one in the text, and the renderings what the aligner says.

use crate::align::lexicon::Lexicon;
use crate::analysis::Analysis;
use crate::check::case::{Case, Draft, Hit};
use crate::check::derivation;
use crate::check::finding::{Reason, Related};
use crate::check::fit::{KNOWN, PLAUSIBLE, translates};
use crate::check::rule::RuleId;
use crate::check::subject::Projected;
use crate::extract::{self, Candidate, Options, Strictness, degree};
use crate::lookup::keys::{pieces, text_keys};
use crate::morph::{self, Upos, VerbForm};
use crate::tag::Word;
use crate::text::normalize::{bare, fold};
use crate::text::{Language, Span};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Confidence of an inconsistency between terms that a glossary accepts.
const ACCEPTED: f32 = 0.9;
/// … between renderings that the aligner found, of terms of several words; of one special word; of a common word, whose
/// meanings call for several renderings.
const ALIGNED: f32 = 0.8;
const ALIGNED_ONE: f32 = 0.49;
const ALIGNED_COMMON: f32 = 0.35;
/// Zipf frequency from which a word is common.
const COMMON: f64 = 3.6;
/// Share of confidence left where a common word alone is said to render a term of several words: as a rule it is a part of
/// what does.
const PARTIAL: f32 = 0.6;
/// Certainty from which two renderings are sure enough to be shown, and the share of confidence left below it.
const SURE: f32 = 0.9;
const UNSURE: f32 = 0.6;
/// Certainty of a rendering whose head the dictionary knows for that of the term, and which has as many words.
const FRAMED: f32 = 0.9;
/// Square root of the share of an adjective's occurrences in degrees, up to which it classifies.
const CLASSIFYING: f64 = 0.2;
/// Letters from which a word may be clipped: config, configuration.
const CLIPPED: usize = 4;
/// Least certainty of a projection that counts; and of several words where the dictionary does not know the rendering of
/// their head.
const CERTAIN: f32 = 0.5;
const CERTAIN_ALONE: f32 = 0.7;
/// French adjectives that no term has.
static FREE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../data/free-adjectives.fr.txt").lines();
    let mut out: Vec<String> = lines.filter(|line| !line.starts_with('#')).map(stem).collect();
    out.sort();
    out
});

/// A French adjective without what gender and number add.
fn stem(word: &str) -> String {
    let plain = bare(word);
    let stem = plain.trim_end_matches('s').trim_end_matches('x').trim_end_matches('e');
    // nouvelle, nouveau; ancienne; nombreuse; totaux
    let mut letters = stem.chars().rev();
    let doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
    match stem {
        _ if doubled && stem.len() > 3 => stem.chars().take(stem.chars().count() - 1).collect(),
        _ if stem.ends_with("eau") => stem.trim_end_matches("eau").to_owned() + "el",
        _ if stem.ends_with("au") => stem.trim_end_matches("au").to_owned() + "al",
        _ if stem.ends_with("eus") => stem.trim_end_matches('s').to_owned(),
        _ => stem.to_owned(),
    }
}

/// Places shown beside the first.
const SHOWN: usize = 4;

/// One mention of a term with its English.
#[derive(Clone, Debug)]
struct Mention {
    pair: usize,
    source: Span,
    /// Sentence of the source and words in it.
    place: (usize, Range<usize>),
    target: Span,
    /// Dictionary forms of the words that matter.
    words: Vec<CompactString>,
    /// Those of the words that stand for its words; empty where a word of the term has none.
    core: Vec<CompactString>,
    /// Whether the dictionary knows each of its words for a rendering of one of the term's.
    supported: bool,
    /// The same for accepted terms inside it: the “cloud” of “cloud services”.
    inner: Vec<Vec<CompactString>>,
    text: String,
    confidence: f32,
}

pub(super) fn check(case: &Case<'_>, out: &mut Vec<Draft>) {
    let on = |rule| case.settings.levels.is_on(rule);
    if !on(RuleId::Cons001) && !on(RuleId::Cons002) {
        return;
    }
    let known = of_glossary(case);
    for ((_, term), mentions) in &known {
        // A word alone has meanings that a general glossary does not part.
        let single = !case.settings.own && !term.contains([' ', '-', '\'']);
        let base = if single { ACCEPTED / 2.0 } else { ACCEPTED };
        if case.settings.own {
            judge(case, term, mentions, base, out);
        } else if groups(mentions).len() > 1 {
            let sure: Vec<Mention> = mentions.iter().filter(|m| is_confirmed(case, m)).cloned().collect();
            judge(case, term, &sure, base, out);
        }
    }
    let unknown = of_text(case);
    // The longer terms first: what is said of one is not said again of its words.
    let of_rule = |draft: &&Draft| draft.rule == RuleId::Cons001;
    let mut said: Vec<Span> =
        out.iter().filter(of_rule).filter_map(|draft| Some(draft.source.as_ref()?.span)).collect();
    let mut by_length: Vec<(&String, &Unknown)> = unknown.iter().collect();
    by_length.sort_by_key(|(term, _)| std::cmp::Reverse(term.split([' ', '-']).count()));
    for (term, Unknown { common, mentions }) in by_length {
        let base = match (term.contains([' ', '-']), common) {
            (true, _) => ALIGNED,
            (false, false) => ALIGNED_ONE,
            (false, true) => ALIGNED_COMMON,
        };
        let before = out.len();
        judge(case, term, mentions, base, out);
        let inside = |draft: &Draft, said: &[Span]| {
            draft.source.as_ref().is_some_and(|place| said.iter().any(|span| span.contains(place.span)))
        };
        let mut at = before;
        while at < out.len() {
            if inside(&out[at], &said) {
                out.remove(at);
            } else {
                at += 1;
            }
        }
        said.extend(out[before..].iter().filter_map(|draft| draft.source.as_ref()).map(|place| place.span));
    }
    if on(RuleId::Cons002) {
        let unknown = unknown.iter().map(|(term, unknown)| (term, &unknown.mentions));
        let all = known.iter().map(|((_, term), mentions)| (term, mentions)).chain(unknown);
        merged(case, all, out);
    }
}

/// The renderings of the glossary's terms, by concept and French term.
fn of_glossary(case: &Case<'_>) -> BTreeMap<(u32, String), Vec<Mention>> {
    let mut out: BTreeMap<(u32, String), Vec<Mention>> = BTreeMap::new();
    for (pair, terms) in case.terms.iter().enumerate() {
        for hit in &terms.source {
            let [concept] = hit.concepts[..] else { continue };
            let entry = case.concept(concept);
            if entry.free_variation || entry.do_not_translate {
                continue;
            }
            // Nested terms: only the outermost says how the concept was rendered.
            let renders =
                |target: &&Hit| target.status_in(concept).is_some_and(|status| status.is_accepted());
            let all: Vec<&Hit> = terms.target.iter().filter(renders).collect();
            let outermost =
                |hit: &&&Hit| !all.iter().any(|o| o.span != hit.span && o.span.contains(hit.span));
            let mut found: Vec<&Hit> = all.iter().filter(outermost).copied().collect();
            found.sort_by_key(|target| target.span.start);
            // With two renderings in one pair it cannot be told which is whose.
            found.dedup_by(|b, a| a.term == b.term);
            let [target] = found[..] else { continue };
            out.entry((concept, hit.term.clone())).or_default().push(Mention {
                pair,
                source: hit.span,
                place: (hit.sentence, hit.words.clone()),
                target: target.span,
                words: words(&target.term),
                core: Vec::new(),
                supported: true,
                inner: all.iter().filter(|o| target.span.contains(o.span)).map(|o| words(&o.term)).collect(),
                text: case.english(target.span).to_owned(),
                confidence: hit.confidence * target.confidence,
            });
        }
    }
    out
}

/// What looks like a term, and its renderings.
struct Unknown {
    /// Whether it is a common word.
    common: bool,
    mentions: Vec<Mention>,
}

/// Whether a candidate names a concept, and not a thing, an amount, a piece of code or of a longer term (`gaz à effet`), or
/// a phrase of the moment.
fn is_concept(candidate: &Candidate, source: &Analysis) -> bool {
    let name = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’');
    candidate.kind == extract::Kind::Term
        && candidate.facts.engulfed == 0.0
        && candidate.canonical.chars().all(letters)
        && !candidate.canonical.split([' ', '-', '\'', '’']).any(name)
        && !candidate.occurrences.iter().any(|place| is_free(candidate, place, source))
}

/// Whether a place shows that words are put together for the occasion: a part has a determiner, a number or a verb of its
/// own (`bord de chaque navire`), the adjective is graded (`plus grandes banques`: those of terms are not), or it is
/// said of a certain thing (`suppression des contrôles`, `morceau du message`: terms have bare complements), unless it is a term
/// without doubt.
fn is_free(candidate: &Candidate, place: &extract::Occurrence, source: &Analysis) -> bool {
    let all = &source.sentences[place.sentence].words;
    let words = &all[place.words.clone()];
    let text = &source.document.text;
    let [first, second, ..] = words else { return false };
    let before = place.words.start.checked_sub(1).map(|at| &all[at]);
    let graded = first.upos == Upos::Adj
        && before
            .is_some_and(|word| degree::is_degree(&word.span.text(text).to_lowercase(), Language::French));
    // `chaînes de [caractères littérales]`: the adjective belongs to another noun.
    let disagrees = first.upos == Upos::Noun
        && second.upos == Upos::Adj
        && words.len() == 2
        && matches!((first.gender, second.gender), (Some(a), Some(b)) if a != b);
    let free = words.iter().any(|word| {
        matches!(word.upos, Upos::Adj | Upos::Verb) && FREE.binary_search(&stem(word.span.text(text))).is_ok()
    });
    let definite = second.contracted || words.get(2).is_some_and(|word| word.upos == Upos::Det);
    let of_one = definite && second.upos == Upos::Adp && candidate.score < Strictness::Strict.cut_off();
    graded || disagrees || free || of_one || !words.iter().all(|word| is_bare(word, text))
}

/// Whether a place has a piece of a longer phrase: `mesures [techniques de conservation]`, `[chemin du système] de
/// fichiers`, `[antibiotiques dans l’alimentation] animale`, `base de [données des fuseaux]`.
fn is_piece(place: &extract::Occurrence, source: &Analysis) -> bool {
    let all = &source.sentences[place.sentence].words;
    let words = &all[place.words.clone()];
    let text = &source.document.text;
    let [first, ..] = words else { return false };
    let last = words.last().unwrap_or(first);
    let is_of = |word: &Word| !word.contracted && matches!(fold(word.span.text(text)).as_str(), "de" | "d'");
    let noun = |at: usize| all.get(at).is_some_and(|word| word.upos == Upos::Noun);
    let (start, end) = (place.words.start, place.words.end);
    let before = start.checked_sub(1).map(|at| &all[at]);
    let after_noun =
        matches!(first.upos, Upos::Noun | Upos::Adj) && before.is_some_and(|word| word.upos == Upos::Noun);
    // `bref de saisie-arrêt`
    let compound = words.len() == 1 && first.span.text(text).contains('-');
    if words.len() == 1 && !compound {
        return false;
    }
    let definite = compound || words.iter().any(|word| word.contracted || word.upos == Upos::Det);
    let of_noun = definite && before.is_some_and(is_of) && start >= 2 && noun(start - 2);
    let goes_on = last.upos == Upos::Noun
        && all.get(end).is_some_and(|next| match next.upos {
            Upos::Adj => {
                let key = extract::frequency::key(next.span.text(text), Language::French);
                degree::share(&key, Language::French).is_none_or(|share| share < CLASSIFYING)
                    && FREE.binary_search(&stem(next.span.text(text))).is_err()
            }
            _ => is_of(next) && noun(end + 1),
        });
    after_noun || of_noun || goes_on
}

/// Whether a word may stand in a French term of several words: of the determiners the definite article alone.
fn is_bare(word: &Word, text: &str) -> bool {
    match word.upos {
        Upos::Det => matches!(fold(word.span.text(text)).as_str(), "le" | "la" | "les" | "l'" | "l"),
        Upos::Adp => fold(word.span.text(text)) != "dans",
        Upos::Verb => word.verb_form != Some(VerbForm::Finite),
        upos => !matches!(upos, Upos::Pron | Upos::Num | Upos::Aux),
    }
}

/// Whether some English may render French words, as far as the dictionary knows them.
fn is_plausible(french: &[CompactString], english: &[CompactString]) -> bool {
    let lexicon = Lexicon::embedded();
    let known: Vec<&CompactString> =
        french.iter().filter(|word| lexicon.total(word, false) >= KNOWN).collect();
    let renders =
        |key: &str| key.split(' ').any(|word| english.iter().any(|other| derivation::related(other, word)));
    known.len() < french.len()
        || english.iter().any(|word| lexicon.total(word, true) < KNOWN)
        || known.iter().any(|word| {
            lexicon.translations(word).any(|found| found.probability >= PLAUSIBLE && renders(found.key))
        })
}

/// The renderings of what looks like a term, as the aligner found them.
fn of_text(case: &Case<'_>) -> BTreeMap<String, Unknown> {
    let mut out = BTreeMap::new();
    let Some(projection) = case.subject.projection else { return out };
    let mut pair_of = vec![usize::MAX; case.subject.source.sentences.len()];
    for (number, pair) in case.subject.pairs.iter().enumerate() {
        for sentence in pair.source.clone() {
            if let Some(of) = pair_of.get_mut(sentence) {
                *of = number;
            }
        }
    }
    // What the extraction itself takes for no term is none.
    let wanted = Options { min_score: Some(Strictness::Balanced.cut_off()), ..Options::default() };
    for candidate in extract::extract(&[case.subject.source], &wanted, None) {
        if candidate.occurrences.len() < 2 || !is_concept(&candidate, case.subject.source) {
            continue;
        }
        let several = candidate.canonical.contains([' ', '-']);
        let mut mentions = Vec::new();
        for occurrence in &candidate.occurrences {
            let pair = pair_of[occurrence.sentence];
            let Some(terms) = case.terms.get(pair) else { continue };
            // `module email` of `module email.utils`
            if is_part_of_code(&case.subject.source.document.text, occurrence.span)
                || is_piece(occurrence, case.subject.source)
            {
                continue;
            }
            // A glossary that was not chosen for the text does not say what its renderings should have been.
            if case.settings.own && terms.source.iter().any(|hit| hit.span.overlaps(occurrence.span)) {
                continue;
            }
            let Some(found) = projection.project_words(occurrence.sentence, occurrence.words.clone()) else {
                continue;
            };
            let place = (occurrence.sentence, occurrence.words.clone());
            let Some(Rendering { words, core, framed, supported }) =
                rendering(case, pair, &place, occurrence.span, &found)
            else {
                continue;
            };
            let confidence = if framed { found.confidence.max(FRAMED) } else { found.confidence };
            let partial = several && matches!(&words[..], [one] if is_common(one));
            mentions.push(Mention {
                pair,
                source: occurrence.span,
                place,
                target: found.span,
                words,
                core,
                supported,
                inner: Vec::new(),
                text: case.english(found.span).to_owned(),
                confidence: if partial { confidence * PARTIAL } else { confidence },
            });
        }
        if mentions.len() > 1 {
            let common = candidate.facts.zipf_max >= COMMON;
            out.insert(candidate.canonical, Unknown { common, mentions });
        }
    }
    out
}

fn joins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a stretch is glued to what is no prose: `email` in `email.utils`.
fn is_part_of_code(text: &str, span: Span) -> bool {
    let glued = |mark: Option<char>, next: Option<char>| {
        matches!(mark, Some('_' | '=' | '@'))
            || matches!(mark, Some('.')) && next.is_some_and(|c| c.is_lowercase() || c == '_')
    };
    let mut after = text[span.end..].chars();
    let mut before = text[..span.start].chars().rev();
    glued(after.next(), after.next()) || glued(before.next(), before.next())
}

/// Whether a word of English is common.
fn is_common(key: &str) -> bool {
    extract::frequency::zipf(key, Language::English).is_some_and(|zipf| zipf >= COMMON)
}

/// The dictionary forms of a term's words, spelt in one way.
fn words(term: &str) -> Vec<CompactString> {
    pieces(term)
        .iter()
        .filter_map(|piece| text_keys(&piece.text, Language::English).into_iter().next())
        .collect()
}

/// The English of a term.
struct Rendering {
    words: Vec<CompactString>,
    /// Those that are linked to words of the term, if all of its words have such.
    core: Vec<CompactString>,
    /// Whether it is built as the term is: as many words, with the head where a head stands in English, and known for the
    /// term's.
    framed: bool,
    /// Whether the dictionary knows each of its words for a rendering of one of the term's, and all of those have one.
    supported: bool,
}

/// The English that stands for a stretch of the source; `None` where it is no rendering of a term by a
/// noun phrase: a clause, a part, a name, the French itself.
fn rendering(
    case: &Case<'_>,
    pair: usize,
    place: &(usize, Range<usize>),
    source: Span,
    found: &Projected,
) -> Option<Rendering> {
    let (french, english) = (case.french(source), case.english(found.span));
    let is_prose = !english.contains(|c: char| c.is_ascii_digit() || matches!(c, '=' | '_'));
    if !is_prose
        || found.confidence < CERTAIN
        || joins(english, &[" and ", " or "]) && !joins(french, &[" et ", " ou "])
    {
        return None;
    }
    let text = &case.subject.target.document.text;
    let sentences = &case.subject.target.sentences[case.subject.pairs[pair].target.clone()];
    let sentence = sentences.iter().find(|sentence| sentence.segment.span.contains(found.span))?;
    let inside: Vec<&Word> = sentence.words.iter().filter(|word| found.span.contains(word.span)).collect();
    let is_noun = |word: &&Word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X);
    if !inside.iter().any(is_noun) || inside.iter().any(|word| is_clausal(word)) {
        return None;
    }
    let of_source = &case.subject.source.sentences[place.0].words;
    let is_content = |word: &Word| matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Verb);
    let content: Vec<usize> = place.1.clone().filter(|&word| is_content(&of_source[word])).collect();
    // A part of the term stands somewhere else.
    if content.iter().any(|word| found.elsewhere.contains(word)) {
        return None;
    }
    // `running tests` for the execution of tests is a clause: what stands for the head of the term is a verb.
    let head = content.iter().find(|&&word| of_source[word].upos == Upos::Noun);
    let several = place.1.len() > 1 || french.contains('-');
    if several
        && found.confidence < CERTAIN_ALONE
        && !head.is_some_and(|&head| is_known(&of_source[head], head, found, &inside))
    {
        return None;
    }
    let first = inside.iter().find(|word| word.upos != Upos::Det)?;
    if first.upos == Upos::Verb
        && inside.len() > 1
        && head.is_some_and(|&head| found.links.contains(&(head, first.span)))
    {
        return None;
    }
    // `electoral [campaign]` is a part of a phrase.
    let next = sentence.words.iter().find(|word| word.span.start >= found.span.end);
    if inside.last().is_some_and(|word| word.upos == Upos::Adj) && next.is_some_and(|word| is_noun(&word)) {
        return None;
    }
    let of_term: Vec<&Word> = inside
        .iter()
        .copied()
        .filter(|word| is_noun(word) || matches!(word.upos, Upos::Adj | Upos::Verb | Upos::Num))
        .filter(|word| !found.strangers.contains(&word.span))
        .collect();
    let starts = sentence.words.first().map(|word| word.span.start);
    let is_name = |word: &&&Word| {
        let form = word.span.text(text);
        form.starts_with(char::is_uppercase)
            && form.contains(|c: char| c.is_lowercase() || c == '.')
            && (Some(word.span.start) != starts || word.lemma.starts_with(char::is_uppercase))
    };
    let is_french = |word: &&&Word| {
        let form = word.span.text(text);
        !morph::is_known(form, Language::English)
            && of_source[place.1.clone()]
                .iter()
                .any(|other| fold(other.span.text(&case.subject.source.document.text)) == fold(form))
    };
    // The *BP* of `energy company BP`.
    let is_acronym = |word: &&Word| {
        let form = word.span.text(text);
        form.chars().count() > 1 && form.chars().all(char::is_uppercase)
    };
    if !french.contains(char::is_uppercase) && of_term.iter().any(is_acronym) {
        return None;
    }
    if of_term.iter().any(|word| is_name(&word)) || of_term.iter().any(|word| is_french(&word)) {
        return None;
    }
    // The tagger tells which noun it is: `bases` of a basis or of a base.
    let key = |word: &&Word| if is_noun(word) { words(&word.lemma) } else { words(word.span.text(text)) };
    let words: Vec<CompactString> = of_term.iter().flat_map(key).collect();
    let french: Vec<CompactString> =
        content.iter().map(|&word| fold(&of_source[word].lemma).into()).collect();
    let part =
        french.len() > 1 && matches!(&words[..], [one] if french.iter().any(|word| translates(word, one)));
    let wrong = french.len() == 1 && !is_plausible(&french, &words);
    let linked = |word: &Word| content.iter().any(|&of| found.links.contains(&(of, word.span)));
    let whole = content.iter().all(|&of| found.links.iter().any(|link| link.0 == of));
    let core = of_term.iter().filter(|word| whole && linked(word)).flat_map(key).collect();
    let head_last = |at: usize| {
        let next = inside.get(at + 1);
        next.is_none_or(|word| word.upos == Upos::Adp) && is_noun(&inside[at])
    };
    let framed = content.len() > 1
        && of_term.len() == content.len()
        && head.is_some_and(|&head| {
            let known = |word: &Word| translates(&fold(&of_source[head].lemma), &fold(&word.lemma));
            (0..inside.len()).find(|&at| head_last(at)).is_some_and(|at| known(inside[at]))
        });
    // A French word that the dictionary does not know may be rendered by any.
    let unknown = |lemma: &str| Lexicon::embedded().total(lemma, false) < KNOWN;
    let renders = |a: &str, word: &Word| unknown(a) || translates(a, &fold(&word.lemma));
    let supported = !french.iter().all(|lemma| unknown(lemma))
        && of_term.iter().all(|word| french.iter().any(|lemma| renders(lemma, word)))
        && french.iter().all(|lemma| of_term.iter().any(|word| renders(lemma, word)));
    (!words.is_empty() && !part && !wrong).then_some(Rendering { words, core, framed, supported })
}

/// Whether a word makes a clause of the phrase that it stands in.
fn is_clausal(word: &Word) -> bool {
    matches!(word.upos, Upos::Pron | Upos::Aux)
        || word.upos == Upos::Verb && word.verb_form == Some(VerbForm::Finite)
}

/// Whether the dictionary knows the word that stands for a word of the source.
fn is_known(of_source: &Word, number: usize, found: &Projected, inside: &[&Word]) -> bool {
    let linked = |word: &Word| found.links.contains(&(number, word.span));
    let french = fold(&of_source.lemma);
    inside.iter().any(|word| linked(word) && translates(&french, &fold(&word.lemma)))
}

/// Whether two renderings are the same to a reader: one is a shorter form of the other, its acronym, a relative.
fn same(a: &[CompactString], b: &[CompactString]) -> bool {
    // Of short ones much must be cut: `dict`, but `form` is none of `formula`.
    let clips = |x: &CompactString, y: &CompactString| {
        let more = if x.len() == CLIPPED { CLIPPED } else { 1 };
        x.len() >= CLIPPED && y.starts_with(x.as_str()) && y.len() >= x.len() + more
    };
    let several = a.len() > 1 && b.len() > 1;
    let related = |x: &CompactString, y: &CompactString| {
        derivation::kin(x, y) || several && (clips(x, y) || clips(y, x))
    };
    let within = |short: &[CompactString], long: &[CompactString]| {
        short.iter().all(|word| long.iter().any(|other| related(word, other)))
    };
    let initials = |words: &[CompactString], all: bool| -> String {
        let counts = |word: &&CompactString| {
            all || !matches!(word.as_str(), "of" | "on" | "for" | "the" | "and" | "in" | "to")
        };
        words.iter().filter(counts).filter_map(|word| word.chars().next()).collect()
    };
    let acronym = |short: &[CompactString], long: &[CompactString]| {
        let [one] = short else { return false };
        long.len() > 1 && (*one == initials(long, true).as_str() || *one == initials(long, false).as_str())
    };
    let closed = |words: &[CompactString]| words.concat().trim_end_matches('s').to_owned();
    let clipped = |short: &[CompactString], long: &[CompactString]| matches!((short, long), ([a], [b]) if a.len() > 2 && b.starts_with(a.as_str()));
    if clipped(a, b) || clipped(b, a) {
        return true;
    }
    // `file system` in `filesystem path`
    let joined = |short: &[CompactString], long: &[CompactString]| {
        short.len() > 1 && long.iter().any(|word| word.trim_end_matches('s') == closed(short))
    };
    within(a, b)
        || within(b, a)
        || acronym(a, b)
        || acronym(b, a)
        || closed(a) == closed(b)
        || joined(a, b)
        || joined(b, a)
}

/// Whether two mentions are rendered alike.
fn alike(a: &Mention, b: &Mention) -> bool {
    // `GM maize`, `genetically modified maize`
    let expands = |short: &Mention, long: &Mention| {
        let words: Vec<&str> = long.text.split_whitespace().collect();
        let mut letters = short.text.split_whitespace().filter(|word| {
            let length = word.chars().count();
            (2..words.len()).contains(&length)
                && word.chars().all(char::is_uppercase)
                && words.windows(length).any(|run| {
                    run.iter()
                        .filter_map(|word| word.chars().next())
                        .flat_map(char::to_uppercase)
                        .eq(word.chars())
                })
        });
        letters.next().is_some_and(|acronym| {
            let rest: Vec<CompactString> =
                short.words.iter().filter(|word| !word.eq_ignore_ascii_case(acronym)).cloned().collect();
            same(&rest, &long.words)
        })
    };
    if expands(a, b) || expands(b, a) {
        return true;
    }
    // `built-in function`, `builtin functions`
    let letters = |mention: &Mention| -> String {
        mention.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let closed = |mention: &Mention| letters(mention).trim_end_matches('s').to_owned();
    same(&a.words, &b.words)
        || closed(a) == closed(b)
        || !a.core.is_empty() && !b.core.is_empty() && same(&a.core, &b.core)
        || a.inner.iter().any(|inner| b.inner.contains(inner))
}

/// Whether alignment finds the same words for a term: the translation may have a term of a glossary that was not chosen
/// for it as a part of another one (the *railway* of *railway transport*).
fn is_confirmed(case: &Case<'_>, mention: &Mention) -> bool {
    let Some(projection) = case.subject.projection else { return false };
    let (sentence, range) = &mention.place;
    projection.project_words(*sentence, range.clone()).is_some_and(|found| {
        rendering(case, mention.pair, &mention.place, mention.source, &found).is_some_and(
            |Rendering { words, .. }| words.len() == mention.words.len() && same(&words, &mention.words),
        )
    })
}

/// Whether two renderings part in one word before their head: `fake invoice`, `fictitious invoice`.
fn same_but_modifier(a: &Mention, b: &Mention) -> bool {
    let differ = a.words.iter().zip(&b.words).filter(|(x, y)| x != y).count();
    a.words.len() > 1 && a.words.len() == b.words.len() && differ == 1 && a.words.last() == b.words.last()
}

/// Mentions by their rendering.
fn groups(mentions: &[Mention]) -> Vec<Vec<&Mention>> {
    let mut groups: Vec<Vec<&Mention>> = Vec::new();
    for mention in mentions {
        // The fullest mention of a group stands for it, so that `funds` joins `venture funds`, not the other way round.
        match groups.iter_mut().find(|group| group.iter().any(|other| alike(other, mention))) {
            Some(group) => group.push(mention),
            None => groups.push(vec![mention]),
        }
    }
    groups
}

fn judge(case: &Case<'_>, term: &str, mentions: &[Mention], base: f32, out: &mut Vec<Draft>) {
    let groups = groups(mentions);
    if groups.len() < 2 {
        return;
    }
    // The commonest, then the first.
    let most = groups.iter().map(Vec::len).max().unwrap_or(0);
    let Some(usual) = groups.iter().position(|group| group.len() == most) else { return };
    for (number, group) in groups.iter().enumerate() {
        if number == usual {
            continue;
        }
        let usual = &groups[usual];
        // Where the usual rendering stands as well, the other one explains it.
        let alone: Vec<&Mention> =
            group.iter().copied().filter(|mention| !has_words(case, mention.pair, &usual[0].words)).collect();
        let (group, Some(&first)) = (&alone, alone.first()) else { continue };
        let mean = |all: &[&Mention]| all.iter().map(|m| m.confidence).sum::<f32>() / all.len() as f32;
        // The claim is about both renderings: it is no surer than what is known of either.
        let sure = mean(group).min(mean(usual));
        let supported = first.supported && usual[0].supported || same_but_modifier(first, usual[0]);
        let sure = if sure < SURE || !supported { sure * UNSURE } else { sure };
        let expected = vec![plain(&usual[0].text)];
        let reason = Reason::new("finding-inconsistent")
            .with("term", term)
            .with("used", plain(&first.text))
            .list("expected", expected.clone())
            .count("count", group.len())
            .count("usual", usual.len());
        let mut draft = Draft::new(RuleId::Cons001, first.pair, base * sure, reason)
            .source(term, first.source)
            .target(plain(&first.text), first.target)
            .expected(expected);
        let show = |mention: &&Mention, id: &'static str| Related {
            segment: mention.pair,
            source: Some(mention.source),
            target: Some(mention.target),
            reason: Reason::new(id).with("used", plain(&mention.text)),
        };
        draft.related.push(show(&usual[0], "related-usual"));
        draft.related.extend(group.iter().skip(1).take(SHOWN).map(|mention| show(mention, "related-again")));
        out.push(draft);
    }
}

/// Whether the English of a pair has all these words.
fn has_words(case: &Case<'_>, pair: usize, wanted: &[CompactString]) -> bool {
    let side = case.subject.target;
    let sentences = &side.sentences[case.subject.pairs[pair].target.clone()];
    let present: Vec<CompactString> = sentences
        .iter()
        .flat_map(|sentence| &sentence.words)
        .flat_map(|word| words(word.span.text(&side.document.text)).into_iter().chain(words(&word.lemma)))
        .collect();
    wanted.iter().all(|word| present.contains(word))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// CONS002: several French terms in one English.
fn merged<'m>(
    case: &Case<'_>,
    all: impl Iterator<Item = (&'m String, &'m Vec<Mention>)>,
    out: &mut Vec<Draft>,
) {
    let mut by_rendering: BTreeMap<Vec<CompactString>, Vec<(&String, &Mention)>> = BTreeMap::new();
    for (term, mentions) in all {
        for mention in mentions {
            let terms = by_rendering.entry(mention.words.clone()).or_default();
            if !terms.iter().any(|(other, _)| *other == term) {
                terms.push((term, mention));
            }
        }
    }
    for terms in by_rendering.values() {
        let Some((first, rest)) = terms.split_first() else { continue };
        for (term, mention) in rest {
            let reason = Reason::new("finding-merged")
                .with("term", term.as_str())
                .with("other", first.0.as_str())
                .with("used", plain(&mention.text));
            let mut draft = Draft::new(RuleId::Cons002, mention.pair, 0.6 * mention.confidence, reason)
                .source(term.as_str(), mention.source)
                .target(plain(&mention.text), mention.target);
            draft.related.push(Related {
                segment: first.1.pair,
                source: Some(first.1.source),
                target: Some(first.1.target),
                reason: Reason::new("related-other").with("term", first.0.as_str()),
            });
            out.push(draft);
        }
    }
    let _ = case;
}
