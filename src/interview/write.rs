//! Puts answers into a file without touching what is there: remarks, order and spelling stay. The only
//! user of `toml_edit`.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value as Written,
};

use super::{Place, Value};
use crate::config::settings::Settings;

/// A text that is no TOML.
#[derive(Debug)]
pub struct NotToml;

/// The file with an answer in it, and what goes along with it.
pub(super) fn answer(
    text: &str,
    place: &Place,
    along: &[(&'static str, Value)],
    value: &Value,
) -> Result<String, NotToml> {
    let along = along.iter().map(|(key, value)| (*key, value));
    edit(text, |root| {
        let pairs = along.chain([(place.key, value)]);
        put(root, place, &pairs.collect::<Vec<_>>());
    })
}

/// A file with all of these answers below what it begins with, in their order.
///
/// # Errors
/// When what it begins with is no TOML.
pub(super) fn compose(head: &str, answers: &[(Place, Value)]) -> Result<String, NotToml> {
    edit(head, |root| {
        for (place, value) in answers {
            put(root, place, &[(place.key, value)]);
        }
    })
}

/// What `answers` says and `text` does not, put into `text`; both are settings of agency.toml. A list
/// that `text` has stays as it is.
///
/// # Errors
/// When either is no TOML.
pub fn merge(text: &str, answers: &str) -> Result<String, NotToml> {
    let answers: DocumentMut = answers.parse().map_err(|_| NotToml)?;
    edit(text, |root| {
        for (key, item) in answers.iter() {
            merge_item(root, key, item);
        }
    })
}

fn merge_item(root: &mut Table, key: &str, item: &Item) {
    let settings = Settings::at(key);
    if let Some(from) = item.as_table_like() {
        if !root.contains_key(key) {
            root.insert(key, Item::Table(new_table(settings)));
        }
        let Some(to) = root.get_mut(key).and_then(Item::as_table_like_mut) else {
            return;
        };
        for (name, value) in from.iter() {
            if !to.contains_key(name) {
                let mut value = value.clone();
                if let Some(value) = value.as_value_mut() {
                    value.decor_mut().clear();
                }
                insert(to, name, value, settings);
            }
        }
    } else if !root.contains_key(key) {
        let mut item = item.clone();
        if let Some(entries) = item.as_array_of_tables_mut() {
            for (place, entry) in entries.iter_mut().enumerate() {
                entry.set_position(None);
                let head = settings.filter(|_| place == 0);
                entry.decor_mut().set_prefix(heading(head));
            }
        }
        root.insert(key, item);
    }
}

/// Reads, changes and writes; remarks at the end of the file stay before what is added, and the ends of
/// lines are as they were.
fn edit(text: &str, change: impl FnOnce(&mut Table)) -> Result<String, NotToml> {
    let mut document: DocumentMut = text.parse().map_err(|_| NotToml)?;
    let tables = document.as_table().len();
    change(document.as_table_mut());
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    if document.as_table().len() > tables && !trailing.trim().is_empty() {
        let last = document.as_table_mut().iter_mut().last();
        let decor = last.and_then(|(_, item)| match item {
            Item::Table(table) => Some(table.decor_mut()),
            Item::ArrayOfTables(list) => list.iter_mut().next().map(Table::decor_mut),
            Item::None | Item::Value(_) => None,
        });
        if let Some(decor) = decor {
            let own = decor.prefix().and_then(|prefix| prefix.as_str());
            let prefix = format!("{trailing}{}", own.unwrap_or_default());
            decor.set_prefix(prefix);
            document.set_trailing("");
        }
    }
    let written = document.to_string();
    if text.contains("\r\n") {
        let plain = written.replace("\r\n", "\n");
        return Ok(plain.replace('\n', "\r\n"));
    }
    Ok(written)
}

/// Sets some settings of one table, which is made if it is not there.
fn put(root: &mut Table, place: &Place, pairs: &[(&'static str, &Value)]) {
    let settings = Settings::at(place.table);
    let Some(entry) = place.entry else {
        if !root.contains_key(place.table) {
            root.insert(place.table, Item::Table(new_table(settings)));
        }
        if let Some(table) = root.get_mut(place.table).and_then(Item::as_table_like_mut) {
            put_into(table, pairs, settings);
        }
        return;
    };
    if !root.contains_key(place.table) {
        let list = Item::ArrayOfTables(ArrayOfTables::new());
        root.insert(place.table, list);
    }
    match root.get_mut(place.table) {
        Some(Item::ArrayOfTables(list)) => {
            let first = entry == 0;
            if entry == list.len() {
                let mut table = Table::new();
                let head = settings.filter(|_| first);
                table.decor_mut().set_prefix(heading(head));
                list.push(table);
            }
            if let Some(table) = list.get_mut(entry) {
                put_into(table, pairs, settings.filter(|_| first));
            }
        }
        Some(Item::Value(Written::Array(list))) => {
            if entry == list.len() {
                list.push(InlineTable::new());
            }
            if let Some(Written::InlineTable(table)) = list.get_mut(entry) {
                put_into(table, pairs, None);
            }
        }
        _ => {}
    }
}

fn put_into(
    table: &mut dyn TableLike,
    pairs: &[(&'static str, &Value)],
    settings: Option<&'static Settings>,
) {
    for (key, value) in pairs {
        insert(table, key, Item::Value(written(value)), settings);
    }
}

/// Sets one setting; a new one gets a remark on what it is, one that is there keeps its own.
fn insert(table: &mut dyn TableLike, key: &str, item: Item, settings: Option<&'static Settings>) {
    if let Some(there) = table.get_mut(key) {
        let decor = there.as_value().map(|value| value.decor().clone());
        *there = item;
        if let (Some(value), Some(decor)) = (there.as_value_mut(), decor) {
            *value.decor_mut() = decor;
        }
        return;
    }
    let mut item = item;
    let about = settings.and_then(|table| table.setting(key));
    if let (Some(value), Some(setting)) = (item.as_value_mut(), about) {
        value
            .decor_mut()
            .set_suffix(format!("  # {}", setting.about));
    }
    table.entry_format(&Key::new(key)).or_insert(item);
}

fn new_table(settings: Option<&'static Settings>) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix(heading(settings));
    table
}

/// What stands before a table: an empty line, and what the table is for.
fn heading(settings: Option<&'static Settings>) -> String {
    settings.map_or_else(|| "\n".to_owned(), |table| format!("\n# {}\n", table.about))
}

fn written(value: &Value) -> Written {
    match value {
        Value::Text(text) => Written::from(text.as_str()),
        Value::Texts(texts) => Written::Array(texts.iter().map(String::as_str).collect()),
        Value::Date(date) => {
            let date = date.to_string().parse::<toml_edit::Datetime>();
            Written::from(date.expect("both write dates as RFC 3339 does"))
        }
        Value::Number(number) => Written::from(*number),
        Value::Flag(flag) => Written::from(*flag),
        Value::Approvals(titles) => {
            let mut list = Array::new();
            for title in titles {
                let mut line = InlineTable::new();
                line.insert("title", title.as_str().into());
                list.push(line);
            }
            Written::Array(list)
        }
    }
}
