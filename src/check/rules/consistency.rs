//! CONS…: one French term, one English; several French terms, several English ones.
//!
//! With a glossary the terms are its own and their renderings those that it accepts. Without, the terms are what looks
//! like one in the text, and the renderings what the aligner says.

use crate::align::lexicon::Lexicon;
use crate::check::case::{Case, Draft, Hit};
use crate::check::derivation;
use crate::check::finding::{Reason, Related};
use crate::check::rule::RuleId;
use crate::extract::{self, Candidate, Options};
use crate::lookup::keys::{pieces, text_keys};
use crate::morph::Upos;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::ops::Range;

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
/// Number of times the dictionary must have met a word before what it does not say counts.
const KNOWN: f32 = 20.0;
/// Least share of its renderings for one to count as such.
const PLAUSIBLE: f32 = 0.01;
/// Least certainty of a projection that counts.
const CERTAIN: f32 = 0.5;
/// Places shown beside the first.
const SHOWN: usize = 4;

/// One mention of a term with its English.
#[derive(Clone, Debug)]
struct Mention {
    pair: usize,
    source: Span,
    target: Span,
    /// Dictionary forms of the words that matter.
    words: Vec<CompactString>,
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
        judge(case, term, mentions, if single { ACCEPTED / 2.0 } else { ACCEPTED }, out);
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
                target: target.span,
                words: words(&target.term),
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

/// Whether it has a name in it: names have their own rules.
fn is_name(candidate: &Candidate) -> bool {
    let name = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    candidate.kind == extract::Kind::Name || candidate.canonical.split([' ', '-', '\'', '’']).any(name)
}

/// Whether it is a phrase of the moment rather than a term: with a determiner, a verb or a number in it (`bord de chaque
/// navire`), or a piece of code (`objet .time`).
fn is_loose(candidate: &Candidate) -> bool {
    let several = candidate.canonical.contains(' ');
    several && (candidate.pattern.contains(['T', 'V', 'M']) || candidate.canonical.contains(['.', '_', '(']))
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
    let wanted = Options::default();
    for candidate in extract::extract(&[case.subject.source], &wanted) {
        let has_digits = candidate.canonical.bytes().any(|b| b.is_ascii_digit());
        if candidate.occurrences.len() < 2 || has_digits || is_name(&candidate) || is_loose(&candidate) {
            continue;
        }
        let several = candidate.canonical.contains([' ', '-']);
        let mut mentions = Vec::new();
        for occurrence in &candidate.occurrences {
            let pair = pair_of[occurrence.sentence];
            let Some(terms) = case.terms.get(pair) else { continue };
            // `module email` of `module email.utils`
            if is_part_of_code(&case.subject.source.document.text, occurrence.span) {
                continue;
            }
            // A glossary that was not chosen for the text does not say what its renderings should have been.
            if case.settings.own && terms.source.iter().any(|hit| hit.span.overlaps(occurrence.span)) {
                continue;
            }
            let Some((target, confidence)) =
                projection.project(occurrence.sentence, occurrence.words.clone())
            else {
                continue;
            };
            let words = nominal_words(case, pair, target);
            let french: Vec<CompactString> = case.subject.source.sentences[occurrence.sentence].words
                [occurrence.words.clone()]
            .iter()
            .filter(|word| matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Verb))
            .map(|word| fold(&word.lemma).into())
            .collect();
            if confidence < CERTAIN
                || words.is_empty()
                || (french.len() == 1 && !is_plausible(&french, &words))
                || joins(case.english(target), &[" and ", " or "])
                    && !joins(case.french(occurrence.span), &[" et ", " ou "])
            {
                continue;
            }
            let partial = several && matches!(&words[..], [one] if is_common(one));
            mentions.push(Mention {
                pair,
                source: occurrence.span,
                target,
                words,
                inner: Vec::new(),
                text: case.english(target).to_owned(),
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

/// The same for a stretch of the translation: nouns, adjectives and verbs; empty where it is no noun phrase.
fn nominal_words(case: &Case<'_>, pair: usize, span: Span) -> Vec<CompactString> {
    let side = case.subject.target;
    let sentences: Range<usize> = case.subject.pairs[pair].target.clone();
    let inside: Vec<_> = side.sentences[sentences]
        .iter()
        .flat_map(|sentence| &sentence.words)
        .filter(|word| span.contains(word.span))
        .collect();
    let is_noun = |upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::X);
    if !inside.iter().any(|word| is_noun(word.upos)) || inside.iter().any(|word| word.upos == Upos::Pron) {
        return Vec::new();
    }
    inside
        .iter()
        .filter(|word| is_noun(word.upos) || matches!(word.upos, Upos::Adj | Upos::Verb | Upos::Num))
        .flat_map(|word| words(word.span.text(&side.document.text)))
        .collect()
}

/// Whether two renderings are the same to a reader: one is a shorter form of the other, its acronym, a relative.
fn same(a: &[CompactString], b: &[CompactString]) -> bool {
    let related = |x: &CompactString, y: &CompactString| derivation::related(x, y);
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
    let closed = |words: &[CompactString]| words.concat();
    let clipped = |short: &[CompactString], long: &[CompactString]| matches!((short, long), ([a], [b]) if a.len() > 2 && b.starts_with(a.as_str()));
    if clipped(a, b) || clipped(b, a) {
        return true;
    }
    within(a, b) || within(b, a) || acronym(a, b) || acronym(b, a) || closed(a) == closed(b)
}

/// Whether two mentions are rendered alike.
fn alike(a: &Mention, b: &Mention) -> bool {
    same(&a.words, &b.words) || a.inner.iter().any(|inner| b.inner.contains(inner))
}

fn judge(case: &Case<'_>, term: &str, mentions: &[Mention], base: f32, out: &mut Vec<Draft>) {
    let mut groups: Vec<Vec<&Mention>> = Vec::new();
    for mention in mentions {
        // The fullest mention of a group stands for it, so that `funds` joins `venture funds`, not the other way round.
        match groups.iter_mut().find(|group| group.iter().any(|other| alike(other, mention))) {
            Some(group) => group.push(mention),
            None => groups.push(vec![mention]),
        }
    }
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
        let sure = group.iter().chain(usual.iter()).map(|mention| mention.confidence).sum::<f32>()
            / (group.len() + usual.len()) as f32;
        let expected = vec![plain(&usual[0].text)];
        let reason = Reason::new("finding-inconsistent")
            .with("term", term)
            .with("used", plain(&first.text))
            .list("expected", expected.clone())
            .count("count", group.len())
            .count("usual", usual.len());
        let mut draft = Draft::new(RuleId::Cons001, first.pair, base * sure.sqrt(), reason)
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
        .flat_map(|word| words(word.span.text(&side.document.text)))
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
