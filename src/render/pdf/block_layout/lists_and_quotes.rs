//! Blocks in blocks: lists and quotations.

use super::{Align, Column, Letters, Setter};
use crate::document::{Block, BlockRole, Inline, List, ListItem};
use crate::render::document_style::LIST_BULLETS;
use crate::render::pdf::paged_document::{Bar, Strip};
use crate::render::pdf::structure_tree::Kind;
use crate::render::pdf::text_shaping::Line;

impl Setter<'_> {
    /// Sets a list, its labels in the margin of its words.
    pub(super) fn list(&mut self, list: &List, column: Column) -> Vec<Strip> {
        let numbered = list.start_number.is_some();
        let element = self.tree.add(column.parent, Kind::List(numbered));
        let size = self.look.body_size;
        let ink = if numbered { column.ink } else { column.title };
        let letters = Letters::plain(size, self.look.line_height_ratio, ink);
        let mut set = Vec::new();
        let mut widest: f32 = 0.0;
        for (index, item) in list.items.iter().enumerate() {
            let one = self.tree.add(element, Kind::ListItem);
            let holder = self.tree.add(one, Kind::Label);
            let body = self.tree.add(one, Kind::ListBody);
            let label = [Inline::Text(label(list.start_number, index, column.depth))];
            let line = self.lines(&label, holder, letters, column.width);
            let line = line.into_iter().next().expect("a label has words");
            widest = widest.max(line.width);
            set.push((item, body, line));
        }
        let indent = if numbered {
            widest.max(size * 0.8) + size * 0.5
        } else {
            size * 1.25
        };
        let mut strips: Vec<Strip> = Vec::new();
        for (item, body, label) in set {
            let inner = Column {
                x: if self.look.rtl {
                    column.x
                } else {
                    column.x + indent
                },
                width: column.width - indent,
                parent: body,
                depth: column.depth + 1,
                align: Align::Left,
                ..column
            };
            let x = self.label_at(numbered, &label, column, indent);
            let mut own = self.item(item, inner, label, x);
            own[0].begins = column.depth == 0;
            if !strips.is_empty() {
                own[0].space = self.look.list_item_gap();
            }
            strips.extend(own);
        }
        strips
    }

    /// Where the label of an item begins, before words that are set in by `indent`.
    fn label_at(&self, numbered: bool, label: &Line, column: Column, indent: f32) -> f32 {
        let size = self.look.body_size;
        let gap = if numbered { size * 0.5 } else { size * 0.45 };
        if self.look.rtl {
            return column.x + column.width - indent + gap;
        }
        let width = if numbered {
            label.width
        } else {
            label.width.max(size * 0.35)
        };
        column.x + indent - gap - width
    }

    /// Sets an item with its label at `x`; its first strip has no air above it.
    fn item(&mut self, item: &ListItem, inner: Column, label: Line, x: f32) -> Vec<Strip> {
        let mut own = self.blocks(&item.blocks, inner);
        if own.is_empty() {
            own.push(Strip {
                height: label.height,
                ..Strip::default()
            });
        }
        let mut words = std::mem::take(&mut own[0].words);
        own[0].add_line(label, x, 0.0);
        own[0].words.append(&mut words);
        if let Some(anchor) = &item.anchor {
            own[0].anchors.push(anchor.0.clone());
        }
        own[0].space = 0.0;
        own
    }

    pub(super) fn quote(&mut self, inner: &[Block], role: BlockRole, column: Column) -> Vec<Strip> {
        let element = self.tree.add(column.parent, Kind::Quote);
        let bar = role != BlockRole::MainStatement || self.look.has_statement_rule;
        let indent = if bar { self.look.body_size * 1.4 } else { 0.0 };
        let column_inside = Column {
            x: if self.look.rtl {
                column.x
            } else {
                column.x + indent
            },
            width: column.width - indent,
            parent: element,
            depth: 0,
            ..column
        };
        let body = self.look.body_size;
        if role == BlockRole::MainStatement {
            self.look.body_size = self.look.statement_size;
        }
        let mut strips = self.blocks(inner, column_inside);
        self.look.body_size = body;
        if bar {
            for (index, strip) in strips.iter_mut().enumerate() {
                strip.bars.push(Bar {
                    x: if self.look.rtl {
                        column.x + column.width - body * 0.59
                    } else {
                        column.x + body * 0.35
                    },
                    width: body * 0.24,
                    fill: self.look.accent_color,
                    joins: index > 0,
                });
            }
        }
        strips
    }
}

/// The label of an item: its number, or the mark of a list that deep in others.
fn label(start: Option<u64>, index: usize, depth: usize) -> String {
    match start {
        Some(start) => format!("{}.", start + index as u64),
        None => LIST_BULLETS[depth.min(LIST_BULLETS.len() - 1)].to_owned(),
    }
}
