//! Which line of a copy is which line of the document.

use std::collections::BTreeSet;

use super::lines::{Line, Seen, Shape};
use crate::document::passage_diff;

/// Lines paired, both ways.
pub(super) struct Pairs {
    /// For each line of the document its line in the copy.
    pub(super) new_of: Vec<Option<usize>>,
    /// For each line of the copy its line in the document.
    pub(super) old_of: Vec<Option<usize>>,
    /// Lines of the document that stand elsewhere in the copy.
    pub(super) moved: BTreeSet<usize>,
}

impl Pairs {
    fn set(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }
}

/// Least part of their words that two lines share if one became the other.
const ALIKE: f32 = 0.5;

/// `new` are the words of `seen`, as they are compared.
pub(super) fn pair(old: &[Line], seen: &[Seen], new: &[String]) -> Pairs {
    let texts: Vec<String> = old.iter().map(Line::text).collect();
    let mut pairs = Pairs {
        new_of: vec![None; old.len()],
        old_of: vec![None; new.len()],
        moved: BTreeSet::new(),
    };
    // A line that bears the name and says the same.
    for (at, line) in seen.iter().enumerate() {
        let same = |&place: &usize| {
            pairs.new_of[place].is_none()
                && texts[place] == new[at]
                && old[place]
                    .names
                    .iter()
                    .any(|name| line.names.contains(name))
        };
        if let Some(place) = (0..old.len()).find(same) {
            pairs.set(place, at);
        }
    }
    // Lines that say the same, in order.
    for (place, at) in passage_diff::same(&texts, new) {
        if pairs.new_of[place].is_none() && pairs.old_of[at].is_none() {
            pairs.set(place, at);
        }
    }
    // A line that bears the name and says something else.
    for (at, line) in seen.iter().enumerate() {
        if pairs.old_of[at].is_some() {
            continue;
        }
        let bears = |place: &usize| {
            pairs.new_of[*place].is_none()
                && old[*place]
                    .names
                    .iter()
                    .any(|name| line.names.contains(name))
        };
        let nearest = (0..old.len())
            .filter(bears)
            .map(|place| (place, alike(&texts[place], &new[at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((place, _)) = nearest {
            pairs.set(place, at);
        }
    }
    by_words(old, &texts, seen, new, &mut pairs);
    pairs.moved = moved(&pairs.new_of);
    pairs
}

/// Lines that share many of their words, between the same neighbours.
fn by_words(old: &[Line], texts: &[String], seen: &[Seen], new: &[String], pairs: &mut Pairs) {
    for place in 0..texts.len() {
        if pairs.new_of[place].is_some() {
            continue;
        }
        let start = pairs.new_of[..place].iter().rev().flatten().next();
        let start = start.map_or(0, |at| at + 1);
        let end = pairs.new_of[place + 1..].iter().flatten().next();
        let end = end.copied().unwrap_or(new.len());
        let nearest = (start..end)
            .filter(|&at| pairs.old_of[at].is_none())
            .map(|at| (at, alike(&texts[place], &new[at])))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        // Where one line is gone and one is new, the new one stands in its place.
        let alone = |at: usize| {
            let others = (start..end).filter(|&other| pairs.old_of[other].is_none());
            others.count() == 1
                && pairs.new_of[place + 1..]
                    .first()
                    .is_none_or(Option::is_some)
                && (place == 0 || pairs.new_of[place - 1].is_some())
                && same_shape(old[place].shape, seen[at].shape)
        };
        if let Some((at, _)) = nearest.filter(|(at, alike)| *alike >= ALIKE || alone(*at)) {
            pairs.set(place, at);
        }
    }
}

/// Whether two lines are the same kind of line; a copy does not say a heading's level.
fn same_shape(one: Shape, other: Shape) -> bool {
    match (one, other) {
        (Shape::Heading(_), Shape::Heading(_)) => true,
        _ => one == other,
    }
}

/// The part of their words that two texts share, from 0 to 1.
fn alike(one: &str, other: &str) -> f32 {
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
fn moved(new_of: &[Option<usize>]) -> BTreeSet<usize> {
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
