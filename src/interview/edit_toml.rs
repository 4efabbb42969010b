//! Puts answers into a file without touching what is there: remarks, order and spelling stay. The only
//! user of `toml_edit`.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value as Written,
};

use super::question::{AnswerTarget, AnswerValue};
use crate::config::settings::SettingsTable;

/// The head of a new file; the first line is for editors.
pub const NEW_FILE_HEADER: &str = "#:schema agency.schema.json
# The facts of your agency. Change the text between the quotation marks.
# `policypress check` lists what is missing or looks wrong; `policypress init` asks for it.
";

/// A text that is no TOML.
#[derive(Debug)]
pub struct InvalidTomlError;

/// The file with an answer in it, and what goes along with it.
pub(super) fn write_answer(
    text: &str,
    place: &AnswerTarget,
    along: &[(&'static str, AnswerValue)],
    value: &AnswerValue,
) -> Result<String, InvalidTomlError> {
    let along = along.iter().map(|(key, value)| (*key, value));
    edit_toml_text(text, |root| {
        let pairs = along.chain([(place.key, value)]);
        set_target_values(root, place, &pairs.collect::<Vec<_>>());
    })
}

/// Returns a file with all of these answers below what it begins with, in their order.
///
/// # Errors
/// When what it begins with is no TOML.
pub fn write_answers(
    head: &str,
    answers: &[(AnswerTarget, AnswerValue)],
) -> Result<String, InvalidTomlError> {
    edit_toml_text(head, |root| {
        for (place, value) in answers {
            set_target_values(root, place, &[(place.key, value)]);
        }
    })
}

/// What `answers` says and `text` does not, put into `text`; both are settings of agency.toml. A list
/// that `text` has stays as it is.
///
/// # Errors
/// When either is no TOML.
pub fn merge_missing_settings(text: &str, answers: &str) -> Result<String, InvalidTomlError> {
    let answers: DocumentMut = answers.parse().map_err(|_| InvalidTomlError)?;
    edit_toml_text(text, |root| {
        for (key, item) in answers.iter() {
            merge_missing_item(root, key, item);
        }
    })
}

/// Decisions about the statements of documents, to be put into a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementEdits {
    /// New words of statements, by their names.
    pub reworded: Vec<(String, String)>,
    /// Statements to leave out, each with the reason.
    pub omitted: Vec<(String, String)>,
    /// Statements to add: each with the name of the one it follows.
    pub added: Vec<(String, String)>,
    /// New words of the file's own additions, by their places; none to take one out.
    pub addition_edits: Vec<(usize, Option<String>)>,
}

/// The file with decisions in it. What else is decided about a statement (its words in another language)
/// stays.
///
/// # Errors
/// When the text is no TOML.
pub fn write_statement_edits(
    text: &str,
    decisions: &StatementEdits,
) -> Result<String, InvalidTomlError> {
    edit_toml_text(text, |root| {
        let policy = root.entry("policy").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        if let Some(policy) = policy.as_table_like_mut() {
            write_statement_choices(policy, decisions);
            write_statement_additions(policy, decisions);
        }
    })
}

fn write_statement_choices(policy: &mut dyn TableLike, decisions: &StatementEdits) {
    if decisions.reworded.is_empty() && decisions.omitted.is_empty() {
        return;
    }
    let settings = SettingsTable::find_by_path("policy.statements");
    let statements = policy
        .entry("statements")
        .or_insert_with(|| Item::Table(new_commented_table(settings)));
    let Some(statements) = statements.as_table_like_mut() else {
        return;
    };
    let mut choice = |name: &str, pairs: &[(&str, Written)]| {
        let there = statements.get_mut(name).and_then(Item::as_table_like_mut);
        let mut fresh = InlineTable::new();
        let is_there = there.is_some();
        let table = there.unwrap_or(&mut fresh);
        for (key, value) in pairs {
            set_value_with_comment(table, key, Item::Value(value.clone()), None);
        }
        if !is_there {
            fresh.fmt();
            statements.insert(name, Item::Value(Written::InlineTable(fresh)));
        }
    };
    for (name, text) in &decisions.reworded {
        choice(name, &[("text", text.as_str().into())]);
    }
    for (name, reason) in &decisions.omitted {
        choice(
            name,
            &[
                ("include", false.into()),
                ("reason", reason.as_str().into()),
            ],
        );
    }
    // A statement that is left out has no words.
    for (name, _) in &decisions.omitted {
        if let Some(table) = statements.get_mut(name).and_then(Item::as_table_like_mut) {
            let others: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
            for key in others
                .iter()
                .filter(|key| *key != "include" && *key != "reason")
            {
                table.remove(key);
            }
        }
    }
}

fn write_statement_additions(policy: &mut dyn TableLike, decisions: &StatementEdits) {
    match policy.get_mut("additions") {
        Some(Item::ArrayOfTables(list)) => {
            for (place, text) in decisions.addition_edits.iter().rev() {
                match (text, list.get_mut(*place)) {
                    (Some(text), Some(entry)) => {
                        set_value_with_comment(
                            entry,
                            "text",
                            Item::Value(text.as_str().into()),
                            None,
                        );
                    }
                    (None, Some(_)) => {
                        list.remove(*place);
                    }
                    (_, None) => {}
                }
            }
        }
        Some(Item::Value(Written::Array(list))) => {
            for (place, text) in decisions.addition_edits.iter().rev() {
                let entry = list.get_mut(*place).and_then(Written::as_inline_table_mut);
                match (text, entry) {
                    (Some(text), Some(entry)) => {
                        set_value_with_comment(
                            entry,
                            "text",
                            Item::Value(text.as_str().into()),
                            None,
                        );
                    }
                    (None, Some(_)) => {
                        list.remove(*place);
                    }
                    (_, None) => {}
                }
            }
        }
        _ => {}
    }
    if decisions.added.is_empty() {
        return;
    }
    let first = !policy.contains_key("additions");
    let list = policy
        .entry("additions")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    for (at, (after, text)) in decisions.added.iter().enumerate() {
        match list {
            Item::ArrayOfTables(list) => {
                let mut entry = Table::new();
                let settings =
                    SettingsTable::find_by_path("policy.additions").filter(|_| first && at == 0);
                entry.decor_mut().set_prefix(table_comment_prefix(settings));
                entry.insert("after", Item::Value(after.as_str().into()));
                entry.insert("text", Item::Value(text.as_str().into()));
                list.push(entry);
            }
            Item::Value(Written::Array(list)) => {
                let mut entry = InlineTable::new();
                entry.insert("after", after.as_str().into());
                entry.insert("text", text.as_str().into());
                list.push(entry);
            }
            Item::None | Item::Value(_) | Item::Table(_) => {}
        }
    }
}

fn merge_missing_item(root: &mut Table, key: &str, item: &Item) {
    let settings = SettingsTable::find_by_path(key);
    if let Some(from) = item.as_table_like() {
        if !root.contains_key(key) {
            root.insert(key, Item::Table(new_commented_table(settings)));
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
                set_value_with_comment(to, name, value, settings);
            }
        }
    } else if !root.contains_key(key) {
        let mut item = item.clone();
        if let Some(entries) = item.as_array_of_tables_mut() {
            for (place, entry) in entries.iter_mut().enumerate() {
                entry.set_position(None);
                let head = settings.filter(|_| place == 0);
                entry.decor_mut().set_prefix(table_comment_prefix(head));
            }
        }
        root.insert(key, item);
    }
}

/// Reads, changes and writes; remarks at the end of the file stay before what is added, and the ends of
/// lines are as they were.
fn edit_toml_text(text: &str, change: impl FnOnce(&mut Table)) -> Result<String, InvalidTomlError> {
    let mut document: DocumentMut = text.parse().map_err(|_| InvalidTomlError)?;
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
fn set_target_values(
    root: &mut Table,
    place: &AnswerTarget,
    pairs: &[(&'static str, &AnswerValue)],
) {
    let settings = SettingsTable::find_by_path(place.table);
    let Some(entry) = place.entry_index else {
        if !root.contains_key(place.table) {
            root.insert(place.table, Item::Table(new_commented_table(settings)));
        }
        if let Some(table) = root.get_mut(place.table).and_then(Item::as_table_like_mut) {
            set_table_values(table, pairs, settings);
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
                table.decor_mut().set_prefix(table_comment_prefix(head));
                list.push(table);
            }
            if let Some(table) = list.get_mut(entry) {
                set_table_values(table, pairs, settings.filter(|_| first));
            }
        }
        Some(Item::Value(Written::Array(list))) => {
            if entry == list.len() {
                list.push(InlineTable::new());
            }
            if let Some(Written::InlineTable(table)) = list.get_mut(entry) {
                set_table_values(table, pairs, None);
            }
        }
        _ => {}
    }
}

fn set_table_values(
    table: &mut dyn TableLike,
    pairs: &[(&'static str, &AnswerValue)],
    settings: Option<&'static SettingsTable>,
) {
    for (key, value) in pairs {
        set_value_with_comment(table, key, Item::Value(to_toml_value(value)), settings);
    }
}

/// Sets one setting; a new one gets a remark on what it is, one that is there keeps its own.
fn set_value_with_comment(
    table: &mut dyn TableLike,
    key: &str,
    item: Item,
    settings: Option<&'static SettingsTable>,
) {
    if let Some(there) = table.get_mut(key) {
        let decor = there.as_value().map(|value| value.decor().clone());
        *there = item;
        if let (Some(value), Some(decor)) = (there.as_value_mut(), decor) {
            *value.decor_mut() = decor;
        }
        return;
    }
    let mut item = item;
    let about = settings.and_then(|table| table.find_setting(key));
    if let (Some(value), Some(setting)) = (item.as_value_mut(), about) {
        value
            .decor_mut()
            .set_suffix(format!("  # {}", setting.description));
    }
    table.entry_format(&Key::new(key)).or_insert(item);
}

fn new_commented_table(settings: Option<&'static SettingsTable>) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix(table_comment_prefix(settings));
    table
}

/// What stands before a table: an empty line, and what the table is for.
fn table_comment_prefix(settings: Option<&'static SettingsTable>) -> String {
    settings.map_or_else(
        || "\n".to_owned(),
        |table| format!("\n# {}\n", table.description),
    )
}

fn to_toml_value(value: &AnswerValue) -> Written {
    match value {
        AnswerValue::Text(text) => Written::from(text.as_str()),
        AnswerValue::TextList(texts) => Written::Array(texts.iter().map(String::as_str).collect()),
        AnswerValue::Date(date) => {
            let date = date.to_string().parse::<toml_edit::Datetime>();
            Written::from(date.expect("both write dates as RFC 3339 does"))
        }
        AnswerValue::Integer(number) => Written::from(*number),
        AnswerValue::Boolean(flag) => Written::from(*flag),
        AnswerValue::SignaturePositions(titles) => {
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
