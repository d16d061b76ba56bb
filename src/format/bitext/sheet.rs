//! Workbooks of pairs: every sheet with two columns.

use super::side::Builder;
use super::table::{Columns, add_row};
use crate::document::{Bilingual, Origin};
use crate::format::FormatError;
use crate::format::sheet::read_sheets;

/// Reads the pairs of all sheets. A unit's line is its row.
///
/// # Errors
/// When it is no workbook, or a row has one cell.
pub(super) fn read_workbook(bytes: &[u8]) -> Result<Bilingual, FormatError> {
    let mut builder = Builder::default();
    for sheet in read_sheets(bytes)? {
        let named = sheet
            .rows
            .iter()
            .take(5)
            .position(|(_, row)| Columns::of_header(row.iter().map(String::as_str)).is_some());
        let columns = named
            .and_then(|at| Columns::of_header(sheet.rows[at].1.iter().map(String::as_str)))
            .unwrap_or_default();
        for (number, row) in &sheet.rows[named.map_or(0, |at| at + 1)..] {
            if row.len() > 1 {
                add_row(&mut builder, &columns, row, *number, 0)?;
            }
        }
        let [source, target] = columns.languages;
        builder.out.source_language = builder.out.source_language.or(source);
        builder.out.target_language = builder.out.target_language.or(target);
    }
    let mut read = builder.finish();
    (read.source.origin, read.target.origin) = (Origin::None, Origin::None);
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_above_the_header_are_left_alone() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in
            [["Projet", ""], ["Source", "Target"], ["Une puce.", "A chip."]].iter().enumerate()
        {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
        let read = read_workbook(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!((read.source.text.as_str(), read.target.text.as_str()), ("Une puce.\n", "A chip.\n"));
        assert_eq!(read.units[0].line, 3);
    }
}
