//! Lines of glyphs as data: what words become, and what pages are made of.

use std::ops::Range;

use crate::document::Color;
use crate::render::pdf::structure_tree::TaggedContentId;

/// How a run is painted and which place in the structure it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunPaint {
    pub content_id: TaggedContentId,
    /// The colour of the letters.
    pub color: Color,
    /// A line under the words: they lead somewhere.
    pub underlined: bool,
    /// A shade behind the words: a blank to be filled.
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

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct TextSpan {
    /// The words; a line feed is a forced new line.
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub paint: RunPaint,
}

/// One line of set text, measured from its left end and top.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedLine {
    /// Points, without the white space at the end.
    pub width: f32,
    /// Points from the line's top to its baseline.
    pub baseline: f32,
    /// Points; the same for every line of a text.
    pub height: f32,
    /// In the order they are read.
    pub runs: Vec<GlyphRun>,
}

/// Glyphs of one face, size and paint on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The index of the face in the theme.
    pub face_index: usize,
    pub font_size: f32,
    /// Points from the line's left end.
    pub x: f32,
    pub width: f32,
    pub paint: RunPaint,
    /// The words, in the order they are read.
    pub text: String,
    /// Where they begin among the words of their paragraph, in bytes.
    pub text_start: usize,
    /// Whether they are read from right to left, so that the glyphs stand in the other order.
    pub rtl: bool,
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// Points of white space at its right end.
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
    /// Its number in its face.
    pub id: u16,
    /// Points to the next glyph.
    pub advance: f32,
    /// Points to the right of its place.
    pub x_offset: f32,
    pub y_offset: f32,
    /// The bytes of [`Run::text`] it stands for; empty when another glyph stands for them.
    pub text_range: Range<usize>,
}
