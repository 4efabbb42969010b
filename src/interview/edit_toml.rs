//! Writes answers and choices into agency.toml and keeps its comments, order and formatting. The only user of
//! `toml_edit`.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value as TomlValue,
};

use super::question::{AnswerTarget, AnswerValue};
use crate::config::settings::SettingsTable;

/// The first lines of a new file; line 1 gives editors the schema.
pub const NEW_FILE_HEADER: &str = "#:schema agency.schema.json
# The facts of your agency. Change the text between the quotation marks.
# `policypress check` lists what is missing or looks wrong; `policypress init` asks for it.
";

/// The error for text that is not TOML.
#[derive(Debug)]
pub struct InvalidTomlError;

/// Returns the text with an answer and its companion values.
pub(super) fn write_answer(
    text: &str,
    target: &AnswerTarget,
    companion_values: &[(&'static str, AnswerValue)],
    value: &AnswerValue,
) -> Result<String, InvalidTomlError> {
    let companions = companion_values.iter().map(|(key, value)| (*key, value));
    let pairs: Vec<_> = companions.chain([(target.key, value)]).collect();
    edit_toml_text(text, |root| {
        set_target_values(root, target, &pairs);
    })
}

/// Returns a text with answers in order after `head`.
///
/// # Errors
/// If `head` is not TOML.
pub fn write_answers(
    head: &str,
    answers: &[(AnswerTarget, AnswerValue)],
) -> Result<String, InvalidTomlError> {
    edit_toml_text(head, |root| {
        for (target, value) in answers {
            set_target_values(root, target, &[(target.key, value)]);
        }
    })
}

/// Returns `text` with the settings of `answers` that it does not have. Both are in the form of agency.toml.
/// Existing lists are not changed.
///
/// # Errors
/// If either is not TOML.
pub fn merge_missing_settings(text: &str, answers: &str) -> Result<String, InvalidTomlError> {
    let answers: DocumentMut = answers.parse().map_err(|_| InvalidTomlError)?;
    edit_toml_text(text, |root| {
        for (key, item) in answers.iter() {
            merge_missing_item(root, key, item);
        }
    })
}

/// Choices about statements to write into agency.toml.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementDecisionsToWrite {
    /// Statement names with their new text.
    pub reworded: Vec<(String, String)>,
    /// Statement names to leave out, with the reason.
    pub omitted: Vec<(String, String)>,
    /// Statements to add: the name of the statement before, and the text.
    pub added: Vec<(String, String)>,
    /// New texts of existing additions, by index; `None` to delete one.
    pub addition_edits: Vec<(usize, Option<String>)>,
}

/// Returns the text with choices about statements. Other settings of a statement, such as translations, are
/// kept.
///
/// # Errors
/// If the text is not TOML.
pub fn write_statement_edits(
    text: &str,
    edits: &StatementDecisionsToWrite,
) -> Result<String, InvalidTomlError> {
    edit_toml_text(text, |root| {
        let policy = root.entry("policy").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        if let Some(policy) = policy.as_table_like_mut() {
            write_statement_choices(policy, edits);
            write_statement_additions(policy, edits);
        }
    })
}

fn write_statement_choices(policy: &mut dyn TableLike, edits: &StatementDecisionsToWrite) {
    if edits.reworded.is_empty() && edits.omitted.is_empty() {
        return;
    }
    let settings = SettingsTable::find_by_path("policy.statements");
    let statements = policy
        .entry("statements")
        .or_insert_with(|| Item::Table(new_commented_table(settings)));
    let Some(statements) = statements.as_table_like_mut() else {
        return;
    };
    let mut write_choice = |name: &str, pairs: &[(&str, TomlValue)]| {
        let existing = statements.get_mut(name).and_then(Item::as_table_like_mut);
        let is_new = existing.is_none();
        let mut new_table = InlineTable::new();
        let table = existing.unwrap_or(&mut new_table);
        for (key, value) in pairs {
            set_value_with_comment(table, key, Item::Value(value.clone()), None);
        }
        if is_new {
            new_table.fmt();
            statements.insert(name, Item::Value(TomlValue::InlineTable(new_table)));
        }
    };
    for (name, text) in &edits.reworded {
        write_choice(name, &[("text", text.as_str().into())]);
    }
    for (name, reason) in &edits.omitted {
        write_choice(
            name,
            &[
                ("include", false.into()),
                ("reason", reason.as_str().into()),
            ],
        );
    }
    // An omitted statement has no text.
    for (name, _) in &edits.omitted {
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

fn write_statement_additions(policy: &mut dyn TableLike, edits: &StatementDecisionsToWrite) {
    match policy.get_mut("additions") {
        Some(Item::ArrayOfTables(list)) => {
            for (index, text) in edits.addition_edits.iter().rev() {
                match (text, list.get_mut(*index)) {
                    (Some(text), Some(entry)) => {
                        set_statement_text(entry, text);
                    }
                    (None, Some(_)) => {
                        list.remove(*index);
                    }
                    (_, None) => {}
                }
            }
        }
        Some(Item::Value(TomlValue::Array(list))) => {
            for (index, text) in edits.addition_edits.iter().rev() {
                let entry = list
                    .get_mut(*index)
                    .and_then(TomlValue::as_inline_table_mut);
                match (text, entry) {
                    (Some(text), Some(entry)) => {
                        set_statement_text(entry, text);
                    }
                    (None, Some(_)) => {
                        list.remove(*index);
                    }
                    (_, None) => {}
                }
            }
        }
        _ => {}
    }
    if edits.added.is_empty() {
        return;
    }
    let is_new_list = !policy.contains_key("additions");
    let list = policy
        .entry("additions")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    for (index, (after, text)) in edits.added.iter().enumerate() {
        match list {
            Item::ArrayOfTables(list) => {
                let mut entry = Table::new();
                let settings = SettingsTable::find_by_path("policy.additions")
                    .filter(|_| is_new_list && index == 0);
                entry.decor_mut().set_prefix(table_comment_prefix(settings));
                entry.insert("after", Item::Value(after.as_str().into()));
                entry.insert("text", Item::Value(text.as_str().into()));
                list.push(entry);
            }
            Item::Value(TomlValue::Array(list)) => {
                let mut entry = InlineTable::new();
                entry.insert("after", after.as_str().into());
                entry.insert("text", text.as_str().into());
                list.push(entry);
            }
            Item::None | Item::Value(_) | Item::Table(_) => {}
        }
    }
}

fn set_statement_text(entry: &mut dyn TableLike, text: &str) {
    set_value_with_comment(entry, "text", Item::Value(text.into()), None);
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
            for (index, entry) in entries.iter_mut().enumerate() {
                entry.set_position(None);
                let first_settings = settings.filter(|_| index == 0);
                entry
                    .decor_mut()
                    .set_prefix(table_comment_prefix(first_settings));
            }
        }
        root.insert(key, item);
    }
}

/// Parses, changes and serializes a text. Comments at the end of the file stay before new tables, and line
/// endings are kept.
fn edit_toml_text(text: &str, change: impl FnOnce(&mut Table)) -> Result<String, InvalidTomlError> {
    let mut document: DocumentMut = text.parse().map_err(|_| InvalidTomlError)?;
    let table_count = document.as_table().len();
    change(document.as_table_mut());
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    if document.as_table().len() > table_count && !trailing.trim().is_empty() {
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
        let unix_lines = written.replace("\r\n", "\n");
        return Ok(unix_lines.replace('\n', "\r\n"));
    }
    Ok(written)
}

/// Sets values in the target's table or list entry, which is created if missing.
fn set_target_values(
    root: &mut Table,
    target: &AnswerTarget,
    pairs: &[(&'static str, &AnswerValue)],
) {
    let settings = SettingsTable::find_by_path(target.table);
    if let Some((outer, list)) = target.table.split_once('.') {
        let outer = root.entry(outer).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        if let (Some(table), Some(entry)) = (outer.as_table_mut(), target.entry_index) {
            set_entry_values(table, list, entry, pairs, settings);
        }
        return;
    }
    let Some(entry) = target.entry_index else {
        if !root.contains_key(target.table) {
            root.insert(target.table, Item::Table(new_commented_table(settings)));
        }
        if let Some(table) = root.get_mut(target.table).and_then(Item::as_table_like_mut) {
            set_table_values(table, pairs, settings);
        }
        return;
    };
    set_entry_values(root, target.table, entry, pairs, settings);
}

/// Sets values in an entry of a list, which is created if missing.
fn set_entry_values(
    table: &mut Table,
    list: &str,
    entry: usize,
    pairs: &[(&'static str, &AnswerValue)],
    settings: Option<&'static SettingsTable>,
) {
    if !table.contains_key(list) {
        table.insert(list, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    match table.get_mut(list) {
        Some(Item::ArrayOfTables(list)) => {
            let first_settings = settings.filter(|_| entry == 0);
            if entry == list.len() {
                let mut table = Table::new();
                table
                    .decor_mut()
                    .set_prefix(table_comment_prefix(first_settings));
                list.push(table);
            }
            if let Some(table) = list.get_mut(entry) {
                set_table_values(table, pairs, first_settings);
            }
        }
        Some(Item::Value(TomlValue::Array(list))) => {
            if entry == list.len() {
                list.push(InlineTable::new());
            }
            if let Some(TomlValue::InlineTable(table)) = list.get_mut(entry) {
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

/// Sets a value. A new setting gets its description as a comment; an existing one keeps its comment.
fn set_value_with_comment(
    table: &mut dyn TableLike,
    key: &str,
    mut item: Item,
    settings: Option<&'static SettingsTable>,
) {
    if let Some(existing) = table.get_mut(key) {
        let decor = existing.as_value().map(|value| value.decor().clone());
        *existing = item;
        if let (Some(value), Some(decor)) = (existing.as_value_mut(), decor) {
            *value.decor_mut() = decor;
        }
        return;
    }
    let setting = settings.and_then(|table| table.find_setting(key));
    if let (Some(value), Some(setting)) = (item.as_value_mut(), setting) {
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

/// Returns the text before a table: an empty line and the table's description as a comment.
fn table_comment_prefix(settings: Option<&'static SettingsTable>) -> String {
    settings.map_or_else(
        || "\n".to_owned(),
        |table| format!("\n# {}\n", table.description),
    )
}

fn to_toml_value(value: &AnswerValue) -> TomlValue {
    match value {
        AnswerValue::Text(text) => TomlValue::from(text.as_str()),
        AnswerValue::TextList(texts) => {
            TomlValue::Array(texts.iter().map(String::as_str).collect())
        }
        AnswerValue::Date(date) => {
            let date = date.to_string().parse::<toml_edit::Datetime>();
            TomlValue::from(date.expect("both write dates as RFC 3339 does"))
        }
        AnswerValue::Integer(number) => TomlValue::from(*number),
        AnswerValue::Boolean(flag) => TomlValue::from(*flag),
        AnswerValue::SignaturePositions(titles) => {
            let mut list = Array::new();
            for title in titles {
                let mut line = InlineTable::new();
                line.insert("title", title.as_str().into());
                list.push(line);
            }
            TomlValue::Array(list)
        }
    }
}
