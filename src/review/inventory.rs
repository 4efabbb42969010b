//! The inventory of client materials, built here or obtained elsewhere, with their review status on a date: as JSON,
//! CSV (RFC 4180) and iCalendar (RFC 5545).

use jiff::civil::Date;
use serde_json::json;

use super::ReviewRecord;
use super::materials::{ClientMaterial, list_client_materials};
use super::status::{ReviewStatus, SettingChange, next_review_date};
use crate::config::agency::{Agency, ExternalMaterial};
use crate::document::Document;
use crate::document::canonical::short_hash;
use crate::output::csv;

/// One material of the inventory.
#[derive(Debug, Clone, PartialEq)]
pub struct InventoryItem {
    /// The file name, or the title of a material from elsewhere.
    pub file_name_or_title: String,
    pub title: String,
    /// The language tag.
    pub language: Option<String>,
    pub source: Option<String>,
    /// The number of its content, or its edition if it comes from elsewhere.
    pub version: Option<String>,
    /// The content hash; `None` for a material from elsewhere.
    pub content_hash: Option<String>,
    /// The status on the date of the inventory.
    pub review_status: ReviewStatus,
    /// The date of the last approval, unless it was withdrawn.
    pub approved_on: Option<Date>,
    /// The hash of the content that was approved.
    pub approved_content_hash: Option<String>,
    /// The settings that have changed since it was approved.
    pub setting_changes: Vec<SettingChange>,
    /// The date of the withdrawal.
    pub withdrawn_on: Option<Date>,
    /// The date by which it is to be reviewed again.
    pub review_by: Option<Date>,
}

/// Returns the client materials on a date: those built here, then those from elsewhere.
pub fn collect_inventory(
    agency: &Agency,
    documents: &[Document],
    record: &ReviewRecord,
    as_of: Date,
) -> Vec<InventoryItem> {
    let own = list_client_materials(agency, documents, record).into_iter();
    let own = own.map(|material| inventory_item_for_material(&material, agency));
    let others = agency
        .external_materials
        .iter()
        .map(inventory_item_for_external);
    let mut items: Vec<InventoryItem> = own.chain(others).collect();
    for item in &mut items {
        let months = agency.committee.review_interval_months;
        item.review_by = item
            .approved_on
            .and_then(|date| next_review_date(date, months));
        if item.review_status.is_approved() && item.review_by.is_some_and(|due| due < as_of) {
            item.review_status = ReviewStatus::DueForReview;
        }
    }
    items
}

fn inventory_item_for_material(material: &ClientMaterial<'_>, agency: &Agency) -> InventoryItem {
    let version = &material.version;
    let review = material.find_review();
    InventoryItem {
        file_name_or_title: version.file_stem(),
        title: material.document.title.clone(),
        language: Some(version.language.clone()),
        source: Some(agency.name.clone()),
        version: Some(version.number.to_string()),
        content_hash: Some(version.content_hash.clone()),
        review_status: review.status,
        approved_on: review.approval.map(|approval| approval.date),
        approved_content_hash: review
            .approval
            .map(|approval| approval.material.content_hash.clone()),
        setting_changes: material.settings_changed_since_approval(),
        withdrawn_on: review.withdrawn_on,
        review_by: None,
    }
}

fn inventory_item_for_external(material: &ExternalMaterial) -> InventoryItem {
    InventoryItem {
        file_name_or_title: material.title.clone(),
        title: material.title.clone(),
        language: material.language.as_ref().map(ToString::to_string),
        source: material.source.clone(),
        version: material.edition.clone(),
        content_hash: None,
        review_status: match (material.withdrawn_on, material.approved_on) {
            (Some(_), _) => ReviewStatus::Withdrawn,
            (None, Some(_)) => ReviewStatus::Approved,
            (None, None) => ReviewStatus::NeverReviewed,
        },
        approved_on: material.approved_on,
        approved_content_hash: None,
        setting_changes: Vec::new(),
        withdrawn_on: material.withdrawn_on,
        review_by: None,
    }
}

/// Returns the inventory as JSON.
pub fn render_inventory_json(as_of: Date, items: &[InventoryItem]) -> String {
    let materials: Vec<serde_json::Value> = items
        .iter()
        .map(|item| {
            let changed = item.setting_changes.iter().map(
                |change| json!({ "setting": change.setting, "was": change.old_value, "is": change.new_value }),
            );
            json!({
                "material": item.file_name_or_title,
                "title": item.title,
                "language": item.language,
                "source": item.source,
                "version": item.version,
                "content": item.content_hash,
                "status": item.review_status.name(),
                "approved_on": format_date(item.approved_on),
                "withdrawn_on": format_date(item.withdrawn_on),
                "review_by": format_date(item.review_by),
                "changed": changed.collect::<Vec<_>>(),
            })
        })
        .collect();
    let inventory = json!({ "as_of": as_of.to_string(), "materials": materials });
    let mut text =
        serde_json::to_string_pretty(&inventory).expect("strings and numbers are valid JSON");
    text.push('\n');
    text
}

fn format_date(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Returns the inventory as CSV with a header row.
pub fn render_inventory_csv(items: &[InventoryItem]) -> String {
    let mut text = "material,title,language,source,version,content,status,approved_on,review_by,withdrawn_on\r\n".to_owned();
    for item in items {
        let cells = [
            item.file_name_or_title.clone(),
            item.title.clone(),
            item.language.clone().unwrap_or_default(),
            item.source.clone().unwrap_or_default(),
            item.version.clone().unwrap_or_default(),
            item.content_hash
                .as_deref()
                .map(short_hash)
                .unwrap_or_default()
                .to_owned(),
            item.review_status.name().to_owned(),
            format_date(item.approved_on).unwrap_or_default(),
            format_date(item.review_by).unwrap_or_default(),
            format_date(item.withdrawn_on).unwrap_or_default(),
        ];
        text.push_str(&csv::format_csv_row(&cells));
    }
    text
}

/// Returns a calendar with the next review date of each approved material, stamped with the date of approval instead
/// of the clock.
pub fn render_review_calendar(agency: &str, items: &[InventoryItem]) -> String {
    let mut text = String::new();
    let mut add_line = |line: &str| push_folded_ical_line(&mut text, line);
    add_line("BEGIN:VCALENDAR");
    add_line("VERSION:2.0");
    add_line("PRODID:-//policypress//I&E review//EN");
    for item in items.iter().filter(|item| item.review_status.is_approved()) {
        let (Some(approved), Some(due)) = (item.approved_on, item.review_by) else {
            continue;
        };
        let day = |date: Date| date.strftime("%Y%m%d").to_string();
        add_line("BEGIN:VEVENT");
        add_line(&format!(
            "UID:{}",
            escape_ical_text(&format!("{} {approved} {agency}", item.file_name_or_title))
        ));
        add_line(&format!("DTSTAMP:{}T000000Z", day(approved)));
        add_line(&format!("DTSTART;VALUE=DATE:{}", day(due)));
        add_line(&format!(
            "SUMMARY:{}",
            escape_ical_text(&format!("I&E review due: {}", item.title))
        ));
        add_line(&format!(
            "DESCRIPTION:{}",
            escape_ical_text(&format!(
                "{}: {}, approved on {approved}",
                agency, item.file_name_or_title
            ))
        ));
        add_line("END:VEVENT");
    }
    add_line("END:VCALENDAR");
    text
}

fn escape_ical_text(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// Adds a line, folded after 75 bytes into lines that begin with a space (RFC 5545, 3.1).
fn push_folded_ical_line(text: &mut String, line: &str) {
    const MAX_LINE_BYTES: usize = 75;
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > MAX_LINE_BYTES {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}
