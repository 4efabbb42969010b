//! Whole documents in scripts that are written otherwise than Latin: right to left, without spaces,
//! with letters that join and change their order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use policypress::content::pack;
use policypress::span::SourceFile;

use crate::support::packet::{read_agency_fixture, run_command_line};
use crate::support::pdf_reader;
use crate::support::text_extraction::{html_words, markdown_words};

const DOCUMENTS: [&str; 3] = [
    "client/commitment-statement",
    "client/poster-help",
    "staff/poster-three-steps",
];

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// English words with those of `frame.toml` in their place.
fn localized_words_toml(tag: &str) -> String {
    let mut words = pack::built_in_pack_files()["en/locale.toml"].text.clone();
    let frame = fs::read_to_string(
        tests_folder()
            .join("translations")
            .join(tag)
            .join("frame.toml"),
    )
    .expect("a pack has a frame");
    for line in frame.lines() {
        let key = line.split(' ').next().expect("a line has a key");
        let start = words
            .find(&format!("\n{key} = "))
            .unwrap_or_else(|| panic!("English has {key}"))
            + 1;
        let end = start + words[start..].find('\n').expect("a line ends");
        words.replace_range(start..end, line);
    }
    words
}

/// The files of a pack, by their path among the templates.
pub(crate) fn translation_files(tag: &str) -> BTreeMap<String, Arc<SourceFile>> {
    let mut texts = vec![("locale.toml".to_owned(), localized_words_toml(tag))];
    for name in ["commitment-statement", "poster-help", "poster-three-steps"] {
        let name = format!("{name}.md");
        let path = tests_folder().join("translations").join(tag).join(&name);
        texts.push((name, fs::read_to_string(path).expect("it is there")));
    }
    texts
        .into_iter()
        .map(|(name, text)| {
            let name = format!("{tag}/{name}");
            let file = SourceFile {
                name: name.clone(),
                text,
            };
            (name, Arc::new(file))
        })
        .collect()
}

/// The example, for people who are served in this language and in English.
pub(crate) fn example_serving_language(tag: &str) -> String {
    read_agency_fixture("cedar-valley").replace(
        "served = [\"en\", \"es\"]",
        &format!("served = [\"en\", \"{tag}\"]"),
    )
}

/// A folder with an agency that serves people in this language, its templates, and its fonts if asked.
fn agency_folder_for_language(tag: &str, fonts: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let templates = folder.path().join("templates");
    fs::create_dir_all(templates.join(tag)).expect("a folder can be made");
    for (name, file) in translation_files(tag) {
        fs::write(templates.join(name), &file.text).expect("it can be written");
    }
    let mut text = example_serving_language(tag);
    if fonts {
        text = text.replace("[theme]", "[theme]\nfonts = [\"fonts/\"]");
        fs::create_dir(folder.path().join("fonts")).expect("a folder can be made");
        for face in [
            "NotoSansDevanagari-Regular.ttf",
            "NotoSansDevanagari-Bold.ttf",
            "NotoSansSC-Regular.otf",
            "NotoSansSC-Bold.otf",
        ] {
            let from = tests_folder().join("fonts").join(face);
            fs::copy(from, folder.path().join("fonts").join(face)).expect("it can be copied");
        }
    }
    fs::write(folder.path().join("agency.toml"), text).expect("it can be written");
    folder
}

fn build_in_language(folder: &Path, tag: &str) -> policypress::command::CommandReport {
    let path = |name: &str| folder.join(name).display().to_string();
    let (file, templates) = (path("agency.toml"), path("templates"));
    run_command_line(&[
        "policypress",
        "build",
        &file,
        "--templates",
        &templates,
        "--language",
        tag,
    ])
    .expect("the machine does its part")
}

#[test]
fn non_latin_scripts_have_the_same_text_in_every_format() {
    for (tag, direction) in [("ar", "rtl"), ("zh-Hans", "ltr"), ("hi", "ltr")] {
        let folder = agency_folder_for_language(tag, tag != "ar");
        let report = build_in_language(folder.path(), tag);
        assert!(report.is_success, "{tag}: {}", report.stderr);
        let packet = folder.path().join("output/cedar-valley-family-health");
        for document in DOCUMENTS {
            let file = |ending: &str| packet.join(format!("{document}.{tag}.{ending}"));
            let html = fs::read_to_string(file("html")).expect("there is HTML");
            let start = format!("<html lang=\"{tag}\" dir=\"{direction}\">");
            assert!(html.contains(&start), "{document}");
            let html = html_words(&html);
            let markdown = fs::read_to_string(file("md")).expect("there is Markdown");
            let pdf = pdf_reader::pdf_words(fs::read(file("pdf")).expect("there is a PDF"));
            // The mark of a draft stands round the words in HTML, and before them in Markdown.
            let draft = localized_words_toml(tag);
            let draft = draft.split("draft = \"").nth(1).expect("it has a mark");
            let markdown = markdown_words(&markdown);
            assert!(draft.starts_with(&format!("{}\"", markdown[0])));
            assert_eq!(markdown[1..], html, "{document} in {tag}");
            assert_eq!(pdf, html, "{document} in {tag}");
            assert!(
                pdf.iter().any(|word| word.contains("1-888-373-7888")),
                "the number is whole and in order"
            );
        }
    }
}

#[test]
fn scripts_without_a_built_in_font_name_the_font_to_install() {
    for (tag, family) in [
        ("zh-Hans", "Noto Sans CJK SC"),
        ("hi", "Noto Sans Devanagari"),
    ] {
        let folder = agency_folder_for_language(tag, false);
        let report = build_in_language(folder.path(), tag);
        assert!(!report.is_success, "{tag}");
        assert!(report.stderr.contains(family), "{}", report.stderr);
        assert!(!folder.path().join("output").exists());
    }
}
