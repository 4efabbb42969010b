//! Packs the parts of a Word file into a ZIP file; the only code that writes with `zip`.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// One file inside the package.
pub(super) struct PackagePart {
    /// The path from the root of the package: `word/document.xml`.
    pub(super) path: &'static str,
    /// The media type for `[Content_Types].xml`.
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

impl PackagePart {
    /// Returns a part with an XML declaration before the markup.
    pub(super) fn from_xml(path: &'static str, content_type: String, xml: &str) -> Self {
        Self {
            path,
            content_type,
            bytes: format!("{XML_DECLARATION}{xml}").into_bytes(),
        }
    }
}

const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Returns the ZIP file of a package. Its bytes depend only on the arguments.
pub(super) fn zip_package(root_relationships: &str, parts: &[PackagePart]) -> Vec<u8> {
    let mut content_types = String::from(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    );
    for part in parts.iter().filter(|part| !part.path.ends_with(".rels")) {
        content_types.push_str(&format!(
            "<Override PartName=\"/{}\" ContentType=\"{}\"/>",
            part.path, part.content_type
        ));
    }
    content_types.push_str("</Types>");
    // The default date is 1980-01-01, the earliest of the ZIP format.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let list = PackagePart::from_xml("[Content_Types].xml", String::new(), &content_types);
    let root = PackagePart::from_xml("_rels/.rels", String::new(), root_relationships);
    for part in [&list, &root].into_iter().chain(parts) {
        zip.start_file(part.path, options)
            .and_then(|()| Ok(zip.write_all(&part.bytes)?))
            .expect("writing to memory cannot fail");
    }
    let written = zip.finish().expect("writing to memory cannot fail");
    written.into_inner()
}
