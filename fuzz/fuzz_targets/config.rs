//! Loads any bytes as `agency.toml`, composes the documents, and renders every diagnostic.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "each target uses only part of it")]
mod shared;

use libfuzzer_sys::fuzz_target;
use policypress::config;
use policypress::content::{self, pack::TemplatePack};
use policypress::diag::Diagnostics;
use policypress::source::decode_utf8_file;
use shared::{TODAY, render_all};
use std::sync::LazyLock;

static BUILT_IN_PACK: LazyLock<TemplatePack> = LazyLock::new(TemplatePack::load_built_in);

fuzz_target!(|bytes: &[u8]| {
    let mut found = Diagnostics::new();
    let file = decode_utf8_file("agency.toml", bytes, &mut found);
    render_all(&found);
    let Ok(file) = file else { return };
    let mut found = Diagnostics::new();
    let agency = config::load_agency(&file, TODAY, &mut found);
    render_all(&found);
    if let Ok(agency) = agency
        && bytes.len() % 8 == 0
    {
        let mut found = Diagnostics::new();
        content::compose_documents(&BUILT_IN_PACK, &agency, bytes.len() % 16 == 0, &mut found);
        render_all(&found);
    }
});
