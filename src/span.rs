//! A text file in memory and places in it.
//!
//! A [`Span`] carries its file, so a diagnostic can be shown without a registry of files, and a
//! value that came from another file (a base that is extended, a template) names that file.

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

/// A place in a file, from a first byte up to but not including a last one.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    /// The file the place is in.
    pub file: Arc<SourceFile>,
    /// The bytes of `file.text`; always on character boundaries.
    pub byte_range: Range<usize>,
}

impl Span {
    /// Returns the place of what is in no file yet.
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

    /// Returns the place at the beginning of a file.
    pub fn start_of_file(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            byte_range: 0..0,
        }
    }

    /// The line (from 1) and column in characters (from 1) where the span begins.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.byte_range.start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[line_start..].chars().count() + 1)
    }

    /// The text at this place.
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
