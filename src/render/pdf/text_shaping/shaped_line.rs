//! Lines of glyphs as data: what words become, and what pages are made of.

use std::ops::Range;

use crate::document::Color;
use crate::render::pdf::structure_tree::SlotId;

/// How a run is painted and which place in the structure it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    pub slot: SlotId,
    /// The colour of the letters.
    pub colour: Color,
    /// A line under the words: they lead somewhere.
    pub underline: bool,
    /// A shade behind the words: a blank to be filled.
    pub tint: bool,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            slot: SlotId(0),
            colour: Color::BLACK,
            underline: false,
            tint: false,
        }
    }
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The words; a line feed is a forced new line.
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub paint: Paint,
}

/// One line of set text, measured from its left end and top.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Points, without the white space at the end.
    pub width: f32,
    /// Points from the line's top to its baseline.
    pub baseline: f32,
    /// Points; the same for every line of a text.
    pub height: f32,
    /// In the order they are read.
    pub runs: Vec<Run>,
}

/// Glyphs of one face, size and paint on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The index of the face in the theme.
    pub face: usize,
    pub size: f32,
    /// Points from the line's left end.
    pub x: f32,
    pub width: f32,
    pub paint: Paint,
    /// The words, in the order they are read.
    pub text: String,
    /// Where they begin among the words of their paragraph, in bytes.
    pub start: usize,
    /// Whether they are read from right to left, so that the glyphs stand in the other order.
    pub rtl: bool,
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// Points of white space at its right end.
    pub fn space_behind(&self) -> f32 {
        let spaces = self.glyphs.iter().rev().take_while(|glyph| {
            let text = &self.text[glyph.text.clone()];
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
    pub dx: f32,
    pub dy: f32,
    /// The bytes of [`Run::text`] it stands for; empty when another glyph stands for them.
    pub text: Range<usize>,
}
