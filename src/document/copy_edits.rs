//! What somebody changed in a copy of a document, statement by statement: as decisions an agency can
//! make about its statements, and as changes that none of those can hold.
//!
//! Lines are paired by their names, then by their words, then by how much of their words they share. A
//! change of a fact alone is never a rewording: the fact stands in a setting.

mod line_pairs;
mod lines;

pub use lines::{
    CopyLine, DocumentLine, DocumentLineKind, LinePart, document_lines, normalize_text,
};

use line_pairs::{LinePairs, pair_lines};

use super::Block;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentEdit {
    /// A statement says something else.
    StatementReworded {
        statement_name: String,
        old_text: String,
        new_text: String,
        /// Facts that are now part of the wording and follow no setting any more.
        frozen_facts: Vec<String>,
    },
    /// There is a new line.
    LineAdded {
        after_statement: String,
        text: String,
        /// It stands at the level of that statement, where an addition is put.
        is_at_same_level: bool,
    },
    StatementRemoved {
        statement_name: String,
        old_text: String,
    },
    /// A statement of the agency's own says something else.
    AdditionReworded {
        addition_index: usize,
        old_text: String,
        new_text: String,
    },
    /// A statement of the agency's own is gone.
    AdditionRemoved {
        addition_index: usize,
        old_text: String,
    },
    /// Something that is no decision about a statement.
    NotImportable {
        /// What stood there, if anything.
        old_text: Option<String>,
        /// What stands there, if anything.
        new_text: Option<String>,
        /// The heading it stands under.
        heading: String,
        reason: NotImportableReason,
    },
}

/// Why a change is no decision about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotImportableReason {
    /// Only facts are different: each as it was and as it is.
    FactsChanged(Vec<(String, String)>),
    /// The line is made from settings.
    FilledFromSettings,
    /// It stands in a table.
    InTable,
    HeadingAdded,
    /// A statement stands in another place.
    StatementMoved,
    /// A statement is gone, and what was under it is still there.
    NestedLinesRemain,
    /// No statement stands before it.
    NoStatementBefore,
    /// Its words came with the rest of the page.
    OutsideStatements,
}

/// What differs between a document and a copy of it. `own` are the texts of statements that the agency
/// added, and `chosen` the names of those it worded itself.
pub fn find_edits(
    blocks: &[Block],
    own: &[String],
    chosen: &[String],
    seen: &[CopyLine],
) -> Vec<DocumentEdit> {
    let old = document_lines(blocks);
    let new: Vec<String> = seen.iter().map(|line| normalize_text(&line.text)).collect();
    let pairs = pair_lines(&old, seen, &new);
    let finding = EditFinder {
        addition_texts: own.iter().map(|text| normalize_text(text)).collect(),
        removals: classify_removals(&old, &pairs),
        old_lines: old,
        copy_texts: new,
        line_pairs: pairs,
        reworded_statements: chosen,
        copy_lines: seen,
    };
    let mut edits: Vec<DocumentEdit> = (0..finding.old_lines.len())
        .filter_map(|at| finding.edit_for_old_line(at))
        .collect();
    edits.extend((0..seen.len()).filter_map(|at| finding.edit_for_new_line(at)));
    edits
}

struct EditFinder<'a> {
    old_lines: Vec<DocumentLine>,
    copy_lines: &'a [CopyLine],
    copy_texts: Vec<String>,
    line_pairs: LinePairs,
    addition_texts: Vec<String>,
    reworded_statements: &'a [String],
    /// For each old line whether it goes with a statement that is gone.
    removals: Vec<StatementRemoval>,
}

/// What became of an old line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatementRemoval {
    /// It is there, or gone by itself.
    Unaffected,
    /// A statement, gone with all that stood under it.
    WithNested,
    /// It stood under such a one.
    NestedInRemoved,
    /// A statement, gone without what stood under it.
    WithoutNested,
}

fn classify_removals(old: &[DocumentLine], pairs: &LinePairs) -> Vec<StatementRemoval> {
    let mut gone = vec![StatementRemoval::Unaffected; old.len()];
    for at in 0..old.len() {
        if gone[at] != StatementRemoval::Unaffected
            || pairs.copy_line_of[at].is_some()
            || old[at].statement_name().is_none()
        {
            continue;
        }
        let under = at + 1..lines::nested_lines_end(old, at);
        if under
            .clone()
            .all(|below| pairs.copy_line_of[below].is_none())
        {
            gone[at] = StatementRemoval::WithNested;
            gone[under].fill(StatementRemoval::NestedInRemoved);
        } else {
            gone[at] = StatementRemoval::WithoutNested;
        }
    }
    gone
}

impl EditFinder<'_> {
    fn edit_for_old_line(&self, at: usize) -> Option<DocumentEdit> {
        let line = &self.old_lines[at];
        let was = line.text();
        let other = |is: Option<String>, reason| {
            Some(DocumentEdit::NotImportable {
                old_text: Some(was.clone()),
                new_text: is,
                heading: line.heading.clone(),
                reason,
            })
        };
        let own = self.addition_index(line, &was);
        let Some(new) = self.line_pairs.copy_line_of[at] else {
            return match (self.removals[at], line.statement_name(), own) {
                (StatementRemoval::NestedInRemoved, ..) => None,
                _ if line.kind == DocumentLineKind::TableRow => {
                    other(None, NotImportableReason::InTable)
                }
                (StatementRemoval::WithoutNested, ..) => {
                    other(None, NotImportableReason::NestedLinesRemain)
                }
                (_, Some(statement), _) => Some(DocumentEdit::StatementRemoved {
                    statement_name: statement.to_owned(),
                    old_text: was,
                }),
                (_, None, Some(own)) => Some(DocumentEdit::AdditionRemoved {
                    addition_index: own,
                    old_text: was,
                }),
                (_, None, None) if line.has_facts() => {
                    other(None, NotImportableReason::FilledFromSettings)
                }
                (_, None, None) => other(None, NotImportableReason::OutsideStatements),
            };
        };
        let is = self.copy_texts[new].clone();
        if is == was {
            let moved =
                self.line_pairs.moved_lines.contains(&at) && line.statement_name().is_some();
            return if moved {
                other(Some(is), NotImportableReason::StatementMoved)
            } else {
                None
            };
        }
        if line.kind == DocumentLineKind::TableRow {
            return other(Some(is), NotImportableReason::InTable);
        }
        if let Some(own) = own {
            return Some(DocumentEdit::AdditionReworded {
                addition_index: own,
                old_text: was,
                new_text: is,
            });
        }
        let Some(statement) = line.statement_name() else {
            let reason = if line.has_facts() {
                NotImportableReason::FilledFromSettings
            } else {
                NotImportableReason::OutsideStatements
            };
            return other(Some(is), reason);
        };
        let worded = self
            .reworded_statements
            .iter()
            .any(|chosen| chosen == statement);
        if !worded && let Some(facts) = line.fact_only_changes(&is) {
            return other(Some(is), NotImportableReason::FactsChanged(facts));
        }
        let frozen = if worded {
            Vec::new()
        } else {
            line.facts_kept_in(&is)
        };
        Some(DocumentEdit::StatementReworded {
            statement_name: statement.to_owned(),
            old_text: was,
            new_text: is,
            frozen_facts: frozen,
        })
    }

    /// The agency's own statement that a line is, if it is one.
    fn addition_index(&self, line: &DocumentLine, text: &str) -> Option<usize> {
        if line.statement_name().is_some() || line.kind == DocumentLineKind::TableRow {
            return None;
        }
        self.addition_texts.iter().position(|own| own == text)
    }

    fn edit_for_new_line(&self, at: usize) -> Option<DocumentEdit> {
        if self.line_pairs.document_line_of[at].is_some() {
            return None;
        }
        let text = self.copy_texts[at].clone();
        let other = |reason| {
            Some(DocumentEdit::NotImportable {
                old_text: None,
                new_text: Some(text.clone()),
                heading: self.heading_above(at),
                reason,
            })
        };
        match self.copy_lines[at].kind {
            DocumentLineKind::TableRow => other(NotImportableReason::InTable),
            DocumentLineKind::Heading(_) => other(NotImportableReason::HeadingAdded),
            DocumentLineKind::Paragraph | DocumentLineKind::ListItem(_) => {
                match self.find_preceding_statement(at) {
                    Some((after, beside)) => Some(DocumentEdit::LineAdded {
                        after_statement: after,
                        text,
                        is_at_same_level: beside,
                    }),
                    None => other(NotImportableReason::NoStatementBefore),
                }
            }
        }
    }

    /// The statement that a new line is to follow: the one before it at its level, or else the nearest that
    /// it stands under.
    fn find_preceding_statement(&self, at: usize) -> Option<(String, bool)> {
        let depth = list_depth(self.copy_lines[at].kind);
        let mut plain = true;
        for before in (0..at).rev() {
            if self.copy_lines[before].kind == DocumentLineKind::TableRow {
                plain = false;
                continue;
            }
            let there = copy_line_depth(self, before);
            if there > depth {
                continue;
            }
            let Some(old) = self.line_pairs.document_line_of[before] else {
                continue;
            };
            let line = &self.old_lines[old];
            if let Some(statement) = line.statement_name() {
                let beside = plain && there == depth;
                return Some((statement.to_owned(), beside));
            }
            // A line made from settings: what is added goes before it, with its statement.
            plain &= self.addition_index(line, &line.text()).is_some();
        }
        None
    }

    fn heading_above(&self, at: usize) -> String {
        let heading = (0..=at)
            .rev()
            .find(|&at| matches!(self.copy_lines[at].kind, DocumentLineKind::Heading(_)));
        heading.map_or_else(String::new, |at| self.copy_texts[at].clone())
    }
}

fn copy_line_depth(finding: &EditFinder<'_>, at: usize) -> usize {
    list_depth(finding.copy_lines[at].kind)
}

/// Headings and paragraphs 0, items from 1.
fn list_depth(shape: DocumentLineKind) -> usize {
    match shape {
        DocumentLineKind::Heading(_) | DocumentLineKind::Paragraph | DocumentLineKind::TableRow => {
            0
        }
        DocumentLineKind::ListItem(level) => level + 1,
    }
}
