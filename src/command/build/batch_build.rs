//! Builds the packets of many agencies and reports each when it is done.

use super::written_message::packet_written_message;
use crate::cli::BuildArgs;
use crate::command::environment::{CommandEnvironment, Verbosity};
use crate::command::report::{BatchProgress, CommandReport};
use crate::command::shared_problems::SharedProblems;
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::network::batch::{
    self, AgencyBuildResult, network_page_folder, write_requirement_matrix,
};
use crate::network::discovery::{
    AgencyCandidate, BatchPlan, PlannedAgency, SkipReason, plan_batch,
};
use crate::packet::build::PacketBuilder;

/// The results of the agencies of one build.
#[derive(Default)]
struct BuildTotals {
    built: usize,
    unchanged: usize,
    /// Packets with client documents that the committee has not approved.
    awaiting_review: usize,
    /// The files of agencies that could not be built.
    failed_files: Vec<String>,
}

/// Builds every agency that has changed; `report` holds what has been found before.
pub(super) fn build_many_agencies(
    options: &BuildArgs,
    builder: &PacketBuilder<'_>,
    candidates: &[AgencyCandidate],
    environment: CommandEnvironment,
    mut report: CommandReport,
    report_progress: &mut dyn FnMut(&CommandReport),
) -> CommandReport {
    let (display_options, verbosity) = (
        environment.diagnostic_render_options(options.draft),
        environment.verbosity,
    );
    let threads = options.jobs.unwrap_or(environment.default_threads);
    let plan = plan_batch(candidates, threads, Some(builder));
    report
        .stderr
        .push_str(&skipped_files_message(&plan, verbosity));
    if !plan.problems.is_empty() {
        report
            .stderr
            .push_str(&render_diagnostics_text(&plan.problems, display_options));
        report.stderr.push_str("nothing was written\n");
        return report;
    }
    let total = plan.agencies.len();
    report.progress = Some(BatchProgress {
        completed: 0,
        total,
    });
    report_progress(&report);
    let mut totals = BuildTotals::default();
    let mut last = CommandReport::default();
    let mut shared = SharedProblems::default();
    let mut completed = 0;
    let rows = batch::build_agencies(builder, &plan.agencies, threads, |planned, mut built| {
        // A packet that is up to date had its problems said when it was built.
        if !matches!(built.written_packet, Ok(None)) {
            built.diagnostics = shared.separate(&planned.agency_file, built.diagnostics);
        }
        match &built.written_packet {
            Ok(Some(written)) => {
                totals.built += 1;
                totals.awaiting_review += usize::from(written.documents_awaiting_review > 0);
            }
            Ok(None) => totals.unchanged += 1,
            Err(stop) => {
                totals
                    .failed_files
                    .push(planned.agency_file.display().to_string());
                last.has_io_failure |= matches!(stop, StageError::SystemFailure(_));
            }
        }
        completed += 1;
        report_progress(&CommandReport {
            progress: Some(BatchProgress { completed, total }),
            ..agency_build_report(planned, &built, display_options, verbosity)
        });
    });
    last.is_success = totals.failed_files.is_empty();
    last.stdout = build_totals_message(total, &totals);
    last.stderr = shared.render(total, display_options);
    let folder = network_page_folder(builder, &plan.agencies);
    let mut conflicts = Diagnostics::new();
    match write_requirement_matrix(builder, &folder, &plan.agencies, rows, &mut conflicts) {
        Ok(()) => {
            let page = folder.join("network.html");
            last.stdout.push_str(&format!(
                "What each agency still has to do: {}\n",
                page.display()
            ));
            last.page_to_open = options.open.then_some(page);
        }
        Err(StageError::InvalidInput) => {
            last.is_success = false;
            last.stderr
                .push_str(&render_diagnostics_text(&conflicts, display_options));
        }
        Err(StageError::SystemFailure(failure)) => {
            last.is_success = false;
            last.has_io_failure = true;
            last.stderr.push_str(&format!("error: {failure}\n"));
        }
    }
    if verbosity == Verbosity::Quiet {
        last.stdout.clear();
    }
    last
}

/// Returns the report of one agency: its packet, and its diagnostics.
fn agency_build_report(
    planned: &PlannedAgency,
    built: &AgencyBuildResult,
    display_options: DiagnosticDisplayOptions,
    verbosity: Verbosity,
) -> CommandReport {
    let path = planned.agency_file.display();
    let mut report = CommandReport {
        is_success: built.written_packet.is_ok(),
        ..CommandReport::default()
    };
    match &built.written_packet {
        Ok(Some(written)) => {
            report.stderr = render_diagnostics_text(&built.diagnostics, display_options);
            report.stdout = packet_written_message(written, verbosity);
        }
        Ok(None) if verbosity == Verbosity::Quiet => {}
        Ok(None) => report.stdout = format!("{path}: up to date, skipped\n"),
        Err(StageError::InvalidInput) => {
            report.stderr = render_diagnostics_text(&built.diagnostics, display_options);
            report
                .stderr
                .push_str(&render_diagnostics_text(&built.conflicts, display_options));
            report
                .stderr
                .push_str(&format!("{path}: nothing was written\n"));
        }
        Err(StageError::SystemFailure(failure)) => {
            report.stderr = format!("error: {failure}\n");
            report.has_io_failure = true;
        }
    }
    if !report.stderr.is_empty() {
        report.stderr.push('\n');
    }
    report
}

/// Returns a line for each file that was found and is not an agency's.
pub(crate) fn skipped_files_message(plan: &BatchPlan, verbosity: Verbosity) -> String {
    if verbosity == Verbosity::Quiet {
        return String::new();
    }
    let lines = plan.skipped_files.iter().map(|(path, reason)| {
        let reason = match reason {
            SkipReason::BaseOfOtherFiles => {
                "it is a base file (other files extend it) and has no agency name"
            }
            SkipReason::NoAgencyTable => "it has no `[agency]` heading and extends no other file",
        };
        format!("skipped {}: {reason}\n", path.display())
    });
    lines.collect()
}

/// Returns `3 agencies: 1 built, 1 up to date, 1 not built`, and below it the files of those not built.
fn build_totals_message(total: usize, totals: &BuildTotals) -> String {
    let agencies = if total == 1 {
        "1 agency"
    } else {
        &format!("{total} agencies")
    };
    let mut text = format!(
        "{agencies}: {} built, {} up to date",
        totals.built, totals.unchanged
    );
    if !totals.failed_files.is_empty() {
        text.push_str(&format!(", {} not built:", totals.failed_files.len()));
        for path in &totals.failed_files {
            text.push_str(&format!("\n  {path}"));
        }
    }
    text.push('\n');
    if totals.awaiting_review > 0 {
        text.push_str(&format!(
            "Client documents in {} of the packets built stay marked DRAFT until the committee has approved them; next: `policypress review packet --agency FILE`\n",
            totals.awaiting_review
        ));
    }
    text
}
