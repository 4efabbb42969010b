//! `policypress training status`: lists the staff due for training; writes nothing.

use std::path::Path;

use jiff::civil::Date;
use serde_json::json;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::{ReportFormat, TrainingStatusArgs};
use crate::config;
use crate::config::agency::{Agency, TrainingTopic};
use crate::content::training::{
    DUE_SOON_DAYS, StaffTrainingRecord, TrainingDueStatus, TrainingSession, staff_training_records,
};
use crate::diag::display::render_diagnostics_text;
use crate::diag::{Diagnostic, Diagnostics, Severity, StageError};
use crate::failure::IoFailure;
use crate::packet::{agency_file, has_build_blockers};

/// Runs `policypress training status`; succeeds if no staff member is overdue.
pub(super) fn run_training_status(
    options: &TrainingStatusArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut report = CommandReport::default();
    let mut found = Diagnostics::new();
    let agency = StageError::invalid_input_as_none(load_agency(
        &options.file,
        environment.today,
        &mut found,
    ))?;
    let display_options = environment.diagnostic_render_options(true);
    let errors: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .collect();
    report.stderr = render_diagnostics_text(&errors, display_options);
    // With an unreadable date the list would be wrong.
    let Some(agency) = agency.filter(|_| !has_build_blockers(&errors, true)) else {
        return Ok(report);
    };
    let as_of = options.as_of.unwrap_or(environment.today);
    let records = staff_training_records(&agency, as_of);
    report.is_success = records
        .iter()
        .all(|record| record.worst_status() != TrainingDueStatus::Overdue);
    report.stdout = match options.format {
        ReportFormat::Text => render_training_text(&options.file, as_of, &records),
        ReportFormat::Json => render_training_json(as_of, &records),
    };
    Ok(report)
}

fn load_agency(
    path: &Path,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Agency, StageError> {
    let files = agency_file::read_agency_files(path, diagnostics)?;
    config::load_agency_with_bases(&files, today, diagnostics)
}

fn render_training_text(path: &Path, as_of: Date, records: &[StaffTrainingRecord]) -> String {
    let path = path.display();
    if records.is_empty() {
        return format!(
            "{path}: no staff listed under `[[training.staff]]`\n\
             Add one `[[training.staff]]` entry for each person; agency.example.toml shows how.\n"
        );
    }
    let count = |status| {
        let records = records.iter();
        records
            .filter(|record| record.worst_status() == status)
            .count()
    };
    let mut text = format!(
        "{path}, as of {as_of}: {} overdue, {} due within {DUE_SOON_DAYS} days, {} up to date\n",
        count(TrainingDueStatus::Overdue),
        count(TrainingDueStatus::DueSoon),
        count(TrainingDueStatus::Current)
    );
    for (status, heading) in [
        (TrainingDueStatus::Overdue, "Overdue"),
        (TrainingDueStatus::DueSoon, "Due"),
    ] {
        if count(status) == 0 {
            continue;
        }
        text.push_str(&format!("\n{heading}\n"));
        for record in records {
            if record.worst_status() != status {
                continue;
            }
            text.push_str(&format!("  {}", record.trainee.staff_label));
            if let Some(position) = &record.trainee.position {
                text.push_str(&format!(", {position}"));
            }
            text.push('\n');
            let open = record
                .sessions
                .iter()
                .filter(|session| session.status != TrainingDueStatus::Current);
            for session in open {
                text.push_str(&format!(
                    "    {}: {}\n",
                    topic_name(*session),
                    due_message(*session, status)
                ));
            }
        }
    }
    text
}

fn topic_name(session: TrainingSession) -> &'static str {
    session
        .topic
        .map_or("orientation", TrainingTopic::setting_key)
}

/// Returns when a training is due, for a list of staff with this status.
fn due_message(session: TrainingSession, staff_status: TrainingDueStatus) -> String {
    match (session.due_date, session.status) {
        (Some(due), TrainingDueStatus::DueSoon) if staff_status == TrainingDueStatus::Overdue => {
            format!("not overdue, due by {due}")
        }
        (Some(due), TrainingDueStatus::Overdue) => format!("was due by {due}"),
        (Some(due), _) => format!("due by {due}"),
        (None, _) => "no record".to_owned(),
    }
}

fn render_training_json(as_of: Date, records: &[StaffTrainingRecord]) -> String {
    let status_name = |status| match status {
        TrainingDueStatus::Current => "current",
        TrainingDueStatus::DueSoon => "due",
        TrainingDueStatus::Overdue => "overdue",
    };
    let staff: Vec<serde_json::Value> = records
        .iter()
        .map(|record| {
            let sessions: Vec<serde_json::Value> = record
                .sessions
                .iter()
                .map(|session| {
                    json!({
                        "topic": topic_name(*session),
                        "last": session.last_completed.map(|date| date.to_string()),
                        "due": session.due_date.map(|date| date.to_string()),
                        "status": status_name(session.status),
                    })
                })
                .collect();
            json!({
                "code": record.trainee.staff_label,
                "position": record.trainee.position,
                "status": status_name(record.worst_status()),
                "sessions": sessions,
            })
        })
        .collect();
    let list = json!({ "as_of": as_of.to_string(), "due_days": DUE_SOON_DAYS, "staff": staff });
    let mut text = serde_json::to_string_pretty(&list).expect("strings and numbers are valid JSON");
    text.push('\n');
    text
}
