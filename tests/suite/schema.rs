//! The description of agency.toml for editors knows what the reader of the file knows.

use std::collections::BTreeSet;
use std::sync::Arc;

use policypress::config::settings::{SETTINGS_TABLES, SettingKind};
use policypress::diag::agency::AgencyProblem;
use policypress::diag::setting::SettingProblem;
use policypress::diag::{Problem, Severity};
use policypress::span::SourceFile;
use serde_json::Value;

use crate::support::packet::{TODAY, load_agency, run_command_line};

fn run_schema_command() -> Value {
    let report = run_command_line(&["policypress", "schema"]).expect("the machine does its part");
    serde_json::from_str(&report.stdout).expect("it is JSON")
}

/// `agency.phone` for each property.
fn collect_schema_paths(schema: &Value, above: &str, found: &mut BTreeSet<String>) {
    for inner in ["items", "additionalProperties"] {
        if schema[inner].is_object() {
            collect_schema_paths(&schema[inner], above, found);
        }
    }
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    assert_eq!(
        schema["additionalProperties"], false,
        "{above} has no other names"
    );
    for (key, inner) in properties {
        let dot = if above.is_empty() { "" } else { "." };
        let path = format!("{above}{dot}{key}");
        assert!(inner["description"].is_string(), "{path} is described");
        collect_schema_paths(inner, &path, found);
        found.insert(path);
    }
}

#[test]
fn the_schema_has_exactly_the_settings_of_the_parser() {
    let mut described = BTreeSet::new();
    collect_schema_paths(&run_schema_command(), "", &mut described);
    let mut known = BTreeSet::new();
    for table in SETTINGS_TABLES {
        let above = table.heading.trim_matches(['[', ']']);
        for setting in table.settings {
            let dot = if above.is_empty() { "" } else { "." };
            known.insert(format!("{above}{dot}{}", setting.key));
        }
    }
    assert_eq!(described, known);
}

#[test]
fn the_schema_requires_what_the_parser_requires() {
    for table in SETTINGS_TABLES {
        // A list of things to be done to statements has no entries; of staff, a code or a position will do.
        if !table.heading.starts_with("[[") || table.heading == "[[training.staff]]" {
            assert!(table.required_keys.is_empty(), "{}", table.heading);
            continue;
        }
        let file = Arc::new(SourceFile {
            name: "agency.toml".to_owned(),
            text: format!("{}\n", table.heading),
        });
        let missed: Vec<&str> = load_agency(&file, TODAY)
            .diagnostics
            .iter()
            .filter_map(|told| match &told.problem {
                Problem::Agency(AgencyProblem::IncompleteEntry { key, .. }) => Some(*key),
                _ => None,
            })
            .collect();
        assert_eq!(missed, table.required_keys, "{}", table.heading);
    }
}

/// A setting alone in its table, with a value of no kind that any setting has.
fn toml_with_only_setting(heading: &str, key: &str) -> String {
    match heading {
        "[policy.statements]" => format!("[policy.statements.x]\n{key} = 1.5\n"),
        "[training.staff.dates]" => {
            format!("[[training.staff]]\ncode = \"S\"\n[training.staff.dates]\n{key} = 1.5\n")
        }
        _ => format!("{heading}\n{key} = 1.5\n"),
    }
}

#[test]
fn the_parser_reads_every_cataloged_setting() {
    let found = |text: String| {
        let file = Arc::new(SourceFile {
            name: "agency.toml".to_owned(),
            text,
        });
        load_agency(&file, TODAY).diagnostics
    };
    for table in SETTINGS_TABLES {
        for setting in table.settings {
            let told = found(toml_with_only_setting(table.heading, setting.key));
            let about = |wanted: &str| {
                told.iter().any(|diagnostic| match &diagnostic.problem {
                    Problem::Setting(SettingProblem::WrongValueKind { key, .. }) => {
                        wanted == "kind" && key == setting.key
                    }
                    Problem::Setting(SettingProblem::UnknownKey { key, .. }) => {
                        wanted == "name" && key == setting.key
                    }
                    _ => false,
                })
            };
            let place = format!("{} {}", table.heading, setting.key);
            assert!(about("kind"), "{place} is read");
            assert!(!about("name"), "{place} is known");
        }
        let told = found(toml_with_only_setting(table.heading, "zzyzx"));
        let unknown = told.iter().any(|diagnostic| {
            matches!(
                diagnostic.problem,
                Problem::Setting(SettingProblem::UnknownKey { .. })
            )
        });
        assert!(unknown, "{} has no other", table.heading);
    }
}

#[test]
fn schema_choices_match_those_of_the_parser() {
    let mut seen = 0;
    for table in SETTINGS_TABLES {
        for setting in table.settings {
            let SettingKind::Choice(words) = setting.kind else {
                continue;
            };
            let text = format!("{}\n{} = \"zzyzx\"\n", table.heading, setting.key);
            let file = Arc::new(SourceFile {
                name: "agency.toml".to_owned(),
                text,
            });
            let told = load_agency(&file, TODAY).diagnostics;
            let choices = told
                .iter()
                .find_map(|diagnostic| match &diagnostic.problem {
                    Problem::Setting(SettingProblem::UnknownChoice { choices, .. }) => {
                        Some(choices.iter().copied().collect::<BTreeSet<_>>())
                    }
                    _ => None,
                });
            let words = words.iter().copied().collect();
            assert_eq!(choices, Some(words), "{} {}", table.heading, setting.key);
            seen += 1;
        }
    }
    assert!(seen > 5, "choices were found");
}

#[test]
fn every_schema_example_is_accepted_by_the_parser() {
    for table in SETTINGS_TABLES
        .iter()
        .filter(|table| !table.heading.is_empty())
    {
        for setting in table.settings {
            if setting.example_values.is_empty() {
                continue;
            }
            let quoted: Vec<String> = setting
                .example_values
                .iter()
                .map(|text| format!("\"{text}\""))
                .collect();
            let value = match setting.kind {
                SettingKind::TextList
                | SettingKind::StateCodes
                | SettingKind::LanguageTags
                | SettingKind::FilePaths => {
                    format!("[{}]", quoted.join(", "))
                }
                SettingKind::Date | SettingKind::MonthCount | SettingKind::Boolean => {
                    setting.example_values[0].to_owned()
                }
                _ => quoted[0].clone(),
            };
            let text = toml_with_only_setting(table.heading, setting.key).replace("1.5", &value);
            let file = Arc::new(SourceFile {
                name: "agency.toml".to_owned(),
                text: text.clone(),
            });
            for diagnostic in load_agency(&file, TODAY).diagnostics {
                let at_value = diagnostic
                    .span
                    .as_ref()
                    .is_some_and(|span| value.contains(span.text()) && !span.text().is_empty());
                // What is missing beside it is no fault of the value.
                let of_kind = diagnostic.severity() == Severity::Error
                    && !matches!(
                        diagnostic.problem,
                        Problem::Agency(
                            AgencyProblem::UnknownSiteId { .. }
                                | AgencyProblem::AltTextWithoutLogo
                                | AgencyProblem::LogoWithoutAltText
                        )
                    );
                assert!(!(at_value && of_kind), "{text}: {diagnostic:?}");
            }
        }
    }
}
