//! What is asked about lists whose entries follow from what else a file says.

use super::question_builder::{
    QuestionBuilder, entry_names, get_text, list_entries, read_agency_states, serves_site,
};
use crate::config::agency::covers_after_hours;
use crate::config::settings::SettingPrompt;
use crate::interview::question::AnswerValue;
use crate::source::toml::TomlTable;

const POSITION_HELP: &str = "The position, not the person.";

fn new_prompt(ask: &'static str, help: &'static str, needed: bool) -> SettingPrompt {
    SettingPrompt {
        question: ask,
        help,
        is_required: needed,
    }
}

pub(super) fn add_personnel_questions(asker: &mut QuestionBuilder<'_>) {
    let positions = entry_names(asker.own_table, "personnel", "position");
    for (at, position) in positions.iter().enumerate() {
        // `hours` first: it may be written along with the position, and what comes before it is not
        // asked then.
        for key in ["hours", "phone", "name", "responsibility"] {
            asker.add_entry_question("personnel", at, key, position);
        }
    }
    let place = ("personnel", "position");
    let everybody = list_entries(asker.merged_table, "personnel");
    let sites = list_entries(asker.merged_table, "sites");
    for site in &sites {
        let (Some(id), Some(name)) = (get_text(site, "id"), get_text(site, "name")) else {
            continue;
        };
        if everybody.iter().any(|person| serves_site(person, &id)) {
            continue;
        }
        let along = vec![("sites", AnswerValue::TextList(vec![id.clone()]))];
        let ask = new_prompt(
            "Who leads the response to trafficking at {}?",
            POSITION_HELP,
            true,
        );
        asker.add_new_entry_question(&format!("leads@{id}"), place, ask, &name, along);
    }
    if sites.is_empty() && everybody.is_empty() {
        let ask = new_prompt(
            "Who leads the response to trafficking?",
            POSITION_HELP,
            true,
        );
        asker.add_new_entry_question("leads", place, ask, "", vec![]);
    }
    let at_night = |person: &&TomlTable| {
        get_text(person, "hours").is_some_and(|hours| covers_after_hours(&hours))
    };
    if !everybody.is_empty() && !everybody.iter().any(at_night) {
        let ask = new_prompt(
            "Who do staff call when the clinic is closed?",
            "A position that answers day and night.",
            false,
        );
        let hours = ("hours", AnswerValue::Text("24 hours".to_owned()));
        asker.add_new_entry_question("after-hours", place, ask, "", vec![hours]);
    }
    if !positions.is_empty() {
        let ask = new_prompt("Is there another position to call?", "", false);
        asker.add_new_entry_question("personnel.more", place, ask, "", vec![]);
    }
    add_empty_list_question(asker, "personnel");
}

pub(super) fn add_organization_questions(asker: &mut QuestionBuilder<'_>) {
    asker.add_list_questions("organizations", "name");
    add_empty_list_question(asker, "organizations");
}

/// Why a list is empty, if it is.
fn add_empty_list_question(asker: &mut QuestionBuilder<'_>, list: &'static str) {
    if list_entries(asker.merged_table, list).is_empty() {
        asker.add_setting_question("without", list);
    }
}

pub(super) fn add_child_protection_questions(asker: &mut QuestionBuilder<'_>) {
    asker.add_list_questions("child_protection", "name");
    let services = list_entries(asker.merged_table, "child_protection").into_iter();
    let named: Vec<String> = services
        .filter_map(|service| get_text(service, "state"))
        .map(|code| code.to_uppercase())
        .collect();
    for state in read_agency_states(asker.merged_table) {
        if named.iter().any(|code| code == state.postal_code) {
            continue;
        }
        let along = vec![("state", AnswerValue::Text(state.postal_code.to_owned()))];
        let id = format!("child_protection@{}", state.postal_code);
        let ask = new_prompt(
            "What is the name of the child protective services of {}?",
            "",
            true,
        );
        let place = ("child_protection", "name");
        asker.add_new_entry_question(&id, place, ask, state.name, along);
    }
}
