//! The questions, in the order in which a clinic talks about itself, and the words of each: this file
//! is for the interview what `diag::message` is for what is found wrong.

use super::{Form, Place, Question, Value};
use crate::config::agency::is_round_the_clock;
use crate::config::extend;
use crate::config::fact::{self, State};
use crate::config::settings::Settings;
use crate::config::text;
use crate::source::toml::{Node, NodeValue, Table};

/// What the questions are about, in order.
pub const TOPICS: &[&str] = &[
    "Your agency",
    "Your clinics",
    "Whom your staff call",
    "Local organizations",
    "Law enforcement",
    "Child protective services",
    "Languages",
    "Your other policies",
    "This policy",
    "Your I&E committee",
];

/// A question with how it stands.
pub(super) struct Asked {
    pub(super) question: Question,
    /// Whether nothing is left to ask.
    pub(super) answered: bool,
    /// Whether the file itself has an answer.
    pub(super) written: bool,
}

/// Every question that can be asked of a file as it stands; `whole` is the file with what it extends.
pub(super) fn questions(own: &Table, whole: &Table) -> Vec<Asked> {
    let mut asker = Asker {
        own,
        whole,
        topic: TOPICS[0],
        asked: Vec::new(),
    };
    agency(&mut asker);
    asker.topic = TOPICS[1];
    sites(&mut asker);
    asker.topic = TOPICS[2];
    personnel(&mut asker);
    asker.topic = TOPICS[3];
    organizations(&mut asker);
    asker.topic = TOPICS[4];
    law_enforcement(&mut asker);
    asker.topic = TOPICS[5];
    child_protection(&mut asker);
    asker.topic = TOPICS[6];
    asker.needed(
        "languages",
        "served",
        "In which languages do you serve clients?",
        "Names or tags, with commas.",
        Form::Languages,
    );
    asker.topic = TOPICS[7];
    protocols(&mut asker);
    asker.topic = TOPICS[8];
    policy(&mut asker);
    asker.topic = TOPICS[9];
    committee(&mut asker);
    asker.asked
}

/// What a typed answer is in the file. What cannot be read stays as it was typed, and the file is
/// refused in the words of `check`.
pub(super) fn value(question: &Question, typed: &str) -> Value {
    let typed = typed.trim();
    let parts = |separator: char| -> Vec<String> {
        let parts = typed.split(separator).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match question.form {
        Form::Text => Value::Text(typed.to_owned()),
        Form::Texts(separator) => Value::Texts(parts(separator)),
        Form::Approvals => Value::Approvals(parts(',')),
        Form::States => Value::Texts(parts(',').iter().map(|part| state_code(part)).collect()),
        Form::Languages => Value::Texts(parts(',').iter().map(|part| tag(part)).collect()),
        Form::Date => typed
            .parse()
            .map_or_else(|_| Value::Text(typed.to_owned()), Value::Date),
        Form::Choice(choices) => {
            let chosen = choices
                .iter()
                .find(|(word, meaning)| *word == typed || *meaning == typed);
            Value::Text(chosen.map_or(typed, |(word, _)| *word).to_owned())
        }
    }
}

/// The postal code of a state that is named in full.
fn state_code(written: &str) -> String {
    let meant = match fact::state(written) {
        Ok(state) => Some(state.code),
        Err(nearest) => nearest.filter(|code| {
            let named = |state: State| state.name.eq_ignore_ascii_case(written);
            fact::state(code).is_ok_and(named)
        }),
    };
    meant.unwrap_or(written).to_owned()
}

/// The tag of a language that is named in English.
fn tag(written: &str) -> String {
    match fact::language(written) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => written.to_owned(),
    }
}

/// A site's id from its name, different from those that are there.
pub(super) fn site_id(file: &Table, name: &str) -> String {
    let tidy = text::tidy_id(name).unwrap_or_else(|| name.to_owned());
    let taken: Vec<String> = entries(file, "sites")
        .into_iter()
        .filter_map(|site| text_of(site, "id"))
        .collect();
    let numbered = (2..).map(|number| format!("{tidy}-{number}"));
    std::iter::once(tidy.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .expect("there is always a further number")
}

struct Asker<'t> {
    own: &'t Table,
    whole: &'t Table,
    topic: &'static str,
    asked: Vec<Asked>,
}

impl Asker<'_> {
    /// A question on a setting without which the packet lacks something.
    fn needed(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        self.setting(table, key, ask, help, form, true);
    }

    /// A question on a setting that may be left out for good.
    fn optional(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        self.setting(table, key, ask, help, form, false);
    }

    fn setting(
        &mut self,
        table: &'static str,
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
        needed: bool,
    ) {
        let inside = |root: &Table| -> bool {
            let inner = find(root, table).map(|node| &node.value);
            matches!(inner, Some(NodeValue::Table(inner)) if has(inner, key))
        };
        let (answered, written) = (inside(self.whole), inside(self.own));
        let place = Place {
            table,
            entry: None,
            key,
        };
        self.push(format!("{table}.{key}"), place, ask, help, form, needed);
        if let Some(last) = self.asked.last_mut() {
            last.answered = answered;
            last.written = written;
        }
    }

    /// A question on an entry of a list that is there.
    fn of_entry(
        &mut self,
        (table, entry): (&'static str, usize),
        key: &'static str,
        ask: &str,
        help: &str,
        form: Form,
    ) {
        let written = entries(self.own, table)
            .get(entry)
            .is_some_and(|entry| has(entry, key));
        let place = Place {
            table,
            entry: Some(entry),
            key,
        };
        let id = format!("{table}[{entry}].{key}");
        self.push(id, place, ask, help, form, false);
        if let Some(last) = self.asked.last_mut() {
            last.answered = written;
            last.written = written;
        }
    }

    /// A question that begins a new entry of a list.
    fn new_entry(
        &mut self,
        id: &str,
        (table, key): (&'static str, &'static str),
        ask: &str,
        help: &str,
        needed: bool,
        along: Vec<(&'static str, Value)>,
    ) {
        let of_file = entries(self.own, table).len();
        // One entry of the file's own would take the place of all that its base lists.
        let replaces = of_file == 0 && !entries(self.whole, table).is_empty();
        if replaces && !extend::appended(self.own).contains(&table.to_owned()) {
            return;
        }
        let place = Place {
            table,
            entry: Some(of_file),
            key,
        };
        self.push(id.to_owned(), place, ask, help, Form::Text, needed);
        if let Some(last) = self.asked.last_mut() {
            last.question.along = along;
        }
    }

    fn push(&mut self, id: String, place: Place, ask: &str, help: &str, form: Form, needed: bool) {
        let between = match form {
            Form::Texts(separator) => format!("{separator} "),
            _ => ", ".to_owned(),
        };
        let setting = Settings::at(place.table).and_then(|table| table.setting(place.key));
        let example = match form {
            Form::States => "Iowa, Nebraska".to_owned(),
            Form::Languages => "English, Spanish".to_owned(),
            Form::Approvals => "Executive Director, Medical Director".to_owned(),
            Form::Text | Form::Texts(_) | Form::Date | Form::Choice(_) => {
                setting.map_or_else(String::new, |setting| setting.example.join(&between))
            }
        };
        self.asked.push(Asked {
            question: Question {
                id,
                topic: self.topic,
                ask: ask.to_owned(),
                help: help.to_owned(),
                example,
                form,
                place,
                along: Vec::new(),
                needed,
            },
            answered: false,
            written: false,
        });
    }
}

fn agency(asker: &mut Asker) {
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
        "",
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

fn sites(asker: &mut Asker) {
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

fn personnel(asker: &mut Asker) {
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

fn organizations(asker: &mut Asker) {
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

fn law_enforcement(asker: &mut Asker) {
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

fn child_protection(asker: &mut Asker) {
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

fn protocols(asker: &mut Asker) {
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

fn policy(asker: &mut Asker) {
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

fn committee(asker: &mut Asker) {
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

/// The states of the agency, as far as they can be read.
fn states(table: &Table) -> Vec<State> {
    let Some(NodeValue::Table(agency)) = find(table, "agency").map(|node| &node.value) else {
        return Vec::new();
    };
    let Some(NodeValue::List(items)) = find(agency, "states").map(|node| &node.value) else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(text);
    texts.filter_map(|text| fact::state(&text).ok()).collect()
}

/// Whether a person is to be called at a site.
fn serves(person: &Table, site: &str) -> bool {
    match find(person, "sites").map(|node| &node.value) {
        Some(NodeValue::List(items)) => {
            items.is_empty() || items.iter().filter_map(text).any(|id| id == site)
        }
        _ => true,
    }
}

/// What the entries of a list are called.
fn named(table: &Table, list: &str, key: &str) -> Vec<String> {
    let entries = entries(table, list).into_iter();
    entries
        .map(|entry| text_of(entry, key).unwrap_or_else(|| "this entry".to_owned()))
        .collect()
}

fn entries<'t>(table: &'t Table, list: &str) -> Vec<&'t Table> {
    let Some(NodeValue::List(items)) = find(table, list).map(|node| &node.value) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match &item.value {
        NodeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn find<'t>(table: &'t Table, key: &str) -> Option<&'t Node> {
    let entry = table.entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.value)
}

/// Whether something is written there, be it right or wrong.
fn has(table: &Table, key: &str) -> bool {
    find(table, key).is_some_and(|node| match &node.value {
        NodeValue::Text(written) => !matches!(text::line(written), Ok(None)),
        NodeValue::List(items) => !items.is_empty(),
        _ => true,
    })
}

fn text_of(table: &Table, key: &str) -> Option<String> {
    find(table, key).and_then(text)
}

fn text(node: &Node) -> Option<String> {
    let NodeValue::Text(written) = &node.value else {
        return None;
    };
    text::line(written).ok().flatten()
}
