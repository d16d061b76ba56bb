//! Layer 4: is the terminology of this translation right and consistent?
//!
//! [`check`] takes a text and its translation ([`Subject`]) and a termbase, and gives findings. Each rule is a function
//! of what was recognised in a pair of sentences (`rules/`), or in all of them (consistency); none of them opens a file.
//! A rule speaks only where it is likely to be right: every finding has a confidence, the share of such findings that a
//! translator would agree with.

mod case;
mod concepts;
mod derivation;
mod edit;
mod finding;
mod fit;
mod quantity;
mod replace;
mod rule;
mod rules;
mod subject;
mod suppress;
mod wording;

pub use edit::apply;
pub use finding::{Argument, Edit, Finding, Fix, Place, Reason, Related, Severity, fingerprint};
pub use rule::{Level, Levels, RuleId};
pub use subject::{Pair, Projected, Projection, Subject, pairs_of_bitext, pairs_of_blocks};
pub use suppress::{Baseline, Ignore, Ignores};

use crate::lookup::TermBase;
use case::{Case, Draft};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Which rules, and how grave each is.
    pub levels: Levels,
    /// Findings less sure than this (0–1) are left out.
    pub min_confidence: f32,
    /// The region of English that is wanted (`GB`, `US`), if one is.
    pub region: Option<String>,
    /// Whether the termbase was chosen for this text. One that was not, such as the embedded glossaries, knows only some of
    /// the meanings of a word: what rests on it alone is less sure.
    pub own: bool,
    /// Whether the pairs follow each other in one text: what is said in one may then be rendered in the next.
    pub running: bool,
}

/// Confidence below which findings are left out where no setting says otherwise.
pub const MIN_CONFIDENCE: f32 = 0.5;

impl Default for Settings {
    fn default() -> Self {
        Self {
            levels: Levels::default(),
            min_confidence: MIN_CONFIDENCE,
            region: None,
            own: true,
            running: true,
        }
    }
}

/// Examples of the rules, as `data/examples.txt` describes them.
pub const EXAMPLES: &str = include_str!("data/examples.txt");

/// Pairs that a thread takes at once.
const CHUNK: usize = 64;

/// Checks a translation. The findings are in the order of the text; the same whatever the number of threads.
pub fn check(subject: &Subject<'_>, base: &TermBase, settings: &Settings) -> Vec<Finding> {
    let case = Case::new(subject, base, settings);
    let numbers: Vec<usize> = (0..subject.pairs.len()).collect();
    let mut drafts: Vec<Draft> = numbers
        .par_chunks(CHUNK)
        .flat_map_iter(|chunk| {
            let mut out = Vec::new();
            for &pair in chunk {
                for rule in rules::OF_A_PAIR {
                    rule(&case, pair, &mut out);
                }
            }
            out
        })
        .collect();
    for rule in rules::OF_THE_TEXT {
        rule(&case, &mut drafts);
    }
    fit::doubt(&case, &mut drafts);
    finish(&case, drafts)
}

/// Of two rules that speak of the same words of the translation, the one that says more: a forbidden loan inside words
/// left in French, words left in French that a glossary's term stands for, or an acronym that a glossary forbids.
fn unite(drafts: &mut Vec<Draft>) {
    let stretch = |draft: &Draft| draft.target.as_ref().map(|place| (draft.segment, place.span));
    let is_term = |draft: &Draft| draft.rule.family() == "TERM";
    let is_left = |draft: &Draft| matches!(draft.rule, RuleId::Keep002 | RuleId::Acro001);
    let left: Vec<_> = drafts.iter().filter(|d| d.rule == RuleId::Keep002).filter_map(stretch).collect();
    let terms: Vec<_> = drafts.iter().filter(|d| is_term(d)).filter_map(stretch).collect();
    if terms.is_empty() {
        return;
    }
    drafts.retain(|draft| {
        let Some((segment, span)) = stretch(draft) else { return true };
        let among = |all: &[(usize, crate::text::Span)], strict: bool| {
            all.iter().any(|(at, o)| *at == segment && o.contains(span) && !(strict && *o == span))
        };
        !(is_term(draft) && among(&left, true) || is_left(draft) && among(&terms, false))
    });
}

/// Drafts into findings: levels, confidence, order, fingerprints.
fn finish(case: &Case<'_>, mut drafts: Vec<Draft>) -> Vec<Finding> {
    drafts.retain(|draft| {
        case.settings.levels.is_on(draft.rule) && draft.confidence >= case.settings.min_confidence
    });
    // Only what is shown may stand for something else.
    unite(&mut drafts);
    let start = |draft: &Draft| {
        let place = |side: &Option<Place>| {
            side.as_ref().map_or((usize::MAX, usize::MAX), |p| (p.span.start, p.span.end))
        };
        (draft.segment, place(&draft.source), place(&draft.target), draft.rule)
    };
    drafts.sort_by(|a, b| start(a).cmp(&start(b)).then_with(|| a.reason.id.cmp(&b.reason.id)));
    drafts.dedup_by(|b, a| start(a) == start(b));
    let mut seen: FxHashMap<(usize, String), usize> = FxHashMap::default();
    drafts
        .into_iter()
        .map(|draft| {
            let level = case.settings.levels.of(draft.rule).unwrap_or(Severity::Note);
            let (source, target) =
                (case.subject.source_text(draft.segment), case.subject.target_text(draft.segment));
            let term =
                draft.source.as_ref().or(draft.target.as_ref()).map_or("", |place| place.term.as_str());
            let used =
                draft.target.as_ref().map_or("", |place| place.span.text(&case.subject.target.document.text));
            let first = fingerprint(draft.rule, term, used, source, target, 0);
            let nth = seen.entry((draft.segment, first.clone())).or_insert(0);
            let key =
                if *nth == 0 { first } else { fingerprint(draft.rule, term, used, source, target, *nth) };
            *nth += 1;
            Finding {
                rule: draft.rule,
                severity: draft.at_most.map_or(level, |most| level.min(most)),
                segment: draft.segment,
                source: draft.source,
                target: draft.target,
                expected: draft.expected,
                confidence: draft.confidence.clamp(0.0, 1.0),
                fingerprint: key,
                reason: draft.reason,
                related: draft.related,
                fix: draft.fix,
            }
        })
        .collect()
}
