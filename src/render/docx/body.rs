//! Writes the blocks of a document as Word paragraphs, lists and tables.

use super::numbering::{DocxNumbering, LIST_INDENT_TWIPS, MAX_LIST_LEVEL, list_indent_twips};
use super::paragraph_writer::DocxParagraphWriter;
use super::table::write_table;
use super::xml_values::points_to_twips;
use crate::document::{
    Block, BlockKind, BlockRole, Document, DocumentLayout, Inline, List, plain_text,
};
use crate::render::document_style::{DocumentStyle, MAX_LARGE_NUMBER_CHARS};

/// The body being written.
pub(super) struct DocxBodyWriter<'a> {
    pub(super) paragraph_writer: DocxParagraphWriter<'a>,
    pub(super) numbering: DocxNumbering,
    style: &'a DocumentStyle,
    text_width: f32,
    layout: DocumentLayout,
    /// The number or bullet of the next paragraph.
    pending_list_label: Option<ListLabel>,
    /// Whether the block is in the most prominent section of a poster, which is centered.
    in_hero_section: bool,
}

struct ListLabel {
    numbering_id: usize,
    level: usize,
}

/// The position of a block among lists, quotations and its neighbors.
#[derive(Clone, Copy, Default)]
pub(super) struct DocxBlockContext {
    list_depth: usize,
    quote_style: QuoteStyle,
    /// Whether the paragraph stays on the page of the next one.
    keep_with_next: bool,
    follows_table: bool,
}

/// The quotation that a block is in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum QuoteStyle {
    #[default]
    NotQuoted,
    Quotation,
    /// The main statement of the page.
    Statement,
}

impl<'a> DocxBodyWriter<'a> {
    pub(super) fn new(document: &Document, style: &'a DocumentStyle, text_width: f32) -> Self {
        Self {
            paragraph_writer: DocxParagraphWriter::new(&document.language),
            numbering: DocxNumbering::default(),
            style,
            text_width,
            layout: document.layout,
            pending_list_label: None,
            in_hero_section: false,
        }
    }

    pub(super) fn write_blocks(&mut self, blocks: &'a [Block], context: DocxBlockContext) {
        let is_table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
        let mut follows_table = false;
        for (index, block) in blocks.iter().enumerate() {
            let next = blocks.get(index + 1);
            let block_context = DocxBlockContext {
                keep_with_next: next.is_some_and(|next| keeps_with_next(block, next)),
                follows_table,
                ..context
            };
            self.write_block(block, block_context);
            follows_table = is_table(block);
            // Word joins two tables without a paragraph between them.
            if follows_table && next.is_none_or(is_table) {
                self.write_spacer();
            }
        }
    }

    fn write_block(&mut self, block: &'a Block, context: DocxBlockContext) {
        self.paragraph_writer
            .pending_bookmarks
            .extend(&block.anchor);
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.in_hero_section = block.role == BlockRole::HeroPanel;
                let style = format!("Heading{}", (*level).clamp(1, 6));
                self.write_paragraph(&style, content, context);
            }
            BlockKind::Paragraph(content) => {
                let style = match self.paragraph_style_id(block.role, context) {
                    "Number" if self.needs_small_display_number(content) => "SmallNumber",
                    style => style,
                };
                self.write_paragraph(style, content, context);
            }
            BlockKind::List(list) => self.write_list(list, context),
            BlockKind::Quote(quoted) => {
                let context = DocxBlockContext {
                    quote_style: if block.role == BlockRole::MainStatement {
                        QuoteStyle::Statement
                    } else {
                        QuoteStyle::Quotation
                    },
                    ..context
                };
                self.write_blocks(quoted, context);
            }
            BlockKind::Table(table) => {
                self.flush_list_label(context);
                let width = points_to_twips(self.text_width);
                write_table(
                    &mut self.paragraph_writer,
                    table,
                    block.role,
                    self.style,
                    (width, context.list_depth),
                );
            }
        }
    }

    fn needs_small_display_number(&self, content: &[Inline]) -> bool {
        let outside_hero = self.layout == DocumentLayout::Poster && !self.in_hero_section;
        outside_hero || plain_text(content).chars().count() > MAX_LARGE_NUMBER_CHARS
    }

    fn paragraph_style_id(&self, role: BlockRole, context: DocxBlockContext) -> &'static str {
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
            | BlockRole::MainStatement => match (context.quote_style, context.list_depth) {
                (QuoteStyle::Statement, _) => "Statement",
                (QuoteStyle::Quotation, _) => "Quote",
                (QuoteStyle::NotQuoted, 0) => "Normal",
                (QuoteStyle::NotQuoted, _) if self.pending_list_label.is_some() => "ListParagraph",
                (QuoteStyle::NotQuoted, _) => "ListContinue",
            },
        }
    }

    fn write_list(&mut self, list: &'a List, context: DocxBlockContext) {
        let numbering_id = self
            .numbering
            .add_list(list.start_number, context.list_depth);
        let context = DocxBlockContext {
            list_depth: context.list_depth + 1,
            keep_with_next: false,
            ..context
        };
        for item in &list.items {
            self.flush_list_label(context);
            self.paragraph_writer.pending_bookmarks.extend(&item.anchor);
            self.pending_list_label = Some(ListLabel {
                numbering_id,
                level: (context.list_depth - 1).min(MAX_LIST_LEVEL),
            });
            self.write_blocks(&item.blocks, context);
            self.flush_list_label(context);
        }
    }

    /// Writes the pending number or bullet, if any, in an empty paragraph.
    fn flush_list_label(&mut self, context: DocxBlockContext) {
        if self.pending_list_label.is_some() {
            self.write_paragraph("ListParagraph", &[], context);
        }
    }

    /// Writes a paragraph with the pending number or bullet and the pending bookmarks.
    fn write_paragraph(&mut self, style: &str, content: &[Inline], context: DocxBlockContext) {
        let mut properties = format!("<w:pStyle w:val=\"{style}\"/>");
        if context.keep_with_next {
            properties.push_str("<w:keepNext/>");
        }
        let label = self.pending_list_label.take();
        if let Some(label) = &label {
            properties.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>",
                label.level, label.numbering_id
            ));
        }
        if context.follows_table && !style.starts_with("Heading") {
            properties.push_str(&format!(
                "<w:spacing w:before=\"{}\"/>",
                points_to_twips(self.style.body_size * 0.8)
            ));
        }
        if label.is_none() && context.list_depth > 0 {
            let quote_indent =
                i32::from(context.quote_style != QuoteStyle::NotQuoted) * LIST_INDENT_TWIPS / 2;
            let left = list_indent_twips(context.list_depth) + quote_indent;
            properties.push_str(&format!("<w:ind w:left=\"{left}\"/>"));
        }
        if self.in_hero_section && self.layout == DocumentLayout::Poster {
            properties.push_str("<w:jc w:val=\"center\"/>");
        }
        self.paragraph_writer.open_paragraph(&properties);
        self.paragraph_writer.write_content(content);
        self.paragraph_writer.close_paragraph();
    }

    /// Writes a thin empty paragraph, which must follow a table before another table and at the end of a cell or body.
    fn write_spacer(&mut self) {
        self.paragraph_writer
            .push_xml("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
}

/// Whether a block introduces the next one, so that no page may begin between the two.
fn keeps_with_next(block: &Block, next: &Block) -> bool {
    let introduces = match &block.kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::Heading { .. }
        | BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Table(_) => false,
    };
    let is_introduced = match &next.kind {
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => true,
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) => false,
    };
    introduces && is_introduced
}
