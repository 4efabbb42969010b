//! The CSS rules that depend on the agency and the document: accent color, paper size, page margins.

use std::fmt::Write as _;

use crate::document::{Document, DocumentLayout, PaperSize};
use crate::render::print_scale::{PRINTABLE_WIDTH_CSS_PX, logo_size_css_px, single_sheet_scale};
use crate::render::theme::Theme;

/// Returns the rules of a document, to follow the theme's style sheet.
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

/// Returns the rule that sets the agency's accent color.
pub(super) fn accent_color_css(theme: &Theme) -> String {
    format!(":root {{ --accent: {}; }}\n", theme.accent_color.to_hex())
}

/// Escapes text for a double-quoted CSS string.
fn escape_css_string(text: &str) -> String {
    let mut css = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(css, "\\{:06x}", u32::from(character));
            }
            _ if character.is_control() => css.push(' '),
            _ => css.push(character),
        }
    }
    css
}

/// Escapes a style sheet so that it cannot close its `<style>` element.
pub(super) fn escape_style_end_tag(css: &str) -> String {
    css.replace("</", "<\\/")
}
