//! What somebody changed in a copy of a document, statement by statement: as decisions an agency can
//! make about its statements, and as changes that none of those can hold.
//!
//! Lines are paired by their names, then by their words, then by how much of their words they share. A
//! change of a fact alone is never a rewording: the fact stands in a setting.

mod line_pairs;
mod lines;

pub use lines::{Line, Part, Seen, Shape, lines, normal};

use line_pairs::{Pairs, pair};

use super::Block;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A statement says something else.
    Reworded {
        statement: String,
        was: String,
        is: String,
        /// Facts that are now part of the wording and follow no setting any more.
        frozen: Vec<String>,
    },
    /// There is a new line.
    Added {
        after: String,
        text: String,
        /// It stands at the level of that statement, where an addition is put.
        beside: bool,
    },
    LeftOut {
        statement: String,
        was: String,
    },
    /// A statement of the agency's own says something else.
    OwnReworded {
        own: usize,
        was: String,
        is: String,
    },
    /// A statement of the agency's own is gone.
    OwnTaken {
        own: usize,
        was: String,
    },
    /// Something that is no decision about a statement.
    Other {
        /// What stood there, if anything.
        was: Option<String>,
        /// What stands there, if anything.
        is: Option<String>,
        /// The heading it stands under.
        heading: String,
        reason: Reason,
    },
}

/// Why a change is no decision about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Only facts are different: each as it was and as it is.
    Facts(Vec<(String, String)>),
    /// The line is made from settings.
    FilledIn,
    /// It stands in a table.
    Table,
    Heading,
    /// A statement stands in another place.
    Moved,
    /// A statement is gone, and what was under it is still there.
    StaysUnder,
    /// No statement stands before it.
    NothingBefore,
    /// Its words came with the rest of the page.
    NoStatement,
}

/// What differs between a document and a copy of it. `own` are the texts of statements that the agency
/// added, and `chosen` the names of those it worded itself.
pub fn edits(blocks: &[Block], own: &[String], chosen: &[String], seen: &[Seen]) -> Vec<Edit> {
    let old = lines(blocks);
    let new: Vec<String> = seen.iter().map(|line| normal(&line.text)).collect();
    let pairs = pair(&old, seen, &new);
    let finding = Finding {
        own: own.iter().map(|text| normal(text)).collect(),
        gone: gone(&old, &pairs),
        old,
        new,
        pairs,
        chosen,
        seen,
    };
    let mut edits: Vec<Edit> = (0..finding.old.len())
        .filter_map(|at| finding.of_old(at))
        .collect();
    edits.extend((0..seen.len()).filter_map(|at| finding.of_new(at)));
    edits
}

struct Finding<'a> {
    old: Vec<Line>,
    seen: &'a [Seen],
    new: Vec<String>,
    pairs: Pairs,
    own: Vec<String>,
    chosen: &'a [String],
    /// For each old line whether it goes with a statement that is gone.
    gone: Vec<Gone>,
}

/// What became of an old line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// It is there, or gone by itself.
    No,
    /// A statement, gone with all that stood under it.
    Whole,
    /// It stood under such a one.
    With,
    /// A statement, gone without what stood under it.
    Alone,
}

fn gone(old: &[Line], pairs: &Pairs) -> Vec<Gone> {
    let mut gone = vec![Gone::No; old.len()];
    for at in 0..old.len() {
        if gone[at] != Gone::No || pairs.new_of[at].is_some() || old[at].statement().is_none() {
            continue;
        }
        let under = at + 1..lines::end_of(old, at);
        if under.clone().all(|below| pairs.new_of[below].is_none()) {
            gone[at] = Gone::Whole;
            gone[under].fill(Gone::With);
        } else {
            gone[at] = Gone::Alone;
        }
    }
    gone
}

impl Finding<'_> {
    fn of_old(&self, at: usize) -> Option<Edit> {
        let line = &self.old[at];
        let was = line.text();
        let other = |is: Option<String>, reason| {
            Some(Edit::Other {
                was: Some(was.clone()),
                is,
                heading: line.heading.clone(),
                reason,
            })
        };
        let own = self.own_at(line, &was);
        let Some(new) = self.pairs.new_of[at] else {
            return match (self.gone[at], line.statement(), own) {
                (Gone::With, ..) => None,
                _ if line.shape == Shape::Row => other(None, Reason::Table),
                (Gone::Alone, ..) => other(None, Reason::StaysUnder),
                (_, Some(statement), _) => Some(Edit::LeftOut {
                    statement: statement.to_owned(),
                    was,
                }),
                (_, None, Some(own)) => Some(Edit::OwnTaken { own, was }),
                (_, None, None) if line.has_facts() => other(None, Reason::FilledIn),
                (_, None, None) => other(None, Reason::NoStatement),
            };
        };
        let is = self.new[new].clone();
        if is == was {
            let moved = self.pairs.moved.contains(&at) && line.statement().is_some();
            return if moved {
                other(Some(is), Reason::Moved)
            } else {
                None
            };
        }
        if line.shape == Shape::Row {
            return other(Some(is), Reason::Table);
        }
        if let Some(own) = own {
            return Some(Edit::OwnReworded { own, was, is });
        }
        let Some(statement) = line.statement() else {
            let reason = if line.has_facts() {
                Reason::FilledIn
            } else {
                Reason::NoStatement
            };
            return other(Some(is), reason);
        };
        let worded = self.chosen.iter().any(|chosen| chosen == statement);
        if !worded && let Some(facts) = line.facts_alone(&is) {
            return other(Some(is), Reason::Facts(facts));
        }
        let frozen = if worded {
            Vec::new()
        } else {
            line.facts_in(&is)
        };
        Some(Edit::Reworded {
            statement: statement.to_owned(),
            was,
            is,
            frozen,
        })
    }

    /// The agency's own statement that a line is, if it is one.
    fn own_at(&self, line: &Line, text: &str) -> Option<usize> {
        if line.statement().is_some() || line.shape == Shape::Row {
            return None;
        }
        self.own.iter().position(|own| own == text)
    }

    fn of_new(&self, at: usize) -> Option<Edit> {
        if self.pairs.old_of[at].is_some() {
            return None;
        }
        let text = self.new[at].clone();
        let other = |reason| {
            Some(Edit::Other {
                was: None,
                is: Some(text.clone()),
                heading: self.heading_over(at),
                reason,
            })
        };
        match self.seen[at].shape {
            Shape::Row => other(Reason::Table),
            Shape::Heading(_) => other(Reason::Heading),
            Shape::Words | Shape::Item(_) => match self.before(at) {
                Some((after, beside)) => Some(Edit::Added {
                    after,
                    text,
                    beside,
                }),
                None => other(Reason::NothingBefore),
            },
        }
    }

    /// The statement that a new line is to follow: the one before it at its level, or else the nearest that
    /// it stands under.
    fn before(&self, at: usize) -> Option<(String, bool)> {
        let depth = depth(self.seen[at].shape);
        let mut plain = true;
        for before in (0..at).rev() {
            if self.seen[before].shape == Shape::Row {
                plain = false;
                continue;
            }
            let there = depth_of(self, before);
            if there > depth {
                continue;
            }
            let Some(old) = self.pairs.old_of[before] else {
                continue;
            };
            let line = &self.old[old];
            if let Some(statement) = line.statement() {
                let beside = plain && there == depth;
                return Some((statement.to_owned(), beside));
            }
            // A line made from settings: what is added goes before it, with its statement.
            plain &= self.own_at(line, &line.text()).is_some();
        }
        None
    }

    fn heading_over(&self, at: usize) -> String {
        let heading = (0..=at)
            .rev()
            .find(|&at| matches!(self.seen[at].shape, Shape::Heading(_)));
        heading.map_or_else(String::new, |at| self.new[at].clone())
    }
}

fn depth_of(finding: &Finding<'_>, at: usize) -> usize {
    depth(finding.seen[at].shape)
}

/// Headings and paragraphs 0, items from 1.
fn depth(shape: Shape) -> usize {
    match shape {
        Shape::Heading(_) | Shape::Words | Shape::Row => 0,
        Shape::Item(level) => level + 1,
    }
}
