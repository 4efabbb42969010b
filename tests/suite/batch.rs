//! Many agencies in one run: the same bytes as alone, nobody spoilt by another, nothing made twice.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser as _;
use policypress::cli::Cli;
use policypress::command::{self, CommandEnvironment, CommandReport, Verbosity};
use policypress::content::pack;
use tempfile::TempDir;

use crate::support::packet::{TODAY, list_files};

#[path = "../../benches/network/agencies.rs"]
pub(crate) mod agencies;

/// A folder with agencies in it.
pub(crate) struct NetworkFixture(TempDir);

impl NetworkFixture {
    pub(crate) fn with_agencies(number: usize) -> Self {
        let network = Self(tempfile::tempdir().expect("a folder can be made"));
        for agency in 0..number {
            network.write_file(
                &format!("a{agency}.toml"),
                &agencies::generate_agency_toml(agency),
            );
        }
        network
    }

    pub(crate) fn path_of(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write_file(&self, path: &str, text: &str) {
        let path = self.path_of(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    /// Runs a command about paths in this folder, as `NAME OPTION @PATH`.
    pub(crate) fn run_command(&self, line: &str) -> CommandReport {
        let words = line.split(' ').map(|word| match word.strip_prefix('@') {
            Some(path) => self.path_of(path).display().to_string(),
            None => word.to_owned(),
        });
        let words = std::iter::once("policypress".to_owned()).chain(words);
        let cli = Cli::try_parse_from(words).expect("the command line is right");
        let surroundings = CommandEnvironment {
            today: TODAY,
            stderr_color: false,
            stdout_color: false,
            is_interactive: false,
            verbosity: Verbosity::default(),
            default_threads: NonZeroUsize::new(2).expect("more than none"),
            program_modified_at: Some(Duration::ZERO),
        };
        let mut report =
            command::run_command(&cli, surroundings).expect("the machine does its part");
        let folder = format!("{}/", self.0.path().display());
        report.stdout = report.stdout.replace(&folder, "");
        report.stderr = report.stderr.replace(&folder, "");
        report
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    fn read_all_files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path_of(folder);
        let read = |path: String| {
            let bytes = fs::read(root.join(&path)).expect("it can be read");
            (path, bytes)
        };
        list_files(&root).into_iter().map(read).collect()
    }
}

/// What most tests build: enough to be many, and quick.
const FAST_BUILD_OPTIONS: &str = "--document poster-help,training-record --format markdown,html";

#[test]
fn a_packet_is_the_same_alone_and_in_a_batch_on_any_thread_count() {
    let network = NetworkFixture::with_agencies(6);
    for agency in 0..6 {
        network.run_command(&format!("build @a{agency}.toml --out @alone"));
    }
    let alone = network.read_all_files("alone");
    assert!(alone.keys().filter(|path| path.ends_with(".pdf")).count() > 60);
    for jobs in [1, 2, 5] {
        let report = network.run_command(&format!("build @ --jobs {jobs} --out @jobs-{jobs}"));
        assert!(report.is_success, "{}", report.stderr);
        let mut together = network.read_all_files(&format!("jobs-{jobs}"));
        together.retain(|path, _| path.contains('/'));
        assert!(alone == together, "on {jobs} threads");
    }
}

#[test]
fn one_bad_agency_does_not_stop_the_batch() {
    let network = NetworkFixture::with_agencies(5);
    network.write_file(
        "a1.toml",
        "[agency]\nname = \"Broken\nphone = \"319-555-0110\"\n",
    );
    network.write_file(
        "a2.toml",
        &agencies::generate_agency_toml(2).replace("-555-01", "-555-1"),
    );
    // The machine refuses: a file stands where the folder of a packet belongs.
    network.write_file("out/canon-creek-family-health-4", "mine");
    let report = network.run_command(&format!("build @ --out @out {FAST_BUILD_OPTIONS}"));
    assert!(!report.is_success);
    assert!(report.has_io_failure);
    let told = report.stderr;
    assert!(told.contains("a1.toml: nothing was written\n"), "{told}");
    assert!(told.contains("a2.toml: nothing was written\n"), "{told}");
    assert!(told.contains("error: cannot "), "{told}");
    let said = report.stdout;
    assert!(
        said.contains(
            "5 agencies: 2 built, 0 up to date, 3 not built:\n  a1.toml\n  a2.toml\n  a3.toml\n"
        ),
        "{said}"
    );
    assert_eq!(
        fs::read(network.path_of("out/canon-creek-family-health-4")).expect("it is there"),
        b"mine"
    );
    let made = network.read_all_files("out");
    let manifests = made.keys().filter(|path| path.ends_with("/manifest.json"));
    assert_eq!(manifests.count(), 2);
}

#[test]
fn two_agencies_with_the_same_output_folder_are_refused() {
    let network = NetworkFixture::with_agencies(3);
    network.write_file("other.toml", &agencies::generate_agency_toml(1));
    let report = network.run_command(&format!("build @ --out @out {FAST_BUILD_OPTIONS}"));
    assert!(!report.is_success);
    let out = network.path_of("out/prairie-rose-family-health-2");
    let folder = fs::canonicalize(network.0.path())
        .expect("it is there")
        .join("out");
    let expected = format!(
        "error[duplicate-output-folder]: the packets of `a1.toml` and `other.toml` would go to the same folder, `{}`\n\
         hint: give each agency its own `name`, or build them one at a time with different `--out` folders\n\
         nothing was written\n",
        out.file_name()
            .map(|name| folder.join(name))
            .expect("it has a name")
            .display()
    );
    let told = report.stderr.replace(
        &format!("{}/", folder.parent().expect("a folder").display()),
        "",
    );
    assert_eq!(
        told,
        expected.replace(
            &format!("{}/", folder.parent().expect("a folder").display()),
            ""
        )
    );
    assert_eq!(report.stdout, "");
    assert!(!network.path_of("out").exists());
}

#[test]
fn a_file_given_twice_is_built_once() {
    let network = NetworkFixture::with_agencies(2);
    let report = network.run_command(&format!(
        "build @a0.toml @ @a1.toml --out @out {FAST_BUILD_OPTIONS}"
    ));
    assert!(report.is_success, "{}", report.stderr);
    assert!(
        report
            .stdout
            .contains("2 agencies: 2 built, 0 up to date\n"),
        "{}",
        report.stdout
    );
}

#[test]
fn agencies_in_a_folder_are_found_as_documented() {
    let network = NetworkFixture::with_agencies(2);
    network.write_file("b/agency.toml", &agencies::generate_agency_toml(7));
    network.write_file("b/notes.toml", "x = 1\n");
    network.write_file("c/d/agency.toml", &agencies::generate_agency_toml(8));
    network.write_file("a0.reviews.toml", "");
    network.write_file("reviews.toml", "");
    network.write_file("notes.toml", "x = 1\n");
    network.write_file(
        "grantee.toml",
        "[policy]\nowner = \"Director\"\n[agency]\nkind = \"subrecipient\"\n",
    );
    network.write_file(
        "a1.toml",
        &format!(
            "extends = \"grantee.toml\"\n{}",
            agencies::generate_agency_toml(1)
        ),
    );
    network.write_file(".hidden.toml", "[agency]\n");
    let report = network.run_command(&format!("build @ --out @out {FAST_BUILD_OPTIONS}"));
    assert!(report.is_success, "{}", report.stderr);
    assert!(
        report
            .stdout
            .contains("3 agencies: 3 built, 0 up to date\n"),
        "{}",
        report.stdout
    );
    assert!(
        report.stderr.starts_with(
            "skipped grantee.toml: it is a base file (other files extend it) and has no agency name\n\
             skipped notes.toml: it has no `[agency]` heading and extends no other file\n"
        ),
        "{}",
        report.stderr
    );
    // What a shell makes of `*.toml` comes to the same, but for what is named and is no agency's.
    fs::remove_file(network.path_of("notes.toml")).expect("it is there");
    let named = "@a0.toml @a0.reviews.toml @a1.toml @grantee.toml @reviews.toml @b/agency.toml";
    let report = network.run_command(&format!("build {named} --out @out {FAST_BUILD_OPTIONS}"));
    assert!(
        report
            .stdout
            .contains("3 agencies: 0 built, 3 up to date\n"),
        "{}{}",
        report.stdout,
        report.stderr
    );
}

#[test]
fn a_glob_pattern_matches_like_a_shell() {
    let network = NetworkFixture::with_agencies(3);
    network.write_file("b/agency.toml", &agencies::generate_agency_toml(7));
    for (pattern, agencies) in [
        ("@a[01].toml", "2 agencies"),
        ("@*/agency.toml", "1 agency"),
        ("@a*.toml", "3 agencies"),
    ] {
        let report =
            network.run_command(&format!("build {pattern} --out @out {FAST_BUILD_OPTIONS}"));
        assert!(report.is_success, "{}", report.stderr);
        assert!(
            report.stdout.contains(agencies),
            "{pattern}: {}",
            report.stdout
        );
    }
    let report = network.run_command("build @x*.toml");
    assert!(!report.is_success);
    assert_eq!(
        report.stderr,
        "error[no-matching-file]: no file matches `x*.toml`\n\
         hint: check the folder and the spelling; `*` stands for any characters in a name\n\
         nothing was written\n"
    );
    let report = network.run_command("build @[.toml");
    assert_eq!(
        report.stderr,
        "error[invalid-pattern]: `[.toml` is not the name of a file, or a pattern for names\n\
         hint: use `*` for any characters in a name, as in `\"clinics/*.toml\"`\n\
         nothing was written\n"
    );
}

/// Builds again; how many agencies of how many were made.
fn rebuild_summary(network: &NetworkFixture, options: &str) -> String {
    let report = network.run_command(&format!("build @ --out @out {options}"));
    assert!(report.is_success, "{}", report.stderr);
    let last = report
        .stdout
        .lines()
        .find(|line| line.starts_with("3 agencies: "));
    let last = last.expect("a summary");
    last.split(": ").nth(1).expect("numbers").to_owned()
}

/// Builds the network and fails unless the last line counts what is expected.
fn assert_rebuild(network: &NetworkFixture, options: &str, expected: &str, reason: &str) {
    assert_eq!(rebuild_summary(network, options), expected, "{reason}");
}

#[test]
fn unchanged_packets_are_skipped_and_any_changed_input_rebuilds() {
    let network = NetworkFixture::with_agencies(3);
    network.write_file("base.toml", "[policy]\nowner = \"Director\"\n");
    network.write_file("top.toml", "extends = \"base.toml\"\n");
    network.write_file(
        "a1.toml",
        &format!(
            "extends = \"top.toml\"\n{}",
            agencies::generate_agency_toml(1)
        ),
    );
    let pixel = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><path d=\"M0 0h8v8H0z\"/></svg>";
    network.write_file("logo.svg", pixel);
    network.write_file(
        "a2.toml",
        &format!(
            "{}\n[theme]\nlogo = \"logo.svg\"\nlogo_alt = \"A square\"\n",
            agencies::generate_agency_toml(2)
        ),
    );
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "3 built, 0 up to date",
        "the first build",
    );
    let before = network.read_all_files("out");
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "0 built, 3 up to date",
        "nothing changed",
    );
    assert_eq!(
        rebuild_summary(&network, &format!("{FAST_BUILD_OPTIONS} --force")),
        "3 built, 0 up to date"
    );
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "0 built, 3 up to date",
        "nothing changed",
    );
    assert!(network.read_all_files("out") == before);

    network.write_file("base.toml", "[policy]\nowner = \"Director of Nursing\"\n");
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "1 built, 2 up to date",
        "a base of a base",
    );
    network.write_file("logo.svg", &pixel.replace("M0 0h8v8", "M0 0h8v7"));
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "1 built, 2 up to date",
        "a logo",
    );
    network.write_file("a0.reviews.toml", "# nothing yet\n");
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "1 built, 2 up to date",
        "a record",
    );
    network.write_file(
        "a0.toml",
        &format!("{}# remark\n", agencies::generate_agency_toml(0)),
    );
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "1 built, 2 up to date",
        "the file itself",
    );
    let manifest =
        fs::read_to_string(network.path_of("out/cedar-valley-family-health-1/manifest.json"));
    let manifest = manifest.expect("it is there");
    assert!(
        manifest.contains("--document poster-help,training-record"),
        "{manifest}"
    );

    let stray = network.path_of("out/cedar-valley-family-health-1/client/poster-help.md");
    fs::remove_file(&stray).expect("it is there");
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "1 built, 2 up to date",
        "a file is gone",
    );
    assert!(stray.exists());
}

#[test]
fn other_options_rebuild_every_packet() {
    let network = NetworkFixture::with_agencies(3);
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "3 built, 0 up to date",
        "the first build",
    );
    for options in [
        "--paper a4",
        "--as-of 2026-12-01",
        "--draft",
        "--language en",
    ] {
        let options = format!("{FAST_BUILD_OPTIONS} {options}");
        assert_rebuild(&network, &options, "3 built, 0 up to date", &options);
        assert_rebuild(&network, &options, "0 built, 3 up to date", &options);
    }
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "3 built, 0 up to date",
        "a part is not the whole",
    );
}

#[test]
fn an_edited_file_is_not_overwritten_by_a_rebuild() {
    let network = NetworkFixture::with_agencies(3);
    assert_rebuild(
        &network,
        FAST_BUILD_OPTIONS,
        "3 built, 0 up to date",
        "the first build",
    );
    let edited = network.path_of("out/cedar-valley-family-health-1/client/poster-help.md");
    fs::write(&edited, "mine").expect("it can be written");
    let report = network.run_command(&format!("build @ --out @out {FAST_BUILD_OPTIONS}"));
    assert!(!report.is_success);
    let expected = "error[path-exists]: `out/cedar-valley-family-health-1/client/poster-help.md` has been changed since it was built\n";
    assert!(report.stderr.contains(expected), "{}", report.stderr);
    assert_eq!(fs::read(&edited).expect("it is there"), b"mine");
}

#[test]
fn a_packet_older_than_the_program_is_rebuilt() {
    let network = NetworkFixture::with_agencies(2);
    let cli = [
        "policypress",
        "build",
        &network.0.path().display().to_string(),
        "--format",
        "html",
    ];
    let cli = Cli::try_parse_from(cli).expect("the command line is right");
    for program in [None, Some(Duration::from_secs(u64::from(u32::MAX) * 2))] {
        let surroundings = CommandEnvironment {
            today: TODAY,
            stderr_color: false,
            stdout_color: false,
            is_interactive: false,
            verbosity: Verbosity::default(),
            default_threads: NonZeroUsize::MIN,
            program_modified_at: program,
        };
        for _ in 0..2 {
            let report =
                command::run_command(&cli, surroundings).expect("the machine does its part");
            assert!(
                report
                    .stdout
                    .contains("2 agencies: 2 built, 0 up to date\n"),
                "{}",
                report.stdout
            );
        }
    }
}

#[test]
fn check_reports_each_agency_and_the_totals() {
    let network = NetworkFixture::with_agencies(3);
    network.write_file(
        "a1.toml",
        &agencies::generate_agency_toml(1).replace("[committee]", "[comittee]"),
    );
    network.write_file("a2.toml", "[agency]\nname = \"Small\"\n");
    let report = network.run_command("check @");
    assert!(!report.is_success);
    let said = report.stdout;
    let places: Vec<usize> = ["a0.toml: ready", "a1.toml: 1 error", "a2.toml: "]
        .iter()
        .map(|line| {
            said.find(line)
                .unwrap_or_else(|| panic!("{line} in {said}"))
        })
        .collect();
    assert!(places.is_sorted(), "{said}");
    let last = said.lines().last().expect("the totals");
    assert!(
        last.starts_with(
            "3 agencies: 1 ready to build, 1 ready only for a draft, 1 with errors to fix; "
        ),
        "{last}"
    );
    let report = network.run_command("check @ --format json");
    let listed: serde_json::Value = serde_json::from_str(&report.stdout).expect("it is JSON");
    let listed = listed.as_array().expect("a list");
    assert!(listed.iter().any(|one| one["code"] == "unknown-key"));
    for file in ["a0.toml", "a1.toml", "a2.toml"] {
        assert!(listed.iter().any(|one| one["file"] == file), "{file}");
    }
}

/// What is wrong in a base file is said once, and which agencies lack the same settings.
#[test]
fn problems_that_agencies_share_are_said_once() {
    let network = NetworkFixture::with_agencies(0);
    network.write_file(
        "base/grantee.toml",
        "[policy]\neffective = 2026-12-01\n[languages]\nserved = [\"en\"]\n",
    );
    for name in ["a", "b", "c"] {
        let protocols = if name == "c" {
            "[protocols]\nsecurity = \"AD-007\"\n"
        } else {
            ""
        };
        network.write_file(
            &format!("clinics/{name}.toml"),
            &format!(
                "extends = \"../base/grantee.toml\"\n[agency]\nname = \"Agency {name}\"\nphone = \"319-555-011\"\n{protocols}"
            ),
        );
    }
    for command in ["check", "build --draft"] {
        let report = network.run_command(&format!("{command} @clinics"));
        assert!(!report.is_success);
        let said = report.stdout + &report.stderr;
        assert_eq!(
            said.matches("`policy.number` is missing").count(),
            1,
            "{said}"
        );
        assert_eq!(
            said.matches("no key personnel are listed").count(),
            1,
            "{said}"
        );
        let (_, shared) = said.split_once("In all 3 agencies:\n").expect("a heading");
        let (in_all, in_two) = shared.split_once("\nIn ").expect("another heading");
        assert!(in_all.contains("`policy.number` is missing"), "{said}");
        let (agencies, problems) = in_two.split_once(":\n").expect("a heading");
        assert!(
            agencies.contains("a.toml, ") && agencies.ends_with("b.toml"),
            "{agencies}"
        );
        assert!(
            problems.contains("`protocols.security` is missing"),
            "{said}"
        );
        // Each agency's own mistake is said with its line.
        assert_eq!(said.matches("error[phone]").count(), 3, "{said}");
    }
}

#[test]
fn the_matrix_uses_requirement_areas_not_names() {
    let network = NetworkFixture::with_agencies(2);
    // Both requirements of training under other names; that of translations says of what it is no more.
    let carried = &pack::built_in_pack_files()["pack.toml"].text;
    let renamed = carried
        .replace("\"annual-training\"", "\"every-year\"")
        .replace("areas = [\"every-year\"]", "areas = [\"annual-training\"]")
        .replace(
            "statement = \"every-year\"",
            "statement = \"annual-training\"",
        )
        .replace("areas = [\"translation\"]\n", "");
    network.write_file("words/pack.toml", &renamed);
    let report =
        network.run_command("build @a0.toml @a1.toml --out @output --format html --document poster-help --templates @words");
    let table = fs::read_to_string(network.path_of("output/network.csv")).expect(&report.stderr);
    let mut rows = table.split("\r\n");
    let head = rows.next().expect("a head");
    assert!(
        head.ends_with("training,every-year,reporting,review,translation"),
        "{head}"
    );
    let first = rows.next().expect("an agency");
    assert!(first.contains(",overdue: 1 of 1 staff,"), "{first}");
    assert!(first.ends_with(",not known"), "{first}");
}

#[test]
fn the_matrix_shows_what_each_agency_lacks() {
    let network = NetworkFixture::with_agencies(4);
    network.write_file("a1.toml", "[agency]\nname = \"Broken\n");
    let late = agencies::generate_agency_toml(2)
        .replace("verified_on = 2026-11-02", "verified_on = 2025-01-02")
        .replace("effective = 2026-12-01", "effective = 2025-11-01")
        .replace("next_review = 2027-12-01", "next_review = 2026-11-01")
        .replace("mandatory_reporting =", "# mandatory_reporting =");
    let choice =
        "[policy.statements]\nannual-training = { include = false, reason = \"Next year\" }\n";
    let late = match late.split_once("[policy.statements]\n") {
        Some((before, after)) => format!("{before}{choice}{after}"),
        None => format!("{late}\n{choice}"),
    };
    network.write_file("a2.toml", &late);
    network.write_file(
        "a3.toml",
        &agencies::generate_agency_toml(3)
            .replace("name = \"Cañon Creek", "name = \"=1+1 Cañon, Creek"),
    );
    let report =
        network.run_command("build @ --format html --document poster-help,training-record");
    assert!(
        report
            .stdout
            .ends_with("What each agency still has to do: output/network.html\n"),
        "{}",
        report.stdout
    );
    let table = fs::read_to_string(network.path_of("output/network.csv")).expect("it was written");
    let folder = format!("{}/", network.folder().display());
    let rows: Vec<String> = table
        .split("\r\n")
        .map(|row| row.replace(&folder, ""))
        .collect();
    assert_eq!(
        rows,
        [
            "\u{FEFF}agency,file,as_of,to_do,packet,policy,contacts,training,annual-training,reporting,review,translation",
            "Cedar Valley Family Health 1,a0.toml,2026-11-25,4,in order,in order,in order,in order,\
             overdue: 1 of 1 staff,in order,\"not approved: 10 materials, never reviewed\",\
             \"missing: 2 facts in Spanish; not approved: Spanish: no qualified translator is named\"",
            "a1.toml,a1.toml,2026-11-25,1,missing: not built: 1 error to fix,not known,not known,not known,\
             not known,not known,not known,not known",
            "Blue Mesa Family Health 3,a2.toml,2026-11-25,13,in order,overdue: review was due 2026-11-01,\
             \"out of date: Bridges to Hope, last verified 2025-01-02; out of date: Child Protective Services, last verified \
             2025-01-02; out of date: Lantern Legal Aid, last verified 2025-01-02; out of date: Open Door Shelter, \
             last verified 2025-01-02\",missing: left out: annual-training,\
             \"overdue: 2 of 3 staff; missing: left out: annual-training\",\
             \"missing: left out: annual-training; missing: policy on mandatory reporting\",\
             \"not approved: 10 materials, never reviewed\",\
             \"missing: 6 facts in Spanish; not approved: Spanish: no qualified translator is named\"",
            "\"'=1+1 Cañon, Creek Family Health 4\",a3.toml,2026-11-25,5,in order,in order,in order,\
             missing: a list of staff,missing: a list of staff,in order,\
             \"not approved: 10 materials, never reviewed\",\
             \"missing: 4 facts in Spanish; not approved: Spanish: no qualified translator is named\"",
            "",
        ]
    );
    // Without `--format` and `--document` each packet has a page, and the matrix leads to it.
    network.write_file(
        "a3.toml",
        &agencies::generate_agency_toml(3).replace("name = \"Cañon", "name = \"<b>Cañon & Co"),
    );
    fs::remove_file(network.path_of("a1.toml")).expect("it is there");
    let report = network.run_command("build @");
    assert!(report.is_success, "{}", report.stderr);
    let page = fs::read_to_string(network.path_of("output/network.html")).expect("it was written");
    let link = "<a href=\"b-canon-co-creek-family-health-4/index.html\">&lt;b&gt;Cañon &amp; Co Creek Family Health 4</a>";
    assert!(page.contains(link), "{page}");
    assert!(
        network
            .path_of("output/b-canon-co-creek-family-health-4/index.html")
            .exists()
    );
    // It changes nothing of the user's.
    fs::write(network.path_of("output/network.html"), "mine").expect("it can be written");
    let report = network.run_command("build @");
    assert!(!report.is_success);
    assert!(
        report
            .stderr
            .contains("`output/network.html` has been changed since it was built"),
        "{}",
        report.stderr
    );
    assert_eq!(
        fs::read(network.path_of("output/network.html")).expect("it is there"),
        b"mine"
    );
}

/// In a terminal a bar below the words says how far the run is, and goes when it ends; elsewhere there are plain
/// lines.
#[cfg(unix)]
#[test]
fn a_terminal_shows_batch_progress() {
    use std::io::Read as _;

    let network = NetworkFixture::with_agencies(12);
    let program = env!("CARGO_BIN_EXE_policypress");
    let line = format!("build . {FAST_BUILD_OPTIONS} --out");
    let words: Vec<&str> = line.split(' ').collect();
    let (mut pty, pts) = pty_process::blocking::open().expect("a terminal can be had");
    pty.resize(pty_process::Size::new(24, 120))
        .expect("it has a size");
    let command = pty_process::blocking::Command::new(program);
    let command = command.args(&words).arg("seen").env("TERM", "xterm");
    let mut child = command
        .current_dir(network.folder())
        .spawn(pts)
        .expect("the program starts");
    let mut screen = Vec::new();
    let mut chunk = [0; 4096];
    // A terminal that nobody writes to any more is an error to read from.
    while let Ok(length @ 1..) = pty.read(&mut chunk) {
        screen.extend_from_slice(&chunk[..length]);
    }
    assert!(child.wait().expect("it ends").success());
    let screen = String::from_utf8_lossy(&screen);
    assert!(screen.contains(" of 12 agencies, "), "{screen}");
    assert!(!screen.contains(" of 0 agencies, "), "{screen}");
    assert!(
        screen.contains("12 agencies: 12 built, 0 up to date\r\n"),
        "{screen}"
    );

    let plain = std::process::Command::new(program)
        .args(&words)
        .arg("plain")
        .current_dir(network.folder())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&plain.stdout) + String::from_utf8_lossy(&plain.stderr);
    assert!(plain.status.success(), "{said}");
    assert!(!said.contains(['\u{1B}', '\r']), "{said}");
    assert_eq!(said.matches(" files in plain/").count(), 12, "{said}");
}
