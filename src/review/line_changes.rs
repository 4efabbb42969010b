//! Compares the approved text with the current text, line by line and word by word.

use serde::Serialize;

use crate::document::passage::ComparedPassage;
use crate::document::passage_diff::{DiffSegment, DiffSide, PassageChange, diff_passages};

/// The old and new text of a changed line; one is empty for an inserted or deleted line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaterialLineChange {
    pub was: LineWithChange,
    pub is: LineWithChange,
}

/// One side of a changed line: the changed words, and the unchanged words before and after them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LineWithChange {
    pub before: String,
    pub changed: String,
    pub after: String,
}

/// Returns the lines that differ, in reading order.
pub fn find_line_changes(was: &[String], is: &[String]) -> Vec<MaterialLineChange> {
    let found = diff_passages(&passages_from_lines(was), &passages_from_lines(is));
    found.into_iter().map(line_change_from_diff).collect()
}

fn passages_from_lines(lines: &[String]) -> Vec<ComparedPassage> {
    let lines = lines.iter();
    lines
        .map(|line| ComparedPassage {
            text: line.clone(),
            ..ComparedPassage::default()
        })
        .collect()
}

/// Splits both sides into a common start, a changed middle and a common end; the middle may contain common words.
fn line_change_from_diff(change: PassageChange) -> MaterialLineChange {
    let segments = change.segments;
    let is_common = |segment: &&DiffSegment| segment.side == DiffSide::Both;
    let first = segments.iter().take_while(is_common).count();
    let last = segments[first..].iter().rev().take_while(is_common).count();
    let end = segments.len() - last;
    let text = |segments: &[DiffSegment], other: DiffSide| -> String {
        let own = segments.iter().filter(|segment| segment.side != other);
        let text: String = own.map(|segment| segment.text.as_str()).collect();
        text.trim().to_owned()
    };
    let side = |other| LineWithChange {
        before: text(&segments[..first], other),
        changed: text(&segments[first..end], other),
        after: text(&segments[end..], other),
    };
    MaterialLineChange {
        was: side(DiffSide::NewOnly),
        is: side(DiffSide::OldOnly),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_named_between_those_that_stayed() {
        let lines = |lines: &[&str]| -> Vec<String> {
            lines.iter().map(|line| (*line).to_owned()).collect()
        };
        let was = lines(&["Call us", "at 319-555-0120 by day", "Bye"]);
        let is = lines(&["Call us", "at 319-555-0129 by day", "Bye", "Bye again"]);
        let found = find_line_changes(&was, &is);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].was.changed, "319-555-0120");
        assert_eq!(found[0].is.before, "at");
        assert_eq!(found[0].is.after, "by day");
        assert_eq!(found[1].was, LineWithChange::default());
        assert_eq!(found[1].is.changed, "Bye again");
        assert_eq!(find_line_changes(&is, &is), []);
    }
}
