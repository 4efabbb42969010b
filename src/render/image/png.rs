//! PNG to points: palettes, grey, 16 bits and transparency included; of a moving picture the first.

use std::io::Cursor;

use ::png::{ColorType, Decoder, Transformations};

use super::image_content::{ImageContent, check_pixel_count};
use crate::diag::theme::LogoImageError;

pub(super) fn decode_png(bytes: &[u8]) -> Result<(u32, u32, ImageContent), LogoImageError> {
    let (columns, rows) = read_png_size(bytes)?;
    check_pixel_count(columns, rows)?;
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| LogoImageError::Corrupted)?;
    let size = reader
        .output_buffer_size()
        .ok_or(LogoImageError::Corrupted)?;
    let mut points = vec![0; size];
    let frame = reader
        .next_frame(&mut points)
        .map_err(|_| LogoImageError::Corrupted)?;
    points.truncate(frame.buffer_size());
    let (rgb, alpha): (Vec<u8>, Vec<u8>) = match frame.color_type {
        ColorType::Rgb => (points, Vec::new()),
        ColorType::Rgba => (
            points
                .chunks_exact(4)
                .flat_map(|point| [point[0], point[1], point[2]])
                .collect(),
            points.chunks_exact(4).map(|point| point[3]).collect(),
        ),
        ColorType::Grayscale => (
            points.iter().flat_map(|&grey| [grey; 3]).collect(),
            Vec::new(),
        ),
        ColorType::GrayscaleAlpha => (
            points
                .chunks_exact(2)
                .flat_map(|point| [point[0]; 3])
                .collect(),
            points.chunks_exact(2).map(|point| point[1]).collect(),
        ),
        ColorType::Indexed => return Err(LogoImageError::Corrupted),
    };
    let opaque = alpha.iter().all(|&part| part == u8::MAX);
    let kind = ImageContent::Raster {
        width_px: columns,
        height_px: rows,
        rgb: rgb.into(),
        alpha: (!opaque).then(|| alpha.into()),
    };
    Ok((columns, rows, kind))
}

/// Width and height, which stand first (PNG 11.2.2).
fn read_png_size(bytes: &[u8]) -> Result<(u32, u32), LogoImageError> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    match (number(16), number(20)) {
        (Some(columns), Some(rows)) => Ok((columns, rows)),
        _ => Err(LogoImageError::Corrupted),
    }
}
