//! Findings as JSON: one object, or one a line. Never localised: messages are in English.

use super::findings::{Row, Spot, Summary};
use crate::l10n::Localizer;
use crate::text::Language;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'static str,
    severity: &'static str,
    segment: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    source: JsonSource<'a>,
    target: Option<JsonTarget<'a>>,
    expected: &'a [String],
    message: String,
    confidence: f64,
    fingerprint: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    source_sentence: &'a str,
    target_sentence: &'a str,
    standing: super::findings::Standing,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonRelated<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonSource<'a> {
    term: &'a str,
    text: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonTarget<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    source: JsonTarget<'a>,
    target: JsonTarget<'a>,
    message: String,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    start: usize,
    end: usize,
    replacement: &'a str,
}

fn target(spot: &Spot) -> JsonTarget<'_> {
    JsonTarget { text: spot.text(), start: spot.bytes.start, end: spot.bytes.end }
}

fn finding(row: &Row) -> JsonFinding<'_> {
    let english = Localizer::new(Language::English);
    let end = |spot: &Spot| if spot.is_marked { spot.bytes.end } else { spot.bytes.start };
    JsonFinding {
        rule: row.rule.name(),
        severity: row.severity.name(),
        segment: row.segment,
        unit: row.unit.as_deref(),
        source: JsonSource {
            term: &row.source.term,
            text: row.source.text(),
            start: row.source.bytes.start,
            end: end(&row.source),
        },
        target: row.target.is_marked.then(|| target(&row.target)),
        expected: &row.expected,
        message: row.say(english),
        confidence: (f64::from(row.confidence) * 1000.0).round() / 1000.0,
        fingerprint: &row.fingerprint,
        file: &row.place().path,
        line: row.place().start.line,
        column: row.place().start.column,
        source_sentence: &row.source.sentence,
        target_sentence: &row.target.sentence,
        standing: row.standing,
        related: row
            .related
            .iter()
            .map(|r| JsonRelated {
                source: target(&r.source),
                target: target(&r.target),
                message: super::findings::say(&r.reason, english),
            })
            .collect(),
        fix: row.fix.as_ref().map(|(edits, safe)| JsonFix {
            safe: *safe,
            edits: edits
                .iter()
                .map(|(span, replacement)| JsonEdit { start: span.start, end: span.end, replacement })
                .collect(),
        }),
    }
}

/// One object with all findings and their counts.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_json(out: &mut impl Write, rows: &[Row], summary: Summary) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'a> {
        findings: Vec<JsonFinding<'a>>,
        summary: Summary,
    }
    let whole = Whole { findings: rows.iter().map(finding).collect(), summary };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// One finding a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_json_lines(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &finding(row))?;
        writeln!(out)?;
    }
    Ok(())
}
