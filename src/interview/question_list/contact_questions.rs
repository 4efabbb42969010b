//! What is asked about lists whose entries follow from what else a file says.

use super::question_builder::{Asker, entries, named, serves, states, text_of};
use crate::config::agency::is_round_the_clock;
use crate::config::settings::Prompt;
use crate::interview::question::Value;
use crate::source::toml::TomlTable;

const POSITION: &str = "The position, not the person.";

fn prompt(ask: &'static str, help: &'static str, needed: bool) -> Prompt {
    Prompt { ask, help, needed }
}

pub(super) fn personnel(asker: &mut Asker<'_>) {
    let positions = named(asker.own, "personnel", "position");
    for (at, position) in positions.iter().enumerate() {
        // `hours` first: it may be written along with the position, and what comes before it is not
        // asked then.
        for key in ["hours", "phone", "name", "responsibility"] {
            asker.of_entry("personnel", at, key, position);
        }
    }
    let place = ("personnel", "position");
    let everybody = entries(asker.whole, "personnel");
    let sites = entries(asker.whole, "sites");
    for site in &sites {
        let (Some(id), Some(name)) = (text_of(site, "id"), text_of(site, "name")) else {
            continue;
        };
        if everybody.iter().any(|person| serves(person, &id)) {
            continue;
        }
        let along = vec![("sites", Value::Texts(vec![id.clone()]))];
        let ask = prompt(
            "Who leads the response to trafficking at {}?",
            POSITION,
            true,
        );
        asker.new_entry(&format!("leads@{id}"), place, ask, &name, along);
    }
    if sites.is_empty() && everybody.is_empty() {
        let ask = prompt("Who leads the response to trafficking?", POSITION, true);
        asker.new_entry("leads", place, ask, "", vec![]);
    }
    let at_night = |person: &&TomlTable| {
        text_of(person, "hours").is_some_and(|hours| is_round_the_clock(&hours))
    };
    if !everybody.is_empty() && !everybody.iter().any(at_night) {
        let ask = prompt(
            "Whom do staff call when the clinic is closed?",
            "A position that answers day and night.",
            false,
        );
        let hours = ("hours", Value::Text("24 hours".to_owned()));
        asker.new_entry("after-hours", place, ask, "", vec![hours]);
    }
    if !positions.is_empty() {
        let ask = prompt("Is there another position to call?", "", false);
        asker.new_entry("personnel.more", place, ask, "", vec![]);
    }
    without(asker, "personnel");
}

pub(super) fn organizations(asker: &mut Asker<'_>) {
    asker.entries("organizations", "name");
    without(asker, "organizations");
}

/// Why a list is empty, if it is.
fn without(asker: &mut Asker<'_>, list: &'static str) {
    if entries(asker.whole, list).is_empty() {
        asker.setting("without", list);
    }
}

pub(super) fn child_protection(asker: &mut Asker<'_>) {
    asker.entries("child_protection", "name");
    let services = entries(asker.whole, "child_protection").into_iter();
    let named: Vec<String> = services
        .filter_map(|service| text_of(service, "state"))
        .map(|code| code.to_uppercase())
        .collect();
    for state in states(asker.whole) {
        if named.iter().any(|code| code == state.code) {
            continue;
        }
        let along = vec![("state", Value::Text(state.code.to_owned()))];
        let id = format!("child_protection@{}", state.code);
        let ask = prompt(
            "What is the name of the child protective services of {}?",
            "",
            true,
        );
        let place = ("child_protection", "name");
        asker.new_entry(&id, place, ask, state.name, along);
    }
}
