//! One page to be read from across a room: a band with the title, then panels. One factor, found
//! by search, makes everything as large as fits; what room is left becomes air.

mod balanced_columns;
mod panel;
mod sections;
mod tear_off_sheet;

use std::sync::Arc;

use sections::{Part, sections};
use tear_off_sheet::{Sheet, Strips};

use super::block_layout::Setter;
use super::flowing_text_layout::DRAFT_BAND;
use super::page_fit::{Size, over_percent};
use super::paged_document::{Laid, Mark, Page, Strip, put};
use super::text_shaping::Faces;
use crate::document::{Block, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// What a translation that may not be posted yet may be set to, in parts of the least readable size:
/// its notice must not be what keeps it from being made.
const NOT_FOR_POSTING: f32 = 0.7;

/// How much larger than the least readable size the words may become.
const MOST: f32 = 2.1;

/// Halvings of the search: the last step is under three percent.
const STEPS: usize = 5;

/// What is given up, in steps, when the words need the room: the hero's number in parts of the
/// width of its panel, and the air in parts of what it should be.
const SQUEEZES: [(f32, f32); 5] = [
    (1.0, 1.0),
    (0.9, 0.7),
    (0.75, 0.5),
    (0.65, 0.35),
    (0.6, 0.2),
];

/// A panel with its words set.
struct Panel {
    part: Part,
    x: f32,
    width: f32,
    strips: Vec<Strip>,
    height: f32,
    /// Above and under the words.
    pad: f32,
}

/// Panels side by side.
struct Row {
    panels: Vec<Panel>,
    height: f32,
}

/// Lays a poster out; on failure gives by how many percent its words are too high.
pub(super) fn poster(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    wanted: Size,
) -> Result<Laid, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let base = (paper.0 / 612.0).max(1.0);
    let small =
        if traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR) {
            NOT_FOR_POSTING
        } else {
            1.0
        };
    // A larger sheet is larger throughout, until it holds so much that it is only larger.
    let sizes = [base * small, small];
    // What fits at all fits when it is smallest and all is given up: one attempt tells.
    let (sizes, squeezes) = match wanted {
        Size::Largest => (&sizes[..], &SQUEEZES[..]),
        Size::Least => (&sizes[1..], &SQUEEZES[SQUEEZES.len() - 1..]),
    };
    let mut over = 0;
    for &least in sizes {
        for &(number, air) in squeezes {
            let make = |faces: &mut Faces, scale: f32| {
                let look = DocumentStyle {
                    fine_print_size: 16.0 * least,
                    ..DocumentStyle::for_poster(theme, rtl, scale)
                };
                Poster {
                    setter: Setter::new(faces, look),
                    paper,
                    base,
                    number,
                    air,
                    whole: scale > least,
                }
                .lay(document, theme.logo_for(document))
            };
            let fits = |faces: &mut Faces, scale: f32| {
                faces.measuring(|faces| make(faces, scale).map(|_measured| ()))
            };
            let made = match wanted {
                Size::Largest => fits(faces, least).and_then(|()| {
                    let scale = largest(least, base * MOST, |scale| fits(faces, scale).is_ok());
                    make(faces, scale)
                }),
                Size::Least => make(faces, least),
            };
            match made {
                Ok(laid) => return Ok(laid),
                Err(by) => over = by,
            }
        }
    }
    Err(over)
}

/// The largest scale that fits, from one that does to one that is never reached.
fn largest(mut low: f32, mut high: f32, mut fits: impl FnMut(f32) -> bool) -> f32 {
    for _ in 0..STEPS {
        let middle = f32::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

struct Poster<'a> {
    setter: Setter<'a>,
    paper: (f32, f32),
    /// 1 on letter paper.
    base: f32,
    /// The hero's number in parts of its panel.
    number: f32,
    /// Air in parts of what it should be.
    air: f32,
    /// No word may be broken: a smaller scale is left to try.
    whole: bool,
}

impl Poster<'_> {
    #[expect(clippy::too_many_lines, reason = "a page from top to bottom")]
    fn lay(mut self, document: &Document, logo: Option<&Arc<Image>>) -> Result<Laid, u32> {
        let (width, height) = self.paper;
        let margin = 30.0 * self.base;
        let gap = 10.0 * self.base * self.air.max(0.6);
        self.setter.faces.take_broken();
        // On white above the band: a logo is seldom drawn for a ground of colour.
        let size = logo.map(|logo| {
            // A logo gives way before words do.
            let most = (300.0 * self.base, 72.0 * self.base * self.air);
            logo.scaled_size(6000.0 * self.base * self.base, most)
        });
        let logo = logo.zip(size).map(|(logo, size)| {
            let x = if self.setter.look.rtl {
                width - margin - size.0
            } else {
                margin
            };
            Strip::picture(logo, size, x, &mut self.setter.tree)
        });
        let (body, strips) = document
            .blocks
            .split_at(traversal::tear_offs_start(&document.blocks));
        let sections = sections(body);
        let mut largest = f32::MAX;
        for (part, blocks) in &sections {
            if *part == Part::Hero {
                largest =
                    self.number_size(blocks, width - 2.0 * margin - 2.0 * self.inset(Part::Hero));
            }
        }
        self.setter.look.heading_sizes[0] = self.setter.look.heading_sizes[0].min(largest * 0.72);
        let rows = self.rows(&sections, margin, gap, largest);
        let sheet = self.sheet();
        let strips = Strips::set(strips, &mut self.setter, &sheet)?;
        let draft = if document.is_draft {
            DRAFT_BAND * self.base
        } else {
            0.0
        };
        // Small print stands over the strips, which are torn off.
        let foot = match &strips {
            Some(strips) if document.footer_text.is_empty() => strips.height + gap,
            Some(strips) => strips.height + gap + SMALL_PRINT * self.base,
            None => 22.0 * self.base,
        };
        let top = if rows
            .first()
            .is_some_and(|row| row.panels[0].part == Part::Band)
        {
            0.0
        } else {
            margin
        };
        let head = logo
            .as_ref()
            .map_or(0.0, |logo| margin * 0.6 + logo.height + gap * 1.2);
        let top = if logo.is_some() { head } else { top };
        let top = top + draft;
        let gaps = gap * rows.len().saturating_sub(1) as f32;
        let needed = top + rows.iter().map(|row| row.height).sum::<f32>() + gaps + foot;
        if needed > height {
            return Err(over_percent(needed, height));
        }
        if self.setter.faces.take_broken() && self.whole {
            return Err(1);
        }
        let weights: f32 = rows.iter().map(|row| weight(row.panels[0].part)).sum();
        let over = height - needed;
        let mut laid = Laid::new((width, height));
        let mut page = Page::default();
        if let Some(logo) = logo {
            put(logo, margin * 0.6 + draft, true, &mut page);
        }
        let mut y = top;
        for row in rows {
            let high = row.height + over * weight(row.panels[0].part) / weights;
            for panel in &row.panels {
                self.draw(panel, y, high, &mut page);
            }
            for panel in row.panels {
                let mut line = y + (high - panel.height) / 2.0;
                for (index, strip) in panel.strips.into_iter().enumerate() {
                    if index > 0 {
                        line += strip.space;
                    }
                    let height = strip.height;
                    laid.note(&strip, line);
                    put(strip, line, index == 0, &mut page);
                    line += height;
                }
            }
            y += high + gap;
        }
        if let Some(strips) = &strips {
            let copies = &document.page_strings.more_copies_pattern;
            strips.put(&mut self.setter, copies, self.paper, &mut page);
        }
        if !document.footer_text.is_empty() {
            let over_strips = strips.map_or(0.0, |strips| strips.height - 5.0 * self.base);
            let line = self.setter.aside(
                &document.footer_text,
                SMALL_PRINT * self.base,
                false,
                self.setter.look.muted_text_color,
                width,
            );
            Setter::place_aside(
                line,
                Mark::Footer,
                margin,
                height - over_strips - 9.0 * self.base,
                &mut page.under,
            );
        }
        laid.pages.push(page);
        laid.tree = self.setter.tree;
        Ok(laid)
    }

    /// Sets the sections in rows of panels.
    fn rows(
        &mut self,
        sections: &[(Part, &[Block])],
        margin: f32,
        gap: f32,
        largest: f32,
    ) -> Vec<Row> {
        let width = self.paper.0;
        let mut rows: Vec<Row> = Vec::new();
        let mut at = 0;
        while at < sections.len() {
            let pair = sections[at].0 == Part::Half
                && sections
                    .get(at + 1)
                    .is_some_and(|(part, _)| *part == Part::Half);
            let here = if pair {
                &sections[at..at + 2]
            } else {
                &sections[at..=at]
            };
            at += here.len();
            let inner = (width - 2.0 * margin - gap * (here.len() - 1) as f32) / here.len() as f32;
            let mut panels = Vec::new();
            for (index, (part, blocks)) in here.iter().enumerate() {
                let place = if self.setter.look.rtl {
                    here.len() - 1 - index
                } else {
                    index
                };
                let x = margin + (inner + gap) * place as f32;
                let panel = if *part == Part::Band {
                    self.panel(*part, blocks, 0.0, width, largest)
                } else {
                    self.panel(*part, blocks, x, inner, largest)
                };
                panels.push(panel);
            }
            let height = panels
                .iter()
                .map(|panel| panel.height + 2.0 * panel.pad)
                .fold(0.0, f32::max);
            rows.push(Row { panels, height });
        }
        rows
    }

    fn sheet(&self) -> Sheet {
        Sheet {
            paper: self.paper,
            base: self.base,
            air: self.air,
        }
    }

    /// Between the edge of a panel and its words.
    fn inset(&self, part: Part) -> f32 {
        self.base
            * match part {
                Part::Band => 36.0,
                Part::Hero => 20.0,
                Part::Half => 14.0,
                Part::Full => 16.0,
                Part::Foot => 4.0,
            }
    }
}

/// The size of the small print, points on letter paper.
const SMALL_PRINT: f32 = 7.5;

/// How much of the air a row gets.
fn weight(part: Part) -> f32 {
    match part {
        Part::Hero => 1.6,
        Part::Band | Part::Half | Part::Full => 1.0,
        Part::Foot => 0.15,
    }
}
