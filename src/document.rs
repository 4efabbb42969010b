//! A finished document as a plain tree: what it says, not how it looks.
//!
//! Every renderer draws this tree and nothing else. It holds no markup, no template syntax and no
//! drafting note; a [`Inline::Blank`] stands in it only when [`Document::draft`] is set.

pub mod canonical;
mod color;
pub mod combine;
pub mod compliance_matrix;
pub mod copy_edits;
pub mod markdown_parser;
mod paper;
pub mod passage;
pub mod passage_diff;
pub mod readability;
pub mod review_form;
pub mod sealed_value;
pub mod traversal;
pub mod word_bookmark;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

pub use color::Color;
pub use paper::PaperSize;

/// One document in one language, ready to be rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file name without folder and ending: `policy`, `poster-help`.
    pub name: String,
    /// The title for the window, the PDF's properties and the list of the packet; plain text.
    pub title: String,
    /// The agency's name; plain text, empty where the document does not say whose it is.
    pub agency_name: String,
    /// The agency's name as the heads of pages say it: the short one, if it has one; plain text.
    pub short_agency_name: String,
    /// What the document is about, for the PDF's properties and the HTML description; plain text.
    pub description: String,
    /// The language of the words that are not marked otherwise.
    pub language: LanguageIdentifier,
    /// Whom the document is for; decides the folder and what may stand in it.
    pub audience: Audience,
    /// How a page is made of it.
    pub layout: DocumentLayout,
    /// Shown as DRAFT on every page, blanks visible.
    pub is_draft: bool,
    /// Small print of each page beside the page number: number, version, date. May be empty.
    pub footer_text: String,
    /// The date of the edition, from agency.toml; never the clock.
    pub edition_date: Option<Date>,
    /// The words round the document on its page.
    pub page_strings: PageStrings,
    /// The words, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The file's name without folder and ending: `poster-help`, in another language than English
    /// `poster-help.es`.
    pub fn file_stem(&self) -> String {
        if self.language.language.as_str() == "en" {
            self.name.clone()
        } else {
            format!("{}.{}", self.name, self.language)
        }
    }
}

/// The words that stand on a page and are not its document's, in the document's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStrings {
    /// Marks every page of a draft: `DRAFT`.
    pub draft_label: String,
    /// Numbers a page: `Page {page} of {pages}`.
    pub page_number_pattern: String,
    /// Heads the list of contents.
    pub contents_heading: String,
    /// Leads past the top of a page on the screen.
    pub skip_link: String,
    /// Leaves a page that somebody else should not see.
    pub quick_exit_label: String,
    /// Where that leads to, and what it cannot do.
    pub quick_exit_explanation: String,
    /// The key that does the same.
    pub quick_exit_key_hint: String,
    /// Says in place of copies that a sheet has of its own words: `{count} more of the same`.
    pub more_copies_pattern: String,
}

/// The name of the line on a translation that no qualified translator has reviewed.
pub const UNREVIEWED_TRANSLATION_ANCHOR: &str = "translation-not-reviewed";

/// Whom a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Clients and the public: nothing marked staff may stand in it.
    Client,
    Staff,
}

/// The kinds of page a document can be made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentLayout {
    /// Running text with headings, lists and tables over as many pages as it takes.
    Policy,
    /// One framed page to be posted: a title, a quotation, signatures.
    Notice,
    /// One page to be read from across a room, in panels.
    Poster,
    /// Cards to cut from a sheet: what stands before the first heading of level 2 on their front, the
    /// rest on their back.
    Cards,
    /// A sheet to work from or to fill in by hand: tables and short lists, on one page if they fit.
    Form,
    /// The list of a packet: tables whose links lead to its files; HTML alone.
    PacketIndex,
}

/// The name of a statement, stable over editions: HTML anchor, PDF destination and the key in
/// `[policy.statements]`. Lower-case letters, digits and hyphens; unique in its document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(pub String);

/// A block with the name and the part it plays, if it has any.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The statement's name, if it is one.
    pub anchor: Option<Anchor>,
    /// The part it plays on its page.
    pub role: BlockRole,
    /// Where its words come from; none of what is in neither a template nor a setting.
    pub origin: Option<BlockOrigin>,
    pub kind: BlockKind,
}

/// Where a block comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockOrigin {
    /// A line of the template's file, counted from 1: the one that names the block's statement, or the
    /// statement above it.
    TemplateLine(usize),
    /// A setting that holds all of its words: `policy.additions[2].text`.
    Setting(String),
}

/// The part a block plays on a page, written in a template as `{#anchor .role}`.
///
/// A role changes how a block looks and never what it says: every format prints the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockRole {
    /// None: the block looks as its kind does.
    #[default]
    Plain,
    /// On a table: two columns, name and value; the first column heads the rows.
    FactTable,
    /// On a table: its empty cells are filled by hand, so rows are tall enough to sign.
    SignatureTable,
    /// On a table: one of the empty cells of each row is marked, by hand or on a screen.
    ChoiceTable,
    /// On a paragraph: larger, the first thing after the title.
    LeadParagraph,
    /// On a paragraph: small print.
    SmallPrint,
    /// On a paragraph: a number or address to be read across a room.
    DisplayNumber,
    /// On a poster's heading: its section is the most prominent panel.
    HeroPanel,
    /// On a poster's heading: its section is a panel that may share a row with a neighbour like it.
    HalfWidthPanel,
    /// On a quotation: the statement the page exists to show.
    MainStatement,
    /// On a paragraph at the end of a poster: a strip to tear off. It stands in the document once,
    /// and the layout repeats it along the foot of the sheet.
    TearOff,
}

impl BlockRole {
    /// The role of that name in a template.
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

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading; level 1 to 6, the first of a document is 1 and no level is skipped.
    Heading {
        /// 1 to 6.
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
    /// The number of the first item, or none for bullets.
    pub start_number: Option<u64>,
    pub items: Vec<ListItem>,
}

/// One item of a list: its own words first, then what is nested in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The statement's name, if it is one.
    pub anchor: Option<Anchor>,
    /// At least one block; the first is nearly always a paragraph.
    pub blocks: Vec<Block>,
}

/// A table: every row has as many cells as `head`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The column heads; all empty when the rows are headed by their first cell ([`Role::Facts`]).
    pub header: Vec<Cell>,
    /// The rows under the head.
    pub rows: Vec<Vec<Cell>>,
}

/// The content of one cell; empty to be filled by hand.
pub type Cell = Vec<Inline>;

/// A run of words.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    /// A fact of the agency or the pack, exactly as given; never markup.
    FactValue {
        text: String,
        /// The settings that they come from, as in `organizations[2].hours`: one as a rule, several of a
        /// list that is joined, none of a fact of the pack.
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
    /// Words in another language than the document's.
    OtherLanguage {
        language: LanguageIdentifier,
        content: Vec<Inline>,
    },
    /// A new line inside a block (an address).
    LineBreak,
}

/// A missing fact: what it is, and the setting that fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// In plain words: `local organizations`.
    pub label: String,
    /// In agency.toml's words: `organizations`.
    pub setting_path: String,
}

impl Blank {
    /// The words every format shows in the blank's place, brackets included.
    pub fn placeholder_text(&self) -> String {
        format!("[{}]", self.label)
    }
}

/// Where a link may lead: an address of an allowed kind, a place in the same document, or another
/// file of the packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `https:`, `http:`, `mailto:`, `tel:` or `sms:`, checked when the tree was made.
    Url(String),
    /// A statement of this document.
    Anchor(Anchor),
    /// A file of the packet, relative to this document's folder, of letters that need no escaping
    /// in an address: `client/poster-help.pdf`.
    PacketFile(String),
}

impl LinkTarget {
    /// The target, if a link may lead there: an address whose kind is allowed and that holds no
    /// white space or control character. Everything else (`javascript:`, `data:`) is none.
    pub fn from_url(address: &str) -> Option<Self> {
        let allowed = ["https:", "http:", "mailto:", "tel:", "sms:"]
            .iter()
            .any(|kind| address.starts_with(kind) && address.len() > kind.len());
        let clean = !address
            .chars()
            .any(|character| character.is_whitespace() || character.is_control());
        (allowed && clean).then(|| Self::Url(address.to_owned()))
    }
}

/// The words without their links, for a copy of them that leads nowhere.
pub fn strip_links(inlines: &[Inline]) -> Vec<Inline> {
    let mut unlinked = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Link { content, .. } => unlinked.extend(strip_links(content)),
            Inline::Emphasis(content) => {
                unlinked.push(Inline::Emphasis(strip_links(content)));
            }
            Inline::Strong(content) => unlinked.push(Inline::Strong(strip_links(content))),
            Inline::OtherLanguage { language, content } => unlinked.push(Inline::OtherLanguage {
                language: language.clone(),
                content: strip_links(content),
            }),
            Inline::Text(_) | Inline::FactValue { .. } | Inline::Blank(_) | Inline::LineBreak => {
                unlinked.push(inline.clone());
            }
        }
    }
    unlinked
}

/// The words alone, as every format shows them; a line break counts as a space.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::FactValue { text: words, .. } => text.push_str(words),
            Inline::Blank(blank) => text.push_str(&blank.placeholder_text()),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => push_plain_text(content, text),
            Inline::LineBreak => text.push(' '),
        }
    }
}
