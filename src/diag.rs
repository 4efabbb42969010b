//! What can be wrong with the input, as data: a [`Problem`] and the place it was found.
//!
//! The sentences are in `message`, the drawing in `show`; nothing here prints.

use crate::source::Span;

/// One thing found in the input, with its place where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong; decides code, severity, message and hint.
    pub problem: Problem,
    /// Where, if the problem has a place (a missing setting may have none).
    pub span: Option<Span>,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// A blank that a final build refuses and a draft shows.
    Open,
    /// Allowed, but worth a look.
    Warning,
}

/// A value, if one could be made, and everything that was noticed on the way.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// Absent only if the diagnostics hold an error.
    pub value: Option<T>,
    /// In the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything the tool can find wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    // render
    /// A character that no carried face can draw.
    UncoveredCharacter {
        /// The character itself.
        character: char,
    },
    /// The words of a one-page document do not fit at the least size that can be read.
    DoesNotFit {
        /// The document's name: `poster-help`.
        document: String,
        /// By how much the words are higher than the page has room for, in percent.
        over_percent: u32,
    },
}
