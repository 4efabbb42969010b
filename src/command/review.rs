//! `policypress review`: members' forms into the record, approvals out of it, and how each material stands.

mod packet;
mod review_context;
mod status;

use jiff::civil::Date;

use super::environment::Surroundings;
use super::report::Report;
use crate::cli::review_args::{ReviewApprove, ReviewCommand, ReviewRecord, ReviewWithdraw};
use crate::content::pack::{CommitteeQuestion, hash_questions};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::packet::ComposedPacket;
use crate::review::approval_blockers::obstacles;
use crate::review::form_reader::Terms;
use crate::review::materials::named;
use crate::review::new_record_entries::{self, CommitteeDecision, Recorded};
use crate::review::status::in_favour;
use crate::review::store::{LockedRecord, record_path};
use crate::review::{MIN_COMMITTEE_MEMBERS, Subject};
use review_context::Opened;

/// `policypress review` with a subcommand.
pub(super) fn run(
    command: &ReviewCommand,
    surroundings: Surroundings,
) -> Result<Report, IoFailure> {
    let today = surroundings.today;
    let found = &mut Diagnostics::new();
    let written = match command {
        ReviewCommand::Packet(options) => packet::packet(options, today, found),
        ReviewCommand::Record(options) => record(options, today, found),
        ReviewCommand::Approve(options) => approve(options, today, found),
        ReviewCommand::Withdraw(options) => withdraw(options, today, found),
        ReviewCommand::Status(options) => return status::status(options, surroundings),
    };
    let written = written.map(Report::passed);
    Report::of_writing(written, found, surroundings.look(false))
}

/// `policypress review record`.
fn record(
    options: &ReviewRecord,
    today: Date,
    found: &mut Diagnostics,
) -> Result<String, StageError> {
    let agency = &options.whose.agency;
    let record = LockedRecord::lock(agency, found)?;
    let opened = Opened::open(&options.whose, today, found)?;
    let composed = &opened.composed;
    let questions = &opened.chosen.pack.committee_questions;
    let terms = Terms {
        questions: questions
            .iter()
            .map(|question| question.name.clone())
            .collect(),
        edition: hash_questions(questions),
        members: composed.agency.committee.members.clone(),
        subjects: opened
            .materials()
            .into_iter()
            .map(|material| material.subject)
            .collect(),
        latest: latest(today),
    };
    let recorded =
        new_record_entries::record(&options.forms, &terms, &composed.review_record, found)?;
    record.append(&recorded.entries, found)?;
    let count = recorded.entries.len();
    let forms = if count == 1 { "form" } else { "forms" };
    let path = record_path(agency);
    let mut out = format!("{count} {forms} recorded in {}\n", path.display());
    for (subject, last) in &recorded.subjects {
        out.push_str(&review_progress(&recorded, subject, *last, composed));
    }
    Ok(out)
}

/// How far the review of a material has come.
fn review_progress(
    recorded: &Recorded,
    subject: &Subject,
    last: Date,
    composed: &ComposedPacket,
) -> String {
    let stem = subject.stem();
    let committee = &composed.agency.committee;
    if obstacles(&recorded.ledger, subject, committee, last).is_empty() {
        return format!("{stem}: ready; next, `policypress review approve {stem} --on {last}`\n");
    }
    let favour = in_favour(&recorded.ledger, subject, last).len();
    format!("{stem}: {favour} of at least {MIN_COMMITTEE_MEMBERS} members approve so far\n")
}

/// `policypress review approve`.
fn approve(
    options: &ReviewApprove,
    today: Date,
    found: &mut Diagnostics,
) -> Result<String, StageError> {
    let record = LockedRecord::lock(&options.whose.agency, found)?;
    let opened = Opened::open(&options.whose, today, found)?;
    check_day(options.on, today, found);
    let materials = named(&options.materials, &opened.materials(), found);
    let decision = CommitteeDecision {
        on: options.on,
        note: options.note.as_deref(),
    };
    let committee = &opened.composed.agency.committee;
    let entries = new_record_entries::approve(&materials, committee, decision, found)?;
    record.append(&entries, found)?;
    let mut out = String::new();
    for material in &materials {
        out.push_str(&format!(
            "{}: version {}, content {}, approved on {}\n",
            material.subject.stem(),
            material.subject.version,
            material.short(),
            options.on
        ));
    }
    out.push_str("`policypress build` now makes them without the mark DRAFT\n");
    Ok(out)
}

/// `policypress review withdraw`.
fn withdraw(
    options: &ReviewWithdraw,
    today: Date,
    found: &mut Diagnostics,
) -> Result<String, StageError> {
    let record = LockedRecord::lock(&options.whose.agency, found)?;
    let opened = Opened::open(&options.whose, today, found)?;
    check_day(options.on, today, found);
    let materials = named(&options.materials, &opened.materials(), found);
    let decision = CommitteeDecision {
        on: options.on,
        note: options.note.as_deref(),
    };
    let entries = new_record_entries::withdraw(&materials, decision, found)?;
    record.append(&entries, found)?;
    let said = materials.iter().map(|material| {
        let stem = material.subject.stem();
        format!("{stem}: withdrawn on {}\n", options.on)
    });
    Ok(said.collect())
}

/// The last day that anybody can have decided on: where the day begins first, it is tomorrow already.
fn latest(today: Date) -> Date {
    today.tomorrow().unwrap_or(today)
}

/// Reports a day on which nobody can have decided yet.
fn check_day(on: Date, today: Date, found: &mut Diagnostics) {
    if on > latest(today) {
        found.push(ReviewProblem::DecisionDateInFuture { date: on });
    }
}
