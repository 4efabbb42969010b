//! A picture as every format shows it: for HTML and Markdown the file as it is, for PDF its points
//! or its outlines.
//!
//! A picture that one format could not show as the others do is refused.

mod image_content;
mod jpeg;
mod png;
mod svg;

use std::sync::Arc;

use crate::diag::theme::LogoImageError;
pub use image_content::{Pen, PictureKind, Shape, Step};

/// A picture with the words for people who cannot see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// In its own units; more than 0.
    pub width: f32,
    /// In its own units; more than 0.
    pub height: f32,
    /// What a screen reader says.
    pub alt: String,
    pub kind: PictureKind,
    /// The kind of file, `image/png`.
    pub media_type: &'static str,
    /// The file's ending without the dot.
    pub ending: &'static str,
    pub bytes: Arc<[u8]>,
}

impl Picture {
    /// The picture in a file.
    ///
    /// # Errors
    /// Why not every format can show it.
    pub fn read(bytes: Vec<u8>, alt: String) -> Result<Self, LogoImageError> {
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
            return Err(LogoImageError::UnsupportedFormat(other_kind(&bytes)));
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
