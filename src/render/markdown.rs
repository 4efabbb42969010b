//! GitHub Flavored Markdown, to be read and edited as text: one paragraph per line, and a backslash
//! only where a character would otherwise be read as syntax.
//!
//! Owns the syntax of blocks; inline syntax and all escaping are in `inline_text`. Anchors, and links
//! to them, are left out, because Markdown has no anchors.

use crate::document::{Block, BlockKind, Document, Inline, List, Table};
use crate::render::image::Image;

mod inline_text;

/// Renders a document as a Markdown file that ends in one line feed.
///
/// A draft begins with its draft label in bold; the footer text is last, below a rule.
pub fn render_markdown(document: &Document) -> String {
    let mut parts = Vec::new();
    if document.is_draft {
        let label = Inline::Strong(vec![Inline::Text(
            document.page_strings.draft_label.clone(),
        )]);
        parts.push(inline_text::render_paragraph(&[label]));
    }
    parts.extend(render_blocks(&document.blocks));
    if !document.footer_text.is_empty() {
        parts.push("---".to_owned());
        let footer = Inline::Emphasis(vec![Inline::Text(document.footer_text.clone())]);
        parts.push(inline_text::render_paragraph(&[footer]));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// Renders a document after a line with its logo, an image file in the same folder.
pub fn render_markdown_with_logo(
    document: &Document,
    logo: Option<&std::sync::Arc<Image>>,
) -> String {
    let text = render_markdown(document);
    match logo {
        Some(logo) => format!(
            "![{}]({})\n\n{text}",
            inline_text::escape_alt_text(&logo.alt_text),
            logo.file_name()
        ),
        None => text,
    }
}

/// Renders each block.
fn render_blocks(blocks: &[Block]) -> Vec<String> {
    let mut second_marker = false;
    let mut previous = None;
    blocks
        .iter()
        .map(|block| {
            let numbered = match &block.kind {
                BlockKind::List(list) => Some(list.start_number.is_some()),
                BlockKind::Heading { .. }
                | BlockKind::Paragraph(_)
                | BlockKind::Quote(_)
                | BlockKind::Table(_) => None,
            };
            // Two consecutive lists would merge into one: the second gets the other marker.
            second_marker = numbered.is_some() && numbered == previous && !second_marker;
            previous = numbered;
            match &block.kind {
                BlockKind::Heading { level, content } => {
                    format!(
                        "{} {}",
                        "#".repeat(usize::from(*level)),
                        inline_text::render_heading(content)
                    )
                }
                BlockKind::Paragraph(content) => inline_text::render_paragraph(content),
                BlockKind::List(list) => render_list(list, second_marker),
                BlockKind::Quote(quoted) => {
                    prefix_lines(&render_blocks(quoted).join("\n\n"), "> ", "> ")
                }
                BlockKind::Table(table) => render_table(table),
            }
        })
        .collect()
}

fn render_list(list: &List, second_marker: bool) -> String {
    let separator = if is_tight_list(list) { "\n" } else { "\n\n" };
    let items: Vec<String> = (0_u64..)
        .zip(&list.items)
        .map(|(index, item)| {
            let marker = match (list.start_number, second_marker) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(start), false) => format!("{}. ", start + index),
                (Some(start), true) => format!("{}) ", start + index),
            };
            let text = render_blocks(&item.blocks).join(separator);
            prefix_lines(&text, &marker, &" ".repeat(marker.len()))
        })
        .collect();
    items.join(separator)
}

/// Whether the list has the same structure without empty lines in it.
fn is_tight_list(list: &List) -> bool {
    list.items.iter().all(|item| match item.blocks.as_slice() {
        [] => true,
        [first, nested @ ..] => {
            matches!(first.kind, BlockKind::Paragraph(_))
                && nested.iter().all(|block| match &block.kind {
                    // Only a list from 1 may follow a paragraph without an empty line.
                    BlockKind::List(list) => {
                        list.start_number.is_none_or(|start| start == 1) && is_tight_list(list)
                    }
                    BlockKind::Heading { .. }
                    | BlockKind::Paragraph(_)
                    | BlockKind::Quote(_)
                    | BlockKind::Table(_) => false,
                })
        }
    })
}

/// Prefixes the first line of `text` with `first` and the others with `others`.
fn prefix_lines(text: &str, first: &str, others: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .enumerate()
        .map(|(index, line)| {
            let prefix = if index == 0 { first } else { others };
            format!("{prefix}{line}").trim_end_matches(' ').to_owned()
        })
        .collect();
    lines.join("\n")
}

/// Width, in characters, up to which the columns of a table are padded to line up.
const MAX_ALIGNED_TABLE_CHARS: usize = 110;

fn render_table(table: &Table) -> String {
    let render_cells = |row: &Vec<Vec<Inline>>| {
        row.iter()
            .map(|cell| inline_text::render_table_cell(cell))
            .collect::<Vec<_>>()
    };
    let head = render_cells(&table.header);
    let rows: Vec<Vec<String>> = table.rows.iter().map(render_cells).collect();
    let mut widths = vec![3; head.len()];
    for row in std::iter::once(&head).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    if widths.iter().sum::<usize>() + 3 * widths.len() > MAX_ALIGNED_TABLE_CHARS {
        widths.fill(0);
    }
    let format_row = |row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!(" {cell:width$} "))
            .collect();
        format!("|{}|", cells.join("|"))
    };
    let rule = widths
        .iter()
        .map(|&width| "-".repeat(width.max(3)))
        .collect();
    let mut lines = vec![format_row(&head), format_row(&rule)];
    lines.extend(rows.iter().map(format_row));
    lines.join("\n")
}
