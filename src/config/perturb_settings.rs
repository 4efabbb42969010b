//! The settings that a file has, and the same file with another value in one of them: what differs in
//! the documents then is what the setting fills.

use super::settings::{Kind, SETTINGS, Setting, Settings};
use crate::source::toml::{TomlNodeValue, TomlTable};
use crate::span::Span;

/// The settings that are printed and decide other words besides: which documents and entries there are, which
/// dates are counted from them.
pub const DECIDING: [&str; 7] = [
    "policy.effective",
    "policy.revisions.date",
    "child_protection.state",
    "sites.address",
    "languages.served",
    "training.every_months",
    "training.staff.orientation",
];

/// A setting that is written somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its path, entries of lists without number: `organizations.phone`.
    pub path: String,
    /// Where its values stand, in the order of the entries.
    pub values: Vec<Span>,
    /// Whether it says how documents look and not what they say.
    pub is_look: bool,
}

/// Every setting that has a value, in the order of the documentation, perhaps in one entry of each list
/// alone; a table that holds others is none, nor is a choice about a statement.
pub fn written(root: &TomlTable, entry: Option<usize>) -> Vec<Written> {
    let mut found = Vec::new();
    for (path, setting) in all() {
        let mut values = Vec::new();
        visit(&mut root.clone(), &path, entry, &mut |table, key| {
            let entries = table.entries.iter().filter(|entry| entry.key == key);
            values.extend(entries.map(|entry| entry.value.span.clone()));
        });
        if !values.is_empty() {
            let is_look = matches!(setting.kind, Kind::Colour | Kind::Path | Kind::Paths)
                || ["output.paper", "theme.logo_alt"].contains(&path.as_str());
            found.push(Written {
                path,
                values,
                is_look,
            });
        }
    }
    found
}

/// Whether there is a setting of that path, be it written or not.
pub fn is_setting(path: &str) -> bool {
    all().any(|(known, _)| known == path)
}

/// The paths of all settings.
pub fn paths() -> impl Iterator<Item = String> {
    all().map(|(path, _)| path)
}

/// The file with another value in one setting, in the given entry of its list or in all; several
/// where the value is one of a few words. The last one is without the setting.
pub fn variations(root: &TomlTable, path: &str, entry: Option<usize>) -> Vec<TomlTable> {
    let Some((_, setting)) = all().find(|(known, _)| known == path) else {
        return Vec::new();
    };
    let mut variations: Vec<TomlTable> = others(setting.kind)
        .into_iter()
        .map(|other| {
            let mut table = root.clone();
            visit(&mut table, path, entry, &mut |table, key| {
                for there in table.entries.iter_mut().filter(|entry| entry.key == key) {
                    change(&mut there.value.value, &other);
                }
            });
            table
        })
        .collect();
    let mut without = root.clone();
    visit(&mut without, path, entry, &mut |table, key| {
        table.entries.retain(|entry| entry.key != key);
    });
    variations.push(without);
    variations
}

/// Puts another value in; a list keeps its length, and a text by language its languages.
fn change(value: &mut TomlNodeValue, other: &TomlNodeValue) {
    match value {
        TomlNodeValue::Array(items) => {
            for item in items {
                change(&mut item.value, other);
            }
        }
        TomlNodeValue::Table(table) => {
            for entry in &mut table.entries {
                change(&mut entry.value.value, other);
            }
        }
        _ => *value = other.clone(),
    }
}

/// Values that no agency has.
fn others(kind: Kind) -> Vec<TomlNodeValue> {
    let text = |text: &str| TomlNodeValue::Text(text.to_owned());
    match kind {
        Kind::Text | Kind::Worded | Kind::Texts => vec![text("Zzyzx")],
        Kind::Phone => vec![text("202-555-0199")],
        Kind::Web => vec![text("https://zzyzx.example")],
        // One of the two is not the agency's.
        Kind::State | Kind::States => vec![text("GU"), text("AS")],
        Kind::Language | Kind::Languages => vec![text("mh"), text("sm")],
        Kind::Date => vec![TomlNodeValue::Date(jiff::civil::date(1999, 12, 31))],
        Kind::Months => vec![TomlNodeValue::Integer(119)],
        Kind::Choice(words) => words.iter().map(|word| text(word)).collect(),
        Kind::Colour
        | Kind::Path
        | Kind::Paths
        | Kind::Flag
        | Kind::Table
        | Kind::Tables
        | Kind::Named => Vec::new(),
    }
}

/// All settings that hold a value, with their paths.
fn all() -> impl Iterator<Item = (String, &'static Setting)> {
    let named = |table: &&Settings| !["", "policy.statements"].contains(&table.path());
    SETTINGS.iter().filter(named).flat_map(|table| {
        let held = table
            .settings
            .iter()
            .filter(|setting| !setting.kind.is_table());
        held.map(|setting| (table.path_of(setting.key), setting))
    })
}

/// Calls `on` for each table that can have the setting, with the setting's name.
fn visit(
    table: &mut TomlTable,
    path: &str,
    entry: Option<usize>,
    on: &mut impl FnMut(&mut TomlTable, &str),
) {
    let Some((first, rest)) = path.split_once('.') else {
        on(table, path);
        return;
    };
    for there in table.entries.iter_mut().filter(|there| there.key == first) {
        match &mut there.value.value {
            TomlNodeValue::Table(inner) => visit(inner, rest, entry, on),
            TomlNodeValue::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    let wanted = entry.is_none_or(|entry| entry == at);
                    if let TomlNodeValue::Table(inner) = &mut item.value
                        && wanted
                    {
                        visit(inner, rest, None, on);
                    }
                }
            }
            _ => {}
        }
    }
}
