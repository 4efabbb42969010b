//! The sentences about a value of another kind than its setting's.

use crate::diag::Kind;

pub(super) fn wrong_kind(key: &str, wanted: Kind, found: Kind) -> String {
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

pub(super) fn wrong_kind_hint(key: &str, wanted: Kind, found: Kind, written: &str) -> String {
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
