//! Several documents as one tree, for formats that have no pages.

use super::{Block, BlockKind, Document, Inline, Item, Role, Table, Target};

/// One document of several: the first with the others after it, their headings one level deeper and their
/// names numbered, each in its own language. A part of another document's page is none here.
pub fn bind(documents: &[&Document]) -> Option<Document> {
    let (first, others) = documents.split_first()?;
    let mut whole = (*first).clone();
    for (number, document) in others.iter().enumerate() {
        let part = Part {
            number,
            foreign: (document.language != first.language).then_some(*document),
            is_form: document.layout == first.layout,
        };
        whole
            .blocks
            .extend(document.blocks.iter().map(|block| part.block(block)));
    }
    Some(whole)
}

struct Part<'document> {
    number: usize,
    /// The document, if its language is another.
    foreign: Option<&'document Document>,
    is_form: bool,
}

impl Part<'_> {
    fn name(&self, name: &str) -> String {
        format!("part-{}-{name}", self.number)
    }

    fn block(&self, block: &Block) -> Block {
        let anchor = block.anchor.clone().map(|mut anchor| {
            anchor.0 = self.name(&anchor.0);
            anchor
        });
        let kind = match &block.kind {
            BlockKind::Heading { level, content } => BlockKind::Heading {
                level: (level + 1).min(6),
                content: self.words(content),
            },
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.words(content)),
            BlockKind::List(list) => {
                let mut list = list.clone();
                list.items = list.items.iter().map(|item| self.item(item)).collect();
                BlockKind::List(list)
            }
            BlockKind::Quote(blocks) => {
                BlockKind::Quote(blocks.iter().map(|block| self.block(block)).collect())
            }
            BlockKind::Table(table) => BlockKind::Table(Table {
                head: table.head.iter().map(|cell| self.words(cell)).collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.words(cell)).collect())
                    .collect(),
            }),
        };
        Block {
            anchor,
            role: if self.is_form {
                block.role
            } else {
                Role::Plain
            },
            origin: block.origin.clone(),
            kind,
        }
    }

    fn item(&self, item: &Item) -> Item {
        Item {
            anchor: item.anchor.clone().map(|mut anchor| {
                anchor.0 = self.name(&anchor.0);
                anchor
            }),
            blocks: item.blocks.iter().map(|block| self.block(block)).collect(),
        }
    }

    fn words(&self, content: &[Inline]) -> Vec<Inline> {
        let content = self.links(content);
        match self.foreign {
            Some(document) if !content.is_empty() => vec![Inline::Foreign {
                language: document.language.clone(),
                content,
            }],
            Some(_) | None => content,
        }
    }

    fn links(&self, content: &[Inline]) -> Vec<Inline> {
        content
            .iter()
            .map(|inline| match inline {
                Inline::Link { target, content } => Inline::Link {
                    target: match target {
                        Target::Anchor(anchor) => {
                            let mut anchor = anchor.clone();
                            anchor.0 = self.name(&anchor.0);
                            Target::Anchor(anchor)
                        }
                        Target::Address(_) | Target::File(_) => target.clone(),
                    },
                    content: self.links(content),
                },
                Inline::Emphasis(content) => Inline::Emphasis(self.links(content)),
                Inline::Strong(content) => Inline::Strong(self.links(content)),
                Inline::Foreign { language, content } => Inline::Foreign {
                    language: language.clone(),
                    content: self.links(content),
                },
                Inline::Text(_) | Inline::Value { .. } | Inline::Blank(_) | Inline::Break => {
                    inline.clone()
                }
            })
            .collect()
    }
}
