//! Layout of tables: column widths by content, rows split only when taller than a page, and heads
//! repeated on every page.

mod column_widths;
mod fillable_cells;

use super::block_layout::{BlockLayouter, LayoutColumn, TextAlign, TextStyle};
use super::paged_document::{ContentTag, Fragment};
use super::structure_tree::{StructureElementId, StructureType};
use super::text_shaping::{ShapedLine, TextWidths};
use crate::document::{BlockRole, Cell, Table, plain_text};
use column_widths::{distribute_width, form_column_widths};

/// Height above which a row is split between its lines, in points.
const MAX_UNBROKEN_ROW_HEIGHT_PT: f32 = 520.0;

/// Longest cell with a digit (a phone number, a date) that is kept on one line.
const MAX_UNBROKEN_CELL_CHARS: usize = 24;

/// Style and geometry shared by the rows of a table.
#[derive(Clone, Copy)]
struct TableRowStyle<'a> {
    text_style: TextStyle,
    horizontal_padding: f32,
    vertical_padding: f32,
    min_height: f32,
    /// Column of the page that the table fills.
    layout_column: LayoutColumn,
    column_widths: &'a [f32],
}

impl BlockLayouter<'_> {
    /// Lays out a table over the full width of its column.
    pub fn lay_out_table(
        &mut self,
        table: &Table,
        role: BlockRole,
        column: LayoutColumn,
    ) -> Vec<Fragment> {
        let font_size = self.style.table_text_size;
        let text_style = TextStyle::new(font_size, 1.32, column.text_color);
        let horizontal_padding = font_size * 0.6;
        let element = self.add_element(column.parent_element, StructureType::Table);
        let widths =
            self.compute_column_widths(table, role, column.width, (text_style, horizontal_padding));
        let style = TableRowStyle {
            text_style,
            horizontal_padding,
            vertical_padding: font_size
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
            return self.lay_out_table_body(table, role, element, None, &style);
        }
        let mut fragments = self.lay_out_table_head(&table.header, element, &style);
        let head_index = self.table_heads.len();
        self.table_heads
            .push(fragments.iter().map(copy_as_repeated_head).collect());
        let body = self.add_element(element, StructureType::TableBody);
        fragments.extend(self.lay_out_table_body(table, role, body, Some(head_index), &style));
        fragments
    }

    /// Lays out the head of a table, with shading and a rule below it.
    fn lay_out_table_head(
        &mut self,
        cells: &[Cell],
        element: StructureElementId,
        style: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let head = self.add_element(element, StructureType::TableHead);
        let style = TableRowStyle {
            text_style: TextStyle {
                bold: true,
                ..style.text_style
            },
            min_height: 0.0,
            ..*style
        };
        let LayoutColumn { x, width, .. } = style.layout_column;
        let mut row = self.lay_out_table_row(cells, head, [StructureType::ColumnHeader; 2], &style);
        for fragment in &mut row {
            fragment.keep_with_next = true;
            fragment.add_background_box(x, 0.0, width, fragment.height, self.style.shading_color);
            let last = fragment.background_items.pop().expect("just added");
            fragment.background_items.insert(0, last);
        }
        if let Some(last) = row.last_mut() {
            let y = last.height - 0.5;
            last.add_background_box(x, y, width, 1.0, self.style.accent_color);
        }
        row
    }

    /// Lays out the rows below the head with index `head_index`, if the table has a head.
    fn lay_out_table_body(
        &mut self,
        table: &Table,
        role: BlockRole,
        body: StructureElementId,
        head_index: Option<usize>,
        style: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        let count = table.rows.len();
        let first_type = match head_index {
            Some(_) => StructureType::TableCell,
            None => StructureType::RowHeader,
        };
        let cell_types = [first_type, StructureType::TableCell];
        for (row_index, cells) in table.rows.iter().enumerate() {
            let mut row = self.lay_out_table_row(cells, body, cell_types, style);
            if let Some(last) = row.last_mut() {
                self.add_row_rules(cells, role, style, last);
            }
            if self.style.fillable_cells
                && matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable)
                && let [fragment] = row.as_mut_slice()
            {
                self.add_row_form_fields((table, row_index), role, body, style, fragment);
            }
            if let Some(first) = row.first_mut() {
                first.starts_item = true;
            }
            for fragment in &mut row {
                fragment.table_head_index = head_index;
            }
            // Neither the first nor the last row is alone on a page.
            if let Some(last) = row.last_mut() {
                last.keep_with_next = count > 2 && (row_index == 0 || row_index + 2 == count);
            }
            fragments.extend(row);
        }
        fragments
    }

    /// Adds a rule below the row, or, in a signature table, a line to write on in each cell.
    fn add_row_rules(
        &self,
        cells: &[Cell],
        role: BlockRole,
        style: &TableRowStyle<'_>,
        fragment: &mut Fragment,
    ) {
        let (column, y, rule) = (
            style.layout_column,
            fragment.height - 0.25,
            self.style.rule_color,
        );
        if role != BlockRole::SignatureTable {
            fragment.add_background_box(column.x, y, column.width, 0.5, rule);
            return;
        }
        let mut x = column.x;
        for (width, cell) in style.column_widths.iter().zip(cells) {
            let fill = if cell.is_empty() {
                self.style.text_color
            } else {
                rule
            };
            fragment.add_background_box(x, y - 3.0, width - style.horizontal_padding, 0.75, fill);
            x += width;
        }
    }

    /// Lays out a row as one fragment, or as one per line when it is taller than a page.
    ///
    /// `cell_types` holds the type of the first cell and that of the others.
    fn lay_out_table_row(
        &mut self,
        cells: &[Cell],
        parent: StructureElementId,
        cell_types: [StructureType; 2],
        style: &TableRowStyle<'_>,
    ) -> Vec<Fragment> {
        let laid_out = self.lay_out_row_cells(cells, parent, cell_types, style);
        let align = style.text_style.align.resolve_for_direction(self.style.rtl);
        let line_count = laid_out.iter().map(|cell| cell.lines.len()).max();
        let line_count = line_count.unwrap_or(0).max(1);
        let height = line_count as f32
            * (style.text_style.font_size * style.text_style.line_height_ratio)
            + 2.0 * style.vertical_padding;
        if height <= MAX_UNBROKEN_ROW_HEIGHT_PT {
            vec![build_row_fragment(laid_out, height, align, style)]
        } else {
            build_line_fragments(laid_out, line_count, align, style)
        }
    }

    /// Breaks the text of each cell into lines and adds the row to the structure tree.
    fn lay_out_row_cells(
        &mut self,
        cells: &[Cell],
        parent: StructureElementId,
        cell_types: [StructureType; 2],
        style: &TableRowStyle<'_>,
    ) -> Vec<LaidOutCell> {
        let column = style.layout_column;
        let row = self.add_element(parent, StructureType::TableRow);
        let mut laid_out = Vec::new();
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(style.column_widths).enumerate() {
            let cell_type = cell_types[index.min(1)];
            let element = self.add_element(row, cell_type);
            let bold = style.text_style.bold
                || cell_type == StructureType::RowHeader
                || index == 0 && self.style.bold_first_column;
            let text_style = TextStyle {
                bold,
                ..style.text_style
            };
            let text_width = width - 2.0 * style.horizontal_padding;
            let lines = self.break_into_lines(cell, element, text_style, text_width);
            let cell_x = if self.style.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            laid_out.push(LaidOutCell {
                x: cell_x + style.horizontal_padding,
                width: text_width,
                lines,
            });
            x += width;
        }
        laid_out
    }

    fn compute_column_widths(
        &mut self,
        table: &Table,
        role: BlockRole,
        width: f32,
        (text_style, horizontal_padding): (TextStyle, f32),
    ) -> Vec<f32> {
        let mut columns = vec![TextWidths::default(); table.header.len()];
        for (row, cells) in std::iter::once(&table.header)
            .chain(&table.rows)
            .enumerate()
        {
            for (index, cell) in cells.iter().enumerate().take(columns.len()) {
                if cell.is_empty() {
                    continue;
                }
                let first =
                    index == 0 && (role == BlockRole::FactTable || self.style.bold_first_column);
                let bold = row == 0 || first;
                let text_style = TextStyle { bold, ..text_style };
                let mut measured = self.measure_text_widths(cell, text_style, text_style.font_size);
                let text = plain_text(cell);
                if text.chars().count() <= MAX_UNBROKEN_CELL_CHARS
                    && text.chars().any(|c| c.is_ascii_digit())
                {
                    measured.min = measured.max;
                }
                columns[index].min = columns[index].min.max(measured.min);
                columns[index].max = columns[index].max.max(measured.max);
            }
        }
        for column in &mut columns {
            column.min += 2.0 * horizontal_padding + 0.1;
            column.max += 2.0 * horizontal_padding + 0.1;
        }
        if role == BlockRole::FactTable && columns.len() == 2 {
            let first = columns[0].max.clamp(width * 0.18, width * 0.45);
            return vec![first, width - first];
        }
        if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
            return form_column_widths(table, role, &columns, width);
        }
        distribute_width(&columns, width)
    }
}

/// Lines of a cell and where they are placed.
struct LaidOutCell {
    /// Left edge of the text, in points from the left edge of the page.
    x: f32,
    width: f32,
    lines: Vec<ShapedLine>,
}

/// Builds a row as one fragment, with the text at the bottom when the row has a minimum height.
fn build_row_fragment(
    laid_out: Vec<LaidOutCell>,
    height: f32,
    align: TextAlign,
    style: &TableRowStyle<'_>,
) -> Fragment {
    let mut fragment = Fragment {
        height: height.max(style.min_height),
        ..Fragment::default()
    };
    let top = if style.min_height > height {
        fragment.height - height
    } else {
        0.0
    } + style.vertical_padding;
    for cell in laid_out {
        let mut y = top;
        for line in cell.lines {
            y += line.height;
            let line_top = y - line.height;
            let x = cell.x + align.line_offset(cell.width - line.width);
            fragment.add_text_line(line, x, line_top);
        }
    }
    fragment
}

/// Builds a row as one fragment per line.
fn build_line_fragments(
    laid_out: Vec<LaidOutCell>,
    line_count: usize,
    align: TextAlign,
    style: &TableRowStyle<'_>,
) -> Vec<Fragment> {
    let line_height = style.text_style.font_size * style.text_style.line_height_ratio;
    let mut fragments: Vec<Fragment> = (0..line_count)
        .map(|index| {
            let first = if index == 0 {
                style.vertical_padding
            } else {
                0.0
            };
            let last = if index + 1 == line_count {
                style.vertical_padding
            } else {
                0.0
            };
            Fragment {
                height: line_height + first + last,
                ..Fragment::default()
            }
        })
        .collect();
    for cell in laid_out {
        for (index, line) in cell.lines.into_iter().enumerate() {
            let y = if index == 0 {
                style.vertical_padding
            } else {
                0.0
            };
            let x = cell.x + align.line_offset(cell.width - line.width);
            fragments[index].add_text_line(line, x, y);
        }
    }
    fragments
}

/// Copies a fragment of a table head as an artifact, which assistive technology skips.
fn copy_as_repeated_head(fragment: &Fragment) -> Fragment {
    let mut copy = fragment.clone();
    copy.anchors.clear();
    copy.form_fields.clear();
    copy.outline_entry = None;
    for placed in &mut copy.content_items {
        placed.tag = ContentTag::RepeatedTableHeadArtifact;
    }
    copy
}
