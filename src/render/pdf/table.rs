//! Tables: columns as wide as their content wants, rows that are never broken unless one is taller
//! than a page, heads that stand again on every page.

mod fill;

use super::font::{Line, Widths};
use super::page::{Mark, Strip};
use super::set::{Column, Letters, Setter};
use super::tree::{ElementId, Kind};
use crate::document::{Cell, Role, Table, plain_text};

/// A row higher than this many points is broken between its lines.
const TALLEST_ROW: f32 = 520.0;

/// Up to this many characters a cell with a digit (a phone, a date, a number) is kept on one line.
const WHOLE: usize = 24;

struct Shape {
    letters: Letters,
    pad_x: f32,
    pad_y: f32,
    least: f32,
}

impl Setter<'_> {
    /// Sets a table over the width of its column.
    pub fn table(&mut self, table: &Table, role: Role, column: Column) -> Vec<Strip> {
        let size = self.look.cell;
        let shape = Shape {
            letters: Letters::plain(size, 1.32, column.ink),
            pad_x: size * 0.6,
            pad_y: size * if role == Role::Facts { 0.22 } else { 0.4 },
            least: if matches!(role, Role::Sign | Role::Choose) {
                self.look.sign
            } else {
                0.0
            },
        };
        let heads = table.head.iter().any(|cell| !cell.is_empty());
        let element = self.tree.add(column.parent, Kind::Table);
        let widths = self.column_widths(table, role, column.width, &shape);
        let mut strips = Vec::new();
        let mut number = None;
        if heads {
            let part = self.tree.add(element, Kind::TableHead);
            let letters = Letters {
                bold: true,
                ..shape.letters
            };
            let shape = Shape {
                letters,
                least: 0.0,
                ..shape
            };
            let mut row = self.row(
                &table.head,
                part,
                &|_| Kind::ColumnHead,
                &widths,
                column,
                &shape,
            );
            for strip in &mut row {
                strip.keep = true;
                strip.add_box(column.x, 0.0, column.width, strip.height, self.look.shade);
                let last = strip.under.pop().expect("just added");
                strip.under.insert(0, last);
            }
            if let Some(last) = row.last_mut() {
                let y = last.height - 0.5;
                last.add_box(column.x, y, column.width, 1.0, self.look.accent);
            }
            number = Some(self.heads.len());
            self.heads.push(row.iter().map(again).collect());
            strips.extend(row);
        }
        let body = if heads {
            self.tree.add(element, Kind::TableBody)
        } else {
            element
        };
        let count = table.rows.len();
        for (at, cells) in table.rows.iter().enumerate() {
            let kind = |index: usize| {
                if index == 0 && !heads {
                    Kind::RowHead
                } else {
                    Kind::Cell
                }
            };
            let mut row = self.row(cells, body, &kind, &widths, column, &shape);
            if let Some(last) = row.last_mut() {
                self.rule(cells, role, &widths, column, &shape, last);
            }
            if self.look.fillable
                && matches!(role, Role::Sign | Role::Choose)
                && let [strip] = row.as_mut_slice()
            {
                let place = (body, widths.as_slice());
                self.fields((table, at), role, place, column, &shape, strip);
            }
            if let Some(first) = row.first_mut() {
                first.begins = true;
            }
            for strip in &mut row {
                strip.head = number;
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
    fn rule(
        &self,
        cells: &[Cell],
        role: Role,
        widths: &[f32],
        column: Column,
        shape: &Shape,
        strip: &mut Strip,
    ) {
        let (y, rule) = (strip.height - 0.25, self.look.rule);
        if role != Role::Sign {
            strip.add_box(column.x, y, column.width, 0.5, rule);
            return;
        }
        let mut x = column.x;
        for (width, cell) in widths.iter().zip(cells) {
            let fill = if cell.is_empty() { self.look.ink } else { rule };
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
        widths: &[f32],
        column: Column,
        shape: &Shape,
    ) -> Vec<Strip> {
        let row = self.tree.add(parent, Kind::Row);
        let mut set: Vec<(f32, f32, Vec<Line>)> = Vec::new();
        let mut x = column.x;
        for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let kind = kind(index);
            let element = self.tree.add(row, kind);
            let bold =
                shape.letters.bold || kind == Kind::RowHead || index == 0 && self.look.bold_first;
            let letters = Letters {
                bold,
                ..shape.letters
            };
            let lines = self.lines(cell, element, letters, width - 2.0 * shape.pad_x);
            let left = if self.look.rtl {
                2.0 * column.x + column.width - x - width
            } else {
                x
            };
            set.push((left + shape.pad_x, width - 2.0 * shape.pad_x, lines));
            x += width;
        }
        let side = shape.letters.align.or_right(self.look.rtl);
        let line_height = shape.letters.size * shape.letters.leading;
        let most = set
            .iter()
            .map(|(_, _, lines)| lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let height = most as f32 * line_height + 2.0 * shape.pad_y;
        if height <= TALLEST_ROW {
            let mut strip = Strip {
                height: height.max(shape.least),
                ..Strip::default()
            };
            let top = if shape.least > height {
                strip.height - height
            } else {
                0.0
            } + shape.pad_y;
            for (x, wide, lines) in set {
                let mut y = top;
                for line in lines {
                    y += line.height;
                    let line_top = y - line.height;
                    let x = x + side.offset(wide - line.width);
                    strip.add_line(line, x, line_top);
                }
            }
            return vec![strip];
        }
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
        for (x, wide, lines) in set {
            for (index, line) in lines.into_iter().enumerate() {
                let y = if index == 0 { shape.pad_y } else { 0.0 };
                let x = x + side.offset(wide - line.width);
                strips[index].add_line(line, x, y);
            }
        }
        strips
    }

    fn column_widths(&mut self, table: &Table, role: Role, width: f32, shape: &Shape) -> Vec<f32> {
        let mut wanted = vec![Widths::default(); table.head.len()];
        for (row, cells) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            for (index, cell) in cells.iter().enumerate().take(wanted.len()) {
                if cell.is_empty() {
                    continue;
                }
                let first = index == 0 && (role == Role::Facts || self.look.bold_first);
                let bold = row == 0 || first;
                let letters = Letters {
                    bold,
                    ..shape.letters
                };
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
            one.least += 2.0 * shape.pad_x + 0.1;
            one.most += 2.0 * shape.pad_x + 0.1;
        }
        if role == Role::Facts && wanted.len() == 2 {
            let first = wanted[0].most.clamp(width * 0.18, width * 0.45);
            return vec![first, width - first];
        }
        if matches!(role, Role::Sign | Role::Choose) {
            return sign_widths(table, role, &wanted, width);
        }
        share(&wanted, width)
    }
}

/// Columns with words get what they want; the room to sign is shared by the empty ones, less to a
/// date than to a signature; marks take less room than words.
fn sign_widths(table: &Table, role: Role, wanted: &[Widths], width: f32) -> Vec<f32> {
    let empty: Vec<bool> = (0..wanted.len())
        .map(|index| table.rows.iter().all(|row| row[index].is_empty()))
        .collect();
    let mut wanted = wanted.to_vec();
    for (index, one) in wanted.iter_mut().enumerate() {
        // A name that is missing in one row is written by hand.
        if !empty[index] && table.rows.iter().any(|row| row[index].is_empty()) {
            one.least = one.least.max(width * 0.19);
            one.most = one.most.max(one.least);
        }
    }
    let wanted = &wanted;
    if !empty.contains(&true) {
        return share(wanted, width);
    }
    let full: Vec<Widths> = wanted
        .iter()
        .zip(&empty)
        .filter(|(_, empty)| !**empty)
        .map(|(one, _)| *one)
        .collect();
    let most: f32 = full.iter().map(|one| one.most).sum();
    let taken = most.min(width * if role == Role::Choose { 0.68 } else { 0.52 });
    let mut shared = if most > taken {
        share(&full, taken)
    } else {
        full.iter().map(|one| one.most).collect()
    }
    .into_iter();
    let weight = |index: usize| {
        if role == Role::Choose || index + 1 == wanted.len() {
            1.0
        } else {
            1.7
        }
    };
    let weights: f32 = (0..wanted.len())
        .filter(|index| empty[*index])
        .map(weight)
        .sum();
    (0..wanted.len())
        .map(|index| {
            if empty[index] {
                (width - taken) * weight(index) / weights
            } else {
                shared.next().expect("a width for every column with words")
            }
        })
        .collect()
}

/// Shares `width` out: a column gets what it wants on one line while there is room, never less
/// than its longest word, and what is over goes to the columns that want most.
pub(super) fn share(wanted: &[Widths], width: f32) -> Vec<f32> {
    let most: f32 = wanted.iter().map(|one| one.most).sum();
    if most <= width {
        let over = width - most;
        return wanted
            .iter()
            .map(|one| one.most + over * one.most / most.max(1.0))
            .collect();
    }
    let least: f32 = wanted.iter().map(|one| one.least).sum();
    if least >= width {
        // Long words will be broken: the narrow columns keep theirs whole.
        return level(
            &wanted.iter().map(|one| one.least).collect::<Vec<_>>(),
            width,
        );
    }
    let mut fixed: Vec<Option<f32>> = vec![None; wanted.len()];
    loop {
        let left = width - fixed.iter().flatten().sum::<f32>();
        let weight: f32 = wanted
            .iter()
            .zip(&fixed)
            .filter(|(_, at)| at.is_none())
            .map(|(one, _)| one.most.sqrt())
            .sum();
        let part = |one: &Widths| left * one.most.sqrt() / weight;
        let open: Vec<usize> = (0..wanted.len())
            .filter(|index| fixed[*index].is_none())
            .collect();
        let short: Vec<usize> = open
            .iter()
            .copied()
            .filter(|index| wanted[*index].least > part(&wanted[*index]))
            .collect();
        let content: Vec<usize> = open
            .iter()
            .copied()
            .filter(|index| wanted[*index].most < part(&wanted[*index]))
            .collect();
        if !short.is_empty() {
            for index in short {
                fixed[index] = Some(wanted[index].least);
            }
        } else if !content.is_empty() && content.len() < open.len() {
            for index in content {
                fixed[index] = Some(wanted[index].most);
            }
        } else {
            return wanted
                .iter()
                .zip(&fixed)
                .map(|(one, at)| at.unwrap_or_else(|| part(one)))
                .collect();
        }
    }
}

/// Cuts the largest down to one level until all fit in `width`.
fn level(wanted: &[f32], width: f32) -> Vec<f32> {
    let mut sorted = wanted.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut left = width;
    let mut count = sorted.len() as f32;
    for one in sorted {
        if one > left / count {
            break;
        }
        left -= one;
        count -= 1.0;
    }
    let cap = left / count.max(1.0);
    wanted.iter().map(|one| one.min(cap)).collect()
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
