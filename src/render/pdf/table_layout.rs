//! Tables: columns as wide as their content wants, rows that are never broken unless one is taller
//! than a page, heads that stand again on every page.

mod column_widths;
mod fillable_cells;

use super::block_layout::{Align, Column, Letters, Setter};
use super::paged_document::{Mark, Strip};
use super::structure_tree::{ElementId, Kind};
use super::text_shaping::{Line, Widths};
use crate::document::{BlockRole, Cell, Table, plain_text};
use column_widths::{share, sign_widths};

/// A row higher than this many points is broken between its lines.
const TALLEST_ROW: f32 = 520.0;

/// Up to this many characters a cell with a digit (a phone, a date, a number) is kept on one line.
const WHOLE: usize = 24;

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
struct Shape<'a> {
    letters: Letters,
    pad_x: f32,
    pad_y: f32,
    /// The least height of a row.
    least: f32,
    /// The column of the page that the table fills.
    column: Column,
    widths: &'a [f32],
}

impl Setter<'_> {
    /// Sets a table over the width of its column.
    pub fn table(&mut self, table: &Table, role: BlockRole, column: Column) -> Vec<Strip> {
        let size = self.look.table_text_size;
        let letters = Letters::plain(size, 1.32, column.ink);
        let pad_x = size * 0.6;
        let element = self.tree.add(column.parent, Kind::Table);
        let widths = self.column_widths(table, role, column.width, (letters, pad_x));
        let shape = Shape {
            letters,
            pad_x,
            pad_y: size
                * if role == BlockRole::FactTable {
                    0.22
                } else {
                    0.4
                },
            least: if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
                self.look.min_signature_row_height
            } else {
                0.0
            },
            column,
            widths: &widths,
        };
        if table.header.iter().all(Vec::is_empty) {
            return self.body(table, role, element, None, &shape);
        }
        let mut strips = self.head(&table.header, element, &shape);
        let number = self.heads.len();
        self.heads.push(strips.iter().map(again).collect());
        let body = self.tree.add(element, Kind::TableBody);
        strips.extend(self.body(table, role, body, Some(number), &shape));
        strips
    }

    /// Sets the head of a table, shaded and ruled off.
    fn head(&mut self, cells: &[Cell], element: ElementId, shape: &Shape<'_>) -> Vec<Strip> {
        let part = self.tree.add(element, Kind::TableHead);
        let shape = Shape {
            letters: Letters {
                bold: true,
                ..shape.letters
            },
            least: 0.0,
            ..*shape
        };
        let Column { x, width, .. } = shape.column;
        let mut row = self.row(cells, part, &|_| Kind::ColumnHead, &shape);
        for strip in &mut row {
            strip.keep = true;
            strip.add_box(x, 0.0, width, strip.height, self.look.shading_color);
            let last = strip.under.pop().expect("just added");
            strip.under.insert(0, last);
        }
        if let Some(last) = row.last_mut() {
            let y = last.height - 0.5;
            last.add_box(x, y, width, 1.0, self.look.accent_color);
        }
        row
    }

    /// Sets the rows under the head with that number, or without one.
    fn body(
        &mut self,
        table: &Table,
        role: BlockRole,
        body: ElementId,
        head: Option<usize>,
        shape: &Shape<'_>,
    ) -> Vec<Strip> {
        let mut strips = Vec::new();
        let count = table.rows.len();
        for (at, cells) in table.rows.iter().enumerate() {
            let kind = |index: usize| {
                if index == 0 && head.is_none() {
                    Kind::RowHead
                } else {
                    Kind::Cell
                }
            };
            let mut row = self.row(cells, body, &kind, shape);
            if let Some(last) = row.last_mut() {
                self.rule(cells, role, shape, last);
            }
            if self.look.fillable_cells
                && matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable)
                && let [strip] = row.as_mut_slice()
            {
                self.fields((table, at), role, body, shape, strip);
            }
            if let Some(first) = row.first_mut() {
                first.begins = true;
            }
            for strip in &mut row {
                strip.head = head;
            }
            // No row stands alone at the foot or the head of a page.
            if let Some(last) = row.last_mut() {
                last.keep = count > 2 && (at == 0 || at + 2 == count);
            }
            strips.extend(row);
        }
        strips
    }

    /// Rules a row off, or rules lines to write on.
    fn rule(&self, cells: &[Cell], role: BlockRole, shape: &Shape<'_>, strip: &mut Strip) {
        let (column, y, rule) = (shape.column, strip.height - 0.25, self.look.rule_color);
        if role != BlockRole::SignatureTable {
            strip.add_box(column.x, y, column.width, 0.5, rule);
            return;
        }
        let mut x = column.x;
        for (width, cell) in shape.widths.iter().zip(cells) {
            let fill = if cell.is_empty() {
                self.look.text_color
            } else {
                rule
            };
            strip.add_box(x, y - 3.0, width - shape.pad_x, 0.75, fill);
            x += width;
        }
    }

    /// One row as one strip, or as one for each line when it is taller than a page.
    fn row(
        &mut self,
        cells: &[Cell],
        parent: ElementId,
        kind: &dyn Fn(usize) -> Kind,
        shape: &Shape<'_>,
    ) -> Vec<Strip> {
        let set = self.cells(cells, parent, kind, shape);
        let side = shape.letters.align.or_right(self.look.rtl);
        let most = set.iter().map(|cell| cell.lines.len()).max();
        let most = most.unwrap_or(0).max(1);
        let height = most as f32 * (shape.letters.size * shape.letters.leading) + 2.0 * shape.pad_y;
        if height <= TALLEST_ROW {
            vec![whole(set, height, side, shape)]
        } else {
            broken(set, most, side, shape)
        }
    }

    /// Sets the cells of a row.
    fn cells(
        &mut self,
        cells: &[Cell],
        parent: ElementId,
        kind: &dyn Fn(usize) -> Kind,
        shape: &Shape<'_>,
    ) -> Vec<SetCell> {
        let column = shape.column;
        let row = self.tree.add(parent, Kind::Row);
        let mut set = Vec::new();
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(shape.widths).enumerate() {
            let kind = kind(index);
            let element = self.tree.add(row, kind);
            let bold = shape.letters.bold
                || kind == Kind::RowHead
                || index == 0 && self.look.bold_first_column;
            let letters = Letters {
                bold,
                ..shape.letters
            };
            let room = width - 2.0 * shape.pad_x;
            let lines = self.lines(cell, element, letters, room);
            let left = if self.look.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            set.push(SetCell {
                x: left + shape.pad_x,
                width: room,
                lines,
            });
            x += width;
        }
        set
    }

    fn column_widths(
        &mut self,
        table: &Table,
        role: BlockRole,
        width: f32,
        (letters, pad_x): (Letters, f32),
    ) -> Vec<f32> {
        let mut wanted = vec![Widths::default(); table.header.len()];
        for (row, cells) in std::iter::once(&table.header)
            .chain(&table.rows)
            .enumerate()
        {
            for (index, cell) in cells.iter().enumerate().take(wanted.len()) {
                if cell.is_empty() {
                    continue;
                }
                let first =
                    index == 0 && (role == BlockRole::FactTable || self.look.bold_first_column);
                let bold = row == 0 || first;
                let letters = Letters { bold, ..letters };
                let mut found = self.widths(cell, letters, letters.size);
                let text = plain_text(cell);
                if text.chars().count() <= WHOLE && text.chars().any(|c| c.is_ascii_digit()) {
                    found.least = found.most;
                }
                wanted[index].least = wanted[index].least.max(found.least);
                wanted[index].most = wanted[index].most.max(found.most);
            }
        }
        for one in &mut wanted {
            one.least += 2.0 * pad_x + 0.1;
            one.most += 2.0 * pad_x + 0.1;
        }
        if role == BlockRole::FactTable && wanted.len() == 2 {
            let first = wanted[0].most.clamp(width * 0.18, width * 0.45);
            return vec![first, width - first];
        }
        if matches!(role, BlockRole::SignatureTable | BlockRole::ChoiceTable) {
            return sign_widths(table, role, &wanted, width);
        }
        share(&wanted, width)
    }
}

/// A cell with its words set in lines.
struct SetCell {
    /// Where its words may stand, points from the page's left edge.
    x: f32,
    width: f32,
    lines: Vec<Line>,
}

/// A row as one strip, its words at the foot where it is higher than they are.
fn whole(set: Vec<SetCell>, height: f32, side: Align, shape: &Shape<'_>) -> Strip {
    let mut strip = Strip {
        height: height.max(shape.least),
        ..Strip::default()
    };
    let top = if shape.least > height {
        strip.height - height
    } else {
        0.0
    } + shape.pad_y;
    for cell in set {
        let mut y = top;
        for line in cell.lines {
            y += line.height;
            let line_top = y - line.height;
            let x = cell.x + side.offset(cell.width - line.width);
            strip.add_line(line, x, line_top);
        }
    }
    strip
}

/// A row as a strip for each of its lines.
fn broken(set: Vec<SetCell>, most: usize, side: Align, shape: &Shape<'_>) -> Vec<Strip> {
    let line_height = shape.letters.size * shape.letters.leading;
    let mut strips: Vec<Strip> = (0..most)
        .map(|index| {
            let first = if index == 0 { shape.pad_y } else { 0.0 };
            let last = if index + 1 == most { shape.pad_y } else { 0.0 };
            Strip {
                height: line_height + first + last,
                ..Strip::default()
            }
        })
        .collect();
    for cell in set {
        for (index, line) in cell.lines.into_iter().enumerate() {
            let y = if index == 0 { shape.pad_y } else { 0.0 };
            let x = cell.x + side.offset(cell.width - line.width);
            strips[index].add_line(line, x, y);
        }
    }
    strips
}

/// The same strip as decoration: said once, shown again.
fn again(strip: &Strip) -> Strip {
    let mut copy = strip.clone();
    copy.anchors.clear();
    copy.fields.clear();
    copy.entry = None;
    for placed in &mut copy.words {
        placed.mark = Mark::Again;
    }
    copy
}
