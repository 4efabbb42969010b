//! Lays out the text of one panel and draws its background.

use super::balanced_columns::distribute_into_columns;
use super::sections::{PosterSectionKind, heading_number, heading_without_number};
use super::{PosterLayouter, PosterPanel};
use crate::document::{Block, BlockKind, BlockRole, Color, Inline, plain_text};
use crate::render::pdf::block_layout::{LayoutColumn, TextAlign, TextStyle};
use crate::render::pdf::paged_document::{
    ContentTag, Fragment, OutlineEntry, PageItem, PdfPage, PlacedItem, stacked_height,
};
use crate::render::pdf::structure_tree::{StructureTree, StructureType};

/// The width of the line around the hero panel, points on letter paper.
const HERO_STROKE_PT: f32 = 5.0;

/// The least scale of the space above and below a panel's text: the text never touches the panel's edge.
const MIN_PADDING_SCALE: f32 = 0.4;

/// The least scale of the space between blocks, which a reader still sees.
const MIN_BLOCK_SPACING_SCALE: f32 = 0.3;

impl PosterLayouter<'_> {
    /// Lays out a panel. `hero_size` is the font size of the hero panel's number, if there is one.
    pub(super) fn lay_out_panel(
        &mut self,
        kind: PosterSectionKind,
        blocks: &[Block],
        x: f32,
        width: f32,
        hero_size: f32,
    ) -> PosterPanel {
        let style = self.layouter.style.clone();
        let padding = self.horizontal_padding(kind);
        let (text_color, heading_color) = match kind {
            PosterSectionKind::TitleBand => (Color::WHITE, Color::WHITE),
            PosterSectionKind::Hero
            | PosterSectionKind::HalfWidth
            | PosterSectionKind::FullWidth
            | PosterSectionKind::SmallPrint => (style.text_color, style.accent_color),
        };
        let mut column = LayoutColumn {
            text_color,
            heading_color,
            align: if matches!(kind, PosterSectionKind::Hero | PosterSectionKind::HalfWidth) {
                TextAlign::Center
            } else {
                TextAlign::Left
            },
            ..LayoutColumn::new(&style, x + padding, width - 2.0 * padding)
        };
        let number_size = self.number_size_to_fill_width(blocks, column.width);
        let cap_size = |factor| {
            number_size
                .min(hero_size * 0.6)
                .min(style.heading_sizes[1] * factor)
        };
        self.layouter.style.large_number_size = match kind {
            PosterSectionKind::Hero => number_size,
            PosterSectionKind::HalfWidth => cap_size(2.2),
            PosterSectionKind::TitleBand
            | PosterSectionKind::FullWidth
            | PosterSectionKind::SmallPrint => cap_size(1.6),
        }
        .max(16.0 * self.sheet_scale);
        let mut fragments: Vec<Fragment> = Vec::new();
        let mut previous: Option<&Block> = None;
        for block in blocks {
            let numbered = heading_number(block)
                .filter(|_| kind == PosterSectionKind::FullWidth && previous.is_none());
            let mut block_fragments = match (&block.kind, numbered) {
                (BlockKind::Heading { level, content }, Some(number)) => {
                    let number_width = style.heading_size(*level) * 2.1;
                    let block_fragments = self.lay_out_numbered_heading(
                        *level,
                        content,
                        number,
                        column,
                        number_width,
                    );
                    if !style.rtl {
                        column.x += number_width + 1.8 * padding;
                    }
                    column.width -= number_width + 1.8 * padding;
                    block_fragments
                }
                (BlockKind::List(_) | BlockKind::Table(_), _)
                    if kind == PosterSectionKind::FullWidth =>
                {
                    self.lay_out_in_columns(block, column)
                }
                _ => self.lay_out_shrunk_to_fit(block, column),
            };
            if let (Some(first), Some(previous)) = (block_fragments.first_mut(), previous) {
                let space = style.space_between(previous, block);
                let spacing_scale = self.spacing_scale.max(MIN_BLOCK_SPACING_SCALE);
                first.space_before = space.min(style.body_size * 0.8) * spacing_scale;
            }
            fragments.extend(block_fragments);
            previous = Some(block);
        }
        self.layouter.style.large_number_size = style.large_number_size;
        let height = stacked_height(&fragments);
        let (edge, padding) = match kind {
            PosterSectionKind::TitleBand => (0.0, 22.0),
            PosterSectionKind::Hero => (HERO_STROKE_PT, 9.0),
            PosterSectionKind::HalfWidth => (0.0, 11.0),
            PosterSectionKind::FullWidth => (0.0, 10.0),
            PosterSectionKind::SmallPrint => (0.0, 0.0),
        };
        let padding = padding * self.spacing_scale.max(MIN_PADDING_SCALE);
        let vertical_padding = (edge + padding) * self.sheet_scale;
        PosterPanel {
            section_kind: kind,
            x,
            width,
            fragments,
            height,
            vertical_padding,
        }
    }

    /// Lays out a block. A paragraph with a word that is too wide for its line, such as a web address, gets a smaller
    /// font size, down to the smallest readable one, so that it does not make all other text smaller.
    fn lay_out_shrunk_to_fit(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let body = self.layouter.style.body_size;
        if let (BlockRole::Plain, BlockKind::Paragraph(content)) = (block.role, &block.kind) {
            let text_style = column.paragraph_style(block.role, &self.layouter.style);
            let widths = self.layouter.measure_text_widths(content, text_style, body);
            let one_word = !plain_text(content).trim().contains(' ');
            let needed_width = if one_word { widths.max } else { widths.min } * 1.01;
            if needed_width > column.width {
                self.layouter.style.body_size =
                    (body * column.width / needed_width).max(16.0 * self.sheet_scale);
            }
        }
        let fragments = self.layouter.lay_out_block(block, column);
        self.layouter.style.body_size = body;
        fragments
    }

    /// Lays out a heading that begins with a number, with the number large in a column of its own.
    fn lay_out_numbered_heading(
        &mut self,
        level: u8,
        content: &[Inline],
        number: &str,
        column: LayoutColumn,
        number_width: f32,
    ) -> Vec<Fragment> {
        let style = self.layouter.style.clone();
        let element = self
            .layouter
            .structure_tree
            .add_element(column.parent_element, StructureType::Heading(level));
        let size = style.heading_size(level);
        let large = TextStyle {
            bold: true,
            align: TextAlign::Center,
            ..TextStyle::new(size * 1.9, 1.1, Color::WHITE)
        };
        let title = TextStyle {
            bold: true,
            balance_lines: true,
            ..TextStyle::new(size, 1.22, style.accent_color)
        };
        let number_text = [Inline::Text(format!("{number} "))];
        let digits = self
            .layouter
            .break_into_lines(&number_text, element, large, number_width)
            .swap_remove(0);
        let rest = heading_without_number(content, number);
        let padding = self.horizontal_padding(PosterSectionKind::FullWidth);
        let offset = number_width + 1.8 * padding;
        let (x, width) = (
            column.x + if style.rtl { 0.0 } else { offset },
            column.width - number_width - 1.8 * padding,
        );
        let mut fragments = self.layouter.lay_out_text(&rest, element, title, x, width);
        if let Some(first) = fragments.first_mut() {
            first.outline_entry = Some(OutlineEntry {
                level,
                title: plain_text(content),
                structure_element: element,
            });
            let mut title_items = std::mem::take(&mut first.content_items);
            let number_x = if style.rtl {
                column.x + column.width - number_width
            } else {
                column.x
            };
            let left = number_x + (number_width - digits.width) / 2.0;
            first.add_text_line(digits, left, 0.0);
            first.content_items.append(&mut title_items);
        }
        fragments
    }

    /// Lays out a list or table in one to three columns side by side, whichever is lowest.
    fn lay_out_in_columns(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let gap = 18.0 * self.sheet_scale;
        let item_count = match &block.kind {
            BlockKind::List(list) => list.items.len(),
            BlockKind::Table(table) => table.rows.len(),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Quote(_) => 1,
        };
        let mut best: Option<(f32, StructureTree, Vec<Fragment>)> = None;
        let tree = self.layouter.structure_tree.clone();
        for column_count in 1..=item_count.clamp(1, 3) {
            self.layouter.structure_tree = tree.clone();
            let width = (column.width - gap * (column_count - 1) as f32) / column_count as f32;
            if column_count > 1 && width < self.layouter.style.body_size * 9.0 {
                break;
            }
            let head_index = self.layouter.table_heads.len();
            let stacked = self
                .layouter
                .lay_out_block(block, LayoutColumn { width, ..column });
            let head = self
                .layouter
                .table_heads
                .get(head_index)
                .cloned()
                .unwrap_or_default();
            let fragments = distribute_into_columns(
                stacked,
                &head,
                (column_count, width + gap),
                self.layouter.style.rtl,
            );
            let height = stacked_height(&fragments);
            // Another column must reduce the height by at least 7 %.
            if best
                .as_ref()
                .is_none_or(|(best_height, ..)| height < best_height * 0.93)
            {
                best = Some((height, self.layouter.structure_tree.clone(), fragments));
            }
        }
        let (_, tree, fragments) = best.expect("one column is always tried");
        self.layouter.structure_tree = tree;
        fragments
    }

    /// Returns the font size at which the panel's number fills `width`, at most 104 pt on letter paper.
    pub(super) fn number_size_to_fill_width(&mut self, blocks: &[Block], width: f32) -> f32 {
        let mut size = f32::MAX;
        for block in blocks {
            if let (BlockRole::DisplayNumber, BlockKind::Paragraph(content)) =
                (block.role, &block.kind)
            {
                let text_style = TextStyle {
                    bold: true,
                    ..TextStyle::new(100.0, 1.2, self.layouter.style.text_color)
                };
                let max_width = self
                    .layouter
                    .measure_text_widths(content, text_style, text_style.font_size)
                    .max;
                size = size.min(width * 0.985 / max_width.max(1.0) * 100.0);
            }
        }
        size.min(104.0 * self.sheet_scale) * self.hero_number_scale
    }

    pub(super) fn draw_panel_background(
        &self,
        panel: &PosterPanel,
        y: f32,
        height: f32,
        page: &mut PdfPage,
    ) {
        let style = &self.layouter.style;
        let mut fill = |x: f32, y: f32, width: f32, height: f32, fill: Color| {
            page.background_items.push(PlacedItem::new_filled_box(
                ContentTag::DrawingArtifact,
                (x, y),
                (width, height),
                fill,
            ));
        };
        let rule_height = 3.0 * self.sheet_scale;
        match panel.section_kind {
            PosterSectionKind::TitleBand => {
                fill(panel.x, y, panel.width, height, style.accent_color);
            }
            PosterSectionKind::Hero => {
                let stroke = HERO_STROKE_PT * self.sheet_scale;
                fill(panel.x, y, panel.width, height, style.accent_color);
                let (width, height) = (panel.width - 2.0 * stroke, height - 2.0 * stroke);
                fill(panel.x + stroke, y + stroke, width, height, Color::WHITE);
            }
            PosterSectionKind::HalfWidth => {
                fill(panel.x, y, panel.width, height, style.shading_color);
                fill(panel.x, y, panel.width, rule_height, style.accent_color);
            }
            PosterSectionKind::FullWidth => {
                let is_numbered = panel.fragments.first().is_some_and(|fragment| {
                    let first = fragment.content_items.first().map(|placed| &placed.item);
                    matches!(first, Some(PageItem::Text(run)) if run.paint.color == Color::WHITE)
                });
                if is_numbered {
                    let padding = self.horizontal_padding(PosterSectionKind::FullWidth);
                    fill(panel.x, y, panel.width, height, style.shading_color);
                    let number_width = padding * 2.0 + style.heading_sizes[1] * 2.1;
                    let x = if style.rtl {
                        panel.x + panel.width - number_width
                    } else {
                        panel.x
                    };
                    fill(x, y, number_width, height, style.accent_color);
                } else {
                    fill(panel.x, y, panel.width, rule_height, style.accent_color);
                }
            }
            PosterSectionKind::SmallPrint => {}
        }
    }
}
