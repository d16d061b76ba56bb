//! The findings of a check as every renderer needs them: said, located, with both sentences.

use crate::check::{Argument, Finding, Reason, RuleId, Severity, Subject};
use crate::document::{Document, Unit};
use crate::l10n::{Localizer, Message};
use crate::text::{Language, LineIndex, Span};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// One side of what was checked.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The file as the user named it.
    pub path: &'a str,
    /// What was read from it.
    pub document: &'a Document,
    /// The file's text with its lines, where it is a text file.
    pub file: Option<(&'a str, &'a LineIndex)>,
}

/// A checked text, as reports show it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// What was checked.
    pub subject: &'a Subject<'a>,
    /// The French side.
    pub source: Side<'a>,
    /// The English side.
    pub target: Side<'a>,
    /// What a translation file says of each pair.
    pub units: &'a [Unit],
}

/// A place in a file: lines and columns from 1, 0 where the file has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
    /// Column in UTF-16 code units.
    pub utf16: usize,
}

/// What a finding says of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The file.
    pub path: String,
    /// The sentences of the pair.
    pub sentence: String,
    /// The stretch of the sentence that is meant, in bytes of it; empty where none is.
    pub mark: Span,
    /// Bytes in the file of what is meant, or of the sentence; where it stands in the text if the file has no such places.
    pub bytes: Span,
    /// Whether a stretch of the sentence is meant.
    pub is_marked: bool,
    /// The term.
    pub term: String,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Spot {
    /// The text that is meant.
    pub fn text(&self) -> &str {
        self.mark.text(&self.sentence)
    }
}

/// Another place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelatedSpot {
    /// The French.
    pub source: Spot,
    /// The English.
    pub target: Spot,
    /// What it shows.
    pub reason: Reason,
}

/// Whether a finding is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Found now; no baseline has it.
    #[default]
    New,
    /// Also in the baseline.
    Baseline,
    /// Somebody chose to ignore it.
    Ignored,
}

/// A finding, located.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The rule.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// Index of its pair.
    pub segment: usize,
    /// The translation file's id of its unit.
    pub unit: Option<String>,
    /// The French side.
    pub source: Spot,
    /// The English side.
    pub target: Spot,
    /// What should stand there.
    pub expected: Vec<String>,
    /// 0–1.
    pub confidence: f32,
    /// The key under which it is remembered.
    pub fingerprint: String,
    /// Why.
    pub reason: Reason,
    /// Other places.
    pub related: Vec<RelatedSpot>,
    /// Whether it is new.
    pub standing: Standing,
    /// Why it is ignored.
    pub ignored_because: Option<String>,
    /// Replacements in the target file, in bytes of it, and whether they are safe.
    pub fix: Option<(Vec<(Span, String)>, bool)>,
}

impl Row {
    /// Locates a finding.
    pub fn new(checked: &Checked<'_>, finding: &Finding) -> Self {
        let spots = |segment, source: Option<(Span, &str)>, target: Option<(Span, &str)>| {
            (
                spot(&checked.source, checked.subject.source_extent(segment), source),
                spot(&checked.target, checked.subject.target_extent(segment), target),
            )
        };
        let place = |place: &'_ Option<crate::check::Place>| place.as_ref().map(|p| (p.span, p.term.clone()));
        let (source, target) = (place(&finding.source), place(&finding.target));
        let as_str = |p: &'_ Option<(Span, String)>| p.as_ref().map(|(span, term)| (*span, term.clone()));
        let (s, t) = (as_str(&source), as_str(&target));
        let (source, target) = spots(
            finding.segment,
            s.as_ref().map(|(span, term)| (*span, term.as_str())),
            t.as_ref().map(|(span, term)| (*span, term.as_str())),
        );
        let related = finding
            .related
            .iter()
            .map(|related| {
                let (source, target) =
                    spots(related.segment, related.source.map(|s| (s, "")), related.target.map(|s| (s, "")));
                RelatedSpot { source, target, reason: related.reason.clone() }
            })
            .collect();
        let fix = finding.fix.as_ref().and_then(|fix| {
            let edits: Option<Vec<_>> = fix
                .edits
                .iter()
                .map(|edit| Some((file_span(&checked.target, edit.span)?, edit.replacement.clone())))
                .collect();
            edits.map(|edits| (edits, fix.safe))
        });
        Self {
            rule: finding.rule,
            severity: finding.severity,
            segment: finding.segment,
            unit: checked.units.get(finding.segment).and_then(|unit| unit.id.clone()),
            source,
            target,
            expected: finding.expected.clone(),
            confidence: finding.confidence,
            fingerprint: finding.fingerprint.clone(),
            reason: finding.reason.clone(),
            related,
            standing: Standing::New,
            ignored_because: None,
            fix,
        }
    }

    /// What a person is told.
    pub fn say(&self, l10n: Localizer) -> String {
        say(&self.reason, l10n)
    }

    /// Whether it counts: neither ignored nor in the baseline.
    pub fn is_live(&self) -> bool {
        self.standing == Standing::New
    }

    /// The place in the file that a reader is led to: that of the translation.
    pub fn place(&self) -> &Spot {
        if self.target.path.is_empty() { &self.source } else { &self.target }
    }
}

fn file_span(side: &Side<'_>, span: Span) -> Option<Span> {
    let start = side.document.file_offset(span.start)?;
    // The end is that of the last character: a run of the file may stop there.
    let last = span.end.saturating_sub(1).max(span.start);
    let end = side.document.file_offset(last)? + (span.end - last);
    (start <= end).then(|| Span::new(start, end))
}

fn spot(side: &Side<'_>, extent: Span, meant: Option<(Span, &str)>) -> Spot {
    let span = meant.map_or(extent, |(span, _)| span);
    let (mark, sentence) = match meant {
        Some((span, _)) if !extent.contains(span) => {
            let whole = extent.cover(span);
            (Span::new(span.start - whole.start, span.end - whole.start), whole.text(&side.document.text))
        }
        Some((span, _)) => {
            (Span::new(span.start - extent.start, span.end - extent.start), extent.text(&side.document.text))
        }
        None => (Span::new(0, 0), extent.text(&side.document.text)),
    };
    let in_file = file_span(side, span);
    let position = |offset: usize| {
        side.file.map_or(Position::default(), |(text, lines)| {
            let mut offset = offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            let at = lines.locate(text, offset);
            Position { line: at.line, column: at.column, utf16: lines.utf16_column(text, offset) }
        })
    };
    let (start, end) =
        in_file.map_or_else(Default::default, |span| (position(span.start), position(span.end)));
    Spot {
        path: side.path.to_owned(),
        sentence: sentence.to_owned(),
        mark,
        bytes: in_file.unwrap_or(span),
        is_marked: meant.is_some(),
        term: meant.map_or_else(String::new, |(_, term)| term.to_owned()),
        start,
        end,
    }
}

/// Terms that a message lists at most.
const SHOWN: usize = 3;

/// Says a reason: texts in the quotation marks of the language, lists joined by its « ou ».
pub fn say(reason: &Reason, l10n: Localizer) -> String {
    let french = l10n.language() == Language::French;
    let quote = |text: &str| {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if french { format!("« {flat} »") } else { format!("“{flat}”") }
    };
    let mut message = Message::new(reason.id.clone());
    for (name, argument) in &reason.arguments {
        message = match argument {
            Argument::Text(text) => message.with_named(name.clone(), quote(text)),
            Argument::Count(count) => message.with_named(name.clone(), *count),
            Argument::List(texts) => {
                let quoted: Vec<String> = texts.iter().take(SHOWN).map(|text| quote(text)).collect();
                let or = if french { " ou " } else { " or " };
                message.with_named(
                    name.clone(),
                    match &quoted[..] {
                        [] => String::new(),
                        [one] => one.clone(),
                        all if texts.len() > SHOWN => format!("{}, …", all.join(", ")),
                        [start @ .., last] => format!("{}{or}{last}", start.join(", ")),
                    },
                )
            }
        };
    }
    l10n.say(&message)
}

/// How many findings of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pairs that were checked.
    pub pairs: usize,
    /// Findings that count.
    pub findings: usize,
    /// Errors among them.
    pub errors: usize,
    /// Warnings among them.
    pub warnings: usize,
    /// Notes among them.
    pub notes: usize,
    /// Ignored ones, not counted above.
    pub ignored: usize,
    /// Those of the baseline, not counted above.
    pub baseline: usize,
}

impl Summary {
    /// Counts.
    pub fn new(rows: &[Row], pairs: usize) -> Self {
        let mut out = Self { pairs, ..Self::default() };
        for row in rows {
            match row.standing {
                Standing::Ignored => out.ignored += 1,
                Standing::Baseline => out.baseline += 1,
                Standing::New => {
                    out.findings += 1;
                    match row.severity {
                        Severity::Error => out.errors += 1,
                        Severity::Warning => out.warnings += 1,
                        Severity::Note => out.notes += 1,
                    }
                }
            }
        }
        out
    }
}

/// `path:line:column: severity[rule] message`, one finding a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_concise(out: &mut impl Write, rows: &[Row], l10n: Localizer) -> io::Result<()> {
    for row in rows.iter().filter(|row| row.is_live()) {
        let at = row.place();
        let severity = l10n.text(&format!("severity-{}", row.severity.name()));
        writeln!(
            out,
            "{}:{}:{}: {severity}[{}] {}",
            at.path,
            at.start.line,
            at.start.column,
            row.rule.name(),
            row.say(l10n)
        )?;
    }
    Ok(())
}
