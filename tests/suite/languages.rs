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

use crate::support::packet::{self, fixture_text};

fn source_file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    })
}

fn composed_by(pack: &TemplatePack, agency: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    let (documents, found) = packet::compose_text(pack, agency);
    (documents, found.into_vec())
}

fn composed(agency: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    composed_by(&TemplatePack::load_built_in(), agency)
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found
        .iter()
        .map(|diagnostic| diagnostic.problem.code())
        .collect()
}

fn named<'all>(documents: &'all [Document], stem: &str) -> &'all Document {
    documents
        .iter()
        .find(|document| document.file_stem() == stem)
        .unwrap_or_else(|| panic!("{stem} is there"))
}

/// Whether the document carries the marks of a translation that may not be handed out.
fn is_held_back(document: &Document) -> bool {
    let notice =
        traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR);
    assert_eq!(document.is_draft, notice, "both marks or none");
    notice
}

/// The example with one text replaced.
fn example_with(from: &str, to: &str) -> String {
    let text = fixture_text("cedar-valley");
    assert!(text.contains(from), "the example has `{from}`");
    text.replacen(from, to, 1)
}

/// The pack with more files.
fn pack_with(files: &[(&str, &str)]) -> BTreeMap<String, Arc<SourceFile>> {
    let mut all = pack::built_in_pack_files();
    for (path, text) in files {
        all.insert((*path).to_owned(), source_file(path, text));
    }
    all
}

/// English words for a made-up language.
fn words() -> String {
    pack::built_in_pack_files()["en/words.toml"].text.clone()
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
fn facts(template: &pack::DocumentTemplate) -> Vec<String> {
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
            assert_eq!(facts(template), facts(source), "{what}");
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
fn the_example_is_clean_in_spanish() {
    let (documents, found) = composed(&fixture_text("cedar-valley"));
    assert_eq!(codes(&found), Vec::<&str>::new());
    let spanish: Vec<&Document> = documents
        .iter()
        .filter(|document| document.language.language.as_str() == "es")
        .collect();
    assert!(!spanish.is_empty());
    assert!(spanish.iter().all(|document| !is_held_back(document)));
}

#[test]
fn a_translation_is_a_draft_until_somebody_answers_for_it() {
    for missing in [
        "translator = \"Certified translator's name or firm\"\n",
        "qualification = \"ATA-certified, English into Spanish\"\n",
        "reviewed_on = 2026-11-10\n",
        "source = {",
    ] {
        let (documents, found) = composed(&example_with(missing, &format!("# {missing}")));
        assert_eq!(codes(&found), ["unreviewed-translation"], "{missing}");
        assert_eq!(found[0].severity(), Severity::Warning);
        assert!(
            is_held_back(named(&documents, "poster-help.es")),
            "{missing}"
        );
        assert!(!is_held_back(named(&documents, "poster-help")), "{missing}");
    }
}

#[test]
fn the_mark_that_check_prints_is_the_one_that_is_accepted() {
    let text = fixture_text("cedar-valley");
    let line = text
        .lines()
        .find(|line| line.starts_with("source = "))
        .expect("the example has a source");
    let (_, found) = composed(&example_with(line, ""));
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
        packet::read_pack(&files)
    };
    let example = fixture_text("cedar-valley");
    let (documents, found) = composed_by(&pack("It is your choice", "You choose"), &example);
    assert_eq!(codes(&found), ["stale-translation"]);
    assert!(is_held_back(named(&documents, "poster-help.es")));
    assert!(!is_held_back(named(&documents, "commitment-statement.es")));

    let (_, found) = composed_by(
        &pack("free and private.", "free\nand  private. <# x #>"),
        &example,
    );
    assert_eq!(
        codes(&found),
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
        let (_, found) = composed(&example_with(from, to));
        assert!(!codes(&found).contains(&"stale-translation"), "{to}");
    }
}

#[test]
fn a_choice_of_statements_is_made_in_every_language() {
    let left_out = "[policy.statements]\npapers = { include = false, reason = \"x\" }\n";
    let (documents, found) = composed(&example_with("[policy.statements]\n", left_out));
    assert_eq!(
        codes(&found),
        ["stale-translation"],
        "the English is another"
    );
    for stem in ["poster-help", "poster-help.es"] {
        let words = words_of(named(&documents, stem));
        assert!(
            !words.contains("papers") && !words.contains("papeles"),
            "{stem}: {words}"
        );
    }
}

fn words_of(document: &Document) -> String {
    let mut words = String::new();
    traversal::visit_inlines(&document.blocks, &mut |inline| {
        words.push_str(&plain_text(std::slice::from_ref(inline)));
        words.push('\n');
    });
    words
}

#[test]
fn own_words_go_into_a_translation_only_in_its_language() {
    let reworded = |more: &str| {
        example_with(
            "[policy.statements]\n",
            &format!("[policy.statements]\npapers = {{ text = \"Who has your ID?\"{more} }}\n"),
        )
    };
    let (documents, found) = composed(&reworded(""));
    assert_eq!(
        codes(&found),
        ["untranslated-statement", "stale-translation"]
    );
    let spanish = named(&documents, "poster-help.es");
    assert!(is_held_back(spanish));
    assert!(!words_of(spanish).contains("Who has your ID?"));

    let (documents, found) = composed(&reworded(", es = \"¿Quién tiene su ID?\""));
    assert_eq!(codes(&found), ["stale-translation"]);
    let spanish = words_of(named(&documents, "poster-help.es"));
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
    let (documents, found) = composed(&marked(reworded(", es = \"¿Quién tiene su ID?\"")));
    assert_eq!(codes(&found), Vec::<&str>::new());
    assert!(!is_held_back(named(&documents, "poster-help.es")));
    let (documents, found) = composed(&marked(reworded("")));
    assert_eq!(codes(&found), ["untranslated-statement"]);
    assert!(is_held_back(named(&documents, "poster-help.es")));
}

#[test]
fn an_added_statement_stands_in_the_languages_it_is_written_in() {
    let added = |more: &str| {
        let text = format!(
            "[[policy.additions]]\nafter = \"papers\"\ntext = \"Are you free to rest?\"\n{more}[policy.statements]\n"
        );
        example_with("[policy.statements]\n", &text)
    };
    let (documents, found) = composed(&added(""));
    assert_eq!(
        codes(&found),
        ["untranslated-statement", "stale-translation"]
    );
    assert!(!words_of(named(&documents, "poster-help.es")).contains("rest"));
    let (documents, _) = composed(&added("es = \"¿Puede descansar?\"\n"));
    let spanish = words_of(named(&documents, "poster-help.es"));
    assert!(spanish.contains("¿Puede descansar?"), "{spanish}");
}

#[test]
fn a_language_without_templates_is_listed_and_never_english() {
    let served = "served = [\"en\", \"es\"]";
    let (documents, found) = composed(&example_with(served, "served = [\"en\", \"es\", \"vi\"]"));
    assert_eq!(codes(&found), ["missing-translation"]);
    assert_eq!(
        found[0].span.as_ref().map(policypress::span::Span::text),
        Some("\"vi\"")
    );
    assert!(
        documents
            .iter()
            .all(|document| document.language.language.as_str() != "vi")
    );
    let (documents, found) = composed(&example_with(served, "served = [\"en\"]"));
    assert_eq!(codes(&found), Vec::<&str>::new());
    assert!(
        documents
            .iter()
            .all(|document| document.language.language.as_str() == "en")
    );
}

#[test]
fn the_hotlines_number_with_a_slip_in_it_is_refused() {
    for (written, refused) in [
        ("1-888-373-7889", true),
        ("888-337-7888", true),
        ("(888) 373-7788", true),
        ("1-888-373-7888", false),
        ("319-555-0120", false),
        ("1-888-555-0120", false),
    ] {
        let (_, found) = composed(&example_with("319-555-0120", written));
        let codes = codes(&found);
        assert_eq!(codes.contains(&"nearly-the-hotline"), refused, "{written}");
    }
}

#[test]
fn text_and_chat_are_offered_in_english_and_spanish_alone() {
    const TELL: &str = "+++\ntitle = \"x\"\nsubject = \"x\"\n+++\n# {#title} x\n\n";
    let agency = |tag: &str| {
        format!("[agency]\nname = \"Willow Clinic\"\n[languages]\nserved = [\"{tag}\"]\n")
    };
    for fact in [
        "hotline.text.shown",
        "hotline.chat.shown",
        "hotline.text.word",
    ] {
        for (tag, offered) in [
            ("es", true),
            ("vi", false),
            ("zh-Hans", false),
            ("qaa", false),
        ] {
            let template = format!("{TELL}{{{{ {fact} }}}}\n");
            let words = words();
            let files = pack_with(&[
                (&format!("{tag}/words.toml"), &words),
                (&format!("{tag}/poster-help.md"), &template),
            ]);
            let pack = packet::read_pack(&files);
            let (documents, found) = composed_by(&pack, &agency(tag));
            let refused = codes(&found).contains(&"template-fault");
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
fn a_language_is_added_by_a_folder_alone() {
    let words = words()
        .replace("\"DRAFT\"", "\"مسودة\"")
        .replace("Skip to the content", "إلى المحتوى");
    let poster = "+++\ntitle = \"المساعدة هنا\"\nsubject = \"للعملاء\"\n+++\n# {#title} المساعدة هنا\n\n\
                  {#call-number .number} [{{ hotline.call.shown }}]({{ hotline.call.link }})\n";
    let files = pack_with(&[("ar/words.toml", &words), ("ar/poster-help.md", poster)]);
    let pack = packet::read_pack(&files);
    let (documents, found) = composed_by(
        &pack,
        "[agency]\nname = \"Willow Clinic\"\n[languages]\nserved = [\"ar\"]\n",
    );
    assert!(
        codes(&found).contains(&"missing-translation"),
        "the statement lacks"
    );
    let poster = named(&documents, "poster-help.ar");
    assert_eq!(poster.audience, Audience::Client, "as its source");
    let html = policypress::render::html::render_html(poster, &crate::support::samples::theme());
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("<p class=\"draft\">مسودة</p>"));
    assert!(html.contains(">إلى المحتوى</a>"));
    assert!(
        html.contains("<span lang=\"en\" dir=\"ltr\">"),
        "the notice is in English too"
    );
}

#[test]
fn only_the_languages_that_are_asked_for_are_built() {
    let example = fixture_text("cedar-valley");
    let packet = packet::build_text(&example, &["--language", "es", "--format", "html"]);
    assert_eq!(
        packet.files(),
        [
            "client/commitment-statement.es.html",
            "client/pocket-cards-unnamed.es.html",
            "client/pocket-cards.es.html",
            "client/poster-help.es.html",
            "client/poster-restroom.es.html",
            "manifest.json"
        ]
    );
    let html = packet.text("client/poster-help.es.html");
    assert!(html.contains("<html lang=\"es\" dir=\"ltr\">"));
    let packet = packet::try_build(&example, &["--language", "Spanish"]);
    assert!(!packet.report.is_success);
    let told = &packet.report.stderr;
    assert!(told.contains("did you mean `es`?"), "{told}");
}

/// The example without one organization's Spanish hours and the other's Spanish services.
fn half_worded() -> String {
    example_with(", es = \"las 24 horas\"", "").replace(
        ", es = \"Ayuda legal gratis sobre inmigración, salarios y órdenes de protección\"",
        "",
    )
}

#[test]
fn facts_are_said_in_the_language_of_the_document_or_marked_as_english() {
    let (documents, found) = composed(&fixture_text("cedar-valley"));
    assert_eq!(codes(&found), Vec::<&str>::new());
    let spanish = words_of(named(&documents, "poster-help.es"));
    assert!(
        spanish.contains("las 24 horas") && !spanish.contains("24 hours"),
        "{spanish}"
    );
    let english = words_of(named(&documents, "poster-help"));
    assert!(
        english.contains("24 hours") && !english.contains("las 24 horas"),
        "{english}"
    );

    let (documents, found) = composed(&half_worded());
    assert_eq!(codes(&found), ["english-in-translation"], "one warning");
    assert_eq!(
        found[0].span.as_ref().map(policypress::span::Span::text),
        Some("\"24 hours\"")
    );
    let told = found[0].problem.describe().message;
    assert!(
        told.contains("`organizations[1].hours` and `organizations[2].services`"),
        "{told}"
    );
    let poster = named(&documents, "poster-help.es");
    assert!(!poster.is_draft, "a warning is no reason for a draft");
    let html = policypress::render::html::render_html(poster, &crate::support::samples::theme());
    for english in [
        "24 hours",
        "Free legal help with immigration, wages and protective orders",
    ] {
        let marked = format!("<span lang=\"en\">{english}</span>");
        assert!(html.contains(&marked), "{marked} is in {html}");
    }
    assert!(html.contains("Refugio, apoyo"), "the rest is Spanish");
    let english = named(&documents, "poster-help");
    let html = policypress::render::html::render_html(english, &crate::support::samples::theme());
    assert!(
        !html.contains("<span lang="),
        "English is the language there"
    );
}

/// A fact is marked as English where it is English, and nowhere because a template thinks so.
#[test]
fn no_template_says_what_language_a_fact_is_in() {
    for (path, file) in pack::built_in_pack_files() {
        assert!(!file.text.contains("}}](lang:"), "{path}");
    }
}

#[test]
fn a_draft_translation_says_so_in_every_format_and_does_not_fail_the_build() {
    let text = example_with("reviewed_on = 2026-11-10\n", "");
    let packet = packet::build_text(&text, &[]);
    let (es, en) = (
        "falta la revisión de un traductor calificado",
        "a qualified translator has not reviewed this translation",
    );
    for (ending, mark) in [
        ("md", "**BORRADOR**"),
        ("html", "<p class=\"draft\">BORRADOR</p>"),
    ] {
        let text = packet.text(&format!("client/poster-help.es.{ending}"));
        assert!(
            text.contains(mark) && text.contains(es) && text.contains(en),
            "{text}"
        );
    }
    for document in ["poster-help", "commitment-statement"] {
        let pdf = packet.bytes(&format!("client/{document}.es.pdf"));
        let words = crate::support::pdf_reader::words(pdf).join(" ");
        assert!(words.contains(es) && words.contains(en), "{words}");
    }
    let index = packet.text("index.html");
    assert!(index.contains("Spanish (draft: not reviewed by a translator)"));
}

#[test]
fn posters_for_clients_read_at_sixth_grade() {
    let (documents, _) = composed(&fixture_text("cedar-valley"));
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
                assert!(found.score <= 6.0, "{}: {found:?}", document.name)
            }
            ReadabilityFormula::Inflesz => {
                assert!(found.score >= 65.0, "{}: {found:?}", document.name)
            }
        }
        seen += 1;
    }
    assert!(seen >= 2, "English and Spanish");
}

#[test]
fn readability_counts_prose_and_says_what_is_hard() {
    let text = "[agency]\nname = \"The Interdisciplinary Reproductive Collaborative\"\n\
                [policy.statements]\npapers = { text = \"Immediately investigate organizational responsibilities.\" }\n";
    let (documents, _) = composed(text);
    let found = measure_readability(named(&documents, "poster-help")).expect("English");
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
    std::fs::write(&file, fixture_text("cedar-valley")).expect("it can be written");
    let file = file.to_str().expect("text");
    let told = packet::run(&["policypress", "check", file, "--readability"]).expect("it runs");
    assert!(
        told.stdout.contains("poster-help: grade "),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("(INFLESZ)"), "{}", told.stdout);
    let told = packet::run(&["policypress", "check", file]).expect("it runs");
    assert!(!told.stdout.contains("grade"), "only when it is asked for");
}
