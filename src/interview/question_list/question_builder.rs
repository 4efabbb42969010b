//! Puts the questions of the catalog of settings, given what a file says already.

use crate::config::base_files;
use crate::config::clean_text;
use crate::config::settings::{Kind, Prompt, Setting, Settings};
use crate::config::value_types::{self, State};
use crate::interview::question::{Asked, Form, Place, Question, Value};
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};

pub(super) struct Asker<'t> {
    pub(super) own: &'t TomlTable,
    pub(super) whole: &'t TomlTable,
    pub(super) topic: &'static str,
    pub(super) asked: Vec<Asked>,
}

impl Asker<'_> {
    /// The questions on a table that comes once.
    pub(super) fn table(&mut self, table: &'static str) {
        for key in keys(table) {
            self.setting(table, key);
        }
    }

    /// The question on a setting of a table that comes once.
    pub(super) fn setting(&mut self, table: &'static str, key: &'static str) {
        let is_in = |root: &TomlTable| {
            let inner = find(root, table).map(|node| &node.value);
            matches!(inner, Some(TomlNodeValue::Table(inner)) if has(inner, key))
        };
        let place = Place {
            table,
            entry: None,
            key,
        };
        if let Some(prompt) = setting(&place).prompt {
            self.asked.push(Asked {
                question: self.question(format!("{table}.{key}"), place, prompt, ""),
                answered: is_in(self.whole),
                written: is_in(self.own),
            });
        }
    }

    /// The questions on each entry that a list of the file has, and on a further one.
    pub(super) fn entries(&mut self, table: &'static str, name: &'static str) {
        let names = named(self.own, table, name);
        for (entry, name) in names.iter().enumerate() {
            for key in keys(table) {
                self.of_entry(table, entry, key, name);
            }
        }
        let words = Settings::at(table).and_then(|table| table.entries);
        let Some((mut prompt, another)) = words else {
            return;
        };
        prompt.needed &= entries(self.whole, table).is_empty();
        if !names.is_empty() {
            (prompt.ask, prompt.help) = (another, "");
        }
        self.new_entry(&format!("{table}.more"), (table, name), prompt, "", vec![]);
    }

    /// The question on a setting of an entry that is there.
    pub(super) fn of_entry(
        &mut self,
        table: &'static str,
        entry: usize,
        key: &'static str,
        name: &str,
    ) {
        let own = entries(self.own, table);
        let written = own.get(entry).is_some_and(|entry| has(entry, key));
        let id = format!("{table}[{entry}].{key}");
        let place = Place {
            table,
            entry: Some(entry),
            key,
        };
        if let Some(prompt) = setting(&place).prompt {
            self.asked.push(Asked {
                question: self.question(id, place, prompt, name),
                answered: written,
                written,
            });
        }
    }

    /// A question that begins a new entry of a list.
    pub(super) fn new_entry(
        &mut self,
        id: &str,
        (table, key): (&'static str, &'static str),
        prompt: Prompt,
        name: &str,
        along: Vec<(&'static str, Value)>,
    ) {
        let of_file = entries(self.own, table).len();
        // One entry of the file's own would take the place of all that its base lists.
        let replaces = of_file == 0 && !entries(self.whole, table).is_empty();
        if replaces && !base_files::appended(self.own).contains(&table.to_owned()) {
            return;
        }
        let place = Place {
            table,
            entry: Some(of_file),
            key,
        };
        let question = self.question(id.to_owned(), place, prompt, name);
        self.asked.push(Asked {
            question: Question { along, ..question },
            answered: false,
            written: false,
        });
    }

    /// A question in the words of the catalog, about an entry of that name.
    fn question(&self, id: String, place: Place, prompt: Prompt, name: &str) -> Question {
        let setting = setting(&place);
        let form = form(setting);
        let example = match form {
            Form::States => "Iowa, Nebraska".to_owned(),
            Form::Languages => "English, Spanish".to_owned(),
            Form::Approvals => "Executive Director, Medical Director".to_owned(),
            Form::Texts(separator) => setting.example.join(&format!("{separator} ")),
            Form::Text | Form::Date | Form::Choice(_) => setting.example.concat(),
        };
        Question {
            id,
            topic: self.topic,
            ask: prompt.ask.replace("{}", name),
            help: prompt.help.to_owned(),
            example,
            form,
            place,
            along: Vec::new(),
            needed: prompt.needed,
        }
    }
}

fn keys(table: &str) -> impl Iterator<Item = &'static str> + use<> {
    Settings::at(table).into_iter().flat_map(Settings::keys)
}

fn setting(place: &Place) -> &'static Setting {
    let table = Settings::at(place.table);
    let setting = table.and_then(|table| table.setting(place.key));
    setting.expect("what is asked for is in the catalog")
}

/// What an answer looks like that becomes the value of a setting.
fn form(setting: &Setting) -> Form {
    match setting.kind {
        Kind::Texts => {
            // Between texts that hold commas stands another sign.
            let holds_commas = setting.example.iter().any(|text| text.contains(','));
            Form::Texts(if holds_commas { ';' } else { ',' })
        }
        Kind::States => Form::States,
        Kind::Languages => Form::Languages,
        Kind::Date => Form::Date,
        Kind::Choice(_) => Form::Choice(setting.meanings),
        Kind::Tables => Form::Approvals,
        Kind::Text
        | Kind::Worded
        | Kind::Phone
        | Kind::Web
        | Kind::State
        | Kind::Language
        | Kind::Months
        | Kind::Colour
        | Kind::Path
        | Kind::Paths
        | Kind::Flag
        | Kind::Table
        | Kind::Named => Form::Text,
    }
}

/// The states of the agency, as far as they can be read.
pub(super) fn states(table: &TomlTable) -> Vec<State> {
    let Some(TomlNodeValue::Table(agency)) = find(table, "agency").map(|node| &node.value) else {
        return Vec::new();
    };
    let Some(TomlNodeValue::Array(items)) = find(agency, "states").map(|node| &node.value) else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(text);
    texts
        .filter_map(|text| value_types::state(&text).ok())
        .collect()
}

/// Whether a person is to be called at a site.
pub(super) fn serves(person: &TomlTable, site: &str) -> bool {
    match find(person, "sites").map(|node| &node.value) {
        Some(TomlNodeValue::Array(items)) => {
            items.is_empty() || items.iter().filter_map(text).any(|id| id == site)
        }
        _ => true,
    }
}

/// What the entries of a list are called.
pub(super) fn named(table: &TomlTable, list: &str, key: &str) -> Vec<String> {
    let entries = entries(table, list).into_iter();
    entries
        .map(|entry| text_of(entry, key).unwrap_or_else(|| "this entry".to_owned()))
        .collect()
}

pub(super) fn entries<'t>(table: &'t TomlTable, list: &str) -> Vec<&'t TomlTable> {
    let Some(TomlNodeValue::Array(items)) = find(table, list).map(|node| &node.value) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match &item.value {
        TomlNodeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn find<'t>(table: &'t TomlTable, key: &str) -> Option<&'t TomlNode> {
    let entry = table.entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.value)
}

/// Whether something is written there, be it right or wrong.
fn has(table: &TomlTable, key: &str) -> bool {
    find(table, key).is_some_and(|node| match &node.value {
        TomlNodeValue::Text(written) => !clean_text::is_blank(written),
        TomlNodeValue::Array(items) => !items.is_empty(),
        _ => true,
    })
}

pub(super) fn text_of(table: &TomlTable, key: &str) -> Option<String> {
    find(table, key).and_then(text)
}

fn text(node: &TomlNode) -> Option<String> {
    let TomlNodeValue::Text(written) = &node.value else {
        return None;
    };
    clean_text::line(written).ok().flatten()
}
