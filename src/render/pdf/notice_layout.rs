//! One page to hang on a wall: a title, a statement as large as fits, lines to sign.

use std::sync::Arc;

use super::block_layout::{Align, Column, Setter};
use super::page_fit::{Size, over_percent};
use super::paged_document::{Laid, Mark, Page, Placed, Strip, height_of, put};
use super::text_shaping::Faces;
use crate::document::{BlockKind, BlockRole, Color, Document};
use crate::render::document_style::DocumentStyle;
use crate::render::image::Image;
use crate::render::theme::{Theme, is_rtl_language};

/// The frame's distance from the paper's edge, and of the words from the frame, for letter paper.
const FRAME: f32 = 34.0;
const INSIDE: f32 = 44.0;

/// The statement's sizes to try for letter paper, points.
const LARGEST: f32 = 27.0;
const LEAST: f32 = 16.0;

/// Lays a notice out; on failure gives by how many percent its words are too high.
pub(super) fn notice(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    wanted: Size,
) -> Result<Laid, u32> {
    let rtl = is_rtl_language(&document.language);
    let (width, height) = theme.paper.size_in_points();
    let scale = (width / 612.0).min(height / 792.0);
    let mut size = match wanted {
        Size::Largest => LARGEST,
        Size::Least => LEAST,
    };
    loop {
        let look = DocumentStyle::for_notice(theme, rtl, scale.max(1.0), size * scale.max(1.0));
        let mut setter = Setter::new(faces, look);
        match attempt(
            document,
            &mut setter,
            (width, height),
            scale.max(1.0),
            theme.logo_for(document),
        ) {
            Ok(mut laid) => {
                laid.tree = setter.tree;
                return Ok(laid);
            }
            Err(over) if size <= LEAST => return Err(over),
            Err(_) => size = (size - 0.75).max(LEAST),
        }
    }
}

fn attempt(
    document: &Document,
    setter: &mut Setter<'_>,
    (width, height): (f32, f32),
    scale: f32,
    logo: Option<&Arc<Image>>,
) -> Result<Laid, u32> {
    let look = setter.look.clone();
    let (frame, inside) = (FRAME * scale, INSIDE * scale);
    let x = frame + inside;
    let column = Column::new(&look, x, width - 2.0 * x);
    let mut groups: Vec<Vec<Strip>> = vec![Vec::new()];
    if let Some(logo) = logo {
        let size = logo.scaled_size(7000.0 * scale * scale, (260.0 * scale, 84.0 * scale));
        let left = (width - size.0) / 2.0;
        groups[0].push(Strip::picture(logo, size, left, &mut setter.tree));
    }
    let mut before = None;
    for block in &document.blocks {
        let statement = matches!(block.kind, BlockKind::Quote(_));
        let table = matches!(block.kind, BlockKind::Table(_));
        let fine = block.role == BlockRole::SmallPrint;
        let column = Column {
            align: if statement || table {
                Align::Left
            } else {
                Align::Centre
            },
            ..column
        };
        let mut strips = setter.block(block, column);
        if let (Some(first), Some(before)) = (strips.first_mut(), before) {
            first.space = look.space_between(before, block);
        }
        if let Some(first) = strips.first_mut()
            && before.is_none()
            && logo.is_some()
        {
            first.space = look.body_size * 1.2;
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
    let heights: Vec<f32> = groups.iter().map(|group| height_of(group)).collect();
    let top = frame + inside * 0.95;
    let bottom = frame + inside * 0.75;
    let room = height - top - bottom;
    let least = look.body_size * 1.3;
    let needed: f32 = heights.iter().sum::<f32>() + least * (groups.len().saturating_sub(1)) as f32;
    if needed > room {
        return Err(over_percent(needed, room));
    }
    let over = room - heights.iter().sum::<f32>();
    let gap = over / (groups.len().saturating_sub(1).max(1)) as f32;
    let mut page = Page::default();
    frame_page(&mut page, (width, height), frame, scale, look.accent_color);
    let mut y = top;
    let mut laid = Laid::new((width, height));
    for (group, high) in groups.into_iter().zip(&heights) {
        let mut at = y;
        for (index, strip) in group.into_iter().enumerate() {
            if index > 0 {
                at += strip.space;
            }
            let height = strip.height;
            laid.note(&strip, at);
            put(strip, at, index == 0, &mut page);
            at += height;
        }
        y += high + gap;
    }
    foot(document, setter, &mut page, (width, height), frame);
    laid.pages.push(page);
    Ok(laid)
}

/// The document's number and edition, small, under the frame.
fn foot(
    document: &Document,
    setter: &mut Setter<'_>,
    page: &mut Page,
    (width, height): (f32, f32),
    frame: f32,
) {
    if document.footer_text.is_empty() {
        return;
    }
    let size = 8.0;
    let line = setter.aside(
        &document.footer_text,
        size,
        false,
        setter.look.muted_text_color,
        width - 2.0 * frame,
    );
    let x = (width - line.width) / 2.0;
    Setter::place_aside(
        line,
        Mark::Footer,
        x,
        height - frame * 0.42,
        &mut page.under,
    );
}

fn frame_page(page: &mut Page, (width, height): (f32, f32), frame: f32, scale: f32, fill: Color) {
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
            page.under
                .push(Placed::filled(Mark::Drawing, (x, y), (width, height), fill));
        }
    };
    draw(frame, thick);
    draw(frame + thick + 4.0 * scale, thin);
}
