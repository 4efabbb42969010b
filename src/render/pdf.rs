//! Renders one document as a tagged PDF (PDF/UA-1, ISO 14289-1).
//!
//! [`Document`] -> [`PagedDocument`](paged_document::PagedDocument) (pages and a structure tree, as data) ->
//! page operators -> tags. Text on a page either belongs to a structure element or is an artifact.

#![allow(
    clippy::similar_names,
    reason = "size and side, row and run are terms of page layout"
)]
#![allow(
    clippy::missing_panics_doc,
    reason = "a panic here means a bug in this module; callers cannot cause one"
)]

pub mod block_layout;
mod card_sheet_layout;
mod combined_pdf;
mod document_layout;
mod flowing_text_layout;
mod notice_layout;
mod page_fit;
mod page_writer;
pub mod paged_document;
mod pdf_types;
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

/// Renders a PDF. The bytes depend only on the arguments, not on a clock, randomness or the time zone.
///
/// `fonts` must hold the faces of `theme`. Fails if no face has a glyph for a character, or if the text
/// does not fit on a notice, poster or card.
pub fn render_pdf(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, StageError> {
    let paged = lay_out_document(document, theme, fonts, diagnostics)?;
    let untagged = page_writer::write_untagged_pdf(&paged, fonts);
    Ok(tagged_pdf::finish_tagged_pdf(document, &paged, untagged))
}
