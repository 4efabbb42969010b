//! Whatever is chosen to be built, the program ends: with a packet that holds something, or with the reason why
//! there is none.

use std::path::Path;

use crate::support::fixture::{command, ended, err, folder_with};
use crate::support::packet::{files, fixture_text};

/// Templates of the user's own beside the carried ones; the three loops of the poster make it one that is filled
/// under a time limit.
const TEMPLATES: [(&str, &str); 3] = [
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
fn subset(names: &[&str], bits: usize) -> String {
    let chosen = names.iter().enumerate();
    let chosen = chosen.filter(|(place, _)| bits >> place & 1 == 1);
    chosen.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
}

/// Returns every choice of documents, languages and formats; the numbers of threads and the templates take turns over
/// them.
fn choices() -> Vec<Vec<String>> {
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
                    ("--document", subset(&DOCUMENTS, documents)),
                    ("--language", subset(&LANGUAGES, languages)),
                    ("--format", subset(&FORMATS, formats)),
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

fn build(folder: &Path, out: &str, choice: &[String]) {
    let mut command = command(folder);
    let build = ended(command.args(["build", "--out", out]).args(choice));
    let said = err(&build);
    let out = folder.join(out);
    match build.status.code() {
        Some(0) => {
            let made = files(&out);
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
fn every_choice_ends_in_a_packet_or_a_reason() {
    let agency = fixture_text("cedar-valley");
    let folder = folder_with(&[&TEMPLATES[..], &[("agency.toml", &agency)]].concat());
    let choices = choices();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let (folder, choices) = (folder.path(), &choices);
            scope.spawn(move || {
                for (number, choice) in choices.iter().enumerate().skip(first).step_by(threads) {
                    build(folder, &format!("out-{number}"), choice);
                }
            });
        }
    });
}
