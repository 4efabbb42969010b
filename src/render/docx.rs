//! Renders a document as a Word file (.docx, Office Open XML, ECMA-376) to be edited and marked up.
//!
//! [`Document`] -> body, styles, numbering, headers and footer -> parts -> one package. Statements have bookmarks, by
//! which an edited file is read back. Posters keep their text and its order but get a simple layout: print the PDF.

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

pub use properties::{CONTENT_HASH_PROPERTY, DOCUMENT_NAME_PROPERTY};

use super::document_style::DocumentStyle;
use super::print_scale::single_sheet_scale;
use super::theme::{Theme, is_rtl_language};
use crate::document::{Document, DocumentLayout};
use body::{DocxBlockContext, DocxBodyWriter};
use package::{PackagePart, zip_package};
use page_setup::{HeaderFooterRelationshipIds, WORDPROCESSINGML_NAMESPACES};

const WORDPROCESSINGML_CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Returns the bytes of a Word file, which depend only on the arguments.
pub fn render_docx(document: &Document, theme: &Theme) -> Vec<u8> {
    let style = style_for_docx(document, theme);
    let paper = theme.paper.size_in_points();
    let text_width = paper.0 - 2.0 * page_setup::page_margins(document, &style).0;
    let mut body = DocxBodyWriter::new(document, &style, text_width);
    let relationships = &mut body.paragraph_writer.relationships;
    let header_footer_ids = HeaderFooterRelationshipIds {
        default_header: relationships.add_part("header", "header1.xml"),
        first_page_header: relationships.add_part("header", "header2.xml"),
        footer: relationships.add_part("footer", "footer1.xml"),
    };
    for (kind, target) in [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme/theme1.xml"),
    ] {
        relationships.add_part(kind, target);
    }
    let logo = theme
        .logo_for(document)
        .map(|logo| logo::write_logo(&mut body.paragraph_writer, logo));
    body.write_blocks(&document.blocks, DocxBlockContext::default());
    let section = page_setup::section_properties_xml(document, &style, paper, &header_footer_ids);
    let main = format!(
        "<w:document {WORDPROCESSINGML_NAMESPACES}><w:body>{}{section}</w:body></w:document>",
        body.paragraph_writer.xml
    );
    let part = |path, kind: &str, xml: &str| {
        PackagePart::from_xml(
            path,
            format!("{WORDPROCESSINGML_CONTENT_TYPE}.{kind}+xml"),
            xml,
        )
    };
    let mut parts = vec![
        part("word/document.xml", "document.main", &main),
        part(
            "word/_rels/document.xml.rels",
            "",
            &body.paragraph_writer.relationships.to_xml(),
        ),
        part(
            "word/styles.xml",
            "styles",
            &styles::styles_xml(document, &style),
        ),
        part("word/numbering.xml", "numbering", &body.numbering.to_xml()),
        part(
            "word/settings.xml",
            "settings",
            &page_setup::settings_xml(document),
        ),
        part(
            "word/fontTable.xml",
            "fontTable",
            &properties::font_table_xml(document),
        ),
        part(
            "word/header1.xml",
            "header",
            &page_setup::header_xml(document, text_width, false),
        ),
        part(
            "word/header2.xml",
            "header",
            &page_setup::header_xml(document, text_width, true),
        ),
        part(
            "word/footer1.xml",
            "footer",
            &page_setup::footer_xml(document, text_width),
        ),
    ];
    parts.push(PackagePart::from_xml(
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
        &theme_xml::theme_xml(&style),
    ));
    parts.extend(logo);
    parts.extend(properties::document_property_parts(document));
    zip_package(&properties::package_relationships_xml(), &parts)
}

/// The size of a poster's text as a fraction of the estimated largest one: Word moves what does not fit to a second
/// page, so some space is left.
const POSTER_SCALE_FACTOR: f32 = 0.9;

/// Returns the style of the document; that of its PDF where the layout allows several pages.
fn style_for_docx(document: &Document, theme: &Theme) -> DocumentStyle {
    let rtl = is_rtl_language(&document.language);
    match document.layout {
        DocumentLayout::Policy | DocumentLayout::PacketIndex => {
            DocumentStyle::for_policy(theme, rtl)
        }
        DocumentLayout::Form => DocumentStyle::for_form(theme, rtl, 0.88),
        DocumentLayout::Notice => DocumentStyle::for_notice(theme, rtl, 1.0, 20.0),
        DocumentLayout::Poster => {
            let style = DocumentStyle::for_poster(
                theme,
                rtl,
                POSTER_SCALE_FACTOR * single_sheet_scale(document, theme),
            );
            DocumentStyle {
                fine_print_size: style.body_size,
                ..style
            }
        }
        DocumentLayout::Cards => DocumentStyle::for_card(theme, rtl, 11.0),
    }
}
