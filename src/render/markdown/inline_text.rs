//! Inline Markdown of one paragraph, heading or cell, and the only place that escapes it.
//!
//! The content first becomes a line of [`InlineToken`]s, because whether a character needs a backslash
//! and whether a delimiter works depends on the tokens before and after it.

use crate::document::{Inline, LinkTarget};

/// Renders a paragraph; a line break is a backslash at the end of a line.
pub(super) fn render_paragraph(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::Paragraph)
}

/// Renders the text of a heading, on one line and without its `#` characters.
pub(super) fn render_heading(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::Heading)
}

/// Escapes the alternative text of an image, which is in brackets.
pub(super) fn escape_alt_text(text: &str) -> String {
    let escaped = render_inlines(&[Inline::Text(text.to_owned())], InlineContext::Paragraph);
    let mut text = String::with_capacity(escaped.len());
    let mut backslash = false;
    for character in escaped.chars() {
        if matches!(character, '[' | ']') && !backslash {
            text.push('\\');
        }
        backslash = character == '\\' && !backslash;
        text.push(character);
    }
    text
}

/// Renders a table cell without its pipes.
pub(super) fn render_table_cell(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::TableCell)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum InlineContext {
    Paragraph,
    Heading,
    TableCell,
}

/// A token of a line.
#[derive(Clone, PartialEq)]
enum InlineToken {
    /// A character of the text, to be escaped where necessary.
    Character(char),
    EmphasisDelimiter(EmphasisKind, DelimiterSide),
    /// `[` before the text of a link.
    LinkStart,
    /// `](…)` after the text of a link, with its address.
    LinkEnd(String),
    /// A link with its address as its text.
    Autolink(String),
    LineBreak,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum EmphasisKind {
    Emphasis,
    Strong,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DelimiterSide {
    Opening,
    Closing,
}

fn render_inlines(content: &[Inline], context: InlineContext) -> String {
    let mut tokens = Vec::new();
    push_inline_tokens(content, context, &mut Vec::new(), &mut tokens);
    trim_whitespace_tokens(&mut tokens);
    let delimiters = emphasis_delimiters(&tokens);
    let line = TokenLine {
        tokens: &tokens,
        context,
    };
    let mut text = String::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            InlineToken::Character(character) => {
                if line.needs_backslash(index, *character) {
                    text.push('\\');
                }
                text.push(*character);
            }
            InlineToken::EmphasisDelimiter(..) => text.push_str(delimiters[index]),
            InlineToken::LinkStart => text.push('['),
            InlineToken::LinkEnd(address) => {
                text.push_str("](");
                text.push_str(&escape_link_destination(address));
                text.push(')');
            }
            InlineToken::Autolink(address) => {
                text.push('<');
                text.push_str(address);
                text.push('>');
            }
            InlineToken::LineBreak => text.push_str(match context {
                InlineContext::Paragraph if follows_web_address(&tokens, index) => "<br>\n",
                InlineContext::Paragraph => "\\\n",
                InlineContext::Heading | InlineContext::TableCell => "<br>",
            }),
        }
    }
    text
}

fn push_inline_tokens(
    content: &[Inline],
    context: InlineContext,
    open: &mut Vec<EmphasisKind>,
    tokens: &mut Vec<InlineToken>,
) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::FactValue { text, .. } => push_char_tokens(text, tokens),
            Inline::Blank(blank) => {
                let shown = [Inline::Text(blank.placeholder_text())];
                push_emphasis_tokens(EmphasisKind::Strong, &shown, context, open, tokens);
            }
            Inline::Emphasis(content) => {
                push_emphasis_tokens(EmphasisKind::Emphasis, content, context, open, tokens);
            }
            Inline::Strong(content) => {
                push_emphasis_tokens(EmphasisKind::Strong, content, context, open, tokens);
            }
            Inline::Link { target, content } => match target {
                LinkTarget::Url(address) if is_autolink(address, content, context) => {
                    tokens.push(InlineToken::Autolink(address.clone()));
                }
                LinkTarget::Url(address) | LinkTarget::PacketFile(address) => {
                    tokens.push(InlineToken::LinkStart);
                    push_inline_tokens(content, context, open, tokens);
                    tokens.push(InlineToken::LinkEnd(address.clone()));
                }
                LinkTarget::Anchor(_) => push_inline_tokens(content, context, open, tokens),
            },
            Inline::OtherLanguage { content, .. } => {
                push_inline_tokens(content, context, open, tokens);
            }
            Inline::LineBreak => tokens.push(InlineToken::LineBreak),
        }
    }
}

/// Pushes content between delimiters, unless it is already inside emphasis of this kind.
fn push_emphasis_tokens(
    kind: EmphasisKind,
    content: &[Inline],
    context: InlineContext,
    open: &mut Vec<EmphasisKind>,
    tokens: &mut Vec<InlineToken>,
) {
    if open.contains(&kind) {
        return push_inline_tokens(content, context, open, tokens);
    }
    let start = tokens.len();
    tokens.push(InlineToken::EmphasisDelimiter(kind, DelimiterSide::Opening));
    open.push(kind);
    push_inline_tokens(content, context, open, tokens);
    open.pop();
    if tokens.len() == start + 1 {
        tokens.pop();
    } else {
        tokens.push(InlineToken::EmphasisDelimiter(kind, DelimiterSide::Closing));
    }
}

/// Pushes characters; whitespace other than no-break spaces is collapsed to one space.
fn push_char_tokens(text: &str, tokens: &mut Vec<InlineToken>) {
    for character in text.chars() {
        let folds = character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}');
        if !folds {
            tokens.push(InlineToken::Character(character));
        } else if tokens.last() != Some(&InlineToken::Character(' ')) {
            tokens.push(InlineToken::Character(' '));
        }
    }
}

/// Removes spaces and line breaks at both ends, and spaces around line breaks.
fn trim_whitespace_tokens(tokens: &mut Vec<InlineToken>) {
    let is_space = |token: &InlineToken| *token == InlineToken::Character(' ');
    let is_empty = |token: &InlineToken| is_space(token) || *token == InlineToken::LineBreak;
    while tokens.last().is_some_and(is_empty) {
        tokens.pop();
    }
    let mut kept: Vec<InlineToken> = Vec::with_capacity(tokens.len());
    for token in tokens.drain(..) {
        let at_start = kept
            .last()
            .is_none_or(|last| *last == InlineToken::LineBreak);
        if at_start && is_space(&token) || kept.is_empty() && token == InlineToken::LineBreak {
            continue;
        }
        if token == InlineToken::LineBreak {
            while kept.last().is_some_and(is_space) {
                kept.pop();
            }
        }
        kept.push(token);
    }
    *tokens = kept;
}

/// Whether a link can be written as `<address>`, because its text is its address.
fn is_autolink(address: &str, content: &[Inline], context: InlineContext) -> bool {
    let is_address = match content {
        [Inline::Text(text) | Inline::FactValue { text, .. }] => text == address,
        _ => false,
    };
    is_address
        && address.starts_with("http")
        && !address.contains(['<', '>', '\\', '&'])
        && !address.contains(|character: char| character.is_whitespace() || character.is_control())
        && !(context == InlineContext::TableCell && address.contains('|'))
}

/// Escapes the address of a link, which is in parentheses.
fn escape_link_destination(address: &str) -> String {
    let mut text = String::new();
    for character in address.chars() {
        match character {
            '|' => text.push_str("%7C"),
            ' ' => text.push_str("%20"),
            '(' | ')' | '<' | '>' | '\\' | '&' => {
                text.push('\\');
                text.push(character);
            }
            _ => text.push(character),
        }
    }
    text
}

/// Returns the text of each [`InlineToken::EmphasisDelimiter`], and an empty string for other tokens.
///
/// `**` and `_` work only between certain characters (`CommonMark` 6.2); elsewhere HTML tags are used.
fn emphasis_delimiters(tokens: &[InlineToken]) -> Vec<&'static str> {
    let mut delimiters = vec![""; tokens.len()];
    let mut open = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            InlineToken::EmphasisDelimiter(_, DelimiterSide::Opening) => open.push(index),
            InlineToken::EmphasisDelimiter(kind, DelimiterSide::Closing) => {
                let start = open
                    .pop()
                    .expect("every closing delimiter has an opening one");
                let before = start.checked_sub(1).map(|at| &tokens[at]);
                let works = !follows_web_address(tokens, start)
                    && !follows_web_address(tokens, index)
                    && is_flanking_delimiter(*kind, before, &tokens[start + 1])
                    && is_flanking_delimiter(*kind, tokens.get(index + 1), &tokens[index - 1]);
                (delimiters[start], delimiters[index]) = match (kind, works) {
                    (EmphasisKind::Emphasis, true) => ("_", "_"),
                    (EmphasisKind::Strong, true) => ("**", "**"),
                    (EmphasisKind::Emphasis, false) => ("<em>", "</em>"),
                    (EmphasisKind::Strong, false) => ("<strong>", "</strong>"),
                };
            }
            InlineToken::Character(_)
            | InlineToken::LinkStart
            | InlineToken::LinkEnd(_)
            | InlineToken::Autolink(_)
            | InlineToken::LineBreak => {}
        }
    }
    delimiters
}

/// Whether the characters before `index` are a web address. GitHub turns it into a link, together with
/// everything up to a space or `<`.
fn follows_web_address(tokens: &[InlineToken], index: usize) -> bool {
    let mut word: Vec<char> = tokens[..index]
        .iter()
        .rev()
        .map_while(|token| match token {
            InlineToken::Character(character) if !character.is_whitespace() => Some(*character),
            InlineToken::Character(_)
            | InlineToken::EmphasisDelimiter(..)
            | InlineToken::LinkStart
            | InlineToken::LinkEnd(_)
            | InlineToken::Autolink(_)
            | InlineToken::LineBreak => None,
        })
        .collect();
    word.reverse();
    let word: String = word.into_iter().collect();
    word.contains("://") || word.contains("www.")
}

/// Whether a delimiter between these tokens works ("flanking" in `CommonMark` 6.2). Conservative: only
/// common punctuation counts as punctuation.
fn is_flanking_delimiter(
    kind: EmphasisKind,
    outside: Option<&InlineToken>,
    inside: &InlineToken,
) -> bool {
    let (outside_is_word, outside_is_same_delimiter) = match outside {
        None
        | Some(
            InlineToken::LinkStart
            | InlineToken::LinkEnd(_)
            | InlineToken::Autolink(_)
            | InlineToken::LineBreak,
        ) => (false, false),
        Some(InlineToken::EmphasisDelimiter(other, _)) => (false, *other == kind),
        Some(InlineToken::Character(character)) => (
            !(character.is_whitespace() || is_punctuation(*character)),
            matches!(character, '*' | '_'),
        ),
    };
    let (inside_is_space, inside_is_word) = match inside {
        InlineToken::Character(character) => {
            (character.is_whitespace(), character.is_alphanumeric())
        }
        InlineToken::LineBreak => (true, false),
        InlineToken::EmphasisDelimiter(..)
        | InlineToken::LinkStart
        | InlineToken::LinkEnd(_)
        | InlineToken::Autolink(_) => (false, false),
    };
    let works_in_word = match kind {
        EmphasisKind::Emphasis => false,
        EmphasisKind::Strong => inside_is_word,
    };
    !inside_is_space && !outside_is_same_delimiter && (!outside_is_word || works_in_word)
}

/// Whether a character is ASCII punctuation or a common dash, quotation mark or dot.
fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character, '\u{2010}'..='\u{2027}' | '«' | '»' | '¡' | '¿')
}

struct TokenLine<'tokens> {
    tokens: &'tokens [InlineToken],
    context: InlineContext,
}

impl TokenLine<'_> {
    fn needs_backslash(&self, index: usize, character: char) -> bool {
        if self.is_line_start(index) && self.looks_like_block_start(index) {
            return true;
        }
        let next = self.next_char(index);
        match character {
            '*' | '`' => true,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || next == '\n'),
            '_' => {
                let before = index.checked_sub(1).and_then(|at| self.char_at(at));
                !before.is_some_and(char::is_alphanumeric)
                    || !next.is_some_and(char::is_alphanumeric)
            }
            // A single tilde is not strikethrough.
            '~' => self.count_char('~') > 1,
            '[' => self.is_in_link_text(index) || index == 0 || next == Some('^'),
            ']' => self.is_in_link_text(index) || matches!(next, Some('(' | '[' | ':')),
            '!' => matches!(self.tokens.get(index + 1), Some(InlineToken::LinkStart)),
            '<' => match next {
                Some('/' | '!' | '?') => true,
                Some(next) => {
                    next.is_ascii_alphabetic() || !next.is_whitespace() && self.count_char('@') > 0
                }
                None => false,
            },
            '&' => self.is_entity_start(index),
            '|' => self.context == InlineContext::TableCell,
            '#' => self.context == InlineContext::Heading && self.is_closing_heading_hash(index),
            '.' | ')' => self.is_list_number_end(index),
            _ => false,
        }
    }

    /// Returns the text character at `index`, or none if there is another token.
    fn char_at(&self, index: usize) -> Option<char> {
        match self.tokens.get(index)? {
            InlineToken::Character(character) => Some(*character),
            InlineToken::EmphasisDelimiter(..)
            | InlineToken::LinkStart
            | InlineToken::LinkEnd(_)
            | InlineToken::Autolink(_)
            | InlineToken::LineBreak => None,
        }
    }

    /// Returns the next character of the output, whether of text or of syntax.
    fn next_char(&self, index: usize) -> Option<char> {
        self.tokens.get(index + 1).map(|token| match token {
            InlineToken::Character(character) => *character,
            InlineToken::EmphasisDelimiter(EmphasisKind::Emphasis, _) => '_',
            InlineToken::EmphasisDelimiter(EmphasisKind::Strong, _) => '*',
            InlineToken::LinkStart => '[',
            InlineToken::LinkEnd(_) => ']',
            InlineToken::Autolink(_) => '<',
            InlineToken::LineBreak => '\n',
        })
    }

    fn count_char(&self, character: char) -> usize {
        let wanted = InlineToken::Character(character);
        self.tokens.iter().filter(|token| **token == wanted).count()
    }

    fn is_in_link_text(&self, index: usize) -> bool {
        self.tokens[..index]
            .iter()
            .rev()
            .find_map(|token| match token {
                InlineToken::LinkStart => Some(true),
                InlineToken::LinkEnd(_) => Some(false),
                InlineToken::Character(_)
                | InlineToken::EmphasisDelimiter(..)
                | InlineToken::Autolink(_)
                | InlineToken::LineBreak => None,
            })
            .unwrap_or(false)
    }

    fn is_line_start(&self, index: usize) -> bool {
        self.context == InlineContext::Paragraph
            && index
                .checked_sub(1)
                .is_none_or(|at| self.tokens[at] == InlineToken::LineBreak)
    }

    /// Whether a line that starts here would be read as a heading, list, quote, rule or table.
    fn looks_like_block_start(&self, start: usize) -> bool {
        let line: Vec<Option<char>> = self.tokens[start..]
            .iter()
            .take_while(|token| **token != InlineToken::LineBreak)
            .enumerate()
            .map(|(offset, _)| self.char_at(start + offset))
            .collect();
        let has_only = |allowed: &str| {
            line.iter()
                .all(|character| character.is_some_and(|one| one == ' ' || allowed.contains(one)))
        };
        let space_follows = |length: usize| matches!(line.get(length), None | Some(Some(' ')));
        match line.first().copied().flatten() {
            Some('>') => true,
            Some('#') => {
                let level = line.iter().take_while(|one| **one == Some('#')).count();
                space_follows(level)
            }
            Some('+') => space_follows(1),
            Some('-') => space_follows(1) || has_only("-:|"),
            Some(':' | '|') => has_only("-:|"),
            Some('=') => has_only("="),
            _ => false,
        }
    }

    /// Whether this period or parenthesis would turn the digits before it into a list marker.
    fn is_list_number_end(&self, index: usize) -> bool {
        let digits = self.tokens[..index]
            .iter()
            .rev()
            .take_while(
                |token| matches!(token, InlineToken::Character(one) if one.is_ascii_digit()),
            )
            .count();
        (1..=9).contains(&digits)
            && self.is_line_start(index - digits)
            && matches!(self.next_char(index), None | Some(' ' | '\n'))
    }

    fn is_entity_start(&self, index: usize) -> bool {
        let mut end = index + 1;
        if self.char_at(end) == Some('#') {
            end += 1;
        }
        let start = end;
        while self
            .char_at(end)
            .is_some_and(|one| one.is_ascii_alphanumeric())
        {
            end += 1;
        }
        end > start && self.char_at(end) == Some(';')
    }

    /// Whether this `#` begins a closing sequence of a heading, which would be dropped.
    fn is_closing_heading_hash(&self, index: usize) -> bool {
        let starts_word = index
            .checked_sub(1)
            .is_none_or(|at| self.char_at(at) == Some(' '));
        starts_word
            && self.tokens[index..]
                .iter()
                .all(|token| *token == InlineToken::Character('#'))
    }
}
