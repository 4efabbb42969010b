//! The settings that a file has, and the same file with another value in one of them: what differs in
//! the documents then is what the setting fills.

use super::settings::{SETTINGS_TABLES, SettingKind, SettingSpec, SettingsTable};
use crate::source::toml::{TomlNodeValue, TomlTable};
use crate::span::Span;

/// The settings that are printed and decide other words besides: which documents and entries there are, which
/// dates are counted from them.
pub const STRUCTURAL_SETTINGS: [&str; 7] = [
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
pub struct ConfiguredSetting {
    /// Its path, entries of lists without number: `organizations.phone`.
    pub path: String,
    /// Where its values stand, in the order of the entries.
    pub value_spans: Vec<Span>,
    /// Whether it says how documents look and not what they say.
    pub is_appearance_only: bool,
}

/// Every setting that has a value, in the order of the documentation, perhaps in one entry of each list
/// alone; a table that holds others is none, nor is a choice about a statement.
pub fn find_configured_settings(root: &TomlTable, entry: Option<usize>) -> Vec<ConfiguredSetting> {
    let mut found = Vec::new();
    for (path, setting) in all_value_settings() {
        let mut values = Vec::new();
        visit_setting_tables(&mut root.clone(), &path, entry, &mut |table, key| {
            let entries = table.entries.iter().filter(|entry| entry.key == key);
            values.extend(entries.map(|entry| entry.value.span.clone()));
        });
        if !values.is_empty() {
            let is_look = matches!(
                setting.kind,
                SettingKind::Color | SettingKind::FilePath | SettingKind::FilePaths
            ) || ["output.paper", "theme.logo_alt"].contains(&path.as_str());
            found.push(ConfiguredSetting {
                path,
                value_spans: values,
                is_appearance_only: is_look,
            });
        }
    }
    found
}

/// Whether there is a setting of that path, be it written or not.
pub fn is_setting_path(path: &str) -> bool {
    all_value_settings().any(|(known, _)| known == path)
}

/// The paths of all settings.
pub fn all_setting_paths() -> impl Iterator<Item = String> {
    all_value_settings().map(|(path, _)| path)
}

/// The file with another value in one setting, in the given entry of its list or in all; several
/// where the value is one of a few words. The last one is without the setting.
pub fn perturb_setting(root: &TomlTable, path: &str, entry: Option<usize>) -> Vec<TomlTable> {
    let Some((_, setting)) = all_value_settings().find(|(known, _)| known == path) else {
        return Vec::new();
    };
    let mut variations: Vec<TomlTable> = replacement_values(setting.kind)
        .into_iter()
        .map(|other| {
            let mut table = root.clone();
            visit_setting_tables(&mut table, path, entry, &mut |table, key| {
                for there in table.entries.iter_mut().filter(|entry| entry.key == key) {
                    replace_value(&mut there.value.value, &other);
                }
            });
            table
        })
        .collect();
    let mut without = root.clone();
    visit_setting_tables(&mut without, path, entry, &mut |table, key| {
        table.entries.retain(|entry| entry.key != key);
    });
    variations.push(without);
    variations
}

/// Puts another value in; a list keeps its length, and a text by language its languages.
fn replace_value(value: &mut TomlNodeValue, other: &TomlNodeValue) {
    match value {
        TomlNodeValue::Array(items) => {
            for item in items {
                replace_value(&mut item.value, other);
            }
        }
        TomlNodeValue::Table(table) => {
            for entry in &mut table.entries {
                replace_value(&mut entry.value.value, other);
            }
        }
        _ => *value = other.clone(),
    }
}

/// Values that no agency has.
fn replacement_values(kind: SettingKind) -> Vec<TomlNodeValue> {
    let text = |text: &str| TomlNodeValue::Text(text.to_owned());
    match kind {
        SettingKind::Text | SettingKind::LocalizedText | SettingKind::TextList => {
            vec![text("Zzyzx")]
        }
        SettingKind::PhoneNumber => vec![text("202-555-0199")],
        SettingKind::WebAddress => vec![text("https://zzyzx.example")],
        // One of the two is not the agency's.
        SettingKind::StateCode | SettingKind::StateCodes => vec![text("GU"), text("AS")],
        SettingKind::LanguageTag | SettingKind::LanguageTags => vec![text("mh"), text("sm")],
        SettingKind::Date => vec![TomlNodeValue::Date(jiff::civil::date(1999, 12, 31))],
        SettingKind::MonthCount => vec![TomlNodeValue::Integer(119)],
        SettingKind::Choice(words) => words.iter().map(|word| text(word)).collect(),
        SettingKind::Color
        | SettingKind::FilePath
        | SettingKind::FilePaths
        | SettingKind::Boolean
        | SettingKind::Table
        | SettingKind::TableList
        | SettingKind::UserKeyedTable => Vec::new(),
    }
}

/// All settings that hold a value, with their paths.
fn all_value_settings() -> impl Iterator<Item = (String, &'static SettingSpec)> {
    let named = |table: &&SettingsTable| !["", "policy.statements"].contains(&table.table_path());
    SETTINGS_TABLES.iter().filter(named).flat_map(|table| {
        let held = table
            .settings
            .iter()
            .filter(|setting| !setting.kind.is_table());
        held.map(|setting| (table.setting_path(setting.key), setting))
    })
}

/// Calls `on` for each table that can have the setting, with the setting's name.
fn visit_setting_tables(
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
            TomlNodeValue::Table(inner) => visit_setting_tables(inner, rest, entry, on),
            TomlNodeValue::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    let wanted = entry.is_none_or(|entry| entry == at);
                    if let TomlNodeValue::Table(inner) = &mut item.value
                        && wanted
                    {
                        visit_setting_tables(inner, rest, None, on);
                    }
                }
            }
            _ => {}
        }
    }
}
