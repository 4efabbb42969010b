//! Merges the entries of a list with those of a base file.

use std::collections::BTreeMap;

use crate::config::clean_text;
use crate::config::settings::{SettingKind, SettingsTable};
use crate::config::value_types;
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};

/// Returns the entries of the base, then the file's own. An own entry stands in the place of an entry of the base that is
/// the same by the list's `identities`.
pub(super) fn merge_entries(
    settings: &SettingsTable,
    base: Vec<TomlNode>,
    own: Vec<TomlNode>,
) -> Vec<TomlNode> {
    let mut indexes: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, entry) in own.iter().enumerate() {
        if let Some(identity) = entry_identity(settings, entry) {
            indexes.entry(identity).or_default().push(index);
        }
    }
    let mut own: Vec<Option<TomlNode>> = own.into_iter().map(Some).collect();
    let mut merged = Vec::new();
    for entry in base {
        let identity = entry_identity(settings, &entry);
        match identity.and_then(|identity| indexes.get(&identity)) {
            Some(same) => merged.extend(same.iter().filter_map(|index| own[*index].take())),
            None => merged.push(entry),
        }
    }
    merged.extend(own.into_iter().flatten());
    merged
}

/// Returns what makes an entry the same as another; `None` for one that is like no other.
fn entry_identity(settings: &SettingsTable, entry: &TomlNode) -> Option<Vec<String>> {
    let TomlNodeValue::Table(entry) = &entry.value else {
        return None;
    };
    let mut identities = settings.identities.iter();
    let keys = identities.find(|keys| comparable_value(settings, entry, keys[0]).is_some())?;
    let values = keys
        .iter()
        .map(|key| comparable_value(settings, entry, key).unwrap_or_default());
    Some(std::iter::once(keys[0].to_owned()).chain(values).collect())
}

/// Returns a setting of an entry in a form that is equal for equal values: `IA` and `ia`, `(319) 555-0120` and
/// `319-555-0120`. `None` for a missing or blank value.
fn comparable_value(settings: &SettingsTable, entry: &TomlTable, key: &str) -> Option<String> {
    let node = &entry.entries.iter().find(|entry| entry.key == key)?.value;
    let text = match &node.value {
        TomlNodeValue::Text(text) => clean_text::clean_line(text).ok().flatten()?,
        TomlNodeValue::Array(items) => return comparable_items(items),
        _ => return None,
    };
    let kind = settings.find_setting(key).map(|setting| setting.kind);
    let parsed = match kind {
        Some(SettingKind::PhoneNumber) => {
            let phone = value_types::parse_phone_number(&text).ok();
            phone.map(|phone| phone.dial_string)
        }
        Some(SettingKind::StateCode) => {
            value_types::find_state(&text).map(|state| state.postal_code.to_owned())
        }
        Some(SettingKind::LanguageTag) => {
            let language = value_types::parse_language(&text).ok();
            language.map(|language| language.to_string())
        }
        _ if key == "version" => Some(value_types::version_number(&text)),
        _ => None,
    };
    Some(parsed.unwrap_or_else(|| text.to_lowercase()))
}

/// Returns the items of a list in any order; `None` if there are none.
fn comparable_items(items: &[TomlNode]) -> Option<String> {
    let texts = items.iter().filter_map(|item| match &item.value {
        TomlNodeValue::Text(text) => clean_text::clean_line(text).ok().flatten(),
        _ => None,
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts.dedup();
    (!texts.is_empty()).then(|| texts.join("\n"))
}
