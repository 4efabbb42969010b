//! Reads the size and color space of a JPEG, and leaves out its metadata (ITU-T T.81, annex B).

use super::exif;
use super::image_content::check_pixel_count;
use crate::diag::theme::LogoImageError;

/// A JPEG without metadata.
pub(super) struct Jpeg {
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    /// Whether the pixels are shades of gray instead of RGB.
    pub(super) grayscale: bool,
    pub(super) file_bytes: Vec<u8>,
}

/// Reads a JPEG. Comments, Exif, thumbnails and whatever follows the image are left out; what the colors depend on is
/// kept: the ICC profile and the JFIF and Adobe markers.
pub(super) fn read_jpeg(bytes: &[u8]) -> Result<Jpeg, LogoImageError> {
    let mut clean = bytes[..2].to_vec();
    let mut offset = 2;
    let mut frame = None;
    loop {
        let (Some(0xFF), Some(&marker)) = (bytes.get(offset), bytes.get(offset + 1)) else {
            return Err(LogoImageError::Corrupted);
        };
        match marker {
            // A fill byte.
            0xFF => {
                offset += 1;
                continue;
            }
            0xD9 => break,
            _ => {}
        }
        let segment_bytes = segment_length(bytes, offset)
            .and_then(|length| bytes.get(offset..offset + 2 + length))
            .ok_or(LogoImageError::Corrupted)?;
        offset += segment_bytes.len();
        let segment = &segment_bytes[4..];
        match marker {
            // Frames that PDF readers support: baseline, extended, progressive.
            0xC0..=0xC2 => frame = Some(parse_frame_header(segment)?),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(LogoImageError::Corrupted);
            }
            0xE1 if segment
                .strip_prefix(b"Exif\0\0")
                .is_some_and(exif::is_rotated) =>
            {
                return Err(LogoImageError::ExifRotation);
            }
            _ => {}
        }
        match marker {
            0xE0..=0xEF => clean.extend(color_segment(marker, segment)),
            0xFE => {}
            _ => clean.extend(segment_bytes),
        }
        // Start of scan: the pixels of the scan follow.
        if marker == 0xDA {
            let length = scan_length(&bytes[offset..]).ok_or(LogoImageError::Corrupted)?;
            clean.extend(&bytes[offset..offset + length]);
            offset += length;
        }
    }
    clean.extend([0xFF, 0xD9]);
    let (width_px, height_px, grayscale) = frame.ok_or(LogoImageError::Corrupted)?;
    Ok(Jpeg {
        width_px,
        height_px,
        grayscale,
        file_bytes: clean,
    })
}

/// Returns the length of the segment whose marker is at `offset`, without the marker.
fn segment_length(bytes: &[u8], offset: usize) -> Option<usize> {
    let length = bytes.get(offset + 2..offset + 4)?;
    Some(usize::from(u16::from_be_bytes([length[0], length[1]])).max(2))
}

/// Returns the part of an application segment that the colors depend on, with its marker; empty if there is none.
fn color_segment(marker: u8, segment: &[u8]) -> Vec<u8> {
    let content = match marker {
        // Version and pixel density, with no thumbnail.
        0xE0 if segment.starts_with(b"JFIF\0") && segment.len() >= 12 => {
            [&segment[..12], &[0, 0]].concat()
        }
        0xE2 if segment.starts_with(b"ICC_PROFILE\0") => segment.to_vec(),
        0xEE if segment.starts_with(b"Adobe") && segment.len() >= 12 => segment[..12].to_vec(),
        _ => return Vec::new(),
    };
    let length = u16::try_from(content.len() + 2).expect("it is a part of a segment");
    [&[0xFF, marker], &length.to_be_bytes()[..], &content].concat()
}

/// Returns the length of the pixel data up to the next marker.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| {
        // `FF 00` is a byte of data, `FF D0` to `FF D7` are restarts within the data.
        pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF)
    })
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
