//! How the width of a table is shared out among its columns.

use crate::document::{BlockRole, Table};
use crate::render::pdf::text_shaping::TextWidths;

/// Columns with words get what they want; the room to sign is shared by the empty ones, less to a
/// date than to a signature; marks take less room than words.
pub(super) fn form_column_widths(
    table: &Table,
    role: BlockRole,
    wanted: &[TextWidths],
    width: f32,
) -> Vec<f32> {
    let empty: Vec<bool> = (0..wanted.len())
        .map(|index| table.rows.iter().all(|row| row[index].is_empty()))
        .collect();
    let mut wanted = wanted.to_vec();
    for (index, one) in wanted.iter_mut().enumerate() {
        // A name that is missing in one row is written by hand.
        if !empty[index] && table.rows.iter().any(|row| row[index].is_empty()) {
            one.min = one.min.max(width * 0.19);
            one.max = one.max.max(one.min);
        }
    }
    let wanted = &wanted;
    if !empty.contains(&true) {
        return distribute_width(wanted, width);
    }
    let full: Vec<TextWidths> = wanted
        .iter()
        .zip(&empty)
        .filter(|(_, empty)| !**empty)
        .map(|(one, _)| *one)
        .collect();
    let most: f32 = full.iter().map(|one| one.max).sum();
    let taken = most.min(
        width
            * if role == BlockRole::ChoiceTable {
                0.68
            } else {
                0.52
            },
    );
    let mut shared = if most > taken {
        distribute_width(&full, taken)
    } else {
        full.iter().map(|one| one.max).collect()
    }
    .into_iter();
    let weight = |index: usize| {
        if role == BlockRole::ChoiceTable || index + 1 == wanted.len() {
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
pub(super) fn distribute_width(wanted: &[TextWidths], width: f32) -> Vec<f32> {
    let most: f32 = wanted.iter().map(|one| one.max).sum();
    if most <= width {
        let over = width - most;
        return wanted
            .iter()
            .map(|one| one.max + over * one.max / most.max(1.0))
            .collect();
    }
    let least: f32 = wanted.iter().map(|one| one.min).sum();
    if least >= width {
        // Long words will be broken: the narrow columns keep theirs whole.
        return cap_widths_to_fit(&wanted.iter().map(|one| one.min).collect::<Vec<_>>(), width);
    }
    let mut fixed: Vec<Option<f32>> = vec![None; wanted.len()];
    loop {
        let left = width - fixed.iter().flatten().sum::<f32>();
        let weight: f32 = wanted
            .iter()
            .zip(&fixed)
            .filter(|(_, at)| at.is_none())
            .map(|(one, _)| one.max.sqrt())
            .sum();
        let part = |one: &TextWidths| left * one.max.sqrt() / weight;
        let open: Vec<usize> = (0..wanted.len())
            .filter(|index| fixed[*index].is_none())
            .collect();
        let short: Vec<usize> = open
            .iter()
            .copied()
            .filter(|index| wanted[*index].min > part(&wanted[*index]))
            .collect();
        let content: Vec<usize> = open
            .iter()
            .copied()
            .filter(|index| wanted[*index].max < part(&wanted[*index]))
            .collect();
        if !short.is_empty() {
            for index in short {
                fixed[index] = Some(wanted[index].min);
            }
        } else if !content.is_empty() && content.len() < open.len() {
            for index in content {
                fixed[index] = Some(wanted[index].max);
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
fn cap_widths_to_fit(wanted: &[f32], width: f32) -> Vec<f32> {
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
