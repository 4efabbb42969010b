//! What a Word file says, as whoever edited it left it.

use std::collections::BTreeMap;

/// Most lines.
pub const MAX_DOCX_LINES: usize = 5_000;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocxContent {
    /// The file's own properties, by name.
    pub custom_properties: BTreeMap<String, String>,
    /// What a reader sees, in order; lines without words are left out.
    pub lines: Vec<DocxLine>,
    /// Who changed how much under tracking, in order of first appearance.
    pub tracked_changes: Vec<TrackedChangeCounts>,
    pub comments: Vec<DocxComment>,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxLine {
    /// The words; cells of a row with ` | ` between them.
    pub text: String,
    /// The bookmarks that begin in it.
    pub bookmarks: Vec<String>,
    pub kind: DocxLineKind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocxLineKind {
    Heading,
    Paragraph,
    /// An item of a list, at a level from 0.
    ListItem(usize),
    /// A row of a table.
    TableRow,
}

/// What one person changed under tracking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedChangeCounts {
    /// As the file names them; may be empty.
    pub author: String,
    /// How many runs were put in.
    pub insertions: usize,
    /// How many runs were taken out.
    pub deletions: usize,
}

/// A remark in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxComment {
    /// As the file names them; may be empty.
    pub author: String,
    pub text: String,
    /// The line it begins at, by its place in [`Edited::lines`].
    pub line_index: Option<usize>,
}
