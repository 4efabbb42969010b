//! Tables: columns as wide as their content wants, rows that are never broken unless one is taller
//! than a page, heads that stand again on every page.

mod column_widths;
mod fillable_cells;

use super::block_layout::{BlockLayouter, LayoutColumn, TextAlign, TextStyle};
use super::paged_document::{ContentTag, Fragment};
use super::structure_tree::{StructureElementId, StructureType};
use super::text_shaping::{ShapedLine, TextWidths};
use crate::document::{BlockRole, Cell, Table, plain_text};
use column_widths::{distribute_width, form_column_widths};

/// A row higher than this many points is broken between its lines.
const MAX_UNBROKEN_ROW_HEIGHT_PT: f32 = 520.0;

/// Up to this many characters a cell with a digit (a phone, a date, a number) is kept on one line.
const MAX_UNBROKEN_CELL_CHARS: usize = 24;

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
struct TableRowStyle<'a> {
    text_style: TextStyle,
    horizontal_padding: f32,
    vertical_padding: f32,
    /// The least height of a row.
    min_height: f32,
    /// The column of the page that the table fills.
    layout_column: LayoutColumn,
    column_widths: &'a [f32],
}

impl BlockLayouter<'_> {
    /// Sets a table over the width of its column.
    pub fn lay_out_table(
        &mut self,
        table: &Table,
        role: BlockRole,
        column: LayoutColumn,
    ) -> Vec<Fragment> {
        let size = self.style.table_text_size;
        let letters = TextStyle::new(size, 1.32, column.text_color);
        let pad_x = size * 0.6;
        let element = self
            .structure_tree
            .add_element(column.parent_element, StructureType::Table);
        let widths = self.compute_column_widths(table, role, column.width, (letters, pad_x));
        let shape = TableRowStyle {
            text_style: letters,
            horizontal_padding: pad_x,
            vertical_padding: size
                * if role == BlockRole::FactTable {
                    0.22
                } else {
                    0.4
                },
            min_height: if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
                self.style.min_signature_row_height
            } else {
                0.0
            },
            layout_column: column,
            column_widths: &widths,
        };
        if table.header.iter().all(Vec::is_empty) {
            return self.lay_out_table_body(table, role, element, None, &shape);
        }
        let mut strips = self.lay_out_table_head(&table.header, element, &shape);
        let number = self.table_heads.len();
        self.table_heads
            .push(strips.iter().map(copy_as_repeated_head).collect());
        let body = self
            .structure_tree
            .add_element(element, StructureType::TableBody);
        strips.extend(self.lay_out_table_body(table, role, body, Some(number), &shape));
        strips
    }

    /// Sets the head of a table, shaded and ruled off.
    fn lay_out_table_head(
        &mut self,
        cells: &[Cell],
        element: StructureElementId,
        shape: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let part = self
            .structure_tree
            .add_element(element, StructureType::TableHead);
        let shape = TableRowStyle {
            text_style: TextStyle {
                bold: true,
                ..shape.text_style
            },
            min_height: 0.0,
            ..*shape
        };
        let LayoutColumn { x, width, .. } = shape.layout_column;
        let mut row = self.lay_out_table_row(cells, part, &|_| StructureType::ColumnHeader, &shape);
        for strip in &mut row {
            strip.keep_with_next = true;
            strip.add_background_box(x, 0.0, width, strip.height, self.style.shading_color);
            let last = strip.background_items.pop().expect("just added");
            strip.background_items.insert(0, last);
        }
        if let Some(last) = row.last_mut() {
            let y = last.height - 0.5;
            last.add_background_box(x, y, width, 1.0, self.style.accent_color);
        }
        row
    }

    /// Sets the rows under the head with that number, or without one.
    fn lay_out_table_body(
        &mut self,
        table: &Table,
        role: BlockRole,
        body: StructureElementId,
        head: Option<usize>,
        shape: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let mut strips = Vec::new();
        let count = table.rows.len();
        for (at, cells) in table.rows.iter().enumerate() {
            let kind = |index: usize| {
                if index == 0 && head.is_none() {
                    StructureType::RowHeader
                } else {
                    StructureType::TableCell
                }
            };
            let mut row = self.lay_out_table_row(cells, body, &kind, shape);
            if let Some(last) = row.last_mut() {
                self.add_row_rules(cells, role, shape, last);
            }
            if self.style.fillable_cells
                && matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable)
                && let [strip] = row.as_mut_slice()
            {
                self.add_row_form_fields((table, at), role, body, shape, strip);
            }
            if let Some(first) = row.first_mut() {
                first.starts_item = true;
            }
            for strip in &mut row {
                strip.table_head_index = head;
            }
            // No row stands alone at the foot or the head of a page.
            if let Some(last) = row.last_mut() {
                last.keep_with_next = count > 2 && (at == 0 || at + 2 == count);
            }
            strips.extend(row);
        }
        strips
    }

    /// Rules a row off, or rules lines to write on.
    fn add_row_rules(
        &self,
        cells: &[Cell],
        role: BlockRole,
        shape: &TableRowStyle<'_>,
        strip: &mut Fragment,
    ) {
        let (column, y, rule) = (
            shape.layout_column,
            strip.height - 0.25,
            self.style.rule_color,
        );
        if role != BlockRole::SignatureTable {
            strip.add_background_box(column.x, y, column.width, 0.5, rule);
            return;
        }
        let mut x = column.x;
        for (width, cell) in shape.column_widths.iter().zip(cells) {
            let fill = if cell.is_empty() {
                self.style.text_color
            } else {
                rule
            };
            strip.add_background_box(x, y - 3.0, width - shape.horizontal_padding, 0.75, fill);
            x += width;
        }
    }

    /// One row as one strip, or as one for each line when it is taller than a page.
    fn lay_out_table_row(
        &mut self,
        cells: &[Cell],
        parent: StructureElementId,
        kind: &dyn Fn(usize) -> StructureType,
        shape: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let set = self.lay_out_row_cells(cells, parent, kind, shape);
        let side = shape.text_style.align.resolve_for_direction(self.style.rtl);
        let most = set.iter().map(|cell| cell.text_lines.len()).max();
        let most = most.unwrap_or(0).max(1);
        let height = most as f32
            * (shape.text_style.font_size * shape.text_style.line_height_ratio)
            + 2.0 * shape.vertical_padding;
        if height <= MAX_UNBROKEN_ROW_HEIGHT_PT {
            vec![build_row_fragment(set, height, side, shape)]
        } else {
            build_line_fragments(set, most, side, shape)
        }
    }

    /// Sets the cells of a row.
    fn lay_out_row_cells(
        &mut self,
        cells: &[Cell],
        parent: StructureElementId,
        kind: &dyn Fn(usize) -> StructureType,
        shape: &TableRowStyle<'_>,
    ) -> Vec<LaidOutCell> {
        let column = shape.layout_column;
        let row = self
            .structure_tree
            .add_element(parent, StructureType::TableRow);
        let mut set = Vec::new();
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(shape.column_widths).enumerate() {
            let kind = kind(index);
            let element = self.structure_tree.add_element(row, kind);
            let bold = shape.text_style.bold
                || kind == StructureType::RowHeader
                || index == 0 && self.style.bold_first_column;
            let letters = TextStyle {
                bold,
                ..shape.text_style
            };
            let room = width - 2.0 * shape.horizontal_padding;
            let lines = self.break_into_lines(cell, element, letters, room);
            let left = if self.style.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            set.push(LaidOutCell {
                text_x: left + shape.horizontal_padding,
                text_width: room,
                text_lines: lines,
            });
            x += width;
        }
        set
    }

    fn compute_column_widths(
        &mut self,
        table: &Table,
        role: BlockRole,
        width: f32,
        (letters, pad_x): (TextStyle, f32),
    ) -> Vec<f32> {
        let mut wanted = vec![TextWidths::default(); table.header.len()];
        for (row, cells) in std::iter::once(&table.header)
            .chain(&table.rows)
            .enumerate()
        {
            for (index, cell) in cells.iter().enumerate().take(wanted.len()) {
                if cell.is_empty() {
                    continue;
                }
                let first =
                    index == 0 && (role == BlockRole::FactTable || self.style.bold_first_column);
                let bold = row == 0 || first;
                let letters = TextStyle { bold, ..letters };
                let mut found = self.measure_text_widths(cell, letters, letters.font_size);
                let text = plain_text(cell);
                if text.chars().count() <= MAX_UNBROKEN_CELL_CHARS
                    && text.chars().any(|c| c.is_ascii_digit())
                {
                    found.min = found.max;
                }
                wanted[index].min = wanted[index].min.max(found.min);
                wanted[index].max = wanted[index].max.max(found.max);
            }
        }
        for one in &mut wanted {
            one.min += 2.0 * pad_x + 0.1;
            one.max += 2.0 * pad_x + 0.1;
        }
        if role == BlockRole::FactTable && wanted.len() == 2 {
            let first = wanted[0].max.clamp(width * 0.18, width * 0.45);
            return vec![first, width - first];
        }
        if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
            return form_column_widths(table, role, &wanted, width);
        }
        distribute_width(&wanted, width)
    }
}

/// A cell with its words set in lines.
struct LaidOutCell {
    /// Where its words may stand, points from the page's left edge.
    text_x: f32,
    text_width: f32,
    text_lines: Vec<ShapedLine>,
}

/// A row as one strip, its words at the foot where it is higher than they are.
fn build_row_fragment(
    set: Vec<LaidOutCell>,
    height: f32,
    side: TextAlign,
    shape: &TableRowStyle<'_>,
) -> Fragment {
    let mut strip = Fragment {
        height: height.max(shape.min_height),
        ..Fragment::default()
    };
    let top = if shape.min_height > height {
        strip.height - height
    } else {
        0.0
    } + shape.vertical_padding;
    for cell in set {
        let mut y = top;
        for line in cell.text_lines {
            y += line.height;
            let line_top = y - line.height;
            let x = cell.text_x + side.line_offset(cell.text_width - line.width);
            strip.add_text_line(line, x, line_top);
        }
    }
    strip
}

/// A row as a strip for each of its lines.
fn build_line_fragments(
    set: Vec<LaidOutCell>,
    most: usize,
    side: TextAlign,
    shape: &TableRowStyle<'_>,
) -> Vec<Fragment> {
    let line_height = shape.text_style.font_size * shape.text_style.line_height_ratio;
    let mut strips: Vec<Fragment> = (0..most)
        .map(|index| {
            let first = if index == 0 {
                shape.vertical_padding
            } else {
                0.0
            };
            let last = if index + 1 == most {
                shape.vertical_padding
            } else {
                0.0
            };
            Fragment {
                height: line_height + first + last,
                ..Fragment::default()
            }
        })
        .collect();
    for cell in set {
        for (index, line) in cell.text_lines.into_iter().enumerate() {
            let y = if index == 0 {
                shape.vertical_padding
            } else {
                0.0
            };
            let x = cell.text_x + side.line_offset(cell.text_width - line.width);
            strips[index].add_text_line(line, x, y);
        }
    }
    strips
}

/// The same strip as decoration: said once, shown again.
fn copy_as_repeated_head(strip: &Fragment) -> Fragment {
    let mut copy = strip.clone();
    copy.anchors.clear();
    copy.form_fields.clear();
    copy.outline_entry = None;
    for placed in &mut copy.content_items {
        placed.tag = ContentTag::RepeatedTableHeadArtifact;
    }
    copy
}
