//! Compares two editions of a document word by word; the only user of `similar`.
//!
//! Passages are compared by statement, so that moving or renumbering a statement is not a change.
//! Unchanged passages are left out.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passage::{ComparedPassage, DRAFT_MARK, PAGE_FOOTER};

/// A changed passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageChange {
    /// The statement's name; empty if the documents have no statements.
    pub statement_name: String,
    /// The heading above it; may be empty.
    pub heading: String,
    /// The text of both editions, in reading order.
    pub segments: Vec<DiffSegment>,
}

impl PassageChange {
    /// Returns in words where the change is.
    pub fn describe_location(&self) -> String {
        match (self.statement_name.as_str(), self.heading.as_str()) {
            (DRAFT_MARK, _) => "The mark on every page".to_owned(),
            (PAGE_FOOTER, _) => "The last line of every page".to_owned(),
            (_, "") => "At the beginning".to_owned(),
            (_, heading) => heading.to_owned(),
        }
    }
}

/// A run of text in one or both editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffSegment {
    pub side: DiffSide,
    pub text: String,
}

/// The editions that contain a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffSide {
    Both,
    /// Deleted.
    OldOnly,
    /// Inserted.
    NewOnly,
}

/// Returns the changed passages in the order of the new edition; a deleted passage follows the passage that
/// preceded it.
pub fn diff_passages(old: &[ComparedPassage], new: &[ComparedPassage]) -> Vec<PassageChange> {
    let mut changes = Vec::new();
    for key in merged_passage_keys(old, new) {
        let [old, new] = [old, new].map(|passages| -> Vec<&ComparedPassage> {
            passages
                .iter()
                .filter(|passage| passage_key(passage) == key)
                .collect()
        });
        diff_section(&old, &new, &mut changes);
    }
    changes
}

/// Returns the indexes of equal texts in both lists, in order: a longest common subsequence.
pub(super) fn pair_equal_texts(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { .. } = op {
            pairs.extend(op.old_range().zip(op.new_range()));
        }
    }
    pairs
}

/// Returns the statement, or the heading if there is none: only passages with equal keys are compared.
fn passage_key(passage: &ComparedPassage) -> (String, String) {
    if passage.statement_name.is_empty() {
        (String::new(), passage.heading.clone())
    } else {
        (passage.statement_name.clone(), String::new())
    }
}

/// Returns the keys of the new edition in order, with each key that only the old edition has after the one
/// it followed there.
fn merged_passage_keys(old: &[ComparedPassage], new: &[ComparedPassage]) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    for passage in new {
        if !keys.contains(&passage_key(passage)) {
            keys.push(passage_key(passage));
        }
    }
    let mut after = 0;
    for passage in old {
        let known = keys.iter().position(|known| *known == passage_key(passage));
        if let Some(at) = known {
            after = at + 1;
        } else {
            keys.insert(after, passage_key(passage));
            after += 1;
        }
    }
    keys
}

fn diff_section(
    old: &[&ComparedPassage],
    new: &[&ComparedPassage],
    changes: &mut Vec<PassageChange>,
) {
    let [old_texts, new_texts] = [old, new].map(|passages| -> Vec<&str> {
        passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect()
    });
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (removed, added) = (&old[op.old_range()], &new[op.new_range()]);
        for at in 0..removed.len().max(added.len()) {
            let (before, after) = (removed.get(at), added.get(at));
            let Some(passage) = after.or(before) else {
                continue;
            };
            let [old_text, new_text] =
                [before, after].map(|passage| passage.map_or("", |passage| &passage.text));
            changes.push(PassageChange {
                statement_name: passage.statement_name.clone(),
                heading: passage.heading.clone(),
                segments: diff_words(old_text, new_text),
            });
        }
    }
}

/// Compares two texts word by word; adjacent changed words are one segment, with the spaces between them.
fn diff_words(old: &str, new: &str) -> Vec<DiffSegment> {
    let (old, new) = (split_words_and_spaces(old), split_words_and_spaces(new));
    let (mut removed, mut inserted) = (String::new(), String::new());
    let mut segments: Vec<DiffSegment> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            removed.push_str(&old[op.old_range()].concat());
            inserted.push_str(&new[op.new_range()].concat());
            continue;
        }
        let equal = new[op.new_range()].concat();
        let is_gap = equal.trim().is_empty() && op.new_range().end < new.len();
        if is_gap && !(removed.is_empty() && inserted.is_empty()) {
            removed.push_str(&equal);
            inserted.push_str(&equal);
        } else {
            flush_changed_words(&mut removed, &mut inserted, &mut segments);
            push_segment(DiffSide::Both, &equal, &mut segments);
        }
    }
    flush_changed_words(&mut removed, &mut inserted, &mut segments);
    segments
}

/// Adds the changed words as segments; a space at the end of both is unchanged.
fn flush_changed_words(
    removed: &mut String,
    inserted: &mut String,
    segments: &mut Vec<DiffSegment>,
) {
    let gap = if removed.ends_with(char::is_whitespace) && inserted.ends_with(char::is_whitespace) {
        let gap = inserted.split_off(inserted.trim_end().len());
        removed.truncate(removed.trim_end().len());
        gap
    } else {
        String::new()
    };
    push_segment(DiffSide::OldOnly, removed, segments);
    push_segment(DiffSide::NewOnly, inserted, segments);
    push_segment(DiffSide::Both, &gap, segments);
    removed.clear();
    inserted.clear();
}

fn push_segment(side: DiffSide, text: &str, segments: &mut Vec<DiffSegment>) {
    if text.is_empty() {
        return;
    }
    match segments.last_mut() {
        Some(last) if last.side == side => last.text.push_str(text),
        _ => segments.push(DiffSegment {
            side,
            text: text.to_owned(),
        }),
    }
}

/// Splits a text into words and the spaces between them.
fn split_words_and_spaces(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != is_space);
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        words.push(word);
        rest = after;
    }
    words
}
