//! Whom the action sheet of each site tells staff to call, and what is said where somebody is missing.

use std::sync::Arc;

use policypress::config::value_types::PhoneNumber;
use policypress::diag::Severity;
use policypress::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use policypress::span::SourceFile;

use crate::support::packet::{
    self, TODAY, build_packet, load_agency, read_agency_fixture, try_build_packet,
};

/// Returns the codes and severities of an agency.toml.
fn found_codes(text: &str) -> Vec<(&'static str, Severity)> {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let diagnostics = load_agency(&file, TODAY).diagnostics;
    diagnostics
        .iter()
        .map(|found| (found.problem.code(), found.severity()))
        .collect()
}

fn has_code(text: &str, code: &str) -> bool {
    found_codes(text).iter().any(|(found, _)| *found == code)
}

fn example_with(replacements: &[(&str, &str)]) -> String {
    let mut text = read_agency_fixture("cedar-valley");
    for (from, to) in replacements {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// The example with its west site in Quincy, Illinois.
fn example_in_two_states() -> String {
    example_with(&[
        ("states = [\"IA\"] ", "states = [\"IA\", \"IL\"] "),
        ("Waterloo, IA 50701", "Quincy, Illinois 62301"),
        (
            "[protocols] ",
            "[[child_protection]]\nstate = \"IL\"\nname = \"Illinois Children's Line\"\nphone = \"217-555-0141\"\n\n[protocols] ",
        ),
        (
            "phone = \"319-555-0131\"",
            "phone = \"319-555-0131\"\nstates = [\"IA\"]",
        ),
        (
            "phone = \"402-555-0132\"",
            "phone = \"402-555-0132\"\nstates = [\"IA\", \"IL\"]",
        ),
        (
            "[[child_protection]] ",
            "[[law_enforcement]]\nname = \"Quincy Police Department\"\nphone = \"217-555-0142\"\nsites = [\"west\"]\n\n[[child_protection]] ",
        ),
        (
            "phone = \"319-555-0120\"",
            "phone = \"319-555-0120\"\nstates = [\"IA\"]",
        ),
        (
            "phone = \"319-555-0121\"",
            "phone = \"319-555-0121\"\nsites = [\"west\", \"main\"]",
        ),
        (
            "phone = \"319-555-0122\"",
            "phone = \"319-555-0122\"\nsites = [\"main\"]",
        ),
    ])
}

#[test]
fn each_sheet_shows_only_who_serves_its_site() {
    let text = example_in_two_states();
    let found = found_codes(&text);
    assert!(found.is_empty(), "{found:?}");
    let packet = build_packet(&text, &["--document", "action-sheet"]);
    let main = packet.read_text("staff/action-sheet-main.md");
    let west = packet.read_text("staff/action-sheet-west.md");
    let both = [
        "FBI Omaha Field Office",
        "Prairie Legal Help",
        "Medical Director on call",
    ];
    let only_main = [
        "Cedar Falls Police",
        "Black Hawk County Sheriff",
        "Iowa Department of Health",
        "Harbor Light Advocates",
        "Black Hawk Coalition",
        "319-555-0140",
    ];
    let only_west = ["Quincy Police", "Illinois Children", "217-555-0141"];
    for (sheet, present, absent) in [
        (&main, &only_main[..], &only_west[..]),
        (&west, &only_west[..], &only_main[..]),
    ] {
        for name in present.iter().chain(&both) {
            assert!(sheet.contains(name), "{name} is missing:\n{sheet}");
        }
        for name in absent {
            assert!(
                !sheet.contains(name),
                "{name} serves another site:\n{sheet}"
            );
        }
    }
}

#[test]
fn contacts_of_an_agency_in_two_states_say_which_sites_they_serve() {
    let text = example_in_two_states().replacen("sites = [\"west\"]\n\n[[child", "\n\n[[child", 1);
    let unassigned = ("unassigned-contact", Severity::Blank);
    assert!(found_codes(&text).contains(&unassigned));
    assert!(!try_build_packet(&text, &[]).report.is_success);
}

#[test]
fn a_site_in_an_unlisted_state_is_refused() {
    // An address in Illinois, by name, abbreviation, code or ZIP code, and one with a ZIP code without its zero.
    for city in [
        "Moline, IL 61265",
        "Moline, Illinois",
        "Moline, Ill. 61265-0001",
        "Moline 61265",
        "Boston, MA 2110",
    ] {
        let text = example_with(&[("Waterloo, IA 50701", city)]);
        let error = ("unlisted-state", Severity::Error);
        assert!(found_codes(&text).contains(&error), "{city}");
        assert!(!try_build_packet(&text, &["--draft"]).report.is_success);
    }
    assert!(has_code(
        &example_with(&[("Waterloo, IA 50701", "Boston, MA 2110")]),
        "zip-code"
    ));
}

#[test]
fn the_state_of_a_site_is_never_guessed_silently() {
    let without = example_with(&[("Waterloo, IA 50701", "Waterloo")]);
    let assumed = ("assumed-site-state", Severity::Warning);
    assert_eq!(found_codes(&without), [assumed]);
    let two_states = example_in_two_states().replacen("Quincy, Illinois 62301", "Quincy", 1);
    let unknown = ("unknown-site-state", Severity::Blank);
    assert!(found_codes(&two_states).contains(&unknown));
    assert!(!try_build_packet(&two_states, &[]).report.is_success);
    let draft = build_packet(&two_states, &["--draft", "--document", "action-sheet"]);
    let sheet = draft.read_text("staff/action-sheet-west.md");
    assert!(sheet.contains("[state of this site]"), "{sheet}");
    assert!(!sheet.contains("Iowa Department"), "{sheet}");
    assert!(!sheet.contains("Illinois Children"), "{sheet}");
}

#[test]
fn a_contact_without_a_phone_is_a_blank() {
    for (phone, kind) in [
        ("phone = \"319-555-0111\"", "personnel"),
        ("phone = \"319-555-0122\"", "organizations"),
        ("phone = \"319-555-0131\"", "law_enforcement"),
        ("phone = \"319-555-0140\"", "child_protection"),
    ] {
        for value in ["", "phone = \"TBD\""] {
            let text = example_with(&[(phone, value)]);
            let blank = ("no-phone", Severity::Blank);
            assert_eq!(found_codes(&text), [blank], "{kind}");
            assert!(!try_build_packet(&text, &[]).report.is_success, "{kind}");
            let draft = build_packet(&text, &["--draft"]);
            for document in ["policy", "action-sheet-main"] {
                let text = draft.read_text(&format!("staff/{document}.md"));
                assert!(text.contains("[phone]"), "{kind} in {document}:\n{text}");
            }
        }
    }
    // A website is a way to reach an organization.
    let text = example_with(&[(
        "phone = \"319-555-0122\"",
        "website = \"https://coalition.example\"",
    )]);
    assert_eq!(found_codes(&text), []);
}

#[test]
fn only_who_answers_at_night_is_called_at_night() {
    let night = "## After hours";
    for (hours, is_called) in [
        ("hours = \"5 pm-8 am\"", true),
        ("hours = \"Mon-Sun 6 pm-2 am\"", true),
        ("hours = \"Always\"", true),
        ("hours = \"On rotation\"\nafter_hours = true", true),
        ("after_hours = true", true),
        ("hours = \"Mon-Fri 8-5, closed nights\"", false),
        ("hours = \"Mon-Fri 8-5 (not after hours)\"", false),
        ("hours = \"8 am-5 pm, closed weekends\"", false),
        ("hours = \"Outside Mon-Fri 8-5\"", true),
        ("hours = \"Mon-Fri 8-5; on-call nights\"", true),
        ("hours = \"On rotation\"\nafter_hours = false", false),
    ] {
        let text = example_with(&[(
            "hours = \"24 hours\"\n# after_hours",
            &format!("{hours}\n# after_hours"),
        )]);
        let packet = build_packet(&text, &["--document", "action-sheet"]);
        let sheet = packet.read_text("staff/action-sheet-main.md");
        let (_, after) = sheet
            .split_once("after hours\n")
            .unwrap_or_else(|| panic!("{night} is missing:\n{sheet}"));
        let (after, _) = after.split_once("\n## ").expect("more sections");
        assert_eq!(
            after.contains("Medical Director"),
            is_called,
            "{hours}:\n{after}"
        );
        assert_eq!(!is_called, has_code(&text, "no-after-hours"), "{hours}");
    }
    let unclear = example_with(&[(
        "hours = \"Mon-Fri 8-5\"",
        "hours = \"8-5, on call for emergencies\"",
    )]);
    assert_eq!(found_codes(&unclear), [("unclear-hours", Severity::Blank)]);
    assert!(!try_build_packet(&unclear, &[]).report.is_success);
}

#[test]
fn who_answers_only_at_night_is_not_called_by_day() {
    let text = example_with(&[(
        "hours = \"24 hours\"\n# after",
        "hours = \"5 pm-8 am\"\n# after",
    )]);
    let packet = build_packet(&text, &["--document", "action-sheet"]);
    let sheet = packet.read_text("staff/action-sheet-main.md");
    assert_eq!(
        sheet.matches("Medical Director on call").count(),
        1,
        "{sheet}"
    );
}

#[test]
fn an_organization_that_answers_at_night_hides_no_missing_staff() {
    // Organizations of the example answer 24 hours.
    let text = example_with(&[(
        "hours = \"24 hours\"\n# after",
        "hours = \"Mon-Fri 8-5\"\n# after",
    )]);
    assert_eq!(found_codes(&text), [("no-after-hours", Severity::Warning)]);
    let only_main = example_with(&[(
        "hours = \"24 hours\"\n# after",
        "hours = \"24 hours\"\nsites = [\"main\"]\n# after",
    )]);
    assert_eq!(
        found_codes(&only_main),
        [("site-without-after-hours", Severity::Warning)]
    );
}

#[test]
fn a_dropped_placeholder_is_always_said() {
    for (from, to) in [
        ("name = \"A. Rivera\"", "name = \"TBD\""),
        (
            "short_name = \"Cedar Valley\"",
            "short_name = \"(insert short name)\"",
        ),
        ("kind = \"subrecipient\"", "kind = \"N/A\""),
        ("reviewed_on = 2026-11-10", "reviewed_on = \"TBA\""),
        (
            "languages = [\"en\", \"es\"]",
            "languages = [\"en\", \"TBD\"]",
        ),
        ("area = \"Black Hawk County\"", "area = { en = \"none\" }"),
    ] {
        let text = example_with(&[(from, to)]);
        assert!(has_code(&text, "placeholder"), "{to}");
        let empty = example_with(&[(from, "")]);
        assert!(!has_code(&empty, "placeholder"), "{from}");
    }
    let folder = crate::support::fixture::temp_folder_with_files(&[
        ("grantee.toml", "[agency]\nstates = [\"IA\"]\n"),
        ("table.csv", "name,phone\nWillow Clinic,TBD\n"),
    ]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let line = [
        "policypress",
        "network",
        "init",
        &path("table.csv"),
        "--base",
        &path("grantee.toml"),
    ];
    let report = packet::run_command_line(&line).expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
    let told = "Row 2, column B (phone):\nwarning[placeholder]: `TBD` is a placeholder";
    assert!(report.stderr.starts_with(told), "{}", report.stderr);
}

#[test]
fn numbers_of_the_freely_associated_states_are_numbers() {
    for (text, dialed) in [
        ("+680-555-0140", "+6805550140"),
        ("+691 555 0140", "+6915550140"),
        ("+692 555-0140 ext. 4", "+6925550140;ext=4"),
        ("+1 671 555 0140", "+16715550140"),
        ("+1 684 555 0140", "+16845550140"),
        ("+1 670 555 0140", "+16705550140"),
        ("+1 340 555 0117", "+13405550117"),
        ("787-555-0140", "+17875550140"),
        ("680-555-0140", "+16805550140"),
    ] {
        let phone = PhoneNumber::parse(text).expect("it can be called");
        assert_eq!(phone.dial_string, dialed, "{text}");
    }
    for refused in [
        "+680-555-014",
        "691-555-0140",
        "692-555-0140",
        "+63 2 555 0140",
    ] {
        assert!(PhoneNumber::parse(refused).is_err(), "{refused}");
    }
}

/// Neither the example, nor the agencies of the tests, nor 200 generated ones are asked about what they say.
#[test]
fn complete_contacts_are_not_asked_about() {
    let fixtures = ["cedar-valley", "arabic", "choices", "crowded", "lakes"];
    let generated = (0..200).map(crate::batch::agencies::generate_agency_toml);
    for text in fixtures
        .map(read_agency_fixture)
        .into_iter()
        .chain(generated)
    {
        for (code, _) in found_codes(&text) {
            assert!(
                ![
                    "no-phone",
                    "placeholder",
                    "unclear-hours",
                    "contradictory-hours",
                    "contradictory-state",
                    "assumed-site-state",
                    "zip-code",
                ]
                .contains(&code),
                "{code}:\n{text}"
            );
        }
    }
}

#[test]
fn hours_and_after_hours_do_not_contradict_each_other() {
    for (hours, after_hours, is_error) in [
        ("Mon-Fri 8-5, closed nights", true, true),
        ("Mon-Fri 8-5", true, true),
        ("24 hours", false, true),
        ("Outside business hours", false, true),
        ("Mon-Fri 8-5, closed nights", false, false),
        ("Mon-Fri 8-5, on call", true, false),
        ("24 hours", true, false),
    ] {
        let text = example_with(&[(
            "hours = \"24 hours\"\n# after",
            &format!("hours = \"{hours}\"\nafter_hours = {after_hours}\n# after"),
        )]);
        let error = ("contradictory-hours", Severity::Error);
        assert_eq!(found_codes(&text).contains(&error), is_error, "{hours}");
        assert!(!has_code(&text, "unclear-hours"), "{hours}");
    }
}

#[test]
fn an_address_with_two_states_is_refused() {
    for (address, site_state, severity) in [
        ("Waterloo, IL 50701", "", Some(Severity::Error)),
        (
            "Waterloo, IL 50701",
            "state = \"IA\"",
            Some(Severity::Error),
        ),
        ("Moline 61265", "state = \"IA\"", Some(Severity::Warning)),
        ("Carter Lake, IA 68110", "state = \"IA\"", None),
        ("Carter Lake, IA 68110", "", Some(Severity::Error)),
    ] {
        let text = example_with(&[
            (
                "Waterloo, IA 50701\"]",
                &format!("{address}\"]\n{site_state}"),
            ),
            ("states = [\"IA\"] ", "states = [\"IA\", \"IL\"] "),
        ]);
        let found = found_codes(&text).into_iter();
        let found = found.filter(|(code, _)| *code == "contradictory-state");
        let found: Vec<Severity> = found.map(|(_, severity)| severity).collect();
        assert_eq!(found, Vec::from_iter(severity), "{address} {site_state}");
    }
}

#[test]
fn nothing_is_assumed_beside_a_rejected_state() {
    let text = example_with(&[("Waterloo, IA 50701\"]", "Waterloo\"]\nstate = \"Illinois\"")]);
    assert_eq!(found_codes(&text), [("state", Severity::Error)]);
}

#[test]
fn a_contact_that_serves_no_site_is_said() {
    for phone in ["319-555-0131", "319-555-0121"] {
        let text = example_with(&[(
            &format!("phone = \"{phone}\""),
            &format!("phone = \"{phone}\"\nstates = [\"IL\", \"NE\"]"),
        )]);
        let warning = ("contact-without-site", Severity::Warning);
        assert_eq!(found_codes(&text), [warning], "{phone}");
    }
}

#[test]
fn a_placeholder_makes_no_contact_serve_every_site() {
    for (phone, setting) in [
        ("319-555-0111", "sites = [\"TBD\"]"),
        ("319-555-0111", "sites = [\"\"]"),
        ("319-555-0131", "sites = [\"TBD\", \"N/A\"]"),
        ("319-555-0131", "states = [\"(insert state)\"]"),
        ("319-555-0121", "sites = [\"TBD\"]"),
    ] {
        let phone_line = format!("phone = \"{phone}\"");
        let text = example_with(&[(&phone_line, &format!("{phone_line}\n{setting}"))]);
        let text = if phone == "319-555-0111" {
            text.replacen("sites = [\"main\"] ", "", 1)
        } else {
            text
        };
        let blank = ("unknown-sites", Severity::Blank);
        assert!(found_codes(&text).contains(&blank), "{setting}");
        assert!(!try_build_packet(&text, &[]).report.is_success, "{setting}");
        let draft = build_packet(&text, &["--draft"]);
        for site in ["main", "west"] {
            let sheet = draft.read_text(&format!("staff/action-sheet-{site}.md"));
            assert!(!sheet.contains(phone), "{setting}:\n{sheet}");
        }
        if phone == "319-555-0111" {
            let policy = draft.read_text("staff/policy.md");
            assert!(policy.contains("[sites]"), "{policy}");
        }
    }
}

#[test]
fn a_site_whose_state_has_no_child_protective_services_is_refused() {
    let text = example_in_two_states();
    let (before, entry) = text
        .split_once("[[child_protection]]\nstate = \"IL\"")
        .expect("the entry of Illinois");
    let (_, after) = entry.split_once("[protocols]").expect("a table after it");
    let without = format!("{before}[protocols]{after}");
    let error = ("site-without-child-protection", Severity::Blank);
    assert_eq!(found_codes(&without), [error]);
    assert!(!try_build_packet(&without, &[]).report.is_success);
    let sheet = build_packet(&without, &["--draft"]).read_text("staff/action-sheet-west.md");
    assert!(sheet.contains("[child protective services]"), "{sheet}");
    let unlisted_states = without.replacen("states = [\"IA\", \"IL\"] ", "", 1);
    assert!(found_codes(&unlisted_states).contains(&error));
}

#[test]
fn a_number_that_is_a_placeholder_is_missing() {
    for number in [
        "319-XXX-XXXX",
        "(319) xxx-xxxx",
        "319-555-XXXX",
        "555-555-5555",
        "319-555-0000",
        "319-555-1234",
        "000-000-0000",
        "123-456-7890",
        "1-123-456-7890",
        "999-999-9999",
        "111-111-1111",
        "012-345-6789",
        "987-654-3210",
        "319-NNN-NNNN",
        "555-123-4567",
        "319-555-5555 ext. 4",
        "+1 (555) 555-5555",
    ] {
        assert!(PhoneNumber::parse(number).is_err(), "{number}");
        let text = example_with(&[("319-555-0111", number)]);
        let found = found_codes(&text);
        assert_eq!(found, [("phone", Severity::Error)], "{number}");
        assert!(!try_build_packet(&text, &[]).report.is_success, "{number}");
    }
    for number in [
        "319-555-0100",
        "319-555-0199",
        "1-855-555-HOPE",
        "1-800-555-0000",
        "319-273-0000",
        "800-222-2220",
    ] {
        assert!(PhoneNumber::parse(number).is_ok(), "{number}");
    }
}

#[test]
fn numbers_of_the_freely_associated_states_get_the_right_hint() {
    for (number, hint) in [
        ("1-691-555-0140", "`+691-555-0140`"),
        ("1 692 555 0140", "`+692-555-0140`"),
        ("691-555-0140", "`+691-555-0140`"),
        ("(+680) 555-0140", "`+680-555-0140`"),
        ("(+691) 555-0140", "`+691-555-0140`"),
    ] {
        let text = example_with(&[("319-555-0111", number)]);
        let file = Arc::new(SourceFile {
            name: "agency.toml".to_owned(),
            text,
        });
        let found = load_agency(&file, TODAY).diagnostics;
        let shown = render_diagnostics_text(&found, DiagnosticDisplayOptions::default());
        assert!(shown.contains(hint), "{number}:\n{shown}");
    }
}
