//! `policypress check`: lists everything that is wrong or missing; writes nothing.

use std::path::Path;

use super::build::skipped_files_message;
use super::environment::{CommandEnvironment, Verbosity};
use super::report::{BatchProgress, CommandReport};
use super::shared_problems::SharedProblems;
use crate::cli::{self, ReportFormat};
use crate::diag::display::{
    DiagnosticDisplayOptions, render_diagnostics_json, render_diagnostics_text,
};
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::network::check::{
    AgencyCheck, AgencyChecker, CheckTotals, DocumentReadability, SeverityCounts,
};
use crate::network::discovery::{self, AgencyCandidate};
use crate::packet::has_build_blockers;
use crate::packet::load_template_pack::load_template_pack;

pub(super) fn run_check(
    options: &cli::CheckArgs,
    environment: CommandEnvironment,
    report_progress: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    let display_options = DiagnosticDisplayOptions {
        use_color: environment.stdout_color,
        ..environment.diagnostic_render_options(false)
    };
    let refused = |found: &[Diagnostic]| CommandReport {
        stdout: match options.format {
            ReportFormat::Text => render_diagnostics_text(found, display_options),
            ReportFormat::Json => render_diagnostics_json(found),
        },
        ..CommandReport::default()
    };
    let mut all = Diagnostics::new();
    let loaded_pack = load_template_pack(options.templates.as_deref(), &mut all);
    let Some(loaded_pack) = StageError::invalid_input_as_none(loaded_pack)? else {
        return Ok(refused(&all));
    };
    let mut misnamed = Diagnostics::new();
    let candidates = discovery::find_candidates(&options.files, &mut misnamed);
    let Some(candidates) = StageError::invalid_input_as_none(candidates)? else {
        return Ok(refused(&misnamed));
    };
    let reporter = CheckReporter {
        report_format: options.format,
        environment,
        render_options: display_options,
    };
    let check = AgencyChecker {
        pack: &loaded_pack.pack,
        today: options.as_of.unwrap_or(environment.today),
        measure_readability: options.readability,
    };
    // Warnings about the user's own templates apply to every agency.
    let mut report = CommandReport {
        stdout: reporter.render_diagnostics(&all),
        ..CommandReport::default()
    };
    let Some(path) = discovery::single_named_file(&candidates) else {
        return Ok(reporter.report_many_agencies(
            &check,
            &candidates,
            (report, all),
            report_progress,
        ));
    };
    let checked = check.check_agency(path, &mut None)?;
    report.is_success = !has_build_blockers(&checked.diagnostics, false);
    report
        .stdout
        .push_str(&reporter.render_agency_check(path, &checked, &checked.diagnostics));
    if options.format == ReportFormat::Json {
        all.extend(checked.diagnostics);
        report.stdout = render_diagnostics_json(&all);
    }
    Ok(report)
}

/// Renders the results of a check in the chosen format.
#[derive(Clone, Copy)]
struct CheckReporter {
    report_format: ReportFormat,
    environment: CommandEnvironment,
    render_options: DiagnosticDisplayOptions,
}

impl CheckReporter {
    /// Returns diagnostics as text with an empty line after them; nothing for JSON, which is rendered as a whole.
    fn render_diagnostics(&self, found: &[Diagnostic]) -> String {
        if self.report_format == ReportFormat::Json {
            return String::new();
        }
        let mut shown = render_diagnostics_text(found, self.render_options);
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown
    }

    /// Returns the result of one agency as text, with the problems that are `shown` here; nothing for JSON.
    fn render_agency_check(
        &self,
        path: &Path,
        checked: &AgencyCheck,
        shown: &[Diagnostic],
    ) -> String {
        if self.report_format == ReportFormat::Json {
            return String::new();
        }
        let verbosity = self.environment.verbosity;
        let mut text = self.render_diagnostics(shown);
        if verbosity == Verbosity::Verbose {
            for file in &checked.source_files {
                text.push_str(&format!("read {file}\n"));
            }
        }
        if verbosity != Verbosity::Quiet || has_build_blockers(&checked.diagnostics, false) {
            text.push_str(&agency_summary_line(path, &checked.diagnostics));
        }
        if let Some(readings) = &checked.document_readability {
            text.push_str(&render_readability(readings));
        }
        text
    }

    /// Checks many agencies, reports each, and returns the totals.
    fn report_many_agencies(
        &self,
        check: &AgencyChecker<'_>,
        candidates: &[AgencyCandidate],
        (mut report, mut all): (CommandReport, Diagnostics),
        report_progress: &mut dyn FnMut(&CommandReport),
    ) -> CommandReport {
        let (threads, verbosity) = (self.environment.default_threads, self.environment.verbosity);
        let plan = discovery::plan_batch(candidates, threads, None);
        let total = plan.agencies.len();
        if self.report_format == ReportFormat::Text {
            report
                .stderr
                .push_str(&skipped_files_message(&plan, verbosity));
            report
                .stdout
                .push_str(&self.render_diagnostics(&plan.problems));
            report.progress = Some(BatchProgress {
                completed: 0,
                total,
            });
            report_progress(&report);
        }
        let mut last = CommandReport {
            is_success: plan.problems.is_empty(),
            ..CommandReport::default()
        };
        all.extend(plan.problems);
        let mut totals = CheckTotals::default();
        let mut shared = SharedProblems::default();
        let mut completed = 0;
        check.check_agencies(&plan.agencies, threads, |planned, checked| {
            completed += 1;
            let mut report = CommandReport {
                progress: Some(BatchProgress { completed, total }),
                ..CommandReport::default()
            };
            totals.add_agency(&checked);
            match checked {
                Ok(one) => {
                    last.is_success &= !has_build_blockers(&one.diagnostics, false);
                    let own = shared.separate(&planned.agency_file, one.diagnostics.clone());
                    report.stdout = self.render_agency_check(&planned.agency_file, &one, &own);
                    // A single line needs no empty line after it.
                    if report.stdout.matches('\n').nth(1).is_some() {
                        report.stdout.push('\n');
                    }
                    if self.report_format == ReportFormat::Json {
                        all.extend(own);
                    }
                }
                Err(failure) => {
                    last.is_success = false;
                    last.has_io_failure = true;
                    report.stderr = format!("error: {failure}\n");
                }
            }
            report_progress(&report);
        });
        match self.report_format {
            ReportFormat::Json => {
                all.extend(shared.into_problems());
                last.stdout = render_diagnostics_json(&all);
            }
            ReportFormat::Text => {
                last.stdout = shared.render(total, self.render_options);
                if verbosity != Verbosity::Quiet {
                    last.stdout.push_str(&check_totals_message(&totals, total));
                }
            }
        }
        last
    }
}

/// Returns `12 agencies: 9 ready to build, 2 ready only for a draft, 1 with errors to fix; 4 warnings`.
fn check_totals_message(totals: &CheckTotals, total: usize) -> String {
    let mut parts = vec![format!("{} ready to build", totals.ready_agencies)];
    for (count, what) in [
        (totals.agencies_with_blanks, "ready only for a draft"),
        (totals.agencies_with_errors, "with errors to fix"),
        (totals.unreadable_agencies, "that could not be read"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let agencies = if total == 1 { "agency" } else { "agencies" };
    let parts = parts.join(", ");
    format!(
        "{total} {agencies}: {parts}{}",
        warnings_suffix(totals.warning_count)
    )
}

/// Returns the reading level of each client document, with its longest sentences and hardest words.
fn render_readability(readings: &[DocumentReadability]) -> String {
    let mut text =
        "\nReading level of each client document. Names, numbers, addresses, headings and \
                    small print are not counted; each list item counts as a sentence.\n"
            .to_owned();
    for DocumentReadability {
        document,
        language,
        readability: measured,
    } in readings
    {
        let Some(measured) = measured else {
            text.push_str(&format!(
                "{document}: reading level is not available for `{language}`\n"
            ));
            continue;
        };
        text.push_str(&format!("{document}: {}\n", measured.summary()));
        for sentence in &measured.longest_sentences {
            text.push_str(&format!(
                "  {} words: {}\n",
                sentence.word_count, sentence.text
            ));
        }
        if !measured.hardest_words.is_empty() {
            text.push_str(&format!(
                "  hard words: {}\n",
                measured.hardest_words.join(", ")
            ));
        }
    }
    text
}

/// Returns one line that says whether an agency is ready to build.
pub(super) fn agency_summary_line(path: &Path, found: &[Diagnostic]) -> String {
    let counts = SeverityCounts::from_diagnostics(found);
    let (errors, blanks) = (counts.errors, counts.blanks);
    let name = path.display();
    if errors + blanks == 0 {
        return format!("{name}: ready to build{}", warnings_suffix(counts.warnings));
    }
    let mut found = count_with_noun(errors + blanks, "error");
    if counts.warnings > 0 {
        found.push_str(" and ");
        found.push_str(&count_with_noun(counts.warnings, "warning"));
    }
    let advice = match (errors, blanks) {
        (0, _) => format!(
            "Fix the errors before the final build. You can build a draft now: `{} --draft`",
            command_with_file("build", path)
        ),
        (_, 0) => "Fix the errors before you build".to_owned(),
        (errors, _) => format!(
            "Fix {errors} of the errors before you build a draft, and all of them before the final build"
        ),
    };
    format!("{name}: {found}. {advice}\n")
}

/// Returns what to type to run a command on an agency's file: `policypress check lakes.toml`.
pub(super) fn command_with_file(command: &str, path: &Path) -> String {
    if path == Path::new("agency.toml") {
        format!("policypress {command}")
    } else {
        format!("policypress {command} {}", path.display())
    }
}

/// Returns the end of a summary line: the number of warnings, if any.
fn warnings_suffix(warnings: usize) -> String {
    match warnings {
        0 => "\n".to_owned(),
        warnings => format!("; {}\n", count_with_noun(warnings, "warning")),
    }
}

pub(super) fn count_with_noun(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
