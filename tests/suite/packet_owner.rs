//! A packet's folder belongs to one agency: files of two agencies are never mixed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::fixture::{run_policypress, stderr_text, temp_folder_with_files};
use crate::support::packet::list_files;

const PACKET: &str = "packets/hope-clinic";

/// Two agencies of the same name in files of the same name, and one with another name that gives the same folder.
fn three_agencies() -> tempfile::TempDir {
    let agency = |name: &str, state: &str| {
        format!(
            "[agency]\nname = \"{name}\"\nstates = [\"{state}\"]\n[languages]\nserved = [\"en\"]\n"
        )
    };
    temp_folder_with_files(&[
        ("iowa/agency.toml", &agency("Hope Clinic", "IA")),
        ("ohio/agency.toml", &agency("Hope Clinic", "OH")),
        ("other/agency.toml", &agency("HOPE: Clinic", "NE")),
    ])
}

fn build(folder: &Path, agency: &str, options: &[&str]) -> Output {
    let file = format!("{agency}/agency.toml");
    let line = ["build", "--draft", "--out", "packets", &file];
    run_policypress(&[&line, options].concat(), folder)
}

fn review(folder: &Path, agency: &str, command: &[&str]) -> Output {
    let file = format!("{agency}/agency.toml");
    let more = ["--out", "packets", "--agency", &file];
    run_policypress(&[&["review"], command, &more].concat(), folder)
}

/// Returns every file of the packets with its bytes.
fn read_packets(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = list_files(&folder.join("packets")).into_iter();
    files
        .map(|path| {
            let bytes = fs::read(folder.join("packets").join(&path)).expect("it can be read");
            (path, bytes)
        })
        .collect()
}

/// Checks that a command is refused with these codes and changes no file.
fn assert_refused(folder: &Path, codes: &[&str], run: impl FnOnce() -> Output) {
    let before = read_packets(folder);
    let refused = run();
    let told = stderr_text(&refused);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    for code in codes {
        assert!(told.contains(&format!("error[{code}]")), "{code}: {told}");
    }
    assert!(read_packets(folder) == before, "{told}");
}

#[test]
fn agencies_of_one_name_in_files_of_one_name_are_told_apart() {
    let folder = three_agencies();
    let folder = folder.path();
    assert!(build(folder, "iowa", &[]).status.success());
    let manifest = fs::read_to_string(folder.join(PACKET).join("manifest.json")).expect("text");
    assert!(!manifest.contains("iowa"), "no path is in {manifest}");
    assert_refused(folder, &["other-agency-file"], || {
        build(folder, "ohio", &[])
    });
    assert_refused(folder, &["other-agency"], || build(folder, "other", &[]));
    // The own file may be edited, or moved.
    let edited = "[agency]\nname = \"Hope Clinic\"\n";
    fs::write(folder.join("iowa/agency.toml"), edited).expect("it can be written");
    assert!(build(folder, "iowa", &[]).status.success());
    fs::rename(folder.join("iowa"), folder.join("moved")).expect("it can be moved");
    let moved = build(folder, "moved", &[]);
    assert!(moved.status.success(), "{}", stderr_text(&moved));
    // Nor are they mixed up in a network whose folders exchange their names.
    fs::rename(folder.join("ohio"), folder.join("iowa")).expect("it can be moved");
    assert_refused(folder, &["other-agency-file"], || {
        build(folder, "iowa", &[])
    });
}

#[test]
fn another_agencys_packet_is_replaced_as_a_whole_or_not_at_all() {
    let folder = three_agencies();
    let folder = folder.path();
    assert!(
        build(folder, "iowa", &["--format", "md,html,pdf,docx"])
            .status
            .success()
    );
    for part in [
        &["--document", "policy"][..],
        &["--language", "en"],
        &["--format", "md"],
        &["--document", "policy", "--force"],
        &["--language", "en", "--force"],
        &["--format", "html", "--force"],
    ] {
        assert_refused(folder, &["other-agency-file"], || {
            build(folder, "ohio", part)
        });
        assert_refused(folder, &["other-agency"], || build(folder, "other", part));
    }
    let edited = folder.join(PACKET).join("staff/policy.docx");
    fs::write(&edited, "edited").expect("it can be written");
    assert_refused(folder, &["other-agency-edited"], || {
        build(folder, "ohio", &["--force"])
    });
    fs::remove_file(&edited).expect("it can be removed");
    assert!(build(folder, "ohio", &["--force"]).status.success());
    let files = list_files(&folder.join(PACKET));
    assert!(
        !files.iter().any(|path| path.ends_with(".docx")),
        "{files:?}"
    );
    assert_refused(folder, &["other-agency-file"], || {
        build(folder, "iowa", &[])
    });
    // Its own agency may replace a part of it.
    assert!(
        build(folder, "ohio", &["--document", "policy", "--force"])
            .status
            .success()
    );
}

#[test]
fn files_about_reviews_do_not_go_to_another_agencys_folder() {
    for (first, second, code) in [
        ("iowa", "ohio", "other-agency-file"),
        ("iowa", "other", "other-agency"),
    ] {
        let folder = three_agencies();
        let folder = folder.path();
        let commands: [&[&str]; 4] = [
            &["packet", "--format", "html"],
            &["packet", "--format", "html", "--force"],
            &["status", "--write"],
            &["status", "--write", "--force"],
        ];
        assert!(build(folder, first, &[]).status.success());
        for command in commands {
            assert_refused(folder, &[code], || review(folder, second, command));
        }
        review(folder, first, commands[2]);
        assert!(folder.join(PACKET).join("review/inventory.csv").exists());
        // Both are said at once, and nothing of the first agency stays beside a packet of the second.
        assert_refused(folder, &[code], || build(folder, second, &[]));
        assert_refused(folder, &[code], || build(folder, second, &["--force"]));
        let reviews = folder.join(PACKET).join("review");
        fs::rename(&reviews, folder.join("old-review")).expect("it can be moved");
        assert!(build(folder, second, &["--force"]).status.success());
        assert!(
            !review(folder, second, commands[0])
                .status
                .code()
                .eq(&Some(3))
        );
        assert!(reviews.join("manifest.json").exists());
    }
    // Reviews before any packet.
    let folder = three_agencies();
    let folder = folder.path();
    review(folder, "iowa", &["status", "--write"]);
    assert!(folder.join(PACKET).join("review/inventory.csv").exists());
    for options in [&[][..], &["--force"]] {
        assert_refused(folder, &["other-agency-file"], || {
            build(folder, "ohio", options)
        });
    }
    assert_refused(folder, &["other-agency-file"], || {
        review(folder, "ohio", &["status", "--write", "--force"])
    });
    assert!(build(folder, "iowa", &[]).status.success());
}
