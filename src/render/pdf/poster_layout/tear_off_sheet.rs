//! Strips to tear off along the foot of a poster: a few lines of the document, turned on end, with
//! lines to cut between them.
//!
//! The document says them once. The first strip holds those words; the others are copies, a figure
//! that says how many they are, and no strip has a link: ten of the same would be noise.

use crate::document::{Block, BlockKind, strip_links};
use crate::render::pdf::block_layout::{BlockLayouter, TextStyle};
use crate::render::pdf::page_fit::overflow_percent;
use crate::render::pdf::paged_document::{ContentTag, PageItem, PdfPage, PlacedItem};
use crate::render::pdf::structure_tree::{StructureTree, StructureType};
use crate::render::pdf::text_shaping::ShapedLine;
use crate::render::theme::TEAR_OFF_COUNT;

/// What printers leave blank at the edge of a sheet, points.
const UNPRINTABLE_MARGIN_PT: f32 = 18.0;

/// The sizes to try, points on letter paper; the last is the least that reads well at arm's length.
const FONT_SIZES_PT: [f32; 5] = [16.0, 15.0, 14.0, 13.0, 12.0];

/// The length of a strip's words, points on letter paper: room that short words are given, and the
/// most that long ones may take.
const TEXT_LENGTH_RANGE_PT: (f32, f32) = (130.0, 205.0);

/// Above the words, points on letter paper.
const TEXT_PADDING_PT: f32 = 12.0;

/// Between the words and the cut beside them, points on letter paper.
const CUT_LINE_GAP_PT: f32 = 4.0;

/// The sheet that strips are torn from.
pub(super) struct TearOffSheet {
    pub(super) paper_size: (f32, f32),
    /// 1 on letter paper.
    pub(super) sheet_scale: f32,
    /// Air in parts of what it should be.
    pub(super) spacing_scale: f32,
}

/// Strips, set and not yet put on their page.
pub(super) struct TearOffs {
    /// Of the strips, down to the edge of the sheet; points.
    pub height: f32,
    text_lines: Vec<ShapedLine>,
    sheet_scale: f32,
}

impl TearOffs {
    /// Sets the strips, none if there are no blocks; fails, like the poster, with the percentage of room that is
    /// lacking.
    pub(super) fn lay_out(
        blocks: &[Block],
        setter: &mut BlockLayouter<'_>,
        sheet: &TearOffSheet,
    ) -> Result<Option<Self>, u32> {
        let TearOffSheet {
            paper_size: paper,
            sheet_scale: base,
            spacing_scale: air,
        } = *sheet;
        if blocks.is_empty() {
            return Ok(None);
        }
        let room = tear_off_width(paper) - 2.0 * CUT_LINE_GAP_PT * base;
        let tree = setter.structure_tree.clone();
        let mut over = 0;
        for size in FONT_SIZES_PT {
            setter.structure_tree = tree.clone();
            let letters = TextStyle::new(size * base, 1.2, setter.style.text_color);
            let mut lines = Vec::new();
            for block in blocks {
                let BlockKind::Paragraph(content) = &block.kind else {
                    continue;
                };
                let element = setter
                    .structure_tree
                    .add_element(StructureTree::ROOT, StructureType::Paragraph);
                let content = strip_links(content);
                lines.extend(setter.break_into_lines(
                    &content,
                    element,
                    letters,
                    TEXT_LENGTH_RANGE_PT.1 * base,
                ));
            }
            let needed: f32 = lines.iter().map(|line| line.height).sum();
            if needed <= room {
                let longest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
                let height = longest.max(TEXT_LENGTH_RANGE_PT.0 * base)
                    + 2.0 * TEXT_PADDING_PT * base * air
                    + UNPRINTABLE_MARGIN_PT;
                return Ok(Some(Self {
                    height,
                    text_lines: lines,
                    sheet_scale: base,
                }));
            }
            over = overflow_percent(needed, room);
        }
        Err(over)
    }

    /// Puts the strips on their page, with the lines to cut along; `copies` stands for all but the
    /// first.
    pub(super) fn place_on_page(
        &self,
        setter: &mut BlockLayouter<'_>,
        copies: &str,
        paper: (f32, f32),
        page: &mut PdfPage,
    ) {
        let fill = setter.style.muted_text_color;
        let (wide, top) = (tear_off_width(paper), paper.1 - self.height);
        let thin = 0.75 * self.sheet_scale;
        let mut cut = |x: f32, y: f32, width: f32, height: f32| {
            page.background_items.push(PlacedItem::new_filled_box(
                ContentTag::DrawingArtifact,
                (x, y),
                (width, height),
                fill,
            ));
        };
        cut(0.0, top, paper.0, thin);
        for at in 1..TEAR_OFF_COUNT {
            cut(
                UNPRINTABLE_MARGIN_PT + wide * at as f32 - thin / 2.0,
                top,
                thin,
                self.height,
            );
        }
        let high: f32 = self.text_lines.iter().map(|line| line.height).sum();
        let middle = top + (self.height - UNPRINTABLE_MARGIN_PT) / 2.0;
        let copies = copies.replace("{count}", &(TEAR_OFF_COUNT - 1).to_string());
        let copies = setter.structure_tree.add_figure(&copies);
        for at in 0..TEAR_OFF_COUNT {
            let mut x = UNPRINTABLE_MARGIN_PT + wide * at as f32 + (wide - high) / 2.0;
            for line in &self.text_lines {
                for run in &line.runs {
                    let slot = if at == 0 {
                        run.paint.content_id
                    } else {
                        copies
                    };
                    page.content_items.push(PlacedItem {
                        tag: ContentTag::TaggedContent(slot),
                        x: x + line.baseline,
                        y: middle + line.width / 2.0 - run.x,
                        item: PageItem::RotatedText(run.clone(), 90.0),
                    });
                }
                x += line.height;
            }
        }
    }
}

/// The width of a strip.
fn tear_off_width(paper: (f32, f32)) -> f32 {
    (paper.0 - 2.0 * UNPRINTABLE_MARGIN_PT) / TEAR_OFF_COUNT as f32
}
