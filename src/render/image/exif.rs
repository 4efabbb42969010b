//! Reads the orientation of a photo from Exif metadata, in JPEG and PNG.

/// Returns whether the metadata, which begins with its byte order, says to turn or mirror the image.
pub(super) fn is_rotated(exif: &[u8]) -> bool {
    orientation(exif).is_some_and(|orientation| orientation > 1)
}

/// Returns the orientation (tag 0x0112); 1 is upright.
fn orientation(exif: &[u8]) -> Option<usize> {
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
