//! Lays out a wall notice: one page with a title, a statement as large as fits, and lines to sign.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn, TextAlign};
use super::flowing_text_layout::lay_out_small_line;
use super::page_fit::{PageFitMode, overflow_percent};
use super::paged_document::{
    ContentTag, Fragment, PagedDocument, PdfPage, PlacedItem, stacked_height,
};
use super::text_shaping::FontSet;
use crate::document::{BlockKind, BlockRole, Color, Document};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// Distance from the paper's edge to the frame, and from the frame to the text; points on letter paper.
const FRAME_MARGIN_PT: f32 = 34.0;
const FRAME_PADDING_PT: f32 = 44.0;

/// Range of the statement's font size, points on letter paper.
const MAX_STATEMENT_SIZE_PT: f32 = 27.0;
const MIN_STATEMENT_SIZE_PT: f32 = 16.0;

/// Lays out a notice. The error is by how many percent its text is too high.
pub(super) fn lay_out_notice(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    choice: PageFitMode,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let (width, height) = theme.paper.size_in_points();
    let scale = (width / 612.0).min(height / 792.0);
    let mut size = match choice {
        PageFitMode::LargestFitting => MAX_STATEMENT_SIZE_PT,
        PageFitMode::Smallest => MIN_STATEMENT_SIZE_PT,
    };
    loop {
        let style = DocumentStyle::for_notice(theme, rtl, scale.max(1.0), size * scale.max(1.0));
        let mut layouter = BlockLayouter::new(fonts, style);
        match try_notice_layout(
            document,
            &mut layouter,
            (width, height),
            scale.max(1.0),
            theme.logo_for(document),
        ) {
            Ok(mut paged) => {
                paged.structure_tree = layouter.structure_tree;
                return Ok(paged);
            }
            Err(overflow) if size <= MIN_STATEMENT_SIZE_PT => return Err(overflow),
            Err(_) => size = (size - 0.75).max(MIN_STATEMENT_SIZE_PT),
        }
    }
}

fn try_notice_layout(
    document: &Document,
    layouter: &mut BlockLayouter<'_>,
    (width, height): (f32, f32),
    scale: f32,
    logo: Option<&Arc<Image>>,
) -> Result<PagedDocument, u32> {
    let style = layouter.style.clone();
    let (frame, padding) = (FRAME_MARGIN_PT * scale, FRAME_PADDING_PT * scale);
    let x = frame + padding;
    let column = LayoutColumn::new(&style, x, width - 2.0 * x);
    let mut groups: Vec<Vec<Fragment>> = vec![Vec::new()];
    if let Some(logo) = logo {
        let size = logo.scaled_size(7000.0 * scale * scale, (260.0 * scale, 84.0 * scale));
        let left = (width - size.0) / 2.0;
        groups[0].push(Fragment::from_picture(
            logo,
            size,
            left,
            &mut layouter.structure_tree,
        ));
    }
    let mut previous = None;
    for block in &document.blocks {
        let is_statement = matches!(block.kind, BlockKind::Quote(_));
        let is_table = matches!(block.kind, BlockKind::Table(_));
        let is_small_print = block.role == BlockRole::SmallPrint;
        let column = LayoutColumn {
            align: if is_statement || is_table {
                TextAlign::Left
            } else {
                TextAlign::Center
            },
            ..column
        };
        let mut fragments = layouter.lay_out_block(block, column);
        if let Some(first) = fragments.first_mut() {
            match previous {
                Some(previous) => first.space_before = style.space_between(previous, block),
                None if logo.is_some() => first.space_before = style.body_size * 1.2,
                None => {}
            }
        }
        let starts_group = is_statement
            || is_table
                && matches!(
                    block.role,
                    BlockRole::SignatureTable | BlockRole::ChoiceTable
                )
            || is_small_print && document.blocks.len() > 2;
        if starts_group
            || previous.is_some_and(|previous| matches!(previous.kind, BlockKind::Quote(_)))
        {
            groups.push(Vec::new());
        }
        groups
            .last_mut()
            .expect("there is always a group")
            .append(&mut fragments);
        previous = Some(block);
    }
    groups.retain(|group| !group.is_empty());
    let heights: Vec<f32> = groups.iter().map(|group| stacked_height(group)).collect();
    let top = frame + padding * 0.95;
    let bottom = frame + padding * 0.75;
    let available = height - top - bottom;
    let min_gap = style.body_size * 1.3;
    let needed: f32 =
        heights.iter().sum::<f32>() + min_gap * (groups.len().saturating_sub(1)) as f32;
    if needed > available {
        return Err(overflow_percent(needed, available));
    }
    let spare = available - heights.iter().sum::<f32>();
    let gap = spare / (groups.len().saturating_sub(1).max(1)) as f32;
    let mut page = PdfPage::default();
    draw_page_frame(&mut page, (width, height), frame, scale, style.accent_color);
    let mut y = top;
    let mut paged = PagedDocument::new((width, height));
    for (group, height) in groups.into_iter().zip(&heights) {
        paged.place_stack(group, y, &mut page);
        y += height + gap;
    }
    draw_notice_footer(document, layouter, &mut page, (width, height), frame);
    paged.pages.push(page);
    Ok(paged)
}

/// Draws the footer text below the frame.
fn draw_notice_footer(
    document: &Document,
    layouter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    (width, height): (f32, f32),
    frame: f32,
) {
    if document.footer_text.is_empty() {
        return;
    }
    let line = lay_out_small_line(layouter, &document.footer_text, width - 2.0 * frame);
    let x = (width - line.width) / 2.0;
    BlockLayouter::place_artifact_line(
        line,
        ContentTag::FooterArtifact,
        x,
        height - frame * 0.42,
        &mut page.background_items,
    );
}

fn draw_page_frame(
    page: &mut PdfPage,
    (width, height): (f32, f32),
    frame: f32,
    scale: f32,
    fill: Color,
) {
    let thick = 5.0 * scale;
    let thin = 0.9 * scale;
    let mut draw = |inset: f32, stroke: f32| {
        let (wide, high) = (width - 2.0 * inset, height - 2.0 * inset);
        for (x, y, width, height) in [
            (inset, inset, wide, stroke),
            (inset, inset + high - stroke, wide, stroke),
            (inset, inset, stroke, high),
            (inset + wide - stroke, inset, stroke, high),
        ] {
            page.background_items.push(PlacedItem::new_filled_box(
                ContentTag::DrawingArtifact,
                (x, y),
                (width, height),
                fill,
            ));
        }
    };
    draw(frame, thick);
    draw(frame + thick + 4.0 * scale, thin);
}
