//! One page to be read from across a room: a band with the title, then panels. One factor, found
//! by search, makes everything as large as fits; what room is left becomes air.

mod balanced_columns;
mod panel;
mod sections;
mod tear_off_sheet;

use std::sync::Arc;

use sections::{PosterSectionKind, split_into_sections};
use tear_off_sheet::{TearOffSheet, TearOffs};

use super::block_layout::BlockLayouter;
use super::flowing_text_layout::DRAFT_BAND_HEIGHT_PT;
use super::page_fit::{FontSizeChoice, overflow_percent};
use super::paged_document::{ContentTag, Fragment, PagedDocument, PdfPage, place_fragment_on_page};
use super::text_shaping::FontSet;
use crate::document::{Block, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// What a translation that may not be posted yet may be set to, in parts of the least readable size:
/// its notice must not be what keeps it from being made.
const UNREVIEWED_SIZE_FACTOR: f32 = 0.7;

/// How much larger than the least readable size the words may become.
const MAX_SCALE: f32 = 2.1;

/// Halvings of the search: the last step is under three percent.
const BISECTION_STEPS: usize = 5;

/// What is given up, in steps, when the words need the room: the hero's number in parts of the
/// width of its panel, and the air in parts of what it should be.
const FALLBACK_SCALES: [(f32, f32); 5] = [
    (1.0, 1.0),
    (0.9, 0.7),
    (0.75, 0.5),
    (0.65, 0.35),
    (0.6, 0.2),
];

/// A panel with its words set.
struct PosterPanel {
    section_kind: PosterSectionKind,
    x: f32,
    width: f32,
    fragments: Vec<Fragment>,
    height: f32,
    /// Above and under the words.
    vertical_padding: f32,
}

/// Panels side by side.
struct PanelRow {
    panels: Vec<PosterPanel>,
    height: f32,
}

/// Lays a poster out; on failure gives by how many percent its words are too high.
pub(super) fn lay_out_poster(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    wanted: FontSizeChoice,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let base = (paper.0 / 612.0).max(1.0);
    let small =
        if traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR) {
            UNREVIEWED_SIZE_FACTOR
        } else {
            1.0
        };
    // A larger sheet is larger throughout, until it holds so much that it is only larger.
    let sizes = [base * small, small];
    // What fits at all fits when it is smallest and all is given up: one attempt tells.
    let (sizes, squeezes) = match wanted {
        FontSizeChoice::LargestFitting => (&sizes[..], &FALLBACK_SCALES[..]),
        FontSizeChoice::Smallest => (&sizes[1..], &FALLBACK_SCALES[FALLBACK_SCALES.len() - 1..]),
    };
    let mut over = 0;
    for &least in sizes {
        for &(number, air) in squeezes {
            let make = |faces: &mut FontSet, scale: f32| {
                let look = DocumentStyle {
                    fine_print_size: 16.0 * least,
                    ..DocumentStyle::for_poster(theme, rtl, scale)
                };
                PosterLayouter {
                    block_layouter: BlockLayouter::new(faces, look),
                    paper_size: paper,
                    sheet_scale: base,
                    hero_number_scale: number,
                    spacing_scale: air,
                    forbid_broken_words: scale > least,
                }
                .lay_out_page(document, theme.logo_for(document))
            };
            let fits = |faces: &mut FontSet, scale: f32| {
                faces.run_measuring_only(|faces| make(faces, scale).map(|_measured| ()))
            };
            let made = match wanted {
                FontSizeChoice::LargestFitting => fits(faces, least).and_then(|()| {
                    let scale = find_largest_fitting_scale(least, base * MAX_SCALE, |scale| {
                        fits(faces, scale).is_ok()
                    });
                    make(faces, scale)
                }),
                FontSizeChoice::Smallest => make(faces, least),
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
fn find_largest_fitting_scale(
    mut low: f32,
    mut high: f32,
    mut fits: impl FnMut(f32) -> bool,
) -> f32 {
    for _ in 0..BISECTION_STEPS {
        let middle = f32::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

struct PosterLayouter<'a> {
    block_layouter: BlockLayouter<'a>,
    paper_size: (f32, f32),
    /// 1 on letter paper.
    sheet_scale: f32,
    /// The hero's number in parts of its panel.
    hero_number_scale: f32,
    /// Air in parts of what it should be.
    spacing_scale: f32,
    /// No word may be broken: a smaller scale is left to try.
    forbid_broken_words: bool,
}

impl PosterLayouter<'_> {
    #[expect(clippy::too_many_lines, reason = "a page from top to bottom")]
    fn lay_out_page(
        mut self,
        document: &Document,
        logo: Option<&Arc<Image>>,
    ) -> Result<PagedDocument, u32> {
        let (width, height) = self.paper_size;
        let margin = 30.0 * self.sheet_scale;
        let gap = 10.0 * self.sheet_scale * self.spacing_scale.max(0.6);
        self.block_layouter.font_set.take_broke_inside_word();
        // On white above the band: a logo is seldom drawn for a ground of colour.
        let size = logo.map(|logo| {
            // A logo gives way before words do.
            let most = (
                300.0 * self.sheet_scale,
                72.0 * self.sheet_scale * self.spacing_scale,
            );
            logo.scaled_size(6000.0 * self.sheet_scale * self.sheet_scale, most)
        });
        let logo = logo.zip(size).map(|(logo, size)| {
            let x = if self.block_layouter.style.rtl {
                width - margin - size.0
            } else {
                margin
            };
            Fragment::from_picture(logo, size, x, &mut self.block_layouter.structure_tree)
        });
        let (body, strips) = document
            .blocks
            .split_at(traversal::tear_offs_start(&document.blocks));
        let sections = split_into_sections(body);
        let mut largest = f32::MAX;
        for (part, blocks) in &sections {
            if *part == PosterSectionKind::Hero {
                largest = self.number_size_to_fill_width(
                    blocks,
                    width - 2.0 * margin - 2.0 * self.horizontal_padding(PosterSectionKind::Hero),
                );
            }
        }
        self.block_layouter.style.heading_sizes[0] =
            self.block_layouter.style.heading_sizes[0].min(largest * 0.72);
        let rows = self.lay_out_panel_rows(&sections, margin, gap, largest);
        let sheet = self.tear_off_sheet();
        let strips = TearOffs::lay_out(strips, &mut self.block_layouter, &sheet)?;
        let draft = if document.is_draft {
            DRAFT_BAND_HEIGHT_PT * self.sheet_scale
        } else {
            0.0
        };
        // Small print stands over the strips, which are torn off.
        let foot = match &strips {
            Some(strips) if document.footer_text.is_empty() => strips.height + gap,
            Some(strips) => strips.height + gap + SMALL_PRINT_SIZE_PT * self.sheet_scale,
            None => 22.0 * self.sheet_scale,
        };
        let top = if rows
            .first()
            .is_some_and(|row| row.panels[0].section_kind == PosterSectionKind::TitleBand)
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
            return Err(overflow_percent(needed, height));
        }
        if self.block_layouter.font_set.take_broke_inside_word() && self.forbid_broken_words {
            return Err(1);
        }
        let weights: f32 = rows
            .iter()
            .map(|row| row_growth_weight(row.panels[0].section_kind))
            .sum();
        let over = height - needed;
        let mut laid = PagedDocument::new((width, height));
        let mut page = PdfPage::default();
        if let Some(logo) = logo {
            place_fragment_on_page(logo, margin * 0.6 + draft, true, &mut page);
        }
        let mut y = top;
        for row in rows {
            let high = row.height + over * row_growth_weight(row.panels[0].section_kind) / weights;
            for panel in &row.panels {
                self.draw_panel_background(panel, y, high, &mut page);
            }
            for panel in row.panels {
                let mut line = y + (high - panel.height) / 2.0;
                for (index, strip) in panel.fragments.into_iter().enumerate() {
                    if index > 0 {
                        line += strip.space_before;
                    }
                    let height = strip.height;
                    laid.record_destinations(&strip, line);
                    place_fragment_on_page(strip, line, index == 0, &mut page);
                    line += height;
                }
            }
            y += high + gap;
        }
        if let Some(strips) = &strips {
            let copies = &document.page_strings.more_copies_pattern;
            strips.place_on_page(&mut self.block_layouter, copies, self.paper_size, &mut page);
        }
        if !document.footer_text.is_empty() {
            let over_strips = strips.map_or(0.0, |strips| strips.height - 5.0 * self.sheet_scale);
            let line = self.block_layouter.lay_out_artifact_line(
                &document.footer_text,
                SMALL_PRINT_SIZE_PT * self.sheet_scale,
                false,
                self.block_layouter.style.muted_text_color,
                width,
            );
            BlockLayouter::place_artifact_line(
                line,
                ContentTag::FooterArtifact,
                margin,
                height - over_strips - 9.0 * self.sheet_scale,
                &mut page.background_items,
            );
        }
        laid.pages.push(page);
        laid.structure_tree = self.block_layouter.structure_tree;
        Ok(laid)
    }

    /// Sets the sections in rows of panels.
    fn lay_out_panel_rows(
        &mut self,
        sections: &[(PosterSectionKind, &[Block])],
        margin: f32,
        gap: f32,
        largest: f32,
    ) -> Vec<PanelRow> {
        let width = self.paper_size.0;
        let mut rows: Vec<PanelRow> = Vec::new();
        let mut at = 0;
        while at < sections.len() {
            let pair = sections[at].0 == PosterSectionKind::HalfWidth
                && sections
                    .get(at + 1)
                    .is_some_and(|(part, _)| *part == PosterSectionKind::HalfWidth);
            let here = if pair {
                &sections[at..at + 2]
            } else {
                &sections[at..=at]
            };
            at += here.len();
            let inner = (width - 2.0 * margin - gap * (here.len() - 1) as f32) / here.len() as f32;
            let mut panels = Vec::new();
            for (index, (part, blocks)) in here.iter().enumerate() {
                let place = if self.block_layouter.style.rtl {
                    here.len() - 1 - index
                } else {
                    index
                };
                let x = margin + (inner + gap) * place as f32;
                let panel = if *part == PosterSectionKind::TitleBand {
                    self.lay_out_panel(*part, blocks, 0.0, width, largest)
                } else {
                    self.lay_out_panel(*part, blocks, x, inner, largest)
                };
                panels.push(panel);
            }
            let height = panels
                .iter()
                .map(|panel| panel.height + 2.0 * panel.vertical_padding)
                .fold(0.0, f32::max);
            rows.push(PanelRow { panels, height });
        }
        rows
    }

    fn tear_off_sheet(&self) -> TearOffSheet {
        TearOffSheet {
            paper_size: self.paper_size,
            sheet_scale: self.sheet_scale,
            spacing_scale: self.spacing_scale,
        }
    }

    /// Between the edge of a panel and its words.
    fn horizontal_padding(&self, part: PosterSectionKind) -> f32 {
        self.sheet_scale
            * match part {
                PosterSectionKind::TitleBand => 36.0,
                PosterSectionKind::Hero => 20.0,
                PosterSectionKind::HalfWidth => 14.0,
                PosterSectionKind::FullWidth => 16.0,
                PosterSectionKind::SmallPrint => 4.0,
            }
    }
}

/// The size of the small print, points on letter paper.
const SMALL_PRINT_SIZE_PT: f32 = 7.5;

/// How much of the air a row gets.
fn row_growth_weight(part: PosterSectionKind) -> f32 {
    match part {
        PosterSectionKind::Hero => 1.6,
        PosterSectionKind::TitleBand
        | PosterSectionKind::HalfWidth
        | PosterSectionKind::FullWidth => 1.0,
        PosterSectionKind::SmallPrint => 0.15,
    }
}
