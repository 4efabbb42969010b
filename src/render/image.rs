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
pub use image_content::{ImageContent, PathCommand, StrokeStyle, VectorShape};

/// A picture with the words for people who cannot see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// In its own units; more than 0.
    pub width: f32,
    /// In its own units; more than 0.
    pub height: f32,
    /// What a screen reader says.
    pub alt_text: String,
    pub content: ImageContent,
    /// The kind of file, `image/png`.
    pub media_type: &'static str,
    /// The file's ending without the dot.
    pub file_extension: &'static str,
    pub file_bytes: Arc<[u8]>,
}

impl Image {
    /// The picture in a file.
    ///
    /// # Errors
    /// Why not every format can show it.
    pub fn parse(bytes: Vec<u8>, alt: String) -> Result<Self, LogoImageError> {
        let (width, height, kind, media_type, ending) = if bytes.starts_with(b"\x89PNG") {
            let (columns, rows, kind) = png::decode_png(&bytes)?;
            (columns as f32, rows as f32, kind, "image/png", "png")
        } else if bytes.starts_with(b"\xFF\xD8") {
            let (columns, rows, grey) = jpeg::read_jpeg_info(&bytes)?;
            let kind = ImageContent::Jpeg {
                width_px: columns,
                height_px: rows,
                grayscale: grey,
            };
            (columns as f32, rows as f32, kind, "image/jpeg", "jpg")
        } else if looks_like_svg(&bytes) {
            let (width, height, shapes) = svg::parse_svg(&bytes)?;
            let kind = ImageContent::Vector(shapes);
            (width, height, kind, "image/svg+xml", "svg")
        } else {
            return Err(LogoImageError::UnsupportedFormat(unsupported_format_name(
                &bytes,
            )));
        };
        Ok(Self {
            width,
            height,
            alt_text: alt,
            content: kind,
            media_type,
            file_extension: ending,
            file_bytes: bytes.into(),
        })
    }

    /// Width and height that cover `area` and keep to the most, so that a wide picture and a tall
    /// one look about as large as each other.
    pub fn scaled_size(&self, area: f32, most: (f32, f32)) -> (f32, f32) {
        let ratio = self.width / self.height;
        let width = (area * ratio).sqrt().min(most.0).min(most.1 * ratio);
        (width, width / ratio)
    }

    /// The name of its file beside Markdown documents.
    pub fn file_name(&self) -> String {
        format!("logo.{}", self.file_extension)
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    const SNIFFED_BYTES: usize = 4096;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED_BYTES)]);
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    start.starts_with('<') && start.contains("<svg")
}

fn unsupported_format_name(bytes: &[u8]) -> Option<&'static str> {
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
