//! The questions that can be asked of a file, in the order in which a clinic talks about itself, and
//! what an answer is in the file.

mod contact_questions;
mod question_builder;

use question_builder::{Asker, entries, text_of};

use super::question::{Asked, Form, Question, Value};
use crate::config::clean_text;
use crate::config::value_types::{self, State};
use crate::source::toml::TomlTable;

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

/// Every question that can be asked of a file as it stands; `whole` is the file with what it extends.
pub(super) fn questions(own: &TomlTable, whole: &TomlTable) -> Vec<Asked> {
    let mut asker = Asker {
        own,
        whole,
        topic: TOPICS[0],
        asked: Vec::new(),
    };
    let asks: [fn(&mut Asker<'_>); 10] = [
        |asker| asker.table("agency"),
        |asker| asker.entries("sites", "name"),
        contact_questions::personnel,
        contact_questions::organizations,
        |asker| asker.entries("law_enforcement", "name"),
        contact_questions::child_protection,
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
        Form::Languages => Value::Texts(parts(',').iter().map(|part| language_tag(part)).collect()),
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
pub fn state_code(written: &str) -> String {
    let meant = match value_types::state(written) {
        Ok(state) => Some(state.code),
        Err(nearest) => nearest.filter(|code| {
            let named = |state: State| state.name.eq_ignore_ascii_case(written);
            value_types::state(code).is_ok_and(named)
        }),
    };
    meant.unwrap_or(written).to_owned()
}

/// The tag of a language that is named in English.
pub fn language_tag(written: &str) -> String {
    match value_types::language(written) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => written.to_owned(),
    }
}

/// A site's id from its name, different from those that are there.
pub(super) fn site_id(file: &TomlTable, name: &str) -> String {
    let tidy = clean_text::tidy_id(name).unwrap_or_else(|| name.to_owned());
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
