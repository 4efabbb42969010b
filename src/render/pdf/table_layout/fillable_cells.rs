//! The empty cells of a form as fields that can be filled in on a screen; on paper they stay what they were.

use super::Shape;
use crate::document::{BlockRole, Cell, Table, plain_text};
use crate::render::pdf::block_layout::Setter;
use crate::render::pdf::paged_document::{Field, FieldKind, Strip};
use crate::render::pdf::structure_tree::{ElementId, Kid, Kind};

impl Setter<'_> {
    /// Puts a field on each empty cell of the row that was set last in `body`.
    ///
    /// In a table to write in each is a text of its own. In a table to choose in, those of a row are one
    /// choice, named by what heads their columns.
    pub(super) fn fields(
        &mut self,
        (table, at): (&Table, usize),
        role: BlockRole,
        body: ElementId,
        shape: &Shape<'_>,
        strip: &mut Strip,
    ) {
        let column = shape.column;
        let cells = &table.rows[at];
        let Some(Kid::Element(row)) = self.tree.elements[body.0].kids.last().copied() else {
            return;
        };
        let kids: Vec<ElementId> = self.tree.elements[row.0]
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Element(id) => Some(*id),
                Kid::Slot(_) => None,
            })
            .collect();
        let question = question(table, cells);
        if role == BlockRole::ChoiceTable {
            self.tree.elements[row.0].contents.clone_from(&question);
        }
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(shape.widths).enumerate() {
            let left = if self.look.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            x += width;
            if !cell.is_empty() {
                continue;
            }
            let head = plain_text(&table.header[index]);
            let element = self.tree.add(kids[index], Kind::Form);
            let room = width - shape.pad_x;
            let field = if role == BlockRole::ChoiceTable {
                self.tree.elements[element.0].contents = format!("{question}: {head}");
                let side = MARK.min(strip.height - 2.0);
                Field {
                    element,
                    x: if self.look.rtl {
                        left + width - shape.pad_x - side
                    } else {
                        left + shape.pad_x
                    },
                    y: (strip.height - side) / 2.0,
                    width: side,
                    height: side,
                    kind: FieldKind::Choice {
                        of: row,
                        option: index,
                    },
                }
            } else {
                self.tree.elements[element.0].contents = match cells[0].is_empty() {
                    true if table.rows.len() == 1 => head,
                    true => format!("{head}, line {}", at + 1),
                    false => format!("{}: {head}", plain_text(&cells[0])),
                };
                Field {
                    element,
                    x: left,
                    y: 1.0,
                    width: room,
                    height: strip.height - 5.0,
                    kind: FieldKind::Text {
                        lines: room > column.width * 0.6,
                    },
                }
            };
            strip.fields.push(field);
        }
    }
}

/// The side of a mark to choose, points.
const MARK: f32 = 12.0;

/// What is chosen in a row: what heads it, or all that can be chosen.
fn question(table: &Table, cells: &[Cell]) -> String {
    if cells[0].is_empty() {
        let heads: Vec<String> = table.header.iter().map(|head| plain_text(head)).collect();
        heads.join(", ")
    } else {
        plain_text(&cells[0])
    }
}
