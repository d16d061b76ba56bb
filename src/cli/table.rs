//! Tables for a terminal: columns as wide as they need, the widest wrapped until the whole fits.

use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A cell: its text and how it is painted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) style: anstyle::Style,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: anstyle::Style::new() }
    }

    pub(crate) fn styled(text: impl Into<String>, style: anstyle::Style) -> Self {
        Self { text: text.into(), style }
    }
}

/// A column: its title, the least it may shrink to, and its side.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// Least width; a column that may not shrink has `usize::MAX`.
    pub(crate) least: usize,
    pub(crate) right: bool,
}

impl Column {
    /// A column of running text that may be wrapped down to `least` columns.
    pub(crate) fn text(title: impl Into<String>, least: usize) -> Self {
        Self { title: title.into(), least, right: false }
    }

    /// A column of numbers.
    pub(crate) fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), least: usize::MAX, right: true }
    }
}

const GAP: usize = 2;

/// Prints rows under their titles within `width` columns. With `color` false nothing but the text is printed.
pub(crate) fn print(
    out: &mut impl Write,
    columns: &[Column],
    rows: &[Vec<Cell>],
    width: usize,
    color: bool,
) -> io::Result<()> {
    let widths = fit(columns, rows, width);
    let bold = anstyle::Style::new().bold();
    let titles: Vec<Cell> = columns.iter().map(|c| Cell::styled(c.title.clone(), bold)).collect();
    print_row(out, columns, &widths, &titles, color)?;
    let rule: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
    writeln!(out, "{}", rule.join(&" ".repeat(GAP)))?;
    for row in rows {
        print_row(out, columns, &widths, row, color)?;
    }
    Ok(())
}

/// Gives each column what it wants, then takes from the widest shrinkable ones.
fn fit(columns: &[Column], rows: &[Vec<Cell>], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.text.width());
            cells.chain([column.title.width()]).max().unwrap_or(0)
        })
        .collect();
    let gaps = GAP * columns.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let widest = (0..columns.len())
            .filter(|&i| columns[i].least != usize::MAX && widths[i] > columns[i].least)
            .max_by_key(|&i| (widths[i] - columns[i].least, i));
        let Some(widest) = widest else { break };
        widths[widest] -= 1;
    }
    widths
}

fn print_row(
    out: &mut impl Write,
    columns: &[Column],
    widths: &[usize],
    cells: &[Cell],
    color: bool,
) -> io::Result<()> {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &w)| wrap(&cell.text, w)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
    for line in 0..height {
        let mut blank = 0;
        for (i, cell) in cells.iter().enumerate() {
            let text = wrapped[i].get(line).map_or("", String::as_str);
            let pad = widths[i].saturating_sub(text.width());
            let (before, after) = if columns[i].right { (pad, 0) } else { (0, pad) };
            blank += before;
            if !text.is_empty() {
                write!(out, "{:blank$}", "")?;
                blank = 0;
                if color {
                    write!(out, "{}{text}{:#}", cell.style, cell.style)?;
                } else {
                    write!(out, "{text}")?;
                }
            }
            blank += after + GAP;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Breaks a text at blanks into lines of at most `width` columns; longer words are cut.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_its_width() {
        let columns = [Column::text("French", 8), Column::text("English", 8), Column::number("n")];
        let rows = [vec![
            Cell::new("intelligence artificielle générative"),
            Cell::new("generative AI"),
            Cell::new("12"),
        ]];
        let mut out = Vec::new();
        print(&mut out, &columns, &rows, 30, false).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|l| l.width() <= 30), "{text}");
        assert!(text.contains("intelligence  generative") && text.contains(" 12"), "{text}");
    }
}
