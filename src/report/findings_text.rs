//! Findings as a compiler shows them: the message, the place, both sentences with what is meant underlined.

use super::findings::{Row, Spot, Standing, Summary};
use crate::check::Severity;
use crate::l10n::{Localizer, Message};
use std::io::{self, Write};

/// Columns that a line of text may take, and those of its margin.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether escape sequences for colours are written.
    pub color: bool,
}

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[1;34m";

fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
        Severity::Note => "\x1b[1;36m",
    }
}

/// Writes the findings that count.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_text(out: &mut impl Write, rows: &[Row], l10n: Localizer, frame: Frame) -> io::Result<()> {
    let paint = |style: &'static str| if frame.color { style } else { "" };
    let (reset, bold, blue) = (paint(RESET), paint(BOLD), paint(BLUE));
    for row in rows.iter().filter(|row| row.standing == Standing::New) {
        let tint = paint(color(row.severity));
        let severity = l10n.text(&format!("severity-{}", row.severity.name()));
        writeln!(out, "{tint}{severity}[{}]{reset}{bold}: {}{reset}", row.rule.name(), row.say(l10n))?;
        let at = row.place();
        let unit = row.unit.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
        if at.start.line > 0 {
            writeln!(out, "  {blue}-->{reset} {}:{}:{}{unit}", at.path, at.start.line, at.start.column)?;
        } else {
            writeln!(out, "  {blue}-->{reset} {} #{}{unit}", at.path, row.segment + 1)?;
        }
        writeln!(out, "   {blue}|{reset}")?;
        for (code, spot) in [("fr", &row.source), ("en", &row.target)] {
            sentence(out, code, spot, frame, tint)?;
        }
        for related in &row.related {
            let text = super::findings::say(&related.reason, l10n);
            writeln!(out, "   {blue}={reset} {}:{}: {text}", related.target.path, related.target.start.line)?;
        }
        if let Some((edits, safe)) = &row.fix
            && let [(_, replacement)] = &edits[..]
        {
            let id = if *safe { "check-fix" } else { "check-fix-unsafe" };
            let hint = l10n.say(&Message::new(id).with("replacement", replacement.as_str()));
            writeln!(out, "   {blue}={reset} {hint}")?;
        }
        let key = l10n.say(&Message::new("check-key").with("key", row.fingerprint.as_str()));
        writeln!(out, "   {blue}={reset} {key}\n")?;
    }
    Ok(())
}

/// A sentence on one line with its mark underlined; what does not fit beside the mark is left out.
fn sentence(out: &mut impl Write, code: &str, spot: &Spot, frame: Frame, tint: &str) -> io::Result<()> {
    let paint = |style: &'static str| if frame.color { style } else { "" };
    let (reset, blue) = (paint(RESET), paint(BLUE));
    let room = frame.width.saturating_sub(6).max(20);
    let clean = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
    let (before, rest) = spot.sentence.split_at(spot.mark.start.min(spot.sentence.len()));
    let (meant, after) = rest.split_at(spot.mark.len().min(rest.len()));
    let before: Vec<char> = before.chars().map(clean).collect();
    let meant: Vec<char> = meant.chars().map(clean).take(room).collect();
    let after: Vec<char> = after.chars().map(clean).collect();
    let spare = room.saturating_sub(meant.len());
    // Half of the room before the mark, unless what follows needs less.
    let left = before.len().min((spare / 2).max(spare.saturating_sub(after.len())));
    let right = after.len().min(spare - left);
    let mut line = String::new();
    let mut indent = left;
    if left < before.len() {
        line.push('…');
        line.extend(&before[before.len() - left + usize::from(left > 0)..]);
        indent = indent.max(1);
    } else {
        line.extend(&before);
    }
    line.extend(&meant);
    if right < after.len() {
        line.extend(&after[..right.saturating_sub(1)]);
        line.push('…');
    } else {
        line.extend(&after);
    }
    writeln!(out, "{blue}{code} |{reset} {}", line.trim_end())?;
    if spot.is_marked && !meant.is_empty() {
        let wide: usize = meant.iter().filter_map(|c| unicode_width(*c)).sum();
        let pad: usize = line.chars().take(indent).filter_map(unicode_width).sum();
        writeln!(out, "   {blue}|{reset} {:pad$}{tint}{}{reset}", "", "^".repeat(wide.max(1)))?;
    }
    Ok(())
}

#[cfg(feature = "cli")]
fn unicode_width(c: char) -> Option<usize> {
    unicode_width::UnicodeWidthChar::width(c)
}

#[cfg(not(feature = "cli"))]
fn unicode_width(_: char) -> Option<usize> {
    Some(1)
}

/// One line with the counts.
pub fn summary(counts: Summary, l10n: Localizer) -> String {
    if counts.findings == 0 {
        return l10n.say(&Message::new("check-none").with("pairs", counts.pairs));
    }
    l10n.say(
        &Message::new("check-summary")
            .with("errors", counts.errors)
            .with("warnings", counts.warnings)
            .with("notes", counts.notes)
            .with("pairs", counts.pairs),
    )
}
