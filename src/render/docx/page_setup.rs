//! The page round the words: the sheet, its margins, what stands above and under the words, and the mark
//! of a draft.

use super::language;
use super::paragraph_writer::DocxParagraphWriter;
use super::xml_values::{color_to_hex, points_to_twips};
use crate::document::{Document, DocumentLayout};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::is_rtl_language;

/// What the markup of a part begins with.
pub(super) const WORDPROCESSINGML_NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Between the edge of the sheet and the small print, points.
const HEADER_DISTANCE_POINTS: f32 = 30.0;

/// Margins: left and right, top, bottom; points.
pub(super) fn page_margins(document: &Document, look: &DocumentStyle) -> (f32, f32, f32) {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => {
            look.page_margins
        }
        DocumentLayout::Notice => (72.0, 72.0, 60.0),
        DocumentLayout::Poster | DocumentLayout::Cards => (54.0, 54.0, 46.0),
    }
}

/// Whether the first page has another head than those after it.
fn has_different_first_page(document: &Document) -> bool {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => true,
        DocumentLayout::Notice | DocumentLayout::Poster | DocumentLayout::Cards => false,
    }
}

/// The head of every page but the first: agency and title; on all the mark of a draft.
pub(super) fn header_xml(document: &Document, room: f32, first: bool) -> String {
    let mut words = DocxParagraphWriter::new(&document.language);
    if document.is_draft {
        words.push_xml("<w:p><w:pPr><w:pStyle w:val=\"DraftMark\"/></w:pPr>");
        let mark = format!(
            "\u{A0}\u{A0}{}\u{A0}\u{A0}",
            document.page_strings.draft_label
        );
        words.write_text(&mark);
        words.push_xml("</w:p>");
    }
    if has_different_first_page(document) && !first {
        write_two_sided_line(&mut words, "Header", room, |words| {
            words.write_text(&document.short_agency_name);
            words.push_xml(TAB_RUN_XML);
            words.write_text(&document.title);
        });
    } else if !document.is_draft {
        words.push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!("<w:hdr {WORDPROCESSINGML_NAMESPACES}>{}</w:hdr>", words.xml)
}

/// The foot of every page: the small print, and on pages to read at a desk their number.
pub(super) fn footer_xml(document: &Document, room: f32) -> String {
    let mut words = DocxParagraphWriter::new(&document.language);
    if has_different_first_page(document) || !document.footer_text.is_empty() {
        write_two_sided_line(&mut words, "Footer", room, |words| {
            words.write_text(&document.footer_text);
            if has_different_first_page(document) {
                words.push_xml(TAB_RUN_XML);
                write_page_number(words, &document.page_strings.page_number_pattern);
            }
        });
    } else {
        words.push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!("<w:ftr {WORDPROCESSINGML_NAMESPACES}>{}</w:ftr>", words.xml)
}

const TAB_RUN_XML: &str = "<w:r><w:tab/></w:r>";

/// A line with words at both ends.
fn write_two_sided_line(
    words: &mut DocxParagraphWriter<'_>,
    style: &str,
    room: f32,
    write: impl FnOnce(&mut DocxParagraphWriter<'_>),
) {
    let end = points_to_twips(room);
    words.open_paragraph(&format!(
        "<w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>"
    ));
    write(words);
    words.close_paragraph();
}

/// `Page {page} of {pages}`, with numbers that Word counts.
fn write_page_number(words: &mut DocxParagraphWriter<'_>, pattern: &str) {
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        words.write_text(&rest[..start]);
        let Some((name, after)) = rest[start + 1..].split_once('}') else {
            break;
        };
        let field = if name == "pages" { "NUMPAGES" } else { "PAGE" };
        words.push_xml(&format!(
            "<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        ));
        rest = after;
    }
    words.write_text(rest);
}

/// The names by which the page refers to its head and foot.
pub(super) struct HeaderFooterIds {
    pub(super) default_header: String,
    pub(super) first_page_header: String,
    pub(super) footer: String,
}

/// The sheet and what is on it, the last element of the body.
pub(super) fn section_properties_xml(
    document: &Document,
    look: &DocumentStyle,
    paper: (f32, f32),
    edges: &HeaderFooterIds,
) -> String {
    let (side, top, bottom) = page_margins(document, look);
    let (side, top, bottom) = (
        points_to_twips(side),
        points_to_twips(top),
        points_to_twips(bottom),
    );
    let HeaderFooterIds {
        default_header: header,
        first_page_header: first,
        footer,
    } = edges;
    let frame = match document.layout {
        DocumentLayout::Notice => {
            let line = |side: &str| {
                format!(
                    "<w:{side} w:val=\"single\" w:sz=\"18\" w:space=\"24\" w:color=\"{}\"/>",
                    color_to_hex(look.accent_color)
                )
            };
            format!(
                "<w:pgBorders w:offsetFrom=\"page\">{}{}{}{}</w:pgBorders>",
                line("top"),
                line("left"),
                line("bottom"),
                line("right")
            )
        }
        DocumentLayout::Policy
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::Form
        | DocumentLayout::PacketIndex => String::new(),
    };
    let own_first = has_different_first_page(document);
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{header}\"/>{}\
         <w:footerReference w:type=\"default\" r:id=\"{footer}\"/>{}\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{side}\" w:bottom=\"{bottom}\" w:left=\"{side}\" \
         w:header=\"{edge}\" w:footer=\"{edge}\" w:gutter=\"0\"/>{frame}<w:cols w:space=\"720\"/>{}{}</w:sectPr>",
        if own_first {
            format!("<w:headerReference w:type=\"first\" r:id=\"{first}\"/>")
        } else {
            String::new()
        },
        if own_first {
            format!("<w:footerReference w:type=\"first\" r:id=\"{footer}\"/>")
        } else {
            String::new()
        },
        points_to_twips(paper.0),
        points_to_twips(paper.1),
        if own_first { "<w:titlePg/>" } else { "" },
        if is_rtl_language(&document.language) {
            "<w:bidi/>"
        } else {
            ""
        },
        edge = points_to_twips(HEADER_DISTANCE_POINTS),
    )
}

/// What Word is to take into account.
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
