//! Questions about lists with entries that depend on other facts: key personnel, organizations, child protective
//! services.

use super::question_builder::{
    QuestionBuilder, entry_names, get_boolean, get_text, get_text_list, list_entries,
    read_agency_states, serves_site,
};
use crate::config::settings::SettingPrompt;
use crate::config::value_types::{HoursCoverage, parse_address_end, parse_hours_coverage};
use crate::interview::question::AnswerValue;
use crate::source::toml::TomlTable;

const POSITION_HELP: &str = "The position, not the person.";
const NO_MORE_HELP: &str = "Press Enter if there is no other.";

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
        for key in ["hours", "after_hours", "phone", "name", "responsibility"] {
            if key != "after_hours" || has_unclear_hours(builder.own_table, index) {
                builder.add_entry_question("personnel", index, key, position);
            }
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
            "Who should staff call first at {} when they suspect trafficking?",
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
            "Who should staff call first when they suspect trafficking?",
            POSITION_HELP,
            true,
        );
        builder.add_new_entry_question("leads", target, prompt, "", vec![]);
    }
    let is_reachable_after_hours = contacts.iter().any(|contact| answers_after_hours(contact));
    if !contacts.is_empty() && !is_reachable_after_hours {
        let prompt = new_prompt(
            "Who do staff call when the clinic is closed?",
            "A position that answers the phone 24 hours a day.",
            false,
        );
        let hours = ("hours", AnswerValue::Text("24 hours".to_owned()));
        builder.add_new_entry_question("after-hours", target, prompt, "", vec![hours]);
        let added = builder.questions.last_mut();
        if let Some(added) = added.filter(|added| added.question.id == "after-hours") {
            "Medical Director on call".clone_into(&mut added.question.example_answer);
        }
    }
    if !positions.is_empty() {
        let prompt = new_prompt(
            "Which other position should staff call?",
            NO_MORE_HELP,
            false,
        );
        builder.add_new_entry_question("personnel.more", target, prompt, "", vec![]);
    }
    add_empty_list_question(builder, "personnel");
}

/// Returns whether a position's hours do not say for sure whether it answers after closing.
fn has_unclear_hours(own_table: &TomlTable, index: usize) -> bool {
    let contacts = list_entries(own_table, "personnel");
    let hours = contacts
        .get(index)
        .and_then(|contact| get_text(contact, "hours"));
    hours.is_some_and(|hours| parse_hours_coverage(&hours).is_none())
}

fn answers_after_hours(contact: &TomlTable) -> bool {
    let coverage = get_text(contact, "hours").and_then(|hours| parse_hours_coverage(&hours));
    let by_hours = coverage.is_some_and(|coverage| coverage != HoursCoverage::ByDay);
    get_boolean(contact, "after_hours").unwrap_or(by_hours)
}

/// Asks about sites; for the state of a site only if neither its address nor the agency's states say it.
pub(super) fn add_site_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("sites", "name");
    let has_only_state = read_agency_states(builder.merged_table).len() == 1;
    let sites = list_entries(builder.own_table, "sites");
    builder.questions.retain(|status| {
        let target = &status.question.answer_target;
        let site = target.entry_index.and_then(|index| sites.get(index));
        let is_known = || {
            let address = site.map_or_else(Vec::new, |site| get_text_list(site, "address"));
            parse_address_end(&address).state().is_some()
        };
        (target.table, target.key) != ("sites", "state") || !has_only_state && !is_known()
    });
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
