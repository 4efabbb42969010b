//! The words of one paragraph, heading or cell as Markdown, and the only place that escapes it.
//!
//! The words are first laid out as a row of [`Piece`]s, so that whether a character needs a
//! backslash, and whether a mark works where it stands, is decided by what comes before and after.

use crate::document::{Inline, LinkTarget};

/// A paragraph: lines end in a backslash where the tree breaks them.
pub(super) fn paragraph(content: &[Inline]) -> String {
    written(content, Place::Paragraph)
}

/// What stands after the `#` marks of a heading, on one line.
pub(super) fn heading(content: &[Inline]) -> String {
    written(content, Place::Heading)
}

/// The words of a picture, which stand in brackets.
pub(super) fn alt(words: &str) -> String {
    let escaped = written(&[Inline::Text(words.to_owned())], Place::Paragraph);
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
pub(super) fn cell(content: &[Inline]) -> String {
    written(content, Place::Cell)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// One step along a line.
#[derive(Clone, PartialEq)]
enum Piece {
    /// A character that must come out as itself.
    Character(char),
    Stress(Stress, Edge),
    /// `[` before a link's words.
    LinkOpen,
    /// `](…)` after them, with the address.
    LinkClose(String),
    /// A whole link whose words are its address.
    Address(String),
    Break,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stress {
    Emphasis,
    Strong,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Opens,
    Closes,
}

fn written(content: &[Inline], place: Place) -> String {
    let mut pieces = Vec::new();
    lay_out(content, place, &mut Vec::new(), &mut pieces);
    trim(&mut pieces);
    let marks = stress_marks(&pieces);
    let line = Line {
        pieces: &pieces,
        place,
    };
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Character(character) => {
                if line.needs_backslash(index, *character) {
                    text.push('\\');
                }
                text.push(*character);
            }
            Piece::Stress(..) => text.push_str(marks[index]),
            Piece::LinkOpen => text.push('['),
            Piece::LinkClose(address) => {
                text.push_str("](");
                text.push_str(&destination(address));
                text.push(')');
            }
            Piece::Address(address) => {
                text.push('<');
                text.push_str(address);
                text.push('>');
            }
            Piece::Break => text.push_str(match place {
                Place::Paragraph if follows_address(&pieces, index) => "<br>\n",
                Place::Paragraph => "\\\n",
                Place::Heading | Place::Cell => "<br>",
            }),
        }
    }
    text
}

fn lay_out(content: &[Inline], place: Place, open: &mut Vec<Stress>, pieces: &mut Vec<Piece>) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::FactValue { text: words, .. } => {
                characters(words, pieces)
            }
            Inline::Blank(blank) => {
                let shown = [Inline::Text(blank.placeholder_text())];
                stressed(Stress::Strong, &shown, place, open, pieces);
            }
            Inline::Emphasis(content) => stressed(Stress::Emphasis, content, place, open, pieces),
            Inline::Strong(content) => stressed(Stress::Strong, content, place, open, pieces),
            Inline::Link { target, content } => match target {
                LinkTarget::Url(address) if is_own_address(address, content, place) => {
                    pieces.push(Piece::Address(address.clone()));
                }
                LinkTarget::Url(address) | LinkTarget::PacketFile(address) => {
                    pieces.push(Piece::LinkOpen);
                    lay_out(content, place, open, pieces);
                    pieces.push(Piece::LinkClose(address.clone()));
                }
                LinkTarget::Anchor(_) => lay_out(content, place, open, pieces),
            },
            Inline::OtherLanguage { content, .. } => lay_out(content, place, open, pieces),
            Inline::LineBreak => pieces.push(Piece::Break),
        }
    }
}

/// Lays out stressed words, without marks where the same stress is on already.
fn stressed(
    stress: Stress,
    content: &[Inline],
    place: Place,
    open: &mut Vec<Stress>,
    pieces: &mut Vec<Piece>,
) {
    if open.contains(&stress) {
        return lay_out(content, place, open, pieces);
    }
    let start = pieces.len();
    pieces.push(Piece::Stress(stress, Edge::Opens));
    open.push(stress);
    lay_out(content, place, open, pieces);
    open.pop();
    if pieces.len() == start + 1 {
        pieces.pop();
    } else {
        pieces.push(Piece::Stress(stress, Edge::Closes));
    }
}

/// White space of any kind but the no-break space becomes one space.
fn characters(words: &str, pieces: &mut Vec<Piece>) {
    for character in words.chars() {
        let folds = character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}');
        if !folds {
            pieces.push(Piece::Character(character));
        } else if pieces.last() != Some(&Piece::Character(' ')) {
            pieces.push(Piece::Character(' '));
        }
    }
}

/// Drops spaces and new lines at both ends and round each new line.
fn trim(pieces: &mut Vec<Piece>) {
    let is_space = |piece: &Piece| matches!(piece, Piece::Character(' '));
    let is_empty = |piece: &Piece| is_space(piece) || *piece == Piece::Break;
    while pieces.last().is_some_and(is_empty) {
        pieces.pop();
    }
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let at_start = kept.last().is_none_or(|last| *last == Piece::Break);
        if at_start && is_space(&piece) || kept.is_empty() && piece == Piece::Break {
            continue;
        }
        if piece == Piece::Break {
            while kept.last().is_some_and(is_space) {
                kept.pop();
            }
        }
        kept.push(piece);
    }
    *pieces = kept;
}

/// Whether the words of a link are its address, so that `<address>` says both.
fn is_own_address(address: &str, content: &[Inline], place: Place) -> bool {
    let same = match content {
        [Inline::Text(words) | Inline::FactValue { text: words, .. }] => words == address,
        _ => false,
    };
    same && address.starts_with("http")
        && !address.contains(['<', '>', '\\', '&'])
        && !address.contains(|character: char| character.is_whitespace() || character.is_control())
        && !(place == Place::Cell && address.contains('|'))
}

/// A link's address as it stands between round brackets.
fn destination(address: &str) -> String {
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
fn stress_marks(pieces: &[Piece]) -> Vec<&'static str> {
    let mut marks = vec![""; pieces.len()];
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Stress(_, Edge::Opens) => open.push(index),
            Piece::Stress(stress, Edge::Closes) => {
                let start = open.pop().expect("every stress that closes was opened");
                let before = start.checked_sub(1).map(|at| &pieces[at]);
                let works = !follows_address(pieces, start)
                    && !follows_address(pieces, index)
                    && edge_works(*stress, before, &pieces[start + 1])
                    && edge_works(*stress, pieces.get(index + 1), &pieces[index - 1]);
                (marks[start], marks[index]) = match (stress, works) {
                    (Stress::Emphasis, true) => ("_", "_"),
                    (Stress::Strong, true) => ("**", "**"),
                    (Stress::Emphasis, false) => ("<em>", "</em>"),
                    (Stress::Strong, false) => ("<strong>", "</strong>"),
                };
            }
            Piece::Character(_)
            | Piece::LinkOpen
            | Piece::LinkClose(_)
            | Piece::Address(_)
            | Piece::Break => {}
        }
    }
    marks
}

/// Whether the characters before this place are a web address: GitHub makes a link of it, and takes
/// everything up to a space or `<` into it.
fn follows_address(pieces: &[Piece], index: usize) -> bool {
    let mut word: Vec<char> = pieces[..index]
        .iter()
        .rev()
        .map_while(|piece| match piece {
            Piece::Character(character) if !character.is_whitespace() => Some(*character),
            Piece::Character(_)
            | Piece::Stress(..)
            | Piece::LinkOpen
            | Piece::LinkClose(_)
            | Piece::Address(_)
            | Piece::Break => None,
        })
        .collect();
    word.reverse();
    let word: String = word.into_iter().collect();
    word.contains("://") || word.contains("www.")
}

/// Whether a mark between these two is taken as one ("flanking" in `CommonMark` 6.2, kept on the
/// safe side: only common punctuation is taken as such).
fn edge_works(stress: Stress, outside: Option<&Piece>, inside: &Piece) -> bool {
    let (outside_is_word, outside_is_same_mark) = match outside {
        None | Some(Piece::LinkOpen | Piece::LinkClose(_) | Piece::Address(_) | Piece::Break) => {
            (false, false)
        }
        Some(Piece::Stress(other, _)) => (false, *other == stress),
        Some(Piece::Character(character)) => (
            !(character.is_whitespace() || is_punctuation(*character)),
            matches!(character, '*' | '_'),
        ),
    };
    let (inside_is_space, inside_is_word) = match inside {
        Piece::Character(character) => (character.is_whitespace(), character.is_alphanumeric()),
        Piece::Break => (true, false),
        Piece::Stress(..) | Piece::LinkOpen | Piece::LinkClose(_) | Piece::Address(_) => {
            (false, false)
        }
    };
    let works_in_word = match stress {
        Stress::Emphasis => false,
        Stress::Strong => inside_is_word,
    };
    !inside_is_space && !outside_is_same_mark && (!outside_is_word || works_in_word)
}

/// ASCII's and the dashes, quotation marks and dots of running text.
fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character, '\u{2010}'..='\u{2027}' | '«' | '»' | '¡' | '¿')
}

struct Line<'pieces> {
    pieces: &'pieces [Piece],
    place: Place,
}

impl Line<'_> {
    fn needs_backslash(&self, index: usize, character: char) -> bool {
        if self.starts_line(index) && self.starts_like_a_block(index) {
            return true;
        }
        let next = self.next(index);
        match character {
            '*' | '`' => true,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || next == '\n'),
            '_' => {
                let before = index.checked_sub(1).and_then(|at| self.character(at));
                !before.is_some_and(char::is_alphanumeric)
                    || !next.is_some_and(char::is_alphanumeric)
            }
            // One alone strikes nothing through.
            '~' => self.count('~') > 1,
            '[' => self.in_link(index) || index == 0 || next == Some('^'),
            ']' => self.in_link(index) || matches!(next, Some('(' | '[' | ':')),
            '!' => matches!(self.pieces.get(index + 1), Some(Piece::LinkOpen)),
            '<' => match next {
                Some('/' | '!' | '?') => true,
                Some(next) => {
                    next.is_ascii_alphabetic() || !next.is_whitespace() && self.count('@') > 0
                }
                None => false,
            },
            '&' => self.starts_entity(index),
            '|' => self.place == Place::Cell,
            '#' => self.place == Place::Heading && self.closes_heading(index),
            '.' | ')' => self.ends_list_number(index),
            _ => false,
        }
    }

    /// The character at a place, if there is one and not a mark.
    fn character(&self, index: usize) -> Option<char> {
        match self.pieces.get(index)? {
            Piece::Character(character) => Some(*character),
            Piece::Stress(..)
            | Piece::LinkOpen
            | Piece::LinkClose(_)
            | Piece::Address(_)
            | Piece::Break => None,
        }
    }

    /// The character that will follow, be it a word's or a mark's.
    fn next(&self, index: usize) -> Option<char> {
        self.pieces.get(index + 1).map(|piece| match piece {
            Piece::Character(character) => *character,
            Piece::Stress(Stress::Emphasis, _) => '_',
            Piece::Stress(Stress::Strong, _) => '*',
            Piece::LinkOpen => '[',
            Piece::LinkClose(_) => ']',
            Piece::Address(_) => '<',
            Piece::Break => '\n',
        })
    }

    fn count(&self, character: char) -> usize {
        let wanted = Piece::Character(character);
        self.pieces.iter().filter(|piece| **piece == wanted).count()
    }

    fn in_link(&self, index: usize) -> bool {
        self.pieces[..index]
            .iter()
            .rev()
            .find_map(|piece| match piece {
                Piece::LinkOpen => Some(true),
                Piece::LinkClose(_) => Some(false),
                Piece::Character(_) | Piece::Stress(..) | Piece::Address(_) | Piece::Break => None,
            })
            .unwrap_or(false)
    }

    fn starts_line(&self, index: usize) -> bool {
        self.place == Place::Paragraph
            && index
                .checked_sub(1)
                .is_none_or(|at| self.pieces[at] == Piece::Break)
    }

    /// Whether a line that starts here would be taken as a heading, list, quote, rule or table.
    fn starts_like_a_block(&self, start: usize) -> bool {
        let line: Vec<Option<char>> = self.pieces[start..]
            .iter()
            .take_while(|piece| **piece != Piece::Break)
            .enumerate()
            .map(|(offset, _)| self.character(start + offset))
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
    fn ends_list_number(&self, index: usize) -> bool {
        let digits = self.pieces[..index]
            .iter()
            .rev()
            .take_while(|piece| matches!(piece, Piece::Character(one) if one.is_ascii_digit()))
            .count();
        (1..=9).contains(&digits)
            && self.starts_line(index - digits)
            && matches!(self.next(index), None | Some(' ' | '\n'))
    }

    fn starts_entity(&self, index: usize) -> bool {
        let mut at = index + 1;
        if self.character(at) == Some('#') {
            at += 1;
        }
        let start = at;
        while self
            .character(at)
            .is_some_and(|one| one.is_ascii_alphanumeric())
        {
            at += 1;
        }
        at > start && self.character(at) == Some(';')
    }

    /// Whether this `#` begins a run at the end of a heading, which would be dropped.
    fn closes_heading(&self, index: usize) -> bool {
        let begins = index
            .checked_sub(1)
            .is_none_or(|at| self.character(at) == Some(' '));
        begins
            && self.pieces[index..]
                .iter()
                .all(|piece| *piece == Piece::Character('#'))
    }
}
