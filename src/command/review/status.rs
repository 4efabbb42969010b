//! `policypress review status`: lists the review status of each material on a date, and writes the inventory.

use jiff::civil::Date;

use super::review_context::ReviewContext;
use crate::cli::review_args::{InventoryFormat, ReviewStatusArgs};
use crate::command::environment::CommandEnvironment;
use crate::command::report::CommandReport;
use crate::diag::{Diagnostics, StageError};
use crate::document::canonical::short_hash;
use crate::failure::IoFailure;
use crate::output::Artifact;
use crate::review::inventory::{self, InventoryItem, collect_inventory};
use crate::review::status::{ReviewStatus, SettingChange};

/// Runs `policypress review status`; succeeds if every material is approved or withdrawn.
pub(super) fn run_review_status(
    options: &ReviewStatusArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let display_options = environment.diagnostic_render_options(false);
    let mut found = Diagnostics::new();
    let context = ReviewContext::load(&options.agency_args, environment.today, &mut found);
    let Some(context) = StageError::invalid_input_as_none(context)? else {
        return CommandReport::from_result(Err(StageError::InvalidInput), &found, display_options);
    };
    let report = review_status_report(options, environment.today, &context, &mut found);
    CommandReport::from_write_result(report, &found, display_options)
}

fn review_status_report(
    options: &ReviewStatusArgs,
    today: Date,
    context: &ReviewContext,
    diagnostics: &mut Diagnostics,
) -> Result<CommandReport, StageError> {
    let composed = &context.composed;
    let agency = &composed.agency;
    let as_of = options.as_of.unwrap_or(today);
    let items = collect_inventory(agency, &composed.documents, &composed.review_record, as_of);
    let mut out = match options.format {
        InventoryFormat::Text => render_inventory_text(
            &options.agency_args.agency.display().to_string(),
            as_of,
            &items,
        ),
        InventoryFormat::Json => inventory::render_inventory_json(as_of, &items),
        InventoryFormat::Csv => inventory::render_inventory_csv(&items),
        InventoryFormat::Ics => inventory::render_review_calendar(&agency.name, &items),
    };
    if options.write {
        let artifact = |name: &str, text: String| Artifact {
            path: name.to_owned(),
            bytes: text.into_bytes(),
        };
        let artifacts = [
            artifact("inventory.csv", inventory::render_inventory_csv(&items)),
            artifact(
                "reviews.ics",
                inventory::render_review_calendar(&agency.name, &items),
            ),
        ];
        let out_folder = options.out.as_deref();
        let folder = context.write_review_files(
            &options.agency_args,
            out_folder,
            options.force,
            &artifacts,
            diagnostics,
        )?;
        if options.format == InventoryFormat::Text {
            let folder = folder.display();
            out.push_str(&format!(
                "\ninventory.csv and reviews.ics written to {folder}\n"
            ));
        }
    }
    Ok(CommandReport {
        stdout: out,
        is_success: items.iter().all(|item| {
            item.review_status.is_approved() || item.review_status == ReviewStatus::Withdrawn
        }),
        ..CommandReport::default()
    })
}

fn render_inventory_text(agency: &str, as_of: Date, items: &[InventoryItem]) -> String {
    let items_with = |status| {
        items
            .iter()
            .filter(move |item| item.review_status == status)
    };
    let counts = ReviewStatus::ALL.map(|status| {
        let name = match status {
            ReviewStatus::DueForReview => "due for review again",
            status => status.name(),
        };
        format!("{} {name}", items_with(status).count())
    });
    let mut text = format!("{agency}, as of {as_of}: {}\n", counts.join(", "));
    for status in ReviewStatus::ALL {
        if items_with(status).count() > 0 {
            text.push_str(&format!("\n{}\n", review_status_heading(status)));
        }
        for item in items_with(status) {
            text.push_str(&format!(
                "  {}{}\n",
                item_label(item),
                describe_inventory_item(item)
            ));
            for change in &item.setting_changes {
                text.push_str(&format!("    {}\n", describe_setting_change(change)));
            }
            if status == ReviewStatus::ChangedSinceApproval && item.setting_changes.is_empty() {
                text.push_str("    no setting changed: its template or its statements did\n");
            }
        }
    }
    text
}

/// Returns the title of a material, and the name to type for one that is built here.
fn item_label(item: &InventoryItem) -> String {
    if item.title == item.file_name_or_title {
        item.title.clone()
    } else {
        format!("{} ({})", item.title, item.file_name_or_title)
    }
}

fn review_status_heading(status: ReviewStatus) -> &'static str {
    match status {
        ReviewStatus::ChangedSinceApproval => "Changed since approval: do not distribute",
        ReviewStatus::NeverReviewed => "Never reviewed: do not distribute",
        ReviewStatus::DueForReview => "Due for review: approved, and to be reviewed again",
        ReviewStatus::Approved => "Approved",
        ReviewStatus::Withdrawn => "Withdrawn",
    }
}

fn describe_inventory_item(item: &InventoryItem) -> String {
    let mut parts = Vec::new();
    if let Some(content) = &item.content_hash {
        parts.push(format!("content code {}", short_hash(content)));
    }
    match (&item.approved_content_hash, item.approved_on) {
        (Some(was), Some(date)) if item.review_status == ReviewStatus::ChangedSinceApproval => {
            parts.push(format!("was {} when approved on {date}", short_hash(was)));
        }
        (_, Some(date)) => parts.push(format!("approved on {date}")),
        (_, None) => {}
    }
    if let Some(date) = item.withdrawn_on {
        parts.push(format!("withdrawn on {date}"));
    }
    if let Some(date) = item.review_by.filter(|_| item.review_status.is_approved()) {
        parts.push(format!("review again by {date}"));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    }
}

/// Returns such as `organizations[1].phone` was `319-555-0120`, is `319-555-0129`.
fn describe_setting_change(change: &SettingChange) -> String {
    let setting = &change.setting;
    match (&change.old_value, &change.new_value) {
        (Some(was), Some(is)) => format!("`{setting}` was `{was}`, is `{is}`"),
        (Some(was), None) => format!("`{setting}` was `{was}`, is no longer shown"),
        (None, Some(is)) => format!("`{setting}` is `{is}`, was not shown"),
        (None, None) => format!("`{setting}`"),
    }
}
