//! An agency's choices of statements, applied to the tree: left out, reworded, added.
//!
//! Working on the tree and not on the template's text keeps the numbering right, and the template
//! free of a condition for each of its statements.

use crate::document::{
    Block, BlockKind, BlockOrigin, BlockRole, Inline, LinkTarget, ListItem, plain_text, traversal,
};

/// What a statement can be told to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum StatementChange<'choice> {
    /// Leave it out, with all that is nested in it; a heading goes with its section.
    LeaveOut,
    /// Say it in these words; what is nested in it stays.
    Reword(AgencyText<'choice>),
    AddAfter(AgencyText<'choice>),
}

/// Words of the agency's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AgencyText<'choice> {
    /// One text a paragraph; at least one.
    pub(super) paragraphs: &'choice [String],
    /// The setting that holds them.
    pub(super) setting_path: &'choice str,
}

impl AgencyText<'_> {
    fn to_inline(&self, text: String) -> Inline {
        Inline::FactValue {
            text,
            setting_paths: vec![self.setting_path.to_owned()],
        }
    }

    fn to_blocks(&self) -> Vec<Block> {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .map(|paragraph| Block {
                anchor: None,
                role: BlockRole::Plain,
                origin: Some(BlockOrigin::Setting(self.setting_path.to_owned())),
                kind: BlockKind::Paragraph(vec![self.to_inline(paragraph.clone())]),
            })
            .collect()
    }
}

/// A table, which has no words of its own to replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TableNotRewordable;

/// The names of all statements of a document, in reading order.
pub(super) fn statement_names(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks {
        found.extend(block.anchor.iter().map(|name| name.0.clone()));
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    found.extend(item.anchor.iter().map(|name| name.0.clone()));
                    found.extend(statement_names(&item.blocks));
                }
            }
            BlockKind::Quote(blocks) => found.extend(statement_names(blocks)),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
        }
    }
    found
}

/// The words of a statement itself, without what is nested in it and without the colon that leads
/// there; none for a table.
pub(super) fn statement_text(blocks: &[Block], name: &str) -> Option<String> {
    blocks.iter().find_map(|block| {
        if block.anchor.as_ref().is_some_and(|own| own.0 == name) {
            return block_text(block);
        }
        match &block.kind {
            BlockKind::List(list) => list.items.iter().find_map(|item| {
                if item.anchor.as_ref().is_some_and(|own| own.0 == name) {
                    item.blocks.first().and_then(block_text)
                } else {
                    statement_text(&item.blocks, name)
                }
            }),
            BlockKind::Quote(inside) => statement_text(inside, name),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => None,
        }
    })
}

fn block_text(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            let words = plain_text(content);
            Some(words.trim_end().trim_end_matches([':', '.']).to_owned())
        }
        BlockKind::Quote(inside) => inside.first().and_then(block_text),
        BlockKind::List(_) | BlockKind::Table(_) => None,
    }
}

/// Makes one change to the statement of that name, if it is there.
pub(super) fn apply_change(
    blocks: &mut Vec<Block>,
    name: &str,
    change: StatementChange,
) -> Result<(), TableNotRewordable> {
    change_in_blocks(blocks, name, change).map(drop)
}

/// Turns links to statements that are no longer there into plain words.
pub(super) fn remove_broken_links(blocks: &mut [Block]) {
    let present = statement_names(blocks);
    unlink_in_blocks(blocks, &present);
}

/// Whether the statement was found here or deeper.
fn change_in_blocks(
    blocks: &mut Vec<Block>,
    name: &str,
    change: StatementChange,
) -> Result<bool, TableNotRewordable> {
    for at in 0..blocks.len() {
        if blocks[at].anchor.as_ref().is_some_and(|own| own.0 == name) {
            match change {
                StatementChange::LeaveOut => {
                    let end = find_section_end(blocks, at);
                    blocks.drain(at..end);
                    traversal::remove_empty_headings(blocks);
                }
                StatementChange::Reword(words) => reword_block(&mut blocks[at], words)?,
                StatementChange::AddAfter(words) => {
                    let end = match blocks[at].kind {
                        BlockKind::Heading { .. } => at + 1,
                        _ => find_section_end(blocks, at),
                    };
                    blocks.splice(end..end, words.to_blocks());
                }
            }
            return Ok(true);
        }
        let found = match &mut blocks[at].kind {
            BlockKind::List(list) => change_in_list_items(&mut list.items, name, change)?,
            BlockKind::Quote(inside) => change_in_blocks(inside, name, change)?,
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => false,
        };
        if !found {
            continue;
        }
        let emptied = match &blocks[at].kind {
            BlockKind::List(list) => list.items.is_empty(),
            BlockKind::Quote(inside) => inside.is_empty(),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => false,
        };
        if emptied {
            blocks.remove(at);
            traversal::remove_empty_headings(blocks);
        }
        return Ok(true);
    }
    Ok(false)
}

fn change_in_list_items(
    items: &mut Vec<ListItem>,
    name: &str,
    change: StatementChange,
) -> Result<bool, TableNotRewordable> {
    for at in 0..items.len() {
        if items[at].anchor.as_ref().is_some_and(|own| own.0 == name) {
            match change {
                StatementChange::LeaveOut => {
                    items.remove(at);
                }
                StatementChange::Reword(words) => {
                    // The first block holds the item's own words; the rest of them is nested.
                    let role = items[at].blocks[0].role;
                    let mut words = words.to_blocks();
                    words[0].role = role;
                    items[at].blocks.splice(0..1, words);
                }
                StatementChange::AddAfter(words) => items.insert(
                    at + 1,
                    ListItem {
                        anchor: None,
                        blocks: words.to_blocks(),
                    },
                ),
            }
            return Ok(true);
        }
        if change_in_blocks(&mut items[at].blocks, name, change)? {
            // An item that introduced what is gone ("…annually on:") would end in nothing.
            if change == StatementChange::LeaveOut && is_orphaned_intro(&items[at]) {
                items.remove(at);
            }
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_orphaned_intro(item: &ListItem) -> bool {
    match item.blocks.as_slice() {
        [] => true,
        [
            Block {
                kind: BlockKind::Paragraph(content),
                ..
            },
        ] => plain_text(content).trim_end().ends_with(':'),
        _ => false,
    }
}

/// One past the last block that belongs to the one at `at`: a heading's section, or itself.
fn find_section_end(blocks: &[Block], at: usize) -> usize {
    let BlockKind::Heading { level, .. } = blocks[at].kind else {
        return at + 1;
    };
    blocks[at + 1..]
        .iter()
        .position(
            |block| matches!(block.kind, BlockKind::Heading { level: next, .. } if next <= level),
        )
        .map_or(blocks.len(), |offset| at + 1 + offset)
}

fn reword_block(block: &mut Block, words: AgencyText) -> Result<(), TableNotRewordable> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            *content = vec![words.to_inline(words.paragraphs.join(" "))];
        }
        BlockKind::Quote(blocks) => *blocks = words.to_blocks(),
        BlockKind::List(_) | BlockKind::Table(_) => return Err(TableNotRewordable),
    }
    block.origin = Some(BlockOrigin::Setting(words.setting_path.to_owned()));
    Ok(())
}

fn unlink_in_blocks(blocks: &mut [Block], present: &[String]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                unlink_in_inlines(content, present);
            }
            BlockKind::List(list) => {
                for item in &mut list.items {
                    unlink_in_blocks(&mut item.blocks, present);
                }
            }
            BlockKind::Quote(blocks) => unlink_in_blocks(blocks, present),
            BlockKind::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    unlink_in_inlines(cell, present);
                }
            }
        }
    }
}

fn unlink_in_inlines(inlines: &mut Vec<Inline>, present: &[String]) {
    let mut at = 0;
    while at < inlines.len() {
        match &mut inlines[at] {
            Inline::Link { target, content } => {
                let missing =
                    matches!(target, LinkTarget::Anchor(anchor) if !present.contains(&anchor.0));
                unlink_in_inlines(content, present);
                if missing {
                    let content = std::mem::take(content);
                    at += content.len();
                    inlines.splice(at - content.len()..=at - content.len(), content);
                    continue;
                }
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::OtherLanguage { content, .. } => unlink_in_inlines(content, present),
            Inline::Text(_) | Inline::FactValue { .. } | Inline::Blank(_) | Inline::LineBreak => {}
        }
        at += 1;
    }
}
