//! An agency's own template: read, filled with facts that look like markup, made into a document.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "no target needs all of it")]
mod shared;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use policypress::content::{self, pack};
use policypress::diag::Diagnostics;
use policypress::render::{html::html, markdown::markdown};
use policypress::span::SourceFile;
use shared::words::{document_parts, html_parts, markdown_parts};
use shared::{agency, parts, tell};

/// The carried pack with one document, so that an input is read alone.
static FILES: LazyLock<BTreeMap<String, Arc<SourceFile>>> = LazyLock::new(|| {
    let carried = pack::built_in_files();
    let mut files = BTreeMap::new();
    let mut add = |path: &str, text: String| {
        let name = path.to_owned();
        files.insert(name.clone(), Arc::new(SourceFile { name, text }));
    };
    add("en/words.toml", carried["en/words.toml"].text.clone());
    let (_, hotline) = carried["pack.toml"]
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
    for page in pack::PAGES {
        let head = "title = \"x\"\nsubject = \"x\"\naudience = \"staff\"\nlayout = \"form\"";
        add(&format!("en/{page}.md"), format!("+++\n{head}\n+++\n# x\n"));
    }
    files
});

fuzz_target!(|input: &str| {
    let (template, facts) = parts(input);
    let Some(agency) = agency(&facts) else { return };
    let mut files = FILES.clone();
    let head = "title = \"x\"\nsubject = \"x\"\naudience = \"staff\"\nlayout = \"policy\"";
    let name = "en/page.md".to_owned();
    let text = format!("+++\n{head}\n+++\n{template}");
    files.insert(name.clone(), Arc::new(SourceFile { name, text }));
    let mut found = Diagnostics::new();
    let read = pack::Pack::read(&files, &mut found);
    tell(&found);
    let Ok(pack) = read else { return };
    let mut found = Diagnostics::new();
    let documents = content::compose(&pack, &agency, template.len() % 2 == 0, &mut found);
    tell(&found);
    for mut document in documents {
        // The mark of a draft stands beside the document, not in it.
        document.draft = false;
        let said = document_parts(&document);
        let theme = shared::theme();
        assert_eq!(markdown_parts(&markdown(&document)), said, "Markdown");
        assert_eq!(html_parts(&html(&document, &theme)), said, "HTML");
    }
});
