//! Lays out tear-offs at the bottom of a poster: a few lines of the document, rotated by 90 degrees, with cut
//! lines between the copies.
//!
//! Only the first tear-off is tagged as text of the document. The copies are a figure with alternative text that
//! gives their number. Tear-offs have no links, so that screen readers do not list the same link ten times.

use crate::document::{Block, BlockKind, strip_links};
use crate::render::pdf::block_layout::{BlockLayouter, TextStyle};
use crate::render::pdf::page_fit::overflow_percent;
use crate::render::pdf::paged_document::{ContentTag, PageItem, PdfPage, PlacedItem};
use crate::render::pdf::structure_tree::{StructureTree, StructureType};
use crate::render::pdf::text_shaping::ShapedLine;
use crate::render::theme::TEAR_OFF_COUNT;

/// Margin that printers leave blank, points.
const UNPRINTABLE_MARGIN_PT: f32 = 18.0;

/// Font sizes to try, points on letter paper; the last is the smallest that is readable at arm's length.
const FONT_SIZES_PT: [f32; 5] = [16.0, 15.0, 14.0, 13.0, 12.0];

/// Minimum length of the text area of a tear-off, and maximum length of a line; points on letter paper.
const TEXT_LENGTH_RANGE_PT: (f32, f32) = (130.0, 205.0);

/// Space above and below the text, points on letter paper.
const TEXT_PADDING_PT: f32 = 12.0;

/// Space between the text and the cut line beside it, points on letter paper.
const CUT_LINE_GAP_PT: f32 = 4.0;

/// The sheet that tear-offs are cut from.
pub(super) struct TearOffSheet {
    pub(super) paper_size: (f32, f32),
    /// 1 on letter paper.
    pub(super) sheet_scale: f32,
    /// Scale of the padding.
    pub(super) spacing_scale: f32,
}

/// Tear-offs that are laid out but not yet on a page.
pub(super) struct TearOffs {
    /// Height down to the edge of the sheet, points.
    pub height: f32,
    text_lines: Vec<ShapedLine>,
    sheet_scale: f32,
}

impl TearOffs {
    /// Lays out the tear-offs, if there are any blocks. The error is by how many percent the text is too high.
    pub(super) fn lay_out(
        blocks: &[Block],
        layouter: &mut BlockLayouter<'_>,
        sheet: &TearOffSheet,
    ) -> Result<Option<Self>, u32> {
        let TearOffSheet {
            paper_size,
            sheet_scale,
            spacing_scale,
        } = *sheet;
        if blocks.is_empty() {
            return Ok(None);
        }
        let available = tear_off_width(paper_size) - 2.0 * CUT_LINE_GAP_PT * sheet_scale;
        let tree = layouter.structure_tree.clone();
        let mut overflow = 0;
        for size in FONT_SIZES_PT {
            layouter.structure_tree = tree.clone();
            let text_style = TextStyle::new(size * sheet_scale, 1.2, layouter.style.text_color);
            let mut lines = Vec::new();
            for block in blocks {
                let BlockKind::Paragraph(content) = &block.kind else {
                    continue;
                };
                let element = layouter
                    .structure_tree
                    .add_element(StructureTree::ROOT, StructureType::Paragraph);
                let content = strip_links(content);
                lines.extend(layouter.break_into_lines(
                    &content,
                    element,
                    text_style,
                    TEXT_LENGTH_RANGE_PT.1 * sheet_scale,
                ));
            }
            let needed: f32 = lines.iter().map(|line| line.height).sum();
            if needed <= available {
                let longest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
                let height = longest.max(TEXT_LENGTH_RANGE_PT.0 * sheet_scale)
                    + 2.0 * TEXT_PADDING_PT * sheet_scale * spacing_scale
                    + UNPRINTABLE_MARGIN_PT;
                return Ok(Some(Self {
                    height,
                    text_lines: lines,
                    sheet_scale,
                }));
            }
            overflow = overflow_percent(needed, available);
        }
        Err(overflow)
    }

    /// Places the tear-offs on their page and draws the cut lines. `copies_pattern` is the alternative text of all
    /// but the first.
    pub(super) fn place_on_page(
        &self,
        layouter: &mut BlockLayouter<'_>,
        copies_pattern: &str,
        paper: (f32, f32),
        page: &mut PdfPage,
    ) {
        let fill = layouter.style.muted_text_color;
        let (copy_width, top) = (tear_off_width(paper), paper.1 - self.height);
        let line_width = 0.75 * self.sheet_scale;
        let mut draw_line = |x: f32, y: f32, width: f32, height: f32| {
            page.background_items.push(PlacedItem::new_filled_box(
                ContentTag::DrawingArtifact,
                (x, y),
                (width, height),
                fill,
            ));
        };
        draw_line(0.0, top, paper.0, line_width);
        for index in 1..TEAR_OFF_COUNT {
            draw_line(
                UNPRINTABLE_MARGIN_PT + copy_width * index as f32 - line_width / 2.0,
                top,
                line_width,
                self.height,
            );
        }
        let text_height: f32 = self.text_lines.iter().map(|line| line.height).sum();
        let center_y = top + (self.height - UNPRINTABLE_MARGIN_PT) / 2.0;
        let copies = copies_pattern.replace("{count}", &(TEAR_OFF_COUNT - 1).to_string());
        let copies_id = layouter.structure_tree.add_figure(&copies);
        for index in 0..TEAR_OFF_COUNT {
            let mut x = UNPRINTABLE_MARGIN_PT
                + copy_width * index as f32
                + (copy_width - text_height) / 2.0;
            for line in &self.text_lines {
                for run in &line.runs {
                    let content_id = if index == 0 {
                        run.paint.content_id
                    } else {
                        copies_id
                    };
                    page.content_items.push(PlacedItem {
                        tag: ContentTag::TaggedContent(content_id),
                        x: x + line.baseline,
                        y: center_y + line.width / 2.0 - run.x,
                        item: PageItem::RotatedText(run.clone(), 90.0),
                    });
                }
                x += line.height;
            }
        }
    }
}

/// Returns the width of a tear-off, points.
fn tear_off_width(paper: (f32, f32)) -> f32 {
    (paper.0 - 2.0 * UNPRINTABLE_MARGIN_PT) / TEAR_OFF_COUNT as f32
}
