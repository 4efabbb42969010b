//! Pairs the lines of a copy with those of the document.

use std::collections::BTreeSet;

use super::lines::{CopyLine, DocumentLine, DocumentLineKind};
use crate::document::passage_diff;

/// The pairs of lines, indexed from both sides.
pub(super) struct LinePairs {
    /// For each line of the document, its line in the copy.
    pub(super) copy_line_of: Vec<Option<usize>>,
    /// For each line of the copy, its line in the document.
    pub(super) document_line_of: Vec<Option<usize>>,
    /// Lines of the document that have moved in the copy.
    pub(super) moved_lines: BTreeSet<usize>,
}

impl LinePairs {
    fn record_pair(&mut self, old: usize, new: usize) {
        self.copy_line_of[old] = Some(new);
        self.document_line_of[new] = Some(old);
    }
}

/// The minimum similarity of two lines that are paired without a statement's name.
const MIN_SIMILARITY: f32 = 0.5;

/// Pairs lines; `new` are the normalized texts of `copy`.
pub(super) fn pair_lines(old: &[DocumentLine], copy: &[CopyLine], new: &[String]) -> LinePairs {
    let texts: Vec<String> = old.iter().map(DocumentLine::text).collect();
    let mut pairs = LinePairs {
        copy_line_of: vec![None; old.len()],
        document_line_of: vec![None; new.len()],
        moved_lines: BTreeSet::new(),
    };
    // Lines with the same statement and text.
    for (new_at, line) in copy.iter().enumerate() {
        let position = (0..old.len()).find(|&old_at| {
            pairs.copy_line_of[old_at].is_none()
                && texts[old_at] == new[new_at]
                && share_statement(&old[old_at], line)
        });
        if let Some(old_at) = position {
            pairs.record_pair(old_at, new_at);
        }
    }
    // Lines with the same text, in order.
    for (old_at, new_at) in passage_diff::pair_equal_texts(&texts, new) {
        if pairs.copy_line_of[old_at].is_none() && pairs.document_line_of[new_at].is_none() {
            pairs.record_pair(old_at, new_at);
        }
    }
    // Lines with the same statement and another text.
    for (new_at, line) in copy.iter().enumerate() {
        if pairs.document_line_of[new_at].is_some() {
            continue;
        }
        let nearest = (0..old.len())
            .filter(|&old_at| pairs.copy_line_of[old_at].is_none())
            .filter(|&old_at| share_statement(&old[old_at], line))
            .map(|old_at| (old_at, word_similarity(&texts[old_at], &new[new_at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((old_at, _)) = nearest {
            pairs.record_pair(old_at, new_at);
        }
    }
    pair_by_similarity(old, &texts, copy, new, &mut pairs);
    pairs.moved_lines = find_moved_lines(&pairs.copy_line_of);
    pairs
}

fn share_statement(old: &DocumentLine, copy: &CopyLine) -> bool {
    old.statement_names
        .iter()
        .any(|name| copy.statement_names.contains(name))
}

/// Pairs similar lines between the same neighbors.
fn pair_by_similarity(
    old: &[DocumentLine],
    texts: &[String],
    copy: &[CopyLine],
    new: &[String],
    pairs: &mut LinePairs,
) {
    for old_at in 0..texts.len() {
        if pairs.copy_line_of[old_at].is_some() {
            continue;
        }
        let start = pairs.copy_line_of[..old_at].iter().rev().flatten().next();
        let start = start.map_or(0, |new_at| new_at + 1);
        let end = pairs.copy_line_of[old_at + 1..].iter().flatten().next();
        let end = end.copied().unwrap_or(new.len());
        let nearest = (start..end)
            .filter(|&new_at| pairs.document_line_of[new_at].is_none())
            .map(|new_at| (new_at, word_similarity(&texts[old_at], &new[new_at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        // A single new line between the neighbors of a single removed one replaces it.
        let is_replacement = |new_at: usize| {
            let others = (start..end).filter(|&other| pairs.document_line_of[other].is_none());
            others.count() == 1
                && pairs.copy_line_of[old_at + 1..]
                    .first()
                    .is_none_or(Option::is_some)
                && (old_at == 0 || pairs.copy_line_of[old_at - 1].is_some())
                && is_same_line_kind(old[old_at].kind, copy[new_at].kind)
        };
        if let Some((new_at, _)) = nearest
            .filter(|(new_at, similarity)| *similarity >= MIN_SIMILARITY || is_replacement(*new_at))
        {
            pairs.record_pair(old_at, new_at);
        }
    }
}

/// Returns whether two lines are of the same kind; a copy does not record the level of headings.
fn is_same_line_kind(one: DocumentLineKind, other: DocumentLineKind) -> bool {
    match (one, other) {
        (DocumentLineKind::Heading(_), DocumentLineKind::Heading(_)) => true,
        _ => one == other,
    }
}

/// Returns the share of words that two texts have in common, from 0 to 1.
fn word_similarity(one: &str, other: &str) -> f32 {
    let [one, other] = [one, other].map(|text| {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words
    });
    let (mut left, mut right, mut shared) = (0, 0, 0_usize);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Equal => {
                shared += 1;
                left += 1;
                right += 1;
            }
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
        }
    }
    2.0 * shared as f32 / (one.len() + other.len()).max(1) as f32
}

/// Returns the smallest set of paired lines without which the others are in the order of the copy.
fn find_moved_lines(copy_line_of: &[Option<usize>]) -> BTreeSet<usize> {
    // Longest increasing subsequence: for each length, the subsequence with the lowest end.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; copy_line_of.len()];
    for (old_at, new_at) in copy_line_of.iter().enumerate() {
        let Some(new_at) = new_at else { continue };
        let length =
            ends.partition_point(|&end| copy_line_of[end].is_some_and(|there| there < *new_at));
        before[old_at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(old_at);
        } else {
            ends[length] = old_at;
        }
    }
    let mut unmoved = BTreeSet::new();
    let mut last = ends.last().copied();
    while let Some(old_at) = last {
        unmoved.insert(old_at);
        last = before[old_at];
    }
    (0..copy_line_of.len())
        .filter(|&old_at| copy_line_of[old_at].is_some())
        .filter(|old_at| !unmoved.contains(old_at))
        .collect()
}
