//! What the machine can do to a build: full disks, refused folders, links, other runs, sudden ends. Afterwards
//! the old set or the new stands whole, its manifest is true, and what is the user's is as it was.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use policypress::output::verify::verify_folders;

use crate::support::fixture::{policypress_command, stderr_text, temp_agency_folder};
use crate::support::packet::{list_files, read_agency_fixture};

const PACKET_FOLDER: &str = "output/cedar-valley-family-health";

/// The example, and the same agency with another phone.
fn example_edition(other: bool) -> String {
    let text = read_agency_fixture("cedar-valley");
    assert!(text.contains("319-555-0110"));
    if other {
        text.replace("319-555-0110", "319-555-0119")
    } else {
        text
    }
}

fn run_build(folder: &Path, more: &[&str]) -> Output {
    let mut command = policypress_command(folder);
    command.arg("build").args(more);
    command.output().expect("the program starts")
}

fn built_agency_folder(text: &str) -> tempfile::TempDir {
    let folder = temp_agency_folder(text);
    let build = run_build(folder.path(), &[]);
    assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
    folder
}

/// Every file below a folder with its bytes, what is hidden too.
fn read_all_files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |path: String| {
        let bytes = fs::read(root.join(&path)).expect("the file is there");
        (path, bytes)
    };
    list_files(root).into_iter().map(read).collect()
}

/// Fails unless the folder holds one whole set whose manifest is true, and nothing else.
fn assert_single_complete_packet(root: &Path) {
    let sets = verify_folders(root).expect("the folder can be read");
    assert_eq!(sets.len(), 1, "{}", root.display());
    assert!(sets[0].manifest.is_some() && !sets[0].is_unfinished);
    assert_eq!(sets[0].differences, []);
    let hidden = list_files(root);
    let hidden: Vec<&String> = hidden
        .iter()
        .filter(|path| path.contains("/.") || path.starts_with('.'))
        .collect();
    assert_eq!(hidden, Vec::<&String>::new(), "nothing is left over");
}

/// Fails unless the program ended with 3 and named a path with these words in it.
fn assert_io_error_names(done: &Output, path: &str) {
    assert_eq!(done.status.code(), Some(3), "{}", stderr_text(done));
    let said = stderr_text(done);
    assert!(
        said.starts_with("error: cannot ") && said.contains(path),
        "{said}"
    );
}

/// A shell in which no file may become longer than that many blocks of 512 bytes: what is longer fails to be
/// written, as on a full disk.
fn run_with_file_size_limit(folder: &Path, blocks: u32, line: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_policypress");
    Command::new("sh")
        .args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {blocks}; exec '{program}' {line}"),
        ])
        .current_dir(folder)
        .output()
        .expect("there is a shell")
}

#[test]
fn a_full_disk_leaves_the_old_packet() {
    for blocks in [0, 8, 40, 64] {
        let folder = temp_agency_folder(&example_edition(false));
        let full = run_with_file_size_limit(folder.path(), blocks, "build");
        assert_io_error_names(&full, PACKET_FOLDER);
        assert!(!folder.path().join(PACKET_FOLDER).exists(), "{blocks}");

        let folder = built_agency_folder(&example_edition(false));
        let before = read_all_files(folder.path());
        fs::write(folder.path().join("agency.toml"), example_edition(true))
            .expect("it can be written");
        let full = run_with_file_size_limit(folder.path(), blocks, "build");
        assert_io_error_names(&full, PACKET_FOLDER);
        fs::write(folder.path().join("agency.toml"), example_edition(false))
            .expect("it can be written");
        assert!(read_all_files(folder.path()) == before, "{blocks}");
        assert_single_complete_packet(&folder.path().join(PACKET_FOLDER));
    }
}

#[test]
fn a_full_disk_loses_no_review_record_and_no_answers() {
    let folder = temp_agency_folder(&example_edition(false));
    let record = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agencies/approved/reviews.toml"),
    );
    let record = record.expect("there is a record");
    fs::write(folder.path().join("reviews.toml"), &record).expect("it can be written");
    let line = "review withdraw poster-help --on 2026-11-25 --agency agency.toml";
    let full = run_with_file_size_limit(folder.path(), 4, line);
    assert_io_error_names(&full, "reviews.toml");
    let after = fs::read_to_string(folder.path().join("reviews.toml"));
    assert!(after.expect("it is there") == record);
    let there = list_files(folder.path());
    assert_eq!(there, [".reviews.toml.lock", "agency.toml", "reviews.toml"]);

    let small = "[agency]\nname = \"Willow\"\n";
    let folder = temp_agency_folder(small);
    fs::write(folder.path().join("facts.toml"), example_edition(false)).expect("it can be written");
    let full = run_with_file_size_limit(folder.path(), 1, "init --answers facts.toml");
    assert_io_error_names(&full, "agency.toml");
    let after = fs::read_to_string(folder.path().join("agency.toml"));
    assert_eq!(after.expect("it is there"), small);
    assert_eq!(list_files(folder.path()), ["agency.toml", "facts.toml"]);
}

#[test]
fn a_failed_write_to_stdout_exits_with_3() {
    let folder = temp_agency_folder(&example_edition(false));
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let check = policypress_command(folder.path())
        .args(["check", "--format", "json"])
        .stdout(full.expect("the machine has /dev/full"))
        .output()
        .expect("the program starts");
    assert_eq!(check.status.code(), Some(3), "{}", stderr_text(&check));
    assert!(
        stderr_text(&check).contains("cannot print"),
        "{}",
        stderr_text(&check)
    );
}

/// The program as somebody who may not write everywhere: the superuser is let go of for it.
fn run_unprivileged(folder: &Path, line: &[&str]) -> Output {
    let about = fs::metadata(folder).expect("it is there");
    // The program must stand where anybody can run it.
    let place = tempfile::tempdir().expect("a folder can be made");
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
    let program = place.path().join("policypress");
    fs::copy(env!("CARGO_BIN_EXE_policypress"), &program).expect("it can be copied");
    let mut command = Command::new(program);
    command.args(line).current_dir(folder);
    if about.uid() == 0 {
        command.uid(65_534).gid(65_534);
    }
    loop {
        match command.output() {
            Ok(done) => return done,
            // Another test starts a program while ours is being copied, and holds it open for an instant.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(error) => panic!("the program starts: {error}"),
        }
    }
}

/// Lets everybody do what the mode says with a path and what is below it.
fn set_mode_recursively(path: &Path, mode: u32) {
    let set = |path: &Path| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    if path.is_dir() {
        set(path);
        for entry in fs::read_dir(path).expect("it can be read") {
            set_mode_recursively(&entry.expect("an entry can be read").path(), mode);
        }
    } else {
        set(path);
    }
}

#[test]
fn a_read_only_folder_leaves_the_old_packet() {
    let folder = temp_agency_folder(&example_edition(false));
    set_mode_recursively(folder.path(), 0o555);
    let refused = run_unprivileged(folder.path(), &["build"]);
    assert_io_error_names(&refused, "output");
    assert!(!folder.path().join("output").exists());

    for closed in ["", "client", "staff"] {
        let folder = built_agency_folder(&example_edition(false));
        let root = folder.path().join(PACKET_FOLDER);
        let before = read_all_files(&root);
        fs::write(folder.path().join("agency.toml"), example_edition(true))
            .expect("it can be written");
        set_mode_recursively(folder.path(), 0o777);
        let closed = root.join(closed);
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("it is ours");
        let refused = run_unprivileged(folder.path(), &["build"]);
        assert_io_error_names(&refused, PACKET_FOLDER);
        assert!(read_all_files(&root) == before, "{}", closed.display());
        assert_single_complete_packet(&root);
        set_mode_recursively(folder.path(), 0o777);
        let build = run_unprivileged(folder.path(), &["build"]);
        assert_eq!(build.status.code(), Some(0), "{}", stderr_text(&build));
        assert_single_complete_packet(&root);
        assert!(read_all_files(&root) != before);
    }
}

/// What `init`, `import` and `review` write over a file of the user's keeps who may read it, and a link to it.
#[test]
fn no_command_shows_an_error_number_of_the_system() {
    let folder = temp_agency_folder(&example_edition(false));
    let root = folder.path();
    symlink("loop.toml", root.join("loop.toml")).expect("a link to itself");
    fs::create_dir(root.join("folder.toml")).expect("a folder");
    let too_long = format!("{}.toml", "a".repeat(300));
    let bad_paths = [
        "missing.toml",
        "missing/agency.toml",
        "agency.toml/agency.toml",
        "loop.toml",
        "folder.toml",
        "/dev/null",
        &too_long,
    ];
    let commands = [
        "check PATH",
        "build PATH",
        "build --out PATH/packet",
        "build --templates PATH",
        "init PATH --answers agency.toml",
        "init new.toml --answers PATH",
        "where --file PATH",
        "diff PATH agency.toml",
        "verify PATH",
        "import PATH",
        "eject PATH",
        "training status PATH",
        "review status --agency PATH",
        "review packet --agency PATH",
        "review record PATH",
        "network init --base PATH agency.toml",
        "network init --base agency.toml PATH",
        "man --out PATH/man",
    ];
    for line in commands {
        for path in bad_paths {
            let line = line.replace("PATH", path);
            let mut command = policypress_command(root);
            let done = command.args(line.split(' ')).output();
            let done = done.expect("the program starts");
            let said = stderr_text(&done) + &String::from_utf8_lossy(&done.stdout);
            assert!(!said.contains("os error"), "{line}: {said}");
            assert!(!said.contains("Os {"), "{line}: {said}");
        }
    }
}

#[test]
fn a_replaced_file_keeps_its_permissions() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (file, link) = (
        folder.path().join("reviews.toml"),
        folder.path().join("link"),
    );
    fs::write(&file, "before").expect("it can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("it is ours");
    symlink("reviews.toml", &link).expect("a link can be made");
    policypress::output::replace_file(&link, b"after").expect("it can be replaced");
    assert_eq!(fs::read(&file).expect("it is there"), b"after");
    let mode = fs::metadata(&file).expect("it is there").mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(fs::symlink_metadata(&link).is_ok_and(|about| about.is_symlink()));
    assert_eq!(list_files(folder.path()), ["link", "reviews.toml"]);
}

#[test]
fn an_unreadable_file_is_named_in_the_error() {
    let folder = temp_agency_folder(&example_edition(false));
    set_mode_recursively(folder.path(), 0o777);
    let file = folder.path().join("agency.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("it is ours");
    for line in ["check", "build", "where"] {
        assert_io_error_names(&run_unprivileged(folder.path(), &[line]), "agency.toml");
    }
    // A folder in the place of a file is looked through for agencies.
    fs::remove_file(&file).expect("it can be removed");
    fs::create_dir(&file).expect("a folder can be made");
    let done = run_build(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(1));
    let said = "there is no agency file in `agency.toml`";
    assert!(stderr_text(&done).contains(said), "{}", stderr_text(&done));
    fs::remove_dir(&file).expect("it can be removed");
    fs::write(&file, example_edition(false)).expect("it can be written");
    fs::create_dir(folder.path().join("reviews.toml")).expect("a folder can be made");
    assert_io_error_names(&run_build(folder.path(), &[]), "reviews.toml");
}

#[test]
fn a_folder_in_place_of_a_file_is_not_replaced() {
    for more in [&[][..], &["--force"]] {
        let folder = built_agency_folder(&example_edition(false));
        let root = folder.path().join(PACKET_FOLDER);
        let in_the_way = root.join("staff/policy.md");
        fs::remove_file(&in_the_way).expect("it can be removed");
        fs::create_dir(&in_the_way).expect("a folder can be made");
        fs::write(in_the_way.join("mine.txt"), "mine").expect("it can be written");
        fs::write(folder.path().join("agency.toml"), example_edition(true))
            .expect("it can be written");
        let before = read_all_files(&root);
        let build = run_build(folder.path(), more);
        assert_eq!(build.status.code(), Some(1), "{}", stderr_text(&build));
        assert!(
            stderr_text(&build).contains("policy.md` is a folder"),
            "{}",
            stderr_text(&build)
        );
        assert!(read_all_files(&root) == before);
    }
}

#[test]
fn a_foreign_manifest_is_not_overwritten() {
    let folder = temp_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    fs::create_dir_all(&root).expect("a folder can be made");
    fs::write(root.join("manifest.json"), "{\"mine\": true}").expect("it can be written");
    let done = run_build(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(1), "{}", stderr_text(&done));
    assert!(
        stderr_text(&done).contains("manifest.json"),
        "{}",
        stderr_text(&done)
    );
    assert_eq!(list_files(&root), ["manifest.json"]);
}

#[test]
fn symbolic_links_are_never_written_through() {
    // The whole output is elsewhere: that is the user's wish.
    let folder = temp_agency_folder(&example_edition(false));
    let elsewhere = tempfile::tempdir().expect("a folder can be made");
    symlink(elsewhere.path(), folder.path().join("output")).expect("a link can be made");
    assert_eq!(run_build(folder.path(), &[]).status.code(), Some(0));
    assert_single_complete_packet(&folder.path().join(PACKET_FOLDER));

    // A link in the place of a file: what it leads to stays, and so does it.
    let folder = temp_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    fs::create_dir_all(root.join("staff")).expect("a folder can be made");
    let mine = folder.path().join("mine.txt");
    fs::write(&mine, "mine").expect("it can be written");
    for target in [
        mine.clone(),
        PathBuf::from("/dev/full"),
        PathBuf::from("nowhere"),
    ] {
        let link = root.join("staff/policy.md");
        symlink(&target, &link).expect("a link can be made");
        let done = run_build(folder.path(), &[]);
        assert_eq!(done.status.code(), Some(1), "{}", stderr_text(&done));
        assert!(
            stderr_text(&done).contains("policy.md"),
            "{}",
            stderr_text(&done)
        );
        let forced = run_build(folder.path(), &["--force"]);
        assert_eq!(forced.status.code(), Some(0), "{}", stderr_text(&forced));
        assert_eq!(fs::read_to_string(&mine).expect("it is there"), "mine");
        assert_single_complete_packet(&root);
        fs::remove_file(&link).expect("it can be removed");
    }

    // A dangling link in the place of the output.
    let folder = temp_agency_folder(&example_edition(false));
    symlink("nowhere/at/all", folder.path().join("output")).expect("a link can be made");
    assert_io_error_names(&run_build(folder.path(), &[]), "output");
}

#[test]
fn obsolete_files_are_removed_unless_edited() {
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    let sites: Vec<String> = list_files(&root)
        .into_iter()
        .filter(|path| path.contains("action-sheet"))
        .collect();
    assert_eq!(sites.len(), 6);
    fs::write(root.join(&sites[0]), "edited").expect("it can be written");
    // Another name of a site gives other files.
    let text = example_edition(false)
        .replace("id = \"main\"", "id = \"river\"")
        .replace("\"main\"", "\"river\"");
    fs::write(folder.path().join("agency.toml"), text).expect("it can be written");
    let done = run_build(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr_text(&done));
    for (place, path) in sites
        .iter()
        .enumerate()
        .filter(|(_, path)| path.contains("-main"))
    {
        assert_eq!(root.join(path).exists(), place == 0, "{path}");
    }
    assert_eq!(
        fs::read_to_string(root.join(&sites[0])).expect("it is there"),
        "edited"
    );
}

/// The packets of one agency on two papers.
fn build_both_editions() -> [Vec<(String, Vec<u8>)>; 2] {
    let folder = temp_agency_folder(&example_edition(false));
    ["letter", "a4"].map(|paper| {
        assert!(
            spawn_build(folder.path(), paper)
                .wait()
                .expect("it ends")
                .success()
        );
        read_all_files(&folder.path().join(PACKET_FOLDER))
    })
}

fn spawn_build(folder: &Path, paper: &str) -> Child {
    policypress_command(folder)
        .args(["build", "--paper", paper])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

#[test]
fn concurrent_builds_give_one_complete_packet() {
    let sets = build_both_editions();
    let folder = temp_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    for _ in 0..4 {
        let started: Vec<Child> = ["letter", "a4", "letter", "a4"]
            .map(|paper| spawn_build(folder.path(), paper))
            .into_iter()
            .collect();
        for child in started {
            let done = child.wait_with_output().expect("it ends");
            assert_eq!(done.status.code(), Some(0), "{}", stderr_text(&done));
        }
        assert_single_complete_packet(&root);
        assert!(
            sets.contains(&read_all_files(&root)),
            "one of the two, whole"
        );
    }
}

/// Kills a build at moments spread over its time: `POLICYPRESS_TEST_KILLS` of them, or 20.
#[test]
#[expect(clippy::print_stdout, reason = "the figures of a long run")]
fn a_build_that_is_killed_leaves_the_old_or_the_new_packet() {
    let kills: u32 = std::env::var("POLICYPRESS_TEST_KILLS")
        .map_or(20, |kills| kills.parse().expect("a number"));
    let sets = build_both_editions();
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    fs::write(root.join("staff/mine.txt"), "mine").expect("it can be written");
    let clock = Instant::now();
    assert!(
        spawn_build(folder.path(), "a4")
            .wait()
            .expect("it ends")
            .success()
    );
    let whole = clock.elapsed();
    let (mut killed, mut unfinished) = (0, 0);
    for at in 0..kills {
        let is_letter = at % 2 == 0;
        let paper = if is_letter { "letter" } else { "a4" };
        let mut child = spawn_build(folder.path(), paper);
        // The end of a build writes; two kills in three fall into it.
        let share = (f64::from(at) + 0.5) / f64::from(kills);
        let share = if at % 3 == 0 {
            share
        } else {
            0.75 + share * 0.3
        };
        let waited = Instant::now();
        while waited.elapsed() < whole.mul_f64(share) {
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().expect("it can be killed");
        let ended = child.wait().expect("it ends");
        killed += u32::from(ended.code().is_none());
        // A manifest that is there is true.
        for set in verify_folders(&root).expect("the folder can be read") {
            unfinished += u32::from(set.is_unfinished);
            if set.manifest.is_some() {
                let found: Vec<_> = set.differences.iter().map(|(path, _)| path).collect();
                assert_eq!(found, [&root.join("staff/mine.txt")], "kill {at}");
            }
        }
        // The next run ends in one whole set, whichever it was asked for.
        let next = if at % 4 < 2 { "letter" } else { "a4" };
        let done = spawn_build(folder.path(), next)
            .wait_with_output()
            .expect("it ends");
        assert_eq!(
            done.status.code(),
            Some(0),
            "kill {at}: {}",
            stderr_text(&done)
        );
        let mine = root.join("staff/mine.txt");
        assert_eq!(fs::read_to_string(&mine).expect("it is there"), "mine");
        fs::remove_file(&mine).expect("it can be removed");
        assert_single_complete_packet(&root);
        assert!(
            read_all_files(&root) == sets[usize::from(at % 4 >= 2)],
            "kill {at}"
        );
        fs::write(&mine, "mine").expect("it can be written");
    }
    println!("{kills} kills: {killed} before the end, {unfinished} between two files");
    assert!(killed > 0, "the kills came in time");
}

/// Templates that are put beside a packet which a kill left half in place take nothing of it away.
#[test]
fn an_interrupted_transaction_survives_another_command() {
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    let before = read_all_files(&root);
    let waiting = |path: &str| root.join(format!(".policypress-new+{path}"));
    fs::rename(root.join("manifest.json"), waiting("manifest.json")).expect("it can be moved");
    fs::rename(root.join("staff/policy.md"), waiting("staff+policy.md")).expect("it can be moved");
    let ejected = policypress_command(folder.path())
        .arg("eject")
        .arg(&root)
        .output();
    let ejected = ejected.expect("the program starts");
    assert_eq!(ejected.status.code(), Some(0), "{}", stderr_text(&ejected));
    assert!(waiting("manifest.json").is_file() && waiting("staff+policy.md").is_file());
    assert_eq!(run_build(folder.path(), &[]).status.code(), Some(0));
    let after = read_all_files(&root);
    assert!(before.iter().all(|file| after.contains(file)));
}

#[test]
fn an_interrupted_rollback_is_completed() {
    // As a run leaves it that was stopped while it took a set back.
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    let before = read_all_files(&root);
    let undone = root.join(".policypress-undone.json");
    fs::copy(root.join("manifest.json"), undone).expect("it can be copied");
    for (path, aside) in [
        ("staff/policy.md", ".policypress-old+staff+policy.md"),
        ("manifest.json", ".policypress-old+manifest.json"),
    ] {
        fs::rename(root.join(path), root.join(aside)).expect("it can be moved");
    }
    fs::write(root.join("staff/policy.md"), "half").expect("it can be written");
    let done = run_build(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr_text(&done));
    assert!(read_all_files(&root) == before);
    assert_single_complete_packet(&root);
}

#[test]
fn edits_between_a_kill_and_the_next_build_are_kept() {
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    let waiting = |path: &str| root.join(format!(".policypress-new+{path}"));
    fs::copy(root.join("manifest.json"), waiting("manifest.json")).expect("it can be copied");
    let policy = root.join("staff/policy.md");
    fs::copy(policy, waiting("staff+policy.md")).expect("it can be copied");
    fs::rename(
        root.join("manifest.json"),
        root.join(".policypress-old+manifest.json"),
    )
    .expect("it can be moved");
    fs::write(root.join("staff/policy.md"), "edited").expect("it can be written");
    let done = run_build(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(1), "{}", stderr_text(&done));
    assert!(
        stderr_text(&done).contains("has been changed since it was built"),
        "{}",
        stderr_text(&done)
    );
    let policy = fs::read_to_string(root.join("staff/policy.md"));
    assert_eq!(policy.expect("it is there"), "edited");
    assert_eq!(
        run_build(folder.path(), &["--force"]).status.code(),
        Some(0)
    );
    assert_single_complete_packet(&root);
}

#[test]
fn verify_reports_changed_files() {
    let folder = built_agency_folder(&example_edition(false));
    let root = folder.path().join(PACKET_FOLDER);
    let run = |line: &[&str]| {
        policypress_command(folder.path())
            .args(line)
            .output()
            .expect("the program starts")
    };
    let whole = run(&["verify"]);
    assert_eq!(whole.status.code(), Some(0), "{}", stderr_text(&whole));
    let said = String::from_utf8_lossy(&whole.stdout).into_owned();
    assert_eq!(said, format!("{PACKET_FOLDER}: 47 files, none changed\n"));

    fs::write(root.join("staff/policy.md"), "edited").expect("it can be written");
    fs::remove_file(root.join("client/poster-help.pdf")).expect("it is there");
    fs::write(root.join("client/old.pdf"), "old").expect("it can be written");
    let manifest = fs::read_to_string(root.join("manifest.json")).expect("it is there");
    let older = manifest.replace("\"policypress 0.", "\"policypress 9.");
    assert_ne!(manifest, older);
    fs::write(root.join("manifest.json"), older).expect("it can be written");
    for line in [
        &["verify"][..],
        &["verify", PACKET_FOLDER],
        &["verify", "--format", "json", "output"],
    ] {
        let found = run(line);
        assert_eq!(found.status.code(), Some(1), "{}", stderr_text(&found));
        let said = stderr_text(&found) + &String::from_utf8_lossy(&found.stdout);
        for (code, path) in [
            ("modified-file", "staff/policy.md"),
            ("missing-file", "client/poster-help.pdf"),
            ("unexpected-file", "client/old.pdf"),
            ("version-mismatch", PACKET_FOLDER),
        ] {
            assert_eq!(said.matches(code).count(), 1, "{said}");
            assert!(said.contains(path), "{said}");
        }
    }
    let nothing = run(&["verify", "."]);
    assert_eq!(
        nothing.status.code(),
        Some(1),
        "packets below are found: {}",
        stderr_text(&nothing)
    );
    fs::create_dir(folder.path().join("empty")).expect("a folder can be made");
    let nothing = run(&["verify", "empty"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        stderr_text(&nothing).contains("no-single-packet"),
        "{}",
        stderr_text(&nothing)
    );
    let nothing = run(&["verify", "nowhere"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        stderr_text(&nothing).contains("there is no packet in nowhere"),
        "{}",
        stderr_text(&nothing)
    );
}
