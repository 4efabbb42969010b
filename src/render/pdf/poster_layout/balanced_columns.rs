//! Distributes a long list or table over columns side by side.

use crate::render::pdf::paged_document::{Fragment, stacked_height};

/// Distributes the fragments of a list or table over `count` columns, `step` points apart, split where an
/// item or row begins. A table's head is repeated in each column. If `rtl` is set, the first column is at the right.
pub(super) fn distribute_into_columns(
    fragments: Vec<Fragment>,
    head: &[Fragment],
    (count, step): (usize, f32),
    rtl: bool,
) -> Vec<Fragment> {
    if count < 2 {
        return fragments;
    }
    let (own_head, rest) = fragments.split_at(head.len().min(fragments.len()));
    let mut units: Vec<Vec<Fragment>> = Vec::new();
    for fragment in rest {
        if fragment.starts_item || units.is_empty() {
            units.push(Vec::new());
        }
        let unit = units.last_mut().expect("just pushed");
        unit.push(fragment.clone());
    }
    let heights: Vec<f32> = units
        .iter()
        .map(|unit| unit[0].space_before + stacked_height(unit))
        .collect();
    // Find the lowest column height at which the units, in order, fit into the columns.
    let mut limit = heights.iter().sum::<f32>() / count as f32;
    let starts = loop {
        let mut starts = vec![0];
        let mut filled = 0.0;
        for (index, height) in heights.iter().enumerate() {
            if filled + height > limit + 0.1 && filled > 0.0 {
                starts.push(index);
                filled = 0.0;
            }
            filled += height;
        }
        if starts.len() <= count {
            break starts;
        }
        limit += 4.0;
    };
    let mut merged = Fragment::default();
    for (column, start) in starts.iter().enumerate() {
        let end = starts.get(column + 1).copied().unwrap_or(units.len());
        let column_head = if column == 0 { own_head } else { head };
        let mut y = 0.0;
        for (index, fragment) in column_head
            .iter()
            .chain(units[*start..end].iter().flatten())
            .enumerate()
        {
            if index > 0 {
                y += fragment.space_before;
            }
            let position = if rtl { count - 1 - column } else { column };
            fragment.merge_into(&mut merged, step * position as f32, y);
            y += fragment.height;
        }
        merged.height = merged.height.max(y);
    }
    vec![merged]
}
