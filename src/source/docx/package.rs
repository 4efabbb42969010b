//! Unzips the parts of a Word file; the only code that reads with `zip`.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::diag::import::{DocxReadError, NonDocxFormat};

/// The maximum size of an unzipped part.
const MAX_PART_BYTES: u64 = 64 << 20;

/// The XML of each part that is read.
pub(super) struct DocxParts {
    pub(super) document: String,
    pub(super) styles: Option<String>,
    pub(super) comments: Option<String>,
    pub(super) custom_properties: Option<String>,
}

pub(super) fn unzip_docx_parts(bytes: &[u8]) -> Result<DocxParts, DocxReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxReadError::Corrupted)?;
    let Some(document) = read_zip_part(&mut archive, "word/document.xml")? else {
        return Err(if archive.by_name("content.xml").is_ok() {
            DocxReadError::NotDocx(NonDocxFormat::OpenDocument)
        } else {
            DocxReadError::MissingDocumentPart
        });
    };
    Ok(DocxParts {
        document,
        styles: read_zip_part(&mut archive, "word/styles.xml")?,
        comments: read_zip_part(&mut archive, "word/comments.xml")?,
        custom_properties: read_zip_part(&mut archive, "docProps/custom.xml")?,
    })
}

/// Returns a part, or none if it does not exist.
fn read_zip_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<String>, DocxReadError> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let file = archive
        .by_name(name)
        .map_err(|_| DocxReadError::Corrupted)?;
    let mut bytes = Vec::new();
    // The size stated in the archive is not trusted.
    file.take(MAX_PART_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| DocxReadError::Corrupted)?;
    if bytes.len() as u64 > MAX_PART_BYTES {
        return Err(DocxReadError::TooLarge);
    }
    decode_xml_bytes(bytes).map(Some)
}

/// Decodes XML: UTF-8, or UTF-16 with a byte-order mark.
fn decode_xml_bytes(bytes: Vec<u8>) -> Result<String, DocxReadError> {
    let decode_utf16 = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).map_err(|_| DocxReadError::Corrupted)
    };
    if bytes.starts_with(b"\xFF\xFE") {
        return decode_utf16(u16::from_le_bytes);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return decode_utf16(u16::from_be_bytes);
    }
    String::from_utf8(bytes).map_err(|_| DocxReadError::Corrupted)
}
