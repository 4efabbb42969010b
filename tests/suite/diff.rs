//! `diff`: what a reader would find changed.

use std::fs;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use policypress::command::CommandReport;
use policypress::content::pack::TemplatePack;
use policypress::diag::{Diagnostics, StageError};
use policypress::document::passage_diff::DiffSide;
use policypress::packet::compare::compare_packets;
use serde_json::Value;

use crate::support::packet::{TODAY, read_agency_fixture, run_command_line};

fn write_file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    fs::write(&path, text).expect("the file can be written");
    path.display().to_string()
}

fn run_diff(old: &str, new: &str, options: &[&str]) -> CommandReport {
    let mut line = vec!["policypress", "diff", old, new];
    line.extend(options);
    run_command_line(&line).expect("the machine does its part")
}

fn build_packet_folder(file: &str, draft: bool) -> String {
    let mut line = vec!["policypress", "build", file];
    if draft {
        line.push("--draft");
    }
    let report = run_command_line(&line).expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
    let folder = Path::new(file).parent().expect("a folder").join("output");
    folder.display().to_string()
}

const NO_CHANGES_MESSAGE: &str = "No change that a reader would see.\n";

#[test]
fn invisible_differences_are_not_reported() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    // Remarks, spelling, the order of tables, a setting that is printed nowhere, the look.
    let other = text
        .replace(
            "phone = \"319-555-0110\"",
            "phone = '319-555-0110' # the desk",
        )
        .replace("\"M5\"]", "\"M5\", \"M6\"]")
        .replace("#004b87", "#10502a");
    assert_ne!(other, text);
    let new = write_file(folder.path(), "new/agency.toml", &other);
    let report = run_diff(&old, &new, &[]);
    assert!(report.is_success, "{}", report.stderr);
    assert_eq!(report.stdout, NO_CHANGES_MESSAGE);
    let (old, new) = (
        build_packet_folder(&old, false),
        build_packet_folder(&new, false),
    );
    assert_eq!(run_diff(&old, &new, &[]).stdout, NO_CHANGES_MESSAGE);
}

#[test]
fn changed_words_are_shown_under_their_statement() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    let other = text
        .replace(
            "CP-014 Intimate Partner Violence",
            "CP-015 Intimate Partner Violence",
        )
        .replace(
            "[policy.statements]",
            "[policy.statements]\nsurvivor-expertise = { include = false, reason = \"Later\" }",
        );
    let new = write_file(folder.path(), "new/agency.toml", &other);
    let told = run_diff(&old, &new, &[]).stdout;
    for line in [
        "\nHuman Trafficking Response (policy)\n",
        "\n  Policy\n",
        "\n    [-CP-014-]{+CP-015+} Intimate Partner Violence\n",
        "    [-Agency incorporates the expertise and experience of survivors when shaping protocols-]\n",
    ] {
        assert!(told.contains(line), "`{line}` is in\n{told}");
    }
    assert!(!told.contains("poster-help"), "{told}");

    let listed: Value =
        serde_json::from_str(&run_diff(&old, &new, &["--format", "json"]).stdout).expect("JSON");
    assert_eq!(listed[0]["document"], "policy");
    let changes = listed[0]["changes"].as_array().expect("a list");
    let pieces = &changes
        .iter()
        .find(|change| change["statement"] == "site-protocols")
        .expect("the change is listed")["pieces"];
    assert_eq!(
        *pieces,
        serde_json::json!([
            { "is": "removed", "text": "CP-014" },
            { "is": "added", "text": "CP-015" },
            { "is": "same", "text": " Intimate Partner Violence" },
        ])
    );
}

#[test]
fn two_built_packets_can_be_compared() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    let other = text.replace("319-555-0120", "319-555-0129");
    let new = write_file(folder.path(), "new/agency.toml", &other);
    let (built_old, built_new) = (
        build_packet_folder(&old, false),
        build_packet_folder(&new, false),
    );
    let told = run_diff(&built_old, &built_new, &[]).stdout;
    for part in [
        "(poster-help)\n  Help near you\n",
        "[-319-555-0120-]{+319-555-0129+}",
        "(action-sheet-main)",
        "(poster-help.es)",
    ] {
        assert!(told.contains(part), "`{part}` is in\n{told}");
    }
    // A folder beside a file: what a build would change.
    let before = run_diff(&built_old, &new, &[]).stdout;
    let changed = |told: &str| -> Vec<String> {
        let lines = told.lines().filter(|line| line.starts_with("    "));
        let mut lines: Vec<String> = lines.map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(changed(&before), changed(&told));
    assert_eq!(run_diff(&built_old, &old, &[]).stdout, NO_CHANGES_MESSAGE);
    // The committee's review packet is not a second packet of the agency.
    let reviewed = run_command_line(&["policypress", "review", "packet", "--agency", &old])
        .expect("the machine does its part");
    assert!(reviewed.is_success, "{}", reviewed.stderr);
    let packet = format!("{built_old}/cedar-valley-family-health");
    assert_eq!(run_diff(&packet, &old, &[]).stdout, NO_CHANGES_MESSAGE);
    let drafted = build_packet_folder(&write_file(folder.path(), "draft/agency.toml", &text), true);
    assert_eq!(run_diff(&drafted, &old, &[]).stdout, NO_CHANGES_MESSAGE);
}

#[test]
fn an_added_or_removed_document_is_shown_in_full() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    let english = text.replace("served = [\"en\", \"es\"]", "served = [\"en\"]");
    let new = write_file(folder.path(), "new/agency.toml", &english);
    let gone = run_diff(&old, &new, &[]).stdout;
    assert!(gone.contains("(poster-help.es)"), "{gone}");
    assert!(gone.contains("[-Usted merece estar a salvo-]"), "{gone}");
    let come = run_diff(&new, &old, &[]).stdout;
    assert_eq!(
        come.matches("{+").count(),
        gone.matches("[-").count(),
        "the same words the other way round"
    );
}

#[test]
fn the_html_diff_is_complete_and_not_by_color_alone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    let new = write_file(
        folder.path(),
        "new/agency.toml",
        &text.replace("A. Rivera", "<b>B. Ruiz & Co</b>"),
    );
    let page = run_diff(&old, &new, &["--format", "html"]).stdout;
    assert!(page.contains("<del>(A. Rivera),</del>"), "{page}");
    assert!(
        page.contains("<ins>(&lt;b&gt;B. Ruiz &amp; Co&lt;/b&gt;),</ins>"),
        "{page}"
    );
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    let mut open = Vec::new();
    for token in Tokenizer::new(&page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name != "meta" {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop(), Some(name), "tags nest");
            }
            Token::Error(error) => panic!("{error:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_folder_without_a_packet_is_refused() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = write_file(
        folder.path(),
        "agency.toml",
        &read_agency_fixture("cedar-valley"),
    );
    let report = run_diff(&folder.path().display().to_string(), &file, &[]);
    assert!(!report.is_success);
    assert!(
        report.stderr.contains("error[no-single-packet]"),
        "{}",
        report.stderr
    );
    let broken = write_file(folder.path(), "broken.toml", "[agency]\nname = Willow\n");
    let report = run_diff(&broken, &file, &[]);
    assert!(
        !report.is_success && report.stderr.contains("missing-quotes"),
        "{}",
        report.stderr
    );
}

#[test]
fn two_agencies_can_be_compared_through_the_library() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = read_agency_fixture("cedar-valley");
    let old = write_file(folder.path(), "old/agency.toml", &text);
    let other = text.replace("319-555-0120", "319-555-0129");
    let new = write_file(folder.path(), "new/agency.toml", &other);
    let compare = |old: &str, new: &str| {
        let mut found = Diagnostics::new();
        let (old, new) = (Path::new(old), Path::new(new));
        let changed = compare_packets(old, new, &TemplatePack::load_built_in(), TODAY, &mut found);
        assert!(found.is_empty());
        changed.expect("both can be made")
    };
    assert!(compare(&old, &old).is_empty());
    let changed = compare(&old, &new);
    assert!(
        changed
            .iter()
            .any(|document| document.file_stem == "poster-help")
    );
    let pieces = changed.iter().flat_map(|document| &document.changes);
    let mut pieces = pieces.flat_map(|change| &change.segments);
    assert!(
        pieces.any(|piece| piece.side == DiffSide::NewOnly && piece.text.contains("319-555-0129"))
    );
    let mut found = Diagnostics::new();
    let nothing = folder.path();
    let stopped = compare_packets(
        nothing,
        nothing,
        &TemplatePack::load_built_in(),
        TODAY,
        &mut found,
    );
    assert!(matches!(stopped, Err(StageError::InvalidInput)));
    assert_eq!(found.len(), 1);
}
