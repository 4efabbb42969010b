//! A document as a list of passages under the names of its statements: for finding what differs
//! between two, and where.

use super::{Block, BlockKind, Document, Item, plain_text};

/// A paragraph, an item of a list, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The statement it belongs to: its own name, or that of what it is nested in or stands under.
    /// `small-print` and `draft` are on every page.
    pub statement: String,
    /// Its words; cells of a row with ` | ` between them.
    pub text: String,
}

/// What a reader of the document sees, in reading order.
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    if document.draft {
        passages.push(Passage {
            statement: "draft".to_owned(),
            text: document.frame.draft.clone(),
        });
    }
    add(&document.blocks, "", &mut passages);
    if !document.running.is_empty() {
        passages.push(Passage {
            statement: "small-print".to_owned(),
            text: document.running.clone(),
        });
    }
    passages
}

fn add(blocks: &[Block], above: &str, passages: &mut Vec<Passage>) {
    let mut section = above.to_owned();
    for block in blocks {
        let own = block.anchor.as_ref().map(|anchor| anchor.0.clone());
        let statement = own.unwrap_or_else(|| section.clone());
        let mut push = |text: String| {
            if !text.trim().is_empty() {
                passages.push(Passage {
                    statement: statement.clone(),
                    text,
                });
            }
        };
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                push(plain_text(content));
                section.clone_from(&statement);
            }
            BlockKind::Paragraph(content) => push(plain_text(content)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    if cells.iter().any(|cell| !cell.is_empty()) {
                        push(cells.join(" | "));
                    }
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    add_item(item, &statement, passages);
                }
            }
            BlockKind::Quote(inside) => add(inside, &statement, passages),
        }
    }
}

fn add_item(item: &Item, above: &str, passages: &mut Vec<Passage>) {
    let own = item.anchor.as_ref().map(|anchor| anchor.0.as_str());
    add(&item.blocks, own.unwrap_or(above), passages);
}
