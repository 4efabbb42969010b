//! What the program says about itself, and how loud and how coloured.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use policypress::cli::completions_and_man;

use crate::support::fixture::{
    policypress_command, run_policypress, stderr_text, stdout_text, temp_agency_folder,
};
use crate::support::packet::read_agency_fixture;

fn run_policypress_with_env(
    arguments: &[&str],
    folder: &Path,
    variables: &[(&str, &str)],
) -> Output {
    let mut command = policypress_command(folder);
    command.args(arguments);
    command.envs(variables.iter().copied());
    command.output().expect("the program starts")
}

#[test]
fn every_command_has_a_help_example_and_a_man_page() {
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
    let folder = temp_agency_folder("");
    for (name, _) in pages {
        let mut line: Vec<&str> = name.split('-').skip(1).collect();
        line.push("--help");
        let help = run_policypress(&line, folder.path());
        assert!(help.status.success());
        assert!(
            stdout_text(&help).contains("  policypress "),
            "{}",
            stdout_text(&help)
        );
    }
}

#[test]
fn the_help_of_build_fits_one_screen() {
    let folder = temp_agency_folder("");
    let help = stdout_text(&run_policypress(&["build", "--help"], folder.path()));
    let screen_lines = help
        .lines()
        .map(|line| line.chars().count().div_ceil(80).max(1));
    assert!(screen_lines.sum::<usize>() < 40, "{help}");
    assert!(!help.contains("\\["), "{help}");
}

#[test]
fn the_manual_is_one_text_or_one_page_per_command() {
    let folder = temp_agency_folder("");
    let whole = run_policypress(&["man"], folder.path());
    assert!(
        stdout_text(&whole).contains(".TH policypress 1"),
        "{}",
        stdout_text(&whole)
    );
    let made = run_policypress(&["man", "--out", "pages"], folder.path());
    assert!(made.status.success(), "{}", stderr_text(&made));
    let page = folder.path().join("pages/policypress-build.1");
    let page = fs::read_to_string(page).expect("there is a page");
    assert!(page.contains("tabloid"), "{page}");
    // What somebody wrote there stays.
    fs::write(folder.path().join("pages/policypress.1"), "mine").expect("it can be written");
    let again = run_policypress(&["man", "--out", "pages"], folder.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(
        stderr_text(&again).contains("template-exists"),
        "{}",
        stderr_text(&again)
    );
}

#[test]
fn each_shell_gets_completions_with_the_options() {
    let folder = temp_agency_folder("");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run_policypress(&["completions", shell], folder.path());
        assert!(script.status.success(), "{}", stderr_text(&script));
        let text = stdout_text(&script);
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
    let unknown = run_policypress(&["completions", "bsh"], folder.path());
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        stderr_text(&unknown).contains("bash"),
        "{}",
        stderr_text(&unknown)
    );
}

#[test]
fn color_is_used_only_when_requested() {
    let folder = temp_agency_folder("[agency]\nnaem = \"x\"\n");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let said = run_policypress_with_env(arguments, folder.path(), variables);
        (stdout_text(&said) + &stderr_text(&said)).contains('\u{1B}')
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
fn quiet_prints_only_errors_and_warnings() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    for command in ["check", "build"] {
        let quiet = run_policypress(&[command, "--quiet"], folder.path());
        assert!(quiet.status.success());
        assert_eq!(stdout_text(&quiet) + &stderr_text(&quiet), "", "{command}");
    }
    let folder = temp_agency_folder("[agency]\nname = \"Willow\"\n");
    let loud = stdout_text(&run_policypress(&["check"], folder.path()));
    let quiet = run_policypress(&["check", "-q"], folder.path());
    assert_eq!(quiet.status.code(), Some(1));
    let told = stdout_text(&quiet);
    assert!(loud.contains("warning["), "{loud}");
    assert!(
        !told.contains("warning[") && told.contains("error[no-personnel]"),
        "{told}"
    );
    let both = run_policypress(&["check", "-q", "-v"], folder.path());
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn verbose_lists_the_files() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let built = run_policypress(&["build", "--verbose"], folder.path());
    let told = stdout_text(&built);
    assert!(told.contains("read agency.toml\n"), "{told}");
    assert!(
        told.contains("wrote output/cedar-valley-family-health/client/poster-help.pdf\n"),
        "{told}"
    );
    let checked = run_policypress(&["check", "-v"], folder.path());
    assert!(
        stdout_text(&checked).contains("read agency.toml\n"),
        "{}",
        stdout_text(&checked)
    );
}

#[test]
fn a_misspelled_command_gets_a_suggestion() {
    let folder = temp_agency_folder("");
    for (wrong, right) in [("chek", "check"), ("ejcet", "eject"), ("int", "init")] {
        let said = run_policypress(&[wrong], folder.path());
        assert_eq!(said.status.code(), Some(2));
        assert!(
            stderr_text(&said).contains(&format!("`{right}`")),
            "{}",
            stderr_text(&said)
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn open_option_opens_the_packet_in_a_browser() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let program = folder.path().join("xdg-open");
    fs::write(
        &program,
        "#!/bin/sh\necho \"$1\" > shown.part && mv shown.part shown\n",
    )
    .expect("it can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let built = run_policypress_with_env(&["build", "--open"], folder.path(), &[("PATH", &path)]);
    assert!(built.status.success(), "{}", stderr_text(&built));
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
    let none =
        run_policypress_with_env(&["build", "--open"], folder.path(), &[("PATH", "/nowhere")]);
    assert!(none.status.success());
    assert!(
        stderr_text(&none).contains(
            "could not open a browser; open output/cedar-valley-family-health/index.html"
        ),
        "{}",
        stderr_text(&none)
    );
}
