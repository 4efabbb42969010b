//! From blocks to strips: text, headings, lists, quotations at the sizes of a [`Look`]. Every word
//! goes into the structure tree as it is set.

mod lists_and_quotes;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::paged_document::{
    ContentTag, Fragment, FragmentFlow, OutlineEntry, PageItem, PdfPage, PlacedItem,
};
use super::structure_tree::{StructureElementId, StructureTree, StructureType, TaggedContentId};
use super::text_shaping::{
    FontSet, LEFT_TO_RIGHT_ISOLATE, LineSettings, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_ISOLATE,
    RunPaint, ShapedLine, TextSpan, TextWidths, is_rtl_char,
};
use crate::document::{Block, BlockKind, BlockRole, Color, Inline, plain_text};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::is_rtl_language;

/// Sets the blocks of one document.
#[derive(Debug)]
pub struct BlockLayouter<'a> {
    pub font_set: &'a mut FontSet,
    /// Grows as words are set.
    pub structure_tree: StructureTree,
    pub style: DocumentStyle,
    /// Heads of the tables set so far.
    pub table_heads: Vec<Vec<Fragment>>,
}

/// The column that blocks are set in.
#[derive(Debug, Clone, Copy)]
pub struct LayoutColumn {
    /// Points from the page's left edge.
    pub x: f32,
    pub width: f32,
    /// The element that the blocks go into.
    pub parent_element: StructureElementId,
    /// How many lists the blocks stand in.
    pub list_depth: usize,
    /// The colour of plain words.
    pub text_color: Color,
    pub heading_color: Color,
    /// Where lines stand in the column.
    pub align: TextAlign,
}

impl LayoutColumn {
    /// Returns a column of the page itself, `width` points wide and `x` points from its left edge.
    pub fn new(look: &DocumentStyle, x: f32, width: f32) -> Self {
        Self {
            x,
            width,
            parent_element: StructureTree::ROOT,
            list_depth: 0,
            text_color: look.text_color,
            heading_color: look.accent_color,
            align: TextAlign::Left,
        }
    }

    /// How a paragraph of a role is lettered.
    pub fn paragraph_style(self, role: BlockRole, look: &DocumentStyle) -> TextStyle {
        let plain = TextStyle {
            align: self.align,
            ..TextStyle::new(look.body_size, look.line_height_ratio, self.text_color)
        };
        match role {
            BlockRole::Plain
            | BlockRole::FactTable
            | BlockRole::SignatureTable
            | BlockRole::ChoiceTable
            | BlockRole::HeroPanel
            | BlockRole::HalfWidthPanel
            | BlockRole::MainStatement
            | BlockRole::TearOff => plain,
            BlockRole::LeadParagraph => TextStyle {
                balance_lines: true,
                font_size: look.lead_size,
                ..plain
            },
            BlockRole::SmallPrint => TextStyle {
                font_size: look.fine_print_size,
                text_color: if self.text_color == look.text_color {
                    look.muted_text_color
                } else {
                    self.text_color
                },
                ..plain
            },
            BlockRole::DisplayNumber => TextStyle {
                font_size: look.large_number_size,
                line_height_ratio: 1.15,
                balance_lines: false,
                bold: true,
                text_color: self.heading_color,
                align: self.align,
            },
        }
    }
}

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextAlign {
    Left,
    Center,
    Right,
}

/// How a text is lettered.
#[derive(Debug, Clone, Copy)]
pub struct TextStyle {
    pub font_size: f32,
    /// Line height in parts of the size.
    pub line_height_ratio: f32,
    pub bold: bool,
    pub text_color: Color,
    pub align: TextAlign,
    /// Lines of about one length.
    pub balance_lines: bool,
}

impl TextStyle {
    /// Returns letters that are not bold, in lines of any length at the left.
    pub fn new(size: f32, leading: f32, ink: Color) -> Self {
        Self {
            font_size: size,
            line_height_ratio: leading,
            bold: false,
            text_color: ink,
            align: TextAlign::Left,
            balance_lines: false,
        }
    }
}

impl<'a> BlockLayouter<'a> {
    /// An empty document.
    pub fn new(faces: &'a mut FontSet, look: DocumentStyle) -> Self {
        Self {
            font_set: faces,
            structure_tree: StructureTree::new(),
            style: look,
            table_heads: Vec::new(),
        }
    }

    /// Sets blocks one under another.
    pub fn lay_out_blocks(&mut self, blocks: &[Block], column: LayoutColumn) -> Vec<Fragment> {
        let mut strips: Vec<Fragment> = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let before = index.checked_sub(1).map(|at| &blocks[at]);
            let mut set = self.lay_out_block(block, column);
            if let (Some(first), Some(before)) = (set.first_mut(), before) {
                first.space_before = self.style.space_between(before, block);
            }
            if let (BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_), Some(last)) =
                (&block.kind, strips.last_mut())
                && before.is_some_and(introduces_next_block)
            {
                last.keep_with_next = true;
            }
            strips.extend(set);
        }
        strips
    }

    /// Sets one block; its first strip has no air above it.
    pub fn lay_out_block(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let mut strips = match &block.kind {
            BlockKind::Heading { level, content } => self.lay_out_heading(*level, content, column),
            BlockKind::Paragraph(content) => {
                let element = self
                    .structure_tree
                    .add_element(column.parent_element, StructureType::Paragraph);
                let letters = column.paragraph_style(block.role, &self.style);
                self.lay_out_text(content, element, letters, column.x, column.width)
            }
            BlockKind::List(list) => self.lay_out_list(list, column),
            BlockKind::Quote(inner) => self.lay_out_quote(inner, block.role, column),
            BlockKind::Table(table) => self.lay_out_table(table, block.role, column),
        };
        if let (Some(anchor), Some(first)) = (&block.anchor, strips.first_mut()) {
            first.anchors.push(anchor.0.clone());
        }
        strips
    }

    fn lay_out_heading(
        &mut self,
        level: u8,
        content: &[Inline],
        column: LayoutColumn,
    ) -> Vec<Fragment> {
        let element = self
            .structure_tree
            .add_element(column.parent_element, StructureType::Heading(level));
        let letters = TextStyle {
            font_size: self.style.heading_size(level),
            line_height_ratio: 1.22,
            bold: true,
            text_color: column.heading_color,
            align: column.align,
            balance_lines: true,
        };
        let mut strips = self.lay_out_text(content, element, letters, column.x, column.width);
        for strip in &mut strips {
            strip.keep_with_next = true;
        }
        if let Some(first) = strips.first_mut() {
            first.outline_entry = Some(OutlineEntry {
                level,
                title: plain_text(content),
                structure_element: element,
            });
        }
        strips
    }

    /// Sets a text, a strip for each line; no first or last line stands alone on a page.
    pub fn lay_out_text(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        letters: TextStyle,
        x: f32,
        width: f32,
    ) -> Vec<Fragment> {
        let lines = self.break_into_lines(content, element, letters, width);
        let count = lines.len();
        let mut strips = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut strip = Fragment {
                height: line.height,
                keep_with_next: count > 1 && (index == 0 || index + 2 == count),
                ..Fragment::default()
            };
            let left = x + letters
                .align
                .resolve_for_direction(self.style.rtl)
                .line_offset(width - line.width);
            strip.add_text_line(line, left, 0.0);
            strips.push(strip);
        }
        strips
    }

    /// Breaks a text into lines.
    pub fn break_into_lines(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        letters: TextStyle,
        width: f32,
    ) -> Vec<ShapedLine> {
        let spans = self.build_text_spans(content, element, letters);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return Vec::new();
        }
        self.font_set.break_into_lines(
            &spans,
            LineSettings {
                font_size: letters.font_size,
                line_height_ratio: letters.line_height_ratio,
                max_width: width,
                rtl: self.style.rtl,
                balance_lines: letters.balance_lines || letters.align == TextAlign::Center,
            },
        )
    }

    /// How wide a text wants to be at a size in points.
    pub fn measure_text_widths(
        &mut self,
        content: &[Inline],
        letters: TextStyle,
        size: f32,
    ) -> TextWidths {
        // Links are made while words are measured, and made again when they are set.
        let kept = std::mem::take(&mut self.structure_tree);
        let spans = self.build_text_spans(content, StructureTree::ROOT, letters);
        self.structure_tree = kept;
        self.font_set.measure_widths(&spans, size, self.style.rtl)
    }

    /// The words of a text with their looks and places in the structure.
    pub fn build_text_spans(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        letters: TextStyle,
    ) -> Vec<TextSpan> {
        let mut spans = Vec::new();
        let style = SpanStyle {
            bold: letters.bold,
            italic: false,
            text_color: letters.text_color,
            underline: if letters.font_size > self.style.body_size * 1.5 {
                UnderlineRule::Never
            } else {
                UnderlineRule::OnlyInLinks
            },
        };
        let mut slot = None;
        self.collect_inline_spans(content, element, style, &mut slot, &mut spans);
        spans
    }

    fn collect_inline_spans(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        style: SpanStyle,
        slot: &mut Option<TaggedContentId>,
        spans: &mut Vec<TextSpan>,
    ) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::FactValue { text, .. } => {
                    self.push_text_span(text, element, style, false, slot, spans);
                }
                Inline::Blank(blank) => {
                    self.push_text_span(
                        &blank.placeholder_text(),
                        element,
                        style,
                        true,
                        slot,
                        spans,
                    );
                }
                Inline::Emphasis(inner) => {
                    self.collect_inline_spans(
                        inner,
                        element,
                        SpanStyle {
                            italic: true,
                            ..style
                        },
                        slot,
                        spans,
                    );
                }
                Inline::Strong(inner) => {
                    self.collect_inline_spans(
                        inner,
                        element,
                        SpanStyle {
                            bold: true,
                            ..style
                        },
                        slot,
                        spans,
                    );
                }
                Inline::Link { target, content } => {
                    let link = self
                        .structure_tree
                        .add_element(element, StructureType::Link);
                    self.structure_tree.elements[link.0].link_target = Some(target.clone());
                    self.structure_tree.elements[link.0].alternative_text = plain_text(content);
                    let ink = if style.text_color == self.style.text_color {
                        self.style.accent_color
                    } else {
                        style.text_color
                    };
                    let style = SpanStyle {
                        underline: style.underline.for_link_text(),
                        text_color: ink,
                        ..style
                    };
                    self.collect_inline_spans(content, link, style, &mut None, spans);
                    *slot = None;
                }
                Inline::OtherLanguage { language, content } => {
                    let part = self
                        .structure_tree
                        .add_element(element, StructureType::Span);
                    self.structure_tree.elements[part.0].language = Some(language.to_string());
                    let mut own = None;
                    let rtl = is_rtl_language(language);
                    if rtl == self.style.rtl {
                        self.collect_inline_spans(content, part, style, &mut own, spans);
                    } else {
                        // Its full stops and brackets belong to its own direction.
                        let isolate = if rtl {
                            RIGHT_TO_LEFT_ISOLATE
                        } else {
                            LEFT_TO_RIGHT_ISOLATE
                        };
                        self.push_text_span(isolate, part, style, false, &mut own, spans);
                        self.collect_inline_spans(content, part, style, &mut own, spans);
                        self.push_text_span(
                            POP_DIRECTIONAL_ISOLATE,
                            part,
                            style,
                            false,
                            &mut own,
                            spans,
                        );
                    }
                    *slot = None;
                }
                Inline::LineBreak => self.push_text_span(" \n", element, style, false, slot, spans),
            }
        }
    }

    fn push_text_span(
        &mut self,
        text: &str,
        element: StructureElementId,
        style: SpanStyle,
        tint: bool,
        slot: &mut Option<TaggedContentId>,
        spans: &mut Vec<TextSpan>,
    ) {
        if text.is_empty() {
            return;
        }
        let slot = *slot.get_or_insert_with(|| self.structure_tree.add_tagged_content(element));
        spans.push(TextSpan {
            text: ComposingNormalizerBorrowed::new_nfc()
                .normalize(text)
                .into_owned(),
            bold: style.bold,
            italic: style.italic,
            paint: RunPaint {
                content_id: slot,
                color: style.text_color,
                underlined: style.underline == UnderlineRule::Underlined,
                highlighted: tint,
            },
        });
    }

    /// One line of words that are no part of the document.
    pub fn lay_out_artifact_line(
        &mut self,
        text: &str,
        size: f32,
        bold: bool,
        ink: Color,
        width: f32,
    ) -> ShapedLine {
        let span = TextSpan {
            text: text.to_owned(),
            bold,
            italic: false,
            paint: RunPaint {
                color: ink,
                ..RunPaint::default()
            },
        };
        let mut lines = self.font_set.break_into_lines(
            &[span],
            LineSettings {
                font_size: size,
                line_height_ratio: 1.3,
                max_width: width,
                rtl: self.style.rtl && text.chars().any(is_rtl_char),
                balance_lines: false,
            },
        );
        if lines.is_empty() {
            return ShapedLine {
                width: 0.0,
                baseline: size,
                height: size * 1.3,
                runs: Vec::new(),
            };
        }
        lines.swap_remove(0)
    }

    /// Puts one line where lines begin and one where they end, on one baseline of a column (its left
    /// edge, its width, the baseline).
    pub fn place_start_and_end_lines(
        &self,
        first: ShapedLine,
        last: ShapedLine,
        mark: ContentTag,
        (x, width, baseline): (f32, f32, f32),
        page: &mut PdfPage,
    ) {
        let (left, right) = if self.style.rtl {
            (last, first)
        } else {
            (first, last)
        };
        let at = x + width - right.width;
        Self::place_artifact_line(left, mark, x, baseline, &mut page.background_items);
        Self::place_artifact_line(right, mark, at, baseline, &mut page.background_items);
    }

    /// Puts a line that is no part of the document at a place.
    pub fn place_artifact_line(
        line: ShapedLine,
        mark: ContentTag,
        x: f32,
        baseline: f32,
        under: &mut Vec<PlacedItem>,
    ) {
        for run in line.runs {
            under.push(PlacedItem {
                tag: mark,
                x: x + run.x,
                y: baseline,
                item: PageItem::Text(run),
            });
        }
    }

    /// The strips with the heads of their tables.
    pub fn build_fragment_flow(&mut self, strips: Vec<Fragment>) -> FragmentFlow {
        FragmentFlow {
            fragments: strips,
            table_heads: std::mem::take(&mut self.table_heads),
        }
    }
}

#[derive(Clone, Copy)]
struct SpanStyle {
    bold: bool,
    italic: bool,
    text_color: Color,
    underline: UnderlineRule,
}

/// Whether words have a line under them.
#[derive(Clone, Copy, PartialEq)]
enum UnderlineRule {
    /// Only where they lead somewhere.
    OnlyInLinks,
    Underlined,
    /// Nowhere: the words are too large to need it.
    Never,
}

impl UnderlineRule {
    fn for_link_text(self) -> Self {
        match self {
            Self::OnlyInLinks | Self::Underlined => Self::Underlined,
            Self::Never => Self::Never,
        }
    }
}

impl TextAlign {
    /// The side lines begin at when a document is read from right to left.
    #[must_use]
    pub fn resolve_for_direction(self, rtl: bool) -> Self {
        match self {
            Self::Left if rtl => Self::Right,
            Self::Left | Self::Center | Self::Right => self,
        }
    }

    /// How far a line begins from the left of its column when `left` points are over.
    pub fn line_offset(self, left: f32) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Center => left.max(0.0) / 2.0,
            Self::Right => left.max(0.0),
        }
    }
}

/// Whether a paragraph leads into what follows it.
fn introduces_next_block(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => plain_text(content).trim_end().ends_with(':'),
        BlockKind::Heading { .. } => true,
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => false,
    }
}
