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

use crate::support::packet::{TODAY, fixture_text, run};

fn put(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    fs::write(&path, text).expect("the file can be written");
    path.display().to_string()
}

fn diff(old: &str, new: &str, options: &[&str]) -> CommandReport {
    let mut line = vec!["policypress", "diff", old, new];
    line.extend(options);
    run(&line).expect("the machine does its part")
}

fn build(file: &str, draft: bool) -> String {
    let mut line = vec!["policypress", "build", file];
    if draft {
        line.push("--draft");
    }
    let report = run(&line).expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
    let folder = Path::new(file).parent().expect("a folder").join("output");
    folder.display().to_string()
}

const NOTHING: &str = "Nothing a reader sees has changed.\n";

#[test]
fn what_no_reader_sees_is_no_change() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    // Remarks, spelling, the order of tables, a setting that is printed nowhere, the look.
    let other = text
        .replace(
            "phone = \"319-555-0110\"",
            "phone = '319-555-0110' # the desk",
        )
        .replace("\"M5\"]", "\"M5\", \"M6\"]")
        .replace("#004b87", "#10502a");
    assert_ne!(other, text);
    let new = put(folder.path(), "new/agency.toml", &other);
    let report = diff(&old, &new, &[]);
    assert!(report.is_success, "{}", report.stderr);
    assert_eq!(report.stdout, NOTHING);
    let (old, new) = (build(&old, false), build(&new, false));
    assert_eq!(diff(&old, &new, &[]).stdout, NOTHING);
}

#[test]
fn a_change_is_shown_by_word_under_its_statement() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    let other = text
        .replace(
            "CP-014 Intimate Partner Violence",
            "CP-015 Intimate Partner Violence",
        )
        .replace(
            "[policy.statements]",
            "[policy.statements]\nsurvivor-expertise = { include = false, reason = \"Later\" }",
        );
    let new = put(folder.path(), "new/agency.toml", &other);
    let told = diff(&old, &new, &[]).stdout;
    for line in [
        "\nHuman Trafficking Response (policy)\n",
        "  Policy, site-protocols\n    [-CP-014-]{+CP-015+} Intimate Partner Violence\n",
        "  Policy, survivor-expertise\n    [-Agency incorporates the expertise and experience of survivors when shaping protocols-]\n",
    ] {
        assert!(told.contains(line), "`{line}` is in\n{told}");
    }
    assert!(!told.contains("poster-help"), "{told}");

    let listed: Value =
        serde_json::from_str(&diff(&old, &new, &["--format", "json"]).stdout).expect("JSON");
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
fn two_packets_are_compared_as_they_were_built() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    let other = text.replace("319-555-0120", "319-555-0129");
    let new = put(folder.path(), "new/agency.toml", &other);
    let (built_old, built_new) = (build(&old, false), build(&new, false));
    let told = diff(&built_old, &built_new, &[]).stdout;
    for part in [
        "(poster-help)\n  Help near you\n",
        "[-319-555-0120-]{+319-555-0129+}",
        "(action-sheet-main)",
        "(poster-help.es)",
    ] {
        assert!(told.contains(part), "`{part}` is in\n{told}");
    }
    // A folder beside a file: what a build would change.
    let before = diff(&built_old, &new, &[]).stdout;
    let changed = |told: &str| -> Vec<String> {
        let lines = told.lines().filter(|line| line.starts_with("    "));
        let mut lines: Vec<String> = lines.map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(changed(&before), changed(&told));
    assert_eq!(diff(&built_old, &old, &[]).stdout, NOTHING);
    let drafted = build(&put(folder.path(), "draft/agency.toml", &text), true);
    assert_eq!(diff(&drafted, &old, &[]).stdout, NOTHING);
}

#[test]
fn a_document_that_comes_or_goes_is_shown_whole() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    let english = text.replace("served = [\"en\", \"es\"]", "served = [\"en\"]");
    let new = put(folder.path(), "new/agency.toml", &english);
    let gone = diff(&old, &new, &[]).stdout;
    assert!(gone.contains("(poster-help.es)"), "{gone}");
    assert!(gone.contains("[-Usted merece estar a salvo-]"), "{gone}");
    let come = diff(&new, &old, &[]).stdout;
    assert_eq!(
        come.matches("{+").count(),
        gone.matches("[-").count(),
        "the same words the other way round"
    );
}

#[test]
fn the_page_of_changes_is_whole_and_says_nothing_by_colour_alone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    let new = put(
        folder.path(),
        "new/agency.toml",
        &text.replace("A. Rivera", "<b>B. Ruiz & Co</b>"),
    );
    let page = diff(&old, &new, &["--format", "html"]).stdout;
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
    let file = put(folder.path(), "agency.toml", &fixture_text("cedar-valley"));
    let report = diff(&folder.path().display().to_string(), &file, &[]);
    assert!(!report.is_success);
    assert!(
        report.stderr.contains("error[not-one-packet]"),
        "{}",
        report.stderr
    );
    let broken = put(folder.path(), "broken.toml", "[agency]\nname = Willow\n");
    let report = diff(&broken, &file, &[]);
    assert!(
        !report.is_success && report.stderr.contains("missing-quotes"),
        "{}",
        report.stderr
    );
}

#[test]
fn two_agencies_are_compared_without_a_command_line() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = fixture_text("cedar-valley");
    let old = put(folder.path(), "old/agency.toml", &text);
    let other = text.replace("319-555-0120", "319-555-0129");
    let new = put(folder.path(), "new/agency.toml", &other);
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
