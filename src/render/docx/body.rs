//! The blocks of a document as Word's paragraphs and lists.

use super::numbering::{DEEPEST, Numbers, STEP, indent};
use super::paragraph_writer::Paragraphs;
use super::table::table;
use super::xml_values::twips;
use crate::document::{
    Block, BlockKind, BlockRole, Document, DocumentLayout, Inline, List, plain_text,
};
use crate::render::document_style::Look;

/// More letters than this are an address in place of a number.
const LONGEST_NUMBER: usize = 16;

/// The body as far as it is written.
pub(super) struct Body<'a> {
    pub(super) paragraphs: Paragraphs<'a>,
    pub(super) numbers: Numbers,
    look: &'a Look,
    room: f32,
    layout: DocumentLayout,
    /// The number or bullet that the next paragraph bears.
    mark: Option<Mark>,
    /// In the most prominent section of a poster, whose words stand in the middle.
    hero: bool,
}

struct Mark {
    list: usize,
    level: usize,
}

/// Where a block stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    depth: usize,
    quoted: Quoted,
    /// The paragraph is kept on the page of the next one.
    keep: bool,
    under_table: bool,
}

/// Whether a block is quoted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Quoted {
    #[default]
    No,
    Words,
    /// The statement that the page exists to show.
    Statement,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &Document, look: &'a Look, room: f32) -> Self {
        Self {
            paragraphs: Paragraphs::new(&document.language),
            numbers: Numbers::default(),
            look,
            room,
            layout: document.layout,
            mark: None,
            hero: false,
        }
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block], place: Place) {
        let is_table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
        let mut under_table = false;
        for (at, block) in blocks.iter().enumerate() {
            let after = blocks.get(at + 1);
            let keep = after.is_some_and(|after| leads_to(block, after));
            let here = Place {
                keep,
                under_table,
                ..place
            };
            self.block(block, here);
            under_table = is_table(block);
            // Two tables without a paragraph between them become one.
            if under_table && after.is_none_or(is_table) {
                self.gap();
            }
        }
    }

    fn block(&mut self, block: &'a Block, place: Place) {
        self.paragraphs.waiting.extend(&block.anchor);
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.hero = block.role == BlockRole::HeroPanel;
                let style = format!("Heading{}", (*level).clamp(1, 6));
                self.paragraph(&style, content, place);
            }
            BlockKind::Paragraph(content) => {
                let style = match self.style(block.role, place) {
                    // What is larger than a line is no number to be read across a room.
                    "Number" if self.is_small_number(content) => "SmallNumber",
                    other => other,
                };
                self.paragraph(style, content, place);
            }
            BlockKind::List(list) => self.list(list, place),
            BlockKind::Quote(quoted) => {
                let place = Place {
                    quoted: if block.role == BlockRole::MainStatement {
                        Quoted::Statement
                    } else {
                        Quoted::Words
                    },
                    ..place
                };
                self.blocks(quoted, place);
            }
            BlockKind::Table(table) => {
                self.flush_mark(place);
                let room = twips(self.room);
                self::table(
                    &mut self.paragraphs,
                    table,
                    block.role,
                    self.look,
                    (room, place.depth),
                );
            }
        }
    }

    fn is_small_number(&self, content: &[Inline]) -> bool {
        let outside = self.layout == DocumentLayout::Poster && !self.hero;
        outside || plain_text(content).chars().count() > LONGEST_NUMBER
    }

    fn style(&self, role: BlockRole, place: Place) -> &'static str {
        match role {
            BlockRole::LeadParagraph => "Lead",
            BlockRole::SmallPrint => "FinePrint",
            BlockRole::DisplayNumber => "Number",
            BlockRole::TearOff => "Strip",
            BlockRole::Plain
            | BlockRole::FactTable
            | BlockRole::SignatureTable
            | BlockRole::ChoiceTable
            | BlockRole::HeroPanel
            | BlockRole::HalfWidthPanel
            | BlockRole::MainStatement => match (place.quoted, place.depth) {
                (Quoted::Statement, _) => "Statement",
                (Quoted::Words, _) => "Quote",
                (Quoted::No, 0) => "Normal",
                (Quoted::No, _) if self.mark.is_some() => "ListParagraph",
                (Quoted::No, _) => "ListContinue",
            },
        }
    }

    fn list(&mut self, list: &'a List, place: Place) {
        let number = self.numbers.list(list.start_number, place.depth);
        let place = Place {
            depth: place.depth + 1,
            keep: false,
            ..place
        };
        for item in &list.items {
            self.flush_mark(place);
            self.paragraphs.waiting.extend(&item.anchor);
            self.mark = Some(Mark {
                list: number,
                level: (place.depth - 1).min(DEEPEST),
            });
            self.blocks(&item.blocks, place);
            self.flush_mark(place);
        }
    }

    /// Writes the number or bullet that no paragraph took, alone.
    fn flush_mark(&mut self, place: Place) {
        if self.mark.is_some() {
            self.paragraph("ListParagraph", &[], place);
        }
    }

    /// One paragraph. It takes the number or bullet and the names that wait for one.
    fn paragraph(&mut self, style: &str, content: &[Inline], place: Place) {
        let mut about = format!("<w:pStyle w:val=\"{style}\"/>");
        if place.keep {
            about.push_str("<w:keepNext/>");
        }
        let mark = self.mark.take();
        let marked = mark.is_some();
        if let Some(mark) = mark {
            about.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>",
                mark.level, mark.list
            ));
        }
        if place.under_table && !style.starts_with("Heading") {
            about.push_str(&format!(
                "<w:spacing w:before=\"{}\"/>",
                twips(self.look.body * 0.8)
            ));
        }
        if !marked && place.depth > 0 {
            let quoted = i32::from(place.quoted != Quoted::No) * STEP / 2;
            let left = indent(place.depth) + quoted;
            about.push_str(&format!("<w:ind w:left=\"{left}\"/>"));
        }
        if self.hero && self.layout == DocumentLayout::Poster {
            about.push_str("<w:jc w:val=\"center\"/>");
        }
        self.paragraphs.open(&about);
        self.paragraphs.content(content);
        self.paragraphs.close();
    }

    /// A thin paragraph that says nothing: after a table that another would follow, or none.
    fn gap(&mut self) {
        self.paragraphs
            .push("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
}

/// Whether a block says what comes next, so that no page may begin between the two.
fn leads_to(block: &Block, after: &Block) -> bool {
    let leads = match &block.kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::Heading { .. }
        | BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Table(_) => false,
    };
    let follows = match &after.kind {
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => true,
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) => false,
    };
    leads && follows
}
