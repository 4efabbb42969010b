//! The packets of many agencies, told as they come.

use super::written_message::packet_written_message;
use crate::cli::BuildArgs;
use crate::command::environment::{CommandEnvironment, Verbosity};
use crate::command::report::{BatchProgress, CommandReport};
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::network::batch::{
    self, AgencyBuildResult, network_page_folder, write_requirement_matrix,
};
use crate::network::discovery::{
    AgencyCandidate, BatchPlan, PlannedAgency, SkipReason, plan_batch,
};
use crate::packet::build::PacketBuilder;

/// How the packets of many came out.
#[derive(Default)]
struct BuildTotals {
    built: usize,
    unchanged: usize,
    /// The files of those that were not made.
    failed_files: Vec<String>,
}

/// Builds every agency that has changed; `report` is what was said so far.
pub(super) fn build_many_agencies(
    options: &BuildArgs,
    order: &PacketBuilder<'_>,
    candidates: &[AgencyCandidate],
    surroundings: CommandEnvironment,
    mut report: CommandReport,
    tell: &mut dyn FnMut(&CommandReport),
) -> CommandReport {
    let (look, voice) = (
        surroundings.diagnostic_render_options(options.draft),
        surroundings.verbosity,
    );
    let threads = options.jobs.unwrap_or(surroundings.default_threads);
    let plan = plan_batch(candidates, threads, Some(order));
    report.stderr.push_str(&skipped_files_message(&plan, voice));
    if !plan.problems.is_empty() {
        report
            .stderr
            .push_str(&render_diagnostics_text(&plan.problems, look));
        report.stderr.push_str("nothing was written\n");
        return report;
    }
    let of = plan.agencies.len();
    report.progress = Some(BatchProgress {
        completed: 0,
        total: of,
    });
    tell(&report);
    let mut tally = BuildTotals::default();
    let mut last = CommandReport::default();
    let mut done = 0;
    let rows = batch::build_agencies(order, &plan.agencies, threads, |planned, built| {
        match &built.written_packet {
            Ok(Some(_)) => tally.built += 1,
            Ok(None) => tally.unchanged += 1,
            Err(stop) => {
                tally
                    .failed_files
                    .push(planned.agency_file.display().to_string());
                last.has_io_failure |= matches!(stop, StageError::SystemFailure(_));
            }
        }
        done += 1;
        tell(&CommandReport {
            progress: Some(BatchProgress {
                completed: done,
                total: of,
            }),
            ..agency_build_report(planned, &built, look, voice)
        });
    });
    last.is_success = tally.failed_files.is_empty();
    last.stdout = build_totals_message(of, &tally);
    let folder = network_page_folder(order, &plan.agencies);
    let mut in_the_way = Diagnostics::new();
    match write_requirement_matrix(order, &folder, &plan.agencies, rows, &mut in_the_way) {
        Ok(()) => {
            let page = folder.join("network.html");
            last.stdout.push_str(&format!(
                "What each of them lacks is in {}\n",
                page.display()
            ));
            last.page_to_open = options.open.then_some(page);
        }
        Err(StageError::InvalidInput) => {
            last.is_success = false;
            last.stderr = render_diagnostics_text(&in_the_way, look);
        }
        Err(StageError::SystemFailure(failure)) => {
            last.is_success = false;
            last.has_io_failure = true;
            last.stderr = format!("error: {failure}\n");
        }
    }
    if voice == Verbosity::Quiet {
        last.stdout.clear();
    }
    last
}

/// Says what became of one agency, and what was found.
fn agency_build_report(
    planned: &PlannedAgency,
    built: &AgencyBuildResult,
    look: DiagnosticDisplayOptions,
    voice: Verbosity,
) -> CommandReport {
    let path = planned.agency_file.display();
    let mut report = CommandReport {
        is_success: built.written_packet.is_ok(),
        ..CommandReport::default()
    };
    match &built.written_packet {
        Ok(Some(written)) => {
            report.stderr = render_diagnostics_text(&built.diagnostics, look);
            report.stdout = packet_written_message(written, voice);
        }
        Ok(None) if voice == Verbosity::Quiet => {}
        Ok(None) => report.stdout = format!("{path}: unchanged\n"),
        Err(StageError::InvalidInput) => {
            report.stderr = render_diagnostics_text(&built.diagnostics, look);
            report
                .stderr
                .push_str(&render_diagnostics_text(&built.conflicts, look));
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

/// Says which of the files that were found are no agency's, in a line each.
pub(crate) fn skipped_files_message(plan: &BatchPlan, voice: Verbosity) -> String {
    if voice == Verbosity::Quiet {
        return String::new();
    }
    let lines = plan.skipped_files.iter().map(|(path, reason)| {
        let reason = match reason {
            SkipReason::BaseOfOtherFiles => "others extend it, and it names no agency",
            SkipReason::NoAgencyTable => "it has no `[agency]` and extends no other file",
        };
        format!("passed over {}: {reason}\n", path.display())
    });
    lines.collect()
}

/// `3 agencies: 1 made, 1 unchanged, 1 not made`, and below it the files of those that were not.
fn build_totals_message(of: usize, tally: &BuildTotals) -> String {
    let agencies = if of == 1 {
        "1 agency"
    } else {
        &format!("{of} agencies")
    };
    let mut text = format!(
        "{agencies}: {} made, {} unchanged",
        tally.built, tally.unchanged
    );
    if !tally.failed_files.is_empty() {
        text.push_str(&format!(", {} not made:", tally.failed_files.len()));
        for path in &tally.failed_files {
            text.push_str(&format!("\n  {path}"));
        }
    }
    text.push('\n');
    text
}
