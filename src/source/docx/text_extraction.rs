//! The words of a Word file out of its XML.

use std::collections::BTreeMap;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::content::{
    DocxComment, DocxContent, DocxLine, DocxLineKind, MAX_DOCX_LINES, TrackedChangeCounts,
};
use super::package::DocxParts;
use crate::diag::import::DocxReadError;

/// Most elements and texts of a part.
const MAX_XML_NODES: u32 = 2_000_000;

/// How deep what is nested may be.
const MAX_XML_DEPTH: usize = 128;

pub(super) fn extract_docx_content(parts: &DocxParts) -> Result<DocxContent, DocxReadError> {
    let styles = match &parts.styles_xml {
        Some(styles) => self::read_paragraph_styles(&parse_xml(styles)?),
        None => BTreeMap::new(),
    };
    let document = parse_xml(&parts.document_xml)?;
    let mut reading = DocxTextExtractor {
        styles,
        content: DocxContent::default(),
        pending_bookmarks: Vec::new(),
        merged_paragraph: None,
        comment_lines: BTreeMap::new(),
    };
    reading.read_blocks(document.root_element(), 0)?;
    reading.flush_merged_paragraph();
    let DocxTextExtractor {
        content: mut edited,
        comment_lines,
        ..
    } = reading;
    if let Some(custom) = &parts.custom_properties_xml {
        edited.custom_properties = read_custom_properties(&parse_xml(custom)?);
    }
    if let Some(comments) = &parts.comments_xml {
        edited.comments = read_comments(&parse_xml(comments)?, &comment_lines);
    }
    Ok(edited)
}

fn parse_xml(xml: &str) -> Result<Document<'_>, DocxReadError> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_XML_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        Error::DtdDetected => DocxReadError::XmlEntities,
        Error::NodesLimitReached => DocxReadError::TooLarge,
        _ => DocxReadError::Corrupted,
    })
}

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Default)]
struct ParagraphStyle {
    is_heading: bool,
    is_contents_entry: bool,
    list_level: Option<usize>,
}

/// The styles by their ids; the ids are in the language of the program that wrote the file, the names of
/// what Word carries are not.
fn read_paragraph_styles(document: &Document<'_>) -> BTreeMap<String, ParagraphStyle> {
    let mut styles = BTreeMap::new();
    for style in document.root_element().children() {
        let (Some(id), Some(name)) = (
            attribute_value(style, "styleId"),
            child_val_attribute(style, "name"),
        ) else {
            continue;
        };
        let name = name.to_ascii_lowercase();
        let numbered =
            find_child_element(style, "pPr").and_then(|about| find_child_element(about, "numPr"));
        let styled = ParagraphStyle {
            is_heading: name.starts_with("heading ") || name == "title",
            is_contents_entry: name.starts_with("toc ") || name == "toc heading",
            list_level: numbered.map(numbering_level),
        };
        styles.insert(id.to_owned(), styled);
    }
    styles
}

struct DocxTextExtractor {
    styles: BTreeMap<String, ParagraphStyle>,
    content: DocxContent,
    /// Bookmarks that begin between paragraphs.
    pending_bookmarks: Vec<String>,
    /// A paragraph whose end was taken out: the next one goes on in it.
    merged_paragraph: Option<ParagraphBuilder>,
    /// The line each remark begins at, by the remark's number.
    comment_lines: BTreeMap<String, usize>,
}

/// A paragraph as far as it is read.
#[derive(Default)]
struct ParagraphBuilder {
    text: String,
    /// Name, number, and how much text stood before it.
    bookmarks: Vec<(String, String, usize)>,
    /// Bookmarks that hold no words: all that is left of one whose words were taken out.
    emptied_bookmarks: Vec<String>,
    comment_ids: Vec<String>,
    /// How many fields are open whose code, not their result, is being read.
    open_field_codes: Vec<bool>,
}

impl ParagraphBuilder {
    /// In the code of a field, which nobody sees.
    fn is_in_field_code(&self) -> bool {
        self.open_field_codes.iter().any(|code| *code)
    }

    fn push_text(&mut self, words: &str) {
        if !self.is_in_field_code() {
            self.text.push_str(words);
        }
    }

    fn take_bookmark_names(&mut self) -> Vec<String> {
        let strong: Vec<String> = std::mem::take(&mut self.bookmarks)
            .into_iter()
            .map(|(name, ..)| name)
            .collect();
        if strong.is_empty() {
            std::mem::take(&mut self.emptied_bookmarks)
        } else {
            strong
        }
    }
}

impl DocxTextExtractor {
    /// What stands between paragraphs.
    fn read_blocks(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), DocxReadError> {
        if depth > MAX_XML_DEPTH {
            return Err(DocxReadError::TooLarge);
        }
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.read_paragraph(node, depth)?,
                "tbl" => self.read_table(node, depth)?,
                "bookmarkStart" => self
                    .pending_bookmarks
                    .extend(attribute_value(node, "name").map(str::to_owned)),
                "sdt" if is_table_of_contents(node) => {}
                "AlternateContent" => {
                    if let Some(choice) = node.children().find(Node::is_element) {
                        self.read_blocks(choice, depth + 1)?;
                    }
                }
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.read_blocks(node, depth + 1)?,
            }
        }
        Ok(())
    }

    fn read_paragraph(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), DocxReadError> {
        let about = find_child_element(node, "pPr");
        let styled = about
            .and_then(|about| child_val_attribute(about, "pStyle"))
            .and_then(|style| self.styles.get(style))
            .copied()
            .unwrap_or_default();
        if styled.is_contents_entry {
            return Ok(());
        }
        let mut paragraph = self.merged_paragraph.take().unwrap_or_default();
        let waiting = std::mem::take(&mut self.pending_bookmarks);
        let named = waiting.into_iter().map(|name| (name, String::new(), 0));
        paragraph.bookmarks.extend(named);
        self.read_runs(node, &mut paragraph, depth)?;
        let mark = about.and_then(|about| find_child_element(about, "rPr"));
        if let Some(inserted) = mark.and_then(|mark| find_child_element(mark, "ins")) {
            self.count_tracked_change(inserted, true);
        }
        let removed = mark.and_then(|mark| {
            find_child_element(mark, "del").or_else(|| find_child_element(mark, "moveFrom"))
        });
        if let Some(removed) = removed {
            self.count_tracked_change(removed, false);
            if paragraph.text.trim().is_empty() {
                // Nothing is left of it, its bookmarks go with it.
                paragraph.bookmarks.clear();
            }
            self.merged_paragraph = Some(paragraph);
            return Ok(());
        }
        let numbered = about.and_then(|about| find_child_element(about, "numPr"));
        let shape = if styled.is_heading {
            DocxLineKind::Heading
        } else {
            let own = numbered.map(|numbered| {
                (child_val_attribute(numbered, "numId") != Some("0"))
                    .then(|| numbering_level(numbered))
            });
            own.unwrap_or(styled.list_level)
                .map_or(DocxLineKind::Paragraph, DocxLineKind::ListItem)
        };
        self.push_line(paragraph, shape)
    }

    fn push_line(
        &mut self,
        mut paragraph: ParagraphBuilder,
        shape: DocxLineKind,
    ) -> Result<(), DocxReadError> {
        let at = self.content.lines.len();
        for comment in &paragraph.comment_ids {
            self.comment_lines.entry(comment.clone()).or_insert(at);
        }
        if paragraph.text.trim().is_empty() {
            return Ok(());
        }
        if at >= MAX_DOCX_LINES {
            return Err(DocxReadError::TooLarge);
        }
        let bookmarks = paragraph.take_bookmark_names();
        self.content.lines.push(DocxLine {
            text: paragraph.text,
            bookmarks,
            kind: shape,
        });
        Ok(())
    }

    /// The last paragraph, when its end was taken out and none follows.
    fn flush_merged_paragraph(&mut self) {
        if let Some(paragraph) = self.merged_paragraph.take() {
            let _ = self.push_line(paragraph, DocxLineKind::Paragraph);
        }
    }

    fn read_table(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), DocxReadError> {
        if depth > MAX_XML_DEPTH {
            return Err(DocxReadError::TooLarge);
        }
        for row in child_elements(node) {
            match row.tag_name().name() {
                "tr" => {}
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    self.read_table(row, depth + 1)?;
                    continue;
                }
                _ => continue,
            }
            let about = find_child_element(row, "trPr");
            if let Some(inserted) = about.and_then(|about| find_child_element(about, "ins")) {
                self.count_tracked_change(inserted, true);
            }
            if let Some(removed) = about.and_then(|about| find_child_element(about, "del")) {
                self.count_tracked_change(removed, false);
                continue;
            }
            // The cells are read as a text of their own, and put together.
            let outer = std::mem::take(&mut self.content.lines);
            let read = self.read_row_cells(row, depth + 1);
            let inner = std::mem::replace(&mut self.content.lines, outer);
            let cells = read?;
            let bookmarks = inner.into_iter().flat_map(|line| line.bookmarks).collect();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if self.content.lines.len() >= MAX_DOCX_LINES {
                return Err(DocxReadError::TooLarge);
            }
            self.content.lines.push(DocxLine {
                text: cells.join(" | "),
                bookmarks,
                kind: DocxLineKind::TableRow,
            });
        }
        Ok(())
    }

    /// The words of each cell of a row; its lines stand in `edited` after it.
    fn read_row_cells(
        &mut self,
        row: Node<'_, '_>,
        depth: usize,
    ) -> Result<Vec<String>, DocxReadError> {
        if depth > MAX_XML_DEPTH {
            return Err(DocxReadError::TooLarge);
        }
        let mut cells = Vec::new();
        for cell in child_elements(row) {
            match cell.tag_name().name() {
                "tc" => {
                    let before = self.content.lines.len();
                    self.read_blocks(cell, depth + 1)?;
                    self.flush_merged_paragraph();
                    let words = self.content.lines[before..].iter();
                    let words: Vec<&str> = words.map(|line| line.text.as_str()).collect();
                    cells.push(words.join(" "));
                }
                "sdt" | "sdtContent" | "customXml" => {
                    cells.extend(self.read_row_cells(cell, depth + 1)?)
                }
                _ => {}
            }
        }
        Ok(cells)
    }

    /// What stands in a paragraph.
    fn read_runs(
        &mut self,
        node: Node<'_, '_>,
        paragraph: &mut ParagraphBuilder,
        depth: usize,
    ) -> Result<(), DocxReadError> {
        if depth > MAX_XML_DEPTH {
            return Err(DocxReadError::TooLarge);
        }
        for node in child_elements(node) {
            match node.tag_name().name() {
                "r" => read_run_text(node, paragraph),
                "ins" | "moveTo" => {
                    self.count_tracked_change(node, true);
                    self.read_runs(node, paragraph, depth + 1)?;
                }
                "del" | "moveFrom" => self.count_tracked_change(node, false),
                "bookmarkStart" => {
                    if let Some(name) = attribute_value(node, "name") {
                        let id = attribute_value(node, "id").unwrap_or_default().to_owned();
                        let bookmark = (name.to_owned(), id, paragraph.text.len());
                        paragraph.bookmarks.push(bookmark);
                    }
                }
                "bookmarkEnd" => {
                    let id = attribute_value(node, "id").unwrap_or_default();
                    let length = paragraph.text.len();
                    let empty = paragraph
                        .bookmarks
                        .iter()
                        .position(|(_, own, before)| own == id && *before == length);
                    if let Some(at) = empty {
                        let (name, ..) = paragraph.bookmarks.remove(at);
                        paragraph.emptied_bookmarks.push(name);
                    }
                }
                "commentRangeStart" => {
                    let id = attribute_value(node, "id").map(str::to_owned);
                    paragraph.comment_ids.extend(id);
                }
                "pPr" | "sdtPr" | "sdtEndPr" | "AlternateContent" => {}
                _ => self.read_runs(node, paragraph, depth + 1)?,
            }
        }
        Ok(())
    }

    fn count_tracked_change(&mut self, node: Node<'_, '_>, put_in: bool) {
        let author = attribute_value(node, "author").unwrap_or_default();
        let tracked = &mut self.content.tracked_changes;
        let at = tracked.iter().position(|there| there.author == author);
        let at = at.unwrap_or_else(|| {
            tracked.push(TrackedChangeCounts {
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
fn read_run_text(node: Node<'_, '_>, paragraph: &mut ParagraphBuilder) {
    for node in child_elements(node) {
        match node.tag_name().name() {
            "t" => paragraph.push_text(node.text().unwrap_or_default()),
            "tab" | "br" | "cr" | "ptab" => paragraph.push_text(" "),
            "noBreakHyphen" => paragraph.push_text("-"),
            "fldChar" => match attribute_value(node, "fldCharType") {
                Some("begin") => paragraph.open_field_codes.push(true),
                Some("separate") => {
                    if let Some(code) = paragraph.open_field_codes.last_mut() {
                        *code = false;
                    }
                }
                Some("end") => {
                    paragraph.open_field_codes.pop();
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// A list of contents, which Word makes.
fn is_table_of_contents(node: Node<'_, '_>) -> bool {
    let gallery = find_child_element(node, "sdtPr")
        .and_then(|about| find_child_element(about, "docPartObj"))
        .and_then(|part| child_val_attribute(part, "docPartGallery"));
    gallery == Some("Table of Contents")
}

fn numbering_level(numbered: Node<'_, '_>) -> usize {
    let level = child_val_attribute(numbered, "ilvl").and_then(|level| level.parse().ok());
    level.unwrap_or(0)
}

fn read_custom_properties(document: &Document<'_>) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::new();
    for property in child_elements(document.root_element()) {
        let text = child_elements(property)
            .next()
            .and_then(|value| value.text());
        if let (Some(name), Some(text)) = (property.attribute("name"), text) {
            properties.insert(name.to_owned(), text.to_owned());
        }
    }
    properties
}

fn read_comments(document: &Document<'_>, lines: &BTreeMap<String, usize>) -> Vec<DocxComment> {
    let comments = child_elements(document.root_element());
    comments
        .filter(|node| node.tag_name().name() == "comment")
        .map(|node| {
            let texts = node
                .descendants()
                .filter(|node| node.tag_name().name() == "t");
            let texts: Vec<&str> = texts.filter_map(|text| text.text()).collect();
            let id = attribute_value(node, "id").unwrap_or_default();
            DocxComment {
                author: attribute_value(node, "author")
                    .unwrap_or_default()
                    .to_owned(),
                text: texts.concat(),
                line_index: lines.get(id).copied(),
            }
        })
        .collect()
}

fn child_elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn find_child_element<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    child_elements(node).find(|child| child.tag_name().name() == name)
}

/// The value of a child that is one value.
fn child_val_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    find_child_element(node, name).and_then(|child| attribute_value(child, "val"))
}

/// An attribute by its name, whichever edition of the format its namespace is of.
fn attribute_value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}
