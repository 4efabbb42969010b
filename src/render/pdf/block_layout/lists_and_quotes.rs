//! Layout of blocks that hold other blocks: lists and quotations.

use super::{BlockLayouter, LayoutColumn, TextAlign, TextStyle};
use crate::document::{Block, BlockRole, Inline, List, ListItem};
use crate::render::document_style::LIST_BULLETS;
use crate::render::pdf::paged_document::{Fragment, SideRule};
use crate::render::pdf::structure_tree::StructureType;
use crate::render::pdf::text_shaping::ShapedLine;

impl BlockLayouter<'_> {
    /// Lays out a list with hanging labels.
    pub(super) fn lay_out_list(&mut self, list: &List, column: LayoutColumn) -> Vec<Fragment> {
        let numbered = list.start_number.is_some();
        let element = self.add_element(column.parent_element, StructureType::List(numbered));
        let size = self.style.body_size;
        let text_color = if numbered {
            column.text_color
        } else {
            column.heading_color
        };
        let text_style = TextStyle::new(size, self.style.line_height_ratio, text_color);
        let mut labeled_items = Vec::new();
        let mut widest: f32 = 0.0;
        for (index, item) in list.items.iter().enumerate() {
            let item_element = self.add_element(element, StructureType::ListItem);
            let label_element = self.add_element(item_element, StructureType::Label);
            let body = self.add_element(item_element, StructureType::ListBody);
            let label = [Inline::Text(list_item_label(
                list.start_number,
                index,
                column.list_depth,
            ))];
            let line = self.break_into_lines(&label, label_element, text_style, column.width);
            let line = line.into_iter().next().expect("a label is not blank");
            widest = widest.max(line.width);
            labeled_items.push((item, body, line));
        }
        let indent = if numbered {
            widest.max(size * 0.8) + size * 0.5
        } else {
            size * 1.25
        };
        let mut fragments: Vec<Fragment> = Vec::new();
        for (item, body, label) in labeled_items {
            let item_column = LayoutColumn {
                parent_element: body,
                list_depth: column.list_depth + 1,
                align: TextAlign::Left,
                ..column.indented(indent, self.style.rtl)
            };
            let x = self.item_label_x(numbered, &label, column, indent);
            let mut item_fragments = self.lay_out_list_item(item, item_column, label, x);
            item_fragments[0].starts_item = column.list_depth == 0;
            if !fragments.is_empty() {
                item_fragments[0].space_before = self.style.list_item_gap();
            }
            fragments.extend(item_fragments);
        }
        fragments
    }

    /// Returns the left edge of an item's label, before text indented by `indent`.
    fn item_label_x(
        &self,
        numbered: bool,
        label: &ShapedLine,
        column: LayoutColumn,
        indent: f32,
    ) -> f32 {
        let size = self.style.body_size;
        let gap = if numbered { size * 0.5 } else { size * 0.45 };
        if self.style.rtl {
            return column.x + column.width - indent + gap;
        }
        let width = if numbered {
            label.width
        } else {
            label.width.max(size * 0.35)
        };
        column.x + indent - gap - width
    }

    /// Lays out an item with its label at `x`. The first fragment has no space above it.
    fn lay_out_list_item(
        &mut self,
        item: &ListItem,
        column: LayoutColumn,
        label: ShapedLine,
        x: f32,
    ) -> Vec<Fragment> {
        let mut fragments = self.lay_out_blocks(&item.blocks, column);
        if fragments.is_empty() {
            fragments.push(Fragment {
                height: label.height,
                ..Fragment::default()
            });
        }
        let mut text_items = std::mem::take(&mut fragments[0].content_items);
        fragments[0].add_text_line(label, x, 0.0);
        fragments[0].content_items.append(&mut text_items);
        if let Some(anchor) = &item.anchor {
            fragments[0].anchors.push(anchor.0.clone());
        }
        fragments[0].space_before = 0.0;
        fragments
    }

    pub(super) fn lay_out_quote(
        &mut self,
        blocks: &[Block],
        role: BlockRole,
        column: LayoutColumn,
    ) -> Vec<Fragment> {
        let element = self.add_element(column.parent_element, StructureType::BlockQuote);
        let ruled = role != BlockRole::MainStatement || self.style.has_statement_rule;
        let indent = if ruled {
            self.style.body_size * 1.4
        } else {
            0.0
        };
        let inner_column = LayoutColumn {
            parent_element: element,
            list_depth: 0,
            ..column.indented(indent, self.style.rtl)
        };
        let body_size = self.style.body_size;
        if role == BlockRole::MainStatement {
            self.style.body_size = self.style.statement_size;
        }
        let mut fragments = self.lay_out_blocks(blocks, inner_column);
        self.style.body_size = body_size;
        if ruled {
            for (index, fragment) in fragments.iter_mut().enumerate() {
                fragment.side_rules.push(SideRule {
                    x: if self.style.rtl {
                        column.x + column.width - body_size * 0.59
                    } else {
                        column.x + body_size * 0.35
                    },
                    width: body_size * 0.24,
                    fill: self.style.accent_color,
                    joins_previous: index > 0,
                });
            }
        }
        fragments
    }
}

/// Returns the label of an item: its number, or the bullet for this nesting depth.
fn list_item_label(start: Option<u64>, index: usize, depth: usize) -> String {
    match start {
        Some(start) => format!("{}.", start + index as u64),
        None => LIST_BULLETS[depth.min(LIST_BULLETS.len() - 1)].to_owned(),
    }
}
