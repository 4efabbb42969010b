//! A large agency: forty staff, twelve sites, three languages.

use std::sync::Arc;

use policypress::content::pack;
use policypress::diag::Diagnostics;
use policypress::document::Audience;
use policypress::render::{FontFile, OutputFormat, Renderer, Theme};
use policypress::span::SourceFile;

use crate::support::packet::{self, BuiltPacket, compose_agency_text, read_valid_pack};
use crate::support::{pdf_reader, samples, text_extraction};

const SITE_COUNT: usize = 12;
const STAFF_COUNT: usize = 40;

/// An agency whose clients are served in English, Spanish and one language more.
fn large_agency_toml(third: &str) -> String {
    let mut text = format!(
        "[agency]\nname = \"Upper Plains Family Health\"\nstates = [\"IA\"]\nphone = \"319-555-0110\"\n\
         [policy]\neffective = 2026-12-01\n\
         [languages]\nserved = [\"en\", \"es\", \"{third}\"]\n\
         [training]\nevery_months = 12\n"
    );
    for at in 1..=STAFF_COUNT {
        // By turns up to date, overdue in one topic, without any record.
        let (orientation, trauma) = match at % 3 {
            0 => ("orientation = 2024-01-15\n", "2026-06-01"),
            1 => ("orientation = 2024-01-15\n", "2025-06-01"),
            _ => ("", "2026-06-01"),
        };
        text += &format!(
            "[[training.staff]]\ncode = \"S-{at:02}\"\nposition = \"Position {at:02}\"\n{orientation}\
             dates = {{ trafficking = 2026-06-01, reporting = 2026-06-01, \
             confidentiality = 2026-06-01, trauma = {trauma} }}\n"
        );
    }
    for at in 1..=SITE_COUNT {
        let capacity = if at % 2 == 0 {
            "specialised"
        } else {
            "referral"
        };
        text += &format!(
            "[[sites]]\nid = \"site-{at:02}\"\nname = \"Clinic Number {at:02}\"\n\
             address = [\"{at} River Street\", \"Cedar Falls, IA 50613\"]\n\
             capacity = \"{capacity}\"\nlanguages = [\"en\"]\n\
             [[personnel]]\nposition = \"Manager of {at:02}\"\nphone = \"319-555-01{:02}\"\n\
             sites = [\"site-{at:02}\"]\n",
            50 + at
        );
    }
    for at in 1..=4 {
        text += &format!(
            "[[organizations]]\nname = \"Harbor {at}\"\nphone = \"319-555-012{at}\"\naudience = \"client\"\n\
             hours = {{ en = \"24 hours\", es = \"las 24 horas\" }}\nservices = \"Shelter\"\n"
        );
    }
    text
}

/// The words of a file, without the mark of a draft: each format has it in a place of its own.
fn words_without_draft_mark(packet: &BuiltPacket, path: &str) -> Vec<String> {
    let mut words = rendered_words(packet, path);
    words.retain(|word| word != "BORRADOR");
    words
}

fn rendered_words(packet: &BuiltPacket, path: &str) -> Vec<String> {
    match path.rsplit_once('.').expect("a file has an ending").1 {
        "md" => text_extraction::markdown_words(&packet.read_text(path)),
        "html" => text_extraction::html_words(&packet.read_text(path)),
        _ => pdf_reader::pdf_words(packet.read_bytes(path)),
    }
}

#[test]
fn forty_staff_and_twelve_sites_appear_in_every_format() {
    let packet = packet::build_packet(&large_agency_toml("vi"), &[]);
    let told = &packet.report.stderr;
    assert!(told.contains("missing-translation"), "{told}");
    assert!(told.contains("Vietnamese"), "{told}");
    let documents: Vec<String> = packet
        .list_files()
        .into_iter()
        .filter_map(|path| path.strip_suffix(".md").map(str::to_owned))
        .collect();
    let sheets = documents
        .iter()
        .filter(|path| path.starts_with("staff/action-sheet-"));
    assert_eq!(sheets.count(), SITE_COUNT);
    let spanish = documents.iter().filter(|path| path.ends_with(".es"));
    let pack = pack::TemplatePack::load_built_in();
    let clients = |template: &&pack::DocumentTemplate| template.audience == Audience::Client;
    assert_eq!(
        spanish.count(),
        pack.english
            .document_templates
            .iter()
            .filter(clients)
            .count()
    );
    assert!(documents.iter().all(|path| !path.ends_with(".vi")));
    for document in &documents {
        let markdown = words_without_draft_mark(&packet, &format!("{document}.md"));
        for ending in ["html", "pdf"] {
            assert_eq!(
                words_without_draft_mark(&packet, &format!("{document}.{ending}")),
                markdown,
                "{document}.{ending}"
            );
        }
    }
    let record = words_without_draft_mark(&packet, "staff/training-record.md").join(" ");
    for at in 1..=STAFF_COUNT {
        // Once among those who may be due, once to sign.
        let (code, position) = (format!("S-{at:02}"), format!("Position {at:02}"));
        assert_eq!(record.matches(&code).count(), 2, "{code}");
        assert_eq!(record.matches(&position).count(), 1, "{position}");
    }
    assert_eq!(record.matches("Overdue: June 1, 2026").count(), 14);
    assert_eq!(record.matches("No record").count(), 13);
    assert_eq!(record.matches("Current").count(), 13);
    for at in 1..=SITE_COUNT {
        let sheet =
            words_without_draft_mark(&packet, &format!("staff/action-sheet-site-{at:02}.pdf"))
                .join(" ");
        for other in 1..=SITE_COUNT {
            assert_eq!(
                sheet.contains(&format!("Manager of {other:02}")),
                at == other,
                "the manager of {other} on the sheet of {at}"
            );
        }
    }
}

#[test]
fn a_third_language_needs_only_a_template_folder() {
    let mut files = pack::built_in_pack_files();
    for (path, text) in [
        (
            "ar/locale.toml",
            files["en/locale.toml"]
                .text
                .replace("\"DRAFT\"", "\"مسودة\""),
        ),
        (
            "ar/poster-help.md",
            "+++\ntitle = \"المساعدة هنا\"\nsubject = \"للعملاء\"\n+++\n# {#title} المساعدة هنا\n\n\
             {#call-number .number} [{{ hotline.call.shown }}]({{ hotline.call.link }})\n\n\
             ## {#local} قريب منك\n{% for organization in organizations %}\n\
             - {{ organization.name }}: {{ organization.hours }}\n{%- endfor %}\n"
                .to_owned(),
        ),
    ] {
        let name = path.to_owned();
        files.insert(path.to_owned(), Arc::new(SourceFile { name, text }));
    }
    let pack = read_valid_pack(&files);
    let (documents, _) = compose_agency_text(&pack, &large_agency_toml("ar"));
    let mut tags: Vec<String> = documents
        .iter()
        .filter(|document| document.name == "poster-help")
        .map(|document| document.language.to_string())
        .collect();
    tags.sort();
    assert_eq!(tags, ["ar", "en", "es"]);
    let mut renderer = Renderer::new(Theme {
        fonts: pack::built_in_font_files()
            .into_iter()
            .map(|(name, bytes)| FontFile::built_in(name, bytes))
            .collect(),
        ..samples::sample_theme()
    });
    for document in &documents {
        let mut found = Diagnostics::new();
        let pdf = renderer.render(document, OutputFormat::Pdf, &mut found);
        assert_eq!(found[..], [], "{}", document.file_stem());
        let words = pdf_reader::pdf_words(pdf.expect("it can be drawn")).join(" ");
        if document.audience == Audience::Client {
            assert!(words.contains("1-888-373-7888"), "{}", document.file_stem());
        }
        if document.file_stem() == "poster-help.ar" {
            assert!(
                words.contains("24 hours"),
                "in English, and marked: {words}"
            );
            assert!(!words.contains("las 24 horas"), "never in a third language");
        }
    }
}
