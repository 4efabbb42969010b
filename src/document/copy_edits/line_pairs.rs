//! Which line of a copy is which line of the document.

use std::collections::BTreeSet;

use super::lines::{CopyLine, DocumentLine, DocumentLineKind};
use crate::document::passage_diff;

/// Lines paired, both ways.
pub(super) struct LinePairs {
    /// For each line of the document its line in the copy.
    pub(super) copy_line_of: Vec<Option<usize>>,
    /// For each line of the copy its line in the document.
    pub(super) document_line_of: Vec<Option<usize>>,
    /// Lines of the document that stand elsewhere in the copy.
    pub(super) moved_lines: BTreeSet<usize>,
}

impl LinePairs {
    fn record_pair(&mut self, old: usize, new: usize) {
        self.copy_line_of[old] = Some(new);
        self.document_line_of[new] = Some(old);
    }
}

/// Least part of their words that two lines share if one became the other.
const MIN_SIMILARITY: f32 = 0.5;

/// `new` are the words of `seen`, as they are compared.
pub(super) fn pair_lines(old: &[DocumentLine], seen: &[CopyLine], new: &[String]) -> LinePairs {
    let texts: Vec<String> = old.iter().map(DocumentLine::text).collect();
    let mut pairs = LinePairs {
        copy_line_of: vec![None; old.len()],
        document_line_of: vec![None; new.len()],
        moved_lines: BTreeSet::new(),
    };
    // A line that bears the name and says the same.
    for (at, line) in seen.iter().enumerate() {
        let same = |&place: &usize| {
            pairs.copy_line_of[place].is_none()
                && texts[place] == new[at]
                && old[place]
                    .statement_names
                    .iter()
                    .any(|name| line.statement_names.contains(name))
        };
        if let Some(place) = (0..old.len()).find(same) {
            pairs.record_pair(place, at);
        }
    }
    // Lines that say the same, in order.
    for (place, at) in passage_diff::pair_equal_texts(&texts, new) {
        if pairs.copy_line_of[place].is_none() && pairs.document_line_of[at].is_none() {
            pairs.record_pair(place, at);
        }
    }
    // A line that bears the name and says something else.
    for (at, line) in seen.iter().enumerate() {
        if pairs.document_line_of[at].is_some() {
            continue;
        }
        let bears = |place: &usize| {
            pairs.copy_line_of[*place].is_none()
                && old[*place]
                    .statement_names
                    .iter()
                    .any(|name| line.statement_names.contains(name))
        };
        let nearest = (0..old.len())
            .filter(bears)
            .map(|place| (place, word_similarity(&texts[place], &new[at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((place, _)) = nearest {
            pairs.record_pair(place, at);
        }
    }
    pair_by_similarity(old, &texts, seen, new, &mut pairs);
    pairs.moved_lines = find_moved_lines(&pairs.copy_line_of);
    pairs
}

/// Lines that share many of their words, between the same neighbours.
fn pair_by_similarity(
    old: &[DocumentLine],
    texts: &[String],
    seen: &[CopyLine],
    new: &[String],
    pairs: &mut LinePairs,
) {
    for place in 0..texts.len() {
        if pairs.copy_line_of[place].is_some() {
            continue;
        }
        let start = pairs.copy_line_of[..place].iter().rev().flatten().next();
        let start = start.map_or(0, |at| at + 1);
        let end = pairs.copy_line_of[place + 1..].iter().flatten().next();
        let end = end.copied().unwrap_or(new.len());
        let nearest = (start..end)
            .filter(|&at| pairs.document_line_of[at].is_none())
            .map(|at| (at, word_similarity(&texts[place], &new[at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        // Where one line is gone and one is new, the new one stands in its place.
        let alone = |at: usize| {
            let others = (start..end).filter(|&other| pairs.document_line_of[other].is_none());
            others.count() == 1
                && pairs.copy_line_of[place + 1..]
                    .first()
                    .is_none_or(Option::is_some)
                && (place == 0 || pairs.copy_line_of[place - 1].is_some())
                && is_same_line_kind(old[place].kind, seen[at].kind)
        };
        if let Some((at, _)) = nearest.filter(|(at, alike)| *alike >= MIN_SIMILARITY || alone(*at))
        {
            pairs.record_pair(place, at);
        }
    }
}

/// Whether two lines are the same kind of line; a copy does not say a heading's level.
fn is_same_line_kind(one: DocumentLineKind, other: DocumentLineKind) -> bool {
    match (one, other) {
        (DocumentLineKind::Heading(_), DocumentLineKind::Heading(_)) => true,
        _ => one == other,
    }
}

/// The part of their words that two texts share, from 0 to 1.
fn word_similarity(one: &str, other: &str) -> f32 {
    let words = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let mut words: Vec<String> = words.map(str::to_lowercase).collect();
        words.sort();
        words
    };
    let (one, other) = (words(one), words(other));
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

/// The lines to take out so that the rest stands in order: as few as can be.
fn find_moved_lines(new_of: &[Option<usize>]) -> BTreeSet<usize> {
    // The longest rising row, by the usual method: for each length the row that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; new_of.len()];
    for (place, at) in new_of.iter().enumerate() {
        let Some(at) = at else { continue };
        let length = ends.partition_point(|&end| new_of[end].is_some_and(|there| there < *at));
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut stays = BTreeSet::new();
    let mut last = ends.last().copied();
    while let Some(place) = last {
        stays.insert(place);
        last = before[place];
    }
    let paired = (0..new_of.len()).filter(|&place| new_of[place].is_some());
    paired.filter(|place| !stays.contains(place)).collect()
}
