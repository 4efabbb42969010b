//! What a document says, read back from each format by somebody else's parser, so that formats
//! can be compared with the tree and with each other. White space alone is normalized.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use policypress::document::{Block, BlockKind, Document, Inline};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A step through a document: the words, and where its headings, lists, quotations and tables
/// begin and end. Paragraphs are not marked, because Markdown does not mark them in tight lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// `h2` and `/h2`, `ul`, `ol 3`, `li`, `quote`, `table`, `row`, `cell`.
    Mark(String),
    /// A run of characters without white space.
    Word(String),
}

/// The words of the tree, in reading order.
pub(crate) fn document_words(document: &Document) -> Vec<String> {
    words(&document_parts(document))
}

/// The words of `<main>`, in the order of the file.
pub(crate) fn html_words(html: &str) -> Vec<String> {
    words(&html_parts(html))
}

/// The words of a Markdown file without the line `DRAFT` before and the running line after them.
pub(crate) fn markdown_words(markdown: &str) -> Vec<String> {
    words(&markdown_parts(markdown))
}

fn words(parts: &[Part]) -> Vec<String> {
    let word = |part: &Part| match part {
        Part::Word(word) => Some(word.clone()),
        Part::Mark(_) => None,
    };
    parts.iter().filter_map(word).collect()
}

/// The words and the structure of the tree.
pub(crate) fn document_parts(document: &Document) -> Vec<Part> {
    let mut reading = Reading::default();
    tree_blocks(&document.blocks, &mut reading);
    reading.end()
}

fn tree_blocks(blocks: &[Block], reading: &mut Reading) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                reading.mark(&format!("h{level}"));
                tree_inlines(content, reading);
                reading.mark(&format!("/h{level}"));
            }
            BlockKind::Paragraph(content) => {
                reading.space();
                tree_inlines(content, reading);
                reading.space();
            }
            BlockKind::List(list) => {
                let (open, close) = match list.start_number {
                    Some(start) => (format!("ol {start}"), "/ol"),
                    None => ("ul".to_owned(), "/ul"),
                };
                reading.mark(&open);
                for item in &list.items {
                    reading.mark("li");
                    tree_blocks(&item.blocks, reading);
                    reading.mark("/li");
                }
                reading.mark(close);
            }
            BlockKind::Quote(blocks) => {
                reading.mark("quote");
                tree_blocks(blocks, reading);
                reading.mark("/quote");
            }
            BlockKind::Table(table) => {
                reading.mark("table");
                let headed = table.header.iter().any(|cell| !cell.is_empty());
                for row in headed
                    .then_some(&table.header)
                    .into_iter()
                    .chain(&table.rows)
                {
                    reading.mark("row");
                    for cell in row {
                        reading.mark("cell");
                        tree_inlines(cell, reading);
                    }
                }
                reading.mark("/table");
            }
        }
    }
}

fn tree_inlines(content: &[Inline], reading: &mut Reading) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::FactValue { text: words, .. } => reading.text(words),
            Inline::Blank(blank) => reading.text(&blank.placeholder_text()),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => tree_inlines(content, reading),
            Inline::LineBreak => reading.space(),
        }
    }
}

/// The words and the structure of `<main>`, without what is hidden from screen readers: copies of
/// words that were said. Fails when an element ends that was not open.
pub(crate) fn html_parts(html: &str) -> Vec<Part> {
    let mut reading = Reading::default();
    let mut open: Vec<String> = Vec::new();
    let mut hidden: Option<usize> = None;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let token = token.expect("reading from memory does not fail");
        let inside = open.iter().any(|name| name == "main") && hidden.is_none();
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if inside {
                    let start = tag.attributes.get(b"start".as_slice());
                    let start = start.map_or("1".into(), |start| String::from_utf8_lossy(start));
                    html_mark(&name, &start, true, &mut reading);
                }
                let hides = tag.attributes.get(b"aria-hidden".as_slice());
                if hides.is_some_and(|hides| hides.as_slice() == b"true") {
                    hidden = hidden.or(Some(open.len()));
                }
                if !matches!(name.as_str(), "br" | "meta" | "img" | "hr" | "link") {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "elements nest");
                if inside {
                    html_mark(&name, "", false, &mut reading);
                }
                if hidden == Some(open.len()) {
                    hidden = None;
                }
            }
            Token::String(text) => {
                if inside {
                    reading.text(&String::from_utf8_lossy(&text));
                }
            }
            Token::Error(error) => panic!("not HTML: {error:?}"),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    assert!(open.is_empty(), "still open at the end: {open:?}");
    reading.end()
}

fn html_mark(name: &str, start: &str, opens: bool, reading: &mut Reading) {
    let slash = if opens { "" } else { "/" };
    match name {
        "a" | "bdi" | "em" | "mark" | "span" | "strong" => {}
        "ol" if opens => reading.mark(&format!("ol {start}")),
        "blockquote" => reading.mark(&format!("{slash}quote")),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "table" => {
            reading.mark(&format!("{slash}{name}"));
        }
        "tr" if opens => reading.mark("row"),
        "td" | "th" if opens => reading.mark("cell"),
        _ => reading.space(),
    }
}

/// The words and the structure of a Markdown file, without the lines round the document.
pub(crate) fn markdown_parts(markdown: &str) -> Vec<Part> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let markdown = markdown.strip_prefix("**DRAFT**\n\n").unwrap_or(markdown);
    let mut reading = Reading::default();
    let mut row_start = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Rule => break,
            Event::Text(words) => reading.text(&words),
            Event::SoftBreak | Event::HardBreak => reading.space(),
            Event::InlineHtml(tag) => match tag.as_ref() {
                "<br>" => reading.space(),
                "<em>" | "</em>" | "<strong>" | "</strong>" => {}
                other => panic!("the writer does not write {other}"),
            },
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => reading.mark(&level.to_string()),
                Tag::BlockQuote(None) => reading.mark("quote"),
                Tag::List(Some(start)) => reading.mark(&format!("ol {start}")),
                Tag::List(None) => reading.mark("ul"),
                Tag::Item => reading.mark("li"),
                Tag::Table(_) => reading.mark("table"),
                Tag::TableHead | Tag::TableRow => {
                    row_start = reading.parts.len();
                    reading.mark("row");
                }
                Tag::TableCell => reading.mark("cell"),
                Tag::Paragraph => reading.space(),
                Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
                other => panic!("the writer does not write {other:?}"),
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(level) => reading.mark(&format!("/{level}")),
                TagEnd::BlockQuote(_) => reading.mark("/quote"),
                TagEnd::List(numbered) => reading.mark(if numbered { "/ol" } else { "/ul" }),
                TagEnd::Item => reading.mark("/li"),
                TagEnd::Table => reading.mark("/table"),
                TagEnd::TableHead => {
                    reading.space();
                    // A table always has a head in Markdown: an empty one is none.
                    if !reading.parts[row_start..]
                        .iter()
                        .any(|part| matches!(part, Part::Word(_)))
                    {
                        reading.parts.truncate(row_start);
                    }
                }
                TagEnd::Paragraph | TagEnd::TableCell | TagEnd::TableRow => reading.space(),
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {}
                other => panic!("the writer does not write {other:?}"),
            },
            other => panic!("the writer does not write {other:?}"),
        }
    }
    reading.end()
}

/// Parts as they are read; words that touch are one word.
#[derive(Default)]
struct Reading {
    parts: Vec<Part>,
    word: String,
}

impl Reading {
    fn text(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.space();
            } else {
                self.word.push(character);
            }
        }
    }

    fn space(&mut self) {
        if !self.word.is_empty() {
            self.parts.push(Part::Word(std::mem::take(&mut self.word)));
        }
    }

    fn mark(&mut self, mark: &str) {
        self.space();
        self.parts.push(Part::Mark(mark.to_owned()));
    }

    fn end(mut self) -> Vec<Part> {
        self.space();
        self.parts
    }
}
