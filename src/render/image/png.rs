//! Decodes PNG to RGB pixels and an alpha channel, and leaves out its metadata. Of an animation only the first frame is
//! read.

use std::io::Cursor;

use ::png::{ColorType, Decoder, Transformations};

use super::exif;
use super::image_content::{ImageContent, check_pixel_count};
use crate::diag::theme::LogoImageError;

pub(super) fn decode_png(bytes: &[u8]) -> Result<(u32, u32, ImageContent), LogoImageError> {
    let (width_px, height_px) = read_png_size(bytes)?;
    check_pixel_count(width_px, height_px)?;
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| LogoImageError::Corrupted)?;
    let size = reader
        .output_buffer_size()
        .ok_or(LogoImageError::Corrupted)?;
    let mut pixels = vec![0; size];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|_| LogoImageError::Corrupted)?;
    pixels.truncate(frame.buffer_size());
    let (rgb, alpha): (Vec<u8>, Vec<u8>) = match frame.color_type {
        ColorType::Rgb => (pixels, Vec::new()),
        ColorType::Rgba => (
            pixels
                .chunks_exact(4)
                .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
                .collect(),
            pixels.chunks_exact(4).map(|pixel| pixel[3]).collect(),
        ),
        ColorType::Grayscale => (
            pixels.iter().flat_map(|&gray| [gray; 3]).collect(),
            Vec::new(),
        ),
        ColorType::GrayscaleAlpha => (
            pixels
                .chunks_exact(2)
                .flat_map(|pixel| [pixel[0]; 3])
                .collect(),
            pixels.chunks_exact(2).map(|pixel| pixel[1]).collect(),
        ),
        ColorType::Indexed => return Err(LogoImageError::Corrupted),
    };
    let opaque = alpha.iter().all(|&value| value == u8::MAX);
    let content = ImageContent::Raster {
        width_px,
        height_px,
        rgb: rgb.into(),
        alpha: (!opaque).then(|| alpha.into()),
    };
    Ok((width_px, height_px, content))
}

/// Returns the file with only the chunks that its pixels and their colors depend on: no texts, times, Exif, animation
/// or chunks of image programs, and nothing after the end.
///
/// # Errors
/// If the Exif metadata says to turn the image, which browsers do and other programs do not.
pub(super) fn remove_png_metadata(bytes: &[u8]) -> Result<Vec<u8>, LogoImageError> {
    const SIGNATURE_LENGTH: usize = 8;
    let (signature, mut rest) = bytes
        .split_at_checked(SIGNATURE_LENGTH)
        .ok_or(LogoImageError::Corrupted)?;
    let mut clean = signature.to_vec();
    loop {
        let Some(&[l1, l2, l3, l4, ref name @ ..]) = rest.first_chunk::<8>() else {
            return Err(LogoImageError::Corrupted);
        };
        // Length, name and checksum have four bytes each.
        let length = u32::from_be_bytes([l1, l2, l3, l4]) as usize + 12;
        let (chunk, after) = rest
            .split_at_checked(length)
            .ok_or(LogoImageError::Corrupted)?;
        match name {
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"cHRM" | b"gAMA" | b"iCCP"
            | b"sBIT" | b"sRGB" | b"cICP" => clean.extend(chunk),
            b"eXIf" if exif::is_rotated(&chunk[8..]) => return Err(LogoImageError::ExifRotation),
            _ => {}
        }
        if name == b"IEND" {
            return Ok(clean);
        }
        rest = after;
    }
}

/// Reads width and height from the IHDR chunk (PNG 11.2.2).
fn read_png_size(bytes: &[u8]) -> Result<(u32, u32), LogoImageError> {
    let Some(&[w1, w2, w3, w4, h1, h2, h3, h4]) = bytes.get(16..24) else {
        return Err(LogoImageError::Corrupted);
    };
    let width_px = u32::from_be_bytes([w1, w2, w3, w4]);
    Ok((width_px, u32::from_be_bytes([h1, h2, h3, h4])))
}
