//! The list of questions for a file, in order.

mod contact_questions;
mod policy_questions;
mod question_builder;

use question_builder::{QuestionBuilder, get_text, list_entries};

use super::question::QuestionStatus;
use crate::config::clean_text;
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
        contact_questions::add_law_enforcement_questions,
        contact_questions::add_child_protection_questions,
        |builder| builder.add_table_questions("languages"),
        |builder| builder.add_table_questions("protocols"),
        policy_questions::add_policy_questions,
        |builder| builder.add_table_questions("committee"),
    ];
    for (topic, add) in INTERVIEW_TOPICS.iter().zip(add_questions) {
        builder.topic = topic;
        add(&mut builder);
    }
    builder.questions
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
