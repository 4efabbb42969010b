//! The document tree: the content of a finished document without its appearance.
//!
//! Every renderer reads this tree and nothing else. It holds no markup, no template syntax and no
//! drafting notes; it contains an [`Inline::Blank`] only if [`Document::is_draft`] is set.

pub mod bookmark_name;
pub mod canonical;
mod color;
pub mod combined_document;
pub mod copy_edits;
pub mod markdown_parser;
mod paper;
pub mod passage;
pub mod passage_diff;
pub mod readability;
pub mod requirement_matrix;
pub mod review_form;
pub mod sealed_value;
pub mod traversal;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

pub use color::Color;
pub use paper::PaperSize;

/// One document in one language, ready to be rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file name without folder, language and extension: `policy`, `poster-help`.
    pub name: String,
    /// The title for the window, the PDF's properties and the packet's index; plain text.
    pub title: String,
    /// The agency's name; plain text, empty if the document names no agency.
    pub agency_name: String,
    /// The agency's name for page headers: the short name, if it has one; plain text.
    pub short_agency_name: String,
    /// The summary in the PDF's properties and the HTML description; plain text.
    pub description: String,
    /// The language of all text outside [`Inline::OtherLanguage`].
    pub language: LanguageIdentifier,
    /// Decides the output folder and which content is allowed.
    pub audience: Audience,
    /// The page layout.
    pub layout: DocumentLayout,
    /// Whether every page is marked DRAFT and blanks are visible.
    pub is_draft: bool,
    /// The footer beside the page number: policy number, version, date. May be empty.
    pub footer_text: String,
    /// The date of the edition, from agency.toml; never the current date.
    pub edition_date: Option<Date>,
    /// The strings that a page adds to the document.
    pub page_strings: PageStrings,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Returns the file name without folder and extension: `poster-help`, or `poster-help.es` if the
    /// language is not English.
    pub fn file_stem(&self) -> String {
        if self.language.language.as_str() == "en" {
            self.name.clone()
        } else {
            format!("{}.{}", self.name, self.language)
        }
    }
}

/// The strings that pages add to a document, in the document's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStrings {
    /// The mark on every page of a draft: `DRAFT`.
    pub draft_label: String,
    /// The pattern of the page number: `Page {page} of {pages}`.
    pub page_number_pattern: String,
    /// The heading of the table of contents.
    pub contents_heading: String,
    /// The text of the link that skips to the main content.
    pub skip_link: String,
    /// The label of the button that quickly leaves the page.
    pub quick_exit_label: String,
    /// Explains where the button leads, and that it does not clear the browser's history.
    pub quick_exit_explanation: String,
    /// Names the key that does the same.
    pub quick_exit_key_hint: String,
    /// Replaces the repeated copies on a sheet for screen readers: `{count} more of the same`.
    pub more_copies_pattern: String,
}

/// The name of the notice on a translation that no qualified translator has reviewed.
pub const UNREVIEWED_TRANSLATION_ANCHOR: &str = "translation-not-reviewed";

/// The readers of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Clients and the public; nothing marked for staff is allowed.
    Client,
    Staff,
}

/// The page layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentLayout {
    /// Running text with headings, lists and tables, over any number of pages.
    Policy,
    /// One framed page to post: a title, a quotation, signatures.
    Notice,
    /// One page of panels, legible from across a room.
    Poster,
    /// Cards to cut from a sheet: the blocks before the first level-2 heading are the front, the rest
    /// is the back.
    Cards,
    /// A sheet to work from or fill in by hand: tables and short lists, on one page if they fit.
    Form,
    /// The index of a packet: tables of links to its files; HTML only.
    PacketIndex,
}

/// The name of a statement: HTML anchor, PDF destination and key in `[policy.statements]`. Lowercase
/// letters, digits and hyphens; unique in its document, and stable across editions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(pub String);

/// A block with its name, role and origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The statement's name, if the block is a statement.
    pub anchor: Option<Anchor>,
    pub role: BlockRole,
    /// The source of its text; none if it comes from neither a template nor a setting.
    pub origin: Option<BlockOrigin>,
    pub kind: BlockKind,
}

impl Block {
    /// Returns whether the block is the notice of an unreviewed translation.
    fn is_unreviewed_notice(&self) -> bool {
        self.anchor
            .as_ref()
            .is_some_and(|anchor| anchor.0 == UNREVIEWED_TRANSLATION_ANCHOR)
    }
}

/// The source of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockOrigin {
    /// A line of the template file, counted from 1: the line that names the block's statement, or else
    /// the statement above it.
    TemplateLine(usize),
    /// A setting that holds all its text: `policy.additions[2].text`.
    Setting(String),
}

/// The role of a block on its page, written in a template as `{#anchor .role}`.
///
/// A role changes appearance only: every format prints the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockRole {
    /// No role.
    #[default]
    Plain,
    /// On a table: two columns, name and value; the first column holds row headers.
    FactTable,
    /// On a table: empty cells are filled by hand, so rows are tall enough to sign.
    SignatureTable,
    /// On a table: one empty cell of each row is marked, by hand or on a screen.
    ChoiceTable,
    /// On a paragraph: larger type, directly after the title.
    LeadParagraph,
    /// On a paragraph: small print.
    SmallPrint,
    /// On a paragraph: a phone number or address, legible from across a room.
    DisplayNumber,
    /// On a poster's heading: its section is the most prominent panel.
    HeroPanel,
    /// On a poster's heading: its section is a panel that may share a row with another such panel.
    HalfWidthPanel,
    /// On a quotation: the main statement of the page.
    MainStatement,
    /// On a paragraph at the end of a poster: a tear-off. The document holds it once, and the layout
    /// repeats it along the bottom of the sheet.
    TearOff,
}

impl BlockRole {
    /// Returns the role with this name in templates.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "facts" => Self::FactTable,
            "sign" => Self::SignatureTable,
            "choose" => Self::ChoiceTable,
            "lead" => Self::LeadParagraph,
            "fine" => Self::SmallPrint,
            "number" => Self::DisplayNumber,
            "hero" => Self::HeroPanel,
            "half" => Self::HalfWidthPanel,
            "statement" => Self::MainStatement,
            // `strip` is the former name, which templates of agencies may still have.
            "tear-off" | "strip" => Self::TearOff,
            _ => return None,
        })
    }
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading. The first of a document has level 1, and no level is skipped.
    Heading {
        /// From 1 to 6.
        level: u8,
        content: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List(List),
    Quote(Vec<Block>),
    Table(Table),
}

/// A bulleted or numbered list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The number of the first item; none for bullets.
    pub start_number: Option<u64>,
    pub items: Vec<ListItem>,
}

/// A list item: its own text first, then nested blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The statement's name, if the item is a statement.
    pub anchor: Option<Anchor>,
    /// At least one block; the first is nearly always a paragraph.
    pub blocks: Vec<Block>,
}

/// A table. Every row has as many cells as the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The column headers; all empty in a [`BlockRole::FactTable`], which has row headers.
    pub header: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
}

/// The content of a cell; empty if it is filled by hand.
pub type Cell = Vec<Inline>;

/// A run of inline content.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    /// A fact of the agency or the pack, verbatim; never markup.
    FactValue {
        text: String,
        /// The settings it comes from, such as `organizations[2].hours`: usually one, several for a
        /// joined list, none for a fact of the pack.
        setting_paths: Vec<String>,
    },
    /// A fact that is missing, shown in a draft.
    Blank(Blank),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Link {
        target: LinkTarget,
        content: Vec<Inline>,
    },
    /// Text in another language than the document's.
    OtherLanguage {
        language: LanguageIdentifier,
        content: Vec<Inline>,
    },
    /// A line break inside a block, as in an address.
    LineBreak,
}

/// A missing fact and the setting that fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// A plain description: `local organizations`.
    pub label: String,
    /// The key in agency.toml: `organizations`.
    pub setting_path: String,
}

impl Blank {
    /// Returns the text that every format shows for the blank, brackets included.
    pub fn placeholder_text(&self) -> String {
        format!("[{}]", self.label)
    }
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A URL with the scheme `https:`, `http:`, `mailto:`, `tel:` or `sms:`, checked by the parser.
    Url(String),
    /// A statement of this document.
    Anchor(Anchor),
    /// A file of the packet, relative to this document's folder, in characters that need no escaping
    /// in a URL: `client/poster-help.pdf`.
    PacketFile(String),
}

impl LinkTarget {
    /// Returns the target if the URL has an allowed scheme and no whitespace or control characters;
    /// none for `javascript:`, `data:` and all others.
    pub fn from_url(url: &str) -> Option<Self> {
        let is_allowed = ["https:", "http:", "mailto:", "tel:", "sms:"]
            .iter()
            .any(|scheme| url.starts_with(scheme) && url.len() > scheme.len());
        let is_clean = !url.contains(|c: char| c.is_whitespace() || c.is_control());
        (is_allowed && is_clean).then(|| Self::Url(url.to_owned()))
    }
}

/// Returns the content with each link replaced by its text.
pub fn strip_links(inlines: &[Inline]) -> Vec<Inline> {
    map_links(inlines, &|_, content| content)
}

fn map_links(
    inlines: &[Inline],
    map_link: &impl Fn(&LinkTarget, Vec<Inline>) -> Vec<Inline>,
) -> Vec<Inline> {
    inlines
        .iter()
        .flat_map(|inline| match inline {
            Inline::Link { target, content } => map_link(target, map_links(content, map_link)),
            Inline::Emphasis(content) => vec![Inline::Emphasis(map_links(content, map_link))],
            Inline::Strong(content) => vec![Inline::Strong(map_links(content, map_link))],
            Inline::OtherLanguage { language, content } => vec![Inline::OtherLanguage {
                language: language.clone(),
                content: map_links(content, map_link),
            }],
            Inline::Text(_) | Inline::FactValue { .. } | Inline::Blank(_) | Inline::LineBreak => {
                vec![inline.clone()]
            }
        })
        .collect()
}

/// Returns the text alone, as every format shows it; a line break becomes a space.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(value) | Inline::FactValue { text: value, .. } => text.push_str(value),
            Inline::Blank(blank) => text.push_str(&blank.placeholder_text()),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => push_plain_text(content, text),
            Inline::LineBreak => text.push(' '),
        }
    }
}
