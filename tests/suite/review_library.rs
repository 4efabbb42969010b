//! The review below the command line: the record on the disk, materials, their status, the inventory.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use policypress::config::agency::Agency;
use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::document::Document;
use policypress::review::inventory::{
    collect_inventory, render_inventory_csv, render_review_calendar,
};
use policypress::review::materials::{
    ClientMaterial, list_client_materials, select_materials_by_name,
};
use policypress::review::status::{ReviewStatus, SettingChange};
use policypress::review::store::{
    LockedReviewRecord, read_record_manifest_input, read_review_record, review_record_path,
};
use policypress::review::{MaterialApproval, MaterialWithdrawal, ReviewRecord, record_writer};
use policypress::span::{SourceFile, Span};

use crate::support::fixture::{run_policypress, temp_agency_folder, temp_folder_with_files};
use crate::support::packet::{TODAY, compose_documents, load_agency, read_agency_fixture};

const SURVIVOR_INPUT_ENTRY: &str = "[[survivor_input]]\ndate = 2026-11-01\norganization = \"Harbor Light\"\nchanged = \"A word\"\n";

fn compose_agency(text: &str) -> (Agency, Vec<Document>) {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let agency = load_agency(&file, TODAY).agency.expect("it is sound");
    let (documents, _) = compose_documents(&TemplatePack::load_built_in(), &agency);
    (agency, documents)
}

/// The place of the entry of that number in a record.
fn span_at(place: usize) -> Span {
    let file = Arc::new(SourceFile {
        name: "reviews.toml".to_owned(),
        text: "\n".repeat(9),
    });
    Span {
        file,
        byte_range: place..place,
    }
}

/// A record in which the poster of the example is approved.
fn ledger_with_approval(material: &ClientMaterial<'_>) -> ReviewRecord {
    ReviewRecord {
        approvals: vec![MaterialApproval {
            material: material.version.clone(),
            date: date(2026, 12, 5),
            note: None,
            text_lines: material.text_lines(),
            setting_values: material.setting_values(),
            span: span_at(0),
        }],
        ..ReviewRecord::default()
    }
}

fn help_poster_material<'all>(
    agency: &'all Agency,
    documents: &'all [Document],
    ledger: &'all ReviewRecord,
) -> ClientMaterial<'all> {
    let all = list_client_materials(agency, documents, ledger);
    let mut all = all.into_iter();
    all.find(|material| material.version.file_stem() == "poster-help")
        .expect("it is made")
}

#[test]
fn each_agency_in_a_folder_has_its_own_review_record() {
    let path = |agency| review_record_path(Path::new(agency));
    assert_eq!(path("a/agency.toml"), Path::new("a/reviews.toml"));
    assert_eq!(path("a/lakes.toml"), Path::new("a/lakes.reviews.toml"));
}

#[test]
fn a_missing_or_broken_record_is_read_as_empty() {
    let folder = temp_agency_folder("");
    let agency = folder.path().join("agency.toml");
    let mut found = Diagnostics::new();
    let read = read_review_record(&agency, &mut found).expect("the folder can be read");
    assert_eq!(read, (ReviewRecord::default(), None));
    assert!(found.is_empty());
    assert_eq!(
        read_record_manifest_input(&agency).expect("it can be read"),
        None
    );
    fs::write(review_record_path(&agency), "[[approvals]]\n").expect("it can be written");
    let read = read_review_record(&agency, &mut found).expect("the folder can be read");
    assert_eq!(read, (ReviewRecord::default(), None));
    assert!(!found.is_empty());
    let input = read_record_manifest_input(&agency).expect("it can be read");
    assert_eq!(input.expect("it is there").name, "reviews.toml");
}

#[test]
fn entries_are_appended_while_the_record_is_locked() {
    let folder =
        temp_folder_with_files(&[("agency.toml", ""), ("reviews.toml", SURVIVOR_INPUT_ENTRY)]);
    let agency = folder.path().join("agency.toml");
    let mut found = Diagnostics::new();
    let record = LockedReviewRecord::lock(&agency, &mut found).expect("nobody holds it");
    assert!(LockedReviewRecord::lock(&agency, &mut Diagnostics::new()).is_err());
    record
        .append_entries(&[SURVIVOR_INPUT_ENTRY.to_owned()], &mut found)
        .expect("it can be read with it");
    let (ledger, _) = read_review_record(&agency, &mut found).expect("it can be read");
    assert_eq!(ledger.survivor_input.len(), 2);
    let text = fs::read_to_string(review_record_path(&agency)).expect("it is there");
    assert_eq!(
        text,
        format!("{SURVIVOR_INPUT_ENTRY}\n{SURVIVOR_INPUT_ENTRY}")
    );
    // Nothing was approved that could be withdrawn.
    let withdrawal = record_writer::withdrawal_to_toml(&MaterialWithdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2026, 12, 1),
        note: None,
        span: span_at(0),
    });
    assert!(record.append_entries(&[withdrawal], &mut found).is_err());
    assert_eq!(found.len(), 1);
    let after = fs::read_to_string(review_record_path(&agency)).expect("it is there");
    assert_eq!(after, text);
}

#[test]
fn a_material_has_client_facts_and_is_found_by_name() {
    let (agency, documents) = compose_agency(&read_agency_fixture("cedar-valley"));
    let ledger = ReviewRecord::default();
    let all = list_client_materials(&agency, &documents, &ledger);
    let poster = help_poster_material(&agency, &documents, &ledger);
    assert_eq!(poster.version.number, 1);
    assert_eq!(poster.short_content_hash().len(), 8);
    let facts = poster.setting_values();
    let has = |setting: &str| facts.iter().any(|(name, _)| name == setting);
    assert!(has("organizations[1].phone"), "{facts:?}");
    assert!(
        facts.iter().all(|(name, _)| !name.starts_with("personnel")),
        "{facts:?}"
    );
    let mut found = Diagnostics::new();
    let names = ["poster-help", "poster-help", "poster-hepl"].map(str::to_owned);
    assert_eq!(select_materials_by_name(&names, &all, &mut found).len(), 1);
    assert_eq!(found.len(), 1);
}

#[test]
fn review_status_follows_the_last_entry_and_the_content() {
    let text = read_agency_fixture("cedar-valley");
    let (agency, documents) = compose_agency(&text);
    let none = ReviewRecord::default();
    let material = help_poster_material(&agency, &documents, &none);
    assert_eq!(material.find_review().status, ReviewStatus::NeverReviewed);
    let mut ledger = ledger_with_approval(&material);
    let review = help_poster_material(&agency, &documents, &ledger).find_review();
    assert_eq!(review.status, ReviewStatus::Approved);
    assert_eq!(review.decision_date(), Some(date(2026, 12, 5)));
    let (agency, documents) = compose_agency(&text.replace("319-555-0120", "319-555-0129"));
    let changed = help_poster_material(&agency, &documents, &ledger);
    assert_eq!(
        changed.find_review().status,
        ReviewStatus::ChangedSinceApproval
    );
    assert_eq!(changed.version.number, 2);
    let change = SettingChange {
        setting: "organizations[1].phone".to_owned(),
        old_value: Some("319-555-0120".to_owned()),
        new_value: Some("319-555-0129".to_owned()),
    };
    assert_eq!(changed.settings_changed_since_approval(), [change]);
    ledger.withdrawals.push(MaterialWithdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2027, 1, 1),
        note: None,
        span: span_at(1),
    });
    let withdrawn = help_poster_material(&agency, &documents, &ledger);
    assert_eq!(withdrawn.find_review().status, ReviewStatus::Withdrawn);
    assert_eq!(withdrawn.find_review().approval, None);
    assert_eq!(withdrawn.settings_changed_since_approval(), []);
}

#[test]
fn the_inventory_shows_what_is_due_on_its_date() {
    let (agency, documents) = compose_agency(&read_agency_fixture("cedar-valley"));
    let none = ReviewRecord::default();
    let ledger = ledger_with_approval(&help_poster_material(&agency, &documents, &none));
    let months = agency.committee.review_interval_months;
    assert_eq!(months, 12);
    let status = |day| {
        let items = collect_inventory(&agency, &documents, &ledger, day);
        let mut items = items.into_iter();
        let item = items.find(|item| item.file_name_or_title == "poster-help");
        item.expect("it is listed").review_status
    };
    assert_eq!(status(date(2027, 12, 5)), ReviewStatus::Approved);
    assert_eq!(status(date(2027, 12, 6)), ReviewStatus::DueForReview);
    let items = collect_inventory(&agency, &documents, &ledger, date(2027, 1, 1));
    let table = render_inventory_csv(&items);
    assert_eq!(table.lines().count(), items.len() + 1);
    assert!(
        table.contains(",approved,2026-12-05,2027-12-05,\r\n"),
        "{table}"
    );
    let calendar = render_review_calendar(&agency.name, &items);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
}

#[test]
fn template_warnings_do_not_stop_a_review() {
    let folder = temp_agency_folder(&read_agency_fixture("cedar-valley"));
    let path = folder.path();
    let ejected = run_policypress(&["eject", "templates"], path);
    assert!(ejected.status.success(), "{ejected:?}");
    let pack = path.join("templates/pack.toml");
    let text = fs::read_to_string(&pack).expect("it is ejected");
    let older = text.replacen("areas = [\"orientation\"]\n", "", 1);
    assert_ne!(older, text);
    fs::write(&pack, older).expect("it can be written");
    for command in [
        &[
            "review",
            "packet",
            "--as-of",
            "2026-11-02",
            "--templates",
            "templates",
        ][..],
        &[
            "diff",
            "agency.toml",
            "agency.toml",
            "--templates",
            "templates",
        ],
    ] {
        let done = run_policypress(command, path);
        assert!(done.status.success(), "{done:?}");
    }
}
