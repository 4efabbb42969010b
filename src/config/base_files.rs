//! `extends` and `append`: merges a file with its base files.
//!
//! A file's settings override those of its base; a list replaces the base's list unless `append` names it. A
//! blank overrides nothing. Every value keeps its span in its own file.

use std::sync::Arc;

use super::agency::ConfiguredPath;
use super::clean_text;
use super::settings::{SETTINGS_TABLES, SettingKind};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::source::field_reader::{TomlFieldReader, find_nearest_name};
use crate::source::toml::{TomlEntry, TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// Returns the path of the base file that a file extends; `None` without a readable `extends`.
pub fn find_base_path(file: &Arc<SourceFile>) -> Option<ConfiguredPath> {
    // Most files have no base, and need not be parsed to find that out.
    let has_extends = file.text.lines().any(|line| {
        line.trim_start_matches([' ', '\t', '"', '\''])
            .starts_with("extends")
    });
    if !has_extends {
        return None;
    }
    let table = parse_toml_file(file, &mut Diagnostics::new()).ok()?;
    let text = TomlFieldReader::new(&table, "", &mut Diagnostics::new()).read_text("extends")?;
    ConfiguredPath::from_text(text)
}

/// Returns the lists that `append` names in a file.
pub(crate) fn read_append_lists(table: &TomlTable) -> Vec<String> {
    let mut ignored = Diagnostics::new();
    let list = TomlFieldReader::new(table, "", &mut ignored).read_text_list("append");
    let items = list.map_or_else(Vec::new, |list| list.value);
    items.into_iter().map(|item| item.value).collect()
}

/// Merges tables, each over the next, without `extends` and `append`. Returns `None` for no tables.
pub(crate) fn merge_tables(
    tables: Vec<TomlTable>,
    diagnostics: &mut Diagnostics,
) -> Option<TomlTable> {
    let mut merged: Option<TomlTable> = None;
    for mut table in tables.into_iter().rev() {
        let append = take_extends_and_append(&mut table, diagnostics);
        merged = Some(match merged {
            None => table,
            Some(base) => merge_table_over_base(base, table, "", &append, diagnostics),
        });
    }
    merged
}

/// Removes both settings from a file; returns the lists that `append` names.
fn take_extends_and_append(table: &mut TomlTable, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut fields = TomlFieldReader::new(table, "this file", diagnostics);
    let base = fields
        .read_text("extends")
        .and_then(ConfiguredPath::from_text);
    let list = fields.read_text_list("append");
    let mut append = Vec::new();
    if let Some(list) = list {
        if base.is_none() && !fields.has_key("extends") && !list.value.is_empty() {
            let problem = Problem::Agency(AgencyProblem::AppendWithoutExtends);
            fields.report_problem(problem, &list.span);
        }
        for item in list.value {
            let known = list_setting_paths();
            if known.contains(&item.value) {
                append.push(item.value);
                continue;
            }
            let nearest = find_nearest_name(&item.value, known.iter().map(String::as_str));
            let problem = Problem::Agency(AgencyProblem::UnknownAppendList {
                nearest: nearest.map(str::to_owned),
                list: item.value.clone(),
            });
            fields.report_problem(problem, &item.span);
        }
    }
    table
        .entries
        .retain(|entry| entry.key != "extends" && entry.key != "append");
    append
}

/// Returns the path of every list outside of list entries: `organizations`, `policy.additions`.
fn list_setting_paths() -> Vec<String> {
    SETTINGS_TABLES
        .iter()
        .filter(|table| !table.is_table_list())
        .flat_map(|table| table.settings.iter().map(move |setting| (table, setting)))
        .filter(|(_, setting)| setting.kind == SettingKind::TableList || setting.kind.is_list())
        .map(|(table, setting)| table.setting_path(setting.key))
        .filter(|list| list != "append")
        .collect()
}

/// Merges a table over its base.
fn merge_table_over_base(
    base: TomlTable,
    own: TomlTable,
    path: &str,
    append: &[String],
    diagnostics: &mut Diagnostics,
) -> TomlTable {
    let mut entries = base.entries;
    for entry in own.entries {
        match entries.iter().position(|base| base.key == entry.key) {
            Some(index) => {
                let base = entries.remove(index);
                entries.insert(
                    index,
                    merge_entry_over_base(base, entry, path, append, diagnostics),
                );
            }
            None => entries.push(entry),
        }
    }
    TomlTable {
        entries,
        span: own.span,
    }
}

fn merge_entry_over_base(
    base_entry: TomlEntry,
    mut entry: TomlEntry,
    path: &str,
    append: &[String],
    diagnostics: &mut Diagnostics,
) -> TomlEntry {
    let dot = if path.is_empty() { "" } else { "." };
    let path = format!("{path}{dot}{}", entry.key);
    entry.value.value = match (base_entry.value.value, entry.value.value) {
        (TomlNodeValue::Table(base), TomlNodeValue::Table(own)) => {
            TomlNodeValue::Table(merge_table_over_base(base, own, &path, append, diagnostics))
        }
        (TomlNodeValue::Array(mut base), TomlNodeValue::Array(own)) if append.contains(&path) => {
            base.extend(own);
            TomlNodeValue::Array(base)
        }
        (base, TomlNodeValue::Text(own)) if clean_text::is_blank_text(&own) => {
            if !own.trim().is_empty() {
                let value = own.trim().to_owned();
                let problem = AgencyProblem::PlaceholderValue { value };
                diagnostics.push(Diagnostic::new(problem).with_span(entry.value.span));
            }
            entry.value.span = base_entry.value.span;
            entry.key_span = base_entry.key_span;
            base
        }
        (_, own) => own,
    };
    entry
}
