//! Writes a document as one self-contained HTML page, for phones, paper and screen readers; it loads nothing.
//!
//! `<main>` holds exactly the document's words. All other words come from [`PageStrings`], the appearance from the
//! theme's style sheet.

use std::fmt::Write as _;

use crate::document::{
    Audience, Block, BlockKind, BlockRole, Document, DocumentLayout, PageStrings, strip_links,
    traversal,
};
use crate::render::image::Image;
use crate::render::print_scale;
use crate::render::theme::{TEAR_OFF_COUNT, Theme, is_rtl_language};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use html_writer::{HtmlWriter, dir_attribute_value};

pub mod changes_page;
mod html_writer;
mod page_css;
mod quick_exit;
pub mod requirement_matrix;
mod review_form;

pub use review_form::render_review_form;

/// Returns the whole page.
///
/// A page for clients has a quick exit. A draft is marked on the screen and on every printed page.
pub fn render_html(document: &Document, theme: &Theme) -> String {
    let mut page = HtmlWriter::new(is_rtl_language(&document.language));
    page.write_head(document, theme);
    page.write_page_header(document, theme);
    page.write_main(document);
    page.write_footer(document);
    page.html
}

impl HtmlWriter {
    fn write_head(&mut self, document: &Document, theme: &Theme) {
        self.push_markup("<!DOCTYPE html>\n<html");
        self.push_attribute("lang", &document.language.to_string());
        self.push_attribute("dir", dir_attribute_value(self.is_in_rtl_text()));
        self.push_markup(">\n<head>\n<meta charset=\"utf-8\">\n");
        let script_src = match document.audience {
            Audience::Client => format!(" script-src '{}';", quick_exit::QUICK_EXIT_SCRIPT_HASH),
            Audience::Staff => String::new(),
        };
        let _ = writeln!(
            self.html,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:;{script_src} base-uri 'none'; form-action 'none'\">"
        );
        self.push_markup(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        );
        self.push_markup("<meta name=\"format-detection\" content=\"telephone=no\">\n");
        self.push_markup("<meta name=\"referrer\" content=\"no-referrer\">\n");
        if !document.description.is_empty() {
            self.push_markup("<meta name=\"description\"");
            self.push_attribute("content", &document.description);
            self.push_markup(">\n");
        }
        self.push_markup("<title>");
        if document.is_draft {
            self.push_text(&document.page_strings.draft_label);
            self.push_markup(": ");
        }
        self.push_text(&document.title);
        if !document.agency_name.is_empty() {
            self.push_markup(" - ");
            self.push_text(&document.agency_name);
        }
        self.push_markup("</title>\n<style>\n");
        self.push_markup(&page_css::escape_style_end_tag(&theme.css));
        self.push_markup(&page_css::build_page_css(document, theme));
        self.push_markup("</style>\n</head>\n");
    }

    fn write_page_header(&mut self, document: &Document, theme: &Theme) {
        self.push_markup("<body class=\"");
        self.push_markup(match document.layout {
            DocumentLayout::Policy => "policy",
            DocumentLayout::Notice => "notice",
            DocumentLayout::Poster => "poster",
            DocumentLayout::Cards => "cards",
            DocumentLayout::Form => "form",
            DocumentLayout::PacketIndex => "index",
        });
        if document.is_draft {
            self.push_markup(" is-draft");
        }
        self.push_markup("\">\n<a class=\"skip\" href=\"#Content\">");
        self.push_text(&document.page_strings.skip_link);
        self.push_markup("</a>\n");
        match document.audience {
            Audience::Client => self.write_quick_exit(&document.page_strings),
            Audience::Staff => {}
        }
        if document.is_draft || !document.agency_name.is_empty() {
            self.push_markup("<header>\n");
            if document.is_draft {
                self.push_markup("<p class=\"draft\">");
                self.push_text(&document.page_strings.draft_label);
                self.push_markup("</p>\n");
            }
            if let Some(logo) = theme.logo_for(document) {
                self.write_logo(logo);
            }
            if !document.agency_name.is_empty() {
                self.push_markup("<p class=\"agency\">");
                self.write_isolated_value(&document.agency_name);
                self.push_markup("</p>\n");
            }
            self.push_markup("</header>\n");
        }
    }

    fn write_logo(&mut self, logo: &Image) {
        let (width, height) = print_scale::logo_size_css_px(logo);
        self.push_markup("<img class=\"logo\"");
        self.push_attribute("alt", &logo.alt_text);
        let _ = write!(
            self.html,
            " width=\"{:.0}\" height=\"{:.0}\" src=\"data:{};base64,",
            width.max(1.0),
            height.max(1.0),
            logo.media_type
        );
        BASE64.encode_string(&logo.file_bytes, &mut self.html);
        self.push_markup("\">\n");
    }

    /// Writes a link to leave the page quickly. With the script the page also leaves no entry in the history of
    /// the browser.
    fn write_quick_exit(&mut self, strings: &PageStrings) {
        self.push_markup("<nav class=\"leave\"");
        self.push_attribute("aria-label", &strings.quick_exit_label);
        self.push_markup(">\n<a id=\"Leave\" href=\"");
        self.push_markup(quick_exit::QUICK_EXIT_URL);
        self.push_markup("\" rel=\"noopener noreferrer\">");
        self.push_text(&strings.quick_exit_label);
        self.push_markup("</a>\n<p>");
        self.push_text(&strings.quick_exit_explanation);
        self.push_markup(" <span id=\"Leave-key\" hidden>");
        self.push_text(&strings.quick_exit_key_hint);
        self.push_markup("</span></p>\n<script>");
        self.push_markup(quick_exit::QUICK_EXIT_SCRIPT);
        self.push_markup("</script>\n</nav>\n");
    }

    fn write_main(&mut self, document: &Document) {
        self.push_markup("<main id=\"Content\" tabindex=\"-1\">\n");
        let (mut rest, tear_offs) = document
            .blocks
            .split_at(traversal::first_tear_off_index(&document.blocks));
        let mut small_print: &[Block] = &[];
        if document.layout == DocumentLayout::Poster {
            (rest, small_print) = rest.split_at(traversal::small_print_start(rest));
        }
        let (opening, sections) = split_at_section_heading(rest);
        if !opening.is_empty() {
            self.push_markup("<div class=\"opening\">\n");
            self.write_blocks(opening);
            self.push_markup("</div>\n");
        }
        rest = sections;
        while let Some((heading, after)) = rest.split_first() {
            let (content, next_sections) = split_at_section_heading(after);
            self.push_markup(match heading.role {
                BlockRole::HeroPanel => "<section class=\"hero\">\n",
                BlockRole::HalfWidthPanel => "<section class=\"half\">\n",
                BlockRole::Plain
                | BlockRole::FactTable
                | BlockRole::SignatureTable
                | BlockRole::ChoiceTable
                | BlockRole::LeadParagraph
                | BlockRole::SmallPrint
                | BlockRole::DisplayNumber
                | BlockRole::MainStatement
                | BlockRole::TearOff => "<section>\n",
            });
            self.write_block(heading);
            self.write_blocks(content);
            self.push_markup("</section>\n");
            rest = next_sections;
        }
        if !small_print.is_empty() {
            self.push_markup("<div class=\"foot\">\n");
            self.write_blocks(small_print);
            self.push_markup("</div>\n");
        }
        if !tear_offs.is_empty() {
            self.write_tear_offs(tear_offs);
        }
        self.push_markup("</main>\n");
    }

    /// Writes the tear-offs [`TEAR_OFF_COUNT`] times; screen readers read only the first, and only it has links.
    fn write_tear_offs(&mut self, tear_offs: &[Block]) {
        self.push_markup("<div class=\"tear-offs\">\n");
        for copy in 0..TEAR_OFF_COUNT {
            self.push_markup(if copy == 0 {
                "<div>\n"
            } else {
                "<div aria-hidden=\"true\">\n"
            });
            for block in tear_offs {
                match &block.kind {
                    BlockKind::Paragraph(content) if copy > 0 => {
                        self.push_markup("<p class=\"tear-off\">");
                        self.write_inlines(&strip_links(content));
                        self.push_markup("</p>\n");
                    }
                    BlockKind::Heading { .. }
                    | BlockKind::Paragraph(_)
                    | BlockKind::List(_)
                    | BlockKind::Quote(_)
                    | BlockKind::Table(_) => self.write_block(block),
                }
            }
            self.push_markup("</div>\n");
        }
        self.push_markup("</div>\n");
    }

    fn write_footer(&mut self, document: &Document) {
        if !document.footer_text.is_empty() {
            self.push_markup("<footer>\n<p>");
            self.push_text(&document.footer_text);
            self.push_markup("</p>\n</footer>\n");
        }
        self.push_markup("</body>\n</html>\n");
    }
}

/// Splits blocks before the first heading of level 2.
fn split_at_section_heading(blocks: &[Block]) -> (&[Block], &[Block]) {
    let is_section_heading =
        |block: &Block| matches!(block.kind, BlockKind::Heading { level: 2, .. });
    let start = blocks.iter().position(is_section_heading);
    blocks.split_at(start.unwrap_or(blocks.len()))
}
