//! The words of one paragraph, heading or cell as Markdown, and the only place that escapes it.
//!
//! The words are first laid out as a row of [`Piece`]s, so that whether a character needs a
//! backslash, and whether a mark works where it stands, is decided by what comes before and after.

use crate::document::{Inline, LinkTarget};

/// A paragraph: lines end in a backslash where the tree breaks them.
pub(super) fn render_paragraph(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::Paragraph)
}

/// What stands after the `#` marks of a heading, on one line.
pub(super) fn render_heading(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::Heading)
}

/// The words of a picture, which stand in brackets.
pub(super) fn escape_alt_text(words: &str) -> String {
    let escaped = render_inlines(&[Inline::Text(words.to_owned())], InlineContext::Paragraph);
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

/// A table cell, without the bars.
pub(super) fn render_table_cell(content: &[Inline]) -> String {
    render_inlines(content, InlineContext::TableCell)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum InlineContext {
    Paragraph,
    Heading,
    TableCell,
}

/// One step along a line.
#[derive(Clone, PartialEq)]
enum InlineToken {
    /// A character that must come out as itself.
    Character(char),
    EmphasisDelimiter(EmphasisKind, DelimiterSide),
    /// `[` before a link's words.
    LinkStart,
    /// `](…)` after them, with the address.
    LinkEnd(String),
    /// A whole link whose words are its address.
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

fn render_inlines(content: &[Inline], place: InlineContext) -> String {
    let mut pieces = Vec::new();
    push_inline_tokens(content, place, &mut Vec::new(), &mut pieces);
    trim_whitespace_tokens(&mut pieces);
    let marks = emphasis_delimiters(&pieces);
    let line = TokenLine {
        tokens: &pieces,
        context: place,
    };
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            InlineToken::Character(character) => {
                if line.needs_backslash(index, *character) {
                    text.push('\\');
                }
                text.push(*character);
            }
            InlineToken::EmphasisDelimiter(..) => text.push_str(marks[index]),
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
            InlineToken::LineBreak => text.push_str(match place {
                InlineContext::Paragraph if follows_web_address(&pieces, index) => "<br>\n",
                InlineContext::Paragraph => "\\\n",
                InlineContext::Heading | InlineContext::TableCell => "<br>",
            }),
        }
    }
    text
}

fn push_inline_tokens(
    content: &[Inline],
    place: InlineContext,
    open: &mut Vec<EmphasisKind>,
    pieces: &mut Vec<InlineToken>,
) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::FactValue { text: words, .. } => {
                push_char_tokens(words, pieces)
            }
            Inline::Blank(blank) => {
                let shown = [Inline::Text(blank.placeholder_text())];
                push_emphasis_tokens(EmphasisKind::Strong, &shown, place, open, pieces);
            }
            Inline::Emphasis(content) => {
                push_emphasis_tokens(EmphasisKind::Emphasis, content, place, open, pieces)
            }
            Inline::Strong(content) => {
                push_emphasis_tokens(EmphasisKind::Strong, content, place, open, pieces)
            }
            Inline::Link { target, content } => match target {
                LinkTarget::Url(address) if is_autolink(address, content, place) => {
                    pieces.push(InlineToken::Autolink(address.clone()));
                }
                LinkTarget::Url(address) | LinkTarget::PacketFile(address) => {
                    pieces.push(InlineToken::LinkStart);
                    push_inline_tokens(content, place, open, pieces);
                    pieces.push(InlineToken::LinkEnd(address.clone()));
                }
                LinkTarget::Anchor(_) => push_inline_tokens(content, place, open, pieces),
            },
            Inline::OtherLanguage { content, .. } => {
                push_inline_tokens(content, place, open, pieces)
            }
            Inline::LineBreak => pieces.push(InlineToken::LineBreak),
        }
    }
}

/// Lays out stressed words, without marks where the same stress is on already.
fn push_emphasis_tokens(
    stress: EmphasisKind,
    content: &[Inline],
    place: InlineContext,
    open: &mut Vec<EmphasisKind>,
    pieces: &mut Vec<InlineToken>,
) {
    if open.contains(&stress) {
        return push_inline_tokens(content, place, open, pieces);
    }
    let start = pieces.len();
    pieces.push(InlineToken::EmphasisDelimiter(
        stress,
        DelimiterSide::Opening,
    ));
    open.push(stress);
    push_inline_tokens(content, place, open, pieces);
    open.pop();
    if pieces.len() == start + 1 {
        pieces.pop();
    } else {
        pieces.push(InlineToken::EmphasisDelimiter(
            stress,
            DelimiterSide::Closing,
        ));
    }
}

/// White space of any kind but the no-break space becomes one space.
fn push_char_tokens(words: &str, pieces: &mut Vec<InlineToken>) {
    for character in words.chars() {
        let folds = character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}');
        if !folds {
            pieces.push(InlineToken::Character(character));
        } else if pieces.last() != Some(&InlineToken::Character(' ')) {
            pieces.push(InlineToken::Character(' '));
        }
    }
}

/// Drops spaces and new lines at both ends and round each new line.
fn trim_whitespace_tokens(pieces: &mut Vec<InlineToken>) {
    let is_space = |piece: &InlineToken| matches!(piece, InlineToken::Character(' '));
    let is_empty = |piece: &InlineToken| is_space(piece) || *piece == InlineToken::LineBreak;
    while pieces.last().is_some_and(is_empty) {
        pieces.pop();
    }
    let mut kept: Vec<InlineToken> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let at_start = kept
            .last()
            .is_none_or(|last| *last == InlineToken::LineBreak);
        if at_start && is_space(&piece) || kept.is_empty() && piece == InlineToken::LineBreak {
            continue;
        }
        if piece == InlineToken::LineBreak {
            while kept.last().is_some_and(is_space) {
                kept.pop();
            }
        }
        kept.push(piece);
    }
    *pieces = kept;
}

/// Whether the words of a link are its address, so that `<address>` says both.
fn is_autolink(address: &str, content: &[Inline], place: InlineContext) -> bool {
    let same = match content {
        [Inline::Text(words) | Inline::FactValue { text: words, .. }] => words == address,
        _ => false,
    };
    same && address.starts_with("http")
        && !address.contains(['<', '>', '\\', '&'])
        && !address.contains(|character: char| character.is_whitespace() || character.is_control())
        && !(place == InlineContext::TableCell && address.contains('|'))
}

/// A link's address as it stands between round brackets.
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

/// The mark for each [`Piece::Stress`], and nothing for the others.
///
/// `**` and `_` work only where the characters round them let them; elsewhere HTML's tags, which
/// every reader of this Markdown knows, take their place.
fn emphasis_delimiters(pieces: &[InlineToken]) -> Vec<&'static str> {
    let mut marks = vec![""; pieces.len()];
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            InlineToken::EmphasisDelimiter(_, DelimiterSide::Opening) => open.push(index),
            InlineToken::EmphasisDelimiter(stress, DelimiterSide::Closing) => {
                let start = open.pop().expect("every stress that closes was opened");
                let before = start.checked_sub(1).map(|at| &pieces[at]);
                let works = !follows_web_address(pieces, start)
                    && !follows_web_address(pieces, index)
                    && is_flanking_delimiter(*stress, before, &pieces[start + 1])
                    && is_flanking_delimiter(*stress, pieces.get(index + 1), &pieces[index - 1]);
                (marks[start], marks[index]) = match (stress, works) {
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
    marks
}

/// Whether the characters before this place are a web address: GitHub makes a link of it, and takes
/// everything up to a space or `<` into it.
fn follows_web_address(pieces: &[InlineToken], index: usize) -> bool {
    let mut word: Vec<char> = pieces[..index]
        .iter()
        .rev()
        .map_while(|piece| match piece {
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

/// Whether a mark between these two is taken as one ("flanking" in `CommonMark` 6.2, kept on the
/// safe side: only common punctuation is taken as such).
fn is_flanking_delimiter(
    stress: EmphasisKind,
    outside: Option<&InlineToken>,
    inside: &InlineToken,
) -> bool {
    let (outside_is_word, outside_is_same_mark) = match outside {
        None
        | Some(
            InlineToken::LinkStart
            | InlineToken::LinkEnd(_)
            | InlineToken::Autolink(_)
            | InlineToken::LineBreak,
        ) => (false, false),
        Some(InlineToken::EmphasisDelimiter(other, _)) => (false, *other == stress),
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
    let works_in_word = match stress {
        EmphasisKind::Emphasis => false,
        EmphasisKind::Strong => inside_is_word,
    };
    !inside_is_space && !outside_is_same_mark && (!outside_is_word || works_in_word)
}

/// ASCII's and the dashes, quotation marks and dots of running text.
fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character, '\u{2010}'..='\u{2027}' | '«' | '»' | '¡' | '¿')
}

struct TokenLine<'pieces> {
    tokens: &'pieces [InlineToken],
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
            // One alone strikes nothing through.
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

    /// The character at a place, if there is one and not a mark.
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

    /// The character that will follow, be it a word's or a mark's.
    fn next_char(&self, index: usize) -> Option<char> {
        self.tokens.get(index + 1).map(|piece| match piece {
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
        self.tokens.iter().filter(|piece| **piece == wanted).count()
    }

    fn is_in_link_text(&self, index: usize) -> bool {
        self.tokens[..index]
            .iter()
            .rev()
            .find_map(|piece| match piece {
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

    /// Whether a line that starts here would be taken as a heading, list, quote, rule or table.
    fn looks_like_block_start(&self, start: usize) -> bool {
        let line: Vec<Option<char>> = self.tokens[start..]
            .iter()
            .take_while(|piece| **piece != InlineToken::LineBreak)
            .enumerate()
            .map(|(offset, _)| self.char_at(start + offset))
            .collect();
        let only = |allowed: &str| {
            line.iter()
                .all(|character| character.is_some_and(|one| one == ' ' || allowed.contains(one)))
        };
        let then_space = |length: usize| matches!(line.get(length), None | Some(Some(' ')));
        match line.first().copied().flatten() {
            Some('>') => true,
            Some('#') => {
                let marks = line.iter().take_while(|one| **one == Some('#')).count();
                then_space(marks)
            }
            Some('+') => then_space(1),
            Some('-') => then_space(1) || only("-:|"),
            Some(':' | '|') => only("-:|"),
            Some('=') => only("="),
            _ => false,
        }
    }

    /// Whether this full stop or bracket would make the digits before it a list's number.
    fn is_list_number_end(&self, index: usize) -> bool {
        let digits = self.tokens[..index]
            .iter()
            .rev()
            .take_while(
                |piece| matches!(piece, InlineToken::Character(one) if one.is_ascii_digit()),
            )
            .count();
        (1..=9).contains(&digits)
            && self.is_line_start(index - digits)
            && matches!(self.next_char(index), None | Some(' ' | '\n'))
    }

    fn is_entity_start(&self, index: usize) -> bool {
        let mut at = index + 1;
        if self.char_at(at) == Some('#') {
            at += 1;
        }
        let start = at;
        while self
            .char_at(at)
            .is_some_and(|one| one.is_ascii_alphanumeric())
        {
            at += 1;
        }
        at > start && self.char_at(at) == Some(';')
    }

    /// Whether this `#` begins a run at the end of a heading, which would be dropped.
    fn is_closing_heading_hash(&self, index: usize) -> bool {
        let begins = index
            .checked_sub(1)
            .is_none_or(|at| self.char_at(at) == Some(' '));
        begins
            && self.tokens[index..]
                .iter()
                .all(|piece| *piece == InlineToken::Character('#'))
    }
}
