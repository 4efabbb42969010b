//! A page as it is written: the words of a document as elements, and all HTML escaping.

use std::fmt::Write as _;

use icu_locale_core::LanguageIdentifier;

use crate::document::{
    Anchor, Block, BlockKind, BlockRole, Cell, Inline, LinkTarget, List, Table, plain_text,
};
use crate::render::theme::right_to_left;

/// Up to this many characters a cell with a digit (a phone, `Mon-Fri 8-5`) is kept on one line.
const WHOLE: usize = 14;

/// The page as far as it is written.
pub(super) struct Page {
    pub(super) text: String,
    /// The direction of the words being written; the last is the innermost.
    pub(super) right_to_left: Vec<bool>,
}

impl Page {
    /// Returns an empty page whose words run in that direction.
    pub(super) fn new(right_to_left: bool) -> Self {
        Self {
            text: String::new(),
            right_to_left: vec![right_to_left],
        }
    }

    pub(super) fn push(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    pub(super) fn words(&mut self, words: &str) {
        self.text.push_str(&escaped(words));
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let value = escaped(value);
        let _ = write!(self.text, " {name}=\"{value}\"");
    }

    pub(super) fn is_right_to_left(&self) -> bool {
        self.right_to_left.last().copied().unwrap_or_default()
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
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
                if block.role == BlockRole::DisplayNumber
                    && plain_text(content).chars().count() > 16 =>
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
        self.push(if list.start_number.is_some() {
            "<ol"
        } else {
            "<ul"
        });
        self.block_attributes(block);
        if let Some(start) = list.start_number.filter(|&start| start != 1) {
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
        self.push(if list.start_number.is_some() {
            "</ol>\n"
        } else {
            "</ul>\n"
        });
    }

    fn table(&mut self, block: &Block, table: &Table) {
        let headed_rows = block.role == BlockRole::FactTable;
        let headed_columns = table.header.iter().any(|cell| !cell.is_empty());
        self.push("<table");
        self.block_attributes(block);
        self.push(">\n");
        if headed_columns {
            self.push("<thead>\n<tr>");
            for cell in &table.header {
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
                self.row(row, &table.header, headed_rows);
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

    pub(super) fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::FactValue { text: words, .. } => self.value(words),
            Inline::Blank(blank) => {
                self.push("<mark class=\"blank\">");
                self.words(&blank.placeholder_text());
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
            Inline::OtherLanguage { language, content } => self.foreign(language, content),
            Inline::LineBreak => self.push("<br>\n"),
        }
    }

    /// A fact, set apart where its own direction could disturb the words round it, and kept on one
    /// line if it is a number.
    pub(super) fn value(&mut self, words: &str) {
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

    fn link(&mut self, target: &LinkTarget, content: &[Inline]) {
        self.push("<a");
        match target {
            LinkTarget::Url(address) => {
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
            LinkTarget::Anchor(Anchor(name)) => self.attribute("href", &format!("#{name}")),
            LinkTarget::PacketFile(path) => self.attribute("href", path),
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

/// The words of a paragraph that needs no element of its own.
fn own_words(block: &Block) -> Option<&[Inline]> {
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

fn class(role: BlockRole) -> &'static str {
    match role {
        BlockRole::Plain | BlockRole::HeroPanel | BlockRole::HalfWidthPanel => "",
        BlockRole::FactTable => "facts",
        BlockRole::SignatureTable | BlockRole::ChoiceTable => "sign",
        BlockRole::LeadParagraph => "lead",
        BlockRole::SmallPrint => "fine",
        BlockRole::DisplayNumber => "number",
        BlockRole::MainStatement => "statement",
        BlockRole::TearOff => "strip",
    }
}

pub(super) fn direction(right_to_left: bool) -> &'static str {
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
pub(super) fn escaped(words: &str) -> String {
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
