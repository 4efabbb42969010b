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

use super::{Block, BlockKind, Document, Inline, Table, Target, UNREVIEWED, plain_text};

/// How many digits of a content hash are printed.
pub const SHORT: usize = 8;

/// SHA-256 of the canonical text, as 64 hexadecimal digits.
pub fn content_hash(document: &Document) -> String {
    sha256(&canonical(document))
}

/// SHA-256 of a text, as 64 hexadecimal digits.
pub fn sha256(text: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

/// The digits of a hash that are printed.
pub fn short(hash: &str) -> &str {
    hash.get(..SHORT).unwrap_or(hash)
}

/// The canonical text.
pub fn canonical(document: &Document) -> String {
    let mut form = Form::default();
    form.line("policypress content 1");
    form.line(&format!("language {}", document.language));
    form.words("title", &document.title);
    if !document.agency.is_empty() {
        form.words("agency", &document.agency);
    }
    form.blocks(&document.blocks);
    form.text
}

/// The words that a reader is shown, a line for each heading, paragraph, item and row; to say later, word by
/// word, what has changed.
pub fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    push_lines(&document.blocks, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn push_lines(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        if block.anchor.as_ref().is_some_and(|own| own.0 == UNREVIEWED) {
            continue;
        }
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                lines.push(plain_text(content));
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_lines(&item.blocks, lines);
                }
            }
            BlockKind::Quote(blocks) => push_lines(blocks, lines),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    lines.push(cells.join(" | "));
                }
            }
        }
    }
}

#[derive(Default)]
struct Form {
    text: String,
    depth: usize,
}

impl Form {
    fn line(&mut self, line: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn words(&mut self, what: &str, words: &str) {
        let words = serde_json::to_string(words).expect("a text can be written as JSON");
        self.line(&format!("{what} {words}"));
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let is_notice = block.anchor.as_ref().is_some_and(|own| own.0 == UNREVIEWED);
            if !is_notice {
                self.block(&block.kind);
            }
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { level, content } => {
                self.line(&format!("heading {level}"));
                self.inside(|form| form.inlines(content));
            }
            BlockKind::Paragraph(content) => {
                self.line("paragraph");
                self.inside(|form| form.inlines(content));
            }
            BlockKind::List(list) => {
                match list.start {
                    Some(start) => self.line(&format!("numbers {start}")),
                    None => self.line("bullets"),
                }
                self.inside(|form| {
                    for item in &list.items {
                        form.line("item");
                        form.inside(|form| form.blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Quote(blocks) => {
                self.line("quote");
                self.inside(|form| form.blocks(blocks));
            }
            BlockKind::Table(table) => {
                self.line("table");
                self.inside(|form| form.table(table));
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let head = std::iter::once(("head", &table.head));
        let rows = table.rows.iter().map(|row| ("row", row));
        for (what, cells) in head.chain(rows) {
            self.line(what);
            self.inside(|form| {
                for cell in cells {
                    form.line("cell");
                    form.inside(|form| form.inlines(cell));
                }
            });
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        // Words and facts that touch are one text: who wrote which part is not seen.
        let mut text = String::new();
        for inline in inlines {
            if let Inline::Text(words) | Inline::Value { text: words, .. } = inline {
                text.push_str(words);
                continue;
            }
            self.flush(&mut text);
            match inline {
                Inline::Text(_) | Inline::Value { .. } => {}
                Inline::Blank(blank) => self.words("blank", &blank.label),
                Inline::Emphasis(content) => {
                    self.line("emphasis");
                    self.inside(|form| form.inlines(content));
                }
                Inline::Strong(content) => {
                    self.line("strong");
                    self.inside(|form| form.inlines(content));
                }
                Inline::Link { target, content } => {
                    match target {
                        Target::Address(address) => self.words("link", address),
                        Target::Anchor(anchor) => self.words("link", &format!("#{}", anchor.0)),
                        Target::File(path) => self.words("link", path),
                    }
                    self.inside(|form| form.inlines(content));
                }
                Inline::Foreign { language, content } => {
                    self.line(&format!("language {language}"));
                    self.inside(|form| form.inlines(content));
                }
                Inline::Break => self.line("break"),
            }
        }
        self.flush(&mut text);
    }

    fn flush(&mut self, text: &mut String) {
        if !text.is_empty() {
            self.words("text", text);
            text.clear();
        }
    }
}
