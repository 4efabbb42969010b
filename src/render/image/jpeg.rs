//! Reads what a PDF needs to embed a JPEG: size and color space (ITU-T T.81, annex B).

use super::image_content::check_pixel_count;
use crate::diag::theme::LogoImageError;

/// Returns width and height in pixels, and whether the image is grayscale.
pub(super) fn read_jpeg_info(bytes: &[u8]) -> Result<(u32, u32, bool), LogoImageError> {
    let mut offset = 2;
    let mut frame = None;
    loop {
        let (Some(0xFF), Some(&marker)) = (bytes.get(offset), bytes.get(offset + 1)) else {
            return Err(LogoImageError::Corrupted);
        };
        if marker == 0xFF {
            offset += 1;
            continue;
        }
        let length = match bytes.get(offset + 2..offset + 4) {
            Some(two) => usize::from(u16::from_be_bytes([two[0], two[1]])).max(2),
            None => return Err(LogoImageError::Corrupted),
        };
        let segment = bytes
            .get(offset + 4..offset + 2 + length)
            .ok_or(LogoImageError::Corrupted)?;
        match marker {
            // Frames that PDF readers support: baseline, extended, progressive.
            0xC0..=0xC2 => frame = Some(parse_frame_header(segment)?),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(LogoImageError::Corrupted);
            }
            0xE1 if exif_orientation(segment).is_some_and(|orientation| orientation > 1) => {
                return Err(LogoImageError::ExifRotation);
            }
            // Start of scan: the pixel data continues to the end of the file.
            0xDA => {
                let end = bytes.iter().rposition(|&byte| byte != 0).unwrap_or(0);
                let ends = bytes[..=end].ends_with(&[0xFF, 0xD9]);
                return frame.filter(|_| ends).ok_or(LogoImageError::Corrupted);
            }
            _ => {}
        }
        offset += 2 + length;
    }
}

fn parse_frame_header(frame: &[u8]) -> Result<(u32, u32, bool), LogoImageError> {
    let [precision, high, low, left, right, components, ..] = *frame else {
        return Err(LogoImageError::Corrupted);
    };
    let height_px = u32::from(u16::from_be_bytes([high, low]));
    let width_px = u32::from(u16::from_be_bytes([left, right]));
    check_pixel_count(width_px, height_px)?;
    match (precision, components) {
        (8, 1) => Ok((width_px, height_px, true)),
        (8, 3) => Ok((width_px, height_px, false)),
        (8, 4) => Err(LogoImageError::CmykColors),
        _ => Err(LogoImageError::Corrupted),
    }
}

/// Returns the orientation (tag 0x0112) in an Exif segment; 1 is upright.
fn exif_orientation(segment: &[u8]) -> Option<usize> {
    let exif = segment.strip_prefix(b"Exif\0\0")?;
    let little_endian = exif.starts_with(b"II");
    let read_u16 = |offset: usize| -> Option<usize> {
        let pair: [u8; 2] = exif.get(offset..offset + 2)?.try_into().ok()?;
        let number = if little_endian {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        };
        Some(usize::from(number))
    };
    let read_u32 = |offset: usize| -> Option<usize> {
        let (first, second) = (read_u16(offset)?, read_u16(offset + 2)?);
        Some(if little_endian {
            second << 16 | first
        } else {
            first << 16 | second
        })
    };
    let directory = read_u32(4)?;
    (0..read_u16(directory)?)
        .map(|entry| directory + 2 + 12 * entry)
        .find(|&entry| read_u16(entry) == Some(0x0112))
        .and_then(|entry| read_u16(entry + 8))
}
