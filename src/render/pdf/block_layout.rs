//! Lays out blocks (text, headings, lists, quotations) as fragments, in the sizes of a
//! [`DocumentStyle`], and adds their text to the structure tree.

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

/// Lays out the blocks of one document.
#[derive(Debug)]
pub struct BlockLayouter<'a> {
    pub font_set: &'a mut FontSet,
    /// Structure tree of the text laid out to this point.
    pub structure_tree: StructureTree,
    pub style: DocumentStyle,
    /// Heads of the tables laid out to this point, to repeat on later pages.
    pub table_heads: Vec<Vec<Fragment>>,
}

/// Column of a page that blocks are laid out in.
#[derive(Debug, Clone, Copy)]
pub struct LayoutColumn {
    /// Distance from the left edge of the page, in points.
    pub x: f32,
    pub width: f32,
    /// Structure element that becomes the parent of the blocks.
    pub parent_element: StructureElementId,
    /// Number of lists that enclose the blocks.
    pub list_depth: usize,
    /// Color of body text.
    pub text_color: Color,
    pub heading_color: Color,
    /// Alignment of lines in the column.
    pub align: TextAlign,
}

impl LayoutColumn {
    /// Returns a top-level column, `width` points wide and `x` points from the left edge of the page.
    pub fn new(style: &DocumentStyle, x: f32, width: f32) -> Self {
        Self {
            x,
            width,
            parent_element: StructureTree::ROOT,
            list_depth: 0,
            text_color: style.text_color,
            heading_color: style.accent_color,
            align: TextAlign::Left,
        }
    }

    /// Returns the column narrowed by `indent` on the side where lines start.
    pub(super) fn indented(self, indent: f32, rtl: bool) -> Self {
        Self {
            x: if rtl { self.x } else { self.x + indent },
            width: self.width - indent,
            ..self
        }
    }

    /// Returns the text style of a paragraph with the given role.
    pub fn paragraph_style(self, role: BlockRole, style: &DocumentStyle) -> TextStyle {
        let base = TextStyle {
            align: self.align,
            ..TextStyle::new(style.body_size, style.line_height_ratio, self.text_color)
        };
        match role {
            BlockRole::Plain
            | BlockRole::FactTable
            | BlockRole::SignatureTable
            | BlockRole::ChoiceTable
            | BlockRole::HeroPanel
            | BlockRole::HalfWidthPanel
            | BlockRole::MainStatement
            | BlockRole::TearOff => base,
            BlockRole::LeadParagraph => TextStyle {
                balance_lines: true,
                font_size: style.lead_size,
                ..base
            },
            BlockRole::SmallPrint => TextStyle {
                font_size: style.fine_print_size,
                text_color: if self.text_color == style.text_color {
                    style.muted_text_color
                } else {
                    self.text_color
                },
                ..base
            },
            BlockRole::DisplayNumber => TextStyle {
                font_size: style.large_number_size,
                line_height_ratio: 1.15,
                balance_lines: false,
                bold: true,
                text_color: self.heading_color,
                align: self.align,
            },
        }
    }
}

/// Horizontal alignment of lines in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextAlign {
    Left,
    Center,
    Right,
}

/// Font size, weight, color and line layout of a text.
#[derive(Debug, Clone, Copy)]
pub struct TextStyle {
    /// In points.
    pub font_size: f32,
    /// Line height as a multiple of the font size.
    pub line_height_ratio: f32,
    pub bold: bool,
    pub text_color: Color,
    pub align: TextAlign,
    /// Whether lines are broken so that they have about the same length.
    pub balance_lines: bool,
}

impl TextStyle {
    /// Returns a regular-weight, left-aligned style without balanced lines.
    pub fn new(font_size: f32, line_height_ratio: f32, text_color: Color) -> Self {
        Self {
            font_size,
            line_height_ratio,
            bold: false,
            text_color,
            align: TextAlign::Left,
            balance_lines: false,
        }
    }
}

impl<'a> BlockLayouter<'a> {
    /// Returns a layouter with an empty structure tree.
    pub fn new(font_set: &'a mut FontSet, style: DocumentStyle) -> Self {
        Self {
            font_set,
            structure_tree: StructureTree::new(),
            style,
            table_heads: Vec::new(),
        }
    }

    /// Adds an element to the structure tree as the last child of `parent`.
    pub(super) fn add_element(
        &mut self,
        parent: StructureElementId,
        structure_type: StructureType,
    ) -> StructureElementId {
        self.structure_tree.add_element(parent, structure_type)
    }

    /// Lays out blocks one below the other.
    pub fn lay_out_blocks(&mut self, blocks: &[Block], column: LayoutColumn) -> Vec<Fragment> {
        let mut fragments: Vec<Fragment> = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let previous = index.checked_sub(1).map(|previous| &blocks[previous]);
            let mut block_fragments = self.lay_out_block(block, column);
            if let (Some(first), Some(previous)) = (block_fragments.first_mut(), previous) {
                first.space_before = self.style.space_between(previous, block);
            }
            if let (BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_), Some(last)) =
                (&block.kind, fragments.last_mut())
                && previous.is_some_and(introduces_next_block)
            {
                last.keep_with_next = true;
            }
            fragments.extend(block_fragments);
        }
        fragments
    }

    /// Lays out one block. The first fragment has no space above it.
    pub fn lay_out_block(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let mut fragments = match &block.kind {
            BlockKind::Heading { level, content } => self.lay_out_heading(*level, content, column),
            BlockKind::Paragraph(content) => {
                let element = self.add_element(column.parent_element, StructureType::Paragraph);
                let text_style = column.paragraph_style(block.role, &self.style);
                self.lay_out_text(content, element, text_style, column.x, column.width)
            }
            BlockKind::List(list) => self.lay_out_list(list, column),
            BlockKind::Quote(inner) => self.lay_out_quote(inner, block.role, column),
            BlockKind::Table(table) => self.lay_out_table(table, block.role, column),
        };
        if let (Some(anchor), Some(first)) = (&block.anchor, fragments.first_mut()) {
            first.anchors.push(anchor.0.clone());
        }
        fragments
    }

    fn lay_out_heading(
        &mut self,
        level: u8,
        content: &[Inline],
        column: LayoutColumn,
    ) -> Vec<Fragment> {
        let element = self.add_element(column.parent_element, StructureType::Heading(level));
        let text_style = TextStyle {
            font_size: self.style.heading_size(level),
            line_height_ratio: 1.22,
            bold: true,
            text_color: column.heading_color,
            align: column.align,
            balance_lines: true,
        };
        let mut fragments = self.lay_out_text(content, element, text_style, column.x, column.width);
        for fragment in &mut fragments {
            fragment.keep_with_next = true;
        }
        if let Some(first) = fragments.first_mut() {
            first.outline_entry = Some(OutlineEntry {
                level,
                title: plain_text(content),
                structure_element: element,
            });
        }
        fragments
    }

    /// Lays out a text, one fragment per line, without widows or orphans.
    pub fn lay_out_text(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        text_style: TextStyle,
        x: f32,
        width: f32,
    ) -> Vec<Fragment> {
        let lines = self.break_into_lines(content, element, text_style, width);
        let count = lines.len();
        let mut fragments = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut fragment = Fragment {
                height: line.height,
                keep_with_next: count > 1 && (index == 0 || index + 2 == count),
                ..Fragment::default()
            };
            let left = x + text_style
                .align
                .resolve_for_direction(self.style.rtl)
                .line_offset(width - line.width);
            fragment.add_text_line(line, left, 0.0);
            fragments.push(fragment);
        }
        fragments
    }

    /// Breaks a text into lines. Returns none for blank text.
    pub fn break_into_lines(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        text_style: TextStyle,
        width: f32,
    ) -> Vec<ShapedLine> {
        let spans = self.build_text_spans(content, element, text_style);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return Vec::new();
        }
        self.font_set.break_into_lines(
            &spans,
            LineSettings {
                font_size: text_style.font_size,
                line_height_ratio: text_style.line_height_ratio,
                max_width: width,
                rtl: self.style.rtl,
                balance_lines: text_style.balance_lines || text_style.align == TextAlign::Center,
            },
        )
    }

    /// Returns the least and the preferred width of a text at `font_size` points.
    pub fn measure_text_widths(
        &mut self,
        content: &[Inline],
        text_style: TextStyle,
        font_size: f32,
    ) -> TextWidths {
        // Building spans adds link elements; those of a measurement are dropped with this tree.
        let saved_tree = std::mem::take(&mut self.structure_tree);
        let spans = self.build_text_spans(content, StructureTree::ROOT, text_style);
        self.structure_tree = saved_tree;
        self.font_set
            .measure_widths(&spans, font_size, self.style.rtl)
    }

    /// Returns a text as styled spans and adds its tagged content and links to `element`.
    pub fn build_text_spans(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        text_style: TextStyle,
    ) -> Vec<TextSpan> {
        let mut spans = Vec::new();
        let style = SpanStyle {
            bold: text_style.bold,
            italic: false,
            text_color: text_style.text_color,
            underline: if text_style.font_size > self.style.body_size * 1.5 {
                UnderlineRule::Never
            } else {
                UnderlineRule::OnlyInLinks
            },
        };
        let mut content_id = None;
        self.collect_inline_spans(content, element, style, &mut content_id, &mut spans);
        spans
    }

    fn collect_inline_spans(
        &mut self,
        content: &[Inline],
        element: StructureElementId,
        style: SpanStyle,
        content_id: &mut Option<TaggedContentId>,
        spans: &mut Vec<TextSpan>,
    ) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::FactValue { text, .. } => {
                    self.push_text_span(text, element, style, false, content_id, spans);
                }
                Inline::Blank(blank) => {
                    let text = blank.placeholder_text();
                    self.push_text_span(&text, element, style, true, content_id, spans);
                }
                Inline::Emphasis(inner) => {
                    let style = SpanStyle {
                        italic: true,
                        ..style
                    };
                    self.collect_inline_spans(inner, element, style, content_id, spans);
                }
                Inline::Strong(inner) => {
                    let style = SpanStyle {
                        bold: true,
                        ..style
                    };
                    self.collect_inline_spans(inner, element, style, content_id, spans);
                }
                Inline::Link { target, content } => {
                    let link = self.add_element(element, StructureType::Link);
                    self.structure_tree.elements[link.0].link_target = Some(target.clone());
                    self.structure_tree.elements[link.0].alternative_text = plain_text(content);
                    let text_color = if style.text_color == self.style.text_color {
                        self.style.accent_color
                    } else {
                        style.text_color
                    };
                    let style = SpanStyle {
                        underline: style.underline.for_link_text(),
                        text_color,
                        ..style
                    };
                    self.collect_inline_spans(content, link, style, &mut None, spans);
                    *content_id = None;
                }
                Inline::OtherLanguage { language, content } => {
                    let span = self.add_element(element, StructureType::Span);
                    self.structure_tree.elements[span.0].language = Some(language.to_string());
                    let mut own_id = None;
                    let rtl = is_rtl_language(language);
                    if rtl == self.style.rtl {
                        self.collect_inline_spans(content, span, style, &mut own_id, spans);
                    } else {
                        // The isolate keeps its punctuation in its own direction.
                        let isolate = if rtl {
                            RIGHT_TO_LEFT_ISOLATE
                        } else {
                            LEFT_TO_RIGHT_ISOLATE
                        };
                        self.push_text_span(isolate, span, style, false, &mut own_id, spans);
                        self.collect_inline_spans(content, span, style, &mut own_id, spans);
                        let pop = POP_DIRECTIONAL_ISOLATE;
                        self.push_text_span(pop, span, style, false, &mut own_id, spans);
                    }
                    *content_id = None;
                }
                Inline::LineBreak => {
                    self.push_text_span(" \n", element, style, false, content_id, spans);
                }
            }
        }
    }

    fn push_text_span(
        &mut self,
        text: &str,
        element: StructureElementId,
        style: SpanStyle,
        highlighted: bool,
        content_id: &mut Option<TaggedContentId>,
        spans: &mut Vec<TextSpan>,
    ) {
        if text.is_empty() {
            return;
        }
        let content_id =
            *content_id.get_or_insert_with(|| self.structure_tree.add_tagged_content(element));
        spans.push(TextSpan {
            text: ComposingNormalizerBorrowed::new_nfc()
                .normalize(text)
                .into_owned(),
            bold: style.bold,
            italic: style.italic,
            paint: RunPaint {
                content_id,
                color: style.text_color,
                underlined: style.underline == UnderlineRule::Underlined,
                highlighted,
            },
        });
    }

    /// Lays out one line of artifact text, which is not in the structure tree.
    pub fn lay_out_artifact_line(
        &mut self,
        text: &str,
        font_size: f32,
        bold: bool,
        text_color: Color,
        width: f32,
    ) -> ShapedLine {
        let span = TextSpan {
            text: text.to_owned(),
            bold,
            italic: false,
            paint: RunPaint {
                color: text_color,
                ..RunPaint::default()
            },
        };
        let mut lines = self.font_set.break_into_lines(
            &[span],
            LineSettings {
                font_size,
                line_height_ratio: 1.3,
                max_width: width,
                rtl: self.style.rtl && text.chars().any(is_rtl_char),
                balance_lines: false,
            },
        );
        if lines.is_empty() {
            return ShapedLine {
                width: 0.0,
                baseline: font_size,
                height: font_size * 1.3,
                runs: Vec::new(),
            };
        }
        lines.swap_remove(0)
    }

    /// Places one line at the start and one at the end of the same baseline.
    ///
    /// The tuple holds the left edge of the column, its width, and the baseline.
    pub fn place_start_and_end_lines(
        &self,
        start: ShapedLine,
        end: ShapedLine,
        tag: ContentTag,
        (x, width, baseline): (f32, f32, f32),
        page: &mut PdfPage,
    ) {
        let (left, right) = if self.style.rtl {
            (end, start)
        } else {
            (start, end)
        };
        let right_x = x + width - right.width;
        Self::place_artifact_line(left, tag, x, baseline, &mut page.background_items);
        Self::place_artifact_line(right, tag, right_x, baseline, &mut page.background_items);
    }

    /// Places a line of artifact text.
    pub fn place_artifact_line(
        line: ShapedLine,
        tag: ContentTag,
        x: f32,
        baseline: f32,
        items: &mut Vec<PlacedItem>,
    ) {
        for run in line.runs {
            items.push(PlacedItem {
                tag,
                x: x + run.x,
                y: baseline,
                item: PageItem::Text(run),
            });
        }
    }

    /// Combines fragments with the table heads laid out for them.
    pub fn build_fragment_flow(&mut self, fragments: Vec<Fragment>) -> FragmentFlow {
        FragmentFlow {
            fragments,
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

/// Whether text is underlined.
#[derive(Clone, Copy, PartialEq)]
enum UnderlineRule {
    /// Only inside links.
    OnlyInLinks,
    Underlined,
    /// Not even in links: the text is too large to need it.
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
    /// Returns the alignment with `Left` as `Right` in a document read from right to left.
    #[must_use]
    pub fn resolve_for_direction(self, rtl: bool) -> Self {
        match self {
            Self::Left if rtl => Self::Right,
            Self::Left | Self::Center | Self::Right => self,
        }
    }

    /// Returns the distance of a line from the left of its column, given the unused width.
    pub fn line_offset(self, unused_width: f32) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Center => unused_width.max(0.0) / 2.0,
            Self::Right => unused_width.max(0.0),
        }
    }
}

/// Whether a block introduces the next one: a heading, or a paragraph that ends in a colon.
fn introduces_next_block(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => plain_text(content).trim_end().ends_with(':'),
        BlockKind::Heading { .. } => true,
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Table(_) => false,
    }
}
