//! Questions about lists with entries that depend on other facts: key personnel, organizations, child protective
//! services.

use super::question_builder::{
    QuestionBuilder, entry_names, get_text, list_entries, read_agency_states, serves_site,
};
use crate::config::agency::covers_after_hours;
use crate::config::settings::SettingPrompt;
use crate::interview::question::AnswerValue;

const POSITION_HELP: &str = "The position, not the person.";

fn new_prompt(question: &'static str, help: &'static str, is_required: bool) -> SettingPrompt {
    SettingPrompt {
        question,
        help,
        is_required,
    }
}

pub(super) fn add_personnel_questions(builder: &mut QuestionBuilder<'_>) {
    let positions = entry_names(builder.own_table, "personnel", "position");
    for (index, position) in positions.iter().enumerate() {
        // `hours` is first because it may be written with the position, and earlier questions are then not asked.
        for key in ["hours", "phone", "name", "responsibility"] {
            builder.add_entry_question("personnel", index, key, position);
        }
    }
    let target = ("personnel", "position");
    let contacts = list_entries(builder.merged_table, "personnel");
    let sites = list_entries(builder.merged_table, "sites");
    for site in &sites {
        let (Some(id), Some(name)) = (get_text(site, "id"), get_text(site, "name")) else {
            continue;
        };
        if contacts.iter().any(|contact| serves_site(contact, &id)) {
            continue;
        }
        let companion_values = vec![("sites", AnswerValue::TextList(vec![id.clone()]))];
        let prompt = new_prompt(
            "Who leads the response to trafficking at {}?",
            POSITION_HELP,
            true,
        );
        builder.add_new_entry_question(
            &format!("leads@{id}"),
            target,
            prompt,
            &name,
            companion_values,
        );
    }
    if sites.is_empty() && contacts.is_empty() {
        let prompt = new_prompt(
            "Who leads the response to trafficking?",
            POSITION_HELP,
            true,
        );
        builder.add_new_entry_question("leads", target, prompt, "", vec![]);
    }
    let is_reachable_after_hours = contacts
        .iter()
        .any(|contact| get_text(contact, "hours").is_some_and(|hours| covers_after_hours(&hours)));
    if !contacts.is_empty() && !is_reachable_after_hours {
        let prompt = new_prompt(
            "Who do staff call when the clinic is closed?",
            "A position that answers day and night.",
            false,
        );
        let hours = ("hours", AnswerValue::Text("24 hours".to_owned()));
        builder.add_new_entry_question("after-hours", target, prompt, "", vec![hours]);
    }
    if !positions.is_empty() {
        let prompt = new_prompt("Is there another position to call?", "", false);
        builder.add_new_entry_question("personnel.more", target, prompt, "", vec![]);
    }
    add_empty_list_question(builder, "personnel");
}

pub(super) fn add_organization_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("organizations", "name");
    add_empty_list_question(builder, "organizations");
}

/// Asks for the reason if a list is empty.
fn add_empty_list_question(builder: &mut QuestionBuilder<'_>, list: &'static str) {
    if list_entries(builder.merged_table, list).is_empty() {
        builder.add_setting_question("without", list);
    }
}

pub(super) fn add_child_protection_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("child_protection", "name");
    let services = list_entries(builder.merged_table, "child_protection").into_iter();
    let listed_states: Vec<String> = services
        .filter_map(|service| get_text(service, "state"))
        .map(|code| code.to_uppercase())
        .collect();
    for state in read_agency_states(builder.merged_table) {
        if listed_states.iter().any(|code| code == state.postal_code) {
            continue;
        }
        let companion_values = vec![("state", AnswerValue::Text(state.postal_code.to_owned()))];
        let id = format!("child_protection@{}", state.postal_code);
        let prompt = new_prompt(
            "What is the name of the child protective services of {}?",
            "",
            true,
        );
        let target = ("child_protection", "name");
        builder.add_new_entry_question(&id, target, prompt, state.name, companion_values);
    }
}
