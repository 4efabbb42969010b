//! Leaves out what base files say about states that the agency is not in.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::clean_text;
use crate::config::value_types::{UsState, find_state, parse_address_state};
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};
use crate::span::SourceFile;

/// Removes child protective services, law enforcement agencies and organizations that are only of states in which the
/// agency has no site and does not say that it is. Entries of the agency's own file stay, and everything stays
/// while the agency's states are not known.
pub(super) fn leave_out_other_states(merged: &mut TomlTable, own_file: &Arc<SourceFile>) {
    let Some(states) = read_states_of_agency(merged).filter(|states| !states.is_empty()) else {
        return;
    };
    let is_of_other_state = |node: &TomlNode, key: &str| {
        let TomlNodeValue::Table(entry) = &node.value else {
            return false;
        };
        if Arc::ptr_eq(&entry.span.file, own_file) || !read_texts(entry, "sites").is_empty() {
            return false;
        }
        let named = read_texts(entry, key).into_iter();
        let named: Option<Vec<UsState>> = named.map(|text| find_state(&text)).collect();
        named.is_some_and(|named| {
            !named.is_empty() && !named.iter().any(|state| states.contains(state))
        })
    };
    for entry in &mut merged.entries {
        let key = match entry.key.as_str() {
            "child_protection" => "state",
            "law_enforcement" | "organizations" => "states",
            _ => continue,
        };
        if let TomlNodeValue::Array(items) = &mut entry.value.value {
            items.retain(|item| !is_of_other_state(item, key));
        }
    }
}

/// Returns the states that the agency lists and those of its sites; `None` if one of them is not known.
fn read_states_of_agency(merged: &TomlTable) -> Option<BTreeSet<UsState>> {
    let mut states = BTreeSet::new();
    if let Some(TomlNodeValue::Table(agency)) = find_value(merged, "agency") {
        for text in read_texts(agency, "states") {
            states.insert(find_state(&text)?);
        }
    }
    let Some(TomlNodeValue::Array(sites)) = find_value(merged, "sites") else {
        return Some(states);
    };
    for site in sites {
        let TomlNodeValue::Table(site) = &site.value else {
            continue;
        };
        for text in read_texts(site, "state") {
            states.insert(find_state(&text)?);
        }
        states.extend(parse_address_state(&read_texts(site, "address")).state());
    }
    Some(states)
}

/// Returns a text or the texts of a list, without blanks.
fn read_texts(table: &TomlTable, key: &str) -> Vec<String> {
    let nodes = match find_value(table, key) {
        Some(TomlNodeValue::Array(items)) => items.iter().map(|item| &item.value).collect(),
        value => Vec::from_iter(value),
    };
    let texts = nodes.into_iter().filter_map(|value| match value {
        TomlNodeValue::Text(text) => clean_text::clean_line(text).ok().flatten(),
        _ => None,
    });
    texts.collect()
}

fn find_value<'t>(table: &'t TomlTable, key: &str) -> Option<&'t TomlNodeValue> {
    let entry = table.entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.value.value)
}
