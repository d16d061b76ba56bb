//! The glossary of an article as one self-contained HTML file: sortable, searchable, readable without scripts.

use super::glossary::ENGLISH;
use crate::generate::{Context, Origin, Row, RowStatus};
use crate::l10n::{Localizer, Message};
use crate::morph::Gender;
use crate::text::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Sources that are named one by one.
const MOST_NAMED: usize = 3;
/// Confidence from which a row is sure, and from which it is likely.
const SURE: f64 = 0.7;
const LIKELY: f64 = 0.45;

const TEMPLATE: &str = include_str!("data/glossary.html");

/// Escapes text for element content and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Both languages of a word of the interface; the style sheet shows one.
fn both(id: &str) -> String {
    Language::ALL
        .map(|l| {
            let text = escape(&Localizer::new(l).text(id));
            format!("<span data-l=\"{0}\" lang=\"{0}\">{text}</span>", l.code())
        })
        .concat()
}

fn option(value: &str, names: [String; 2], shown: Language) -> String {
    let [fr, en] = names.map(|n| escape(&n));
    let now = if shown == Language::French { &fr } else { &en };
    format!("<option value=\"{}\" data-fr=\"{fr}\" data-en=\"{en}\">{now}</option>", escape(value))
}

/// The sources by their names, or by their number where they are many.
fn named(files: &[String], l10n: Localizer) -> String {
    if files.len() > MOST_NAMED {
        return l10n.say(&Message::new("report-glossary-files").with("count", files.len()));
    }
    let name = |file: &String| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    files.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Writes the report. `files` are the sources' names.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_html(rows: &[Row], files: &[String], l10n: Localizer, out: &mut impl Write) -> io::Result<()> {
    let statuses: BTreeSet<RowStatus> = rows.iter().map(|r| r.status).collect();
    let domains: BTreeSet<&str> = rows.iter().flat_map(|r| &r.domains).map(String::as_str).collect();
    let names = |id: String| Language::ALL.map(|l| Localizer::new(l).text(&id));
    let status_options: String = statuses
        .iter()
        .map(|s| option(s.code(), names(format!("status-{}", s.code())), l10n.language()))
        .collect();
    let domain_options: String = domains
        .iter()
        .map(|d| option(d, [d.replace('-', " "), d.replace('-', " ")], l10n.language()))
        .collect();
    let other = l10n.language().other();
    let summary = Language::ALL
        .map(|l| {
            let text = Localizer::new(l).say(
                &Message::new("report-glossary-summary")
                    .with("terms", rows.len())
                    .with("files", named(files, Localizer::new(l))),
            );
            format!("<span data-l=\"{0}\" lang=\"{0}\">{1}</span>", l.code(), escape(&text))
        })
        .concat();
    let body: String = rows.iter().map(|row| html_row(row, files)).collect();
    let title = l10n.say(&Message::new("report-glossary-title").with("files", named(files, l10n)));
    let values = [
        ("lang", l10n.language().code().to_owned()),
        ("title", escape(&title)),
        ("summary", summary),
        ("status-options", status_options),
        ("domain-options", domain_options),
        ("other-lang", other.code().to_owned()),
        ("other-name", if other == Language::French { "Français" } else { "English" }.to_owned()),
        ("footer", both("report-footer")),
        ("rows", body),
    ];
    fill(TEMPLATE, &values, out)
}

/// Writes a template, each `{{name}}` replaced by its value. Values are not searched for names again.
pub(super) fn fill(template: &str, values: &[(&str, String)], out: &mut impl Write) -> io::Result<()> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.write_all(before.as_bytes())?;
        let Some((name, tail)) = after.split_once("}}") else { break };
        let value = values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v.as_str());
        out.write_all(value.as_bytes())?;
        rest = tail;
    }
    out.write_all(rest.as_bytes())
}

fn html_row(row: &Row, files: &[String]) -> String {
    let english: Vec<&str> = row.english.iter().map(|e| e.text.as_str()).collect();
    let mut html = String::new();
    let _ = write!(
        html,
        "<tr data-fr=\"{}\" data-en=\"{}\" data-status=\"{}\" data-score=\"{:.3}\" data-freq=\"{}\" data-domain=\"{}\">",
        escape(&row.french),
        escape(english.first().copied().unwrap_or_default()),
        row.status.code(),
        row.score,
        row.frequency,
        escape(&row.domains.join(",")),
    );
    let gender = row.gender.map(|g| match g {
        Gender::Masculine => "m.",
        Gender::Feminine => "f.",
        Gender::Common => "m./f.",
    });
    let _ = write!(html, "<th scope=\"row\" lang=\"fr\">{}", escape(&row.french));
    if let Some(gender) = gender {
        let _ = write!(html, " <span class=\"grammar\">{gender}</span>");
    }
    for variant in &row.variants {
        let _ = write!(html, "<div class=\"variant\">{}</div>", escape(&variant.french));
    }
    if let Some(see) = row.see.as_ref().filter(|see| !row.variants.iter().any(|v| v.french == **see)) {
        let _ = write!(html, "<div class=\"grammar\">= {}</div>", escape(see));
    }
    if let Some(definition) = &row.definition {
        let _ = write!(html, "<p class=\"definition\" lang=\"en\">{}</p>", escape(definition));
    }
    html.push_str("</th><td class=\"en\" lang=\"en\"><ul>");
    let shown = row.shown(ENGLISH);
    for e in &shown {
        let guess = matches!(e.origin, Origin::Composed | Origin::Cognate | Origin::Dictionary);
        let class = if guess { " class=\"guess\"" } else { "" };
        let count =
            if e.count > 0 { format!(" <span class=\"origin\">×{}</span>", e.count) } else { String::new() };
        let _ = write!(html, "<li{class}>{}{count}</li>", escape(&e.text));
    }
    html.push_str("</ul>");
    // The other synonyms are there for whoever asks.
    let rest: Vec<&str> = row
        .english
        .iter()
        .filter(|e| !shown.iter().any(|s| std::ptr::eq(*s, *e)))
        .map(|e| e.text.as_str())
        .collect();
    if !rest.is_empty() {
        let _ = write!(
            html,
            "<details><summary>+ {}</summary>{}</details>",
            rest.len(),
            escape(&rest.join(", "))
        );
    }
    html.push_str("</td>");
    let code = row.status.code();
    let _ = write!(
        html,
        "<td class=\"state\"><span class=\"status s-{code}\">{}</span>",
        both(&format!("status-{code}"))
    );
    for domain in &row.domains {
        let _ = write!(html, "<div class=\"grammar\">{}</div>", escape(&domain.replace('-', " ")));
    }
    html.push_str("</td>");
    let level = match row.score {
        s if s >= SURE => "sure",
        s if s >= LIKELY => "likely",
        _ => "doubtful",
    };
    let percent = (row.score * 100.0).round().clamp(0.0, 100.0);
    let _ = write!(
        html,
        "<td class=\"num\"><span class=\"bar {level}\" aria-hidden=\"true\"><i style=\"width:{percent}%\"></i></span>{percent} %</td>\
         <td class=\"num freq\">{}</td><td class=\"context\">",
        row.frequency,
    );
    if let Some(context) = &row.context {
        html.push_str(&html_context(context));
        if let Some(file) = files.get(context.file) {
            let _ = write!(html, "<span class=\"where\">{}:{}</span>", escape(file), context.line);
        }
    }
    html.push_str("</td></tr>\n");
    html
}

fn html_context(context: &Context) -> String {
    let (before, term, after) = context.split();
    let mut html =
        format!("<p lang=\"fr\">{}<mark>{}</mark>{}</p>", escape(before), escape(term), escape(after));
    if let Some(en) = &context.en {
        let span = context.en_span.filter(|s| en.get(s.start..s.end).is_some());
        let text = match span {
            Some(s) => format!(
                "{}<mark>{}</mark>{}",
                escape(&en[..s.start]),
                escape(&en[s.start..s.end]),
                escape(&en[s.end..])
            ),
            None => escape(en),
        };
        let _ = write!(html, "<p class=\"tr\" lang=\"en\">{text}</p>");
    }
    html
}
