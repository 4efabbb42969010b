//! Omits, rewords and adds statements in a document's block tree.
//!
//! Editing the tree instead of the template's text keeps the numbering right, and templates need no condition for
//! each statement.

use crate::document::{
    Block, BlockKind, BlockOrigin, BlockRole, Inline, LinkTarget, ListItem, plain_text, traversal,
};

/// A change to a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum StatementTreeEdit<'choice> {
    /// Removes it and everything nested in it; a heading goes with its section.
    LeaveOut,
    /// Replaces its text; what is nested in it stays.
    Reword(AgencyText<'choice>),
    AddAfter(AgencyText<'choice>),
}

/// A text of the agency's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AgencyText<'choice> {
    /// At least one paragraph.
    pub(super) paragraphs: &'choice [String],
    /// The setting that holds the text.
    pub(super) setting_path: &'choice str,
}

impl AgencyText<'_> {
    fn to_inline(self, text: String) -> Inline {
        Inline::FactValue {
            text,
            setting_paths: vec![self.setting_path.to_owned()],
        }
    }

    fn to_blocks(self) -> Vec<Block> {
        self.paragraphs
            .iter()
            .map(|paragraph| Block {
                anchor: None,
                role: BlockRole::Plain,
                origin: Some(BlockOrigin::Setting(self.setting_path.to_owned())),
                kind: BlockKind::Paragraph(vec![self.to_inline(paragraph.clone())]),
            })
            .collect()
    }
}

/// The error of rewording a table or list, which has no text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TableNotRewordable;

/// Returns the names of all statements of a document, in reading order.
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

/// Returns the text of a statement without nested blocks and without its final colon or period; none for a table.
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
            let text = plain_text(content);
            Some(text.trim_end().trim_end_matches([':', '.']).to_owned())
        }
        BlockKind::Quote(inside) => inside.first().and_then(block_text),
        BlockKind::List(_) | BlockKind::Table(_) => None,
    }
}

/// Applies a change to a statement, if the document has it.
pub(super) fn apply_change(
    blocks: &mut Vec<Block>,
    name: &str,
    change: StatementTreeEdit,
) -> Result<(), TableNotRewordable> {
    find_and_change_statement(blocks, name, change).map(drop)
}

/// Replaces links to removed statements with their text.
pub(super) fn remove_broken_links(blocks: &mut [Block]) {
    let present = statement_names(blocks);
    unlink_in_blocks(blocks, &present);
}

/// Applies a change and returns whether the blocks have the statement.
fn find_and_change_statement(
    blocks: &mut Vec<Block>,
    name: &str,
    change: StatementTreeEdit,
) -> Result<bool, TableNotRewordable> {
    for at in 0..blocks.len() {
        if blocks[at].anchor.as_ref().is_some_and(|own| own.0 == name) {
            match change {
                StatementTreeEdit::LeaveOut => {
                    let end = find_section_end(blocks, at);
                    blocks.drain(at..end);
                    traversal::remove_empty_headings(blocks);
                }
                StatementTreeEdit::Reword(text) => reword_block(&mut blocks[at], text)?,
                StatementTreeEdit::AddAfter(text) => {
                    let end = match blocks[at].kind {
                        BlockKind::Heading { .. } => at + 1,
                        _ => find_section_end(blocks, at),
                    };
                    blocks.splice(end..end, text.to_blocks());
                }
            }
            return Ok(true);
        }
        let found = match &mut blocks[at].kind {
            BlockKind::List(list) => change_in_list_items(&mut list.items, name, change)?,
            BlockKind::Quote(inside) => find_and_change_statement(inside, name, change)?,
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => false,
        };
        if !found {
            continue;
        }
        let is_empty = match &blocks[at].kind {
            BlockKind::List(list) => list.items.is_empty(),
            BlockKind::Quote(inside) => inside.is_empty(),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => false,
        };
        if is_empty {
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
    change: StatementTreeEdit,
) -> Result<bool, TableNotRewordable> {
    for at in 0..items.len() {
        if items[at].anchor.as_ref().is_some_and(|own| own.0 == name) {
            match change {
                StatementTreeEdit::LeaveOut => {
                    items.remove(at);
                }
                StatementTreeEdit::Reword(text) => {
                    // The first block is the item's own text; the others are nested.
                    let mut own_blocks = text.to_blocks();
                    own_blocks[0].role = items[at].blocks[0].role;
                    items[at].blocks.splice(0..1, own_blocks);
                }
                StatementTreeEdit::AddAfter(text) => items.insert(
                    at + 1,
                    ListItem {
                        anchor: None,
                        blocks: text.to_blocks(),
                    },
                ),
            }
            return Ok(true);
        }
        if find_and_change_statement(&mut items[at].blocks, name, change)? {
            // An item that introduced a removed list ("…annually on:") has nothing left to introduce.
            if change == StatementTreeEdit::LeaveOut && is_item_left_without_sublist(&items[at]) {
                items.remove(at);
            }
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_item_left_without_sublist(item: &ListItem) -> bool {
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

/// Returns the end of the section of a heading at `at`; after any other block, `at + 1`.
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

fn reword_block(block: &mut Block, text: AgencyText) -> Result<(), TableNotRewordable> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            *content = vec![text.to_inline(text.paragraphs.join(" "))];
        }
        BlockKind::Quote(blocks) => *blocks = text.to_blocks(),
        BlockKind::List(_) | BlockKind::Table(_) => return Err(TableNotRewordable),
    }
    block.origin = Some(BlockOrigin::Setting(text.setting_path.to_owned()));
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
                let is_broken =
                    matches!(target, LinkTarget::Anchor(anchor) if !present.contains(&anchor.0));
                unlink_in_inlines(content, present);
                if is_broken {
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
