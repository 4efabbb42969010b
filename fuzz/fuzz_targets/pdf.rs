//! Renders a document as PDF in each layout, and reads the same text back. A refused document has a diagnostic.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "each target uses only part of it")]
mod shared;

use std::cell::RefCell;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::document::DocumentLayout;
use policypress::render::{OutputFormat, Renderer};
use shared::text_extraction::document_words;
use shared::{document_from_input, pdf_reader, render_all};

static BUILT_IN_PACK: LazyLock<TemplatePack> = LazyLock::new(TemplatePack::load_built_in);

thread_local! {
    static RENDERER: RefCell<Renderer> = RefCell::new(Renderer::new(shared::built_in_theme()));
}

fuzz_target!(|input: &str| {
    let layout = match input.len() % 8 {
        0 => DocumentLayout::Poster,
        1 => DocumentLayout::Cards,
        2 => DocumentLayout::Notice,
        3 => DocumentLayout::Form,
        _ => DocumentLayout::Policy,
    };
    let Some(document) = document_from_input(input, layout, &BUILT_IN_PACK) else {
        return;
    };
    let mut found = Diagnostics::new();
    let pdf = RENDERER
        .with_borrow_mut(|renderer| renderer.render(&document, OutputFormat::Pdf, &mut found));
    render_all(&found);
    let Ok(bytes) = pdf else {
        assert!(!found.is_empty(), "a refused document has a diagnostic");
        return;
    };
    let words = pdf_reader::pdf_words(bytes);
    if matches!(layout, DocumentLayout::Form | DocumentLayout::Policy) {
        assert_eq!(words, document_words(&document));
    }
});
