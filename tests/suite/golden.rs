//! Whole documents as they are to be, kept as files: a change in one shows in review.
//!
//! `UPDATE=1 cargo test golden` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use policypress::content::pack;
use policypress::diag::Diagnostics;
use policypress::document::{Color, PaperSize};
use policypress::render::pdf::{FontSet, lay_out_document};
use policypress::render::{FontFile, Theme};
use policypress::span::SourceFile;

use crate::support::packet::{self, BuiltPacket, list_files, load_agency};

fn repository_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares what is made with what is kept, file by file; or keeps what is made.
fn assert_golden(kept: &Path, made: &[(String, Vec<u8>)]) {
    if is_updating() {
        let _ = fs::remove_dir_all(kept);
        for (path, bytes) in made {
            let path = kept.join(path);
            fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
            fs::write(path, bytes).expect("it can be written");
        }
        return;
    }
    let there: BTreeSet<String> = list_files(kept).into_iter().collect();
    let names: BTreeSet<String> = made.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(there, names, "the files in {}", kept.display());
    for (path, bytes) in made {
        let kept = fs::read(kept.join(path)).expect("it is there");
        if &kept == bytes {
            continue;
        }
        match (std::str::from_utf8(&kept), std::str::from_utf8(bytes)) {
            (Ok(kept), Ok(made)) => {
                let line = kept
                    .lines()
                    .zip(made.lines())
                    .position(|(kept, made)| kept != made);
                let at = line.unwrap_or_else(|| kept.lines().count().min(made.lines().count()));
                panic!(
                    "{path} differs in line {}:\nkept: {}\nmade: {}\n(UPDATE=1 cargo test golden)",
                    at + 1,
                    kept.lines().nth(at).unwrap_or("(end)"),
                    made.lines().nth(at).unwrap_or("(end)"),
                );
            }
            _ => panic!("{path} differs (UPDATE=1 cargo test golden)"),
        }
    }
}

fn packet_files(packet: &BuiltPacket, keep: impl Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    packet
        .list_files()
        .into_iter()
        .filter(|path| keep(path))
        .map(|path| {
            let bytes = packet.read_bytes(&path);
            (path, bytes)
        })
        .collect()
}

#[test]
fn golden_example_packet_is_up_to_date() {
    // From the file and into the folder that the README says, so that the manifest names them.
    let folder = tempfile::tempdir().expect("a folder can be made");
    let example = folder.path().join("agency.example.toml");
    fs::copy(repository_root().join("agency.example.toml"), &example).expect("it can be copied");
    let report = packet::run_command_line(&[
        "policypress",
        "build",
        example.to_str().expect("the path is text"),
    ])
    .expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
    let output = folder.path().join("output");
    let made: Vec<(String, Vec<u8>)> = list_files(&output)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(output.join(&path)).expect("it is there");
            (path, bytes)
        })
        .collect();
    assert_golden_example_packet(&repository_root().join("output"), &made);
}

/// The example's folder in `output/`, beside which the README's picture may stand.
fn assert_golden_example_packet(output: &Path, made: &[(String, Vec<u8>)]) {
    let slug = "cedar-valley-family-health";
    let inside: Vec<(String, Vec<u8>)> = made
        .iter()
        .map(|(path, bytes)| {
            let path = path
                .strip_prefix(&format!("{slug}/"))
                .expect("one agency, one folder");
            (path.to_owned(), bytes.clone())
        })
        .collect();
    assert_golden(&output.join(slug), &inside);
}

fn golden_folder(name: &str) -> PathBuf {
    repository_root().join("tests/golden").join(name)
}

#[test]
fn golden_agency_without_contacts() {
    let packet = packet::build_fixture_packet("lakes");
    assert_golden(
        &golden_folder("lakes"),
        &packet_files(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn golden_draft_of_an_agency_with_only_a_name() {
    let packet = packet::build_packet("[agency]\nname = \"Willow Clinic\"\n", &["--draft"]);
    assert_golden(
        &golden_folder("draft"),
        &packet_files(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn golden_statement_choices() {
    let packet = packet::build_fixture_packet("choices");
    assert_golden(
        &golden_folder("choices"),
        &packet_files(&packet, |path| {
            ["staff/policy.md", "staff/training-record.md"].contains(&path)
        }),
    );
}

/// The structure tree and the places of all words on the pages of the example's documents.
#[test]
fn golden_page_layouts_of_the_example() {
    let text = packet::read_agency_fixture("cedar-valley");
    assert_golden(
        &golden_folder("pages"),
        &page_dumps(text, &pack::TemplatePack::load_built_in()),
    );
}

#[test]
fn golden_right_to_left_page_layouts() {
    let mut files = pack::built_in_pack_files();
    files.extend(crate::scripts::translation_files("ar"));
    let pack = packet::read_valid_pack(&files);
    let made = page_dumps(crate::scripts::example_serving_language("ar"), &pack);
    let arabic: Vec<_> = made
        .into_iter()
        .filter(|(path, _)| path.contains(".ar."))
        .collect();
    assert_golden(&golden_folder("pages-ar"), &arabic);
}

/// The structure and the layout of every document, as text.
fn page_dumps(text: String, pack: &pack::TemplatePack) -> Vec<(String, Vec<u8>)> {
    let file = Arc::new(SourceFile {
        name: "agency.example.toml".to_owned(),
        text,
    });
    let agency = load_agency(&file, packet::TODAY)
        .agency
        .expect("the example is sound");
    let theme = Theme {
        css: String::new(),
        fonts: pack::built_in_font_files()
            .into_iter()
            .map(|(name, bytes)| FontFile::built_in(name, bytes))
            .collect(),
        accent_color: Color::from_rgb(0, 0, 0),
        paper: PaperSize::Letter,
        logo: None,
    };
    let mut faces = FontSet::new(&theme.fonts);
    let (documents, _) = packet::compose_documents(pack, &agency);
    let mut made = Vec::new();
    for document in documents {
        let laid = lay_out_document(&document, &theme, &mut faces, &mut Diagnostics::new());
        let laid = laid.expect("it fits");
        let structure = laid.dump_structure().into_bytes();
        made.push((format!("{}.structure.txt", document.file_stem()), structure));
        made.push((
            format!("{}.layout.txt", document.file_stem()),
            laid.dump_pages().into_bytes(),
        ));
    }
    made
}

/// The record that `.ci/build-packets` puts beside the example, so that its materials are validated without the mark
/// of a draft.
#[test]
fn golden_review_record_of_the_approved_example() {
    let record = packet::approved_review_record(&packet::read_agency_fixture("cedar-valley"));
    let made = vec![("reviews.toml".to_owned(), record.into_bytes())];
    assert_golden(&repository_root().join("tests/agencies/approved"), &made);
}

#[test]
fn golden_spanish() {
    let packet = packet::build_fixture_packet("cedar-valley");
    assert_golden(
        &golden_folder("spanish"),
        &packet_files(&packet, |path| path.ends_with(".es.md")),
    );
}

#[test]
fn golden_spanish_without_translation_review() {
    let text =
        packet::read_agency_fixture("cedar-valley").replace("reviewed_on = 2026-11-10\n", "");
    let packet = packet::build_packet(&text, &["--language", "es", "--format", "markdown,html"]);
    assert_golden(
        &golden_folder("spanish-unreviewed"),
        &packet_files(&packet, |path| path.contains(".es.")),
    );
}

/// Without Spanish words for two facts of organizations; the example has them all.
#[test]
fn golden_spanish_with_english_facts() {
    let example = packet::read_agency_fixture("cedar-valley");
    let text = example.replacen(", es = \"las 24 horas\"", "", 1).replacen(
        ", es = \"Ayuda legal",
        ", vi = \"Ayuda legal",
        1,
    );
    let packet = packet::build_packet(&text, &["--language", "es", "--format", "markdown,html"]);
    assert_golden(
        &golden_folder("spanish-facts"),
        &packet_files(&packet, |path| path.contains("poster-help.es.")),
    );
}

/// The training record on a day that is named; the example's own is that of its policy.
#[test]
fn golden_training_record_as_of_a_date() {
    let example = packet::read_agency_fixture("cedar-valley");
    let options = ["--as-of", "2027-02-01", "--document", "training-record"];
    let packet = packet::build_packet(&example, &options);
    assert_golden(
        &golden_folder("training"),
        &packet_files(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn every_golden_folder_is_used() {
    let folders: Vec<String> = fs::read_dir(repository_root().join("tests/golden"))
        .expect("there are goldens")
        .map(|entry| {
            let name = entry.expect("an entry can be read").file_name();
            name.to_string_lossy().into_owned()
        })
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert_eq!(
        folders,
        [
            "choices",
            "draft",
            "lakes",
            "pages",
            "pages-ar",
            "spanish",
            "spanish-facts",
            "spanish-unreviewed",
            "training"
        ]
    );
}
