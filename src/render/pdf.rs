//! From one document to one tagged PDF (PDF/UA-1, ISO 14289-1).
//!
//! [`Document`] -> [`Laid`](page::Laid) (pages and a structure tree, as data) -> operators -> tags. Every word
//! on a page is either a word of the document, in its place in the tree, or an artifact.

#![allow(
    clippy::similar_names,
    reason = "size and side, ink and link are the words of the subject"
)]
#![allow(
    clippy::missing_panics_doc,
    reason = "every panic here names a broken invariant of our own, not a case for the caller"
)]

pub mod block_layout;
mod card_sheet_layout;
mod combined_pdf;
mod document_layout;
mod flowing_text_layout;
mod marked_content;
mod notice_layout;
mod page_fit;
mod page_writer;
pub mod paged_document;
mod poster_layout;
mod stream_compression;
pub mod structure_tree;
mod table_layout;
mod tagged_pdf;
pub mod text_shaping;
mod vector_image_operators;

pub use combined_pdf::render_combined_pdf;
pub use document_layout::{check_pdf_layout, lay_out_document};
pub(super) use page_writer::can_embed_face;
pub use text_shaping::FontSet;

use super::theme::Theme;
use crate::diag::{Diagnostics, StageError};
use crate::document::Document;

/// Makes a PDF. The bytes depend on the arguments alone: no clock, no chance, no time zone.
///
/// `faces` are those of `theme`. Fails on a character that no face covers and on a page whose
/// words do not fit.
pub fn render_pdf(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    found: &mut Diagnostics,
) -> Result<Vec<u8>, StageError> {
    let laid = lay_out_document(document, theme, faces, found)?;
    let written = page_writer::write_untagged_pdf(&laid, faces);
    Ok(tagged_pdf::finish_tagged_pdf(document, &laid, written))
}
