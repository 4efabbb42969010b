//! The questions that can be asked of a file, in the order in which a clinic talks about itself, and
//! what an answer is in the file.

mod topics;

use super::{Form, Place, Question, Value};
use crate::config::extend;
use crate::config::fact::{self, State};
use crate::config::settings::Settings;
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
    topics::agency(&mut asker);
    asker.topic = TOPICS[1];
    topics::sites(&mut asker);
    asker.topic = TOPICS[2];
    topics::personnel(&mut asker);
    asker.topic = TOPICS[3];
    topics::organizations(&mut asker);
    asker.topic = TOPICS[4];
    topics::law_enforcement(&mut asker);
    asker.topic = TOPICS[5];
    topics::child_protection(&mut asker);
    asker.topic = TOPICS[6];
    asker.needed(
        "languages",
        "served",
        "In which languages do you serve clients?",
        "Names or tags, with commas.",
        Form::Languages,
    );
    asker.topic = TOPICS[7];
    topics::protocols(&mut asker);
    asker.topic = TOPICS[8];
    topics::policy(&mut asker);
    asker.topic = TOPICS[9];
    topics::committee(&mut asker);
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
    /// A question on a setting without which the packet lacks something.
    fn needed(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        self.setting(table, key, ask, help, form, true);
    }

    /// A question on a setting that may be left out for good.
    fn optional(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        self.setting(table, key, ask, help, form, false);
    }

    fn setting(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
        needed: bool,
    ) {
        let inside = |root: &Table| -> bool {
            let inner = find(root, table).map(|node| &node.value);
            matches!(inner, Some(NodeValue::Table(inner)) if has(inner, key))
        };
        let (answered, written) = (inside(self.whole), inside(self.own));
        let place = Place {
            table,
            entry: None,
            key,
        };
        self.push(format!("{table}.{key}"), place, ask, help, form, needed);
        if let Some(last) = self.asked.last_mut() {
            last.answered = answered;
            last.written = written;
        }
    }

    /// A question on an entry of a list that is there.
    fn of_entry(
        &mut self,
        (table, entry): (&'static str, usize),
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        let written = entries(self.own, table)
            .get(entry)
            .is_some_and(|entry| has(entry, key));
        let place = Place {
            table,
            entry: Some(entry),
            key,
        };
        let id = format!("{table}[{entry}].{key}");
        self.push(id, place, ask, help, form, false);
        if let Some(last) = self.asked.last_mut() {
            last.answered = written;
            last.written = written;
        }
    }

    /// A question that begins a new entry of a list.
    fn new_entry(
        &mut self,
        id: &str,
        (table, key): (&'static str, &'static str),
        ask: &str,
        help: &str,
        needed: bool,
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
        self.push(id.to_owned(), place, ask, help, Form::Text, needed);
        if let Some(last) = self.asked.last_mut() {
            last.question.along = along;
        }
    }

    fn push(&mut self, id: String, place: Place, ask: &str, help: &str, form: Form, needed: bool) {
        let between = match form {
            Form::Texts(separator) => format!("{separator} "),
            _ => ", ".to_owned(),
        };
        let setting = Settings::at(place.table).and_then(|table| table.setting(place.key));
        let example = match form {
            Form::States => "Iowa, Nebraska".to_owned(),
            Form::Languages => "English, Spanish".to_owned(),
            Form::Approvals => "Executive Director, Medical Director".to_owned(),
            Form::Text | Form::Texts(_) | Form::Date | Form::Choice(_) => {
                setting.map_or_else(String::new, |setting| setting.example.join(&between))
            }
        };
        self.asked.push(Asked {
            question: Question {
                id,
                topic: self.topic,
                ask: ask.to_owned(),
                help: help.to_owned(),
                example,
                form,
                place,
                along: Vec::new(),
                needed,
            },
            answered: false,
            written: false,
        });
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
        NodeValue::Text(written) => !matches!(text::line(written), Ok(None)),
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
