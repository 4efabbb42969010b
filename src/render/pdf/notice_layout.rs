//! One page to hang on a wall: a title, a statement as large as fits, lines to sign.

use std::sync::Arc;

use super::block_layout::{BlockLayouter, LayoutColumn, TextAlign};
use super::page_fit::{FontSizeChoice, overflow_percent};
use super::paged_document::{
    ContentTag, Fragment, PagedDocument, PdfPage, PlacedItem, place_fragment_on_page,
    stacked_height,
};
use super::text_shaping::FontSet;
use crate::document::{BlockKind, BlockRole, Color, Document};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// The frame's distance from the paper's edge, and of the words from the frame, for letter paper.
const FRAME_MARGIN_PT: f32 = 34.0;
const FRAME_PADDING_PT: f32 = 44.0;

/// The statement's sizes to try for letter paper, points.
const MAX_STATEMENT_SIZE_PT: f32 = 27.0;
const MIN_STATEMENT_SIZE_PT: f32 = 16.0;

/// Lays a notice out; on failure gives by how many percent its words are too high.
pub(super) fn lay_out_notice(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    wanted: FontSizeChoice,
) -> Result<PagedDocument, u32> {
    let rtl = is_rtl_language(&document.language);
    let (width, height) = theme.paper.size_in_points();
    let scale = (width / 612.0).min(height / 792.0);
    let mut size = match wanted {
        FontSizeChoice::LargestFitting => MAX_STATEMENT_SIZE_PT,
        FontSizeChoice::Smallest => MIN_STATEMENT_SIZE_PT,
    };
    loop {
        let look = DocumentStyle::for_notice(theme, rtl, scale.max(1.0), size * scale.max(1.0));
        let mut setter = BlockLayouter::new(faces, look);
        match try_notice_layout(
            document,
            &mut setter,
            (width, height),
            scale.max(1.0),
            theme.logo_for(document),
        ) {
            Ok(mut laid) => {
                laid.structure_tree = setter.structure_tree;
                return Ok(laid);
            }
            Err(over) if size <= MIN_STATEMENT_SIZE_PT => return Err(over),
            Err(_) => size = (size - 0.75).max(MIN_STATEMENT_SIZE_PT),
        }
    }
}

fn try_notice_layout(
    document: &Document,
    setter: &mut BlockLayouter<'_>,
    (width, height): (f32, f32),
    scale: f32,
    logo: Option<&Arc<Image>>,
) -> Result<PagedDocument, u32> {
    let look = setter.style.clone();
    let (frame, inside) = (FRAME_MARGIN_PT * scale, FRAME_PADDING_PT * scale);
    let x = frame + inside;
    let column = LayoutColumn::new(&look, x, width - 2.0 * x);
    let mut groups: Vec<Vec<Fragment>> = vec![Vec::new()];
    if let Some(logo) = logo {
        let size = logo.scaled_size(7000.0 * scale * scale, (260.0 * scale, 84.0 * scale));
        let left = (width - size.0) / 2.0;
        groups[0].push(Fragment::from_picture(
            logo,
            size,
            left,
            &mut setter.structure_tree,
        ));
    }
    let mut before = None;
    for block in &document.blocks {
        let statement = matches!(block.kind, BlockKind::Quote(_));
        let table = matches!(block.kind, BlockKind::Table(_));
        let fine = block.role == BlockRole::SmallPrint;
        let column = LayoutColumn {
            align: if statement || table {
                TextAlign::Left
            } else {
                TextAlign::Center
            },
            ..column
        };
        let mut strips = setter.lay_out_block(block, column);
        if let (Some(first), Some(before)) = (strips.first_mut(), before) {
            first.space_before = look.space_between(before, block);
        }
        if let Some(first) = strips.first_mut()
            && before.is_none()
            && logo.is_some()
        {
            first.space_before = look.body_size * 1.2;
        }
        let new = statement
            || table
                && matches!(
                    block.role,
                    BlockRole::SignatureTable | BlockRole::ChoiceTable
                )
            || fine && document.blocks.len() > 2;
        if new || before.is_some_and(|before| matches!(before.kind, BlockKind::Quote(_))) {
            groups.push(Vec::new());
        }
        groups
            .last_mut()
            .expect("there is always a group")
            .append(&mut strips);
        before = Some(block);
    }
    groups.retain(|group| !group.is_empty());
    let heights: Vec<f32> = groups.iter().map(|group| stacked_height(group)).collect();
    let top = frame + inside * 0.95;
    let bottom = frame + inside * 0.75;
    let room = height - top - bottom;
    let least = look.body_size * 1.3;
    let needed: f32 = heights.iter().sum::<f32>() + least * (groups.len().saturating_sub(1)) as f32;
    if needed > room {
        return Err(overflow_percent(needed, room));
    }
    let over = room - heights.iter().sum::<f32>();
    let gap = over / (groups.len().saturating_sub(1).max(1)) as f32;
    let mut page = PdfPage::default();
    draw_page_frame(&mut page, (width, height), frame, scale, look.accent_color);
    let mut y = top;
    let mut laid = PagedDocument::new((width, height));
    for (group, high) in groups.into_iter().zip(&heights) {
        let mut at = y;
        for (index, strip) in group.into_iter().enumerate() {
            if index > 0 {
                at += strip.space_before;
            }
            let height = strip.height;
            laid.record_destinations(&strip, at);
            place_fragment_on_page(strip, at, index == 0, &mut page);
            at += height;
        }
        y += high + gap;
    }
    draw_notice_footer(document, setter, &mut page, (width, height), frame);
    laid.pages.push(page);
    Ok(laid)
}

/// The document's number and edition, small, under the frame.
fn draw_notice_footer(
    document: &Document,
    setter: &mut BlockLayouter<'_>,
    page: &mut PdfPage,
    (width, height): (f32, f32),
    frame: f32,
) {
    if document.footer_text.is_empty() {
        return;
    }
    let size = 8.0;
    let line = setter.lay_out_artifact_line(
        &document.footer_text,
        size,
        false,
        setter.style.muted_text_color,
        width - 2.0 * frame,
    );
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
