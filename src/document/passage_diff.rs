//! What differs between two editions of a document, by word; the only user of `similar`.
//!
//! Passages are set side by side under their statements, so that one that moved within its section or
//! was renumbered is no change. What both editions say alike is left out, and a statement without a
//! difference with it.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passage::Passage;

/// A passage that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageChange {
    /// The statement's name; empty where the documents have none.
    pub statement_name: String,
    /// The heading it stands under; may be empty.
    pub heading: String,
    /// The words of both editions, in reading order.
    pub segments: Vec<DiffSegment>,
}

/// A run of words of one or both editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffSegment {
    pub side: DiffSide,
    /// The words, with the spaces between them.
    pub text: String,
}

/// Which of two editions has some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffSide {
    Both,
    /// The older alone: they were taken out.
    OldOnly,
    /// The newer alone: they were put in.
    NewOnly,
}

/// Everything that differs, in the order of the newer edition; what only the older has comes after what
/// stood before it.
pub fn diff_passages(old: &[Passage], new: &[Passage]) -> Vec<PassageChange> {
    let mut changes = Vec::new();
    for key in merged_passage_keys(old, new) {
        let of = |all: &'_ [Passage]| -> Vec<Passage> {
            let same = all
                .iter()
                .filter(|passage| self::passage_key(passage) == key);
            same.cloned().collect()
        };
        diff_section(&of(old), &of(new), &mut changes);
    }
    changes
}

/// The places of equal texts in both lists, in order: as many as can be paired without crossing.
pub(super) fn pair_equal_texts(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut same = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { .. } = op {
            same.extend(op.old_range().zip(op.new_range()));
        }
    }
    same
}

/// What makes two passages comparable: the statement, or the heading where there are no statements.
fn passage_key(passage: &Passage) -> (String, String) {
    if passage.statement_name.is_empty() {
        (String::new(), passage.heading.clone())
    } else {
        (passage.statement_name.clone(), String::new())
    }
}

/// The keys of the newer edition in order, each key of the older alone after the one it followed.
fn merged_passage_keys(old: &[Passage], new: &[Passage]) -> Vec<(String, String)> {
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

fn diff_section(old: &[Passage], new: &[Passage], changes: &mut Vec<PassageChange>) {
    let texts = |passages: &[Passage]| -> Vec<String> {
        let texts = passages.iter().map(|passage| passage.text.clone());
        texts.collect()
    };
    let (old_texts, new_texts) = (texts(old), texts(new));
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (olds, news) = (&old[op.old_range()], &new[op.new_range()]);
        for at in 0..olds.len().max(news.len()) {
            let (before, after) = (olds.get(at), news.get(at));
            let Some(passage) = after.or(before) else {
                continue;
            };
            let text = |passage: Option<&Passage>| {
                passage.map_or_else(String::new, |passage| passage.text.clone())
            };
            changes.push(PassageChange {
                statement_name: passage.statement_name.clone(),
                heading: passage.heading.clone(),
                segments: diff_words(&text(before), &text(after)),
            });
        }
    }
}

/// Two texts word by word; words that changed side by side are one piece, with the spaces between them.
fn diff_words(old: &str, new: &str) -> Vec<DiffSegment> {
    let (old, new) = (split_words_and_spaces(old), split_words_and_spaces(new));
    let (mut taken, mut put) = (String::new(), String::new());
    let mut pieces: Vec<DiffSegment> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            taken.push_str(&old[op.old_range()].concat());
            put.push_str(&new[op.new_range()].concat());
            continue;
        }
        let same = new[op.new_range()].concat();
        let is_gap = same.trim().is_empty() && op.new_range().end < new.len();
        if is_gap && !(taken.is_empty() && put.is_empty()) {
            taken.push_str(&same);
            put.push_str(&same);
        } else {
            flush_changed_words(&mut taken, &mut put, &mut pieces);
            push_segment(DiffSide::Both, &same, &mut pieces);
        }
    }
    flush_changed_words(&mut taken, &mut put, &mut pieces);
    pieces
}

/// Ends a run of changed words; a space that both sides end with is no change.
fn flush_changed_words(taken: &mut String, put: &mut String, pieces: &mut Vec<DiffSegment>) {
    let ends = |text: &str| text.ends_with(char::is_whitespace);
    let gap = if ends(taken) && ends(put) {
        let end = put.trim_end().len();
        let gap = put.split_off(end);
        taken.truncate(taken.trim_end().len());
        gap
    } else {
        String::new()
    };
    push_segment(DiffSide::OldOnly, taken, pieces);
    push_segment(DiffSide::NewOnly, put, pieces);
    push_segment(DiffSide::Both, &gap, pieces);
    taken.clear();
    put.clear();
}

fn push_segment(side: DiffSide, text: &str, pieces: &mut Vec<DiffSegment>) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.side == side => last.text.push_str(text),
        _ => pieces.push(DiffSegment {
            side,
            text: text.to_owned(),
        }),
    }
}

/// The words of a text and the spaces between them, each by itself.
fn split_words_and_spaces(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != is_space);
        let (word, left) = rest.split_at(end.unwrap_or(rest.len()));
        words.push(word);
        rest = left;
    }
    words
}
