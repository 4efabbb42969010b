//! The structure tree of a document: what a screen reader walks. It knows nothing of pages; the
//! pages name its slots.

use std::fmt::Write as _;

use crate::document::LinkTarget;

/// The index of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(pub usize);

/// The index of a slot in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SlotId(pub usize);

/// The kinds of element used (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
    Row,
    /// A cell that heads its column.
    ColumnHead,
    /// A cell that heads its row.
    RowHead,
    Cell,
    Quote,
    Link,
    /// A place to be filled in; what it is for is [`Element::contents`].
    Form,
    /// A picture, or copies of what was said; its words are [`Element::contents`].
    Figure,
    Span,
    Contents,
    Caption,
    ContentsItem,
    /// What such a line refers to.
    Reference,
}

impl Kind {
    /// The name in a PDF.
    pub fn name(self) -> &'static str {
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
            Self::Row => "TR",
            Self::ColumnHead | Self::RowHead => "TH",
            Self::Cell => "TD",
            Self::Quote => "BlockQuote",
            Self::Link => "Link",
            Self::Form => "Form",
            Self::Figure => "Figure",
            Self::Span => "Span",
            Self::Contents => "TOC",
            Self::Caption => "Caption",
            Self::ContentsItem => "TOCI",
            Self::Reference => "Reference",
        }
    }
}

/// One element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub kind: Kind,
    /// Where it hangs; none for the document.
    pub parent: Option<ElementId>,
    pub kids: Vec<Kid>,
    /// Its language, when it is not its parent's.
    pub language: Option<String>,
    /// Where it leads, for a link.
    pub target: Option<LinkTarget>,
    /// The words of a link, for its annotation; of a figure; of a field, or of a row that is a choice.
    pub contents: String,
}

impl Element {
    fn new(kind: Kind, parent: Option<ElementId>) -> Self {
        Self {
            kind,
            parent,
            kids: Vec::new(),
            language: None,
            target: None,
            contents: String::new(),
        }
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    Element(ElementId),
    /// A place for words on a page or on several.
    Slot(SlotId),
}

/// How the numbers of a tree move when it is put into another.
#[derive(Debug, Clone, Copy)]
pub struct Shift {
    elements: usize,
    slots: usize,
}

impl Shift {
    /// Where an element is now.
    pub fn element(self, id: ElementId) -> ElementId {
        ElementId(id.0 + self.elements)
    }

    /// Where a slot is now.
    pub fn slot(self, id: SlotId) -> SlotId {
        SlotId(id.0 + self.slots)
    }

    fn kid(self, kid: Kid) -> Kid {
        match kid {
            Kid::Element(id) => Kid::Element(self.element(id)),
            Kid::Slot(id) => Kid::Slot(self.slot(id)),
        }
    }
}

/// All elements and the places for words in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The first is the document.
    pub elements: Vec<Element>,
    /// The element each slot belongs to.
    pub slots: Vec<ElementId>,
}

impl Tree {
    /// A tree with its document element.
    pub fn new() -> Self {
        Self {
            elements: vec![Element::new(Kind::Document, None)],
            slots: Vec::new(),
        }
    }

    /// The document element.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element as the last kid of `parent`.
    pub fn add(&mut self, parent: ElementId, kind: Kind) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element::new(kind, Some(parent)));
        self.elements[parent.0].kids.push(Kid::Element(id));
        id
    }

    /// Adds a figure that `words` stand for, and the place for what it shows.
    pub fn figure(&mut self, words: &str) -> SlotId {
        let element = self.add(Self::ROOT, Kind::Figure);
        words.clone_into(&mut self.elements[element.0].contents);
        self.slot(element)
    }

    /// Adds a place for words as the last kid of `element`.
    pub fn slot(&mut self, element: ElementId) -> SlotId {
        let id = SlotId(self.slots.len());
        self.slots.push(element);
        self.elements[element.0].kids.push(Kid::Slot(id));
        id
    }

    /// Puts another tree behind its own elements, as a [`Kind::Part`] of the document.
    pub fn append(&mut self, mut other: Self) -> Shift {
        let shift = Shift {
            elements: self.elements.len(),
            slots: self.slots.len(),
        };
        other.elements[Self::ROOT.0].kind = Kind::Part;
        let part = Kid::Element(shift.element(Self::ROOT));
        self.elements[Self::ROOT.0].kids.push(part);
        for mut own in other.elements {
            for kid in &mut own.kids {
                *kid = shift.kid(*kid);
            }
            let parent = own.parent.map(|parent| shift.element(parent));
            own.parent = Some(parent.unwrap_or(Self::ROOT));
            self.elements.push(own);
        }
        let slots = other.slots.into_iter().map(|id| shift.element(id));
        self.slots.extend(slots);
        shift
    }

    /// The link that the words of a slot belong to.
    pub fn link_of(&self, slot: SlotId) -> Option<ElementId> {
        let mut at = Some(self.slots[slot.0]);
        while let Some(id) = at {
            if self.elements[id.0].kind == Kind::Link {
                return Some(id);
            }
            at = self.elements[id.0].parent;
        }
        None
    }

    /// The tree as indented text, one element a line, with the words of each slot by `words`.
    pub fn dump(&self, words: &dyn Fn(SlotId) -> String) -> String {
        let mut out = String::new();
        self.dump_element(Self::ROOT, 0, words, &mut out);
        out
    }

    fn dump_element(
        &self,
        id: ElementId,
        depth: usize,
        words: &dyn Fn(SlotId) -> String,
        out: &mut String,
    ) {
        let element = &self.elements[id.0];
        let indent = "  ".repeat(depth);
        write!(out, "{indent}{}", element.kind.name()).expect("a string takes all");
        if let Some(language) = &element.language {
            write!(out, " lang={language}").expect("a string takes all");
        }
        if matches!(element.kind, Kind::Figure | Kind::Form) {
            write!(out, " {:?}", element.contents).expect("a string takes all");
        }
        let target = match &element.target {
            Some(LinkTarget::Url(address) | LinkTarget::PacketFile(address)) => {
                format!(" -> {address}")
            }
            Some(LinkTarget::Anchor(anchor)) => format!(" -> #{}", anchor.0),
            None => String::new(),
        };
        out.push_str(&target);
        out.push('\n');
        for kid in &element.kids {
            match kid {
                Kid::Element(inner) => self.dump_element(*inner, depth + 1, words, out),
                Kid::Slot(slot) => {
                    let words = words(*slot);
                    if !words.is_empty() {
                        writeln!(out, "{indent}  {words:?}").expect("a string takes all");
                    }
                }
            }
        }
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}
