//! Writes CSV for spreadsheets (RFC 4180).

/// Returns a row of a table, with its line ending.
pub(crate) fn format_csv_row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| escape_csv_cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// Returns a cell, quoted if needed; an apostrophe before a formula keeps spreadsheets from evaluating it.
fn escape_csv_cell(text: &str) -> String {
    let text = if text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', ';', '\r', '\n', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::format_csv_row;

    fn row(cells: &[&str]) -> String {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        format_csv_row(&cells)
    }

    #[test]
    fn no_cell_is_a_formula() {
        for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            assert_eq!(row(&[&format!("{sign}1+1")]), format!("'{sign}1+1\r\n"));
        }
        assert_eq!(row(&["\t=1"]), "\"'\t=1\"\r\n");
        assert_eq!(row(&["a=1", "319-555-0120"]), "a=1,319-555-0120\r\n");
    }

    #[test]
    fn a_cell_is_what_was_put_into_it() {
        assert_eq!(
            row(&["a, b", "c;d", "say \"no\"", "two\nlines", " round ", ""]),
            "\"a, b\",\"c;d\",\"say \"\"no\"\"\",\"two\nlines\",\" round \",\r\n"
        );
    }
}
