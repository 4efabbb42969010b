//! The catalog of all settings, by table.
//!
//! The reader takes each by its key. An entry also has the description for editors, the question and comment
//! of `init`, and the effect on packets when it is missing.

mod catalog;
mod setting_spec;

pub use catalog::SETTINGS_TABLES;
pub use setting_spec::{
    MissingSettingEffect, SettingKind, SettingPrompt, SettingSpec, SettingsTable,
};

impl SettingsTable {
    /// Returns the table with this path: `organizations`, `policy.approvals`.
    pub fn find_by_path(path: &str) -> Option<&'static Self> {
        SETTINGS_TABLES
            .iter()
            .find(|table| table.table_path() == path)
    }

    /// Returns the table of one of its settings.
    pub(super) fn nested_table(&self, key: &str) -> &'static Self {
        Self::find_by_path(&self.setting_path(key)).expect("a table is in the catalog")
    }
}

/// A setting that a complete packet needs.
pub(super) struct ExpectedSetting {
    pub(super) table: &'static SettingsTable,
    pub(super) setting: &'static SettingSpec,
    pub(super) missing_effect: &'static str,
    pub(super) suggestion: String,
}

/// Returns every setting that a complete packet needs, in the order of the documentation.
pub(super) fn expected_settings() -> impl Iterator<Item = ExpectedSetting> {
    let file = &SETTINGS_TABLES[0];
    let all = file.settings.iter().flat_map(move |setting| {
        let nested = SettingsTable::find_by_path(setting.key)
            .into_iter()
            .flat_map(|table| table.settings.iter().map(move |setting| (table, setting)));
        std::iter::once((file, setting)).chain(nested)
    });
    all.filter_map(|(table, setting)| {
        let MissingSettingEffect { effect, suggestion } = setting.missing_effect?;
        Some(ExpectedSetting {
            table,
            setting,
            missing_effect: effect,
            suggestion: suggestion.map_or_else(
                || format!("`{}` under `{}`", setting.example_line(), table.heading),
                str::to_owned,
            ),
        })
    })
}

/// Returns the tables that have a setting of this name, for a message; empty for none or for more than four.
pub(super) fn tables_with_key(key: &str) -> Vec<String> {
    const MAX_TABLES_NAMED: usize = 4;
    let tables: Vec<String> = SETTINGS_TABLES
        .iter()
        .filter(|table| table.find_setting(key).is_some())
        .map(|table| {
            if table.heading.is_empty() {
                format!("a heading of its own, `{}`", heading_for_key(key))
            } else {
                format!("`{}`", table.heading)
            }
        })
        .collect();
    if tables.len() > MAX_TABLES_NAMED {
        Vec::new()
    } else {
        tables
    }
}

/// Returns the heading of a top-level table: `[agency]` or `[[sites]]`.
fn heading_for_key(key: &str) -> String {
    let table = SettingsTable::find_by_path(key);
    table.map_or_else(|| format!("[{key}]"), |table| table.heading.to_owned())
}
