//! `reviews.toml` and members' forms of any bytes: read or refused; what was read can be written and read again.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "no target needs all of it")]
mod shared;

use libfuzzer_sys::fuzz_target;
use policypress::config::agency::Committee;
use policypress::diag::Diagnostics;
use policypress::review::{Ledger, Subject, approve, entry, form, ledger, status};
use policypress::source::decode;
use shared::{TODAY, file, tell};

fuzz_target!(|bytes: &[u8]| {
    let mut found = Diagnostics::new();
    let text = decode("reviews.toml", bytes, &mut found);
    tell(&found);
    let Ok(text) = text else { return };
    let terms = form::Terms {
        questions: vec!["suitable".to_owned()],
        edition: "1".to_owned(),
        members: vec!["M1".to_owned()],
        subjects: vec![Subject {
            material: "poster-help".to_owned(),
            language: "en".to_owned(),
            version: 1,
            content: "0".repeat(64),
        }],
        latest: TODAY,
    };
    let mut found = Diagnostics::new();
    let _ = form::read(&text, &terms, &mut found);
    let record = ledger::read(&text, &mut found);
    tell(&found);
    let Ok(record) = record else { return };
    let committee = Committee {
        name: None,
        members: terms.members,
        review_every_months: 12,
        technical_reviewer: None,
    };
    for approval in &record.approvals {
        let _ = status::review(&record, &approval.subject);
        let _ = status::due(approval.date, 12);
        tell(&approve::obstacles(&record, &approval.subject, &committee, TODAY));
    }
    let written = entry::append("", &entries(&record));
    let again = ledger::read(&file(&written), &mut Diagnostics::new());
    let again = again.expect("what we write can be read");
    assert_eq!(entries(&again), entries(&record));
});

/// All but what survivors said, which is written by hand alone.
fn entries(record: &Ledger) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    entries.extend(record.determinations.iter().map(entry::determination));
    entries.extend(record.technical_reviews.iter().map(entry::technical_review));
    entries.extend(record.approvals.iter().map(entry::approval));
    entries.extend(record.withdrawals.iter().map(entry::withdrawal));
    entries
}
