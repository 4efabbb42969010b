//! Finds phone numbers, extensions, codes for text messages, and web and email addresses in a text, in any spelling.

use std::ops::Range;

use super::digit_spellings::{digit_or_similar_letter, digit_value, digit_word, similar_digit};
use crate::config::value_types::phone::keypad_digit;

/// Everything in a text that can reach somebody.
#[derive(Debug, Default)]
pub(super) struct ScannedText {
    /// Runs of digits that may form numbers, in reading order.
    pub(super) digit_groups: Vec<DigitGroup>,
    pub(super) bare_extensions: Vec<FoundNumber>,
    /// Codes after a word such as `text`.
    pub(super) text_codes: Vec<FoundNumber>,
    /// Digits after a word such as `send`, and words in capitals as the digits of their keys.
    pub(super) possible_codes: Vec<FoundNumber>,
    /// Three digits after a word such as `call` that are no public service.
    pub(super) called_codes: Vec<FoundNumber>,
    pub(super) addresses: Vec<FoundAddress>,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundNumber {
    pub(super) digits: String,
    pub(super) byte_range: Range<usize>,
}

/// A web or email address in a text, in lowercase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundAddress {
    pub(super) address: String,
    pub(super) is_email: bool,
    pub(super) byte_range: Range<usize>,
}

/// Digits with nothing but punctuation and spaces between them.
#[derive(Debug, Default)]
pub(super) struct DigitGroup {
    pub(super) tokens: Vec<DigitToken>,
    /// The digits of an extension after the group.
    pub(super) extension: Option<FoundNumber>,
}

/// Digits without anything between them.
#[derive(Debug)]
pub(super) struct DigitToken {
    pub(super) digits: String,
    pub(super) byte_range: Range<usize>,
    /// What is between this token and the one before it; empty for the first of a group.
    gap: String,
}

impl DigitGroup {
    /// Returns the digits of consecutive tokens.
    pub(super) fn digits(&self, tokens: Range<usize>) -> String {
        let tokens = self.tokens[tokens].iter();
        tokens.map(|token| token.digits.as_str()).collect()
    }

    /// Returns the byte range of consecutive tokens.
    pub(super) fn byte_range(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].byte_range.start..self.tokens[tokens.end - 1].byte_range.end
    }

    /// Returns the token ranges with a number of digits, longest first, that do not overlap `taken`.
    pub(super) fn windows(
        &self,
        digit_counts: &[usize],
        taken: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let mut windows = Vec::new();
        for wanted in digit_counts {
            for start in 0..self.tokens.len() {
                let mut count = 0;
                for end in start..self.tokens.len() {
                    count += self.tokens[end].digits.len();
                    if count >= *wanted {
                        let window = start..end + 1;
                        let is_free = taken
                            .iter()
                            .all(|used| window.end <= used.start || used.end <= window.start);
                        if count == *wanted && is_free {
                            windows.push(window);
                        }
                        break;
                    }
                }
            }
        }
        windows
    }

    /// Returns whether tokens are grouped and separated the way people write phone numbers.
    pub(super) fn is_written_like_a_phone_number(&self, tokens: Range<usize>) -> bool {
        const USUAL_GROUPS: [&[usize]; 8] = [
            &[10],
            &[3, 3, 4],
            &[3, 7],
            &[6, 4],
            &[11],
            &[1, 3, 3, 4],
            &[1, 10],
            &[1, 3, 7],
        ];
        let tokens = &self.tokens[tokens];
        let lengths: Vec<usize> = tokens.iter().map(|token| token.digits.len()).collect();
        USUAL_GROUPS.contains(&lengths.as_slice())
            && tokens[1..].iter().all(DigitToken::follows_closely)
    }

    /// Returns the tokens that are written like a phone number.
    fn phone_numbers(&self) -> Vec<Range<usize>> {
        let mut windows = self.windows(&[11, 10], &[]);
        windows.retain(|window| self.is_written_like_a_phone_number(window.clone()));
        windows
    }

    /// Returns whether a number has one or two digits before it that look like a part of it: `2-888-373-7888`.
    pub(super) fn has_joined_prefix(&self, tokens: Range<usize>) -> bool {
        let [first, second, rest @ ..] = &self.tokens[tokens] else {
            return false;
        };
        let is_hyphenated = second.gap.starts_with(is_hyphen);
        first.digits.len() <= 2
            && (is_hyphenated || rest.first().is_some_and(|next| next.gap == second.gap))
    }

    /// Returns the numbers of six digits that stand between punctuation marks, or after a word such as `code`.
    pub(super) fn bare_codes(&self, text: &str, digit_count: usize) -> Vec<Range<usize>> {
        const CODE_WORDS: [&str; 3] = ["code", "código", "codigo"];
        let mut windows = self.windows(&[digit_count], &self.phone_numbers());
        windows.retain(|window| {
            let tokens = &self.tokens[window.clone()];
            let before = text[..tokens[0].byte_range.start].trim_end_matches([' ', ':', '\u{A0}']);
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
            let is_after_word =
                word.is_some_and(|word| CODE_WORDS.contains(&word.to_lowercase().as_str()));
            let is_bare = before.len() < text[..tokens[0].byte_range.start].trim_end().len()
                || !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '#' | '$' | '+'));
            let are_joined = tokens[1..].iter().all(|token| {
                token.gap.chars().count() == 1 && !matches!(token.gap.as_str(), "," | "/")
            });
            are_joined && (is_bare || is_after_word)
        });
        windows
    }

    /// Returns the tokens that are grouped like a number but have a digit too few or too many: `319-555-011`.
    pub(super) fn incomplete_numbers(&self) -> Vec<Range<usize>> {
        let is_separated = |token: &DigitToken| {
            token.gap.chars().count() == 1
                && token.gap.chars().all(|gap| is_hyphen(gap) || gap == '.')
        };
        let mut found = Vec::new();
        for end in 3..=self.tokens.len() {
            let [area, exchange, line] = &self.tokens[end - 3..end] else {
                continue;
            };
            let lengths = [area, exchange, line].map(|token| token.digits.len());
            let is_incomplete = matches!(lengths, [3, 3, 2 | 3 | 5] | [3, 2 | 4, 4] | [2, 3, 4]);
            let is_alone = end == self.tokens.len() && (end == 3 || !is_separated(area));
            if is_incomplete && is_alone && is_separated(exchange) && is_separated(line) {
                found.push(end - 3..end);
            }
        }
        found
    }

    /// Returns the digits that follow a number after a hyphen or a comma without a space: `319-555-0110-204`.
    pub(super) fn joined_extension(&self, number: &Range<usize>) -> Option<(FoundNumber, bool)> {
        const MAX_JOINED_DIGITS: usize = 5;
        let next = self.tokens.get(number.end)?;
        let mut gap = next.gap.chars();
        let (Some(separator), None) = (gap.next(), gap.next()) else {
            return None;
        };
        let is_hyphenated = is_hyphen(separator);
        let is_last = number.end + 1 == self.tokens.len();
        let fits = (is_hyphenated || separator == ',') && next.digits.len() <= MAX_JOINED_DIGITS;
        (is_last && fits).then(|| {
            let extension = FoundNumber {
                digits: next.digits.clone(),
                byte_range: next.byte_range.clone(),
            };
            (extension, is_hyphenated)
        })
    }

    /// Returns whether seven digits stand together: `555 0110`, `5550110`.
    pub(super) fn stand_together(&self, tokens: Range<usize>) -> bool {
        self.tokens[tokens][1..]
            .iter()
            .all(DigitToken::follows_closely)
    }

    /// Returns whether two tokens are a number without area code: `555-0110`.
    pub(super) fn is_written_like_a_local_number(&self, tokens: Range<usize>) -> bool {
        let tokens = &self.tokens[tokens];
        tokens.len() == 2
            && tokens[0].digits.len() == 3
            && tokens[1].digits.len() == 4
            && tokens[1].gap.chars().count() == 1
            && tokens[1]
                .gap
                .chars()
                .all(|gap| is_hyphen(gap) || gap == '.')
    }
}

impl DigitToken {
    fn follows_closely(&self) -> bool {
        const MAX_SEPARATORS: usize = 4;
        self.gap.chars().count() <= MAX_SEPARATORS
            && self.gap.chars().all(|gap| {
                gap.is_whitespace()
                    || is_hyphen(gap)
                    || matches!(
                        gap,
                        '.' | ',' | '/' | '(' | ')' | '[' | ']' | '·' | '•' | '_' | '~'
                    )
            })
    }
}

fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Most characters between two tokens of one group.
const MAX_GAP_CHARS: usize = 5;

/// Longest extension.
const MAX_EXTENSION_DIGITS: usize = 7;

/// Scans a text.
pub(super) fn scan_text(text: &str) -> ScannedText {
    let mut scanned = ScannedText {
        addresses: find_addresses(text),
        ..ScannedText::default()
    };
    let pieces = split_pieces(text);
    let mut group = DigitGroup::default();
    let mut at = 0;
    while at < pieces.len() {
        let piece = &pieces[at];
        let gap = match group.tokens.last() {
            Some(last) => &text[last.byte_range.end..piece.byte_range.start],
            None => "",
        };
        if let Some(digits) = piece.digits(&group, gap) {
            if gap.chars().count() > MAX_GAP_CHARS {
                finish_group(&mut group, &mut scanned);
            }
            let is_first = group.tokens.is_empty();
            let gap = if is_first {
                String::new()
            } else {
                gap.to_owned()
            };
            group.tokens.push(DigitToken {
                digits,
                byte_range: piece.byte_range.clone(),
                gap,
            });
            at += 1;
            continue;
        }
        let filler = usize::from(piece.is_one_of(&FILLERS_BEFORE_MARK));
        if let Some((number, next)) = extension_after(&pieces, at + filler, text) {
            let last = group.tokens.last();
            let is_near = last.is_some_and(|last| {
                text[last.byte_range.end..piece.byte_range.start]
                    .chars()
                    .count()
                    <= MAX_GAP_CHARS
            });
            let digit_count: usize = group.tokens.iter().map(|token| token.digits.len()).sum();
            let mark = &pieces[at + filler];
            if is_near && digit_count >= 7 {
                group.extension = Some(number);
                finish_group(&mut group, &mut scanned);
                at = next;
                continue;
            }
            if mark.is_certain_extension_mark() && !is_multiplication(mark, &number, text) {
                scanned.bare_extensions.push(number);
                finish_group(&mut group, &mut scanned);
                at = next;
                continue;
            }
        }
        finish_group(&mut group, &mut scanned);
        at += 1;
    }
    finish_group(&mut group, &mut scanned);
    find_text_codes(text, &pieces, &mut scanned);
    scanned.called_codes = find_called_codes(text, &scanned.digit_groups);
    scanned
}

/// Returns whether an `x` before a number is no mark of an extension: `4x4`, `6 weeks x 4`, `Apt. x4`.
fn is_multiplication(mark: &TextPiece<'_>, number: &FoundNumber, text: &str) -> bool {
    const ROOM_WORDS: [&str; 7] = ["apt", "apartment", "suite", "ste", "unit", "room", "rm"];
    let before = text[..mark.byte_range.start].trim_end_matches([' ', '.']);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
    let is_room = word.is_some_and(|word| ROOM_WORDS.contains(&word.to_lowercase().as_str()));
    let is_apart = number.byte_range.len() > number.digits.len() + 1;
    let follows_digit = before.ends_with(|c| digit_value(c).is_some());
    mark.text.eq_ignore_ascii_case("x") && (is_apart || follows_digit || is_room)
}

/// Finds the codes of three digits that a reader is told to call: `call 912`, `llame al 9-1-2`, `TTY 717`.
fn find_called_codes(text: &str, groups: &[DigitGroup]) -> Vec<FoundNumber> {
    const CALL_WORDS: [&str; 11] = [
        "call", "dial", "llame", "llamar", "llamando", "marque", "marcar", "calling", "tty", "tdd",
        "teletipo",
    ];
    const FILLERS: [&str; 5] = ["al", "a", "el", "the", "to"];
    /// Public services of the North American numbering plan, and 988.
    const PUBLIC_CODES: [&str; 9] = [
        "211", "311", "411", "511", "611", "711", "811", "911", "988",
    ];
    let mut codes = Vec::new();
    for group in groups.iter().filter(|group| group.extension.is_none()) {
        let all = 0..group.tokens.len();
        let byte_range = group.byte_range(all.clone());
        let digits = group.digits(all.clone());
        let before = &text[..byte_range.start];
        let words_before = before.trim_end_matches([' ', ':']);
        let is_near = (1..=2).contains(&(before.len() - words_before.len()));
        let mut words = words_before.rsplit(|c: char| !c.is_alphabetic());
        let word = words.find(|word| !FILLERS.contains(&word.to_lowercase().as_str()));
        let is_called = word.is_some_and(|word| CALL_WORDS.contains(&word.to_lowercase().as_str()));
        let is_short_gap = |token: &DigitToken| token.gap.chars().count() == 1;
        if is_near
            && is_called
            && digits.len() == 3
            && group.tokens[1..].iter().all(is_short_gap)
            && !PUBLIC_CODES.contains(&digits.as_str())
        {
            codes.push(FoundNumber { digits, byte_range });
        }
    }
    codes
}

/// Words between a number and the mark of its extension.
const FILLERS_BEFORE_MARK: [&str; 6] = ["then", "and", "luego", "después", "y", "at"];

/// Words between the mark of an extension and its digits.
const FILLERS_AFTER_MARK: [&str; 5] = ["no", "num", "number", "número", "numero"];

fn finish_group(group: &mut DigitGroup, scanned: &mut ScannedText) {
    let group = std::mem::take(group);
    if !group.tokens.is_empty() {
        scanned.digit_groups.push(group);
    }
}

/// A run of letters, a run of digits, or the sign `#`.
#[derive(Debug)]
struct TextPiece<'text> {
    text: &'text str,
    byte_range: Range<usize>,
    is_number: bool,
}

impl TextPiece<'_> {
    /// Returns its digits if it is a number, or if it continues one with letters of a keypad.
    fn digits(&self, group: &DigitGroup, gap: &str) -> Option<String> {
        if self.is_number {
            if let Some(digit) = digit_word(self.text) {
                return Some(digit.to_string());
            }
            return Some(
                self.text
                    .chars()
                    .filter_map(digit_or_similar_letter)
                    .collect(),
            );
        }
        let before: usize = group.tokens.iter().map(|token| token.digits.len()).sum();
        let letters = self.text.chars().count();
        let completes_number = before >= 4 && matches!(before + letters, 10 | 11);
        let is_vanity = ((3..=7).contains(&letters)
            && matches!(before, 3 | 4 | 6 | 7)
            && before + letters <= 11
            || completes_number && (gap.is_empty() || gap.chars().all(is_hyphen)))
            && self.text.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (gap.is_empty() && completes_number
                || gap.chars().count() == 1 && gap.chars().all(is_hyphen)
                || matches!(gap, " " | ".") && self.text.bytes().all(|b| b.is_ascii_uppercase()));
        is_vanity.then(|| self.text.chars().map(keypad_digit).collect())
    }

    fn is_extension_mark(&self) -> bool {
        self.is_certain_extension_mark()
            || matches!(self.text, "#" | "x" | "X")
            || self.is_one_of(&[
                "option", "opt", "opción", "opcion", "press", "oprima", "presione", "pulse", "int",
                "e", "enter",
            ])
    }

    /// Returns whether it is one of some lowercase words, in any case.
    fn is_one_of(&self, words: &[&str]) -> bool {
        !self.is_number && words.contains(&self.text.to_lowercase().as_str())
    }

    /// Returns whether it means an extension even without a number before it.
    fn is_certain_extension_mark(&self) -> bool {
        let mark = self.text.to_lowercase();
        matches!(
            mark.as_str(),
            "ext"
                | "exts"
                | "extn"
                | "extension"
                | "extensions"
                | "extensión"
                | "extensiones"
                | "exten"
                | "interno"
                | "anexo"
                | "x"
        )
    }
}

/// Returns the number after an extension mark at `at`, and the index after it: `ext. 4`, `x4`, `#4`, `option 3`.
fn extension_after(
    pieces: &[TextPiece<'_>],
    at: usize,
    text: &str,
) -> Option<(FoundNumber, usize)> {
    let mark = pieces.get(at)?;
    let is_filler =
        |piece: &TextPiece<'_>| piece.text == "#" || piece.is_one_of(&FILLERS_AFTER_MARK);
    let at_number = at + 1 + usize::from(pieces.get(at + 1).is_some_and(is_filler));
    let number = pieces.get(at_number)?;
    let gap = &text[mark.byte_range.end..number.byte_range.start];
    let gap_fits = gap.chars().all(|c| {
        c.is_whitespace()
            || is_hyphen(c)
            || matches!(c, '.' | ':' | '#' | '(' | '=')
            || at_number > at + 1
    });
    let spelled = digit_word(number.text);
    let is_short_number = number.is_number && number.text.chars().count() <= MAX_EXTENSION_DIGITS;
    let fits = mark.is_extension_mark() && gap_fits && (is_short_number || spelled.is_some());
    fits.then(|| {
        let digits = match spelled {
            Some(digit) => digit.to_string(),
            None => number.text.chars().filter_map(digit_value).collect(),
        };
        let byte_range = mark.byte_range.start..number.byte_range.end;
        (FoundNumber { digits, byte_range }, at_number + 1)
    })
}

fn split_pieces(text: &str) -> Vec<TextPiece<'_>> {
    let mut pieces: Vec<TextPiece<'_>> = Vec::new();
    let mut start = 0;
    let mut kind = None;
    let kind_of = |c: char| {
        if digit_value(c).is_some() {
            Some(true)
        } else {
            (c.is_alphabetic() || c == '#').then_some(false)
        }
    };
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = kind_of(character);
        if next != kind {
            if let Some(is_number) = kind {
                pieces.push(TextPiece {
                    text: &text[start..at],
                    byte_range: start..at,
                    is_number,
                });
            }
            (start, kind) = (at, next);
        }
    }
    mark_letters_like_digits(&mut pieces);
    mark_spelled_digits(&mut pieces);
    pieces
}

/// Marks three or more words in a row that name digits as numbers.
fn mark_spelled_digits(pieces: &mut [TextPiece<'_>]) {
    const LEAST_WORDS: usize = 3;
    for run in pieces
        .chunk_by_mut(|one, next| digit_word(one.text).is_some() && digit_word(next.text).is_some())
    {
        if run.len() >= LEAST_WORDS {
            for piece in run {
                piece.is_number = true;
            }
        }
    }
}

/// Marks a letter `O` or `l` directly beside digits as a number.
fn mark_letters_like_digits(pieces: &mut [TextPiece<'_>]) {
    for at in 0..pieces.len() {
        let piece = &pieces[at];
        let looks_like_digits = !piece.is_number
            && piece.text.chars().count() <= 2
            && piece
                .text
                .chars()
                .all(|letter| similar_digit(letter).is_some());
        let is_beside = |other: Option<&TextPiece<'_>>| {
            other.is_some_and(|other| {
                other.is_number
                    && (other.byte_range.end == piece.byte_range.start
                        || piece.byte_range.end == other.byte_range.start)
            })
        };
        let is_slip = looks_like_digits
            && (is_beside(pieces.get(at.wrapping_sub(1))) || is_beside(pieces.get(at + 1)));
        pieces[at].is_number |= is_slip;
    }
}

/// Finds the first code of five or six digits after each word such as `text`.
fn find_text_codes(text: &str, pieces: &[TextPiece<'_>], scanned: &mut ScannedText) {
    const MAX_CHARS_TO_CODE: usize = 60;
    const TEXT_WORDS: [&str; 9] = [
        "text", "texts", "texting", "texto", "textee", "textear", "sms", "mensaje", "mensajes",
    ];
    /// After these, many a number is no code; only a slip of the Hotline's is looked for.
    const SEND_WORDS: [&str; 9] = [
        "send", "write", "message", "envíe", "envie", "envía", "enviar", "mande", "escriba",
    ];
    for (at, word) in pieces.iter().enumerate() {
        let is_text_word = word.is_one_of(&TEXT_WORDS);
        if !is_text_word && !word.is_one_of(&SEND_WORDS) {
            continue;
        }
        let near = pieces[at + 1..].iter().take_while(|piece| {
            let between = &text[word.byte_range.end..piece.byte_range.start];
            between.chars().count() <= MAX_CHARS_TO_CODE && !between.contains(". ")
        });
        let near: Vec<&TextPiece<'_>> = near.collect();
        scanned
            .possible_codes
            .extend(find_separated_codes(text, &near, &scanned.digit_groups));
        let mut codes = near
            .into_iter()
            .filter(|piece| (5..=7).contains(&piece.text.chars().count()));
        let number_of = |piece: &TextPiece<'_>, digit: fn(char) -> Option<char>| FoundNumber {
            digits: piece.text.chars().filter_map(digit).collect(),
            byte_range: piece.byte_range.clone(),
        };
        for word in codes.clone() {
            let is_in_capitals = word.text.bytes().all(|letter| letter.is_ascii_uppercase());
            if is_in_capitals {
                let letters = number_of(word, |letter| Some(keypad_digit(letter)));
                scanned.possible_codes.push(letters);
            }
        }
        if let Some(code) = codes.find(|piece| piece.is_number) {
            let number = number_of(code, digit_value);
            let list = if is_text_word {
                &mut scanned.text_codes
            } else {
                &mut scanned.possible_codes
            };
            if !list.contains(&number) {
                list.push(number);
            }
        }
    }
}

/// Returns the codes that are split into parts: `233-734`, `23 37 34`, `BE FREED`.
fn find_separated_codes(
    text: &str,
    near: &[&TextPiece<'_>],
    groups: &[DigitGroup],
) -> Vec<FoundNumber> {
    const CODE_DIGITS: usize = 6;
    let mut codes = Vec::new();
    for pair in near.windows(2) {
        let gap = &text[pair[0].byte_range.end..pair[1].byte_range.start];
        let are_capitals = pair
            .iter()
            .all(|word| word.text.bytes().all(|letter| letter.is_ascii_uppercase()));
        if are_capitals && (gap == " " || gap.chars().all(is_hyphen)) {
            let letters = pair.iter().flat_map(|word| word.text.chars());
            codes.push(FoundNumber {
                digits: letters.map(keypad_digit).collect(),
                byte_range: pair[0].byte_range.start..pair[1].byte_range.end,
            });
        }
    }
    let is_near = |group: &&DigitGroup| {
        let start = group.tokens[0].byte_range.start;
        near.iter().any(|piece| piece.byte_range.start == start)
    };
    for group in groups.iter().filter(is_near) {
        let mut windows = group.windows(&[CODE_DIGITS], &group.phone_numbers());
        let all = 0..group.tokens.len();
        windows.extend(
            group
                .windows(&[CODE_DIGITS - 1, CODE_DIGITS + 1], &[])
                .into_iter()
                .filter(|window| *window == all),
        );
        for window in windows {
            if window.len() > 1 && group.stand_together(window.clone()) {
                codes.push(FoundNumber {
                    digits: group.digits(window.clone()),
                    byte_range: group.byte_range(window),
                });
            }
        }
    }
    codes
}

/// Finds web and email addresses, with or without `https://`.
fn find_addresses(text: &str) -> Vec<FoundAddress> {
    if !text.contains(['.', '@']) {
        return Vec::new();
    }
    let mut addresses = Vec::new();
    let is_border = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | ',' | ';'
            )
    };
    let mut start = 0;
    for part in text.split_inclusive(is_border) {
        let word = part.trim_end_matches(is_border);
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let trimmed = trimmed.trim_matches('/');
        let offset = start + part.find(trimmed).unwrap_or_default();
        start += part.len();
        let lower = trimmed.to_lowercase();
        let address = lower.strip_prefix("mailto:").unwrap_or(&lower);
        let is_handle = word.starts_with('@') && lower.chars().count() >= 3;
        let is_email = is_handle
            || address
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
                && !address.contains("://");
        if is_email || is_web_address(address, trimmed) {
            addresses.push(FoundAddress {
                is_email,
                byte_range: offset..offset + trimmed.len(),
                address: address.to_owned(),
            });
        }
    }
    addresses
}

/// Returns the host of a web address without `www.`.
pub(super) fn host_of_address(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Returns whether a word, in lowercase and as written, is a web address.
fn is_web_address(word: &str, as_written: &str) -> bool {
    /// Those that are not words with which a sentence begins where a space is missing after a period.
    const TOP_LEVEL_DOMAINS: [&str; 10] = [
        "org", "com", "net", "gov", "edu", "info", "health", "example", "co", "mil",
    ];
    /// Those that are words as well. A sentence that follows without a space begins with a capital letter.
    const WORDLIKE_DOMAINS: [&str; 14] = [
        "us", "ly", "ee", "me", "app", "clinic", "care", "help", "io", "link", "page", "site",
        "online", "mx",
    ];
    let has_scheme = word.starts_with("https://") || word.starts_with("http://");
    let host = host_of_address(word);
    let labels: Vec<&str> = host.split('.').collect();
    let is_host = labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let last = labels.last().copied().unwrap_or_default();
    is_host
        && last.chars().all(char::is_alphabetic)
        && (has_scheme
            || word.starts_with("www.")
            || TOP_LEVEL_DOMAINS.contains(&last)
            || WORDLIKE_DOMAINS.contains(&last) && host_of_address(as_written).ends_with(last))
}
