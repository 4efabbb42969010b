//! Strips in columns side by side: a list of organizations that would be too long in one.

use crate::render::pdf::paged_document::{Fragment, stacked_height};

/// Deals the strips of a list or table out to columns side by side, `step` points apart, cut
/// where an item or row begins; a table's head stands over each column. The first column is where
/// lines begin, at the right for what is read from right to left.
pub(super) fn distribute_into_columns(
    strips: Vec<Fragment>,
    head: &[Fragment],
    (across, step): (usize, f32),
    rtl: bool,
) -> Vec<Fragment> {
    if across < 2 {
        return strips;
    }
    let own = head.len();
    let (heads, rest) = strips.split_at(own.min(strips.len()));
    let mut units: Vec<Vec<Fragment>> = Vec::new();
    for strip in rest {
        if strip.starts_item || units.is_empty() {
            units.push(Vec::new());
        }
        units.last_mut().expect("just pushed").push(strip.clone());
    }
    let high: Vec<f32> = units
        .iter()
        .map(|unit| unit[0].space_before + stacked_height(unit))
        .collect();
    // The lowest height at which the units, in order, fit into the columns.
    let mut limit = high.iter().sum::<f32>() / across as f32;
    let cuts = loop {
        let mut cuts = vec![0];
        let mut filled = 0.0;
        for (index, height) in high.iter().enumerate() {
            if filled + height > limit + 0.1 && filled > 0.0 {
                cuts.push(index);
                filled = 0.0;
            }
            filled += height;
        }
        if cuts.len() <= across {
            break cuts;
        }
        limit += 4.0;
    };
    let mut all = Fragment::default();
    for (column, start) in cuts.iter().enumerate() {
        let end = cuts.get(column + 1).copied().unwrap_or(units.len());
        let over = if column == 0 { heads } else { head };
        let mut y = 0.0;
        for (index, strip) in over
            .iter()
            .chain(units[*start..end].iter().flatten())
            .enumerate()
        {
            if index > 0 {
                y += strip.space_before;
            }
            let place = if rtl { across - 1 - column } else { column };
            strip.merge_into(&mut all, step * place as f32, y);
            y += strip.height;
        }
        all.height = all.height.max(y);
    }
    vec![all]
}
