//! Whatever is chosen to be built, the program ends: with a packet that holds something, or with the reason why
//! there is none.

use std::path::Path;

use crate::support::fixture::{
    policypress_command, run_with_timeout, stderr_text, temp_folder_with_files,
};
use crate::support::packet::{list_files, read_agency_fixture};

/// Templates of the user's own beside the carried ones; the three loops of the poster make it one that is filled
/// under a time limit.
const CUSTOM_TEMPLATES: [(&str, &str); 3] = [
    (
        "own/en/poster-help.md",
        "+++\ntitle = \"Help\"\nsubject = \"Whom to call\"\naudience = \"client\"\nlayout = \"poster\"\n+++\n\
         # {#title} Help\n\n{#call} {% for a in range(end=2) %}{% for b in range(end=2) %}{% for c in range(end=2) %}\
         {{ hotline.call.shown }} {% endfor %}{% endfor %}{% endfor %}\n",
    ),
    (
        "own/es/poster-help.md",
        "+++\ntitle = \"Ayuda\"\nsubject = \"A quién llamar\"\n+++\n# {#title} Ayuda\n\n{#call} {{ hotline.call.shown }}\n",
    ),
    (
        "own/en/action-sheet.md",
        "+++\ntitle = \"Action Sheet\"\nsubject = \"Whom to call\"\naudience = \"staff\"\nlayout = \"form\"\n+++\n\
         # {#title} Action sheet\n\n{#agency} {{ agency.name }}\n",
    ),
];

/// One in two languages, one in English alone, and one for each of two sites.
const DOCUMENTS: [&str; 3] = ["poster-help", "policy", "action-sheet"];
const LANGUAGES: [&str; 2] = ["en", "es"];
const FORMATS: [&str; 3] = ["markdown", "docx", "pdf"];

/// Returns the names whose bits are set, with commas between them.
fn join_selected_names(names: &[&str], bits: usize) -> String {
    let chosen = names.iter().enumerate();
    let chosen = chosen.filter(|(place, _)| bits >> place & 1 == 1);
    chosen.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
}

/// Returns every choice of documents, languages and formats; the numbers of threads and the templates take turns over
/// them.
fn all_option_combinations() -> Vec<Vec<String>> {
    let mut choices = Vec::new();
    for documents in 0..1 << DOCUMENTS.len() {
        for languages in 0..1 << LANGUAGES.len() {
            for formats in 0..1 << FORMATS.len() {
                let turn = documents + languages + formats;
                let jobs = ["1", "2", "4"][turn % 3];
                let mut choice = vec!["--jobs".to_owned(), jobs.to_owned()];
                if turn / 3 % 2 == 0 {
                    choice.extend(["--templates".to_owned(), "own".to_owned()]);
                }
                for (option, names) in [
                    ("--document", join_selected_names(&DOCUMENTS, documents)),
                    ("--language", join_selected_names(&LANGUAGES, languages)),
                    ("--format", join_selected_names(&FORMATS, formats)),
                ] {
                    if !names.is_empty() {
                        choice.extend([option.to_owned(), names]);
                    }
                }
                choices.push(choice);
            }
        }
    }
    choices
}

fn build_and_check_outcome(folder: &Path, out: &str, choice: &[String]) {
    let mut command = policypress_command(folder);
    let build = run_with_timeout(command.args(["build", "--out", out]).args(choice));
    let said = stderr_text(&build);
    let out = folder.join(out);
    match build.status.code() {
        Some(0) => {
            let made = list_files(&out);
            let is_manifest = |path: &String| path.ends_with("/manifest.json");
            assert!(made.iter().any(is_manifest), "{choice:?}: {made:?}\n{said}");
            assert!(made.len() > 1, "{choice:?}: {made:?}\n{said}");
        }
        Some(1) => {
            assert!(said.contains("error["), "{choice:?}: {said}");
            assert!(!out.exists(), "{choice:?} writes\n{said}");
        }
        other => panic!("{choice:?} ends with {other:?}\n{said}"),
    }
}

#[test]
fn every_option_combination_gives_a_packet_or_an_error() {
    let agency = read_agency_fixture("cedar-valley");
    let folder =
        temp_folder_with_files(&[&CUSTOM_TEMPLATES[..], &[("agency.toml", &agency)]].concat());
    let choices = all_option_combinations();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let (folder, choices) = (folder.path(), &choices);
            scope.spawn(move || {
                for (number, choice) in choices.iter().enumerate().skip(first).step_by(threads) {
                    build_and_check_outcome(folder, &format!("out-{number}"), choice);
                }
            });
        }
    });
}
