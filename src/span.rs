//! A text file in memory and spans of its text.
//!
//! A [`Span`] holds its file, so a diagnostic can be shown without a registry of files, and a
//! value from another file (an extended base file, a template) names that file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text file: UTF-8, without a byte-order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name to show in messages: the path as the user gave it.
    pub name: String,
    pub text: String,
}

/// A range of bytes in a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    pub file: Arc<SourceFile>,
    /// The bytes of `file.text`; always on character boundaries.
    pub byte_range: Range<usize>,
}

impl Span {
    /// Returns an empty span of a file without a name, for values that are not from a file.
    pub fn dummy() -> Self {
        let file = SourceFile {
            name: String::new(),
            text: String::new(),
        };
        Self {
            file: Arc::new(file),
            byte_range: 0..0,
        }
    }

    /// Returns the empty span at the start of a file.
    pub fn start_of_file(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            byte_range: 0..0,
        }
    }

    /// Returns the line and the column in characters, both from 1, at which the span begins.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.byte_range.start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[line_start..].chars().count() + 1)
    }

    /// Returns the text of the span.
    pub fn text(&self) -> &str {
        &self.file.text[self.byte_range.clone()]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(formatter, "{}:{line}:{column}", self.file.name)
    }
}
