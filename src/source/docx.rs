//! A Word file as whoever edited it left it: its lines, with the bookmarks that begin in them, what was
//! changed under tracking (counted as accepted), and remarks.
//!
//! It may come from Word, from `LibreOffice` or anything else, and from anybody: sizes, counts and depth have
//! limits, entities are refused, and what cannot be read is a [`WordFault`], never a panic.

mod package;
mod text;

use std::collections::BTreeMap;

use crate::diag::word::{FileKind, WordFault};

/// Largest file.
pub const LARGEST: u64 = 64 << 20;

/// Largest part of a file when it is unpacked.
const LARGEST_PART: u64 = 64 << 20;

/// Most elements and texts of a part.
const MOST_NODES: u32 = 2_000_000;

/// Most lines.
pub const MOST_LINES: usize = 5_000;

/// How deep what is nested may be.
const DEEPEST: usize = 128;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edited {
    /// The file's own properties, by name.
    pub properties: BTreeMap<String, String>,
    /// What a reader sees, in order; lines without words are left out.
    pub lines: Vec<Line>,
    /// Who changed how much under tracking, in order of first appearance.
    pub tracked: Vec<Tracked>,
    /// Remarks in the margin.
    pub comments: Vec<Comment>,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The words; cells of a row with ` | ` between them.
    pub text: String,
    /// The bookmarks that begin in it.
    pub bookmarks: Vec<String>,
    /// What it is.
    pub shape: Shape,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A heading.
    Heading,
    /// A paragraph.
    Words,
    /// An item of a list, at a level from 0.
    Item(usize),
    /// A row of a table.
    Row,
}

/// What one person changed under tracking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    /// As the file names them; may be empty.
    pub author: String,
    /// How many runs were put in.
    pub insertions: usize,
    /// How many runs were taken out.
    pub deletions: usize,
}

/// A remark in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// As the file names them; may be empty.
    pub author: String,
    /// The remark.
    pub text: String,
    /// The line it begins at, by its place in [`Edited::lines`].
    pub line: Option<usize>,
}

/// Reads a file.
///
/// # Errors
/// When it is no Word file, or one beyond the limits.
pub fn read(bytes: &[u8]) -> Result<Edited, WordFault> {
    if !bytes.starts_with(b"PK") {
        return Err(WordFault::Other(kind(bytes)));
    }
    let parts = package::open(bytes)?;
    text::edited(&parts)
}

fn kind(bytes: &[u8]) -> FileKind {
    let starts: [(&[u8], FileKind); 3] = [
        (b"\xD0\xCF\x11\xE0", FileKind::OldOrLocked),
        (b"{\\rtf", FileKind::RichText),
        (b"%PDF", FileKind::Pdf),
    ];
    let known = starts.iter().find(|(start, _)| bytes.starts_with(start));
    known.map_or(FileKind::Unknown, |(_, kind)| *kind)
}
