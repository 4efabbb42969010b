//! One page to be read from across a room.

use super::font::Faces;
use super::page::Laid;
use crate::document::Document;
use crate::render::Theme;

/// Lays a poster out; on failure gives by how many percent its words are too high.
pub fn poster(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    rtl: bool,
) -> Result<Laid, u32> {
    super::notice::notice(document, theme, faces, rtl)
}
