//! Spreadsheets as rows of text (XLSX).

use super::FormatError;
use super::archive::Archive;
use calamine::{DataRef, Reader, Xlsx};
use std::io::Cursor;

/// Cells of one workbook that are read at most.
const CELLS: usize = 20_000_000;
/// Columns beyond this hold no terms.
const COLUMNS: u32 = 1024;

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Row numbers as the user sees them, from 1, with the cells; empty rows are left out.
    pub(crate) rows: Vec<(usize, Vec<String>)>,
}

/// The name of a cell: row from 1, column from 0, `B7`.
pub(crate) fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    format!("{}{row}", letters.into_iter().collect::<String>())
}

/// Reads all sheets of a workbook.
///
/// # Errors
/// When it is no workbook, or a bomb.
pub(crate) fn read_sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FormatError> {
    let broken = || FormatError::Problem { line: 0, column: 0, problem: "sheet", arguments: Vec::new() };
    Archive::open(bytes)?.verify()?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut out = Vec::new();
    let mut count = 0;
    for name in book.sheet_names() {
        // Charts have no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Sheet { name: name.clone(), rows: Vec::new() };
        while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::Empty | DataRef::Error(_) => continue,
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    text.clone()
                }
                DataRef::Int(number) => number.to_string(),
                DataRef::Float(number) => number.to_string(),
                DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
                DataRef::DateTime(date) => date.to_string(),
            };
            count += 1;
            if count > CELLS {
                return Err(FormatError::Limit { what: "cells", limit: CELLS });
            }
            if column >= COLUMNS || text.is_empty() {
                continue;
            }
            let number = row as usize + 1;
            if sheet.rows.last().is_none_or(|(last, _)| *last != number) {
                sheet.rows.push((number, Vec::new()));
            }
            let cells = &mut sheet.rows.last_mut().expect("just pushed").1;
            if cells.len() <= column as usize {
                cells.resize(column as usize + 1, String::new());
            }
            cells[column as usize] = text;
        }
        if !sheet.rows.is_empty() {
            out.push(sheet);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_as_text() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Français").unwrap();
        sheet.write(0, 2, "English").unwrap();
        sheet.write(2, 0, 12.5).unwrap();
        sheet.write(2, 1, true).unwrap();
        let sheets = read_sheets(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(sheets[0].rows[0].1, ["Français", "", "English"]);
        assert_eq!(sheets[0].rows[1], (3, vec!["12.5".to_owned(), "TRUE".to_owned()]));
        assert!(read_sheets(b"PK\x03\x04").is_err());
    }

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(cell_name(7, column), name);
        }
    }
}
