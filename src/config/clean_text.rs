//! Cleans typed text and recognizes blanks.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::diag::invisible_chars::find_forbidden_char;

/// Returns one line of clean text: composed (NFC), trimmed, with runs of white space folded to one space.
/// No-break spaces inside are kept. `None` for a blank.
///
/// # Errors
/// With the first invisible or direction-changing character.
pub(crate) fn clean_line(text: &str) -> Result<Option<String>, char> {
    if let Some(character) = find_forbidden_char(text) {
        return Err(character);
    }
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let mut text = String::with_capacity(composed.len());
    let mut has_pending_space = false;
    for character in composed.trim().chars() {
        if is_foldable_space(character) {
            has_pending_space = true;
            continue;
        }
        if has_pending_space {
            text.push(' ');
            has_pending_space = false;
        }
        text.push(character);
    }
    Ok(Some(text).filter(|text| !is_placeholder_text(text)))
}

/// Returns whether a text is blank or a placeholder.
pub(crate) fn is_blank_text(text: &str) -> bool {
    matches!(clean_line(text), Ok(None))
}

/// Returns clean text by paragraph; blank lines separate paragraphs. Empty for a blank.
///
/// # Errors
/// As [`clean_line`].
pub(super) fn clean_paragraphs(text: &str) -> Result<Vec<String>, char> {
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            paragraphs.extend(clean_line(&current)?);
            current.clear();
        } else {
            current.push_str(line);
            current.push('\n');
        }
    }
    Ok(paragraphs)
}

/// Suggests an id of lowercase letters, digits and hyphens; `None` if the id is valid.
pub(crate) fn suggest_valid_id(id: &str) -> Option<String> {
    let words: Vec<String> = id
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let valid_id = words.join("-");
    if valid_id.is_empty() {
        return Some("main".to_owned());
    }
    (valid_id != id).then_some(valid_id)
}

fn is_foldable_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Returns the error value of a spreadsheet that a text is or contains as a word, such as `#REF!` or `#N/A`.
pub(crate) fn find_spreadsheet_error_value(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .find(|word| is_spreadsheet_error(&word.to_uppercase()))
}

/// Returns whether a word is an error value of a spreadsheet program.
fn is_spreadsheet_error(word: &str) -> bool {
    let is_numbered = word
        .strip_prefix("ERR:")
        .is_some_and(|number| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()));
    is_numbered
        || matches!(
            word,
            "#REF!"
                | "#NAME?"
                | "#DIV/0!"
                | "#VALUE!"
                | "#N/A"
                | "#NULL!"
                | "#NUM!"
                | "#SPILL!"
                | "#CALC!"
                | "#FIELD!"
                | "#BLOCKED!"
                | "#BUSY!"
                | "#CONNECT!"
                | "#UNKNOWN!"
                | "#GETTING_DATA"
                | "#ERROR!"
        )
}

/// Returns whether a text is a placeholder for a fact, left over from a template or form.
fn is_placeholder_text(text: &str) -> bool {
    if find_spreadsheet_error_value(text).is_some() {
        return false;
    }
    let text = text.to_lowercase();
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() && !text.chars().any(|c| c.is_alphanumeric() || !c.is_ascii()) {
        return true;
    }
    if ["(insert ", "[insert ", "<insert "]
        .iter()
        .any(|marker| text.contains(marker))
    {
        return true;
    }
    if matches!(
        bare,
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
    let is_bracketed = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')]
        .iter()
        .any(|&(open, close)| text.starts_with(open) && text.ends_with(close));
    let first = bare.split(|c: char| !c.is_alphanumeric()).next();
    is_bracketed
        && (bare.is_empty()
            || bare.contains("name here")
            || bare.ends_with(" name")
            || matches!(
                first,
                Some("insert" | "enter" | "your" | "add" | "fill" | "type")
            ))
}
