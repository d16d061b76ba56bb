//! PO, the catalogues of GNU gettext.

use super::side::{Builder, Side};
use crate::document::{Bilingual, Unit};
use crate::format::FormatError;

/// The field that a string belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    None,
    Context,
    Source,
    SourcePlural,
    Target(usize),
}

#[derive(Default)]
struct Entry {
    at: usize,
    line: usize,
    context: Option<String>,
    source: Option<Side>,
    plural: Option<Side>,
    targets: Vec<Side>,
    notes: Vec<String>,
    fuzzy: bool,
}

/// Reads a catalogue. Plural forms are units of their own; obsolete entries are left out.
///
/// # Errors
/// At the first line that is neither a comment, a keyword nor a string between quotes.
pub(super) fn read_po(text: &str) -> Result<Bilingual, FormatError> {
    let mut builder = Builder::default();
    let mut entry = Entry::default();
    let mut field = Field::None;
    let mut at = 0;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let start = at + (raw.len() - raw.trim_start().len());
        at += raw.len();
        let line = raw.trim();
        let fail = |problem| FormatError::Problem {
            line: number + 1,
            column: start + raw.len() - at + 1,
            problem,
            arguments: Vec::new(),
        };
        if let Some(comment) = line.strip_prefix('#') {
            if matches!(field, Field::Target(_)) {
                flush(&mut builder, std::mem::take(&mut entry));
                field = Field::None;
            }
            let said = comment.get(1..).unwrap_or_default().trim();
            match comment.chars().next() {
                Some(',') => entry.fuzzy |= said.split(',').any(|flag| flag.trim() == "fuzzy"),
                Some('.') | Some(' ') if !said.is_empty() => entry.notes.push(said.to_owned()),
                _ => {}
            }
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let quote = line.find('"').ok_or_else(|| fail("po-line"))?;
        let keyword = line[..quote].trim();
        let next = match keyword {
            "" => field,
            "msgctxt" => Field::Context,
            "msgid" => Field::Source,
            "msgid_plural" => Field::SourcePlural,
            "msgstr" => Field::Target(0),
            _ => match keyword.strip_prefix("msgstr[").and_then(|rest| rest.strip_suffix(']')) {
                Some(form) => Field::Target(
                    form.trim().parse().ok().filter(|&n| n < 16).ok_or_else(|| fail("po-line"))?,
                ),
                None => return Err(fail("po-line")),
            },
        };
        let begins = matches!(next, Field::Context | Field::Source) && !keyword.is_empty();
        if begins && matches!(field, Field::Target(_)) {
            flush(&mut builder, std::mem::take(&mut entry));
        }
        if entry.line == 0 {
            (entry.at, entry.line) = (start, number + 1);
        }
        field = next;
        let inner = line[quote + 1..].strip_suffix('"').ok_or_else(|| fail("po-quote"))?;
        let inner_at = start + quote + 1;
        match field {
            Field::None => return Err(fail("po-line")),
            Field::Context => {
                let mut side = Side::default();
                unescape(&mut side, inner, inner_at);
                entry.context.get_or_insert_default().push_str(&side.text);
            }
            Field::Source => unescape(entry.source.get_or_insert_default(), inner, inner_at),
            Field::SourcePlural => unescape(entry.plural.get_or_insert_default(), inner, inner_at),
            Field::Target(form) => {
                if entry.targets.len() <= form {
                    entry.targets.resize_with(form + 1, Side::default);
                }
                unescape(&mut entry.targets[form], inner, inner_at);
            }
        }
    }
    flush(&mut builder, entry);
    Ok(builder.finish())
}

fn flush(builder: &mut Builder, entry: Entry) {
    let Some(mut source) = entry.source else { return };
    let mut targets = entry.targets;
    if source.text.is_empty() && entry.context.is_none() {
        // The header: only its language matters.
        let head = targets.first().map(|t| t.text.as_str()).unwrap_or_default();
        let value = |key: &str| {
            let line = head.lines().find(|line| line.starts_with(key))?;
            let value = line[key.len()..].trim().replace('_', "-");
            (!value.is_empty()).then_some(value)
        };
        builder.out.target_language = value("Language:");
        builder.out.source_language = value("X-Source-Language:");
        return;
    }
    source.protect_strings();
    targets.iter_mut().for_each(Side::protect_strings);
    let unit = Unit {
        id: entry.context,
        line: entry.line,
        state: entry.fuzzy.then(|| "fuzzy".to_owned()),
        notes: entry.notes,
    };
    let mut targets = targets.into_iter();
    builder.push(&source, &targets.next().unwrap_or_default(), unit.clone(), entry.at);
    if let Some(mut plural) = entry.plural {
        plural.protect_strings();
        for target in targets {
            builder.push(&plural, &target, unit.clone(), entry.at);
        }
    }
}

/// Adds a string of C to a text.
fn unescape(side: &mut Side, inner: &str, at: usize) {
    let mut rest = inner;
    while let Some(backslash) = rest.find('\\') {
        side.push(&rest[..backslash], at + (inner.len() - rest.len()));
        let escape = at + (inner.len() - rest.len()) + backslash;
        let mut after = rest[backslash + 1..].chars();
        match after.next() {
            Some('n') => side.push("\n", escape),
            Some('t') => side.push("\t", escape),
            Some('r') => {}
            Some(c) => side.push(c.encode_utf8(&mut [0; 4]), escape),
            None => side.push("\\", escape),
        }
        rest = after.as_str();
    }
    side.push(rest, at + (inner.len() - rest.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_with_plurals_and_continued_strings() {
        let text = "msgid \"\"\nmsgstr \"\"\n\"Language: en_GB\\n\"\n\n#. Sur le bouton\n#, fuzzy, c-format\nmsgctxt \"menu\"\nmsgid \"\"\n\"Ouvrir \"\n\"%s\\n\"\nmsgstr \"Open \\\"%s\\\"\\n\"\n\nmsgid \"une puce\"\nmsgid_plural \"%d puces\"\nmsgstr[0] \"a chip\"\nmsgstr[1] \"%d chips\"\n\n#~ msgid \"vieux\"\n#~ msgstr \"old\"\n";
        let read = read_po(text).unwrap();
        assert_eq!(read.target_language.as_deref(), Some("en-GB"));
        assert_eq!(read.units.len(), 3);
        assert_eq!(read.units[0].state.as_deref(), Some("fuzzy"));
        assert_eq!((read.units[0].id.as_deref(), read.units[0].notes.len()), (Some("menu"), 1));
        let block = &read.source.blocks[0];
        assert_eq!(block.span.text(&read.source.text), "Ouvrir %s\n");
        assert_eq!(block.protected[0].span.text(&read.source.text), "%s");
        assert_eq!(read.source.file_offset(block.protected[0].span.start), text.find("%s"));
        assert_eq!(read.target.blocks[2].span.text(&read.target.text), "%d chips");
    }

    #[test]
    fn a_broken_catalogue_says_where() {
        assert!(matches!(
            read_po("msgid \"a\"\nmsgstr \"b\n"),
            Err(FormatError::Problem { line: 2, problem: "po-quote", .. })
        ));
        assert!(matches!(
            read_po("msgid \"a\"\nfoo\n"),
            Err(FormatError::Problem { line: 2, problem: "po-line", .. })
        ));
    }
}
