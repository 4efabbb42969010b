//! The words of a Word file out of its XML.

use std::collections::BTreeMap;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::content::{Comment, Edited, Line, MOST_LINES, Shape, Tracked};
use super::package::Parts;
use crate::diag::import::WordFault;

/// Most elements and texts of a part.
const MOST_NODES: u32 = 2_000_000;

/// How deep what is nested may be.
const DEEPEST: usize = 128;

pub(super) fn edited(parts: &Parts) -> Result<Edited, WordFault> {
    let styles = match &parts.styles {
        Some(styles) => self::styles(&parse(styles)?),
        None => BTreeMap::new(),
    };
    let document = parse(&parts.document)?;
    let mut reading = Reading {
        styles,
        edited: Edited::default(),
        waiting: Vec::new(),
        merged: None,
        commented: BTreeMap::new(),
    };
    reading.children(document.root_element(), 0)?;
    reading.end_of_text();
    let Reading {
        mut edited,
        commented,
        ..
    } = reading;
    if let Some(custom) = &parts.custom {
        edited.properties = properties(&parse(custom)?);
    }
    if let Some(comments) = &parts.comments {
        edited.comments = self::comments(&parse(comments)?, &commented);
    }
    Ok(edited)
}

fn parse(xml: &str) -> Result<Document<'_>, WordFault> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        Error::DtdDetected => WordFault::Entities,
        Error::NodesLimitReached => WordFault::TooLarge,
        _ => WordFault::Broken,
    })
}

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Default)]
struct Styled {
    heading: bool,
    contents: bool,
    level: Option<usize>,
}

/// The styles by their ids; the ids are in the language of the program that wrote the file, the names of
/// what Word carries are not.
fn styles(document: &Document<'_>) -> BTreeMap<String, Styled> {
    let mut styles = BTreeMap::new();
    for style in document.root_element().children() {
        let (Some(id), Some(name)) = (attribute(style, "styleId"), value(style, "name")) else {
            continue;
        };
        let name = name.to_ascii_lowercase();
        let numbered = child(style, "pPr").and_then(|about| child(about, "numPr"));
        let styled = Styled {
            heading: name.starts_with("heading ") || name == "title",
            contents: name.starts_with("toc ") || name == "toc heading",
            level: numbered.map(level),
        };
        styles.insert(id.to_owned(), styled);
    }
    styles
}

struct Reading {
    styles: BTreeMap<String, Styled>,
    edited: Edited,
    /// Bookmarks that begin between paragraphs.
    waiting: Vec<String>,
    /// A paragraph whose end was taken out: the next one goes on in it.
    merged: Option<Paragraph>,
    /// The line each remark begins at, by the remark's number.
    commented: BTreeMap<String, usize>,
}

/// A paragraph as far as it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Name, number, and how much text stood before it.
    bookmarks: Vec<(String, String, usize)>,
    /// Bookmarks that hold no words: all that is left of one whose words were taken out.
    emptied: Vec<String>,
    comments: Vec<String>,
    /// How many fields are open whose code, not their result, is being read.
    fields: Vec<bool>,
}

impl Paragraph {
    /// In the code of a field, which nobody sees.
    fn in_code(&self) -> bool {
        self.fields.iter().any(|code| *code)
    }

    fn say(&mut self, words: &str) {
        if !self.in_code() {
            self.text.push_str(words);
        }
    }

    fn names(&mut self) -> Vec<String> {
        let strong: Vec<String> = std::mem::take(&mut self.bookmarks)
            .into_iter()
            .map(|(name, ..)| name)
            .collect();
        if strong.is_empty() {
            std::mem::take(&mut self.emptied)
        } else {
            strong
        }
    }
}

impl Reading {
    /// What stands between paragraphs.
    fn children(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), WordFault> {
        if depth > DEEPEST {
            return Err(WordFault::TooLarge);
        }
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth)?,
                "tbl" => self.table(node, depth)?,
                "bookmarkStart" => self
                    .waiting
                    .extend(attribute(node, "name").map(str::to_owned)),
                "sdt" if is_contents(node) => {}
                "AlternateContent" => {
                    if let Some(choice) = node.children().find(Node::is_element) {
                        self.children(choice, depth + 1)?;
                    }
                }
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.children(node, depth + 1)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), WordFault> {
        let about = child(node, "pPr");
        let styled = about
            .and_then(|about| value(about, "pStyle"))
            .and_then(|style| self.styles.get(style))
            .copied()
            .unwrap_or_default();
        if styled.contents {
            return Ok(());
        }
        let mut paragraph = self.merged.take().unwrap_or_default();
        let waiting = std::mem::take(&mut self.waiting);
        let named = waiting.into_iter().map(|name| (name, String::new(), 0));
        paragraph.bookmarks.extend(named);
        self.runs(node, &mut paragraph, depth)?;
        let mark = about.and_then(|about| child(about, "rPr"));
        if let Some(inserted) = mark.and_then(|mark| child(mark, "ins")) {
            self.track(inserted, true);
        }
        let removed = mark.and_then(|mark| child(mark, "del").or_else(|| child(mark, "moveFrom")));
        if let Some(removed) = removed {
            self.track(removed, false);
            if paragraph.text.trim().is_empty() {
                // Nothing is left of it, its bookmarks go with it.
                paragraph.bookmarks.clear();
            }
            self.merged = Some(paragraph);
            return Ok(());
        }
        let numbered = about.and_then(|about| child(about, "numPr"));
        let shape = if styled.heading {
            Shape::Heading
        } else {
            let own = numbered
                .map(|numbered| (value(numbered, "numId") != Some("0")).then(|| level(numbered)));
            own.unwrap_or(styled.level)
                .map_or(Shape::Words, Shape::Item)
        };
        self.line(paragraph, shape)
    }

    fn line(&mut self, mut paragraph: Paragraph, shape: Shape) -> Result<(), WordFault> {
        let at = self.edited.lines.len();
        for comment in &paragraph.comments {
            self.commented.entry(comment.clone()).or_insert(at);
        }
        if paragraph.text.trim().is_empty() {
            return Ok(());
        }
        if at >= MOST_LINES {
            return Err(WordFault::TooLarge);
        }
        let bookmarks = paragraph.names();
        self.edited.lines.push(Line {
            text: paragraph.text,
            bookmarks,
            shape,
        });
        Ok(())
    }

    /// The last paragraph, when its end was taken out and none follows.
    fn end_of_text(&mut self) {
        if let Some(paragraph) = self.merged.take() {
            let _ = self.line(paragraph, Shape::Words);
        }
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), WordFault> {
        if depth > DEEPEST {
            return Err(WordFault::TooLarge);
        }
        for row in elements(node) {
            match row.tag_name().name() {
                "tr" => {}
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    self.table(row, depth + 1)?;
                    continue;
                }
                _ => continue,
            }
            let about = child(row, "trPr");
            if let Some(inserted) = about.and_then(|about| child(about, "ins")) {
                self.track(inserted, true);
            }
            if let Some(removed) = about.and_then(|about| child(about, "del")) {
                self.track(removed, false);
                continue;
            }
            // The cells are read as a text of their own, and put together.
            let outer = std::mem::take(&mut self.edited.lines);
            let read = self.cells(row, depth + 1);
            let inner = std::mem::replace(&mut self.edited.lines, outer);
            let cells = read?;
            let bookmarks = inner.into_iter().flat_map(|line| line.bookmarks).collect();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if self.edited.lines.len() >= MOST_LINES {
                return Err(WordFault::TooLarge);
            }
            self.edited.lines.push(Line {
                text: cells.join(" | "),
                bookmarks,
                shape: Shape::Row,
            });
        }
        Ok(())
    }

    /// The words of each cell of a row; its lines stand in `edited` after it.
    fn cells(&mut self, row: Node<'_, '_>, depth: usize) -> Result<Vec<String>, WordFault> {
        if depth > DEEPEST {
            return Err(WordFault::TooLarge);
        }
        let mut cells = Vec::new();
        for cell in elements(row) {
            match cell.tag_name().name() {
                "tc" => {
                    let before = self.edited.lines.len();
                    self.children(cell, depth + 1)?;
                    self.end_of_text();
                    let words = self.edited.lines[before..].iter();
                    let words: Vec<&str> = words.map(|line| line.text.as_str()).collect();
                    cells.push(words.join(" "));
                }
                "sdt" | "sdtContent" | "customXml" => cells.extend(self.cells(cell, depth + 1)?),
                _ => {}
            }
        }
        Ok(cells)
    }

    /// What stands in a paragraph.
    fn runs(
        &mut self,
        node: Node<'_, '_>,
        paragraph: &mut Paragraph,
        depth: usize,
    ) -> Result<(), WordFault> {
        if depth > DEEPEST {
            return Err(WordFault::TooLarge);
        }
        for node in elements(node) {
            match node.tag_name().name() {
                "r" => run(node, paragraph),
                "ins" | "moveTo" => {
                    self.track(node, true);
                    self.runs(node, paragraph, depth + 1)?;
                }
                "del" | "moveFrom" => self.track(node, false),
                "bookmarkStart" => {
                    if let Some(name) = attribute(node, "name") {
                        let id = attribute(node, "id").unwrap_or_default().to_owned();
                        let bookmark = (name.to_owned(), id, paragraph.text.len());
                        paragraph.bookmarks.push(bookmark);
                    }
                }
                "bookmarkEnd" => {
                    let id = attribute(node, "id").unwrap_or_default();
                    let length = paragraph.text.len();
                    let empty = paragraph
                        .bookmarks
                        .iter()
                        .position(|(_, own, before)| own == id && *before == length);
                    if let Some(at) = empty {
                        let (name, ..) = paragraph.bookmarks.remove(at);
                        paragraph.emptied.push(name);
                    }
                }
                "commentRangeStart" => {
                    let id = attribute(node, "id").map(str::to_owned);
                    paragraph.comments.extend(id);
                }
                "pPr" | "sdtPr" | "sdtEndPr" | "AlternateContent" => {}
                _ => self.runs(node, paragraph, depth + 1)?,
            }
        }
        Ok(())
    }

    fn track(&mut self, node: Node<'_, '_>, put_in: bool) {
        let author = attribute(node, "author").unwrap_or_default();
        let tracked = &mut self.edited.tracked;
        let at = tracked.iter().position(|there| there.author == author);
        let at = at.unwrap_or_else(|| {
            tracked.push(Tracked {
                author: author.to_owned(),
                insertions: 0,
                deletions: 0,
            });
            tracked.len() - 1
        });
        if put_in {
            tracked[at].insertions += 1;
        } else {
            tracked[at].deletions += 1;
        }
    }
}

/// The words of a run, and where fields begin and end. Text boxes and pictures in it are not read.
fn run(node: Node<'_, '_>, paragraph: &mut Paragraph) {
    for node in elements(node) {
        match node.tag_name().name() {
            "t" => paragraph.say(node.text().unwrap_or_default()),
            "tab" | "br" | "cr" | "ptab" => paragraph.say(" "),
            "noBreakHyphen" => paragraph.say("-"),
            "fldChar" => match attribute(node, "fldCharType") {
                Some("begin") => paragraph.fields.push(true),
                Some("separate") => {
                    if let Some(code) = paragraph.fields.last_mut() {
                        *code = false;
                    }
                }
                Some("end") => {
                    paragraph.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// A list of contents, which Word makes.
fn is_contents(node: Node<'_, '_>) -> bool {
    let gallery = child(node, "sdtPr")
        .and_then(|about| child(about, "docPartObj"))
        .and_then(|part| value(part, "docPartGallery"));
    gallery == Some("Table of Contents")
}

fn level(numbered: Node<'_, '_>) -> usize {
    let level = value(numbered, "ilvl").and_then(|level| level.parse().ok());
    level.unwrap_or(0)
}

fn properties(document: &Document<'_>) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::new();
    for property in elements(document.root_element()) {
        let text = elements(property).next().and_then(|value| value.text());
        if let (Some(name), Some(text)) = (property.attribute("name"), text) {
            properties.insert(name.to_owned(), text.to_owned());
        }
    }
    properties
}

fn comments(document: &Document<'_>, lines: &BTreeMap<String, usize>) -> Vec<Comment> {
    let comments = elements(document.root_element());
    comments
        .filter(|node| node.tag_name().name() == "comment")
        .map(|node| {
            let texts = node
                .descendants()
                .filter(|node| node.tag_name().name() == "t");
            let texts: Vec<&str> = texts.filter_map(|text| text.text()).collect();
            let id = attribute(node, "id").unwrap_or_default();
            Comment {
                author: attribute(node, "author").unwrap_or_default().to_owned(),
                text: texts.concat(),
                line: lines.get(id).copied(),
            }
        })
        .collect()
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

/// The value of a child that is one value.
fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attribute(child, "val"))
}

/// An attribute by its name, whichever edition of the format its namespace is of.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}
