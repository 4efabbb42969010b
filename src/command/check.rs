//! `policypress check`: everything that is wrong or missing, at once; nothing is written.

use std::path::Path;

use super::build::passed_over;
use super::report::{Progress, Report};
use super::surroundings::{Surroundings, Voice};
use crate::cli::{Check, Listing};
use crate::content::pack::Pack;
use crate::diag::show::{Look, json, show};
use crate::diag::{Diagnostic, Diagnostics, Severity, Stop};
use crate::document::readability::readability;
use crate::document::{Audience, Document};
use crate::failure::Failure;
use crate::network::discovery;
use crate::packet::pack_files::load_pack;
use crate::packet::render::check_pages;
use crate::packet::{compose, stops};
use crate::render::Renderer;
use crate::threads;

pub(super) fn run(
    options: &Check,
    surroundings: Surroundings,
    tell: &mut dyn FnMut(&Report),
) -> Result<Report, Failure> {
    let look = Look {
        colour: surroundings.colour_out,
        ..surroundings.look(false)
    };
    let refused = |found: &[Diagnostic]| Report {
        out: match options.format {
            Listing::Text => show(found, look),
            Listing::Json => json(found),
        },
        ..Report::default()
    };
    let mut all = Diagnostics::new();
    let chosen = load_pack(options.templates.as_deref(), &mut all);
    let Some(chosen) = Stop::or_none(chosen)? else {
        return Ok(refused(&all));
    };
    let mut misnamed = Diagnostics::new();
    let candidates = discovery::candidates(&options.files, &mut misnamed);
    let Some(candidates) = Stop::or_none(candidates)? else {
        return Ok(refused(&misnamed));
    };
    let job = Job {
        options,
        surroundings,
        pack: &chosen.pack,
        look,
    };
    // What has changed in a template of the user's own concerns every agency.
    let mut report = Report::default();
    if options.format == Listing::Text {
        report.out = show(&all, look);
        if !report.out.is_empty() {
            report.out.push('\n');
        }
    }
    let Some(path) = discovery::only_file(&candidates) else {
        return Ok(many(&job, &candidates, (report, all), tell));
    };
    let one = one(path, &job, &mut None)?;
    report.passed = !stops(&one.found, false);
    report.out.push_str(&one.said);
    if options.format == Listing::Json {
        all.extend(one.found);
        report.out = json(&all);
    }
    Ok(report)
}

/// What the checks of one command line have in common.
struct Job<'all> {
    options: &'all Check,
    surroundings: Surroundings,
    pack: &'all Pack,
    look: Look,
}

/// One agency, looked through.
struct Checked {
    found: Diagnostics,
    /// What is said of it, in a listing for people.
    said: String,
}

fn one(path: &Path, job: &Job<'_>, renderer: &mut Option<Renderer>) -> Result<Checked, Failure> {
    let (options, voice) = (job.options, job.surroundings.voice);
    let mut found = Diagnostics::new();
    let composed = compose(
        path,
        job.pack,
        false,
        None,
        job.surroundings.today,
        &mut found,
    );
    let composed = Stop::or_none(composed)?;
    // What a page cannot hold or draw is found by laying it out.
    if let Some(composed) = &composed {
        check_pages(composed, renderer, &mut found);
    }
    let mut said = String::new();
    if options.format == Listing::Text {
        said = show(&found, job.look);
        if !said.is_empty() {
            said.push('\n');
        }
        if voice == Voice::Verbose {
            for file in composed.iter().flat_map(|composed| &composed.files) {
                said.push_str(&format!("read {}\n", file.name));
            }
        }
        if voice != Voice::Quiet || stops(&found, false) {
            said.push_str(&summary(path, &found));
        }
        if let Some(composed) = composed.filter(|_| options.readability) {
            said.push_str(&reading(&composed.documents));
        }
    }
    Ok(Checked { found, said })
}

/// Many agencies at a time, each told as a group of its own, and then all of them in numbers.
fn many(
    job: &Job<'_>,
    candidates: &[discovery::Candidate],
    (mut report, mut all): (Report, Diagnostics),
    tell: &mut dyn FnMut(&Report),
) -> Report {
    let listing = job.options.format;
    let threads = job.surroundings.threads;
    let plan = discovery::plan(candidates, threads, None);
    let of = plan.agencies.len();
    if listing == Listing::Text {
        let passed_over = passed_over(&plan, job.surroundings.voice);
        report.err.push_str(&passed_over);
        let problems = show(&plan.problems, job.look);
        if !problems.is_empty() {
            report.out.push_str(&problems);
            report.out.push('\n');
        }
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
    let work = |renderer: &mut _, planned: &discovery::Planned| one(&planned.path, job, renderer);
    threads::in_order(
        &plan.agencies,
        threads,
        || None,
        work,
        |one| {
            done += 1;
            let mut told = Report {
                progress: Some(Progress { done, of }),
                ..Report::default()
            };
            match one {
                Ok(one) => {
                    totals.count(&one.found);
                    last.passed &= !stops(&one.found, false);
                    told.out = one.said;
                    // A line alone needs no room around it.
                    if told.out.matches('\n').nth(1).is_some() {
                        told.out.push('\n');
                    }
                    if listing == Listing::Json {
                        all.extend(one.found);
                    }
                }
                Err(failure) => {
                    totals.unread += 1;
                    last.passed = false;
                    last.machine_failed = true;
                    told.err = format!("error: {failure}\n");
                }
            }
            tell(&told);
        },
    );
    match listing {
        Listing::Json => last.out = json(&all),
        Listing::Text if job.surroundings.voice != Voice::Quiet => last.out = totals.said(of),
        Listing::Text => {}
    }
    last
}

/// How many agencies stand how.
#[derive(Default)]
struct Totals {
    ready: usize,
    blanks: usize,
    problems: usize,
    unread: usize,
    warnings: usize,
}

impl Totals {
    fn count(&mut self, found: &[Diagnostic]) {
        let has = |severity| found.iter().any(|one| one.severity() == severity);
        *if has(Severity::Error) {
            &mut self.problems
        } else if has(Severity::Open) {
            &mut self.blanks
        } else {
            &mut self.ready
        } += 1;
        let warnings = found.iter().map(Diagnostic::severity);
        self.warnings += warnings.filter(|one| *one == Severity::Warning).count();
    }

    /// `12 agencies: 9 ready to build, 2 with blanks to fill, 1 with problems to mend; 4 warnings worth a look`
    fn said(&self, of: usize) -> String {
        let mut parts = vec![format!("{} ready to build", self.ready)];
        for (count, what) in [
            (self.blanks, "with blanks to fill"),
            (self.problems, "with problems to mend"),
            (self.unread, "that could not be read"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        let agencies = if of == 1 { "agency" } else { "agencies" };
        let mut text = format!("{of} {agencies}: {}", parts.join(", "));
        if self.warnings > 0 {
            text.push_str(&format!(
                "; {} worth a look",
                many_of(self.warnings, "warning")
            ));
        }
        text.push('\n');
        text
    }
}

/// How easily each document for clients reads, and what is hard in it.
fn reading(documents: &[Document]) -> String {
    let mut text =
        "\nHow easily the documents for clients read. Names, numbers, addresses, headings and \
                    small print are left out; each item of a list is a sentence.\n"
            .to_owned();
    for document in documents {
        if document.audience != Audience::Client {
            continue;
        }
        let name = document.file_stem();
        let Some(found) = readability(document) else {
            text.push_str(&format!(
                "{name}: there is no formula for `{}`\n",
                document.language
            ));
            continue;
        };
        text.push_str(&format!(
            "{name}: {} ({}), {} words in {} sentences\n",
            found.formula.meaning(found.figure),
            found.formula.name(),
            found.words,
            found.sentences
        ));
        for sentence in found.longest {
            text.push_str(&format!("  {} words: {}\n", sentence.words, sentence.text));
        }
        if !found.hardest.is_empty() {
            text.push_str(&format!("  hard words: {}\n", found.hardest.join(", ")));
        }
    }
    text
}

/// One line that says how it stands.
pub(super) fn summary(path: &Path, found: &[Diagnostic]) -> String {
    let count = |severity| {
        found
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    };
    let errors = count(Severity::Error);
    let open = count(Severity::Open);
    let warnings = count(Severity::Warning);
    let path = path.display();
    let stand = match (errors, open) {
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
    match warnings {
        0 => format!("{path}: {stand}\n"),
        warnings => format!(
            "{path}: {stand}; {} worth a look\n",
            many_of(warnings, "warning")
        ),
    }
}

fn many_of(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
