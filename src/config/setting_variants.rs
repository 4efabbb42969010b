//! The configured settings of a file, and variants of the file with another value for one of them. Where the
//! documents of a variant differ is where the setting is used.

use super::settings::{SETTINGS_TABLES, SettingKind, SettingSpec};
use crate::source::toml::{TomlNodeValue, TomlTable};
use crate::span::Span;

/// Settings that are printed and also determine other text: which documents and entries exist, or which dates
/// are computed from them.
pub const STRUCTURAL_SETTINGS: [&str; 7] = [
    "policy.effective",
    "policy.revisions.date",
    "child_protection.state",
    "sites.address",
    "languages.served",
    "training.every_months",
    "training.staff.orientation",
];

/// A setting with a value in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfiguredSetting {
    /// Its path, without indexes of list entries: `organizations.phone`.
    pub path: String,
    /// The spans of its values, in the order of the entries.
    pub value_spans: Vec<Span>,
    /// Whether it changes only the appearance of documents.
    pub is_appearance_only: bool,
}

/// Returns every setting with a value, in the order of the documentation, of all list entries or of one.
/// Tables and choices about statements are not included.
pub fn find_configured_settings(root: &TomlTable, entry: Option<usize>) -> Vec<ConfiguredSetting> {
    let mut found = Vec::new();
    for (path, setting) in all_value_settings() {
        let mut value_spans = Vec::new();
        visit_setting_tables(&mut root.clone(), &path, entry, &mut |table, key| {
            let entries = table.entries.iter().filter(|entry| entry.key == key);
            value_spans.extend(entries.map(|entry| entry.value.span.clone()));
        });
        if !value_spans.is_empty() {
            let is_appearance_only = matches!(
                setting.kind,
                SettingKind::Color | SettingKind::FilePath | SettingKind::FilePaths
            ) || ["output.paper", "theme.logo_alt"]
                .contains(&path.as_str());
            found.push(ConfiguredSetting {
                path,
                value_spans,
                is_appearance_only,
            });
        }
    }
    found
}

/// Returns whether there is a setting of this path.
pub fn is_setting_path(path: &str) -> bool {
    all_value_settings().any(|(known, _)| known == path)
}

/// Returns the paths of all settings.
pub fn all_setting_paths() -> impl Iterator<Item = String> {
    all_value_settings().map(|(path, _)| path)
}

/// Returns variants of the file with another value for one setting, in one entry of its list or in all. There
/// are several if the setting is a choice. The last variant is without the setting.
pub fn perturb_setting(root: &TomlTable, path: &str, entry: Option<usize>) -> Vec<TomlTable> {
    let Some((_, setting)) = all_value_settings().find(|(known, _)| known == path) else {
        return Vec::new();
    };
    let mut variants: Vec<TomlTable> = replacement_values(setting.kind)
        .into_iter()
        .map(|new_value| {
            let mut table = root.clone();
            visit_setting_tables(&mut table, path, entry, &mut |table, key| {
                for entry in table.entries.iter_mut().filter(|entry| entry.key == key) {
                    replace_value(&mut entry.value.value, &new_value);
                }
            });
            table
        })
        .collect();
    let mut variant = root.clone();
    visit_setting_tables(&mut variant, path, entry, &mut |table, key| {
        table.entries.retain(|entry| entry.key != key);
    });
    variants.push(variant);
    variants
}

/// Replaces a value; a list keeps its length, and a localized text its languages.
fn replace_value(value: &mut TomlNodeValue, new_value: &TomlNodeValue) {
    match value {
        TomlNodeValue::Array(items) => {
            for item in items {
                replace_value(&mut item.value, new_value);
            }
        }
        TomlNodeValue::Table(table) => {
            for entry in &mut table.entries {
                replace_value(&mut entry.value.value, new_value);
            }
        }
        _ => *value = new_value.clone(),
    }
}

/// Returns values that no agency has.
fn replacement_values(kind: SettingKind) -> Vec<TomlNodeValue> {
    let text = |text: &str| TomlNodeValue::Text(text.to_owned());
    match kind {
        SettingKind::Text | SettingKind::LocalizedText | SettingKind::TextList => {
            vec![text("Zzyzx")]
        }
        SettingKind::PhoneNumber => vec![text("202-555-0199")],
        SettingKind::WebAddress => vec![text("https://zzyzx.example")],
        // Two, in case one is the agency's own.
        SettingKind::StateCode | SettingKind::StateCodes => vec![text("GU"), text("AS")],
        SettingKind::LanguageTag | SettingKind::LanguageTags => vec![text("mh"), text("sm")],
        SettingKind::Date => vec![TomlNodeValue::Date(jiff::civil::date(1999, 12, 31))],
        SettingKind::MonthCount => vec![TomlNodeValue::Integer(119)],
        SettingKind::Boolean => vec![TomlNodeValue::Boolean(true), TomlNodeValue::Boolean(false)],
        SettingKind::Choice(words) => words.iter().map(|word| text(word)).collect(),
        SettingKind::Color
        | SettingKind::FilePath
        | SettingKind::FilePaths
        | SettingKind::Table
        | SettingKind::TableList
        | SettingKind::UserKeyedTable => Vec::new(),
    }
}

/// Returns all settings that are not tables, with their paths.
fn all_value_settings() -> impl Iterator<Item = (String, &'static SettingSpec)> {
    SETTINGS_TABLES
        .iter()
        .filter(|table| !["", "policy.statements"].contains(&table.table_path()))
        .flat_map(|table| table.settings.iter().map(move |setting| (table, setting)))
        .filter(|(_, setting)| !setting.kind.is_table())
        .map(|(table, setting)| (table.setting_path(setting.key), setting))
}

/// Calls `visit` with each table that can have the setting, and the setting's key.
fn visit_setting_tables(
    table: &mut TomlTable,
    path: &str,
    entry: Option<usize>,
    visit: &mut impl FnMut(&mut TomlTable, &str),
) {
    let Some((first, rest)) = path.split_once('.') else {
        visit(table, path);
        return;
    };
    for child in table.entries.iter_mut().filter(|child| child.key == first) {
        match &mut child.value.value {
            TomlNodeValue::Table(inner) => visit_setting_tables(inner, rest, entry, visit),
            TomlNodeValue::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if let TomlNodeValue::Table(inner) = &mut item.value
                        && entry.is_none_or(|entry| entry == index)
                    {
                        visit_setting_tables(inner, rest, None, visit);
                    }
                }
            }
            _ => {}
        }
    }
}
