//! Helpers for messages: lists of words, and text with its invisible characters escaped.

use std::fmt::Write as _;

use super::invisible_chars::is_invisible_char;

/// Returns a list of citations: `42 CFR 59.6 (required) and the handbook (recommended)`. Each has a flag for
/// a recommendation.
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

/// Like [`join_quoted_with_and`], with only the first three by name.
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

/// Returns `a`, `b` and `c`, each in backticks.
pub(super) fn join_quoted_with_and(words: &[impl AsRef<str>]) -> String {
    join_with_conjunction(&quote_in_backticks(words), "and")
}

/// Returns `a`, `b` or `c`, each in backticks.
pub(super) fn join_quoted_with_or(words: &[&str]) -> String {
    join_with_conjunction(&quote_in_backticks(words), "or")
}

fn quote_in_backticks(words: &[impl AsRef<str>]) -> Vec<String> {
    words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect()
}

/// Joins parts with commas, and a conjunction before the last.
pub(super) fn join_with_conjunction(parts: &[String], conjunction: &str) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} {conjunction} {last}", rest.join(", "))
        }
        _ => parts.concat(),
    }
}

/// Returns the text with every invisible or direction-changing character as `U+202E`.
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

/// Returns a hint that suggests the nearest existing name, or else `otherwise`.
pub(super) fn did_you_mean_hint(nearest: Option<&str>, otherwise: impl Into<String>) -> String {
    nearest.map_or_else(
        || otherwise.into(),
        |nearest| format!("did you mean `{nearest}`?"),
    )
}
