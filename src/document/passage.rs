//! The passages of a document by statement, for the comparison of two editions.

use std::collections::BTreeSet;

use super::{Block, BlockKind, Document, Inline, ListItem, plain_text, traversal};

/// The statement name of the mark on every page of a draft.
pub const DRAFT_MARK: &str = "draft";

/// The statement name of the footer of every page.
pub const PAGE_FOOTER: &str = "small-print";

/// The text of a heading, paragraph or table row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparedPassage {
    /// The statement it belongs to: its own name, or that of the block or heading that contains it.
    /// Or else [`DRAFT_MARK`] or [`PAGE_FOOTER`].
    pub statement_name: String,
    /// The last heading of any level above it; empty before the first heading.
    pub heading: String,
    /// The text; cells of a row are separated by ` | `.
    pub text: String,
    /// The settings that the text comes from.
    pub setting_paths: BTreeSet<String>,
}

/// Returns all passages of a document in reading order, including draft mark and footer.
pub fn document_passages(document: &Document) -> Vec<ComparedPassage> {
    let mut passages = Vec::new();
    if document.is_draft {
        passages.push(ComparedPassage {
            statement_name: DRAFT_MARK.to_owned(),
            text: document.page_strings.draft_label.clone(),
            ..ComparedPassage::default()
        });
    }
    passages.extend(block_passages(&document.blocks));
    if !document.footer_text.is_empty() {
        passages.push(ComparedPassage {
            statement_name: PAGE_FOOTER.to_owned(),
            text: document.footer_text.clone(),
            ..ComparedPassage::default()
        });
    }
    passages
}

/// Returns the passages of blocks.
pub fn block_passages(blocks: &[Block]) -> Vec<ComparedPassage> {
    let mut passages = Vec::new();
    push_block_passages(blocks, "", &mut String::new(), &mut passages);
    passages
}

fn push_block_passages(
    blocks: &[Block],
    parent_name: &str,
    heading: &mut String,
    passages: &mut Vec<ComparedPassage>,
) {
    let mut section_name = parent_name.to_owned();
    for block in blocks {
        let statement_name = match &block.anchor {
            Some(anchor) => anchor.0.clone(),
            None => section_name.clone(),
        };
        if let BlockKind::Heading { content, .. } = &block.kind {
            *heading = plain_text(content);
        }
        let mut push_passage = |cells: &[&[Inline]]| {
            let texts: Vec<String> = cells.iter().map(|cell| plain_text(cell)).collect();
            if texts.iter().any(|text| !text.trim().is_empty()) {
                let settings = cells
                    .iter()
                    .flat_map(|cell| traversal::settings_in_inlines(cell));
                passages.push(ComparedPassage {
                    statement_name: statement_name.clone(),
                    heading: heading.clone(),
                    text: texts.join(" | "),
                    setting_paths: settings.map(str::to_owned).collect(),
                });
            }
        };
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                push_passage(&[content]);
                section_name.clone_from(&statement_name);
            }
            BlockKind::Paragraph(content) => push_passage(&[content]),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    push_passage(&row.iter().map(Vec::as_slice).collect::<Vec<_>>());
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_item_passages(item, &statement_name, heading, passages);
                }
            }
            BlockKind::Quote(blocks) => {
                push_block_passages(blocks, &statement_name, heading, passages);
            }
        }
    }
}

fn push_item_passages(
    item: &ListItem,
    parent_name: &str,
    heading: &mut String,
    passages: &mut Vec<ComparedPassage>,
) {
    let name = item.anchor.as_ref().map_or(parent_name, |anchor| &anchor.0);
    push_block_passages(&item.blocks, name, heading, passages);
}
