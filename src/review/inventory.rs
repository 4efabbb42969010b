//! The materials for clients, those made here and those from elsewhere, with how each stands at a day: for
//! programs, for a spreadsheet (RFC 4180) and for a calendar (RFC 5545).

use jiff::civil::Date;
use serde_json::json;

use super::Ledger;
use super::materials::{Material, materials};
use super::status::{ReviewStatus, SettingChange, due};
use crate::config::agency::{Agency, ExternalMaterial};
use crate::document::Document;
use crate::document::canonical::short_hash;
use crate::output::csv;

/// One material of the inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct InventoryItem {
    /// The file's name, or the title of what comes from elsewhere.
    pub name: String,
    pub title: String,
    /// The tag of its language.
    pub language: Option<String>,
    pub source: Option<String>,
    /// The number of its content, or its edition.
    pub version: Option<String>,
    /// Its hash; none for what comes from elsewhere.
    pub content: Option<String>,
    /// How it stands at the day of the inventory.
    pub status: ReviewStatus,
    /// The day of the last approval that was not withdrawn.
    pub approved_on: Option<Date>,
    /// The hash of the content that was approved.
    pub approved_content: Option<String>,
    /// What has changed in its settings since it was approved.
    pub changed: Vec<SettingChange>,
    /// The day on which it was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// The day by which it is to be reviewed again.
    pub review_by: Option<Date>,
}

/// Returns everything for clients at a day: what is made here, then what comes from elsewhere.
pub fn inventory(
    agency: &Agency,
    documents: &[Document],
    ledger: &Ledger,
    as_of: Date,
) -> Vec<InventoryItem> {
    let own = materials(agency, documents, ledger).into_iter();
    let own = own.map(|material| item_of_material(&material, agency));
    let others = agency.external_materials.iter().map(item_from_elsewhere);
    let mut items: Vec<InventoryItem> = own.chain(others).collect();
    for item in &mut items {
        let months = agency.committee.review_interval_months;
        item.review_by = item.approved_on.and_then(|date| due(date, months));
        if item.status.is_approved() && item.review_by.is_some_and(|due| due < as_of) {
            item.status = ReviewStatus::Due;
        }
    }
    items
}

fn item_of_material(material: &Material<'_>, agency: &Agency) -> InventoryItem {
    let subject = &material.subject;
    let review = material.review();
    InventoryItem {
        name: subject.stem(),
        title: material.document.title.clone(),
        language: Some(subject.language.clone()),
        source: Some(agency.name.clone()),
        version: Some(subject.version.to_string()),
        content: Some(subject.content.clone()),
        status: review.status,
        approved_on: review.approval.map(|approval| approval.date),
        approved_content: review
            .approval
            .map(|approval| approval.subject.content.clone()),
        changed: material.changed_settings(),
        withdrawn_on: review.withdrawn_on,
        review_by: None,
    }
}

fn item_from_elsewhere(material: &ExternalMaterial) -> InventoryItem {
    InventoryItem {
        name: material.title.clone(),
        title: material.title.clone(),
        language: material.language.as_ref().map(ToString::to_string),
        source: material.source.clone(),
        version: material.edition.clone(),
        content: None,
        status: match (material.withdrawn_on, material.approved_on) {
            (Some(_), _) => ReviewStatus::Withdrawn,
            (None, Some(_)) => ReviewStatus::Approved,
            (None, None) => ReviewStatus::NeverReviewed,
        },
        approved_on: material.approved_on,
        approved_content: None,
        changed: Vec::new(),
        withdrawn_on: material.withdrawn_on,
        review_by: None,
    }
}

/// Returns the inventory as JSON.
pub fn json(as_of: Date, items: &[InventoryItem]) -> String {
    let materials: Vec<serde_json::Value> = items
        .iter()
        .map(|item| {
            let changed = item.changed.iter().map(
                |change| json!({ "setting": change.setting, "was": change.was, "is": change.is }),
            );
            json!({
                "material": item.name,
                "title": item.title,
                "language": item.language,
                "source": item.source,
                "version": item.version,
                "content": item.content,
                "standing": item.status.name(),
                "approved_on": day(item.approved_on),
                "withdrawn_on": day(item.withdrawn_on),
                "review_by": day(item.review_by),
                "changed": changed.collect::<Vec<_>>(),
            })
        })
        .collect();
    let listed = json!({ "as_of": as_of.to_string(), "materials": materials });
    let mut text = serde_json::to_string_pretty(&listed).expect("texts and numbers are JSON");
    text.push('\n');
    text
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Returns the inventory as a table with a head.
pub fn csv(items: &[InventoryItem]) -> String {
    let mut text = "material,title,language,source,version,content,standing,approved_on,review_by,withdrawn_on\r\n".to_owned();
    for item in items {
        let cells = [
            item.name.clone(),
            item.title.clone(),
            item.language.clone().unwrap_or_default(),
            item.source.clone().unwrap_or_default(),
            item.version.clone().unwrap_or_default(),
            item.content
                .as_deref()
                .map(short_hash)
                .unwrap_or_default()
                .to_owned(),
            item.status.name().to_owned(),
            day(item.approved_on).unwrap_or_default(),
            day(item.review_by).unwrap_or_default(),
            day(item.withdrawn_on).unwrap_or_default(),
        ];
        text.push_str(&csv::line(&cells));
    }
    text
}

/// Returns a day for each material that is approved. It is stamped with the day of the approval, not the clock.
pub fn calendar(agency: &str, items: &[InventoryItem]) -> String {
    let mut text = String::new();
    let mut put = |line: &str| fold(&mut text, line);
    put("BEGIN:VCALENDAR");
    put("VERSION:2.0");
    put("PRODID:-//policypress//I&E review//EN");
    for item in items.iter().filter(|item| item.status.is_approved()) {
        let (Some(approved), Some(due)) = (item.approved_on, item.review_by) else {
            continue;
        };
        let day = |date: Date| date.strftime("%Y%m%d").to_string();
        put("BEGIN:VEVENT");
        put(&format!(
            "UID:{}",
            escaped(&format!("{} {approved} {agency}", item.name))
        ));
        put(&format!("DTSTAMP:{}T000000Z", day(approved)));
        put(&format!("DTSTART;VALUE=DATE:{}", day(due)));
        put(&format!(
            "SUMMARY:{}",
            escaped(&format!("I&E review due: {}", item.title))
        ));
        put(&format!(
            "DESCRIPTION:{}",
            escaped(&format!(
                "{}: {}, approved on {approved}",
                agency, item.name
            ))
        ));
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// Puts a line of at most 75 bytes, its rest on lines that begin with a space.
fn fold(text: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > MOST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}
