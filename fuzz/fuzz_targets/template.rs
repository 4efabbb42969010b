//! Reads a custom template, fills it with facts that look like markup, and reads the same text back.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "each target uses only part of it")]
mod shared;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use policypress::content::{self, pack};
use policypress::diag::Diagnostics;
use policypress::render::{html::render_html, markdown::render_markdown};
use policypress::span::SourceFile;
use shared::text_extraction::{document_tokens, html_tokens, markdown_tokens};
use shared::{agency_with_facts, render_all, split_input};

/// The built-in pack with a single document, so that only the input is read.
static ONE_DOCUMENT_PACK: LazyLock<BTreeMap<String, Arc<SourceFile>>> = LazyLock::new(|| {
    let built_in = pack::built_in_pack_files();
    let mut files = BTreeMap::new();
    let mut add = |path: &str, text: String| {
        let name = path.to_owned();
        files.insert(name.clone(), Arc::new(SourceFile { name, text }));
    };
    add("en/locale.toml", built_in["en/locale.toml"].text.clone());
    let (_, hotline) = built_in["pack.toml"]
        .text
        .split_once("[hotline]")
        .expect("the pack has a hotline");
    let hotline = hotline.split("\n[[").next().expect("a table ends");
    add(
        "pack.toml",
        format!(
            "title = \"x\"\nversion = \"1\"\n[[documents]]\nname = \"page\"\n[hotline]{hotline}"
        ),
    );
    for page in pack::NON_DOCUMENT_PAGES {
        let head = "title = \"x\"\nsubject = \"x\"\naudience = \"staff\"\nlayout = \"form\"";
        add(&format!("en/{page}.md"), format!("+++\n{head}\n+++\n# x\n"));
    }
    files
});

fuzz_target!(|input: &str| {
    let (template, facts) = split_input(input);
    let Some(agency) = agency_with_facts(&facts) else {
        return;
    };
    let mut files = ONE_DOCUMENT_PACK.clone();
    let head = "title = \"x\"\nsubject = \"x\"\naudience = \"staff\"\nlayout = \"policy\"";
    let name = "en/page.md".to_owned();
    let text = format!("+++\n{head}\n+++\n{template}");
    files.insert(name.clone(), Arc::new(SourceFile { name, text }));
    let mut found = Diagnostics::new();
    let read = pack::TemplatePack::from_files(&files, &mut found);
    render_all(&found);
    let Ok(pack) = read else { return };
    let mut found = Diagnostics::new();
    let documents = content::compose_documents(&pack, &agency, template.len() % 2 == 0, &mut found);
    render_all(&found);
    for mut document in documents {
        // The draft mark is not part of the document's text.
        document.is_draft = false;
        let expected = document_tokens(&document);
        let theme = shared::built_in_theme();
        assert_eq!(
            markdown_tokens(&render_markdown(&document)),
            expected,
            "Markdown"
        );
        assert_eq!(
            html_tokens(&render_html(&document, &theme)),
            expected,
            "HTML"
        );
    }
});
