//! Lays out a poster, one page to read from a distance: a band with the title, then panels. A binary search
//! finds the largest scale that fits; the remaining height becomes space between and inside the panels.

mod balanced_columns;
mod panel;
mod sections;
mod tear_off_sheet;

use std::sync::Arc;

use sections::{PosterSectionKind, split_into_sections};
use tear_off_sheet::{TearOffSheet, TearOffs};

use super::block_layout::BlockLayouter;
use super::flowing_text_layout::DRAFT_BAND_HEIGHT_PT;
use super::page_fit::{PageFitMode, overflow_percent};
use super::paged_document::{ContentTag, Fragment, PagedDocument, PdfPage, place_fragment_on_page};
use super::text_shaping::FontSet;
use crate::document::{Block, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// Reduces the smallest scale for a translation that has not been reviewed, so that its extra notice does not
/// prevent rendering.
const UNREVIEWED_SIZE_FACTOR: f32 = 0.7;

/// Largest scale, relative to the smallest readable size.
const MAX_SCALE: f32 = 2.1;

/// Number of steps of the binary search; the last step is less than three percent.
const BISECTION_STEPS: usize = 5;

/// Scales of the hero panel's number and of the spacing, to try in order until the text fits.
const FALLBACK_SCALES: [(f32, f32); 6] = [
    (1.0, 1.0),
    (0.9, 0.7),
    (0.75, 0.5),
    (0.65, 0.35),
    (0.6, 0.2),
    (0.5, 0.2),
];

/// A panel with its text laid out.
struct PosterPanel {
    section_kind: PosterSectionKind,
    x: f32,
    width: f32,
    fragments: Vec<Fragment>,
    height: f32,
    /// Above and below the text, points.
    vertical_padding: f32,
}

/// One panel, or two side by side.
struct PosterPanelRow {
    panels: Vec<PosterPanel>,
    height: f32,
}

/// Lays out a poster. The error is by how many percent its text is too high.
pub(super) fn lay_out_poster(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    choice: PageFitMode,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let paper = theme.paper.size_in_points();
    let sheet_scale = (paper.0 / 612.0).max(1.0);
    let min_scale =
        if traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR) {
            UNREVIEWED_SIZE_FACTOR
        } else {
            1.0
        };
    // On larger paper, first require a proportionally larger smallest size, then only the readable size.
    let scales = [sheet_scale * min_scale, min_scale];
    let max_scale = sheet_scale * MAX_SCALE;
    // Text that fits at all fits at the smallest scale with the last fallback, so one attempt is enough.
    let (scales, fallbacks) = match choice {
        PageFitMode::LargestFitting => (&scales[..], &FALLBACK_SCALES[..]),
        PageFitMode::Smallest => (&scales[1..], &FALLBACK_SCALES[FALLBACK_SCALES.len() - 1..]),
    };
    let mut overflow = 0;
    for &smallest in scales {
        for &(number_scale, spacing_scale) in fallbacks {
            let lay_out = |fonts: &mut FontSet, scale: f32| {
                let style = DocumentStyle {
                    fine_print_size: 16.0 * smallest,
                    ..DocumentStyle::for_poster(theme, rtl, scale)
                };
                PosterLayouter {
                    layouter: BlockLayouter::new(fonts, style),
                    paper_size: paper,
                    sheet_scale,
                    hero_number_scale: number_scale,
                    spacing_scale,
                    forbid_broken_words: scale > smallest,
                }
                .lay_out_page(document, theme.logo_for(document))
            };
            let check_fit = |fonts: &mut FontSet, scale: f32| {
                fonts.run_measuring_only(|fonts| lay_out(fonts, scale).map(|_measured| ()))
            };
            let result = match choice {
                PageFitMode::LargestFitting => check_fit(fonts, smallest).and_then(|()| {
                    let scale = find_largest_fitting_scale(smallest, max_scale, |scale| {
                        check_fit(fonts, scale).is_ok()
                    });
                    lay_out(fonts, scale)
                }),
                PageFitMode::Smallest => lay_out(fonts, smallest),
            };
            match result {
                Ok(paged) => return Ok(paged),
                Err(percent) => overflow = percent,
            }
        }
    }
    Err(overflow)
}

/// Searches for the largest scale that fits. `low` must fit; `high` is never returned.
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
    layouter: BlockLayouter<'a>,
    paper_size: (f32, f32),
    /// 1 on letter paper.
    sheet_scale: f32,
    /// Scale of the hero panel's number; 1 fills the panel's width.
    hero_number_scale: f32,
    /// Scale of the space between blocks and inside panels.
    spacing_scale: f32,
    /// Fail if a word is broken, because a smaller scale can still be tried.
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
        self.layouter.font_set.take_broke_inside_word();
        // The logo is above the band, on white: few logos are made for a colored background.
        let logo = logo.map(|logo| {
            // The logo shrinks before the text does.
            let max_size = (
                300.0 * self.sheet_scale,
                72.0 * self.sheet_scale * self.spacing_scale,
            );
            let area = 6000.0 * self.sheet_scale * self.sheet_scale;
            let size = logo.scaled_size(area, max_size);
            let x = if self.layouter.style.rtl {
                width - margin - size.0
            } else {
                margin
            };
            Fragment::from_picture(logo, size, x, &mut self.layouter.structure_tree)
        });
        let (body, tear_off_blocks) = document
            .blocks
            .split_at(traversal::first_tear_off_index(&document.blocks));
        let sections = split_into_sections(body);
        let mut hero_size = f32::MAX;
        for (kind, blocks) in &sections {
            if *kind == PosterSectionKind::Hero {
                hero_size = self.number_size_to_fill_width(
                    blocks,
                    width - 2.0 * margin - 2.0 * self.horizontal_padding(PosterSectionKind::Hero),
                );
            }
        }
        self.layouter.style.heading_sizes[0] =
            self.layouter.style.heading_sizes[0].min(hero_size * 0.72);
        let rows = self.lay_out_panel_rows(&sections, margin, gap, hero_size);
        let sheet = TearOffSheet {
            paper_size: self.paper_size,
            sheet_scale: self.sheet_scale,
            spacing_scale: self.spacing_scale,
        };
        let tear_offs = TearOffs::lay_out(tear_off_blocks, &mut self.layouter, &sheet)?;
        let draft_band = if document.is_draft {
            DRAFT_BAND_HEIGHT_PT * self.sheet_scale
        } else {
            0.0
        };
        // The small print is above the tear-offs, so that it stays on the poster.
        let bottom = match &tear_offs {
            Some(tear_offs) if document.footer_text.is_empty() => tear_offs.height + gap,
            Some(tear_offs) => tear_offs.height + gap + SMALL_PRINT_SIZE_PT * self.sheet_scale,
            None => 22.0 * self.sheet_scale,
        };
        let has_title_band = rows
            .first()
            .is_some_and(|row| row.panels[0].section_kind == PosterSectionKind::TitleBand);
        let content_top = match &logo {
            Some(logo) => margin * 0.6 + logo.height + gap * 1.2,
            None if has_title_band => 0.0,
            None => margin,
        };
        let top = content_top + draft_band;
        let gaps = gap * rows.len().saturating_sub(1) as f32;
        let needed = top + rows.iter().map(|row| row.height).sum::<f32>() + gaps + bottom;
        if needed > height {
            return Err(overflow_percent(needed, height));
        }
        if self.layouter.font_set.take_broke_inside_word() && self.forbid_broken_words {
            return Err(1);
        }
        let weights: f32 = rows
            .iter()
            .map(|row| row_growth_weight(row.panels[0].section_kind))
            .sum();
        let spare = height - needed;
        let mut paged = PagedDocument::new((width, height));
        let mut page = PdfPage::default();
        if let Some(logo) = logo {
            place_fragment_on_page(logo, margin * 0.6 + draft_band, true, &mut page);
        }
        let mut y = top;
        for row in rows {
            let height =
                row.height + spare * row_growth_weight(row.panels[0].section_kind) / weights;
            for panel in &row.panels {
                self.draw_panel_background(panel, y, height, &mut page);
            }
            for panel in row.panels {
                let top = y + (height - panel.height) / 2.0;
                paged.place_stack(panel.fragments, top, &mut page);
            }
            y += height + gap;
        }
        if let Some(tear_offs) = &tear_offs {
            let copies = &document.page_strings.more_copies_pattern;
            tear_offs.place_on_page(&mut self.layouter, copies, self.paper_size, &mut page);
        }
        if !document.footer_text.is_empty() {
            let tear_off_offset =
                tear_offs.map_or(0.0, |tear_offs| tear_offs.height - 5.0 * self.sheet_scale);
            let line = self.layouter.lay_out_artifact_line(
                &document.footer_text,
                SMALL_PRINT_SIZE_PT * self.sheet_scale,
                false,
                self.layouter.style.muted_text_color,
                width,
            );
            BlockLayouter::place_artifact_line(
                line,
                ContentTag::FooterArtifact,
                margin,
                height - tear_off_offset - 9.0 * self.sheet_scale,
                &mut page.background_items,
            );
        }
        paged.pages.push(page);
        paged.structure_tree = self.layouter.structure_tree;
        Ok(paged)
    }

    /// Lays out the sections in rows of panels.
    fn lay_out_panel_rows(
        &mut self,
        sections: &[(PosterSectionKind, &[Block])],
        margin: f32,
        gap: f32,
        hero_size: f32,
    ) -> Vec<PosterPanelRow> {
        let width = self.paper_size.0;
        let mut rows: Vec<PosterPanelRow> = Vec::new();
        let mut next = 0;
        while next < sections.len() {
            let is_pair = sections[next].0 == PosterSectionKind::HalfWidth
                && sections
                    .get(next + 1)
                    .is_some_and(|(kind, _)| *kind == PosterSectionKind::HalfWidth);
            let row_sections = &sections[next..=next + usize::from(is_pair)];
            next += row_sections.len();
            let panel_width = (width - 2.0 * margin - gap * (row_sections.len() - 1) as f32)
                / row_sections.len() as f32;
            let mut panels = Vec::new();
            for (index, (kind, blocks)) in row_sections.iter().enumerate() {
                let column = if self.layouter.style.rtl {
                    row_sections.len() - 1 - index
                } else {
                    index
                };
                let x = margin + (panel_width + gap) * column as f32;
                let panel = if *kind == PosterSectionKind::TitleBand {
                    self.lay_out_panel(*kind, blocks, 0.0, width, hero_size)
                } else {
                    self.lay_out_panel(*kind, blocks, x, panel_width, hero_size)
                };
                panels.push(panel);
            }
            let height = panels
                .iter()
                .map(|panel| panel.height + 2.0 * panel.vertical_padding)
                .fold(0.0, f32::max);
            rows.push(PosterPanelRow { panels, height });
        }
        rows
    }

    /// Returns the space between the side edges of a panel and its text, points.
    fn horizontal_padding(&self, kind: PosterSectionKind) -> f32 {
        self.sheet_scale
            * match kind {
                PosterSectionKind::TitleBand => 36.0,
                PosterSectionKind::Hero => 20.0,
                PosterSectionKind::HalfWidth => 14.0,
                PosterSectionKind::FullWidth => 16.0,
                PosterSectionKind::SmallPrint => 4.0,
            }
    }
}

/// Font size of the small print, points on letter paper.
const SMALL_PRINT_SIZE_PT: f32 = 7.5;

/// Returns a row's share of the remaining height, as a weight.
fn row_growth_weight(kind: PosterSectionKind) -> f32 {
    match kind {
        PosterSectionKind::Hero => 1.6,
        PosterSectionKind::TitleBand
        | PosterSectionKind::HalfWidth
        | PosterSectionKind::FullWidth => 1.0,
        PosterSectionKind::SmallPrint => 0.15,
    }
}
