//! The list of questions for a file, in order, and the conversion of typed answers to values.

mod contact_questions;
mod question_builder;

use question_builder::{QuestionBuilder, get_text, list_entries};

use super::question::{AnswerFormat, AnswerValue, InterviewQuestion, QuestionStatus};
use crate::config::clean_text;
use crate::config::value_types;
use crate::source::toml::TomlTable;

/// The topics of the questions, in order.
pub const INTERVIEW_TOPICS: &[&str] = &[
    "Your agency",
    "Your clinics",
    "Who staff should call",
    "Local organizations",
    "Law enforcement",
    "Child protective services",
    "Languages",
    "Your other policies",
    "This policy",
    "Your I&E committee",
];

/// Returns every question for a file; `merged_table` is the file merged with its base files.
pub(super) fn list_questions(
    own_table: &TomlTable,
    merged_table: &TomlTable,
) -> Vec<QuestionStatus> {
    let mut builder = QuestionBuilder {
        own_table,
        merged_table,
        topic: INTERVIEW_TOPICS[0],
        questions: Vec::new(),
    };
    let add_questions: [fn(&mut QuestionBuilder<'_>); 10] = [
        |builder| builder.add_table_questions("agency"),
        contact_questions::add_site_questions,
        contact_questions::add_personnel_questions,
        contact_questions::add_organization_questions,
        |builder| builder.add_list_questions("law_enforcement", "name"),
        contact_questions::add_child_protection_questions,
        |builder| builder.add_table_questions("languages"),
        |builder| builder.add_table_questions("protocols"),
        |builder| builder.add_table_questions("policy"),
        |builder| builder.add_table_questions("committee"),
    ];
    for (topic, add) in INTERVIEW_TOPICS.iter().zip(add_questions) {
        builder.topic = topic;
        add(&mut builder);
    }
    builder.questions
}

/// Converts a typed answer to a value. An invalid answer stays text, so that the checks of the file report it.
pub(super) fn parse_answer(question: &InterviewQuestion, typed: &str) -> AnswerValue {
    let typed = typed.trim();
    let split = |separator: char| -> Vec<String> {
        typed
            .split(separator)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match question.answer_format {
        AnswerFormat::Text => AnswerValue::Text(typed.to_owned()),
        AnswerFormat::TextList(separator) => AnswerValue::TextList(split(separator)),
        AnswerFormat::SignaturePositions => AnswerValue::SignaturePositions(split(',')),
        AnswerFormat::StateList => AnswerValue::TextList(
            split(',')
                .iter()
                .map(|part| normalize_state_code(part))
                .collect(),
        ),
        AnswerFormat::LanguageList => AnswerValue::TextList(
            split(',')
                .iter()
                .map(|part| language_name_to_tag(part))
                .collect(),
        ),
        AnswerFormat::Date => typed
            .parse()
            .map_or_else(|_| AnswerValue::Text(typed.to_owned()), AnswerValue::Date),
        AnswerFormat::Choice(choices) => {
            let chosen = choices
                .iter()
                .find(|(word, meaning)| *word == typed || *meaning == typed);
            match chosen.map_or(typed, |(word, _)| *word) {
                "true" => AnswerValue::Boolean(true),
                "false" => AnswerValue::Boolean(false),
                word => AnswerValue::Text(word.to_owned()),
            }
        }
    }
}

/// Returns the postal code of a state's name; other text is returned unchanged.
pub fn normalize_state_code(text: &str) -> String {
    let code = match value_types::parse_state_code(text) {
        Ok(state) => Some(state.postal_code),
        Err(nearest) => nearest.filter(|code| {
            value_types::parse_state_code(code)
                .is_ok_and(|state| state.name.eq_ignore_ascii_case(text))
        }),
    };
    code.unwrap_or(text).to_owned()
}

/// Returns the tag of a language's English name; other text is returned unchanged.
pub fn language_name_to_tag(text: &str) -> String {
    match value_types::parse_language_tag(text) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => text.to_owned(),
    }
}

/// Returns a new site id made of the site's name.
pub(super) fn generate_site_id(file: &TomlTable, name: &str) -> String {
    let base_id = clean_text::suggest_valid_id(name).unwrap_or_else(|| name.to_owned());
    let existing_ids: Vec<String> = list_entries(file, "sites")
        .into_iter()
        .filter_map(|site| get_text(site, "id"))
        .collect();
    let numbered = (2..).map(|number| format!("{base_id}-{number}"));
    std::iter::once(base_id.clone())
        .chain(numbered)
        .find(|id| !existing_ids.contains(id))
        .expect("numbers do not end")
}
