//! The catalog of settings: every setting there is, by the table it stands in.
//!
//! The reader asks for each by name. What else is said of a setting comes from its entry here: the
//! description for editors, the questions of `init` and the remarks in what it writes, what packets lack
//! without it, and where a setting that stands in the wrong table belongs.

mod catalog;
mod setting_spec;

pub use catalog::SETTINGS_TABLES;
pub use setting_spec::{
    MissingSettingEffect, SettingKind, SettingPrompt, SettingSpec, SettingsTable,
};

impl SettingsTable {
    /// The table with that path: `organizations`, `policy.approvals`.
    pub fn find_by_path(path: &str) -> Option<&'static Self> {
        SETTINGS_TABLES
            .iter()
            .find(|table| table.table_path() == path)
    }

    /// The table of one of its settings.
    pub(super) fn nested_table(&self, key: &str) -> &'static Self {
        Self::find_by_path(&self.setting_path(key)).expect("a table is in the catalog")
    }
}

/// A setting without which packets lack something.
pub(super) struct ExpectedSetting {
    /// The table it stands in.
    pub(super) table: &'static SettingsTable,
    pub(super) setting: &'static SettingSpec,
    pub(super) missing_effect: &'static str,
    pub(super) suggestion: String,
}

/// Returns every setting without which packets lack something, in the order of the documentation.
pub(super) fn expected_settings() -> impl Iterator<Item = ExpectedSetting> {
    let file = &SETTINGS_TABLES[0];
    let all = file.settings.iter().flat_map(move |row| {
        let inner = SettingsTable::find_by_path(row.key);
        let inner = inner.into_iter().flat_map(|table| {
            let settings = table.settings.iter();
            settings.map(move |setting| (table, setting))
        });
        std::iter::once((file, row)).chain(inner)
    });
    all.filter_map(|(table, setting)| {
        let MissingSettingEffect {
            effect,
            suggestion: write,
        } = setting.missing_effect?;
        let example = || format!("`{}` under `{}`", setting.example_line(), table.heading);
        Some(ExpectedSetting {
            table,
            setting,
            missing_effect: effect,
            suggestion: write.map_or_else(example, str::to_owned),
        })
    })
}

/// Where a setting of this name exists, as a message says it; empty when it exists nowhere or in
/// so many tables that naming them would not help.
pub(super) fn tables_with_key(key: &str) -> Vec<String> {
    const MAX_TABLES_NAMED: usize = 3;
    let tables = SETTINGS_TABLES
        .iter()
        .filter(|table| table.find_setting(key).is_some());
    let places: Vec<String> = tables
        .map(|table| {
            if table.heading.is_empty() {
                format!("a heading of its own, `{}`", heading_for_key(key))
            } else {
                format!("`{}`", table.heading)
            }
        })
        .collect();
    if places.len() > MAX_TABLES_NAMED {
        Vec::new()
    } else {
        places
    }
}

/// `[agency]` or `[[sites]]`, for a table of the file itself.
fn heading_for_key(key: &str) -> String {
    let table = SettingsTable::find_by_path(key);
    table.map_or_else(|| format!("[{key}]"), |table| table.heading.to_owned())
}
