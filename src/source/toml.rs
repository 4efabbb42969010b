//! Reads TOML into a tree of our own in which everything has its place.
//!
//! Reading goes on after a mistake, so that all of them come at once; a value that could not be
//! read stands in the tree as [`NodeValue::Unreadable`], so that nobody reports it again.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeArray, DeTable, DeValue};

use super::toml_errors;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::span::{SourceFile, Span};

/// A table, its entries in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlTable {
    /// The entries; no key comes twice.
    pub entries: Vec<TomlEntry>,
    /// Its heading (`[agency]`), its braces, or the whole file.
    pub span: Span,
}

/// One setting of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlEntry {
    pub key: String,
    pub key_span: Span,
    /// What it is set to.
    pub value: TomlNode,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct TomlNode {
    pub value: TomlNodeValue,
    /// Where it stands, quotes and brackets included.
    pub span: Span,
}

/// The kinds of value TOML has.
#[derive(Debug, Clone, PartialEq)]
pub enum TomlNodeValue {
    Text(String),
    Integer(i64),
    /// Any other number, as it is written.
    OtherNumber(String),
    /// `true` or `false`.
    Boolean(bool),
    Date(Date),
    /// A time, or a date with a time, as it is written.
    DateTime(String),
    /// `[ ... ]`, or all tables under one `[[heading]]`.
    Array(Vec<TomlNode>),
    Table(TomlTable),
    /// Something that could not be read and was reported.
    Unreadable,
}

/// Reads a whole file.
///
/// # Errors
/// Stops when a bracket or quote is missing in a way that shifts what follows into another table.
pub fn parse_toml_file(
    file: &Arc<SourceFile>,
    found: &mut Diagnostics,
) -> Result<TomlTable, StageError> {
    parse_toml_range(file, 0..file.text.len(), found)
}

/// Reads a part of a file, such as the front matter of a template; places are those in the whole
/// file. The range must lie on character boundaries.
///
/// # Errors
/// As [`parse`].
pub fn parse_toml_range(
    file: &Arc<SourceFile>,
    part: Range<usize>,
    found: &mut Diagnostics,
) -> Result<TomlTable, StageError> {
    let written = &file.text[part.clone()];
    let (table, errors) = DeTable::parse_recoverable(written);
    if errors.is_empty() {
        let reader = TomlTreeBuilder {
            file,
            byte_offset: part.start,
            unreadable_lines: Vec::new(),
        };
        return Ok(reader.build_table(table.get_ref(), 0..written.len()));
    }
    let mut text = written.to_owned();
    let mut mistakes = find_syntax_errors(&text);
    // The reader gives up the rest of a table after a line that is no setting at all: take such
    // lines away, which moves nothing, and read again.
    for _ in 0..MAX_DROPPED_LINES {
        let mut again = false;
        let too_many = mistakes.len() >= toml_errors::MAX_SYNTAX_ERRORS;
        if too_many
            || mistakes
                .iter()
                .any(|mistake| mistake.shifts_following_tables)
        {
            break;
        }
        for mistake in mistakes.iter().filter(|mistake| mistake.has_no_setting) {
            let lines = mistake.line_range.clone();
            if !text[lines.clone()].trim().is_empty() {
                let nothing: String = text[lines.clone()]
                    .bytes()
                    .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                    .collect();
                text.replace_range(lines, &nothing);
                again = true;
            }
        }
        if !again {
            break;
        }
        for mistake in find_syntax_errors(&text) {
            if !mistakes
                .iter()
                .any(|known| known.line_range == mistake.line_range)
            {
                mistakes.push(mistake);
            }
        }
    }
    mistakes.sort_by_key(|mistake| mistake.byte_range.start);
    let (table, _) = DeTable::parse_recoverable(&text);
    let shifted = mistakes.len() >= toml_errors::MAX_SYNTAX_ERRORS
        || mistakes
            .iter()
            .any(|mistake| mistake.shifts_following_tables);
    let reader = TomlTreeBuilder {
        file,
        byte_offset: part.start,
        unreadable_lines: mistakes
            .iter()
            .map(|mistake| mistake.line_range.clone())
            .collect(),
    };
    found.extend(mistakes.into_iter().map(|mistake| {
        Diagnostic::new(mistake.problem).with_span(reader.span_in_file(mistake.byte_range))
    }));
    if shifted {
        return Err(StageError::InvalidInput);
    }
    Ok(reader.build_table(table.get_ref(), 0..text.len()))
}

/// A file with more lines than this that are no settings is no agency.toml.
const MAX_DROPPED_LINES: usize = 50;

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

/// The reader of TOML counts bytes, at times to the middle of a letter.
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
    /// Lines on which a mistake was reported.
    unreadable_lines: Vec<Range<usize>>,
}

impl TomlTreeBuilder<'_> {
    fn span_in_file(&self, bytes: Range<usize>) -> Span {
        Span {
            file: Arc::clone(self.file),
            byte_range: bytes.start + self.byte_offset..bytes.end + self.byte_offset,
        }
    }

    fn build_table(&self, table: &DeTable<'_>, at: Range<usize>) -> TomlTable {
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
            span: self.span_in_file(at),
        }
    }

    fn build_array(&self, list: &DeArray<'_>) -> Vec<TomlNode> {
        list.iter()
            .map(|value| self.build_node(value.get_ref(), value.span()))
            .collect()
    }

    fn build_node(&self, value: &DeValue<'_>, at: Range<usize>) -> TomlNode {
        let written = || self.file.text[self.span_in_file(at.clone()).byte_range].to_owned();
        let touched = self
            .unreadable_lines
            .iter()
            .any(|line| line.start < at.end && at.start < line.end);
        let value = match value {
            DeValue::Table(table) => TomlNodeValue::Table(self.build_table(table, at.clone())),
            DeValue::Array(list) => TomlNodeValue::Array(self.build_array(list)),
            _ if touched => TomlNodeValue::Unreadable,
            DeValue::String(text) => TomlNodeValue::Text(text.clone().into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(
                    |_| TomlNodeValue::OtherNumber(written()),
                    TomlNodeValue::Integer,
                ),
            DeValue::Float(_) => TomlNodeValue::OtherNumber(written()),
            DeValue::Boolean(flag) => TomlNodeValue::Boolean(*flag),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => date_from_parts(date.year, date.month, date.day)
                    .map_or(TomlNodeValue::Unreadable, TomlNodeValue::Date),
                _ => TomlNodeValue::DateTime(written()),
            },
        };
        TomlNode {
            value,
            span: self.span_in_file(at),
        }
    }
}

fn date_from_parts(year: u16, month: u8, day: u8) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    /// Every message that `mistake` keys on: a version of `toml` that says it in other words fails here.
    #[test]
    fn toml_says_what_mistakes_are_told_by() {
        for (text, begins) in [
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
            let is_said = messages.iter().any(|message| message.starts_with(begins));
            assert!(is_said, "{text}: {messages:?}");
        }
    }
}
