//! Reads Word files: lines with the bookmarks that start in them, tracked changes (treated as accepted),
//! and comments.
//!
//! Files come from untrusted sources and from any word processor: sizes, counts and depth are limited,
//! XML entities are rejected, and an unreadable file is a [`DocxReadError`], never a panic.

mod content;
mod package;
mod text_extraction;

pub use content::{
    DocxComment, DocxContent, DocxLine, DocxLineKind, MAX_DOCX_LINES, TrackedChangeCounts,
};

use crate::diag::import::{DocxReadError, NonDocxFormat};

/// The maximum size of a Word file.
pub const MAX_DOCX_BYTES: u64 = 64 << 20;

/// Reads a Word file.
///
/// # Errors
/// If the bytes are not a Word file, or exceed a limit.
pub fn read_docx(bytes: &[u8]) -> Result<DocxContent, DocxReadError> {
    if !bytes.starts_with(b"PK") {
        return Err(DocxReadError::NotDocx(detect_file_kind(bytes)));
    }
    let parts = package::unzip_docx_parts(bytes)?;
    text_extraction::extract_docx_content(&parts)
}

fn detect_file_kind(bytes: &[u8]) -> NonDocxFormat {
    let signatures: [(&[u8], NonDocxFormat); 3] = [
        (b"\xD0\xCF\x11\xE0", NonDocxFormat::LegacyOrEncryptedWord),
        (b"{\\rtf", NonDocxFormat::RichText),
        (b"%PDF", NonDocxFormat::Pdf),
    ];
    signatures
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map_or(NonDocxFormat::Unknown, |(_, format)| *format)
}
