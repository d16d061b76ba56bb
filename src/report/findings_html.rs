//! Findings as one self-contained HTML file: filtered by rule, file and severity, readable without scripts.

use super::findings::{Row, Spot, Summary};
use super::findings_text::summary;
use super::glossary_html::escape;
use crate::check::Severity;
use crate::l10n::Localizer;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

const TEMPLATE: &str = include_str!("data/findings.html");

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_findings_html(
    out: &mut impl Write,
    rows: &[Row],
    counts: Summary,
    l10n: Localizer,
) -> io::Result<()> {
    let live: Vec<&Row> = rows.iter().filter(|row| row.is_live()).collect();
    let option =
        |value: &str, name: &str| format!("<option value=\"{}\">{}</option>", escape(value), escape(name));
    let rules: BTreeSet<_> = live.iter().map(|row| row.rule).collect();
    let files: BTreeSet<&str> = live.iter().map(|row| row.place().path.as_str()).collect();
    let name_of = |severity: Severity| l10n.text(&format!("severity-{}", severity.name()));
    let mut findings = String::new();
    for row in &live {
        let at = row.place();
        let _ = write!(
            findings,
            "<article class=\"{severity}\" data-rule=\"{rule}\" data-file=\"{file}\" data-severity=\"{severity}\">\n\
             <h2><span class=\"rule\">{said}[{rule}]</span> {message}</h2>\n\
             <p class=\"place\">{file}:{line}:{column} · {key}</p>\n\
             <dl><dt>fr</dt><dd lang=\"fr\">{source}</dd><dt>en</dt><dd lang=\"en\">{target}</dd></dl>\n</article>\n",
            severity = row.severity.name(),
            rule = row.rule.name(),
            said = escape(&name_of(row.severity)),
            file = escape(&at.path),
            message = escape(&row.say(l10n)),
            line = at.start.line,
            column = at.start.column,
            key = row.fingerprint,
            source = marked(&row.source),
            target = marked(&row.target),
        );
    }
    let fill: [(&str, String); 12] = [
        ("{lang}", l10n.language().code().to_owned()),
        ("{title}", escape(&l10n.text("check-report-title"))),
        ("{summary}", escape(&summary(counts, l10n))),
        ("{filter}", escape(&l10n.text("check-report-filter"))),
        ("{label_rule}", escape(&l10n.text("check-column-rule"))),
        ("{label_file}", escape(&l10n.text("check-column-file"))),
        ("{label_severity}", escape(&l10n.text("check-column-severity"))),
        ("{label_text}", escape(&l10n.text("check-report-search"))),
        ("{rules}", rules.iter().map(|rule| option(rule.name(), rule.name())).collect()),
        ("{files}", files.iter().map(|file| option(file, file)).collect()),
        ("{severities}", Severity::ALL.iter().rev().map(|s| option(s.name(), &name_of(*s))).collect()),
        ("{findings}", findings),
    ];
    // The findings come last, so that nothing in them is taken for a blank to fill.
    let (head, tail) = TEMPLATE.split_once("{findings}").unwrap_or((TEMPLATE, ""));
    let fill_in =
        |text: &str| fill[..11].iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
    out.write_all(fill_in(head).as_bytes())?;
    out.write_all(fill[11].1.as_bytes())?;
    out.write_all(fill_in(tail).as_bytes())
}

fn marked(spot: &Spot) -> String {
    if !spot.is_marked {
        return escape(&spot.sentence);
    }
    let (before, rest) = spot.sentence.split_at(spot.mark.start);
    let (meant, after) = rest.split_at(spot.mark.len());
    format!("{}<mark>{}</mark>{}", escape(before), escape(meant), escape(after))
}
