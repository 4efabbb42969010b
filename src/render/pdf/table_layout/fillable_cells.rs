//! Form fields on the empty cells of a form. They do not change the printed page.

use super::TableRowStyle;
use crate::document::{BlockRole, Cell, Table, plain_text};
use crate::render::pdf::block_layout::BlockLayouter;
use crate::render::pdf::paged_document::{Fragment, PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::{StructureChild, StructureElementId, StructureType};

impl BlockLayouter<'_> {
    /// Adds a form field to each empty cell of the last row in `body`.
    ///
    /// In a signature table each cell is a text field. In a choice table the cells of a row are the
    /// radio buttons of one group, named after their column heads.
    pub(super) fn add_row_form_fields(
        &mut self,
        (table, row_index): (&Table, usize),
        role: BlockRole,
        body: StructureElementId,
        style: &TableRowStyle<'_>,
        fragment: &mut Fragment,
    ) {
        let column = style.layout_column;
        let cells = &table.rows[row_index];
        let Some(StructureChild::Element(row)) = self.structure_tree.elements[body.0]
            .children
            .last()
            .copied()
        else {
            return;
        };
        let cell_elements: Vec<StructureElementId> = self.structure_tree.elements[row.0]
            .children
            .iter()
            .filter_map(|child| match child {
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
        for (index, (cell, width)) in cells.iter().zip(style.column_widths).enumerate() {
            let cell_x = if self.style.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            x += width;
            if !cell.is_empty() {
                continue;
            }
            let column_head = plain_text(&table.header[index]);
            let element = self.add_element(cell_elements[index], StructureType::Form);
            let field_width = width - style.horizontal_padding;
            let field = if role == BlockRole::ChoiceTable {
                self.structure_tree.elements[element.0].alternative_text =
                    format!("{question}: {column_head}");
                let size = CHOICE_MARK_SIZE_PT.min(fragment.height - 2.0);
                PdfFormField {
                    structure_element: element,
                    x: if self.style.rtl {
                        cell_x + width - style.horizontal_padding - size
                    } else {
                        cell_x + style.horizontal_padding
                    },
                    y: (fragment.height - size) / 2.0,
                    width: size,
                    height: size,
                    kind: PdfFormFieldKind::Choice {
                        row_element: row,
                        option_index: index,
                    },
                }
            } else {
                self.structure_tree.elements[element.0].alternative_text = match cells[0].is_empty()
                {
                    true if table.rows.len() == 1 => column_head,
                    true => format!("{column_head}, line {}", row_index + 1),
                    false => format!("{}: {column_head}", plain_text(&cells[0])),
                };
                PdfFormField {
                    structure_element: element,
                    x: cell_x,
                    y: 1.0,
                    width: field_width,
                    height: fragment.height - 5.0,
                    kind: PdfFormFieldKind::Text {
                        multiline: field_width > column.width * 0.6,
                    },
                }
            };
            fragment.form_fields.push(field);
        }
    }
}

/// Width and height of a radio button, in points.
const CHOICE_MARK_SIZE_PT: f32 = 12.0;

/// Returns the name of a row's choice: its first cell, or the column heads if that is empty.
fn row_question_text(table: &Table, cells: &[Cell]) -> String {
    if cells[0].is_empty() {
        let heads: Vec<String> = table
            .header
            .iter()
            .map(|column_head| plain_text(column_head))
            .collect();
        heads.join(", ")
    } else {
        plain_text(&cells[0])
    }
}
