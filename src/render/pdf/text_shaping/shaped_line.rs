//! Shaped lines of glyphs, as data.

use std::ops::Range;

use crate::document::Color;
use crate::render::pdf::structure_tree::TaggedContentId;

/// Color and decoration of a glyph run, and the tagged content it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunPaint {
    pub content_id: TaggedContentId,
    /// Text color.
    pub color: Color,
    /// Whether the text is underlined, as links are.
    pub underlined: bool,
    /// Whether the background is highlighted, as for a blank to fill in.
    pub highlighted: bool,
}

impl Default for RunPaint {
    fn default() -> Self {
        Self {
            content_id: TaggedContentId(0),
            color: Color::BLACK,
            underlined: false,
            highlighted: false,
        }
    }
}

/// Text of one style.
#[derive(Debug, Clone, PartialEq)]
pub struct TextSpan {
    /// A line feed is a forced line break.
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub paint: RunPaint,
}

/// One line of shaped text, measured from its left end and top.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedLine {
    /// Points, without trailing white space.
    pub width: f32,
    /// Points from the line's top to its baseline.
    pub baseline: f32,
    /// Points; the same for every line of a text.
    pub height: f32,
    /// In reading order.
    pub runs: Vec<GlyphRun>,
}

/// Glyphs of one face, size and paint on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// Index into [`FontSet::faces`](super::FontSet::faces).
    pub face_index: usize,
    pub font_size: f32,
    /// Points from the line's left end.
    pub x: f32,
    pub width: f32,
    pub paint: RunPaint,
    /// The text, in reading order.
    pub text: String,
    /// Start of the run in its paragraph's text, in bytes.
    pub text_start: usize,
    /// Whether the text is right-to-left, so that glyph order is the reverse of reading order.
    pub rtl: bool,
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// Returns the width of the white space at the run's right end, in points.
    pub fn trailing_space_width(&self) -> f32 {
        let spaces = self.glyphs.iter().rev().take_while(|glyph| {
            let text = &self.text[glyph.text_range.clone()];
            !text.is_empty() && text.trim().is_empty()
        });
        spaces.map(|glyph| glyph.advance).sum()
    }
}

/// One glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Glyph id in the face.
    pub id: u16,
    /// Points to the next glyph.
    pub advance: f32,
    /// Points to the right.
    pub x_offset: f32,
    /// Points upward.
    pub y_offset: f32,
    /// Bytes of [`GlyphRun::text`] that the glyph represents; empty if another glyph represents them.
    pub text_range: Range<usize>,
}
