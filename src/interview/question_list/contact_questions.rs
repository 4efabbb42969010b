//! Questions about lists with entries that depend on other facts: key personnel, organizations, child protective
//! services.

use super::question_builder::{
    QuestionBuilder, entry_names, get_boolean, get_text, get_text_list, has_value, list_entries,
    read_agency_states, serves_site,
};
use crate::config::settings::SettingPrompt;
use crate::config::value_types::{
    self, HoursCoverage, UsState, parse_address_state, parse_hours_coverage,
};
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
    let sites = builder.site_names();
    let answers_by_day = |contact: &&TomlTable| {
        let hours = get_text(contact, "hours").and_then(|hours| parse_hours_coverage(&hours));
        hours != Some(HoursCoverage::AfterHours)
    };
    for (id, name) in &sites {
        let mut by_day = contacts.iter().copied().filter(answers_by_day);
        if by_day.any(|contact| serves_site(contact, id)) {
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
            name,
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
    add_after_hours_questions(builder, &contacts, &sites);
    if !contacts.is_empty() {
        let prompt = new_prompt(
            "Which other position should staff call?",
            NO_MORE_HELP,
            false,
        );
        builder.add_new_entry_question("personnel.more", target, prompt, "", vec![]);
    }
    add_empty_list_question(builder, "personnel");
}

/// Asks who answers after closing, and where somebody does, at which sites nobody does.
fn add_after_hours_questions(
    builder: &mut QuestionBuilder<'_>,
    contacts: &[&TomlTable],
    sites: &[(String, String)],
) {
    let mut by_night = contacts.to_vec();
    by_night.retain(|contact| answers_after_hours(contact));
    let mut add_question = |id: &str, question, name: &str, sites| {
        let prompt = new_prompt(
            question,
            "A position that answers the phone every night and on weekends.",
            true,
        );
        let after_hours = ("after_hours", AnswerValue::Boolean(true));
        let companion_values = std::iter::once(after_hours).chain(sites).collect();
        let target = ("personnel", "position");
        builder.add_new_entry_question(id, target, prompt, name, companion_values);
        let added = builder.questions.last_mut();
        if let Some(added) = added.filter(|added| added.question.id == id) {
            "Medical Director on call".clone_into(&mut added.question.example_answer);
        }
    };
    if !contacts.is_empty() && by_night.is_empty() {
        let question = "Who do staff call when the clinic is closed?";
        add_question("after-hours", question, "", None);
    }
    for (id, name) in sites.iter().filter(|_| !by_night.is_empty()) {
        if !by_night.iter().any(|contact| serves_site(contact, id)) {
            let question = "Who do the staff of {} call when the clinic is closed?";
            let sites = ("sites", AnswerValue::TextList(vec![id.clone()]));
            add_question(&format!("after-hours@{id}"), question, name, Some(sites));
        }
    }
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
            parse_address_state(&address).state().is_some()
        };
        (target.table, target.key) != ("sites", "state") || !has_only_state && !is_known()
    });
}

/// Asks about organizations; for the phone number, the last check and whether clients may see it until a packet has
/// what it needs.
pub(super) fn add_organization_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("organizations", "name");
    keep_needed_site_questions(builder, "organizations");
    keep_needed_check_questions(builder, "organizations");
    let entries = list_entries(builder.own_table, "organizations");
    let is_visible_to_clients =
        |entry: &TomlTable| get_text(entry, "audience").as_deref() == Some("client");
    let mut merged = list_entries(builder.merged_table, "organizations").into_iter();
    let has_client_entry = merged.any(is_visible_to_clients);
    for status in &mut builder.questions {
        let target = &status.question.answer_target;
        let entry = target.entry_index.and_then(|index| entries.get(index));
        let (Some(entry), "organizations") = (entry, target.table) else {
            continue;
        };
        status.question.is_required |= match target.key {
            "phone" => !has_value(entry, "website"),
            "audience" => !has_client_entry,
            "verified_on" => is_visible_to_clients(entry),
            _ => false,
        };
    }
    add_questions_for_unserved_sites(
        builder,
        "organizations",
        "Which organization near {} helps people who are trafficked?",
    );
    add_empty_list_question(builder, "organizations");
}

pub(super) fn add_law_enforcement_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("law_enforcement", "name");
    keep_needed_site_questions(builder, "law_enforcement");
    add_questions_for_unserved_sites(
        builder,
        "law_enforcement",
        "Which police or sheriff's office serves {}?",
    );
}

/// Keeps the question which sites an entry serves only if the sites are in several states and the entry says none.
fn keep_needed_site_questions(builder: &mut QuestionBuilder<'_>, list: &str) {
    let mut site_states: Vec<UsState> = list_entries(builder.merged_table, "sites")
        .into_iter()
        .filter_map(|site| read_site_state(builder.merged_table, site))
        .collect();
    site_states.sort_unstable();
    site_states.dedup();
    let entries = list_entries(builder.own_table, list);
    builder.questions.retain(|status| {
        let target = &status.question.answer_target;
        let entry = target.entry_index.and_then(|index| entries.get(index));
        let names_states = || entry.is_some_and(|entry| has_value(entry, "states"));
        (target.table, target.key) != (list, "sites") || site_states.len() > 1 && !names_states()
    });
}

/// Keeps the question when an entry was last checked only if it has a phone number, or asks about its website.
fn keep_needed_check_questions(builder: &mut QuestionBuilder<'_>, list: &str) {
    let entries = list_entries(builder.own_table, list);
    builder.questions.retain_mut(|status| {
        let question = &mut status.question;
        let target = &question.answer_target;
        let entry = target.entry_index.and_then(|index| entries.get(index));
        let (Some(entry), true) = (entry, (target.table, target.key) == (list, "verified_on"))
        else {
            return true;
        };
        let has_phone = has_value(entry, "phone");
        if !has_phone {
            question.question_text = question.question_text.replace("phone number", "website");
        }
        has_phone || has_value(entry, "website")
    });
}

/// Asks for an entry for each site that no entry of a list serves.
fn add_questions_for_unserved_sites(
    builder: &mut QuestionBuilder<'_>,
    list: &'static str,
    question: &'static str,
) {
    let entries = list_entries(builder.merged_table, list);
    if entries.is_empty() {
        return;
    }
    for site in list_entries(builder.merged_table, "sites") {
        let (Some(id), Some(name)) = (get_text(site, "id"), get_text(site, "name")) else {
            continue;
        };
        let state = read_site_state(builder.merged_table, site);
        let serves = |entry: &&TomlTable| {
            let (ids, states) = (
                get_text_list(entry, "sites"),
                get_text_list(entry, "states"),
            );
            ids.is_empty() && states.is_empty()
                || ids.contains(&id)
                || states
                    .iter()
                    .any(|text| value_types::find_state(text) == state && state.is_some())
        };
        if !entries.iter().any(serves) {
            let companion_values = vec![("sites", AnswerValue::TextList(vec![id.clone()]))];
            let prompt = new_prompt(question, "", true);
            let question_id = format!("{list}@{id}");
            builder.add_new_entry_question(
                &question_id,
                (list, "name"),
                prompt,
                &name,
                companion_values,
            );
        }
    }
}

/// Returns the state of a site, as far as the file says it.
fn read_site_state(merged_table: &TomlTable, site: &TomlTable) -> Option<UsState> {
    let said = get_text(site, "state").and_then(|text| value_types::find_state(&text));
    let address = get_text_list(site, "address");
    let only_state = || match read_agency_states(merged_table)[..] {
        [only] => Some(only),
        _ => None,
    };
    said.or_else(|| parse_address_state(&address).state())
        .or_else(only_state)
}

/// Asks for the reason if a list is empty.
fn add_empty_list_question(builder: &mut QuestionBuilder<'_>, list: &'static str) {
    if list_entries(builder.merged_table, list).is_empty() {
        builder.add_setting_question("without", list);
    }
}

pub(super) fn add_child_protection_questions(builder: &mut QuestionBuilder<'_>) {
    builder.add_list_questions("child_protection", "name");
    keep_needed_check_questions(builder, "child_protection");
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
