//! The questions that can be asked of a file, in the order in which a clinic talks about itself, and
//! what an answer is in the file.

mod contact_questions;
mod question_builder;

use question_builder::{QuestionBuilder, get_text, list_entries};

use super::question::{AnswerFormat, AnswerValue, InterviewQuestion, QuestionStatus};
use crate::config::clean_text;
use crate::config::value_types::{self, UsState};
use crate::source::toml::TomlTable;

/// What the questions are about, in order.
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

/// Every question that can be asked of a file as it stands; `whole` is the file with what it extends.
pub(super) fn list_questions(own: &TomlTable, whole: &TomlTable) -> Vec<QuestionStatus> {
    let mut asker = QuestionBuilder {
        own_table: own,
        merged_table: whole,
        topic: INTERVIEW_TOPICS[0],
        questions: Vec::new(),
    };
    let asks: [fn(&mut QuestionBuilder<'_>); 10] = [
        |asker| asker.add_table_questions("agency"),
        |asker| asker.add_list_questions("sites", "name"),
        contact_questions::add_personnel_questions,
        contact_questions::add_organization_questions,
        |asker| asker.add_list_questions("law_enforcement", "name"),
        contact_questions::add_child_protection_questions,
        |asker| asker.add_table_questions("languages"),
        |asker| asker.add_table_questions("protocols"),
        |asker| asker.add_table_questions("policy"),
        |asker| asker.add_table_questions("committee"),
    ];
    for (topic, ask) in INTERVIEW_TOPICS.iter().zip(asks) {
        asker.topic = topic;
        ask(&mut asker);
    }
    asker.questions
}

/// What a typed answer is in the file. What cannot be read stays as it was typed, and the file is
/// refused in the words of `check`.
pub(super) fn parse_answer(question: &InterviewQuestion, typed: &str) -> AnswerValue {
    let typed = typed.trim();
    let parts = |separator: char| -> Vec<String> {
        let parts = typed.split(separator).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match question.answer_format {
        AnswerFormat::Text => AnswerValue::Text(typed.to_owned()),
        AnswerFormat::TextList(separator) => AnswerValue::TextList(parts(separator)),
        AnswerFormat::SignaturePositions => AnswerValue::SignaturePositions(parts(',')),
        AnswerFormat::StateList => AnswerValue::TextList(
            parts(',')
                .iter()
                .map(|part| normalize_state_code(part))
                .collect(),
        ),
        AnswerFormat::LanguageList => AnswerValue::TextList(
            parts(',')
                .iter()
                .map(|part| normalize_language_tag(part))
                .collect(),
        ),
        AnswerFormat::Date => typed
            .parse()
            .map_or_else(|_| AnswerValue::Text(typed.to_owned()), AnswerValue::Date),
        AnswerFormat::Choice(choices) => {
            let chosen = choices
                .iter()
                .find(|(word, meaning)| *word == typed || *meaning == typed);
            AnswerValue::Text(chosen.map_or(typed, |(word, _)| *word).to_owned())
        }
    }
}

/// The postal code of a state that is named in full.
pub fn normalize_state_code(written: &str) -> String {
    let meant = match value_types::parse_state_code(written) {
        Ok(state) => Some(state.postal_code),
        Err(nearest) => nearest.filter(|code| {
            let named = |state: UsState| state.name.eq_ignore_ascii_case(written);
            value_types::parse_state_code(code).is_ok_and(named)
        }),
    };
    meant.unwrap_or(written).to_owned()
}

/// The tag of a language that is named in English.
pub fn normalize_language_tag(written: &str) -> String {
    match value_types::parse_language_tag(written) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => written.to_owned(),
    }
}

/// A site's id from its name, different from those that are there.
pub(super) fn generate_site_id(file: &TomlTable, name: &str) -> String {
    let tidy = clean_text::suggest_valid_id(name).unwrap_or_else(|| name.to_owned());
    let taken: Vec<String> = list_entries(file, "sites")
        .into_iter()
        .filter_map(|site| get_text(site, "id"))
        .collect();
    let numbered = (2..).map(|number| format!("{tidy}-{number}"));
    std::iter::once(tidy.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .expect("there is always a further number")
}
