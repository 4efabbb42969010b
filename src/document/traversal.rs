//! Looking through a tree: blanks that are open, and what goes with them in a finished document.

use std::collections::BTreeSet;

use super::{Block, BlockKind, BlockRole, Inline, ListItem};

/// Every blank left in the words, in reading order.
pub fn find_open_blanks(blocks: &[Block]) -> Vec<&super::Blank> {
    let mut blanks = Vec::new();
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Blank(blank) = inline {
            blanks.push(blank);
        }
    });
    blanks
}

/// The settings that the words come from.
pub fn settings_in_blocks(blocks: &[Block]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    visit_inlines(blocks, &mut |inline| {
        push_inline_settings(inline, &mut found)
    });
    found
}

/// As [`settings`], of one run of words.
pub fn settings_in_inlines(inlines: &[Inline]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    visit_inline_run(inlines, &mut |inline| {
        push_inline_settings(inline, &mut found)
    });
    found
}

fn push_inline_settings<'tree>(inline: &'tree Inline, found: &mut BTreeSet<&'tree str>) {
    if let Inline::FactValue {
        setting_paths: settings,
        ..
    } = inline
    {
        found.extend(settings.iter().map(String::as_str));
    }
}

/// Whether a block of that name stands among the blocks themselves, not inside another.
pub fn has_top_level_statement(blocks: &[Block], name: &str) -> bool {
    blocks
        .iter()
        .any(|block| block.anchor.as_ref().is_some_and(|own| own.0 == name))
}

/// Where the strips to tear off begin ([`Role::Strip`]); they stand last, after all else.
pub fn tear_offs_start(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .rposition(|block| block.role != BlockRole::TearOff)
        .map_or(0, |last| last + 1)
}

/// Where the small print at the end begins ([`Role::Fine`]).
pub fn small_print_start(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .rposition(|block| block.role != BlockRole::SmallPrint)
        .map_or(0, |last| last + 1)
}

/// Calls `visit` for every run of words in reading order, outer ones before those inside them.
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

/// Removes what only a missing fact would have filled: a row of a table or an item without a name
/// in which a blank is open. A table or list that loses its last one goes too, and so does a heading
/// with nothing left under it. Statements (what has a name) stay: a blank in one is a fault that
/// [`open_blanks`] still finds.
pub fn remove_unfilled_blocks(blocks: &mut Vec<Block>) {
    let mut emptied = Vec::new();
    blocks.retain_mut(|block| {
        let keep = match &mut block.kind {
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
        };
        emptied.push(!keep);
        keep
    });
    if emptied.contains(&true) {
        remove_empty_headings(blocks);
    }
}

/// Removes each heading that has nothing under it before the next heading of its level or above.
pub fn remove_empty_headings(blocks: &mut Vec<Block>) {
    let mut at = blocks.len();
    while at > 0 {
        at -= 1;
        let BlockKind::Heading { level, .. } = blocks[at].kind else {
            continue;
        };
        let bare = match blocks.get(at + 1).map(|next| &next.kind) {
            None => true,
            Some(BlockKind::Heading { level: next, .. }) => *next <= level,
            Some(
                BlockKind::Paragraph(_)
                | BlockKind::List(_)
                | BlockKind::Quote(_)
                | BlockKind::Table(_),
            ) => false,
        };
        if bare {
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
