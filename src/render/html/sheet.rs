//! The style rules that depend on the agency and the document: the colour, the sheet, what stands
//! in the margins, how large the words of a one-sheet page may be.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::plain;
use crate::document::{Block, BlockKind, Document, Inline, Layout, Paper, inspect};
use crate::render::Theme;
use crate::render::picture::Picture;

/// The rules, to stand after the theme's own.
pub(super) fn rules(document: &Document, theme: &Theme) -> String {
    let size = match theme.paper {
        Paper::Letter => "8.5in 11in",
        Paper::Legal => "8.5in 14in",
        Paper::A4 => "210mm 297mm",
        Paper::Tabloid => "11in 17in",
    };
    let mut rules = format!("{}@page {{ size: {size}; }}\n", colour(theme));
    let _ = match document.layout {
        Layout::Policy | Layout::Form | Layout::Index => writeln!(
            rules,
            "@page {{ @bottom-left {{ content: \"{}\"; }} \
             @bottom-right {{ content: counter(page) \" / \" counter(pages); }} }}",
            string(&document.running)
        ),
        Layout::Cards => writeln!(rules, "@page {{ margin: 0.5in; }}"),
        Layout::Notice | Layout::Poster => writeln!(
            rules,
            "@page {{ margin: 0.5in; }}\n:root {{ --fit: {:.2}; }}",
            fit(document, theme)
        ),
    };
    if let Some(logo) = theme.logo_of(document) {
        let _ = writeln!(
            rules,
            "@media print {{ :is(.notice, .poster) .logo {{ width: {:.2}vw; }} }}",
            logo_size(logo).0 / SHEET * 100.0
        );
    }
    rules
}

/// The rule for the colour of the agency.
pub(super) fn colour(theme: &Theme) -> String {
    format!(":root {{ --accent: {}; }}\n", theme.accent.written())
}

/// The width of a letter sheet between its margins, in CSS pixels.
const SHEET: f32 = 720.0;

/// The size of a logo in CSS pixels; on one-sheet pages it grows with the sheet.
pub(super) fn logo_size(logo: &Picture) -> (f32, f32) {
    logo.size(12_000.0, (320.0, 104.0))
}

/// How large the words of a page that should be one sheet may be: 1 for the length it is drawn for,
/// and never so small that nobody can read them.
///
/// The room words take grows with the square of their size; lines of a list are seldom full. The
/// numbers were measured on printed pages, as the largest that stay on one sheet, less a tenth.
pub(in crate::render) fn fit(document: &Document, theme: &Theme) -> f32 {
    let (width, height) = theme.paper.points();
    let sheet = height / width;
    let (body, strips) = document
        .blocks
        .split_at(inspect::strips_at(&document.blocks));
    // Strips take a third of the sheet's width in height, whatever they say.
    let strips = if strips.is_empty() { 0.0 } else { 0.33 / sheet };
    // So do a line of small print, and beside the words the mark of a draft.
    let line = if document.running.is_empty() {
        1.0
    } else {
        0.97
    };
    let mark = if document.draft { 0.93 } else { 1.0 };
    let room = 1100.0 * sheet / (11.0 / 8.5) * (1.0 - strips) * line * mark;
    let largest = match document.layout {
        Layout::Notice => 1.05,
        Layout::Policy | Layout::Form | Layout::Poster | Layout::Cards | Layout::Index => 1.2,
    };
    let words = (room / room_taken(body) as f32).sqrt().min(largest);
    // Beside the height of a logo go the rules and air that do not shrink with the words.
    let logo = theme
        .logo_of(document)
        .map_or(0.0, |logo| 2.5 * logo_size(logo).1 / SHEET / sheet);
    // Nor does a line of small print, nor the mark of a draft beside the words.
    let line = if document.running.is_empty() {
        0.0
    } else {
        0.06
    };
    let mark = if document.draft { 0.14 } else { 0.0 };
    (words * (1.0 - logo - line - mark).sqrt()).max(0.6)
}

/// In letters of running text; a sign of Chinese is as wide as two.
fn room_taken(blocks: &[Block]) -> usize {
    let lines = |content: &[Inline]| {
        let breaks = content
            .iter()
            .filter(|inline| matches!(inline, Inline::Break))
            .count();
        plain(content).width() + 25 * (breaks + 1)
    };
    let room = |block: &Block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => lines(content),
        BlockKind::List(list) => list.items.iter().map(|item| room_taken(&item.blocks)).sum(),
        BlockKind::Quote(quoted) => room_taken(quoted),
        BlockKind::Table(table) => table.rows.iter().flatten().map(|cell| lines(cell)).sum(),
    };
    blocks.iter().map(room).sum()
}

/// Text for the inside of a double-quoted string of a style sheet.
fn string(words: &str) -> String {
    let mut text = String::new();
    for character in words.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(text, "\\{:06x}", u32::from(character));
            }
            _ if character.is_control() => text.push(' '),
            _ => text.push(character),
        }
    }
    text
}
