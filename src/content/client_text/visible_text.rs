//! Collects every text of a document that its readers can see or copy: blocks, link targets, title, metadata, the
//! labels of its pages and its file name, each with the settings it comes from.

use std::ops::Range;

use crate::document::{Block, BlockKind, BlockOrigin, Document, Inline, LinkTarget};

/// A text without formatting.
#[derive(Debug, Default)]
pub(super) struct VisibleText<'tree> {
    pub(super) text: String,
    /// The ranges of the text that come from settings, in order.
    pub(super) setting_ranges: Vec<(Range<usize>, &'tree str)>,
    /// The source of the rest.
    pub(super) origin: TextOrigin<'tree>,
    /// Whether it is a heading or a title, where words are capitalized.
    pub(super) is_heading: bool,
    /// Whether it is a file name or the target of a link.
    pub(super) is_address: bool,
    /// The text of the link, for a target.
    pub(super) link_text: Option<String>,
}

/// The source of a text outside facts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum TextOrigin<'tree> {
    /// The language's `locale.toml`, or the program.
    #[default]
    Locale,
    /// The front matter of the template.
    FrontMatter,
    Block(&'tree BlockOrigin),
}

impl<'tree> VisibleText<'tree> {
    /// Returns the setting that a range of the text comes from.
    pub(super) fn setting_of(&self, range: &Range<usize>) -> Option<&'tree str> {
        let mut ranges = self.setting_ranges.iter();
        let overlapping = ranges.find(|(own, _)| own.start < range.end && range.start < own.end);
        overlapping
            .map(|(_, setting)| *setting)
            .or(match self.origin {
                TextOrigin::Block(BlockOrigin::Setting(setting)) => Some(setting),
                TextOrigin::Block(BlockOrigin::TemplateLine(_))
                | TextOrigin::FrontMatter
                | TextOrigin::Locale => None,
            })
    }

    fn of_setting(text: &str, setting: &'tree str) -> Self {
        Self {
            text: text.to_owned(),
            setting_ranges: vec![(0..text.len(), setting)],
            ..Self::default()
        }
    }

    fn push_inlines(&mut self, inlines: &'tree [Inline], targets: &mut Vec<VisibleText<'tree>>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text.push_str(text),
                Inline::FactValue {
                    text,
                    setting_paths,
                } => {
                    let start = self.text.len();
                    self.text.push_str(text);
                    if let Some(setting) = setting_paths.first() {
                        self.setting_ranges
                            .push((start..self.text.len(), setting.as_str()));
                    }
                }
                Inline::Blank(_) => self.text.push('…'),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::OtherLanguage { content, .. } => self.push_inlines(content, targets),
                Inline::Link { target, content } => {
                    let start = self.text.len();
                    self.push_inlines(content, targets);
                    if let LinkTarget::Url(url) = target {
                        let text = decode_url(url);
                        let setting = self.setting_of(&(start..self.text.len()));
                        let range = 0..text.len();
                        targets.push(VisibleText {
                            setting_ranges: setting
                                .map(|setting| (range, setting))
                                .into_iter()
                                .collect(),
                            text,
                            origin: self.origin,
                            is_heading: false,
                            is_address: true,
                            link_text: Some(self.text[start..].to_owned()),
                        });
                    }
                }
                Inline::LineBreak => self.text.push('\n'),
            }
        }
    }
}

/// Returns a URL with its percent-encoded bytes decoded.
fn decode_url(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let encoded = after.get(..2).filter(|_| *first == b'%');
        let byte = encoded
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns all texts of a document. `logo_alt` is the description of the logo, which every format shows.
pub(super) fn visible_texts<'tree>(
    document: &'tree Document,
    logo_alt: Option<&str>,
) -> Vec<VisibleText<'tree>> {
    let mut texts = Vec::new();
    push_block_texts(&document.blocks, &mut texts);
    let front_matter = |text: &str, is_heading| VisibleText {
        text: text.to_owned(),
        origin: TextOrigin::FrontMatter,
        is_heading,
        ..VisibleText::default()
    };
    texts.push(front_matter(&document.title, true));
    texts.push(front_matter(&document.description, false));
    texts.push(VisibleText {
        is_address: true,
        ..front_matter(&document.file_stem(), true)
    });
    texts.push(VisibleText::of_setting(
        &document.agency_name,
        "agency.name",
    ));
    texts.push(VisibleText::of_setting(
        &document.short_agency_name,
        "agency.short_name",
    ));
    texts.push(VisibleText::of_setting(
        &document.footer_text,
        "policy.number",
    ));
    if let Some(alt) = logo_alt {
        texts.push(VisibleText::of_setting(alt, "theme.logo_alt"));
    }
    let strings = &document.page_strings;
    let labels = [
        &strings.draft_label,
        &strings.page_number_pattern,
        &strings.contents_heading,
        &strings.skip_link,
        &strings.quick_exit_label,
        &strings.quick_exit_explanation,
        &strings.quick_exit_key_hint,
        &strings.more_copies_pattern,
    ];
    texts.extend(labels.into_iter().map(|label| VisibleText {
        text: label.clone(),
        ..VisibleText::default()
    }));
    texts
}

fn push_block_texts<'tree>(blocks: &'tree [Block], texts: &mut Vec<VisibleText<'tree>>) {
    for block in blocks {
        let origin = match &block.origin {
            Some(origin) => TextOrigin::Block(origin),
            None => TextOrigin::Locale,
        };
        let mut push = |content: &'tree [Inline], is_heading| {
            let mut text = VisibleText {
                origin,
                is_heading,
                ..VisibleText::default()
            };
            let mut targets = Vec::new();
            text.push_inlines(content, &mut targets);
            texts.push(text);
            texts.extend(targets);
        };
        match &block.kind {
            BlockKind::Heading { content, .. } => push(content, true),
            BlockKind::Paragraph(content) => push(content, false),
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    push(cell, false);
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_block_texts(&item.blocks, texts);
                }
            }
            BlockKind::Quote(inside) => push_block_texts(inside, texts),
        }
    }
}
