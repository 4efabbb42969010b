//! Writes the requirement matrix of a network as an HTML page, with a table that can be sorted offline. Its own text
//! is English, the language of the grantee.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::html_writer::HtmlWriter;
use crate::document::requirement_matrix::{
    ComplianceGapKind, MatrixCell, MatrixRow, RequirementMatrix,
};

const MATRIX_CSS: &str = include_str!("../../../templates/theme/matrix.css");
const MATRIX_SCRIPT: &str = include_str!("../../../templates/theme/matrix.js");

/// Returns the whole page. Without its script the table is complete but cannot be sorted.
pub fn render_requirement_matrix(matrix: &RequirementMatrix) -> String {
    let mut page = HtmlWriter::new(false);
    page.write_matrix_head();
    page.write_matrix_totals(matrix);
    page.write_matrix_table(matrix);
    let _ = write!(
        page.html,
        "</main>\n<script>{}</script>\n</body>\n</html>\n",
        MATRIX_SCRIPT.trim()
    );
    page.html
}

impl HtmlWriter {
    fn write_matrix_head(&mut self) {
        let script = BASE64.encode(Sha256::digest(MATRIX_SCRIPT.trim().as_bytes()));
        let _ = write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"format-detection\" content=\"telephone=no\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>Compliance gaps by agency</title>\n\
             <style>\n{MATRIX_CSS}</style>\n</head>\n<body>\n<main>\n<h1>Compliance gaps by agency</h1>\n"
        );
    }

    fn write_matrix_totals(&mut self, matrix: &RequirementMatrix) {
        let agencies = matrix.rows.len();
        let no_gaps = MatrixCell::Gaps(Vec::new());
        let is_in_order = |row: &&MatrixRow| row.cells.iter().all(|cell| *cell == no_gaps);
        let in_order = matrix.rows.iter().filter(is_in_order).count();
        let _ = writeln!(
            self.html,
            "<p class=\"lead\">As of {}: {agencies} {}, {in_order} with everything in order.</p>",
            matrix.as_of_date,
            if agencies == 1 { "agency" } else { "agencies" }
        );
        self.push_markup("<table class=\"totals\">\n<caption>Number of agencies with each gap</caption>\n<thead><tr><th scope=\"col\">Requirement</th>");
        for kind in ComplianceGapKind::ALL {
            let _ = write!(
                self.html,
                "<th scope=\"col\">{}</th>",
                capitalize(kind.label())
            );
        }
        self.push_markup("</tr></thead>\n<tbody>\n");
        for (index, column) in matrix.columns.iter().enumerate() {
            self.push_markup("<tr><th scope=\"row\">");
            self.push_text(&column.heading);
            self.push_markup("<span class=\"about\">");
            self.push_text(&column.requirement_text);
            if let Some(citation) = &column.citation {
                self.push_markup(" (");
                self.push_text(citation);
                self.push_markup(")");
            }
            self.push_markup("</span></th>");
            for kind in ComplianceGapKind::ALL {
                let agencies = matrix.rows.iter().filter(|row| {
                    let gaps = row.cells[index].gaps();
                    gaps.iter().any(|gap| gap.kind == kind)
                });
                let _ = write!(self.html, "<td>{}</td>", agencies.count());
            }
            self.push_markup("</tr>\n");
        }
        self.push_markup("</tbody>\n</table>\n");
    }

    fn write_matrix_table(&mut self, matrix: &RequirementMatrix) {
        self.push_markup(
            "<div class=\"sideways\" role=\"region\" aria-labelledby=\"Agencies-title\" tabindex=\"0\">\n\
             <table class=\"matrix\" id=\"Agencies\">\n<caption id=\"Agencies-title\">Agency by agency</caption>\n\
             <thead><tr><th scope=\"col\" data-sort=\"text\">Agency</th>\
             <th scope=\"col\" data-sort=\"rank\">To do</th>",
        );
        for column in &matrix.columns {
            self.push_markup("<th scope=\"col\" data-sort=\"rank\">");
            self.push_text(&column.heading);
            self.push_markup("</th>");
        }
        self.push_markup("</tr></thead>\n<tbody>\n");
        for row in &matrix.rows {
            self.write_matrix_row(row);
        }
        self.push_markup("</tbody>\n</table>\n</div>\n<p id=\"Agencies-sorted\" class=\"told\" role=\"status\"></p>\n");
    }

    fn write_matrix_row(&mut self, row: &MatrixRow) {
        self.push_markup("<tr><th scope=\"row\">");
        if let Some(page) = &row.packet_page {
            self.push_markup("<a");
            self.push_attribute("href", &percent_encode_path(page));
            self.push_markup(">");
            self.push_text(&row.agency_name);
            self.push_markup("</a>");
        } else {
            self.push_text(&row.agency_name);
        }
        self.push_markup("</th>");
        let to_do = row.gaps().count();
        let _ = write!(self.html, "<td data-rank=\"{to_do}\">{to_do}</td>");
        for cell in &row.cells {
            let _ = write!(self.html, "<td data-rank=\"{}\">", cell_sort_rank(cell));
            match cell {
                MatrixCell::Unknown => self.push_markup("not known"),
                MatrixCell::Gaps(gaps) if gaps.is_empty() => {
                    self.push_markup("<span class=\"good\">in order</span>");
                }
                MatrixCell::Gaps(gaps) => {
                    self.push_markup("<ul>");
                    for gap in gaps {
                        let _ = write!(
                            self.html,
                            "<li><strong>{}</strong> ",
                            capitalize(gap.kind.label())
                        );
                        self.push_text(&gap.description);
                        self.push_markup("</li>");
                    }
                    self.push_markup("</ul>");
                }
            }
            self.push_markup("</td>");
        }
        self.push_markup("</tr>\n");
    }
}

/// Returns the value to sort a column by: the most serious kind of gap first, then the number of gaps.
fn cell_sort_rank(cell: &MatrixCell) -> usize {
    let MatrixCell::Gaps(gaps) = cell else {
        return 1;
    };
    let severities = gaps.iter().map(|gap| match gap.kind {
        ComplianceGapKind::Overdue => 4,
        ComplianceGapKind::Missing => 3,
        ComplianceGapKind::NotApproved => 2,
        ComplianceGapKind::OutOfDate => 1,
    });
    severities.max().unwrap_or(0) * 1000 + gaps.len().min(999)
}

fn capitalize(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Percent-encodes a path for a URL; slashes stay.
fn percent_encode_path(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                url.push(char::from(byte));
            }
            _ => {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}
