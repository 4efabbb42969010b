//! Distribution of the width of a table among its columns.

use crate::document::{BlockRole, Table};
use crate::render::pdf::text_shaping::TextWidths;

/// Returns the column widths of a form: columns with text get their preferred width, up to a limit,
/// and the empty columns share the rest. A date column is narrower than a signature column.
pub(super) fn form_column_widths(
    table: &Table,
    role: BlockRole,
    columns: &[TextWidths],
    width: f32,
) -> Vec<f32> {
    let empty: Vec<bool> = (0..columns.len())
        .map(|index| table.rows.iter().all(|row| row[index].is_empty()))
        .collect();
    let mut columns = columns.to_vec();
    for (index, column) in columns.iter_mut().enumerate() {
        // A value missing in one row is written by hand and needs room.
        if !empty[index] && table.rows.iter().any(|row| row[index].is_empty()) {
            column.min = column.min.max(width * 0.19);
            column.max = column.max.max(column.min);
        }
    }
    let columns = &columns;
    if !empty.contains(&true) {
        return distribute_width(columns, width);
    }
    let text_columns: Vec<TextWidths> = columns
        .iter()
        .zip(&empty)
        .filter(|(_, empty)| !**empty)
        .map(|(column, _)| *column)
        .collect();
    let max_total: f32 = text_columns.iter().map(|column| column.max).sum();
    let used_width = max_total.min(
        width
            * if role == BlockRole::ChoiceTable {
                0.68
            } else {
                0.52
            },
    );
    let mut widths = if max_total > used_width {
        distribute_width(&text_columns, used_width)
    } else {
        text_columns.iter().map(|column| column.max).collect()
    }
    .into_iter();
    let weight = |index: usize| {
        if role == BlockRole::ChoiceTable || index + 1 == columns.len() {
            1.0
        } else {
            1.7
        }
    };
    let weights: f32 = (0..columns.len())
        .filter(|index| empty[*index])
        .map(weight)
        .sum();
    (0..columns.len())
        .map(|index| {
            if empty[index] {
                (width - used_width) * weight(index) / weights
            } else {
                widths.next().expect("a width for every column with text")
            }
        })
        .collect()
}

/// Distributes `width`: each column gets its one-line width if all fit, plus a proportional share of
/// what remains. Otherwise no column is narrower than its longest word while those fit.
pub(super) fn distribute_width(columns: &[TextWidths], width: f32) -> Vec<f32> {
    let max_total: f32 = columns.iter().map(|column| column.max).sum();
    if max_total <= width {
        let spare = width - max_total;
        return columns
            .iter()
            .map(|column| column.max + spare * column.max / max_total.max(1.0))
            .collect();
    }
    let minimums: Vec<f32> = columns.iter().map(|column| column.min).collect();
    if minimums.iter().sum::<f32>() >= width {
        // Only the widest columns have to break words.
        return cap_widths_to_fit(&minimums, width);
    }
    let mut fixed: Vec<Option<f32>> = vec![None; columns.len()];
    loop {
        let remaining = width - fixed.iter().flatten().sum::<f32>();
        let weight: f32 = columns
            .iter()
            .zip(&fixed)
            .filter(|(_, fixed_width)| fixed_width.is_none())
            .map(|(column, _)| column.max.sqrt())
            .sum();
        let share = |column: &TextWidths| remaining * column.max.sqrt() / weight;
        let flexible: Vec<usize> = (0..columns.len())
            .filter(|index| fixed[*index].is_none())
            .collect();
        let too_narrow: Vec<usize> = flexible
            .iter()
            .copied()
            .filter(|index| columns[*index].min > share(&columns[*index]))
            .collect();
        let satisfied: Vec<usize> = flexible
            .iter()
            .copied()
            .filter(|index| columns[*index].max < share(&columns[*index]))
            .collect();
        if !too_narrow.is_empty() {
            for index in too_narrow {
                fixed[index] = Some(columns[index].min);
            }
        } else if !satisfied.is_empty() && satisfied.len() < flexible.len() {
            for index in satisfied {
                fixed[index] = Some(columns[index].max);
            }
        } else {
            return columns
                .iter()
                .zip(&fixed)
                .map(|(column, fixed_width)| fixed_width.unwrap_or_else(|| share(column)))
                .collect();
        }
    }
}

/// Limits the widest columns to a common maximum so that all fit in `width`.
fn cap_widths_to_fit(widths: &[f32], width: f32) -> Vec<f32> {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut remaining = width;
    let mut count = sorted.len() as f32;
    for one in sorted {
        if one > remaining / count {
            break;
        }
        remaining -= one;
        count -= 1.0;
    }
    let cap = remaining / count.max(1.0);
    widths.iter().map(|one| one.min(cap)).collect()
}
