//! What a document says, read back from each format by somebody else's parser, so that formats
//! can be compared with the tree and with each other. White space alone is normalized.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use policypress::document::{Block, BlockKind, Document, Inline};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A step through a document: the words, and where its headings, lists, quotations and tables
/// begin and end. Paragraphs are not marked, because Markdown does not mark them in tight lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TextToken {
    /// `h2` and `/h2`, `ul`, `ol 3`, `li`, `quote`, `table`, `row`, `cell`.
    Tag(String),
    /// A run of characters without white space.
    Word(String),
}

/// The words of the tree, in reading order.
pub(crate) fn document_words(document: &Document) -> Vec<String> {
    words_of_tokens(&document_tokens(document))
}

/// The words of `<main>`, in the order of the file.
pub(crate) fn html_words(html: &str) -> Vec<String> {
    words_of_tokens(&html_tokens(html))
}

/// The words of a Markdown file without the line `DRAFT` before and the running line after them.
pub(crate) fn markdown_words(markdown: &str) -> Vec<String> {
    words_of_tokens(&markdown_tokens(markdown))
}

fn words_of_tokens(parts: &[TextToken]) -> Vec<String> {
    let word = |part: &TextToken| match part {
        TextToken::Word(word) => Some(word.clone()),
        TextToken::Tag(_) => None,
    };
    parts.iter().filter_map(word).collect()
}

/// The words and the structure of the tree.
pub(crate) fn document_tokens(document: &Document) -> Vec<TextToken> {
    let mut reading = TokenCollector::default();
    collect_block_tokens(&document.blocks, &mut reading);
    reading.finish()
}

fn collect_block_tokens(blocks: &[Block], reading: &mut TokenCollector) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                reading.push_tag(&format!("h{level}"));
                collect_inline_tokens(content, reading);
                reading.push_tag(&format!("/h{level}"));
            }
            BlockKind::Paragraph(content) => {
                reading.end_word();
                collect_inline_tokens(content, reading);
                reading.end_word();
            }
            BlockKind::List(list) => {
                let (open, close) = match list.start_number {
                    Some(start) => (format!("ol {start}"), "/ol"),
                    None => ("ul".to_owned(), "/ul"),
                };
                reading.push_tag(&open);
                for item in &list.items {
                    reading.push_tag("li");
                    collect_block_tokens(&item.blocks, reading);
                    reading.push_tag("/li");
                }
                reading.push_tag(close);
            }
            BlockKind::Quote(blocks) => {
                reading.push_tag("quote");
                collect_block_tokens(blocks, reading);
                reading.push_tag("/quote");
            }
            BlockKind::Table(table) => {
                reading.push_tag("table");
                let headed = table.header.iter().any(|cell| !cell.is_empty());
                for row in headed
                    .then_some(&table.header)
                    .into_iter()
                    .chain(&table.rows)
                {
                    reading.push_tag("row");
                    for cell in row {
                        reading.push_tag("cell");
                        collect_inline_tokens(cell, reading);
                    }
                }
                reading.push_tag("/table");
            }
        }
    }
}

fn collect_inline_tokens(content: &[Inline], reading: &mut TokenCollector) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::FactValue { text: words, .. } => reading.push_text(words),
            Inline::Blank(blank) => reading.push_text(&blank.placeholder_text()),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Link { content, .. }
            | Inline::OtherLanguage { content, .. } => collect_inline_tokens(content, reading),
            Inline::LineBreak => reading.end_word(),
        }
    }
}

/// The words and the structure of `<main>`, without what is hidden from screen readers: copies of
/// words that were said. Fails when an element ends that was not open.
pub(crate) fn html_tokens(html: &str) -> Vec<TextToken> {
    let mut reading = TokenCollector::default();
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
                    push_html_tag(&name, &start, true, &mut reading);
                }
                let hides = tag.attributes.get(b"aria-hidden".as_slice());
                if hides.is_some_and(|hides| hides.as_slice() == b"true") {
                    hidden = hidden.or(Some(open.len()));
                }
                if !matches!(name.as_str(), "br" | "meta" | "img" | "hr" | "link" | "wbr") {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "elements nest");
                if inside {
                    push_html_tag(&name, "", false, &mut reading);
                }
                if hidden == Some(open.len()) {
                    hidden = None;
                }
            }
            Token::String(text) => {
                if inside {
                    reading.push_text(&String::from_utf8_lossy(&text));
                }
            }
            Token::Error(error) => panic!("not HTML: {error:?}"),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    assert!(open.is_empty(), "still open at the end: {open:?}");
    reading.finish()
}

fn push_html_tag(name: &str, start: &str, opens: bool, reading: &mut TokenCollector) {
    let slash = if opens { "" } else { "/" };
    match name {
        "a" | "bdi" | "em" | "mark" | "span" | "strong" | "wbr" => {}
        "ol" if opens => reading.push_tag(&format!("ol {start}")),
        "blockquote" => reading.push_tag(&format!("{slash}quote")),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "table" => {
            reading.push_tag(&format!("{slash}{name}"));
        }
        "tr" if opens => reading.push_tag("row"),
        "td" | "th" if opens => reading.push_tag("cell"),
        _ => reading.end_word(),
    }
}

/// The words and the structure of a Markdown file, without the lines round the document.
pub(crate) fn markdown_tokens(markdown: &str) -> Vec<TextToken> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let markdown = markdown.strip_prefix("**DRAFT**\n\n").unwrap_or(markdown);
    let mut reading = TokenCollector::default();
    let mut row_start = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Rule => break,
            Event::Text(words) => reading.push_text(&words),
            Event::SoftBreak | Event::HardBreak => reading.end_word(),
            Event::InlineHtml(tag) => match tag.as_ref() {
                "<br>" => reading.end_word(),
                "<em>" | "</em>" | "<strong>" | "</strong>" => {}
                other => panic!("the writer does not write {other}"),
            },
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => reading.push_tag(&level.to_string()),
                Tag::BlockQuote(None) => reading.push_tag("quote"),
                Tag::List(Some(start)) => reading.push_tag(&format!("ol {start}")),
                Tag::List(None) => reading.push_tag("ul"),
                Tag::Item => reading.push_tag("li"),
                Tag::Table(_) => reading.push_tag("table"),
                Tag::TableHead | Tag::TableRow => {
                    row_start = reading.tokens.len();
                    reading.push_tag("row");
                }
                Tag::TableCell => reading.push_tag("cell"),
                Tag::Paragraph => reading.end_word(),
                Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
                other => panic!("the writer does not write {other:?}"),
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(level) => reading.push_tag(&format!("/{level}")),
                TagEnd::BlockQuote(_) => reading.push_tag("/quote"),
                TagEnd::List(numbered) => reading.push_tag(if numbered { "/ol" } else { "/ul" }),
                TagEnd::Item => reading.push_tag("/li"),
                TagEnd::Table => reading.push_tag("/table"),
                TagEnd::TableHead => {
                    reading.end_word();
                    // A table always has a head in Markdown: an empty one is none.
                    if !reading.tokens[row_start..]
                        .iter()
                        .any(|part| matches!(part, TextToken::Word(_)))
                    {
                        reading.tokens.truncate(row_start);
                    }
                }
                TagEnd::Paragraph | TagEnd::TableCell | TagEnd::TableRow => reading.end_word(),
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {}
                other => panic!("the writer does not write {other:?}"),
            },
            other => panic!("the writer does not write {other:?}"),
        }
    }
    reading.finish()
}

/// Parts as they are read; words that touch are one word.
#[derive(Default)]
struct TokenCollector {
    tokens: Vec<TextToken>,
    current_word: String,
}

impl TokenCollector {
    fn push_text(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.end_word();
            } else {
                self.current_word.push(character);
            }
        }
    }

    fn end_word(&mut self) {
        if !self.current_word.is_empty() {
            self.tokens
                .push(TextToken::Word(std::mem::take(&mut self.current_word)));
        }
    }

    fn push_tag(&mut self, mark: &str) {
        self.end_word();
        self.tokens.push(TextToken::Tag(mark.to_owned()));
    }

    fn finish(mut self) -> Vec<TextToken> {
        self.end_word();
        self.tokens
    }
}
