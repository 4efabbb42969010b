//! Tables for spreadsheets (RFC 4180).

/// One line of a table.
pub(super) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell; what a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let harmless = if text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if harmless.contains(['"', ',', ';', '\r', '\n', '\t']) || harmless.trim() != harmless {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}
