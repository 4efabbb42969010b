//! Content of an image as a PDF draws it: the JPEG file itself, pixels, or paths.

use std::sync::Arc;

use crate::diag::theme::LogoImageError;
use crate::document::Color;

/// Largest number of pixels: more are not visible in print and need much memory.
const MAX_PIXELS: u32 = 4_000_000;

/// Content that a PDF draws.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageContent {
    /// The file itself, which a PDF embeds unchanged.
    Jpeg {
        width_px: u32,
        height_px: u32,
        /// Whether the pixels are shades of gray instead of RGB.
        grayscale: bool,
    },
    Raster {
        width_px: u32,
        height_px: u32,
        /// Red, green and blue of each pixel, row by row from the top.
        rgb: Arc<[u8]>,
        /// Opacity of each pixel; `None` if all are opaque.
        alpha: Option<Arc<[u8]>>,
    },
    /// Shapes, the first at the back; y grows downward.
    Vector(Vec<VectorShape>),
}

/// A path that is filled, stroked, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorShape {
    /// From the units of the path to those of the image: a, b, c, d, e, f as in PDF.
    pub transform_matrix: [f32; 6],
    /// Each subpath begins with a move.
    pub path_commands: Vec<PathCommand>,
    /// Fill color, and whether the even-odd rule applies.
    pub fill: Option<(Color, bool)>,
    pub stroke: Option<StrokeStyle>,
}

/// A segment of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PathCommand {
    MoveTo(f32, f32),
    LineTo(f32, f32),
    /// Two control points and the end of a Bézier curve.
    CubicTo([(f32, f32); 3]),
    /// Back to the start of the subpath.
    ClosePath,
}

/// Stroke of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrokeStyle {
    pub color: Color,
    pub width: f32,
    /// 0 butt, 1 round, 2 square (as in PDF).
    pub line_cap: u8,
    /// 0 miter, 1 round, 2 bevel (as in PDF).
    pub line_join: u8,
    /// Maximum ratio of miter length to line width.
    pub miter_limit: f32,
}

/// Returns an error for an image without pixels or with too many.
pub(super) fn check_pixel_count(width_px: u32, height_px: u32) -> Result<(), LogoImageError> {
    if width_px == 0 || height_px == 0 {
        return Err(LogoImageError::ZeroSize);
    }
    if u64::from(width_px) * u64::from(height_px) > u64::from(MAX_PIXELS) {
        return Err(LogoImageError::TooManyPixels(MAX_PIXELS));
    }
    Ok(())
}
