//! The lines of a document with their statements and facts.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::document::{Anchor, Block, BlockKind, Inline, plain_text};

/// A line of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyLine {
    pub text: String,
    /// The statements that start in it.
    pub statement_names: Vec<String>,
    pub kind: DocumentLineKind,
}

/// The kinds of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentLineKind {
    /// A heading with its level; none in a copy, which does not record it.
    Heading(Option<u8>),
    Paragraph,
    /// A list item with its level from 0.
    ListItem(usize),
    TableRow,
}

/// A heading, paragraph, list item without nested blocks, or table row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// The statements that start in it; the last is its own.
    pub statement_names: Vec<String>,
    pub kind: DocumentLineKind,
    /// The number of lists that contain it.
    pub list_depth: usize,
    pub parts: Vec<LinePart>,
    /// The heading above it.
    pub heading: String,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePart {
    /// The text, normalized except for spaces at both ends.
    pub text: String,
    /// Whether it is a fact of the agency or the pack, or a blank.
    pub is_fact: bool,
}

impl DocumentLine {
    /// Returns the statement that the line is, if any.
    pub fn statement_name(&self) -> Option<&str> {
        self.statement_names.last().map(String::as_str)
    }

    /// Returns the normalized text.
    pub fn text(&self) -> String {
        let text: String = self.parts.iter().map(|part| part.text.as_str()).collect();
        normalize_text(&text)
    }

    pub(super) fn has_facts(&self) -> bool {
        self.parts.iter().any(|part| part.is_fact)
    }

    /// Returns the facts that another text still contains.
    pub(super) fn facts_kept_in(&self, text: &str) -> Vec<String> {
        self.parts
            .iter()
            .filter(|part| part.is_fact)
            .map(|part| part.text.trim())
            .filter(|fact| !fact.is_empty() && text.contains(fact))
            .map(str::to_owned)
            .collect()
    }

    /// Returns the old and new text of each changed fact if another text differs in facts only.
    pub(super) fn fact_only_changes(&self, text: &str) -> Option<Vec<(String, String)>> {
        let has_wording = self
            .parts
            .iter()
            .any(|part| !part.is_fact && part.text.contains(char::is_alphabetic));
        if !self.has_facts() || !has_wording {
            return None;
        }
        let mut changes = Vec::new();
        let mut rest = text;
        let mut pending_fact: Option<&str> = None;
        for part in &self.parts {
            let words = part.text.as_str();
            if part.is_fact {
                pending_fact = Some(words);
                continue;
            }
            // The pending fact ends where these words occur next.
            let words = if pending_fact.is_none() && rest.len() == text.len() {
                words.trim_start()
            } else {
                words
            };
            let at = match pending_fact {
                None => rest.starts_with(words).then_some(0)?,
                Some(_) => find_ignoring_trailing_spaces(rest, words)?,
            };
            if let Some(fact) = pending_fact.take() {
                push_fact_change(fact, &rest[..at], &mut changes);
            }
            rest = &rest[(at + words.len()).min(rest.len())..];
        }
        match pending_fact {
            Some(fact) => push_fact_change(fact, rest, &mut changes),
            None if !rest.trim().is_empty() => return None,
            None => {}
        }
        (!changes.is_empty()).then_some(changes)
    }
}

/// Returns the position of words in a text; at its end, trailing spaces do not count.
fn find_ignoring_trailing_spaces(text: &str, words: &str) -> Option<usize> {
    text.find(words).or_else(|| {
        let trimmed = words.trim_end();
        text.ends_with(trimmed).then(|| text.len() - trimmed.len())
    })
}

fn push_fact_change(old: &str, new: &str, changes: &mut Vec<(String, String)>) {
    if old.trim() != new.trim() {
        changes.push((old.trim().to_owned(), new.trim().to_owned()));
    }
}

/// Normalizes text for comparison: single spaces, composed characters (NFC), no invisible characters.
pub fn normalize_text(text: &str) -> String {
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let visible: String = text.chars().filter(|&c| !is_invisible_char(c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a character is a direction mark, a joiner, or a soft hyphen.
fn is_invisible_char(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{FEFF}'
    )
}

/// Returns the lines of a document in reading order, without empty ones.
pub fn document_lines(blocks: &[Block]) -> Vec<DocumentLine> {
    let mut builder = DocumentLineBuilder::default();
    builder.push_blocks(blocks, 0, false);
    builder.lines
}

/// Returns one past the last line nested in the line at `at`.
pub(super) fn nested_lines_end(lines: &[DocumentLine], at: usize) -> usize {
    let own = &lines[at];
    let is_outside = |line: &DocumentLine| match (own.kind, line.kind) {
        (DocumentLineKind::Heading(own), DocumentLineKind::Heading(other)) => other <= own,
        (DocumentLineKind::Heading(_), _) => false,
        (DocumentLineKind::ListItem(_), DocumentLineKind::ListItem(_)) => {
            line.list_depth <= own.list_depth
        }
        (DocumentLineKind::ListItem(_), _) => line.list_depth < own.list_depth,
        (DocumentLineKind::Paragraph | DocumentLineKind::TableRow, _) => true,
    };
    lines[at + 1..]
        .iter()
        .position(is_outside)
        .map_or(lines.len(), |count| at + 1 + count)
}

#[derive(Default)]
struct DocumentLineBuilder {
    lines: Vec<DocumentLine>,
    /// The statements that start in the next line.
    pending_names: Vec<String>,
    current_heading: String,
}

impl DocumentLineBuilder {
    /// Adds the lines of blocks nested in `depth` lists; the first block of an item has the bullet or number.
    fn push_blocks(&mut self, blocks: &[Block], depth: usize, is_in_item: bool) {
        for (at, block) in blocks.iter().enumerate() {
            self.push_pending_name(block.anchor.as_ref());
            match &block.kind {
                BlockKind::Heading { level, content } => {
                    self.current_heading = normalize_text(&plain_text(content));
                    self.push_line(
                        DocumentLineKind::Heading(Some(*level)),
                        depth,
                        split_into_parts(content),
                    );
                }
                BlockKind::Paragraph(content) => {
                    let kind = if is_in_item && at == 0 {
                        DocumentLineKind::ListItem(depth - 1)
                    } else {
                        DocumentLineKind::Paragraph
                    };
                    self.push_line(kind, depth, split_into_parts(content));
                }
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.push_pending_name(item.anchor.as_ref());
                        self.push_blocks(&item.blocks, depth + 1, true);
                    }
                }
                BlockKind::Quote(blocks) => self.push_blocks(blocks, depth, false),
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        let mut parts = Vec::new();
                        for (column, cell) in row.iter().enumerate() {
                            if column > 0 {
                                parts.push(LinePart {
                                    text: " | ".to_owned(),
                                    is_fact: false,
                                });
                            }
                            parts.extend(split_into_parts(cell));
                        }
                        if row.iter().any(|cell| !cell.is_empty()) {
                            self.push_line(DocumentLineKind::TableRow, depth, parts);
                        }
                    }
                }
            }
        }
    }

    fn push_pending_name(&mut self, anchor: Option<&Anchor>) {
        self.pending_names
            .extend(anchor.map(|anchor| anchor.0.clone()));
    }

    fn push_line(&mut self, kind: DocumentLineKind, list_depth: usize, parts: Vec<LinePart>) {
        let line = DocumentLine {
            statement_names: std::mem::take(&mut self.pending_names),
            kind,
            list_depth,
            parts,
            heading: self.current_heading.clone(),
        };
        if line.text().is_empty() {
            self.pending_names = line.statement_names;
        } else {
            self.lines.push(line);
        }
    }
}

fn split_into_parts(content: &[Inline]) -> Vec<LinePart> {
    let mut parts = Vec::new();
    push_inline_parts(content, &mut parts);
    parts
}

fn push_inline_parts(content: &[Inline], parts: &mut Vec<LinePart>) {
    for inline in content {
        match inline {
            Inline::Text(text) => push_part_text(text, false, parts),
            Inline::FactValue { text, .. } => push_part_text(text, true, parts),
            Inline::Blank(blank) => push_part_text(&blank.placeholder_text(), true, parts),
            Inline::LineBreak => push_part_text(" ", false, parts),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => push_inline_parts(content, parts),
        }
    }
}

fn push_part_text(text: &str, is_fact: bool, parts: &mut Vec<LinePart>) {
    // Spaces at the ends separate the text from its neighbors, so normalization must keep one.
    let start = if text.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let inner = normalize_text(text);
    let end = if text.ends_with(char::is_whitespace) && !inner.is_empty() {
        " "
    } else {
        ""
    };
    let text = format!("{start}{inner}{end}");
    match parts.last_mut() {
        Some(last) if last.is_fact == is_fact => last.text.push_str(&text),
        _ => parts.push(LinePart { text, is_fact }),
    }
}
