//! Logical structure tree of a document, which screen readers follow. It does not refer to pages;
//! page items refer to its tagged content.

use std::fmt::Write as _;

use crate::document::LinkTarget;

/// Index of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StructureElementId(pub usize);

/// Index of tagged content in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct TaggedContentId(pub usize);

/// Standard structure types in use (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureType {
    Document,
    /// One of several documents combined in one file.
    Part,
    /// A heading of level 1 to 6.
    Heading(u8),
    Paragraph,
    /// A list; true if it is numbered.
    List(bool),
    /// A list item, which may hold only a label and a body (veraPDF 7.2-20).
    ListItem,
    Label,
    /// Text of a list item and the lists in it.
    ListBody,
    Table,
    TableHead,
    TableBody,
    TableRow,
    /// Header cell of a column.
    ColumnHeader,
    /// Header cell of a row.
    RowHeader,
    TableCell,
    BlockQuote,
    Link,
    /// A form field; its name is [`StructureElement::alternative_text`].
    Form,
    /// A figure; its description is [`StructureElement::alternative_text`].
    Figure,
    Span,
    TableOfContents,
    Caption,
    TableOfContentsItem,
    /// Link of an entry in the table of contents.
    Reference,
}

impl StructureType {
    /// Returns the name of the type in a PDF.
    pub fn pdf_name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Heading(level) => {
                ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
            }
            Self::Paragraph => "P",
            Self::List(_) => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::TableRow => "TR",
            Self::ColumnHeader | Self::RowHeader => "TH",
            Self::TableCell => "TD",
            Self::BlockQuote => "BlockQuote",
            Self::Link => "Link",
            Self::Form => "Form",
            Self::Figure => "Figure",
            Self::Span => "Span",
            Self::TableOfContents => "TOC",
            Self::Caption => "Caption",
            Self::TableOfContentsItem => "TOCI",
            Self::Reference => "Reference",
        }
    }
}

/// An element of the structure tree.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureElement {
    pub structure_type: StructureType,
    /// `None` for the document element.
    pub parent: Option<StructureElementId>,
    pub children: Vec<StructureChild>,
    /// Language tag, if it differs from the parent's.
    pub language: Option<String>,
    /// Target of a link.
    pub link_target: Option<LinkTarget>,
    /// Text of a link, description of a figure, or name of a field or of a row with choices.
    pub alternative_text: String,
}

impl StructureElement {
    fn new(structure_type: StructureType, parent: Option<StructureElementId>) -> Self {
        Self {
            structure_type,
            parent,
            children: Vec::new(),
            language: None,
            link_target: None,
            alternative_text: String::new(),
        }
    }
}

/// A child of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureChild {
    Element(StructureElementId),
    /// Content that may continue over several pages.
    TaggedContent(TaggedContentId),
}

/// Offsets added to the ids of a tree when it is appended to another.
#[derive(Debug, Clone, Copy)]
pub struct StructureIdOffset {
    element_offset: usize,
    content_offset: usize,
}

impl StructureIdOffset {
    /// Returns the id of an element in the combined tree.
    pub fn shift_element_id(self, id: StructureElementId) -> StructureElementId {
        StructureElementId(id.0 + self.element_offset)
    }

    /// Returns the id of tagged content in the combined tree.
    pub fn shift_content_id(self, id: TaggedContentId) -> TaggedContentId {
        TaggedContentId(id.0 + self.content_offset)
    }

    fn shift_child(self, child: StructureChild) -> StructureChild {
        match child {
            StructureChild::Element(id) => StructureChild::Element(self.shift_element_id(id)),
            StructureChild::TaggedContent(id) => {
                StructureChild::TaggedContent(self.shift_content_id(id))
            }
        }
    }
}

/// Structure elements and the tagged content in them.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureTree {
    /// The first is the document element.
    pub elements: Vec<StructureElement>,
    /// Parent element of each tagged content.
    pub tagged_content_owners: Vec<StructureElementId>,
}

impl StructureTree {
    /// Returns a tree that holds only the document element.
    pub fn new() -> Self {
        Self {
            elements: vec![StructureElement::new(StructureType::Document, None)],
            tagged_content_owners: Vec::new(),
        }
    }

    /// The document element.
    pub const ROOT: StructureElementId = StructureElementId(0);

    /// Adds an element as the last child of `parent`.
    pub fn add_element(
        &mut self,
        parent: StructureElementId,
        structure_type: StructureType,
    ) -> StructureElementId {
        let id = StructureElementId(self.elements.len());
        self.elements
            .push(StructureElement::new(structure_type, Some(parent)));
        self.elements[parent.0]
            .children
            .push(StructureChild::Element(id));
        id
    }

    /// Adds a figure with alternative text and returns its tagged content.
    pub fn add_figure(&mut self, alt_text: &str) -> TaggedContentId {
        let element = self.add_element(Self::ROOT, StructureType::Figure);
        alt_text.clone_into(&mut self.elements[element.0].alternative_text);
        self.add_tagged_content(element)
    }

    /// Adds tagged content as the last child of `element`.
    pub fn add_tagged_content(&mut self, element: StructureElementId) -> TaggedContentId {
        let id = TaggedContentId(self.tagged_content_owners.len());
        self.tagged_content_owners.push(element);
        self.elements[element.0]
            .children
            .push(StructureChild::TaggedContent(id));
        id
    }

    /// Appends another tree as a [`StructureType::Part`] of the document.
    pub fn append_as_part(&mut self, mut other: Self) -> StructureIdOffset {
        let offset = StructureIdOffset {
            element_offset: self.elements.len(),
            content_offset: self.tagged_content_owners.len(),
        };
        other.elements[Self::ROOT.0].structure_type = StructureType::Part;
        let part = StructureChild::Element(offset.shift_element_id(Self::ROOT));
        self.elements[Self::ROOT.0].children.push(part);
        for mut element in other.elements {
            for child in &mut element.children {
                *child = offset.shift_child(*child);
            }
            let parent = element.parent.map(|parent| offset.shift_element_id(parent));
            element.parent = Some(parent.unwrap_or(Self::ROOT));
            self.elements.push(element);
        }
        let owners = other
            .tagged_content_owners
            .into_iter()
            .map(|id| offset.shift_element_id(id));
        self.tagged_content_owners.extend(owners);
        offset
    }

    /// Returns the type of the element that owns the tagged content.
    pub fn owner_type(&self, content_id: TaggedContentId) -> StructureType {
        self.elements[self.tagged_content_owners[content_id.0].0].structure_type
    }

    /// Returns the link that encloses tagged content.
    pub fn find_enclosing_link(&self, content_id: TaggedContentId) -> Option<StructureElementId> {
        let mut current = Some(self.tagged_content_owners[content_id.0]);
        while let Some(id) = current {
            if self.elements[id.0].structure_type == StructureType::Link {
                return Some(id);
            }
            current = self.elements[id.0].parent;
        }
        None
    }

    /// Formats the tree as indented text, one element per line. `content_text` returns the text of tagged
    /// content.
    pub fn format_debug_tree(&self, content_text: &dyn Fn(TaggedContentId) -> String) -> String {
        let mut out = String::new();
        self.write_debug_element(Self::ROOT, 0, content_text, &mut out);
        out
    }

    fn write_debug_element(
        &self,
        id: StructureElementId,
        depth: usize,
        content_text: &dyn Fn(TaggedContentId) -> String,
        out: &mut String,
    ) {
        let element = &self.elements[id.0];
        let indent = "  ".repeat(depth);
        write!(out, "{indent}{}", element.structure_type.pdf_name()).expect("cannot fail");
        if let Some(language) = &element.language {
            write!(out, " lang={language}").expect("cannot fail");
        }
        if matches!(
            element.structure_type,
            StructureType::Figure | StructureType::Form
        ) {
            write!(out, " {:?}", element.alternative_text).expect("cannot fail");
        }
        let target = match &element.link_target {
            Some(LinkTarget::Url(address) | LinkTarget::PacketFile(address)) => {
                format!(" -> {address}")
            }
            Some(LinkTarget::Anchor(anchor)) => format!(" -> #{}", anchor.0),
            None => String::new(),
        };
        out.push_str(&target);
        out.push('\n');
        for child in &element.children {
            match child {
                StructureChild::Element(inner) => {
                    self.write_debug_element(*inner, depth + 1, content_text, out);
                }
                StructureChild::TaggedContent(content_id) => {
                    let content_text = content_text(*content_id);
                    if !content_text.is_empty() {
                        writeln!(out, "{indent}  {content_text:?}").expect("cannot fail");
                    }
                }
            }
        }
    }
}

impl Default for StructureTree {
    fn default() -> Self {
        Self::new()
    }
}
