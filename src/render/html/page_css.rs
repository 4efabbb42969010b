//! The style rules that depend on the agency and the document: the colour, the sheet, what stands
//! in the margins.

use std::fmt::Write as _;

use crate::document::{Document, DocumentLayout, PaperSize};
use crate::render::print_scale::{PRINTABLE_WIDTH_CSS_PX, logo_size_css_px, single_sheet_scale};
use crate::render::theme::Theme;

/// The rules, to stand after the theme's own.
pub(super) fn build_page_css(document: &Document, theme: &Theme) -> String {
    let size = match theme.paper {
        PaperSize::Letter => "8.5in 11in",
        PaperSize::Legal => "8.5in 14in",
        PaperSize::A4 => "210mm 297mm",
        PaperSize::Tabloid => "11in 17in",
    };
    let mut rules = format!("{}@page {{ size: {size}; }}\n", accent_color_css(theme));
    let _ = match document.layout {
        DocumentLayout::Policy | DocumentLayout::Form | DocumentLayout::PacketIndex => writeln!(
            rules,
            "@page {{ @bottom-left {{ content: \"{}\"; }} \
             @bottom-right {{ content: counter(page) \" / \" counter(pages); }} }}",
            escape_css_string(&document.footer_text)
        ),
        DocumentLayout::Cards => writeln!(rules, "@page {{ margin: 0.5in; }}"),
        DocumentLayout::Notice | DocumentLayout::Poster => writeln!(
            rules,
            "@page {{ margin: 0.5in; }}\n:root {{ --fit: {:.2}; }}",
            single_sheet_scale(document, theme)
        ),
    };
    if let Some(logo) = theme.logo_for(document) {
        let _ = writeln!(
            rules,
            "@media print {{ :is(.notice, .poster) .logo {{ width: {:.2}vw; }} }}",
            logo_size_css_px(logo).0 / PRINTABLE_WIDTH_CSS_PX * 100.0
        );
    }
    rules
}

/// The rule for the colour of the agency.
pub(super) fn accent_color_css(theme: &Theme) -> String {
    format!(":root {{ --accent: {}; }}\n", theme.accent_color.to_hex())
}

/// Text for the inside of a double-quoted string of a style sheet.
fn escape_css_string(words: &str) -> String {
    let mut text = String::new();
    for character in words.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(text, "\\{:06x}", u32::from(character));
            }
            _ if character.is_control() => text.push(' '),
            _ => text.push(character),
        }
    }
    text
}

/// A style sheet that cannot end its own element.
pub(super) fn escape_style_end_tag(style: &str) -> String {
    style.replace("</", "<\\/")
}
