//! One agency.toml over another: `extends`, `append` and `replace`.

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
fn entries_add_to_those_of_the_base_unless_they_are_the_same_or_replace_the_list() {
    let build = |head: &str, organizations: &str| {
        let own = format!(
            "extends = \"../grantee.toml\"\n{head}[agency]\nname = \"Willow\"\nstates = [\"NE\"]\n{organizations}"
        );
        let folder = temp_folder_with_files(&[
            ("net/grantee.toml", BASE_FILE),
            ("net/site/agency.toml", &own),
        ]);
        build_policy(folder.path())
    };
    let lantern = "[[organizations]]\nname = \"Lantern\"\n";
    // `append` names what adds anyway.
    for head in ["", "append = [\"organizations\", \"languages.served\"]\n"] {
        let text = build(head, lantern);
        let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name}"));
        assert!(place("Harbor") < place("Lantern"), "the base's come first");
    }
    let text = build("replace = [\"organizations\"]\n", lantern);
    assert!(
        text.contains("Lantern") && !text.contains("Harbor"),
        "{text}"
    );
    let same = "[[organizations]]\nname = \"HARBOR\"\nphone = \"(515) 555-0120\"\nservices = \"Beds for two\"\n";
    let text = build("", &format!("{lantern}{same}"));
    let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name}"));
    assert!(!text.contains("Harbor"), "{text}");
    assert!(text.contains("Beds for two"), "{text}");
    assert!(place("HARBOR") < place("Lantern"), "{text}");
    // The list is named, but this file has none: the reason stands.
    let reason = "[without]\norganizations = \"None works in the county\"\n";
    let text = build("replace = [\"organizations\"]\n", reason);
    assert!(
        text.contains("None works in the county") && !text.contains("Harbor"),
        "{text}"
    );
}

#[test]
fn diagnostics_name_the_file_within_an_extends_chain() {
    let base = BASE_FILE.replace("515-555-0100", "555-0100") + "colour = 1\n";
    let middle = "extends = \"top/grantee.toml\"\n[agency]\nstates = [\"Iowa\"]\n[theme]\nlogo = \"art/none.png\"\nlogo_alt = \"x\"\n";
    let own = "extends = \"../network.toml\"\nappend = [\"organizations\"]\n[agency]\nname = \"Willow\"\nfax = \"1\"\n\
               [[organizations]]\nname = \"harbor\"\nphone = \"515-555-0121\"\n";
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

/// An entry takes the place of the grantee's or of the region's, but whom they list stays staff.
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
    let own = |services: &str, taken: &str| {
        format!(
            "extends = \"../network.toml\"\n[agency]\nname = \"Willow\"\nphone = \"319-555-0110\"\n\
             [committee]\nmembers = [\"M1\"]\n\
             [[personnel]]\nposition = \"Clinic Manager\"\nphone = \"319-555-0111\"\n\
             [[personnel]]\nposition = \"regional nurse\"\nphone = \"319-555-0113\"\n\
             {taken}\
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
            "is the number of `Quiet Shelter` under `[[organizations]]`",
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
        let taken = "[[personnel]]\nposition = \"Network Director\"\nphone = \"319-555-0114\"\n\
            [[organizations]]\nname = \"Quiet Shelter\"\nphone = \"515-555-0160\"\naudience = \"staff\"\n";
        for taken in ["", taken] {
            let folder = temp_folder_with_files(&[
                ("net/top/grantee.toml", base),
                ("net/network.toml", middle),
                ("net/site/agency.toml", &own(services, taken)),
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
}

/// A statewide list serves a network of two states: each agency gets what is of its own.
#[test]
fn what_a_base_lists_for_another_state_is_left_out() {
    let base = "[[child_protection]]\nstate = \"IA\"\nname = \"Iowa Services\"\nphone = \"515-555-0140\"\n\
                [[child_protection]]\nstate = \"NE\"\nname = \"Nebraska Services\"\nphone = \"402-555-0140\"\n\
                [[law_enforcement]]\nname = \"Iowa Patrol\"\nphone = \"515-555-0130\"\nstates = [\"IA\"]\n\
                [[law_enforcement]]\nname = \"Nebraska Patrol\"\nphone = \"402-555-0130\"\nstates = [\"NE\"]\n\
                [[organizations]]\nname = \"Iowa Help\"\nphone = \"515-555-0120\"\nstates = [\"IA\"]\n\
                [[organizations]]\nname = \"Nebraska Help\"\nphone = \"402-555-0120\"\nstates = [\"NE\"]\n\
                [[organizations]]\nname = \"Plains Help\"\nphone = \"402-555-0121\"\nstates = [\"IA\", \"NE\"]\n\
                [[personnel]]\nposition = \"Nurse on call\"\nphone = \"515-555-0111\"\nhours = \"24 hours\"\n";
    let site = "[[sites]]\nid = \"main\"\nname = \"Main\"\naddress = [\"1 Main St\", \"Ames, IA 50010\"]\n";
    let check = |agency: &str| {
        let own = format!("extends = \"../grantee.toml\"\n[agency]\nname = \"Willow\"\n{agency}");
        let folder =
            temp_folder_with_files(&[("net/grantee.toml", base), ("net/site/agency.toml", &own)]);
        let (_, told) = run_and_capture(folder.path(), &["check"]);
        (build_policy(folder.path()), told)
    };
    for agency in ["states = [\"IA\"]\n", "states = [\"ia\"]\n"] {
        let (policy, told) = check(&format!("{agency}{site}"));
        assert!(!policy.contains("Nebraska"), "{policy}");
        for name in [
            "Iowa Services",
            "Iowa Patrol",
            "Iowa Help",
            "Plains Help",
            "Nurse on call",
        ] {
            assert!(policy.contains(name), "{name} is in\n{policy}");
        }
        for code in [
            "contact-without-site",
            "no-state-child-protection",
            "NE",
            "Nebraska",
        ] {
            assert!(!told.contains(code), "{code} is in\n{told}");
        }
    }
    // In both states, by its list or by its site, and while its states are unknown.
    for agency in [format!("states = [\"IA\", \"NE\"]\n{site}"), String::new()] {
        let (policy, _) = check(&agency);
        assert!(policy.contains("Nebraska Services"), "{agency}: {policy}");
        assert!(policy.contains("Iowa Services"), "{agency}: {policy}");
    }
    // What an agency lists itself is never left out.
    let own = "states = [\"IA\"]\n[[child_protection]]\nstate = \"NE\"\nname = \"Omaha Line\"\nphone = \"402-555-0141\"\n";
    let (policy, _) = check(own);
    assert!(policy.contains("Omaha Line"), "{policy}");
}

/// One agency's own sentence and shelter take nothing of the network's away; a sentence with a name can be replaced.
#[test]
fn additions_of_the_base_stay_unless_one_of_the_same_name_takes_their_place() {
    let base = "[[policy.additions]]\nafter = \"safety-concerns\"\ntext = \"Doors lock by themselves.\"\n\
                [[policy.additions]]\nafter = \"safety-concerns\"\nname = \"buttons\"\ntext = \"Buttons are tested yearly.\"\n\
                [[organizations]]\nname = \"Statewide Line\"\nphone = \"515-555-0120\"\n";
    let own = "extends = \"../grantee.toml\"\n[agency]\nname = \"Willow\"\n\
               [[policy.additions]]\nafter = \"safety-concerns\"\ntext = \"Two staff close the clinic.\"\n\
               [[policy.additions]]\nafter = \"safety-concerns\"\nname = \"buttons\"\ntext = \"Buttons are tested monthly.\"\n\
               [[organizations]]\nname = \"Local Shelter\"\nphone = \"515-555-0121\"\nkind = \"shelter\"\n";
    let folder =
        temp_folder_with_files(&[("net/grantee.toml", base), ("net/site/agency.toml", own)]);
    let policy = build_policy(folder.path());
    let mut last = 0;
    for sentence in [
        "Doors lock by themselves.",
        "Buttons are tested monthly.",
        "Two staff close the clinic.",
    ] {
        let place = policy.find(sentence);
        let place = place.unwrap_or_else(|| panic!("{sentence} is in\n{policy}"));
        assert!(place > last, "{sentence} follows");
        last = place;
    }
    assert!(!policy.contains("tested yearly"), "{policy}");
    for name in ["Statewide Line", "Local Shelter"] {
        assert!(policy.contains(name), "{name} is in\n{policy}");
    }
}

#[test]
fn an_empty_list_and_a_reason_for_one_are_said_to_leave_the_entries_of_the_base() {
    let base = format!("{BASE_FILE}[without]\npersonnel = \"The network's team is called\"\n");
    let check = |own: &str| {
        let own = format!("extends = \"../grantee.toml\"\n{own}");
        let folder =
            temp_folder_with_files(&[("net/grantee.toml", &base), ("net/site/agency.toml", &own)]);
        run_and_capture(folder.path(), &["check"]).1
    };
    let told = check("organizations = []\n[agency]\nname = \"Willow\"\n");
    assert!(told.contains("warning[empty-list]"), "{told}");
    assert!(told.contains("ROOT/net/site/agency.toml:2:17"), "{told}");
    let told = check("[agency]\nname = \"Willow\"\n[without]\norganizations = \"None here\"\n");
    assert!(
        told.contains("error[list-and-reason]: `[[organizations]]` has entries in `ROOT/net/site/../grantee.toml`"),
        "{told}"
    );
    // The base's reason is of a list that it does not have itself.
    let nurse =
        "[[personnel]]\nposition = \"Nurse\"\nphone = \"515-555-0111\"\nhours = \"24 hours\"\n";
    let told = check(&format!("[agency]\nname = \"Willow\"\n{nurse}"));
    assert!(!told.contains("list-and-reason"), "{told}");
}
