//! Documents in other languages than English: which there are, what they say, and when they may be
//! handed out.

use std::collections::BTreeMap;
use std::sync::Arc;

use policypress::content::{pack, pack::TemplatePack};
use policypress::diag::{Diagnostic, Severity};
use policypress::document::readability::{ReadabilityFormula, measure_readability};
use policypress::document::{
    Audience, Document, UNREVIEWED_TRANSLATION_ANCHOR, plain_text, traversal,
};
use policypress::span::SourceFile;

use crate::support::fixture::temp_agency_folder;
use crate::support::packet::{self, read_agency_fixture};

fn source_file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    })
}

fn compose_with_pack(pack: &TemplatePack, agency: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    let (documents, found) = packet::compose_agency_text(pack, agency);
    (documents, found.into_vec())
}

fn compose_with_built_in_pack(agency: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    compose_with_pack(&TemplatePack::load_built_in(), agency)
}

fn diagnostic_codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found
        .iter()
        .map(|diagnostic| diagnostic.problem.code())
        .collect()
}

fn find_document<'all>(documents: &'all [Document], stem: &str) -> &'all Document {
    documents
        .iter()
        .find(|document| document.file_stem() == stem)
        .unwrap_or_else(|| panic!("{stem} is there"))
}

/// Whether the document carries the marks of a translation that may not be handed out.
fn has_unreviewed_marks(document: &Document) -> bool {
    let notice =
        traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR);
    assert_eq!(document.is_draft, notice, "both marks or none");
    notice
}

/// The example with one text replaced.
fn example_with(from: &str, to: &str) -> String {
    let text = read_agency_fixture("cedar-valley");
    assert!(text.contains(from), "the example has `{from}`");
    text.replacen(from, to, 1)
}

/// The pack with more files.
fn built_in_files_with(files: &[(&str, &str)]) -> BTreeMap<String, Arc<SourceFile>> {
    let mut all = pack::built_in_pack_files();
    for (path, text) in files {
        all.insert((*path).to_owned(), source_file(path, text));
    }
    all
}

/// English words for a made-up language.
fn english_words_toml() -> String {
    pack::built_in_pack_files()["en/locale.toml"].text.clone()
}

/// The names of the statements of a template, in order, as they are written in it.
fn statement_names(template: &pack::DocumentTemplate) -> Vec<String> {
    template.source_file.text[template.markdown_offset..]
        .split("{#")
        .skip(1)
        .map(|rest| {
            let end = rest.find('}').expect("a name ends");
            rest[..end].to_owned()
        })
        .collect()
}

/// The facts a template prints or asks for, in order.
fn template_expressions(template: &pack::DocumentTemplate) -> Vec<String> {
    let text = &template.source_file.text[template.markdown_offset..];
    let mut facts = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        for rest in text.split(open).skip(1) {
            facts.push(
                rest.split(close)
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            );
        }
    }
    facts
}

#[test]
fn a_translation_has_the_statements_and_facts_of_its_source() {
    let pack = TemplatePack::load_built_in();
    assert!(!pack.translations.is_empty(), "there is a translation");
    for language in &pack.translations {
        for template in &language.document_templates {
            let source = pack
                .english
                .find_template(&template.name)
                .expect("a translation has a source");
            let what = format!("{} in {}", template.name, language.tag);
            assert_eq!(statement_names(template), statement_names(source), "{what}");
            assert_eq!(
                template_expressions(template),
                template_expressions(source),
                "{what}"
            );
        }
    }
}

#[test]
fn every_document_for_clients_is_there_in_spanish() {
    let pack = TemplatePack::load_built_in();
    let spanish = &pack
        .translation_for(&"es".parse().expect("a tag"))
        .expect("there is Spanish")
        .document_templates;
    let spanish: Vec<&str> = spanish
        .iter()
        .map(|template| template.name.as_str())
        .collect();
    let clients: Vec<&str> = pack
        .english
        .document_templates
        .iter()
        .filter(|template| template.audience == Audience::Client)
        .map(|template| template.name.as_str())
        .collect();
    assert_eq!(spanish, clients);
}

#[test]
fn the_example_has_no_diagnostics_in_spanish() {
    let (documents, found) = compose_with_built_in_pack(&read_agency_fixture("cedar-valley"));
    assert_eq!(diagnostic_codes(&found), Vec::<&str>::new());
    let spanish: Vec<&Document> = documents
        .iter()
        .filter(|document| document.language.language.as_str() == "es")
        .collect();
    assert!(!spanish.is_empty());
    assert!(
        spanish
            .iter()
            .all(|document| !has_unreviewed_marks(document))
    );
}

#[test]
fn a_translation_is_a_draft_until_its_review_is_recorded() {
    for missing in [
        "translator = \"Certified translator's name or firm\"\n",
        "qualification = \"ATA-certified, English into Spanish\"\n",
        "reviewed_on = 2026-11-10\n",
        "source = {",
    ] {
        let (documents, found) =
            compose_with_built_in_pack(&example_with(missing, &format!("# {missing}")));
        assert_eq!(
            diagnostic_codes(&found),
            ["unreviewed-translation"],
            "{missing}"
        );
        assert_eq!(found[0].severity(), Severity::Warning);
        assert!(
            has_unreviewed_marks(find_document(&documents, "poster-help.es")),
            "{missing}"
        );
        assert!(
            !has_unreviewed_marks(find_document(&documents, "poster-help")),
            "{missing}"
        );
    }
}

#[test]
fn the_source_hash_printed_by_check_is_accepted() {
    let text = read_agency_fixture("cedar-valley");
    let line = text
        .lines()
        .find(|line| line.starts_with("source = "))
        .expect("the example has a source");
    let (_, found) = compose_with_built_in_pack(&example_with(line, ""));
    let hint = found[0].problem.describe().hint;
    assert!(hint.contains(&format!("`{line}`")), "{hint}");
    let readme = include_str!("../../README.md");
    assert!(readme.contains(line), "the README shows it as well");
}

#[test]
fn a_changed_sentence_makes_a_translation_stale_and_a_changed_phone_does_not() {
    let pack = |from: &str, to: &str| {
        let mut files = pack::built_in_pack_files();
        let text = files["en/poster-help.md"].text.clone();
        assert!(text.contains(from), "{from}");
        let text = text.replacen(from, to, 1);
        files.insert(
            "en/poster-help.md".to_owned(),
            source_file("en/poster-help.md", &text),
        );
        packet::read_valid_pack(&files)
    };
    let example = read_agency_fixture("cedar-valley");
    let (documents, found) = compose_with_pack(&pack("It is your choice", "You choose"), &example);
    assert_eq!(diagnostic_codes(&found), ["outdated-translation"]);
    assert!(has_unreviewed_marks(find_document(
        &documents,
        "poster-help.es"
    )));
    assert!(!has_unreviewed_marks(find_document(
        &documents,
        "commitment-statement.es"
    )));

    let (_, found) = compose_with_pack(
        &pack("free, day or night.", "free,\nday  or night. <# x #>"),
        &example,
    );
    assert_eq!(
        diagnostic_codes(&found),
        Vec::<&str>::new(),
        "white space and comments"
    );

    for (from, to) in [
        ("phone = \"319-555-0110\"", "phone = \"319-555-0119\""),
        ("name = \"Harbor Light Advocates\"", "name = \"Harbor\""),
        ("es = \"las 24 horas\"", "es = \"de día y de noche\""),
        ("hours = { en = \"24 hours\"", "hours = { en = \"All day\""),
        ("audience = \"client\"", "audience = \"staff\""),
    ] {
        let (_, found) = compose_with_built_in_pack(&example_with(from, to));
        assert!(
            !diagnostic_codes(&found).contains(&"outdated-translation"),
            "{to}"
        );
    }
}

#[test]
fn the_former_name_of_a_role_keeps_a_translation_valid() {
    let mut files = pack::built_in_pack_files();
    let path = "en/poster-restroom.md";
    let now = files[path].text.clone();
    let before = now.replacen("{#strip .tear-off}", "{#strip .strip}", 1);
    assert_ne!(before, now);
    for text in [now, before] {
        files.insert(path.to_owned(), source_file(path, &text));
        let pack = packet::read_valid_pack(&files);
        let (_, found) = compose_with_pack(&pack, &read_agency_fixture("cedar-valley"));
        assert_eq!(diagnostic_codes(&found), Vec::<&str>::new());
    }
}

#[test]
fn statement_choices_apply_in_every_language() {
    let left_out = "[policy.statements]\npapers = { include = false, reason = \"x\" }\n";
    let (documents, found) =
        compose_with_built_in_pack(&example_with("[policy.statements]\n", left_out));
    assert_eq!(
        diagnostic_codes(&found),
        ["outdated-translation"],
        "the English is another"
    );
    for stem in ["poster-help", "poster-help.es"] {
        let words = inline_text_lines(find_document(&documents, stem));
        assert!(
            !words.contains("papers") && !words.contains("papeles"),
            "{stem}: {words}"
        );
    }
}

fn inline_text_lines(document: &Document) -> String {
    let mut words = String::new();
    traversal::visit_inlines(&document.blocks, &mut |inline| {
        words.push_str(&plain_text(std::slice::from_ref(inline)));
        words.push('\n');
    });
    words
}

#[test]
fn a_rewording_is_used_only_in_its_own_language() {
    let reworded = |more: &str| {
        example_with(
            "[policy.statements]\n",
            &format!("[policy.statements]\npapers = {{ text = \"Who has your ID?\"{more} }}\n"),
        )
    };
    let (documents, found) = compose_with_built_in_pack(&reworded(""));
    assert_eq!(
        diagnostic_codes(&found),
        ["untranslated-statement", "outdated-translation"]
    );
    let spanish = find_document(&documents, "poster-help.es");
    assert!(has_unreviewed_marks(spanish));
    assert!(!inline_text_lines(spanish).contains("Who has your ID?"));

    let (documents, found) =
        compose_with_built_in_pack(&reworded(", es = \"¿Quién tiene su ID?\""));
    assert_eq!(diagnostic_codes(&found), ["outdated-translation"]);
    let spanish = inline_text_lines(find_document(&documents, "poster-help.es"));
    assert!(spanish.contains("¿Quién tiene su ID?"), "{spanish}");

    // With the new mark it is clean, and without Spanish words it is not, whatever the mark.
    let mark = found[0].problem.describe().hint;
    let mark = mark
        .split('`')
        .find(|part| part.starts_with("source = "))
        .expect("the hint has the line")
        .to_owned();
    let marked = |text: String| {
        let line = text
            .lines()
            .find(|line| line.starts_with("source = "))
            .expect("a source")
            .to_owned();
        text.replace(&line, &mark)
    };
    let (documents, found) =
        compose_with_built_in_pack(&marked(reworded(", es = \"¿Quién tiene su ID?\"")));
    assert_eq!(diagnostic_codes(&found), Vec::<&str>::new());
    assert!(!has_unreviewed_marks(find_document(
        &documents,
        "poster-help.es"
    )));
    let (documents, found) = compose_with_built_in_pack(&marked(reworded("")));
    assert_eq!(diagnostic_codes(&found), ["untranslated-statement"]);
    assert!(has_unreviewed_marks(find_document(
        &documents,
        "poster-help.es"
    )));
}

#[test]
fn an_addition_appears_only_in_the_languages_it_is_written_in() {
    let added = |more: &str| {
        let text = format!(
            "[[policy.additions]]\nafter = \"papers\"\ntext = \"Are you free to rest?\"\n{more}[policy.statements]\n"
        );
        example_with("[policy.statements]\n", &text)
    };
    let (documents, found) = compose_with_built_in_pack(&added(""));
    assert_eq!(
        diagnostic_codes(&found),
        ["untranslated-statement", "outdated-translation"]
    );
    assert!(!inline_text_lines(find_document(&documents, "poster-help.es")).contains("rest"));
    let (documents, _) = compose_with_built_in_pack(&added("es = \"¿Puede descansar?\"\n"));
    let spanish = inline_text_lines(find_document(&documents, "poster-help.es"));
    assert!(spanish.contains("¿Puede descansar?"), "{spanish}");
}

#[test]
fn a_language_without_templates_is_reported_and_not_replaced_by_english() {
    let served = "served = [\"en\", \"es\"]";
    let (documents, found) =
        compose_with_built_in_pack(&example_with(served, "served = [\"en\", \"es\", \"vi\"]"));
    assert_eq!(diagnostic_codes(&found), ["missing-translation"]);
    assert_eq!(
        found[0].span.as_ref().map(policypress::span::Span::text),
        Some("\"vi\"")
    );
    assert!(
        documents
            .iter()
            .all(|document| document.language.language.as_str() != "vi")
    );
    let (documents, found) = compose_with_built_in_pack(&example_with(served, "served = [\"en\"]"));
    assert_eq!(diagnostic_codes(&found), Vec::<&str>::new());
    assert!(
        documents
            .iter()
            .all(|document| document.language.language.as_str() == "en")
    );
}

#[test]
fn a_near_miss_of_the_hotline_number_is_refused() {
    for (written, refused) in [
        ("1-888-373-7889", true),
        ("888-337-7888", true),
        ("(888) 373-7788", true),
        ("1-888-373-7888", false),
        ("319-555-0120", false),
        ("1-888-555-0120", false),
    ] {
        let (_, found) = compose_with_built_in_pack(&example_with("319-555-0120", written));
        let codes = diagnostic_codes(&found);
        assert_eq!(codes.contains(&"near-miss-phone"), refused, "{written}");
    }
}

#[test]
fn hotline_text_and_chat_are_offered_only_in_english_and_spanish() {
    const TEMPLATE_START: &str = "+++\ntitle = \"x\"\nsubject = \"x\"\n+++\n# {#title} x\n\n";
    let agency = |tag: &str| {
        format!("[agency]\nname = \"Willow Clinic\"\n[languages]\nserved = [\"{tag}\"]\n")
    };
    for fact in [
        "hotline.text.shown",
        "hotline.chat.shown",
        "hotline.text.word",
        "hotline.text.message",
    ] {
        for (tag, offered) in [
            ("es", true),
            ("vi", false),
            ("zh-Hans", false),
            ("qaa", false),
        ] {
            let template = format!("{TEMPLATE_START}{{{{ {fact} }}}}\n");
            let words = english_words_toml();
            let files = built_in_files_with(&[
                (&format!("{tag}/locale.toml"), &words),
                (&format!("{tag}/poster-help.md"), &template),
            ]);
            let pack = packet::read_valid_pack(&files);
            let (documents, found) = compose_with_pack(&pack, &agency(tag));
            let refused = diagnostic_codes(&found).contains(&"unknown-template-setting");
            assert_eq!(refused, !offered, "{fact} in {tag}");
            let stem = format!("poster-help.{tag}");
            let built = documents
                .iter()
                .any(|document| document.file_stem() == stem);
            assert_eq!(built, offered, "{fact} in {tag}");
        }
    }
    // And no language of the pack but these two has words about it.
    let pack = TemplatePack::load_built_in();
    for language in &pack.translations {
        let says =
            |template: &pack::DocumentTemplate| template.source_file.text.contains("hotline.text");
        if language.tag.language.as_str() != "es" {
            assert!(
                !language.document_templates.iter().any(says),
                "{}",
                language.tag
            );
        }
    }
}

#[test]
fn a_language_can_be_added_by_a_template_folder() {
    let words = english_words_toml()
        .replace("\"DRAFT\"", "\"مسودة\"")
        .replace("Skip to the content", "إلى المحتوى");
    let poster = "+++\ntitle = \"المساعدة هنا\"\nsubject = \"للعملاء\"\n+++\n# {#title} المساعدة هنا\n\n\
                  {#call-number .number} [{{ hotline.call.shown }}]({{ hotline.call.link }})\n";
    let files = built_in_files_with(&[("ar/locale.toml", &words), ("ar/poster-help.md", poster)]);
    let pack = packet::read_valid_pack(&files);
    let (documents, found) = compose_with_pack(
        &pack,
        "[agency]\nname = \"Willow Clinic\"\n[languages]\nserved = [\"ar\"]\n",
    );
    assert!(
        diagnostic_codes(&found).contains(&"missing-translation"),
        "the statement lacks"
    );
    let poster = find_document(&documents, "poster-help.ar");
    assert_eq!(poster.audience, Audience::Client, "as its source");
    let html =
        policypress::render::html::render_html(poster, &crate::support::samples::sample_theme());
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("<p class=\"draft\">مسودة</p>"));
    assert!(html.contains(">إلى المحتوى</a>"));
    assert!(
        html.contains("<span lang=\"en\" dir=\"ltr\">"),
        "the notice is in English too"
    );
}

#[test]
fn only_the_selected_languages_are_built() {
    let example = read_agency_fixture("cedar-valley");
    let packet = packet::build_packet(&example, &["--language", "es", "--format", "html"]);
    assert_eq!(
        packet.list_files(),
        [
            "client/commitment-statement.es.html",
            "client/pocket-cards-unnamed.es.html",
            "client/pocket-cards.es.html",
            "client/poster-help.es.html",
            "client/poster-restroom.es.html",
            "manifest.json"
        ]
    );
    let html = packet.read_text("client/poster-help.es.html");
    assert!(html.contains("<html lang=\"es\" dir=\"ltr\">"));
    let packet = packet::try_build_packet(&example, &["--language", "Spanish"]);
    assert!(!packet.report.is_success);
    let told = &packet.report.stderr;
    assert!(told.contains("did you mean `es`?"), "{told}");
}

/// The example without one organization's Spanish hours and the other's Spanish services.
fn example_with_partly_english_facts() -> String {
    example_with(", es = \"las 24 horas\"", "").replace(
        ", es = \"Ayuda legal gratis sobre inmigración, salarios y órdenes de protección\"",
        "",
    )
}

#[test]
fn facts_use_the_document_language_or_are_marked_as_english() {
    let (documents, found) = compose_with_built_in_pack(&read_agency_fixture("cedar-valley"));
    assert_eq!(diagnostic_codes(&found), Vec::<&str>::new());
    let spanish = inline_text_lines(find_document(&documents, "poster-help.es"));
    assert!(
        spanish.contains("las 24 horas") && !spanish.contains("24 hours"),
        "{spanish}"
    );
    let english = inline_text_lines(find_document(&documents, "poster-help"));
    assert!(
        english.contains("24 hours") && !english.contains("las 24 horas"),
        "{english}"
    );

    let (documents, found) = compose_with_built_in_pack(&example_with_partly_english_facts());
    assert_eq!(
        diagnostic_codes(&found),
        ["english-in-translation"],
        "one warning"
    );
    assert_eq!(
        found[0].span.as_ref().map(policypress::span::Span::text),
        Some("\"24 hours\"")
    );
    let told = found[0].problem.describe().message;
    assert!(
        told.contains("the `hours` of `Harbor Light Advocates` and the `services` of `Prairie Legal Help` in English, in italics"),
        "{told}"
    );
    let poster = find_document(&documents, "poster-help.es");
    assert!(!poster.is_draft, "a warning is no reason for a draft");
    let html =
        policypress::render::html::render_html(poster, &crate::support::samples::sample_theme());
    for english in [
        "24 hours",
        "Free legal help with immigration, wages and protective orders",
    ] {
        let marked = format!("<span lang=\"en\"><em>{english}</em></span>");
        assert!(html.contains(&marked), "{marked} is in {html}");
    }
    assert!(html.contains("Refugio, apoyo"), "the rest is Spanish");
    let english = find_document(&documents, "poster-help");
    let html =
        policypress::render::html::render_html(english, &crate::support::samples::sample_theme());
    assert!(
        !html.contains("<span lang="),
        "English is the language there"
    );
}

/// A fact is marked as English where it is English, and nowhere because a template thinks so.
#[test]
fn no_template_hard_codes_the_language_of_a_fact() {
    for (path, file) in pack::built_in_pack_files() {
        assert!(!file.text.contains("}}](lang:"), "{path}");
    }
}

#[test]
fn a_draft_translation_is_marked_in_every_format_and_still_builds() {
    let text = example_with("reviewed_on = 2026-11-10\n", "");
    let packet = packet::build_packet(&text, &[]);
    let (es, en) = (
        "falta la revisión de un traductor calificado",
        "a qualified translator has not reviewed this translation",
    );
    for (ending, mark) in [
        ("md", "**BORRADOR**"),
        ("html", "<p class=\"draft\">BORRADOR</p>"),
    ] {
        let text = packet.read_text(&format!("client/poster-help.es.{ending}"));
        assert!(
            text.contains(mark) && text.contains(es) && text.contains(en),
            "{text}"
        );
    }
    for document in ["poster-help", "commitment-statement"] {
        let pdf = packet.read_bytes(&format!("client/{document}.es.pdf"));
        let words = crate::support::pdf_reader::pdf_words(pdf).join(" ");
        assert!(words.contains(es) && words.contains(en), "{words}");
    }
    let index = packet.read_text("index.html");
    assert!(index.contains("Spanish (draft: not reviewed by a translator)"));
}

#[test]
fn client_posters_read_at_sixth_grade_level() {
    let (documents, _) = compose_with_built_in_pack(&read_agency_fixture("cedar-valley"));
    let mut seen = 0;
    for document in &documents {
        if document.audience != Audience::Client {
            continue;
        }
        let found = measure_readability(document).expect("its language has a formula");
        // Its sentences are the agency's template's, and are kept word for word.
        if document.name == "commitment-statement" {
            continue;
        }
        match found.formula {
            ReadabilityFormula::FleschKincaid => {
                assert!(found.score <= 6.0, "{}: {found:?}", document.name);
            }
            ReadabilityFormula::Inflesz => {
                assert!(found.score >= 65.0, "{}: {found:?}", document.name);
            }
        }
        seen += 1;
    }
    assert!(seen >= 2, "English and Spanish");
}

#[test]
fn readability_measures_prose_and_lists_hard_sentences() {
    let text = "[agency]\nname = \"The Interdisciplinary Reproductive Collaborative\"\n\
                [policy.statements]\npapers = { text = \"Immediately investigate organizational responsibilities.\" }\n";
    let (documents, _) = compose_with_built_in_pack(text);
    let found = measure_readability(find_document(&documents, "poster-help")).expect("English");
    assert!(
        found.hardest_words.contains(&"responsibilities".to_owned()),
        "the agency's own words count: {found:?}"
    );
    assert!(
        !found
            .hardest_words
            .contains(&"interdisciplinary".to_owned()),
        "its name does not"
    );
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("agency.toml");
    std::fs::write(&file, read_agency_fixture("cedar-valley")).expect("it can be written");
    let file = file.to_str().expect("text");
    let told = packet::run_command_line(&["policypress", "check", file, "--readability"])
        .expect("it runs");
    assert!(
        told.stdout.contains("poster-help: grade "),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("(INFLESZ)"), "{}", told.stdout);
    let told = packet::run_command_line(&["policypress", "check", file]).expect("it runs");
    assert!(!told.stdout.contains("grade"), "only when it is asked for");
}

/// Somebody translates a heading, names a reviewer and forgets the rest.
#[test]
fn a_translation_with_english_sentences_stays_a_draft() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley").replacen(
        "served = [\"en\", \"es\"]",
        "served = [\"en\", \"fr\"]",
        1,
    ));
    let path = |name: &str| folder.path().join(name).display().to_string();
    let words = path("words");
    let run = |line: &[&str]| {
        let line = [&["policypress"], line].concat();
        crate::support::packet::run_command_line(&line).expect("the machine does its part")
    };
    assert!(run(&["eject", &words, "--language", "fr"]).is_success);
    for name in [
        "poster-help",
        "poster-restroom",
        "pocket-cards",
        "pocket-cards-unnamed",
        "commitment-statement",
    ] {
        let file = folder.path().join(format!("words/fr/{name}.md"));
        let text = std::fs::read_to_string(&file).expect("it was ejected");
        let lines = text
            .lines()
            .filter(|line| !line.contains("hotline.text") && !line.contains("hotline.chat"));
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).expect("it can be written");
    }
    let report = run(&["check", &path("agency.toml"), "--templates", &words]);
    let message = "warning[english-statements]: `poster-help.fr` is a draft: these statements of it are still in English:";
    assert!(report.stdout.contains(message), "{}", report.stdout);
    assert!(report.stdout.contains("`choice`"), "{}", report.stdout);
}
