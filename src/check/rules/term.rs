//! TERM…: the glossary's terms.

use crate::align::lexicon::Lexicon;
use crate::check::case::{Case, Draft, Hit};
use crate::check::concepts::Term;
use crate::check::finding::{Edit, Fix, Reason, Severity};
use crate::check::replace;
use crate::check::rule::RuleId;
use crate::check::wording::{Said, Wording};
use crate::extract::frequency::zipf;
use crate::glossary::TermStatus;
use crate::morph;
use crate::tag::Word;
use crate::text::normalize::fold;
use crate::text::{Language, Span};

/// Confidence that a term without any rendering in sight was not rendered as the glossary asks.
const MISSING: f32 = 0.8;
/// … that the English of another concept, which the French does not mention, stands in its place.
const REPLACED: f32 = 0.9;
/// Least certainty of an alignment that names what was used.
const ALIGNED: f32 = 0.5;
/// Zipf frequency from which a word alone has more meanings than its entry's.
const COMMON: f64 = 3.6;
/// Least share of the renderings of a part of a compound.
const PART: f32 = 0.05;
/// Pairs before and after one that show of what the text speaks.
const AROUND: usize = 20;
/// Pairs back to which a first mention allows a shorter form.
const MEMORY: usize = 6;

pub(super) fn check(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    let terms = &case.terms[pair];
    if case.subject.target_extent(pair).is_empty() {
        return;
    }
    let mut wording = None;
    let mut missing: Vec<&Hit> = Vec::new();
    for hit in &terms.source {
        source_standing(case, pair, hit, out);
        style(case, pair, hit, out);
        if !enforced(case, hit) || is_rendered(case, pair, hit) || is_moved(case, pair, hit) {
            continue;
        }
        let wording = wording.get_or_insert_with(|| {
            Wording::new(&case.subject.target.document.text, case.subject.target_extent(pair))
        });
        if !is_said_otherwise(case, pair, hit, wording) {
            missing.push(hit);
        }
    }
    let strangers: Vec<&Hit> = terms.target.iter().filter(|hit| is_stranger(case, pair, hit)).collect();
    for hit in &missing {
        let expected = expected(case, hit);
        let base = |rule, confidence, reason: Reason| {
            Draft::new(
                rule,
                pair,
                confidence * hit.confidence,
                reason.with("term", case.french(hit.span)).list("expected", expected.clone()),
            )
            .source(hit.term.clone(), hit.span)
            .expected(expected.clone())
        };
        let trust = trust(case, hit);
        if let Some((used, status)) = disowned(case, pair, hit) {
            let (rule, id) = match status {
                TermStatus::Forbidden => (RuleId::Term002, "finding-forbidden-term"),
                _ => (RuleId::Term003, "finding-deprecated-term"),
            };
            let reason = Reason::new(id).with("used", case.english(used.span));
            let confidence = if case.settings.own { 0.97 } else { doubted(case, pair, hit, used, status) };
            let fix = replacement(case, pair, used.span, &expected, true);
            out.push(base(rule, confidence, reason).target(used.term.clone(), used.span).fix(fix));
            continue;
        }
        let aligned = case.subject.projection.and_then(|p| p.project(hit.sentence, hit.words.clone()));
        if let Some((span, sure)) = aligned.filter(|(_, sure)| *sure >= ALIGNED) {
            if is_pronoun(case.english(span)) {
                // “it” after a first mention is good English.
                if !was_rendered_before(case, pair, hit) {
                    out.push(base(RuleId::Term001, MISSING * trust, Reason::new("finding-missing-term")));
                }
                continue;
            }
            let span = strangers
                .iter()
                .find(|s| s.span.overlaps(span))
                .map_or_else(|| whole_compound(case, pair, hit, span), |s| s.span);
            let reason = Reason::new("finding-wrong-rendering").with("used", case.english(span));
            let confidence = REPLACED * trust * (0.85 + 0.15 * sure);
            let fix = replacement(case, pair, span, &expected, false);
            out.push(base(RuleId::Term004, confidence, reason).target(case.english(span), span).fix(fix));
            continue;
        }
        // With one term missing and one stranger, the stranger is what was used.
        if let ([stranger], 1, true) = (&strangers[..], missing.len(), case.settings.own) {
            let reason = Reason::new("finding-wrong-rendering").with("used", case.english(stranger.span));
            let fix = replacement(case, pair, stranger.span, &expected, false);
            out.push(
                base(RuleId::Term004, REPLACED, reason).target(stranger.term.clone(), stranger.span).fix(fix),
            );
            continue;
        }
        out.push(base(RuleId::Term001, MISSING * trust, Reason::new("finding-missing-term")));
    }
    if case.settings.own {
        unasked(case, pair, out);
    }
}

/// The first expected term in the place of what was used; safe only where there is no choice.
fn replacement(case: &Case<'_>, pair: usize, span: Span, expected: &[String], safe: bool) -> Option<Fix> {
    let first = expected.first()?;
    let text = &case.subject.target.document.text;
    let starts = case.subject.pairs[pair]
        .target
        .clone()
        .map(|s| case.subject.target.sentences[s].segment.span.trim(text).start);
    let start = starts.filter(|start| *start <= span.start).max().unwrap_or(span.start);
    Some(replace::with_term(text, span, start, first, safe && expected.len() == 1))
}

/// How far a finding that rests on the glossary alone may be trusted.
fn trust(case: &Case<'_>, hit: &Hit) -> f32 {
    match (case.settings.own, hit.term.contains([' ', '-', '\''])) {
        (true, _) => 1.0,
        (false, true) => 0.55,
        (false, false) => 0.45,
    }
}

/// Confidence of a term that a glossary rejects which was not chosen for the text. A calque in its own domain may be good
/// English in another, so the text around must speak of the domain; what is merely outdated, and common words, which have
/// more meanings, stay below what is shown.
fn doubted(case: &Case<'_>, pair: usize, hit: &Hit, used: &Hit, status: TermStatus) -> f32 {
    let of_words = |term: &str| term.contains([' ', '-', '\'']);
    let plain = !of_words(&hit.term) && !of_words(&used.term);
    // With other words inside, it is another phrase: *international human rights* is not *international rights*.
    let words = |text: &str| text.split_whitespace().count();
    let parted = words(case.english(used.span)) > words(&used.term);
    if status != TermStatus::Forbidden || plain || parted || !is_at_home(case, pair, hit) { 0.4 } else { 0.9 }
}

/// Whether the pairs around speak of the domain of a term: they have another term of it, of several words, or the text is
/// too short to tell.
fn is_at_home(case: &Case<'_>, pair: usize, hit: &Hit) -> bool {
    if case.terms.len() < AROUND {
        return true;
    }
    let domains: Vec<&String> = hit.concepts.iter().flat_map(|&c| &case.concept(c).domains).collect();
    let around = pair.saturating_sub(AROUND)..(pair + AROUND + 1).min(case.terms.len());
    case.terms[around].iter().flat_map(|terms| &terms.source).any(|other| {
        other.term.contains(' ')
            && !other.shares(hit)
            && other.concepts.iter().flat_map(|&c| &case.concept(c).domains).any(|d| domains.contains(&d))
    })
}

/// A rendering with the words beside it that the dictionary knows for a part of a hyphenated term: alignment links
/// `capital-risque`, one word, to the *capital* of *risk capital*.
fn whole_compound(case: &Case<'_>, pair: usize, hit: &Hit, span: Span) -> Span {
    let parts: Vec<String> = fold(&hit.term).split('-').map(str::to_owned).collect();
    let side = case.subject.target;
    let sentences = &side.sentences[case.subject.pairs[pair].target.clone()];
    let Some(words) = sentences.iter().find(|s| s.segment.span.contains(span)).map(|s| &s.words) else {
        return span;
    };
    if parts.len() < 2 {
        return span;
    }
    let translates = |word: &Word| {
        let keys = morph::lemma_keys(word.span.text(&side.document.text), Language::English);
        parts.iter().any(|part| {
            let known = Lexicon::embedded().translations(part);
            known
                .filter(|found| found.probability >= PART)
                .any(|found| keys.iter().any(|key| key == found.key))
        })
    };
    let before = words.iter().rev().find(|word| word.span.end <= span.start);
    let after = words.iter().find(|word| word.span.start >= span.end);
    let beside = [before, after].into_iter().flatten().filter(|word| translates(word));
    beside.fold(span, |span, word| span.cover(word.span))
}

fn is_pronoun(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(
        lower.as_str(),
        "it" | "they"
            | "them"
            | "its"
            | "their"
            | "this"
            | "that"
            | "these"
            | "those"
            | "he"
            | "she"
            | "him"
            | "her"
            | "his"
            | "one"
            | "ones"
            | "which"
            | "who"
            | "theirs"
            | "itself"
            | "themselves"
    )
}

/// A French term that the glossary rejects: the translator is told, no more.
fn source_standing(case: &Case<'_>, pair: usize, hit: &Hit, out: &mut Vec<Draft>) {
    let rejected = |status: &TermStatus| !status.is_accepted();
    if !hit.statuses.iter().all(rejected) {
        return;
    }
    let forbidden = hit.statuses.contains(&TermStatus::Forbidden);
    let concept = case.concept(hit.concepts[0]);
    let instead: Vec<String> = concept
        .french
        .iter()
        .filter(|term| term.status.is_accepted())
        .map(|term| term.text.clone())
        .collect();
    let (rule, id) = if forbidden {
        (RuleId::Term002, "finding-forbidden-source")
    } else {
        (RuleId::Term003, "finding-deprecated-source")
    };
    let reason = Reason::new(id).with("term", case.french(hit.span)).list("expected", instead.clone());
    // The author's outdated word is nothing to him who reads the English, unless his own glossary says so.
    let confidence = if case.settings.own { 0.9 } else { 0.45 };
    let mut draft =
        Draft::new(rule, pair, confidence * hit.confidence, reason).source(hit.term.clone(), hit.span);
    draft.expected = instead;
    draft.at_most = Some(Severity::Note);
    out.push(draft);
}

/// Capitals and variety of the English that renders a term.
fn style(case: &Case<'_>, pair: usize, hit: &Hit, out: &mut Vec<Draft>) {
    for &concept in &hit.concepts {
        let entry = case.concept(concept);
        for target in case.terms[pair].target.iter().filter(|target| target.status_in(concept).is_some()) {
            let used = case.english(target.span);
            let Some(term) = entry.english.iter().find(|term| term.text == target.term) else { continue };
            let draft = |rule, reason: Reason, expected: Vec<String>, confidence| {
                Draft::new(
                    rule,
                    pair,
                    confidence,
                    reason.with("used", used).list("expected", expected.clone()),
                )
                .source(hit.term.clone(), hit.span)
                .target(target.term.clone(), target.span)
                .expected(expected)
            };
            // A list whose entries all begin with a capital says nothing of capitals in a sentence.
            let lost = lost_capitals(&term.text, used);
            let listed = hit.term.starts_with(char::is_uppercase)
                && case.french(hit.span).starts_with(char::is_lowercase)
                && lost == [0];
            if !lost.is_empty() && !listed {
                let reason = Reason::new("finding-term-case");
                let fix = Fix {
                    edits: vec![Edit { span: target.span, replacement: term.text.clone() }],
                    safe: false,
                };
                // Others write `internet`, `euroscepticism`: only a client's glossary settles it.
                let confidence = if case.settings.own { 0.8 } else { 0.45 };
                out.push(draft(RuleId::Term005, reason, vec![term.text.clone()], confidence).fix(Some(fix)));
            }
            let Some(region) = &case.settings.region else { continue };
            if !term.regions.is_empty() && !term.regions.contains(region) {
                let of_region = |term: &&Term| term.regions.is_empty() || term.regions.contains(region);
                let better: Vec<String> =
                    entry.accepted().filter(of_region).map(|term| term.text.clone()).collect();
                if !better.is_empty() {
                    out.push(draft(RuleId::Term006, Reason::new("finding-term-region"), better, 0.9));
                }
            }
        }
    }
}

/// The words of a term, by their place, that have a capital which the text does not give them.
fn lost_capitals(term: &str, used: &str) -> Vec<usize> {
    if term.split(' ').count() != used.split_whitespace().count() {
        return Vec::new();
    }
    let pairs = term.split(' ').zip(used.split_whitespace()).enumerate();
    let lost = |(_, (of_term, of_text)): &(usize, (&str, &str))| {
        of_term.starts_with(char::is_uppercase) && of_text.starts_with(char::is_lowercase)
    };
    pairs.filter(lost).map(|(at, _)| at).collect()
}

/// Whether the translation must have the glossary's English: an approved entry that is translated.
fn enforced(case: &Case<'_>, hit: &Hit) -> bool {
    let proposed = hit.statuses.iter().all(|status| *status == TermStatus::Proposed);
    !proposed
        && hit.concepts.iter().all(|&concept| {
            let concept = case.concept(concept);
            concept.is_approved() && !concept.do_not_translate
        })
}

fn is_rendered(case: &Case<'_>, pair: usize, hit: &Hit) -> bool {
    case.terms[pair].target.iter().any(|target| renders(target, hit))
}

/// Whether an English hit is an accepted term of a concept that the French one may mean.
fn renders(target: &Hit, source: &Hit) -> bool {
    source.concepts.iter().any(|&concept| target.status_in(concept).is_some_and(TermStatus::is_accepted))
}

/// Whether a neighbour has the rendering, without the term that would call for it.
fn is_moved(case: &Case<'_>, pair: usize, hit: &Hit) -> bool {
    case.neighbours(pair).any(|other| {
        let terms = &case.terms[other];
        terms.target.iter().any(|target| renders(target, hit))
            && !terms.source.iter().any(|source| source.shares(hit))
    })
}

fn is_said_otherwise(case: &Case<'_>, pair: usize, hit: &Hit, wording: &Wording) -> bool {
    hit.concepts.iter().any(|&concept| {
        case.concept(concept).accepted().any(|term| match wording.says(&term.text) {
            None => false,
            Some((Said::Parted, _)) => true,
            Some((Said::Initials | Said::Derived, span)) => !is_owned(case, pair, hit, wording, span),
            Some((Said::Head, span)) => {
                !is_owned(case, pair, hit, wording, span) && was_rendered_before(case, pair, hit)
            }
        })
    })
}

/// Whether a word of the translation is a term of the glossary in its own right, or renders another French term.
fn is_owned(case: &Case<'_>, pair: usize, hit: &Hit, wording: &Wording, span: Span) -> bool {
    let terms = &case.terms[pair];
    let mut others = terms.source.iter().filter(|other| !other.shares(hit)).flat_map(|other| &other.concepts);
    terms.target.iter().any(|target| target.span.contains(span))
        || others.any(|&concept| case.concept(concept).accepted().any(|term| wording.is_at(span, &term.text)))
}

/// Whether the concept was rendered in full shortly before.
fn was_rendered_before(case: &Case<'_>, pair: usize, hit: &Hit) -> bool {
    let first = if case.settings.running { pair.saturating_sub(MEMORY) } else { pair };
    let earlier = |other: &usize| {
        case.terms[*other].source.iter().any(|source| {
            source.shares(hit) && source.span.start < hit.span.start && is_rendered(case, *other, source)
        })
    };
    (first..=pair).rev().any(|other| earlier(&other))
}

/// A forbidden or deprecated term of the concept in the translation.
fn disowned<'c>(case: &'c Case<'_>, pair: usize, hit: &Hit) -> Option<(&'c Hit, TermStatus)> {
    case.terms[pair].target.iter().find_map(|target| {
        let status = hit
            .concepts
            .iter()
            .filter_map(|&concept| target.status_in(concept))
            .find(|s| !s.is_accepted())?;
        Some((target, status))
    })
}

/// Whether an English term is of a concept that neither this French nor its neighbours mention.
fn is_stranger(case: &Case<'_>, pair: usize, target: &Hit) -> bool {
    let terms = &case.terms[pair];
    let explained = |other: &Hit| {
        other.span.overlaps(target.span) && terms.source.iter().any(|source| source.shares(other))
    };
    !terms.target.iter().any(explained)
        && !terms.target.iter().any(|other| other.span != target.span && other.span.contains(target.span))
        && !case
            .neighbours(pair)
            .any(|other| case.terms[other].source.iter().any(|source| source.shares(target)))
}

/// A forbidden or deprecated English term where the French does not name its concept.
fn unasked(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    let terms = &case.terms[pair];
    for target in &terms.target {
        if target.statuses.iter().any(|status| status.is_accepted())
            || terms.source.iter().any(|source| source.shares(target))
        {
            continue;
        }
        let inside = |other: &Hit| other.span != target.span && other.span.contains(target.span);
        // `program` may well render `programme` where the French has no `logiciel`.
        let word = !target.term.contains([' ', '-']);
        let common = || zipf(&fold(&target.term), Language::English).is_some_and(|zipf| zipf >= COMMON);
        if terms.target.iter().any(inside) || word && common() {
            continue;
        }
        let expected = case.concept(target.concepts[0]).expected();
        let (rule, id) = if target.statuses.contains(&TermStatus::Forbidden) {
            (RuleId::Term002, "finding-forbidden-unasked")
        } else {
            (RuleId::Term003, "finding-deprecated-unasked")
        };
        let reason =
            Reason::new(id).with("used", case.english(target.span)).list("expected", expected.clone());
        out.push(
            Draft::new(rule, pair, 0.6 * target.confidence, reason)
                .target(target.term.clone(), target.span)
                .expected(expected),
        );
    }
}

/// The English that the glossary asks for.
fn expected(case: &Case<'_>, hit: &Hit) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for &concept in &hit.concepts {
        for text in case.concept(concept).expected() {
            if !out.contains(&text) {
                out.push(text);
            }
        }
    }
    out
}
