//! Estimates the text scale at which a document fits on one sheet when it is printed from HTML or Word, where the
//! browser or Word breaks the lines.

use unicode_width::UnicodeWidthStr as _;

use super::image::Image;
use super::theme::Theme;
use crate::document::{Block, BlockKind, Document, DocumentLayout, Inline, plain_text, traversal};

/// The width of a letter sheet between its margins, in CSS pixels.
pub(super) const PRINTABLE_WIDTH_CSS_PX: f32 = 720.0;

/// Returns the width and height of a logo in CSS pixels on a letter sheet.
pub(super) fn logo_size_css_px(logo: &Image) -> (f32, f32) {
    logo.scaled_size(12_000.0, (320.0, 104.0))
}

/// Returns the scale of the text of a document that should fit on one sheet, at least 0.6 so that it stays
/// readable; 1 is the size that the layout is designed for.
///
/// The area of text grows with the square of its size; lines of a list are seldom full. The constants
/// were measured on printed pages, as the largest that stay on one sheet, less a tenth.
pub(super) fn single_sheet_scale(document: &Document, theme: &Theme) -> f32 {
    let (width, height) = theme.paper.size_in_points();
    let aspect = height / width;
    let (body, tear_offs) = document
        .blocks
        .split_at(traversal::first_tear_off_index(&document.blocks));
    // Tear-offs are a third of the sheet's width high, whatever their text.
    let tear_offs = if tear_offs.is_empty() {
        0.0
    } else {
        0.33 / aspect
    };
    let footer = !document.footer_text.is_empty();
    // The factors for the area that a footer and the draft mark leave to the text.
    let footer_factor = if footer { 0.97 } else { 1.0 };
    let draft_factor = if document.is_draft { 0.93 } else { 1.0 };
    let area = 1100.0 * aspect / (11.0 / 8.5) * (1.0 - tear_offs) * footer_factor * draft_factor;
    let max_scale = match document.layout {
        DocumentLayout::Notice => 1.05,
        DocumentLayout::Policy
        | DocumentLayout::Form
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::PacketIndex => 1.2,
    };
    let scale = (area / estimate_text_area(body) as f32)
        .sqrt()
        .min(max_scale);
    // The heights of logo, footer and draft mark do not shrink with the text; nor do the space and rules at a logo.
    let logo = theme.logo_for(document).map_or(0.0, |logo| {
        2.5 * logo_size_css_px(logo).1 / PRINTABLE_WIDTH_CSS_PX / aspect
    });
    let footer = if footer { 0.06 } else { 0.0 };
    let draft = if document.is_draft { 0.14 } else { 0.0 };
    (scale * (1.0 - logo - footer - draft).sqrt()).max(0.6)
}

/// Returns the area of blocks in letters of running text; a Chinese character counts as two.
fn estimate_text_area(blocks: &[Block]) -> usize {
    let inline_area = |content: &[Inline]| {
        let breaks = content
            .iter()
            .filter(|inline| matches!(inline, Inline::LineBreak))
            .count();
        plain_text(content).width() + 25 * (breaks + 1)
    };
    let block_area = |block: &Block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => inline_area(content),
        BlockKind::List(list) => list
            .items
            .iter()
            .map(|item| estimate_text_area(&item.blocks))
            .sum(),
        BlockKind::Quote(quoted) => estimate_text_area(quoted),
        BlockKind::Table(table) => table
            .rows
            .iter()
            .flatten()
            .map(|cell| inline_area(cell))
            .sum(),
    };
    blocks.iter().map(block_area).sum()
}
