//! The page round the words: the sheet, its margins, what stands above and under the words, and the mark
//! of a draft.

use super::language;
use super::paragraph_writer::Paragraphs;
use super::xml_values::{hex, twips};
use crate::document::{Document, DocumentLayout};
use crate::render::document_style::Look;
use crate::render::theme::right_to_left;

/// What the markup of a part begins with.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Between the edge of the sheet and the small print, points.
const EDGE: f32 = 30.0;

/// Margins: left and right, top, bottom; points.
pub(super) fn margins(document: &Document, look: &Look) -> (f32, f32, f32) {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => look.margin,
        DocumentLayout::Notice => (72.0, 72.0, 60.0),
        DocumentLayout::Poster | DocumentLayout::Cards => (54.0, 54.0, 46.0),
    }
}

/// Whether the first page has another head than those after it.
fn first_is_bare(document: &Document) -> bool {
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => true,
        DocumentLayout::Notice | DocumentLayout::Poster | DocumentLayout::Cards => false,
    }
}

/// The head of every page but the first: agency and title; on all the mark of a draft.
pub(super) fn header(document: &Document, room: f32, first: bool) -> String {
    let mut words = Paragraphs::new(&document.language);
    if document.is_draft {
        words.push("<w:p><w:pPr><w:pStyle w:val=\"DraftMark\"/></w:pPr>");
        let mark = format!(
            "\u{A0}\u{A0}{}\u{A0}\u{A0}",
            document.page_strings.draft_label
        );
        words.text(&mark);
        words.push("</w:p>");
    }
    if first_is_bare(document) && !first {
        sides(&mut words, "Header", room, |words| {
            words.text(&document.short_agency_name);
            words.push(TAB);
            words.text(&document.title);
        });
    } else if !document.is_draft {
        words.push("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!("<w:hdr {NAMES}>{}</w:hdr>", words.xml)
}

/// The foot of every page: the small print, and on pages to read at a desk their number.
pub(super) fn footer(document: &Document, room: f32) -> String {
    let mut words = Paragraphs::new(&document.language);
    if first_is_bare(document) || !document.footer_text.is_empty() {
        sides(&mut words, "Footer", room, |words| {
            words.text(&document.footer_text);
            if first_is_bare(document) {
                words.push(TAB);
                number(words, &document.page_strings.page_number_pattern);
            }
        });
    } else {
        words.push("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    format!("<w:ftr {NAMES}>{}</w:ftr>", words.xml)
}

const TAB: &str = "<w:r><w:tab/></w:r>";

/// A line with words at both ends.
fn sides(
    words: &mut Paragraphs<'_>,
    style: &str,
    room: f32,
    write: impl FnOnce(&mut Paragraphs<'_>),
) {
    let end = twips(room);
    words.open(&format!(
        "<w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>"
    ));
    write(words);
    words.close();
}

/// `Page {page} of {pages}`, with numbers that Word counts.
fn number(words: &mut Paragraphs<'_>, pattern: &str) {
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        words.text(&rest[..start]);
        let Some((name, after)) = rest[start + 1..].split_once('}') else {
            break;
        };
        let field = if name == "pages" { "NUMPAGES" } else { "PAGE" };
        words.push(&format!(
            "<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        ));
        rest = after;
    }
    words.text(rest);
}

/// The names by which the page refers to its head and foot.
pub(super) struct Edges {
    pub(super) header: String,
    pub(super) first: String,
    pub(super) footer: String,
}

/// The sheet and what is on it, the last element of the body.
pub(super) fn section(
    document: &Document,
    look: &Look,
    paper: (f32, f32),
    edges: &Edges,
) -> String {
    let (side, top, bottom) = margins(document, look);
    let (side, top, bottom) = (twips(side), twips(top), twips(bottom));
    let Edges {
        header,
        first,
        footer,
    } = edges;
    let frame = match document.layout {
        DocumentLayout::Notice => {
            let line = |side: &str| {
                format!(
                    "<w:{side} w:val=\"single\" w:sz=\"18\" w:space=\"24\" w:color=\"{}\"/>",
                    hex(look.accent)
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
    let own_first = first_is_bare(document);
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
        twips(paper.0),
        twips(paper.1),
        if own_first { "<w:titlePg/>" } else { "" },
        if right_to_left(&document.language) {
            "<w:bidi/>"
        } else {
            ""
        },
        edge = twips(EDGE),
    )
}

/// What Word is to take into account.
pub(super) fn settings(document: &Document) -> String {
    let tag = language::tag(&document.language);
    format!(
        "<w:settings {NAMES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{tag}\"/></w:settings>"
    )
}
