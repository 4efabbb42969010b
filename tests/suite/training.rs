//! The training record and `policypress training status`: who is due, and who is overdue, on a day.

use crate::support::packet::{self, read_agency_fixture};
use policypress::command::CommandReport;

/// One of the staff for each way to stand.
const STAFF_TRAINING_AGENCY: &str = r#"[agency]
name = "Willow Clinic"

[training]
every_months = 6

[[training.staff]]
code = "S-01"
position = "Nurse"
orientation = 2024-02-29
dates = { trafficking = 2026-08-31, reporting = 2026-08-31, confidentiality = 2026-08-31, trauma = 2026-08-31 }

[[training.staff]]
position = "Front desk"
orientation = 2026-06-01

[[training.staff]]
code = "S-03"
dates = { trafficking = 2026-08-31 }
"#;

fn run_training_status(text: &str, options: &[&str]) -> CommandReport {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("agency.toml");
    std::fs::write(&file, text).expect("it can be written");
    let file = file.to_str().expect("the path is text");
    let mut line = vec!["policypress", "training", "status", file];
    line.extend(options);
    let mut report = packet::run_command_line(&line).expect("the machine does its part");
    report.stdout = report.stdout.replace(file, "agency.toml");
    report
}

#[test]
fn staff_are_listed_by_training_status() {
    let report = run_training_status(STAFF_TRAINING_AGENCY, &["--as-of", "2026-11-25"]);
    assert_eq!(
        report.stdout,
        "agency.toml, as of 2026-11-25: 1 overdue, 1 due within 60 days, 1 up to date\n\
         \n\
         Overdue\n  \
           S-03\n    \
             orientation: no record\n    \
             reporting: no record\n    \
             confidentiality: no record\n    \
             trauma: no record\n\
         \n\
         Due\n  \
           Front desk\n    \
             trafficking: due by 2026-12-01\n    \
             reporting: due by 2026-12-01\n    \
             confidentiality: due by 2026-12-01\n    \
             trauma: due by 2026-12-01\n"
    );
    assert!(!report.is_success, "somebody is overdue");
    assert_eq!(report.stderr, "");
}

#[test]
fn training_is_overdue_from_the_day_after_it_is_due() {
    let line = |day: &str| {
        let report = run_training_status(STAFF_TRAINING_AGENCY, &["--as-of", day]);
        report.stdout.lines().next().expect("a line").to_owned()
    };
    // Six months after the 31st of August is the last of February, which has 28 days then.
    for (day, stand) in [
        (
            "2026-12-01",
            "1 overdue, 1 due within 60 days, 1 up to date",
        ),
        (
            "2026-12-02",
            "2 overdue, 0 due within 60 days, 1 up to date",
        ),
        (
            "2026-12-29",
            "2 overdue, 0 due within 60 days, 1 up to date",
        ),
        (
            "2026-12-30",
            "2 overdue, 1 due within 60 days, 0 up to date",
        ),
        (
            "2027-02-28",
            "2 overdue, 1 due within 60 days, 0 up to date",
        ),
        (
            "2027-03-01",
            "3 overdue, 0 due within 60 days, 0 up to date",
        ),
    ] {
        assert_eq!(line(day), format!("agency.toml, as of {day}: {stand}"));
    }
}

#[test]
fn topics_that_are_not_overdue_say_so_in_the_list_of_overdue_staff() {
    let dates = "dates = { trafficking = 2026-03-01, reporting = 2026-06-20, confidentiality = 2026-11-01, trauma = 2026-11-01 }";
    let text = format!(
        "[agency]\nname = \"Willow\"\n[training]\nevery_months = 6\n[[training.staff]]\ncode = \"S-02\"\norientation = 2024-01-15\n{dates}\n"
    );
    let report = run_training_status(&text, &["--as-of", "2026-11-25"]);
    assert!(
        report.stdout.ends_with(
            "    trafficking: was due by 2026-09-01\n    reporting: not overdue, due by 2026-12-20\n"
        ),
        "{}",
        report.stdout
    );
}

#[test]
fn the_default_date_is_today() {
    let report = run_training_status(STAFF_TRAINING_AGENCY, &[]);
    assert!(
        report.stdout.starts_with("agency.toml, as of 2026-11-25: "),
        "{}",
        report.stdout
    );
}

#[test]
fn status_passes_when_nobody_is_overdue() {
    let (first, _) = STAFF_TRAINING_AGENCY
        .split_once("\n[[training.staff]]\nposition")
        .expect("there are three");
    let report = run_training_status(first, &["--as-of", "2026-12-30"]);
    assert!(report.is_success, "due is not overdue: {}", report.stdout);
    let (nobody, _) = first
        .split_once("\n[[training.staff]]")
        .expect("there is one");
    let report = run_training_status(nobody, &[]);
    assert!(report.is_success);
    assert_eq!(
        report.stdout,
        "agency.toml: no staff listed under `[[training.staff]]`\n\
         Add one `[[training.staff]]` entry for each person; agency.example.toml shows how.\n"
    );
}

#[test]
fn json_output_lists_the_same_staff() {
    let report = run_training_status(
        STAFF_TRAINING_AGENCY,
        &["--as-of", "2026-11-25", "--format", "json"],
    );
    assert!(!report.is_success);
    let listed: serde_json::Value = serde_json::from_str(&report.stdout).expect("it is JSON");
    assert_eq!(listed["as_of"], "2026-11-25");
    assert_eq!(listed["due_days"], 60);
    let staff = listed["staff"].as_array().expect("a list");
    let standings: Vec<&str> = staff
        .iter()
        .filter_map(|person| person["status"].as_str())
        .collect();
    assert_eq!(standings, ["current", "due", "overdue"]);
    assert_eq!(staff[1]["code"], "Front desk");
    assert_eq!(staff[1]["position"], serde_json::Value::Null);
    assert_eq!(
        staff[2]["sessions"][1],
        serde_json::json!({
            "topic": "trafficking", "last": "2026-08-31", "due": "2027-02-28", "status": "current"
        })
    );
    assert_eq!(staff[2]["sessions"][0]["topic"], "orientation");
    assert_eq!(staff[2]["sessions"][0]["last"], serde_json::Value::Null);
    let nobody = run_training_status("[agency]\nname = \"W\"\n", &["--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&nobody.stdout).expect("it is JSON");
    assert_eq!(listed["staff"], serde_json::json!([]));
}

#[test]
fn an_invalid_date_stops_the_list() {
    let report = run_training_status(
        &STAFF_TRAINING_AGENCY.replace("2024-02-29", "\"29 Feb 2024\""),
        &[],
    );
    assert!(!report.is_success);
    assert_eq!(report.stdout, "", "a list without the date would be wrong");
    assert!(report.stderr.contains("date-format"), "{}", report.stderr);
}

#[test]
fn the_training_record_uses_the_policy_date_or_the_given_date() {
    let example = read_agency_fixture("cedar-valley");
    let record = |options: &[&str]| {
        let mut all = vec!["--document", "training-record", "--format", "markdown"];
        all.extend(options);
        packet::build_packet(&example, &all).read_text("staff/training-record.md")
    };
    let own = record(&[]);
    assert!(own.contains("Who is due, as of December 1, 2026"), "{own}");
    assert_eq!(own, record(&["--as-of", "2026-12-01"]));
    let later = record(&["--as-of", "2027-03-03"]);
    assert!(later.contains("as of March 3, 2027"), "{later}");
    assert_eq!(later.matches("| **Overdue** |").count(), 3, "{later}");
    // Without any date there is nothing to count at.
    let undated = packet::build_packet(STAFF_TRAINING_AGENCY, &["--draft"])
        .read_text("staff/training-record.md");
    assert!(undated.contains("Who is due\n"), "{undated}");
    assert!(!undated.contains("Overdue"), "{undated}");
    assert!(undated.contains("February 28, 2027"), "{undated}");
}
