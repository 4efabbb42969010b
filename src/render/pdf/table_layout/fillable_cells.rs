//! The empty cells of a form as fields that can be filled in on a screen; on paper they stay what they were.

use super::TableRowStyle;
use crate::document::{BlockRole, Cell, Table, plain_text};
use crate::render::pdf::block_layout::BlockLayouter;
use crate::render::pdf::paged_document::{Fragment, PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::{StructureChild, StructureElementId, StructureType};

impl BlockLayouter<'_> {
    /// Puts a field on each empty cell of the row that was set last in `body`.
    ///
    /// In a table to write in each is a text of its own. In a table to choose in, those of a row are one
    /// choice, named by what heads their columns.
    pub(super) fn add_row_form_fields(
        &mut self,
        (table, at): (&Table, usize),
        role: BlockRole,
        body: StructureElementId,
        shape: &TableRowStyle<'_>,
        strip: &mut Fragment,
    ) {
        let column = shape.layout_column;
        let cells = &table.rows[at];
        let Some(StructureChild::Element(row)) = self.structure_tree.elements[body.0]
            .children
            .last()
            .copied()
        else {
            return;
        };
        let kids: Vec<StructureElementId> = self.structure_tree.elements[row.0]
            .children
            .iter()
            .filter_map(|kid| match kid {
                StructureChild::Element(id) => Some(*id),
                StructureChild::TaggedContent(_) => None,
            })
            .collect();
        let question = row_question_text(table, cells);
        if role == BlockRole::ChoiceTable {
            self.structure_tree.elements[row.0]
                .alternative_text
                .clone_from(&question);
        }
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(shape.column_widths).enumerate() {
            let left = if self.style.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            x += width;
            if !cell.is_empty() {
                continue;
            }
            let head = plain_text(&table.header[index]);
            let element = self
                .structure_tree
                .add_element(kids[index], StructureType::Form);
            let room = width - shape.horizontal_padding;
            let field = if role == BlockRole::ChoiceTable {
                self.structure_tree.elements[element.0].alternative_text =
                    format!("{question}: {head}");
                let side = CHOICE_MARK_SIZE_PT.min(strip.height - 2.0);
                PdfFormField {
                    structure_element: element,
                    x: if self.style.rtl {
                        left + width - shape.horizontal_padding - side
                    } else {
                        left + shape.horizontal_padding
                    },
                    y: (strip.height - side) / 2.0,
                    width: side,
                    height: side,
                    kind: PdfFormFieldKind::Choice {
                        row_element: row,
                        option_index: index,
                    },
                }
            } else {
                self.structure_tree.elements[element.0].alternative_text = match cells[0].is_empty()
                {
                    true if table.rows.len() == 1 => head,
                    true => format!("{head}, line {}", at + 1),
                    false => format!("{}: {head}", plain_text(&cells[0])),
                };
                PdfFormField {
                    structure_element: element,
                    x: left,
                    y: 1.0,
                    width: room,
                    height: strip.height - 5.0,
                    kind: PdfFormFieldKind::Text {
                        multiline: room > column.width * 0.6,
                    },
                }
            };
            strip.form_fields.push(field);
        }
    }
}

/// The side of a mark to choose, points.
const CHOICE_MARK_SIZE_PT: f32 = 12.0;

/// What is chosen in a row: what heads it, or all that can be chosen.
fn row_question_text(table: &Table, cells: &[Cell]) -> String {
    if cells[0].is_empty() {
        let heads: Vec<String> = table.header.iter().map(|head| plain_text(head)).collect();
        heads.join(", ")
    } else {
        plain_text(&cells[0])
    }
}
