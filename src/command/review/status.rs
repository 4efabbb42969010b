//! `policypress review status`: how each material stands at a day, and that as files.

use jiff::civil::Date;

use super::review_context::Opened;
use crate::cli::review_args::{Inventory, ReviewStatusOptions};
use crate::command::environment::Surroundings;
use crate::command::report::Report;
use crate::diag::{Diagnostics, StageError};
use crate::document::canonical::short_hash;
use crate::failure::IoFailure;
use crate::output::Artifact;
use crate::review::inventory::{self, InventoryItem, inventory};
use crate::review::status::{ReviewStatus, SettingChange};

/// The list; it passes when everything that is given out is approved as it is.
pub(super) fn status(
    options: &ReviewStatusOptions,
    surroundings: Surroundings,
) -> Result<Report, IoFailure> {
    let look = surroundings.look(false);
    let mut found = Diagnostics::new();
    let opened = Opened::open(&options.whose, surroundings.today, &mut found);
    let Some(opened) = StageError::invalid_input_as_none(opened)? else {
        return Report::of(Err(StageError::InvalidInput), &found, look);
    };
    let listed = list(options, surroundings.today, &opened, &mut found);
    Report::of_writing(listed, &found, look)
}

fn list(
    options: &ReviewStatusOptions,
    today: Date,
    opened: &Opened,
    found: &mut Diagnostics,
) -> Result<Report, StageError> {
    let composed = &opened.composed;
    let agency = &composed.agency;
    let as_of = options.as_of.unwrap_or(today);
    let items = inventory(agency, &composed.documents, &composed.review_record, as_of);
    let mut out = match options.format {
        Inventory::Text => text(&options.whose.agency.display().to_string(), as_of, &items),
        Inventory::Json => inventory::json(as_of, &items),
        Inventory::Csv => inventory::csv(&items),
        Inventory::Ics => inventory::calendar(&agency.name, &items),
    };
    if options.write {
        let artifact = |name: &str, text: String| Artifact {
            path: name.to_owned(),
            bytes: text.into_bytes(),
        };
        let artifacts = [
            artifact("inventory.csv", inventory::csv(&items)),
            artifact("reviews.ics", inventory::calendar(&agency.name, &items)),
        ];
        let out_folder = options.out.as_deref();
        let folder = opened.write(&options.whose, out_folder, options.force, &artifacts, found)?;
        if options.format == Inventory::Text {
            let folder = folder.display();
            out.push_str(&format!(
                "\ninventory.csv and reviews.ics are in {folder}\n"
            ));
        }
    }
    Ok(Report {
        out,
        passed: items
            .iter()
            .all(|item| item.status.is_approved() || item.status == ReviewStatus::Withdrawn),
        ..Report::default()
    })
}

fn text(agency: &str, as_of: Date, items: &[InventoryItem]) -> String {
    let of = |status| items.iter().filter(move |item| item.status == status);
    let counts =
        ReviewStatus::ALL.map(|status| format!("{} {}", of(status).count(), status.name()));
    let mut text = format!("{agency}, as of {as_of}: {}\n", counts.join(", "));
    for status in ReviewStatus::ALL {
        if of(status).count() > 0 {
            text.push_str(&format!("\n{}\n", heading(status)));
        }
        for item in of(status) {
            text.push_str(&format!("  {}{}\n", item.name, about(item)));
            for change in &item.changed {
                text.push_str(&format!("    {}\n", describe_change(change)));
            }
            if status == ReviewStatus::Changed && item.changed.is_empty() {
                text.push_str("    no setting: its template, or the statements it shows\n");
            }
        }
    }
    text
}

fn heading(status: ReviewStatus) -> &'static str {
    match status {
        ReviewStatus::Changed => "Changed since approved: not to be given out",
        ReviewStatus::NeverReviewed => "Never reviewed: not to be given out",
        ReviewStatus::Due => "Due: approved, and to be reviewed again",
        ReviewStatus::Approved => "Approved",
        ReviewStatus::Withdrawn => "Withdrawn",
    }
}

fn about(item: &InventoryItem) -> String {
    let mut parts = Vec::new();
    if let Some(content) = &item.content {
        parts.push(format!("content {}", short_hash(content)));
    }
    match (&item.approved_content, item.approved_on) {
        (Some(was), Some(date)) if item.status == ReviewStatus::Changed => {
            parts.push(format!("was {} when approved on {date}", short_hash(was)));
        }
        (_, Some(date)) => parts.push(format!("approved on {date}")),
        (_, None) => {}
    }
    if let Some(date) = item.withdrawn_on {
        parts.push(format!("withdrawn on {date}"));
    }
    if let Some(date) = item.review_by.filter(|_| item.status.is_approved()) {
        parts.push(format!("review again by {date}"));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    }
}

/// `organizations[1].phone` was `319-555-0120`, is `319-555-0129`.
fn describe_change(change: &SettingChange) -> String {
    let setting = &change.setting;
    match (&change.was, &change.is) {
        (Some(was), Some(is)) => format!("`{setting}` was `{was}`, is `{is}`"),
        (Some(was), None) => format!("`{setting}` was `{was}`, is no longer shown"),
        (None, Some(is)) => format!("`{setting}` is `{is}`, was not shown"),
        (None, None) => format!("`{setting}`"),
    }
}
