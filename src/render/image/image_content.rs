//! What a PDF draws of a picture: the file as it is, points, or outlines.

use std::sync::Arc;

use crate::diag::theme::LogoImageError;
use crate::document::Color;

/// Most points of a picture: more cannot be seen in print and need much memory.
const MAX_PIXELS: u32 = 4_000_000;

/// What a PDF draws.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageContent {
    /// The file itself, which a PDF takes as it is.
    Jpeg {
        width_px: u32,
        height_px: u32,
        /// Shades of grey, in place of red, green and blue.
        grayscale: bool,
    },
    Raster {
        width_px: u32,
        height_px: u32,
        /// Red, green and blue of each point, row by row from the top.
        rgb: Arc<[u8]>,
        /// How opaque each point is; none if all are.
        alpha: Option<Arc<[u8]>>,
    },
    /// Outlines, the first at the bottom; y grows downwards.
    Vector(Vec<VectorShape>),
}

/// One outline, filled, drawn, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorShape {
    /// From the outline's units to the picture's: a, b, c, d, e, f as in PDF.
    pub transform_matrix: [f32; 6],
    /// Where the pen goes; each part begins with a move.
    pub path_commands: Vec<PathCommand>,
    /// The colour inside, and whether parts that overlap evenly are left out.
    pub fill: Option<(Color, bool)>,
    pub stroke: Option<StrokeStyle>,
}

/// One move of the pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PathCommand {
    MoveTo(f32, f32),
    LineTo(f32, f32),
    /// In a curve, by two points that pull and its end.
    CubicTo([(f32, f32); 3]),
    /// Back to where this part began.
    ClosePath,
}

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrokeStyle {
    pub color: Color,
    pub width: f32,
    /// Its ends: 0 cut, 1 round, 2 square (as in PDF).
    pub line_cap: u8,
    /// Its corners: 0 pointed, 1 round, 2 cut (as in PDF).
    pub line_join: u8,
    /// How long a pointed corner may be, in widths.
    pub miter_limit: f32,
}

/// Fails on a picture without points or with too many.
pub(super) fn check_pixel_count(columns: u32, rows: u32) -> Result<(), LogoImageError> {
    if columns == 0 || rows == 0 {
        return Err(LogoImageError::ZeroSize);
    }
    if u64::from(columns) * u64::from(rows) > u64::from(MAX_PIXELS) {
        return Err(LogoImageError::TooManyPixels(MAX_PIXELS));
    }
    Ok(())
}
