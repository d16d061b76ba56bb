//! Living with findings: ignored ones, a baseline, replacements.

use super::CheckArgs;
use super::reading::Material;
use crate::check::{Baseline, Ignore, Ignores, apply};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::l10n::Message;
use crate::report::findings::{Row, Standing};
use crate::store::{self, AtomicFile};
use crate::text::Span;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What says that a line, or the one after it, is not to be reported: `glose-ignore`, `glose-ignore: TERM001 reason`.
const MARK: &str = "glose-ignore";

/// The files of ignored and old findings.
pub(super) struct Living {
    path: PathBuf,
    ignores: Ignores,
    used: Vec<bool>,
    /// Entries of findings that are there, but whose last day is over.
    expired: Vec<bool>,
    baseline: Option<(PathBuf, Option<Baseline>)>,
}

impl Living {
    pub(super) fn open(args: &CheckArgs, context: &Context) -> Result<Self, Failure> {
        let set = context.settings.check.ignore_file.as_deref().map(|path| context.settings_path(path));
        let named = args.ignore_file.clone().or(set);
        let path = named.clone().unwrap_or_else(|| context.settings_path("glose-ignore.toml"));
        let ignores = if path.is_file() || (named.is_some() && args.add_ignore.is_none()) {
            parse(&path, |text| toml::from_str(text).map_err(|error| error.message().to_owned()))?
        } else {
            Ignores::default()
        };
        let baseline = args
            .baseline
            .clone()
            .or_else(|| context.settings.check.baseline.as_deref().map(|path| context.settings_path(path)));
        let baseline = match baseline {
            None if args.write_baseline => return Err(Message::new("check-no-baseline").into()),
            None => None,
            Some(path) if !path.is_file() && args.write_baseline => Some((path, None)),
            Some(path) => {
                let read =
                    parse(&path, |text| serde_json::from_str(text).map_err(|error| error.to_string()))?;
                Some((path, Some(read)))
            }
        };
        let used = vec![false; ignores.entries.len()];
        let expired = used.clone();
        Ok(Self { path, ignores, used, expired, baseline })
    }

    /// Marks what is ignored and what is old.
    pub(super) fn mark(&mut self, rows: &mut [Row]) {
        let today = today();
        let mut old = self.baseline.as_ref().and_then(|(_, baseline)| baseline.clone()).unwrap_or_default();
        for row in rows.iter_mut().filter(|row| row.is_live()) {
            if let Some(entry) = self.ignores.find(&row.fingerprint, &today) {
                self.used[entry] = true;
                row.standing = Standing::Ignored;
                row.ignored_because = Some(self.ignores.entries[entry].reason.clone());
                continue;
            }
            if let Some(entry) = self.ignores.find_expired(&row.fingerprint, &today) {
                self.expired[entry] = true;
            }
            if old.take(&row.fingerprint) {
                row.standing = Standing::Baseline;
            }
        }
    }

    /// Writes what is asked for; whether that was the whole job.
    pub(super) fn finish(&self, args: &CheckArgs, rows: &[Row], context: &Context) -> Result<bool, Failure> {
        let path = self.path.display().to_string();
        for (at, entry) in self.ignores.entries.iter().enumerate() {
            let about = entry.about.clone().or_else(|| entry.rule.clone()).unwrap_or_default();
            let said = |id: &'static str| {
                let message = Message::new(id).with("path", path.as_str());
                message.with("key", entry.fingerprint.as_str()).with("about", about)
            };
            if self.expired[at] {
                let date = entry.expires.clone().unwrap_or_default();
                context.warn(&said("check-expired-ignore").with("date", date));
            } else if args.report_unused_ignores && !self.used[at] {
                context.warn(&said("check-unused-ignore"));
            }
        }
        if args.write_baseline
            && let Some((path, old)) = &self.baseline
        {
            let kept = rows.iter().filter(|row| row.standing != Standing::Ignored);
            let now = Baseline::new(kept.map(|row| row.fingerprint.as_str()));
            let new = old.as_ref().map_or_else(|| now.clone(), |old| old.shrunk_to(&now));
            let text = serde_json::to_string_pretty(&new).map_err(std::io::Error::from)?;
            save(path, &format!("{text}\n"))?;
            let count = new.findings.values().sum::<usize>();
            let said =
                Message::new("check-baseline").with("count", count).with("path", path.display().to_string());
            context.tell(&said);
            return Ok(true);
        }
        let Some(reason) = &args.add_ignore else { return Ok(false) };
        let mut all = self.ignores.clone();
        let mut count = 0;
        // What had expired is ignored anew.
        let mut expired = self.expired.iter();
        all.entries.retain(|_| !expired.next().copied().unwrap_or(false));
        for row in rows.iter().filter(|row| row.is_live()) {
            if all.entries.iter().any(|entry| entry.fingerprint == row.fingerprint) {
                continue;
            }
            count += 1;
            let about = if row.source.is_marked { row.source.text() } else { row.target.text() };
            all.entries.push(Ignore {
                fingerprint: row.fingerprint.clone(),
                reason: reason.clone(),
                expires: args.expires.clone(),
                rule: Some(row.rule.name().to_owned()),
                about: Some(about.to_owned()),
            });
        }
        let text = toml::to_string(&all).map_err(|error| std::io::Error::other(error.to_string()))?;
        save(&self.path, &text)?;
        context.tell(&Message::new("check-ignored").with("count", count).with("path", path));
        Ok(true)
    }
}

fn parse<T>(path: &Path, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
    let text = store::read_text(path)?.text;
    read(&text).map_err(|reason| {
        Message::new("check-bad-file").with("path", path.display().to_string()).with("reason", reason).into()
    })
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes())?;
    file.commit()?;
    Ok(())
}

/// Today's date, `2026-12-31`, in universal time.
#[expect(clippy::disallowed_methods, reason = "an ignored finding may hold until a day")]
fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400) as i64;
    // Days to a date of the Gregorian calendar (Hinnant 2013).
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Comments in the file: a line with the mark, or the line after it; a note of the unit.
pub(super) fn inline(rows: &mut [Row], material: &Material) {
    let marks: Vec<(usize, &str)> = material
        .target
        .file
        .as_ref()
        .map(|(text, _)| {
            text.lines()
                .enumerate()
                .filter(|(_, line)| line.contains(MARK))
                .map(|(n, line)| (n + 1, line))
                .collect()
        })
        .unwrap_or_default();
    for row in rows {
        let notes = material.units.get(row.segment).map_or(&[][..], |unit| &unit.notes[..]);
        let of_unit = notes.iter().map(String::as_str).filter(|note| note.contains(MARK));
        let line = row.target.start.line;
        let of_line = marks
            .iter()
            .filter(|(at, _)| *at == line || blank_free(material, *at, line))
            .map(|(_, text)| *text);
        let found = of_unit.chain(of_line).find_map(|comment| {
            let rest = comment[comment.find(MARK)? + MARK.len()..].trim_start_matches([':', ' ']);
            let rest = rest.split("-->").next().unwrap_or_default().trim();
            let rule = rest.split([' ', ',']).next().unwrap_or_default();
            let named = crate::check::RuleId::from_name(rule);
            let reason = if named.is_some() { rest[rule.len()..].trim() } else { rest };
            named.is_none_or(|named| named == row.rule).then(|| reason.to_owned())
        });
        if let Some(reason) = found {
            row.standing = Standing::Ignored;
            row.ignored_because = Some(reason);
        }
    }
}

/// Whether only blank lines stand between a comment and a line below it.
fn blank_free(material: &Material, comment: usize, line: usize) -> bool {
    let Some((text, _)) = &material.target.file else { return false };
    comment < line
        && text.lines().skip(comment).take(line - comment - 1).all(|between| between.trim().is_empty())
}

/// Makes the replacements, or shows them; how many there are. What was replaced is no longer reported.
pub(super) fn fix(args: &CheckArgs, rows: &mut Vec<Row>, context: &Context) -> Result<usize, Failure> {
    let mut by_file: BTreeMap<String, Vec<(Span, String)>> = BTreeMap::new();
    let wanted =
        |row: &Row| row.is_live() && row.fix.as_ref().is_some_and(|(_, safe)| *safe || args.unsafe_fixes);
    for row in rows.iter().filter(|row| wanted(row)) {
        if let Some((edits, _)) = &row.fix {
            by_file.entry(row.target.path.clone()).or_default().extend(edits.iter().cloned());
        }
    }
    let mut total = 0;
    for (path, edits) in &by_file {
        let file = Path::new(path);
        // Only a text file can be changed where it stands: in an archive, spans are not those of the bytes.
        let Ok(text) = store::read_text(file).map(|decoded| decoded.text) else {
            context.warn(&Message::new("check-cannot-fix").with("path", path.as_str()));
            continue;
        };
        let (changed, made) = apply(&text, edits);
        total += made;
        if args.diff {
            let mut out = context.stdout();
            write!(out, "{}", difference(path, &text, &changed))?;
            out.flush()?;
        } else if made > 0 {
            save(file, &changed)?;
            context.tell(&Message::new("check-fixed").with("count", made).with("path", path.as_str()));
        }
    }
    if args.fix {
        rows.retain(|row| !wanted(row));
    }
    Ok(total)
}

/// The lines that change, in the unified form. Replacements stay on their line, so that lines correspond.
fn difference(path: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    for (number, (before, after)) in old.lines().zip(new.lines()).enumerate() {
        if before != after {
            if out.is_empty() {
                out.push_str(&format!("--- {path}\n+++ {path}\n"));
            }
            out.push_str(&format!("@@ -{0} +{0} @@\n-{before}\n+{after}\n", number + 1));
        }
    }
    out
}
