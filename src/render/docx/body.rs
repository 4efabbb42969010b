//! The blocks of a document as Word's paragraphs and lists.

use super::numbering::{DocxNumbering, LIST_INDENT_TWIPS, MAX_LIST_LEVEL, list_indent_twips};
use super::paragraph_writer::DocxParagraphWriter;
use super::table::write_table;
use super::xml_values::points_to_twips;
use crate::document::{
    Block, BlockKind, BlockRole, Document, DocumentLayout, Inline, List, plain_text,
};
use crate::render::document_style::DocumentStyle;

/// More letters than this are an address in place of a number.
const MAX_LARGE_NUMBER_CHARS: usize = 16;

/// The body as far as it is written.
pub(super) struct DocxBodyWriter<'a> {
    pub(super) paragraph_writer: DocxParagraphWriter<'a>,
    pub(super) numbering: DocxNumbering,
    style: &'a DocumentStyle,
    text_width: f32,
    layout: DocumentLayout,
    /// The number or bullet that the next paragraph bears.
    pending_list_label: Option<ListLabel>,
    /// In the most prominent section of a poster, whose words stand in the middle.
    in_hero_section: bool,
}

struct ListLabel {
    numbering_id: usize,
    level: usize,
}

/// Where a block stands.
#[derive(Clone, Copy, Default)]
pub(super) struct DocxBlockContext {
    list_depth: usize,
    quote_style: QuoteStyle,
    /// The paragraph is kept on the page of the next one.
    keep_with_next: bool,
    follows_table: bool,
}

/// Whether a block is quoted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum QuoteStyle {
    #[default]
    NotQuoted,
    Quotation,
    /// The statement that the page exists to show.
    Statement,
}

impl<'a> DocxBodyWriter<'a> {
    pub(super) fn new(document: &Document, look: &'a DocumentStyle, room: f32) -> Self {
        Self {
            paragraph_writer: DocxParagraphWriter::new(&document.language),
            numbering: DocxNumbering::default(),
            style: look,
            text_width: room,
            layout: document.layout,
            pending_list_label: None,
            in_hero_section: false,
        }
    }

    pub(super) fn write_blocks(&mut self, blocks: &'a [Block], place: DocxBlockContext) {
        let is_table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
        let mut under_table = false;
        for (at, block) in blocks.iter().enumerate() {
            let after = blocks.get(at + 1);
            let keep = after.is_some_and(|after| keeps_with_next(block, after));
            let here = DocxBlockContext {
                keep_with_next: keep,
                follows_table: under_table,
                ..place
            };
            self.write_block(block, here);
            under_table = is_table(block);
            // Two tables without a paragraph between them become one.
            if under_table && after.is_none_or(is_table) {
                self.write_spacer();
            }
        }
    }

    fn write_block(&mut self, block: &'a Block, place: DocxBlockContext) {
        self.paragraph_writer
            .pending_bookmarks
            .extend(&block.anchor);
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.in_hero_section = block.role == BlockRole::HeroPanel;
                let style = format!("Heading{}", (*level).clamp(1, 6));
                self.write_paragraph(&style, content, place);
            }
            BlockKind::Paragraph(content) => {
                let style = match self.paragraph_style_id(block.role, place) {
                    // What is larger than a line is no number to be read across a room.
                    "Number" if self.needs_small_number_style(content) => "SmallNumber",
                    other => other,
                };
                self.write_paragraph(style, content, place);
            }
            BlockKind::List(list) => self.write_list(list, place),
            BlockKind::Quote(quoted) => {
                let place = DocxBlockContext {
                    quote_style: if block.role == BlockRole::MainStatement {
                        QuoteStyle::Statement
                    } else {
                        QuoteStyle::Quotation
                    },
                    ..place
                };
                self.write_blocks(quoted, place);
            }
            BlockKind::Table(table) => {
                self.flush_list_label(place);
                let room = points_to_twips(self.text_width);
                write_table(
                    &mut self.paragraph_writer,
                    table,
                    block.role,
                    self.style,
                    (room, place.list_depth),
                );
            }
        }
    }

    fn needs_small_number_style(&self, content: &[Inline]) -> bool {
        let outside = self.layout == DocumentLayout::Poster && !self.in_hero_section;
        outside || plain_text(content).chars().count() > MAX_LARGE_NUMBER_CHARS
    }

    fn paragraph_style_id(&self, role: BlockRole, place: DocxBlockContext) -> &'static str {
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
            | BlockRole::MainStatement => match (place.quote_style, place.list_depth) {
                (QuoteStyle::Statement, _) => "Statement",
                (QuoteStyle::Quotation, _) => "Quote",
                (QuoteStyle::NotQuoted, 0) => "Normal",
                (QuoteStyle::NotQuoted, _) if self.pending_list_label.is_some() => "ListParagraph",
                (QuoteStyle::NotQuoted, _) => "ListContinue",
            },
        }
    }

    fn write_list(&mut self, list: &'a List, place: DocxBlockContext) {
        let number = self.numbering.add_list(list.start_number, place.list_depth);
        let place = DocxBlockContext {
            list_depth: place.list_depth + 1,
            keep_with_next: false,
            ..place
        };
        for item in &list.items {
            self.flush_list_label(place);
            self.paragraph_writer.pending_bookmarks.extend(&item.anchor);
            self.pending_list_label = Some(ListLabel {
                numbering_id: number,
                level: (place.list_depth - 1).min(MAX_LIST_LEVEL),
            });
            self.write_blocks(&item.blocks, place);
            self.flush_list_label(place);
        }
    }

    /// Writes the number or bullet that no paragraph took, alone.
    fn flush_list_label(&mut self, place: DocxBlockContext) {
        if self.pending_list_label.is_some() {
            self.write_paragraph("ListParagraph", &[], place);
        }
    }

    /// One paragraph. It takes the number or bullet and the names that wait for one.
    fn write_paragraph(&mut self, style: &str, content: &[Inline], place: DocxBlockContext) {
        let mut about = format!("<w:pStyle w:val=\"{style}\"/>");
        if place.keep_with_next {
            about.push_str("<w:keepNext/>");
        }
        let mark = self.pending_list_label.take();
        let marked = mark.is_some();
        if let Some(mark) = mark {
            about.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>",
                mark.level, mark.numbering_id
            ));
        }
        if place.follows_table && !style.starts_with("Heading") {
            about.push_str(&format!(
                "<w:spacing w:before=\"{}\"/>",
                points_to_twips(self.style.body_size * 0.8)
            ));
        }
        if !marked && place.list_depth > 0 {
            let quoted =
                i32::from(place.quote_style != QuoteStyle::NotQuoted) * LIST_INDENT_TWIPS / 2;
            let left = list_indent_twips(place.list_depth) + quoted;
            about.push_str(&format!("<w:ind w:left=\"{left}\"/>"));
        }
        if self.in_hero_section && self.layout == DocumentLayout::Poster {
            about.push_str("<w:jc w:val=\"center\"/>");
        }
        self.paragraph_writer.open_paragraph(&about);
        self.paragraph_writer.write_content(content);
        self.paragraph_writer.close_paragraph();
    }

    /// A thin paragraph that says nothing: after a table that another would follow, or none.
    fn write_spacer(&mut self) {
        self.paragraph_writer
            .push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
}

/// Whether a block says what comes next, so that no page may begin between the two.
fn keeps_with_next(block: &Block, after: &Block) -> bool {
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
