//! Lays out a sheet of wallet cards for two-sided printing: as many as fit, fronts on page 1, backs on page 2.
//!
//! A card is 3.5 x 2 in on every paper size. The grid of cards is centered on the sheet, so that flipping on the
//! long edge puts the back of each card behind its front. Screen readers read one card; the copies are a figure
//! with alternative text that gives their number.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn};
use super::page_fit::{PageFitMode, overflow_percent};
use super::paged_document::{
    ContentTag, Fragment, PageItem, PagedDocument, PdfPage, PlacedItem, place_fragment_on_page,
};
use super::structure_tree::{StructureTree, StructureType};
use super::text_shaping::FontSet;
use crate::document::{
    Block, BlockKind, Color, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal,
};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// Width and height of a card: 3.5 x 2 in.
const CARD_SIZE_PT: (f32, f32) = (252.0, 144.0);

/// Margin that printers leave blank, points; cut marks may extend into it.
const UNPRINTABLE_MARGIN_PT: f32 = 18.0;

/// Padding of a card: left and right, top and bottom; points.
const CARD_PADDING_PT: (f32, f32) = (14.0, 8.0);

/// Largest and smallest body font size on the front and on the back, points.
const FRONT_FONT_SIZES_PT: (f32, f32) = (12.0, 7.5);
const BACK_FONT_SIZES_PT: (f32, f32) = (10.5, 7.5);

/// Width and height of the rule above the text of a front, and its distance from the text; points.
const FRONT_RULE_SIZE_PT: (f32, f32) = (36.0, 3.0);
const FRONT_RULE_OFFSET_PT: f32 = 9.0;

/// Maximum space to add between blocks, points.
const MAX_EXTRA_GAP_PT: f32 = 5.0;

/// Difference between font sizes to try, points.
const FONT_SIZE_STEP_PT: f32 = 0.25;

/// Reduces the smallest font size for a translation that has not been reviewed, so that its extra notice does
/// not prevent rendering.
const UNREVIEWED_SIZE_FACTOR: f32 = 0.6;

/// Positions of the cards on a sheet, points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct CardGrid {
    column_count: usize,
    row_count: usize,
    left_margin: f32,
    top_margin: f32,
}

impl CardGrid {
    fn from_paper_size((width, height): (f32, f32)) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "a sheet is larger than its edges")]
        let count_fitting =
            |length: f32, card: f32| ((length - 2.0 * UNPRINTABLE_MARGIN_PT) / card) as usize;
        let column_count = count_fitting(width, CARD_SIZE_PT.0);
        let row_count = count_fitting(height, CARD_SIZE_PT.1);
        Self {
            column_count,
            row_count,
            left_margin: (width - CARD_SIZE_PT.0 * column_count as f32) / 2.0,
            top_margin: (height - CARD_SIZE_PT.1 * row_count as f32) / 2.0,
        }
    }

    /// Returns the top left corners, row by row. Backs start at the right, so that the first back is behind the
    /// first front.
    fn card_corners(self, back: bool) -> impl Iterator<Item = (f32, f32)> {
        (0..self.row_count * self.column_count).map(move |index| {
            let (row, column) = (index / self.column_count, index % self.column_count);
            let column = if back {
                self.column_count - 1 - column
            } else {
                column
            };
            (
                self.left_margin + CARD_SIZE_PT.0 * column as f32,
                self.top_margin + CARD_SIZE_PT.1 * row as f32,
            )
        })
    }
}

/// Lays out a sheet of cards. The error is by how many percent the text of a side is too high.
pub(super) fn lay_out_cards(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    choice: PageFitMode,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let grid = CardGrid::from_paper_size(paper);
    let mut paged = PagedDocument::new(paper);
    let is_unreviewed =
        traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR);
    let copies = (grid.column_count * grid.row_count - 1).to_string();
    let copies = document
        .page_strings
        .more_copies_pattern
        .replace("{count}", &copies);
    let (front, back) = document.blocks.split_at(back_side_start(&document.blocks));
    for (blocks, is_back) in [(front, false), (back, true)] {
        let (largest, mut smallest) = if is_back {
            BACK_FONT_SIZES_PT
        } else {
            FRONT_FONT_SIZES_PT
        };
        if is_unreviewed && is_back {
            smallest *= UNREVIEWED_SIZE_FACTOR;
        }
        let logo = theme.logo_for(document).filter(|_| !is_back);
        let rule_offset = if is_back || logo.is_some() {
            0.0
        } else {
            FRONT_RULE_OFFSET_PT
        };
        let mut size = match choice {
            PageFitMode::LargestFitting => largest,
            PageFitMode::Smallest => smallest,
        };
        let (style, tree, fragments, spare) = loop {
            let mut layouter = BlockLayouter::new(fonts, DocumentStyle::for_card(theme, rtl, size));
            layouter.structure_tree = paged.structure_tree.clone();
            let height = CARD_SIZE_PT.1 - 2.0 * CARD_PADDING_PT.1 - rule_offset;
            match lay_out_card_side(blocks, logo, &mut layouter, height, size > smallest) {
                Ok((fragments, spare)) => {
                    break (layouter.style, layouter.structure_tree, fragments, spare);
                }
                Err(overflow) if size <= smallest => return Err(overflow),
                Err(_) => size = (size - FONT_SIZE_STEP_PT).max(smallest),
            }
        };
        paged.structure_tree = tree;
        let copies_id = paged.structure_tree.add_figure(&copies);
        let mut page = PdfPage::default();
        draw_cut_marks(grid, &style, &mut page);
        for fragment in &fragments {
            paged.record_destinations(fragment, grid.top_margin);
        }
        let card = place_card_fragments(fragments, spare, rule_offset, &style);
        for (number, (x, y)) in grid.card_corners(is_back).enumerate() {
            let background = card.background_items.iter();
            page.background_items
                .extend(background.map(|item| item.translate(x, y)));
            for item in &card.content_items {
                let mut item = item.translate(x, y);
                if number > 0 {
                    item.tag = ContentTag::TaggedContent(copies_id);
                }
                page.content_items.push(item);
            }
        }
        paged.pages.push(page);
    }
    Ok(paged)
}

/// Returns the index of the first heading of level 2, where the back begins.
fn back_side_start(blocks: &[Block]) -> usize {
    let is_back = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 2, .. });
    blocks.iter().position(is_back).unwrap_or(blocks.len())
}

/// Lays out one side; returns its fragments and the unused height. Fails if the text is too high, or if a word is
/// broken although `forbid_broken_words` is set.
fn lay_out_card_side(
    blocks: &[Block],
    logo: Option<&Arc<Image>>,
    layouter: &mut BlockLayouter<'_>,
    available: f32,
    forbid_broken_words: bool,
) -> Result<(Vec<Fragment>, f32), u32> {
    let style = layouter.style.clone();
    let inner_width = CARD_SIZE_PT.0 - 2.0 * CARD_PADDING_PT.0;
    let column = LayoutColumn::new(&style, CARD_PADDING_PT.0, inner_width);
    layouter.font_set.take_broke_inside_word();
    let mut fragments: Vec<Fragment> = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(2400.0, (inner_width, 40.0));
        let x = if style.rtl {
            CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - size.0
        } else {
            CARD_PADDING_PT.0
        };
        fragments.push(Fragment::from_picture(
            logo,
            size,
            x,
            &mut layouter.structure_tree,
        ));
    }
    let max_gap = style.body_size * 0.25;
    let mut previous: Option<&Block> = None;
    for block in blocks {
        let mut block_fragments = layouter.lay_out_block(block, column);
        if let Some(first) = block_fragments.first_mut() {
            first.space_before = match previous {
                Some(previous) => style.space_between(previous, block).min(max_gap),
                None if logo.is_some() => style.body_size * 0.8,
                None => 0.0,
            };
        }
        fragments.extend(block_fragments);
        previous = Some(block);
    }
    let needed: f32 = fragments
        .iter()
        .map(|fragment| fragment.space_before + fragment.height)
        .sum();
    if needed > available {
        return Err(overflow_percent(needed, available));
    }
    if layouter.font_set.take_broke_inside_word() && forbid_broken_words {
        return Err(1);
    }
    Ok((fragments, available - needed))
}

/// Places one side at the corner of a page, centered vertically, with a rule `rule_offset` above its text if that
/// is more than 0.
fn place_card_fragments(
    fragments: Vec<Fragment>,
    spare: f32,
    rule_offset: f32,
    style: &DocumentStyle,
) -> PdfPage {
    let mut card = PdfPage::default();
    let gaps = fragments
        .iter()
        .filter(|fragment| fragment.space_before > 0.0)
        .count();
    let extra_gap = (spare / (gaps + 2) as f32).min(MAX_EXTRA_GAP_PT);
    let mut y = CARD_PADDING_PT.1 + (spare - extra_gap * gaps as f32) / 2.0;
    if rule_offset > 0.0 {
        let x = if style.rtl {
            CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - FRONT_RULE_SIZE_PT.0
        } else {
            CARD_PADDING_PT.0
        };
        card.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (x, y),
            FRONT_RULE_SIZE_PT,
            style.accent_color,
        ));
        y += rule_offset;
    }
    for (index, fragment) in fragments.into_iter().enumerate() {
        if index > 0 {
            let gap = if fragment.space_before > 0.0 {
                extra_gap
            } else {
                0.0
            };
            y += fragment.space_before + gap;
        }
        let height = fragment.height;
        place_fragment_on_page(fragment, y, index == 0, &mut card);
        y += height;
    }
    card
}

/// Draws cut marks in the margins, and a small cross at each corner of the cards. Full lines would show beside an
/// inexact cut, and would look like a table.
fn draw_cut_marks(grid: CardGrid, style: &DocumentStyle, page: &mut PdfPage) {
    let (right, bottom) = (
        grid.left_margin + CARD_SIZE_PT.0 * grid.column_count as f32,
        grid.top_margin + CARD_SIZE_PT.1 * grid.row_count as f32,
    );
    let (length, distance, thick, cross, thin) = (10.0, 4.0, 0.75, 8.0, 0.4);
    let mut draw = |x: f32, y: f32, width: f32, height: f32, fill| {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (x - width / 2.0, y - height / 2.0),
            (width, height),
            fill,
        ));
    };
    let (dark, pale) = (style.text_color, style.muted_text_color);
    let column_edges =
        (0..=grid.column_count).map(|at| grid.left_margin + CARD_SIZE_PT.0 * at as f32);
    let row_edges = (0..=grid.row_count).map(|at| grid.top_margin + CARD_SIZE_PT.1 * at as f32);
    let offset = distance + length / 2.0;
    for x in column_edges.clone() {
        draw(x, grid.top_margin - offset, thick, length, dark);
        draw(x, bottom + offset, thick, length, dark);
    }
    for y in row_edges {
        draw(grid.left_margin - offset, y, length, thick, dark);
        draw(right + offset, y, length, thick, dark);
        for x in column_edges.clone() {
            draw(x, y, cross, thin, pale);
            draw(x, y, thin, cross, pale);
        }
    }
}

/// Draws the small print at the bottom of each back. On the copies it belongs to their figure, like the rest of
/// their text.
pub(super) fn draw_card_small_print(
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    tree: &StructureTree,
    text: &str,
    paper: (f32, f32),
) {
    if text.is_empty() {
        return;
    }
    let figure = page.content_items.iter().map(|item| item.tag).find(|tag| {
        matches!(tag, ContentTag::TaggedContent(id) if tree.owner_type(*id) == StructureType::Figure)
    });
    let (size, bottom_offset) = (4.5, 3.0);
    for (number, (x, y)) in CardGrid::from_paper_size(paper)
        .card_corners(true)
        .enumerate()
    {
        let line = layouter.lay_out_artifact_line(
            text,
            size,
            false,
            layouter.style.muted_text_color,
            CARD_SIZE_PT.0,
        );
        let x = x + CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - line.width;
        let baseline = y + CARD_SIZE_PT.1 - bottom_offset;
        match figure.filter(|_| number > 0) {
            Some(tag) => {
                BlockLayouter::place_artifact_line(line, tag, x, baseline, &mut page.content_items);
            }
            None => BlockLayouter::place_artifact_line(
                line,
                ContentTag::FooterArtifact,
                x,
                baseline,
                &mut page.background_items,
            ),
        }
    }
}

/// Draws the draft label down the side of each card, so that every card still shows it when cut out.
pub(super) fn draw_card_draft_bands(
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    label: &str,
    paper: (f32, f32),
) {
    let (band_width, size) = (12.0, 8.0);
    let line = layouter.lay_out_artifact_line(label, size, true, Color::WHITE, CARD_SIZE_PT.1);
    let fill = layouter.style.text_color;
    for (x, y) in CardGrid::from_paper_size(paper).card_corners(false) {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::WatermarkArtifact,
            (x, y),
            (band_width, CARD_SIZE_PT.1),
            fill,
        ));
        for run in &line.runs {
            page.background_items.push(PlacedItem {
                tag: ContentTag::WatermarkArtifact,
                x: x + band_width - 3.4,
                y: y + CARD_SIZE_PT.1.midpoint(line.width) - run.x,
                item: PageItem::RotatedText(run.clone(), 90.0),
            });
        }
    }
}
