//! Renders a document as Markdown and HTML, and reads the same text back from both.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "each target uses only part of it")]
mod shared;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use policypress::content::pack::TemplatePack;
use policypress::document::DocumentLayout;
use policypress::render::{html::render_html, markdown::render_markdown};
use shared::document_from_input;
use shared::text_extraction::{document_tokens, html_tokens, markdown_tokens};

static BUILT_IN_PACK: LazyLock<TemplatePack> = LazyLock::new(TemplatePack::load_built_in);

fuzz_target!(|input: &str| {
    let Some(mut document) = document_from_input(input, DocumentLayout::Policy, &BUILT_IN_PACK)
    else {
        return;
    };
    document.is_draft = false;
    document.footer_text = String::new();
    document.agency_name = String::new();
    let expected = document_tokens(&document);
    let markdown = render_markdown(&document);
    assert_eq!(markdown_tokens(&markdown), expected, "{markdown}");
    let html = render_html(&document, &shared::built_in_theme());
    assert_eq!(html_tokens(&html), expected, "{html}");
});
