//! A page as it is written: the words of a document as elements, and all HTML escaping.

use std::fmt::Write as _;

use icu_locale_core::LanguageIdentifier;

use crate::document::{
    Anchor, Block, BlockKind, BlockRole, Cell, Inline, LinkTarget, List, Table, plain_text,
};
use crate::render::theme::is_rtl_language;

/// Up to this many characters a cell with a digit (a phone, `Mon-Fri 8-5`) is kept on one line.
const MAX_UNBROKEN_CELL_CHARS: usize = 14;

/// The page as far as it is written.
pub(super) struct HtmlWriter {
    pub(super) html: String,
    /// The direction of the words being written; the last is the innermost.
    pub(super) rtl_stack: Vec<bool>,
}

impl HtmlWriter {
    /// Returns an empty page whose words run in that direction.
    pub(super) fn new(right_to_left: bool) -> Self {
        Self {
            html: String::new(),
            rtl_stack: vec![right_to_left],
        }
    }

    pub(super) fn push_markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    pub(super) fn push_text(&mut self, words: &str) {
        self.html.push_str(&escape_html(words));
    }

    pub(super) fn push_attribute(&mut self, name: &str, value: &str) {
        let value = escape_html(value);
        let _ = write!(self.html, " {name}=\"{value}\"");
    }

    pub(super) fn is_rtl(&self) -> bool {
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
            // An address in place of a number is longer than a line of that size.
            BlockKind::Paragraph(content)
                if block.role == BlockRole::DisplayNumber
                    && plain_text(content).chars().count() > 16 =>
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
            // The item's own words stand in it directly, as people write lists by hand.
            let own = item.blocks.first().and_then(unwrapped_paragraph_content);
            if let Some(words) = own {
                self.write_inlines(words);
            }
            let nested = &item.blocks[usize::from(own.is_some())..];
            if own.is_some() && !nested.is_empty() {
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
        let headed_rows = block.role == BlockRole::FactTable;
        let headed_columns = table.header.iter().any(|cell| !cell.is_empty());
        self.push_markup("<table");
        self.write_block_attributes(block);
        self.push_markup(">\n");
        if headed_columns {
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
                self.write_table_row(row, &table.header, headed_rows);
            }
            self.push_markup("</tbody>\n");
        }
        self.push_markup("</table>\n");
    }

    fn write_table_row(&mut self, row: &[Cell], head: &[Cell], headed: bool) {
        self.push_markup("<tr>");
        for (column, cell) in row.iter().enumerate() {
            if headed && column == 0 && !cell.is_empty() {
                self.push_markup("<th scope=\"row\">");
                self.write_inlines(cell);
                self.push_markup("</th>");
                continue;
            }
            self.push_markup("<td");
            // On a telephone each cell stands on its own line, after the head of its column.
            if let Some(label) = head
                .get(column)
                .map(|head| plain_text(head))
                .filter(|label| !label.is_empty())
            {
                self.push_attribute("data-label", &label);
            }
            let words = plain_text(cell);
            if !headed
                && words.chars().count() <= MAX_UNBROKEN_CELL_CHARS
                && words.contains(|c: char| c.is_ascii_digit())
            {
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
            Inline::Text(words) => self.push_text(words),
            Inline::FactValue { text: words, .. } => self.write_isolated_value(words),
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
                self.write_foreign_text(language, content)
            }
            Inline::LineBreak => self.push_markup("<br>\n"),
        }
    }

    /// A fact, set apart where its own direction could disturb the words round it, and kept on one
    /// line if it is a number.
    pub(super) fn write_isolated_value(&mut self, words: &str) {
        let apart = self.is_rtl() || words.chars().any(is_rtl_letter);
        if is_phone_or_date(words) {
            self.push_markup("<bdi class=\"number\">");
        } else if apart {
            self.push_markup("<bdi>");
        } else {
            return self.push_text(words);
        }
        self.push_text(words);
        self.push_markup("</bdi>");
    }

    fn write_link(&mut self, target: &LinkTarget, content: &[Inline]) {
        self.push_markup("<a");
        match target {
            LinkTarget::Url(address) => {
                self.push_attribute("href", address);
                if address.starts_with("http") {
                    self.push_attribute("rel", "noopener noreferrer");
                }
                let number = address.starts_with("tel:") || address.starts_with("sms:");
                if number {
                    self.push_attribute("class", "number");
                    // Digits keep their order among words that run from right to left.
                    if self.is_rtl() && !plain_text(content).contains(char::is_alphabetic) {
                        self.push_attribute("dir", "ltr");
                    }
                }
            }
            LinkTarget::Anchor(Anchor(name)) => self.push_attribute("href", &format!("#{name}")),
            LinkTarget::PacketFile(path) => self.push_attribute("href", path),
        }
        self.push_markup(">");
        self.write_inlines(content);
        self.push_markup("</a>");
    }

    fn write_foreign_text(&mut self, language: &LanguageIdentifier, content: &[Inline]) {
        let other = is_rtl_language(language);
        self.push_markup("<span");
        self.push_attribute("lang", &language.to_string());
        if other != self.is_rtl() {
            self.push_attribute("dir", dir_attribute_value(other));
        }
        self.push_markup(">");
        self.rtl_stack.push(other);
        self.write_inlines(content);
        self.rtl_stack.pop();
        self.push_markup("</span>");
    }
}

/// The words of a paragraph that needs no element of its own.
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

pub(super) fn dir_attribute_value(right_to_left: bool) -> &'static str {
    if right_to_left { "rtl" } else { "ltr" }
}

/// A phone number or a date in digits: of one piece, and short enough to stay on one line.
fn is_phone_or_date(words: &str) -> bool {
    (7..=20).contains(&words.len())
        && words
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-(). ".contains(&byte))
        && words.contains('-')
}

/// A letter of a script written from right to left (the blocks Unicode keeps for them).
fn is_rtl_letter(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
    )
}

/// Text for the inside of an element or of a double-quoted attribute.
pub(super) fn escape_html(words: &str) -> String {
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
