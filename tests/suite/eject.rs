//! Templates as files: written out, edited, and taken in place of the carried ones.

use std::fs;
use std::path::Path;

use crate::support::packet::{
    build_fixture_packet, build_packet, list_files, read_agency_fixture, run_command_line,
    try_build_packet,
};

fn run_eject(line: &[&str], folder: &Path) -> policypress::command::CommandReport {
    let folder = folder.to_str().expect("the path is text");
    let whole = [&["policypress", "eject", folder], line].concat();
    run_command_line(&whole).expect("the machine does its part")
}

#[test]
fn the_ejected_templates_make_the_same_packet() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let words = folder.path().join("words");
    let report = run_eject(&[], &words);
    assert!(report.is_success, "{}", report.stderr);
    let there = list_files(&words);
    assert!(there.contains(&"pack.toml".to_owned()), "{there:?}");
    assert!(there.contains(&"en/policy.md".to_owned()), "{there:?}");
    assert!(!there.iter().any(|path| path.starts_with('.')), "{there:?}");
    let options = ["--templates", words.to_str().expect("the path is text")];
    let own = build_packet(&read_agency_fixture("cedar-valley"), &options);
    let carried = build_fixture_packet("cedar-valley");
    assert_eq!(own.list_files(), carried.list_files());
    for path in own.list_files() {
        if path != "manifest.json" {
            assert!(own.read_bytes(&path) == carried.read_bytes(&path), "{path}");
        }
    }
    assert!(
        own.read_text("manifest.json")
            .contains("templates/en/policy.md"),
        "what it was made from is listed"
    );
}

#[test]
fn an_edited_template_is_used_and_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let words = folder.path().join("words");
    assert!(run_eject(&[], &words).is_success);
    let poster = words.join("en/poster-help.md");
    let text = fs::read_to_string(&poster).expect("it was written");
    let text = text.replace("You deserve to be safe", "We are on your side");
    fs::write(&poster, &text).expect("it can be written");
    let again = run_eject(&[], &words);
    assert!(!again.is_success);
    assert!(again.stderr.contains("poster-help.md"), "{}", again.stderr);
    assert_eq!(
        again.stderr.matches("error[").count(),
        1,
        "{}",
        again.stderr
    );
    assert_eq!(fs::read_to_string(&poster).expect("it is there"), text);
    let options = ["--templates", words.to_str().expect("the path is text")];
    let own = build_packet(&read_agency_fixture("cedar-valley"), &options);
    assert!(
        own.read_text("client/poster-help.md")
            .contains("We are on your side")
    );
}

#[test]
fn a_folder_with_one_custom_template_is_enough() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(run_eject(&[], folder.path()).is_success);
    for path in list_files(folder.path()) {
        if path != "en/poster-help.md" {
            fs::remove_file(folder.path().join(path)).expect("it can be removed");
        }
    }
    let options = [
        "--templates",
        folder.path().to_str().expect("the path is text"),
    ];
    build_packet(&read_agency_fixture("cedar-valley"), &options);
}

#[test]
fn a_new_language_is_ejected_for_translation() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let report = run_eject(&["--language", "vi"], folder.path());
    assert!(report.is_success, "{}", report.stderr);
    let there = list_files(folder.path());
    assert!(there.contains(&"vi/locale.toml".to_owned()), "{there:?}");
    assert!(there.contains(&"vi/poster-help.md".to_owned()), "{there:?}");
    assert!(!there.contains(&"vi/policy.md".to_owned()), "for staff");
    let poster = folder.path().join("vi/poster-help.md");
    let text = fs::read_to_string(&poster).expect("it was written");
    assert!(!text.contains("audience ="), "{text}");
    assert!(text.contains("title ="), "{text}");
    // What offers text and chat has to go before it can be built.
    let agency = read_agency_fixture("cedar-valley").replace(
        "served = [\"en\", \"es\"]",
        "served = [\"en\", \"es\", \"vi\"]",
    );
    let options = [
        "--templates",
        folder.path().to_str().expect("the path is text"),
    ];
    let packet = try_build_packet(&agency, &options);
    assert!(!packet.report.is_success, "text and chat are still offered");
    for path in list_files(folder.path()) {
        let path = folder.path().join(path);
        let text = fs::read_to_string(&path).expect("it is there");
        let kept: Vec<&str> = text
            .split("\n\n")
            .filter(|part| !part.contains("hotline.text") && !part.contains("hotline.chat"))
            .collect();
        fs::write(&path, kept.join("\n\n")).expect("it can be written");
    }
    let packet = build_packet(&agency, &options);
    assert!(
        packet
            .list_files()
            .contains(&"client/poster-help.vi.pdf".to_owned())
    );
}

#[test]
fn the_built_in_translation_is_ejected_unchanged() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(run_eject(&["--language", "es"], folder.path()).is_success);
    let poster = fs::read_to_string(folder.path().join("es/poster-help.md")).expect("it is there");
    assert!(poster.contains("Usted merece estar a salvo"));
}

#[test]
fn a_folder_with_the_former_name_of_the_locale_file_still_works() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(run_eject(&["--language", "es"], folder.path()).is_success);
    let locale = folder.path().join("es/locale.toml");
    fs::rename(&locale, folder.path().join("es/words.toml")).expect("it can be moved");
    let options = [
        "--templates",
        folder.path().to_str().expect("the path is text"),
    ];
    build_packet(&read_agency_fixture("cedar-valley"), &options);
}

#[test]
fn an_unsuitable_target_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let missing = folder.path().join("none");
    let text = read_agency_fixture("cedar-valley");
    let templates = |path: &Path| {
        let path = path.to_str().expect("the path is text").to_owned();
        let packet = try_build_packet(&text, &["--templates", &path]);
        assert!(!packet.report.is_success);
        assert!(!packet.agency_folder.exists(), "nothing was written");
        packet.report.stderr.clone()
    };
    assert!(templates(&missing).contains("error[no-templates]"));
    assert!(run_eject(&[], folder.path()).is_success);
    let misspelt = folder.path().join("en/polcy.md");
    fs::rename(folder.path().join("en/policy.md"), &misspelt).expect("it can be moved");
    let told = templates(folder.path());
    assert!(
        told.contains("error[translation-without-original]"),
        "{told}"
    );
    assert!(told.contains("did you mean `policy.md`?"), "{told}");
    fs::remove_file(&misspelt).expect("it can be removed");
    fs::remove_file(folder.path().join("es/locale.toml")).expect("it can be removed");
    fs::create_dir(folder.path().join("vi")).expect("a folder can be made");
    fs::copy(
        folder.path().join("es/poster-help.md"),
        folder.path().join("vi/poster-help.md"),
    )
    .expect("it can be copied");
    let told = templates(folder.path());
    assert!(
        told.contains("the folder of templates has no file `vi/locale.toml`"),
        "{told}"
    );
}

#[test]
fn an_unknown_language_is_refused() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let report = run_eject(&["--language", "Vietnamese!"], folder.path());
    assert!(!report.is_success);
    assert!(
        report.stderr.contains("error[invalid-language-folder]"),
        "{}",
        report.stderr
    );
    assert!(list_files(folder.path()).is_empty());
}
