//! What is asked about each topic, and the words of each question: this file is for the interview what
//! `diag::message` is for what is found wrong.

use super::{Asker, entries, named, serves, states, text_of};
use crate::config::agency::is_round_the_clock;
use crate::interview::{Form, Value};
use crate::source::toml::Table;

pub(super) fn agency(asker: &mut Asker) {
    asker.needed(
        "agency",
        "name",
        "What is the full name of your agency?",
        "As it is to stand in the documents.",
        Form::Text,
    );
    asker.optional(
        "agency",
        "short_name",
        "Is there a shorter name that you go by?",
        "It stands at the head of the pages of longer documents.",
        Form::Text,
    );
    asker.optional(
        "agency",
        "kind",
        "What is your place in Title X?",
        "",
        Form::Choice(&[
            ("subrecipient", "We provide services under a grantee"),
            ("grantee", "We receive the award ourselves"),
        ]),
    );
    asker.needed(
        "agency",
        "states",
        "In which states do you have clinics?",
        "Names or postal codes, with commas.",
        Form::States,
    );
    asker.needed(
        "agency",
        "address",
        "What is the address of your main office?",
        "With a semicolon where a new line begins.",
        Form::Texts(';'),
    );
    asker.needed(
        "agency",
        "phone",
        "Which phone number do people call?",
        "",
        Form::Text,
    );
    asker.optional(
        "agency",
        "website",
        "What is the address of your website?",
        "",
        Form::Text,
    );
}

pub(super) fn sites(asker: &mut Asker) {
    let names = named(asker.own, "sites", "name");
    for (at, name) in names.iter().enumerate() {
        asker.of_entry(
            ("sites", at),
            "address",
            &format!("What is the address of {name}?"),
            "With a semicolon where a new line begins.",
            Form::Texts(';'),
        );
        asker.of_entry(
            ("sites", at),
            "capacity",
            &format!("How far do the staff of {name} go with somebody who may be trafficked?"),
            "",
            Form::Choice(&[
                ("referral", "They listen, keep the person safe and refer"),
                (
                    "specialised",
                    "They are trained for longer interviews as well",
                ),
            ]),
        );
        asker.of_entry(
            ("sites", at),
            "languages",
            &format!("Which languages do the staff of {name} speak?"),
            "Names or tags, with commas.",
            Form::Languages,
        );
    }
    let (ask, help) = if names.is_empty() {
        (
            "What is the name of your first clinic?",
            "Each clinic you name gets an action sheet of its own.",
        )
    } else {
        ("Is there another clinic? What is its name?", "")
    };
    asker.new_entry("sites.more", ("sites", "name"), ask, help, false, vec![]);
}

pub(super) fn personnel(asker: &mut Asker) {
    let people = entries(asker.own, "personnel");
    for (at, position) in named(asker.own, "personnel", "position").iter().enumerate() {
        let person = ("personnel", at);
        // `hours` first: it may be written along with the position, and what comes before it is not
        // asked then.
        asker.of_entry(
            person,
            "hours",
            &format!("When does the {position} answer the phone?"),
            "",
            Form::Text,
        );
        asker.of_entry(
            person,
            "phone",
            &format!("At which number do staff reach the {position}?"),
            "Only staff see it.",
            Form::Text,
        );
        asker.of_entry(
            person,
            "name",
            &format!("Who is the {position}?"),
            "Positions outlive people: you need not say.",
            Form::Text,
        );
        asker.of_entry(
            person,
            "responsibility",
            &format!("What does the {position} do when trafficking is suspected?"),
            "In a few words.",
            Form::Text,
        );
    }
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
        asker.new_entry(
            &format!("leads@{id}"),
            ("personnel", "position"),
            &format!("Who leads the response to trafficking at {name}?"),
            "The position, not the person.",
            true,
            along,
        );
    }
    if sites.is_empty() && everybody.is_empty() {
        asker.new_entry(
            "leads",
            ("personnel", "position"),
            "Who leads the response to trafficking?",
            "The position, not the person.",
            true,
            vec![],
        );
    }
    let at_night =
        |person: &&Table| text_of(person, "hours").is_some_and(|hours| is_round_the_clock(&hours));
    if !everybody.is_empty() && !everybody.iter().any(at_night) {
        let hours = ("hours", Value::Text("24 hours".to_owned()));
        asker.new_entry(
            "after-hours",
            ("personnel", "position"),
            "Whom do staff call when the clinic is closed?",
            "A position that answers day and night.",
            false,
            vec![hours],
        );
    }
    if !people.is_empty() {
        asker.new_entry(
            "personnel.more",
            ("personnel", "position"),
            "Is there another position to call?",
            "",
            false,
            vec![],
        );
    }
    if everybody.is_empty() {
        asker.needed(
            "without",
            "personnel",
            "Why is there nobody to name?",
            "The policy says it in place of the list.",
            Form::Text,
        );
    }
}

pub(super) fn organizations(asker: &mut Asker) {
    let names = named(asker.own, "organizations", "name");
    for (at, name) in names.iter().enumerate() {
        organization(asker, at, name);
    }
    let none = entries(asker.whole, "organizations").is_empty();
    let (ask, help) = if names.is_empty() {
        (
            "Which organization near you helps people who are trafficked?",
            "One at a time. The Hotline's directory lists them: humantraffickinghotline.org.",
        )
    } else {
        ("Is there another organization? What is its name?", "")
    };
    asker.new_entry(
        "organizations.more",
        ("organizations", "name"),
        ask,
        help,
        none,
        vec![],
    );
    if none {
        asker.needed(
            "without",
            "organizations",
            "Why is there no organization to name?",
            "The policy says it in place of the list.",
            Form::Text,
        );
    }
}

fn organization(asker: &mut Asker, at: usize, name: &str) {
    let entry = ("organizations", at);
    asker.of_entry(
        entry,
        "kind",
        &format!("What kind of organization is {name}?"),
        "",
        Form::Choice(&[
            ("victim-services", "Services for victims"),
            ("social-services", "Social services"),
            ("coalition", "A coalition against trafficking"),
            ("shelter", "A shelter"),
            ("legal", "Legal help"),
            ("health", "Health care"),
            ("other", "Something else"),
        ]),
    );
    asker.of_entry(
        entry,
        "phone",
        &format!("What is the phone number of {name}?"),
        "",
        Form::Text,
    );
    asker.of_entry(
        entry,
        "hours",
        &format!("When does {name} answer the phone?"),
        "",
        Form::Text,
    );
    asker.of_entry(
        entry,
        "services",
        &format!("What does {name} offer?"),
        "In a few words.",
        Form::Text,
    );
    asker.of_entry(
        entry,
        "languages",
        &format!("In which languages does {name} serve people?"),
        "Names or tags, with commas.",
        Form::Languages,
    );
    asker.of_entry(
        entry,
        "area",
        &format!("Where does {name} work?"),
        "A county or a region. Never the address of a shelter.",
        Form::Text,
    );
    asker.of_entry(
        entry,
        "website",
        &format!("What is the website of {name}?"),
        "",
        Form::Text,
    );
    asker.of_entry(
        entry,
        "audience",
        &format!("May clients see {name} on posters?"),
        "",
        Form::Choice(&[
            ("staff", "No, staff alone"),
            ("client", "Yes, clients may see it"),
        ]),
    );
    asker.of_entry(
        entry,
        "verified_on",
        &format!("When did somebody last call {name} to check this?"),
        "Year-month-day.",
        Form::Date,
    );
}

pub(super) fn law_enforcement(asker: &mut Asker) {
    let names = named(asker.own, "law_enforcement", "name");
    for (at, name) in names.iter().enumerate() {
        let entry = ("law_enforcement", at);
        asker.of_entry(
            entry,
            "kind",
            &format!("What kind of agency is {name}?"),
            "",
            Form::Choice(&[
                ("police", "Police"),
                ("sheriff", "Sheriff"),
                ("state", "State police or patrol"),
                ("fbi", "FBI"),
                ("tribal", "Tribal police"),
                ("other", "Something else"),
            ]),
        );
        asker.of_entry(
            entry,
            "phone",
            &format!("What is the phone number of {name}?"),
            "",
            Form::Text,
        );
    }
    let none = entries(asker.whole, "law_enforcement").is_empty();
    let (ask, help) = if names.is_empty() {
        (
            "Which police or sheriff's office serves your clinics?",
            "One at a time.",
        )
    } else {
        ("Is there another one, such as the sheriff or the FBI?", "")
    };
    asker.new_entry(
        "law_enforcement.more",
        ("law_enforcement", "name"),
        ask,
        help,
        none,
        vec![],
    );
}

pub(super) fn child_protection(asker: &mut Asker) {
    for (at, name) in named(asker.own, "child_protection", "name")
        .iter()
        .enumerate()
    {
        let entry = ("child_protection", at);
        asker.of_entry(
            entry,
            "phone",
            &format!("At which number does {name} take reports?"),
            "",
            Form::Text,
        );
        asker.of_entry(
            entry,
            "law",
            &format!("Which law orders reports to {name}?"),
            "As your counsel cites it.",
            Form::Text,
        );
        asker.of_entry(
            entry,
            "verified_on",
            &format!("When did somebody last check the entry of {name}?"),
            "Year-month-day.",
            Form::Date,
        );
    }
    let named: Vec<String> = entries(asker.whole, "child_protection")
        .into_iter()
        .filter_map(|service| text_of(service, "state"))
        .map(|code| code.to_uppercase())
        .collect();
    for state in states(asker.whole) {
        if named.iter().any(|code| code == state.code) {
            continue;
        }
        let along = vec![("state", Value::Text(state.code.to_owned()))];
        asker.new_entry(
            &format!("child_protection@{}", state.code),
            ("child_protection", "name"),
            &format!(
                "What is the name of the child protective services of {}?",
                state.name
            ),
            "",
            true,
            along,
        );
    }
}

pub(super) fn protocols(asker: &mut Asker) {
    for (key, subject) in [
        ("violence", "violence other than trafficking"),
        ("mandatory_reporting", "mandatory reporting"),
        ("confidentiality", "confidentiality"),
        ("security", "calling security or law enforcement"),
        (
            "information_and_education",
            "the review of materials for clients",
        ),
        ("language_access", "interpreters and translations"),
    ] {
        asker.needed(
            "protocols",
            key,
            &format!("Which of your policies is on {subject}?"),
            "Its number and name. This policy refers to it.",
            Form::Text,
        );
    }
}

pub(super) fn policy(asker: &mut Asker) {
    asker.needed(
        "policy",
        "number",
        "Which number does this policy have in your manual?",
        "",
        Form::Text,
    );
    asker.needed("policy", "version", "Which version is it?", "", Form::Text);
    asker.needed(
        "policy",
        "effective",
        "On which day does it take effect?",
        "Year-month-day.",
        Form::Date,
    );
    asker.needed(
        "policy",
        "next_review",
        "By which day is it looked at again?",
        "Year-month-day; most agencies take a year.",
        Form::Date,
    );
    asker.needed(
        "policy",
        "owner",
        "Which position answers for it?",
        "",
        Form::Text,
    );
    asker.needed(
        "policy",
        "approvals",
        "Which positions sign it?",
        "In the order of signing, with commas.",
        Form::Approvals,
    );
}

pub(super) fn committee(asker: &mut Asker) {
    asker.optional(
        "committee",
        "name",
        "What is your Information and Education (I&E) committee called?",
        "It reviews what clients are given (42 CFR 59.6).",
        Form::Text,
    );
    asker.needed(
        "committee",
        "members",
        "Who are its members?",
        "Codes or names, at least five, with commas.",
        Form::Texts(','),
    );
    asker.optional(
        "committee",
        "technical_reviewer",
        "Which position answers for the medical accuracy of materials?",
        "",
        Form::Text,
    );
}
