//! What a PDF must know of a JPEG it takes as it is: size and colours (ITU-T T.81, annex B).

use super::image_content::check_pixel_count;
use crate::diag::theme::LogoImageError;

/// Points in a row, rows, and whether they are shades of grey.
pub(super) fn read_jpeg_info(bytes: &[u8]) -> Result<(u32, u32, bool), LogoImageError> {
    let mut at = 2;
    let mut frame = None;
    loop {
        let (Some(0xFF), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return Err(LogoImageError::Corrupted);
        };
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let length = match bytes.get(at + 2..at + 4) {
            Some(two) => usize::from(u16::from_be_bytes([two[0], two[1]])).max(2),
            None => return Err(LogoImageError::Corrupted),
        };
        let segment = bytes
            .get(at + 4..at + 2 + length)
            .ok_or(LogoImageError::Corrupted)?;
        match marker {
            // The kinds of frame that PDF readers know: baseline, extended, progressive.
            0xC0..=0xC2 => frame = Some(parse_frame_header(segment)?),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(LogoImageError::Corrupted);
            }
            0xE1 if is_rotated_by_exif(segment) => return Err(LogoImageError::ExifRotation),
            // The points begin; they end with the file.
            0xDA => {
                let end = bytes.iter().rposition(|&byte| byte != 0).unwrap_or(0);
                let whole = bytes[..=end].ends_with(&[0xFF, 0xD9]);
                return frame.filter(|_| whole).ok_or(LogoImageError::Corrupted);
            }
            _ => {}
        }
        at += 2 + length;
    }
}

fn parse_frame_header(frame: &[u8]) -> Result<(u32, u32, bool), LogoImageError> {
    let [precision, high, low, left, right, parts, ..] = *frame else {
        return Err(LogoImageError::Corrupted);
    };
    let rows = u32::from(u16::from_be_bytes([high, low]));
    let columns = u32::from(u16::from_be_bytes([left, right]));
    check_pixel_count(columns, rows)?;
    match (precision, parts) {
        (8, 1) => Ok((columns, rows, true)),
        (8, 3) => Ok((columns, rows, false)),
        (8, 4) => Err(LogoImageError::CmykColors),
        _ => Err(LogoImageError::Corrupted),
    }
}

/// Whether a camera's notes (Exif) say that the picture is to be turned: tag 0x0112 is not 1.
fn is_rotated_by_exif(segment: &[u8]) -> bool {
    let Some(notes) = segment.strip_prefix(b"Exif\0\0") else {
        return false;
    };
    let little = notes.starts_with(b"II");
    let two = |at: usize| -> Option<usize> {
        let part: [u8; 2] = notes.get(at..at + 2)?.try_into().ok()?;
        let number = if little {
            u16::from_le_bytes(part)
        } else {
            u16::from_be_bytes(part)
        };
        Some(usize::from(number))
    };
    let four = |at: usize| -> Option<usize> {
        let (first, second) = (two(at)?, two(at + 2)?);
        Some(if little {
            second << 16 | first
        } else {
            first << 16 | second
        })
    };
    let turned = || -> Option<bool> {
        let list = four(4)?;
        (0..two(list)?)
            .map(|entry| list + 2 + 12 * entry)
            .find(|&entry| two(entry) == Some(0x0112))
            .and_then(|entry| two(entry + 8))
            .map(|turn| turn > 1)
    };
    turned().unwrap_or(false)
}
