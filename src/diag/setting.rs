//! What can be wrong with the name of a setting or the kind of its value.

use super::message_format::{did_you_mean_hint, join_quoted_with_or};
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A setting that does not exist, or that is set to what it cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingProblem {
    /// A setting that does not exist.
    UnknownKey {
        key: String,
        /// The table it stands in: `[[organizations]]`.
        table: String,
        nearest: Option<String>,
        /// The tables in which a setting of this very name exists.
        valid_tables: Vec<String>,
    },
    /// A value of the wrong kind: a number where text belongs.
    WrongValueKind {
        key: String,
        expected: ValueKind,
        found: ValueKind,
        value: String,
    },
    /// A word that is none of those a setting accepts.
    UnknownChoice {
        key: String,
        value: String,
        nearest: Option<String>,
        choices: Vec<&'static str>,
    },
    /// What is neither a setting nor a statement.
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
            Self::UnknownSettingOrStatement { .. } => "unknown-place",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnknownKey {
                key,
                table: place,
                nearest,
                valid_tables: belongs,
            } => new_description(
                format!("`{key}` is not a setting of {place}"),
                unknown_key_hint(key, nearest.as_deref(), belongs),
            ),
            Self::WrongValueKind {
                key,
                expected: wanted,
                found,
                value: written,
            } => new_description(
                wrong_kind_message(key, *wanted, *found),
                wrong_kind_hint(key, *wanted, *found, written),
            ),
            Self::UnknownChoice {
                key,
                value: written,
                nearest,
                choices,
            } => new_description(
                format!("`{written}` is not a value of `{key}`"),
                nearest.as_ref().map_or_else(
                    || format!("choose one of {}", join_quoted_with_or(choices)),
                    |nearest| {
                        format!(
                            "did you mean `{nearest}`? The values are {}",
                            join_quoted_with_or(choices)
                        )
                    },
                ),
            ),
            Self::UnknownSettingOrStatement { name, nearest } => new_description(
                format!("`{name}` is neither a setting nor a statement"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "`policypress where` without a name lists them all",
                ),
            ),
        }
    }
}

/// The kinds of value a file can hold.
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
    /// What an agency decides about a statement: a table, on one line.
    StatementChoice,
    /// Something that could not be read and was reported.
    Unreadable,
}

fn unknown_key_hint(key: &str, nearest: Option<&str>, belongs: &[String]) -> String {
    match (belongs, nearest) {
        ([], Some(nearest)) => format!("did you mean `{nearest}`?"),
        ([], None) => {
            "take it away, or put a `#` before the line to keep it as a remark".to_owned()
        }
        (places, _) => format!("`{key}` belongs under {}", places.join(" or ")),
    }
}

fn wrong_kind_message(key: &str, wanted: ValueKind, found: ValueKind) -> String {
    match (wanted, found) {
        (ValueKind::Table, ValueKind::TableList) => {
            format!("`{key}` is written as one of several, and there is only one")
        }
        (ValueKind::TableList, ValueKind::Table) => {
            format!("`{key}` is written as if there were only one, and there may be several")
        }
        _ => format!(
            "`{key}` is {}, and {} belongs there",
            describe_value_kind(found),
            describe_value_kind(wanted)
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
        ValueKind::StatementChoice => "a decision in braces",
        ValueKind::Unreadable => "not readable",
    }
}

fn wrong_kind_hint(key: &str, wanted: ValueKind, found: ValueKind, written: &str) -> String {
    let one_line = !written.contains('\n') && written.len() < 60;
    match (wanted, found) {
        (
            ValueKind::Text,
            ValueKind::Integer
            | ValueKind::Float
            | ValueKind::Date
            | ValueKind::DateTime
            | ValueKind::Boolean,
        ) => {
            format!("put it in quotes: `{key} = \"{written}\"`")
        }
        (ValueKind::Text, _) => format!("write one text in quotes: `{key} = \"...\"`"),
        (ValueKind::TextList, ValueKind::Text) if one_line => {
            format!("put it in brackets: `{key} = [{written}]`")
        }
        (ValueKind::TextList, _) => format!("write a list of texts: `{key} = [\"...\", \"...\"]`"),
        (ValueKind::Integer | ValueKind::Float, _) => {
            format!("write the number without quotes: `{key} = 12`")
        }
        (ValueKind::Boolean, _) => {
            format!("write `{key} = true` or `{key} = false`, without quotes")
        }
        (ValueKind::Date | ValueKind::DateTime, _) => {
            format!("write year-month-day: `{key} = 2026-12-01`")
        }
        (ValueKind::Table, ValueKind::TableList) => {
            format!("there is only one: write its heading in single brackets, `[{key}]`")
        }
        (ValueKind::Table, _) => format!("put its settings under a heading `[{key}]`"),
        (ValueKind::StatementChoice | ValueKind::Unreadable, _) => format!(
            "write `{key} = {{ text = \"...\" }}` or `{key} = {{ include = false, reason = \"...\" }}`"
        ),
        (ValueKind::TableList, _) => {
            format!("begin each with a heading in double brackets, `[[{key}]]`")
        }
    }
}
