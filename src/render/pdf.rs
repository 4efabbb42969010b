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

mod bound;
mod cards;
mod drawing;
mod file;
mod fit;
mod flow;
pub mod font;
mod layout;
mod notice;
mod pack;
pub mod page;
mod poster;
pub mod set;
mod table;
mod tag;
pub mod tree;
mod write;

pub use bound::bound;
pub use font::Faces;
pub use layout::{lay_out, obstacles};
pub(super) use write::can_embed;

use super::theme::Theme;
use crate::diag::{Diagnostics, Stop};
use crate::document::Document;

/// Makes a PDF. The bytes depend on the arguments alone: no clock, no chance, no time zone.
///
/// `faces` are those of `theme`. Fails on a character that no face covers and on a page whose
/// words do not fit.
pub fn pdf(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    found: &mut Diagnostics,
) -> Result<Vec<u8>, Stop> {
    let laid = lay_out(document, theme, faces, found)?;
    let written = write::write(&laid, faces);
    Ok(tag::finish(document, &laid, written))
}
