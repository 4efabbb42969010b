//! `extends` and `append`: one file over another.
//!
//! What a file says goes over what its base says, setting by setting; a list takes the place of the
//! base's list unless `append` names it. A blank says nothing, here as everywhere. Every value keeps
//! its place in the file it came from.

use std::sync::Arc;

use super::agency::ConfiguredPath;
use super::clean_text;
use super::settings::{SETTINGS_TABLES, SettingKind, SettingSpec};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostics, Problem};
use crate::source::field_reader::{TomlFieldReader, find_nearest_name};
use crate::source::toml::{TomlEntry, TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// The file that another one extends, if it says so in a way that can be read.
pub fn find_base_path(file: &Arc<SourceFile>) -> Option<ConfiguredPath> {
    // Most files extend nothing, and need not be read for it.
    let may_say = |line: &str| {
        line.trim_start_matches([' ', '\t', '"', '\''])
            .starts_with("extends")
    };
    if !file.text.lines().any(may_say) {
        return None;
    }
    let table = parse_toml_file(file, &mut Diagnostics::new()).ok()?;
    let written = TomlFieldReader::new(&table, "", &mut Diagnostics::new()).read_text("extends")?;
    ConfiguredPath::from_text(written)
}

/// The lists of the file itself to which `append` adds.
pub(crate) fn read_append_lists(table: &TomlTable) -> Vec<String> {
    let mut ignored = Diagnostics::new();
    let list = TomlFieldReader::new(table, "", &mut ignored).read_text_list("append");
    let items = list.map_or_else(Vec::new, |list| list.value);
    items.into_iter().map(|item| item.value).collect()
}

/// All tables as one; the first goes over the second, and so on. `extends` and `append` are taken out.
pub(crate) fn merge_tables(tables: Vec<TomlTable>, found: &mut Diagnostics) -> Option<TomlTable> {
    let mut whole: Option<TomlTable> = None;
    for mut table in tables.into_iter().rev() {
        let append = take_extends_and_append(&mut table, found);
        whole = Some(match whole {
            None => table,
            Some(base) => merge_table_over_base(base, table, "", &append),
        });
    }
    whole
}

/// Takes both settings out of a file; gives the lists that are added to.
fn take_extends_and_append(table: &mut TomlTable, found: &mut Diagnostics) -> Vec<String> {
    let mut fields = TomlFieldReader::new(table, "this file", found);
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
            let near = find_nearest_name(&item.value, known.iter().map(String::as_str));
            let problem = Problem::Agency(AgencyProblem::UnknownAppendList {
                nearest: near.map(str::to_owned),
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

/// Every list that stands once in a file: `organizations`, `policy.additions`, `agency.states`.
fn list_setting_paths() -> Vec<String> {
    let tables = SETTINGS_TABLES
        .iter()
        .filter(|table| !table.is_table_list());
    let lists = tables.flat_map(|table| {
        let is_list = |setting: &&SettingSpec| {
            setting.kind == SettingKind::TableList || setting.kind.is_list()
        };
        let settings = table.settings.iter().filter(is_list);
        settings.map(|setting| table.setting_path(setting.key))
    });
    lists.filter(|list| list != "append").collect()
}

/// One table over another.
fn merge_table_over_base(
    base: TomlTable,
    own: TomlTable,
    path: &str,
    append: &[String],
) -> TomlTable {
    let mut entries = base.entries;
    for entry in own.entries {
        let place = entries.iter().position(|there| there.key == entry.key);
        match place {
            Some(at) => {
                let there = entries.remove(at);
                entries.insert(at, merge_entry_over_base(there, entry, path, append));
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
    there: TomlEntry,
    mut entry: TomlEntry,
    path: &str,
    append: &[String],
) -> TomlEntry {
    let dot = if path.is_empty() { "" } else { "." };
    let path = format!("{path}{dot}{}", entry.key);
    entry.value.value = match (there.value.value, entry.value.value) {
        (TomlNodeValue::Table(base), TomlNodeValue::Table(own)) => {
            TomlNodeValue::Table(merge_table_over_base(base, own, &path, append))
        }
        (TomlNodeValue::Array(mut base), TomlNodeValue::Array(own)) if append.contains(&path) => {
            base.extend(own);
            TomlNodeValue::Array(base)
        }
        (base, TomlNodeValue::Text(own)) if clean_text::is_blank_text(&own) => {
            entry.value.span = there.value.span;
            entry.key_span = there.key_span;
            base
        }
        (_, own) => own,
    };
    entry
}
