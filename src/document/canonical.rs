//! The canonical text of a document and its hash, which a committee approves.
//!
//! The text is UTF-8 with lines that end in a line feed. Nested content is indented by two spaces; text is
//! quoted as in JSON:
//!
//! 1. `policypress content 1`, the version of the form;
//! 2. `language es`, `title "…"`, and `agency "…"` if a page names the agency;
//! 3. each block in reading order: `heading 2`, `paragraph`, `bullets`, `numbers 1` with `item`s, `quote`,
//!    `table` with `head` and `row`s of `cell`s;
//! 4. in a block its content: `text "…"` for text and facts, joined if adjacent, `emphasis`, `strong`,
//!    `link "tel:…"`, `language en` for text in another language, `break`, `blank "…"`.
//!
//! Excluded are colors, paper size, logo, roles ([`BlockRole`](super::BlockRole)), the names of statements,
//! the draft mark, the notice of an unreviewed translation, and the footer with its dates, because none of
//! them changes the information for readers.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Block, BlockKind, Document, Inline, LinkTarget, Table, plain_text};

/// The number of printed digits of a content hash.
pub const SHORT_HASH_DIGITS: usize = 8;

/// Returns the SHA-256 of the canonical text as 64 hexadecimal digits.
pub fn content_hash(document: &Document) -> String {
    sha256_hex(&canonical_text(document))
}

/// Returns the SHA-256 of a text as 64 hexadecimal digits.
pub fn sha256_hex(text: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

/// Returns the printed digits of a hash.
pub fn short_hash(hash: &str) -> &str {
    hash.get(..SHORT_HASH_DIGITS).unwrap_or(hash)
}

/// Returns the canonical text.
pub fn canonical_text(document: &Document) -> String {
    let mut writer = CanonicalTextWriter::default();
    writer.write_line("policypress content 1");
    writer.write_line(&format!("language {}", document.language));
    writer.write_quoted("title", &document.title);
    if !document.agency_name.is_empty() {
        writer.write_quoted("agency", &document.agency_name);
    }
    writer.write_blocks(&document.blocks);
    writer.text
}

/// Returns the visible text, one line for each heading, paragraph, list item and table row, for a later
/// comparison word by word.
pub fn visible_text_lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    push_text_lines(&document.blocks, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn push_text_lines(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        if block.is_unreviewed_notice() {
            continue;
        }
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                lines.push(plain_text(content));
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_text_lines(&item.blocks, lines);
                }
            }
            BlockKind::Quote(blocks) => push_text_lines(blocks, lines),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    lines.push(cells.join(" | "));
                }
            }
        }
    }
}

#[derive(Default)]
struct CanonicalTextWriter {
    text: String,
    indent_level: usize,
}

impl CanonicalTextWriter {
    fn write_line(&mut self, line: &str) {
        for _ in 0..self.indent_level {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn write_quoted(&mut self, keyword: &str, text: &str) {
        let text = serde_json::to_string(text).expect("a string can be written as JSON");
        self.write_line(&format!("{keyword} {text}"));
    }

    fn write_indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent_level += 1;
        write(self);
        self.indent_level -= 1;
    }

    fn write_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if !block.is_unreviewed_notice() {
                self.write_block(&block.kind);
            }
        }
    }

    fn write_block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { level, content } => {
                self.write_line(&format!("heading {level}"));
                self.write_indented(|writer| writer.write_inlines(content));
            }
            BlockKind::Paragraph(content) => {
                self.write_line("paragraph");
                self.write_indented(|writer| writer.write_inlines(content));
            }
            BlockKind::List(list) => {
                match list.start_number {
                    Some(start) => self.write_line(&format!("numbers {start}")),
                    None => self.write_line("bullets"),
                }
                self.write_indented(|writer| {
                    for item in &list.items {
                        writer.write_line("item");
                        writer.write_indented(|writer| writer.write_blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Quote(blocks) => {
                self.write_line("quote");
                self.write_indented(|writer| writer.write_blocks(blocks));
            }
            BlockKind::Table(table) => {
                self.write_line("table");
                self.write_indented(|writer| writer.write_table(table));
            }
        }
    }

    fn write_table(&mut self, table: &Table) {
        let head = std::iter::once(("head", &table.header));
        let rows = table.rows.iter().map(|row| ("row", row));
        for (keyword, cells) in head.chain(rows) {
            self.write_line(keyword);
            self.write_indented(|writer| {
                for cell in cells {
                    writer.write_line("cell");
                    writer.write_indented(|writer| writer.write_inlines(cell));
                }
            });
        }
    }

    fn write_inlines(&mut self, inlines: &[Inline]) {
        // Adjacent text and facts are one text, as readers see no boundary between them.
        let mut text = String::new();
        for inline in inlines {
            if let Inline::Text(value) | Inline::FactValue { text: value, .. } = inline {
                text.push_str(value);
                continue;
            }
            self.flush_text(&mut text);
            match inline {
                Inline::Text(_) | Inline::FactValue { .. } => {}
                Inline::Blank(blank) => self.write_quoted("blank", &blank.label),
                Inline::Emphasis(content) => {
                    self.write_line("emphasis");
                    self.write_indented(|writer| writer.write_inlines(content));
                }
                Inline::Strong(content) => {
                    self.write_line("strong");
                    self.write_indented(|writer| writer.write_inlines(content));
                }
                Inline::Link { target, content } => {
                    match target {
                        LinkTarget::Url(address) => self.write_quoted("link", address),
                        LinkTarget::Anchor(anchor) => {
                            self.write_quoted("link", &format!("#{}", anchor.0));
                        }
                        LinkTarget::PacketFile(path) => self.write_quoted("link", path),
                    }
                    self.write_indented(|writer| writer.write_inlines(content));
                }
                Inline::OtherLanguage { language, content } => {
                    self.write_line(&format!("language {language}"));
                    self.write_indented(|writer| writer.write_inlines(content));
                }
                Inline::LineBreak => self.write_line("break"),
            }
        }
        self.flush_text(&mut text);
    }

    fn flush_text(&mut self, text: &mut String) {
        if !text.is_empty() {
            self.write_quoted("text", text);
            text.clear();
        }
    }
}
