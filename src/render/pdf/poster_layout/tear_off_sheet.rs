//! Strips to tear off along the foot of a poster: a few lines of the document, turned on end, with
//! lines to cut between them.
//!
//! The document says them once. The first strip holds those words; the others are copies, a figure
//! that says how many they are, and no strip has a link: ten of the same would be noise.

use crate::document::{Block, BlockKind, strip_links};
use crate::render::pdf::block_layout::{Letters, Setter};
use crate::render::pdf::page_fit::over_percent;
use crate::render::pdf::paged_document::{Mark, Page, Placed, Thing};
use crate::render::pdf::structure_tree::{Kind, Tree};
use crate::render::pdf::text_shaping::Line;
use crate::render::theme::TEAR_OFF_COUNT;

/// What printers leave blank at the edge of a sheet, points.
const EDGE: f32 = 18.0;

/// The sizes to try, points on letter paper; the last is the least that reads well at arm's length.
const SIZES: [f32; 5] = [16.0, 15.0, 14.0, 13.0, 12.0];

/// The length of a strip's words, points on letter paper: room that short words are given, and the
/// most that long ones may take.
const LENGTHS: (f32, f32) = (130.0, 205.0);

/// Above the words, points on letter paper.
const AIR: f32 = 12.0;

/// Between the words and the cut beside them, points on letter paper.
const BESIDE: f32 = 4.0;

/// The sheet that strips are torn from.
pub(super) struct Sheet {
    pub(super) paper: (f32, f32),
    /// 1 on letter paper.
    pub(super) base: f32,
    /// Air in parts of what it should be.
    pub(super) air: f32,
}

/// Strips, set and not yet put on their page.
pub(super) struct Strips {
    /// Of the strips, down to the edge of the sheet; points.
    pub height: f32,
    lines: Vec<Line>,
    base: f32,
}

impl Strips {
    /// Sets the strips, none if there are no blocks; fails, like the poster, with the percentage of room that is
    /// lacking.
    pub(super) fn set(
        blocks: &[Block],
        setter: &mut Setter<'_>,
        sheet: &Sheet,
    ) -> Result<Option<Self>, u32> {
        let Sheet { paper, base, air } = *sheet;
        if blocks.is_empty() {
            return Ok(None);
        }
        let room = slot(paper) - 2.0 * BESIDE * base;
        let tree = setter.tree.clone();
        let mut over = 0;
        for size in SIZES {
            setter.tree = tree.clone();
            let letters = Letters::plain(size * base, 1.2, setter.look.text_color);
            let mut lines = Vec::new();
            for block in blocks {
                let BlockKind::Paragraph(content) = &block.kind else {
                    continue;
                };
                let element = setter.tree.add(Tree::ROOT, Kind::Paragraph);
                let content = strip_links(content);
                lines.extend(setter.lines(&content, element, letters, LENGTHS.1 * base));
            }
            let needed: f32 = lines.iter().map(|line| line.height).sum();
            if needed <= room {
                let longest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
                let height = longest.max(LENGTHS.0 * base) + 2.0 * AIR * base * air + EDGE;
                return Ok(Some(Self {
                    height,
                    lines,
                    base,
                }));
            }
            over = over_percent(needed, room);
        }
        Err(over)
    }

    /// Puts the strips on their page, with the lines to cut along; `copies` stands for all but the
    /// first.
    pub(super) fn put(
        &self,
        setter: &mut Setter<'_>,
        copies: &str,
        paper: (f32, f32),
        page: &mut Page,
    ) {
        let fill = setter.look.muted_text_color;
        let (wide, top) = (slot(paper), paper.1 - self.height);
        let thin = 0.75 * self.base;
        let mut cut = |x: f32, y: f32, width: f32, height: f32| {
            page.under
                .push(Placed::filled(Mark::Drawing, (x, y), (width, height), fill));
        };
        cut(0.0, top, paper.0, thin);
        for at in 1..TEAR_OFF_COUNT {
            cut(EDGE + wide * at as f32 - thin / 2.0, top, thin, self.height);
        }
        let high: f32 = self.lines.iter().map(|line| line.height).sum();
        let middle = top + (self.height - EDGE) / 2.0;
        let copies = copies.replace("{count}", &(TEAR_OFF_COUNT - 1).to_string());
        let copies = setter.tree.figure(&copies);
        for at in 0..TEAR_OFF_COUNT {
            let mut x = EDGE + wide * at as f32 + (wide - high) / 2.0;
            for line in &self.lines {
                for run in &line.runs {
                    let slot = if at == 0 { run.paint.slot } else { copies };
                    page.words.push(Placed {
                        mark: Mark::Slot(slot),
                        x: x + line.baseline,
                        y: middle + line.width / 2.0 - run.x,
                        thing: Thing::Turned(run.clone(), 90.0),
                    });
                }
                x += line.height;
            }
        }
    }
}

/// The width of a strip.
fn slot(paper: (f32, f32)) -> f32 {
    (paper.0 - 2.0 * EDGE) / TEAR_OFF_COUNT as f32
}
