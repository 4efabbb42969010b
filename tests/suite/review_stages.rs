//! The review below the command line: the record on the disk, materials, their status, the inventory.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use policypress::config::agency::Agency;
use policypress::content::pack::TemplatePack;
use policypress::diag::Diagnostics;
use policypress::document::Document;
use policypress::review::inventory::{calendar, csv, inventory};
use policypress::review::materials::{Material, materials, named};
use policypress::review::status::{ReviewStatus, SettingChange};
use policypress::review::store::{LockedRecord, read_record, record_input, record_path};
use policypress::review::{Approval, Ledger, Withdrawal, record_writer};
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
fn approved(material: &Material<'_>) -> Ledger {
    Ledger {
        approvals: vec![Approval {
            subject: material.subject.clone(),
            date: date(2026, 12, 5),
            note: None,
            words: material.words(),
            facts: material.facts(),
            span: span(0),
        }],
        ..Ledger::default()
    }
}

fn poster<'all>(
    agency: &'all Agency,
    documents: &'all [Document],
    ledger: &'all Ledger,
) -> Material<'all> {
    let all = materials(agency, documents, ledger);
    let mut all = all.into_iter();
    all.find(|material| material.subject.stem() == "poster-help")
        .expect("it is made")
}

#[test]
fn each_agency_of_a_folder_has_a_record_of_its_own() {
    let path = |agency| record_path(Path::new(agency));
    assert_eq!(path("a/agency.toml"), Path::new("a/reviews.toml"));
    assert_eq!(path("a/lakes.toml"), Path::new("a/lakes.reviews.toml"));
}

#[test]
fn a_record_that_is_not_there_is_empty_and_one_that_is_broken_too() {
    let folder = agency_folder("");
    let agency = folder.path().join("agency.toml");
    let mut found = Diagnostics::new();
    let read = read_record(&agency, &mut found).expect("the folder can be read");
    assert_eq!(read, (Ledger::default(), None));
    assert!(found.is_empty());
    assert_eq!(record_input(&agency).expect("it can be read"), None);
    fs::write(record_path(&agency), "[[approvals]]\n").expect("it can be written");
    let read = read_record(&agency, &mut found).expect("the folder can be read");
    assert_eq!(read, (Ledger::default(), None));
    assert!(!found.is_empty());
    let input = record_input(&agency).expect("it can be read");
    assert_eq!(input.expect("it is there").name, "reviews.toml");
}

#[test]
fn entries_come_after_what_is_there_while_nobody_else_writes() {
    let folder = folder_with(&[("agency.toml", ""), ("reviews.toml", SURVIVORS)]);
    let agency = folder.path().join("agency.toml");
    let mut found = Diagnostics::new();
    let record = LockedRecord::lock(&agency, &mut found).expect("nobody holds it");
    assert!(LockedRecord::lock(&agency, &mut Diagnostics::new()).is_err());
    record
        .append(&[SURVIVORS.to_owned()], &mut found)
        .expect("it can be read with it");
    let (ledger, _) = read_record(&agency, &mut found).expect("it can be read");
    assert_eq!(ledger.survivor_input.len(), 2);
    let text = fs::read_to_string(record_path(&agency)).expect("it is there");
    assert_eq!(text, format!("{SURVIVORS}\n{SURVIVORS}"));
    // Nothing was approved that could be withdrawn.
    let withdrawal = record_writer::withdrawal(&Withdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2026, 12, 1),
        note: None,
        span: span(0),
    });
    assert!(record.append(&[withdrawal], &mut found).is_err());
    assert_eq!(found.len(), 1);
    let after = fs::read_to_string(record_path(&agency)).expect("it is there");
    assert_eq!(after, text);
}

#[test]
fn a_material_shows_facts_for_clients_and_is_found_by_its_name() {
    let (agency, documents) = composed(&fixture_text("cedar-valley"));
    let ledger = Ledger::default();
    let all = materials(&agency, &documents, &ledger);
    let poster = poster(&agency, &documents, &ledger);
    assert_eq!(poster.subject.version, 1);
    assert_eq!(poster.short().len(), 8);
    let facts = poster.facts();
    let has = |setting: &str| facts.iter().any(|(name, _)| name == setting);
    assert!(has("organizations[1].phone"), "{facts:?}");
    assert!(
        facts.iter().all(|(name, _)| !name.starts_with("personnel")),
        "{facts:?}"
    );
    let mut found = Diagnostics::new();
    let names = ["poster-help", "poster-help", "poster-hepl"].map(str::to_owned);
    assert_eq!(named(&names, &all, &mut found).len(), 1);
    assert_eq!(found.len(), 1);
}

#[test]
fn a_status_follows_the_last_entry_and_the_content() {
    let text = fixture_text("cedar-valley");
    let (agency, documents) = composed(&text);
    let none = Ledger::default();
    let material = poster(&agency, &documents, &none);
    assert_eq!(material.review().status, ReviewStatus::NeverReviewed);
    let mut ledger = approved(&material);
    let review = poster(&agency, &documents, &ledger).review();
    assert_eq!(review.status, ReviewStatus::Approved);
    assert_eq!(review.date(), Some(date(2026, 12, 5)));
    let (agency, documents) = composed(&text.replace("319-555-0120", "319-555-0129"));
    let changed = poster(&agency, &documents, &ledger);
    assert_eq!(changed.review().status, ReviewStatus::Changed);
    assert_eq!(changed.subject.version, 2);
    let change = SettingChange {
        setting: "organizations[1].phone".to_owned(),
        was: Some("319-555-0120".to_owned()),
        is: Some("319-555-0129".to_owned()),
    };
    assert_eq!(changed.changed_settings(), [change]);
    ledger.withdrawals.push(Withdrawal {
        material: "poster-help".to_owned(),
        language: "en".to_owned(),
        date: date(2027, 1, 1),
        note: None,
        span: span(1),
    });
    let withdrawn = poster(&agency, &documents, &ledger);
    assert_eq!(withdrawn.review().status, ReviewStatus::Withdrawn);
    assert_eq!(withdrawn.review().approval, None);
    assert_eq!(withdrawn.changed_settings(), []);
}

#[test]
fn an_inventory_says_what_is_due_at_its_day() {
    let (agency, documents) = composed(&fixture_text("cedar-valley"));
    let none = Ledger::default();
    let ledger = approved(&poster(&agency, &documents, &none));
    let months = agency.committee.review_interval_months;
    assert_eq!(months, 12);
    let status = |day| {
        let items = inventory(&agency, &documents, &ledger, day);
        let mut items = items.into_iter();
        let item = items.find(|item| item.name == "poster-help");
        item.expect("it is listed").status
    };
    assert_eq!(status(date(2027, 12, 5)), ReviewStatus::Approved);
    assert_eq!(status(date(2027, 12, 6)), ReviewStatus::Due);
    let items = inventory(&agency, &documents, &ledger, date(2027, 1, 1));
    let table = csv(&items);
    assert_eq!(table.lines().count(), items.len() + 1);
    assert!(
        table.contains(",approved,2026-12-05,2027-12-05,\r\n"),
        "{table}"
    );
    let calendar = calendar(&agency.name, &items);
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
