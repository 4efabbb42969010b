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

use crate::support::packet::{self, Packet, files, load};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares what is made with what is kept, file by file; or keeps what is made.
fn compare(kept: &Path, made: &[(String, Vec<u8>)]) {
    if update() {
        let _ = fs::remove_dir_all(kept);
        for (path, bytes) in made {
            let path = kept.join(path);
            fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
            fs::write(path, bytes).expect("it can be written");
        }
        return;
    }
    let there: BTreeSet<String> = files(kept).into_iter().collect();
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

fn set(packet: &Packet, keep: impl Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    packet
        .files()
        .into_iter()
        .filter(|path| keep(path))
        .map(|path| {
            let bytes = packet.bytes(&path);
            (path, bytes)
        })
        .collect()
}

#[test]
fn golden_example_packet_is_up_to_date() {
    // Built from the example itself, as the README says, so that the manifest names it.
    let folder = tempfile::tempdir().expect("a folder can be made");
    let example = repository().join("agency.example.toml");
    let report = packet::run(&[
        "policypress",
        "build",
        example.to_str().expect("the path is text"),
        "--out",
        folder.path().to_str().expect("the path is text"),
    ])
    .expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
    let made: Vec<(String, Vec<u8>)> = files(folder.path())
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.path().join(&path)).expect("it is there");
            (path, bytes)
        })
        .collect();
    compare_slug(&repository().join("output"), &made);
}

/// The example's folder in `output/`, beside which the README's picture may stand.
fn compare_slug(output: &Path, made: &[(String, Vec<u8>)]) {
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
    compare(&output.join(slug), &inside);
}

fn golden(name: &str) -> PathBuf {
    repository().join("tests/golden").join(name)
}

#[test]
fn golden_agency_that_names_nobody() {
    let packet = packet::build("lakes");
    compare(
        &golden("lakes"),
        &set(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn golden_draft_of_a_name_alone() {
    let packet = packet::build_text("[agency]\nname = \"Willow Clinic\"\n", &["--draft"]);
    compare(
        &golden("draft"),
        &set(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn golden_choices_of_statements() {
    let packet = packet::build("choices");
    compare(
        &golden("choices"),
        &set(&packet, |path| {
            ["staff/policy.md", "staff/training-record.md"].contains(&path)
        }),
    );
}

/// The structure tree and the places of all words on the pages of the example's documents.
#[test]
fn golden_pages_of_the_example() {
    let text = packet::fixture_text("cedar-valley");
    compare(
        &golden("pages"),
        &pages(text, &pack::TemplatePack::load_built_in()),
    );
}

#[test]
fn golden_pages_that_are_read_from_right_to_left() {
    let mut files = pack::built_in_pack_files();
    files.extend(crate::scripts::pack_files("ar"));
    let pack = packet::read_pack(&files);
    let made = pages(crate::scripts::agency("ar"), &pack);
    let arabic: Vec<_> = made
        .into_iter()
        .filter(|(path, _)| path.contains(".ar."))
        .collect();
    compare(&golden("pages-ar"), &arabic);
}

/// The structure and the layout of every document, as text.
fn pages(text: String, pack: &pack::TemplatePack) -> Vec<(String, Vec<u8>)> {
    let file = Arc::new(SourceFile {
        name: "agency.example.toml".to_owned(),
        text,
    });
    let agency = load(&file, packet::TODAY)
        .value
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
    let (documents, _) = packet::compose(pack, &agency);
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

/// The record that `.ci/packets` puts beside the example, so that its materials are validated without the mark
/// of a draft.
#[test]
fn golden_record_of_an_approved_example() {
    let record = packet::approved_record(&packet::fixture_text("cedar-valley"));
    let made = vec![("reviews.toml".to_owned(), record.into_bytes())];
    compare(&repository().join("tests/agencies/approved"), &made);
}

#[test]
fn golden_spanish() {
    let packet = packet::build("cedar-valley");
    compare(
        &golden("spanish"),
        &set(&packet, |path| path.ends_with(".es.md")),
    );
}

#[test]
fn golden_spanish_that_nobody_has_reviewed() {
    let text = packet::fixture_text("cedar-valley").replace("reviewed_on = 2026-11-10\n", "");
    let packet = packet::build_text(&text, &["--language", "es", "--format", "markdown,html"]);
    compare(
        &golden("spanish-unreviewed"),
        &set(&packet, |path| path.contains(".es.")),
    );
}

/// Without Spanish words for two facts of organizations; the example has them all.
#[test]
fn golden_spanish_with_facts_in_english() {
    let example = packet::fixture_text("cedar-valley");
    let text = example.replacen(", es = \"las 24 horas\"", "", 1).replacen(
        ", es = \"Ayuda legal",
        ", vi = \"Ayuda legal",
        1,
    );
    let packet = packet::build_text(&text, &["--language", "es", "--format", "markdown,html"]);
    compare(
        &golden("spanish-facts"),
        &set(&packet, |path| path.contains("poster-help.es.")),
    );
}

/// The training record on a day that is named; the example's own is that of its policy.
#[test]
fn golden_training_record_as_of_a_day() {
    let example = packet::fixture_text("cedar-valley");
    let options = ["--as-of", "2027-02-01", "--document", "training-record"];
    let packet = packet::build_text(&example, &options);
    compare(
        &golden("training"),
        &set(&packet, |path| path.ends_with(".md")),
    );
}

#[test]
fn no_golden_is_unused() {
    let folders: Vec<String> = fs::read_dir(repository().join("tests/golden"))
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
