//! Parses any bytes as `reviews.toml` and as a member's form. A record that was parsed can be written and parsed again.
#![no_main]

#[path = "../shared.rs"]
#[allow(dead_code, reason = "each target uses only part of it")]
mod shared;

use libfuzzer_sys::fuzz_target;
use policypress::config::agency::ReviewCommittee;
use policypress::diag::Diagnostics;
use policypress::review::approval_blockers::find_approval_blockers;
use policypress::review::form_reader::{ReviewFormContext, parse_submitted_form};
use policypress::review::record_reader::parse_review_record;
use policypress::review::record_writer::{self, append_entries};
use policypress::review::status::{find_material_review, next_review_date};
use policypress::review::{MaterialVersion, ReviewRecord};
use policypress::source::decode_utf8_file;
use shared::{TODAY, render_all, source_file};

fuzz_target!(|bytes: &[u8]| {
    let mut found = Diagnostics::new();
    let text = decode_utf8_file("reviews.toml", bytes, &mut found);
    render_all(&found);
    let Ok(text) = text else { return };
    let form_context = ReviewFormContext {
        question_names: vec!["suitable".to_owned()],
        questions_edition: "1".to_owned(),
        committee_members: vec!["M1".to_owned()],
        current_materials: vec![MaterialVersion {
            name: "poster-help".to_owned(),
            language: "en".to_owned(),
            number: 1,
            content_hash: "0".repeat(64),
        }],
        latest_allowed_date: TODAY,
    };
    let mut found = Diagnostics::new();
    let _ = parse_submitted_form(&text, &form_context, &mut found);
    let record = parse_review_record(&text, &mut found);
    render_all(&found);
    let Ok(record) = record else { return };
    let committee = ReviewCommittee {
        name: None,
        members: form_context.committee_members,
        review_interval_months: 12,
        technical_reviewer: None,
    };
    for approval in &record.approvals {
        let _ = find_material_review(&record, &approval.material);
        let _ = next_review_date(approval.date, 12);
        render_all(&find_approval_blockers(
            &record,
            &approval.material,
            &committee,
            TODAY,
        ));
    }
    let written = append_entries("", &to_toml_entries(&record));
    let again = parse_review_record(&source_file(&written), &mut Diagnostics::new());
    let again = again.expect("a written record can be parsed");
    assert_eq!(to_toml_entries(&again), to_toml_entries(&record));
});

/// Returns every entry of a record as TOML, except survivor input, which only people write.
fn to_toml_entries(record: &ReviewRecord) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    entries.extend(
        record
            .determinations
            .iter()
            .map(record_writer::determination_to_toml),
    );
    entries.extend(
        record
            .technical_reviews
            .iter()
            .map(record_writer::technical_review_to_toml),
    );
    entries.extend(record.approvals.iter().map(record_writer::approval_to_toml));
    entries.extend(
        record
            .withdrawals
            .iter()
            .map(record_writer::withdrawal_to_toml),
    );
    entries
}
