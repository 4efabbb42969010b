//! Cards to cut from a sheet printed on both sides: as many as it holds, fronts on the first page,
//! backs on the second.
//!
//! A card is 3.5 x 2 in on every sheet, and the grid of cards stands in the middle of it: turned on its
//! long edge, the sheet brings the back of a column behind the front of the column it mirrors. One
//! card is read aloud; the others are a figure that says how many they are.

use std::sync::Arc;

use super::block_layout::{Column, Setter};
use super::page_fit::{Size, over_percent};
use super::paged_document::{Laid, Mark, Page, Placed, Strip, Thing, put};
use super::structure_tree::{Kind, Tree};
use super::text_shaping::Faces;
use crate::document::{
    Block, BlockKind, Color, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal,
};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// Width and height of a card: 3.5 x 2 in.
const CARD: (f32, f32) = (252.0, 144.0);

/// What printers leave blank at the edge of a sheet, points; cut marks may reach into it.
const EDGE: f32 = 18.0;

/// Between the edge of a card and its words: at the sides, at top and bottom; points.
const INSET: (f32, f32) = (14.0, 8.0);

/// The largest and the least size of plain words on the two sides of a card, points.
const FRONT: (f32, f32) = (12.0, 7.5);
const BACK: (f32, f32) = (10.5, 7.5);

/// Width and height of the rule over the words of a front, and how far it stands above them; points.
const RULE: (f32, f32) = (36.0, 3.0);
const RULE_ABOVE: f32 = 9.0;

/// The most air to put between blocks, points.
const AIR: f32 = 5.0;

/// From one size to try to the next, points.
const STEP: f32 = 0.25;

/// What a translation that may not be handed out yet may be set to, in parts of the least size: its
/// notice must not be what keeps it from being made.
const NOT_FOR_USE: f32 = 0.6;

/// Where cards stand on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grid {
    columns: usize,
    rows: usize,
    left: f32,
    top: f32,
}

impl Grid {
    fn of((width, height): (f32, f32)) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "a sheet is larger than its edges")]
        let fitting = |length: f32, card: f32| ((length - 2.0 * EDGE) / card) as usize;
        let (columns, rows) = (fitting(width, CARD.0), fitting(height, CARD.1));
        Self {
            columns,
            rows,
            left: (width - CARD.0 * columns as f32) / 2.0,
            top: (height - CARD.1 * rows as f32) / 2.0,
        }
    }

    /// The top left corners, row by row; those of backs from the right, so that the first back lies
    /// behind the first front.
    fn places(self, back: bool) -> impl Iterator<Item = (f32, f32)> {
        (0..self.rows * self.columns).map(move |at| {
            let (row, column) = (at / self.columns, at % self.columns);
            let column = if back {
                self.columns - 1 - column
            } else {
                column
            };
            (
                self.left + CARD.0 * column as f32,
                self.top + CARD.1 * row as f32,
            )
        })
    }
}

/// Lays a sheet of cards out; on failure gives by how many percent a side's words are too high.
pub(super) fn cards(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    wanted: Size,
) -> Result<Laid, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let grid = Grid::of(paper);
    let mut laid = Laid::new(paper);
    let held_back =
        traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR);
    let copies = (grid.columns * grid.rows - 1).to_string();
    let copies = document
        .page_strings
        .more_copies_pattern
        .replace("{count}", &copies);
    let (front, back) = document.blocks.split_at(turn(&document.blocks));
    for (blocks, is_back) in [(front, false), (back, true)] {
        let (largest, mut least) = if is_back { BACK } else { FRONT };
        if held_back && is_back {
            least *= NOT_FOR_USE;
        }
        let logo = theme.logo_for(document).filter(|_| !is_back);
        let above = if is_back || logo.is_some() {
            0.0
        } else {
            RULE_ABOVE
        };
        let mut size = match wanted {
            Size::Largest => largest,
            Size::Least => least,
        };
        let (look, tree, strips, over) = loop {
            let mut setter = Setter::new(faces, DocumentStyle::for_card(theme, rtl, size));
            setter.tree = laid.tree.clone();
            let room = CARD.1 - 2.0 * INSET.1 - above;
            match side(blocks, logo, &mut setter, room, size > least) {
                Ok((strips, over)) => break (setter.look, setter.tree, strips, over),
                Err(over) if size <= least => return Err(over),
                Err(_) => size = (size - STEP).max(least),
            }
        };
        laid.tree = tree;
        let slot = laid.tree.figure(&copies);
        let mut page = Page::default();
        cut(grid, &look, &mut page);
        for strip in &strips {
            laid.note(strip, grid.top);
        }
        let card = arrange(strips, over, above, &look);
        for (number, (x, y)) in grid.places(is_back).enumerate() {
            let moved = |placed: &Placed| Placed {
                x: placed.x + x,
                y: placed.y + y,
                ..placed.clone()
            };
            page.under.extend(card.under.iter().map(moved));
            page.words
                .extend(card.words.iter().map(moved).map(|placed| {
                    if number == 0 {
                        placed
                    } else {
                        Placed {
                            mark: Mark::Slot(slot),
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
fn turn(blocks: &[Block]) -> usize {
    let is_back = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 2, .. });
    blocks.iter().position(is_back).unwrap_or(blocks.len())
}

/// Sets one side; gives its strips and what is left over of the room in height. A word may be broken
/// only if no smaller size is left to try (`whole`).
fn side(
    blocks: &[Block],
    logo: Option<&Arc<Image>>,
    setter: &mut Setter<'_>,
    room: f32,
    whole: bool,
) -> Result<(Vec<Strip>, f32), u32> {
    let look = setter.look.clone();
    let inside = CARD.0 - 2.0 * INSET.0;
    let column = Column::new(&look, INSET.0, inside);
    setter.faces.take_broken();
    let mut strips: Vec<Strip> = Vec::new();
    if let Some(logo) = logo {
        let size = logo.scaled_size(2400.0, (inside, 40.0));
        let x = if look.rtl {
            CARD.0 - INSET.0 - size.0
        } else {
            INSET.0
        };
        strips.push(Strip::picture(logo, size, x, &mut setter.tree));
    }
    let mut before: Option<&Block> = None;
    for block in blocks {
        let mut set = setter.block(block, column);
        if let Some(first) = set.first_mut() {
            first.space = match before {
                Some(before) => look.space_between(before, block).min(look.body_size * 0.25),
                None if logo.is_some() => look.body_size * 0.8,
                None => 0.0,
            };
        }
        strips.extend(set);
        before = Some(block);
    }
    let needed: f32 = strips.iter().map(|strip| strip.space + strip.height).sum();
    if needed > room {
        return Err(over_percent(needed, room));
    }
    if setter.faces.take_broken() && whole {
        return Err(1);
    }
    Ok((strips, room - needed))
}

/// One side at the corner of a page, in the middle of its height, with a rule `above` its words if there
/// is room for one.
fn arrange(strips: Vec<Strip>, over: f32, above: f32, look: &DocumentStyle) -> Page {
    let mut card = Page::default();
    let gaps = strips.iter().filter(|strip| strip.space > 0.0).count();
    let air = (over / (gaps + 2) as f32).min(AIR);
    let mut y = INSET.1 + (over - air * gaps as f32) / 2.0;
    if above > 0.0 {
        card.under.push(Placed {
            mark: Mark::Drawing,
            x: if look.rtl {
                CARD.0 - INSET.0 - RULE.0
            } else {
                INSET.0
            },
            y,
            thing: Thing::Box {
                width: RULE.0,
                height: RULE.1,
                fill: look.accent_color,
            },
        });
        y += above;
    }
    for (index, strip) in strips.into_iter().enumerate() {
        if index > 0 {
            y += strip.space + if strip.space > 0.0 { air } else { 0.0 };
        }
        let height = strip.height;
        put(strip, y, index == 0, &mut card);
        y += height;
    }
    card
}

/// Marks to cut by: in the margins at the ends of each cut, and a small cross where cards meet. Whole
/// lines would show beside a cut that is a little off, and would look like a table.
fn cut(grid: Grid, look: &DocumentStyle, page: &mut Page) {
    let (right, bottom) = (
        grid.left + CARD.0 * grid.columns as f32,
        grid.top + CARD.1 * grid.rows as f32,
    );
    let (mark, off, thick, cross, thin) = (10.0, 4.0, 0.75, 8.0, 0.4);
    let mut draw = |x: f32, y: f32, width: f32, height: f32, fill| {
        page.under.push(Placed::filled(
            Mark::Drawing,
            (x - width / 2.0, y - height / 2.0),
            (width, height),
            fill,
        ));
    };
    let across = (0..=grid.columns).map(|at| grid.left + CARD.0 * at as f32);
    let down = (0..=grid.rows).map(|at| grid.top + CARD.1 * at as f32);
    let middle = off + mark / 2.0;
    for x in across.clone() {
        draw(x, grid.top - middle, thick, mark, look.text_color);
        draw(x, bottom + middle, thick, mark, look.text_color);
    }
    for y in down {
        draw(grid.left - middle, y, mark, thick, look.text_color);
        draw(right + middle, y, mark, thick, look.text_color);
        for x in across.clone() {
            draw(x, y, cross, thin, look.muted_text_color);
            draw(x, y, thin, cross, look.muted_text_color);
        }
    }
}

/// The small print in the margin at the foot of each back. On the copies it belongs to their figure, as
/// their other words do.
pub(super) fn small_print(
    setter: &mut Setter<'_>,
    page: &mut Page,
    tree: &Tree,
    running: &str,
    paper: (f32, f32),
) {
    if running.is_empty() {
        return;
    }
    let figure = page.words.iter().map(|placed| placed.mark).find(|mark| {
        matches!(mark, Mark::Slot(slot) if tree.elements[tree.slots[slot.0].0].kind == Kind::Figure)
    });
    let (size, above) = (4.5, 3.0);
    for (number, (x, y)) in Grid::of(paper).places(true).enumerate() {
        let line = setter.aside(running, size, false, setter.look.muted_text_color, CARD.0);
        let x = x + CARD.0 - INSET.0 - line.width;
        let baseline = y + CARD.1 - above;
        match figure.filter(|_| number > 0) {
            Some(mark) => Setter::place_aside(line, mark, x, baseline, &mut page.words),
            None => Setter::place_aside(line, Mark::Footer, x, baseline, &mut page.under),
        }
    }
}

/// The mark of a draft down the side of each card, so that none is without it when it is cut out.
pub(super) fn draft(setter: &mut Setter<'_>, page: &mut Page, mark: &str, paper: (f32, f32)) {
    let (wide, size) = (12.0, 8.0);
    let line = setter.aside(mark, size, true, Color::WHITE, CARD.1);
    let fill = setter.look.text_color;
    for (x, y) in Grid::of(paper).places(false) {
        page.under.push(Placed::filled(
            Mark::Watermark,
            (x, y),
            (wide, CARD.1),
            fill,
        ));
        for run in &line.runs {
            page.under.push(Placed {
                mark: Mark::Watermark,
                x: x + wide - 3.4,
                y: y + CARD.1.midpoint(line.width) - run.x,
                thing: Thing::Turned(run.clone(), 90.0),
            });
        }
    }
}
