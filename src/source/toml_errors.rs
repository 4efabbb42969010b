//! Explains TOML syntax errors to users who have never seen TOML.
//!
//! The TOML parser reports where it stopped. The cause is usually a few characters earlier and can be
//! recognized from the line: a phone number without quotes, curly quotes from a word processor, a
//! colon instead of an equals sign. One mistake makes one [`TomlSyntaxError`], however many errors the
//! parser reports for it.

mod value_errors;

use std::ops::Range;

use value_errors::{
    CURLY_QUOTES, KeyValueLine, diagnose_list_value, diagnose_missing_comma, diagnose_value,
    trim_line_range,
};
pub(super) use value_errors::{TomlParserError, diagnose_typed_date};

use crate::diag::source::SourceProblem;

/// One mistake with its explanation.
pub(super) struct TomlSyntaxError {
    pub(super) problem: SourceProblem,
    pub(super) byte_range: Range<usize>,
    /// The line it is on; values read from this line are unreliable.
    pub(super) line_range: Range<usize>,
    /// Whether it is inside an array or inline table.
    pub(super) is_in_array: bool,
    /// Whether the line contains no readable setting.
    pub(super) has_no_setting: bool,
    /// Whether the parser may have put all following settings into the wrong table.
    pub(super) shifts_following_tables: bool,
}

/// The maximum number of explained mistakes.
pub(super) const MAX_SYNTAX_ERRORS: usize = 200;

/// Finds the control characters that TOML does not allow, at most one per line.
pub(super) fn find_control_characters(text: &str) -> Vec<TomlSyntaxError> {
    let mut mistakes: Vec<TomlSyntaxError> = Vec::new();
    for (at, character) in text.char_indices() {
        let is_line_end = character == '\r' && text[at + 1..].starts_with('\n');
        if !character.is_ascii_control() || matches!(character, '\t' | '\n') || is_line_end {
            continue;
        }
        let line = line_range_at(text, at);
        let is_known = mistakes
            .last()
            .is_some_and(|known| known.line_range == line);
        if !is_known && mistakes.len() < MAX_SYNTAX_ERRORS {
            let problem = SourceProblem::ControlCharacter { character };
            mistakes.push(new_syntax_error(problem, at..at + 1, line));
        }
    }
    mistakes
}

/// Returns the text with a space in place of each control character that TOML does not allow.
pub(super) fn replace_control_characters(text: &str) -> String {
    text.replace("\r\n", "\0\n").replace(
        |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n'),
        " ",
    )
}

/// Explains the parser's errors in the order of the text, at most one per line.
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
            && let Some(previous) = mistakes.last_mut()
        {
            previous.line_range.end = line.end;
            previous.has_no_setting = true;
            if let SourceProblem::UnclosedQuote { suggestion } = &mut previous.problem {
                let quote = suggestion.pop().unwrap_or('"');
                let rest = text[line].trim().trim_end_matches(['"', '\'']);
                *suggestion = format!("{suggestion} {rest}{quote}");
            }
            continue;
        }
        let mut mistake = explain_error_line(text, line, error);
        // An unclosed list after a mistake in a list is the same mistake.
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
    let range = find_open_bracket(text, error.byte_range.start).unwrap_or(error.byte_range.clone());
    let line = line_range_at(text, range.start);
    let bracket = text[range.clone()].to_owned();
    TomlSyntaxError {
        shifts_following_tables: true,
        ..new_syntax_error(SourceProblem::UnclosedBracket { bracket }, range, line)
    }
}

fn line_range_at(text: &str, offset: usize) -> Range<usize> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |length| offset + length);
    start..end
}

/// Returns whether a line continues a string that the previous line left unclosed.
fn continues_unclosed_string(
    text: &str,
    mistakes: &[TomlSyntaxError],
    line: &Range<usize>,
) -> bool {
    mistakes.last().is_some_and(|previous| {
        matches!(previous.problem, SourceProblem::UnclosedQuote { .. })
            && previous.line_range.end + 1 == line.start
            && !text[line.clone()].contains('=')
    })
}

fn is_table_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn header_without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or(line).trim()
}

fn is_in_duplicate_table(text: &str, mistakes: &[TomlSyntaxError], offset: usize) -> bool {
    mistakes.iter().any(|known| {
        matches!(known.problem, SourceProblem::DuplicateDefinition { .. })
            && is_table_header(&text[known.line_range.clone()])
            && known.line_range.end <= offset
            && !text[known.line_range.end..offset]
                .lines()
                .any(is_table_header)
    })
}

fn duplicate_key_error(text: &str, range: Range<usize>, line: Range<usize>) -> TomlSyntaxError {
    let key = &text[range.clone()];
    let line_text = &text[line.clone()];
    let is_header = is_table_header(line_text);
    let table_name = |line: &str| header_without_comment(line).replace(['[', ']'], "");
    let defines_same = |earlier: &str| {
        if is_header {
            is_table_header(earlier) && table_name(earlier) == table_name(line_text)
        } else {
            earlier
                .split_once('=')
                .is_some_and(|(name, _)| name.trim() == key)
        }
    };
    let earlier_lines: Vec<&str> = text[..line.start].lines().collect();
    let earlier_line = earlier_lines
        .iter()
        .rposition(|earlier| defines_same(earlier))
        .map(|index| index + 1);
    let name = if is_header {
        header_without_comment(line_text).to_owned()
    } else {
        key.to_owned()
    };
    let problem = SourceProblem::DuplicateDefinition { name, earlier_line };
    new_syntax_error(problem, range, line)
}

fn parse_key_value_line(text: &str, line: Range<usize>) -> Option<KeyValueLine<'_>> {
    let (key, value) = text[line.clone()].trim_end().split_once('=')?;
    let space = value.len() - value.trim_start().len();
    Some(KeyValueLine {
        key: key.trim(),
        value: value.trim(),
        value_start: line.start + key.len() + 1 + space,
    })
}

/// Returns a mistake that affects neither its own setting's key nor other settings.
fn new_syntax_error(
    problem: SourceProblem,
    byte_range: Range<usize>,
    line_range: Range<usize>,
) -> TomlSyntaxError {
    TomlSyntaxError {
        problem,
        byte_range,
        line_range,
        is_in_array: false,
        has_no_setting: false,
        shifts_following_tables: false,
    }
}

fn explain_error_line(text: &str, line: Range<usize>, error: &TomlParserError) -> TomlSyntaxError {
    let local_error = |problem, range| new_syntax_error(problem, range, line.clone());
    let lost_setting_error = |problem, range| TomlSyntaxError {
        has_no_setting: true,
        ..local_error(problem, range)
    };
    let table_shift_error = |problem, range| TomlSyntaxError {
        shifts_following_tables: true,
        ..local_error(problem, range)
    };
    let line_text = text[line.clone()].trim_end();
    let message = error.message.as_str();
    if is_table_header(line_text) && !line_text.contains('=') || is_partial_header(text, &line) {
        return table_shift_error(
            diagnose_table_header(line_text),
            trim_line_range(&line, text),
        );
    }
    if is_table_header(line_text)
        && let Some((heading, rest)) = line_text.split_once(']')
        && !heading.contains('=')
    {
        let rest = rest.trim_start_matches(']').trim();
        let end = line.start + line_text.len();
        let problem = SourceProblem::TextAfterValue {
            extra_text: rest.to_owned(),
        };
        return table_shift_error(problem, end - rest.len()..end);
    }
    if message.starts_with("invalid multi-line") && error.byte_range.start >= text.trim_end().len()
    {
        let opening = text.rfind("\"\"\"").or_else(|| text.rfind("'''"));
        let at = opening.map_or(error.byte_range.clone(), |at| at..at + 3);
        let marks = opening.map_or("\"\"\"", |at| &text[at..at + 3]).to_owned();
        return TomlSyntaxError {
            line_range: line_range_at(text, at.start),
            ..table_shift_error(SourceProblem::UnclosedParagraphs { marks }, at)
        };
    }
    if message.starts_with("missing comma") {
        let (problem, at) = diagnose_missing_comma(text, &line, error.byte_range.start);
        return TomlSyntaxError {
            is_in_array: true,
            ..local_error(problem, at)
        };
    }
    let is_escape_error = message.contains("escape") || message.contains("hexadecimal");
    if is_escape_error && !line_text.contains('"') {
        // Inside a multi-line string, which single quotes would not fix.
        let suggestion = line_text.trim().replace('\\', "\\\\");
        return local_error(
            SourceProblem::UnescapedBackslash { suggestion },
            trim_line_range(&line, text),
        );
    }
    if is_list_value_line(line_text) {
        let (problem, at) = diagnose_list_value(text, &line, error);
        return TomlSyntaxError {
            is_in_array: true,
            // An unclosed quote also hides the end of the list.
            shifts_following_tables: problem == SourceProblem::UnclosedQuoteInList,
            ..local_error(problem, at)
        };
    }
    let Some(setting) = parse_key_value_line(text, line.clone()) else {
        return lost_setting_error(
            diagnose_missing_equals(line_text),
            trim_line_range(&line, text),
        );
    };
    let value = setting.value_start..setting.value_start + setting.value.len();
    if !is_bare_toml_key(setting.key) {
        let start = line.start + (line_text.len() - line_text.trim_start().len());
        let problem = match line_text.split_once(':') {
            Some((key, value)) if is_bare_toml_key(key.trim()) => {
                colon_problem(key.trim(), value.trim())
            }
            _ => SourceProblem::InvalidKey {
                key: setting.key.to_owned(),
                is_heading: false,
                nearest: None,
            },
        };
        return lost_setting_error(problem, start..start + setting.key.len());
    }
    if setting.value.is_empty() || setting.value.starts_with('#') {
        let problem = SourceProblem::MissingValue {
            key: setting.key.to_owned(),
        };
        return lost_setting_error(problem, trim_line_range(&line, text));
    }
    let problem = diagnose_value(&setting, message);
    let at = match &problem {
        SourceProblem::TextAfterValue { extra_text } => {
            // A comment may follow it.
            let start = value.start + setting.value.rfind(extra_text.as_str()).unwrap_or(0);
            start..start + extra_text.len()
        }
        _ => value,
    };
    local_error(problem, at)
}

/// Returns whether a line is a header without its opening bracket (`agency]`), not the end of a list.
fn is_partial_header(text: &str, line: &Range<usize>) -> bool {
    let header = header_without_comment(&text[line.clone()]);
    header.ends_with(']')
        && !header.contains(['=', '"', '\'', ','])
        && find_open_bracket(text, line.start).is_none()
}

fn diagnose_table_header(line: &str) -> SourceProblem {
    let header = header_without_comment(line).to_owned();
    let name = header.trim_matches(['[', ']']);
    if is_bare_toml_key(name) || name.contains(['[', ']']) {
        return SourceProblem::UnclosedTableHeader { header };
    }
    SourceProblem::InvalidKey {
        key: name.to_owned(),
        is_heading: true,
        nearest: None,
    }
}

/// Returns whether the line is a list or an item of one.
fn is_list_value_line(line: &str) -> bool {
    let line = line.trim_start();
    let value_is_list = line.split_once('=').is_some_and(|(key, value)| {
        is_bare_toml_key(key.trim()) && value.trim_start().starts_with(['[', '{'])
    });
    let line_is_item = line.starts_with(['{', '"', '\'']) || line.starts_with(CURLY_QUOTES);
    value_is_list || line_is_item && (line.ends_with([',', ']', '}']) || line.starts_with('{'))
}

fn diagnose_missing_equals(line: &str) -> SourceProblem {
    let line = line.trim();
    if let Some((key, value)) = line.split_once(':')
        && is_bare_toml_key(key.trim())
    {
        return colon_problem(key.trim(), value.trim());
    }
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

/// Returns the range of the innermost bracket or brace that is open at `offset`.
fn find_open_bracket(text: &str, offset: usize) -> Option<Range<usize>> {
    let mut depth = 0_u32;
    for (at, character) in text[..offset].char_indices().rev() {
        match character {
            ']' | '}' => depth += 1,
            '[' | '{' if depth == 0 => return Some(at..at + 1),
            '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}
