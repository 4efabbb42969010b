//! Extracts the text of a Word file from its XML.

use std::collections::BTreeMap;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::content::{
    DocxComment, DocxContent, DocxLine, DocxLineKind, MAX_DOCX_LINES, TrackedChangeCounts,
};
use super::package::DocxParts;
use crate::diag::import::DocxReadError;

/// The maximum number of XML nodes in a part.
const MAX_XML_NODES: u32 = 2_000_000;

/// The maximum depth of nested elements.
const MAX_XML_DEPTH: usize = 128;

pub(super) fn extract_docx_content(parts: &DocxParts) -> Result<DocxContent, DocxReadError> {
    let styles = match &parts.styles {
        Some(styles) => read_paragraph_styles(&parse_xml(styles)?),
        None => BTreeMap::new(),
    };
    let document = parse_xml(&parts.document)?;
    let mut extractor = DocxTextExtractor {
        styles,
        content: DocxContent::default(),
        pending_bookmarks: Vec::new(),
        merged_paragraph: None,
        comment_lines: BTreeMap::new(),
    };
    extractor.read_blocks(document.root_element(), 0)?;
    extractor.flush_merged_paragraph();
    let mut content = extractor.content;
    if let Some(custom) = &parts.custom_properties {
        content.custom_properties = read_custom_properties(&parse_xml(custom)?);
    }
    if let Some(comments) = &parts.comments {
        content.comments = read_comments(&parse_xml(comments)?, &extractor.comment_lines);
    }
    Ok(content)
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

/// The properties of a paragraph style.
#[derive(Clone, Copy, Default)]
struct ParagraphStyle {
    is_heading: bool,
    is_contents_entry: bool,
    list_level: Option<usize>,
}

/// Returns the paragraph styles by id. Ids depend on the language of the program that wrote the file; the
/// names of Word's built-in styles do not.
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
        let numbering = find_child_element(style, "pPr")
            .and_then(|properties| find_child_element(properties, "numPr"));
        let style = ParagraphStyle {
            is_heading: name.starts_with("heading ") || name == "title",
            is_contents_entry: name.starts_with("toc ") || name == "toc heading",
            list_level: numbering.map(numbering_level),
        };
        styles.insert(id.to_owned(), style);
    }
    styles
}

struct DocxTextExtractor {
    styles: BTreeMap<String, ParagraphStyle>,
    content: DocxContent,
    /// Bookmarks that start between paragraphs.
    pending_bookmarks: Vec<String>,
    /// A paragraph with a deleted paragraph mark; the next paragraph continues it.
    merged_paragraph: Option<ParagraphBuilder>,
    /// The index of the line where each comment starts, by the comment's id.
    comment_lines: BTreeMap<String, usize>,
}

/// A paragraph that is being read.
#[derive(Default)]
struct ParagraphBuilder {
    text: String,
    /// Name, id, and the length of the text before it.
    bookmarks: Vec<(String, String, usize)>,
    /// The names of empty bookmarks, left after their text was deleted.
    emptied_bookmarks: Vec<String>,
    comment_ids: Vec<String>,
    /// For each open field, whether its code is being read (not its result).
    open_field_codes: Vec<bool>,
}

impl ParagraphBuilder {
    fn is_in_field_code(&self) -> bool {
        self.open_field_codes.iter().any(|code| *code)
    }

    /// Adds text, unless it is the code of a field, which is invisible.
    fn push_text(&mut self, text: &str) {
        if !self.is_in_field_code() {
            self.text.push_str(text);
        }
    }

    fn take_bookmark_names(&mut self) -> Vec<String> {
        let names: Vec<String> = std::mem::take(&mut self.bookmarks)
            .into_iter()
            .map(|(name, ..)| name)
            .collect();
        if names.is_empty() {
            std::mem::take(&mut self.emptied_bookmarks)
        } else {
            names
        }
    }
}

impl DocxTextExtractor {
    /// Reads block-level content.
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
        let properties = find_child_element(node, "pPr");
        let style = properties
            .and_then(|properties| child_val_attribute(properties, "pStyle"))
            .and_then(|style| self.styles.get(style))
            .copied()
            .unwrap_or_default();
        if style.is_contents_entry {
            return Ok(());
        }
        let mut paragraph = self.merged_paragraph.take().unwrap_or_default();
        let pending = self.pending_bookmarks.drain(..);
        paragraph
            .bookmarks
            .extend(pending.map(|name| (name, String::new(), 0)));
        self.read_runs(node, &mut paragraph, depth)?;
        let mark = properties.and_then(|properties| find_child_element(properties, "rPr"));
        if let Some(inserted) = mark.and_then(|mark| find_child_element(mark, "ins")) {
            self.count_tracked_change(inserted, true);
        }
        let removed = mark.and_then(|mark| {
            find_child_element(mark, "del").or_else(|| find_child_element(mark, "moveFrom"))
        });
        if let Some(removed) = removed {
            self.count_tracked_change(removed, false);
            if paragraph.text.trim().is_empty() {
                // The whole paragraph is deleted, including its bookmarks.
                paragraph.bookmarks.clear();
            }
            self.merged_paragraph = Some(paragraph);
            return Ok(());
        }
        let numbering = properties.and_then(|properties| find_child_element(properties, "numPr"));
        let kind = if style.is_heading {
            DocxLineKind::Heading
        } else {
            // A `numId` of 0 removes the numbering of the style.
            let direct_level = numbering.map(|numbering| {
                (child_val_attribute(numbering, "numId") != Some("0"))
                    .then(|| numbering_level(numbering))
            });
            direct_level
                .unwrap_or(style.list_level)
                .map_or(DocxLineKind::Paragraph, DocxLineKind::ListItem)
        };
        self.push_line(paragraph, kind)
    }

    fn push_line(
        &mut self,
        mut paragraph: ParagraphBuilder,
        kind: DocxLineKind,
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
            kind,
        });
        Ok(())
    }

    /// Adds the last paragraph if its mark was deleted and no paragraph follows.
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
            let properties = find_child_element(row, "trPr");
            let find_change =
                |name| properties.and_then(|properties| find_child_element(properties, name));
            if let Some(inserted) = find_change("ins") {
                self.count_tracked_change(inserted, true);
            }
            if let Some(removed) = find_change("del") {
                self.count_tracked_change(removed, false);
                continue;
            }
            // The lines of the cells are collected separately and joined into one line.
            let outer_lines = std::mem::take(&mut self.content.lines);
            let cells = self.read_row_cells(row, depth + 1);
            let cell_lines = std::mem::replace(&mut self.content.lines, outer_lines);
            let cells = cells?;
            let bookmarks = cell_lines
                .into_iter()
                .flat_map(|line| line.bookmarks)
                .collect();
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

    /// Returns the text of each cell of a row; adds the cells' lines to `content`.
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
                    let lines = self.content.lines[before..].iter();
                    let texts: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
                    cells.push(texts.join(" "));
                }
                "sdt" | "sdtContent" | "customXml" => {
                    cells.extend(self.read_row_cells(cell, depth + 1)?);
                }
                _ => {}
            }
        }
        Ok(cells)
    }

    /// Reads the runs of a paragraph.
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

    fn count_tracked_change(&mut self, node: Node<'_, '_>, is_insertion: bool) {
        let author = attribute_value(node, "author").unwrap_or_default();
        let changes = &mut self.content.tracked_changes;
        let at = changes.iter().position(|change| change.author == author);
        let at = at.unwrap_or_else(|| {
            changes.push(TrackedChangeCounts {
                author: author.to_owned(),
                insertions: 0,
                deletions: 0,
            });
            changes.len() - 1
        });
        if is_insertion {
            changes[at].insertions += 1;
        } else {
            changes[at].deletions += 1;
        }
    }
}

/// Reads the text and field characters of a run, without text boxes and images.
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

/// Returns whether an element is a generated table of contents.
fn is_table_of_contents(node: Node<'_, '_>) -> bool {
    let gallery = find_child_element(node, "sdtPr")
        .and_then(|properties| find_child_element(properties, "docPartObj"))
        .and_then(|part| child_val_attribute(part, "docPartGallery"));
    gallery == Some("Table of Contents")
}

fn numbering_level(numbering: Node<'_, '_>) -> usize {
    child_val_attribute(numbering, "ilvl")
        .and_then(|level| level.parse().ok())
        .unwrap_or(0)
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
    child_elements(document.root_element())
        .filter(|node| node.tag_name().name() == "comment")
        .map(|node| {
            let id = attribute_value(node, "id").unwrap_or_default();
            DocxComment {
                author: attribute_value(node, "author")
                    .unwrap_or_default()
                    .to_owned(),
                text: node
                    .descendants()
                    .filter(|node| node.tag_name().name() == "t")
                    .filter_map(|node| node.text())
                    .collect(),
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

/// Returns the `val` attribute of a child element.
fn child_val_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    find_child_element(node, name).and_then(|child| attribute_value(child, "val"))
}

/// Returns an attribute by its local name: the namespace differs between editions of the format.
fn attribute_value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}
