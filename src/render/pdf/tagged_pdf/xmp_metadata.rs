//! XMP metadata (ISO 16684-1) of a document: title, author, language, dates, and PDF/UA-1
//! conformance.

use std::fmt::Write as _;

use crate::document::Document;

/// Returns the XMP packet of a document.
pub(super) fn build_xmp_metadata(document: &Document, language: &str, producer: &str) -> String {
    let mut out = String::new();
    out.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    out.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    out.push_str("<pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n");
    let mut write = |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("cannot fail");
    write(format_args!(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n",
        escape_xml_text(&document.title)
    ));
    if !document.agency_name.is_empty() {
        write(format_args!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escape_xml_text(&document.agency_name)
        ));
    }
    if !document.description.is_empty() {
        write(format_args!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>\n",
            escape_xml_text(&document.description)
        ));
    }
    write(format_args!(
        "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
    ));
    write(format_args!("<pdf:Producer>{producer}</pdf:Producer>\n"));
    if let Some(date) = document.edition_date {
        write(format_args!(
            "<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>\n"
        ));
        write(format_args!(
            "<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>\n"
        ));
    }
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out
}

/// Escapes text for XML.
fn escape_xml_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
