//! `extends` and `append`: one file over another.
//!
//! What a file says goes over what its base says, setting by setting; a list takes the place of the
//! base's list unless `append` names it. A blank says nothing, here as everywhere. Every value keeps
//! its place in the file it came from.

use std::sync::Arc;

use super::agency::NamedPath;
use super::clean_text;
use super::settings::{Kind, SETTINGS, Setting};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostics, Problem};
use crate::source::field_reader::{TomlFieldReader, find_nearest_name};
use crate::source::toml::{TomlEntry, TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// The file that another one extends, if it says so in a way that can be read.
pub fn base_of(file: &Arc<SourceFile>) -> Option<NamedPath> {
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
    NamedPath::from_text(written)
}

/// The lists of the file itself to which `append` adds.
pub(crate) fn appended(table: &TomlTable) -> Vec<String> {
    let mut ignored = Diagnostics::new();
    let list = TomlFieldReader::new(table, "", &mut ignored).read_text_list("append");
    let items = list.map_or_else(Vec::new, |list| list.value);
    items.into_iter().map(|item| item.value).collect()
}

/// All tables as one; the first goes over the second, and so on. `extends` and `append` are taken out.
pub(crate) fn flatten(tables: Vec<TomlTable>, found: &mut Diagnostics) -> Option<TomlTable> {
    let mut whole: Option<TomlTable> = None;
    for mut table in tables.into_iter().rev() {
        let append = settle(&mut table, found);
        whole = Some(match whole {
            None => table,
            Some(base) => over(base, table, "", &append),
        });
    }
    whole
}

/// Takes both settings out of a file; gives the lists that are added to.
fn settle(table: &mut TomlTable, found: &mut Diagnostics) -> Vec<String> {
    let mut fields = TomlFieldReader::new(table, "this file", found);
    let base = fields.read_text("extends").and_then(NamedPath::from_text);
    let list = fields.read_text_list("append");
    let mut append = Vec::new();
    if let Some(list) = list {
        if base.is_none() && !fields.has_key("extends") && !list.value.is_empty() {
            let problem = Problem::Agency(AgencyProblem::NothingToAppendTo);
            fields.report_problem(problem, &list.span);
        }
        for item in list.value {
            let known = lists();
            if known.contains(&item.value) {
                append.push(item.value);
                continue;
            }
            let near = find_nearest_name(&item.value, known.iter().map(String::as_str));
            let problem = Problem::Agency(AgencyProblem::NoSuchList {
                nearest: near.map(str::to_owned),
                written: item.value.clone(),
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
fn lists() -> Vec<String> {
    let tables = SETTINGS.iter().filter(|table| !table.is_list());
    let lists = tables.flat_map(|table| {
        let is_list = |setting: &&Setting| setting.kind == Kind::Tables || setting.kind.is_list();
        let settings = table.settings.iter().filter(is_list);
        settings.map(|setting| table.path_of(setting.key))
    });
    lists.filter(|list| list != "append").collect()
}

/// One table over another.
fn over(base: TomlTable, own: TomlTable, path: &str, append: &[String]) -> TomlTable {
    let mut entries = base.entries;
    for entry in own.entries {
        let place = entries.iter().position(|there| there.key == entry.key);
        match place {
            Some(at) => {
                let there = entries.remove(at);
                entries.insert(at, one_over(there, entry, path, append));
            }
            None => entries.push(entry),
        }
    }
    TomlTable {
        entries,
        span: own.span,
    }
}

fn one_over(there: TomlEntry, mut entry: TomlEntry, path: &str, append: &[String]) -> TomlEntry {
    let dot = if path.is_empty() { "" } else { "." };
    let path = format!("{path}{dot}{}", entry.key);
    entry.value.value = match (there.value.value, entry.value.value) {
        (TomlNodeValue::Table(base), TomlNodeValue::Table(own)) => {
            TomlNodeValue::Table(over(base, own, &path, append))
        }
        (TomlNodeValue::Array(mut base), TomlNodeValue::Array(own)) if append.contains(&path) => {
            base.extend(own);
            TomlNodeValue::Array(base)
        }
        (base, TomlNodeValue::Text(own)) if clean_text::is_blank(&own) => {
            entry.value.span = there.value.span;
            entry.key_span = there.key_span;
            base
        }
        (_, own) => own,
    };
    entry
}
