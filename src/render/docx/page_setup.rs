//! Writes the page setup: paper size, margins, borders, headers and footer, draft mark, and the document's settings.

use super::language;
use super::paragraph_writer::DocxParagraphWriter;
use super::xml_values::{color_to_hex, points_to_twips};
use crate::document::{Document, DocumentLayout};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::is_rtl_language;

/// The namespaces of the root element of a part.
pub(super) const WORDPROCESSINGML_NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Distance of header and footer from the edge of the paper.
const HEADER_DISTANCE_POINTS: f32 = 30.0;

/// Returns the margins in points: left and right, top, bottom.
pub(super) fn page_margins(document: &Document, style: &DocumentStyle) -> (f32, f32, f32) {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => {
            style.page_margins
        }
        DocumentLayout::Notice => (72.0, 72.0, 60.0),
        DocumentLayout::Poster | DocumentLayout::Cards => (54.0, 54.0, 46.0),
    }
}

/// Whether the first page has a header of its own.
fn has_different_first_page(document: &Document) -> bool {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => true,
        DocumentLayout::Notice | DocumentLayout::Poster | DocumentLayout::Cards => false,
    }
}

/// Returns a header part: the draft mark, and agency and title unless it is that of the first page.
pub(super) fn header_xml(document: &Document, text_width: f32, is_first_page: bool) -> String {
    let mut writer = DocxParagraphWriter::new(&document.language);
    if document.is_draft {
        writer.push_xml("<w:p><w:pPr><w:pStyle w:val=\"DraftMark\"/></w:pPr>");
        let label = &document.page_strings.draft_label;
        writer.write_text(&format!("\u{A0}\u{A0}{label}\u{A0}\u{A0}"));
        writer.push_xml("</w:p>");
    }
    if has_different_first_page(document) && !is_first_page {
        write_two_sided_line(&mut writer, "Header", text_width, |writer| {
            writer.write_text(&document.short_agency_name);
            writer.push_xml(TAB_RUN_XML);
            writer.write_text(&document.title);
        });
    } else if !document.is_draft {
        writer.push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!(
        "<w:hdr {WORDPROCESSINGML_NAMESPACES}>{}</w:hdr>",
        writer.xml
    )
}

/// Returns the footer part: the footer text, and the page number except on notices, posters and cards.
pub(super) fn footer_xml(document: &Document, text_width: f32) -> String {
    let mut writer = DocxParagraphWriter::new(&document.language);
    if has_different_first_page(document) || !document.footer_text.is_empty() {
        write_two_sided_line(&mut writer, "Footer", text_width, |writer| {
            writer.write_text(&document.footer_text);
            if has_different_first_page(document) {
                writer.push_xml(TAB_RUN_XML);
                write_page_number(writer, &document.page_strings.page_number_pattern);
            }
        });
    } else {
        writer.push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!(
        "<w:ftr {WORDPROCESSINGML_NAMESPACES}>{}</w:ftr>",
        writer.xml
    )
}

const TAB_RUN_XML: &str = "<w:r><w:tab/></w:r>";

/// Writes a paragraph with text at both ends of the line.
fn write_two_sided_line(
    writer: &mut DocxParagraphWriter<'_>,
    style: &str,
    text_width: f32,
    write: impl FnOnce(&mut DocxParagraphWriter<'_>),
) {
    let end = points_to_twips(text_width);
    writer.open_paragraph(&format!(
        "<w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>"
    ));
    write(writer);
    writer.close_paragraph();
}

/// Writes a pattern such as `Page {page} of {pages}` with fields that Word fills in.
fn write_page_number(writer: &mut DocxParagraphWriter<'_>, pattern: &str) {
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        writer.write_text(&rest[..start]);
        let Some((name, after)) = rest[start + 1..].split_once('}') else {
            break;
        };
        let field = if name == "pages" { "NUMPAGES" } else { "PAGE" };
        writer.push_xml(&format!(
            "<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        ));
        rest = after;
    }
    writer.write_text(rest);
}

/// The relationship IDs of the header and footer parts.
pub(super) struct HeaderFooterRelationshipIds {
    pub(super) default_header: String,
    pub(super) first_page_header: String,
    pub(super) footer: String,
}

/// Returns the section properties, the last element of the body.
pub(super) fn section_properties_xml(
    document: &Document,
    style: &DocumentStyle,
    paper: (f32, f32),
    ids: &HeaderFooterRelationshipIds,
) -> String {
    let (side, top, bottom) = page_margins(document, style);
    let [side, top, bottom] = [side, top, bottom].map(points_to_twips);
    let HeaderFooterRelationshipIds {
        default_header: header,
        first_page_header: first,
        footer,
    } = ids;
    let borders = match document.layout {
        DocumentLayout::Notice => {
            let color = color_to_hex(style.accent_color);
            let borders = ["top", "left", "bottom", "right"].map(|side| {
                format!(
                    "<w:{side} w:val=\"single\" w:sz=\"18\" w:space=\"24\" w:color=\"{color}\"/>"
                )
            });
            format!(
                "<w:pgBorders w:offsetFrom=\"page\">{}</w:pgBorders>",
                borders.concat()
            )
        }
        DocumentLayout::Policy
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::Form
        | DocumentLayout::PacketIndex => String::new(),
    };
    let (first_header, first_footer, title_page) = if has_different_first_page(document) {
        (
            format!("<w:headerReference w:type=\"first\" r:id=\"{first}\"/>"),
            format!("<w:footerReference w:type=\"first\" r:id=\"{footer}\"/>"),
            "<w:titlePg/>",
        )
    } else {
        Default::default()
    };
    let bidi = if is_rtl_language(&document.language) {
        "<w:bidi/>"
    } else {
        ""
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{header}\"/>{first_header}\
         <w:footerReference w:type=\"default\" r:id=\"{footer}\"/>{first_footer}\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{side}\" w:bottom=\"{bottom}\" w:left=\"{side}\" \
         w:header=\"{edge}\" w:footer=\"{edge}\" w:gutter=\"0\"/>{borders}<w:cols w:space=\"720\"/>{title_page}{bidi}</w:sectPr>",
        points_to_twips(paper.0),
        points_to_twips(paper.1),
        edge = points_to_twips(HEADER_DISTANCE_POINTS),
    )
}

/// Returns `word/settings.xml`.
pub(super) fn settings_xml(document: &Document) -> String {
    let tag = language::word_language_tag(&document.language);
    format!(
        "<w:settings {WORDPROCESSINGML_NAMESPACES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{tag}\"/></w:settings>"
    )
}
