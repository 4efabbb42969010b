//! Questions about the policy: its settings, and what is new in its version.

use super::question_builder::{QuestionBuilder, get_date, get_table, get_text, list_entries};
use crate::config::settings::SettingsTable;
use crate::interview::question::AnswerValue;

/// Asks for the settings of `[policy]`, and for the entry of its version in the history.
pub(super) fn add_policy_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_table_questions("policy");
    let Some(policy) = get_table(builder.merged_table, "policy") else {
        return;
    };
    let (Some(version), Some(date)) = (get_text(policy, "version"), get_date(policy, "effective"))
    else {
        return;
    };
    let revisions = list_entries(builder.merged_table, "policy.revisions");
    let is_listed = |listed: String| listed.trim_start_matches('v') == version;
    let mut versions = revisions
        .iter()
        .filter_map(|revision| get_text(revision, "version"));
    let prompt = SettingsTable::find_by_path("policy.revisions")
        .and_then(|table| table.find_setting("summary"))
        .and_then(|setting| setting.prompt);
    let Some(prompt) = prompt.filter(|_| !versions.any(is_listed)) else {
        return;
    };
    let companion_values = vec![
        ("version", AnswerValue::Text(version.clone())),
        ("date", AnswerValue::Date(date)),
    ];
    let target = ("policy.revisions", "summary");
    builder.add_new_entry_question(
        "policy.revisions",
        target,
        prompt,
        &version,
        companion_values,
    );
}
