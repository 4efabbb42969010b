//! `agency.toml` of any bytes: read, judged, put into words.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "no target needs all of it")]
mod shared;

use libfuzzer_sys::fuzz_target;
use policypress::diag::Diagnostics;
use policypress::config;
use policypress::content::{self, pack::Pack};
use policypress::source::decode;
use shared::{TODAY, tell};
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::built_in);

fuzz_target!(|bytes: &[u8]| {
    let mut found = Diagnostics::new();
    let file = decode("agency.toml", bytes, &mut found);
    tell(&found);
    let Ok(file) = file else { return };
    let mut found = Diagnostics::new();
    let agency = config::load(&file, TODAY, &mut found);
    tell(&found);
    if let Ok(agency) = agency
        && bytes.len() % 8 == 0
    {
        let mut found = Diagnostics::new();
        content::compose(&PACK, &agency, bytes.len() % 16 == 0, &mut found);
        tell(&found);
    }
});
