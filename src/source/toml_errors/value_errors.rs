//! Explains syntax errors in the values of settings.

use std::ops::Range;

use crate::diag::source::SourceProblem;
use crate::source::typed_date::{TypedDateError, parse_typed_date};

/// An error of the TOML parser.
pub(in crate::source) struct TomlParserError {
    pub(in crate::source) message: String,
    /// The position in the parsed text.
    pub(in crate::source) byte_range: Range<usize>,
}

/// A line of the form `key = value`.
pub(super) struct KeyValueLine<'t> {
    pub(super) key: &'t str,
    pub(super) value: &'t str,
    /// The byte offset of the value in the text.
    pub(super) value_start: usize,
}

/// Returns the problem of a value that is not in a list.
pub(super) fn diagnose_value(setting: &KeyValueLine<'_>, message: &str) -> SourceProblem {
    let key = setting.key.to_owned();
    let value = strip_comment(setting.value);
    let quoted = |text: &str| {
        let text = text.trim_matches(CURLY_QUOTES).trim();
        if text.contains('"') {
            format!("{key} = '{text}'")
        } else {
            format!("{key} = \"{text}\"")
        }
    };
    if value.starts_with(CURLY_QUOTES) {
        return SourceProblem::CurlyQuotes {
            suggestion: quoted(value.trim_matches(['"', '\''])),
        };
    }
    if let Some(quote) = value
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
    {
        let inside = &value[1..];
        if message.contains("escape")
            || message.contains("unicode")
            || message.contains("hexadecimal")
        {
            let inside = inside.trim_end_matches('"');
            let suggestion = if inside.contains('\'') {
                format!("{key} = \"{}\"", inside.replace('\\', "/"))
            } else {
                format!("{key} = '{inside}'")
            };
            return SourceProblem::UnescapedBackslash { suggestion };
        }
        if inside.ends_with(CURLY_QUOTES) && !inside.contains(quote) {
            return SourceProblem::CurlyQuotes {
                suggestion: quoted(inside),
            };
        }
        if inside.ends_with(quote) {
            let text = &inside[..inside.len() - 1];
            let parts: Vec<&str> = value.split(',').map(str::trim).collect();
            let is_quoted =
                |part: &&str| part.len() > 1 && part.starts_with(quote) && part.ends_with(quote);
            if parts.len() > 1 && parts.iter().all(is_quoted) {
                let suggestion = format!("{key} = [{}]", parts.join(", "));
                return SourceProblem::ListWithoutBrackets { suggestion };
            }
            let suggestion = format!("{key} = {}", quote_toml_string(text));
            return SourceProblem::QuoteInsideQuotes { suggestion };
        }
        if !inside.contains(quote) {
            let text = inside.trim_end_matches(['"', '\'', ',']).trim();
            return SourceProblem::UnclosedQuote {
                suggestion: quoted(text),
            };
        }
        let end = inside.find(quote).map_or(value.len(), |at| at + 2);
        return SourceProblem::TextAfterValue {
            extra_text: value[end..].trim().to_owned(),
        };
    }
    let word = value.split('#').next().unwrap_or(value).trim();
    match word.to_lowercase().as_str() {
        "yes" | "y" | "on" | "true" => return boolean_word_problem(setting, word, true),
        "no" | "n" | "off" | "false" => return boolean_word_problem(setting, word, false),
        _ => {}
    }
    if let Some(problem) = diagnose_date(setting.key, word, message) {
        return problem;
    }
    if value.starts_with(['[', '{']) {
        return other_syntax_error(message);
    }
    SourceProblem::MissingQuotes {
        suggestion: quoted(word),
    }
}

/// The quotation marks that word processors and phones insert.
pub(super) const CURLY_QUOTES: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '″'];

/// Removes the comment after a value in quotes of any kind.
fn strip_comment(value: &str) -> &str {
    value
        .match_indices(" #")
        .map(|(at, _)| value[..at].trim_end())
        .find(|value| {
            value.len() > 1 && (value.ends_with(['"', '\'']) || value.ends_with(CURLY_QUOTES))
        })
        .unwrap_or(value)
}

fn boolean_word_problem(setting: &KeyValueLine<'_>, word: &str, flag: bool) -> SourceProblem {
    SourceProblem::YesNoInsteadOfBoolean {
        value: word.to_owned(),
        suggestion: format!("{} = {flag}", setting.key),
    }
}

fn diagnose_date(key: &str, word: &str, message: &str) -> Option<SourceProblem> {
    if is_iso_date_shaped(word) {
        let reason = message.rsplit_once("expected ")?.1;
        return Some(SourceProblem::NonexistentDate {
            date_text: word.to_owned(),
            valid_range: Some(reason.to_owned()),
        });
    }
    diagnose_typed_date(key, word, true)
}

/// Returns the problem of a date in another form than year-month-day, or of a month without a day. A value
/// without quotes may be a text.
pub(in crate::source) fn diagnose_typed_date(
    key: &str,
    word: &str,
    may_be_text: bool,
) -> Option<SourceProblem> {
    let key = key.to_owned();
    match parse_typed_date(word) {
        Ok(date) => Some(SourceProblem::WrongDateFormat {
            key,
            suggestion: Some(date.to_string()),
        }),
        Err(TypedDateError::MissingDay { first_day }) => Some(SourceProblem::MissingDay {
            key,
            date_text: word.to_owned(),
            first_day: first_day.to_string(),
            may_be_text,
        }),
        Err(TypedDateError::NonexistentDate) if !may_be_text => {
            Some(SourceProblem::NonexistentDate {
                date_text: word.to_owned(),
                valid_range: None,
            })
        }
        Err(_) => None,
    }
}

fn is_iso_date_shaped(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// Returns the problem of a value in a list, from the position where the parser stopped.
pub(super) fn diagnose_list_value(
    text: &str,
    line: &Range<usize>,
    error: &TomlParserError,
) -> (SourceProblem, Range<usize>) {
    let message = error.message.as_str();
    let range = error.byte_range.clone();
    let word = text[range.clone()].trim();
    let quoted = |text: &str| {
        let text = text.trim_matches(CURLY_QUOTES).trim_matches(['"', '\'']);
        format!("\"{text}\"")
    };
    if word.contains(CURLY_QUOTES) {
        // The parser stops at a comma between curly quotes; the text continues to the closing quote.
        let mut end = range.end;
        if word.starts_with(CURLY_QUOTES)
            && !word.ends_with(CURLY_QUOTES)
            && let Some((at, quote)) = text[end..line.end]
                .char_indices()
                .find(|(_, c)| CURLY_QUOTES.contains(c))
        {
            end += at + quote.len_utf8();
        }
        let range = range.start..end;
        let suggestion = quoted(&text[range.clone()]);
        return (SourceProblem::CurlyQuotes { suggestion }, range);
    }
    if is_iso_date_shaped(word)
        && let Some((_, reason)) = message.rsplit_once("expected ")
    {
        let problem = SourceProblem::NonexistentDate {
            date_text: word.to_owned(),
            valid_range: Some(reason.to_owned()),
        };
        return (problem, range);
    }
    let is_word = word.starts_with(char::is_alphanumeric) && message.starts_with("invalid ");
    if message.starts_with("string values must be quoted") || is_word {
        let suggestion = quoted(word);
        return (SourceProblem::MissingQuotes { suggestion }, range);
    }
    if message.contains("escape") || message.contains("hexadecimal") {
        let start = text[line.start..range.start]
            .rfind('"')
            .map_or(line.start, |quote| line.start + quote);
        let end = text[range.start..line.end]
            .find('"')
            .map_or(range.start, |quote| range.start + quote);
        let suggestion = format!("'{}'", &text[(start + 1).min(end)..end]);
        return (SourceProblem::UnescapedBackslash { suggestion }, start..end);
    }
    let problem = if message.starts_with("invalid basic string")
        || message.starts_with("invalid literal string")
    {
        SourceProblem::UnclosedQuoteInList
    } else {
        other_syntax_error(message)
    };
    (problem, trim_line_range(line, text))
}

/// Returns any other error, without the parser's list of expected TOML syntax.
fn other_syntax_error(message: &str) -> SourceProblem {
    let message = message.split(", expected").next().unwrap_or(message);
    SourceProblem::OtherSyntaxError {
        parser_message: message.replace("array", "list"),
    }
}

/// Returns the problem of two list values without a comma between them, which may be one text with a
/// quote in it.
pub(super) fn diagnose_missing_comma(
    text: &str,
    line: &Range<usize>,
    at: usize,
) -> (SourceProblem, Range<usize>) {
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    let missing_comma = (SourceProblem::MissingComma, at..at + length);
    let Some(quote) = text[line.start..at]
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '\''))
    else {
        return missing_comma;
    };
    let Some(opening) = text[line.start..at - 1]
        .rfind(quote)
        .map(|index| line.start + index)
    else {
        return missing_comma;
    };
    if !text[at..].starts_with(char::is_alphanumeric) {
        return missing_comma;
    }
    let rest = &text[at..line.end];
    let closing = rest.char_indices().find(|(index, c)| {
        let after = rest[index + c.len_utf8()..].trim_start();
        *c == quote && (after.is_empty() || after.starts_with([',', ']', '}']))
    });
    match closing.map(|(index, _)| &text[opening + 1..at + index]) {
        Some(inside) if !inside.contains('=') => {
            let suggestion = quote_toml_string(inside);
            let end = opening + inside.len() + 2;
            (
                SourceProblem::QuoteInsideQuotes { suggestion },
                opening..end,
            )
        }
        _ => (SourceProblem::UnclosedQuoteInList, opening..at),
    }
}

fn quote_toml_string(text: &str) -> String {
    match (text.contains('"'), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("\"{}\"", text.replace('"', "\\\"")),
    }
}

/// Returns the range of a line without the whitespace around it.
pub(super) fn trim_line_range(line: &Range<usize>, text: &str) -> Range<usize> {
    let line_text = &text[line.clone()];
    let start = line.end - line_text.trim_start().len();
    start..(line.start + line_text.trim_end().len()).max(start)
}
