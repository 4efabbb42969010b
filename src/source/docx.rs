//! A Word file as whoever edited it left it: its lines, with the bookmarks that begin in them, what was
//! changed under tracking (counted as accepted), and remarks.
//!
//! It may come from Word, from `LibreOffice` or anything else, and from anybody: sizes, counts and depth have
//! limits, entities are refused, and what cannot be read is a [`WordFault`], never a panic.

mod content;
mod package;
mod text_extraction;

pub use content::{
    DocxComment, DocxContent, DocxLine, DocxLineKind, MAX_DOCX_LINES, TrackedChangeCounts,
};

use crate::diag::import::{DocxReadError, NonDocxFormat};

/// Largest file.
pub const MAX_DOCX_BYTES: u64 = 64 << 20;

/// Reads a file.
///
/// # Errors
/// When it is no Word file, or one beyond the limits.
pub fn read_docx(bytes: &[u8]) -> Result<DocxContent, DocxReadError> {
    if !bytes.starts_with(b"PK") {
        return Err(DocxReadError::NotDocx(detect_file_kind(bytes)));
    }
    let parts = package::unzip_docx_parts(bytes)?;
    text_extraction::extract_docx_content(&parts)
}

fn detect_file_kind(bytes: &[u8]) -> NonDocxFormat {
    let starts: [(&[u8], NonDocxFormat); 3] = [
        (b"\xD0\xCF\x11\xE0", NonDocxFormat::LegacyOrEncryptedWord),
        (b"{\\rtf", NonDocxFormat::RichText),
        (b"%PDF", NonDocxFormat::Pdf),
    ];
    let known = starts.iter().find(|(start, _)| bytes.starts_with(start));
    known.map_or(NonDocxFormat::Unknown, |(_, kind)| *kind)
}
