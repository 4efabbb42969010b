//! A document written as Markdown and as HTML, and read back: the same words in the same places.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "no target needs all of it")]
mod shared;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use policypress::content::pack::Pack;
use policypress::document::Layout;
use policypress::render::{html::html, markdown::markdown};
use shared::document;
use shared::words::{document_parts, html_parts, markdown_parts};

static PACK: LazyLock<Pack> = LazyLock::new(Pack::built_in);

fuzz_target!(|input: &str| {
    let Some(mut document) = document(input, Layout::Policy, &PACK) else {
        return;
    };
    document.draft = false;
    document.running = String::new();
    document.agency = String::new();
    let said = document_parts(&document);
    let written = markdown(&document);
    assert_eq!(markdown_parts(&written), said, "{written}");
    let page = html(&document, &shared::theme());
    assert_eq!(html_parts(&page), said, "{page}");
});
