//! Blocks in blocks: lists and quotations.

use super::{Align, Column, Letters, Setter};
use crate::document::{Block, Inline, List, Role};
use crate::render::look::BULLETS;
use crate::render::pdf::page::{Bar, Strip};
use crate::render::pdf::tree::Kind;

impl Setter<'_> {
    pub(super) fn list(&mut self, list: &List, column: Column) -> Vec<Strip> {
        let element = self
            .tree
            .add(column.parent, Kind::List(list.start.is_some()));
        let size = self.look.body;
        let labels: Vec<String> = (0..list.items.len())
            .map(|index| match list.start {
                Some(start) => format!("{}.", start + index as u64),
                None => BULLETS[column.depth.min(BULLETS.len() - 1)].to_owned(),
            })
            .collect();
        let letters = Letters::plain(
            size,
            self.look.leading,
            if list.start.is_some() {
                column.ink
            } else {
                column.title
            },
        );
        let mut set = Vec::new();
        let mut widest: f32 = 0.0;
        for (item, label) in list.items.iter().zip(&labels) {
            let one = self.tree.add(element, Kind::ListItem);
            let holder = self.tree.add(one, Kind::Label);
            let body = self.tree.add(one, Kind::ListBody);
            let line = self.lines(
                &[Inline::Text(label.clone())],
                holder,
                letters,
                column.width,
            );
            let line = line.into_iter().next().expect("a label has words");
            widest = widest.max(line.width);
            set.push((item, body, line));
        }
        let gap = size * 0.5;
        let indent = if list.start.is_some() {
            widest.max(size * 0.8) + gap
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
            let mut own = self.blocks(&item.blocks, inner);
            if own.is_empty() {
                own.push(Strip {
                    height: label.height,
                    ..Strip::default()
                });
            }
            let x = if self.look.rtl {
                column.x + column.width - indent
                    + if list.start.is_some() {
                        gap
                    } else {
                        size * 0.45
                    }
            } else if list.start.is_some() {
                inner.x - gap - label.width
            } else {
                inner.x - size * 0.45 - label.width.max(size * 0.35)
            };
            let mut words = std::mem::take(&mut own[0].words);
            own[0].add_line(label, x, 0.0);
            own[0].words.append(&mut words);
            if let Some(anchor) = &item.anchor {
                own[0].anchors.push(anchor.0.clone());
            }
            own[0].begins = column.depth == 0;
            own[0].space = if strips.is_empty() {
                0.0
            } else {
                self.look.item_gap()
            };
            strips.extend(own);
        }
        strips
    }

    pub(super) fn quote(&mut self, inner: &[Block], role: Role, column: Column) -> Vec<Strip> {
        let element = self.tree.add(column.parent, Kind::Quote);
        let bar = role != Role::Statement || self.look.statement_rule;
        let indent = if bar { self.look.body * 1.4 } else { 0.0 };
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
        let body = self.look.body;
        if role == Role::Statement {
            self.look.body = self.look.statement;
        }
        let mut strips = self.blocks(inner, column_inside);
        self.look.body = body;
        if bar {
            for (index, strip) in strips.iter_mut().enumerate() {
                strip.bars.push(Bar {
                    x: if self.look.rtl {
                        column.x + column.width - body * 0.59
                    } else {
                        column.x + body * 0.35
                    },
                    width: body * 0.24,
                    fill: self.look.accent,
                    joins: index > 0,
                });
            }
        }
        strips
    }
}
