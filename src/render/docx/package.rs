//! The parts of a Word file in one ZIP file, whose bytes depend on the parts alone; the only code that
//! writes with `zip`.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// One file inside the package.
pub(super) struct PackagePart {
    /// From the root of the package: `word/document.xml`.
    pub(super) path: &'static str,
    /// The kind of its content, as the list of the package names it.
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

impl PackagePart {
    /// A part in XML.
    pub(super) fn from_xml(path: &'static str, kind: String, xml: &str) -> Self {
        Self {
            path,
            content_type: kind,
            bytes: format!("{XML_DECLARATION}{xml}").into_bytes(),
        }
    }
}

/// What every XML part begins with.
const XML_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The package, after the list of its parts and the links from its root.
pub(super) fn zip_package(roots: &str, parts: &[PackagePart]) -> Vec<u8> {
    let mut kinds = String::from(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    );
    for part in parts.iter().filter(|part| !part.path.ends_with(".rels")) {
        kinds.push_str(&format!(
            "<Override PartName=\"/{}\" ContentType=\"{}\"/>",
            part.path, part.content_type
        ));
    }
    kinds.push_str("</Types>");
    // The fixed date is the first that a ZIP file can hold: 1980-01-01.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let list = PackagePart::from_xml("[Content_Types].xml", String::new(), &kinds);
    let roots = PackagePart::from_xml("_rels/.rels", String::new(), roots);
    for part in [&list, &roots].into_iter().chain(parts) {
        zip.start_file(part.path, options)
            .and_then(|()| Ok(zip.write_all(&part.bytes)?))
            .expect("memory takes what is written to it");
    }
    let written = zip.finish().expect("memory takes what is written to it");
    written.into_inner()
}
