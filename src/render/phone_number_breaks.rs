//! Finds where a line must not be broken because a phone number would be cut: in text of any kind, since numbers are
//! also in services and statements.

use std::borrow::Cow;
use std::ops::Range;

/// Most characters between two parts of a number, such as `) ` and ` - `.
const MAX_GAP_CHARS: usize = 3;

/// Digits, or capital letters that stand for digits.
struct NumberPart<'t> {
    text: &'t str,
    byte_range: Range<usize>,
}

/// Returns the spaces and hyphens in phone numbers, in order, after which a line would be broken otherwise. Before an
/// extension a line may be broken, but not inside it.
pub(super) fn find_unbreakable_chars(text: &str) -> Vec<Range<usize>> {
    let is_possible = text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    if !is_possible {
        return Vec::new();
    }
    let parts = split_number_parts(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let Some(count) = number_part_count(text, &parts[at..]) else {
            at += 1;
            continue;
        };
        let last = at + count - 1;
        let number = parts[at].byte_range.start..parts[last].byte_range.end;
        let after = number.end + " e".len();
        let end = extension_end(&text[number.end..]).map(|end| number.end + end);
        for range in [Some(number), end.map(|end| after..end)]
            .into_iter()
            .flatten()
        {
            let inside = text[range.clone()].char_indices();
            let inside = inside.filter(|(_, character)| matches!(character, ' ' | '-'));
            found.extend(inside.map(|(at, _)| range.start + at..range.start + at + 1));
        }
        at = last + 1;
    }
    found
}

/// Returns a text with no-break spaces in its phone numbers.
pub(super) fn with_unbreakable_numbers(text: &str) -> Cow<'_, str> {
    let mut spaces = find_unbreakable_chars(text);
    spaces.retain(|range| text[range.clone()] == *" ");
    if spaces.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len() + spaces.len());
    let mut start = 0;
    for space in spaces {
        joined.push_str(&text[start..space.start]);
        joined.push('\u{A0}');
        start = space.end;
    }
    joined.push_str(&text[start..]);
    Cow::Owned(joined)
}

/// Returns whether a text is a phone number and nothing else.
pub(super) fn is_phone_number(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '(']);
    let parts = split_number_parts(text);
    let Some(count) = number_part_count(text, &parts) else {
        return false;
    };
    let rest = &text[parts[count - 1].byte_range.end..];
    parts[0].byte_range.start == 0 && (rest.is_empty() || extension_end(rest) == Some(rest.len()))
}

fn split_number_parts(text: &str) -> Vec<NumberPart<'_>> {
    let mut parts: Vec<NumberPart<'_>> = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let own = word.trim_end_matches(|character: char| !character.is_alphanumeric());
        let is_part = own.bytes().all(|byte| byte.is_ascii_digit())
            || own.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_part && !own.is_empty() {
            parts.push(NumberPart {
                text: own,
                byte_range: start..start + own.len(),
            });
        }
        start += word.len();
    }
    parts
}

/// Returns how many of the first parts are a phone number: `1 319 555 0110`, `319 555-0110`, `800-FLOWERS`.
fn number_part_count(text: &str, parts: &[NumberPart<'_>]) -> Option<usize> {
    const GROUPS: [&[usize]; 6] = [
        &[3, 3, 4],
        &[3, 4],
        &[3, 7],
        &[1, 3, 3, 4],
        &[1, 3, 7],
        &[1, 10],
    ];
    GROUPS.into_iter().find_map(|groups| {
        let parts = parts.get(..groups.len())?;
        let is_number = parts
            .iter()
            .zip(groups)
            .enumerate()
            .all(|(index, (part, length))| {
                let is_digits = part.text.bytes().all(|byte| byte.is_ascii_digit());
                part.text.len() == *length
                    && (is_digits || index + 1 == groups.len())
                    && (*length > 1 || part.text == "1")
            });
        let are_close = parts.windows(2).all(|pair| {
            let gap = &text[pair[0].byte_range.end..pair[1].byte_range.start];
            let separators = [' ', '-', '.', '(', ')', '/'];
            (1..=MAX_GAP_CHARS).contains(&gap.len()) && gap.chars().all(|c| separators.contains(&c))
        });
        (is_number && are_close).then_some(groups.len())
    })
}

/// Returns where an extension ends that a text begins with, such as ` ext. 42`.
fn extension_end(text: &str) -> Option<usize> {
    const MARKS: [&str; 5] = ["extension", "ext.", "ext", "x", "#"];
    let after_comma = text.strip_prefix(',').unwrap_or(text);
    let after_space = after_comma.strip_prefix(' ')?;
    let mark = MARKS
        .into_iter()
        .find(|mark| after_space.starts_with(mark))?;
    let after_mark = &after_space[mark.len()..];
    let digits = after_mark.strip_prefix(' ').unwrap_or(after_mark);
    let rest = digits.trim_start_matches(|character: char| character.is_ascii_digit());
    (rest.len() < digits.len()).then(|| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::{is_phone_number, with_unbreakable_numbers};

    #[test]
    fn spaces_in_numbers_are_unbreakable() {
        for (text, joined) in [
            ("Call (319) 555-0110 now", "Call (319)_555-0110 now"),
            (
                "+1 319 555 0110, day or night",
                "+1_319_555_0110, day or night",
            ),
            ("+1 (319) 555-0110", "+1_(319)_555-0110"),
            ("Suite 4 319 555 0110", "Suite 4 319_555_0110"),
            ("319-555-0110 ext. 42 or 7", "319-555-0110 ext._42 or 7"),
            ("(855) 555-HOPE", "(855)_555-HOPE"),
            ("1 800 FLOWERS", "1_800_FLOWERS"),
            ("call 911 or 988 today", "call 911 or 988 today"),
            (
                "45 CFR 59.5 and 2026 to 2030",
                "45 CFR 59.5 and 2026 to 2030",
            ),
            ("اتصل (319) 555-0110", "اتصل (319)_555-0110"),
        ] {
            assert_eq!(
                with_unbreakable_numbers(text).replace('\u{A0}', "_"),
                joined
            );
        }
    }

    #[test]
    fn a_number_is_told_from_text_with_a_number() {
        for number in [
            "(319) 555 0110",
            "+1 319.555.0110",
            "1-855-555-HOPE",
            "319-555-0110 ext. 4",
        ] {
            assert!(is_phone_number(number), "{number}");
        }
        for other in [
            "911",
            "Call 319-555-0110",
            "319-555-0110 or 988",
            "2026-11-02",
        ] {
            assert!(!is_phone_number(other), "{other}");
        }
    }
}
