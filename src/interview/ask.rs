//! The questions that can be asked of a file, in the order in which a clinic talks about itself, and
//! what an answer is in the file.

mod topics;

use super::{Form, Place, Question, Value};
use crate::config::extend;
use crate::config::fact::{self, State};
use crate::config::settings::{Kind, Prompt, Setting, Settings};
use crate::config::text;
use crate::source::toml::{Node, NodeValue, Table};

/// What the questions are about, in order.
pub const TOPICS: &[&str] = &[
    "Your agency",
    "Your clinics",
    "Whom your staff call",
    "Local organizations",
    "Law enforcement",
    "Child protective services",
    "Languages",
    "Your other policies",
    "This policy",
    "Your I&E committee",
];

/// A question with how it stands.
pub(super) struct Asked {
    pub(super) question: Question,
    /// Whether nothing is left to ask.
    pub(super) answered: bool,
    /// Whether the file itself has an answer.
    pub(super) written: bool,
}

/// Every question that can be asked of a file as it stands; `whole` is the file with what it extends.
pub(super) fn questions(own: &Table, whole: &Table) -> Vec<Asked> {
    let mut asker = Asker {
        own,
        whole,
        topic: TOPICS[0],
        asked: Vec::new(),
    };
    let asks: [fn(&mut Asker<'_>); 10] = [
        |asker| asker.table("agency"),
        |asker| asker.entries("sites", "name"),
        topics::personnel,
        topics::organizations,
        |asker| asker.entries("law_enforcement", "name"),
        topics::child_protection,
        |asker| asker.table("languages"),
        |asker| asker.table("protocols"),
        |asker| asker.table("policy"),
        |asker| asker.table("committee"),
    ];
    for (topic, ask) in TOPICS.iter().zip(asks) {
        asker.topic = topic;
        ask(&mut asker);
    }
    asker.asked
}

/// What a typed answer is in the file. What cannot be read stays as it was typed, and the file is
/// refused in the words of `check`.
pub(super) fn value(question: &Question, typed: &str) -> Value {
    let typed = typed.trim();
    let parts = |separator: char| -> Vec<String> {
        let parts = typed.split(separator).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match question.form {
        Form::Text => Value::Text(typed.to_owned()),
        Form::Texts(separator) => Value::Texts(parts(separator)),
        Form::Approvals => Value::Approvals(parts(',')),
        Form::States => Value::Texts(parts(',').iter().map(|part| state_code(part)).collect()),
        Form::Languages => Value::Texts(parts(',').iter().map(|part| tag(part)).collect()),
        Form::Date => typed
            .parse()
            .map_or_else(|_| Value::Text(typed.to_owned()), Value::Date),
        Form::Choice(choices) => {
            let chosen = choices
                .iter()
                .find(|(word, meaning)| *word == typed || *meaning == typed);
            Value::Text(chosen.map_or(typed, |(word, _)| *word).to_owned())
        }
    }
}

/// The postal code of a state that is named in full.
pub(super) fn state_code(written: &str) -> String {
    let meant = match fact::state(written) {
        Ok(state) => Some(state.code),
        Err(nearest) => nearest.filter(|code| {
            let named = |state: State| state.name.eq_ignore_ascii_case(written);
            fact::state(code).is_ok_and(named)
        }),
    };
    meant.unwrap_or(written).to_owned()
}

/// The tag of a language that is named in English.
pub(super) fn tag(written: &str) -> String {
    match fact::language(written) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => written.to_owned(),
    }
}

/// A site's id from its name, different from those that are there.
pub(super) fn site_id(file: &Table, name: &str) -> String {
    let tidy = text::tidy_id(name).unwrap_or_else(|| name.to_owned());
    let taken: Vec<String> = entries(file, "sites")
        .into_iter()
        .filter_map(|site| text_of(site, "id"))
        .collect();
    let numbered = (2..).map(|number| format!("{tidy}-{number}"));
    std::iter::once(tidy.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .expect("there is always a further number")
}

struct Asker<'t> {
    own: &'t Table,
    whole: &'t Table,
    topic: &'static str,
    asked: Vec<Asked>,
}

impl Asker<'_> {
    /// The questions on a table that comes once.
    fn table(&mut self, table: &'static str) {
        for key in keys(table) {
            self.setting(table, key);
        }
    }

    /// The question on a setting of a table that comes once.
    fn setting(&mut self, table: &'static str, key: &'static str) {
        let is_in = |root: &Table| {
            let inner = find(root, table).map(|node| &node.value);
            matches!(inner, Some(NodeValue::Table(inner)) if has(inner, key))
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
    fn entries(&mut self, table: &'static str, name: &'static str) {
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
    fn of_entry(&mut self, table: &'static str, entry: usize, key: &'static str, name: &str) {
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
    fn new_entry(
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
        if replaces && !extend::appended(self.own).contains(&table.to_owned()) {
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
fn states(table: &Table) -> Vec<State> {
    let Some(NodeValue::Table(agency)) = find(table, "agency").map(|node| &node.value) else {
        return Vec::new();
    };
    let Some(NodeValue::List(items)) = find(agency, "states").map(|node| &node.value) else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(text);
    texts.filter_map(|text| fact::state(&text).ok()).collect()
}

/// Whether a person is to be called at a site.
fn serves(person: &Table, site: &str) -> bool {
    match find(person, "sites").map(|node| &node.value) {
        Some(NodeValue::List(items)) => {
            items.is_empty() || items.iter().filter_map(text).any(|id| id == site)
        }
        _ => true,
    }
}

/// What the entries of a list are called.
fn named(table: &Table, list: &str, key: &str) -> Vec<String> {
    let entries = entries(table, list).into_iter();
    entries
        .map(|entry| text_of(entry, key).unwrap_or_else(|| "this entry".to_owned()))
        .collect()
}

fn entries<'t>(table: &'t Table, list: &str) -> Vec<&'t Table> {
    let Some(NodeValue::List(items)) = find(table, list).map(|node| &node.value) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match &item.value {
        NodeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn find<'t>(table: &'t Table, key: &str) -> Option<&'t Node> {
    let entry = table.entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.value)
}

/// Whether something is written there, be it right or wrong.
fn has(table: &Table, key: &str) -> bool {
    find(table, key).is_some_and(|node| match &node.value {
        NodeValue::Text(written) => !text::is_blank(written),
        NodeValue::List(items) => !items.is_empty(),
        _ => true,
    })
}

fn text_of(table: &Table, key: &str) -> Option<String> {
    find(table, key).and_then(text)
}

fn text(node: &Node) -> Option<String> {
    let NodeValue::Text(written) = &node.value else {
        return None;
    };
    text::line(written).ok().flatten()
}
