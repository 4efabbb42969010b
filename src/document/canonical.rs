//! What a document says, in one canonical text, and the hash of it: what a committee approves.
//!
//! The text is UTF-8 in lines that end in a line feed; what stands inside another thing is two spaces
//! further in, and words stand in quotation marks as in JSON:
//!
//! 1. `policypress content 1`, the form's own number;
//! 2. `language es`, `title "…"`, and `agency "…"` if a page names the agency;
//! 3. each block in reading order: `heading 2`, `paragraph`, `bullets`, `numbers 1` with `item`s, `quote`,
//!    `table` with `head` and `row`s of `cell`s;
//! 4. in a block its words: `text "…"` for words and facts alike, joined as far as they touch, `emphasis`,
//!    `strong`, `link "tel:…"`, `language en` for words of another language, `break`, `blank "…"`.
//!
//! Not in it: colours, sheet, logo and part on the page ([`Role`](super::Role)), the names of statements,
//! the mark of a draft, the notice of a translation that nobody has reviewed, and the small print with its
//! dates. None of them changes what a reader is told.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{
    Block, BlockKind, Document, Inline, LinkTarget, Table, UNREVIEWED_TRANSLATION_ANCHOR,
    plain_text,
};

/// How many digits of a content hash are printed.
pub const SHORT_HASH_DIGITS: usize = 8;

/// SHA-256 of the canonical text, as 64 hexadecimal digits.
pub fn content_hash(document: &Document) -> String {
    sha256_hex(&canonical_text(document))
}

/// SHA-256 of a text, as 64 hexadecimal digits.
pub fn sha256_hex(text: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

/// The digits of a hash that are printed.
pub fn short_hash(hash: &str) -> &str {
    hash.get(..SHORT_HASH_DIGITS).unwrap_or(hash)
}

/// The canonical text.
pub fn canonical_text(document: &Document) -> String {
    let mut form = CanonicalTextWriter::default();
    form.write_line("policypress content 1");
    form.write_line(&format!("language {}", document.language));
    form.write_quoted("title", &document.title);
    if !document.agency_name.is_empty() {
        form.write_quoted("agency", &document.agency_name);
    }
    form.write_blocks(&document.blocks);
    form.text
}

/// The words that a reader is shown, a line for each heading, paragraph, item and row; to say later, word by
/// word, what has changed.
pub fn visible_text_lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    push_text_lines(&document.blocks, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn push_text_lines(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        if block
            .anchor
            .as_ref()
            .is_some_and(|own| own.0 == UNREVIEWED_TRANSLATION_ANCHOR)
        {
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

    fn write_quoted(&mut self, what: &str, words: &str) {
        let words = serde_json::to_string(words).expect("a text can be written as JSON");
        self.write_line(&format!("{what} {words}"));
    }

    fn write_indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent_level += 1;
        write(self);
        self.indent_level -= 1;
    }

    fn write_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let is_notice = block
                .anchor
                .as_ref()
                .is_some_and(|own| own.0 == UNREVIEWED_TRANSLATION_ANCHOR);
            if !is_notice {
                self.write_block(&block.kind);
            }
        }
    }

    fn write_block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { level, content } => {
                self.write_line(&format!("heading {level}"));
                self.write_indented(|form| form.write_inlines(content));
            }
            BlockKind::Paragraph(content) => {
                self.write_line("paragraph");
                self.write_indented(|form| form.write_inlines(content));
            }
            BlockKind::List(list) => {
                match list.start_number {
                    Some(start) => self.write_line(&format!("numbers {start}")),
                    None => self.write_line("bullets"),
                }
                self.write_indented(|form| {
                    for item in &list.items {
                        form.write_line("item");
                        form.write_indented(|form| form.write_blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Quote(blocks) => {
                self.write_line("quote");
                self.write_indented(|form| form.write_blocks(blocks));
            }
            BlockKind::Table(table) => {
                self.write_line("table");
                self.write_indented(|form| form.write_table(table));
            }
        }
    }

    fn write_table(&mut self, table: &Table) {
        let head = std::iter::once(("head", &table.header));
        let rows = table.rows.iter().map(|row| ("row", row));
        for (what, cells) in head.chain(rows) {
            self.write_line(what);
            self.write_indented(|form| {
                for cell in cells {
                    form.write_line("cell");
                    form.write_indented(|form| form.write_inlines(cell));
                }
            });
        }
    }

    fn write_inlines(&mut self, inlines: &[Inline]) {
        // Words and facts that touch are one text: who wrote which part is not seen.
        let mut text = String::new();
        for inline in inlines {
            if let Inline::Text(words) | Inline::FactValue { text: words, .. } = inline {
                text.push_str(words);
                continue;
            }
            self.flush_text(&mut text);
            match inline {
                Inline::Text(_) | Inline::FactValue { .. } => {}
                Inline::Blank(blank) => self.write_quoted("blank", &blank.label),
                Inline::Emphasis(content) => {
                    self.write_line("emphasis");
                    self.write_indented(|form| form.write_inlines(content));
                }
                Inline::Strong(content) => {
                    self.write_line("strong");
                    self.write_indented(|form| form.write_inlines(content));
                }
                Inline::Link { target, content } => {
                    match target {
                        LinkTarget::Url(address) => self.write_quoted("link", address),
                        LinkTarget::Anchor(anchor) => {
                            self.write_quoted("link", &format!("#{}", anchor.0))
                        }
                        LinkTarget::PacketFile(path) => self.write_quoted("link", path),
                    }
                    self.write_indented(|form| form.write_inlines(content));
                }
                Inline::OtherLanguage { language, content } => {
                    self.write_line(&format!("language {language}"));
                    self.write_indented(|form| form.write_inlines(content));
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
