//! Keeps numbers in their order among right-to-left words, with the isolates of Unicode's bidirectional algorithm.

use std::borrow::Cow;

/// Begins a left-to-right isolate; invisible, as all three.
pub(super) const LEFT_TO_RIGHT_ISOLATE: &str = "\u{2066}";
/// Begins a right-to-left isolate.
pub(super) const RIGHT_TO_LEFT_ISOLATE: &str = "\u{2067}";
/// Ends an isolate.
pub(super) const POP_DIRECTIONAL_ISOLATE: &str = "\u{2069}";

/// Whether a character is in the Unicode blocks of Hebrew, Arabic and their neighbors.
pub(super) fn is_rtl_char(character: char) -> bool {
    ('\u{590}'..='\u{8FF}').contains(&character) || ('\u{FB1D}'..='\u{FEFC}').contains(&character)
}

/// Returns the text with a left-to-right isolate around each number in it.
///
/// Without it, `1-888-373-7888` among right-to-left words would be shown as `7888-373-888-1`, and the brackets of
/// `(319) 555` apart.
pub(super) fn wrap_numbers_in_isolates(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        // All text between two right-to-left letters, without the punctuation at its ends.
        let from = rest[..start].rfind(is_rtl_char).map_or(0, |at| {
            at + rest[at..].chars().next().map_or(0, char::len_utf8)
        });
        let to = rest[start..]
            .find(is_rtl_char)
            .map_or(rest.len(), |at| start + at);
        let (begin, end) = trimmed_byte_range(&rest[from..to]);
        out.push_str(&rest[..from + begin]);
        out.push_str(LEFT_TO_RIGHT_ISOLATE);
        out.push_str(&rest[from + begin..from + end]);
        out.push_str(POP_DIRECTIONAL_ISOLATE);
        rest = &rest[from + end..];
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns the start and end in bytes of a text without the spaces, punctuation and unmatched brackets at its ends.
fn trimmed_byte_range(text: &str) -> (usize, usize) {
    let inner = |letter: char| letter.is_alphanumeric() || letter == '+';
    let count = |part: &str, bracket: char| part.matches(bracket).count();
    let mut begin = text.find(inner).unwrap_or(0);
    let mut end = text.rfind(inner).map_or(text.len(), |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    // A bracket at an end belongs to the words in it.
    while text[end..].starts_with(')')
        && count(&text[begin..end], '(') > count(&text[begin..end], ')')
    {
        end += 1;
    }
    while text[..begin].ends_with('(')
        && count(&text[begin..end], ')') > count(&text[begin..end], '(')
    {
        begin -= 1;
    }
    (begin, end)
}

#[cfg(test)]
mod tests {
    use super::wrap_numbers_in_isolates;

    #[test]
    fn numbers_keep_their_order() {
        for (text, shown) in [
            ("اتصل 1-888-373-7888 الآن", "اتصل <1-888-373-7888> الآن"),
            ("اطلب 711.", "اطلب <711>."),
            ("(319) 555-0110، هنا", "<(319) 555-0110>، هنا"),
            ("هنا (+1 340 555 0117)", "هنا (<+1 340 555 0117>)"),
            ("CP-021", "<CP-021>"),
            (
                "مؤهل (45 CFR 92.201(c)(2)-(3)، نص أكتوبر 2024).",
                "مؤهل (<45 CFR 92.201(c)(2)-(3)>، نص أكتوبر <2024>).",
            ),
            ("بلا أرقام", "بلا أرقام"),
        ] {
            let isolated = wrap_numbers_in_isolates(text)
                .replace('\u{2066}', "<")
                .replace('\u{2069}', ">");
            assert_eq!(isolated, shown);
        }
    }
}
