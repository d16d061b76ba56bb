//! The text that a PDF converter has laid out: pages back into paragraphs.

use super::builder::Builder;
use crate::document::{BlockKind, Document, Origin};
use rustc_hash::FxHashMap;

/// Reads the output of `pdftotext -layout`: pages end with a form feed, lines are those of the page. Running heads, page
/// numbers and hyphens at line ends are taken out. Total.
pub fn read_laid_out(text: &str) -> Document {
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.lines().map(str::trim_end).collect())
        .filter(|page: &Vec<&str>| page.iter().any(|line| !line.is_empty()))
        .collect();
    let mut margins: FxHashMap<String, usize> = FxHashMap::default();
    for page in &pages {
        let mut lines: Vec<String> = margin_lines(page).map(without_digits).collect();
        lines.sort();
        lines.dedup();
        lines.into_iter().for_each(|line| *margins.entry(line).or_default() += 1);
    }
    let running = |line: &str| {
        pages.len() > 2 && margins.get(&without_digits(line)).is_some_and(|n| *n * 2 > pages.len())
    };
    let mut builder = Builder::default();
    let mut previous = "";
    for page in &pages {
        let edges: Vec<&str> = margin_lines(page).collect();
        // An empty line ends a paragraph; a page does not, unless the sentence has ended.
        let (mut begun, mut gap) = (false, ended(previous));
        for line in page {
            let words = line.trim();
            if words.is_empty() {
                gap |= begun;
                continue;
            }
            if edges.contains(line) && (running(line) || is_page_number(words)) {
                continue;
            }
            let indent = |l: &str| l.len() - l.trim_start().len();
            // A line that begins further in, after one that ended a sentence, begins a paragraph.
            if gap || (begun && ended(previous) && indent(line) > indent(previous) + 1) {
                builder.end();
            }
            let item =
                words.strip_prefix(['•', '▪', '●', '◦', '–', '—']).filter(|rest| rest.starts_with(' '));
            if let Some(item) = item {
                builder.begin(BlockKind::ListItem);
                push_line(&mut builder, item.trim());
            } else {
                push_line(&mut builder, words);
            }
            (begun, gap, previous) = (true, false, line);
        }
    }
    let mut document = builder.finish();
    document.origin = Origin::None;
    document
}

fn ended(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', ':', '»', '”'])
}

/// Adds a line; a word that is cut by a hyphen is put together.
fn push_line(builder: &mut Builder, words: &str) {
    match words.strip_suffix('-').filter(|rest| rest.ends_with(char::is_lowercase)) {
        Some(cut) => builder.push(cut, None),
        None => {
            builder.push(words, None);
            builder.push(" ", None);
        }
    }
}

/// The first and the last two lines that are not empty.
fn margin_lines<'p, 't>(page: &'p [&'t str]) -> impl Iterator<Item = &'t str> + use<'p, 't> {
    let full = || page.iter().copied().filter(|line| !line.trim().is_empty());
    full().take(2).chain(full().rev().take(2))
}

fn without_digits(line: &str) -> String {
    line.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

fn is_page_number(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '|'));
    !bare.is_empty() && bare.len() < 10 && bare.chars().all(|c| c.is_numeric() || matches!(c, '/' | ' '))
        || (bare.to_lowercase().starts_with("page ") && bare.len() < 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_become_paragraphs() {
        let page = |n: usize, body: &str| format!("Revue des puces{:>40}\n\n{body}\n\n{:>30}\n\u{c}", n, n);
        let text = page(
            1,
            "  La jeune pousse annonce une le-\nvée de fonds de dix millions\nd’euros.\n\n  Elle recrute",
        ) + &page(2, "des ingénieurs.\n\n• Un point.\n• Deux.")
            + &page(3, "Fin.");
        let document = read_laid_out(&text);
        let texts: Vec<&str> = document.blocks.iter().map(|b| b.span.text(&document.text)).collect();
        assert_eq!(
            texts,
            [
                "La jeune pousse annonce une levée de fonds de dix millions d’euros.",
                "Elle recrute des ingénieurs.",
                "Un point.",
                "Deux.",
                "Fin.",
            ]
        );
    }
}
