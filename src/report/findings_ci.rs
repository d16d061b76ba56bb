//! Findings for machines that build: annotations of GitHub, GitLab's code quality, JUnit.

use super::findings::Row;
use super::glossary_html::escape;
use crate::check::Severity;
use crate::l10n::Localizer;
use crate::text::Language;
use std::collections::BTreeMap;
use std::io::{self, Write};

const ENGLISH: fn() -> Localizer = || Localizer::new(Language::English);

/// Workflow commands of GitHub Actions.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_github(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    for row in rows.iter().filter(|row| row.is_live()) {
        let level = match row.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let at = row.place();
        writeln!(
            out,
            "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(&at.path),
            at.start.line.max(1),
            at.start.column.max(1),
            at.end.line.max(1),
            at.end.column.max(1),
            property(row.rule.name()),
            data(&row.say(ENGLISH()))
        )?;
    }
    Ok(())
}

/// A code quality report of GitLab.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_gitlab(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let issues: Vec<serde_json::Value> = rows
        .iter()
        .filter(|row| row.is_live())
        .map(|row| {
            let severity = match row.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            };
            let at = row.place();
            serde_json::json!({
                "description": row.say(ENGLISH()),
                "check_name": row.rule.name(),
                "fingerprint": row.fingerprint,
                "severity": severity,
                "location": { "path": at.path, "lines": { "begin": at.start.line.max(1) } },
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

/// JUnit: a test suite a file; a failed test a finding, or one test that passed. `files` are all files checked.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_junit(out: &mut impl Write, rows: &[Row], files: &[String]) -> io::Result<()> {
    let mut by_file: BTreeMap<&str, Vec<&Row>> =
        files.iter().map(|file| (file.as_str(), Vec::new())).collect();
    for row in rows.iter().filter(|row| row.is_live()) {
        by_file.entry(&row.place().path).or_default().push(row);
    }
    let count = |rows: &[&Row]| rows.iter().filter(|row| row.severity != Severity::Note).count();
    let failures: usize = by_file.values().map(|rows| count(rows)).sum();
    let tests: usize = by_file.values().map(|rows| rows.len().max(1)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"glose\" tests=\"{tests}\" failures=\"{failures}\">")?;
    for (file, rows) in by_file {
        let (name, tests, failures) = (xml(file), rows.len().max(1), count(&rows));
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
        )?;
        if rows.is_empty() {
            writeln!(out, "    <testcase name=\"terminology\" classname=\"{name}\"/>")?;
        }
        for row in rows {
            let at = row.place();
            let title = format!("{} {}:{}", row.rule.name(), at.start.line, at.start.column);
            let message = xml(&row.say(ENGLISH()));
            let detail = xml(&format!("{}\n{}\n", row.source.sentence, row.target.sentence));
            let inner = if row.severity == Severity::Note {
                format!("<system-out>{message}</system-out>")
            } else {
                format!("<failure message=\"{message}\" type=\"{}\">{detail}</failure>", row.severity.name())
            };
            writeln!(out, "    <testcase name=\"{}\" classname=\"{name}\">{inner}</testcase>", xml(&title))?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Escaped, without the characters that XML cannot hold.
fn xml(text: &str) -> String {
    let legal = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    escape(&text.chars().filter(legal).collect::<String>())
}
