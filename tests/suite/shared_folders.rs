//! Packets in folders that other programs write to: line ends, lock files, links, pipes.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::fixture::{
    policypress_command, run_policypress, run_with_timeout, stderr_text, stdout_text,
    temp_agency_folder, temp_folder_with_files,
};
use crate::support::packet::{list_files, read_agency_fixture};

const PACKET: &str = "output/cedar-valley-family-health";

/// A folder with the example agency and its packet.
fn built_example() -> tempfile::TempDir {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let built = run_policypress(&["build", "--format", "md,html,pdf"], folder.path());
    assert!(built.status.success(), "{}", stderr_text(&built));
    folder
}

fn verify(folder: &Path) -> Output {
    run_policypress(&["verify"], folder)
}

/// Gives the text files of a folder the line ends of Windows.
fn convert_to_windows_line_ends(folder: &Path) {
    let mut count = 0;
    for name in list_files(folder) {
        let path = folder.join(&name);
        let is_text = [".md", ".html", ".json", ".toml", ".csv", ".svg", ".ics"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if is_text {
            let text = fs::read_to_string(&path).expect("text");
            let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
            fs::write(&path, text).expect("it can be written");
            count += 1;
        }
    }
    assert!(count > 20, "{count} files");
}

#[test]
fn line_ends_of_windows_are_no_change() {
    let folder = built_example();
    let original = built_example();
    convert_to_windows_line_ends(folder.path());
    let verified = verify(folder.path());
    assert!(verified.status.success(), "{}", stderr_text(&verified));
    assert!(stdout_text(&verified).contains("none changed"));
    let old = original.path().join(PACKET);
    let difference = run_policypress(
        &["diff", old.to_str().expect("text"), PACKET],
        folder.path(),
    );
    assert_eq!(
        stdout_text(&difference),
        "No change that a reader would see.\n"
    );
    // A new edition overwrites what nobody has edited.
    let agency = read_agency_fixture("cedar-valley").replace("319-555-0110", "319-555-0119");
    fs::write(folder.path().join("agency.toml"), agency).expect("it can be written");
    let built = run_policypress(&["build", "--format", "md,html,pdf"], folder.path());
    assert!(built.status.success(), "{}", stderr_text(&built));
    assert!(verify(folder.path()).status.success());
}

#[test]
fn a_packet_converted_to_windows_line_ends_is_up_to_date() {
    let folder = built_example();
    let manifest = fs::read_to_string(folder.path().join(PACKET).join("manifest.json"));
    convert_to_windows_line_ends(folder.path());
    let built = run_policypress(&["build", "--format", "md,html,pdf"], folder.path());
    assert!(built.status.success(), "{}", stderr_text(&built));
    let rebuilt = fs::read_to_string(folder.path().join(PACKET).join("manifest.json"));
    let inputs = |text: String| text.replace("\r\n", "\n");
    assert_eq!(
        inputs(rebuilt.expect("a manifest")),
        inputs(manifest.expect("a manifest"))
    );
}

#[test]
fn other_changes_of_text_files_and_any_change_of_others_are_found() {
    let folder = built_example();
    let policy = folder.path().join(PACKET).join("staff/policy.md");
    let text = fs::read_to_string(&policy).expect("text");
    // As Notepad saves it.
    let saved = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    fs::write(&policy, &saved).expect("it can be written");
    assert!(verify(folder.path()).status.success());
    fs::write(&policy, saved.replace("policy", "Policy")).expect("it can be written");
    let pdf = folder.path().join(PACKET).join("staff/policy.pdf");
    let mut bytes = fs::read(&pdf).expect("a PDF");
    let at = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .expect("a line");
    bytes.insert(at, b'\r');
    fs::write(&pdf, bytes).expect("it can be written");
    let verified = verify(folder.path());
    assert_eq!(verified.status.code(), Some(1));
    assert!(
        stdout_text(&verified).contains("2 changed, 0 missing"),
        "{}",
        stdout_text(&verified)
    );
    let built = run_policypress(&["build", "--format", "md,html,pdf"], folder.path());
    assert_eq!(built.status.code(), Some(1), "{}", stderr_text(&built));
}

#[test]
fn files_of_systems_and_programs_are_passed_over() {
    let folder = built_example();
    let packet = folder.path().join(PACKET);
    for name in [
        "~$policy.docx",
        ".~lock.policy.docx#",
        "~WRL0001.tmp",
        "._policy.md",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "Icon\r",
        "@eaDir/policy.md@SynoEAStream",
        "@Recycle/policy.md",
        "#recycle/policy.md",
        "#snapshot/manifest.json",
        ".849C9593-D756-4E56-8D6E-42412F2A707B",
        "$RECYCLE.BIN/x",
        "System Volume Information/x",
        "__MACOSX/._policy.md",
    ] {
        for place in [
            packet.clone(),
            packet.join("staff"),
            folder.path().join("output"),
        ] {
            let path = place.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(path, "x").expect("it can be written");
        }
    }
    // A copy of a packet in a wastebasket is not a packet.
    fs::create_dir_all(folder.path().join("output/@Recycle/old")).expect("it can be made");
    fs::write(
        folder.path().join("output/@Recycle/old/manifest.json"),
        "{}",
    )
    .expect("written");
    let verified = verify(folder.path());
    assert!(verified.status.success(), "{}", stderr_text(&verified));
    fs::write(packet.join("staff/notes (copy).md"), "x").expect("it can be written");
    let verified = verify(folder.path());
    assert!(
        stdout_text(&verified).contains("0 changed, 0 missing, 1 not part of the packet"),
        "{}",
        stdout_text(&verified)
    );
}

#[test]
fn a_linked_packet_folder_is_found() {
    let there = built_example();
    let folder = temp_folder_with_files(&[("output/read-me.txt", "x")]);
    symlink(
        there.path().join(PACKET),
        folder.path().join("output/linked"),
    )
    .expect("a link can be made");
    let verified = verify(folder.path());
    assert!(verified.status.success(), "{}", stderr_text(&verified));
    assert!(stdout_text(&verified).starts_with("output/linked: "));
    let difference = run_policypress(&["diff", "output", "output/linked"], folder.path());
    assert_eq!(
        stdout_text(&difference),
        "No change that a reader would see.\n",
        "{}",
        stderr_text(&difference)
    );
    // A link to a folder without a packet is not searched; inside a packet it is not part of it.
    symlink("/", there.path().join(PACKET).join("root")).expect("a link can be made");
    symlink("..", there.path().join("output/up")).expect("a link can be made");
    let verified = verify(there.path());
    assert!(
        stdout_text(&verified).contains("0 missing, 1 not part of the packet"),
        "{}",
        stdout_text(&verified)
    );
}

#[test]
fn a_pipe_a_device_or_a_socket_is_not_read() {
    let folder = temp_folder_with_files(&[("grantee.toml", "[agency]\n")]);
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let made = Command::new("mkfifo").arg(path("pipe")).status();
    assert!(made.expect("mkfifo is there").success());
    let _socket = UnixListener::bind(path("socket")).expect("a socket can be made");
    for name in ["pipe", "socket", "/dev/zero"] {
        for arguments in [
            &["check", name][..],
            &["build", name],
            &["diff", name, name],
            &["network", "init", "--base", "grantee.toml", name],
            &["network", "init", "--base", name, "agencies.csv"],
        ] {
            fs::write(path("agencies.csv"), "name\nWillow\n").expect("it can be written");
            let mut command = policypress_command(folder.path());
            let output = run_with_timeout(command.args(arguments));
            let said = stderr_text(&output) + &stdout_text(&output);
            assert!(!output.status.success(), "{arguments:?}");
            assert!(
                said.contains(&format!(
                    "cannot read {name}: it is not a regular file, but a pipe, a device or a socket; \
                     name a file on the disk"
                )),
                "{arguments:?}: {said}"
            );
        }
    }
    fs::remove_file(path("grantee.toml")).expect("it is there");
    fs::write(
        path("agency.toml"),
        "extends = \"pipe\"\n[agency]\nname = \"A\"\n",
    )
    .expect("it can be written");
    let output = run_with_timeout(policypress_command(folder.path()).arg("check"));
    let said = stderr_text(&output) + &stdout_text(&output);
    assert!(said.contains("`pipe` is not a file"), "{said}");
}

#[test]
fn a_file_with_another_ending_is_named() {
    let message = |missing: &str, similar: &str| {
        format!(
            "cannot read {missing}: there is no such file, but there is {similar}: rename it, or name that file\n"
        )
    };
    let folder = temp_folder_with_files(&[
        ("cedar/agency.toml.txt", "x"),
        ("Grantee.TOML", "x"),
        ("agencies.csv", "name\nWillow\n"),
    ]);
    for (arguments, missing, similar) in [
        (
            &["check", "cedar/agency.toml"][..],
            "cedar/agency.toml",
            "agency.toml.txt",
        ),
        (&["check", "cedar"], "cedar/agency.toml", "agency.toml.txt"),
        (&["check", "."], "./cedar/agency.toml", "agency.toml.txt"),
        (&["build", "."], "./cedar/agency.toml", "agency.toml.txt"),
        (
            &["network", "init", "--base", "grantee.toml", "agencies.csv"],
            "grantee.toml",
            "Grantee.TOML",
        ),
    ] {
        let said = stderr_text(&run_policypress(arguments, folder.path()));
        assert!(said.contains(&message(missing, similar)), "{said}");
    }
}

#[test]
fn a_dumb_terminal_gets_no_color() {
    use std::io::Read as _;

    let folder = temp_agency_folder("[agency]\nnaem = \"x\"\n");
    for (terminal, has_color) in [("xterm", true), ("dumb", false)] {
        let (mut pty, pts) = pty_process::blocking::open().expect("a terminal can be had");
        let command = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_policypress"));
        let mut child = command
            .arg("check")
            .env("TERM", terminal)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .current_dir(folder.path())
            .spawn(pts)
            .expect("the program starts");
        let mut screen = Vec::new();
        let mut chunk = [0; 4096];
        while let Ok(length @ 1..) = pty.read(&mut chunk) {
            screen.extend_from_slice(&chunk[..length]);
        }
        let _ = child.wait();
        let screen = String::from_utf8_lossy(&screen);
        assert!(screen.contains("unknown-key"), "{screen}");
        assert_eq!(
            screen.contains("\u{1B}[1m"),
            has_color,
            "{terminal}: {screen:?}"
        );
    }
}
