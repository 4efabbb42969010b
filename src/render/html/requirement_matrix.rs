//! What the agencies of a network lack, as one page: a table that can be sorted without a server, read aloud,
//! and printed. Its words are English, as the grantee's work is.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::html_writer::HtmlWriter;
use crate::document::compliance_matrix::{
    ComplianceGapKind, ComplianceMatrix, MatrixCell, MatrixRow,
};

const MATRIX_CSS: &str = include_str!("../../../templates/theme/matrix.css");
const MATRIX_SCRIPT: &str = include_str!("../../../templates/theme/matrix.js");

/// The whole page. Without its script it is the same table in the order of the files.
pub fn render_requirement_matrix(matrix: &ComplianceMatrix) -> String {
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
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>What each agency lacks</title>\n\
             <style>\n{MATRIX_CSS}</style>\n</head>\n<body>\n<main>\n<h1>What each agency lacks</h1>\n"
        );
    }

    fn write_matrix_totals(&mut self, matrix: &ComplianceMatrix) {
        let in_order = |row: &&MatrixRow| {
            row.cells
                .iter()
                .all(|cell| *cell == MatrixCell::Gaps(Vec::new()))
        };
        let agencies = matrix.rows.len();
        let good = matrix.rows.iter().filter(in_order).count();
        let _ = writeln!(
            self.html,
            "<p class=\"lead\">As of {}: {agencies} {}, {good} with everything in order.</p>",
            matrix.as_of_date,
            if agencies == 1 { "agency" } else { "agencies" }
        );
        self.push_markup("<table class=\"totals\">\n<caption>How many agencies lack what</caption>\n<thead><tr><th scope=\"col\">What is asked</th>");
        for kind in ComplianceGapKind::ALL {
            let _ = write!(
                self.html,
                "<th scope=\"col\">{}</th>",
                capitalize(kind.label())
            );
        }
        self.push_markup("</tr></thead>\n<tbody>\n");
        for (place, column) in matrix.columns.iter().enumerate() {
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
                let lacking = matrix.rows.iter().filter(|row| {
                    let lacks = row.cells[place].gaps();
                    lacks.iter().any(|lack| lack.kind == kind)
                });
                let _ = write!(self.html, "<td>{}</td>", lacking.count());
            }
            self.push_markup("</tr>\n");
        }
        self.push_markup("</tbody>\n</table>\n");
    }

    fn write_matrix_table(&mut self, matrix: &ComplianceMatrix) {
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
                MatrixCell::Gaps(lacks) if lacks.is_empty() => {
                    self.push_markup("<span class=\"good\">in order</span>");
                }
                MatrixCell::Gaps(lacks) => {
                    self.push_markup("<ul>");
                    for lack in lacks {
                        let _ = write!(
                            self.html,
                            "<li><strong>{}</strong> ",
                            capitalize(lack.kind.label())
                        );
                        self.push_text(&lack.description);
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

/// What a column is sorted by: the most pressing lack first, then how many there are.
fn cell_sort_rank(cell: &MatrixCell) -> usize {
    let MatrixCell::Gaps(lacks) = cell else {
        return 1;
    };
    let pressing = lacks.iter().map(|lack| match lack.kind {
        ComplianceGapKind::Overdue => 4,
        ComplianceGapKind::Missing => 3,
        ComplianceGapKind::NotApproved => 2,
        ComplianceGapKind::OutOfDate => 1,
    });
    pressing.max().unwrap_or(0) * 1000 + lacks.len().min(999)
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A path as part of an address.
fn percent_encode_path(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                text.push(char::from(byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}
