//! What a PDF draws of a picture: the file as it is, points, or outlines.

use std::sync::Arc;

use crate::diag::theme::LogoImageError;
use crate::document::Color;

/// Most points of a picture: more cannot be seen in print and need much memory.
const MOST_POINTS: u32 = 4_000_000;

/// What a PDF draws.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureKind {
    /// The file itself, which a PDF takes as it is.
    Jpeg {
        columns: u32,
        rows: u32,
        /// Shades of grey, in place of red, green and blue.
        grey: bool,
    },
    Pixels {
        columns: u32,
        rows: u32,
        /// Red, green and blue of each point, row by row from the top.
        rgb: Arc<[u8]>,
        /// How opaque each point is; none if all are.
        alpha: Option<Arc<[u8]>>,
    },
    /// Outlines, the first at the bottom; y grows downwards.
    Shapes(Vec<Shape>),
}

/// One outline, filled, drawn, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// From the outline's units to the picture's: a, b, c, d, e, f as in PDF.
    pub matrix: [f32; 6],
    /// Where the pen goes; each part begins with a move.
    pub steps: Vec<Step>,
    /// The colour inside, and whether parts that overlap evenly are left out.
    pub fill: Option<(Color, bool)>,
    pub line: Option<Pen>,
}

/// One move of the pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Move(f32, f32),
    Line(f32, f32),
    /// In a curve, by two points that pull and its end.
    Curve([(f32, f32); 3]),
    /// Back to where this part began.
    Close,
}

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    pub colour: Color,
    pub width: f32,
    /// Its ends: 0 cut, 1 round, 2 square (as in PDF).
    pub cap: u8,
    /// Its corners: 0 pointed, 1 round, 2 cut (as in PDF).
    pub join: u8,
    /// How long a pointed corner may be, in widths.
    pub miter: f32,
}

/// Fails on a picture without points or with too many.
pub(super) fn measured(columns: u32, rows: u32) -> Result<(), LogoImageError> {
    if columns == 0 || rows == 0 {
        return Err(LogoImageError::ZeroSize);
    }
    if u64::from(columns) * u64::from(rows) > u64::from(MOST_POINTS) {
        return Err(LogoImageError::TooManyPixels(MOST_POINTS));
    }
    Ok(())
}
