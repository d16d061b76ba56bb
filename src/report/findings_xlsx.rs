//! Findings as a workbook for the client.

use super::findings::Row;
use crate::l10n::Localizer;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

/// The workbook's bytes: a sheet with a row a finding, the header frozen and filtered.
///
/// # Errors
/// When a cell is too long for the format.
pub fn findings_xlsx(rows: &[Row], l10n: Localizer) -> Result<Vec<u8>, XlsxError> {
    const COLUMNS: [(&str, f64); 10] = [
        ("check-column-file", 24.0),
        ("check-column-segment", 9.0),
        ("check-column-severity", 10.0),
        ("check-column-rule", 10.0),
        ("check-column-message", 50.0),
        ("check-column-french", 60.0),
        ("check-column-english", 60.0),
        ("check-column-expected", 30.0),
        ("check-column-confidence", 10.0),
        ("check-column-key", 18.0),
    ];
    let mut book = Workbook::new();
    // No date of making: the same findings are the same bytes.
    let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch));
    let sheet = book.add_worksheet();
    let head = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (id, width)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, l10n.text(id), &head)?;
        sheet.set_column_width(column, width)?;
    }
    let live: Vec<&Row> = rows.iter().filter(|row| row.is_live()).collect();
    for (line, row) in (1u32..).zip(&live) {
        let unit = row.unit.clone().unwrap_or_else(|| (row.segment + 1).to_string());
        let cells = [
            row.place().path.clone(),
            unit,
            l10n.text(&format!("severity-{}", row.severity.name())),
            row.rule.name().to_owned(),
            row.say(l10n),
            row.source.sentence.clone(),
            row.target.sentence.clone(),
            row.expected.join(" | "),
        ];
        for (column, cell) in (0u16..).zip(&cells) {
            let cut: String = cell.chars().take(32_000).collect();
            sheet.write_string_with_format(line, column, cut, &wrap)?;
        }
        sheet.write_number(line, 8, (f64::from(row.confidence) * 100.0).round() / 100.0)?;
        sheet.write_string(line, 9, &row.fingerprint)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, live.len().max(1) as u32, COLUMNS.len() as u16 - 1)?;
    book.save_to_buffer()
}
