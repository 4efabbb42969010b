//! Parses TOML into a tree with the position of every key and value.
//!
//! Parsing continues after an error, so that all errors are reported at once. A value that cannot be
//! read becomes [`TomlNodeValue::Unreadable`], so that it is not reported again.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeArray, DeTable, DeValue};

use super::toml_errors;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::span::{SourceFile, Span};

/// A table with its entries in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlTable {
    /// The entries; keys are unique.
    pub entries: Vec<TomlEntry>,
    /// The header (`[agency]`), the braces, or the whole file.
    pub span: Span,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlEntry {
    pub key: String,
    pub key_span: Span,
    pub value: TomlNode,
}

/// A value with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlNode {
    pub value: TomlNodeValue,
    /// The position, quotes and brackets included.
    pub span: Span,
}

/// The kinds of TOML value.
#[derive(Debug, Clone, PartialEq)]
pub enum TomlNodeValue {
    Text(String),
    Integer(i64),
    /// Any other number, as written.
    OtherNumber(String),
    Boolean(bool),
    Date(Date),
    /// A time, or a date with a time, as written.
    DateTime(String),
    /// `[ ... ]`, or all tables under one `[[heading]]`.
    Array(Vec<TomlNode>),
    Table(TomlTable),
    /// A value that cannot be read; already reported.
    Unreadable,
}

/// Parses a whole file.
///
/// # Errors
/// If a mistake may have put all following settings into the wrong table, such as a missing bracket.
pub fn parse_toml_file(
    file: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Result<TomlTable, StageError> {
    parse_toml_range(file, 0..file.text.len(), diagnostics)
}

/// Parses a part of a file, such as the front matter of a template. Positions are relative to the
/// whole file; the range must lie on character boundaries.
///
/// # Errors
/// As [`parse_toml_file`].
pub fn parse_toml_range(
    file: &Arc<SourceFile>,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Result<TomlTable, StageError> {
    let source_text = &file.text[range.clone()];
    let mut mistakes = toml_errors::find_control_characters(source_text);
    let (table, errors) = DeTable::parse_recoverable(source_text);
    if errors.is_empty() && mistakes.is_empty() {
        let builder = TomlTreeBuilder {
            file,
            byte_offset: range.start,
            unreadable_lines: Vec::new(),
        };
        return Ok(builder.build_table(table.get_ref(), 0..source_text.len()));
    }
    let mut text = source_text.to_owned();
    if !mistakes.is_empty() {
        text = toml_errors::replace_control_characters(&text);
    }
    push_new_mistakes(&mut mistakes, find_syntax_errors(&text));
    // The parser skips the rest of a table after a line without a setting. Blanking such lines and
    // parsing again keeps all positions.
    for _ in 0..MAX_BLANKED_LINES {
        if has_unreadable_rest(&mistakes) {
            break;
        }
        let mut has_changed = false;
        for mistake in mistakes.iter().filter(|mistake| mistake.has_no_setting) {
            let lines = mistake.line_range.clone();
            if !text[lines.clone()].trim().is_empty() {
                let spaces: String = text[lines.clone()]
                    .bytes()
                    .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                    .collect();
                text.replace_range(lines, &spaces);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
        push_new_mistakes(&mut mistakes, find_syntax_errors(&text));
    }
    mistakes.sort_by_key(|mistake| mistake.byte_range.start);
    let (table, _) = DeTable::parse_recoverable(&text);
    let has_unreadable_rest = has_unreadable_rest(&mistakes);
    let builder = TomlTreeBuilder {
        file,
        byte_offset: range.start,
        unreadable_lines: mistakes
            .iter()
            .map(|mistake| mistake.line_range.clone())
            .collect(),
    };
    diagnostics.extend(mistakes.into_iter().map(|mistake| {
        Diagnostic::new(mistake.problem).with_span(builder.span_in_file(mistake.byte_range))
    }));
    if has_unreadable_rest {
        return Err(StageError::InvalidInput);
    }
    Ok(builder.build_table(table.get_ref(), 0..text.len()))
}

/// The maximum number of attempts to parse after blanking lines without a setting.
const MAX_BLANKED_LINES: usize = 50;

/// Adds the mistakes in lines without a known one.
fn push_new_mistakes(
    mistakes: &mut Vec<toml_errors::TomlSyntaxError>,
    found: Vec<toml_errors::TomlSyntaxError>,
) {
    for mistake in found {
        if !mistakes
            .iter()
            .any(|known| known.line_range == mistake.line_range)
        {
            mistakes.push(mistake);
        }
    }
}

fn has_unreadable_rest(mistakes: &[toml_errors::TomlSyntaxError]) -> bool {
    mistakes.len() >= toml_errors::MAX_SYNTAX_ERRORS
        || mistakes
            .iter()
            .any(|mistake| mistake.shifts_following_tables)
}

fn find_syntax_errors(text: &str) -> Vec<toml_errors::TomlSyntaxError> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let errors: Vec<toml_errors::TomlParserError> = errors
        .iter()
        .map(|error| toml_errors::TomlParserError {
            message: error.message().to_owned(),
            byte_range: snap_to_char_boundaries(text, error.span().unwrap_or(0..0)),
        })
        .collect();
    toml_errors::explain_parser_errors(text, &errors)
}

/// Rounds a range down to character boundaries: the parser's positions may be inside a character.
fn snap_to_char_boundaries(text: &str, bytes: Range<usize>) -> Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    boundary(bytes.start)..boundary(bytes.end.max(bytes.start))
}

struct TomlTreeBuilder<'f> {
    file: &'f Arc<SourceFile>,
    byte_offset: usize,
    /// The lines with reported mistakes.
    unreadable_lines: Vec<Range<usize>>,
}

impl TomlTreeBuilder<'_> {
    fn span_in_file(&self, bytes: Range<usize>) -> Span {
        Span {
            file: Arc::clone(self.file),
            byte_range: bytes.start + self.byte_offset..bytes.end + self.byte_offset,
        }
    }

    fn build_table(&self, table: &DeTable<'_>, bytes: Range<usize>) -> TomlTable {
        let mut entries: Vec<TomlEntry> = table
            .iter()
            .map(|(key, value)| TomlEntry {
                key: key.get_ref().clone().into_owned(),
                key_span: self.span_in_file(key.span()),
                value: self.build_node(value.get_ref(), value.span()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.byte_range.start);
        TomlTable {
            entries,
            span: self.span_in_file(bytes),
        }
    }

    fn build_array(&self, list: &DeArray<'_>) -> Vec<TomlNode> {
        list.iter()
            .map(|value| self.build_node(value.get_ref(), value.span()))
            .collect()
    }

    fn build_node(&self, value: &DeValue<'_>, bytes: Range<usize>) -> TomlNode {
        let span = self.span_in_file(bytes.clone());
        let source_text = || span.text().to_owned();
        let is_unreadable = self
            .unreadable_lines
            .iter()
            .any(|line| line.start < bytes.end && bytes.start < line.end);
        let value = match value {
            DeValue::Table(table) => TomlNodeValue::Table(self.build_table(table, bytes)),
            DeValue::Array(list) => TomlNodeValue::Array(self.build_array(list)),
            _ if is_unreadable => TomlNodeValue::Unreadable,
            DeValue::String(text) => TomlNodeValue::Text(text.clone().into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(
                    |_| TomlNodeValue::OtherNumber(source_text()),
                    TomlNodeValue::Integer,
                ),
            DeValue::Float(_) => TomlNodeValue::OtherNumber(source_text()),
            DeValue::Boolean(flag) => TomlNodeValue::Boolean(*flag),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => date_from_parts(date.year, date.month, date.day)
                    .map_or(TomlNodeValue::Unreadable, TomlNodeValue::Date),
                _ => TomlNodeValue::DateTime(source_text()),
            },
        };
        TomlNode { value, span }
    }
}

fn date_from_parts(year: u16, month: u8, day: u8) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    /// Covers every parser message that `toml_errors` recognizes, so that an update of `toml` that rewords
    /// one fails here.
    #[test]
    fn the_parser_words_its_errors_as_toml_errors_expects() {
        for (text, prefix) in [
            ("a = 1\na = 2", "duplicate key"),
            ("a = [", "unclosed array, "),
            ("a = { b = 1", "unclosed inline table"),
            ("a = [\"x\"\nb = 1", "unexpected `=` in array"),
            ("a = [\"x\" \"y\"]", "missing comma"),
            ("a = \"\"\"x", "invalid multi-line basic string"),
            ("a = '''x", "invalid multi-line literal string"),
            ("a = \"x", "invalid basic string"),
            ("a = ['x]", "invalid literal string"),
            ("a = \"\\q\"", "missing escaped value"),
            (
                "a = \"\\u12\"",
                "too few unicode value digits, expected unicode hexadecimal",
            ),
            (
                "a = \"\\uD800\"",
                "invalid value, expected unicode hexadecimal",
            ),
            ("a = [hello]", "string values must be quoted"),
            ("a = [319-555-0110]", "invalid date, expected "),
            (
                "a = 2026-02-30",
                "invalid date, expected day between 01 and 28",
            ),
            (
                "a = 2026-13-01",
                "invalid date, expected month between 01 and 12",
            ),
        ] {
            let (_, errors) = DeTable::parse_recoverable(text);
            let messages: Vec<&str> = errors.iter().map(toml::de::Error::message).collect();
            let is_known = messages.iter().any(|message| message.starts_with(prefix));
            assert!(is_known, "{text}: {messages:?}");
        }
    }
}
