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

use crate::support::fixture::{agency_folder, folder_with, policypress};
use crate::support::packet::{TODAY, compose, fixture_text, load};

const SURVIVORS: &str = "[[survivor_input]]\ndate = 2026-11-01\norganization = \"Harbor Light\"\nchanged = \"A word\"\n";

fn composed(text: &str) -> (Agency, Vec<Document>) {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let agency = load(&file, TODAY).value.expect("it is sound");
    let (documents, _) = compose(&TemplatePack::load_built_in(), &agency);
    (agency, documents)
}

/// The place of the entry of that number in a record.
fn span(place: usize) -> Span {
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
fn approved(material: &ClientMaterial<'_>) -> ReviewRecord {
    ReviewRecord {
        approvals: vec![MaterialApproval {
            material: material.version.clone(),
            date: date(2026, 12, 5),
            note: None,
            text_lines: material.text_lines(),
            setting_values: material.setting_values(),
            span: span(0),
        }],
        ..ReviewRecord::default()
    }
}

fn poster<'all>(
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
fn each_agency_of_a_folder_has_a_record_of_its_own() {
    let path = |agency| review_record_path(Path::new(agency));
    assert_eq!(path("a/agency.toml"), Path::new("a/reviews.toml"));
    assert_eq!(path("a/lakes.toml"), Path::new("a/lakes.reviews.toml"));
}

#[test]
fn a_record_that_is_not_there_is_empty_and_one_that_is_broken_too() {
    let folder = agency_folder("");
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
fn entries_come_after_what_is_there_while_nobody_else_writes() {
    let folder = folder_with(&[("agency.toml", ""), ("reviews.toml", SURVIVORS)]);
    let agency = folder.path().join("agency.toml");
    let mut found = Diagnostics::new();
    let record = LockedReviewRecord::lock(&agency, &mut found).expect("nobody holds it");
    assert!(LockedReviewRecord::lock(&agency, &mut Diagnostics::new()).is_err());
    record
        .append_entries(&[SURVIVORS.to_owned()], &mut found)
        .expect("it can be read with it");
    let (ledger, _) = read_review_record(&agency, &mut found).expect("it can be read");
    assert_eq!(ledger.survivor_input.len(), 2);
    let text = fs::read_to_string(review_record_path(&agency)).expect("it is there");
    assert_eq!(text, format!("{SURVIVORS}\n{SURVIVORS}"));
    // Nothing was approved that could be withdrawn.
    let withdrawal = record_writer::withdrawal_to_toml(&MaterialWithdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2026, 12, 1),
        note: None,
        span: span(0),
    });
    assert!(record.append_entries(&[withdrawal], &mut found).is_err());
    assert_eq!(found.len(), 1);
    let after = fs::read_to_string(review_record_path(&agency)).expect("it is there");
    assert_eq!(after, text);
}

#[test]
fn a_material_shows_facts_for_clients_and_is_found_by_its_name() {
    let (agency, documents) = composed(&fixture_text("cedar-valley"));
    let ledger = ReviewRecord::default();
    let all = list_client_materials(&agency, &documents, &ledger);
    let poster = poster(&agency, &documents, &ledger);
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
fn a_status_follows_the_last_entry_and_the_content() {
    let text = fixture_text("cedar-valley");
    let (agency, documents) = composed(&text);
    let none = ReviewRecord::default();
    let material = poster(&agency, &documents, &none);
    assert_eq!(material.find_review().status, ReviewStatus::NeverReviewed);
    let mut ledger = approved(&material);
    let review = poster(&agency, &documents, &ledger).find_review();
    assert_eq!(review.status, ReviewStatus::Approved);
    assert_eq!(review.decision_date(), Some(date(2026, 12, 5)));
    let (agency, documents) = composed(&text.replace("319-555-0120", "319-555-0129"));
    let changed = poster(&agency, &documents, &ledger);
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
    assert_eq!(changed.changed_settings(), [change]);
    ledger.withdrawals.push(MaterialWithdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2027, 1, 1),
        note: None,
        span: span(1),
    });
    let withdrawn = poster(&agency, &documents, &ledger);
    assert_eq!(withdrawn.find_review().status, ReviewStatus::Withdrawn);
    assert_eq!(withdrawn.find_review().approval, None);
    assert_eq!(withdrawn.changed_settings(), []);
}

#[test]
fn an_inventory_says_what_is_due_at_its_day() {
    let (agency, documents) = composed(&fixture_text("cedar-valley"));
    let none = ReviewRecord::default();
    let ledger = approved(&poster(&agency, &documents, &none));
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
fn templates_that_are_only_worth_a_look_stop_no_review() {
    let folder = agency_folder(&fixture_text("cedar-valley"));
    let path = folder.path();
    let ejected = policypress(&["eject", "templates"], path);
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
        let done = policypress(command, path);
        assert!(done.status.success(), "{done:?}");
    }
}
