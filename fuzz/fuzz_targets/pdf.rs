//! A document laid out as each kind of page: it is drawn or refused, and what is drawn says the same words.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "no target needs all of it")]
mod shared;

use std::cell::RefCell;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use policypress::diag::Diagnostics;
use policypress::content::pack::Pack;
use policypress::document::Layout;
use policypress::render::{Format, Renderer};
use shared::words::document_words;
use shared::{document, pdf_reader, tell};

static PACK: LazyLock<Pack> = LazyLock::new(Pack::built_in);

thread_local! {
    static RENDERER: RefCell<Renderer> = RefCell::new(Renderer::new(shared::theme()));
}

fuzz_target!(|input: &str| {
    let layout = match input.len() % 8 {
        0 => Layout::Poster,
        1 => Layout::Cards,
        2 => Layout::Notice,
        3 => Layout::Form,
        _ => Layout::Policy,
    };
    let Some(document) = document(input, layout, &PACK) else {
        return;
    };
    let mut found = Diagnostics::new();
    let made = RENDERER.with_borrow_mut(|renderer| renderer.render(&document, Format::Pdf, &mut found));
    tell(&found);
    let Ok(bytes) = made else {
        assert!(!found.is_empty(), "what is not drawn is explained");
        return;
    };
    let words = pdf_reader::words(bytes);
    if matches!(layout, Layout::Form | Layout::Policy) {
        assert_eq!(words, document_words(&document));
    }
});
