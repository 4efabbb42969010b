//! The content of a Word file.

use std::collections::BTreeMap;

/// The maximum number of lines.
pub const MAX_DOCX_LINES: usize = 5_000;

/// The content of a Word file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocxContent {
    /// The custom document properties, by name.
    pub custom_properties: BTreeMap<String, String>,
    /// The visible lines in reading order, without empty ones.
    pub lines: Vec<DocxLine>,
    /// The tracked changes by author, in order of first appearance.
    pub tracked_changes: Vec<TrackedChangeCounts>,
    pub comments: Vec<DocxComment>,
}

/// A paragraph or table row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxLine {
    /// The text; cells of a row are separated by ` | `.
    pub text: String,
    /// The bookmarks that start in it.
    pub bookmarks: Vec<String>,
    pub kind: DocxLineKind,
}

/// The kinds of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocxLineKind {
    Heading,
    Paragraph,
    /// A list item with its level from 0.
    ListItem(usize),
    TableRow,
}

/// The number of tracked changes by one author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedChangeCounts {
    /// The author's name in the file; may be empty.
    pub author: String,
    /// The number of inserted runs.
    pub insertions: usize,
    /// The number of deleted runs.
    pub deletions: usize,
}

/// A comment in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxComment {
    /// The author's name in the file; may be empty.
    pub author: String,
    pub text: String,
    /// The index in [`DocxContent::lines`] of the line where it starts.
    pub line_index: Option<usize>,
}
