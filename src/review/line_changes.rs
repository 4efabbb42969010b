//! What has changed between the words that were approved and those of now, line by line and in each the words.

use serde::Serialize;

use crate::document::passage::Passage;
use crate::document::passage_diff::{DiffSegment, DiffSide as Alike, PassageChange, diff_passages};

/// A line in two wordings; one of them is empty for a line that is new or gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineChange {
    pub was: LineWithChange,
    pub is: LineWithChange,
}

/// One wording: what differs, and the words before and after it that are the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LineWithChange {
    pub before: String,
    pub changed: String,
    pub after: String,
}

/// The lines that differ, in reading order.
pub fn find_line_changes(was: &[String], is: &[String]) -> Vec<LineChange> {
    let found = diff_passages(&passages_from_lines(was), &passages_from_lines(is));
    found.into_iter().map(line_change_from_diff).collect()
}

fn passages_from_lines(lines: &[String]) -> Vec<Passage> {
    let lines = lines.iter();
    lines
        .map(|line| Passage {
            text: line.clone(),
            ..Passage::default()
        })
        .collect()
}

/// What both wordings begin and end with goes round what differs, which may have the same in its middle.
fn line_change_from_diff(change: PassageChange) -> LineChange {
    let pieces = change.segments;
    let alike = |piece: &&DiffSegment| piece.side == Alike::Both;
    let first = pieces.iter().take_while(alike).count();
    let last = pieces[first..].iter().rev().take_while(alike).count();
    let end = pieces.len() - last;
    let text = |pieces: &[DiffSegment], other: Alike| -> String {
        let own = pieces.iter().filter(|piece| piece.side != other);
        let text: String = own.map(|piece| piece.text.as_str()).collect();
        text.trim().to_owned()
    };
    let side = |other| LineWithChange {
        before: text(&pieces[..first], other),
        changed: text(&pieces[first..end], other),
        after: text(&pieces[end..], other),
    };
    LineChange {
        was: side(Alike::NewOnly),
        is: side(Alike::OldOnly),
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
