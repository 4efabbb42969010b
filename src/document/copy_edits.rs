//! Finds the edits in a copy of a document: changes to statements that can be imported as settings, and
//! changes that cannot.
//!
//! Lines are paired by statement, then by equal text, then by similarity. A change to facts only is not a
//! rewording, because facts come from settings.

mod line_pairs;
mod lines;

pub use lines::{
    CopyLine, DocumentLine, DocumentLineKind, LinePart, document_lines, normalize_text,
};

use line_pairs::{LinePairs, pair_lines};

use super::Block;

/// An edit in a copy of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentEdit {
    /// A statement was reworded.
    StatementReworded {
        statement_name: String,
        old_text: String,
        new_text: String,
        /// Facts that become part of the wording and no longer follow their settings.
        frozen_facts: Vec<String>,
    },
    /// A line was added.
    LineAdded {
        after_statement: String,
        text: String,
        /// Whether the line has the same level as that statement, as additions do.
        is_at_same_level: bool,
    },
    StatementRemoved {
        statement_name: String,
        old_text: String,
    },
    /// An addition by the agency was reworded.
    AdditionReworded {
        addition_index: usize,
        old_text: String,
        new_text: String,
    },
    /// An addition by the agency was removed.
    AdditionRemoved {
        addition_index: usize,
        old_text: String,
    },
    /// A change that no setting can express.
    NotImportable {
        /// The text in the document, if any.
        old_text: Option<String>,
        /// The text in the copy, if any.
        new_text: Option<String>,
        /// The heading above it.
        heading: String,
        reason: NotImportableReason,
    },
}

/// The reason that a change cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotImportableReason {
    /// Only facts changed: the old and new text of each.
    FactsChanged(Vec<(String, String)>),
    /// The line is generated from settings.
    FilledFromSettings,
    /// The text is in a table.
    InTable,
    HeadingAdded,
    StatementMoved,
    /// A statement was removed, but not the lines nested in it.
    NestedLinesRemain,
    /// No statement precedes the new line.
    NoStatementBefore,
    /// The text is not part of a statement.
    OutsideStatements,
}

/// Returns the edits in a copy of a document. `additions` are the texts of the agency's additions, and
/// `reworded_statements` the names of the statements it has reworded.
pub fn find_edits(
    blocks: &[Block],
    additions: &[String],
    reworded_statements: &[String],
    copy_lines: &[CopyLine],
) -> Vec<DocumentEdit> {
    let old_lines = document_lines(blocks);
    let copy_texts: Vec<String> = copy_lines
        .iter()
        .map(|line| normalize_text(&line.text))
        .collect();
    let line_pairs = pair_lines(&old_lines, copy_lines, &copy_texts);
    let finder = EditFinder {
        addition_texts: additions.iter().map(|text| normalize_text(text)).collect(),
        removals: classify_removals(&old_lines, &line_pairs),
        old_lines,
        copy_texts,
        line_pairs,
        reworded_statements,
        copy_lines,
    };
    let mut edits: Vec<DocumentEdit> = (0..finder.old_lines.len())
        .filter_map(|at| finder.edit_for_old_line(at))
        .collect();
    edits.extend((0..copy_lines.len()).filter_map(|at| finder.edit_for_new_line(at)));
    edits
}

struct EditFinder<'a> {
    old_lines: Vec<DocumentLine>,
    copy_lines: &'a [CopyLine],
    copy_texts: Vec<String>,
    line_pairs: LinePairs,
    addition_texts: Vec<String>,
    reworded_statements: &'a [String],
    /// For each old line, whether a removed statement includes it.
    removals: Vec<StatementRemoval>,
}

/// The part of an old line in the removal of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatementRemoval {
    /// Not part of a removed statement.
    Unaffected,
    /// A statement that was removed with all lines nested in it.
    WithNested,
    /// A line nested in such a statement.
    NestedInRemoved,
    /// A statement that was removed without the lines nested in it.
    WithoutNested,
}

fn classify_removals(old: &[DocumentLine], pairs: &LinePairs) -> Vec<StatementRemoval> {
    let mut removals = vec![StatementRemoval::Unaffected; old.len()];
    for at in 0..old.len() {
        if removals[at] != StatementRemoval::Unaffected
            || pairs.copy_line_of[at].is_some()
            || old[at].statement_name().is_none()
        {
            continue;
        }
        let nested = at + 1..lines::nested_lines_end(old, at);
        if pairs.copy_line_of[nested.clone()]
            .iter()
            .all(Option::is_none)
        {
            removals[at] = StatementRemoval::WithNested;
            removals[nested].fill(StatementRemoval::NestedInRemoved);
        } else {
            removals[at] = StatementRemoval::WithoutNested;
        }
    }
    removals
}

impl EditFinder<'_> {
    fn edit_for_old_line(&self, at: usize) -> Option<DocumentEdit> {
        let line = &self.old_lines[at];
        let old_text = line.text();
        let not_importable = |new_text: Option<String>, reason| {
            Some(DocumentEdit::NotImportable {
                old_text: Some(old_text.clone()),
                new_text,
                heading: line.heading.clone(),
                reason,
            })
        };
        let addition_index = self.addition_index(line, &old_text);
        let Some(copy_line) = self.line_pairs.copy_line_of[at] else {
            return match (self.removals[at], line.statement_name(), addition_index) {
                (StatementRemoval::NestedInRemoved, ..) => None,
                _ if line.kind == DocumentLineKind::TableRow => {
                    not_importable(None, NotImportableReason::InTable)
                }
                (StatementRemoval::WithoutNested, ..) => {
                    not_importable(None, NotImportableReason::NestedLinesRemain)
                }
                (_, Some(statement), _) => Some(DocumentEdit::StatementRemoved {
                    statement_name: statement.to_owned(),
                    old_text,
                }),
                (_, None, Some(addition_index)) => Some(DocumentEdit::AdditionRemoved {
                    addition_index,
                    old_text,
                }),
                (_, None, None) if line.has_facts() => {
                    not_importable(None, NotImportableReason::FilledFromSettings)
                }
                (_, None, None) => not_importable(None, NotImportableReason::OutsideStatements),
            };
        };
        let new_text = self.copy_texts[copy_line].clone();
        if new_text == old_text {
            let is_moved =
                self.line_pairs.moved_lines.contains(&at) && line.statement_name().is_some();
            return if is_moved {
                not_importable(Some(new_text), NotImportableReason::StatementMoved)
            } else {
                None
            };
        }
        if line.kind == DocumentLineKind::TableRow {
            return not_importable(Some(new_text), NotImportableReason::InTable);
        }
        if let Some(addition_index) = addition_index {
            return Some(DocumentEdit::AdditionReworded {
                addition_index,
                old_text,
                new_text,
            });
        }
        let Some(statement) = line.statement_name() else {
            let reason = if line.has_facts() {
                NotImportableReason::FilledFromSettings
            } else {
                NotImportableReason::OutsideStatements
            };
            return not_importable(Some(new_text), reason);
        };
        let is_reworded = self
            .reworded_statements
            .iter()
            .any(|name| name == statement);
        if !is_reworded && let Some(facts) = line.fact_only_changes(&new_text) {
            return not_importable(Some(new_text), NotImportableReason::FactsChanged(facts));
        }
        let frozen_facts = if is_reworded {
            Vec::new()
        } else {
            line.facts_kept_in(&new_text)
        };
        Some(DocumentEdit::StatementReworded {
            statement_name: statement.to_owned(),
            old_text,
            new_text,
            frozen_facts,
        })
    }

    /// Returns the index of the agency's addition with this text, if there is one.
    fn addition_index(&self, line: &DocumentLine, text: &str) -> Option<usize> {
        if line.statement_name().is_some() || line.kind == DocumentLineKind::TableRow {
            return None;
        }
        self.addition_texts
            .iter()
            .position(|addition| addition == text)
    }

    fn edit_for_new_line(&self, at: usize) -> Option<DocumentEdit> {
        if self.line_pairs.document_line_of[at].is_some() {
            return None;
        }
        let text = self.copy_texts[at].clone();
        let not_importable = |reason| {
            Some(DocumentEdit::NotImportable {
                old_text: None,
                new_text: Some(text.clone()),
                heading: self.heading_above(at),
                reason,
            })
        };
        match self.copy_lines[at].kind {
            DocumentLineKind::TableRow => not_importable(NotImportableReason::InTable),
            DocumentLineKind::Heading(_) => not_importable(NotImportableReason::HeadingAdded),
            DocumentLineKind::Paragraph | DocumentLineKind::ListItem(_) => {
                match self.find_preceding_statement(at) {
                    Some((after_statement, is_at_same_level)) => Some(DocumentEdit::LineAdded {
                        after_statement,
                        text,
                        is_at_same_level,
                    }),
                    None => not_importable(NotImportableReason::NoStatementBefore),
                }
            }
        }
    }

    /// Returns the statement that a new line follows, and whether both have the same level: the previous
    /// statement of its level, or else the nearest one that contains the line.
    fn find_preceding_statement(&self, at: usize) -> Option<(String, bool)> {
        let depth = list_depth(self.copy_lines[at].kind);
        let mut only_statements = true;
        for before in (0..at).rev() {
            if self.copy_lines[before].kind == DocumentLineKind::TableRow {
                only_statements = false;
                continue;
            }
            let depth_before = list_depth(self.copy_lines[before].kind);
            if depth_before > depth {
                continue;
            }
            let Some(old) = self.line_pairs.document_line_of[before] else {
                continue;
            };
            let line = &self.old_lines[old];
            if let Some(statement) = line.statement_name() {
                let is_at_same_level = only_statements && depth_before == depth;
                return Some((statement.to_owned(), is_at_same_level));
            }
            // An addition would go above a line that is generated from settings.
            only_statements &= self.addition_index(line, &line.text()).is_some();
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

/// Returns 0 for headings, paragraphs and tables, and from 1 for list items.
fn list_depth(kind: DocumentLineKind) -> usize {
    match kind {
        DocumentLineKind::Heading(_) | DocumentLineKind::Paragraph | DocumentLineKind::TableRow => {
            0
        }
        DocumentLineKind::ListItem(level) => level + 1,
    }
}
