//! What can be wrong with the name of a setting or the kind of its value.

use super::message_format::{did_you_mean, listed};
use super::problem_description::{Describe, Description, say};

/// A setting that does not exist, or that is set to what it cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingProblem {
    /// A setting that does not exist.
    UnknownKey {
        key: String,
        /// The table it stands in: `[[organizations]]`.
        place: String,
        nearest: Option<String>,
        /// The tables in which a setting of this very name exists.
        belongs: Vec<String>,
    },
    /// A value of the wrong kind: a number where text belongs.
    WrongKind {
        key: String,
        wanted: Kind,
        found: Kind,
        written: String,
    },
    /// A word that is none of those a setting accepts.
    UnknownChoice {
        key: String,
        written: String,
        nearest: Option<String>,
        choices: Vec<&'static str>,
    },
    /// What is neither a setting nor a statement.
    UnknownPlace {
        name: String,
        nearest: Option<String>,
    },
}

impl Describe for SettingProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "unknown-key",
            Self::WrongKind { .. } => "wrong-kind",
            Self::UnknownChoice { .. } => "unknown-choice",
            Self::UnknownPlace { .. } => "unknown-place",
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::UnknownKey {
                key,
                place,
                nearest,
                belongs,
            } => say(
                format!("`{key}` is not a setting of {place}"),
                unknown_key_hint(key, nearest.as_deref(), belongs),
            ),
            Self::WrongKind {
                key,
                wanted,
                found,
                written,
            } => say(
                wrong_kind(key, *wanted, *found),
                wrong_kind_hint(key, *wanted, *found, written),
            ),
            Self::UnknownChoice {
                key,
                written,
                nearest,
                choices,
            } => say(
                format!("`{written}` is not a value of `{key}`"),
                nearest.as_ref().map_or_else(
                    || format!("choose one of {}", listed(choices)),
                    |nearest| {
                        format!(
                            "did you mean `{nearest}`? The values are {}",
                            listed(choices)
                        )
                    },
                ),
            ),
            Self::UnknownPlace { name, nearest } => say(
                format!("`{name}` is neither a setting nor a statement"),
                did_you_mean(
                    nearest.as_deref(),
                    "`policypress where` without a name lists them all",
                ),
            ),
        }
    }
}

/// The kinds of value a file can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Texts,
    Integer,
    Number,
    /// `true` or `false`.
    Flag,
    Date,
    /// A time, or a date with a time.
    Moment,
    Table,
    Tables,
    /// What an agency decides about a statement: a table, on one line.
    Choice,
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

fn wrong_kind(key: &str, wanted: Kind, found: Kind) -> String {
    match (wanted, found) {
        (Kind::Table, Kind::Tables) => {
            format!("`{key}` is written as one of several, and there is only one")
        }
        (Kind::Tables, Kind::Table) => {
            format!("`{key}` is written as if there were only one, and there may be several")
        }
        _ => format!(
            "`{key}` is {}, and {} belongs there",
            kind(found),
            kind(wanted)
        ),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Texts => "a list",
        Kind::Integer => "a whole number",
        Kind::Number => "a number",
        Kind::Flag => "`true` or `false`",
        Kind::Date => "a date",
        Kind::Moment => "a time",
        Kind::Table => "a group of settings",
        Kind::Tables => "a list of groups of settings",
        Kind::Choice => "a decision in braces",
        Kind::Unreadable => "not readable",
    }
}

fn wrong_kind_hint(key: &str, wanted: Kind, found: Kind, written: &str) -> String {
    let one_line = !written.contains('\n') && written.len() < 60;
    match (wanted, found) {
        (Kind::Text, Kind::Integer | Kind::Number | Kind::Date | Kind::Moment | Kind::Flag) => {
            format!("put it in quotes: `{key} = \"{written}\"`")
        }
        (Kind::Text, _) => format!("write one text in quotes: `{key} = \"...\"`"),
        (Kind::Texts, Kind::Text) if one_line => {
            format!("put it in brackets: `{key} = [{written}]`")
        }
        (Kind::Texts, _) => format!("write a list of texts: `{key} = [\"...\", \"...\"]`"),
        (Kind::Integer | Kind::Number, _) => {
            format!("write the number without quotes: `{key} = 12`")
        }
        (Kind::Flag, _) => format!("write `{key} = true` or `{key} = false`, without quotes"),
        (Kind::Date | Kind::Moment, _) => {
            format!("write year-month-day: `{key} = 2026-12-01`")
        }
        (Kind::Table, Kind::Tables) => {
            format!("there is only one: write its heading in single brackets, `[{key}]`")
        }
        (Kind::Table, _) => format!("put its settings under a heading `[{key}]`"),
        (Kind::Choice | Kind::Unreadable, _) => format!(
            "write `{key} = {{ text = \"...\" }}` or `{key} = {{ include = false, reason = \"...\" }}`"
        ),
        (Kind::Tables, _) => {
            format!("begin each with a heading in double brackets, `[[{key}]]`")
        }
    }
}
