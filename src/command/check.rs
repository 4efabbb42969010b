//! `policypress check`: everything that is wrong or missing, at once; nothing is written.

use std::path::Path;

use super::build::skipped_files_message;
use super::environment::{CommandEnvironment, Verbosity};
use super::report::{BatchProgress, CommandReport};
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
use crate::packet::pack_files::load_template_pack;

pub(super) fn run_check(
    options: &cli::CheckArgs,
    surroundings: CommandEnvironment,
    tell: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    let look = DiagnosticDisplayOptions {
        use_color: surroundings.stdout_color,
        ..surroundings.diagnostic_render_options(false)
    };
    let refused = |found: &[Diagnostic]| CommandReport {
        stdout: match options.format {
            ReportFormat::Text => render_diagnostics_text(found, look),
            ReportFormat::Json => render_diagnostics_json(found),
        },
        ..CommandReport::default()
    };
    let mut all = Diagnostics::new();
    let chosen = load_template_pack(options.templates.as_deref(), &mut all);
    let Some(chosen) = StageError::invalid_input_as_none(chosen)? else {
        return Ok(refused(&all));
    };
    let mut misnamed = Diagnostics::new();
    let candidates = discovery::find_candidates(&options.files, &mut misnamed);
    let Some(candidates) = StageError::invalid_input_as_none(candidates)? else {
        return Ok(refused(&misnamed));
    };
    let teller = CheckReporter {
        report_format: options.format,
        environment: surroundings,
        render_options: look,
    };
    let check = AgencyChecker {
        pack: &chosen.pack,
        today: surroundings.today,
        measure_readability: options.readability,
    };
    // What has changed in a template of the user's own concerns every agency.
    let mut report = CommandReport {
        stdout: teller.render_diagnostics(&all),
        ..CommandReport::default()
    };
    let Some(path) = discovery::single_named_file(&candidates) else {
        return Ok(teller.report_many_agencies(&check, &candidates, (report, all), tell));
    };
    let one = check.check_agency(path, &mut None)?;
    report.is_success = !has_build_blockers(&one.diagnostics, false);
    report
        .stdout
        .push_str(&teller.render_agency_check(path, &one));
    if options.format == ReportFormat::Json {
        all.extend(one.diagnostics);
        report.stdout = render_diagnostics_json(&all);
    }
    Ok(report)
}

/// How it is told what was found.
#[derive(Clone, Copy)]
struct CheckReporter {
    report_format: ReportFormat,
    environment: CommandEnvironment,
    render_options: DiagnosticDisplayOptions,
}

impl CheckReporter {
    /// Returns problems for people, with an empty line after them.
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

    /// Returns what is said of one agency, in a listing for people.
    fn render_agency_check(&self, path: &Path, checked: &AgencyCheck) -> String {
        if self.report_format == ReportFormat::Json {
            return String::new();
        }
        let voice = self.environment.verbosity;
        let mut said = self.render_diagnostics(&checked.diagnostics);
        if voice == Verbosity::Verbose {
            for file in &checked.source_files {
                said.push_str(&format!("read {file}\n"));
            }
        }
        if voice != Verbosity::Quiet || has_build_blockers(&checked.diagnostics, false) {
            said.push_str(&agency_summary_line(path, &checked.diagnostics));
        }
        if let Some(readings) = &checked.document_readability {
            said.push_str(&render_readability(readings));
        }
        said
    }

    /// Tells many agencies, each as a group of its own, and then all of them in numbers.
    fn report_many_agencies(
        &self,
        check: &AgencyChecker<'_>,
        candidates: &[AgencyCandidate],
        (mut report, mut all): (CommandReport, Diagnostics),
        tell: &mut dyn FnMut(&CommandReport),
    ) -> CommandReport {
        let (threads, voice) = (self.environment.default_threads, self.environment.verbosity);
        let plan = discovery::plan_batch(candidates, threads, None);
        let of = plan.agencies.len();
        if self.report_format == ReportFormat::Text {
            report.stderr.push_str(&skipped_files_message(&plan, voice));
            report
                .stdout
                .push_str(&self.render_diagnostics(&plan.problems));
            report.progress = Some(BatchProgress {
                completed: 0,
                total: of,
            });
            tell(&report);
        }
        let mut last = CommandReport {
            is_success: plan.problems.is_empty(),
            ..CommandReport::default()
        };
        all.extend(plan.problems);
        let mut totals = CheckTotals::default();
        let mut done = 0;
        check.check_agencies(&plan.agencies, threads, |planned, checked| {
            done += 1;
            let mut told = CommandReport {
                progress: Some(BatchProgress {
                    completed: done,
                    total: of,
                }),
                ..CommandReport::default()
            };
            totals.add_agency(&checked);
            match checked {
                Ok(one) => {
                    last.is_success &= !has_build_blockers(&one.diagnostics, false);
                    told.stdout = self.render_agency_check(&planned.agency_file, &one);
                    // A line alone needs no room around it.
                    if told.stdout.matches('\n').nth(1).is_some() {
                        told.stdout.push('\n');
                    }
                    if self.report_format == ReportFormat::Json {
                        all.extend(one.diagnostics);
                    }
                }
                Err(failure) => {
                    last.is_success = false;
                    last.has_io_failure = true;
                    told.stderr = format!("error: {failure}\n");
                }
            }
            tell(&told);
        });
        match self.report_format {
            ReportFormat::Json => last.stdout = render_diagnostics_json(&all),
            ReportFormat::Text if voice != Verbosity::Quiet => {
                last.stdout = check_totals_message(&totals, of)
            }
            ReportFormat::Text => {}
        }
        last
    }
}

/// `12 agencies: 9 ready to build, 2 with blanks to fill, 1 with problems to mend; 4 warnings worth a look`
fn check_totals_message(totals: &CheckTotals, of: usize) -> String {
    let mut parts = vec![format!("{} ready to build", totals.ready_agencies)];
    for (count, what) in [
        (totals.agencies_with_blanks, "with blanks to fill"),
        (totals.agencies_with_errors, "with problems to mend"),
        (totals.unreadable_agencies, "that could not be read"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let agencies = if of == 1 { "agency" } else { "agencies" };
    let stand = parts.join(", ");
    format!(
        "{of} {agencies}: {stand}{}",
        warnings_suffix(totals.warning_count)
    )
}

/// How easily each document for clients reads, and what is hard in it.
fn render_readability(readings: &[DocumentReadability]) -> String {
    let mut text =
        "\nHow easily the documents for clients read. Names, numbers, addresses, headings and \
                    small print are left out; each item of a list is a sentence.\n"
            .to_owned();
    for DocumentReadability {
        document,
        language,
        readability: measured,
    } in readings
    {
        let Some(found) = measured else {
            text.push_str(&format!(
                "{document}: there is no formula for `{language}`\n"
            ));
            continue;
        };
        text.push_str(&format!("{document}: {}\n", found.summary()));
        for sentence in &found.longest_sentences {
            text.push_str(&format!(
                "  {} words: {}\n",
                sentence.word_count, sentence.text
            ));
        }
        if !found.hardest_words.is_empty() {
            text.push_str(&format!(
                "  hard words: {}\n",
                found.hardest_words.join(", ")
            ));
        }
    }
    text
}

/// One line that says how it stands.
pub(super) fn agency_summary_line(path: &Path, found: &[Diagnostic]) -> String {
    let counts = SeverityCounts::from_diagnostics(found);
    let stand = match (counts.errors, counts.blanks) {
        (0, 0) => "ready to build".to_owned(),
        (0, open) => format!(
            "{} to fill before a final build; `build --draft` works now",
            count_with_noun(open, "blank")
        ),
        (errors, 0) => format!(
            "{} to mend before a build",
            count_with_noun(errors, "problem")
        ),
        (errors, open) => format!(
            "{} to mend and {} to fill before a build",
            count_with_noun(errors, "problem"),
            count_with_noun(open, "blank")
        ),
    };
    format!(
        "{}: {stand}{}",
        path.display(),
        warnings_suffix(counts.warnings)
    )
}

/// The end of a line: how many warnings there are, if any.
fn warnings_suffix(warnings: usize) -> String {
    match warnings {
        0 => "\n".to_owned(),
        warnings => format!("; {} worth a look\n", count_with_noun(warnings, "warning")),
    }
}

fn count_with_noun(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
