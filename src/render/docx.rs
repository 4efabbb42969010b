//! From one document to one Word file (.docx, Office Open XML, ECMA-376): to be edited and marked up.
//!
//! [`Document`] -> body, styles, lists, head and foot -> parts -> one package. The names of statements
//! stand in it as bookmarks, by which an edited file is read back. PDF is for printing: a poster keeps its
//! words and their order here, and gets a simple layout.

mod body;
mod language;
mod logo;
mod numbering;
mod package;
mod page_setup;
mod paragraph_writer;
mod properties;
mod relationships;
mod styles;
mod table;
mod theme_xml;
mod xml_values;

pub use properties::{CONTENT, DOCUMENT};

use super::document_style::Look;
use super::print_scale::print_scale;
use super::theme::{Theme, right_to_left};
use crate::document::{Document, DocumentLayout};
use body::{Body, Place};
use package::{Part, package};
use page_setup::{Edges, NAMES};

const PARTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Makes a Word file. The bytes depend on the arguments alone: no clock, no chance, no time zone.
pub fn docx(document: &Document, theme: &Theme) -> Vec<u8> {
    let look = look(document, theme);
    let paper = theme.paper.size_in_points();
    let room = paper.0 - 2.0 * page_setup::margins(document, &look).0;
    let mut body = Body::new(document, &look, room);
    let edges = Edges {
        header: body.paragraphs.relations.part("header", "header1.xml"),
        first: body.paragraphs.relations.part("header", "header2.xml"),
        footer: body.paragraphs.relations.part("footer", "footer1.xml"),
    };
    for (kind, target) in [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme/theme1.xml"),
    ] {
        body.paragraphs.relations.part(kind, target);
    }
    let picture = theme
        .logo_of(document)
        .map(|logo| logo::logo(&mut body.paragraphs, logo));
    body.blocks(&document.blocks, Place::default());
    let section = page_setup::section(document, &look, paper, &edges);
    let main = format!(
        "<w:document {NAMES}><w:body>{}{section}</w:body></w:document>",
        body.paragraphs.xml
    );
    let part = |path, kind: &str, xml: &str| Part::xml(path, format!("{PARTS}.{kind}+xml"), xml);
    let mut parts = vec![
        part("word/document.xml", "document.main", &main),
        part(
            "word/_rels/document.xml.rels",
            "",
            &body.paragraphs.relations.xml(),
        ),
        part(
            "word/styles.xml",
            "styles",
            &styles::styles(document, &look),
        ),
        part("word/numbering.xml", "numbering", &body.numbers.xml()),
        part(
            "word/settings.xml",
            "settings",
            &page_setup::settings(document),
        ),
        part(
            "word/fontTable.xml",
            "fontTable",
            &properties::fonts(document),
        ),
        part(
            "word/header1.xml",
            "header",
            &page_setup::header(document, room, false),
        ),
        part(
            "word/header2.xml",
            "header",
            &page_setup::header(document, room, true),
        ),
        part(
            "word/footer1.xml",
            "footer",
            &page_setup::footer(document, room),
        ),
    ];
    parts.push(Part::xml(
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
        &theme_xml::theme(&look),
    ));
    parts.extend(picture);
    parts.extend(properties::parts(document));
    package(&properties::roots(), &parts)
}

/// How large the words of a poster are in parts of what its PDF could be: Word makes a second page of what
/// does not fit, so there is room to spare.
const POSTER: f32 = 0.9;

/// Sizes and colours: those of the PDF, where a page takes as many sheets as it needs.
fn look(document: &Document, theme: &Theme) -> Look {
    let rtl = right_to_left(&document.language);
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::PacketIndex => Look::policy(theme, rtl),
        DocumentLayout::Form => Look::form(theme, rtl, 0.88),
        DocumentLayout::Notice => Look::notice(theme, rtl, 1.0, 20.0),
        DocumentLayout::Poster => {
            let look = Look::poster(theme, rtl, POSTER * print_scale(document, theme));
            Look {
                fine: look.body,
                ..look
            }
        }
        DocumentLayout::Cards => Look::card(theme, rtl, 11.0),
    }
}
