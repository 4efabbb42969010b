//! Parts of sentences: lists of words, and texts in which nothing is invisible.

use std::fmt::Write as _;

use super::invisible_chars::is_invisible_char;

/// `42 CFR 59.6 (required) and the handbook (recommended)`.
pub(super) fn format_citations(citations: &[(String, bool)]) -> String {
    let cited: Vec<String> = citations
        .iter()
        .map(|(citation, recommended)| {
            let level = if *recommended {
                "recommended"
            } else {
                "required"
            };
            format!("{citation} ({level})")
        })
        .collect();
    join_with_conjunction(&cited, "and")
}

/// As [`and`], the first three by name.
pub(super) fn join_quoted_shortened(words: &[String]) -> String {
    const MAX_NAMED: usize = 3;
    match words.len().checked_sub(MAX_NAMED) {
        None | Some(0) => join_quoted_with_and(words),
        Some(more) => format!(
            "{} and {more} more",
            quote_in_backticks(&words[..MAX_NAMED]).join(", ")
        ),
    }
}

/// `a`, `b` and `c`, each in backticks.
pub(super) fn join_quoted_with_and(words: &[String]) -> String {
    join_with_conjunction(&quote_in_backticks(words), "and")
}

/// `a`, `b` or `c`, each in backticks.
pub(super) fn join_quoted_with_or(words: &[&str]) -> String {
    join_with_conjunction(&quote_in_backticks(words), "or")
}

fn quote_in_backticks(words: &[impl AsRef<str>]) -> Vec<String> {
    let words = words.iter();
    words.map(|word| format!("`{}`", word.as_ref())).collect()
}

/// The parts with commas between them, and a word before the last.
fn join_with_conjunction(parts: &[String], word: &str) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// The text with every character that has no shape of its own, or turns the text around it, as
/// its number.
pub(super) fn escape_invisible_chars(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible_char(character) {
            let _ = write!(out, "U+{:04X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// Returns a question for the nearest name that exists, or else other advice.
pub(super) fn did_you_mean_hint(nearest: Option<&str>, otherwise: impl Into<String>) -> String {
    nearest.map_or_else(
        || otherwise.into(),
        |nearest| format!("did you mean `{nearest}`?"),
    )
}
