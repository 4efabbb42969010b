//! Combines documents into one tree, for formats without pages.

use super::{
    Anchor, Block, BlockKind, BlockRole, Document, Inline, LinkTarget, List, ListItem, Table,
    map_links,
};

/// Appends all other documents to the first. Their headings become one level deeper, their anchors get a
/// numbered prefix, and their language is marked. Blocks of a document with another layout lose their
/// roles.
pub fn combine_documents(documents: &[&Document]) -> Option<Document> {
    let (first, others) = documents.split_first()?;
    let mut combined = (*first).clone();
    for (number, document) in others.iter().enumerate() {
        let part = CombinedPart {
            part_number: number,
            other_language_document: (document.language != first.language).then_some(*document),
            has_same_layout: document.layout == first.layout,
        };
        combined
            .blocks
            .extend(document.blocks.iter().map(|block| part.adapt_block(block)));
    }
    Some(combined)
}

struct CombinedPart<'document> {
    part_number: usize,
    /// The document, if its language differs from the first document's.
    other_language_document: Option<&'document Document>,
    has_same_layout: bool,
}

impl CombinedPart<'_> {
    fn prefix_anchor(&self, anchor: &Anchor) -> Anchor {
        Anchor(format!("part-{}-{}", self.part_number, anchor.0))
    }

    fn adapt_block(&self, block: &Block) -> Block {
        let kind = match &block.kind {
            BlockKind::Heading { level, content } => BlockKind::Heading {
                level: (level + 1).min(6),
                content: self.adapt_inlines(content),
            },
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.adapt_inlines(content)),
            BlockKind::List(list) => BlockKind::List(List {
                start_number: list.start_number,
                items: list
                    .items
                    .iter()
                    .map(|item| self.adapt_list_item(item))
                    .collect(),
            }),
            BlockKind::Quote(blocks) => {
                BlockKind::Quote(blocks.iter().map(|block| self.adapt_block(block)).collect())
            }
            BlockKind::Table(table) => BlockKind::Table(Table {
                header: table
                    .header
                    .iter()
                    .map(|cell| self.adapt_inlines(cell))
                    .collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.adapt_inlines(cell)).collect())
                    .collect(),
            }),
        };
        Block {
            anchor: block
                .anchor
                .as_ref()
                .map(|anchor| self.prefix_anchor(anchor)),
            role: if self.has_same_layout {
                block.role
            } else {
                BlockRole::Plain
            },
            origin: block.origin.clone(),
            kind,
        }
    }

    fn adapt_list_item(&self, item: &ListItem) -> ListItem {
        ListItem {
            anchor: item
                .anchor
                .as_ref()
                .map(|anchor| self.prefix_anchor(anchor)),
            blocks: item
                .blocks
                .iter()
                .map(|block| self.adapt_block(block))
                .collect(),
        }
    }

    fn adapt_inlines(&self, content: &[Inline]) -> Vec<Inline> {
        let content = self.prefix_link_anchors(content);
        match self.other_language_document {
            Some(document) if !content.is_empty() => vec![Inline::OtherLanguage {
                language: document.language.clone(),
                content,
            }],
            Some(_) | None => content,
        }
    }

    fn prefix_link_anchors(&self, content: &[Inline]) -> Vec<Inline> {
        map_links(content, &|target, content| {
            let target = match target {
                LinkTarget::Anchor(anchor) => LinkTarget::Anchor(self.prefix_anchor(anchor)),
                LinkTarget::Url(_) | LinkTarget::PacketFile(_) => target.clone(),
            };
            vec![Inline::Link { target, content }]
        })
    }
}
