//! `policypress check`: everything that is wrong or missing, at once; nothing is written.

use std::path::Path;

use super::build::passed_over;
use super::environment::{Surroundings, Voice};
use super::report::{Progress, Report};
use crate::cli::{self, Listing};
use crate::diag::display::{
    DiagnosticDisplayOptions, render_diagnostics_json, render_diagnostics_text,
};
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::network::check::{Check, Checked, Counts, Reading, Totals};
use crate::network::discovery::{self, Candidate};
use crate::packet::has_build_blockers;
use crate::packet::pack_files::load_template_pack;

pub(super) fn run(
    options: &cli::Check,
    surroundings: Surroundings,
    tell: &mut dyn FnMut(&Report),
) -> Result<Report, IoFailure> {
    let look = DiagnosticDisplayOptions {
        use_color: surroundings.colour_out,
        ..surroundings.look(false)
    };
    let refused = |found: &[Diagnostic]| Report {
        out: match options.format {
            Listing::Text => render_diagnostics_text(found, look),
            Listing::Json => render_diagnostics_json(found),
        },
        ..Report::default()
    };
    let mut all = Diagnostics::new();
    let chosen = load_template_pack(options.templates.as_deref(), &mut all);
    let Some(chosen) = StageError::invalid_input_as_none(chosen)? else {
        return Ok(refused(&all));
    };
    let mut misnamed = Diagnostics::new();
    let candidates = discovery::candidates(&options.files, &mut misnamed);
    let Some(candidates) = StageError::invalid_input_as_none(candidates)? else {
        return Ok(refused(&misnamed));
    };
    let teller = Teller {
        listing: options.format,
        surroundings,
        look,
    };
    let check = Check {
        pack: &chosen.pack,
        today: surroundings.today,
        readability: options.readability,
    };
    // What has changed in a template of the user's own concerns every agency.
    let mut report = Report {
        out: teller.shown(&all),
        ..Report::default()
    };
    let Some(path) = discovery::only_file(&candidates) else {
        return Ok(teller.many(&check, &candidates, (report, all), tell));
    };
    let one = check.one(path, &mut None)?;
    report.passed = !has_build_blockers(&one.found, false);
    report.out.push_str(&teller.said(path, &one));
    if options.format == Listing::Json {
        all.extend(one.found);
        report.out = render_diagnostics_json(&all);
    }
    Ok(report)
}

/// How it is told what was found.
#[derive(Clone, Copy)]
struct Teller {
    listing: Listing,
    surroundings: Surroundings,
    look: DiagnosticDisplayOptions,
}

impl Teller {
    /// Returns problems for people, with an empty line after them.
    fn shown(&self, found: &[Diagnostic]) -> String {
        if self.listing == Listing::Json {
            return String::new();
        }
        let mut shown = render_diagnostics_text(found, self.look);
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown
    }

    /// Returns what is said of one agency, in a listing for people.
    fn said(&self, path: &Path, checked: &Checked) -> String {
        if self.listing == Listing::Json {
            return String::new();
        }
        let voice = self.surroundings.voice;
        let mut said = self.shown(&checked.found);
        if voice == Voice::Verbose {
            for file in &checked.sources {
                said.push_str(&format!("read {file}\n"));
            }
        }
        if voice != Voice::Quiet || has_build_blockers(&checked.found, false) {
            said.push_str(&summary(path, &checked.found));
        }
        if let Some(readings) = &checked.readings {
            said.push_str(&reading(readings));
        }
        said
    }

    /// Tells many agencies, each as a group of its own, and then all of them in numbers.
    fn many(
        &self,
        check: &Check<'_>,
        candidates: &[Candidate],
        (mut report, mut all): (Report, Diagnostics),
        tell: &mut dyn FnMut(&Report),
    ) -> Report {
        let (threads, voice) = (self.surroundings.threads, self.surroundings.voice);
        let plan = discovery::plan(candidates, threads, None);
        let of = plan.agencies.len();
        if self.listing == Listing::Text {
            report.err.push_str(&passed_over(&plan, voice));
            report.out.push_str(&self.shown(&plan.problems));
            report.progress = Some(Progress { done: 0, of });
            tell(&report);
        }
        let mut last = Report {
            passed: plan.problems.is_empty(),
            ..Report::default()
        };
        all.extend(plan.problems);
        let mut totals = Totals::default();
        let mut done = 0;
        check.each(&plan.agencies, threads, |planned, checked| {
            done += 1;
            let mut told = Report {
                progress: Some(Progress { done, of }),
                ..Report::default()
            };
            totals.count(&checked);
            match checked {
                Ok(one) => {
                    last.passed &= !has_build_blockers(&one.found, false);
                    told.out = self.said(&planned.path, &one);
                    // A line alone needs no room around it.
                    if told.out.matches('\n').nth(1).is_some() {
                        told.out.push('\n');
                    }
                    if self.listing == Listing::Json {
                        all.extend(one.found);
                    }
                }
                Err(failure) => {
                    last.passed = false;
                    last.machine_failed = true;
                    told.err = format!("error: {failure}\n");
                }
            }
            tell(&told);
        });
        match self.listing {
            Listing::Json => last.out = render_diagnostics_json(&all),
            Listing::Text if voice != Voice::Quiet => last.out = in_numbers(&totals, of),
            Listing::Text => {}
        }
        last
    }
}

/// `12 agencies: 9 ready to build, 2 with blanks to fill, 1 with problems to mend; 4 warnings worth a look`
fn in_numbers(totals: &Totals, of: usize) -> String {
    let mut parts = vec![format!("{} ready to build", totals.ready)];
    for (count, what) in [
        (totals.open, "with blanks to fill"),
        (totals.errors, "with problems to mend"),
        (totals.unread, "that could not be read"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let agencies = if of == 1 { "agency" } else { "agencies" };
    let stand = parts.join(", ");
    format!("{of} {agencies}: {stand}{}", worth_a_look(totals.warnings))
}

/// How easily each document for clients reads, and what is hard in it.
fn reading(readings: &[Reading]) -> String {
    let mut text =
        "\nHow easily the documents for clients read. Names, numbers, addresses, headings and \
                    small print are left out; each item of a list is a sentence.\n"
            .to_owned();
    for Reading {
        document,
        language,
        measured,
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
pub(super) fn summary(path: &Path, found: &[Diagnostic]) -> String {
    let counts = Counts::of(found);
    let stand = match (counts.errors, counts.open) {
        (0, 0) => "ready to build".to_owned(),
        (0, open) => format!(
            "{} to fill before a final build; `build --draft` works now",
            many_of(open, "blank")
        ),
        (errors, 0) => format!("{} to mend before a build", many_of(errors, "problem")),
        (errors, open) => format!(
            "{} to mend and {} to fill before a build",
            many_of(errors, "problem"),
            many_of(open, "blank")
        ),
    };
    format!(
        "{}: {stand}{}",
        path.display(),
        worth_a_look(counts.warnings)
    )
}

/// The end of a line: how many warnings there are, if any.
fn worth_a_look(warnings: usize) -> String {
    match warnings {
        0 => "\n".to_owned(),
        warnings => format!("; {} worth a look\n", many_of(warnings, "warning")),
    }
}

fn many_of(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
