//! A poster's blocks by the part they play on its page.

use crate::document::{Block, BlockKind, BlockRole, Inline, traversal};

/// What a section is on a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PosterSectionKind {
    /// What stands before the first section.
    TitleBand,
    Hero,
    /// A panel that shares its row.
    HalfWidth,
    /// A panel over the whole width.
    FullWidth,
    /// Small print at the foot.
    SmallPrint,
}

/// The blocks of a poster by their headings of level 2; small print at the end stands alone.
pub(super) fn split_into_sections(blocks: &[Block]) -> Vec<(PosterSectionKind, &[Block])> {
    let (blocks, small) = blocks.split_at(traversal::small_print_start(blocks));
    let starts: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading { level: 2, .. }))
        .map(|(index, _)| index)
        .collect();
    let mut parts = Vec::new();
    let first = starts.first().copied().unwrap_or(blocks.len());
    if first > 0 {
        parts.push((PosterSectionKind::TitleBand, &blocks[..first]));
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(blocks.len());
        let part = match blocks[*start].role {
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
        parts.push((part, &blocks[*start..end]));
    }
    if !small.is_empty() {
        parts.push((PosterSectionKind::SmallPrint, small));
    }
    parts
}

/// The number a heading begins with: `1` of `1. Notice red flags`.
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

/// A heading's words after its number.
pub(super) fn heading_without_number(content: &[Inline], number: &str) -> Vec<Inline> {
    let mut rest = content.to_vec();
    if let Some(Inline::Text(text)) = rest.first_mut() {
        *text = text[number.len()..].trim_start().to_owned();
    }
    rest
}
