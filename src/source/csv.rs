//! Reads CSV files (RFC 4180, and what Excel saves as CSV) into cells with positions. The only user of
//! `csv_core`.

use std::ops::Range;
use std::sync::Arc;

use csv_core::{ReadFieldResult, ReaderBuilder};

use crate::span::{SourceFile, Span};

/// A table; the first row that is not empty is the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    pub header: Vec<CsvCell>,
    /// The rows below the header, without empty ones.
    pub rows: Vec<CsvRow>,
    /// A cell with an unclosed quote, which contains the rest of the file.
    pub unclosed_quote_cell: Option<CsvCell>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// The number of the row in a spreadsheet: from 1, header included.
    pub row_number: usize,
    /// The cells, without empty ones at the end.
    pub cells: Vec<CsvCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvCell {
    /// The text, without the whitespace around it.
    pub text: String,
    /// The position in the file, quotes included.
    pub span: Span,
}

/// Parses a CSV file. Cells are separated by commas, or by semicolons or tabs if the first line has more
/// of those.
pub fn read_csv_table(file: &Arc<SourceFile>) -> CsvTable {
    let bytes = file.text.as_bytes();
    let mut reader = ReaderBuilder::new()
        .delimiter(detect_delimiter(&file.text))
        .build();
    let mut table = CsvTable {
        header: Vec::new(),
        rows: Vec::new(),
        unclosed_quote_cell: None,
    };
    let mut row = CsvRow {
        row_number: 1,
        cells: Vec::new(),
    };
    let mut field = vec![0; bytes.len()];
    let (mut at, mut row_number) = (0, 1);
    let mut ended_by_return = false;
    loop {
        // `csv_core` skips empty lines; a spreadsheet counts them.
        if row.cells.is_empty() {
            while let Some(end @ (b'\r' | b'\n')) = bytes.get(at) {
                row_number += usize::from(!(ended_by_return && *end == b'\n'));
                ended_by_return = *end == b'\r';
                at += 1;
            }
            row.row_number = row_number;
        }
        let (result, read, written) = reader.read_field(&bytes[at..], &mut field);
        let ends_row = match result {
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::InputEmpty if read == 0 && at >= bytes.len() => {
                // An empty input makes it return the last cell, if there is one.
                match reader.read_field(&[], &mut field[..]) {
                    (ReadFieldResult::Field { .. }, ..) => true,
                    _ => break,
                }
            }
            ReadFieldResult::InputEmpty => true,
            ReadFieldResult::OutputFull | ReadFieldResult::End => break,
        };
        let end = at + read;
        let last = (read > 0).then(|| bytes[end - 1]);
        let has_terminator = matches!(result, ReadFieldResult::Field { .. }) && last.is_some();
        let cell_range = at..end - usize::from(has_terminator);
        row.cells
            .push(new_csv_cell(file, cell_range, &field[..written]));
        at = end;
        if ends_row {
            ended_by_return = last == Some(b'\r');
            row_number += 1;
            let next_row = CsvRow {
                row_number,
                cells: Vec::new(),
            };
            push_csv_row(&mut table, std::mem::replace(&mut row, next_row));
        }
        if matches!(result, ReadFieldResult::InputEmpty) {
            break;
        }
    }
    table
}

/// Returns what a file is if it is not text that a spreadsheet program saved: `an Excel workbook`.
pub fn detect_non_csv_file(bytes: &[u8]) -> Option<&'static str> {
    let contains = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(if contains(b"xl/") {
            "an Excel workbook"
        } else if contains(b"opendocument.spreadsheet") {
            "a LibreOffice spreadsheet"
        } else if contains(b"word/") {
            "a Word file"
        } else {
            "a workbook of a spreadsheet program or a ZIP file"
        });
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    [
        // The files of Office before 2007.
        (&b"\xD0\xCF\x11\xE0"[..], "an Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"<", "a web page or XML file"),
        (b"{\\rtf", "an RTF file"),
    ]
    .into_iter()
    .find(|(start, _)| text.starts_with(start))
    .map(|(_, file_kind)| file_kind)
}

fn new_csv_cell(file: &Arc<SourceFile>, byte_range: Range<usize>, text: &[u8]) -> CsvCell {
    CsvCell {
        text: String::from_utf8_lossy(text).trim().to_owned(),
        span: Span {
            file: file.clone(),
            byte_range,
        },
    }
}

fn push_csv_row(table: &mut CsvTable, mut row: CsvRow) {
    if let Some(last) = row.cells.last() {
        let source_text = last.span.text();
        if source_text.starts_with('"') && source_text.matches('"').count() % 2 == 1 {
            table.unclosed_quote_cell = Some(last.clone());
        }
    }
    // Excel pads every row to the width of the widest one.
    while row.cells.last().is_some_and(|cell| cell.text.is_empty()) {
        row.cells.pop();
    }
    if row.cells.is_empty() || is_separator_line(&row, table) {
        return;
    }
    if table.header.is_empty() {
        table.header = row.cells;
    } else {
        table.rows.push(row);
    }
}

/// Returns whether a row is the line `sep=;` before the header, which tells Excel what separates cells.
fn is_separator_line(row: &CsvRow, table: &CsvTable) -> bool {
    table.header.is_empty() && row.cells.len() == 1 && row.cells[0].text.starts_with("sep=")
}

/// Returns a column's name in spreadsheets: `A` for 0, `Z` for 25, `AA` for 26.
pub fn column_letters(column_index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column_index % 26).expect("less than 26"));
    match column_index / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", column_letters(more - 1)),
    }
}

fn detect_delimiter(text: &str) -> u8 {
    let first_line = text.lines().find(|line| !line.trim().is_empty());
    // Every other part is outside quotes.
    let unquoted: String = first_line
        .unwrap_or_default()
        .split('"')
        .step_by(2)
        .collect();
    if let Some(separator @ (b',' | b';' | b'\t')) = unquoted
        .strip_prefix("sep=")
        .and_then(|rest| rest.as_bytes().first())
    {
        return *separator;
    }
    let count = |delimiter: char| unquoted.matches(delimiter).count();
    let commas = count(',');
    if count(';') > commas {
        b';'
    } else if count('\t') > commas {
        b'\t'
    } else {
        b','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> CsvTable {
        read_csv_table(&Arc::new(SourceFile {
            name: "x.csv".to_owned(),
            text: text.to_owned(),
        }))
    }

    fn texts(cells: &[CsvCell]) -> Vec<(&str, &str)> {
        cells
            .iter()
            .map(|cell| (cell.text.as_str(), cell.span.text()))
            .collect()
    }

    #[test]
    fn cells_have_their_texts_and_positions() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!(
                "name,phone{end}\"Hope, \"\"Inc\"\"\", 1 {end}{end},,{end}\"two\nlines\",é"
            );
            let sheet = sheet(&text);
            assert_eq!(texts(&sheet.header), [("name", "name"), ("phone", "phone")]);
            let rows: Vec<_> = sheet
                .rows
                .iter()
                .map(|row| (row.row_number, texts(&row.cells)))
                .collect();
            assert_eq!(
                rows,
                [
                    (
                        2,
                        vec![("Hope, \"Inc\"", "\"Hope, \"\"Inc\"\"\""), ("1", " 1 ")]
                    ),
                    (5, vec![("two\nlines", "\"two\nlines\""), ("é", "é")]),
                ],
                "{end:?}"
            );
            assert_eq!(sheet.unclosed_quote_cell, None);
        }
    }

    #[test]
    fn the_first_line_decides_between_commas_semicolons_and_tabs() {
        assert_eq!(
            texts(&sheet("a;b\n1,5;2\n").rows[0].cells),
            [("1,5", "1,5"), ("2", "2")]
        );
        assert_eq!(
            texts(&sheet("a\tb\n1;5\t2\n").rows[0].cells),
            [("1;5", "1;5"), ("2", "2")]
        );
        assert_eq!(
            texts(&sheet("\"a;b;c\",d\n1,2").rows[0].cells),
            [("1", "1"), ("2", "2")]
        );
    }

    #[test]
    fn an_unclosed_quote_is_found() {
        let sheet = sheet("a,b\n1,\"two\n3,4\n");
        assert_eq!(
            sheet
                .unclosed_quote_cell
                .expect("it is found")
                .span
                .line_column(),
            (2, 3)
        );
    }

    #[test]
    fn an_empty_file_has_no_headings() {
        for text in ["", "\n\n", ",,\n", "  "] {
            let sheet = sheet(text);
            assert!(sheet.header.is_empty() && sheet.rows.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
