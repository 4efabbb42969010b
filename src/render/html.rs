//! One self-contained HTML page: no request leaves it, and it reads well on a telephone, on paper
//! and aloud.
//!
//! Owns the page round the words and all HTML escaping; the look is the theme's style sheet, the
//! words that are not the document's are in its frame. `<main>` holds exactly the document's words.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use icu_locale_core::LanguageIdentifier;

use crate::document::{
    Anchor, Audience, Block, BlockKind, Cell, Document, Frame, Inline, Layout, List, Role, Table,
    Target, inspect, plain_text, without_links,
};
use crate::render::picture::Picture;
use crate::render::print_scale;
use crate::render::theme::{STRIPS, Theme, right_to_left};

pub mod changes;
mod form;
mod leave;
pub mod matrix;
mod sheet;

pub use form::form;

/// Up to this many characters a cell with a digit (a phone, `Mon-Fri 8-5`) is kept on one line.
const WHOLE: usize = 14;

/// The whole page.
///
/// A page for clients carries a way to leave it in one step; a draft says so on the screen and on
/// every printed page.
pub fn html(document: &Document, theme: &Theme) -> String {
    let mut page = Page {
        text: String::new(),
        right_to_left: vec![right_to_left(&document.language)],
    };
    page.head(document, theme);
    page.header(document, theme);
    page.main(document);
    page.footer(document);
    page.text
}

/// The page as far as it is written.
struct Page {
    text: String,
    /// The direction of the words being written; the last is the innermost.
    right_to_left: Vec<bool>,
}

impl Page {
    fn push(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    fn words(&mut self, words: &str) {
        self.text.push_str(&escaped(words));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = escaped(value);
        let _ = write!(self.text, " {name}=\"{value}\"");
    }

    fn is_right_to_left(&self) -> bool {
        self.right_to_left.last().copied().unwrap_or_default()
    }

    fn head(&mut self, document: &Document, theme: &Theme) {
        self.push("<!DOCTYPE html>\n<html");
        self.attribute("lang", &document.language.to_string());
        self.attribute("dir", direction(self.is_right_to_left()));
        self.push(">\n<head>\n<meta charset=\"utf-8\">\n");
        let scripts = match document.audience {
            Audience::Client => format!(" script-src '{}';", leave::LEAVE_SCRIPT_HASH),
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
        if !document.subject.is_empty() {
            self.push("<meta name=\"description\"");
            self.attribute("content", &document.subject);
            self.push(">\n");
        }
        self.push("<title>");
        if document.draft {
            self.words(&document.frame.draft);
            self.push(": ");
        }
        self.words(&document.title);
        if !document.agency.is_empty() {
            self.push(" - ");
            self.words(&document.agency);
        }
        self.push("</title>\n<style>\n");
        self.push(&style_safe(&theme.style));
        self.push(&sheet::rules(document, theme));
        self.push("</style>\n</head>\n");
    }

    fn header(&mut self, document: &Document, theme: &Theme) {
        self.push("<body class=\"");
        self.push(match document.layout {
            Layout::Policy => "policy",
            Layout::Notice => "notice",
            Layout::Poster => "poster",
            Layout::Cards => "cards",
            Layout::Form => "form",
            Layout::Index => "index",
        });
        if document.draft {
            self.push(" is-draft");
        }
        self.push("\">\n<a class=\"skip\" href=\"#Content\">");
        self.words(&document.frame.skip);
        self.push("</a>\n");
        match document.audience {
            Audience::Client => self.leave(&document.frame),
            Audience::Staff => {}
        }
        if document.draft || !document.agency.is_empty() {
            self.push("<header>\n");
            if document.draft {
                self.push("<p class=\"draft\">");
                self.words(&document.frame.draft);
                self.push("</p>\n");
            }
            if let Some(logo) = theme.logo_of(document) {
                self.logo(logo);
            }
            if !document.agency.is_empty() {
                self.push("<p class=\"agency\">");
                self.value(&document.agency);
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
    fn leave(&mut self, frame: &Frame) {
        self.push("<nav class=\"leave\"");
        self.attribute("aria-label", &frame.leave);
        self.push(">\n<a id=\"Leave\" href=\"");
        self.push(leave::LEAVE_TO);
        self.push("\" rel=\"noopener noreferrer\">");
        self.words(&frame.leave);
        self.push("</a>\n<p>");
        self.words(&frame.leave_means);
        self.push(" <span id=\"Leave-key\" hidden>");
        self.words(&frame.leave_key);
        self.push("</span></p>\n<script>");
        self.push(leave::LEAVE_SCRIPT);
        self.push("</script>\n</nav>\n");
    }

    fn main(&mut self, document: &Document) {
        self.push("<main id=\"Content\" tabindex=\"-1\">\n");
        let strips = inspect::strips_at(&document.blocks);
        let (mut rest, strips) = document.blocks.split_at(strips);
        let mut small: &[Block] = &[];
        if document.layout == Layout::Poster {
            (rest, small) = rest.split_at(inspect::small_print_at(rest));
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
                Role::Hero => "<section class=\"hero\">\n",
                Role::Half => "<section class=\"half\">\n",
                Role::Plain
                | Role::Facts
                | Role::Sign
                | Role::Choose
                | Role::Lead
                | Role::Fine
                | Role::Number
                | Role::Statement
                | Role::Strip => "<section>\n",
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
                        self.inlines(&without_links(content));
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
        if !document.running.is_empty() {
            self.push("<footer>\n<p>");
            self.words(&document.running);
            self.push("</p>\n</footer>\n");
        }
        self.push("</body>\n</html>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let _ = write!(self.text, "<h{level}");
                self.id(block.anchor.as_ref());
                self.push(">");
                self.inlines(content);
                let _ = writeln!(self.text, "</h{level}>");
            }
            BlockKind::Paragraph(content) => {
                self.push("<p");
                self.block_attributes(block);
                self.push(">");
                self.inlines(content);
                self.push("</p>\n");
            }
            BlockKind::List(list) => self.list(block, list),
            BlockKind::Quote(quoted) => {
                self.push("<blockquote");
                self.block_attributes(block);
                self.push(">\n");
                self.blocks(quoted);
                self.push("</blockquote>\n");
            }
            BlockKind::Table(table) => self.table(block, table),
        }
    }

    fn block_attributes(&mut self, block: &Block) {
        self.id(block.anchor.as_ref());
        let class = match &block.kind {
            // An address in place of a number is longer than a line of that size.
            BlockKind::Paragraph(content)
                if block.role == Role::Number && plain_text(content).chars().count() > 16 =>
            {
                "number long"
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::List(_)
            | BlockKind::Quote(_)
            | BlockKind::Table(_) => class(block.role),
        };
        if !class.is_empty() {
            self.attribute("class", class);
        }
    }

    fn id(&mut self, anchor: Option<&Anchor>) {
        if let Some(Anchor(name)) = anchor {
            self.attribute("id", name);
        }
    }

    fn list(&mut self, block: &Block, list: &List) {
        self.push(if list.start.is_some() { "<ol" } else { "<ul" });
        self.block_attributes(block);
        if let Some(start) = list.start.filter(|&start| start != 1) {
            let _ = write!(self.text, " start=\"{start}\"");
        }
        self.push(">\n");
        for item in &list.items {
            self.push("<li");
            self.id(item.anchor.as_ref());
            self.push(">");
            // The item's own words stand in it directly, as people write lists by hand.
            let own = item.blocks.first().and_then(own_words);
            if let Some(words) = own {
                self.inlines(words);
            }
            let nested = &item.blocks[usize::from(own.is_some())..];
            if own.is_some() && !nested.is_empty() {
                self.push("\n");
            }
            self.blocks(nested);
            self.push("</li>\n");
        }
        self.push(if list.start.is_some() {
            "</ol>\n"
        } else {
            "</ul>\n"
        });
    }

    fn table(&mut self, block: &Block, table: &Table) {
        let headed_rows = block.role == Role::Facts;
        let headed_columns = table.head.iter().any(|cell| !cell.is_empty());
        self.push("<table");
        self.block_attributes(block);
        self.push(">\n");
        if headed_columns {
            self.push("<thead>\n<tr>");
            for cell in &table.head {
                if cell.is_empty() {
                    self.push("<td></td>");
                } else {
                    self.push("<th scope=\"col\">");
                    self.inlines(cell);
                    self.push("</th>");
                }
            }
            self.push("</tr>\n</thead>\n");
        }
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            for row in &table.rows {
                self.row(row, &table.head, headed_rows);
            }
            self.push("</tbody>\n");
        }
        self.push("</table>\n");
    }

    fn row(&mut self, row: &[Cell], head: &[Cell], headed: bool) {
        self.push("<tr>");
        for (column, cell) in row.iter().enumerate() {
            if headed && column == 0 && !cell.is_empty() {
                self.push("<th scope=\"row\">");
                self.inlines(cell);
                self.push("</th>");
                continue;
            }
            self.push("<td");
            // On a telephone each cell stands on its own line, after the head of its column.
            if let Some(label) = head
                .get(column)
                .map(|head| plain_text(head))
                .filter(|label| !label.is_empty())
            {
                self.attribute("data-label", &label);
            }
            let words = plain_text(cell);
            if !headed
                && words.chars().count() <= WHOLE
                && words.contains(|c: char| c.is_ascii_digit())
            {
                self.attribute("class", "whole");
            }
            self.push(">");
            self.inlines(cell);
            self.push("</td>");
        }
        self.push("</tr>\n");
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::Value { text: words, .. } => self.value(words),
            Inline::Blank(blank) => {
                self.push("<mark class=\"blank\">");
                self.words(&blank.shown());
                self.push("</mark>");
            }
            Inline::Emphasis(content) => {
                self.push("<em>");
                self.inlines(content);
                self.push("</em>");
            }
            Inline::Strong(content) => {
                self.push("<strong>");
                self.inlines(content);
                self.push("</strong>");
            }
            Inline::Link { target, content } => self.link(target, content),
            Inline::Foreign { language, content } => self.foreign(language, content),
            Inline::Break => self.push("<br>\n"),
        }
    }

    /// A fact, set apart where its own direction could disturb the words round it, and kept on one
    /// line if it is a number.
    fn value(&mut self, words: &str) {
        let apart = self.is_right_to_left() || words.chars().any(is_right_to_left_letter);
        if is_number(words) {
            self.push("<bdi class=\"number\">");
        } else if apart {
            self.push("<bdi>");
        } else {
            return self.words(words);
        }
        self.words(words);
        self.push("</bdi>");
    }

    fn link(&mut self, target: &Target, content: &[Inline]) {
        self.push("<a");
        match target {
            Target::Address(address) => {
                self.attribute("href", address);
                if address.starts_with("http") {
                    self.attribute("rel", "noopener noreferrer");
                }
                let number = address.starts_with("tel:") || address.starts_with("sms:");
                if number {
                    self.attribute("class", "number");
                    // Digits keep their order among words that run from right to left.
                    if self.is_right_to_left() && !plain_text(content).contains(char::is_alphabetic)
                    {
                        self.attribute("dir", "ltr");
                    }
                }
            }
            Target::Anchor(Anchor(name)) => self.attribute("href", &format!("#{name}")),
            Target::File(path) => self.attribute("href", path),
        }
        self.push(">");
        self.inlines(content);
        self.push("</a>");
    }

    fn foreign(&mut self, language: &LanguageIdentifier, content: &[Inline]) {
        let other = right_to_left(language);
        self.push("<span");
        self.attribute("lang", &language.to_string());
        if other != self.is_right_to_left() {
            self.attribute("dir", direction(other));
        }
        self.push(">");
        self.right_to_left.push(other);
        self.inlines(content);
        self.right_to_left.pop();
        self.push("</span>");
    }
}

fn is_section_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { level: 2, .. })
}

/// The words of a paragraph that needs no element of its own.
fn own_words(block: &Block) -> Option<&[Inline]> {
    match block {
        Block {
            anchor: None,
            role: Role::Plain,
            kind: BlockKind::Paragraph(content),
            ..
        } => Some(content),
        Block { .. } => None,
    }
}

fn class(role: Role) -> &'static str {
    match role {
        Role::Plain | Role::Hero | Role::Half => "",
        Role::Facts => "facts",
        Role::Sign | Role::Choose => "sign",
        Role::Lead => "lead",
        Role::Fine => "fine",
        Role::Number => "number",
        Role::Statement => "statement",
        Role::Strip => "strip",
    }
}

fn direction(right_to_left: bool) -> &'static str {
    if right_to_left { "rtl" } else { "ltr" }
}

/// A phone number or a date in digits: of one piece, and short enough to stay on one line.
fn is_number(words: &str) -> bool {
    (7..=20).contains(&words.len())
        && words
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-(). ".contains(&byte))
        && words.contains('-')
}

/// A letter of a script written from right to left (the blocks Unicode keeps for them).
fn is_right_to_left_letter(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
    )
}

/// Text for the inside of an element or of a double-quoted attribute.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            _ => text.push(character),
        }
    }
    text
}

/// A style sheet that cannot end its own element.
fn style_safe(style: &str) -> String {
    style.replace("</", "<\\/")
}
