//! Tells from a line of text what somebody who has never seen TOML meant to write.
//!
//! A reader of TOML says where it stopped; what went wrong is usually a few characters earlier and
//! is told by the line itself: a telephone number without quotes, quotation marks from a word
//! processor, a colon in place of the equals sign. One mistake makes one [`Mistake`], however many
//! times the reader stumbled over it.

mod value_errors;

use std::ops::Range;

use value_errors::{
    CURLY_QUOTES, KeyValueLine, diagnose_list_value, diagnose_missing_comma, diagnose_value,
    trim_line_range,
};
pub(super) use value_errors::{TomlParserError, to_iso_date};

use crate::diag::source::SourceProblem;

/// A mistake, explained.
pub(super) struct TomlSyntaxError {
    pub(super) problem: SourceProblem,
    pub(super) byte_range: Range<usize>,
    /// The line it is on; values there are not to be trusted.
    pub(super) line_range: Range<usize>,
    /// Whether it is in one of several values.
    pub(super) is_in_array: bool,
    /// Whether the line holds no setting that could be read.
    pub(super) has_no_setting: bool,
    /// Whether everything below may have landed in another table.
    pub(super) shifts_following_tables: bool,
}

/// A file with more mistakes is not explained to its end.
pub(super) const MAX_SYNTAX_ERRORS: usize = 200;

/// Explains what the reader said, in the order of the text, one mistake a line.
pub(super) fn explain_parser_errors(
    text: &str,
    errors: &[TomlParserError],
) -> Vec<TomlSyntaxError> {
    let mut errors: Vec<&TomlParserError> = errors.iter().collect();
    errors.sort_by_key(|error| (error.byte_range.start, error.byte_range.end));
    let mut mistakes: Vec<TomlSyntaxError> = Vec::new();
    let unclosed = errors
        .iter()
        .find(|error| is_unclosed_list_error(error))
        .map(|error| unclosed_list_error(text, error));
    for error in errors {
        let line = line_range_at(text, error.byte_range.start);
        if let Some(list) = &unclosed
            && line.start >= list.line_range.start
        {
            break;
        }
        if mistakes.iter().any(|known| known.line_range == line) {
            continue;
        }
        if mistakes.len() >= MAX_SYNTAX_ERRORS {
            break;
        }
        if error.message.starts_with("duplicate key") {
            if !is_in_duplicate_table(text, &mistakes, error.byte_range.start) {
                mistakes.push(duplicate_key_error(text, error.byte_range.clone(), line));
            }
            continue;
        }
        if continues_unclosed_string(text, &mistakes, &line)
            && let Some(before) = mistakes.last_mut()
        {
            before.line_range.end = line.end;
            before.has_no_setting = true;
            if let SourceProblem::UnclosedQuote {
                suggestion: Some(suggestion),
            } = &mut before.problem
            {
                let quote = suggestion.pop().unwrap_or('"');
                let rest = text[line].trim().trim_end_matches(['"', '\'']);
                *suggestion = format!("{suggestion} {rest}{quote}");
            }
            continue;
        }
        let mut mistake = explain_error_line(text, line, error);
        // A list that does not end, after a mistake in a list, is the same mistake.
        mistake.shifts_following_tables |= mistake.is_in_array && unclosed.is_some();
        let shifts = mistake.shifts_following_tables;
        mistakes.push(mistake);
        if shifts {
            return mistakes;
        }
    }
    mistakes.extend(unclosed);
    mistakes
}

fn is_unclosed_list_error(error: &TomlParserError) -> bool {
    let message = error.message.as_str();
    message.starts_with("unclosed array, ")
        || message.starts_with("unclosed inline table")
        || message.starts_with("unexpected `=` in array")
}

fn unclosed_list_error(text: &str, error: &TomlParserError) -> TomlSyntaxError {
    let at = find_open_bracket(text, error.byte_range.start).unwrap_or(error.byte_range.clone());
    let line = line_range_at(text, at.start);
    let bracket = text[at.clone()].to_owned();
    TomlSyntaxError {
        shifts_following_tables: true,
        ..new_syntax_error(SourceProblem::UnclosedBracket { bracket }, at, line)
    }
}

fn line_range_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |more| at + more);
    start..end
}

/// Whether a line is the rest of a text that was begun and not ended on the line before.
fn continues_unclosed_string(
    text: &str,
    mistakes: &[TomlSyntaxError],
    line: &Range<usize>,
) -> bool {
    mistakes.last().is_some_and(|before| {
        matches!(before.problem, SourceProblem::UnclosedQuote { .. })
            && before.line_range.end + 1 == line.start
            && !text[line.clone()].contains('=')
    })
}

fn is_table_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn header_without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or(line).trim()
}

fn is_in_duplicate_table(text: &str, mistakes: &[TomlSyntaxError], at: usize) -> bool {
    mistakes.iter().any(|known| {
        matches!(known.problem, SourceProblem::DuplicateDefinition { .. })
            && is_table_header(&text[known.line_range.clone()])
            && known.line_range.end <= at
            && !text[known.line_range.end..at].lines().any(is_table_header)
    })
}

fn duplicate_key_error(text: &str, at: Range<usize>, line: Range<usize>) -> TomlSyntaxError {
    let here = &text[line.clone()];
    let same = |earlier: &str| {
        if is_table_header(here) {
            let name = |line: &str| header_without_comment(line).replace(['[', ']'], "");
            is_table_header(earlier) && name(earlier) == name(here)
        } else {
            earlier
                .split_once('=')
                .is_some_and(|(key, _)| key.trim() == &text[at.clone()])
        }
    };
    let earlier = text[..line.start]
        .lines()
        .enumerate()
        .filter(|(_, earlier)| same(earlier))
        .last()
        .map(|(number, _)| number + 1);
    let name = if is_table_header(here) {
        header_without_comment(here).to_owned()
    } else {
        text[at.clone()].to_owned()
    };
    new_syntax_error(
        SourceProblem::DuplicateDefinition {
            name,
            earlier_line: earlier,
        },
        at,
        line,
    )
}

fn parse_key_value_line(text: &str, line: Range<usize>) -> Option<KeyValueLine<'_>> {
    let written = text[line.clone()].trim_end();
    let (key, value) = written.split_once('=')?;
    let lead = value.len() - value.trim_start().len();
    Some(KeyValueLine {
        key: key.trim(),
        value: value.trim(),
        value_start: line.start + key.len() + 1 + lead,
    })
}

/// A mistake that leaves its setting and all others where they are.
fn new_syntax_error(
    problem: SourceProblem,
    at: Range<usize>,
    line: Range<usize>,
) -> TomlSyntaxError {
    TomlSyntaxError {
        problem,
        byte_range: at,
        line_range: line,
        is_in_array: false,
        has_no_setting: false,
        shifts_following_tables: false,
    }
}

fn explain_error_line(text: &str, line: Range<usize>, error: &TomlParserError) -> TomlSyntaxError {
    let made = |problem, at| new_syntax_error(problem, at, line.clone());
    let lost = |problem, at| TomlSyntaxError {
        has_no_setting: true,
        ..new_syntax_error(problem, at, line.clone())
    };
    let shifting = |problem, at| TomlSyntaxError {
        shifts_following_tables: true,
        ..new_syntax_error(problem, at, line.clone())
    };
    let written = text[line.clone()].trim_end();
    let message = error.message.as_str();
    if is_table_header(written) && !written.contains('=') || is_partial_header(text, &line) {
        return shifting(diagnose_table_header(written), trim_line_range(&line, text));
    }
    if is_table_header(written)
        && let Some((heading, rest)) = written.split_once(']')
        && !heading.contains('=')
    {
        let rest = rest.trim_start_matches(']').trim();
        let end = line.start + written.len();
        let problem = SourceProblem::TextAfterValue {
            extra_text: rest.to_owned(),
        };
        return shifting(problem, end - rest.len()..end);
    }
    if message.starts_with("invalid multi-line") && error.byte_range.start >= text.trim_end().len()
    {
        let opening = text.rfind("\"\"\"").or_else(|| text.rfind("'''"));
        let at = opening.map_or(error.byte_range.clone(), |at| at..at + 3);
        return TomlSyntaxError {
            line_range: line_range_at(text, at.start),
            ..shifting(SourceProblem::UnclosedQuote { suggestion: None }, at)
        };
    }
    if message.starts_with("missing comma") {
        let (problem, at) = diagnose_missing_comma(text, &line, error.byte_range.start);
        return TomlSyntaxError {
            is_in_array: true,
            ..made(problem, at)
        };
    }
    let escapes = message.contains("escape") || message.contains("hexadecimal");
    if escapes && !written.contains('"') {
        // Inside a text over several lines, where single quotes are no way out.
        let suggestion = written.trim().replace('\\', "\\\\");
        return made(
            SourceProblem::UnescapedBackslash { suggestion },
            trim_line_range(&line, text),
        );
    }
    if is_list_value_line(written) {
        let (problem, at) = diagnose_list_value(text, &line, error);
        // Such a quote takes the end of the list with it.
        let shifts_what_follows = matches!(problem, SourceProblem::UnclosedQuote { .. });
        return TomlSyntaxError {
            is_in_array: true,
            shifts_following_tables: shifts_what_follows,
            ..made(problem, at)
        };
    }
    let Some(setting) = parse_key_value_line(text, line.clone()) else {
        return lost(
            diagnose_missing_equals(written),
            trim_line_range(&line, text),
        );
    };
    let value = setting.value_start..setting.value_start + setting.value.len();
    if !is_bare_toml_key(setting.key) {
        let start = line.start + (written.len() - written.trim_start().len());
        let problem = match written.split_once(':') {
            Some((key, value)) if is_bare_toml_key(key.trim()) => {
                colon_problem(key.trim(), value.trim())
            }
            _ => SourceProblem::InvalidKey {
                key: setting.key.to_owned(),
                suggestion: suggest_bare_key(setting.key),
            },
        };
        return lost(problem, start..start + setting.key.len());
    }
    if setting.value.is_empty() || setting.value.starts_with('#') {
        let problem = SourceProblem::MissingValue {
            key: setting.key.to_owned(),
        };
        return lost(problem, trim_line_range(&line, text));
    }
    let problem = diagnose_value(&setting, message);
    let at = match &problem {
        SourceProblem::TextAfterValue { extra_text: rest } => {
            // A remark may stand after it.
            let start = value.start + setting.value.rfind(rest.as_str()).unwrap_or(0);
            start..start + rest.len()
        }
        _ => value,
    };
    made(problem, at)
}

/// `agency]`, which is not the end of a list.
fn is_partial_header(text: &str, line: &Range<usize>) -> bool {
    let written = header_without_comment(&text[line.clone()]);
    written.ends_with(']')
        && !written.contains(['=', '"', '\'', ','])
        && find_open_bracket(text, line.start).is_none()
}

fn diagnose_table_header(written: &str) -> SourceProblem {
    let header = header_without_comment(written).to_owned();
    let name = header.trim_matches(['[', ']']);
    if is_bare_toml_key(name) || name.contains(['[', ']']) {
        return SourceProblem::UnclosedTableHeader { header };
    }
    let suggestion = header.replace(name, &suggest_bare_key(name));
    SourceProblem::InvalidKey {
        key: name.to_owned(),
        suggestion,
    }
}

/// Whether the place of a mistake is one of several values on the line.
fn is_list_value_line(written: &str) -> bool {
    let line = written.trim_start();
    let first_sign = |text: &str| {
        let signs = ['[', '{', '"', '\''];
        text.trim_start().starts_with(signs) || text.trim_start().starts_with(CURLY_QUOTES)
    };
    let value_is_list = line.split_once('=').is_some_and(|(key, value)| {
        is_bare_toml_key(key.trim()) && value.trim_start().starts_with(['[', '{'])
    });
    let line_is_item = first_sign(line) && !is_table_header(line);
    value_is_list || line_is_item && (line.ends_with([',', ']', '}']) || line.starts_with('{'))
}

fn diagnose_missing_equals(written: &str) -> SourceProblem {
    if let Some((key, value)) = written.split_once(':')
        && is_bare_toml_key(key.trim())
    {
        return colon_problem(key.trim(), value.trim());
    }
    let line = written.trim();
    if let Some((key, value)) = line.split_once(char::is_whitespace)
        && is_bare_toml_key(key)
        && value.trim().starts_with(['"', '\''])
    {
        return SourceProblem::MissingEquals {
            suggestion: format!("{key} = {}", value.trim()),
        };
    }
    SourceProblem::UnrecognizedLine
}

fn colon_problem(key: &str, value: &str) -> SourceProblem {
    SourceProblem::ColonInsteadOfEquals {
        suggestion: if value.starts_with(['"', '\'', '[', '{']) {
            format!("{key} = {value}")
        } else {
            format!("{key} = \"{value}\"")
        },
    }
}

fn is_bare_toml_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn suggest_bare_key(key: &str) -> String {
    let words: Vec<String> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

/// The last bracket or brace before a place that is still open there.
fn find_open_bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let mut depth = 0_u32;
    for (place, character) in text[..at].char_indices().rev() {
        match character {
            ']' | '}' => depth += 1,
            '[' | '{' if depth == 0 => return Some(place..place + 1),
            '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}
