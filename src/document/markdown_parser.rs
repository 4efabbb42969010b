//! Parses filled-in Markdown templates into the document tree; the only Markdown parser.
//!
//! Markdown elements that the tree does not support (raw HTML, images, code, rules, check boxes, strike-through) are
//! errors of the template, reported with the line that contains them. Footnotes become a numbered list at the end, to
//! which their numbers link; a definition list becomes a list.

use std::iter::Peekable;
use std::ops::Range;

use icu_locale_core::LanguageIdentifier;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diag::invisible_chars::find_forbidden_char;
use crate::diag::template::MarkupError;

use super::{
    Anchor, Block, BlockKind, BlockRole, Cell, Inline, LinkTarget, List, ListItem, Table,
    sealed_value,
};

/// An error in the Markdown of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownFault {
    pub kind: MarkupError,
    /// The line that contains it, with seals opened, so that it can be found in the template.
    pub source_line: String,
    /// Where the element is in the Markdown; empty for an error of the whole document.
    pub byte_range: Range<usize>,
}

/// What is read, so that nothing of it is printed as its marks.
const MARKDOWN_OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SUPERSCRIPT)
    .union(Options::ENABLE_SUBSCRIPT)
    .union(Options::ENABLE_WIKILINKS);

/// Parses Markdown into the blocks of a document, or returns all errors.
pub fn parse_markdown(markdown: &str) -> Result<Vec<Block>, Vec<MarkdownFault>> {
    let mut events = Vec::with_capacity(markdown.len() / 16 + 16);
    events.extend(Parser::new_ext(markdown, MARKDOWN_OPTIONS).into_offset_iter());
    let too_deep_range = find_too_deep_range(&events);
    let mut reader = MarkdownReader {
        text: markdown,
        events: events.into_iter().peekable(),
        faults: Vec::new(),
        footnotes: Vec::new(),
        in_link: false,
    };
    if let Some(range) = too_deep_range {
        reader.report_fault(MarkupError::NestedTooDeep, &range);
        return Err(reader.faults);
    }
    let mut blocks = reader.read_blocks(None);
    blocks.extend(reader.take_footnote_list());
    let mut faults = reader.faults;
    check_heading_levels(&blocks, &mut faults);
    check_link_anchors(&mut blocks, &mut faults);
    if faults.is_empty() {
        Ok(blocks)
    } else {
        Err(faults)
    }
}

/// The maximum depth of nested lists, quotations and emphasis.
const MAX_NESTING_DEPTH: usize = 40;

/// Returns the range of the first element that is nested too deep.
fn find_too_deep_range(events: &[(Event<'_>, Range<usize>)]) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > MAX_NESTING_DEPTH {
            return Some(range.clone());
        }
    }
    None
}

struct MarkdownReader<'text, Events: Iterator<Item = (Event<'text>, Range<usize>)>> {
    text: &'text str,
    events: Peekable<Events>,
    faults: Vec<MarkdownFault>,
    /// In the order in which the text refers to them.
    footnotes: Vec<Footnote<'text>>,
    in_link: bool,
}

struct Footnote<'text> {
    label: CowStr<'text>,
    /// Where it is referred to or, if it is not, defined.
    byte_range: Range<usize>,
    is_referred_to: bool,
    /// Its text, once that was read.
    blocks: Option<Vec<Block>>,
}

impl<'text, Events: Iterator<Item = (Event<'text>, Range<usize>)>> MarkdownReader<'text, Events> {
    /// Reads blocks up to and including the end of the container.
    fn read_blocks(&mut self, container: Option<TagEnd>) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        // A paragraph that contains only a marker marks the next block.
        let mut marker: Option<BlockMarker> = None;
        while let Some((event, range)) = self.events.next() {
            let kind = match event {
                Event::End(end) if Some(end) == container => break,
                Event::Start(Tag::Paragraph) => {
                    let content = self.read_inlines(TagEnd::Paragraph, &range);
                    BlockKind::Paragraph(content)
                }
                Event::Start(Tag::Heading {
                    level, id, classes, ..
                }) => {
                    if let Some(name) = id.or_else(|| classes.first().cloned()) {
                        let error = MarkupError::NameAfterHeading(name.to_string());
                        self.report_fault(error, &range);
                    }
                    BlockKind::Heading {
                        level: heading_level(level),
                        content: self.read_inlines(TagEnd::Heading(level), &range),
                    }
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let blocks = self.read_blocks(Some(TagEnd::FootnoteDefinition));
                    let index = self.footnote_index(label, &range);
                    self.footnotes[index].blocks = Some(blocks);
                    continue;
                }
                Event::Start(Tag::DefinitionList) => BlockKind::List(self.read_definition_list()),
                Event::Start(Tag::BlockQuote(kind)) => {
                    if kind.is_some() {
                        let element = "a box such as `[!NOTE]`";
                        self.report_fault(MarkupError::UnsupportedElement(element), &range);
                    }
                    let mut blocks = self.read_blocks(Some(TagEnd::BlockQuote(kind)));
                    // The marker at the start of a quotation is its own, as in a list item.
                    if let Some(first) = blocks.first_mut() {
                        marker = Some(BlockMarker {
                            anchor: first.anchor.take(),
                            role: std::mem::take(&mut first.role),
                        });
                    }
                    BlockKind::Quote(blocks)
                }
                Event::Start(Tag::List(start)) => BlockKind::List(self.read_list(start)),
                Event::Start(Tag::Table(_)) => BlockKind::Table(self.read_table()),
                // The text of a tight list item is not in a paragraph.
                event if is_inline_event(&event) => {
                    let content = self.read_tight_inlines(event, &range);
                    BlockKind::Paragraph(content)
                }
                other => {
                    self.report_unsupported(&other, &range);
                    continue;
                }
            };
            let (own_marker, kind) = self.take_block_marker(kind, &range);
            if own_marker.is_some()
                && matches!(&kind, BlockKind::Paragraph(content) if content.is_empty())
            {
                marker = own_marker;
                continue;
            }
            let marker = own_marker.or_else(|| marker.take()).unwrap_or_default();
            blocks.push(Block {
                anchor: marker.anchor,
                role: marker.role,
                origin: None,
                kind,
            });
        }
        blocks
    }

    fn read_list(&mut self, start: Option<u64>) -> List {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(TagEnd::List(_)) => break,
                Event::Start(Tag::Item) => {
                    let mut blocks = self.read_blocks(Some(TagEnd::Item));
                    // The anchor at the start of an item belongs to the whole item.
                    let anchor = match blocks.first_mut() {
                        Some(first) if matches!(first.kind, BlockKind::Paragraph(_)) => {
                            first.anchor.take()
                        }
                        _ => None,
                    };
                    // A bullet without text, which Markdown could read as the underline of a heading.
                    if blocks.is_empty() {
                        self.report_fault(MarkupError::EmptyListItem, &range);
                    }
                    items.push(ListItem { anchor, blocks });
                }
                other => self.report_unsupported(&other, &range),
            }
        }
        List {
            start_number: start,
            items,
        }
    }

    /// Reads terms with their definitions as a list: each item begins with the term.
    fn read_definition_list(&mut self) -> List {
        let mut items = Vec::new();
        let mut term = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(TagEnd::DefinitionList) => break,
                Event::Start(Tag::DefinitionListTitle) => {
                    term = self.read_inlines(TagEnd::DefinitionListTitle, &range);
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let mut blocks = self.read_blocks(Some(TagEnd::DefinitionListDefinition));
                    let mut opening =
                        vec![Inline::Strong(term.clone()), Inline::Text(": ".to_owned())];
                    match blocks.first_mut().map(|first| &mut first.kind) {
                        Some(BlockKind::Paragraph(content)) => {
                            opening.append(content);
                            *content = opening;
                        }
                        _ => blocks.insert(0, plain_block(BlockKind::Paragraph(opening))),
                    }
                    let anchor = blocks[0].anchor.take();
                    items.push(ListItem { anchor, blocks });
                }
                other => self.report_unsupported(&other, &range),
            }
        }
        List {
            start_number: None,
            items,
        }
    }

    /// Returns the index of a footnote. It is added if it is new.
    fn footnote_index(&mut self, label: CowStr<'text>, range: &Range<usize>) -> usize {
        let known = self.footnotes.iter().position(|note| note.label == label);
        known.unwrap_or_else(|| {
            self.footnotes.push(Footnote {
                label,
                byte_range: range.clone(),
                is_referred_to: false,
                blocks: None,
            });
            self.footnotes.len() - 1
        })
    }

    /// Returns the list of all footnotes, if there are any.
    fn take_footnote_list(&mut self) -> Option<Block> {
        let mut items = Vec::new();
        for (note, number) in std::mem::take(&mut self.footnotes).into_iter().zip(1..) {
            match note.blocks {
                Some(blocks) if note.is_referred_to && !blocks.is_empty() => items.push(ListItem {
                    anchor: Some(footnote_anchor(number)),
                    blocks,
                }),
                _ => self.report_fault(MarkupError::HalfFootnote, &note.byte_range),
            }
        }
        (!items.is_empty()).then(|| {
            plain_block(BlockKind::List(List {
                start_number: Some(1),
                items,
            }))
        })
    }

    fn read_table(&mut self) -> Table {
        let mut table = Table {
            header: Vec::new(),
            rows: Vec::new(),
        };
        let mut row: Vec<Cell> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => row = Vec::new(),
                Event::End(TagEnd::TableHead) => table.header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                Event::Start(Tag::TableCell) => {
                    let cell = self.read_inlines(TagEnd::TableCell, &range);
                    row.push(cell);
                }
                other => self.report_unsupported(&other, &range),
            }
        }
        table
    }

    /// Reads inline content up to and including the end of the container.
    fn read_inlines(&mut self, container: TagEnd, range: &Range<usize>) -> Vec<Inline> {
        let mut run = InlineRun::default();
        while let Some((event, at)) = self.events.next() {
            match event {
                Event::End(end) if end == container => break,
                other => self.read_inline(other, &at, &mut run),
            }
        }
        self.finish_run(run, range)
    }

    /// Reads the inline content of a tight list item, up to a block or the end of the item.
    fn read_tight_inlines(&mut self, first: Event<'text>, range: &Range<usize>) -> Vec<Inline> {
        let mut run = InlineRun::default();
        self.read_inline(first, range, &mut run);
        while let Some((event, at)) = self.events.next_if(|(event, _)| is_inline_event(event)) {
            self.read_inline(event, &at, &mut run);
        }
        self.finish_run(run, range)
    }

    fn read_inline(&mut self, event: Event<'text>, range: &Range<usize>, run: &mut InlineRun) {
        match event {
            Event::Text(text) => run.pending_text.push_str(&text),
            Event::SoftBreak => run.pending_text.push(' '),
            Event::HardBreak => {
                self.flush_text(run, range);
                run.inlines.push(Inline::LineBreak);
            }
            Event::Start(Tag::Emphasis) => {
                self.flush_text(run, range);
                let content = self.read_inlines(TagEnd::Emphasis, range);
                run.inlines.push(Inline::Emphasis(content));
            }
            Event::Start(Tag::Strong) => {
                self.flush_text(run, range);
                let content = self.read_inlines(TagEnd::Strong, range);
                run.inlines.push(Inline::Strong(content));
            }
            Event::FootnoteReference(label) => {
                self.flush_text(run, range);
                let index = self.footnote_index(label, range);
                self.footnotes[index].is_referred_to = true;
                run.inlines.push(Inline::Link {
                    target: LinkTarget::Anchor(footnote_anchor(index + 1)),
                    content: vec![Inline::Text(format!("[{}]", index + 1))],
                });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.flush_text(run, range);
                self.in_link = true;
                let content = self.read_inlines(TagEnd::Link, range);
                self.in_link = false;
                let link = self.resolve_link(&dest_url, content, range);
                run.inlines.extend(link);
            }
            other => self.report_unsupported(&other, range),
        }
    }

    fn resolve_link(
        &mut self,
        url: &str,
        content: Vec<Inline>,
        range: &Range<usize>,
    ) -> Vec<Inline> {
        let url = match sealed_value::unseal_to_text(url) {
            Ok(url) => url,
            Err(error) => {
                self.report_fault(unseal_error_to_fault(&error), range);
                return content;
            }
        };
        if let Some(anchor) = url.strip_prefix('#') {
            let target = LinkTarget::Anchor(Anchor(anchor.to_owned()));
            return vec![Inline::Link { target, content }];
        }
        if let Some(tag) = url.strip_prefix("lang:")
            && let Ok(language) = tag.parse::<LanguageIdentifier>()
        {
            return vec![Inline::OtherLanguage { language, content }];
        }
        if let Some(path) = url.strip_prefix("file:")
            && path
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
            && !path
                .split('/')
                .any(|part| part.is_empty() || part.starts_with('.'))
        {
            let target = LinkTarget::PacketFile(path.to_owned());
            return vec![Inline::Link { target, content }];
        }
        if let Some(target) = LinkTarget::from_url(&url) {
            return vec![Inline::Link { target, content }];
        }
        self.report_fault(MarkupError::DisallowedLinkTarget(url), range);
        content
    }

    fn flush_text(&mut self, run: &mut InlineRun, range: &Range<usize>) {
        if run.pending_text.is_empty() {
            return;
        }
        match sealed_value::unseal_to_inlines(&std::mem::take(&mut run.pending_text)) {
            Ok(inlines) => {
                // They cannot occur in a template directly, but as `&#x202E;`.
                let has_invisible_char = inlines.iter().any(|inline| match inline {
                    Inline::Text(text) => find_forbidden_char(text).is_some(),
                    _ => false,
                });
                if has_invisible_char {
                    self.report_fault(MarkupError::InvisibleCharacter, range);
                }
                for inline in inlines {
                    match inline {
                        Inline::Text(text) if !self.in_link => {
                            push_text_with_links(&text, &mut run.inlines);
                        }
                        other => run.inlines.push(other),
                    }
                }
            }
            Err(error) => self.report_fault(unseal_error_to_fault(&error), range),
        }
    }

    fn finish_run(&mut self, mut run: InlineRun, range: &Range<usize>) -> Vec<Inline> {
        self.flush_text(&mut run, range);
        run.inlines
    }

    /// Removes `{#anchor .role}` from the start of a heading or paragraph and returns it.
    fn take_block_marker(
        &mut self,
        mut kind: BlockKind,
        range: &Range<usize>,
    ) -> (Option<BlockMarker>, BlockKind) {
        let (BlockKind::Paragraph(content) | BlockKind::Heading { content, .. }) = &mut kind else {
            return (None, kind);
        };
        let Some(Inline::Text(text)) = content.first_mut() else {
            return (None, kind);
        };
        let Some(after) = text.strip_prefix("{#") else {
            return (None, kind);
        };
        let Some((marker, rest)) = after.split_once('}') else {
            let line = text.clone();
            self.report_fault(MarkupError::InvalidAnchorSyntax(line), range);
            return (None, kind);
        };
        let marker = marker.to_owned();
        let rest = rest.trim_start().to_owned();
        if rest.is_empty() {
            content.remove(0);
        } else {
            *text = rest;
        }
        match BlockMarker::parse(&marker) {
            Ok(marker) => (Some(marker), kind),
            Err(fault) => {
                self.report_fault(fault, range);
                (None, kind)
            }
        }
    }

    fn report_unsupported(&mut self, event: &Event<'text>, range: &Range<usize>) {
        let element = match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => "code",
            Event::Start(Tag::Image { .. }) => "an image",
            Event::Rule => "a horizontal line",
            Event::TaskListMarker(_) => "a check box",
            Event::Start(Tag::Strikethrough) => "struck-out text",
            Event::Start(Tag::Superscript | Tag::Subscript) => "raised or lowered text",
            Event::End(_) => return,
            _ => "this",
        };
        self.report_fault(MarkupError::UnsupportedElement(element), range);
    }

    fn report_fault(&mut self, kind: MarkupError, range: &Range<usize>) {
        let line = self.text[range.clone()].lines().next().unwrap_or_default();
        let line = line.replace(sealed_value::EMPTY_SEAL, "…");
        let line = sealed_value::unseal_to_text(&line).unwrap_or(line);
        self.faults.push(MarkdownFault {
            kind,
            source_line: line,
            byte_range: range.clone(),
        });
    }
}

/// Returns the anchor of a footnote, whose number is counted from 1.
fn footnote_anchor(number: usize) -> Anchor {
    Anchor(format!("note-{number}"))
}

fn plain_block(kind: BlockKind) -> Block {
    Block {
        anchor: None,
        role: BlockRole::Plain,
        origin: None,
        kind,
    }
}

/// Adds text in which a web address that is written out is a link.
fn push_text_with_links(text: &str, inlines: &mut Vec<Inline>) {
    let mut rest = text;
    let mut plain_from = 0;
    let offset = |rest: &str| text.len() - rest.len();
    while let Some(at) = rest.find("https://").or_else(|| rest.find("http://")) {
        let address = &rest[at..];
        let is_end = |letter: char| letter.is_whitespace() || "<>\"“”".contains(letter);
        let address = address.split(is_end).next().unwrap_or_default();
        let address = address.trim_end_matches(|letter: char| ".,;:!?)'’»".contains(letter));
        let start = offset(rest) + at;
        rest = &rest[at + address.len().max("http".len())..];
        if let Some(target) = LinkTarget::from_url(address) {
            if plain_from < start {
                inlines.push(Inline::Text(text[plain_from..start].to_owned()));
            }
            let content = vec![Inline::Text(address.to_owned())];
            inlines.push(Inline::Link { target, content });
            plain_from = start + address.len();
        }
    }
    if plain_from < text.len() {
        inlines.push(Inline::Text(text[plain_from..].to_owned()));
    }
}

fn unseal_error_to_fault(error: &sealed_value::UnsealError) -> MarkupError {
    match error {
        sealed_value::UnsealError::EmptySeal => MarkupError::MissingFactPrinted,
        sealed_value::UnsealError::ForgedSeal => MarkupError::InvisibleCharacter,
    }
}

/// Inline content that is being read, and text that the next event may continue.
#[derive(Default)]
struct InlineRun {
    inlines: Vec<Inline>,
    pending_text: String,
}

#[derive(Default)]
struct BlockMarker {
    anchor: Option<Anchor>,
    role: BlockRole,
}

impl BlockMarker {
    fn parse(marker: &str) -> Result<Self, MarkupError> {
        let mut words = marker.split_whitespace();
        let name = words.next().unwrap_or_default();
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            return Err(MarkupError::InvalidAnchorSyntax(marker.to_owned()));
        }
        let role = match words.next() {
            None => BlockRole::Plain,
            Some(word) => word
                .strip_prefix('.')
                .and_then(BlockRole::from_name)
                .ok_or_else(|| MarkupError::UnknownRole(word.to_owned()))?,
        };
        match words.next() {
            Some(_) => Err(MarkupError::InvalidAnchorSyntax(marker.to_owned())),
            None => Ok(Self {
                anchor: Some(Anchor(name.to_owned())),
                role,
            }),
        }
    }
}

fn is_inline_event(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(
                Tag::Emphasis
                    | Tag::Strong
                    | Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::Strikethrough
                    | Tag::Superscript
                    | Tag::Subscript
            )
            | Event::End(TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript)
    )
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn check_heading_levels(blocks: &[Block], faults: &mut Vec<MarkdownFault>) {
    let mut previous_level = 0;
    for block in blocks {
        if let BlockKind::Heading { level, content } = &block.kind {
            if *level > previous_level + 1 {
                faults.push(MarkdownFault {
                    kind: MarkupError::SkippedHeadingLevel,
                    source_line: super::plain_text(content),
                    byte_range: 0..0,
                });
            }
            previous_level = *level;
        }
    }
}

fn check_link_anchors(blocks: &mut [Block], faults: &mut Vec<MarkdownFault>) {
    let mut names: Vec<&Anchor> = Vec::new();
    let mut links: Vec<&Anchor> = Vec::new();
    for block in blocks.iter() {
        collect_anchors(block, &mut names, &mut links);
    }
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            faults.push(MarkdownFault {
                kind: MarkupError::DuplicateAnchor(name.0.clone()),
                source_line: format!("{{#{}}}", name.0),
                byte_range: 0..0,
            });
        }
    }
    for link in links {
        if !names.contains(&link) {
            faults.push(MarkdownFault {
                kind: MarkupError::BrokenAnchorLink(link.0.clone()),
                source_line: format!("(#{})", link.0),
                byte_range: 0..0,
            });
        }
    }
}

fn collect_anchors<'tree>(
    block: &'tree Block,
    names: &mut Vec<&'tree Anchor>,
    links: &mut Vec<&'tree Anchor>,
) {
    names.extend(&block.anchor);
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            collect_link_anchors(content, links);
        }
        BlockKind::Quote(blocks) => {
            for block in blocks {
                collect_anchors(block, names, links);
            }
        }
        BlockKind::List(list) => {
            for item in &list.items {
                names.extend(&item.anchor);
                for block in &item.blocks {
                    collect_anchors(block, names, links);
                }
            }
        }
        BlockKind::Table(table) => {
            for cell in table.rows.iter().flatten() {
                collect_link_anchors(cell, links);
            }
        }
    }
}

fn collect_link_anchors<'tree>(inlines: &'tree [Inline], links: &mut Vec<&'tree Anchor>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, content } => {
                if let LinkTarget::Anchor(anchor) = target {
                    links.push(anchor);
                }
                collect_link_anchors(content, links);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::OtherLanguage { content, .. } => collect_link_anchors(content, links),
            Inline::Text(_) | Inline::FactValue { .. } | Inline::Blank(_) | Inline::LineBreak => {}
        }
    }
}
