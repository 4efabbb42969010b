//! Cards to cut from a sheet printed on both sides: as many as it holds, fronts on the first page,
//! backs on the second.
//!
//! A card is 3.5 x 2 in on every sheet, and the grid of cards stands in the middle of it: turned on its
//! long edge, the sheet brings the back of a column behind the front of the column it mirrors. One
//! card is read aloud; the others are a figure that says how many they are.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn};
use super::page_fit::{FontSizeChoice, overflow_percent};
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

/// What printers leave blank at the edge of a sheet, points; cut marks may reach into it.
const UNPRINTABLE_MARGIN_PT: f32 = 18.0;

/// Between the edge of a card and its words: at the sides, at top and bottom; points.
const CARD_PADDING_PT: (f32, f32) = (14.0, 8.0);

/// The largest and the least size of plain words on the two sides of a card, points.
const FRONT_FONT_SIZES_PT: (f32, f32) = (12.0, 7.5);
const BACK_FONT_SIZES_PT: (f32, f32) = (10.5, 7.5);

/// Width and height of the rule over the words of a front, and how far it stands above them; points.
const FRONT_RULE_SIZE_PT: (f32, f32) = (36.0, 3.0);
const FRONT_RULE_OFFSET_PT: f32 = 9.0;

/// The most air to put between blocks, points.
const MAX_EXTRA_GAP_PT: f32 = 5.0;

/// From one size to try to the next, points.
const FONT_SIZE_STEP_PT: f32 = 0.25;

/// What a translation that may not be handed out yet may be set to, in parts of the least size: its
/// notice must not be what keeps it from being made.
const UNREVIEWED_SIZE_FACTOR: f32 = 0.6;

/// Where cards stand on a sheet.
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
        let fitting =
            |length: f32, card: f32| ((length - 2.0 * UNPRINTABLE_MARGIN_PT) / card) as usize;
        let (columns, rows) = (
            fitting(width, CARD_SIZE_PT.0),
            fitting(height, CARD_SIZE_PT.1),
        );
        Self {
            column_count: columns,
            row_count: rows,
            left_margin: (width - CARD_SIZE_PT.0 * columns as f32) / 2.0,
            top_margin: (height - CARD_SIZE_PT.1 * rows as f32) / 2.0,
        }
    }

    /// The top left corners, row by row; those of backs from the right, so that the first back lies
    /// behind the first front.
    fn card_corners(self, back: bool) -> impl Iterator<Item = (f32, f32)> {
        (0..self.row_count * self.column_count).map(move |at| {
            let (row, column) = (at / self.column_count, at % self.column_count);
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

/// Lays a sheet of cards out; on failure gives by how many percent a side's words are too high.
pub(super) fn lay_out_cards(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    wanted: FontSizeChoice,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let grid = CardGrid::from_paper_size(paper);
    let mut laid = PagedDocument::new(paper);
    let held_back =
        traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR);
    let copies = (grid.column_count * grid.row_count - 1).to_string();
    let copies = document
        .page_strings
        .more_copies_pattern
        .replace("{count}", &copies);
    let (front, back) = document.blocks.split_at(back_side_start(&document.blocks));
    for (blocks, is_back) in [(front, false), (back, true)] {
        let (largest, mut least) = if is_back {
            BACK_FONT_SIZES_PT
        } else {
            FRONT_FONT_SIZES_PT
        };
        if held_back && is_back {
            least *= UNREVIEWED_SIZE_FACTOR;
        }
        let logo = theme.logo_for(document).filter(|_| !is_back);
        let above = if is_back || logo.is_some() {
            0.0
        } else {
            FRONT_RULE_OFFSET_PT
        };
        let mut size = match wanted {
            FontSizeChoice::LargestFitting => largest,
            FontSizeChoice::Smallest => least,
        };
        let (look, tree, strips, over) = loop {
            let mut setter = BlockLayouter::new(faces, DocumentStyle::for_card(theme, rtl, size));
            setter.structure_tree = laid.structure_tree.clone();
            let room = CARD_SIZE_PT.1 - 2.0 * CARD_PADDING_PT.1 - above;
            match lay_out_card_side(blocks, logo, &mut setter, room, size > least) {
                Ok((strips, over)) => break (setter.style, setter.structure_tree, strips, over),
                Err(over) if size <= least => return Err(over),
                Err(_) => size = (size - FONT_SIZE_STEP_PT).max(least),
            }
        };
        laid.structure_tree = tree;
        let slot = laid.structure_tree.add_figure(&copies);
        let mut page = PdfPage::default();
        draw_cut_marks(grid, &look, &mut page);
        for strip in &strips {
            laid.record_destinations(strip, grid.top_margin);
        }
        let card = place_card_fragments(strips, over, above, &look);
        for (number, (x, y)) in grid.card_corners(is_back).enumerate() {
            let moved = |placed: &PlacedItem| PlacedItem {
                x: placed.x + x,
                y: placed.y + y,
                ..placed.clone()
            };
            page.background_items
                .extend(card.background_items.iter().map(moved));
            page.content_items
                .extend(card.content_items.iter().map(moved).map(|placed| {
                    if number == 0 {
                        placed
                    } else {
                        PlacedItem {
                            tag: ContentTag::TaggedContent(slot),
                            ..placed
                        }
                    }
                }));
        }
        laid.pages.push(page);
    }
    Ok(laid)
}

/// Where the back begins: at the first heading of level 2.
fn back_side_start(blocks: &[Block]) -> usize {
    let is_back = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 2, .. });
    blocks.iter().position(is_back).unwrap_or(blocks.len())
}

/// Sets one side; gives its strips and what is left over of the room in height. A word may be broken
/// only if no smaller size is left to try (`whole`).
fn lay_out_card_side(
    blocks: &[Block],
    logo: Option<&Arc<Image>>,
    setter: &mut BlockLayouter<'_>,
    room: f32,
    whole: bool,
) -> Result<(Vec<Fragment>, f32), u32> {
    let look = setter.style.clone();
    let inside = CARD_SIZE_PT.0 - 2.0 * CARD_PADDING_PT.0;
    let column = LayoutColumn::new(&look, CARD_PADDING_PT.0, inside);
    setter.font_set.take_broke_inside_word();
    let mut strips: Vec<Fragment> = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(2400.0, (inside, 40.0));
        let x = if look.rtl {
            CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - size.0
        } else {
            CARD_PADDING_PT.0
        };
        strips.push(Fragment::from_picture(
            logo,
            size,
            x,
            &mut setter.structure_tree,
        ));
    }
    let mut before: Option<&Block> = None;
    for block in blocks {
        let mut set = setter.lay_out_block(block, column);
        if let Some(first) = set.first_mut() {
            first.space_before = match before {
                Some(before) => look.space_between(before, block).min(look.body_size * 0.25),
                None if logo.is_some() => look.body_size * 0.8,
                None => 0.0,
            };
        }
        strips.extend(set);
        before = Some(block);
    }
    let needed: f32 = strips
        .iter()
        .map(|strip| strip.space_before + strip.height)
        .sum();
    if needed > room {
        return Err(overflow_percent(needed, room));
    }
    if setter.font_set.take_broke_inside_word() && whole {
        return Err(1);
    }
    Ok((strips, room - needed))
}

/// One side at the corner of a page, in the middle of its height, with a rule `above` its words if there
/// is room for one.
fn place_card_fragments(
    strips: Vec<Fragment>,
    over: f32,
    above: f32,
    look: &DocumentStyle,
) -> PdfPage {
    let mut card = PdfPage::default();
    let gaps = strips
        .iter()
        .filter(|strip| strip.space_before > 0.0)
        .count();
    let air = (over / (gaps + 2) as f32).min(MAX_EXTRA_GAP_PT);
    let mut y = CARD_PADDING_PT.1 + (over - air * gaps as f32) / 2.0;
    if above > 0.0 {
        card.background_items.push(PlacedItem {
            tag: ContentTag::DrawingArtifact,
            x: if look.rtl {
                CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - FRONT_RULE_SIZE_PT.0
            } else {
                CARD_PADDING_PT.0
            },
            y,
            item: PageItem::FilledBox {
                width: FRONT_RULE_SIZE_PT.0,
                height: FRONT_RULE_SIZE_PT.1,
                fill: look.accent_color,
            },
        });
        y += above;
    }
    for (index, strip) in strips.into_iter().enumerate() {
        if index > 0 {
            y += strip.space_before + if strip.space_before > 0.0 { air } else { 0.0 };
        }
        let height = strip.height;
        place_fragment_on_page(strip, y, index == 0, &mut card);
        y += height;
    }
    card
}

/// Marks to cut by: in the margins at the ends of each cut, and a small cross where cards meet. Whole
/// lines would show beside a cut that is a little off, and would look like a table.
fn draw_cut_marks(grid: CardGrid, look: &DocumentStyle, page: &mut PdfPage) {
    let (right, bottom) = (
        grid.left_margin + CARD_SIZE_PT.0 * grid.column_count as f32,
        grid.top_margin + CARD_SIZE_PT.1 * grid.row_count as f32,
    );
    let (mark, off, thick, cross, thin) = (10.0, 4.0, 0.75, 8.0, 0.4);
    let mut draw = |x: f32, y: f32, width: f32, height: f32, fill| {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::DrawingArtifact,
            (x - width / 2.0, y - height / 2.0),
            (width, height),
            fill,
        ));
    };
    let across = (0..=grid.column_count).map(|at| grid.left_margin + CARD_SIZE_PT.0 * at as f32);
    let down = (0..=grid.row_count).map(|at| grid.top_margin + CARD_SIZE_PT.1 * at as f32);
    let middle = off + mark / 2.0;
    for x in across.clone() {
        draw(x, grid.top_margin - middle, thick, mark, look.text_color);
        draw(x, bottom + middle, thick, mark, look.text_color);
    }
    for y in down {
        draw(grid.left_margin - middle, y, mark, thick, look.text_color);
        draw(right + middle, y, mark, thick, look.text_color);
        for x in across.clone() {
            draw(x, y, cross, thin, look.muted_text_color);
            draw(x, y, thin, cross, look.muted_text_color);
        }
    }
}

/// The small print in the margin at the foot of each back. On the copies it belongs to their figure, as
/// their other words do.
pub(super) fn draw_card_small_print(
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    tree: &StructureTree,
    running: &str,
    paper: (f32, f32),
) {
    if running.is_empty() {
        return;
    }
    let figure = page.content_items.iter().map(|placed| placed.tag).find(|mark| {
        matches!(mark, ContentTag::TaggedContent(slot) if tree.elements[tree.tagged_content_owners[slot.0].0].structure_type == StructureType::Figure)
    });
    let (size, above) = (4.5, 3.0);
    for (number, (x, y)) in CardGrid::from_paper_size(paper)
        .card_corners(true)
        .enumerate()
    {
        let line = setter.lay_out_artifact_line(
            running,
            size,
            false,
            setter.style.muted_text_color,
            CARD_SIZE_PT.0,
        );
        let x = x + CARD_SIZE_PT.0 - CARD_PADDING_PT.0 - line.width;
        let baseline = y + CARD_SIZE_PT.1 - above;
        match figure.filter(|_| number > 0) {
            Some(mark) => {
                BlockLayouter::place_artifact_line(line, mark, x, baseline, &mut page.content_items)
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

/// The mark of a draft down the side of each card, so that none is without it when it is cut out.
pub(super) fn draw_card_draft_bands(
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    mark: &str,
    paper: (f32, f32),
) {
    let (wide, size) = (12.0, 8.0);
    let line = setter.lay_out_artifact_line(mark, size, true, Color::WHITE, CARD_SIZE_PT.1);
    let fill = setter.style.text_color;
    for (x, y) in CardGrid::from_paper_size(paper).card_corners(false) {
        page.background_items.push(PlacedItem::new_filled_box(
            ContentTag::WatermarkArtifact,
            (x, y),
            (wide, CARD_SIZE_PT.1),
            fill,
        ));
        for run in &line.runs {
            page.background_items.push(PlacedItem {
                tag: ContentTag::WatermarkArtifact,
                x: x + wide - 3.4,
                y: y + CARD_SIZE_PT.1.midpoint(line.width) - run.x,
                item: PageItem::RotatedText(run.clone(), 90.0),
            });
        }
    }
}
