//! `where`: which setting fills which place, which statement answers what.

use std::fs;

use policypress::command::CommandReport;
use serde_json::Value;

use crate::support::packet::{read_agency_fixture, run_command_line};

fn run_where(text: &str, options: &[&str]) -> CommandReport {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("agency.toml");
    fs::write(&path, text).expect("the file can be written");
    let path = path.display().to_string();
    let mut line = vec!["policypress", "where", "--file", &path];
    line.extend(options);
    let mut report = run_command_line(&line).expect("the machine does its part");
    report.stdout = report.stdout.replace(&path, "agency.toml");
    report
}

fn run_where_json(text: &str, options: &[&str]) -> Value {
    let mut options = options.to_vec();
    options.extend(["--format", "json"]);
    serde_json::from_str(&run_where(text, &options).stdout).expect("it is JSON")
}

/// `document: statement` for every place of a setting.
fn statement_uses(listed: &Value, setting: &str) -> Vec<String> {
    let settings = listed["settings"].as_array().expect("a list");
    let found = settings.iter().find(|listed| listed["setting"] == setting);
    let found = found.unwrap_or_else(|| panic!("{setting} is listed"));
    found["places"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| {
            let text = |key: &str| place[key].as_str().expect("a text").to_owned();
            format!("{}: {}", text("document"), text("statement"))
        })
        .collect()
}

#[test]
fn a_file_argument_alone_lists_every_setting() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("clinic.toml");
    fs::write(&path, read_agency_fixture("cedar-valley")).expect("the file can be written");
    let path = path.display().to_string();
    let alone =
        run_command_line(&["policypress", "where", &path]).expect("the machine does its part");
    let named = run_command_line(&["policypress", "where", "--file", &path])
        .expect("the machine does its part");
    assert!(
        alone.is_success && alone.stdout.contains("agency.phone"),
        "{}",
        alone.stderr
    );
    assert_eq!(alone.stdout, named.stdout);
}

#[test]
fn a_setting_is_shown_with_every_place_it_is_used() {
    let example = read_agency_fixture("cedar-valley");
    let listed = run_where_json(&example, &[]);
    assert_eq!(
        statement_uses(&listed, "agency.phone"),
        [
            "poster-help: agency",
            "poster-help.es: agency",
            "poster-restroom: agency",
            "poster-restroom.es: agency",
            "pocket-cards: agency",
            "pocket-cards.es: agency"
        ]
    );
    for (setting, place) in [
        ("agency.kind", "policy: title-block"),
        ("agency.address", "policy: title-block"),
        ("agency.website", "policy: title-block"),
        ("agency.short_name", "policy: page-head"),
    ] {
        assert_eq!(statement_uses(&listed, setting)[0], place, "{setting}");
    }
    assert_eq!(
        statement_uses(&listed, "protocols.confidentiality"),
        ["policy: consent"]
    );
    for (setting, place) in [
        ("policy.next_review", "policy: title-block"),
        ("personnel.responsibility", "policy: key-personnel"),
        ("sites.capacity", "policy: site-capacity"),
        ("organizations.audience", "poster-help: local"),
        ("translations.reviewed_on", "poster-help.es: draft"),
        ("languages.served", "policy: client-materials"),
        (
            "training.staff.dates.trauma",
            "training-record: training-due-lines",
        ),
    ] {
        let places = statement_uses(&listed, setting);
        assert!(
            places.iter().any(|known| known == place),
            "{setting}: {places:?}"
        );
    }
    // What is for staff stands in no document for clients.
    for place in statement_uses(&listed, "personnel.phone") {
        assert!(
            !place.starts_with("poster-help") && !place.starts_with("commitment"),
            "{place}"
        );
    }
    // The committee's members are printed nowhere; nobody shall think so.
    assert!(statement_uses(&listed, "committee.members").is_empty());
    let text = run_where(&example, &[]).stdout;
    let (_, nothing) = text
        .split_once("These settings do not appear in any document")
        .expect("a list of them");
    assert!(nothing.contains("committee.members = "), "{nothing}");
}

#[test]
fn one_list_entry_can_be_selected() {
    let example = read_agency_fixture("cedar-valley");
    let second = run_where(&example, &["organizations[2]"]).stdout;
    assert!(second.contains("Prairie Legal Help"), "{second}");
    assert!(!second.contains("Harbor Light"), "{second}");
    let third = run_where_json(&example, &["organizations[3].services"]);
    let places = statement_uses(&third, "organizations.services");
    assert!(!places.is_empty());
    assert!(
        places.iter().all(|place| !place.starts_with("poster-help")),
        "it is for staff: {places:?}"
    );
}

#[test]
fn a_statement_is_shown_with_its_settings_and_requirements() {
    let text = read_agency_fixture("cedar-valley").replace(
        "[policy.statements]",
        "[policy.statements]\nclient-materials = { text = \"We post them.\" }",
    );
    let shown = run_where(&text, &["client-materials"]).stdout;
    for part in [
        "policy: We post them.",
        "meets 42 CFR 59.6 (required)",
        "meets 45 CFR 92.201(c)(2)-(3) (required)",
        "evidence: ",
        "IE-001 Materials Review",
        "protocols.language_access = \"AD-011 Language Access\"",
        "reworded at agency.toml:",
    ] {
        assert!(shown.contains(part), "`{part}` is in\n{shown}");
    }
    let listed = run_where_json(&text, &["annual-training"]);
    let answers = listed["statements"][0]["answers"]
        .as_array()
        .expect("a list");
    assert_eq!(answers[0]["citation"], "42 CFR 59.5(b)(4)");
    assert_eq!(answers[0]["required"], true);
    assert_eq!(answers[1]["required"], false);
    let plain = run_where(&text, &["non-blaming-language"]).stdout;
    assert!(plain.contains("not linked to a requirement"), "{plain}");
    assert!(
        plain.contains("No settings are used in this statement"),
        "{plain}"
    );
}

#[test]
fn a_value_is_shown_with_the_file_that_sets_it() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let put = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("the file can be written");
    };
    put("grantee.toml", "[agency]\nphone = \"515-555-0100\"\n");
    put(
        "agency.toml",
        "extends = \"grantee.toml\"\n[agency]\nname = \"Willow\"\n",
    );
    let path = folder.path().join("agency.toml").display().to_string();
    let report = run_command_line(&["policypress", "where", "agency", "--file", &path]);
    let out = report.expect("the machine does its part").stdout;
    assert!(out.contains("grantee.toml:2)"), "{out}");
    assert!(out.contains("agency.toml:3)"), "{out}");
}

#[test]
fn an_unknown_name_is_refused_with_a_suggestion() {
    let example = read_agency_fixture("cedar-valley");
    for (name, near) in [
        ("agency.fone", "agency.phone"),
        ("anual-training", "annual-training"),
    ] {
        let report = run_where(&example, &[name]);
        assert!(!report.is_success);
        assert!(report.stderr.contains("unknown-name"), "{}", report.stderr);
        assert!(report.stderr.contains(near), "{}", report.stderr);
    }
    let unwritten = run_where("[agency]\nname = \"Willow\"\n", &["agency.phone"]);
    assert!(
        unwritten.stdout.contains("is not set"),
        "{}",
        unwritten.stdout
    );
}
