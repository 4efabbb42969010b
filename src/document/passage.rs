//! A document as a list of passages under the names of its statements: for finding what differs
//! between two, and where.

use std::collections::BTreeSet;

use super::{Block, BlockKind, Document, Inline, ListItem, plain_text, traversal};

/// A paragraph, an item of a list, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// The statement it belongs to: its own name, or that of what it is nested in or stands under.
    /// `small-print` and `draft` are on every page.
    pub statement_name: String,
    /// The heading it stands under, of whatever level; empty before the first.
    pub heading: String,
    /// Its words; cells of a row with ` | ` between them.
    pub text: String,
    /// The settings that they come from.
    pub setting_paths: BTreeSet<String>,
}

/// What a reader of the document sees, in reading order.
pub fn document_passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    if document.is_draft {
        passages.push(Passage {
            statement_name: "draft".to_owned(),
            text: document.page_strings.draft_label.clone(),
            ..Passage::default()
        });
    }
    passages.extend(block_passages(&document.blocks));
    if !document.footer_text.is_empty() {
        passages.push(Passage {
            statement_name: "small-print".to_owned(),
            text: document.footer_text.clone(),
            ..Passage::default()
        });
    }
    passages
}

/// As [`passages`], of blocks alone.
pub fn block_passages(blocks: &[Block]) -> Vec<Passage> {
    let mut passages = Vec::new();
    push_block_passages(blocks, "", &mut String::new(), &mut passages);
    passages
}

fn push_block_passages(
    blocks: &[Block],
    above: &str,
    heading: &mut String,
    passages: &mut Vec<Passage>,
) {
    let mut section = above.to_owned();
    for block in blocks {
        let own = block.anchor.as_ref().map(|anchor| anchor.0.clone());
        let statement = own.unwrap_or_else(|| section.clone());
        if let BlockKind::Heading { content, .. } = &block.kind {
            *heading = plain_text(content);
        }
        let mut push = |cells: &[&[Inline]]| {
            let texts: Vec<String> = cells.iter().map(|cell| plain_text(cell)).collect();
            if texts.iter().any(|text| !text.trim().is_empty()) {
                let settings = cells
                    .iter()
                    .flat_map(|cell| traversal::settings_in_inlines(cell));
                passages.push(Passage {
                    statement_name: statement.clone(),
                    heading: heading.clone(),
                    text: texts.join(" | "),
                    setting_paths: settings.map(str::to_owned).collect(),
                });
            }
        };
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                push(&[content]);
                section.clone_from(&statement);
            }
            BlockKind::Paragraph(content) => push(&[content]),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    push(&row.iter().map(Vec::as_slice).collect::<Vec<_>>());
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_item_passages(item, &statement, heading, passages);
                }
            }
            BlockKind::Quote(inside) => push_block_passages(inside, &statement, heading, passages),
        }
    }
}

fn push_item_passages(
    item: &ListItem,
    above: &str,
    heading: &mut String,
    passages: &mut Vec<Passage>,
) {
    let own = item.anchor.as_ref().map(|anchor| anchor.0.as_str());
    push_block_passages(&item.blocks, own.unwrap_or(above), heading, passages);
}
