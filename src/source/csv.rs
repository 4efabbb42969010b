//! Reads a table that a spreadsheet has saved (RFC 4180, and what Excel makes of it) into cells that have
//! their places. The only user of `csv_core`.

use std::ops::Range;
use std::sync::Arc;

use csv_core::{ReadFieldResult, ReaderBuilder};

use crate::span::{SourceFile, Span};

/// A table; its first row that is not empty holds the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    pub header: Vec<CsvCell>,
    /// What stands below them; rows without a word in them are left out.
    pub rows: Vec<CsvRow>,
    /// A cell whose quotes never close: all that follows it seems to be in it.
    pub unclosed_quote_cell: Option<CsvCell>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// As a spreadsheet counts: from 1, the headings included.
    pub row_number: usize,
    /// Its cells, as many as were written.
    pub cells: Vec<CsvCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvCell {
    /// What it says, without the white space around it.
    pub text: String,
    /// Its place in the file, quotes included.
    pub span: Span,
}

/// Reads a table. Cells are parted by commas, or by semicolons or tabs if the first line has more of those.
pub fn read_csv_table(file: &Arc<SourceFile>) -> CsvTable {
    let bytes = file.text.as_bytes();
    let mut reader = ReaderBuilder::new()
        .delimiter(detect_delimiter(&file.text))
        .build();
    let mut sheet = CsvTable {
        header: Vec::new(),
        rows: Vec::new(),
        unclosed_quote_cell: None,
    };
    let mut row = CsvRow {
        row_number: 1,
        cells: Vec::new(),
    };
    let mut field = vec![0; bytes.len()];
    let (mut at, mut number) = (0, 1);
    let mut ended_by_return = false;
    loop {
        // The reader passes over empty lines; a spreadsheet counts them.
        if row.cells.is_empty() {
            while let Some(end @ (b'\r' | b'\n')) = bytes.get(at) {
                number += usize::from(!(ended_by_return && *end == b'\n'));
                ended_by_return = *end == b'\r';
                at += 1;
            }
            row.row_number = number;
        }
        let (result, read, written) = reader.read_field(&bytes[at..], &mut field);
        let ends_row = match result {
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::InputEmpty if read == 0 && at >= bytes.len() => {
                // Told that nothing follows, it gives the last cell or says that there is none.
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
        let ended = matches!(result, ReadFieldResult::Field { .. }) && last.is_some();
        let place = at..if ended { end - 1 } else { end };
        row.cells.push(new_csv_cell(file, place, &field[..written]));
        at = end;
        if ends_row {
            ended_by_return = last == Some(b'\r');
            number += 1;
            let done = std::mem::replace(
                &mut row,
                CsvRow {
                    row_number: number,
                    cells: Vec::new(),
                },
            );
            push_csv_row(&mut sheet, done);
        }
        if matches!(result, ReadFieldResult::InputEmpty) {
            break;
        }
    }
    sheet
}

fn new_csv_cell(file: &Arc<SourceFile>, place: Range<usize>, text: &[u8]) -> CsvCell {
    CsvCell {
        text: String::from_utf8_lossy(text).trim().to_owned(),
        span: Span {
            file: file.clone(),
            byte_range: place,
        },
    }
}

fn push_csv_row(sheet: &mut CsvTable, mut row: CsvRow) {
    if let Some(last) = row.cells.last() {
        let raw = last.span.text();
        if raw.starts_with('"') && raw.matches('"').count() % 2 == 1 {
            sheet.unclosed_quote_cell = Some(last.clone());
        }
    }
    // Excel writes as many cells for every row as the widest has.
    while row.cells.last().is_some_and(|cell| cell.text.is_empty()) {
        row.cells.pop();
    }
    if row.cells.is_empty() {
        return;
    }
    if sheet.header.is_empty() {
        sheet.header = row.cells;
    } else {
        sheet.rows.push(row);
    }
}

/// The name of a column in a spreadsheet, counted from 0: `A`, `Z`, `AA`.
pub fn column_letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).expect("less than 26"));
    match place / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", column_letters(more - 1)),
    }
}

fn detect_delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let mut outside = String::new();
    for (place, part) in first.unwrap_or_default().split('"').enumerate() {
        if place % 2 == 0 {
            outside.push_str(part);
        }
    }
    let count = |delimiter: char| outside.matches(delimiter).count();
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
        let texts = cells.iter();
        texts
            .map(|cell| (cell.text.as_str(), cell.span.text()))
            .collect()
    }

    #[test]
    fn cells_have_their_texts_and_places() {
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
    fn semicolons_and_tabs_part_cells_where_the_first_line_says_so() {
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
    fn a_quote_that_never_closes_is_told() {
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
