//! What has changed between the words that were approved and those of now, line by line and in each the words.

/// A line in two wordings; one of them is empty for a line that is new or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// When it was approved.
    pub was: Side,
    /// Now.
    pub is: Side,
}

/// One wording: what differs, and the words before and after it that are the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The same before.
    pub before: String,
    /// What differs.
    pub changed: String,
    /// The same after.
    pub after: String,
}

/// The lines that differ, in reading order.
pub fn changes(was: &[String], is: &[String]) -> Vec<LineChange> {
    let mut found = Vec::new();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for step in steps(was, is) {
        match step {
            Step::Same => pair(&mut old, &mut new, &mut found),
            Step::Gone(line) => old.push(line),
            Step::New(line) => new.push(line),
        }
    }
    pair(&mut old, &mut new, &mut found);
    found
}

/// Puts lines that went beside those that came in their place.
fn pair(old: &mut Vec<&String>, new: &mut Vec<&String>, found: &mut Vec<LineChange>) {
    for at in 0..old.len().max(new.len()) {
        let words = |lines: &[&String]| -> Vec<String> {
            let line = lines.get(at).map_or("", |line| line.as_str());
            line.split_whitespace().map(str::to_owned).collect()
        };
        let (was, is) = (words(old), words(new));
        let most = was.len().min(is.len());
        let before = (0..most).take_while(|&at| was[at] == is[at]).count();
        let after = (0..most - before)
            .take_while(|&at| was[was.len() - 1 - at] == is[is.len() - 1 - at])
            .count();
        let side = |words: &[String]| Side {
            before: words[..before].join(" "),
            changed: words[before..words.len() - after].join(" "),
            after: words[words.len() - after..].join(" "),
        };
        found.push(LineChange {
            was: side(&was),
            is: side(&is),
        });
    }
    old.clear();
    new.clear();
}

enum Step<'line> {
    Same,
    Gone(&'line String),
    New(&'line String),
}

/// The fewest steps from one to the other, by the longest common lines.
fn steps<'line>(was: &'line [String], is: &'line [String]) -> Vec<Step<'line>> {
    let mut longest = vec![vec![0_usize; is.len() + 1]; was.len() + 1];
    for old in (0..was.len()).rev() {
        for new in (0..is.len()).rev() {
            longest[old][new] = if was[old] == is[new] {
                longest[old + 1][new + 1] + 1
            } else {
                longest[old + 1][new].max(longest[old][new + 1])
            };
        }
    }
    let (mut old, mut new) = (0, 0);
    let mut steps = Vec::new();
    while old < was.len() || new < is.len() {
        if old < was.len() && new < is.len() && was[old] == is[new] {
            steps.push(Step::Same);
            (old, new) = (old + 1, new + 1);
        } else if new == is.len()
            || old < was.len() && longest[old + 1][new] >= longest[old][new + 1]
        {
            steps.push(Step::Gone(&was[old]));
            old += 1;
        } else {
            steps.push(Step::New(&is[new]));
            new += 1;
        }
    }
    steps
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
        let found = changes(&was, &is);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].was.changed, "319-555-0120");
        assert_eq!(found[0].is.before, "at");
        assert_eq!(found[0].is.after, "by day");
        assert_eq!(found[1].was, Side::default());
        assert_eq!(found[1].is.changed, "Bye again");
        assert_eq!(changes(&is, &is), []);
    }
}
