//! Writes blocks and inlines as HTML elements; all HTML escaping is here.

use std::fmt::Write as _;

use icu_locale_core::LanguageIdentifier;

use crate::document::{
    Anchor, Block, BlockKind, BlockRole, Cell, Inline, LinkTarget, List, Table, plain_text,
};
use crate::render::document_style::{MAX_LARGE_NUMBER_CHARS, is_unbroken_cell};
use crate::render::phone_number_breaks::{is_phone_number, with_unbreakable_numbers};
use crate::render::theme::is_rtl_language;

/// A page being written.
pub(super) struct HtmlWriter {
    pub(super) html: String,
    /// For each open element with a direction, whether it is right to left; the last is the innermost.
    pub(super) rtl_stack: Vec<bool>,
}

impl HtmlWriter {
    /// Returns an empty page.
    pub(super) fn new(rtl: bool) -> Self {
        Self {
            html: String::new(),
            rtl_stack: vec![rtl],
        }
    }

    pub(super) fn push_markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    pub(super) fn push_text(&mut self, text: &str) {
        self.html.push_str(&escape_html(text));
    }

    pub(super) fn push_attribute(&mut self, name: &str, value: &str) {
        let value = escape_html(value);
        let _ = write!(self.html, " {name}=\"{value}\"");
    }

    pub(super) fn is_in_rtl_text(&self) -> bool {
        self.rtl_stack.last().copied().unwrap_or_default()
    }

    pub(super) fn write_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.write_block(block);
        }
    }

    pub(super) fn write_block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let _ = write!(self.html, "<h{level}");
                self.write_id_attribute(block.anchor.as_ref());
                self.push_markup(">");
                self.write_inlines(content);
                let _ = writeln!(self.html, "</h{level}>");
            }
            BlockKind::Paragraph(content) => {
                self.push_markup("<p");
                self.write_block_attributes(block);
                self.push_markup(">");
                self.write_inlines(content);
                self.push_markup("</p>\n");
            }
            BlockKind::List(list) => self.write_list(block, list),
            BlockKind::Quote(quoted) => {
                self.push_markup("<blockquote");
                self.write_block_attributes(block);
                self.push_markup(">\n");
                self.write_blocks(quoted);
                self.push_markup("</blockquote>\n");
            }
            BlockKind::Table(table) => self.write_table(block, table),
        }
    }

    fn write_block_attributes(&mut self, block: &Block) {
        self.write_id_attribute(block.anchor.as_ref());
        let class = match &block.kind {
            BlockKind::Paragraph(content)
                if block.role == BlockRole::DisplayNumber
                    && plain_text(content).chars().count() > MAX_LARGE_NUMBER_CHARS =>
            {
                "number long"
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::List(_)
            | BlockKind::Quote(_)
            | BlockKind::Table(_) => role_css_class(block.role),
        };
        if !class.is_empty() {
            self.push_attribute("class", class);
        }
    }

    fn write_id_attribute(&mut self, anchor: Option<&Anchor>) {
        if let Some(Anchor(name)) = anchor {
            self.push_attribute("id", name);
        }
    }

    fn write_list(&mut self, block: &Block, list: &List) {
        self.push_markup(if list.start_number.is_some() {
            "<ol"
        } else {
            "<ul"
        });
        self.write_block_attributes(block);
        if let Some(start) = list.start_number.filter(|&start| start != 1) {
            let _ = write!(self.html, " start=\"{start}\"");
        }
        self.push_markup(">\n");
        for item in &list.items {
            self.push_markup("<li");
            self.write_id_attribute(item.anchor.as_ref());
            self.push_markup(">");
            // The first paragraph needs no `<p>`.
            let first = item.blocks.first().and_then(unwrapped_paragraph_content);
            if let Some(content) = first {
                self.write_inlines(content);
            }
            let nested = &item.blocks[usize::from(first.is_some())..];
            if first.is_some() && !nested.is_empty() {
                self.push_markup("\n");
            }
            self.write_blocks(nested);
            self.push_markup("</li>\n");
        }
        self.push_markup(if list.start_number.is_some() {
            "</ol>\n"
        } else {
            "</ul>\n"
        });
    }

    fn write_table(&mut self, block: &Block, table: &Table) {
        let has_row_headers = block.role == BlockRole::FactTable;
        let has_column_headers = table.header.iter().any(|cell| !cell.is_empty());
        self.push_markup("<table");
        self.write_block_attributes(block);
        self.push_markup(">\n");
        if has_column_headers {
            self.push_markup("<thead>\n<tr>");
            for cell in &table.header {
                if cell.is_empty() {
                    self.push_markup("<td></td>");
                } else {
                    self.push_markup("<th scope=\"col\">");
                    self.write_inlines(cell);
                    self.push_markup("</th>");
                }
            }
            self.push_markup("</tr>\n</thead>\n");
        }
        if !table.rows.is_empty() {
            self.push_markup("<tbody>\n");
            for row in &table.rows {
                self.write_table_row(row, &table.header, has_row_headers);
            }
            self.push_markup("</tbody>\n");
        }
        self.push_markup("</table>\n");
    }

    fn write_table_row(&mut self, row: &[Cell], header: &[Cell], has_row_header: bool) {
        self.push_markup("<tr>");
        for (column, cell) in row.iter().enumerate() {
            if has_row_header && column == 0 && !cell.is_empty() {
                self.push_markup("<th scope=\"row\">");
                self.write_inlines(cell);
                self.push_markup("</th>");
                continue;
            }
            self.push_markup("<td");
            // On a phone each cell is shown on its own line, after the header of its column.
            let label = header.get(column).map(|cell| plain_text(cell));
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                self.push_attribute("data-label", &label);
            }
            if !has_row_header && is_unbroken_cell(&plain_text(cell)) {
                self.push_attribute("class", "whole");
            }
            self.push_markup(">");
            self.write_inlines(cell);
            self.push_markup("</td>");
        }
        self.push_markup("</tr>\n");
    }

    pub(super) fn write_inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.write_inline(inline);
        }
    }

    fn write_inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.push_text(&with_unbreakable_numbers(text)),
            Inline::FactValue { text, .. } => self.write_isolated_value(text),
            Inline::Blank(blank) => {
                self.push_markup("<mark class=\"blank\">");
                self.push_text(&blank.placeholder_text());
                self.push_markup("</mark>");
            }
            Inline::Emphasis(content) => {
                self.push_markup("<em>");
                self.write_inlines(content);
                self.push_markup("</em>");
            }
            Inline::Strong(content) => {
                self.push_markup("<strong>");
                self.write_inlines(content);
                self.push_markup("</strong>");
            }
            Inline::Link { target, content } => self.write_link(target, content),
            Inline::OtherLanguage { language, content } => {
                self.write_foreign_text(language, content);
            }
            Inline::LineBreak => self.push_markup("<br>\n"),
        }
    }

    /// Writes a value, isolated if its direction could change the order of the text around it, and on one line
    /// if it is a number.
    pub(super) fn write_isolated_value(&mut self, text: &str) {
        if is_phone_or_date(text) {
            self.push_markup("<bdi class=\"number\">");
        } else if self.is_in_rtl_text() || text.chars().any(is_rtl_letter) {
            self.push_markup("<bdi>");
        } else {
            return self.push_text(&with_unbreakable_numbers(text));
        }
        if is_phone_or_date(text) {
            self.push_breakable_number(text);
        } else {
            self.push_text(text);
        }
        self.push_markup("</bdi>");
    }

    /// Writes a number that a line too narrow for it breaks after a hyphen.
    fn push_breakable_number(&mut self, number: &str) {
        for (index, part) in number.split_inclusive('-').enumerate() {
            if index > 0 {
                self.push_markup("<wbr>");
            }
            self.push_text(part);
        }
    }

    fn write_link(&mut self, target: &LinkTarget, content: &[Inline]) {
        self.push_markup("<a");
        match target {
            LinkTarget::Url(url) => {
                self.push_attribute("href", url);
                if url.starts_with("http") {
                    self.push_attribute("rel", "noopener noreferrer");
                }
                if url.starts_with("tel:") || url.starts_with("sms:") {
                    self.push_attribute("class", "number");
                    // Keeps the digits in order among right-to-left text.
                    if self.is_in_rtl_text() && !plain_text(content).contains(char::is_alphabetic) {
                        self.push_attribute("dir", "ltr");
                    }
                }
            }
            LinkTarget::Anchor(Anchor(name)) => self.push_attribute("href", &format!("#{name}")),
            LinkTarget::PacketFile(path) => self.push_attribute("href", path),
        }
        self.push_markup(">");
        match (target, content) {
            (LinkTarget::Url(url), [Inline::Text(number)]) if url.starts_with("tel:") => {
                self.push_breakable_number(number);
            }
            _ => self.write_inlines(content),
        }
        self.push_markup("</a>");
    }

    fn write_foreign_text(&mut self, language: &LanguageIdentifier, content: &[Inline]) {
        let rtl = is_rtl_language(language);
        self.push_markup("<span");
        self.push_attribute("lang", &language.to_string());
        if rtl != self.is_in_rtl_text() {
            self.push_attribute("dir", dir_attribute_value(rtl));
        }
        self.push_markup(">");
        self.rtl_stack.push(rtl);
        self.write_inlines(content);
        self.rtl_stack.pop();
        self.push_markup("</span>");
    }
}

/// Returns the content of a paragraph that needs no element of its own.
fn unwrapped_paragraph_content(block: &Block) -> Option<&[Inline]> {
    match block {
        Block {
            anchor: None,
            role: BlockRole::Plain,
            kind: BlockKind::Paragraph(content),
            ..
        } => Some(content),
        Block { .. } => None,
    }
}

fn role_css_class(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Plain | BlockRole::HeroPanel | BlockRole::HalfWidthPanel => "",
        BlockRole::FactTable => "facts",
        BlockRole::SignatureTable | BlockRole::ChoiceTable => "sign",
        BlockRole::LeadParagraph => "lead",
        BlockRole::SmallPrint => "fine",
        BlockRole::DisplayNumber => "number",
        BlockRole::MainStatement => "statement",
        BlockRole::TearOff => "tear-off",
    }
}

pub(super) fn dir_attribute_value(rtl: bool) -> &'static str {
    if rtl { "rtl" } else { "ltr" }
}

/// Whether a text is a phone number or a date in digits.
fn is_phone_or_date(text: &str) -> bool {
    is_phone_number(text)
        || (7..=20).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"+-(). ".contains(&byte))
            && text.contains('-')
}

/// Whether a character is in a Unicode block of right-to-left scripts.
fn is_rtl_letter(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
    )
}

/// Escapes text for an element or a double-quoted attribute.
pub(super) fn escape_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(character),
        }
    }
    html
}
