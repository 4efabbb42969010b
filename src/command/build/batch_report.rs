//! The packets of many agencies, told as they come.

use super::written_message::describe;
use crate::cli::Build;
use crate::command::environment::{Surroundings, Voice};
use crate::command::report::{Progress, Report};
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::diag::{Diagnostics, StageError};
use crate::network::batch::{self, Built, network_folder, write_matrix};
use crate::network::discovery::{Candidate, PassedOver, Plan, Planned, plan};
use crate::packet::build::PacketBuilder;

/// How the packets of many came out.
#[derive(Default)]
struct Tally {
    made: usize,
    unchanged: usize,
    /// The files of those that were not made.
    failed: Vec<String>,
}

/// Builds every agency that has changed; `report` is what was said so far.
pub(super) fn build(
    options: &Build,
    order: &PacketBuilder<'_>,
    candidates: &[Candidate],
    surroundings: Surroundings,
    mut report: Report,
    tell: &mut dyn FnMut(&Report),
) -> Report {
    let (look, voice) = (surroundings.look(options.draft), surroundings.voice);
    let threads = options.jobs.unwrap_or(surroundings.threads);
    let plan = plan(candidates, threads, Some(order));
    report.err.push_str(&passed_over(&plan, voice));
    if !plan.problems.is_empty() {
        report
            .err
            .push_str(&render_diagnostics_text(&plan.problems, look));
        report.err.push_str("nothing was written\n");
        return report;
    }
    let of = plan.agencies.len();
    report.progress = Some(Progress { done: 0, of });
    tell(&report);
    let mut tally = Tally::default();
    let mut last = Report::default();
    let mut done = 0;
    let rows = batch::build(order, &plan.agencies, threads, |planned, built| {
        match &built.written {
            Ok(Some(_)) => tally.made += 1,
            Ok(None) => tally.unchanged += 1,
            Err(stop) => {
                tally.failed.push(planned.path.display().to_string());
                last.machine_failed |= matches!(stop, StageError::SystemFailure(_));
            }
        }
        done += 1;
        tell(&Report {
            progress: Some(Progress { done, of }),
            ..one(planned, &built, look, voice)
        });
    });
    last.passed = tally.failed.is_empty();
    last.out = summary(of, &tally);
    let folder = network_folder(order, &plan.agencies);
    let mut in_the_way = Diagnostics::new();
    match write_matrix(order, &folder, &plan.agencies, rows, &mut in_the_way) {
        Ok(()) => {
            let page = folder.join("network.html");
            last.out.push_str(&format!(
                "What each of them lacks is in {}\n",
                page.display()
            ));
            last.open = options.open.then_some(page);
        }
        Err(StageError::InvalidInput) => {
            last.passed = false;
            last.err = render_diagnostics_text(&in_the_way, look);
        }
        Err(StageError::SystemFailure(failure)) => {
            last.passed = false;
            last.machine_failed = true;
            last.err = format!("error: {failure}\n");
        }
    }
    if voice == Voice::Quiet {
        last.out.clear();
    }
    last
}

/// Says what became of one agency, and what was found.
fn one(planned: &Planned, built: &Built, look: DiagnosticDisplayOptions, voice: Voice) -> Report {
    let path = planned.path.display();
    let mut report = Report {
        passed: built.written.is_ok(),
        ..Report::default()
    };
    match &built.written {
        Ok(Some(written)) => {
            report.err = render_diagnostics_text(&built.found, look);
            report.out = describe(written, voice);
        }
        Ok(None) if voice == Voice::Quiet => {}
        Ok(None) => report.out = format!("{path}: unchanged\n"),
        Err(StageError::InvalidInput) => {
            report.err = render_diagnostics_text(&built.found, look);
            report
                .err
                .push_str(&render_diagnostics_text(&built.in_the_way, look));
            report
                .err
                .push_str(&format!("{path}: nothing was written\n"));
        }
        Err(StageError::SystemFailure(failure)) => {
            report.err = format!("error: {failure}\n");
            report.machine_failed = true;
        }
    }
    if !report.err.is_empty() {
        report.err.push('\n');
    }
    report
}

/// Says which of the files that were found are no agency's, in a line each.
pub(crate) fn passed_over(plan: &Plan, voice: Voice) -> String {
    if voice == Voice::Quiet {
        return String::new();
    }
    let lines = plan.passed_over.iter().map(|(path, reason)| {
        let reason = match reason {
            PassedOver::IsBase => "others extend it, and it names no agency",
            PassedOver::HasNoAgency => "it has no `[agency]` and extends no other file",
        };
        format!("passed over {}: {reason}\n", path.display())
    });
    lines.collect()
}

/// `3 agencies: 1 made, 1 unchanged, 1 not made`, and below it the files of those that were not.
fn summary(of: usize, tally: &Tally) -> String {
    let agencies = if of == 1 {
        "1 agency"
    } else {
        &format!("{of} agencies")
    };
    let mut text = format!(
        "{agencies}: {} made, {} unchanged",
        tally.made, tally.unchanged
    );
    if !tally.failed.is_empty() {
        text.push_str(&format!(", {} not made:", tally.failed.len()));
        for path in &tally.failed {
            text.push_str(&format!("\n  {path}"));
        }
    }
    text.push('\n');
    text
}
