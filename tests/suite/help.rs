//! What the program says about itself, and how loud and how coloured.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use policypress::cli::completions_and_man;

use crate::support::fixture::{agency_folder, command, err, out, policypress};
use crate::support::packet::fixture_text;

fn policypress_with(arguments: &[&str], folder: &Path, variables: &[(&str, &str)]) -> Output {
    let mut command = command(folder);
    command.args(arguments);
    command.envs(variables.iter().copied());
    command.output().expect("the program starts")
}

#[test]
fn every_command_shows_an_example_and_has_a_page() {
    let pages = completions_and_man::render_man_pages();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "policypress",
        "policypress-init",
        "policypress-build",
        "policypress-where",
        "policypress-training-status",
        "policypress-man",
    ] {
        assert!(names.contains(&name), "{name} is in {names:?}");
    }
    for (name, page) in &pages {
        assert!(page.contains("Example"), "{name} shows an example:\n{page}");
    }
    let folder = agency_folder("");
    for (name, _) in pages {
        let mut line: Vec<&str> = name.split('-').skip(1).collect();
        line.push("--help");
        let help = policypress(&line, folder.path());
        assert!(help.status.success());
        assert!(out(&help).contains("  policypress "), "{}", out(&help));
    }
}

#[test]
fn the_manual_is_one_text_or_a_page_for_each_command() {
    let folder = agency_folder("");
    let whole = policypress(&["man"], folder.path());
    assert!(out(&whole).contains(".TH policypress 1"), "{}", out(&whole));
    let made = policypress(&["man", "--out", "pages"], folder.path());
    assert!(made.status.success(), "{}", err(&made));
    let page = folder.path().join("pages/policypress-build.1");
    let page = fs::read_to_string(page).expect("there is a page");
    assert!(page.contains("tabloid"), "{page}");
    // What somebody wrote there stays.
    fs::write(folder.path().join("pages/policypress.1"), "mine").expect("it can be written");
    let again = policypress(&["man", "--out", "pages"], folder.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("eject-in-the-way"), "{}", err(&again));
}

#[test]
fn each_shell_gets_a_script_that_knows_the_options() {
    let folder = agency_folder("");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = policypress(&["completions", shell], folder.path());
        assert!(script.status.success(), "{}", err(&script));
        let text = out(&script);
        for word in ["readability", "as-of", "where"] {
            assert!(text.contains(word), "{shell} completes `{word}`");
        }
        if shell == "bash" {
            fs::write(folder.path().join("script"), &text).expect("it can be written");
            let read = Command::new("bash")
                .args(["-n", "script"])
                .current_dir(folder.path())
                .output();
            assert!(
                read.is_ok_and(|read| read.status.success()),
                "bash reads it"
            );
        }
    }
    let unknown = policypress(&["completions", "bsh"], folder.path());
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("bash"), "{}", err(&unknown));
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let folder = agency_folder("[agency]\nnaem = \"x\"\n");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let said = policypress_with(arguments, folder.path(), variables);
        (out(&said) + &err(&said)).contains('\u{1B}')
    };
    for command in ["check", "build"] {
        assert!(!coloured(&[command], &[]), "no terminal, no colour");
        assert!(coloured(&[command], &[("CLICOLOR_FORCE", "1")]));
        assert!(!coloured(&[command], &[("CLICOLOR_FORCE", "0")]));
        assert!(!coloured(
            &[command],
            &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
        ));
        assert!(coloured(
            &[command, "--color", "always"],
            &[("NO_COLOR", "1")]
        ));
        assert!(!coloured(
            &["--color=never", command],
            &[("CLICOLOR_FORCE", "1")]
        ));
    }
}

#[test]
fn quiet_says_what_is_wrong_and_nothing_else() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    for command in ["check", "build"] {
        let quiet = policypress(&[command, "--quiet"], folder.path());
        assert!(quiet.status.success());
        assert_eq!(out(&quiet) + &err(&quiet), "", "{command}");
    }
    let folder = agency_folder("[agency]\nname = \"Willow\"\n");
    let loud = out(&policypress(&["check"], folder.path()));
    let quiet = policypress(&["check", "-q"], folder.path());
    assert_eq!(quiet.status.code(), Some(1));
    let told = out(&quiet);
    assert!(loud.contains("warning["), "{loud}");
    assert!(
        !told.contains("warning[") && told.contains("error[no-personnel]"),
        "{told}"
    );
    let both = policypress(&["check", "-q", "-v"], folder.path());
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn verbose_names_the_files() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    let built = policypress(&["build", "--verbose"], folder.path());
    let told = out(&built);
    assert!(told.contains("read agency.toml\n"), "{told}");
    assert!(
        told.contains("made output/cedar-valley-family-health/client/poster-help.pdf\n"),
        "{told}"
    );
    let checked = policypress(&["check", "-v"], folder.path());
    assert!(
        out(&checked).contains("read agency.toml\n"),
        "{}",
        out(&checked)
    );
}

#[test]
fn a_misspelt_command_is_named_with_the_nearest() {
    let folder = agency_folder("");
    for (wrong, right) in [("chek", "check"), ("ejcet", "eject"), ("int", "init")] {
        let said = policypress(&[wrong], folder.path());
        assert_eq!(said.status.code(), Some(2));
        assert!(err(&said).contains(&format!("'{right}'")), "{}", err(&said));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn open_shows_the_packet() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = agency_folder(&fixture_text("cedar-valley"));
    let program = folder.path().join("xdg-open");
    fs::write(
        &program,
        "#!/bin/sh\necho \"$1\" > shown.part && mv shown.part shown\n",
    )
    .expect("it can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let built = policypress_with(&["build", "--open"], folder.path(), &[("PATH", &path)]);
    assert!(built.status.success(), "{}", err(&built));
    let shown = folder.path().join("shown");
    for _ in 0..100 {
        if shown.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let shown = fs::read_to_string(shown).expect("something was shown");
    assert_eq!(shown, "output/cedar-valley-family-health/index.html\n");
    // Without such a program it says where the page is.
    let none = policypress_with(&["build", "--open"], folder.path(), &[("PATH", "/nowhere")]);
    assert!(none.status.success());
    assert!(err(&none).contains("index.html yourself"), "{}", err(&none));
}
