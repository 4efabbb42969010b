//! A picture as every format shows it: for HTML and Markdown the file as it is, for PDF its points
//! or its outlines.
//!
//! A picture that one format could not show as the others do is refused.

mod jpeg;
mod png;
mod svg;

use std::sync::Arc;

use crate::diag::theme::PictureFault;
use crate::document::Color;

/// Most points of a picture: more cannot be seen in print and need much memory.
const MOST_POINTS: u32 = 4_000_000;

/// A picture with the words for people who cannot see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// In its own units; more than 0.
    pub width: f32,
    /// In its own units; more than 0.
    pub height: f32,
    /// What a screen reader says.
    pub alt: String,
    /// What a PDF draws.
    pub kind: PictureKind,
    /// The kind of file, `image/png`.
    pub media_type: &'static str,
    /// The file's ending without the dot.
    pub ending: &'static str,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// What a PDF draws.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureKind {
    /// The file itself, which a PDF takes as it is.
    Jpeg {
        /// Points in a row.
        columns: u32,
        /// Rows of points.
        rows: u32,
        /// Shades of grey, in place of red, green and blue.
        grey: bool,
    },
    /// Points.
    Pixels {
        /// Points in a row.
        columns: u32,
        /// Rows of points.
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
    /// The line round it.
    pub line: Option<Pen>,
}

/// One move of the pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Without drawing.
    Move(f32, f32),
    /// In a straight line.
    Line(f32, f32),
    /// In a curve, by two points that pull and its end.
    Curve([(f32, f32); 3]),
    /// Back to where this part began.
    Close,
}

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub colour: Color,
    /// In the outline's units.
    pub width: f32,
    /// Its ends: 0 cut, 1 round, 2 square (as in PDF).
    pub cap: u8,
    /// Its corners: 0 pointed, 1 round, 2 cut (as in PDF).
    pub join: u8,
    /// How long a pointed corner may be, in widths.
    pub miter: f32,
}

impl Picture {
    /// The picture in a file.
    ///
    /// # Errors
    /// Why not every format can show it.
    pub fn read(bytes: Vec<u8>, alt: String) -> Result<Self, PictureFault> {
        let (width, height, kind, media_type, ending) = if bytes.starts_with(b"\x89PNG") {
            let (columns, rows, kind) = png::read(&bytes)?;
            (columns as f32, rows as f32, kind, "image/png", "png")
        } else if bytes.starts_with(b"\xFF\xD8") {
            let (columns, rows, grey) = jpeg::read(&bytes)?;
            let kind = PictureKind::Jpeg {
                columns,
                rows,
                grey,
            };
            (columns as f32, rows as f32, kind, "image/jpeg", "jpg")
        } else if seems_svg(&bytes) {
            let (width, height, shapes) = svg::read(&bytes)?;
            let kind = PictureKind::Shapes(shapes);
            (width, height, kind, "image/svg+xml", "svg")
        } else {
            return Err(PictureFault::OtherKind(other_kind(&bytes)));
        };
        Ok(Self {
            width,
            height,
            alt,
            kind,
            media_type,
            ending,
            bytes: bytes.into(),
        })
    }

    /// Width and height that cover `area` and keep to the most, so that a wide picture and a tall
    /// one look about as large as each other.
    pub fn size(&self, area: f32, most: (f32, f32)) -> (f32, f32) {
        let ratio = self.width / self.height;
        let width = (area * ratio).sqrt().min(most.0).min(most.1 * ratio);
        (width, width / ratio)
    }

    /// The name of its file beside Markdown documents.
    pub fn file_name(&self) -> String {
        format!("logo.{}", self.ending)
    }
}

fn seems_svg(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 4096;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(ENOUGH)]);
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    start.starts_with('<') && start.contains("<svg")
}

fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 8] = [
        (b"GIF8", "a GIF"),
        (b"RIFF", "a WebP picture"),
        (b"BM", "a BMP"),
        (b"%PDF", "a PDF"),
        (b"%!PS", "an EPS"),
        (b"II*\0", "a TIFF"),
        (b"MM\0*", "a TIFF"),
        (b"8BPS", "a Photoshop file"),
    ];
    kinds
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

/// Fails on a picture without points or with too many.
fn measured(columns: u32, rows: u32) -> Result<(), PictureFault> {
    if columns == 0 || rows == 0 {
        return Err(PictureFault::Empty);
    }
    if u64::from(columns) * u64::from(rows) > u64::from(MOST_POINTS) {
        return Err(PictureFault::TooManyPoints(MOST_POINTS));
    }
    Ok(())
}
