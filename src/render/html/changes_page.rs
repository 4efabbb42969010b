//! Writes the changes between two packets as an HTML page: deletions struck through, insertions underlined, and both
//! announced to screen readers.

use super::html_writer::escape_html;
use crate::document::passage_diff::{DiffSide, PassageChange};

/// Returns the page with the changes of each document, under the document's title.
pub fn render_changes_page(title: &str, documents: &[(String, Vec<PassageChange>)]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0}</title>\n<style>\n{CHANGES_CSS}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escape_html(title)
    );
    if documents.is_empty() {
        page.push_str("<p>Nothing a reader sees has changed.</p>\n");
    } else {
        page.push_str(
            "<p><del>Struck-through text</del> was deleted; <ins>underlined text</ins> was inserted.</p>\n",
        );
    }
    for (document, changes) in documents {
        page.push_str(&format!("<h2>{}</h2>\n", escape_html(document)));
        let mut section = None;
        for change in changes {
            let place = change.describe_location();
            if section.as_ref() != Some(&place) {
                page.push_str(&format!("<h3>{}</h3>\n", escape_html(&place)));
                section = Some(place);
            }
            page.push_str("<p>");
            for segment in &change.segments {
                let text = escape_html(&segment.text);
                page.push_str(&match segment.side {
                    DiffSide::Both => text,
                    DiffSide::OldOnly => format!("<del>{text}</del>"),
                    DiffSide::NewOnly => format!("<ins>{text}</ins>"),
                });
            }
            page.push_str("</p>\n");
        }
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The generated content is for screen readers, most of which do not announce `del` and `ins`.
const CHANGES_CSS: &str =
    "body { font-family: sans-serif; line-height: 1.5; max-width: 46rem; margin: 2rem auto; \
padding: 0 1rem; color: #1a1a1a; background: #ffffff; }
h2 { border-top: 2px solid #004b87; padding-top: 0.5rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin-bottom: 0; }
p { margin-top: 0.25rem; overflow-wrap: anywhere; }
del { background: #fde8e8; color: #8b1a1a; }
ins { background: #e3f4e3; color: #14521a; }
del::before { content: \"[deleted: \"; }
ins::before { content: \"[inserted: \"; }
del::after, ins::after { content: \"] \"; }
del::before, ins::before, del::after, ins::after { position: absolute; width: 1px; height: 1px; \
overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
";
