//! Logo images: the unchanged file for HTML and Markdown, and its pixels or paths for PDF.
//!
//! Refuses an image that one output format could not show like the others.

mod image_content;
mod jpeg;
mod png;
mod svg;

use std::sync::Arc;

use crate::diag::theme::LogoImageError;
pub use image_content::{ImageContent, PathCommand, StrokeStyle, VectorShape};

/// An image with its alternative text.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// In the units of the file; more than 0.
    pub width: f32,
    /// In the units of the file; more than 0.
    pub height: f32,
    /// Text for screen readers.
    pub alt_text: String,
    pub content: ImageContent,
    /// Media type, such as `image/png`.
    pub media_type: &'static str,
    /// File extension without the dot.
    pub file_extension: &'static str,
    pub file_bytes: Arc<[u8]>,
}

impl Image {
    /// Parses a PNG, JPEG or SVG file.
    ///
    /// # Errors
    /// Returns why an output format cannot show the image.
    pub fn parse(bytes: Vec<u8>, alt_text: String) -> Result<Self, LogoImageError> {
        let (width, height, content, media_type, extension) = if bytes.starts_with(b"\x89PNG") {
            let (columns, rows, content) = png::decode_png(&bytes)?;
            (columns as f32, rows as f32, content, "image/png", "png")
        } else if bytes.starts_with(b"\xFF\xD8") {
            let (columns, rows, grayscale) = jpeg::read_jpeg_info(&bytes)?;
            let content = ImageContent::Jpeg {
                width_px: columns,
                height_px: rows,
                grayscale,
            };
            (columns as f32, rows as f32, content, "image/jpeg", "jpg")
        } else if looks_like_svg(&bytes) {
            let (width, height, shapes) = svg::parse_svg(&bytes)?;
            let content = ImageContent::Vector(shapes);
            (width, height, content, "image/svg+xml", "svg")
        } else {
            return Err(LogoImageError::UnsupportedFormat(unsupported_format_name(
                &bytes,
            )));
        };
        Ok(Self {
            width,
            height,
            alt_text,
            content,
            media_type,
            file_extension: extension,
            file_bytes: bytes.into(),
        })
    }

    /// Returns the width and height that cover `area`, limited to `max_size`, so that wide and tall
    /// images appear about equally large.
    pub fn scaled_size(&self, area: f32, max_size: (f32, f32)) -> (f32, f32) {
        let ratio = self.width / self.height;
        let (max_width, max_height) = max_size;
        let width = (area * ratio).sqrt().min(max_width).min(max_height * ratio);
        (width, width / ratio)
    }

    /// Returns the name of the image file next to Markdown documents.
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
    let signatures: [(&[u8], &str); 8] = [
        (b"GIF8", "a GIF"),
        (b"RIFF", "a WebP image"),
        (b"BM", "a BMP"),
        (b"%PDF", "a PDF"),
        (b"%!PS", "an EPS"),
        (b"II*\0", "a TIFF"),
        (b"MM\0*", "a TIFF"),
        (b"8BPS", "a Photoshop file"),
    ];
    signatures
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, name)| *name)
}
