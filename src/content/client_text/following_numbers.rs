//! Finds the short numbers that continue a number: an extension (`then press 4`, ` (204)`) or the last digits of a
//! neighboring number (`or 0111`).

use super::contact_scanner::FoundNumber;
use super::digit_spellings::digit_value;

/// A short number after another number or a mark.
#[derive(Debug)]
pub(super) struct FollowingNumber {
    pub(super) number: FoundNumber,
    /// Whether no word follows that it counts or dates: unlike `4` in `, 4 days a week`.
    pub(super) is_alone: bool,
}

/// Words between a number and one that continues it, in English and Spanish.
const CONNECTING_WORDS: [&str; 38] = [
    "and",
    "anexo",
    "ask",
    "at",
    "desk",
    "dial",
    "e",
    "enter",
    "ext",
    "extension",
    "extensión",
    "extensions",
    "for",
    "int",
    "interno",
    "line",
    "luego",
    "marque",
    "no",
    "number",
    "o",
    "opción",
    "option",
    "oprima",
    "or",
    "p",
    "para",
    "presione",
    "press",
    "pulse",
    "then",
    "through",
    "thru",
    "to",
    "u",
    "w",
    "x",
    "y",
];

/// Returns the short numbers that follow `from` with nothing but connecting words and punctuation between them.
pub(super) fn following_numbers(text: &str, from: usize) -> Vec<FollowingNumber> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(following) = next_short_number(text, at) {
        at = following.number.byte_range.end;
        found.push(following);
    }
    found
}

fn next_short_number(text: &str, from: usize) -> Option<FollowingNumber> {
    const MAX_GAP_CHARS: usize = 24;
    const MAX_DIGITS: usize = 5;
    let rest = &text[from..];
    let start = from + rest.find(|c| digit_value(c).is_some())?;
    let gap = &text[from..start];
    let is_connected = gap.chars().count() <= MAX_GAP_CHARS
        && !gap.contains(['\n', '!', '?', '%', '$'])
        && !gap.starts_with(". ")
        && gap.split(|c: char| !c.is_alphabetic()).all(is_connecting);
    let is_spelled_out = is_digit_by_digit(&text[start..]);
    let mut digits = String::new();
    let mut end = start;
    for (offset, character) in text[start..].char_indices() {
        match digit_value(character) {
            Some(digit) => {
                digits.push(digit);
                end = start + offset + character.len_utf8();
            }
            None if is_spelled_out && character == '-' => {}
            None => break,
        }
    }
    let fits = is_connected && digits.len() <= MAX_DIGITS;
    fits.then(|| FollowingNumber {
        number: FoundNumber {
            digits,
            byte_range: start..end,
        },
        is_alone: stands_alone(&text[end..]),
    })
}

/// Returns whether a text begins with three or more digits with hyphens between them: `2-0-4`.
fn is_digit_by_digit(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_digit = |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit());
    let starts_with_digit = |part: &str| {
        let mut chars = part.chars();
        let is_first = chars.next().is_some_and(|c| c.is_ascii_digit());
        is_first && !chars.next().is_some_and(char::is_alphanumeric)
    };
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    first.is_some_and(is_digit)
        && second.is_some_and(is_digit)
        && third.is_some_and(starts_with_digit)
}

/// Returns whether nothing that follows a number makes it a count, a time or a part of another number.
fn stands_alone(after: &str) -> bool {
    let trimmed = after.trim_start_matches([' ', '\u{A0}']);
    let mut chars = trimmed.chars();
    let Some(next) = chars.next() else {
        return true;
    };
    let is_before_digit = chars.next().is_some_and(|c| digit_value(c).is_some());
    if next.is_alphabetic() {
        let word = trimmed.split(|c: char| !c.is_alphabetic()).next();
        return trimmed.len() < after.len() && word.is_some_and(is_connecting);
    }
    digit_value(next).is_none()
        && !matches!(next, '%' | '°' | '$' | '+')
        && !(is_before_digit && matches!(next, ':' | '.' | '-' | '–'))
}

/// Returns whether a word connects two numbers; an empty text does.
fn is_connecting(word: &str) -> bool {
    word.is_empty() || CONNECTING_WORDS.contains(&word.to_lowercase().as_str())
}
