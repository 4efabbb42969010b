//! Writes the document properties (title, subject, language, creator) and the font table. Two custom properties identify
//! the document and its content when an edited file is imported.

use super::language;
use super::package::PackagePart;
use super::relationships::RELATIONSHIP_TYPE_BASE;
use super::styles::{DEFAULT_FONT, EAST_ASIAN_FONT};
use super::xml_values::escape_xml;
use crate::document::Document;
use crate::document::canonical::content_hash;

/// The custom property that holds the document's name.
pub const DOCUMENT_NAME_PROPERTY: &str = "Policypress document";

/// The custom property that holds the hash of the document's content.
pub const CONTENT_HASH_PROPERTY: &str = "Policypress content";

/// Returns the relationships of the root of the package.
pub(super) fn package_relationships_xml() -> String {
    let metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONSHIP_TYPE_BASE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{metadata}/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{RELATIONSHIP_TYPE_BASE}/extended-properties\" Target=\"docProps/app.xml\"/>\
         <Relationship Id=\"rId4\" Type=\"{RELATIONSHIP_TYPE_BASE}/custom-properties\" Target=\"docProps/custom.xml\"/>\
         </Relationships>"
    )
}

/// Returns the parts of the document properties.
pub(super) fn document_property_parts(document: &Document) -> [PackagePart; 3] {
    let office = "application/vnd.openxmlformats-officedocument";
    let core_type = "application/vnd.openxmlformats-package.core-properties+xml";
    [
        PackagePart::from_xml(
            "docProps/core.xml",
            core_type.to_owned(),
            &core_properties_xml(document),
        ),
        PackagePart::from_xml(
            "docProps/app.xml",
            format!("{office}.extended-properties+xml"),
            &extended_properties_xml(),
        ),
        PackagePart::from_xml(
            "docProps/custom.xml",
            format!("{office}.custom-properties+xml"),
            &custom_properties_xml(document),
        ),
    ]
}

/// Returns `docProps/core.xml`. Its dates are the edition's.
fn core_properties_xml(document: &Document) -> String {
    let mut xml = format!(
        "<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title>",
        escape_xml(&document.title)
    );
    let mut push_element = |name: &str, text: &str| {
        if !text.is_empty() {
            xml.push_str(&format!("<{name}>{}</{name}>", escape_xml(text)));
        }
    };
    push_element("dc:subject", &document.description);
    push_element("dc:creator", &document.agency_name);
    if document.is_draft {
        push_element("cp:contentStatus", &document.page_strings.draft_label);
    }
    push_element("dc:language", &document.language.to_string());
    if let Some(date) = document.edition_date {
        for name in ["created", "modified"] {
            xml.push_str(&format!(
                "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:{name}>"
            ));
        }
    }
    xml.push_str("</cp:coreProperties>");
    xml
}

/// Returns `docProps/app.xml`.
fn extended_properties_xml() -> String {
    format!(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>{}</Application></Properties>",
        env!("CARGO_PKG_NAME")
    )
}

/// Returns `docProps/custom.xml`.
fn custom_properties_xml(document: &Document) -> String {
    let properties = [
        (DOCUMENT_NAME_PROPERTY, document.file_stem()),
        (CONTENT_HASH_PROPERTY, content_hash(document)),
    ];
    let mut xml = String::from(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">",
    );
    // Property IDs 0 and 1 are reserved.
    for (number, (name, value)) in (2..).zip(properties) {
        xml.push_str(&format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{number}\" name=\"{name}\">\
             <vt:lpwstr>{}</vt:lpwstr></property>",
            escape_xml(&value)
        ));
    }
    xml.push_str("</Properties>");
    xml
}

/// Returns `word/fontTable.xml`, with substitutes for fonts that are not installed.
pub(super) fn font_table_xml(document: &Document) -> String {
    let mut xml = String::from(
        "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    );
    let fonts = [
        (DEFAULT_FONT, "Carlito,Noto Sans"),
        (
            language::complex_script_font(&document.language),
            "Noto Sans,Noto Sans Arabic,Noto Sans Devanagari",
        ),
        (EAST_ASIAN_FONT, "Noto Sans CJK SC"),
    ];
    for (name, substitutes) in fonts {
        xml.push_str(&format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{substitutes}\"/>\
             <w:family w:val=\"swiss\"/><w:pitch w:val=\"variable\"/></w:font>"
        ));
    }
    xml.push_str("</w:fonts>");
    xml
}
