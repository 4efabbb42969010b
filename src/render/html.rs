//! One self-contained HTML page: no request leaves it, and it reads well on a telephone, on paper
//! and aloud.
//!
//! Owns the page round the words; the look is the theme's style sheet, the
//! words that are not the document's are in its frame. `<main>` holds exactly the document's words.

use std::fmt::Write as _;

use crate::document::{
    Audience, Block, BlockKind, BlockRole, Document, DocumentLayout, PageStrings, strip_links,
    traversal,
};
use crate::render::image::Picture;
use crate::render::print_scale;
use crate::render::theme::{STRIPS, Theme, right_to_left};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use html_writer::{Page, direction};

pub mod changes_page;
mod html_writer;
mod page_css;
mod quick_exit;
pub mod requirement_matrix;
mod review_form;

pub use review_form::form;

/// The whole page.
///
/// A page for clients carries a way to leave it in one step; a draft says so on the screen and on
/// every printed page.
pub fn html(document: &Document, theme: &Theme) -> String {
    let mut page = Page::new(right_to_left(&document.language));
    page.head(document, theme);
    page.header(document, theme);
    page.main(document);
    page.footer(document);
    page.text
}

impl Page {
    fn head(&mut self, document: &Document, theme: &Theme) {
        self.push("<!DOCTYPE html>\n<html");
        self.attribute("lang", &document.language.to_string());
        self.attribute("dir", direction(self.is_right_to_left()));
        self.push(">\n<head>\n<meta charset=\"utf-8\">\n");
        let scripts = match document.audience {
            Audience::Client => format!(" script-src '{}';", quick_exit::LEAVE_SCRIPT_HASH),
            Audience::Staff => String::new(),
        };
        let _ = writeln!(
            self.text,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:;{scripts} base-uri 'none'; form-action 'none'\">"
        );
        self.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.push("<meta name=\"format-detection\" content=\"telephone=no\">\n");
        self.push("<meta name=\"referrer\" content=\"no-referrer\">\n");
        if !document.description.is_empty() {
            self.push("<meta name=\"description\"");
            self.attribute("content", &document.description);
            self.push(">\n");
        }
        self.push("<title>");
        if document.is_draft {
            self.words(&document.page_strings.draft_label);
            self.push(": ");
        }
        self.words(&document.title);
        if !document.agency_name.is_empty() {
            self.push(" - ");
            self.words(&document.agency_name);
        }
        self.push("</title>\n<style>\n");
        self.push(&page_css::style_safe(&theme.style));
        self.push(&page_css::rules(document, theme));
        self.push("</style>\n</head>\n");
    }

    fn header(&mut self, document: &Document, theme: &Theme) {
        self.push("<body class=\"");
        self.push(match document.layout {
            DocumentLayout::Policy => "policy",
            DocumentLayout::Notice => "notice",
            DocumentLayout::Poster => "poster",
            DocumentLayout::Cards => "cards",
            DocumentLayout::Form => "form",
            DocumentLayout::PacketIndex => "index",
        });
        if document.is_draft {
            self.push(" is-draft");
        }
        self.push("\">\n<a class=\"skip\" href=\"#Content\">");
        self.words(&document.page_strings.skip_link);
        self.push("</a>\n");
        match document.audience {
            Audience::Client => self.leave(&document.page_strings),
            Audience::Staff => {}
        }
        if document.is_draft || !document.agency_name.is_empty() {
            self.push("<header>\n");
            if document.is_draft {
                self.push("<p class=\"draft\">");
                self.words(&document.page_strings.draft_label);
                self.push("</p>\n");
            }
            if let Some(logo) = theme.logo_of(document) {
                self.logo(logo);
            }
            if !document.agency_name.is_empty() {
                self.push("<p class=\"agency\">");
                self.value(&document.agency_name);
                self.push("</p>\n");
            }
            self.push("</header>\n");
        }
    }

    fn logo(&mut self, logo: &Picture) {
        let (width, height) = print_scale::logo_size(logo);
        self.push("<img class=\"logo\"");
        self.attribute("alt", &logo.alt);
        let _ = write!(
            self.text,
            " width=\"{:.0}\" height=\"{:.0}\" src=\"data:{};base64,",
            width.max(1.0),
            height.max(1.0),
            logo.media_type
        );
        BASE64.encode_string(&logo.bytes, &mut self.text);
        self.push("\">\n");
    }

    /// The way to leave a page that somebody else should not see: a plain link, which the script
    /// turns into a step that leaves no entry to come back to.
    fn leave(&mut self, frame: &PageStrings) {
        self.push("<nav class=\"leave\"");
        self.attribute("aria-label", &frame.quick_exit_label);
        self.push(">\n<a id=\"Leave\" href=\"");
        self.push(quick_exit::LEAVE_TO);
        self.push("\" rel=\"noopener noreferrer\">");
        self.words(&frame.quick_exit_label);
        self.push("</a>\n<p>");
        self.words(&frame.quick_exit_explanation);
        self.push(" <span id=\"Leave-key\" hidden>");
        self.words(&frame.quick_exit_key_hint);
        self.push("</span></p>\n<script>");
        self.push(quick_exit::LEAVE_SCRIPT);
        self.push("</script>\n</nav>\n");
    }

    fn main(&mut self, document: &Document) {
        self.push("<main id=\"Content\" tabindex=\"-1\">\n");
        let strips = traversal::tear_offs_start(&document.blocks);
        let (mut rest, strips) = document.blocks.split_at(strips);
        let mut small: &[Block] = &[];
        if document.layout == DocumentLayout::Poster {
            (rest, small) = rest.split_at(traversal::small_print_start(rest));
        }
        let opening = rest
            .iter()
            .position(is_section_heading)
            .unwrap_or(rest.len());
        if opening > 0 {
            let (before, after) = rest.split_at(opening);
            self.push("<div class=\"opening\">\n");
            self.blocks(before);
            self.push("</div>\n");
            rest = after;
        }
        while let Some((heading, after)) = rest.split_first() {
            let end = after
                .iter()
                .position(is_section_heading)
                .unwrap_or(after.len());
            self.push(match heading.role {
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
            self.block(heading);
            self.blocks(&after[..end]);
            self.push("</section>\n");
            rest = &after[end..];
        }
        if !small.is_empty() {
            self.push("<div class=\"foot\">\n");
            self.blocks(small);
            self.push("</div>\n");
        }
        if !strips.is_empty() {
            self.strips(strips);
        }
        self.push("</main>\n");
    }

    /// Strips to tear off: said once, and shown again as often as the sheet has room for.
    fn strips(&mut self, strips: &[Block]) {
        self.push("<div class=\"strips\">\n");
        for copy in 0..STRIPS {
            self.push(if copy == 0 {
                "<div>\n"
            } else {
                "<div aria-hidden=\"true\">\n"
            });
            for block in strips {
                match &block.kind {
                    BlockKind::Paragraph(content) if copy > 0 => {
                        self.push("<p class=\"strip\">");
                        self.inlines(&strip_links(content));
                        self.push("</p>\n");
                    }
                    BlockKind::Heading { .. }
                    | BlockKind::Paragraph(_)
                    | BlockKind::List(_)
                    | BlockKind::Quote(_)
                    | BlockKind::Table(_) => self.block(block),
                }
            }
            self.push("</div>\n");
        }
        self.push("</div>\n");
    }

    fn footer(&mut self, document: &Document) {
        if !document.footer_text.is_empty() {
            self.push("<footer>\n<p>");
            self.words(&document.footer_text);
            self.push("</p>\n</footer>\n");
        }
        self.push("</body>\n</html>\n");
    }
}

fn is_section_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { level: 2, .. })
}
