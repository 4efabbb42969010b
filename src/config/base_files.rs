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
use crate::source::field_reader::{Fields, nearest};
use crate::source::toml::{Entry, NodeValue, Table, parse};
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
    let table = parse(file, &mut Diagnostics::new()).ok()?;
    let written = Fields::new(&table, "", &mut Diagnostics::new()).text("extends")?;
    NamedPath::from_text(written)
}

/// The lists of the file itself to which `append` adds.
pub(crate) fn appended(table: &Table) -> Vec<String> {
    let mut ignored = Diagnostics::new();
    let list = Fields::new(table, "", &mut ignored).texts("append");
    let items = list.map_or_else(Vec::new, |list| list.value);
    items.into_iter().map(|item| item.value).collect()
}

/// All tables as one; the first goes over the second, and so on. `extends` and `append` are taken out.
pub(crate) fn flatten(tables: Vec<Table>, found: &mut Diagnostics) -> Option<Table> {
    let mut whole: Option<Table> = None;
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
fn settle(table: &mut Table, found: &mut Diagnostics) -> Vec<String> {
    let mut fields = Fields::new(table, "this file", found);
    let base = fields.text("extends").and_then(NamedPath::from_text);
    let list = fields.texts("append");
    let mut append = Vec::new();
    if let Some(list) = list {
        if base.is_none() && !fields.has("extends") && !list.value.is_empty() {
            let problem = Problem::Agency(AgencyProblem::NothingToAppendTo);
            fields.report(problem, &list.span);
        }
        for item in list.value {
            let known = lists();
            if known.contains(&item.value) {
                append.push(item.value);
                continue;
            }
            let near = nearest(&item.value, known.iter().map(String::as_str));
            let problem = Problem::Agency(AgencyProblem::NoSuchList {
                nearest: near.map(str::to_owned),
                written: item.value.clone(),
            });
            fields.report(problem, &item.span);
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
fn over(base: Table, own: Table, path: &str, append: &[String]) -> Table {
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
    Table {
        entries,
        span: own.span,
    }
}

fn one_over(there: Entry, mut entry: Entry, path: &str, append: &[String]) -> Entry {
    let dot = if path.is_empty() { "" } else { "." };
    let path = format!("{path}{dot}{}", entry.key);
    entry.value.value = match (there.value.value, entry.value.value) {
        (NodeValue::Table(base), NodeValue::Table(own)) => {
            NodeValue::Table(over(base, own, &path, append))
        }
        (NodeValue::List(mut base), NodeValue::List(own)) if append.contains(&path) => {
            base.extend(own);
            NodeValue::List(base)
        }
        (base, NodeValue::Text(own)) if clean_text::is_blank(&own) => {
            entry.value.span = there.value.span;
            entry.key_span = there.key_span;
            base
        }
        (_, own) => own,
    };
    entry
}
