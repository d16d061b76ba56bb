//! `glose lookup`: entries by any form of a term.

use super::concordance::{self, Occurrence, Occurrences};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::{self, Cell, Column, wrap};
use crate::cli::termbase::TermbaseArgs;
use crate::glossary::{ConceptEntry, GrammaticalNumber, PartOfSpeech, TermSection, TermStatus};
use crate::l10n::{Localizer, Message};
use crate::lookup::{Answer, AnswerKind, SearchMode, SearchOptions, TermBase, search};
use crate::morph::Gender;
use crate::text::Language;
use anstyle::{AnsiColor, Style};
use clap::{ArgGroup, Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("mode").args(["exact", "prefix", "fuzzy", "regex"]))]
pub(crate) struct LookupArgs {
    #[arg(required = true, value_name = "TERM")]
    term: Vec<String>,
    #[arg(long, value_enum, default_value_t = From::Auto, hide_possible_values = true, value_name = "fr|en|auto")]
    from: From,
    #[command(flatten)]
    termbase: TermbaseArgs,
    #[arg(long)]
    exact: bool,
    #[arg(long)]
    prefix: bool,
    #[arg(long)]
    fuzzy: bool,
    #[arg(long)]
    regex: bool,
    #[arg(long, value_name = "N", default_value_t = 0)]
    max: usize,
    #[arg(long = "in", num_args = 1.., value_name = "FILE")]
    within: Vec<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 10, requires = "within")]
    lines: usize,
    #[arg(long, value_enum, default_value_t = LookupFormat::Table, hide_possible_values = true, value_name = "table|json|tsv")]
    format: LookupFormat,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    Fr,
    En,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LookupFormat {
    Table,
    Json,
    Tsv,
}

#[derive(Serialize)]
struct Row<'a> {
    query: &'a str,
    #[serde(rename = "match")]
    kind: AnswerKind,
    score: f32,
    language: Language,
    term: &'a str,
    status: TermStatus,
    concept: ConceptEntry,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrences: Option<&'a [Occurrence]>,
}

/// A query with its answers and where their terms stand in the files of `--in`.
struct Answered {
    query: String,
    answers: Vec<Answer>,
    occurrences: Occurrences,
    /// Of a query that no glossary answers.
    unlisted: Vec<Occurrence>,
}

impl Answered {
    fn of(&self, answer: &Answer) -> &[Occurrence] {
        self.occurrences.get(&answer.concept).map(Vec::as_slice).unwrap_or_default()
    }
}

pub(crate) fn run(args: &LookupArgs, context: &Context) -> Result<Exit, Failure> {
    let opened = args.termbase.open(context)?;
    let options = SearchOptions {
        from: match args.from {
            From::Fr => Some(Language::French),
            From::En => Some(Language::English),
            From::Auto => None,
        },
        mode: match (args.exact, args.prefix, args.fuzzy, args.regex) {
            (true, ..) => SearchMode::Exact,
            (_, true, ..) => SearchMode::Prefix,
            (_, _, true, _) => SearchMode::Fuzzy,
            (.., true) => SearchMode::Regex,
            _ => SearchMode::Any,
        },
        domains: opened.domains.clone(),
        limit: args.max,
    };
    let mut queries = Vec::new();
    for term in &args.term {
        if term == "-" {
            let text = crate::store::read_text(Path::new("-"))?.text;
            queries.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        } else {
            queries.push(term.clone());
        }
    }
    let mut answered = Vec::new();
    for query in queries {
        let answers = search(&opened.base, &query, &options).map_err(|error| {
            Message::new("lookup-bad-pattern").with("pattern", query.as_str()).with("message", error.message)
        })?;
        if answers.is_empty() && args.format == LookupFormat::Table {
            say_nothing(&query, &opened.base, &options, context);
        }
        let mut one = Answered { query, answers, occurrences: Occurrences::new(), unlisted: Vec::new() };
        if !args.within.is_empty() {
            find_occurrences(&mut one, &opened.base, &options, &args.within)?;
        }
        answered.push(one);
    }
    let mut out = context.output(args.output.as_deref())?;
    match args.format {
        LookupFormat::Json => {
            let rows: Vec<Row<'_>> = answered
                .iter()
                .flat_map(|one| one.answers.iter().map(move |answer| (one, answer)))
                .map(|(one, answer)| Row {
                    query: &one.query,
                    kind: answer.kind,
                    score: (answer.score * 1000.0).round() / 1000.0,
                    language: answer.language,
                    term: &answer.term,
                    status: answer.status,
                    concept: opened.base.concept(answer.concept),
                    occurrences: (!args.within.is_empty()).then(|| one.of(answer)),
                })
                .collect();
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        LookupFormat::Tsv => tsv(&mut out, &opened.base, &answered, !args.within.is_empty())?,
        LookupFormat::Table => {
            let view = View {
                l10n: context.l10n,
                color: context.colored() && args.output.is_none(),
                width: context.width(),
                lines: args.lines,
            };
            let filled: Vec<&Answered> =
                answered.iter().filter(|one| !one.answers.is_empty() || !one.unlisted.is_empty()).collect();
            for (number, one) in filled.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                if filled.len() > 1 {
                    view.line(&mut out, 0, &one.query, Style::new().bold().underline())?;
                }
                view.answers(&mut out, &opened.base, one)?;
                view.occurrences(&mut out, &one.unlisted)?;
            }
        }
    }
    out.finish()?;
    let any = answered.iter().any(|one| !one.answers.is_empty() || !one.unlisted.is_empty());
    Ok(if any { Exit::Done } else { Exit::Findings })
}

/// Tells that nothing was found, and what begins with the query.
fn say_nothing(query: &str, base: &TermBase, options: &SearchOptions, context: &Context) {
    let whole_words = SearchOptions { mode: SearchMode::Prefix, limit: 50, ..options.clone() };
    let mut longer: Vec<String> = search(base, &format!("{query} "), &whole_words)
        .unwrap_or_default()
        .into_iter()
        .map(|answer| answer.term)
        .collect();
    longer.truncate(6);
    let longer: Vec<String> = longer.iter().map(|term| term.replace(' ', "\u{a0}")).collect();
    let message = if longer.is_empty() || options.mode == SearchMode::Regex {
        Message::new("lookup-nothing").with("query", query)
    } else {
        Message::new("lookup-nothing-longer").with("query", query).with("longer", longer.join(", "))
    };
    context.tell(&message);
}

/// Where the terms of the answers stand in files; where there is no answer, the words of the query.
fn find_occurrences(
    one: &mut Answered,
    base: &TermBase,
    options: &SearchOptions,
    files: &[PathBuf],
) -> Result<(), Failure> {
    if one.answers.is_empty() {
        if options.mode != SearchMode::Regex {
            let own = concordance::base_of(&one.query);
            let found = concordance::concordance(files, &own, &BTreeSet::from([0]))?;
            one.unlisted = found.into_values().next().unwrap_or_default();
        }
        return Ok(());
    }
    let wanted = one.answers.iter().map(|answer| answer.concept).collect();
    one.occurrences = concordance::concordance(files, base, &wanted)?;
    Ok(())
}

fn tsv(out: &mut impl Write, base: &TermBase, answered: &[Answered], searched: bool) -> io::Result<()> {
    write!(out, "query\tmatch\tscore\tlanguage\tterm\tstatus\tfr\ten\tdomain\tdefinition\tconcept")?;
    writeln!(out, "{}", if searched { "\toccurrences" } else { "" })?;
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    for one in answered {
        for answer in &one.answers {
            let concept = base.concept(answer.concept);
            let terms = |language| {
                let terms: Vec<&str> = concept.accepted(language).map(|term| term.term.as_str()).collect();
                terms.join(" | ")
            };
            let occurrences: Vec<&str> = one.of(answer).iter().map(|found| found.text.as_str()).collect();
            let cells = [
                one.query.as_str(),
                name(&answer.kind),
                &format!("{:.3}", answer.score),
                answer.language.code(),
                &answer.term,
                status(answer.status),
                &terms(Language::French),
                &terms(Language::English),
                &concept.domains.join(" | "),
                concept.definition(Language::English).unwrap_or_default(),
                &concept.id,
                &occurrences.join(" | "),
            ]
            .map(clean);
            writeln!(out, "{}", cells[..if searched { 12 } else { 11 }].join("\t"))?;
        }
    }
    Ok(())
}

fn name(kind: &AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Exact => "exact",
        AnswerKind::Folded => "folded",
        AnswerKind::Inflected => "inflected",
        AnswerKind::Fuzzy => "fuzzy",
        AnswerKind::Prefix => "prefix",
        AnswerKind::Regex => "regex",
    }
}

fn status(status: TermStatus) -> &'static str {
    match status {
        TermStatus::Preferred => "preferred",
        TermStatus::Admitted => "admitted",
        TermStatus::Deprecated => "deprecated",
        TermStatus::Forbidden => "forbidden",
        TermStatus::Proposed => "proposed",
    }
}

/// How answers are shown to a person.
struct View {
    l10n: Localizer,
    color: bool,
    width: usize,
    /// Sentences of files shown below an entry.
    lines: usize,
}

const DIM: Style = Style::new().dimmed();
const WRONG: Style = AnsiColor::Red.on_default();
const HEAD: Style = AnsiColor::Cyan.on_default().bold();

impl View {
    /// Few answers as cards, many as a table.
    fn answers(&self, out: &mut impl Write, base: &TermBase, one: &Answered) -> io::Result<()> {
        let answers = &one.answers;
        if answers.len() > 6 && one.occurrences.is_empty() {
            return self.table(out, base, answers);
        }
        for (number, answer) in answers.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            self.card(out, &base.concept(answer.concept), answer)?;
            self.occurrences(out, one.of(answer))?;
        }
        Ok(())
    }

    /// Sentences with the term, each on a line with the term in the middle, its translation below.
    fn occurrences(&self, out: &mut impl Write, found: &[Occurrence]) -> io::Result<()> {
        for one in found.iter().take(self.lines) {
            let place = if one.line > 0 { format!("{}:{}", one.file, one.line) } else { one.file.clone() };
            let (before, rest) = one.text.split_at(one.start);
            let (term, after) = rest.split_at(one.end - one.start);
            let room = self.width.min(160).saturating_sub(place.width() + term.width() + 8);
            // What the end leaves free, the beginning may have.
            let end = after.width().min(room / 2);
            let before = clipped(before, room - end, true);
            let after = clipped(after, room.saturating_sub(before.width()), false);
            let style = if self.color { HEAD } else { Style::new() };
            let (open, close) = if self.color { ("", "") } else { ("[", "]") };
            if self.color {
                write!(out, "    {DIM}{place}{DIM:#}  ")?;
            } else {
                write!(out, "    {place}  ")?;
            }
            writeln!(out, "{before}{open}{style}{term}{style:#}{close}{after}")?;
            if let Some(other) = &one.translation {
                let other = clipped(other, self.width.min(160).saturating_sub(place.width() + 6), false);
                self.line(out, place.width() + 6, &other, DIM)?;
            }
        }
        if found.len() > self.lines {
            let more = Message::new("lookup-more").with("count", found.len() - self.lines);
            self.line(out, 4, &self.l10n.say(&more), DIM)?;
        }
        Ok(())
    }

    fn table(&self, out: &mut impl Write, base: &TermBase, answers: &[Answer]) -> io::Result<()> {
        let wide = self.width >= 120;
        let title = |id| self.l10n.text(id);
        let mut columns = vec![
            Column::text(title("lookup-column-fr"), 18),
            Column::text(title("lookup-column-en"), 18),
            Column::text(title("lookup-column-domain"), 12),
        ];
        if wide {
            columns.push(Column::text(title("lookup-column-definition"), 24));
        }
        let rows: Vec<Vec<Cell>> = answers
            .iter()
            .map(|answer| {
                let concept = base.concept(answer.concept);
                let terms = |language| {
                    let terms: Vec<&str> =
                        concept.accepted(language).map(|term| term.term.as_str()).collect();
                    terms.join(", ")
                };
                let mut row = vec![
                    Cell::styled(
                        terms(Language::French),
                        if answer.language == Language::French { HEAD } else { Style::new() },
                    ),
                    Cell::styled(
                        terms(Language::English),
                        if answer.language == Language::English { HEAD } else { Style::new() },
                    ),
                    Cell::styled(concept.domains.join(", "), DIM),
                ];
                if wide {
                    row.push(Cell::new(concept.definition(self.l10n.language()).unwrap_or_default()));
                }
                row
            })
            .collect();
        table::print(out, &columns, &rows, self.width.min(200), self.color)
    }

    /// A concept: its terms with what a translator must know of each, its definition, where it belongs.
    fn card(&self, out: &mut impl Write, concept: &ConceptEntry, answer: &Answer) -> io::Result<()> {
        let from = answer.language;
        for language in [from, from.other()] {
            let mut accepted: Vec<&TermSection> = concept.accepted(language).collect();
            if accepted.is_empty() {
                continue;
            }
            // The term that was asked for is where the eye begins.
            if language == from
                && let Some(at) = accepted.iter().position(|term| term.term == answer.term)
            {
                let found = accepted.remove(at);
                accepted.insert(0, found);
            }
            let texts: Vec<String> = accepted.iter().map(|term| self.term(term, language)).collect();
            let style = if language == from { HEAD } else { Style::new().bold() };
            self.labelled(out, language.code(), &texts.join(" · "), style)?;
        }
        for language in [from, from.other()] {
            for term in concept.terms(language).filter(|term| !term.status.is_accepted()) {
                let mut text =
                    format!("{} {}", if term.status == TermStatus::Forbidden { "✗" } else { "†" }, term.term);
                if let Some(other) = &term.use_instead {
                    text.push_str(&format!(" → {other}"));
                }
                for note in &term.notes {
                    text.push_str(&format!(" ({})", note.text.trim_end_matches('.')));
                }
                self.labelled(out, "", &text, WRONG)?;
            }
        }
        if let Some(definition) = concept.definition(self.l10n.language()) {
            self.labelled(out, "=", definition, Style::new())?;
        }
        for note in &concept.notes {
            self.labelled(out, "!", &note.text, Style::new().italic())?;
        }
        let mut foot = concept.domains.clone();
        if !concept.relations.is_empty() {
            let others: Vec<&str> =
                concept.relations.iter().map(|relation| relation.target.as_str()).collect();
            foot.push(self.l10n.say(&Message::new("lookup-see").with("others", others.join(", "))));
        }
        if !matches!(answer.kind, AnswerKind::Exact) {
            let id = format!("lookup-match-{}", name(&answer.kind));
            foot.push(self.l10n.say(&Message::new(id).with("score", format!("{:.2}", answer.score))));
        }
        self.labelled(out, "", &foot.join(" · "), DIM)
    }

    /// A term with gender, number, regions, register.
    fn term(&self, term: &TermSection, language: Language) -> String {
        let mut marks: Vec<String> = Vec::new();
        let mark = |id: &str| self.l10n.text(id);
        match term.part_of_speech {
            Some(PartOfSpeech::Verb) => marks.push(mark("lookup-mark-verb")),
            Some(PartOfSpeech::Adjective) => marks.push(mark("lookup-mark-adjective")),
            Some(PartOfSpeech::Adverb) => marks.push(mark("lookup-mark-adverb")),
            _ => {}
        }
        if language == Language::French {
            match term.gender {
                Some(Gender::Masculine) => marks.push(mark("lookup-mark-masculine")),
                Some(Gender::Feminine) => marks.push(mark("lookup-mark-feminine")),
                Some(Gender::Common) => marks.push(mark("lookup-mark-common")),
                None => {}
            }
        }
        match term.number {
            Some(GrammaticalNumber::Plural) => marks.push(mark("lookup-mark-plural")),
            Some(GrammaticalNumber::Mass) => marks.push(mark("lookup-mark-mass")),
            _ => {}
        }
        marks.extend(term.regions.iter().cloned());
        marks.extend(term.register.clone());
        if marks.is_empty() { term.term.clone() } else { format!("{} ({})", term.term, marks.join(", ")) }
    }

    /// A text behind a label of two letters, wrapped so that its lines stand under each other.
    fn labelled(&self, out: &mut impl Write, label: &str, text: &str, style: Style) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        for (number, line) in wrap(text, self.width.min(110) - 4).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            if self.color {
                write!(out, "{DIM}{label:>2}{DIM:#}  ")?;
            } else {
                write!(out, "{label:>2}  ")?;
            }
            self.line(out, 0, line, style)?;
        }
        Ok(())
    }

    fn line(&self, out: &mut impl Write, indent: usize, text: &str, style: Style) -> io::Result<()> {
        if self.color {
            writeln!(out, "{:indent$}{style}{text}{style:#}", "")
        } else {
            writeln!(out, "{:indent$}{text}", "")
        }
    }
}

/// As much of a text as `width` columns hold, from its end or its beginning; line breaks become blanks.
fn clipped(text: &str, width: usize, from_end: bool) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    if text.width() <= width {
        return text;
    }
    let room = width.saturating_sub(1);
    let take = |chars: &mut dyn Iterator<Item = char>| {
        let mut used = 0;
        let mut kept = Vec::new();
        for c in chars {
            used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if used > room {
                break;
            }
            kept.push(c);
        }
        kept
    };
    if from_end {
        let kept = take(&mut text.chars().rev());
        std::iter::once('…').chain(kept.into_iter().rev()).collect()
    } else {
        let kept = take(&mut text.chars());
        kept.into_iter().chain(['…']).collect()
    }
}
