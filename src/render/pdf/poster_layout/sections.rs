//! Splits a poster's blocks into the sections of its page.

use crate::document::{Block, BlockKind, BlockRole, Inline, traversal};

/// The kind of a section on a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PosterSectionKind {
    /// The blocks before the first heading of level 2.
    TitleBand,
    Hero,
    /// A panel that shares its row.
    HalfWidth,
    /// A panel as wide as the page's text area.
    FullWidth,
    /// Small print at the end, without a panel.
    SmallPrint,
}

/// Splits a poster's blocks at its headings of level 2; small print at the end is a section of its own.
pub(super) fn split_into_sections(blocks: &[Block]) -> Vec<(PosterSectionKind, &[Block])> {
    let (blocks, small_print) = blocks.split_at(traversal::small_print_start(blocks));
    let starts: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
        .map(|(index, _)| index)
        .collect();
    let mut sections = Vec::new();
    let first = starts.first().copied().unwrap_or(blocks.len());
    if first > 0 {
        sections.push((PosterSectionKind::TitleBand, &blocks[..first]));
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(blocks.len());
        let kind = match blocks[*start].role {
            BlockRole::HeroPanel => PosterSectionKind::Hero,
            BlockRole::HalfWidthPanel => PosterSectionKind::HalfWidth,
            BlockRole::Plain
            | BlockRole::FactTable
            | BlockRole::SignatureTable
            | BlockRole::ChoiceTable
            | BlockRole::LeadParagraph
            | BlockRole::SmallPrint
            | BlockRole::DisplayNumber
            | BlockRole::MainStatement
            | BlockRole::TearOff => PosterSectionKind::FullWidth,
        };
        sections.push((kind, &blocks[*start..end]));
    }
    if !small_print.is_empty() {
        sections.push((PosterSectionKind::SmallPrint, small_print));
    }
    sections
}

/// Returns the number at the start of a heading: `1.` for `1. Notice red flags`.
pub(super) fn heading_number(block: &Block) -> Option<&str> {
    let BlockKind::Heading { content, .. } = &block.kind else {
        return None;
    };
    let Some(Inline::Text(text)) = content.first() else {
        return None;
    };
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let end = if text[digits..].starts_with(['.', ')', ':']) {
        digits + 1
    } else {
        digits
    };
    (digits > 0 && digits < 3 && text[end..].starts_with(' ')).then(|| &text[..end])
}

/// Returns a heading's content without the number at its start.
pub(super) fn heading_without_number(content: &[Inline], number: &str) -> Vec<Inline> {
    let mut rest = content.to_vec();
    if let Some(Inline::Text(text)) = rest.first_mut() {
        *text = text[number.len()..].trim_start().to_owned();
    }
    rest
}
