//! Logo images: the file for HTML, Markdown and Word, and its pixels or paths for PDF.
//!
//! Refuses an image that one output format could not show like the others. Every format gets pixels or paths only: what
//! else is in the file (comments, names of people and folders, places, thumbnails) is left out.

mod exif;
mod image_content;
mod jpeg;
mod png;
mod svg;
mod svg_writer;

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
    /// The file without its metadata.
    pub file_bytes: Arc<[u8]>,
}

impl Image {
    /// Parses a PNG, JPEG or SVG file.
    ///
    /// # Errors
    /// Returns why an output format cannot show the image.
    pub fn parse(bytes: &[u8], alt_text: String) -> Result<Self, LogoImageError> {
        let (width, height, content, media_type, extension, file_bytes) =
            if bytes.starts_with(b"\x89PNG") {
                let (columns, rows, content) = png::decode_png(bytes)?;
                let clean = png::remove_png_metadata(bytes)?;
                let (width, height) = (columns as f32, rows as f32);
                (width, height, content, "image/png", "png", clean)
            } else if bytes.starts_with(b"\xFF\xD8") {
                let jpeg = jpeg::read_jpeg(bytes)?;
                let content = ImageContent::Jpeg {
                    width_px: jpeg.width_px,
                    height_px: jpeg.height_px,
                    grayscale: jpeg.grayscale,
                };
                let (width, height) = (jpeg.width_px as f32, jpeg.height_px as f32);
                let clean = jpeg.file_bytes;
                (width, height, content, "image/jpeg", "jpg", clean)
            } else if looks_like_svg(bytes) {
                let (width, height, shapes) = svg::parse_svg(bytes)?;
                let clean = svg_writer::write_svg((width, height), &shapes).into_bytes();
                let content = ImageContent::Vector(shapes);
                (width, height, content, "image/svg+xml", "svg", clean)
            } else {
                return Err(LogoImageError::UnsupportedFormat(unsupported_format_name(
                    bytes,
                )));
            };
        Ok(Self {
            width,
            height,
            alt_text,
            content,
            media_type,
            file_extension: extension,
            file_bytes: file_bytes.into(),
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
