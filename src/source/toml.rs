//! Reads TOML into a tree of our own in which everything has its place.
//!
//! Reading goes on after a mistake, so that all of them come at once; a value that could not be
//! read stands in the tree as [`NodeValue::Unreadable`], so that nobody reports it again.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeArray, DeTable, DeValue};

use super::toml_errors;
use crate::diag::{Diagnostic, Diagnostics, Stop};
use crate::span::{SourceFile, Span};

/// A table, its entries in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The entries; no key comes twice.
    pub entries: Vec<Entry>,
    /// Its heading (`[agency]`), its braces, or the whole file.
    pub span: Span,
}

/// One setting of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    /// What it is set to.
    pub value: Node,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: NodeValue,
    /// Where it stands, quotes and brackets included.
    pub span: Span,
}

/// The kinds of value TOML has.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeValue {
    Text(String),
    Integer(i64),
    /// Any other number, as it is written.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    Date(Date),
    /// A time, or a date with a time, as it is written.
    Moment(String),
    /// `[ ... ]`, or all tables under one `[[heading]]`.
    List(Vec<Node>),
    Table(Table),
    /// Something that could not be read and was reported.
    Unreadable,
}

/// Reads a whole file.
///
/// # Errors
/// Stops when a bracket or quote is missing in a way that shifts what follows into another table.
pub fn parse(file: &Arc<SourceFile>, found: &mut Diagnostics) -> Result<Table, Stop> {
    parse_part(file, 0..file.text.len(), found)
}

/// Reads a part of a file, such as the front matter of a template; places are those in the whole
/// file. The range must lie on character boundaries.
///
/// # Errors
/// As [`parse`].
pub fn parse_part(
    file: &Arc<SourceFile>,
    part: Range<usize>,
    found: &mut Diagnostics,
) -> Result<Table, Stop> {
    let written = &file.text[part.clone()];
    let (table, errors) = DeTable::parse_recoverable(written);
    if errors.is_empty() {
        let reader = Reader {
            file,
            offset: part.start,
            unreadable: Vec::new(),
        };
        return Ok(reader.table(table.get_ref(), 0..written.len()));
    }
    let mut text = written.to_owned();
    let mut mistakes = mistakes_of(&text);
    // The reader gives up the rest of a table after a line that is no setting at all: take such
    // lines away, which moves nothing, and read again.
    for _ in 0..MOST_LINES_TAKEN_AWAY {
        let mut again = false;
        let too_many = mistakes.len() >= toml_errors::MOST_MISTAKES;
        if too_many || mistakes.iter().any(|mistake| mistake.shifts_what_follows) {
            break;
        }
        for mistake in mistakes.iter().filter(|mistake| mistake.is_no_setting) {
            let lines = mistake.line.clone();
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
        for mistake in mistakes_of(&text) {
            if !mistakes.iter().any(|known| known.line == mistake.line) {
                mistakes.push(mistake);
            }
        }
    }
    mistakes.sort_by_key(|mistake| mistake.at.start);
    let (table, _) = DeTable::parse_recoverable(&text);
    let shifted = mistakes.len() >= toml_errors::MOST_MISTAKES
        || mistakes.iter().any(|mistake| mistake.shifts_what_follows);
    let reader = Reader {
        file,
        offset: part.start,
        unreadable: mistakes
            .iter()
            .map(|mistake| mistake.line.clone())
            .collect(),
    };
    found.extend(
        mistakes
            .into_iter()
            .map(|mistake| Diagnostic::new(mistake.problem).at(reader.span(mistake.at))),
    );
    if shifted {
        return Err(Stop::Problems);
    }
    Ok(reader.table(table.get_ref(), 0..text.len()))
}

/// A file with more lines than this that are no settings is no agency.toml.
const MOST_LINES_TAKEN_AWAY: usize = 50;

fn mistakes_of(text: &str) -> Vec<toml_errors::Mistake> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let errors: Vec<toml_errors::Terse> = errors
        .iter()
        .map(|error| toml_errors::Terse {
            message: error.message().to_owned(),
            at: whole_characters(text, error.span().unwrap_or(0..0)),
        })
        .collect();
    toml_errors::explain(text, &errors)
}

/// The reader of TOML counts bytes, at times to the middle of a letter.
fn whole_characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    boundary(bytes.start)..boundary(bytes.end.max(bytes.start))
}

struct Reader<'f> {
    file: &'f Arc<SourceFile>,
    offset: usize,
    /// Lines on which a mistake was reported.
    unreadable: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn span(&self, bytes: Range<usize>) -> Span {
        Span {
            file: Arc::clone(self.file),
            bytes: bytes.start + self.offset..bytes.end + self.offset,
        }
    }

    fn table(&self, table: &DeTable<'_>, at: Range<usize>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().clone().into_owned(),
                key_span: self.span(key.span()),
                value: self.node(value.get_ref(), value.span()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.bytes.start);
        Table {
            entries,
            span: self.span(at),
        }
    }

    fn list(&self, list: &DeArray<'_>) -> Vec<Node> {
        list.iter()
            .map(|value| self.node(value.get_ref(), value.span()))
            .collect()
    }

    fn node(&self, value: &DeValue<'_>, at: Range<usize>) -> Node {
        let written = || self.file.text[self.span(at.clone()).bytes].to_owned();
        let touched = self
            .unreadable
            .iter()
            .any(|line| line.start < at.end && at.start < line.end);
        let value = match value {
            DeValue::Table(table) => NodeValue::Table(self.table(table, at.clone())),
            DeValue::Array(list) => NodeValue::List(self.list(list)),
            _ if touched => NodeValue::Unreadable,
            DeValue::String(text) => NodeValue::Text(text.clone().into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| NodeValue::Number(written()), NodeValue::Integer),
            DeValue::Float(_) => NodeValue::Number(written()),
            DeValue::Boolean(flag) => NodeValue::Flag(*flag),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => calendar_date(date.year, date.month, date.day)
                    .map_or(NodeValue::Unreadable, NodeValue::Date),
                _ => NodeValue::Moment(written()),
            },
        };
        Node {
            value,
            span: self.span(at),
        }
    }
}

fn calendar_date(year: u16, month: u8, day: u8) -> Option<Date> {
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
