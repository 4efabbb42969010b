//! Traversal of the document tree: finding open blanks and settings, and removing unfilled blocks.

use std::collections::BTreeSet;

use super::{Block, BlockKind, BlockRole, Inline, ListItem};

/// Returns all open blanks in reading order.
pub fn find_open_blanks(blocks: &[Block]) -> Vec<&super::Blank> {
    let mut blanks = Vec::new();
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Blank(blank) = inline {
            blanks.push(blank);
        }
    });
    blanks
}

/// Returns the settings that the content comes from.
pub fn settings_in_blocks(blocks: &[Block]) -> BTreeSet<&str> {
    let mut settings = BTreeSet::new();
    visit_inlines(blocks, &mut |inline| {
        push_inline_settings(inline, &mut settings);
    });
    settings
}

/// As [`settings_in_blocks`], for inline content.
pub fn settings_in_inlines(inlines: &[Inline]) -> BTreeSet<&str> {
    let mut settings = BTreeSet::new();
    visit_inline_run(inlines, &mut |inline| {
        push_inline_settings(inline, &mut settings);
    });
    settings
}

fn push_inline_settings<'tree>(inline: &'tree Inline, settings: &mut BTreeSet<&'tree str>) {
    if let Inline::FactValue { setting_paths, .. } = inline {
        settings.extend(setting_paths.iter().map(String::as_str));
    }
}

/// Returns whether one of the blocks themselves, not of those nested in them, has this name.
pub fn has_top_level_statement(blocks: &[Block], name: &str) -> bool {
    blocks
        .iter()
        .any(|block| block.anchor.as_ref().is_some_and(|own| own.0 == name))
}

/// Returns the index of the first tear-off ([`BlockRole::TearOff`]); tear-offs come last.
pub fn first_tear_off_index(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .rposition(|block| block.role != BlockRole::TearOff)
        .map_or(0, |last| last + 1)
}

/// Returns the index where the small print at the end starts ([`BlockRole::SmallPrint`]).
pub fn small_print_start(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .rposition(|block| block.role != BlockRole::SmallPrint)
        .map_or(0, |last| last + 1)
}

/// Calls `visit` for all inline content in reading order, outer before inner.
pub fn visit_inlines<'tree>(blocks: &'tree [Block], visit: &mut impl FnMut(&'tree Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                visit_inline_run(content, visit);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    visit_inlines(&item.blocks, visit);
                }
            }
            BlockKind::Quote(blocks) => visit_inlines(blocks, visit),
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    visit_inline_run(cell, visit);
                }
            }
        }
    }
}

fn visit_inline_run<'tree>(inlines: &'tree [Inline], visit: &mut impl FnMut(&'tree Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => visit_inline_run(content, visit),
            Inline::Text(_) | Inline::FactValue { .. } | Inline::Blank(_) | Inline::LineBreak => {}
        }
    }
}

/// Removes table rows and unnamed list items with open blanks, then tables and lists that have become
/// empty, and headings with nothing below them. Statements (which have names) remain: a blank in one is
/// an error that [`find_open_blanks`] still finds.
pub fn remove_unfilled_blocks(blocks: &mut Vec<Block>) {
    let count = blocks.len();
    blocks.retain_mut(|block| match &mut block.kind {
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) => true,
        BlockKind::Quote(blocks) => {
            remove_unfilled_blocks(blocks);
            !blocks.is_empty()
        }
        BlockKind::List(list) => {
            list.items.retain_mut(|item| {
                remove_unfilled_blocks(&mut item.blocks);
                !item.blocks.is_empty() && (item.anchor.is_some() || !has_open_blank(item))
            });
            !list.items.is_empty()
        }
        BlockKind::Table(table) => {
            table
                .rows
                .retain(|row| !row.iter().any(|cell| has_blank_inline(cell)));
            !table.rows.is_empty()
        }
    });
    if blocks.len() < count {
        remove_empty_headings(blocks);
    }
}

/// Removes headings that are directly followed by a heading of the same or a higher rank, or by nothing.
pub fn remove_empty_headings(blocks: &mut Vec<Block>) {
    let mut at = blocks.len();
    while at > 0 {
        at -= 1;
        let BlockKind::Heading { level, .. } = blocks[at].kind else {
            continue;
        };
        let is_empty = match blocks.get(at + 1).map(|next| &next.kind) {
            None => true,
            Some(BlockKind::Heading { level: next, .. }) => *next <= level,
            Some(
                BlockKind::Paragraph(_)
                | BlockKind::List(_)
                | BlockKind::Quote(_)
                | BlockKind::Table(_),
            ) => false,
        };
        if is_empty {
            blocks.remove(at);
        }
    }
}

fn has_open_blank(item: &ListItem) -> bool {
    !find_open_blanks(&item.blocks).is_empty()
}

fn has_blank_inline(cell: &[Inline]) -> bool {
    let mut found = false;
    visit_inline_run(cell, &mut |inline| {
        found |= matches!(inline, Inline::Blank(_));
    });
    found
}
