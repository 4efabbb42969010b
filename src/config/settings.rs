//! The catalog of all settings, by table.
//!
//! The reader takes each by its key. An entry also has the description for editors, the question and comment
//! of `init`, and the effect on packets when it is missing.

mod catalog;
mod setting_spec;

pub use catalog::SETTINGS_TABLES;
pub use setting_spec::{
    MissingSettingEffect, SettingKind, SettingPrompt, SettingSpec, SettingsTable,
    SuggestionWhenMissing,
};

use crate::diag::agency::MissingSettingSuggestion;
use crate::diag::setting::KeyPlace;
use crate::source::field_reader::find_nearest_name;

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
    pub(super) suggestion: Box<MissingSettingSuggestion>,
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
            suggestion: Box::new(suggestion_when_missing(table, setting, suggestion)),
        })
    })
}

fn suggestion_when_missing(
    table: &'static SettingsTable,
    setting: &SettingSpec,
    suggestion: SuggestionWhenMissing,
) -> MissingSettingSuggestion {
    let example_line = match suggestion {
        SuggestionWhenMissing::Entry(instruction) => {
            return MissingSettingSuggestion::Entry(instruction);
        }
        SuggestionWhenMissing::Line(line) => line.to_owned(),
        SuggestionWhenMissing::Example => setting.example_line(),
    };
    let value_description = match (table.heading, setting.key) {
        ("[protocols]", _) => "your policy's number and name",
        ("[policy]", "approvals") => "the positions that sign",
        ("[languages]", "served") => {
            "the code of each language you serve clients in (`es` for Spanish, `vi` for Vietnamese)"
        }
        ("[committee]", "members") => "codes or names of at least five members",
        _ => setting.description,
    };
    MissingSettingSuggestion::Line {
        heading: table.heading,
        example_line,
        value_description,
    }
}

/// Returns where there is something of this name: first a heading or a setting at the top of the file, then settings under
/// headings, none of them if there are more than four.
pub(super) fn places_of_key(key: &str) -> Vec<KeyPlace> {
    const MAX_HEADINGS_NAMED: usize = 4;
    let at_top = SETTINGS_TABLES[0].find_setting(key).map(|setting| {
        SettingsTable::find_by_path(key).map_or(KeyPlace::TopOfFile, |table| KeyPlace::Heading {
            heading: table.heading,
            purpose: setting.description,
        })
    });
    let tables = SETTINGS_TABLES[1..].iter();
    let tables = tables.filter(|table| table.find_setting(key).is_some());
    let mut under: Vec<KeyPlace> = tables.map(|table| KeyPlace::Under(table.heading)).collect();
    if under.len() > MAX_HEADINGS_NAMED {
        under.clear();
    }
    at_top.into_iter().chain(under).collect()
}

/// Returns the heading that a name with spaces or other characters most likely means: `[[child_protection]]`.
pub(super) fn nearest_heading(typed: &str) -> Option<String> {
    let paths = SETTINGS_TABLES[1..].iter().map(SettingsTable::table_path);
    let nearest = find_nearest_name(&spell_as_key(typed), paths)?;
    SettingsTable::find_by_path(nearest).map(|table| table.heading.to_owned())
}

/// Returns the setting that such a name most likely means, under the last heading of the text before it.
pub(super) fn nearest_key_below_heading(typed: &str, before: &str) -> Option<String> {
    let mut lines = before.lines().rev();
    let heading = lines.find(|line| line.trim_start().starts_with('['));
    let path = heading.map_or("", |line| {
        line.split('#')
            .next()
            .unwrap_or(line)
            .trim()
            .trim_matches(['[', ']'])
    });
    let table = SettingsTable::find_by_path(path)?;
    find_nearest_name(&spell_as_key(typed), table.setting_keys()).map(str::to_owned)
}

/// Returns a name as settings are spelled: `agency_name` for `Agency Name`.
fn spell_as_key(typed: &str) -> String {
    let words = typed.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}
