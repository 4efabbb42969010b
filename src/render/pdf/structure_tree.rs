//! The structure tree of a document: what a screen reader walks. It knows nothing of pages; the
//! pages name its slots.

use std::fmt::Write as _;

use crate::document::LinkTarget;

/// The index of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StructureElementId(pub usize);

/// The index of a slot in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct TaggedContentId(pub usize);

/// The kinds of element used (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureType {
    Document,
    /// One of several documents that are bound in one file.
    Part,
    /// A heading of level 1 to 6.
    Heading(u8),
    Paragraph,
    /// A list; true when its labels are numbers.
    List(bool),
    /// An item: holds a label and a body and nothing else (veraPDF 7.2-20).
    ListItem,
    Label,
    /// The words of an item and the lists in it.
    ListBody,
    Table,
    TableHead,
    TableBody,
    TableRow,
    /// A cell that heads its column.
    ColumnHeader,
    /// A cell that heads its row.
    RowHeader,
    TableCell,
    BlockQuote,
    Link,
    /// A place to be filled in; what it is for is [`Element::contents`].
    Form,
    /// A picture, or copies of what was said; its words are [`Element::contents`].
    Figure,
    Span,
    TableOfContents,
    Caption,
    TableOfContentsItem,
    /// What such a line refers to.
    Reference,
}

impl StructureType {
    /// The name in a PDF.
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

/// One element.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureElement {
    pub structure_type: StructureType,
    /// Where it hangs; none for the document.
    pub parent: Option<StructureElementId>,
    pub children: Vec<StructureChild>,
    /// Its language, when it is not its parent's.
    pub language: Option<String>,
    /// Where it leads, for a link.
    pub link_target: Option<LinkTarget>,
    /// The words of a link, for its annotation; of a figure; of a field, or of a row that is a choice.
    pub alternative_text: String,
}

impl StructureElement {
    fn new(kind: StructureType, parent: Option<StructureElementId>) -> Self {
        Self {
            structure_type: kind,
            parent,
            children: Vec::new(),
            language: None,
            link_target: None,
            alternative_text: String::new(),
        }
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureChild {
    Element(StructureElementId),
    /// A place for words on a page or on several.
    TaggedContent(TaggedContentId),
}

/// How the numbers of a tree move when it is put into another.
#[derive(Debug, Clone, Copy)]
pub struct StructureIdOffset {
    element_offset: usize,
    content_offset: usize,
}

impl StructureIdOffset {
    /// Where an element is now.
    pub fn shift_element_id(self, id: StructureElementId) -> StructureElementId {
        StructureElementId(id.0 + self.element_offset)
    }

    /// Where a slot is now.
    pub fn shift_content_id(self, id: TaggedContentId) -> TaggedContentId {
        TaggedContentId(id.0 + self.content_offset)
    }

    fn shift_child(self, kid: StructureChild) -> StructureChild {
        match kid {
            StructureChild::Element(id) => StructureChild::Element(self.shift_element_id(id)),
            StructureChild::TaggedContent(id) => {
                StructureChild::TaggedContent(self.shift_content_id(id))
            }
        }
    }
}

/// All elements and the places for words in them.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureTree {
    /// The first is the document.
    pub elements: Vec<StructureElement>,
    /// The element each slot belongs to.
    pub tagged_content_owners: Vec<StructureElementId>,
}

impl StructureTree {
    /// A tree with its document element.
    pub fn new() -> Self {
        Self {
            elements: vec![StructureElement::new(StructureType::Document, None)],
            tagged_content_owners: Vec::new(),
        }
    }

    /// The document element.
    pub const ROOT: StructureElementId = StructureElementId(0);

    /// Adds an element as the last kid of `parent`.
    pub fn add_element(
        &mut self,
        parent: StructureElementId,
        kind: StructureType,
    ) -> StructureElementId {
        let id = StructureElementId(self.elements.len());
        self.elements
            .push(StructureElement::new(kind, Some(parent)));
        self.elements[parent.0]
            .children
            .push(StructureChild::Element(id));
        id
    }

    /// Adds a figure that `words` stand for, and the place for what it shows.
    pub fn add_figure(&mut self, words: &str) -> TaggedContentId {
        let element = self.add_element(Self::ROOT, StructureType::Figure);
        words.clone_into(&mut self.elements[element.0].alternative_text);
        self.add_tagged_content(element)
    }

    /// Adds a place for words as the last kid of `element`.
    pub fn add_tagged_content(&mut self, element: StructureElementId) -> TaggedContentId {
        let id = TaggedContentId(self.tagged_content_owners.len());
        self.tagged_content_owners.push(element);
        self.elements[element.0]
            .children
            .push(StructureChild::TaggedContent(id));
        id
    }

    /// Puts another tree behind its own elements, as a [`Kind::Part`] of the document.
    pub fn append_as_part(&mut self, mut other: Self) -> StructureIdOffset {
        let shift = StructureIdOffset {
            element_offset: self.elements.len(),
            content_offset: self.tagged_content_owners.len(),
        };
        other.elements[Self::ROOT.0].structure_type = StructureType::Part;
        let part = StructureChild::Element(shift.shift_element_id(Self::ROOT));
        self.elements[Self::ROOT.0].children.push(part);
        for mut own in other.elements {
            for kid in &mut own.children {
                *kid = shift.shift_child(*kid);
            }
            let parent = own.parent.map(|parent| shift.shift_element_id(parent));
            own.parent = Some(parent.unwrap_or(Self::ROOT));
            self.elements.push(own);
        }
        let slots = other
            .tagged_content_owners
            .into_iter()
            .map(|id| shift.shift_element_id(id));
        self.tagged_content_owners.extend(slots);
        shift
    }

    /// The link that the words of a slot belong to.
    pub fn find_enclosing_link(&self, slot: TaggedContentId) -> Option<StructureElementId> {
        let mut at = Some(self.tagged_content_owners[slot.0]);
        while let Some(id) = at {
            if self.elements[id.0].structure_type == StructureType::Link {
                return Some(id);
            }
            at = self.elements[id.0].parent;
        }
        None
    }

    /// The tree as indented text, one element a line, with the words of each slot by `words`.
    pub fn format_debug_tree(&self, words: &dyn Fn(TaggedContentId) -> String) -> String {
        let mut out = String::new();
        self.write_debug_element(Self::ROOT, 0, words, &mut out);
        out
    }

    fn write_debug_element(
        &self,
        id: StructureElementId,
        depth: usize,
        words: &dyn Fn(TaggedContentId) -> String,
        out: &mut String,
    ) {
        let element = &self.elements[id.0];
        let indent = "  ".repeat(depth);
        write!(out, "{indent}{}", element.structure_type.pdf_name()).expect("a string takes all");
        if let Some(language) = &element.language {
            write!(out, " lang={language}").expect("a string takes all");
        }
        if matches!(
            element.structure_type,
            StructureType::Figure | StructureType::Form
        ) {
            write!(out, " {:?}", element.alternative_text).expect("a string takes all");
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
        for kid in &element.children {
            match kid {
                StructureChild::Element(inner) => {
                    self.write_debug_element(*inner, depth + 1, words, out)
                }
                StructureChild::TaggedContent(slot) => {
                    let words = words(*slot);
                    if !words.is_empty() {
                        writeln!(out, "{indent}  {words:?}").expect("a string takes all");
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
