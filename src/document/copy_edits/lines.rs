//! A document as lines, each with the names it bears and with what in it is a fact.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::document::{Anchor, Block, BlockKind, Inline, plain_text};

/// A line of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyLine {
    pub text: String,
    /// The statements whose marks begin in it.
    pub statement_names: Vec<String>,
    pub kind: DocumentLineKind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentLineKind {
    /// A heading, with its level; a copy does not say which.
    Heading(Option<u8>),
    Paragraph,
    /// An item of a list, at a level from 0.
    ListItem(usize),
    /// A row of a table.
    TableRow,
}

/// A paragraph, an item's own words, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// The names of statements it bears; the last is its own.
    pub statement_names: Vec<String>,
    pub kind: DocumentLineKind,
    /// In how many lists it stands.
    pub list_depth: usize,
    pub parts: Vec<LinePart>,
    /// The heading it stands under.
    pub heading: String,
}

/// Some words of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePart {
    /// The words, normal but for spaces at their ends.
    pub text: String,
    /// Whether they are a fact of the agency or the pack, or stand in its place.
    pub is_fact: bool,
}

impl DocumentLine {
    /// The statement it is.
    pub fn statement_name(&self) -> Option<&str> {
        self.statement_names.last().map(String::as_str)
    }

    /// The words.
    pub fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| part.text.as_str());
        normalize_text(&parts.collect::<String>())
    }

    pub(super) fn has_facts(&self) -> bool {
        self.parts.iter().any(|part| part.is_fact)
    }

    /// The facts that other words still hold.
    pub(super) fn facts_kept_in(&self, text: &str) -> Vec<String> {
        let facts = self.parts.iter().filter(|part| part.is_fact);
        let facts = facts.map(|part| part.text.trim().to_owned());
        facts
            .filter(|fact| !fact.is_empty() && text.contains(fact.as_str()))
            .collect()
    }

    /// If other words differ in facts alone, each fact that differs, as it was and as it is.
    pub(super) fn fact_only_changes(&self, text: &str) -> Option<Vec<(String, String)>> {
        let says = |part: &LinePart| !part.is_fact && part.text.contains(char::is_alphabetic);
        if !self.has_facts() || !self.parts.iter().any(says) {
            return None;
        }
        let mut changed = Vec::new();
        let mut rest = text;
        let mut open: Option<&str> = None;
        for part in &self.parts {
            let words = part.text.as_str();
            if part.is_fact {
                open = Some(words);
                continue;
            }
            // The last fact reaches to where these words are said next.
            let words = if open.is_none() && rest.len() == text.len() {
                words.trim_start()
            } else {
                words
            };
            let at = match open {
                None => rest.starts_with(words).then_some(0)?,
                Some(_) => find_words(rest, words)?,
            };
            if let Some(fact) = open.take() {
                push_fact_change(fact, &rest[..at], &mut changed);
            }
            rest = &rest[(at + words.len()).min(rest.len())..];
        }
        match open {
            Some(fact) => push_fact_change(fact, rest, &mut changed),
            None if !rest.trim().is_empty() => return None,
            None => {}
        }
        (!changed.is_empty()).then_some(changed)
    }
}

/// Where some words are said; a space at the end of a line is not.
fn find_words(text: &str, words: &str) -> Option<usize> {
    text.find(words).or_else(|| {
        let trimmed = words.trim_end();
        text.ends_with(trimmed).then(|| text.len() - trimmed.len())
    })
}

fn push_fact_change(was: &str, is: &str, changed: &mut Vec<(String, String)>) {
    if was.trim() != is.trim() {
        changed.push((was.trim().to_owned(), is.trim().to_owned()));
    }
}

/// Words as they are compared: one space between them, composed letters, nothing that is not seen.
pub fn normalize_text(text: &str) -> String {
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let seen = text.chars().filter(|letter| !is_invisible_char(*letter));
    let seen: String = seen.collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks of direction, joiners that a word processor puts in, hyphens that show at the end of a line only.
fn is_invisible_char(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{FEFF}'
    )
}

/// The lines of a document, in reading order; those without words are left out.
pub fn document_lines(blocks: &[Block]) -> Vec<DocumentLine> {
    let mut making = DocumentLineBuilder::default();
    making.push_blocks(blocks, 0, false);
    making.lines
}

/// One past the last line that stands under the one at `at`.
pub(super) fn nested_lines_end(lines: &[DocumentLine], at: usize) -> usize {
    let own = &lines[at];
    let ends = |line: &DocumentLine| match (own.kind, line.kind) {
        (DocumentLineKind::Heading(own), DocumentLineKind::Heading(other)) => other <= own,
        (DocumentLineKind::Heading(_), _) => false,
        (DocumentLineKind::ListItem(_), DocumentLineKind::ListItem(_)) => {
            line.list_depth <= own.list_depth
        }
        (DocumentLineKind::ListItem(_), _) => line.list_depth < own.list_depth,
        (DocumentLineKind::Paragraph | DocumentLineKind::TableRow, _) => true,
    };
    let after = lines[at + 1..].iter().position(ends);
    after.map_or(lines.len(), |after| at + 1 + after)
}

#[derive(Default)]
struct DocumentLineBuilder {
    lines: Vec<DocumentLine>,
    /// Names that the next line bears.
    pending_names: Vec<String>,
    current_heading: String,
}

impl DocumentLineBuilder {
    /// Blocks in so many lists; the first of an item's own has its bullet or number.
    fn push_blocks(&mut self, blocks: &[Block], depth: usize, of_item: bool) {
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
                    let shape = if of_item && at == 0 {
                        DocumentLineKind::ListItem(depth - 1)
                    } else {
                        DocumentLineKind::Paragraph
                    };
                    self.push_line(shape, depth, split_into_parts(content));
                }
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.push_pending_name(item.anchor.as_ref());
                        self.push_blocks(&item.blocks, depth + 1, true);
                    }
                }
                BlockKind::Quote(inside) => self.push_blocks(inside, depth, false),
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        let mut words = Vec::new();
                        for (column, cell) in row.iter().enumerate() {
                            if column > 0 {
                                words.push(LinePart {
                                    text: " | ".to_owned(),
                                    is_fact: false,
                                });
                            }
                            words.extend(split_into_parts(cell));
                        }
                        if row.iter().any(|cell| !cell.is_empty()) {
                            self.push_line(DocumentLineKind::TableRow, depth, words);
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

    fn push_line(&mut self, shape: DocumentLineKind, depth: usize, parts: Vec<LinePart>) {
        let line = DocumentLine {
            statement_names: std::mem::take(&mut self.pending_names),
            kind: shape,
            list_depth: depth,
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
            Inline::Text(words) => push_part_text(words, false, parts),
            Inline::FactValue { text: words, .. } => push_part_text(words, true, parts),
            Inline::Blank(blank) => push_part_text(&blank.placeholder_text(), true, parts),
            Inline::LineBreak => push_part_text(" ", false, parts),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => push_inline_parts(content, parts),
        }
    }
}

fn push_part_text(words: &str, fact: bool, parts: &mut Vec<LinePart>) {
    // Inside, spaces are one; at the ends they part the words from their neighbours.
    let lead = if words.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let inside = normalize_text(words);
    let trail = if words.ends_with(char::is_whitespace) && !inside.is_empty() {
        " "
    } else {
        ""
    };
    let text = format!("{lead}{inside}{trail}");
    match parts.last_mut() {
        Some(last) if last.is_fact == fact => last.text.push_str(&text),
        _ => parts.push(LinePart {
            text,
            is_fact: fact,
        }),
    }
}
