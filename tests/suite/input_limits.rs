//! What is too much is refused in words: files, lists, nesting, mistakes. What is much is made.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::fixture::{policypress_command, run_with_timeout, stderr_text, stdout_text};
use crate::support::packet::{self, read_agency_fixture};
use crate::support::{pdf_reader, text_extraction};

fn run_failing_check(folder: &Path, file: &str) -> Output {
    let done = run_with_timeout(policypress_command(folder).args(["check", file]));
    assert_eq!(done.status.code(), Some(1), "{file}");
    done
}

fn stdout_and_stderr(done: &Output) -> String {
    stdout_text(done) + &stderr_text(done)
}

#[test]
fn an_oversized_file_is_not_read_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = format!("[agency]\nname = \"x\"\n#{}\n", "x".repeat(4_000_000));
    fs::write(folder.path().join("large.toml"), text).expect("it can be written");
    let said = stdout_and_stderr(&run_failing_check(folder.path(), "large.toml"));
    let expected = "error[file-too-large]: `large.toml` is larger than 4 MB";
    assert!(said.contains(expected), "{said}");
    // The same of a file that is extended, and of a record.
    let extends = "extends = \"large.toml\"\n[agency]\nname = \"x\"\n";
    fs::write(folder.path().join("agency.toml"), extends).expect("it can be written");
    let told = stdout_and_stderr(&run_failing_check(folder.path(), "agency.toml"));
    assert!(told.contains("file-too-large"), "{told}");
    fs::write(
        folder.path().join("agency.toml"),
        read_agency_fixture("cedar-valley"),
    )
    .expect("it can be written");
    fs::rename(
        folder.path().join("large.toml"),
        folder.path().join("reviews.toml"),
    )
    .expect("it is there");
    let told = stdout_and_stderr(&run_failing_check(folder.path(), "agency.toml"));
    assert!(told.contains("file-too-large"), "{told}");
}

#[test]
fn any_number_of_mistakes_is_reported() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let many = |line: &str, count: usize| line.repeat(count);
    let numbered = |make: fn(usize) -> String, count| (0..count).map(make).collect::<String>();
    let nested =
        |open: &str, close: &str| format!("a = {}1{}\n", open.repeat(30_000), close.repeat(30_000));
    for (name, text) in [
        ("no setting", many("x\n", 1_000_000)),
        ("curly quotes", many("name = “x”\n", 100_000)),
        ("no quotes", many("phone = 319-555-0110\n", 100_000)),
        (
            "unknown",
            format!(
                "[agency]\nname = \"x\"\n{}",
                numbered(|at| format!("k{at} = 1\n"), 100_000)
            ),
        ),
        (
            "tables",
            numbered(|at| format!("[a{at}]\nb = 1\n"), 100_000),
        ),
        (
            "organizations",
            format!(
                "[agency]\nname = \"x\"\n{}",
                numbered(
                    |at| format!("[[organizations]]\nname = \"o{at}\"\naudience = \"client\"\n"),
                    50_000
                )
            ),
        ),
        ("lists", nested("[", "]")),
        ("braces", nested("{ a = ", " }")),
        ("dots", format!("a{} = 1\n", ".a".repeat(30_000))),
        ("headings", format!("[a{}]\nb = 1\n", ".a".repeat(30_000))),
        ("open brackets", format!("a = {}", "[".repeat(1_000_000))),
        (
            "one line",
            format!("[agency]\nnmae = \"{}\"\n", "x".repeat(3_000_000)),
        ),
    ] {
        fs::write(folder.path().join(name), text).expect("it can be written");
        let said = stdout_and_stderr(&run_failing_check(folder.path(), name));
        assert!(said.contains("error["), "{name}: {said}");
        assert!(
            said.len() < 4_000_000,
            "{name}: {} bytes are said",
            said.len()
        );
    }
}

#[test]
fn a_long_fact_is_rendered_in_full_or_refused() {
    let long = "word ".repeat(20_000);
    let text = format!(
        "{}\n[[policy.additions]]\nafter = \"encounter\"\ntext = \"{long} last\"\n",
        read_agency_fixture("cedar-valley")
    );
    let packet = packet::build_packet(&text, &["--document", "policy"]);
    let (markdown, page) = (
        packet.read_text("staff/policy.md"),
        packet.read_text("staff/policy.html"),
    );
    for words in [
        text_extraction::markdown_words(&markdown),
        text_extraction::html_words(&page),
        pdf_reader::pdf_words(packet.read_bytes("staff/policy.pdf")),
    ] {
        assert_eq!(words.iter().filter(|word| *word == "word").count(), 20_000);
        assert!(words.contains(&"last".to_owned()));
    }
    for name in [long, "x".repeat(100_000)] {
        let text = read_agency_fixture("cedar-valley").replace("Cedar Valley Family Health", &name);
        let packet = packet::try_build_packet(&text, &[]);
        assert!(!packet.report.is_success);
        let told = &packet.report.stderr;
        assert!(told.contains("error[text-too-long]"), "{}", told.len());
    }
}

/// The clock decides about warnings alone: no byte of a packet depends on it.
#[test]
fn output_bytes_do_not_depend_on_the_clock() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("agency.toml");
    fs::write(&file, read_agency_fixture("cedar-valley")).expect("it can be written");
    let sets: Vec<Vec<(String, Vec<u8>)>> = [(1970, 1, 1), (2026, 11, 25), (2199, 12, 31)]
        .into_iter()
        .map(|(year, month, day)| {
            let out = folder.path().join(year.to_string());
            let path = |path: &Path| path.display().to_string();
            let line = ["policypress", "build", &path(&file), "--out", &path(&out)];
            let report = packet::run_command_line_on(jiff::civil::date(year, month, day), &line);
            assert!(report.expect("the machine does its part").is_success);
            let read = |path: String| {
                let bytes = fs::read(out.join(&path)).expect("it is there");
                (path, bytes)
            };
            packet::list_files(&out).into_iter().map(read).collect()
        })
        .collect();
    assert!(sets[0].len() > 40);
    assert!(sets[0] == sets[1] && sets[1] == sets[2]);
}
