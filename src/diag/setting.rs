//! Problems of a setting's name or of the kind of its value.

use super::message_format::{did_you_mean_hint, join_quoted_with_or};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A setting that does not exist or has a value of the wrong kind.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingProblem {
    /// A setting that does not exist.
    UnknownKey {
        key: String,
        /// The heading of its table: `[[organizations]]`.
        table: String,
        nearest: Option<String>,
        /// Where there is something of this name; filled in by `config`.
        valid_places: Vec<KeyPlace>,
    },
    /// A value of the wrong kind: a number where text belongs.
    WrongValueKind {
        key: String,
        /// The setting's path: `training.staff`.
        path: String,
        expected: ValueKind,
        found: ValueKind,
        value: String,
    },
    /// A word that the setting does not accept.
    UnknownChoice {
        key: String,
        value: String,
        nearest: Option<String>,
        choices: Vec<&'static str>,
    },
    /// A name that is neither a setting nor a statement.
    UnknownSettingOrStatement {
        name: String,
        nearest: Option<String>,
    },
}

impl DomainProblem for SettingProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "unknown-key",
            Self::WrongValueKind { .. } => "wrong-kind",
            Self::UnknownChoice { .. } => "unknown-choice",
            Self::UnknownSettingOrStatement { .. } => "unknown-name",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnknownKey {
                key,
                table,
                nearest,
                valid_places,
            } => new_description(
                format!("`{key}` is not a setting of {table}"),
                unknown_key_hint(key, nearest.as_deref(), valid_places),
            ),
            Self::WrongValueKind {
                key,
                path,
                expected,
                found,
                value,
            } => new_description(
                wrong_kind_message((key, path), *expected, *found),
                wrong_kind_hint((key, path), *expected, *found, value),
            ),
            Self::UnknownChoice {
                key,
                value,
                nearest,
                choices,
            } => new_description(
                format!("`{value}` cannot be used for `{key}`"),
                nearest.as_ref().map_or_else(
                    || format!("choose one of {}", join_quoted_with_or(choices)),
                    |nearest| {
                        format!(
                            "did you mean `{nearest}`? Choose one of {}",
                            join_quoted_with_or(choices)
                        )
                    },
                ),
            ),
            Self::UnknownSettingOrStatement { name, nearest } => new_description(
                format!("`{name}` is neither a setting nor a statement"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "run `policypress where` without a name to list them all",
                ),
            ),
        }
    }
}

/// The kinds of values in a TOML file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    Text,
    TextList,
    Integer,
    Float,
    /// `true` or `false`.
    Boolean,
    Date,
    /// A time, or a date with a time.
    DateTime,
    Table,
    TableList,
    /// A choice about a statement: an inline table.
    StatementChoice,
    /// A value that could not be parsed and was reported.
    Unreadable,
}

/// A place in agency.toml where there is something of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// A setting at the top of the file, above all headings.
    TopOfFile,
    /// A setting under this heading: `[policy]`.
    Under(&'static str),
    /// A heading of this name, such as `[[sites]]`, and what it is for.
    Heading {
        heading: &'static str,
        purpose: &'static str,
    },
}

fn unknown_key_hint(key: &str, nearest: Option<&str>, valid_places: &[KeyPlace]) -> String {
    let under: Vec<&str> = valid_places
        .iter()
        .filter_map(|place| match place {
            KeyPlace::Under(heading) => Some(*heading),
            KeyPlace::TopOfFile | KeyPlace::Heading { .. } => None,
        })
        .collect();
    match (valid_places, nearest) {
        ([], Some(nearest)) => format!("did you mean `{nearest}`?"),
        ([], None) => "delete it, or put a `#` before the line to keep it as a comment".to_owned(),
        ([KeyPlace::TopOfFile, ..], _) => {
            "move the line to the top of the file, above the first heading".to_owned()
        }
        ([KeyPlace::Heading { heading, purpose }], _) => {
            format!("write it as a heading of its own, `{heading}`: {purpose}")
        }
        ([KeyPlace::Heading { heading, purpose }, ..], _) => format!(
            "`{key} = ...` belongs under {}; the heading `{heading}` is for {purpose}",
            join_quoted_with_or(&under)
        ),
        ([KeyPlace::Under(_), ..], _) => {
            format!("`{key}` belongs under {}", join_quoted_with_or(&under))
        }
    }
}

fn wrong_kind_message((key, path): (&str, &str), expected: ValueKind, found: ValueKind) -> String {
    match (expected, found) {
        (ValueKind::Table, ValueKind::TableList) => {
            format!(
                "`[[{path}]]` has double brackets, but this heading appears only once in a file"
            )
        }
        (ValueKind::TableList, ValueKind::Table) => {
            format!(
                "`[{path}]` has single brackets, but there can be several entries with this heading"
            )
        }
        _ => format!(
            "`{key}` must be {}, not {}",
            describe_value_kind(expected),
            describe_value_kind(found)
        ),
    }
}

fn describe_value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::TextList => "a list",
        ValueKind::Integer => "a whole number",
        ValueKind::Float => "a number",
        ValueKind::Boolean => "`true` or `false`",
        ValueKind::Date => "a date",
        ValueKind::DateTime => "a time",
        ValueKind::Table => "a group of settings",
        ValueKind::TableList => "a list of groups of settings",
        ValueKind::StatementChoice => "written in braces, `{ ... }`",
        ValueKind::Unreadable => "unreadable",
    }
}

fn wrong_kind_hint(
    (key, path): (&str, &str),
    expected: ValueKind,
    found: ValueKind,
    value: &str,
) -> String {
    let is_one_line = !value.contains('\n') && value.len() < 60;
    match (expected, found) {
        (
            ValueKind::Text,
            ValueKind::Integer
            | ValueKind::Float
            | ValueKind::Date
            | ValueKind::DateTime
            | ValueKind::Boolean,
        ) => {
            format!("put it in quotes: `{key} = \"{value}\"`")
        }
        (ValueKind::Text, _) => format!("write text in quotes: `{key} = \"...\"`"),
        (ValueKind::TextList, ValueKind::Text) if is_one_line => {
            format!("put it in brackets: `{key} = [{value}]`")
        }
        (ValueKind::TextList, _) => format!("write a list of texts: `{key} = [\"...\", \"...\"]`"),
        (ValueKind::Integer | ValueKind::Float, _) => {
            match value.trim_matches(['"', '\'']).trim().parse::<i64>() {
                Ok(number) => format!("write the number without quotes: `{key} = {number}`"),
                Err(_) => {
                    format!("write the number in digits, without quotes, such as `{key} = 12`")
                }
            }
        }
        (ValueKind::Boolean, _) => {
            format!("write `{key} = true` or `{key} = false`, without quotes")
        }
        (ValueKind::Date | ValueKind::DateTime, _) => {
            "write the year, month and day in digits: December 1, 2026, is 2026-12-01".to_owned()
        }
        (ValueKind::Table, ValueKind::TableList) => {
            format!("write its heading in single brackets: `[{path}]`")
        }
        (ValueKind::Table, _) => format!("put its settings under a heading `[{path}]`"),
        (ValueKind::StatementChoice | ValueKind::Unreadable, _) => format!(
            "write `{key} = {{ text = \"...\" }}` or `{key} = {{ include = false, reason = \"...\" }}`"
        ),
        (ValueKind::TableList, _) => {
            format!("begin each entry with a heading in double brackets, `[[{path}]]`")
        }
    }
}
