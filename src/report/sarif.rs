//! Findings as SARIF 2.1.0 (OASIS 2020), for code scanning.

use super::findings::{Position, Row, Spot, Standing, say};
use crate::check::{RuleId, Severity};
use crate::l10n::Localizer;
use crate::text::Language;
use serde_json::{Value, json};
use std::io::{self, Write};

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A relative reference: what may not stand in one is escaped.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn physical(spot: &Spot) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(&spot.path) } });
    if spot.start != Position::default() {
        let mut region = json!({ "startLine": spot.start.line, "startColumn": spot.start.utf16 });
        region["endLine"] = json!(spot.end.line.max(spot.start.line));
        region["endColumn"] = json!(spot.end.utf16.max(1));
        let text = if spot.is_marked { spot.text() } else { &spot.sentence };
        region["snippet"] = json!({ "text": text });
        location["region"] = region;
    }
    location
}

fn related(id: usize, spot: &Spot, text: &str) -> Value {
    json!({ "id": id, "physicalLocation": physical(spot), "message": { "text": text } })
}

fn result(row: &Row, english: Localizer) -> Value {
    let mut others = vec![related(1, &row.source, "the French")];
    for place in &row.related {
        others.push(related(others.len() + 1, &place.target, &say(&place.reason, english)));
    }
    let mut out = json!({
        "ruleId": row.rule.name(),
        "ruleIndex": row.rule as usize,
        "level": level(row.severity),
        "message": { "text": row.say(english) },
        "locations": [{ "physicalLocation": physical(&row.target) }],
        "relatedLocations": others,
        "partialFingerprints": { "glose/v1": row.fingerprint },
        "rank": (f64::from(row.confidence) * 1000.0).round() / 10.0,
        "baselineState": if row.standing == Standing::Baseline { "unchanged" } else { "new" },
        "suppressions": [],
        "properties": { "segment": row.segment, "expected": row.expected },
    });
    if row.standing == Standing::Ignored {
        let reason = row.ignored_because.clone().unwrap_or_default();
        out["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    if let Some((edits, _)) = &row.fix {
        let replacements: Vec<Value> = edits
            .iter()
            .map(|(span, text)| {
                json!({
                    "deletedRegion": { "byteOffset": span.start, "byteLength": span.len() },
                    "insertedContent": { "text": text },
                })
            })
            .collect();
        out["fixes"] = json!([{
            "description": { "text": "Replace." },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&row.target.path) },
                "replacements": replacements,
            }],
        }]);
    }
    out
}

/// Writes a log with one run.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_sarif(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let english = Localizer::new(Language::English);
    let rules: Vec<Value> = RuleId::ALL
        .iter()
        .map(|rule| {
            let title = english.text(&format!("rule-{}", rule.name().to_lowercase()));
            json!({
                "id": rule.name(),
                "name": rule.slug(),
                "shortDescription": { "text": title },
                "defaultConfiguration": { "level": level(rule.default_severity()), "enabled": rule.default_on() },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "glose", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "utf16CodeUnits",
            "results": rows.iter().map(|row| result(row, english)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}
