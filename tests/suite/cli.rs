//! The program as its user meets it: what it prints, how it ends, what it leaves behind.

use std::fs;
use std::process::{Command, Output};

use crate::support::fixture::{
    run_policypress, stderr_text, stdout_text, temp_agency_folder, temp_folder_with_files,
};
use crate::support::packet::{list_files, read_agency_fixture};

const NAME_ONLY_AGENCY: &str = "[agency]\nname = \"Willow Clinic\"\n";

#[test]
fn an_agency_with_only_a_name_fails_check_and_build() {
    let folder = temp_agency_folder(NAME_ONLY_AGENCY);
    let check = run_policypress(&["check"], folder.path());
    assert_eq!(check.status.code(), Some(1));
    let list = stdout_text(&check);
    for missing in [
        "personnel",
        "organizations",
        "agency.states",
        "law_enforcement",
        "policy.number",
        "policy.effective",
        "policy.approvals",
        "protocols.violence",
        "protocols.mandatory_reporting",
        "languages.served",
    ] {
        assert!(list.contains(missing), "`{missing}` is in\n{list}");
    }

    let build = run_policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(
        stderr_text(&build).contains("nothing was written"),
        "{}",
        stderr_text(&build)
    );
    assert_eq!(list_files(folder.path()), ["agency.toml"]);
}

#[test]
fn a_document_not_available_in_a_language_is_refused() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let path = folder.path();
    for (document, language) in [
        ("policy", "es"),
        ("policy", "es,en"),
        ("policy,poster-help", "es"),
    ] {
        let build = run_policypress(
            &[
                "build",
                "--document",
                document,
                "--language",
                language,
                "--jobs",
                "2",
            ],
            path,
        );
        assert_eq!(build.status.code(), Some(1), "{document} in {language}");
        let said = stderr_text(&build);
        assert!(said.contains("`policy` is not available in `es`"), "{said}");
        assert!(said.contains("it is available in English (en)"), "{said}");
        assert!(said.contains("nothing was written"), "{said}");
        assert_eq!(
            list_files(path),
            ["agency.toml"],
            "{document} in {language}"
        );
    }
}

#[test]
fn a_draft_of_an_agency_with_only_a_name_shows_every_blank() {
    let folder = temp_agency_folder(NAME_ONLY_AGENCY);
    let build = run_policypress(&["build", "--draft"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
    let policy = folder.path().join("output/willow-clinic/staff/policy.md");
    let policy = fs::read_to_string(policy).expect("the policy was written");
    assert!(policy.starts_with("**DRAFT**"), "{policy}");
    for blank in [
        "\\[key personnel]",
        "\\[policy number]",
        "\\[effective date]",
    ] {
        let plain = blank.replace('\\', "");
        assert!(
            policy.contains(blank) || policy.contains(&plain),
            "{blank} is in\n{policy}"
        );
    }
}

#[test]
fn the_example_checks_and_builds() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let check = run_policypress(&["check", "--format", "json"], folder.path());
    assert_eq!(check.status.code(), Some(0), "{}", stdout_text(&check));
    serde_json::from_slice::<Vec<serde_json::Value>>(&check.stdout).expect("it is a JSON list");
    let build = run_policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
    assert_eq!(
        list_files(&folder.path().join("output")).len(),
        47,
        "eight documents, two action sheets and five translations in three formats, the index and the manifest"
    );
}

#[test]
fn wrong_usage_exits_with_2_and_a_missing_file_with_3() {
    let folder = temp_agency_folder(NAME_ONLY_AGENCY);
    let misspelt = run_policypress(&["biuld"], folder.path());
    assert_eq!(misspelt.status.code(), Some(2));
    assert!(
        stderr_text(&misspelt).contains("build"),
        "{}",
        stderr_text(&misspelt)
    );
    let missing = run_policypress(&["check", "nowhere.toml"], folder.path());
    assert_eq!(missing.status.code(), Some(3));
    assert!(
        stderr_text(&missing).contains("nowhere.toml"),
        "{}",
        stderr_text(&missing)
    );
}

#[test]
fn a_folder_without_an_agency_file_gets_advice_what_to_type() {
    let commands: [&[&str]; 7] = [
        &[],
        &["check"],
        &["build", "--draft"],
        &["where", "agency.phone"],
        &["training", "status"],
        &["import", "policy.docx"],
        &["review", "status"],
    ];
    let empty = temp_folder_with_files(&[]);
    let misnamed = temp_folder_with_files(&[("agency.toml.txt", NAME_ONLY_AGENCY)]);
    for command in commands {
        let output = run_policypress(command, empty.path());
        let advice = stderr_text(&output);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {advice}");
        assert!(
            advice.starts_with("error: no agency.toml here\n"),
            "{advice}"
        );
        assert!(advice.contains("`policypress init`"), "{advice}");
        assert!(advice.contains("go to its folder first"), "{advice}");
        assert_eq!(advice.lines().count(), 3, "{advice}");
        assert_eq!(stdout_text(&output), "", "{command:?}");

        let output = run_policypress(command, misnamed.path());
        let advice = stderr_text(&output);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {advice}");
        assert!(
            advice.contains("Rename agency.toml.txt to agency.toml"),
            "{advice}"
        );
        assert_eq!(advice.lines().count(), 3, "{advice}");
    }
    assert!(list_files(empty.path()).is_empty());
    // With an agency's file, the bare program shows its help.
    let folder = temp_agency_folder(NAME_ONLY_AGENCY);
    let help = run_policypress(&[], folder.path());
    assert_eq!(help.status.code(), Some(2));
    assert!(
        stderr_text(&help).contains("Usage: policypress"),
        "{}",
        stderr_text(&help)
    );
}

#[test]
fn training_status_exits_with_1_when_somebody_is_overdue() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    for (day, code) in [
        ("2026-10-20", 0),
        ("2026-10-21", 1),
        ("2026-13-01", 2),
        ("tomorrow", 2),
    ] {
        let status = run_policypress(&["training", "status", "--as-of", day], folder.path());
        assert_eq!(
            status.status.code(),
            Some(code),
            "{day}: {}",
            stderr_text(&status)
        );
        let built = run_policypress(&["build", "--as-of", day], folder.path());
        let wrong = built.status.code() == Some(2);
        assert_eq!(wrong, code == 2, "{day}: {}", stderr_text(&built));
    }
    let missing = run_policypress(&["training", "status", "nowhere.toml"], folder.path());
    assert_eq!(missing.status.code(), Some(3));
}

#[test]
fn a_misspelled_document_name_gets_a_suggestion() {
    let folder = temp_agency_folder(NAME_ONLY_AGENCY);
    let build = run_policypress(
        &["build", "--draft", "--document", "poster-hlep"],
        folder.path(),
    );
    assert_eq!(build.status.code(), Some(1));
    assert!(
        stderr_text(&build).contains("poster-help"),
        "{}",
        stderr_text(&build)
    );
    assert_eq!(list_files(folder.path()), ["agency.toml"]);
}

#[test]
fn output_bytes_do_not_depend_on_the_time_zone() {
    let text = read_agency_fixture("cedar-valley");
    let mut sets = Vec::new();
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let folder = temp_agency_folder(&text);
        let status = Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["build", "agency.toml"])
            .current_dir(folder.path())
            .env("TZ", zone)
            .env("SOURCE_DATE_EPOCH", "1")
            .status()
            .expect("the program starts");
        assert!(status.success());
        let out = folder.path().join("output");
        let set: Vec<(String, Vec<u8>)> = list_files(&out)
            .into_iter()
            .map(|path| {
                let bytes = fs::read(out.join(&path)).expect("the file is there");
                (path, bytes)
            })
            .collect();
        sets.push(set);
    }
    assert!(
        sets[0] == sets[1],
        "two processes, two zones, two folders: one set of bytes"
    );
    // Twice in one process, too.
    let (first, second) = (
        crate::support::packet::build_packet(&text, &[]),
        crate::support::packet::build_packet(&text, &[]),
    );
    for path in first.list_files() {
        assert!(
            first.read_bytes(&path) == second.read_bytes(&path),
            "{path}"
        );
    }
}

#[test]
fn foreign_files_are_not_overwritten() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let root = folder.path().join("output/cedar-valley-family-health");
    fs::create_dir_all(root.join("client")).expect("a folder can be made");
    fs::write(root.join("notes.docx"), "mine").expect("a file can be written");
    fs::write(root.join("client/poster-help.pdf"), "mine too").expect("a file can be written");

    let build = run_policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(
        stderr_text(&build).contains("poster-help.pdf"),
        "{}",
        stderr_text(&build)
    );
    assert_eq!(
        list_files(&root),
        ["client/poster-help.pdf", "notes.docx"],
        "nothing was written"
    );

    let build = run_policypress(&["build", "--force"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
    assert_eq!(
        fs::read(root.join("notes.docx")).expect("it is there"),
        b"mine"
    );
    assert!(
        fs::read(root.join("client/poster-help.pdf"))
            .expect("it is there")
            .starts_with(b"%PDF")
    );
}

#[test]
fn edited_files_are_kept_without_force() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    assert!(run_policypress(&["build"], folder.path()).status.success());
    let policy = folder
        .path()
        .join("output/cedar-valley-family-health/staff/policy.md");
    fs::write(&policy, "edited").expect("a file can be written");
    let build = run_policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(
        stderr_text(&build).contains("has been changed since it was built"),
        "{}",
        stderr_text(&build)
    );
    assert_eq!(fs::read(&policy).expect("it is there"), b"edited");
    assert!(
        run_policypress(&["build", "--force"], folder.path())
            .status
            .success()
    );
    assert_ne!(fs::read(&policy).expect("it is there"), b"edited");
}

#[test]
fn a_partial_build_keeps_other_files_in_the_manifest() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    assert!(run_policypress(&["build"], folder.path()).status.success());
    let root = folder.path().join("output/cedar-valley-family-health");
    let before = list_files(&root);
    let part = ["build", "--document", "poster-help", "--format", "pdf"];
    assert!(run_policypress(&part, folder.path()).status.success());
    assert_eq!(list_files(&root), before);
    let manifest = fs::read_to_string(root.join("manifest.json")).expect("it is there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("it is JSON");
    assert_eq!(
        manifest["files"].as_array().expect("a list").len(),
        before.len() - 1
    );
}

#[test]
fn two_agencies_can_be_built_in_one_run() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    fs::write(
        folder.path().join("lakes.toml"),
        read_agency_fixture("lakes"),
    )
    .expect("it can be written");
    let build = run_policypress(&["build", "agency.toml", "lakes.toml"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
    for slug in ["cedar-valley-family-health", "lakes-family-services"] {
        assert!(
            folder
                .path()
                .join("output")
                .join(slug)
                .join("manifest.json")
                .is_file()
        );
    }
}

#[test]
fn another_agencys_packet_is_not_replaced() {
    let folder = temp_agency_folder("[agency]\nname = \"Hope & Healing\"\n");
    let second = "[agency]\nname = \"HOPE Healing\"\n";
    fs::write(folder.path().join("b.toml"), second).expect("it can be written");
    let build = |options: &[&str]| {
        run_policypress(&[&["build", "--draft"], options].concat(), folder.path())
    };
    assert!(build(&[]).status.success());
    let manifest = folder.path().join("output/hope-healing/manifest.json");
    let before = fs::read(&manifest).expect("there is a packet");
    let refused = build(&["b.toml"]);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr_text(&refused));
    assert!(stderr_text(&refused).contains("error[other-agency]"));
    assert_eq!(fs::read(&manifest).expect("it is there"), before);
    assert!(build(&[]).status.success(), "its own agency may");
    assert!(build(&["b.toml", "--out", "b"]).status.success());
    assert!(build(&["b.toml", "--force"]).status.success());
}

#[test]
fn an_agency_of_the_same_name_does_not_replace_the_packet_of_another() {
    let folder = temp_agency_folder("[agency]\nname = \"Hope Clinic\"\n");
    let second = "[agency]\nname = \"Hope Clinic\"\nstates = [\"IA\"]\n";
    fs::write(folder.path().join("b.toml"), second).expect("it can be written");
    let build = |options: &[&str]| {
        run_policypress(&[&["build", "--draft"], options].concat(), folder.path())
    };
    assert!(build(&["--out", "packets"]).status.success());
    let manifest = folder.path().join("packets/hope-clinic/manifest.json");
    let before = fs::read(&manifest).expect("there is a packet");
    let refused = build(&["b.toml", "--out", "packets"]);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr_text(&refused));
    assert!(stderr_text(&refused).contains("error[other-agency-file]"));
    assert_eq!(fs::read(&manifest).expect("it is there"), before);
    // The packet and the file may be moved.
    let moved = folder.path().join("moved");
    fs::rename(folder.path().join("packets"), &moved).expect("it can be moved");
    assert!(build(&["--out", "moved"]).status.success());
    fs::create_dir(folder.path().join("files")).expect("it can be created");
    let file = folder.path().join("files/agency.toml");
    fs::rename(folder.path().join("agency.toml"), file).expect("it can be moved");
    assert!(
        build(&["files/agency.toml", "--out", "moved"])
            .status
            .success()
    );
    assert!(
        build(&["b.toml", "--out", "moved", "--force"])
            .status
            .success()
    );
}

#[test]
fn today_is_the_day_of_the_local_time_zone() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Guam"] {
        let day = || {
            let zone = jiff::tz::TimeZone::get(zone).expect("a time zone");
            zone.to_datetime(jiff::Timestamp::now()).date().to_string()
        };
        let before = day();
        let list = Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["review", "status", "--format", "json"])
            .current_dir(folder.path())
            .env("TZ", zone)
            .output()
            .expect("the program starts");
        let text = String::from_utf8_lossy(&list.stdout).into_owned();
        let is_day = |day: String| text.contains(&format!("\"as_of\": \"{day}\""));
        assert!(is_day(before) || is_day(day()), "{zone}: {text}");
    }
}

#[test]
fn check_takes_a_date_for_scripts() {
    let text = read_agency_fixture("cedar-valley");
    let folder = temp_agency_folder(&text);
    let check = run_policypress(&["check", "--as-of", "2020-01-01"], folder.path());
    let shown = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(shown.contains("warning[future-date]"), "{shown}");
}

#[test]
fn build_and_check_judge_dates_alike() {
    let text = read_agency_fixture("cedar-valley");
    let folder = temp_agency_folder(&text);
    for day in ["2020-01-01", "2026-11-12", "2040-01-01"] {
        let dates = |output: Output| {
            let shown = [output.stdout, output.stderr].concat();
            let shown = String::from_utf8_lossy(&shown).into_owned();
            let lines = shown.lines().filter(|line| {
                ["future-date", "overdue", "distant-date", "verified"]
                    .iter()
                    .any(|word| line.starts_with("warning[") && line.contains(word))
            });
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let checked = dates(run_policypress(&["check", "--as-of", day], folder.path()));
        let built = dates(run_policypress(&["build", "--as-of", day], folder.path()));
        assert_eq!(checked, built, "{day}");
        assert_eq!(
            checked.is_empty(),
            day == "2026-11-12",
            "{day}: {checked:?}"
        );
    }
}

#[test]
fn an_unwritable_output_folder_is_named_in_the_error() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    fs::write(folder.path().join("output"), "a file in the way").expect("it can be written");
    let build = run_policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(3), "{}", stderr_text(&build));
    assert!(
        stderr_text(&build).contains("output"),
        "{}",
        stderr_text(&build)
    );
    assert_eq!(list_files(folder.path()), ["agency.toml", "output"]);
}

#[test]
fn the_next_build_finishes_an_interrupted_one() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    assert!(run_policypress(&["build"], folder.path()).status.success());
    let root = folder.path().join("output/cedar-valley-family-health");
    // As a run leaves it that is killed between two moves: some files still wait.
    let waiting = |path: &str| root.join(format!(".policypress-new+{path}"));
    fs::copy(root.join("manifest.json"), waiting("manifest.json")).expect("it can be copied");
    let policy = waiting("staff+policy.md");
    fs::rename(root.join("staff/policy.md"), &policy).expect("it can be moved");
    assert!(run_policypress(&["build"], folder.path()).status.success());
    assert!(root.join("staff/policy.md").is_file());
    assert!(!policy.exists());
    assert!(!waiting("manifest.json").exists());
    // Without a manifest the set was not complete: it goes.
    fs::write(&policy, "half").expect("it can be written");
    assert!(run_policypress(&["build"], folder.path()).status.success());
    assert!(!policy.exists());
}

#[test]
fn a_name_without_a_font_is_one_error() {
    let folder = temp_agency_folder(
        "[agency]\nname = \"Hope\"\n[[organizations]]\nname = \"บ้านพักใจ พักพิง\"\nphone = \"319-555-0120\"\naudience = \"client\"\n",
    );
    let done = run_policypress(&["check"], folder.path());
    assert_eq!(done.status.code(), Some(1));
    let said = stdout_text(&done);
    assert_eq!(said.matches("unsupported-character").count(), 1, "{said}");
    assert!(said.contains("used in `organizations[1].name`"), "{said}");
    assert!(
        said.contains("download the font Noto Sans Thai from"),
        "{said}"
    );
}

#[test]
fn build_says_that_client_documents_wait_for_the_committee() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let build = |options: &[&str]| {
        let done = run_policypress(&[&["build"], options].concat(), folder.path());
        assert!(done.status.success(), "{}", stderr_text(&done));
        stdout_text(&done)
    };
    let next = "10 client documents stay marked DRAFT until your committee has approved them; next: `policypress review packet`\n";
    let said = build(&[]);
    assert!(said.ends_with(next), "{said}");
    for options in [&["--draft"][..], &["--document", "policy"]] {
        let said = build(options);
        assert!(!said.contains("next:"), "{options:?}: {said}");
    }
}

#[test]
fn a_character_without_a_glyph_is_reported_with_setting_and_line() {
    let folder = temp_agency_folder("[agency]\nname = \"Willow \u{1F33F} Clinic\"\n");
    for command in ["check", "build"] {
        let done = run_policypress(&[command], folder.path());
        assert_eq!(done.status.code(), Some(1));
        let said = stdout_text(&done) + &stderr_text(&done);
        let expected = "error[unsupported-character]: no available font has `\u{1F33F}` (U+1F33F), used in `agency.name`";
        if command == "check" {
            assert_eq!(said.matches("unsupported-character").count(), 1, "{said}");
            assert!(said.contains(expected), "{said}");
            assert!(said.contains("agency.toml:2:8"), "{said}");
        }
    }
    assert_eq!(list_files(folder.path()), ["agency.toml"]);
}
