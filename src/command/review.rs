//! `policypress review`: records members' forms, approvals and withdrawals, and lists the status of each material.

mod packet;
mod review_context;
mod status;

use std::path::Path;

use jiff::civil::Date;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::review_args::{
    ReviewApproveArgs, ReviewCommand, ReviewRecordArgs, ReviewWithdrawArgs,
};
use crate::content::pack::hash_questions;
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::packet::ComposedPacket;
use crate::review::approval_blockers::find_approval_blockers;
use crate::review::form_reader::ReviewFormContext;
use crate::review::materials::select_materials_by_name;
use crate::review::record_entry_toml::{self, DecisionDateAndNote, RecordedForms};
use crate::review::status::approving_determinations;
use crate::review::store::{LockedReviewRecord, review_record_path};
use crate::review::{MIN_COMMITTEE_MEMBERS, MaterialVersion};
use review_context::ReviewContext;

/// Runs `policypress review` with a subcommand.
pub(super) fn run_review(
    command: &ReviewCommand,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let today = environment.today;
    let found = &mut Diagnostics::new();
    let written = match command {
        ReviewCommand::Packet(options) => packet::write_review_packet(options, today, found),
        ReviewCommand::Record(options) => record_review_forms(options, today, found),
        ReviewCommand::Approve(options) => record_approvals(options, today, found),
        ReviewCommand::Withdraw(options) => record_withdrawals(options, today, found),
        ReviewCommand::Status(options) => return status::run_review_status(options, environment),
    };
    let written = written.map(CommandReport::new_success);
    CommandReport::from_write_result(written, found, environment.diagnostic_render_options(false))
}

/// Runs `policypress review record`.
fn record_review_forms(
    options: &ReviewRecordArgs,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let agency = &options.agency_args.agency;
    let record = LockedReviewRecord::lock(agency, diagnostics)?;
    let context = ReviewContext::load(&options.agency_args, today, diagnostics)?;
    let composed = &context.composed;
    let questions = &context.chosen_pack.pack.committee_questions;
    let form_context = ReviewFormContext {
        question_names: questions
            .iter()
            .map(|question| question.name.clone())
            .collect(),
        questions_edition: hash_questions(questions),
        committee_members: composed.agency.committee.members.clone(),
        current_materials: context
            .client_materials()
            .into_iter()
            .map(|material| material.version)
            .collect(),
        latest_allowed_date: latest_allowed_date(today),
    };
    let recorded = record_entry_toml::record_forms(
        &options.forms,
        &form_context,
        &composed.review_record,
        diagnostics,
    )?;
    record.append_entries(&recorded.toml_entries, diagnostics)?;
    let count = recorded.toml_entries.len();
    let forms = if count == 1 { "form" } else { "forms" };
    let path = review_record_path(agency);
    let mut out = String::new();
    for file in &recorded.known_files {
        out.push_str(&format!("{}: recorded already, skipped\n", file.display()));
    }
    out.push_str(&format!("{count} {forms} recorded in {}\n", path.display()));
    for (version, last) in &recorded.last_form_dates {
        out.push_str(&review_progress_message(
            &recorded, version, *last, composed,
        ));
    }
    Ok(out)
}

/// Returns a line on the progress of a material's review.
fn review_progress_message(
    recorded: &RecordedForms,
    version: &MaterialVersion,
    last: Date,
    composed: &ComposedPacket,
) -> String {
    let stem = version.file_stem();
    let committee = &composed.agency.committee;
    if find_approval_blockers(&recorded.updated_record, version, committee, last).is_empty() {
        return format!("{stem}: ready; next: `policypress review approve {stem} --on {last}`\n");
    }
    let approvals = approving_determinations(&recorded.updated_record, version, last).len();
    format!("{stem}: {approvals} of at least {MIN_COMMITTEE_MEMBERS} members have approved\n")
}

/// Runs `policypress review approve`.
fn record_approvals(
    options: &ReviewApproveArgs,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let record = LockedReviewRecord::lock(&options.agency_args.agency, diagnostics)?;
    let context = ReviewContext::load(&options.agency_args, today, diagnostics)?;
    report_future_date(options.on, today, false, diagnostics);
    let materials =
        select_materials_by_name(&options.materials, &context.client_materials(), diagnostics);
    let decision = DecisionDateAndNote {
        date: options.on,
        note: options.note.as_deref(),
    };
    let committee = &context.composed.agency.committee;
    let entries =
        record_entry_toml::approval_entries(&materials, committee, decision, diagnostics)?;
    record.append_entries(&entries, diagnostics)?;
    let mut out = String::new();
    for material in &materials {
        out.push_str(&format!(
            "{}: version {}, content code {}, approved on {}\n",
            material.version.file_stem(),
            material.version.number,
            material.short_content_hash(),
            options.on
        ));
    }
    let templates = templates_option(options.agency_args.templates.as_deref());
    out.push_str(&format!(
        "`policypress build{templates}` now builds them without DRAFT\n"
    ));
    Ok(out)
}

/// Returns the option with which the next command uses the same templates; empty for the built-in ones.
fn templates_option(folder: Option<&Path>) -> String {
    folder.map_or_else(String::new, |folder| {
        format!(" --templates {}", folder.display())
    })
}

/// Runs `policypress review withdraw`.
fn record_withdrawals(
    options: &ReviewWithdrawArgs,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let record = LockedReviewRecord::lock(&options.agency_args.agency, diagnostics)?;
    let context = ReviewContext::load(&options.agency_args, today, diagnostics)?;
    report_future_date(options.on, today, true, diagnostics);
    let materials =
        select_materials_by_name(&options.materials, &context.client_materials(), diagnostics);
    let decision = DecisionDateAndNote {
        date: options.on,
        note: options.note.as_deref(),
    };
    let entries = record_entry_toml::withdrawal_entries(&materials, decision, diagnostics)?;
    record.append_entries(&entries, diagnostics)?;
    let lines = materials.iter().map(|material| {
        let stem = material.version.file_stem();
        format!("{stem}: withdrawn on {}\n", options.on)
    });
    Ok(lines.collect())
}

/// Returns the latest date that a decision can have: today's date in UTC may be yesterday's in another time zone.
fn latest_allowed_date(today: Date) -> Date {
    today.tomorrow().unwrap_or(today)
}

/// Reports a decision date in the future.
fn report_future_date(on: Date, today: Date, is_withdrawal: bool, diagnostics: &mut Diagnostics) {
    if on > latest_allowed_date(today) {
        diagnostics.push(ReviewProblem::DecisionDateInFuture {
            date: on,
            is_withdrawal,
        });
    }
}
