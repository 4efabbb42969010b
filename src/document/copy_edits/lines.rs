//! A document as lines, each with the names it bears and with what in it is a fact.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::document::{Anchor, Block, BlockKind, Inline, plain_text};

/// A line of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub text: String,
    /// The statements whose marks begin in it.
    pub names: Vec<String>,
    pub shape: Shape,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A heading, with its level; a copy does not say which.
    Heading(Option<u8>),
    Words,
    /// An item of a list, at a level from 0.
    Item(usize),
    /// A row of a table.
    Row,
}

/// A paragraph, an item's own words, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The names of statements it bears; the last is its own.
    pub names: Vec<String>,
    pub shape: Shape,
    /// In how many lists it stands.
    pub depth: usize,
    pub parts: Vec<Part>,
    /// The heading it stands under.
    pub heading: String,
}

/// Some words of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, normal but for spaces at their ends.
    pub text: String,
    /// Whether they are a fact of the agency or the pack, or stand in its place.
    pub fact: bool,
}

impl Line {
    /// The statement it is.
    pub fn statement(&self) -> Option<&str> {
        self.names.last().map(String::as_str)
    }

    /// The words.
    pub fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| part.text.as_str());
        normal(&parts.collect::<String>())
    }

    pub(super) fn has_facts(&self) -> bool {
        self.parts.iter().any(|part| part.fact)
    }

    /// The facts that other words still hold.
    pub(super) fn facts_in(&self, text: &str) -> Vec<String> {
        let facts = self.parts.iter().filter(|part| part.fact);
        let facts = facts.map(|part| part.text.trim().to_owned());
        facts
            .filter(|fact| !fact.is_empty() && text.contains(fact.as_str()))
            .collect()
    }

    /// If other words differ in facts alone, each fact that differs, as it was and as it is.
    pub(super) fn facts_alone(&self, text: &str) -> Option<Vec<(String, String)>> {
        let says = |part: &Part| !part.fact && part.text.contains(char::is_alphabetic);
        if !self.has_facts() || !self.parts.iter().any(says) {
            return None;
        }
        let mut changed = Vec::new();
        let mut rest = text;
        let mut open: Option<&str> = None;
        for part in &self.parts {
            let words = part.text.as_str();
            if part.fact {
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
                Some(_) => find(rest, words)?,
            };
            if let Some(fact) = open.take() {
                note(fact, &rest[..at], &mut changed);
            }
            rest = &rest[(at + words.len()).min(rest.len())..];
        }
        match open {
            Some(fact) => note(fact, rest, &mut changed),
            None if !rest.trim().is_empty() => return None,
            None => {}
        }
        (!changed.is_empty()).then_some(changed)
    }
}

/// Where some words are said; a space at the end of a line is not.
fn find(text: &str, words: &str) -> Option<usize> {
    text.find(words).or_else(|| {
        let trimmed = words.trim_end();
        text.ends_with(trimmed).then(|| text.len() - trimmed.len())
    })
}

fn note(was: &str, is: &str, changed: &mut Vec<(String, String)>) {
    if was.trim() != is.trim() {
        changed.push((was.trim().to_owned(), is.trim().to_owned()));
    }
}

/// Words as they are compared: one space between them, composed letters, nothing that is not seen.
pub fn normal(text: &str) -> String {
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let seen = text.chars().filter(|letter| !is_unseen(*letter));
    let seen: String = seen.collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks of direction, joiners that a word processor puts in, hyphens that show at the end of a line only.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{FEFF}'
    )
}

/// The lines of a document, in reading order; those without words are left out.
pub fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut making = Making::default();
    making.blocks(blocks, 0, false);
    making.lines
}

/// One past the last line that stands under the one at `at`.
pub(super) fn end_of(lines: &[Line], at: usize) -> usize {
    let own = &lines[at];
    let ends = |line: &Line| match (own.shape, line.shape) {
        (Shape::Heading(own), Shape::Heading(other)) => other <= own,
        (Shape::Heading(_), _) => false,
        (Shape::Item(_), Shape::Item(_)) => line.depth <= own.depth,
        (Shape::Item(_), _) => line.depth < own.depth,
        (Shape::Words | Shape::Row, _) => true,
    };
    let after = lines[at + 1..].iter().position(ends);
    after.map_or(lines.len(), |after| at + 1 + after)
}

#[derive(Default)]
struct Making {
    lines: Vec<Line>,
    /// Names that the next line bears.
    waiting: Vec<String>,
    heading: String,
}

impl Making {
    /// Blocks in so many lists; the first of an item's own has its bullet or number.
    fn blocks(&mut self, blocks: &[Block], depth: usize, of_item: bool) {
        for (at, block) in blocks.iter().enumerate() {
            self.name(block.anchor.as_ref());
            match &block.kind {
                BlockKind::Heading { level, content } => {
                    self.heading = normal(&plain_text(content));
                    self.line(Shape::Heading(Some(*level)), depth, parts(content));
                }
                BlockKind::Paragraph(content) => {
                    let shape = if of_item && at == 0 {
                        Shape::Item(depth - 1)
                    } else {
                        Shape::Words
                    };
                    self.line(shape, depth, parts(content));
                }
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.name(item.anchor.as_ref());
                        self.blocks(&item.blocks, depth + 1, true);
                    }
                }
                BlockKind::Quote(inside) => self.blocks(inside, depth, false),
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        let mut words = Vec::new();
                        for (column, cell) in row.iter().enumerate() {
                            if column > 0 {
                                words.push(Part {
                                    text: " | ".to_owned(),
                                    fact: false,
                                });
                            }
                            words.extend(parts(cell));
                        }
                        if row.iter().any(|cell| !cell.is_empty()) {
                            self.line(Shape::Row, depth, words);
                        }
                    }
                }
            }
        }
    }

    fn name(&mut self, anchor: Option<&Anchor>) {
        self.waiting.extend(anchor.map(|anchor| anchor.0.clone()));
    }

    fn line(&mut self, shape: Shape, depth: usize, parts: Vec<Part>) {
        let line = Line {
            names: std::mem::take(&mut self.waiting),
            shape,
            depth,
            parts,
            heading: self.heading.clone(),
        };
        if line.text().is_empty() {
            self.waiting = line.names;
        } else {
            self.lines.push(line);
        }
    }
}

fn parts(content: &[Inline]) -> Vec<Part> {
    let mut parts = Vec::new();
    push_parts(content, &mut parts);
    parts
}

fn push_parts(content: &[Inline], parts: &mut Vec<Part>) {
    for inline in content {
        match inline {
            Inline::Text(words) => push(words, false, parts),
            Inline::Value { text: words, .. } => push(words, true, parts),
            Inline::Blank(blank) => push(&blank.shown(), true, parts),
            Inline::Break => push(" ", false, parts),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::Foreign { content, .. } => push_parts(content, parts),
        }
    }
}

fn push(words: &str, fact: bool, parts: &mut Vec<Part>) {
    // Inside, spaces are one; at the ends they part the words from their neighbours.
    let lead = if words.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let inside = normal(words);
    let trail = if words.ends_with(char::is_whitespace) && !inside.is_empty() {
        " "
    } else {
        ""
    };
    let text = format!("{lead}{inside}{trail}");
    match parts.last_mut() {
        Some(last) if last.fact == fact => last.text.push_str(&text),
        _ => parts.push(Part { text, fact }),
    }
}
