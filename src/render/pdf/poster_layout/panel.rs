//! The words of one panel, set in its width, and the ground they stand on.

use super::balanced_columns::distribute_into_columns;
use super::sections::{PosterSectionKind, heading_number, heading_without_number};
use super::{PosterLayouter, PosterPanel};
use crate::document::{Block, BlockKind, BlockRole, Color, Inline, plain_text};
use crate::render::pdf::block_layout::{LayoutColumn, TextAlign, TextStyle};
use crate::render::pdf::paged_document::{
    ContentTag, Fragment, OutlineEntry, PageItem, PdfPage, PlacedItem, stacked_height,
};
use crate::render::pdf::structure_tree::{StructureTree, StructureType};

impl PosterLayouter<'_> {
    /// Sets the words of a panel.
    pub(super) fn lay_out_panel(
        &mut self,
        part: PosterSectionKind,
        blocks: &[Block],
        x: f32,
        width: f32,
        largest: f32,
    ) -> PosterPanel {
        let look = self.block_layouter.style.clone();
        let inset = self.horizontal_padding(part);
        let (ink, title) = match part {
            PosterSectionKind::TitleBand => (Color::WHITE, Color::WHITE),
            PosterSectionKind::Hero
            | PosterSectionKind::HalfWidth
            | PosterSectionKind::FullWidth
            | PosterSectionKind::SmallPrint => (look.text_color, look.accent_color),
        };
        let mut column = LayoutColumn {
            text_color: ink,
            heading_color: title,
            align: if matches!(part, PosterSectionKind::Hero | PosterSectionKind::HalfWidth) {
                TextAlign::Center
            } else {
                TextAlign::Left
            },
            ..LayoutColumn::new(&look, x + inset, width - 2.0 * inset)
        };
        let own = self.number_size_to_fill_width(blocks, column.width);
        self.block_layouter.style.large_number_size = match part {
            PosterSectionKind::Hero => own,
            PosterSectionKind::HalfWidth => own.min(largest * 0.6).min(look.heading_sizes[1] * 2.2),
            PosterSectionKind::TitleBand
            | PosterSectionKind::FullWidth
            | PosterSectionKind::SmallPrint => {
                own.min(largest * 0.6).min(look.heading_sizes[1] * 1.6)
            }
        }
        .max(16.0 * self.sheet_scale);
        let mut strips: Vec<Fragment> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let numbered = heading_number(block)
                .filter(|_| part == PosterSectionKind::FullWidth && before.is_none());
            let mut set = match (&block.kind, numbered) {
                (BlockKind::Heading { level, content }, Some(number)) => {
                    let wide = look.heading_size(*level) * 2.1;
                    let set = self.lay_out_numbered_heading(*level, content, number, column, wide);
                    if !look.rtl {
                        column.x += wide + 1.8 * inset;
                    }
                    column.width -= wide + 1.8 * inset;
                    set
                }
                (BlockKind::List(_) | BlockKind::Table(_), _)
                    if part == PosterSectionKind::FullWidth =>
                {
                    self.lay_out_in_columns(block, column)
                }
                _ => self.lay_out_shrunk_to_fit(block, column),
            };
            if let (Some(first), Some(before)) = (set.first_mut(), before) {
                first.space_before = look.space_between(before, block).min(look.body_size * 0.8)
                    * self.spacing_scale;
            }
            strips.extend(set);
            before = Some(block);
        }
        self.block_layouter.style.large_number_size = look.large_number_size;
        let height = stacked_height(&strips);
        let pad = match part {
            PosterSectionKind::TitleBand => 22.0,
            PosterSectionKind::Hero => 14.0,
            PosterSectionKind::HalfWidth => 11.0,
            PosterSectionKind::FullWidth => 10.0,
            PosterSectionKind::SmallPrint => 0.0,
        } * self.sheet_scale
            * self.spacing_scale;
        PosterPanel {
            section_kind: part,
            x,
            width,
            fragments: strips,
            height,
            vertical_padding: pad,
        }
    }

    /// Sets a block; a paragraph with a word too long for its line (an address) is set smaller as
    /// a whole, down to the least readable size, so that it need not hold back all other words.
    fn lay_out_shrunk_to_fit(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let body = self.block_layouter.style.body_size;
        if let (BlockRole::Plain, BlockKind::Paragraph(content)) = (block.role, &block.kind) {
            let letters = column.paragraph_style(block.role, &self.block_layouter.style);
            let widths = self
                .block_layouter
                .measure_text_widths(content, letters, body);
            let one_word = !plain_text(content).trim().contains(' ');
            let wide = if one_word { widths.max } else { widths.min } * 1.01;
            if wide > column.width {
                self.block_layouter.style.body_size =
                    (body * column.width / wide).max(16.0 * self.sheet_scale);
            }
        }
        let strips = self.block_layouter.lay_out_block(block, column);
        self.block_layouter.style.body_size = body;
        strips
    }

    /// A heading that begins with a number: the number large in a block of its own beside it.
    fn lay_out_numbered_heading(
        &mut self,
        level: u8,
        content: &[Inline],
        number: &str,
        column: LayoutColumn,
        wide: f32,
    ) -> Vec<Fragment> {
        let look = self.block_layouter.style.clone();
        let element = self
            .block_layouter
            .structure_tree
            .add_element(column.parent_element, StructureType::Heading(level));
        let size = look.heading_size(level);
        let large = TextStyle {
            bold: true,
            align: TextAlign::Center,
            ..TextStyle::new(size * 1.9, 1.1, Color::WHITE)
        };
        let title = TextStyle {
            bold: true,
            balance_lines: true,
            ..TextStyle::new(size, 1.22, look.accent_color)
        };
        let digits = self
            .block_layouter
            .break_into_lines(&[Inline::Text(format!("{number} "))], element, large, wide)
            .swap_remove(0);
        let rest = heading_without_number(content, number);
        let inset = self.horizontal_padding(PosterSectionKind::FullWidth);
        let (x, width) = (
            column.x + if look.rtl { 0.0 } else { wide + 1.8 * inset },
            column.width - wide - 1.8 * inset,
        );
        let mut strips = self
            .block_layouter
            .lay_out_text(&rest, element, title, x, width);
        if let Some(first) = strips.first_mut() {
            first.outline_entry = Some(OutlineEntry {
                level,
                title: plain_text(content),
                structure_element: element,
            });
            let mut words = std::mem::take(&mut first.content_items);
            let block = if look.rtl {
                column.x + column.width - wide
            } else {
                column.x
            };
            let left = block + (wide - digits.width) / 2.0;
            first.add_text_line(digits, left, 0.0);
            first.content_items.append(&mut words);
        }
        strips
    }

    /// Sets a list or table in as many columns side by side as make it lowest.
    fn lay_out_in_columns(&mut self, block: &Block, column: LayoutColumn) -> Vec<Fragment> {
        let gap = 18.0 * self.sheet_scale;
        let count = match &block.kind {
            BlockKind::List(list) => list.items.len(),
            BlockKind::Table(table) => table.rows.len(),
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Quote(_) => 1,
        };
        let mut best: Option<(f32, StructureTree, Vec<Fragment>)> = None;
        let tree = self.block_layouter.structure_tree.clone();
        for across in 1..=count.clamp(1, 3) {
            self.block_layouter.structure_tree = tree.clone();
            let width = (column.width - gap * (across - 1) as f32) / across as f32;
            if across > 1 && width < self.block_layouter.style.body_size * 9.0 {
                break;
            }
            let heads = self.block_layouter.table_heads.len();
            let strips = self
                .block_layouter
                .lay_out_block(block, LayoutColumn { width, ..column });
            let head = self
                .block_layouter
                .table_heads
                .get(heads)
                .cloned()
                .unwrap_or_default();
            let set = distribute_into_columns(
                strips,
                &head,
                (across, width + gap),
                self.block_layouter.style.rtl,
            );
            let height = stacked_height(&set);
            // A table is put side by side only for a clear gain.
            if best
                .as_ref()
                .is_none_or(|(least, ..)| height < least * 0.93)
            {
                best = Some((height, self.block_layouter.structure_tree.clone(), set));
            }
        }
        let (_, tree, set) = best.expect("one column is always tried");
        self.block_layouter.structure_tree = tree;
        set
    }

    /// The size at which the panel's number fills its width.
    pub(super) fn number_size_to_fill_width(&mut self, blocks: &[Block], width: f32) -> f32 {
        let mut size = f32::MAX;
        for block in blocks {
            if let (BlockRole::DisplayNumber, BlockKind::Paragraph(content)) =
                (block.role, &block.kind)
            {
                let letters = TextStyle {
                    bold: true,
                    ..TextStyle::new(100.0, 1.2, self.block_layouter.style.text_color)
                };
                let most = self
                    .block_layouter
                    .measure_text_widths(content, letters, letters.font_size)
                    .max;
                size = size.min(width * 0.985 / most.max(1.0) * 100.0);
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
        let look = &self.block_layouter.style;
        let mut fill = |x: f32, y: f32, width: f32, height: f32, fill: Color| {
            page.background_items.push(PlacedItem::new_filled_box(
                ContentTag::DrawingArtifact,
                (x, y),
                (width, height),
                fill,
            ));
        };
        match panel.section_kind {
            PosterSectionKind::TitleBand => {
                fill(panel.x, y, panel.width, height, look.accent_color)
            }
            PosterSectionKind::Hero => {
                let stroke = 5.0 * self.sheet_scale;
                fill(panel.x, y, panel.width, height, look.accent_color);
                let (width, height) = (panel.width - 2.0 * stroke, height - 2.0 * stroke);
                fill(panel.x + stroke, y + stroke, width, height, Color::WHITE);
            }
            PosterSectionKind::HalfWidth => {
                fill(panel.x, y, panel.width, height, look.shading_color);
                fill(
                    panel.x,
                    y,
                    panel.width,
                    3.0 * self.sheet_scale,
                    look.accent_color,
                );
            }
            PosterSectionKind::FullWidth => {
                let step = panel.fragments.first().is_some_and(|strip| {
                    strip
                        .content_items
                        .first()
                        .is_some_and(|word| match &word.item {
                            PageItem::Text(run) => run.paint.color == Color::WHITE,
                            PageItem::RotatedText(..)
                            | PageItem::FilledBox { .. }
                            | PageItem::FilledCircle { .. }
                            | PageItem::Picture { .. } => false,
                        })
                });
                if step {
                    let inset = self.horizontal_padding(PosterSectionKind::FullWidth);
                    fill(panel.x, y, panel.width, height, look.shading_color);
                    let wide = inset * 2.0 + look.heading_sizes[1] * 2.1;
                    let x = if look.rtl {
                        panel.x + panel.width - wide
                    } else {
                        panel.x
                    };
                    fill(x, y, wide, height, look.accent_color);
                } else {
                    fill(
                        panel.x,
                        y,
                        panel.width,
                        3.0 * self.sheet_scale,
                        look.accent_color,
                    );
                }
            }
            PosterSectionKind::SmallPrint => {}
        }
    }
}
