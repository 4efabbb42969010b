//! `extends`, `append` and `replace`: merges a file with its base files.
//!
//! A file's settings override those of its base. Entries of a list, such as an organization, add to those of the base,
//! and one that is the same takes its place, unless `replace` names the list. A list of plain values replaces that of
//! the base, unless `append` names it. A blank overrides nothing. Every value keeps its span in its own file.

mod list_entries;
mod other_states;

use std::sync::Arc;

use super::agency::ConfiguredPath;
use super::clean_text;
use super::settings::{SETTINGS_TABLES, SettingKind, SettingsTable};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem};
use crate::source::field_reader::{Spanned, TomlFieldReader, find_nearest_name};
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

/// What a file says about the lists of its base.
struct ListChoices {
    /// The lists whose items follow those of the base.
    append: Vec<String>,
    /// The lists that stand alone.
    replace: Vec<String>,
}

/// Merges tables, each over the next, without `extends`, `append` and `replace`. Returns `None` for no tables.
///
/// Entries of base files about states that the agency is not in are left out.
pub(crate) fn merge_tables(
    tables: Vec<TomlTable>,
    diagnostics: &mut Diagnostics,
) -> Option<TomlTable> {
    let own_file = tables.first()?.span.file.clone();
    let mut merged: Option<TomlTable> = None;
    for mut table in tables.into_iter().rev() {
        let choices = take_list_choices(&mut table, diagnostics);
        merged = Some(match merged {
            None => table,
            Some(mut base) => {
                for list in &choices.replace {
                    remove_setting(&mut base, list);
                }
                remove_outdated_reasons(&mut base, &table);
                merge_table_over_base(base, table, "", &choices.append, diagnostics)
            }
        });
    }
    let mut merged = merged?;
    other_states::leave_out_other_states(&mut merged, &own_file);
    Some(merged)
}

/// Removes `extends`, `append` and `replace` from a file; returns the lists that the last two name.
fn take_list_choices(table: &mut TomlTable, diagnostics: &mut Diagnostics) -> ListChoices {
    let mut fields = TomlFieldReader::new(table, "this file", diagnostics);
    let base = fields
        .read_text("extends")
        .and_then(ConfiguredPath::from_text);
    let has_base = base.is_some() || fields.has_key("extends");
    let append = read_list_names(&mut fields, "append", has_base);
    let replace = read_list_names(&mut fields, "replace", has_base);
    for list in &replace {
        if append.iter().any(|other| other.value == list.value) {
            let problem = AgencyProblem::ListAppendedAndReplaced {
                list: list.value.clone(),
            };
            fields.report_problem(Problem::Agency(problem), &list.span);
        }
    }
    table
        .entries
        .retain(|entry| !["extends", "append", "replace"].contains(&entry.key.as_str()));
    let names = |lists: Vec<Spanned<String>>| lists.into_iter().map(|list| list.value).collect();
    ListChoices {
        append: names(append),
        replace: names(replace),
    }
}

/// Reads the lists that `append` or `replace` names, and reports names that are not lists.
fn read_list_names(
    fields: &mut TomlFieldReader<'_, '_>,
    key: &'static str,
    has_base: bool,
) -> Vec<Spanned<String>> {
    let Some(list) = fields.read_text_list(key) else {
        return Vec::new();
    };
    if !has_base && !list.value.is_empty() {
        let problem = if key == "append" {
            AgencyProblem::AppendWithoutExtends
        } else {
            AgencyProblem::ReplaceWithoutExtends
        };
        fields.report_problem(Problem::Agency(problem), &list.span);
    }
    let known = list_setting_paths();
    let (names, unknown): (Vec<_>, Vec<_>) = list
        .value
        .into_iter()
        .partition(|item| known.contains(&item.value));
    for item in unknown {
        let nearest = find_nearest_name(&item.value, known.iter().map(String::as_str));
        let problem = Problem::Agency(AgencyProblem::UnknownList {
            key,
            nearest: nearest.map(str::to_owned),
            list: item.value.clone(),
        });
        fields.report_problem(problem, &item.span);
    }
    names
}

/// Removes the base's reason for an empty list that the file fills.
fn remove_outdated_reasons(base: &mut TomlTable, own: &TomlTable) {
    for entry in &own.entries {
        if matches!(&entry.value.value, TomlNodeValue::Array(items) if !items.is_empty()) {
            remove_setting(base, &format!("without.{}", entry.key));
        }
    }
}

/// Removes a setting by its path: `organizations`, `policy.additions`.
fn remove_setting(table: &mut TomlTable, path: &str) {
    let Some((outer, inner)) = path.split_once('.') else {
        table.entries.retain(|entry| entry.key != path);
        return;
    };
    let nested = table.entries.iter_mut().find(|entry| entry.key == outer);
    if let Some(TomlNodeValue::Table(nested)) = nested.map(|entry| &mut entry.value.value) {
        remove_setting(nested, inner);
    }
}

/// Returns the path of every list outside of list entries: `organizations`, `policy.additions`.
fn list_setting_paths() -> Vec<String> {
    SETTINGS_TABLES
        .iter()
        .filter(|table| !table.is_table_list())
        .flat_map(|table| table.settings.iter().map(move |setting| (table, setting)))
        .filter(|(_, setting)| setting.kind == SettingKind::TableList || setting.kind.is_list())
        .map(|(table, setting)| table.setting_path(setting.key))
        .filter(|list| !["append", "replace"].contains(&list.as_str()))
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
        (TomlNodeValue::Array(mut base), TomlNodeValue::Array(own)) => {
            let settings = SettingsTable::find_by_path(&path);
            match settings.filter(|settings| !settings.identities.is_empty()) {
                Some(settings) => {
                    if own.is_empty() && !base.is_empty() {
                        let problem = AgencyProblem::EmptyListAddsNothing { list: path };
                        let span = entry.value.span.clone();
                        diagnostics.push(Diagnostic::new(problem).with_span(span));
                    }
                    TomlNodeValue::Array(list_entries::merge_entries(settings, base, own))
                }
                None if append.contains(&path) => {
                    base.extend(own);
                    TomlNodeValue::Array(base)
                }
                None => TomlNodeValue::Array(own),
            }
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
