//! How large the words of a page may be that should be one sheet when it is printed from HTML or Word, whose
//! lines nobody here breaks.

use unicode_width::UnicodeWidthStr as _;

use super::image::Image;
use super::theme::Theme;
use crate::document::{Block, BlockKind, Document, DocumentLayout, Inline, plain_text, traversal};

/// The width of a letter sheet between its margins, in CSS pixels.
pub(super) const PRINTABLE_WIDTH_CSS_PX: f32 = 720.0;

/// The size of a logo in CSS pixels; on one-sheet pages it grows with the sheet.
pub(super) fn logo_size_css_px(logo: &Image) -> (f32, f32) {
    logo.scaled_size(12_000.0, (320.0, 104.0))
}

/// How large the words of a page that should be one sheet may be: 1 for the length it is drawn for,
/// and never so small that nobody can read them.
///
/// The room words take grows with the square of their size; lines of a list are seldom full. The
/// numbers were measured on printed pages, as the largest that stay on one sheet, less a tenth.
pub(super) fn single_sheet_scale(document: &Document, theme: &Theme) -> f32 {
    let (width, height) = theme.paper.size_in_points();
    let sheet = height / width;
    let (body, strips) = document
        .blocks
        .split_at(traversal::tear_offs_start(&document.blocks));
    // Strips take a third of the sheet's width in height, whatever they say.
    let strips = if strips.is_empty() { 0.0 } else { 0.33 / sheet };
    // So do a line of small print, and beside the words the mark of a draft.
    let line = if document.footer_text.is_empty() {
        1.0
    } else {
        0.97
    };
    let mark = if document.is_draft { 0.93 } else { 1.0 };
    let room = 1100.0 * sheet / (11.0 / 8.5) * (1.0 - strips) * line * mark;
    let largest = match document.layout {
        DocumentLayout::Notice => 1.05,
        DocumentLayout::Policy
        | DocumentLayout::Form
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::PacketIndex => 1.2,
    };
    let words = (room / estimate_text_area(body) as f32).sqrt().min(largest);
    // Beside the height of a logo go the rules and air that do not shrink with the words.
    let logo = theme.logo_for(document).map_or(0.0, |logo| {
        2.5 * logo_size_css_px(logo).1 / PRINTABLE_WIDTH_CSS_PX / sheet
    });
    // Nor does a line of small print, nor the mark of a draft beside the words.
    let line = if document.footer_text.is_empty() {
        0.0
    } else {
        0.06
    };
    let mark = if document.is_draft { 0.14 } else { 0.0 };
    (words * (1.0 - logo - line - mark).sqrt()).max(0.6)
}

/// In letters of running text; a sign of Chinese is as wide as two.
fn estimate_text_area(blocks: &[Block]) -> usize {
    let lines = |content: &[Inline]| {
        let breaks = content
            .iter()
            .filter(|inline| matches!(inline, Inline::LineBreak))
            .count();
        plain_text(content).width() + 25 * (breaks + 1)
    };
    let room = |block: &Block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => lines(content),
        BlockKind::List(list) => list
            .items
            .iter()
            .map(|item| estimate_text_area(&item.blocks))
            .sum(),
        BlockKind::Quote(quoted) => estimate_text_area(quoted),
        BlockKind::Table(table) => table.rows.iter().flatten().map(|cell| lines(cell)).sum(),
    };
    blocks.iter().map(room).sum()
}
