//! One agency.toml over another: `extends` and `append`.

use std::fs;
use std::path::Path;

use crate::support::fixture::temp_folder_with_files;
use crate::support::packet::{list_files, read_agency_fixture, run_command_line};

const BASE_FILE: &str = "[agency]\nname = \"The Grantee\"\nstates = [\"IA\"]\nphone = \"515-555-0100\"\n\
                    [protocols]\nviolence = \"CP-1 Violence\"\n\
                    [[organizations]]\nname = \"Harbor\"\nphone = \"515-555-0120\"\naudience = \"client\"\n";

fn run_and_capture(folder: &Path, line: &[&str]) -> (bool, String) {
    let path = folder.join("net/site/agency.toml").display().to_string();
    let mut whole = vec!["policypress", line[0], &path];
    whole.extend(&line[1..]);
    let report = run_command_line(&whole).expect("the machine does its part");
    let root = folder.display().to_string();
    let said = format!("{}{}", report.stdout, report.stderr);
    (report.is_success, said.replace(&root, "ROOT"))
}

fn build_policy(folder: &Path) -> String {
    let (passed, told) = run_and_capture(folder, &["build", "--draft"]);
    assert!(passed, "{told}");
    let output = folder.join("net/site/output");
    let path = list_files(&output)
        .into_iter()
        .find(|path| path.ends_with("staff/policy.md"))
        .expect("there is a policy");
    fs::read_to_string(output.join(path)).expect("it can be read")
}

#[test]
fn a_base_setting_applies_where_the_file_has_none() {
    let own = "extends = \"../grantee.toml\"\n[agency]\nname = \"Willow\"\nphone = \"TBD\"\n\
               [protocols]\nconfidentiality = \"CP-2 Confidentiality\"\n";
    let folder = temp_folder_with_files(&[
        ("net/grantee.toml", BASE_FILE),
        ("net/site/agency.toml", own),
    ]);
    let policy = build_policy(folder.path());
    assert!(policy.contains("Willow"), "its own name");
    assert!(!policy.contains("The Grantee"), "not that of the base");
    for text in ["CP-1 Violence", "CP-2 Confidentiality", "Harbor"] {
        assert!(policy.contains(text), "{text} is in\n{policy}");
    }
    let manifest = folder.path().join("net/site/output/willow/manifest.json");
    let manifest = fs::read_to_string(manifest).expect("there is a manifest");
    assert!(manifest.contains("\"grantee.toml\""), "{manifest}");
    assert!(manifest.contains("\"agency.toml\""), "{manifest}");
}

#[test]
fn a_list_replaces_the_base_list_unless_appended() {
    let list =
        "[agency]\nname = \"Willow\"\nstates = [\"NE\"]\n[[organizations]]\nname = \"Lantern\"\n";
    let replaced = format!("extends = \"../grantee.toml\"\n{list}");
    let folder = temp_folder_with_files(&[
        ("net/grantee.toml", BASE_FILE),
        ("net/site/agency.toml", &replaced),
    ]);
    let text = build_policy(folder.path());
    assert!(
        text.contains("Lantern") && !text.contains("Harbor"),
        "{text}"
    );

    let added = format!("extends = \"../grantee.toml\"\nappend = [\"organizations\"]\n{list}");
    let folder = temp_folder_with_files(&[
        ("net/grantee.toml", BASE_FILE),
        ("net/site/agency.toml", &added),
    ]);
    let text = build_policy(folder.path());
    let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name}"));
    assert!(place("Harbor") < place("Lantern"), "the base's come first");
}

#[test]
fn diagnostics_name_the_file_within_an_extends_chain() {
    let base = BASE_FILE.replace("515-555-0100", "555-0100") + "colour = 1\n";
    let middle = "extends = \"top/grantee.toml\"\n[agency]\nstates = [\"Iowa\"]\n[theme]\nlogo = \"art/none.png\"\nlogo_alt = \"x\"\n";
    let own = "extends = \"../network.toml\"\nappend = [\"organizations\"]\n[agency]\nname = \"Willow\"\nfax = \"1\"\n\
               [[organizations]]\nname = \"harbor\"\nphone = \"515-555-0120\"\n";
    let folder = temp_folder_with_files(&[
        ("net/top/grantee.toml", &base),
        ("net/network.toml", middle),
        ("net/site/agency.toml", own),
    ]);
    let (passed, told) = run_and_capture(folder.path(), &["check"]);
    assert!(!passed);
    for place in [
        "ROOT/net/site/agency.toml:5:1",
        "ROOT/net/site/../network.toml:3:11",
        "ROOT/net/site/../network.toml:5:8",
        "ROOT/net/site/../top/grantee.toml:4:9",
        "ROOT/net/site/../top/grantee.toml:11:1",
        "first on line 8 of ROOT/net/site/../top/grantee.toml",
    ] {
        assert!(told.contains(place), "{place} is in\n{told}");
    }
}

#[test]
fn a_missing_or_circular_base_is_refused() {
    let own = "extends = \"../nowhere.toml\"\n[agency]\nname = \"Willow\"\n";
    let folder = temp_folder_with_files(&[("net/site/agency.toml", own)]);
    let (passed, told) = run_and_capture(folder.path(), &["check"]);
    assert!(
        !passed && told.contains("`../nowhere.toml` does not exist"),
        "{told}"
    );
    assert!(told.contains("agency.toml:1:11"), "{told}");

    let own = "extends = \"../a.toml\"\n[agency]\nname = \"Willow\"\n";
    let folder = temp_folder_with_files(&[
        ("net/a.toml", "extends = \"site/../b.toml\"\n"),
        ("net/b.toml", "extends = \"a.toml\"\n"),
        ("net/site/agency.toml", own),
    ]);
    for command in ["check", "build", "init"] {
        let (passed, told) = run_and_capture(folder.path(), &[command]);
        assert!(
            !passed && told.contains("extends-loop"),
            "{command}: {told}"
        );
        assert!(told.contains("b.toml:1:11"), "{told}");
    }
    let itself = "extends = \"agency.toml\"\n[agency]\nname = \"Willow\"\n";
    let folder = temp_folder_with_files(&[("net/site/agency.toml", itself)]);
    let (passed, told) = run_and_capture(folder.path(), &["check"]);
    assert!(!passed && told.contains("extends-loop"), "{told}");
}

#[test]
fn syntax_errors_in_a_base_are_shown_in_the_base() {
    let own = "extends = \"../grantee.toml\"\n[agency]\nname = \"Willow\"\n";
    let folder = temp_folder_with_files(&[
        ("net/grantee.toml", "[agency]\nphone = 515-555-0100\n"),
        ("net/site/agency.toml", own),
    ]);
    let (passed, told) = run_and_capture(folder.path(), &["check"]);
    assert!(!passed && told.contains("grantee.toml:2:9"), "{told}");
}

#[test]
fn the_complete_example_can_extend_a_base() {
    let folder = temp_folder_with_files(&[
        ("net/grantee.toml", BASE_FILE),
        (
            "net/site/agency.toml",
            &format!(
                "extends = \"../grantee.toml\"\n{}",
                read_agency_fixture("cedar-valley")
            ),
        ),
    ]);
    let (passed, told) = run_and_capture(folder.path(), &["check"]);
    assert!(passed, "{told}");
}

/// A clinic's own lists replace the grantee's, but the grantee's staff stay staff.
#[test]
fn staff_of_a_base_file_are_found_in_client_documents() {
    let base = "[agency]\nname = \"The Grantee\"\nstates = [\"IA\"]\nphone = \"515-555-0100\"\n\
                [committee]\nmembers = [\"Lupe Arroyo\"]\n\
                [[personnel]]\nposition = \"Network Director\"\nname = \"Ana Rivera\"\n\
                phone = \"515-555-0111\"\n\
                [[personnel]]\nposition = \"Front Desk\"\nphone = \"515-555-0100\"\n\
                [[organizations]]\nname = \"Quiet Shelter\"\nphone = \"515-555-0160\"\n\
                website = \"https://quiet.example\"\n";
    let middle = "extends = \"top/grantee.toml\"\n\
                  [[personnel]]\nposition = \"Regional Nurse\"\nphone = \"641-555-0112 ext. 7\"\n";
    let own = |services: &str| {
        format!(
            "extends = \"../network.toml\"\n[agency]\nname = \"Willow\"\nphone = \"319-555-0110\"\n\
             [committee]\nmembers = [\"M1\"]\n\
             [[personnel]]\nposition = \"Clinic Manager\"\nphone = \"319-555-0111\"\n\
             [[organizations]]\nname = \"Harbor\"\nphone = \"319-555-0120\"\naudience = \"client\"\n\
             services = \"{services}\"\n\
             [[organizations]]\nname = \"Grantee\"\nphone = \"515-555-0100\"\naudience = \"client\"\n"
        )
    };
    for (services, expected) in [
        (
            "or 515-555-0111",
            "`515-555-0111` is the number of `Network Director` under `[[personnel]]` in `ROOT/net/site/../top/grantee.toml`",
        ),
        (
            "or 515-555-0160",
            "is the number of `Quiet Shelter` under `[[organizations]]` in",
        ),
        ("see quiet.example", "is an address of `Quiet Shelter`"),
        ("641-555-0112 x7", "is the extension of `Regional Nurse`"),
        ("ask Ana Rivera", "`Ana Rivera` names `Ana Rivera` under"),
        (
            "ask Lupe Arroyo",
            "`Lupe Arroyo` names `Lupe Arroyo` under `committee.members` in",
        ),
        // What the base file's own agency gives everybody, and extensions of another phone system.
        ("or 515-555-0100, ext. 7", ""),
        ("Shelter", ""),
    ] {
        let folder = temp_folder_with_files(&[
            ("net/top/grantee.toml", base),
            ("net/network.toml", middle),
            ("net/site/agency.toml", &own(services)),
        ]);
        let (_, told) = run_and_capture(folder.path(), &["check"]);
        if expected.is_empty() {
            assert!(!told.contains("error[staff-"), "{services}: {told}");
        } else {
            assert!(told.contains(expected), "{services}: {told}");
            assert!(told.contains("error[staff-"), "{services}: {told}");
        }
    }
}
