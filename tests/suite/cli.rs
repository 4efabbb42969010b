//! The program as its user meets it: what it prints, how it ends, what it leaves behind.

use std::fs;
use std::process::Command;

use crate::support::fixture::{agency_folder, err, out, policypress};
use crate::support::packet::{files, fixture_text};

const NAME_ONLY: &str = "[agency]\nname = \"Willow Clinic\"\n";

#[test]
fn a_name_alone_is_checked_in_full_and_not_built() {
    let folder = agency_folder(NAME_ONLY);
    let check = policypress(&["check"], folder.path());
    assert_eq!(check.status.code(), Some(1));
    let list = out(&check);
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

    let build = policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(
        err(&build).contains("nothing was written"),
        "{}",
        err(&build)
    );
    assert_eq!(files(folder.path()), ["agency.toml"]);
}

#[test]
fn a_document_without_a_version_in_a_language_is_refused() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    let path = folder.path();
    for (document, language) in [
        ("policy", "es"),
        ("policy", "es,en"),
        ("policy,poster-help", "es"),
    ] {
        let build = policypress(
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
        let said = err(&build);
        assert!(said.contains("`policy` has no version in `es`"), "{said}");
        assert!(said.contains("it has one in en"), "{said}");
        assert!(said.contains("nothing was written"), "{said}");
        assert_eq!(files(path), ["agency.toml"], "{document} in {language}");
    }
}

#[test]
fn a_draft_of_a_name_alone_shows_every_blank() {
    let folder = agency_folder(NAME_ONLY);
    let build = policypress(&["build", "--draft"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
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
    let folder = agency_folder(&fixture_text("cedar-valley"));
    let check = policypress(&["check", "--format", "json"], folder.path());
    assert_eq!(check.status.code(), Some(0), "{}", out(&check));
    serde_json::from_slice::<Vec<serde_json::Value>>(&check.stdout).expect("it is a JSON list");
    let build = policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
    assert_eq!(
        files(&folder.path().join("output")).len(),
        47,
        "eight documents, two action sheets and five translations in three formats, the index and the manifest"
    );
}

#[test]
fn wrong_usage_ends_with_2_and_a_missing_file_with_3() {
    let folder = agency_folder(NAME_ONLY);
    let misspelt = policypress(&["biuld"], folder.path());
    assert_eq!(misspelt.status.code(), Some(2));
    assert!(err(&misspelt).contains("build"), "{}", err(&misspelt));
    let missing = policypress(&["check", "nowhere.toml"], folder.path());
    assert_eq!(missing.status.code(), Some(3));
    assert!(err(&missing).contains("nowhere.toml"), "{}", err(&missing));
}

#[test]
fn training_status_ends_with_1_when_somebody_is_overdue() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    for (day, code) in [
        ("2026-10-20", 0),
        ("2026-10-21", 1),
        ("2026-13-01", 2),
        ("tomorrow", 2),
    ] {
        let status = policypress(&["training", "status", "--as-of", day], folder.path());
        assert_eq!(status.status.code(), Some(code), "{day}: {}", err(&status));
        let built = policypress(&["build", "--as-of", day], folder.path());
        let wrong = built.status.code() == Some(2);
        assert_eq!(wrong, code == 2, "{day}: {}", err(&built));
    }
    let missing = policypress(&["training", "status", "nowhere.toml"], folder.path());
    assert_eq!(missing.status.code(), Some(3));
}

#[test]
fn a_misspelt_document_is_named_with_the_nearest() {
    let folder = agency_folder(NAME_ONLY);
    let build = policypress(
        &["build", "--draft", "--document", "poster-hlep"],
        folder.path(),
    );
    assert_eq!(build.status.code(), Some(1));
    assert!(err(&build).contains("poster-help"), "{}", err(&build));
    assert_eq!(files(folder.path()), ["agency.toml"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let text = fixture_text("cedar-valley");
    let mut sets = Vec::new();
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let folder = agency_folder(&text);
        let status = Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["build", "agency.toml"])
            .current_dir(folder.path())
            .env("TZ", zone)
            .env("SOURCE_DATE_EPOCH", "1")
            .status()
            .expect("the program starts");
        assert!(status.success());
        let out = folder.path().join("output");
        let set: Vec<(String, Vec<u8>)> = files(&out)
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
        crate::support::packet::build_text(&text, &[]),
        crate::support::packet::build_text(&text, &[]),
    );
    for path in first.files() {
        assert!(first.bytes(&path) == second.bytes(&path), "{path}");
    }
}

#[test]
fn what_others_put_there_stays() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    let root = folder.path().join("output/cedar-valley-family-health");
    fs::create_dir_all(root.join("client")).expect("a folder can be made");
    fs::write(root.join("notes.docx"), "mine").expect("a file can be written");
    fs::write(root.join("client/poster-help.pdf"), "mine too").expect("a file can be written");

    let build = policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(err(&build).contains("poster-help.pdf"), "{}", err(&build));
    assert_eq!(
        files(&root),
        ["client/poster-help.pdf", "notes.docx"],
        "nothing was written"
    );

    let build = policypress(&["build", "--force"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
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
fn what_somebody_edited_stays_until_it_is_forced() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    assert!(policypress(&["build"], folder.path()).status.success());
    let policy = folder
        .path()
        .join("output/cedar-valley-family-health/staff/policy.md");
    fs::write(&policy, "edited").expect("a file can be written");
    let build = policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(1));
    assert!(
        err(&build).contains("was changed since it was made"),
        "{}",
        err(&build)
    );
    assert_eq!(fs::read(&policy).expect("it is there"), b"edited");
    assert!(
        policypress(&["build", "--force"], folder.path())
            .status
            .success()
    );
    assert_ne!(fs::read(&policy).expect("it is there"), b"edited");
}

#[test]
fn a_part_of_a_packet_leaves_the_rest_listed() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    assert!(policypress(&["build"], folder.path()).status.success());
    let root = folder.path().join("output/cedar-valley-family-health");
    let before = files(&root);
    let part = ["build", "--document", "poster-help", "--format", "pdf"];
    assert!(policypress(&part, folder.path()).status.success());
    assert_eq!(files(&root), before);
    let manifest = fs::read_to_string(root.join("manifest.json")).expect("it is there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("it is JSON");
    assert_eq!(
        manifest["files"].as_array().expect("a list").len(),
        before.len() - 1
    );
}

#[test]
fn two_agencies_in_one_run_both_remain() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    fs::write(folder.path().join("lakes.toml"), fixture_text("lakes")).expect("it can be written");
    let build = policypress(&["build", "agency.toml", "lakes.toml"], folder.path());
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
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
fn a_folder_that_cannot_be_written_is_named() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    fs::write(folder.path().join("output"), "a file in the way").expect("it can be written");
    let build = policypress(&["build"], folder.path());
    assert_eq!(build.status.code(), Some(3), "{}", err(&build));
    assert!(err(&build).contains("output"), "{}", err(&build));
    assert_eq!(files(folder.path()), ["agency.toml", "output"]);
}

#[test]
fn a_stopped_run_is_finished_by_the_next() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    assert!(policypress(&["build"], folder.path()).status.success());
    let root = folder.path().join("output/cedar-valley-family-health");
    // As a run leaves it that is killed between two moves: some files still wait.
    let waiting = |path: &str| root.join(format!(".policypress-new+{path}"));
    fs::copy(root.join("manifest.json"), waiting("manifest.json")).expect("it can be copied");
    let policy = waiting("staff+policy.md");
    fs::rename(root.join("staff/policy.md"), &policy).expect("it can be moved");
    assert!(policypress(&["build"], folder.path()).status.success());
    assert!(root.join("staff/policy.md").is_file());
    assert!(!policy.exists());
    assert!(!waiting("manifest.json").exists());
    // Without a manifest the set was not complete: it goes.
    fs::write(&policy, "half").expect("it can be written");
    assert!(policypress(&["build"], folder.path()).status.success());
    assert!(!policy.exists());
}

#[test]
fn what_no_font_can_draw_is_named_with_its_setting_and_line() {
    let folder = agency_folder("[agency]\nname = \"Willow \u{1F33F} Clinic\"\n");
    for command in ["check", "build"] {
        let done = policypress(&[command], folder.path());
        assert_eq!(done.status.code(), Some(1));
        let said = out(&done) + &err(&done);
        let expected = "error[uncovered-character]: no font here can draw `\u{1F33F}` (U+1F33F) of `agency.name`";
        if command == "check" {
            assert_eq!(said.matches("uncovered-character").count(), 1, "{said}");
            assert!(said.contains(expected), "{said}");
            assert!(said.contains("agency.toml:2:8"), "{said}");
        }
    }
    assert_eq!(files(folder.path()), ["agency.toml"]);
}
