//! Makes clean text of what somebody typed, and tells text from a blank.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::diag::invisible_chars::find_forbidden_char;

/// One line of clean text: composed (NFC), trimmed, runs of white space folded to one space.
/// No-break spaces inside stay. `None` for a blank.
///
/// # Errors
/// The first character that has no shape of its own or turns the text around it.
pub(crate) fn clean_line(written: &str) -> Result<Option<String>, char> {
    if let Some(character) = find_forbidden_char(written) {
        return Err(character);
    }
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(written);
    let mut text = String::with_capacity(composed.len());
    let mut gap = false;
    for character in composed.trim().chars() {
        if is_foldable_space(character) {
            gap = true;
            continue;
        }
        if gap {
            text.push(' ');
            gap = false;
        }
        text.push(character);
    }
    Ok(Some(text).filter(|text| !is_placeholder_text(text)))
}

/// Returns whether a text says nothing.
pub(crate) fn is_blank_text(written: &str) -> bool {
    matches!(clean_line(written), Ok(None))
}

/// Clean text paragraph by paragraph; blank lines part the paragraphs. Empty for a blank.
///
/// # Errors
/// As [`line()`].
pub(super) fn clean_paragraphs(written: &str) -> Result<Vec<String>, char> {
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for piece in written.lines().chain([""]) {
        if piece.trim().is_empty() {
            paragraphs.extend(clean_line(&current)?);
            current.clear();
        } else {
            current.push_str(piece);
            current.push('\n');
        }
    }
    Ok(paragraphs)
}

/// What an id should be, if it is not made of small letters, digits and hyphens.
pub(crate) fn suggest_valid_id(id: &str) -> Option<String> {
    let words: Vec<String> = id
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let tidy = words.join("-");
    if tidy.is_empty() {
        return Some("main".to_owned());
    }
    (tidy != id).then_some(tidy)
}

fn is_foldable_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Whether a text only stands where a fact is to come: a leftover of the template or a form.
fn is_placeholder_text(text: &str) -> bool {
    let text = text.to_lowercase();
    let plain = text.trim_matches(|c: char| !c.is_alphanumeric());
    if plain.is_empty() && !text.chars().any(|c| c.is_alphanumeric() || !c.is_ascii()) {
        return true;
    }
    if ["(insert ", "[insert ", "<insert "]
        .iter()
        .any(|note| text.contains(note))
    {
        return true;
    }
    if matches!(
        plain,
        "tbd"
            | "tba"
            | "n/a"
            | "n.a"
            | "none"
            | "todo"
            | "to be determined"
            | "to be announced"
            | "to be decided"
            | "not applicable"
    ) {
        return true;
    }
    let bracketed = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')]
        .iter()
        .any(|&(open, close)| text.starts_with(open) && text.ends_with(close));
    let first = plain.split(|c: char| !c.is_alphanumeric()).next();
    bracketed
        && (plain.is_empty()
            || plain.contains("name here")
            || plain.ends_with(" name")
            || matches!(
                first,
                Some("insert" | "enter" | "your" | "add" | "fill" | "type")
            ))
}
